//! Keys by which near words are met without comparing every word with every other.

use super::phoneme::CLASSES;
use super::speech::{Sound, Speech};
use std::collections::BTreeSet;

/// A key has at most so many letters.
const LONGEST: usize = 6;
/// So many letters are read before a key is cut, so that one may be left out.
const READ: usize = LONGEST + 2;

/// The consonants of each way to say a word, by their classes and not yet cut, neighbours of one class as one.
pub(super) fn skeletons(ways: &[Speech]) -> BTreeSet<String> {
    let mut skeletons = BTreeSet::new();
    for way in ways {
        let mut begun = BTreeSet::from([String::new()]);
        for sound in &way.sounds {
            let readings = readings(sound);
            if readings == [""] {
                continue;
            }
            let mut longer = BTreeSet::new();
            for skeleton in &begun {
                for reading in &readings {
                    let mut next = skeleton.clone();
                    if next.len() < READ {
                        append(&mut next, reading);
                    }
                    longer.insert(next);
                }
            }
            begun = longer;
        }
        skeletons.extend(begun);
    }
    skeletons
}

/// In how many ways the sounds of a word can be read.
pub(super) fn readings_of(way: &Speech) -> usize {
    way.sounds.iter().map(|sound| readings(sound).len()).fold(1, usize::saturating_mul)
}

fn append(skeleton: &mut String, letters: &str) {
    for letter in letters.chars() {
        if !skeleton.ends_with(letter) {
            skeleton.push(letter);
        }
    }
}

/// The letters of a key that a sound may have.
fn readings(sound: &Sound) -> Vec<&'static str> {
    let mut readings = Vec::with_capacity(3);
    for (sounds, letters) in CLASSES {
        if sound.all() & sounds != 0 {
            readings.push(*letters);
        }
    }
    if sound.silent > 0 && !readings.contains(&"") {
        readings.push("");
    }
    readings
}

/// A skeleton as a key.
pub(super) fn cut(skeleton: &str) -> String {
    skeleton.get(..LONGEST).unwrap_or(skeleton).to_owned()
}

/// The keys of a skeleton with one consonant left out, and of itself.
pub(super) fn with_one_less(skeleton: &str) -> impl Iterator<Item = String> {
    (0..=skeleton.len()).map(move |left_out| {
        let mut rest = String::with_capacity(skeleton.len());
        for (at, letter) in skeleton.char_indices() {
            if at != left_out && !rest.ends_with(letter) {
                rest.push(letter);
            }
        }
        cut(&rest)
    })
}
