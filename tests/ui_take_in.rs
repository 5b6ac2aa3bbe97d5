//! A folder taken in through the window: typed, seen before anything happens, done, told.

use crate::ui::Window;
use eframe::egui::{self, Key, Modifiers};
use kartoteka::catalogue::Catalogue;
use kartoteka::model::Role;
use std::path::Path;

/// The card a/1, and beside the catalogue a folder with its two sides, a text and a scan nobody knows.
fn a_card_and_scans(catalogue: &mut Catalogue, folder: &Path) {
    catalogue.add_card("auschwitz-pow-record", "a/1", None, &[]).unwrap();
    let scans = folder.join("scans");
    std::fs::create_dir(&scans).unwrap();
    for (number, name) in (1_u8..).zip(["a_1_r.png", "a_1_v.png", "b_7_r.png"]) {
        image::GrayImage::from_pixel(60, 40, image::Luma([number * 40])).save(scans.join(name)).unwrap();
    }
    std::fs::write(scans.join("notes.txt"), "not a picture").unwrap();
}

/// The window with the path of that folder typed.
fn with_folder() -> Window {
    let mut window = Window::of(a_card_and_scans);
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::I);
    window.wait_to_see("Take in a folder of scans");
    window.harness.run_steps(4);
    window.harness.event(egui::Event::Text(window.folder.path().join("scans").display().to_string()));
    window.wait_to_see("Take in 4 files");
    window
}

fn roles_of(window: &Window, reference: &str) -> Vec<Role> {
    let catalogue = Catalogue::open_to_read(&window.path).unwrap();
    let entry = catalogue.resolve(reference).unwrap();
    catalogue.dossier(entry).unwrap().pictures.iter().map(|picture| picture.role).collect()
}

#[test]
fn a_folder_is_seen_taken_in_and_told() {
    let mut window = with_folder();
    for seen in ["2 to entries that are there", "it is not a picture", "a/1", "no entry yet"] {
        assert!(window.sees(seen), "{seen}");
    }
    assert_eq!(roles_of(&window, "a/1"), [], "nothing is changed before");
    window.click("Take in 4 files");
    window.wait_to_see("3 pictures were taken in");
    window.wait_to_see("Not taken in (1)");
    assert_eq!(roles_of(&window, "a/1"), [Role::Front, Role::Back]);
    window.click("Show the pictures");
    window.wait_to_see("Gallery");
    window.wait_to_see("Not attached");
}

#[test]
fn a_rule_is_applied_at_once_and_esc_changes_nothing() {
    let mut window = with_folder();
    window.click("follow a rule");
    window.wait_to_see("4 to no entry yet");
    window.harness.key_press(Key::Escape);
    window.harness.run_steps(4);
    window.harness.key_press(Key::Escape);
    window.wait_to_see("Cards");
    assert_eq!(roles_of(&window, "a/1"), []);
}
