//! Searching in the window, by keyboard and by what stands on it: chips, palette, facets, kept searches, offers.

use crate::ui::{Window, rows_of};
use eframe::egui::{self, Key, Modifiers, Role, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use kartoteka::catalogue::Catalogue;
use kartoteka::model::{Access, Act, Change, Claim, EntryId, FileCard, Person, Stage};
use kartoteka::settings::Settings;
use kartoteka::ui::App;
use std::path::{Path, PathBuf};

const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

/// A card with some values.
fn a_card(code: &str, stage: Stage, values: &[(&str, &str)]) -> Vec<Change> {
    let id = EntryId::fresh();
    let card = FileCard {
        id,
        reference_code: code.to_owned(),
        template: "auschwitz-pow-record".to_owned(),
        unit: None,
        specimen: true,
        stage,
        access: Access::Open,
    };
    let claims = values.iter().map(|(property, words)| Change::create(Claim::new(id, property, words)));
    std::iter::once(Change::create(card)).chain(claims).collect()
}

fn men(catalogue: &mut Catalogue, _: &Path) {
    let mut changes = Vec::new();
    changes.extend(a_card("a/1", Stage::ToKey, &[("surname", "Погожев"), ("camp", "Auschwitz")]));
    changes.extend(a_card("a/2", Stage::Checked, &[("surname", "Varlamov"), ("camp", "Auschwitz")]));
    changes.extend(a_card("a/3", Stage::ToKey, &[("surname", "Nowak"), ("camp", "Stutthof")]));
    let label = "Andrey Pogozhev".to_owned();
    changes.push(Change::create(Person {
        id: EntryId::fresh(),
        reference_code: String::new(),
        label,
        access: Access::Open,
    }));
    catalogue.act(Act::Import, "invented men", "", changes).unwrap();
}

fn search_box(harness: &Harness<'static, App>) -> String {
    harness.get_by_role_and_label(Role::TextInput, "Search").value().unwrap_or_default()
}

impl Window {
    fn men() -> Self {
        let mut window = Self::of(men);
        window.wait("three rows", |harness| rows_of(harness).len() == 3);
        window
    }

    /// Types into the search box, in the place of what stands there.
    fn seek(&mut self, words: &str) {
        self.press(Modifiers::COMMAND, Key::F);
        self.harness.event(egui::Event::Text(words.to_owned()));
        self.harness.run_steps(3);
    }

    fn wait_for_rows(&mut self, codes: &[&str]) {
        self.wait(&format!("{codes:?}"), |harness| {
            let rows = rows_of(harness);
            rows.len() == codes.len() && codes.iter().all(|code| rows.iter().any(|row| row.starts_with(code)))
        });
    }

    /// A line of the left panel or of the palette.
    fn click_line(&mut self, begins: &str) {
        let line = self
            .harness
            .query_all_by_role(Role::ListBoxOption)
            .find(|node| node.accesskit_node().label().is_some_and(|label| label.starts_with(begins)));
        line.unwrap_or_else(|| panic!("no line {begins}")).click();
        self.harness.run_steps(4);
    }

    fn wait_for_line(&mut self, begins: &str) {
        self.wait(begins, |harness| has_line(harness, begins));
    }
}

fn has_line(harness: &Harness<'static, App>, begins: &str) -> bool {
    harness
        .query_all_by_role(Role::ListBoxOption)
        .any(|node| node.accesskit_node().label().is_some_and(|label| label.starts_with(begins)))
}

fn reopened(path: PathBuf, folder: tempfile::TempDir) -> Window {
    let settings = Settings { author: "Test".to_owned(), ..Settings::default() };
    let opened = path.clone();
    let harness = Harness::builder()
        .with_size(vec2(1280.0, 800.0))
        .with_max_steps(60)
        .build_eframe(move |creation| App::new(&creation.egui_ctx, Some(opened), settings, false));
    Window { harness, folder, path }
}

#[test]
fn a_query_stands_in_chips_and_each_of_them_can_be_taken_out() {
    let mut window = Window::men();
    window.seek("camp:Auschwitz -Погожев");
    window.wait_for_rows(&["a/2 "]);
    window.wait_for("Remove camp Auschwitz");
    window.click("Remove not Погожев");
    window.wait_for_rows(&["a/1 ", "a/2 "]);
    assert_eq!(search_box(&window.harness).trim(), "camp:Auschwitz");
    assert!(!window.sees("Remove not"));
    // a click on a chip goes to it in the box: what is typed takes its place
    window.click("Go to camp Auschwitz");
    window.harness.event(egui::Event::Text("Nowak".to_owned()));
    window.wait_for_rows(&["a/3 "]);
    assert_eq!(search_box(&window.harness).trim(), "Nowak");
}

#[test]
fn fields_and_their_values_are_taken_from_the_palette_by_keyboard_alone() {
    let mut window = Window::men();
    window.seek("stat");
    window.wait_for_line("status:");
    window.press(Modifiers::NONE, Key::Tab);
    assert_eq!(search_box(&window.harness), "status:");
    window.wait_for_line("to-key");
    window.press(Modifiers::NONE, Key::ArrowDown);
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(search_box(&window.harness).trim(), "status:to-key");
    window.wait_for_rows(&["a/1 ", "a/3 "]);
    // the box still has the keyboard
    window.harness.event(egui::Event::Text("Nowak".to_owned()));
    window.wait_for_rows(&["a/3 "]);
    // Esc closes the list, and only then the search
    window.harness.event(egui::Event::Text(" cam".to_owned()));
    window.wait_for_line("camp:");
    window.press(Modifiers::NONE, Key::Escape);
    assert!(!has_line(&window.harness, "camp:"));
    assert!(search_box(&window.harness).ends_with(" cam"));
    window.press(Modifiers::NONE, Key::Escape);
    window.wait_for_rows(&["a/1 ", "a/2 ", "a/3 "]);
}

#[test]
fn values_of_the_catalogue_are_offered_behind_a_field() {
    let mut window = Window::men();
    window.seek("camp:Stu");
    window.wait_for_line("Stutthof");
    window.press(Modifiers::NONE, Key::Tab);
    assert_eq!(search_box(&window.harness).trim(), "camp:Stutthof");
    window.wait_for_rows(&["a/3 "]);
}

#[test]
fn enter_goes_to_the_first_hit_though_a_field_is_offered() {
    let mut window = Window::men();
    // `no` begins `note:` and `number:` too
    window.seek("No");
    window.wait_for_line("note:");
    window.press(Modifiers::NONE, Key::Enter);
    window.wait("the hit chosen", |harness| {
        harness.query_all_by_role(Role::ListBoxOption).any(|node| {
            let node = node.accesskit_node();
            node.label().is_some_and(|label| label.starts_with("a/3 "))
                && node.toggled() == Some(egui::accesskit::Toggled::True)
        })
    });
}

#[test]
fn a_facet_narrows_the_list_and_leaves_it_again() {
    let mut window = Window::men();
    window.wait_for_line("Auschwitz");
    window.click_line("Auschwitz");
    window.wait_for_rows(&["a/1 ", "a/2 "]);
    assert!(search_box(&window.harness).contains("camp:"), "it stands in the text");
    assert!(window.sees("Remove camp Auschwitz"));
    // the values keep their places: the other camp is still there
    window.wait_for_line("Stutthof");
    window.click_line("Auschwitz");
    window.wait_for_rows(&["a/1 ", "a/2 ", "a/3 "]);
    assert_eq!(search_box(&window.harness), "");
}

#[test]
fn a_search_is_kept_chosen_again_after_reopening_renamed_and_removed_with_undo() {
    let mut window = Window::men();
    window.seek("camp:Auschwitz");
    window.wait_for_rows(&["a/1 ", "a/2 "]);
    window.press(CTRL_SHIFT, Key::S);
    window.wait_for("Name of the search");
    window.harness.event(egui::Event::Text("Men of Auschwitz".to_owned()));
    window.harness.run_steps(2);
    window.press(Modifiers::NONE, Key::Enter);
    window.wait_for_line("Men of Auschwitz");
    window.wait("the act", |harness| harness.query_all_by_label_contains("Undo: Add Men").next().is_some());
    window.wait_for_rows(&["a/1 ", "a/2 "]);
    assert_eq!(search_box(&window.harness), "camp:Auschwitz", "what was found stays on the screen");
    let Window { harness, path, folder } = window;
    drop(harness);
    let mut window = reopened(path, folder);
    window.wait_for_line("Men of Auschwitz");
    window.wait("three rows", |harness| rows_of(harness).len() == 3);
    window.click_line("Men of Auschwitz");
    window.wait_for_rows(&["a/1 ", "a/2 "]);
    assert_eq!(search_box(&window.harness), "camp:Auschwitz");
    window.click("More about Men of Auschwitz");
    window.click("Rename");
    window.wait_for("Name of the search");
    window.harness.event(egui::Event::Text("Auschwitz men".to_owned()));
    window.harness.run_steps(2);
    window.press(Modifiers::NONE, Key::Enter);
    window.wait_for_line("Auschwitz men");
    window.click("More about Auschwitz men");
    window.harness.get_all_by_label("Remove").last().unwrap().click();
    window.wait("it to be gone", |harness| !has_line(harness, "Auschwitz men"));
    window.press(Modifiers::COMMAND, Key::L);
    window.press(Modifiers::COMMAND, Key::Z);
    window.wait_for_line("Auschwitz men");
}

#[test]
fn nothing_found_offers_wider_spelling_and_fewer_conditions() {
    let mut window = Window::men();
    window.seek("Worlasow");
    window.wait_to_see("Nothing in this catalogue");
    window.click("Also look for names that may be misheard or misread");
    window.wait_for_rows(&["a/2 "]);
    assert_eq!(search_box(&window.harness), "Worlasow spelling:wide");
    assert!(window.rows().iter().any(|row| row.contains("Varlamov")));
    window.seek("Nowak camp:Flossenbürg");
    window.wait_to_see("Nothing in this catalogue");
    window.click("Search without: camp Flossenbürg");
    window.wait_for_rows(&["a/3 "]);
    window.click_line("People");
    window.wait_to_see("Nothing among People");
    window.harness.get_by_label_contains("Look in all lists").click();
    window.wait_for_rows(&["a/3 "]);
}

#[test]
fn every_list_says_how_much_of_it_was_found_and_a_heading_gives_another_order() {
    let mut window = Window::men();
    window.seek("Pogozhev");
    window.wait("card and person", |harness| rows_of(harness).len() == 1 && has_line(harness, " Andrey Pogozhev"));
    window.wait_to_see("2 entries");
    window.click_line("People");
    window.wait("the person alone", |harness| rows_of(harness).is_empty() && has_line(harness, " Andrey Pogozhev"));
    window.seek("camp:*");
    window.seek("camp:Auschwitz OR camp:Stutthof");
    window.click_line("Cards");
    window.wait_for_rows(&["a/1 ", "a/2 ", "a/3 "]);
    window.click("Reference");
    window.click("Reference");
    window.wait("the other order", |harness| rows_of(harness).first().is_some_and(|row| row.starts_with("a/3 ")));
    window.click("Best first");
    window.wait_for_rows(&["a/1 ", "a/2 ", "a/3 "]);
}

#[test]
fn what_was_found_can_be_walked_to_its_end() {
    let mut window = Window::of(|catalogue, _| {
        let cards = (1..=700).flat_map(|number| a_card(&format!("a/{number}"), Stage::ToKey, &[("surname", "Nowak")]));
        catalogue.act(Act::Import, "invented cards", "", cards.collect()).unwrap();
    });
    window.seek("Nowak");
    window.wait_to_see("700 entries");
    window.press(Modifiers::COMMAND, Key::L);
    window.press(Modifiers::NONE, Key::End);
    window.wait("the last hit", |harness| {
        harness.query_all_by_role(Role::ListBoxOption).any(|node| {
            let node = node.accesskit_node();
            let label = node.label().unwrap_or_default();
            label.contains("Nowak · Surname") && node.toggled() == Some(egui::accesskit::Toggled::True)
        })
    });
}

#[test]
fn a_catalogue_that_can_only_be_read_keeps_no_search_and_the_guide_puts_an_example_into_the_box() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("test.kartoteka");
    let mut other = Catalogue::create(&path, "Test").unwrap();
    other.set_author("Anna");
    men(&mut other, folder.path());
    let mut window = reopened(path, folder);
    window.wait("three rows", |harness| rows_of(harness).len() == 3);
    window.seek("Nowak");
    window.wait_for_rows(&["a/3 "]);
    let save = window.harness.get_by_role_and_label(Role::Button, "Save this search…");
    assert!(save.accesskit_node().is_disabled());
    window.press(CTRL_SHIFT, Key::S);
    assert!(!window.sees("Name of the search"));
    window.harness.get_by_role_and_label(Role::Button, "How to search").click();
    window.wait_to_see("Words are looked for everywhere");
    window.click("Pogo*");
    window.wait("the example in the box", |harness| search_box(harness) == "Pogo*");
    window.wait_for_rows(&["a/1 "]);
    drop(other);
}
