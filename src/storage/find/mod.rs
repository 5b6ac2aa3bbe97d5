//! FINDING: a query and a list's other conditions to rows, in exact order, however many there are.
//!
//! A tree becomes a [`Plan`]; each statement of it becomes a set of rows ([`rows::Rows`]), and sets are put together in
//! memory. Orders of lists are read once and kept ([`warm::Warm`]), so that a large set is in order after one walk.

mod facets;
mod lexicon;
mod order;
mod plan;
mod rows;
#[cfg(test)]
mod tests;
mod warm;

pub use facets::{FacetCount, value_words};
pub use plan::{Level, Lexicon, Plan, plan};
pub use warm::Warm;

use crate::model::{EntryId, EntryKind, Stage};
use crate::search::query::Query;
use crate::storage::index::{Key, tokens};
use lexicon::Known;
use rows::Rows;
use rusqlite::{Connection, params_from_iter};
use std::cell::RefCell;
use std::fmt::Write;
use std::sync::Arc;

/// What a list shows and in which order.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// Entries of these kinds.
    pub kinds: &'a [EntryKind],
    /// Only what lies in this unit or under it.
    pub unit: Option<EntryId>,
    /// Only cards that are so far.
    pub stage: Option<Stage>,
    /// Only what this finds.
    pub query: &'a Query,
    /// The column it is sorted by; `None` for the best hits first.
    pub key: Option<Key>,
    /// From the end.
    pub descending: bool,
    /// The ids of the card templates with this id or these words in their title.
    pub templates: &'a dyn Fn(&str) -> Vec<String>,
}

/// The beginning of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Begun {
    /// The first rows.
    pub rows: Vec<u32>,
    /// Whether there are more.
    pub has_more: bool,
}

/// What finds: the connection and what is kept in memory beside it.
#[derive(Clone, Copy)]
pub struct Finder<'a> {
    connection: &'a Connection,
    warm: &'a RefCell<Warm>,
}

impl<'a> Finder<'a> {
    /// Finds on this connection; what is no longer so is let go of first.
    pub fn new(connection: &'a Connection, warm: &'a RefCell<Warm>) -> rusqlite::Result<Self> {
        warm.borrow_mut().freshen(connection)?;
        Ok(Self { connection, warm })
    }

    /// Every row of a list, in order.
    pub fn list(self, asked: &Asked<'_>) -> rusqlite::Result<Arc<[u32]>> {
        let name = name_of(asked);
        if let Some((known, rows)) = &self.warm.borrow().last
            && *known == name
        {
            return Ok(Arc::clone(rows));
        }
        let mut listed: Vec<u32> = Vec::new();
        let mut done = Rows::default();
        for plan in self.plans(asked)? {
            let found = self.gather(&plan)?;
            let fresh = found.and(&done.clone().not());
            self.put_in_order(&fresh, asked, usize::MAX, &mut listed)?;
            done = done.or(&fresh);
        }
        let listed: Arc<[u32]> = listed.into();
        self.warm.borrow_mut().last = Some((name, Arc::clone(&listed)));
        Ok(listed)
    }

    /// How many lines of each kind a query finds.
    pub fn counts(self, asked: &Asked<'_>) -> rusqlite::Result<Vec<(EntryKind, u64)>> {
        let found = self.found(asked)?;
        let mut counts: Vec<(EntryKind, u64)> = asked.kinds.iter().map(|kind| (*kind, 0)).collect();
        if found.count().is_some_and(|count| count <= COUNTED_ONE_BY_ONE) {
            let mut statement = self.connection.prepare_cached("SELECT kind FROM idx.listing WHERE row = ?")?;
            for row in found.iter() {
                let mut lines = statement.query([row])?;
                if let Some(line) = lines.next()? {
                    let kind = line.get_ref(0)?.as_str()?;
                    counts.iter_mut().filter(|(known, _)| known.term() == kind).for_each(|(_, count)| *count += 1);
                }
            }
            return Ok(counts);
        }
        for (kind, count) in &mut counts {
            let of_kind = self.matching(&format!("\"{}\"", tokens::kind(*kind)))?;
            let both = Rows::clone(&of_kind).and(&found).count().unwrap_or(0);
            *count = u64::try_from(both).unwrap_or(u64::MAX);
        }
        Ok(counts)
    }

    /// What a list finds, in no order.
    fn found(self, asked: &Asked<'_>) -> rusqlite::Result<Rows> {
        self.gather(&self.plan(asked, Level::Misread)?)
    }

    /// The first rows of a list, without finding all of them where that takes long.
    pub fn first(self, asked: &Asked<'_>, most: usize) -> rusqlite::Result<Begun> {
        let wanted = most.saturating_add(1);
        let mut begun: Vec<u32> = Vec::new();
        let mut known = Rows::default();
        let mut last = Plan::Nothing;
        'levels: for level in Self::levels(asked) {
            for plan in self.steps(asked, *level)? {
                if plan == Plan::Nothing || plan == last {
                    continue;
                }
                let left = wanted - begun.len();
                let found = match &plan {
                    Plan::Everything => self.walk(asked, left, &mut |row| Ok(!known.contains(row)))?,
                    Plan::Match(expression) => self.first_matching(expression, asked, left, &known)?,
                    other => {
                        let found = self.gather(other)?;
                        self.first_of(&found, asked, left, &known)?
                    }
                };
                for row in &found {
                    known.insert(i64::from(*row));
                }
                begun.extend(found);
                if begun.len() >= wanted {
                    break 'levels;
                }
                last = plan;
            }
        }
        let has_more = begun.len() > most;
        begun.truncate(most);
        Ok(Begun { rows: begun, has_more })
    }

    /// The rows that come after one in a list; from the beginning when it stands there no more.
    pub fn after(self, asked: &Asked<'_>, row: Option<u32>, most: usize) -> rusqlite::Result<Vec<u32>> {
        let Some(row) = row else { return Ok(self.first(asked, most)?.rows) };
        if asked.query.root.is_none()
            && asked.stage.is_none()
            && asked.unit.is_none()
            && let Some(page) = self.walk_after(asked, row, most)?
        {
            return Ok(page);
        }
        let listed = self.list(asked)?;
        let at = listed.iter().position(|known| *known == row).map_or(0, |at| at + 1);
        Ok(listed.get(at..).unwrap_or_default().iter().take(most).copied().collect())
    }

    fn known(self, asked: &Asked<'a>) -> Known<'a> {
        Known { connection: self.connection, warm: self.warm, templates: asked.templates }
    }

    /// What has to be asked, one plan after the other: each finds what the ones before it do and more.
    fn plans(self, asked: &Asked<'_>) -> rusqlite::Result<Vec<Plan>> {
        let mut plans: Vec<Plan> = Vec::new();
        for level in Self::levels(asked) {
            for plan in self.steps(asked, *level)? {
                if plan != Plan::Nothing && plans.last() != Some(&plan) {
                    plans.push(plan);
                }
            }
        }
        Ok(plans)
    }

    /// The levels that are asked one after the other.
    fn levels(asked: &Asked<'_>) -> &'static [Level] {
        if asked.key.is_none() { Level::ALL.as_slice() } else { &[Level::Misread] }
    }

    /// What is asked at a level: first, of a number or a code, whose own it is, then wherever it stands.
    fn steps(self, asked: &Asked<'_>, level: Level) -> rusqlite::Result<Vec<Plan>> {
        let plan = self.plan(asked, level)?;
        let is_exact = matches!(level, Level::AsWritten | Level::Folded);
        Ok(match owned(&plan).filter(|_| asked.key.is_none() && is_exact) {
            Some(own) => vec![own, plan],
            None => vec![plan],
        })
    }

    /// The plan of a list up to a level.
    fn plan(self, asked: &Asked<'_>, level: Level) -> rusqlite::Result<Plan> {
        self.within(asked, plan(asked.query, level, &self.known(asked))?)
    }

    /// A plan with the other conditions of a list.
    fn within(self, asked: &Asked<'_>, words: Plan) -> rusqlite::Result<Plan> {
        let mut parts = vec![words];
        if let Some(stage) = asked.stage {
            parts.push(Plan::Match(format!("\"{}\"", tokens::stage(stage))));
        }
        if let Some(unit) = asked.unit {
            parts.push(plan::in_units(&lexicon::under(self.connection, unit)?));
        }
        Ok(plan::all(parts))
    }

    /// The rows a plan finds.
    fn gather(self, plan: &Plan) -> rusqlite::Result<Rows> {
        Ok(match plan {
            Plan::Everything => Rows::all(),
            Plan::Nothing => Rows::default(),
            Plan::Rows(rows) => rows.iter().copied().collect(),
            Plan::Match(expression) => Rows::clone(&*self.matching(expression)?),
            Plan::Select(sql, values) => {
                let mut found = Rows::default();
                let mut statement = self.connection.prepare_cached(sql)?;
                let mut rows = statement.query(params_from_iter(values))?;
                while let Some(row) = rows.next()? {
                    found.insert(row.get(0)?);
                }
                found
            }
            Plan::All(parts) => {
                let mut all = Rows::all();
                for part in parts {
                    if all.count() == Some(0) {
                        break;
                    }
                    all = self.gather(part)?.and(&all);
                }
                all
            }
            Plan::Any(parts) => {
                let mut any = Rows::default();
                for part in parts {
                    any = self.gather(part)?.or(&any);
                }
                any
            }
            Plan::Not(part) => self.gather(part)?.not(),
        })
    }

    /// The rows an expression of FTS5 finds.
    fn matching(self, expression: &str) -> rusqlite::Result<Arc<Rows>> {
        if let Some(known) = self.known_set(expression) {
            return Ok(known);
        }
        let mut found = Rows::default();
        let mut statement = self.connection.prepare_cached(MATCHING)?;
        let mut rows = statement.query([expression])?;
        while let Some(row) = rows.next()? {
            found.insert(row.get(0)?);
        }
        let found = Arc::new(found);
        self.warm.borrow_mut().remember_set(expression, &found);
        Ok(found)
    }
}

/// The part of a plan that asks only in names, numbers and codes of the entry itself; `None` when it asks for anything
/// but numbers and codes.
fn owned(plan: &Plan) -> Option<Plan> {
    let each = |parts: &[Plan]| parts.iter().map(owned).collect::<Option<Vec<_>>>();
    Some(match plan {
        Plan::Match(expression) => {
            let mut quoted = expression.split('"').skip(1).step_by(2).flat_map(|words| words.split(' '));
            if !quoted.all(|word| !word.starts_with('_') && word.bytes().any(|byte| byte.is_ascii_digit())) {
                return None;
            }
            Plan::Match(format!("(({{name number code}} : ({expression})) AND {expression})"))
        }
        Plan::All(parts) => plan::all(each(parts)?),
        Plan::Any(parts) => plan::any(each(parts)?),
        Plan::Everything | Plan::Nothing | Plan::Select(..) | Plan::Rows(_) | Plan::Not(_) => plan.clone(),
    })
}

/// So few lines are looked at one by one for their kind.
const COUNTED_ONE_BY_ONE: usize = 20_000;

/// Finds rows by an expression of FTS5.
const MATCHING: &str = "SELECT rowid FROM idx.words WHERE words MATCH ?";

/// A name for what is asked, so that the same is known again.
fn name_of(asked: &Asked<'_>) -> String {
    let Asked { kinds, unit, stage, query, key, descending, templates: _ } = asked;
    let mut name = String::new();
    // writing to a string never fails
    let _ = write!(name, "{kinds:?} {unit:?} {stage:?} {key:?} {descending} {query:?}");
    name
}
