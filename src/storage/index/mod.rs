//! The search index: the lines of lists and the words entries are found by, in a file of its own under `cache/`.
//!
//! Invariant: everything here can be drawn again from the rows. The index knows the act it is up to; when it is behind
//! it catches up, when it is ahead, foreign or damaged it is made anew.

pub(super) mod draw;
pub(super) mod facets;
mod lists;
pub(super) mod tables;
pub(super) mod tokens;
mod vocabulary;

pub use draw::page_of;
pub use facets::FacetField;
pub(super) use lists::narrow;
pub use lists::{Filter, Key, changed_at, depicting, line, line_for, neighbour, of_kind, with_number};

use super::apply::Touched;
use super::columns::Column;
use super::{journal, pictures, rows, wording};
use crate::model::{Change, ChangeLine, Entry, EntryId, EntryKind, Identity, Op};
use draw::Pen;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeSet;
use std::path::Path;
use tables::{DROP, TABLES};

/// Changes whenever the way lines and words are drawn changes.
const VERSION: i64 = 12;

/// Up to this many acts behind, the index catches up instead of being made anew.
const CATCH_UP: u64 = 500;

/// An act that touched more than this is not caught up with.
const MOST_BEHIND: usize = 200_000;

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
            if serves(connection).unwrap_or(false) {
                return Ok(());
            }
            detach(connection);
        }
    }
    attach_memory(connection)
}

/// Whether an index that cannot be written here serves as it is. While another program writes a great act the index
/// follows minutes later: until then it is that of an earlier state, and what came since is not listed. Only where
/// little stands in the catalogue one is made in memory that has it all.
fn serves(connection: &Connection) -> rusqlite::Result<bool> {
    // asked for before the last act is, or an act written meanwhile would be missing
    let Some(seq) = state(connection)? else { return Ok(false) };
    if !is_whole(connection)? {
        return Ok(false);
    }
    let (head, _) = journal::head(connection)?;
    Ok(seq >= head || !is_quickly_made(connection)?)
}

/// How many of the last acts a reader's lists do not know yet: see [`serves`].
pub fn acts_behind(connection: &Connection) -> rusqlite::Result<u64> {
    let (head, _) = journal::head(connection)?;
    Ok(state(connection)?.map_or(0, |seq| head.saturating_sub(seq)))
}

/// Whether so few entries stand in lists that the index is made anew while somebody waits.
fn is_quickly_made(connection: &Connection) -> rusqlite::Result<bool> {
    const FEW: i64 = 1_000;
    let mut listed = 0;
    for kind in EntryKind::LISTED {
        let sql = format!("SELECT count(*) FROM (SELECT 1 FROM main.{} LIMIT ?)", rows::table(*kind));
        listed += connection.query_row(&sql, [FEW + 1], |row| row.get::<_, i64>(0))?;
    }
    Ok(listed <= FEW)
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
    Ok(state(connection)? == Some(head) && is_whole(connection)?)
}

fn is_whole(connection: &Connection) -> rusqlite::Result<bool> {
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
        .prepare_cached(
            "INSERT INTO idx.state (one, version, seq, head, made) VALUES (1, ?, ?, ?, abs(random() / 2))
             ON CONFLICT DO UPDATE SET version = excluded.version, seq = excluded.seq, head = excluded.head",
        )?
        .execute(params![VERSION, seq.to_value(), head.as_slice()])?;
    Ok(())
}

/// Which index this is and the act it is up to: what was read from it holds as long as both stay the same.
pub(super) fn stamp(connection: &Connection) -> rusqlite::Result<(i64, i64)> {
    connection
        .prepare_cached("SELECT made, seq FROM idx.state")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()
        .map(Option::unwrap_or_default)
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
        let Some(act) = journal::act_with_lines(&transaction, missing, None, MOST_BEHIND)? else { return Ok(false) };
        if act.changes.len() >= MOST_BEHIND {
            return Ok(false);
        }
        let left = act.changes.iter().filter_map(left_by);
        let here = act.changes.iter().map(|line| Touched { entry: line.entry, kind: line.kind, owner: line.owner });
        let touched: Vec<Touched> = here.chain(left).collect();
        let mut judged = Vec::new();
        for line in touched.iter().filter(|line| line.kind == EntryKind::Identity) {
            // whom a judgement that is gone spoke of only the journal knows
            let Some(found) = rows::get(&transaction, EntryKind::Identity, line.entry)? else { return Ok(false) };
            judged.extend(person_of(Some(&found.entry)));
        }
        follow(&transaction, &touched, judged, missing)?;
    }
    wording::count(&transaction)?;
    transaction.commit()?;
    Ok(true)
}

/// A picture that was moved, on the page of the entry it left.
fn left_by(line: &ChangeLine) -> Option<Touched> {
    let is_moved = line.kind == EntryKind::Attachment && line.op == Op::Edit && line.field == "entry";
    let before = line.before.clone().filter(|_| is_moved)?;
    let owner = serde_json::from_value(before).ok()?;
    Some(Touched { entry: line.entry, kind: line.kind, owner })
}

/// Makes the index anew from the rows.
pub fn rebuild(connection: &mut Connection) -> rusqlite::Result<()> {
    let (head, _) = journal::head(connection)?;
    let transaction = connection.transaction()?;
    transaction.execute_batch(DROP)?;
    transaction.execute_batch(pictures::DROP)?;
    make_tables(&transaction)?;
    write_much(&transaction, true)?;
    wording::count(&transaction)?;
    let mut pen = Pen::for_all(&transaction);
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
            let drawn = pen.draw(*kind, id, None);
            // one unreadable page must not keep anybody from all the others; `check` names it
            skip_unreadable(drawn, id)?;
        }
    }
    pen.finish()?;
    write_much(&transaction, false)?;
    note_state(&transaction, head)?;
    transaction.commit()
}

/// While very much is written, words are gathered in memory and put in order in few large steps.
fn write_much(connection: &Connection, is_begun: bool) -> rusqlite::Result<()> {
    const SOME_BYTES: i64 = 1 << 20;
    const MANY_BYTES: i64 = 1 << 26;
    let set = |what: &str, value: i64| {
        connection.execute("INSERT INTO idx.words (words, rank) VALUES (?, ?)", params![what, value]).map(drop)
    };
    if is_begun {
        return set("hashsize", MANY_BYTES);
    }
    connection.execute("INSERT INTO idx.words (words) VALUES ('optimize')", [])?;
    set("hashsize", SOME_BYTES)
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

/// Draws anew the lines of what an act touched.
pub fn refresh(connection: &Connection, touched: &[Touched], changes: &[Change], seq: u64) -> rusqlite::Result<()> {
    wording::follow(connection, changes)?;
    let judged = changes.iter().flat_map(|change| [&change.before, &change.after]);
    follow(connection, touched, judged.filter_map(|entry| person_of(entry.as_ref())), seq)
}

/// The person a judgement speaks of, whose line shows whether there is one.
fn person_of(entry: Option<&Entry>) -> Option<EntryId> {
    match entry {
        Some(Entry::Identity(Identity { person, .. })) => Some(*person),
        _ => None,
    }
}

fn follow(
    connection: &Connection,
    touched: &[Touched],
    judged: impl IntoIterator<Item = EntryId>,
    seq: u64,
) -> rusqlite::Result<()> {
    let targets: BTreeSet<EntryId> = touched.iter().flat_map(Touched::pages).chain(judged).collect();
    let mut pen = Pen::for_some(connection);
    for id in targets {
        match rows::kind_of(connection, id)? {
            Some(kind) if EntryKind::LISTED.contains(&kind) => skip_unreadable(pen.draw(kind, id, Some(seq)), id)?,
            _ => pen.erase(id)?,
        }
    }
    pen.finish()?;
    note_state(connection, seq)
}

/// What is wrong with the index, if anything: its own structure, or lines that do not fit the rows.
pub fn fault(connection: &Connection) -> rusqlite::Result<Option<String>> {
    let verdict: String = connection.query_row("PRAGMA idx.quick_check(1)", [], |row| row.get(0))?;
    if verdict != "ok" {
        return Ok(Some(verdict));
    }
    if connection.is_readonly("idx")? && !is_current(connection)? {
        // who writes the catalogue has not brought it up to the last act yet: see `serves`
        return Ok(None);
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
