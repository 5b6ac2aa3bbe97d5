//! Queries over rows where sources are weighed, one file an area.

pub mod closing;
pub mod glossary;
pub mod identity;
pub mod judging;
pub mod life;
pub mod past;
pub mod tally;

use crate::model::EntryId;
use rusqlite::Row;

/// The id in a column of a row.
pub(super) fn id_at(row: &Row<'_>, column: usize) -> rusqlite::Result<EntryId> {
    row.get(column).map(|bytes| EntryId(uuid::Uuid::from_bytes(bytes)))
}
