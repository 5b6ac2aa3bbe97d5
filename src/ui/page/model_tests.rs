//! Tests of the page as plain data: printed order, every claim once, disagreements counted, cells kept.

use super::model::{derive, join_cells, join_row, split_cells, split_row};
use crate::catalogue::KeyingAids;
use crate::model::{
    CardTemplate, Claim, ClaimStatus, Conclusion, Dossier, Entry, EntryId, FileCard, Label, Problem, ProblemKind, Side,
};
use serde_json::json;

fn id(number: u8) -> EntryId {
    EntryId(uuid::Uuid::from_bytes([0, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, number]))
}

fn a_claim(number: u8, property: &str, as_written: &str) -> Claim {
    Claim { id: id(number), ..Claim::new(id(1), property, as_written) }
}

fn a_template() -> CardTemplate {
    let field = |name: &str, side: &str, datatype: &str, property: &str| {
        json!({
            "id": name,
            "label": name.to_uppercase(),
            "labels": { "en": format!("the {name}") },
            "side": side,
            "datatype": datatype,
            "property": property,
            "rect": [10.0, 20.0, 30.0, 5.0],
        })
    };
    serde_json::from_value(json!({
        "id": "t",
        "name": "Karte",
        "width_mm": 100.0,
        "height_mm": 50.0,
        "field": [
            field("strafen", "back", "rows", "punishments"),
            field("name", "front", "name", "surname"),
            field("geb", "front", "date", "birth-date"),
        ],
    }))
    .unwrap()
}

fn aids() -> KeyingAids {
    KeyingAids { template: Some(a_template()), ..KeyingAids::default() }
}

fn a_dossier(claims: Vec<Claim>, conclusions: Vec<Conclusion>) -> Dossier {
    let card = Entry::FileCard(FileCard {
        id: id(1),
        reference_code: "rkg/0001".into(),
        template: "t".into(),
        unit: None,
        stage: crate::model::Stage::default(),
        specimen: true,
        access: crate::model::Access::Open,
    });
    Dossier { claims, conclusions, ..Dossier::bare(card, Label::default()) }
}

#[test]
fn a_form_follows_the_printed_order_side_by_side() {
    let page = derive(&a_dossier(Vec::new(), Vec::new()), &aids());
    let boxes: Vec<(Side, &str)> =
        page.sides.iter().flat_map(|side| side.boxes.iter().map(|a_box| (side.side, a_box.id.as_str()))).collect();
    assert_eq!(boxes, [(Side::Front, "name"), (Side::Front, "geb"), (Side::Back, "strafen")]);
    assert_eq!(page.sides[0].boxes[0].place, Some([0.1, 0.4, 0.3, 0.1]));
    assert!(page.head.specimen);
}

#[test]
fn every_claim_stands_on_the_page_once() {
    let claims = vec![
        Claim { field: "name".into(), ..a_claim(2, "surname", "Musterow") },
        Claim { field: "name".into(), status: ClaimStatus::Withdrawn, ..a_claim(3, "surname", "Musterov") },
        Claim { field: "no-such-box".into(), ..a_claim(4, "surname", "M.") },
        a_claim(5, "occupation", "locksmith"),
        a_claim(6, "a-property-of-a-template", "x"),
    ];
    let page = derive(&a_dossier(claims, Vec::new()), &aids());
    let mut shown: Vec<EntryId> = page
        .sides
        .iter()
        .flat_map(|side| &side.boxes)
        .flat_map(|a_box| &a_box.claims)
        .chain(page.sections.iter().flat_map(|section| &section.claims))
        .map(|claim| claim.id)
        .collect();
    shown.sort();
    assert_eq!(shown, [id(2), id(3), id(4), id(5), id(6)]);
    let sections: Vec<&str> = page.sections.iter().map(|section| section.property.as_str()).collect();
    assert_eq!(sections, ["surname", "occupation", "a-property-of-a-template"]);
}

#[test]
fn a_page_counts_what_its_sources_disagree_about() {
    let claims = vec![
        a_claim(2, "extent", "92"),
        a_claim(3, "extent", "96"),
        a_claim(4, "occupation", "a"),
        a_claim(5, "occupation", "b"),
    ];
    let page = derive(&a_dossier(claims, Vec::new()), &KeyingAids::default());
    assert_eq!(page.head.disputed, 1);
    let section = |property: &str| page.sections.iter().find(|section| section.property == property).unwrap();
    assert!(section("extent").rivals && section("extent").disputed);
    assert!(!section("occupation").rivals);
    assert_eq!(section("extent").mark.words, "sources disagree");
    assert!(section("occupation").mark.words.is_empty() && section("occupation").mark.can_judge);
}

#[test]
fn a_judgement_that_was_taken_back_is_shown_and_never_held() {
    let claims = vec![a_claim(2, "extent", "92"), a_claim(3, "extent", "96")];
    let judged = |withdrawn| Conclusion {
        id: id(9),
        reference_code: "C1".into(),
        subject: id(1),
        property: "extent".into(),
        kind: crate::model::DifferenceKind::Contradiction,
        weighed: vec![id(2), id(3)],
        decision: crate::model::Decision::Preferred,
        chosen: vec![id(3)],
        reason: "the roll call".into(),
        by: String::new(),
        at: crate::model::Timestamp::default(),
        withdrawn,
    };
    let taken_back = crate::model::Withdrawal {
        reason: "a slip".into(),
        by: "A. Tester".into(),
        at: crate::model::Timestamp::default(),
    };
    for (withdrawn, chosen, words, said) in [
        (None, 1, "sources disagree \u{b7} concluded: one is preferred", ""),
        (Some(taken_back), 0, "sources disagree", "Withdrawn by A. Tester: a slip"),
    ] {
        let page = derive(&a_dossier(claims.clone(), vec![judged(withdrawn)]), &KeyingAids::default());
        let section = page.sections.iter().find(|section| section.property == "extent").unwrap();
        assert_eq!(section.claims.iter().filter(|claim| claim.chosen).count(), chosen);
        assert_eq!((section.mark.words.as_str(), section.conclusions[0].withdrawn.as_str()), (words, said));
        assert!(section.mark.disagree);
    }
}

#[test]
fn what_answers_no_more_is_marked_as_to_be_judged_again() {
    let judged = |decision, chosen| Conclusion {
        id: id(9),
        reference_code: "C1".into(),
        subject: id(1),
        property: "extent".into(),
        kind: crate::model::DifferenceKind::Format,
        weighed: vec![id(2), id(3)],
        decision,
        chosen,
        reason: "one number".into(),
        by: String::new(),
        at: crate::model::Timestamp::default(),
        withdrawn: None,
    };
    let settled = judged(crate::model::Decision::NoConflict, Vec::new());
    let section = |claims: Vec<Claim>, conclusion: &Conclusion| {
        let page = derive(&a_dossier(claims, vec![conclusion.clone()]), &KeyingAids::default());
        page.sections.into_iter().find(|section| section.property == "extent").unwrap()
    };
    let mut claims = vec![a_claim(2, "extent", "96"), a_claim(3, "extent", "96")];
    let mark = section(claims.clone(), &settled).mark;
    assert_eq!((mark.words.as_str(), mark.disagree), ("concluded: no contradiction", false));
    claims.push(a_claim(4, "extent", "92"));
    let again = section(claims.clone(), &settled);
    assert_eq!(again.mark.words, "sources disagree \u{b7} to be judged again");
    assert!(again.mark.disagree && again.mark.can_judge);
    assert_eq!(again.conclusions[0].decision, "No contradiction, to be judged again");

    claims.truncate(2);
    claims[0].status = ClaimStatus::Withdrawn;
    let fell = section(claims, &judged(crate::model::Decision::Preferred, vec![id(2)]));
    assert_eq!((fell.mark.words.as_str(), fell.mark.disagree), ("to be judged again", true));
    assert!(fell.claims.iter().all(|claim| !claim.chosen) && fell.conclusions[0].chosen.is_empty());
}

#[test]
fn what_looks_wrong_stands_at_its_claim_in_words() {
    let problem = |claim| Problem {
        kind: ProblemKind::BeforeBirth,
        claim,
        other: "1.5.1943".into(),
        other_property: "birth-date".into(),
    };
    let claims = vec![
        Claim { field: "geb".into(), read_by: "A. Tester".into(), ..a_claim(2, "birth-date", "1.5.1943") },
        a_claim(3, "arrival-date", "7.10.1941"),
        a_claim(4, "death-date", "8.11.1941"),
    ];
    let aids = KeyingAids { problems: vec![problem(id(3)), problem(id(4)), problem(id(3))], ..aids() };
    let page = derive(&a_dossier(claims, Vec::new()), &aids);
    assert_eq!(page.head.problems, 2, "values, not problems");
    let born = &page.sides[0].boxes[1].claims[0];
    assert!(born.problems.is_empty());
    assert_eq!(born.read_by, "A. Tester");
    let arrived = &page.sections.iter().find(|section| section.property == "arrival-date").unwrap().claims[0];
    assert_eq!(arrived.problems, ["before the birth (1.5.1943)", "before the birth (1.5.1943)"]);
    assert!(arrived.has_reading(), "there is a line for it");
}

#[test]
fn cells_survive_being_typed() {
    for (cells, kept) in [
        (vec!["12.3.43", "Flucht ", ""], "12.3.43 | Flucht "),
        (vec!["", "", "x"], " |  | x"),
        (vec![" a", "b", "c "], " a | b | c "),
    ] {
        let cells: Vec<String> = cells.into_iter().map(str::to_owned).collect();
        let joined = join_cells(&cells, 3);
        assert!(joined.starts_with(kept), "{joined:?}");
        assert_eq!(split_cells(&joined, 3), cells);
    }
    assert_eq!(join_row(&split_row("12.3.43 |  | Fluchtversuch |")), "12.3.43 |  | Fluchtversuch");
    assert_eq!(join_row(&[String::new(), " ".into()]), "");
}
