//! A query text cut in tokens: brackets, `OR`, hyphens, and pieces with the field before them.
//!
//! Invariant: every token says where it stands, and none of them ends before it begins; whatever the text is.

use super::fields::{Named, named};
use std::ops::Range;

/// A token with its place in the text, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) range: Range<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// `(`, with the field that is before it and counts for what is inside.
    Open(Option<Named>),
    /// `)`
    Close,
    /// `OR` or `|`
    Or,
    /// `AND`
    And,
    /// `NOT`, or a hyphen right before a piece.
    Not,
    /// A hyphen with nothing behind it.
    Dash,
    /// Words or a value.
    Piece(Piece),
}

/// Words or a value, with the field before them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// The field, when one is named.
    pub(super) named: Option<Named>,
    /// What is behind the colon, or all of it: without quotes, with its stars.
    pub(super) text: String,
    /// Where that stands; quotes and star belong to it.
    pub(super) value: Range<usize>,
    /// The quotes around it.
    pub(super) quotes: Quotes,
    /// Whether a star follows the closing quote.
    pub(super) is_starred: bool,
    /// Where a name before a colon stands that is no field.
    pub(super) unknown: Option<Range<usize>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quotes {
    None,
    Closed,
    /// The closing one is missing.
    Open,
}

/// The tokens of `text`.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut cutter = Cutter { text, at: 0 };
    let mut found = Vec::new();
    while let Some(token) = cutter.next() {
        found.push(token);
    }
    found
}

/// Whether `character` parts pieces.
pub(super) fn is_space(character: char) -> bool {
    character.is_whitespace() || character.is_control()
}

fn is_quote(character: char) -> bool {
    matches!(character, '"' | '„' | '“' | '”' | '«' | '»')
}

/// Whether a piece without quotes may hold all of `text`.
pub(super) fn is_plain(text: &str) -> bool {
    !text.is_empty() && end_of_word(text) == text.len()
}

/// Where the first piece of `text` that has no quotes ends.
fn end_of_word(text: &str) -> usize {
    let mut before: Option<char> = None;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        if is_space(character) || matches!(character, '(' | ')' | '|') {
            return at;
        }
        // within a word a quotation mark is a hard sign: Ob"edkov
        if is_quote(character) {
            let follows = characters.peek().is_some_and(|(_, next)| next.is_alphanumeric());
            if !before.is_some_and(char::is_alphanumeric) || !follows {
                return at;
            }
        }
        before = Some(character);
    }
    text.len()
}

/// Whether `name` looks like the name of a field.
fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '_')) && !name.starts_with('-')
}

/// A piece without quotes.
fn piece_of(named: Option<Named>, text: String, value: Range<usize>) -> Piece {
    Piece { named, text, value, quotes: Quotes::None, is_starred: false, unknown: None }
}

struct Cutter<'a> {
    text: &'a str,
    at: usize,
}

impl Cutter<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn first(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// The token of the next `bytes` bytes.
    fn take(&mut self, kind: TokenKind, bytes: usize) -> Token {
        let start = self.at;
        self.at += bytes;
        Token { kind, range: start..self.at }
    }

    fn next(&mut self) -> Option<Token> {
        let spaces = self.rest().find(|c: char| !is_space(c)).unwrap_or(self.rest().len());
        self.at += spaces;
        match self.first()? {
            '(' => Some(self.take(TokenKind::Open(None), 1)),
            ')' => Some(self.take(TokenKind::Close, 1)),
            '|' => Some(self.take(TokenKind::Or, 1)),
            '-' => {
                let next = self.rest().chars().nth(1);
                let is_before_piece = next.is_some_and(|c| !is_space(c) && !matches!(c, ')' | '|'));
                Some(self.take(if is_before_piece { TokenKind::Not } else { TokenKind::Dash }, 1))
            }
            quote if is_quote(quote) => {
                let start = self.at;
                Some(self.phrase(None, start))
            }
            _ => Some(self.word()),
        }
    }

    fn word(&mut self) -> Token {
        let start = self.at;
        let word = self.rest().get(..end_of_word(self.rest())).unwrap_or_default().to_owned();
        match word.as_str() {
            "OR" => return self.take(TokenKind::Or, word.len()),
            "AND" => return self.take(TokenKind::And, word.len()),
            "NOT" => return self.take(TokenKind::Not, word.len()),
            _ => {}
        }
        if let Some((name, value)) = word.split_once(':')
            && is_name(name)
        {
            let colon = start + name.len();
            if let Some(named) = named(name) {
                self.at = colon + 1;
                return self.valued(named, start);
            }
            // http://… is no field
            if !value.starts_with('/') {
                let is_operator = matches!(name, "OR" | "AND" | "NOT");
                let text = if value.is_empty() && !is_operator { name } else { &word };
                let piece = piece_of(None, text.to_owned(), start..start + word.len());
                let piece = Piece { unknown: Some(start..colon), ..piece };
                return self.take(TokenKind::Piece(piece), word.len());
            }
        }
        // a quote in a place where it neither opens a phrase nor stands for a letter
        let length = word.len().max(self.first().map_or(0, char::len_utf8));
        let piece = piece_of(None, word, start..start + length);
        self.take(TokenKind::Piece(piece), length)
    }

    /// What follows the colon of a field that begins at `start`.
    fn valued(&mut self, named: Named, start: usize) -> Token {
        match self.first() {
            Some('(') => {
                self.at += 1;
                Token { kind: TokenKind::Open(Some(named)), range: start..self.at }
            }
            Some(quote) if is_quote(quote) => self.phrase(Some(named), start),
            _ => {
                let word = self.rest().get(..end_of_word(self.rest())).unwrap_or_default().to_owned();
                let value = self.at..self.at + word.len();
                self.at = value.end;
                let piece = piece_of(Some(named), word, value);
                Token { kind: TokenKind::Piece(piece), range: start..self.at }
            }
        }
    }

    /// A phrase in quotes; the cutter stands before the opening one.
    fn phrase(&mut self, named: Option<Named>, start: usize) -> Token {
        let opening = self.at;
        let is_straight = self.first() == Some('"');
        self.at += self.first().map_or(0, char::len_utf8);
        let closes = |c: char| c == '"' || !is_straight && is_quote(c);
        let (text, quotes) = match self.rest().split_once(closes) {
            Some((inside, _)) => (inside.to_owned(), Quotes::Closed),
            None => (self.rest().to_owned(), Quotes::Open),
        };
        self.at += text.len();
        if quotes == Quotes::Closed {
            self.at += self.first().map_or(0, char::len_utf8);
        }
        let is_starred = quotes == Quotes::Closed && self.first() == Some('*');
        self.at += usize::from(is_starred);
        let piece = Piece { quotes, is_starred, ..piece_of(named, text, opening..self.at) };
        Token { kind: TokenKind::Piece(piece), range: start..self.at }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::query::Field;
    use proptest::prelude::*;

    fn told(text: &str) -> String {
        let tell = |token: Token| match token.kind {
            TokenKind::Open(named) => format!("{}(", field(named.as_ref())),
            TokenKind::Close => ")".to_owned(),
            TokenKind::Or => "OR".to_owned(),
            TokenKind::And => "AND".to_owned(),
            TokenKind::Not => "NOT".to_owned(),
            TokenKind::Dash => "DASH".to_owned(),
            TokenKind::Piece(piece) => {
                let mark = match piece.quotes {
                    Quotes::None => "",
                    Quotes::Closed => "'",
                    Quotes::Open => "?",
                };
                let star = if piece.is_starred { "+" } else { "" };
                format!("{}[{}{mark}{star}]", field(piece.named.as_ref()), piece.text)
            }
        };
        tokens(text).into_iter().map(tell).collect::<Vec<_>>().join(" ")
    }

    fn field(named: Option<&Named>) -> &'static str {
        match named {
            Some(Named::Field(field)) => Field::name(field),
            Some(Named::Spelling) => "spelling",
            None => "",
        }
    }

    #[test]
    fn texts_are_cut() {
        for (text, expected) in [
            ("", ""),
            (" \u{0} \t", ""),
            ("Skiba 88349", "[Skiba] [88349]"),
            ("O'Brien 1.1.6.2/123", "[O'Brien] [1.1.6.2/123]"),
            ("\"andrey pog\"*", "[andrey pog'+]"),
            ("\"andrey pog", "[andrey pog?]"),
            ("\"", "[?]"),
            ("„Roter Oktober“ «два»", "[Roter Oktober'] [два']"),
            ("Ob\"edkov Ob”edkov", "[Ob\"edkov] [Ob”edkov]"),
            ("a\" b", "[a] [ b?]"),
            ("name:Skiba Camp:\"KL Auschwitz\"", "name[Skiba] camp['KL Auschwitz']".replace("['KL", "[KL").as_str()),
            ("given_name:Fyodor", "given-name[Fyodor]"),
            ("camp:(A|B) -x", "camp( [A] OR [B] ) NOT [x]"),
            ("NEAR(a OR b)", "[NEAR] ( [a] OR [b] )"),
            ("a - b -", "[a] DASH [b] DASH"),
            ("--a", "NOT NOT [a]"),
            ("a-b", "[a-b]"),
            ("born: 1915", "born[] [1915]"),
            ("foo:bar foo: foo:\"bar\"", "[foo:bar] [foo] [foo] [bar']"),
            ("http://example.org 1:2 :x", "[http://example.org] [1:2] [:x]"),
            ("a AND b NOT c or d", "[a] AND [b] NOT [c] [or] [d]"),
            ("name:OR name:-x", "name[OR] name[-x]"),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn tokens_follow_one_another(text in any::<String>(), nasty in "[a\"„“()|:*? \\-]{0,40}") {
            for text in [text, nasty] {
                let mut end = 0;
                for token in tokens(&text) {
                    prop_assert!(token.range.start >= end && token.range.end > token.range.start, "{:?}", token);
                    prop_assert!(text.get(token.range.clone()).is_some());
                    end = token.range.end;
                }
            }
        }
    }
}
