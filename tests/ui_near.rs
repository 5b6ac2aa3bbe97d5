//! Near numbers and look-alikes on a page, opened, read and followed by keyboard and pointer.

use crate::near::{SAMPLE, an_entry};
use crate::ui::Window;
use eframe::egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable;
use kartoteka::catalogue::Catalogue;
use kartoteka::model::Act;
use std::path::Path;

fn sample(catalogue: &mut Catalogue, _: &Path) {
    let all = SAMPLE.iter().flat_map(|(code, line)| an_entry(code, line).1).collect();
    catalogue.act(Act::Add, "", "", all).unwrap();
}

/// The window with this person's page.
fn on_page_of(name: &str) -> Window {
    let mut window = Window::of(sample);
    window.harness.get_by_role_and_label(Role::ListBoxOption, "People").click();
    window.harness.run_steps(4);
    let row = name.to_owned();
    window.wait("the row", move |harness| harness.query_all_by_label_contains(&row).next().is_some());
    let row = window.harness.query_all_by_label_contains(name).next().unwrap();
    row.click();
    window.harness.run_steps(4);
    window.wait_to_see("Near this number");
    window
}

fn open(window: &mut Window, section: &str) {
    let heading = window.harness.get_by_label_contains(section);
    heading.scroll_to_me();
    window.harness.run_steps(4);
    window.harness.get_by_label_contains(section).click();
    window.harness.run_steps(4);
}

#[test]
fn the_gap_beside_a_number_is_shown_and_a_neighbour_is_opened() {
    let mut window = on_page_of("Sitnov");
    assert!(!window.sees("nobody here"), "folded away until it is opened");
    open(&mut window, "Near this number");
    window.wait_to_see("164257 · nobody here");
    window.wait_to_see("164259 to 166691 · 2433 numbers nobody here has");
    window.wait_to_see("came the same day");
    window.wait_to_see("likely the same transport");
    window.wait_to_see("Near this number · 3 numbers");
    let links = window.harness.query_all_by_role_and_label(Role::Link, "Ivanov, Victor");
    let link = links.last().unwrap();
    link.focus();
    window.harness.run_steps(2);
    window.press(Modifiers::NONE, Key::Enter);
    window.wait("the neighbour's page", |harness| {
        harness.query_all_by_label_contains("164258").next().is_some()
            && harness.query_all_by_label("P6").next().is_some()
    });
}

#[test]
fn the_same_numbers_are_found_in_the_list() {
    let mut window = on_page_of("Sitnov");
    open(&mut window, "Near this number");
    window.wait_to_see("Find these");
    window.click("Find these");
    window.wait("the query", |harness| {
        harness.query_all_by_role(Role::TextInput).chain(harness.query_all_by_role(Role::SearchInput)).any(|node| {
            use egui_kittest::kittest::NodeT;
            node.accesskit_node().value().is_some_and(|value| value.contains("number:164246..164266"))
        })
    });
}

#[test]
fn look_alikes_are_offered_with_their_reasons() {
    let mut window = on_page_of("Pogozhev");
    open(&mut window, "May be the same");
    window.wait_to_see("strong");
    window.wait_to_see("surname sounds so: ");
    window.wait_to_see("same number 1418");
    let card = window.harness.query_all_by_role_and_label(Role::Link, "Pogoschew, Andrej").last().unwrap();
    card.click();
    window.harness.run_steps(4);
    window.wait("the card's page", |harness| harness.query_all_by_label("rkg/0001").next().is_some());
}
