//! A word as a row of sounds, each of which may be one of several.

use super::keys;
use super::phoneme::{
    A, BARE_S, CH, DOUBLE, E, F, H, I, J, JO, L, M, N, O, Phonemes, R, S, SH, SHCH, T, V, VOWELS, X, Z, ZH,
};
use super::spellings::Table;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// A word has no more letters than this; what is longer is no name.
const LONGEST: usize = 64;
/// A word that can be read in more ways is no name: `cxcxcxcxcx`.
const MOST_READINGS: usize = 512;

/// One sound of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sound {
    /// What it is.
    pub(super) heard: Phonemes,
    /// What it is now and then.
    pub(super) seldom: Phonemes,
    /// What it costs to leave it out, when it is often not heard; 0 when it is.
    pub(super) silent: u8,
    /// Stands at the end or before a consonant, where voice is lost.
    pub(super) is_weak: bool,
    /// The first of the word.
    pub(super) is_first: bool,
}

impl Sound {
    pub(super) fn is_vowel(&self) -> bool {
        self.heard & VOWELS != 0
    }

    /// й and и alone.
    fn is_short_i(&self) -> bool {
        self.heard & !(I | J) == 0
    }

    /// Two letters of a key in every reading.
    pub(super) fn is_double(&self) -> bool {
        self.all() & !DOUBLE == 0
    }

    pub(super) fn all(&self) -> Phonemes {
        self.heard | self.seldom
    }
}

/// A way to say a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Speech {
    pub(super) sounds: Vec<Sound>,
    /// How many of them are always heard.
    pub(super) firm: usize,
    /// What this way costs: an ending was taken for another.
    pub(super) cost: u16,
}

/// The ways to say a word, the plain one first; none for words with figures, without letters, or too long for a name.
pub(super) fn ways_to_say(word: &str) -> Vec<Speech> {
    let Some(letters) = letters(word) else { return Vec::new() };
    let plain = say(&letters, 0);
    let mut ways = Vec::with_capacity(2);
    if plain.sounds.is_empty() || keys::readings_of(&plain) > MOST_READINGS {
        return ways;
    }
    ways.push(plain);
    if let Some((letters, cost)) = other_ending(&letters) {
        ways.push(say(&letters, cost));
    }
    ways
}

/// The letters of a word in lower case, each in one piece, without what stands between them.
fn letters(word: &str) -> Option<Vec<char>> {
    let table = Table::get();
    let mut letters: Vec<char> = Vec::with_capacity(word.len());
    if word.chars().all(|character| ('А'..='я').contains(&character) || matches!(character, 'Ё' | 'ё')) {
        letters.extend(word.chars().flat_map(char::to_lowercase));
    } else if word.is_ascii() {
        for byte in word.bytes() {
            if byte.is_ascii_alphabetic() {
                letters.push(char::from(byte.to_ascii_lowercase()));
            } else if byte.is_ascii_digit() {
                return None;
            }
        }
    } else {
        for character in word.nfkc().flat_map(char::to_lowercase).nfc() {
            if table.knows(character) {
                letters.push(character);
            } else if character.is_numeric() {
                return None;
            } else if character.is_alphabetic() && !is_combining_mark(character) {
                match std::iter::once(character).nfd().next().filter(|base| table.knows(*base)) {
                    Some(base) => letters.push(base),
                    None => letters.extend(
                        any_ascii::any_ascii_char(character)
                            .chars()
                            .map(|c| c.to_ascii_lowercase())
                            .filter(char::is_ascii_lowercase),
                    ),
                }
            }
            if letters.len() > LONGEST {
                return None;
            }
        }
    }
    (letters.len() <= LONGEST).then_some(letters)
}

/// Endings that stand for another: a woman's surname for the man's, the Lithuanian and Latvian form, the Belarusian.
/// Ending, what it stands for, fewest letters of the word, cost.
const ENDINGS: &[(&str, &str, usize, u16)] = &[
    ("ова", "ов", 5, 2),
    ("ева", "ев", 5, 2),
    ("ёва", "ёв", 5, 2),
    ("ina", "in", 7, 2),
    ("yna", "yn", 7, 2),
    ("ина", "ин", 7, 2),
    ("ына", "ын", 7, 2),
    ("ova", "ov", 5, 2),
    ("eva", "ev", 5, 2),
    ("ëva", "ëv", 5, 2),
    ("owa", "ov", 5, 2),
    ("ewa", "ev", 5, 2),
    ("ская", "ски", 6, 2),
    ("цкая", "цки", 6, 2),
    ("ська", "ски", 6, 2),
    ("цька", "цки", 6, 2),
    ("skaja", "ski", 7, 2),
    ("skaya", "ski", 7, 2),
    ("skaia", "ski", 7, 2),
    ("skaâ", "ski", 6, 2),
    ("skaa", "ski", 6, 2),
    ("ckaja", "cki", 7, 2),
    ("tskaya", "cki", 8, 2),
    ("tskaia", "cki", 8, 2),
    ("zkaja", "cki", 7, 2),
    ("ska", "ski", 6, 2),
    ("cka", "cki", 6, 2),
    ("auskas", "ovski", 8, 2),
    ("auskis", "ovski", 8, 2),
    ("ovas", "ov", 6, 1),
    ("evas", "ev", 6, 1),
    ("ovs", "ov", 6, 1),
    ("evs", "ev", 6, 1),
    ("inas", "in", 7, 1),
    ("ins", "in", 7, 1),
    ("skas", "ski", 6, 1),
    ("skis", "ski", 6, 1),
    ("ičius", "ič", 7, 1),
    ("icius", "ič", 7, 1),
    ("аў", "ov", 4, 1),
    ("aŭ", "ov", 4, 1),
    ("au", "ov", 5, 1),
    ("ау", "ov", 5, 1),
    ("еў", "ev", 4, 1),
    ("eŭ", "ev", 4, 1),
    ("eu", "ev", 5, 1),
];

fn other_ending(letters: &[char]) -> Option<(Vec<char>, u16)> {
    let (_, ending, other, cost) = ENDINGS.iter().find_map(|(ending, other, fewest, cost)| {
        (letters.len() >= *fewest && ends_with(letters, ending)).then_some((fewest, ending, other, cost))
    })?;
    let stem = letters.len() - ending.chars().count();
    Some((letters.iter().take(stem).copied().chain(other.chars()).collect(), *cost))
}

fn ends_with(letters: &[char], ending: &str) -> bool {
    let mut rest = letters.iter().rev();
    ending.chars().rev().all(|letter| rest.next() == Some(&letter))
}

fn say(letters: &[char], cost: u16) -> Speech {
    let table = Table::get();
    let mut sounds: Vec<Sound> = Vec::with_capacity(letters.len());
    let mut at = 0;
    while at < letters.len() {
        let Some((count, spelled)) = table.longest(letters, at) else {
            at += 1;
            continue;
        };
        for letter in spelled {
            let sound = Sound {
                heard: letter.heard,
                seldom: letter.seldom,
                silent: letter.silent,
                is_weak: false,
                is_first: false,
            };
            // nobody hears whether a letter is doubled
            if sounds.last().is_some_and(|last| last.heard == sound.heard && last.silent == sound.silent) {
                continue;
            }
            sounds.push(sound);
        }
        at += count;
    }
    if has_digraphs(letters) {
        // who writes kh for х does not write s for ш
        for sound in &mut sounds {
            if sound.heard & (S | Z) != 0 {
                sound.heard &= !BARE_S;
                sound.seldom &= !ZH;
            }
        }
    }
    if SLAVIC.iter().any(|ending| ends_with(letters, ending)) {
        // Friedmann has a long i, Siemionow has not
        for sound in sounds.iter_mut().filter(|sound| sound.heard == E) {
            sound.seldom &= !I;
        }
    }
    if BELARUSIAN.iter().any(|ending| ends_with(letters, ending)) {
        // Казлоў is Козлов
        for sound in sounds.iter_mut().filter(|sound| sound.heard == A) {
            sound.seldom |= O;
        }
    }
    if ARMENIAN.iter().any(|ending| ends_with(letters, ending)) {
        breathe(&mut sounds);
    }
    after_hushing(&mut sounds);
    one_short_i(&mut sounds);
    before_short_i(&mut sounds);
    quieten(&mut sounds);
    weaken(&mut sounds);
    if let Some(last) = sounds.last_mut().filter(|last| last.heard == A || last.heard == O) {
        // Lukashenko and Lukashenka
        last.seldom |= A | O;
    }
    if let Some(first) = sounds.first_mut() {
        first.is_first = true;
    }
    let firm = sounds.iter().filter(|sound| sound.silent == 0).count();
    Speech { sounds, firm, cost }
}

/// Endings of names in which `ie` is no long i.
const SLAVIC: &[&str] = &["ow", "ew", "ov", "ev", "ff", "ski", "sky", "skij", "enko", "icz", "wa", "ska"];

/// Endings of names in which `a` may be a Russian `o`.
const BELARUSIAN: &[&str] = &["оў", "аў", "ёў", "оўскі", "оўская", "oŭ", "aŭ", "oŭski", "ou", "ouski"];

/// Endings of Armenian names, whose `h` Russian leaves out.
const ARMENIAN: &[&str] = &["yan", "jan", "ian", "ean", "yants", "jants", "janz", "ян", "янц"];

/// Harutyunyan and Арутюнян, Sahakyan and Саакян: a Latin `h` before a vowel, first or after one.
fn breathe(sounds: &mut [Sound]) {
    for at in 0..sounds.len() {
        let opens = at.checked_sub(1).and_then(|before| sounds.get(before)).is_none_or(Sound::is_vowel);
        let before_vowel = sounds.get(at + 1).is_some_and(Sound::is_vowel);
        let Some(sound) = sounds.get_mut(at).filter(|sound| opens && before_vowel && sound.heard == H | X) else {
            continue;
        };
        sound.silent = 1;
        // Saakyan, where two vowels have become one
        let before = at.checked_sub(1).and_then(|before| sounds.get(before)).map(|before| before.heard);
        if let Some(next) = sounds.get_mut(at + 1).filter(|next| Some(next.heard) == before) {
            next.silent = 1;
        }
    }
}

/// Gorbatschow and Gorbatchev: after ч, ш, щ, ж stands ё, which the schemes write `o`, `e`, `ë`.
fn after_hushing(sounds: &mut [Sound]) {
    for at in 1..sounds.len() {
        let hushing = sounds.get(at - 1).is_some_and(|before| before.heard & (SH | ZH | CH | SHCH) != 0);
        if let Some(sound) = sounds.get_mut(at).filter(|sound| hushing && sound.heard == O) {
            sound.seldom |= E | JO;
        }
    }
}

/// Whether a word is written with two letters for one sound, as those do who have no marks to lose.
fn has_digraphs(letters: &[char]) -> bool {
    letters.windows(2).any(|pair| matches!(pair, ['k' | 'z' | 's', 'h'] | ['s' | 'c', 'z'] | ['t', 's']))
}

/// Meyer, Maier and Майер: before й, `a` and `e` are one.
fn before_short_i(sounds: &mut [Sound]) {
    for at in 0..sounds.len() {
        let next = sounds.get(at + 1).is_some_and(|next| next.heard & J != 0 && next.heard & !(I | J | ZH) == 0);
        let after = sounds.get(at + 2);
        // but not Mayov and Meyov
        let open = after.is_some_and(|after| after.is_vowel() && !after.is_short_i());
        let in_er = sounds.len() == at + 4 && sounds.get(at + 3).is_some_and(|last| last.heard == R);
        let Some(sound) = sounds.get_mut(at) else { continue };
        if next && (!open || in_er) && sound.heard & !(A | E) == 0 {
            sound.seldom |= (A | E) & !sound.heard;
        }
    }
}

/// `ij`, `iy`, `yy`, `ый` are one sound, unless a vowel follows the `j`.
fn one_short_i(sounds: &mut Vec<Sound>) {
    let mut at = 1;
    while at < sounds.len() {
        let before_vowel = sounds.get(at + 1).is_some_and(Sound::is_vowel);
        let is_j = |sound: &Sound| sound.heard & J != 0 && sound.heard & !(I | J | ZH) == 0;
        let joined = match (sounds.get(at - 1), sounds.get(at)) {
            (Some(one), Some(two)) => one.is_short_i() && (two.is_short_i() || (is_j(two) && !before_vowel)),
            _ => false,
        };
        if joined {
            sounds.remove(at);
            if let Some(one) = sounds.get_mut(at - 1) {
                one.heard = I | J;
                one.silent = 0;
            }
        } else {
            at += 1;
        }
    }
}

/// Sounds that are often not heard where they stand: й before a vowel, the German `h` that lengthens, a final `e`.
fn quieten(sounds: &mut [Sound]) {
    for at in 0..sounds.len() {
        let before = at.checked_sub(1).and_then(|before| sounds.get(before)).copied();
        let after = sounds.get(at + 1).copied();
        let Some(sound) = sounds.get_mut(at) else { continue };
        let is_latin_j = sound.heard & ZH != 0;
        let vowel_after = after.is_some_and(|after| after.is_vowel() && (is_latin_j || !after.is_short_i()));
        if sound.silent == 0 && sound.heard & J != 0 && vowel_after {
            sound.silent = 1;
        } else if sound.heard == H | X {
            let follows = before.is_some_and(|before| before.is_vowel() || before.heard & (T | R) != 0);
            if follows && !after.is_some_and(|after| after.is_vowel()) {
                sound.silent = 1;
            }
        } else if sound.heard == F && after.is_none() {
            sound.heard |= V;
        } else if sound.silent == 0 && sound.heard & J != 0 && sound.heard & !(I | J | ZH) == 0 {
            // Rejter and Reter: й after a vowel
            if before.is_some_and(|before| before.heard & (A | E) != 0) {
                sound.silent = 4;
            }
        }
    }
}

/// Sounds before which voice is kept: Andreev is not Antreev.
const LOUD: Phonemes = V | L | M | N | R | J;

fn weaken(sounds: &mut [Sound]) {
    for at in 0..sounds.len() {
        let weak = sounds.get(at + 1).is_none_or(|next| next.silent == 0 && next.all() & (VOWELS | LOUD) == 0);
        let Some(sound) = sounds.get_mut(at) else { continue };
        sound.is_weak = weak;
    }
}
