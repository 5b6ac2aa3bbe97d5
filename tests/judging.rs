//! Judging at the border of the core: the twenty-one pairs of the sample, concluding, taking back, what rests on it.

use crate::support::program::{Desk, names};
use kartoteka::catalogue::{Catalogue, DisputeQuery, Judgement, Which};
use kartoteka::error::Error;
use kartoteka::model::{
    Act, Audience, Change, Claim, ClaimStatus, Conclusion, Decision, DependentKind, DifferenceKind, Entry, EntryId,
    HistoricalDate, Source, SourceKind,
};
use serde_json::Value;
use std::collections::BTreeMap;

fn desk() -> Desk {
    let desk = Desk::new();
    desk.good(&["sample", "c.kartoteka"]);
    desk
}

fn opened(desk: &Desk) -> Catalogue {
    let mut catalogue = Catalogue::open_to_write(&desk.path("c.kartoteka")).unwrap();
    catalogue.set_author("Anna");
    catalogue
}

fn conflicts(desk: &Desk, more: &[&str]) -> Vec<Value> {
    let arguments = [&["conflicts", "c.kartoteka"], more].concat();
    desk.json(&arguments).as_array().unwrap().clone()
}

/// The disagreements with a code, by their code.
fn by_code(found: &[Value]) -> BTreeMap<String, Value> {
    let coded = found.iter().filter(|conflict| conflict["code"] != "");
    coded.map(|conflict| (conflict["code"].as_str().unwrap().to_owned(), conflict.clone())).collect()
}

fn claims_of(catalogue: &Catalogue, reference: &str, property: &str) -> Vec<Claim> {
    let dossier = catalogue.dossier(catalogue.resolve(reference).unwrap()).unwrap();
    dossier.claims.into_iter().filter(|claim| claim.property == property).collect()
}

fn conclusion(catalogue: &Catalogue, code: &str) -> Conclusion {
    match catalogue.get(catalogue.resolve(code).unwrap()).unwrap() {
        Some(Entry::Conclusion(conclusion)) => conclusion,
        other => panic!("{code}: {other:?}"),
    }
}

/// What a conclusion says, to be judged anew.
fn judgement(of: &Conclusion) -> Judgement {
    Judgement {
        subject: of.subject,
        property: of.property.clone(),
        kind: of.kind,
        weighed: of.weighed.clone(),
        decision: of.decision,
        chosen: of.chosen.clone(),
        reason: of.reason.clone(),
    }
}

fn queue(catalogue: &Catalogue, which: Which, words: &str) -> Vec<String> {
    let mut codes = Vec::new();
    let mut from = Some(0);
    while let Some(begin) = from {
        // two pages at a time, so that the way from page to page is walked
        let page = catalogue.disputes(&DisputeQuery { which, words: words.to_owned(), from: begin, most: 2 }).unwrap();
        codes.extend(page.found.iter().map(|dispute| {
            let code = dispute.disagreement.conclusion.as_ref().map(|found| found.reference_code.clone());
            code.unwrap_or_else(|| format!("{} {}", dispute.subject.reference_code, dispute.disagreement.property))
        }));
        from = page.next;
    }
    codes
}

/// Whether `is:conflict` finds the entry: somebody should look at it, whether or not sources disagree.
fn is_found(catalogue: &Catalogue, reference: &str) -> bool {
    let found = catalogue.find(&format!("is:conflict ref:{reference}"), 9).unwrap();
    found.iter().any(|hit| hit.row.reference_code == reference)
}

/// Whether lists mark the entry, and `is:conflict` finds it.
fn is_marked(catalogue: &Catalogue, reference: &str) -> bool {
    let found = catalogue.find(&format!("is:conflict ref:{reference}"), 9).unwrap();
    found.iter().any(|hit| hit.row.reference_code == reference && hit.row.disputed)
}

#[test]
fn the_twenty_one_pairs_stand_as_they_were_judged() {
    let desk = desk();
    let found = conflicts(&desk, &["--all"]);
    let pairs = by_code(&found);
    // code, page, property, kind, kind seen, decision, claims, held, whether it is open
    let expected = [
        ("C1", "E6", "count", "contradiction", Some("contradiction"), "open", 3, 0),
        ("C2", "E2", "count", "estimate", Some("estimate"), "open", 5, 0),
        ("C3", "G2", "arrived-from", "different-scope", Some("different-scope"), "no-conflict", 4, 0),
        ("C4", "P3", "name", "name-variant", Some("name-variant"), "combined", 2, 2),
        ("C5", "E2", "count-escaped", "wording", None, "combined", 4, 2),
        ("C6", "E2", "date", "format-only", Some("format-only"), "no-conflict", 3, 0),
        ("C7", "E2", "description", "different-scope", Some("compatible"), "no-conflict", 4, 0),
        ("C8", "G2", "count", "wording", Some("different-scope"), "combined", 4, 2),
        ("C9", "G5", "description", "wording", None, "no-conflict", 6, 0),
        ("C10", "P1", "role", "compatible", Some("compatible"), "combined", 2, 2),
        ("C11", "P2", "prisoner-number", "absence", None, "no-conflict", 4, 0),
        ("C12", "P3", "prisoner-number", "different-scope", None, "no-conflict", 7, 0),
        ("C13", "P1", "prisoner-number", "chronology", None, "open", 2, 0),
        ("C14", "G4", "count", "different-scope", None, "no-conflict", 2, 0),
        ("C15", "G3", "departure-date", "ambiguous", None, "open", 2, 0),
        ("C16", "E5", "date", "precision", Some("precision"), "preferred", 2, 1),
        ("C17", "G5", "arrived-from", "wording", None, "no-conflict", 4, 0),
        ("C18", "E5", "arrived-from", "ambiguous", None, "preferred", 3, 1),
        ("C19", "E12", "date", "compatible", Some("compatible"), "open", 2, 0),
        ("C20", "G5", "date", "compatible", None, "no-conflict", 2, 0),
        ("C21", "P5", "prisoner-number", "gap", None, "open", 2, 0),
    ];
    assert_eq!(pairs.len(), expected.len());
    for (code, page, property, kind, seen, decision, claims, held) in expected {
        let pair = &pairs[code];
        let told = (&pair["subject"]["ref"], &pair["property"], &pair["kind"], &pair["decision"]);
        assert_eq!(told, (&page.into(), &property.into(), &kind.into(), &decision.into()), "{code}");
        if let Some(seen) = seen {
            assert_eq!(pair["seen"], seen, "{code}");
        }
        let rivals = pair["claims"].as_array().unwrap();
        let chosen = rivals.iter().filter(|claim| claim["chosen"] == true).count();
        let weighed = rivals.iter().filter(|claim| claim["weighed"] == true).count();
        assert_eq!((weighed, chosen), (claims, held), "{code}: every claim stays, held or not");
        let open = decision == "open";
        assert_eq!((&pair["open"], &pair["calls_for_judgement"]), (&open.into(), &open.into()), "{code}");
        assert!(!pair["reason"].as_str().unwrap().is_empty() && pair["by"] != "", "{code}");
        assert!(rivals.iter().all(|claim| claim["source"]["ref"].is_string() && claim["locator"].is_string()));
    }
    let written = |code: &str, of: &dyn Fn(&Value) -> Value| -> Vec<Value> {
        pairs[code]["claims"].as_array().unwrap().iter().map(of).collect()
    };
    assert_eq!(pairs["C1"]["summary"], "96 (also 92)");
    assert!(pairs["C2"]["summary"].as_str().unwrap().starts_with("About 100 (also several dozen"));
    assert_eq!(pairs["C16"]["summary"], "28 July 1944 (also July 1944)");
    // one value with two sources, and its parts
    assert_eq!(pairs["C8"]["summary"], "approximately 15,000 (also 11964, [at least 3,000])");
    assert_eq!(pairs["C6"]["summary"], "November 6, 1942");
    // of two men none stands before the other
    assert_eq!(pairs["C21"]["summary"], "164256 / 164258");
    // to be unknown is stated; to be not stated is none
    assert_eq!(written("C11", &|claim| claim["absence"]["term"].clone()), ["unknown", "unknown", "silent", "silent"]);
    let series = written("C12", &|claim| claim["reading"]["number"]["series"].clone());
    assert_eq!(series, ["rkg", "rkg", "rkg", "general-men", "general-men", "general-men", "general-men"]);
    // the size of the transport is not the number of cards
    assert_eq!(
        written("C14", &|claim| claim["absence"]["term"].clone()),
        ["null", "silent"].map(|term| if term == "null" { Value::Null } else { term.into() })
    );
    assert!(written("C15", &|claim| claim["certainty"].clone()).iter().all(|certainty| certainty == "uncertain"));
    assert!(
        written("C17", &|claim| claim["as_written"].clone())
            .iter()
            .any(|words| words.as_str().unwrap().contains("prisons"))
    );
    assert!(pairs["C21"]["reason"].as_str().unwrap().contains("164257"));
    // both forms of his name find the man
    for name in ["Andrei Pogozhev", "Andrey Pogozhev"] {
        assert_eq!(desk.json(&["find", "c.kartoteka", name])[0]["ref"], "P3");
    }
}

#[test]
fn the_queue_holds_what_calls_for_judgement_and_nothing_else() {
    let desk = desk();
    let catalogue = opened(&desk);
    let open = queue(&catalogue, Which::Open, "");
    for code in ["C1", "C2", "C13", "C15", "C19", "C21", "P3 birth-place"] {
        assert!(open.iter().any(|found| found == code), "{code}: {open:?}");
    }
    for code in ["C3", "C4", "C6", "C8", "C10", "C11", "C12", "C14", "C16", "C20"] {
        assert!(!open.iter().any(|found| found == code), "{code}: {open:?}");
    }
    let judged = queue(&catalogue, Which::Judged, "");
    assert_eq!(judged.len(), 15, "{judged:?}");
    assert!(judged.iter().all(|code| !open.contains(code)));
    let all = queue(&catalogue, Which::All, "");
    assert_eq!(all.len(), open.len() + judged.len(), "{all:?}");
    assert_eq!(queue(&catalogue, Which::Open, "kind:event January"), ["C1"]);
    assert_eq!(queue(&catalogue, Which::Judged, "ref:P3"), ["C4", "C12"]);
    assert_eq!(queue(&catalogue, Which::Open, "ref:E6 OR ref:E12").len(), 2);
    assert_eq!(queue(&catalogue, Which::All, "%&"), Vec::<String>::new());
    assert!(is_marked(&catalogue, "E6") && !is_marked(&catalogue, "E5"));
    // a gap, an unclear reference and what can both be true is left open, and no source disagrees
    for reference in ["P5", "G3", "E12"] {
        assert!(is_found(&catalogue, reference) && !is_marked(&catalogue, reference), "{reference}");
    }
    // each page of the queue is found, and no other is
    let marked = catalogue.find("is:conflict", 99).unwrap();
    let query = DisputeQuery { which: Which::Open, most: 99, ..DisputeQuery::default() };
    let page = catalogue.disputes(&query).unwrap();
    assert_eq!((page.entries, page.next), (marked.len(), None));
    for hit in &marked {
        let mut disputes = catalogue.disputes_of(hit.row.id).unwrap().into_iter();
        assert!(disputes.any(|dispute| dispute.disagreement.calls_for_judgement()), "{}", hit.row.reference_code);
    }
}

#[test]
fn the_fields_of_the_answers_keep_their_names() {
    let desk = desk();
    let claim = &conflicts(&desk, &["ref:E6"])[0]["claims"][0];
    let expected = "absence as_written certainty chosen id keyed_at keyed_by locator property quotation reading \
                    reading_text region remark scope source stated_on status status_reason subject weighed";
    assert_eq!(names(claim).join(" "), expected);
    assert_eq!(names(&claim["source"]), ["id", "ref", "title"]);
    let arguments = ["conclude", "c.kartoteka", "E6", "count", "--decision", "no-conflict", "--reason", "Two counts."];
    let expected = "act again chosen code decision id kind property reason weighed";
    assert_eq!(names(&desk.json(&arguments)).join(" "), expected);
    let taken_back = desk.json(&["withdraw", "c.kartoteka", "C1", "--reason", "One count."]);
    assert_eq!(names(&taken_back), ["act", "id", "kind", "property", "reason", "rests", "status"]);
    let taken_back = desk.json(&["withdraw", "c.kartoteka", claim["id"].as_str().unwrap(), "--reason", "Misread."]);
    assert_eq!(names(&taken_back["rests"]), ["chosen", "entry", "kind", "of", "property"]);
    let conflict = &conflicts(&desk, &["--of", "E6"])[0];
    let expected = "at by calls_for_judgement claims code decision id kind open property reason seen subject summary \
                    withdrawn";
    assert_eq!(names(conflict).join(" "), expected);
    let expected = "at by chosen code decision id kind reason withdrawn_at withdrawn_by withdrawn_reason";
    assert_eq!(names(&conflict["withdrawn"][0]).join(" "), expected);
}

#[test]
fn the_slightest_difference_is_shown_on_its_page() {
    let desk = desk();
    let of = |reference: &str| conflicts(&desk, &["--of", reference]);
    let e6 = of("E6");
    let dates = e6.iter().find(|found| found["property"] == "date").unwrap();
    assert_eq!((&dates["kind"], &dates["calls_for_judgement"]), (&"precision".into(), &false.into()));
    let answer = desk.good(&["conflicts", "c.kartoteka", "--of", "E6"]).out;
    for words in ["C1  E6", "96 (also 92)", "Left open", "“only 92”", "line 7 (S10)"] {
        assert!(answer.contains(words), "{words}: {answer}");
    }
    assert_eq!(desk.run(&["conflicts", "c.kartoteka", "kind:source"]).code, 0);
    desk.fails(2, &["conflicts", "c.kartoteka", "--of", "E99"], &["E99"]);
}

#[test]
fn what_cannot_be_meant_is_refused_in_words() {
    let desk = desk();
    let mut catalogue = opened(&desk);
    let good = judgement(&conclusion(&catalogue, "C1"));
    let [one, two] = [good.weighed[0], good.weighed[1]];
    let other = claims_of(&catalogue, "E2", "count")[0].id;
    let preferred = |chosen: Vec<EntryId>| Judgement { decision: Decision::Preferred, chosen, ..good.clone() };
    let cases = [
        (Judgement { reason: " \n".into(), ..good.clone() }, "a reason is asked for"),
        (Judgement { weighed: Vec::new(), ..good.clone() }, "no claim is weighed"),
        (Judgement { weighed: vec![one, one], ..good.clone() }, "named twice"),
        (Judgement { weighed: vec![other], ..good.clone() }, "none of the claims weighed"),
        (Judgement { weighed: vec![one, EntryId::fresh()], ..good.clone() }, "is no claim"),
        (Judgement { subject: EntryId::fresh(), ..good.clone() }, "nothing in this catalogue"),
        (preferred(vec![]), "none is chosen"),
        (preferred(vec![one, two]), "several are chosen"),
        (preferred(vec![other]), "was not weighed"),
        (Judgement { decision: Decision::Combined, chosen: vec![one], ..good.clone() }, "two claims or more"),
        (Judgement { decision: Decision::Open, chosen: vec![one], ..good.clone() }, "left open holds to no claim"),
        (Judgement { decision: Decision::NoConflict, chosen: vec![one], ..good.clone() }, "nothing contradicts"),
    ];
    let before = catalogue.history(None, None, 1).unwrap()[0].seq;
    for (judgement, words) in cases {
        let error = catalogue.conclude(&judgement).unwrap_err().to_string();
        assert!(error.contains(words), "{words}: {error}");
    }
    for reason in ["", "  "] {
        let standing = conclusion(&catalogue, "C1").id;
        assert!(catalogue.withdraw_conclusion(standing, reason).unwrap_err().to_string().contains("a reason"));
        for status in [ClaimStatus::Withdrawn, ClaimStatus::ConsideredFalse] {
            assert!(catalogue.set_claim_status(one, status, reason).unwrap_err().to_string().contains("a reason"));
        }
    }
    assert!(matches!(catalogue.set_claim_status(one, ClaimStatus::Stands, ""), Err(Error::Input(_))));
    assert!(catalogue.withdraw_conclusion(one, "so").unwrap_err().to_string().contains("is no conclusion"));
    assert_eq!(catalogue.history(None, None, 1).unwrap()[0].seq, before, "nothing was written");

    catalogue.set_claim_status(two, ClaimStatus::Withdrawn, "misread").unwrap();
    let error = catalogue.conclude(&preferred(vec![two])).unwrap_err().to_string();
    assert!(error.contains("does not stand (misread)"), "{error}");
}

#[test]
fn a_conclusion_is_taken_back_and_the_claims_are_judged_again() {
    let desk = desk();
    let mut catalogue = opened(&desk);
    let first = conclusion(&catalogue, "C16");
    assert!(!is_found(&catalogue, "E5"));
    let applied = catalogue.withdraw_conclusion(first.id, " The month is of another transport. ").unwrap();
    let act = &catalogue.history(None, None, 1).unwrap()[0];
    assert_eq!((act.seq, act.act, act.about.as_str()), (applied.seq, Act::Withdraw, "C16 E5: date"));
    assert_eq!(act.reason, "The month is of another transport.");
    let kept = conclusion(&catalogue, "C16");
    let withdrawal = kept.withdrawn.clone().unwrap();
    assert_eq!((withdrawal.by.as_str(), withdrawal.reason.as_str()), ("Anna", "The month is of another transport."));
    assert_eq!(Conclusion { withdrawn: None, ..kept.clone() }, first, "what was held is kept as it was");
    let error = catalogue.withdraw_conclusion(first.id, "again").unwrap_err().to_string();
    assert!(error.contains("withdrawn already, by Anna"), "{error}");
    let error = catalogue.reconsider(first.id, &judgement(&first)).unwrap_err().to_string();
    assert!(error.contains("judge the claims anew"), "{error}");

    // open again, with what was once held beside it
    assert!(is_found(&catalogue, "E5"));
    assert!(queue(&catalogue, Which::Open, "ref:E5").contains(&"E5 date".to_owned()));
    drop(catalogue);
    let open = conflicts(&desk, &["ref:E5"]);
    let open = open.iter().find(|found| found["property"] == "date").unwrap();
    assert_eq!((&open["decision"], &open["code"], &open["open"]), (&Value::Null, &"".into(), &true.into()));
    assert_eq!((&open["withdrawn"][0]["code"], &open["withdrawn"][0]["withdrawn_by"]), (&"C16".into(), &"Anna".into()));

    let mut catalogue = opened(&desk);
    let anew = Judgement {
        decision: Decision::NoConflict,
        chosen: Vec::new(),
        reason: "Both fit.".into(),
        ..judgement(&first)
    };
    let (_, second) = catalogue.conclude(&anew).unwrap();
    assert_eq!(conclusion(&catalogue, "C22").id, second, "the next free code");
    assert!(!is_found(&catalogue, "E5"));
    // the same claims once more: the standing conclusion is judged anew
    let again = Judgement { decision: Decision::Preferred, chosen: vec![first.weighed[0]], ..anew.clone() };
    assert_eq!(catalogue.conclude(&again).unwrap().1, second);
    assert_eq!(conclusion(&catalogue, "C22").decision, Decision::Preferred);
    let disputes = catalogue.disputes_of(first.subject).unwrap();
    let dispute = disputes.iter().find(|dispute| dispute.disagreement.property == "date").unwrap();
    assert_eq!(dispute.disagreement.withdrawn.iter().map(|found| &found.reference_code).collect::<Vec<_>>(), ["C16"]);
    assert_eq!(dispute.summary, "28 July 1944 (also July 1944)");
    // what did not change is not written
    let before = catalogue.history(None, None, 1).unwrap()[0].seq;
    assert_eq!(catalogue.reconsider(second, &again).unwrap().seq, before);
    assert!(catalogue.check(&|_, _| true).unwrap().problems.is_empty());
}

#[test]
fn claims_of_two_conclusions_are_not_judged_in_one() {
    let desk = desk();
    let mut catalogue = opened(&desk);
    let page = conclusion(&catalogue, "C1");
    // two men came, say two more sources: another question on the same page
    let mut extra = Vec::new();
    for written in ["2", "3"] {
        let claim = catalogue.read_claim(page.subject, "count", written);
        extra.push(claim.id);
        catalogue.add_claim(claim, None, "E6").unwrap();
    }
    let other = Judgement { weighed: extra.clone(), reason: "of others".into(), ..judgement(&page) };
    let (_, second) = catalogue.conclude(&other).unwrap();
    assert_ne!(second, page.id);
    let both = Judgement { weighed: [page.weighed.clone(), extra].concat(), ..other };
    let error = catalogue.conclude(&both).unwrap_err().to_string();
    assert!(error.contains("C1 and C22"), "{error}");
}

#[test]
fn a_claim_is_taken_back_after_what_rests_on_it_is_named() {
    let desk = desk();
    let mut catalogue = opened(&desk);
    let held = conclusion(&catalogue, "C16");
    let claim = held.chosen[0];
    let rests = catalogue.rests_on(claim).unwrap();
    let judged: Vec<_> = rests.iter().filter(|found| found.kind == DependentKind::Conclusion).collect();
    let [judged] = judged.as_slice() else { panic!("{rests:#?}") };
    assert_eq!((judged.of, judged.entry, judged.chosen), (Some(held.id), held.subject, true));
    assert_eq!((judged.label.reference_code.as_str(), judged.property.as_str()), ("E5", "date"));
    let lines: Vec<_> = rests.iter().filter(|found| found.kind == DependentKind::ReportLine).collect();
    assert_eq!(lines.len(), 2, "on its page, and in the appendix: {rests:#?}");

    let applied =
        catalogue.set_claim_status(claim, ClaimStatus::ConsideredFalse, "The transport came in June.").unwrap();
    let act = &catalogue.history(None, None, 1).unwrap()[0];
    assert_eq!((act.seq, act.act, act.about.as_str()), (applied.seq, Act::Withdraw, "E5: date"));
    let kept = claims_of(&catalogue, "E5", "date").into_iter().find(|known| known.id == claim).unwrap();
    assert_eq!(
        (kept.status, kept.status_reason.as_str()),
        (ClaimStatus::ConsideredFalse, "The transport came in June.")
    );
    assert!(is_found(&catalogue, "E5"), "what is held to does not stand any more");
    catalogue.set_claim_status(claim, ClaimStatus::Stands, "").unwrap();
    assert!(!is_found(&catalogue, "E5"));

    // a membership bears the count of the group, a stated count itself; a judgement on identity may rest on either
    let member = claims_of(&catalogue, "P5", "member-of")[0].id;
    let count = |rests: &[kartoteka::model::Dependent]| -> Vec<String> {
        let counts = rests.iter().filter(|found| found.kind == DependentKind::Count);
        counts.map(|found| found.label.reference_code.clone()).collect()
    };
    assert_eq!(count(&catalogue.rests_on(member).unwrap()), ["G1"]);
    assert_eq!(count(&catalogue.rests_on(conclusion(&catalogue, "C1").weighed[0]).unwrap()), ["E6"]);
    let identity = kartoteka::model::Identity {
        id: EntryId::fresh(),
        entry: catalogue.resolve("P5").unwrap(),
        person: catalogue.resolve("P6").unwrap(),
        verdict: kartoteka::model::Verdict::NotSame,
        reason: "Two numbers.".into(),
        evidence: vec![member],
        by: "Anna".into(),
        at: kartoteka::model::Timestamp(1),
    };
    catalogue.act(Act::Conclude, "P5", "", vec![Change::create(identity.clone())]).unwrap();
    let rests = catalogue.rests_on(member).unwrap();
    let found = rests.iter().find(|found| found.kind == DependentKind::Identity).unwrap();
    assert_eq!((found.of, found.label.reference_code.as_str()), (Some(identity.id), "P5"));
}

#[test]
fn a_third_figure_is_keyed_judged_printed_and_withdrawn() {
    let desk = desk();
    let mut catalogue = opened(&desk);
    let e6 = catalogue.resolve("E6").unwrap();
    let source = Source {
        id: EntryId::fresh(),
        reference_code: "SRC90".into(),
        kind: SourceKind::Letter,
        title: "Letter of a former prisoner".into(),
        author: String::new(),
        date: HistoricalDate::read("1962"),
        repository: String::new(),
        description: String::new(),
    };
    catalogue.act(Act::Add, "SRC90", "", vec![Change::create(source.clone())]).unwrap();
    let claim =
        Claim { source: Some(source.id), locator: "p. 2".into(), ..catalogue.read_claim(e6, "count", "94 men") };
    let third = claim.id;
    catalogue.add_claim(claim, None, "E6").unwrap();
    let summary = |catalogue: &Catalogue| catalogue.disputes_of(e6).unwrap()[0].summary.clone();
    assert_eq!(summary(&catalogue), "96 (also 92, 94)");
    drop(catalogue);

    let side_by_side = &conflicts(&desk, &["--of", "E6"])[0];
    let rivals = side_by_side["claims"].as_array().unwrap();
    assert_eq!((rivals.len(), &rivals[3]["weighed"]), (4, &false.into()));
    let chosen = rivals[0]["id"].as_str().unwrap().to_owned();
    let conclude = |decision: &str, more: &[&str]| {
        let arguments = ["conclude", "c.kartoteka", "E6", "count", "--decision", decision];
        desk.json(&[&arguments, more].concat())
    };
    let written = conclude("preferred", &["--choose", &chosen, "--reason", "Two sources agree."]);
    assert_eq!(
        (&written["code"], &written["again"], &written["kind"]),
        (&"C1".into(), &true.into(), &"contradiction".into())
    );
    assert_eq!(written["weighed"].as_array().unwrap().len(), 4);
    assert!(conflicts(&desk, &["ref:E6"]).is_empty());

    let report = || {
        desk.good(&["report", "c.kartoteka", "--kind", "conflicts", "--format", "html", "--out", "x.html"]);
        std::fs::read_to_string(desk.path("x.html")).unwrap()
    };
    let printed = report();
    for words in ["96 (also 92, 94", "Letter of a former prisoner", "Two sources agree.", "One is preferred"] {
        assert!(printed.contains(words), "{words}");
    }

    let answer = desk.good(&["withdraw", "c.kartoteka", &third.to_string(), "--reason", "The letter is of 1944."]).out;
    for words in ["rests:", "Conclusion C1: E6", "Line of a report", "Count: E6", "Withdrawn"] {
        assert!(answer.contains(words), "{words}: {answer}");
    }
    assert!(conflicts(&desk, &["ref:E6"]).is_empty(), "what we hold is not shaken by it");
    let answer = desk.good(&["withdraw", "c.kartoteka", "C1", "--reason", "To be asked in Moscow."]).out;
    assert!(answer.contains("withdrawn C1"), "{answer}");
    let printed = report();
    assert!(!printed.contains("Two sources agree."), "what was taken back is not printed as held");
    for words in ["Not judged yet", "To be asked in Moscow.", "96 / 92"] {
        assert!(printed.contains(words), "{words}");
    }
    let open = &conflicts(&desk, &["ref:E6"])[0];
    assert_eq!((&open["summary"], &open["withdrawn"][0]["code"]), (&"96 / 92".into(), &"C1".into()));
    let rival = open["claims"].as_array().unwrap().iter().find(|claim| claim["id"] == third.to_string()).unwrap();
    assert_eq!((&rival["status"], &rival["status_reason"]), (&"withdrawn".into(), &"The letter is of 1944.".into()));
    desk.good(&["withdraw", "c.kartoteka", &third.to_string(), "--stand-again"]);
    desk.fails(2, &["withdraw", "c.kartoteka", "C2", "--false", "--reason", "x"], &["of claims"]);
    desk.fails(2, &["withdraw", "c.kartoteka", "E6", "--reason", "x"], &["neither a claim nor a conclusion"]);
    desk.fails(2, &["withdraw", "c.kartoteka", "C2"], &["a reason is asked for"]);
    desk.fails(
        2,
        &["conclude", "c.kartoteka", "E6", "rank", "--decision", "open", "--reason", "x"],
        &["nothing stands here"],
    );
    desk.good(&["check", "c.kartoteka"]);

    let holdings = Catalogue::open_to_read(&desk.path("c.kartoteka")).unwrap().gather("", Audience::Staff).unwrap();
    let found = holdings.disagreements.iter().find(|found| found.subject == e6 && found.property == "count").unwrap();
    assert_eq!((found.kind, found.withdrawn.len()), (DifferenceKind::Contradiction, 1));
}

#[test]
fn a_claim_is_chosen_by_its_letter_and_the_history_tells_it_in_words() {
    let desk = desk();
    let shown = desk.good(&["conflicts", "c.kartoteka", "ref:E6"]).out;
    let line = shown.lines().find(|line| line.contains("only 92")).unwrap();
    let letter = line.trim().split(' ').next().unwrap().to_owned();
    let choose = |letter: &str, code| {
        let arguments =
            ["conclude", "c.kartoteka", "E6", "count", "--decision", "preferred", "--reason", "The first rendering."];
        let answer = desk.run(&[arguments.as_slice(), &["--choose", letter]].concat());
        assert_eq!(answer.code, code, "{answer:?}");
        answer
    };
    assert!(choose("Z", 2).err.contains("no claim Z"));
    choose(&letter, 0);
    let conflict = &conflicts(&desk, &["--judged", "ref:E6"])[0];
    let held: Vec<_> = conflict["claims"].as_array().unwrap().iter().filter(|claim| claim["chosen"] == true).collect();
    assert_eq!(held.len(), 1);
    assert_eq!(held[0]["as_written"], "only 92");

    let id = held[0]["id"].as_str().unwrap().to_owned();
    desk.good(&["withdraw", "c.kartoteka", &id, "--reason", "Misread."]);
    desk.good(&["withdraw", "c.kartoteka", &id, "--stand-again", "--reason", "It was right."]);
    let history = desk.good(&["history", "c.kartoteka", "E6"]).out;
    assert!(history.contains("Let E6: count stand again") && history.contains("It was right."), "{history}");
    for raw in ["status_reason", "as_written", "{\"", "not-the-same"] {
        assert!(!history.contains(raw), "{raw}: {history}");
    }
}

/// What is printed of a conclusion: from its heading to the next.
fn printed_of(desk: &Desk, code: &str) -> String {
    desk.good(&["report", "c.kartoteka", "--kind", "conflicts", "--format", "html", "--out", "x.html"]);
    let page = std::fs::read_to_string(desk.path("x.html")).unwrap();
    let head = format!("<h3><span class=\"code\">{code}</span>");
    let (_, rest) = page.split_once(&head).unwrap();
    rest.split("<h3>").next().unwrap().to_owned()
}

#[test]
fn a_judgement_that_answers_no_more_is_printed_as_to_be_judged_again() {
    let desk = desk();
    let printed = printed_of(&desk, "C6");
    assert!(printed.contains("No contradiction") && !printed.contains("To be judged again"), "{printed}");
    desk.good(&["claim", "c.kartoteka", "E2", "date", "7 November 1942"]);
    let printed = printed_of(&desk, "C6");
    for words in ["To be judged again", "judged before: No contradiction", "<dd>Contradiction</dd>"] {
        assert!(printed.contains(words), "{words}: {printed}");
    }

    let mut catalogue = opened(&desk);
    let open = conclusion(&catalogue, "C1");
    let held = open.weighed[0];
    let preferred = Judgement { decision: Decision::Preferred, chosen: vec![held], ..judgement(&open) };
    catalogue.reconsider(open.id, &preferred).unwrap();
    assert!(printed_of(&desk, "C1").contains("Held:"));
    catalogue.set_claim_status(held, ClaimStatus::Withdrawn, "We mis-read it.").unwrap();
    let printed = printed_of(&desk, "C1");
    assert!(!printed.contains("Held:"), "what is withdrawn is held no more: {printed}");
    assert!(printed.contains("To be judged again") && printed.contains("judged before: One is preferred"), "{printed}");
}

#[test]
fn the_day_the_papers_open_rests_on_birth_and_death() {
    let desk = desk();
    let catalogue = opened(&desk);
    let closures = |reference: &str, property: &str| -> Vec<String> {
        let rests = catalogue.rests_on(claims_of(&catalogue, reference, property)[0].id).unwrap();
        let found = rests.iter().filter(|found| found.kind == DependentKind::Closure);
        found.map(|found| found.label.reference_code.clone()).collect()
    };
    assert_eq!(closures("P3", "birth-date"), ["P3"]);
    assert!(closures("P3", "birth-place").is_empty());
}
