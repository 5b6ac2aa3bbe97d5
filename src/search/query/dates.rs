//! The dates of a query: a span of days from EDTF, from words in four languages, from two dates with `..` between.

use super::fields::{DAYS_BACK, chosen};
use super::tree::DateField;
use crate::model::{Day, Edtf, HistoricalDate};

/// Nobody writes a date longer than this.
const LONGEST_DATE_BYTES: usize = 120;

/// The first and the last day of a span; one of them may be open.
pub(in crate::search) type Span = (Option<Day>, Option<Day>);

/// Reads `1915`, `1944-07`, `1.9.1941`, `spring 1944`, `1915..1920`, `..1920`. A year of two figures in a date of birth is
/// the last one before the end of the war.
pub(super) fn span(text: &str, field: Option<DateField>) -> Option<Span> {
    let text = text.trim();
    if text.len() > LONGEST_DATE_BYTES {
        return None;
    }
    let is_birth = field == Some(DateField::Born);
    let whole = |text: &str| {
        let date = if is_birth { HistoricalDate::read_birth(text) } else { HistoricalDate::read(text) };
        let span = date.bounds();
        (span != (None, None)).then_some(span)
    };
    // [1915..1920] and 1915/.. are EDTF, 1915..1920 and ..1920 are ours
    let ends = text.split_once("..").filter(|_| Edtf::parse(text).is_err());
    let Some((first, last)) = ends else { return whole(text) };
    let end = |text: &str| if text.is_empty() { Some((None, None)) } else { whole(text) };
    let (first, last) = (end(first.trim())?, end(last.trim())?);
    let (from, to) = match (first.0, last.1) {
        // the later one was written first
        (Some(from), Some(to)) if from > to => (last.0, first.1),
        other => other,
    };
    (from.is_some() || to.is_some()).then_some((from, to))
}

/// Reads a span of days for `changed:`, also `today`, `yesterday`, `week` and `month`: the last seven and the last
/// thirty-one days.
pub(super) fn span_of_changes(text: &str, today: Day) -> Option<Span> {
    match chosen(DAYS_BACK, text.trim()) {
        Some((first, last)) => Some((today.plus(-first), today.plus(-last))),
        None => span(text, None),
    }
}

/// Whether a date that may be any day between `from` and `to` may lie in the span.
pub(in crate::search) fn may_lie_in((from, to): Span, (first, last): Span) -> bool {
    let is_before = |a: Option<Day>, b: Option<Day>| a.zip(b).is_some_and(|(a, b)| a < b);
    !is_before(last, from) && !is_before(to, first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<Day> {
        let mut parts = text.split('-').map(|part| part.parse::<u32>().unwrap());
        let year = i32::try_from(parts.next()?).unwrap();
        Day::from_ymd(year, parts.next()?, parts.next()?)
    }

    #[test]
    fn dates_become_spans() {
        for (text, from, to) in [
            ("1915", "1915-01-01", "1915-12-31"),
            ("1944-07", "1944-07-01", "1944-07-31"),
            ("1915..1920", "1915-01-01", "1920-12-31"),
            ("1920..1915", "1915-01-01", "1920-12-31"),
            ("1915/1920", "1915-01-01", "1920-12-31"),
            ("[1915..1920]", "1915-01-01", "1920-12-31"),
            ("{1915,1917}", "1915-01-01", "1917-12-31"),
            ("191X", "1910-01-01", "1919-12-31"),
            ("1915~", "1914-01-01", "1916-12-31"),
            ("1915?", "1915-01-01", "1915-12-31"),
            ("about 1915", "1914-01-01", "1916-12-31"),
            ("1944-07-28", "1944-07-28", "1944-07-28"),
            ("28.7.1944", "1944-07-28", "1944-07-28"),
            ("28. Juli 1944", "1944-07-28", "1944-07-28"),
            ("28 июля 1944", "1944-07-28", "1944-07-28"),
            ("28 lipca 1944", "1944-07-28", "1944-07-28"),
            ("July 1944", "1944-07-01", "1944-07-31"),
            ("spring 1944", "1944-03-01", "1944-05-31"),
            ("1944-21", "1944-03-01", "1944-05-31"),
            ("1.9.1941 .. May 1945", "1941-09-01", "1945-05-31"),
            ("..1920", "", "1920-12-31"),
            ("../1920", "", "1920-12-31"),
            ("1915..", "1915-01-01", ""),
            ("1915/..", "1915-01-01", ""),
            ("after 1915", "1916-01-01", ""),
        ] {
            assert_eq!(span(text, None), Some((day_or_open(from), day_or_open(to))), "{text}");
        }
        for text in ["", "..", "foo", "32.1.1944", "1944-13", "XXXX-11-06", "foo..1915", "1915..foo", &"1".repeat(500)]
        {
            assert_eq!(span(text, None), None, "{text}");
        }
        assert_eq!(span("3.5.98", Some(DateField::Born)), Some((day("1898-05-03"), day("1898-05-03"))));
    }

    fn day_or_open(text: &str) -> Option<Day> {
        if text.is_empty() { None } else { Some(day(text).unwrap()) }
    }

    #[test]
    fn changes_count_from_today() {
        let today = day("2026-11-23").unwrap();
        for (text, from, to) in [
            ("today", "2026-11-23", "2026-11-23"),
            ("Yesterday", "2026-11-22", "2026-11-22"),
            ("week", "2026-11-17", "2026-11-23"),
            ("month", "2026-10-24", "2026-11-23"),
            ("2026-11", "2026-11-01", "2026-11-30"),
            ("2026-11-01..2026-11-03", "2026-11-01", "2026-11-03"),
        ] {
            assert_eq!(span_of_changes(text, today), Some((day(from), day(to))), "{text}");
        }
        assert_eq!(span_of_changes("soon", today), None);
    }

    #[test]
    fn a_date_may_lie_in_a_span() {
        let days = |a: i32, b: i32| (Some(Day(a)), Some(Day(b)));
        assert!(may_lie_in(days(1, 5), days(5, 9)));
        assert!(!may_lie_in(days(1, 5), days(6, 9)));
        assert!(may_lie_in((None, Some(Day(3))), days(3, 3)));
        assert!(!may_lie_in((Some(Day(4)), None), days(1, 3)));
        assert!(may_lie_in(days(1, 2), (None, None)));
    }
}
