//! What helps somebody who keys a card: its template, what looks wrong, the card before it, wordings and places to choose
//! from, the queue, and drafts.
//!
//! Invariant: everything here is offered and nothing is written by it, but for the queue of a card that is done and for
//! drafts, which are no part of the catalogue.

use super::{Applied, Catalogue, StoredDraft};
use crate::error::{Error, Result};
use crate::model::{
    Act, Alignment, CardTemplate, Change, Claim, Datatype, Day, Dossier, Entry, EntryId, EntryKind, FileCard, Place,
    Problem, Reading, Role, Stage, problems,
};
use crate::storage::{index, rows, wording};
use crate::text::{fold, given_names};
use std::collections::BTreeMap;

/// A form offers at most so many wordings.
const WORDINGS: usize = 8;
/// So many entries are looked at for one number or one place.
const CANDIDATES: usize = 40;

/// What helps somebody who keys a card.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KeyingAids {
    /// The card's template, when the catalogue or the program has it.
    pub template: Option<CardTemplate>,
    /// What somebody should look at.
    pub problems: Vec<Problem>,
    /// How the scans of the same side were aligned last.
    pub batch: Vec<AlignedBefore>,
}

/// An alignment that the next scan of a batch probably has as well.
#[derive(Clone, Debug, PartialEq)]
pub struct AlignedBefore {
    /// The side.
    pub role: Role,
    /// Where the card lay.
    pub alignment: Alignment,
    /// The size of that picture in pixels.
    pub size_px: (u32, u32),
    /// The card it was, by its reference code.
    pub reference_code: String,
}

/// The card that was keyed before this one.
#[derive(Clone, Debug, PartialEq)]
pub struct Previous {
    /// The card.
    pub card: EntryId,
    /// Its reference code.
    pub reference_code: String,
    /// What stands on it.
    pub claims: Vec<Claim>,
}

/// A wording that is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordingFound {
    /// The wording.
    pub text: String,
    /// Where it comes from.
    pub origin: WordingOrigin,
}

/// Where an offered wording comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordingOrigin {
    /// It stands so often in this catalogue.
    Used(u64),
    /// It is the name of a place of this catalogue.
    Place,
    /// It is a given name the program knows.
    GivenName,
}

/// A place a wording may mean.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceFound {
    /// The place.
    pub place: Place,
    /// Whether it was there at the time asked for; `None` when its dates or that time are not known.
    pub fits: Option<bool>,
}

impl Catalogue {
    /// What helps somebody who keys this card; empty for other entries.
    pub fn keying_aids(&self, dossier: &Dossier) -> Result<KeyingAids> {
        let Entry::FileCard(card) = &dossier.entry else { return Ok(KeyingAids::default()) };
        let template = self.template(&card.template).ok().map(std::borrow::Cow::into_owned);
        let mut found = problems(&dossier.claims, template.as_ref());
        found.extend(self.numbers_used_twice(card.id, &dossier.claims)?);
        let mut batch = Vec::new();
        for picture in dossier.pictures.iter().filter(|picture| picture.alignment.is_none()) {
            if matches!(picture.role, Role::Front | Role::Back) {
                let before = rows::last_aligned(self.storage.connection(), &card.template, picture.role);
                if let Some(before) = self.storage.told(before)?
                    && let Some(alignment) = before.alignment
                {
                    let reference_code = self.label(before.entry)?.reference_code;
                    let size_px = (before.width_px, before.height_px);
                    batch.push(AlignedBefore { role: picture.role, alignment, size_px, reference_code });
                }
            }
        }
        Ok(KeyingAids { template, problems: found, batch })
    }

    /// Numbers of this card that another card has in the same register.
    fn numbers_used_twice(&self, card: EntryId, claims: &[Claim]) -> Result<Vec<Problem>> {
        let mut twice = Vec::new();
        for claim in claims.iter().filter(|claim| claim.stands()) {
            let Some(Reading::Number(number)) = &claim.reading else { continue };
            let others = index::with_number(self.storage.connection(), &claim.property, &number.number, CANDIDATES);
            for other_card in self.storage.told(others)?.into_iter().filter(|other| *other != card) {
                let is_same = |other: &Claim| {
                    other.property == claim.property
                        && other.stands()
                        && matches!(&other.reading, Some(Reading::Number(other)) if other.number == number.number
                            && other.series == number.series && other.issuer == number.issuer
                            && other.issuer_name == number.issuer_name)
                };
                if self.claims_of(other_card)?.iter().any(is_same) {
                    twice.push(Problem::used_twice(claim, &self.label(other_card)?.reference_code));
                    break;
                }
            }
        }
        Ok(twice)
    }

    /// The card of the same form that was keyed last, other than this one: what ditto and sticky boxes take from.
    pub fn previous(&self, card: EntryId) -> Result<Option<Previous>> {
        let Some(Entry::FileCard(here)) = self.get(card)? else { return Ok(None) };
        let Some(before) = self.storage.told(rows::keyed_before(self.storage.connection(), &here))? else {
            return Ok(None);
        };
        let (claims, reference_code) = (self.claims_of(before)?, self.label(before)?.reference_code);
        Ok(Some(Previous { card: before, reference_code, claims }))
    }

    /// The card after this one, or before it, by reference code; only those so far and in that unit when asked.
    pub fn next_card(
        &self,
        from: EntryId,
        unit: Option<EntryId>,
        stage: Option<Stage>,
        back: bool,
    ) -> Result<Option<EntryId>> {
        let filter = index::Filter { kinds: &[EntryKind::FileCard], unit, stage };
        self.storage.told(index::neighbour(self.storage.connection(), filter, from, back))
    }

    /// Puts a card somebody is done with into its next queue, from the one it lies in now; `None` when there is no next.
    pub fn finish(&mut self, card: EntryId) -> Result<Option<Applied>> {
        let Some(Entry::FileCard(before)) = self.get(card)? else { return Err(Error::NoSuchEntry(card.to_string())) };
        let stage = match before.stage {
            Stage::ToKey => Stage::Keyed,
            Stage::ToCheck => Stage::Checked,
            Stage::Keyed | Stage::Checked => return Ok(None),
        };
        let about = before.reference_code.clone();
        let after = FileCard { stage, ..before.clone() };
        self.act(Act::Edit, &about, "", vec![Change::edit(before, after)]).map(Some)
    }

    /// How many cards are how far, of a unit and what is under it, or of all.
    pub fn stages(&self, unit: Option<EntryId>) -> Result<BTreeMap<Stage, u64>> {
        Ok(self.storage.told(rows::stages(self.storage.connection(), unit))?.into_iter().collect())
    }

    /// Wordings that begin like this, for a property: those of this catalogue, then the authorities.
    pub fn wordings(&self, property: &str, datatype: Datatype, words: &str) -> Result<Vec<WordingFound>> {
        let connection = self.storage.connection();
        let used = self.storage.told(wording::beginning(connection, property, words, WORDINGS))?;
        let mut found: Vec<WordingFound> =
            used.into_iter().map(|(text, uses)| WordingFound { text, origin: WordingOrigin::Used(uses) }).collect();
        let mut offer = |text: String, origin: WordingOrigin| {
            if found.len() < WORDINGS && found.iter().all(|known| fold(&known.text) != fold(&text)) {
                found.push(WordingFound { text, origin });
            }
        };
        if datatype == Datatype::Place {
            for place in self.places_like(words)? {
                offer(place.label, WordingOrigin::Place);
            }
        }
        if property == "given-name" {
            given_names::beginning_like(words).for_each(|name| offer(name.to_owned(), WordingOrigin::GivenName));
        }
        Ok(found)
    }

    /// The places a wording may mean, those that were there at that time first.
    pub fn places_meant(&self, wording: &str, at: Option<(Day, Day)>) -> Result<Vec<PlaceFound>> {
        let mut found: Vec<PlaceFound> =
            self.places_like(wording)?.into_iter().map(|place| PlaceFound { fits: fits(&place, at), place }).collect();
        found.sort_by_key(|found| match found.fits {
            Some(true) => 0,
            None => 1,
            Some(false) => 2,
        });
        found.truncate(WORDINGS);
        Ok(found)
    }

    /// Places with all these words, or beginnings of them, in one of their names.
    fn places_like(&self, words: &str) -> Result<Vec<Place>> {
        let connection = self.storage.connection();
        let words = crate::text::words(words);
        let rows = self.storage.told(index::of_kind(connection, EntryKind::Place, &words, CANDIDATES))?;
        let mut places = Vec::new();
        for row in rows {
            if let Some(line) = self.storage.told(index::line(connection, row))?
                && let Some(Entry::Place(place)) = self.get(line.id)?
            {
                places.push(place);
            }
        }
        Ok(places)
    }

    /// What was typed and not yet written.
    pub fn drafts(&self) -> Result<Vec<StoredDraft>> {
        self.storage.drafts()
    }

    /// Keeps drafts on the disk and lets others go.
    pub fn keep_drafts(&mut self, kept: &[StoredDraft], gone: &[(EntryId, String)]) -> Result<()> {
        self.storage.keep_drafts(kept, gone)
    }
}

/// Whether a place was there at some day of a time.
fn fits(place: &Place, at: Option<(Day, Day)>) -> Option<bool> {
    let (from, to) = at?;
    let calendar = crate::model::Calendar::default();
    let first = place.since.as_ref().and_then(|since| since.bounds(calendar).0);
    let last = place.until.as_ref().and_then(|until| until.bounds(calendar).1);
    if first.is_none() && last.is_none() {
        return None;
    }
    Some(first.is_none_or(|first| first <= to) && last.is_none_or(|last| from <= last))
}
