//! Whole folders of scans, taken in by the program and by the library: nothing lost, nothing twice, every file told of.

use crate::support::program::{Answer, Desk, names};
use kartoteka::catalogue::Catalogue;
use kartoteka::catalogue::take_in::{Ended, TakeInControl, TakeInOptions, TakeInReport};
use kartoteka::model::{EntryKind, FileEventKind, Role};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

mod background;
mod damage;

const PATTERN: &str = "<archive>_<series>_<item>_<side>";

/// A picture whose pixels depend on `seed`, so that no two have the same bytes.
fn drawn(path: &Path, seed: u32) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    let picture = image::RgbImage::from_fn(90, 60, |x, y| {
        let tone = |by: u32| u8::try_from((x * by + y * (seed + 3) + seed * 7) % 256).unwrap();
        image::Rgb([tone(3), tone(5), tone(11)])
    });
    picture.save(path).unwrap();
}

/// Every kind of thing a folder of scans may hold, and how many of each.
fn a_mixed_folder(desk: &Desk) -> PathBuf {
    let folder = desk.path("scans");
    drawn(&folder.join("RKG_12_10_r.tif"), 1);
    drawn(&folder.join("RKG_12_2_v.png"), 2);
    drawn(&folder.join("box b/RKG_12_2_r.jpg"), 3);
    std::fs::copy(folder.join("RKG_12_10_r.tif"), folder.join("copy of 10.tif")).unwrap();
    std::fs::write(folder.join("notes.jpg"), "Dear colleague, here are the scans.").unwrap();
    std::fs::write(folder.join("empty.tif"), "").unwrap();
    let jpeg = std::fs::read(folder.join("box b/RKG_12_2_r.jpg")).unwrap();
    std::fs::write(folder.join("RKG_12_3_r.jpg"), &jpeg[..jpeg.len() / 2]).unwrap();
    let mut broken = jpeg.clone();
    broken.truncate(24);
    broken.extend([0xFF, 0xC0, 0x00, 0x02, 0x08]);
    std::fs::write(folder.join("RKG_12_4_r.jpg"), broken).unwrap();
    std::fs::write(folder.join("Thumbs.db"), "x").unwrap();
    std::fs::write(folder.join("._RKG_12_10_r.tif"), "x").unwrap();
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(folder.join("RKG_12_10_r.tif"), folder.join("RKG_12_11_r.tif")).unwrap();
        std::os::unix::fs::symlink(&folder, folder.join("box b/round and round")).unwrap();
        assert!(std::process::Command::new("mkfifo").arg(folder.join("pipe.tif")).status().unwrap().success());
    }
    folder
}

/// What the program says with `--json`, whether it found problems or not.
fn told(answer: &Answer) -> Value {
    assert!(answer.code <= 1, "{answer:?}");
    serde_json::from_str(&answer.out).unwrap_or_else(|error| panic!("{error}: {answer:?}"))
}

fn count(answer: &Value, list: &str) -> usize {
    answer[list].as_array().unwrap().len()
}

fn assert_adds_up(answer: &Value) {
    let lists = ["taken", "already_there", "refused", "skipped"];
    let sum: usize = lists.iter().map(|list| count(answer, list)).sum();
    assert_eq!(answer["found"], sum, "{answer:#}");
}

/// Every master by its name, with its bytes.
fn masters(catalogue: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![catalogue.join("masters")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else {
                found.insert(entry.file_name().to_string_lossy().into_owned(), std::fs::read(entry.path()).unwrap());
            }
        }
    }
    found
}

fn by_file<'a>(answer: &'a Value, list: &str, file: &str) -> &'a Value {
    answer[list].as_array().unwrap().iter().find(|line| line["file"] == file).unwrap_or_else(|| {
        panic!("{file} is not in {list}: {answer:#}");
    })
}

#[test]
fn every_file_of_a_folder_is_told_of_and_a_second_run_changes_nothing() {
    let desk = Desk::with_catalogue();
    let card = ["add", "c.kartoteka", "card", "--template", "auschwitz-pow-record", "--ref"];
    desk.good(&[&card[..], &["RKG/12/2"]].concat());
    let folder = a_mixed_folder(&desk);
    let command = ["take-in", "c.kartoteka", "scans", "--pattern", PATTERN, "--json"];
    let answer = told(&desk.run(&command));

    assert_eq!(names(&answer), ["already_there", "cancelled", "found", "refused", "skipped", "taken"]);
    let taken_names = [
        "attachment",
        "entry",
        "file",
        "format",
        "height_px",
        "looks_like",
        "new_card",
        "not_shown",
        "reference_code",
        "reused",
        "role",
        "sha256",
        "size_bytes",
        "unattached",
        "unknown_side",
        "width_px",
    ];
    assert_eq!(names(&answer["taken"]), taken_names);
    assert_eq!(names(&answer["already_there"]), ["as", "file", "sha256"]);
    assert_eq!(names(&answer["refused"]), ["file", "why"]);
    assert_eq!(names(&answer["skipped"]), ["file", "why"]);
    assert_adds_up(&answer);
    assert_eq!(answer["cancelled"], false);

    let files: Vec<&str> =
        answer["taken"].as_array().unwrap().iter().map(|line| line["file"].as_str().unwrap()).collect();
    let expected = ["copy of 10.tif", "RKG_12_2_v.png", "RKG_12_3_r.jpg", "RKG_12_4_r.jpg", "box b/RKG_12_2_r.jpg"];
    assert_eq!(files, expected, "2 before 10, files before folders");
    let back = by_file(&answer, "taken", "RKG_12_2_v.png");
    assert_eq!((&back["reference_code"], &back["role"]), (&"RKG/12/2".into(), &"back".into()));
    assert!(back["entry"].is_string() && back["unattached"].is_null());
    assert_eq!(by_file(&answer, "taken", "box b/RKG_12_2_r.jpg")["entry"], back["entry"]);
    let broken = by_file(&answer, "taken", "RKG_12_3_r.jpg");
    assert!(broken["not_shown"].is_string(), "{broken:#}");
    assert!(by_file(&answer, "taken", "RKG_12_4_r.jpg")["not_shown"].is_string());
    assert_eq!(count(&answer, "already_there"), 1, "the same bytes twice");
    for (file, words) in [("notes.jpg", "text"), ("empty.tif", "empty")] {
        let why = by_file(&answer, "refused", file)["why"].as_str().unwrap();
        assert!(why.contains(words), "{file}: {why}");
    }
    for (file, words) in [("Thumbs.db", "browser"), ("._RKG_12_10_r.tif", "hidden")] {
        assert!(by_file(&answer, "skipped", file)["why"].as_str().unwrap().contains(words));
    }
    if cfg!(unix) {
        for (file, words) in [("RKG_12_11_r.tif", "link"), ("box b/round and round", "link"), ("pipe.tif", "pipe")] {
            assert!(by_file(&answer, "skipped", file)["why"].as_str().unwrap().contains(words));
        }
    }

    let stored = masters(&desk.path("c.kartoteka"));
    assert_eq!(stored.len(), 5);
    for line in answer["taken"].as_array().unwrap() {
        let name = stored.keys().find(|name| name.starts_with(line["sha256"].as_str().unwrap())).unwrap();
        assert_eq!(stored[name], std::fs::read(folder.join(line["file"].as_str().unwrap())).unwrap());
    }

    let again = told(&desk.run(&command));
    assert_adds_up(&again);
    assert_eq!((count(&again, "taken"), count(&again, "already_there")), (0, 6));
    assert_eq!(by_file(&again, "already_there", "RKG_12_2_v.png")["as"], "RKG/12/2, back");
    assert_eq!(masters(&desk.path("c.kartoteka")), stored);
    assert_eq!(told(&desk.run(&["check", "c.kartoteka", "--json"]))["problems"], Value::Array(Vec::new()));
}

#[test]
fn a_dry_run_says_what_would_become_of_each_file_and_changes_nothing() {
    let desk = Desk::with_catalogue();
    a_mixed_folder(&desk);
    let before = desk.json(&["history", "c.kartoteka"]);
    let command = ["take-in", "c.kartoteka", "scans", "--pattern", PATTERN, "--dry-run"];
    let people = desk.run(&command);
    assert_eq!(people.code, 1, "{people:?}");
    assert!(people.out.contains("no entry has the reference code RKG_12_10"), "{people:?}");
    assert!(people.out.contains("nothing was changed"), "{people:?}");
    let answer = told(&desk.run(&[&command[..], &["--new-cards", "auschwitz-pow-record", "--json"]].concat()));
    let expected = [
        "bytes",
        "found",
        "new_cards",
        "skipped",
        "to_entries",
        "to_new_cards",
        "unattached",
        "would_refuse",
        "would_take",
    ];
    assert_eq!(names(&answer), expected);
    assert_eq!(
        answer["found"],
        count(&answer, "would_take") + count(&answer, "would_refuse") + count(&answer, "skipped")
    );
    assert_eq!((&answer["new_cards"], &answer["to_new_cards"]), (&4.into(), &5.into()));
    assert_eq!(by_file(&answer, "would_take", "RKG_12_2_v.png")["fields"]["item"], "2");
    assert_eq!(desk.json(&["history", "c.kartoteka"]), before);
    assert!(masters(&desk.path("c.kartoteka")).is_empty());
    assert!(!desk.path("c.kartoteka/cache/taking-in.json").exists());
}

#[test]
fn cards_are_made_for_codes_nobody_has_and_an_undo_takes_them_back() {
    let desk = Desk::with_catalogue();
    a_mixed_folder(&desk);
    let take_in = || {
        let rule = ["--pattern", PATTERN, "--reference-template", "RKG <series>/<item>", "--json"];
        let command = ["take-in", "c.kartoteka", "scans", "--new-cards", "auschwitz-pow-record"];
        told(&desk.run(&[&command[..], &rule].concat()))
    };
    let answer = take_in();
    assert_adds_up(&answer);
    let front = by_file(&answer, "taken", "box b/RKG_12_2_r.jpg");
    assert_eq!(front["reference_code"], "RKG 12/2");
    // of two files with the same bytes the one that says where it belongs counts
    assert!(by_file(&answer, "taken", "RKG_12_10_r.tif")["entry"].is_string());
    assert_eq!(by_file(&answer, "already_there", "copy of 10.tif")["as"], "RKG 12/10, front");
    let cards = desk.json(&["list", "c.kartoteka", "cards"]);
    assert_eq!(cards.as_array().unwrap().len(), 4);
    let card = desk.json(&["show", "c.kartoteka", "RKG 12/2"]);
    assert_eq!(card["pictures"].as_array().unwrap().len(), 2);
    desk.good(&["undo", "c.kartoteka"]);
    assert_eq!(desk.json(&["list", "c.kartoteka", "cards"]).as_array().unwrap().len(), 0);
    assert_eq!(masters(&desk.path("c.kartoteka")).len(), 5, "a stored scan stays");
    let again = take_in();
    assert_eq!(by_file(&again, "taken", "box b/RKG_12_2_r.jpg")["reused"], true);
}

/// The command with more words.
fn with<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["take-in", "c.kartoteka"], more].concat()
}

#[test]
fn what_cannot_be_meant_is_refused_before_anything_is_copied() {
    let desk = Desk::with_catalogue();
    let folder = a_mixed_folder(&desk);
    desk.fails(2, &with(&["scans", "--pattern", "<item"]), &["naming rule", "character 1", "no > to this <"]);
    desk.fails(2, &with(&["scans", "--pattern", "<a>_<b>", "--reference-template", "<c>"]), &["no field <c>"]);
    desk.fails(2, &with(&["scans", "--reference-template", "<c>"]), &["needs a naming rule"]);
    desk.fails(2, &with(&["scans", "--new-cards", "nothing"]), &["no card template"]);
    desk.fails(2, &with(&["nowhere"]), &["no folder nowhere"]);
    desk.fails(2, &with(&["scans/RKG_12_10_r.tif"]), &["is no folder"]);
    desk.fails(2, &with(&["c.kartoteka/masters"]), &["belongs to the catalogue"]);
    desk.fails(2, &with(&["c.kartoteka"]), &["belongs to the catalogue"]);
    assert!(masters(&desk.path("c.kartoteka")).is_empty());
    // a catalogue in the folder is passed over, with everything in it
    desk.good(&["new", "scans/inner.kartoteka"]);
    let answer = told(&desk.run(&with(&["scans", "--json"])));
    assert!(by_file(&answer, "skipped", "inner.kartoteka")["why"].as_str().unwrap().contains("is a catalogue"));
    assert_adds_up(&answer);
    let reading = Catalogue::open_to_write(&desk.path("c.kartoteka")).unwrap();
    desk.fails(3, &with(&["scans"]), &["is open for editing"]);
    drop(reading);
    drop(folder);
}

#[test]
fn without_a_rule_a_file_that_begins_with_a_known_code_is_attached() {
    let desk = Desk::with_catalogue();
    for code in ["RKG/12/49", "P3", "RKG-7"] {
        desk.good(&["add", "c.kartoteka", "card", "--template", "auschwitz-pow-record", "--ref", code]);
    }
    for (number, name) in ["RKG_12_0049_r.tif", "p3 tattoo.png", "RKG-7_verso.jpg", "IMG_1.jpg"].iter().enumerate() {
        drawn(&desk.path("scans").join(name), u32::try_from(number).unwrap());
    }
    let answer = told(&desk.run(&["take-in", "c.kartoteka", "scans", "--role", "document", "--json"]));
    let code = |file: &str| by_file(&answer, "taken", file)["reference_code"].as_str().unwrap().to_owned();
    assert_eq!(code("RKG_12_0049_r.tif"), "RKG/12/49");
    assert_eq!(code("p3 tattoo.png"), "P3");
    assert_eq!(code("RKG-7_verso.jpg"), "RKG-7");
    assert!(by_file(&answer, "taken", "IMG_1.jpg")["entry"].is_null());
    assert_eq!(by_file(&answer, "taken", "IMG_1.jpg")["role"], "document");

    // somebody makes the card: the picture moves there instead of hanging twice
    desk.good(&["add", "c.kartoteka", "card", "--template", "auschwitz-pow-record", "--ref", "IMG 1"]);
    let again = told(&desk.run(&["take-in", "c.kartoteka", "scans", "--json"]));
    assert_eq!((count(&again, "taken"), count(&again, "already_there")), (1, 3));
    let moved = by_file(&again, "taken", "IMG_1.jpg");
    assert_eq!(moved["attachment"], by_file(&answer, "taken", "IMG_1.jpg")["attachment"]);
    assert_eq!(moved["reference_code"], "IMG 1");
    assert_eq!(desk.json(&["list", "c.kartoteka", "pictures"]).as_array().unwrap().len(), 4);
}

/// A catalogue opened here, and a folder of so many pictures.
fn bench(pictures: u32) -> (Desk, Catalogue, PathBuf) {
    let desk = Desk::new();
    let mut catalogue = Catalogue::create(&desk.path("c.kartoteka"), "Drawer").unwrap();
    catalogue.set_author("A. Tester");
    let folder = desk.path("scans");
    for number in 1..=pictures {
        drawn(&folder.join(format!("a {number}.png")), number);
    }
    (desk, catalogue, folder)
}

fn sum(report: &TakeInReport) -> u64 {
    (report.taken.len() + report.already_there.len() + report.refused.len() + report.skipped.len()) as u64
}

#[test]
fn how_a_file_came_is_kept_beside_it() {
    let (desk, mut catalogue, folder) = bench(0);
    drawn(&folder.join("box 1/a.tif"), 4);
    let plan = catalogue.plan_take_in(&folder, &TakeInOptions::default(), &mut |_| true).unwrap();
    let report = catalogue.take_in(&plan, &TakeInControl::default(), &mut |_| true).unwrap();
    assert!(matches!(report.ended, Ended::Complete));
    let checksum = &report.taken[0].checksum;
    let file = catalogue.stored_file(checksum).unwrap().unwrap();
    assert_eq!((file.original_name.as_str(), file.original_folder.as_str()), ("a.tif", "box 1"));
    assert_eq!(file.taken_in_by, "A. Tester");
    assert!(file.modified_at.is_some() && !file.likeness.is_empty());
    let said: Value = serde_json::from_str(&file.metadata).unwrap();
    assert_eq!(said["format"], "TIFF");
    assert_eq!(said["bits_per_channel"], 8);
    let events = catalogue.events_of_file(checksum).unwrap();
    let kinds: Vec<FileEventKind> = events.iter().map(|event| event.kind).collect();
    let expected =
        [FileEventKind::Ingestion, FileEventKind::MessageDigestCalculation, FileEventKind::FormatIdentification];
    assert_eq!(kinds, expected);
    assert!(events[0].agent.contains("A. Tester") && events[0].agent.contains("Kartoteka"));
    assert!(events[0].detail.contains("scans/box 1/a.tif"), "{}", events[0].detail);
    // a small copy is there without anybody asking for it
    assert!(desk.path("c.kartoteka/cache/thumbnails").join(&checksum.0[..2]).join(format!("{checksum}.jpg")).exists());
    let act = catalogue.history(None, None, 1).unwrap().remove(0);
    assert_eq!(act.about, "1 picture from scans");
}

#[test]
fn stopping_keeps_what_was_taken_in_and_the_next_run_goes_on() {
    let (_desk, mut catalogue, folder) = bench(30);
    let plan = catalogue.plan_take_in(&folder, &TakeInOptions::default(), &mut |_| true).unwrap();
    let control = TakeInControl::default();
    let report = catalogue.take_in(&plan, &control, &mut |now| now.files < 5).unwrap();
    assert!(matches!(report.ended, Ended::Cancelled), "{:?}", report.ended);
    assert_eq!(sum(&report), report.found);
    let taken = report.taken.len();
    assert!((5..30).contains(&taken), "{taken}");
    assert!(report.skipped.iter().all(|file| file.why.contains("stopped")));
    let begun = catalogue.interrupted_take_in().expect("it is told that there is more");
    assert_eq!((begun.done, begun.of_files), (taken as u64, 30));
    assert_eq!(begun.folder, folder);

    let plan = catalogue.plan_take_in(&begun.folder, &begun.options, &mut |_| true).unwrap();
    let report = catalogue.take_in(&plan, &TakeInControl::default(), &mut |_| true).unwrap();
    assert!(matches!(report.ended, Ended::Complete));
    assert_eq!((report.taken.len(), report.already_there.len()), (30 - taken, taken));
    assert_eq!(catalogue.interrupted_take_in(), None);
    let pictures = catalogue.counts().unwrap()[&EntryKind::Attachment];
    assert_eq!(pictures, 30);
}

#[test]
fn pausing_holds_it_up() {
    let (_desk, mut catalogue, folder) = bench(8);
    let plan = catalogue.plan_take_in(&folder, &TakeInOptions::default(), &mut |_| true).unwrap();
    let control = TakeInControl::default();
    control.pause(true);
    let mut ticks = 0;
    let report = catalogue
        .take_in(&plan, &control, &mut |now| {
            ticks += 1;
            if ticks < 4 {
                assert_eq!(now.files, 0, "nothing goes on while it is held up");
            } else {
                control.pause(false);
            }
            true
        })
        .unwrap();
    assert_eq!((report.taken.len(), ticks >= 4), (8, true));
}

#[cfg(unix)]
#[test]
fn names_that_are_no_unicode_are_kept_byte_by_byte() {
    use std::os::unix::ffi::OsStrExt;
    let (desk, mut catalogue, folder) = bench(1);
    let name = std::ffi::OsStr::from_bytes(b"Karte \xE4\xF6 1.png");
    std::fs::rename(folder.join("a 1.png"), folder.join(name)).unwrap();
    drawn(&folder.join("two\nlines \u{202e}gnp.png"), 9);
    let plan = catalogue.plan_take_in(&folder, &TakeInOptions::default(), &mut |_| true).unwrap();
    let report = catalogue.take_in(&plan, &TakeInControl::default(), &mut |_| true).unwrap();
    assert_eq!(report.taken.len(), 2);
    let odd = report.taken.iter().find(|file| file.file.contains('\u{fffd}')).unwrap();
    let said: Value = serde_json::from_str(&catalogue.stored_file(&odd.checksum).unwrap().unwrap().metadata).unwrap();
    assert_eq!(said["original_name_bytes"], "4b6172746520e4f620312e706e67");
    drop(catalogue);
    let answer = desk.run(&["take-in", "c.kartoteka", "scans"]);
    assert!(!answer.out.contains('\u{202e}'), "{answer:?}");
}

#[test]
fn a_hundred_thousand_files_are_planned_at_once() {
    if std::env::var_os("KARTOTEKA_LARGE").is_none() {
        return; // a minute of making files
    }
    let (_desk, catalogue, folder) = bench(0);
    std::fs::create_dir_all(&folder).unwrap();
    for number in 0..100_000 {
        std::fs::write(folder.join(format!("RKG_{}_{number}_r.tif", number % 77)), "II*\0").unwrap();
    }
    let options = TakeInOptions { pattern: PATTERN.into(), role: Some(Role::Front), ..TakeInOptions::default() };
    let begun = std::time::Instant::now();
    let plan = catalogue.plan_take_in(&folder, &options, &mut |_| true).unwrap();
    eprintln!("{:?} for {:?}", begun.elapsed(), plan.counts());
    assert_eq!(plan.files.len(), 100_000);
}

/// A card of one printed form, written on by somebody: `hand` says what.
fn written_card(hand: u32) -> image::GrayImage {
    let mut card = image::GrayImage::from_pixel(1200, 840, image::Luma([228]));
    let mut ink = |x: u32, y: u32, size: u32| {
        for (dx, dy) in (0..size).flat_map(|dx| (0..size).map(move |dy| (dx, dy))) {
            if let Some(pixel) = card.get_pixel_mut_checked(x + dx, y + dy) {
                *pixel = image::Luma([40]);
            }
        }
    };
    for row in 0..9 {
        (40..1160).for_each(|x| ink(x, 60 + row * 90, 3));
    }
    for column in [40, 330, 700, 1157] {
        (60..780).for_each(|y| ink(column, y, 3));
    }
    let mut chance = u64::from(hand) * 7919 + 17;
    let mut next = |most: u32| {
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(chance >> 33).unwrap() % most
    };
    for (row, column) in (0..8).flat_map(|row| [60, 350, 720].map(|column| (row, column))) {
        let (mut x, mut y) = (column, 85 + row * 90);
        // words of another length, with gaps elsewhere
        for _ in 0..next(7) {
            for _ in 0..6 + next(12) {
                x = (x + next(6)).min(column + 270);
                y = (y + next(11)).clamp(82 + row * 90, 130 + row * 90) - next(11).min(7);
                ink(x, y, 4);
            }
            x += 8 + next(30);
        }
    }
    card
}

#[test]
fn a_sheet_scanned_again_is_said_and_nothing_is_done_about_it() {
    let (_desk, mut catalogue, folder) = bench(0);
    let card = catalogue.add_card("auschwitz-pow-record", "RKG-50", None, &[]).unwrap();
    std::fs::create_dir_all(&folder).unwrap();
    written_card(1).save(folder.join("RKG-50_r.png")).unwrap();
    for hand in 2..6 {
        written_card(hand).save(folder.join(format!("other {hand}.png"))).unwrap();
    }
    let take_in = |catalogue: &mut Catalogue| {
        let plan = catalogue.plan_take_in(&folder, &TakeInOptions::default(), &mut |_| true).unwrap();
        catalogue.take_in(&plan, &TakeInControl::default(), &mut |_| true).unwrap()
    };
    let first = take_in(&mut catalogue);
    assert!(first.taken.iter().all(|file| file.looks_like.is_none()), "another card of the form is another card");
    let again = image::imageops::resize(&written_card(1), 1000, 700, image::imageops::FilterType::Triangle);
    image::imageops::brighten(&again, 9).save(folder.join("scan 0001.jpg")).unwrap();
    let second = take_in(&mut catalogue);
    assert_eq!((second.taken.len(), second.already_there.len()), (1, 5));
    let alike = second.taken[0].looks_like.as_ref().expect("it is the same sheet");
    assert_eq!((alike.reference_code.as_str(), alike.role), ("RKG-50", Role::Front));
    assert!(second.taken[0].entry.is_none(), "it is only said");
    assert_eq!(catalogue.dossier(card.id).unwrap().pictures.len(), 1);
}
