//! A whole card keyed by keyboard alone beside its scan, and the claims read back with the regions they were read from.

use crate::ui_driven::Driven;
use eframe::egui;
use kartoteka::catalogue::{Catalogue, NewPicture, OnPicture, built_in_template};
use kartoteka::model::{
    Act, Alignment, Attachment, CardTemplate, Change, Claim, Datatype, Dossier, Entry, EntryId, Point, Role, Side,
};
use std::path::Path;

const TEMPLATE: &str = "auschwitz-pow-record";

fn template() -> &'static CardTemplate {
    built_in_template(TEMPLATE).unwrap()
}

/// A scan on which the card lies on its side, a little askew.
fn lying() -> Alignment {
    let corners = [[0.95, 0.04], [0.94, 0.96], [0.06, 0.95], [0.05, 0.05]];
    Alignment { corners: corners.map(Point::from) }
}

/// A card without values whose front has a scan.
fn scanned(catalogue: &mut Catalogue, code: &str, home: &Path, alignment: Option<Alignment>) -> EntryId {
    let card = catalogue.add_card(TEMPLATE, code, None, &[]).unwrap();
    let path = home.join(format!("{}.png", code.replace('/', "_")));
    // a different picture for each card, or it would be the same master
    let shade = code.bytes().fold(0_u8, u8::wrapping_add);
    image::RgbImage::from_pixel(591, 827, image::Rgb([shade, 200, 160])).save(&path).unwrap();
    let taken = catalogue.attach(card.id, &[NewPicture { path, role: Role::Front, caption: String::new() }]).unwrap();
    if alignment.is_some() {
        let before = taken.attached[0].clone();
        let after = Attachment { alignment, ..before.clone() };
        catalogue.act(Act::Edit, code, "", vec![Change::edit(before, after)]).unwrap();
    }
    card.id
}

fn dossier(path: &Path, card: EntryId) -> Dossier {
    Catalogue::open_to_read(path).unwrap().dossier(card).unwrap()
}

fn front() -> impl Iterator<Item = &'static kartoteka::model::CardField> {
    template().fields.iter().filter(|field| field.side == Side::Front && field.datatype != Datatype::Rows)
}

/// Where a claim was read.
fn region_of(dossier: &Dossier, claim: &Claim) -> Option<(EntryId, [f64; 4])> {
    let region = dossier.regions.iter().find(|region| Some(region.id) == claim.region)?;
    Some((region.attachment, [region.x, region.y, region.width, region.height]))
}

fn key_front(page: &mut Driven) {
    let first = front().next().unwrap();
    page.focus(&first.label);
    for field in front() {
        page.type_on(&format!("{} 1", field.id));
        page.press(egui::Key::Enter);
    }
}

#[test]
fn a_card_is_keyed_without_the_mouse_and_every_value_has_its_region() {
    let mut page = Driven::open_with(None, |catalogue, home| scanned(catalogue, "t/0001", home, Some(lying())));
    page.wait("the form", |page| page.has_input(&front().next().unwrap().label));
    key_front(&mut page);
    let (path, card) = (page.path.clone(), page.card);
    page.wait("every value", |_| dossier(&path, card).claims.len() == front().count());
    let dossier = dossier(&path, card);
    let picture = dossier.pictures[0].id;
    let plane = lying().plane(140.0, 100.0).unwrap();
    for field in front() {
        let claims: Vec<&Claim> = dossier.claims.iter().filter(|claim| claim.field == field.id).collect();
        assert_eq!(claims.len(), 1, "{}", field.id);
        assert_eq!(claims[0].as_written, format!("{} 1", field.id));
        assert_eq!(claims[0].property, field.property);
        let (on, area) = region_of(&dossier, claims[0]).unwrap_or_else(|| panic!("{} has no region", field.id));
        let should = plane.box_on_picture(field.rect.unwrap()).unwrap();
        assert_eq!(on, picture);
        assert!(area.iter().zip(should).all(|(is, should)| (is - should).abs() < 1e-9), "{}: {area:?}", field.id);
    }
    let checked = Catalogue::open_to_read(&path).unwrap().check(&|_, _| true).unwrap();
    assert!(checked.problems.is_empty(), "{:?}", checked.problems);
}

#[test]
fn the_next_scan_of_a_batch_has_its_boxes_and_one_nobody_has_placed_has_none() {
    for (is_first_placed, has_region) in [(true, true), (false, false)] {
        let mut page = Driven::open_with(None, |catalogue, home| {
            scanned(catalogue, "t/0001", home, is_first_placed.then(lying));
            scanned(catalogue, "t/0002", home, None)
        });
        let first = front().next().unwrap();
        page.wait("the form", |page| page.has_input(&first.label));
        page.focus(&first.label);
        page.type_on("1418");
        page.press(egui::Key::Enter);
        let (path, card) = (page.path.clone(), page.card);
        page.wait("the value", |_| dossier(&path, card).claims.len() == 1);
        let dossier = dossier(&path, card);
        assert_eq!(region_of(&dossier, &dossier.claims[0]).is_some(), has_region, "placed: {is_first_placed}");
    }
}

#[test]
fn a_region_that_was_drawn_stays_whatever_becomes_of_template_and_corners() {
    let mut page = Driven::open_with(None, |catalogue, home| scanned(catalogue, "t/0001", home, Some(lying())));
    let first = front().next().unwrap();
    page.wait("the form", |page| page.has_input(&first.label));
    page.focus(&first.label);
    page.type_on("1418");
    page.press(egui::Key::Enter);
    let (path, card) = (page.path.clone(), page.card);
    page.wait("the value", |_| dossier(&path, card).claims.len() == 1);
    let found = dossier(&path, card);
    let (claim, picture) = (found.claims[0].clone(), found.pictures[0].clone());
    let area = [0.25, 0.5, 0.125, 0.0625];
    page.write(kartoteka::background::Write::Place {
        claim: claim.id,
        at: OnPicture { picture: picture.id, area, outline: None },
    });
    page.wait("the region", |_| {
        let dossier = dossier(&path, card);
        region_of(&dossier, &dossier.claims[0]).is_some_and(|(_, is)| is.map(f64::to_bits) == area.map(f64::to_bits))
    });
    let found = dossier(&path, card);
    assert_eq!(found.regions.len(), 1, "the region nobody names any more is gone");
    // other corners, another template
    let aligned = Attachment { alignment: Some(Alignment::WHOLE), ..picture.clone() };
    let mut other = template().clone();
    other.fields.clear();
    page.write(kartoteka::background::Write::Act {
        act: Act::Edit,
        about: String::new(),
        reason: String::new(),
        changes: vec![Change::edit(Entry::Attachment(picture), Entry::Attachment(aligned))],
    });
    page.write(kartoteka::background::Write::SaveTemplate(Box::new(other)));
    page.wait("the other template", |_| {
        Catalogue::open_to_read(&path).unwrap().template(TEMPLATE).unwrap().fields.is_empty()
    });
    let after = dossier(&path, card);
    assert_eq!(after.claims, found.claims, "what was keyed is what it was");
    assert_eq!(after.regions, found.regions);
}

#[test]
fn what_is_typed_after_enter_in_one_slow_frame_stands_in_the_next_field() {
    let mut page = Driven::open_with(None, |catalogue, home| scanned(catalogue, "t/0001", home, None));
    let (first, second) = (front().next().unwrap(), front().nth(1).unwrap());
    page.wait("the form", |page| page.has_input(&first.label));
    page.focus(&first.label);
    page.harness.step();
    let key = |pressed| egui::Event::Key {
        key: egui::Key::Enter,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers: egui::Modifiers::NONE,
    };
    let events = [egui::Event::Text("1418".into()), key(true), key(false), egui::Event::Text("12345".into())];
    page.harness.input_mut().events.extend(events);
    page.wait("both", |page| page.value_of(&first.label) == "1418" && page.value_of(&second.label) == "12345");
}
