//! EDTF (ISO 8601-2:2019) in words for people. A form nobody put into words is shown as it stands.

use crate::i18n::{has, tr, tr_args};
use crate::model::{Calendar, Edtf, HistoricalDate};

/// A date in words: `6 November 1942`, `spring 1944`, `about 1898`, `5 November 1942 or earlier`.
pub fn date_text(edtf: &Edtf, calendar: Calendar) -> String {
    let words = date_words(edtf.as_str());
    match calendar {
        Calendar::Gregorian => words,
        Calendar::Julian => with("date-old-style", &words),
    }
}

/// A date with its wording: the reading when there is one, else the wording; empty when there is neither.
pub fn historical_date_text(date: &HistoricalDate) -> String {
    let wording = date.as_written.trim();
    match &date.edtf {
        None => wording.to_owned(),
        Some(edtf) => {
            let words = date_text(edtf, date.calendar);
            if wording.is_empty() || wording == words || wording == edtf.as_str() {
                words
            } else {
                format!("{words} (“{wording}”)")
            }
        }
    }
}

fn date_words(text: &str) -> String {
    in_words(text).unwrap_or_else(|| text.to_owned())
}

fn in_words(text: &str) -> Option<String> {
    if let Some(inner) = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return set(inner, "date-or");
    }
    if let Some(inner) = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
        return set(inner, "date-and");
    }
    match text.split_once('/') {
        Some(("..", until)) => Some(with("date-until", &single(until)?)),
        Some((since, "..")) => Some(with("date-since", &single(since)?)),
        Some(("", until)) => Some(with("date-start-unknown", &single(until)?)),
        Some((since, "")) => Some(with("date-end-unknown", &single(since)?)),
        Some((from, until)) => Some(between(&single(from)?, &single(until)?)),
        None => single(text),
    }
}

fn set(inner: &str, joined_by: &str) -> Option<String> {
    let mut members = inner.split(',').map(|member| match member.split_once("..") {
        Some(("", until)) => Some(with("date-or-earlier", &single(until)?)),
        Some((since, "")) => Some(with("date-or-later", &single(since)?)),
        Some((from, until)) => Some(between(&single(from)?, &single(until)?)),
        None => single(member),
    });
    let first = members.next()??;
    members.try_fold(first, |one, other| Some(tr_args(joined_by, &[("one", one.into()), ("other", other?.into())])))
}

fn single(text: &str) -> Option<String> {
    let (plain, qualifier) = match text.strip_suffix(['?', '~', '%']) {
        Some(plain) => (plain, text.chars().next_back()),
        None => (text, None),
    };
    let words = calendar_words(plain)?;
    Some(match qualifier {
        Some('~') => with("date-about", &words),
        Some('?') => with("date-uncertain", &words),
        Some('%') => with("date-about-uncertain", &words),
        _ => words,
    })
}

fn calendar_words(text: &str) -> Option<String> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next(), parts.next());
    if parts.next().is_some() || year.len() != 4 || !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
        return None;
    }
    let Some(month) = month else { return Some(year.to_owned()) };
    let season = format!("date-season-{month}");
    if has(&season) && day.is_none() {
        return Some(tr_args("date-season", &[("season", tr(&season).into()), ("year", year.into())]));
    }
    let name = format!("date-month-{month}");
    if !has(&name) {
        return None;
    }
    match day {
        None => Some(tr_args("date-month", &[("month", tr(&name).into()), ("year", year.into())])),
        Some(day) => Some(tr_args(
            "date-day",
            &[("day", day.trim_start_matches('0').into()), ("month", tr(&name).into()), ("year", year.into())],
        )),
    }
}

fn with(key: &str, date: &str) -> String {
    tr_args(key, &[("date", date.into())])
}

fn between(from: &str, until: &str) -> String {
    tr_args("date-between", &[("from", from.into()), ("until", until.into())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_put_into_words() {
        for (edtf, words) in [
            ("1942-11-06", "6 November 1942"),
            ("1942-03", "March 1942"),
            ("1940", "1940"),
            ("1944-21", "spring 1944"),
            ("1944-23/1944-24", "autumn 1944 to winter 1944"),
            ("1943/1944", "1943 to 1944"),
            ("1898~", "about 1898"),
            ("1944-07?", "July 1944 (uncertain)"),
            ("1944%", "about 1944 (uncertain)"),
            ("[..1942-11-05]", "5 November 1942 or earlier"),
            ("../1942-11-06", "until 6 November 1942"),
            ("1941/..", "from 1941 on"),
            ("1941/", "from 1941, end unknown"),
            ("[1939,1940]", "1939 or 1940"),
            ("{1939,1941..1943}", "1939 and 1941 to 1943"),
            ("1939-XX-27", "1939-XX-27"),
            ("1939-09~-27", "1939-09~-27"),
            ("Y170000002", "Y170000002"),
        ] {
            assert_eq!(date_text(&Edtf::parse(edtf).unwrap(), Calendar::Gregorian), words, "{edtf}");
        }
        let old = date_text(&Edtf::parse("1917-10-25").unwrap(), Calendar::Julian);
        assert_eq!(old, "25 October 1917 (old style)");
    }

    #[test]
    fn a_wording_stands_beside_the_reading() {
        let date = |as_written: &str, edtf: Option<&str>| HistoricalDate {
            as_written: as_written.into(),
            edtf: edtf.map(|edtf| Edtf::parse(edtf).unwrap()),
            ..HistoricalDate::default()
        };
        assert_eq!(historical_date_text(&date("in 1940", Some("1940"))), "1940 (“in 1940”)");
        assert_eq!(historical_date_text(&date("1940", Some("1940"))), "1940");
        assert_eq!(historical_date_text(&date("before the war", None)), "before the war");
        assert_eq!(historical_date_text(&date("", None)), "");
    }
}
