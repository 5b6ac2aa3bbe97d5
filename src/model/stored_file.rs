//! A stored file and what happened to it. The terms are those of PREMIS 3 and of the Library of Congress's list of
//! event types.

use super::{Checksum, EntryId, Timestamp, terms::terms};
use serde::{Deserialize, Serialize};

/// A stored file: how it came, what it says of itself, how it was when it was looked at last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredFile {
    /// The SHA-256 of its bytes.
    pub checksum: Checksum,
    /// The ending under which it is stored, without the dot.
    pub extension: String,
    /// Its size in bytes.
    pub size_bytes: u64,
    /// The name it came with.
    pub original_name: String,
    /// The folder it came from, below the folder that was taken in; empty for a single file.
    pub original_folder: String,
    /// When it was changed last before it came, as its disk had it.
    pub modified_at: Option<Timestamp>,
    /// When it was taken in.
    pub taken_in_at: Timestamp,
    /// Who took it in.
    pub taken_in_by: String,
    /// What it says of itself (scanner, EXIF, colour profile), as JSON; empty until it was read.
    pub metadata: String,
    /// The picture boiled down, to find the same sheet scanned again; empty when it cannot be shown.
    pub likeness: String,
    /// How it was when it was looked at last.
    pub state: FileState,
    /// When that was.
    pub checked_at: Option<Timestamp>,
}

terms! {
    /// How a stored file was found.
    FileState {
        /// Every byte as it was stored.
        #[default] Good = "good",
        /// Its bytes have changed.
        Bad = "bad",
        /// It is not there.
        Missing = "missing",
        /// It cannot be read: the check could not be made.
        Unreadable = "unreadable",
    }
}

/// Something that happened to a stored file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEvent {
    /// Names this event.
    pub id: EntryId,
    /// The file.
    pub master: Checksum,
    /// What happened.
    pub kind: FileEventKind,
    /// When.
    pub at: Timestamp,
    /// Who or what did it: a person, or the program with its version.
    pub agent: String,
    /// How it went.
    pub outcome: Outcome,
    /// The particulars, in words.
    pub detail: String,
    /// How the file is now, when the event says so.
    #[serde(skip)]
    pub state: Option<FileState>,
}

terms! {
    /// What happened to a file.
    FileEventKind {
        /// It was copied into the catalogue.
        #[default] Ingestion = "ingestion",
        /// Its checksum was computed for the first time.
        MessageDigestCalculation = "message digest calculation",
        /// What kind of file it is was found out.
        FormatIdentification = "format identification",
        /// Its checksum was compared with the one it was stored with.
        FixityCheck = "fixity check",
        /// A lost or damaged file was put back from a copy.
        Recovery = "recovery",
    }
}

terms! {
    /// How an event went.
    Outcome {
        /// As it should.
        #[default] Pass = "pass",
        /// Not as it should.
        Fail = "fail",
        /// Nobody knows: the check could not be made.
        CouldNotRun = "could not run",
    }
}
