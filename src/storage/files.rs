//! What is known of the stored files themselves, and what happened to each: told by checksum, beside the acts.
//!
//! Invariant: an event is written once and never changed or taken back. What a file is and how it came is not an
//! archivist's statement, so undo does not touch it; a file nobody's picture uses any more keeps its history.

use super::Storage;
use super::columns::Column;
use crate::error::Result;
use crate::model::{Checksum, FileEvent, FileState, StoredFile, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::BTreeMap;

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
        noted.map_err(|error| super::database_error(&folder, &error))
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

/// The files pictures refer to that nobody has noted yet: taken in before files were noted, or by hand.
pub fn unnoted(connection: &Connection) -> rusqlite::Result<Vec<(Checksum, String, u64, String)>> {
    let mut statement = connection.prepare_cached(
        "SELECT master, extension, size_bytes, original_name FROM attachment
         WHERE master NOT IN (SELECT checksum FROM master) GROUP BY master",
    )?;
    let found =
        statement.query_map([], |row| Ok((column(row, 0)?, column(row, 1)?, column(row, 2)?, column(row, 3)?)))?;
    found.collect()
}

/// The files a picture refers to that were last looked at before `before`, or never; the longest ago first.
pub fn due(connection: &Connection, before: Timestamp, most: usize) -> rusqlite::Result<Vec<StoredFile>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM master WHERE (checked_at IS NULL OR checked_at < ?1)
             AND checksum IN (SELECT master FROM attachment)
         ORDER BY checked_at, checksum LIMIT ?2"
    ))?;
    statement.query_map(params![before.to_value(), i64::try_from(most).unwrap_or(i64::MAX)], file_of)?.collect()
}

/// The files that are not as they should be, of those pictures refer to.
pub fn troubled(connection: &Connection) -> rusqlite::Result<Vec<StoredFile>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM master WHERE state <> 'good' AND checksum IN (SELECT master FROM attachment)
         ORDER BY state, original_name, checksum"
    ))?;
    statement.query_map([], file_of)?.collect()
}

/// How many files pictures refer to are how, and how many of them were looked at since `since`.
pub fn states(connection: &Connection, since: Timestamp) -> rusqlite::Result<(BTreeMap<FileState, u64>, u64)> {
    let mut statement = connection.prepare_cached(
        "SELECT state, count(*), coalesce(sum(checked_at >= ?), 0) FROM master
         WHERE checksum IN (SELECT master FROM attachment) GROUP BY state",
    )?;
    let (mut states, mut fresh) = (BTreeMap::new(), 0);
    let found = statement.query_map([since.to_value()], |row| {
        Ok((column::<FileState>(row, 0)?, column::<u64>(row, 1)?, column::<u64>(row, 2)?))
    })?;
    for line in found {
        let (state, count, checked) = line?;
        states.insert(state, count);
        fresh += checked;
    }
    Ok((states, fresh))
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
