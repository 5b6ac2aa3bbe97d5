//! Judgements on who is the same man, from either side.

use crate::model::{Entry, EntryId, EntryKind, Identity};
use crate::storage::columns::Column;
use crate::storage::rows;
use rusqlite::Connection;

/// The judgements on an entry, whichever side it stands on. One that cannot be read is left out and logged.
pub fn judged(connection: &Connection, entry: EntryId) -> rusqlite::Result<Vec<Identity>> {
    let sql = "SELECT id FROM identity WHERE entry = ?1 UNION SELECT id FROM identity WHERE person = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let ids = statement.query_map([entry.to_value()], |row| row.get(0).map(uuid::Uuid::from_bytes))?;
    let ids: Vec<uuid::Uuid> = ids.collect::<rusqlite::Result<_>>()?;
    let found = ids.into_iter().filter_map(|id| rows::get(connection, EntryKind::Identity, EntryId(id)).transpose());
    let found = rows::readable(found.collect()).into_iter().filter_map(|found| match found.entry {
        Entry::Identity(identity) => Some(identity),
        _ => None,
    });
    Ok(found.collect())
}
