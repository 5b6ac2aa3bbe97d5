//! Members of a group or event and cards of a unit, counted where they stand: a group may have a hundred thousand.

use super::id_at;
use crate::model::EntryId;
use crate::storage::columns::Column;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeSet;

/// Persons and cards that a standing claim of their own counts among `?1`.
const MEMBERS: &str = "SELECT DISTINCT subject AS id FROM claim WHERE meant = ?1 AND subject <> ?1
    AND status = 'stands' AND absence IS NULL AND reading LIKE '{\"entry\"%'";

/// How many entries are members, or cards of a unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// Persons.
    pub persons: u64,
    /// Cards, without specimens.
    pub cards: u64,
    /// Of those cards: how many have been keyed.
    pub keyed: u64,
    /// Specimens.
    pub specimens: u64,
}

/// The groups and events of which a claim states a count or why there is none, and the units whose extent is
/// described, in order of reference.
pub fn counted(connection: &Connection) -> rusqlite::Result<Vec<EntryId>> {
    let properties: Vec<String> = crate::model::COUNTED.iter().map(|property| format!("'{property}'")).collect();
    let sql = format!(
        "SELECT id, reference_key FROM idx.listing WHERE kind IN ('group', 'event') AND EXISTS (
             SELECT 1 FROM claim WHERE claim.subject = listing.id AND status = 'stands' AND property IN ({}))
         UNION ALL
         SELECT id, reference_key FROM idx.listing WHERE kind = 'holding-unit' AND EXISTS (
             SELECT 1 FROM holding_unit WHERE holding_unit.id = listing.id AND trim(coalesce(extent, '')) <> '')
         ORDER BY reference_key, id",
        properties.join(", ")
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let found = statement.query_map([], |row| id_at(row, 0))?;
    found.collect()
}

/// How many members there are.
pub fn count_members(connection: &Connection, of: EntryId) -> rusqlite::Result<Numbers> {
    let sql = format!(
        "SELECT count(person.id), coalesce(sum(file_card.specimen = 0), 0),
                coalesce(sum(file_card.specimen = 0 AND file_card.stage <> 'to-key'), 0),
                coalesce(sum(file_card.specimen <> 0), 0)
         FROM ({MEMBERS}) AS member
         LEFT JOIN person ON person.id = member.id LEFT JOIN file_card ON file_card.id = member.id"
    );
    connection.prepare_cached(&sql)?.query_row([of.to_value()], |row| {
        let number = |at| row.get::<_, i64>(at).map(i64::unsigned_abs);
        Ok(Numbers { persons: number(0)?, cards: number(1)?, keyed: number(2)?, specimens: number(3)? })
    })
}

/// Members from one place on, persons first, each kind in order of reference; those in `but` are left out.
pub fn members(
    connection: &Connection,
    of: EntryId,
    but: &[EntryId],
    (from, most): (usize, usize),
) -> rusqlite::Result<Vec<EntryId>> {
    let limit = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let left_out: Vec<String> = but.iter().map(|id| id.0.simple().to_string().to_uppercase()).collect();
    let left_out = serde_json::to_string(&left_out).unwrap_or_default();
    let condition =
        if but.is_empty() { "AND ?4 <> ''" } else { "AND hex(member.id) NOT IN (SELECT value FROM json_each(?4))" };
    let sql = format!(
        "SELECT member.id FROM ({MEMBERS}) AS member CROSS JOIN idx.listing ON listing.id = member.id
         WHERE listing.kind IN ('person', 'file-card') {condition}
         ORDER BY listing.kind DESC, listing.reference_key, member.id LIMIT ?2 OFFSET ?3"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let found = statement.query_map(params![of.to_value(), limit(most), limit(from), left_out], |row| id_at(row, 0))?;
    found.collect()
}

/// The judgements by which members are one man with somebody, member or not, and those that lead on from there.
pub fn same_men(connection: &Connection, of: EntryId) -> rusqlite::Result<Vec<(EntryId, EntryId)>> {
    let sql = format!(
        "WITH member AS MATERIALIZED ({MEMBERS})
         SELECT entry, person FROM member CROSS JOIN identity ON identity.entry = member.id WHERE verdict = 'same'
         UNION SELECT entry, person FROM member CROSS JOIN identity ON identity.person = member.id
         WHERE verdict = 'same'"
    );
    let mut pairs: BTreeSet<(EntryId, EntryId)> = BTreeSet::new();
    let mut open: Vec<EntryId> = Vec::new();
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([of.to_value()])?;
    while let Some(row) = rows.next()? {
        let (entry, person) = (id_at(row, 0)?, id_at(row, 1)?);
        pairs.insert((entry, person));
        open.extend([entry, person]);
    }
    let mut onward = connection.prepare_cached(
        "SELECT entry, person FROM identity WHERE entry = ?1 AND verdict = 'same'
         UNION SELECT entry, person FROM identity WHERE person = ?1 AND verdict = 'same'",
    )?;
    let mut seen: BTreeSet<EntryId> = BTreeSet::new();
    while let Some(at) = open.pop() {
        if !seen.insert(at) {
            continue;
        }
        let mut rows = onward.query([at.to_value()])?;
        while let Some(row) = rows.next()? {
            let pair = (id_at(row, 0)?, id_at(row, 1)?);
            if pairs.insert(pair) {
                open.extend([pair.0, pair.1]);
            }
        }
    }
    Ok(pairs.into_iter().collect())
}

/// Whether `?2` is a member of `?1` and no specimen. The group may have a hundred thousand members and is asked for each of
/// them: SQLite is told to go by the claims of the one.
const NAMES_SOMEBODY: &str = "SELECT 1 FROM claim INDEXED BY claim_subject
    LEFT JOIN file_card ON file_card.id = claim.subject
    WHERE claim.subject = ?2 AND meant = ?1 AND status = 'stands' AND absence IS NULL
      AND reading LIKE '{\"entry\"%' AND coalesce(file_card.specimen, 0) = 0
      AND (file_card.id IS NOT NULL OR EXISTS (SELECT 1 FROM person WHERE person.id = claim.subject)) LIMIT 1";

/// Which of these are members of it, in their order, specimens left out.
pub fn that_name_somebody(connection: &Connection, of: EntryId, among: &[EntryId]) -> rusqlite::Result<Vec<EntryId>> {
    let mut statement = connection.prepare_cached(NAMES_SOMEBODY)?;
    let mut found = Vec::new();
    for id in among {
        let is = statement.query_row([of.to_value(), id.to_value()], |_| Ok(())).optional()?.is_some();
        if is {
            found.push(*id);
        }
    }
    Ok(found)
}

/// The cards that lie in a unit and in the units under it.
pub fn count_cards(connection: &Connection, unit: EntryId) -> rusqlite::Result<Numbers> {
    connection
        .prepare_cached(
            "SELECT coalesce(sum(specimen = 0), 0), coalesce(sum(specimen = 0 AND stage <> 'to-key'), 0),
                    coalesce(sum(specimen <> 0), 0)
             FROM file_card WHERE unit IN (WITH RECURSIVE under (id) AS (SELECT ?1 UNION
                 SELECT holding_unit.id FROM holding_unit JOIN under ON holding_unit.parent = under.id)
                 SELECT id FROM under)",
        )?
        .query_row([unit.to_value()], |row| {
            let number = |at| row.get::<_, i64>(at).map(i64::unsigned_abs);
            Ok(Numbers { persons: 0, cards: number(0)?, keyed: number(1)?, specimens: number(2)? })
        })
}

/// How many specimens the whole catalogue has.
pub fn count_specimens(connection: &Connection) -> rusqlite::Result<u64> {
    connection
        .prepare_cached("SELECT count(*) FROM file_card WHERE specimen <> 0")?
        .query_row([], |row| row.get::<_, i64>(0))
        .map(i64::unsigned_abs)
}

#[cfg(test)]
mod tests {
    use super::NAMES_SOMEBODY;
    use crate::storage::schema::migrate;

    #[test]
    fn a_member_is_asked_for_by_its_own_claims() {
        let mut connection = rusqlite::Connection::open_in_memory().unwrap();
        migrate(&mut connection, std::path::Path::new("none")).unwrap();
        let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {NAMES_SOMEBODY}")).unwrap();
        let plan = statement.query_map([[0_u8; 16], [1_u8; 16]], |row| row.get::<_, String>(3)).unwrap();
        let plan = plan.collect::<rusqlite::Result<Vec<_>>>().unwrap().join("\n");
        assert!(plan.contains("claim USING INDEX claim_subject") && !plan.contains("claim_meant"), "{plan}");
    }
}
