//! UTF-8 CSV whose headings are the program's own property names: one row a card, one claim a cell that is not empty.
//!
//! Headings are read without regard to case, and `_`, `-` and a space are one. Beside the properties there are
//! `reference_code` (needed, once), `template`, `holding_unit` and `stage`. A heading the program does not know becomes
//! a property of that name, as a card template may bring one: nothing is left out.
//!
//! A cell is taken as it stands. `[blank]`, `[illegible]`, `[illegible: Iw??]`, `[unknown]`, `[silent]`,
//! `[withheld]` and `[not-found]` say why there is no value; a number with `?` in it is illegible with what can be
//! read of it.

use super::delimited::{Delimited, MOST_CELL_BYTES, MOST_CELLS, MOST_ROW_BYTES, Record, TooLong};
use super::{CardRow, CellRead, ColumnRead, Importer, RowRead};
use crate::error::{Error, Result};
use crate::model::{Absence, Datatype, Stage, property_of};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

/// Names beside the property's own.
const ALIASES: &[(&str, &str)] = &[
    ("given", "given-name"),
    ("number", "prisoner-number"),
    ("prisoner-no", "prisoner-number"),
    ("born", "birth-date"),
    ("birthplace", "birth-place"),
    ("died", "death-date"),
    ("arrived", "arrival-date"),
    ("departed", "departure-date"),
    ("note", "remarks"),
    ("notes", "remarks"),
];

/// Properties that only an import brings: the register of the number in the same row.
const ALSO_KNOWN: &[&str] = &["series"];

const BUFFER_BYTES: usize = 1 << 18;

/// What a column's cells are.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Column {
    ReferenceCode,
    Template,
    HoldingUnit,
    Stage,
    Value(String),
}

impl Column {
    fn of(heading: &str, number: usize) -> Self {
        let name = plain_name(heading);
        match name.as_str() {
            "" => Self::Value(format!("column-{number}")),
            "reference-code" | "reference" | "ref" => Self::ReferenceCode,
            "template" => Self::Template,
            "holding-unit" => Self::HoldingUnit,
            "stage" | "status" => Self::Stage,
            other => {
                let alias = ALIASES.iter().find(|(alias, _)| *alias == other);
                Self::Value(alias.map_or(name.clone(), |(_, property)| (*property).to_owned()))
            }
        }
    }

    fn name(&self) -> &str {
        match self {
            Self::ReferenceCode => "reference-code",
            Self::Template => "template",
            Self::HoldingUnit => "holding-unit",
            Self::Stage => "stage",
            Self::Value(property) => property,
        }
    }

    fn is_known(&self) -> bool {
        match self {
            Self::Value(property) => property_of(property).is_some() || ALSO_KNOWN.contains(&property.as_str()),
            _ => true,
        }
    }
}

/// `Place of_Birth ` as `place-of-birth`.
fn plain_name(heading: &str) -> String {
    let words = heading.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

/// A file of cards on its way in.
#[derive(Debug)]
pub struct PropertyCsv<R> {
    path: PathBuf,
    rows: Delimited<R>,
    record: Record,
    columns: Vec<Column>,
    told: Vec<ColumnRead>,
}

/// Opens a file and reads its headings.
pub fn open(path: &Path) -> Result<PropertyCsv<BufReader<File>>> {
    let could_not = |error| Error::file("cannot read", path, error);
    let found = std::fs::metadata(path).map_err(could_not)?;
    if !found.is_file() {
        return Err(Error::Input(format!("{} is no file: name a CSV file", path.display())));
    }
    let file = File::open(path).map_err(could_not)?;
    PropertyCsv::read(BufReader::with_capacity(BUFFER_BYTES, file), path)
}

impl<R: BufRead> PropertyCsv<R> {
    /// Reads the headings of `input`, which is called `path`.
    pub fn read(mut input: R, path: &Path) -> Result<Self> {
        let wrong = |what: String| Error::Input(format!("{}: {what}; nothing was brought in", path.display()));
        let could_not = |error| Error::file("cannot read", path, error);
        let beginning = input.fill_buf().map_err(could_not)?;
        if let Some(what) = no_text(beginning) {
            return Err(wrong(what));
        }
        let mark = if beginning.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        let delimiter = delimiter(beginning);
        input.consume(mark);
        let mut rows = Delimited::new(input, delimiter);
        let mut record = Record::default();
        while rows.read(&mut record).map_err(could_not)? && record.is_blank() {}
        if record.is_blank() {
            return Err(wrong(format!("the file is empty; {WANTED}")));
        }
        if record.too_long.is_some() || record.is_unclosed || record.is_misquoted {
            return Err(wrong(format!("line {} is too long for headings; {WANTED}", record.line)));
        }
        let mut headings = Vec::new();
        for (cell, number) in record.cells().zip(1..) {
            match std::str::from_utf8(cell) {
                Ok(heading) if !heading.contains('\0') => headings.push(heading.to_owned()),
                _ => return Err(wrong(format!("heading {number} is not UTF-8; save the file as CSV UTF-8"))),
            }
        }
        let columns: Vec<Column> =
            headings.iter().zip(1..).map(|(heading, number)| Column::of(heading, number)).collect();
        if !columns.contains(&Column::ReferenceCode) {
            let found = headings.iter().take(8).map(|heading| format!("{:?}", short(heading))).collect::<Vec<_>>();
            return Err(wrong(format!("no heading is reference_code ({} are there); {WANTED}", found.join(", "))));
        }
        for (at, column) in columns.iter().enumerate() {
            let is_once = !matches!(column, Column::Value(_));
            if is_once && columns.iter().take(at).any(|before| before == column) {
                return Err(wrong(format!("two headings are {}, and one is wanted", column.name())));
            }
        }
        let told = headings.into_iter().zip(&columns).map(|(heading, column)| ColumnRead {
            heading,
            becomes: column.name().to_owned(),
            is_known: column.is_known(),
        });
        let told = told.collect();
        Ok(Self { path: path.to_owned(), rows, record, columns, told })
    }

    fn card(&self) -> Result<CardRow, String> {
        let record = &self.record;
        let lines = if record.last_line > record.line {
            format!(" (lines {} to {})", record.line, record.last_line)
        } else {
            String::new()
        };
        if record.is_unclosed {
            return Err(format!("a quotation mark opens in it and is never closed{lines}"));
        }
        if record.is_misquoted {
            return Err(format!(
                "text stands behind a closing quotation mark{lines}: close each quotation mark that opens a cell, or \
                 double it; nothing of these lines was brought in"
            ));
        }
        match record.too_long {
            Some(TooLong::Cell(number)) => {
                let most = MOST_CELL_BYTES >> 20;
                return Err(format!("the cell in {} is longer than {most} MiB{lines}", self.heading(number)));
            }
            Some(TooLong::Row) => return Err(format!("it is longer than {} MiB{lines}", MOST_ROW_BYTES >> 20)),
            Some(TooLong::Cells) => return Err(format!("it has more than {MOST_CELLS} cells{lines}")),
            None => {}
        }
        if record.len() != self.columns.len() {
            let cells = if record.len() == 1 { "1 cell".to_owned() } else { format!("{} cells", record.len()) };
            return Err(format!("it has {cells}, and there are {} headings", self.columns.len()));
        }
        if record.cells().all(<[u8]>::is_empty) {
            return Err("it is empty".to_owned());
        }
        let mut card = CardRow::default();
        for ((cell, column), number) in record.cells().zip(&self.columns).zip(1..) {
            let text = std::str::from_utf8(cell).map_err(|error| {
                let byte = cell.get(error.valid_up_to()).copied().unwrap_or_default();
                format!("{} is not UTF-8 (byte 0x{byte:02X}); save the file as CSV UTF-8", self.heading(number))
            })?;
            if text.contains('\0') {
                return Err(format!("{} has a NUL character", self.heading(number)));
            }
            let trimmed = text.trim();
            if trimmed.is_empty() {
                continue;
            }
            match column {
                Column::ReferenceCode => trimmed.clone_into(&mut card.reference_code),
                Column::Template => trimmed.clone_into(&mut card.template),
                Column::HoldingUnit => trimmed.clone_into(&mut card.holding_unit),
                Column::Stage => card.stage = Some(stage(trimmed)?),
                Column::Value(property) => card.values.push(value(property, text)),
            }
        }
        if card.reference_code.is_empty() {
            return Err("it has no reference code, by which it could be told from another".to_owned());
        }
        Ok(card)
    }

    /// Names a column in a message.
    fn heading(&self, number: usize) -> String {
        match self.told.get(number - 1) {
            Some(column) if !column.heading.trim().is_empty() => format!("{:?}", short(&column.heading)),
            _ => format!("column {number}"),
        }
    }
}

impl<R: BufRead> Importer for PropertyCsv<R> {
    fn columns(&self) -> &[ColumnRead] {
        &self.told
    }

    fn next_row(&mut self) -> Result<Option<RowRead>> {
        loop {
            let read = self.rows.read(&mut self.record);
            if !read.map_err(|error| Error::file("cannot read", &self.path, error))? {
                return Ok(None);
            }
            if !self.record.is_blank() {
                break;
            }
        }
        Ok(Some(RowRead { row: self.record.row, line: self.record.line, card: self.card() }))
    }

    fn bytes_read(&self) -> u64 {
        self.rows.bytes_read()
    }
}

/// What a file has to begin with.
const WANTED: &str = "the first line has to name the columns: reference_code, surname, given_name, prisoner_number, …";

/// What the file is, when its beginning shows that it is no text in UTF-8.
fn no_text(beginning: &[u8]) -> Option<String> {
    let save = "save it as CSV UTF-8 and try again";
    let nul_at = |odd: usize| beginning.iter().skip(odd).step_by(2).take(8).all(|byte| *byte == 0);
    let encoding = match beginning {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => "UTF-32",
        [0xff, 0xfe, ..] => "UTF-16 (little-endian)",
        [0xfe, 0xff, ..] => "UTF-16 (big-endian)",
        [b'P', b'K', 3, 4, ..] => {
            return Some(format!("it is a zipped file, such as a workbook of a table program: {save}"));
        }
        [_, _, _, _, ..] if nul_at(1) && !nul_at(0) => "UTF-16 (little-endian)",
        [_, _, _, _, ..] if nul_at(0) && !nul_at(1) => "UTF-16 (big-endian)",
        _ => return None,
    };
    Some(format!("it is written in {encoding}, and UTF-8 is wanted: {save}"))
}

/// A comma; where the first line has none, the semicolon or tab it has.
fn delimiter(beginning: &[u8]) -> u8 {
    let mut is_quoted = false;
    let line = beginning.iter().copied().skip_while(|byte| matches!(byte, b'\n' | b'\r'));
    let outside: Vec<u8> = line
        .take_while(|byte| !matches!(byte, b'\n' | b'\r'))
        .filter(|byte| {
            is_quoted ^= *byte == b'"';
            !is_quoted
        })
        .collect();
    *b",;\t".iter().find(|delimiter| outside.contains(delimiter)).unwrap_or(&b',')
}

fn stage(term: &str) -> Result<Stage, String> {
    Stage::from_term(&plain_name(term)).ok_or_else(|| {
        let known = Stage::ALL.iter().map(|stage| stage.term()).collect::<Vec<_>>().join(", ");
        format!("{:?} is no stage of keying; there are {known}", short(term))
    })
}

fn value(property: &str, text: &str) -> CellRead {
    let absence = absence(property, text);
    let as_written = if absence.is_some() { String::new() } else { text.to_owned() };
    CellRead { property: property.to_owned(), as_written, absence }
}

fn absence(property: &str, text: &str) -> Option<Absence> {
    let trimmed = text.trim();
    if let Some(word) = trimmed.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        let (term, legible) = word.split_once(':').unwrap_or((word, ""));
        return match (term.trim(), legible.trim()) {
            ("blank", "") => Some(Absence::Blank),
            ("illegible", legible) => Some(Absence::Illegible { legible: legible.to_owned() }),
            ("unknown", "") => Some(Absence::Unknown),
            ("silent", "") => Some(Absence::Silent),
            ("withheld", "") => Some(Absence::Withheld),
            ("not-found" | "not found", "") => Some(Absence::NotFound),
            _ => None,
        };
    }
    let is_number = property_of(property).is_some_and(|known| known.datatype == Datatype::Number);
    let is_illegible = is_number && trimmed.contains('?') && trimmed.contains(|c: char| c.is_ascii_digit());
    is_illegible.then(|| Absence::Illegible { legible: trimmed.to_owned() })
}

fn short(text: &str) -> String {
    const MOST: usize = 40;
    let mut short: String = text.chars().take(MOST).collect();
    if text.chars().nth(MOST).is_some() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests;
