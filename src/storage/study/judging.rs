//! Conclusions as rows: which pages have one, the next free code, and what names a claim.

use crate::model::{Decision, Entry, EntryId, EntryKind};
use crate::storage::columns::Column;
use crate::storage::rows;
use rusqlite::{Connection, OptionalExtension};
use std::collections::BTreeMap;

/// A page on which something was judged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judged {
    /// The codes of its conclusions.
    pub codes: Vec<String>,
    /// The row in which lists keep it.
    pub row: Option<i64>,
}

/// The pages on which something was judged; only those whose conclusion stands and decides something, or also those that
/// were left open or taken back.
pub fn judged(connection: &Connection, only_decided: bool) -> rusqlite::Result<BTreeMap<EntryId, Judged>> {
    let mut statement = connection.prepare_cached(
        "SELECT subject, coalesce(conclusion.reference_code, ''), listing.row
         FROM conclusion LEFT JOIN idx.listing ON listing.id = conclusion.subject
         WHERE NOT ?1 OR (withdrawn IS NULL AND decision <> ?2)",
    )?;
    let mut pages: BTreeMap<EntryId, Judged> = BTreeMap::new();
    let mut found = statement.query((only_decided, Decision::Open.term()))?;
    while let Some(row) = found.next()? {
        let page = pages.entry(super::id_at(row, 0)?).or_default();
        page.codes.push(row.get(1)?);
        page.row = row.get(2)?;
    }
    Ok(pages)
}

/// The row in which lists keep an entry.
pub fn row_of(connection: &Connection, entry: EntryId) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached("SELECT row FROM idx.listing WHERE id = ?")?
        .query_row([entry.to_value()], |row| row.get(0))
        .optional()
}

/// The highest number of a code made of this letter and figures alone; 0 when there is none.
pub fn highest_code(connection: &Connection, letter: char) -> rusqlite::Result<u64> {
    let sql = "SELECT coalesce(max(CAST(substr(reference_code, 2) AS INTEGER)), 0) FROM conclusion
               WHERE reference_code GLOB ?1 || '[0-9]*' AND substr(reference_code, 2) NOT GLOB '*[^0-9]*'
                 AND length(reference_code) < 12";
    let highest: i64 = connection.prepare_cached(sql)?.query_row([letter.to_string()], |row| row.get(0))?;
    Ok(highest.unsigned_abs())
}

/// The conclusions that weigh or hold to a claim, and the judgements on identity that name it as evidence. What cannot
/// be read is left out and logged.
pub fn naming_claim(connection: &Connection, claim: EntryId) -> rusqlite::Result<Vec<Entry>> {
    // lists of ids stand as JSON, each id in its usual form
    let named = claim.to_string();
    let mut found = Vec::new();
    for (kind, condition) in [
        (EntryKind::Conclusion, "instr(coalesce(weighed, ''), ?1) OR instr(coalesce(chosen, ''), ?1)"),
        (EntryKind::Identity, "instr(coalesce(evidence, ''), ?1)"),
    ] {
        let sql = format!("SELECT id FROM {} WHERE {condition} ORDER BY id", rows::table(kind));
        let mut statement = connection.prepare_cached(&sql)?;
        let ids: Vec<EntryId> =
            statement.query_map([&named], |row| super::id_at(row, 0))?.collect::<rusqlite::Result<_>>()?;
        let read = ids.into_iter().filter_map(|id| rows::get(connection, kind, id).transpose()).collect();
        found.extend(rows::readable(read).into_iter().map(|found| found.entry));
    }
    Ok(found)
}
