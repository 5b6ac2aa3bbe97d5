//! The plan of the sample against the list of what must be in it.

use super::entries;
use super::plan::{Drawing, Plan};
use crate::model::{
    Absence, Attachment, Certainty, Claim, Conclusion, Count, Decision, DifferenceKind, Entry, EntryId, EntryKind,
    NumberSeries, NumberState, Reading, Role, Timestamp,
};
use std::collections::{BTreeMap, BTreeSet};

fn plan() -> Plan {
    entries("A. Tester", Timestamp(0)).expect("the plan holds together")
}

struct Made {
    entries: Vec<Entry>,
    codes: BTreeMap<String, EntryId>,
}

impl Made {
    fn new() -> Self {
        let entries = plan().entries();
        let codes = entries
            .iter()
            .filter(|entry| !entry.reference_code().is_empty())
            .map(|entry| (entry.reference_code().to_owned(), entry.id()))
            .collect();
        Self { entries, codes }
    }

    fn claims(&self) -> impl Iterator<Item = &Claim> {
        self.entries.iter().filter_map(|entry| if let Entry::Claim(claim) = entry { Some(claim) } else { None })
    }

    fn of(&self, code: &str, property: &str) -> Vec<&Claim> {
        let subject = self.codes[code];
        self.claims().filter(|claim| claim.subject == subject && claim.property == property).collect()
    }

    fn pictures(&self) -> Vec<&Attachment> {
        self.entries
            .iter()
            .filter_map(|entry| if let Entry::Attachment(found) = entry { Some(found) } else { None })
            .collect()
    }

    fn conclusions(&self) -> Vec<&Conclusion> {
        self.entries
            .iter()
            .filter_map(|entry| if let Entry::Conclusion(found) = entry { Some(found) } else { None })
            .collect()
    }

    fn count(&self, kind: EntryKind) -> usize {
        self.entries.iter().filter(|entry| entry.kind() == kind).count()
    }

    fn claim(&self, id: EntryId) -> &Claim {
        self.claims().find(|claim| claim.id == id).expect("a claim")
    }
}

fn edtf(claim: &Claim) -> &str {
    match &claim.reading {
        Some(Reading::Date { edtf, .. }) => edtf.as_str(),
        other => panic!("{}: {other:?}", claim.as_written),
    }
}

#[expect(clippy::unnecessary_wraps, reason = "it is compared with the reading of a claim, which may be none")]
fn exactly(number: u64, approximate: bool) -> Option<Reading> {
    Some(Reading::Count(Count { at_least: Some(number), at_most: Some(number), approximate }))
}

#[test]
fn every_reference_of_the_facts_is_there() {
    let made = Made::new();
    let wanted = (1..=11)
        .map(|n| format!("P{n}"))
        .chain((1..=9).map(|n| format!("F{n}")))
        .chain((1..=21).map(|n| format!("C{n}")))
        .chain((1..=3).map(|n| format!("specimen/{n}")));
    for code in wanted {
        assert!(made.codes.contains_key(&code), "{code} is missing");
    }
    let locators = made.claims().map(|claim| claim.locator.as_str()).collect::<Vec<_>>().join(";") + ";";
    for n in 1..=25 {
        assert!(locators.contains(&format!("(S{n})")), "S{n} is missing");
    }
    assert_eq!(made.count(EntryKind::Person), 11);
    assert_eq!(made.count(EntryKind::Place), 72);
    assert_eq!(made.count(EntryKind::Conclusion), 21);
    assert_eq!(made.count(EntryKind::FileCard), 3);
    assert_eq!(made.count(EntryKind::Identity), 0, "no specimen is held against a person");
}

#[test]
fn an_act_names_only_what_it_or_an_earlier_one_makes() {
    let mut made = BTreeSet::new();
    for act in plan().acts {
        let one = Plan { acts: vec![act] }.entries();
        made.extend(one.iter().map(Entry::id));
        for entry in &one {
            assert!(entry.refers_to().iter().all(|id| made.contains(id)), "{entry:?}");
        }
    }
}

#[test]
fn every_claim_has_a_source_or_stands_on_a_specimen() {
    let made = Made::new();
    let specimens: Vec<EntryId> = (1..=3).map(|n| made.codes[&format!("specimen/{n}")]).collect();
    for claim in made.claims() {
        assert_ne!(claim.source.is_some(), specimens.contains(&claim.subject), "{claim:?}");
        assert!(claim.reading.is_none() || claim.absence.is_none(), "{claim:?}");
        assert!(claim.absence.is_some() || !claim.as_written.is_empty(), "{claim:?}");
        let known = crate::model::property_of(&claim.property);
        assert!(known.is_some() || !claim.field.is_empty(), "{} is no property", claim.property);
    }
}

#[test]
fn numbers_of_the_persons() {
    use NumberSeries::{GeneralMen, Rkg};
    use NumberState::{Covered, Given};
    let made = Made::new();
    let table: &[(&str, &str, NumberSeries, NumberState)] = &[
        ("P1", "88349", GeneralMen, Given),
        ("P3", "1418", Rkg, Covered),
        ("P5", "164256", GeneralMen, Given),
        ("P6", "164258", GeneralMen, Given),
        ("P7", "10631", Rkg, Given),
        ("P10", "1844", Rkg, Given),
        ("P11", "166692", GeneralMen, Given),
    ];
    for (code, number, series, state) in table {
        let claims = made.of(code, "prisoner-number");
        assert_eq!(claims.len(), 1, "{code}");
        let Some(Reading::Number(read)) = &claims[0].reading else { panic!("{code}") };
        assert_eq!((read.number.as_str(), read.series, read.state), (*number, *series, *state));
        assert_eq!(read.issuer, Some(made.codes["kl-auschwitz"]));
        assert_eq!((claims[0].as_written.as_str(), claims[0].certainty), (*number, Certainty::Probable));
        assert!(claims[0].remark.contains("inference"), "{code}");
    }
    for (code, absence) in
        [("P2", Absence::Unknown), ("P9", Absence::Unknown), ("P8", Absence::Silent), ("P4", Absence::Silent)]
    {
        let claims = made.of(code, "prisoner-number");
        assert_eq!(claims.len(), 1, "{code}");
        assert_eq!(claims[0].absence, Some(absence), "{code}");
    }
}

#[test]
fn names_and_relations_of_the_persons() {
    let made = Made::new();
    let names: Vec<_> = made.of("P3", "name").iter().map(|claim| claim.as_written.clone()).collect();
    assert_eq!(names, ["Andrei Pogozhev", "Andrey Pogozhev", "Погожев"]);
    for n in 1..=11 {
        assert!(!made.of(&format!("P{n}"), "name").is_empty(), "P{n}");
    }
    let relations: &[(&str, &str, &str)] = &[
        ("P3", "spouse", "P4"),
        ("P4", "spouse", "P3"),
        ("P5", "arrived-with", "P6"),
        ("P6", "arrived-with", "P5"),
        ("P7", "escaped-with", "P8"),
        ("P8", "escaped-with", "P7"),
        ("P3", "took-part-in", "E2"),
        ("P11", "took-part-in", "E7"),
        ("P5", "member-of", "G1"),
    ];
    for (of, property, to) in relations {
        let to = Some(Reading::Entry(made.codes[*to]));
        assert!(made.of(of, property).iter().any(|claim| claim.reading == to), "{of} {property}");
    }
}

#[test]
fn dates_of_the_statements() {
    let made = Made::new();
    let table: &[(&str, &str, &str, &str)] = &[
        ("S1", "E1", "date", "1942-03"),
        ("S2", "E2", "date", "1942-11-06"),
        ("S5", "G5", "date", "1943/1944"),
        ("S8", "E5", "date", "1944-07"),
        ("S10", "E6", "date", "1945-01"),
        ("S11", "E2", "date", "1942-11-06"),
        ("S13", "E2", "date", "1942-11-06"),
        ("S14", "E4", "date", "1943-11-19"),
        ("S15", "E9", "date", "[..1942-11-05]"),
        ("S16", "E8", "date", "1940"),
        ("S17", "E3", "date", "1944-08-10"),
        ("S18", "E7", "date", "1944-21"),
        ("S21", "E5", "date", "1944-07-28"),
        ("S21", "G3", "arrival-date", "1944-07-28"),
        ("S22", "G3", "departure-date", "1944-10-28"),
        ("S23", "E12", "date", "1944-23"),
        ("S25", "E6", "date", "1945-01"),
    ];
    for (statement, of, property, wanted) in table {
        let of = made.of(of, property);
        let found: Vec<_> = of
            .iter()
            .filter(|claim| claim.locator.contains(&format!("({statement})")))
            .map(|claim| edtf(claim))
            .collect();
        assert!(!found.is_empty() && found.iter().all(|date| date == wanted), "{statement}: {found:?}");
    }
}

#[test]
fn counts_stand_side_by_side() {
    let made = Made::new();
    let counts: Vec<_> = made.of("E6", "count").iter().map(|claim| claim.reading.clone()).collect();
    assert_eq!(counts, [exactly(96, false), exactly(92, false), exactly(96, false)]);
    let brought: Vec<_> = made.of("G2", "count").iter().map(|claim| claim.reading.clone()).collect();
    assert_eq!(brought[..2], [exactly(15_000, true), exactly(15_000, true)]);
    assert_eq!(made.of("G3", "extent")[0].reading, exactly(49, false));
    assert_eq!(made.of("G4", "count")[0].absence, Some(Absence::Silent));
    assert!(made.of("G3", "departure-date").iter().all(|claim| claim.certainty == Certainty::Uncertain));
    let several = made.of("E2", "count");
    assert_eq!((several[0].reading.clone(), several[1].reading.clone()), (exactly(100, true), None));
}

#[test]
fn stalag_367_resolves_by_its_date() {
    let made = Made::new();
    let meant = Some(Reading::Entry(made.codes["stalag-367-tschenstochau"]));
    assert!(made.of("E5", "arrived-from").iter().all(|claim| claim.reading == meant));
}

#[test]
fn judgements_on_the_pairs() {
    use Decision::{Combined, NoConflict, Open, Preferred};
    use DifferenceKind as Kind;
    let made = Made::new();
    let table: &[(&str, Kind, Decision, &[&str])] = &[
        ("C1", Kind::Contradiction, Open, &["S25", "S10"]),
        ("C2", Kind::Estimate, Open, &["S3", "S11"]),
        ("C3", Kind::Scope, NoConflict, &["S8", "S19"]),
        ("C4", Kind::NameVariant, Combined, &[]),
        ("C5", Kind::Wording, Combined, &["S4", "S12"]),
        ("C6", Kind::Format, NoConflict, &["S2", "S11"]),
        ("C7", Kind::Scope, NoConflict, &["S2", "S17"]),
        ("C8", Kind::Wording, Combined, &["S9", "S24"]),
        ("C9", Kind::Wording, NoConflict, &["S7"]),
        ("C10", Kind::Compatible, Combined, &[]),
        ("C11", Kind::Absence, NoConflict, &[]),
        ("C12", Kind::Scope, NoConflict, &[]),
        ("C13", Kind::Chronology, Open, &["S1"]),
        ("C14", Kind::Scope, NoConflict, &["S20"]),
        ("C15", Kind::Ambiguous, Open, &["S22"]),
        ("C16", Kind::Precision, Preferred, &["S21", "S8"]),
        ("C17", Kind::Wording, NoConflict, &[]),
        ("C18", Kind::Ambiguous, Preferred, &["S21"]),
        ("C19", Kind::Compatible, Open, &["S23"]),
        ("C20", Kind::Compatible, NoConflict, &["S5"]),
        ("C21", Kind::Gap, Open, &[]),
    ];
    assert_eq!(made.conclusions().len(), table.len());
    for (code, kind, decision, statements) in table {
        let found = made.conclusions().into_iter().find(|conclusion| conclusion.reference_code == *code).expect(code);
        assert_eq!((found.kind, found.decision), (*kind, *decision), "{code}");
        assert!(found.weighed.len() >= 2, "{code}");
        assert!(found.chosen.iter().all(|id| found.weighed.contains(id)), "{code}");
        let none_chosen = matches!(decision, Open | NoConflict);
        assert_eq!(found.chosen.is_empty(), none_chosen, "{code}");
        let weighed: Vec<_> = found.weighed.iter().map(|id| made.claim(*id)).collect();
        assert!(weighed.iter().any(|claim| claim.subject == found.subject), "{code} weighs nothing of its subject");
        for statement in *statements {
            let locator = format!("({statement})");
            assert!(weighed.iter().any(|claim| claim.locator.contains(&locator)), "{code} lacks {statement}");
        }
    }
}

#[test]
fn nine_pictures_ten_depictions() {
    let made = Made::new();
    let pictures = made.pictures();
    let nine: Vec<_> = pictures.iter().filter(|picture| picture.reference_code.starts_with('F')).collect();
    assert_eq!(nine.len(), 9);
    assert_eq!(nine.iter().map(|picture| picture.depicted.len()).sum::<usize>(), 10);
    assert!(pictures.iter().all(|picture| picture.drawn));
    for picture in &nine {
        assert!(picture.caption.starts_with('[') && picture.caption_source.is_some(), "{}", picture.caption);
        let dated = picture.reference_code == "F5";
        assert_eq!(picture.date_absence.is_none(), dated, "{}", picture.reference_code);
        assert_eq!(picture.date.edtf.as_ref().map(crate::model::Edtf::as_str), dated.then_some("1940"));
        assert_eq!(picture.content_note.is_empty(), picture.role != Role::Tattoo);
    }
    let couple = nine.iter().find(|picture| picture.reference_code == "F5").expect("F5");
    assert_eq!(couple.depicted, [made.codes["P3"], made.codes["P4"]]);
    assert_eq!(couple.date.as_written, "in 1940");
}

#[test]
fn specimens_are_keyed_in_full() {
    let made = Made::new();
    let regions = made.count(EntryKind::Region);
    let mut fields = 0;
    for (n, template) in [(1, "auschwitz-pow-record"), (2, "haeftlings-personal-karte"), (3, "personalkarte-1")] {
        let card = made.codes[&format!("specimen/{n}")];
        let claims: Vec<_> = made.claims().filter(|claim| claim.subject == card).collect();
        let template = crate::catalogue::built_in_template(template).expect("a template");
        fields += template.fields.len();
        for field in &template.fields {
            let keyed: Vec<_> = claims.iter().filter(|claim| claim.field == field.id).collect();
            assert!(!keyed.is_empty(), "{} is not keyed", field.id);
            assert!(
                keyed.iter().all(|claim| claim.property == field.property && claim.region.is_some()),
                "{}",
                field.id
            );
        }
        let roles: Vec<_> =
            made.pictures().into_iter().filter(|picture| picture.entry == card).map(|picture| picture.role).collect();
        assert_eq!(roles, [Role::Front, Role::Back]);
    }
    assert_eq!(regions, fields);
    let absences: BTreeSet<_> = made.claims().filter_map(|claim| claim.absence.as_ref().map(Absence::term)).collect();
    assert!(absences.is_superset(&BTreeSet::from(["blank", "illegible", "unknown", "silent"])));
    let states: Vec<_> = made
        .of("specimen/1", "prisoner-number")
        .iter()
        .filter_map(|claim| if let Some(Reading::Number(read)) = &claim.reading { Some(read.state) } else { None })
        .collect();
    assert_eq!(states, [NumberState::Struck, NumberState::Given]);
}

#[test]
fn what_is_drawn_tells_its_caption_or_values() {
    for picture in plan().acts.iter().flat_map(|act| &act.pictures) {
        match &picture.drawing {
            Drawing::Placeholder { heading, lines, .. } => {
                assert!(heading.starts_with(&picture.attachment.reference_code), "{heading}");
                assert!(lines.contains(&picture.attachment.caption), "{heading}");
            }
            Drawing::Card { values, .. } => assert!(values.values().any(|lines| !lines.is_empty())),
        }
    }
}

#[test]
fn the_same_content_each_time() {
    let content = || {
        let entries = plan().entries();
        entries.iter().map(|entry| (entry.kind(), entry.reference_code().to_owned())).collect::<Vec<_>>()
    };
    assert_eq!(content(), content());
}

#[test]
fn made_for_true() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut made = super::make(&folder.path().join("sample.kartoteka"), "A. Tester").expect("the sample");
    let report = made.check(&|_, _| true).expect("a check");
    assert!(report.problems.is_empty(), "{:?}", report.problems);
    assert_eq!(report.masters, 15);
    for code in ["P3", "F5", "C1", "specimen/2", "stalag-367-tschenstochau"] {
        assert!(made.resolve(code).is_ok(), "{code}");
    }
    let found = made.find("Погожев", 20).expect("hits");
    assert!(found.iter().any(|hit| hit.row.reference_code == "P3"), "{found:?}");
    let found = made.find("1418", 20).expect("hits");
    assert!(found.iter().any(|hit| hit.row.reference_code == "P3"), "{found:?}");
    let picture = made.dossier(made.resolve("P4").expect("P4")).expect("a page").pictures;
    assert_eq!(picture.iter().map(|picture| picture.reference_code.as_str()).collect::<Vec<_>>(), ["F5"]);
}

#[test]
fn specimens_are_read_as_the_desk_would() {
    let made = Made::new();
    assert_eq!(edtf(made.of("specimen/1", "birth-date")[0]), "1915-01-01");
    let names = made.of("specimen/3", "surname");
    assert!(names.len() == 2 && names.iter().all(|claim| matches!(claim.reading, Some(Reading::Name(_)))), "{names:?}");
    let tags = made.of("specimen/3", "identity-tag");
    let is_tag = |claim: &&Claim| matches!(&claim.reading, Some(Reading::Number(read)) if read.series == NumberSeries::IdentityTag);
    assert!(tags.len() == 2 && tags.iter().all(is_tag), "{tags:?}");
    let rows = made.of("specimen/2", "transfers");
    assert_eq!(rows[1].reading, Some(Reading::Row(vec!["1.2.45".to_owned(), "Musterlager III".to_owned()])));
}
