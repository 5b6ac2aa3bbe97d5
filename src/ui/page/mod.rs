//! The page of the chosen entry: its form, claims, pictures, provenance notes and history.
//!
//! Invariant: a page is derived once, when its dossier arrives ([`model::derive`]), and only drawn afterwards; nothing
//! here waits for the catalogue.

mod absence;
mod access;
mod answer;
mod asked;
mod beside;
mod brought;
mod canvas;
mod cited;
mod claim_edit;
mod claims;
mod commands;
mod completion;
mod ditto;
mod drafts;
#[cfg(test)]
mod drafts_tests;
mod editor;
mod fields;
mod finished;
mod form;
mod gloss;
mod head;
mod history;
mod identity;
mod kept;
mod layout;
mod life;
mod model;
#[cfg(test)]
mod model_tests;
mod near;
mod new_entry;
mod notes;
mod own;
mod picker;
mod pictures;
mod proposal;
mod queue;
mod scan;
mod scan_align;
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "millimetres and pixels of a card, drawn on a screen"
)]
mod sheet;
mod table;
mod tally;
mod withdraw;
mod words;
mod write;

pub use brought::band_ui;
pub use drafts::{Key, Slot};
pub use fields::FieldAct;
pub use finished::Rest;
pub use new_entry::NewThing;
pub use own::{OwnField, Shape, Vocabulary};

use super::action::Action;
use super::{field, theme};
use crate::background::{Deed, Store, StudyWish, Token};
use crate::catalogue::{KeyingAids, OnPicture};
use crate::i18n::tr;
use crate::model::{
    Absence, Attachment, CardTemplate, Claim, Dossier, Entry, EntryId, EntryKind, HoldingUnit, Label, Stage,
};
use drafts::Drafts;
use eframe::egui;
use model::PageModel;
use std::path::PathBuf;
use std::sync::Arc;

/// What the page may know of the rest of the window.
#[derive(Clone, Copy, Debug, Default)]
pub struct PageView<'a> {
    /// Why nothing can be changed; `None` when it can.
    pub read_only: Option<&'a str>,
    /// The name acts are written under.
    pub author: &'a str,
    /// Fonds, series and files.
    pub units: &'a [HoldingUnit],
    /// The unit chosen in the left panel: where a new card is offered to lie.
    pub unit: Option<EntryId>,
    /// Whether the card has the window to itself.
    pub desk: bool,
    /// Whether the scan lies above the form on the desk, and not beside it.
    pub desk_above: bool,
    /// The scan's share of the desk, beside the form and above it; `Action::Divider` asks for another.
    pub divider: [f32; 2],
}

/// What is done to the field that has the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FieldCommand {
    /// Takes the value of the card keyed before.
    Ditto,
    /// The letter before the cursor in its next form: s, ś, š, ß.
    OtherLetter,
    /// The reading is right.
    KeepReading,
    /// The next degree of certainty.
    Certainty,
    /// Another value stands in the same box.
    SecondValue,
    /// A remark on the value.
    Remark,
    /// The box is empty.
    Blank,
    /// It cannot be read.
    Illegible,
    /// The source says that it is unknown.
    Unknown,
    /// The source says nothing.
    Silent,
    /// It is not shown.
    Withheld,
}

/// What the page wants.
#[derive(Debug)]
pub enum PageAction {
    /// Something done to the field that has the keyboard.
    Field(FieldCommand),
    /// Show the other side of the card.
    OtherSide,
    /// Say where the card lies on its scan.
    Align,
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
    /// Do something to the value of a field.
    OnField(Key, FieldAct),
    /// Look for the places the wording of a field may mean.
    AskPlaces {
        /// The field.
        key: Key,
        /// Its wording.
        wording: String,
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
    /// Ask something about what sources say and what is held.
    Study(StudyWish),
    /// Write a judgement, or what else is decided on what sources say.
    Deed(Box<Deed>),
    /// Take back one act.
    TakeBack(u64),
    /// Read older acts.
    MoreHistory,
    /// Look for the numbers around those of the shown entry.
    Neighbours,
    /// Look for those who may be the same man as the shown entry.
    LookAlikes,
    /// Say where on a picture a claim was read.
    PlaceClaim {
        /// The claim.
        claim: EntryId,
        /// Where.
        at: OnPicture,
    },
    /// Look for the edges of a card on its scan; the side's width and height in millimetres.
    CardEdges(Box<Attachment>, (f64, f64)),
    /// Read the small picture of an attachment.
    Thumbnail(Box<Attachment>),
    /// Read the large picture of an attachment.
    Picture(Box<Attachment>),
    /// Propose the next reference code in the open dialog.
    ProposeCode,
    /// Look for entries of a kind by words.
    Search(EntryKind, String),
    /// Look for wordings that begin as is typed in a field.
    Wordings(Key),
    /// Keep what is typed on the disk.
    KeepDrafts,
    /// Let go what was typed before the program ended and has no field any more.
    LetGo {
        /// The entry.
        entry: EntryId,
        /// The name of the place in it.
        slot: String,
    },
}

impl PageAction {
    /// Whether it writes, so that the author's name must be known first.
    pub fn writes(&self) -> bool {
        match self {
            Self::Commit(_)
            | Self::Absent { .. }
            | Self::OnField(..)
            | Self::Choose { .. }
            | Self::Set { .. }
            | Self::AddClaim(_)
            | Self::AddNote
            | Self::Attach
            | Self::Create(_)
            | Self::Field(_)
            | Self::PlaceClaim { .. }
            | Self::Deed(_)
            | Self::TakeBack(_) => true,
            Self::OtherSide
            | Self::Align
            | Self::NewCard
            | Self::NewEntry
            | Self::NewNote
            | Self::DropFiles(_)
            | Self::MoreHistory
            | Self::Neighbours
            | Self::LookAlikes
            | Self::Study(_)
            | Self::ProposeCode
            | Self::AskPlaces { .. }
            | Self::CardEdges(..)
            | Self::Thumbnail(_)
            | Self::Picture(_)
            | Self::Wordings(_)
            | Self::KeepDrafts
            | Self::LetGo { .. }
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
    aids: Arc<KeyingAids>,
    model: Option<Arc<PageModel>>,
    drafts: Drafts,
    kept: kept::Keeper,
    completion: completion::Completion,
    before: ditto::Before,
    editors: editor::Editors,
    fields: fields::FieldsState,
    claims: claims::ClaimsState,
    pictures: pictures::PicturesState,
    scan: scan::ScanState,
    notes: notes::NotesState,
    history: history::HistoryState,
    access: access::AccessState,
    near: near::NearState,
    identity: identity::IdentityState,
    life: life::LifeState,
    tally: tally::TallyState,
    cited: cited::CitedState,
    gloss: gloss::GlossState,
    picker: picker::PickerState,
    dialog: Option<new_entry::NewDialog>,
    /// The card templates a card can have.
    templates: Arc<[CardTemplate]>,
    /// The template of the card made last.
    last_template: Option<String>,
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
    /// The card templates a card can have.
    pub fn templates(&self) -> Arc<[CardTemplate]> {
        Arc::clone(&self.templates)
    }

    /// Shows another entry, or none. What was typed on the one before is written first.
    pub fn show(&mut self, id: Option<EntryId>, store: &Store) {
        if self.shown != id {
            self.flush(store);
            self.drafts.leave();
            self.completion.close();
            self.before.leave();
            self.shown = id;
            self.gone = false;
            self.dossier = None;
            self.aids = Arc::default();
            self.model = None;
            self.claims.leave();
            self.fields.leave();
            self.editors.focused = None;
            self.notes.leave();
            self.history = history::HistoryState::default();
            self.near = near::NearState::default();
            self.identity.leave();
            self.life.leave();
            self.tally.leave();
            self.cited.leave();
            self.pictures.leave();
            self.scan.leave();
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
        // what cannot be written yet, such as a note that was begun
        self.keep(store);
    }

    /// Whether something typed is not on the disk yet.
    pub fn unsaved(&self) -> bool {
        self.drafts.has_unsaved()
            || self.notes.is_begun()
            || self.claims.is_begun()
            || self.tally.is_begun()
            || self.identity.is_begun()
    }

    /// How many things typed, drawn and asked for are remembered: it does not grow with what is done.
    pub fn remembers(&self) -> usize {
        self.drafts.len() + self.kept.len() + self.editors.len() + self.awaited.len() + self.wishes.len()
    }

    /// Whether a card is shown.
    pub fn shows_card(&self) -> bool {
        self.dossier.as_ref().is_some_and(|dossier| dossier.entry.kind() == EntryKind::FileCard)
    }

    /// The card shown with how far its keying is, and its reference code.
    pub fn card(&self) -> Option<(EntryId, Stage, &str)> {
        match self.dossier.as_deref().map(|dossier| &dossier.entry) {
            Some(Entry::FileCard(card)) => Some((card.id, card.stage, &card.reference_code)),
            _ => None,
        }
    }

    /// The entry shown, and how it is named.
    pub fn label(&self) -> Option<(EntryId, &Label)> {
        self.dossier.as_deref().map(|dossier| (dossier.entry.id(), &dossier.label))
    }

    /// The property on which sources disagree on this page: the first that is not settled, else the first.
    pub fn question(&self) -> Option<(EntryId, String)> {
        let model = self.model.as_deref()?;
        let boxes = model.sides.iter().flat_map(|side| &side.boxes);
        let boxes = boxes.map(|one| (one.disputed, one.mark.disagree, &one.property));
        let sections =
            model.sections.iter().map(|section| (section.disputed, section.mark.disagree, &section.property));
        let mut all = boxes.chain(sections);
        let found = all.clone().find(|(is_open, ..)| *is_open).or_else(|| all.find(|(_, disagree, _)| *disagree))?;
        Some((model.head.id, found.2.clone()))
    }

    /// Whether what is to be shown is still being read.
    pub fn is_reading(&self) -> bool {
        self.shown.is_some() && self.dossier.is_none() && !self.gone
    }

    /// Gives the keyboard to the first empty box of this card, as soon as it is shown.
    pub fn begin(&mut self, card: EntryId) {
        self.editors.begin_in = Some(card);
        if let Some(model) = self.model.clone() {
            self.begin_on(&model);
        }
    }

    /// The field of a card that has the keyboard now, and not only had it before something else took it.
    pub fn field(&self, ctx: &egui::Context) -> Option<Key> {
        let focused = self.editors.focused.as_ref()?;
        ctx.memory(|memory| memory.has_focus(focused.id)).then(|| focused.key.clone())
    }

    /// Gives the keyboard to a field, wherever it is drawn.
    pub fn give_field(&mut self, key: Option<Key>) {
        self.editors.wanted = key;
    }

    /// The scans of the sides of the shown card.
    pub fn scans(&self) -> Vec<Attachment> {
        let sides = [crate::model::Role::Front, crate::model::Role::Back];
        let pictures = self.dossier.iter().filter(|_| self.shows_card()).flat_map(|dossier| &dossier.pictures);
        pictures.filter(|picture| sides.contains(&picture.role)).cloned().collect()
    }

    /// Whether a field of a card has the keyboard.
    pub fn has_field(&self) -> bool {
        self.editors.focused.is_some()
    }

    /// Whether a dialog of the page is open, so that the window's keys are not heard.
    pub fn has_dialog(&self) -> bool {
        self.dialog.is_some()
            || self.pictures.is_attaching()
            || self.identity.has_dialog()
            || self.claims.asking.is_open()
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
    let list = desk.state.completion.layer();
    field::keep_keyboard(&ui.ctx().clone(), list, || shown_ui(ui, &mut desk));
    kept::mind(ui, &mut desk);
}

fn shown_ui(ui: &mut egui::Ui, desk: &mut Desk<'_>) {
    let (Some(model), Some(dossier)) = (desk.state.model.clone(), desk.state.dossier.clone()) else {
        let words = match (desk.state.shown, desk.state.gone) {
            (None, _) => tr("page-none"),
            (Some(_), true) => tr("page-gone"),
            (Some(_), false) => tr("page-reading"),
        };
        ui.label(theme::weak(ui, words));
        return;
    };
    desk.state.editors.begin(ui.ctx(), desk.state.shown);
    desk.state.drafts.begin();
    layout::page(ui, &model, &dossier, desk);
    editor::end(ui, desk);
    fields::mind_focus(ui, desk);
}

/// Draws the page's own dialogs (new card, new entry, attach), whether an entry is shown or not.
pub fn dialogs_ui(ctx: &egui::Context, view: &PageView<'_>, state: &mut PageState, actions: &mut Vec<Action>) {
    actions.append(&mut state.wishes);
    let mut desk = Desk { view, state, actions };
    new_entry::dialog_ui(ctx, &mut desk);
    pictures::attach_dialog(ctx, &mut desk);
    identity::dialog_ui(ctx, &mut desk);
    withdraw::dialog_ui(ctx, &mut desk);
}
