//! Keys that sort names and reference codes as a reader expects, cheap to compare and to store.

use icu_collator::options::CollatorOptions;
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_locale_core::locale;
use std::sync::LazyLock;

static NAMES: LazyLock<Option<CollatorBorrowed<'static>>> = LazyLock::new(|| collator(false));
static CODES: LazyLock<Option<CollatorBorrowed<'static>>> = LazyLock::new(|| collator(true));

/// The key of a name or a title: Latin letters before Cyrillic ones, German umlauts with their vowel, Polish letters
/// where a Polish reader looks for them.
pub fn sort_key(text: &str) -> Vec<u8> {
    key(NAMES.as_ref(), text)
}

/// The key of a reference code or a number: `rkg/9` before `rkg/10`.
pub fn reference_sort_key(text: &str) -> Vec<u8> {
    key(CODES.as_ref(), text)
}

/// The Polish order is the root order with the nine Polish letters told apart, so it serves German and Cyrillic too.
fn collator(numeric: bool) -> Option<CollatorBorrowed<'static>> {
    let mut preferences = CollatorPreferences::from(locale!("pl"));
    if numeric {
        preferences.numeric_ordering = Some(CollationNumericOrdering::True);
    }
    Collator::try_new(preferences, CollatorOptions::default()).ok()
}

fn key(collator: Option<&CollatorBorrowed<'static>>, text: &str) -> Vec<u8> {
    let mut key = Vec::with_capacity(text.len() + 8);
    match collator.map(|collator| collator.write_sort_key_to(text, &mut key)) {
        Some(Ok(())) => key,
        None => super::fold(text).into_bytes(),
    }
}

#[cfg(test)]
mod tests {
    use super::{reference_sort_key, sort_key};

    fn in_order(names: &[&str], key: fn(&str) -> Vec<u8>) {
        for (before, after) in names.iter().zip(names.iter().skip(1)) {
            assert!(key(before) < key(after), "{before} before {after}");
        }
    }

    #[test]
    fn names_stand_where_a_reader_looks() {
        in_order(
            &[
                "10631",
                "Adam",
                "adam 2",
                "Ąckerman",
                "Czech",
                "Ćwik",
                "Lebedev",
                "Lis",
                "Łoś",
                "Muller",
                "Müller",
                "Mullers",
                "Ostrów",
                "Schäfer",
                "Skiba",
                "Strasse",
                "Świt",
                "Zak",
                "Źrebak",
                "Żak",
                "Андреев",
                "Ежов",
                "Ёлкин",
                "Жуков",
                "Иванов",
                "Йогансон",
                "Карцев",
                "Погожев",
                "Яковлев",
            ],
            sort_key,
        );
    }

    #[test]
    fn case_and_accents_only_break_ties() {
        in_order(&["skiba", "Skiba", "skibb"], sort_key);
        assert_eq!(sort_key("Погожев"), sort_key("Погожев"));
        // one letter, composed or not
        assert_eq!(sort_key("Müller"), sort_key("Mu\u{308}ller"));
        assert!(sort_key("") < sort_key("a"));
    }

    #[test]
    fn reference_codes_count() {
        in_order(
            &[
                "A 2",
                "A 10",
                "C1",
                "C2",
                "C11",
                "P3",
                "rkg/9",
                "rkg/10",
                "rkg/10a",
                "rkg/0049",
                "rkg/100",
                "Ф. 9",
                "Ф. 9, оп. 2",
                "Ф. 9, оп. 10",
            ],
            reference_sort_key,
        );
        assert!(sort_key("rkg/10") < sort_key("rkg/9"), "names do not count");
    }
}
