//! Sets of rows in the order of a list: small ones are sorted, large ones are met on a walk through the order.

use super::rows::Rows;
use super::warm::Sorted;
use super::{Asked, Finder, MATCHING};
use crate::model::EntryKind;
use crate::storage::index::{Key, tokens};
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, params, params_from_iter};
use std::sync::Arc;

/// So few rows are sorted by their keys; more are met on a walk through the order.
const SORTED: usize = 2_000;

/// After so many hits it is guessed how many there will be.
const GUESSED_AFTER: usize = 20_000;

/// When there will be more hits than this, the order is walked and each row of it asked for.
const DENSE: usize = 100_000;

/// So many rows of an order are asked for one by one before everything is gathered after all.
const PROBES: usize = 1_500;

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
        if set.count().is_some_and(|count| count <= SORTED) && self.known_order(asked, key).is_none() {
            let mut sorted = self.sorted(set.iter(), asked)?;
            sorted.truncate(most);
            listed.extend(sorted);
            return Ok(());
        }
        let order = self.warm.borrow_mut().order_read(self.connection, asked.kinds, key)?;
        listed.extend(order.each(asked.descending).filter(|row| set.contains(*row)).take(most));
        Ok(())
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
        let rows: Vec<u32> = rows.collect();
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let kinds = vec!["?"; asked.kinds.len()].join(", ");
        let sql = format!(
            "SELECT row FROM json_each(?) AS one CROSS JOIN idx.listing ON listing.row = one.value
             WHERE kind IN ({kinds}) ORDER BY {order}"
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
        known: &[u32],
    ) -> rusqlite::Result<Vec<u32>> {
        if set.count().is_some_and(|count| count <= SORTED) {
            let mut rows = self.sorted(set.iter().filter(|row| !known.contains(row)), asked)?;
            rows.truncate(most);
            return Ok(rows);
        }
        self.walk(asked, most, &mut |row| Ok(set.contains(row) && !known.contains(&row)))
    }

    /// The first rows an expression finds that are not known yet.
    pub(super) fn first_matching(
        self,
        expression: &str,
        asked: &Asked<'_>,
        most: usize,
        known: &[u32],
    ) -> rusqlite::Result<Vec<u32>> {
        if let Some(set) = self.known_set(expression) {
            return self.first_of(&set, asked, most, known);
        }
        let of_kinds = if asked.kinds.len() < EntryKind::LISTED.len() {
            let kinds: Vec<String> = asked.kinds.iter().map(|kind| format!("\"{}\"", tokens::kind(*kind))).collect();
            // a list of cards is most of what there is: asking for it costs more than leaving others out afterwards
            if asked.kinds.contains(&EntryKind::FileCard) {
                expression.to_owned()
            } else {
                format!("({expression} AND ({}))", kinds.join(" OR "))
            }
        } else {
            expression.to_owned()
        };
        let mut set = Rows::default();
        let mut count = 0_usize;
        let mut is_dense = false;
        {
            let mut statement = self.connection.prepare_cached(MATCHING)?;
            let mut rows = statement.query([&of_kinds])?;
            while let Some(row) = rows.next()? {
                let row: i64 = row.get(0)?;
                set.insert(row);
                count += 1;
                if count == GUESSED_AFTER && self.guess(count, row)? > DENSE || count > 2 * DENSE {
                    is_dense = true;
                    break;
                }
            }
        }
        if !is_dense {
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
            Ok(!known.contains(&row) && statement.exists(params![&of_kinds, row])?)
        });
        match walked {
            Err(rusqlite::Error::QueryReturnedNoRows) => {
                let set = self.matching(&of_kinds)?;
                self.first_of(&set, asked, most, known)
            }
            other => other,
        }
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
