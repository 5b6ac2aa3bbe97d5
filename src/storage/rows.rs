//! Entries as rows: one table a kind, one column a field.
//!
//! Every struct is taken apart without `..`, so a new field does not compile until it has its column.

pub mod bulk;
mod references;

pub use references::{count_owned, count_references, identities_of, mentions, weighed, weighed_outside};

use super::columns::Column;
use crate::model::{
    Access, Attachment, Claim, ClosureRule, Conclusion, Day, Entry, EntryId, EntryKind, Event, FileCard, GlossaryTerm,
    Group, HoldingUnit, Identity, OwnTemplate, Person, Place, ProvenanceNote, Reading, Region, Role, SavedSearch,
    Source, Stage,
};
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};
use std::collections::BTreeSet;

/// A kind of entry with a table of its own.
trait Stored: Sized + Into<Entry> {
    /// Its columns in order; `id` is the first.
    const COLUMNS: &'static [&'static str];
    /// The values of those columns.
    fn values(&self) -> Vec<Value>;
    /// The entry in a row that holds those columns in that order, then `made_in`.
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self>;
}

macro_rules! stored {
    ($($kind:ident { $($field:ident),+ $(,)? })+) => { $(
        impl Stored for $kind {
            const COLUMNS: &'static [&'static str] = &[$(stringify!($field)),+];
            fn values(&self) -> Vec<Value> {
                let Self { $($field),+ } = self;
                vec![$($field.to_value()),+]
            }
            fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
                // by place: looking for each name among all took longer than reading
                let mut at = 0..;
                Ok(Self { $($field: placed(row, at.next().unwrap_or_default(), stringify!($field))?),+ })
            }
        }
    )+ };
}

stored! {
    HoldingUnit { id, parent, reference_code, level, title, dates, extent, creator, repository, scope_and_content }
    FileCard { id, reference_code, template, unit, specimen, stage, access }
    Person { id, reference_code, label, access }
    Place {
        id, reference_code, kind, label, name_de, name_local, country, latitude, longitude, since, until, wikidata,
        basis
    }
    Event { id, reference_code, kind, label }
    Group { id, reference_code, kind, label }
    Source { id, reference_code, kind, title, author, date, repository, description }
    Attachment {
        id, entry, ord, reference_code, master, extension, original_name, size_bytes, width_px, height_px, ppi, role,
        caption, caption_source, caption_locator, caption_ours, date, date_absence, photographer, credit, rights,
        copy_of, depicted, content_note, drawn, alignment, appearance, access
    }
    Region { id, attachment, x, y, width, height, outline, shows }
    Claim {
        id, subject, property, field, ord, as_written, reading, read_by, absence, scope, source, locator, region, certainty,
        keyed_by, keyed_at, pass, status, status_reason, remark, access, quotation, stated_on
    }
    Conclusion { id, reference_code, subject, property, kind, weighed, decision, chosen, reason, by, at, withdrawn }
    ProvenanceNote { id, subject, kind, text, date, author, access }
    Identity { id, entry, person, verdict, reason, by, at, evidence }
    OwnTemplate { id, template }
    SavedSearch { id, label, query }
    ClosureRule {
        id, code, jurisdiction, label, years_after_death, years_after_birth, years_after_creation, basis, in_force
    }
    GlossaryTerm { id, term, language, gloss, caution, basis }
}

fn column<T: Column>(row: &Row<'_>, name: &str) -> rusqlite::Result<T> {
    read(row.get_ref(name)?, name)
}

fn placed<T: Column>(row: &Row<'_>, at: usize, name: &str) -> rusqlite::Result<T> {
    read(row.get_ref(at)?, name)
}

fn read<T: Column>(value: ValueRef<'_>, name: &str) -> rusqlite::Result<T> {
    T::from_value(value).map_err(|why| {
        rusqlite::Error::FromSqlConversionFailure(0, value.data_type(), format!("column {name} holds {why}").into())
    })
}

/// The table of a kind.
pub const fn table(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::HoldingUnit => "holding_unit",
        EntryKind::FileCard => "file_card",
        EntryKind::Person => "person",
        EntryKind::Place => "place",
        EntryKind::Event => "event",
        EntryKind::Group => "prisoner_group",
        EntryKind::Source => "source",
        EntryKind::Attachment => "attachment",
        EntryKind::Region => "region",
        EntryKind::Claim => "claim",
        EntryKind::Conclusion => "conclusion",
        EntryKind::ProvenanceNote => "provenance_note",
        EntryKind::Identity => "identity",
        EntryKind::OwnTemplate => "own_template",
        EntryKind::SavedSearch => "saved_search",
        EntryKind::ClosureRule => "closure_rule",
        EntryKind::GlossaryTerm => "glossary_term",
    }
}

/// The column that names the owner, for kinds that hang on another entry.
pub(super) const fn owner_column(kind: EntryKind) -> Option<&'static str> {
    match kind {
        EntryKind::Attachment | EntryKind::Identity => Some("entry"),
        EntryKind::Region => Some("attachment"),
        EntryKind::Claim | EntryKind::Conclusion | EntryKind::ProvenanceNote => Some("subject"),
        EntryKind::HoldingUnit
        | EntryKind::FileCard
        | EntryKind::Person
        | EntryKind::Place
        | EntryKind::Event
        | EntryKind::Group
        | EntryKind::Source
        | EntryKind::OwnTemplate
        | EntryKind::SavedSearch
        | EntryKind::ClosureRule
        | EntryKind::GlossaryTerm => None,
    }
}

/// The kinds a reference code can name.
pub const REFERABLE: &[EntryKind] = &[
    EntryKind::HoldingUnit,
    EntryKind::FileCard,
    EntryKind::Person,
    EntryKind::Place,
    EntryKind::Event,
    EntryKind::Group,
    EntryKind::Source,
    EntryKind::Attachment,
    EntryKind::Conclusion,
];

const fn columns(kind: EntryKind) -> &'static [&'static str] {
    match kind {
        EntryKind::HoldingUnit => HoldingUnit::COLUMNS,
        EntryKind::FileCard => FileCard::COLUMNS,
        EntryKind::Person => Person::COLUMNS,
        EntryKind::Place => Place::COLUMNS,
        EntryKind::Event => Event::COLUMNS,
        EntryKind::Group => Group::COLUMNS,
        EntryKind::Source => Source::COLUMNS,
        EntryKind::Attachment => Attachment::COLUMNS,
        EntryKind::Region => Region::COLUMNS,
        EntryKind::Claim => Claim::COLUMNS,
        EntryKind::Conclusion => Conclusion::COLUMNS,
        EntryKind::ProvenanceNote => ProvenanceNote::COLUMNS,
        EntryKind::Identity => Identity::COLUMNS,
        EntryKind::OwnTemplate => OwnTemplate::COLUMNS,
        EntryKind::SavedSearch => SavedSearch::COLUMNS,
        EntryKind::ClosureRule => ClosureRule::COLUMNS,
        EntryKind::GlossaryTerm => GlossaryTerm::COLUMNS,
    }
}

fn values(entry: &Entry) -> Vec<Value> {
    match entry {
        Entry::HoldingUnit(entry) => entry.values(),
        Entry::FileCard(entry) => entry.values(),
        Entry::Person(entry) => entry.values(),
        Entry::Place(entry) => entry.values(),
        Entry::Event(entry) => entry.values(),
        Entry::Group(entry) => entry.values(),
        Entry::Source(entry) => entry.values(),
        Entry::Attachment(entry) => entry.values(),
        Entry::Region(entry) => entry.values(),
        Entry::Claim(entry) => entry.values(),
        Entry::Conclusion(entry) => entry.values(),
        Entry::ProvenanceNote(entry) => entry.values(),
        Entry::Identity(entry) => entry.values(),
        Entry::OwnTemplate(entry) => entry.values(),
        Entry::SavedSearch(entry) => entry.values(),
        Entry::ClosureRule(entry) => entry.values(),
        Entry::GlossaryTerm(entry) => entry.values(),
    }
}

fn from_row(kind: EntryKind, row: &Row<'_>) -> rusqlite::Result<Entry> {
    match kind {
        EntryKind::HoldingUnit => HoldingUnit::from_row(row).map(Into::into),
        EntryKind::FileCard => FileCard::from_row(row).map(Into::into),
        EntryKind::Person => Person::from_row(row).map(Into::into),
        EntryKind::Place => Place::from_row(row).map(Into::into),
        EntryKind::Event => Event::from_row(row).map(Into::into),
        EntryKind::Group => Group::from_row(row).map(Into::into),
        EntryKind::Source => Source::from_row(row).map(Into::into),
        EntryKind::Attachment => Attachment::from_row(row).map(Into::into),
        EntryKind::Region => Region::from_row(row).map(Into::into),
        EntryKind::Claim => Claim::from_row(row).map(Into::into),
        EntryKind::Conclusion => Conclusion::from_row(row).map(Into::into),
        EntryKind::ProvenanceNote => ProvenanceNote::from_row(row).map(Into::into),
        EntryKind::Identity => Identity::from_row(row).map(Into::into),
        EntryKind::OwnTemplate => OwnTemplate::from_row(row).map(Into::into),
        EntryKind::SavedSearch => SavedSearch::from_row(row).map(Into::into),
        EntryKind::ClosureRule => ClosureRule::from_row(row).map(Into::into),
        EntryKind::GlossaryTerm => GlossaryTerm::from_row(row).map(Into::into),
    }
}

/// The entry a claim's reading means, kept in a column of its own so that it can be found from the other side.
fn meant(entry: &Entry) -> Value {
    match entry {
        Entry::Claim(Claim { reading: Some(Reading::Entry(id)), .. }) => id.to_value(),
        Entry::Claim(Claim { reading: Some(Reading::Number(number)), .. }) => number.issuer.to_value(),
        _ => Value::Null,
    }
}

fn has_meant(kind: EntryKind) -> bool {
    kind == EntryKind::Claim
}

/// An entry as it stands, with the act that made it.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The entry.
    pub entry: Entry,
    /// The number of the act that made it.
    pub made_in: u64,
}

fn quoted(names: &[&str]) -> String {
    names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ")
}

/// Writes a new row.
pub fn insert(connection: &Connection, entry: &Entry, made_in: u64) -> rusqlite::Result<()> {
    let kind = entry.kind();
    let mut row = values(entry);
    row.push(made_in.to_value());
    let mut names = columns(kind).to_vec();
    names.push("made_in");
    if has_meant(kind) {
        names.push("meant");
        row.push(meant(entry));
    }
    let marks = vec!["?"; names.len()].join(", ");
    connection
        .prepare_cached(&format!("INSERT INTO {} ({}) VALUES ({marks})", table(kind), quoted(&names)))?
        .execute(params_from_iter(row))?;
    Ok(())
}

/// Rewrites the row of an entry; the act that made it stays.
pub fn update(connection: &Connection, entry: &Entry) -> rusqlite::Result<()> {
    let kind = entry.kind();
    let mut row = values(entry);
    let mut names = columns(kind).to_vec();
    if has_meant(kind) {
        names.push("meant");
        row.push(meant(entry));
    }
    let settings = names.iter().map(|name| format!("\"{name}\" = ?")).collect::<Vec<_>>().join(", ");
    row.push(entry.id().to_value());
    connection
        .prepare_cached(&format!("UPDATE {} SET {settings} WHERE id = ?", table(kind)))?
        .execute(params_from_iter(row))?;
    Ok(())
}

/// Takes a row away.
pub fn delete(connection: &Connection, kind: EntryKind, id: EntryId) -> rusqlite::Result<()> {
    connection.prepare_cached(&format!("DELETE FROM {} WHERE id = ?", table(kind)))?.execute([id.to_value()])?;
    Ok(())
}

/// The kind of the entry with this id, if there is one.
pub fn kind_of(connection: &Connection, id: EntryId) -> rusqlite::Result<Option<EntryKind>> {
    let union = EntryKind::ALL
        .iter()
        .map(|kind| format!("SELECT '{}' FROM {} WHERE id = ?1", kind.term(), table(*kind)))
        .collect::<Vec<_>>()
        .join(" UNION ALL ");
    let term: Option<String> =
        connection.prepare_cached(&union)?.query_row([id.to_value()], |row| row.get(0)).optional()?;
    Ok(term.as_deref().and_then(EntryKind::from_term))
}

/// The entry of this kind and id.
pub fn get(connection: &Connection, kind: EntryKind, id: EntryId) -> rusqlite::Result<Option<Standing>> {
    select(connection, kind, "id = ?", id.to_value()).map(|mut found| found.pop())
}

/// The entry with this id, whatever its kind.
pub fn find(connection: &Connection, id: EntryId) -> rusqlite::Result<Option<Standing>> {
    match kind_of(connection, id)? {
        Some(kind) => get(connection, kind, id),
        None => Ok(None),
    }
}

fn select(connection: &Connection, kind: EntryKind, condition: &str, value: Value) -> rusqlite::Result<Vec<Standing>> {
    select_each(connection, kind, condition, value)?.into_iter().collect()
}

fn select_each(
    connection: &Connection,
    kind: EntryKind,
    condition: &str,
    value: Value,
) -> rusqlite::Result<Vec<rusqlite::Result<Standing>>> {
    let sql = format!("SELECT {}, made_in FROM {} WHERE {condition} ORDER BY id", quoted(columns(kind)), table(kind));
    let mut statement = connection.prepare_cached(&sql)?;
    let found = statement.query_map([value], |row| Ok(named(kind, row)))?;
    found.collect()
}

/// The entry of a row, or which one cannot be read and why.
fn named(kind: EntryKind, row: &Row<'_>) -> rusqlite::Result<Standing> {
    standing(kind, row).map_err(|error| match error {
        rusqlite::Error::FromSqlConversionFailure(at, datatype, why) => {
            let id =
                column::<EntryId>(row, "id").map_or_else(|_| "without a proper id".to_owned(), |id| id.to_string());
            let why = format!("the {kind} {id} cannot be read: {why}");
            rusqlite::Error::FromSqlConversionFailure(at, datatype, why.into())
        }
        other => other,
    })
}

/// What can be read; the rest is told on the log by name, so that one bad row does not hide a page.
pub fn readable(found: Vec<rusqlite::Result<Standing>>) -> Vec<Standing> {
    let tell = |error: &rusqlite::Error| tracing::error!(%error, "left out; run `kartoteka check`");
    found.into_iter().filter_map(|row| row.inspect_err(tell).ok()).collect()
}

fn standing(kind: EntryKind, row: &Row<'_>) -> rusqlite::Result<Standing> {
    Ok(Standing { entry: from_row(kind, row)?, made_in: column(row, "made_in")? })
}

/// Every entry that hangs on `owner`, the owner itself first when it stands alone; all of them or an error.
pub fn page(connection: &Connection, owner: EntryId) -> rusqlite::Result<Vec<Standing>> {
    page_each(connection, owner)?.into_iter().collect()
}

/// [`page`], row by row.
pub fn page_each(connection: &Connection, owner: EntryId) -> rusqlite::Result<Vec<rusqlite::Result<Standing>>> {
    let mut found = Vec::new();
    if let Some(kind) = kind_of(connection, owner)?
        && owner_column(kind).is_none()
    {
        found.extend(select_each(connection, kind, "id = ?", owner.to_value())?);
    }
    for kind in EntryKind::ALL {
        if let Some(column) = owner_column(*kind) {
            found.extend(select_each(connection, *kind, &format!("{column} = ?"), owner.to_value())?);
        }
    }
    Ok(found)
}

/// What an act made that still stands, at most so many entries; all of them or an error.
pub fn made_in(connection: &Connection, seq: u64, most: usize) -> rusqlite::Result<Vec<Standing>> {
    made_in_each(connection, seq, most)?.into_iter().collect()
}

/// [`made_in`], row by row.
pub fn made_in_each(
    connection: &Connection,
    seq: u64,
    most: usize,
) -> rusqlite::Result<Vec<rusqlite::Result<Standing>>> {
    let mut found = Vec::new();
    for kind in EntryKind::ALL {
        let left = i64::try_from(most.saturating_sub(found.len())).unwrap_or(i64::MAX);
        let sql = format!(
            "SELECT {}, made_in FROM {} WHERE made_in = ? ORDER BY id LIMIT ?",
            quoted(columns(*kind)),
            table(*kind)
        );
        let mut statement = connection.prepare_cached(&sql)?;
        for row in statement.query_map((seq.to_value(), left), |row| Ok(named(*kind, row)))? {
            found.push(row?);
        }
    }
    Ok(found)
}

/// Calls `each` with every entry of a kind, and with the reason where one cannot be read; stops at the first error of
/// `each`.
pub fn for_each(
    connection: &Connection,
    kind: EntryKind,
    each: &mut dyn FnMut(rusqlite::Result<Standing>) -> crate::error::Result<()>,
) -> rusqlite::Result<crate::error::Result<()>> {
    let sql = format!("SELECT {}, made_in FROM {} ORDER BY rowid", quoted(columns(kind)), table(kind));
    let mut statement = connection.prepare(&sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if let Err(error) = each(named(kind, row)) {
            return Ok(Err(error));
        }
    }
    Ok(Ok(()))
}

/// The ids named by this reference code, in any kind that has one.
pub fn by_reference(connection: &Connection, reference: &str) -> rusqlite::Result<Vec<EntryId>> {
    let union = REFERABLE
        .iter()
        .map(|kind| {
            let partial = matches!(kind, EntryKind::Attachment | EntryKind::Conclusion);
            let condition = if partial { " AND reference_code <> ''" } else { "" };
            format!("SELECT id FROM {} WHERE reference_code = ?1{condition}", table(*kind))
        })
        .collect::<Vec<_>>()
        .join(" UNION ALL ");
    let mut statement = connection.prepare_cached(&union)?;
    let found = statement.query_map([reference], |row| column(row, "id"))?;
    found.collect()
}

/// Up to ten ids between two, in any kind: those that begin with the same hexadecimal digits.
pub fn by_id_range(connection: &Connection, from: EntryId, to: EntryId) -> rusqlite::Result<Vec<EntryId>> {
    let union = EntryKind::ALL
        .iter()
        .map(|kind| format!("SELECT id FROM {} WHERE id BETWEEN ?1 AND ?2", table(*kind)))
        .collect::<Vec<_>>()
        .join(" UNION ALL ");
    let mut statement = connection.prepare_cached(&format!("{union} LIMIT 10"))?;
    let found = statement.query_map([from.to_value(), to.to_value()], |row| column(row, "id"))?;
    found.collect()
}

/// How many entries there are of a kind.
pub fn count(connection: &Connection, kind: EntryKind) -> rusqlite::Result<u64> {
    let sql = format!("SELECT count(*) FROM {}", table(kind));
    connection.prepare_cached(&sql)?.query_row([], |row| row.get::<_, i64>(0)).map(|n| u64::try_from(n).unwrap_or(0))
}

/// The cards, persons and pictures that are not open to everybody on this day.
pub fn closed(connection: &Connection, today: Day) -> rusqlite::Result<BTreeSet<EntryId>> {
    let mut closed = BTreeSet::new();
    for kind in [EntryKind::FileCard, EntryKind::Person, EntryKind::Attachment] {
        let sql = format!("SELECT id, access FROM {} WHERE access <> 'open'", table(kind));
        let mut statement = connection.prepare_cached(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            // an access that cannot be read closes
            let access = column::<Access>(row, "access").unwrap_or(Access::Review);
            if !access.is_open_on(today) {
                closed.insert(column(row, "id")?);
            }
        }
    }
    Ok(closed)
}

/// The searches that are kept, oldest first.
pub fn saved_searches(connection: &Connection) -> rusqlite::Result<Vec<SavedSearch>> {
    let found = select_each(connection, EntryKind::SavedSearch, "made_in >= ?", Value::Integer(0))?;
    let kept = readable(found).into_iter().filter_map(|found| match found.entry {
        Entry::SavedSearch(saved) => Some(saved),
        _ => None,
    });
    Ok(kept.collect())
}

/// The card templates kept in the catalogue, oldest first.
pub fn own_templates(connection: &Connection) -> rusqlite::Result<Vec<OwnTemplate>> {
    let found = select_each(connection, EntryKind::OwnTemplate, "made_in >= ?", Value::Integer(0))?;
    let kept = readable(found).into_iter().filter_map(|found| match found.entry {
        Entry::OwnTemplate(own) => Some(own),
        _ => None,
    });
    Ok(kept.collect())
}

/// How many cards have this template.
pub fn count_of_template(connection: &Connection, template: &str) -> rusqlite::Result<u64> {
    connection
        .prepare_cached("SELECT count(*) FROM file_card WHERE template = ?")?
        .query_row([template], |row| row.get(0))
        .map(i64::unsigned_abs)
}

/// How many cards are how far, of a unit and what is under it, or of all.
pub fn stages(connection: &Connection, unit: Option<EntryId>) -> rusqlite::Result<Vec<(Stage, u64)>> {
    let under = "WHERE unit IN (WITH RECURSIVE under (id) AS (SELECT ? UNION
        SELECT holding_unit.id FROM holding_unit JOIN under ON holding_unit.parent = under.id) SELECT id FROM under)";
    let condition = if unit.is_some() { under } else { "" };
    let sql = format!("SELECT stage, count(*) FROM file_card {condition} GROUP BY stage");
    let mut statement = connection.prepare_cached(&sql)?;
    let found = statement.query_map(params_from_iter(unit.map(|unit| unit.to_value())), |row| {
        Ok((column(row, "stage")?, row.get::<_, i64>(1)?.unsigned_abs()))
    })?;
    found.collect()
}

/// So many aligned pictures are looked through for one of the same form.
const ALIGNED: usize = 2000;
/// So many claims are looked through for a card of the same form.
const LATEST_CLAIMS: usize = 20_000;

/// The latest aligned picture of this role among the cards of a template; drawn specimens lie as no scan does.
pub fn last_aligned(connection: &Connection, template: &str, role: Role) -> rusqlite::Result<Option<Attachment>> {
    let names = quoted(columns(EntryKind::Attachment));
    let sql = format!(
        "SELECT {names}, made_in FROM (SELECT {names}, made_in FROM attachment
                WHERE alignment IS NOT NULL AND role = ?1 ORDER BY id DESC LIMIT {ALIGNED})
            WHERE drawn = 0 AND EXISTS (SELECT 1 FROM file_card WHERE file_card.id = entry AND template = ?2)
            LIMIT 1"
    );
    connection.prepare_cached(&sql)?.query_row((role.to_value(), template), Attachment::from_row).optional()
}

/// The card like this one, of the same form, on which a value was keyed last.
pub fn keyed_before(connection: &Connection, card: &FileCard) -> rusqlite::Result<Option<EntryId>> {
    let FileCard { id, template, specimen, .. } = card;
    let sql = format!(
        "SELECT subject FROM (SELECT subject FROM claim ORDER BY rowid DESC LIMIT {LATEST_CLAIMS})
            WHERE subject <> ?1
              AND EXISTS (SELECT 1 FROM file_card WHERE file_card.id = subject AND template = ?2 AND specimen = ?3)
            LIMIT 1"
    );
    let found = connection.prepare_cached(&sql)?.query_row((id.to_value(), template, specimen), |row| row.get(0));
    Ok(found.optional()?.map(|bytes: [u8; 16]| EntryId(uuid::Uuid::from_bytes(bytes))))
}
