//! Errors by cause: what went wrong, on which file or entry, and what the person can do. No domain types.

use std::path::PathBuf;

/// What the program could not do.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The folder is not there.
    #[error("there is no folder {0}: check the name, or make a catalogue there with `kartoteka new`")]
    NoFolder(PathBuf),
    /// The folder or file is not a catalogue.
    #[error("{path} is not a Kartoteka catalogue: {why}")]
    NotACatalogue {
        /// The folder.
        path: PathBuf,
        /// What is missing or wrong.
        why: String,
    },
    /// Something is already where a new catalogue should be made.
    #[error("{0} is already there and not empty: choose another name, nothing was changed")]
    AlreadyThere(PathBuf),
    /// The catalogue was written by a newer program.
    #[error(
        "{path} was written by a newer Kartoteka (format {found}, this program knows {known}): install the newer program; nothing was changed"
    )]
    NewerVersion {
        /// The folder.
        path: PathBuf,
        /// Its format number.
        found: i64,
        /// The newest format this program knows.
        known: i64,
    },
    /// Somebody else has the catalogue open for writing.
    #[error("{path} is open for editing by {holder}: it can be read meanwhile, not changed")]
    InUse {
        /// The folder.
        path: PathBuf,
        /// Who has it: name, computer, program, since when.
        holder: String,
    },
    /// The catalogue can only be read.
    #[error("{path} can only be read, so nothing was changed: {why}")]
    ReadOnly {
        /// The folder.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// Nothing has this reference.
    #[error("nothing in this catalogue has the reference or id {0:?}; to look for names and words use `find`")]
    NoSuchEntry(String),
    /// Several entries have this reference.
    #[error("{reference:?} names {count} entries: give more of the id ({examples})")]
    Ambiguous {
        /// What was asked for.
        reference: String,
        /// How many there are.
        count: usize,
        /// The first of them.
        examples: String,
    },
    /// Nothing is known under this card template id.
    #[error("there is no card template {wanted:?}; there are: {known}")]
    NoSuchTemplate {
        /// What was asked for.
        wanted: String,
        /// The ids there are.
        known: String,
    },
    /// The template has no such field.
    #[error("the template {template} has no field {field:?}; its fields are: {known}")]
    NoSuchField {
        /// The template.
        template: String,
        /// What was asked for.
        field: String,
        /// The fields there are.
        known: String,
    },
    /// The input cannot be used as it is.
    #[error("{0}")]
    Input(String),
    /// The entry was changed by somebody else since it was read.
    #[error("{label} was changed meanwhile: look at it again; what you typed is kept")]
    Stale {
        /// What a person calls the entry.
        label: String,
    },
    /// There is no act to take back or do again.
    #[error("there is nothing to {0}")]
    NothingTo(&'static str),
    /// There is no such act.
    #[error("there is no act {0:?} in the history of this catalogue")]
    NoSuchAct(String),
    /// A picture cannot be taken in.
    #[error("{path} was not taken in: {why}")]
    NotAPicture {
        /// The file.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// A stored picture cannot be shown.
    #[error("{path} cannot be shown, and is kept as it is: {why}")]
    NotViewable {
        /// The file.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// A file cannot be read or written.
    #[error("{doing} {path}: {}{}", said(.source), hint(.source))]
    File {
        /// What was being done: `cannot read`.
        doing: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: std::io::Error,
    },
    /// The disk is full.
    #[error("the disk with {path} is full: make room and try again; everything saved before is kept")]
    DiskFull {
        /// The folder.
        path: PathBuf,
    },
    /// The database could not do it.
    #[error("the catalogue {path} cannot be used: {why}")]
    Database {
        /// The folder.
        path: PathBuf,
        /// What SQLite says.
        why: String,
    },
    /// Content that cannot be understood, although nobody but the program should have written it.
    #[error("damaged: {0}")]
    Damaged(String),
    /// A report could not be made.
    #[error("the report was not made: {0}")]
    Report(String),
    /// Somebody asked to stop.
    #[error("stopped, as asked")]
    Cancelled,
}

/// Whose turn it is after an error: decides tone and exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// What was asked for cannot be: wrong words, a missing entry.
    Input,
    /// The disk, the rights, another program.
    Environment,
    /// Our mistake, or damage.
    Bug,
}

impl Error {
    /// Whose turn it is.
    pub fn cause(&self) -> Cause {
        match self {
            Self::NoSuchEntry(_)
            | Self::Ambiguous { .. }
            | Self::NoSuchTemplate { .. }
            | Self::NoSuchField { .. }
            | Self::Input(_)
            | Self::NoSuchAct(_) => Cause::Input,
            Self::Damaged(_) => Cause::Bug,
            _ => Cause::Environment,
        }
    }

    /// An error about a file, told apart by whether the disk is full.
    pub fn file(doing: &'static str, path: impl Into<PathBuf>, source: std::io::Error) -> Self {
        let path = path.into();
        if source.kind() == std::io::ErrorKind::StorageFull {
            Self::DiskFull { path }
        } else {
            Self::File { doing, path, source }
        }
    }
}

/// What the system says, without its number.
fn said(source: &std::io::Error) -> String {
    let said = source.to_string();
    said.find(" (os error").and_then(|at| said.get(..at)).map_or(said.clone(), str::to_lowercase)
}

fn hint(source: &std::io::Error) -> &'static str {
    match source.kind() {
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
            " (ask for the right to write there, or choose another folder)"
        }
        std::io::ErrorKind::NotFound => " (check the name)",
        _ => "",
    }
}

/// The result of what the program was asked to do.
pub type Result<T, E = Error> = std::result::Result<T, E>;
