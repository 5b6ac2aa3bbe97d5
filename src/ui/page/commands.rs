//! What is done to the field that has the keyboard by one key, or by a line of its menu.
//!
//! Invariant: nothing that is typed vanishes by a key. Where there is text, an absence is refused and says why; what is
//! illegible keeps the text as the part that can be read.

use super::drafts::{Key, Slot};
use super::editor::Wish;
use super::fields::{FieldAct, Told};
use super::write::Awaited;
use super::{FieldCommand, PageState, model, proposal};
use crate::background::{Store, Write};
use crate::catalogue::Keyed;
use crate::model::{Absence, Claim, EntryId};

impl PageState {
    pub(super) fn field_command(&mut self, command: FieldCommand, store: &Store) {
        let Some(key) = self.editors.focused.as_ref().map(|focused| focused.key.clone()) else { return };
        self.fields.told = None;
        // a menu or the list of commands had the keyboard meanwhile
        self.editors.wanted = Some(key.clone()).filter(|key| !matches!(key.slot, Slot::Row(..)));
        match command {
            FieldCommand::Ditto => self.ditto(&self.value_key(&key), store),
            FieldCommand::OtherLetter => self.editors.wish = Some((key, Wish::OtherLetter)),
            FieldCommand::KeepReading | FieldCommand::Certainty if matches!(key.slot, Slot::Row(..)) => {
                self.tell(&key, "page-told-row");
            }
            FieldCommand::KeepReading => self.keep_first(&self.value_key(&key), store),
            FieldCommand::Certainty => self.on_field(&self.value_key(&key), FieldAct::NextCertainty, store),
            FieldCommand::SecondValue => self.on_field(&self.value_key(&key), FieldAct::SecondValue, store),
            FieldCommand::Remark => self.on_field(&self.value_key(&key), FieldAct::Remark, store),
            FieldCommand::Blank => self.absence(&key, Absence::Blank, store),
            FieldCommand::Illegible => self.absence(&key, Absence::Illegible { legible: String::new() }, store),
            FieldCommand::Unknown => self.absence(&key, Absence::Unknown, store),
            FieldCommand::Silent => self.absence(&key, Absence::Silent, store),
            FieldCommand::Withheld => self.absence(&key, Absence::Withheld, store),
        }
    }

    /// Does something to the value of a field.
    pub(super) fn on_field(&mut self, key: &Key, act: FieldAct, store: &Store) {
        match act {
            // a row has no line and no field of its own for these
            _ if matches!(key.slot, Slot::Row(..)) => self.tell(key, "page-told-row"),
            FieldAct::SecondValue => self.begin_further(key, store),
            act => self.once_written(key, act, store),
        }
    }

    /// Keeps what is proposed for a field.
    fn keep_first(&mut self, key: &Key, store: &Store) {
        let written = self.claim_at(key).cloned();
        let text = self.text_at(key);
        let is_kept = |claim: &Claim| !claim.read_by.is_empty() && claim.as_written.trim() == text;
        if written.as_ref().is_some_and(is_kept) {
            self.tell(key, "page-told-kept");
            return;
        }
        let by_form = self.fields.known(key, &text).and_then(|known| proposal::first(&known).cloned());
        // a claim beside the form has no line of proposals: its reading is the one it has
        let of_this = written.filter(|claim| claim.as_written.trim() == text);
        let reading = by_form.map(|first| first.reading).or_else(|| of_this?.reading);
        match reading {
            Some(reading) => self.once_written(key, FieldAct::Keep(Box::new(reading)), store),
            None => self.tell(key, "page-told-no-reading"),
        }
    }

    /// Opens an empty field for another value of the same box, or goes to the one that is open.
    fn begin_further(&mut self, key: &Key, store: &Store) {
        let (Slot::Box(field) | Slot::Further(field, _)) = &key.slot else {
            self.tell(key, "page-told-one-value");
            return;
        };
        let Some(card) = self.shown else { return };
        let open = self.fields.further.iter().find(|(of, in_box, _)| *of == card && in_box == field);
        if let Some((_, _, claim)) = open {
            self.editors.wanted = Some(Key { entry: card, slot: Slot::Further(field.clone(), *claim) });
            return;
        }
        if self.claim_at(key).is_none() && self.text_at(key).is_empty() {
            self.tell(key, "page-told-first");
            return;
        }
        self.commit(key, store);
        self.open_further(card, field.clone());
    }

    fn open_further(&mut self, card: EntryId, field: String) {
        let claim = EntryId::fresh();
        self.editors.wanted = Some(Key { entry: card, slot: Slot::Further(field.clone(), claim) });
        self.fields.further.push((card, field, claim));
    }

    /// The write for a further value of a box.
    pub(super) fn further(
        &self,
        key: &Key,
        as_written: &str,
        absence: Option<Absence>,
        made: Option<EntryId>,
    ) -> Result<(Write, Option<EntryId>), &'static str> {
        let Slot::Further(field, claim) = &key.slot else { return Err("page-refused-value") };
        let (claim, at) = (*claim, self.place_of(key));
        if as_written.is_empty() && absence.is_none() {
            return Err("page-refused-one");
        }
        if self.claim(claim).is_some() || made == Some(claim) {
            return Ok((Write::Rekey { claim, as_written: as_written.to_owned(), absence, at }, made));
        }
        let mut new = self.claim_in_box(key.entry, field, as_written, absence);
        new.id = claim;
        // the first value may be on its way still
        new.ord = new.ord.max(1);
        Ok((Write::AddClaim { claim: Box::new(new), at }, Some(claim)))
    }

    /// Says why there is no value in a field, or takes that back when it is said already.
    pub(super) fn absence(&mut self, at: &Key, absence: Absence, store: &Store) {
        let key = self.value_key(at);
        let part_key = part_of(&key);
        let present = match (&self.fields.illegible, self.claim_at(&key)) {
            (Some((of, part)), _) if *of == key => Some(Absence::Illegible { legible: part.clone() }),
            (_, claim) => claim.and_then(|claim| claim.absence.clone()),
        };
        let text = self.text_at(&key);
        let is_same = present.as_ref().is_some_and(|present| present.term() == absence.term());
        let is_illegible = matches!(absence, Absence::Illegible { .. });
        if is_same && text.is_empty() {
            return self.has_value(&key, present.as_ref(), store);
        }
        if present.is_none() && text.is_empty() && self.has_other_rows(&key) {
            self.tell(&key, "page-told-table");
            return;
        }
        let refuses = !is_illegible || is_same || matches!(key.slot, Slot::Wording | Slot::Row(..));
        if refuses && (self.has_text(&key) || self.drafts.get(&part_key).is_some_and(|part| !part.text.is_empty())) {
            self.tell(&key, "page-told-text");
            return;
        }
        self.editors.wanted = Some(key.clone()).filter(|key| !matches!(key.slot, Slot::Row(..)));
        if is_illegible && !matches!(key.slot, Slot::Row(..)) {
            self.put(&key, "", Some(Absence::Illegible { legible: text.clone() }), store);
            self.editors.wanted = Some(part_key);
            self.fields.illegible = Some((key, text));
        } else {
            self.put(&key, "", Some(absence), store);
        }
    }

    /// Takes back that there is no value. The part of it that could be read is the value again.
    pub(super) fn has_value(&mut self, key: &Key, present: Option<&Absence>, store: &Store) {
        let key = self.value_key(key);
        let part_key = part_of(&key);
        let present = present.cloned().or_else(|| self.claim_at(&key)?.absence.clone());
        let part = match (self.drafts.get(&part_key), present) {
            (Some(draft), Some(Absence::Illegible { .. })) => draft.text.trim().to_owned(),
            (None, Some(Absence::Illegible { legible })) => legible.trim().to_owned(),
            _ => String::new(),
        };
        self.fields.illegible = None;
        self.editors.wanted = Some(key.clone()).filter(|key| !matches!(key.slot, Slot::Row(..)));
        match (&key.slot, self.claim_at(&key).map(|claim| claim.id)) {
            (Slot::Further(field, _), Some(claim)) if part.is_empty() => {
                let (card, field) = (key.entry, field.clone());
                self.write(Write::RemoveClaim { claim }, Awaited::Quiet, store);
                self.open_further(card, field);
            }
            (Slot::Wording, _) if part.is_empty() => {
                self.tell(&key, "page-refused-empty");
            }
            _ => self.put(&key, &part, None, store),
        }
    }

    /// Writes a value, or why there is none, whatever is typed in its field.
    pub(super) fn put(&mut self, key: &Key, as_written: &str, absence: Option<Absence>, store: &Store) {
        let made = self.drafts.get(key).and_then(|draft| draft.made);
        let outcome = match &key.slot {
            Slot::Box(field) => {
                let (field, as_written, at) = (field.clone(), as_written.to_owned(), self.place_of(key));
                Ok((Write::Key { card: key.entry, keyed: Keyed { field, as_written, absence, at } }, None))
            }
            Slot::Further(..) => self.further(key, as_written, absence, made),
            Slot::Wording => {
                let as_written = as_written.to_owned();
                Ok((Write::Rekey { claim: key.entry, as_written, absence, at: None }, None))
            }
            Slot::Row(field, row) => Ok(match (self.has_row(*row, key), absence) {
                (true, None) => (Write::RemoveClaim { claim: *row }, None),
                (false, None) => return,
                (true, absence) => (Write::Rekey { claim: *row, as_written: String::new(), absence, at: None }, made),
                (false, absence) => {
                    let claim = Claim { id: *row, ..self.claim_in_box(key.entry, field, "", absence) };
                    (Write::AddClaim { claim: Box::new(claim), at: self.place_of(key) }, Some(*row))
                }
            }),
            Slot::Own(_) | Slot::Legible(_) => return,
        };
        match outcome {
            Ok((write, made)) => {
                let removed = matches!(write, Write::RemoveClaim { .. });
                let token = store.write(write);
                let part_key = part_of(key);
                if let Some(draft) = self.drafts.get(&part_key) {
                    draft.sent(token);
                }
                if let Some(draft) = self.drafts.get(key) {
                    if matches!(key.slot, Slot::Row(..)) {
                        // empty, in as many cells as it has
                        draft.sent(token);
                    } else {
                        draft.replaced(as_written, token);
                    }
                    (draft.made, draft.removed) = (made, removed);
                } else {
                    self.awaited.push((token, Awaited::Quiet));
                }
            }
            Err(why) => self.tell(key, why),
        }
    }

    /// Whether a table has a row besides this one, on the card or typed.
    fn has_other_rows(&mut self, key: &Key) -> bool {
        let Slot::Row(field, row) = &key.slot else { return false };
        let others = self.rows_of(key.entry, field).into_iter().filter(|other| other != row);
        let standing = self.standing_in_box(field);
        others
            .map(|other| (standing.contains(&other), Key { entry: key.entry, slot: Slot::Row(field.clone(), other) }))
            .any(|(stands, other)| stands || !self.text_at(&other).is_empty())
    }

    /// The field of the value, when the keyboard is in the part of it that can be read.
    fn value_key(&self, key: &Key) -> Key {
        match &key.slot {
            Slot::Legible(field) if !field.is_empty() => Key { entry: key.entry, slot: Slot::Box(field.clone()) },
            Slot::Legible(_) => match self.claim(key.entry) {
                Some(claim) if !claim.field.is_empty() => {
                    Key { entry: claim.subject, slot: Slot::Further(claim.field.clone(), claim.id) }
                }
                _ => Key { entry: key.entry, slot: Slot::Wording },
            },
            _ => key.clone(),
        }
    }

    /// Says at a field what a key did not do, until something else is typed there.
    pub(super) fn tell(&mut self, key: &Key, why: &'static str) {
        let text = self.text_at(key);
        self.fields.told = Some(Told { key: key.clone(), text, why });
    }

    /// The text of a field as it is typed now.
    pub(super) fn text_at(&mut self, key: &Key) -> String {
        let typed = self.drafts.get(key).map(|draft| match &key.slot {
            Slot::Row(..) => model::join_row(&model::split_row(&draft.text)),
            _ => draft.text.trim().to_owned(),
        });
        typed.or_else(|| self.claim_at(key).map(|claim| claim.as_written.trim().to_owned())).unwrap_or_default()
    }
}

/// The field of the part that can be read, of an illegible value.
pub(super) fn part_of(key: &Key) -> Key {
    match &key.slot {
        Slot::Box(field) => Key { entry: key.entry, slot: Slot::Legible(field.clone()) },
        Slot::Further(_, claim) => Key { entry: *claim, slot: Slot::Legible(String::new()) },
        _ => Key { entry: key.entry, slot: Slot::Legible(String::new()) },
    }
}
