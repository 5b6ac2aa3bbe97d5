//! What a list can be narrowed by, with counts; and the values of a field, for who types one.

use super::rows::Rows;
use super::{Asked, Finder};
use crate::model::EntryKind;
use crate::storage::index::facets::numbers;
use crate::storage::index::{self, FacetField};
use crate::storage::wording;
use crate::text;
use rusqlite::{Connection, params};
use std::collections::BTreeMap;

/// So few lines are asked one by one for their values; of more every value is asked for its lines.
const ONE_BY_ONE: usize = 20_000;

/// A part of so many of all lines is asked one by one too.
const PART: usize = 4;

/// So many values of a field are told.
const MOST_VALUES: usize = 200;

/// How many lines have a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetCount {
    /// What is narrowed by.
    pub field: FacetField,
    /// Names the value within its field.
    pub term: String,
    /// As it is written.
    pub label: String,
    /// How many lines.
    pub count: u64,
}

impl Finder<'_> {
    /// By what a list can be narrowed: field by field, the most frequent values first; of years and completeness the
    /// least first.
    pub fn facets(self, asked: &Asked<'_>) -> rusqlite::Result<Vec<FacetCount>> {
        let is_whole = asked.query.root.is_none() && asked.unit.is_none() && asked.stage.is_none();
        let counts = if is_whole { self.kept_counts(asked.kinds)? } else { self.counted(asked)? };
        let mut told = Vec::with_capacity(counts.len());
        let mut statement =
            self.connection.prepare_cached("SELECT field, term, label FROM idx.facet_value WHERE value = ?")?;
        for (value, count) in counts {
            let found = statement.query_row([value], |row| {
                let field = FacetField::from_term(row.get_ref(0)?.as_str()?).unwrap_or_default();
                Ok(FacetCount { field, term: row.get(1)?, label: row.get(2)?, count })
            });
            told.push(found?);
        }
        told.sort_by(|a, b| {
            let is_row = matches!(a.field, FacetField::Year | FacetField::Completeness | FacetField::Status);
            let by_count = if is_row { std::cmp::Ordering::Equal } else { b.count.cmp(&a.count) };
            let by_term = || text::reference_sort_key(&a.term).cmp(&text::reference_sort_key(&b.term));
            a.field.cmp(&b.field).then(by_count).then_with(by_term)
        });
        let mut of_field: BTreeMap<FacetField, usize> = BTreeMap::new();
        told.retain(|one| {
            let seen = of_field.entry(one.field).or_default();
            *seen += 1;
            *seen <= MOST_VALUES
        });
        Ok(told)
    }

    /// The counts that are kept of all lines of these kinds.
    fn kept_counts(self, kinds: &[EntryKind]) -> rusqlite::Result<BTreeMap<u32, u64>> {
        let mut counts: BTreeMap<u32, u64> = BTreeMap::new();
        let mut statement =
            self.connection.prepare_cached("SELECT value, count FROM idx.facet_count WHERE kind = ?")?;
        for kind in kinds {
            let mut rows = statement.query([kind.term()])?;
            while let Some(row) = rows.next()? {
                let count: i64 = row.get(1)?;
                *counts.entry(row.get(0)?).or_default() += count.unsigned_abs();
            }
        }
        Ok(counts)
    }

    /// The counts among what a list finds.
    fn counted(self, asked: &Asked<'_>) -> rusqlite::Result<BTreeMap<u32, u64>> {
        let found = self.found(asked)?;
        let mut counts: BTreeMap<u32, u64> = BTreeMap::new();
        let last: Option<i64> =
            self.connection.prepare_cached("SELECT max(row) FROM idx.listing")?.query_row([], |row| row.get(0))?;
        // the lines of a part of the catalogue are read in their order, faster than all values of all lines
        let few = usize::try_from(last.unwrap_or(0)).unwrap_or(0) / PART;
        if found.count().is_some_and(|count| count <= ONE_BY_ONE.max(few)) {
            let kinds: Vec<&str> = asked.kinds.iter().map(|kind| kind.term()).collect();
            let mut statement = self.connection.prepare_cached("SELECT kind, facets FROM idx.listing WHERE row = ?")?;
            for row in found.iter() {
                let mut lines = statement.query([row])?;
                if let Some(line) = lines.next()?
                    && kinds.contains(&line.get_ref(0)?.as_str()?)
                {
                    numbers(line.get_ref(1)?.as_blob()?).for_each(|value| *counts.entry(value).or_default() += 1);
                }
            }
            return Ok(counts);
        }
        let order =
            self.warm.borrow_mut().order_read(self.connection, asked.kinds, asked.key.unwrap_or(index::Key::Label))?;
        let among: Rows = order.each(false).filter(|row| found.contains(*row)).map(i64::from).collect();
        let mut statement = self.connection.prepare_cached("SELECT value, row FROM idx.facet ORDER BY value, row")?;
        let mut rows = statement.query([])?;
        let (mut value, mut count) = (0_u32, 0_u64);
        while let Some(row) = rows.next()? {
            let next: u32 = row.get(0)?;
            if next != value {
                if count > 0 {
                    counts.insert(value, count);
                }
                (value, count) = (next, 0);
            }
            count += u64::from(among.contains(row.get(1)?));
        }
        if count > 0 {
            counts.insert(value, count);
        }
        Ok(counts)
    }
}

/// The names of those who did the last acts are offered; before so many nobody remembers.
const LAST_ACTS: i64 = 2_000;

/// Values of a field that begin like this, the most frequent first.
pub fn value_words(connection: &Connection, field: &str, begun: &str, most: usize) -> rusqlite::Result<Vec<String>> {
    let folded = text::fold(begun);
    let is_wanted = |label: &str| {
        let label = text::fold(label);
        folded.is_empty() || label.starts_with(&folded) || label.contains(&format!(" {folded}"))
    };
    let of_facet = |field: FacetField| -> rusqlite::Result<Vec<String>> {
        let mut statement = connection.prepare_cached(
            "SELECT label, (SELECT total(count) FROM idx.facet_count WHERE facet_count.value = facet_value.value) AS uses
             FROM idx.facet_value WHERE field = ? AND uses > 0 ORDER BY uses DESC, label",
        )?;
        let labels = statement.query_map([field.term()], |row| row.get::<_, String>(0))?;
        labels.filter(|label| label.as_ref().map_or(true, |label| is_wanted(label))).take(most).collect()
    };
    let labels = |kind: EntryKind, column: &str| -> rusqlite::Result<Vec<String>> {
        let words: Vec<String> = text::words(begun);
        if words.is_empty() {
            let sql = format!(
                "SELECT {column} FROM idx.listing WHERE kind = ? AND {column} <> '' ORDER BY label_key LIMIT ?"
            );
            let most = i64::try_from(most).unwrap_or(i64::MAX);
            let mut statement = connection.prepare_cached(&sql)?;
            return statement.query_map(params![kind.term(), most], |row| row.get(0))?.collect();
        }
        let mut found = Vec::new();
        for row in index::of_kind(connection, kind, &words, most)? {
            found.extend(
                index::line(connection, row)?.map(
                    |line| {
                        if column == "label" { line.label } else { line.reference_code }
                    },
                ),
            );
        }
        Ok(found)
    };
    let worded = |properties: &[&str]| -> rusqlite::Result<Vec<String>> {
        let mut found: Vec<(String, u64)> = Vec::new();
        for property in properties {
            for (wording, uses) in wording::beginning(connection, property, begun, most)? {
                match found.iter_mut().find(|(known, _)| *known == wording) {
                    Some((_, known)) => *known += uses,
                    None => found.push((wording, uses)),
                }
            }
        }
        found.sort_by_key(|(_, uses)| std::cmp::Reverse(*uses));
        Ok(found.into_iter().map(|(wording, _)| wording).collect())
    };
    let mut found = match field {
        "camp" => of_facet(FacetField::Camp)?,
        "role" => of_facet(FacetField::Role)?,
        "template" => of_facet(FacetField::Template)?,
        "series" => of_facet(FacetField::Series)?,
        "in" => labels(EntryKind::HoldingUnit, "reference_code")?,
        "transport" => {
            let mut found = labels(EntryKind::Group, "label")?;
            found.extend(worded(&["member-of", "arrived-from"])?);
            found
        }
        "place" => {
            let mut found = labels(EntryKind::Place, "label")?;
            found.extend(worded(&["birth-place", "residence", "arrived-from"])?);
            found
        }
        "by" => {
            let mut statement = connection.prepare_cached(
                "SELECT author, count(*) AS acts FROM
                     (SELECT author FROM main.change_set WHERE author <> '' ORDER BY seq DESC LIMIT ?)
                 GROUP BY author ORDER BY acts DESC, author",
            )?;
            let authors = statement.query_map([LAST_ACTS], |row| row.get::<_, String>(0))?;
            authors
                .filter(|author| author.as_ref().map_or(true, |author| is_wanted(author)))
                .collect::<Result<_, _>>()?
        }
        "name" => worded(&["surname", "name", "given-name"])?,
        property => worded(&[property])?,
    };
    let mut seen = std::collections::HashSet::new();
    found.retain(|label| !label.is_empty() && seen.insert(label.clone()));
    found.truncate(most);
    Ok(found)
}
