//! The name under which acts are written.

use super::{DialogAction, foot, heading};
use crate::i18n::tr;
use crate::ui::action::Action;
use crate::ui::{field, theme};
use eframe::egui::Ui;

pub(super) fn author_ui(ui: &mut Ui, name: &mut String, actions: &mut Vec<Action>) {
    heading(ui, tr("author-heading"));
    ui.label(tr("author-why"));
    ui.add_space(theme::SMALL_GAP);
    let typed = field::labelled(ui, "author", &tr("author-name"), name, field::Look::default());
    if ui.memory(|memory| memory.focused().is_none()) {
        typed.request_focus();
    }
    if foot(ui, (&tr("author-take"), !name.trim().is_empty()), &tr("author-leave"), actions) {
        actions.push(Action::Dialog(DialogAction::Author(name.trim().to_owned())));
    }
}
