//! Sets of rows in the order of a list: small ones are sorted, large ones are met on a walk through the order.

use super::rows::Rows;
use super::warm::Sorted;
use super::{Asked, Finder, MATCHING};
use crate::model::EntryKind;
use crate::storage::index::{Key, tokens};
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, params, params_from_iter};
use std::sync::Arc;

/// So many rows of an order are asked for one by one before everything is gathered after all.
const PROBES: usize = 1_500;

/// The longest beginning of a word whose rows the index keeps together; those of a longer one are merged each time.
const KEPT_BEGINNING: usize = 3;

/// From how many hits on a set is a large one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    /// After so many hits it is guessed how many there will be.
    pub guessed_after: usize,
    /// When there will be more hits than this, the order is walked and each row of it asked for.
    pub dense: usize,
    /// So few rows are sorted by their keys; more are met on a walk through the order.
    pub sorted: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { guessed_after: 20_000, dense: 100_000, sorted: 2_000 }
    }
}

/// Where a kind stands among hits that are equally close: whom one looks for first, what is about them after.
const fn rank(kind: EntryKind) -> u8 {
    match kind {
        EntryKind::Person => 0,
        EntryKind::FileCard => 1,
        EntryKind::Place => 2,
        EntryKind::Group => 3,
        EntryKind::Event => 4,
        EntryKind::Source => 5,
        EntryKind::HoldingUnit => 6,
        _ => 7,
    }
}

/// The kinds of a list, each alone, in the order equally close hits stand in; `None` when they are not told apart.
fn ranked(asked: &Asked<'_>) -> Option<Vec<EntryKind>> {
    if asked.key.is_some() || asked.kinds.len() < 2 {
        return None;
    }
    let mut kinds = asked.kinds.to_vec();
    kinds.sort_by_key(|kind| rank(*kind));
    Some(kinds)
}

/// Whether one row can be asked for without merging the rows of all words that begin so.
fn is_probed_fast(expression: &str) -> bool {
    let mut parts: Vec<&str> = expression.split("\" *").collect();
    parts.pop();
    parts.iter().all(|part| {
        let begun = part.rsplit(['"', ' ']).next().unwrap_or_default();
        begun.chars().count() <= KEPT_BEGINNING
    })
}

impl Finder<'_> {
    fn key(asked: &Asked<'_>) -> Key {
        asked.key.unwrap_or(Key::Label)
    }

    // what is in memory is borrowed only within these two: no question is asked meanwhile

    /// A large set that was found before.
    pub(super) fn known_set(self, expression: &str) -> Option<Arc<Rows>> {
        self.warm.borrow_mut().set(expression)
    }

    /// The order of a list, if it is in memory.
    fn known_order(self, asked: &Asked<'_>, key: Key) -> Option<Arc<Sorted>> {
        self.warm.borrow_mut().order(asked.kinds, key)
    }

    /// Adds the rows of a set to `listed` in order, at most so many.
    pub(super) fn put_in_order(
        self,
        set: &Rows,
        asked: &Asked<'_>,
        most: usize,
        listed: &mut Vec<u32>,
    ) -> rusqlite::Result<()> {
        let key = Self::key(asked);
        let is_small = self.is_small(set);
        if let Some(kinds) = ranked(asked)
            && !is_small
        {
            for kind in kinds {
                self.put_in_order(set, &Asked { kinds: &[kind], ..*asked }, most, listed)?;
            }
            return Ok(());
        }
        if is_small && (ranked(asked).is_some() || self.known_order(asked, key).is_none()) {
            let mut sorted = self.sorted(set.iter(), asked)?;
            sorted.truncate(most);
            listed.extend(sorted);
            return Ok(());
        }
        let order = self.warm.borrow_mut().order_read(self.connection, asked.kinds, key)?;
        listed.extend(order.each(asked.descending).filter(|row| set.contains(*row)).take(most));
        Ok(())
    }

    fn bounds(self) -> Bounds {
        self.warm.borrow().bounds
    }

    /// Whether a set is sorted by the keys of its rows.
    fn is_small(self, set: &Rows) -> bool {
        set.count().is_some_and(|count| count <= self.bounds().sorted)
    }

    /// A few rows, those of other kinds left out, sorted by their keys.
    fn sorted(self, rows: impl Iterator<Item = u32>, asked: &Asked<'_>) -> rusqlite::Result<Vec<u32>> {
        let way = if asked.descending { "DESC" } else { "ASC" };
        let order = match Self::key(asked) {
            Key::Reference => format!("reference_key {way}, row {way}"),
            Key::Label => format!("label_key {way}, reference_key {way}, row {way}"),
            Key::Number => format!("number_key = '', number_key {way}, reference_key {way}, row {way}"),
            Key::Day => format!("day IS NULL, day {way}, reference_key {way}, row {way}"),
            Key::Changed => format!("changed_seq {way}, row {way}"),
        };
        let first = ranked(asked).map_or_else(String::new, |kinds| {
            let each: Vec<String> =
                kinds.iter().enumerate().map(|(at, kind)| format!("WHEN '{}' THEN {at}", kind.term())).collect();
            format!("CASE kind {} END, ", each.join(" "))
        });
        let rows: Vec<u32> = rows.collect();
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let kinds = vec!["?"; asked.kinds.len()].join(", ");
        let sql = format!(
            "SELECT row FROM json_each(?) AS one CROSS JOIN idx.listing ON listing.row = one.value
             WHERE kind IN ({kinds}) ORDER BY {first}{order}"
        );
        let mut values = vec![Value::Text(serde_json::to_string(&rows).unwrap_or_default())];
        values.extend(asked.kinds.iter().map(|kind| Value::Text(kind.term().to_owned())));
        let mut statement = self.connection.prepare_cached(&sql)?;
        statement.query_map(params_from_iter(values), |row| row.get(0))?.collect()
    }

    /// The first rows of a set that are not known yet.
    pub(super) fn first_of(
        self,
        set: &Rows,
        asked: &Asked<'_>,
        most: usize,
        known: &Rows,
    ) -> rusqlite::Result<Vec<u32>> {
        if self.is_small(set) {
            let mut rows = self.sorted(set.iter().filter(|row| !known.contains(*row)), asked)?;
            rows.truncate(most);
            return Ok(rows);
        }
        if let Some(kinds) = ranked(asked) {
            return Self::each_kind(&kinds, asked, most, &mut |asked, left| {
                // of a kind of which the set has few, the walk would go on to the end
                match asked.kinds {
                    [kind] if *kind != EntryKind::FileCard && set.count().is_some() => {
                        let of_kind = self.matching(&format!("\"{}\"", tokens::kind(*kind)))?;
                        self.first_of(&set.clone().and(&of_kind), asked, left, known)
                    }
                    _ => self.first_of(set, asked, left, known),
                }
            });
        }
        self.walk(asked, most, &mut |row| Ok(set.contains(row) && !known.contains(row)))
    }

    /// The first rows kind by kind, until there are enough.
    fn each_kind(
        kinds: &[EntryKind],
        asked: &Asked<'_>,
        most: usize,
        first: &mut dyn FnMut(&Asked<'_>, usize) -> rusqlite::Result<Vec<u32>>,
    ) -> rusqlite::Result<Vec<u32>> {
        let mut found = Vec::new();
        for kind in kinds {
            if found.len() >= most {
                break;
            }
            found.extend(first(&Asked { kinds: &[*kind], ..*asked }, most - found.len())?);
        }
        Ok(found)
    }

    /// The first rows an expression finds that are not known yet.
    pub(super) fn first_matching(
        self,
        expression: &str,
        asked: &Asked<'_>,
        most: usize,
        known: &Rows,
    ) -> rusqlite::Result<Vec<u32>> {
        if asked.kinds.is_empty() {
            return Ok(Vec::new());
        }
        if let Some(set) = self.known_set(expression) {
            return self.first_of(&set, asked, most, known);
        }
        // a list of cards is most of what there is: asking for it costs more than leaving others out afterwards
        let of_kinds = if asked.kinds.len() < EntryKind::LISTED.len() && !asked.kinds.contains(&EntryKind::FileCard) {
            let kinds: Vec<String> = asked.kinds.iter().map(|kind| format!("\"{}\"", tokens::kind(*kind))).collect();
            format!("({expression} AND ({}))", kinds.join(" OR "))
        } else {
            expression.to_owned()
        };
        let may_probe = is_probed_fast(&of_kinds);
        let set = self.gathered(&of_kinds, may_probe)?;
        if let Some(kinds) = ranked(asked)
            && set.as_ref().is_none_or(|set| !self.is_small(set))
            && may_probe
        {
            return Self::each_kind(&kinds, asked, most, &mut |asked, left| {
                self.first_matching(expression, asked, left, known)
            });
        }
        if let Some(set) = set {
            return self.first_of(&set, asked, most, known);
        }
        let mut probes = 0;
        let mut statement =
            self.connection.prepare_cached("SELECT 1 FROM idx.words WHERE words MATCH ? AND rowid = ?")?;
        let walked = self.walk(asked, most, &mut |row| {
            probes += 1;
            if probes > PROBES {
                return Err(rusqlite::Error::QueryReturnedNoRows);
            }
            Ok(!known.contains(row) && statement.exists(params![&of_kinds, row])?)
        });
        match walked {
            Err(rusqlite::Error::QueryReturnedNoRows) => {
                let set = self.matching(&of_kinds)?;
                self.first_of(&set, asked, most, known)
            }
            other => other,
        }
    }

    /// The rows an expression finds; `None` when there will be very many and one can be asked for fast. They are kept
    /// for who asks for the whole list afterwards.
    fn gathered(self, expression: &str, may_probe: bool) -> rusqlite::Result<Option<Arc<Rows>>> {
        if let Some(set) = self.known_set(expression) {
            return Ok(Some(set));
        }
        let bounds = self.bounds();
        let mut set = Rows::default();
        let mut count = 0_usize;
        let mut statement = self.connection.prepare_cached(MATCHING)?;
        let mut rows = statement.query([expression])?;
        while let Some(row) = rows.next()? {
            let row: i64 = row.get(0)?;
            set.insert(row);
            count += 1;
            let is_dense = || -> rusqlite::Result<bool> {
                Ok(count == bounds.guessed_after && self.guess(count, row)? > bounds.dense || count > 2 * bounds.dense)
            };
            if may_probe && is_dense()? {
                return Ok(None);
            }
        }
        let set = Arc::new(set);
        self.warm.borrow_mut().remember_set(expression, &set);
        Ok(Some(set))
    }

    /// How many rows there will be when so many were found up to this one.
    fn guess(self, count: usize, row: i64) -> rusqlite::Result<usize> {
        let last: Option<i64> =
            self.connection.prepare_cached("SELECT max(row) FROM idx.listing")?.query_row([], |row| row.get(0))?;
        let (last, row) = (usize::try_from(last.unwrap_or(0)).unwrap_or(0), usize::try_from(row).unwrap_or(1).max(1));
        Ok(count.saturating_mul(last) / row)
    }

    /// The first rows of the order that are wanted.
    pub(super) fn walk(
        self,
        asked: &Asked<'_>,
        most: usize,
        wanted: &mut dyn FnMut(u32) -> rusqlite::Result<bool>,
    ) -> rusqlite::Result<Vec<u32>> {
        if let Some(kinds) = ranked(asked) {
            return Self::each_kind(&kinds, asked, most, &mut |asked, left| self.walk(asked, left, wanted));
        }
        let key = Self::key(asked);
        let mut found = Vec::new();
        if let Some(order) = self.known_order(asked, key) {
            for row in order.each(asked.descending) {
                if found.len() >= most {
                    break;
                }
                if wanted(row)? {
                    found.push(row);
                }
            }
            return Ok(found);
        }
        for stretch in key.stretches() {
            let mut statement =
                self.connection.prepare_cached(&stretch.sql(asked.kinds.len(), "", asked.descending))?;
            let mut rows = statement.query(params_from_iter(asked.kinds.iter().map(|kind| kind.term())))?;
            while found.len() < most
                && let Some(row) = rows.next()?
            {
                if let Ok(row) = u32::try_from(row.get::<_, i64>(0)?)
                    && wanted(row)?
                {
                    found.push(row);
                }
            }
        }
        Ok(found)
    }

    /// The rows after one in the whole order, by its keys; `None` when the row is gone.
    pub(super) fn walk_after(self, asked: &Asked<'_>, row: u32, most: usize) -> rusqlite::Result<Option<Vec<u32>>> {
        let key = Self::key(asked);
        let mut page: Vec<u32> = Vec::new();
        let mut is_reached = false;
        for stretch in key.stretches() {
            let columns = stretch.by.join(", ");
            let keys: Option<Vec<Value>> = self
                .connection
                .prepare_cached(&format!("SELECT {columns} FROM idx.listing WHERE row = ? {}", stretch.among))?
                .query_row([row], |found| (0..stretch.by.len()).map(|at| found.get(at)).collect())
                .optional()?;
            let left = most.saturating_sub(page.len());
            if keys.is_none() && !is_reached {
                continue;
            }
            let beyond = keys.as_ref().map_or(String::new(), |keys| {
                let side = if asked.descending { '<' } else { '>' };
                format!("AND ({columns}, row) {side} ({}?)", "?, ".repeat(keys.len()))
            });
            is_reached = true;
            let mut values = Vec::new();
            for kind in asked.kinds {
                values.push(Value::Text(kind.term().to_owned()));
                if let Some(keys) = &keys {
                    values.extend(keys.iter().cloned());
                    values.push(Value::Integer(i64::from(row)));
                }
            }
            let sql = stretch.sql(asked.kinds.len(), &beyond, asked.descending);
            let mut statement = self.connection.prepare_cached(&sql)?;
            let mut rows = statement.query(params_from_iter(values))?;
            let mut taken = 0;
            while taken < left
                && let Some(row) = rows.next()?
            {
                page.extend(u32::try_from(row.get::<_, i64>(0)?).ok());
                taken += 1;
            }
        }
        Ok(is_reached.then_some(page))
    }
}
