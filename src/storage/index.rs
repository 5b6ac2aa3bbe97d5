//! The search index: the lines of lists and the words entries are found by, in a file of its own under `cache/`.
//!
//! Invariant: everything here can be drawn again from the rows. The index knows the act it is up to; when it is behind
//! it catches up, when it is ahead, foreign or damaged it is made anew.

use super::apply::Touched;
use super::columns::Column;
use super::{journal, pictures, rows, wording};
use crate::model::{Change, Claim, Entry, EntryId, EntryKind, Reading, Stage};
use crate::search::{ListRow, Listing, listing};
use crate::text;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};
use std::collections::BTreeSet;
use std::path::Path;

/// Changes whenever the way lines and words are drawn changes.
const VERSION: i64 = 7;

/// Up to this many acts behind, the index catches up instead of being made anew.
const CATCH_UP: u64 = 500;

const TABLES: &str = "
CREATE TABLE idx.state (one INTEGER PRIMARY KEY, version INTEGER NOT NULL, seq INTEGER NOT NULL, head BLOB NOT NULL) STRICT;
CREATE TABLE idx.listing (
    row INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, kind TEXT NOT NULL, unit BLOB, reference_code TEXT NOT NULL,
    reference_key BLOB NOT NULL, label TEXT NOT NULL, label_key BLOB NOT NULL, sort_of TEXT NOT NULL,
    number TEXT NOT NULL, number_key TEXT NOT NULL, date TEXT NOT NULL, day INTEGER, pictures INTEGER NOT NULL,
    disputed INTEGER NOT NULL, changed_seq INTEGER NOT NULL, stage TEXT NOT NULL) STRICT;
CREATE INDEX idx.listing_reference ON listing (kind, reference_key);
CREATE INDEX idx.listing_stage ON listing (kind, stage, reference_key);
CREATE INDEX idx.listing_label ON listing (kind, label_key);
CREATE INDEX idx.listing_number ON listing (kind, number_key);
CREATE INDEX idx.listing_day ON listing (kind, day);
CREATE INDEX idx.listing_changed ON listing (kind, changed_seq);
CREATE TABLE idx.number (property TEXT NOT NULL, number TEXT NOT NULL, card BLOB NOT NULL,
    PRIMARY KEY (property, number, card)) STRICT, WITHOUT ROWID;
CREATE INDEX idx.number_card ON number (card);
CREATE TABLE idx.depiction (person BLOB NOT NULL, attachment BLOB NOT NULL, PRIMARY KEY (person, attachment))
    STRICT, WITHOUT ROWID;
CREATE INDEX idx.depiction_attachment ON depiction (attachment);
CREATE VIRTUAL TABLE idx.words USING fts5(folded, sounds, content='', contentless_delete=1,
    tokenize='unicode61 remove_diacritics 0');
";

/// Joins the index to the connection, and makes or mends it as needed. Where no file can be written it is kept in
/// memory.
pub fn attach(connection: &mut Connection, folder: &Path, writable: bool) -> rusqlite::Result<()> {
    let path = folder.join("cache").join("index.db");
    // a link would be written through; what is no plain file is no index
    let is_plain = std::fs::symlink_metadata(&path).map_or(true, |found| found.is_file());
    if !is_plain {
        if !writable {
            return attach_memory(connection);
        }
        let _ = std::fs::remove_file(&path).or_else(|_| std::fs::remove_dir_all(&path));
    }
    if writable {
        let _ = std::fs::create_dir_all(folder.join("cache"));
        match attach_file(connection, &path) {
            Ok(()) => return Ok(()),
            Err(error) => tracing::info!(%error, "the search index is made anew"),
        }
        detach(connection);
        for ending in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(folder.join("cache").join(format!("index.db{ending}")));
        }
        match attach_file(connection, &path) {
            Ok(()) => return Ok(()),
            Err(error) => tracing::warn!(%error, "the search index cannot be written and is kept in memory"),
        }
        detach(connection);
    } else if path.exists() {
        let uri = format!(
            "file:{}?mode=ro",
            path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23")
        );
        if connection.execute("ATTACH ? AS idx", [uri]).is_ok() {
            if is_current(connection).unwrap_or(false) {
                return Ok(());
            }
            detach(connection);
        }
    }
    attach_memory(connection)
}

/// Makes the index anew after it failed; in memory when the file cannot be used any more.
pub fn mend(connection: &mut Connection) -> rusqlite::Result<()> {
    if rebuild(connection).is_ok() {
        return Ok(());
    }
    detach(connection);
    attach_memory(connection)
}

fn attach_memory(connection: &mut Connection) -> rusqlite::Result<()> {
    connection.execute_batch("ATTACH 'file:index?mode=memory' AS idx")?;
    rebuild(connection).or_else(|error| {
        // a damaged catalogue has to open all the same: what can be read is read, and `check` runs
        tracing::error!(%error, "there is no search index");
        make_tables(connection)
    })
}

fn make_tables(connection: &Connection) -> rusqlite::Result<()> {
    [TABLES, wording::TABLE, pictures::TABLES].iter().try_for_each(|tables| connection.execute_batch(tables))
}

fn detach(connection: &Connection) {
    connection.flush_prepared_statement_cache();
    let _ = connection.execute_batch("DETACH idx");
}

fn attach_file(connection: &mut Connection, path: &Path) -> rusqlite::Result<()> {
    // the connection was opened without the right to make files, and so ATTACH makes none; an empty file is a database
    if let Err(error) = std::fs::OpenOptions::new().create(true).append(true).open(path) {
        tracing::warn!(%error, "the file of the search index cannot be made");
    }
    connection.execute("ATTACH ? AS idx", [path.to_string_lossy()])?;
    connection.execute_batch(
        "PRAGMA idx.journal_mode = WAL; PRAGMA idx.synchronous = NORMAL; PRAGMA idx.secure_delete = OFF;",
    )?;
    if is_current(connection)? {
        return Ok(());
    }
    if catch_up(connection)? { Ok(()) } else { rebuild(connection) }
}

/// The act the index is up to, if it was drawn by this program from this very catalogue.
fn state(connection: &Connection) -> rusqlite::Result<Option<u64>> {
    let expected = EXPECTED.as_ref().map_err(|_| rusqlite::Error::InvalidQuery)?;
    if names(connection)? != *expected {
        return Ok(None);
    }
    let said: Option<(i64, i64, super::canonical::Hash)> = connection
        .query_row("SELECT version, seq, head FROM idx.state", [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let Some((VERSION, seq, head)) = said else { return Ok(None) };
    let seq = seq.unsigned_abs();
    let same = journal::hash_of(connection, seq)? == Some(head);
    Ok(same.then_some(seq))
}

type Names = Vec<(String, String, String)>;

/// The tables an index has; others could hold views that lie.
static EXPECTED: std::sync::LazyLock<rusqlite::Result<Names>> = std::sync::LazyLock::new(|| {
    let connection = Connection::open_in_memory()?;
    connection.execute_batch("ATTACH ':memory:' AS idx")?;
    make_tables(&connection)?;
    names(&connection)
});

fn names(connection: &Connection) -> rusqlite::Result<Names> {
    // statistics of SQLite's own come and go
    let mut statement = connection.prepare(
        "SELECT type, name, ifnull(sql, '') FROM idx.sqlite_schema
         WHERE NOT (type = 'table' AND name IN ('sqlite_stat1', 'sqlite_stat4')) ORDER BY type, name",
    )?;
    statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect()
}

fn is_current(connection: &Connection) -> rusqlite::Result<bool> {
    let (head, _) = journal::head(connection)?;
    if state(connection)? != Some(head) {
        return Ok(false);
    }
    // a look into every table shows a file that was overwritten
    let lines: i64 =
        connection.query_row("SELECT count(*) FROM (SELECT 1 FROM idx.listing LIMIT 1)", [], |row| row.get(0))?;
    let words: i64 =
        connection.query_row("SELECT count(*) FROM (SELECT 1 FROM idx.words LIMIT 1)", [], |row| row.get(0))?;
    Ok(lines == words)
}

fn note_state(connection: &Connection, seq: u64) -> rusqlite::Result<()> {
    let head = journal::hash_of(connection, seq)?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
    connection
        .prepare_cached("INSERT OR REPLACE INTO idx.state (one, version, seq, head) VALUES (1, ?, ?, ?)")?
        .execute(params![VERSION, seq.to_value(), head.as_slice()])?;
    Ok(())
}

/// Draws anew what the acts since the index's own touched; `false` when it cannot.
fn catch_up(connection: &mut Connection) -> rusqlite::Result<bool> {
    let (head, _) = journal::head(connection)?;
    let Some(seq) = state(connection)? else { return Ok(false) };
    if seq > head || head - seq > CATCH_UP {
        return Ok(false);
    }
    let transaction = connection.transaction()?;
    for missing in seq + 1..=head {
        let Some(act) = journal::act_with_lines(&transaction, missing, None, usize::MAX)? else { return Ok(false) };
        let touched: Vec<Touched> =
            act.changes.iter().map(|line| Touched { entry: line.entry, kind: line.kind, owner: line.owner }).collect();
        refresh(&transaction, &touched, &[], missing)?;
    }
    wording::count(&transaction)?;
    transaction.commit()?;
    Ok(true)
}

/// Makes the index anew from the rows.
pub fn rebuild(connection: &mut Connection) -> rusqlite::Result<()> {
    let (head, _) = journal::head(connection)?;
    let transaction = connection.transaction()?;
    transaction.execute_batch(
        "DROP TABLE IF EXISTS idx.words; DROP TABLE IF EXISTS idx.number; DROP TABLE IF EXISTS idx.listing; DROP TABLE IF EXISTS idx.depiction;
         DROP TABLE IF EXISTS idx.state; DROP TABLE IF EXISTS idx.wording;",
    )?;
    transaction.execute_batch(pictures::DROP)?;
    make_tables(&transaction)?;
    wording::count(&transaction)?;
    for kind in EntryKind::LISTED {
        let mut ids = Vec::new();
        {
            let mut statement =
                transaction.prepare(&format!("SELECT id FROM {} ORDER BY rowid", rows::table(*kind)))?;
            for id in statement.query_map([], |row| row.get::<_, Vec<u8>>(0))? {
                // `check` names a row whose id is none
                ids.extend(id.ok().and_then(|bytes| uuid::Uuid::from_slice(&bytes).ok()).map(EntryId));
            }
        }
        for id in ids {
            let drawn = last_change(&transaction, id).and_then(|changed| draw(&transaction, *kind, id, changed));
            // one unreadable page must not keep anybody from all the others; `check` names it
            skip_unreadable(drawn, id)?;
        }
    }
    note_state(&transaction, head)?;
    transaction.commit()
}

fn skip_unreadable(drawn: rusqlite::Result<()>, id: EntryId) -> rusqlite::Result<()> {
    match drawn {
        Err(error @ rusqlite::Error::FromSqlConversionFailure(..)) => {
            tracing::error!(%id, %error, "a page cannot be read and is left out of lists");
            Ok(())
        }
        other => other,
    }
}

fn last_change(connection: &Connection, id: EntryId) -> rusqlite::Result<u64> {
    Ok(journal::numbers(connection, Some(id), None, 1)?.first().copied().unwrap_or(0))
}

/// Draws anew the lines of what an act touched.
pub fn refresh(connection: &Connection, touched: &[Touched], changes: &[Change], seq: u64) -> rusqlite::Result<()> {
    wording::follow(connection, changes)?;
    let targets: BTreeSet<EntryId> = touched.iter().flat_map(Touched::pages).collect();
    for id in targets {
        match rows::kind_of(connection, id)? {
            Some(kind) if EntryKind::LISTED.contains(&kind) => skip_unreadable(draw(connection, kind, id, seq), id)?,
            _ => erase(connection, id)?,
        }
    }
    note_state(connection, seq)
}

fn erase(connection: &Connection, id: EntryId) -> rusqlite::Result<()> {
    let row: Option<i64> = connection
        .prepare_cached("DELETE FROM idx.listing WHERE id = ? RETURNING row")?
        .query_row([id.to_value()], |row| row.get(0))
        .optional()?;
    if let Some(row) = row {
        connection.prepare_cached("DELETE FROM idx.words WHERE rowid = ?")?.execute([row])?;
    }
    connection.prepare_cached("DELETE FROM idx.depiction WHERE attachment = ?")?.execute([id.to_value()])?;
    connection.prepare_cached("DELETE FROM idx.number WHERE card = ?")?.execute([id.to_value()])?;
    pictures::erase(connection, id)
}

fn draw(connection: &Connection, kind: EntryKind, id: EntryId, seq: u64) -> rusqlite::Result<()> {
    let Some(found) = rows::get(connection, kind, id)? else { return erase(connection, id) };
    let page = rows::readable(rows::page_each(connection, id)?);
    let page: Vec<Entry> = page.into_iter().map(|found| found.entry).collect();
    let line = listing(&found.entry, &page);
    let stage = if let Entry::FileCard(card) = &found.entry { card.stage.term() } else { "" };
    let (folded, sounds, number_key) = (line.folded(), line.sounds(), line.number_key());
    let Listing { unit, reference_code, label, sort_of, number, date, day, pictures, disputed, forms: _, depicted } =
        line;
    let row: i64 = connection
        .prepare_cached(
            "INSERT INTO idx.listing (id, kind, unit, reference_code, reference_key, label, label_key, sort_of, number,
                                      number_key, date, day, pictures, disputed, changed_seq, stage)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
             ON CONFLICT (id) DO UPDATE SET unit = excluded.unit, reference_code = excluded.reference_code,
                reference_key = excluded.reference_key, label = excluded.label, label_key = excluded.label_key,
                sort_of = excluded.sort_of, number = excluded.number, number_key = excluded.number_key,
                date = excluded.date, day = excluded.day, pictures = excluded.pictures, disputed = excluded.disputed,
                changed_seq = excluded.changed_seq, stage = excluded.stage
             RETURNING row",
        )?
        .query_row(
            params![
                id.to_value(),
                kind.term(),
                unit.to_value(),
                reference_code,
                text::reference_sort_key(&reference_code),
                label,
                text::sort_key(&label),
                sort_of,
                number,
                number_key,
                date,
                day,
                pictures,
                disputed,
                seq.to_value(),
                stage
            ],
            |row| row.get(0),
        )?;
    connection
        .prepare_cached("INSERT OR REPLACE INTO idx.words (rowid, folded, sounds) VALUES (?, ?, ?)")?
        .execute(params![row, folded, sounds])?;
    if kind == EntryKind::FileCard {
        note_numbers(connection, id, &page)?;
    }
    if let Entry::Attachment(picture) = &found.entry {
        pictures::draw(connection, picture)?;
        connection.prepare_cached("DELETE FROM idx.depiction WHERE attachment = ?")?.execute([id.to_value()])?;
        for person in depicted {
            connection
                .prepare_cached("INSERT OR IGNORE INTO idx.depiction (person, attachment) VALUES (?, ?)")?
                .execute([person.to_value(), id.to_value()])?;
        }
    } else {
        pictures::follow_owner(connection, (id, kind), (&reference_code, &label), (unit, stage))?;
    }
    Ok(())
}

/// The numbers of a card, so that the same one on another card is found at once.
fn note_numbers(connection: &Connection, card: EntryId, page: &[Entry]) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM idx.number WHERE card = ?")?.execute([card.to_value()])?;
    for entry in page {
        if let Entry::Claim(Claim { property, reading: Some(Reading::Number(number)), .. }) = entry {
            connection
                .prepare_cached("INSERT OR IGNORE INTO idx.number (property, number, card) VALUES (?, ?, ?)")?
                .execute(params![property, number.number, card.to_value()])?;
        }
    }
    Ok(())
}

/// The cards that have this number, in whatever register.
pub fn with_number(
    connection: &Connection,
    property: &str,
    number: &str,
    most: usize,
) -> rusqlite::Result<Vec<EntryId>> {
    let mut statement =
        connection.prepare_cached("SELECT card FROM idx.number WHERE property = ? AND number = ? LIMIT ?")?;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let found = statement.query_map(params![property, number, most], |row| row.get::<_, [u8; 16]>(0))?;
    found.map(|id| id.map(|bytes| EntryId(uuid::Uuid::from_bytes(bytes)))).collect()
}

/// The pictures that show a person, wherever they are attached.
pub fn depicting(connection: &Connection, person: EntryId) -> rusqlite::Result<Vec<EntryId>> {
    let mut statement = connection.prepare_cached("SELECT attachment FROM idx.depiction WHERE person = ?")?;
    let found = statement.query_map([person.to_value()], |row| row.get::<_, [u8; 16]>(0))?;
    found.map(|id| id.map(|bytes| EntryId(uuid::Uuid::from_bytes(bytes)))).collect()
}

/// The column a list is sorted by, and how an empty value is told.
#[derive(Clone, Copy, Debug)]
pub enum Key {
    /// By reference code.
    Reference,
    /// By name or title.
    Label,
    /// By number; entries without one come last.
    Number,
    /// By first day; entries without one come last.
    Day,
    /// By the act that last touched it.
    Changed,
}

/// What a list shows.
#[derive(Clone, Copy, Debug)]
pub struct Filter<'a> {
    /// Entries of these kinds.
    pub kinds: &'a [EntryKind],
    /// Only what lies in this unit or under it.
    pub unit: Option<EntryId>,
    /// Only cards that are so far.
    pub stage: Option<Stage>,
    /// Only what these words of the word index find; empty for all.
    pub words: &'a str,
}

impl Filter<'_> {
    /// The conditions on a line, and their values.
    fn conditions(self) -> (Vec<String>, Vec<Value>) {
        let Self { kinds, unit, stage, words } = self;
        let mut values: Vec<Value> = kinds.iter().map(|kind| Value::Text(kind.term().to_owned())).collect();
        let mut conditions = vec![format!("kind IN ({})", vec!["?"; kinds.len()].join(", "))];
        if let Some(unit) = unit {
            conditions.push(
                "unit IN (WITH RECURSIVE under (id) AS (SELECT ? UNION
                 SELECT holding_unit.id FROM holding_unit JOIN under ON holding_unit.parent = under.id)
                 SELECT id FROM under)"
                    .to_owned(),
            );
            values.push(unit.to_value());
        }
        if let Some(stage) = stage {
            conditions.push("stage = ?".to_owned());
            values.push(stage.to_value());
        }
        if !words.is_empty() {
            conditions.push("row IN (SELECT rowid FROM idx.words WHERE words MATCH ?)".to_owned());
            values.push(Value::Text(words.to_owned()));
        }
        (conditions, values)
    }
}

/// Row numbers of a list in order, at most `most` of them.
pub fn list(
    connection: &Connection,
    filter: Filter<'_>,
    key: Key,
    descending: bool,
    most: usize,
) -> rusqlite::Result<Vec<i64>> {
    let (conditions, mut values) = filter.conditions();
    values.push(Value::Integer(i64::try_from(most).unwrap_or(i64::MAX)));
    let way = if descending { "DESC" } else { "ASC" };
    let order = match key {
        Key::Reference => format!("reference_key {way}, row {way}"),
        Key::Label => format!("label_key {way}, reference_key {way}, row {way}"),
        Key::Number => format!("number_key = '', number_key {way}, reference_key {way}, row {way}"),
        Key::Day => format!("day IS NULL, day {way}, reference_key {way}, row {way}"),
        Key::Changed => format!("changed_seq {way}, row {way}"),
    };
    let sql = format!("SELECT row FROM idx.listing WHERE {} ORDER BY {order} LIMIT ?", conditions.join(" AND "));
    let mut statement = connection.prepare_cached(&sql)?;
    statement.query_map(params_from_iter(values), |row| row.get(0))?.collect()
}

/// The next line of a list by reference code, seen from an entry: after it or before it, then round from the other end.
pub fn neighbour(
    connection: &Connection,
    filter: Filter<'_>,
    from: EntryId,
    back: bool,
) -> rusqlite::Result<Option<EntryId>> {
    let (conditions, mut values) = filter.conditions();
    let (side, way) = if back { ("<", "DESC") } else { (">", "ASC") };
    let here = "(SELECT reference_key, row FROM idx.listing WHERE id = ?)";
    let among = conditions.join(" AND ");
    let order = format!("ORDER BY reference_key {way}, row {way} LIMIT 1");
    let beyond = format!("SELECT id FROM idx.listing WHERE {among} AND (reference_key, row) {side} {here} {order}");
    let round = format!("SELECT id FROM idx.listing WHERE {among} AND id <> ? {order}");
    values.push(from.to_value());
    for sql in [beyond, round] {
        let found: Option<[u8; 16]> =
            connection.prepare_cached(&sql)?.query_row(params_from_iter(values.iter()), |row| row.get(0)).optional()?;
        if let Some(id) = found {
            return Ok(Some(EntryId(uuid::Uuid::from_bytes(id))));
        }
    }
    Ok(None)
}

/// Row numbers of entries that may match, best first.
pub fn candidates(connection: &Connection, words: &str, most: usize) -> rusqlite::Result<Vec<i64>> {
    let mut statement = connection.prepare_cached(
        "SELECT rowid FROM idx.words WHERE words MATCH ?1 ORDER BY bm25(words, 10.0, 1.0), rowid LIMIT ?2",
    )?;
    statement.query_map((words, i64::try_from(most).unwrap_or(i64::MAX)), |row| row.get(0))?.collect()
}

/// Row numbers of entries of one kind that these words of the word index find, by name.
pub fn of_kind(connection: &Connection, kind: EntryKind, words: &str, most: usize) -> rusqlite::Result<Vec<i64>> {
    list(connection, Filter { kinds: &[kind], unit: None, stage: None, words }, Key::Label, false, most)
}

const SELECT_LINE: &str = "SELECT id, kind, reference_code, label, sort_of, number, date, pictures, disputed,
    changed_seq FROM idx.listing";

fn line_of(row: &rusqlite::Row<'_>) -> rusqlite::Result<ListRow> {
    Ok(ListRow {
        id: EntryId(uuid::Uuid::from_bytes(row.get(0)?)),
        kind: EntryKind::from_term(&row.get::<_, String>(1)?).unwrap_or_default(),
        reference_code: row.get(2)?,
        label: row.get(3)?,
        sort_of: row.get(4)?,
        number: row.get(5)?,
        date: row.get(6)?,
        pictures: row.get(7)?,
        disputed: row.get(8)?,
        changed_seq: row.get::<_, i64>(9)?.unsigned_abs(),
    })
}

/// The line with this row number.
pub fn line(connection: &Connection, row: i64) -> rusqlite::Result<Option<ListRow>> {
    connection.prepare_cached(&format!("{SELECT_LINE} WHERE row = ?"))?.query_row([row], line_of).optional()
}

/// The line of this entry.
pub fn line_for(connection: &Connection, id: EntryId) -> rusqlite::Result<Option<ListRow>> {
    connection.prepare_cached(&format!("{SELECT_LINE} WHERE id = ?"))?.query_row([id.to_value()], line_of).optional()
}

/// What is wrong with the index, if anything: its own structure, or lines that do not fit the rows.
pub fn fault(connection: &Connection) -> rusqlite::Result<Option<String>> {
    let verdict: String = connection.query_row("PRAGMA idx.quick_check(1)", [], |row| row.get(0))?;
    if verdict != "ok" {
        return Ok(Some(verdict));
    }
    let listed: i64 = connection.query_row("SELECT count(*) FROM idx.listing", [], |row| row.get(0))?;
    let worded: i64 = connection.query_row("SELECT count(*) FROM idx.words", [], |row| row.get(0))?;
    let mut standing = 0;
    for kind in EntryKind::LISTED {
        standing += rows::count(connection, *kind)?;
    }
    let (hung, pictures) = (pictures::count(connection)?, rows::count(connection, EntryKind::Attachment)?);
    if u64::try_from(hung) != Ok(pictures) {
        return Ok(Some(format!("{pictures} pictures, {hung} in their order")));
    }
    if u64::try_from(listed) == Ok(standing) && listed == worded {
        return Ok(None);
    }
    Ok(Some(format!("{standing} entries, {listed} lines, {worded} in the word index")))
}
