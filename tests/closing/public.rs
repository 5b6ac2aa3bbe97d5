//! What the public sees, and where a closed name still stands.

use super::{Bench, a_note, a_picture, bench, same_man};
use kartoteka::catalogue::{Catalogue, OnClash};
use kartoteka::model::{
    Access, Attachment, Audience, Claim, Conclusion, Day, Decision, DifferenceKind, EntryId, Group, GroupKind, Person,
    Reading, Timestamp,
};
use kartoteka::reports::{ReportFormat, ReportJob, ReportKind, render};
use std::collections::{BTreeMap, BTreeSet};

/// Every report format, of everything, as bytes.
fn reports(catalogue: &Catalogue, audience: Audience) -> Vec<(String, Vec<u8>)> {
    let holdings = catalogue.gather("", audience).unwrap();
    let mut made = Vec::new();
    for kind in ReportKind::ALL {
        for format in [ReportFormat::Html, ReportFormat::Csv] {
            let job = ReportJob {
                kind: *kind,
                format,
                holdings: holdings.clone(),
                pictures: BTreeMap::new(),
                templates: Vec::new(),
            };
            made.push((format!("{kind} {format}"), render(&job, &|_, _| {}).unwrap()));
        }
    }
    made.push(("gathered".to_owned(), serde_json::to_vec(&holdings).unwrap()));
    made
}

const CANARY: &str = "Kanarienvogel";

/// A catalogue in which everything that has an access carries the canary under it.
fn caged(access: Access) -> Bench {
    let mut bench = bench(&["P1: role open", "P2: role open", "a/1: arrival-date 1941", "a/2: arrival-date 1941"]);
    let (person, other, card) = (bench.ids["P1"], bench.ids["P2"], bench.ids["a/1"]);
    let closed = Person { id: EntryId::fresh(), reference_code: "P9".into(), label: CANARY.into(), access };
    bench.write(closed);
    let value = bench.write(Claim { access, ..Claim::new(person, "remarks", CANARY) });
    // a card is called by the name on it
    bench.write(Claim { access, ..Claim::new(card, "surname", CANARY) });
    bench.write(Claim { access, ..Claim::new(person, "prisoner-number", CANARY) });
    bench.write(Attachment { access, ..a_picture(person, CANARY) });
    bench.write(a_note(person, CANARY, access));
    bench.write(Conclusion {
        id: EntryId::fresh(),
        reference_code: "C1".into(),
        subject: person,
        property: "remarks".into(),
        kind: DifferenceKind::Contradiction,
        weighed: vec![value],
        decision: Decision::Preferred,
        chosen: vec![value],
        reason: CANARY.into(),
        by: "Anna".into(),
        at: Timestamp(0),
        withdrawn: None,
    });
    // the card by its name on the page of another; and a judgement whose reason tells the closed value
    bench.write(same_man(card, other, Vec::new(), "seen"));
    bench.write(same_man(bench.ids["a/2"], other, vec![value], CANARY));
    bench
}

#[test]
fn no_byte_of_what_is_closed_stands_in_a_report_for_the_public() {
    let tomorrow = Day(jiff_day() + 2);
    for access in [Access::Staff, Access::Review, Access::ClosedUntil(tomorrow)] {
        let bench = caged(access);
        for (name, bytes) in reports(&bench.catalogue, Audience::Public) {
            let text = String::from_utf8_lossy(&bytes);
            assert!(!text.contains(CANARY), "{access:?}: {name}");
        }
        let staff = reports(&bench.catalogue, Audience::Staff);
        assert!(staff.iter().any(|(_, bytes)| String::from_utf8_lossy(bytes).contains(CANARY)));
    }
}

#[test]
fn what_was_closed_until_a_past_day_is_open() {
    let yesterday = Day(jiff_day() - 2);
    for access in [Access::Open, Access::ClosedUntil(yesterday)] {
        let bench = caged(access);
        let gathered = serde_json::to_value(bench.catalogue.gather("", Audience::Public).unwrap()).unwrap();
        let gathered = gathered.to_string();
        // person, value, name, number, picture, note, conclusion, judgement
        assert!(gathered.matches(CANARY).count() >= 8, "{access:?}: {}", gathered.matches(CANARY).count());
    }
}

/// Today, counted as the catalogue does.
fn jiff_day() -> i32 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    i32::try_from(since.as_secs() / 86_400).unwrap()
}

#[test]
fn a_selection_for_the_public_finds_nothing_by_what_is_closed() {
    let mut bench = bench(&["P1: role open", "P2: role open", "a/1: surname Skiba; arrival-date 1941"]);
    let (person, card) = (bench.ids["P1"], bench.ids["a/1"]);
    let access = Access::Staff;
    bench.write(Claim { access, ..Claim::new(person, "surname", "Zzsecretov") });
    bench.write(a_note(card, "Zzsecretov", access));
    let place = Group {
        id: EntryId::fresh(),
        reference_code: "G1".into(),
        kind: GroupKind::Transport,
        label: "The second transport".into(),
    };
    let group = bench.write(place);
    bench.write(Claim { access, ..Claim::new(group, "name-variant", "Zzsecretov") });
    let reading = Some(Reading::Entry(group));
    bench.write(Claim { reading, ..Claim::new(bench.ids["P2"], "member-of", "the second transport") });
    let codes = |words: &str, audience: Audience| -> Vec<String> {
        let found = bench.catalogue.gather(words, audience).unwrap().dossiers;
        found.into_iter().map(|dossier| dossier.label.reference_code).collect()
    };
    assert!(codes("Zzsecretov", Audience::Staff).len() >= 3);
    assert_eq!(codes("Zzsecretov", Audience::Public), [""; 0]);
    assert_eq!(codes("is:closed", Audience::Public), [""; 0]);
    // nor does leaving an entry out tell of it
    assert_eq!(codes("open -Zzsecretov", Audience::Staff), [""; 0].map(str::to_owned).to_vec());
    assert_eq!(codes("open -Zzsecretov", Audience::Public), ["P1", "P2"]);
    assert_eq!(codes("Skiba", Audience::Public), ["a/1"]);
}

#[test]
fn where_a_closed_name_still_stands_openly_is_told() {
    let mut bench = bench(&[
        "P1: surname Pogozhev; given-name Andrei; prisoner-number 1418",
        "P2: given-name Andrei",
        "a/1: arrival-date 1941",
    ]);
    let person = bench.ids["P1"];
    let wife = Person {
        id: EntryId::fresh(),
        reference_code: "P3".into(),
        label: "Maria, wife of Andrei Pogozhev".into(),
        access: Access::Open,
    };
    let wife = bench.write(wife);
    let tattoo = bench.write(a_picture(bench.ids["a/1"], "The number 1418 on an arm"));
    // on his own page, and closed with it
    bench.write(a_picture(person, "Pogozhev in 1945"));
    bench.write(Attachment { access: Access::Staff, ..a_picture(bench.ids["a/1"], "Pogozhev at work") });
    assert_eq!(bench.catalogue.still_named(&[person]).unwrap(), []);
    bench.catalogue.set_access(&[person], Access::Staff, "the family asked").unwrap();
    let found = bench.catalogue.still_named(&[person]).unwrap();
    let found: BTreeSet<_> =
        found.iter().map(|found| (found.entry, found.property.as_str(), found.text.as_str())).collect();
    let expected =
        [(wife, "label", "Maria, wife of Andrei Pogozhev"), (tattoo, "caption", "The number 1418 on an arm")];
    assert_eq!(found, expected.into());
    // one value alone: his own caption is open then
    bench.catalogue.undo(None, OnClash::Stop).unwrap();
    let claims = bench.catalogue.dossier(person).unwrap().claims;
    let number = claims.iter().find(|claim| claim.property == "prisoner-number").unwrap().id;
    bench.catalogue.set_access(&[number], Access::Staff, "asked for").unwrap();
    let found = bench.catalogue.still_named(&[number]).unwrap();
    assert_eq!(found.iter().map(|found| found.entry).collect::<Vec<_>>(), [tattoo]);
}
