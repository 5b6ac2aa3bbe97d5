//! The page of an entry with the catalogue's thread behind it, driven by its labels and keys.

use eframe::egui::{self, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use kartoteka::background::{Answer, Request, Store, StudyNews, Write};
use kartoteka::catalogue::{Catalogue, Keyed};
use kartoteka::error::Error;
use kartoteka::model::{Claim, EntryId};
use kartoteka::ui::action::Action;
use kartoteka::ui::command::{self, Command};
use kartoteka::ui::page::{self, PageAction, PageState, PageView};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// The template of the card.
pub const TEMPLATE: &str = "auschwitz-pow-record";

/// The page with the catalogue's thread behind it, and nothing else of the window.
pub struct Bench {
    pub store: Store,
    pub page: PageState,
    read_only: Option<&'static str>,
    /// The entries that were to be shown.
    pub shows: Vec<EntryId>,
    /// How many writes were answered.
    pub written: usize,
    /// The area of which nothing can be read.
    pub unread: Option<&'static str>,
}

/// The answer, or that it could not be read.
fn spoilt(answer: Answer, unread: Option<&'static str>) -> Answer {
    let area = match &answer {
        Answer::Study(StudyNews::Identity(_)) => "identity",
        Answer::Study(StudyNews::Life(_)) => "life",
        Answer::Study(StudyNews::Tally(_)) => "tally",
        Answer::Study(StudyNews::Glossary(_)) => "glossary",
        _ => return answer,
    };
    if unread == Some(area) {
        Answer::Failed { request: area, token: None, error: Error::Input("the disk is gone".to_owned()) }
    } else {
        answer
    }
}

/// The page in a window of its own.
pub struct Driven {
    pub harness: Harness<'static, ()>,
    pub bench: Arc<Mutex<Bench>>,
    pub path: PathBuf,
    pub card: EntryId,
    _folder: tempfile::TempDir,
}

impl Bench {
    fn frame(&mut self, ui: &mut egui::Ui) {
        let ctx = ui.ctx().clone();
        for answer in self.store.answers().collect::<Vec<_>>() {
            if let Answer::Written(_) = &answer {
                self.written += 1;
            }
            self.page.answer(&ctx, &spoilt(answer, self.unread), &self.store);
        }
        let mut actions = Vec::new();
        if !self.page.has_dialog() {
            // as in the window: what needs a field is not heard without one
            let commands = command::pressed(&ctx).into_iter().filter(|_| self.page.has_field());
            actions.extend(commands.filter_map(|command| match command {
                Command::Field(command) => Some(Action::Page(PageAction::Field(command))),
                _ => None,
            }));
        }
        let view = PageView { read_only: self.read_only, author: "A. Tester", units: &[], ..PageView::default() };
        page::band_ui(ui, &mut self.page, &mut actions);
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
    pub fn open(read_only: Option<&'static str>) -> Self {
        let mut driven = Self::open_with(read_only, |catalogue, _| {
            let keyed = Keyed { field: surname(), as_written: "Musterow".to_owned(), absence: None, at: None };
            catalogue.add_card(TEMPLATE, "t/0001", None, &[keyed]).unwrap().id
        });
        driven.wait("the form", |driven| driven.sees("t/0001") && driven.has_input(&label(&surname())));
        driven
    }

    /// A catalogue made by `make`, which is told of a folder for its files and says which entry is shown.
    pub fn open_with(read_only: Option<&'static str>, make: impl FnOnce(&mut Catalogue, &Path) -> EntryId) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("test.kartoteka");
        let card = {
            let mut catalogue = Catalogue::create(&path, "Test").unwrap();
            catalogue.set_author("A. Tester");
            make(&mut catalogue, folder.path())
        };
        let mut driven = Self::start(read_only, folder, path, card);
        driven.show(card);
        driven
    }

    fn start(read_only: Option<&'static str>, folder: tempfile::TempDir, path: PathBuf, card: EntryId) -> Self {
        let store = Store::start(|| {});
        store.send(Request::SetAuthor { author: "A. Tester".to_owned() });
        store.send(Request::Open { folder: path.clone() });
        let bench = Bench { store, page: PageState::default(), read_only, shows: Vec::new(), written: 0, unread: None };
        let bench = Arc::new(Mutex::new(bench));
        let drawn = Arc::clone(&bench);
        let harness = Harness::builder()
            .with_size(vec2(1200.0, 2400.0))
            .with_max_steps(60)
            .with_context_setup(kartoteka::ui::install)
            .build_ui(move |ui| drawn.lock().unwrap().frame(ui));
        Self { harness, bench, path, card, _folder: folder }
    }

    /// The program ends as if the power failed, with nothing written that was not asked for before, and is started
    /// again. `between` does something to the catalogue meanwhile. No entry is shown.
    pub fn crash(self, between: impl FnOnce(&mut Catalogue, EntryId)) -> Self {
        let Self { harness, bench, path, card, _folder: folder } = self;
        drop(harness);
        let Bench { store, page, read_only, .. } = Arc::into_inner(bench).unwrap().into_inner().unwrap();
        std::mem::forget(page);
        drop(store);
        let mut catalogue = Catalogue::open(&path).unwrap();
        catalogue.set_author("Somebody else");
        between(&mut catalogue, card);
        drop(catalogue);
        let mut driven = Self::start(read_only, folder, path, card);
        driven.pause();
        driven
    }

    /// Lets the window and the catalogue work for a moment.
    fn pause(&mut self) {
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_millis(300) {
            self.harness.step();
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    pub fn show(&mut self, id: EntryId) {
        // the answer to opening empties the page, so it must be there first
        self.pause();
        let mut bench = self.bench.lock().unwrap();
        let Bench { page, store, .. } = &mut *bench;
        page.show(Some(id), store);
    }

    /// Asks the page for something.
    pub fn dispatch(&mut self, action: PageAction) {
        let mut bench = self.bench.lock().unwrap();
        let Bench { page, store, .. } = &mut *bench;
        page.dispatch(action, store);
    }

    /// Gives a field the keyboard.
    pub fn focus(&mut self, label: &str) {
        self.harness.get_by_role_and_label(egui::Role::TextInput, label).focus();
        self.harness.step();
    }

    /// Types on in the field that has the keyboard.
    pub fn type_on(&mut self, text: &str) {
        self.harness.event(egui::Event::Text(text.to_owned()));
        self.harness.step();
    }

    pub fn wait(&mut self, what: &str, is_so: impl Fn(&Self) -> bool) {
        let begun = Instant::now();
        loop {
            self.harness.step();
            if is_so(self) {
                self.harness.check_accessibility();
                return;
            }
            assert!(begun.elapsed() < Duration::from_secs(20), "waited in vain for {what}; shown: {:?}", self.shown());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Every label and value on the page.
    fn shown(&self) -> Vec<String> {
        let nodes = self.harness.root().children_recursive();
        nodes.flat_map(|node| [node.accesskit_node().label(), node.value()]).flatten().collect()
    }

    pub fn sees(&self, words: &str) -> bool {
        self.harness.query_all_by_label_contains(words).next().is_some()
    }

    pub fn has_input(&self, label: &str) -> bool {
        self.harness.query_by_role_and_label(egui::Role::TextInput, label).is_some()
    }

    pub fn value_of(&self, label: &str) -> String {
        self.harness.get_by_role_and_label(egui::Role::TextInput, label).value().unwrap_or_default()
    }

    pub fn type_into(&mut self, label: &str, text: &str) {
        self.harness.get_by_role_and_label(egui::Role::TextInput, label).focus();
        self.harness.step();
        self.harness.get_by_role_and_label(egui::Role::TextInput, label).type_text(text);
        self.harness.step();
    }

    /// Goes to the next field and draws until it is seen.
    pub fn go_on(&mut self) {
        self.press(egui::Key::Tab);
    }

    pub fn press(&mut self, key: egui::Key) {
        self.harness.key_press(key);
        self.harness.step();
        self.harness.step();
    }

    /// Until everything written is read again.
    pub fn settle(&mut self) {
        self.wait("the writes", |page| !page.bench.lock().unwrap().store.is_writing());
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_millis(200) {
            self.harness.step();
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    pub fn press_with(&mut self, modifiers: egui::Modifiers, key: egui::Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.step();
        self.harness.step();
    }

    /// Whether the field with this label has the keyboard.
    pub fn is_in(&self, label: &str) -> bool {
        self.harness.query_by_role_and_label(egui::Role::TextInput, label).is_some_and(|field| field.is_focused())
    }

    pub fn click(&mut self, label: &str) {
        // an answer that comes with the click would move what is clicked away from under it
        self.settle();
        self.harness.get_by_label(label).click();
        self.harness.step();
        self.harness.step();
    }

    /// Presses a button as a screen reader does, wherever an answer that comes meanwhile moves it.
    pub fn press_button(&mut self, label: &str) {
        self.harness.get_by_label(label).click_accesskit();
        self.harness.step();
        self.harness.step();
    }

    pub fn write(&mut self, write: Write) {
        self.bench.lock().unwrap().store.write(write);
    }

    /// What the catalogue on the disk says, read beside the window.
    pub fn claims(&self, field: &str) -> Vec<Claim> {
        let catalogue = Catalogue::open(&self.path).unwrap();
        catalogue.dossier(self.card).unwrap().claims.into_iter().filter(|claim| claim.field == field).collect()
    }
}

/// The field of the card that holds the surname.
pub fn surname() -> String {
    field_of("surname")
}

pub fn field_of(property: &str) -> String {
    let template = kartoteka::catalogue::built_in_template(TEMPLATE).unwrap();
    template.fields.iter().find(|field| field.property == property).unwrap().id.clone()
}

pub fn label(field: &str) -> String {
    kartoteka::catalogue::built_in_template(TEMPLATE).unwrap().field(field).unwrap().label.clone()
}
