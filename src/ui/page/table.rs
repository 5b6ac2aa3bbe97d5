//! A table printed on a card: one row a claim, one empty row below for the next.

use super::drafts::{Key, Slot};
use super::editor::saving_ui;
use super::model::{BoxModel, join_cells, split_cells};
use super::{Desk, layout};
use crate::i18n::tr_args;
use crate::model::{ClaimStatus, EntryId};
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
    let empty = join_cells(&[], columns);
    let blank = usize::from(desk.can_write());
    for index in 0..rows.len() + blank {
        let current = rows.get(index).unwrap_or(&empty);
        let key = Key { entry: card, slot: Slot::Row(a_box.id.clone(), index) };
        row_ui(ui, &key, current, &labels, width, desk);
    }
    // one line for all rows, so that none of them moves while somebody types
    layout::state_line(ui, |ui| {
        for index in 0..rows.len() + blank {
            let key = Key { entry: card, slot: Slot::Row(a_box.id.clone(), index) };
            saving_ui(ui, &key, desk);
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

fn row_ui(ui: &mut Ui, key: &Key, current: &str, labels: &[Id], width: f32, desk: &mut Desk<'_>) {
    let now = ui.input(|input| input.time);
    let read_only = !desk.can_write();
    let (mut left_row, mut changed) = (false, false);
    let mut cells = split_cells(&desk.state.drafts.at(key, current).text, labels.len());
    ui.horizontal(|ui| {
        for (column, (cell, label)) in cells.iter_mut().zip(labels).enumerate() {
            let look = field::Look { hint: "", rows: 1, width: Some(width), read_only };
            let mut response = field::bare(ui, (key, column), cell, look).labelled_by(*label);
            if response.changed() {
                // a bar parts the cells where they are kept
                *cell = cell.replace('|', "/");
                changed = true;
            }
            left_row |= response.lost_focus();
            let entered = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
            desk.state.editors.note(response.id, entered);
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
        draft.edited(now);
    }
    if left_row && draft.wants_saving() {
        desk.want(super::PageAction::Commit(key.clone()));
    }
}
