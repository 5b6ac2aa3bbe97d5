//! The card that was keyed before this one: its values taken by one key, or shown as a hint where a box is sticky.
//!
//! Invariant: no value passes to another card unasked, and what was taken says so until it is saved.

use super::drafts::{Key, Origin, Slot};
use super::model::{join_cells, split_row};
use super::{PageState, editor};
use crate::background::{Request, Store};
use crate::catalogue::Previous;
use crate::i18n::{tr, tr_args};
use crate::model::{Claim, EntryId};
use crate::ui::command::{Command, line_of};
use crate::ui::page::FieldCommand;
use eframe::egui::Context;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is known of the card before.
#[derive(Debug, Default)]
pub(super) struct Before {
    /// The card it was asked for.
    of: Option<EntryId>,
    previous: Option<Arc<Previous>>,
    /// The wordings that sticky boxes hint at, by the box.
    hints: BTreeMap<String, String>,
    /// Why nothing could be taken in a place.
    said: Option<(Key, String)>,
}

impl Before {
    /// Another page is shown.
    pub(super) fn leave(&mut self) {
        *self = Self::default();
    }

    /// Why nothing could be taken in a place.
    pub(super) fn said(&self, key: &Key) -> Option<&str> {
        self.said.as_ref().filter(|(of, _)| of == key).map(|(_, words)| words.as_str())
    }

    /// Something was typed there meanwhile.
    pub(super) fn typed(&mut self, key: &Key) {
        self.said.take_if(|(of, _)| of == key);
    }
}

/// What stands on a card in a box, or else of the same property, in order.
fn claims_like<'a>(previous: &'a Previous, field: &str, property: &str) -> Vec<&'a Claim> {
    let standing = || previous.claims.iter().filter(|claim| claim.stands());
    let same_box: Vec<&Claim> = standing().filter(|claim| !field.is_empty() && claim.field == field).collect();
    if same_box.is_empty() { standing().filter(|claim| claim.property == property).collect() } else { same_box }
}

impl PageState {
    /// A card is shown: asks for the one before it, once.
    pub(super) fn ask_previous(&mut self, store: &Store) {
        if self.shows_card() && self.before.of != self.shown {
            self.before = Before { of: self.shown, ..Before::default() };
            if let Some(card) = self.shown {
                store.send(Request::Previous { card });
            }
        }
        self.derive_hints();
    }

    /// Takes the card before in.
    pub(super) fn take_previous(&mut self, card: EntryId, previous: Option<&Arc<Previous>>) {
        if self.before.of == Some(card) {
            self.before.previous = previous.cloned();
            self.derive_hints();
        }
    }

    fn derive_hints(&mut self) {
        let (Some(previous), Some(template)) = (&self.before.previous, &self.aids.template) else { return };
        let sticky = template.fields.iter().filter(|field| field.sticky);
        let hint = |field: &crate::model::CardField| {
            let first = claims_like(previous, &field.id, &field.property).into_iter().next()?;
            let is_there = first.absence.is_none() && !first.as_written.trim().is_empty();
            is_there.then(|| (field.id.clone(), first.as_written.trim().to_owned()))
        };
        self.before.hints = sticky.filter_map(hint).collect();
    }

    /// What a sticky box hints at while it is empty.
    pub(super) fn sticky_hint(&self, ctx: &Context, slot: &Slot) -> Option<String> {
        let Slot::Box(field) = slot else { return None };
        let value = self.before.hints.get(field)?;
        let code = &self.before.previous.as_ref()?.reference_code;
        let key = line_of(Command::Field(FieldCommand::Ditto)).map(|line| line.shortcut_text(ctx)).unwrap_or_default();
        let args = [("value", value.clone().into()), ("card", code.clone().into()), ("key", key.into())];
        Some(tr_args("page-sticky-hint", &args))
    }

    /// Takes the value of the card before into a field, as if it were typed; why there is none, and all rows of a table.
    pub(super) fn ditto(&mut self, key: &Key, store: &Store) {
        let Some(previous) = self.before.previous.clone() else {
            // an entry that is no card comes after none
            if self.shows_card() {
                self.before.said = Some((key.clone(), tr("page-ditto-no-card")));
            }
            return;
        };
        let (field, property) = match &key.slot {
            Slot::Box(field) | Slot::Further(field, _) | Slot::Legible(field) | Slot::Row(field, _) => {
                let known = self.aids.template.as_ref().and_then(|template| template.field(field));
                (field.clone(), known.map_or_else(|| field.clone(), |known| known.property.clone()))
            }
            Slot::Wording => match self.claim(key.entry) {
                Some(claim) => (claim.field.clone(), claim.property.clone()),
                None => return,
            },
            Slot::Own(_) => return,
        };
        let claims = claims_like(&previous, &field, &property);
        let code = previous.reference_code.as_str();
        let Some(first) = claims.first() else {
            let words = tr_args("page-ditto-nothing", &[("card", code.into())]);
            self.before.said = Some((key.clone(), words));
            return;
        };
        self.before.typed(key);
        match (&key.slot, &first.absence) {
            (Slot::Row(field, row), _) => self.ditto_rows((key.entry, field, *row), &claims, code),
            // nothing that is typed vanishes for an absence
            (_, Some(_)) if self.has_text(key) => self.tell(key, "page-told-text"),
            (_, Some(absence)) => self.put(key, "", Some(absence.clone()), store),
            (_, None) if self.is_typed(key) => self.tell(key, "page-told-typed"),
            (_, None) => {
                if let Some(draft) = self.drafts.get(key) {
                    draft.take(first.as_written.trim(), code);
                }
            }
        }
        self.editors.wish = Some((key.clone(), editor::Wish::CursorToEnd));
    }

    /// Whether somebody typed something in a place that is not saved yet.
    fn is_typed(&mut self, key: &Key) -> bool {
        let has_text = !self.text_at(key).is_empty();
        let draft = self.drafts.get(key).filter(|draft| has_text && draft.is_unsaved());
        draft.is_some_and(|draft| !matches!(draft.origin(), Origin::Card(_)))
    }

    /// The rows of a table that is empty here, or one row into the one at its place.
    fn ditto_rows(&mut self, (card, field, row): (EntryId, &str, EntryId), claims: &[&Claim], code: &str) {
        let columns = self.columns_of(field);
        let place = |row: EntryId| Key { entry: card, slot: Slot::Row(field.to_owned(), row) };
        let here = self.rows_of(card, field);
        let is_empty =
            self.standing_in_box(field).is_empty() && here.iter().all(|row| self.text_at(&place(*row)).is_empty());
        let rows = claims.iter().filter(|claim| claim.absence.is_none());
        let taken: Vec<(EntryId, &&Claim)> = if is_empty {
            rows.enumerate().map(|(at, claim)| (if at == 0 { row } else { EntryId::fresh() }, claim)).collect()
        } else if self.is_typed(&place(row)) {
            self.tell(&place(row), "page-told-typed");
            return;
        } else {
            let at = here.iter().position(|known| *known == row);
            rows.enumerate().filter(|(number, _)| Some(*number) == at).map(|(_, claim)| (row, claim)).collect()
        };
        if taken.is_empty() {
            self.before.said = Some((place(row), tr_args("page-ditto-nothing", &[("card", code.into())])));
        }
        for (row, claim) in taken {
            let key = place(row);
            let cells = match &claim.reading {
                Some(crate::model::Reading::Row(cells)) => cells.clone(),
                _ => split_row(&claim.as_written),
            };
            let text = join_cells(&cells, columns.max(cells.len()));
            // a row nobody has drawn yet is an empty one
            let empty = join_cells(&[], columns);
            match self.drafts.get(&key) {
                Some(draft) => draft.take(&text, code),
                None => self.drafts.at(&key, &empty).take(&text, code),
            }
        }
    }

    /// How many columns the table of a box has.
    fn columns_of(&self, field: &str) -> usize {
        let known = self.aids.template.as_ref().and_then(|template| template.field(field));
        known.map_or(1, |field| field.columns.len()).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ClaimStatus;

    fn a_claim(field: &str, property: &str, wording: &str) -> Claim {
        Claim { field: field.to_owned(), ..Claim::new(EntryId::fresh(), property, wording) }
    }

    #[test]
    fn the_same_box_comes_before_the_same_property_and_what_is_withdrawn_never() {
        let withdrawn = Claim { status: ClaimStatus::Withdrawn, ..a_claim("camp", "camp", "Stalag 1") };
        let claims = vec![withdrawn, a_claim("", "camp", "Stalag 2"), a_claim("camp", "camp", "Stalag 3")];
        let previous = Previous { card: EntryId::fresh(), reference_code: "rkg/0048".into(), claims };
        let found = |field: &str, property: &str| -> Vec<String> {
            claims_like(&previous, field, property).iter().map(|claim| claim.as_written.clone()).collect()
        };
        assert_eq!(found("camp", "camp"), ["Stalag 3"]);
        assert_eq!(found("another-box", "camp"), ["Stalag 2", "Stalag 3"]);
        assert!(found("name", "surname").is_empty());
    }
}
