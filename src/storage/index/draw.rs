//! Drawing an entry into the index: its line, its words, numbers, dates and facets, from its page.

use super::tokens::{self, Columns};
use super::{facets, vocabulary};
use crate::model::{Entry, EntryId, EntryKind, Timestamp};
use crate::search::query::DateField;
use crate::search::{Findable, Listing, findable, listing};
use crate::storage::columns::Column;
use crate::storage::pictures;
use crate::storage::rows::{self, Standing};
use crate::text;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeMap;

/// Dates that span more days are kept apart.
pub(crate) const LONG_DAYS: i32 = 400;

/// So many lines that are gone are named.
const MOST_GONE: i64 = 500;

/// What draws: it remembers what many entries share.
pub(super) struct Pen<'a> {
    pub(super) connection: &'a Connection,
    pub(super) vocabulary: vocabulary::Writer,
    pub(super) facets: facets::Writer,
    moments: BTreeMap<u64, Timestamp>,
    /// Whether the tables were empty when it began, so that there is nothing to take away first.
    is_first: bool,
    /// Whether a line was taken away.
    has_erased: bool,
}

impl<'a> Pen<'a> {
    /// A pen for what some acts touched.
    pub fn for_some(connection: &'a Connection) -> Self {
        Self {
            connection,
            vocabulary: vocabulary::Writer::default(),
            facets: facets::Writer::default(),
            moments: BTreeMap::new(),
            is_first: false,
            has_erased: false,
        }
    }

    /// A pen for everything, on empty tables.
    pub fn for_all(connection: &'a Connection) -> Self {
        Self { is_first: true, ..Self::for_some(connection) }
    }

    /// Writes what was only counted so far.
    pub fn finish(mut self) -> rusqlite::Result<()> {
        if self.has_erased {
            let gone: i64 =
                self.connection.prepare_cached("SELECT count(*) FROM idx.gone")?.query_row([], |row| row.get(0))?;
            if gone > MOST_GONE {
                // who keeps rows in memory has to let all of them go
                self.connection.prepare_cached("UPDATE idx.state SET made = abs(random() / 2)")?.execute([])?;
                self.connection.prepare_cached("DELETE FROM idx.gone")?.execute([])?;
            }
        }
        self.facets.finish(self.connection)
    }

    /// Takes an entry out of the index.
    pub fn erase(&mut self, id: EntryId) -> rusqlite::Result<()> {
        let connection = self.connection;
        let gone: Option<(i64, String, Vec<u8>)> = connection
            .prepare_cached("DELETE FROM idx.listing WHERE id = ? RETURNING row, kind, facets")?
            .query_row([id.to_value()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        if let Some((row, kind, facets)) = gone {
            self.has_erased = true;
            // the act is noted after what it touched
            connection
                .prepare_cached("INSERT OR IGNORE INTO idx.gone (seq, row) SELECT seq + 1, ? FROM idx.state")?
                .execute([row])?;
            connection.prepare_cached("DELETE FROM idx.words WHERE rowid = ?")?.execute([row])?;
            self.erase_values(row)?;
            self.facets.follow(connection, row, (&kind, &facets), (&kind, &[]))?;
        }
        connection.prepare_cached("DELETE FROM idx.depiction WHERE attachment = ?")?.execute([id.to_value()])?;
        pictures::erase(connection, id)
    }

    fn erase_values(&self, row: i64) -> rusqlite::Result<()> {
        self.connection.prepare_cached("DELETE FROM idx.number WHERE row = ?")?.execute([row])?;
        self.connection
            .prepare_cached(
                "DELETE FROM idx.day WHERE (field, is_long, first, last, row) IN
                     (SELECT field, is_long, first, last, row FROM idx.day INDEXED BY day_row WHERE row = ?)",
            )?
            .execute([row])?;
        Ok(())
    }

    /// Draws an entry anew; `changed` is the act that touched it last, if that is known.
    pub fn draw(&mut self, kind: EntryKind, id: EntryId, changed: Option<u64>) -> rusqlite::Result<()> {
        let Some(found) = rows::get(self.connection, kind, id)? else { return self.erase(id) };
        let page = page_of(self.connection, kind, id)?;
        self.draw_page(&found, page, changed)
    }

    /// Draws an entry anew from its page.
    pub fn draw_page(&mut self, found: &Standing, page: Vec<Standing>, changed: Option<u64>) -> rusqlite::Result<()> {
        let connection = self.connection;
        let changed = match changed {
            Some(seq) => seq,
            None => last_change(connection, found, &page)?,
        };
        let page: Vec<Entry> = page.into_iter().map(|found| found.entry).collect();
        let line = listing(&found.entry, &page);
        let words = findable(&found.entry, &page);
        let columns = tokens::columns(&words, |raw, folded| self.vocabulary.number(connection, raw, folded))?;
        let shown = facets::of(&words);
        let facet_values = self.facets.values(connection, &shown)?;
        let stage = words.stage.map_or("", crate::model::Stage::term);
        let at = self.moment(changed)?;
        let (kind, id) = (found.entry.kind(), found.entry.id());
        let row = self.line(id, kind, &line, stage, (changed, at), &facet_values)?;
        self.words(row, &columns)?;
        self.values(row, id, &words)?;
        if let Entry::Attachment(picture) = &found.entry {
            pictures::draw(connection, picture)?;
            if !self.is_first {
                connection
                    .prepare_cached("DELETE FROM idx.depiction WHERE attachment = ?")?
                    .execute([id.to_value()])?;
            }
            for person in &line.depicted {
                connection
                    .prepare_cached("INSERT OR IGNORE INTO idx.depiction (person, attachment) VALUES (?, ?)")?
                    .execute([person.to_value(), id.to_value()])?;
            }
        } else if !self.is_first {
            pictures::follow_owner(connection, (id, kind), (&line.reference_code, &line.label), (line.unit, stage))?;
        }
        Ok(())
    }

    fn line(
        &mut self,
        id: EntryId,
        kind: EntryKind,
        line: &Listing,
        stage: &str,
        (seq, at): (u64, Timestamp),
        facet_values: &[u8],
    ) -> rusqlite::Result<i64> {
        let connection = self.connection;
        let before: Option<(i64, String, Vec<u8>)> = if self.is_first {
            None
        } else {
            connection
                .prepare_cached("SELECT row, kind, facets FROM idx.listing WHERE id = ?")?
                .query_row([id.to_value()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
                .optional()?
        };
        let values = params![
            before.as_ref().map(|(row, ..)| *row),
            id.to_value(),
            kind.term(),
            line.unit.to_value(),
            line.reference_code,
            text::reference_sort_key(&line.reference_code),
            line.label,
            text::sort_key(&line.label),
            line.sort_of,
            line.number,
            line.number_key(),
            line.date,
            line.day,
            line.pictures,
            line.disputed,
            seq.to_value(),
            at.0,
            stage,
            facet_values
        ];
        let row: i64 = connection
            .prepare_cached(
                "INSERT OR REPLACE INTO idx.listing (row, id, kind, unit, reference_code, reference_key, label, label_key,
                     sort_of, number, number_key, date, day, pictures, disputed, changed_seq, changed_at, stage, facets)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING row",
            )?
            .query_row(values, |row| row.get(0))?;
        let (old_kind, old_values) = before.map_or((kind.term().to_owned(), Vec::new()), |(_, kind, old)| (kind, old));
        self.facets.follow(connection, row, (&old_kind, &old_values), (kind.term(), facet_values))?;
        Ok(row)
    }

    fn words(&self, row: i64, columns: &Columns) -> rusqlite::Result<()> {
        let mut statement = self.connection.prepare_cached(
            "INSERT OR REPLACE INTO idx.words
                 (rowid, name, kin, camp, place, number, transport, role, note, by, code, text, facts, tagged)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?;
        statement.raw_bind_parameter(1, row)?;
        for (at, column) in columns.iter().enumerate() {
            statement.raw_bind_parameter(at + 2, column)?;
        }
        statement.raw_execute()?;
        Ok(())
    }

    fn values(&self, row: i64, id: EntryId, found: &Findable) -> rusqlite::Result<()> {
        if !self.is_first {
            self.erase_values(row)?;
        }
        for dated in &found.dates {
            let first = dated.from.map_or(i32::MIN, |day| day.0);
            let last = dated.to.map_or(i32::MAX, |day| day.0);
            let is_long = i64::from(last) - i64::from(first) > i64::from(LONG_DAYS);
            self.connection
                .prepare_cached(
                    "INSERT OR IGNORE INTO idx.day (field, is_long, first, last, row) VALUES (?, ?, ?, ?, ?)",
                )?
                .execute(params![date_field(dated.field), is_long, first, last, row])?;
        }
        let arrived = found.dates.iter().filter(|dated| dated.field == DateField::Arrived);
        let arrived = arrived.filter_map(|dated| dated.from).min();
        for number in &found.numbers {
            self.connection
                .prepare_cached(
                    "INSERT INTO idx.number
                         (property, number, value, series, issuer, issuer_name, arrived, entry, kind, row)
                     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                )?
                .execute(params![
                    number.property,
                    number.number,
                    number.value.and_then(|value| i64::try_from(value).ok()),
                    number.series.term(),
                    number.issuer.to_value(),
                    text::fold(&number.issuer_name),
                    arrived.map(|day| day.0),
                    id.to_value(),
                    found.kind.term(),
                    row
                ])?;
        }
        Ok(())
    }

    /// When an act was done.
    fn moment(&mut self, seq: u64) -> rusqlite::Result<Timestamp> {
        if let Some(at) = self.moments.get(&seq) {
            return Ok(*at);
        }
        let at = self
            .connection
            .prepare_cached("SELECT at FROM main.change_set WHERE seq = ?")?
            .query_row([seq.to_value()], |row| row.get(0))
            .optional()?;
        let at = Timestamp(at.unwrap_or_default());
        self.moments.insert(seq, at);
        Ok(at)
    }
}

/// The number a sort of date has in the index.
pub(crate) const fn date_field(field: DateField) -> i64 {
    match field {
        DateField::Born => 0,
        DateField::Died => 1,
        DateField::Arrived => 2,
        DateField::Departed => 3,
        DateField::Date => 4,
    }
}

/// What is drawn of an entry: its page; of a person also the judgements that a card is about it.
pub fn page_of(connection: &Connection, kind: EntryKind, id: EntryId) -> rusqlite::Result<Vec<Standing>> {
    let mut page = rows::readable(rows::page_each(connection, id)?);
    if kind == EntryKind::Person {
        let judged = rows::identities_of(connection, id)?;
        let judged = judged.into_iter().filter(|judged| page.iter().all(|found| found.entry.id() != judged.id()));
        let judged: Vec<Standing> = judged.map(|entry| Standing { entry, made_in: 0 }).collect();
        page.extend(judged);
    }
    Ok(page)
}

/// The act that touched a page last.
fn last_change(connection: &Connection, found: &Standing, page: &[Standing]) -> rusqlite::Result<u64> {
    let made = page.iter().map(|on_page| on_page.made_in).max().unwrap_or(0).max(found.made_in);
    let edited: Option<i64> = connection
        .prepare_cached(
            "SELECT max(seq) FROM (SELECT max(seq) AS seq FROM main.change WHERE owner = ?1
                 UNION ALL SELECT max(seq) FROM main.change WHERE entry = ?1)",
        )?
        .query_row([found.entry.id().to_value()], |row| row.get(0))?;
    Ok(made.max(edited.map_or(0, i64::unsigned_abs)))
}
