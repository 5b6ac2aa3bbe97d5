//! The name under which acts are written: a name on this computer, not an account.

use super::{Dialog, DialogAction, foot, heading};
use crate::i18n::tr;
use crate::settings::Settings;
use crate::ui::action::Action;
use crate::ui::{field, theme};
use eframe::egui::{Label, Ui};

impl Dialog {
    /// Asks who is working; names used on this computer before are offered. `then` is done afterwards.
    pub fn ask_author(settings: &Settings, then: Vec<Action>) -> Self {
        let others = settings.authors.iter().filter(|known| **known != settings.author);
        Self::Author { name: settings.author_known().unwrap_or_default(), known: others.cloned().collect(), then }
    }
}

pub(super) fn author_ui(ui: &mut Ui, name: &mut String, known: &[String], actions: &mut Vec<Action>) {
    heading(ui, tr("author-heading"));
    ui.label(tr("author-why"));
    ui.add_space(theme::SMALL_GAP);
    let hint = tr("author-hint");
    let look = field::Look { hint: &hint, ..field::Look::default() };
    let typed = field::labelled(ui, "author", &tr("author-name"), name, look);
    if ui.memory(|memory| memory.focused().is_none()) {
        typed.request_focus();
        // whoever types replaces what was only offered
        field::select_all(ui.ctx(), typed.id, name);
    }
    if !known.is_empty() {
        ui.add_space(theme::SMALL_GAP);
        ui.label(theme::small(ui, tr("author-used-before")));
        ui.horizontal_wrapped(|ui| {
            for one in known {
                if ui.button(one).clicked() {
                    name.clone_from(one);
                }
            }
        });
    }
    ui.add_space(theme::SMALL_GAP);
    ui.add(Label::new(theme::small(ui, tr("author-not-accounts"))).wrap());
    if foot(ui, (&tr("author-take"), !name.trim().is_empty()), &tr("author-leave"), actions) {
        actions.push(Action::Dialog(DialogAction::Author(name.trim().to_owned())));
    }
}
