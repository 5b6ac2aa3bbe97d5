//! Where sources disagree: the queue of what is to be judged, and what was judged, page by page.

use super::look::in_order;
use super::{Catalogue, ListQuery};
use crate::error::Result;
use crate::model::{
    Attachment, Claim, Conclusion, Count, Decision, DifferenceKind, Disagreement, Entry, EntryId, EntryKind, Label,
    Reading, Region, difference, disagreements,
};
use crate::search::query::Query;
use crate::storage::rows;
use crate::storage::study::judging;
use crate::text::reference_sort_key;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// A summary names at most so many values.
const MOST_VALUES: usize = 6;

/// Which disagreements are meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Which {
    /// What calls for a judgement: contradictions nobody judged, and what was left open.
    #[default]
    Open,
    /// What was judged.
    Judged,
    /// Both.
    All,
}

impl Which {
    /// Whether a disagreement is one of these.
    pub fn means(self, disagreement: &Disagreement) -> bool {
        let is_judged = disagreement.conclusion.is_some() && !disagreement.is_open();
        match self {
            Self::Open => disagreement.calls_for_judgement(),
            Self::Judged => is_judged,
            Self::All => is_judged || disagreement.calls_for_judgement() || !disagreement.withdrawn.is_empty(),
        }
    }
}

/// What is asked of the disagreements of a catalogue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DisputeQuery {
    /// Which.
    pub which: Which,
    /// Only those on pages this finds, in the language of [`crate::search::Query`]; empty for all.
    pub words: String,
    /// How many pages to pass over.
    pub from: usize,
    /// How many pages to read at most.
    pub most: usize,
}

/// A disagreement with what is needed to weigh it.
#[derive(Clone, Debug, PartialEq)]
pub struct Dispute {
    /// The rival claims and what is concluded.
    pub disagreement: Disagreement,
    /// How the entry they are about is named.
    pub subject: Label,
    /// The names of the sources and of the entries meant.
    pub labels: BTreeMap<EntryId, Label>,
    /// Where a claim was read from, by the claim.
    pub crops: BTreeMap<EntryId, (Region, Attachment)>,
    /// The values as they are written, those we hold first: `96 (also 92)`.
    pub summary: String,
}

/// Some disagreements of a catalogue.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DisputePage {
    /// How many pages have one.
    pub entries: usize,
    /// Those read.
    pub found: Vec<Dispute>,
    /// The `from` of the next page, if there is one.
    pub next: Option<usize>,
}

/// A page of the catalogue, by what is known of it before it is read.
enum Place {
    Entry(EntryId),
    Row(i64),
}

impl Catalogue {
    /// The disagreements of a catalogue, so many pages at a time. Those that are open are found by the mark lists keep,
    /// those that were judged by their conclusions: no page is read that has none.
    pub fn disputes(&self, query: &DisputeQuery) -> Result<DisputePage> {
        let connection = self.storage.connection();
        let _state = connection.is_autocommit().then(|| self.storage.snapshot()).transpose()?;
        let pages = self.disputed_pages(query)?;
        let mut found = Vec::new();
        let after = query.from.saturating_add(query.most.max(1));
        for place in pages.iter().take(after).skip(query.from) {
            let id = match place {
                Place::Entry(id) => Some(*id),
                Place::Row(row) => self.rows(&[*row])?.first().map(|line| line.id),
            };
            let Some(id) = id else { continue };
            for disagreement in self.disagreements_of(id)? {
                if query.which.means(&disagreement) {
                    found.push(self.dispute(disagreement)?);
                }
            }
        }
        Ok(DisputePage { entries: pages.len(), found, next: (after < pages.len()).then_some(after) })
    }

    /// Every difference on the page of an entry, however slight: those that were judged first.
    pub fn disputes_of(&self, subject: EntryId) -> Result<Vec<Dispute>> {
        self.disagreements_of(subject)?.into_iter().map(|disagreement| self.dispute(disagreement)).collect()
    }

    /// The pages that have what is asked for: judged ones in order of their conclusions, then open ones in order of
    /// reference.
    fn disputed_pages(&self, query: &DisputeQuery) -> Result<Vec<Place>> {
        let connection = self.storage.connection();
        let asked = Query::read(&query.words).query;
        if asked == Query::default() && !query.words.trim().is_empty() {
            // signs alone find nothing
            return Ok(Vec::new());
        }
        let mut pages = Vec::new();
        let mut known = HashSet::new();
        if query.which != Which::Open {
            let judged = self.storage.told(judging::judged(connection, query.which == Which::Judged))?;
            let mut judged: Vec<(Vec<_>, EntryId, Option<i64>)> = judged
                .into_iter()
                .map(|(subject, judged)| {
                    let mut keys: Vec<_> = judged.codes.iter().map(|code| reference_sort_key(code)).collect();
                    keys.sort_unstable();
                    (keys, subject, judged.row)
                })
                .collect();
            judged.sort();
            let meant: Option<HashSet<i64>> = match asked.root {
                Some(_) => Some(self.list(&listed(query.words.clone()))?.into_iter().collect()),
                None => None,
            };
            for (_, subject, row) in judged {
                if meant.as_ref().is_none_or(|meant| row.is_some_and(|row| meant.contains(&row))) {
                    known.extend(row);
                    pages.push(Place::Entry(subject));
                }
            }
        }
        if query.which != Which::Judged {
            let words = match asked.root {
                Some(root) => {
                    let spelling = Query { root: None, ..asked };
                    format!("is:conflict ({root}) {spelling}")
                }
                None => "is:conflict".to_owned(),
            };
            let open = self.list(&listed(words))?.into_iter().filter(|row| !known.contains(row));
            pages.extend(open.map(Place::Row));
        }
        Ok(pages)
    }

    fn disagreements_of(&self, subject: EntryId) -> Result<Vec<Disagreement>> {
        let page = rows::readable(self.storage.told(rows::page_each(self.storage.connection(), subject))?);
        let (mut claims, mut conclusions): (Vec<Claim>, Vec<Conclusion>) = (Vec::new(), Vec::new());
        for found in page {
            match found.entry {
                Entry::Claim(claim) => claims.push(claim),
                Entry::Conclusion(conclusion) => conclusions.push(conclusion),
                _ => {}
            }
        }
        in_order(&mut claims);
        conclusions.sort_by_cached_key(|conclusion| (reference_sort_key(&conclusion.reference_code), conclusion.id));
        let own: BTreeSet<EntryId> = claims.iter().map(|claim| claim.id).collect();
        let foreign: BTreeSet<EntryId> = conclusions
            .iter()
            .flat_map(|conclusion| &conclusion.weighed)
            .filter(|id| !own.contains(id))
            .copied()
            .collect();
        let mut weighed = Vec::new();
        for id in foreign {
            if let Some(Entry::Claim(claim)) = self.get(id)? {
                weighed.push(claim);
            }
        }
        Ok(disagreements(&claims, &weighed, &conclusions))
    }

    /// A disagreement with the names and crops that its claims need.
    fn dispute(&self, disagreement: Disagreement) -> Result<Dispute> {
        let mut named: BTreeSet<EntryId> = BTreeSet::new();
        let mut crops = BTreeMap::new();
        for claim in &disagreement.claims {
            named.insert(claim.subject);
            named.extend(claim.source);
            named.extend(claim.meant());
            if let Some(region) = claim.region
                && let Some(Entry::Region(region)) = self.get(region)?
                && let Some(Entry::Attachment(picture)) = self.get(region.attachment)?
            {
                crops.insert(claim.id, (region, picture));
            }
        }
        let labels: BTreeMap<EntryId, Label> =
            named.into_iter().map(|id| Ok((id, self.label(id)?))).collect::<Result<_>>()?;
        let summary = summary(&disagreement);
        Ok(Dispute { subject: self.label(disagreement.subject)?, labels, crops, summary, disagreement })
    }
}

/// A list of every kind that has a page.
fn listed(words: String) -> ListQuery {
    ListQuery { kinds: EntryKind::LISTED.to_vec(), words, ..ListQuery::default() }
}

/// The values side by side, each once: what we hold before the others, `96 (also 92)`. What was left open names the
/// value first that was weighed first; where nobody judged, or nothing contradicts, none stands before the others: `92 / 96`.
fn summary(disagreement: &Disagreement) -> String {
    let mut values: Vec<(&Claim, String)> = Vec::new();
    let chosen = disagreement.conclusion.as_ref().map_or(&[][..], |conclusion| conclusion.chosen.as_slice());
    let (held, others): (Vec<&Claim>, Vec<&Claim>) =
        disagreement.claims.iter().filter(|claim| claim.stands()).partition(|claim| chosen.contains(&claim.id));
    let mut first = 0;
    for (claims, is_held) in [(held, true), (others, false)] {
        for claim in claims {
            let text = value_text(claim);
            if !text.is_empty() && !values.iter().any(|(known, value)| *value == text || says_the_same(known, claim)) {
                values.push((claim, text));
                first += usize::from(is_held);
            }
        }
    }
    let is_left_open = disagreement.conclusion.as_ref().is_some_and(|found| found.decision == Decision::Open);
    let is_one_question =
        values.windows(2).all(|pair| matches!(pair, [(one, _), (other, _)] if is_about_one(one, other)));
    if first == 0 && is_left_open && is_one_question {
        first = 1;
    }
    let more = values.len() > MOST_VALUES;
    let values: Vec<String> = values.into_iter().take(MOST_VALUES).map(|(_, value)| value).collect();
    let (held, others) = values.split_at(first.min(values.len()));
    let end = if more { " …" } else { "" };
    match (held.is_empty(), others.is_empty()) {
        (false, false) => format!("{} (also {}{end})", held.join(" / "), others.join(", ")),
        _ => format!("{}{end}", values.join(" / ")),
    }
}

/// A value as it is written; a count that is one number as that number.
fn value_text(claim: &Claim) -> String {
    match &claim.reading {
        Some(Reading::Count(Count { at_least: Some(least), at_most: Some(most), approximate: false }))
            if least == most =>
        {
            least.to_string()
        }
        Some(Reading::Number(number)) => number.number.clone(),
        _ => claim.as_written.trim().to_owned(),
    }
}

fn is_about_one(one: &Claim, other: &Claim) -> bool {
    (one.subject, &one.property) == (other.subject, &other.property)
}

/// Whether two claims give one value in other letters or words.
fn says_the_same(one: &Claim, other: &Claim) -> bool {
    let is_value = one.absence.is_none() && other.absence.is_none();
    let kind = difference(&[one, other], &one.property);
    is_about_one(one, other)
        && is_value
        && matches!(kind, None | Some(DifferenceKind::Format | DifferenceKind::Wording))
}
