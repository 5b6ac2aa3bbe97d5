//! A field of a card, driven by its keys: how it is read, how sure it is, why it is empty, a second value, a remark.

use crate::ui_driven::{Driven, field_of, label, surname};
use eframe::egui::{self, Key, Modifiers};
use egui_kittest::kittest::Queryable;
use kartoteka::catalogue::Catalogue;
use kartoteka::model::{Absence, Certainty, Claim, Entry, EntryId, NumberState, Place, Reading};

const CTRL: Modifiers = Modifiers::CTRL.plus(Modifiers::COMMAND);

fn only(page: &Driven, field: &str) -> Claim {
    let claims = page.claims(field);
    assert_eq!(claims.len(), 1, "{claims:?}");
    claims.into_iter().next().unwrap()
}

#[test]
fn a_reading_is_a_proposal_until_a_key_keeps_it() {
    let mut page = Driven::open(None);
    let born = field_of("birth-date");
    page.type_into(&label(&born), "6.11.1916");
    page.wait("the proposal while it is typed", |page| page.sees("proposed: 6 November 1916 · 1916-11-06"));
    assert!(page.sees("Ctrl+G") && page.claims(&born).is_empty());
    page.press_with(CTRL, Key::G);
    page.wait("the reading kept", |page| page.sees("read as 6 November 1916") && !page.sees("proposed:"));
    let claim = only(&page, &born);
    assert_eq!((claim.as_written.as_str(), claim.read_by.as_str()), ("6.11.1916", "A. Tester"));
    assert!(page.is_in(&label(&born)), "the keyboard stays");
    page.press_with(CTRL, Key::G);
    page.wait("that it is kept already", |page| page.sees("kept already"));
    page.type_on("x");
    page.press(Key::Enter);
    page.wait("another wording", |page| page.claims(&born)[0].as_written == "6.11.1916x");
    assert!(page.claims(&born)[0].read_by.is_empty(), "a wording nobody has read");
    page.wait("no reading", |page| page.sees("not read as a date"));
}

#[test]
fn a_name_in_cyrillic_is_kept_in_latin_letters() {
    let mut page = Driven::open(None);
    let given = field_of("given-name");
    page.type_into(&label(&given), "Андрей");
    page.wait("the proposal", |page| page.sees("proposed: Andrey (BGN/PCGN)"));
    page.press_with(CTRL, Key::G);
    page.wait("the reading kept", |page| page.claims(&given).iter().any(|claim| !claim.read_by.is_empty()));
    let Some(Reading::Name(name)) = only(&page, &given).reading else { panic!("a name") };
    assert_eq!((name.given.as_str(), name.script.as_str(), name.scheme.as_str()), ("Andrey", "Latn", "bgn-pcgn"));
}

#[test]
fn an_absence_is_said_and_taken_back_by_one_key() {
    let mut page = Driven::open(None);
    let born = field_of("birth-date");
    page.focus(&label(&born));
    for (key, term) in [(Key::F5, "blank"), (Key::F7, "unknown"), (Key::F8, "silent"), (Key::F9, "withheld")] {
        page.press(key);
        page.wait(term, |page| {
            page.claims(&born).iter().any(|claim| claim.absence.as_ref().is_some_and(|absence| absence.term() == term))
        });
        assert!(page.is_in(&label(&born)), "the keyboard stays");
        // the page has to have read it before the key that takes it back
        page.settle();
    }
    page.press(Key::F9);
    page.wait("nothing said", |page| page.claims(&born).is_empty());
    assert!(page.is_in(&label(&born)), "the keyboard stays");
}

#[test]
fn nothing_typed_vanishes_by_a_key() {
    let mut page = Driven::open(None);
    let born = field_of("birth-date");
    page.type_into(&label(&born), "16?2");
    for key in [Key::F5, Key::F7, Key::F8, Key::F9] {
        page.press(key);
        page.wait("why not", |page| page.sees("something is written here"));
        assert_eq!(page.value_of(&label(&born)), "16?2");
    }
    page.press(Key::F6);
    page.wait("the part that can be read", |page| page.is_in("The part that can be read"));
    assert_eq!(
        (page.value_of(&label(&born)).as_str(), page.value_of("The part that can be read").as_str()),
        ("", "16?2")
    );
    page.type_on("58");
    page.press(Key::Enter);
    let legible = |page: &Driven| match page.claims(&born).first().and_then(|claim| claim.absence.clone()) {
        Some(Absence::Illegible { legible }) => legible,
        _ => String::new(),
    };
    page.wait("the part written", |page| legible(page) == "16?258");
    page.focus("The part that can be read");
    page.settle();
    page.press(Key::F6);
    page.wait("the value again", |page| page.claims(&born).iter().any(|claim| claim.as_written == "16?258"));
    page.wait("its field", |page| page.is_in(&label(&born)) && page.value_of(&label(&born)) == "16?258");
    assert_eq!(only(&page, &born).absence, None);
}

#[test]
fn certainty_goes_round_by_one_key() {
    let mut page = Driven::open(None);
    page.focus(&label(&surname()));
    page.press(Key::F4);
    page.press(Key::F4);
    page.wait("uncertain", |page| page.claims(&surname())[0].certainty == Certainty::Uncertain);
    page.wait("the word beside it", |page| page.sees("Uncertain"));
    page.press(Key::F4);
    page.wait("certain", |page| page.claims(&surname())[0].certainty == Certainty::Certain);
    page.wait("no word", |page| !page.sees("Uncertain"));
    assert!(page.is_in(&label(&surname())));
}

#[test]
fn a_second_value_is_a_claim_of_its_own() {
    let mut page = Driven::open(None);
    let number = field_of("prisoner-number");
    let name = label(&number);
    page.type_into(&name, "10631");
    page.press_with(CTRL, Key::J);
    let second = format!("{name}, value 2");
    assert!(page.is_in(&second), "the keyboard is in the new field");
    page.type_on("88349");
    page.wait("its own reading", |page| page.sees("proposed: 88349"));
    page.press(Key::Enter);
    page.wait("two claims", |page| page.claims(&number).len() == 2);
    let claims = page.claims(&number);
    assert_eq!(claims.iter().map(|claim| claim.as_written.as_str()).collect::<Vec<_>>(), ["10631", "88349"]);
    assert!(claims[0].ord < claims[1].ord && claims[0].property == claims[1].property);
    page.settle();
    assert_eq!((page.value_of(&name).as_str(), page.value_of(&second).as_str()), ("10631", "88349"));
    // the second has its own certainty and reading
    page.type_into(&second, "");
    page.press(Key::F4);
    page.wait("only the second", |page| page.claims(&number)[1].certainty == Certainty::Probable);
    assert_eq!(page.claims(&number)[0].certainty, Certainty::Certain);
    // the first is struck out
    page.click(&format!("{name}: terms, or why there is no value"));
    page.click("struck out and replaced");
    page.wait("struck", |page| {
        matches!(&page.claims(&number)[0].reading, Some(Reading::Number(number)) if number.state == NumberState::Struck)
    });
    page.wait("the word beside it", |page| page.sees("struck out"));
}

#[test]
fn a_further_field_left_empty_goes_and_one_of_several_is_not_emptied_away() {
    let mut page = Driven::open(None);
    let second = format!("{}, value 2", label(&surname()));
    page.type_into(&label(&surname()), "");
    page.press_with(CTRL, Key::J);
    assert!(page.is_in(&second));
    page.press(Key::Enter);
    page.wait("no second field", |page| !page.has_input(&second));
    page.type_into(&label(&surname()), "");
    page.press_with(CTRL, Key::J);
    page.type_on("Musterew");
    page.press(Key::Enter);
    page.wait("two", |page| page.claims(&surname()).len() == 2);
    page.settle();
    page.type_into(&second, "");
    page.press_with(CTRL, Key::A);
    page.press(Key::Backspace);
    page.press(Key::Enter);
    page.wait("why not", |page| page.sees("one of several values"));
    assert_eq!(page.value_of(&second), "Musterew", "the field shows it again");
    assert_eq!(page.claims(&surname()).len(), 2);
    let menu = format!("{second}: terms, or why there is no value");
    page.click(&menu);
    page.click("Take this value away");
    page.wait("one", |page| page.claims(&surname()).len() == 1 && !page.has_input(&second));
}

#[test]
fn a_remark_is_written_under_its_field() {
    let mut page = Driven::open(None);
    page.type_into(&label(&surname()), "");
    page.press_with(CTRL, Key::R);
    let remark = format!("Remark on {}", label(&surname()));
    page.wait("its field", |page| page.is_in(&remark));
    assert!(!page.bench.lock().unwrap().page.has_field(), "F5 is not meant for the value now");
    page.type_on("written over");
    page.press(Key::Enter);
    page.wait("the remark", |page| page.claims(&surname())[0].remark == "written over" && page.sees("written over"));
    assert!(!page.has_input(&remark));
    page.type_into(&label(&surname()), "");
    page.press_with(CTRL, Key::R);
    page.wait("its field again", |page| page.is_in(&remark));
    page.press(Key::Escape);
    page.wait("back", |page| page.is_in(&label(&surname())) && !page.has_input(&remark));
    assert_eq!(page.claims(&surname())[0].remark, "written over");
}

#[test]
fn a_problem_is_told_in_words_and_blocks_nothing() {
    let mut page = Driven::open(None);
    let (born, arrived) = (field_of("birth-date"), field_of("arrival-date"));
    page.type_into(&label(&born), "1.5.1943");
    page.press(Key::Enter);
    page.wait("one date", |page| page.claims(&born).len() == 1);
    page.type_into(&label(&arrived), "7.10.1941");
    page.press(Key::Enter);
    page.wait("saved all the same", |page| page.claims(&arrived).len() == 1);
    page.wait("the problem", |page| page.sees("before the birth (1.5.1943)"));
    page.wait("the count in the head", |page| page.sees("One value to look at"));
}

#[test]
fn a_place_is_proposed_from_the_places_of_the_catalogue() {
    let place = |label: &str, since: &str, until: &str| Place {
        id: EntryId::fresh(),
        reference_code: label.to_lowercase().replace(' ', "-"),
        kind: "Stalag".into(),
        label: label.into(),
        name_de: String::new(),
        name_local: String::new(),
        country: String::new(),
        latitude: None,
        longitude: None,
        since: kartoteka::model::Edtf::parse(since).ok(),
        until: kartoteka::model::Edtf::parse(until).ok(),
        wikidata: String::new(),
        basis: String::new(),
    };
    let then = place("Stalag 367 Tschenstochau", "1941", "1943");
    let wanted = then.id;
    let mut page = Driven::open(None);
    for place in [place("Stalag 367 Later", "1944", "1945"), then] {
        page.write(kartoteka::background::Write::Act {
            act: kartoteka::model::Act::Add,
            about: place.reference_code.clone(),
            reason: String::new(),
            changes: vec![kartoteka::model::Change::create(Entry::Place(place))],
        });
    }
    let arrived = field_of("arrival-date");
    page.type_into(&label(&arrived), "7.10.1941");
    page.press(Key::Enter);
    page.wait("the time", |page| page.claims(&arrived).len() == 1);
    page.settle();
    let template = kartoteka::catalogue::built_in_template(crate::ui_driven::TEMPLATE).unwrap();
    let is_place = |field: &&kartoteka::model::CardField| field.datatype == kartoteka::model::Datatype::Place;
    let field = template.fields.iter().find(is_place).unwrap().clone();
    page.type_into(&field.label, "Stalag 367");
    page.wait("the place", |page| page.sees("Stalag 367 Tschenstochau · was there then"));
    page.press_with(CTRL, Key::G);
    page.wait("kept", |page| page.claims(&field.id).iter().any(|claim| claim.reading == Some(Reading::Entry(wanted))));
    assert_eq!(only(&page, &field.id).read_by, "A. Tester");
    let catalogue = Catalogue::open(&page.path).unwrap();
    assert!(catalogue.get(wanted).unwrap().is_some());
}

#[test]
fn a_table_is_blank_by_one_key() {
    let mut page = Driven::open(None);
    let template = kartoteka::catalogue::built_in_template(crate::ui_driven::TEMPLATE).unwrap();
    let is_table = |field: &&kartoteka::model::CardField| field.datatype == kartoteka::model::Datatype::Rows;
    let table = template.fields.iter().find(is_table).unwrap();
    page.focus(&table.columns[0]);
    page.press(Key::F5);
    page.wait("blank", |page| page.claims(&table.id).iter().any(|claim| claim.absence == Some(Absence::Blank)));
    page.settle();
    page.press(Key::F5);
    page.wait("taken back", |page| page.claims(&table.id).is_empty());
    page.settle();
    page.type_on("1.2.42");
    page.press(Key::F5);
    page.wait("why not", |page| page.sees("something is written here"));
    page.press_with(CTRL, Key::J);
    page.wait("why not", |page| page.sees("not for a row of a table"));
    page.press(Key::Enter);
    page.wait("the row", |page| page.claims(&table.id).iter().any(|claim| claim.as_written == "1.2.42"));
}

fn table() -> kartoteka::model::CardField {
    let template = kartoteka::catalogue::built_in_template(crate::ui_driven::TEMPLATE).unwrap();
    let is_table = |field: &&kartoteka::model::CardField| field.datatype == kartoteka::model::Datatype::Rows;
    template.fields.iter().find(is_table).unwrap().clone()
}

/// A card with a row of the table for each of `rows`.
fn open_rows(rows: &[&str]) -> Driven {
    let table = table();
    let first = table.columns[0].clone();
    let mut page = Driven::open_with(None, |catalogue, _| {
        let card = catalogue.add_card(crate::ui_driven::TEMPLATE, "t/0001", None, &[]).unwrap().id;
        let claims = rows.iter().zip(0..).map(|(row, ord)| {
            let claim = Claim::new(card, &table.property, row);
            kartoteka::model::Change::create(Claim { field: table.id.clone(), ord, ..claim })
        });
        catalogue.act(kartoteka::model::Act::Edit, "t/0001", "", claims.collect()).unwrap();
        card
    });
    page.wait("the rows", |page| firsts(page, &first).len() == rows.len() + 1);
    page.settle();
    page
}

/// The first cells of the rows.
fn firsts(page: &Driven, first: &str) -> Vec<String> {
    let cells = page.harness.query_all_by_role_and_label(egui::Role::TextInput, first);
    cells.map(|cell| cell.value().unwrap_or_default()).collect()
}

fn focus_row(page: &mut Driven, first: &str, row: usize) {
    page.harness.get_all_by_role_and_label(egui::Role::TextInput, first).nth(row).unwrap().focus();
    page.harness.step();
    page.harness.step();
}

/// The first cell that has the keyboard, with what is in it.
fn focused_row(page: &Driven, first: &str) -> Option<(usize, String)> {
    let mut cells = page.harness.query_all_by_role_and_label(egui::Role::TextInput, first).enumerate();
    cells.find(|(_, cell)| cell.is_focused()).map(|(row, cell)| (row, cell.value().unwrap_or_default()))
}

fn written(page: &Driven) -> Vec<String> {
    let mut claims = page.claims(&table().id);
    claims.sort_by_key(|claim| claim.ord);
    claims.into_iter().map(|claim| claim.as_written).collect()
}

#[test]
fn a_row_stays_under_the_keyboard_when_one_above_it_goes() {
    let first = table().columns[0].clone();
    let mut page = open_rows(&["one", "two", "three"]);
    let third = page.claims(&table().id)[2].id;
    focus_row(&mut page, &first, 1);
    page.press_with(CTRL, Key::A);
    page.press(Key::Backspace);
    // the keyboard is in the third row, where somebody types on, before the second is gone
    focus_row(&mut page, &first, 2);
    page.press(Key::End);
    page.type_on("!");
    page.wait("the row gone", |page| firsts(page, &first) == ["one", "three!", ""]);
    page.settle();
    assert_eq!(focused_row(&page, &first), Some((1, "three!".to_owned())));
    page.type_on("!");
    page.press_with(Modifiers::COMMAND, Key::Z);
    let (_, text) = focused_row(&page, &first).unwrap();
    assert!(text.starts_with("three"), "no row has the text of another: {text}");
    page.press(Key::Enter);
    page.settle();
    let claims = page.claims(&table().id);
    assert_eq!(claims.len(), 2, "{claims:?}");
    assert_eq!((claims[1].id, claims[1].as_written.as_str()), (third, text.as_str()));
}

#[test]
fn a_row_is_one_act_and_rows_keep_the_order_in_which_they_were_typed() {
    let first = table().columns[0].clone();
    let mut page = open_rows(&["one"]);
    let acts = |page: &Driven| Catalogue::open(&page.path).unwrap().history(None, None, 100).unwrap().len();
    let before = acts(&page);
    focus_row(&mut page, &first, 1);
    for row in ["two", "three", "four"] {
        page.type_on(row);
        page.press(Key::Tab);
        page.type_on("verlegt");
        page.press(Key::Tab);
        page.type_on("x");
        page.press(Key::Tab);
    }
    page.wait("the rows", |page| page.claims(&table().id).len() == 4);
    page.settle();
    assert_eq!(written(&page), ["one", "two | verlegt | x", "three | verlegt | x", "four | verlegt | x"]);
    assert_eq!(acts(&page), before + 3, "one act a row");
    // taken away and typed again in the same row
    focus_row(&mut page, &first, 3);
    for _ in 0..3 {
        page.press_with(CTRL, Key::A);
        page.press(Key::Backspace);
        page.press(Key::Tab);
    }
    page.wait("three", |page| page.claims(&table().id).len() == 3);
    page.settle();
    page.press_with(Modifiers::SHIFT, Key::Tab);
    page.settle();
    let row = firsts(&page, &first).len() - 1;
    focus_row(&mut page, &first, row);
    page.type_on("five");
    page.press(Key::Enter);
    page.wait("four", |page| page.claims(&table().id).len() == 4);
    page.settle();
    assert_eq!(written(&page)[3], "five");
}

#[test]
fn keys_that_do_nothing_in_a_row_say_so() {
    let first = table().columns[0].clone();
    let mut page = open_rows(&["one"]);
    focus_row(&mut page, &first, 0);
    let before = page.claims(&table().id);
    for (modifiers, key, words) in [
        (Modifiers::NONE, Key::F4, "not for a row of a table"),
        (Modifiers::NONE, Key::F5, "something is written here"),
        (CTRL, Key::G, "not for a row of a table"),
        (Modifiers::NONE, Key::F6, "something is written here"),
        (CTRL, Key::R, "not for a row of a table"),
        (Modifiers::NONE, Key::F7, "something is written here"),
        (CTRL, Key::J, "not for a row of a table"),
    ] {
        page.press_with(modifiers, key);
        page.wait(words, |page| page.sees(words));
    }
    focus_row(&mut page, &first, 1);
    page.press(Key::F5);
    page.wait("why not", |page| page.sees("the table has rows already"));
    page.settle();
    assert_eq!(page.claims(&table().id), before);
}

#[test]
fn what_is_said_of_a_value_is_written_though_the_page_is_left_at_once() {
    let mut page = Driven::open(None);
    let born = field_of("birth-date");
    page.type_into(&label(&born), "6.11.1916");
    page.wait("the proposal", |page| page.sees("proposed: 6 November 1916"));
    {
        // before any answer
        use kartoteka::ui::page::{FieldCommand, PageAction};
        let mut bench = page.bench.lock().unwrap();
        let crate::ui_driven::Bench { page, store, .. } = &mut *bench;
        for command in [FieldCommand::KeepReading, FieldCommand::Certainty, FieldCommand::Certainty] {
            page.dispatch(PageAction::Field(command), store);
        }
        page.show(None, store);
    }
    page.settle();
    let claim = only(&page, &born);
    assert_eq!((claim.as_written.as_str(), claim.read_by.as_str()), ("6.11.1916", "A. Tester"));
    assert_eq!(claim.certainty, Certainty::Uncertain, "twice is two degrees");
}

#[test]
fn struck_out_is_said_of_the_paper_and_signs_no_reading() {
    let mut page = Driven::open(None);
    let number = field_of("prisoner-number");
    page.type_into(&label(&number), "10631");
    page.press(Key::Enter);
    page.wait("the number", |page| page.claims(&number).len() == 1);
    page.settle();
    page.click(&format!("{}: terms, or why there is no value", label(&number)));
    page.click("struck out and replaced");
    page.wait("struck", |page| {
        matches!(&only(page, &number).reading, Some(Reading::Number(number)) if number.state == NumberState::Struck)
    });
    assert_eq!(only(&page, &number).read_by, "");
}

#[test]
fn taking_the_first_of_two_values_away_leaves_no_key_strokes_of_it() {
    let mut page = Driven::open(None);
    let name = label(&surname());
    let second = format!("{name}, value 2");
    page.type_into(&name, "");
    page.press(Key::End);
    page.type_on("x");
    page.press_with(CTRL, Key::J);
    page.type_on("Musterew");
    page.press(Key::Enter);
    page.wait("two", |page| page.claims(&surname()).len() == 2);
    page.settle();
    page.click(&format!("{name}: terms, or why there is no value"));
    page.click("Take this value away");
    page.wait("one", |page| page.claims(&surname()).len() == 1 && !page.has_input(&second));
    page.settle();
    page.focus(&name);
    assert_eq!(page.value_of(&name), "Musterew");
    page.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(page.value_of(&name), "Musterew");
    page.press(Key::Enter);
    page.settle();
    assert_eq!(only(&page, &surname()).as_written, "Musterew");
}
