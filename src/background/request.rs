//! What the catalogue's thread is asked and what it replies.

use crate::catalogue::{Applied, CheckReport, Counts, Hit, Keyed, ListQuery, ListRow, Mode, NewPicture, OnClash};
use crate::error::Error;
use crate::model::{
    Absence, Access, Act, ActLine, Attachment, Audience, Change, Claim, Clash, Dossier, EntryId, HoldingUnit, NoteKind,
};
use std::path::PathBuf;
use std::sync::Arc;

/// Ties an answer to the request that called for it. [`super::Store::token`] makes one nobody else has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Token(pub u64);

/// What the catalogue's thread is asked.
#[derive(Debug)]
pub enum Request {
    /// Open the catalogue in a folder; the one open before is closed.
    Open {
        /// The folder.
        folder: PathBuf,
    },
    /// Make an empty catalogue and open it.
    Create {
        /// The folder, not there yet or empty.
        folder: PathBuf,
        /// Its title.
        title: String,
    },
    /// Make the sample catalogue (a job).
    Sample {
        /// The folder, not there yet or empty.
        folder: PathBuf,
    },
    /// Close the catalogue.
    Close,
    /// The name under which acts are written from now on.
    SetAuthor {
        /// The name.
        author: String,
    },
    /// The order of a list.
    List {
        /// What it shows.
        query: ListQuery,
        /// Comes back with the answer.
        token: Token,
    },
    /// Rows of a list.
    Rows {
        /// Row numbers from [`Answer::List`].
        rows: Vec<i64>,
        /// Comes back with the answer.
        token: Token,
    },
    /// Entries by words, names and numbers, with the reason of each hit.
    Find {
        /// The words.
        words: String,
        /// At most so many.
        limit: usize,
        /// Comes back with the answer.
        token: Token,
    },
    /// An entry with everything that hangs on it.
    Dossier {
        /// The entry.
        id: EntryId,
    },
    /// Acts, newest first.
    History {
        /// Of one page, or of the whole catalogue.
        owner: Option<EntryId>,
        /// Older than this act.
        before: Option<u64>,
    },
    /// Fonds, series and files.
    Units,
    /// How many entries of each kind there are.
    Counts,
    /// What undo and redo would do.
    NextUndo,
    /// Write something.
    Write {
        /// What.
        write: Write,
        /// Comes back with the answer.
        token: Token,
    },
    /// The small picture of an attachment, at most 512 pixels on its longer side.
    Thumbnail {
        /// The attachment.
        attachment: Box<Attachment>,
    },
    /// The small picture of an attachment known by its id, unless it should not be shown unasked.
    SmallPicture {
        /// The attachment.
        id: EntryId,
    },
    /// A larger picture of an attachment.
    Picture {
        /// The attachment.
        attachment: Box<Attachment>,
        /// The longest side in pixels, at most 2048.
        max_side_px: u32,
    },
    /// Make a report (a job).
    Report(ReportAsked),
    /// Look at everything (a job).
    Check,
}

/// What is to be written.
#[derive(Debug)]
pub enum Write {
    /// A value keyed into a field of a card.
    Key {
        /// The card.
        card: EntryId,
        /// Field and wording.
        keyed: Keyed,
    },
    /// A new wording of a claim.
    Rekey {
        /// The claim.
        claim: EntryId,
        /// The wording.
        as_written: String,
        /// Why there is none.
        absence: Option<Absence>,
    },
    /// A new claim; a wording without reading is read by the property's datatype.
    AddClaim(Box<Claim>),
    /// Fields of one entry, set by their names in JSON, whatever else changed in it meanwhile.
    Set {
        /// The entry.
        entry: EntryId,
        /// Field and value.
        fields: Vec<(&'static str, serde_json::Value)>,
        /// Why.
        reason: String,
    },
    /// Changes as one act.
    Act {
        /// What sort of act.
        act: Act,
        /// What it is done to, in words.
        about: String,
        /// Why.
        reason: String,
        /// The changes.
        changes: Vec<Change>,
    },
    /// A new card.
    AddCard {
        /// The template's id.
        template: String,
        /// The archive's reference code.
        reference_code: String,
        /// Where it lies.
        unit: Option<EntryId>,
        /// What is keyed on it.
        keyed: Vec<Keyed>,
    },
    /// Pictures to take in (a job).
    Attach {
        /// The entry they belong to.
        entry: EntryId,
        /// The files.
        pictures: Vec<NewPicture>,
    },
    /// A provenance note.
    AddNote {
        /// What it is about.
        subject: EntryId,
        /// Its kind.
        kind: NoteKind,
        /// The words.
        text: String,
        /// The date as written.
        date: String,
        /// Who may see it.
        access: Access,
    },
    /// Take back the last act.
    Undo,
    /// Do again what was last taken back.
    Redo,
    /// Take back one act.
    UndoAct {
        /// Its number.
        seq: u64,
        /// What to do where later acts stand in the way.
        on_clash: OnClash,
    },
}

/// A report that is asked for, in the terms of the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportAsked {
    /// `catalogue`, `dossier` or `conflicts`.
    pub kind: String,
    /// `pdf`, `html` or `csv`.
    pub format: String,
    /// The file to be written.
    pub out: PathBuf,
    /// The words of a query; empty for everything.
    pub selection: String,
    /// Whom it is for.
    pub audience: Audience,
}

/// What the catalogue's thread replies.
#[derive(Debug)]
pub enum Answer {
    /// A catalogue is open.
    Opened(Box<Opened>),
    /// None is open any more.
    Closed,
    /// The order of a list.
    List {
        /// Of the request.
        token: Token,
        /// Row numbers for [`Request::Rows`].
        rows: Arc<[i64]>,
    },
    /// The beginning of a long list, before [`Answer::List`] brings all of it.
    ListBegun {
        /// Of the request.
        token: Token,
        /// Row numbers, as in [`Answer::List`].
        rows: Arc<[i64]>,
        /// The rows themselves.
        lines: Vec<ListRow>,
    },
    /// Rows of a list.
    Rows {
        /// Of the request.
        token: Token,
        /// What was asked for.
        asked: Vec<i64>,
        /// The rows, in that order; fewer when some are gone meanwhile.
        rows: Vec<ListRow>,
    },
    /// Entries found.
    Found {
        /// Of the request.
        token: Token,
        /// Best first.
        hits: Vec<Hit>,
    },
    /// An entry with everything that hangs on it.
    Dossier(Arc<Dossier>),
    /// The entry asked for is not there (removed meanwhile).
    NoEntry(EntryId),
    /// Acts, newest first.
    History {
        /// Of the request.
        owner: Option<EntryId>,
        /// Of the request.
        before: Option<u64>,
        /// The acts.
        acts: Vec<ActLine>,
    },
    /// Fonds, series and files.
    Units(Vec<HoldingUnit>),
    /// How many entries of each kind there are.
    Counts(Counts),
    /// What undo and redo would do.
    Undoable(Box<Undoable>),
    /// Something was written and is on the disk.
    Written(Box<Written>),
    /// Later acts stand in the way of an undo; nothing was changed.
    Clashes {
        /// Of the request.
        token: Token,
        /// The act that was to be taken back.
        seq: u64,
        /// What stands in the way.
        clashes: Vec<Clash>,
    },
    /// The small picture of an attachment.
    Thumbnail {
        /// The attachment.
        attachment: EntryId,
        /// The picture, or why there is none.
        pixels: Result<Pixels, Error>,
    },
    /// The picture has a content note and is not to be shown unasked.
    Covered(EntryId),
    /// A larger picture of an attachment.
    Picture {
        /// The attachment.
        attachment: EntryId,
        /// The picture, or why there is none.
        pixels: Result<Pixels, Error>,
    },
    /// News of a job.
    Job {
        /// Which.
        id: super::JobId,
        /// What.
        news: JobNews,
    },
    /// A request could not be done; nothing was changed.
    Failed {
        /// The request's name: the key of its words is `request-NAME`.
        request: &'static str,
        /// Of the request, when it had one.
        token: Option<Token>,
        /// Why.
        error: Error,
    },
}

/// A catalogue that was opened.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Its folder.
    pub folder: PathBuf,
    /// Its title.
    pub title: String,
    /// Whether it can be changed.
    pub mode: Mode,
    /// How many entries of each kind there are.
    pub counts: Counts,
    /// Fonds, series and files.
    pub units: Vec<HoldingUnit>,
    /// What undo and redo would do.
    pub undoable: Undoable,
}

/// What undo and redo would do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Undoable {
    /// The act an undo takes back.
    pub undo: Option<ActLine>,
    /// The act a redo does again.
    pub redo: Option<ActLine>,
}

/// What was written.
#[derive(Debug)]
pub struct Written {
    /// Of the request.
    pub token: Token,
    /// What sort of act it was.
    pub act: Act,
    /// The act's number and what it touched.
    pub applied: Applied,
    /// The entry that was made, when one was.
    pub made: Option<EntryId>,
    /// Files that were not taken in, and why.
    pub refused: Vec<Error>,
    /// What undo and redo would do now.
    pub undoable: Undoable,
    /// How many entries of each kind there are now.
    pub counts: Counts,
}

/// A decoded picture: rows from the top, four bytes a pixel, red first.
#[derive(Clone, PartialEq, Eq)]
pub struct Pixels {
    /// Width.
    pub width_px: usize,
    /// Height.
    pub height_px: usize,
    /// `4 * width_px * height_px` bytes.
    pub rgba: Vec<u8>,
}

impl std::fmt::Debug for Pixels {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Pixels({} x {})", self.width_px, self.height_px)
    }
}

/// Sorts of jobs; the key of their words is `job-TERM`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobKind {
    /// The sample catalogue is made.
    Sample,
    /// Pictures are taken in.
    Attach,
    /// A report is made.
    Report,
    /// Everything is looked at.
    Check,
}

impl JobKind {
    /// Names it in the language files.
    pub const fn term(self) -> &'static str {
        match self {
            Self::Sample => "sample",
            Self::Attach => "attach",
            Self::Report => "report",
            Self::Check => "check",
        }
    }
}

/// News of a job.
#[derive(Debug)]
pub enum JobNews {
    /// It began.
    Started(JobKind),
    /// It went on: so much of so much, 0 of 0 while nobody knows.
    Progress {
        /// Steps done.
        done: u64,
        /// Steps in all.
        total: u64,
    },
    /// A report is written.
    Reported {
        /// The file or the first of several.
        out: PathBuf,
    },
    /// A catalogue is made and can be opened.
    Made {
        /// Its folder.
        folder: PathBuf,
    },
    /// A check is done.
    Checked(CheckReport),
    /// It is done and another answer says the rest.
    Done,
    /// It ended without its work done.
    Failed(Error),
}

impl Request {
    /// Its name; the key of its words is `request-NAME`.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Open { .. } => "open",
            Self::Create { .. } => "create",
            Self::Sample { .. } => "sample",
            Self::Close => "close",
            Self::SetAuthor { .. } => "author",
            Self::List { .. } | Self::Rows { .. } => "list",
            Self::Find { .. } => "find",
            Self::Dossier { .. } => "read",
            Self::History { .. } => "history",
            Self::Units | Self::Counts | Self::NextUndo => "overview",
            Self::Write { write, .. } => write.name(),
            Self::Thumbnail { .. } | Self::SmallPicture { .. } | Self::Picture { .. } => "picture",
            Self::Report(_) => "report",
            Self::Check => "check",
        }
    }

    /// Its token, when it has one.
    pub const fn token(&self) -> Option<Token> {
        match self {
            Self::List { token, .. }
            | Self::Rows { token, .. }
            | Self::Find { token, .. }
            | Self::Write { token, .. } => Some(*token),
            _ => None,
        }
    }
}

impl Write {
    /// Its name; the key of its words is `request-NAME`.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Key { .. } | Self::Rekey { .. } | Self::AddClaim(_) | Self::Set { .. } | Self::Act { .. } => "save",
            Self::AddCard { .. } => "add-card",
            Self::Attach { .. } => "attach",
            Self::AddNote { .. } => "note",
            Self::Undo | Self::UndoAct { .. } => "undo",
            Self::Redo => "redo",
        }
    }
}
