//! How far two ways to say a word are apart.

use super::Ring;
use super::phoneme::{I, J, Reach};
use super::speech::{Sound, Speech};

/// More than any limit.
const NEVER: u16 = 60;
/// A sound of another class, left out or put in: at most one fits below a limit, which the keys count on.
const STRANGE: u16 = 10;
/// A word has fewer sounds than this.
const MOST_SOUNDS: usize = 136;

/// What two ways to say a word with so many sounds may differ by at most; the last also for longer ones. A short word
/// has little to be known by.
const NEAR_LIMITS: &[u16] = &[0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8];
const WIDE_LIMITS: &[u16] = &[0, 0, 0, 2, 4, 8, 9, 12, 14];

fn limit(firm: usize, ring: Ring) -> u16 {
    let limits = match ring {
        Ring::Near => NEAR_LIMITS,
        Ring::Wide => WIDE_LIMITS,
    };
    limits.get(firm).or(limits.last()).copied().unwrap_or(0)
}

/// A way to say a word that many others are compared with.
#[derive(Clone, Debug)]
pub(super) struct Listened {
    speech: Speech,
    reaches: Vec<Reaches>,
}

/// What may be taken for a sound.
#[derive(Clone, Copy, Debug)]
struct Reaches {
    spelled: Reach,
    unvoiced: Reach,
    mistaken: Reach,
}

impl Listened {
    pub(super) fn to(speech: &Speech) -> Self {
        let reaches = speech.sounds.iter().map(|sound| Reaches {
            spelled: Reach::spelled(sound.heard),
            unvoiced: Reach::unvoiced(sound.heard),
            mistaken: Reach::mistaken(sound.heard),
        });
        Self { reaches: reaches.collect(), speech: speech.clone() }
    }
}

/// What the closest of the ways differ by, when that is little enough for the ring.
pub(super) fn distance(asked: &[Listened], written: &[Speech], ring: Ring) -> Option<u16> {
    let mut closest: Option<u16> = None;
    for one in asked {
        for other in written {
            let limit = limit(one.speech.firm.min(other.firm), ring);
            let extra = one.speech.cost + other.cost;
            if let Some(found) = extra.le(&limit).then(|| between(one, &other.sounds, limit - extra, ring)).flatten() {
                let found = found + extra;
                closest = Some(closest.map_or(found, |known| known.min(found)));
            }
        }
    }
    closest
}

fn between(a: &Listened, b: &[Sound], limit: u16, ring: Ring) -> Option<u16> {
    let mut rows = [[0_u16; MOST_SOUNDS]; 2];
    let [above, here] = &mut rows;
    let (mut above, mut here) = (above.get_mut(..=b.len())?, here.get_mut(..=b.len())?);
    let mut sum = 0;
    for (cell, sound) in above.iter_mut().zip(std::iter::once(None).chain(b.iter().map(Some))) {
        sum += sound.map_or(0, |sound| without(sound, ring));
        *cell = sum;
    }
    for (one, reach) in a.speech.sounds.iter().zip(&a.reaches) {
        let gap = without(one, ring);
        let mut least = NEVER;
        let (mut left, mut diagonal) = (NEVER, NEVER);
        let others = std::iter::once(None).chain(b.iter().map(Some));
        for ((cell, up), other) in here.iter_mut().zip(above.iter()).zip(others) {
            let mut cost = up + gap;
            if let Some(other) = other {
                cost = cost.min(left + without(other, ring));
                if diagonal <= limit {
                    cost = cost.min(diagonal + instead(one, reach, other, ring));
                }
            }
            (left, diagonal) = (cost, *up);
            least = least.min(cost);
            *cell = cost;
        }
        if least > limit {
            return None;
        }
        (above, here) = (here, above);
    }
    above.last().copied().filter(|cost| *cost <= limit)
}

/// What it costs to leave a sound out.
fn without(sound: &Sound, ring: Ring) -> u16 {
    if sound.silent > 0 {
        return u16::from(sound.silent);
    }
    match ring {
        _ if sound.is_double() => NEVER,
        Ring::Near if sound.is_vowel() => 7,
        Ring::Near => NEVER,
        Ring::Wide if sound.is_vowel() && !sound.is_first => 6,
        Ring::Wide => STRANGE,
    }
}

/// What it costs to take one sound for another.
fn instead(one: &Sound, reach: &Reaches, other: &Sound, ring: Ring) -> u16 {
    if one.heard & other.heard != 0 {
        return 0;
    }
    if one.heard & other.seldom != 0 || one.seldom & other.heard != 0 {
        return 1;
    }
    if one.seldom & other.seldom != 0 {
        return 2;
    }
    let mut cost = reach.spelled.cost(other.heard).unwrap_or(NEVER);
    if one.is_weak && other.is_weak {
        cost = cost.min(reach.unvoiced.cost(other.heard).unwrap_or(NEVER));
    }
    if ring == Ring::Near {
        // Osipov and Esipov
        let is_first = one.is_first && other.is_first && one.is_vowel() && other.is_vowel();
        return if is_first { cost.saturating_mul(2) } else { cost };
    }
    let is_double = one.is_double() || other.is_double();
    let crosses = one.is_vowel() != other.is_vowel() && (one.heard | other.heard) & (I | J) == 0;
    let mistaken = match reach.mistaken.cost(other.heard) {
        Some(cost) if cost >= 8 && is_double => NEVER,
        Some(cost) => cost,
        None if is_double || crosses => NEVER,
        None => STRANGE,
    };
    cost.min(mistaken)
}
