//! WHAT AN ARCHIVIST CAN DO: the public door of the core.
//!
//! Invariant: [`Catalogue::apply`] is the only way to write. Forms, the command line, imports and undo all go
//! through it, so each is one transaction, one line of history and one step of undo.

mod check;
mod closing;
mod desk;
mod disputes;
mod edit;
mod facets;
mod find;
mod gallery;
mod gather;
mod glossary;
mod identity;
mod import;
mod judge;
mod life;
mod look;
mod look_alikes;
mod men;
mod neighbours;
mod past;
mod pictures;
mod read;
mod small_copies;
mod still_named;
pub mod take_in;
mod tally;
mod template;
pub mod template_file;
mod thumbnails;
mod undo;
pub mod watch;

pub use crate::storage::apply::{Applied, Touched};
pub use closing::{
    ClosureFilter, ClosureLine, ClosurePage, ClosureQuery, MOST_YEARS, RuleOutcome, built_in_closure_rules,
    opens_sooner,
};
pub use desk::{KeyingAids, PlaceFound, Previous, WordingFound, WordingOrigin};
pub use disputes::{Dispute, DisputePage, DisputeQuery, Which};
pub use edit::{Keyed, OnPicture};
pub use gallery::{Alike, Arrangement, Belonging, Gallery, GalleryQuery, HungPicture, Showing};
pub use glossary::{CitedBy, MOST_CITING};
pub use identity::{Compared, NamedMan, SideBySide};
pub use import::{ImportOptions, ImportReport, MOST_REFUSED_NAMED, RefusedRow};
pub use judge::Judgement;
pub use look_alikes::Candidate;
pub use neighbours::NumberAsked;
pub use past::{ChainVerified, HistoryQuery, Standing};
pub use pictures::{Masters, NewPicture, Stored, TakenIn};
pub use read::{
    Beginning, CheckProblem, CheckReport, Counts, Facet, FacetField, FacetValue, FoundBy, Hit, ListQuery, ListRow,
    Sort, Tier,
};
pub use small_copies::SmallCopies;
pub use still_named::{MOST_STILL_NAMED, StillNamed};
pub use tally::NewMember;
pub use template::{TemplateOrigin, built_in_template, built_in_templates};
pub use thumbnails::{SMALL_COPY_PX, keep_small_copy, make_small_copy, small_copy, thumbnail};
pub use undo::{OnClash, Undone};

pub use crate::search::query;
pub use crate::storage::drafts::StoredDraft;

use crate::error::{Error, Result};
use crate::model::{Act, Change, ChangeSet, EntryId, Timestamp};
use crate::storage::Storage;
use std::path::Path;

/// An open catalogue: one folder, one connection, one thread.
#[derive(Debug)]
pub struct Catalogue {
    storage: Storage,
    author: String,
}

/// Whether an open catalogue can be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mode {
    /// It can.
    Writable,
    /// It can only be read, and why: who has it, or that the folder is read-only.
    ReadOnly(String),
}

impl Catalogue {
    /// Makes an empty catalogue in a folder that is not there yet or empty.
    pub fn create(folder: &Path, title: &str) -> Result<Self> {
        Storage::create(folder, title).map(Self::of)
    }

    /// Opens a catalogue; only for reading when somebody else has it or the folder cannot be written: see
    /// [`Self::mode`].
    pub fn open(folder: &Path) -> Result<Self> {
        Storage::open(folder).map(Self::of)
    }

    /// Opens a catalogue for writing, or says why it cannot be written.
    pub fn open_to_write(folder: &Path) -> Result<Self> {
        Storage::open_to_write(folder).map(Self::of)
    }

    /// Opens a catalogue only for reading, whoever has it, and takes no lock.
    pub fn open_to_read(folder: &Path) -> Result<Self> {
        Storage::open_to_read(folder).map(Self::of)
    }

    fn of(storage: Storage) -> Self {
        Self { storage, author: String::new() }
    }

    /// Whether it can be changed.
    pub fn mode(&self) -> Mode {
        self.storage.read_only().map_or(Mode::Writable, |why| Mode::ReadOnly(why.to_owned()))
    }

    /// Its folder.
    pub fn folder(&self) -> &Path {
        self.storage.folder()
    }

    /// Its title.
    pub fn title(&self) -> &str {
        self.storage.title()
    }

    /// The name under which acts are written.
    pub fn author(&self) -> &str {
        &self.author
    }

    /// Changes the name under which acts are written from now on.
    pub fn set_author(&mut self, author: &str) {
        author.trim().clone_into(&mut self.author);
        self.storage.sign(&self.author);
    }

    /// Writes a change-set whole or not at all. The only way to write.
    pub fn apply(&mut self, set: &ChangeSet) -> Result<Applied> {
        self.storage.apply(set)
    }

    /// Writes changes as one act of the present author, now.
    pub fn act(&mut self, act: Act, about: &str, reason: &str, changes: Vec<Change>) -> Result<Applied> {
        self.apply(&ChangeSet {
            id: EntryId::fresh(),
            act,
            about: about.to_owned(),
            author: self.author.clone(),
            reason: reason.to_owned(),
            at: now(),
            undoes: None,
            changes,
        })
    }
}

/// The reason somebody gave, or that one is asked for: `what` is to be said.
fn reason_given<'a>(reason: &'a str, what: &str) -> Result<&'a str> {
    match reason.trim() {
        "" => Err(Error::Input(format!("a reason is asked for: say {what}; nothing was written"))),
        given => Ok(given),
    }
}

fn now() -> Timestamp {
    Timestamp(jiff::Timestamp::now().as_millisecond())
}

/// A moment of the file system; before 1970 counts backwards.
fn moment(time: std::time::SystemTime) -> Timestamp {
    let millis = match time.duration_since(std::time::UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_millis()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_millis()).map_or(i64::MIN, |millis| -millis),
    };
    Timestamp(millis)
}
