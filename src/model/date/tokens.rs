//! A wording of a date cut into figures, words and marks, and what these can stand for.

use super::vocabulary::{AND, FIGURE_ENDINGS, LEADS, Lead, OR, TO, is_noise, month, roman, season};
use std::iter::Peekable;
use std::str::Chars;

/// A piece of the wording, in lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Figures: `28`, `28th`, `28-го`.
    Figure(String),
    /// Ten years: `1940s`, `1940-е`.
    Tens(i32),
    /// A word, without the point of an abbreviation.
    Word(String),
    /// A place left open: `__`, `xx`, `??`.
    Blank,
    /// A point, slash, dash, apostrophe, or what we do not know.
    Mark(char),
}

/// A token by its meaning, words that mean nothing left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Item {
    /// Figures.
    Figure(String),
    /// Ten years, by the first.
    Tens(i32),
    /// A month, in words or as a Roman numeral.
    Month(u32),
    /// A season, by its EDTF code.
    Season(u32),
    /// A place left open.
    Blank,
    /// A mark between figures.
    Mark(char),
    /// A word that is no part of a date.
    Unknown,
}

/// What joins two dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Join {
    /// From the first to the second.
    To,
    /// One of the two.
    Or,
    /// Both.
    And,
}

impl Token {
    /// Whether it can join two dates in this way.
    pub(super) fn joins(&self, join: Join) -> bool {
        let words = match join {
            Join::To => TO,
            Join::Or => OR,
            Join::And => AND,
        };
        match self {
            Self::Word(word) => words.contains(&word.as_str()),
            Self::Mark('-' | '/') => join == Join::To,
            _ => false,
        }
    }
}

/// Cuts a wording in lower case; `None` when it is too long to be a date.
pub(super) fn tokens(wording: &str) -> Option<Vec<Token>> {
    if wording.len() > 200 {
        return None;
    }
    let mut found: Vec<Token> = Vec::new();
    let mut rest = wording.chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            '0'..='9' => {
                let mut figures = String::from(character);
                take_while(&mut rest, &mut figures, |c| c.is_ascii_digit());
                found.push(figure(figures, &mut rest));
            }
            '_' => {
                take_while(&mut rest, &mut String::new(), |c| c == '_');
                found.push(Token::Blank);
            }
            '?' => {
                take_while(&mut rest, &mut String::new(), |c| c == '?');
                let is_blank = rest.peek().is_some_and(|next| matches!(next, '.' | '/'));
                found.push(if is_blank { Token::Blank } else { Token::Mark('?') });
            }
            '.' if matches!(found.last(), Some(Token::Word(_))) => {}
            '‐'..='―' | '−' => found.push(Token::Mark('-')),
            '’' | '‘' | 'ʼ' => found.push(Token::Mark('\'')),
            ',' | '(' | ')' | '[' | ']' | '"' | '„' | '“' | '”' | '«' | '»' => {}
            _ if character.is_alphabetic() => {
                let mut word = String::from(character);
                take_while(&mut rest, &mut word, char::is_alphabetic);
                found.push(if word == "xx" { Token::Blank } else { Token::Word(word) });
            }
            _ if character.is_whitespace() => {}
            _ => found.push(Token::Mark(character)),
        }
    }
    if found.last() == Some(&Token::Mark('.')) {
        found.pop();
    }
    Some(found)
}

/// Figures with the ending that belongs to them.
fn figure(figures: String, rest: &mut Peekable<Chars<'_>>) -> Token {
    let mut ahead = rest.clone();
    let is_apart = ahead.next_if(|c| matches!(c, '-' | '‑' | '–' | '\'' | '’')).is_some();
    let mut ending = String::new();
    take_while(&mut ahead, &mut ending, char::is_alphabetic);
    let Some((_, is_tens)) = FIGURE_ENDINGS.iter().find(|(known, _)| *known == ending) else {
        return Token::Figure(figures);
    };
    let first_year = figures.parse().ok().filter(|_| figures.len() == 4 && figures.ends_with('0'));
    match first_year {
        Some(first) if *is_tens => {
            *rest = ahead;
            Token::Tens(first)
        }
        // 28-е is a day; 1943s and 40er are nothing we know
        _ if *is_tens && (figures.len() > 2 || ending.is_ascii()) => Token::Figure(figures),
        _ if is_apart && ending.is_ascii() && ending != "go" => Token::Figure(figures),
        _ => {
            *rest = ahead;
            Token::Figure(figures)
        }
    }
}

fn take_while(rest: &mut Peekable<Chars<'_>>, into: &mut String, is_wanted: impl Fn(char) -> bool) {
    while let Some(character) = rest.next_if(|c| is_wanted(*c)) {
        into.push(character);
    }
}

/// The phrase the wording begins with, and what follows it.
pub(super) fn lead(tokens: &[Token]) -> Option<(Lead, &[Token])> {
    let fitting = LEADS.iter().filter_map(|(phrase, lead)| {
        let mut rest = tokens;
        for word in phrase.split(' ') {
            rest = match rest {
                [Token::Word(found), rest @ ..] if found == word => rest,
                // 1st half
                [Token::Figure(figures), rest @ ..] if word.strip_prefix(figures.as_str()).is_some() => rest,
                _ => return None,
            };
        }
        Some((*lead, rest))
    });
    fitting.min_by_key(|(_, rest)| rest.len())
}

/// What the tokens can stand for. Points that only follow a day or an abbreviation are left out.
pub(super) fn items(tokens: &[Token]) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::with_capacity(tokens.len());
    for token in tokens {
        items.push(match token {
            Token::Figure(figures) => Item::Figure(figures.clone()),
            Token::Tens(first) => Item::Tens(*first),
            Token::Blank => Item::Blank,
            Token::Mark(mark) => Item::Mark(*mark),
            Token::Word(word) => match month(word).or_else(|| roman(word)) {
                Some(month) => Item::Month(month),
                None => match season(word) {
                    Some(code) => Item::Season(code),
                    None if is_noise(word) => continue,
                    None => Item::Unknown,
                },
            },
        });
    }
    let is_number = |at: Option<usize>| matches!(at.and_then(|at| items.get(at)), Some(Item::Figure(_) | Item::Blank));
    let kept = (0..items.len()).filter(|at| {
        let between = is_number(at.checked_sub(1)) && is_number(at.checked_add(1));
        between || items.get(*at) != Some(&Item::Mark('.'))
    });
    kept.filter_map(|at| items.get(at).cloned()).collect()
}
