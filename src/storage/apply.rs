//! The write door: one change-set, one transaction; rows, journal, seals and search index from the same pairs.

use super::canonical::{self, Hash};
use super::columns::Column;
use super::journal::{self, Line};
use super::{Storage, index, rows};
use crate::error::{Error, Result};
use crate::model::{Change, ChangeSet, Entry, EntryId, EntryKind};
use rusqlite::{Connection, TransactionBehavior};
use std::collections::{BTreeMap, BTreeSet};

/// An entry an act changed, with the page it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Touched {
    /// The entry.
    pub entry: EntryId,
    /// Its kind.
    pub kind: EntryKind,
    /// The page it belongs to.
    pub owner: EntryId,
}

impl Touched {
    /// The pages that look different now: the owner's, and its own if it has one.
    pub fn pages(&self) -> impl Iterator<Item = EntryId> {
        let own = EntryKind::LISTED.contains(&self.kind).then_some(self.entry);
        std::iter::once(self.owner).chain(own)
    }
}

/// What a write did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The act's number.
    pub seq: u64,
    /// The entries it changed.
    pub touched: Vec<Touched>,
}

impl Storage {
    /// Writes a change-set whole or not at all.
    pub fn apply(&mut self, set: &ChangeSet) -> Result<Applied> {
        self.assert_writable()?;
        let folder = self.folder.clone();
        let database = |error: rusqlite::Error| super::database_error(&folder, &error);
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(database)?;
        let (last, head) = journal::head(&transaction).map_err(database)?;
        let seq = last + 1;
        let written = write_entries(&transaction, seq, set).map_err(|failed| failed.told(&folder))?;
        let hash = journal::append(&transaction, seq, &head, set, &written.lines, &canonical::hash_set(written.made))
            .map_err(database)?;
        tracing::debug!(seq, hash = canonical::hex(&hash), "act written");
        if let Some(target) = set.undoes {
            mark_undone(&transaction, target, seq).map_err(database)?;
        }
        let pages: BTreeSet<EntryId> =
            written.touched.iter().flat_map(|touched| [touched.owner, touched.entry]).collect();
        for owner in pages.iter().chain(&written.former_owners) {
            seal_page(&transaction, *owner).map_err(|failed| failed.told(&folder))?;
        }
        index::refresh(&transaction, &written.touched, seq).map_err(database)?;
        transaction.commit().map_err(database)?;
        Ok(Applied { seq, touched: written.touched })
    }
}

/// An act that is taken back no longer stands; taking back the taking back makes it stand again.
fn mark_undone(connection: &Connection, target: u64, by: u64) -> rusqlite::Result<()> {
    journal::set_undone_by(connection, target, Some(by))?;
    if let Some(act) = journal::act(connection, target)?
        && let Some(first) = act.undoes
    {
        journal::set_undone_by(connection, first, None)?;
    }
    Ok(())
}

struct Written {
    touched: Vec<Touched>,
    lines: Vec<Line>,
    made: Vec<Hash>,
    former_owners: BTreeSet<EntryId>,
}

enum Failed {
    Database(rusqlite::Error),
    Told(Error),
}

impl From<rusqlite::Error> for Failed {
    fn from(error: rusqlite::Error) -> Self {
        Self::Database(error)
    }
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self::Told(error)
    }
}

impl From<serde_json::Error> for Failed {
    fn from(error: serde_json::Error) -> Self {
        Self::Told(Error::Damaged(error.to_string()))
    }
}

impl Failed {
    fn told(self, folder: &std::path::Path) -> Error {
        match self {
            Self::Database(error) => super::database_error(folder, &error),
            Self::Told(error) => error,
        }
    }
}

fn write_entries(connection: &Connection, seq: u64, set: &ChangeSet) -> Result<Written, Failed> {
    let mut written =
        Written { touched: Vec::new(), lines: Vec::new(), made: Vec::new(), former_owners: BTreeSet::new() };
    let mut seen = BTreeMap::new();
    for change in &set.changes {
        let Some(entry) = change.entry() else { continue };
        if seen.insert(entry.id(), ()).is_some() {
            return Err(Error::Damaged("one act changes one entry twice".to_owned()).into());
        }
        write_entry(connection, seq, set.undoes, change, &mut written)?;
        written.touched.push(Touched { entry: entry.id(), kind: entry.kind(), owner: entry.owner() });
    }
    for change in &set.changes {
        match (&change.before, &change.after) {
            (_, Some(entry)) => assert_owner_stands(connection, entry)?,
            (Some(entry), None) => assert_nothing_needs(connection, entry)?,
            (None, None) => {}
        }
    }
    Ok(written)
}

fn write_entry(
    connection: &Connection,
    seq: u64,
    undoes: Option<u64>,
    change: &Change,
    written: &mut Written,
) -> Result<(), Failed> {
    match (&change.before, &change.after) {
        (None, Some(entry)) => {
            if rows::kind_of(connection, entry.id())?.is_some() {
                return Err(Error::Damaged(format!("{} is in the catalogue already", entry.id())).into());
            }
            // what an undo brings back is the entry the first act made, not a new one
            let made_in = match undoes {
                Some(target) => journal::maker_of_removed(connection, target, entry.id())?,
                None => None,
            };
            rows::insert(connection, entry, made_in.unwrap_or(seq))?;
            match made_in {
                Some(made_in) => written.lines.push(journal::restoration_line(entry, made_in)),
                None => written.made.push(canonical::hash_entry(entry)?),
            }
        }
        (Some(before), Some(after)) => {
            if before.id() != after.id() || before.kind() != after.kind() {
                return Err(Error::Damaged("an edit turns one entry into another".to_owned()).into());
            }
            standing(connection, before)?;
            rows::update(connection, after)?;
            written.lines.extend(journal::edit_lines(before, after)?);
            written.former_owners.insert(before.owner());
        }
        (Some(before), None) => {
            let found = standing(connection, before)?;
            rows::delete(connection, before.kind(), before.id())?;
            written.lines.push(journal::removal_line(&found)?);
        }
        (None, None) => {}
    }
    Ok(())
}

/// The entry as it stands, which must be what the change was made from.
fn standing(connection: &Connection, before: &Entry) -> Result<rows::Standing, Failed> {
    match rows::get(connection, before.kind(), before.id())? {
        Some(found) if found.entry == *before => Ok(found),
        _ => Err(Error::Stale { label: name_of(before) }.into()),
    }
}

fn assert_owner_stands(connection: &Connection, entry: &Entry) -> Result<(), Failed> {
    if entry.owner() != entry.id() && rows::kind_of(connection, entry.owner())?.is_none() {
        return Err(Error::Input(format!("{} belongs to an entry that is not there any more", name_of(entry))).into());
    }
    Ok(())
}

fn assert_nothing_needs(connection: &Connection, entry: &Entry) -> Result<(), Failed> {
    let hanging = rows::count_owned(connection, entry.id())?;
    let naming = if rows::REFERABLE.contains(&entry.kind()) && entry.kind() != EntryKind::Conclusion {
        rows::count_references(connection, entry.id())?
    } else {
        0
    };
    if hanging + naming > 0 {
        let name = name_of(entry);
        return Err(Error::Input(format!(
            "{name} was not removed: {hanging} entries hang on it and {naming} name it; remove or change those first"
        ))
        .into());
    }
    Ok(())
}

fn name_of(entry: &Entry) -> String {
    match entry.reference_code() {
        "" => format!("{} {}", entry.kind(), entry.id()),
        reference => reference.to_owned(),
    }
}

/// The hash over a page as it stands; `None` when nothing is on it.
pub fn page_hash(connection: &Connection, owner: EntryId) -> rusqlite::Result<Option<Hash>> {
    let page = rows::page(connection, owner)?;
    if page.is_empty() {
        return Ok(None);
    }
    let hashes = page.iter().map(|found| canonical::hash_entry(&found.entry)).collect::<Result<Vec<_>, _>>();
    let hashes = hashes.map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
    Ok(Some(canonical::hash_set(hashes)))
}

fn seal_page(connection: &Connection, owner: EntryId) -> Result<(), Failed> {
    match page_hash(connection, owner)? {
        Some(hash) => connection
            .prepare_cached("INSERT OR REPLACE INTO seal (owner, hash) VALUES (?, ?)")?
            .execute((owner.to_value(), hash.as_slice()))?,
        None => connection.prepare_cached("DELETE FROM seal WHERE owner = ?")?.execute([owner.to_value()])?,
    };
    Ok(())
}

/// Every sealed page with its hash.
pub fn seals(connection: &Connection) -> rusqlite::Result<Vec<(EntryId, Hash)>> {
    let mut statement = connection.prepare("SELECT owner, hash FROM seal")?;
    let found = statement.query_map([], |row| {
        let owner: [u8; 16] = row.get(0)?;
        Ok((EntryId(uuid::Uuid::from_bytes(owner)), row.get(1)?))
    })?;
    found.collect()
}
