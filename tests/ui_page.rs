//! The page of an entry, driven by its labels: keying, undo, notes, withdrawing, with the real catalogue behind it.

use crate::ui_driven::{Bench, Driven, TEMPLATE, field_of, label, surname};
use eframe::egui::{self, vec2};
use egui_kittest::kittest::Queryable;
use kartoteka::background::Write;
use kartoteka::catalogue::Catalogue;
use kartoteka::model::{Act, Change, ClaimStatus, Datatype, Entry, EntryId, Event, EventKind};
use kartoteka::ui::page::PageAction;

#[test]
fn what_is_typed_is_saved_and_enter_goes_on() {
    let mut page = Driven::open(None);
    let (given, born) = (field_of("given-name"), field_of("birth-date"));
    page.type_into(&label(&given), "Iwan");
    page.wait("what is typed on the disk", |page| page.sees("kept as a draft"));
    assert!(page.claims(&given).is_empty(), "half words are no acts");
    page.press(egui::Key::Enter);
    page.wait("saved", |page| page.sees("saved"));
    assert_eq!(page.claims(&given)[0].as_written, "Iwan");
    assert!(!page.harness.get_by_role_and_label(egui::Role::TextInput, &label(&given)).is_focused());
    page.type_into(&label(&born), "1.1.1915");
    page.go_on();
    page.wait("saved when it is left", |page| !page.claims(&born).is_empty() && page.sees("1915"));
    page.wait("the reading beside it", |page| page.sees("proposed:"));
    page.write(Write::Undo);
    page.wait("the date taken back", |page| page.value_of(&label(&born)).is_empty());
    assert!(page.claims(&born).is_empty());
    assert_eq!(page.value_of(&label(&given)), "Iwan");
}

#[test]
fn leaving_the_page_writes_what_was_typed() {
    let mut page = Driven::open(None);
    page.type_into(&label(&surname()), "x");
    let typed = page.value_of(&label(&surname()));
    assert_ne!(typed, "Musterow");
    {
        let mut bench = page.bench.lock().unwrap();
        assert!(bench.page.unsaved());
        let Bench { page, store, .. } = &mut *bench;
        page.show(None, store);
    }
    page.wait("the write", |page| page.bench.lock().unwrap().written == 1);
    assert_eq!(page.claims(&surname())[0].as_written, typed);
    assert!(!page.bench.lock().unwrap().page.unsaved());
}

#[test]
fn what_cannot_be_saved_is_kept_with_the_reason() {
    let mut page = Driven::open(None);
    let event = Event { id: EntryId::fresh(), reference_code: "E1".into(), kind: EventKind::Other, label: "X".into() };
    page.write(Write::Act {
        act: Act::Add,
        about: "E1".to_owned(),
        reason: String::new(),
        changes: vec![Change::create(event.clone())],
    });
    page.show(event.id);
    page.wait("the event", |page| page.has_input("Name"));
    // the event is removed behind the page's back, so that the next write of its name must fail
    page.type_into("Name", "y");
    page.write(Write::Undo);
    page.press(egui::Key::Enter);
    page.wait("the entry gone", |page| page.sees("no longer there"));
    assert!(page.bench.lock().unwrap().page.unsaved(), "what was typed is not forgotten");
    page.write(Write::Redo);
    page.wait("the event again", |page| page.has_input("Name"));
    page.wait("the reason", |page| page.sees("not saved: "));
    assert!(page.value_of("Name").contains('y'));
    page.press_button("Try again");
    page.wait("saved", |page| page.sees("saved") && !page.sees("not saved"));
}

#[test]
fn an_absence_is_chosen_by_key_and_is_no_empty_string() {
    let mut page = Driven::open(None);
    let born = field_of("birth-date");
    page.harness.get_by_role_and_label(egui::Role::TextInput, &label(&born)).focus();
    page.harness.step();
    page.harness.key_press_modifiers(egui::Modifiers::ALT, egui::Key::ArrowDown);
    page.harness.step();
    page.harness.step();
    page.press(egui::Key::Enter);
    page.wait("the absence", |page| !page.claims(&born).is_empty());
    let claim = page.claims(&born).remove(0);
    assert_eq!((claim.as_written.as_str(), claim.absence.map(|absence| absence.term())), ("", Some("blank")));
}

#[test]
fn a_row_of_a_table_is_one_claim_and_the_next_row_waits_below() {
    let mut page = Driven::open(None);
    let template = kartoteka::catalogue::built_in_template(TEMPLATE).unwrap();
    let table = template.fields.iter().find(|field| field.datatype == Datatype::Rows).unwrap();
    let (first, second) = (&table.columns[0], &table.columns[1]);
    page.type_into(first, "1.2.42");
    page.press(egui::Key::Tab);
    page.harness.event(egui::Event::Text("verlegt".to_owned()));
    page.harness.step();
    page.press(egui::Key::Enter);
    page.wait("one row", |page| page.claims(&table.id).iter().any(|claim| claim.as_written == "1.2.42 | verlegt"));
    page.wait("the next row", |page| page.harness.query_all_by_label(second).count() >= 2);
    assert_eq!(page.claims(&table.id).len(), 1, "two cells, one claim");
}

#[test]
fn an_act_is_taken_back_from_the_history_of_the_page() {
    let mut page = Driven::open(None);
    page.type_into("Reference code", "x");
    let typed = page.value_of("Reference code");
    page.press(egui::Key::Enter);
    page.wait("saved", |page| page.sees("saved"));
    page.click("History");
    page.wait("what was and is", |page| page.sees(&format!("was \u{201c}t/0001\u{201d}, now \u{201c}{typed}\u{201d}")));
    page.harness.query_all_by_label_contains("Take back: ").next().unwrap().click();
    page.wait("the code of before", |page| page.value_of("Reference code") == "t/0001");
}

#[test]
fn a_note_is_written_and_shown() {
    let mut page = Driven::open(None);
    page.click("Add a note…");
    page.harness.get_by_role_and_label(egui::Role::MultilineTextInput, "Words").type_text("Found in a drawer.");
    page.harness.step();
    page.harness.step();
    page.click("Write the note");
    page.wait("the note", |page| page.sees("Found in a drawer.") && !page.sees("Write the note"));
    let catalogue = Catalogue::open(&page.path).unwrap();
    let notes = catalogue.dossier(page.card).unwrap().notes;
    assert_eq!((notes[0].text.as_str(), notes[0].author.as_str()), ("Found in a drawer.", "A. Tester"));
}

#[test]
fn a_claim_is_withdrawn_with_a_reason_and_never_erased() {
    let mut page = Driven::open(None);
    let claim = page.claims(&surname()).remove(0);
    let menu = format!("{}: terms, or why there is no value", label(&surname()));
    page.click(&menu);
    page.click("Withdraw…");
    page.type_into("Reason", "read wrongly");
    page.click("Withdraw");
    page.wait("the status", |page| page.sees("read wrongly"));
    let withdrawn = page.claims(&surname()).remove(0);
    assert_eq!(withdrawn.id, claim.id);
    assert_eq!((withdrawn.status, withdrawn.as_written.as_str()), (ClaimStatus::Withdrawn, "Musterow"));
    assert_eq!(page.value_of(&label(&surname())), "", "the box is open for another reading");
    page.type_into(&label(&surname()), "Mustafow");
    page.press(egui::Key::Enter);
    page.wait("the second reading", |page| page.claims(&surname()).len() == 2);
}

#[test]
fn a_person_is_made_and_shown() {
    let mut page = Driven::open(None);
    {
        let mut bench = page.bench.lock().unwrap();
        let Bench { page, store, .. } = &mut *bench;
        page.dispatch(PageAction::NewEntry, store);
    }
    page.wait("the dialog", |page| page.sees("Make it"));
    // the dialog's own field has the keyboard; a field of the card has the same name
    page.harness.event(egui::Event::Text("Погожев, Андрей".to_owned()));
    page.harness.step();
    page.harness.step();
    page.click("Make it");
    page.wait("the page of the person", |page| page.bench.lock().unwrap().shows.len() == 1);
    page.wait("its name", |page| page.sees("Погожев, Андрей"));
    let catalogue = Catalogue::open(&page.path).unwrap();
    let shown = page.bench.lock().unwrap().shows[0];
    assert!(matches!(catalogue.get(shown).unwrap(), Some(Entry::Person(person)) if person.label == "Погожев, Андрей"));
}

#[test]
fn a_read_only_page_says_why_and_offers_no_change() {
    let mut page = Driven::open(Some("somebody else has it open"));
    assert!(page.sees("somebody else has it open"));
    page.type_into(&label(&surname()), "z");
    assert_eq!(page.value_of(&label(&surname())), "Musterow");
    assert!(!page.sees("Add a note") && !page.sees("terms, or why"));
}

#[test]
fn a_date_that_cannot_be_read_says_so() {
    let mut page = Driven::open(None);
    let born = field_of("birth-date");
    page.type_into(&label(&born), "31.2.1915");
    page.press(egui::Key::Enter);
    page.wait("the words beside it", |page| page.sees("not read as a date"));
    assert_eq!(page.claims(&born)[0].as_written, "31.2.1915");
}

#[test]
fn a_field_below_the_fold_comes_into_view_with_the_keyboard() {
    let mut page = Driven::open(None);
    page.harness.set_size(vec2(700.0, 420.0));
    page.harness.step();
    page.harness.get_by_role_and_label(egui::Role::TextInput, &label(&surname())).focus();
    page.harness.step();
    for key in [egui::Key::Enter, egui::Key::Tab] {
        for _ in 0..8 {
            page.press(key);
        }
        page.harness.step();
        let focused = page.harness.ctx.memory(egui::Memory::focused).unwrap();
        let place = page.harness.ctx.read_response(focused).unwrap().rect;
        assert!(place.top() >= 0.0 && place.bottom() <= 420.0, "{key:?}: {place:?} is out of sight");
        assert!(page.harness.ctx.text_edit_focused(), "{key:?} goes from field to field");
    }
}
