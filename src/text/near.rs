//! How near a written name is to an asked one, and keys by which near names are met.
//!
//! A word is read as a row of sounds, each of which may be one of several: `sch` is ш or ж, `c` is ц or к. Two words
//! are near when the cheapest way to make one row out of the other costs little for their length. Given names that
//! are one name in several languages are near whatever they sound like, and two known given names that are different
//! never are.
//!
//! Invariant: nearness is mutual, what is near is also near in the wide ring, and two near words share a key, unless
//! folded they are the same or only a key was struck wrong. It offers; it never says that two people are one.

mod distance;
#[cfg(test)]
mod gold;
mod keys;
mod phoneme;
mod speech;
mod spellings;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod unseen;

use super::fold;
use super::given_names::{Given, Kinship};
use super::patronymic::{self, Patronymic};
use super::typing::{FoldedPattern, is_typing_error};
use distance::{Listened, distance};
use speech::ways_to_say;
use std::collections::BTreeSet;

/// How far a name may be from what is asked; each ring holds the ones before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ring {
    /// What sounds like it and is spelled nearly so, and other forms of the same given name.
    Near,
    /// Also what a clerk may have misheard, a reader misread and a typist mistyped; also the father's given name for a
    /// patronymic.
    Wide,
}

/// In which way a name is near another, closest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nearness {
    /// The same once case, accents and script are set aside.
    Same,
    /// It sounds like it and is spelled nearly so.
    Sound,
    /// Another form of the same given name.
    GivenName,
    /// Misheard, misread or mistyped.
    Misread,
}

/// A word that many others are compared with, made ready once.
#[derive(Clone, Debug)]
pub struct Asked {
    folded: String,
    ways: Vec<Listened>,
    pattern: FoldedPattern,
    name: Known,
}

/// What the tables know of a folded word.
#[derive(Clone, Copy, Debug)]
struct Known {
    given: Given,
    patronymic: Option<Patronymic>,
}

impl Known {
    fn of(folded: &str) -> Self {
        Self { given: Given::of(folded), patronymic: patronymic::of(folded) }
    }
}

/// A word folded, what parted it left out.
fn folded_as_one(word: &str) -> String {
    let folded = fold(word);
    if folded.contains(' ') { folded.replace(' ', "") } else { folded }
}

impl Asked {
    /// Makes a word ready, as it was written. Of several words it makes one.
    pub fn new(asked: &str) -> Self {
        let folded = folded_as_one(asked);
        Self {
            ways: ways_to_say(asked).iter().map(Listened::to).collect(),
            pattern: FoldedPattern::new(&folded),
            name: Known::of(&folded),
            folded,
        }
    }

    /// How near a word, as written, is to the asked one.
    pub fn nearness(&self, written: &str, ring: Ring) -> Option<Nearness> {
        let folded = folded_as_one(written);
        if self.folded.is_empty() || folded.is_empty() {
            return None;
        }
        if self.folded == folded {
            return Some(Nearness::Same);
        }
        let ways = ways_to_say(written);
        let near = distance(&self.ways, &ways, Ring::Near);
        // spelled as the languages spell it, letter by letter: no table knows better
        if near == Some(0) {
            return Some(Nearness::Sound);
        }
        let wide = ring == Ring::Wide
            && near.is_none()
            && (distance(&self.ways, &ways, Ring::Wide).is_some() || is_typing_error(&self.pattern, &folded));
        // the tables are asked only when they have a say
        let heard = near.is_some() || wide;
        if !heard && !self.name.given.is_known() && self.name.patronymic.is_none() && !patronymic::may_be(&folded) {
            return None;
        }
        let name = Known::of(&folded);
        let given = self.name.given.compare(name.given);
        let patronymics = Patronymic::compare(self.name.patronymic, name.patronymic);
        if given == Kinship::Same || patronymics == Kinship::Same {
            return Some(Nearness::GivenName);
        }
        let is_father = |son: Option<Patronymic>, father: Given| son.is_some_and(|son| son.is_of(father));
        if ring == Ring::Wide
            && (is_father(self.name.patronymic, name.given) || is_father(name.patronymic, self.name.given))
        {
            return Some(Nearness::GivenName);
        }
        if given == Kinship::Different || patronymics == Kinship::Different {
            return None;
        }
        if near.is_some() {
            return Some(Nearness::Sound);
        }
        wide.then_some(Nearness::Misread)
    }
}

/// How near a word of a name is to the asked one; both as written (not folded), one word each. [`Asked`] is quicker
/// for many words.
pub fn nearness(asked: &str, written: &str, ring: Ring) -> Option<Nearness> {
    Asked::new(asked).nearness(written, ring)
}

/// Keys such that two words, as written, that are near in the ring share at least one, unless folded they are the
/// same or only keys were struck wrong ([`is_typing_error`]): those are found by going through all folded words. The keys of the near ring are among those
/// of the wide one. Letters and figures, at most 16.
pub fn near_keys(word: &str, ring: Ring) -> Vec<String> {
    let folded = folded_as_one(word);
    if folded.is_empty() {
        return Vec::new();
    }
    let (name, ways) = (Known::of(&folded), ways_to_say(word));
    let mut keys = BTreeSet::new();
    let skeletons = keys::skeletons(&ways);
    keys.extend(skeletons.iter().map(|skeleton| format!("n{}", keys::cut(skeleton))));
    keys.extend(name.given.lines().iter().map(|line| format!("g{line}")));
    let fathers = name.patronymic.map(Patronymic::fathers).unwrap_or_default();
    keys.extend(fathers.iter().map(|line| format!("p{line}")));
    if ways.is_empty() {
        // with figures, or too long: only the same word is near
        keys.insert(format!("f{}", folded.get(..15).unwrap_or(&folded)));
    }
    if ring == Ring::Wide {
        keys.extend(skeletons.iter().flat_map(|skeleton| keys::with_one_less(skeleton)).map(|key| format!("w{key}")));
        keys.extend(fathers.iter().map(|line| format!("g{line}")));
    }
    keys.into_iter().collect()
}
