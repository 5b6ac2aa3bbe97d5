//! The reference codes of all entries at once, for work that looks up one file name after the other.

use super::columns::Column;
use super::rows;
use crate::model::{Checksum, EntryId, EntryKind, Timestamp};
use rusqlite::Connection;

/// Kinds a scan can belong to.
const OWNERS: &[EntryKind] = &[
    EntryKind::FileCard,
    EntryKind::Person,
    EntryKind::Group,
    EntryKind::Event,
    EntryKind::Source,
    EntryKind::Place,
    EntryKind::HoldingUnit,
];

/// Every reference code of an entry a scan can belong to.
pub fn all(connection: &Connection) -> rusqlite::Result<Vec<(String, EntryKind, EntryId)>> {
    let mut codes = Vec::new();
    for kind in OWNERS {
        let sql = format!("SELECT reference_code, id FROM {} WHERE reference_code <> ''", rows::table(*kind));
        let mut statement = connection.prepare(&sql)?;
        let found = statement.query_map([], |row| Ok((read(row, 0)?, *kind, read(row, 1)?)))?;
        for line in found {
            codes.push(line?);
        }
    }
    Ok(codes)
}

/// The entries with this reference code a scan can belong to.
pub fn owners(connection: &Connection, reference_code: &str) -> rusqlite::Result<Vec<EntryId>> {
    let mut found = Vec::new();
    for kind in OWNERS {
        let sql = format!("SELECT id FROM {} WHERE reference_code = ?", rows::table(*kind));
        let mut statement = connection.prepare_cached(&sql)?;
        let ids = statement.query_map([reference_code], |row| read(row, 0))?;
        found.extend(ids.collect::<rusqlite::Result<Vec<EntryId>>>()?);
    }
    Ok(found)
}

/// The checksums of the stored files of which is known what they say of themselves.
pub fn noted_masters(connection: &Connection) -> rusqlite::Result<Vec<Checksum>> {
    let mut statement = connection.prepare("SELECT checksum FROM master WHERE metadata <> ''")?;
    statement.query_map([], |row| read(row, 0))?.collect()
}

/// Name, size and time of the last change of every stored file as it came, to know a file without reading it.
pub fn as_they_came(connection: &Connection) -> rusqlite::Result<Vec<(String, u64, Option<Timestamp>)>> {
    let mut statement = connection.prepare("SELECT original_name, size_bytes, modified_at FROM master")?;
    statement.query_map([], |row| Ok((read(row, 0)?, read(row, 1)?, read(row, 2)?)))?.collect()
}

fn read<T: Column>(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<T> {
    let value = row.get_ref(at)?;
    T::from_value(value).map_err(|why| rusqlite::Error::FromSqlConversionFailure(at, value.data_type(), why.into()))
}
