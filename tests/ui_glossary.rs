//! The screen of the glossary, glosses beside a wording, and sources cited: driven by what stands on the window.

use crate::ui::Window;
use crate::ui_driven::{Driven, TEMPLATE};
use eframe::egui::{self, Key, Modifiers, Role};
use egui_kittest::kittest::Queryable;
use kartoteka::catalogue::{Catalogue, Keyed};
use kartoteka::model::{Absence, Access, Act, Change, Claim, EntryId, HistoricalDate, Person, Source, SourceKind};
use std::path::{Path, PathBuf};

fn source() -> Source {
    Source {
        id: EntryId::fresh(),
        reference_code: "SRC1".to_owned(),
        kind: SourceKind::Letter,
        title: "Letter to the museum".to_owned(),
        author: "A. Muster".to_owned(),
        date: HistoricalDate::read("1962"),
        repository: "Archive".to_owned(),
        description: String::new(),
    }
}

fn person() -> Person {
    Person {
        id: EntryId::fresh(),
        reference_code: "P1".to_owned(),
        label: "Musterow, Iwan".to_owned(),
        access: Access::Open,
    }
}

/// A person of whom a letter says that he left a list.
fn left_the_list(catalogue: &mut Catalogue) -> (EntryId, EntryId) {
    let (person, source) = (person(), source());
    let claim = Claim {
        source: Some(source.id),
        locator: "p. 2".to_owned(),
        ..Claim::new(person.id, "remarks", "10.1.42 Abgang")
    };
    let ids = (person.id, source.id);
    let changes = vec![Change::create(person), Change::create(source), Change::create(claim)];
    catalogue.act(Act::Add, "", "", changes).unwrap();
    ids
}

fn glossary(window: &mut Window) {
    window.click("Judging");
    window.wait_to_see("Glossary");
    window.harness.query_all_by_label_contains("Glossary").next().unwrap().click();
    window.harness.run_steps(4);
    window.wait_to_see("Where one stands in a wording");
    window.wait_to_see(" terms of ");
}

fn filter(window: &mut Window, words: &str) {
    let label = "Word, language or meaning";
    window.harness.get_by_role_and_label(Role::TextInput, label).focus();
    window.harness.run_steps(2);
    window.press(Modifiers::COMMAND, Key::A);
    window.harness.get_by_role_and_label(Role::TextInput, label).type_text(words);
    window.harness.run_steps(4);
}

fn terms(window: &Window) -> Vec<(String, String)> {
    let catalogue = Catalogue::open_to_read(&window.path).unwrap();
    catalogue.own_terms().unwrap().into_iter().map(|term| (term.term, term.gloss)).collect()
}

#[test]
fn a_term_is_looked_up_silenced_and_brought_back() {
    let mut window = Window::of(|_, _| {});
    glossary(&mut window);
    filter(&mut window, "abgang");
    window.wait_to_see("“Abgang”");
    assert!(window.sees("says nothing of a death") && window.sees("with care") && window.sees("general knowledge"));
    assert!(!window.sees("“Stalag”"), "the filter leaves it out");
    window.click("Say nothing of Abgang (de) any more");
    window.wait_to_see("silenced");
    assert_eq!(terms(&window), [("Abgang".to_owned(), String::new())]);
    window.click("Say of Abgang (de) again what the program says");
    window.wait("the word as before", |harness| harness.query_all_by_label_contains("silenced").next().is_none());
    assert_eq!(terms(&window), []);
    filter(&mut window, "nowordlikethis");
    window.wait_to_see("No term has these words.");
    window.press(Modifiers::NONE, Key::Escape);
    window.press(Modifiers::NONE, Key::Escape);
    assert!(!window.sees("Where one stands in a wording"), "Esc goes back");
}

#[test]
fn a_term_is_added_by_keyboard_edited_and_removed() {
    let mut window = Window::of(|_, _| {});
    glossary(&mut window);
    window.click("New term …");
    window.wait_for("New term");
    let type_into = |window: &mut Window, label: &str, text: &str| {
        window.harness.get_by_role_and_label(Role::TextInput, label).focus();
        window.harness.run_steps(2);
        window.harness.get_by_role_and_label(Role::TextInput, label).type_text(text);
        window.harness.run_steps(2);
    };
    // the word has the keyboard
    window.harness.event(egui::Event::Text("Zählappell".to_owned()));
    window.harness.run_steps(2);
    type_into(&mut window, "Language", "de");
    window.harness.get_by_role_and_label(Role::MultilineTextInput, "What it means").focus();
    window.harness.run_steps(2);
    window.harness.get_by_role_and_label(Role::MultilineTextInput, "What it means").type_text("roll call");
    window.harness.run_steps(2);
    type_into(&mut window, "Where this comes from", "K. Muster 1999");
    window.press(Modifiers::NONE, Key::Enter);
    window.wait("the answer", |harness| harness.query_by_label("New term").is_none());
    filter(&mut window, "appell");
    window.wait_to_see("of this catalogue");
    assert_eq!(terms(&window), [("Zählappell".to_owned(), "roll call".to_owned())]);
    window.click("Edit Zählappell (de)");
    window.wait_for("Edit a term");
    window.harness.get_by_role_and_label(Role::MultilineTextInput, "What it means").type_text("daily ");
    window.harness.run_steps(2);
    window.click("Save");
    window.wait("the answer", |harness| harness.query_by_label("Edit a term").is_none());
    assert!(terms(&window)[0].1.contains("daily"));
    window.click("Remove Zählappell (de)");
    window.wait_to_see("No term has these words.");
    assert_eq!(terms(&window), []);
}

/// A catalogue that somebody else has.
fn somebody_elses(folder: &Path) -> PathBuf {
    let path = crate::ui::three_cards(folder);
    std::mem::forget(Catalogue::open_to_write(&path).unwrap());
    path
}

#[test]
fn a_catalogue_that_is_only_read_shows_the_glossary_and_offers_no_change() {
    let mut window = Window::open(Some(somebody_elses));
    glossary(&mut window);
    assert!(window.sees("can be looked at and not changed"));
    assert!(!window.sees("New term …") && !window.sees("Say nothing of") && !window.sees("Edit Abgang"));
}

#[test]
fn a_wording_with_a_term_is_a_quotation_with_its_gloss_under_it() {
    let mut page = Driven::open_with(None, |catalogue, _| left_the_list(catalogue).0);
    page.wait("the wording", |page| page.sees("“10.1.42 Abgang”"));
    page.wait("the gloss", |page| page.sees("Abgang: departure: left the list; says nothing of a death"));
    assert!(!page.sees("Date of death"));
}

#[test]
fn a_box_of_a_card_shows_the_gloss_under_its_field() {
    let field = kartoteka::catalogue::built_in_template(TEMPLATE).unwrap();
    let field = field.fields.iter().find(|field| field.property == "occupation").unwrap().id.clone();
    let mut page = Driven::open_with(None, move |catalogue, _| {
        let keyed = Keyed { field, as_written: "Landw., led.".to_owned(), ..Keyed::default() };
        catalogue.add_card(TEMPLATE, "t/1", None, &[keyed]).unwrap().id
    });
    page.wait("both glosses", |page| page.sees("Landw.: Landwirt: farmer") && page.sees("led.: ledig: unmarried"));
}

#[test]
fn a_claim_gets_its_quotation_and_the_date_of_its_statement() {
    let mut page = Driven::open_with(None, |catalogue, _| left_the_list(catalogue).0);
    page.wait("the claim", |page| page.sees("10.1.42 Abgang"));
    let edit = "Edit: Remarks, 10.1.42 Abgang";
    page.wait("the way into it", |page| page.harness.query_by_label(edit).is_some());
    page.press_button(edit);
    page.wait("its particulars", |page| page.has_input("Said on"));
    page.type_into("Said on", "2 May 1962");
    page.wait("how it is read", |page| page.sees("2 May 1962"));
    assert!(page.sees("The date of the source stands on the page of the source"));
    page.go_on();
    page.settle();
    page.harness.get_by_role_and_label(Role::MultilineTextInput, "Quotation").focus();
    page.harness.step();
    page.type_on("Am 10.1.42 Abgang.");
    page.go_on();
    page.settle();
    let claim = &Catalogue::open(&page.path).unwrap().dossier(page.card).unwrap().claims[0];
    assert_eq!(claim.quotation, "Am 10.1.42 Abgang.");
    assert_eq!(claim.stated_on.as_ref().unwrap().edtf.as_ref().unwrap().as_str(), "1962-05-02");
    page.wait("both under the wording", |page| page.sees("“Am 10.1.42 Abgang.”") && page.sees("said 2 May 1962"));
    // taken away again, there is no date and not an empty one
    page.harness.get_by_role_and_label(Role::TextInput, "Said on").focus();
    page.harness.step();
    page.press_with(egui::Modifiers::COMMAND, Key::A);
    page.press(Key::Delete);
    page.go_on();
    page.settle();
    assert_eq!(Catalogue::open(&page.path).unwrap().dossier(page.card).unwrap().claims[0].stated_on, None);
}

#[test]
fn a_search_in_vain_is_noted_of_a_source_that_is_named_and_told_on_its_page() {
    let ids = std::sync::Arc::new(std::sync::Mutex::new(None));
    let told = std::sync::Arc::clone(&ids);
    let mut page = Driven::open_with(None, move |catalogue, _| {
        let made = left_the_list(catalogue);
        *told.lock().unwrap() = Some(made);
        made.0
    });
    let (_, source) = ids.lock().unwrap().unwrap();
    let menu = "As written: terms, or why there is no value";
    page.wait("the page", |page| page.sees("Add a statement…"));
    page.press_button("Add a statement…");
    page.wait("the form", |page| page.harness.query_by_label(menu).is_some());
    page.harness.get_by_role_and_label(egui::Role::ComboBox, "About").click_accesskit();
    page.wait("the properties", |page| page.sees("Date of birth"));
    page.harness.query_all_by_label("Date of birth").last().unwrap().click_accesskit();
    page.settle();
    page.press_button(menu);
    page.wait("the menu", |page| page.sees("not stated"));
    assert!(!page.sees("searched for, not found"), "no source is named yet");
    page.press(Key::Escape);
    page.press_button("Source: Choose…");
    page.wait("the sources", |page| page.harness.query_by_label("SRC1 · Letter to the museum").is_some());
    page.press_button("SRC1 · Letter to the museum");
    page.press_button(menu);
    page.wait("the sixth absence", |page| page.sees("searched for, not found"));
    page.press_button("searched for, not found");
    page.press_button("Add");
    page.settle();
    let claims = Catalogue::open(&page.path).unwrap().dossier(page.card).unwrap().claims;
    let searched = claims.iter().find(|claim| claim.absence == Some(Absence::NotFound)).unwrap();
    assert_eq!((searched.source, searched.as_written.as_str()), (Some(source), ""));

    page.show(source);
    page.wait("what cites it", |page| page.sees("What cites this source") && page.sees("“10.1.42 Abgang”"));
    page.wait("what was not found", |page| page.sees("Searched here and not found"));
    assert!(page.sees("P1 · Musterow, Iwan"));
    assert!(!page.sees("No search that found nothing is noted."));
}

#[test]
fn a_gloss_that_was_begun_is_there_again_after_esc_and_a_press_beside_it_closes_nothing() {
    let mut window = Window::of(|_, _| {});
    glossary(&mut window);
    let gloss = |window: &Window| {
        window.harness.get_by_role_and_label(Role::MultilineTextInput, "What it means").value().unwrap_or_default()
    };
    filter(&mut window, "abgang");
    window.wait_to_see("\u{201c}Abgang\u{201d}");
    window.click("Edit Abgang (de)");
    window.wait_for("Edit a term");
    let before = gloss(&window);
    window.harness.event(egui::Event::Text("from the list of 1942; ".to_owned()));
    window.harness.run_steps(3);
    let typed = gloss(&window);
    assert_ne!(typed, before);
    let pos = egui::pos2(4.0, 400.0);
    window.harness.event(egui::Event::PointerMoved(pos));
    for pressed in [true, false] {
        let (button, modifiers) = (egui::PointerButton::Primary, Modifiers::NONE);
        window.harness.event(egui::Event::PointerButton { pos, button, pressed, modifiers });
        window.harness.run_steps(2);
    }
    assert_eq!(gloss(&window), typed, "a press beside it closes nothing");
    window.press(Modifiers::NONE, Key::Escape);
    assert!(!window.sees("Edit a term"));
    // another term has nothing of it
    window.click("New term \u{2026}");
    window.wait_for("New term");
    assert_eq!(gloss(&window), "");
    window.press(Modifiers::NONE, Key::Escape);
    window.click("Edit Abgang (de)");
    window.wait_for("Edit a term");
    assert_eq!(gloss(&window), typed);
    window.click("Save");
    window.wait("the answer", |harness| harness.query_by_label("Edit a term").is_none());
    assert_eq!(terms(&window)[0].1, typed.trim());
}

#[test]
fn who_can_only_read_still_reaches_the_history_of_a_value() {
    let mut page = Driven::open_with(Some("somebody else has it"), |catalogue, _| left_the_list(catalogue).0);
    page.wait("the wording", |page| page.sees("10.1.42 Abgang"));
    let menu = page.harness.query_all_by_label_contains("What may become of").next().expect("a menu");
    menu.click_accesskit();
    page.wait("the menu", |page| page.sees("History of this value"));
    assert!(!page.sees("Withdraw\u{2026}") && !page.sees("Edit: Remarks"));
}
