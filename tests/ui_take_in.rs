//! A folder taken in through the window: typed, seen before anything happens, done, told.

use eframe::egui::{self, Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use kartoteka::catalogue::Catalogue;
use kartoteka::model::Role;
use kartoteka::settings::Settings;
use kartoteka::ui::App;
use std::path::PathBuf;
use std::time::{Duration, Instant};

struct Window {
    harness: Harness<'static, App>,
    path: PathBuf,
    scans: PathBuf,
    _folder: tempfile::TempDir,
}

impl Window {
    /// A catalogue with the card a/1, and a folder with its two sides, a text and a scan nobody knows.
    fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (path, scans) = (folder.path().join("test.kartoteka"), folder.path().join("scans"));
        let mut catalogue = Catalogue::create(&path, "Test").unwrap();
        catalogue.set_author("Test");
        catalogue.add_card("auschwitz-pow-record", "a/1", None, &[]).unwrap();
        drop(catalogue);
        std::fs::create_dir(&scans).unwrap();
        for (number, name) in (1_u8..).zip(["a_1_r.png", "a_1_v.png", "b_7_r.png"]) {
            image::GrayImage::from_pixel(60, 40, image::Luma([number * 40])).save(scans.join(name)).unwrap();
        }
        std::fs::write(scans.join("notes.txt"), "not a picture").unwrap();
        let settings = Settings { author: "Test".to_owned(), ..Settings::default() };
        let opened = path.clone();
        let harness = Harness::builder()
            .with_size(vec2(1280.0, 800.0))
            .with_max_steps(60)
            .build_eframe(move |creation| App::new(&creation.egui_ctx, Some(opened), settings, false));
        let mut window = Self { harness, path, scans, _folder: folder };
        window.wait_for("Cards");
        window
    }

    fn wait_for(&mut self, label: &str) {
        let begun = Instant::now();
        loop {
            self.harness.step();
            if self.harness.query_all_by_label_contains(label).next().is_some() {
                return;
            }
            if begun.elapsed() > Duration::from_secs(20) {
                let seen: Vec<String> = self
                    .harness
                    .query_all_by(|node| node.label().is_some())
                    .filter_map(|node| node.accesskit_node().label())
                    .collect();
                panic!("waited in vain for {label}; there was: {}", seen.join(" | "));
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    fn type_folder(&mut self) {
        self.harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::I);
        self.wait_for("Take in a folder of scans");
        self.harness.run_steps(4);
        self.harness.event(egui::Event::Text(self.scans.display().to_string()));
    }

    fn click(&mut self, label: &str) {
        self.harness.get_by_label(label).click();
        self.harness.run_steps(4);
    }

    fn roles_of(&self, reference: &str) -> Vec<Role> {
        let catalogue = Catalogue::open_to_read(&self.path).unwrap();
        let entry = catalogue.resolve(reference).unwrap();
        catalogue.dossier(entry).unwrap().pictures.iter().map(|picture| picture.role).collect()
    }
}

#[test]
fn a_folder_is_seen_taken_in_and_told() {
    let mut window = Window::open();
    window.type_folder();
    window.wait_for("Take in 4 files");
    for seen in ["2 to entries that are there", "it is not a picture", "a/1", "no entry yet"] {
        assert!(window.harness.query_all_by_label_contains(seen).next().is_some(), "{seen}");
    }
    assert_eq!(window.roles_of("a/1"), [], "nothing is changed before");
    window.click("Take in 4 files");
    window.wait_for("3 pictures were taken in");
    window.wait_for("Not taken in (1)");
    assert_eq!(window.roles_of("a/1"), [Role::Front, Role::Back]);
    window.click("Show the pictures");
    window.wait_for("Gallery");
    window.wait_for("Not attached");
}

#[test]
fn a_rule_is_applied_at_once_and_esc_changes_nothing() {
    let mut window = Window::open();
    window.type_folder();
    window.wait_for("Take in 4 files");
    window.click("follow a rule");
    window.wait_for("4 to no entry yet");
    window.harness.key_press(Key::Escape);
    window.harness.run_steps(4);
    window.harness.key_press(Key::Escape);
    window.wait_for("Cards");
    assert_eq!(window.roles_of("a/1"), []);
}
