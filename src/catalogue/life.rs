//! The life of a person, gathered from every page held to be his, and those who were with him.
//!
//! Invariant: however many belong to a group, only so many are read and the others counted.

use super::Catalogue;
use crate::error::Result;
use crate::model::{
    Certainty, Circle, CircleKnown, Day, Dossier, Entry, EntryId, EntryKind, Label, Life, LifePapers, Reading, Tie,
    TieKind, circle, is_same_camp, life,
};
use crate::storage::study::life as rows_of;
use crate::storage::{rows, study};
use std::collections::{BTreeMap, BTreeSet, btree_map};

/// So many of an event or a group are read; the others are counted.
const MOST_OF_ONE: usize = 120;
/// So many that came on one day are looked through.
const MOST_OF_A_DAY: usize = 3_000;
/// Of so many it is looked up whether they are held to be one man with others.
const MOST_HEADS: usize = 200;

impl Catalogue {
    /// What is known of a person, or of the man of a card, from all papers held to be his.
    pub fn life(&self, id: EntryId) -> Result<Life> {
        // one state from first to last, whatever another program saves meanwhile
        let _state = self.one_state()?;
        let mut papers = LifePapers { members: self.pages_of_man(id)?, ..LifePapers::default() };
        for page in &papers.members {
            papers.labels.extend(page.labels.clone());
            papers.labels.insert(page.entry.id(), page.label.clone());
        }
        let named = named(&papers.members);
        for id in &named {
            let kind = match papers.labels.get(id) {
                Some(label) => label.kind,
                None => self.label(*id)?.kind,
            };
            match kind {
                EntryKind::Event | EntryKind::Group => papers.together.extend(self.bare_page(*id)?),
                EntryKind::Place => self.add_place(*id, &mut papers.places)?,
                _ => {}
            }
        }
        for page in &papers.together {
            papers.labels.insert(page.entry.id(), page.label.clone());
            for claim in &page.claims {
                if let Some(Reading::Entry(id)) = claim.reading {
                    self.add_place(id, &mut papers.places)?;
                }
                for id in claim.source.into_iter().chain(meant(claim.reading.as_ref())) {
                    self.name(id, &mut papers.labels)?;
                }
            }
        }
        for source in papers.members.iter().flat_map(|page| &page.pictures) {
            self.name(source.id, &mut papers.labels)?;
        }
        Ok(life(&papers))
    }

    /// Who was with a person, or with the man of a card: those he is named with, on one picture with, in one event,
    /// transport or group with; the nearest first.
    pub fn circle(&self, id: EntryId) -> Result<Circle> {
        let _snapshot = self.storage.snapshot()?;
        let members = self.pages_of_man(id)?;
        let others = members.iter().map(|page| page.entry.id()).filter(|member| *member != id);
        let mut known = CircleKnown { centre: std::iter::once(id).chain(others).collect(), ..CircleKnown::default() };
        for page in &members {
            known.labels.extend(page.labels.clone());
            known.labels.insert(page.entry.id(), page.label.clone());
        }
        tie_relations(&members, &mut known);
        tie_pictures(&members, &mut known);
        self.tie_arrivals(&members, &mut known)?;
        self.tie_groups(&members, &mut known)?;
        self.find_heads(&mut known)?;
        let through: BTreeSet<EntryId> = known.ties.iter().filter_map(|(_, tie)| tie.through).collect();
        let everybody = known.ties.iter().map(|(entry, _)| *entry).chain(known.heads.values().copied());
        for id in everybody.chain(through).chain([id]).collect::<BTreeSet<_>>() {
            self.name(id, &mut known.labels)?;
        }
        Ok(circle(known))
    }

    /// The pages held to be of one man, the asked one first. Of the others what cannot be read is left out and logged.
    fn pages_of_man(&self, id: EntryId) -> Result<Vec<Dossier>> {
        let man = self.one_man(id)?;
        let others = man.members.into_iter().filter(|member| *member != id);
        let mut pages = vec![self.dossier(id)?];
        for member in others {
            match self.dossier(member) {
                Ok(page) => pages.push(page),
                Err(error) => tracing::error!(%member, %error, "left out of a life; run `kartoteka check`"),
            }
        }
        Ok(pages)
    }

    /// The page of an event or a group without those who belong to it: they may be thousands.
    fn bare_page(&self, id: EntryId) -> Result<Option<Dossier>> {
        let Some(entry) = self.get(id)? else { return Ok(None) };
        let mut page = Dossier::bare(entry, self.label(id)?);
        page.claims = self.claims_of(id)?;
        let hanging = self.storage.told(rows::page_each(self.storage.connection(), id))?;
        page.conclusions = rows::readable(hanging)
            .into_iter()
            .filter_map(|found| if let Entry::Conclusion(judged) = found.entry { Some(judged) } else { None })
            .collect();
        self.add_weighed(&mut page);
        Ok(Some(page))
    }

    fn add_place(&self, id: EntryId, places: &mut BTreeMap<EntryId, crate::model::Place>) -> Result<()> {
        if !places.contains_key(&id)
            && let Some(Entry::Place(place)) = self.get(id)?
        {
            places.insert(id, place);
        }
        Ok(())
    }

    fn name(&self, id: EntryId, labels: &mut BTreeMap<EntryId, Label>) -> Result<()> {
        if let btree_map::Entry::Vacant(unnamed) = labels.entry(id) {
            unnamed.insert(self.label(id)?);
        }
        Ok(())
    }

    /// Those who came to the same camp on the same day.
    fn tie_arrivals(&self, members: &[Dossier], known: &mut CircleKnown) -> Result<()> {
        let (days, camps) = (days_of_arrival(members), self.camps_of(members)?);
        let mut tied = BTreeSet::new();
        for (day, claim, certainty) in days {
            let found = rows_of::arrived_on(self.storage.connection(), day, MOST_OF_A_DAY);
            for other in self.storage.told(found)? {
                let shared = camps.iter().find(|(issuer, names)| {
                    (issuer.is_some() && *issuer == other.issuer)
                        || names.iter().any(|name| is_same_camp(name, &other.issuer_name))
                });
                let Some((_, names)) = shared else { continue };
                if !tied.insert((other.entry, day)) {
                    continue;
                }
                let place = names.first().cloned().unwrap_or_default();
                let tie = Tie {
                    kind: TieKind::Transport,
                    day: Some(day),
                    place,
                    certainty,
                    claims: vec![claim],
                    ..Tie::default()
                };
                known.ties.push((other.entry, tie));
            }
        }
        let count = tied.len() as u64;
        for (_, tie) in known.ties.iter_mut().filter(|(_, tie)| tie.kind == TieKind::Transport) {
            tie.of = count;
        }
        Ok(())
    }

    /// The camps that gave a man his numbers, each with the names it goes by.
    fn camps_of(&self, members: &[Dossier]) -> Result<Vec<(Option<EntryId>, Vec<String>)>> {
        let mut camps: Vec<(Option<EntryId>, Vec<String>)> = Vec::new();
        for claim in members.iter().flat_map(|page| &page.claims).filter(|claim| claim.stands()) {
            let Some(Reading::Number(number)) = &claim.reading else { continue };
            if claim.property != "prisoner-number" {
                continue;
            }
            let mut names = match number.issuer.map(|id| self.get(id)).transpose()?.flatten() {
                Some(Entry::Place(place)) => vec![place.label, place.name_de, place.name_local],
                _ => Vec::new(),
            };
            names.push(number.issuer_name.clone());
            names.retain(|name| !name.trim().is_empty());
            if number.issuer.is_some() || !names.is_empty() {
                camps.push((number.issuer, names));
            }
        }
        Ok(camps)
    }

    /// Those who belong to the same events and groups: so many of each, the others counted.
    fn tie_groups(&self, members: &[Dossier], known: &mut CircleKnown) -> Result<()> {
        let connection = self.storage.connection();
        let mut shared: BTreeMap<EntryId, (TieKind, Certainty)> = BTreeMap::new();
        for claim in members.iter().flat_map(|page| &page.claims).filter(|claim| claim.stands()) {
            let Some(Reading::Entry(id)) = claim.reading else { continue };
            let kind = match known.labels.get(&id).map(|label| label.kind) {
                Some(EntryKind::Event) => TieKind::Event,
                Some(EntryKind::Group) => TieKind::Group,
                _ => continue,
            };
            let certainty = shared.entry(id).or_insert((kind, claim.certainty));
            certainty.1 = certainty.1.min(claim.certainty);
        }
        let mut read = BTreeSet::new();
        let mut not_all = Vec::new();
        for (id, (kind, certainty)) in &shared {
            let all = self.storage.told(rows_of::count_belonging(connection, &[*id], &[]))?;
            let found = self.storage.told(rows_of::belonging(connection, *id, MOST_OF_ONE))?;
            if (found.len() as u64) < all {
                not_all.push((*id, *kind, *certainty, all));
            }
            for belonging in found {
                if !known.centre.contains(&belonging.entry) {
                    read.insert(belonging.entry);
                }
                known.ties.push((belonging.entry, tie_of(*kind, *id, &belonging, *certainty, all)));
            }
        }
        // whoever is near for another reason may belong to a group of which not everybody was read
        let near: BTreeSet<EntryId> = known.ties.iter().map(|(entry, _)| *entry).collect();
        for (id, kind, certainty, all) in not_all {
            for entry in near.iter().filter(|entry| !known.centre.contains(entry)) {
                let belonging = self.storage.told(rows_of::belongs(connection, *entry, id))?;
                if let Some(belonging) = belonging {
                    read.insert(*entry);
                    known.ties.push((*entry, tie_of(kind, id, &belonging, certainty, all)));
                }
            }
        }
        let groups: Vec<EntryId> = shared.keys().copied().collect();
        let all = self.storage.told(rows_of::count_belonging(connection, &groups, &known.centre))?;
        known.counted = all.saturating_sub(read.len() as u64);
        Ok(())
    }

    /// Cards of one man count as that man.
    fn find_heads(&self, known: &mut CircleKnown) -> Result<()> {
        let mut entries: Vec<EntryId> = Vec::new();
        for (entry, _) in &known.ties {
            if entries.len() < MOST_HEADS && !entries.contains(entry) && !known.centre.contains(entry) {
                entries.push(*entry);
            }
        }
        for entry in entries {
            let judged = self.storage.told(study::identity::judged(self.storage.connection(), entry))?;
            if judged.is_empty() || known.heads.contains_key(&entry) {
                continue;
            }
            let man = self.one_man(entry)?;
            for member in man.members {
                known.heads.insert(member, man.head);
            }
        }
        Ok(())
    }
}

fn tie_of(kind: TieKind, to: EntryId, belonging: &rows_of::Belonging, ours: Certainty, of: u64) -> Tie {
    Tie {
        kind,
        through: Some(to),
        claims: vec![belonging.claim],
        certainty: belonging.certainty.max(ours),
        of,
        ..Tie::default()
    }
}

fn meant(reading: Option<&Reading>) -> Option<EntryId> {
    match reading {
        Some(Reading::Entry(id)) => Some(*id),
        Some(Reading::Number(number)) => number.issuer,
        _ => None,
    }
}

/// The entries the claims of a man name.
fn named(members: &[Dossier]) -> BTreeSet<EntryId> {
    let claims = members.iter().flat_map(|page| &page.claims).filter(|claim| claim.stands());
    claims.filter_map(|claim| meant(claim.reading.as_ref())).collect()
}

/// The single days on which a man arrived.
fn days_of_arrival(members: &[Dossier]) -> Vec<(Day, EntryId, Certainty)> {
    let mut days: Vec<(Day, EntryId, Certainty)> = Vec::new();
    for claim in members.iter().flat_map(|page| &page.claims) {
        if claim.property == "arrival-date"
            && claim.stands()
            && claim.absence.is_none()
            && let (Some(first), Some(last)) = claim.days()
            && first == last
            && days.iter().all(|(day, ..)| *day != first)
        {
            days.push((first, claim.id, claim.certainty));
        }
    }
    days
}

fn tie_relations(members: &[Dossier], known: &mut CircleKnown) {
    let is_somebody = |known: &CircleKnown, id: EntryId| {
        matches!(known.labels.get(&id).map(|label| label.kind), Some(EntryKind::Person | EntryKind::FileCard))
    };
    let mut ties = Vec::new();
    for page in members {
        for claim in page.claims.iter().filter(|claim| claim.stands()) {
            if let Some(Reading::Entry(other)) = claim.reading
                && is_somebody(known, other)
            {
                ties.push((other, claim));
            }
        }
        for claim in page.mentions.iter().filter(|claim| claim.stands() && is_somebody(known, claim.subject)) {
            ties.push((claim.subject, claim));
        }
    }
    known.ties.extend(ties.into_iter().map(|(other, claim)| {
        let tie = Tie {
            kind: TieKind::Relation,
            property: claim.property.clone(),
            claims: vec![claim.id],
            certainty: claim.certainty,
            of: 2,
            ..Tie::default()
        };
        (other, tie)
    }));
}

fn tie_pictures(members: &[Dossier], known: &mut CircleKnown) {
    for page in members {
        for picture in &page.pictures {
            let marked = page.regions.iter().filter(|region| region.attachment == picture.id);
            let marked = marked.filter_map(|region| region.shows.as_ref()?.person);
            let shown: BTreeSet<EntryId> = picture.depicted.iter().copied().chain(marked).collect();
            // a picture on his page that shows others and not him says nothing of him
            if !known.centre.iter().any(|member| shown.contains(member)) {
                continue;
            }
            for other in &shown {
                let tie =
                    Tie { kind: TieKind::Picture, through: Some(picture.id), of: shown.len() as u64, ..Tie::default() };
                known.ties.push((*other, tie));
            }
        }
    }
}
