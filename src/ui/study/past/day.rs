//! A day somebody types, read as it is typed.

use crate::i18n::{tr, tr_args};
use crate::model::{Day, HistoricalDate};

/// Which day of a longer time is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// The first.
    First,
    /// The last.
    Last,
}

/// A field for a day.
#[derive(Clone, Debug, Default)]
pub(super) struct DayField {
    /// What is typed.
    pub(super) text: String,
    /// Why it is no day; empty when it is one or nothing is typed.
    pub(super) error: String,
    /// The day.
    pub(super) day: Option<Day>,
}

impl DayField {
    /// Reads what is typed; says whether another day is meant now.
    pub(super) fn read(&mut self, end: End) -> bool {
        let before = self.day;
        match day_of(&self.text, end) {
            Ok(day) => {
                self.error.clear();
                self.day = day;
            }
            // the day before is meant until another one can be read
            Err(error) => self.error = error,
        }
        self.day != before
    }

    /// Empties the field.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }
}

/// `2026-11-20`, `20.11.2026`, `20 November 2026`, and of `November 2026` the first or last day.
pub(super) fn day_of(text: &str, end: End) -> Result<Option<Day>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    if let Some(day) = Day::parse(text) {
        return Ok(Some(day));
    }
    let read = HistoricalDate::read(text);
    let bounds = read.edtf.as_ref().map(|edtf| edtf.bounds(read.calendar));
    let day = bounds.and_then(|(first, last)| if end == End::First { first } else { last });
    match day {
        Some(day) => Ok(Some(day)),
        None => Err(tr_args("past-no-day", &[("typed", text.to_owned().into())])),
    }
}

/// What is typed as a moment, in the form the catalogue reads: a day is written as one, a minute and an act stay.
pub(super) fn moment_of(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err(tr("past-no-moment"));
    }
    if text.starts_with('#') || text.contains(':') {
        return Ok(text.to_owned());
    }
    // the end of the day it names
    day_of(text, End::Last).map(|day| day.map_or_else(String::new, |day| day.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_write_them() {
        for (typed, first, last) in [
            ("2026-11-20", "2026-11-20", "2026-11-20"),
            (" 20.11.2026 ", "2026-11-20", "2026-11-20"),
            ("20 November 2026", "2026-11-20", "2026-11-20"),
            ("November 2026", "2026-11-01", "2026-11-30"),
            ("2026", "2026-01-01", "2026-12-31"),
        ] {
            let read = |end| day_of(typed, end).unwrap().map(|day| day.to_string()).unwrap_or_default();
            assert_eq!((read(End::First).as_str(), read(End::Last).as_str()), (first, last), "{typed}");
        }
        assert_eq!(day_of("  ", End::First), Ok(None));
        assert!(day_of("last week", End::First).unwrap_err().contains("last week"));
    }

    #[test]
    fn a_moment_is_a_day_a_minute_or_an_act() {
        let said = ["20.11.2026", "2026-11-20 14:30", "#17"].map(|typed| moment_of(typed).unwrap());
        assert_eq!(said, ["2026-11-20", "2026-11-20 14:30", "#17"]);
        assert!(moment_of("").is_err() && moment_of("once").is_err());
    }

    #[test]
    fn what_cannot_be_read_leaves_the_day_before_and_says_why() {
        let mut field = DayField { text: "2026-11-20".into(), ..DayField::default() };
        assert!(field.read(End::First));
        field.text = "2026-11-2x".into();
        assert!(!field.read(End::First));
        assert!(field.day.is_some() && !field.error.is_empty());
        field.text.clear();
        assert!(field.read(End::First) && field.error.is_empty());
    }
}
