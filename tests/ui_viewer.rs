//! The viewer, driven by keys and labels: pictures of a card looked at, turned, compared, and what is written of it.

use crate::ui::Window;
use eframe::egui::{self, Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use kartoteka::catalogue::{Catalogue, ListQuery, NewPicture};
use kartoteka::model::{Appearance, Attachment, Channel, EntryId, EntryKind, Role};
use std::path::{Path, PathBuf};

const TEMPLATE: &str = "auschwitz-pow-record";
/// Ctrl as a keyboard sends it where it is also the key of commands.
const CTRL: Modifiers = Modifiers::CTRL.plus(Modifiers::COMMAND);

/// A catalogue with one card that has a front, larger than an overview, a back and a photograph.
fn with_pictures(folder: &Path) -> PathBuf {
    let path = folder.join("test.kartoteka");
    let mut catalogue = Catalogue::create(&path, "Test").unwrap();
    catalogue.set_author("Test");
    let card = catalogue.add_card(TEMPLATE, "a/1", None, &[]).unwrap().id;
    let pictures = [(Role::Front, 2200, 260), (Role::Back, 400, 300), (Role::Portrait, 300, 400)];
    let files = pictures.map(|(role, width, height)| {
        let file = folder.join(format!("{}.png", role.term()));
        let shade = u8::try_from(role as usize * 40).unwrap();
        image::GrayImage::from_fn(width, height, |x, _| image::Luma([shade.wrapping_add((x % 200) as u8)]))
            .save(&file)
            .unwrap();
        NewPicture { caption: format!("the {}", role.term()), path: file, role }
    });
    assert_eq!(catalogue.attach(card, &files).unwrap().attached.len(), 3);
    path
}

/// The same, and the photograph should not be shown unasked.
fn with_covered(folder: &Path) -> PathBuf {
    let path = with_pictures(folder);
    let mut catalogue = Catalogue::open(&path).unwrap();
    catalogue.set_author("Test");
    let before = pictures(&catalogue).into_iter().find(|picture| picture.role == Role::Portrait).unwrap();
    let after = Attachment { content_note: "a dead man".to_owned(), ..before.clone() };
    let change = kartoteka::model::Change::edit(before, after);
    catalogue.act(kartoteka::model::Act::Edit, "a/1", "", vec![change]).unwrap();
    path
}

/// The same, and the stored front is damaged.
fn with_damaged(folder: &Path) -> PathBuf {
    let path = with_pictures(folder);
    let catalogue = Catalogue::open(&path).unwrap();
    let front = pictures(&catalogue).into_iter().find(|picture| picture.role == Role::Front).unwrap();
    let file = catalogue.masters().path_of(&front.master, &front.extension);
    drop(catalogue);
    let bytes = std::fs::read(&file).unwrap();
    std::fs::remove_file(&file).unwrap();
    std::fs::write(&file, &bytes[..bytes.len() / 2]).unwrap();
    path
}

/// The pictures of the card, as the catalogue has them.
fn pictures(catalogue: &Catalogue) -> Vec<Attachment> {
    let rows = catalogue.list(&ListQuery { kinds: vec![EntryKind::FileCard], ..ListQuery::default() }).unwrap();
    let card: EntryId = catalogue.rows(&rows).unwrap()[0].id;
    catalogue.dossier(card).unwrap().pictures
}

/// How the picture with this role is looked at, on the disk.
fn appearance(window: &Window, role: Role) -> Option<Appearance> {
    let catalogue = Catalogue::open(&window.path).unwrap();
    pictures(&catalogue).into_iter().find(|picture| picture.role == role).unwrap().appearance
}

fn acts(window: &Window) -> usize {
    Catalogue::open(&window.path).unwrap().history(None, None, 100).unwrap().len()
}

/// A window with the card shown and its front looked at.
fn looking(make: fn(&Path) -> PathBuf) -> Window {
    let mut window = Window::open(Some(make));
    window.wait("the row", |harness| crate::ui::rows_of(harness).len() == 1);
    window.press(Modifiers::COMMAND, Key::L);
    window.press(Modifiers::NONE, Key::Home);
    window.wait_for("Pictures");
    window.press(Modifiers::NONE, Key::F12);
    window.wait_for("1 of 3");
    window
}

/// The label of the picture that is looked at, or of both.
fn shown(window: &Window) -> Vec<String> {
    let images = window.harness.query_all_by_role(egui::Role::Image);
    images.filter_map(|node| node.accesskit_node().label()).filter(|label| label.contains(" of 3")).collect()
}

fn press(window: &mut Window, key: Key) {
    window.press(Modifiers::NONE, key);
}

/// Until a picture is drawn with all that belongs to it and nothing moves any more.
fn settle(window: &mut Window) {
    let begun = std::time::Instant::now();
    let mut still = 0;
    while still < 40 {
        window.harness.step();
        still = if window.harness.ctx.has_requested_repaint() { 0 } else { still + 1 };
        std::thread::sleep(std::time::Duration::from_millis(10));
        assert!(begun.elapsed() < std::time::Duration::from_secs(30), "it never comes to rest");
    }
}

#[test]
fn a_card_is_leafed_through_by_keys() {
    let mut window = looking(with_pictures);
    assert_eq!(shown(&window), ["Front \u{b7} the front, 1 of 3"]);
    press(&mut window, Key::ArrowLeft);
    assert_eq!(shown(&window).len(), 1, "there is none before the first");
    press(&mut window, Key::ArrowRight);
    assert_eq!(shown(&window), ["Back \u{b7} the back, 2 of 3"]);
    press(&mut window, Key::B);
    assert_eq!(shown(&window), ["Front \u{b7} the front, 1 of 3"], "the other side of the card");
    press(&mut window, Key::End);
    assert_eq!(shown(&window), ["Portrait \u{b7} the portrait, 3 of 3"]);
    press(&mut window, Key::B);
    assert_eq!(shown(&window), ["Portrait \u{b7} the portrait, 3 of 3"], "a portrait has no other side");
    press(&mut window, Key::Home);
    assert_eq!(shown(&window), ["Front \u{b7} the front, 1 of 3"]);
    assert!(window.sees("front.png") && window.sees("2200 \u{d7} 260 pixels") && window.sees("no resolution stated"));
    assert!(window.rows().is_empty(), "the picture has the window to itself");
    window.harness.check_accessibility();
    press(&mut window, Key::Escape);
    window.wait("the list", |harness| crate::ui::rows_of(harness).len() == 1);
    assert!(shown(&window).is_empty());
    assert_eq!(acts(&window), 2, "looking writes nothing");
}

#[test]
fn how_a_picture_is_looked_at_is_written_once_when_one_goes_on() {
    let mut window = looking(with_pictures);
    let before = acts(&window);
    for key in [Key::R, Key::R, Key::L, Key::I, Key::G] {
        press(&mut window, key);
    }
    settle(&mut window);
    assert_eq!(acts(&window), before, "nothing is written while one looks");
    press(&mut window, Key::ArrowRight);
    settle(&mut window);
    let expected = Appearance { turns: 1, inverted: true, channel: Channel::Red, ..Appearance::default() };
    assert_eq!((appearance(&window, Role::Front), acts(&window)), (Some(expected), before + 1));
    press(&mut window, Key::ArrowLeft);
    press(&mut window, Key::Escape);
    settle(&mut window);
    assert_eq!(acts(&window), before + 1, "it was only looked at again");
    press(&mut window, Key::F12);
    window.wait_for("1 of 3");
    press(&mut window, Key::N);
    press(&mut window, Key::Escape);
    settle(&mut window);
    assert_eq!((appearance(&window, Role::Front), acts(&window)), (None, before + 2), "as it is");
}

#[test]
fn a_picture_lies_as_it_was_left_the_next_time() {
    let mut window = looking(with_pictures);
    press(&mut window, Key::M);
    press(&mut window, Key::Escape);
    settle(&mut window);
    press(&mut window, Key::F12);
    window.wait_for("1 of 3");
    press(&mut window, Key::R);
    press(&mut window, Key::Escape);
    settle(&mut window);
    let expected = Appearance { turns: 1, mirrored: true, ..Appearance::default() };
    assert_eq!(appearance(&window, Role::Front), Some(expected));
    window.press(CTRL, Key::Z);
    settle(&mut window);
    assert_eq!(appearance(&window, Role::Front).map(|before| before.turns), Some(0), "it is undone like any act");
}

#[test]
fn a_covered_picture_is_shown_only_when_asked_for() {
    let mut window = looking(with_covered);
    press(&mut window, Key::End);
    window.wait_for("a dead man");
    settle(&mut window);
    assert!(window.sees("a dead man"), "it stays covered");
    window.click("Show");
    assert!(!window.sees("a dead man"));
    press(&mut window, Key::ArrowLeft);
    press(&mut window, Key::ArrowRight);
    assert!(!window.sees("a dead man"), "asked once is enough");
}

#[test]
fn what_cannot_be_shown_says_why_and_where_it_is() {
    let mut window = looking(with_damaged);
    window.wait_for("This picture cannot be shown");
    assert!(window.sees("The original is kept as it is.") && window.sees("cut off"));
    window.click("Where is the file?");
    window.wait("the path", |harness| harness.query_all_by_label_contains("masters").next().is_some());
    press(&mut window, Key::ArrowRight);
    assert!(!window.sees("This picture cannot be shown"), "the next one can");
}

#[test]
fn two_pictures_lie_side_by_side() {
    let mut window = looking(with_pictures);
    press(&mut window, Key::C);
    assert_eq!(shown(&window), ["Front \u{b7} the front, 1 of 3", "Back \u{b7} the back, 2 of 3"]);
    settle(&mut window);
    window.harness.check_accessibility();
    press(&mut window, Key::ArrowRight);
    assert_eq!(shown(&window), ["Back \u{b7} the back, 2 of 3", "Back \u{b7} the back, 2 of 3"]);
    press(&mut window, Key::X);
    press(&mut window, Key::ArrowRight);
    assert_eq!(shown(&window), ["Back \u{b7} the back, 2 of 3", "Portrait \u{b7} the portrait, 3 of 3"]);
    press(&mut window, Key::I);
    press(&mut window, Key::C);
    settle(&mut window);
    assert_eq!(shown(&window), ["Back \u{b7} the back, 2 of 3"]);
    assert!(appearance(&window, Role::Portrait).is_some_and(|appearance| appearance.inverted));
    assert_eq!(appearance(&window, Role::Back), None, "each has an appearance of its own");
}

#[test]
fn the_tones_have_sliders_and_keys() {
    let mut window = looking(with_pictures);
    press(&mut window, Key::T);
    window.wait_for("Brightness");
    settle(&mut window);
    window.harness.check_accessibility();
    window.click("Green alone");
    window.click("Light and dark exchanged");
    press(&mut window, Key::T);
    assert!(!window.sees("Brightness"));
    press(&mut window, Key::Escape);
    settle(&mut window);
    let expected = Appearance { inverted: true, channel: Channel::Green, ..Appearance::default() };
    assert_eq!(appearance(&window, Role::Front), Some(expected));
}

#[test]
fn the_window_s_keys_still_work_and_lead_away() {
    let mut window = looking(with_pictures);
    press(&mut window, Key::F1);
    window.wait_for("Looking at a picture");
    press(&mut window, Key::I);
    press(&mut window, Key::Escape);
    assert_eq!(shown(&window).len(), 1, "the help alone was closed");
    window.press(CTRL, Key::F);
    window.wait("the list", |harness| crate::ui::rows_of(harness).len() == 1);
    settle(&mut window);
    assert_eq!(appearance(&window, Role::Front), None, "a key in a dialog is not one of the viewer");
}

#[test]
fn a_large_picture_comes_to_rest_sharp_and_an_idle_one_draws_nothing() {
    let mut window = looking(with_pictures);
    settle(&mut window);
    press(&mut window, Key::Num1);
    settle(&mut window);
    assert!(window.sees("100 %"));
    window.press(Modifiers::SHIFT, Key::ArrowRight);
    settle(&mut window);
    press(&mut window, Key::Num0);
    settle(&mut window);
    assert!(!window.sees("100 %"));
}

#[test]
fn a_face_is_marked_named_and_taken_back() {
    let mut window = looking(with_pictures);
    press(&mut window, Key::ArrowRight);
    press(&mut window, Key::P);
    window.wait_for("Mark a face or a thing");
    settle(&mut window);
    window.harness.get_by_label("Mark a face or a thing").click();
    window.harness.run_steps(4);
    let place = window.harness.query_all_by_role(egui::Role::Image).next().unwrap().rect().center();
    let to = place + egui::vec2(120.0, 90.0);
    for (at, pressed) in [(place, None), (place, Some(true)), (to, None), (to, Some(false))] {
        window.harness.event(egui::Event::PointerMoved(at));
        if let Some(pressed) = pressed {
            let button = egui::PointerButton::Primary;
            window.harness.event(egui::Event::PointerButton { pos: at, button, pressed, modifiers: Modifiers::NONE });
        }
        window.harness.run_steps(3);
    }
    window.wait_for("unknown 1");
    let regions = |window: &Window| {
        let catalogue = Catalogue::open(&window.path).unwrap();
        let back = pictures(&catalogue).into_iter().find(|picture| picture.role == Role::Back).unwrap();
        catalogue.regions(back.id).unwrap()
    };
    let marked = regions(&window);
    assert_eq!(marked.len(), 1);
    assert_eq!(marked[0].shows.as_ref().unwrap().name, "unknown 1");
    assert!((0.45..0.55).contains(&marked[0].x) && marked[0].width > 0.05, "{marked:?}");
    window.harness.get_by_label("Take this mark away").click();
    window.wait("the mark gone", |harness| harness.query_by_label("Take this mark away").is_none());
    assert!(regions(&window).is_empty());
}
