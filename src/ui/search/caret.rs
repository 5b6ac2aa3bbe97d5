//! Places in the text of the search box: the language counts bytes, the field counts letters.

use eframe::egui::text::{CCursor, CCursorRange};
use eframe::egui::{Context, Id, TextEdit};
use std::ops::Range;

/// The byte at which this letter begins; the end of the text when it has fewer.
pub(super) fn byte_of(text: &str, letter: usize) -> usize {
    text.char_indices().nth(letter).map_or(text.len(), |(at, _)| at)
}

/// How many letters stand before this byte.
pub(super) fn letter_of(text: &str, byte: usize) -> usize {
    text.char_indices().take_while(|(at, _)| *at < byte).count()
}

/// The text with other words in the place of some of its bytes, and the letter behind them.
pub(super) fn put(text: &str, place: &Range<usize>, words: &str) -> (String, usize) {
    let before = text.get(..place.start).unwrap_or(text);
    let after = text.get(place.end..).unwrap_or_default();
    (format!("{before}{words}{after}"), before.chars().count() + words.chars().count())
}

/// Marks these letters of a field; the caret stands behind them.
pub(super) fn mark(ctx: &Context, field: Id, letters: &Range<usize>) {
    let mut state = TextEdit::load_state(ctx, field).unwrap_or_default();
    state.cursor.set_char_range(Some(CCursorRange::two(CCursor::new(letters.start), CCursor::new(letters.end))));
    TextEdit::store_state(ctx, field, state);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_bytes_of_any_script() {
        let text = "имя:Żuk b";
        for (letter, byte) in [(0, 0), (3, 6), (4, 7), (5, 9), (8, 12), (9, 13)] {
            assert_eq!(byte_of(text, letter), byte, "{letter}");
            assert_eq!(letter_of(text, byte), letter, "{byte}");
        }
        assert_eq!(byte_of(text, 99), text.len());
        assert_eq!(put(text, &(7..11), "Ян "), ("имя:Ян  b".to_owned(), 7));
        assert_eq!(put("", &(3..9), "a"), ("a".to_owned(), 1), "a place that is none");
    }
}
