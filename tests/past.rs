//! History walked, and every entry as it was.

use crate::support::program::Desk;
use kartoteka::catalogue::{Catalogue, HistoryQuery, Judgement, OnClash, Undone};
use kartoteka::model::{
    Access, Act, Change, Claim, ClaimStatus, Conclusion, Decision, DifferenceKind, Dossier, Entry, EntryId, EntryKind,
    Group, GroupKind, Identity, Label, NoteKind, Person, ProvenanceNote, Reading, Timestamp, Verdict, Withdrawal,
};
use std::collections::{BTreeMap, BTreeSet};
use tempfile::TempDir;

fn empty() -> (TempDir, Catalogue) {
    let home = tempfile::tempdir().unwrap();
    let mut catalogue = Catalogue::create(&home.path().join("past.kartoteka"), "Past").unwrap();
    catalogue.set_author("Anna");
    (home, catalogue)
}

fn a_person(reference: &str) -> Person {
    Person { id: EntryId::fresh(), reference_code: reference.into(), label: reference.into(), access: Access::Open }
}

/// Numbers that look thrown, the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, many: usize) -> usize {
        // the constants of Knuth's MMIX
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % many.max(1)
    }
}

/// Everything that stood, read so many at a time.
fn stood_at(catalogue: &Catalogue, seq: u64, kinds: &[EntryKind], most: usize) -> Vec<(EntryId, Label)> {
    let (mut all, mut from) = (Vec::new(), Some(0));
    while let Some(at) = from {
        let stood = catalogue.standing_at(seq, kinds, at, most).unwrap();
        assert!(stood.entries.len() <= most);
        all.extend(stood.entries);
        from = stood.next;
        if from.is_none() {
            assert_eq!(all.len(), stood.total);
        }
    }
    all
}

/// Everything that stands, page by page, in an order of its own.
fn pages(catalogue: &Catalogue, listed: &[EntryId]) -> BTreeMap<EntryId, String> {
    listed.iter().filter_map(|id| Some((*id, told(catalogue.dossier(*id).ok()?)))).collect()
}

fn told(mut dossier: Dossier) -> String {
    dossier.notes.sort_by_key(|note| note.id);
    dossier.conclusions.sort_by_key(|conclusion| conclusion.id);
    dossier.identities.sort_by_key(|identity| identity.id);
    dossier.mentions.sort_by_key(|claim| claim.id);
    dossier.weighed.sort_by_key(|claim| claim.id);
    serde_json::to_string_pretty(&dossier).unwrap()
}

#[test]
#[expect(clippy::too_many_lines, reason = "every sort of act stands here once")]
fn every_page_can_be_seen_as_it_was_after_every_act() {
    let (_home, mut catalogue) = empty();
    let mut dice = Dice(6);
    let persons = [a_person("P1"), a_person("P2"), a_person("P3")];
    let group = Group {
        id: EntryId::fresh(),
        reference_code: "G1".into(),
        kind: GroupKind::Organisation,
        label: "Underground".into(),
    };
    let listed: Vec<EntryId> = persons.iter().map(|person| person.id).chain([group.id]).collect();
    let mut seen: Vec<(u64, BTreeMap<EntryId, String>)> = Vec::new();
    for round in 0..160 {
        let person = &persons[dice.below(3)];
        let stands = |id: EntryId| catalogue.get(id).unwrap();
        let page = catalogue.dossier(person.id).ok();
        let claim = page.as_ref().and_then(|page| page.claims.get(dice.below(page.claims.len())).cloned());
        let changes = match (dice.below(12), claim) {
            (0, _) => match stands(group.id) {
                Some(Entry::Group(before)) => {
                    let label = format!("Underground {round}");
                    vec![Change::edit(before.clone(), Group { label, ..before })]
                }
                _ => vec![Change::create(group.clone())],
            },
            (1, _) => match stands(person.id) {
                Some(Entry::Person(before)) => {
                    let label = format!("{} {round}", before.reference_code);
                    vec![Change::edit(before.clone(), Person { label, ..before })]
                }
                _ => vec![Change::create(person.clone())],
            },
            (2, Some(claim)) => {
                let status = ClaimStatus::ALL[dice.below(3)];
                vec![Change::edit(claim.clone(), Claim { status, status_reason: "read again".into(), ..claim })]
            }
            (3, Some(claim)) => vec![Change::remove(claim)],
            (4, Some(claim)) => {
                // a claim moves to another page
                let subject = persons[dice.below(3)].id;
                if stands(subject).is_none() {
                    Vec::new()
                } else {
                    vec![Change::edit(claim.clone(), Claim { subject, ..claim })]
                }
            }
            (5, Some(claim)) => {
                let conclusion = Conclusion {
                    id: EntryId::fresh(),
                    reference_code: format!("C{round}"),
                    subject: person.id,
                    property: claim.property.clone(),
                    kind: DifferenceKind::Contradiction,
                    weighed: vec![claim.id],
                    decision: Decision::Preferred,
                    chosen: vec![claim.id],
                    reason: "better".into(),
                    by: "Anna".into(),
                    at: Timestamp(1),
                    withdrawn: None,
                };
                vec![Change::create(conclusion)]
            }
            (6, _) => page
                .as_ref()
                .and_then(|page| page.conclusions.first().cloned())
                .map(|before| {
                    let withdrawal = Withdrawal { reason: "no".into(), by: "Ben".into(), at: Timestamp(2) };
                    Change::edit(before.clone(), Conclusion { withdrawn: Some(withdrawal), ..before })
                })
                .into_iter()
                .collect(),
            (7, _) => {
                let other = persons[dice.below(3)].id;
                if page.is_none() || other == person.id || stands(other).is_none() {
                    Vec::new()
                } else {
                    vec![Change::create(Identity {
                        id: EntryId::fresh(),
                        entry: person.id,
                        person: other,
                        verdict: Verdict::ALL[dice.below(3)],
                        reason: "hand".into(),
                        evidence: Vec::new(),
                        by: "Anna".into(),
                        at: Timestamp(3),
                    })]
                }
            }
            (8, _) if page.is_some() => vec![Change::create(ProvenanceNote {
                id: EntryId::fresh(),
                subject: person.id,
                kind: NoteKind::Editorial,
                text: format!("note {round}"),
                date: kartoteka::model::HistoricalDate::default(),
                author: "Anna".into(),
                access: Access::Open,
            })],
            (9, _) => {
                // any old act is taken back, as far as nothing stands in the way
                let acts = catalogue.history(None, None, 40).unwrap();
                if !acts.is_empty() {
                    let act = &acts[dice.below(acts.len())];
                    let before = catalogue.history(None, None, 1).unwrap()[0].seq;
                    if act.undone_by.is_none()
                        && let Ok(Undone::Done(applied)) = catalogue.undo(Some(act.seq), OnClash::KeepLater)
                        && applied.seq > before
                    {
                        seen.push((applied.seq, pages(&catalogue, &listed)));
                    }
                }
                continue;
            }
            _ if page.is_some() => {
                let mut claim =
                    Claim::new(person.id, ["name", "birth-date", "member-of"][dice.below(3)], &format!("w{round}"));
                claim.remark = "first".into();
                if claim.property == "member-of" && stands(group.id).is_some() {
                    claim.reading = Some(Reading::Entry(group.id));
                }
                vec![Change::create(claim)]
            }
            _ => vec![Change::create(person.clone())],
        };
        if let Ok(applied) = catalogue.act(Act::Edit, "dice", "", changes)
            && !applied.touched.is_empty()
        {
            seen.push((applied.seq, pages(&catalogue, &listed)));
        }
    }
    assert!(seen.len() > 80, "{}", seen.len());
    for (seq, then) in &seen {
        for id in &listed {
            let was = catalogue.as_it_was(*id, *seq).unwrap().map(told);
            assert_eq!(was.as_ref(), then.get(id), "{id} after act {seq}");
        }
        let kinds = [EntryKind::Person, EntryKind::Group];
        let stood: BTreeSet<EntryId> = stood_at(&catalogue, *seq, &kinds, 2).into_iter().map(|(id, _)| id).collect();
        assert_eq!(stood, then.keys().copied().collect(), "after act {seq}");
    }
    let verified = catalogue.verify_chain(&|_, _| true).unwrap();
    assert_eq!((verified.problems, verified.head_hash.len()), (Vec::new(), 64));
}

#[test]
fn acts_are_found_by_who_did_them_when_and_to_what() {
    let (_home, mut catalogue) = empty();
    let person = a_person("P1");
    catalogue.act(Act::Add, "P1", "", vec![Change::create(person.clone())]).unwrap();
    catalogue.set_author("Ben");
    let claim = catalogue.read_claim(person.id, "birth-date", "1912");
    catalogue.act(Act::Edit, "P1", "", vec![Change::create(claim.clone())]).unwrap();
    let corrected = Claim { as_written: "1913".into(), ..claim.clone() };
    catalogue.act(Act::Edit, "P1", "", vec![Change::edit(claim.clone(), corrected.clone())]).unwrap();
    let sure = Claim { remark: "sic".into(), ..corrected.clone() };
    catalogue.act(Act::Edit, "P1", "", vec![Change::edit(corrected, sure)]).unwrap();

    let asked = HistoryQuery { most: 50, ..HistoryQuery::default() };
    let walk =
        |query: HistoryQuery| -> Vec<u64> { catalogue.walk(&query).unwrap().into_iter().map(|act| act.seq).collect() };
    assert_eq!(walk(asked.clone()), [4, 3, 2, 1]);
    assert_eq!(walk(HistoryQuery { author: "Ben".into(), ..asked.clone() }), [4, 3, 2]);
    assert_eq!(walk(HistoryQuery { acts: vec![Act::Add], ..asked.clone() }), [1]);
    assert_eq!(walk(HistoryQuery { of: Some(person.id), author: "Anna".into(), ..asked.clone() }), [1]);
    assert_eq!(walk(HistoryQuery { entry: Some(claim.id), ..asked.clone() }), [4, 3, 2]);
    let of_field = HistoryQuery { entry: Some(claim.id), field: "as_written".into(), ..asked.clone() };
    assert_eq!(walk(of_field.clone()), [3, 2]);
    let changed = catalogue.walk(&of_field).unwrap().remove(0).changes.remove(0);
    assert_eq!((changed.before, changed.after), (Some("1912".into()), Some("1913".into())));
    let made = catalogue.walk(&of_field).unwrap().remove(1).changes.remove(0).after.unwrap();
    assert_eq!(made.pointer("/entry/as_written"), Some(&"1912".into()), "what was made is told as it was made");
    assert_eq!(walk(HistoryQuery { before: Some(3), ..asked.clone() }), [2, 1]);
    let today = catalogue.history(None, None, 1).unwrap()[0].at.day().unwrap();
    assert!(walk(HistoryQuery { until: today.plus(-1), ..asked.clone() }).is_empty());
    assert_eq!(walk(HistoryQuery { from: Some(today), until: Some(today), ..asked }), [4, 3, 2, 1]);
    assert_eq!(catalogue.authors().unwrap(), ["Anna", "Ben"]);
}

#[test]
fn a_moment_is_a_day_a_minute_or_an_act() {
    let (_home, mut catalogue) = empty();
    assert!(catalogue.moment_of("2026-01-01").unwrap_err().to_string().contains("nothing was done"));
    catalogue.act(Act::Add, "P1", "", vec![Change::create(a_person("P1"))]).unwrap();
    let act = catalogue.history(None, None, 1).unwrap().remove(0);
    for moment in [act.at.local_day(), act.at.local_minute(), "#1".to_owned(), act.at.to_string()] {
        assert_eq!(catalogue.moment_of(&moment).unwrap(), 1, "{moment}");
    }
    assert!(catalogue.moment_of("1999-12-31").unwrap_err().to_string().contains("first act"));
    for nonsense in ["yesterday", "2026-02-30", "2026-11-20 25:00", "#99", ""] {
        assert!(catalogue.moment_of(nonsense).is_err(), "{nonsense}");
    }
}

#[test]
fn a_page_whose_hash_was_taken_away_is_no_whole_catalogue() {
    let (home, mut catalogue) = empty();
    let person = a_person("P1");
    catalogue.act(Act::Add, "P1", "", vec![Change::create(person.clone())]).unwrap();
    assert!(catalogue.verify_chain(&|_, _| true).unwrap().problems.is_empty());
    drop(catalogue);
    let folder = home.path().join("past.kartoteka");
    crate::catalogue::outside::run(&folder, "catalogue.db", "DELETE FROM seal");
    let problems = Catalogue::open_to_read(&folder).unwrap().verify_chain(&|_, _| true).unwrap().problems;
    assert_eq!(problems.len(), 1);
    assert_eq!((problems[0].area.as_str(), problems[0].about.as_str()), ("page", "P1"));
}

#[test]
fn what_stands_in_the_way_of_an_undo_is_named() {
    let (_home, mut catalogue) = empty();
    let person = a_person("P1");
    catalogue.act(Act::Add, "P1", "", vec![Change::create(person.clone())]).unwrap();
    let claims = ["1912", "1913"].map(|year| catalogue.read_claim(person.id, "birth-date", year));
    let made = catalogue.act(Act::Edit, "P1", "", claims.iter().cloned().map(Change::create).collect()).unwrap();
    let judgement = Judgement {
        subject: person.id,
        property: "birth-date".into(),
        kind: DifferenceKind::Contradiction,
        weighed: claims.iter().map(|claim| claim.id).collect(),
        decision: Decision::Preferred,
        chosen: vec![claims[0].id],
        reason: "the parish register".into(),
    };
    catalogue.conclude(&judgement).unwrap();
    let Undone::Clashes(clashes) = catalogue.undo(Some(made.seq), OnClash::Stop).unwrap() else {
        panic!("the claims are weighed")
    };
    assert!(clashes.iter().all(|clash| clash.needed_by == ["C1"]), "{clashes:?}");
    // what was weighed cannot be left out, and one claim is preferred to nothing
    let alone = Judgement { weighed: vec![claims[0].id], ..judgement };
    assert!(catalogue.conclude(&alone).unwrap_err().to_string().contains("nothing beside"));
    let open = Judgement { decision: Decision::Open, chosen: Vec::new(), ..alone };
    assert!(catalogue.conclude(&open).unwrap_err().to_string().contains("weighed 1 more"));
}

#[test]
fn all_that_stood_is_told_however_much_it_is_and_what_is_gone_by_the_name_it_had() {
    // more than was once read of a kind
    const MEN: usize = 20_300;
    let desk = Desk::new();
    {
        let mut catalogue = Catalogue::create(&desk.path("past.kartoteka"), "Past").unwrap();
        let men: Vec<Change> = (1..=MEN).map(|number| Change::create(a_person(&format!("P{number}")))).collect();
        catalogue.act(Act::Import, "", "", men).unwrap();
        let (gone, renamed) = (catalogue.resolve("P7").unwrap(), catalogue.resolve("P8").unwrap());
        for (id, code) in [(gone, None), (renamed, Some("X8"))] {
            let Some(Entry::Person(before)) = catalogue.get(id).unwrap() else { panic!("no person") };
            let change = match code {
                None => Change::remove(before),
                Some(code) => Change::edit(before.clone(), Person { reference_code: code.into(), ..before }),
            };
            catalogue.act(Act::Edit, "", "", vec![change]).unwrap();
        }
        let later = a_person("P7");
        catalogue.act(Act::Add, "", "", vec![Change::create(later)]).unwrap();
        let stood = catalogue.standing_at(1, EntryKind::LISTED, 0, 10).unwrap();
        let codes: Vec<&str> = stood.entries.iter().map(|(_, label)| label.reference_code.as_str()).collect();
        assert_eq!((stood.total, stood.next, codes[6]), (MEN, Some(10), "P7"));
        assert_eq!(catalogue.once_called("P7", 1).unwrap(), Some(gone));
        assert_eq!(catalogue.standing_at(2, EntryKind::LISTED, 0, 10).unwrap().total, MEN - 1);
    }
    let told = desk.good(&["history", "past.kartoteka", "--at", "#1"]).out;
    assert_eq!(told.lines().filter(|line| line.trim_start().starts_with("Person: ")).count(), MEN);
    let then = desk.good(&["history", "past.kartoteka", "P8", "--at", "#1"]).out;
    assert!(then.contains("P8") && !then.contains("X8"), "{then}");
    let then = desk.good(&["history", "past.kartoteka", "P7", "--at", "#1"]).out;
    assert!(then.contains("P7"), "{then}");
}
