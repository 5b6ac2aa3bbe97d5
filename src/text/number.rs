//! Numbers as a tired hand reads them: one figure taken for another, two swapped, one lost.

/// Figures that are taken for each other on a card: 1 with an upstroke, an open 4, a closed 3.
const ALIKE: &[(u8, u8)] = &[
    (b'1', b'7'),
    (b'4', b'9'),
    (b'5', b'6'),
    (b'3', b'8'),
    (b'0', b'6'),
    (b'6', b'8'),
    (b'3', b'5'),
    (b'2', b'7'),
    (b'1', b'4'),
    (b'0', b'9'),
    (b'0', b'8'),
    (b'8', b'9'),
];

/// A number has no more figures and letters than this.
const LONGEST: usize = 24;

/// Whether `written` may be the asked number with one figure misread ([`ALIKE`]), two neighbours swapped, or one
/// figure lost or put in. Letters and figures count, what parts them does not; letters must be the same, and the same
/// number is no mistake. A figure may be lost from numbers of four figures on.
pub fn number_may_be(asked: &str, written: &str) -> bool {
    let (Some(asked), Some(written)) = (figures(asked), figures(written)) else { return false };
    let (shorter, longer) = if asked.len() <= written.len() { (&asked, &written) } else { (&written, &asked) };
    let begun = shorter.iter().zip(longer).take_while(|(a, b)| a == b).count();
    let (Some(rest), Some(more)) = (shorter.get(begun..), longer.get(begun..)) else { return false };
    if rest.len() == more.len() {
        return match (rest, more) {
            ([a, b, rest @ ..], [c, d, more @ ..]) if a == d && b == c && rest == more => {
                is_figure(*a) && is_figure(*b)
            }
            ([a, rest @ ..], [b, more @ ..]) => rest == more && are_alike(*a, *b),
            _ => false,
        };
    }
    let [lost, more @ ..] = more else { return false };
    rest == more && is_figure(*lost) && longer.iter().filter(|sign| is_figure(**sign)).count() >= 4
}

fn is_figure(sign: u8) -> bool {
    sign.is_ascii_digit()
}

fn are_alike(a: u8, b: u8) -> bool {
    ALIKE.contains(&(a, b)) || ALIKE.contains(&(b, a))
}

/// The figures and capital letters of a number that has figures.
fn figures(text: &str) -> Option<Vec<u8>> {
    let folded = super::fold(text);
    let signs: Vec<u8> = folded.bytes().filter(u8::is_ascii_alphanumeric).collect();
    (signs.len() <= LONGEST && signs.iter().any(u8::is_ascii_digit)).then_some(signs)
}

#[cfg(test)]
mod tests {
    use super::number_may_be;
    use proptest::prelude::*;

    #[test]
    fn one_slip_and_no_more() {
        for (asked, written, expected) in [
            ("53825", "53825", false),
            ("53825", "58825", true),
            ("53825", "53852", true),
            ("53825", "5385", true),
            ("53825", "5385 2", true),
            ("5385", "53825", true),
            ("1418", "7418", true),
            ("1418", "1478", true),
            ("1418", "1428", false),
            ("1418", "1844", false),
            ("88349", "88344", true),
            ("88349", "88348", true),
            ("88349", "88347", false),
            ("88349", "38849", false),
            ("164256", "164258", true),
            ("164 256", "164-265", true),
            ("A-5678", "A 5578", true),
            ("A-5678", "B-5678", false),
            ("A-5678", "5678", false),
            ("A-5678", "A-678", true),
            ("141", "14", false),
            ("12", "72", true),
            ("", "1", false),
            ("Pogozhev", "Pogozhe", false),
        ] {
            assert_eq!(number_may_be(asked, written), expected, "{asked} {written}");
            assert_eq!(number_may_be(written, asked), expected, "{written} {asked}");
        }
    }

    proptest! {
        #[test]
        fn slips_are_mutual(a in "[A1478]{0,6}", b in "[A1478]{0,6}|\\PC{0,6}") {
            prop_assert_eq!(number_may_be(&a, &b), number_may_be(&b, &a));
            prop_assert!(!number_may_be(&b, &b));
        }
    }
}
