//! What a name sounds like: Daitch–Mokotoff codes over the folded spelling; and whether two whole names are alike.

use super::fold::{fold_with, plain};
use super::near::{Asked, Ring};
use super::{given_names, words};
use rphonetic::DaitchMokotoffSoundex;
use std::collections::{BTreeMap, BTreeSet};
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

/// What names in `text`, as written, can be found by: the sounds of its words and a key for each given name, so that
/// `Theodor` finds `Фёдор`. [`super::near_keys`] are the keys that [`alike`] goes by.
pub fn search_keys(text: &str) -> Vec<String> {
    let mut keys = BTreeSet::new();
    for (raw, folded) in parts(text) {
        keys.extend(sounds(&raw));
        keys.extend(given_names::keys(&folded).map(|name| format!("given{name}")));
    }
    keys.into_iter().collect()
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

/// Whether two names are worth showing together: they are the same when folded, or near by [`super::nearness`].
///
/// When both have several words, every word of the shorter one needs a word of its own in the longer one, or the words
/// are near when written as one: a clerk glues `Rimski-Korsakow` together.
pub fn alike(a: &str, b: &str) -> bool {
    let (parts_of_a, parts_of_b) = (parts(a), parts(b));
    let (fewer, more) =
        if parts_of_a.len() <= parts_of_b.len() { (&parts_of_a, &parts_of_b) } else { (&parts_of_b, &parts_of_a) };
    let more: Vec<&str> = more.iter().map(|(raw, _)| raw.as_str()).collect();
    let choices: Vec<Vec<usize>> = fewer
        .iter()
        .map(|(raw, _)| {
            let asked = Asked::new(raw);
            (0..)
                .zip(&more)
                .filter(|(_, other)| asked.nearness(other, Ring::Near).is_some())
                .map(|(at, _)| at)
                .collect()
        })
        .collect();
    let mut taken = BTreeMap::new();
    let each = !fewer.is_empty()
        && (0..choices.len()).all(|word| finds_its_own(word, &choices, &mut taken, &mut BTreeSet::new()));
    each || (fewer.len() != more.len() && Asked::new(a).nearness(b, Ring::Near).is_some())
}

/// Gives `word` a word of the other name, moving those that have one already if need be (Kuhn's matching).
fn finds_its_own(
    word: usize,
    choices: &[Vec<usize>],
    taken: &mut BTreeMap<usize, usize>,
    tried: &mut BTreeSet<usize>,
) -> bool {
    for &choice in choices.get(word).into_iter().flatten() {
        if !tried.insert(choice) {
            continue;
        }
        let free = match taken.get(&choice) {
            None => true,
            Some(&holder) => finds_its_own(holder, choices, taken, tried),
        };
        if free {
            taken.insert(choice, word);
            return true;
        }
    }
    false
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

#[cfg(test)]
mod tests {
    use super::{alike, search_keys, sounds};
    use crate::text::fold;
    use proptest::prelude::*;

    /// Codes on which Apache commons-codec and `PostgreSQL` agree.
    const PUBLISHED: &[(&str, &str)] = &[
        ("Augsburg", "054795"),
        ("Breuer", "791900"),
        ("Freud", "793000"),
        ("Halberstadt", "587433,587943"),
        ("Mannheim", "665600"),
        ("Chernowitz", "496740,596740"),
        ("Cherkassy", "495400,595400"),
        ("Kleinman", "586660"),
        ("Nowy Targ", "673950"),
        ("Berlin", "798600"),
        ("Ceniow", "467000,567000"),
        ("Tsenyuv", "467000"),
        ("Holubica", "587400,587500"),
        ("Golubitsa", "587400"),
        ("Przemysl", "746480,794648"),
        ("Pshemeshil", "746480"),
        ("Rosochowaciec", "944744,944745,944754,944755,945744,945745,945754,945755"),
        ("Rosokhovatsets", "945744"),
        ("O'Brien", "079600"),
        ("Peters", "734000,739400"),
        ("Moskowitz", "645740"),
        ("Lewinsky", "876450"),
        ("Szlamawicz", "486740"),
        ("Washington", "746536"),
        ("Auerbach", "097400,097500"),
        ("George", "595000"),
        ("John", "160000,460000"),
        ("Bierschbach", "745740,745750,747400,747500,794574,794575,794740,794750"),
        ("Schwartzenegger", "479465"),
        ("Müller", "689000"),
        ("Schäfer", "479000"),
        ("Straßburg", "294795"),
        ("gąszczu", "540000,564000"),
        ("brzęczy", "744000,746400,794400,794640"),
        ("ţamas", "364000,464000"),
        ("Jackson", "145460,154600,445460,454600"),
    ];

    #[test]
    fn published_codes() {
        for (word, codes) in PUBLISHED {
            assert_eq!(sounds(word).join(","), *codes, "{word}");
        }
    }

    #[test]
    fn what_has_no_sound() {
        for word in ["", "ab", "Ли", "88349", "A5678", "rkg0049", "—", &"a".repeat(65)] {
            assert!(sounds(word).is_empty(), "{word}");
        }
    }

    /// What a query must find.
    const FOUND: &[(&str, &[&str])] = &[
        ("Погожев", &["Pogozhev", "Pogožev", "Pogoschew", "Pogoshew", "Pogożew", "Pogozew", "Pohozew", "Pogojev"]),
        ("Андрей", &["Andrei", "Andrey", "Andrej", "Andreĭ", "Andriej", "Андрій", "Andrii", "Andrzej"]),
        ("Фёдор", &["Федор", "Fyodor", "Fedor", "Fjodor", "Fiodor", "Feodor", "Fëdor", "Fedir", "Федір", "Theodor"]),
        ("Карцев", &["Kartsev", "Karzew", "Karcev", "Karcew", "Kartzev"]),
        ("Васильев", &["Vasiliev", "Vasilyev", "Vasilev", "Wassiljew", "Wasiljew"]),
        ("Мочалов", &["Mochalov", "Motschalow", "Močalov", "Moczałow", "Motchalov"]),
        ("Мишин", &["Mishin", "Mischin", "Mišin", "Miszyn", "Michine"]),
        ("Ситнов", &["Sitnov", "Sitnow", "Ssitnow"]),
        ("Лебедев", &["Lebedev", "Lebedew", "Lebiediew", "Lebedeff"]),
        ("Иванов", &["Ivanov", "Iwanow", "Ivanoff"]),
        ("Масленников", &["Maslennikov", "Maslenikow"]),
        ("Скиба", &["Skiba", "Skyba"]),
        ("Жуков", &["Zhukov", "Schukow", "Shukow", "Żukow", "Joukov"]),
        ("Щукин", &["Shchukin", "Schtschukin", "Szczukin", "Ŝukin"]),
        ("Хрущёв", &["Khrushchev", "Chruschtschow", "Chruszczow"]),
        ("Евгений", &["Evgeny", "Evgenij", "Yevgeniy", "Jewgenij", "Jewgeni"]),
        ("Пётр", &["Petr", "Pyotr", "Pjotr", "Piotr", "Peter"]),
        ("Виктор", &["Victor", "Viktor", "Wiktor"]),
        ("Кузьма", &["Kuzma", "Kusma", "Kuźma"]),
        ("Александрович", &["Alexandrovich", "Alexandrowitsch", "Aleksandrowicz"]),
    ];

    #[test]
    fn every_spelling_is_found_from_every_other() {
        for (written, spellings) in FOUND {
            for spelling in *spellings {
                assert!(alike(written, spelling), "{written} {spelling} {:?} {:?}", sounds(written), sounds(spelling));
                assert!(alike(spelling, written), "{spelling} {written}");
                assert!(alike(&fold(written), &fold(spelling)), "{} {}", fold(written), fold(spelling));
            }
        }
    }

    #[test]
    fn surnames_are_found_by_sound_alone() {
        // what the search index stores
        for (written, spellings) in FOUND.iter().filter(|(written, _)| !["Андрей", "Фёдор"].contains(written))
        {
            let heard = sounds(written);
            for spelling in *spellings {
                assert!(sounds(spelling).iter().any(|code| heard.contains(code)), "{written} {spelling}");
            }
        }
    }

    #[test]
    fn different_men_stay_apart() {
        for (a, b) in [
            ("Fyodor", "Petr"),
            ("Fyodor", "Pyotr"),
            ("Фёдор", "Пётр"),
            ("Fedorov", "Petrov"),
            ("Zhukov", "Skiba"),
            ("Жуков", "Скиба"),
            ("Sitnov", "Ivanov"),
            ("Mishin", "Maria"),
            ("88349", "88348"),
            ("1418", "1844"),
            ("Ян", "Ін"),
            ("", ""),
            ("Pogozhev", ""),
            ("Andrei Pogozhev", "Andrei Skiba"),
        ] {
            assert!(!alike(a, b), "{a} {b}");
            assert!(!alike(b, a), "{b} {a}");
        }
    }

    #[test]
    fn whole_names_in_any_order() {
        for (a, b) in [
            ("Andrei Pogozhev", "Погожев, Андрей"),
            ("Pogoschew Andrzej", "Андрей Александрович Погожев"),
            ("Skiba", "Fyodor Skiba"),
            ("Ян", "Yan"),
            ("Ivanow Iwanoff", "Iwanoff Ivanow"),
            ("88349", "88349"),
        ] {
            assert!(alike(a, b), "{a} {b}");
            assert!(alike(b, a), "{b} {a}");
        }
    }

    #[test]
    fn keys_hold_sounds_and_given_names() {
        assert_eq!(search_keys("Фёдор Скиба 88349"), ["457000", "739000", "giventheodore"]);
        assert_eq!(search_keys("Theodor"), ["339000", "giventheodore"]);
        let nasal = sounds("Danbrowski");
        assert!(nasal.iter().all(|code| search_keys("Dąbrowski").contains(code)));
        assert!(search_keys("").is_empty() && search_keys("1418").is_empty());
        assert!(search_keys("Jerzy").iter().filter(|key| key.starts_with("given")).count() > 1);
    }

    proptest! {
        #[test]
        fn words_that_are_alike_share_a_key(
            a in "(Жу|Шу|Schu|Zu|Ж|Sch|Je|Е|Fjo|Фё|Theo)(k|к|g|д|d)(ow|ов|off|ev|ор|or|er)",
            b in "(Жу|Шу|Schu|Zu|Ж|Sch|Je|Е|Fjo|Фё|Theo)(k|к|g|д|d)(ow|ов|off|ev|ор|or|er)",
        ) {
            if alike(&a, &b) && fold(&a) != fold(&b) {
                let keys = search_keys(&a);
                prop_assert!(search_keys(&b).iter().any(|key| keys.contains(key)), "{} {}", a, b);
            }
        }

        #[test]
        fn the_folded_word_has_no_code_of_its_own(word in "[A-Za-zА-Яа-яёąęţćłńóśźżäöüß]{3,12}") {
            let heard = sounds(&word);
            for code in sounds(&fold(&word)) {
                prop_assert!(heard.contains(&code), "{} {}", word, code);
            }
        }

        #[test]
        fn alike_is_mutual(a in "((Iwan|Ivan|Iva|Ivanow|Sitnow|Sitnof|Zhukov|Schukow|12|Ян) ?){1,4}", b in "((Iwan|Iwanof|Ivanov|Sitnov|Iv|Zhukov|Joukov|12) ?){1,4}") {
            prop_assert_eq!(alike(&a, &b), alike(&b, &a));
        }

        #[test]
        fn a_name_is_like_itself(word in "[A-Za-zА-Яа-яё]{1,20}") {
            // signs alone (ь, ъ) fold to nothing and name nobody
            prop_assert_eq!(alike(&word, &word), !fold(&word).is_empty());
        }
    }
}
