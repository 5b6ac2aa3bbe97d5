//! The folder in which lost files are looked for.

use super::HealthAction;
use crate::i18n::tr;
use crate::ui::action::Action;
use crate::ui::dialog::row_from_right;
use crate::ui::{field, theme};
use eframe::egui::{Context, Id, Key, Modal, Modifiers};
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

/// Width of the dialog in points.
const WIDTH_PT: f32 = 560.0;

/// The question while it is open.
#[derive(Debug)]
pub(super) struct Asking {
    path: String,
    /// The desktop has no dialog: said once, in words.
    pub(super) without_desktop: bool,
    fresh: bool,
    no: u64,
}

impl Asking {
    pub(super) fn new(no: u64, folder: &Path) -> Self {
        let path = if folder.as_os_str().is_empty() { String::new() } else { folder.display().to_string() };
        let path =
            if path.is_empty() || path.ends_with(MAIN_SEPARATOR) { path } else { format!("{path}{MAIN_SEPARATOR}") };
        Self { path, without_desktop: false, fresh: true, no }
    }

    /// A folder chosen in the desktop's dialog.
    pub(super) fn take_path(&mut self, path: &Path) {
        self.path = path.display().to_string();
    }
}

/// Draws the question. Enter begins, Esc leaves.
pub(super) fn ask_ui(ctx: &Context, asking: &mut Asking, can_write: bool, actions: &mut Vec<Action>) {
    let id = Id::unique(("health folder", asking.no));
    let shown = Modal::new(id).frame(theme::dialog_frame(ctx)).show(ctx, |ui| {
        ui.set_width(WIDTH_PT.min(ctx.content_rect().width() - 80.0));
        ui.label(theme::dialog_title(tr("health-folder-heading")));
        ui.add_space(theme::SMALL_GAP);
        ui.label(theme::weak(ui, tr("health-folder-what")));
        ui.add_space(theme::SMALL_GAP);
        let words = ui.label(theme::small(ui, tr("folder-path")));
        let mut browsed = false;
        ui.horizontal(|ui| {
            let browse = tr("browse");
            let room = ui.available_width() - field::button_room(ui, &browse);
            let look = field::Look { width: Some(room), ..field::Look::default() };
            let typed =
                field::bare(ui, ("health folder path", asking.no), &mut asking.path, look).labelled_by(words.id);
            if std::mem::take(&mut asking.fresh) {
                typed.request_focus();
            }
            browsed = ui.button(browse).clicked();
        });
        if asking.without_desktop {
            ui.label(theme::small(ui, tr("health-folder-without-desktop")));
        }
        ui.add_space(theme::GAP);
        let can_do = can_write && !asking.path.trim().is_empty();
        let (mut done, mut left) = (false, false);
        row_from_right(ui, |ui| {
            done = ui.add_enabled(can_do, theme::primary_button(ui, &tr("health-folder-do"))).clicked();
            left = ui.button(tr("cancel")).clicked();
        });
        let mut want = |action| actions.push(Action::Health(action));
        if browsed {
            want(HealthAction::Browse);
        } else if left {
            want(HealthAction::CloseAsk);
        } else if done || (can_do && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter))) {
            want(HealthAction::Relink(PathBuf::from(asking.path.trim())));
        }
    });
    if shown.should_close() {
        actions.push(Action::Health(HealthAction::CloseAsk));
    }
}
