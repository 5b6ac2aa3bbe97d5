//! One day, counted, whatever the calendar it was written in.

use serde::{Deserialize, Serialize};

/// A day, counted from 1970-01-01 in the Gregorian calendar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(pub i32);

/// The Julian day number of 1970-01-01.
const EPOCH: i64 = 2_440_588;

impl Day {
    /// The day of a date of the Gregorian calendar; `None` when there is no such day.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        let leap = year.rem_euclid(4) == 0 && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0);
        if !is_day(month, day, leap) {
            return None;
        }
        let (years, months) = from_march(year, month);
        let centuries = years.div_euclid(4) - years.div_euclid(100) + years.div_euclid(400);
        Self::from_number(i64::from(day) + (153 * months + 2) / 5 + 365 * years + centuries - 32_045)
    }

    /// The day of a date of the Julian calendar, old style; `None` when there is no such day.
    pub fn from_julian(year: i32, month: u32, day: u32) -> Option<Self> {
        if !is_day(month, day, year.rem_euclid(4) == 0) {
            return None;
        }
        let (years, months) = from_march(year, month);
        Self::from_number(i64::from(day) + (153 * months + 2) / 5 + 365 * years + years.div_euclid(4) - 32_083)
    }

    /// Year, month and day in the Gregorian calendar.
    pub fn ymd(self) -> (i32, u32, u32) {
        // Howard Hinnant, "chrono-compatible low-level date algorithms": civil_from_days
        let days = i64::from(self.0) + 719_468;
        let era = days.div_euclid(146_097);
        let of_era = days.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let from_march = (5 * of_year + 2) / 153;
        let day = of_year - (153 * from_march + 2) / 5 + 1;
        let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        let small = |number: i64| u32::try_from(number).unwrap_or_default();
        (i32::try_from(year).unwrap_or_default(), small(month), small(day))
    }

    /// The day `days` later; `None` beyond the reach of the count.
    pub fn plus(self, days: i32) -> Option<Self> {
        self.0.checked_add(days).map(Self)
    }

    /// Reads `1944-07-28`, as [`Self`] is written.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let mut next = |digits: usize| {
            let part = parts.next().filter(|part| part.len() == digits)?;
            part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<u32>().ok())?
        };
        Self::from_ymd(i32::try_from(next(4)?).ok()?, next(2)?, next(2)?)
    }

    fn from_number(julian_day_number: i64) -> Option<Self> {
        i32::try_from(julian_day_number - EPOCH).ok().map(Self)
    }
}

impl std::fmt::Display for Day {
    /// ISO 8601: `1944-07-28`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (year, month, day) = self.ymd();
        if year < 0 {
            write!(f, "-{:04}-{month:02}-{day:02}", -year)
        } else {
            write!(f, "{year:04}-{month:02}-{day:02}")
        }
    }
}

/// Years and months of a count that begins in March 4801 B.C., so that the leap day is the last day of a year.
fn from_march(year: i32, month: u32) -> (i64, i64) {
    let before_march = i64::from(month <= 2);
    (i64::from(year) + 4_800 - before_march, i64::from(month) + 12 * before_march - 3)
}

fn is_day(month: u32, day: u32, leap: bool) -> bool {
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        _ => return false,
    };
    (1..=last).contains(&day)
}
