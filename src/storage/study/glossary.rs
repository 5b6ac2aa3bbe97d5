//! Rows behind words and citations: the catalogue's own terms, and the claims that name a source.

use crate::model::EntryId;
use crate::storage::columns::Column;
use rusqlite::{Connection, Params, params};

fn ids(connection: &Connection, sql: &str, values: impl Params) -> rusqlite::Result<Vec<EntryId>> {
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_map(values, |row| super::id_at(row, 0))?;
    found.collect()
}

/// The catalogue's own terms, oldest first.
pub fn terms(connection: &Connection) -> rusqlite::Result<Vec<EntryId>> {
    ids(connection, "SELECT id FROM glossary_term ORDER BY id", [])
}

/// The condition that a claim says that something was searched for in its source and not found there.
const NOT_FOUND: &str = "coalesce(absence, '') = 'not-found'";

/// Claims that name this source, at most so many: those that found something in it, or those that did not.
pub fn citing(
    connection: &Connection,
    source: EntryId,
    has_found: bool,
    most: usize,
) -> rusqlite::Result<Vec<EntryId>> {
    let which = if has_found { "NOT" } else { "" };
    let sql = format!("SELECT id FROM claim WHERE source = ?1 AND {which} ({NOT_FOUND}) ORDER BY id LIMIT ?2");
    ids(connection, &sql, params![source.to_value(), i64::try_from(most).unwrap_or(i64::MAX)])
}

/// How many claims name this source: those that found something in it, and those that did not.
pub fn count_citing(connection: &Connection, source: EntryId) -> rusqlite::Result<(u64, u64)> {
    let sql = format!(
        "SELECT count(*) FILTER (WHERE NOT ({NOT_FOUND})), count(*) FILTER (WHERE {NOT_FOUND})
         FROM claim WHERE source = ?1"
    );
    let count = |row: &rusqlite::Row<'_>, at| row.get(at).map(|count: i64| count.unsigned_abs());
    connection.prepare_cached(&sql)?.query_row([source.to_value()], |row| Ok((count(row, 0)?, count(row, 1)?)))
}
