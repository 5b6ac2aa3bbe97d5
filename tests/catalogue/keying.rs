//! Keying: which claim of a box is meant, regions with their undo, numbers, what a changed form leaves alone.

use super::*;
use kartoteka::catalogue::OnPicture;
use kartoteka::model::{NumberState, Reading};

const FORM: &str = "auschwitz-pow-record";

fn keyed(field: &str, words: &str) -> Keyed {
    Keyed { field: field.into(), as_written: words.into(), absence: None, at: None }
}

fn wordings(catalogue: &Catalogue, card: EntryId) -> Vec<String> {
    catalogue.dossier(card).expect("the card").claims.into_iter().map(|claim| claim.as_written).collect()
}

/// A card with a picture on it.
fn scanned(catalogue: &mut Catalogue) -> (EntryId, EntryId) {
    let card = a_card("rkg/0001");
    let picture = a_picture(card.id);
    let ids = (card.id, picture.id);
    catalogue.act(Act::Add, "", "", vec![Change::create(card), Change::create(picture)]).expect("a card");
    ids
}

#[test]
fn the_first_of_two_values_is_the_first_on_the_page_whichever_id_is_older() {
    let Bench { mut catalogue, .. } = bench();
    // the id of the second is made before the first is written, as when both are typed quickly
    let mut second = Claim::new(EntryId::fresh(), "prisoner-number", "88349");
    let card = catalogue.add_card(FORM, "rkg/0001", None, &[]).expect("a card");
    catalogue.key(card.id, &keyed("gef-nr", "10631")).expect("the first");
    (second.subject, second.field, second.ord) = (card.id, "gef-nr".into(), 1);
    catalogue.add_claim(second, None, "").expect("the second");
    catalogue.key(card.id, &keyed("gef-nr", "10632")).expect("the first put right");
    assert_eq!(wordings(&catalogue, card.id), ["10632", "88349"]);
}

#[test]
fn a_region_that_an_edit_brought_or_replaced_is_taken_back_with_it() {
    let Bench { mut catalogue, .. } = bench();
    let (card, picture) = scanned(&mut catalogue);
    catalogue.key(card, &keyed("name", "Musterow")).expect("keyed");
    let claim = catalogue.dossier(card).expect("the card").claims[0].id;
    let before = everything(&catalogue);
    let at = |x: f64| OnPicture { picture, area: [x, 0.25, 0.5, 0.125], outline: None };
    let regions = |catalogue: &Catalogue| {
        catalogue.regions(picture).expect("regions").iter().map(|region| region.x).collect::<Vec<_>>()
    };
    catalogue.place(claim, at(0.0), "").expect("drawn");
    let Ok(Undone::Done(_)) = catalogue.undo(None, OnClash::Stop) else { panic!("a drawn region") };
    assert_eq!(everything(&catalogue), before);
    catalogue.redo().expect("drawn again");
    catalogue.place(claim, at(0.25), "").expect("drawn elsewhere");
    assert_eq!(regions(&catalogue), [0.25]);
    let Ok(Undone::Done(_)) = catalogue.undo(None, OnClash::Stop) else { panic!("a replaced region") };
    assert_eq!(regions(&catalogue), [0.0]);
    let Ok(Undone::Done(_)) = catalogue.redo() else { panic!("replaced again") };
    assert_eq!(regions(&catalogue), [0.25]);
    // an edit of the wording that brings the first region
    catalogue.key(card, &keyed("vorname", "Iwan")).expect("keyed");
    let with_region = Keyed { at: Some(at(0.5)), ..keyed("vorname", "Ivan") };
    catalogue.key(card, &with_region).expect("put right");
    assert_eq!(regions(&catalogue), [0.25, 0.5]);
    let Ok(Undone::Done(_)) = catalogue.undo(None, OnClash::Stop) else { panic!("an edit with a region") };
    assert_eq!(regions(&catalogue), [0.25]);
    let checked = catalogue.check(&|_, _| true).expect("a check");
    // the picture of this test has no file
    assert!(checked.problems.iter().all(|problem| problem.area == "master"), "{:?}", checked.problems);
}

#[test]
fn a_region_replaced_twice_stays_with_the_later_act() {
    let Bench { mut catalogue, .. } = bench();
    let (card, picture) = scanned(&mut catalogue);
    let area = [0.0, 0.25, 0.5, 0.125];
    catalogue
        .key(card, &Keyed { at: Some(OnPicture { picture, area, outline: None }), ..keyed("name", "Skiba") })
        .expect("keyed");
    let claim = catalogue.dossier(card).expect("the card").claims[0].id;
    let first = catalogue
        .place(claim, OnPicture { picture, area: [0.25, 0.25, 0.5, 0.125], outline: None }, "")
        .expect("drawn");
    catalogue
        .place(claim, OnPicture { picture, area: [0.5, 0.25, 0.5, 0.125], outline: None }, "")
        .expect("drawn again");
    let undone = catalogue.undo(Some(first.seq), OnClash::KeepLater).expect("an answer");
    assert!(matches!(undone, Undone::Clashes(_)), "there is nothing left of that act to take back: {undone:?}");
    assert_eq!(catalogue.regions(picture).expect("regions").len(), 1, "no region without a value");
}

#[test]
fn a_number_put_right_is_still_struck_out() {
    let Bench { mut catalogue, .. } = bench();
    let card = catalogue.add_card(FORM, "rkg/0001", None, &[keyed("gef-nr", "10631")]).expect("a card");
    let Entry::Claim(claim) = Entry::from(catalogue.dossier(card.id).expect("the card").claims[0].clone()) else {
        panic!("a claim")
    };
    let Some(Reading::Number(number)) = claim.reading.clone() else { panic!("a number") };
    let struck = Reading::Number(kartoteka::model::PrisonerNumber { state: NumberState::Struck, ..number });
    let after = Claim { reading: Some(struck), ..claim.clone() };
    catalogue.act(Act::Edit, "", "", vec![Change::edit(claim, after)]).expect("struck");
    catalogue.key(card.id, &keyed("gef-nr", "10632")).expect("put right");
    let claims = catalogue.dossier(card.id).expect("the card").claims;
    let Some(Reading::Number(number)) = &claims[0].reading else { panic!("a number") };
    assert_eq!((number.number.as_str(), number.state), ("10632", NumberState::Struck));
}

#[test]
fn a_box_that_speaks_of_something_else_now_leaves_the_old_value_alone() {
    let Bench { mut catalogue, .. } = bench();
    let card = catalogue.add_card(FORM, "rkg/0001", None, &[keyed("name", "Musterow")]).expect("a card");
    let mut changed = built_in_template(FORM).expect("a form").clone();
    let field = changed.fields.iter_mut().find(|field| field.id == "name").expect("the box");
    field.property = "birth-place".into();
    field.datatype = Datatype::Place;
    catalogue.save_template(changed).expect("another form");
    let before = catalogue.dossier(card.id).expect("the card").claims;
    catalogue.key(card.id, &keyed("name", "Musterdorf")).expect("keyed");
    let after = catalogue.dossier(card.id).expect("the card").claims;
    assert_eq!(after.len(), 2);
    assert!(after.contains(&before[0]), "what was keyed is what it was");
}

#[test]
fn a_number_another_card_has_is_told_and_so_is_the_card_before() {
    let Bench { mut catalogue, .. } = bench();
    let first = catalogue.add_card(FORM, "rkg/0001", None, &[keyed("gef-nr", "1844")]).expect("a card");
    let other = catalogue.add_card(FORM, "rkg/0002", None, &[keyed("gef-nr", "1844")]).expect("a card");
    let tag = catalogue.add_card(FORM, "rkg/0003", None, &[keyed("kenn-nr", "1844")]).expect("a card");
    let told = |card: EntryId| {
        let aids = catalogue.keying_aids(&catalogue.dossier(card).expect("the card")).expect("aids");
        aids.problems.into_iter().map(|problem| problem.other).collect::<Vec<_>>()
    };
    assert_eq!(told(first.id), ["rkg/0002"]);
    assert_eq!(told(other.id), ["rkg/0001"]);
    assert_eq!(told(tag.id), Vec::<String>::new(), "a tag is no camp number");
    let before = catalogue.previous(first.id).expect("read").expect("a card before");
    assert_eq!(before.reference_code, "rkg/0003", "the one keyed last");
}

#[test]
fn the_queue_goes_on_by_reference_and_round() {
    let Bench { mut catalogue, .. } = bench();
    let cards: Vec<FileCard> = ["rkg/2", "rkg/10", "rkg/1"].into_iter().map(a_card).collect();
    catalogue.act(Act::Add, "", "", cards.iter().cloned().map(Change::create).collect()).expect("cards");
    let [two, ten, one] = [cards[0].id, cards[1].id, cards[2].id];
    let next =
        |catalogue: &Catalogue, from, back| catalogue.next_card(from, None, Some(Stage::ToKey), back).expect("read");
    assert_eq!(next(&catalogue, one, false), Some(two));
    assert_eq!(next(&catalogue, two, false), Some(ten));
    assert_eq!(next(&catalogue, ten, false), Some(one), "round from the other end");
    assert_eq!(next(&catalogue, one, true), Some(ten));
    let keyed = FileCard { stage: Stage::Keyed, ..cards[0].clone() };
    catalogue.act(Act::Edit, "", "", vec![Change::edit(cards[0].clone(), keyed)]).expect("keyed");
    assert_eq!(next(&catalogue, one, false), Some(ten), "what is keyed is left out");
    assert_eq!(catalogue.stages(None).expect("read").get(&Stage::ToKey), Some(&2));
}
