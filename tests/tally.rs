//! Members and counts of groups, events and units: what sources state beside what is here.

use crate::support::program::{Desk, names};
use kartoteka::catalogue::{Catalogue, NewMember, OnClash};
use kartoteka::error::Error;
use kartoteka::model::{
    Access, Act, Balance, Certainty, Change, Claim, ClaimStatus, Comparison, Counted, Entry, EntryId, Event, EventKind,
    FileCard, Group, GroupKind, Identity, Member, Person, Reading, Stage, Tally, Timestamp, Verdict,
};
use kartoteka::reports::tally_line;
use serde_json::Value;
use std::sync::OnceLock;
use tempfile::TempDir;

/// The sample, made once.
fn sample() -> (Catalogue, &'static TempDir) {
    static MADE: OnceLock<TempDir> = OnceLock::new();
    let home = MADE.get_or_init(|| {
        let home = tempfile::tempdir().unwrap();
        drop(kartoteka::sample::make(&home.path().join("s.kartoteka"), "Anna").unwrap());
        home
    });
    (Catalogue::open_to_read(&home.path().join("s.kartoteka")).unwrap(), home)
}

fn of(code: &str) -> Tally {
    let (catalogue, _) = sample();
    catalogue.tally(catalogue.resolve(code).unwrap()).unwrap()
}

fn people(tally: &Tally) -> &Comparison {
    tally.summary.comparisons.iter().find(|found| found.counted == Counted::People).unwrap()
}

/// The references of the members, with what makes them so.
fn roles(tally: &Tally) -> Vec<String> {
    let roles = |member: &Member| {
        let roles: Vec<&str> = member.claims.iter().map(|claim| claim.as_written.as_str()).collect();
        format!("{} {}", member.label.reference_code, roles.join("; "))
    };
    tally.members.members.iter().map(roles).collect()
}

#[test]
fn the_forty_nine_cards_are_stated_and_no_specimen_is_one_of_them() {
    for code in ["museum/pow", "museum/pow/1944-07-28", "G3"] {
        assert_eq!(
            tally_line(&of(code).summary),
            "49 cards stated, none of them here; the 3 specimen cards in this catalogue are drawn and are none of them",
            "{code}"
        );
    }
    let unit = of("specimen");
    assert_eq!(
        tally_line(&unit.summary),
        "3 specimen cards stated, as many here; drawn by this program, of nobody who lived"
    );
    assert_eq!(unit.query, "in:specimen kind:card");
    let (fonds, of_fonds) = (of("museum"), of("museum/pow"));
    assert_eq!(fonds.summary.comparisons[0].balance, Balance::NothingStated, "an extent below is not one of the fonds");
    assert_eq!(of_fonds.summary.comparisons[0].balance, Balance::Fewer);
}

#[test]
fn two_numbers_for_one_month_are_a_conflict_and_nobody_is_named() {
    let tally = of("E6");
    let found = people(&tally);
    assert_eq!(tally_line(&tally.summary), "92 or 96 stated, none named");
    assert_eq!((found.balance, found.here.number), (Balance::Conflict, 0));
    let sources: Vec<usize> = found.stated.iter().map(kartoteka::model::StatedCount::sources).collect();
    assert_eq!(sources, [1, 2], "96 stands in the second rendering and outside");
    assert!(tally.members.members.is_empty());
}

#[test]
fn one_number_of_two_sources_stands_once_and_the_parts_beside_it() {
    let tally = of("G2");
    let found = people(&tally);
    assert_eq!(
        tally_line(&tally.summary),
        "about 15,000 stated in two sources, none named; also stated: at least 3000 (not registered), 11,964 (registered)"
    );
    assert_eq!((found.stated.len(), found.stated[0].sayings.len(), found.balance), (1, 2, Balance::About));
    assert!(found.stated[0].sayings.iter().all(|saying| saying.is_held), "C8 holds to both");
}

#[test]
fn two_are_named_where_nothing_is_stated() {
    let tally = of("E3");
    assert_eq!(tally_line(&tally.summary), "no number stated, 2 named");
    assert_eq!(roles(&tally), ["P7 [escaped on] 10 August 1944", "P8 [escaped on] 10 August 1944"]);
    assert_eq!(tally.members.members[0].number, "10631");
    assert_eq!(tally.query, "ref:\"P7\" OR ref:\"P8\"");
    let (catalogue, _) = sample();
    let found = catalogue.find(&tally.query, 20).unwrap();
    let mut codes: Vec<&str> = found.iter().map(|hit| hit.row.reference_code.as_str()).collect();
    codes.sort_unstable();
    assert_eq!(codes, ["P7", "P8"], "the query finds just them");
}

#[test]
fn what_no_source_states_has_no_number_and_cards_are_no_men() {
    let tally = of("G4");
    let found = people(&tally);
    assert_eq!(tally_line(&tally.summary), "no number stated (looked for in one source), none named");
    assert_eq!((found.balance, found.without.len()), (Balance::NothingStated, 1));
}

#[test]
fn estimates_and_wordings_stand_beside_each_other() {
    assert_eq!(
        tally_line(&of("E2").summary),
        "at least 61, 70, about 100 or \u{201c}several dozen\u{201d} stated, one named; got away: \u{201c}only a few\u{201d}; \
         who of those named did is not recorded"
    );
}

#[test]
fn members_come_with_their_role_certainty_and_dates_of_their_own() {
    let underground = of("G1");
    assert_eq!(tally_line(&underground.summary), "no number stated, 6 named");
    let codes: Vec<&str> =
        underground.members.members.iter().map(|found| found.label.reference_code.as_str()).collect();
    assert_eq!(codes, ["P1", "P5", "P6", "P9", "P10", "P11"]);
    let last = underground.members.members.last().unwrap();
    assert_eq!(last.claims[0].certainty, Certainty::Uncertain);
    assert!(last.when().is_empty(), "no date of membership is stated");
    let arrival = of("E4");
    let when: Vec<Vec<String>> = arrival.members.members.iter().map(Member::when).collect();
    assert_eq!(when, [["19 November 1943"], ["19 November 1943"]]);
    let said: Vec<&str> = arrival.said.iter().map(|claim| claim.property.as_str()).collect();
    assert_eq!(said, ["date", "place"]);
}

#[test]
fn what_has_a_stated_count_is_listed_in_order_of_reference() {
    let (catalogue, _) = sample();
    let all = catalogue.tallies().unwrap();
    let codes: Vec<&str> = all.iter().map(|(_, label, _)| label.reference_code.as_str()).collect();
    assert_eq!(codes, ["E2", "E6", "G2", "G3", "G4", "museum/pow", "museum/pow/1944-07-28", "specimen"]);
    for (id, _, summary) in all {
        assert_eq!(summary, catalogue.tally(id).unwrap().summary);
    }
    let person = catalogue.resolve("P3").unwrap();
    let error = catalogue.tally(person).unwrap_err();
    assert!(matches!(&error, Error::Input(why) if why.contains("P3 is no group")), "{error}");
}

#[test]
fn what_is_said_of_a_group_makes_nobody_a_member() {
    // the claims of the group G3 and of the event E5 mean each other; neither is a man
    let tally = of("E5");
    assert_eq!(people(&tally).here.number, 0);
    assert!(of("G3").members.members.is_empty());
    let (catalogue, _) = sample();
    let person = catalogue.dossier(catalogue.resolve("P5").unwrap()).unwrap();
    assert!(person.claims.iter().all(|claim| !["count", "extent"].contains(&claim.property.as_str())));
}

/// A catalogue with a transport, and a few men.
struct Papers {
    catalogue: Catalogue,
    group: EntryId,
    _home: TempDir,
}

fn papers() -> Papers {
    let home = tempfile::tempdir().unwrap();
    let mut catalogue = Catalogue::create(&home.path().join("t.kartoteka"), "Transports").unwrap();
    catalogue.set_author("Anna");
    let group = EntryId::fresh();
    let label = "Transport of 7 October".to_owned();
    let made = Group { id: group, reference_code: "T1".into(), kind: GroupKind::Transport, label };
    catalogue.act(Act::Add, "T1", "", vec![Change::create(made)]).unwrap();
    Papers { catalogue, group, _home: home }
}

impl Papers {
    fn person(&mut self, code: &str) -> EntryId {
        let id = EntryId::fresh();
        let person = Person { id, reference_code: code.into(), label: format!("Man {code}"), access: Access::Open };
        self.catalogue.act(Act::Add, code, "", vec![Change::create(person)]).unwrap();
        id
    }

    fn card(&mut self, code: &str, specimen: bool) -> EntryId {
        let id = EntryId::fresh();
        let template = "auschwitz-pow-record".to_owned();
        let (unit, stage, access) = (None, Stage::default(), Access::Open);
        let card = FileCard { id, reference_code: code.into(), template, unit, specimen, stage, access };
        self.catalogue.act(Act::Add, code, "", vec![Change::create(card)]).unwrap();
        id
    }

    fn new_member(&self, member: EntryId) -> NewMember {
        NewMember {
            of: self.group,
            member,
            claim: EntryId::fresh(),
            role: "[on the list]".to_owned(),
            scope: "7 October 1941".to_owned(),
            source: None,
            locator: "no. 12".to_owned(),
            certainty: Certainty::Probable,
        }
    }

    fn add(&mut self, member: EntryId) -> EntryId {
        let new = self.new_member(member);
        self.catalogue.add_member(&new).unwrap();
        new.claim
    }

    fn same(&mut self, entry: EntryId, person: EntryId, verdict: Verdict) {
        let identity = Identity {
            id: EntryId::fresh(),
            entry,
            person,
            verdict,
            reason: "one number".into(),
            evidence: Vec::new(),
            by: "Anna".into(),
            at: Timestamp(0),
        };
        self.catalogue.act(Act::Merge, "", "", vec![Change::create(Entry::Identity(identity))]).unwrap();
    }

    fn named(&self) -> u64 {
        let tally = self.catalogue.tally(self.group).unwrap();
        let named = people(&tally).here.number;
        assert_eq!(
            usize::try_from(named).unwrap(),
            tally.members.members.iter().filter(|one| !one.is_specimen).count()
        );
        assert_eq!(tally.members.total, tally.members.members.len());
        named
    }
}

#[test]
fn a_man_with_several_pages_is_counted_once() {
    let mut papers = papers();
    let (man, other, stranger) = (papers.person("P2"), papers.person("P1"), papers.person("P9"));
    let (card, second) = (papers.card("k/1", false), papers.card("k/2", false));
    for member in [man, other, card, second] {
        papers.add(member);
    }
    assert_eq!(papers.named(), 4);
    papers.same(card, man, Verdict::Same);
    assert_eq!(papers.named(), 3);
    let tally = papers.catalogue.tally(papers.group).unwrap();
    let of_him = tally.members.members.iter().find(|member| member.entry == man).unwrap();
    assert_eq!((of_him.also.len(), of_him.claims.len()), (1, 2), "the person is shown, with what both pages say");
    papers.same(second, stranger, Verdict::Same);
    assert_eq!(papers.named(), 3, "of a man who is no member the card is counted");
    papers.same(stranger, man, Verdict::Same);
    assert_eq!(papers.named(), 2, "through somebody who is no member");
    papers.same(other, man, Verdict::NotSame);
    assert_eq!(papers.named(), 2);
    papers.catalogue.undo(None, OnClash::Stop).unwrap();
    papers.catalogue.undo(None, OnClash::Stop).unwrap();
    assert_eq!(papers.named(), 3);
}

#[test]
fn withdrawn_claims_and_specimens_name_nobody() {
    let mut papers = papers();
    let (man, specimen) = (papers.person("P1"), papers.card("k/1", true));
    let claim = papers.add(man);
    papers.add(specimen);
    assert_eq!(papers.named(), 1);
    let Some(Entry::Claim(before)) = papers.catalogue.get(claim).unwrap() else { panic!("no claim") };
    assert_eq!((before.property.as_str(), before.read_by.as_str()), ("member-of", "Anna"));
    assert_eq!(before.reading, Some(Reading::Entry(papers.group)));
    let after = Claim { status: ClaimStatus::Withdrawn, status_reason: "misread".into(), ..before.clone() };
    papers.catalogue.act(Act::Edit, "", "", vec![Change::edit(before, after)]).unwrap();
    assert_eq!(papers.named(), 0);
}

#[test]
fn a_member_needs_words_and_must_be_a_man_or_a_card() {
    let mut papers = papers();
    let man = papers.person("P1");
    let wordless = NewMember { role: "  ".into(), ..papers.new_member(man) };
    assert!(
        matches!(papers.catalogue.add_member(&wordless), Err(Error::Input(why)) if why.contains("square brackets"))
    );
    let group = papers.new_member(papers.group);
    assert!(matches!(papers.catalogue.add_member(&group), Err(Error::Input(_))));
    let nowhere = NewMember { of: man, ..papers.new_member(man) };
    assert!(matches!(papers.catalogue.add_member(&nowhere), Err(Error::Input(_))));
    let nobody = papers.new_member(EntryId::fresh());
    assert!(matches!(papers.catalogue.add_member(&nobody), Err(Error::NoSuchEntry(_))));
    let event = Event { id: EntryId::fresh(), reference_code: "E1".into(), kind: EventKind::Escape, label: "X".into() };
    papers.catalogue.act(Act::Add, "E1", "", vec![Change::create(event.clone())]).unwrap();
    let part = NewMember { of: event.id, ..papers.new_member(man) };
    papers.catalogue.add_member(&part).unwrap();
    let tally = papers.catalogue.tally(event.id).unwrap();
    assert_eq!(tally.members.members[0].claims[0].property, "took-part-in");
    assert_eq!(tally.members.members[0].when(), ["7 October 1941"]);
}

#[test]
fn a_great_group_is_read_page_by_page() {
    const MEN: usize = 450;
    let mut papers = papers();
    let mut changes = Vec::new();
    for number in 1..=MEN {
        let id = EntryId::fresh();
        let reference_code = format!("P{number}");
        changes.push(Change::create(Person {
            id,
            label: format!("Man {number}"),
            reference_code,
            access: Access::Open,
        }));
        let reading = Some(Reading::Entry(papers.group));
        changes.push(Change::create(Claim { reading, ..Claim::new(id, "member-of", "[listed]") }));
    }
    papers.catalogue.act(Act::Import, "", "", changes).unwrap();
    let tally = papers.catalogue.tally(papers.group).unwrap();
    assert_eq!((people(&tally).here.number, tally.members.total), (450, MEN));
    assert_eq!((tally.members.members.len(), tally.members.next), (200, Some(200)));
    assert_eq!(tally.query, "transport:\"Transport of 7 October\"");
    let found = papers.catalogue.list(&kartoteka::catalogue::ListQuery {
        kinds: vec![kartoteka::model::EntryKind::Person],
        words: tally.query.clone(),
        ..Default::default()
    });
    assert_eq!(found.unwrap().len(), MEN, "the query finds the members");
    let mut codes = Vec::new();
    let mut from = Some(0);
    while let Some(at) = from {
        let page = papers.catalogue.members(papers.group, at, 100).unwrap();
        codes.extend(page.members.into_iter().map(|member| member.label.reference_code));
        from = page.next;
    }
    let all: Vec<String> = (1..=MEN).map(|number| format!("P{number}")).collect();
    assert_eq!(codes, all, "each once, in order of reference");
}

#[test]
fn the_command_line_tells_what_is_stated_and_who_is_named() {
    let (_, home) = sample();
    let desk = Desk::new();
    let folder = home.path().join("s.kartoteka").display().to_string();
    let all = desk.good(&["tally", &folder]).out;
    assert!(all.contains("92 or 96 stated, none named"), "{all}");
    assert!(all.contains("about 15,000 stated in two sources"), "{all}");
    assert!(all.contains("no number stated (looked for in one source)"), "{all}");
    let one = desk.good(&["tally", &folder, "E3"]).out;
    for words in ["no number stated, 2 named", "members 1 to 2 of 2", "10 August 1944", "10631", "SRC1, line 15 (S17)"]
    {
        assert!(one.contains(words), "no {words:?} in {one}");
    }
    let list = desk.json(&["tally", &folder]);
    assert_eq!(names(&list), ["comparisons", "id", "kind", "label", "ref", "words"]);
    let six = list.as_array().unwrap().iter().find(|line| line["ref"] == "E6").unwrap();
    assert_eq!(names(&six["comparisons"]), ["balance", "besides", "counted", "here", "stated", "without", "words"]);
    let stated = &six["comparisons"][0]["stated"];
    assert_eq!(names(stated), ["approximate", "at_least", "at_most", "sayings", "sources", "words"]);
    let says = ["absence", "as_written", "certainty", "claim", "held", "locator", "scope", "source"];
    assert_eq!(names(&stated[0]["sayings"]), says);
    assert_eq!((&stated[0]["at_most"], &stated[1]["at_most"]), (&Value::from(92), &Value::from(96)));
    assert_eq!(names(&six["comparisons"][0]["here"]), ["keyed", "number", "specimens", "specimens_elsewhere"]);
    let whole = desk.json(&["tally", &folder, "E3", "--limit", "1", "--skip", "1"]);
    assert_eq!(names(&whole), ["comparisons", "id", "kind", "label", "members", "query", "ref", "said", "words"]);
    assert_eq!(names(&whole["members"]), ["from", "members", "next", "total"]);
    assert_eq!(whole["members"]["members"][0]["ref"], "P8");
    assert_eq!(
        names(&whole["members"]["members"]),
        ["also", "id", "kind", "label", "number", "ref", "roles", "specimen", "when"]
    );
    assert_eq!(
        names(&whole["members"]["members"][0]["roles"]),
        ["as_written", "certainty", "claim", "locator", "property", "scope", "source"]
    );
    assert_eq!(
        names(&whole["said"]),
        ["as_written", "certainty", "claim", "locator", "property", "reading", "scope", "source"]
    );
    desk.fails(2, &["tally", &folder, "P3"], &["P3 is no group, event or unit"]);
}
