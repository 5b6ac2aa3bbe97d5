//! The health page, driven by what stands on it: an empty catalogue, a lost file that is told and found again.

use crate::ui::Window;
use eframe::egui::{self, Key, Modifiers};
use egui_kittest::kittest::Queryable;
use kartoteka::catalogue::watch::WhichFiles;
use kartoteka::catalogue::{Catalogue, NewPicture};
use kartoteka::model::Role;
use std::fs;
use std::path::{Path, PathBuf};

const TEMPLATE: &str = "auschwitz-pow-record";

/// Three scans on a card, and the files they came from.
fn three_scans(catalogue: &mut Catalogue, folder: &Path) {
    let card = catalogue.add_card(TEMPLATE, "a/1", None, &[]).unwrap();
    let pictures: Vec<NewPicture> = (0..3_u8)
        .map(|number| {
            let path = folder.join(format!("scan_{number}.png"));
            image::GrayImage::from_pixel(60, 40, image::Luma([number * 40])).save(&path).unwrap();
            NewPicture { path, role: Role::Front, ..NewPicture::default() }
        })
        .collect();
    assert!(catalogue.attach(card.id, &pictures).unwrap().refused.is_empty());
}

/// Where the file of the second scan stands.
fn second(catalogue: &Catalogue) -> PathBuf {
    let (files, _) = catalogue.files_to_look_at(WhichFiles::All).unwrap();
    let file = files.iter().find(|file| file.original_name == "scan_1.png").unwrap();
    catalogue.masters().path_of(&file.checksum, &file.extension)
}

/// Opens the page.
fn health(window: &mut Window) {
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::H);
    window.wait_to_see("Catalogue health");
}

#[test]
fn an_empty_catalogue_says_how_to_begin() {
    let mut window = Window::of(|_, _| {});
    health(&mut window);
    window.wait_to_see("No pictures are stored yet.");
    assert!(window.sees("attach pictures to the entry that is shown"));
    window.press(Modifiers::NONE, Key::Escape);
    assert!(!window.sees("No pictures are stored yet."));
}

#[test]
fn all_files_are_read_and_the_page_says_they_are_well() {
    let mut window = Window::of(three_scans);
    health(&mut window);
    window.wait_to_see("Read all files now");
    window.click("Read all files now");
    window.wait_to_see("3 files were read: every byte is as it was stored.");
    window.wait_to_see("All 3 stored files were as they should be when each was read last.");
    assert!(window.sees("Read and compared") && window.sees("scan_1.png"));
    assert!(window.sees("The next check is due on"));
    assert!(!window.sees("What is wrong"));
}

#[test]
fn a_lost_file_is_told_leads_to_its_card_and_is_found_again() {
    let mut window = Window::of(|catalogue, folder| {
        three_scans(catalogue, folder);
        fs::remove_file(second(catalogue)).unwrap();
        catalogue.check_files(WhichFiles::All, &|_, _| true).unwrap();
    });
    // told at the foot of the window, and a way to the page
    window.wait_to_see("1 stored file is missing: health");
    window.click("1 stored file is missing: health");
    window.wait_to_see("1 of 3 stored files is not as it was.");
    assert!(window.sees("scan_1.png") && window.sees("missing") && window.sees("Look for it in a copy"));
    window.click("Front of a/1");
    window.wait("the page of the card", |harness| {
        harness.query_all_by_label_contains("1 of 3 stored files").next().is_none()
    });
    health(&mut window);
    window.wait_to_see("Look for lost files …");
    window.click("Look for lost files …");
    window.wait_to_see("Look for them");
    window.harness.get_by_role_and_label(egui::Role::TextInput, "Folder").focus();
    window.harness.run_steps(2);
    window.press(Modifiers::COMMAND, Key::A);
    window.harness.event(egui::Event::Text(window.folder.path().display().to_string()));
    window.harness.run_steps(3);
    window.click("Look for them");
    window.wait_to_see("1 found and put back, 0 still missing");
    window.wait_to_see("All 3 stored files were as they should be when each was read last.");
    assert!(window.sees("Put back"));
    window.wait("the band to go", |harness| harness.query_all_by_label_contains(": health").next().is_none());
    assert!(second(&Catalogue::open_to_read(&window.path).unwrap()).is_file());
}
