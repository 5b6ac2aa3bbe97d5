//! Typing: what a crash costs, what a field offers, what is taken from the card before, one key for other letters.

use crate::ui_driven::{Driven, TEMPLATE, field_of, label, surname};
use eframe::egui::{self, Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use kartoteka::catalogue::{Catalogue, Keyed, StoredDraft};
use kartoteka::model::{Absence, Act, Change, Claim, Datatype, EntryId, NoteKind, Timestamp};
use kartoteka::ui::page::{FieldCommand, PageAction};
use std::time::{Duration, Instant};

fn drafts(page: &Driven) -> Vec<StoredDraft> {
    Catalogue::open(&page.path).unwrap().drafts().unwrap()
}

fn acts(page: &Driven) -> usize {
    Catalogue::open(&page.path).unwrap().history(None, None, 1000).unwrap().len()
}

/// Types into a field and lets three quarters of a second pass on the window's clock; then the disk has to have it
/// without another frame.
fn type_and_wait(page: &mut Driven, label: &str, text: &str) {
    page.type_into(label, text);
    // a frame of the harness is a quarter of a second
    page.harness.run_steps(3);
    let begun = Instant::now();
    while !drafts(page).iter().any(|draft| draft.text.contains(text)) {
        assert!(begun.elapsed() < Duration::from_secs(10), "no draft of {text} came to the disk");
        std::thread::sleep(Duration::from_millis(5));
    }
    page.wait("the words", |page| page.sees("kept as a draft"));
}

#[test]
fn a_crash_costs_nothing_that_is_a_second_old() {
    let mut page = Driven::open(None);
    let given = field_of("given-name");
    let before = acts(&page);
    type_and_wait(&mut page, &label(&given), "Iwan");
    assert_eq!(acts(&page), before, "half words are no acts");
    let mut page = page.crash(|_, _| {});
    assert_eq!(acts(&page), before);
    page.wait("the band", |page| page.sees("One value was typed and not saved."));
    page.wait("the band", |page| page.sees("Show the first"));
    page.click("Show the first");
    page.wait("the field", |page| page.has_input(&label(&given)));
    page.wait("the text", |page| page.value_of(&label(&given)) == "Iwan");
    assert!(page.sees("brought back, typed "));
    assert_eq!(acts(&page), before, "nothing is written by showing it");
    page.wait("the keyboard", |page| page.is_in(&label(&given)));
    page.press(Key::Enter);
    page.wait("the value", |page| !page.claims(&given).is_empty());
    page.wait("the draft gone", |page| drafts(page).is_empty());
    assert_eq!(page.claims(&given)[0].as_written, "Iwan");
    assert_eq!(acts(&page), before + 1, "one value, one act");
    page.wait("the band gone", |page| !page.sees("typed and not saved"));
    let page = page.crash(|_, _| {});
    assert!(!page.sees("typed and not saved"));
}

#[test]
fn leaving_the_page_writes_what_was_brought_back_unless_the_catalogue_has_changed() {
    let born = field_of("birth-date");
    let mut page = Driven::open(None);
    type_and_wait(&mut page, &label(&surname()), "x");
    type_and_wait(&mut page, &label(&born), "1.1.1915");
    // the surname was left by going on to the date: its act is written, and its draft gone
    page.wait("the surname", |page| page.claims(&surname())[0].as_written.contains('x'));
    let mut page = page.crash(|catalogue, card| {
        let keyed = |wording: &str| Keyed {
            field: field_of("birth-date"),
            as_written: wording.to_owned(),
            absence: None,
            at: None,
        };
        catalogue.key(card, &keyed("2.2.1916")).unwrap();
    });
    page.wait("the band", |page| page.sees("One value was typed and not saved"));
    page.wait("the band", |page| page.sees("Show the first"));
    page.click("Show the first");
    page.wait("the text", |page| page.has_input(&label(&born)) && page.value_of(&label(&born)) == "1.1.1915");
    assert!(page.sees("the catalogue has \u{201c}2.2.1916\u{201d} by now"));
    {
        let mut bench = page.bench.lock().unwrap();
        let crate::ui_driven::Bench { page, store, .. } = &mut *bench;
        assert!(!page.unsaved(), "it is safe on the disk");
        page.show(None, store);
    }
    page.settle();
    assert_eq!(page.claims(&born)[0].as_written, "2.2.1916", "nothing is overwritten by the way");
    assert_eq!(drafts(&page).len(), 1);
    let card = page.card;
    page.show(card);
    page.wait("the text again", |page| page.has_input(&label(&born)) && page.value_of(&label(&born)) == "1.1.1915");
    page.focus(&label(&born));
    page.press(Key::Enter);
    page.focus(&label(&born));
    page.press(Key::Tab);
    page.settle();
    assert_eq!(page.claims(&born)[0].as_written, "2.2.1916", "going through the field is no word to write it");
    page.wait("its words", |page| page.sees("write it"));
    page.click("write it");
    page.wait("the value", |page| page.claims(&born)[0].as_written == "1.1.1915");
    page.wait("the draft gone", |page| drafts(page).is_empty());
}

#[test]
fn a_draft_can_be_let_go() {
    let mut page = Driven::open(None);
    type_and_wait(&mut page, &label(&surname()), "x");
    let mut page = page.crash(|_, _| {});
    page.wait("the band", |page| page.sees("Show the first"));
    page.click("Show the first");
    page.wait("the text", |page| page.sees("brought back"));
    page.click("let it go");
    page.wait("the catalogue's", |page| page.value_of(&label(&surname())) == "Musterow");
    page.wait("the draft gone", |page| drafts(page).is_empty());
    assert!(!page.sees("typed and not saved"));
}

#[test]
fn what_was_typed_for_an_entry_that_is_gone_is_told() {
    let mut page = Driven::open(None);
    type_and_wait(&mut page, &label(&surname()), "x");
    let mut page = page.crash(|catalogue, _| {
        let stored = StoredDraft {
            entry: EntryId::fresh(),
            slot: "own:label".to_owned(),
            text: "Погожев".to_owned(),
            base: String::new(),
            author: "A. Tester".to_owned(),
            at: Timestamp(1_000_000_000_000),
        };
        let no_box = StoredDraft { slot: "box:no-such-box".to_owned(), text: "lost box".to_owned(), ..stored.clone() };
        let card = catalogue.drafts().unwrap()[0].entry;
        catalogue.keep_drafts(&[stored, StoredDraft { entry: card, ..no_box }], &[]).unwrap();
    });
    page.wait("the band", |page| page.sees("3 values were typed and not saved"));
    assert!(page.sees("\u{201c}Погожев\u{201d} (Name) was typed for an entry that is no longer there"));
    page.wait("the band", |page| page.sees("Show the first"));
    page.click("Show the first");
    page.wait("the box that is no more", |page| page.sees("\u{201c}lost box\u{201d} (no-such-box) has no field"));
    assert!(page.sees("brought back"));
    page.click("Let go \u{201c}Погожев\u{201d}");
    // the surname was left by that, and is written
    page.wait("one left", |page| page.sees("One value was typed and not saved") && !page.sees("Погожев"));
    page.wait("it is gone", |page| drafts(page).iter().all(|draft| draft.text != "Погожев"));
}

#[test]
fn what_is_taken_back_by_hand_leaves_no_draft() {
    let mut page = Driven::open(None);
    type_and_wait(&mut page, &label(&surname()), "x");
    page.press_with(Modifiers::COMMAND, Key::Z);
    page.wait("the text of before", |page| page.value_of(&label(&surname())) == "Musterow");
    page.wait("the draft gone", |page| drafts(page).is_empty());
    assert!(!page.bench.lock().unwrap().page.unsaved());
}

#[test]
fn a_note_and_rows_of_a_table_come_back() {
    let template = kartoteka::catalogue::built_in_template(TEMPLATE).unwrap();
    let table = template.fields.iter().find(|field| field.datatype == Datatype::Rows).unwrap();
    let mut page = Driven::open(None);
    page.type_into(&table.columns[0], "1.2.42");
    page.wait("the draft", |page| drafts(page).iter().any(|draft| draft.slot.starts_with("row:")));
    page.click("Add a note…");
    page.harness.get_by_role_and_label(egui::Role::MultilineTextInput, "Words").type_text("Found in a drawer.");
    page.wait("the words of the note", |page| drafts(page).iter().any(|draft| draft.slot == "note:text"));
    page.wait("the row", |page| !page.claims(&table.id).is_empty());
    let mut page = page.crash(|catalogue, card| {
        let stored = StoredDraft {
            entry: card,
            slot: format!("row:{}:{}", field_of_table(), EntryId::fresh()),
            text: "2.2.42 | ".to_owned(),
            base: String::new(),
            author: "A. Tester".to_owned(),
            at: Timestamp(1_000_000_000_000),
        };
        catalogue.keep_drafts(&[stored], &[]).unwrap();
        catalogue.add_note(card, NoteKind::default(), "another", "", kartoteka::model::Access::default()).unwrap();
    });
    page.wait("the band", |page| page.sees("Show the first"));
    page.click("Show the first");
    page.wait("the note", |page| {
        let words = page.harness.query_by_role_and_label(egui::Role::MultilineTextInput, "Words");
        words.and_then(|words| words.value()).as_deref() == Some("Found in a drawer.")
    });
    page.wait("both rows", |page| {
        let cells = page.harness.query_all_by_role_and_label(egui::Role::TextInput, &table.columns[0]);
        let cells: Vec<String> = cells.filter_map(|cell| cell.value()).collect();
        cells.starts_with(&["1.2.42".to_owned(), "2.2.42".to_owned()])
    });
}

fn field_of_table() -> String {
    let template = kartoteka::catalogue::built_in_template(TEMPLATE).unwrap();
    template.fields.iter().find(|field| field.datatype == Datatype::Rows).unwrap().id.clone()
}

#[test]
fn drafts_are_no_part_of_the_catalogue() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("test.kartoteka");
    let mut catalogue = Catalogue::create(&path, "Test").unwrap();
    catalogue.set_author("Test");
    let card = catalogue.add_card(TEMPLATE, "t/1", None, &[]).unwrap().id;
    let before = catalogue.history(None, None, 100).unwrap();
    let stored = StoredDraft {
        entry: card,
        slot: "box:name".to_owned(),
        text: "Погожев".to_owned(),
        base: String::new(),
        author: "Test".to_owned(),
        at: Timestamp(1),
    };
    let gone = StoredDraft { entry: EntryId::fresh(), ..stored.clone() };
    catalogue.keep_drafts(&[stored.clone(), gone.clone()], &[]).unwrap();
    assert_eq!(catalogue.history(None, None, 100).unwrap(), before);
    assert!(catalogue.find("Погожев", 5).unwrap().is_empty());
    let report = catalogue.check(&|_, _| true).unwrap();
    assert!(report.problems.is_empty(), "{report:?}");
    drop(catalogue);
    let mut again = Catalogue::open(&path).unwrap();
    assert_eq!(again.drafts().unwrap().len(), 2);
    again.keep_drafts(&[], &[(card, stored.slot), (gone.entry, gone.slot)]).unwrap();
    assert!(again.drafts().unwrap().is_empty());
}

const CTRL: Modifiers = Modifiers::CTRL.plus(Modifiers::COMMAND);

/// A box of the form whose value is offered again on the next card.
const STICKY: &str = "eingeliefert-von";

/// A catalogue in which an earlier card has a first name, a place, an absence and two rows.
fn two_cards(catalogue: &mut Catalogue) -> EntryId {
    let keyed = |field: String, as_written: &str, absence| Keyed {
        field,
        as_written: as_written.to_owned(),
        absence,
        at: None,
    };
    let before = [
        keyed(field_of("given-name"), "Konstantin", None),
        keyed(surname(), "Kowalenko", None),
        keyed(STICKY.to_owned(), "Stalag 308", None),
        keyed(field_of("birth-date"), "", Some(Absence::Blank)),
    ];
    catalogue.add_card(TEMPLATE, "rkg/0048", None, &before).unwrap();
    catalogue.add_card(TEMPLATE, "rkg/0049", None, &[]).unwrap().id
}

fn open_two() -> Driven {
    let mut page = Driven::open_with(None, |catalogue, _| two_cards(catalogue));
    page.wait("the form", |page| page.sees("rkg/0049") && page.has_input(&label(&surname())));
    page.settle();
    page
}

fn options(page: &Driven) -> Vec<String> {
    let lines = page.harness.query_all_by_role(egui::Role::ListBoxOption);
    lines.filter_map(|line| line.accesskit_node().label()).collect()
}

#[test]
fn two_letters_bring_a_list_and_enter_takes_what_was_chosen() {
    let mut page = open_two();
    let name = label(&surname());
    page.focus(&name);
    page.type_on("K");
    page.settle();
    assert_eq!(options(&page), Vec::<String>::new());
    page.type_on("o");
    page.wait("the list", |page| options(page) == ["Kowalenko, once here"]);
    page.press(Key::Escape);
    assert!(options(&page).is_empty() && page.is_in(&name), "Esc closes the list and nothing else");
    page.type_on("w");
    page.wait("the list again", |page| !options(page).is_empty());
    page.press(Key::ArrowDown);
    page.press(Key::Enter);
    page.wait("the value", |page| page.claims(&surname()).iter().any(|claim| claim.as_written == "Kowalenko"));
    assert!(!page.is_in(&name), "and goes on");
}

#[test]
fn tab_and_enter_take_nothing_that_was_not_chosen() {
    for key in [Key::Tab, Key::Enter] {
        let mut page = open_two();
        page.focus(&label(&surname()));
        page.type_on("Kow");
        page.wait("the list", |page| !options(page).is_empty());
        page.press(key);
        page.wait("the value", |page| page.claims(&surname()).iter().any(|claim| claim.as_written == "Kow"));
        assert!(!page.is_in(&label(&surname())) && options(&page).is_empty(), "{key:?}");
    }
}

#[test]
fn a_click_or_the_right_arrow_takes_the_offered_wording() {
    let mut page = open_two();
    page.focus(&label(&surname()));
    page.type_on("Kow");
    page.wait("the list", |page| !options(page).is_empty());
    page.click("Kowalenko, once here");
    assert_eq!(page.value_of(&label(&surname())), "Kowalenko");
    assert!(page.is_in(&label(&surname())), "the keyboard stays");
    page.press_with(Modifiers::COMMAND, Key::A);
    page.type_on("Kow");
    page.wait("the list", |page| !options(page).is_empty());
    page.press(Key::ArrowRight);
    assert_eq!(page.value_of(&label(&surname())), "Kowalenko");
}

#[test]
fn ditto_takes_the_value_of_the_card_before() {
    let mut page = open_two();
    let (name, born) = (label(&surname()), field_of("birth-date"));
    page.focus(&name);
    page.dispatch(PageAction::Field(FieldCommand::Ditto));
    page.wait("the text", |page| page.value_of(&name) == "Kowalenko");
    assert!(page.sees("as on rkg/0048"));
    assert!(page.claims(&surname()).is_empty(), "it is only typed");
    page.press(Key::Enter);
    page.wait("the value", |page| page.claims(&surname()).iter().any(|claim| claim.as_written == "Kowalenko"));
    page.wait("no mark", |page| !page.sees("as on rkg/0048"));
    page.focus(&label(&born));
    page.dispatch(PageAction::Field(FieldCommand::Ditto));
    page.wait("the absence", |page| page.claims(&born).iter().any(|claim| claim.absence == Some(Absence::Blank)));
    let other = label(&field_of("birth-place"));
    page.focus(&other);
    page.dispatch(PageAction::Field(FieldCommand::Ditto));
    page.wait("the words", |page| page.sees("rkg/0048 has nothing here"));
}

#[test]
fn ditto_takes_nothing_that_was_typed_away() {
    let mut page = open_two();
    let name = label(&surname());
    page.focus(&name);
    page.type_on("Погожев");
    page.dispatch(PageAction::Field(FieldCommand::Ditto));
    page.wait("why not", |page| page.sees("something is typed here and not saved"));
    assert_eq!(page.value_of(&name), "Погожев");
}

#[test]
fn ditto_takes_every_row_of_a_table_and_they_stay_in_order() {
    let template = kartoteka::catalogue::built_in_template(TEMPLATE).unwrap();
    let table = template.fields.iter().find(|field| field.datatype == Datatype::Rows).unwrap();
    let rows = ["1.2.42 | verlegt", "2.2.42", "3.2.42 | zur\u{fc}ck"];
    let mut page = Driven::open_with(None, |catalogue, _| {
        let before = catalogue.add_card(TEMPLATE, "rkg/0048", None, &[]).unwrap().id;
        let claims = rows.iter().zip(0..).map(|(row, ord)| {
            let claim = Claim::new(before, &table.property, row);
            Change::create(Claim { field: table.id.clone(), ord, ..claim })
        });
        catalogue.act(Act::Edit, "rkg/0048", "", claims.collect()).unwrap();
        catalogue.add_card(TEMPLATE, "rkg/0049", None, &[]).unwrap().id
    });
    let first = table.columns[0].clone();
    page.wait("the form", |page| page.has_input(&first));
    page.settle();
    page.focus(&first);
    page.type_on("9.9.42");
    page.dispatch(PageAction::Field(FieldCommand::Ditto));
    page.wait("why not", |page| page.sees("something is typed here and not saved"));
    page.press_with(CTRL, Key::A);
    page.press(Key::Backspace);
    page.dispatch(PageAction::Field(FieldCommand::Ditto));
    page.wait("all rows", |page| {
        page.harness.query_all_by_role_and_label(egui::Role::TextInput, &first).filter_map(|cell| cell.value()).count()
            >= rows.len()
    });
    assert!(page.claims(&table.id).is_empty());
    page.press(Key::Tab);
    page.settle();
    assert!(page.claims(&table.id).is_empty(), "the keyboard is in the row still");
    page.press(Key::Enter);
    page.wait("the claims", |page| page.claims(&table.id).len() == rows.len());
    page.settle();
    let written: Vec<String> = page.claims(&table.id).into_iter().map(|claim| claim.as_written).collect();
    assert_eq!(written, rows);
    page.wait("no drafts", |page| drafts(page).is_empty());
}

#[test]
fn a_sticky_box_hints_at_the_value_before_and_stays_empty() {
    let mut page = open_two();
    let name = label(STICKY);
    let hint = |page: &Driven| {
        let field = page.harness.get_by_role_and_label(egui::Role::TextInput, &name);
        field.accesskit_node().data().placeholder().map(str::to_owned).unwrap_or_default()
    };
    page.wait("the hint", |page| hint(page).starts_with("Stalag 308, as on rkg/0048: "));
    assert!(hint(&page).contains("takes it"));
    page.focus(&name);
    page.press(Key::Tab);
    page.settle();
    assert!(page.claims(STICKY).is_empty() && page.value_of(&name).is_empty(), "nothing is filled in unasked");
    page.focus(&name);
    page.dispatch(PageAction::Field(FieldCommand::Ditto));
    page.wait("the text", |page| page.value_of(&name) == "Stalag 308");
}

#[test]
fn one_key_gives_the_letter_before_the_cursor_its_next_form() {
    let mut page = open_two();
    let name = label(&surname());
    page.focus(&name);
    page.type_on("Wolsk");
    for _ in 0..3 {
        page.press(Key::ArrowLeft);
    }
    for expected in ["Wólsk", "Wölsk"] {
        page.dispatch(PageAction::Field(FieldCommand::OtherLetter));
        page.wait(expected, |page| page.value_of(&name) == expected);
    }
    page.press_with(Modifiers::COMMAND, Key::Z);
    page.wait("the form before", |page| page.value_of(&name) == "Wólsk");
    page.press(Key::Enter);
    page.wait("the value", |page| page.claims(&surname()).iter().any(|claim| claim.as_written == "Wólsk"));
}

/// Fewer frames than ten thousand, because a frame takes milliseconds without optimisation; what grows with each of
/// them would be seen as well.
#[test]
fn going_from_field_to_field_grows_nothing() {
    let mut page = Driven::open(None);
    page.focus(&label(&surname()));
    page.press(Key::Tab);
    page.settle();
    let before = page.bench.lock().unwrap().page.remembers();
    for _ in 0..1000 {
        page.press(Key::Tab);
    }
    assert_eq!(page.bench.lock().unwrap().page.remembers(), before);
}
