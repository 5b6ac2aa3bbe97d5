//! Lines in order, read off the indices: what a list without words shows, and the line of an entry.

use crate::model::{EntryId, EntryKind, Stage, Timestamp};
use crate::search::{ListRow, compact_number};
use crate::storage::columns::Column;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};

/// The cards that have this number, in whatever register.
pub fn with_number(
    connection: &Connection,
    property: &str,
    number: &str,
    most: usize,
) -> rusqlite::Result<Vec<EntryId>> {
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT entry FROM idx.number WHERE number = ? AND property = ? AND kind = ? LIMIT ?",
    )?;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let number = compact_number(number);
    let found = statement
        .query_map(params![number, property, EntryKind::FileCard.term(), most], |row| row.get::<_, [u8; 16]>(0))?;
    found.map(|id| id.map(|bytes| EntryId(uuid::Uuid::from_bytes(bytes)))).collect()
}

/// The pictures that show a person, wherever they are attached.
pub fn depicting(connection: &Connection, person: EntryId) -> rusqlite::Result<Vec<EntryId>> {
    let mut statement = connection.prepare_cached("SELECT attachment FROM idx.depiction WHERE person = ?")?;
    let found = statement.query_map([person.to_value()], |row| row.get::<_, [u8; 16]>(0))?;
    found.map(|id| id.map(|bytes| EntryId(uuid::Uuid::from_bytes(bytes)))).collect()
}

/// The column a list is sorted by, and how an empty value is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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

/// One stretch of an order: which lines stand in it, and the columns it is sorted by before the row.
#[derive(Clone, Copy, Debug)]
pub(in crate::storage) struct Stretch {
    /// The condition, ready to follow `AND`; empty for all.
    pub among: &'static str,
    /// The columns.
    pub by: &'static [&'static str],
}

impl Key {
    /// The order, stretch after stretch: lines without a value stand in the last one, whichever way it goes.
    pub(in crate::storage) const fn stretches(self) -> &'static [Stretch] {
        match self {
            Self::Reference => &[Stretch { among: "", by: &["reference_key"] }],
            Self::Label => &[Stretch { among: "", by: &["label_key", "reference_key"] }],
            Self::Number => &[
                Stretch { among: "AND number_key > ''", by: &["number_key", "reference_key"] },
                Stretch { among: "AND number_key = ''", by: &["reference_key"] },
            ],
            Self::Day => &[
                Stretch { among: "AND day IS NOT NULL", by: &["day", "reference_key"] },
                Stretch { among: "AND day IS NULL", by: &["reference_key"] },
            ],
            Self::Changed => &[Stretch { among: "", by: &["changed_seq"] }],
        }
    }
}

impl Stretch {
    /// The statement that reads the rows of these kinds in order; its first values are their terms. Each kind is read
    /// off its index, and SQLite merges them.
    pub(in crate::storage) fn sql(&self, kinds: usize, beside: &str, descending: bool) -> String {
        if kinds == 0 {
            return "SELECT row FROM idx.listing WHERE 0".to_owned();
        }
        let way = if descending { "DESC" } else { "ASC" };
        let columns: Vec<String> = self.by.iter().enumerate().map(|(at, by)| format!(", {by} AS k{at}")).collect();
        let columns = columns.concat();
        let one = format!("SELECT row{columns} FROM idx.listing WHERE kind = ? {} {beside}", self.among);
        let order: Vec<String> = (0..self.by.len()).map(|at| format!("k{at} {way}, ")).collect();
        let order = order.concat();
        format!("{} ORDER BY {order}row {way}", vec![one; kinds].join(" UNION ALL "))
    }
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
}

/// The conditions that keep what lies in a unit or under it, and is so far.
pub(in crate::storage) fn narrow(
    unit: Option<EntryId>,
    stage: Option<Stage>,
    (conditions, values): (&mut Vec<String>, &mut Vec<Value>),
) {
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
}

impl Filter<'_> {
    /// The conditions on a line, and their values.
    fn conditions(self) -> (Vec<String>, Vec<Value>) {
        let Self { kinds, unit, stage } = self;
        let mut values: Vec<Value> = kinds.iter().map(|kind| Value::Text(kind.term().to_owned())).collect();
        let mut conditions = vec![format!("kind IN ({})", vec!["?"; kinds.len()].join(", "))];
        narrow(unit, stage, (&mut conditions, &mut values));
        (conditions, values)
    }
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

/// Row numbers of entries of one kind with all these words, the last of which may go on, by name.
pub fn of_kind(connection: &Connection, kind: EntryKind, words: &[String], most: usize) -> rusqlite::Result<Vec<i64>> {
    if words.is_empty() {
        return Ok(Vec::new());
    }
    // folded words hold no quotes
    let each: Vec<String> = words.iter().map(|word| format!("\"{word}\" *")).collect();
    let words = format!("({}) AND \"{}\"", each.join(" AND "), super::tokens::kind(kind));
    let mut statement = connection.prepare_cached(
        "SELECT row FROM idx.listing WHERE row IN (SELECT rowid FROM idx.words WHERE words MATCH ?)
         ORDER BY label_key, reference_key, row LIMIT ?",
    )?;
    statement.query_map(params![words, i64::try_from(most).unwrap_or(i64::MAX)], |row| row.get(0))?.collect()
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

/// When this entry was changed last.
pub fn changed_at(connection: &Connection, id: EntryId) -> rusqlite::Result<Option<Timestamp>> {
    let at = connection
        .prepare_cached("SELECT changed_at FROM idx.listing WHERE id = ?")?
        .query_row([id.to_value()], |row| row.get(0))
        .optional()?;
    Ok(at.map(Timestamp))
}
