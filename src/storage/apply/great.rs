//! Taking back, and doing again, an act too great for memory: an import, page by page, in one transaction.
//!
//! Invariant: the lines, the chain, the seals and the clashes are those an act of ten entries has; only nothing is
//! gathered. What stands in the way is found in what was done later, which is looked through once.

use super::making::After;
use super::{Applied, Failed, Touched, TouchedFirst, canonical, seal_page, sealed_as};
use crate::error::{Error, Result};
use crate::model::{Change, ChangeSet, Clash, ClashCause, Entry, EntryId, EntryKind, Op};
use crate::storage::canonical::Hash;
use crate::storage::columns::Column;
use crate::storage::rows::{self, Standing, bulk};
use crate::storage::{Storage, journal};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// An act of more entries is taken back piece by piece.
pub const GREAT: u64 = 5_000;

/// So many things that stand in the way are told.
const MOST_CLASHES: usize = 1_000;

/// What became of taking back a great act.
#[derive(Clone, Debug, PartialEq)]
pub enum GreatUndone {
    /// It was done.
    Done(Applied),
    /// Later acts stand in the way; nothing was changed. Labels are for the caller to fill in.
    Clashes(Vec<Clash>),
}

/// What a great act did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Did {
    /// It made cards and what stands on them.
    Made,
    /// It brought back what another removed.
    Restored,
    /// It removed entries.
    Removed,
}

impl Storage {
    /// Takes back the act that `set` names in `undoes`, if it is a great one of the sorts that are done page by page;
    /// `None` for every other. `set` has no changes. With `keep_later`, what later acts changed or need is kept.
    pub fn take_back_great(&mut self, set: &ChangeSet, keep_later: bool) -> Result<Option<GreatUndone>> {
        let Some(target) = set.undoes else { return Ok(None) };
        let Some(did) = self.told(did(&self.connection, target))? else { return Ok(None) };
        self.assert_writable()?;
        let mut clashes = Vec::new();
        let written = self.at_once(|transaction| match did {
            Did::Made | Did::Restored => remove(transaction, set, Made { act: target, did }, keep_later, &mut clashes),
            Did::Removed => restore(transaction, set, target, &mut clashes),
        });
        let (applied, pages) = match written {
            // nothing of it stays
            Err(Error::Cancelled) if !clashes.is_empty() => {
                if keep_later && did == Did::Removed {
                    return Err(Error::Input(format!(
                        "act {target} is too great to be taken back in part; {} entries stand in the way, such as {} {}",
                        clashes.len(),
                        clashes.first().map_or("", |clash| clash.kind.term()),
                        clashes.first().map_or(String::new(), |clash| clash.entry.to_string())
                    )));
                }
                return Ok(Some(GreatUndone::Clashes(clashes)));
            }
            other => other?,
        };
        let seq = applied.seq;
        self.follow_great(&applied, pages, &mut |connection, after| touched_by_lines(connection, seq, after));
        Ok(Some(GreatUndone::Done(applied)))
    }
}

/// What an act did, if it is one that is taken back page by page.
fn did(connection: &Connection, seq: u64) -> rusqlite::Result<Option<Did>> {
    let lines = journal::count_lines(connection, seq)?;
    let mut made = 0;
    for kind in EntryKind::ALL {
        let count = bulk::count_made(connection, *kind, seq)?;
        if count > 0 && !matches!(kind, EntryKind::FileCard | EntryKind::Claim) {
            return Ok(None);
        }
        made += count;
    }
    if lines == 0 {
        let is_great = made > GREAT && !bulk::has_claims_elsewhere(connection, seq)?;
        return Ok(is_great.then_some(Did::Made));
    }
    if made > 0 || lines <= GREAT {
        return Ok(None);
    }
    Ok(match journal::only_op(connection, seq)? {
        Some(Op::Remove) => Some(Did::Removed),
        Some(Op::Restore) => Some(Did::Restored),
        _ => None,
    })
}

/// The entries an act made or brought back.
#[derive(Clone, Copy, Debug)]
struct Made {
    act: u64,
    did: Did,
}

impl Made {
    fn has(self, connection: &Connection, entry: EntryId) -> rusqlite::Result<bool> {
        let sql = if self.did == Did::Made {
            "SELECT 1 FROM file_card WHERE id = ?1 AND made_in = ?2
             UNION ALL SELECT 1 FROM claim WHERE id = ?1 AND made_in = ?2"
        } else {
            "SELECT 1 FROM change WHERE entry = ?1 AND seq = ?2 AND op = 'restore'"
        };
        connection.prepare_cached(sql)?.exists((entry.to_value(), self.act.to_value()))
    }

    fn has_standing(self, connection: &Connection, found: &Standing) -> rusqlite::Result<bool> {
        if self.did == Did::Made { Ok(found.made_in == self.act) } else { self.has(connection, found.entry.id()) }
    }

    /// The next pages on which it made something, after row or line `after`.
    fn next_pages(self, connection: &Connection, after: i64) -> rusqlite::Result<Option<(Vec<EntryId>, i64)>> {
        const AT_ONCE: usize = 1_000;
        if self.did == Did::Made {
            let (ids, last) = bulk::next_made(connection, EntryKind::FileCard, self.act, after, AT_ONCE)?;
            return Ok((!ids.is_empty()).then_some((ids, last)));
        }
        let lines = journal::next_lines(connection, self.act, after, AT_ONCE)?;
        Ok(lines.map(|(lines, last)| {
            let mut owners: Vec<EntryId> = lines.iter().map(|line| line.line.owner).collect();
            owners.dedup();
            (owners, last)
        }))
    }
}

/// Removes what an act made, but what is kept.
fn remove(
    connection: &Connection,
    set: &ChangeSet,
    made: Made,
    keep_later: bool,
    clashes: &mut Vec<Clash>,
) -> Result<(Applied, u64), Failed> {
    let kept = in_the_way(connection, made, clashes)?;
    if !clashes.is_empty() && !keep_later {
        return Err(Error::Cancelled.into());
    }
    let (last, head) = journal::head(connection)?;
    let (seq, nothing_made) = (last + 1, canonical::hash_set(Vec::new()));
    let mut writing = journal::Writing::begin(connection, seq, &head, set, &nothing_made)?;
    let mut touched = TouchedFirst::default();
    let mut pages = 0;
    let mut after = if made.did == Did::Made { 0 } else { -1 };
    while let Some((owners, last)) = made.next_pages(connection, after)? {
        after = last;
        for owner in owners {
            let page = rows::page(connection, owner)?;
            let is_spoiled = !sealed_as(connection, owner, &page)?;
            let mut stays = false;
            for found in page {
                let id = found.entry.id();
                if kept.contains(&id) || !made.has_standing(connection, &found)? {
                    stays = true;
                    continue;
                }
                writing.line(&journal::removal_line(&found)?)?;
                rows::delete(connection, found.entry.kind(), id)?;
                let kind = found.entry.kind();
                touched.note(Touched { entry: id, kind, owner });
            }
            pages += 1;
            // a page that was damaged before stays unsealed, or this would hide the damage
            if is_spoiled {
                tracing::error!(%owner, "a page was changed outside the program or is damaged");
            } else if stays {
                seal_page(connection, owner)?;
            } else {
                connection.prepare_cached("DELETE FROM seal WHERE owner = ?")?.execute([owner.to_value()])?;
            }
        }
    }
    if touched.0.is_empty() && !clashes.is_empty() {
        return Err(Error::Cancelled.into());
    }
    writing.end(set, &nothing_made)?;
    journal::mark_undone(connection, made.act, seq)?;
    Ok((Applied { seq, touched: touched.0 }, pages))
}

/// What is kept when the act is taken back: what later acts changed or need, and what that hangs on or names. What is
/// in the way is told.
fn in_the_way(connection: &Connection, made: Made, clashes: &mut Vec<Clash>) -> Result<BTreeSet<EntryId>, Failed> {
    let mut kept: BTreeMap<EntryId, (EntryKind, ClashCause)> = BTreeMap::new();
    let mut of_act = Known { made, known: HashMap::new() };
    bulk::for_each_altered_after(connection, made.act, &mut |entry, kind| {
        let Some(now) = rows::get(connection, kind, entry)? else { return Ok(true) };
        if !of_act.has(connection, entry)? {
            note_needed(connection, &mut of_act, &now.entry, &mut kept)?;
        } else if journal::as_of(connection, now.entry.clone(), made.act)? != now.entry {
            kept.insert(entry, (kind, ClashCause::ChangedLater));
        }
        Ok(kept.len() <= MOST_KEPT)
    })?;
    bulk::for_each_made_after(connection, made.act, &mut |found| {
        // what a later act made is not of this one
        note_needed(connection, &mut of_act, &found.entry, &mut kept)?;
        Ok(kept.len() <= MOST_KEPT)
    })?;
    if kept.len() > MOST_KEPT {
        let act = made.act;
        return Err(Error::Input(format!(
            "later acts changed or need more than {MOST_KEPT} entries that act {act} made: take those acts back first"
        ))
        .into());
    }
    let tell = |entry, kind, cause| Clash {
        entry,
        kind,
        label: String::new(),
        field: String::new(),
        cause,
        now: None,
        would_be: None,
        needed_by: Vec::new(),
    };
    clashes.extend(kept.iter().take(MOST_CLASHES).map(|(entry, (kind, cause))| tell(*entry, *kind, *cause)));
    if made.did == Did::Made {
        journal::for_each_gone(connection, made.act, None, &mut |line| {
            clashes.push(tell(line.line.entry, line.line.kind, ClashCause::RemovedLater));
            Ok(clashes.len() < MOST_CLASHES)
        })?;
    }
    let mut all: BTreeSet<EntryId> = kept.keys().copied().collect();
    let mut next: Vec<EntryId> = kept.into_keys().collect();
    while let Some(id) = next.pop() {
        let Some(found) = rows::find(connection, id)? else { continue };
        for named in found.entry.refers_to() {
            if of_act.has(connection, named)? && all.insert(named) {
                next.push(named);
            }
        }
    }
    Ok(all)
}

/// More than so many entries that have to stay are not gathered.
const MOST_KEPT: usize = 20_000;

fn note_needed(
    connection: &Connection,
    of_act: &mut Known,
    later: &Entry,
    kept: &mut BTreeMap<EntryId, (EntryKind, ClashCause)>,
) -> rusqlite::Result<()> {
    for named in later.refers_to() {
        if of_act.has(connection, named)?
            && let Some(kind) = rows::kind_of(connection, named)?
        {
            kept.entry(named).or_insert((kind, ClashCause::NeededLater));
        }
    }
    Ok(())
}

/// Whether the act made an entry; what was asked lately is known.
struct Known {
    made: Made,
    known: HashMap<EntryId, bool>,
}

impl Known {
    fn has(&mut self, connection: &Connection, entry: EntryId) -> rusqlite::Result<bool> {
        const MOST: usize = 10_000;
        if let Some(known) = self.known.get(&entry) {
            return Ok(*known);
        }
        let has = self.made.has(connection, entry)?;
        if self.known.len() >= MOST {
            self.known.clear();
        }
        self.known.insert(entry, has);
        Ok(has)
    }
}

/// Brings back what act `target` removed.
fn restore(
    connection: &Connection,
    set: &ChangeSet,
    target: u64,
    clashes: &mut Vec<Clash>,
) -> Result<(Applied, u64), Failed> {
    const AT_ONCE: usize = 1_000;
    let (last, head) = journal::head(connection)?;
    let (seq, nothing_made) = (last + 1, canonical::hash_set(Vec::new()));
    let mut writing = journal::Writing::begin(connection, seq, &head, set, &nothing_made)?;
    let mut inserting = bulk::Inserting::new(connection);
    let mut comes_back = ComesBack { connection, target, known: HashSet::new() };
    let mut touched = TouchedFirst::default();
    let mut pages = 0;
    let mut after = -1;
    let mut open: Option<Page> = None;
    while let Some((lines, last)) = journal::next_lines(connection, target, after, AT_ONCE)? {
        after = last;
        for journal::Line { line, made_in } in lines {
            let entry: Entry = serde_json::from_value(line.before.unwrap_or_default())?;
            let (id, kind, owner) = (entry.id(), entry.kind(), entry.owner());
            let mut page = match open.take() {
                Some(page) if page.owner == owner => page,
                done => {
                    if let Some(done) = done {
                        done.seal(connection)?;
                    }
                    pages += 1;
                    Page::read(connection, owner)?
                }
            };
            if let Some(cause) = comes_back.hindrance(&entry, &page)? {
                let label = String::new();
                clashes.push(Clash {
                    entry: id,
                    kind,
                    label,
                    field: String::new(),
                    cause,
                    now: None,
                    would_be: None,
                    needed_by: Vec::new(),
                });
            }
            if clashes.is_empty() {
                let made_in = made_in.unwrap_or(target);
                inserting.insert(&entry, made_in)?;
                writing.line(&journal::restoration_line(&entry, made_in))?;
                touched.note(Touched { entry: id, kind, owner });
                page.add(&entry)?;
            } else if clashes.len() >= MOST_CLASHES {
                return Err(Error::Cancelled.into());
            }
            open = Some(page);
        }
    }
    if !clashes.is_empty() {
        return Err(Error::Cancelled.into());
    }
    if let Some(done) = open {
        done.seal(connection)?;
    }
    writing.end(set, &nothing_made)?;
    journal::mark_undone(connection, target, seq)?;
    Ok((Applied { seq, touched: touched.0 }, pages))
}

/// A page to which entries come back: read once, and then known by what came.
struct Page {
    owner: EntryId,
    /// Whether it was as it was sealed last. A damaged one stays unsealed, or this would hide the damage.
    is_whole: bool,
    standing: HashSet<EntryId>,
    hashes: Vec<Hash>,
}

impl Page {
    fn read(connection: &Connection, owner: EntryId) -> Result<Self, Failed> {
        let found = rows::page(connection, owner)?;
        let is_whole = sealed_as(connection, owner, &found)?;
        let mut page = Self { owner, is_whole, standing: HashSet::new(), hashes: Vec::new() };
        found.iter().try_for_each(|found| page.add(&found.entry))?;
        Ok(page)
    }

    fn add(&mut self, entry: &Entry) -> Result<(), Failed> {
        self.standing.insert(entry.id());
        self.hashes.push(canonical::hash_entry(entry)?);
        Ok(())
    }

    fn seal(self, connection: &Connection) -> rusqlite::Result<()> {
        if self.is_whole && !self.hashes.is_empty() {
            connection
                .prepare_cached("INSERT OR REPLACE INTO seal (owner, hash) VALUES (?, ?)")?
                .execute((self.owner.to_value(), canonical::hash_set(self.hashes).as_slice()))?;
        }
        Ok(())
    }
}

/// What stands or comes back with the act.
struct ComesBack<'a> {
    connection: &'a Connection,
    target: u64,
    /// What was looked for lately and is so.
    known: HashSet<EntryId>,
}

impl ComesBack<'_> {
    /// Why an entry cannot come back: it is there, or what it names is not and does not come back with it.
    fn hindrance(&mut self, entry: &Entry, page: &Page) -> rusqlite::Result<Option<ClashCause>> {
        const MOST: usize = 20_000;
        // a picture may hang on another page meanwhile; nothing else is moved
        let is_there = match entry.kind() {
            EntryKind::Attachment => rows::kind_of(self.connection, entry.id())?.is_some(),
            _ => page.standing.contains(&entry.id()),
        };
        if is_there {
            return Ok(Some(ClashCause::ChangedLater));
        }
        for named in entry.refers_to() {
            if page.standing.contains(&named) || self.known.contains(&named) {
                continue;
            }
            if rows::kind_of(self.connection, named)?.is_none()
                && journal::maker_of_removed(self.connection, self.target, named)?.is_none()
            {
                return Ok(Some(ClashCause::OwnerGone));
            }
            if self.known.len() >= MOST {
                self.known.clear();
            }
            self.known.insert(named);
        }
        Ok(None)
    }
}

/// The next pages a great undo or redo touched, by its lines, and what it changed on them.
fn touched_by_lines(
    connection: &Connection,
    seq: u64,
    after: After,
) -> rusqlite::Result<(Vec<Touched>, Vec<Change>, Option<After>)> {
    const AT_ONCE: usize = 5_000;
    // the place in the lines is counted from one, so that 0 is their beginning
    let Some((lines, last)) = journal::next_lines(connection, seq, after.1 - 1, AT_ONCE)? else {
        return Ok((Vec::new(), Vec::new(), None));
    };
    let mut touched = Vec::with_capacity(lines.len());
    let mut changes = Vec::with_capacity(lines.len());
    for journal::Line { line, .. } in lines {
        touched.push(Touched { entry: line.entry, kind: line.kind, owner: line.owner });
        if line.op == Op::Remove {
            let before = serde_json::from_value(line.before.unwrap_or_default()).map_err(journal::unreadable)?;
            changes.push(Change { before: Some(before), after: None });
        } else if let Some(found) = rows::get(connection, line.kind, line.entry)? {
            changes.push(Change::create(found.entry));
        }
    }
    Ok((touched, changes, Some((0, last + 1))))
}
