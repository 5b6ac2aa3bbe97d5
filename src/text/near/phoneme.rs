//! The sounds names are made of, one bit each, and how far they are from one another.

/// A set of sounds: what a letter may stand for.
pub(super) type Phonemes = u32;

pub(super) const V: Phonemes = 1;
pub(super) const F: Phonemes = 1 << 1;
pub(super) const B: Phonemes = 1 << 2;
pub(super) const P: Phonemes = 1 << 3;
pub(super) const D: Phonemes = 1 << 4;
pub(super) const T: Phonemes = 1 << 5;
pub(super) const K: Phonemes = 1 << 6;
pub(super) const G: Phonemes = 1 << 7;
/// The Ukrainian г.
pub(super) const H: Phonemes = 1 << 8;
/// х
pub(super) const X: Phonemes = 1 << 9;
pub(super) const S: Phonemes = 1 << 10;
pub(super) const Z: Phonemes = 1 << 11;
/// ш
pub(super) const SH: Phonemes = 1 << 12;
/// ж
pub(super) const ZH: Phonemes = 1 << 13;
/// ч
pub(super) const CH: Phonemes = 1 << 14;
/// ц
pub(super) const TS: Phonemes = 1 << 15;
/// щ
pub(super) const SHCH: Phonemes = 1 << 16;
/// кс, which Latin letters write as one
pub(super) const KS: Phonemes = 1 << 17;
/// сх, which is `sch` in German and `sh` in ISO 9
pub(super) const SX: Phonemes = 1 << 18;
/// зг, which is `zh` in Ukrainian names
pub(super) const ZG: Phonemes = 1 << 19;
pub(super) const M: Phonemes = 1 << 20;
pub(super) const N: Phonemes = 1 << 21;
pub(super) const L: Phonemes = 1 << 22;
pub(super) const R: Phonemes = 1 << 23;
/// й
pub(super) const J: Phonemes = 1 << 24;
pub(super) const A: Phonemes = 1 << 25;
pub(super) const E: Phonemes = 1 << 26;
pub(super) const I: Phonemes = 1 << 27;
pub(super) const O: Phonemes = 1 << 28;
pub(super) const U: Phonemes = 1 << 29;
/// ё
pub(super) const JO: Phonemes = 1 << 30;
/// A Latin `s` that may have lost its mark.
pub(super) const BARE_S: Phonemes = 1 << 31;

pub(super) const VOWELS: Phonemes = A | E | I | O | U | JO;
/// Sounds a key writes with two letters.
pub(super) const DOUBLE: Phonemes = KS | SX | ZG;

/// Two sets of sounds that stand close to each other, and what it costs to take one for the other.
type Steps = &'static [(Phonemes, Phonemes, u8)];

/// Letters are written for each other within one language or from one to the next. All pairs stay in one class of
/// [`CLASSES`].
const SPELLED: Steps = &[
    (JO, E | O, 2),
    (SH, SHCH, 3),
    (CH, SHCH, 4),
    (V, F, 3),
    (ZH, SH, 4),
    (BARE_S, SH, 4),
    (E, I, 5),
    (A, O, 5),
    (E, O, 7),
    (X, K, 5),
    (O, U, 6),
    (A, E, 6),
];

/// Consonants at the end or before another one lose or take their voice.
const UNVOICED: Steps = &[(D, T, 2), (B, P, 2), (Z, S, 2), (G, K, 2), (V, F, 2), (ZH, SH, 2), (M, N, 4)];

/// What a clerk mishears. All pairs stay in one class.
const MISHEARD: Steps = &[
    // three vowels of a short word are not misheard at once
    (VOWELS, VOWELS, 5),
    (A, O, 4),
    (E, I | JO, 4),
    (JO, O | U, 4),
    (V, F, 1),
    (D, T, 2),
    (B, P, 2),
    (K, G | X | H, 2),
    (G, H | X, 1),
    (Z, S | ZH | TS, 2),
    (S, SH | TS | ZH, 2),
    (SH, ZH | SHCH | CH, 2),
    (CH, SHCH | TS | ZH | S, 3),
    (M, N, 5),
];

/// Letters that look alike in Cyrillic handwriting (т as ш, и, м, л, п; в, д, г; н, к; ж, т), in German cursive (n, u;
/// r, n; m, w; e, n; h, k; l, t; c, e; K, R; f, s) and in Latin ones. These go from one class to another.
const MISREAD: Steps = &[
    (T, SH | I | M | L | P | ZH, 8),
    (SH, M | L | P | I, 8),
    (M, L | P | I | V | S, 8),
    (L, P | I | S, 8),
    (P, I | R, 8),
    (V, D | G | B | U | R, 8),
    (D, G | B, 8),
    (N, K | U | R | E | P | V | I, 8),
    (H, K | F | L | B, 8),
    (K, R | L, 8),
    (R, S | V | E | I, 8),
    (F, S | T | H, 8),
    (TS, E | I, 8),
    (CH, R | I, 8),
    (Z, R | F, 8),
];

/// The sounds that can be had for a set, by what they cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Reach {
    by_cost: [Phonemes; DEAREST as usize + 1],
}

/// The dearest step in a table.
const DEAREST: u8 = 8;

impl Reach {
    fn of(heard: Phonemes, steps: Steps) -> Self {
        let mut by_cost = [0; DEAREST as usize + 1];
        for (one, other, cost) in steps {
            if let Some(reached) = by_cost.get_mut(usize::from(*cost)) {
                if heard & one != 0 {
                    *reached |= other;
                }
                if heard & other != 0 {
                    *reached |= one;
                }
            }
        }
        Self { by_cost }
    }

    pub(super) fn spelled(heard: Phonemes) -> Self {
        Self::of(heard, SPELLED)
    }

    pub(super) fn unvoiced(heard: Phonemes) -> Self {
        Self::of(heard, UNVOICED)
    }

    /// What is misheard or misread.
    pub(super) fn mistaken(heard: Phonemes) -> Self {
        let (ear, eye) = (Self::of(heard, MISHEARD), Self::of(heard, MISREAD));
        let mut by_cost = ear.by_cost;
        for (reached, more) in by_cost.iter_mut().zip(eye.by_cost) {
            *reached |= more;
        }
        Self { by_cost }
    }

    /// What it costs to come to one of `wanted`.
    pub(super) fn cost(&self, wanted: Phonemes) -> Option<u16> {
        (0_u16..).zip(&self.by_cost).find(|(_, reached)| *reached & wanted != 0).map(|(cost, _)| cost)
    }
}

/// The letter of a key that sounds have in common; vowels and й have none.
pub(super) const CLASSES: &[(Phonemes, &str)] = &[
    (V | F, "v"),
    (B | P, "p"),
    (D | T, "t"),
    (K | G | H | X, "k"),
    (S | Z | SH | ZH | CH | TS | SHCH | BARE_S, "s"),
    (KS, "ks"),
    (SX | ZG, "sk"),
    (M | N, "n"),
    (L, "l"),
    (R, "r"),
    (VOWELS | J, ""),
];

#[cfg(test)]
mod tests {
    use super::{CLASSES, MISHEARD, Phonemes, SPELLED, UNVOICED};

    fn class(sound: Phonemes) -> &'static str {
        CLASSES.iter().find(|(sounds, _)| sounds & sound != 0).map(|(_, letter)| *letter).unwrap()
    }

    #[test]
    fn what_is_taken_for_another_has_its_key() {
        for (one, other, _) in SPELLED.iter().chain(UNVOICED).chain(MISHEARD) {
            for (a, b) in (0..32).flat_map(|a| (0..32).map(move |b| (1 << a, 1 << b))) {
                if one & a != 0 && other & b != 0 {
                    assert_eq!(class(a), class(b), "{a:x} {b:x}");
                }
            }
        }
    }
}
