//! The life on the page of a person: timeline, places and circle, read and followed by keyboard and pointer.

use crate::ui::Window;
use crate::ui_driven::Driven;
use eframe::egui::{self, Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT, Queryable};
use kartoteka::catalogue::Catalogue;
use kartoteka::model::{
    Access, Act, Change, Claim, EntryId, Group, GroupKind, HistoricalDate, Person, Source, SourceKind, Verdict,
};
use std::path::{Path, PathBuf};

fn sample(folder: &Path) -> PathBuf {
    let path = folder.join("s.kartoteka");
    drop(kartoteka::sample::make(&path, "Anna").unwrap());
    path
}

/// The window with this person's page and life.
fn on_page_of(name: &str) -> Window {
    let mut window = Window::open(Some(sample));
    window.harness.get_by_role_and_label(Role::ListBoxOption, "People").click();
    window.harness.run_steps(4);
    window.wait_to_see(name);
    window.harness.query_all_by_label_contains(name).next().unwrap().click();
    window.harness.run_steps(4);
    window.wait_to_see("The timeline, drawn");
    window.wait_to_see("The circle, drawn");
    window
}

#[test]
fn the_page_of_a_person_tells_his_life_with_its_sources() {
    let window = on_page_of("Andrei Pogozhev");
    for words in [
        "Andrey Pogozhev",
        "covered on the body",
        "6 November 1942",
        "5 November 1942 or earlier",
        "Only one of these places has coordinates",
        "Neuhammer",
        "Said of groups, not of each member",
    ] {
        assert!(window.sees(words), "{words}");
    }
    assert!(window.harness.query_all_by_role_and_label(Role::Link, "SRC1").count() > 5, "sources are links");
    assert!(!window.sees("none of them is taken to be true"), "what is said of groups is folded away");
}

#[test]
fn the_wife_in_the_circle_is_opened_by_keyboard() {
    let mut window = on_page_of("Andrei Pogozhev");
    let wife = "Maria (surname not stated), wife of Andrei Pogozhev";
    assert!(window.sees("The circle, drawn: one person"), "nobody else is named with him");
    let links = window.harness.query_all_by_role_and_label(Role::Link, wife);
    links.last().unwrap().focus();
    window.harness.run_steps(2);
    window.press(Modifiers::NONE, Key::Enter);
    window.wait("her page", |harness| {
        harness.query_all_by_role_and_label(Role::Link, "Andrei Pogozhev").next().is_some()
    });
    window.wait_to_see("on one picture");
}

#[test]
fn the_event_of_a_moment_is_followed() {
    let mut window = on_page_of("Valentin Sitnov");
    assert!(window.sees("19 November 1943"));
    let event = "Arrival of 19 November 1943";
    let link = window.harness.query_all_by_role_and_label(Role::Link, event).next().unwrap();
    link.focus();
    window.harness.run_steps(2);
    window.press(Modifiers::NONE, Key::Enter);
    window.wait("the event's page", |harness| harness.query_all_by_label("E4").next().is_some());
    assert!(!window.sees("The timeline, drawn"), "an event has no life");
}

#[test]
fn what_is_said_of_groups_is_unfolded_with_a_warning() {
    let mut window = on_page_of("Valentin Sitnov");
    let heading = window.harness.get_by_label("Said of groups, not of each member");
    heading.scroll_to_me();
    window.harness.run_steps(4);
    window.click("Said of groups, not of each member");
    window.wait_to_see("none of them is taken to be true");
    window.wait_to_see("March 1942");
}

#[test]
fn a_page_with_a_life_lies_still() {
    let mut window = on_page_of("Andrei Pogozhev");
    for _ in 0..40 {
        window.harness.step();
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let wanted = window.harness.output().viewport_output.values().map(|viewport| viewport.repaint_delay).min();
    let minute = std::time::Duration::from_mins(1);
    assert!(wanted.is_none_or(|delay| delay > minute), "the next frame is due in {wanted:?}");
}

/// Two persons with the same number.
fn two_men(catalogue: &mut Catalogue) -> [EntryId; 2] {
    [("P1", "Skiba, Jan"), ("P2", "Skyba, Ivan")].map(|(code, name)| {
        let id = EntryId::fresh();
        let person = Person { id, reference_code: code.into(), label: name.into(), access: Access::Open };
        let changes = vec![Change::create(person), Change::create(Claim::new(id, "prisoner-number", "1418"))];
        catalogue.act(Act::Add, code, "", changes).unwrap();
        id
    })
}

/// The page of the first of two men, and the other.
fn on_one_of_two(judged: Option<Verdict>) -> (Driven, EntryId) {
    let men = std::sync::Arc::new(std::sync::Mutex::new(EntryId::default()));
    let told = std::sync::Arc::clone(&men);
    let page = Driven::open_with(None, move |catalogue, _| {
        let [one, other] = two_men(catalogue);
        *told.lock().unwrap() = other;
        if let Some(verdict) = judged {
            catalogue.judge_identity(other, one, verdict, "the same number", &[]).unwrap();
        }
        one
    });
    let other = *men.lock().unwrap();
    (page, other)
}

fn press_first(page: &mut Driven, words: &str) {
    page.wait(words, |page| page.sees(words));
    page.harness.query_all_by_label_contains(words).next().unwrap().click_accesskit();
    page.harness.run_steps(3);
}

/// Holds the one that is shown beside another.
fn compare(page: &mut Driven, with: &str) {
    let open = "Compare with a person\u{2026}";
    page.wait("who it is", |page| page.sees("Who it is"));
    if !page.sees(open) {
        press_first(page, "Who it is");
    }
    page.settle();
    press_first(page, open);
    let found = |page: &Driven| page.harness.query_all_by_role(Role::Button).any(|node| is_of(&node, with));
    page.wait("the others", found);
    page.harness.query_all_by_role(Role::Button).find(|node| is_of(node, with)).unwrap().click_accesskit();
    page.wait("the two", |page| page.sees("Is it the same man?") && page.sees("Prisoner number: 1418"));
}

fn is_of(node: &egui_kittest::Node<'_>, words: &str) -> bool {
    node.accesskit_node().label().is_some_and(|label| label.contains(words))
}

fn is_chosen(page: &Driven, verdict: &str) -> bool {
    let radio = page.harness.get_by_role_and_label(Role::RadioButton, verdict);
    radio.accesskit_node().toggled() == Some(egui::accesskit::Toggled::True)
}

fn grounds(page: &Driven, label: &str) -> String {
    page.harness.get_by_role_and_label(Role::MultilineTextInput, label).value().unwrap_or_default()
}

/// A press beside a dialog.
fn press_beside(page: &mut Driven) {
    let pos = egui::pos2(4.0, 4.0);
    page.harness.event(egui::Event::PointerMoved(pos));
    for pressed in [true, false] {
        let (button, modifiers) = (egui::PointerButton::Primary, Modifiers::NONE);
        page.harness.event(egui::Event::PointerButton { pos, button, pressed, modifiers });
        page.harness.run_steps(2);
    }
}

#[test]
fn two_persons_are_held_to_be_one_man_and_split_again_by_keyboard() {
    let (mut page, other) = on_one_of_two(None);
    compare(&mut page, "Skyba, Ivan");
    assert!(is_chosen(&page, "Not decided"), "nobody has judged");
    page.harness.get_by_role_and_label(Role::RadioButton, "The same person").click_accesskit();
    page.harness.run_steps(3);
    press_first(&mut page, "Prisoner number: 1418 (P1");
    page.harness.get_by_role_and_label(Role::MultilineTextInput, "On what grounds").focus();
    page.harness.run_steps(2);
    page.type_on("one number");
    page.press_with(Modifiers::COMMAND, Key::Enter);
    page.wait("the head", |page| page.sees("Held to be one man with") && page.sees("P2 Skyba, Ivan"));
    page.settle();
    let judged = Catalogue::open(&page.path).unwrap().dossier(other).unwrap().identities.remove(0);
    assert_eq!((judged.verdict, judged.reason.as_str(), judged.evidence.len()), (Verdict::Same, "one number", 1));
    press_first(&mut page, "Split from P2 Skyba, Ivan");
    page.wait("the question", |page| page.sees("No longer one man"));
    page.type_on("two numbers");
    // left and asked again, the reason is there
    press_beside(&mut page);
    assert!(page.sees("No longer one man"), "a press beside it closes nothing");
    page.press(Key::Escape);
    assert!(!page.sees("No longer one man"));
    press_first(&mut page, "Split from P2 Skyba, Ivan");
    page.wait("the question", |page| page.sees("No longer one man"));
    assert_eq!(grounds(&page, "On what grounds"), "two numbers");
    page.press_with(Modifiers::COMMAND, Key::Enter);
    page.wait("two men", |page| !page.sees("Held to be one man with"));
    page.settle();
    assert!(Catalogue::open(&page.path).unwrap().dossier(other).unwrap().identities.is_empty());
}

#[test]
fn what_was_typed_of_a_pair_outlives_another_pair_and_another_page() {
    let (mut page, other) = on_one_of_two(None);
    compare(&mut page, "Skyba, Ivan");
    page.type_on("looks alike");
    page.press(Key::Escape);
    page.show(other);
    page.wait("the other page", |page| page.sees("P2"));
    page.settle();
    // from the other side it is the same pair
    compare(&mut page, "Skiba, Jan");
    assert_eq!(grounds(&page, "Remark, may be left empty"), "looks alike");
    page.press(Key::Escape);
    page.show(page.card);
    page.settle();
    compare(&mut page, "Skyba, Ivan");
    assert_eq!(grounds(&page, "Remark, may be left empty"), "looks alike");
}

#[test]
fn a_pair_that_is_judged_is_compared_with_the_verdict_it_has() {
    for (verdict, words) in [(Verdict::Same, "The same person"), (Verdict::NotSame, "Not the same person")] {
        let (mut page, _) = on_one_of_two(Some(verdict));
        page.wait("the judgement", |page| page.sees("the same number"));
        page.settle();
        compare(&mut page, "Skyba, Ivan");
        assert!(is_chosen(&page, words), "{words}");
        assert_eq!(grounds(&page, "On what grounds"), "the same number");
    }
}

#[test]
fn what_could_not_be_read_is_said_and_can_be_tried_again() {
    type Made = fn(&mut Catalogue) -> EntryId;
    let man: Made = |catalogue| two_men(catalogue)[0];
    let judged: Made = |catalogue| {
        let [one, other] = two_men(catalogue);
        catalogue.judge_identity(other, one, Verdict::Same, "the same number", &[]).unwrap();
        one
    };
    let group: Made = |catalogue| {
        let id = EntryId::fresh();
        let group = Group { id, reference_code: "G1".into(), kind: GroupKind::Transport, label: "They".into() };
        catalogue.act(Act::Add, "", "", vec![Change::create(group)]).unwrap();
        id
    };
    let source: Made = |catalogue| {
        let id = EntryId::fresh();
        let source = Source {
            id,
            reference_code: "SRC1".into(),
            kind: SourceKind::Letter,
            title: "A letter".into(),
            author: String::new(),
            date: HistoricalDate::read("1962"),
            repository: String::new(),
            description: String::new(),
        };
        catalogue.act(Act::Add, "", "", vec![Change::create(source)]).unwrap();
        id
    };
    for (area, make, failed, waiting, found) in [
        ("life", man, "What is known of this person could not", "Gathering", "Who was with"),
        ("identity", judged, "Who is held to be the same man could not", "Looking", "Held to be one man with"),
        ("tally", group, "The counts and members could not", "Counting", "Members"),
        (
            "glossary",
            source,
            "The glossary, or what cites this source, could not",
            "Looking for what",
            "No search that",
        ),
    ] {
        let made = std::sync::Arc::new(std::sync::Mutex::new(EntryId::default()));
        let told = std::sync::Arc::clone(&made);
        let mut page = Driven::open_with(None, move |catalogue, _| {
            *told.lock().unwrap() = make(catalogue);
            // nothing is shown yet
            EntryId::fresh()
        });
        let id = *made.lock().unwrap();
        page.bench.lock().unwrap().unread = Some(area);
        page.show(id);
        page.wait(failed, |page| page.sees(failed) && !page.sees(waiting));
        page.bench.lock().unwrap().unread = None;
        page.harness.query_all_by_label("Try again").next().unwrap().click_accesskit();
        page.wait(found, |page| page.sees(found) && !page.sees("Try again"));
    }
}
