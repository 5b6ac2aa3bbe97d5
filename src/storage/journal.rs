//! The journal: every act, hash-chained, with one readable line a changed field.
//!
//! Invariant: nothing here is ever changed or erased but `undone_by`, which says whether an act stands at present.

use super::canonical::{self, Hash};
use super::columns::Column;
use super::rows::{self, Standing};
use crate::model::{Act, ActLine, ChangeLine, ChangeSet, Entry, EntryId, EntryKind, Op, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde_json::{Value, json};

/// The last act's number and hash; number 0 and a hash of zeros before the first.
pub fn head(connection: &Connection) -> rusqlite::Result<(u64, Hash)> {
    connection
        .prepare_cached("SELECT seq, hash FROM change_set ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| Ok((row.get::<_, i64>(0)?.unsigned_abs(), row.get(1)?)))
        .optional()
        .map(|found| found.unwrap_or((0, [0; 32])))
}

/// What an act did to an entry, with what the journal keeps of it beside what the history shows.
#[derive(Clone, Debug)]
pub struct Line {
    /// The line as the history shows it.
    pub line: ChangeLine,
    /// For a removal: the act that had made the entry.
    pub made_in: Option<u64>,
}

/// The lines of an edit: one a field that differs.
pub fn edit_lines(before: &Entry, after: &Entry) -> Result<Vec<Line>, serde_json::Error> {
    let (old, new) = (fields_of(before)?, fields_of(after)?);
    let mut names: Vec<_> = new.keys().chain(old.keys()).collect();
    names.sort_unstable();
    names.dedup();
    Ok(names
        .into_iter()
        .filter(|name| old.get(*name) != new.get(*name))
        .map(|name| Line {
            line: ChangeLine {
                entry: after.id(),
                kind: after.kind(),
                owner: after.owner(),
                op: Op::Edit,
                field: name.clone(),
                before: old.get(name).filter(|value| !value.is_null()).cloned(),
                after: new.get(name).filter(|value| !value.is_null()).cloned(),
            },
            made_in: None,
        })
        .collect())
}

/// The line of a removal, with the whole entry.
pub fn removal_line(removed: &Standing) -> Result<Line, serde_json::Error> {
    let entry = &removed.entry;
    Ok(Line {
        line: ChangeLine {
            entry: entry.id(),
            kind: entry.kind(),
            owner: entry.owner(),
            op: Op::Remove,
            field: String::new(),
            before: Some(serde_json::to_value(entry)?),
            after: None,
        },
        made_in: Some(removed.made_in),
    })
}

/// The line of a removed entry that is brought back; what it was stands in the line of its removal.
pub fn restoration_line(entry: &Entry, made_in: u64) -> Line {
    Line {
        line: ChangeLine {
            entry: entry.id(),
            kind: entry.kind(),
            owner: entry.owner(),
            op: Op::Restore,
            field: String::new(),
            before: None,
            after: None,
        },
        made_in: Some(made_in),
    }
}

/// The act that had made an entry which act `removed_in` removed.
pub fn maker_of_removed(connection: &Connection, removed_in: u64, entry: EntryId) -> rusqlite::Result<Option<u64>> {
    connection
        .prepare_cached("SELECT made_in FROM change WHERE entry = ? AND seq = ? AND op = 'remove'")?
        .query_row([entry.to_value(), removed_in.to_value()], |row| row.get::<_, i64>(0).map(i64::unsigned_abs))
        .optional()
}

/// The fields of an entry as JSON.
pub fn fields_of(entry: &Entry) -> Result<serde_json::Map<String, Value>, serde_json::Error> {
    match serde_json::to_value(entry)? {
        Value::Object(mut tagged) => match tagged.remove("entry") {
            Some(Value::Object(fields)) => Ok(fields),
            _ => Err(serde::de::Error::custom("an entry without fields")),
        },
        _ => Err(serde::de::Error::custom("an entry that is no object")),
    }
}

/// An entry with one field set to a JSON value.
pub fn with_field(entry: &Entry, field: &str, value: Option<&Value>) -> Result<Entry, serde_json::Error> {
    let mut fields = fields_of(entry)?;
    fields.insert(field.to_owned(), value.cloned().unwrap_or(Value::Null));
    serde_json::from_value(json!({"kind": entry.kind().term(), "entry": fields}))
}

/// Writes an act and its lines; returns its hash.
pub fn append(
    connection: &Connection,
    seq: u64,
    before: &Hash,
    set: &ChangeSet,
    lines: &[Line],
    made: &Hash,
) -> rusqlite::Result<Hash> {
    let hash =
        chain(before, seq, set.id, set.act, &set.about, &set.author, &set.reason, set.at, set.undoes, lines, made);
    connection
        .prepare_cached(
            "INSERT INTO change_set (seq, id, act, about, author, reason, at, undoes, made, hash)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            seq.to_value(),
            set.id.to_value(),
            set.act.term(),
            set.about,
            set.author,
            set.reason,
            set.at.0,
            set.undoes.to_value(),
            made.as_slice(),
            hash.as_slice()
        ])?;
    let mut statement = connection.prepare_cached(
        "INSERT INTO change (seq, ord, entry, kind, owner, op, field, before, after, made_in)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    for (ord, Line { line, made_in }) in (0_i64..).zip(lines) {
        statement.execute(params![
            seq.to_value(),
            ord,
            line.entry.to_value(),
            line.kind.term(),
            line.owner.to_value(),
            line.op.term(),
            line.field,
            line.before.as_ref().map(Value::to_string),
            line.after.as_ref().map(Value::to_string),
            made_in.to_value()
        ])?;
    }
    Ok(hash)
}

#[expect(clippy::too_many_arguments, reason = "each is one part of what the hash covers")]
fn chain(
    before: &Hash,
    seq: u64,
    id: EntryId,
    act: Act,
    about: &str,
    author: &str,
    reason: &str,
    at: Timestamp,
    undoes: Option<u64>,
    lines: &[Line],
    made: &Hash,
) -> Hash {
    let mut values =
        vec![json!([seq, id.to_string(), act.term(), about, author, reason, at.0, undoes, canonical::hex(made)])];
    values.extend(lines.iter().map(|Line { line, made_in }| {
        json!([
            line.entry.to_string(),
            line.kind.term(),
            line.owner.to_string(),
            line.op.term(),
            line.field,
            line.before,
            line.after,
            made_in
        ])
    }));
    canonical::hash_values(before, &values)
}

/// Marks whether an act stands.
pub fn set_undone_by(connection: &Connection, seq: u64, by: Option<u64>) -> rusqlite::Result<()> {
    connection
        .prepare_cached("UPDATE change_set SET undone_by = ? WHERE seq = ?")?
        .execute([by.to_value(), seq.to_value()])?;
    Ok(())
}

/// An act without its lines.
pub fn act(connection: &Connection, seq: u64) -> rusqlite::Result<Option<ActLine>> {
    connection.prepare_cached(&format!("{SELECT_ACT} WHERE seq = ?"))?.query_row([seq.to_value()], act_of).optional()
}

/// The act an undo would take back: the last that stands and is no undo or redo itself.
pub fn next_undo(connection: &Connection) -> rusqlite::Result<Option<ActLine>> {
    connection
        .prepare_cached(&format!("{SELECT_ACT} WHERE undoes IS NULL AND undone_by IS NULL ORDER BY seq DESC LIMIT 1"))?
        .query_row([], act_of)
        .optional()
}

/// The undo a redo would take back: the last that stands, unless something new was done after it.
pub fn next_redo(connection: &Connection) -> rusqlite::Result<Option<ActLine>> {
    connection
        .prepare_cached(&format!(
            "{SELECT_ACT} WHERE act = 'undo' AND undone_by IS NULL
               AND seq > ifnull((SELECT max(seq) FROM change_set WHERE undoes IS NULL), 0) ORDER BY seq DESC LIMIT 1"
        ))?
        .query_row([], act_of)
        .optional()
}

const SELECT_ACT: &str = "SELECT seq, id, act, about, author, reason, at, undoes, undone_by FROM change_set";

fn act_of(row: &Row<'_>) -> rusqlite::Result<ActLine> {
    let id: [u8; 16] = row.get(1)?;
    let number = |column: usize| row.get::<_, Option<i64>>(column).map(|found| found.map(i64::unsigned_abs));
    Ok(ActLine {
        seq: row.get::<_, i64>(0)?.unsigned_abs(),
        id: EntryId(uuid::Uuid::from_bytes(id)),
        act: Act::from_term(&row.get::<_, String>(2)?).unwrap_or_default(),
        about: row.get(3)?,
        author: row.get(4)?,
        reason: row.get(5)?,
        at: Timestamp(row.get(6)?),
        undoes: number(7)?,
        undone_by: number(8)?,
        changes: Vec::new(),
    })
}

/// The edits and removals of an act, in order. What it made is not among them: see [`rows::made_in`].
pub fn lines(connection: &Connection, seq: u64) -> rusqlite::Result<Vec<Line>> {
    select_lines(connection, "seq = ? ORDER BY ord", &seq.to_value())
}

/// The edits and removals of an entry, newest first.
pub fn lines_of(connection: &Connection, entry: EntryId) -> rusqlite::Result<Vec<(u64, Line)>> {
    let mut statement = connection.prepare_cached(
        "SELECT entry, kind, owner, op, field, before, after, made_in, seq FROM change WHERE entry = ?
         ORDER BY seq DESC, ord DESC",
    )?;
    let found =
        statement.query_map([entry.to_value()], |row| Ok((row.get::<_, i64>(8)?.unsigned_abs(), line_of(row)?)))?;
    found.collect()
}

/// The entries an act made that do not stand at present, as they were when they were last removed.
fn gone(connection: &Connection, made_in: u64) -> rusqlite::Result<Vec<Line>> {
    let mut statement = connection.prepare_cached(
        "SELECT entry, kind, owner, op, field, before, after, made_in FROM change
         WHERE made_in = ? AND op = 'remove' ORDER BY seq DESC, ord",
    )?;
    let mut found: Vec<Line> = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for line in statement.query_map([made_in.to_value()], line_of)? {
        let line = line?;
        if seen.insert(line.line.entry) && rows::get(connection, line.line.kind, line.line.entry)?.is_none() {
            found.push(line);
        }
    }
    Ok(found)
}

fn select_lines(
    connection: &Connection,
    condition: &str,
    value: &rusqlite::types::Value,
) -> rusqlite::Result<Vec<Line>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT entry, kind, owner, op, field, before, after, made_in FROM change WHERE {condition}"
    ))?;
    let found = statement.query_map([value], line_of)?;
    found.collect()
}

fn line_of(row: &Row<'_>) -> rusqlite::Result<Line> {
    let id = |column: usize| row.get::<_, [u8; 16]>(column).map(|bytes| EntryId(uuid::Uuid::from_bytes(bytes)));
    let json = |column: usize| {
        row.get::<_, Option<String>>(column)?.map(|text| serde_json::from_str(&text)).transpose().map_err(|error| {
            rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(error))
        })
    };
    let line = ChangeLine {
        entry: id(0)?,
        kind: EntryKind::from_term(&row.get::<_, String>(1)?).unwrap_or_default(),
        owner: id(2)?,
        op: Op::from_term(&row.get::<_, String>(3)?).unwrap_or_default(),
        field: row.get(4)?,
        before: json(5)?,
        after: json(6)?,
    };
    Ok(Line { line, made_in: row.get::<_, Option<i64>>(7)?.map(i64::unsigned_abs) })
}

/// The numbers of the acts that touched a page, or of all acts, newest first, before act `before`.
pub fn numbers(
    connection: &Connection,
    owner: Option<EntryId>,
    before: Option<u64>,
    limit: usize,
) -> rusqlite::Result<Vec<u64>> {
    let before = before.map_or(i64::MAX, |seq| i64::try_from(seq).unwrap_or(i64::MAX));
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let sequence = |row: &Row<'_>| row.get::<_, i64>(0).map(i64::unsigned_abs);
    match owner {
        None => {
            let mut statement =
                connection.prepare_cached("SELECT seq FROM change_set WHERE seq < ? ORDER BY seq DESC LIMIT ?")?;
            statement.query_map([before, limit], sequence)?.collect()
        }
        Some(owner) => {
            // an attachment is on its entry's page and has a page of its own
            let mut numbers: Vec<u64> = rows::page(connection, owner)?.iter().map(|found| found.made_in).collect();
            numbers.extend(rows::find(connection, owner)?.map(|found| found.made_in));
            let mut statement = connection.prepare_cached(
                "SELECT seq FROM change WHERE owner = ?1 UNION SELECT seq FROM change WHERE entry = ?1
                 UNION SELECT made_in FROM change WHERE owner = ?1 AND made_in IS NOT NULL",
            )?;
            for number in statement.query_map([owner.to_value()], sequence)? {
                numbers.push(number?);
            }
            numbers.sort_unstable_by(|a, b| b.cmp(a));
            numbers.dedup();
            numbers.retain(|seq| i64::try_from(*seq).is_ok_and(|seq| seq < before));
            numbers.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
            Ok(numbers)
        }
    }
}

/// An act with its lines as the history shows them, those of one page only when `owner` is given. Lines of what it
/// made come first, at most `most` of them.
pub fn act_with_lines(
    connection: &Connection,
    seq: u64,
    owner: Option<EntryId>,
    most: usize,
) -> rusqlite::Result<Option<ActLine>> {
    let Some(mut act) = act(connection, seq)? else { return Ok(None) };
    let made = |entry: EntryId, kind: EntryKind, owner: EntryId| ChangeLine {
        entry,
        kind,
        owner,
        op: Op::Create,
        field: String::new(),
        before: None,
        after: None,
    };
    let concerns = |line: &ChangeLine| owner.is_none_or(|owner| line.owner == owner || line.entry == owner);
    let standing = match owner {
        // reading only the page keeps this quick after an import of a million
        Some(owner) => {
            let mut page = rows::page(connection, owner)?;
            page.extend(rows::find(connection, owner)?.filter(|found| found.entry.owner() != owner));
            page.retain(|found| found.made_in == seq);
            page
        }
        None => rows::made_in(connection, seq)?,
    };
    let gone = gone(connection, seq)?;
    act.changes = standing
        .iter()
        .map(|found| {
            let mut line = made(found.entry.id(), found.entry.kind(), found.entry.owner());
            line.after = serde_json::to_value(&found.entry).ok();
            line
        })
        .chain(gone.iter().map(|removed| {
            let mut line = made(removed.line.entry, removed.line.kind, removed.line.owner);
            line.after.clone_from(&removed.line.before);
            line
        }))
        .filter(concerns)
        .take(most)
        .collect();
    act.changes.extend(lines(connection, seq)?.into_iter().map(|found| found.line).filter(concerns));
    Ok(Some(act))
}

/// The act with this id, or whose id begins so.
pub fn by_id_prefix(connection: &Connection, prefix: &str) -> rusqlite::Result<Vec<u64>> {
    let mut statement = connection
        .prepare_cached("SELECT seq FROM change_set WHERE substr(lower(hex(id)), 1, length(?1)) = ?1 LIMIT 2")?;
    let found = statement.query_map([prefix], |row| row.get::<_, i64>(0).map(i64::unsigned_abs))?;
    found.collect()
}

/// What is wrong with the chain, act by act: the number of the act and what does not fit. Calls `progress` with each
/// act; stops when it says no.
pub fn verify(
    connection: &Connection,
    progress: &mut dyn FnMut(u64) -> bool,
) -> crate::error::Result<Vec<(u64, &'static str)>> {
    let damaged = |error: rusqlite::Error| crate::error::Error::Damaged(error.to_string());
    let (last, _) = head(connection).map_err(damaged)?;
    let mut wrong = Vec::new();
    let mut before: Hash = [0; 32];
    for seq in 1..=last {
        if !progress(seq) {
            return Err(crate::error::Error::Cancelled);
        }
        let Some(act) = act(connection, seq).map_err(damaged)? else {
            wrong.push((seq, "the act is missing from the journal"));
            continue;
        };
        let (made, hash): (Hash, Hash) = connection
            .prepare_cached("SELECT made, hash FROM change_set WHERE seq = ?")
            .and_then(|mut statement| statement.query_row([seq.to_value()], |row| Ok((row.get(0)?, row.get(1)?))))
            .map_err(damaged)?;
        let lines = lines(connection, seq).map_err(damaged)?;
        let (id, about) = (act.id, act.about.as_str());
        let told = chain(&before, seq, id, act.act, about, &act.author, &act.reason, act.at, act.undoes, &lines, &made);
        if told != hash {
            wrong.push((seq, "the act or one of its lines was altered"));
        }
        match made_hash(connection, seq) {
            Ok(found) if found == made => {}
            Ok(_) => wrong.push((seq, "what the act made was altered since, and not by a later act")),
            Err(_) => wrong.push((seq, "what the act made cannot be read back")),
        }
        before = hash;
    }
    Ok(wrong)
}

/// The hash over what an act made, as it was made: what still stands or was removed later, taken back edit by edit.
fn made_hash(connection: &Connection, seq: u64) -> crate::error::Result<Hash> {
    let damaged = |error: rusqlite::Error| crate::error::Error::Damaged(error.to_string());
    let mut hashes = Vec::new();
    for Standing { entry, .. } in rows::made_in(connection, seq).map_err(damaged)? {
        hashes.push(hash_as_made(connection, entry)?);
    }
    for line in gone(connection, seq).map_err(damaged)? {
        let json = line.line.before.ok_or_else(|| crate::error::Error::Damaged("a removal without content".into()))?;
        let entry: Entry =
            serde_json::from_value(json).map_err(|error| crate::error::Error::Damaged(error.to_string()))?;
        hashes.push(hash_as_made(connection, entry)?);
    }
    Ok(canonical::hash_set(hashes))
}

fn hash_as_made(connection: &Connection, mut entry: Entry) -> crate::error::Result<Hash> {
    let damaged = |error: &dyn std::fmt::Display| crate::error::Error::Damaged(error.to_string());
    for (_, line) in lines_of(connection, entry.id()).map_err(|error| damaged(&error))? {
        if line.line.op == Op::Edit {
            let before = line.line.before.as_ref();
            entry = with_field(&entry, &line.line.field, before).map_err(|error| damaged(&error))?;
        }
    }
    canonical::hash_entry(&entry).map_err(|error| damaged(&error))
}
