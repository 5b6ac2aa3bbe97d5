//! What stands behind a colon, or bare, as a condition of its field.

use super::dates::{Span, span, span_of_changes};
use super::fields::{KINDS, Named, SPELLINGS, STAGES, STATES, chosen, fixed_words, nearest, quarters, series, thing};
use super::hints::{Hint, HintKind};
use super::tokens::{Piece, Quotes, Token, TokenKind, is_space};
use super::tree::{Field, Spelling, Term, Wanted, Words};
use crate::model::Day;
use crate::search::{Zone, compact_number, has_names};
use crate::text;

/// What a piece stands for.
pub(super) enum Meant {
    /// A condition.
    Term(Term),
    /// The ring of the whole query.
    Spelling(Spelling),
    /// Nothing that could be looked for.
    Nothing,
}

/// What was made of a piece.
pub(super) struct Told {
    pub(super) meant: Meant,
    pub(super) hint: Option<Hint>,
    /// Where the value ends and how many tokens behind the piece belong to it: `born:July 1944`.
    pub(super) taken: Option<(usize, usize)>,
}

/// A date that is not in quotes has at most so many parts.
const MOST_DATE_PARTS: usize = 6;

/// A word with a star before it has at least so many letters.
const FEWEST_INSIDE: usize = 3;

/// Words that join two dates.
pub(super) const JOINERS: &[&str] = &["to", "till", "until", "bis", "до", "по", "do", "–", "—", "−"];

/// What `piece` means in a field; `after` are the tokens behind it in `text`.
pub(super) fn meant(named: Option<&Named>, piece: &Piece, after: &[Token], text: &str, today: Day) -> Told {
    let value = Value { named, piece, after, text, today };
    let field = match named {
        None => return value.words_anywhere(),
        Some(Named::Spelling) => {
            let spelling = chosen(SPELLINGS, &value.plain());
            return spelling.map_or_else(|| value.unknown(), |spelling| told(Meant::Spelling(spelling)));
        }
        Some(Named::Field(field)) => field,
    };
    let listed = |wanted: Option<Wanted>| wanted.map_or_else(|| value.unknown(), |wanted| value.term(wanted));
    match field {
        Field::Anywhere => value.words_anywhere(),
        Field::Name
        | Field::Place
        | Field::Camp
        | Field::Role
        | Field::By
        | Field::Reference
        | Field::Note
        | Field::Property(_) => value.words(),
        Field::Number => value.number(),
        Field::Transport => value.transport(),
        Field::Date(_) | Field::Changed => value.date(),
        Field::Template => value.any(Wanted::Template),
        Field::In => value.any(Wanted::Unit),
        Field::Status => listed(chosen(STAGES, &value.plain()).map(Wanted::Stage)),
        Field::Kind => listed(chosen(KINDS, &value.plain()).map(Wanted::Kind)),
        Field::Has | Field::Missing => listed(thing(&value.plain()).map(Wanted::Thing)),
        Field::Is => listed(chosen(STATES, &value.plain()).map(Wanted::State)),
        Field::Series => listed(series(&value.plain()).map(Wanted::Series)),
        Field::Complete => listed(quarters(&value.plain()).map(Wanted::Quarters)),
    }
}

struct Value<'a> {
    named: Option<&'a Named>,
    piece: &'a Piece,
    after: &'a [Token],
    text: &'a str,
    today: Day,
}

impl Value<'_> {
    fn term(&self, wanted: Wanted) -> Told {
        let field = match self.named {
            Some(Named::Field(field)) => field.clone(),
            _ => Field::Anywhere,
        };
        told(Meant::Term(Term { field, wanted }))
    }

    fn name(&self) -> &'static str {
        match self.named {
            Some(Named::Field(field)) => field.name(),
            Some(Named::Spelling) => "spelling",
            None => "",
        }
    }

    fn nothing(&self, kind: HintKind) -> Told {
        let range = self.piece.value.clone();
        let text = self.text.get(range.clone()).unwrap_or_default().to_owned();
        let hint = Hint { kind, range, text, field: self.name(), instead: "" };
        Told { meant: Meant::Nothing, hint: Some(hint), taken: None }
    }

    /// The value is none of those the field knows.
    fn unknown(&self) -> Told {
        let plain = self.plain();
        if plain.is_empty() {
            return self.nothing(HintKind::NoValue);
        }
        let mut told = self.nothing(HintKind::UnknownValue);
        let known = self.named.map(fixed_words).unwrap_or_default();
        let instead = nearest(&plain, known).unwrap_or_default();
        told.hint = told.hint.map(|hint| Hint { instead, ..hint });
        told
    }

    /// The value with single spaces.
    fn plain(&self) -> String {
        with_single_spaces(&self.piece.text)
    }

    fn is_quoted(&self) -> bool {
        self.piece.quotes != Quotes::None
    }

    /// Any text at all.
    fn any(&self, wanted: fn(String) -> Wanted) -> Told {
        let plain = self.plain();
        if plain.is_empty() { self.nothing(HintKind::NoValue) } else { self.term(wanted(plain)) }
    }

    fn words(&self) -> Told {
        let (words, is_cut) = words_of(self.piece);
        if text::words(&words.written).is_empty() {
            return if self.named.is_some() { self.nothing(HintKind::NoValue) } else { told(Meant::Nothing) };
        }
        let words = self.inside(words);
        let is_star_lost = is_cut || !words.is_quoted && words.written.starts_with('*');
        let hint = is_star_lost.then(|| self.nothing(HintKind::StarInside).hint).flatten();
        Told { hint, ..self.term(Wanted::Words(words)) }
    }

    /// A word of three letters or more with a star before it may stand inside a name.
    fn inside(&self, words: Words) -> Words {
        let has_names = match self.named {
            Some(Named::Field(Field::Property(property))) => has_names(property),
            Some(Named::Field(field)) => Zone::ALL.iter().any(|zone| zone.is_name() && field.looks_in(*zone)),
            _ => true,
        };
        let written = words.written.trim_start_matches('*');
        let is_starred = !words.is_quoted && written.len() < words.written.len();
        let is_word = || match text::words(written).as_slice() {
            [word] => word.len() >= FEWEST_INSIDE && !word.contains(|c: char| c.is_ascii_digit()),
            _ => false,
        };
        if has_names && is_starred && is_word() {
            Words { written: written.to_owned(), is_quoted: false, is_begun: true, is_inside: true }
        } else {
            words
        }
    }

    fn words_anywhere(&self) -> Told {
        // what is left of a word when it is cut at a star is read as it is written then
        let cut = || bare_pattern(&words_of(self.piece).0.to_string());
        if !self.is_quoted()
            && let Some(pattern) = cut().or_else(|| bare_pattern(&self.piece.text))
        {
            return match pattern.strip_suffix('*') {
                // nothing is left between the stars: 1*-*
                Some(head) if !head.contains(['?', '*']) => {
                    let written = head.to_owned();
                    self.term(Wanted::Words(Words { written, is_quoted: false, is_begun: true, is_inside: false }))
                }
                _ => self.term(Wanted::Pattern(pattern)),
            };
        }
        self.words()
    }

    fn number(&self) -> Told {
        let plain = self.plain();
        if self.is_quoted() {
            return self.words();
        }
        if let Some((from, to)) = plain.split_once("..") {
            return match range_of_numbers(from, to) {
                Some((from, to)) => self.term(Wanted::Numbers { from, to }),
                None => self.nothing(HintKind::UnreadableNumber),
            };
        }
        if plain.contains(['?', '*']) {
            let pattern = pattern_of(&plain);
            return if pattern.is_empty() {
                self.nothing(HintKind::NoValue)
            } else if pattern.len() > LONGEST_PATTERN {
                self.nothing(HintKind::UnreadableNumber)
            } else {
                self.term(Wanted::Pattern(pattern))
            };
        }
        self.words()
    }

    /// The date on which a transport came, or words of its name.
    fn transport(&self) -> Told {
        let plain = self.plain();
        if plain.contains(|c: char| c.is_ascii_digit())
            && !self.piece.is_starred
            && let Some((from, to)) = span(&plain, None)
        {
            return self.term(Wanted::Days { from, to, written: plain });
        }
        self.words()
    }

    fn date(&self) -> Told {
        let read = |text: &str| match self.named {
            Some(Named::Field(Field::Date(field))) => span(text, Some(*field)),
            _ => span_of_changes(text, self.today),
        };
        let days = |(from, to): Span, written: String| self.term(Wanted::Days { from, to, written });
        let plain = self.plain();
        if plain.is_empty() {
            return self.nothing(HintKind::NoValue);
        }
        let alone = read(&plain);
        if !self.is_quoted() {
            let parts = self.date_parts();
            let goes_on = alone.is_none() || parts.first().is_some_and(|(_, joins)| *joins);
            for count in (1..=parts.len()).rev().filter(|_| goes_on) {
                let Some((end, _)) = parts.get(count - 1) else { continue };
                let whole = with_single_spaces(self.text.get(self.piece.value.start..*end).unwrap_or_default());
                if let Some(found) = read(&whole) {
                    return Told { taken: Some((*end, count)), ..days(found, whole) };
                }
            }
        }
        alone.map_or_else(|| self.nothing(HintKind::UnreadableDate), |found| days(found, plain))
    }

    /// Where each of the pieces ends that may go on with a date, and whether it joins two of them.
    fn date_parts(&self) -> Vec<(usize, bool)> {
        let mut parts = Vec::new();
        for token in self.after.iter().take(MOST_DATE_PARTS) {
            let joins = match &token.kind {
                TokenKind::Dash => true,
                TokenKind::Piece(Piece { named: None, quotes: Quotes::None, unknown: None, text, .. }) => {
                    JOINERS.contains(&text.as_str())
                }
                _ => break,
            };
            parts.push((token.range.end, joins));
        }
        parts
    }
}

/// What was made of a piece when nothing is the matter.
fn told(meant: Meant) -> Told {
    Told { meant, hint: None, taken: None }
}

fn with_single_spaces(text: &str) -> String {
    text.split(is_space).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The words of a piece, stars before them left there, and whether they were cut at a star.
fn words_of(piece: &Piece) -> (Words, bool) {
    if piece.quotes != Quotes::None {
        let is_begun = piece.is_starred || piece.quotes == Quotes::Open;
        let written = with_single_spaces(&piece.text);
        return (Words { written, is_quoted: true, is_begun, is_inside: false }, false);
    }
    let head = piece.text.trim_end_matches('*');
    let leading = head.len() - head.trim_start_matches('*').len();
    // what stands before the star is looked for as a beginning
    let star = head.get(leading..).and_then(|rest| rest.find('*')).map(|at| at + leading);
    let written = star.and_then(|at| head.get(..at)).unwrap_or(head).to_owned();
    let is_begun = star.is_some() || head.len() < piece.text.len();
    (Words { written, is_quoted: false, is_begun, is_inside: false }, star.is_some())
}

/// No number is longer, and a longer pattern would only cost time.
const LONGEST_PATTERN: usize = 64;

/// A number of which some figures are not known, written bare: `16?258`, `A-56*8`. `None` for what is no number.
fn bare_pattern(text: &str) -> Option<String> {
    let text = text.trim_end_matches(['-', '.', ',', ';']);
    let is_of_number = |c: char| c.is_ascii_alphanumeric() || matches!(c, '?' | '*' | '-');
    let letters = text.chars().filter(char::is_ascii_alphabetic).count();
    let has_figure = text.contains(|c: char| c.is_ascii_digit());
    // a star at the end alone is that of a word
    let is_pattern = text.trim_end_matches('*').contains(['?', '*']);
    let is_short = text.len() <= LONGEST_PATTERN;
    let is_number = is_short && has_figure && letters <= 3 && is_pattern && text.chars().all(is_of_number);
    is_number.then(|| pattern_of(text))
}

/// A pattern as it is compared: capitals, nothing between the figures, no star beside another.
fn pattern_of(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len());
    for part in text.split_inclusive('*') {
        pattern.push_str(&compact_number(part));
        if part.ends_with('*') && !pattern.ends_with('*') {
            pattern.push('*');
        }
    }
    pattern
}

/// The highest number a register may have: what a database can count.
pub(super) const HIGHEST: u64 = i64::MAX.unsigned_abs();

fn range_of_numbers(from: &str, to: &str) -> Option<(u64, u64)> {
    let end = |text: &str, open: u64| match text.trim() {
        "" => Some(open),
        figures if figures.bytes().all(|byte| byte.is_ascii_digit()) => {
            figures.parse().ok().filter(|number| *number <= HIGHEST)
        }
        _ => None,
    };
    if from.trim().is_empty() && to.trim().is_empty() {
        return None;
    }
    let (from, to) = (end(from, 0)?, end(to, HIGHEST)?);
    Some((from.min(to), from.max(to)))
}
