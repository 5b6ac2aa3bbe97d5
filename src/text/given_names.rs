//! Given names that are one name in several languages: Андрей, Andrew, Andreas, Andrzej.
//!
//! The table is `assets/given_names.csv`, written for this program; a form may belong to several names.

use super::fold::fold;
use std::collections::HashMap;
use std::sync::LazyLock;

static TABLE: &str = include_str!("../../assets/given_names.csv");

/// Folded form -> the lines of the table it stands in.
static NAMES: LazyLock<HashMap<String, Vec<u16>>> = LazyLock::new(|| {
    let mut names: HashMap<String, Vec<u16>> = HashMap::new();
    for (line, number) in TABLE.lines().skip(1).zip(0_u16..) {
        for form in line.split([',', ';']).filter(|form| !form.is_empty()) {
            let lines = names.entry(fold(form)).or_default();
            if !lines.contains(&number) {
                lines.push(number);
            }
        }
    }
    names
});

/// Endings that make a surname or a patronymic out of a given name, as they are folded, longest first.
const ENDINGS: &[&str] = &[
    "owitsch", "ewitsch", "jewitsch", "ovich", "evich", "yevich", "ovych", "ovitch", "evitch", "owicz", "ewicz",
    "iewicz", "ovna", "evna", "owna", "ewna", "enko", "yuk", "chuk", "ova", "eva", "owa", "ewa", "off", "eff", "ov",
    "ev", "ow", "ew", "uk",
];

/// What the table says of two names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kinship {
    /// Two forms of one name.
    Same,
    /// Two names, both known; or surnames or patronymics made of two known names.
    Different,
    /// At least one is not in the table.
    Unknown,
}

/// Whether the table knows `name` as a given name, in any spelling that folds to one of its forms.
pub fn is_given_name(name: &str) -> bool {
    NAMES.contains_key(&fold(name))
}

/// The forms of given names that begin like `words`, as the table spells them.
pub fn beginning_like(words: &str) -> impl Iterator<Item = &'static str> {
    let begun = fold(words);
    TABLE
        .lines()
        .skip(1)
        .flat_map(|line| line.split([',', ';']))
        .filter(move |form| !form.is_empty() && fold(form).starts_with(&begun))
}

/// Whether `a` and `b` are forms of one given name: `Фёдор` and `Theodor`. False when either is not in the table.
pub fn same_given_name(a: &str, b: &str) -> bool {
    compare(&fold(a), &fold(b)) == Kinship::Same
}

/// The keys of the names that a folded word is a form of.
pub(super) fn keys(folded: &str) -> impl Iterator<Item = &'static str> {
    let lines = NAMES.get(folded).map(Vec::as_slice).unwrap_or_default();
    lines.iter().filter_map(|line| TABLE.lines().nth(usize::from(*line) + 1)?.split(',').next())
}

/// What the table says of two folded words.
pub(super) fn kinship(a: &str, b: &str) -> Kinship {
    let known = compare(a, b);
    if known != Kinship::Unknown {
        return known;
    }
    // Fedorov and Petrov have one sound and differ in three letters of seven
    match (stem(a), stem(b)) {
        (Some(a), Some(b)) if disjoint(a, b) => Kinship::Different,
        _ => Kinship::Unknown,
    }
}

fn compare(a: &str, b: &str) -> Kinship {
    match (NAMES.get(a), NAMES.get(b)) {
        (Some(a), Some(b)) if disjoint(a, b) => Kinship::Different,
        (Some(_), Some(_)) => Kinship::Same,
        _ => Kinship::Unknown,
    }
}

fn disjoint(a: &[u16], b: &[u16]) -> bool {
    !a.iter().any(|line| b.contains(line))
}

/// The given name in a surname or patronymic.
fn stem(word: &str) -> Option<&'static [u16]> {
    ENDINGS.iter().find_map(|ending| NAMES.get(word.strip_suffix(ending)?)).map(Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::{Kinship, NAMES, TABLE, is_given_name, kinship, same_given_name};
    use crate::text::fold;

    #[test]
    fn every_line_of_the_table_is_whole() {
        assert!(TABLE.lines().count() > 60);
        for line in TABLE.lines() {
            assert_eq!(line.split(',').count(), 6, "{line}");
            for column in line.split(',').take(5) {
                assert!(column.split(';').all(|form| !form.trim().is_empty() && form.trim() == form), "{line}");
            }
        }
        assert!(NAMES.len() > 500, "{}", NAMES.len());
    }

    #[test]
    fn forms_of_one_name() {
        for (a, b) in [
            ("Фёдор", "Theodor"),
            ("Федір", "Fjodor"),
            ("ФЕДОРЪ", "Fiodor"),
            ("Андрей", "Andrzej"),
            ("Андрей", "Andreas"),
            ("Пётр", "Peter"),
            ("Евгений", "Eugen"),
            ("Yevgeny", "Jewgeni"),
            ("Владимир", "Włodzimierz"),
            ("Николай", "Mikołaj"),
            ("Георгий", "Jerzy"),
            ("Юрий", "Jerzy"),
            ("Katarzyna", "Екатерина"),
        ] {
            assert!(same_given_name(a, b), "{a} {b}");
            assert!(same_given_name(b, a), "{b} {a}");
        }
    }

    #[test]
    fn different_names() {
        for (a, b) in [
            ("Фёдор", "Пётр"),
            ("Fyodor", "Pyotr"),
            ("Fedorov", "Petrov"),
            ("Фёдорович", "Петрович"),
            ("Fedorowitsch", "Petrowitsch"),
            ("Ivanov", "Romanov"),
            ("Георгий", "Юрий"),
        ] {
            assert_eq!(kinship(&fold(a), &fold(b)), Kinship::Different, "{a} {b}");
            assert!(!same_given_name(a, b), "{a} {b}");
        }
    }

    #[test]
    fn what_is_no_given_name() {
        assert!(!is_given_name("Погожев") && !is_given_name("") && is_given_name("Кузьма"));
        assert_eq!(kinship("pogozhev", "skiba"), Kinship::Unknown);
        assert_eq!(kinship("pogozhev", "ivan"), Kinship::Unknown);
        assert!(!same_given_name("Pogozhev", "Pogozhev"), "not a given name");
    }
}
