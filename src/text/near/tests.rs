//! What the engine must hold: the lists, every scheme, that near words share a key, and how much the wide ring lets in.

use super::gold::{CYRILLIC, DIFFERENT, SAME};
use super::{Asked, Nearness, Ring, near_keys, nearness, unseen};
use crate::text::{CyrillicLanguage, Scheme, fold, language_of, transliterate};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn every_way(word: &str) -> Vec<String> {
    let language = language_of(word).unwrap_or(CyrillicLanguage::Russian);
    let latin = Scheme::ALL.iter().map(|scheme| transliterate(word, language, *scheme));
    std::iter::once(word.to_owned()).chain(latin).collect()
}

#[test]
fn every_scheme_is_near_every_other() {
    let (mut total, mut missed) = (0, Vec::new());
    for word in CYRILLIC.split_whitespace() {
        let ways = every_way(word);
        for a in &ways {
            let asked = Asked::new(a);
            for b in &ways {
                total += 1;
                if asked.nearness(b, Ring::Near).is_none() {
                    missed.push((a.clone(), b.clone()));
                }
            }
        }
    }
    // Алёхин is Alekhin without the dots and Alochin in Polish, which nobody would take for each other
    missed.retain(|(a, b)| ![a, b].iter().all(|word| ["Alekhin", "Alochin"].contains(&word.as_str())));
    assert!(missed.is_empty(), "{} of {total}: {missed:?}", missed.len());
    assert!(CYRILLIC.split_whitespace().count() > 300);
}

fn pairs() -> Vec<(&'static str, &'static str)> {
    SAME.iter().flat_map(|(name, others)| others.iter().map(move |other| (*name, *other))).collect()
}

fn each_other() -> Vec<(&'static str, &'static str)> {
    let groups = SAME.iter().map(|(name, others)| [&[*name], *others].concat());
    groups.flat_map(|all| all.iter().flat_map(|a| all.iter().map(move |b| (*a, *b))).collect::<Vec<_>>()).collect()
}

#[test]
fn one_name_in_many_spellings() {
    let missed: Vec<_> = pairs().into_iter().filter(|(a, b)| nearness(a, b, Ring::Near).is_none()).collect();
    assert!(missed.is_empty(), "{missed:?}");
    assert!(pairs().len() > 850);
    let all: Vec<_> = each_other().into_iter().filter(|(a, b)| a < b).collect();
    let missed: Vec<_> = all.iter().filter(|(a, b)| nearness(a, b, Ring::Near).is_none()).collect();
    // two who each lost a mark of their own no longer meet: Walesa and Валенса
    assert!(missed.len() * 100 < all.len(), "{} of {}: {missed:?}", missed.len(), all.len());
}

#[test]
fn other_names_stay_apart() {
    for (a, b) in DIFFERENT {
        assert_eq!(nearness(a, b, Ring::Near), None, "{a} {b}");
        assert_eq!(nearness(b, a, Ring::Near), None, "{b} {a}");
    }
    assert!(DIFFERENT.len() > 180);
}

/// Pairs of the first of a group with each other one.
fn of_groups(groups: &'static str) -> Vec<(&'static str, &'static str)> {
    let groups = groups.split(';').filter_map(|group| group.trim().split_once('|'));
    groups.flat_map(|(name, others)| others.split('|').map(move |other| (name, other))).collect()
}

#[test]
fn names_the_rules_were_not_made_for() {
    let same = of_groups(unseen::SAME);
    let missed: Vec<_> = same.iter().filter(|(a, b)| nearness(a, b, Ring::Near).is_none()).collect();
    assert!(same.len() >= 350 && missed.len() * 50 <= same.len(), "{} of {}: {missed:?}", missed.len(), same.len());
    let different = of_groups(unseen::DIFFERENT);
    let taken: Vec<_> = different.iter().filter(|(a, b)| nearness(a, b, Ring::Near).is_some()).collect();
    // German writes s for з, and е is heard as и: Sorin may be Зорин
    assert!(different.len() > 150 && taken.len() <= 2, "{} of {}: {taken:?}", taken.len(), different.len());
}

#[test]
fn other_forms_of_given_names_and_other_peoples_spellings() {
    for (a, b) in of_groups(unseen::MENDED) {
        assert!(nearness(a, b, Ring::Near).is_some() && nearness(b, a, Ring::Near).is_some(), "{a} {b}");
    }
    for (a, b) in [("Савва", "Савелий"), ("Sawwa", "Sawelij"), ("Юрий", "Егор"), ("Юрий", "Георгий"), ("Игорь", "Егор")]
    {
        assert_eq!(nearness(a, b, Ring::Wide), None, "{a} {b}");
    }
}

#[test]
fn each_way_has_its_name() {
    for (asked, written, near, wide) in [
        ("Погожев", "Pogozhev", Some(Nearness::Same), Some(Nearness::Same)),
        ("Погожев", "Pogoschew", Some(Nearness::Sound), Some(Nearness::Sound)),
        ("Андрей", "Andrej", Some(Nearness::Sound), Some(Nearness::Sound)),
        ("Андрей", "Andrzej", Some(Nearness::GivenName), Some(Nearness::GivenName)),
        ("Иван", "Johann", Some(Nearness::GivenName), Some(Nearness::GivenName)),
        ("Фёдорович", "Teodorowicz", Some(Nearness::GivenName), Some(Nearness::GivenName)),
        // the same prisoner in a Polish notice and an English one
        ("Worlasow", "Varlamov", None, Some(Nearness::Misread)),
        ("Ворласов", "Варламов", None, Some(Nearness::Misread)),
        // ear
        ("Popov", "Bobov", None, Some(Nearness::Misread)),
        ("Karpov", "Garpov", None, Some(Nearness::Misread)),
        ("Котов", "Катов", None, Some(Nearness::Misread)),
        ("Osipov", "Esipov", None, Some(Nearness::Misread)),
        // more than one mishears
        ("Кузнецов", "Казанцев", None, None),
        ("Волков", "Великов", None, None),
        ("Baranov", "Brunow", None, None),
        ("Morozov", "Marusev", None, None),
        ("Орлов", "Арелов", None, None),
        // handwriting
        ("Титов", "Шитов", None, Some(Nearness::Misread)),
        ("Нестеров", "Кестеров", None, Some(Nearness::Misread)),
        ("Kranz", "Krauz", None, Some(Nearness::Misread)),
        ("Kunze", "Runze", None, Some(Nearness::Misread)),
        ("Lemann", "Temann", None, Some(Nearness::Misread)),
        // keys struck wrong
        ("Skiba", "Sikba", None, Some(Nearness::Misread)),
        ("Shevchenko", "Shevhcenko", None, Some(Nearness::Misread)),
        // the father's name is not the son's, but a clerk may have put it there
        ("Alexandrowitsch", "Александр", None, Some(Nearness::GivenName)),
        ("Alexandrowitsch", "Oleksandrovych", Some(Nearness::GivenName), Some(Nearness::GivenName)),
        ("Zhukov", "Skiba", None, None),
        ("Fyodor", "Pyotr", None, None),
        ("1418", "1418", Some(Nearness::Same), Some(Nearness::Same)),
        ("1418", "1419", None, None),
        ("", "", None, None),
    ] {
        for (a, b) in [(asked, written), (written, asked)] {
            assert_eq!(nearness(a, b, Ring::Near), near, "{a} {b}");
            assert_eq!(nearness(a, b, Ring::Wide), wide, "{a} {b}");
        }
    }
}

/// Pairs of different names in four spellings each, drawn as a die would.
#[test]
fn the_wide_ring_lets_few_others_in() {
    let names: Vec<String> = CYRILLIC
        .split_whitespace()
        .flat_map(|word| every_way(word).into_iter().enumerate().filter(|(way, _)| [0, 1, 6, 7].contains(way)))
        .map(|(_, name)| name)
        .collect();
    let mut state = 12_345_u64;
    let mut draw = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % names.len()
    };
    let (mut near, mut wide) = (0, 0);
    for _ in 0..10_000 {
        let (a, b) = (draw(), draw());
        if a / 4 != b / 4 {
            near += usize::from(nearness(&names[a], &names[b], Ring::Near).is_some());
            wide += usize::from(nearness(&names[a], &names[b], Ring::Wide).is_some());
        }
    }
    assert!(near <= 2, "{near}");
    assert!(wide < 30, "{wide} of 10,000");
}

#[test]
fn blocks_are_small() {
    let names: BTreeSet<String> = CYRILLIC.split_whitespace().flat_map(every_way).collect();
    let mut blocks: BTreeMap<String, usize> = BTreeMap::new();
    for key in names.iter().flat_map(|name| near_keys(name, Ring::Near)) {
        *blocks.entry(key).or_default() += 1;
    }
    let compared: usize = blocks.values().map(|names| names * names).sum();
    assert!(compared * 50 < names.len() * names.len(), "{compared} of {}", names.len() * names.len());
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "(Жу|Schu|Zu|Je|Е|Fjo|Фё|Theo|Ива|Iwa|Ша|Scha|Хо|Cho|Ho|Че|Tsche|Cze|Ма|Ma|Wor|Вар)(k|к|г|h|s|м|m|sch|ш|ž|rl|рл|nn|b|б|d)(o|о|a|а|y|ы|ij|ё)(w|в|v|ff|n|н|m|ski|ский|cki|wa|ва|wicz|вич|witsch|wna)?",
        "[a-zäöüßąęłńśźżžšč]{2,9}",
        "[а-яёіїєґўѣ]{2,9}",
        prop::sample::select(each_other()).prop_map(|(a, _)| a.to_owned()),
        prop::sample::select(CYRILLIC.split_whitespace().collect::<Vec<_>>()).prop_map(str::to_owned),
    ]
}

/// A word and what a hand or an ear makes of it.
fn slipped() -> impl Strategy<Value = (String, String)> {
    (name(), 0..12_usize, "[a-zа-я]{0,2}").prop_map(|(word, at, letters)| {
        let mut other: Vec<char> = word.chars().collect();
        if at < other.len() {
            other.splice(at..=at, letters.chars());
        }
        (word, other.into_iter().collect())
    })
}

fn check(a: &str, b: &str) -> Result<(), TestCaseError> {
    for ring in [Ring::Near, Ring::Wide] {
        let near = nearness(a, b, ring);
        prop_assert_eq!(near, nearness(b, a, ring), "{} {}", a, b);
        let keys = near_keys(b, ring);
        let mistyped = near == Some(Nearness::Misread)
            && super::distance(&Asked::new(a).ways, &super::ways_to_say(b), Ring::Wide).is_none();
        if near.is_some() && near != Some(Nearness::Same) && !mistyped {
            prop_assert!(
                near_keys(a, ring).iter().any(|key| keys.contains(key)),
                "{} {} {:?} {:?} {:?}",
                a,
                b,
                ring,
                near_keys(a, ring),
                keys
            );
        }
    }
    if let Some(near) = nearness(a, b, Ring::Near) {
        prop_assert!(near != Nearness::Misread);
        prop_assert_eq!(nearness(a, b, Ring::Wide), Some(near));
    }
    let (near, wide) = (near_keys(a, Ring::Near), near_keys(a, Ring::Wide));
    prop_assert!(
        near.iter().all(|key| wide.contains(key) && key.len() <= 16 && key.bytes().all(|b| b.is_ascii_alphanumeric()))
    );
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]
    #[test]
    fn near_words_share_a_key((a, b) in (name(), name())) {
        check(&a, &b)?;
    }

    #[test]
    fn slips_share_a_key((a, b) in slipped()) {
        check(&a, &b)?;
    }

    #[test]
    fn any_text_is_compared(a in any::<String>(), b in any::<String>()) {
        check(&a, &b)?;
        prop_assert_eq!(nearness(&a, &a, Ring::Near), (!fold(&a).is_empty()).then_some(Nearness::Same));
    }
}
