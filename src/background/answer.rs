//! What the catalogue's thread replies.

use super::job::JobId;
use super::looking::{Looked, Page, Seat, TileAt};
use super::request::Token;
use super::study::StudyNews;
use super::take_in::{TakeInPlanned, WatchNews};
use super::tones::Tones;
use crate::catalogue::take_in::{Interrupted, TakeInReport};
use crate::catalogue::watch::{FilesReport, Health, Relinked, Troubles};
use crate::catalogue::{
    Applied, Candidate, CheckReport, Counts, Facet, Gallery, Hit, HungPicture, KeyingAids, ListRow, Mode, PlaceFound,
    Previous, StoredDraft, WordingFound,
};
use crate::error::Error;
pub use crate::media::CardEdges;
use crate::model::{
    Act, ActLine, Appearance, CardTemplate, Clash, Dossier, EntryId, HoldingUnit, Label, Neighbourhood, Region,
    SavedSearch, Stage,
};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

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
    /// The beginning of a list. Of a long one [`Answer::List`] brings all of it later.
    ListBegun {
        /// Of the request.
        token: Token,
        /// Row numbers, as in [`Answer::List`].
        rows: Arc<[i64]>,
        /// The rows themselves.
        lines: Vec<ListRow>,
        /// Whether the list goes on.
        has_more: bool,
    },
    /// How many entries of each kind were found.
    FoundCounts {
        /// Of the request.
        token: Token,
        /// How many; a kind of which there is none may be left out.
        counts: Counts,
    },
    /// By what a list can be narrowed.
    Facets {
        /// Of the request.
        token: Token,
        /// With how many entries each value would leave.
        facets: Vec<Facet>,
    },
    /// Why rows of a list are found.
    Why {
        /// Of the request.
        token: Token,
        /// The reasons; fewer when some rows are gone meanwhile.
        hits: Vec<Hit>,
    },
    /// What can stand behind a field of a query.
    ValueWords {
        /// Of the request.
        token: Token,
        /// Most used first.
        values: Vec<String>,
    },
    /// The searches that are kept.
    SavedSearches(Vec<SavedSearch>),
    /// Rows of a list.
    Rows {
        /// Of the request.
        token: Token,
        /// What was asked for.
        asked: Vec<i64>,
        /// The rows, in that order; fewer when some are gone meanwhile.
        rows: Vec<ListRow>,
    },
    /// The regions of a picture.
    Regions {
        /// Of the request.
        picture: EntryId,
        /// They.
        regions: Vec<Region>,
        /// The persons they show.
        labels: BTreeMap<EntryId, Label>,
    },
    /// Entries found.
    Found {
        /// Of the request.
        token: Token,
        /// Best first.
        hits: Vec<Hit>,
    },
    /// An entry with everything that hangs on it, and what helps who keys it.
    Dossier(Arc<Dossier>, Arc<KeyingAids>),
    /// Something about what sources say and what is held.
    Study(StudyNews),
    /// The entry asked for is not there (removed meanwhile).
    NoEntry(EntryId),
    /// The numbers around those of a card or person.
    Neighbours {
        /// Of the request.
        entry: EntryId,
        /// One for each number and register.
        found: Vec<Neighbourhood>,
    },
    /// Who may be the same man as a card or person.
    LookAlikes {
        /// Of the request.
        entry: EntryId,
        /// Best first.
        found: Vec<Candidate>,
        /// Whether there are more.
        has_more: bool,
    },
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
    /// The card templates a card can have.
    Templates(Arc<[CardTemplate]>),
    /// The card of the same form that was keyed before.
    Previous {
        /// Of the request.
        card: EntryId,
        /// It, when there is one.
        previous: Option<Arc<Previous>>,
    },
    /// Wordings that are offered.
    Wordings {
        /// Of the request.
        token: Token,
        /// Best first.
        found: Vec<WordingFound>,
    },
    /// Places a wording may mean.
    Places {
        /// Of the request.
        token: Token,
        /// Best first.
        found: Vec<PlaceFound>,
    },
    /// The card after another, or before it.
    NextCard {
        /// Of the request.
        from: EntryId,
        /// It, when there is one.
        card: Option<EntryId>,
    },
    /// How many cards are how far.
    Stages(BTreeMap<Stage, u64>),
    /// Drafts are on the disk.
    DraftsKept {
        /// Of the request.
        token: Token,
    },
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
    /// The pictures of a gallery.
    Gallery {
        /// Of the request.
        token: Token,
        /// Which, and how many of each sort.
        gallery: Gallery,
    },
    /// Pictures of a gallery.
    HungPictures {
        /// Of the request.
        token: Token,
        /// In the order asked for; fewer when some are gone meanwhile.
        pictures: Vec<HungPicture>,
    },
    /// A small picture of a gallery.
    Small {
        /// The attachment.
        attachment: EntryId,
        /// Its longer side, as it was wanted.
        side_px: u32,
        /// Whether nothing of it can be recognised.
        covered: bool,
        /// How it is looked at, as it was wanted.
        appearance: Option<Appearance>,
        /// The picture, or why there is none.
        pixels: Result<Pixels, Error>,
    },
    /// Where a card seems to lie on its scan.
    CardEdges {
        /// The scan.
        attachment: EntryId,
        /// What was found, when anything was.
        edges: Option<CardEdges>,
    },
    /// The picture has a content note and is not to be shown unasked.
    Covered(EntryId),
    /// A picture file that belongs to no entry.
    PictureFile {
        /// Of the request.
        token: Token,
        /// The picture, or why there is none.
        read: Result<FilePicture, Error>,
    },
    /// A larger picture of an attachment.
    Picture {
        /// The attachment.
        attachment: EntryId,
        /// The picture, or why there is none.
        pixels: Result<Pixels, Error>,
    },
    /// What a picture is that is looked at, and all of it reduced.
    Looked {
        /// At which of two places.
        seat: Seat,
        /// Which picture.
        of: Page,
        /// How its tones are shown.
        tones: Tones,
        /// The file, whether it can be shown or not.
        path: PathBuf,
        /// What was seen, or why nothing was.
        looked: Result<Looked, Error>,
    },
    /// The small copy of a picture that is looked at, until the rest comes.
    Glanced {
        /// At which of two places.
        seat: Seat,
        /// Which picture.
        of: Page,
        /// How its tones are shown.
        tones: Tones,
        /// What it shows.
        pixels: Pixels,
    },
    /// A tile of a picture that is looked at.
    Tile {
        /// At which of two places.
        seat: Seat,
        /// Of which picture.
        of: Page,
        /// How its tones are shown.
        tones: Tones,
        /// Which tile.
        at: TileAt,
        /// What it shows, or why nothing.
        pixels: Result<Pixels, Error>,
    },
    /// What would become of the files of a folder.
    TakeInPlanned(Box<TakeInPlanned>),
    /// News of the watched folder.
    Watched {
        /// The folder.
        folder: PathBuf,
        /// What.
        news: Box<WatchNews>,
    },
    /// How the stored files are.
    Health(Box<Health>),
    /// How many stored files are not as they should be; told when a catalogue is opened and when it changes.
    Troubles(Troubles),
    /// News of a job.
    Job {
        /// Which.
        id: JobId,
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
    /// The card templates a card can have.
    pub templates: Arc<[CardTemplate]>,
    /// What was typed and not written when the program ended.
    pub drafts: Vec<StoredDraft>,
    /// A taking-in that was begun and not ended.
    pub interrupted: Option<Interrupted>,
    /// The searches that are kept.
    pub saved: Vec<SavedSearch>,
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

/// A picture file as it is and as it is shown.
#[derive(Debug)]
pub struct FilePicture {
    /// What is shown of it.
    pub pixels: Pixels,
    /// Its own width and height in pixels.
    pub size_px: (u32, u32),
    /// Resolution stated by the file, in pixels per inch.
    pub ppi: Option<f64>,
    /// Where a card seems to lie on it.
    pub edges: Option<CardEdges>,
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
    /// A folder of scans is taken in.
    TakeIn,
    /// A report is made.
    Report,
    /// Everything is looked at.
    Check,
    /// The history is verified.
    Verify,
    /// Every stored file is read.
    CheckFiles,
    /// Lost files are looked for.
    Relink,
}

impl JobKind {
    /// Names it in the language files.
    pub const fn term(self) -> &'static str {
        match self {
            Self::Sample => "sample",
            Self::Attach => "attach",
            Self::TakeIn => "take-in",
            Self::Report => "report",
            Self::Check => "check",
            Self::Verify => "verify",
            Self::CheckFiles => "check-files",
            Self::Relink => "relink",
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
    /// A folder was taken in, to its end or not.
    TakenIn(Box<TakeInReport>),
    /// A check is done.
    Checked(CheckReport),
    /// Every stored file was read.
    FilesChecked(Box<FilesReport>),
    /// Lost files were looked for.
    Relinked(Box<Relinked>),
    /// It is done and another answer says the rest.
    Done,
    /// It ended without its work done.
    Failed(Error),
}
