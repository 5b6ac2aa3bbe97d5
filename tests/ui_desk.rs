//! The desk, driven by keys: one card in the window, the next one of its queue, and every command by its name.

use crate::ui::{Window, rows_of, three_cards};
use eframe::egui::{self, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use kartoteka::catalogue::{Catalogue, ListQuery};
use kartoteka::model::{Absence, Claim, Entry, EntryKind, Stage};
use kartoteka::ui::App;
use std::path::Path;

/// The first box of the printed card, which is empty on all three.
const FIRST: &str = "Gef. Nr.";
/// Its id in the template.
const FIRST_ID: &str = "gef-nr";
/// Ctrl as a keyboard sends it where it is also the key of commands.
const CTRL: Modifiers = Modifiers::CTRL.plus(Modifiers::COMMAND);

/// A window with the first card shown.
fn with_card() -> Window {
    let mut window = Window::open(Some(three_cards));
    window.wait("three rows", |harness| rows_of(harness).len() == 3);
    window.press(Modifiers::COMMAND, Key::L);
    window.press(Modifiers::NONE, Key::Home);
    window.wait("the form", |harness| has_input(harness, FIRST));
    window
}

/// A window with the first card on the desk and the keyboard in its first box.
fn on_desk() -> Window {
    let mut window = with_card();
    window.press(Modifiers::NONE, Key::F2);
    window.wait("the desk", |harness| is_on_desk(harness) && has_keyboard(harness, FIRST));
    window
}

fn has_input(harness: &Harness<'static, App>, label: &str) -> bool {
    harness.query_by_role_and_label(egui::Role::TextInput, label).is_some()
}

fn has_keyboard(harness: &Harness<'static, App>, label: &str) -> bool {
    harness.query_by_role_and_label(egui::Role::TextInput, label).is_some_and(|node| node.is_focused())
}

fn value(harness: &Harness<'static, App>, label: &str) -> Option<String> {
    harness.query_by_role_and_label(egui::Role::TextInput, label).and_then(|node| node.value())
}

fn is_on_desk(harness: &Harness<'static, App>) -> bool {
    harness.query_by_role_and_label(egui::Role::Button, "Lists").is_some()
}

fn shows_on_desk(harness: &Harness<'static, App>, code: &str) -> bool {
    is_on_desk(harness) && harness.query_all_by_label(code).next().is_some()
}

fn type_in(window: &mut Window, text: &str) {
    window.harness.event(egui::Event::Text(text.to_owned()));
    window.harness.run_steps(2);
}

/// What the catalogue on the disk says of a card: how far it is, and what stands in its first box.
fn on_disk(path: &Path, code: &str) -> (Stage, Vec<Claim>) {
    let catalogue = Catalogue::open(path).unwrap();
    let rows = catalogue.list(&ListQuery { kinds: vec![EntryKind::FileCard], ..ListQuery::default() }).unwrap();
    let row = catalogue.rows(&rows).unwrap().into_iter().find(|row| row.reference_code == code).unwrap();
    let dossier = catalogue.dossier(row.id).unwrap();
    let Entry::FileCard(card) = &dossier.entry else { panic!("{code} is no card") };
    (card.stage, dossier.claims.into_iter().filter(|claim| claim.field == FIRST_ID).collect())
}

fn wordings(claims: &[Claim]) -> Vec<&str> {
    claims.iter().map(|claim| claim.as_written.as_str()).collect()
}

#[test]
fn f2_lays_the_card_on_the_desk_and_esc_outside_a_field_brings_the_lists_back() {
    let mut window = on_desk();
    assert!(window.rows().is_empty(), "the card has the window to itself");
    let noted = |window: &Window| window.harness.state().settings().known(&window.path).unwrap().desk.clone();
    assert!(!noted(&window).is_empty(), "the card is remembered");
    window.press(Modifiers::NONE, Key::Escape);
    assert!(window.rows().is_empty(), "the first Esc leaves the field");
    window.press(Modifiers::NONE, Key::Escape);
    window.wait("the lists", |harness| rows_of(harness).len() == 3);
    assert!(noted(&window).is_empty());
    window.press(Modifiers::NONE, Key::F2);
    window.wait("the desk again", |harness| rows_of(harness).is_empty());
    window.press(Modifiers::NONE, Key::F2);
    window.wait("the lists again", |harness| rows_of(harness).len() == 3);
}

#[test]
fn the_card_lies_on_the_desk_again_when_the_catalogue_is_opened_again() {
    let mut window = on_desk();
    window.press(CTRL, Key::PageDown);
    window.wait("the next card", |harness| shows_on_desk(harness, "a/2"));
    let (settings, path) = (window.harness.state().settings().clone(), window.path.clone());
    // the folder stays, the program that holds it goes
    let idle = Harness::builder().build_eframe(|creation| App::new(&creation.egui_ctx, None, settings.clone(), false));
    drop(std::mem::replace(&mut window.harness, idle));
    window.harness = Harness::builder()
        .with_size(egui::vec2(1280.0, 800.0))
        .build_eframe(move |creation| App::new(&creation.egui_ctx, Some(path), settings, false));
    window.wait("the card on the desk", |harness| shows_on_desk(harness, "a/2") && has_keyboard(harness, FIRST));
}

#[test]
fn shift_enter_in_the_list_lays_the_card_on_the_desk() {
    let mut window = with_card();
    window.press(Modifiers::SHIFT, Key::Enter);
    window.wait("the desk", |harness| shows_on_desk(harness, "a/1") && has_keyboard(harness, FIRST));
}

#[test]
fn save_and_next_writes_and_goes_through_the_queue_until_it_is_empty() {
    let mut window = on_desk();
    for (code, number, next) in [("a/1", "111", "a/2"), ("a/2", "222", "a/10")] {
        assert!(shows_on_desk(&window.harness, code));
        type_in(&mut window, number);
        window.press(CTRL, Key::Enter);
        window.wait(next, |harness| {
            shows_on_desk(harness, next) && has_keyboard(harness, FIRST) && value(harness, FIRST).as_deref() == Some("")
        });
        let (stage, claims) = on_disk(&window.path, code);
        assert_eq!((stage, wordings(&claims)), (Stage::Keyed, vec![number]), "{code}");
        assert_eq!(on_disk(&window.path, next).0, Stage::ToKey);
    }
    window
        .wait("the counts", |harness| harness.query_all_by_label_contains("To key 1 \u{b7} Keyed 2").next().is_some());
    type_in(&mut window, "333");
    window.press(CTRL, Key::Enter);
    window.wait_for("Nothing left to key here.");
    assert!(shows_on_desk(&window.harness, "a/10"));
    window.wait("the last one keyed", |harness| {
        harness.query_all_by_label_contains("Keyed 3").next().is_some() && harness.state().is_quiet()
    });
    let (stage, claims) = on_disk(&window.path, "a/10");
    assert_eq!((stage, wordings(&claims)), (Stage::Keyed, vec!["333"]));
}

#[test]
fn next_and_before_go_by_reference_and_leave_the_queue_alone() {
    let mut window = on_desk();
    window.press(CTRL, Key::PageDown);
    window.wait("the next card", |harness| shows_on_desk(harness, "a/2") && has_keyboard(harness, FIRST));
    window.press(CTRL, Key::PageUp);
    window.wait("the card before", |harness| shows_on_desk(harness, "a/1"));
    assert_eq!(on_disk(&window.path, "a/1").0, Stage::ToKey);
}

#[test]
fn the_queues_are_counted_and_a_click_shows_only_their_cards() {
    let mut window = on_desk();
    window.press(CTRL, Key::Enter);
    window.wait("the next card", |harness| shows_on_desk(harness, "a/2"));
    window.click("Lists");
    window.wait("the lists", |harness| rows_of(harness).len() == 3);
    let queue = |window: &Window, name: &str| {
        window.harness.get_by_role_and_label(egui::Role::ListBoxOption, name).click();
    };
    queue(&window, "Keyed");
    window.wait("the keyed one", |harness| rows_of(harness).iter().all(|row| row.starts_with("a/1 ")));
    window.wait("one row", |harness| rows_of(harness).len() == 1);
    queue(&window, "Checked");
    window.wait_for("No card is in this queue.");
    window.click("All cards");
    window.wait("all cards", |harness| rows_of(harness).len() == 3);
}

#[test]
fn the_pace_is_shown_when_asked_for() {
    let mut window = on_desk();
    assert!(!window.sees("this session"));
    window.press(CTRL, Key::K);
    type_in(&mut window, "pace");
    window.press(Modifiers::NONE, Key::Enter);
    window.wait("no pace yet", |harness| harness.query_all_by_label_contains("in this session").next().is_some());
    window.press(CTRL, Key::Enter);
    window.wait("one card", |harness| harness.query_all_by_label_contains("1 card this session").next().is_some());
}

#[test]
fn the_field_keeps_its_text_when_ctrl_k_opens_the_commands() {
    let mut window = on_desk();
    type_in(&mut window, "123");
    window.press(Modifiers::NONE, Key::Home);
    window.press(CTRL, Key::K);
    window.wait_for("All commands");
    assert_eq!(value(&window.harness, FIRST).as_deref(), Some("123"));
    window.press(Modifiers::NONE, Key::Escape);
    assert!(!window.sees("All commands"));
    window.wait("the keyboard back in the field", |harness| has_keyboard(harness, FIRST));
    assert!(shows_on_desk(&window.harness, "a/1"), "Esc left the commands, not the desk");
}

#[test]
fn a_command_is_run_by_a_few_letters() {
    let mut window = on_desk();
    window.press(CTRL, Key::K);
    type_in(&mut window, "nxt c");
    window.press(Modifiers::NONE, Key::Enter);
    window.wait("the next card", |harness| shows_on_desk(harness, "a/2"));
}

#[test]
fn a_command_for_the_field_is_run_on_the_field_that_had_the_keyboard() {
    for by_key in [true, false] {
        let mut window = on_desk();
        if by_key {
            window.press(Modifiers::NONE, Key::F5);
        } else {
            window.press(CTRL, Key::K);
            type_in(&mut window, "blan");
            window.press(Modifiers::NONE, Key::Enter);
        }
        let path = window.path.clone();
        window.wait("the act", move |_| {
            let absences: Vec<_> = on_disk(&path, "a/1").1.into_iter().map(|claim| claim.absence).collect();
            absences == [Some(Absence::Blank)]
        });
        window.wait("the keyboard in the field", |harness| has_keyboard(harness, FIRST));
    }
}
