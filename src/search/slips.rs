//! Numbers that may be misread: which spellings of a number a tired hand may have left.

use super::compact_number;
use super::query::{Field, Spelling, Words};
use crate::text;
use std::collections::BTreeSet;

/// A number asked for without a field has so many figures or more before others are taken for it.
const FEWEST_FIGURES: usize = 4;

/// Numbers longer than this are no numbers of people.
const LONGEST: usize = 24;

impl Words {
    /// The number that these words ask for and that may be misread, as [`compact_number`] gives it: in the wide ring an
    /// unquoted number, with no field named only one of four figures or more and nothing else.
    pub fn misreadable(&self, field: &Field, spelling: Spelling) -> Option<String> {
        if spelling != Spelling::Wide || self.is_quoted || self.is_begun {
            return None;
        }
        let number = compact_number(&self.written);
        let is_number = match field {
            Field::Number => number.contains(|c: char| c.is_ascii_digit()),
            Field::Anywhere => number.len() >= FEWEST_FIGURES && self.written.bytes().all(|byte| byte.is_ascii_digit()),
            _ => false,
        };
        (is_number && number.is_ascii() && number.len() <= LONGEST).then_some(number)
    }
}

/// Whether a number, as [`compact_number`] gives it, may be the asked one misread. A figure that cannot be read is
/// taken for lost.
pub fn number_slips(asked: &str, number: &str) -> bool {
    let is_asked_without_one = || number.contains('?') && number.replace('?', "") == asked;
    number.is_ascii() && (text::number_may_be(asked, number) || is_asked_without_one())
}

/// Every number without `?` that [`number_slips`] takes for the asked one.
pub fn slips_of(asked: &str) -> Vec<String> {
    let signs: Vec<char> = asked.chars().filter(char::is_ascii_alphanumeric).collect();
    let mut slips: BTreeSet<String> = BTreeSet::new();
    let mut add = |make: &dyn Fn(&mut Vec<char>)| {
        let mut other = signs.clone();
        make(&mut other);
        slips.insert(other.into_iter().collect());
    };
    for at in 0..=signs.len() {
        for figure in '0'..='9' {
            add(&|other| other.insert(at, figure));
            add(&|other| {
                if let Some(place) = other.get_mut(at) {
                    *place = figure;
                }
            });
        }
        if at < signs.len() {
            add(&|other| {
                other.remove(at);
            });
        }
        if at + 1 < signs.len() {
            add(&|other| other.swap(at, at + 1));
        }
    }
    slips.into_iter().filter(|slip| number_slips(asked, slip)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::Query;
    use crate::search::query::{Node, Term, Wanted};
    use proptest::prelude::*;

    #[test]
    fn a_number_has_a_few_dozen_slips() {
        let slips = slips_of("88349");
        for slip in ["83349", "88344", "8834", "88394", "883490", "98349"] {
            assert!(slips.contains(&slip.to_owned()), "{slip} of {slips:?}");
        }
        assert!(!slips.contains(&"88349".to_owned()) && slips.len() < 100, "{}", slips.len());
        assert!(slips_of("A5678").iter().all(|slip| slip.starts_with('A') || slip.get(1..2) == Some("A")));
        assert!(slips_of("").is_empty());
    }

    #[test]
    fn only_numbers_in_the_wide_ring_are_misread() {
        for (text, expected) in [
            ("number:88349 spelling:wide", Some("88349")),
            ("number:A-5678 spelling:wide", Some("A5678")),
            ("88349 spelling:wide", Some("88349")),
            ("883 spelling:wide", None),
            ("88349", None),
            ("\"88349\" spelling:wide", None),
            ("88349* spelling:wide", None),
            ("name:88349 spelling:wide", None),
            ("Skiba spelling:wide", None),
        ] {
            let Query { root, spelling } = Query::read(text).query;
            let Some(Node::Term(Term { field, wanted: Wanted::Words(words) })) = root else { panic!("{text}") };
            assert_eq!(words.misreadable(&field, spelling).as_deref(), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_slip_is_left_out(asked in "[A1478]{1,6}", number in "[A0-9]{0,7}") {
            let asked = compact_number(&asked);
            prop_assert_eq!(slips_of(&asked).contains(&number), number_slips(&asked, &number));
        }
    }
}
