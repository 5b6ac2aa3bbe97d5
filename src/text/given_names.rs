//! Given names that are one name in several languages: Андрей, Andrew, Andreas, Andrzej.
//!
//! The table is `assets/given_names.csv`, written for this program; a form may belong to several names.

use super::fold::fold;
use super::transliteration::{CyrillicLanguage, Scheme, language_of, transliterate};
use std::collections::HashMap;
use std::sync::LazyLock;

static TABLE: &str = include_str!("../../assets/given_names.csv");

/// Folded form -> the lines of the table it stands in.
static NAMES: LazyLock<HashMap<String, Vec<u16>>> = LazyLock::new(|| {
    let mut names: HashMap<String, Vec<u16>> = HashMap::new();
    for (line, number) in TABLE.lines().skip(1).zip(0_u16..) {
        for form in line.split([',', ';']).filter(|form| !form.is_empty()) {
            let mut add = |folded: String| {
                let lines = names.entry(folded).or_default();
                if !lines.contains(&number) {
                    lines.push(number);
                }
            };
            add(fold(form));
            // as clerks and catalogues wrote it: Hryhorij, Grigorij, Grigoriĭ
            for language in languages(form) {
                for scheme in Scheme::ALL {
                    add(fold(&transliterate(form, language, *scheme)));
                }
            }
        }
    }
    names
});

/// The languages a form may be of: Володимир has no letter that Russian lacks, and Wolodymyr is the Ukrainian name.
fn languages(form: &str) -> Vec<CyrillicLanguage> {
    let own = language_of(form);
    let is_ukrainian = own == Some(CyrillicLanguage::Russian) && !form.to_lowercase().contains(['ы', 'э', 'ё', 'ъ']);
    own.into_iter().chain(is_ukrainian.then_some(CyrillicLanguage::Ukrainian)).collect()
}

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
    compare(lines(&fold(a)), lines(&fold(b))) == Kinship::Same
}

/// The lines of the table that a folded word is a form of.
pub(super) fn lines(folded: &str) -> &'static [u16] {
    NAMES.get(folded).map(Vec::as_slice).unwrap_or_default()
}

/// What the name of a line is called in English: the form its English column begins with.
pub(super) fn called(line: u16) -> Option<&'static str> {
    TABLE.lines().nth(usize::from(line) + 1)?.split(',').nth(2)?.split(';').next()
}

/// The keys of the names that a folded word is a form of.
pub(super) fn keys(folded: &str) -> impl Iterator<Item = &'static str> {
    let lines = NAMES.get(folded).map(Vec::as_slice).unwrap_or_default();
    lines.iter().filter_map(|line| TABLE.lines().nth(usize::from(*line) + 1)?.split(',').next())
}

/// What the table knows of a folded word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Given {
    lines: &'static [u16],
    /// The given name in a surname: Fedorov and Petrov have one sound and differ in three letters of seven.
    within: &'static [u16],
}

impl Given {
    pub(super) fn of(folded: &str) -> Self {
        Self { lines: lines(folded), within: stem(folded) }
    }

    /// The lines of the table the word stands in.
    pub(super) fn lines(self) -> &'static [u16] {
        self.lines
    }

    pub(super) fn is_known(self) -> bool {
        !self.lines.is_empty()
    }

    pub(super) fn compare(self, other: Self) -> Kinship {
        match compare(self.lines, other.lines) {
            Kinship::Unknown if compare(self.within, other.within) == Kinship::Different => Kinship::Different,
            known => known,
        }
    }
}

fn compare(a: &[u16], b: &[u16]) -> Kinship {
    if a.is_empty() || b.is_empty() {
        Kinship::Unknown
    } else if a.iter().any(|line| b.contains(line)) {
        Kinship::Same
    } else {
        Kinship::Different
    }
}

fn stem(word: &str) -> &'static [u16] {
    let stems = ENDINGS.iter().filter_map(|ending| word.strip_suffix(ending));
    stems.map(lines).find(|lines| !lines.is_empty()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Given, Kinship, NAMES, TABLE, is_given_name, same_given_name};
    use crate::text::fold;

    fn kinship(a: &str, b: &str) -> Kinship {
        Given::of(a).compare(Given::of(b))
    }

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
