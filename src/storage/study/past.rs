//! The past, read backwards out of the journal: which acts there were, and every entry as it was.
//!
//! Invariant: an entry as it was is the entry as it is, or as it was removed, with every later line of the journal taken
//! back; nothing is kept twice for it.

use super::id_at;
use crate::model::{Act, Entry, EntryId, EntryKind, Op, Reading, Timestamp};
use crate::storage::columns::Column;
use crate::storage::journal::{lines_of, unreadable, with_field};
use crate::storage::rows;
use crate::text::reference_sort_key;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};
use std::collections::BTreeSet;

/// Which acts are meant; what is empty excludes none.
#[derive(Clone, Debug, Default)]
pub struct Acts<'a> {
    /// Who did them.
    pub author: &'a str,
    /// What sorts of acts.
    pub acts: &'a [Act],
    /// Not before this moment.
    pub from: Option<Timestamp>,
    /// Before this moment.
    pub until: Option<Timestamp>,
}

impl Acts<'_> {
    /// The conditions in SQL, with their values.
    fn conditions(&self) -> (String, Vec<Value>) {
        let Self { author, acts, from, until } = self;
        let (mut sql, mut values) = (String::from("seq > 0"), Vec::new());
        if !author.is_empty() {
            sql.push_str(" AND author = ?");
            values.push(Value::Text((*author).to_owned()));
        }
        if !acts.is_empty() {
            let marks = vec!["?"; acts.len()].join(", ");
            sql = format!("{sql} AND act IN ({marks})");
            values.extend(acts.iter().map(|act| Value::Text(act.term().to_owned())));
        }
        for (moment, condition) in [(from, " AND at >= ?"), (until, " AND at < ?")] {
            if let Some(Timestamp(at)) = moment {
                sql.push_str(condition);
                values.push(Value::Integer(*at));
            }
        }
        (sql, values)
    }
}

fn number(row: &Row<'_>) -> rusqlite::Result<u64> {
    row.get::<_, i64>(0).map(i64::unsigned_abs)
}

/// The numbers of acts, newest first, before act `before`.
pub fn numbers(
    connection: &Connection,
    asked: &Acts<'_>,
    before: Option<u64>,
    most: usize,
) -> rusqlite::Result<Vec<u64>> {
    let (conditions, mut values) = asked.conditions();
    values.push(before.map_or(Value::Integer(i64::MAX), |before| before.to_value()));
    values.push(Value::Integer(i64::try_from(most).unwrap_or(i64::MAX)));
    let sql = format!("SELECT seq FROM change_set WHERE {conditions} AND seq < ? ORDER BY seq DESC LIMIT ?");
    let mut statement = connection.prepare_cached(&sql)?;
    let found = statement.query_map(params_from_iter(values), number)?;
    found.collect()
}

/// Whether an act is one of those meant.
pub fn is_meant(connection: &Connection, asked: &Acts<'_>, seq: u64) -> rusqlite::Result<bool> {
    let (conditions, mut values) = asked.conditions();
    values.push(seq.to_value());
    connection
        .prepare_cached(&format!("SELECT 1 FROM change_set WHERE {conditions} AND seq = ?"))?
        .exists(params_from_iter(values))
}

/// The numbers of the acts that made, changed, removed or brought back one entry, newest first; those that changed
/// `field` alone, when one is named.
pub fn numbers_of_entry(connection: &Connection, entry: EntryId, field: &str) -> rusqlite::Result<Vec<u64>> {
    let mut found = BTreeSet::new();
    found.extend(rows::find(connection, entry)?.map(|standing| standing.made_in));
    let mut statement =
        connection.prepare_cached("SELECT seq, field, made_in FROM change WHERE entry = ? ORDER BY seq")?;
    let mut lines = statement.query([entry.to_value()])?;
    while let Some(row) = lines.next()? {
        let changed: String = row.get(1)?;
        if field.is_empty() || changed.is_empty() || changed == field {
            found.insert(number(row)?);
        }
        found.extend(row.get::<_, Option<i64>>(2)?.map(i64::unsigned_abs));
    }
    Ok(found.into_iter().rev().collect())
}

/// Everybody who ever signed an act, by name.
pub fn authors(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection
        .prepare_cached("SELECT DISTINCT author FROM change_set WHERE seq > 0 AND author <> '' ORDER BY author")?;
    let found = statement.query_map([], |row| row.get(0))?;
    found.collect()
}

/// The last act done at or before a moment.
pub fn last_at(connection: &Connection, moment: Timestamp) -> rusqlite::Result<Option<u64>> {
    connection
        .prepare_cached("SELECT seq FROM change_set WHERE at <= ? AND seq > 0 ORDER BY at DESC, seq DESC LIMIT 1")?
        .query_row([moment.0], number)
        .optional()
}

/// When the first act was done.
pub fn first_moment(connection: &Connection) -> rusqlite::Result<Option<Timestamp>> {
    connection
        .prepare_cached("SELECT at FROM change_set WHERE seq > 0 ORDER BY seq LIMIT 1")?
        .query_row([], |row| row.get(0).map(Timestamp))
        .optional()
}

/// An entry as it was when act `seq` had been done; `None` when it was not there.
pub fn entry_at(connection: &Connection, id: EntryId, seq: u64) -> rusqlite::Result<Option<Entry>> {
    let standing = rows::find(connection, id)?;
    let mut made_in = standing.as_ref().map(|found| found.made_in);
    let mut entry = standing.map(|found| found.entry);
    for (_, line) in lines_of(connection, id)?.into_iter().take_while(|(at, _)| *at > seq) {
        match line.line.op {
            Op::Create => {}
            Op::Edit => {
                if let Some(later) = &entry {
                    entry = Some(with_field(later, &line.line.field, line.line.before.as_ref()).map_err(unreadable)?);
                }
            }
            Op::Remove => {
                made_in = line.made_in;
                entry = line.line.before.map(serde_json::from_value).transpose().map_err(unreadable)?;
            }
            Op::Restore => entry = None,
        }
    }
    Ok(entry.filter(|_| made_in.is_some_and(|made_in| made_in <= seq)))
}

/// Every entry that hangs on `owner` or ever did since act `seq`: what its page may have held then.
pub fn once_on_page(connection: &Connection, owner: EntryId, seq: u64) -> rusqlite::Result<BTreeSet<EntryId>> {
    let page = rows::readable(rows::page_each(connection, owner)?);
    let mut found: BTreeSet<EntryId> = page.into_iter().map(|standing| standing.entry.id()).collect();
    let named = serde_json::Value::String(owner.to_string()).to_string();
    let mut statement = connection.prepare_cached(
        "SELECT entry FROM change WHERE owner = ?1 AND seq > ?2
         UNION SELECT entry FROM change
               WHERE op = 'edit' AND field IN ('subject', 'entry', 'attachment', 'reading', 'person', 'reference_code')
                 AND before = ?3 AND seq > ?2",
    )?;
    let later = statement.query_map((owner.to_value(), seq.to_value(), named), |row| id_at(row, 0))?;
    for entry in later {
        found.insert(entry?);
    }
    found.remove(&owner);
    Ok(found)
}

/// Claims, judgements and pictures of other pages that named this entry and since act `seq` were changed or removed.
pub fn once_naming(connection: &Connection, id: EntryId, seq: u64) -> rusqlite::Result<BTreeSet<EntryId>> {
    let mut statement = connection.prepare_cached(ONCE_NAMING)?;
    // as the journal writes the reading of a claim, and the person of a judgement on identity
    let reading = serde_json::to_value(Reading::Entry(id)).map_err(unreadable)?.to_string();
    let person = serde_json::Value::String(id.to_string()).to_string();
    let found = statement.query_map((seq.to_value(), id.to_string(), reading, person), |row| id_at(row, 0))?;
    found.collect()
}

/// Lines after act `?1` that named `?2` before: those that changed one reference by its value, the others among the few
/// that hold whole entries or lists. The conditions on `field` are those of the indexes `change_moved` and `change_whole`.
const ONCE_NAMING: &str = "
    SELECT entry FROM change
        WHERE op = 'edit' AND field IN ('subject', 'entry', 'attachment', 'reading', 'person', 'reference_code')
          AND before IN (?3, ?4) AND seq > ?1
    UNION SELECT entry FROM change
        WHERE field IN ('', 'depicted') AND kind IN ('claim', 'identity', 'attachment') AND seq > ?1
          AND instr(before, ?2) > 0";

/// The entries of a kind that stood when act `seq` had been done, in order of the reference they have now; those that were
/// removed since by the reference they had last.
pub fn once_standing(connection: &Connection, kind: EntryKind, seq: u64) -> rusqlite::Result<Vec<EntryId>> {
    let mut gone_or_back: BTreeSet<EntryId> = BTreeSet::new();
    let mut stood: Vec<(Vec<u8>, EntryId)> = Vec::new();
    let mut statement = connection.prepare_cached(
        "SELECT entry, op, made_in, before FROM change
         WHERE field IN ('', 'depicted') AND kind = ?2 AND seq > ?1 AND op IN ('remove', 'restore') ORDER BY seq, ord",
    )?;
    let mut lines = statement.query((seq.to_value(), kind.term()))?;
    while let Some(line) = lines.next()? {
        let id = id_at(line, 0)?;
        // what became of it first tells whether it was there: what was brought back was not
        if !gone_or_back.insert(id) {
            continue;
        }
        let made_in: Option<i64> = line.get(2)?;
        let was_there = line.get::<_, String>(1)? == Op::Remove.term()
            && made_in.is_some_and(|made_in| made_in.unsigned_abs() <= seq);
        if was_there {
            let removed: Option<String> = line.get(3)?;
            let removed: Option<Entry> = removed.and_then(|text| serde_json::from_str(&text).ok());
            let code = removed.map(|entry| entry.reference_code().to_owned()).unwrap_or_default();
            stood.push((reference_sort_key(&code), id));
        }
    }
    let sql = format!(
        "SELECT made.id, listing.reference_key FROM {} AS made LEFT JOIN idx.listing ON listing.id = made.id
         WHERE made.made_in <= ?1",
        rows::table(kind)
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([seq.to_value()])?;
    while let Some(row) = rows.next()? {
        let id = id_at(row, 0)?;
        if !gone_or_back.contains(&id) {
            stood.push((row.get::<_, Option<Vec<u8>>>(1)?.unwrap_or_default(), id));
        }
    }
    stood.sort_unstable();
    Ok(stood.into_iter().map(|(_, id)| id).collect())
}

/// Entries that had this reference and since act `seq` were removed or given another.
pub fn once_called(connection: &Connection, reference: &str, seq: u64) -> rusqlite::Result<BTreeSet<EntryId>> {
    let named = serde_json::Value::String(reference.to_owned()).to_string();
    let kinds: Vec<String> = EntryKind::LISTED.iter().map(|kind| format!("'{}'", kind.term())).collect();
    let sql = format!(
        "SELECT entry FROM change
             WHERE op = 'edit' AND field IN ('subject', 'entry', 'attachment', 'reading', 'person', 'reference_code')
               AND before = ?2 AND seq > ?1 AND field = 'reference_code'
         UNION SELECT entry FROM change
             WHERE field IN ('', 'depicted') AND kind IN ({}) AND seq > ?1 AND op = 'remove' AND instr(before, ?3) > 0",
        kinds.join(", ")
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let in_whole = format!("\"reference_code\":{named}");
    let found = statement.query_map((seq.to_value(), named, in_whole), |row| id_at(row, 0))?;
    found.collect()
}

/// Whether an entry or anything on its page was touched after act `seq`.
pub fn is_touched_since(connection: &Connection, id: EntryId, seq: u64) -> rusqlite::Result<bool> {
    let changed = connection
        .prepare_cached("SELECT 1 FROM change WHERE (owner = ?1 OR entry = ?1) AND seq > ?2 LIMIT 1")?
        .exists((id.to_value(), seq.to_value()))?;
    Ok(changed || rows::readable(rows::page_each(connection, id)?).iter().any(|found| found.made_in > seq))
}

#[cfg(test)]
mod tests {
    use super::ONCE_NAMING;
    use crate::storage::schema::migrate;

    #[test]
    fn what_named_a_page_is_found_without_reading_the_journal() {
        let mut connection = rusqlite::Connection::open_in_memory().unwrap();
        migrate(&mut connection, std::path::Path::new("none")).unwrap();
        let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {ONCE_NAMING}")).unwrap();
        let plan = statement.query_map((0, "id", "reading", "person"), |row| row.get::<_, String>(3)).unwrap();
        let plan = plan.collect::<rusqlite::Result<Vec<_>>>().unwrap().join("\n");
        assert!(plan.contains("change_moved (before=?") && plan.contains("change_whole (kind=? AND seq>?)"), "{plan}");
        assert!(!plan.contains("SCAN change") && !plan.contains("PRIMARY KEY (seq>"), "{plan}");
    }
}
