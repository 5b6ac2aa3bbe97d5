//! Russian, Ukrainian and Belarusian names in Latin letters, by the schemes archives and their readers use.
//!
//! Invariant: what comes out holds no Cyrillic code point, whatever the language and the scheme; what is not Cyrillic
//! stays as it was written, but for an apostrophe inside a Cyrillic word, which is a letter there.
//!
//! The rules are those of BGN/PCGN 1947 (Russian), 1979 (Belarusian) and 2019 (Ukrainian), ISO 9:1995, ALA-LC 1997 to
//! 2012, ICAO Doc 9303, the Duden for German and PWN for Polish. What those leave to choice (the dot of BGN/PCGN in
//! `t·s`, German `sh` for ж) is left out. Letters a scheme does not know become what `any_ascii` makes of them.

mod iso_9;
mod place;
#[cfg(test)]
mod tests;

use place::Place;
use unicode_normalization::{UnicodeNormalization, char::compose, char::is_combining_mark};

/// A way to write Cyrillic in Latin letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scheme {
    /// British and American names of places, and what readers of English expect: `Shchukin`.
    BgnPcgn,
    /// ISO 9:1995, the same as GOST 7.79-2000 A: one letter for one letter, so that it can be turned back: `Ŝukin`.
    Iso9,
    /// The romanisation of Slavonic studies, with `x` for х: `Ščukin`.
    Scientific,
    /// The Library of Congress, with its ties: `T͡Svetaev`.
    AlaLc,
    /// Travel documents (ICAO Doc 9303), which have no marks on letters.
    Icao,
    /// What German clerks wrote, as the Duden has it: `Schtschukin`.
    German,
    /// What Polish clerks wrote, as PWN has it: `Szczukin`.
    Polish,
}

impl Scheme {
    /// Every scheme, in the order in which a list offers them.
    pub const ALL: &'static [Self] =
        &[Self::BgnPcgn, Self::Iso9, Self::Scientific, Self::AlaLc, Self::Icao, Self::German, Self::Polish];

    /// The term as it is stored with a name.
    pub const fn term(self) -> &'static str {
        match self {
            Self::BgnPcgn => "bgn-pcgn",
            Self::Iso9 => "iso-9",
            Self::Scientific => "scientific",
            Self::AlaLc => "ala-lc",
            Self::Icao => "icao",
            Self::German => "german",
            Self::Polish => "polish",
        }
    }

    /// The scheme written as `term`.
    pub fn from_term(term: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|scheme| scheme.term() == term)
    }
}

/// A language written in Cyrillic; the letters of one do not stand for the same sounds in another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CyrillicLanguage {
    /// Russian, also in the spelling before 1918.
    Russian,
    /// Ukrainian.
    Ukrainian,
    /// Belarusian.
    Belarusian,
}

impl CyrillicLanguage {
    /// Every language, in the order in which a list offers them.
    pub const ALL: &'static [Self] = &[Self::Russian, Self::Ukrainian, Self::Belarusian];

    /// The ISO 639 code: `ru`, `uk`, `be`.
    pub const fn term(self) -> &'static str {
        match self {
            Self::Russian => "ru",
            Self::Ukrainian => "uk",
            Self::Belarusian => "be",
        }
    }

    /// The language written as `term`.
    pub fn from_term(term: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|language| language.term() == term)
    }
}

/// The language the letters of `text` give away, Russian when none does; `None` when there is no Cyrillic letter.
///
/// Russian before 1918 had і too (`Марія Быстрицкая`), so і alone does not outweigh ѣ, ѳ, ѵ, ъ or и beside ы.
pub fn language_of(text: &str) -> Option<CyrillicLanguage> {
    let letters: Vec<char> = text.nfc().map(lower).filter(|c| is_cyrillic(*c) && c.is_alphabetic()).collect();
    let any = |wanted: &[char]| letters.iter().any(|letter| wanted.contains(letter));
    if letters.is_empty() {
        return None;
    }
    let hard_vowels = any(&['ы', 'э', 'ё']);
    Some(if any(&['ў']) {
        CyrillicLanguage::Belarusian
    } else if any(&['ї', 'є']) {
        CyrillicLanguage::Ukrainian
    } else if !any(&['і', 'ґ']) || any(&['ѣ', 'ѳ', 'ѵ', 'ъ']) || (hard_vowels && any(&['и', 'щ'])) {
        CyrillicLanguage::Russian
    } else if hard_vowels {
        CyrillicLanguage::Belarusian
    } else {
        CyrillicLanguage::Ukrainian
    })
}

/// `text` in Latin letters: `Погожев` becomes `Pogozhev`, `Pogožev`, `Pogoschew` or `Pogożew`.
///
/// Capitals follow the word: `Щукин`, `ЩУКИН` and `Щ.` become `Shchukin`, `SHCHUKIN` and `Shch.`.
pub fn transliterate(text: &str, language: CyrillicLanguage, scheme: Scheme) -> String {
    let units = units(text, language);
    let mut latin = String::with_capacity(text.len());
    for (at, unit) in units.iter().enumerate() {
        if unit.kind == Kind::Apostrophe {
            match apostrophe(&units, at, language, scheme) {
                Some(written) => latin.push_str(written),
                None => latin.push(unit.written),
            }
        } else if is_cyrillic(unit.written) {
            let place = Place { units: &units, at, letter: unit.letter, language };
            match place.latin(scheme) {
                Some(letters) => push(&mut latin, letters, place.case()),
                None => push(&mut latin, any_ascii::any_ascii_char(unit.letter), place.case()),
            }
        } else {
            latin.push(unit.written);
        }
    }
    latin
}

/// The blocks of Cyrillic, without the marks that other scripts use too.
fn is_cyrillic(character: char) -> bool {
    matches!(
        character,
        '\u{400}'..='\u{52f}'
            | '\u{1c80}'..='\u{1c8f}'
            | '\u{1d2b}'
            | '\u{1d78}'
            | '\u{2de0}'..='\u{2dff}'
            | '\u{a640}'..='\u{a69f}'
            | '\u{fe2e}'..='\u{fe2f}'
            | '\u{1e030}'..='\u{1e08f}'
    )
}

/// The apostrophe, which parts a hard consonant from я, ю, є in Ukrainian and Belarusian, as keyboards write it.
fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '`' | '´' | '‘' | '’' | 'ʼ' | '′' | '＇')
}

/// Stress marks, soft hyphens and the like, which do not part letters.
fn is_mark(character: char) -> bool {
    is_combining_mark(character) || matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Vowels, with Belarusian ў: a word goes on after it as after у. The Latin ones come in by mistake, from a keyboard.
fn is_vowel(letter: char) -> bool {
    "аеёиоуыэюяіїєўѣѵѐѝaeiouy".contains(letter)
}

fn lower(character: char) -> char {
    let mut lowered = character.to_lowercase();
    match (lowered.next(), lowered.next()) {
        (Some(letter), None) => letter,
        _ => character,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letter,
    /// Between two letters, the second Cyrillic.
    Apostrophe,
    Mark,
    Other,
}

/// One character of the text, with its accent when it is a letter with one.
#[derive(Clone, Copy)]
struct Unit {
    written: char,
    letter: char,
    kind: Kind,
}

/// The text with й, ё, ї, ў in one piece and every apostrophe told from a quotation mark.
fn units(text: &str, language: CyrillicLanguage) -> Vec<Unit> {
    let mut characters: Vec<char> = Vec::with_capacity(text.len());
    for character in text.chars() {
        match characters.last_mut() {
            Some(last) if is_cyrillic(*last) => match compose(*last, character) {
                Some(composed) => *last = composed,
                None => characters.push(character),
            },
            _ => characters.push(character),
        }
    }
    let mut units: Vec<Unit> = Vec::with_capacity(characters.len());
    let mut rest = characters.iter().copied().peekable();
    while let Some(written) = rest.next() {
        let mut unit = Unit { written, letter: lower(written), kind: Kind::Other };
        if is_apostrophe(written) {
            let before = units.iter().rfind(|unit| unit.kind != Kind::Mark).filter(|unit| unit.kind == Kind::Letter);
            let after = rest.peek().copied().filter(|c| is_cyrillic(*c) && c.is_alphabetic());
            if let (Some(before), Some(after)) = (before, after) {
                unit.kind = Kind::Apostrophe;
                // Soviet type cases and typewriters had no ъ for years after 1918: об'ект
                let hard = language == CyrillicLanguage::Russian
                    && is_cyrillic(before.written)
                    && !is_vowel(before.letter)
                    && matches!(lower(after), 'е' | 'ё' | 'ю' | 'я');
                if hard {
                    let sign = if after.is_uppercase() { 'Ъ' } else { 'ъ' };
                    unit = Unit { written: sign, letter: 'ъ', kind: Kind::Letter };
                }
            }
        } else if is_mark(written) {
            unit.kind = Kind::Mark;
        } else if written.is_alphabetic() {
            unit.kind = Kind::Letter;
        }
        units.push(unit);
    }
    units
}

/// What becomes of an apostrophe inside a word; `None` leaves it as it is.
///
/// ISO 9 keeps it, and in Russian it is no letter (`О'Брайен`).
fn apostrophe(units: &[Unit], at: usize, language: CyrillicLanguage, scheme: Scheme) -> Option<&'static str> {
    let place = Place { units, at, letter: '\'', language };
    if language == CyrillicLanguage::Russian || !place.behind(1).is_some_and(is_cyrillic) {
        return None;
    }
    match scheme {
        Scheme::Iso9 => None,
        Scheme::BgnPcgn if language == CyrillicLanguage::Belarusian => Some("”"),
        _ => Some(""),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Case {
    Lower,
    First,
    All,
}

fn push(latin: &mut String, letters: &str, case: Case) {
    // both letters under a tie are capitals: the Library of Congress writes I͡Uriĭ
    let all = case == Case::All || (case == Case::First && letters.contains('\u{361}'));
    let mut capital = case == Case::First;
    for letter in letters.chars() {
        if all || capital {
            latin.extend(letter.to_uppercase());
            capital = capital && !letter.is_alphabetic();
        } else {
            latin.push(letter);
        }
    }
}
