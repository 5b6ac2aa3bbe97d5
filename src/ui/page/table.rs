//! A table printed on a card: one row a claim, one empty row below for the next.

use super::drafts::{Key, Slot};
use super::editor::{self, FocusedField, Wish, saving_ui};
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
    let empty = join_cells(&[], columns);
    let mut rows = desk.state.rows_of(card, &a_box.id);
    if !desk.can_write() {
        // nothing waits to be typed
        rows.pop();
    }
    let keys: Vec<Key> =
        rows.into_iter().map(|row| Key { entry: card, slot: Slot::Row(a_box.id.clone(), row) }).collect();
    for (index, key) in keys.iter().enumerate() {
        let claim = a_box.claims.iter().find(|claim| {
            claim.status == ClaimStatus::Stands && matches!(&key.slot, Slot::Row(_, row) if *row == claim.id)
        });
        let current = claim.map_or_else(|| empty.clone(), |claim| join_cells(&claim.cells, columns));
        // that a table is blank stands in its first row
        let hint = claim.and_then(|claim| claim.absence.as_ref()).map_or_else(String::new, reports::absence_text);
        row_ui(ui, Row { key, number: index + 1, current: &current, absence: &hint }, &labels, width, desk);
    }
    // one line for all rows, so that none of them moves while somebody types
    layout::state_line(ui, |ui| {
        for key in &keys {
            saving_ui(ui, key, desk);
            if let Some(told) = desk.state.fields.told.as_ref().filter(|told| told.key == *key) {
                ui.label(theme::warning(ui, tr(told.why)).small());
            }
        }
    });
    if keys.is_empty() {
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

/// A row that is drawn.
#[derive(Clone, Copy)]
struct Row<'a> {
    key: &'a Key,
    /// From the top, counted from 1.
    number: usize,
    /// What the catalogue has.
    current: &'a str,
    /// Why there is nothing.
    absence: &'a str,
}

fn row_ui(ui: &mut Ui, row: Row<'_>, labels: &[Id], width: f32, desk: &mut Desk<'_>) {
    let Row { key, number, current, absence } = row;
    let read_only = !desk.can_write();
    let (mut entered, mut changed, mut has_keyboard) = (false, false, false);
    let mut ids = Vec::with_capacity(labels.len());
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
                let is_other = field::change_letter(ui.ctx(), response.id, cell, crate::text::next_form);
                changed |= is_other;
                if !is_other {
                    desk.state.tell(key, "page-told-letter");
                }
                response.request_focus();
            }
            let had = desk.state.editors.focused.as_ref().is_none_or(|had| had.key != *key || had.id == response.id);
            if had && desk.state.editors.wanted.take_if(|wanted| wanted == key).is_some() {
                response.request_focus();
            }
            ids.push(response.id);
            has_keyboard |= response.has_focus();
            if response.has_focus() {
                desk.state.editors.focused = Some(FocusedField { key: key.clone(), id: response.id });
            }
            entered |= response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
            desk.state.editors.note(ui, &response, 1);
            if let Some(why) = desk.view.read_only {
                response = response.on_hover_text(why);
            } else {
                response = response.on_hover_text(tr_args("page-row", &[("row", number.into())]));
            }
            let _ = response;
        }
    });
    let draft = desk.state.drafts.at(key, current);
    if changed {
        draft.text = join_cells(&cells, labels.len());
        draft.edited();
    }
    if has_keyboard {
        editor::in_row(key, ids, desk);
    }
    if entered {
        editor::commit_rows(key, desk);
    }
}
