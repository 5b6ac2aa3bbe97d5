//! WHAT AN ARCHIVIST CAN DO: the public door of the core.
//!
//! Invariant: [`Catalogue::apply`] is the only way to write. Forms, the command line, imports and undo all go
//! through it, so each is one transaction, one line of history and one step of undo.

mod read;
mod template;

pub use read::{CheckReport, Counts, FoundBy, Hit, ListQuery, ListRow, Sort};
pub use template::{template, templates};

use crate::error::Result;
use crate::model::{
    Absence, Access, Act, ActLine, Attachment, Audience, Change, ChangeSet, Claim, Clash, Dossier, Entry, EntryId,
    EntryKind, FileCard, HoldingUnit, Holdings, NoteKind, ProvenanceNote, Role,
};
use std::path::{Path, PathBuf};

/// An open catalogue: one folder, one connection, one thread.
pub struct Catalogue {}

/// Whether an open catalogue can be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mode {
    /// It can.
    Writable,
    /// It can only be read, and why: who has it, or that the folder is read-only.
    ReadOnly(String),
}

/// What [`Catalogue::apply`] did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The act's number.
    pub seq: u64,
    /// The entries it changed, with the pages they belong to.
    pub touched: Vec<Touched>,
}

/// An entry an act changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Touched {
    /// The entry.
    pub entry: EntryId,
    /// Its kind.
    pub kind: EntryKind,
    /// The page it belongs to.
    pub owner: EntryId,
}

/// What became of an undo or redo.
#[derive(Clone, Debug, PartialEq)]
pub enum Undone {
    /// It was done.
    Done(Applied),
    /// Later acts stand in the way; nothing was changed.
    Clashes(Vec<Clash>),
}

/// What to do with the parts of an old act that later acts changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnClash {
    /// Do nothing and tell.
    Stop,
    /// Take back the rest and keep the later values.
    KeepLater,
}

/// A value typed into a field of a card.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Keyed {
    /// The field's id or printed label.
    pub field: String,
    /// The wording.
    pub as_written: String,
    /// Why there is none.
    pub absence: Option<Absence>,
}

/// A picture to take in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewPicture {
    /// The file.
    pub path: PathBuf,
    /// What it shows.
    pub role: Role,
    /// Its caption.
    pub caption: String,
}

/// What became of the pictures of one act: those attached, and those refused with the reason.
#[derive(Debug, Default)]
pub struct TakenIn {
    /// The pictures now attached, in order.
    pub attached: Vec<Attachment>,
    /// The files that were not, and why.
    pub refused: Vec<crate::error::Error>,
}

#[allow(unused_variables, missing_docs)]
impl Catalogue {
    // ---- opening -------------------------------------------------------------------------------------------
    /// Makes an empty catalogue in a folder that is not there yet or empty.
    pub fn create(folder: &Path, title: &str) -> Result<Self> {
        unimplemented!()
    }
    /// Opens a catalogue; read-only when somebody else has it or the folder cannot be written (see [`Self::mode`]).
    pub fn open(folder: &Path) -> Result<Self> {
        unimplemented!()
    }
    /// Opens a catalogue for writing or fails with `InUse` / `ReadOnly`.
    pub fn open_to_write(folder: &Path) -> Result<Self> {
        unimplemented!()
    }
    pub fn mode(&self) -> &Mode {
        unimplemented!()
    }
    pub fn folder(&self) -> &Path {
        unimplemented!()
    }
    pub fn title(&self) -> &str {
        unimplemented!()
    }
    /// The name under which acts are written from now on.
    pub fn set_author(&mut self, author: &str) {
        unimplemented!()
    }
    pub fn author(&self) -> &str {
        unimplemented!()
    }

    // ---- writing -------------------------------------------------------------------------------------------
    /// Writes a change-set as it is. The only way to write.
    pub fn apply(&mut self, set: ChangeSet) -> Result<Applied> {
        unimplemented!()
    }
    /// Writes `changes` as one act of the present author, now.
    pub fn act(&mut self, act: Act, about: &str, reason: &str, changes: Vec<Change>) -> Result<Applied> {
        unimplemented!()
    }
    /// Adds a card of a template with what is keyed on it, as one act.
    pub fn add_card(
        &mut self,
        template: &str,
        reference_code: &str,
        unit: Option<EntryId>,
        keyed: &[Keyed],
    ) -> Result<FileCard> {
        unimplemented!()
    }
    /// Keys a value into a field of a card: the first claim of that field is edited, or made if there is none;
    /// an empty wording without absence removes it. Reads the wording by the field's datatype.
    pub fn key(&mut self, card: EntryId, keyed: &Keyed) -> Result<Applied> {
        unimplemented!()
    }
    /// Edits a claim's wording (or absence) and reads it anew.
    pub fn rekey(&mut self, claim: EntryId, as_written: &str, absence: Option<Absence>) -> Result<Applied> {
        unimplemented!()
    }
    /// A claim about `subject` read by the property's datatype, stamped with author and time; not yet written.
    pub fn read_claim(&self, subject: EntryId, property: &str, as_written: &str) -> Claim {
        unimplemented!()
    }
    /// Stores files as masters and attaches them to an entry, as one act. A file that is no picture is refused and
    /// the others go on.
    pub fn attach(&mut self, entry: EntryId, pictures: &[NewPicture]) -> Result<TakenIn> {
        unimplemented!()
    }
    /// Stores bytes made by the program as a master; returns an attachment ready to be written by [`Self::act`].
    pub fn store_picture(
        &mut self,
        bytes: &[u8],
        original_name: &str,
        entry: EntryId,
        role: Role,
    ) -> Result<Attachment> {
        unimplemented!()
    }
    pub fn add_note(
        &mut self,
        subject: EntryId,
        kind: NoteKind,
        text: &str,
        date: &str,
        access: Access,
    ) -> Result<ProvenanceNote> {
        unimplemented!()
    }
    /// Takes back an act: the last one that stands, or the one named.
    pub fn undo(&mut self, seq: Option<u64>, on_clash: OnClash) -> Result<Undone> {
        unimplemented!()
    }
    /// Does again what was last taken back.
    pub fn redo(&mut self) -> Result<Undone> {
        unimplemented!()
    }

    // ---- reading -------------------------------------------------------------------------------------------
    pub fn get(&self, id: EntryId) -> Result<Option<Entry>> {
        unimplemented!()
    }
    /// The entry with this reference code, id or unique beginning of an id.
    pub fn resolve(&self, reference: &str) -> Result<EntryId> {
        unimplemented!()
    }
    /// An entry with everything that hangs on it.
    pub fn dossier(&self, id: EntryId) -> Result<Dossier> {
        unimplemented!()
    }
    pub fn units(&self) -> Result<Vec<HoldingUnit>> {
        unimplemented!()
    }
    pub fn counts(&self) -> Result<Counts> {
        unimplemented!()
    }
    /// The rows of a list in order, as row numbers to be passed to [`Self::rows`].
    pub fn list(&self, query: &ListQuery) -> Result<Vec<i64>> {
        unimplemented!()
    }
    pub fn rows(&self, rows: &[i64]) -> Result<Vec<ListRow>> {
        unimplemented!()
    }
    /// Finds entries by words, names and numbers, best first, each with the reason.
    pub fn find(&self, query: &str, limit: usize) -> Result<Vec<Hit>> {
        unimplemented!()
    }
    /// The acts that touched a page (its entry, claims, pictures, notes), or all, newest first, before act `before`.
    pub fn history(&self, owner: Option<EntryId>, before: Option<u64>, limit: usize) -> Result<Vec<ActLine>> {
        unimplemented!()
    }
    /// The act an undo, a redo would take back or do again.
    pub fn next_undo(&self) -> Result<Option<ActLine>> {
        unimplemented!()
    }
    pub fn next_redo(&self) -> Result<Option<ActLine>> {
        unimplemented!()
    }
    /// The act with this number or (beginning of an) id.
    pub fn act_numbered(&self, number_or_id: &str) -> Result<u64> {
        unimplemented!()
    }
    /// Everything for a report: all entries, or those a query finds with what belongs to them.
    pub fn gather(&self, selection: &str, audience: Audience) -> Result<Holdings> {
        unimplemented!()
    }
    /// Where the master of an attachment lies.
    pub fn master_path(&self, attachment: &Attachment) -> PathBuf {
        unimplemented!()
    }
    /// Where the small picture of an attachment lies; made now if it is not there. The longer side is 512 px, JPEG.
    pub fn thumbnail(&self, attachment: &Attachment) -> Result<PathBuf> {
        unimplemented!()
    }
    /// Looks at everything: database, journal chain, hash of every page, every master.
    pub fn check(&self, progress: &dyn Fn(u64, u64) -> bool) -> Result<CheckReport> {
        unimplemented!()
    }
}
