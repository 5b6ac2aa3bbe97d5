//! The menu that says why there is no value, and the terms printed for a box.

use super::drafts::{Key, Slot};
use super::editor::name;
use super::{Desk, PageAction};
use crate::i18n::{tr, tr_args};
use crate::model::Absence;
use crate::reports;
use eframe::egui;
use egui::{Button, Popup, Response, Sense, Ui};

/// How much of the window's height a menu takes at most.
const MENU_SHARE: f32 = 0.7;
/// Width of the button that opens a menu.
pub(super) const MENU_PT: f32 = 40.0;

/// The absences a menu offers, in its order. That something was searched for and not found is said of a source that is
/// named, and of no box of a card, which is looked at and blank.
pub(super) fn absences(has_source: bool) -> Vec<Absence> {
    let mut absences = vec![
        Absence::Blank,
        Absence::Illegible { legible: String::new() },
        Absence::Unknown,
        Absence::Silent,
        Absence::Withheld,
    ];
    absences.extend(has_source.then_some(Absence::NotFound));
    absences
}

/// A small button that opens a menu; it is reached by Alt+Down from the field beside it, so that Tab goes from field
/// to field. `opener` is that field, `of` its name.
pub(super) fn menu_ui(ui: &mut Ui, of: &str, opener: Option<&Response>, contents: impl FnOnce(&mut Ui, bool)) {
    let sense = if opener.is_some() { Sense::CLICK } else { Sense::click() };
    let button = ui.add(Button::new("\u{2026}").sense(sense).min_size(egui::vec2(MENU_PT, 30.0)));
    let label = tr_args("page-menu-of", &[("name", of.into())]);
    name(&button, egui::Role::Button, &label);
    let by_key = opener.is_some_and(|field| {
        field.has_focus() && ui.input_mut(|input| input.consume_key(egui::Modifiers::ALT, egui::Key::ArrowDown))
    });
    if by_key {
        Popup::open_id(ui.ctx(), Popup::default_response_id(&button));
    }
    let hint = if opener.is_some() { tr("page-menu-hint") } else { label.clone() };
    let button = button.on_hover_text(hint);
    Popup::menu(&button).show(|ui| {
        // a low window has room for a part of a long menu only
        let room = ui.ctx().content_rect().height() * MENU_SHARE;
        ui.set_max_height(room);
        egui::ScrollArea::vertical().max_height(room).show(ui, |ui| contents(ui, by_key));
    });
}

/// The lines of the menu that say why there is no value. Where something is written only its being illegible can be
/// said, which keeps it.
pub(super) fn absence_lines(ui: &mut Ui, key: &Key, present: Option<&Absence>, mut first: bool, desk: &mut Desk<'_>) {
    let has_text = desk.state.has_text(key);
    let has_source = matches!(key.slot, Slot::Wording)
        && desk.state.claim(key.entry).is_some_and(|claim| claim.source.is_some() && claim.field.is_empty());
    for absence in absences(has_source) {
        let is_present = present.is_some_and(|present| present.term() == absence.term());
        let keeps_text = matches!(absence, Absence::Illegible { .. }) && !matches!(key.slot, Slot::Wording);
        let line = Button::selectable(is_present, reports::absence_text(&absence));
        let can_be = !has_text || keeps_text || is_present;
        let line = ui.add_enabled(can_be, line);
        let line = line.on_disabled_hover_text(tr("page-told-text"));
        if first && can_be {
            line.request_focus();
            first = false;
        }
        if line.clicked() && !is_present {
            desk.want(PageAction::Absent { key: key.clone(), absence: Some(absence) });
        }
    }
    if present.is_some()
        && matches!(key.slot, Slot::Box(_) | Slot::Further(..))
        && ui.button(tr("page-absence-none")).clicked()
    {
        desk.want(PageAction::Absent { key: key.clone(), absence: None });
    }
}
