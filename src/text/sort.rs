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
