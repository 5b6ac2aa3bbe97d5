//! The life on the page of a person: timeline, places and circle, read and followed by keyboard and pointer.

use crate::ui::Window;
use eframe::egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable;
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
