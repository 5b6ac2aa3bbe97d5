//! The bars: menus, search box, undo and redo above; jobs and the state of the catalogue below.

use super::action::Action;
use super::command::{Command, Line, Menu, Needs, TABLE, line_of};
use super::search::{self, SearchState, SearchView};
use super::{field, theme};
use crate::background::{JobId, JobKind, Opened};
use crate::catalogue::Mode;
use crate::i18n::{has, tr, tr_args};
use crate::model::ActLine;
use eframe::egui::{self, Align, Button, Layout, MenuBar, Response, RichText, Ui, vec2};

/// What the bars may know.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own, and none excludes another")]
#[derive(Clone, Copy, Debug)]
pub(super) struct BarView<'a> {
    /// The open catalogue.
    pub(super) opened: Option<&'a Opened>,
    /// Whether an entry is shown.
    pub(super) has_entry: bool,
    /// Whether an entry with pictures is shown.
    pub(super) has_pictures: bool,
    /// Whether a card is shown.
    pub(super) has_card: bool,
    /// Whether a field of a card has the keyboard.
    pub(super) has_field: bool,
    /// What of the typed is on the disk.
    pub(super) saved: Saved,
    /// The name acts are written under.
    pub(super) author: &'a str,
    /// Commands whose choice is in use: the theme, what is shown.
    pub(super) in_use: &'a [Command],
}

/// What of the typed is on the disk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Saved {
    /// Nothing was written since the catalogue was opened.
    #[default]
    Untouched,
    /// Something is typed or on its way.
    Pending,
    /// Everything is on the disk.
    Written,
    /// Something typed could not be written.
    Failed,
}

/// A job as the status bar shows it.
#[derive(Clone, Copy, Debug)]
pub(super) struct JobLine {
    /// What.
    pub(super) kind: JobKind,
    /// So much of so much; 0 of 0 while nobody knows.
    pub(super) progress: (u64, u64),
    /// Whether it was asked to stop.
    pub(super) stopping: bool,
}

impl BarView<'_> {
    /// Whether a command can be used now.
    pub(super) fn can(&self, needs: Needs) -> bool {
        let writable = self.opened.is_some_and(|opened| opened.mode == Mode::Writable);
        match needs {
            Needs::Nothing => true,
            Needs::Catalogue => self.opened.is_some(),
            Needs::Writable => writable,
            Needs::Entry => writable && self.has_entry,
            Needs::Pictures => self.has_pictures,
            Needs::Card => self.has_card,
            Needs::Keying => writable && self.has_card,
            Needs::Field => writable && self.has_field,
        }
    }

    /// Whether the command of a line of the table can be used now.
    pub(super) fn usable(&self, line: &Line) -> bool {
        let undoable = self.opened.map(|opened| &opened.undoable);
        self.can(line.needs)
            && match line.command {
                Command::Undo => undoable.is_some_and(|undoable| undoable.undo.is_some()),
                Command::Redo => undoable.is_some_and(|undoable| undoable.redo.is_some()),
                _ => true,
            }
    }
}

/// An act in words: `Edited rkg/0049`.
pub(super) fn act_words(act: &ActLine) -> String {
    let key = format!("act-of-{}", act.act);
    if has(&key) { tr_args(&key, &[("about", act.about.clone().into())]) } else { format!("{} {}", act.act, act.about) }
}

/// What an undo of this act is called: `Undo: Edited rkg/0049`.
pub(super) fn undo_words(act: &ActLine) -> String {
    tr_args("bar-undo", &[("act", act_words(act).into())])
}

/// Menus on the left, the author on the right.
pub(super) fn menu_bar_ui(ui: &mut Ui, view: &BarView<'_>, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        MenuBar::new().ui(ui, |ui| {
            for (menu, key) in Menu::ALL {
                ui.menu_button(tr(key), |ui| {
                    ui.set_min_width(280.0);
                    menu_ui(ui, *menu, view, actions);
                });
            }
        });
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if !view.author.is_empty() && view.opened.is_some() {
                let words = tr_args("bar-author", &[("name", view.author.into())]);
                let author = ui.add(Button::new(theme::small(ui, words)).frame_when_inactive(false));
                if author.on_hover_text(tr("command-author-hint")).clicked() {
                    actions.push(Action::Command(Command::Author));
                }
            }
        });
    });
}

fn menu_ui(ui: &mut Ui, menu: Menu, view: &BarView<'_>, actions: &mut Vec<Action>) {
    let mut group = None;
    for line in TABLE.iter().filter(|line| line.menu == menu) {
        if group.is_some_and(|group| group != line.group) {
            ui.separator();
        }
        group = Some(line.group);
        let aside = if view.in_use.contains(&line.command) && line.shortcut.is_none() {
            tr("menu-in-use")
        } else {
            line.shortcut_text(ui.ctx())
        };
        let button = Button::new(line.label()).shortcut_text(aside);
        let response = ui.add_enabled(view.usable(line), button.min_size(vec2(268.0, 0.0)));
        if response.on_hover_text(line.hint()).clicked() {
            actions.push(Action::Command(line.command));
            ui.close();
        }
    }
}

/// The search box, undo and redo with the names of the acts, and what is saved; under them what is sought, as chips.
pub(super) fn tool_bar_ui(
    ui: &mut Ui,
    view: &BarView<'_>,
    sought: SearchView<'_>,
    search: &mut SearchState,
    actions: &mut Vec<Action>,
) {
    ui.horizontal(|ui| {
        search::search_ui(ui, sought, search, actions);
        ui.add_space(theme::SMALL_GAP);
        if let Some(opened) = view.opened {
            undo_ui(ui, view, opened, actions);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if view.can(Needs::Writable) {
                let new = ui.add(theme::primary_button(ui, &tr("command-new-card")));
                if hinted(new, Command::NewCard).clicked() {
                    actions.push(Action::Command(Command::NewCard));
                }
            }
            saved_ui(ui, view.saved);
        });
    });
    search::below_ui(ui, sought, search, actions);
}

/// A button of a command with what it does and its key.
pub(super) fn hinted(response: Response, command: Command) -> Response {
    let Some(line) = line_of(command) else { return response };
    let key = line.shortcut_text(&response.ctx);
    let words = if key.is_empty() { line.hint() } else { format!("{} ({key})", line.hint()) };
    response.on_hover_text(words)
}

/// Undo and redo, each named after its act, as wide as their words where there is room.
fn undo_ui(ui: &mut Ui, view: &BarView<'_>, opened: &Opened, actions: &mut Vec<Action>) {
    let undoable = &opened.undoable;
    let words = |name: &str, of: &str, act: Option<&ActLine>| {
        act.map_or_else(|| tr(name), |act| tr_args(of, &[("act", act_words(act).into())]))
    };
    let undo = words("command-undo", "bar-undo", undoable.undo.as_ref());
    let redo = words("command-redo", "bar-redo", undoable.redo.as_ref());
    // the state of saving is a label in small type, not a button; before the first write there is none
    let saved = match view.saved {
        Saved::Untouched => 0.0,
        _ => field::button_room(ui, &tr("saved-pending")) - 2.0 * ui.spacing().button_padding.x,
    };
    let kept = field::button_room(ui, &tr("command-new-card")) + saved;
    let room = (ui.available_width() - kept - theme::GAP).max(180.0);
    let (undo_most, redo_most) = (field::button_room(ui, &undo), field::button_room(ui, &redo));
    // too little for both: the redo keeps a third at least
    let undo_most = undo_most.min((room - redo_most).max(room * 0.6));
    act_button(ui, view, Command::Undo, &undo, undo_most, actions);
    act_button(ui, view, Command::Redo, &redo, redo_most.min(room - undo_most), actions);
}

fn act_button(ui: &mut Ui, view: &BarView<'_>, command: Command, words: &str, most: f32, actions: &mut Vec<Action>) {
    let Some(line) = line_of(command) else { return };
    let button = ui
        .scope(|ui| {
            ui.set_max_width(most);
            ui.add_enabled(view.usable(line), Button::new(words).truncate())
        })
        .inner;
    let hint = format!("{words} ({})", line.shortcut_text(ui.ctx()));
    if button.on_hover_text(hint).clicked() {
        actions.push(Action::Command(command));
    }
}

/// What of the typed is on the disk, in a word.
pub(super) fn saved_ui(ui: &mut Ui, saved: Saved) {
    let text: RichText = match saved {
        Saved::Untouched => return,
        Saved::Pending => theme::small(ui, tr("saved-pending")),
        Saved::Written => theme::small(ui, tr("saved-yes")),
        Saved::Failed => theme::small(ui, tr("saved-no")).family(theme::strong_family()),
    };
    ui.label(text);
}

/// Where the catalogue lies, what was said last, and the jobs that run.
pub(super) fn status_bar_ui<'a>(
    ui: &mut Ui,
    opened: Option<&Opened>,
    jobs: impl Iterator<Item = (&'a JobId, &'a JobLine)>,
    band: Option<String>,
    actions: &mut Vec<Action>,
) {
    ui.horizontal(|ui| {
        for (id, job) in jobs {
            let (done, total) = job.progress;
            ui.label(theme::small(ui, tr(&format!("job-{}", job.kind.term()))));
            if total > 0 {
                let part = done as f32 / total as f32;
                let bar = egui::ProgressBar::new(part).desired_width(160.0).desired_height(8.0);
                ui.add(bar.fill(theme::palette(ui).focus));
                ui.label(theme::small(ui, tr_args("job-progress", &[("done", done.into()), ("total", total.into())])));
            }
            if job.stopping {
                ui.label(theme::small(ui, tr("job-stopping")));
            } else if ui.add(Button::new(RichText::new(tr("cancel")).size(13.0)).small()).clicked() {
                actions.push(Action::Cancel(*id));
            }
            ui.separator();
        }
        if let Some(opened) = opened {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if let Some(band) = band {
                    let words = theme::warning(ui, band).size(13.0).family(theme::strong_family());
                    let band = ui.add(Button::new(words).small());
                    if hinted(band, Command::Health).clicked() {
                        actions.push(Action::Command(Command::Health));
                    }
                    ui.add_space(theme::SMALL_GAP);
                }
                let path = opened.folder.display().to_string();
                let words = egui::Label::new(theme::small(ui, path)).truncate().selectable(false);
                ui.add(words).on_hover_text(tr("bar-folder"));
            });
        }
    });
}
