//! The page of an entry, driven by its labels: keying, undo, notes, withdrawing, with the real catalogue behind it.

use eframe::egui::{self, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use kartoteka::background::{Answer, Request, Store, Write};
use kartoteka::catalogue::{Catalogue, Keyed};
use kartoteka::model::{Act, Change, Claim, ClaimStatus, Datatype, Entry, EntryId, Event, EventKind};
use kartoteka::ui::action::Action;
use kartoteka::ui::page::{self, PageAction, PageState, PageView};
use kartoteka::ui::theme;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

const TEMPLATE: &str = "auschwitz-pow-record";

/// The page with the catalogue's thread behind it, and nothing else of the window.
struct Bench {
    store: Store,
    page: PageState,
    read_only: Option<&'static str>,
    shows: Vec<EntryId>,
    undone: usize,
}

struct Driven {
    harness: Harness<'static, ()>,
    bench: Arc<Mutex<Bench>>,
    path: PathBuf,
    card: EntryId,
    _folder: tempfile::TempDir,
}

impl Bench {
    fn frame(&mut self, ui: &mut egui::Ui) {
        let ctx = ui.ctx().clone();
        for answer in self.store.answers().collect::<Vec<_>>() {
            if let Answer::Written(_) = &answer {
                self.undone += 1;
            }
            self.page.answer(&ctx, &answer, &self.store);
        }
        let mut actions = Vec::new();
        let view = PageView { read_only: self.read_only, author: "A. Tester", units: &[], unit: None };
        page::page_ui(ui, &view, &mut self.page, &mut actions);
        page::dialogs_ui(&ctx, &view, &mut self.page, &mut actions);
        for action in actions {
            match action {
                Action::Page(action) => self.page.dispatch(action, &self.store),
                Action::Show(id) => {
                    self.shows.push(id);
                    self.page.show(Some(id), &self.store);
                }
                other => panic!("the page alone asks for nothing like {other:?}"),
            }
        }
    }
}

impl Driven {
    /// A catalogue with one card that has a surname, shown on its page.
    fn open(read_only: Option<&'static str>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("test.kartoteka");
        let card = {
            let mut catalogue = Catalogue::create(&path, "Test").unwrap();
            catalogue.set_author("A. Tester");
            let keyed = Keyed { field: surname(), as_written: "Musterow".to_owned(), absence: None };
            catalogue.add_card(TEMPLATE, "t/0001", None, &[keyed]).unwrap().id
        };
        let store = Store::start(|| {});
        store.send(Request::SetAuthor { author: "A. Tester".to_owned() });
        store.send(Request::Open { folder: path.clone() });
        let bench = Bench { store, page: PageState::default(), read_only, shows: Vec::new(), undone: 0 };
        let bench = Arc::new(Mutex::new(bench));
        let drawn = Arc::clone(&bench);
        let harness = Harness::builder()
            .with_size(vec2(1200.0, 2400.0))
            .with_max_steps(60)
            .with_context_setup(theme::install)
            .build_ui(move |ui| drawn.lock().unwrap().frame(ui));
        let mut driven = Self { harness, bench, path, card, _folder: folder };
        driven.show(card);
        driven.wait("the form", |driven| driven.sees("t/0001") && driven.has_input(&label(&surname())));
        driven
    }

    fn show(&mut self, id: EntryId) {
        // the answer to opening empties the page, so it must be there first
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_millis(300) {
            self.harness.step();
            std::thread::sleep(Duration::from_millis(10));
        }
        let mut bench = self.bench.lock().unwrap();
        let Bench { page, store, .. } = &mut *bench;
        page.show(Some(id), store);
    }

    fn wait(&mut self, what: &str, is_so: impl Fn(&Self) -> bool) {
        let begun = Instant::now();
        loop {
            self.harness.step();
            if is_so(self) {
                self.harness.check_accessibility();
                return;
            }
            assert!(begun.elapsed() < Duration::from_secs(20), "waited in vain for {what}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    fn sees(&self, words: &str) -> bool {
        self.harness.query_all_by_label_contains(words).next().is_some()
    }

    fn has_input(&self, label: &str) -> bool {
        self.harness.query_by_role_and_label(egui::Role::TextInput, label).is_some()
    }

    fn value_of(&self, label: &str) -> String {
        self.harness.get_by_role_and_label(egui::Role::TextInput, label).value().unwrap_or_default()
    }

    fn type_into(&mut self, label: &str, text: &str) {
        self.harness.get_by_role_and_label(egui::Role::TextInput, label).focus();
        self.harness.step();
        self.harness.get_by_role_and_label(egui::Role::TextInput, label).type_text(text);
        self.harness.step();
    }

    fn press(&mut self, key: egui::Key) {
        self.harness.key_press(key);
        self.harness.step();
        self.harness.step();
    }

    fn click(&mut self, label: &str) {
        self.harness.get_by_label(label).click();
        self.harness.step();
        self.harness.step();
    }

    fn write(&mut self, write: Write) {
        self.bench.lock().unwrap().store.write(write);
    }

    /// What the catalogue on the disk says, read beside the window.
    fn claims(&self, field: &str) -> Vec<Claim> {
        let catalogue = Catalogue::open(&self.path).unwrap();
        catalogue.dossier(self.card).unwrap().claims.into_iter().filter(|claim| claim.field == field).collect()
    }
}

/// The field of the card that holds the surname.
fn surname() -> String {
    field_of("surname")
}

fn field_of(property: &str) -> String {
    let template = kartoteka::catalogue::template(TEMPLATE).unwrap();
    template.fields.iter().find(|field| field.property == property).unwrap().id.clone()
}

fn label(field: &str) -> String {
    kartoteka::catalogue::template(TEMPLATE).unwrap().field(field).unwrap().label.clone()
}

#[test]
fn what_is_typed_is_saved_and_enter_goes_on() {
    let mut page = Driven::open(None);
    let (given, born) = (field_of("given-name"), field_of("birth-date"));
    page.type_into(&label(&given), "Iwan");
    page.wait("editing", |page| page.sees("editing"));
    page.press(egui::Key::Enter);
    page.wait("saved", |page| page.sees("saved"));
    assert_eq!(page.claims(&given)[0].as_written, "Iwan");
    assert!(!page.harness.get_by_role_and_label(egui::Role::TextInput, &label(&given)).is_focused());
    page.type_into(&label(&born), "1.1.1915");
    page.wait("saved after a second", |page| !page.claims(&born).is_empty() && page.sees("1915"));
    page.wait("the reading beside it", |page| page.sees("read as"));
    page.write(Write::Undo);
    page.wait("the date taken back", |page| page.value_of(&label(&born)).is_empty());
    assert!(page.claims(&born).is_empty());
    assert_eq!(page.value_of(&label(&given)), "Iwan");
}

#[test]
fn leaving_the_page_writes_what_was_typed() {
    let mut page = Driven::open(None);
    page.type_into(&label(&surname()), "x");
    let typed = page.value_of(&label(&surname()));
    assert_ne!(typed, "Musterow");
    {
        let mut bench = page.bench.lock().unwrap();
        assert!(bench.page.unsaved());
        let Bench { page, store, .. } = &mut *bench;
        page.show(None, store);
    }
    page.wait("the write", |page| page.bench.lock().unwrap().undone == 1);
    assert_eq!(page.claims(&surname())[0].as_written, typed);
    assert!(!page.bench.lock().unwrap().page.unsaved());
}

#[test]
fn what_cannot_be_saved_is_kept_with_the_reason() {
    let mut page = Driven::open(None);
    let event = Event { id: EntryId::fresh(), reference_code: "E1".into(), kind: EventKind::Other, label: "X".into() };
    page.write(Write::Act {
        act: Act::Add,
        about: "E1".to_owned(),
        reason: String::new(),
        changes: vec![Change::create(event.clone())],
    });
    page.show(event.id);
    page.wait("the event", |page| page.has_input("Name"));
    // the event is removed behind the page's back, so that the next write of its name must fail
    page.type_into("Name", "y");
    page.write(Write::Undo);
    page.press(egui::Key::Enter);
    page.wait("the entry gone", |page| page.sees("no longer there"));
    assert!(page.bench.lock().unwrap().page.unsaved(), "what was typed is not forgotten");
    page.write(Write::Redo);
    page.wait("the event again", |page| page.has_input("Name"));
    page.wait("the reason", |page| page.sees("not saved: "));
    assert!(page.value_of("Name").contains('y'));
    page.click("Try again");
    page.wait("saved", |page| page.sees("saved") && !page.sees("not saved"));
}

#[test]
fn an_absence_is_chosen_by_key_and_is_no_empty_string() {
    let mut page = Driven::open(None);
    let born = field_of("birth-date");
    page.harness.get_by_role_and_label(egui::Role::TextInput, &label(&born)).focus();
    page.harness.step();
    page.harness.key_press_modifiers(egui::Modifiers::ALT, egui::Key::ArrowDown);
    page.harness.step();
    page.harness.step();
    page.press(egui::Key::Enter);
    page.wait("the absence", |page| !page.claims(&born).is_empty());
    let claim = page.claims(&born).remove(0);
    assert_eq!((claim.as_written.as_str(), claim.absence.map(|absence| absence.term())), ("", Some("blank")));
}

#[test]
fn a_row_of_a_table_is_one_claim_and_the_next_row_waits_below() {
    let mut page = Driven::open(None);
    let template = kartoteka::catalogue::template(TEMPLATE).unwrap();
    let table = template.fields.iter().find(|field| field.datatype == Datatype::Rows).unwrap();
    let (first, second) = (&table.columns[0], &table.columns[1]);
    page.type_into(first, "1.2.42");
    page.press(egui::Key::Tab);
    page.harness.event(egui::Event::Text("verlegt".to_owned()));
    page.harness.step();
    page.press(egui::Key::Enter);
    page.wait("one row", |page| page.claims(&table.id).iter().any(|claim| claim.as_written == "1.2.42 | verlegt"));
    page.wait("the next row", |page| page.harness.query_all_by_label(second).count() >= 2);
    assert_eq!(page.claims(&table.id).len(), 1, "two cells, one claim");
}

#[test]
fn an_act_is_taken_back_from_the_history_of_the_page() {
    let mut page = Driven::open(None);
    page.type_into("Reference code", "x");
    let typed = page.value_of("Reference code");
    page.press(egui::Key::Enter);
    page.wait("saved", |page| page.sees("saved"));
    page.click("History");
    page.wait("what was and is", |page| page.sees(&format!("was \u{201c}t/0001\u{201d}, now \u{201c}{typed}\u{201d}")));
    page.harness.query_all_by_label_contains("Take back: ").next().unwrap().click();
    page.wait("the code of before", |page| page.value_of("Reference code") == "t/0001");
}

#[test]
fn a_note_is_written_and_shown() {
    let mut page = Driven::open(None);
    page.click("Add a note…");
    page.harness.get_by_role_and_label(egui::Role::MultilineTextInput, "Words").type_text("Found in a drawer.");
    page.harness.step();
    page.harness.step();
    page.click("Write the note");
    page.wait("the note", |page| page.sees("Found in a drawer.") && !page.sees("Write the note"));
    let catalogue = Catalogue::open(&page.path).unwrap();
    let notes = catalogue.dossier(page.card).unwrap().notes;
    assert_eq!((notes[0].text.as_str(), notes[0].author.as_str()), ("Found in a drawer.", "A. Tester"));
}

#[test]
fn a_claim_is_withdrawn_with_a_reason_and_never_erased() {
    let mut page = Driven::open(None);
    let claim = page.claims(&surname()).remove(0);
    let menu = format!("{}: terms, or why there is no value", label(&surname()));
    page.click(&menu);
    page.click("Withdraw…");
    page.type_into("Reason", "read wrongly");
    page.click("Withdraw");
    page.wait("the status", |page| page.sees("read wrongly"));
    let withdrawn = page.claims(&surname()).remove(0);
    assert_eq!(withdrawn.id, claim.id);
    assert_eq!((withdrawn.status, withdrawn.as_written.as_str()), (ClaimStatus::Withdrawn, "Musterow"));
    assert_eq!(page.value_of(&label(&surname())), "", "the box is open for another reading");
    page.type_into(&label(&surname()), "Mustafow");
    page.press(egui::Key::Enter);
    page.wait("the second reading", |page| page.claims(&surname()).len() == 2);
}

#[test]
fn a_person_is_made_and_shown() {
    let mut page = Driven::open(None);
    {
        let mut bench = page.bench.lock().unwrap();
        let Bench { page, store, .. } = &mut *bench;
        page.dispatch(PageAction::NewEntry, store);
    }
    page.wait("the dialog", |page| page.sees("Make it"));
    // the dialog's own field has the keyboard; a field of the card has the same name
    page.harness.event(egui::Event::Text("Погожев, Андрей".to_owned()));
    page.harness.step();
    page.harness.step();
    page.click("Make it");
    page.wait("the page of the person", |page| page.bench.lock().unwrap().shows.len() == 1);
    page.wait("its name", |page| page.sees("Погожев, Андрей"));
    let catalogue = Catalogue::open(&page.path).unwrap();
    let shown = page.bench.lock().unwrap().shows[0];
    assert!(matches!(catalogue.get(shown).unwrap(), Some(Entry::Person(person)) if person.label == "Погожев, Андрей"));
}

#[test]
fn a_read_only_page_says_why_and_offers_no_change() {
    let mut page = Driven::open(Some("somebody else has it open"));
    assert!(page.sees("somebody else has it open"));
    page.type_into(&label(&surname()), "z");
    assert_eq!(page.value_of(&label(&surname())), "Musterow");
    assert!(!page.sees("Add a note") && !page.sees("terms, or why"));
}

#[test]
fn a_date_that_cannot_be_read_says_so() {
    let mut page = Driven::open(None);
    let born = field_of("birth-date");
    page.type_into(&label(&born), "31.2.1915");
    page.press(egui::Key::Enter);
    page.wait("the words beside it", |page| page.sees("not read as a date"));
    assert_eq!(page.claims(&born)[0].as_written, "31.2.1915");
}

#[test]
fn a_field_below_the_fold_comes_into_view_with_the_keyboard() {
    let mut page = Driven::open(None);
    page.harness.set_size(vec2(700.0, 420.0));
    page.harness.step();
    page.harness.get_by_role_and_label(egui::Role::TextInput, &label(&surname())).focus();
    page.harness.step();
    for key in [egui::Key::Enter, egui::Key::Tab] {
        for _ in 0..8 {
            page.press(key);
        }
        page.harness.step();
        let focused = page.harness.ctx.memory(egui::Memory::focused).unwrap();
        let place = page.harness.ctx.read_response(focused).unwrap().rect;
        assert!(place.top() >= 0.0 && place.bottom() <= 420.0, "{key:?}: {place:?} is out of sight");
        assert!(page.harness.ctx.text_edit_focused(), "{key:?} goes from field to field");
    }
}
