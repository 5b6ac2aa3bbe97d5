//! The dialogs of the window: one at a time, closed by Esc, never one upon another.

mod author;
mod clash;
mod folder;
mod help;
mod palette;
mod report;
mod results;

pub use clash::ClashDialog;
pub use folder::{FolderDialog, FolderPurpose};
pub use palette::PaletteDialog;
pub use report::ReportDialog;

use super::action::Action;
use super::command::Command;
use super::theme;
use crate::background::ReportAsked;
use crate::catalogue::{CheckReport, OnClash};
use crate::i18n::tr;
use eframe::egui::{self, Context, Id, Modal, Ui};
use std::path::PathBuf;

/// The dialog that is open.
#[derive(Debug)]
pub enum Dialog {
    /// A folder is asked for: a new catalogue, the sample, one to open; or files.
    Folder(FolderDialog),
    /// The author's name is asked for; what waits for it is done afterwards.
    Author {
        /// What is typed.
        name: String,
        /// Names used on this computer before.
        known: Vec<String>,
        /// What waits.
        then: Vec<Action>,
    },
    /// A report is asked for.
    Report(ReportDialog),
    /// The particulars of a check.
    Checked(CheckReport),
    /// Later acts stand in the way of an undo.
    Clash(ClashDialog),
    /// Something was begun and is not written, and the catalogue is to be left.
    Leave,
    /// Every command by its name.
    Palette(PaletteDialog),
    /// How to search.
    Search,
    /// The keyboard.
    Keys,
    /// The program.
    About,
}

/// What a dialog wants.
#[derive(Debug)]
pub enum DialogAction {
    /// Close the dialog.
    Close,
    /// Ask for a folder or file with the desktop's own dialog.
    Browse,
    /// The path typed changed: list what is there.
    LookAt(PathBuf),
    /// Make a catalogue.
    Create {
        /// Its folder.
        folder: PathBuf,
        /// Its title.
        title: String,
    },
    /// Make the sample catalogue.
    MakeSample(PathBuf),
    /// Open a catalogue.
    Open(PathBuf),
    /// Attach these files to the shown entry.
    Attach(Vec<PathBuf>),
    /// The author's name.
    Author(String),
    /// Do what a command does.
    Run(Command),
    /// Leave although something is not written.
    LeaveAnyway,
    /// Make a report.
    Report(ReportAsked),
    /// Take an act back as far as it goes, or leave it.
    Undo {
        /// The act.
        seq: u64,
        /// How.
        on_clash: OnClash,
    },
}

/// Draws the dialog that is open; `opening` is another number each time one opens.
pub fn dialog_ui(ctx: &Context, opening: u64, dialog: &mut Dialog, actions: &mut Vec<Action>) {
    let width: f32 = match dialog {
        Dialog::Keys | Dialog::Search => 760.0,
        Dialog::Clash(_) | Dialog::Checked(_) | Dialog::Folder(_) => 600.0,
        _ => 500.0,
    };
    let room = ctx.content_rect();
    let frame = theme::dialog_frame(ctx);
    // what egui remembers of a dialog, such as how far it was scrolled, ends with it
    let id = Id::unique(("dialog", opening, std::mem::discriminant(dialog)));
    let response = Modal::new(id).frame(frame).show(ctx, |ui| {
        ui.set_width(width.min(room.width() - 80.0));
        ui.set_max_height(room.height() - 80.0);
        match dialog {
            Dialog::Folder(folder) => folder::folder_ui(ui, folder, actions),
            Dialog::Author { name, known, .. } => author::author_ui(ui, name, known, actions),
            Dialog::Report(report) => report::report_ui(ui, report, actions),
            Dialog::Checked(report) => results::checked_ui(ui, report, actions),
            Dialog::Clash(clash) => clash::clash_ui(ui, clash, actions),
            Dialog::Palette(palette) => palette::palette_ui(ui, palette, actions),
            Dialog::Leave => leave_ui(ui, actions),
            Dialog::Search => help::search_ui(ui, actions),
            Dialog::Keys => help::keys_ui(ui, actions),
            Dialog::About => help::about_ui(ui, actions),
        }
    });
    if response.should_close() {
        actions.push(Action::Dialog(DialogAction::Close));
    }
}

fn leave_ui(ui: &mut Ui, actions: &mut Vec<Action>) {
    heading(ui, tr("leave-heading"));
    ui.label(tr("leave-what"));
    if safe_foot(ui, &tr("leave-stay"), (&tr("leave-anyway"), ""), actions) {
        actions.push(Action::Dialog(DialogAction::LeaveAnyway));
    }
}

/// The heading of a dialog.
pub fn heading(ui: &mut Ui, words: impl Into<String>) {
    ui.label(theme::dialog_title(words));
    ui.add_space(theme::SMALL_GAP);
}

/// The row of buttons at the foot: the doing one at the right edge, beside it the leaving one. Gives whether the
/// doing one was chosen, by pointer or by Enter.
pub fn foot(ui: &mut Ui, (doing, can_do): (&str, bool), leaving: &str, actions: &mut Vec<Action>) -> bool {
    ui.add_space(theme::GAP);
    let (mut done, mut left) = (false, false);
    row_from_right(ui, |ui| {
        done = ui.add_enabled(can_do, theme::primary_button(ui, doing)).clicked();
        left = !leaving.is_empty() && ui.button(leaving).clicked();
    });
    if left {
        actions.push(Action::Dialog(DialogAction::Close));
        return false;
    }
    done || (can_do && entered(ui, actions))
}

/// The row of buttons of a dialog that warns: the safe one, at the right edge and on Enter, closes the dialog. Gives
/// whether the other one was chosen, which takes a click or the keyboard's focus.
pub fn safe_foot(ui: &mut Ui, safe: &str, (other, hint): (&str, &str), actions: &mut Vec<Action>) -> bool {
    ui.add_space(theme::GAP);
    let (mut stays, mut goes) = (false, false);
    row_from_right(ui, |ui| {
        stays = ui.add(theme::primary_button(ui, safe)).clicked();
        let button = ui.button(other);
        goes = if hint.is_empty() { button } else { button.on_hover_text(hint) }.clicked();
    });
    if !goes && (stays || entered(ui, actions)) {
        actions.push(Action::Dialog(DialogAction::Close));
    }
    goes
}

/// Whether Enter was pressed for the main button, and not for another one that has the keyboard.
fn entered(ui: &Ui, actions: &[Action]) -> bool {
    let other = |action: &Action| {
        matches!(action, Action::Dialog(DialogAction::Browse | DialogAction::Undo { .. }) | Action::OpenOutside(_))
    };
    !actions.iter().any(other) && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Enter))
}

/// A row as high as a button, filled from its right edge.
pub fn row_from_right(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    let size = egui::vec2(ui.available_width(), ui.spacing().interact_size.y);
    ui.allocate_ui_with_layout(size, egui::Layout::right_to_left(egui::Align::Center), contents);
}
