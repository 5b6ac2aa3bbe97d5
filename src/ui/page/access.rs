//! Who may see an entry, a picture, a note or one value: said in words where it is not everybody, and changed with a
//! reason.

use super::{Desk, PageAction, editor, head, layout};
use crate::background::Deed;
use crate::background::study::closing::ClosingDeed;
use crate::i18n::{tr, tr_args};
use crate::model::{Access, EntryId};
use crate::reports::access_text;
use crate::ui::study::closing::{AccessChoice, TERMS, day_ui};
use crate::ui::{field, theme};
use eframe::egui::{self, Button, ComboBox, Frame, Id, Key, Margin, Ui};
use std::collections::BTreeMap;

/// What of the page is being closed or opened.
#[derive(Debug, Default)]
pub(super) struct AccessState {
    /// By what it is of.
    asking: BTreeMap<EntryId, Asking>,
}

/// An access that is chosen and not written yet.
#[derive(Clone, Debug)]
struct Asking {
    entry: EntryId,
    choice: AccessChoice,
    reason: String,
    fresh: bool,
    /// Whether it is asked; what was typed stays when it is left.
    is_open: bool,
    /// Whether it is on its way.
    sent: bool,
}

/// Says that something is not open to everybody, when it is not.
pub(super) fn mark_ui(ui: &mut Ui, access: Access) {
    if access != Access::Open {
        let words = tr_args("closing-page-closed", &[("access", access_text(access).into())]);
        head::mark_ui(ui, &words, &tr("closing-page-explained"));
    }
}

/// Says it of the entry of a page.
pub(super) fn entry_mark_ui(ui: &mut Ui, desk: &Desk<'_>) {
    if let Some(access) = desk.state.dossier.as_deref().and_then(|dossier| dossier.entry.access()) {
        mark_ui(ui, access);
    }
}

/// Draws the access of an entry, a picture or a note under its label.
pub(super) fn field_ui(ui: &mut Ui, entry: EntryId, current: &str, label: Id, desk: &mut Desk<'_>) {
    let Some(access) = Access::read(current) else { return };
    choose_ui(ui, entry, access, label, desk);
}

/// Draws the access of one value: a mark when it is not open, and the choice while its particulars are open.
pub(super) fn value_ui(ui: &mut Ui, claim: EntryId, name: &str, desk: &mut Desk<'_>) {
    let Some(access) = desk.state.claim(claim).map(|claim| claim.access) else { return };
    mark_ui(ui, access);
    if desk.state.claims.open != Some(claim) || !desk.can_write() {
        return;
    }
    layout::small_line(ui, |ui| {
        let label = ui.label(theme::small(ui, tr("closing-page-value")));
        let words = tr_args("closing-page-of", &[("name", name.into())]);
        editor::name(&label, egui::Role::Label, &words);
        let label = label.id;
        ui.vertical(|ui| choose_ui(ui, claim, access, label, desk));
    });
}

fn choose_ui(ui: &mut Ui, entry: EntryId, access: Access, label: Id, desk: &mut Desk<'_>) {
    if !desk.can_write() {
        ui.label(access_text(access));
        return;
    }
    let mut mine = desk.state.access.asking.remove(&entry);
    // written meanwhile
    mine.take_if(|asking| asking.sent && asking.choice.access() == Some(access));
    let open = mine.as_ref().filter(|asking| asking.is_open);
    let shown = open.map_or(access.term(), |asking| asking.choice.term);
    let words = if open.is_none() { access_text(access) } else { tr(&format!("access-{shown}")) };
    ComboBox::from_id_salt((entry, "access"))
        .width((ui.available_width() - 8.0).clamp(80.0, 260.0))
        .selected_text(words)
        .show_ui(ui, |ui| {
            for term in TERMS.iter().copied() {
                let is_chosen = term == shown;
                let words = tr(&format!("access-{term}"));
                // another day can be chosen where one is
                if ui.selectable_label(is_chosen, words).clicked() && (!is_chosen || term == "closed-until") {
                    let (day, reason) =
                        mine.take().map(|asking| (asking.choice.day, asking.reason)).unwrap_or_default();
                    let day = if day.is_empty() { AccessChoice::of(access).day } else { day };
                    let is_back = term == access.term() && term != "closed-until";
                    let choice = AccessChoice { term, day };
                    mine = Some(Asking { entry, choice, reason, fresh: true, is_open: !is_back, sent: false });
                }
            }
        })
        .response
        .labelled_by(label);
    let Some(mut asked) = mine else { return };
    if asked.is_open {
        asked.is_open = ask_ui(ui, &mut asked, access, desk);
    }
    if asked.is_open || !asked.reason.trim().is_empty() {
        desk.state.access.asking.insert(entry, asked);
    }
}

/// Asks for the day and the reason; says whether it is still open.
fn ask_ui(ui: &mut Ui, asked: &mut Asking, access: Access, desk: &mut Desk<'_>) -> bool {
    let entry = asked.entry;
    let fresh = std::mem::take(&mut asked.fresh);
    let (mut done, mut left) = (false, false);
    let frame = Frame::new().fill(theme::palette(ui).shelf).corner_radius(theme::CORNER).inner_margin(Margin::same(8));
    let drawn = frame.show(ui, |ui| {
        ui.set_width((ui.available_width() - 16.0).max(80.0));
        let day = day_ui(ui, ("page access", entry), &mut asked.choice);
        let look = field::Look { rows: 1, ..field::Look::default() };
        let reason = field::labelled(ui, ("page access reason", entry), &tr("closing-reason"), &mut asked.reason, look);
        if fresh {
            day.as_ref().unwrap_or(&reason).request_focus();
        }
        let entered = reason.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        ui.horizontal(|ui| {
            let has_reason = !asked.reason.trim().is_empty();
            let ready = has_reason && asked.choice.access().is_some_and(|chosen| chosen != access);
            let needs = tr(if has_reason { "closing-day-needed" } else { "closing-reason-needed" });
            let set = ui.add_enabled(ready, Button::new(tr("closing-set-do"))).on_disabled_hover_text(needs);
            done = set.clicked() || (entered && ready);
            left = ui.button(tr("closing-cancel")).clicked();
        });
    });
    if fresh {
        desk.state.editors.reveal(&drawn.response);
    }
    if let Some(access) = asked.choice.access().filter(|_| done) {
        asked.sent = true;
        let reason = asked.reason.trim().to_owned();
        let deed = ClosingDeed::SetAccess { ids: vec![entry], access, reason };
        desk.want(PageAction::Deed(Box::new(Deed::Closing(deed))));
    }
    // it stays open until the page is read again, so that nothing typed is lost when it is not written
    !left
}

#[cfg(test)]
mod tests {
    use super::super::own::{Shape, own_fields};
    use super::*;
    use crate::model::{Claim, Entry, Person, Place};

    fn has_field(entry: &Entry) -> bool {
        own_fields(entry.kind()).iter().any(|field| field.shape == Shape::Access)
    }

    #[test]
    fn what_has_an_access_has_a_field_for_it() {
        let id = EntryId::fresh();
        let person = Person { id, reference_code: "P1".into(), label: "Skiba".into(), access: Access::Open };
        assert!(has_field(&person.into()));
        assert!(!has_field(&Place::new("kl", "KL", "KL Auschwitz").into()));
        // that of a value stands among its particulars
        assert!(!has_field(&Claim::new(id, "role", "x").into()));
    }
}
