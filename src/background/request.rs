//! What the catalogue's thread is asked.

use super::answer::Pixels;
use super::looking::{LookWish, Seat};
use super::small::SmallWish;
use super::study::{Deed, StudyWish};
use super::take_in::TakeInWish;
use crate::catalogue::{Arrangement, GalleryQuery, Keyed, ListQuery, NewPicture, OnClash, OnPicture, StoredDraft};
use crate::model::{
    Absence, Access, Act, Attachment, Audience, CardTemplate, Certainty, Change, Claim, Datatype, Day, EntryId,
    NoteKind, Reading, Role, Stage,
};
use std::path::PathBuf;

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
    /// The list in the middle of the window, which takes the place of one asked for before: its beginning at once, the
    /// whole of it when nothing else waits.
    ShownList {
        /// What it shows.
        query: ListQuery,
        /// Comes back with the answers.
        token: Token,
    },
    /// How many entries of each kind these words find, when nothing else waits.
    FoundCounts {
        /// The words.
        words: String,
        /// Comes back with the answer.
        token: Token,
    },
    /// By what a list can be narrowed, when nothing else waits.
    Facets {
        /// The list.
        query: ListQuery,
        /// Comes back with the answer.
        token: Token,
    },
    /// Why rows of a list are found.
    Why {
        /// The words.
        words: String,
        /// Row numbers from [`Answer::List`].
        rows: Vec<i64>,
        /// Comes back with the answer.
        token: Token,
    },
    /// What can stand behind a field of a query.
    ValueWords {
        /// The field.
        field: String,
        /// What is typed of it.
        begun: String,
        /// Comes back with the answer.
        token: Token,
    },
    /// The searches that are kept.
    SavedSearches,
    /// Rows of a list.
    Rows {
        /// Row numbers from [`Answer::List`].
        rows: Vec<i64>,
        /// Comes back with the answer.
        token: Token,
    },
    /// The regions of a picture, with the names of those they show.
    Regions {
        /// The picture.
        picture: EntryId,
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
    /// The numbers around those of a card or person, when nothing else waits.
    Neighbours {
        /// The card or person.
        entry: EntryId,
    },
    /// Who may be the same man as a card or person, when nothing else waits.
    LookAlikes {
        /// The card or person.
        entry: EntryId,
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
    /// The card templates a card can have.
    Templates,
    /// The card of the same form that was keyed before this one.
    Previous {
        /// This card.
        card: EntryId,
    },
    /// Wordings that begin like this.
    Wordings {
        /// The property they are of.
        property: String,
        /// How its values are written.
        datatype: Datatype,
        /// What is typed.
        words: String,
        /// Comes back with the answer.
        token: Token,
    },
    /// The places a wording may mean.
    Places {
        /// The wording.
        wording: String,
        /// The first and last day that come into question.
        at: Option<(Day, Day)>,
        /// Comes back with the answer.
        token: Token,
    },
    /// The card after this one, or before it, by reference code.
    NextCard {
        /// This card.
        from: EntryId,
        /// Only in this unit and under it.
        unit: Option<EntryId>,
        /// Only cards that are so far.
        stage: Option<Stage>,
        /// Before this one.
        back: bool,
    },
    /// How many cards are how far.
    Stages {
        /// In this unit and under it.
        unit: Option<EntryId>,
    },
    /// Keep what is typed on the disk, as drafts. No draft is an act; the answer is [`Answer::DraftsKept`] or a failure,
    /// which is told where the typing is.
    KeepDrafts {
        /// What is typed.
        kept: Vec<StoredDraft>,
        /// Places whose typing is written or taken back.
        gone: Vec<(EntryId, String)>,
        /// Comes back with the answer.
        token: Token,
    },
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
    /// Where a card seems to lie on its scan.
    CardEdges {
        /// The scan.
        attachment: Box<Attachment>,
        /// Width and height of the side in millimetres.
        size_mm: (f64, f64),
    },
    /// A picture file that belongs to no entry: a scan to draw a card template on.
    PictureFile {
        /// The file.
        file: PathBuf,
        /// The longest side in pixels, at most 4096.
        max_side_px: u32,
        /// Comes back with the answer.
        token: Token,
    },
    /// A larger picture of an attachment.
    Picture {
        /// The attachment.
        attachment: Box<Attachment>,
        /// The longest side in pixels, at most 4096.
        max_side_px: u32,
    },
    /// Something for one who looks at a picture closely; it waits for nothing else.
    Look {
        /// At which of two places.
        seat: Seat,
        /// What.
        wish: LookWish,
    },
    /// The pictures of a gallery.
    Gallery {
        /// What it shows.
        query: GalleryQuery,
        /// Comes back with the answer.
        token: Token,
    },
    /// Pictures of a gallery with what they belong to.
    HungPictures {
        /// Which.
        ids: Vec<EntryId>,
        /// Comes back with the answer.
        token: Token,
    },
    /// Small pictures, the most wanted first, and none of those wished for before; they wait for nothing else. The
    /// answers are [`Answer::Small`](super::Answer::Small).
    SmallPictures {
        /// Which.
        wanted: Vec<SmallWish>,
    },
    /// Something about what sources say and what is held.
    Study(StudyWish),
    /// Something about folders of scans.
    TakeIn(TakeInWish),
    /// Make a report (a job).
    Report(ReportAsked),
    /// Look at everything (a job).
    Check,
    /// How the stored files are.
    Health,
    /// Read every stored file (a job).
    CheckFiles,
    /// Look for lost files (a job).
    Relink {
        /// In this folder and those in it.
        folder: PathBuf,
    },
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
        /// Where it was read, when it has no region yet.
        at: Option<OnPicture>,
    },
    /// A new claim; a wording without reading is read by its box or by the property's datatype.
    AddClaim {
        /// The claim.
        claim: Box<Claim>,
        /// Where it was read.
        at: Option<OnPicture>,
    },
    /// Where on a picture a claim was read.
    Place {
        /// The claim.
        claim: EntryId,
        /// Where.
        at: OnPicture,
    },
    /// Takes a claim away, with the region that is only its own.
    RemoveClaim {
        /// The claim.
        claim: EntryId,
    },
    /// Says something of a value. Nothing is written when its wording is another one by then: whoever said it meant the
    /// wording he saw.
    Say {
        /// The value.
        of: ValueOf,
        /// The wording it was said of, without the spaces around it.
        as_written: String,
        /// What is said.
        said: Said,
    },
    /// A card template of this catalogue, new or in the place of the one with its id.
    SaveTemplate(Box<CardTemplate>),
    /// Takes a card template out of this catalogue.
    RemoveTemplate {
        /// Its id.
        id: String,
    },
    /// One thing done to several pictures.
    Arrange {
        /// Which.
        pictures: Vec<EntryId>,
        /// What.
        arrangement: Arrangement,
    },
    /// Fields of one entry, set by their names in JSON, whatever else changed in it meanwhile.
    Set {
        /// The entry.
        entry: EntryId,
        /// Field and value.
        fields: Vec<(&'static str, serde_json::Value)>,
        /// Why.
        reason: String,
    },
    /// Somebody is done with a card: it goes into its next queue, from the one it lies in then.
    Done {
        /// The card.
        card: EntryId,
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
    /// A judgement, or what else is decided on what sources say.
    Deed(Deed),
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
    /// A picture of the clipboard (a job); it is kept as PNG.
    Paste {
        /// The entry it belongs to.
        entry: EntryId,
        /// The picture.
        pixels: Pixels,
    },
    /// A picture that is no file (a job).
    AttachBytes {
        /// The entry it belongs to.
        entry: EntryId,
        /// What it is called from now on, with the ending of what it is.
        name: String,
        /// What it shows.
        role: Role,
        /// The file.
        bytes: Vec<u8>,
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

/// A value something is said of. It is looked up when that is written, so that nobody waits for the value itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueOf {
    /// This claim.
    Claim(EntryId),
    /// The first that stands in a box of a card.
    Box {
        /// The card.
        card: EntryId,
        /// The field's id in the template.
        field: String,
    },
}

/// What is said of a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// This reading is right, says this person. What became of a number on the paper stays as it is.
    Keep(Box<Reading>, String),
    /// The reading is only a proposal again.
    NotKept,
    /// How sure the reader is.
    Certainty(Certainty),
    /// The degree of certainty after the one it has.
    NextCertainty,
    /// Whether a number was struck out and replaced, whoever has read it.
    Struck(bool),
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

impl Request {
    /// Its name; the key of its words when it fails is `failed-NAME`.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Open { .. } => "open",
            Self::Create { .. } => "create",
            Self::Sample { .. } => "sample",
            Self::Close => "close",
            Self::SetAuthor { .. } => "author",
            Self::List { .. }
            | Self::ShownList { .. }
            | Self::FoundCounts { .. }
            | Self::Facets { .. }
            | Self::Rows { .. }
            | Self::Gallery { .. }
            | Self::HungPictures { .. } => "list",
            Self::Dossier { .. } => "read",
            Self::Neighbours { .. } | Self::LookAlikes { .. } => "near",
            Self::History { .. } => "history",
            Self::Study(wish) => wish.name(),
            Self::Units
            | Self::Counts
            | Self::NextUndo
            | Self::Templates
            | Self::SavedSearches
            | Self::Stages { .. } => "overview",
            Self::Previous { .. } => "previous",
            Self::NextCard { .. } => "card",
            Self::Regions { .. } => "regions",
            Self::Find { .. }
            | Self::Why { .. }
            | Self::ValueWords { .. }
            | Self::Wordings { .. }
            | Self::Places { .. } => "find",
            Self::KeepDrafts { .. } => "draft",
            Self::Write { write, .. } => write.name(),
            Self::Thumbnail { .. }
            | Self::SmallPicture { .. }
            | Self::SmallPictures { .. }
            | Self::CardEdges { .. }
            | Self::PictureFile { .. }
            | Self::Look { .. }
            | Self::Picture { .. } => "picture",
            Self::TakeIn(_) => "take-in",
            Self::Report(_) => "report",
            Self::Check => "check",
            Self::Health => "health",
            Self::CheckFiles => "check-files",
            Self::Relink { .. } => "relink",
        }
    }

    /// Its token, when it has one.
    pub const fn token(&self) -> Option<Token> {
        match self {
            Self::List { token, .. }
            | Self::ShownList { token, .. }
            | Self::FoundCounts { token, .. }
            | Self::Facets { token, .. }
            | Self::Why { token, .. }
            | Self::ValueWords { token, .. }
            | Self::Rows { token, .. }
            | Self::Find { token, .. }
            | Self::Gallery { token, .. }
            | Self::HungPictures { token, .. }
            | Self::Wordings { token, .. }
            | Self::Places { token, .. }
            | Self::KeepDrafts { token, .. }
            | Self::TakeIn(TakeInWish::Plan { token, .. })
            | Self::PictureFile { token, .. }
            | Self::Write { token, .. } => Some(*token),
            _ => None,
        }
    }
}

impl Write {
    /// Its name; the key of its words when it fails is `failed-NAME`.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Key { .. }
            | Self::Rekey { .. }
            | Self::AddClaim { .. }
            | Self::Place { .. }
            | Self::RemoveClaim { .. }
            | Self::Say { .. }
            | Self::Set { .. }
            | Self::Act { .. } => "save",
            Self::Arrange { .. } => "arrange",
            Self::Deed(_) => "deed",
            Self::Done { .. } => "done",
            Self::SaveTemplate(_) | Self::RemoveTemplate { .. } => "template",
            Self::AddCard { .. } => "add-card",
            Self::Attach { .. } | Self::AttachBytes { .. } | Self::Paste { .. } => "attach",
            Self::AddNote { .. } => "note",
            Self::Undo | Self::UndoAct { .. } => "undo",
            Self::Redo => "redo",
        }
    }
}
