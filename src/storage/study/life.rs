//! Who shares an event, a group or a day of arrival with somebody. Pages are not read: a group may have ten thousand.

use crate::model::{Certainty, ClaimStatus, Day, EntryId};
use crate::search::query::DateField;
use crate::storage::columns::Column;
use crate::storage::index::draw::date_field;
use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};

/// Somebody who is said to belong to an event or a group.
#[derive(Clone, Debug, PartialEq)]
pub struct Belonging {
    /// The person or card.
    pub entry: EntryId,
    /// The claim that says so.
    pub claim: EntryId,
    /// How sure it is.
    pub certainty: Certainty,
}

/// Somebody who arrived on a day, with the camp that gave him a number.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrived {
    /// The person or card.
    pub entry: EntryId,
    /// The camp, when the catalogue has the place.
    pub issuer: Option<EntryId>,
    /// The camp as the source names it, folded.
    pub issuer_name: String,
}

const MEN: &str = "EXISTS (SELECT 1 FROM idx.listing WHERE listing.id = claim.subject
    AND listing.kind IN ('person', 'file-card'))";

fn id(row: &Row<'_>, at: usize) -> rusqlite::Result<EntryId> {
    row.get(at).map(|bytes| EntryId(uuid::Uuid::from_bytes(bytes)))
}

/// Up to `most` persons and cards that are said to belong to an event or group, in the order in which that was keyed.
pub fn belonging(connection: &Connection, to: EntryId, most: usize) -> rusqlite::Result<Vec<Belonging>> {
    let sql = format!(
        "SELECT subject, id, certainty FROM claim
         WHERE meant = ?1 AND status = ?2 AND reading LIKE '{{\"entry\"%' AND {MEN} ORDER BY id LIMIT ?3"
    );
    let limit = i64::try_from(most).unwrap_or(i64::MAX);
    let mut statement = connection.prepare_cached(&sql)?;
    let found = statement.query_map((to.to_value(), ClaimStatus::Stands.term(), limit), |row| {
        let certainty: String = row.get(2)?;
        let certainty = Certainty::from_term(&certainty).unwrap_or_default();
        Ok(Belonging { entry: id(row, 0)?, claim: id(row, 1)?, certainty })
    })?;
    found.collect()
}

/// Whether one person or card is said to belong to an event or group, and by which claim.
pub fn belongs(connection: &Connection, entry: EntryId, to: EntryId) -> rusqlite::Result<Option<Belonging>> {
    // each side may have thousands: SQLite takes the index of the one that is named first
    let mut statement = connection.prepare_cached(
        "SELECT id, certainty FROM claim INDEXED BY claim_subject
         WHERE subject = ?1 AND meant = ?2 AND status = ?3 AND reading LIKE '{\"entry\"%' LIMIT 1",
    )?;
    let mut rows = statement.query((entry.to_value(), to.to_value(), ClaimStatus::Stands.term()))?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let certainty: String = row.get(1)?;
    let certainty = Certainty::from_term(&certainty).unwrap_or_default();
    Ok(Some(Belonging { entry, claim: id(row, 0)?, certainty }))
}

/// How many persons and cards are said to belong to any of these events and groups, `but` left out.
pub fn count_belonging(connection: &Connection, to: &[EntryId], but: &[EntryId]) -> rusqlite::Result<u64> {
    if to.is_empty() {
        return Ok(0);
    }
    let places = |count: usize| vec!["?"; count].join(", ");
    let sql = format!(
        "SELECT count(DISTINCT subject) FROM claim WHERE meant IN ({}) AND status = 'stands'
         AND reading LIKE '{{\"entry\"%' AND subject NOT IN ({}) AND {MEN}",
        places(to.len()),
        places(but.len())
    );
    let values: Vec<Value> = to.iter().chain(but).map(Column::to_value).collect();
    connection.prepare(&sql)?.query_row(params_from_iter(values), |row| row.get::<_, i64>(0)).map(i64::unsigned_abs)
}

/// Up to `most` persons and cards that arrived on exactly this day, each once for every camp that gave a number.
pub fn arrived_on(connection: &Connection, day: Day, most: usize) -> rusqlite::Result<Vec<Arrived>> {
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT listing.id, number.issuer, number.issuer_name
         FROM idx.day JOIN idx.listing ON listing.row = day.row JOIN idx.number ON number.row = day.row
         WHERE day.field = ?1 AND day.is_long = 0 AND day.first = ?2 AND day.last = ?2
           AND listing.kind IN ('person', 'file-card') AND number.property = 'prisoner-number' LIMIT ?3",
    )?;
    let limit = i64::try_from(most).unwrap_or(i64::MAX);
    let found = statement.query_map((date_field(DateField::Arrived), day.0, limit), |row| {
        let issuer = row.get::<_, Option<[u8; 16]>>(1)?.map(|bytes| EntryId(uuid::Uuid::from_bytes(bytes)));
        Ok(Arrived { entry: id(row, 0)?, issuer, issuer_name: row.get(2)? })
    })?;
    found.collect()
}
