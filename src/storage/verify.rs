//! Whether the journal is whole: every act in its place in the chain, everything it made as it was made, and nothing in
//! the tables that belongs to no act.

use super::canonical::{self, Hash, ManyHashes};
use super::columns::Column;
use super::journal;
use super::rows::{self, bulk};
use crate::model::{ActLine, Entry, EntryId, EntryKind};
use rusqlite::{Connection, Row};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What is wrong with the chain, act by act: the number of the act and what does not fit. Calls `progress` with each
/// act; stops when it says no.
pub fn chain(
    connection: &Connection,
    progress: &mut dyn FnMut() -> bool,
) -> crate::error::Result<rusqlite::Result<Vec<(i64, String)>>> {
    let mut wrong = Vec::new();
    let numbers = match acts(connection) {
        Ok(numbers) => numbers,
        Err(error) => return Ok(Err(error)),
    };
    let mut before = match journal::beginning(connection) {
        Ok(hash) => hash,
        Err(error) => return Ok(Err(error)),
    };
    let mut undone: BTreeMap<u64, Option<u64>> = BTreeMap::new();
    let undoes: BTreeMap<u64, u64> =
        numbers.iter().filter_map(|(seq, undoes, _)| Some((u64::try_from(*seq).ok()?, (*undoes)?))).collect();
    for ((seq, target, _), expected) in numbers.iter().zip(1_i64..) {
        if !progress() {
            return Err(crate::error::Error::Cancelled);
        }
        if *seq != expected {
            wrong.push((*seq, format!("the acts are not numbered one after the other: here {expected} is expected")));
            return Ok(Ok(wrong));
        }
        match verify_act(connection, seq.unsigned_abs(), &before) {
            Ok((hash, faults)) => {
                before = hash;
                wrong.extend(faults.into_iter().map(|fault| (*seq, fault)));
            }
            Err(error) => wrong.push((*seq, format!("it cannot be read: {error}"))),
        }
        if let Some(target) = target {
            let (mut at, mut by) = (*target, Some(seq.unsigned_abs()));
            loop {
                undone.insert(at, by);
                let Some(next) = undoes.get(&at).copied().filter(|next| *next < at) else { break };
                by = if by.is_some() { None } else { Some(at) };
                at = next;
            }
        }
    }
    for (seq, _, told) in &numbers {
        if undone.get(&seq.unsigned_abs()).copied().flatten() != *told {
            wrong.push((*seq, "whether it was taken back was altered".to_owned()));
        }
    }
    Ok(Ok(wrong))
}

/// The act that took another back, while it is taken back.
type UndoneBy = Option<u64>;

/// Whether an act follows from the one before it: enough to tell a log of this catalogue from that of another. It is
/// asked when a catalogue is opened after a crash, so what an act made is not read again; its lines are, one by one.
pub fn fits(connection: &Connection, seq: u64) -> rusqlite::Result<bool> {
    if seq == 0 {
        return Ok(true);
    }
    let Some(before) = journal::hash_of(connection, seq - 1)? else { return Ok(false) };
    verify_said(connection, seq, &before).map(|(.., faults)| faults.is_empty())
}

/// Number, what it takes back, and what is said to have taken it back, of every act.
fn acts(connection: &Connection) -> rusqlite::Result<Vec<(i64, Option<u64>, UndoneBy)>> {
    let mut statement = connection.prepare("SELECT seq, undoes, undone_by FROM change_set ORDER BY seq")?;
    let number = |row: &Row<'_>, column| row.get::<_, Option<i64>>(column).map(|found| found.map(i64::unsigned_abs));
    statement.query_map([], |row| Ok((row.get(0)?, number(row, 1)?, number(row, 2)?)))?.collect()
}

/// The hash an act is kept with, and what does not fit it.
fn verify_act(connection: &Connection, seq: u64, before: &Hash) -> rusqlite::Result<(Hash, Vec<String>)> {
    let (made, hash, mut faults) = verify_said(connection, seq, before)?;
    match made_hash(connection, seq) {
        Ok(found) if found == made => {}
        Ok(_) => faults.push("what the act made was altered since, and not by a later act".to_owned()),
        Err(error) => faults.push(format!("what the act made cannot be read back: {error}")),
    }
    Ok((hash, faults))
}

/// The hash over what an act made and that of the act, as they are kept, and what does not fit in the act and its lines.
fn verify_said(connection: &Connection, seq: u64, before: &Hash) -> rusqlite::Result<(Hash, Hash, Vec<String>)> {
    let mut faults = Vec::new();
    let Some(act) = journal::act(connection, seq)? else { return Err(rusqlite::Error::QueryReturnedNoRows) };
    let (made, hash): (Hash, Hash) = connection
        .prepare_cached("SELECT made, hash FROM change_set WHERE seq = ?")?
        .query_row([seq.to_value()], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let ActLine { seq, id, act, about, author, reason, at, undoes, undone_by: _, changes: _ } = act;
    let mut chain = journal::Chain::begin(before, seq, id, act, &about, &author, &reason, at, undoes, &made);
    let read = journal::for_each_line(connection, seq, &mut |line| {
        chain.line(&line);
        Ok(())
    });
    match read {
        Ok(()) if chain.end() == hash => {}
        Ok(()) => faults.push("the act or one of its lines was altered".to_owned()),
        Err(error) => faults.push(format!("its lines cannot be read: {error}")),
    }
    Ok((made, hash, faults))
}

/// Rows and lines that belong to no act: somebody wrote them past the program.
pub fn strays(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut found = Vec::new();
    for table in EntryKind::ALL.iter().map(|kind| rows::table(*kind)).chain(["change"]) {
        let column = if table == "change" { "seq" } else { "made_in" };
        let count: i64 = connection.query_row(
            &format!("SELECT count(*) FROM {table} WHERE {column} NOT IN (SELECT seq FROM change_set)"),
            [],
            |row| row.get(0),
        )?;
        if count > 0 {
            found.push(format!("{count} rows of {table} belong to no act"));
        }
    }
    let meant: i64 = connection.query_row(
        "SELECT count(*) FROM claim WHERE meant IS NOT unhex(replace(CASE WHEN json_valid(reading) THEN
            coalesce(json_extract(reading, '$.entry'), json_extract(reading, '$.number.issuer')) END, '-', ''))",
        [],
        |row| row.get(0),
    )?;
    if meant > 0 {
        found.push(format!("{meant} claims are tied to another entry than their reading says"));
    }
    Ok(found)
}

/// Pages that hold something and have no hash: somebody wrote past the program, or took the hash away. Not more than
/// `most`.
pub fn unsealed(connection: &Connection, most: usize) -> rusqlite::Result<BTreeSet<EntryId>> {
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let mut found = BTreeSet::new();
    for kind in EntryKind::ALL {
        let (table, owner) = (rows::table(*kind), rows::owner_column(*kind).unwrap_or("id"));
        let sql = format!("SELECT DISTINCT {owner} FROM {table} WHERE {owner} NOT IN (SELECT owner FROM seal) LIMIT ?");
        let mut statement = connection.prepare(&sql)?;
        for owner in statement.query_map([most], |row| super::study::id_at(row, 0))? {
            found.insert(owner?);
        }
    }
    Ok(found)
}

/// The hash over what an act made, as it was made: what still stands or was removed later, taken back edit by edit. It
/// is read row by row, and the hashes of a great act wait on the disk.
fn made_hash(connection: &Connection, seq: u64) -> rusqlite::Result<Hash> {
    let cache = connection.path().map(Path::new).and_then(Path::parent).map(|folder| folder.join("cache"));
    let mut hashes = ManyHashes::new(cache.as_deref());
    let mut add = |entry: Entry| {
        let entry = journal::as_of(connection, entry, 0)?;
        let hash = canonical::hash_entry(&entry).map_err(journal::unreadable)?;
        hashes.add(hash).map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
    };
    bulk::for_each_made(connection, seq, &mut |found| add(found.entry))?;
    journal::for_each_gone(connection, seq, None, &mut |line| {
        add(serde_json::from_value(line.line.before.unwrap_or_default()).map_err(journal::unreadable)?)?;
        Ok(true)
    })?;
    hashes.finish().map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
}
