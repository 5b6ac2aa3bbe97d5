//! The page of the chosen entry: its form, claims, pictures, provenance notes and history.
//!
//! Invariant: a page is derived once, when its dossier arrives ([`model::derive`]), and only drawn afterwards; nothing
//! here waits for the catalogue.

mod absence;
mod answer;
mod claim_edit;
mod claims;
mod drafts;
mod editor;
mod form;
mod head;
mod history;
mod layout;
mod model;
#[cfg(test)]
mod model_tests;
mod new_entry;
mod notes;
mod own;
mod picker;
mod pictures;
mod scan;
mod table;
mod viewer;
mod words;
mod write;

pub use drafts::{Key, Slot};
pub use new_entry::NewThing;
pub use own::{OwnField, Shape, Vocabulary};

use super::action::Action;
use super::theme;
use crate::background::{Store, Token};
use crate::i18n::tr;
use crate::model::{Absence, Attachment, CardTemplate, Claim, Dossier, EntryId, EntryKind, HoldingUnit};
use drafts::Drafts;
use eframe::egui;
use model::PageModel;
use std::path::PathBuf;
use std::sync::Arc;

/// What the page may know of the rest of the window.
#[derive(Clone, Copy, Debug)]
pub struct PageView<'a> {
    /// Why nothing can be changed; `None` when it can.
    pub read_only: Option<&'a str>,
    /// The name acts are written under.
    pub author: &'a str,
    /// Fonds, series and files.
    pub units: &'a [HoldingUnit],
    /// The unit chosen in the left panel: where a new card is offered to lie.
    pub unit: Option<EntryId>,
}

/// What the page wants.
#[derive(Debug)]
pub enum PageAction {
    /// Ask for the particulars of a new card.
    NewCard,
    /// Ask for the particulars of another new entry.
    NewEntry,
    /// Begin a provenance note on the shown entry.
    NewNote,
    /// Attach these files to the shown entry, after asking for role and caption.
    DropFiles(Vec<PathBuf>),
    /// Write what is typed in one place.
    Commit(Key),
    /// Note why there is no value in a box of a card or in a claim; `None` takes that back.
    Absent {
        /// The place.
        key: Key,
        /// Why there is none.
        absence: Option<Absence>,
    },
    /// Set a field of an entry to what was chosen in a menu.
    Choose {
        /// The entry.
        entry: EntryId,
        /// The field.
        field: OwnField,
        /// The term or id chosen.
        typed: String,
    },
    /// Set fields of an entry by their names in JSON.
    Set {
        /// The entry.
        entry: EntryId,
        /// Field and value.
        fields: Vec<(&'static str, serde_json::Value)>,
        /// Why.
        reason: String,
    },
    /// Write a new claim.
    AddClaim(Box<Claim>),
    /// Write the provenance note that was begun.
    AddNote,
    /// Attach the pictures that were looked through.
    Attach,
    /// Make what a dialog asked for.
    Create(Box<NewThing>),
    /// Take back one act.
    TakeBack(u64),
    /// Read older acts.
    MoreHistory,
    /// Read the small picture of an attachment.
    Thumbnail(Box<Attachment>),
    /// Read the large picture of an attachment.
    Picture(Box<Attachment>),
    /// Propose the next reference code in the open dialog.
    ProposeCode,
    /// Look for entries of a kind by words.
    Search(EntryKind, String),
}

impl PageAction {
    /// Whether it writes, so that the author's name must be known first.
    pub fn writes(&self) -> bool {
        match self {
            Self::Commit(_)
            | Self::Absent { .. }
            | Self::Choose { .. }
            | Self::Set { .. }
            | Self::AddClaim(_)
            | Self::AddNote
            | Self::Attach
            | Self::Create(_)
            | Self::TakeBack(_) => true,
            Self::NewCard
            | Self::NewEntry
            | Self::NewNote
            | Self::DropFiles(_)
            | Self::MoreHistory
            | Self::ProposeCode
            | Self::Thumbnail(_)
            | Self::Picture(_)
            | Self::Search(..) => false,
        }
    }
}

/// What the page keeps between frames.
#[derive(Default)]
pub struct PageState {
    shown: Option<EntryId>,
    gone: bool,
    dossier: Option<Arc<Dossier>>,
    template: Option<&'static CardTemplate>,
    model: Option<Arc<PageModel>>,
    drafts: Drafts,
    editors: editor::Editors,
    claims: claims::ClaimsState,
    pictures: pictures::PicturesState,
    scan: scan::ScanState,
    viewer: Option<viewer::Viewer>,
    notes: notes::NotesState,
    history: history::HistoryState,
    picker: picker::PickerState,
    dialog: Option<new_entry::NewDialog>,
    /// The reference code of the card made last.
    last_code: Option<String>,
    /// Writes whose failure is told at the place they came from, with a name of that place.
    awaited: Vec<(Token, write::Awaited)>,
    /// Why the last write that has no editor of its own failed.
    trouble: Option<String>,
    /// Wishes born when an answer came in; handed out with the next frame.
    wishes: Vec<Action>,
}

impl std::fmt::Debug for PageState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PageState").field("shown", &self.shown).finish_non_exhaustive()
    }
}

/// What every part of the page draws with.
struct Desk<'a> {
    view: &'a PageView<'a>,
    state: &'a mut PageState,
    actions: &'a mut Vec<Action>,
}

impl Desk<'_> {
    fn want(&mut self, action: PageAction) {
        self.actions.push(Action::Page(action));
    }

    fn can_write(&self) -> bool {
        self.view.read_only.is_none()
    }
}

impl PageState {
    /// Shows another entry, or none. What was typed on the one before is written first.
    pub fn show(&mut self, id: Option<EntryId>, store: &Store) {
        if self.shown != id {
            self.flush(store);
            self.drafts.leave();
            self.shown = id;
            self.gone = false;
            self.dossier = None;
            self.template = None;
            self.model = None;
            self.claims.leave();
            self.notes.leave();
            self.history = history::HistoryState::default();
            self.pictures.leave();
            self.scan.leave();
            self.viewer = None;
            self.trouble = None;
        }
        self.read_again(store);
    }

    /// The entry shown.
    pub fn shown(&self) -> Option<EntryId> {
        self.shown
    }

    /// Writes what was typed and not yet sent.
    pub fn flush(&mut self, store: &Store) {
        for key in self.drafts.unsent() {
            self.commit(&key, store);
        }
    }

    /// Whether something typed is not on the disk yet.
    pub fn unsaved(&self) -> bool {
        self.drafts.has_unsaved() || self.notes.is_begun() || self.claims.is_begun()
    }

    /// Whether a dialog of the page is open, so that the window's keys are not heard.
    pub fn has_dialog(&self) -> bool {
        self.dialog.is_some() || self.pictures.is_attaching() || self.viewer.is_some()
    }

    /// Forgets everything, when another catalogue is opened.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}

/// Draws the page into the panel on the right.
pub fn page_ui(ui: &mut egui::Ui, view: &PageView<'_>, state: &mut PageState, actions: &mut Vec<Action>) {
    actions.append(&mut state.wishes);
    let mut desk = Desk { view, state, actions };
    let (Some(model), Some(dossier)) = (desk.state.model.clone(), desk.state.dossier.clone()) else {
        let words = match (desk.state.shown, desk.state.gone) {
            (None, _) => tr("page-none"),
            (Some(_), true) => tr("page-gone"),
            (Some(_), false) => tr("page-reading"),
        };
        ui.label(theme::weak(ui, words));
        return;
    };
    desk.state.editors.begin();
    layout::page(ui, &model, &dossier, &mut desk);
    editor::end(ui, &mut desk);
}

/// Draws the page's own dialogs (new card, new entry, attach, the large picture), whether an entry is shown or not.
pub fn dialogs_ui(ctx: &egui::Context, view: &PageView<'_>, state: &mut PageState, actions: &mut Vec<Action>) {
    actions.append(&mut state.wishes);
    let mut desk = Desk { view, state, actions };
    new_entry::dialog_ui(ctx, &mut desk);
    pictures::attach_dialog(ctx, &mut desk);
    viewer::dialog(ctx, &mut desk);
}
