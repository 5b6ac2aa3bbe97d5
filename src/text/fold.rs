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
