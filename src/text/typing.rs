//! Keys struck wrong: whether two folded words differ by a letter or two, fast enough for every word of a catalogue.

/// A folded word that many others are compared with.
#[derive(Clone, Debug)]
pub struct FoldedPattern {
    letters: Vec<u8>,
    /// For each byte the places it stands at, one bit each.
    places: Box<[u64; 256]>,
    most: u32,
    has_figures: bool,
}

impl FoldedPattern {
    /// Words longer than this are no names.
    const LONGEST: usize = 64;

    /// Prepares a folded word.
    pub fn new(folded: &str) -> Self {
        let letters = folded.as_bytes().to_vec();
        let mut places = Box::new([0_u64; 256]);
        for (at, letter) in letters.iter().take(Self::LONGEST).enumerate() {
            if let Some(place) = places.get_mut(usize::from(*letter)) {
                *place |= 1 << at;
            }
        }
        let most = most_errors(&letters);
        Self { has_figures: letters.iter().any(u8::is_ascii_digit), letters, places, most }
    }
}

/// How many keys may be struck wrong in a word of these letters.
fn most_errors(letters: &[u8]) -> u32 {
    match letters.len() {
        4..=6 => 1,
        7..=FoldedPattern::LONGEST => 2,
        _ => 0,
    }
}

/// Whether a folded word is the asked one with keys struck wrong: at most one letter changed, left out, put in or
/// swapped with its neighbour in words of four to six letters, two from seven on, none in shorter ones and in words
/// with figures. The first letter may be any, and the same word is no error.
pub fn is_typing_error(asked: &FoldedPattern, folded: &str) -> bool {
    let other = folded.as_bytes();
    // mutual: the shorter word says how many
    let most = asked.most.min(most_errors(other));
    if most == 0 || other.len().abs_diff(asked.letters.len()) > most as usize || asked.letters == other {
        return false;
    }
    if asked.has_figures || other.iter().any(u8::is_ascii_digit) {
        return false;
    }
    asked.distance(other) <= most
}

impl FoldedPattern {
    /// Hyyrö's bit-parallel optimal string alignment (2003): one column of the table a letter.
    fn distance(&self, other: &[u8]) -> u32 {
        let Some(last) =
            self.letters.len().checked_sub(1).and_then(|bits| 1_u64.checked_shl(u32::try_from(bits).ok()?))
        else {
            return u32::MAX;
        };
        let mut distance = u32::try_from(self.letters.len()).unwrap_or(u32::MAX);
        let (mut up, mut down, mut zero, mut before) = (u64::MAX, 0_u64, 0_u64, 0_u64);
        for letter in other {
            let here = self.places.get(usize::from(*letter)).copied().unwrap_or(0);
            let swapped = (((!zero) & here) << 1) & before;
            zero = (((here & up).wrapping_add(up)) ^ up) | here | down | swapped;
            let mut right = down | !(zero | up);
            let mut left = zero & up;
            if right & last != 0 {
                distance = distance.saturating_add(1);
            } else if left & last != 0 {
                distance = distance.saturating_sub(1);
            }
            right = (right << 1) | 1;
            left <<= 1;
            up = left | !(zero | right);
            down = right & zero;
            before = here;
        }
        distance
    }
}

#[cfg(test)]
mod tests {
    use super::{FoldedPattern, is_typing_error};
    use proptest::prelude::*;

    fn is_error(asked: &str, written: &str) -> bool {
        is_typing_error(&FoldedPattern::new(asked), written)
    }

    #[test]
    fn a_key_or_two_struck_wrong() {
        for (asked, written, expected) in [
            ("pogozhev", "pogozhev", false),
            ("pogozhev", "pogzohev", true),
            ("pogozhev", "pgozhve", true),
            ("pogozhev", "opgozhve", true),
            ("pogozhev", "pogozhe", true),
            ("pogozhev", "rogozhev", true),
            ("skiba", "skibq", true),
            ("skiba", "sikba", true),
            ("skiba", "sikab", false),
            // Волков is no slip for Великов
            ("volkov", "velikov", false),
            ("lis", "los", false),
            ("ivan", "ivna", true),
            ("1418a", "1419a", false),
            ("pogoz3ev", "pogozhev", false),
            ("", "", false),
            ("pogozhev", "", false),
        ] {
            assert_eq!(is_error(asked, written), expected, "{asked} {written}");
        }
    }

    proptest! {
        #[test]
        fn bits_count_as_a_table_does(asked in "[abc]{1,12}|[a-e]{50,64}", written in "[abc]{0,12}|[a-e]{50,64}") {
            let counted = strsim::osa_distance(&asked, &written);
            prop_assert_eq!(FoldedPattern::new(&asked).distance(written.as_bytes()) as usize, counted);
        }

        #[test]
        fn any_text_is_compared(asked in any::<String>(), written in any::<String>()) {
            let _ = is_error(&asked, &written);
        }
    }
}
