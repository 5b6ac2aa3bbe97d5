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

fn outside(folder: &std::path::Path, sql: &str) {
    let outside = rusqlite::Connection::open(folder.join("catalogue.db")).expect("opened outside");
    outside.execute_batch(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
}

#[test]
fn a_log_of_another_catalogue_is_put_aside_and_changes_nothing() {
    let home = tempfile::tempdir().expect("a folder");
    let log_of_other = home.path().join("foreign-wal");
    {
        let Bench { catalogue, folder, _home } = bench();
        drop(catalogue);
        let other = rusqlite::Connection::open(folder.join("catalogue.db")).expect("opened outside");
        other
            .execute_batch("PRAGMA wal_autocheckpoint = 0; UPDATE catalogue SET value = 'Other'; CREATE TABLE x (y);")
            .expect("written");
        std::fs::copy(folder.join("catalogue.db-wal"), &log_of_other).expect("its log");
    }
    let Bench { mut catalogue, folder, _home } = bench();
    catalogue.act(Act::Add, "P1", "", vec![Change::create(a_person("P1", "Lebedev"))]).expect("added");
    drop(catalogue);
    let before = std::fs::read(folder.join("catalogue.db")).expect("read");
    std::fs::copy(&log_of_other, folder.join("catalogue.db-wal")).expect("put beside");
    let mut catalogue = Catalogue::open_to_write(&folder).expect("opened without the foreign log");
    assert_eq!(catalogue.check(&|_, _| true).expect("a check").problems, []);
    assert!(catalogue.resolve("P1").is_ok());
    drop(catalogue);
    assert!(folder.join("catalogue.db-wal.foreign-1").exists(), "nothing is thrown away");
    assert_eq!(std::fs::read(folder.join("catalogue.db")).expect("read"), before, "and nothing was folded in");
}

#[test]
fn a_damaged_page_stays_named_after_the_next_save() {
    let Bench { mut catalogue, folder, _home } = bench();
    let person = a_person("P1", "Lebedev");
    catalogue.act(Act::Add, "P1", "", vec![Change::create(person.clone())]).expect("added");
    drop(catalogue);
    outside(&folder, "UPDATE person SET label = 'Lebedew'");
    let mut catalogue = Catalogue::open_to_write(&folder).expect("opened");
    catalogue.add_note(person.id, NoteKind::Editorial, "x", "", Access::Open).expect("a note");
    let problems = catalogue.check(&|_, _| true).expect("a check").problems;
    assert!(problems.iter().any(|found| found.area == "page" && found.about == "P1"), "{problems:?}");
}

#[test]
fn one_bad_row_hides_neither_its_page_nor_the_rest() {
    for damage in [
        "UPDATE claim SET certainty = '😀' WHERE property = 'remarks'",
        "UPDATE claim SET ord = -1 WHERE property = 'remarks'",
        "UPDATE claim SET reading = '{' WHERE property = 'remarks'",
        "UPDATE claim SET id = x'0102' WHERE property = 'remarks'",
        "UPDATE change_set SET seq = -1 WHERE seq = 1",
        "UPDATE change_set SET hash = x'00' WHERE seq = 1",
        "UPDATE seal SET hash = x''",
    ] {
        let Bench { mut catalogue, folder, _home } = bench();
        let person = a_person("P1", "Lebedev");
        let claims = ["remarks", "occupation"].map(|property| Change::create(Claim::new(person.id, property, "words")));
        catalogue
            .act(Act::Add, "P1", "", [vec![Change::create(person.clone())], claims.to_vec()].concat())
            .expect("added");
        drop(catalogue);
        outside(&folder, damage);
        let mut catalogue = Catalogue::open(&folder).unwrap_or_else(|error| panic!("{damage}: {error}"));
        let dossier = catalogue.dossier(person.id).unwrap_or_else(|error| panic!("{damage}: {error}"));
        assert!(dossier.claims.iter().any(|claim| claim.property == "occupation"), "{damage}");
        catalogue.history(None, None, 10).unwrap_or_else(|error| panic!("{damage}: {error}"));
        catalogue.gather("", kartoteka::model::Audience::Staff).unwrap_or_else(|error| panic!("{damage}: {error}"));
        assert_ne!(catalogue.check(&|_, _| true).expect("a check").problems, [], "{damage}");
    }
}

#[test]
fn one_bad_page_of_a_man_hides_neither_his_life_nor_who_was_with_him() {
    let Bench { mut catalogue, folder, _home } = bench();
    let (man, other) = (a_person("P1", "Lebedev"), a_person("P2", "Lebedew"));
    let born = catalogue.read_claim(man.id, "birth-date", "1912");
    let changes = vec![Change::create(man.clone()), Change::create(other.clone()), Change::create(born)];
    catalogue.act(Act::Add, "", "", changes).expect("added");
    catalogue
        .judge_identity(other.id, man.id, kartoteka::model::Verdict::Same, "the same day of birth", &[])
        .expect("judged");
    drop(catalogue);
    outside(&folder, "UPDATE person SET access = '😀' WHERE reference_code = 'P2'");
    let catalogue = Catalogue::open(&folder).expect("opened");
    catalogue.dossier(other.id).expect_err("it cannot be read");
    assert_eq!(catalogue.life(man.id).expect("his life").timeline.len(), 1);
    catalogue.circle(man.id).expect("who was with him");
}

#[cfg(unix)]
#[test]
fn pipes_and_links_in_the_folder_are_neither_read_nor_written_through() {
    let victim = bench();
    drop(victim.catalogue);
    let before = std::fs::read(victim.folder.join("catalogue.db")).expect("read");
    let Bench { catalogue, folder, _home } = bench();
    drop(catalogue);
    std::fs::remove_file(folder.join("cache/index.db")).expect("removed");
    std::os::unix::fs::symlink(victim.folder.join("catalogue.db"), folder.join("cache/index.db")).expect("a link");
    drop(Catalogue::open_to_write(&folder).expect("opened, the link is replaced"));
    assert_eq!(std::fs::read(victim.folder.join("catalogue.db")).expect("read"), before);
    for name in ["catalogue.holder", "catalogue.db-journal", "catalogue.lock"] {
        let path = folder.join(name);
        std::fs::remove_file(&path).ok();
        std::os::unix::fs::symlink("/dev/zero", &path).expect("a link");
        assert!(matches!(Catalogue::open(&folder), Err(Error::NotACatalogue { .. })), "{name}");
        std::fs::remove_file(&path).expect("removed");
    }
    assert!(Catalogue::open_to_write(&folder).is_ok());
}
