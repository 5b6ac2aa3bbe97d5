//! The tables of a catalogue, and the steps from each older format to the present one.
//!
//! Invariant: `user_version` is the last statement of the same transaction as the step it names, so a step is either
//! whole or was never begun.

use crate::error::{Error, Result};
use rusqlite::Connection;
use std::path::Path;

/// "KTTK": marks the file as ours in the SQLite header.
pub const APPLICATION_ID: i32 = 0x4B54_544B;

/// The newest format this program knows.
pub const VERSION: i64 = 4;

/// The steps, the first makes an empty catalogue.
const STEPS: &[&str] = &[
    include_str!("schema_1.sql"),
    include_str!("schema_2.sql"),
    include_str!("schema_3.sql"),
    include_str!("schema_4.sql"),
];

/// Brings the tables up to [`VERSION`].
pub fn migrate(connection: &mut Connection, folder: &Path) -> Result<()> {
    let database = |error: rusqlite::Error| super::database_error(folder, &error);
    let found = version(connection).map_err(database)?;
    if found > VERSION {
        return Err(Error::NewerVersion { path: folder.to_owned(), found, known: VERSION });
    }
    let done = usize::try_from(found).unwrap_or(0);
    for (step, number) in STEPS.iter().zip(1_i64..).skip(done) {
        let transaction =
            connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).map_err(database)?;
        transaction.execute_batch(step).map_err(database)?;
        transaction.pragma_update(None, "user_version", number).map_err(database)?;
        transaction.commit().map_err(database)?;
    }
    Ok(())
}

/// The format of a database.
pub fn version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row("PRAGMA main.user_version", [], |row| row.get(0))
}

/// Every table and index, to be compared before anything of the file is used: a foreign trigger or view could run
/// code of whoever made the file.
pub fn fingerprint(connection: &Connection) -> rusqlite::Result<Vec<(String, String, String)>> {
    let mut statement = connection.prepare(
        "SELECT type, name, ifnull(sql, '') FROM sqlite_schema
         WHERE NOT (type = 'table' AND name IN ('sqlite_stat1', 'sqlite_stat4')) ORDER BY type, name",
    )?;
    statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect()
}

/// The fingerprint a catalogue of format `version` must have.
pub fn expected_fingerprint(version: i64) -> rusqlite::Result<Vec<(String, String, String)>> {
    let connection = Connection::open_in_memory()?;
    for step in STEPS.iter().take(usize::try_from(version).unwrap_or(0)) {
        connection.execute_batch(step)?;
    }
    fingerprint(&connection)
}
