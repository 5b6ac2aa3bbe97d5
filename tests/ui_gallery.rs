//! The gallery in the window, driven by its labels and keys: thousands of pictures scrolled, looked at, attached.

use eframe::egui::{self, Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use kartoteka::catalogue::Catalogue;
use kartoteka::model::{Access, Act, Attachment, Change, EntryId, FileCard, Person, Role, Stage};
use kartoteka::settings::Settings;
use kartoteka::ui::App;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Pictures of an act.
const IN_AN_ACT: usize = 2000;

/// The window on a catalogue with pictures.
pub struct Hall {
    pub harness: Harness<'static, App>,
    path: PathBuf,
    _folder: tempfile::TempDir,
}

/// Makes a catalogue of so many pictures of a few files: of cards, every tenth of a person, `loose` of nothing, and every
/// fiftieth covered.
pub fn fill(path: &Path, count: usize, loose: usize) {
    let mut catalogue = Catalogue::create(path, "Gallery").unwrap();
    catalogue.set_author("A. Tester");
    let masters: Vec<Attachment> = (0..12).map(|number| master(&mut catalogue, number)).collect();
    let mut owner = EntryId::fresh();
    let numbers: Vec<usize> = (0..count).collect();
    for some in numbers.chunks(IN_AN_ACT) {
        let mut changes = Vec::new();
        for number in some {
            let (number, side) = (*number, number % 2);
            let is_portrait = number % 20 >= 18;
            if number == loose || (number > loose && side == 0) {
                owner = EntryId::fresh();
                let code = format!("g/{}", number / 2);
                changes.push(if is_portrait { a_person(owner, number) } else { a_card(owner, code) });
            }
            let role = match (is_portrait, side) {
                (true, _) => Role::Portrait,
                (false, 0) => Role::Front,
                _ => Role::Back,
            };
            let id = EntryId::fresh();
            changes.push(Change::create(Attachment {
                id,
                entry: if number < loose { id } else { owner },
                ord: u32::try_from(side).unwrap(),
                role,
                original_name: format!("scan {number}.png"),
                content_note: if number % 50 == 49 { "shows a wound".to_owned() } else { String::new() },
                ..masters[number % masters.len()].clone()
            }));
        }
        catalogue.act(Act::Import, "invented pictures", "", changes).unwrap();
    }
}

fn a_card(id: EntryId, reference_code: String) -> Change {
    Change::create(FileCard {
        id,
        reference_code,
        template: "auschwitz-pow-record".to_owned(),
        unit: None,
        specimen: true,
        stage: Stage::ToKey,
        access: Access::Open,
    })
}

fn a_person(id: EntryId, number: usize) -> Change {
    let label = format!("Person {number}");
    Change::create(Person { id, reference_code: String::new(), label, access: Access::Open })
}

/// A file as an attachment of nothing: a sheet with lines and a block, each of its own colour and shape.
fn master(catalogue: &mut Catalogue, number: u32) -> Attachment {
    let (width, height) = if number.is_multiple_of(3) { (300, 420) } else { (450, 310) };
    let tint = |part: u32| u8::try_from(140 + (number * (37 + 11 * part)) % 100).unwrap();
    let picture = image::RgbImage::from_fn(width, height, |x, y| {
        let is_line = y % 40 < 3 && x > 40 && x < width - 40 - (y * (number + 7)) % 200;
        let is_block = x > width / 2 && y > height / 2 && (x + y * (number % 4)) % 60 < 34;
        let dark = if is_line {
            110
        } else if is_block {
            60
        } else {
            0
        };
        let (grain, of) = ((x * 7 + y * 13 + x * y) % 9, |part| tint(part).saturating_sub(dark));
        let grain = u8::try_from(grain).unwrap();
        image::Rgb([of(0).saturating_add(grain), of(1).saturating_add(grain), of(2)])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    let id = EntryId::fresh();
    let stored = catalogue.store_picture(bytes.get_ref(), "sheet.png", id, Role::Other).unwrap();
    Attachment { width_px: width, height_px: height, ..stored }
}

impl Hall {
    /// The window on a catalogue made by `make`, with the gallery open.
    pub fn open(make: impl FnOnce(&Path)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("gallery.kartoteka");
        make(&path);
        let settings = Settings { author: "A. Tester".to_owned(), ..Settings::default() };
        let opened = path.clone();
        let harness = Harness::builder()
            .with_size(vec2(1280.0, 800.0))
            .with_max_steps(40)
            .build_eframe(move |creation| App::new(&creation.egui_ctx, Some(opened), settings, false));
        let mut hall = Self { harness, path, _folder: folder };
        hall.wait("the lists", |hall| hall.sees("Cards"));
        hall.press(Modifiers::COMMAND, Key::Num7);
        hall.wait("the gallery", |hall| hall.sees("Search among the pictures") && hall.is_quiet());
        hall
    }

    pub fn is_quiet(&self) -> bool {
        self.harness.state().is_quiet()
    }

    /// One frame, with what the graphics are told to draw.
    pub fn frame(&mut self) {
        self.harness.step();
        let shapes = self.harness.output().shapes.clone();
        let drawn = self.harness.ctx.tessellate(shapes, 1.0);
        assert!(!drawn.is_empty());
    }

    /// Turns the wheel over the pictures.
    pub fn wheel(&mut self, points: f32) {
        self.harness.event(egui::Event::PointerMoved(egui::pos2(640.0, 500.0)));
        self.harness.event(egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: vec2(0.0, points),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Unknown,
            modifiers: Modifiers::NONE,
        });
    }

    /// What is said of the first picture on the screen.
    pub fn first_cell(&self) -> Option<String> {
        self.harness.query_all_by_role(egui::Role::ListBoxOption).next().and_then(|node| node.accesskit_node().label())
    }

    /// Steps until `is_so`, for twenty seconds at most.
    pub fn wait(&mut self, what: &str, is_so: impl Fn(&Self) -> bool) {
        let begun = Instant::now();
        loop {
            self.harness.step();
            if is_so(self) {
                return;
            }
            assert!(
                begun.elapsed() < Duration::from_secs(20),
                "waited in vain for {what}: {}",
                self.labels().join(" | ")
            );
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    fn labels(&self) -> Vec<String> {
        let labelled = self.harness.query_all_by(|node| node.label().is_some());
        labelled.filter_map(|node| node.accesskit_node().label()).collect()
    }

    pub fn sees(&self, words: &str) -> bool {
        self.harness.query_all_by_label_contains(words).next().is_some()
    }

    pub fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.run_steps(4);
    }

    fn click(&mut self, label: &str) {
        self.click_with(Modifiers::NONE, label);
    }

    fn click_with(&mut self, modifiers: Modifiers, label: &str) {
        self.wait(label, |hall| hall.harness.query_all_by_label_contains(label).next().is_some() && hall.is_quiet());
        self.harness.query_all_by_label_contains(label).next().unwrap().click_modifiers(modifiers);
        self.harness.run_steps(4);
    }

    /// The pictures on the screen, by what is said of them.
    fn cells(&self) -> Vec<String> {
        let cells = self.harness.query_all_by_role(egui::Role::ListBoxOption);
        cells.filter_map(|node| node.accesskit_node().label()).collect()
    }

    fn chosen(&self) -> Vec<String> {
        let cells = self.harness.query_all_by_role(egui::Role::ListBoxOption);
        let chosen = cells.filter(|node| node.accesskit_node().toggled() == Some(egui::accesskit::Toggled::True));
        chosen.filter_map(|node| node.accesskit_node().label()).collect()
    }

    fn pictures(&self, code: &str) -> Vec<String> {
        let catalogue = Catalogue::open_to_read(&self.path).unwrap();
        let dossier = catalogue.dossier(catalogue.resolve(code).unwrap()).unwrap();
        dossier.pictures.into_iter().map(|picture| picture.original_name).collect()
    }
}

#[test]
fn thousands_are_scrolled_to_their_end_and_only_those_near_the_screen_are_kept() {
    let mut hall = Hall::open(|path| fill(path, 5000, 2));
    assert!(hall.sees("5000 pictures"), "{:?}", hall.labels());
    hall.wait("the first pictures", |hall| hall.cells().iter().any(|cell| cell.starts_with("g/1 ")));
    assert!(hall.cells()[0].starts_with("Not attached"), "what belongs to nothing comes first: {:?}", hall.cells());
    for _ in 0..40 {
        hall.press(Modifiers::NONE, Key::PageDown);
    }
    assert!(hall.harness.state().gallery_pictures() <= 600);
    hall.press(Modifiers::NONE, Key::End);
    hall.wait("the last pictures", |hall| hall.cells().iter().any(|cell| cell.contains("scan 4999.png")));
    hall.wait("their small copies", |hall| hall.harness.state().gallery_pictures() > 10);
    assert_eq!(hall.chosen().len(), 1, "the keyboard takes the choice along");
    hall.press(Modifiers::NONE, Key::Home);
    hall.wait("the first again", |hall| hall.cells().iter().any(|cell| cell.contains("scan 0.png")));
    // nothing is asked for, and nothing drawn, while nothing happens
    hall.wait("rest", |hall| {
        let frames = hall.harness.output().viewport_output.values().map(|viewport| viewport.repaint_delay);
        hall.is_quiet()
            && hall.harness.state().gallery_waiting() == 0
            && frames.min().is_none_or(|delay| delay > Duration::from_secs(5))
    });
}

#[test]
fn after_a_fling_the_pictures_come_to_where_it_ended() {
    let mut hall = Hall::open(|path| fill(path, 3000, 0));
    let first = hall.first_cell();
    for _ in 0..20 {
        hall.wheel(-900.0);
        hall.frame();
    }
    hall.wait("the pictures", |hall| hall.is_quiet() && hall.harness.state().gallery_waiting() == 0);
    assert!(hall.first_cell().is_some() && hall.first_cell() != first, "{first:?}");
}

#[test]
fn two_that_belong_to_nothing_are_attached_to_a_card_and_that_is_undone() {
    let mut hall = Hall::open(|path| fill(path, 40, 3));
    hall.click("Not attached, 3 pictures");
    hall.wait("three of them", |hall| hall.is_quiet() && hall.cells().len() == 3);
    hall.click("scan 0.png");
    hall.click_with(Modifiers::COMMAND, "scan 2.png");
    assert_eq!(hall.chosen().len(), 2);
    assert!(hall.sees("2 chosen"));
    hall.click("Attach to …");
    hall.wait("the question", |hall| hall.sees("Attach 2 pictures"));
    let field = hall.harness.get_by_role_and_label(egui::Role::TextInput, "Reference code, name or number");
    assert!(field.is_focused());
    field.type_text("g/7");
    hall.wait("the card", |hall| hall.cells().iter().any(|line| line == "g/7"));
    hall.press(Modifiers::NONE, Key::Enter);
    hall.wait("the other one alone", |hall| hall.is_quiet() && hall.cells().len() == 1);
    assert_eq!(hall.pictures("g/7"), ["scan 14.png", "scan 15.png", "scan 0.png", "scan 2.png"]);
    assert!(!hall.sees("chosen"), "what is not seen is not chosen");
    hall.press(Modifiers::COMMAND, Key::Z);
    hall.wait("all three", |hall| hall.is_quiet() && hall.cells().len() == 3);
    assert_eq!(hall.pictures("g/7"), ["scan 14.png", "scan 15.png"]);
}

#[test]
fn keys_choose_and_a_role_is_given_to_all_that_are_chosen() {
    let mut hall = Hall::open(|path| fill(path, 60, 0));
    hall.wait("the pictures", |hall| hall.cells().len() > 10);
    hall.press(Modifiers::NONE, Key::Home);
    hall.press(Modifiers::NONE, Key::ArrowRight);
    assert!(hall.chosen()[0].contains("scan 1.png"), "{:?}", hall.chosen());
    hall.press(Modifiers::SHIFT, Key::ArrowRight);
    hall.press(Modifiers::SHIFT, Key::ArrowRight);
    assert_eq!(hall.chosen().len(), 3);
    hall.press(Modifiers::COMMAND, Key::A);
    assert!(hall.sees("60 chosen"));
    hall.press(Modifiers::NONE, Key::Escape);
    assert!(!hall.sees("chosen"));
    hall.press(Modifiers::NONE, Key::Home);
    hall.press(Modifiers::SHIFT, Key::ArrowRight);
    hall.click("Shows");
    hall.click("Tattoo");
    hall.wait("two tattoos", |hall| hall.is_quiet() && hall.sees("Tattoo, 2 pictures"));
    assert_eq!(hall.chosen().len(), 2, "they are still chosen");
    hall.click("scan 1.png");
    hall.click("Detach");
    hall.wait("it is loose", |hall| hall.is_quiet() && hall.sees("Not attached, 1 picture"));
    assert_eq!(hall.pictures("g/0"), ["scan 0.png"]);
    hall.press(Modifiers::NONE, Key::Escape);
    hall.press(Modifiers::NONE, Key::Escape);
    hall.wait("the lists again", |hall| !hall.sees("Search among the pictures"));
}

#[test]
fn a_covered_picture_is_seen_only_when_it_is_asked_for() {
    let mut hall = Hall::open(|path| fill(path, 60, 0));
    hall.click("Covered, 1 picture");
    hall.wait("it alone", |hall| hall.is_quiet() && hall.cells().len() == 1);
    assert!(hall.cells()[0].contains("Covered: shows a wound"));
    hall.click("Show Back");
    hall.wait("it is uncovered", |hall| !hall.sees("Show Back"));
}

#[test]
fn a_picture_is_looked_at_large_among_the_others_and_its_entry_is_opened() {
    let mut hall = Hall::open(|path| fill(path, 60, 0));
    hall.wait("the pictures", |hall| hall.cells().len() > 10);
    hall.press(Modifiers::NONE, Key::Home);
    hall.press(Modifiers::NONE, Key::ArrowRight);
    hall.press(Modifiers::NONE, Key::Enter);
    hall.wait("the viewer", |hall| hall.sees("2 of 60"));
    hall.press(Modifiers::NONE, Key::Escape);
    hall.wait("the gallery again", |hall| hall.sees("Search among the pictures"));
    assert_eq!(hall.chosen().len(), 1, "where one was is kept");
    hall.press(Modifiers::SHIFT, Key::Enter);
    hall.wait("the page", |hall| !hall.sees("Search among the pictures") && hall.sees("Page"));
    hall.wait("its card", |hall| hall.sees("g/0"));
}

#[test]
fn words_narrow_it_and_what_finds_nothing_says_so() {
    let mut hall = Hall::open(|path| fill(path, 60, 0));
    hall.press(Modifiers::COMMAND, Key::F);
    let field = hall.harness.get_by_role_and_label(egui::Role::TextInput, "Search among the pictures");
    assert!(field.is_focused());
    field.type_text("g/12");
    hall.wait("two pictures", |hall| hall.is_quiet() && hall.cells().len() == 2);
    hall.harness.get_by_role_and_label(egui::Role::TextInput, "Search among the pictures").type_text("345");
    hall.wait("none", |hall| hall.sees("No picture is like this"));
    hall.click("Show all pictures");
    hall.wait("all", |hall| hall.is_quiet() && hall.sees("60 pictures"));
}

#[test]
fn without_any_picture_it_says_how_to_begin() {
    let hall = Hall::open(|path| drop(Catalogue::create(path, "Empty").unwrap()));
    assert!(hall.sees("There are no pictures yet"));
}
