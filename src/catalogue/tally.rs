//! Groups, events and units: who is named, which cards are here, and what sources state beside that.

use super::{Applied, Catalogue};
use crate::error::{Error, Result};
use crate::model::{
    Balance, Certainty, Claim, Comparison, Conclusion, Counted, Day, Entry, EntryId, EntryKind, EventKind, GroupKind,
    Here, Label, Member, MemberPage, Reading, Tally, TallySummary, compare_counts, compare_extent, one_man_each,
};
use crate::search::query::quoted;
use crate::storage::study::tally::{self as rows_of, Numbers};
use crate::storage::{index, rows};
use std::collections::{BTreeMap, BTreeSet};

/// So many members are read with the page; more by [`Catalogue::members`].
const MEMBERS: usize = 200;

/// A query names so many members one by one.
const NAMED_IN_QUERY: usize = 20;

/// When and where something was, as claims of it say.
const SAID: &[&str] = &["date", "place", "arrival-date", "arrived-from", "departure-date", "departed-to"];

/// That somebody belongs to a group or took part in an event, as a source says.
#[derive(Clone, Debug, PartialEq)]
pub struct NewMember {
    /// The group or event.
    pub of: EntryId,
    /// The person or card.
    pub member: EntryId,
    /// The id the claim will have.
    pub claim: EntryId,
    /// The role as the source words it.
    pub role: String,
    /// What the statement covers, when that is less than everything: often when.
    pub scope: String,
    /// Where it is written.
    pub source: Option<EntryId>,
    /// The place there.
    pub locator: String,
    /// How sure it is.
    pub certainty: Certainty,
}

/// A group, an event or a unit with the claims on its own page.
struct Page {
    entry: Entry,
    claims: Vec<Claim>,
    conclusions: Vec<Conclusion>,
}

/// Who is one man among the members.
struct Men {
    /// Those with other members that are the same man.
    several: BTreeMap<EntryId, Vec<EntryId>>,
    numbers: Numbers,
}

impl Men {
    /// How many entries are counted with another.
    fn doubled(&self) -> usize {
        self.several.values().map(Vec::len).sum()
    }

    fn left_out(&self) -> Vec<EntryId> {
        self.several.values().flatten().copied().collect()
    }

    /// Men who can be named, each once. A specimen names nobody.
    fn named(&self) -> u64 {
        let doubled = u64::try_from(self.doubled()).unwrap_or(u64::MAX);
        (self.numbers.persons + self.numbers.cards).saturating_sub(doubled)
    }
}

impl Catalogue {
    /// A group, an event or a unit: what is stated beside what is here, with the first of the members.
    pub fn tally(&self, id: EntryId) -> Result<Tally> {
        // one state from first to last, whatever another program saves meanwhile
        let _snapshot = self.storage.snapshot()?;
        let page = self.tallied(id)?;
        let men = self.men_of(&page)?;
        let summary = self.summary(&page, &men)?;
        let members = self.member_page(&page, &men, 0, MEMBERS)?;
        let mut said: Vec<Claim> = page.claims.iter().filter(|claim| is_said(claim)).cloned().collect();
        said.sort_by_key(|claim| (SAID.iter().position(|known| *known == claim.property), claim.ord, claim.id));
        let mut named: BTreeSet<EntryId> = said.iter().filter_map(|claim| claim.source).collect();
        named.extend(said.iter().filter_map(meant));
        for comparison in &summary.comparisons {
            let stated = comparison.stated.iter().chain(&comparison.besides).flat_map(|stated| &stated.sayings);
            named.extend(stated.chain(&comparison.without).filter_map(|saying| saying.source));
        }
        Ok(Tally {
            entry: id,
            label: self.label(id)?,
            query: query(&page.entry, &members, &summary),
            summary,
            said,
            members,
            labels: self.labels_of(named)?,
        })
    }

    /// Members from one place on, each man once, persons before cards.
    pub fn members(&self, id: EntryId, from: usize, most: usize) -> Result<MemberPage> {
        let _snapshot = self.storage.snapshot()?;
        let page = self.tallied(id)?;
        let men = self.men_of(&page)?;
        self.member_page(&page, &men, from, most)
    }

    /// Every group, event and unit of which a count is stated, or said not to be known, in order of reference.
    pub fn tallies(&self) -> Result<Vec<(EntryId, Label, TallySummary)>> {
        let _snapshot = self.storage.snapshot()?;
        let mut all = Vec::new();
        for id in self.storage.told(rows_of::counted(self.storage.connection()))? {
            let page = self.tallied(id)?;
            let men = self.men_of(&page)?;
            all.push((id, self.label(id)?, self.summary(&page, &men)?));
        }
        Ok(all)
    }

    /// Writes a claim of a person or card that it belongs to a group or took part in an event. Nothing else is said by
    /// that: what is claimed of the group stays with the group.
    pub fn add_member(&mut self, new: &NewMember) -> Result<Applied> {
        let property = match self.get(new.of)? {
            Some(Entry::Group(_)) => "member-of",
            Some(Entry::Event(_)) => "took-part-in",
            Some(_) => return Err(Error::Input("only a group or an event has members".to_owned())),
            None => return Err(Error::NoSuchEntry(new.of.to_string())),
        };
        match self.get(new.member)? {
            Some(Entry::Person(_) | Entry::FileCard(_)) => {}
            Some(_) => return Err(Error::Input("only a person or a card can be a member".to_owned())),
            None => return Err(Error::NoSuchEntry(new.member.to_string())),
        }
        let role = new.role.trim();
        if role.is_empty() {
            let why = "what the source says is missing: write it as it stands there, or in [square brackets] in your own words";
            return Err(Error::Input(why.to_owned()));
        }
        let said = self.claims_of(new.member)?;
        let ords = said.iter().filter(|claim| claim.property == property).map(|claim| claim.ord.saturating_add(1));
        let claim = Claim {
            id: new.claim,
            ord: ords.max().unwrap_or_default(),
            // whoever chose the entry has read it
            reading: Some(Reading::Entry(new.of)),
            read_by: self.author().to_owned(),
            scope: new.scope.trim().to_owned(),
            source: new.source,
            locator: new.locator.trim().to_owned(),
            certainty: new.certainty,
            ..Claim::new(new.member, property, role)
        };
        let about = self.label(new.member)?.reference_code;
        self.add_claim(claim, None, &about)
    }

    fn tallied(&self, id: EntryId) -> Result<Page> {
        let entry = self.get(id)?.ok_or_else(|| Error::NoSuchEntry(id.to_string()))?;
        if !matches!(entry, Entry::Group(_) | Entry::Event(_) | Entry::HoldingUnit(_)) {
            let called =
                [entry.reference_code(), &id.to_string()].into_iter().find(|name| !name.is_empty()).map(str::to_owned);
            return Err(Error::Input(format!(
                "{} is no group, event or unit: only these have members or cards to be counted",
                called.unwrap_or_default()
            )));
        }
        let (mut claims, mut conclusions) = (Vec::new(), Vec::new());
        for found in rows::readable(self.storage.told(rows::page_each(self.storage.connection(), id))?) {
            match found.entry {
                Entry::Claim(claim) => claims.push(claim),
                Entry::Conclusion(conclusion) => conclusions.push(conclusion),
                _ => {}
            }
        }
        claims.sort_by_key(|claim| (claim.ord, claim.id));
        Ok(Page { entry, claims, conclusions })
    }

    fn men_of(&self, page: &Page) -> Result<Men> {
        let (connection, id) = (self.storage.connection(), page.entry.id());
        if matches!(page.entry, Entry::HoldingUnit(_)) {
            return Ok(Men { several: BTreeMap::new(), numbers: Numbers::default() });
        }
        let numbers = self.storage.told(rows_of::count_members(connection, id))?;
        let same = self.storage.told(rows_of::same_men(connection, id))?;
        let among: BTreeSet<EntryId> = same.iter().flat_map(|(one, other)| [*one, *other]).collect();
        let among: Vec<EntryId> = among.into_iter().collect();
        let members = self.storage.told(rows_of::that_name_somebody(connection, id, &among))?;
        let mut several = BTreeMap::new();
        for (one, others) in one_man_each(&members, &same) {
            // a man is printed as the person, not as one of his cards
            let mut of_him = Vec::with_capacity(others.len() + 1);
            for member in std::iter::once(one).chain(others) {
                let label = self.label(member)?;
                let is_card = label.kind != EntryKind::Person;
                of_him.push((is_card, crate::text::reference_sort_key(&label.reference_code), member));
            }
            of_him.sort();
            let mut of_him = of_him.into_iter().map(|(.., member)| member);
            several.extend(of_him.next().map(|first| (first, of_him.collect())));
        }
        Ok(Men { several, numbers })
    }

    fn summary(&self, page: &Page, men: &Men) -> Result<TallySummary> {
        let (connection, id) = (self.storage.connection(), page.entry.id());
        let cards = match &page.entry {
            Entry::HoldingUnit(_) => self.storage.told(rows_of::count_cards(connection, id))?,
            _ => men.numbers,
        };
        let Numbers { cards: number, keyed, specimens, .. } = cards;
        let of_cards = Here { number, keyed, specimens, specimens_elsewhere: 0 };
        let is_unit = matches!(&page.entry, Entry::HoldingUnit(_));
        let here = |counted| match counted {
            Counted::People => Here { number: men.named(), ..Here::default() },
            Counted::Cards => of_cards,
            Counted::Specimens => Here { number: cards.specimens, ..Here::default() },
            // boxes are not cards, and the cards of the unit are told beside them
            Counted::Other if is_unit => of_cards,
            Counted::GotAway | Counted::Other => Here::default(),
        };
        let mut comparisons: Vec<Comparison> = match &page.entry {
            Entry::HoldingUnit(unit) => vec![compare_extent(&unit.extent, &here)],
            _ => compare_counts(&page.claims, &page.conclusions, &here),
        };
        let is_bare = |found: &&mut Comparison| {
            found.counted == Counted::Cards && found.held_against.is_some() && found.here.number == 0
        };
        if let Some(bare) = comparisons.iter_mut().find(is_bare) {
            // who looks for the cards that are stated meets specimens, and must not take them for those
            let all = self.storage.told(rows_of::count_specimens(connection))?;
            bare.here.specimens_elsewhere = all.saturating_sub(bare.here.specimens);
        }
        // papers first where they are what the entry is about
        if matches!(&page.entry, Entry::Group(group) if group.kind == GroupKind::Papers) {
            let is_idle = |found: &Comparison| {
                found.counted == Counted::People && found.here.number == 0 && found.balance == Balance::NothingStated
            };
            if comparisons.len() > 1 {
                comparisons.retain(|found| !is_idle(found) || !found.without.is_empty());
            }
            comparisons.sort_by_key(|found| found.counted != Counted::Cards);
        }
        Ok(TallySummary { comparisons })
    }

    fn member_page(&self, page: &Page, men: &Men, from: usize, most: usize) -> Result<MemberPage> {
        let (connection, id) = (self.storage.connection(), page.entry.id());
        let Numbers { persons, cards, specimens, .. } = men.numbers;
        let entries = usize::try_from(persons + cards + specimens).unwrap_or(usize::MAX);
        let total = entries.saturating_sub(men.doubled());
        let found = self.storage.told(rows_of::members(connection, id, &men.left_out(), (from, most)))?;
        let next = from.saturating_add(found.len());
        let mut members = Vec::with_capacity(found.len());
        for entry in found {
            members.push(self.member(entry, page, men)?);
        }
        let sources = members.iter().flat_map(|member| &member.claims).filter_map(|claim| claim.source).collect();
        let labels = self.labels_of(sources)?;
        let next = (next < total && !members.is_empty()).then_some(next);
        Ok(MemberPage { from, total, members, next, labels })
    }

    fn member(&self, entry: EntryId, page: &Page, men: &Men) -> Result<Member> {
        let mut member = Member {
            entry,
            label: self.label(entry)?,
            number: String::new(),
            also: Vec::new(),
            is_specimen: matches!(self.get(entry)?, Some(Entry::FileCard(card)) if card.specimen),
            claims: Vec::new(),
            dates: Vec::new(),
        };
        let others = men.several.get(&entry).map_or(&[][..], Vec::as_slice);
        for other in others {
            member.also.push((*other, self.label(*other)?));
        }
        let mut numbers: Vec<String> = Vec::new();
        for one in std::iter::once(&entry).chain(others) {
            let line = self.storage.told(index::line_for(self.storage.connection(), *one))?;
            let number = line.map(|line| line.number).unwrap_or_default();
            if !number.is_empty() && !numbers.contains(&number) {
                numbers.push(number);
            }
            for claim in self.claims_of(*one)?.into_iter().filter(|claim| claim.stands() && claim.absence.is_none()) {
                if meant(&claim) == Some(page.entry.id()) {
                    member.claims.push(claim);
                } else if is_of_when(&claim, page) {
                    member.dates.push(claim);
                }
            }
        }
        member.number = numbers.join(", ");
        Ok(member)
    }

    fn labels_of(&self, ids: BTreeSet<EntryId>) -> Result<BTreeMap<EntryId, Label>> {
        ids.into_iter().map(|id| Ok((id, self.label(id)?))).collect()
    }
}

fn meant(claim: &Claim) -> Option<EntryId> {
    match claim.reading {
        Some(Reading::Entry(id)) => Some(id),
        _ => None,
    }
}

fn is_said(claim: &Claim) -> bool {
    claim.stands() && claim.absence.is_none() && SAID.contains(&claim.property.as_str())
}

/// Whether a claim of a member says when it came with this transport or left with it: it is of the member alone, and
/// none of it when it cannot have been then.
fn is_of_when(claim: &Claim, page: &Page) -> bool {
    let (of_member, of_page): (&str, &[&str]) = match &page.entry {
        Entry::Event(event) if event.kind == EventKind::Arrival => ("arrival-date", &["date", "arrival-date"]),
        Entry::Event(event) if event.kind == EventKind::Transfer => ("departure-date", &["date", "departure-date"]),
        Entry::Group(group) if group.kind == GroupKind::Transport => ("arrival-date", &["date", "arrival-date"]),
        _ => return false,
    };
    if claim.property != of_member {
        return false;
    }
    let mut dated = page.claims.iter().filter(|own| is_said(own) && of_page.contains(&own.property.as_str()));
    let mut days = dated.clone().map(Claim::days).filter(|(first, last)| first.is_some() || last.is_some());
    let is_dated = dated.next().is_some() && days.clone().next().is_some();
    !is_dated || days.any(|of_page| may_be_one(claim.days(), of_page))
}

/// Whether two spans of days touch; an open end reaches as far as it likes.
fn may_be_one(one: (Option<Day>, Option<Day>), other: (Option<Day>, Option<Day>)) -> bool {
    let before = |end: Option<Day>, start: Option<Day>| end.zip(start).is_some_and(|(end, start)| end < start);
    !before(one.1, other.0) && !before(other.1, one.0)
}

/// A query of the search language that finds the members, or the cards of a unit, in a list.
fn query(entry: &Entry, members: &MemberPage, summary: &TallySummary) -> String {
    if let Entry::HoldingUnit(unit) = entry {
        let code = unit.reference_code.trim();
        let has_cards = summary.comparisons.iter().any(|found| found.here.number + found.here.specimens > 0);
        return if has_cards && !code.is_empty() { format!("in:{} kind:card", quoted(code)) } else { String::new() };
    }
    let codes = members.members.iter().flat_map(|member| {
        std::iter::once(&member.label)
            .chain(member.also.iter().map(|(_, label)| label))
            .map(|label| &label.reference_code)
    });
    let codes: Vec<&String> = codes.collect();
    let is_short = members.next.is_none() && codes.len() <= NAMED_IN_QUERY;
    if is_short && codes.iter().all(|code| !code.is_empty()) {
        // in quotes P1 is not the beginning of P10
        return codes.iter().map(|code| format!("ref:\"{}\"", code.replace('"', " "))).collect::<Vec<_>>().join(" OR ");
    }
    match entry {
        // by the name of the group, as the search has it: of events it knows no name
        Entry::Group(group) if !group.label.trim().is_empty() => {
            format!("transport:\"{}\"", group.label.replace('"', " "))
        }
        _ => String::new(),
    }
}
