//! What the fields of a card remember beside their drafts: further values that were begun, a remark that is open, what
//! is to be done once a value is written, the places a wording may mean.

use super::commands::part_of;
use super::drafts::{Key, Saving, Slot};
use super::proposal::{Fit, MeantPlace, Proposal};
use super::write::Awaited;
use super::{Desk, PageState};
use crate::background::{Request, Said, Store, Token, ValueOf, Write};
use crate::catalogue::PlaceFound;
use crate::model::{Absence, Certainty, Claim, Day, EntryId, Reading};
use eframe::egui::{self, LayerId, Popup, Ui};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

/// What can be done to the value of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldAct {
    /// This reading is right.
    Keep(Box<Reading>),
    /// The reading is only a proposal again.
    NotKept,
    /// How sure the reader is.
    Certainty(Certainty),
    /// The next degree of certainty.
    NextCertainty,
    /// Whether a number was struck out and replaced.
    Struck(bool),
    /// Another value stands in the same box.
    SecondValue,
    /// A remark on it.
    Remark,
    /// One of several values is taken away.
    TakeAway,
}

/// So long the keyboard may be nowhere before the field is held to be left: a menu that was clicked takes and gives
/// it within a few frames.
const LEFT_SECONDS: f64 = 0.25;

/// What the fields of a card remember beside their drafts.
#[derive(Debug, Default)]
pub(super) struct FieldsState {
    /// The name acts are written under, as the window has it.
    pub author: String,
    /// Further values that were begun and are not written yet: the card, the box, the claim they will be.
    pub further: Vec<(EntryId, String, EntryId)>,
    /// The field under which a remark is written, and the claim it is about.
    pub remark: Option<(Key, EntryId)>,
    /// What a key did not do.
    pub told: Option<Told>,
    /// The box that was just said to be illegible, with the part that can be read, until the catalogue has it.
    pub illegible: Option<(Key, String)>,
    /// Fields whose remark opens as soon as their value is on the page: the place, its wording.
    waiting: Vec<(Key, String)>,
    /// The id the next row of a table will have: of a card and a box.
    next_rows: BTreeMap<(EntryId, String), EntryId>,
    /// What is read in the text of a place; as long as the text and the page are the same.
    readings: BTreeMap<Key, (String, Arc<[Proposal]>)>,
    /// The places a wording may mean.
    places: BTreeMap<Key, Asked>,
    /// The text a place was last seen with, and since when.
    seen: Option<(Key, String, f64)>,
    /// When the field was left for nothing in particular.
    left_at: Option<f64>,
}

/// What a key did not do in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Told {
    /// The field.
    pub key: Key,
    /// What stood there then.
    pub text: String,
    /// Why: the key of the words.
    pub why: &'static str,
}

/// Places that were asked for.
#[derive(Debug)]
struct Asked {
    wording: String,
    token: Token,
    found: Vec<MeantPlace>,
}

impl FieldsState {
    /// Another page is shown.
    pub(super) fn leave(&mut self) {
        let further = std::mem::take(&mut self.further);
        *self = Self { author: std::mem::take(&mut self.author), further, ..Self::default() };
    }

    /// The page shows the catalogue as it is now.
    fn refreshed(&mut self) {
        self.readings.clear();
    }

    /// What is read in a text: as it was found out before, or by `read`.
    pub(super) fn reading(&mut self, key: &Key, text: &str, read: impl FnOnce() -> Vec<Proposal>) -> Arc<[Proposal]> {
        if let Some((known, proposals)) = self.readings.get(key)
            && known == text
        {
            return Arc::clone(proposals);
        }
        let proposals: Arc<[Proposal]> = read().into();
        self.readings.insert(key.clone(), (text.to_owned(), Arc::clone(&proposals)));
        proposals
    }

    /// What was read in a text, when it was drawn.
    pub(super) fn known(&self, key: &Key, text: &str) -> Option<Arc<[Proposal]>> {
        self.readings.get(key).filter(|(known, _)| known == text).map(|(_, proposals)| Arc::clone(proposals))
    }

    /// For how many seconds a place has had this text.
    pub(super) fn rests(&mut self, key: &Key, text: &str, now: f64) -> f64 {
        match &self.seen {
            Some((known, same, since)) if known == key && same == text => now - since,
            Some((known, ..)) if known == key => {
                self.seen = Some((key.clone(), text.to_owned(), now));
                0.0
            }
            _ => {
                // the keyboard came just now: nobody is typing
                self.seen = Some((key.clone(), text.to_owned(), f64::NEG_INFINITY));
                f64::INFINITY
            }
        }
    }

    /// The places this wording may mean, as far as they were asked for.
    pub(super) fn places(&self, key: &Key, wording: &str) -> &[MeantPlace] {
        self.places.get(key).filter(|asked| asked.wording == wording).map_or(&[], |asked| &asked.found)
    }

    /// Whether places were asked for with this wording.
    pub(super) fn has_asked(&self, key: &Key, wording: &str) -> bool {
        self.places.get(key).is_some_and(|asked| asked.wording == wording)
    }

    /// Takes the places of a wording in.
    pub(super) fn take_places(&mut self, token: Token, found: &[PlaceFound]) {
        let Some((key, asked)) = self.places.iter_mut().find(|(_, asked)| asked.token == token) else { return };
        asked.found = found
            .iter()
            .map(|found| MeantPlace {
                id: found.place.id,
                label: found.place.label.clone(),
                fit: match found.fits {
                    Some(true) => Fit::Then,
                    Some(false) => Fit::NotThen,
                    None => Fit::NotKnown,
                },
            })
            .collect();
        self.readings.remove(key);
    }
}

impl PageState {
    /// Asks which places the wording of a field may mean.
    pub(super) fn ask_places(&mut self, key: &Key, wording: String, store: &Store) {
        let at = self.dossier.as_deref().and_then(|dossier| time_of(&dossier.claims));
        let token = Self::ask(store, |token| Request::Places { wording: wording.clone(), at, token });
        self.fields.places.insert(key.clone(), Asked { wording, token, found: Vec::new() });
    }

    /// Does something to the value of a field, after what is typed there was sent. The catalogue does one after the
    /// other, so nothing waits for an answer.
    pub(super) fn once_written(&mut self, key: &Key, act: FieldAct, store: &Store) {
        self.commit(key, store);
        let claim = self.claim_at(key).cloned();
        let draft = self.drafts.get(key);
        if draft.as_ref().is_some_and(|draft| draft.is_unsaved() && draft.is_held_back()) {
            self.tell(key, "page-told-brought");
            return;
        }
        if draft.as_ref().is_some_and(|draft| matches!(draft.saving(), Saving::Failed(_))) {
            return;
        }
        // the page may not show yet what was sent
        let ahead = draft.filter(|draft| draft.is_ahead()).map(|draft| draft.text.trim().to_owned());
        let is_read = ahead.is_none();
        let known = claim.as_ref().map(|claim| claim.as_written.trim().to_owned());
        let Some(as_written) = ahead.or(known) else {
            self.tell(key, "page-told-nothing");
            return;
        };
        let author = self.fields.author.clone();
        let said = match (act, claim) {
            (FieldAct::Keep(reading), _) => Said::Keep(reading, author),
            (FieldAct::NotKept, _) => Said::NotKept,
            (FieldAct::Certainty(certainty), _) => Said::Certainty(certainty),
            (FieldAct::NextCertainty, _) => Said::NextCertainty,
            (FieldAct::Struck(is_struck), _) => Said::Struck(is_struck),
            (FieldAct::Remark, Some(claim)) if is_read => return self.open_remark(key, claim.id),
            (FieldAct::Remark, _) => return self.fields.waiting.push((key.clone(), as_written)),
            (FieldAct::TakeAway, Some(claim)) => {
                return self.write(Write::RemoveClaim { claim: claim.id }, Awaited::Quiet, store);
            }
            (FieldAct::TakeAway | FieldAct::SecondValue, _) => return,
        };
        let of = match &key.slot {
            Slot::Box(field) => ValueOf::Box { card: key.entry, field: field.clone() },
            Slot::Further(_, claim) => ValueOf::Claim(*claim),
            Slot::Wording => ValueOf::Claim(key.entry),
            Slot::Own(_) | Slot::Legible(_) | Slot::Row(..) => return,
        };
        self.write(Write::Say { of, as_written, said }, Awaited::Quiet, store);
    }

    fn open_remark(&mut self, key: &Key, claim: EntryId) {
        self.fields.remark = Some((key.clone(), claim));
        self.editors.wanted = Some(Key { entry: claim, slot: Slot::Own("remark") });
    }

    /// Goes on with what waited for a value, now that the page was read again.
    pub(super) fn go_on(&mut self) {
        self.fields.refreshed();
        self.mind_illegible();
        self.know_further();
        for (key, text) in std::mem::take(&mut self.fields.waiting) {
            let claim = self.claim_at(&key).filter(|claim| claim.as_written.trim() == text).map(|claim| claim.id);
            match (claim, self.drafts.get(&key).is_some_and(|draft| draft.is_ahead())) {
                (Some(claim), _) => self.open_remark(&key, claim),
                (None, true) => self.fields.waiting.push((key, text)),
                // refused, or another text by now: what was meant is not there
                (None, false) => {}
            }
        }
    }

    /// The part of a value said to be illegible is shown until the catalogue has it, or has refused it.
    pub(super) fn mind_illegible(&mut self) {
        let Some((key, _)) = self.fields.illegible.clone() else { return };
        let is_there =
            self.claim_at(&key).is_some_and(|claim| matches!(claim.absence, Some(Absence::Illegible { .. })));
        let is_sent = self.drafts.get(&key).is_some_and(|draft| draft.saving() == Saving::Sent);
        let is_typed = self.drafts.get(&part_of(&key)).is_some_and(|part| part.is_unsaved());
        if is_there || !is_sent && !is_typed {
            self.fields.illegible = None;
        }
    }

    /// The rows of a table in order: those on the card, those that were begun, and an empty one for the next.
    pub(super) fn rows_of(&mut self, card: EntryId, field: &str) -> Vec<EntryId> {
        let mut rows = self.standing_in_box(field);
        let mut begun: BTreeSet<EntryId> = self.drafts.rows_begun(card, field).collect();
        begun.extend(self.kept.rows_waiting(card, field));
        begun.retain(|row| !rows.contains(row));
        rows.extend(begun);
        let next = self.fields.next_rows.entry((card, field.to_owned())).or_insert_with(EntryId::fresh);
        match self.editors.focused.as_ref().map(|focused| &focused.key) {
            // the row that has the keyboard stays, even if its claim has just gone
            Some(Key { entry, slot: Slot::Row(of, row) }) if *entry == card && of == field && !rows.contains(row) => {
                *next = *row;
            }
            _ if rows.contains(next) => *next = EntryId::fresh(),
            _ => {}
        }
        rows.push(*next);
        rows
    }

    /// The further values that are typed and not written, also those that came back from the disk.
    fn know_further(&mut self) {
        let mut further = std::mem::take(&mut self.fields.further);
        for (key, draft) in self.drafts.iter() {
            if let Slot::Further(field, claim) = &key.slot
                && draft.is_unsaved()
                && further.iter().all(|(.., known)| known != claim)
            {
                further.push((key.entry, field.clone(), *claim));
            }
        }
        further.retain(|(.., claim)| self.claim(*claim).is_none());
        self.fields.further = further;
    }

    /// Whether a value stands beside others in its box.
    pub(super) fn is_one_of_several(&self, key: &Key) -> bool {
        match &key.slot {
            Slot::Box(field) => self.standing_in_box(field).len() > 1,
            Slot::Further(_, claim) => self.claim(*claim).is_some(),
            _ => false,
        }
    }

    /// Whether a field holds text, or the part of it that can be read.
    pub(super) fn has_text(&mut self, key: &Key) -> bool {
        let is_illegible_part = |claim: &Claim| match &claim.absence {
            Some(Absence::Illegible { legible }) => !legible.trim().is_empty(),
            _ => false,
        };
        let has_part = self.claim_at(key).is_some_and(is_illegible_part);
        has_part || !self.text_at(key).is_empty()
    }
}

/// The time a card speaks of: from the first to the last of its dates, but for the birth.
fn time_of(claims: &[Claim]) -> Option<(Day, Day)> {
    let days = || claims.iter().filter(|claim| claim.stands() && claim.property != "birth-date").map(Claim::days);
    let first = days().filter_map(|(first, last)| first.or(last)).min()?;
    let last = days().filter_map(|(first, last)| last.or(first)).max()?;
    Some((first, last))
}

/// At the end of a page: forgets the field that had the keyboard once the keyboard is somewhere else. A menu, a dialog
/// or the list of commands takes it only for a moment, and acts on that field.
pub(super) fn mind_focus(ui: &Ui, desk: &mut Desk<'_>) {
    if desk.state.fields.author != desk.view.author {
        desk.view.author.clone_into(&mut desk.state.fields.author);
    }
    let Some(field) = desk.state.editors.focused.as_ref().map(|focused| focused.id) else { return };
    let focused = ui.memory(egui::Memory::focused);
    let is_away = match focused {
        Some(id) if id == field => false,
        Some(id) => ui.ctx().read_response(id).is_some_and(|other| other.layer_id == LayerId::background()),
        None => {
            let waits = Popup::is_any_open(ui.ctx()) || ui.memory(egui::Memory::top_modal_layer).is_some();
            let now = ui.input(|input| input.time);
            let since = *desk.state.fields.left_at.get_or_insert(now);
            if !waits && now - since < LEFT_SECONDS {
                ui.request_repaint_after(Duration::from_secs_f64(LEFT_SECONDS));
            }
            if waits {
                desk.state.fields.left_at = None;
            }
            !waits && now - since >= LEFT_SECONDS
        }
    };
    if focused.is_some() {
        desk.state.fields.left_at = None;
    }
    if is_away {
        desk.state.editors.focused = None;
        desk.state.fields.told = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Datatype, read};

    #[test]
    fn a_card_speaks_of_the_time_between_its_dates_and_not_of_the_birth() {
        let of = |property: &str, written: &str| Claim {
            reading: read(property, Datatype::Date, written),
            ..Claim::new(EntryId::fresh(), property, written)
        };
        let claims = [of("birth-date", "1.5.1915"), of("arrival-date", "7.10.1941"), of("death-date", "1942")];
        let day = |year, month, day| Day::from_ymd(year, month, day).unwrap();
        assert_eq!(time_of(&claims), Some((day(1941, 10, 7), day(1942, 12, 31))));
        assert_eq!(time_of(&claims[..1]), None);
    }
}
