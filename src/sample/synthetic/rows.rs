//! Rows of synthetic cards for measuring: names of syllables, dates and numbers of a counter.
//!
//! Invariant: no real person. Only whole numbers are reckoned with, so the same seed gives the same bytes everywhere.

use std::collections::HashSet;

/// The seed of the published sums.
pub const SEED: u64 = 20_260_101;

/// The names of the columns of [`SyntheticRow::cells`].
pub const COLUMNS: [&str; 21] = [
    "id",
    "ref",
    "prisoner_no",
    "surname",
    "given",
    "patronymic",
    "aliases",
    "birth_date",
    "birth_place",
    "nationality",
    "occupation",
    "arrest_date",
    "arrival_date",
    "camp",
    "fate",
    "fonds",
    "box",
    "folder",
    "note",
    "scan_front",
    "scan_back",
];

/// A syllable in Latin and in Cyrillic letters.
type Pair = (&'static str, &'static str);

const LATIN: &str = "ba be bo bu va ve vi vo ga go gu da de di do za ze zi ka ke ki ko ku la le li lo lu ma me mi mo mu \
                     na ne ni no nu pa pe pi po ra re ri ro ru sa se si so su ta te ti to tu fa fi cha che chu sha she \
                     shu zha zhi kra gra bra pra tra dra kro gro bro stro stra vla mir slav bor ran tan kov lev mar \
                     gor sol";
const CYRILLIC: &str = "ба бе бо бу ва ве ви во га го гу да де ди до за зе зи ка ке ки ко ку ла ле ли ло лу ма ме ми \
                        мо му на не ни но ну па пе пи по ра ре ри ро ру са се си со су та те ти то ту фа фи ча че чу \
                        ша ше шу жа жи кра гра бра пра тра дра кро гро бро стро стра вла мир слав бор ран тан ков \
                        лев мар гор сол";
const LATIN_ENDINGS: &str = "ov ova enko ski ska ich in ina uk yan er mann berg ek es ay";
const CYRILLIC_ENDINGS: &str = "ов ова енко ский ская ич ин ина ук ян ер ман берг ек ес ай";

const NATIONALITIES: &[&str] =
    &["RUS", "POL", "UKR", "BLR", "DEU", "FRA", "CZE", "NLD", "BEL", "YUG", "ITA", "HUN", "LTU", "LVA", "EST", "GRC"];
const FATES: &[&str] = &["freed", "died", "transferred", "escaped", "unknown", "unknown", "freed", "unknown"];

fn pairs(latin: &'static str, cyrillic: &'static str) -> Vec<Pair> {
    latin.split(' ').zip(cyrillic.split(' ')).collect()
}

/// The generator splitmix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `count`, which is not 0.
    fn below(&mut self, count: usize) -> usize {
        at(self.next(), count)
    }
}

/// The place of a number in a table of `count`.
fn at(number: u64, count: usize) -> usize {
    usize::try_from(number % u64::try_from(count.max(1)).unwrap_or(u64::MAX)).unwrap_or_default()
}

/// Which script a card is written in.
#[derive(Clone, Copy)]
enum Script {
    Latin,
    Cyrillic,
}

/// A word in both scripts.
struct Word {
    latin: String,
    cyrillic: String,
}

impl Word {
    fn of(pairs: impl Iterator<Item = Pair> + Clone) -> Self {
        Self { latin: pairs.clone().map(|pair| pair.0).collect(), cyrillic: pairs.map(|pair| pair.1).collect() }
    }

    fn capitalised(self) -> Self {
        Self { latin: capitalised(&self.latin), cyrillic: capitalised(&self.cyrillic) }
    }

    fn in_script(&self, script: Script) -> &str {
        match script {
            Script::Latin => &self.latin,
            Script::Cyrillic => &self.cyrillic,
        }
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Words of which the first are taken more often than the later ones (Zipf).
struct Words {
    words: Vec<Word>,
    /// How much the words up to each weigh together.
    weights: Vec<u64>,
}

impl Words {
    /// Words that are not twice there, in the order in which they were made.
    fn make(count: usize, offset: u64, mut make: impl FnMut() -> Word) -> Self {
        let (mut seen, mut words) = (HashSet::new(), Vec::with_capacity(count));
        while words.len() < count {
            let word = make();
            if seen.insert(word.latin.clone()) {
                words.push(word);
            }
        }
        let mut sum = 0;
        let weights = (offset..).take(count).map(|rank| {
            sum += (1 << 32) / rank;
            sum
        });
        let weights = weights.collect();
        Self { words, weights }
    }

    fn capitalised(self) -> Self {
        Self { words: self.words.into_iter().map(Word::capitalised).collect(), weights: self.weights }
    }

    fn pick(&self, random: &mut Random) -> &Word {
        let total = self.weights.last().copied().unwrap_or(1);
        let drawn = random.next() % total;
        self.get(self.weights.partition_point(|sum| *sum <= drawn))
    }

    #[expect(clippy::indexing_slicing, reason = "the tables are never empty and the place is brought within them")]
    fn get(&self, place: usize) -> &Word {
        &self.words[place % self.words.len()]
    }
}

/// One synthetic card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntheticRow {
    /// Its cells, by [`COLUMNS`].
    pub cells: [String; 21],
}

/// Makes synthetic cards, one after the other.
pub struct Rows {
    surnames: Words,
    given_names: Words,
    notes: Words,
    places: Words,
    seed: u64,
    next: u64,
    last: u64,
}

impl Rows {
    /// The first `count` cards of a seed.
    pub fn new(count: u64, seed: u64) -> Self {
        let mut random = Random(7);
        let (all, endings) = (pairs(LATIN, CYRILLIC), pairs(LATIN_ENDINGS, CYRILLIC_ENDINGS));
        let one = |random: &mut Random, of: &[Pair]| of.get(random.below(of.len())).copied();
        let syllables =
            |random: &mut Random, count: usize| -> Vec<Pair> { (0..count).filter_map(|_| one(random, &all)).collect() };
        let surnames = Words::make(60_000, 40, || {
            let count = 2 + random.below(2);
            let mut parts = syllables(&mut random, count);
            parts.extend(one(&mut random, &endings));
            Word::of(parts.into_iter())
        })
        .capitalised();
        let given_names = Words::make(800, 12, || Word::of(syllables(&mut random, 2).into_iter())).capitalised();
        let notes = Words::make(30_000, 8, || {
            let count = 1 + random.below(4);
            Word::of(syllables(&mut random, count).into_iter())
        });
        let places = Words::make(5_000, 20, || {
            let count = 2 + random.below(2);
            Word::of(syllables(&mut random, count).into_iter())
        })
        .capitalised();
        Self { surnames, given_names, notes, places, seed, next: 1, last: count }
    }
}

impl Iterator for Rows {
    type Item = SyntheticRow;

    fn next(&mut self) -> Option<SyntheticRow> {
        let number = self.next;
        if number > self.last {
            return None;
        }
        self.next += 1;
        let mut random = Random(self.seed ^ number.wrapping_mul(0xD6E8_FEB8_6659_FD93));
        let bits = random.next();
        let (script, other) = match bits & 1 {
            0 => (Script::Latin, Script::Cyrillic),
            _ => (Script::Cyrillic, Script::Latin),
        };
        let surname = self.surnames.pick(&mut random);
        let given = self.given_names.pick(&mut random);
        let father = self.given_names.pick(&mut random);
        let mut aliases = String::new();
        if (bits >> 1).is_multiple_of(4) {
            aliases.push_str(surname.in_script(other));
        }
        if (bits >> 3).is_multiple_of(16) {
            if !aliases.is_empty() {
                aliases.push_str("; ");
            }
            aliases.push_str(self.surnames.pick(&mut random).in_script(script));
        }
        let words: Vec<&str> =
            (0..8 + at(bits >> 8, 36)).map(|_| self.notes.pick(&mut random).in_script(script)).collect();
        let mut note = words.join(" ");
        if (bits >> 20).is_multiple_of(8) {
            note = format!("{note}, No {}", 10_000 + (bits >> 24) % 900_000);
        }
        let ending = if matches!(script, Script::Cyrillic) { "ович" } else { "" };
        let in_box = 1 + number / 400;
        let from = |table: &[&'static str], number| table.get(at(number, table.len())).copied().unwrap_or_default();
        Some(SyntheticRow {
            cells: [
                number.to_string(),
                format!("KL-{number:07}"),
                (1_000 + (bits >> 30) % 9_999_000).to_string(),
                surname.in_script(script).to_owned(),
                given.in_script(script).to_owned(),
                format!("{}{ending}", father.in_script(script)),
                aliases,
                date(&mut random, 1870, 60),
                self.places.pick(&mut random).in_script(script).to_owned(),
                from(NATIONALITIES, bits >> 44).to_owned(),
                self.notes.get(at(bits >> 50, 400)).in_script(script).to_owned(),
                date(&mut random, 1939, 6),
                date(&mut random, 1940, 5),
                self.places.get(at(bits >> 40, 60)).latin.clone(),
                from(FATES, bits >> 54).to_owned(),
                format!("F-{}", 1 + number / 40_000),
                in_box.to_string(),
                (1 + number % 400 / 10).to_string(),
                note,
                format!("box{in_box}/{number:07}_1.jpg"),
                format!("box{in_box}/{number:07}_2.jpg"),
            ],
        })
    }
}

/// A day, a month or a year from `first` on.
fn date(random: &mut Random, first: u64, years: u64) -> String {
    let bits = random.next();
    let (year, month, day) = (first + bits % years, 1 + (bits >> 16) % 12, 1 + (bits >> 32) % 28);
    match (bits >> 48) % 10 {
        0 => year.to_string(),
        1 => format!("{year}-{month:02}"),
        _ => format!("{year}-{month:02}-{day:02}"),
    }
}

/// The rows as CSV, one line each with its end, the line of column names first.
pub fn csv_lines(rows: Rows) -> impl Iterator<Item = String> {
    let line = |cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
        format!("{}\n", cells.join(","))
    };
    std::iter::once(line(&COLUMNS.map(str::to_owned))).chain(rows.map(move |row| line(&row.cells)))
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', ';']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sha2::{Digest, Sha256};
    use std::fmt::Write;

    fn sum(count: u64) -> (usize, String) {
        let (mut bytes, mut hash) = (0, Sha256::new());
        for line in csv_lines(Rows::new(count, SEED)) {
            bytes += line.len();
            hash.update(line.as_bytes());
        }
        let hex = hash.finalize().iter().fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        });
        (bytes, hex)
    }

    #[test]
    fn the_rows_are_the_published_ones_byte_by_byte() {
        for (count, bytes, hash) in [
            (49, 22_641, "a38e4c84e31de5da733febcc34163f7707e00305ddd6c6d20e3b5ac8e6bc19a4"),
            (10_000, 4_570_641, "3ca60bc8824c83fa650467ff7d416a75ceb53d3ec2736ed636f1188b588b4ec3"),
        ] {
            assert_eq!(sum(count), (bytes, hash.to_owned()), "{count}");
        }
    }
}
