//! WHERE IT LIVES: the catalogue folder, its database, journal, search index and master files.
//!
//! On disk:
//! ```text
//! NAME.kartoteka/
//!   catalogue.db      everything but the pictures (SQLite, WAL, synchronous=FULL)
//!   masters/ab/cd/    stored scans, named by their SHA-256, write-once
//!   cache/            search index and small pictures: may be deleted, comes back
//!   README.txt        what this is, and how to read it without the program
//! ```
//! Invariant: SQL is written only in this module, and rows change only in [`Storage::apply`].

pub mod apply;
pub mod canonical;
pub mod codes;
pub mod columns;
pub mod drafts;
pub mod files;
pub mod find;
pub mod index;
pub mod journal;
mod lock;
pub mod masters;
pub mod neighbours;

mod open;
pub mod pictures;
pub mod rows;
mod schema;
pub mod study;
pub mod verify;
pub mod wording;

use crate::error::{Error, Result};
use lock::Lock;
use rusqlite::Connection;
use std::path::{Path, PathBuf};

/// An open catalogue folder: one connection, used by one thread.
#[derive(Debug)]
pub struct Storage {
    connection: Connection,
    folder: PathBuf,
    title: String,
    /// `None` when the catalogue can only be read.
    lock: Option<Lock>,
    /// Why it can only be read.
    read_only: Option<String>,
    /// Whether the disk failed under a write: what it would keep from then on nobody knows.
    write_failed: bool,
    /// Dropped after the connection.
    _open_here: open::OpenHere,
    /// What finding keeps in memory.
    warm: std::cell::RefCell<find::Warm>,
    /// What is read instead of a file of an older format that cannot be changed.
    _copy: Option<tempfile::TempDir>,
}

impl Storage {
    /// The catalogue's folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The catalogue's title.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Why the catalogue can only be read, if so.
    pub fn read_only(&self) -> Option<&str> {
        self.read_only.as_deref()
    }

    /// Tells others who is writing.
    pub fn sign(&self, author: &str) {
        if let Some(lock) = &self.lock {
            lock.sign(author);
        }
    }

    /// Holds one state of the catalogue for reading until it is dropped.
    pub fn snapshot(&self) -> Result<rusqlite::Transaction<'_>> {
        self.told(self.connection.unchecked_transaction())
    }

    /// For reading: [`rows`], [`journal`] and [`index`] take it.
    pub fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Finds in the search index.
    pub fn finder(&self) -> Result<find::Finder<'_>> {
        self.told(find::Finder::new(&self.connection, &self.warm))
    }

    /// Puts an SQLite error into words.
    pub fn told<T>(&self, result: rusqlite::Result<T>) -> Result<T> {
        result.map_err(|error| database_error(&self.folder, &error))
    }

    /// Whether the file and its tables are sound, as SQLite sees it: one line a fault.
    pub fn faults(&self) -> Result<Vec<String>> {
        let mut statement = self.told(self.connection.prepare("PRAGMA main.integrity_check(20)"))?;
        let lines = self.told(statement.query_map([], |row| row.get::<_, String>(0)))?;
        let lines = self.told(lines.collect::<rusqlite::Result<Vec<_>>>())?;
        Ok(lines.into_iter().filter(|line| line != "ok").collect())
    }

    /// Makes the search index anew.
    pub fn rebuild_index(&mut self) -> Result<()> {
        index::rebuild(&mut self.connection).map_err(|error| database_error(&self.folder, &error))
    }

    fn assert_writable(&self) -> Result<()> {
        match &self.read_only {
            None => Ok(()),
            Some(why) => Err(Error::ReadOnly { path: self.folder.clone(), why: why.clone() }),
        }
    }
}

impl Drop for Storage {
    fn drop(&mut self) {
        if self.lock.is_some() {
            // one file when closed: the log is folded in; if that fails it is done at the next opening
            let _ = self.connection.execute_batch("PRAGMA optimize; PRAGMA main.wal_checkpoint(TRUNCATE);");
        }
    }
}

/// An SQLite error in words, told apart by what the person can do.
pub(crate) fn database_error(folder: &Path, error: &rusqlite::Error) -> Error {
    use rusqlite::ErrorCode;
    /// `SQLITE_IOERR_SHMSIZE`: no room even for the file that lets several read.
    const NO_ROOM_TO_READ: i32 = 4874;
    let path = folder.to_owned();
    if error.sqlite_error().is_some_and(|failure| failure.extended_code == NO_ROOM_TO_READ) {
        return Error::DiskFull { path };
    }
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => Error::DiskFull { path },
        Some(ErrorCode::ReadOnly) => {
            Error::ReadOnly { path, why: "the folder or the disk cannot be written".to_owned() }
        }
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            Error::InUse { path, holder: "another program".to_owned() }
        }
        Some(ErrorCode::NotADatabase) => {
            Error::NotACatalogue { path, why: "catalogue.db is not a database, or it is damaged".to_owned() }
        }
        Some(ErrorCode::DatabaseCorrupt) => Error::Database {
            path,
            why: "the file is damaged where it matters most; keep a copy of the folder as it is, and go back to the last good copy".to_owned(),
        },
        _ => Error::Database { path, why: error.to_string() },
    }
}
