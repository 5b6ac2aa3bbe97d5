//! Who may be the same man: candidates gathered by what two papers of one man share, compared one by one, and ranked.
//!
//! Invariant: it offers and never merges. What somebody judged is said and never asked again.

use super::men::{Judged, Man, Men};
use super::{Catalogue, ListQuery, Sort};
use crate::error::{Error, Result};
use crate::model::{
    EntryId, EntryKind, Label, PersonName, Reason, ReasonKind, Strength, Traits, Verdict, compare, points,
};
use crate::storage::{index, neighbours};
use crate::text;
use std::collections::BTreeSet;

/// So many are compared at most, however large the catalogue is.
const COMPARED: usize = 2000;
/// So many of them come from one question to the index.
const OF_ONE: usize = 400;
/// So many forms of his name are asked for.
const NAMES: usize = 6;
/// The name alone is asked for only while fewer than these are found otherwise.
const FEW: usize = 200;

/// Somebody who may be the same man.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The card or person.
    pub entry: EntryId,
    /// How it is named.
    pub label: Label,
    /// What the reasons weigh together; see [`Strength`].
    pub points: i32,
    /// How much they say.
    pub strength: Strength,
    /// What somebody judged of the two, if anybody did.
    pub verdict: Option<Verdict>,
    /// What speaks for it, then what speaks against it, the weightiest first.
    pub reasons: Vec<Reason>,
}

impl Catalogue {
    /// The cards and persons that may be the same man as this card or person, at most `limit` of them: first those
    /// somebody judged to be, then by what speaks for it, and last those somebody judged not to be.
    pub fn alike(&self, entry: EntryId, limit: usize) -> Result<Vec<Candidate>> {
        let mut men = Men::of(self);
        let Some(man) = men.get(entry)? else {
            let label = self.label(entry)?;
            let words = "is neither a card nor a person, and nobody can be the same man";
            return Err(if self.get(entry)?.is_some() {
                Error::Input(format!("{} {words}", named(&label)))
            } else {
                Error::NoSuchEntry(entry.to_string())
            });
        };
        let mut found = Vec::new();
        let judged = men.judged(entry)?;
        for other in self.candidates(&man, &judged)? {
            let verdict = men.verdict(entry, other)?;
            let Some(other) = men.get(other)? else { continue };
            found.extend(candidate(&man.traits, &other, verdict));
        }
        found.sort_by_cached_key(|candidate| {
            let place = match candidate.verdict {
                Some(Verdict::Same) => 0,
                Some(Verdict::NotSame) => 2,
                Some(Verdict::Undecided) | None => 1,
            };
            let reference = text::reference_sort_key(&candidate.label.reference_code);
            (place, -candidate.points, candidate.label.kind, reference, candidate.entry)
        });
        found.truncate(limit);
        Ok(found)
    }

    /// Those worth comparing, each once: they share a number, a name, a day of birth or a judgement.
    fn candidates(&self, man: &Man, judged: &Judged) -> Result<Vec<EntryId>> {
        let mut found = Gathered { of: man.entry, seen: BTreeSet::new(), entries: Vec::new() };
        let own = judged.man.identities.iter().filter(|identity| identity.is_of(man.entry));
        found.take(own.map(|identity| identity.other(man.entry)));
        // whom others judged to be the same make him, too
        found.take(judged.man.members.iter().copied());
        let connection = self.storage.connection();
        for own in &man.traits.numbers {
            let property = if own.is_tag { "identity-tag" } else { "prisoner-number" };
            let figures: String = own.read.number.chars().filter(|c| c.is_alphanumeric() || *c == '?').collect();
            let figures = figures.to_uppercase();
            let value = own.read.value();
            let with_it = neighbours::may_have(connection, property, &figures, value, OF_ONE);
            found.take(self.storage.told(with_it)?);
        }
        let names = asked_names(&man.traits);
        for ring in ["", "spelling:wide "] {
            for (surname, given) in names.iter().filter(|(surname, given)| !surname.is_empty() && !given.is_empty()) {
                found.take(self.found_by(&format!("{ring}name:{surname} name:{given}"))?);
            }
        }
        for birth in &man.traits.births {
            let born = format!("born:{}..{}", birth.first, birth.last);
            let is_day = birth.first == birth.last;
            if is_day {
                found.take(self.found_by(&born)?);
            }
            for (surname, _) in names.iter().filter(|(surname, _)| !surname.is_empty()) {
                found.take(self.found_by(&format!("name:{surname} {born}"))?);
                found.take(self.found_by(&format!("spelling:wide name:{surname} {born}"))?);
            }
        }
        for (surname, given) in &names {
            let alone = if surname.is_empty() { given } else { surname };
            if found.entries.len() < FEW && !alone.is_empty() {
                found.take(self.found_by(&format!("name:{alone}"))?);
            }
        }
        found.entries.truncate(COMPARED);
        Ok(found.entries)
    }

    /// The first cards and persons a query finds.
    fn found_by(&self, words: &str) -> Result<Vec<EntryId>> {
        let query = ListQuery {
            kinds: vec![EntryKind::FileCard, EntryKind::Person],
            words: words.to_owned(),
            sort: Sort::Relevance,
            ..ListQuery::default()
        };
        let rows = self.list_first(&query, OF_ONE)?.rows;
        let connection = self.storage.connection();
        let mut entries = Vec::new();
        for row in rows {
            entries.extend(self.storage.told(index::line(connection, row))?.map(|line| line.id));
        }
        Ok(entries)
    }
}

/// Candidates in the order in which they were found.
struct Gathered {
    of: EntryId,
    seen: BTreeSet<EntryId>,
    entries: Vec<EntryId>,
}

impl Gathered {
    fn take(&mut self, found: impl IntoIterator<Item = EntryId>) {
        for entry in found {
            if entry != self.of && self.seen.insert(entry) {
                self.entries.push(entry);
            }
        }
    }
}

/// The candidate, when there is enough to show it, or when somebody judged it.
fn candidate(traits: &Traits, other: &Man, verdict: Option<Verdict>) -> Option<Candidate> {
    let mut reasons = compare(traits, &other.traits);
    let points = points(&reasons);
    let said = match verdict {
        Some(Verdict::Same) => Some(ReasonKind::JudgedSame),
        Some(Verdict::NotSame) => Some(ReasonKind::JudgedNotSame),
        Some(Verdict::Undecided) | None => None,
    };
    if let Some(kind) = said {
        reasons.insert(0, Reason { kind, here: String::new(), there: String::new() });
    }
    let strength = match (Strength::of(points), verdict) {
        (Some(strength), _) => strength,
        (None, Some(_)) => Strength::Possible,
        (None, None) => return None,
    };
    Some(Candidate { entry: other.entry, label: other.label.clone(), points, strength, verdict, reasons })
}

/// The surnames and given names to ask for, one word each, in lower case, so that none of them is taken for a word of
/// the query language.
fn asked_names(traits: &Traits) -> Vec<(String, String)> {
    let mut asked: Vec<(String, String)> = Vec::new();
    // what one form of a name finds, another that sounds like it would only find again
    let is_near = |one: &str, other: &str| {
        one == other
            || text::nearness(one, other, text::Ring::Near).is_some_and(|near| near < text::Nearness::GivenName)
    };
    for PersonName { surname, given, .. } in &traits.names {
        let (surname, given) = (word(surname), word(given));
        let is_known =
            || asked.iter().any(|(known, known_given)| is_near(&surname, known) && is_near(&given, known_given));
        if asked.len() < NAMES && !(surname.is_empty() && given.is_empty()) && !is_known() {
            asked.push((surname, given));
        }
    }
    asked
}

/// The longest word of a name; its letters as written, or folded when it has other signs.
fn word(name: &str) -> String {
    let words = name.split(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | ',' | '/' | '(' | ')' | '.'));
    let longest = words.max_by_key(|word| word.chars().count()).unwrap_or_default();
    let lower = longest.to_lowercase();
    if lower.chars().count() < 2 {
        return String::new();
    }
    if lower.chars().all(char::is_alphabetic) { lower } else { text::fold(&lower).replace(' ', "") }
}

fn named(label: &Label) -> String {
    if label.reference_code.is_empty() { label.label.clone() } else { label.reference_code.clone() }
}
