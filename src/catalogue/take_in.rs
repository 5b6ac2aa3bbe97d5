//! Taking in whole folders of scans: a plan that changes nothing, then file by file into the store, then the entries.
//!
//! Invariant: every file found is told of in the end, as taken, already there, refused or skipped. A file is in the
//! store, whole and verified, before anything in the catalogue names it; whatever stops the work leaves what was done.

mod alike;
mod bring;
mod interrupted;
mod keep;
mod plan;
mod settled;
mod space;
mod walk;

pub use bring::{Brought, Intake, TakeInControl};
pub use interrupted::Interrupted;
pub use keep::Kept;
pub use plan::{FirstFile, Goes, Plan, PlanCounts, PlannedFile};
pub use settled::{Glance, Settling, WatchedFolder};

use super::Catalogue;
use crate::error::{Error, Result};
use crate::model::{Checksum, EntryId, FileEvent, NamingRule, Role, StoredFile};
use crate::storage::files;
use serde::{Deserialize, Serialize};

/// How a folder is taken in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TakeInOptions {
    /// The naming rule; when empty, names are looked through for a known code and a word for the side.
    pub pattern: String,
    /// How a reference code is put together of the fields; when empty, as they stand.
    pub reference_template: String,
    /// The template of a card that is made for a code no entry has; none is made without it.
    pub new_cards: Option<String>,
    /// Where new cards lie.
    pub unit: Option<EntryId>,
    /// What the scans show, where no rule says it.
    pub role: Option<Role>,
}

impl TakeInOptions {
    /// The naming rule, read; nothing when there is none.
    pub fn rule(&self) -> Result<Option<NamingRule>> {
        if self.pattern.trim().is_empty() {
            if self.reference_template.trim().is_empty() {
                return Ok(None);
            }
            return Err(Error::Input(
                "a template of the reference code needs a naming rule whose fields it names: give the pattern too"
                    .to_owned(),
            ));
        }
        NamingRule::read(&self.pattern, &self.reference_template)
            .map(Some)
            .map_err(|fault| Error::Input(fault.to_string()))
    }
}

/// A file that was not taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotTaken {
    /// Its path below the folder, marks standing for what is no Unicode.
    pub file: String,
    /// Why.
    pub why: String,
    /// Whether nobody misses it: hidden, or left by a file browser.
    pub is_dropping: bool,
}

/// A file that is a picture of the catalogue now.
#[derive(Clone, Debug, PartialEq)]
pub struct TakenFile {
    /// Its path below the folder.
    pub file: String,
    /// The checksum of its bytes.
    pub checksum: Checksum,
    /// Its size in bytes.
    pub size_bytes: u64,
    /// What it is by its bytes: `TIFF`.
    pub format: &'static str,
    /// Width in pixels as shown; 0 when the file does not say.
    pub width_px: u32,
    /// Height in pixels as shown; 0 when the file does not say.
    pub height_px: u32,
    /// The entry it is attached to.
    pub entry: Option<EntryId>,
    /// That entry's reference code, or the one the name says when no entry has it.
    pub reference_code: String,
    /// What it shows.
    pub role: Role,
    /// The word for the side, when nobody knows what it means.
    pub unknown_side: Option<String>,
    /// The picture.
    pub attachment: EntryId,
    /// Whether the same bytes were stored before.
    pub reused: bool,
    /// Whether a card was made for it.
    pub new_card: bool,
    /// Why it cannot be shown; it is kept as it is.
    pub not_shown: Option<String>,
    /// Why it is attached to nothing.
    pub unattached: Option<String>,
    /// A picture it may be another scan of.
    pub looks_like: Option<LooksLike>,
}

/// A picture that may show the same sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct LooksLike {
    /// That picture.
    pub attachment: EntryId,
    /// The reference code of its entry; empty when it belongs to none.
    pub reference_code: String,
    /// What it shows.
    pub role: Role,
    /// How sure that is, 0 to 1.
    pub sureness: f32,
}

/// A file whose bytes are a picture of the same entry already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlreadyThere {
    /// Its path below the folder.
    pub file: String,
    /// The checksum of its bytes.
    pub checksum: Checksum,
    /// The picture it is: `RKG-50, front`.
    pub known_as: String,
}

/// How taking in ended.
#[derive(Debug)]
pub enum Ended {
    /// Every file was looked at.
    Complete,
    /// Somebody stopped it; what was taken in stays.
    Cancelled,
    /// It could not go on; what was taken in stays.
    Failed(Error),
}

/// What became of a folder.
#[derive(Debug)]
pub struct TakeInReport {
    /// So many files were found.
    pub found: u64,
    /// The files that are pictures of the catalogue now, in order.
    pub taken: Vec<TakenFile>,
    /// Those that were before.
    pub already_there: Vec<AlreadyThere>,
    /// Those that are no pictures or could not be read.
    pub refused: Vec<NotTaken>,
    /// Those that were not opened: links, pipes, hidden ones, those not reached.
    pub skipped: Vec<NotTaken>,
    /// How it ended.
    pub ended: Ended,
}

impl TakeInReport {
    /// Whether there is something a person should look at.
    pub fn has_problems(&self) -> bool {
        !self.refused.is_empty()
            || self.skipped.iter().any(|skipped| !skipped.is_dropping)
            || !matches!(self.ended, Ended::Complete)
    }
}

/// How far taking in is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TakeInProgress {
    /// Files done.
    pub files: u64,
    /// Files in all.
    pub of_files: u64,
    /// Bytes copied.
    pub bytes: u64,
    /// Bytes in all.
    pub of_bytes: u64,
}

impl Catalogue {
    /// Takes in what was planned: copies, hashes and looks at each file, then writes in batches what belongs where.
    /// `progress` says `false` to stop after the present file.
    pub fn take_in(
        &mut self,
        plan: &Plan,
        control: &TakeInControl,
        progress: &mut dyn FnMut(TakeInProgress) -> bool,
    ) -> Result<TakeInReport> {
        self.assert_writable()?;
        self.assert_can_be_taken_in(plan)?;
        let intake = self.intake()?;
        let keep = &mut |brought: Vec<Brought>| self.keep_brought(&brought, &plan.folder, &plan.options);
        Ok(intake.run(plan, control, progress, keep))
    }

    /// Refuses what cannot be done before anything is copied, also when it is another connection that will write.
    pub fn assert_can_be_taken_in(&self, plan: &Plan) -> Result<()> {
        if let Some(template) = &plan.options.new_cards {
            self.template(template)?;
        }
        if let Some(unit) = plan.options.unit
            && !matches!(self.get(unit)?, Some(crate::model::Entry::HoldingUnit(_)))
        {
            return Err(Error::Input("new cards can only lie in a fonds, a series or a file".to_owned()));
        }
        space::assert_room(self, plan)
    }

    /// What is known of a stored file.
    pub fn stored_file(&self, checksum: &Checksum) -> Result<Option<StoredFile>> {
        self.storage.told(files::file(self.storage.connection(), checksum))
    }

    /// What happened to a stored file, oldest first.
    pub fn events_of_file(&self, checksum: &Checksum) -> Result<Vec<FileEvent>> {
        self.storage.told(files::events(self.storage.connection(), Some(checksum), usize::MAX))
    }

    /// A taking-in that was begun and not ended, by a crash or by somebody who stopped it. Doing it again takes in what
    /// is missing.
    pub fn interrupted_take_in(&self) -> Option<Interrupted> {
        interrupted::read(self.folder())
    }

    /// Nobody wants to go on with it.
    pub fn forget_interrupted_take_in(&self) -> Result<()> {
        self.assert_writable()?;
        interrupted::remove(self.folder())
    }
}
