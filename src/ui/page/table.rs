//! A table printed on a card: one row a claim, one empty row below for the next.

use super::drafts::{Key, Slot};
use super::editor::{FocusedField, Wish, saving_ui};
use super::model::{BoxModel, join_cells, split_cells};
use super::{Desk, brought, layout};
use crate::i18n::{tr, tr_args};
use crate::model::{ClaimStatus, EntryId};
use crate::reports;
use crate::ui::{field, theme};
use eframe::egui;
use egui::{Id, Ui, vec2};

/// Draws the table of a box.
pub(super) fn table_ui(ui: &mut Ui, card: EntryId, a_box: &BoxModel, label: Id, desk: &mut Desk<'_>) {
    let columns = a_box.claims.iter().map(|claim| claim.cells.len()).chain([a_box.columns.len(), 1]).max().unwrap_or(1);
    #[expect(clippy::cast_precision_loss, reason = "a handful of columns")]
    let width = (ui.available_width() / columns as f32 - 8.0).max(56.0);
    let labels = header_ui(ui, a_box, columns, width, label);
    let rows: Vec<String> = a_box
        .claims
        .iter()
        .filter(|claim| claim.status == ClaimStatus::Stands)
        .map(|claim| join_cells(&claim.cells, columns))
        .collect();
    // that a table is blank stands in its first row
    let absences: Vec<String> = a_box
        .claims
        .iter()
        .filter(|claim| claim.status == ClaimStatus::Stands)
        .map(|claim| claim.absence.as_ref().map_or_else(String::new, reports::absence_text))
        .collect();
    let empty = join_cells(&[], columns);
    let blank = usize::from(desk.can_write());
    brought::free_rows(card, &a_box.id, rows.len(), &empty, desk);
    let drawn = (rows.len() + blank).max(desk.state.drafts.rows_typed(card, &a_box.id));
    for index in 0..drawn {
        let current = rows.get(index).unwrap_or(&empty);
        let key = Key { entry: card, slot: Slot::Row(a_box.id.clone(), index) };
        let hint = absences.get(index).map_or("", String::as_str);
        row_ui(ui, (&key, current, hint), &labels, width, desk);
    }
    // one line for all rows, so that none of them moves while somebody types
    layout::state_line(ui, |ui| {
        for index in 0..drawn {
            let key = Key { entry: card, slot: Slot::Row(a_box.id.clone(), index) };
            saving_ui(ui, &key, desk);
            if let Some(told) = desk.state.fields.told.as_ref().filter(|told| told.key == key) {
                ui.label(theme::warning(ui, tr(told.why)).small());
            }
        }
    });
    if rows.is_empty() && blank == 0 {
        ui.label(theme::small(ui, "\u{2013}"));
    }
}

fn header_ui(ui: &mut Ui, a_box: &BoxModel, columns: usize, width: f32, label: Id) -> Vec<Id> {
    if a_box.columns.is_empty() {
        return vec![label; columns];
    }
    ui.horizontal(|ui| {
        (0..columns)
            .map(|column| {
                let words = a_box.columns.get(column).map_or("", String::as_str);
                ui.allocate_ui(vec2(width, 18.0), |ui| {
                    ui.set_width(width);
                    ui.add(egui::Label::new(theme::small(ui, words)).truncate()).id
                })
                .inner
            })
            .collect()
    })
    .inner
}

fn row_ui(ui: &mut Ui, (key, current, absence): (&Key, &str, &str), labels: &[Id], width: f32, desk: &mut Desk<'_>) {
    let read_only = !desk.can_write();
    let (mut left_row, mut changed) = (false, false);
    brought::put_back(ui, key, current, desk);
    let mut cells = split_cells(&desk.state.drafts.at(key, current).text, labels.len());
    ui.horizontal(|ui| {
        for (column, (cell, label)) in cells.iter_mut().zip(labels).enumerate() {
            let hint = if column == 0 { absence } else { "" };
            let look = field::Look { hint, rows: 1, width: Some(width), read_only };
            let mut response = field::bare(ui, (key, column), cell, look).labelled_by(*label);
            if response.changed() {
                // a bar parts the cells where they are kept
                *cell = cell.replace('|', "/");
                changed = true;
            }
            if desk.state.editors.wish_of(key, response.id) == Some(Wish::OtherLetter) {
                changed |= field::change_letter(ui.ctx(), response.id, cell, crate::text::next_form);
                response.request_focus();
            }
            let had = desk.state.editors.focused.as_ref().is_none_or(|had| had.key != *key || had.id == response.id);
            if had && desk.state.editors.wanted.take_if(|wanted| wanted == key).is_some() {
                response.request_focus();
            }
            if response.has_focus() {
                desk.state.editors.focused = Some(FocusedField { key: key.clone(), id: response.id });
            }
            left_row |= response.lost_focus();
            desk.state.editors.note(ui, &response, 1);
            if let Some(why) = desk.view.read_only {
                response = response.on_hover_text(why);
            } else if let Slot::Row(_, index) = &key.slot {
                response = response.on_hover_text(tr_args("page-row", &[("row", (index + 1).into())]));
            }
            let _ = response;
        }
    });
    let draft = desk.state.drafts.at(key, current);
    if changed {
        draft.text = join_cells(&cells, labels.len());
        draft.edited();
    }
    if left_row {
        draft.touch();
    }
    if left_row && let Slot::Row(field, _) = &key.slot {
        // all of them, in order: a row that comes before another one in the catalogue has to come before it here
        for row in desk.state.drafts.unsent_rows(key.entry, field) {
            desk.want(super::PageAction::Commit(row));
        }
    }
}
