//! The screen on which a folder of scans is taken in: how its names are read, what the first files become, the work
//! itself, and what came of it.
//!
//! Invariant: nothing of the catalogue changes before the button is pressed, and what is shown before is what the same
//! plan would do.

mod course;
mod outcome;
mod route;
mod setting;

use super::action::Action;
use super::outside::{Ask, News, Outside};
use super::theme;
use crate::background::{Answer, JobId, JobKind, JobNews, Request, Store, TakeInPlanned, TakeInWish, Token, WatchNews};
use crate::catalogue::take_in::{Interrupted, TakeInOptions, TakeInReport};
use crate::i18n::{tr, tr_args};
use crate::model::{CardTemplate, HoldingUnit};
use eframe::egui::{self, Context, Ui};
use std::path::PathBuf;

/// How long nothing is typed before the plan is made anew, in seconds.
const PATIENCE_SECONDS: f64 = 0.3;

/// What the screen may know of the rest of the window.
pub struct TakeInView<'a> {
    /// Why nothing can be changed; `None` when it can.
    pub read_only: Option<&'a str>,
    /// Whether a dialog of the window has the keyboard.
    pub in_dialog: bool,
    /// The forms a new card can have.
    pub templates: &'a [CardTemplate],
    /// Where a new card can lie.
    pub units: &'a [HoldingUnit],
}

/// What the screen wants.
#[derive(Debug)]
pub enum TakeInAction {
    /// Leave the screen; work that runs goes on.
    Back,
    /// Ask the desktop's dialog for a folder.
    Browse,
    /// Take the folder in.
    Begin,
    /// Go on with what was interrupted.
    GoOn,
    /// What was interrupted is not gone on with.
    Forget,
    /// Hold the work, or go on.
    Pause(bool),
    /// Stop after the present file.
    Stop,
    /// Another folder.
    Again,
    /// Take in what the scanner puts into the folder as it comes, or no longer.
    Watch(bool),
    /// The pictures that were taken in, in the gallery.
    Gallery,
}

impl TakeInAction {
    /// Whether it writes, so that the author's name must be known first.
    pub fn writes(&self) -> bool {
        matches!(self, Self::Begin | Self::GoOn | Self::Watch(true))
    }
}

/// The work while it runs.
#[derive(Debug, Default)]
struct Course {
    job: Option<JobId>,
    /// Kilobytes done, of so many.
    done: (u64, u64),
    is_paused: bool,
    is_stopping: bool,
}

/// The screen.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own, and none excludes another")]
struct Screen {
    folder: String,
    options: TakeInOptions,
    /// Whether a naming rule is used, or the names are looked through for a known code.
    by_rule: bool,
    /// Whether cards are made for codes nobody has, and of which form.
    new_cards: bool,
    template: String,
    /// What the plan was made of last, and when something else was typed.
    planned_of: Option<(PathBuf, TakeInOptions)>,
    changed_at: Option<f64>,
    asked: Option<Token>,
    planned: Option<TakeInPlanned>,
    /// Why there is no plan.
    fault: Option<String>,
    report: Option<TakeInReport>,
    /// Why nothing could be done.
    failed: Option<String>,
    without_desktop: bool,
    /// Whether it was opened just now, so that the folder takes the keyboard.
    fresh: bool,
}

impl Screen {
    /// What the plan is made of now.
    fn wanted(&self) -> (PathBuf, TakeInOptions) {
        let mut options = self.options.clone();
        if !self.by_rule {
            options.pattern.clear();
            options.reference_template.clear();
        }
        options.new_cards = self.new_cards.then(|| self.template.clone()).filter(|template| !template.is_empty());
        if options.new_cards.is_none() {
            options.unit = None;
        }
        (PathBuf::from(self.folder.trim()), options)
    }
}

/// A folder that is watched.
#[derive(Debug)]
struct Watched {
    folder: PathBuf,
    /// Pictures that came of it.
    came: u64,
    /// Files that came and were not taken in.
    refused: u64,
    /// Why it cannot be looked at.
    trouble: Option<String>,
}

/// What the screen keeps between frames.
#[derive(Debug, Default)]
pub struct TakeInState {
    screen: Option<Box<Screen>>,
    course: Option<Course>,
    watched: Option<Watched>,
    /// What was begun and not ended.
    interrupted: Option<Interrupted>,
    /// How the last folder was taken in: the next one is named alike.
    last: Option<TakeInOptions>,
    outside: Outside,
}

impl TakeInState {
    /// Whether the screen covers the lists.
    pub fn is_open(&self) -> bool {
        self.screen.is_some()
    }

    /// Opens the screen, on a folder when one is named.
    pub fn open(&mut self, folder: Option<PathBuf>, options: Option<TakeInOptions>, templates: &[CardTemplate]) {
        let screen = self.screen.get_or_insert_with(|| {
            let first = templates.first().map(|template| template.id.clone()).unwrap_or_default();
            Box::new(Screen { template: first, fresh: true, ..Screen::default() })
        });
        let is_fresh = screen.fresh && screen.folder.is_empty();
        let options = options.or_else(|| self.last.clone().filter(|_| is_fresh));
        if let Some(folder) = folder {
            screen.folder = folder.display().to_string();
            screen.report = None;
        }
        if let Some(options) = options {
            screen.by_rule = !options.pattern.is_empty();
            screen.new_cards = options.new_cards.is_some();
            if let Some(template) = &options.new_cards {
                screen.template.clone_from(template);
            }
            screen.options = options;
        }
    }

    /// What was begun and not ended, in words.
    pub fn interruption(&self) -> Option<String> {
        self.interrupted.as_ref().map(words_of)
    }

    /// Leaves the screen.
    pub fn leave(&mut self) {
        self.screen = None;
    }

    /// Takes what the desktop brings.
    pub fn take_news(&mut self) {
        for news in self.outside.news() {
            let Some(screen) = &mut self.screen else { continue };
            match news {
                News::Chosen(paths) => {
                    if let Some(folder) = paths.first() {
                        screen.folder = folder.display().to_string();
                    }
                }
                News::NoDialog => screen.without_desktop = true,
                _ => {}
            }
        }
    }

    /// Does what the screen wants.
    pub fn dispatch(&mut self, ctx: &Context, action: &TakeInAction, store: &Store) {
        let Some(screen) = &mut self.screen else { return };
        match action {
            TakeInAction::Back | TakeInAction::Gallery => self.screen = None,
            TakeInAction::Browse => {
                let start = PathBuf::from(screen.folder.trim());
                self.outside.ask(ctx, Ask::Folder { start, title: tr("take-in-choose-title") });
            }
            TakeInAction::Begin => {
                let (folder, options) = screen.wanted();
                self.last = Some(options.clone());
                screen.failed = None;
                self.course = Some(Course::default());
                store.send(Request::TakeIn(TakeInWish::Begin { folder, options }));
            }
            TakeInAction::GoOn => {
                if let Some(Interrupted { folder, options, .. }) = self.interrupted.take() {
                    self.open(Some(folder), Some(options), &[]);
                }
            }
            TakeInAction::Forget => {
                self.interrupted = None;
                store.send(Request::TakeIn(TakeInWish::Forget));
            }
            TakeInAction::Pause(pause) => {
                if let Some(course) = &mut self.course
                    && let Some(job) = course.job
                {
                    course.is_paused = *pause;
                    store.pause(job, *pause);
                }
            }
            TakeInAction::Stop => {
                if let Some(course) = &mut self.course
                    && let Some(job) = course.job
                {
                    course.is_stopping = true;
                    store.cancel(job);
                }
            }
            TakeInAction::Again => {
                screen.report = None;
                screen.planned = None;
                screen.planned_of = None;
            }
            TakeInAction::Watch(true) => {
                let (folder, options) = screen.wanted();
                store.send(Request::TakeIn(TakeInWish::Watch { folder, options }));
            }
            TakeInAction::Watch(false) => {
                self.watched = None;
                store.send(Request::TakeIn(TakeInWish::Unwatch));
            }
        }
    }

    /// Takes an answer of the catalogue's thread.
    pub fn answer(&mut self, answer: &Answer) {
        match answer {
            Answer::Opened(opened) => {
                let outside = std::mem::take(&mut self.outside);
                *self = Self { interrupted: opened.interrupted.clone(), outside, ..Self::default() };
            }
            Answer::Closed => *self = Self::default(),
            Answer::Failed { token: Some(token), error, .. } => {
                if let Some(screen) = self.screen.as_mut().filter(|screen| screen.asked == Some(*token)) {
                    screen.asked = None;
                    screen.planned = None;
                    screen.fault = Some(error.to_string());
                }
            }
            Answer::Failed { request: "take-in", error, .. } => self.failed(error.to_string()),
            Answer::Job { id, news } => self.job_news(*id, news),
            Answer::Watched { folder, news } => match &**news {
                WatchNews::Begun => {
                    self.watched = Some(Watched { folder: folder.clone(), came: 0, refused: 0, trouble: None });
                }
                WatchNews::Came(report) => {
                    if let Some(watched) = &mut self.watched {
                        watched.came += report.taken.len() as u64;
                        watched.refused += report.refused.len() as u64;
                        watched.trouble = None;
                    }
                }
                WatchNews::Trouble(error) => {
                    if let Some(watched) = &mut self.watched {
                        watched.trouble = Some(error.to_string());
                    }
                }
                // the one before may end after this one began
                WatchNews::Ended => drop(self.watched.take_if(|watched| watched.folder == *folder)),
            },
            _ => {}
        }
    }

    /// Takes the plan that was asked for.
    pub fn take_plan(&mut self, planned: TakeInPlanned) {
        if let Some(screen) = self.screen.as_mut().filter(|screen| screen.asked == Some(planned.token)) {
            screen.asked = None;
            screen.fault = None;
            screen.planned = Some(planned);
        }
    }

    /// Takes the outcome; says whether the screen shows it.
    pub fn take_report(&mut self, report: TakeInReport) -> bool {
        self.course = None;
        match &mut self.screen {
            Some(screen) => {
                screen.report = Some(report);
                true
            }
            None => false,
        }
    }

    fn job_news(&mut self, id: JobId, news: &JobNews) {
        let Some(course) = &mut self.course else { return };
        match news {
            JobNews::Started(JobKind::TakeIn) => course.job = Some(id),
            _ if course.job != Some(id) => {}
            JobNews::Progress { done, total } => course.done = (*done, *total),
            JobNews::Failed(error) => self.failed(error.to_string()),
            _ => {}
        }
    }

    fn failed(&mut self, why: String) {
        self.course = None;
        if let Some(screen) = &mut self.screen {
            screen.failed = Some(why);
        }
    }

    /// Asks for the plan when something else is wanted and nobody types any more.
    pub fn mind(&mut self, ctx: &Context, store: &Store) {
        let Some(screen) = &mut self.screen else { return };
        if screen.report.is_some() || self.course.is_some() {
            return;
        }
        let wanted = screen.wanted();
        if wanted.0.as_os_str().is_empty() || screen.planned_of.as_ref() == Some(&wanted) {
            screen.changed_at = None;
            return;
        }
        let now = ctx.input(|input| input.time);
        let rested = now - *screen.changed_at.get_or_insert(now);
        if rested < PATIENCE_SECONDS && screen.planned_of.is_some() {
            ctx.request_repaint_after(std::time::Duration::from_secs_f64(PATIENCE_SECONDS - rested));
            return;
        }
        let token = store.token();
        screen.asked = Some(token);
        screen.changed_at = None;
        let (folder, options) = wanted.clone();
        store.send(Request::TakeIn(TakeInWish::Plan { folder, options, token }));
        screen.planned_of = Some(wanted);
    }
}

/// What was begun and not ended, in words.
fn words_of(interrupted: &Interrupted) -> String {
    let words = [
        ("folder", interrupted.folder.display().to_string().into()),
        ("done", interrupted.done.into()),
        ("of", interrupted.of_files.into()),
    ];
    tr_args("take-in-interrupted", &words)
}

/// Draws the screen over the whole area of lists and page.
pub fn screen_ui(ui: &mut Ui, view: &TakeInView<'_>, state: &mut TakeInState, actions: &mut Vec<Action>) {
    let Some(screen) = &mut state.screen else { return };
    let is_busy = view.in_dialog || ui.ctx().text_edit_focused() || ui.ctx().any_popup_open();
    if !is_busy && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape)) {
        actions.push(Action::TakeIn(TakeInAction::Back));
    }
    let sheet = egui::Frame::new().fill(theme::palette(ui).sheet).inner_margin(theme::PANEL_MARGIN);
    egui::CentralPanel::default().frame(sheet).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.label(theme::title(tr("take-in-title")));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if ui.button(tr("take-in-back")).on_hover_text("Esc").clicked() {
                    actions.push(Action::TakeIn(TakeInAction::Back));
                }
            });
        });
        ui.add_space(theme::GAP);
        if let Some(course) = &state.course {
            course::course_ui(ui, &screen.folder, course, actions);
        } else if let Some(report) = &screen.report {
            outcome::outcome_ui(ui, report, actions);
        } else {
            setting::setting_ui(ui, view, screen, (state.watched.as_ref(), state.interrupted.as_ref()), actions);
        }
    });
}
