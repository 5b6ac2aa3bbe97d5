//! What is known of the stored files themselves, and what happened to each: told by checksum, beside the acts.
//!
//! Invariant: an event is written once and never changed or taken back. What a file is and how it came is not an
//! archivist's statement, so undo does not touch it; a file nobody's picture uses any more keeps its history.

use super::Storage;
use super::columns::Column;
use crate::error::Result;
use crate::model::{Checksum, FileEvent, FileState, StoredFile, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::{BTreeMap, BTreeSet};

const COLUMNS: &str = "checksum, extension, size_bytes, original_name, original_folder, modified_at, taken_in_at,
    taken_in_by, metadata, likeness, state, checked_at";

fn column<T: Column>(row: &Row<'_>, at: usize) -> rusqlite::Result<T> {
    let value = row.get_ref(at)?;
    T::from_value(value).map_err(|why| rusqlite::Error::FromSqlConversionFailure(at, value.data_type(), why.into()))
}

fn file_of(row: &Row<'_>) -> rusqlite::Result<StoredFile> {
    Ok(StoredFile {
        checksum: column(row, 0)?,
        extension: column(row, 1)?,
        size_bytes: column(row, 2)?,
        original_name: column(row, 3)?,
        original_folder: column(row, 4)?,
        modified_at: column(row, 5)?,
        taken_in_at: column(row, 6)?,
        taken_in_by: column(row, 7)?,
        metadata: column(row, 8)?,
        likeness: column(row, 9)?,
        state: column(row, 10)?,
        checked_at: column(row, 11)?,
    })
}

impl Storage {
    /// Notes stored files and what happened to them, in one transaction. A file known already keeps what is known of
    /// how it came; what was learnt of its content is filled in.
    pub fn note_files(&mut self, files: &[StoredFile], events: &[FileEvent]) -> Result<()> {
        self.assert_writable()?;
        let folder = self.folder.clone();
        let noted = (|| {
            let transaction = self.connection.transaction()?;
            for file in files {
                note_file(&transaction, file)?;
            }
            for event in events {
                note_event(&transaction, event)?;
            }
            transaction.commit()
        })();
        noted.map_err(|error: rusqlite::Error| {
            if error.sqlite_error_code() == Some(rusqlite::ErrorCode::SystemIoFailure) {
                self.write_failed = true;
                self.read_only = Some(format!("a write failed ({error}); close it and open it again"));
            }
            super::database_error(&folder, &error)
        })
    }
}

fn note_file(connection: &Connection, file: &StoredFile) -> rusqlite::Result<()> {
    connection
        .prepare_cached(&format!(
            "INSERT INTO master ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
             ON CONFLICT (checksum) DO UPDATE SET
                 metadata = CASE WHEN excluded.metadata <> '' THEN excluded.metadata ELSE metadata END,
                 likeness = CASE WHEN excluded.likeness <> '' THEN excluded.likeness ELSE likeness END"
        ))?
        .execute(params![
            file.checksum.to_value(),
            file.extension,
            file.size_bytes.to_value(),
            file.original_name,
            file.original_folder,
            file.modified_at.to_value(),
            file.taken_in_at.to_value(),
            file.taken_in_by,
            file.metadata,
            file.likeness,
            file.state.to_value(),
            file.checked_at.to_value(),
        ])?;
    Ok(())
}

/// Writes the event; one that says how the file is now is also the file's state.
fn note_event(connection: &Connection, event: &FileEvent) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO preservation_event (id, master, type, at, agent, outcome, detail) VALUES (?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            event.id.to_value(),
            event.master.to_value(),
            event.kind.to_value(),
            event.at.to_value(),
            event.agent,
            event.outcome.to_value(),
            event.detail,
        ])?;
    if let Some(state) = event.state {
        connection
            .prepare_cached("UPDATE master SET state = ?, checked_at = ? WHERE checksum = ?")?
            .execute(params![state.to_value(), event.at.to_value(), event.master.to_value()])?;
    }
    Ok(())
}

/// What is known of a stored file.
pub fn file(connection: &Connection, checksum: &Checksum) -> rusqlite::Result<Option<StoredFile>> {
    connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM master WHERE checksum = ?"))?
        .query_row([checksum.to_value()], file_of)
        .optional()
}

/// As [`COLUMNS`], without what is long: for work that goes through many files.
const SHORT_COLUMNS: &str = "checksum, extension, size_bytes, original_name, original_folder, modified_at, taken_in_at,
    taken_in_by, '', '', state, checked_at";

/// The files pictures refer to that nobody has noted yet: taken in before files were noted, or by hand. When and by
/// whom is what the act says that made the first of the pictures.
pub fn unnoted(connection: &Connection) -> rusqlite::Result<Vec<StoredFile>> {
    let mut statement = connection.prepare_cached(
        "SELECT picture.master, picture.extension, picture.size_bytes, picture.original_name, act.at, act.author,
             min(picture.made_in)
         FROM attachment AS picture LEFT JOIN change_set AS act ON act.seq = picture.made_in
         WHERE picture.master IS NOT NULL
             AND NOT EXISTS (SELECT 1 FROM master WHERE master.checksum = picture.master)
         GROUP BY picture.master",
    )?;
    let found = statement.query_map([], |row| {
        Ok(StoredFile {
            checksum: column(row, 0)?,
            extension: column(row, 1)?,
            size_bytes: column(row, 2)?,
            original_name: column(row, 3)?,
            original_folder: String::new(),
            modified_at: None,
            taken_in_at: column::<Option<Timestamp>>(row, 4)?.unwrap_or_default(),
            taken_in_by: column::<Option<String>>(row, 5)?.unwrap_or_default(),
            metadata: String::new(),
            likeness: String::new(),
            state: FileState::Good,
            checked_at: None,
        })
    })?;
    found.collect()
}

/// Which of the files pictures refer to, by when they were looked at last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LookedAt {
    /// All of them.
    Any,
    /// At this moment or before, or never.
    Until(Timestamp),
    /// After this moment.
    After(Timestamp),
    /// Whenever; those that were not as they should be.
    Troubled,
}

/// The files pictures refer to, those looked at the longest ago first, without their metadata.
pub fn looked_at(connection: &Connection, when: LookedAt, most: usize) -> rusqlite::Result<Vec<StoredFile>> {
    let (which, bound) = match when {
        LookedAt::Any => ("?1 IS NULL", None),
        LookedAt::Until(moment) => ("(checked_at IS NULL OR checked_at <= ?1)", Some(moment)),
        LookedAt::After(moment) => ("checked_at > ?1", Some(moment)),
        LookedAt::Troubled => ("state <> 'good' AND ?1 IS NULL", None),
    };
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {SHORT_COLUMNS} FROM master WHERE {which} AND {USED} ORDER BY checked_at, checksum LIMIT ?2"
    ))?;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    statement.query_map(params![bound.map(|moment| moment.to_value()), most], file_of)?.collect()
}

/// Whether a picture refers to the file of the row.
const USED: &str = "EXISTS (SELECT 1 FROM attachment WHERE attachment.master = master.checksum)";

/// How many files pictures refer to were looked at after `from` and not after `to`.
pub fn count_looked_at(connection: &Connection, from: Timestamp, to: Timestamp) -> rusqlite::Result<u64> {
    connection
        .prepare_cached(&format!("SELECT count(*) FROM master WHERE checked_at > ? AND checked_at <= ? AND {USED}"))?
        .query_row([from.to_value(), to.to_value()], |row| column(row, 0))
}

/// The files that are not as they should be, of those pictures refer to, by what is wrong.
pub fn troubled(connection: &Connection) -> rusqlite::Result<Vec<StoredFile>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {SHORT_COLUMNS} FROM master WHERE state <> 'good' AND {USED} ORDER BY state, original_name, checksum"
    ))?;
    statement.query_map([], file_of)?.collect()
}

/// How many files pictures refer to are not as they should be, and how.
pub fn count_troubled(connection: &Connection) -> rusqlite::Result<BTreeMap<FileState, u64>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT state, count(*) FROM master WHERE state <> 'good' AND {USED} GROUP BY state"
    ))?;
    statement.query_map([], |row| Ok((column(row, 0)?, column(row, 1)?)))?.collect()
}

/// What is known of all files pictures refer to, together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// How many there are.
    pub files: u64,
    /// Their size together.
    pub bytes: u64,
    /// How many of them nobody has looked at since they were noted.
    pub never: u64,
    /// When the one looked at the longest ago was looked at.
    pub oldest: Option<Timestamp>,
    /// When one was looked at last.
    pub newest: Option<Timestamp>,
}

/// Counts the files pictures refer to.
pub fn totals(connection: &Connection) -> rusqlite::Result<Totals> {
    connection
        .prepare_cached(&format!(
            "SELECT count(*), coalesce(sum(size_bytes), 0), coalesce(sum(checked_at IS NULL), 0), min(checked_at),
                 max(checked_at) FROM master WHERE {USED}"
        ))?
        .query_row([], |row| {
            Ok(Totals {
                files: column(row, 0)?,
                bytes: column(row, 1)?,
                never: column(row, 2)?,
                oldest: column(row, 3)?,
                newest: column(row, 4)?,
            })
        })
}

/// Since when a file is not as it should be: the first check after the last event that went well.
pub fn troubled_since(connection: &Connection, master: &Checksum) -> rusqlite::Result<Option<Timestamp>> {
    connection
        .prepare_cached(
            "SELECT at FROM preservation_event WHERE master = ?1 AND outcome <> 'pass' AND number > coalesce(
                 (SELECT max(number) FROM preservation_event WHERE master = ?1 AND outcome = 'pass'), 0)
             ORDER BY number LIMIT 1",
        )?
        .query_row([master.to_value()], |row| column(row, 0))
        .optional()
}

/// The checksums of all files pictures refer to.
pub fn used(connection: &Connection) -> rusqlite::Result<BTreeSet<String>> {
    let mut statement = connection.prepare_cached("SELECT DISTINCT master FROM attachment WHERE master IS NOT NULL")?;
    statement.query_map([], |row| column(row, 0))?.collect()
}

/// What happened to a file, oldest first; to all files, the newest `most`, when none is named.
pub fn events(connection: &Connection, of: Option<&Checksum>, most: usize) -> rusqlite::Result<Vec<FileEvent>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, master, type, at, agent, outcome, detail FROM
             (SELECT * FROM preservation_event WHERE ?1 IS NULL OR master = ?1 ORDER BY number DESC LIMIT ?2)
         ORDER BY number",
    )?;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let found = statement.query_map(params![of.map(Column::to_value), most], |row| {
        Ok(FileEvent {
            id: column(row, 0)?,
            master: column(row, 1)?,
            kind: column(row, 2)?,
            at: column(row, 3)?,
            agent: column(row, 4)?,
            outcome: column(row, 5)?,
            detail: column(row, 6)?,
            state: None,
        })
    })?;
    found.collect()
}

/// The likeness of every file a picture refers to, with that picture.
pub fn likenesses(connection: &Connection) -> rusqlite::Result<Vec<(Checksum, String, crate::model::EntryId)>> {
    let mut statement = connection.prepare_cached(
        "SELECT checksum, likeness, min(attachment.id) FROM master JOIN attachment ON attachment.master = checksum
         WHERE likeness <> '' GROUP BY checksum",
    )?;
    statement.query_map([], |row| Ok((column(row, 0)?, column(row, 1)?, column(row, 2)?)))?.collect()
}

/// The pictures made of a file.
pub fn pictures_of(connection: &Connection, master: &Checksum) -> rusqlite::Result<Vec<crate::model::EntryId>> {
    let mut statement = connection.prepare_cached("SELECT id FROM attachment WHERE master = ? ORDER BY id")?;
    statement.query_map([master.to_value()], |row| column(row, 0))?.collect()
}
