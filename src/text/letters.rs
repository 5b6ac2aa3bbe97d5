//! The letters and signs a keyboard lacks: each is a further form of a plain one, reached by pressing one key again.
//!
//! Invariant: the forms of a letter go round, each letter stands in one round only, and a capital stays a capital.
//!
//! Within a round stands first what Polish, German and Czech need, then Slovak, Hungarian, Romanian, the Baltic
//! languages, the rest.

/// The rounds, small letters and capitals apart: `ß` and `ı` have no capital that leads back to them.
const ROUNDS: &[&[char]] = &[
    &['a', 'ä', 'ą', 'á', 'ă', 'â', 'ā', 'à', 'å', 'æ'],
    &['A', 'Ä', 'Ą', 'Á', 'Ă', 'Â', 'Ā', 'À', 'Å', 'Æ'],
    &['c', 'ć', 'č', 'ç'],
    &['C', 'Ć', 'Č', 'Ç'],
    &['d', 'ď', 'đ'],
    &['D', 'Ď', 'Đ'],
    &['e', 'ę', 'é', 'ě', 'ë', 'ē', 'ė', 'è', 'ê'],
    &['E', 'Ę', 'É', 'Ě', 'Ë', 'Ē', 'Ė', 'È', 'Ê'],
    &['g', 'ģ', 'ğ'],
    &['G', 'Ģ', 'Ğ'],
    &['i', 'í', 'î', 'ī', 'į', 'ï', 'ì', 'ı'],
    &['I', 'Í', 'Î', 'Ī', 'Į', 'Ï', 'Ì', 'İ'],
    &['k', 'ķ'],
    &['K', 'Ķ'],
    &['l', 'ł', 'ľ', 'ĺ', 'ļ'],
    &['L', 'Ł', 'Ľ', 'Ĺ', 'Ļ'],
    &['n', 'ń', 'ň', 'ņ', 'ñ'],
    &['N', 'Ń', 'Ň', 'Ņ', 'Ñ'],
    &['o', 'ó', 'ö', 'ô', 'ő', 'õ', 'ø', 'œ', 'ò'],
    &['O', 'Ó', 'Ö', 'Ô', 'Ő', 'Õ', 'Ø', 'Œ', 'Ò'],
    &['r', 'ř', 'ŕ'],
    &['R', 'Ř', 'Ŕ'],
    &['s', 'ś', 'š', 'ß', 'ș', 'ş'],
    &['S', 'Ś', 'Š', 'ẞ', 'Ș', 'Ş'],
    &['t', 'ť', 'ț', 'ţ'],
    &['T', 'Ť', 'Ț', 'Ţ'],
    &['u', 'ü', 'ú', 'ů', 'ű', 'ū', 'ų', 'ù', 'û'],
    &['U', 'Ü', 'Ú', 'Ů', 'Ű', 'Ū', 'Ų', 'Ù', 'Û'],
    &['y', 'ý', 'ÿ'],
    &['Y', 'Ý', 'Ÿ'],
    &['z', 'ż', 'ź', 'ž'],
    &['Z', 'Ż', 'Ź', 'Ž'],
    &['г', 'ґ'],
    &['Г', 'Ґ'],
    &['е', 'ё', 'ѣ', 'є', 'э'],
    &['Е', 'Ё', 'Ѣ', 'Є', 'Э'],
    &['и', 'й', 'і', 'ї', 'ѵ'],
    &['И', 'Й', 'І', 'Ї', 'Ѵ'],
    &['у', 'ў'],
    &['У', 'Ў'],
    &['ф', 'ѳ'],
    &['Ф', 'Ѳ'],
    &['ъ', 'ь'],
    &['Ъ', 'Ь'],
    &['-', '–', '—'],
    &['"', '„', '“', '”', '«', '»'],
    &['\'', '’', '‘', '‚'],
    &['0', '°'],
    &['#', '№'],
    // how a typewriter writes the day of a death
    &['+', '†'],
];

/// The special characters by language, each group under its term, in the order of a list: small letters, then
/// capitals.
///
/// A group has every letter of its languages, but `hungarian-romanian-baltic` only what the groups above it lack. The
/// crossed swords of the fallen (⚔) are left out: no font of ours has them, so they would be lost in print.
pub const PALETTE: &[(&str, &[char])] = &[
    ("german", &['ä', 'ö', 'ü', 'ß', 'Ä', 'Ö', 'Ü', 'ẞ']),
    ("polish", &['ą', 'ć', 'ę', 'ł', 'ń', 'ó', 'ś', 'ź', 'ż', 'Ą', 'Ć', 'Ę', 'Ł', 'Ń', 'Ó', 'Ś', 'Ź', 'Ż']),
    (
        "czech-slovak",
        &[
            'á', 'ä', 'č', 'ď', 'é', 'ě', 'í', 'ĺ', 'ľ', 'ň', 'ó', 'ô', 'ŕ', 'ř', 'š', 'ť', 'ú', 'ů', 'ý', 'ž', 'Á',
            'Ä', 'Č', 'Ď', 'É', 'Ě', 'Í', 'Ĺ', 'Ľ', 'Ň', 'Ó', 'Ô', 'Ŕ', 'Ř', 'Š', 'Ť', 'Ú', 'Ů', 'Ý', 'Ž',
        ],
    ),
    (
        "hungarian-romanian-baltic",
        &[
            'ő', 'ű', 'ă', 'â', 'î', 'ș', 'ț', 'ş', 'ţ', 'ā', 'ē', 'ė', 'ģ', 'ī', 'į', 'ķ', 'ļ', 'ņ', 'õ', 'ū', 'ų',
            'Ő', 'Ű', 'Ă', 'Â', 'Î', 'Ș', 'Ț', 'Ş', 'Ţ', 'Ā', 'Ē', 'Ė', 'Ģ', 'Ī', 'Į', 'Ķ', 'Ļ', 'Ņ', 'Õ', 'Ū', 'Ų',
        ],
    ),
    ("russian-pre-1918", &['ѣ', 'і', 'ѳ', 'ѵ', 'ъ', 'Ѣ', 'І', 'Ѳ', 'Ѵ', 'Ъ']),
    ("ukrainian", &['ґ', 'є', 'і', 'ї', 'Ґ', 'Є', 'І', 'Ї']),
    ("belarusian", &['ё', 'і', 'ў', 'Ё', 'І', 'Ў']),
    ("signs", &['„', '“', '”', '‚', '‘', '’', '–', '—', '§', '№', '†', '×', '½', '…', '°', 'ʹ', 'ʺ']),
];

/// The next form of a letter, or `None` when it has no other: `s`, `ś`, `š`, `ß`, `ș`, `ş` and `s` again.
pub fn next_form(letter: char) -> Option<char> {
    let forms = forms_of(letter);
    let at = forms.iter().position(|form| *form == letter)?;
    forms.iter().cycle().nth(at.saturating_add(1)).copied()
}

/// Every form of a letter, the plain one first; empty when it has no other.
pub fn forms_of(letter: char) -> &'static [char] {
    ROUNDS.iter().find(|forms| forms.contains(&letter)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{PALETTE, ROUNDS, forms_of, next_form};
    use std::collections::BTreeSet;

    /// Letters, as Unicode has it, of the palette that no key leads to: the primes for ь and ъ in romanised names.
    const WITHOUT_KEY: &[char] = &['ʹ', 'ʺ'];

    #[test]
    fn every_round_closes() {
        for forms in ROUNDS {
            assert!(forms.len() > 1);
            for first in *forms {
                let mut met = vec![*first];
                let mut letter = next_form(*first).unwrap();
                while letter != *first {
                    met.push(letter);
                    letter = next_form(letter).unwrap();
                }
                assert_eq!(met.len(), forms.len(), "{first}");
                assert_eq!(forms_of(*first), *forms);
            }
        }
    }

    #[test]
    fn no_letter_is_in_two_rounds() {
        let mut met = BTreeSet::new();
        for letter in ROUNDS.iter().copied().flatten() {
            assert!(met.insert(*letter), "{letter}");
        }
    }

    #[test]
    fn forms_follow_in_the_order_of_a_press() {
        for (letter, next) in [('s', 'ś'), ('ś', 'š'), ('š', 'ß'), ('ß', 'ș'), ('ş', 's'), ('ẞ', 'Ș'), ('№', '#')]
        {
            assert_eq!(next_form(letter), Some(next), "{letter}");
        }
        for letter in ['x', 'я', 'ж', '1', ' ', '.', '§', '⚔'] {
            assert_eq!(next_form(letter), None, "{letter}");
            assert!(forms_of(letter).is_empty());
        }
    }

    #[test]
    fn case_and_script_are_kept() {
        for letter in ROUNDS.iter().copied().flatten() {
            let next = next_form(*letter).unwrap();
            assert_eq!(letter.is_uppercase(), next.is_uppercase(), "{letter} {next}");
            assert_eq!(letter.is_lowercase(), next.is_lowercase(), "{letter} {next}");
            assert_eq!(('Ѐ'..='ԯ').contains(letter), ('Ѐ'..='ԯ').contains(&next), "{letter} {next}");
        }
    }

    #[test]
    fn capitals_go_round_as_small_letters_do() {
        for forms in ROUNDS.iter().filter(|forms| forms[0].is_uppercase()) {
            let plain = forms[0].to_lowercase().next().unwrap();
            let small: Vec<char> = forms.iter().flat_map(|capital| capital.to_lowercase().take(1)).collect();
            // Turkish has i with a dot and without in both cases, and the plain ones cross over
            let expected: Vec<char> = forms_of(plain).iter().map(|c| if *c == 'ı' { 'i' } else { *c }).collect();
            assert_eq!(small, expected, "{plain}");
        }
    }

    #[test]
    fn every_letter_of_the_palette_has_a_key() {
        for letter in PALETTE.iter().flat_map(|(_, letters)| *letters).filter(|c| c.is_alphabetic()) {
            // the plain letter of the round, which a keyboard of the script has
            let plain = forms_of(*letter).first();
            assert_eq!(plain.is_none(), WITHOUT_KEY.contains(letter), "{letter}");
            assert!(plain.is_none_or(|c| c.is_ascii_alphabetic() || "геиуфъГЕИУФЪ".contains(*c)), "{letter}");
        }
    }

    #[test]
    fn groups_of_the_palette_have_terms_of_their_own() {
        let terms: BTreeSet<&str> = PALETTE.iter().map(|(term, _)| *term).collect();
        assert_eq!(terms.len(), PALETTE.len());
        for (term, letters) in PALETTE {
            let once: BTreeSet<&char> = letters.iter().collect();
            assert_eq!(once.len(), letters.len(), "{term}");
        }
    }

    #[test]
    fn palette_has_every_small_letter_in_capitals() {
        for (term, letters) in PALETTE {
            let (small, capital): (Vec<char>, Vec<char>) =
                letters.iter().filter(|c| c.is_uppercase() || c.is_lowercase()).partition(|c| c.is_lowercase());
            let lowered: Vec<char> = capital.iter().flat_map(|c| c.to_lowercase()).collect();
            let small: Vec<char> = small.into_iter().filter(|c| !"ʹʺ".contains(*c)).collect();
            assert_eq!(lowered, small, "{term}");
        }
    }
}
