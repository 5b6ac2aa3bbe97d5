//! Lives drawn from pages written for the test.

use super::*;
use crate::model::{Access, Datatype, Event, EventKind, FileCard, Group, GroupKind, Person, Stage, read};

struct Pages {
    papers: LifePapers,
}

fn page(entry: crate::model::Entry, name: &str) -> Dossier {
    let label = Label { kind: entry.kind(), reference_code: name.to_owned(), label: name.to_owned() };
    Dossier::bare(entry, label)
}

fn person(name: &str) -> Dossier {
    let id = EntryId::fresh();
    page(Person { id, reference_code: String::new(), label: name.into(), access: Access::Open }.into(), name)
}

fn card(name: &str) -> Dossier {
    let card = FileCard {
        id: EntryId::fresh(),
        reference_code: name.into(),
        template: String::new(),
        unit: None,
        specimen: false,
        stage: Stage::default(),
        access: Access::Open,
    };
    page(card.into(), name)
}

fn event(kind: EventKind, name: &str) -> Dossier {
    let id = EntryId::fresh();
    page(Event { id, reference_code: String::new(), kind, label: name.into() }.into(), name)
}

fn datatype(property: &str) -> Datatype {
    crate::model::property_of(property).map_or(Datatype::Text, |known| known.datatype)
}

impl Dossier {
    fn says(mut self, property: &str, written: &str) -> Self {
        let mut claim = Claim::new(self.entry.id(), property, written);
        claim.reading = read(property, datatype(property), written);
        claim.source = Some(EntryId(uuid::Uuid::from_u128(7)));
        self.claims.push(claim);
        self
    }

    fn means(mut self, property: &str, other: &Dossier) -> Self {
        let mut claim = Claim::new(self.entry.id(), property, &other.label.label);
        claim.reading = Some(Reading::Entry(other.entry.id()));
        self.claims.push(claim);
        self
    }

    fn lacks(mut self, property: &str, absence: Absence) -> Self {
        let mut claim = Claim::new(self.entry.id(), property, "");
        claim.absence = Some(absence);
        self.claims.push(claim);
        self
    }
}

impl Pages {
    fn of(members: Vec<Dossier>) -> Self {
        Self { papers: LifePapers { members, ..LifePapers::default() } }
    }

    fn with(mut self, together: Vec<Dossier>) -> Self {
        self.papers.together = together;
        self
    }

    fn place(mut self, place: &Place) -> Self {
        self.papers.places.insert(place.id, place.clone());
        self
    }

    fn life(mut self) -> Life {
        let pages = self.papers.members.iter().chain(&self.papers.together);
        self.papers.labels = pages.map(|page| (page.entry.id(), page.label.clone())).collect();
        life(&self.papers)
    }
}

fn told(life: &Life) -> Vec<(MomentKind, String)> {
    let day = |day: Option<crate::model::Day>| day.map_or_else(|| "..".to_owned(), |day| day.to_string());
    let in_words = |moment: &Moment| {
        let when = &moment.when;
        (moment.kind, format!("{}/{}", day(when.earliest), day(when.latest)))
    };
    life.timeline.iter().map(in_words).collect()
}

#[test]
fn moments_stand_in_order_and_those_without_a_day_apart() {
    let escape = event(EventKind::MassEscape, "escape").says("date", "6.11.1942");
    let tattoo = event(EventKind::Other, "tattoo").says("date", "[..1942-11-05]");
    let man = person("P")
        .says("birth-date", "1912")
        .says("arrival-date", "7.10.1941")
        .says("departure-date", "some day")
        .means("took-part-in", &escape)
        .means("took-part-in", &tattoo);
    let found = Pages::of(vec![man]).with(vec![escape, tattoo]).life();
    assert_eq!(
        told(&found),
        [
            (MomentKind::Birth, "1912-01-01/1912-12-31".into()),
            (MomentKind::Arrival, "1941-10-07/1941-10-07".into()),
            (MomentKind::TookPart, "../1942-11-05".into()),
            (MomentKind::Escape, "1942-11-06/1942-11-06".into()),
        ]
    );
    assert_eq!(found.undated.len(), 1);
    assert_eq!(found.undated[0].kind, MomentKind::LeftRegister);
}

#[test]
fn leaving_a_list_is_no_death() {
    let words = ["Abgang 3.3.1942", "überstellt", "entlassen", "выбыл", "departed", "verlegt"];
    for word in words {
        let man = card("c")
            .says("departure-date", "3.3.1942")
            .says("departure-date", word)
            .says("departure-reason", word)
            .says("release-date", "4.3.1942")
            .says("later-events", &format!("28.10.44 | {word} | KL Musterlager"))
            .says("transfers", "1.10.44 | Musterlager")
            .says("fate", word)
            .says("departed-to", "KL Musterlager");
        let left = event(EventKind::Transfer, word).says("date", "5.3.1942");
        let found = Pages::of(vec![man.means("took-part-in", &left)]).with(vec![left]).life();
        let all = found.timeline.iter().chain(&found.undated);
        assert!(all.clone().count() >= 5, "{word}");
        assert!(all.clone().all(|moment| moment.kind != MomentKind::Death), "{word}");
        assert!(all.clone().any(|moment| moment.kind == MomentKind::LeftRegister), "{word}");
    }
    let dead = Pages::of(vec![card("c").says("death-date", "3.3.1942")]).life();
    assert_eq!(told(&dead)[0].0, MomentKind::Death, "only where a source says so");
    let unsaid = Pages::of(vec![card("c").lacks("death-date", Absence::Unknown)]).life();
    assert!(unsaid.timeline.is_empty() && unsaid.undated.is_empty());
}

#[test]
fn a_number_that_is_unknown_is_not_one_that_is_not_stated() {
    let one = person("P")
        .lacks("prisoner-number", Absence::Unknown)
        .lacks("prisoner-number", Absence::Silent)
        .says("prisoner-number", "88349");
    let other = card("c").says("prisoner-number", "88 349");
    let found = Pages::of(vec![one, other]).life();
    let lines: Vec<(Option<Absence>, usize)> =
        found.numbers.iter().map(|held| (held.absence.clone(), held.said.len())).collect();
    assert_eq!(lines, [(None, 2), (Some(Absence::Unknown), 1), (Some(Absence::Silent), 1)]);
}

#[test]
fn a_name_in_the_boxes_of_a_card_is_one_name_and_equal_ones_stand_once() {
    let one = card("a").says("surname", "Pogoschew").says("given-name", "Andrej");
    let two = card("b").says("surname", "Pogoschew").says("given-name", "Andrej");
    let found = Pages::of(vec![person("P").says("name", "Andrei Pogozhev"), one, two]).life();
    let forms: Vec<(&str, usize)> = found.names.iter().map(|form| (form.written.as_str(), form.said.len())).collect();
    assert_eq!(forms, [("Andrei Pogozhev", 1), ("Pogoschew, Andrej", 4)]);
    assert_eq!(found.cards.len(), 2);
}

#[test]
fn a_more_exact_date_takes_the_less_exact_one_in_and_rivals_stand_side_by_side() {
    let fits = person("P").says("arrival-date", "July 1944").says("arrival-date", "28.7.1944");
    let found = Pages::of(vec![fits]).life();
    assert_eq!(told(&found), [(MomentKind::Arrival, "1944-07-28/1944-07-28".into())]);
    assert_eq!(found.timeline[0].said.len(), 2);
    let rivals = person("P").says("birth-date", "1912").says("birth-date", "1913");
    let found = Pages::of(vec![rivals]).life();
    assert_eq!(found.timeline.len(), 2);
    for moment in &found.timeline {
        assert_eq!(moment.said[0].standing, Standing::Disputed);
    }
    let two_papers = vec![person("P").says("birth-date", "1912"), card("c").says("birth-date", "1913")];
    let found = Pages::of(two_papers).life();
    assert_eq!(found.timeline[0].said[0].standing, Standing::Disputed, "on two papers as on one");
}

#[test]
fn what_is_said_of_a_group_is_not_said_of_him() {
    let id = EntryId::fresh();
    let group = page(
        Group { id, reference_code: String::new(), kind: GroupKind::Transport, label: "transport".into() }.into(),
        "transport",
    )
    .says("arrival-date", "28.7.1944")
    .says("departure-date", "28.10.1944")
    .says("departed-to", "Flossenbürg")
    .says("description", "all were shot");
    let man = person("P").means("member-of", &group);
    let found = Pages::of(vec![man]).with(vec![group]).life();
    assert!(found.timeline.is_empty() && found.undated.is_empty() && found.stops.is_empty());
    assert_eq!(found.said_of_groups.len(), 1);
    assert_eq!(found.said_of_groups[0].claims.len(), 4);
}

#[test]
fn the_way_is_in_order_and_a_place_named_again_is_one_stop() {
    let mut home = Place::new("home", "settlement", "Diveevo");
    (home.latitude, home.longitude) = (Some(55.04), Some(43.24));
    let stalag = Place::new("stalag", "Stalag", "Stalag 308");
    let camp = Place::new("camp", "KL", "KL Auschwitz");
    let place = |place: &Place| page(place.clone().into(), &place.label);
    let escape = event(EventKind::MassEscape, "escape").says("date", "6.11.1942").means("place", &place(&camp));
    let man = person("P")
        .means("took-part-in", &escape)
        .says("departed-to", "Mauthausen")
        .means("arrived-from", &place(&stalag))
        .says("arrival-date", "7.10.1941")
        .means("camp", &place(&camp))
        .means("birth-place", &place(&home));
    let found = Pages::of(vec![man]).with(vec![escape]).place(&home).place(&stalag).place(&camp).life();
    let stops: Vec<(&str, usize)> = found.stops.iter().map(|stop| (stop.label.as_str(), stop.visits.len())).collect();
    assert_eq!(stops, [("Diveevo", 1), ("Stalag 308", 1), ("KL Auschwitz", 2), ("Mauthausen", 1)]);
    assert_eq!(found.stops[0].at, Some((55.04, 43.24)));
    assert_eq!(found.stops[1].at, None);
}

#[test]
fn a_wife_named_on_both_pages_is_one_relation() {
    let wife = person("Maria");
    let mut man = person("P").means("spouse", &wife).says("escaped-with", "a comrade");
    let mut there = Claim::new(wife.entry.id(), "spouse", "P");
    there.reading = Some(Reading::Entry(man.entry.id()));
    man.mentions.push(there);
    let mut pages = Pages::of(vec![man]);
    pages.papers.labels.insert(wife.entry.id(), wife.label.clone());
    let labels = pages.papers.labels.clone();
    let mut papers = pages.papers;
    papers.labels = labels;
    let found = life(&papers);
    assert_eq!(found.relations.len(), 2);
    assert_eq!((found.relations[0].said.len(), found.relations[0].said_there.len()), (1, 1));
    assert_eq!(found.relations[1].name, "a comrade");
}

#[test]
fn a_withdrawn_claim_tells_nothing() {
    let mut man = person("P").says("birth-date", "1912").says("name", "Andrei");
    for claim in &mut man.claims {
        claim.status = crate::model::ClaimStatus::Withdrawn;
    }
    let found = Pages::of(vec![man]).life();
    assert!(found.names.is_empty() && found.timeline.is_empty());
}

#[test]
fn doubt_and_about_are_told() {
    let man = person("P").says("birth-date", "1898~").says("arrival-date", "1944-07?");
    let found = Pages::of(vec![man]).life();
    assert!(found.timeline[0].when.is_approximate() && !found.timeline[0].when.is_uncertain());
    assert!(found.timeline[1].is_uncertain() && found.timeline[1].when.is_span());
}

/// What is said of a page, and how it stands in a life with this conclusion on its birth place.
fn standings(man: &Dossier, conclusion: &Conclusion) -> Vec<Standing> {
    let man = Dossier { conclusions: vec![conclusion.clone()], ..man.clone() };
    let claims = man.claims.clone();
    let papers = LifePapers { members: vec![man], ..LifePapers::default() };
    let sight = Sight::of(&papers);
    claims.iter().map(|claim| sight.said(claim.subject, claim).standing).collect()
}

#[test]
fn what_nobody_weighed_is_not_set_aside_and_nothing_is_for_a_claim_that_fell() {
    let mut man = person("P").says("birth-place", "Rostov region").says("birth-place", "Ukraine");
    let conclusion = Conclusion {
        id: EntryId::fresh(),
        reference_code: "C1".into(),
        subject: man.entry.id(),
        property: "birth-place".into(),
        kind: DifferenceKind::Contradiction,
        weighed: man.claims.iter().map(|claim| claim.id).collect(),
        decision: Decision::Preferred,
        chosen: vec![man.claims[0].id],
        reason: "The nearer source.".into(),
        by: String::new(),
        at: crate::model::Timestamp::default(),
        withdrawn: None,
    };
    assert_eq!(standings(&man, &conclusion), [Standing::Held, Standing::SetAside]);
    let judged = man.clone();
    man = man.says("birth-place", "Minsk");
    assert_eq!(standings(&man, &conclusion), [Standing::Held, Standing::SetAside, Standing::Disputed]);

    // a gap was judged, and now two sources contradict each other
    let gap = Conclusion { kind: DifferenceKind::Gap, ..conclusion.clone() };
    assert_eq!(standings(&man, &gap), [Standing::Held, Standing::SetAside, Standing::Disputed]);

    let mut fell = judged;
    fell.claims[0].status = crate::model::ClaimStatus::Withdrawn;
    assert_eq!(standings(&fell, &conclusion)[1], Standing::Disputed);
}

#[test]
fn a_place_has_the_date_only_of_the_paper_that_names_it() {
    let other = Some(EntryId(uuid::Uuid::from_u128(14)));
    let mut man = person("P").says("birth-date", "1912").says("birth-place", "Ukraine").says("birth-place", "Rostov");
    man.claims[2].source = other;
    let visits = |man: &Dossier| -> Vec<(String, String)> {
        let life = Pages::of(vec![man.clone()]).life();
        let written = |stop: &Stop| (stop.label.clone(), stop.visits[0].when.written.clone());
        life.stops.iter().map(written).collect()
    };
    let pair = |place: &str, when: &str| (place.to_owned(), when.to_owned());
    assert_eq!(visits(&man), [pair("Ukraine", "1912"), pair("Rostov", "")]);
    // two dates in one paper: which of them goes with the place, it does not say
    man = man.says("birth-date", "1915");
    assert_eq!(visits(&man), [pair("Ukraine", ""), pair("Rostov", "")]);
}
