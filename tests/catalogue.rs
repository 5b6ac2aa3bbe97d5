//! The catalogue at its border: every kind of change done, undone and redone; clashes; history; locks; damage.

mod damage;
mod find;
mod formats;
mod keying;
pub(crate) mod outside;
mod pictures;
mod undo;

use kartoteka::catalogue::{Catalogue, Keyed, ListQuery, Mode, OnClash, Sort, Undone, built_in_template};
use kartoteka::error::Error;
use kartoteka::model::{
    Absence, Access, Act, Attachment, Audience, Change, Checksum, Claim, ClosureRule, Conclusion, Datatype, Decision,
    DifferenceKind, Dossier, Entry, EntryId, EntryKind, Event, EventKind, FileCard, GlossaryTerm, Group, GroupKind,
    HistoricalDate, HoldingUnit, Identity, Level, NoteKind, OwnTemplate, Person, Place, ProvenanceNote, Region, Role,
    SavedSearch, Shown, Source, SourceKind, Stage, Timestamp, Verdict,
};
use std::path::PathBuf;
use tempfile::TempDir;

struct Bench {
    catalogue: Catalogue,
    folder: PathBuf,
    _home: TempDir,
}

fn bench() -> Bench {
    let home = tempfile::tempdir().expect("a folder for the test");
    let folder = home.path().join("test.kartoteka");
    let mut catalogue = Catalogue::create(&folder, "Test").expect("a catalogue");
    catalogue.set_author("Anna");
    Bench { catalogue, folder, _home: home }
}

fn a_card(reference: &str) -> FileCard {
    FileCard {
        id: EntryId::fresh(),
        reference_code: reference.to_owned(),
        template: "auschwitz-pow-record".to_owned(),
        unit: None,
        specimen: false,
        stage: Stage::default(),
        access: Access::Open,
    }
}

fn a_person(reference: &str, label: &str) -> Person {
    Person { id: EntryId::fresh(), reference_code: reference.to_owned(), label: label.to_owned(), access: Access::Open }
}

/// One entry of every kind, an edited form of it, and what must be there first. A new kind does not compile here
/// until it has its case.
#[expect(clippy::too_many_lines, reason = "one case a kind, side by side, so that none is forgotten")]
fn example(kind: EntryKind) -> (Vec<Entry>, Entry, Entry) {
    let card = a_card("rkg/0001");
    let person = a_person("P1", "Musterow");
    let (card_id, person_id) = (card.id, person.id);
    let first: Vec<Entry> = vec![card.clone().into(), person.clone().into()];
    let id = EntryId::fresh();
    let pair: (Entry, Entry) = match kind {
        EntryKind::HoldingUnit => {
            let unit = HoldingUnit {
                id,
                parent: None,
                reference_code: "F1".into(),
                level: Level::Fonds,
                title: "Карточки".into(),
                dates: HistoricalDate::read("1941/1945"),
                extent: "49 cards".into(),
                creator: String::new(),
                repository: "Archive".into(),
                scope_and_content: String::new(),
            };
            let edited = HoldingUnit { title: "Kartei".into(), level: Level::Series, ..unit.clone() };
            (unit.into(), edited.into())
        }
        EntryKind::FileCard => {
            let card = a_card("rkg/0002");
            let edited = FileCard { reference_code: "rkg/0003".into(), access: Access::Staff, ..card.clone() };
            (card.into(), edited.into())
        }
        EntryKind::Person => {
            let person = a_person("P2", "Погожев");
            let edited = Person { label: "Pogozhev".into(), ..person.clone() };
            (person.into(), edited.into())
        }
        EntryKind::Place => {
            let place = Place {
                id,
                reference_code: "stalag-308".into(),
                kind: "Stalag".into(),
                label: "Stalag 308".into(),
                name_de: "Neuhammer".into(),
                name_local: "Świętoszów".into(),
                country: "PL".into(),
                latitude: Some(51.5),
                longitude: None,
                since: "1941-04-08".to_owned().try_into().ok(),
                until: None,
                wikidata: String::new(),
                basis: "test".into(),
            };
            let edited = Place { longitude: Some(15.25), latitude: None, ..place.clone() };
            (place.into(), edited.into())
        }
        EntryKind::Event => {
            let event = Event { id, reference_code: "E1".into(), kind: EventKind::Transfer, label: "Transfer".into() };
            (event.clone().into(), Event { kind: EventKind::Arrival, ..event }.into())
        }
        EntryKind::Group => {
            let group = Group { id, reference_code: "G1".into(), kind: GroupKind::Transport, label: "Men".into() };
            (group.clone().into(), Group { label: "The men".into(), ..group }.into())
        }
        EntryKind::Source => {
            let source = Source {
                id,
                reference_code: "SRC1".into(),
                kind: SourceKind::Letter,
                title: "Letter".into(),
                author: "K.".into(),
                date: HistoricalDate::read("2 May 1962"),
                repository: String::new(),
                description: String::new(),
            };
            (source.clone().into(), Source { title: "A letter".into(), ..source }.into())
        }
        EntryKind::Attachment => {
            let picture = a_picture(card_id);
            let edited =
                Attachment { depicted: vec![person_id], caption: "Front".into(), ppi: Some(300.0), ..picture.clone() };
            (picture.into(), edited.into())
        }
        EntryKind::Region => {
            let picture = a_picture(card_id);
            let region = Region {
                id,
                attachment: picture.id,
                x: 0.1,
                y: 0.2,
                width: 0.3,
                height: 0.05,
                outline: None,
                shows: None,
            };
            let mut first = first;
            first.push(picture.into());
            return (first, region.clone().into(), Region { x: 0.125, ..region.clone() }.into());
        }
        EntryKind::Claim => {
            let mut claim = Claim::new(card_id, "surname", "Погожевъ");
            claim.reading = kartoteka::model::read("surname", kartoteka::model::Datatype::Name, "Погожевъ");
            let edited = Claim {
                absence: Some(Absence::Illegible { legible: "Пог???".into() }),
                as_written: String::new(),
                reading: None,
                ..claim.clone()
            };
            (claim.into(), edited.into())
        }
        EntryKind::Conclusion => {
            let claims = [Claim::new(person_id, "birth-date", "1912"), Claim::new(person_id, "birth-date", "1913")];
            let ids = claims.each_ref().map(|claim| claim.id);
            let mut first = first;
            first.extend(claims.into_iter().map(Into::into));
            let conclusion = Conclusion {
                id,
                reference_code: "C1".into(),
                subject: person_id,
                property: "birth-date".into(),
                kind: DifferenceKind::Contradiction,
                weighed: ids.to_vec(),
                decision: Decision::Open,
                chosen: Vec::new(),
                reason: "both stay".into(),
                by: "Anna".into(),
                at: Timestamp(1_000),
                withdrawn: None,
            };
            let edited = Conclusion { decision: Decision::Preferred, chosen: vec![ids[0]], ..conclusion.clone() };
            return (first, conclusion.into(), edited.into());
        }
        EntryKind::ProvenanceNote => {
            let note = ProvenanceNote {
                id,
                subject: card_id,
                kind: NoteKind::Acquisition,
                text: "Given by the family.".into(),
                date: HistoricalDate::read("1998"),
                author: "Anna".into(),
                access: Access::Open,
            };
            (note.clone().into(), ProvenanceNote { access: Access::Staff, ..note }.into())
        }
        EntryKind::Identity => {
            let identity = Identity {
                id,
                entry: card_id,
                person: person_id,
                verdict: Verdict::Undecided,
                reason: String::new(),
                by: "Anna".into(),
                at: Timestamp(5),
                evidence: Vec::new(),
            };
            (identity.clone().into(), Identity { verdict: Verdict::Same, reason: "number".into(), ..identity }.into())
        }
        EntryKind::OwnTemplate => {
            let template = built_in_template("auschwitz-pow-record").expect("a template").clone();
            let mut renamed = template.clone();
            renamed.name = "Kartei".into();
            (OwnTemplate { id, template }.into(), OwnTemplate { id, template: renamed }.into())
        }
        EntryKind::ClosureRule => {
            let rule = ClosureRule {
                id,
                code: "own".into(),
                jurisdiction: "Here".into(),
                label: "Our rule".into(),
                years_after_death: Some(10),
                years_after_birth: Some(100),
                years_after_creation: None,
                basis: "decided".into(),
                in_force: false,
            };
            (rule.clone().into(), ClosureRule { in_force: true, years_after_death: None, ..rule }.into())
        }
        EntryKind::GlossaryTerm => {
            let term = GlossaryTerm { id, term: "Abgang".into(), language: "de".into(), ..GlossaryTerm::default() };
            let edited = GlossaryTerm { gloss: "left the list".into(), caution: true, ..term.clone() };
            (term.into(), edited.into())
        }
        EntryKind::SavedSearch => {
            let search = SavedSearch { id, label: "Without a number".into(), query: "missing:number".into() };
            (search.clone().into(), SavedSearch { label: "No number".into(), ..search }.into())
        }
    };
    (first, pair.0, pair.1)
}

fn a_picture(entry: EntryId) -> Attachment {
    Attachment {
        master: Checksum("0".repeat(64)),
        extension: "png".into(),
        original_name: "scan.png".into(),
        size_bytes: 10,
        width_px: 5,
        height_px: 4,
        date_absence: Some(Absence::Silent),
        ..Attachment::new(EntryId::fresh(), entry, Role::Front)
    }
}

/// Everything a reader can see: every list line and every page, without the numbers of acts.
fn everything(catalogue: &Catalogue) -> String {
    let mut seen = String::new();
    for sort in [Sort::Reference, Sort::Label, Sort::Number, Sort::Date] {
        let query = ListQuery {
            kinds: EntryKind::LISTED.to_vec(),
            unit: None,
            stage: None,
            words: String::new(),
            sort,
            descending: false,
        };
        for mut row in catalogue.rows(&catalogue.list(&query).expect("a list")).expect("lines") {
            row.changed_seq = 0;
            seen.push_str(&serde_json::to_string(&row).expect("json"));
            seen.push_str(&serde_json::to_string(&catalogue.dossier(row.id).expect("a page")).expect("json"));
            seen.push('\n');
        }
    }
    seen.push_str(&serde_json::to_string(&catalogue.own_templates().expect("templates")).expect("json"));
    seen.push_str(&serde_json::to_string(&catalogue.saved_searches().expect("searches")).expect("json"));
    seen.push_str(&serde_json::to_string(&catalogue.closure_rules().expect("rules")).expect("json"));
    seen.push_str(&serde_json::to_string(&catalogue.own_terms().expect("terms")).expect("json"));
    for property in ["surname", "name"] {
        let offered = catalogue.wordings(property, Datatype::Name, "по").expect("wordings");
        seen.extend(offered.iter().map(|offer| format!("{offer:?}\n")));
    }
    for words in ["Pogozhev", "Погожев", "Kartei", "Stalag", "letter", "family"] {
        let hits = catalogue.find(words, 50).expect("hits");
        let found: Vec<String> = hits.iter().map(|hit| format!("{} {:?}", hit.row.id, hit.why)).collect();
        seen.extend([words, ": ", &found.join(", "), "\n"]);
    }
    seen
}

#[test]
fn every_kind_of_change_can_be_done_undone_and_redone() {
    for kind in EntryKind::ALL {
        let Bench { mut catalogue, folder, _home } = bench();
        let (first, entry, edited) = example(*kind);
        catalogue.act(Act::Add, "first", "", first.into_iter().map(Change::create).collect()).expect("first");
        let mut states = vec![everything(&catalogue)];
        for (act, change) in [
            (Act::Add, Change::create(entry.clone())),
            (Act::Edit, Change::edit(entry.clone(), edited.clone())),
            (Act::Remove, Change::remove(edited.clone())),
        ] {
            catalogue.act(act, "it", "", vec![change]).unwrap_or_else(|error| panic!("{kind} {act}: {error}"));
            states.push(everything(&catalogue));
        }
        assert_ne!(states[0], states[1], "{kind}: adding it shows");
        for expected in states.iter().rev().skip(1) {
            assert!(matches!(catalogue.undo(None, OnClash::Stop), Ok(Undone::Done(_))), "{kind}: undo");
            assert_eq!(&everything(&catalogue), expected, "{kind}: undone");
        }
        // the rest after the program was closed and opened again
        drop(catalogue);
        let mut catalogue = Catalogue::open_to_write(&folder).expect("opened again");
        for expected in states.iter().skip(1) {
            assert!(matches!(catalogue.redo(), Ok(Undone::Done(_))), "{kind}: redo");
            assert_eq!(&everything(&catalogue), expected, "{kind}: redone");
        }
        assert!(matches!(catalogue.redo(), Err(Error::NothingTo("redo"))), "{kind}: nothing more");
        let report = catalogue.check(&|_, _| true).expect("a check");
        let other: Vec<_> =
            report.problems.iter().filter(|found| found.area != "master" && found.area != "reference").collect();
        assert!(other.is_empty(), "{kind}: {other:?}");
        let before = everything(&catalogue);
        drop(catalogue);
        let index = folder.join("cache/index.db");
        assert!(index.exists(), "the index is kept between sessions");
        drop(Catalogue::open_to_write(&folder).expect("opened and closed"));
        let kept = std::fs::read(&index).expect("read");
        drop(Catalogue::open_to_write(&folder).expect("opened and closed"));
        assert_eq!(std::fs::read(&index).expect("read"), kept, "an index that is current is left as it is");
        std::fs::remove_dir_all(folder.join("cache")).expect("the cache can be deleted");
        let catalogue = Catalogue::open(&folder).expect("opened without a cache");
        assert_eq!(everything(&catalogue), before, "{kind}: the index comes back the same");
    }
}

#[test]
fn a_change_made_from_an_older_state_is_refused() {
    let Bench { mut catalogue, .. } = bench();
    let person = a_person("P1", "Skiba");
    catalogue.act(Act::Add, "P1", "", vec![Change::create(person.clone())]).expect("added");
    let mine = Person { label: "Mine".into(), ..person.clone() };
    let theirs = Person { label: "Theirs".into(), ..person.clone() };
    catalogue.act(Act::Edit, "P1", "", vec![Change::edit(person.clone(), theirs.clone())]).expect("theirs");
    let refused = catalogue.act(Act::Edit, "P1", "", vec![Change::edit(person.clone(), mine)]);
    assert!(matches!(refused, Err(Error::Stale { .. })));
    assert_eq!(catalogue.get(person.id).expect("read"), Some(theirs.into()));
}

#[test]
fn one_writes_the_others_read_and_are_told_who() {
    let Bench { catalogue, folder, _home } = bench();
    let second = Catalogue::open(&folder).expect("a second program reads");
    let Mode::ReadOnly(why) = second.mode() else { panic!("only for reading") };
    assert!(why.contains("Anna"), "{why}");
    assert!(matches!(Catalogue::open_to_write(&folder), Err(Error::InUse { .. })));
    drop(catalogue);
    assert!(Catalogue::open_to_write(&folder).is_ok(), "a note left behind blocks nobody");
}

#[test]
fn a_card_is_keyed_found_and_put_right() {
    let Bench { mut catalogue, .. } = bench();
    let keyed =
        |field: &str, words: &str| Keyed { field: field.into(), as_written: words.into(), absence: None, at: None };
    let values = [keyed("Name", "Погожев"), keyed("Vorname", "Андрей"), keyed("Gef. Nr.", "1418")];
    let card = catalogue.add_card("auschwitz-pow-record", "rkg/0049", None, &values).expect("a card");
    for words in ["Pogozhev", "погожев 1418", "rkg/0049", "Pogoschew"] {
        let hits = catalogue.find(words, 10).expect("hits");
        assert_eq!(hits.first().map(|hit| hit.row.id), Some(card.id), "{words}");
    }
    let unreadable = Keyed {
        field: "Gef. Nr.".into(),
        as_written: String::new(),
        absence: Some(Absence::Illegible { legible: "14?8".into() }),
        at: None,
    };
    catalogue.key(card.id, &unreadable).expect("keyed");
    let dossier = catalogue.dossier(card.id).expect("the card");
    let number: Vec<_> = dossier.claims.iter().filter(|claim| claim.property == "prisoner-number").collect();
    assert_eq!(number.len(), 1, "the claim was edited, not doubled");
    assert_eq!(number[0].absence, unreadable.absence);
    assert!(matches!(catalogue.undo(None, OnClash::Stop), Ok(Undone::Done(_))));
    assert_eq!(catalogue.find("1418", 10).expect("hits").len(), 1);
    assert!(matches!(catalogue.add_card("no-such", "x", None, &[]), Err(Error::NoSuchTemplate { .. })));
    assert!(catalogue.add_card("auschwitz-pow-record", "x", None, &[keyed("No such field", "y")]).is_err());
}

/// Every closed thing carries a word that may not leave; the word is looked for in all that is gathered.
#[test]
fn nothing_closed_leaves_in_a_public_gathering() {
    const CANARY: &str = "Kanarienvogel";
    let Bench { mut catalogue, .. } = bench();
    let closed = Person { access: Access::Staff, ..a_person("P9", CANARY) };
    let open = a_person("P1", "Open");
    let group =
        Group { id: EntryId::fresh(), reference_code: "G1".into(), kind: GroupKind::Transport, label: "Men".into() };
    let mut claims = vec![
        Claim { access: Access::Staff, ..Claim::new(open.id, "remarks", CANARY) },
        Claim::new(closed.id, "birth-date", CANARY),
    ];
    let mut member = Claim::new(closed.id, "member-of", CANARY);
    member.reading = Some(kartoteka::model::Reading::Entry(group.id));
    let mut companion = Claim::new(open.id, "arrived-with", CANARY);
    companion.reading = Some(kartoteka::model::Reading::Entry(closed.id));
    claims.extend([member, companion]);
    let closed_card = FileCard { access: Access::Staff, ..a_card("rkg/0009") };
    let pictures = [
        Attachment { depicted: vec![open.id], caption: CANARY.into(), ..a_picture(closed_card.id) },
        Attachment { access: Access::Staff, caption: CANARY.into(), ..a_picture(open.id) },
        Attachment { depicted: vec![closed.id], caption: CANARY.into(), ..a_picture(open.id) },
    ];
    let note = ProvenanceNote {
        id: EntryId::fresh(),
        subject: open.id,
        kind: NoteKind::Editorial,
        text: CANARY.into(),
        date: HistoricalDate::default(),
        author: "Anna".into(),
        access: Access::Staff,
    };
    let judged = Conclusion {
        id: EntryId::fresh(),
        reference_code: "C1".into(),
        subject: open.id,
        property: "remarks".into(),
        kind: DifferenceKind::Contradiction,
        weighed: vec![claims[0].id],
        decision: Decision::Open,
        chosen: Vec::new(),
        reason: CANARY.into(),
        by: String::new(),
        at: Timestamp(0),
        withdrawn: None,
    };
    let mut changes =
        vec![Change::create(closed), Change::create(open), Change::create(group), Change::create(closed_card)];
    changes.extend(claims.into_iter().map(Change::create));
    changes.extend(pictures.into_iter().map(Change::create));
    changes.extend([Change::create(note), Change::create(judged)]);
    catalogue.act(Act::Add, "all", "", changes).expect("added");
    for (audience, leaves) in [(kartoteka::model::Audience::Public, false), (kartoteka::model::Audience::Staff, true)] {
        let gathered = serde_json::to_string(&catalogue.gather("", audience).expect("gathered")).expect("json");
        assert_eq!(gathered.contains(CANARY), leaves, "{audience}");
        assert!(gathered.contains("Open"));
    }
}

#[test]
fn going_through_a_field_is_not_keying_it() {
    let Bench { mut catalogue, .. } = bench();
    let keyed = Keyed { field: "Name".into(), as_written: "Skiba".into(), absence: None, at: None };
    let card =
        catalogue.add_card("auschwitz-pow-record", "rkg/0001", None, std::slice::from_ref(&keyed)).expect("a card");
    catalogue.set_author("Boris");
    let same = catalogue.key(card.id, &keyed).expect("nothing to write");
    assert_eq!((same.seq, same.touched.len()), (1, 0));
    assert_eq!(catalogue.dossier(card.id).expect("the card").claims[0].keyed_by, "Anna");
}
