//! A card as a form: its boxes in printed order, the printed label with its meaning, what is written, how it is read.

use super::absence::{MENU_PT, absence_lines, menu_ui};
use super::beside::{self, Field};
use super::drafts::{Key, Saving, Slot};
use super::editor::{Editor, editor_ui, saving_ui};
use super::fields::FieldAct;
use super::model::{BoxModel, PageModel};
use super::{Desk, PageAction, claims, commands, gloss, layout, scan, table};
use crate::i18n::{tr, tr_args};
use crate::model::{Absence, ClaimStatus, Datatype, EntryId, Side};
use crate::reports;
use crate::ui::theme;
use eframe::egui::{Align, Id, Layout, Shape, Ui, vec2};

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
    let behind = ui.painter().add(Shape::Noop);
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
    let has_problem = a_box.claims.iter().any(|claim| !claim.problems.is_empty());
    let is_dispute = a_box.disputed && std::mem::take(&mut desk.state.claims.find_dispute);
    let is_open = a_box.left_open && std::mem::take(&mut desk.state.claims.find_open);
    let is_problem = has_problem && std::mem::take(&mut desk.state.claims.find_problem);
    if is_dispute || is_open || is_problem {
        drawn.scroll_to_me(Some(Align::Min));
    }
    if desk.state.scan.is_hovered(side, &a_box.id) {
        let lit = Shape::rect_filled(drawn.rect.expand(3.0), theme::CORNER, theme::palette(ui).hover);
        ui.painter().set(behind, lit);
    }
    scan::follow_box(ui, drawn.rect, side, a_box, desk);
    if ui.rect_contains_pointer(drawn.rect) {
        desk.state.scan.point_at(side, &a_box.id);
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
    let mut values = 0;
    if is_table {
        table::table_ui(ui, card, a_box, label, desk);
    } else if a_box.claims.iter().all(|claim| claim.status != ClaimStatus::Stands) {
        let key = Key { entry: card, slot: Slot::Box(a_box.id.clone()) };
        field_ui(ui, Field { key: &key, of: a_box, name: &a_box.label, claim: None }, label, desk);
    }
    // in the order in which they stand on the card
    for claim in &a_box.claims {
        if claim.status != ClaimStatus::Stands {
            claims::claim_ui(ui, claim, &a_box.label, desk);
        } else if !is_table {
            values += 1;
            let slot =
                if values == 1 { Slot::Box(a_box.id.clone()) } else { Slot::Further(a_box.id.clone(), claim.id) };
            let key = Key { entry: card, slot };
            let name = further_name(a_box, values);
            let label = if values == 1 { label } else { ui.label(theme::small(ui, &name)).id };
            field_ui(ui, Field { key: &key, of: a_box, name: &name, claim: Some(claim) }, label, desk);
            claims::particulars_ui(ui, claim.id, &a_box.label, desk);
        }
    }
    if is_table {
        let rows = a_box.claims.iter().filter(|claim| claim.status == ClaimStatus::Stands);
        gloss::words_ui(ui, &rows.map(|claim| claim.as_written.as_str()).collect::<Vec<_>>(), desk);
    }
    begun_ui(ui, card, a_box, values, desk);
    if !a_box.mark.words.is_empty() || (a_box.mark.can_judge && !is_table && desk.can_write()) {
        let of = (a_box.property.as_str(), a_box.label.as_str());
        layout::small_line(ui, |ui| claims::mark_ui(ui, &a_box.mark, of, claims::MarkPlace::Form, desk));
    }
    for conclusion in &a_box.conclusions {
        claims::conclusion_ui(ui, conclusion);
    }
}

/// What a value of a box is called: the box, with a number from the second on.
fn further_name(a_box: &BoxModel, number: usize) -> String {
    match number {
        0 | 1 => a_box.label.clone(),
        _ => tr_args("page-further", &[("name", a_box.label.clone().into()), ("number", number.into())]),
    }
}

/// The fields of further values that were begun. One that is left empty goes.
fn begun_ui(ui: &mut Ui, card: EntryId, a_box: &BoxModel, values: usize, desk: &mut Desk<'_>) {
    if desk.state.fields.further.is_empty() {
        return;
    }
    let begun = desk.state.fields.further.clone().into_iter();
    let begun = begun.filter(|(of, field, _)| *of == card && *field == a_box.id).map(|(.., claim)| claim);
    for (before, claim) in begun.enumerate() {
        let key = Key { entry: card, slot: Slot::Further(a_box.id.clone(), claim) };
        let has_keyboard = desk.state.editors.focused.as_ref().is_some_and(|focused| focused.key == key);
        let is_wanted = desk.state.editors.wanted.as_ref() == Some(&key);
        let is_typed = desk.state.drafts.get(&key).is_some_and(|draft| draft.to_keep().is_some());
        if has_keyboard || is_wanted || is_typed {
            let name = further_name(a_box, values.max(1) + before + 1);
            let label = ui.label(theme::small(ui, &name)).id;
            field_ui(ui, Field { key: &key, of: a_box, name: &name, claim: None }, label, desk);
        } else if desk.state.drafts.get(&key).is_none_or(|draft| draft.saving() == Saving::Quiet) {
            desk.state.fields.further.retain(|(.., known)| *known != claim);
        }
    }
}

/// A field with its menu; below it how it is read and how far the text is saved.
fn field_ui(ui: &mut Ui, field: Field<'_>, label: Id, desk: &mut Desk<'_>) {
    let Field { key, of, name, claim } = field;
    let claimed = claim.and_then(|claim| claim.absence.as_ref());
    // said a moment ago: its part that can be read has the keyboard already
    let said = desk.state.fields.illegible.as_ref().filter(|(known, _)| known == key);
    let absence = said.map(|(_, part)| Absence::Illegible { legible: part.clone() }).or_else(|| claimed.cloned());
    // the part of an illegible value that can be read has a field of its own
    let (hint, legible) = match &absence {
        Some(Absence::Illegible { legible }) => {
            (reports::absence_text(&Absence::Illegible { legible: String::new() }), Some(legible.trim()))
        }
        other => (other.as_ref().map_or_else(String::new, reports::absence_text), None),
    };
    let written = claim.map_or("", |claim| claim.as_written.as_str());
    ui.horizontal(|ui| {
        let menu_pt = if desk.can_write() { MENU_PT + ui.spacing().item_spacing.x } else { 0.0 };
        let editor = Editor {
            key,
            current: if legible == Some(written.trim()) { "" } else { written },
            hint: &hint,
            rows: if of.property == "remarks" { 2 } else { 1 },
            width: Some((ui.available_width() - menu_pt).max(60.0)),
            label,
        };
        let edited = editor_ui(ui, &editor, desk);
        if desk.can_write() {
            menu_ui(ui, name, Some(&edited), |ui, by_key| box_menu(ui, field, by_key, desk));
        }
    });
    if let Some(legible) = legible {
        legible_ui(ui, key, legible, desk);
    }
    beside::line_ui(ui, field, desk);
    beside::remark_ui(ui, field, desk);
    if let Some(claim) = claim {
        gloss::under_ui(ui, claim, desk);
    }
    if let Some(claim) = claim.filter(|claim| claims::has_origin(claim)) {
        layout::small_line(ui, |ui| claims::origin_ui(ui, claim, "", desk));
    }
}

fn legible_ui(ui: &mut Ui, of: &Key, legible: &str, desk: &mut Desk<'_>) {
    let key = commands::part_of(of);
    ui.horizontal(|ui| {
        let label = ui.label(theme::small(ui, tr("page-legible-part"))).id;
        let hint = tr("page-legible-hint");
        let editor = Editor { key: &key, current: legible, hint: &hint, rows: 1, width: Some(160.0), label };
        editor_ui(ui, &editor, desk);
        saving_ui(ui, &key, desk);
    });
}

fn box_menu(ui: &mut Ui, field: Field<'_>, by_key: bool, desk: &mut Desk<'_>) {
    let Field { key, of, claim, .. } = field;
    for (at, term) in of.terms.iter().enumerate() {
        let is_present = claim.is_some_and(|claim| claim.as_written == *term);
        let line = ui.selectable_label(is_present, term);
        if at == 0 && by_key {
            line.request_focus();
        }
        if line.clicked() {
            let draft = desk.state.drafts.at(key, claim.map_or("", |claim| claim.as_written.as_str()));
            draft.text.clone_from(term);
            draft.edited();
            desk.want(PageAction::Commit(key.clone()));
        }
    }
    if !of.terms.is_empty() {
        ui.separator();
    }
    let absence = claim.and_then(|claim| claim.absence.as_ref());
    absence_lines(ui, key, absence, by_key && of.terms.is_empty(), desk);
    beside::menu_lines(ui, field, desk);
    let Some(claim) = claim else { return };
    ui.separator();
    if ui.button(tr("page-second-value")).clicked() {
        desk.want(PageAction::OnField(key.clone(), FieldAct::SecondValue));
    }
    if ui.button(tr("page-remark")).clicked() {
        desk.want(PageAction::OnField(key.clone(), FieldAct::Remark));
    }
    if ui.button(tr("page-particulars")).clicked() {
        desk.state.claims.open(claim.id);
    }
    if ui.button(tr("page-withdraw")).clicked() {
        desk.state.claims.begin_withdrawing(claim.id);
    }
    if desk.state.is_one_of_several(key) && ui.button(tr("page-take-away")).clicked() {
        desk.want(PageAction::OnField(key.clone(), FieldAct::TakeAway));
    }
}
