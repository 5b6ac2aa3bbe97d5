//! From a wording to a reading, by what is claimed and how such a value is written.

use super::{Datatype, HistoricalDate, Reading};

/// What we read in `as_written`, when it can be read without guessing.
pub fn read(_property: &str, datatype: Datatype, as_written: &str) -> Option<Reading> {
    match datatype {
        Datatype::Date => {
            let date = HistoricalDate::read(as_written);
            date.edtf.map(|edtf| Reading::Date { edtf, calendar: date.calendar })
        }
        _ => None,
    }
}
