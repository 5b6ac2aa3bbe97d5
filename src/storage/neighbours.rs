//! Entries by their numbers, from the number table of the search index: those with near numbers, and those that may have
//! the same one.

use super::columns::Column;
use crate::model::{EntryId, NumberSeries};
use rusqlite::{Connection, Params, Row, params};

/// A number in the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberFound {
    /// The card or person that has it.
    pub entry: EntryId,
    /// Its figures.
    pub value: u64,
    /// The series, as far as it is stated.
    pub series: NumberSeries,
    /// The camp that issued it, when the catalogue has the place.
    pub issuer: Option<EntryId>,
    /// The camp as the source names it, folded.
    pub issuer_name: String,
}

/// Where numbers are looked for, seen from one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// From one number to another, both counted, the lowest first.
    Within(u64, u64),
    /// Below a number, the highest first.
    Below(u64),
    /// Above a number, the lowest first.
    Above(u64),
}

const COLUMNS: &str = "SELECT entry, value, series, issuer, issuer_name FROM idx.number";

fn found(row: &Row<'_>) -> rusqlite::Result<NumberFound> {
    Ok(NumberFound {
        entry: EntryId(uuid::Uuid::from_bytes(row.get(0)?)),
        value: row.get::<_, i64>(1)?.unsigned_abs(),
        series: NumberSeries::from_term(&row.get::<_, String>(2)?).unwrap_or_default(),
        issuer: row.get::<_, Option<[u8; 16]>>(3)?.map(|bytes| EntryId(uuid::Uuid::from_bytes(bytes))),
        issuer_name: row.get(4)?,
    })
}

fn all(connection: &Connection, sql: &str, values: impl Params) -> rusqlite::Result<Vec<NumberFound>> {
    connection.prepare_cached(sql)?.query_map(values, found)?.collect()
}

/// Numbers of one property on a side of one, at most `most` of them after the first `skip`. A series that is stated
/// leaves out those of others.
pub fn numbers(
    connection: &Connection,
    property: &str,
    series: NumberSeries,
    side: Side,
    (skip, most): (usize, usize),
) -> rusqlite::Result<Vec<NumberFound>> {
    let (from, to, way) = match side {
        Side::Within(from, to) => (from, to, "ASC"),
        Side::Below(value) => match value.checked_sub(1) {
            Some(to) => (0, to, "DESC"),
            None => return Ok(Vec::new()),
        },
        Side::Above(value) => match value.checked_add(1) {
            Some(from) => (from, u64::MAX, "ASC"),
            None => return Ok(Vec::new()),
        },
    };
    let sql = format!(
        "{COLUMNS} WHERE value BETWEEN ?1 AND ?2 AND property = ?3 AND kind IN ('file-card', 'person')
         AND (?4 = 'unstated' OR series IN (?4, 'unstated'))
         ORDER BY value {way}, one {way} LIMIT ?5 OFFSET ?6"
    );
    let limit = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    all(connection, &sql, params![from.to_value(), to.to_value(), property, series.term(), limit(most), limit(skip)])
}

/// The cards and persons that may have this number: with the same figures, whatever stands before them, or with figures
/// that cannot be read and may be these. `figures` are capitals and figures with nothing between; `?` stands for what
/// cannot be read.
pub fn may_have(
    connection: &Connection,
    property: &str,
    figures: &str,
    value: Option<u64>,
    most: usize,
) -> rusqlite::Result<Vec<EntryId>> {
    const OF: &str = "SELECT entry FROM idx.number WHERE kind IN ('file-card', 'person') AND property = ?2 AND";
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let mut entries = Vec::new();
    let mut add = |sql: &str, values: &[&dyn rusqlite::ToSql]| -> rusqlite::Result<()> {
        let mut statement = connection.prepare_cached(sql)?;
        for id in statement.query_map(values, |row| row.get::<_, [u8; 16]>(0))? {
            let id = EntryId(uuid::Uuid::from_bytes(id?));
            if !entries.contains(&id) {
                entries.push(id);
            }
        }
        Ok(())
    };
    add(&format!("{OF} number = ?1 LIMIT ?3"), &[&figures, &property, &most])?;
    if let Some(value) = value {
        add(&format!("{OF} value = ?1 LIMIT ?3"), &[&value.to_value(), &property, &most])?;
    }
    // what stands in the table is a pattern of its own: `?` is one figure in both languages
    add(&format!("{OF} instr(number, '?') > 0 AND ?1 GLOB number LIMIT ?3"), &[&figures, &property, &most])?;
    if figures.contains('?') {
        add(&format!("{OF} number GLOB ?1 LIMIT ?3"), &[&figures, &property, &most])?;
    }
    Ok(entries)
}
