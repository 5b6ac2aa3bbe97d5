//! What lists are narrowed by, and how many lines have it: kept by difference, so that a count is there at once.

use crate::model::{Day, EntryKind, NumberSeries};
use crate::search::query::DateField;
use crate::search::{Findable, Zone};
use crate::text;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, HashMap};

crate::model::terms! {
    /// What a list can be narrowed by.
    FacetField {
        /// The camp of a card, the camp that gave a number.
        #[default] Camp = "camp",
        /// The register of a number.
        Series = "series",
        /// The year somebody came; of an event, a group, a picture, a source the year it is of.
        Year = "year",
        /// The printed form of a card.
        Template = "template",
        /// How far the keying of a card is.
        Status = "status",
        /// What somebody was or did, what a picture shows.
        Role = "role",
        /// How much of what identifies somebody is there, in quarters.
        Completeness = "completeness",
    }
}

/// A date that may be of more years than so many is of none.
const MOST_YEARS: i32 = 3;

/// Longer words are no value many lines have.
const LONGEST: usize = 80;

/// A value of a facet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Value {
    /// What is narrowed by.
    pub field: FacetField,
    /// Names the value within its field.
    pub term: String,
    /// As it is written.
    pub label: String,
}

/// The values an entry has.
pub fn of(found: &Findable) -> Vec<Value> {
    let mut values: Vec<Value> = Vec::new();
    let mut add = |field: FacetField, term: String, label: &str| {
        let label = label.trim();
        if !term.is_empty()
            && label.len() <= LONGEST
            && values.iter().all(|one| (one.field, &one.term) != (field, &term))
        {
            values.push(Value { field, term, label: label.to_owned() });
        }
    };
    for form in &found.forms {
        match (form.zone, form.property.as_str()) {
            (Zone::Camp, "camp" | "issuer") => add(FacetField::Camp, text::fold(&form.text), &form.text),
            (Zone::Role, "role") => add(FacetField::Role, text::fold(&form.text), &form.text),
            _ => {}
        }
    }
    for number in found.numbers.iter().filter(|number| number.series != NumberSeries::Unstated) {
        add(FacetField::Series, number.series.term().to_owned(), number.series.term());
    }
    let of_year = match found.kind {
        EntryKind::FileCard | EntryKind::Person => DateField::Arrived,
        _ => DateField::Date,
    };
    for dated in found.dates.iter().filter(|dated| dated.field == of_year) {
        let (Some(from), Some(to)) = (dated.from.map(year), dated.to.map(year)) else { continue };
        if to - from < MOST_YEARS {
            for year in from..=to {
                add(FacetField::Year, format!("{}:{year:04}", year_field(found.kind)), &format!("{year:04}"));
            }
        }
    }
    if !found.template.is_empty() {
        add(FacetField::Template, found.template.clone(), &found.template);
    }
    if let Some(stage) = found.stage {
        add(FacetField::Status, stage.term().to_owned(), stage.term());
    }
    if let Some(quarters) = found.quarters() {
        let percent = (u32::from(quarters) * 25).to_string();
        add(FacetField::Completeness, percent.clone(), &percent);
    }
    values
}

fn year(day: Day) -> i32 {
    day.ymd().0
}

/// The field a year is asked for by.
const fn year_field(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::FileCard | EntryKind::Person => "arrived",
        _ => "date",
    }
}

/// Keeps the values of lines, and their counts.
#[derive(Default)]
pub(super) struct Writer {
    known: HashMap<(FacetField, String), u32>,
    counts: BTreeMap<(String, u32), i64>,
}

impl Writer {
    /// The numbers of values, four bytes each, as a line keeps them; a value that is new is noted.
    pub fn values(&mut self, connection: &Connection, values: &[Value]) -> rusqlite::Result<Vec<u8>> {
        let mut numbers = Vec::with_capacity(values.len());
        for value in values {
            numbers.push(self.number(connection, value)?);
        }
        numbers.sort_unstable();
        Ok(numbers.into_iter().flat_map(u32::to_le_bytes).collect())
    }

    fn number(&mut self, connection: &Connection, value: &Value) -> rusqlite::Result<u32> {
        let key = (value.field, value.term.clone());
        if let Some(number) = self.known.get(&key) {
            return Ok(*number);
        }
        let known: Option<u32> = connection
            .prepare_cached("SELECT value FROM idx.facet_value WHERE field = ? AND term = ?")?
            .query_row([value.field.term(), &value.term], |row| row.get(0))
            .optional()?;
        let number = match known {
            Some(number) => number,
            None => connection
                .prepare_cached("INSERT INTO idx.facet_value (field, term, label) VALUES (?, ?, ?) RETURNING value")?
                .query_row([value.field.term(), &value.term, &value.label], |row| row.get(0))?,
        };
        self.known.insert(key, number);
        Ok(number)
    }

    /// A line that had some values has others now.
    pub fn follow(
        &mut self,
        connection: &Connection,
        row: i64,
        (old_kind, old): (&str, &[u8]),
        (kind, new): (&str, &[u8]),
    ) -> rusqlite::Result<()> {
        if old == new && old_kind == kind {
            return Ok(());
        }
        for value in numbers(old) {
            connection
                .prepare_cached("DELETE FROM idx.facet WHERE value = ? AND row = ?")?
                .execute(params![value, row])?;
            *self.counts.entry((old_kind.to_owned(), value)).or_default() -= 1;
        }
        for value in numbers(new) {
            connection
                .prepare_cached("INSERT OR IGNORE INTO idx.facet (value, row) VALUES (?, ?)")?
                .execute(params![value, row])?;
            *self.counts.entry((kind.to_owned(), value)).or_default() += 1;
        }
        Ok(())
    }

    /// Writes the counts.
    pub fn finish(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        for ((kind, value), count) in std::mem::take(&mut self.counts) {
            if count == 0 {
                continue;
            }
            connection
                .prepare_cached(
                    "INSERT INTO idx.facet_count (kind, value, count) VALUES (?, ?, ?)
                     ON CONFLICT DO UPDATE SET count = count + excluded.count",
                )?
                .execute(params![kind, value, count])?;
            connection
                .prepare_cached("DELETE FROM idx.facet_count WHERE kind = ? AND value = ? AND count <= 0")?
                .execute(params![kind, value])?;
        }
        Ok(())
    }
}

/// The numbers of the values a line keeps.
pub(crate) fn numbers(kept: &[u8]) -> impl Iterator<Item = u32> {
    kept.as_chunks::<4>().0.iter().map(|bytes| u32::from_le_bytes(*bytes))
}
