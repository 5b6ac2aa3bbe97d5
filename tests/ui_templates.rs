//! The screen of card templates, driven by what stands on it: a form is copied, drawn on a turned scan, imported.

use crate::catalogue::outside;
use crate::ui::Window;
use eframe::egui::{self, Key, Modifiers, Rect, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use kartoteka::catalogue::{Catalogue, NewPicture, StoredDraft, TemplateOrigin, template_file};
use kartoteka::model::{Alignment, CardTemplate, EntryId, Point, Role, Timestamp};
use kartoteka::settings::Settings;
use kartoteka::ui::App;

const RECORD: &str = "auschwitz-pow-record";
const RECORD_NAME: &str = "Auschwitz, Karteikarte für russische Kriegsgefangene (RKG)";

impl Window {
    /// Replaces what stands in a text field.
    fn write(&mut self, label: &str, text: &str) {
        self.harness.get_by_role_and_label(egui::Role::TextInput, label).focus();
        self.harness.run_steps(2);
        self.press(Modifiers::COMMAND, Key::A);
        self.harness.event(egui::Event::Text(text.to_owned()));
        self.harness.run_steps(3);
    }

    fn value(&self, label: &str) -> String {
        let node = self.harness.get_by_role_and_label(egui::Role::TextInput, label);
        node.accesskit_node().value().unwrap_or_default()
    }

    fn templates(&mut self) {
        self.press(Modifiers::COMMAND, Key::T);
        self.wait_to_see("A change to a form never changes");
    }

    /// Where the side is drawn on the screen, as far as a stranger can know: fitted into the canvas with its margin.
    fn side(&self, size: (f32, f32)) -> Rect {
        let canvas = self.harness.get_by_role(egui::Role::Canvas).rect();
        let room = canvas.size() - vec2(40.0, 40.0);
        let scale = (room.x / size.0).min(room.y / size.1);
        Rect::from_center_size(canvas.center(), vec2(size.0, size.1) * scale)
    }

    fn drag(&mut self, from: egui::Pos2, to: egui::Pos2) {
        self.harness.drag_at(from);
        self.harness.step();
        for share in [0.3, 0.7, 1.0] {
            self.harness.hover_at(from + (to - from) * share);
            self.harness.step();
        }
        self.harness.drop_at(to);
        self.harness.run_steps(3);
    }

    /// Draws a box between two points in millimetres.
    fn draw(&mut self, size: (f32, f32), from: (f32, f32), to: (f32, f32)) {
        let paper = self.side(size);
        let at = |mm: (f32, f32)| paper.min + vec2(mm.0, mm.1) * (paper.width() / size.0);
        self.drag(at(from), at(to));
    }

    fn stored(&self) -> Vec<CardTemplate> {
        Catalogue::open_to_read(&self.path).unwrap().templates().unwrap()
    }

    fn save(&mut self) {
        self.press(Modifiers::COMMAND, Key::S);
        self.wait_to_see("Saved");
    }
}

#[test]
fn a_form_is_copied_changed_and_offered_for_a_new_card() {
    let mut window = Window::of(|_, _| {});
    window.templates();
    assert!(window.sees("of the program") && window.sees(&format!("Drawing of {RECORD_NAME}")));
    window.click("Copy");
    assert_eq!(window.value("Name as printed"), format!("{RECORD_NAME} (copy)"));
    window.write("Name as printed", "Lagerkartei");
    assert_eq!(window.value("Id (cards name the form by it)"), "lagerkartei");
    window.click("Vorname");
    assert_eq!(window.value("Label as printed"), "Vorname");
    window.write("Label as printed", "Rufname");
    assert!(window.sees("Not saved yet"));
    window.save();
    let stored = window.stored();
    let own = stored.iter().find(|template| template.id == "lagerkartei").unwrap();
    assert_eq!(TemplateOrigin::of(own), TemplateOrigin::Catalogue);
    assert_eq!(own.field("vorname").unwrap().label, "Rufname");
    assert!(
        stored.iter().any(|template| template.id == RECORD && TemplateOrigin::of(template) == TemplateOrigin::Program)
    );
    window.press(Modifiers::NONE, Key::Escape);
    window.press(Modifiers::NONE, Key::Escape);
    assert!(window.sees("of this catalogue"));
    window.press(Modifiers::NONE, Key::Escape);
    assert!(!window.sees("of this catalogue"), "the page is back");
    window.press(Modifiers::COMMAND, Key::N);
    window.wait_to_see("Lagerkartei");
}

/// A scan that lies on its side: the card's upper left corner is at the upper right of the picture.
const TURNED: [[f64; 2]; 4] = [[0.9, 0.1], [0.9, 0.9], [0.1, 0.9], [0.1, 0.1]];

fn a_card_with_a_scan(catalogue: &mut Catalogue, folder: &std::path::Path) {
    let card = catalogue.add_card(RECORD, "a/1", None, &[]).unwrap().id;
    let scan = folder.join("scan_front.png");
    image::RgbImage::from_pixel(800, 1200, image::Rgb([200, 190, 160])).save(&scan).unwrap();
    let picture = NewPicture { path: scan, role: Role::Front, caption: String::new() };
    let attached = catalogue.attach(card, &[picture]).unwrap().attached.remove(0);
    let aligned = kartoteka::model::Attachment {
        alignment: Some(Alignment { corners: TURNED.map(Point::from) }),
        ..attached.clone()
    };
    let change = kartoteka::model::Change::edit(attached, aligned);
    catalogue.act(kartoteka::model::Act::Edit, "a/1", "", vec![change]).unwrap();
}

#[test]
fn a_form_is_drawn_on_a_turned_scan_and_a_box_is_where_it_was_drawn() {
    let mut window = Window::of(a_card_with_a_scan);
    window.wait_to_see("a/1");
    window.press(Modifiers::COMMAND, Key::L);
    window.press(Modifiers::NONE, Key::Home);
    window.wait_to_see("Attach");
    window.templates();
    window.click("New form");
    window.write("Name as printed", "Lagerkartei");
    window.write("Width in mm", "150");
    window.write("Height in mm", "100");
    window.press(Modifiers::NONE, Key::Tab);
    window.click("Draw on a scan");
    window.harness.get_by_label_contains("Front: scan_front.png").click();
    window.harness.run_steps(4);
    window.wait("the scan under the paper", |harness| {
        harness.query_all_by_label_contains("Corners of the card").next().is_some()
    });
    let size = (150.0, 100.0);
    window.draw(size, (10.2, 20.1), (70.1, 30.3));
    assert!(window.harness.get_by_role_and_label(egui::Role::TextInput, "Label as printed").is_focused());
    window.harness.event(egui::Event::Text("Gef. Nr.".to_owned()));
    window.harness.run_steps(3);
    window.click("As on other forms: Prisoner number");
    // another box, moved by the pointer and nudged by a key, then stretched at its right edge
    window.draw(size, (10.0, 40.0), (50.0, 50.0));
    window.harness.event(egui::Event::Text("Name".to_owned()));
    window.harness.run_steps(3);
    window.draw(size, (30.0, 45.0), (50.0, 65.0));
    window.press(Modifiers::NONE, Key::ArrowRight);
    window.draw(size, (70.5, 65.0), (80.5, 65.0));
    window.save();
    let stored = window.stored();
    let own = stored.iter().find(|template| template.id == "lagerkartei").unwrap();
    let rect = |id: &str| <[f64; 4]>::from(own.field(id).unwrap_or_else(|| panic!("{own:#?}")).rect.unwrap());
    let near = |found: [f64; 4], wanted: [f64; 4]| {
        let apart = found.iter().zip(wanted).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        assert!(apart <= 0.5, "{found:?} is not {wanted:?}");
    };
    near(rect("gef-nr"), [10.0, 20.0, 60.0, 10.5]);
    near(rect("name"), [30.5, 60.0, 50.0, 10.0]);
    assert_eq!(own.field("gef-nr").unwrap().property, "prisoner-number");
    assert_eq!((own.width_mm, own.height_mm), (Some(150.0), Some(100.0)));

    // steps back and forth, and Delete
    window.harness.get_by_role(egui::Role::Canvas).focus();
    window.harness.run_steps(2);
    window.press(Modifiers::NONE, Key::Delete);
    assert!(!window.sees("Box 2 of 2") && window.sees("Not saved yet"));
    window.press(Modifiers::COMMAND, Key::Z);
    assert!(!window.sees("Not saved yet"));
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert!(window.sees("Not saved yet"));
    window.press(Modifiers::NONE, Key::Escape);
    window.wait_to_see("Save the form?");
    window.click("Discard");
    window.wait_to_see("of this catalogue");
    assert_eq!(window.stored(), stored);
}

#[test]
fn a_scan_nobody_has_aligned_asks_where_the_card_is() {
    let mut window = Window::of(|_, folder| {
        image::RgbImage::from_pixel(900, 600, image::Rgb([200, 190, 160])).save(folder.join("scan.png")).unwrap();
    });
    window.templates();
    window.click("New form");
    window.click("Draw on a scan");
    window.click("A picture file\u{2026}");
    let file = window.folder.path().join("scan.png");
    window.write("File", &file.display().to_string());
    window.click("Draw on it");
    window.wait("the corners", |harness| {
        let accept = harness.query_by_label("Here it is");
        accept.is_some_and(|accept| !accept.accesskit_node().is_disabled())
    });
    // the first corner, a little down and to the right, then accepted
    window.harness.get_by_role(egui::Role::Canvas).focus();
    window.harness.run_steps(2);
    for _ in 0..10 {
        window.press(Modifiers::NONE, Key::ArrowRight);
        window.press(Modifiers::NONE, Key::ArrowDown);
    }
    window.press(Modifiers::NONE, Key::Tab);
    window.press(Modifiers::NONE, Key::Enter);
    window.wait_to_see("Corners of the card");
    assert!(window.sees("This size is a guess"), "the file says no resolution");
    let width: f64 = window.value("Width in mm").parse().unwrap();
    let height: f64 = window.value("Height in mm").parse().unwrap();
    assert!((width - 148.0).abs() < 1.1 && (height - 98.5).abs() < 2.0, "{width} {height}");
}

#[test]
fn a_file_is_imported_and_a_broken_one_says_why() {
    let form = CardTemplate { id: "brought".into(), name: "Brought along".into(), ..CardTemplate::default() };
    let text = template_file::to_toml(&form);
    let mut window = Window::of(|_, folder| {
        std::fs::write(folder.join("good.toml"), &text).unwrap();
        std::fs::write(folder.join("broken.toml"), format!("{text}\n[[field]]\nid = \"a\"\ndatatype = \"day\"\n"))
            .unwrap();
    });
    window.templates();
    window.click("Import\u{2026}");
    for (name, told) in [("none.toml", "none.toml"), ("broken.toml", "datatype \"day\" is not known")] {
        let file = window.folder.path().join(name);
        window.write("File", &file.display().to_string());
        window.click("Import it");
        window.wait_to_see(told);
    }
    let file = window.folder.path().join("good.toml");
    window.write("File", &file.display().to_string());
    window.press(Modifiers::NONE, Key::Enter);
    window.wait_to_see("Imported: Brought along");
    assert!(window.stored().contains(&form));
    // again: it would take the place of the first
    window.click("Import\u{2026}");
    window.write("File", &file.display().to_string());
    window.press(Modifiers::NONE, Key::Enter);
    window.wait_to_see("Replace Brought along?");
    window.click("Cancel");
    let out = window.folder.path().join("out.toml");
    window.click("Export\u{2026}");
    window.write("File", &out.display().to_string());
    window.click("Write the file");
    window.wait_to_see("Written: ");
    assert_eq!(template_file::read_template(&out).unwrap(), form);
    window.click("Remove\u{2026}");
    window.wait_to_see("Remove Brought along?");
    window.press(Modifiers::NONE, Key::Enter);
    window.wait_to_see("Removed: Brought along");
    assert!(!window.stored().contains(&form));
    window.press(Modifiers::COMMAND, Key::Z);
    window.wait("the form again", |harness| harness.query_all_by_label_contains("Brought along").count() > 1);
}

#[test]
fn what_was_drawn_when_the_program_ended_is_offered_again() {
    let changed = CardTemplate {
        name: "Half drawn".into(),
        ..kartoteka::catalogue::built_in_template("nummernbuch").unwrap().clone()
    };
    let mut window = Window::of(|catalogue, _| {
        let nobody = EntryId::parse("00000000-0000-0000-0000-000000000000").unwrap();
        let draft = StoredDraft {
            entry: nobody,
            slot: "template:nummernbuch".into(),
            text: template_file::to_toml(&changed),
            base: template_file::to_toml(kartoteka::catalogue::built_in_template("nummernbuch").unwrap()),
            author: "Test".into(),
            at: Timestamp(1),
        };
        catalogue.keep_drafts(&[draft], &[]).unwrap();
    });
    window.templates();
    assert!(window.sees("Not saved: Half drawn"));
    window.click("Go on with it");
    assert!(window.sees("Half drawn") && window.sees("is here again"));
    window.save();
    assert!(window.stored().contains(&changed));
    let path = window.path.clone();
    window.wait("the draft gone", |_| Catalogue::open_to_read(&path).unwrap().drafts().unwrap().is_empty());
    // a change is on the disk within a second, without being saved
    window.write("Name as printed", "Changed again");
    window.wait("the draft", |_| {
        let drafts = Catalogue::open_to_read(&path).unwrap().drafts().unwrap();
        drafts.iter().any(|draft| draft.slot == "template:nummernbuch" && draft.text.contains("Changed again"))
    });
    assert!(window.stored().contains(&changed), "it is not written");
}

#[test]
fn who_may_only_read_sees_everything_and_changes_nothing() {
    let temporary = tempfile::tempdir().unwrap();
    let path = temporary.path().join("test.kartoteka");
    let other = Catalogue::create(&path, "Test").unwrap();
    let settings = Settings { author: "Test".to_owned(), ..Settings::default() };
    let opened = path.clone();
    let harness = Harness::builder()
        .with_size(vec2(1280.0, 800.0))
        .build_eframe(move |creation| App::new(&creation.egui_ctx, Some(opened), settings, false));
    let mut window = Window { harness, path, folder: temporary };
    window.wait_to_see("can only be read");
    window.templates();
    assert!(window.harness.get_by_label("New form").accesskit_node().is_disabled());
    window.click("Look at it");
    window.draw((140.0, 100.0), (50.0, 94.0), (90.0, 99.0));
    window.click("Vorname");
    window.write("Label as printed", "Rufname");
    assert_eq!(window.value("Label as printed"), "Vorname");
    assert!(!window.sees("Box 2 of 20") && window.sees("of 19"));
    assert!(window.harness.query_by_label("Save").is_none());
    drop(other);
}

#[test]
fn a_draft_of_a_form_that_was_changed_since_is_taken_up_only_after_it_is_said() {
    let built_in = kartoteka::catalogue::built_in_template(RECORD).unwrap().clone();
    let drawn = CardTemplate { name: "Half drawn".into(), ..built_in.clone() };
    let changed = CardTemplate { name: "Changed by a colleague".into(), ..built_in.clone() };
    let gone = CardTemplate { id: "gone".into(), name: "Removed since".into(), ..CardTemplate::default() };
    for by_list in [false, true] {
        let mut window = Window::of(|catalogue, _| {
            let draft = |of: &CardTemplate, base: &CardTemplate, at: i64| StoredDraft {
                entry: EntryId::parse("00000000-0000-0000-0000-000000000000").unwrap(),
                slot: format!("template:{}", base.id),
                text: template_file::to_toml(of),
                base: template_file::to_toml(base),
                author: "Test".into(),
                at: Timestamp(at),
            };
            catalogue.keep_drafts(&[draft(&drawn, &built_in, 1), draft(&gone, &gone, 2)], &[]).unwrap();
            catalogue.save_template(changed.clone()).unwrap();
        });
        window.templates();
        if by_list {
            window.click("Change");
        } else {
            window.harness.get_all_by_label("Go on with it").next().unwrap().click();
            window.harness.run_steps(4);
        }
        window.wait_to_see("The form was changed since then");
        assert!(!window.sees("is here again"));
        window.click("Cancel");
        assert!(!window.sees("is here again") && window.sees("Not saved: Half drawn"), "nothing is taken up or lost");
        window.harness.get_all_by_label("Go on with it").next().unwrap().click();
        window.harness.run_steps(4);
        window.press(Modifiers::NONE, Key::Enter);
        window.wait_to_see("is here again");
        assert_eq!(window.value("Name as printed"), "Half drawn");
        // one step back is the form as it is now
        window.harness.get_by_role(egui::Role::Canvas).focus();
        window.harness.run_steps(2);
        window.press(Modifiers::COMMAND, Key::Z);
        assert_eq!(window.value("Name as printed"), "Changed by a colleague");
        window.press(Modifiers::NONE, Key::Escape);
        window.harness.get_all_by_label("Go on with it").last().unwrap().click();
        window.harness.run_steps(4);
        window.wait_to_see("The form was removed since then");
    }
}

#[test]
fn a_drawing_that_cannot_be_kept_as_a_draft_is_told_and_tried_again() {
    let mut window = Window::of(|_, _| {});
    outside::run(
        &window.path,
        "catalogue.db",
        "CREATE INDEX no ON draft (abs(iif(length(text) > 0, 0x8000000000000000, 1)))",
    );
    window.templates();
    window.click("New form");
    window.write("Name as printed", "Lagerkartei");
    window.wait_to_see("What is being drawn could not be kept as a draft");
    outside::run(&window.path, "catalogue.db", "DROP INDEX no");
    let path = window.path.clone();
    window.wait("the draft", |_| {
        let drafts = Catalogue::open_to_read(&path).unwrap().drafts().unwrap();
        drafts.iter().any(|draft| draft.text.contains("Lagerkartei"))
    });
}
