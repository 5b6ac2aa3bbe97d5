//! Rows by the thousand: one prepared statement a kind, and walks that hold no more than a part.

use super::{REFERABLE, Standing, columns, has_meant, meant, named, quoted, table, values};
use crate::model::{Entry, EntryId, EntryKind};
use crate::storage::columns::Column;
use rusqlite::{Connection, OptionalExtension, Statement, params_from_iter};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Writes new rows.
#[derive(Debug)]
pub struct Inserting<'a> {
    connection: &'a Connection,
    statements: BTreeMap<EntryKind, Statement<'a>>,
}

impl<'a> Inserting<'a> {
    /// Nothing written yet.
    pub fn new(connection: &'a Connection) -> Self {
        Self { connection, statements: BTreeMap::new() }
    }

    /// Writes a new row.
    pub fn insert(&mut self, entry: &Entry, made_in: u64) -> rusqlite::Result<()> {
        let kind = entry.kind();
        let mut row = values(entry);
        row.push(made_in.to_value());
        if has_meant(kind) {
            row.push(meant(entry));
        }
        let statement = match self.statements.entry(kind) {
            std::collections::btree_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::btree_map::Entry::Vacant(unknown) => {
                let mut names = columns(kind).to_vec();
                names.push("made_in");
                if has_meant(kind) {
                    names.push("meant");
                }
                let marks = vec!["?"; names.len()].join(", ");
                let sql = format!("INSERT INTO {} ({}) VALUES ({marks})", table(kind), quoted(&names));
                unknown.insert(self.connection.prepare(&sql)?)
            }
        };
        statement.execute(params_from_iter(row)).map(drop)
    }
}

/// The greatest id there is or was: one made later is greater, and so no other entry's.
pub fn greatest_id(connection: &Connection) -> rusqlite::Result<Option<EntryId>> {
    let union = EntryKind::ALL
        .iter()
        .map(|kind| format!("SELECT max(id) AS id FROM {}", table(*kind)))
        .chain(["SELECT max(entry) AS id FROM change".to_owned()])
        .collect::<Vec<_>>()
        .join(" UNION ALL ");
    let greatest: Option<Vec<u8>> =
        connection.query_row(&format!("SELECT max(id) FROM ({union})"), [], |row| row.get(0))?;
    Ok(greatest.and_then(|bytes| uuid::Uuid::from_slice(&bytes).ok()).map(EntryId))
}

/// How many entries of a kind an act made that stand.
pub fn count_made(connection: &Connection, kind: EntryKind, seq: u64) -> rusqlite::Result<u64> {
    connection
        .prepare_cached(&format!("SELECT count(*) FROM {} WHERE made_in = ?", table(kind)))?
        .query_row([seq.to_value()], |row| row.get(0))
        .map(i64::unsigned_abs)
}

/// The next ids of a kind that an act made, in the order they were written, after row `after`; with the row of the
/// last.
pub fn next_made(
    connection: &Connection,
    kind: EntryKind,
    seq: u64,
    after: i64,
    most: usize,
) -> rusqlite::Result<(Vec<EntryId>, i64)> {
    let sql = format!("SELECT id, rowid FROM {} WHERE made_in = ? AND rowid > ? ORDER BY rowid LIMIT ?", table(kind));
    let mut statement = connection.prepare_cached(&sql)?;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let mut last = after;
    let mut ids = Vec::new();
    let mut rows = statement.query((seq.to_value(), after, most))?;
    while let Some(row) = rows.next()? {
        last = row.get(1)?;
        ids.push(super::column(row, "id")?);
    }
    Ok((ids, last))
}

/// Calls `each` with everything an act made that still stands.
pub fn for_each_made(
    connection: &Connection,
    seq: u64,
    each: &mut dyn FnMut(Standing) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    for kind in EntryKind::ALL {
        let sql = format!(
            "SELECT {}, made_in FROM {} WHERE made_in = ? ORDER BY rowid",
            quoted(columns(*kind)),
            table(*kind)
        );
        let mut statement = connection.prepare_cached(&sql)?;
        let mut rows = statement.query([seq.to_value()])?;
        while let Some(row) = rows.next()? {
            each(named(*kind, row)?)?;
        }
    }
    Ok(())
}

/// Who has this reference code, and the act that made it; one of them when there are several.
pub fn taken(connection: &Connection, reference_code: &str) -> rusqlite::Result<Option<(EntryKind, u64)>> {
    static SQL: LazyLock<String> = LazyLock::new(|| {
        let of = |kind: &EntryKind| {
            let partial = matches!(kind, EntryKind::Attachment | EntryKind::Conclusion);
            let condition = if partial { " AND reference_code <> ''" } else { "" };
            format!("SELECT '{}', made_in FROM {} WHERE reference_code = ?1{condition}", kind.term(), table(*kind))
        };
        REFERABLE.iter().map(of).collect::<Vec<_>>().join(" UNION ALL ") + " LIMIT 1"
    });
    connection
        .prepare_cached(&SQL)?
        .query_row([reference_code], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?.unsigned_abs())))
        .optional()
        .map(|found| found.map(|(term, made_in)| (EntryKind::from_term(&term).unwrap_or_default(), made_in)))
}

/// Whether an act made claims about something it did not make.
pub fn has_claims_elsewhere(connection: &Connection, seq: u64) -> rusqlite::Result<bool> {
    connection
        .prepare_cached(
            "SELECT 1 FROM claim WHERE made_in = ?1
                AND NOT EXISTS (SELECT 1 FROM file_card WHERE file_card.id = subject AND file_card.made_in = ?1)",
        )?
        .exists([seq.to_value()])
}

/// Calls `each` with the entries that acts after this one edited, or brought back though older, until it says `false`.
/// An entry may come more than once.
pub fn for_each_altered_after(
    connection: &Connection,
    seq: u64,
    each: &mut dyn FnMut(EntryId, EntryKind) -> rusqlite::Result<bool>,
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(
        "SELECT entry, kind FROM change
         WHERE seq > ?1 AND (op = 'edit' OR (op = 'restore' AND made_in < ?1)) ORDER BY seq, ord",
    )?;
    let mut rows = statement.query([seq.to_value()])?;
    while let Some(row) = rows.next()? {
        let kind = EntryKind::from_term(&row.get::<_, String>(1)?).unwrap_or_default();
        if !each(super::column(row, "entry")?, kind)? {
            break;
        }
    }
    Ok(())
}

/// Calls `each` with everything that stands and was made by a later act, until it says `false`.
pub fn for_each_made_after(
    connection: &Connection,
    seq: u64,
    each: &mut dyn FnMut(Standing) -> rusqlite::Result<bool>,
) -> rusqlite::Result<()> {
    for kind in EntryKind::ALL {
        let sql = format!("SELECT {}, made_in FROM {} WHERE made_in > ?", quoted(columns(*kind)), table(*kind));
        let mut statement = connection.prepare_cached(&sql)?;
        let mut rows = statement.query([seq.to_value()])?;
        while let Some(row) = rows.next()? {
            if !each(named(*kind, row)?)? {
                return Ok(());
            }
        }
    }
    Ok(())
}
