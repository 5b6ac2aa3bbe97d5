//! What another program does to the databases of a catalogue that is open.

use std::path::Path;

/// Does something to a database of a catalogue past the program.
pub(crate) fn run(path: &Path, database: &str, sql: &str) {
    let connection = rusqlite::Connection::open(path.join(database)).expect("opened outside");
    connection.busy_timeout(std::time::Duration::from_secs(5)).expect("a database that waits");
    connection.execute_batch(sql).expect("done outside");
}

/// Every row of cards, claims and seals, as another program reads them.
pub(crate) fn rows(path: &Path) -> Vec<String> {
    let connection = rusqlite::Connection::open(path.join("catalogue.db")).expect("opened outside");
    let mut found = Vec::new();
    for table in ["file_card", "claim", "seal"] {
        let mut statement = connection.prepare(&format!("SELECT * FROM {table} ORDER BY 1")).expect("a table");
        let columns = statement.column_count();
        let mut rows = statement.query([]).expect("its rows");
        while let Some(row) = rows.next().expect("a row") {
            let values: Vec<String> =
                (0..columns).map(|at| format!("{:?}", row.get_ref(at).expect("a value"))).collect();
            found.push(format!("{table} {}", values.join("|")));
        }
    }
    found
}
