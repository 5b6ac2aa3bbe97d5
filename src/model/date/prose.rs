//! Dates in words and figures, as archivists and clerks write them, read as EDTF.
//!
//! Invariant: what could mean two dates is not read. Figures are day, month, year, unless the year is first.

use super::point::Point;
use super::tokens::{Join, Token, items, lead, tokens};
use super::vocabulary::{Lead, STYLES, is_noise};
use super::{Calendar, Edtf};
use unicode_normalization::UnicodeNormalization;

/// Reads a date. `last_short_year` is the last year two figures may mean in the twentieth century.
pub(super) fn read(text: &str, last_short_year: Option<i32>) -> (Option<Edtf>, Calendar) {
    let text = text.trim();
    match YearPair::of(text) {
        Some(YearPair::Seasonal) => return (None, Calendar::Gregorian),
        Some(YearPair::Years) => {}
        None => {
            if let Ok(edtf) = Edtf::parse(text) {
                return (Some(edtf), Calendar::Gregorian);
            }
        }
    }
    let lower: String = text.to_lowercase().nfc().collect();
    let (wording, calendar) = without_style(&lower);
    let reader = Reader { last_short_year };
    let edtf = tokens(wording).and_then(|tokens| reader.phrase(&tokens));
    (edtf, calendar)
}

/// `1940-41` is EDTF for the second half of 1940, and everybody's way to write two years.
enum YearPair {
    /// Two years, or a group of months nobody types.
    Years,
    /// Two years, or a season: `1920-21`. It is not for us to say which.
    Seasonal,
}

impl YearPair {
    fn of(text: &str) -> Option<Self> {
        let (year, second) = text.split_once('-')?;
        if year.len() != 4 || second.len() != 2 || !year.bytes().chain(second.bytes()).all(|b| b.is_ascii_digit()) {
            return None;
        }
        let (short, second): (i32, i32) = (year.get(2..)?.parse().ok()?, second.parse().ok()?);
        match second {
            21..=24 if second > short => Some(Self::Seasonal),
            25.. if second > short => Some(Self::Years),
            _ => None,
        }
    }
}

/// Takes `ст. ст.`, `O.S.` and the like off the end.
fn without_style(text: &str) -> (&str, Calendar) {
    for (mark, is_old) in STYLES {
        let mut rest = text;
        let found = mark.chars().rev().all(|letter| {
            rest = rest.trim_end_matches([' ', '.', '(', ')', ',', '\u{a0}']);
            rest.strip_suffix(letter).map(|shorter| rest = shorter).is_some()
        });
        if found && !rest.ends_with(char::is_alphanumeric) {
            return (rest, if *is_old { Calendar::Julian } else { Calendar::Gregorian });
        }
    }
    (text, Calendar::Gregorian)
}

struct Reader {
    last_short_year: Option<i32>,
}

impl Reader {
    /// A whole wording: what is said of the date, then the date.
    fn phrase(&self, mut tokens: &[Token]) -> Option<Edtf> {
        let (mut about, mut doubt) = (false, false);
        while let [rest @ .., Token::Mark('?')] = tokens {
            (tokens, doubt) = (rest, true);
        }
        let lead = loop {
            match lead(tokens) {
                Some((Lead::About, rest)) => (tokens, about) = (rest, true),
                Some((Lead::Perhaps, rest)) => (tokens, doubt) = (rest, true),
                Some((lead, rest)) => {
                    tokens = rest;
                    break Some(lead);
                }
                None => match tokens {
                    [Token::Mark('~'), rest @ ..] => (tokens, about) = (rest, true),
                    [Token::Word(word), rest @ ..] if is_noise(word) => tokens = rest,
                    _ => break None,
                },
            }
        };
        let mark = match (about, doubt) {
            (false, false) => "",
            (false, true) => "?",
            (true, false) => "~",
            (true, true) => "%",
        };
        self.led(lead, tokens, mark)
    }

    fn led(&self, lead: Option<Lead>, tokens: &[Token], mark: &str) -> Option<Edtf> {
        let point = || self.point(tokens);
        let written = match lead {
            None => return self.stretch(tokens, mark),
            Some(Lead::Since | Lead::First) if self.pair(tokens, &[Join::To]).is_some() => {
                return self.stretch(tokens, mark);
            }
            Some(Lead::Since) => format!("{}{mark}/..", point()?.edtf()),
            Some(Lead::Until) => format!("/{}{mark}", point()?.edtf()),
            Some(Lead::Before) => format!("[..{}{mark}]", point()?.before()?.edtf()),
            Some(Lead::After) => format!("[{}{mark}..]", point()?.after()?.edtf()),
            Some(Lead::NotAfter) => match point()? {
                season @ Point::Season { .. } => format!("[..{}]", season.bounds()?.1),
                other => format!("[..{}{mark}]", other.edtf()),
            },
            Some(Lead::NotBefore) => match point()? {
                season @ Point::Season { .. } => format!("[{}..]", season.bounds()?.0),
                other => format!("[{}{mark}..]", other.edtf()),
            },
            Some(Lead::Between) => {
                let (_, first, last) = self.pair(tokens, &[Join::And, Join::To])?;
                if !mark.is_empty() {
                    return None;
                }
                let whole = Edtf::parse(&format!("[{}..{}]", first.edtf(), last.edtf()));
                return whole.or_else(|_| days_between(first, last)).ok();
            }
            Some(Lead::PartOf) => match tokens {
                [Token::Mark('-'), rest @ ..] => format!("{}{mark}", self.point(rest)?.whole()?.edtf()),
                _ => format!("{}{mark}", point()?.whole()?.edtf()),
            },
            Some(half @ (Lead::FirstHalf | Lead::SecondHalf)) => match point()? {
                Point::Year(year) => format!("{year:04}-{}{mark}", if half == Lead::FirstHalf { 40 } else { 41 }),
                other => format!("{}{mark}", other.whole()?.edtf()),
            },
            Some(Lead::First | Lead::About | Lead::Perhaps) => return None,
        };
        Edtf::parse(&written).ok()
    }

    fn point(&self, tokens: &[Token]) -> Option<Point> {
        Point::of(&items(tokens), self.last_short_year)
    }

    /// One date, or two that are joined.
    fn stretch(&self, tokens: &[Token], mark: &str) -> Option<Edtf> {
        if let Some(point) = self.point(tokens) {
            return Edtf::parse(&format!("{}{mark}", point.edtf())).ok();
        }
        let (join, first, second) = self.pair(tokens, &[Join::To, Join::Or, Join::And])?;
        let (first, second) = (first.edtf(), second.edtf());
        let written = match join {
            Join::To => format!("{first}{mark}/{second}{mark}"),
            Join::Or => format!("[{first}{mark},{second}{mark}]"),
            Join::And => format!("{{{first}{mark},{second}{mark}}}"),
        };
        Edtf::parse(&written).ok()
    }

    /// Two dates with something between them; the first may leave out what the second says.
    fn pair(&self, tokens: &[Token], joins: &[Join]) -> Option<(Join, Point, Point)> {
        tokens.iter().enumerate().find_map(|(at, token)| {
            let join = joins.iter().copied().find(|join| token.joins(*join))?;
            let (first, second) = (items(tokens.get(..at)?), items(tokens.get(at + 1..)?));
            let (first, second) = Point::two(&first, &second, *token == Token::Mark('/'), self.last_short_year)?;
            Some((join, first, second))
        })
    }
}

/// For two dates of unequal size, or two seasons: from the first day to the last.
fn days_between(first: Point, last: Point) -> Result<Edtf, String> {
    match (first.bounds(), last.bounds()) {
        (Some((first, _)), Some((_, last))) => Edtf::parse(&format!("[{first}..{last}]")),
        _ => Err(String::new()),
    }
}
