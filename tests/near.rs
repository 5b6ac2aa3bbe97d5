//! What stands beside a card or person, at the border of the catalogue: the numbers around his, and who may be the same
//! man.

use crate::support::program::{Desk, names};
use kartoteka::catalogue::{Candidate, Catalogue, NumberAsked};
use kartoteka::error::Error;
use kartoteka::model::{
    Absence, Access, Act, Change, Claim, Datatype, Entry, EntryId, FileCard, Identity, Near, Neighbourhood,
    NumberSeries, Person, Place, PrisonerNumber, Reading, Remark, SharedBy, Stage, Strength, Timestamp, Verdict, read,
};
use std::collections::BTreeMap;
use std::path::Path;
use tempfile::TempDir;

/// An entry and what its claims say, in one line: `surname Погожев; prisoner-number rkg 1418 KL Auschwitz`.
pub(crate) fn an_entry(code: &str, line: &str) -> (EntryId, Vec<Change>) {
    let id = EntryId::fresh();
    let entry: Entry = if code.starts_with('P') {
        let label = line.split(';').find_map(|part| part.trim().strip_prefix("name ")).unwrap_or_default().to_owned();
        Person { id, reference_code: code.into(), label, access: Access::Open }.into()
    } else {
        FileCard {
            id,
            reference_code: code.into(),
            template: "auschwitz-pow-record".into(),
            unit: None,
            specimen: false,
            stage: Stage::default(),
            access: Access::Open,
        }
        .into()
    };
    let mut changes = vec![Change::create(entry)];
    for (property, written) in line.split(';').filter_map(|part| part.trim().split_once(' ')) {
        changes.push(Change::create(a_claim(id, property, written)));
    }
    (id, changes)
}

fn a_claim(subject: EntryId, property: &str, written: &str) -> Claim {
    let mut claim = Claim::new(subject, property, written);
    match property {
        "prisoner-number" if written.contains('?') => {
            claim.as_written = String::new();
            claim.absence = Some(Absence::Illegible { legible: written.into() });
        }
        "prisoner-number" | "identity-tag" => {
            let mut parts = written.splitn(3, ' ');
            let series = NumberSeries::from_term(parts.next().unwrap()).unwrap();
            let number = parts.next().unwrap().to_owned();
            let issuer_name = parts.next().unwrap_or_default().to_owned();
            claim.as_written.clone_from(&number);
            claim.reading = Some(Reading::Number(PrisonerNumber { issuer_name, series, number, ..Default::default() }));
        }
        "birth-date" | "arrival-date" => claim.reading = read(property, Datatype::Date, written),
        "name" | "surname" | "given-name" | "patronymic" | "spouse" => {
            claim.reading = read(property, Datatype::Name, written);
        }
        _ => {}
    }
    claim
}

/// A catalogue of such entries.
struct Papers {
    catalogue: Catalogue,
    ids: BTreeMap<String, EntryId>,
    _home: TempDir,
}

fn papers(lines: &[(&str, &str)]) -> Papers {
    let home = tempfile::tempdir().unwrap();
    let mut catalogue = Catalogue::create(&home.path().join("near.kartoteka"), "Near").unwrap();
    catalogue.set_author("Anna");
    let mut papers = Papers { catalogue, ids: BTreeMap::new(), _home: home };
    let mut all = Vec::new();
    for (code, line) in lines {
        let (id, changes) = an_entry(code, line);
        papers.ids.insert((*code).to_owned(), id);
        all.extend(changes);
    }
    papers.catalogue.act(Act::Add, "", "", all).unwrap();
    papers
}

impl Papers {
    fn around(&self, code: &str) -> Vec<Vec<String>> {
        let found = self.catalogue.neighbours(&NumberAsked::Of(self.ids[code])).unwrap();
        found.iter().map(shown).collect()
    }

    fn alike(&self, code: &str) -> Vec<Candidate> {
        self.catalogue.alike(self.ids[code], 20).unwrap()
    }

    /// `P3 strong`.
    fn offered(&self, code: &str) -> Vec<String> {
        let words = |candidate: &Candidate| {
            let verdict = candidate.verdict.map(|verdict| format!(" {verdict}")).unwrap_or_default();
            format!("{} {}{verdict}", candidate.label.reference_code, candidate.strength)
        };
        self.alike(code).iter().map(words).collect()
    }

    fn judge(&mut self, entry: &str, person: &str, verdict: Verdict) {
        let identity = Identity {
            id: EntryId::fresh(),
            entry: self.ids[entry],
            person: self.ids[person],
            verdict,
            reason: "looked at both".into(),
            by: "Anna".into(),
            at: Timestamp(0),
            evidence: Vec::new(),
        };
        self.catalogue.act(Act::Add, "", "", vec![Change::create(Entry::Identity(identity))]).unwrap();
    }
}

/// `164256 P5*`, `(164257)`.
fn shown(found: &Neighbourhood) -> Vec<String> {
    let star = |is_asked: &bool| if *is_asked { "*" } else { "" };
    let line = |line: &Near| match line {
        Near::Gap { from, to, is_asked } if from == to => format!("({from}{})", star(is_asked)),
        Near::Gap { from, to, is_asked } => format!("({from}–{to}{})", star(is_asked)),
        Near::Held { holder, is_asked, .. } => {
            format!("{} {}{}", holder.number, holder.reference_code, star(is_asked))
        }
    };
    found.lines.iter().map(line).collect()
}

/// The people of the sample, whose numbers are of two registers of one camp.
pub(crate) const SAMPLE: &[(&str, &str)] = &[
    ("P1", "name Lebedev, Alexander; prisoner-number general-men 88349 KL Auschwitz"),
    (
        "P3",
        "name Pogozhev, Andrei; name Погожев; patronymic Alexandrovich; prisoner-number rkg 1418 KL Auschwitz; birth-date 1912",
    ),
    (
        "P5",
        "name Sitnov, Valentin; prisoner-number general-men 164256 Auschwitz concentration camp; arrival-date 2.12.1943",
    ),
    ("P6", "name Ivanov, Victor; prisoner-number general-men 164258 KL Auschwitz; arrival-date 2.12.1943"),
    ("P7", "name Maslennikov, Nikolai; prisoner-number rkg 10631 KL Auschwitz"),
    ("P10", "name Mishin, Petr; prisoner-number rkg 1844 KL Auschwitz"),
    ("P11", "name Kartsev, Kuzma; prisoner-number general-men 166692 KL Auschwitz"),
    ("rkg/0001", "surname Pogoschew; given-name Andrej; birth-date 3.5.1912; prisoner-number rkg 1418 KL Auschwitz"),
    ("rkg/0002", "surname Погожев; given-name Андрей; birth-date 3.5.1912"),
];

#[test]
fn the_gap_between_two_numbers_is_shown_and_registers_are_not_mixed() {
    let papers = papers(SAMPLE);
    let general =
        ["88349 P1", "(88350–164255)", "164256 P5*", "(164257)", "164258 P6", "(164259–166691)", "166692 P11"];
    assert_eq!(papers.around("P5"), [general]);
    assert_eq!(
        papers.around("P3"),
        [["1418 P3*", "1418 rkg/0001", "(1419–1843)", "1844 P10", "(1845–10630)", "10631 P7"]]
    );
    assert_eq!(papers.around("rkg/0002"), Vec::<Vec<String>>::new(), "it has no number");
    let of_number = |series: NumberSeries, camp: &str| {
        let asked = PrisonerNumber { number: "164257".into(), series, issuer_name: camp.into(), ..Default::default() };
        let found = papers.catalogue.neighbours(&NumberAsked::Number(asked)).unwrap();
        found.iter().map(shown).collect::<Vec<_>>()
    };
    let missing =
        ["88349 P1", "(88350–164255)", "164256 P5", "(164257*)", "164258 P6", "(164259–166691)", "166692 P11"];
    assert_eq!(of_number(NumberSeries::GeneralMen, "KL Auschwitz"), [missing]);
    assert_eq!(of_number(NumberSeries::Unstated, ""), [missing], "the other register has no number as high");
    assert_eq!(of_number(NumberSeries::GeneralMen, "KL Buchenwald"), [["(164257*)"]]);
}

#[test]
fn those_who_came_on_one_day_and_a_number_two_have() {
    let papers = papers(SAMPLE);
    let found = papers.catalogue.neighbours(&NumberAsked::Of(papers.ids["P5"])).unwrap();
    let transport = found[0].transport.as_ref().unwrap();
    assert_eq!(
        (transport.day.to_string().as_str(), transport.count, transport.numbers, transport.is_inferred),
        ("1943-12-02", 2, (164_256, 164_258), false)
    );
    let found = papers.catalogue.neighbours(&NumberAsked::Of(papers.ids["P3"])).unwrap();
    let Near::Held { remarks, .. } = &found[0].lines[1] else { panic!("{found:?}") };
    let card = papers.ids["P3"];
    assert_eq!(remarks, &[Remark::Shared { others: vec![card], how: SharedBy::PerhapsSameMan }]);
}

#[test]
fn a_number_is_followed_through_edit_undo_and_redo() {
    let mut papers = papers(SAMPLE);
    let claim = papers.catalogue.dossier(papers.ids["P6"]).unwrap().claims;
    let claim = claim.into_iter().find(|claim| claim.property == "prisoner-number").unwrap();
    let mut edited = claim.clone();
    edited.reading = Some(Reading::Number(PrisonerNumber {
        number: "164257".into(),
        series: NumberSeries::GeneralMen,
        issuer_name: "KL Auschwitz".into(),
        ..Default::default()
    }));
    papers.catalogue.act(Act::Edit, "", "", vec![Change::edit(claim, edited)]).unwrap();
    assert!(papers.around("P5")[0].contains(&"164257 P6".to_owned()));
    papers.catalogue.undo(None, kartoteka::catalogue::OnClash::Stop).unwrap();
    assert!(papers.around("P5")[0].contains(&"164258 P6".to_owned()));
}

#[test]
fn numbers_of_a_camp_are_found_among_those_of_others() {
    let camps: Vec<(String, String)> = (0..40)
        .flat_map(|at| {
            ["KL Buchenwald", "KL Dachau", "KL Auschwitz"].map(|camp| {
                (format!("{camp}/{at:02}"), format!("surname A; prisoner-number general-men {} {camp}", 5000 + at * 3))
            })
        })
        .collect();
    let lines: Vec<(&str, &str)> = camps.iter().map(|(code, line)| (code.as_str(), line.as_str())).collect();
    let papers = papers(&lines);
    let found = &papers.around("KL Dachau/20")[0];
    assert!(found.iter().all(|line| line.starts_with('(') || line.contains("KL Dachau/")), "{found:?}");
    let held: Vec<&String> = found.iter().filter(|line| !line.starts_with('(')).collect();
    assert_eq!((held.len(), held[0].as_str(), held[20].as_str()), (21, "5030 KL Dachau/10", "5090 KL Dachau/30"));
}

#[test]
fn the_camp_a_card_is_of_issued_its_number() {
    let papers = papers(&[
        ("a/1", "surname A; camp Buchenwald; prisoner-number unstated 100"),
        ("a/2", "surname B; camp KL Buchenwald; prisoner-number unstated 101"),
        ("a/3", "surname C; camp KL Dachau; prisoner-number unstated 102"),
        ("a/4", "surname D; prisoner-number unstated 103"),
    ]);
    assert_eq!(papers.around("a/1"), [["100 a/1*", "101 a/2", "(102)", "103 a/4"]]);
    assert_eq!(papers.around("a/3"), [["102 a/3*", "103 a/4"]]);
    let unknown = papers.around("a/4");
    assert_eq!(unknown, [vec!["102 a/3", "103 a/4*"], vec!["100 a/1", "101 a/2", "(102)", "103 a/4*"]]);
}

#[test]
fn a_card_is_offered_its_person_and_the_other_way_round() {
    let papers = papers(SAMPLE);
    assert_eq!(papers.offered("P3")[0], "rkg/0001 strong");
    assert!(papers.offered("P3").iter().any(|line| line.starts_with("rkg/0002 ")), "{:?}", papers.offered("P3"));
    assert_eq!(papers.offered("rkg/0001")[..2], ["P3 strong", "rkg/0002 likely"]);
    let reasons: Vec<&str> = papers.alike("rkg/0001")[0].reasons.iter().map(|reason| reason.kind.term()).collect();
    assert_eq!(reasons, ["number-same", "surname-sound", "given-form", "birth-year"]);
    assert_eq!(papers.offered("P11"), Vec::<String>::new());
}

#[test]
fn what_was_judged_is_said_and_not_offered_again() {
    let mut papers = papers(SAMPLE);
    papers.judge("rkg/0001", "P3", Verdict::NotSame);
    assert_eq!(papers.offered("P3").last().unwrap(), "rkg/0001 strong not-the-same");
    assert_eq!(papers.offered("rkg/0001").last().unwrap(), "P3 strong not-the-same");
    papers.judge("rkg/0002", "P3", Verdict::Same);
    assert_eq!(papers.offered("P3")[0].split(' ').next_back(), Some("same"));
    assert_eq!(papers.alike("P3")[0].reasons[0].kind.term(), "judged-same");
    // another card of the same man, and a man without anything else in common
    papers.judge("rkg/0001", "P11", Verdict::Same);
    assert_eq!(papers.offered("P11"), ["rkg/0001 possible same"]);
}

#[test]
fn names_misheard_men_related_and_namesakes() {
    let papers = papers(&[
        ("P1", "name Varlamov, Dmitri; prisoner-number unstated 53825 KL Buchenwald; birth-date 1915"),
        ("b/1", "surname Worlasow; given-name Dmitrij; prisoner-number unstated 53825 Buchenwald; birth-date 1915"),
        ("b/2", "surname Skiba; given-name Iwan; patronymic Petrowitsch; birth-date 1.2.1885"),
        ("b/3", "surname Skiba; given-name Petr; patronymic Iwanowitsch; birth-date 3.4.1912"),
        ("b/4", "surname Iwanow; given-name Iwan; birth-date 1.5.1905"),
        ("b/5", "surname Ivanov; given-name Ivan; birth-date 7.9.1921"),
        ("b/6", "surname Skyba; given-name Iwan; birth-date 2.1.1885"),
        ("b/7", "surname Nowak; given-name Jan; prisoner-number general-men 16?258 KL Auschwitz"),
        ("b/8", "surname Novák; given-name Jan; prisoner-number general-men 164258 KL Auschwitz"),
    ]);
    assert!(papers.offered("P1")[0].starts_with("b/1 "), "{:?}", papers.offered("P1"));
    assert!(papers.alike("P1")[0].strength <= Strength::Likely, "{:?}", papers.alike("P1"));
    assert!(papers.offered("b/2").iter().all(|line| !line.starts_with("b/3 ")), "father and son");
    assert!(papers.offered("b/2")[0].starts_with("b/6 "), "day and month swapped: {:?}", papers.offered("b/2"));
    assert_eq!(papers.offered("b/4"), Vec::<String>::new(), "namesakes");
    assert!(papers.offered("b/8")[0].starts_with("b/7 "), "{:?}", papers.offered("b/8"));
    assert!(papers.offered("b/7")[0].starts_with("b/8 "), "{:?}", papers.offered("b/7"));
}

#[test]
fn what_is_no_man_has_no_look_alike() {
    let mut papers = papers(&SAMPLE[..1]);
    let place = Place::new("camp", "", "Camp");
    let id = place.id;
    papers.catalogue.act(Act::Add, "", "", vec![Change::create(place)]).unwrap();
    let Err(Error::Input(why)) = papers.catalogue.alike(id, 5) else { panic!() };
    assert!(why.contains("camp"), "{why}");
    assert!(matches!(papers.catalogue.alike(EntryId::fresh(), 5), Err(Error::NoSuchEntry(_))));
    assert!(papers.catalogue.neighbours(&NumberAsked::Of(id)).is_err());
    let odd = PrisonerNumber { number: "367/12".into(), ..Default::default() };
    let Err(Error::Input(why)) = papers.catalogue.neighbours(&NumberAsked::Number(odd)) else { panic!() };
    assert!(why.contains("367/12"), "{why}");
}

#[test]
fn the_program_says_it_all() {
    let desk = Desk::new();
    make(&desk.path("c.kartoteka"));
    let found = desk.json(&["neighbours", "c.kartoteka", "P5"]);
    assert_eq!(names(&found), ["camp", "camp_id", "lines", "number", "series", "transport"]);
    let lines = found[0]["lines"].as_array().unwrap();
    assert_eq!(lines[3]["line"], "gap");
    assert_eq!(
        (lines[3]["from"].as_u64(), lines[3]["to"].as_u64(), lines[3]["count"].as_u64()),
        (Some(164_257), Some(164_257), Some(1))
    );
    assert_eq!(
        names(&lines[2]),
        [
            "arrived",
            "arrived_earliest",
            "arrived_latest",
            "asked",
            "camp",
            "id",
            "kind",
            "label",
            "line",
            "number",
            "ref",
            "remarks",
            "series",
            "state",
            "value"
        ]
    );
    assert_eq!(found[0]["transport"]["day"], "1943-12-02");
    let out =
        desk.good(&["neighbours", "c.kartoteka", "164257", "--camp", "KL Auschwitz", "--series", "general-men"]).out;
    for words in ["164257 · nobody here", "P5", "P6", "75906 numbers nobody here has", "KL Auschwitz"] {
        assert!(out.contains(words), "{words}: {out}");
    }
    desk.fails(2, &["neighbours", "c.kartoteka", "nobody"], &["nobody", "164257"]);
    let found = desk.json(&["alike", "c.kartoteka", "P3", "--limit", "1"]);
    assert_eq!(found.as_array().unwrap().len(), 1);
    assert_eq!(names(&found), ["id", "kind", "label", "points", "reasons", "ref", "strength", "verdict"]);
    assert_eq!(names(&found[0]["reasons"]), ["here", "kind", "points", "there", "words"]);
    assert_eq!((&found[0]["ref"], &found[0]["strength"]), (&"rkg/0001".into(), &"strong".into()));
    let out = desk.good(&["alike", "c.kartoteka", "P3"]).out;
    assert!(out.contains("surname sounds so: ") && out.contains("strong"), "{out}");
    desk.fails(2, &["alike", "c.kartoteka", "nobody"], &["nobody"]);
}

fn make(path: &Path) {
    let mut catalogue = Catalogue::create(path, "Near").unwrap();
    catalogue.set_author("Anna");
    let all = SAMPLE.iter().flat_map(|(code, line)| an_entry(code, line).1).collect();
    catalogue.act(Act::Add, "", "", all).unwrap();
}
