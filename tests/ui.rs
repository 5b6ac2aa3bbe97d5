//! The window, driven by what stands on it: the whole of it on a catalogue in a temporary folder.

use eframe::egui::{self, Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use kartoteka::catalogue::{Catalogue, Keyed};
use kartoteka::settings::Settings;
use kartoteka::ui::App;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const TEMPLATE: &str = "auschwitz-pow-record";

pub(crate) struct Window {
    pub(crate) harness: Harness<'static, App>,
    pub(crate) folder: tempfile::TempDir,
    pub(crate) path: PathBuf,
}

/// A catalogue with three cards.
pub(crate) fn three_cards(folder: &Path) -> PathBuf {
    let path = folder.join("test.kartoteka");
    let mut catalogue = Catalogue::create(&path, "Test").unwrap();
    catalogue.set_author("Test");
    for (code, surname) in [("a/1", "Погожев"), ("a/2", "Ковальский"), ("a/10", "Nowak")] {
        let keyed = Keyed { field: "name".to_owned(), as_written: surname.to_owned(), absence: None, at: None };
        let known = kartoteka::catalogue::built_in_template(TEMPLATE).unwrap().field("name").is_some();
        catalogue.add_card(TEMPLATE, code, None, if known { std::slice::from_ref(&keyed) } else { &[] }).unwrap();
    }
    path
}

impl Window {
    pub(crate) fn open(folder: Option<fn(&Path) -> PathBuf>) -> Self {
        Self::with(folder, "Test")
    }

    /// The window on an empty catalogue, or on what `make` made of it.
    pub(crate) fn of(make: impl FnOnce(&mut Catalogue, &Path)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("test.kartoteka");
        let mut catalogue = Catalogue::create(&path, "Test").unwrap();
        catalogue.set_author("Test");
        make(&mut catalogue, folder.path());
        drop(catalogue);
        Self::in_folder(folder, Some(path), "Test")
    }

    fn with(folder: Option<fn(&Path) -> PathBuf>, author: &str) -> Self {
        let temporary = tempfile::tempdir().unwrap();
        let path = folder.map(|make| make(temporary.path()));
        Self::in_folder(temporary, path, author)
    }

    fn in_folder(folder: tempfile::TempDir, path: Option<PathBuf>, author: &str) -> Self {
        let settings = Settings { author: author.to_owned(), ..Settings::default() };
        let opened = path.clone();
        let harness = Harness::builder()
            .with_size(vec2(1280.0, 800.0))
            .with_max_steps(60)
            .build_eframe(move |creation| App::new(&creation.egui_ctx, opened, settings, false));
        let mut window = Self { harness, path: path.unwrap_or_default(), folder };
        if !window.path.as_os_str().is_empty() {
            window.wait_for("Cards");
        }
        window
    }

    /// Steps until `is_so`, for ten seconds at most.
    pub(crate) fn wait(&mut self, what: &str, is_so: impl Fn(&Harness<'static, App>) -> bool) {
        let begun = Instant::now();
        loop {
            self.harness.step();
            if is_so(&self.harness) {
                return;
            }
            if begun.elapsed() > Duration::from_secs(10) {
                let seen: Vec<String> = self
                    .harness
                    .query_all_by(|node| node.label().is_some())
                    .filter_map(|node| node.accesskit_node().label())
                    .collect();
                panic!("waited in vain for {what}; there was: {}", seen.join(" | "));
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    pub(crate) fn wait_for(&mut self, label: &str) {
        self.wait(label, |harness| harness.query_all_by_label(label).next().is_some());
    }

    /// Steps until something with these words in it is seen.
    pub(crate) fn wait_to_see(&mut self, words: &str) {
        self.wait(words, |harness| harness.query_all_by_label_contains(words).next().is_some());
    }

    pub(crate) fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.run_steps(4);
    }

    pub(crate) fn click(&mut self, label: &str) {
        self.harness.get_by_label(label).click();
        self.harness.run_steps(4);
    }

    pub(crate) fn sees(&self, label: &str) -> bool {
        self.harness.query_all_by_label_contains(label).next().is_some()
    }

    pub(crate) fn rows(&self) -> Vec<String> {
        rows_of(&self.harness)
    }
}

pub(crate) fn rows_of(harness: &Harness<'static, App>) -> Vec<String> {
    harness
        .query_all_by_role(egui::Role::ListBoxOption)
        .filter_map(|node| node.accesskit_node().label())
        .filter(|label| label.starts_with("a/"))
        .collect()
}

#[test]
fn without_a_catalogue_the_window_says_how_to_begin() {
    let mut window = Window::open(None);
    window.wait_for("Make the sample catalogue");
    assert!(window.sees("New catalogue") && window.sees("Open a catalogue"));
    window.click("New catalogue");
    assert!(window.sees("Make the catalogue"));
    window.press(Modifiers::NONE, Key::Escape);
    assert!(!window.sees("Make the catalogue"));
}

#[test]
fn a_new_catalogue_is_made_by_typing_alone() {
    let mut window = Window::open(None);
    let folder = window.folder.path().join("typed.kartoteka");
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
    window.wait_for("Make the catalogue");
    window.harness.get_by_role_and_label(egui::Role::TextInput, "Folder").focus();
    window.harness.step();
    window.press(Modifiers::COMMAND, Key::A);
    window.harness.get_by_role_and_label(egui::Role::TextInput, "Folder").type_text(&folder.display().to_string());
    window.harness.step();
    window.click("Make the catalogue");
    window.wait("the empty list", |harness| harness.query_all_by_label_contains("no cards yet").next().is_some());
    assert!(folder.join("catalogue.db").is_file());
}

#[test]
fn rows_stand_in_order_of_reference_and_a_heading_turns_it() {
    let mut window = Window::open(Some(three_cards));
    window.wait("three rows", |harness| harness.query_all_by_label_contains("a/10").next().is_some());
    let order =
        |window: &Window| window.rows().iter().map(|row| row.split(' ').next().unwrap().to_owned()).collect::<Vec<_>>();
    assert_eq!(order(&window), ["a/1", "a/2", "a/10"]);
    window.click("Reference");
    window.wait("the other order", |harness| {
        harness
            .query_all_by_role(egui::Role::ListBoxOption)
            .find_map(|node| node.accesskit_node().label().filter(|label| label.starts_with("a/")))
            .is_some_and(|first| first.starts_with("a/10"))
    });
    assert_eq!(order(&window), ["a/10", "a/2", "a/1"]);
}

#[test]
fn a_search_finds_across_alphabets_and_says_why() {
    let mut window = Window::open(Some(three_cards));
    window.press(Modifiers::COMMAND, Key::F);
    window.harness.event(egui::Event::Text("Pogozhev".to_owned()));
    window.wait("one hit", |harness| {
        let rows: Vec<_> = rows_of(harness);
        rows.len() == 1 && rows.iter().all(|row| row.starts_with("a/1 "))
    });
    // the reason comes after the line, and shows what is written
    window.wait("the reason", |harness| {
        rows_of(harness).iter().all(|row| row.contains("Surname") && row.matches("Погожев").count() > 1)
    });
    window.press(Modifiers::COMMAND, Key::A);
    window.harness.event(egui::Event::Text("nothing of the kind".to_owned()));
    window.wait("nothing found", |harness| harness.query_all_by_label_contains("Nothing in this").next().is_some());
    window.harness.get_all_by_label("Clear").next().unwrap().click();
    window.wait("all rows again", |harness| rows_of(harness).len() == 3);
}

#[test]
fn undo_and_redo_name_the_act_and_work_by_key() {
    let mut window = Window::open(Some(three_cards));
    window.wait("three rows", |harness| harness.query_all_by_label_contains("a/10").next().is_some());
    assert!(
        window
            .harness
            .query_all_by_label_contains("Undo: ")
            .any(|node| { node.accesskit_node().label().is_some_and(|label| label.contains("a/10")) })
    );
    window.press(Modifiers::COMMAND, Key::Z);
    window.wait("the card gone", |harness| {
        !harness
            .query_all_by_role(egui::Role::ListBoxOption)
            .any(|node| node.accesskit_node().label().is_some_and(|label| label.starts_with("a/10")))
    });
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    window.wait("the card back", |harness| {
        harness
            .query_all_by_role(egui::Role::ListBoxOption)
            .any(|node| node.accesskit_node().label().is_some_and(|label| label.starts_with("a/10")))
    });
    window.wait_for("Saved");
}

#[test]
fn the_list_is_walked_with_the_keyboard() {
    let mut window = Window::open(Some(three_cards));
    window.wait("three rows", |harness| harness.query_all_by_label_contains("a/10").next().is_some());
    window.press(Modifiers::COMMAND, Key::L);
    window.press(Modifiers::NONE, Key::ArrowDown);
    window.press(Modifiers::NONE, Key::ArrowDown);
    window.wait("the second row chosen", |harness| {
        harness.query_all_by_role(egui::Role::ListBoxOption).any(|node| {
            let node = node.accesskit_node();
            node.label().is_some_and(|label| label.starts_with("a/2 "))
                && node.toggled() == Some(egui::accesskit::Toggled::True)
        })
    });
}

#[test]
fn f1_shows_the_keys_and_esc_closes_them() {
    let mut window = Window::open(Some(three_cards));
    window.press(Modifiers::NONE, Key::F1);
    window.wait_for("Keyboard");
    assert!(window.sees("Take back the last act"));
    window.press(Modifiers::NONE, Key::Escape);
    assert!(!window.sees("Take back the last act"));
}

#[test]
fn a_catalogue_somebody_else_has_is_shown_and_told_about() {
    let temporary = tempfile::tempdir().unwrap();
    let path = three_cards(temporary.path());
    let mut other = Catalogue::open_to_write(&path).unwrap();
    other.set_author("Anna");
    let settings = Settings { author: "Test".to_owned(), ..Settings::default() };
    let harness = Harness::builder()
        .with_size(vec2(1280.0, 800.0))
        .build_eframe(move |creation| App::new(&creation.egui_ctx, Some(path), settings, false));
    let mut window = Window { harness, path: PathBuf::new(), folder: temporary };
    window.wait("the band", |harness| harness.query_all_by_label_contains("can only be read").next().is_some());
    assert!(window.sees("Anna"));
    assert!(
        !window.sees("New card") || window.harness.query_by_role_and_label(egui::Role::Button, "New card").is_none()
    );
    drop(other);
}

#[test]
fn afolder_that_is_none_is_told_in_words() {
    let temporary = tempfile::tempdir().unwrap();
    let path = temporary.path().join("nowhere.kartoteka");
    let harness = Harness::builder()
        .with_size(vec2(1280.0, 800.0))
        .build_eframe(move |creation| App::new(&creation.egui_ctx, Some(path), Settings::default(), false));
    let mut window = Window { harness, path: PathBuf::new(), folder: temporary };
    window.wait("the banner", |harness| {
        harness.query_all_by_label_contains("The catalogue was not opened").next().is_some()
    });
    assert!(window.sees("nowhere.kartoteka"));
    window.harness.get_all_by_label("Close").next().unwrap().click();
    window.harness.step();
    window.harness.step();
    assert!(!window.sees("nowhere.kartoteka"));
}

/// A file as it comes when it is dropped on the window.
#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }
    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

#[test]
fn a_dropped_scan_is_asked_about_and_attached_and_no_picture_is_refused() {
    let mut window = Window::open(Some(three_cards));
    window.wait("three rows", |harness| rows_of(harness).len() == 3);
    window.press(Modifiers::COMMAND, Key::L);
    window.press(Modifiers::NONE, Key::Home);
    window.wait("the page", |harness| harness.query_all_by_label_contains("Attach").next().is_some());
    let (scan, fake) = (window.path.with_file_name("scan_front.png"), window.path.with_file_name("fake.jpg"));
    image::RgbImage::from_pixel(300, 200, image::Rgb([200, 190, 160])).save(&scan).unwrap();
    std::fs::write(&fake, "no picture at all").unwrap();
    window.harness.input_mut().dropped_files =
        [&scan, &fake].map(|path| std::sync::Arc::new(Dropped(path.clone())) as _).into();
    window.wait("the question", |harness| harness.query_all_by_label_contains("Attach 2 pictures").next().is_some());
    window.harness.get_by_label_contains("Attach 2 pictures").click();
    window.wait("the banner", |harness| {
        harness.query_all_by_label_contains("One file was not taken in").next().is_some()
    });
    assert!(window.sees("fake.jpg"));
    window.wait("the act", |harness| harness.query_all_by_label_contains("Undo: Attach").next().is_some());
    assert!(window.harness.state().is_quiet());
}

#[test]
fn an_idle_window_asks_for_no_frame() {
    let mut window = Window::open(Some(three_cards));
    window.wait("three rows", |harness| harness.query_all_by_label_contains("a/10").next().is_some());
    // every answer has come and every width has settled
    for _ in 0..20 {
        window.harness.step();
        std::thread::sleep(Duration::from_millis(5));
    }
    let wanted = window.harness.output().viewport_output.values().map(|viewport| viewport.repaint_delay).min();
    assert!(wanted.is_none_or(|delay| delay > Duration::from_mins(1)), "the next frame is due in {wanted:?}");
}

#[test]
fn the_search_box_opens_the_first_hit_and_esc_goes_back_to_the_list() {
    let mut window = Window::open(Some(three_cards));
    window.wait("three rows", |harness| rows_of(harness).len() == 3);
    window.press(Modifiers::COMMAND, Key::F);
    window.harness.event(egui::Event::Text("Nowak".to_owned()));
    // Enter at once: the hit is not there yet
    window.press(Modifiers::NONE, Key::Enter);
    let chosen = |harness: &Harness<'static, App>, begins: &str| {
        harness.query_all_by_role(egui::Role::ListBoxOption).any(|node| {
            let node = node.accesskit_node();
            node.label().is_some_and(|label| label.starts_with(begins))
                && node.toggled() == Some(egui::accesskit::Toggled::True)
        })
    };
    window.wait("the hit chosen", |harness| rows_of(harness).len() == 1 && chosen(harness, "a/10 "));
    window.press(Modifiers::COMMAND, Key::F);
    window.press(Modifiers::NONE, Key::Escape);
    window.wait("all rows again", |harness| rows_of(harness).len() == 3);
    window.press(Modifiers::NONE, Key::Home);
    window.wait("the list to have the keyboard", |harness| chosen(harness, "a/1 "));
}

#[test]
fn who_signs_is_asked_when_a_catalogue_is_first_opened_and_can_be_skipped() {
    let mut window = Window::with(Some(three_cards), "");
    window.wait_for("Who is working?");
    window.press(Modifiers::NONE, Key::Escape);
    assert!(!window.sees("Who is working?"));
    assert!(!window.harness.state().settings().author.is_empty(), "the name of the user is taken, and not asked again");
}

#[test]
fn a_finished_check_is_told_at_the_foot_and_typing_goes_on() {
    let mut window = Window::open(Some(three_cards));
    window.wait("three rows", |harness| rows_of(harness).len() == 3);
    window.click("File");
    window.harness.get_by_label_contains("Check the catalogue").click();
    window.harness.step();
    window.press(Modifiers::COMMAND, Key::F);
    window.harness.event(egui::Event::Text("No".to_owned()));
    window.wait_for("Dismiss");
    window.harness.event(egui::Event::Text("wak".to_owned()));
    window.wait("one hit", |harness| rows_of(harness).len() == 1);
    window.click("Dismiss");
    assert!(!window.sees("Dismiss"));
}

#[test]
fn the_name_typed_first_replaces_what_was_only_offered() {
    let mut window = Window::with(Some(three_cards), "");
    window.wait_for("Who is working?");
    window.harness.run_steps(3);
    window.harness.event(egui::Event::Text("Anna Kos".to_owned()));
    window.harness.run_steps(2);
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(window.harness.state().settings().author, "Anna Kos");
}

#[test]
fn an_undo_is_as_wide_as_its_words_where_there_is_room() {
    let label = "The roll call of the seventeenth of January in the parent camp";
    let mut window = Window::of(|catalogue, _| {
        let event = kartoteka::model::Event {
            id: kartoteka::model::EntryId::fresh(),
            reference_code: "E1".into(),
            kind: kartoteka::model::EventKind::RollCall,
            label: label.into(),
        };
        let changes = vec![kartoteka::model::Change::create(kartoteka::model::Entry::from(event))];
        catalogue.act(kartoteka::model::Act::Add, label, "", changes).unwrap();
    });
    window.wait_to_see("Undo: ");
    let highest = |label: &str| {
        let all = window.harness.query_all_by_label(label).map(|node| node.rect());
        all.min_by(|a, b| a.top().total_cmp(&b.top())).unwrap()
    };
    let (redo, new) = (highest("Redo").right(), highest("New card").left());
    assert!(new - redo < 60.0, "room is left between {redo} and {new}");
}
