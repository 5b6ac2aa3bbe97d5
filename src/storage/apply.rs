//! The write door: one change-set, one transaction; rows, journal, seals and search index from the same pairs.
//!
//! An act too great for memory goes through the same door piece by piece: `making` writes what comes, `great` takes such
//! an act back. Transaction, journal line, chain and seals are those of any other act.

pub mod great;
mod making;

use super::canonical::{self, Hash};
use super::columns::Column;
use super::journal::{self, Line};
use super::{Storage, index, rows};
use crate::error::{Error, Result};
use crate::model::{Change, ChangeSet, Entry, EntryId, EntryKind};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior};
use std::collections::BTreeSet;

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
    /// The entries it changed; of an act written piece by piece, the first thousand and the first of each kind.
    pub touched: Vec<Touched>,
}

/// What an act written piece by piece touched, as far as it is told: what is on the screen is seldom more.
#[derive(Debug, Default)]
struct TouchedFirst(Vec<Touched>);

impl TouchedFirst {
    fn note(&mut self, touched: Touched) {
        const MOST: usize = 1_000;
        if self.0.len() < MOST || self.0.iter().all(|known| known.kind != touched.kind) {
            self.0.push(touched);
        }
    }
}

impl Storage {
    /// Writes a change-set whole or not at all. Edits that change nothing are left out; a set in which nothing changes
    /// is not written, and the last act's number is told.
    pub fn apply(&mut self, set: &ChangeSet) -> Result<Applied> {
        self.assert_writable()?;
        let changes: Vec<&Change> = set.changes.iter().filter(|change| change.before != change.after).collect();
        let applied = self.write(set, &changes)?;
        if !applied.touched.is_empty() {
            self.refresh_index(&applied, &set.changes);
        }
        Ok(applied)
    }

    fn write(&mut self, set: &ChangeSet, changes: &[&Change]) -> Result<Applied> {
        self.at_once(|transaction| {
            let (last, head) = journal::head(transaction)?;
            if changes.is_empty() && set.undoes.is_none() {
                return Ok(Applied { seq: last, touched: Vec::new() });
            }
            let seq = last + 1;
            let spoiled = spoiled_pages(transaction, changes)?;
            let written = write_entries(transaction, seq, set.undoes, changes)?;
            let made = canonical::hash_set(written.made);
            journal::append(transaction, seq, &head, set, &written.lines, &made)?;
            if let Some(target) = set.undoes {
                journal::mark_undone(transaction, target, seq)?;
            }
            let pages: BTreeSet<EntryId> = written.touched.iter().flat_map(Touched::pages).collect();
            // a page that was damaged before stays unsealed, or saving would hide the damage
            for owner in pages.difference(&spoiled) {
                seal_page(transaction, *owner)?;
            }
            Ok(Applied { seq, touched: written.touched })
        })
    }

    /// Does all of `work` in one transaction, or nothing of it.
    fn at_once<T>(&mut self, work: impl FnOnce(&Connection) -> Result<T, Failed>) -> Result<T> {
        let folder = self.folder.clone();
        let mut io_failed = false;
        let mut database = |error: rusqlite::Error| {
            io_failed |= error.sqlite_error_code() == Some(rusqlite::ErrorCode::SystemIoFailure);
            super::database_error(&folder, &error)
        };
        let written = (|| {
            let transaction =
                self.connection.transaction_with_behavior(TransactionBehavior::Deferred).map_err(&mut database)?;
            let done = work(&transaction).map_err(|failed| failed.told(&mut database))?;
            transaction.commit().map_err(&mut database)?;
            Ok(done)
        })();
        self.write_failed |= io_failed;
        if let Err(error @ Error::Database { .. }) = &written
            && self.write_failed
        {
            self.read_only = Some(format!("a write failed ({error}); close it and open it again"));
        }
        written
    }

    /// Brings the search index up to the act just written. It is only a cache: its trouble is never the act's.
    fn refresh_index(&mut self, applied: &Applied, changes: &[Change]) {
        let refreshed = self.connection.transaction().and_then(|transaction| {
            index::refresh(&transaction, &applied.touched, changes, applied.seq)?;
            transaction.commit()
        });
        if let Err(error) = refreshed {
            tracing::warn!(%error, "the search index could not follow and is made anew");
            if let Err(error) = index::mend(&mut self.connection) {
                tracing::error!(%error, "there is no search index until the catalogue is opened again");
            }
        }
    }
}

struct Written {
    touched: Vec<Touched>,
    lines: Vec<Line>,
    made: Vec<Hash>,
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
    fn told(self, database: impl FnOnce(rusqlite::Error) -> Error) -> Error {
        match self {
            Self::Database(error) => database(error),
            Self::Told(error) => error,
        }
    }
}

fn write_entries(
    connection: &Connection,
    seq: u64,
    undoes: Option<u64>,
    changes: &[&Change],
) -> Result<Written, Failed> {
    let mut written = Written { touched: Vec::new(), lines: Vec::new(), made: Vec::new() };
    let mut seen = BTreeSet::new();
    for change in changes {
        let Some(entry) = change.entry() else { continue };
        if !seen.insert(entry.id()) {
            return Err(Error::Damaged("one act changes one entry twice".to_owned()).into());
        }
        write_entry(connection, seq, undoes, change, &mut written)?;
        let owners: BTreeSet<EntryId> =
            [&change.before, &change.after].into_iter().flatten().map(Entry::owner).collect();
        let touched = |owner| Touched { entry: entry.id(), kind: entry.kind(), owner };
        written.touched.extend(owners.into_iter().map(touched));
    }
    let removes_claims =
        changes.iter().any(|change| matches!(change, Change { before: Some(Entry::Claim(_)), after: None }));
    let weighed = if removes_claims { rows::weighed(connection)? } else { BTreeSet::new() };
    for change in changes {
        match (&change.before, &change.after) {
            (before, Some(after)) => assert_named_stand(connection, before.as_ref(), after)?,
            (Some(removed), None) => assert_nothing_needs(connection, removed, &weighed)?,
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
            assert_finite(entry)?;
            // what an undo brings back is the entry the first act made, not a new one
            let made_in = match undoes {
                Some(target) => journal::maker_of_removed(connection, target, entry.id())?,
                None => None,
            };
            let known = rows::kind_of(connection, entry.id())?.is_some()
                || (made_in.is_none() && journal::was_removed(connection, entry.id())?);
            if known {
                return Err(Error::Damaged(format!("{} is or was in the catalogue already", entry.id())).into());
            }
            rows::insert(connection, entry, made_in.unwrap_or(seq))?;
            match made_in {
                Some(made_in) => written.lines.push(journal::restoration_line(entry, made_in)),
                None => written.made.push(canonical::hash_entry(entry)?),
            }
        }
        (Some(before), Some(after)) => {
            let may_move = matches!(before, Entry::Attachment(_));
            if before.id() != after.id()
                || before.kind() != after.kind()
                || before.owner() != after.owner() && !may_move
            {
                return Err(Error::Damaged("an edit turns one entry into another, or moves it".to_owned()).into());
            }
            assert_finite(after)?;
            standing(connection, before)?;
            rows::update(connection, after)?;
            written.lines.extend(journal::edit_lines(before, after)?);
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

/// JSON has no infinity: the journal could not bring it back.
fn assert_finite(entry: &Entry) -> Result<(), Failed> {
    let numbers = match entry {
        Entry::Region(region) => {
            let outline = region.outline.into_iter().flatten().flat_map(<[f64; 2]>::from);
            [region.x, region.y, region.width, region.height].into_iter().chain(outline).collect()
        }
        Entry::Place(place) => place.latitude.into_iter().chain(place.longitude).collect(),
        Entry::Attachment(picture) => {
            let corners = picture.alignment.iter().flat_map(|alignment| alignment.corners);
            let gamma = picture.appearance.map(|appearance| appearance.gamma);
            picture.ppi.into_iter().chain(gamma).chain(corners.flat_map(<[f64; 2]>::from)).collect()
        }
        Entry::OwnTemplate(own) => own.template.measures(),
        _ => Vec::new(),
    };
    if numbers.into_iter().all(f64::is_finite) {
        return Ok(());
    }
    Err(Error::Input(format!("{} has a measure that is no number", name_of(entry))).into())
}

/// What an entry newly names has to be there.
fn assert_named_stand(connection: &Connection, before: Option<&Entry>, after: &Entry) -> Result<(), Failed> {
    let known = before.map(Entry::refers_to).unwrap_or_default();
    for named in after.refers_to() {
        if !known.contains(&named) && rows::kind_of(connection, named)?.is_none() {
            let name = name_of(after);
            return Err(Error::Input(format!("{name} names an entry that is not there any more ({named})")).into());
        }
    }
    Ok(())
}

fn assert_nothing_needs(connection: &Connection, entry: &Entry, weighed: &BTreeSet<EntryId>) -> Result<(), Failed> {
    let hanging = rows::count_owned(connection, entry.id())?;
    let naming = rows::count_references(connection, entry)? + u64::from(weighed.contains(&entry.id()));
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
    hash_of_page(&rows::page(connection, owner)?)
}

fn hash_of_page(page: &[rows::Standing]) -> rusqlite::Result<Option<Hash>> {
    if page.is_empty() {
        return Ok(None);
    }
    let hashes = page.iter().map(|found| canonical::hash_entry(&found.entry)).collect::<Result<Vec<_>, _>>();
    let hashes = hashes.map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
    Ok(Some(canonical::hash_set(hashes)))
}

/// The pages about to change that are not what was sealed last.
fn spoiled_pages(connection: &Connection, changes: &[&Change]) -> Result<BTreeSet<EntryId>, Failed> {
    let touched = changes.iter().flat_map(|change| change.before.iter().chain(&change.after));
    let pages: BTreeSet<EntryId> = touched
        .flat_map(|entry| {
            Touched { entry: entry.id(), kind: entry.kind(), owner: entry.owner() }.pages().collect::<Vec<_>>()
        })
        .collect();
    let mut spoiled = BTreeSet::new();
    for owner in pages {
        if !sealed_as(connection, owner, &rows::page(connection, owner)?)? {
            tracing::error!(%owner, "a page was changed outside the program or is damaged");
            spoiled.insert(owner);
        }
    }
    Ok(spoiled)
}

/// Whether a page is what was sealed last; `page` is all that is on it.
fn sealed_as(connection: &Connection, owner: EntryId, page: &[rows::Standing]) -> rusqlite::Result<bool> {
    let seal: Option<Vec<u8>> = connection
        .prepare_cached("SELECT hash FROM seal WHERE owner = ?")?
        .query_row([owner.to_value()], |row| row.get(0))
        .optional()?;
    Ok(hash_of_page(page)?.map(Vec::from) == seal)
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
pub fn seals(connection: &Connection) -> rusqlite::Result<Vec<(EntryId, Vec<u8>)>> {
    let mut statement = connection.prepare("SELECT owner, hash FROM seal")?;
    let found = statement.query_map([], |row| {
        let owner: [u8; 16] = row.get(0)?;
        Ok((EntryId(uuid::Uuid::from_bytes(owner)), row.get(1)?))
    })?;
    found.collect()
}
