//! Closure rules and access.

mod program;
mod public;

use kartoteka::catalogue::{Catalogue, ClosureFilter, ClosureLine, ClosureQuery, OnClash, built_in_closure_rules};
use kartoteka::model::{
    Access, Act, Attachment, Certainty, Change, Checksum, Claim, ClosedBy, ClosureRule, Datatype, Day, Entry, EntryId,
    FileCard, Group, GroupKind, HistoricalDate, HoldingUnit, Identity, Level, Living, NotLiving, NoteKind, Person,
    ProvenanceNote, Role, Stage, Timestamp, Verdict, read,
};
use std::collections::BTreeMap;
use tempfile::TempDir;

struct Bench {
    catalogue: Catalogue,
    ids: BTreeMap<String, EntryId>,
    _home: TempDir,
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// A bench with cards and persons and what is said of them: `P1: birth-date 1912; death-date 1944`.
fn bench(said: &[&str]) -> Bench {
    let home = tempfile::tempdir().unwrap();
    let catalogue = Catalogue::create(&home.path().join("test.kartoteka"), "Test").unwrap();
    let mut bench = Bench { catalogue, ids: BTreeMap::new(), _home: home };
    bench.catalogue.set_author("Anna");
    for line in said {
        bench.add(line, None);
    }
    bench
}

impl Bench {
    fn add(&mut self, line: &str, unit: Option<EntryId>) -> EntryId {
        let (code, said) = line.split_once(':').unwrap();
        let (id, changes) = an_entry(code, said, unit);
        self.catalogue.act(Act::Add, code, "", changes).unwrap();
        self.ids.insert(code.to_owned(), id);
        id
    }

    fn write(&mut self, entry: impl Into<Entry>) -> EntryId {
        let entry = entry.into();
        let id = entry.id();
        self.catalogue.act(Act::Add, "one more", "", vec![Change::create(entry)]).unwrap();
        id
    }

    fn go_by(&mut self, code: &str) {
        let rule = self.catalogue.closure_rule(code).unwrap();
        self.catalogue.use_rule(&rule).unwrap();
    }

    fn lines(&self, filter: ClosureFilter) -> Vec<ClosureLine> {
        let query = ClosureQuery { filter, most: 100, ..ClosureQuery::default() };
        self.catalogue.closures(&query).unwrap().lines
    }

    fn line(&self, code: &str) -> ClosureLine {
        self.lines(ClosureFilter::All).into_iter().find(|line| line.entry == self.ids[code]).unwrap()
    }

    fn codes(&self, filter: ClosureFilter) -> Vec<String> {
        self.lines(filter).into_iter().map(|line| line.label.reference_code).collect()
    }

    fn access(&self, id: EntryId) -> Access {
        self.catalogue.get(id).unwrap().unwrap().access().unwrap()
    }
}

fn an_entry(code: &str, said: &str, unit: Option<EntryId>) -> (EntryId, Vec<Change>) {
    let id = EntryId::fresh();
    let entry: Entry = if code.starts_with('P') {
        Person { id, reference_code: code.into(), label: format!("Man {code}"), access: Access::Open }.into()
    } else {
        a_card(id, code, unit).into()
    };
    let mut changes = vec![Change::create(entry)];
    for (property, written) in said.split(';').filter_map(|part| part.trim().split_once(' ')) {
        let mut claim = Claim::new(id, property, written);
        if property.ends_with("-date") {
            claim.reading = read(property, Datatype::Date, written);
        }
        changes.push(Change::create(claim));
    }
    (id, changes)
}

fn a_card(id: EntryId, code: &str, unit: Option<EntryId>) -> FileCard {
    FileCard {
        id,
        reference_code: code.into(),
        template: "auschwitz-pow-record".into(),
        unit,
        specimen: false,
        stage: Stage::default(),
        access: Access::Open,
    }
}

fn a_picture(entry: EntryId, caption: &str) -> Attachment {
    Attachment {
        master: Checksum("0".repeat(64)),
        extension: "png".into(),
        original_name: format!("{caption}.png"),
        caption: caption.into(),
        size_bytes: 10,
        width_px: 5,
        height_px: 4,
        ..Attachment::new(EntryId::fresh(), entry, Role::Front)
    }
}

fn a_note(subject: EntryId, text: &str, access: Access) -> ProvenanceNote {
    ProvenanceNote {
        id: EntryId::fresh(),
        subject,
        kind: NoteKind::Editorial,
        text: text.into(),
        date: HistoricalDate::default(),
        author: "Anna".into(),
        access,
    }
}

fn same_man(entry: EntryId, person: EntryId, evidence: Vec<EntryId>, reason: &str) -> Identity {
    Identity {
        id: EntryId::fresh(),
        entry,
        person,
        verdict: Verdict::Same,
        reason: reason.into(),
        by: "Anna".into(),
        at: Timestamp(0),
        evidence,
    }
}

#[test]
fn the_rules_of_the_program_say_what_they_follow() {
    let rules = built_in_closure_rules().unwrap();
    let terms: Vec<_> = rules
        .iter()
        .map(|rule| {
            let years = (rule.years_after_death, rule.years_after_birth, rule.years_after_creation);
            assert!(!rule.basis.is_empty() && !rule.label.is_empty() && !rule.jurisdiction.is_empty());
            assert!(!rule.in_force);
            (rule.code.as_str(), years)
        })
        .collect();
    assert_eq!(
        terms,
        [
            ("de-bund", (Some(10), Some(100), Some(60))),
            ("de-bb", (Some(10), Some(90), Some(60))),
            ("ru", (None, None, Some(75))),
            ("uk", (None, Some(100), None)),
        ]
    );
}

#[test]
fn at_most_one_rule_is_in_force_and_each_step_is_taken_back() {
    let mut bench = bench(&[]);
    let in_force = |bench: &Bench| bench.catalogue.rule_in_force().unwrap().map(|rule| rule.code);
    bench.go_by("de-bund");
    bench.go_by("ru");
    let kept = bench.catalogue.closure_rules().unwrap();
    let forces: Vec<_> = kept.iter().map(|rule| (rule.code.as_str(), rule.in_force)).collect();
    assert_eq!(forces, [("de-bund", false), ("ru", true)]);
    let own = ClosureRule {
        code: "house".into(),
        label: "Our own".into(),
        years_after_birth: Some(80),
        basis: "decided in the house".into(),
        ..ClosureRule::default()
    };
    bench.catalogue.use_rule(&own).unwrap();
    assert_eq!(in_force(&bench).as_deref(), Some("house"));
    let mut longer = bench.catalogue.rule_in_force().unwrap().unwrap();
    longer.years_after_birth = Some(90);
    bench.catalogue.use_rule(&longer).unwrap();
    assert_eq!(bench.catalogue.rule_in_force().unwrap().unwrap().years_after_birth, Some(90));
    bench.catalogue.undo(None, OnClash::Stop).unwrap();
    assert_eq!(bench.catalogue.rule_in_force().unwrap().unwrap().years_after_birth, Some(80));
    bench.catalogue.remove_rule(longer.id).unwrap();
    assert_eq!(in_force(&bench), None);
    bench.catalogue.undo(None, OnClash::Stop).unwrap();
    assert_eq!(in_force(&bench).as_deref(), Some("house"));
    bench.catalogue.use_no_rule().unwrap();
    assert_eq!(in_force(&bench), None);
    assert_eq!(bench.catalogue.closure_rules().unwrap().len(), 3);
}

#[test]
fn a_rule_that_says_nothing_is_refused_in_words() {
    let mut bench = bench(&[]);
    bench.go_by("ru");
    let rule = |code: &str, label: &str, years: Option<u32>| ClosureRule {
        code: code.into(),
        label: label.into(),
        years_after_birth: years,
        ..ClosureRule::default()
    };
    for (rule, words) in [
        (rule("", "Ours", Some(80)), "short code"),
        (rule("our own", "Ours", Some(80)), "without spaces"),
        (rule("own", " ", Some(80)), "needs a name"),
        (rule("own", "Ours", None), "at least one term"),
        (rule("own", "Ours", Some(100_000)), "at most 500"),
    ] {
        let said = bench.catalogue.use_rule(&rule).unwrap_err().to_string();
        assert!(said.contains(words), "{said}");
    }
    assert!(bench.catalogue.closure_rule("xx").unwrap_err().to_string().contains("de-bund"));
    assert_eq!(bench.catalogue.rule_in_force().unwrap().unwrap().code, "ru");
}

#[test]
fn each_entry_has_the_end_its_claims_give() {
    let mut bench = bench(&[
        "P1: birth-date 1912",
        "P2: birth-date 1912; death-date 1944",
        "P3: birth-date 12.3.1930; birth-date 1931",
        "P4: role one of the leaders",
        "a/1: arrival-date 1941",
    ]);
    assert!(bench.lines(ClosureFilter::All).iter().all(|line| line.closure.until.is_none() && !line.differs));
    bench.go_by("de-bund");
    let end = |bench: &Bench, code: &str| {
        let closure = bench.line(code).closure;
        (closure.until.map(|day| day.to_string()), closure.by)
    };
    for (code, until, by) in [
        ("P1", Some("2013-01-01"), ClosedBy::Birth),
        ("P2", Some("1955-01-01"), ClosedBy::Death),
        ("P3", Some("2032-01-01"), ClosedBy::Birth),
        ("P4", None, ClosedBy::Unknown),
        ("a/1", Some("2002-01-01"), ClosedBy::Creation),
    ] {
        assert_eq!(end(&bench, code), (until.map(str::to_owned), by), "{code}");
    }
    assert_eq!(bench.line("P3").closure.counted_from, Some(day("1931-12-31")));
    let living = |bench: &Bench, code: &str| bench.line(code).living;
    assert_eq!(living(&bench, "P2"), Living::No(NotLiving::Died));
    assert_eq!(living(&bench, "P4"), Living::Unknown);
    assert_eq!(living(&bench, "P3"), Living::Possibly);
    // the card is judged to be his, and he died in 1944
    let judged = same_man(bench.ids["a/1"], bench.ids["P2"], Vec::new(), "the number");
    bench.write(judged);
    assert_eq!(end(&bench, "a/1"), (Some("1955-01-01".to_owned()), ClosedBy::Death));
}

#[test]
fn a_card_without_dates_is_as_old_as_the_latest_paper_of_its_file() {
    let mut bench = bench(&[]);
    bench.go_by("ru");
    let above = HoldingUnit {
        id: EntryId::fresh(),
        parent: None,
        reference_code: "F1".into(),
        level: Level::Fonds,
        title: "Cards".into(),
        dates: HistoricalDate::read("1941-1945"),
        extent: String::new(),
        creator: String::new(),
        repository: String::new(),
        scope_and_content: String::new(),
    };
    let below = HoldingUnit {
        id: EntryId::fresh(),
        parent: Some(above.id),
        reference_code: "F1/1".into(),
        dates: HistoricalDate::default(),
        ..above.clone()
    };
    bench.write(above);
    let unit = bench.write(below);
    bench.add("a/1: arrival-date 1941", Some(unit));
    let closure = bench.line("a/1").closure;
    assert_eq!(closure.until, Some(day("2021-01-01")));
    assert_eq!(closure.counted_from, Some(day("1945-12-31")));
}

#[test]
fn the_list_is_read_page_by_page_and_narrowed() {
    let mut bench = bench(&[
        "P1: birth-date 1912",
        "P2: birth-date 1930",
        "P3: birth-date 1880; death-date 1944",
        "P4: role one of the leaders",
    ]);
    bench.go_by("de-bund");
    let mut query = ClosureQuery { most: 1, ..ClosureQuery::default() };
    let mut read = Vec::new();
    loop {
        let page = bench.catalogue.closures(&query).unwrap();
        assert!(page.lines.len() <= 1);
        read.extend(page.lines.into_iter().map(|line| line.label.reference_code));
        let Some(next) = page.next else { break };
        query.after = Some(next);
    }
    assert_eq!(read, ["P1", "P2", "P3", "P4"]);
    let ids = bench.ids.clone();
    bench.catalogue.set_access(&[ids["P1"]], Access::Staff, "asked for").unwrap();
    bench.catalogue.set_access(&[ids["P4"]], Access::Review, "asked for").unwrap();
    let today = bench.catalogue.closures(&ClosureQuery::default()).unwrap().today;
    let this_year = Access::ClosedUntil(Day::from_ymd(today.ymd().0, 12, 31).unwrap());
    bench.catalogue.set_access(&[ids["P3"]], this_year, "asked for").unwrap();
    assert_eq!(bench.codes(ClosureFilter::Review), ["P4"]);
    assert_eq!(bench.codes(ClosureFilter::PossiblyLiving), ["P2"]);
    assert_eq!(bench.codes(ClosureFilter::OpensThisYear), ["P3"]);
    assert!(bench.codes(ClosureFilter::Differs).starts_with(&["P1".to_owned(), "P2".to_owned()]));
    assert!(bench.codes(ClosureFilter::Closed).contains(&"P1".to_owned()));
    let named = ClosureQuery { words: "\"Man P3\"".into(), most: 10, ..ClosureQuery::default() };
    assert_eq!(bench.catalogue.closures(&named).unwrap().lines.len(), 1);
}

#[test]
fn access_is_set_for_each_kind_with_a_reason_as_one_step() {
    let mut bench = bench(&["P1: birth-date 1912", "a/1: surname Skiba"]);
    let (person, card) = (bench.ids["P1"], bench.ids["a/1"]);
    let claim = bench.catalogue.dossier(person).unwrap().claims[0].id;
    let picture = bench.write(a_picture(card, "front"));
    let note = bench.write(a_note(card, "a note", Access::Open));
    let all = [person, card, claim, picture, note];
    let until = Access::ClosedUntil(day("2045-01-01"));
    assert!(bench.catalogue.set_access(&all, until, "  ").unwrap_err().to_string().contains("why"));
    bench.catalogue.set_access(&[&all[..], &all[..1]].concat(), until, "the family asked").unwrap();
    assert!(all.iter().all(|id| bench.access(*id) == until));
    let act = bench.catalogue.history(Some(person), None, 1).unwrap().remove(0);
    assert_eq!((act.act, act.reason.as_str()), (Act::Restrict, "the family asked"));
    bench.catalogue.undo(None, OnClash::Stop).unwrap();
    assert!(all.iter().all(|id| bench.access(*id) == Access::Open));
    let group =
        Group { id: EntryId::fresh(), reference_code: "G1".into(), kind: GroupKind::Transport, label: "Men".into() };
    let group = bench.write(group);
    let said = bench.catalogue.set_access(&[person, group], Access::Staff, "x").unwrap_err().to_string();
    assert!(said.contains("G1") && said.contains("no access of its own"), "{said}");
    assert_eq!(bench.access(person), Access::Open);
}

#[test]
fn the_rule_is_applied_to_those_chosen_and_opens_nobody_who_may_live() {
    let mut bench = bench(&[
        "P1: birth-date 1912",
        "P2: birth-date 1930",
        "P3: birth-date 1920",
        "P4: role one of the leaders",
        "P5: birth-date 1912",
        "a/1: birth-date 1930; surname Skiba",
    ]);
    let ids: Vec<EntryId> = ["P1", "P2", "P3", "P4", "P5"].iter().map(|code| bench.ids[*code]).collect();
    assert!(bench.catalogue.apply_rule(&ids, "by the rule").unwrap_err().to_string().contains("choose one first"));
    bench.go_by("uk");
    let later = Access::ClosedUntil(day("2045-01-01"));
    bench.catalogue.set_access(&ids[..4], later, "first").unwrap();
    let value = bench.catalogue.dossier(bench.ids["a/1"]).unwrap().claims[0].id;
    let chosen = [&ids[..], &[value]].concat();
    let foreseen = bench.catalogue.rule_outcome(&chosen).unwrap();
    assert_eq!((bench.access(ids[0]), bench.access(value)), (later, Access::Open));
    let (_, outcome) = bench.catalogue.apply_rule(&chosen, "by the rule").unwrap();
    assert_eq!(outcome, foreseen);
    let until = Access::ClosedUntil(day("2031-01-01"));
    assert_eq!(outcome.set, [ids[0], ids[1], value]);
    // one is open now, the other 14 years sooner than was said
    assert_eq!(outcome.opened, [ids[0], ids[1]]);
    assert_eq!((bench.access(ids[0]), bench.access(ids[1]), bench.access(value)), (Access::Open, until, until));
    // born 1920: open by the rule, and perhaps still alive
    assert_eq!((outcome.possibly_living, bench.access(ids[2])), (vec![ids[2]], later));
    assert_eq!((outcome.unknown, bench.access(ids[3])), (vec![ids[3]], later));
    assert_eq!((outcome.same, outcome.by_hand), (vec![ids[4]], vec![]));
    bench.catalogue.undo(None, OnClash::Stop).unwrap();
    assert_eq!((bench.access(ids[0]), bench.access(value)), (later, Access::Open));
}

#[test]
fn no_rule_opens_what_somebody_set_to_staff_or_review() {
    let mut bench =
        bench(&["P1: birth-date 1880", "P2: birth-date 1880", "P3: birth-date 1930", "P4: birth-date 1880"]);
    let ids: Vec<EntryId> = ["P1", "P2", "P3", "P4"].iter().map(|code| bench.ids[*code]).collect();
    bench.go_by("de-bund");
    let closed = [(ids[0], Access::Staff), (ids[1], Access::Review), (ids[2], Access::Staff)];
    for (id, access) in closed {
        bench.catalogue.set_access(&[id], access, "the family asked").unwrap();
    }
    bench.catalogue.set_access(&ids[3..], Access::ClosedUntil(day("2045-01-01")), "first").unwrap();
    let (_, outcome) = bench.catalogue.apply_rule(&ids, "by the rule").unwrap();
    assert_eq!((&outcome.by_hand[..], &outcome.opened[..]), (&ids[..3], &ids[3..]));
    for (id, access) in closed {
        assert_eq!(bench.access(id), access);
    }
    assert_eq!(bench.access(ids[3]), Access::Open);
}

#[test]
fn an_uncertain_death_opens_nobodys_papers() {
    let mut bench = bench(&["P8: birth-date 1935"]);
    let person = bench.ids["P8"];
    let reading = read("death-date", Datatype::Date, "1944");
    let certainty = Certainty::Uncertain;
    bench.write(Claim { reading, certainty, ..Claim::new(person, "death-date", "1944") });
    bench.go_by("de-bund");
    let line = bench.line("P8");
    assert_eq!((line.living, line.closure.until), (Living::Possibly, Some(day("2036-01-01"))));
    bench.catalogue.set_access(&[person], Access::ClosedUntil(day("2045-01-01")), "first").unwrap();
    bench.catalogue.apply_rule(&[person], "by the rule").unwrap();
    assert_eq!(bench.access(person), Access::ClosedUntil(day("2036-01-01")));
}

#[test]
fn all_that_is_judged_to_be_of_one_man_counts_however_far_off() {
    let mut bench = bench(&[
        "a/1: arrival-date 1941",
        "P1: role x",
        "a/2: arrival-date 1941",
        "P2: role x",
        "a/3: birth-date 1930; arrival-date 1941",
    ]);
    for (entry, person) in [("a/1", "P1"), ("a/2", "P1"), ("a/2", "P2"), ("a/3", "P2")] {
        let judged = same_man(bench.ids[entry], bench.ids[person], Vec::new(), "the number");
        bench.write(judged);
    }
    bench.go_by("de-bund");
    let line = bench.line("a/1");
    assert_eq!((line.closure.until, line.living), (Some(day("2031-01-01")), Living::Possibly));
}
