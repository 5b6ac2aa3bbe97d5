//! The desk, driven by keys: one card in the window, the next one of its queue, and every command by its name.

use crate::catalogue::outside;
use crate::ui::{Window, rows_of, three_cards};
use eframe::egui::{self, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use kartoteka::catalogue::{Catalogue, ListQuery, StoredDraft};
use kartoteka::model::{Absence, Claim, Entry, EntryId, EntryKind, Stage, Timestamp};
use kartoteka::ui::App;
use std::path::{Path, PathBuf};

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

/// What is said of a card that cannot be done.
const STAYS: &str = "Something typed on this card is not saved. The card stays in its queue.";

fn id_of(catalogue: &Catalogue, code: &str) -> EntryId {
    let rows = catalogue.list(&ListQuery { kinds: vec![EntryKind::FileCard], ..ListQuery::default() }).unwrap();
    catalogue.rows(&rows).unwrap().into_iter().find(|row| row.reference_code == code).unwrap().id
}

#[test]
fn a_card_whose_value_is_refused_stays_and_is_done_when_it_is_written() {
    let mut window = on_desk();
    outside::run(
        &window.path,
        "catalogue.db",
        "CREATE INDEX no ON claim (abs(CASE as_written WHEN '111' THEN 0x8000000000000000 ELSE 1 END))",
    );
    type_in(&mut window, "111");
    for _ in 0..2 {
        window.press(CTRL, Key::Enter);
        window.wait("the words", |harness| harness.query_by_label(STAYS).is_some() && harness.state().is_quiet());
        assert!(shows_on_desk(&window.harness, "a/1"));
        window.wait("the keyboard in the field", |harness| has_keyboard(harness, FIRST));
        assert_eq!(value(&window.harness, FIRST).as_deref(), Some("111"));
    }
    outside::run(&window.path, "catalogue.db", "DROP INDEX no");
    let (stage, claims) = on_disk(&window.path, "a/1");
    assert_eq!((stage, claims.len()), (Stage::ToKey, 0));
    window.press(CTRL, Key::Enter);
    window.wait("the next card", |harness| shows_on_desk(harness, "a/2"));
    assert!(!window.sees(STAYS));
    let (stage, claims) = on_disk(&window.path, "a/1");
    assert_eq!((stage, wordings(&claims)), (Stage::Keyed, vec!["111"]));
}

#[test]
fn a_card_whose_stage_is_refused_stays() {
    let mut window = on_desk();
    outside::run(
        &window.path,
        "catalogue.db",
        "CREATE INDEX no ON file_card (abs(CASE stage WHEN 'keyed' THEN 0x8000000000000000 ELSE 1 END))",
    );
    type_in(&mut window, "111");
    window.press(CTRL, Key::Enter);
    window.wait_for("The card could not be put into its next queue");
    window.wait("the keyboard in the field", |harness| has_keyboard(harness, FIRST) && harness.state().is_quiet());
    assert!(shows_on_desk(&window.harness, "a/1") && window.sees(STAYS));
    outside::run(&window.path, "catalogue.db", "DROP INDEX no");
    let (stage, claims) = on_disk(&window.path, "a/1");
    assert_eq!((stage, wordings(&claims)), (Stage::ToKey, vec!["111"]));
}

/// Three cards; the name on the first was typed by somebody when the program ended, over another name than there is.
fn with_a_clash(folder: &Path) -> PathBuf {
    let path = three_cards(folder);
    let mut catalogue = Catalogue::open(&path).unwrap();
    let draft = StoredDraft {
        entry: id_of(&catalogue, "a/1"),
        slot: "box:name".into(),
        text: "Pogoschew".into(),
        base: "Pogo".into(),
        author: "Test".into(),
        at: Timestamp(1),
    };
    catalogue.keep_drafts(&[draft], &[]).unwrap();
    let report = catalogue.check(&|_, _| true).unwrap();
    assert_eq!((report.drafts, report.problems), (1, Vec::new()), "it is counted, and is no problem");
    path
}

#[test]
fn a_card_with_a_draft_that_is_held_back_stays_until_it_is_dealt_with() {
    let mut window = Window::open(Some(with_a_clash));
    window.wait("three rows", |harness| rows_of(harness).len() == 3);
    window.press(Modifiers::COMMAND, Key::L);
    window.press(Modifiers::NONE, Key::Home);
    window.wait("the form", |harness| has_input(harness, FIRST));
    window.press(Modifiers::NONE, Key::F2);
    window.wait("the desk", |harness| is_on_desk(harness) && has_keyboard(harness, FIRST));
    window.press(CTRL, Key::Enter);
    window.wait_for(STAYS);
    window.wait("the keyboard in the field it is about", |harness| has_keyboard(harness, "Name"));
    assert_eq!(on_disk(&window.path, "a/1").0, Stage::ToKey);
    assert_eq!(value(&window.harness, "Name").as_deref(), Some("Pogoschew"));
    window.click("let it go");
    window.press(CTRL, Key::Enter);
    window.wait("the next card", |harness| shows_on_desk(harness, "a/2"));
    assert_eq!(on_disk(&window.path, "a/1").0, Stage::Keyed);
}

#[test]
fn a_card_put_into_a_queue_by_hand_stays_there_and_the_next_is_of_the_queue_it_came_from() {
    let mut window = on_desk();
    window.harness.get_by_role_and_label(egui::Role::ComboBox, "Queue").click();
    window.harness.run_steps(2);
    window.harness.get_by_label("To check").click();
    window.harness.step();
    window.press(CTRL, Key::Enter);
    window.wait("the next card", |harness| shows_on_desk(harness, "a/2") && harness.state().is_quiet());
    assert_eq!(on_disk(&window.path, "a/1").0, Stage::ToCheck);
    // chosen back, it is as if nobody had chosen
    for queue in ["To check", "To key"] {
        window.harness.get_by_role_and_label(egui::Role::ComboBox, "Queue").click();
        window.harness.run_steps(2);
        window.harness.get_by_label(queue).click();
        window.harness.run_steps(2);
        let chosen = queue.to_owned();
        window.wait(queue, move |harness| {
            let menu = harness.get_by_role_and_label(egui::Role::ComboBox, "Queue");
            harness.state().is_quiet() && menu.value().as_deref() == Some(&chosen)
        });
    }
    window.press(CTRL, Key::Enter);
    window.wait("the last card", |harness| shows_on_desk(harness, "a/10"));
    assert_eq!(on_disk(&window.path, "a/2").0, Stage::Keyed);
}

#[test]
fn a_card_that_is_done_goes_on_from_the_queue_it_lies_in() {
    let folder = tempfile::tempdir().unwrap();
    let mut catalogue = Catalogue::open(&three_cards(folder.path())).unwrap();
    let id = id_of(&catalogue, "a/1");
    for (from, to) in [
        (Stage::ToKey, Stage::Keyed),
        (Stage::Keyed, Stage::Keyed),
        (Stage::ToCheck, Stage::Checked),
        (Stage::Checked, Stage::Checked),
    ] {
        let Some(Entry::FileCard(before)) = catalogue.get(id).unwrap() else { panic!("a card") };
        let after = kartoteka::model::FileCard { stage: from, ..before.clone() };
        if before != after {
            let change = kartoteka::model::Change::edit(before, after);
            catalogue.act(kartoteka::model::Act::Edit, "a/1", "", vec![change]).unwrap();
        }
        assert_eq!(catalogue.finish(id).unwrap().is_some(), from != to);
        let Some(Entry::FileCard(card)) = catalogue.get(id).unwrap() else { panic!("a card") };
        assert_eq!(card.stage, to, "{from}");
    }
}

#[test]
fn the_list_behind_the_desk_is_read_again_only_when_it_is_seen() {
    let mut window = on_desk();
    let before = window.harness.state().lists_asked();
    for (next, name) in [("a/2", "Adam"), ("a/10", "Bogdan")] {
        window.harness.get_by_role_and_label(egui::Role::TextInput, "Name").focus();
        window.harness.run_steps(2);
        window.press(Modifiers::COMMAND, Key::A);
        type_in(&mut window, name);
        window.press(CTRL, Key::Enter);
        window.wait(next, |harness| {
            shows_on_desk(harness, next) && has_keyboard(harness, FIRST) && harness.state().is_quiet()
        });
    }
    assert_eq!(window.harness.state().lists_asked(), before);
    window.click("Lists");
    window.wait("the names", |harness| rows_of(harness) == ["a/1 Adam", "a/2 Bogdan", "a/10 Nowak"]);
    assert_eq!(window.harness.state().lists_asked(), before + 1);
}

#[test]
fn a_next_card_that_cannot_be_read_leaves_the_keyboard_where_it_was() {
    let mut window = on_desk();
    outside::run(&window.path, "cache/index.db", "ALTER TABLE listing RENAME TO away");
    window.press(CTRL, Key::PageDown);
    window.wait_for("The next card could not be found");
    window.wait("the keyboard in the field", |harness| has_keyboard(harness, FIRST));
    assert!(shows_on_desk(&window.harness, "a/1"));
}
