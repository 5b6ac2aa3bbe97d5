//! The rules of closure a catalogue keeps, and what is closed below the page.

use crate::model::{Access, ClosureRule, Day, Entry, EntryId, EntryKind};
use crate::storage::rows;
use rusqlite::Connection;
use std::collections::BTreeSet;

/// The rules that are kept. One that cannot be read is left out and logged.
pub fn rules(connection: &Connection) -> rusqlite::Result<Vec<ClosureRule>> {
    let mut found = Vec::new();
    let mut keep = |rule| {
        found.push(rule);
        Ok(())
    };
    // nothing in it can fail but the reading, which is told row by row
    let _kept = rows::for_each(connection, EntryKind::ClosureRule, &mut keep)?;
    let rules = rows::readable(found).into_iter().filter_map(|found| match found.entry {
        Entry::ClosureRule(rule) => Some(rule),
        _ => None,
    });
    Ok(rules.collect())
}

/// The entries of which a claim, a note or a picture is not open to everybody on this day, and those whose claims mean
/// one of them or one of `closed`: they are found by its names.
pub fn with_closed_parts(
    connection: &Connection,
    today: Day,
    closed: &BTreeSet<EntryId>,
) -> rusqlite::Result<BTreeSet<EntryId>> {
    let mut found = with_closed_claims(connection, today)?;
    for sql in [
        "SELECT subject, access FROM provenance_note WHERE access <> 'open'",
        "SELECT entry, access FROM attachment WHERE access <> 'open'",
    ] {
        closed_in(connection, sql, today, &mut found)?;
    }
    let mut meaning = connection.prepare_cached("SELECT subject FROM claim WHERE meant = ?")?;
    let meant: Vec<EntryId> = found.union(closed).copied().collect();
    for id in meant {
        for subject in meaning.query_map([id.0.into_bytes()], |row| row.get(0))? {
            found.insert(EntryId(uuid::Uuid::from_bytes(subject?)));
        }
    }
    Ok(found)
}

/// The entries of which some claim is not open to everybody on this day.
pub fn with_closed_claims(connection: &Connection, today: Day) -> rusqlite::Result<BTreeSet<EntryId>> {
    let mut found = BTreeSet::new();
    closed_in(connection, "SELECT subject, access FROM claim WHERE access <> 'open'", today, &mut found)?;
    Ok(found)
}

/// Adds the entries on which something of these rows hangs that is not open to everybody on this day.
fn closed_in(connection: &Connection, sql: &str, today: Day, found: &mut BTreeSet<EntryId>) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        // an access that cannot be read closes
        let access = row.get_ref(1)?.as_str().ok().and_then(Access::read).unwrap_or(Access::Review);
        if !access.is_open_on(today) {
            // a picture may hang on nothing
            found.extend(row.get::<_, Option<[u8; 16]>>(0)?.map(|id| EntryId(uuid::Uuid::from_bytes(id))));
        }
    }
    Ok(())
}
