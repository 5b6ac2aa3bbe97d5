//! The line an entry has in a list, and the words it is found by, drawn from its page.

use crate::model::{Claim, Conclusion, Entry, EntryId, EntryKind, Reading, Region, Shown, is_disputed};
use crate::text;
use serde::{Deserialize, Serialize};

/// The line an entry has in a list, with all it is found by.
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
    /// Whether somebody should look at a difference between its sources.
    pub disputed: bool,
    /// The words it is found by.
    pub forms: Vec<Form>,
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
    /// Whether its sources disagree and nobody has judged.
    pub disputed: bool,
    /// The act that last touched it.
    pub changed_seq: u64,
}

/// A piece of text an entry is found by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The property or field it stands in.
    pub property: String,
    /// The words.
    pub text: String,
    /// Whether they are a name, which is also found by its sound.
    pub is_name: bool,
}

/// The line of `entry`, whose page holds the entries in `page`.
pub fn listing(entry: &Entry, page: &[Entry]) -> Listing {
    let mut line = Listing { reference_code: entry.reference_code().to_owned(), ..Listing::default() };
    let claims: Vec<Claim> = page
        .iter()
        .filter_map(|found| if let Entry::Claim(claim) = found { Some(claim.clone()) } else { None })
        .collect();
    let conclusions: Vec<Conclusion> = page
        .iter()
        .filter_map(|found| if let Entry::Conclusion(conclusion) = found { Some(conclusion.clone()) } else { None })
        .collect();
    let mut standing: Vec<&Claim> = claims.iter().filter(|claim| claim.stands()).collect();
    standing.sort_by_key(|claim| claim.ord);
    line.disputed = is_disputed(&claims, &conclusions);
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
    // what the sources say first: a hit names it before captions and notes
    let (claimed, beside): (Vec<&Entry>, Vec<&Entry>) = page.iter().partition(|found| matches!(found, Entry::Claim(_)));
    for found in claimed.into_iter().chain(beside) {
        add_forms(found, &mut line.forms);
    }
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
    let mut add = |property: &str, words: &str, is_name: bool| {
        if !words.is_empty() {
            line.forms.push(Form { property: property.to_owned(), text: words.to_owned(), is_name });
        }
    };
    add("reference", entry.reference_code(), false);
    match entry {
        Entry::HoldingUnit(unit) => {
            add("title", &unit.title, false);
            add("creator", &unit.creator, false);
            add("scope-and-content", &unit.scope_and_content, false);
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
            add("label", &person.label, true);
            line.label.clone_from(&person.label);
        }
        Entry::Place(place) => {
            for (property, name) in
                [("label", &place.label), ("name-de", &place.name_de), ("name-local", &place.name_local)]
            {
                add(property, name, true);
            }
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
            add("label", &event.label, false);
            line.label.clone_from(&event.label);
            event.kind.term().clone_into(&mut line.sort_of);
        }
        Entry::Group(group) => {
            add("label", &group.label, false);
            line.label.clone_from(&group.label);
            group.kind.term().clone_into(&mut line.sort_of);
        }
        Entry::Source(source) => {
            for (property, words) in
                [("title", &source.title), ("repository", &source.repository), ("description", &source.description)]
            {
                add(property, words, false);
            }
            add("author", &source.author, true);
            line.label.clone_from(&source.title);
            source.kind.term().clone_into(&mut line.sort_of);
            line.date.clone_from(&source.date.as_written);
            line.day = source.date.bounds().0.map(|day| day.0);
        }
        Entry::Attachment(picture) => {
            add("caption", &picture.caption, true);
            add("file", &picture.original_name, false);
            line.label =
                if picture.caption.is_empty() { picture.original_name.clone() } else { picture.caption.clone() };
            picture.role.term().clone_into(&mut line.sort_of);
            line.date.clone_from(&picture.date.as_written);
            line.day = picture.date.bounds().0.map(|day| day.0);
            line.depicted.clone_from(&picture.depicted);
            for (property, words) in [
                ("caption-ours", &picture.caption_ours),
                ("photographer", &picture.photographer),
                ("credit", &picture.credit),
                ("copy-of", &picture.copy_of),
            ] {
                add(property, words, property == "photographer");
            }
        }
        Entry::Region(_)
        | Entry::Claim(_)
        | Entry::Conclusion(_)
        | Entry::ProvenanceNote(_)
        | Entry::OwnTemplate(_)
        | Entry::SavedSearch(_)
        | Entry::Identity(_) => {}
    }
}

/// What hangs on the entry and is found with it.
fn add_forms(found: &Entry, forms: &mut Vec<Form>) {
    let mut add = |property: &str, words: &str, is_name: bool| {
        let form = Form { property: property.to_owned(), text: words.to_owned(), is_name };
        if !words.trim().is_empty() && !forms.contains(&form) {
            forms.push(form);
        }
    };
    match found {
        Entry::Claim(claim) if claim.stands() => {
            let is_name = is_name(claim);
            add(&claim.property, &claim.as_written, is_name);
            add("locator", &claim.locator, false);
            match &claim.reading {
                Some(Reading::Text(words)) => add(&claim.property, words, is_name),
                Some(Reading::Name(name)) => add(&claim.property, &name.inverted(), true),
                Some(Reading::Number(number)) => add(&claim.property, &number.number, false),
                Some(Reading::Date { edtf, .. }) => add(&claim.property, edtf.as_str(), false),
                Some(Reading::Count(_) | Reading::Entry(_) | Reading::Row(_)) | None => {}
            }
            if let Some(crate::model::Absence::Illegible { legible }) = &claim.absence {
                add(&claim.property, legible, false);
            }
        }
        Entry::Attachment(picture) => {
            add("caption", &picture.caption, true);
            add("caption-ours", &picture.caption_ours, true);
        }
        Entry::Region(Region { shows: Some(shown), .. }) => {
            add("shown", &shown.name, true);
            add("body-place", &shown.body_place, false);
            add("shown", &shown.remark, false);
        }
        Entry::ProvenanceNote(note) => add("provenance-note", &note.text, false),
        Entry::Conclusion(conclusion) => {
            add("conclusion", &conclusion.reference_code, false);
            add("conclusion", &conclusion.reason, false);
        }
        _ => {}
    }
}

fn is_name(claim: &Claim) -> bool {
    matches!(claim.reading, Some(Reading::Name(_)))
        || crate::model::property_of(&claim.property)
            .is_some_and(|known| matches!(known.datatype, crate::model::Datatype::Name | crate::model::Datatype::Place))
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
    /// The folded words, one string, for the search index.
    pub fn folded(&self) -> String {
        self.forms.iter().map(|form| text::fold(&form.text)).collect::<Vec<_>>().join(" ")
    }

    /// The sounds and given names in its names, one string, for the search index.
    pub fn sounds(&self) -> String {
        let mut codes: Vec<String> =
            self.forms.iter().filter(|form| form.is_name).flat_map(|form| text::search_keys(&form.text)).collect();
        codes.sort_unstable();
        codes.dedup();
        codes.join(" ")
    }

    /// Its first number, padded so that numbers sort by value; empty without one.
    pub fn number_key(&self) -> String {
        let digits: String =
            self.number.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
        if digits.is_empty() { self.number.clone() } else { format!("{digits:0>12}{}", self.number) }
    }
}
