//! A card as a form: its boxes in printed order, the printed label with its meaning, what is written, how it is read.

use super::absence::{MENU_PT, absence_lines, menu_ui};
use super::drafts::{Key, Slot};
use super::editor::{Editor, editor_ui, saving_ui};
use super::model::{BoxModel, ClaimModel, PageModel};
use super::{Desk, claims, layout, scan, table};
use crate::i18n::{tr, tr_args};
use crate::model::{Absence, ClaimStatus, Datatype, EntryId, Side};
use crate::reports;
use crate::ui::theme;
use eframe::egui::{Align, Id, Layout, Response, Ui, vec2};

/// Below this width labels stand above their fields.
const LABELS_BESIDE_PT: f32 = 400.0;
/// Width of the column of labels.
const LABEL_PT: f32 = 156.0;

/// Draws both sides of a card.
pub(super) fn form_ui(ui: &mut Ui, model: &PageModel, desk: &mut Desk<'_>) {
    for side in &model.sides {
        ui.add_space(theme::GAP);
        ui.label(theme::section(tr(&format!("side-{}", side.side.term()))));
        ui.add_space(theme::SMALL_GAP);
        for a_box in &side.boxes {
            box_ui(ui, model.head.id, side.side, a_box, desk);
        }
    }
}

fn box_ui(ui: &mut Ui, card: EntryId, side: Side, a_box: &BoxModel, desk: &mut Desk<'_>) {
    let beside = ui.available_width() >= LABELS_BESIDE_PT && a_box.datatype != Datatype::Rows;
    let drawn = if beside {
        ui.horizontal_top(|ui| {
            let label = ui
                .allocate_ui_with_layout(vec2(LABEL_PT, 0.0), Layout::top_down(Align::LEFT), |ui| {
                    ui.set_width(LABEL_PT);
                    label_ui(ui, a_box)
                })
                .inner;
            ui.vertical(|ui| value_ui(ui, card, a_box, label, desk));
        })
        .response
    } else {
        ui.vertical(|ui| {
            let label = label_ui(ui, a_box);
            value_ui(ui, card, a_box, label, desk);
        })
        .response
    };
    if a_box.disputed && std::mem::take(&mut desk.state.claims.find_dispute) {
        drawn.scroll_to_me(Some(Align::Min));
    }
    scan::follow_box(ui, drawn.rect, side, a_box, desk);
    if let Some(place) = a_box.place
        && ui.rect_contains_pointer(drawn.rect)
    {
        desk.state.pictures.point_at(side, place);
    }
    ui.add_space(2.0);
}

/// The printed label with its meaning; returns the label's id.
fn label_ui(ui: &mut Ui, a_box: &BoxModel) -> Id {
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.add_space(4.0);
    let label = ui.label(theme::strong(&a_box.label));
    let mut tips = Vec::new();
    if !a_box.help.is_empty() {
        tips.push(a_box.help.clone());
    }
    if a_box.unchecked {
        tips.push(tr("page-label-unchecked"));
    }
    let id = label.id;
    if !tips.is_empty() {
        label.on_hover_text(tips.join("\n"));
    }
    let meaning = match (a_box.meaning.is_empty(), a_box.unchecked) {
        (false, true) => tr_args("page-meaning-unchecked", &[("meaning", a_box.meaning.clone().into())]),
        (true, true) => tr("page-unchecked"),
        (_, false) => a_box.meaning.clone(),
    };
    if !meaning.is_empty() {
        ui.label(theme::small(ui, meaning));
    }
    id
}

fn value_ui(ui: &mut Ui, card: EntryId, a_box: &BoxModel, label: Id, desk: &mut Desk<'_>) {
    ui.spacing_mut().item_spacing.y = 2.0;
    let is_table = a_box.datatype == Datatype::Rows;
    let edited = a_box.claims.iter().find(|claim| claim.status == ClaimStatus::Stands).filter(|_| !is_table);
    if is_table {
        table::table_ui(ui, card, a_box, label, desk);
    } else if edited.is_none() {
        field_ui(ui, card, a_box, None, label, desk);
    }
    // in the order in which they stand on the card
    for claim in &a_box.claims {
        if edited.is_some_and(|edited| edited.id == claim.id) {
            field_ui(ui, card, a_box, edited, label, desk);
            claims::particulars_ui(ui, claim.id, &a_box.label, desk);
        } else if !(is_table && claim.status == ClaimStatus::Stands) {
            claims::claim_ui(ui, claim, &a_box.label, desk);
        }
    }
    claims::adding_ui(ui, card, Some((&a_box.id, &a_box.label)), &[], desk);
    for conclusion in &a_box.conclusions {
        claims::conclusion_ui(ui, conclusion);
    }
}

/// The field of a box with its menu; below it the reading and how far the text is saved.
fn field_ui(ui: &mut Ui, card: EntryId, a_box: &BoxModel, claim: Option<&ClaimModel>, label: Id, desk: &mut Desk<'_>) {
    let key = Key { entry: card, slot: Slot::Box(a_box.id.clone()) };
    let absence = claim.and_then(|claim| claim.absence.as_ref());
    // the part of an illegible value that can be read has a field of its own
    let (hint, legible) = match absence {
        Some(Absence::Illegible { legible }) => {
            (reports::absence_text(&Absence::Illegible { legible: String::new() }), Some(legible.trim()))
        }
        other => (other.map_or_else(String::new, reports::absence_text), None),
    };
    let written = claim.map_or("", |claim| claim.as_written.as_str());
    ui.horizontal(|ui| {
        let menu_pt = if desk.can_write() { MENU_PT + ui.spacing().item_spacing.x } else { 0.0 };
        let editor = Editor {
            key: &key,
            current: if legible == Some(written.trim()) { "" } else { written },
            hint: &hint,
            rows: if a_box.property == "remarks" { 2 } else { 1 },
            width: Some((ui.available_width() - menu_pt).max(60.0)),
            label,
        };
        let field = editor_ui(ui, &editor, desk);
        if desk.state.editors.begin_in == Some(card) {
            desk.state.editors.begin_in = None;
            field.request_focus();
        }
        if desk.can_write() {
            menu_ui(ui, &a_box.label, Some(&field), |ui, by_key| {
                box_menu(ui, &key, a_box, claim, by_key, desk);
            });
        }
        field
    });
    if let Some(legible) = legible {
        legible_ui(ui, card, a_box, legible, desk);
    }
    layout::state_line(ui, |ui| {
        saving_ui(ui, &key, desk);
        if let Some(claim) = claim {
            claims::number_ui(ui, claim);
            claims::reading_ui(ui, claim, desk);
            claims::remarks_ui(ui, claim, desk);
        }
    });
}

fn legible_ui(ui: &mut Ui, card: EntryId, a_box: &BoxModel, legible: &str, desk: &mut Desk<'_>) -> Response {
    let key = Key { entry: card, slot: Slot::Legible(a_box.id.clone()) };
    ui.horizontal(|ui| {
        let label = ui.label(theme::small(ui, tr("page-legible-part"))).id;
        let hint = tr("page-legible-hint");
        let editor = Editor { key: &key, current: legible, hint: &hint, rows: 1, width: Some(160.0), label };
        editor_ui(ui, &editor, desk);
        saving_ui(ui, &key, desk);
    })
    .response
}

fn box_menu(ui: &mut Ui, key: &Key, a_box: &BoxModel, claim: Option<&ClaimModel>, by_key: bool, desk: &mut Desk<'_>) {
    let now = ui.input(|input| input.time);
    for (at, term) in a_box.terms.iter().enumerate() {
        let is_present = claim.is_some_and(|claim| claim.as_written == *term);
        let line = ui.selectable_label(is_present, term);
        if at == 0 && by_key {
            line.request_focus();
        }
        if line.clicked() {
            let draft = desk.state.drafts.at(key, claim.map_or("", |claim| claim.as_written.as_str()));
            draft.text.clone_from(term);
            draft.edited(now);
            desk.want(super::PageAction::Commit(key.clone()));
        }
    }
    if !a_box.terms.is_empty() {
        ui.separator();
    }
    let absence = claim.and_then(|claim| claim.absence.as_ref());
    absence_lines(ui, key, absence, by_key && a_box.terms.is_empty(), desk);
    let Some(claim) = claim else { return };
    ui.separator();
    if ui.button(tr("page-second-reading")).clicked() {
        desk.state.claims.begin_in_box(key.entry, &a_box.id, &a_box.property);
    }
    if ui.button(tr("page-particulars")).clicked() {
        desk.state.claims.open(claim.id);
    }
    if ui.button(tr("page-withdraw")).clicked() {
        desk.state.claims.begin_withdrawing(claim.id);
    }
}
