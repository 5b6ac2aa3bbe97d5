//! A person as all papers have him, on the sample and on catalogues made for one question.

use crate::support::program::{Desk, names};
use kartoteka::catalogue::Catalogue;
use kartoteka::model::{
    Absence, Access, Act, Change, Claim, Day, EntryId, Event, EventKind, Group, GroupKind, Identity, Life, Moment,
    MomentKind, NumberState, Person, Reading, Standing, StopKind, TieKind, Timestamp, Verdict,
};
use std::sync::OnceLock;
use tempfile::TempDir;

/// The sample, made once.
fn sample() -> Catalogue {
    static SAMPLE: OnceLock<TempDir> = OnceLock::new();
    let home = SAMPLE.get_or_init(|| {
        let home = tempfile::tempdir().unwrap();
        drop(kartoteka::sample::make(&home.path().join("s.kartoteka"), "Anna").unwrap());
        home
    });
    Catalogue::open_to_read(&home.path().join("s.kartoteka")).unwrap()
}

fn life_of(catalogue: &Catalogue, reference: &str) -> Life {
    catalogue.life(catalogue.resolve(reference).unwrap()).unwrap()
}

fn called(life: &Life, id: EntryId) -> &str {
    &life.labels[&id].reference_code
}

fn days(moment: &Moment) -> (String, String) {
    let day = |day: Option<Day>| day.map_or_else(|| "..".to_owned(), |day| day.to_string());
    (day(moment.when.earliest), day(moment.when.latest))
}

fn of_kind(life: &Life, kind: MomentKind) -> Vec<&Moment> {
    life.timeline.iter().filter(|moment| moment.kind == kind).collect()
}

#[test]
fn pogozhev_has_two_names_in_one_text_and_a_number_covered_on_the_body() {
    let life = life_of(&sample(), "P3");
    let forms: Vec<&str> = life.names.iter().map(|form| form.written.as_str()).collect();
    assert!(forms.starts_with(&["Andrei Pogozhev", "Andrey Pogozhev"]), "{forms:?}");
    for form in &life.names {
        assert!(form.said.iter().all(|said| said.source.is_some()), "{}", form.written);
    }
    let [number] = life.numbers.as_slice() else { panic!("{:?}", life.numbers) };
    let read = number.number.as_ref().unwrap();
    assert_eq!((read.number.as_str(), read.state), ("1418", NumberState::Covered));
    assert_eq!(called(&life, read.issuer.unwrap()), "kl-auschwitz");
}

#[test]
fn pogozhevs_wife_is_said_on_both_pages() {
    let life = life_of(&sample(), "P3");
    let wife = life.relations.iter().find(|relation| relation.property == "spouse").unwrap();
    assert_eq!(called(&life, wife.other.unwrap()), "P4");
    assert_eq!((wife.said.len(), wife.said_there.len()), (1, 1));
}

#[test]
fn pogozhevs_photograph_tattoo_and_escape_stand_in_order() {
    let life = life_of(&sample(), "P3");
    let at = |kind: MomentKind| life.timeline.iter().position(|moment| moment.kind == kind).unwrap();
    let escape = of_kind(&life, MomentKind::Escape)[0];
    assert_eq!(days(escape), ("1942-11-06".into(), "1942-11-06".into()));
    assert_eq!(called(&life, escape.event.unwrap()), "E2");
    assert_eq!(escape.said.len(), 3, "three lines give the day");
    assert_eq!(escape.belongs.len(), 1);
    // made at some time before the escape: a day is known only for the end
    let tattoo = of_kind(&life, MomentKind::TookPart)[0];
    assert_eq!(called(&life, tattoo.event.unwrap()), "E9");
    assert_eq!(days(tattoo), ("..".into(), "1942-11-05".into()));
    assert!(tattoo.is_uncertain());
    assert!(at(MomentKind::TookPart) < at(MomentKind::Escape));
    let photographs = of_kind(&life, MomentKind::Photograph);
    assert_eq!(photographs.len(), 1, "the event and the picture are one photograph");
    assert_eq!(days(photographs[0]), ("1940-01-01".into(), "1940-12-31".into()));
    assert!(photographs[0].said.iter().any(|said| called(&life, said.page) == "F5"));
    assert!(at(MomentKind::Birth) < at(MomentKind::Photograph) && at(MomentKind::Photograph) < at(MomentKind::Escape));
    let worn = life.undated.iter().find(|moment| moment.kind == MomentKind::Tattoo).unwrap();
    assert!(worn.words.contains("tattoo on the chest"));
}

#[test]
fn pogozhevs_way_leads_from_neuhammer_to_auschwitz_and_his_birthplace_is_disputed() {
    let life = life_of(&sample(), "P3");
    let known: Vec<&str> = life.stops.iter().filter_map(|stop| stop.place).map(|id| called(&life, id)).collect();
    assert_eq!(known, ["stalag-308-neuhammer", "kl-auschwitz"]);
    assert!(life.stops.iter().any(|stop| stop.at.is_some()));
    let births: Vec<&kartoteka::model::Stop> =
        life.stops.iter().filter(|stop| stop.visits[0].kind == StopKind::Birth).collect();
    assert_eq!(births.len(), 2);
    for birth in births {
        assert_eq!(birth.visits[0].said[0].standing, Standing::Disputed, "{}", birth.label);
    }
}

#[test]
fn sitnov_came_with_ivanov_and_what_is_said_of_his_group_is_not_said_of_him() {
    let catalogue = sample();
    let life = life_of(&catalogue, "P5");
    let arrival = of_kind(&life, MomentKind::Arrival);
    assert!(arrival.iter().all(|moment| days(moment) == ("1943-11-19".into(), "1943-11-19".into())));
    let with = life.relations.iter().find(|relation| relation.property == "arrived-with").unwrap();
    assert_eq!(called(&life, with.other.unwrap()), "P6");
    assert_eq!((with.said.len(), with.said_there.len()), (1, 1));
    let groups: Vec<&str> = life.said_of_groups.iter().map(|group| called(&life, group.entry)).collect();
    assert_eq!(groups, ["G1", "E4"]);
    // the organisation was founded in March 1942; that is no moment of his
    let founded = Day::parse("1942-03-01");
    assert!(life.said_of_groups[0].claims.iter().any(|(claim, _)| claim.days().0 == founded));
    let all = || life.timeline.iter().chain(&life.undated);
    assert!(all().all(|moment| moment.when.earliest != founded));
    let of_the_group = catalogue.resolve("G1").unwrap();
    assert!(all().flat_map(|moment| &moment.said).all(|said| said.page != of_the_group));
    assert!(
        life.stops
            .iter()
            .flat_map(|stop| &stop.visits)
            .flat_map(|visit| &visit.said)
            .all(|said| said.page != of_the_group)
    );
}

#[test]
fn unknown_and_not_stated_are_two_things() {
    let catalogue = sample();
    assert_eq!(life_of(&catalogue, "P2").numbers[0].absence, Some(Absence::Unknown));
    assert_eq!(life_of(&catalogue, "P8").numbers[0].absence, Some(Absence::Silent));
}

#[test]
fn nobody_of_the_sample_dies_of_a_word_for_leaving() {
    let catalogue = sample();
    for code in ["P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8", "P9", "P10", "P11"] {
        let life = life_of(&catalogue, code);
        for moment in life.timeline.iter().chain(&life.undated) {
            if moment.kind == MomentKind::Death {
                assert_eq!((code, moment.property.as_str()), ("P3", "death-date"));
            }
        }
    }
}

#[test]
fn the_nearest_in_the_circle_is_named_together_with_him() {
    let catalogue = sample();
    for (code, nearest) in [("P3", "P4"), ("P5", "P6"), ("P7", "P8"), ("P8", "P7")] {
        let circle = catalogue.circle(catalogue.resolve(code).unwrap()).unwrap();
        let first = &circle.companions[0];
        assert_eq!(circle.labels[&first.entry].reference_code, nearest, "of {code}");
        assert_eq!(first.ties[0].kind, TieKind::Relation);
    }
    let circle = catalogue.circle(catalogue.resolve("P5").unwrap()).unwrap();
    let kinds: Vec<TieKind> = circle.companions[0].ties.iter().map(|tie| tie.kind).collect();
    for kind in [TieKind::Relation, TieKind::Event, TieKind::Transport, TieKind::Group] {
        assert!(kinds.contains(&kind), "{kinds:?}");
    }
    // the leaders of the underground belong to one group, and are farther away
    assert!(circle.companions.len() >= 5);
    assert_eq!(circle.more, 0);
    let couple = catalogue.circle(catalogue.resolve("P4").unwrap()).unwrap();
    assert!(couple.companions[0].ties.iter().any(|tie| tie.kind == TieKind::Picture));
}

fn person(code: &str, label: &str) -> Person {
    Person { id: EntryId::fresh(), reference_code: code.into(), label: label.into(), access: Access::Open }
}

fn belongs(subject: EntryId, property: &str, to: EntryId) -> Claim {
    let mut claim = Claim::new(subject, property, "so it is said");
    claim.reading = Some(Reading::Entry(to));
    claim
}

fn empty() -> (Catalogue, TempDir) {
    let home = tempfile::tempdir().unwrap();
    let mut catalogue = Catalogue::create(&home.path().join("t.kartoteka"), "T").unwrap();
    catalogue.set_author("Anna");
    (catalogue, home)
}

#[test]
fn of_a_great_group_some_are_shown_and_all_counted() {
    const MEMBERS: usize = 1_200;
    let (mut catalogue, _home) = empty();
    let group = Group {
        id: EntryId::fresh(),
        reference_code: "G1".into(),
        kind: GroupKind::Category,
        label: "A great group".into(),
    };
    let event = Event {
        id: EntryId::fresh(),
        reference_code: "E1".into(),
        kind: EventKind::Escape,
        label: "An escape of two".into(),
    };
    let mut changes = vec![Change::create(group.clone()), Change::create(event.clone())];
    let men: Vec<Person> = (0..MEMBERS).map(|at| person(&format!("P{at}"), &format!("Man {at:05}"))).collect();
    for man in &men {
        changes.push(Change::create(man.clone()));
        changes.push(Change::create(belongs(man.id, "member-of", group.id)));
    }
    let (one, last) = (men[0].id, men[MEMBERS - 1].id);
    for man in [one, last] {
        changes.push(Change::create(belongs(man, "took-part-in", event.id)));
    }
    catalogue.act(Act::Import, "", "", changes).unwrap();
    let circle = catalogue.circle(one).unwrap();
    assert_eq!(circle.companions.len(), 40);
    assert_eq!(circle.more, u64::try_from(MEMBERS - 1 - 40).unwrap());
    assert_eq!(circle.companions[0].entry, last, "he escaped with him, though he was keyed last");
    let kinds: Vec<TieKind> = circle.companions[0].ties.iter().map(|tie| tie.kind).collect();
    assert_eq!(kinds, [TieKind::Event, TieKind::Group], "and the group is not forgotten");
    let again = catalogue.circle(one).unwrap();
    assert_eq!(circle, again, "the same each time");
}

#[test]
fn a_card_held_to_be_his_tells_of_him_and_one_judged_not_to_be_does_not() {
    let (mut catalogue, _home) = empty();
    let (man, other) = (person("P1", "Погожев"), person("P2", "Pogoschew"));
    let mut of_other = Claim::new(other.id, "birth-date", "1912");
    of_other.reading = kartoteka::model::read("birth-date", kartoteka::model::Datatype::Date, "1912");
    let judged = |verdict| Identity {
        id: EntryId::fresh(),
        entry: other.id,
        person: man.id,
        verdict,
        reason: "the same number".into(),
        evidence: Vec::new(),
        by: "Anna".into(),
        at: Timestamp::default(),
    };
    let same = judged(Verdict::Same);
    let changes = vec![Change::create(man.clone()), Change::create(other.clone()), Change::create(of_other)];
    catalogue.act(Act::Add, "", "", changes).unwrap();
    assert!(catalogue.life(man.id).unwrap().timeline.is_empty());
    catalogue.act(Act::Merge, "", "", vec![Change::create(same.clone())]).unwrap();
    let life = catalogue.life(man.id).unwrap();
    assert_eq!(life.timeline[0].kind, MomentKind::Birth);
    assert_eq!(life.timeline[0].said[0].page, other.id, "it is said whose paper it is");
    assert_eq!(life.members.len(), 2);
    let not = Identity { verdict: Verdict::NotSame, ..same.clone() };
    catalogue.act(Act::Split, "", "", vec![Change { before: Some(same.into()), after: Some(not.into()) }]).unwrap();
    assert!(catalogue.life(man.id).unwrap().timeline.is_empty());
}

#[test]
fn the_command_tells_the_life_with_sources() {
    let desk = Desk::new();
    desk.good(&["sample", "c.kartoteka"]);
    let words = desk.good(&["life", "c.kartoteka", "P3"]).out;
    for part in [
        "Andrey Pogozhev",
        "covered on the body",
        "6 November 1942",
        "Escape: Mass escape of 6 November 1942",
        "5 November 1942 or earlier",
        "SRC1 lines 9, 14 (S13)",
        "Maria",
        "Neuhammer",
        "not of each member",
    ] {
        assert!(words.contains(part), "no {part:?} in\n{words}");
    }
    assert!(desk.good(&["life", "c.kartoteka", "P2"]).out.contains("the source says: unknown"));
    let answer = desk.json(&["life", "c.kartoteka", "P5"]);
    assert_eq!(
        names(&answer),
        [
            "cards",
            "companions",
            "conclusions",
            "id",
            "kind",
            "label",
            "more_companions",
            "names",
            "notes",
            "numbers",
            "pages",
            "pictures",
            "places",
            "ref",
            "relations",
            "said_of_groups",
            "timeline",
            "undated"
        ]
    );
    assert_eq!(answer["companions"][0]["entry"]["ref"], "P6");
    assert_eq!(
        names(&answer["timeline"]),
        ["belongs", "certainty", "event", "kind", "property", "said", "uncertain", "when", "words"]
    );
    desk.fails(2, &["life", "c.kartoteka", "G1"], &["G1", "neither a person nor a card"]);
}
