//! Dates as written, and read as EDTF with an earliest and a latest day.
//!
//! Invariant: the EDTF string is the truth; days are worked out from it each time and never stored in its place.

mod day;
mod point;
mod prose;
mod tokens;
mod vocabulary;

pub use day::Day;
pub(super) use vocabulary::is_about;

use super::terms::terms;
use edtf_core::{Bound, Date, IntervalEndpoint, Precision, SetElement};
use serde::{Deserialize, Serialize};

/// A date in EDTF (ISO 8601-2:2019, levels 0 to 2), known to be well formed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Edtf(String);

/// A date as a paper has it, and what we read in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HistoricalDate {
    /// The wording; empty when there is no date.
    pub as_written: String,
    /// Our reading; `None` when nobody could read it.
    pub edtf: Option<Edtf>,
    /// The calendar of the paper.
    pub calendar: Calendar,
}

terms! {
    /// The calendar a paper counts in.
    Calendar {
        /// Gregorian, new style.
        #[default] Gregorian = "gregorian",
        /// Julian, old style (Russia before 14 February 1918).
        Julian = "julian",
    }
}

impl Edtf {
    /// Checks that `text` is EDTF, without spaces around it and with intervals running forwards.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text.is_empty() {
            return Err("there is no date".to_owned());
        }
        if text.trim() != text {
            return Err(format!("{text:?} has spaces before or after the date"));
        }
        match edtf_core::Edtf::parse(text) {
            Ok(_) => Ok(Self(text.to_owned())),
            Err(error) if error.message.contains("precedes") => Err(format!("{text:?} ends before it begins")),
            Err(error) => {
                Err(format!("{text:?} is not an EDTF date: {} (at character {})", error.message, error.offset + 1))
            }
        }
    }

    /// The EDTF string.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The earliest and the latest day it allows; `None` where it is open, unknown or unbounded.
    ///
    /// Seasons are meteorological (winter begins in December of its year); "about" a year, a decade or a century takes
    /// in the years on both sides; doubt (`?`) widens nothing. A date of the Julian calendar is given in days all the
    /// same, so that it sorts among the others.
    pub fn bounds(&self, calendar: Calendar) -> (Option<Day>, Option<Day>) {
        let Ok(parsed) = edtf_core::Edtf::parse(&self.0) else { return (None, None) };
        match &parsed {
            edtf_core::Edtf::Date(date) => span(date, calendar),
            edtf_core::Edtf::DateTime(moment) => span(&moment.date, calendar),
            edtf_core::Edtf::Interval(interval) => {
                let start = match &interval.start {
                    IntervalEndpoint::Date(date) | IntervalEndpoint::OnOrAfter(date) => span(date, calendar).0,
                    _ => None,
                };
                let end = match &interval.end {
                    IntervalEndpoint::Date(date) | IntervalEndpoint::OnOrBefore(date) => span(date, calendar).1,
                    _ => None,
                };
                (start, end)
            }
            edtf_core::Edtf::Set(set) => {
                let spans = set.elements.iter().map(|element| match element {
                    SetElement::Date(date) => span(date, calendar),
                    SetElement::OnOrBefore(date) => (None, span(date, calendar).1),
                    SetElement::OnOrAfter(date) => (span(date, calendar).0, None),
                    SetElement::Range(start, end) => (span(start, calendar).0, span(end, calendar).1),
                });
                spans
                    .reduce(|(start, end), (other_start, other_end)| {
                        // one open member leaves the whole open
                        let start = start.zip(other_start).map(|(a, b)| a.min(b));
                        (start, end.zip(other_end).map(|(a, b)| a.max(b)))
                    })
                    .unwrap_or_default()
            }
        }
    }
}

/// The days of one date.
fn span(date: &Date, calendar: Calendar) -> (Option<Day>, Option<Day>) {
    if is_any_year(date) {
        return (None, None);
    }
    let years = i64::from(date.precision() == Precision::Year && date.is_approximate());
    let bounds = edtf_core::Edtf::Date(*date).bounds();
    let open_day = date.day.is_none_or(edtf_core::DateField::has_unspecified);
    let day_of = |bound: Bound, years: i64, is_end: bool| {
        let Bound::Date(found) = bound else { return None };
        let year = i32::try_from(found.year + years).ok()?;
        let (month, mut day) = (u32::from(found.month), u32::from(found.day));
        if calendar == Calendar::Gregorian {
            return Day::from_ymd(year, month, day);
        }
        if is_end && open_day && (month, day) == (2, 28) && year.rem_euclid(4) == 0 {
            day = 29; // 1900 was a leap year of the old style
        }
        Day::from_julian(year, month, day)
    };
    (day_of(bounds.earliest, -years, false), day_of(bounds.latest, years, true))
}

/// Whether no digit of the year is known: `XXXX-11-06` is no day of any year we could sort by.
fn is_any_year(date: &Date) -> bool {
    matches!(date.year.kind, edtf_core::YearKind::Standard { digits, .. } if digits.iter().all(Option::is_none))
}

impl HistoricalDate {
    /// Reads what an archivist typed; the wording is kept whatever comes of it.
    ///
    /// It reads EDTF, and dates in words and figures in English, German, Polish and Russian. Figures are day, month,
    /// year, as on the cards, unless the year is first. A year of two figures is one of the twentieth century.
    pub fn read(as_written: &str) -> Self {
        Self::read_until(as_written, None)
    }

    /// Reads a date of birth: as [`Self::read`], but a year of two figures is the last one before the end of the war,
    /// so that `3.5.98` is 1898.
    pub fn read_birth(as_written: &str) -> Self {
        Self::read_until(as_written, Some(45))
    }

    fn read_until(as_written: &str, last_short_year: Option<i32>) -> Self {
        let (edtf, calendar) = prose::read(as_written, last_short_year);
        Self { as_written: as_written.to_owned(), edtf, calendar }
    }

    /// The wording alone, not read.
    pub fn plain(as_written: &str) -> Self {
        Self { as_written: as_written.to_owned(), ..Self::default() }
    }

    /// Whether there is neither a wording nor a reading.
    pub fn is_empty(&self) -> bool {
        self.as_written.trim().is_empty() && self.edtf.is_none()
    }

    /// The earliest and the latest day of the reading.
    pub fn bounds(&self) -> (Option<Day>, Option<Day>) {
        self.edtf.as_ref().map_or((None, None), |edtf| edtf.bounds(self.calendar))
    }
}

impl std::fmt::Display for Edtf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Edtf {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text)
    }
}

impl From<Edtf> for String {
    fn from(date: Edtf) -> Self {
        date.0
    }
}

#[cfg(test)]
mod tests;
