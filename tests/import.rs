//! Bringing in a sheet of cards: every row in or told, one act and one undo whatever the number, nothing half after a
//! kill; files that are none.

use crate::catalogue::outside;
use crate::support::program::{Answer, Desk, names};
use kartoteka::catalogue::{Catalogue, ImportOptions, ImportReport, Keyed, ListQuery, OnClash, Undone};
use kartoteka::exchange::property_csv::PropertyCsv;
use kartoteka::model::{Absence, Act, Claim, ClashCause, Entry, EntryId, EntryKind, NumberSeries, Reading, Stage};
use serde_json::Value;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

const HEADINGS: &str = "reference_code,surname,given_name,patronymic,prisoner_number,camp,series,born,birthplace,\
                        arrived,occupation,nationality,religion,rank,residence,note";

/// A sheet of so many cards with fifteen values each.
fn sheet(cards: usize) -> String {
    let mut text = format!("{HEADINGS}\n");
    for card in 1..=cards {
        let _ = writeln!(
            text,
            "K-{card},Surname{},Given{},Petrovich,{},Auschwitz,rkg,{}.7.19{:02},Place {},1941-10-{:02},joiner,sowjetisch,\
             russ.-orth.,Soldat,\"Street {card}, Town\",\"Note, with \"\"marks\"\" and\na line {card}\"",
            card % 97,
            card % 31,
            10_000 + card,
            1 + card % 28,
            card % 27,
            card % 13,
            1 + card % 28,
        );
    }
    text
}

fn bench() -> (Catalogue, PathBuf, tempfile::TempDir) {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("test.kartoteka");
    let mut catalogue = Catalogue::create(&folder, "Test").unwrap();
    catalogue.set_author("Anna");
    (catalogue, folder, home)
}

fn import(catalogue: &mut Catalogue, text: &str) -> ImportReport {
    let mut sheet = PropertyCsv::read(text.as_bytes(), Path::new("cards.csv")).unwrap();
    let options = ImportOptions { about: "cards.csv".to_owned(), ..ImportOptions::default() };
    catalogue.import(&mut sheet, &options, &|_| true).unwrap()
}

/// Every row of every table that an undo has to bring back.
fn rows(folder: &Path) -> Vec<String> {
    outside::rows(folder)
}

fn claims(catalogue: &Catalogue, code: &str) -> Vec<Claim> {
    catalogue.dossier(catalogue.resolve(code).unwrap()).unwrap().claims
}

fn assert_sound(catalogue: &mut Catalogue) {
    let report = catalogue.check(&|_, _| true).unwrap();
    assert_eq!(report.problems, []);
    assert!(!report.index_rebuilt, "the index followed");
}

#[test]
fn a_row_becomes_a_card_and_each_cell_a_value_with_its_reading() {
    let (mut catalogue, ..) = bench();
    let text = "reference_code,surname,given_name,prisoner_number,camp,series,born,note,Fate of man,stage,surname\n\
                K1, Погожев ,Andrei,№ 88349,Auschwitz,RKG,18.6.1912,\"see\nback\",freed,,Pogoschew\n\
                K2,,[blank],16?258,,,[illegible: 1?.6.1912],,,to_check,\n";
    let report = import(&mut catalogue, text);
    assert_eq!((report.rows, report.brought_in, report.values, report.refused_count), (2, 2, 12, 0));
    let found = claims(&catalogue, "K1");
    let of = |property: &str| found.iter().filter(|claim| claim.property == property).collect::<Vec<_>>();
    assert_eq!(
        of("surname").iter().map(|claim| claim.as_written.as_str()).collect::<Vec<_>>(),
        [" Погожев ", "Pogoschew"]
    );
    assert_eq!(of("surname").iter().map(|claim| claim.ord).collect::<Vec<_>>(), [0, 1]);
    assert!(found.iter().all(|claim| claim.keyed_by == "Anna" && claim.read_by.is_empty()), "readings are proposals");
    let Some(Reading::Number(number)) = &of("prisoner-number")[0].reading else { panic!("a number") };
    assert_eq!(
        (number.number.as_str(), number.series, number.issuer_name.as_str()),
        ("88349", NumberSeries::Rkg, "Auschwitz")
    );
    assert!(matches!(&of("birth-date")[0].reading, Some(Reading::Date { edtf, .. }) if edtf.as_str() == "1912-06-18"));
    assert_eq!(
        (of("remarks")[0].as_written.as_str(), of("fate-of-man")[0].as_written.as_str()),
        ("see\nback", "freed")
    );
    assert_eq!((of("camp").len(), of("series").len()), (1, 1), "nothing is left out");

    let absent: Vec<_> = claims(&catalogue, "K2").into_iter().map(|claim| (claim.property, claim.absence)).collect();
    let illegible = |legible: &str| Some(Absence::Illegible { legible: legible.to_owned() });
    let expected = [
        ("given-name".to_owned(), Some(Absence::Blank)),
        ("prisoner-number".to_owned(), illegible("16?258")),
        ("birth-date".to_owned(), illegible("1?.6.1912")),
    ];
    for one in expected {
        assert!(absent.contains(&one), "{one:?} in {absent:?}");
    }
    let stage = |code| match catalogue.get(catalogue.resolve(code).unwrap()).unwrap() {
        Some(Entry::FileCard(card)) => (card.stage, card.template),
        other => panic!("{other:?}"),
    };
    assert_eq!((stage("K1"), stage("K2")), ((Stage::Keyed, String::new()), (Stage::ToCheck, String::new())));
    assert_sound(&mut catalogue);
}

#[test]
fn a_template_gives_each_value_its_box() {
    let (mut catalogue, ..) = bench();
    let text = "reference_code,template,surname,prisoner_number\nK1,auschwitz-pow-record,Skiba,1418\nK2,nothing,x,1\n";
    let report = import(&mut catalogue, text);
    assert_eq!((report.brought_in, report.refused_count), (1, 1));
    assert!(report.refused[0].reason.contains("no card template \"nothing\""), "{:?}", report.refused);
    let found = claims(&catalogue, "K1");
    assert!(found.iter().all(|claim| !claim.field.is_empty()), "{found:?}");
    let card = catalogue.resolve("K1").unwrap();
    let keyed = Keyed { field: "name".to_owned(), as_written: "Skyba".to_owned(), ..Keyed::default() };
    catalogue.key(card, &keyed).unwrap();
    assert_eq!(claims(&catalogue, "K1").len(), 2, "keying the box corrects what was brought in");
}

#[test]
fn the_same_sheet_brought_in_twice_changes_nothing_and_says_why() {
    let (mut catalogue, folder, _home) = bench();
    let text = format!("{}K-3,again,,,,,,,,,,,,,,\n,no code,,,,,,,,,,,,,,\n", sheet(5));
    let report = import(&mut catalogue, &text);
    assert_eq!((report.rows, report.brought_in, report.values, report.refused_count), (7, 5, 75, 2));
    assert_eq!(
        report.refused.iter().map(|refused| (refused.row, refused.line)).collect::<Vec<_>>(),
        [(7, 12), (8, 13)]
    );
    assert_eq!(report.refused[0].reason, "the reference code K-3 is that of a row above");
    let before = rows(&folder);
    let report = import(&mut catalogue, &text);
    assert_eq!((report.rows, report.brought_in, report.refused_count, report.act), (7, 0, 7, None));
    assert_eq!(report.refused[0].reason, "the reference code K-1 is in the catalogue already, of a file card");
    assert_eq!(rows(&folder), before);
}

#[test]
fn a_dry_run_says_the_same_and_writes_nothing() {
    let (mut catalogue, folder, _home) = bench();
    import(&mut catalogue, &sheet(3));
    let before = rows(&folder);
    let text = format!("{}K-7,again,,,,,,,,,,,,,,\nK-8\n", sheet(7));
    let run = |catalogue: &mut Catalogue, is_dry_run| {
        let mut sheet = PropertyCsv::read(text.as_bytes(), Path::new("cards.csv")).unwrap();
        let options = ImportOptions { is_dry_run, ..ImportOptions::default() };
        let report = catalogue.import(&mut sheet, &options, &|_| true).unwrap();
        ImportReport { seconds: 0.0, act: None, ..report }
    };
    let dry = run(&mut catalogue, true);
    assert_eq!((dry.rows, dry.brought_in, dry.refused_count), (9, 4, 5));
    assert_eq!(rows(&folder), before);
    assert_eq!(run(&mut catalogue, false), dry);
}

/// More entries than are taken back in memory.
const GREAT: usize = 400;

#[test]
fn a_great_import_is_one_act_and_is_undone_and_done_again_to_the_last_row() {
    let (mut catalogue, folder, _home) = bench();
    import(&mut catalogue, "reference_code,surname\nK-0,Before\n");
    let before = rows(&folder);
    let report = import(&mut catalogue, &sheet(GREAT));
    assert_eq!((report.brought_in, report.values), (GREAT as u64, 15 * GREAT as u64));
    let after = rows(&folder);
    assert_sound(&mut catalogue);
    let history = catalogue.history(None, None, 10).unwrap();
    assert_eq!((history[0].seq, history[0].act, history[0].about.as_str()), (2, Act::Import, "cards.csv"));
    for round in 0..2 {
        assert!(matches!(catalogue.undo(None, OnClash::Stop), Ok(Undone::Done(_))), "{round}");
        assert!(rows(&folder) == before, "{round}: what the act made is gone, and nothing else");
        assert_eq!(catalogue.counts().unwrap().values().sum::<u64>(), 1);
        assert_sound(&mut catalogue);
        assert!(matches!(catalogue.redo(), Ok(Undone::Done(_))), "{round}");
        assert!(rows(&folder) == after, "{round}: every row is back, with the act that made it");
        assert_sound(&mut catalogue);
    }
    let redo = catalogue.history(None, None, 1).unwrap()[0].seq;
    assert!(matches!(catalogue.undo(Some(redo), OnClash::Stop), Ok(Undone::Done(_))), "a redo is taken back by number");
    assert!(rows(&folder) == before);
    assert_sound(&mut catalogue);
    let page = catalogue.history(None, None, 20).unwrap();
    assert!(page.iter().all(|act| act.changes.len() <= 5_000), "a line of history has a bound");
}

#[test]
fn what_was_done_after_a_great_import_stands_in_its_way_and_can_be_kept() {
    let (mut catalogue, folder, _home) = bench();
    import(&mut catalogue, &sheet(GREAT));
    let surname = |catalogue: &Catalogue, code: &str| {
        claims(catalogue, code).into_iter().find(|claim| claim.property == "surname").unwrap()
    };
    let changed = surname(&catalogue, "K-5");
    catalogue.rekey(changed.id, "Changed", None, None).unwrap();
    let noted = catalogue.resolve("K-9").unwrap();
    catalogue
        .add_note(noted, kartoteka::model::NoteKind::Condition, "torn", "", kartoteka::model::Access::Open)
        .unwrap();
    let removed = surname(&catalogue, "K-12");
    let removal = catalogue.removed(&removed).unwrap();
    catalogue.act(Act::Remove, "K-12", "", removal).unwrap();
    let gone_and_back = surname(&catalogue, "K-14");
    catalogue.rekey(gone_and_back.id, "For a while", None, None).unwrap();
    catalogue.undo(None, OnClash::Stop).unwrap();
    let before = rows(&folder);

    let Ok(Undone::Clashes(clashes)) = catalogue.undo(Some(1), OnClash::Stop) else { panic!("clashes") };
    let mut told: Vec<(EntryId, ClashCause)> = clashes.iter().map(|clash| (clash.entry, clash.cause)).collect();
    told.sort();
    let mut expected = vec![
        (changed.id, ClashCause::ChangedLater),
        (noted, ClashCause::NeededLater),
        (removed.id, ClashCause::RemovedLater),
    ];
    expected.sort();
    assert_eq!(told, expected);
    assert!(clashes.iter().any(|clash| clash.label.starts_with("K-5 Changed")), "{clashes:?}");
    assert!(rows(&folder) == before, "nothing was changed");

    assert!(matches!(catalogue.undo(Some(1), OnClash::KeepLater), Ok(Undone::Done(_))));
    assert_eq!(catalogue.counts().unwrap().values().sum::<u64>(), 2, "two cards are needed");
    assert_eq!(claims(&catalogue, "K-5").len(), 1, "the changed value and its card stay");
    assert_eq!(claims(&catalogue, "K-9").len(), 0, "the card that is needed stays without its values");
    assert_sound(&mut catalogue);
    assert!(matches!(catalogue.redo(), Ok(Undone::Done(_))), "the rest is brought back");
    assert!(rows(&folder) == before);
    assert_sound(&mut catalogue);
}

#[test]
fn what_can_not_come_back_is_told_and_nothing_comes_back() {
    let (mut catalogue, folder, _home) = bench();
    let units = "holding_unit";
    let unit = kartoteka::model::HoldingUnit {
        id: EntryId::fresh(),
        parent: None,
        reference_code: "F-1".to_owned(),
        level: kartoteka::model::Level::Fonds,
        title: "Cards".to_owned(),
        dates: kartoteka::model::HistoricalDate::default(),
        extent: String::new(),
        creator: String::new(),
        repository: String::new(),
        scope_and_content: String::new(),
    };
    catalogue.act(Act::Add, "F-1", "", vec![kartoteka::model::Change::create(unit.clone())]).unwrap();
    let text = sheet(GREAT).replace("rank,residence,", &format!("{units},residence,")).replace(",Soldat,", ",F-1,");
    let report = import(&mut catalogue, &text);
    assert_eq!((report.brought_in, report.refused_count), (GREAT as u64, 0), "{:?}", report.refused.first());
    assert!(matches!(catalogue.undo(None, OnClash::Stop), Ok(Undone::Done(_))));
    let undo = catalogue.history(None, None, 1).unwrap()[0].seq;
    catalogue.act(Act::Remove, "F-1", "", vec![kartoteka::model::Change::remove(unit)]).unwrap();
    let before = rows(&folder);
    let Ok(Undone::Clashes(clashes)) = catalogue.undo(Some(undo), OnClash::Stop) else { panic!("clashes") };
    assert!(clashes.iter().all(|clash| clash.cause == ClashCause::OwnerGone) && !clashes.is_empty());
    let told = catalogue.undo(Some(undo), OnClash::KeepLater).unwrap_err().to_string();
    assert!(told.contains("too great to be taken back in part"), "{told}");
    assert!(rows(&folder) == before);
    assert_sound(&mut catalogue);
}

/// The index as it is now, put back later: a reader finds it so while the index follows an act in another program.
fn keep_index(folder: &Path) -> Vec<u8> {
    crate::catalogue::outside::run(folder, "cache/index.db", "PRAGMA wal_checkpoint(TRUNCATE)");
    std::fs::read(folder.join("cache").join("index.db")).unwrap()
}

fn put_index_back(folder: &Path, index: &[u8]) {
    for ending in ["-wal", "-shm"] {
        let _ = std::fs::remove_file(folder.join("cache").join(format!("index.db{ending}")));
    }
    std::fs::write(folder.join("cache").join("index.db"), index).unwrap();
}

#[test]
fn a_reader_takes_the_index_of_an_earlier_state_while_it_follows() {
    let (mut catalogue, folder, _home) = bench();
    import(&mut catalogue, &sheet(1_100));
    drop(catalogue);
    let before = keep_index(&folder);
    let mut catalogue = Catalogue::open_to_write(&folder).unwrap();
    assert_eq!(import(&mut catalogue, &sheet(50).replace("\nK-", "\nL-")).brought_in, 50);
    drop(catalogue);
    let with_both = keep_index(&folder);
    put_index_back(&folder, &before);

    let finds = |catalogue: &Catalogue, code| {
        catalogue.find(code, 50).unwrap().iter().any(|hit| hit.row.reference_code == code)
    };
    let everything = ListQuery { kinds: EntryKind::LISTED.to_vec(), ..ListQuery::default() };
    let mut reader = Catalogue::open_to_read(&folder).unwrap();
    assert!(finds(&reader, "K-5"));
    assert!(!finds(&reader, "L-5"), "it is not in the index yet, and none is made in memory");
    assert_eq!(reader.list(&everything).unwrap().len(), 1_100);
    assert_eq!(claims(&reader, "L-5").len(), 15, "who knows its code has it");
    assert_eq!(reader.history(None, None, 5).unwrap().len(), 2);
    assert_eq!(reader.check(&|_, _| true).unwrap().problems, [], "an index that is behind is no fault");
    drop(reader);

    // the other way: the cards are gone, and their lines are still there
    let mut catalogue = Catalogue::open_to_write(&folder).unwrap();
    assert!(finds(&catalogue, "L-5"), "who writes brings the index up to the last act");
    assert_sound(&mut catalogue);
    assert!(matches!(catalogue.undo(None, OnClash::Stop), Ok(Undone::Done(_))));
    drop(catalogue);
    put_index_back(&folder, &with_both);
    let reader = Catalogue::open_to_read(&folder).unwrap();
    assert!(!finds(&reader, "L-5"), "what is gone is not found");
    let rows = reader.list(&everything).unwrap();
    assert_eq!((rows.len(), reader.rows(&rows).unwrap().len()), (1_150, 1_150), "its line is, until the index follows");
    let gone: Vec<EntryId> =
        reader.rows(&rows).unwrap().into_iter().filter(|row| row.reference_code == "L-5").map(|row| row.id).collect();
    assert!(reader.dossier(gone[0]).is_err());
    assert!(reader.facets(&everything).is_ok());
    drop(reader);

    put_index_back(&folder, b"SQLite format 3\0 and nothing else");
    let reader = Catalogue::open_to_read(&folder).unwrap();
    assert!(finds(&reader, "K-5"), "a damaged one is none");
    assert_eq!(reader.list(&everything).unwrap().len(), 1_100);
}

#[test]
fn what_a_great_import_made_is_watched_over() {
    let (mut catalogue, folder, _home) = bench();
    import(&mut catalogue, &sheet(GREAT));
    drop(catalogue);
    outside::run(&folder, "catalogue.db", "UPDATE claim SET remark = 'x' WHERE rowid = 777");
    let mut catalogue = Catalogue::open_to_write(&folder).unwrap();
    let problems = catalogue.check(&|_, _| true).unwrap().problems;
    let areas: Vec<&str> = problems.iter().map(|problem| problem.area.as_str()).collect();
    assert_eq!(areas, ["chain", "page"], "{problems:?}");
}

#[test]
fn an_import_that_is_stopped_leaves_nothing() {
    let (mut catalogue, folder, _home) = bench();
    let text = sheet(2_000);
    let before = rows(&folder);
    let mut sheet = PropertyCsv::read(text.as_bytes(), Path::new("cards.csv")).unwrap();
    let told = catalogue.import(&mut sheet, &ImportOptions::default(), &|bytes| bytes < 100_000).unwrap_err();
    assert_eq!(told.to_string(), "stopped, as asked");
    assert!(rows(&folder) == before);
    assert_sound(&mut catalogue);
    assert_eq!(import(&mut catalogue, &text).brought_in, 2_000, "and it can be begun again");
}

#[test]
fn an_entry_without_the_one_it_hangs_on_is_not_brought_in() {
    let (mut catalogue, folder, _home) = bench();
    import(&mut catalogue, "ref,surname\nK1,Skiba\n");
    let card = catalogue.resolve("K1").unwrap();
    let before = rows(&folder);
    let mut claims = vec![vec![Entry::from(Claim::new(card, "surname", "x"))]];
    assert!(catalogue.bring_in(Act::Import, "", &mut || Ok(claims.pop())).is_err(), "its page is not new");
    let mut twice = vec![vec![catalogue.get(card).unwrap().unwrap()]];
    assert!(catalogue.bring_in(Act::Import, "", &mut || Ok(twice.pop())).is_err(), "it is there");
    let applied = catalogue.bring_in(Act::Import, "", &mut || Ok(None)).unwrap();
    assert_eq!((applied.seq, applied.touched.len()), (1, 0), "nothing came");
    assert!(rows(&folder) == before);
}

fn run(desk: &Desk, text: &[u8], more: &[&str]) -> Answer {
    std::fs::write(desk.path("cards.csv"), text).unwrap();
    desk.run(&[&["import", "c.kartoteka", "cards.csv"], more].concat())
}

#[test]
fn the_answer_names_its_fields_for_good() {
    let desk = Desk::with_catalogue();
    let answer = run(&desk, b"ref,surname,Box no\nK1,Skiba,7\nK1,x,\n", &["--json"]);
    assert_eq!(answer.code, 1, "{answer:?}");
    let json: Value = serde_json::from_str(&answer.out).unwrap();
    assert_eq!(
        names(&json),
        ["act", "brought_in", "columns", "dry_run", "file", "refused", "refused_count", "rows", "seconds", "values"]
    );
    assert_eq!(names(&json["refused"]), ["line", "reason", "row"]);
    assert_eq!(names(&json["columns"]), ["becomes", "column", "known"]);
    assert_eq!(
        (&json["rows"], &json["brought_in"], &json["values"], &json["act"]),
        (&2.into(), &1.into(), &2.into(), &1.into())
    );
    assert!(
        answer.err.contains("row 3 was not brought in: the reference code K1 is that of a row above"),
        "{answer:?}"
    );
    let said = run(&desk, b"ref,surname,Box no\nK2,Skiba,7\n", &[]);
    assert_eq!(
        (said.code, said.out.as_str()),
        (0, "1 row: 1 card with 2 values brought in as act 2; 0 rows left out\n")
    );
    assert!(said.err.contains("\"Box no\" is no property the program knows"), "{said:?}");
    desk.good(&["undo", "c.kartoteka"]);
    desk.good(&["check", "c.kartoteka"]);
}

#[test]
fn a_file_that_is_no_sheet_of_cards_is_refused_with_the_reason() {
    let desk = Desk::with_catalogue();
    let utf16: Vec<u8> = "reference_code,surname\nK1,x\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let broken: &[(&[u8], &str)] = &[
        (b"", "the file is empty"),
        (b"\n\r\n\n", "the file is empty"),
        (b"K1,Skiba,Fyodor\nK2,Mishin,Nikolai\n", "no heading is reference_code"),
        (&utf16, "UTF-16 (little-endian)"),
        (b"PK\x03\x04\x14\x00", "zipped file"),
        (b"ref,ref\nK1,K2\n", "two headings are reference-code"),
        (b"\x00\x00\x00", "heading 1 is not UTF-8"),
    ];
    for (file, reason) in broken {
        let answer = run(&desk, file, &["--json"]);
        assert_eq!((answer.code, answer.out.as_str()), (2, ""), "{reason}: {answer:?}");
        assert!(answer.err.contains(reason) && !answer.err.contains("panicked"), "{answer:?}");
    }
    desk.fails(2, &["import", "c.kartoteka", "c.kartoteka"], &["is no file"]);
    desk.fails(3, &["import", "c.kartoteka", "not-there.csv"], &["not-there.csv", "check the name"]);
    let only_headings = run(&desk, b"\xef\xbb\xbfreference_code;surname\r\n", &["--json"]);
    assert_eq!(only_headings.code, 0, "{only_headings:?}");
    desk.fails(2, &["import", "c.kartoteka", "cards.csv", "--template", "none"], &["no card template"]);
    assert_eq!(desk.json(&["list", "c.kartoteka", "cards"]).as_array().unwrap().len(), 0);
}

#[test]
fn a_cell_of_a_hundred_megabytes_costs_one_row_and_no_memory() {
    let desk = Desk::with_catalogue();
    let file = [b"ref,surname\nK1,".as_slice(), &vec![b'x'; 100 << 20], b"\nK2,\"y\n"].concat();
    let answer = run(&desk, &file, &["--json"]);
    let json: Value = serde_json::from_str(&answer.out).unwrap();
    assert_eq!((&json["rows"], &json["brought_in"], &json["refused_count"]), (&2.into(), &0.into(), &2.into()));
    assert!(
        answer.err.contains("row 2 was not brought in: the cell in \"surname\" is longer than 1 MiB"),
        "{answer:?}"
    );
    assert!(answer.err.contains("row 3 was not brought in: a quotation mark opens in it"), "{answer:?}");
}

#[test]
fn a_kill_in_the_middle_leaves_all_or_nothing() {
    let desk = Desk::with_catalogue();
    std::fs::write(desk.path("cards.csv"), sheet(20_000)).unwrap();
    let mut brought_in = 0;
    for round in 0..10_u32 {
        let mut running =
            desk.command(&["import", "c.kartoteka", "cards.csv"]).stderr(std::process::Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(u64::from(150 + 370 * round)));
        running.kill().unwrap();
        running.wait().unwrap();
        let mut catalogue = Catalogue::open_to_write(&desk.path("c.kartoteka")).unwrap();
        let cards = catalogue.counts().unwrap().values().sum::<u64>();
        assert!(cards == 0 || cards == 20_000, "{cards} in round {round}");
        if cards > 0 || round == 9 {
            assert_eq!(catalogue.check(&|_, _| true).unwrap().problems, []);
            brought_in = cards;
            break;
        }
    }
    if brought_in == 0 {
        let answer = run(&desk, sheet(20).as_bytes(), &[]);
        assert_eq!(answer.code, 0, "{answer:?}");
    }
}

#[test]
fn who_reads_a_catalogue_whose_index_stayed_behind_is_told() {
    let (mut catalogue, folder, _home) = bench();
    import(&mut catalogue, &sheet(1_200));
    drop(catalogue);
    let index = folder.join("cache/index.db");
    let older = std::fs::read(&index).unwrap();
    let mut catalogue = Catalogue::open(&folder).unwrap();
    catalogue.add_card("auschwitz-pow-record", "K-later", None, &[]).unwrap();
    assert_eq!(catalogue.acts_not_listed().unwrap(), 0);
    drop(catalogue);
    // as a program leaves it that is stopped between an act and its index
    std::fs::write(&index, older).unwrap();
    let desk = Desk::new();
    let found = desk.run(&["list", &folder.display().to_string(), "cards", "--json"]);
    assert!(found.err.contains("do not know the last 1 acts"), "{}", found.err);
    assert!(!found.out.contains("K-later"));
    drop(Catalogue::open(&folder).unwrap());
    let found = desk.run(&["list", &folder.display().to_string(), "cards", "--json"]);
    assert!(found.out.contains("K-later") && found.err.is_empty(), "{}", found.err);
}
