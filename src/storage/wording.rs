//! The wordings of values, counted by property: what a form offers after two letters.
//!
//! A cache like the rest of the index: it follows the `(before, after)` of each change, and is counted anew from the
//! claims when it cannot.

use crate::model::{Change, Claim, Entry, Reading};
use crate::text::fold;
use rusqlite::{Connection, params};

/// The table, one row for each wording of a property.
pub const TABLE: &str = "
CREATE TABLE idx.wording (
    property TEXT NOT NULL, folded TEXT NOT NULL, text TEXT NOT NULL, uses INTEGER NOT NULL,
    PRIMARY KEY (property, folded, text)) STRICT, WITHOUT ROWID;
";

/// Longer texts are sentences, not values that come again.
const LONGEST: usize = 80;

/// The wording a claim counts for. Numbers, dates and rows of tables are seldom the same twice, and offering somebody
/// else's would be worse than offering none.
fn counted(entry: Option<&Entry>) -> Option<(&str, &str)> {
    let Some(Entry::Claim(claim)) = entry else { return None };
    let Claim { property, as_written, reading, absence, .. } = claim;
    let text = as_written.trim();
    let recurs =
        !matches!(reading, Some(Reading::Number(_) | Reading::Date { .. } | Reading::Row(_) | Reading::Count(_)));
    (recurs && is_offered(text) && absence.is_none() && claim.stands()).then_some((property, text))
}

/// Follows the changes of an act.
pub fn follow(connection: &Connection, changes: &[Change]) -> rusqlite::Result<()> {
    for change in changes {
        let (before, after) = (counted(change.before.as_ref()), counted(change.after.as_ref()));
        if before == after {
            continue;
        }
        if let Some((property, text)) = before {
            add(connection, property, text, -1)?;
            connection
                .prepare_cached("DELETE FROM idx.wording WHERE property = ? AND folded = ? AND text = ? AND uses <= 0")?
                .execute(params![property, fold(text), text])?;
        }
        if let Some((property, text)) = after {
            add(connection, property, text, 1)?;
        }
    }
    Ok(())
}

fn add(connection: &Connection, property: &str, text: &str, uses: i64) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO idx.wording (property, folded, text, uses) VALUES (?, ?, ?, ?)
             ON CONFLICT DO UPDATE SET uses = uses + excluded.uses",
        )?
        .execute(params![property, fold(text), text, uses])?;
    Ok(())
}

/// Counts everything anew, by the same rule as [`counted`], in the words of the rows.
pub fn count(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM idx.wording", [])?;
    let mut statement = connection.prepare(
        r#"SELECT property, as_written, count(*) FROM claim
           WHERE status = 'stands' AND absence IS NULL
             AND NOT (reading IS NOT NULL AND (reading LIKE '{"number"%' OR reading LIKE '{"date"%'
                      OR reading LIKE '{"row"%' OR reading LIKE '{"count"%'))
           GROUP BY property, as_written"#,
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (property, text): (String, String) = (row.get(0)?, row.get(1)?);
        if is_offered(text.trim()) {
            add(connection, &property, text.trim(), row.get(2)?)?;
        }
    }
    Ok(())
}

fn is_offered(text: &str) -> bool {
    text.chars().count() <= LONGEST && text.chars().any(char::is_alphabetic)
}

/// The wordings of a property that begin like `words`, most used first.
pub fn beginning(
    connection: &Connection,
    property: &str,
    words: &str,
    most: usize,
) -> rusqlite::Result<Vec<(String, u64)>> {
    let from = fold(words);
    let to = format!("{from}\u{10ffff}");
    let mut statement = connection.prepare_cached(
        "SELECT text, uses FROM idx.wording WHERE property = ? AND folded >= ? AND folded < ?
         ORDER BY uses DESC, folded, text LIMIT ?",
    )?;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    statement
        .query_map(params![property, from, to, most], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?.unsigned_abs())))?
        .collect()
}
