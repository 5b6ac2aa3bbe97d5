//! Who names whom: claims that mean an entry, judgements that weigh a claim, what keeps an entry from vanishing.

use super::{column, columns, from_row, owner_column, quoted, select, table};
use crate::model::{Entry, EntryId, EntryKind};
use crate::storage::columns::Column;
use rusqlite::Connection;
use std::collections::BTreeSet;

/// The claims whose reading is this entry, at most so many: a camp may be meant a million times.
pub fn mentions(connection: &Connection, id: EntryId, most: usize) -> rusqlite::Result<Vec<Entry>> {
    let sql = format!(
        "SELECT {}, made_in FROM claim WHERE meant = ? AND reading LIKE '{{\"entry\"%' ORDER BY id LIMIT {most}",
        quoted(columns(EntryKind::Claim)),
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let found = statement.query_map([id.to_value()], |row| from_row(EntryKind::Claim, row))?;
    found.collect()
}

/// The identity judgements that hold some entry against this person.
pub fn identities_of(connection: &Connection, person: EntryId) -> rusqlite::Result<Vec<Entry>> {
    let found = select(connection, EntryKind::Identity, "person = ?", person.to_value())?;
    Ok(found.into_iter().map(|found| found.entry).collect())
}

/// Entries that hang on `owner`: how many.
pub fn count_owned(connection: &Connection, owner: EntryId) -> rusqlite::Result<u64> {
    let union = EntryKind::ALL
        .iter()
        .filter_map(|kind| {
            owner_column(*kind).map(|column| format!("(SELECT count(*) FROM {} WHERE {column} = ?1)", table(*kind)))
        })
        .collect::<Vec<_>>()
        .join(" + ");
    connection
        .prepare_cached(&format!("SELECT {union}"))?
        .query_row([owner.to_value()], |row| row.get(0))
        .map(|count: i64| u64::try_from(count).unwrap_or(0))
}

/// Entries that name this one without hanging on it: claims that cite the source, cards of the unit. Conclusions that
/// weigh a claim are told by [`weighed`].
pub fn count_references(connection: &Connection, entry: &Entry) -> rusqlite::Result<u64> {
    const MEANT: &str = "(SELECT count(*) FROM claim WHERE meant = ?1)";
    let sql = match entry.kind() {
        EntryKind::HoldingUnit => {
            "SELECT (SELECT count(*) FROM file_card WHERE unit = ?1) + (SELECT count(*) FROM holding_unit WHERE parent = ?1)"
                .to_owned()
        }
        EntryKind::Source => {
            "SELECT (SELECT count(*) FROM claim WHERE source = ?1)
                  + (SELECT count(*) FROM attachment WHERE caption_source = ?1)"
                .to_owned()
        }
        EntryKind::Person => format!(
            "SELECT {MEANT} + (SELECT count(*) FROM identity WHERE person = ?1)
                  + (SELECT count(*) FROM idx.depiction WHERE person = ?1)"
        ),
        EntryKind::Region => "SELECT count(*) FROM claim WHERE region = ?1".to_owned(),
        EntryKind::FileCard | EntryKind::Place | EntryKind::Event | EntryKind::Group | EntryKind::Attachment => {
            format!("SELECT {MEANT}")
        }
        EntryKind::Claim
        | EntryKind::Conclusion
        | EntryKind::ProvenanceNote
        | EntryKind::Identity
        | EntryKind::OwnTemplate
        | EntryKind::SavedSearch
        | EntryKind::ClosureRule
        | EntryKind::GlossaryTerm => return Ok(0),
    };
    let count: i64 = connection.prepare_cached(&sql)?.query_row([entry.id().to_value()], |row| row.get(0))?;
    Ok(u64::try_from(count).unwrap_or(0))
}

/// Every claim that a conclusion weighs or holds to, or an identity rests on.
pub fn weighed(connection: &Connection) -> rusqlite::Result<BTreeSet<EntryId>> {
    weighed_outside(connection, &BTreeSet::new())
}

/// Every claim that a conclusion weighs or holds to, or an identity rests on, the judgements in `but` left aside.
pub fn weighed_outside(connection: &Connection, but: &BTreeSet<EntryId>) -> rusqlite::Result<BTreeSet<EntryId>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, weighed, chosen FROM conclusion
         UNION ALL SELECT id, evidence, NULL FROM identity WHERE evidence IS NOT NULL",
    )?;
    let mut found = BTreeSet::new();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if but.contains(&column(row, "id")?) {
            continue;
        }
        for name in ["weighed", "chosen"] {
            found.extend(column::<Vec<EntryId>>(row, name)?);
        }
    }
    Ok(found)
}
