//! Tests of what is found and why: what is drawn from a page, and the meaning of a query on it.

use super::query::{DateField, Query, State, Thing};
use super::*;
use crate::model::{
    Absence, Access, Attachment, Calendar, Certainty, Claim, ClaimStatus, Conclusion, Day, Decision, DifferenceKind,
    Edtf, Entry, EntryId, EntryKind, FileCard, Group, GroupKind, Identity, NoteKind, NumberSeries, Person, PersonName,
    Place, PrisonerNumber, ProvenanceNote, Reading, Region, Role, Shown, Stage, Timestamp, Verdict,
};

/// 2026-11-23.
const TODAY: Day = Day(20_780);

fn card() -> FileCard {
    FileCard {
        id: EntryId::fresh(),
        reference_code: "1.1.6.2/123".to_owned(),
        template: "personalkarte-1".to_owned(),
        unit: Some(EntryId::fresh()),
        specimen: false,
        stage: Stage::ToCheck,
        access: Access::Open,
    }
}

fn claim(property: &str, as_written: &str, reading: Option<Reading>) -> Claim {
    let mut claim = Claim::new(EntryId::fresh(), property, as_written);
    claim.reading = reading;
    claim.keyed_by = "Meier".to_owned();
    claim.read_by = "Meier".to_owned();
    claim
}

fn date(edtf: &str) -> Option<Reading> {
    Edtf::parse(edtf).ok().map(|edtf| Reading::Date { edtf, calendar: Calendar::Gregorian })
}

fn number(number: &str, series: NumberSeries, issuer: Option<EntryId>) -> Reading {
    let number = number.to_owned();
    Reading::Number(PrisonerNumber { issuer, series, number, ..PrisonerNumber::default() })
}

/// A card with its page; `camp` is meant by one of its claims.
fn page(camp: EntryId) -> (Entry, Vec<Entry>) {
    let card = card();
    let mut illegible = claim("identity-tag", "", None);
    illegible.absence = Some(Absence::Illegible { legible: "16?258".to_owned() });
    let mut unsure = claim("occupation", "Schlosser", None);
    unsure.certainty = Certainty::Probable;
    unsure.remark = "in pencil".to_owned();
    let mut withdrawn = claim("surname", "Worlasow", None);
    withdrawn.status = ClaimStatus::Withdrawn;
    let mut unread = claim("birth-place", "Шахты", None);
    unread.read_by = String::new();
    let mut scan = Attachment::new(EntryId::fresh(), card.id, Role::Front);
    scan.caption = "Andrei bei der Arbeit".to_owned();
    let claims = [
        claim("surname", "Погожев", None),
        claim("given-name", "Andrei", None),
        claim("spouse", "Lidia Orlowa", None),
        claim("prisoner-number", "Nr. 88349", Some(number("88349", NumberSeries::Rkg, Some(camp)))),
        claim("identity-tag", "A 5678", Some(number("A-5678", NumberSeries::A, None))),
        illegible,
        claim("birth-date", "3.5.1912", date("1912-05-03")),
        claim("arrival-date", "Sommer 1944", date("1944-22")),
        claim("camp", "K.L. Au.", Some(Reading::Entry(camp))),
        claim("arrived-from", "Sachsenhausen", None),
        unread,
        unsure,
        withdrawn,
    ];
    let mut page: Vec<Entry> = claims.into_iter().map(Entry::Claim).collect();
    page.push(Entry::Attachment(scan));
    page.push(Entry::ProvenanceNote(ProvenanceNote {
        id: EntryId::fresh(),
        subject: card.id,
        kind: NoteKind::Acquisition,
        text: "Bought at an auction".to_owned(),
        date: crate::model::HistoricalDate::default(),
        author: "Nowak".to_owned(),
        access: Access::Staff,
    }));
    (Entry::FileCard(card), page)
}

/// Knows one camp, one template, and the unit of every card.
struct Known(EntryId);

impl Names for Known {
    fn names_of(&self, entry: EntryId) -> Vec<String> {
        if entry == self.0 { vec!["KL Auschwitz I".to_owned(), "Oświęcim".to_owned()] } else { Vec::new() }
    }

    fn template_titles(&self, _: &str) -> Vec<String> {
        vec!["Personalkarte I, Vorderseite".to_owned()]
    }

    fn lies_in(&self, _: EntryId, code: &str) -> bool {
        code.eq_ignore_ascii_case("1.1")
    }
}

#[test]
fn what_stands_on_a_page_is_drawn() {
    let camp = EntryId::fresh();
    let (entry, page) = page(camp);
    let found = findable(&entry, &page);
    assert_eq!((found.kind, found.stage), (EntryKind::FileCard, Some(Stage::ToCheck)));
    let zones: Vec<String> = found
        .forms
        .iter()
        .filter(|form| form.zone != Zone::By)
        .map(|form| format!("{} {} {}", form.zone.term(), form.property, form.text))
        .collect();
    for expected in [
        "code reference 1.1.6.2/123",
        "name surname Погожев",
        "kin spouse Lidia Orlowa",
        "kin caption Andrei bei der Arbeit",
        "number prisoner-number Nr. 88349",
        "number prisoner-number 88349",
        "number identity-tag A 5678",
        "number identity-tag A-5678",
        "number identity-tag A5678",
        "number identity-tag 16?258",
        "text birth-date 1912-05-03",
        "camp camp K.L. Au.",
        "place arrived-from Sachsenhausen",
        "transport arrived-from Sachsenhausen",
        "role occupation Schlosser",
        "note remark in pencil",
        "note provenance-note Bought at an auction",
    ] {
        assert!(zones.iter().any(|zone| zone == expected), "{expected} in {zones:#?}");
    }
    assert!(zones.iter().all(|zone| !zone.contains("Worlasow")), "what was withdrawn is not found");
    let by: Vec<&str> =
        found.forms.iter().filter(|form| form.zone == Zone::By).map(|form| form.text.as_str()).collect();
    assert!(by.contains(&"Meier") && by.contains(&"Nowak"));
    let numbers: Vec<(&str, Option<u64>)> =
        found.numbers.iter().map(|number| (number.number.as_str(), number.value)).collect();
    assert_eq!(numbers, [("88349", Some(88_349)), ("A5678", Some(5_678)), ("16?258", None)]);
    let dates: Vec<(DateField, &str)> = found.dates.iter().map(|date| (date.field, date.written.as_str())).collect();
    assert_eq!(dates, [(DateField::Born, "3.5.1912"), (DateField::Arrived, "Sommer 1944")]);
    let meant: Vec<(&str, Zone)> = found.meant.iter().map(|meant| (meant.property.as_str(), meant.zone)).collect();
    assert_eq!(meant, [("issuer", Zone::Camp), ("camp", Zone::Camp)]);
    assert_eq!(
        found.states.iter().copied().collect::<Vec<_>>(),
        [State::Closed, State::Uncertain, State::Illegible, State::Withdrawn]
    );
    for thing in [
        Thing::Picture,
        Thing::Role(Role::Front),
        Thing::Note,
        Thing::Number,
        Thing::Name,
        Thing::Property("birth-place"),
        Thing::Property("identity-tag"),
    ] {
        assert!(found.things.contains(&thing), "{thing:?}");
    }
    assert!(!found.things.contains(&Thing::Conclusion) && !found.things.contains(&Thing::Property("death-date")));
    assert_eq!(found.quarters(), Some(4));
}

#[test]
fn a_value_that_is_absent_is_none() {
    let mut blank = claim("birth-date", "", None);
    blank.absence = Some(Absence::Blank);
    let found = findable(&Entry::FileCard(card()), &[Entry::Claim(blank)]);
    assert!(found.things.is_empty() && found.dates.is_empty());
    assert_eq!(found.quarters(), Some(0));
}

#[test]
fn what_is_judged_and_differs_is_told() {
    let one = claim("birth-date", "1912", date("1912"));
    let other = Claim { subject: one.subject, ..claim("birth-date", "1913", date("1913")) };
    let judgement = Conclusion {
        id: EntryId::fresh(),
        reference_code: "C1".to_owned(),
        subject: one.subject,
        property: "birth-date".to_owned(),
        kind: DifferenceKind::Contradiction,
        weighed: vec![one.id, other.id],
        decision: Decision::Preferred,
        chosen: vec![one.id],
        reason: "the register is older".to_owned(),
        by: "Nowak".to_owned(),
        at: Timestamp::default(),
        withdrawn: None,
    };
    let mut page = vec![Entry::Claim(one), Entry::Claim(other)];
    let states = |page: &[Entry]| findable(&Entry::FileCard(card()), page).states;
    assert!(states(&page).contains(&State::Conflict));
    page.push(Entry::Conclusion(judgement));
    assert!(!states(&page).contains(&State::Conflict));
    let found = findable(&Entry::FileCard(card()), &page);
    assert!(found.things.contains(&Thing::Conclusion));
    let same = Identity {
        id: EntryId::fresh(),
        entry: EntryId::fresh(),
        person: EntryId::fresh(),
        verdict: Verdict::Same,
        reason: String::new(),
        by: String::new(),
        at: Timestamp::default(),
        evidence: Vec::new(),
    };
    let person = Person {
        id: same.person,
        reference_code: "P1".to_owned(),
        label: "Andrei Pogozhev".to_owned(),
        access: Access::Open,
    };
    let found = findable(&Entry::Person(person), &[Entry::Identity(same)]);
    assert!(found.things.contains(&Thing::Identity) && found.things.contains(&Thing::Name));
}

#[test]
fn other_kinds_are_found_by_what_they_say() {
    let place = Place {
        name_de: "Auschwitz".to_owned(),
        name_local: "Oświęcim".to_owned(),
        country: "PL".to_owned(),
        since: Edtf::parse("1940-05").ok(),
        until: Edtf::parse("1945-01").ok(),
        ..Place::new("kl-auschwitz-i", "KL main camp", "Auschwitz I")
    };
    let picture = {
        let id = EntryId::fresh();
        let mut picture = Attachment::new(id, id, Role::Tattoo);
        picture.photographer = "Wilhelm Brasse".to_owned();
        picture.drawn = true;
        picture
    };
    let shown = Region {
        id: EntryId::fresh(),
        attachment: picture.id,
        x: 0.0,
        y: 0.0,
        width: 1.0,
        height: 1.0,
        outline: None,
        shows: Some(Shown { name: "eagle with banner".to_owned(), ..Shown::default() }),
    };
    let group = Group {
        id: EntryId::fresh(),
        reference_code: "G1".to_owned(),
        kind: GroupKind::Transport,
        label: "Transport from Lamsdorf".to_owned(),
    };
    let place = findable(&Entry::Place(place), &[]);
    let picture = findable(&Entry::Attachment(picture.clone()), &[Entry::Attachment(picture), Entry::Region(shown)]);
    let group = findable(&Entry::Group(group), &[]);
    for (found, query, expected) in [
        (&place, "place:Oswiecim", true),
        (&place, "name:Auschwitz", true),
        (&place, "date:1944", true),
        (&place, "date:1946", false),
        (&picture, "Brasse", true),
        (&picture, "eagle", true),
        (&picture, "role:tattoo has:tattoo is:unattached is:specimen kind:picture", true),
        (&picture, "missing:tattoo", false),
        (&group, "transport:Lamsdorf name:Transport", true),
        (&group, "camp:Lamsdorf", false),
    ] {
        let why = Query::read_at(query, TODAY).query.why(found, &());
        assert_eq!(why.is_some(), expected, "{query}");
    }
}

#[test]
fn the_meaning_of_queries() {
    let camp = EntryId::fresh();
    let (entry, page) = page(camp);
    let found = Findable { changed: Some(TODAY), ..findable(&entry, &page) };
    for (query, tiers) in [
        ("", Some("")),
        ("Погожев", Some("as-written")),
        ("pogozhev 88349", Some("folded as-written")),
        ("Pogo", Some("beginning")),
        ("Pogoschew", Some("sound")),
        ("Pogoschew*", None),
        ("\"Pogoschew\"", None),
        ("Pogoschew spelling:exact", None),
        ("Pogo spelling:exact", Some("beginning")),
        ("\"Pogo\"", None),
        ("\"Pogo\"*", Some("beginning")),
        ("\"lidia orlowa\"", Some("as-written")),
        ("\"lidia orl\"", None),
        ("\"lidia orl\"*", Some("beginning")),
        ("Skiba", None),
        ("Worlasow", None),
        ("name:Lidia", None),
        ("Lidia", Some("as-written")),
        ("surname:Andrei", None),
        ("given-name:Andrej", Some("sound")),
        ("1.1.6.2/123", Some("reference")),
        ("1.1.6.2/12", Some("beginning")),
        ("ref:1.1.6.2/123", Some("reference")),
        ("number:88349", Some("as-written")),
        ("number:A5678", Some("as-written")),
        ("number:a-5678", Some("as-written")),
        ("*gozh", Some("inside")),
        ("*огож*", Some("inside")),
        ("surname:*gozh*", Some("inside")),
        ("*rlow", Some("inside")),
        ("name:*rlow", None),
        ("*pogo", Some("beginning")),
        ("*Погожев*", Some("as-written")),
        ("*uction", None),
        ("camp:*schwi spelling:wide", Some("inside")),
        ("Lidia-Orlowa", Some("folded")),
        ("Orlowa-Lidia", Some("sound")),
        ("Orlova-Lydia", Some("sound")),
        ("Orlowa-Lidia spelling:exact", None),
        ("name:Orlowa-Lidia", None),
        ("Orlowa-Skiba", None),
        ("Pogo-schew", Some("sound")),
        ("88344", None),
        ("88344 spelling:wide", Some("misreading")),
        ("number:A5578 spelling:wide", Some("misreading")),
        ("number:16258 spelling:wide", Some("misreading")),
        ("name:88344 spelling:wide", None),
        ("883 spelling:wide", Some("beginning")),
        ("number:883*", Some("span")),
        ("number:8834?", Some("span")),
        ("number:161258", None),
        ("number:16?258", Some("span")),
        ("number:161*", Some("span")),
        ("8?349", Some("span")),
        ("number:88000..89000", Some("span")),
        ("number:90000..", None),
        ("series:rkg series:a", Some("condition condition")),
        ("series:b", None),
        ("born:1912", Some("span")),
        ("born:1913..", None),
        ("arrived:1944-07", Some("span")),
        ("transport:1944-09", None),
        ("transport:Sachsenhausen", Some("as-written")),
        ("place:Sachsenhausen", Some("as-written")),
        ("place:Schachty", Some("sound")),
        ("camp:Auschwitz", Some("as-written")),
        ("Oswiecim", Some("folded")),
        ("camp:Sachsenhausen", None),
        ("role:Schlosser note:auction", Some("as-written as-written")),
        ("by:meier by:Nowak", Some("as-written as-written")),
        ("Meier", None),
        ("by:Maier", None),
        ("occupation:schlos", Some("beginning")),
        ("father:Schlosser", None),
        ("template:personalkarte-1", Some("condition")),
        ("template:\"personalkarte i\"", Some("condition")),
        ("template:effektenkarte", None),
        ("status:to-check kind:card in:1.1", Some("condition condition condition")),
        ("in:1.2", None),
        ("has:front missing:portrait is:uncertain complete:100", Some("condition condition condition condition")),
        ("has:portrait", None),
        ("missing:front", None),
        ("changed:today", Some("span")),
        ("changed:yesterday", None),
        ("-Skiba", Some("")),
        ("-Pogoschew", None),
        ("Skiba OR Погожев", Some("as-written")),
        ("Pogoschew OR Погожев", Some("as-written")),
        ("Pogoschew OR Skiba", Some("sound")),
        ("-(Skiba Pogozhev) Andrei", Some("as-written")),
    ] {
        let read = Query::read_at(query, TODAY);
        assert!(read.hints.is_empty(), "{query} {:?}", read.hints);
        let why = read.query.why(&found, &Known(camp));
        let mut told: Vec<String> = Vec::new();
        let mut words: Vec<&str> = Vec::new();
        for reason in why.iter().flatten() {
            if !words.contains(&reason.word.as_str()) {
                words.push(&reason.word);
                told.push(reason.tier.to_string());
            }
        }
        assert_eq!(why.is_some().then(|| told.join(" ")).as_deref(), tiers, "{query}");
    }
}

fn named(names: &[&str]) -> Findable {
    let form = |text: &&str| Form { property: "name".to_owned(), text: (*text).to_owned(), zone: Zone::Name };
    Findable { forms: names.iter().map(form).collect(), ..Findable::default() }
}

#[test]
fn every_form_of_a_name_is_told_and_the_closest_decides() {
    let found = named(&["Andrei Pogozhev", "Andrey Pogozhev", "Погожев Андрей"]);
    let why = Query::read("Погожев").query.why(&found, &()).unwrap_or_default();
    let told: Vec<(&str, Tier)> = why.iter().map(|found| (found.form.as_str(), found.tier)).collect();
    assert_eq!(
        told,
        [("Погожев Андрей", Tier::AsWritten), ("Andrei Pogozhev", Tier::Folded), ("Andrey Pogozhev", Tier::Folded)]
    );
    assert_eq!(tier_of(&why), Tier::AsWritten);
    let many: Vec<String> = (0..20).map(|at| format!("Pogozhev {at}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert_eq!(Query::read("Pogozhev").query.why(&named(&many), &()).map(|why| why.len()), Some(6));
}

#[test]
fn the_worst_word_is_the_tier_of_a_hit_and_the_closest_alternative_counts() {
    let found = named(&["Andrei Pogozhev"]);
    for (query, tier) in [
        ("Andrei Pogozhev", Tier::AsWritten),
        ("Andrei Pogoschew", Tier::Sound),
        ("Andrei Pogo", Tier::Beginning),
        ("Andrei OR Pogoschew", Tier::AsWritten),
        ("Pogoschew (Skiba OR Andrei)", Tier::Sound),
        ("name:Pogoschew Pogozhev", Tier::Sound),
        ("-Skiba", Tier::AsWritten),
    ] {
        let why = Query::read(query).query.why(&found, &());
        assert_eq!(why.as_deref().map(tier_of), Some(tier), "{query}");
    }
}

#[test]
fn numbers_fit_patterns() {
    for (pattern, number, expected) in [
        ("16?258", "161258", true),
        ("16?258", "16?258", true),
        ("16?258", "16258", false),
        ("161258", "16?258", true),
        ("162258", "16?259", false),
        ("164*", "164", true),
        ("164*", "164256", true),
        ("164*", "16?256", true),
        ("*258", "164258", true),
        ("1*2*8", "164258", true),
        ("1*2*8", "164259", false),
        ("A56?8", "A5678", true),
        ("*", "", true),
        ("?", "", false),
        ("", "", true),
        ("", "1", false),
    ] {
        assert_eq!(number_fits(pattern, number), expected, "{pattern} {number}");
    }
    assert_eq!(compact_number("A-5678"), "A5678");
    assert_eq!(compact_number(" 88 349 "), "88349");
}

#[test]
fn names_are_parted_in_words() {
    let told: Vec<String> = name_words("O'Brien-Müller, Ob\"edkov / ŠUKOV (II)")
        .iter()
        .map(|(raw, folded)| format!("{raw}={folded}"))
        .collect();
    assert_eq!(told, ["o'brien=obrien", "müller=muller", "ob\"edkov=obedkov", "šukov=shukov", "ii=ii"]);
    let parts = name_words("Погожев:Андрей");
    assert_eq!(parts.len(), 2);
    let name =
        PersonName { surname: "Погожев".to_owned(), given: "Андрей".to_owned(), ..PersonName::default() };
    assert_eq!(name_words(&name.inverted()).len(), 2);
}
