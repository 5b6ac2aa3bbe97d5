//! What another program does to the databases of a catalogue that is open.

use std::path::Path;

/// Does something to a database of a catalogue past the program.
pub(crate) fn run(path: &Path, database: &str, sql: &str) {
    let connection = rusqlite::Connection::open(path.join(database)).expect("opened outside");
    connection.busy_timeout(std::time::Duration::from_secs(5)).expect("a database that waits");
    connection.execute_batch(sql).expect("done outside");
}
