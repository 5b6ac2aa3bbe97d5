//! The command line as scripts use it: answers, field names of `--json`, exit codes, bad input, kill in the middle.

use crate::support::program::{Desk, names};
use kartoteka::catalogue::Catalogue;
use serde_json::Value;
use std::io::Read;
use std::time::Duration;

const CARD: &[&str] = &["add", "c.kartoteka", "card", "--template", "auschwitz-pow-record"];

fn add(desk: &Desk, reference: &str, more: &[&str]) -> Value {
    desk.json(&[CARD, &["--ref", reference], more].concat())
}

#[test]
fn a_card_is_added_pictured_noted_found_undone_and_done_again() {
    let desk = Desk::with_catalogue();
    let added = add(&desk, "RKG-50", &["--set", "name=Пробин", "--absent", "gef-nr=illegible:16?258"]);
    assert_eq!(names(&added), ["id", "kind", "ref", "template"]);
    desk.picture("front.png", 120);
    let attached =
        desk.json(&["attach", "c.kartoteka", "RKG-50", "front.png", "--role", "front", "--caption", "Recto"]);
    assert_eq!(names(&attached), ["attached", "refused"]);
    assert_eq!(
        names(&attached["attached"]),
        ["height_px", "id", "original_name", "role", "sha256", "size_bytes", "width_px"]
    );
    let kinds = ["custodial-history", "acquisition", "condition", "digitisation", "source", "editorial"];
    for kind in kinds {
        let note = desk.json(&["note", "c.kartoteka", "RKG-50", "--kind", kind, "--text", "Said", "--access", "staff"]);
        assert_eq!(names(&note), ["access", "author", "date", "id", "kind", "text"]);
        assert_eq!((&note["kind"], &note["access"]), (&kind.into(), &"staff".into()));
    }

    let shown = desk.json(&["show", "c.kartoteka", "RKG-50"]);
    assert_eq!(shown["pictures"][0]["caption"], "Recto");
    assert_eq!(shown["notes"].as_array().unwrap().len(), kinds.len());
    let claims = shown["claims"].as_array().unwrap();
    let written: Vec<_> = claims.iter().map(|claim| claim["as_written"].as_str().unwrap()).collect();
    assert!(written.contains(&"Пробин"), "the wording is kept as it was typed: {written:?}");
    let illegible = claims.iter().find(|claim| claim["field"] == "gef-nr").unwrap();
    assert_eq!(illegible["absence"], serde_json::json!({ "term": "illegible", "legible": "16?258" }));

    // the note, the five before it, the picture, the card
    let pictures = |desk: &Desk| desk.json(&["list", "c.kartoteka", "pictures"]).as_array().unwrap().len();
    for _ in kinds {
        let undone = desk.json(&["undo", "c.kartoteka"]);
        assert_eq!(names(&undone), ["about", "act", "by", "clashes", "done"]);
    }
    assert_eq!(pictures(&desk), 1);
    desk.good(&["undo", "c.kartoteka"]);
    assert_eq!(pictures(&desk), 0);
    desk.good(&["undo", "c.kartoteka"]);
    desk.fails(2, &["show", "c.kartoteka", "RKG-50"], &["RKG-50"]);
    desk.fails(1, &["undo", "c.kartoteka"], &["nothing to undo"]);
    for _ in 0..2 {
        desk.good(&["redo", "c.kartoteka"]);
    }
    assert_eq!(pictures(&desk), 1);
    let acts = desk.json(&["history", "c.kartoteka"]);
    assert_eq!(acts.as_array().unwrap().len(), 2 + kinds.len() + 2 + kinds.len() + 2);
    desk.good(&["check", "c.kartoteka"]);
}

#[test]
fn the_names_of_json_fields_are_for_good() {
    let desk = Desk::new();
    let made = desk.json(&["sample", "c.kartoteka"]);
    assert_eq!(names(&made), ["entries", "folder", "title"]);
    for list in ["cards", "people", "places", "events", "groups", "sources", "pictures"] {
        let rows = desk.json(&["list", "c.kartoteka", list]);
        assert_eq!(
            names(&rows),
            ["date", "disputed", "id", "kind", "label", "number", "pictures", "ref", "sort"],
            "{list}"
        );
    }
    let person = desk.json(&["show", "c.kartoteka", "P3"]);
    assert_eq!(
        names(&person),
        [
            "claims",
            "conclusions",
            "fields",
            "id",
            "identities",
            "kind",
            "label",
            "mentions",
            "notes",
            "pictures",
            "ref"
        ]
    );
    assert_eq!(
        names(&person["claims"]),
        [
            "absence",
            "access",
            "as_written",
            "certainty",
            "earliest",
            "field",
            "glosses",
            "id",
            "keyed_at",
            "keyed_by",
            "latest",
            "locator",
            "pass",
            "property",
            "quotation",
            "read_by",
            "reading",
            "reading_text",
            "region",
            "remark",
            "scope",
            "source",
            "stated_on",
            "status",
            "status_reason"
        ]
    );
    assert_eq!(names(&person["claims"][0]["source"]), ["id", "ref", "title"]);
    assert_eq!(
        names(&person["conclusions"]),
        ["at", "by", "chosen", "decision", "id", "kind", "property", "reason", "ref", "weighed", "withdrawn"]
    );
    assert_eq!(
        names(&person["pictures"]),
        [
            "access",
            "caption",
            "caption_ours",
            "content_note",
            "copy_of",
            "credit",
            "date",
            "date_absence",
            "depicted",
            "drawn",
            "entry",
            "height_px",
            "id",
            "master",
            "original_name",
            "photographer",
            "ref",
            "rights",
            "role",
            "seen",
            "sha256",
            "size_bytes",
            "width_px",
        ]
    );
    assert_eq!(names(&person["pictures"][0]["depicted"]), ["id", "kind", "label", "ref"]);
    assert_eq!(names(&person["mentions"]), ["as_written", "claim", "entry", "property"]);
    let hits = desk.json(&["find", "c.kartoteka", "Погожев"]);
    assert_eq!(names(&hits), ["id", "kind", "label", "ref", "why"]);
    assert_eq!(names(&hits[0]["why"]), ["form", "property", "tier", "word"]);
    assert_eq!(hits[0]["ref"], "P3");
    let acts = desk.json(&["history", "c.kartoteka", "P3"]);
    assert_eq!(names(&acts), ["about", "act", "at", "author", "changes", "id", "reason", "seq", "undoes", "undone_by"]);
    assert_eq!(names(&acts[0]["changes"]), ["after", "before", "entry", "field", "kind", "op", "page"]);
    let check = desk.json(&["check", "c.kartoteka"]);
    assert_eq!(names(&check), ["acts", "drafts", "index_rebuilt", "masters", "orphans", "pages", "problems"]);
    let unknown = desk.json(&["show", "c.kartoteka", "P2"]);
    let absent = unknown["claims"].as_array().unwrap().iter().find(|claim| !claim["absence"].is_null()).unwrap();
    assert_eq!(absent["absence"], serde_json::json!({ "term": "unknown", "legible": null }));

    for (kind, format) in [("catalogue", "csv"), ("dossier", "html"), ("conflicts", "csv")] {
        let file = format!("{kind}.{format}");
        let report = ["report", "c.kartoteka", "--kind", kind, "--format", format, "--out", &file, "--select", "P3"];
        let made = desk.json(&report);
        assert_eq!(names(&made), ["entries", "format", "kind", "missing", "out", "size_bytes"]);
        let text = std::fs::read_to_string(desk.path(&file)).unwrap();
        assert!(text.contains("Andrey Pogozhev"), "{file}: {} bytes", text.len());
    }
}

#[test]
fn a_report_replaces_nothing_of_a_catalogue() {
    let desk = Desk::with_catalogue();
    add(&desk, "RKG-1", &[]);
    let before = std::fs::read(desk.path("c.kartoteka/catalogue.db")).unwrap();
    let report = ["report", "c.kartoteka", "--kind", "catalogue", "--format", "csv", "--out"];
    for out in ["c.kartoteka/catalogue.db", "c.kartoteka/masters/x.csv", "c.kartoteka"] {
        desk.fails(2, &[report.as_slice(), &[out]].concat(), &[out, "nothing was changed"]);
    }
    assert_eq!(std::fs::read(desk.path("c.kartoteka/catalogue.db")).unwrap(), before);
    assert!(!desk.path("c.kartoteka/masters/x.csv").exists());
    desk.good(&[report.as_slice(), &["x.csv"]].concat());
}

#[cfg(unix)]
#[test]
fn a_report_whose_maker_is_killed_leaves_nothing() {
    use std::io::Write;
    let desk = Desk::new();
    std::fs::write(desk.path(".kartoteka-x.part"), "").unwrap();
    // the second process, of which this test is the first: half a job, and then nobody any more
    let mut child = desk
        .command(&["--render-report", ".kartoteka-x.part"])
        .stdin(std::process::Stdio::piped())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(b"{\"kind\":").unwrap();
    drop(stdin);
    assert_eq!(child.wait().unwrap().code(), Some(3));
    assert_eq!(std::fs::read_dir(desk.path("")).unwrap().count(), 0);

    desk.good(&["sample", "c.kartoteka"]);
    let report = ["report", "c.kartoteka", "--kind", "catalogue", "--format", "pdf", "--out", "x.pdf"];
    let mut maker = desk.command(&report).spawn().unwrap();
    let files = || {
        let names = std::fs::read_dir(desk.path("")).unwrap().map(|file| file.unwrap().file_name());
        names
            .map(|name| name.into_string().unwrap())
            .filter(|name| std::path::Path::new(name).extension().is_some_and(|ending| ending == "part"))
            .collect::<Vec<_>>()
    };
    let until = |done: &dyn Fn() -> bool| {
        let begun = std::time::Instant::now();
        while !done() {
            assert!(begun.elapsed() < Duration::from_mins(1), "waited in vain");
            std::thread::sleep(Duration::from_millis(5));
        }
    };
    until(&|| !files().is_empty());
    std::thread::sleep(Duration::from_millis(100));
    let others = std::fs::read_dir(desk.path("")).unwrap().count();
    assert_eq!(others, 2, "the catalogue and the unfinished report, nothing else in the folder for temporary files");
    maker.kill().unwrap();
    maker.wait().unwrap();
    until(&|| files().is_empty());
    assert!(!desk.path("x.pdf").exists());
}

#[test]
fn a_value_cannot_command_the_terminal() {
    let desk = Desk::with_catalogue();
    let hostile = "Evil\u{1b}]0;owned\u{7}\u{1b}[2J\u{202e}\nadded RKG-9";
    add(&desk, "RKG-1", &["--set", &format!("name={hostile}")]);
    let note = ["note", "c.kartoteka", "RKG-1", "--kind", "condition", "--text", hostile, "--author", hostile];
    let mut said = desk.good(&note).out;
    for command in [
        &["show", "c.kartoteka", "RKG-1"][..],
        &["history", "c.kartoteka"],
        &["find", "c.kartoteka", "Evil"],
        &["list", "c.kartoteka", "cards"],
    ] {
        said.push_str(&desk.good(command).out);
    }
    said.push_str(&desk.fails(2, &["show", "c.kartoteka", hostile], &[]).err);
    said.push_str(&desk.fails(2, &["list", hostile, "cards"], &["[U+001B]"]).err);
    assert!(said.contains("Evil[U+001B]]0;owned[U+0007]"), "{said}");
    let hidden = |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
    assert!(!said.contains(hidden), "{said:?}");
    assert!(!said.lines().any(|line| line.starts_with("added RKG-9")), "{said}");
    let shown = desk.json(&["show", "c.kartoteka", "RKG-1"]);
    assert_eq!(shown["notes"][0]["text"], hostile, "JSON stays as it is");
}

#[test]
fn half_a_sample_is_no_catalogue() {
    let desk = Desk::new();
    let begun = desk.path("c.kartoteka.being-made");
    let mut maker = desk.command(&["sample", "c.kartoteka"]).spawn().unwrap();
    while !begun.join("catalogue.db").exists() {
        assert!(maker.try_wait().unwrap().is_none(), "it ended before it was seen");
        std::thread::sleep(Duration::from_millis(1));
    }
    maker.kill().unwrap();
    maker.wait().unwrap();
    assert!(begun.exists() && !desk.path("c.kartoteka").exists());
    let held = Catalogue::open_to_write(&begun).unwrap();
    desk.fails(3, &["sample", "c.kartoteka"], &["open for editing"]);
    drop(held);
    std::fs::write(begun.join("mine.txt"), "kept").unwrap();
    desk.fails(2, &["sample", "c.kartoteka"], &["being-made", "nothing was changed"]);
    std::fs::remove_file(begun.join("mine.txt")).unwrap();
    // an empty folder that is there is filled
    std::fs::create_dir(desk.path("c.kartoteka")).unwrap();
    desk.good(&["sample", "c.kartoteka"]);
    assert!(!begun.exists());
    desk.good(&["check", "c.kartoteka"]);
}

#[test]
fn both_spellings_and_the_cyrillic_form_find_one_man() {
    let desk = Desk::new();
    desk.good(&["sample", "c.kartoteka"]);
    for query in ["Погожев", "Pogozhev", "1418"] {
        let hits = desk.json(&["find", "c.kartoteka", query]);
        assert!(hits.as_array().unwrap().iter().any(|hit| hit["ref"] == "P3"), "{query}: {hits}");
    }
    let nothing = desk.run(&["find", "c.kartoteka", "Xyzzyq"]);
    assert_eq!((nothing.code, nothing.out.as_str()), (0, ""), "{nothing:?}");
}

#[test]
fn wrong_usage_is_told_from_what_cannot_be_done() {
    let desk = Desk::with_catalogue();
    add(&desk, "RKG-1", &[]);
    desk.fails(2, &["lst"], &["lst", "--help"]);
    desk.fails(2, &["list", "c.kartoteka", "prisoners"], &["people"]);
    desk.fails(2, &["list", "c.kartoteka", "people", "--stage", "keyed"], &["cards"]);
    desk.fails(2, &["list", "c.kartoteka", "cards", "--stage", "done"], &["to-check"]);
    for (stage, count) in [("to-key", 1), ("keyed", 0)] {
        let rows = desk.json(&["list", "c.kartoteka", "cards", "--stage", stage]);
        assert_eq!(rows.as_array().unwrap().len(), count, "{stage}");
    }
    desk.fails(2, &["c.kartoteka", "list", "c.kartoteka", "cards"], &[]);
    desk.fails(2, &["list", "missing.kartoteka", "cards"], &["missing.kartoteka"]);
    desk.fails(2, &["new", "c.kartoteka"], &["c.kartoteka", "nothing was changed"]);
    desk.fails(2, &["sample", "c.kartoteka"], &["nothing was changed"]);
    desk.fails(2, &["show", "c.kartoteka", "RKG-2"], &["RKG-2"]);
    desk.fails(2, &["add", "c.kartoteka", "card", "--template", "t", "--ref", "r"], &["auschwitz-pow-record"]);
    desk.fails(2, &[CARD, &["--ref", "r", "--set", "Shoe size=44"]].concat(), &["Shoe size", "Gef"]);
    desk.fails(2, &[CARD, &["--ref", "r", "--set", "name"]].concat(), &["FIELD=VALUE"]);
    desk.fails(2, &[CARD, &["--ref", "r", "--absent", "name=gone"]].concat(), &["illegible"]);
    desk.fails(2, &[CARD, &["--ref", " "]].concat(), &["--ref is empty"]);
    let twice = ["--ref", "r", "--set", "Name=a", "--absent", "name=blank"];
    desk.fails(2, &[CARD, &twice].concat(), &["--set and --absent"]);
    std::fs::write(desk.path("file"), "").unwrap();
    for command in ["new", "sample"] {
        desk.fails(2, &[command, "file"], &["file is a file; a catalogue is a folder"]);
    }
    desk.fails(2, &["undo", "c.kartoteka", "99"], &["99"]);
    desk.fails(1, &["redo", "c.kartoteka"], &["nothing to redo"]);
    assert_eq!(desk.json(&["list", "c.kartoteka", "cards"]).as_array().unwrap().len(), 1, "nothing was half done");
    assert_eq!(desk.run(&["--version"]).code, 0);
    assert_eq!(desk.run(&["add", "--help"]).code, 0);
}

#[test]
fn without_a_display_one_message_names_the_other_way() {
    let desk = Desk::with_catalogue();
    if cfg!(any(target_os = "windows", target_os = "macos")) {
        return; // the display is always there, and a window would open
    }
    let answer = desk.fails(3, &["c.kartoteka"], &["window", "kartoteka list c.kartoteka cards"]);
    assert!(answer.out.is_empty(), "{answer:?}");
}

#[test]
fn what_is_no_picture_is_refused_and_the_others_go_on() {
    let desk = Desk::with_catalogue();
    add(&desk, "RKG-1", &[]);
    std::fs::write(desk.path("text.jpg"), "not a picture at all\n").unwrap();
    std::fs::write(desk.path("empty.png"), "").unwrap();
    desk.picture("good.tif", 30);
    let files = ["text.jpg", "good.tif", "missing.png", "empty.png"];
    let attach = [&["attach", "c.kartoteka", "RKG-1"], files.as_slice(), &["--role", "back", "--json"]].concat();
    let answer = desk.fails(1, &attach, &["text.jpg", "missing.png", "empty.png"]);
    let answer: Value = serde_json::from_str(&answer.out).unwrap();
    assert_eq!(answer["attached"].as_array().unwrap().len(), 1);
    assert_eq!(answer["refused"].as_array().unwrap().len(), 3);
    desk.good(&["check", "c.kartoteka"]);
}

#[test]
fn a_master_that_was_altered_is_told_by_check() {
    let desk = Desk::with_catalogue();
    add(&desk, "RKG-1", &[]);
    desk.picture("good.png", 30);
    desk.good(&["attach", "c.kartoteka", "RKG-1", "good.png", "--role", "front"]);
    let shown = desk.json(&["show", "c.kartoteka", "RKG-1"]);
    let master = desk.path(shown["pictures"][0]["master"].as_str().unwrap());
    let mut rights = std::fs::metadata(&master).unwrap().permissions();
    assert!(rights.readonly(), "a master is write-once");
    #[expect(clippy::permissions_set_readonly_false, reason = "a temporary file of this test")]
    rights.set_readonly(false);
    std::fs::set_permissions(&master, rights).unwrap();
    let mut bytes = std::fs::read(&master).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    std::fs::write(&master, bytes).unwrap();
    let answer = desk.run(&["check", "c.kartoteka", "--json"]);
    assert_eq!(answer.code, 1, "{answer:?}");
    let mut unread = desk.command(&["check", "c.kartoteka"]).stdout(std::process::Stdio::piped()).spawn().unwrap();
    drop(unread.stdout.take());
    assert_eq!(unread.wait().unwrap().code(), Some(1), "the reader is gone, the problem is not");
    let report: Value = serde_json::from_str(&answer.out).unwrap();
    assert_eq!(report["problems"][0]["area"], "master", "{report}");
    assert_eq!(names(&report["problems"]), ["about", "area", "message"]);
}

#[test]
fn a_newer_catalogue_is_not_touched() {
    let desk = Desk::with_catalogue();
    let file = desk.path("c.kartoteka/catalogue.db");
    let mut bytes = std::fs::read(&file).unwrap();
    // user_version: bytes 60 to 63 of the header, big-endian (sqlite.org/fileformat2.html, 1.3)
    bytes[60..64].copy_from_slice(&9_999_u32.to_be_bytes());
    std::fs::write(&file, &bytes).unwrap();
    for command in [&["list", "c.kartoteka", "cards"][..], &["undo", "c.kartoteka"], &["check", "c.kartoteka"]] {
        desk.fails(3, command, &["newer", "9999"]);
    }
    assert_eq!(std::fs::read(&file).unwrap(), bytes);
}

#[test]
fn a_folder_that_is_no_catalogue_is_told_so() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("photos")).unwrap();
    desk.fails(3, &["list", "photos", "cards"], &["photos", "not a Kartoteka catalogue"]);
    std::fs::write(desk.path("photos/catalogue.db"), "this is no database").unwrap();
    desk.fails(3, &["list", "photos", "cards"], &["photos"]);
    std::fs::write(desk.path("file.kartoteka"), "a file").unwrap();
    let answer = desk.run(&["list", "file.kartoteka", "cards"]);
    assert!(matches!(answer.code, 2 | 3) && answer.err.contains("file.kartoteka"), "{answer:?}");
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_can_be_read_and_nothing_is_lost() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::with_catalogue();
    add(&desk, "RKG-1", &[]);
    let folder = desk.path("c.kartoteka");
    let set = |folder_mode: u32, file_mode: u32| {
        std::fs::set_permissions(folder.join("catalogue.db"), PermissionsExt::from_mode(file_mode)).unwrap();
        std::fs::set_permissions(&folder, PermissionsExt::from_mode(folder_mode)).unwrap();
    };
    set(0o555, 0o444);
    let can_write_anyway = std::fs::write(folder.join("probe"), "").is_ok();
    if !can_write_anyway {
        assert_eq!(desk.json(&["list", "c.kartoteka", "cards"]).as_array().unwrap().len(), 1);
        desk.fails(3, &[CARD, &["--ref", "RKG-2"]].concat(), &["c.kartoteka"]);
    }
    set(0o755, 0o644);
    assert_eq!(desk.json(&["list", "c.kartoteka", "cards"]).as_array().unwrap().len(), 1);
}

#[test]
fn two_programs_at_once_one_writes_both_read() {
    let desk = Desk::with_catalogue();
    add(&desk, "RKG-1", &[]);
    let mut held = Catalogue::open_to_write(&desk.path("c.kartoteka")).unwrap();
    held.set_author("Anna Archivist");
    let answer = desk.fails(3, &[CARD, &["--ref", "RKG-2"]].concat(), &["Anna Archivist"]);
    assert!(answer.out.is_empty(), "{answer:?}");
    assert_eq!(desk.json(&["list", "c.kartoteka", "cards"]).as_array().unwrap().len(), 1);
    drop(held);
    add(&desk, "RKG-2", &[]);
    assert_eq!(desk.json(&["list", "c.kartoteka", "cards"]).as_array().unwrap().len(), 2);
}

#[test]
fn a_later_change_stands_in_the_way_of_an_old_undo() {
    let desk = Desk::with_catalogue();
    add(&desk, "RKG-1", &["--set", "name=Specimen"]);
    desk.good(&["note", "c.kartoteka", "RKG-1", "--kind", "condition", "--text", "Torn"]);
    let answer = desk.fails(1, &["undo", "c.kartoteka", "1", "--json"], &["nothing was changed"]);
    let answer: Value = serde_json::from_str(&answer.out).unwrap();
    assert_eq!(answer["by"], Value::Null);
    assert_eq!(names(&answer["clashes"]), ["cause", "field", "id", "kind", "label", "needed_by", "now", "would_be"]);
    assert_eq!(answer["clashes"][0]["cause"], "needed-later");
    let acts = desk.json(&["history", "c.kartoteka"]);
    assert_eq!(acts.as_array().unwrap().len(), 2);
    // an act by its id, and one under another name
    let note = acts[0]["id"].as_str().unwrap();
    desk.good(&["undo", "c.kartoteka", note, "--author", "Boris"]);
    assert_eq!(desk.json(&["history", "c.kartoteka"])[0]["author"], "Boris");
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let desk = Desk::new();
    desk.good(&["sample", "c.kartoteka"]);
    let mut child = desk
        .command(&["history", "c.kartoteka", "--json"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut few = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut few).unwrap();
    // the pipe is closed here, long before the answer is complete
    let ended = child.wait_with_output().unwrap();
    assert_eq!((ended.status.code(), String::from_utf8_lossy(&ended.stderr).as_ref()), (Some(0), ""));
}

#[cfg(target_os = "linux")]
#[test]
fn what_was_saved_is_told_though_the_answer_is_lost() {
    let desk = Desk::with_catalogue();
    let card = [CARD, &["--ref", "RKG-1"]].concat();
    let note = ["note", "c.kartoteka", "RKG-1", "--kind", "condition", "--text", "Torn"];
    let lost = |command: &[&str]| {
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let answer = desk.command(command).stdout(full).stderr(std::process::Stdio::piped()).output().unwrap();
        (answer.status.code(), String::from_utf8(answer.stderr).unwrap())
    };
    for command in [card.as_slice(), &note, &["undo", "c.kartoteka"], &["redo", "c.kartoteka"]] {
        let (code, said) = lost(command);
        assert_eq!(code, Some(3), "{command:?}");
        assert!(said.contains("saved, but the answer could not be written"), "{command:?}: {said}");
    }
    let (code, said) = lost(&["list", "c.kartoteka", "cards"]);
    assert!(code == Some(3) && !said.contains("saved"), "{said}");
    assert_eq!(desk.json(&["history", "c.kartoteka"]).as_array().unwrap().len(), 4);
}

#[test]
fn killed_in_the_middle_every_acknowledged_card_is_there() {
    let desk = Desk::with_catalogue();
    let mut acknowledged = Vec::new();
    // spread over the life of one `add`, measured, so that some die before, some during and some after the commit
    let begun = std::time::Instant::now();
    add(&desk, "RKG-0", &[]);
    let whole = begun.elapsed();
    for number in 1..=25_u32 {
        let reference = format!("RKG-{number}");
        let mut child = desk
            .command(&[CARD, &["--ref", &reference, "--set", "name=Specimen"]].concat())
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(whole.mul_f64(f64::from(number * 7 % 25) / 20.0).min(Duration::from_secs(2)));
        let _ = child.kill();
        let said = child.wait_with_output().unwrap().stdout;
        if String::from_utf8_lossy(&said).contains(&format!("added {reference}")) {
            acknowledged.push(reference);
        }
    }
    let report = desk.json(&["check", "c.kartoteka"]);
    assert_eq!(report["problems"], Value::Array(vec![]));
    let cards = desk.json(&["list", "c.kartoteka", "cards"]);
    let there: Vec<&str> = cards.as_array().unwrap().iter().map(|card| card["ref"].as_str().unwrap()).collect();
    for reference in &acknowledged {
        assert!(there.contains(&reference.as_str()), "{reference} was acknowledged and is lost: {there:?}");
    }
    add(&desk, "RKG-after", &[]);
}

#[test]
fn a_template_is_exported_changed_imported_and_removed() {
    let desk = Desk::with_catalogue();
    let listed = desk.json(&["template", "c.kartoteka", "list"]);
    assert_eq!(names(&listed), ["cards", "fields", "height_mm", "id", "meaning", "name", "origin", "width_mm"]);
    assert_eq!((&listed[0]["id"], &listed[0]["origin"]), (&"auschwitz-pow-record".into(), &"program".into()));
    assert!(desk.good(&["template", "c.kartoteka", "list"]).out.contains("auschwitz-pow-record"));

    let export = ["template", "c.kartoteka", "export", "auschwitz-pow-record"];
    let exported = desk.json(&export);
    assert_eq!(names(&exported), ["id", "out", "toml"]);
    let printed = desk.good(&export).out;
    assert_eq!(printed, exported["toml"].as_str().unwrap(), "what is printed is the file");
    desk.good(&[&export[..], &["--out", "record.toml"]].concat());
    assert_eq!(std::fs::read_to_string(desk.path("record.toml")).unwrap(), printed);
    desk.fails(2, &[&export[..], &["--out", "c.kartoteka/catalogue.db"]].concat(), &["nothing was changed"]);

    let import = ["template", "c.kartoteka", "import", "record.toml"];
    let renamed = printed.replacen("auschwitz-pow-record", "own-record", 1).replacen("\"Vorname\"", "\"Rufname\"", 1);
    std::fs::write(desk.path("record.toml"), &renamed).unwrap();
    let imported = desk.json(&import);
    assert_eq!(names(&imported), ["fields", "id", "name", "replaced"]);
    assert_eq!((&imported["id"], &imported["replaced"]), (&"own-record".into(), &false.into()));
    assert_eq!(desk.json(&import)["replaced"], true);
    let card = ["add", "c.kartoteka", "card", "--template", "own-record", "--ref", "R-1", "--set", "Rufname=Iwan"];
    desk.good(&card);
    let list = desk.json(&["template", "c.kartoteka", "list"]);
    let own = list.as_array().unwrap().iter().find(|template| template["id"] == "own-record").unwrap().clone();
    assert_eq!((&own["origin"], &own["cards"]), (&"catalogue".into(), &1.into()));

    let remove = ["template", "c.kartoteka", "remove", "own-record"];
    desk.fails(2, &remove, &["1 cards have the template own-record"]);
    desk.good(&["undo", "c.kartoteka"]);
    assert_eq!(names(&desk.json(&remove)), ["id", "name"]);
    desk.fails(2, &remove, &["own-record"]);
    desk.fails(2, &["template", "c.kartoteka", "remove", "nummernbuch"], &["nothing to remove"]);
    desk.fails(2, &["template", "c.kartoteka", "export", "none"], &["none", "nummernbuch"]);

    std::fs::write(desk.path("record.toml"), renamed.replacen("datatype = \"date\"", "datatype = \"day\"", 1)).unwrap();
    desk.fails(2, &import, &["record.toml was not taken: line ", "datatype \"day\"", "nothing was changed"]);
    desk.good(&["check", "c.kartoteka"]);
}
