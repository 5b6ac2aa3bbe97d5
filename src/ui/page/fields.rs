//! What the fields of a card remember beside their drafts: further values that were begun, a remark that is open, what
//! is to be done once a value is written, the places a wording may mean.

use super::drafts::{Key, Saving, Slot};
use super::proposal::{Fit, MeantPlace, Proposal};
use super::{Desk, PageState};
use crate::background::{Request, Store, Token};
use crate::catalogue::PlaceFound;
use crate::model::{Absence, Certainty, Claim, Day, EntryId, Reading};
use eframe::egui::{self, LayerId, Popup, Ui};
use std::collections::BTreeMap;
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
    /// The certainty that was just set, until the catalogue has it.
    pub certainty: Option<(EntryId, Certainty)>,
    /// What is to be done as soon as a value is written: its place, its wording, the act.
    waiting: Vec<(Key, String, FieldAct)>,
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
        self.certainty = None;
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

    /// Does something to the claim of a field, as soon as what is typed there is written.
    pub(super) fn once_written(&mut self, key: &Key, act: FieldAct, store: &Store) {
        self.commit(key, store);
        let draft = self.drafts.get(key).map(|draft| (draft.saving(), draft.text.trim().to_owned()));
        match draft {
            Some((Saving::Sent | Saving::Typed, text)) if !text.is_empty() => {
                self.fields.waiting.push((key.clone(), text, act));
            }
            Some((Saving::Failed(_), _)) => {}
            _ => match self.claim_at(key).cloned() {
                Some(claim) => self.do_act(key, &claim, act, store),
                None => self.tell(key, "page-told-nothing"),
            },
        }
    }

    /// Goes on with what waited for a value, now that the page was read again.
    pub(super) fn go_on(&mut self, store: &Store) {
        self.fields.refreshed();
        if let Some((key, _)) = self.fields.illegible.clone() {
            let is_there =
                self.claim_at(&key).is_some_and(|claim| matches!(claim.absence, Some(Absence::Illegible { .. })));
            let is_sent = self.drafts.get(&key).is_some_and(|draft| draft.saving() == Saving::Sent);
            if is_there || !is_sent {
                self.fields.illegible = None;
            }
        }
        self.know_further();
        for (key, text, act) in std::mem::take(&mut self.fields.waiting) {
            let claim = self.claim_at(&key).filter(|claim| claim.as_written.trim() == text).cloned();
            match (claim, self.drafts.get(&key).map(|draft| draft.saving())) {
                (Some(claim), _) => self.do_act(&key, &claim, act, store),
                (None, Some(Saving::Sent | Saving::Saved)) => self.fields.waiting.push((key, text, act)),
                // refused, or another text by now: what was meant is not there
                _ => {}
            }
        }
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
