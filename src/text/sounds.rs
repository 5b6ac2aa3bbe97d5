//! What a name sounds like: Daitch–Mokotoff codes over the folded spelling, and whether two words sound alike.

use super::fold::{fold_with, plain};
use super::given_names::{self, Kinship};
use super::words;
use rphonetic::DaitchMokotoffSoundex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

static CODER: LazyLock<DaitchMokotoffSoundex> = LazyLock::new(DaitchMokotoffSoundex::default);

/// A name has fewer letters than this; what is longer is not a name and would only cost time.
const LONGEST_NAME: usize = 64;

/// The codes of one word, in order; none for words with digits and words of one or two letters.
///
/// Give the word as written: the nasal Polish `ą` and `ę` and the Romanian `ţ` have codes of their own, which folding
/// would lose. The codes of the folded word are always among them.
pub fn sounds(word: &str) -> Vec<String> {
    let mut codes = BTreeSet::new();
    for spelling in spellings(word) {
        codes.extend(CODER.inner_soundex(&spelling, true));
    }
    codes.into_iter().collect()
}

/// The spellings whose codes a word has.
fn spellings(word: &str) -> BTreeSet<String> {
    let mut spellings = BTreeSet::new();
    for table in [plain, nasal] {
        let spelling = fold_with(word, table).replace(' ', "");
        let letters = spelling.len();
        if !(3..=LONGEST_NAME).contains(&letters) || spelling.contains(|c: char| c.is_ascii_digit()) {
            continue;
        }
        if spelling.contains('j') {
            // the French clerk's j is zh
            spellings.insert(spelling.replace('j', "zh"));
        }
        // Jewgeni, Yevgeny and Evgeny
        let e = spelling.strip_prefix(['y', 'j']).filter(|rest| rest.starts_with('e'));
        spellings.insert(e.map_or(spelling.clone(), str::to_owned));
    }
    spellings
}

/// Letters that are also heard in a second way.
fn nasal(letter: char) -> Option<&'static str> {
    match letter {
        'ą' => Some("an"),
        'ę' => Some("en"),
        'ţ' | 'ț' => Some("ts"),
        _ => plain(letter),
    }
}

/// Whether two names are worth showing together: they are the same when folded, they are forms of one given name, or
/// they share a sound and no more than half of their letters differ. Two different given names never are.
///
/// When both have several words, every word of the shorter one needs a word of its own in the longer one.
pub fn alike(a: &str, b: &str) -> bool {
    let (a, b) = (parts(a), parts(b));
    let (fewer, mut more) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    !fewer.is_empty()
        && fewer.iter().all(|part| {
            let found = more.iter().position(|other| parts_alike(part, other));
            found.map(|at| more.remove(at)).is_some()
        })
}

/// The words as written beside the folded words.
fn parts(text: &str) -> Vec<(String, String)> {
    text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '-' | '/' | '.' | '(' | ')'))
        .flat_map(|raw| {
            let folded = words(raw);
            let whole = folded.len() == 1;
            folded.into_iter().map(move |word| (if whole { raw.to_owned() } else { word.clone() }, word))
        })
        .collect()
}

fn parts_alike((raw_a, a): &(String, String), (raw_b, b): &(String, String)) -> bool {
    if a == b {
        return true;
    }
    match given_names::kinship(a, b) {
        Kinship::Same => return true,
        Kinship::Different => return false,
        Kinship::Unknown => {}
    }
    let heard = sounds(raw_a);
    let shared = sounds(raw_b).iter().any(|code| heard.contains(code));
    shared && strsim::levenshtein(a, b) * 2 <= a.len().max(b.len())
}
