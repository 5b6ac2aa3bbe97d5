//! The line an entry has in a list, drawn from its page.

use super::drawing::are_sources_at_odds;
use crate::model::{Claim, Entry, EntryId, EntryKind, Region, Shown};
use serde::{Deserialize, Serialize};

/// The line an entry has in a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listing {
    /// The fonds, series or file it lies in.
    pub unit: Option<EntryId>,
    /// Its reference code.
    pub reference_code: String,
    /// Its name or title.
    pub label: String,
    /// What sort of its kind it is.
    pub sort_of: String,
    /// Its numbers, as written.
    pub number: String,
    /// The date it is listed under, as written.
    pub date: String,
    /// The first day that date allows.
    pub day: Option<i32>,
    /// How many pictures it has.
    pub pictures: u32,
    /// Whether its sources disagree and nobody has settled it.
    pub disputed: bool,
    /// The persons a picture shows.
    pub depicted: Vec<EntryId>,
}

/// One line of a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ListRow {
    /// The entry.
    pub id: EntryId,
    /// Its kind.
    pub kind: EntryKind,
    /// Its reference code.
    pub reference_code: String,
    /// Its name or title.
    pub label: String,
    /// What sort of its kind it is: the template, the event kind, the role of a picture.
    pub sort_of: String,
    /// Prisoner numbers, as written.
    pub number: String,
    /// The date it is listed under: born, happened, taken.
    pub date: String,
    /// How many pictures it has.
    pub pictures: u32,
    /// Whether its sources disagree and nobody has settled it.
    pub disputed: bool,
    /// The act that last touched it.
    pub changed_seq: u64,
}

/// The line of `entry`, whose page holds the entries in `page`.
pub fn listing(entry: &Entry, page: &[Entry]) -> Listing {
    let mut line = Listing { reference_code: entry.reference_code().to_owned(), ..Listing::default() };
    let mut standing: Vec<&Claim> = page
        .iter()
        .filter_map(|found| if let Entry::Claim(claim) = found { Some(claim) } else { None })
        .filter(|claim| claim.stands())
        .collect();
    standing.sort_by_key(|claim| claim.ord);
    line.disputed = are_sources_at_odds(page);
    line.pictures =
        u32::try_from(page.iter().filter(|found| matches!(found, Entry::Attachment(_))).count()).unwrap_or(0);
    line.number = joined(&standing, &["prisoner-number"]);
    let date_properties: &[&str] = match entry {
        Entry::FileCard(_) | Entry::Person(_) => &["birth-date"],
        Entry::Group(_) => &["arrival-date", "date"],
        _ => &["date", "arrival-date", "departure-date"],
    };
    if let Some(dated) =
        date_properties.iter().find_map(|property| standing.iter().find(|claim| claim.property == *property))
    {
        line.date.clone_from(&dated.as_written);
        line.day = dated.days().0.map(|day| day.0);
    }
    describe(entry, &standing, &mut line);
    for region in page {
        if let Entry::Region(Region { shows: Some(Shown { person: Some(person), .. }), .. }) = region
            && !line.depicted.contains(person)
        {
            line.depicted.push(*person);
        }
    }
    line
}

/// What the entry says of itself, beside its claims.
fn describe(entry: &Entry, standing: &[&Claim], line: &mut Listing) {
    match entry {
        Entry::HoldingUnit(unit) => {
            line.label.clone_from(&unit.title);
            unit.level.term().clone_into(&mut line.sort_of);
            line.unit = unit.parent;
            line.date.clone_from(&unit.dates.as_written);
            line.day = unit.dates.bounds().0.map(|day| day.0);
        }
        Entry::FileCard(card) => {
            line.label = card_label(standing);
            line.sort_of.clone_from(&card.template);
            line.unit = card.unit;
        }
        Entry::Person(person) => {
            line.label.clone_from(&person.label);
        }
        Entry::Place(place) => {
            line.label.clone_from(&place.label);
            line.sort_of.clone_from(&place.kind);
            line.date = place.since.as_ref().map(|since| since.as_str().to_owned()).unwrap_or_default();
            line.day = place
                .since
                .as_ref()
                .and_then(|since| since.bounds(crate::model::Calendar::Gregorian).0)
                .map(|day| day.0);
        }
        Entry::Event(event) => {
            line.label.clone_from(&event.label);
            event.kind.term().clone_into(&mut line.sort_of);
        }
        Entry::Group(group) => {
            line.label.clone_from(&group.label);
            group.kind.term().clone_into(&mut line.sort_of);
        }
        Entry::Source(source) => {
            line.label.clone_from(&source.title);
            source.kind.term().clone_into(&mut line.sort_of);
            line.date.clone_from(&source.date.as_written);
            line.day = source.date.bounds().0.map(|day| day.0);
        }
        Entry::Attachment(picture) => {
            line.label =
                if picture.caption.is_empty() { picture.original_name.clone() } else { picture.caption.clone() };
            picture.role.term().clone_into(&mut line.sort_of);
            line.date.clone_from(&picture.date.as_written);
            line.day = picture.date.bounds().0.map(|day| day.0);
            line.depicted.clone_from(&picture.depicted);
        }
        Entry::Region(_)
        | Entry::Claim(_)
        | Entry::Conclusion(_)
        | Entry::ProvenanceNote(_)
        | Entry::OwnTemplate(_)
        | Entry::SavedSearch(_)
        | Entry::ClosureRule(_)
        | Entry::GlossaryTerm(_)
        | Entry::Identity(_) => {}
    }
}

fn card_label(standing: &[&Claim]) -> String {
    let first = |property: &str| {
        standing
            .iter()
            .find(|claim| claim.property == property && !claim.as_written.trim().is_empty())
            .map_or("", |claim| claim.as_written.trim())
    };
    let (surname, given) = (first("surname"), first("given-name"));
    let parts: Vec<&str> = [surname, given].into_iter().filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { first("name").to_owned() } else { parts.join(", ") }
}

fn joined(standing: &[&Claim], properties: &[&str]) -> String {
    let mut numbers: Vec<&str> = standing
        .iter()
        .filter(|claim| properties.contains(&claim.property.as_str()) && !claim.as_written.is_empty())
        .map(|claim| claim.as_written.as_str())
        .collect();
    numbers.dedup();
    numbers.join(" · ")
}

impl Listing {
    /// Its first number, padded so that numbers sort by value; empty without one.
    pub fn number_key(&self) -> String {
        let digits: String =
            self.number.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
        if digits.is_empty() { self.number.clone() } else { format!("{digits:0>12}{}", self.number) }
    }
}
