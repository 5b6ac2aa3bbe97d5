//! Who is the same man, on the command line.

use crate::support::program::{Desk, names};
use kartoteka::catalogue::Catalogue;
use kartoteka::model::Act;

#[test]
fn the_program_judges_splits_and_says_who_is_one_man() {
    const CAT: &str = "c.kartoteka";
    let desk = Desk::new();
    let mut catalogue = Catalogue::create(&desk.path(CAT), "Men").unwrap();
    for code in ["P1", "P2", "P3", "rkg/1"] {
        let (_, changes) = crate::near::an_entry(code, "name Pogozhev, Andrei; birth-date 1912");
        catalogue.act(Act::Add, "", "", changes).unwrap();
    }
    let person = catalogue.resolve("P1").unwrap();
    let evidence = catalogue.dossier(person).unwrap().claims[0].id.to_string();
    drop(catalogue);
    assert!(desk.good(&["identity", CAT, "P1"]).out.contains("nobody else is held to be the same man"));
    desk.fails(2, &["identity", CAT, "P1", "P2"], &["--verdict", "undecided", "--split"]);
    desk.fails(2, &["identity", CAT, "P1", "P2", "--verdict", "same"], &["reason"]);
    desk.fails(2, &["identity", CAT, "P1", "P1", "--verdict", "same", "--reason", "r"], &["itself"]);
    desk.fails(2, &["identity", CAT, "P1", "P2", "--split", "--reason", "r"], &["not held to be one man"]);
    let judge = |one: &str, other: &str, verdict: &str| {
        desk.run(&["identity", CAT, one, other, "--verdict", verdict, "--reason", "one number", "--author", "Anna"])
    };
    let told = desk.good(&[
        "identity",
        CAT,
        "P2",
        "P1",
        "--verdict",
        "same",
        "--reason",
        "one number",
        "--evidence",
        &evidence,
        "--author",
        "Anna",
    ]);
    for words in ["held to be one man, printed as P1", "P2", "The same person", "one number", "Anna"] {
        assert!(told.out.contains(words), "{words}: {}", told.out);
    }
    assert_eq!(judge("rkg/1", "P2", "same").code, 0);
    let found = desk.json(&["identity", CAT, "rkg/1"]);
    assert_eq!(names(&found), ["contradictions", "has_more", "head", "judgements", "members"]);
    assert_eq!(found["members"].as_array().unwrap().len(), 3);
    let judged = &found["judgements"][0];
    assert_eq!(names(judged), ["at", "by", "entry", "evidence", "id", "person", "reason", "verdict"]);
    assert_eq!(names(&judged["evidence"][0]), ["as_written", "claim", "of", "property", "status"]);
    assert_eq!((judged["verdict"].as_str(), judged["person"]["ref"].as_str()), (Some("same"), Some("P1")));
    // a contradiction is something a person should look at
    let told = judge("rkg/1", "P1", "not-the-same");
    assert_eq!(told.code, 1, "{told:?}");
    assert!(told.out.contains("contradiction: rkg/1"), "{}", told.out);
    let told = desk.good(&["identity", CAT, "P1", "P2", "--split", "--reason", "two brothers", "--author", "Anna"]);
    assert!(told.out.contains("nobody else is held to be the same man"), "{}", told.out);
    assert!(desk.good(&["history", CAT]).out.contains("two brothers"));
    desk.good(&["check", CAT]);
}
