//! One spelling for matching: Cyrillic and marked Latin letters become plain lower-case Latin ones.
//!
//! Invariant: what comes out holds nothing but `a`–`z`, `0`–`9` and single spaces, and folding it again changes
//! nothing.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// `text` as it is compared: `Погожев`, `Pogožev` and `Pogożew` become `pogozhev`, `pogozhev` and `pogozhew`.
///
/// Whatever is neither letter nor digit parts words, also inside a reference code; apostrophes and primes between
/// letters do not, since they stand for soft and hard signs.
pub fn fold(text: &str) -> String {
    fold_with(text, plain)
}

/// The folded words of `text`.
pub fn words(text: &str) -> Vec<String> {
    fold(text).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Folds with another table for the letters; `letter` answers for a lower-case letter it knows.
pub(super) fn fold_with(text: &str, letter: fn(char) -> Option<&'static str>) -> String {
    let mut folded = String::with_capacity(text.len());
    if text.chars().all(is_plain) {
        // most words: nothing to compose, nothing that parts
        for character in text.chars() {
            if character.is_ascii() {
                folded.push(character.to_ascii_lowercase());
            } else if let Some(letters) = character.to_lowercase().next().and_then(letter) {
                folded.push_str(letters);
            }
        }
        return folded;
    }
    let mut characters = text.nfkc().flat_map(char::to_lowercase).nfc().peekable();
    while let Some(character) = characters.next() {
        if character.is_ascii_alphanumeric() {
            folded.push(character.to_ascii_lowercase());
        } else if let Some(letters) = letter(character) {
            folded.push_str(letters);
        } else if is_combining_mark(character) || is_unseen(character) {
            // a stress mark, a tie, a soft hyphen
        } else if is_apostrophe(character) {
            let inside = folded.ends_with(|c: char| c != ' ') && characters.peek().is_some_and(|c| c.is_alphanumeric());
            if !inside {
                part(&mut folded);
            }
        } else if character.is_alphanumeric() {
            folded.extend(any_ascii::any_ascii_char(character).chars().filter_map(|c| {
                let lower = c.to_ascii_lowercase();
                lower.is_ascii_alphanumeric().then_some(lower)
            }));
        } else {
            part(&mut folded);
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Letters and figures of ASCII, and the Cyrillic letters of today: each folds by itself.
fn is_plain(character: char) -> bool {
    character.is_ascii_alphanumeric()
        || matches!(character, 'А'..='я' | 'Ё' | 'ё' | 'І' | 'і' | 'Ї' | 'ї' | 'Є' | 'є' | 'Ў' | 'ў' | 'Ґ' | 'ґ')
}

fn part(folded: &mut String) {
    if folded.ends_with(|c: char| c != ' ') {
        folded.push(' ');
    }
}

/// Hyphenation and direction marks, which nobody sees.
fn is_unseen(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Apostrophes, quotation marks and primes, which stand for the soft and the hard sign in many romanisations.
fn is_apostrophe(character: char) -> bool {
    matches!(
        character,
        '\'' | '"'
            | '`'
            | '´'
            | '‘'
            | '’'
            | '‛'
            | '“'
            | '”'
            | '′'
            | '″'
            | '‵'
            | 'ʹ'
            | 'ʺ'
            | 'ʻ'
            | 'ʼ'
            | 'ʽ'
            | 'ʾ'
            | 'ʿ'
            | 'ˈ'
            | '＇'
    )
}

/// The letters of a lower-case letter that needs more than losing its accent.
pub(super) fn plain(letter: char) -> Option<&'static str> {
    cyrillic(letter).or_else(|| latin(letter))
}

/// Russian, Ukrainian, Belarusian, Serbian, Macedonian, and the letters given up in 1918.
fn cyrillic(letter: char) -> Option<&'static str> {
    Some(match letter {
        'а' => "a",
        'б' => "b",
        'в' | 'ў' => "v",
        'г' | 'ґ' | 'ѓ' => "g",
        'д' => "d",
        'е' | 'э' | 'ѣ' | 'ѐ' => "e",
        'ё' => "yo",
        'є' | 'ѥ' => "ye",
        'ж' => "zh",
        'з' | 'ѕ' => "z",
        'и' | 'і' | 'ѵ' | 'ѝ' | 'ѷ' => "i",
        'ї' => "yi",
        'й' | 'ы' => "y",
        'ј' => "j",
        'к' | 'ќ' => "k",
        'л' => "l",
        'љ' => "lj",
        'м' => "m",
        'н' => "n",
        'њ' => "nj",
        'о' | 'ѡ' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' | 'ѫ' | 'ꙋ' => "u",
        'ф' | 'ѳ' => "f",
        'х' => "kh",
        'ц' => "ts",
        'ч' | 'ћ' => "ch",
        'џ' => "dzh",
        'ђ' => "dj",
        'ш' => "sh",
        'щ' => "shch",
        'ъ' | 'ь' => "",
        'ю' => "yu",
        'я' | 'ѧ' => "ya",
        'ѯ' => "ks",
        'ѱ' => "ps",
        _ => return None,
    })
}

/// Latin letters that stand for a sound of their own in Polish, Czech, or a romanisation of Cyrillic (ISO 9, ALA-LC).
fn latin(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ž' | 'ż' => "zh",
        'š' => "sh",
        'č' | 'ć' => "ch",
        'ŝ' => "shch",
        'ë' => "yo",
        'ê' => "ye",
        'ï' => "yi",
        'û' => "yu",
        'â' => "ya",
        'ŭ' => "v",
        'ł' => "l",
        'ß' => "ss",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{fold, words};
    use proptest::prelude::*;

    /// Written, folded.
    const FOLDED: &[(&str, &str)] = &[
        ("Погожев", "pogozhev"),
        ("Pogožev", "pogozhev"),
        ("Pogożew", "pogozhew"),
        ("Фёдор Скиба", "fyodor skiba"),
        ("Fëdor", "fyodor"),
        ("ФЁДОРЪ", "fyodor"),
        ("Ѳеодоръ Вѣринъ", "feodor verin"),
        ("Щукин", "shchukin"),
        ("Ŝukin", "shchukin"),
        ("Хрущёв", "khrushchyov"),
        ("Hruŝëv", "hrushchyov"),
        ("Васильев", "vasilev"),
        ("Vasil’yev", "vasilyev"),
        ("Vasilʹev", "vasilev"),
        ("Кузьма", "kuzma"),
        ("Kuz'ma", "kuzma"),
        ("Объедков", "obedkov"),
        ("Ob\"edkov", "obedkov"),
        ("Андрій Ґудзь", "andriy gudz"),
        ("Київ", "kiyiv"),
        ("Їжак Єва", "yizhak yeva"),
        ("Знам'янка", "znamyanka"),
        ("Быкаў", "bykav"),
        ("Bykaŭ", "bykav"),
        ("Юлія Âna Ûrij", "yuliya yana yurij"),
        ("Андреи\u{306}", "andrey"),
        ("Пого\u{301}жев", "pogozhev"),
        ("Kart\u{361}sev, I\u{361}Uriĭ", "kartsev iurii"),
        ("Łódź", "lodz"),
        ("Ćwikła Żółć Świętość", "chwikla zholch swietosch"),
        ("Kraśń", "krasn"),
        ("Straße", "strasse"),
        ("STRASSE", "strasse"),
        ("ẞ", "ss"),
        ("Müller Schäfer Öhler", "muller schafer ohler"),
        ("Hôpital", "hopital"),
        ("Dvořák", "dvorak"),
        ("Čapek Šimon", "chapek shimon"),
        ("Џон Ђурђевић", "dzhon djurdjevich"),
        ("O'Brien", "obrien"),
        ("O’Brien", "obrien"),
        ("'Roter Oktober'", "roter oktober"),
        ("„Roter Oktober“, 3", "roter oktober 3"),
        ("Auschwitz-Birkenau", "auschwitz birkenau"),
        ("rkg/0049", "rkg 0049"),
        ("R.k.G. 10.631", "r k g 10 631"),
        ("№ 1418", "no 1418"),
        ("28.VII.1944", "28 vii 1944"),
        ("  two\u{a0} \t words\n", "two words"),
        ("soft\u{ad}hyphen\u{200b}", "softhyphen"),
        ("ﬁeld １２", "field 12"),
        ("Ἀθῆναι", "athinai"),
        ("İzmir ılgın", "izmir ilgin"),
        ("👑 — …", ""),
        ("", ""),
    ];

    #[test]
    fn letters_become_plain() {
        for (written, folded) in FOLDED {
            assert_eq!(fold(written), *folded, "{written}");
        }
    }

    #[test]
    fn no_letter_of_any_script_survives() {
        // every letter of the Cyrillic blocks, the Latin ones with marks, Greek, Hebrew, Arabic
        for code in
            (0x80..0x700_u32).chain(0x1c80..0x1c90).chain(0x1d00..0x2000).chain(0x2de0..0x2e00).chain(0xa640..0xa6a0)
        {
            let Some(letter) = char::from_u32(code) else { continue };
            let folded = fold(&format!("a{letter}b"));
            assert!(
                folded.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b' '),
                "{letter} {folded}"
            );
            assert_eq!(fold(&folded), folded);
        }
    }

    #[test]
    fn upper_and_lower_case_fold_alike() {
        for (written, folded) in FOLDED {
            assert_eq!(fold(&written.to_uppercase()), *folded, "{written}");
            assert_eq!(fold(&written.to_lowercase()), *folded, "{written}");
        }
    }

    #[test]
    fn words_are_parted() {
        assert_eq!(words("Погожев, Андрей (rkg/0049)"), ["pogozhev", "andrey", "rkg", "0049"]);
        assert!(words(" – ").is_empty());
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in any::<String>()) {
            let folded = fold(&text);
            prop_assert_eq!(&fold(&folded), &folded);
            prop_assert!(folded.split(' ').all(|word| folded.is_empty() || !word.is_empty()));
            prop_assert!(folded.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b' '));
        }

        #[test]
        fn letters_fold_one_by_one(text in "[а-яёіїєґўѣѳѵa-ząćęłńóśźżžšč]{0,30}") {
            let one_by_one: String = text.chars().map(|c| fold(&c.to_string())).collect();
            prop_assert_eq!(fold(&text), one_by_one);
        }
    }
}
