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

/// The entries of which some claim is not open to everybody on this day.
pub fn with_closed_claims(connection: &Connection, today: Day) -> rusqlite::Result<BTreeSet<EntryId>> {
    let mut statement = connection.prepare_cached("SELECT subject, access FROM claim WHERE access <> 'open'")?;
    let mut rows = statement.query([])?;
    let mut found = BTreeSet::new();
    while let Some(row) = rows.next()? {
        // an access that cannot be read closes
        let access = row.get_ref(1)?.as_str().ok().and_then(Access::read).unwrap_or(Access::Review);
        if !access.is_open_on(today) {
            found.insert(EntryId(uuid::Uuid::from_bytes(row.get(0)?)));
        }
    }
    Ok(found)
}
