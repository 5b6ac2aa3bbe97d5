//! Keeping watch over stored files: each damage is told as what it is, lost files are found again by checksum, and
//! nothing that was looked at is begun anew.

use crate::support::program::{Desk, names};
use kartoteka::catalogue::watch::WhichFiles;
use kartoteka::catalogue::{Catalogue, NewPicture};
use kartoteka::model::{FileState, Role};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const TEMPLATE: &str = "auschwitz-pow-record";

/// A desk with a catalogue `c.kartoteka` of one card with so many pictures, whose originals lie in `scans`.
fn desk(pictures: u8) -> Desk {
    let desk = Desk::with_catalogue();
    fs::create_dir(desk.path("scans")).unwrap();
    let mut catalogue = Catalogue::open_to_write(&desk.path("c.kartoteka")).unwrap();
    catalogue.set_author("Test");
    let card = catalogue.add_card(TEMPLATE, "a/1", None, &[]).unwrap();
    let new = |number: u8| {
        desk.picture(&scan(number), number);
        NewPicture { path: desk.path(scan(number)), role: Role::Front, ..NewPicture::default() }
    };
    let taken = catalogue.attach(card.id, &(0..pictures).map(new).collect::<Vec<_>>()).unwrap();
    assert!(taken.refused.is_empty());
    desk
}

fn scan(number: u8) -> String {
    format!("scans/scan_{number:04}.png")
}

/// Where the master of a scan stands.
fn master(desk: &Desk, number: u8) -> PathBuf {
    let show = desk.json(&["show", "c.kartoteka", "a/1"]);
    let wanted = format!("scan_{number:04}.png");
    let picture = show["pictures"].as_array().unwrap().iter().find(|picture| picture["original_name"] == *wanted);
    desk.path(picture.unwrap()["master"].as_str().unwrap())
}

/// Masters are read-only; a hand that does harm does not mind.
fn unlock(path: &Path) {
    let mut permissions = fs::metadata(path).unwrap().permissions();
    #[expect(clippy::permissions_set_readonly_false, reason = "a file of a test")]
    permissions.set_readonly(false);
    fs::set_permissions(path, permissions).unwrap();
}

fn flip(path: &Path) {
    let mut bytes = fs::read(path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    unlock(path);
    fs::write(path, bytes).unwrap();
}

fn answer(desk: &Desk, code: i32, arguments: &[&str]) -> Value {
    let told = desk.run(&[arguments, &["--json"]].concat());
    assert_eq!(told.code, code, "{arguments:?}: {told:?}");
    serde_json::from_str(&told.out).unwrap_or_else(|error| panic!("{error}: {}", told.out))
}

fn state_of<'a>(answer: &'a Value, file: &str) -> &'a Value {
    let problems = answer["problems"].as_array().unwrap();
    problems.iter().find(|problem| problem["file"] == *file).unwrap_or_else(|| panic!("{file} is not told: {answer}"))
}

#[test]
fn each_damage_is_told_as_what_it_is() {
    let desk = desk(9);
    let well = answer(&desk, 0, &["check", "c.kartoteka", "--masters"]);
    assert_eq!(names(&well), ["bad", "good", "missing", "not_due", "noted", "problems", "unreadable"]);
    assert_eq!((&well["good"], &well["not_due"]), (&9.into(), &0.into()));

    flip(&master(&desk, 0));
    let truncated = master(&desk, 1);
    unlock(&truncated);
    fs::OpenOptions::new().write(true).open(&truncated).unwrap().set_len(20).unwrap();
    let (one, other) = (master(&desk, 2), master(&desk, 3));
    let aside = desk.path("aside");
    fs::rename(&one, &aside).unwrap();
    fs::rename(&other, &one).unwrap();
    fs::rename(&aside, &other).unwrap();
    fs::remove_file(master(&desk, 4)).unwrap();
    let folder = master(&desk, 5);
    fs::remove_file(&folder).unwrap();
    fs::create_dir(&folder).unwrap();
    #[cfg(unix)]
    {
        let link = master(&desk, 6);
        fs::remove_file(&link).unwrap();
        std::os::unix::fs::symlink(desk.path(scan(6)), &link).unwrap();
    }

    let told = answer(&desk, 1, &["check", "c.kartoteka", "--masters"]);
    let counts = ["good", "bad", "missing", "unreadable", "not_due"].map(|name| told[name].as_u64().unwrap());
    assert_eq!(counts, if cfg!(unix) { [2, 4, 1, 2, 0] } else { [3, 4, 1, 1, 0] }, "{told}");
    let first = state_of(&told, "scan_0000.png");
    assert_eq!(
        names(first),
        ["advice", "detail", "file", "master", "pictures", "sha256", "since", "size_bytes", "state"]
    );
    assert_eq!(names(&first["pictures"]), ["entry", "id", "ref", "role"]);
    assert_eq!((&first["state"], &first["pictures"][0]["entry"]["ref"]), (&"bad".into(), &"a/1".into()));
    let says = |file: &str, words: &str| {
        let detail = state_of(&told, file)["detail"].as_str().unwrap();
        assert!(detail.contains(words), "{file}: {detail}");
    };
    says("scan_0001.png", "20 bytes instead of");
    says("scan_0002.png", "these are the bytes of another stored file, scan_0003.png");
    says("scan_0004.png", "no file in its place");
    says("scan_0005.png", "a folder stands in its place");
    if cfg!(unix) {
        says("scan_0006.png", "a link stands in its place");
    }
    // told in words, too, and by the check of everything
    let words = desk.run(&["check", "c.kartoteka", "--masters"]);
    assert!(words.out.contains("missing: scan_0004.png (front of a/1): "), "{words:?}");
    let whole = answer(&desk, 1, &["check", "c.kartoteka"]);
    assert_eq!(whole["problems"].as_array().unwrap().len() as u64, counts[1..4].iter().sum::<u64>(), "{whole}");
}

#[test]
fn what_a_check_found_is_kept_and_read_again_only_when_it_is_due() {
    let desk = desk(3);
    answer(&desk, 0, &["check", "c.kartoteka", "--masters"]);
    let again = answer(&desk, 0, &["check", "c.kartoteka", "--masters", "--due"]);
    assert_eq!((&again["good"], &again["not_due"]), (&0.into(), &3.into()));
    fs::remove_file(master(&desk, 1)).unwrap();
    // nobody looks at a file that is not due; a troubled one is looked at whenever somebody asks
    answer(&desk, 0, &["check", "c.kartoteka", "--masters", "--due"]);
    answer(&desk, 1, &["check", "c.kartoteka", "--masters"]);
    let lost = answer(&desk, 1, &["check", "c.kartoteka", "--masters", "--due"]);
    assert_eq!((&lost["missing"], &lost["not_due"]), (&1.into(), &2.into()));
    let catalogue = Catalogue::open_to_read(&desk.path("c.kartoteka")).unwrap();
    let health = catalogue.health().unwrap();
    assert_eq!((health.files, health.never, health.wrong.missing, health.due), (3, 0, 1, 0));
    assert_eq!(health.troubles[0].name(), "scan_0001.png");
    assert!(health.troubles[0].since.is_some());
    assert!(health.events.len() >= 6 && health.events[0].name == "scan_0001.png", "{:?}", health.events);
}

#[test]
fn a_check_where_nothing_can_be_written_says_so_and_checks_all_the_same() {
    let desk = desk(2);
    let keeper = Catalogue::open_to_write(&desk.path("c.kartoteka")).unwrap();
    let told = answer(&desk, 0, &["check", "c.kartoteka", "--masters"]);
    assert_eq!((&told["good"], &told["noted"]), (&2.into(), &false.into()));
    drop(keeper);
    let told = answer(&desk, 0, &["check", "c.kartoteka", "--masters", "--due"]);
    assert_eq!((&told["good"], &told["not_due"]), (&0.into(), &2.into()), "they were read when they were taken in");
    let told = answer(&desk, 0, &["check", "c.kartoteka", "--masters"]);
    assert_eq!((&told["good"], &told["noted"]), (&2.into(), &true.into()));
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_unreadable_and_not_well() {
    use std::os::unix::fs::PermissionsExt;
    let desk = desk(1);
    let path = master(&desk, 0);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&path).is_ok() {
        // root reads everything
        return;
    }
    let told = answer(&desk, 1, &["check", "c.kartoteka", "--masters"]);
    assert_eq!((&told["unreadable"], &told["good"]), (&1.into(), &0.into()));
}

#[test]
fn files_of_the_time_before_they_were_noted_are_noted_first() {
    let desk = desk(2);
    let mut catalogue = Catalogue::open_to_write(&desk.path("c.kartoteka")).unwrap();
    let (files, others) = catalogue.files_to_look_at(WhichFiles::All).unwrap();
    assert_eq!((files.len(), others), (2, 0));
    catalogue.note_unnoted().unwrap();
    assert_eq!(catalogue.note_unnoted().unwrap(), 0);
    let (files, _) = catalogue.files_to_look_at(WhichFiles::All).unwrap();
    assert!(files.iter().all(|file| file.state == FileState::Good && file.taken_in_by == "Test"));
    assert!(files.iter().all(|file| file.taken_in_at.0 > 0 && file.size_bytes > 0));
}

#[test]
fn a_check_that_is_killed_again_and_again_does_not_begin_anew() {
    let desk = desk(3);
    // large enough to be killed within: the bytes of a picture, and zeros after them
    let mut catalogue = Catalogue::open_to_write(&desk.path("c.kartoteka")).unwrap();
    let card = catalogue.resolve("a/1").unwrap();
    let many: Vec<NewPicture> = (10..40)
        .map(|number| {
            desk.picture(&scan(number), number);
            let path = desk.path(scan(number));
            let file = fs::OpenOptions::new().write(true).open(&path).unwrap();
            file.set_len((1 << 23) + u64::from(number)).unwrap();
            NewPicture { path, ..NewPicture::default() }
        })
        .collect();
    assert!(catalogue.attach(card, &many).unwrap().refused.is_empty());
    drop(catalogue);
    // taking in may look at them, too: what counts is that what is done stays done
    let left = |desk: &Desk| {
        let catalogue = Catalogue::open_to_read(&desk.path("c.kartoteka")).unwrap();
        catalogue.files_to_look_at(WhichFiles::Due).unwrap().0.len()
    };
    let mut before = left(&desk);
    for pause in [60, 200, 450, 700] {
        let mut child = desk.command(&["check", "c.kartoteka", "--masters", "--due"]).spawn().unwrap();
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_millis(pause) && child.try_wait().unwrap().is_none() {
            std::thread::sleep(Duration::from_millis(5));
        }
        let _ = child.kill();
        child.wait().unwrap();
        let now = left(&desk);
        assert!(now <= before, "{now} are due after {before} were");
        before = now;
    }
    answer(&desk, 0, &["check", "c.kartoteka", "--masters", "--due"]);
    assert_eq!(left(&desk), 0);
    // not one of them twice
    let catalogue = Catalogue::open_to_read(&desk.path("c.kartoteka")).unwrap();
    let health = catalogue.health().unwrap();
    assert_eq!((health.files, health.wrong.all()), (33, 0));
    let checks = health.events.iter().filter(|event| event.kind.term() == "fixity check").count();
    assert!(checks <= 33, "{checks} checks of 33 files");
}

#[test]
fn lost_files_are_found_by_checksum_moved_or_renamed_or_not() {
    let desk = desk(6);
    let places: Vec<PathBuf> = (0..6).map(|number| master(&desk, number)).collect();
    let bytes: Vec<Vec<u8>> = places.iter().map(|path| fs::read(path).unwrap()).collect();
    // 0 under its name, 1 renamed, 2 moved and in capitals, 3 damaged in its place, 4 another file of its name, 5 well
    for path in [0, 1, 2, 4].map(|at: usize| &places[at]) {
        fs::remove_file(path).unwrap();
    }
    flip(&places[3]);
    let backup = desk.path("backup");
    fs::create_dir_all(backup.join("deep/er")).unwrap();
    fs::copy(desk.path(scan(0)), backup.join("scan_0000.png")).unwrap();
    // a second copy of the same
    fs::copy(desk.path(scan(0)), backup.join("deep/scan_0000.png")).unwrap();
    fs::copy(desk.path(scan(1)), backup.join("deep/er/holiday.bin")).unwrap();
    fs::copy(desk.path(scan(2)), backup.join("deep/SCAN_0002.PNG")).unwrap();
    fs::copy(desk.path(scan(3)), backup.join("scan_0003.png")).unwrap();
    let mut other = bytes[4].clone();
    other[30] ^= 1;
    fs::write(backup.join("scan_0004.png"), &other).unwrap();
    fs::write(backup.join("deep/scan_0004.png"), b"shorter").unwrap();
    #[cfg(unix)]
    {
        // links and pipes are left alone
        std::os::unix::fs::symlink(desk.path("scans"), backup.join("link")).unwrap();
        std::os::unix::fs::symlink(&backup, backup.join("loop")).unwrap();
    }

    let told = answer(&desk, 1, &["relink", "c.kartoteka", backup.to_str().unwrap()]);
    assert_eq!(
        names(&told),
        ["already_good", "found", "looked_through", "not_read", "other_file", "still_missing", "wanted"]
    );
    assert_eq!(names(&told["found"]), ["file", "from", "put_aside", "sha256"]);
    assert_eq!(names(&told["other_file"]), ["file", "path", "sha256", "wanted"]);
    let files = |list: &str| -> Vec<&str> {
        let mut files: Vec<&str> =
            told[list].as_array().unwrap().iter().map(|found| found["file"].as_str().unwrap()).collect();
        files.sort_unstable();
        files
    };
    assert_eq!(files("found"), ["scan_0000.png", "scan_0001.png", "scan_0002.png", "scan_0003.png"]);
    assert_eq!(files("other_file"), ["scan_0004.png", "scan_0004.png"]);
    assert_eq!(files("still_missing"), ["scan_0004.png"]);
    assert_eq!(told["wanted"], 5);
    for at in [0, 1, 2, 3, 5] {
        assert_eq!(fs::read(&places[at]).unwrap(), bytes[at], "{at}");
        assert!(fs::metadata(&places[at]).unwrap().permissions().readonly());
    }
    assert!(!places[4].exists());
    // the damaged one is kept
    let mut aside = places[3].clone().into_os_string();
    aside.push(".damaged-1");
    assert!(Path::new(&aside).is_file());
    // what was found is written down as recovered, and a second time there is only the one
    let catalogue = Catalogue::open_to_read(&desk.path("c.kartoteka")).unwrap();
    let health = catalogue.health().unwrap();
    assert_eq!(health.events.iter().filter(|event| event.kind.term() == "recovery").count(), 4);
    assert_eq!((health.wrong.all(), health.wrong.missing), (1, 1));
    assert_eq!(health.orphans.unwrap().put_aside, 1);
    drop(catalogue);
    let words = desk.run(&["relink", "c.kartoteka", backup.to_str().unwrap()]);
    assert_eq!(words.code, 1);
    assert!(words.out.contains("scan_0004.png is there but is another file: its checksum is "), "{words:?}");
    assert!(words.out.contains("0 found, 1 still missing"), "{words:?}");
}

#[test]
fn nothing_lost_means_nothing_done_and_a_wrong_folder_is_said() {
    let desk = desk(1);
    let told = answer(&desk, 0, &["relink", "c.kartoteka", "scans"]);
    assert_eq!((&told["wanted"], &told["looked_through"]), (&0.into(), &1.into()));
    desk.fails(2, &["relink", "c.kartoteka", "nowhere"], &["no folder nowhere"]);
    let keeper = Catalogue::open_to_write(&desk.path("c.kartoteka")).unwrap();
    desk.fails(3, &["relink", "c.kartoteka", "scans"], &["open for editing by"]);
    drop(keeper);
}

#[test]
fn a_file_put_back_by_hand_is_noticed() {
    let desk = desk(1);
    let place = master(&desk, 0);
    fs::remove_file(&place).unwrap();
    answer(&desk, 1, &["check", "c.kartoteka", "--masters"]);
    fs::copy(desk.path(scan(0)), &place).unwrap();
    fs::create_dir(desk.path("empty")).unwrap();
    let told = answer(&desk, 0, &["relink", "c.kartoteka", "empty"]);
    assert_eq!((&told["wanted"], &told["already_good"]), (&0.into(), &1.into()));
    answer(&desk, 0, &["check", "c.kartoteka", "--masters", "--due"]);
}

#[test]
fn a_report_looks_at_the_files_it_uses_and_says_which_are_harmed() {
    let desk = desk(3);
    let report =
        ["report", "c.kartoteka", "--kind", "catalogue", "--format", "html", "--out", "r.html", "--audience", "staff"];
    desk.good(&report);
    let due = answer(&desk, 0, &["check", "c.kartoteka", "--masters", "--due"]);
    assert_eq!((&due["good"], &due["not_due"]), (&0.into(), &3.into()), "the report has read them");
    flip(&master(&desk, 1));
    answer(&desk, 1, &["check", "c.kartoteka", "--masters"]);
    desk.fails(1, &report, &["scan_0001.png", "its bytes have changed"]);
    assert!(desk.path("r.html").is_file());
}
