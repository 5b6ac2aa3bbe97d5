//! Bringing in many entries as one act, written as they come; cards of a sheet among them.
//!
//! Invariant: every row of a sheet becomes a card or is told with its number and the reason. What cannot be brought in
//! is no reason against the rest.

use super::{Applied, Catalogue, now};
use crate::error::{Error, Result};
use crate::exchange::{CardRow, CellRead, ColumnRead, Importer, RowRead};
use crate::model::{
    Access, Act, CardField, CardTemplate, ChangeSet, Claim, Datatype, Entry, EntryId, EntryKind, FileCard,
    NumberSeries, PrisonerNumber, Reading, Stage, Timestamp, property_of, read,
};
use crate::storage::rows::bulk;
use crate::storage::{database_error, journal};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::Instant;

/// So many rows that were not brought in are named one by one; all are counted.
pub const MOST_REFUSED_NAMED: usize = 1_000;

/// How a sheet is brought in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportOptions {
    /// What is brought in, in words: the name of the file.
    pub about: String,
    /// The card template of rows that name none; empty for none.
    pub template: String,
    /// The fonds, series or file of rows that name none.
    pub holding_unit: Option<EntryId>,
    /// Say what would become of each row, and write nothing.
    pub is_dry_run: bool,
}

/// What became of a sheet: `rows` is always `brought_in` and `refused_count` together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ImportReport {
    /// Rows below the headings that are not blank.
    pub rows: u64,
    /// Rows that became a card.
    pub brought_in: u64,
    /// Values on those cards.
    pub values: u64,
    /// Rows that were not brought in, the first of them.
    pub refused: Vec<RefusedRow>,
    /// How many rows were not brought in.
    pub refused_count: u64,
    /// What became of each column.
    pub columns: Vec<ColumnRead>,
    /// The number of the act; none when nothing was written.
    pub act: Option<u64>,
    /// How long it took.
    pub seconds: f64,
}

/// A row that was not brought in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedRow {
    /// Its number as a table program shows it; the headings stand in row 1.
    pub row: u64,
    /// The line of the file on which it begins.
    pub line: u64,
    /// Why.
    pub reason: String,
}

impl Catalogue {
    /// Writes what `next` gives as one act of the present author, now: one transaction, one line of history, one step
    /// of undo, whatever the number. Each time it gives one page or several, every entry together with the one it hangs
    /// on; `None` is the end. What comes is written at once, so memory does not grow with it. When nothing comes nothing
    /// is written.
    pub fn bring_in(
        &mut self,
        act: Act,
        about: &str,
        next: &mut dyn FnMut() -> Result<Option<Vec<Entry>>>,
    ) -> Result<Applied> {
        let set = self.great_act(act, about, now());
        self.storage.bring_in(&set, &mut |_| next())
    }

    /// Brings in the cards of a sheet as one act. `progress` hears how many bytes of the file were read, and says
    /// `false` to stop: then nothing is brought in.
    pub fn import(
        &mut self,
        sheet: &mut dyn Importer,
        options: &ImportOptions,
        progress: &dyn Fn(u64) -> bool,
    ) -> Result<ImportReport> {
        let began = Instant::now();
        let mut reading = Reader::new(self, options)?;
        reading.report.columns = sheet.columns().to_vec();
        if options.is_dry_run {
            let connection = self.storage.connection();
            let storage = &self.storage;
            let mut seen = HashSet::new();
            while let Some(row) = next_row(sheet, progress)? {
                reading.take(row, |code| {
                    let taken = storage.told(bulk::taken(connection, code))?.map(|(kind, _)| Taken::Before(kind));
                    Ok(taken.or_else(|| (!seen.insert(hash_of(code))).then_some(Taken::Above)))
                })?;
            }
        } else {
            let set = self.great_act(Act::Import, &options.about, reading.at);
            let seq = self.storage.told(journal::head(self.storage.connection()))?.0 + 1;
            let folder = self.storage.folder().to_owned();
            let applied = self.storage.bring_in(&set, &mut |connection| {
                while let Some(row) = next_row(sheet, progress)? {
                    let card = reading.take(row, |code| {
                        let taken = bulk::taken(connection, code);
                        let taken = taken.map_err(|error| database_error(&folder, &error))?;
                        let above = |made_in| if made_in == seq { Some(Taken::Above) } else { None };
                        Ok(taken.map(|(kind, made_in)| above(made_in).unwrap_or(Taken::Before(kind))))
                    })?;
                    if let Some(card) = card {
                        return Ok(Some(card));
                    }
                }
                Ok(None)
            })?;
            reading.report.act = (reading.report.brought_in > 0).then_some(applied.seq);
        }
        reading.report.seconds = began.elapsed().as_secs_f64();
        Ok(reading.report)
    }

    fn great_act(&self, act: Act, about: &str, at: Timestamp) -> ChangeSet {
        ChangeSet {
            id: EntryId::fresh(),
            act,
            about: about.to_owned(),
            author: self.author.clone(),
            reason: String::new(),
            at,
            undoes: None,
            changes: Vec::new(),
        }
    }
}

/// The next row, unless somebody wants to stop.
fn next_row(sheet: &mut dyn Importer, progress: &dyn Fn(u64) -> bool) -> Result<Option<RowRead>> {
    let row = sheet.next_row()?;
    if row.as_ref().is_none_or(|row| row.row % 256 == 0) && !progress(sheet.bytes_read()) {
        return Err(Error::Cancelled);
    }
    Ok(row)
}

fn hash_of(code: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    code.hash(&mut hasher);
    hasher.finish()
}

/// Who has a reference code already.
enum Taken {
    /// A row of the same sheet.
    Above,
    /// An entry that was there.
    Before(EntryKind),
}

/// Makes cards of rows, and counts.
struct Reader {
    author: String,
    at: Timestamp,
    template: String,
    holding_unit: Option<EntryId>,
    /// The templates of the catalogue: the first box of each property.
    templates: HashMap<String, BTreeMap<String, CardField>>,
    units: HashMap<String, Option<EntryId>>,
    report: ImportReport,
}

impl Reader {
    fn new(catalogue: &Catalogue, options: &ImportOptions) -> Result<Self> {
        let ImportOptions { about: _, template, holding_unit, is_dry_run: _ } = options;
        if !template.is_empty() {
            catalogue.template(template)?;
        }
        let units = catalogue.units()?.into_iter().fold(HashMap::new(), |mut units, unit| {
            // which of two is meant nobody knows
            units.entry(unit.reference_code).and_modify(|known| *known = None).or_insert(Some(unit.id));
            units
        });
        Ok(Self {
            author: catalogue.author.clone(),
            at: now(),
            template: template.clone(),
            holding_unit: *holding_unit,
            templates: catalogue.templates()?.into_iter().map(boxes).collect(),
            units,
            report: ImportReport::default(),
        })
    }

    /// The card of a row with what stands on it, or a line of the report.
    fn take(
        &mut self,
        row: RowRead,
        mut taken: impl FnMut(&str) -> Result<Option<Taken>>,
    ) -> Result<Option<Vec<Entry>>> {
        self.report.rows += 1;
        let RowRead { row, line, card } = row;
        let made = match card {
            Err(reason) => Err(reason),
            Ok(card) => match taken(&card.reference_code)? {
                Some(Taken::Above) => Err(format!("the reference code {} is that of a row above", card.reference_code)),
                Some(Taken::Before(kind)) => {
                    let kind = kind.term().replace('-', " ");
                    Err(format!("the reference code {} is in the catalogue already, of a {kind}", card.reference_code))
                }
                None => self.entries(card),
            },
        };
        match made {
            Ok(entries) => {
                self.report.brought_in += 1;
                self.report.values += entries.len() as u64 - 1;
                Ok(Some(entries))
            }
            Err(reason) => {
                self.report.refused_count += 1;
                if self.report.refused.len() < MOST_REFUSED_NAMED {
                    self.report.refused.push(RefusedRow { row, line, reason });
                }
                Ok(None)
            }
        }
    }

    fn entries(&self, row: CardRow) -> Result<Vec<Entry>, String> {
        let CardRow { reference_code, template, holding_unit, stage, values } = row;
        let template = if template.is_empty() { self.template.clone() } else { template };
        let fields = match self.templates.get(&template) {
            Some(fields) => Some(fields),
            None if template.is_empty() => None,
            None => return Err(format!("there is no card template {template:?} (see `kartoteka template`)")),
        };
        let unit = if holding_unit.is_empty() {
            self.holding_unit
        } else {
            match self.units.get(&holding_unit) {
                Some(Some(unit)) => Some(*unit),
                Some(None) => return Err(format!("two units have the reference code {holding_unit:?}")),
                None => return Err(format!("there is no unit with the reference code {holding_unit:?}")),
            }
        };
        let card = FileCard {
            id: EntryId::fresh(),
            reference_code,
            template,
            unit,
            specimen: false,
            // somebody keyed it, though not here; one without a value is still to be keyed
            stage: stage.unwrap_or(if values.is_empty() { Stage::ToKey } else { Stage::Keyed }),
            access: Access::Open,
        };
        let first = |property: &str| {
            values.iter().find(|value| value.property == property).map_or("", |value| value.as_written.trim())
        };
        let number = NumberOfRow { series: series(first("series")), camp: first("camp").to_owned() };
        let mut entries: Vec<Entry> = Vec::with_capacity(1 + values.len());
        let mut placed: Vec<(String, u32)> = Vec::with_capacity(values.len());
        let subject = card.id;
        entries.push(card.into());
        for value in values {
            let ord = if let Some((_, ord)) = placed.iter_mut().find(|(property, _)| *property == value.property) {
                *ord += 1;
                *ord
            } else {
                placed.push((value.property.clone(), 0));
                0
            };
            entries.push(self.claim(subject, value, ord, fields, &number).into());
        }
        Ok(entries)
    }

    fn claim(
        &self,
        subject: EntryId,
        value: CellRead,
        ord: u32,
        fields: Option<&BTreeMap<String, CardField>>,
        number: &NumberOfRow,
    ) -> Claim {
        let CellRead { property, as_written, absence } = value;
        let field = fields.and_then(|fields| fields.get(&property));
        let reading = match (&absence, field) {
            (Some(_), _) => None,
            (None, Some(field)) => field.read(&as_written),
            (None, None) => {
                let datatype = property_of(&property).map_or(Datatype::Text, |known| known.datatype);
                read(&property, datatype, &as_written)
            }
        };
        let reading = match reading {
            Some(Reading::Number(read)) if property == "prisoner-number" => Some(Reading::Number(number.of(read))),
            other => other,
        };
        Claim {
            id: EntryId::fresh(),
            subject,
            property,
            field: field.map(|field| field.id.clone()).unwrap_or_default(),
            ord,
            as_written,
            reading,
            absence,
            keyed_by: self.author.clone(),
            keyed_at: self.at,
            ..Claim::default()
        }
    }
}

/// What other cells of a row say of its prisoner number.
struct NumberOfRow {
    series: Option<NumberSeries>,
    camp: String,
}

impl NumberOfRow {
    fn of(&self, read: PrisonerNumber) -> PrisonerNumber {
        let issuer_name = if self.camp.is_empty() { read.issuer_name } else { self.camp.clone() };
        PrisonerNumber { series: self.series.unwrap_or(read.series), issuer_name, ..read }
    }
}

/// The register a cell names: by its term, in whatever case.
fn series(cell: &str) -> Option<NumberSeries> {
    NumberSeries::from_term(&cell.to_lowercase().replace([' ', '_'], "-"))
}

/// A template's id, and the first of its boxes for each property.
fn boxes(template: CardTemplate) -> (String, BTreeMap<String, CardField>) {
    let mut boxes = BTreeMap::new();
    for field in template.fields {
        boxes.entry(field.property.clone()).or_insert(field);
    }
    (template.id, boxes)
}
