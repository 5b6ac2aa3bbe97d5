//! An act that only makes entries, written as they come: a million cards are never in memory at once.
//!
//! Invariant: what comes at a time is a whole page or several: an entry hangs on one that comes with it. So no page that
//! stands is changed, and the seal of each is worked out from what is in hand. What an entry names stands already or
//! comes with it.

use super::{Applied, Failed, Touched, TouchedFirst, assert_finite, journal, name_of};
use crate::error::{Error, Result};
use crate::model::{Change, ChangeSet, Entry, EntryId, EntryKind};
use crate::storage::canonical::{self, Hash, ManyHashes};
use crate::storage::columns::Column;
use crate::storage::rows::{self, bulk};
use crate::storage::{Storage, index};
use rusqlite::{Connection, Statement};
use std::collections::{BTreeMap, BTreeSet};

/// So many entries that are named again and again are known without looking.
const NAMED_KNOWN: usize = 20_000;

impl Storage {
    /// Writes an act whole or not at all; `set` says which, and has no changes. `next` gives the entries it makes, a
    /// page or several at a time, and `None` at the end; it may look at what is written so far. When nothing comes
    /// nothing is written, and the last act's number is told.
    pub fn bring_in(
        &mut self,
        set: &ChangeSet,
        next: &mut dyn FnMut(&Connection) -> Result<Option<Vec<Entry>>>,
    ) -> Result<Applied> {
        self.assert_writable()?;
        if !set.changes.is_empty() || set.undoes.is_some() {
            return Err(Error::Damaged("an act that is brought in has no other changes".to_owned()));
        }
        let waiting = self.folder.join("cache");
        let (applied, pages) = self.at_once(|transaction| {
            let (last, head) = journal::head(transaction)?;
            let seq = last + 1;
            let mut making = Making::new(transaction, seq, ManyHashes::new(Some(&waiting)))?;
            while let Some(page) = next(transaction)? {
                making.write(&page)?;
            }
            if making.hashes.count() == 0 {
                return Ok((Applied { seq: last, touched: Vec::new() }, 0));
            }
            let Making { hashes, touched, pages, .. } = making;
            journal::append(transaction, seq, &head, set, &[], &hashes.finish()?)?;
            Ok((Applied { seq, touched: touched.0 }, pages))
        })?;
        if pages > 0 {
            tracing::debug!(seq = applied.seq, pages, "the act is written; the search index follows");
            let seq = applied.seq;
            self.follow_great(&applied, pages, &mut |connection, after| next_made(connection, seq, after));
        }
        Ok(applied)
    }
}

/// The kind and the row after which the next of an act's pages come.
pub(super) type After = (usize, i64);

/// The next pages of a great act, what it changed on them, and where the next are.
type Part = (Vec<Touched>, Vec<Change>, Option<After>);

/// The next pages an act made, of those that stand in lists, and what is on them.
fn next_made(connection: &Connection, seq: u64, after: After) -> rusqlite::Result<Part> {
    const AT_ONCE: usize = 500;
    let (mut at, mut row) = after;
    while let Some(kind) = EntryKind::LISTED.get(at) {
        let (ids, last) = bulk::next_made(connection, *kind, seq, row, AT_ONCE)?;
        if !ids.is_empty() {
            let mut changes = Vec::new();
            for id in &ids {
                let page = rows::page(connection, *id)?;
                changes.extend(page.into_iter().map(|found| Change::create(found.entry)));
            }
            let touched = ids.into_iter().map(|entry| Touched { entry, kind: *kind, owner: entry });
            return Ok((touched.collect(), changes, Some((at, last))));
        }
        (at, row) = (at + 1, 0);
    }
    Ok((Vec::new(), Vec::new(), None))
}

/// What an act makes, on its way into the tables.
struct Making<'a> {
    connection: &'a Connection,
    seq: u64,
    inserting: bulk::Inserting<'a>,
    sealing: Statement<'a>,
    hashes: ManyHashes,
    touched: TouchedFirst,
    /// How many pages that stand in lists were made.
    pages: u64,
    /// No id up to this one is free without looking.
    greatest: Option<EntryId>,
    named_known: BTreeSet<EntryId>,
}

impl<'a> Making<'a> {
    fn new(connection: &'a Connection, seq: u64, hashes: ManyHashes) -> Result<Self, Failed> {
        Ok(Self {
            connection,
            seq,
            inserting: bulk::Inserting::new(connection),
            sealing: connection.prepare("INSERT INTO seal (owner, hash) VALUES (?, ?)")?,
            hashes,
            touched: TouchedFirst::default(),
            pages: 0,
            greatest: bulk::greatest_id(connection)?,
            named_known: BTreeSet::new(),
        })
    }

    fn write(&mut self, page: &[Entry]) -> Result<(), Failed> {
        let here: BTreeSet<EntryId> = page.iter().map(Entry::id).collect();
        if here.len() < page.len() {
            return Err(Error::Damaged("one act makes one entry twice".to_owned()).into());
        }
        let mut pages: BTreeMap<EntryId, Vec<Hash>> = BTreeMap::new();
        for entry in page {
            let (id, kind, owner) = (entry.id(), entry.kind(), entry.owner());
            if !here.contains(&owner) {
                let name = name_of(entry);
                return Err(Error::Damaged(format!("{name} was brought in without the entry it hangs on")).into());
            }
            self.assert_fresh(id)?;
            assert_finite(entry)?;
            self.assert_named_stand(entry, &here)?;
            self.inserting.insert(entry, self.seq)?;
            let hash = canonical::hash_entry(entry)?;
            self.hashes.add(hash)?;
            pages.entry(owner).or_default().push(hash);
            self.touched.note(Touched { entry: id, kind, owner });
            self.pages += u64::from(EntryKind::LISTED.contains(&kind));
        }
        for (owner, hashes) in pages {
            self.sealing.execute((owner.to_value(), canonical::hash_set(hashes).as_slice()))?;
        }
        Ok(())
    }

    /// An id above all that are or were there is nobody's. Identifiers are made in order, so this is the rule.
    fn assert_fresh(&mut self, id: EntryId) -> Result<(), Failed> {
        if Some(id) > self.greatest {
            self.greatest = Some(id);
            return Ok(());
        }
        if rows::kind_of(self.connection, id)?.is_some() || journal::was_removed(self.connection, id)? {
            return Err(Error::Damaged(format!("{id} is or was in the catalogue already")).into());
        }
        Ok(())
    }

    fn assert_named_stand(&mut self, entry: &Entry, here: &BTreeSet<EntryId>) -> Result<(), Failed> {
        for named in entry.refers_to() {
            if here.contains(&named) || self.named_known.contains(&named) {
                continue;
            }
            if rows::kind_of(self.connection, named)?.is_none() {
                let name = name_of(entry);
                return Err(Error::Input(format!("{name} names an entry that is not there ({named})")).into());
            }
            if self.named_known.len() >= NAMED_KNOWN {
                self.named_known.clear();
            }
            self.named_known.insert(named);
        }
        Ok(())
    }
}

impl Storage {
    /// Brings the search index up to a great act, part by part: `next` gives the pages it touched. Where it touched as
    /// many as there are beside them, the index is made anew, which is quicker.
    pub(super) fn follow_great(
        &mut self,
        applied: &Applied,
        pages: u64,
        next: &mut dyn FnMut(&Connection, After) -> rusqlite::Result<Part>,
    ) {
        let followed = (|| {
            let mut listed = 0;
            for kind in EntryKind::LISTED {
                listed += rows::count(&self.connection, *kind)?;
            }
            if pages.saturating_mul(2) > listed {
                // what is put in order for the index would else all be in memory
                self.connection.execute_batch("PRAGMA temp_store = FILE")?;
                let made = index::rebuild(&mut self.connection);
                self.connection.execute_batch("PRAGMA temp_store = MEMORY")?;
                return made;
            }
            let transaction = self.connection.transaction()?;
            let mut after = (0, 0);
            loop {
                let (touched, changes, more) = next(&transaction, after)?;
                index::refresh(&transaction, &touched, &changes, applied.seq)?;
                match more {
                    Some(more) => after = more,
                    None => break,
                }
            }
            transaction.commit()
        })();
        if let Err(error) = followed {
            tracing::warn!(%error, "the search index could not follow and is made anew");
            if let Err(error) = index::mend(&mut self.connection) {
                tracing::error!(%error, "there is no search index until the catalogue is opened again");
            }
        }
    }
}
