//! How a word of a query matched, and whether words stand in others.

use crate::model;
use serde::{Deserialize, Serialize};

model::terms! {
    /// How a word matched, closest first.
    Tier {
        /// It is the reference code.
        Reference = "reference",
        /// It stands there letter by letter.
        #[default] AsWritten = "as-written",
        /// The entry has, misses or is what was asked for.
        Condition = "condition",
        /// A date lies in the span, a number in the range or fits the pattern.
        Span = "span",
        /// It is the same once case, accents and script are set aside.
        Folded = "folded",
        /// A word there begins with it.
        Beginning = "beginning",
        /// A word of a name there holds it.
        Inside = "inside",
        /// A name there sounds like it and is spelled nearly so.
        Sound = "sound",
        /// It is another form of the same given name.
        GivenName = "given-name",
        /// A clerk may have misheard it or a reader misread it.
        Misread = "misreading",
    }
}

/// Why an entry was found, for one word of the query.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundBy {
    /// The word of the query.
    pub word: String,
    /// How it matched.
    pub tier: Tier,
    /// What is written there.
    pub form: String,
    /// The property or field it stands in.
    pub property: String,
}

/// Whether `wanted` stands in `words`, one word after the other; the last may only begin one when `open` is set.
pub(super) fn stands_in(words: &[String], wanted: &[String], open: bool) -> bool {
    let Some((last, firsts)) = wanted.split_last() else { return false };
    words.windows(wanted.len()).any(|window| {
        window.split_last().is_some_and(|(end, begin)| {
            begin == firsts && if open { end.starts_with(last.as_str()) } else { end == last }
        })
    })
}

/// Whether the text holds `raw` as a whole word, letter by letter but for case.
pub(super) fn has_as_written(form: &str, raw: &str) -> bool {
    let (form, raw) = (form.to_lowercase(), raw.to_lowercase());
    form.match_indices(&raw).any(|(at, found)| {
        let before = form.get(..at).and_then(|head| head.chars().next_back());
        let after = form.get(at + found.len()..).and_then(|tail| tail.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_in_words() {
        let words: Vec<String> = ["andrey", "pogozhev", "1418"].map(str::to_owned).into();
        for (wanted, whole, begun) in [
            ("andrey", true, true),
            ("andrey pogozhev", true, true),
            ("andrey pog", false, true),
            ("andr pogozhev", false, false),
            ("pogozhev andrey", false, false),
            ("", false, false),
            ("andrey pogozhev 1418 x", false, false),
        ] {
            let wanted: Vec<String> = wanted.split_whitespace().map(str::to_owned).collect();
            assert_eq!(
                (stands_in(&words, &wanted, false), stands_in(&words, &wanted, true)),
                (whole, begun),
                "{wanted:?}"
            );
        }
    }

    #[test]
    fn letters_stand_as_they_are_written() {
        for (form, raw, expected) in [
            ("Andrei Pogozhev", "pogozhev", true),
            ("Andrei Pogozhev", "pogo", false),
            ("ПОГОЖЕВ", "погожев", true),
            ("Pogozhev", "погожев", false),
            ("rkg/0049", "0049", true),
        ] {
            assert_eq!(has_as_written(form, raw), expected, "{form} {raw}");
        }
    }
}
