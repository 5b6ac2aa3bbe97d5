//! Drawing, naming and saving, without a window.

use super::*;
use crate::catalogue::built_in_template;

fn settled(editor: &mut Editor) {
    editor.settle(None, 1.0);
}

fn drawn() -> Editor {
    let mut editor = Editor::begin(1, CardTemplate::default());
    editor.template.name = "Lagerkartei Süd".into();
    editor.follow_name(&[]);
    editor.add_field([5.0, 5.0, 40.0, 8.0].into());
    settled(&mut editor);
    editor
}

#[test]
fn the_id_of_a_box_follows_its_label_until_it_is_saved() {
    let mut editor = drawn();
    assert_eq!(editor.template.id, "lagerkartei-sued");
    assert_eq!(editor.template.fields[0].id, "field");
    for label in ["G", "Gef. Nr."] {
        editor.chosen_field_mut().unwrap().label = label.into();
        settled(&mut editor);
    }
    let field = editor.chosen_field().unwrap();
    assert_eq!((field.id.as_str(), field.property.as_str()), ("gef-nr", "gef-nr"));
    editor.sent(Token(1));
    assert_eq!(editor.saving(), Saving::Sent);
    assert_eq!(editor.answered(Token(2), Ok(())), None);
    let slot = editor.slot();
    assert!(slot.starts_with("template:~"));
    assert_eq!(editor.answered(Token(1), Ok(())), Some(slot));
    assert_eq!((editor.saving(), editor.slot().as_str()), (Saving::Saved, "template:lagerkartei-sued"));
    editor.chosen_field_mut().unwrap().label = "Nummer".into();
    settled(&mut editor);
    assert_eq!(editor.chosen_field().unwrap().id, "gef-nr", "a claim may name it");
    assert_eq!(editor.saving(), Saving::Unsaved);
}

#[test]
fn the_id_of_a_box_that_was_removed_is_not_given_again() {
    let mut editor = Editor::change(1, built_in_template("auschwitz-pow-record").unwrap().clone());
    let name = editor.template.fields.iter().position(|field| field.id == "name");
    editor.choose(name);
    editor.remove_chosen();
    settled(&mut editor);
    editor.add_field_somewhere();
    editor.chosen_field_mut().unwrap().label = "Name".into();
    settled(&mut editor);
    assert_eq!(editor.chosen_field().unwrap().id, "name-2");
    editor.step(false);
    editor.step(false);
    editor.step(false);
    assert!(!editor.is_unsaved(), "everything is taken back");
    assert_eq!(editor.steps.can(), (false, true));
}

#[test]
fn what_is_not_written_is_told_and_kept() {
    let mut editor = drawn();
    assert_eq!(editor.draft_due(1.2), Some(0.5));
    let (kept, gone) = editor.take_draft("A");
    assert_eq!((kept.len(), gone.len()), (1, 0));
    let mut again = Editor::begin(2, CardTemplate::default());
    assert!(again.resume(&kept[0]));
    settled(&mut again);
    assert_eq!((&again.template, again.slot()), (&editor.template, editor.slot()));
    editor.sent(Token(1));
    editor.answered(Token(1), Err("the disk is full".into()));
    assert_eq!(editor.saving(), Saving::Failed("the disk is full".into()));
    while editor.steps.can().0 {
        editor.step(false);
    }
    let (kept, gone) = editor.take_draft("A");
    assert_eq!((kept.len(), gone.len()), (0, 1), "nothing is unsaved any more");
}

#[test]
fn an_id_that_is_taken_or_missing_keeps_it_from_being_saved() {
    let mut editor = drawn();
    assert!(editor.can_save(&[]));
    let other = editor.template.clone();
    assert!(!editor.can_save(std::slice::from_ref(&other)));
    editor.follow_name(std::slice::from_ref(&other));
    settled(&mut editor);
    assert_eq!(editor.template.id, "lagerkartei-sued-2");
    editor.template.id.clear();
    settled(&mut editor);
    assert!(!editor.can_save(&[]));
}

#[test]
fn a_known_label_brings_what_other_forms_say_of_it() {
    let mut editor = drawn();
    editor.chosen_field_mut().unwrap().label = "geb. am".into();
    settled(&mut editor);
    let templates = crate::catalogue::built_in_templates();
    let like = editor.like(templates).unwrap();
    editor.take_over(like);
    settled(&mut editor);
    let field = editor.chosen_field().unwrap();
    assert_eq!((field.property.as_str(), field.datatype, field.id.as_str()), ("birth-date", Datatype::Date, "geb-am"));
    assert_eq!(field.rect, Some([5.0, 5.0, 40.0, 8.0].into()));
    assert!(editor.like(templates).is_none());
}

#[test]
fn boxes_grow_with_the_side_on_a_scan_and_stay_without_one() {
    let mut editor = drawn();
    let before = canvas::size_of(&editor.template);
    editor.template.width_mm = Some(before.0 * 2.0);
    editor.resize(before);
    assert_eq!(editor.chosen_rect(), Some([5.0, 5.0, 40.0, 8.0].into()));
    editor.draw_on(Origin::File("x.tif".into()));
    editor.template.width_mm = Some(before.0);
    editor.resize((before.0 * 2.0, before.1));
    assert_eq!(editor.chosen_rect(), Some([2.5, 5.0, 20.0, 8.0].into()));
}

#[test]
fn a_size_nobody_has_typed_follows_the_corners() {
    let mut editor = Editor::begin(1, CardTemplate::default());
    editor.draw_on(Origin::File("x.tif".into()));
    let size = |editor: &Editor| (editor.template.width_mm, editor.template.height_mm);
    if let Some(scan) = editor.scans.of(Side::Front) {
        scan.measured((2000, 3000), Some(508.0));
    }
    editor.accept_corners();
    assert_eq!(size(&editor), (Some(100.0), Some(150.0)));
    // the scan lies on its side, and that is seen only now
    if let Some(scan) = editor.scans.of(Side::Front) {
        scan.turn();
    }
    editor.accept_corners();
    assert_eq!((size(&editor), editor.size_is_guessed), ((Some(150.0), Some(100.0)), false));
    editor.size_follows = false;
    if let Some(scan) = editor.scans.of(Side::Front) {
        scan.turn();
    }
    editor.accept_corners();
    assert_eq!(size(&editor), (Some(150.0), Some(100.0)), "somebody has typed it");
}
