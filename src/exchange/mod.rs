//! OTHER PEOPLE'S FORMATS: one file each, behind a small trait. What comes out is plain data of the model's words; what
//! becomes of it in a catalogue is the catalogue's business.
//!
//! Invariant: a row is read or it is told with its number and the reason; none is passed over, and none costs the rest.

mod delimited;
pub mod property_csv;

use crate::error::Result;
use crate::model::{Absence, Stage};

/// A sheet of cards, read row by row.
pub trait Importer {
    /// What becomes of each column, in order.
    fn columns(&self) -> &[ColumnRead];
    /// The next row; `None` at the end. An error is one of reading the file; nothing more comes after it.
    fn next_row(&mut self) -> Result<Option<RowRead>>;
    /// How many bytes were read so far.
    fn bytes_read(&self) -> u64;
}

/// What becomes of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnRead {
    /// Its heading as it stands.
    pub heading: String,
    /// The property, or the part of a card, its values become.
    pub becomes: String,
    /// Whether the program knows that property; another is brought in as plain words under its own name.
    pub is_known: bool,
}

/// One row of a sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct RowRead {
    /// Its number as a table program shows it; the headings stand in row 1.
    pub row: u64,
    /// The line of the file on which it begins; another number when values have line breaks in them.
    pub line: u64,
    /// The card it tells of, or why it cannot be read.
    pub card: Result<CardRow, String>,
}

/// A card as a row tells of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CardRow {
    /// The archive's reference code.
    pub reference_code: String,
    /// The id of the card template; empty when the row says none.
    pub template: String,
    /// The reference code of the fonds, series or file it lies in; empty when the row says none.
    pub holding_unit: String,
    /// How far its keying is, when the row says so.
    pub stage: Option<Stage>,
    /// What stands on it, in the order of the columns.
    pub values: Vec<CellRead>,
}

/// A value as a cell has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellRead {
    /// The property it is of.
    pub property: String,
    /// The wording.
    pub as_written: String,
    /// Why there is none.
    pub absence: Option<Absence>,
}
