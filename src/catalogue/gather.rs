//! Gathering for a report: only what the audience may see leaves through here.
//!
//! Invariant: a report is built from what is let through, never by taking things away from a copy. What is closed until
//! a day, to staff or pending review is no part of it: neither the entry, the picture nor the single value, nor a
//! judgement that weighs one or a name drawn from one. Nor does a selection tell of it: whether the public's query finds
//! an entry is judged by what is let through.

use super::find::Known;
use super::{Catalogue, ListQuery, Sort, now};
use crate::error::Result;
use crate::model::{
    Audience, Claim, Day, Disagreement, Dossier, Entry, EntryId, EntryKind, Holdings, Reading, Source, Timestamp,
    disagreements,
};
use crate::search::query::Query;
use crate::search::{Findable, findable, listing};
use crate::storage::study::{closing, judging};
use crate::storage::{canonical, index, journal, rows};
use std::collections::{BTreeMap, BTreeSet};

/// The order of kinds in a report.
const ORDER: &[EntryKind] = &[
    EntryKind::HoldingUnit,
    EntryKind::FileCard,
    EntryKind::Person,
    EntryKind::Group,
    EntryKind::Event,
    EntryKind::Place,
];

impl Catalogue {
    /// Everything for a report: all entries, or those a query finds.
    pub fn gather(&self, selection: &str, audience: Audience) -> Result<Holdings> {
        // one state from first to last, whatever another program saves meanwhile
        let _snapshot = self.storage.snapshot()?;
        let mut holdings = Holdings {
            title: self.title().to_owned(),
            audience,
            selection: selection.trim().to_owned(),
            gathered_at: now(),
            seq: 0,
            head_hash: String::new(),
            dossiers: Vec::new(),
            sources: Vec::new(),
            disagreements: Vec::new(),
            labels: BTreeMap::new(),
            glossary: self.own_terms()?,
        };
        // a damaged journal must not keep anybody from printing what can be read
        match journal::head(self.storage.connection()) {
            Ok((seq, head)) => (holdings.seq, holdings.head_hash) = (seq, canonical::hex(&head)),
            Err(error) => tracing::error!(%error, "the last act cannot be read; run `kartoteka check`"),
        }
        // what opens on a day is open in what is gathered on it
        let today = holdings.gathered_at.day().unwrap_or_default();
        let closed = match audience {
            Audience::Public => self.storage.told(rows::closed(self.storage.connection(), today))?,
            Audience::Staff => BTreeSet::new(),
        };
        // a card is called by what stands on it: who may not see that may not read it in the name
        let partly_closed = match audience {
            Audience::Public => self.storage.told(closing::with_closed_claims(self.storage.connection(), today))?,
            Audience::Staff => BTreeSet::new(),
        };
        let asked = Some(Query::read(selection).query).filter(|query| query.root.is_some());
        let asked_openly = asked.filter(|_| audience == Audience::Public);
        let with_closed = match asked_openly {
            Some(_) => self.storage.told(closing::with_closed_parts(self.storage.connection(), today, &closed))?,
            None => BTreeSet::new(),
        };
        let known = Known::openly(self, today);
        let mut cited = BTreeSet::new();
        for kind in ORDER {
            let query = ListQuery {
                kinds: vec![*kind],
                unit: None,
                stage: None,
                words: selection.to_owned(),
                sort: Sort::Reference,
                descending: false,
            };
            for row in self.rows(&self.list_with(&query, &with_closed)?)? {
                let mut dossier = self.dossier(row.id)?;
                self.hide_judged_by_closed(&mut dossier, audience, today, &closed)?;
                let Some(mut dossier) = release(dossier, audience, today, &closed) else { continue };
                if let Some(asked) = &asked_openly
                    && asked.why(&self.findable_in(&dossier)?, &known).is_none()
                {
                    continue;
                }
                self.rename(&mut dossier, today, &partly_closed)?;
                // places nobody speaks of are an authority list, not holdings
                let spoken_of = !dossier.claims.is_empty() || !dossier.mentions.is_empty() || !dossier.notes.is_empty();
                if *kind == EntryKind::Place && !spoken_of {
                    continue;
                }
                Self::cite(&dossier, &mut cited);
                holdings.disagreements.extend(differences(&dossier));
                holdings.labels.extend(dossier.labels.clone());
                holdings.labels.insert(row.id, dossier.label.clone());
                holdings.dossiers.push(dossier);
            }
        }
        holdings.disagreements.sort_by_cached_key(|found| {
            let reference = found.conclusion.as_ref().map_or("", |conclusion| conclusion.reference_code.as_str());
            (reference.is_empty(), crate::text::reference_sort_key(reference))
        });
        holdings.sources = self.sources(&cited)?;
        Ok(holdings)
    }

    /// The rows of a list in order, and among them these entries, which only all their values keep out of it.
    fn list_with(&self, query: &ListQuery, also: &BTreeSet<EntryId>) -> Result<Vec<i64>> {
        let listed = self.list(query)?;
        let mut wanted: BTreeSet<i64> = listed.iter().copied().collect();
        for id in also {
            wanted.extend(self.storage.told(judging::row_of(self.storage.connection(), *id))?);
        }
        if wanted.len() == listed.len() {
            return Ok(listed);
        }
        let mut all = self.list(&ListQuery { words: String::new(), ..query.clone() })?;
        all.retain(|row| wanted.contains(row));
        Ok(all)
    }

    /// All a page can be asked for by what is let through of it.
    fn findable_in(&self, dossier: &Dossier) -> Result<Findable> {
        let own = dossier.entry.id();
        let pictures: Vec<_> = dossier.pictures.iter().filter(|picture| picture.entry == own).collect();
        let is_own = |attachment: EntryId| pictures.iter().any(|picture| picture.id == attachment);
        let regions = dossier.regions.iter().filter(|region| is_own(region.attachment));
        let mut page: Vec<Entry> = dossier.claims.iter().cloned().map(Entry::Claim).collect();
        page.extend(pictures.iter().map(|picture| Entry::Attachment((*picture).clone())));
        page.extend(regions.cloned().map(Entry::Region));
        page.extend(dossier.notes.iter().cloned().map(Entry::ProvenanceNote));
        page.extend(dossier.conclusions.iter().cloned().map(Entry::Conclusion));
        page.extend(dossier.identities.iter().cloned().map(Entry::Identity));
        let changed = self.storage.told(index::changed_at(self.storage.connection(), own))?;
        Ok(Findable { changed: changed.and_then(Timestamp::day), ..findable(&dossier.entry, &page) })
    }

    /// Takes away the judgements on identity that rest on claims the audience may not see: their reason tells them.
    fn hide_judged_by_closed(
        &self,
        dossier: &mut Dossier,
        audience: Audience,
        today: Day,
        closed: &BTreeSet<EntryId>,
    ) -> Result<()> {
        if audience == Audience::Staff {
            return Ok(());
        }
        let mut open = Vec::with_capacity(dossier.identities.len());
        for identity in std::mem::take(&mut dossier.identities) {
            let mut is_open = true;
            for id in &identity.evidence {
                is_open &= match self.get(*id)? {
                    Some(Entry::Claim(claim)) => {
                        audience.may_see(claim.access, today) && !closed.contains(&claim.subject)
                    }
                    other => other.is_none(),
                };
            }
            if is_open {
                open.push(identity);
            }
        }
        dossier.identities = open;
        Ok(())
    }

    /// Calls the cards of which some value is closed by their open values alone.
    fn rename(&self, dossier: &mut Dossier, today: Day, partly_closed: &BTreeSet<EntryId>) -> Result<()> {
        let own = dossier.entry.id();
        if partly_closed.contains(&own) {
            dossier.label.label = self.open_name(own, today)?.unwrap_or_else(|| dossier.label.label.clone());
        }
        for (id, label) in &mut dossier.labels {
            if partly_closed.contains(id)
                && let Some(name) = self.open_name(*id, today)?
            {
                label.label = name;
            }
        }
        Ok(())
    }

    /// What a card is called by its open values; `None` of other kinds, which have a name of their own.
    fn open_name(&self, id: EntryId, today: Day) -> Result<Option<String>> {
        let Some(entry @ Entry::FileCard(_)) = self.get(id)? else { return Ok(None) };
        let open = self.claims_of(id)?.into_iter().filter(|claim| Audience::Public.may_see(claim.access, today));
        let page: Vec<Entry> = open.map(Entry::Claim).collect();
        Ok(Some(listing(&entry, &page).label))
    }

    fn cite(dossier: &Dossier, cited: &mut BTreeSet<EntryId>) {
        let claims = dossier.claims.iter().chain(&dossier.weighed).chain(&dossier.mentions);
        cited.extend(claims.filter_map(|claim| claim.source));
        cited.extend(dossier.pictures.iter().filter_map(|picture| picture.caption_source));
    }

    fn sources(&self, cited: &BTreeSet<EntryId>) -> Result<Vec<Source>> {
        let mut sources = Vec::new();
        for id in cited {
            if let Some(Entry::Source(source)) = self.get(*id)? {
                sources.push(source);
            }
        }
        sources.sort_by_cached_key(|source| crate::text::reference_sort_key(&source.reference_code));
        Ok(sources)
    }
}

fn differences(dossier: &Dossier) -> Vec<Disagreement> {
    let found = disagreements(&dossier.claims, &dossier.weighed, &dossier.conclusions).into_iter();
    // two roles, or a day beside its month, are no disagreement to be printed unless somebody judged them
    found.filter(|found| found.conclusion.is_some() || found.calls_for_judgement()).collect()
}

/// What of a page the audience may see; `None` when not even that the entry exists. `closed` entries are not named
/// anywhere: not as the subject or the meaning of a claim, not under a picture, not as somebody's other card.
fn release(mut dossier: Dossier, audience: Audience, today: Day, closed: &BTreeSet<EntryId>) -> Option<Dossier> {
    if closed.contains(&dossier.entry.id()) {
        return None;
    }
    let names_closed = |claim: &Claim| {
        closed.contains(&claim.subject) || matches!(claim.reading, Some(Reading::Entry(id)) if closed.contains(&id))
    };
    for claims in [&mut dossier.claims, &mut dossier.weighed, &mut dossier.mentions] {
        claims.retain(|claim| audience.may_see(claim.access, today) && !names_closed(claim));
    }
    dossier.notes.retain(|note| audience.may_see(note.access, today));
    let marks_closed: BTreeSet<EntryId> = dossier
        .regions
        .iter()
        .filter(|region| {
            let marked = region.shows.as_ref().and_then(|shown| shown.person);
            marked.is_some_and(|person| closed.contains(&person))
        })
        .map(|region| region.attachment)
        .collect();
    dossier.pictures.retain(|picture| {
        let shows_closed = closed.contains(&picture.entry)
            || picture.depicted.iter().any(|id| closed.contains(id))
            || marks_closed.contains(&picture.id);
        audience.may_see(picture.access, today) && !shows_closed
    });
    dossier.identities.retain(|identity| !closed.contains(&identity.entry) && !closed.contains(&identity.person));
    let shown: BTreeSet<EntryId> = dossier.pictures.iter().map(|picture| picture.id).collect();
    dossier.regions.retain(|region| shown.contains(&region.attachment));
    let claims: BTreeSet<EntryId> = dossier.claims.iter().chain(&dossier.weighed).map(|claim| claim.id).collect();
    // a judgement on claims the audience may not see would tell what they say
    dossier.conclusions.retain(|conclusion| {
        audience == Audience::Staff || conclusion.weighed.iter().chain(&conclusion.chosen).all(|id| claims.contains(id))
    });
    dossier.labels.retain(|id, _| !closed.contains(id));
    Some(dossier)
}
