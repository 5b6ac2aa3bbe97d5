//! What cannot be shown is shown by its number: control characters, marks that turn the direction of writing, and,
//! for print, characters the bundled fonts do not have.

use super::document::{Article, Block, Document, Part, plain};
use crate::i18n::{tr, tr_args};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Replaces what cannot be shown in a whole document, and lists it at the end.
pub(super) fn make_showable(document: &mut Document, has_glyph: &dyn Fn(char) -> bool) {
    let mut showable = Showable::new(has_glyph);
    document.each_text(&mut |text| showable.change(text));
    let replaced = showable.replaced();
    if replaced.is_empty() {
        return;
    }
    let said = tr_args("report-undrawable", &[("characters", replaced.join(", ").into())]);
    let article = Article {
        id: "characters".to_owned(),
        title: tr("report-characters-replaced"),
        blocks: vec![Block::Paragraph { text: vec![plain(said)] }],
        ..Article::default()
    };
    let (id, title) = ("part-characters".to_owned(), tr("report-characters"));
    document.parts.push(Part { id, title, articles: vec![article], ..Part::default() });
}

/// Replaces what cannot be shown by `[U+202E]` and remembers it.
struct Showable<'a> {
    has_glyph: &'a dyn Fn(char) -> bool,
    replaced: BTreeSet<char>,
}

impl<'a> Showable<'a> {
    /// `has_glyph` says whether a character can be drawn.
    fn new(has_glyph: &'a dyn Fn(char) -> bool) -> Self {
        Self { has_glyph, replaced: BTreeSet::new() }
    }

    /// Changes `text` so that all of it can be shown.
    fn change(&mut self, text: &mut String) {
        if text.chars().all(|c| self.can_be_shown(c)) {
            return;
        }
        let mut shown = String::with_capacity(text.len() + 16);
        let mut characters = text.chars().peekable();
        while let Some(c) = characters.next() {
            match c {
                '\t' => shown.push(' '),
                '\r' => {
                    if characters.peek() != Some(&'\n') {
                        shown.push('\n');
                    }
                }
                c if self.can_be_shown(c) => shown.push(c),
                c => {
                    shown.push_str(&by_number(c));
                    self.replaced.insert(c);
                }
            }
        }
        *text = shown;
    }

    /// What was replaced, by number, in order.
    fn replaced(&self) -> Vec<String> {
        self.replaced.iter().copied().map(by_number).collect()
    }

    fn can_be_shown(&self, c: char) -> bool {
        c == '\n' || c == ' ' || !(c.is_control() || turns_direction(c) || is_private(c)) && (self.has_glyph)(c)
    }
}

/// One line of text without control characters and marks that turn the direction of writing: they are shown by their
/// number, a line break inside the text as `↵`, a tab as a space.
pub fn visible_line(text: &str) -> Cow<'_, str> {
    let is_hidden = |c: char| c.is_control() || turns_direction(c);
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\n' => shown.push('↵'),
            '\t' => shown.push(' '),
            c if is_hidden(c) => shown.push_str(&by_number(c)),
            c => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

fn by_number(c: char) -> String {
    format!("[U+{:04X}]", u32::from(c))
}

/// Marks that make text appear in another order than it is written (Unicode 16, UAX 9) or are not text at all.
fn turns_direction(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
        | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{2028}' | '\u{2029}')
}

/// Private use and noncharacters: PDF/A does not allow text that means nothing elsewhere.
fn is_private(c: char) -> bool {
    let code = u32::from(c);
    matches!(code, 0xE000..=0xF8FF | 0xF0000..=0x0010_FFFF | 0xFDD0..=0xFDEF) || code & 0xFFFE == 0xFFFE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_shows_what_would_not_be_seen() {
        for (text, shown) in [
            ("Погожев, “Wałęsa”", "Погожев, “Wałęsa”"),
            ("\u{1B}]0;x\u{7}", "[U+001B]]0;x[U+0007]"),
            ("a\u{202E}b\u{2066}c\u{2069}", "a[U+202E]b[U+2066]c[U+2069]"),
            ("c1 \u{9B}2J", "c1 [U+009B]2J"),
            ("over\rwritten\u{8}", "over[U+000D]written[U+0008]"),
            ("one\r\ntwo\nthree\tfour", "one↵two↵three four"),
        ] {
            assert_eq!(visible_line(text), shown);
        }
    }

    #[test]
    fn what_cannot_be_shown_is_shown_by_its_number() {
        let latin = |c: char| u32::from(c) < 0x500;
        let mut showable = Showable::new(&latin);
        for (text, shown) in [
            ("Погожев, Wałęsa", "Погожев, Wałęsa"),
            ("a\u{202E}b", "a[U+202E]b"),
            ("nul\u{0}", "nul[U+0000]"),
            ("two\r\nlines\rand a\ttab", "two\nlines\nand a tab"),
            ("אב", "[U+05D0][U+05D1]"),
            ("\u{E000}", "[U+E000]"),
        ] {
            let mut text = text.to_owned();
            showable.change(&mut text);
            assert_eq!(text, shown);
        }
        assert_eq!(showable.replaced(), ["[U+0000]", "[U+05D0]", "[U+05D1]", "[U+202E]", "[U+E000]"]);
    }
}
