//! One date, read from its parts as far as they go.

use super::tokens::Item;
use super::{Calendar, Day, Edtf};
use std::str::FromStr;

/// How much of a date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Point {
    /// A day.
    Day { year: i32, month: u32, day: u32 },
    /// A day that is not known, of a month that may not be.
    SomeDay { year: i32, month: Option<u32> },
    /// A day of any year.
    AnyYear { month: u32, day: u32 },
    /// A month.
    Month { year: i32, month: u32 },
    /// A season, by its EDTF code.
    Season { year: i32, code: u32 },
    /// A year.
    Year(i32),
    /// Ten years, by the first.
    Tens(i32),
}

impl Point {
    /// The date written with `items`. `last_short_year` is the last year two figures may mean in the twentieth century.
    pub(super) fn of(items: &[Item], last_short_year: Option<i32>) -> Option<Self> {
        let point = match items {
            [Item::Figure(year)] => Self::Year(full_year(year)?),
            [Item::Tens(first)] => Self::Tens(*first),
            [Item::Figure(day), Item::Month(month)] if day.len() <= 2 => {
                Self::AnyYear { month: *month, day: short(day)? }
            }
            [Item::Month(month), Item::Figure(year)] | [Item::Figure(year), Item::Month(month)] => {
                Self::Month { year: full_year(year)?, month: *month }
            }
            [Item::Month(month), Item::Mark('\''), Item::Figure(year)] => {
                Self::Month { year: any_year(year, last_short_year)?, month: *month }
            }
            [Item::Season(code), Item::Figure(year)] | [Item::Figure(year), Item::Season(code)] => {
                Self::Season { year: full_year(year)?, code: *code }
            }
            // winter 1944/45 begins in 1944
            [Item::Season(24), Item::Figure(year), Item::Mark('/' | '-'), Item::Figure(next)] => {
                let year = full_year(year)?;
                let next_year = if next.len() == 2 { 1900 + small::<i32>(next)? } else { full_year(next)? };
                if next_year.rem_euclid(100) != (year + 1).rem_euclid(100) || next.len() == 4 && next_year != year + 1 {
                    return None;
                }
                Self::Season { year, code: 24 }
            }
            [Item::Figure(first), Item::Month(month), rest @ ..] => {
                let ([Item::Figure(last)] | [Item::Mark('\'' | '-' | '/'), Item::Figure(last)]) = rest else {
                    return None;
                };
                match full_year(first) {
                    Some(year) => Self::Day { year, month: *month, day: short(last)? },
                    None => Self::Day { year: any_year(last, last_short_year)?, month: *month, day: short(first)? },
                }
            }
            [Item::Figure(first), Item::Mark('-' | '/'), Item::Month(month), rest @ ..] => {
                let ([Item::Figure(year)] | [Item::Mark('-' | '/'), Item::Figure(year)]) = rest else { return None };
                Self::Day { year: any_year(year, last_short_year)?, month: *month, day: short(first)? }
            }
            [Item::Month(month), Item::Figure(day), Item::Figure(year)]
            | [Item::Figure(year), Item::Figure(day), Item::Month(month)] => {
                Self::Day { year: full_year(year)?, month: *month, day: short(day)? }
            }
            [Item::Figure(year), Item::Mark(a), Item::Figure(month), Item::Mark(b), Item::Figure(day)]
                if a == b && year.len() == 4 =>
            {
                Self::Day { year: full_year(year)?, month: short(month)?, day: short(day)? }
            }
            [day, Item::Mark(a), month, Item::Mark(b), Item::Figure(year)] if a == b => {
                let year = any_year(year, last_short_year)?;
                match (day.figure_or_blank()?, month.figure_or_blank()?) {
                    (0, 0) => Self::SomeDay { year, month: None },
                    (0, month) => Self::SomeDay { year, month: Some(month) },
                    (_, 0) => return None,
                    (day, month) => Self::Day { year, month, day },
                }
            }
            [Item::Figure(month), Item::Mark('.' | '/' | '-'), Item::Figure(year)] if month.len() <= 2 => {
                Self::Month { year: full_year(year)?, month: short(month)? }
            }
            _ => return None,
        };
        // 31 February and a thirteenth month are not read
        Edtf::parse(&point.edtf()).is_ok().then_some(point).filter(|point| match point {
            Self::Month { month, .. } => *month <= 12,
            _ => true,
        })
    }

    /// Two dates, of which the first may leave out what the second says: `6-10 November 1942`, `1943-44`.
    pub(super) fn two(
        first: &[Item],
        second: &[Item],
        is_slash: bool,
        last_short_year: Option<i32>,
    ) -> Option<(Self, Self)> {
        match (first, second) {
            // two figures after a year are a later year of its century; 1908/10 may be a month
            ([Item::Figure(year)], [Item::Figure(last)]) if last.len() == 2 => {
                let (year, last) = (full_year(year)?, small::<i32>(last)?);
                let is_later = last > year.rem_euclid(100) && !(is_slash && last <= 12);
                return is_later.then_some((Self::Year(year), Self::Year(year.div_euclid(100) * 100 + last)));
            }
            // July 28-30, 1944
            ([Item::Month(month), Item::Figure(_)], [Item::Figure(last), Item::Figure(_)]) if last.len() <= 2 => {
                let [_, year] = second else { return None };
                let last = [Item::Figure(last.clone()), Item::Month(*month), year.clone()];
                let last = Self::of(&last, last_short_year)?;
                return Some((last.completing(first)?, last));
            }
            _ => {}
        }
        let last = Self::of(second, last_short_year)?;
        let whole = Self::of(first, last_short_year).filter(|point| !matches!(point, Self::AnyYear { .. }));
        let first = whole.or_else(|| last.completing(first))?;
        // 12/25 December is one day in two styles, 28/29 July a night
        let is_night = || first.after().is_some_and(|next| next == last);
        let is_day = matches!((first, last), (Self::Day { .. }, Self::Day { .. }));
        (!(is_slash && is_day) || is_night()).then_some((first, last))
    }

    /// The date that `items` begin and this date completes.
    fn completing(self, items: &[Item]) -> Option<Self> {
        let (year, of_month) = match self {
            Self::Day { year, month, .. } => (year, Some(month)),
            Self::Month { year, .. } | Self::Season { year, .. } => (year, None),
            _ => return None,
        };
        let is_day = of_month.is_some();
        let point = match items {
            [Item::Figure(day)] => Self::Day { year, month: of_month?, day: short(day)? },
            [Item::Figure(day), Item::Month(month)] | [Item::Month(month), Item::Figure(day)] if is_day => {
                Self::Day { year, month: *month, day: short(day)? }
            }
            [Item::Figure(day), Item::Mark('.' | '/'), Item::Figure(month)] if is_day => {
                Self::Day { year, month: short(month)?, day: short(day)? }
            }
            [Item::Month(month)] => Self::Month { year, month: *month },
            [Item::Season(code)] => Self::Season { year, code: *code },
            _ => return None,
        };
        Edtf::parse(&point.edtf()).is_ok().then_some(point)
    }

    /// The EDTF string.
    pub(super) fn edtf(self) -> String {
        match self {
            Self::Day { year, month, day } => format!("{year:04}-{month:02}-{day:02}"),
            Self::SomeDay { year, month: Some(month) } => format!("{year:04}-{month:02}-XX"),
            Self::SomeDay { year, month: None } => format!("{year:04}-XX-XX"),
            Self::AnyYear { month, day } => format!("XXXX-{month:02}-{day:02}"),
            Self::Month { year, month: part } | Self::Season { year, code: part } => format!("{year:04}-{part:02}"),
            Self::Year(year) => format!("{year:04}"),
            Self::Tens(first) => format!("{:03}X", first / 10),
        }
    }

    fn of_day(day: Day) -> Self {
        let (year, month, day) = day.ymd();
        Self::Day { year, month, day }
    }

    /// Its first and last day.
    pub(super) fn bounds(self) -> Option<(Day, Day)> {
        let (first, last) = Edtf::parse(&self.edtf()).ok()?.bounds(Calendar::Gregorian);
        first.zip(last)
    }

    /// The last point before this one, of its own size.
    pub(super) fn before(self) -> Option<Self> {
        match self {
            Self::Year(year) | Self::Tens(year) => Some(Self::Year(year - 1)),
            Self::Month { year, month: 1 } => Some(Self::Month { year: year - 1, month: 12 }),
            Self::Month { year, month } => Some(Self::Month { year, month: month - 1 }),
            Self::Day { .. } | Self::Season { .. } => self.bounds()?.0.plus(-1).map(Self::of_day),
            Self::SomeDay { .. } | Self::AnyYear { .. } => None,
        }
    }

    /// The first point after this one, of its own size.
    pub(super) fn after(self) -> Option<Self> {
        match self {
            Self::Year(year) => Some(Self::Year(year + 1)),
            Self::Tens(year) => Some(Self::Year(year + 10)),
            Self::Month { year, month: 12 } => Some(Self::Month { year: year + 1, month: 1 }),
            Self::Month { year, month } => Some(Self::Month { year, month: month + 1 }),
            Self::Day { .. } | Self::Season { .. } => self.bounds()?.1.plus(1).map(Self::of_day),
            Self::SomeDay { .. } | Self::AnyYear { .. } => None,
        }
    }

    /// A part of it, which is best given as the whole; nobody speaks of the end of a day.
    pub(super) fn whole(self) -> Option<Self> {
        matches!(self, Self::Year(_) | Self::Tens(_) | Self::Month { .. } | Self::Season { .. }).then_some(self)
    }
}

/// A year of four figures, near enough to ours.
fn full_year(figures: &str) -> Option<i32> {
    small(figures).filter(|year| figures.len() == 4 && (1000..2200).contains(year))
}

/// A year of four figures or of two.
fn any_year(figures: &str, last_short_year: Option<i32>) -> Option<i32> {
    if figures.len() != 2 {
        return full_year(figures);
    }
    let short: i32 = small(figures)?;
    let is_older = last_short_year.is_some_and(|last| short > last);
    Some(if is_older { 1800 + short } else { 1900 + short })
}

/// A day or a month.
fn short(figures: &str) -> Option<u32> {
    small(figures).filter(|_| figures.len() <= 2)
}

fn small<N: FromStr>(figures: &str) -> Option<N> {
    figures.parse().ok()
}

impl Item {
    /// A day or a month; 0 when it is left open: `__`, `xx`, `00`.
    fn figure_or_blank(&self) -> Option<u32> {
        match self {
            Self::Blank => Some(0),
            Self::Figure(figures) => short(figures),
            _ => None,
        }
    }
}
