//! A folder or files by path: the desktop's own dialog behind one button, and always a field of our own to type
//! into, with what lies there below it.

use super::{DialogAction, foot, heading};
use crate::i18n::{tr, tr_args};
use crate::ui::action::Action;
use crate::ui::{field, theme};
use eframe::egui::{self, Frame, Label, ScrollArea, Sense, Ui};
use std::path::{Path, PathBuf};

/// The ending of a catalogue's folder.
const ENDING: &str = "kartoteka";

/// What the folder is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FolderPurpose {
    /// A new catalogue is made in it.
    New,
    /// The sample is made in it.
    Sample,
    /// The catalogue in it is opened.
    Open,
    /// A picture file is attached.
    Pictures,
}

/// What is typed, and what lies there.
#[derive(Clone, Debug)]
pub struct FolderDialog {
    /// What for.
    pub purpose: FolderPurpose,
    title: String,
    path: String,
    /// Whether the path was typed or chosen, so that it no longer follows the title.
    chosen: bool,
    home: PathBuf,
    looked_at: PathBuf,
    listed: Vec<(String, bool)>,
    /// The desktop has no dialog: said once, in words.
    pub without_desktop: bool,
    asked: bool,
}

impl FolderDialog {
    /// Asks for a path, beginning in `home`.
    pub fn new(purpose: FolderPurpose, home: PathBuf) -> Self {
        let title = match purpose {
            FolderPurpose::New => tr("folder-new-title"),
            FolderPurpose::Sample => tr("folder-sample-title"),
            FolderPurpose::Open | FolderPurpose::Pictures => String::new(),
        };
        let path = match purpose {
            FolderPurpose::New | FolderPurpose::Sample => String::new(),
            FolderPurpose::Open | FolderPurpose::Pictures => format!("{}{}", home.display(), std::path::MAIN_SEPARATOR),
        };
        let mut dialog = Self {
            purpose,
            title,
            path,
            chosen: false,
            home,
            looked_at: PathBuf::new(),
            listed: Vec::new(),
            without_desktop: false,
            asked: false,
        };
        dialog.follow_title();
        dialog
    }

    /// A path chosen in the desktop's dialog: for a new catalogue, the folder it is to lie in.
    pub fn take_path(&mut self, path: &Path) {
        if self.is_new() {
            path.clone_into(&mut self.home);
            self.chosen = false;
            self.follow_title();
        } else {
            self.path = path.display().to_string();
            self.chosen = true;
        }
        self.asked = false;
    }

    /// What lies in a folder.
    pub fn take_listing(&mut self, folder: &Path, listed: Vec<(String, bool)>) {
        folder.clone_into(&mut self.looked_at);
        self.listed = listed;
    }

    fn is_new(&self) -> bool {
        matches!(self.purpose, FolderPurpose::New | FolderPurpose::Sample)
    }

    fn follow_title(&mut self) {
        if self.is_new() && !self.chosen {
            self.path = self.home.join(format!("{}.{ENDING}", file_name(&self.title))).display().to_string();
        }
    }

    fn path(&self) -> PathBuf {
        PathBuf::from(self.path.trim())
    }

    /// The folder whose contents are shown.
    fn folder(&self) -> PathBuf {
        let path = self.path();
        if self.path.ends_with(std::path::MAIN_SEPARATOR) {
            return path;
        }
        path.parent().map(Path::to_owned).unwrap_or_default()
    }
}

/// A title as the name of a folder: no separators, no characters that a file system refuses.
fn file_name(title: &str) -> String {
    let name: String =
        title.trim().chars().map(|c| if c.is_control() || "/\\:*?\"<>|".contains(c) { '-' } else { c }).collect();
    let name = name.trim_matches(['.', ' ']).to_owned();
    if name.is_empty() { tr("folder-unnamed") } else { name }
}

pub(super) fn folder_ui(ui: &mut Ui, dialog: &mut FolderDialog, actions: &mut Vec<Action>) {
    let name = match dialog.purpose {
        FolderPurpose::New => "folder-new",
        FolderPurpose::Sample => "folder-sample",
        FolderPurpose::Open => "folder-open",
        FolderPurpose::Pictures => "folder-pictures",
    };
    heading(ui, tr(&format!("{name}-heading")));
    ui.label(theme::weak(ui, tr(&format!("{name}-what"))));
    ui.add_space(theme::SMALL_GAP);
    if dialog.purpose == FolderPurpose::New {
        let typed = field::labelled(ui, "folder title", &tr("folder-title"), &mut dialog.title, field::Look::default());
        if typed.changed() {
            dialog.follow_title();
        }
        if !dialog.asked && ui.memory(|memory| memory.focused().is_none()) {
            typed.request_focus();
        }
        ui.add_space(theme::SMALL_GAP);
    }
    path_ui(ui, dialog, actions);
    if dialog.without_desktop {
        ui.label(theme::small(ui, tr("folder-without-desktop")));
    }
    listing_ui(ui, dialog);
    let can_do = !dialog.path.trim().is_empty();
    if foot(ui, (&tr(&format!("{name}-do")), can_do), &tr("cancel"), actions) {
        let path = dialog.path();
        actions.push(Action::Dialog(match dialog.purpose {
            FolderPurpose::New => DialogAction::Create { folder: path, title: dialog.title.trim().to_owned() },
            FolderPurpose::Sample => DialogAction::MakeSample(path),
            FolderPurpose::Open => DialogAction::Open(path),
            FolderPurpose::Pictures => DialogAction::Attach(vec![path]),
        }));
    }
}

fn path_ui(ui: &mut Ui, dialog: &mut FolderDialog, actions: &mut Vec<Action>) {
    let label = if dialog.purpose == FolderPurpose::Pictures { "folder-file" } else { "folder-path" };
    let words = ui.label(theme::small(ui, tr(label)));
    ui.horizontal(|ui| {
        let browse = tr("browse");
        let room = ui.available_width() - field::button_room(ui, &browse);
        let look = field::Look { width: Some(room), ..field::Look::default() };
        let typed = field::bare(ui, "folder path", &mut dialog.path, look).labelled_by(words.id);
        if typed.changed() {
            dialog.chosen = true;
        }
        if dialog.purpose != FolderPurpose::New && !dialog.asked && ui.memory(|memory| memory.focused().is_none()) {
            typed.request_focus();
        }
        if ui.button(browse).clicked() {
            dialog.asked = true;
            actions.push(Action::Dialog(DialogAction::Browse));
        }
    });
    let folder = dialog.folder();
    if folder != dialog.looked_at {
        folder.clone_into(&mut dialog.looked_at);
        dialog.listed.clear();
        actions.push(Action::Dialog(DialogAction::LookAt(folder)));
    }
}

/// What lies beside what is typed; a click takes it.
fn listing_ui(ui: &mut Ui, dialog: &mut FolderDialog) {
    if dialog.is_new() && !dialog.without_desktop {
        return;
    }
    let begun = if dialog.path.ends_with(std::path::MAIN_SEPARATOR) {
        String::new()
    } else {
        dialog.path().file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default()
    };
    let files = dialog.purpose == FolderPurpose::Pictures;
    let fits = |name: &str, is_folder: bool| {
        (is_folder || files) && (dialog.is_new() || name.to_lowercase().starts_with(&begun))
    };
    let mut taken = None;
    ui.add_space(theme::SMALL_GAP);
    Frame::new()
        .fill(theme::palette(ui).ground)
        .stroke(egui::Stroke::new(1.0, theme::palette(ui).line))
        .corner_radius(theme::CORNER)
        .inner_margin(8)
        .show(ui, |ui| {
            ScrollArea::vertical().max_height(190.0).min_scrolled_height(190.0).auto_shrink(false).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 1.0;
                if dialog.looked_at.parent().is_some() && line(ui, theme::weak(ui, tr("folder-up"))) {
                    taken = dialog.looked_at.parent().map(|above| (above.to_owned(), true));
                }
                for (name, is_folder) in dialog.listed.iter().filter(|(name, is_folder)| fits(name, *is_folder)) {
                    let is_catalogue = *is_folder && name.ends_with(&format!(".{ENDING}"));
                    let go_in = *is_folder && !is_catalogue;
                    let words = tr_args("folder-line", &[("name", name.into())]);
                    let text = if go_in { theme::weak(ui, words) } else { egui::RichText::new(name) };
                    if line(ui, text) {
                        taken = Some((dialog.looked_at.join(name), go_in));
                    }
                }
            });
        });
    if let Some((path, go_in)) = taken {
        if dialog.is_new() {
            dialog.home = path;
            dialog.chosen = false;
            dialog.follow_title();
        } else {
            dialog.chosen = true;
            dialog.path = path.display().to_string();
            if go_in && !dialog.path.ends_with(std::path::MAIN_SEPARATOR) {
                dialog.path.push(std::path::MAIN_SEPARATOR);
            }
        }
    }
}

fn line(ui: &mut Ui, text: egui::RichText) -> bool {
    ui.add(Label::new(text).truncate().selectable(false).sense(Sense::click()))
        .on_hover_cursor(egui::CursorIcon::PointingHand)
        .clicked()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_a_name_every_file_system_takes() {
        for (title, name) in [
            ("Auschwitz 1941", "Auschwitz 1941"),
            ("Картотека", "Картотека"),
            ("a/b\\c:d", "a-b-c-d"),
            ("  ..  ", "catalogue"),
            ("what?*", "what--"),
        ] {
            assert_eq!(file_name(title), name);
        }
    }
}
