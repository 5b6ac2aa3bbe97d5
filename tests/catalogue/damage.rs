//! Files that are damaged, forged, foreign or newer: named or refused, never believed.

use super::*;

#[test]
fn a_byte_changed_outside_the_program_is_named() {
    let Bench { mut catalogue, folder, _home } = bench();
    catalogue.act(Act::Add, "P1", "", vec![Change::create(a_person("P1", "Lebedev"))]).expect("added");
    catalogue.act(Act::Add, "P2", "", vec![Change::create(a_person("P2", "Skiba"))]).expect("added");
    drop(catalogue);
    let outside = rusqlite::Connection::open(folder.join("catalogue.db")).expect("opened outside");
    outside.execute("UPDATE person SET label = 'Lebedew' WHERE reference_code = 'P1'", []).expect("tampered");
    drop(outside);
    let mut catalogue = Catalogue::open(&folder).expect("opened");
    let report = catalogue.check(&|_, _| true).expect("a check");
    let found: Vec<_> = report.problems.iter().map(|found| (found.area.as_str(), found.about.as_str())).collect();
    assert_eq!(found, [("chain", "1"), ("page", "P1")]);
}

#[test]
fn an_altered_history_is_named() {
    let Bench { mut catalogue, folder, _home } = bench();
    let person = a_person("P1", "Lebedev");
    catalogue.act(Act::Add, "P1", "", vec![Change::create(person.clone())]).expect("added");
    let renamed = Person { label: "Лебедев".into(), ..person.clone() };
    catalogue.act(Act::Edit, "P1", "", vec![Change::edit(person, renamed)]).expect("edited");
    drop(catalogue);
    let outside = rusqlite::Connection::open(folder.join("catalogue.db")).expect("opened outside");
    outside.execute("UPDATE change_set SET author = 'Nobody' WHERE seq = 2", []).expect("tampered");
    drop(outside);
    let mut catalogue = Catalogue::open(&folder).expect("opened");
    let report = catalogue.check(&|_, _| true).expect("a check");
    assert_eq!(report.problems.iter().map(|found| found.about.as_str()).collect::<Vec<_>>(), ["2"]);
}

#[test]
fn a_file_with_a_foreign_trigger_is_refused() {
    let Bench { catalogue, folder, _home } = bench();
    drop(catalogue);
    let outside = rusqlite::Connection::open(folder.join("catalogue.db")).expect("opened outside");
    outside.execute_batch("CREATE TRIGGER evil AFTER INSERT ON person BEGIN DELETE FROM claim; END").expect("tampered");
    drop(outside);
    assert!(matches!(Catalogue::open(&folder), Err(Error::NotACatalogue { .. })));
}

#[test]
fn wrong_folders_are_told_apart() {
    let Bench { catalogue, folder, _home } = bench();
    drop(catalogue);
    assert!(matches!(Catalogue::open(&folder.join("nowhere")), Err(Error::NoFolder(_))));
    assert!(matches!(Catalogue::create(&folder, "again"), Err(Error::AlreadyThere(_))));
    let database = folder.join("catalogue.db");
    let mut bytes = std::fs::read(&database).expect("read");
    bytes[60..64].copy_from_slice(&99_u32.to_be_bytes());
    std::fs::write(&database, &bytes).expect("written");
    assert!(matches!(Catalogue::open(&folder), Err(Error::NewerVersion { found: 99, .. })));
    std::fs::write(
        &database,
        b"not a database, but some words that are long enough to be taken for a header".repeat(3),
    )
    .expect("written");
    assert!(matches!(Catalogue::open(&folder), Err(Error::NotACatalogue { .. })));
}

#[test]
fn what_was_written_past_the_program_is_named() {
    for (forged, area) in [
        ("INSERT INTO person VALUES (randomblob(16), 'P7', 'Nobody', 'open', 0)", "chain"),
        ("INSERT INTO person VALUES (randomblob(16), 'P7', 'Nobody', 'open', 1)", "page"),
        ("UPDATE change_set SET undone_by = 7 WHERE seq = 1", "chain"),
        ("UPDATE catalogue SET value = 'Another title' WHERE key = 'title'", "chain"),
        ("UPDATE claim SET meant = randomblob(16)", "chain"),
        ("UPDATE claim SET absence = NULL", "page"),
        ("UPDATE claim SET remark = CAST(x'ff' AS TEXT)", "page"),
    ] {
        let Bench { mut catalogue, folder, _home } = bench();
        let person = a_person("P1", "Lebedev");
        let claim =
            Claim { absence: Some(Absence::Illegible { legible: String::new() }), ..Claim::new(person.id, "name", "") };
        catalogue.act(Act::Add, "P1", "", vec![Change::create(person), Change::create(claim)]).expect("added");
        drop(catalogue);
        let outside = rusqlite::Connection::open(folder.join("catalogue.db")).expect("opened outside");
        outside.execute(forged, []).unwrap_or_else(|error| panic!("{forged}: {error}"));
        drop(outside);
        std::fs::remove_dir_all(folder.join("cache")).expect("the index has to be made anew");
        let mut catalogue = Catalogue::open(&folder).unwrap_or_else(|error| panic!("{forged}: {error}"));
        let problems = catalogue.check(&|_, _| true).expect("a check").problems;
        assert!(problems.iter().any(|found| found.area == area), "{forged}: {problems:?}");
    }
}
