//! The screen of access, and access on the page.

use crate::ui::Window;
use eframe::egui::{self, Key, Modifiers};
use egui_kittest::kittest::Queryable;
use kartoteka::catalogue::Catalogue;
use kartoteka::model::{Access, Act, Change, Claim, Datatype, Day, Entry, EntryId, Person, read};
use std::path::Path;

/// Three persons: born 1912, born 1930, and one of whom nothing is known.
fn three_people(catalogue: &mut Catalogue, _: &Path) {
    for (code, born) in [("P1", "1912"), ("P2", "1930"), ("P3", "")] {
        let id = EntryId::fresh();
        let person = Person { id, reference_code: code.into(), label: format!("Man {code}"), access: Access::Open };
        let mut changes = vec![Change::create(person)];
        if !born.is_empty() {
            let mut claim = Claim::new(id, "birth-date", born);
            claim.reading = read("birth-date", Datatype::Date, born);
            changes.push(Change::create(claim));
        }
        catalogue.act(Act::Add, code, "", changes).unwrap();
    }
}

fn with_rule(catalogue: &mut Catalogue, folder: &Path) {
    three_people(catalogue, folder);
    let rule = catalogue.closure_rule("de-bund").unwrap();
    catalogue.use_rule(&rule).unwrap();
}

fn access_of(window: &Window, code: &str) -> Access {
    let catalogue = Catalogue::open_to_read(&window.path).unwrap();
    let entry = catalogue.get(catalogue.resolve(code).unwrap()).unwrap();
    entry.and_then(|entry| entry.access()).unwrap()
}

fn closing(window: &mut Window) {
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::L);
    window.wait_to_see("P1 \u{b7} Man P1");
}

fn type_into(window: &mut Window, field: &str, words: &str) {
    window.harness.get_by_role_and_label(egui::Role::TextInput, field).focus();
    window.harness.run_steps(2);
    window.press(Modifiers::COMMAND, Key::A);
    window.harness.event(egui::Event::Text(words.to_owned()));
    window.harness.run_steps(3);
}

#[test]
fn without_a_rule_no_end_is_computed_and_one_is_chosen() {
    let mut window = Window::of(three_people);
    closing(&mut window);
    assert!(window.sees("No rule of closure is in force"));
    assert!(window.sees("no end can be computed") && window.sees("have none"));
    window.click("Choose a rule …");
    window.wait_to_see("German federal archives (Germany, federal)");
    assert!(window.sees("Bundesarchivgesetz"));
    window.click("German federal archives (Germany, federal)");
    window.click("Go by it");
    window.wait_to_see("In force: German federal archives (Germany, federal)");
    window.wait_to_see("open since 2013-01-01 \u{b7} birth 1912-12-31 at the latest");
    assert!(window.sees("closed until 2031-01-01"));
    assert!(window.sees("not as the rule says") && window.sees("possibly living"));
    window.press(Modifiers::NONE, Key::Escape);
    assert!(!window.sees("In force:"));
}

#[test]
fn a_rule_of_ones_own_is_written_and_can_be_taken_away() {
    let mut window = Window::of(three_people);
    closing(&mut window);
    window.click("Choose a rule …");
    window.wait_to_see("A rule of our own …");
    window.click("A rule of our own …");
    type_into(&mut window, "Short name, without spaces", "house");
    type_into(&mut window, "Name", "Our house");
    type_into(&mut window, "Years after the birth", "soon");
    assert!(window.sees("write a whole number of years"));
    type_into(&mut window, "Years after the birth", "80");
    window.click("Keep it and go by it");
    window.wait_to_see("In force: Our house");
    window.wait_to_see("open since 2011-01-01");
    window.click("Choose a rule …");
    window.wait_to_see("Remove it");
    window.click("Remove it");
    window.wait_to_see("No rule of closure is in force");
}

#[test]
fn several_are_chosen_and_closed_with_a_reason() {
    let mut window = Window::of(with_rule);
    closing(&mut window);
    window.wait_to_see("In force");
    window.click("Choose P1 \u{b7} Man P1");
    window.click("Choose P3 \u{b7} Man P3");
    assert!(window.sees("2 chosen"));
    window.click("Set access …");
    window.wait_to_see("Who may see these 2");
    window.click("Closed until a day");
    type_into(&mut window, "Until which day", "2045");
    assert!(window.sees("Write a day such as 2045-01-01"));
    type_into(&mut window, "Until which day", "2045-01-01");
    type_into(&mut window, "Why", "the family asked");
    window.click("Set it");
    window.wait("the question to close", |harness| {
        harness.query_all_by_label_contains("Who may see these").next().is_none()
    });
    window.wait_to_see("closed until 2045-01-01");
    let until = Access::ClosedUntil(Day::parse("2045-01-01").unwrap());
    assert_eq!((access_of(&window, "P1"), access_of(&window, "P3")), (until, until));
    assert_eq!(access_of(&window, "P2"), Access::Open);
    window.click("Closed now");
    window.wait("only the closed", |harness| harness.query_all_by_label_contains("Man P2").next().is_none());
    assert!(window.sees("Man P1"));
    window.press(Modifiers::COMMAND, Key::Z);
    window.wait_to_see("Nothing of the kind.");
    assert_eq!(access_of(&window, "P1"), Access::Open);
}

#[test]
fn the_rule_is_applied_and_says_whom_it_leaves() {
    let mut window = Window::of(with_rule);
    closing(&mut window);
    window.wait_to_see("In force");
    window.click("Choose all that are shown");
    window.click("Apply the rule …");
    window.wait_to_see("Of one no end can be computed");
    type_into(&mut window, "Why", "by the rule");
    window.press(Modifiers::NONE, Key::Enter);
    window
        .wait("the question to close", |harness| harness.query_all_by_label_contains("Of one no end").next().is_none());
    window.wait("the list read again", |harness| {
        harness.query_all_by_label_contains("not as the rule says").next().is_none()
    });
    assert_eq!(access_of(&window, "P2"), Access::ClosedUntil(Day::parse("2031-01-01").unwrap()));
    assert_eq!((access_of(&window, "P1"), access_of(&window, "P3")), (Access::Open, Access::Open));
}

#[test]
fn before_the_rule_is_applied_it_says_what_would_open_and_what_stays() {
    let mut window = Window::of(|catalogue, folder| {
        with_rule(catalogue, folder);
        let one = catalogue.resolve("P1").unwrap();
        let other = catalogue.resolve("P2").unwrap();
        let until = Access::ClosedUntil(Day::parse("2045-01-01").unwrap());
        catalogue.set_access(&[one], until, "first").unwrap();
        catalogue.set_access(&[other], Access::Staff, "the family asked").unwrap();
    });
    closing(&mut window);
    window.wait_to_see("In force");
    window.click("Choose all that are shown");
    window.click("Apply the rule …");
    window.wait_to_see("One was set to staff or to pending review by somebody");
    assert!(window.sees("One opens to everybody, or does so sooner than is said now: P1"));
    type_into(&mut window, "Why", "by the rule");
    window.press(Modifiers::NONE, Key::Enter);
    window.wait("the question to close", |harness| harness.query_all_by_label_contains("One opens").next().is_none());
    assert_eq!((access_of(&window, "P1"), access_of(&window, "P2")), (Access::Open, Access::Staff));
}

#[test]
fn after_closing_it_lists_where_the_name_still_stands_openly() {
    let mut window = Window::of(|catalogue, folder| {
        three_people(catalogue, folder);
        let label = "Wife of Man P1".to_owned();
        let id = EntryId::fresh();
        let wife = Person { id, reference_code: "P4".into(), label, access: Access::Open };
        catalogue.act(Act::Add, "P4", "", vec![Change::create(wife)]).unwrap();
    });
    closing(&mut window);
    window.click("Choose P1 \u{b7} Man P1");
    window.click("Set access …");
    window.wait_to_see("Who may see it");
    type_into(&mut window, "Why", "the family asked");
    window.click("Set it");
    window.wait_to_see("still named openly");
    window.wait_to_see("P4, Name: Wife of Man P1");
    window.click("Hide this list");
    assert!(!window.sees("still named openly"));
}

#[test]
fn a_line_leads_to_the_page_where_what_is_closed_says_so() {
    let mut window = Window::of(|catalogue, folder| {
        with_rule(catalogue, folder);
        let person = catalogue.resolve("P2").unwrap();
        let value = catalogue.dossier(person).unwrap().claims[0].id;
        catalogue.set_access(&[person], Access::Review, "somebody asked").unwrap();
        catalogue.set_access(&[value], Access::Staff, "somebody asked").unwrap();
    });
    closing(&mut window);
    window.wait_to_see("Closed pending review");
    window.click("P2 \u{b7} Man P2");
    window.wait_to_see("Not open: Closed pending review");
    assert!(window.sees("Not open: Staff only"));
}

#[test]
fn access_is_changed_on_the_page_with_a_reason() {
    let mut window = Window::of(with_rule);
    closing(&mut window);
    window.click("P1 \u{b7} Man P1");
    window.wait("the access of the page", |harness| {
        harness.query_all_by_role_and_label(egui::Role::ComboBox, "Who may see it").next().is_some()
    });
    window.harness.get_by_role_and_label(egui::Role::ComboBox, "Who may see it").click();
    window.harness.run_steps(4);
    window.click("Staff only");
    window.wait_to_see("Why");
    type_into(&mut window, "Why", "the family asked");
    window.click("Set it");
    window.wait_to_see("Not open: Staff only");
    window.wait("the question to close", |harness| harness.query_all_by_label("Set it").next().is_none());
    let catalogue = Catalogue::open_to_read(&window.path).unwrap();
    let person = catalogue.resolve("P1").unwrap();
    let act = catalogue.history(Some(person), None, 1).unwrap().remove(0);
    assert_eq!((act.act, act.reason.as_str()), (Act::Restrict, "the family asked"));
    assert!(matches!(catalogue.get(person).unwrap(), Some(Entry::Person(Person { access: Access::Staff, .. }))));
}

#[test]
fn one_value_is_closed_on_the_page_and_its_day_changed() {
    let mut window = Window::of(with_rule);
    closing(&mut window);
    window.click("P1 \u{b7} Man P1");
    window.wait_to_see("Edit: Date of birth");
    window.harness.get_by_label_contains("Edit: Date of birth").click();
    window.harness.run_steps(4);
    window.wait_for("Who may see Date of birth");
    for (day, closed) in [("2045-01-01", "closed until 2045-01-01"), ("2046-01-01", "closed until 2046-01-01")] {
        window.harness.get_by_role_and_label(egui::Role::ComboBox, "Who may see Date of birth").click();
        window.harness.run_steps(4);
        window.click("Closed until a day");
        type_into(&mut window, "Until which day", day);
        type_into(&mut window, "Why", "the family asked");
        window.click("Set it");
        window.wait_to_see(&format!("Not open: {closed}"));
        window.wait("the question to close", |harness| harness.query_all_by_label("Set it").next().is_none());
    }
    assert_eq!(access_of(&window, "P1"), Access::Open);
    let catalogue = Catalogue::open_to_read(&window.path).unwrap();
    let claims = catalogue.dossier(catalogue.resolve("P1").unwrap()).unwrap().claims;
    assert_eq!(claims[0].access, Access::ClosedUntil(Day::parse("2046-01-01").unwrap()));
}

fn why(window: &Window) -> Vec<String> {
    let fields = window.harness.query_all_by_role_and_label(egui::Role::TextInput, "Why");
    fields.map(|field| field.value().unwrap_or_default()).collect()
}

#[test]
fn a_reason_that_was_begun_is_there_again_for_the_same_ones_only() {
    let mut window = Window::of(with_rule);
    closing(&mut window);
    window.wait_to_see("In force");
    window.click("Choose P1 \u{b7} Man P1");
    for (button, reason) in [("Set access \u{2026}", "the family asked"), ("Apply the rule \u{2026}", "by the rule")] {
        window.click(button);
        type_into(&mut window, "Why", reason);
        let pos = egui::pos2(4.0, 500.0);
        window.harness.event(egui::Event::PointerMoved(pos));
        for pressed in [true, false] {
            let (button, modifiers) = (egui::PointerButton::Primary, Modifiers::NONE);
            window.harness.event(egui::Event::PointerButton { pos, button, pressed, modifiers });
            window.harness.run_steps(2);
        }
        assert_eq!(why(&window), [reason], "a press beside it closes nothing");
        window.press(Modifiers::NONE, Key::Escape);
        assert!(why(&window).is_empty());
    }
    window.click("Set access \u{2026}");
    assert_eq!(why(&window), ["the family asked"]);
    window.press(Modifiers::NONE, Key::Escape);
    window.click("Apply the rule \u{2026}");
    assert_eq!(why(&window), ["by the rule"]);
    window.press(Modifiers::NONE, Key::Escape);
    // a reason for one is no reason for two
    window.click("Choose P3 \u{b7} Man P3");
    window.click("Set access \u{2026}");
    assert_eq!(why(&window), [""]);
}

#[test]
fn access_begun_on_the_page_is_not_dropped_by_that_of_a_value() {
    let mut window = Window::of(with_rule);
    closing(&mut window);
    window.click("P1 \u{b7} Man P1");
    window.wait_to_see("Edit: Date of birth");
    window.harness.get_by_label_contains("Edit: Date of birth").click();
    window.harness.run_steps(4);
    window.wait_for("Who may see Date of birth");
    let choose = |window: &mut Window, of: &str| {
        window.harness.get_by_role_and_label(egui::Role::ComboBox, of).click_accesskit();
        window.harness.run_steps(4);
        window.click("Staff only");
    };
    choose(&mut window, "Who may see it");
    type_into(&mut window, "Why", "the family asked");
    choose(&mut window, "Who may see Date of birth");
    window.harness.run_steps(4);
    let mut asked = why(&window);
    asked.sort();
    assert_eq!(asked, ["", "the family asked"]);
}
