//! From an entry and its page to all it can be asked for.
//!
//! Invariant: whatever stands on the page in words is a form of some zone, so that no word is out of reach.

use super::Zone;
use super::findable::{Dated, Findable, Form, Meant, Numbered};
use super::properties::property_id;
use super::query::{DateField, State, Thing};
use crate::model::{
    Absence, Access, Attachment, Calendar, Certainty, Claim, Conclusion, Datatype, Entry, EntryId, GroupKind,
    HistoricalDate, PrisonerNumber, Reading, Region, Verdict, is_disputed, is_in_dispute, may_conflict, property_of,
    read,
};

/// All `entry` can be asked for; its page holds the entries in `page`: its claims, pictures, notes and judgements, for
/// a person also the judgements that a card is about it.
pub fn findable(entry: &Entry, page: &[Entry]) -> Findable {
    let mut drawing = Drawing { found: Findable { kind: entry.kind(), ..Findable::default() } };
    drawing.entry(entry);
    let (claims, beside): (Vec<&Entry>, Vec<&Entry>) = page.iter().partition(|found| matches!(found, Entry::Claim(_)));
    // what the sources say first: a hit names it before captions and notes
    for found in claims.into_iter().chain(beside) {
        drawing.on_page(entry, found);
    }
    if is_in_conflict(page) {
        drawing.found.states.insert(State::Conflict);
    }
    drawing.found
}

/// Whether somebody should look at a difference between the claims of the page: what stands in the queue.
fn is_in_conflict(page: &[Entry]) -> bool {
    asked_of_claims(page, is_disputed)
}

/// Whether sources disagree on the page and nobody has settled it: what lists mark.
pub(super) fn are_sources_at_odds(page: &[Entry]) -> bool {
    asked_of_claims(page, is_in_dispute)
}

fn asked_of_claims(page: &[Entry], ask: fn(&[Claim], &[Conclusion]) -> bool) -> bool {
    let mut claimed: Vec<&str> = Vec::new();
    let (mut claims, mut judged, mut may_differ) = (Vec::new(), Vec::new(), false);
    for found in page {
        match found {
            Entry::Claim(claim) => {
                may_differ |=
                    claim.stands() && claimed.contains(&claim.property.as_str()) && may_conflict(&claim.property);
                claimed.push(&claim.property);
                claims.push(claim);
            }
            Entry::Conclusion(conclusion) => judged.push(conclusion.clone()),
            _ => {}
        }
    }
    // most pages have neither, and need no copies
    (may_differ || !judged.is_empty()) && {
        let claims: Vec<Claim> = claims.into_iter().cloned().collect();
        ask(&claims, &judged)
    }
}

/// The letters and figures of a number, in capitals, and `?` for each that cannot be read: `A-5678` and `a 5678` are
/// `A5678`. Numbers are compared so.
pub fn compact_number(number: &str) -> String {
    number.chars().flat_map(char::to_uppercase).filter(|c| c.is_alphanumeric() || *c == '?').collect()
}

/// The words of a name as written, in lower case, each beside its folded form. What folding parts in two
/// is given as it is folded.
pub fn name_words(text: &str) -> Vec<(String, String)> {
    text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '-' | '/' | '.' | '(' | ')'))
        .flat_map(|raw| {
            let folded = crate::text::words(raw);
            let is_whole = folded.len() == 1;
            folded.into_iter().map(move |word| (if is_whole { raw.to_lowercase() } else { word.clone() }, word))
        })
        .collect()
}

/// Whether the values of a property are names, and so found by what is near them.
pub(super) fn has_names(property: &str) -> bool {
    zones_of(&Claim { property: property.to_owned(), ..Claim::default() }).iter().any(|zone| zone.is_name())
}

struct Drawing {
    found: Findable,
}

impl Drawing {
    fn form(&mut self, zone: Zone, property: &str, text: &str) {
        let is_same = |form: &Form| form.zone == zone && form.text == text && form.property == property;
        if !text.trim().is_empty() && !self.found.forms.iter().any(is_same) {
            self.found.forms.push(Form { property: property.to_owned(), text: text.to_owned(), zone });
        }
    }

    fn access(&mut self, access: Access) {
        if access != Access::Open {
            self.found.states.insert(State::Closed);
        }
    }

    fn date(&mut self, field: DateField, property: &str, date: &HistoricalDate) {
        let (from, to) = date.bounds();
        if from.is_some() || to.is_some() {
            let (property, written) = (property.to_owned(), date.as_written.clone());
            self.found.dates.push(Dated { field, property, written, from, to });
        }
    }

    /// What the entry says of itself.
    fn entry(&mut self, entry: &Entry) {
        self.form(Zone::Code, "reference", entry.reference_code());
        match entry {
            Entry::HoldingUnit(unit) => {
                self.form(Zone::Text, "title", &unit.title);
                self.form(Zone::Text, "creator", &unit.creator);
                self.form(Zone::Text, "scope-and-content", &unit.scope_and_content);
                self.found.unit = unit.parent;
                self.date(DateField::Date, "dates", &unit.dates);
            }
            Entry::FileCard(card) => {
                self.found.unit = card.unit;
                self.found.template.clone_from(&card.template);
                self.found.stage = Some(card.stage);
                self.access(card.access);
                if card.specimen {
                    self.found.states.insert(State::Specimen);
                }
            }
            Entry::Person(person) => {
                self.form(Zone::Name, "label", &person.label);
                self.named(&person.label);
                self.access(person.access);
            }
            Entry::Place(place) => {
                for zone in [Zone::Name, Zone::Place] {
                    self.form(zone, "label", &place.label);
                    self.form(zone, "name-de", &place.name_de);
                    self.form(zone, "name-local", &place.name_local);
                }
                self.named(&place.label);
                self.life_of_place(place.since.as_ref(), place.until.as_ref());
            }
            Entry::Event(event) => {
                self.form(Zone::Name, "label", &event.label);
                self.named(&event.label);
            }
            Entry::Group(group) => {
                self.form(Zone::Name, "label", &group.label);
                if group.kind == GroupKind::Transport {
                    self.form(Zone::Transport, "label", &group.label);
                }
                self.named(&group.label);
            }
            Entry::Source(source) => {
                self.form(Zone::Text, "title", &source.title);
                self.form(Zone::Kin, "author", &source.author);
                self.form(Zone::Text, "repository", &source.repository);
                self.form(Zone::Text, "description", &source.description);
                self.date(DateField::Date, "date", &source.date);
            }
            Entry::Attachment(picture) => self.own_picture(picture),
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

    fn named(&mut self, label: &str) {
        if !label.trim().is_empty() {
            self.found.things.insert(Thing::Name);
        }
    }

    /// The years of a place, from the first day to the last.
    fn life_of_place(&mut self, since: Option<&crate::model::Edtf>, until: Option<&crate::model::Edtf>) {
        let from = since.and_then(|since| since.bounds(Calendar::Gregorian).0);
        let to = until.and_then(|until| until.bounds(Calendar::Gregorian).1);
        if from.is_some() || to.is_some() {
            let ends = [since, until].map(|end| end.map_or("", crate::model::Edtf::as_str));
            let written = ends.join("/");
            self.found.dates.push(Dated { field: DateField::Date, property: "since".to_owned(), written, from, to });
        }
    }

    /// A picture that is the entry itself.
    fn own_picture(&mut self, picture: &Attachment) {
        self.form(Zone::Name, "caption", &picture.caption);
        self.form(Zone::Text, "file", &picture.original_name);
        self.form(Zone::Name, "caption-ours", &picture.caption_ours);
        self.form(Zone::Kin, "photographer", &picture.photographer);
        self.form(Zone::Text, "credit", &picture.credit);
        self.form(Zone::Text, "copy-of", &picture.copy_of);
        self.form(Zone::Role, "role", picture.role.term());
        self.date(DateField::Date, "date", &picture.date);
        self.found.things.extend([Thing::Picture, Thing::Role(picture.role)]);
        self.access(picture.access);
        self.absence(picture.date_absence.as_ref());
        if picture.drawn {
            self.found.states.insert(State::Specimen);
        }
        if !picture.is_attached() {
            self.found.states.insert(State::Unattached);
        }
    }

    fn absence(&mut self, absence: Option<&Absence>) {
        if matches!(absence, Some(Absence::Illegible { .. })) {
            self.found.states.insert(State::Illegible);
        }
    }

    /// What hangs on the entry.
    fn on_page(&mut self, entry: &Entry, found: &Entry) {
        match found {
            Entry::Claim(claim) => self.claim(claim),
            Entry::Attachment(picture) if picture.id != entry.id() => {
                self.form(Zone::Kin, "caption", &picture.caption);
                self.form(Zone::Kin, "caption-ours", &picture.caption_ours);
                self.found.things.extend([Thing::Picture, Thing::Role(picture.role)]);
                self.access(picture.access);
            }
            Entry::Region(Region { shows: Some(shown), .. }) => {
                self.form(Zone::Kin, "shown", &shown.name);
                self.form(Zone::Text, "body-place", &shown.body_place);
                // a remark was never looked at as a name
                self.form(Zone::Text, "shown", &shown.remark);
                if let Some(person) = shown.person {
                    self.means("shown", Zone::Kin, person);
                }
            }
            Entry::ProvenanceNote(note) => {
                self.form(Zone::Note, "provenance-note", &note.text);
                self.form(Zone::By, "note-author", &note.author);
                self.found.things.insert(Thing::Note);
                self.access(note.access);
            }
            Entry::Conclusion(conclusion) => {
                self.form(Zone::Code, "conclusion", &conclusion.reference_code);
                self.form(Zone::Text, "conclusion", &conclusion.reason);
                self.form(Zone::By, "concluded-by", &conclusion.by);
                if conclusion.stands() {
                    self.found.things.insert(Thing::Conclusion);
                }
            }
            Entry::Identity(identity) => {
                self.form(Zone::Note, "identity", &identity.reason);
                self.form(Zone::By, "identified-by", &identity.by);
                if identity.verdict == Verdict::Same {
                    self.found.things.insert(Thing::Identity);
                }
            }
            _ => {}
        }
    }

    fn claim(&mut self, claim: &Claim) {
        // who worked on it did so whatever became of the value
        self.form(Zone::By, "keyed-by", &claim.keyed_by);
        self.form(Zone::By, "read-by", &claim.read_by);
        self.access(claim.access);
        if !claim.stands() {
            self.found.states.insert(State::Withdrawn);
            return;
        }
        let zones = zones_of(claim);
        for zone in zones {
            self.wording(*zone, claim);
        }
        self.form(Zone::Text, "locator", &claim.locator);
        self.form(Zone::Note, "remark", &claim.remark);
        self.value(claim, zones);
        self.absence(claim.absence.as_ref());
        if claim.certainty != Certainty::Certain {
            self.found.states.insert(State::Uncertain);
        }
        if claim.reading.is_some() && claim.read_by.is_empty() {
            self.found.states.insert(State::Proposed);
        }
    }

    /// The words of a claim, as written and as read.
    fn wording(&mut self, zone: Zone, claim: &Claim) {
        let property = claim.property.as_str();
        self.form(zone, property, &claim.as_written);
        match &claim.reading {
            Some(Reading::Text(words)) => self.form(zone, property, words),
            Some(Reading::Name(name)) => self.form(zone, property, &name.inverted()),
            Some(Reading::Number(number)) => self.form(zone, property, &number.number),
            Some(Reading::Date { edtf, .. }) => self.form(zone, property, edtf.as_str()),
            Some(Reading::Row(cells)) => self.form(zone, property, &cells.join(" · ")),
            Some(Reading::Count(_) | Reading::Entry(_)) | None => {}
        }
        if let Some(Absence::Illegible { legible }) = &claim.absence {
            self.form(zone, property, legible);
        }
    }

    /// What a claim says beside its words: dates, numbers, entries it means, that there is a value.
    fn value(&mut self, claim: &Claim, zones: &[Zone]) {
        let property = claim.property.as_str();
        if let Some(field) = date_field(property) {
            let (from, to) = claim.days();
            if from.is_some() || to.is_some() {
                let written = match &claim.reading {
                    Some(Reading::Date { edtf, .. }) if claim.as_written.trim().is_empty() => edtf.as_str().to_owned(),
                    _ => claim.as_written.clone(),
                };
                self.found.dates.push(Dated { field, property: property.to_owned(), written, from, to });
            }
        }
        self.number(claim);
        if let Some(Reading::Entry(meant)) = claim.reading {
            for zone in zones {
                self.means(property, *zone, meant);
            }
        }
        let has_value = !claim.as_written.trim().is_empty() || claim.reading.is_some();
        if claim.absence.is_none() && has_value {
            if let Some(id) = property_id(property) {
                self.found.things.insert(match id {
                    "name" => Thing::Name,
                    "tattoo" => Thing::Role(crate::model::Role::Tattoo),
                    other => Thing::Property(other),
                });
            }
            if zones.contains(&Zone::Name) {
                self.found.things.insert(Thing::Name);
            }
            if zones.contains(&Zone::Number) {
                self.found.things.insert(Thing::Number);
            }
        }
    }

    fn means(&mut self, property: &str, zone: Zone, entry: EntryId) {
        let meant = Meant { property: property.to_owned(), zone, entry };
        if !self.found.meant.contains(&meant) {
            self.found.meant.push(meant);
        }
    }

    fn number(&mut self, claim: &Claim) {
        let property = claim.property.as_str();
        let read_here = || read(property, Datatype::Number, &claim.as_written);
        let reading = match &claim.reading {
            Some(Reading::Number(number)) => number.clone(),
            _ if !is_number(claim) => return,
            _ => match (&claim.absence, read_here()) {
                (Some(Absence::Illegible { legible }), _) => {
                    PrisonerNumber { number: legible.clone(), ..PrisonerNumber::default() }
                }
                (_, Some(Reading::Number(number))) => number,
                _ => PrisonerNumber { number: claim.as_written.clone(), ..PrisonerNumber::default() },
            },
        };
        let number = compact_number(&reading.number);
        if !number.contains(|c: char| c.is_ascii_digit()) {
            return;
        }
        // A-5678 is also found as A5678
        self.form(Zone::Number, property, &number);
        self.form(Zone::Camp, "issuer", &reading.issuer_name);
        if let Some(issuer) = reading.issuer {
            self.means("issuer", Zone::Camp, issuer);
        }
        let written = if claim.as_written.trim().is_empty() { &reading.number } else { &claim.as_written };
        let numbered = Numbered {
            property: property.to_owned(),
            written: written.clone(),
            value: value_of(&reading.number),
            number,
            series: reading.series,
            issuer: reading.issuer,
            issuer_name: reading.issuer_name,
        };
        if !self.found.numbers.contains(&numbered) {
            self.found.numbers.push(numbered);
        }
    }
}

/// The figures of a number as one number, when it has no other parts than a series letter before them.
fn value_of(number: &str) -> Option<u64> {
    let figures = number.trim().trim_start_matches(char::is_alphabetic).trim_start_matches(['-', ' ', '.']);
    let letters = number.chars().filter(|c| c.is_alphabetic()).count();
    let is_plain = letters <= 3 && figures.bytes().all(|byte| byte.is_ascii_digit());
    if is_plain { figures.parse().ok().filter(|value| i64::try_from(*value).is_ok()) } else { None }
}

fn is_number(claim: &Claim) -> bool {
    matches!(claim.reading, Some(Reading::Number(_)))
        || claim.property == "service-number"
        || property_of(&claim.property).is_some_and(|known| known.datatype == Datatype::Number)
}

/// Which date a property is.
fn date_field(property: &str) -> Option<DateField> {
    Some(match property {
        "birth-date" => DateField::Born,
        "death-date" => DateField::Died,
        "arrival-date" | "second-arrival-date" => DateField::Arrived,
        "departure-date" | "release-date" => DateField::Departed,
        "date" => DateField::Date,
        _ => return None,
    })
}

/// What sort of words a claim has; the first is the one it is shown in.
fn zones_of(claim: &Claim) -> &'static [Zone] {
    match claim.property.as_str() {
        "name" | "surname" | "given-name" | "patronymic" | "birth-name" => &[Zone::Name],
        // only places have it
        "name-variant" => &[Zone::Name, Zone::Place],
        "spouse" | "arrived-with" | "escaped-with" | "father" | "mother-maiden-name" | "parents" | "children"
        | "next-of-kin" | "witnesses" => &[Zone::Kin],
        "camp" | "identity-tag-camp" | "later-camps" | "camps-and-workplaces" => &[Zone::Camp],
        "arrived-from" => &[Zone::Place, Zone::Transport],
        "member-of" | "transfers" => &[Zone::Transport],
        "birth-place" | "residence" | "departed-to" | "place" | "captured" | "captured-at" | "arrest-place"
        | "conscription-place" | "departure-place" | "committed-to" | "relatives-address" | "spouse-address"
        | "street" | "grave" => &[Zone::Place],
        "role" | "rank" | "occupation" | "post" | "employed-as" => &[Zone::Role],
        "remarks" => &[Zone::Note],
        "record-number" | "running-number" => &[Zone::Number],
        _ if is_number(claim) => &[Zone::Number],
        // a name is found by its sound, whatever is claimed
        _ if matches!(claim.reading, Some(Reading::Name(_))) => &[Zone::Kin],
        other => match property_of(other).map(|known| known.datatype) {
            Some(Datatype::Name) => &[Zone::Kin],
            Some(Datatype::Place) => &[Zone::Place],
            _ => &[Zone::Text],
        },
    }
}
