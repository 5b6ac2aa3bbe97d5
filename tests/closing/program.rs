//! The command `access`.

use super::an_entry;
use crate::support::program::{Desk, names};
use kartoteka::catalogue::Catalogue;
use kartoteka::model::Act;
use serde_json::Value;
use std::path::Path;

#[test]
fn the_command_lists_chooses_sets_and_applies() {
    let desk = Desk::with_catalogue();
    make_people(&desk.path("c.kartoteka"));
    let rules = desk.json(&["access", "c.kartoteka", "--rules"]);
    assert_eq!(rules.as_array().unwrap().len(), 4);
    assert_eq!(
        names(&rules),
        [
            "basis",
            "code",
            "in_force",
            "jurisdiction",
            "label",
            "origin",
            "years_after_birth",
            "years_after_creation",
            "years_after_death"
        ]
    );
    assert_eq!(desk.json(&["access", "c.kartoteka", "--use", "de-bund"])["in_force"], true);
    let lines = desk.json(&["access", "c.kartoteka"]);
    assert_eq!(
        names(&lines),
        [
            "access",
            "computed",
            "counted_by",
            "counted_from",
            "differs",
            "id",
            "kind",
            "label",
            "living",
            "opens",
            "ref"
        ]
    );
    let ends: Vec<(&Value, &Value)> =
        lines.as_array().unwrap().iter().map(|line| (&line["ref"], &line["opens"])).collect();
    let expected =
        [("P1", "2013-01-01"), ("P2", "2031-01-01")].map(|(code, end)| (Value::from(code), Value::from(end)));
    assert_eq!(ends, expected.iter().map(|(code, end)| (code, end)).collect::<Vec<_>>());
    assert_eq!(lines[1]["computed"], "closed-until-2031-01-01");
    assert_eq!(desk.json(&["access", "c.kartoteka", "--only", "possibly-living"])[0]["ref"], "P2");
    let applied = desk.json(&["access", "c.kartoteka", "--apply", "--reason", "by the rule", "P1", "P2"]);
    let keys = ["by_hand", "opened", "possibly_living", "rule", "same", "seq", "set", "still_named", "unknown"];
    assert_eq!(names(&applied), keys);
    assert_eq!(applied["set"].as_array().unwrap().len(), 1);
    let set = ["access", "c.kartoteka", "--set", "closed-until-2045-01-01", "--reason", "asked for", "P2"];
    assert_eq!(names(&desk.json(&set)), ["access", "same", "seq", "set", "still_named"]);
    let dry = desk.run(&["access", "c.kartoteka", "--apply", "--dry-run", "--reason", "by the rule", "P2"]);
    assert!(dry.code == 0 && dry.out.contains("nothing is written") && dry.err.contains("P2: it opens"), "{dry:?}");
    let text = desk.good(&["access", "c.kartoteka", "P2"]).out;
    for words in ["de-bund", "closed until 2045-01-01", "2031-01-01", "possibly living", "differs"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert_eq!(desk.json(&["access", "c.kartoteka", "--use", "none"]), Value::Null);
}

#[test]
fn what_the_command_does_not_understand_it_refuses_in_words() {
    let desk = Desk::with_catalogue();
    make_people(&desk.path("c.kartoteka"));
    for (code, arguments, words) in [
        (2, &["--set", "shut", "--reason", "x", "P1"][..], "is no access"),
        (2, &["--set", "closed-until-0000-01-01", "--reason", "x", "P1"], "years 1900 to 2300"),
        (2, &["--set", "staff", "--dry-run", "--reason", "x", "P1"], "--apply"),
        (2, &["--set", "staff", "P1"], "--reason"),
        (2, &["--set", "staff", "--reason", "x"], "references or ids"),
        (2, &["--apply", "--set", "staff", "--reason", "x", "P1"], "cannot be used with"),
        (2, &["--rules", "P1"], "stands alone"),
        (2, &["--reason", "x", "P1"], "--set or --apply"),
    ] {
        desk.fails(code, &[&["access", "c.kartoteka"][..], arguments].concat(), &[words]);
    }
    let unknown = desk.run(&["access", "c.kartoteka", "--use", "xx"]);
    assert!(unknown.code != 0 && unknown.err.contains("de-bund"), "{unknown:?}");
    let no_rule = desk.run(&["access", "c.kartoteka", "--apply", "--reason", "x", "P1"]);
    assert!(no_rule.code != 0 && no_rule.err.contains("choose one first"), "{no_rule:?}");
    let empty = desk.run(&["access", "c.kartoteka", "--set", "staff", "--reason", " ", "P1"]);
    assert!(empty.code != 0 && empty.err.contains("why"), "{empty:?}");
}

fn make_people(folder: &Path) {
    let mut catalogue = Catalogue::open_to_write(folder).unwrap();
    for (code, said) in [("P1", "birth-date 1912"), ("P2", "birth-date 1930")] {
        let (_, changes) = an_entry(code, said, None);
        catalogue.act(Act::Add, code, "", changes).unwrap();
    }
}
