//! The screen of the catalogue's health: in words how the stored files are, what is lost, and what can be done.

mod ask;
mod events;
mod outcome;
mod page;
mod route;
mod words;

pub(super) use words::band;

use super::action::Action;
use super::outside::{Ask, News, Outside};
use crate::background::{Answer, JobId, JobKind, JobNews, Request, Store};
use crate::catalogue::watch::{FilesReport, Health, Relinked, Troubles};
use crate::i18n::tr;
use crate::model::EntryId;
use ask::Asking;
use eframe::egui::{Context, Key, Modifiers, Popup, Ui};
use std::path::PathBuf;

/// What the screen wants.
#[derive(Debug)]
pub enum HealthAction {
    /// Back to the lists and the page.
    Back,
    /// Read every stored file.
    CheckFiles,
    /// Ask for a folder that may hold copies.
    AskFolder,
    /// Ask the desktop's dialog for it.
    Browse,
    /// Look for lost files in this folder.
    Relink(PathBuf),
    /// The question is closed.
    CloseAsk,
    /// What came of the last job was read.
    CloseOutcome,
    /// Show the page of this entry.
    Show(EntryId),
}

impl HealthAction {
    /// Whether it writes under the author's name, which must be known first.
    pub fn writes(&self) -> bool {
        matches!(self, Self::Relink(_))
    }
}

/// What came of the last job.
#[derive(Debug)]
enum Outcome {
    /// Every file was read.
    Checked(Box<FilesReport>),
    /// Lost files were looked for.
    Relinked(Box<Relinked>),
}

/// Whether the answer to how the files are is on its way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Asked {
    /// No.
    #[default]
    Nothing,
    /// Yes.
    Once,
    /// Yes, and it has to be asked again: something happened since.
    Again,
}

/// What the screen keeps between frames.
#[derive(Default)]
pub struct HealthState {
    is_open: bool,
    troubles: Troubles,
    health: Option<Box<Health>>,
    asked: Asked,
    /// The job of ours that runs.
    job: Option<(JobId, JobKind)>,
    outcome: Option<Outcome>,
    asking: Option<Asking>,
    folder: PathBuf,
    outside: Outside,
    openings: u64,
    was_typing: bool,
}

impl std::fmt::Debug for HealthState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HealthState").field("is_open", &self.is_open).finish_non_exhaustive()
    }
}

impl HealthState {
    /// Whether the screen covers the page.
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// Whether a question is open, so that the window's keys are not heard.
    pub fn has_dialog(&self) -> bool {
        self.asking.is_some()
    }

    /// Whether nothing is on its way: for tests.
    pub fn is_quiet(&self) -> bool {
        self.asked == Asked::Nothing
    }

    /// What came of the last job in a sentence, while the screen is not open.
    pub fn outcome_elsewhere(&self) -> Option<String> {
        self.outcome.as_ref().filter(|_| !self.is_open).map(outcome::sentence)
    }

    /// How many files are not as they should be.
    pub fn troubles(&self) -> Troubles {
        self.troubles
    }

    /// Opens the screen; `folder` is where lost files are looked for first.
    pub fn open(&mut self, folder: PathBuf, store: &Store) {
        if !self.is_open {
            (self.is_open, self.folder) = (true, folder);
            self.refresh(store);
        }
    }

    fn close(&mut self) {
        (self.is_open, self.asking) = (false, None);
    }

    fn refresh(&mut self, store: &Store) {
        if self.asked == Asked::Nothing {
            self.asked = Asked::Once;
            store.send(Request::Health);
        } else {
            self.asked = Asked::Again;
        }
    }

    /// Takes an answer of the catalogue's thread.
    pub fn answer(&mut self, answer: &Answer, store: &Store) {
        match answer {
            Answer::Opened(_) | Answer::Closed => {
                let (openings, outside) = (self.openings, std::mem::take(&mut self.outside));
                *self = Self { outside, openings, ..Self::default() };
            }
            Answer::Troubles(troubles) => {
                self.troubles = *troubles;
                if self.is_open && self.job.is_none() {
                    self.refresh(store);
                }
            }
            Answer::Failed { request: "health", .. } => self.asked = Asked::Nothing,
            Answer::Health(health) => {
                self.health = Some(health.clone());
                if std::mem::take(&mut self.asked) == Asked::Again {
                    self.refresh(store);
                }
            }
            Answer::Job { id, news } => self.news_of_job(*id, news, store),
            // what the files belong to may have changed
            Answer::Written(_) if self.is_open => self.refresh(store),
            _ => {}
        }
    }

    fn news_of_job(&mut self, id: JobId, news: &JobNews, store: &Store) {
        match news {
            JobNews::Started(kind @ (JobKind::CheckFiles | JobKind::Relink)) => {
                (self.job, self.outcome) = (Some((id, *kind)), None);
            }
            JobNews::Progress { .. } | JobNews::Started(_) => {}
            ended => {
                match ended {
                    JobNews::FilesChecked(report) => self.outcome = Some(Outcome::Checked(report.clone())),
                    JobNews::Relinked(relinked) => self.outcome = Some(Outcome::Relinked(relinked.clone())),
                    _ => {}
                }
                self.job.take_if(|(ours, _)| *ours == id);
                // a check of everything, taking in and a report look at files, too
                if self.is_open {
                    self.refresh(store);
                }
            }
        }
    }

    /// Takes what the desktop brings; to be called before each frame.
    pub fn take_news(&mut self) {
        for news in self.outside.news() {
            match (news, &mut self.asking) {
                (News::Chosen(paths), Some(asking)) => {
                    if let Some(path) = paths.first() {
                        asking.take_path(path);
                    }
                }
                (News::NoDialog, Some(asking)) => asking.without_desktop = true,
                _ => {}
            }
        }
    }

    /// The keys of the screen, before those of the window.
    pub fn keys(&mut self, ctx: &Context) -> Vec<Action> {
        let typing = ctx.text_edit_focused();
        let was_typing = std::mem::replace(&mut self.was_typing, typing);
        if !self.is_open || self.asking.is_some() || typing || was_typing || Popup::is_any_open(ctx) {
            return Vec::new();
        }
        let left = ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
        if left { vec![Action::Health(HealthAction::Back)] } else { Vec::new() }
    }

    /// Does what the screen wants; gives the entry whose page is to be shown.
    pub fn dispatch(&mut self, ctx: &Context, action: HealthAction, store: &Store) -> Option<EntryId> {
        match action {
            HealthAction::Back => self.close(),
            HealthAction::CheckFiles => store.send(Request::CheckFiles),
            HealthAction::AskFolder => {
                self.openings += 1;
                self.asking = Some(Asking::new(self.openings, &self.folder));
                self.browse(ctx);
            }
            HealthAction::Browse => self.browse(ctx),
            HealthAction::Relink(folder) => {
                self.asking = None;
                self.folder.clone_from(&folder);
                store.send(Request::Relink { folder });
            }
            HealthAction::CloseAsk => self.asking = None,
            HealthAction::CloseOutcome => self.outcome = None,
            HealthAction::Show(id) => {
                self.close();
                return Some(id);
            }
        }
        None
    }

    fn browse(&self, ctx: &Context) {
        let ask = Ask::Folder { start: self.folder.clone(), title: tr("health-folder-heading") };
        self.outside.ask(ctx, ask);
    }
}

/// Draws the screen over the whole area of lists and page.
pub fn screen_ui(ui: &mut Ui, can_write: bool, state: &mut HealthState, actions: &mut Vec<Action>) {
    page::page_ui(ui, can_write, state, actions);
    if let Some(asking) = &mut state.asking {
        ask::ask_ui(ui.ctx(), asking, can_write, actions);
    }
}
