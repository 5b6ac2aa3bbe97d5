//! The screen of card templates: copying, changing and drawing the forms cards are keyed by.
//!
//! Invariant: a template is written only by Save, as one act. What is drawn and not saved is a draft on the disk within
//! a second, and is offered again.

mod ask;
mod canvas;
mod editor;
mod form;
mod list;
mod naming;
mod news;
mod properties;
mod rects;
mod route;
mod scan;
mod steps;
mod texts;
mod wishes;

use super::action::Action;
use super::outside::Outside;
use crate::background::{Store, Token};
use crate::catalogue::{StoredDraft, template_file};
use crate::i18n::tr;
use crate::model::{Attachment, CardTemplate, Side};
use ask::Asking;
use editor::Editor;
pub(super) use editor::SLOT;
use eframe::egui::{self, Context, Ui};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What the screen may know of the rest of the window.
#[derive(Clone, Copy, Debug)]
pub struct TemplatesView<'a> {
    /// Why nothing can be changed; `None` when it can.
    pub read_only: Option<&'a str>,
    /// The scans of the card that was shown.
    pub scans: &'a [Attachment],
}

/// What the screen wants.
#[derive(Debug)]
pub enum TemplatesAction {
    /// One step back: to the list, or to the page.
    Back,
    /// Begin a new form.
    New,
    /// Begin a copy of the form with this id.
    Copy(String),
    /// Work on the form with this id.
    Change(String),
    /// Go on with the draft in this slot.
    GoOn(String),
    /// Go on with the draft in this slot, although its form was changed since.
    GoOnAnyway(String),
    /// Let the draft in this slot go.
    DropDraft(String),
    /// Write what was drawn.
    Save,
    /// Write what was drawn, then leave it.
    SaveAndLeave,
    /// Leave what was drawn unwritten, and forget it.
    Discard,
    /// Take the form with this id out of the catalogue.
    Remove(String),
    /// Read a template file.
    Import(PathBuf),
    /// Write what a template file says.
    Take(Box<CardTemplate>),
    /// Write a form to a file.
    Export {
        /// Its id.
        id: String,
        /// The file.
        file: PathBuf,
    },
    /// Read the scan that is to be drawn on.
    ReadScan,
    /// Draw on this picture file.
    PictureFile(PathBuf),
    /// Ask the desktop's dialog for a path.
    Browse,
    /// The question is closed.
    CloseAsk,
}

impl TemplatesAction {
    /// Whether it writes, so that the author's name must be known first.
    pub fn writes(&self) -> bool {
        matches!(self, Self::Save | Self::SaveAndLeave | Self::Remove(_) | Self::Take(_))
    }
}

/// What can be asked.
#[derive(Debug)]
enum Ask {
    /// What becomes of unsaved work.
    Leave,
    /// Whether the form with this id is to go.
    Remove(String),
    /// Whether the draft in this slot is taken up, although its form was changed since it was begun.
    GoOn(String),
    /// Whether the form of a file takes the place of another one.
    Replace(Box<CardTemplate>),
    /// A template file to read.
    Import,
    /// A file to write the form with this id to.
    Export(String),
    /// A picture file to draw on.
    Picture,
}

/// What comes after unsaved work is dealt with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum After {
    /// The list.
    #[default]
    List,
    /// The page.
    Page,
}

/// The screen while it is open.
#[derive(Default)]
struct Screen {
    chosen: Option<String>,
    side: Side,
    editor: Option<Editor>,
    asking: Option<Asking>,
    after: After,
    /// The editor is left as soon as it is written.
    leaves: bool,
    scans: Vec<Attachment>,
    folder: PathBuf,
    /// What came of the last import, export or removal.
    told: Option<String>,
    /// A removal or an import that is not answered yet, and what is told then.
    awaited: Option<(Token, String, Option<String>)>,
    /// Whether a text field had the keyboard: its Esc is its own.
    was_typing: bool,
}

/// What the screen keeps between frames.
#[derive(Default)]
pub struct TemplatesState {
    templates: Arc<[CardTemplate]>,
    drafts: Vec<StoredDraft>,
    /// The drafts that are on their way to the disk.
    keeping: Option<Token>,
    screen: Option<Box<Screen>>,
    outside: Outside,
    /// Counts editors and questions, so that each has fields of its own.
    openings: u64,
}

impl std::fmt::Debug for TemplatesState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TemplatesState").field("templates", &self.templates.len()).finish_non_exhaustive()
    }
}

/// The name of what a draft draws.
fn name_of_draft(draft: &StoredDraft) -> String {
    let name = template_file::unfinished_from_toml(&draft.text).map(|template| template.name).unwrap_or_default();
    if name.trim().is_empty() { tr("templates-unnamed") } else { name }
}

impl TemplatesState {
    /// Whether the screen covers the page.
    pub fn is_open(&self) -> bool {
        self.screen.is_some()
    }

    /// Whether a form is being drawn.
    pub fn is_drawing(&self) -> bool {
        self.screen.as_ref().is_some_and(|screen| screen.editor.is_some())
    }

    /// Whether a question is open, so that the window's keys are not heard.
    pub fn has_dialog(&self) -> bool {
        self.screen.as_ref().is_some_and(|screen| screen.asking.is_some())
    }

    /// Whether something drawn is not in the catalogue.
    pub fn unsaved(&self) -> bool {
        self.screen.as_ref().and_then(|screen| screen.editor.as_ref()).is_some_and(Editor::is_unsaved)
    }

    /// Opens the screen. `scans` are those of the card that is shown, `folder` is where files are looked for first.
    pub fn open(&mut self, scans: Vec<Attachment>, folder: PathBuf) {
        if self.screen.is_none() {
            let chosen = self.templates.first().map(|template| template.id.clone());
            self.screen = Some(Box::new(Screen { chosen, scans, folder, ..Screen::default() }));
        }
    }

    /// Leaves the screen for something else; false when unsaved work has to be asked about first.
    pub fn leave(&mut self) -> bool {
        self.leave_for(After::Page);
        self.screen.is_none()
    }

    /// A step back or forth in what is drawn.
    pub fn step(&mut self, forth: bool) {
        if let Some(editor) = self.screen.as_mut().and_then(|screen| screen.editor.as_mut()) {
            editor.step(forth);
        }
    }

    /// Forgets everything, when another catalogue is opened.
    fn clear(&mut self) {
        let openings = self.openings;
        *self = Self { openings, ..Self::default() };
    }

    fn number(&mut self) -> u64 {
        self.openings += 1;
        self.openings
    }

    fn ask(&mut self, ctx: &Context, ask: Ask) {
        let no = self.number();
        let Some(screen) = &mut self.screen else { return };
        let is_path = matches!(ask, Ask::Import | Ask::Export(_) | Ask::Picture);
        screen.asking = Some(Asking::new(no, ask, &screen.folder));
        screen.told = None;
        if is_path {
            self.browse(ctx);
        }
    }

    /// Leaves what is drawn for the list or the page, or asks what becomes of it.
    fn leave_for(&mut self, after: After) {
        let no = self.number();
        let Some(screen) = &mut self.screen else { return };
        screen.after = after;
        if screen.editor.as_ref().is_some_and(Editor::is_unsaved) {
            screen.asking = Some(Asking::new(no, Ask::Leave, Path::new("")));
        } else if screen.editor.take().is_none() || after == After::Page {
            self.screen = None;
        }
    }
}

/// Draws the screen over the whole area of lists and page.
pub fn screen_ui(ui: &mut Ui, read_only: Option<&str>, state: &mut TemplatesState, actions: &mut Vec<Action>) {
    let ctx = ui.ctx().clone();
    let templates = state.templates.clone();
    let Some(mut screen) = state.screen.take() else { return };
    let scans = std::mem::take(&mut screen.scans);
    let view = TemplatesView { read_only, scans: &scans };
    let asked = match screen.editor.take() {
        Some(mut editor) => {
            let asked = form::form_ui(ui, &view, &mut editor, &templates, actions);
            let typing = ctx.text_edit_focused().then(|| ctx.memory(egui::Memory::focused)).flatten();
            editor.settle(typing, ctx.input(|input| input.time));
            screen.editor = Some(editor);
            asked
        }
        None => list::list_ui(ui, &view, &mut screen, (&templates, &state.drafts), actions),
    };
    if let Some(asking) = &mut screen.asking {
        let can_save = screen.editor.as_ref().is_some_and(|editor| editor.can_save(&templates));
        let can_write = read_only.is_none();
        ask::ask_ui(&ctx, asking, (&templates, &state.drafts), (can_save && can_write, can_write), actions);
    }
    screen.scans = scans;
    state.screen = Some(screen);
    if let Some(asked) = asked {
        state.ask(&ctx, asked);
    }
}

impl TemplatesState {
    /// Keeps what is drawn as a draft, once it waited long enough; to be called after each frame.
    pub fn keep_draft(&mut self, ctx: &Context, author: &str, store: &Store) {
        let now = ctx.input(|input| input.time);
        let Some(editor) = self.screen.as_mut().and_then(|screen| screen.editor.as_mut()) else { return };
        let Some(due) = editor.draft_due(now) else { return };
        if due > 0.0 {
            return ctx.request_repaint_after(std::time::Duration::from_secs_f64(due));
        }
        let slot = editor.slot();
        let (kept, gone) = editor.take_draft(author);
        self.drafts.retain(|draft| draft.slot != slot);
        self.drafts.extend(kept.iter().cloned());
        if !kept.is_empty() || !gone.is_empty() {
            self.keep(store, kept, gone);
        }
    }
}
