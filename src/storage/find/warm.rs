//! What is kept in memory between questions: orders of lists, large sets, words near a word. Bounded, and never older than
//! the index: see [`Warm::freshen`].

use super::lexicon::Vocabulary;
use super::order::Bounds;
use super::rows::Rows;
use crate::model::{EntryId, EntryKind};
use crate::storage::index::{self, Key};
use crate::text::{Nearness, Ring};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use std::collections::HashMap;
use std::sync::Arc;

/// The memory orders may take: those of eight million rows.
const ORDER_ROWS: usize = 8_000_000;

/// The memory sets may take.
const SET_BYTES: usize = 8 << 20;

/// Sets smaller than this, and sets of less than a hundredth of the rows, are found again as fast.
const SMALL_SET: usize = 50;

/// So many words are remembered with what is near them.
const NEAR_WORDS: usize = 500;

/// So many expressions are remembered with the places and groups they find, and so many with the rows.
const MEANT: usize = 200;
const FEW_SETS: usize = 200;

/// More rows, places or groups than these are not remembered so.
const MOST_FEW: usize = 2_000;

/// So many letters are remembered with the words that hold them.
const HELD_LETTERS: usize = 50;

/// Longer expressions are not remembered.
const LONGEST_KNOWN: usize = 1_000;

/// When more lines than these changed, an order is read anew.
const PATCHES: usize = 200;

/// What is kept in memory between questions.
#[derive(Debug, Default)]
pub struct Warm {
    pub(super) bounds: Bounds,
    stamp: (i64, i64),
    /// The last word of the vocabulary when what is near a word was looked up.
    last_word: Option<i64>,
    orders: Vec<Order>,
    sets: Vec<(String, Arc<Rows>)>,
    vocabulary: Vocabulary,
    pub(super) near: HashMap<(String, Ring), Vec<(Nearness, i64)>>,
    /// The words that hold some letters.
    pub(super) holding: HashMap<String, Vec<i64>>,
    /// The places and groups an expression finds.
    pub(super) meant: HashMap<String, Vec<EntryId>>,
    /// The rows an expression finds, when they are few.
    few: HashMap<String, Arc<[u32]>>,
    /// The last list, whole, and what was asked.
    pub(super) last: Option<(String, Arc<[u32]>)>,
}

/// The rows of some kinds in order.
#[derive(Debug)]
struct Order {
    kinds: Vec<EntryKind>,
    key: Key,
    rows: Arc<Sorted>,
}

/// Rows in order, upwards; those without a value stand last, whichever way they are read.
#[derive(Clone, Debug, Default)]
pub(super) struct Sorted {
    rows: Vec<u32>,
    /// Where those without a value begin.
    valued: usize,
}

impl Sorted {
    /// The rows, one way or the other.
    pub fn each(&self, descending: bool) -> impl Iterator<Item = u32> {
        let (with, without) = self.rows.split_at(self.valued.min(self.rows.len()));
        [with, without].into_iter().flat_map(move |part| {
            let last = part.len();
            (0..last).filter_map(move |at| part.get(if descending { last - 1 - at } else { at }).copied())
        })
    }

    fn count(&self) -> usize {
        self.rows.len()
    }
}

impl Warm {
    /// Lets go of what the index no longer says. What changed since is put in its place when it is little.
    pub fn freshen(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let stamp = index::stamp(connection)?;
        if stamp == self.stamp {
            return Ok(());
        }
        let (made, seq) = std::mem::replace(&mut self.stamp, stamp);
        self.sets.clear();
        self.last = None;
        self.few.clear();
        let last_word: Option<i64> =
            connection.prepare_cached("SELECT max(word) FROM idx.name_word")?.query_row([], |row| row.get(0))?;
        let is_same = made == stamp.0 && seq <= stamp.1;
        // words come to the vocabulary and never go
        if !is_same || last_word != self.last_word {
            self.near.clear();
            self.holding.clear();
        }
        self.last_word = last_word;
        if !is_same || has_named(connection, seq)? {
            self.meant.clear();
        }
        if !is_same {
            self.orders.clear();
            self.vocabulary = Vocabulary::default();
            return Ok(());
        }
        for mut order in std::mem::take(&mut self.orders) {
            if patch(connection, &mut order, seq)? {
                self.orders.push(order);
            }
        }
        Ok(())
    }

    /// The words of names, read on if there are new ones.
    pub(super) fn vocabulary(&mut self, connection: &Connection) -> rusqlite::Result<&Vocabulary> {
        self.vocabulary.read_on(connection)?;
        Ok(&self.vocabulary)
    }

    pub(super) fn remember_near(&mut self, key: (String, Ring), found: &[(Nearness, i64)]) {
        if self.near.len() >= NEAR_WORDS {
            self.near.clear();
        }
        self.near.insert(key, found.to_vec());
    }

    pub(super) fn remember_meant(&mut self, matching: &str, found: &[EntryId]) {
        if self.meant.len() >= MEANT {
            self.meant.clear();
        }
        if found.len() <= MOST_FEW {
            self.meant.insert(matching.to_owned(), found.to_vec());
        }
    }

    pub(super) fn remember_holding(&mut self, letters: &str, found: &[i64]) {
        if self.holding.len() >= HELD_LETTERS {
            self.holding.clear();
        }
        self.holding.insert(letters.to_owned(), found.to_vec());
    }

    /// The rows of these kinds in order, if they are in memory.
    pub(super) fn order(&mut self, kinds: &[EntryKind], key: Key) -> Option<Arc<Sorted>> {
        let at = self.orders.iter().position(|order| order.kinds == kinds && order.key == key)?;
        let order = self.orders.remove(at);
        let rows = Arc::clone(&order.rows);
        self.orders.push(order);
        Some(rows)
    }

    /// The rows of these kinds in order, read if need be.
    pub(super) fn order_read(
        &mut self,
        connection: &Connection,
        kinds: &[EntryKind],
        key: Key,
    ) -> rusqlite::Result<Arc<Sorted>> {
        if let Some(known) = self.order(kinds, key) {
            return Ok(known);
        }
        let mut sorted = Sorted::default();
        let stretches = key.stretches();
        for (at, stretch) in stretches.iter().enumerate() {
            let mut statement = connection.prepare_cached(&stretch.sql(kinds.len(), "", false))?;
            let mut rows = statement.query(params_from_iter(kinds.iter().map(|kind| kind.term())))?;
            while let Some(row) = rows.next()? {
                sorted.rows.extend(u32::try_from(row.get::<_, i64>(0)?).ok());
            }
            if at == 0 {
                sorted.valued = sorted.rows.len();
            }
        }
        let sorted = Arc::new(sorted);
        self.orders.push(Order { kinds: kinds.to_vec(), key, rows: Arc::clone(&sorted) });
        while self.orders.len() > 1 && self.orders.iter().map(|order| order.rows.count()).sum::<usize>() > ORDER_ROWS {
            self.orders.remove(0);
        }
        Ok(sorted)
    }

    /// A set that was found before.
    pub(super) fn set(&mut self, matching: &str) -> Option<Arc<Rows>> {
        if let Some(few) = self.few.get(matching) {
            return Some(Arc::new(few.iter().map(|row| i64::from(*row)).collect()));
        }
        let at = self.sets.iter().position(|(known, _)| known == matching)?;
        let known = self.sets.remove(at);
        let set = Arc::clone(&known.1);
        self.sets.push(known);
        Some(set)
    }

    pub(super) fn remember_set(&mut self, matching: &str, set: &Arc<Rows>) {
        if set.count().is_some_and(|count| count <= MOST_FEW) && matching.len() <= LONGEST_KNOWN {
            if self.few.len() >= FEW_SETS {
                self.few.clear();
            }
            self.few.insert(matching.to_owned(), set.iter().collect());
            return;
        }
        let is_small = |count: usize| count < SMALL_SET || count < set.bytes() * 8 / 100;
        if set.count().is_some_and(is_small) || matching.len() > LONGEST_KNOWN {
            return;
        }
        self.sets.push((matching.to_owned(), Arc::clone(set)));
        while self.sets.len() > 1 && self.sets.iter().map(|(_, set)| set.bytes()).sum::<usize>() > SET_BYTES {
            self.sets.remove(0);
        }
    }
}

/// Puts the lines that changed since an act in their new place; `false` when that is no less work than reading anew.
/// When very many lines are gone, the index is another one: see `made` of its state.
fn patch(connection: &Connection, order: &mut Order, since: i64) -> rusqlite::Result<bool> {
    let mut changed: Vec<u32> = Vec::new();
    for kind in &order.kinds {
        let mut statement =
            connection.prepare_cached("SELECT row FROM idx.listing WHERE kind = ? AND changed_seq > ? LIMIT ?")?;
        let most = i64::try_from(PATCHES + 1).unwrap_or(i64::MAX);
        for row in statement.query_map((kind.term(), since, most), |row| row.get::<_, i64>(0))? {
            changed.extend(u32::try_from(row?).ok());
        }
        if changed.len() > PATCHES {
            return Ok(false);
        }
    }
    let mut leaving = changed.clone();
    leaving.extend(gone(connection, since)?);
    leaving.sort_unstable();
    leaving.dedup();
    let (Some(first), Some(last)) = (leaving.first().copied(), leaving.last().copied()) else { return Ok(true) };
    // nobody else holds the order as a rule, and then nothing is copied
    let sorted = Arc::make_mut(&mut order.rows);
    let (mut at, mut valued) = (0, sorted.valued);
    sorted.rows.retain(|row| {
        let leaves = (first..=last).contains(row) && leaving.binary_search(row).is_ok();
        valued -= usize::from(leaves && at < sorted.valued);
        at += 1;
        !leaves
    });
    sorted.valued = valued;
    for row in changed {
        let place = Place::of(connection, order.key, row)?;
        let within = if place.stretch == 0 { 0..sorted.valued } else { sorted.valued..sorted.rows.len() };
        let (mut low, mut high) = (within.start, within.end);
        while low < high {
            let middle = low.midpoint(high);
            let Some(other) = sorted.rows.get(middle) else { return Ok(false) };
            if Place::of(connection, order.key, *other)?.is_before(&place) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        sorted.rows.insert(low, row);
        sorted.valued += usize::from(place.stretch == 0);
    }
    Ok(true)
}

/// The rows of lines that are gone since an act.
fn gone(connection: &Connection, since: i64) -> rusqlite::Result<Vec<u32>> {
    let mut statement = connection.prepare_cached("SELECT row FROM idx.gone WHERE seq > ?")?;
    let rows = statement.query_map([since], |row| row.get::<_, i64>(0))?;
    let rows = rows.filter_map(|row| row.map(|row| u32::try_from(row).ok()).transpose());
    rows.collect()
}

/// Whether a place or a group changed since an act, or may be gone.
fn has_named(connection: &Connection, since: i64) -> rusqlite::Result<bool> {
    connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM idx.listing WHERE kind = ?2 AND changed_seq > ?1)
                 OR EXISTS (SELECT 1 FROM idx.listing WHERE kind = ?3 AND changed_seq > ?1)
                 OR EXISTS (SELECT 1 FROM idx.gone WHERE seq > ?1)",
        )?
        .query_row((since, EntryKind::Place.term(), EntryKind::Group.term()), |row| row.get(0))
}

/// Where a line stands in an order.
struct Place {
    stretch: usize,
    keys: Vec<Value>,
    row: u32,
}

impl Place {
    fn of(connection: &Connection, key: Key, row: u32) -> rusqlite::Result<Self> {
        for (at, stretch) in key.stretches().iter().enumerate() {
            let sql = format!("SELECT {} FROM idx.listing WHERE row = ? {}", stretch.by.join(", "), stretch.among);
            let mut statement = connection.prepare_cached(&sql)?;
            let mut rows = statement.query([row])?;
            if let Some(found) = rows.next()? {
                let keys = (0..stretch.by.len()).map(|at| found.get(at)).collect::<rusqlite::Result<_>>()?;
                return Ok(Self { stretch: at, keys, row });
            }
        }
        Err(rusqlite::Error::QueryReturnedNoRows)
    }

    fn is_before(&self, other: &Self) -> bool {
        let order = self.keys.iter().zip(&other.keys).map(|(a, b)| compared(a, b)).find(|order| order.is_ne());
        order.unwrap_or_else(|| self.row.cmp(&other.row)).is_lt()
    }
}

/// As SQLite compares what stands in one column.
fn compared(a: &Value, b: &Value) -> std::cmp::Ordering {
    match (a, b) {
        (Value::Integer(a), Value::Integer(b)) => a.cmp(b),
        (Value::Text(a), Value::Text(b)) => a.as_bytes().cmp(b.as_bytes()),
        (Value::Blob(a), Value::Blob(b)) => a.cmp(b),
        _ => std::cmp::Ordering::Equal,
    }
}
