//! The journal: every act, hash-chained, with one readable line a changed field.
//!
//! Invariant: nothing here is ever changed or erased but `undone_by`, which says whether an act stands at present.

use super::canonical::{self, Hash};
use super::columns::Column;
use super::rows::{self, Standing};
use crate::model::{Act, ActLine, ChangeLine, ChangeSet, Entry, EntryId, EntryKind, Op, Timestamp};
use rusqlite::{CachedStatement, Connection, OptionalExtension, Row, params};
use serde_json::{Value, json};

/// The last act's number and hash; before the first, number 0 and the hash over what the catalogue says of itself.
pub fn head(connection: &Connection) -> rusqlite::Result<(u64, Hash)> {
    let last = connection
        .prepare_cached("SELECT seq, hash FROM change_set WHERE seq > 0 ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| Ok((row.get::<_, i64>(0)?.unsigned_abs(), row.get(1)?)))
        .optional()?;
    last.map_or_else(|| Ok((0, beginning(connection)?)), Ok)
}

/// The hash of an act; that of the beginning for number 0.
pub fn hash_of(connection: &Connection, seq: u64) -> rusqlite::Result<Option<Hash>> {
    if seq == 0 {
        return beginning(connection).map(Some);
    }
    connection
        .prepare_cached("SELECT hash FROM change_set WHERE seq = ?")?
        .query_row([seq.to_value()], |row| row.get(0))
        .optional()
}

/// Where the chain begins: the hash over the catalogue's title and maker.
pub fn beginning(connection: &Connection) -> rusqlite::Result<Hash> {
    let mut statement = connection.prepare_cached("SELECT key, value FROM catalogue ORDER BY key")?;
    let said = statement.query_map([], |row| Ok(json!([row.get::<_, String>(0)?, row.get::<_, String>(1)?])))?;
    Ok(canonical::hash_values(&[0; 32], &said.collect::<rusqlite::Result<Vec<Value>>>()?))
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

/// Whether an entry of this id was removed once.
pub fn was_removed(connection: &Connection, entry: EntryId) -> rusqlite::Result<bool> {
    connection
        .prepare_cached("SELECT 1 FROM change WHERE entry = ? AND op = 'remove' LIMIT 1")?
        .exists([entry.to_value()])
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
    let mut writing = Writing::begin(connection, seq, before, set, made)?;
    lines.iter().try_for_each(|line| writing.line(line))?;
    writing.end(set, made)
}

/// An act on its way into the journal, line by line.
pub struct Writing<'a> {
    connection: &'a Connection,
    line: CachedStatement<'a>,
    chain: Chain,
    seq: u64,
    lines: i64,
}

impl<'a> Writing<'a> {
    /// Begins act `seq`, whose new entries have the hash `made`, after the act with the hash `before`.
    pub fn begin(
        connection: &'a Connection,
        seq: u64,
        before: &Hash,
        set: &ChangeSet,
        made: &Hash,
    ) -> rusqlite::Result<Self> {
        let ChangeSet { id, act, about, author, reason, at, undoes, changes: _ } = set;
        let chain = Chain::begin(before, seq, *id, *act, about, author, reason, *at, *undoes, made);
        let line = connection.prepare_cached(
            "INSERT INTO change (seq, ord, entry, kind, owner, op, field, before, after, made_in)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?;
        Ok(Self { connection, line, chain, seq, lines: 0 })
    }

    /// Writes the next line.
    pub fn line(&mut self, line: &Line) -> rusqlite::Result<()> {
        self.chain.line(line);
        let Line { line, made_in } = line;
        self.line.execute(params![
            self.seq.to_value(),
            self.lines,
            line.entry.to_value(),
            line.kind.term(),
            line.owner.to_value(),
            line.op.term(),
            line.field,
            line.before.as_ref().map(Value::to_string),
            line.after.as_ref().map(Value::to_string),
            made_in.to_value()
        ])?;
        self.lines += 1;
        Ok(())
    }

    /// Writes the act itself, as it was begun; returns its hash.
    pub fn end(self, set: &ChangeSet, made: &Hash) -> rusqlite::Result<Hash> {
        let hash = self.chain.end();
        self.connection
            .prepare_cached(
                "INSERT INTO change_set (seq, id, act, about, author, reason, at, undoes, made, hash)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![
                self.seq.to_value(),
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
        Ok(hash)
    }
}

/// The hash of an act: over the hash of the act before, all that is said of it, what it made, and its lines.
#[derive(Debug)]
pub struct Chain(canonical::ValuesHash);

impl Chain {
    /// Begins with all that is said of the act.
    #[expect(clippy::too_many_arguments, reason = "each is one part of what the hash covers")]
    pub fn begin(
        before: &Hash,
        seq: u64,
        id: EntryId,
        act: Act,
        about: &str,
        author: &str,
        reason: &str,
        at: Timestamp,
        undoes: Option<u64>,
        made: &Hash,
    ) -> Self {
        let mut hash = canonical::ValuesHash::after(before);
        let made = canonical::hex(made);
        hash.add(&json!([seq, id.to_string(), act.term(), about, author, reason, at.0, undoes, made]));
        Self(hash)
    }

    /// Takes the next line in.
    pub fn line(&mut self, line: &Line) {
        let Line { line, made_in } = line;
        self.0.add(&json!([
            line.entry.to_string(),
            line.kind.term(),
            line.owner.to_string(),
            line.op.term(),
            line.field,
            line.before,
            line.after,
            made_in
        ]));
    }

    /// The hash.
    pub fn end(self) -> Hash {
        self.0.finish()
    }
}

/// Marks that act `target` is taken back by act `by`; what `target` had itself taken back stands again, and so on.
pub fn mark_undone(connection: &Connection, target: u64, by: u64) -> rusqlite::Result<()> {
    let (mut at, mut undone_by) = (target, Some(by));
    loop {
        connection
            .prepare_cached("UPDATE change_set SET undone_by = ? WHERE seq = ?")?
            .execute([undone_by.to_value(), at.to_value()])?;
        let Some(next) = act(connection, at)?.and_then(|act| act.undoes) else { return Ok(()) };
        undone_by = if undone_by.is_some() { None } else { Some(at) };
        at = next;
    }
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
    select_lines(connection, "seq = ? ORDER BY ord", &[seq.to_value()])
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

/// Calls `each` with the edits and removals of an act, in order.
pub fn for_each_line(
    connection: &Connection,
    seq: u64,
    each: &mut dyn FnMut(Line) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(&format!("{SELECT_LINE} WHERE seq = ? ORDER BY ord"))?;
    let mut rows = statement.query([seq.to_value()])?;
    while let Some(row) = rows.next()? {
        each(line_of(row)?)?;
    }
    Ok(())
}

/// The next lines of an act after line `after`, with the number of the last; none when there are no more.
pub fn next_lines(
    connection: &Connection,
    seq: u64,
    after: i64,
    most: usize,
) -> rusqlite::Result<Option<(Vec<Line>, i64)>> {
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let sql = format!("{SELECT_LINE} WHERE seq = ? AND ord > ? ORDER BY ord LIMIT ?");
    let mut statement = connection.prepare_cached(&sql)?;
    let lines = statement.query_map((seq.to_value(), after, most), line_of)?;
    let lines = lines.collect::<rusqlite::Result<Vec<Line>>>()?;
    let last = after + i64::try_from(lines.len()).unwrap_or(i64::MAX);
    Ok((!lines.is_empty()).then_some((lines, last)))
}

/// How many lines an act has.
pub fn count_lines(connection: &Connection, seq: u64) -> rusqlite::Result<u64> {
    connection
        .prepare_cached("SELECT ifnull(max(ord) + 1, 0) FROM change WHERE seq = ?")?
        .query_row([seq.to_value()], |row| row.get::<_, i64>(0))
        .map(i64::unsigned_abs)
}

/// What all lines of an act do, when they all do the same.
pub fn only_op(connection: &Connection, seq: u64) -> rusqlite::Result<Option<Op>> {
    let first: Option<String> = connection
        .prepare_cached("SELECT op FROM change WHERE seq = ? ORDER BY ord LIMIT 1")?
        .query_row([seq.to_value()], |row| row.get(0))
        .optional()?;
    let Some(op) = first.as_deref().and_then(Op::from_term) else { return Ok(None) };
    let has_other = connection
        .prepare_cached("SELECT 1 FROM change WHERE seq = ? AND op <> ? LIMIT 1")?
        .exists((seq.to_value(), op.term()))?;
    Ok((!has_other).then_some(op))
}

/// The entries an act made that do not stand at present, as they were when they were last removed.
pub fn gone(connection: &Connection, made_in: u64) -> rusqlite::Result<Vec<Line>> {
    gone_of(connection, made_in, None, usize::MAX)
}

fn gone_of(connection: &Connection, made_in: u64, owner: Option<EntryId>, most: usize) -> rusqlite::Result<Vec<Line>> {
    let mut found = Vec::new();
    if most > 0 {
        for_each_gone(connection, made_in, owner, &mut |line| {
            found.push(line);
            Ok(found.len() < most)
        })?;
    }
    found.reverse();
    Ok(found)
}

/// Calls `each` with [`gone`], the newest first, those on one page only when `owner` is given, until it says `false`.
/// What an act made may have been removed and brought back more than once: what was removed last is most likely gone.
pub fn for_each_gone(
    connection: &Connection,
    made_in: u64,
    owner: Option<EntryId>,
    each: &mut dyn FnMut(Line) -> rusqlite::Result<bool>,
) -> rusqlite::Result<()> {
    const LAST: &str = "op = 'remove' AND NOT EXISTS (SELECT 1 FROM change AS later
        WHERE later.entry = change.entry AND later.op = 'remove' AND later.seq > change.seq)";
    // read off the index of made_in, backwards
    const NEWEST: &str = "ORDER BY seq DESC, ord DESC";
    let (sql, owner) = match owner {
        None => (format!("{SELECT_LINE} WHERE made_in = ?1 AND ?2 IS NULL AND {LAST} {NEWEST}"), None),
        // a page has few lines, an act may have millions
        Some(owner) => (
            format!("{SELECT_LINE} WHERE (owner = ?2 OR entry = ?2) AND +made_in = ?1 AND {LAST} {NEWEST}"),
            Some(owner),
        ),
    };
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query((made_in.to_value(), owner.to_value()))?;
    while let Some(row) = rows.next()? {
        let line = line_of(row)?;
        if rows::get(connection, line.line.kind, line.line.entry)?.is_none() && !each(line)? {
            break;
        }
    }
    Ok(())
}

const SELECT_LINE: &str = "SELECT entry, kind, owner, op, field, before, after, made_in FROM change";

fn select_lines(
    connection: &Connection,
    condition: &str,
    values: &[rusqlite::types::Value],
) -> rusqlite::Result<Vec<Line>> {
    let mut statement = connection.prepare_cached(&format!("{SELECT_LINE} WHERE {condition}"))?;
    let found = statement.query_map(rusqlite::params_from_iter(values), line_of)?;
    found.collect()
}

fn line_of(row: &Row<'_>) -> rusqlite::Result<Line> {
    let id = |column: usize| row.get::<_, [u8; 16]>(column).map(|bytes| EntryId(uuid::Uuid::from_bytes(bytes)));
    let json = |column: usize| {
        row.get::<_, Option<String>>(column)?.map(|text| serde_json::from_str(&text)).transpose().map_err(unreadable)
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
            let mut statement = connection
                .prepare_cached("SELECT seq FROM change_set WHERE seq < ? AND seq > 0 ORDER BY seq DESC LIMIT ?")?;
            statement.query_map([before, limit], sequence)?.collect()
        }
        Some(owner) => {
            // an attachment is on its entry's page and has a page of its own
            let mut numbers: Vec<u64> =
                rows::readable(rows::page_each(connection, owner)?).iter().map(|found| found.made_in).collect();
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
/// made come first, at most `most` of them, and as many of what it edited and removed.
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
            let mut page = rows::readable(rows::page_each(connection, owner)?);
            page.extend(rows::find(connection, owner)?.filter(|found| found.entry.owner() != owner));
            page.retain(|found| found.made_in == seq);
            page
        }
        None => rows::readable(rows::made_in_each(connection, seq, most)?),
    };
    // what is gone is looked for among all that ever was, and no more than `most` is shown
    let gone = gone_of(connection, seq, owner, most.saturating_sub(standing.len()))?;
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
    let most = rusqlite::types::Value::Integer(i64::try_from(most).unwrap_or(i64::MAX));
    let lines = match owner {
        Some(owner) => {
            let values = [seq.to_value(), owner.to_value(), most];
            select_lines(connection, "+seq = ?1 AND (owner = ?2 OR entry = ?2) ORDER BY ord LIMIT ?3", &values)?
        }
        None => select_lines(connection, "seq = ? ORDER BY ord LIMIT ?", &[seq.to_value(), most])?,
    };
    act.changes.extend(lines.into_iter().map(|found| found.line));
    Ok(Some(act))
}

/// The masters of pictures that were removed and may be brought back.
pub fn masters_of_removed(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare(
        "SELECT DISTINCT json_extract(before, '$.entry.master') FROM change
         WHERE kind = 'attachment' AND op = 'remove' AND json_valid(before)
         UNION SELECT DISTINCT before ->> '$' FROM change
         WHERE kind = 'attachment' AND field = 'master' AND json_valid(before)",
    )?;
    let found = statement.query_map([], |row| row.get::<_, Option<String>>(0))?;
    found.filter_map(Result::transpose).collect()
}

/// The act with this id, or whose id begins so.
pub fn by_id_prefix(connection: &Connection, prefix: &str) -> rusqlite::Result<Vec<u64>> {
    let mut statement = connection
        .prepare_cached("SELECT seq FROM change_set WHERE substr(lower(hex(id)), 1, length(?1)) = ?1 LIMIT 2")?;
    let found = statement.query_map([prefix], |row| row.get::<_, i64>(0).map(i64::unsigned_abs))?;
    found.collect()
}

/// An entry as it was when act `seq` had been done: the edits made since are taken back.
pub fn as_of(connection: &Connection, mut entry: Entry, seq: u64) -> rusqlite::Result<Entry> {
    for (at, line) in lines_of(connection, entry.id())? {
        if at > seq && line.line.op == Op::Edit {
            entry = with_field(&entry, &line.line.field, line.line.before.as_ref()).map_err(unreadable)?;
        }
    }
    Ok(entry)
}

/// JSON of the journal that cannot be read, as an error of the database it stands in.
pub fn unreadable(error: serde_json::Error) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, Box::new(error))
}
