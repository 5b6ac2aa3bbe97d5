//! Every row of the tables, the names of the sample, and that no Cyrillic letter survives.

use super::CyrillicLanguage::{Belarusian, Russian, Ukrainian};
use super::{CyrillicLanguage, Scheme, is_cyrillic, language_of, transliterate};
use proptest::prelude::*;

/// What is written, and what each scheme makes of it, in the order of [`Scheme::ALL`]; a dot for nothing.
type Row = (&'static str, &'static str);

/// The letters by themselves, which is at the beginning of a word.
const RUSSIAN_LETTERS: &[Row] = &[
    ("а", "a a a a a a a"),
    ("б", "b b b b b b b"),
    ("в", "v v v v v w w"),
    ("г", "g g g g g g g"),
    ("д", "d d d d d d d"),
    ("е", "ye e e e e je je"),
    ("ё", "yë ë ë ë e jo jo"),
    ("ж", "zh ž ž zh zh sch ż"),
    ("з", "z z z z z s z"),
    ("и", "i i i i i i i"),
    ("й", "y j j ĭ i i j"),
    ("к", "k k k k k k k"),
    ("л", "l l l l l l ł"),
    ("м", "m m m m m m m"),
    ("н", "n n n n n n n"),
    ("о", "o o o o o o o"),
    ("п", "p p p p p p p"),
    ("р", "r r r r r r r"),
    ("с", "s s s s s s s"),
    ("т", "t t t t t t t"),
    ("у", "u u u u u u u"),
    ("ф", "f f f f f f f"),
    ("х", "kh h x kh kh ch ch"),
    ("ц", "ts c c t͡s ts z c"),
    ("ч", "ch č č ch ch tsch cz"),
    ("ш", "sh š š sh sh sch sz"),
    ("щ", "shch ŝ šč shch shch schtsch szcz"),
    ("ы", "y y y y y y y"),
    ("ь", "’ ʹ ʹ ʹ · · ·"),
    ("э", "e è è ė e e e"),
    ("ю", "yu û ju i͡u iu ju ju"),
    ("я", "ya â ja i͡a ia ja ja"),
    ("отъезд", "ot”yezd otʺezd otʺezd otʺezd otieezd otjesd otjezd"),
];

const RUSSIAN_NAMES: &[Row] = &[
    // the sample
    ("Погожев", "Pogozhev Pogožev Pogožev Pogozhev Pogozhev Pogoschew Pogożew"),
    ("Фёдор", "Fëdor Fëdor Fëdor Fëdor Fedor Fjodor Fiodor"),
    ("Скиба", "Skiba Skiba Skiba Skiba Skiba Skiba Skiba"),
    ("Васильев", "Vasil’yev Vasilʹev Vasilʹev Vasilʹev Vasilev Wassiljew Wasiljew"),
    ("Мочалов", "Mochalov Močalov Močalov Mochalov Mochalov Motschalow Moczałow"),
    ("Карцев", "Kartsev Karcev Karcev Kart͡sev Kartsev Karzew Karcew"),
    ("Мишин", "Mishin Mišin Mišin Mishin Mishin Mischin Miszyn"),
    ("Кузьма", "Kuz’ma Kuzʹma Kuzʹma Kuzʹma Kuzma Kusma Kuźma"),
    ("Жуков", "Zhukov Žukov Žukov Zhukov Zhukov Schukow Żukow"),
    ("Евгений", "Yevgeniy Evgenij Evgenij Evgeniĭ Evgenii Jewgeni Jewgienij"),
    ("Щукин", "Shchukin Ŝukin Ščukin Shchukin Shchukin Schtschukin Szczukin"),
    ("Хрущёв", "Khrushchëv Hruŝëv Xruščëv Khrushchëv Khrushchev Chruschtschow Chruszczow"),
    // е, ё, й, л, ь and the vowels, by their place
    ("Андрей", "Andrey Andrej Andrej Andreĭ Andrei Andrei Andriej"),
    ("Юрий", "Yuriy Ûrij Jurij I͡Uriĭ Iurii Juri Jurij"),
    ("Белый", "Belyy Belyj Belyj Belyĭ Belyi Bely Biełyj"),
    ("Цветаев", "Tsvetayev Cvetaev Cvetaev T͡Svetaev Tsvetaev Zwetajew Cwietajew"),
    ("Соловьёв", "Solov’yëv Solovʹëv Solovʹëv Solovʹëv Solovev Solowjow Sołowjow"),
    ("Объедков", "Ob”yedkov Obʺedkov Obʺedkov Obʺedkov Obieedkov Objedkow Objedkow"),
    ("Об'едков", "Ob”yedkov Obʺedkov Obʺedkov Obʺedkov Obieedkov Objedkow Objedkow"),
    ("Павел", "Pavel Pavel Pavel Pavel Pavel Pawel Pawieł"),
    ("Любовь", "Lyubov’ Lûbovʹ Ljubovʹ Li͡ubovʹ Liubov Ljubow Lubow´"),
    ("Аллилуев", "Alliluyev Alliluev Alliluev Alliluev Alliluev Allilujew Alliłujew"),
    ("Рязань", "Ryazan’ Râzanʹ Rjazanʹ Ri͡azanʹ Riazan Rjasan Riazań"),
    ("Ильич", "Il’ich Ilʹič Ilʹič Ilʹich Ilich Iljitsch Iljicz"),
    ("Батальон", "Batal’on Batalʹon Batalʹon Batalʹon Batalon Bataljon Bataljon"),
    ("Алексей", "Aleksey Aleksej Aleksej Alekseĭ Aleksei Alexei Aleksiej"),
    ("Россия", "Rossiya Rossiâ Rossija Rossii͡a Rossiia Rossija Rossija"),
    ("Толстого", "Tolstogo Tolstogo Tolstogo Tolstogo Tolstogo Tolstowo Tołstogo"),
    ("Майя", "Mayya Majâ Majja Maĭi͡a Maiia Maja Maja"),
    ("Йошкар-Ола", "Yoshkar-Ola Joškar-Ola Joškar-Ola Ĭoshkar-Ola Ioshkar-Ola Joschkar-Ola Joszkar-Oła"),
    ("Горький", "Gor’kiy Gorʹkij Gorʹkij Gorʹkiĭ Gorkii Gorki Gor´kij"),
    ("Энгельс", "Engel’s Èngelʹs Èngelʹs Ėngelʹs Engels Engels Engiels"),
    // before 1918
    ("Погожевъ", "Pogozhev Pogoževʺ Pogožev Pogozhev Pogozhev Pogoschew Pogożew"),
    ("Ѳеодоръ", "Feodor F̀eodorʺ Feodor Ḟeodor Feodor Feodor Fieodor"),
    ("Вѣринъ", "Verin Věrinʺ Věrin Vi͡erin Verin Werin Wierin"),
    ("Марія", "Mariya Marìâ Marija Marīi͡a Mariia Marija Marija"),
    ("Сѵнодъ", "Sinod Sỳnodʺ Sinod Sẏnod Synod Sinod Sinod"),
];

const UKRAINIAN_NAMES: &[Row] = &[
    ("Андрій", "Andrii Andrìj Andrij Andriĭ Andrii Andrij Andrij"),
    ("Ґудзь", "Gudz G̀udzʹ Gudzʹ Gudzʹ Gudz Guds Gudź"),
    ("Григорій", "Hryhorii Grigorìj Hryhorij Hryhoriĭ Hryhorii Hryhorij Hryhorij"),
    ("Київ", "Kyiv Kiïv Kyïv Kyïv Kyiv Kyjiw Kyjiw"),
    ("Їжак", "Yizhak Ïžak Ïžak Ïz͡hak Yizhak Jischak Jiżak"),
    ("Єнакієве", "Yenakiieve Ênakìêve Jenakijeve I͡Enakii͡eve Yenakiieve Jenakijewe Jenakijewe"),
    ("Йосип", "Yosyp Josip Josyp Ĭosyp Yosyp Jossyp Josyp"),
    ("Юрій", "Yurii Ûrìj Jurij I͡Uriĭ Yurii Jurij Jurij"),
    ("Знам'янка", "Znamianka Znam'ânka Znamjanka Znami͡anka Znamianka Snamjanka Znamjanka"),
    ("Згорани", "Zghorany Zgorani Zhorany Zhorany Zhorany Shorany Zhorany"),
    ("Хома", "Khoma Homa Xoma Khoma Khoma Choma Choma"),
    ("Леся", "Lesia Lesâ Lesja Lesi͡a Lesia Lessja Łesia"),
    ("Люблю", "Liubliu Lûblû Ljublju Li͡ubli͡u Liubliu Ljublju Lublu"),
    ("Ковальов", "Kovalov Kovalʹov Kovalʹov Kovalʹov Kovalov Kowaljow Kowalow"),
    ("Сьомий", "Somyi Sʹomij Sʹomyj Sʹomyĭ Somyi Sjomyj Siomyj"),
    ("Донецьк", "Donetsk Donecʹk Donecʹk Donet͡sʹk Donetsk Donezk Donećk"),
    ("Олександр", "Oleksandr Oleksandr Oleksandr Oleksandr Oleksandr Oleksandr Ołeksandr"),
];

const BELARUSIAN_NAMES: &[Row] = &[
    ("Быкаў", "Bykaw Bykaŭ Bykaŭ Bykaŭ Bykau Bykau Bykau"),
    ("Беларусь", "Byelarus’ Belarusʹ Belarusʹ Belarusʹ Belarus Belarus Biełaruś"),
    ("Віцебск", "Vitsyebsk Vìcebsk Vicebsk Vitsebsk Vitsebsk Wizebsk Wiciebsk"),
    ("Лукашэнка", "Lukashenka Lukašènka Lukašènka Lukashėnka Lukashenka Lukaschenka Łukaszenka"),
    ("Магілёў", "Mahilyow Magìlëŭ Mahilëŭ Mahili͡oŭ Mahiliou Mahiljou Mahilou"),
    ("сям’я", "syam”ya sâm’â sjamja si͡ami͡a siamia sjamja siamja"),
    ("Ільін", "Il’in Ìlʹìn Ilʹin Ilʹin Ilin Iljin Iljin"),
    ("Іўе", "Iwye Ìŭe Iŭe Iŭe Iue Iuje Iuje"),
    ("Гальлё", "Hal’lyo Galʹlë Halʹlë Halʹli͡o Hallio Halljo Hallo"),
    ("Жлобін", "Zhlobin Žlobìn Žlobin Z͡Hlobin Zhlobin Schlobin Żłobin"),
    ("Хатынь", "Khatyn’ Hatynʹ Xatynʹ Khatynʹ Khatyn Chatyn Chatyń"),
    ("Цёпла", "Tsyopla Cëpla Cëpla Tsi͡opla Tsiopla Zjopla Ciopła"),
    ("Прыпяць", "Prypyats’ Prypâcʹ Prypjacʹ Prypi͡atsʹ Prypiats Prypjaz Prypiać"),
    ("Чэрвень", "Chervyen’ Čèrvenʹ Čèrvenʹ Chėrvenʹ Cherven Tscherwen Czerwień"),
];

fn check(rows: &[Row], language: CyrillicLanguage) {
    for (cyrillic, latin) in rows {
        let made: Vec<String> = Scheme::ALL.iter().map(|s| transliterate(cyrillic, language, *s)).collect();
        let made: Vec<&str> = made.iter().map(|s| if s.is_empty() { "·" } else { s }).collect();
        assert_eq!(made.join(" "), *latin, "{cyrillic}");
    }
}

fn every_way(text: &str) -> impl Iterator<Item = (CyrillicLanguage, Scheme, String)> {
    let ways = CyrillicLanguage::ALL.iter().flat_map(|l| Scheme::ALL.iter().map(|s| (*l, *s)));
    ways.map(move |(language, scheme)| (language, scheme, transliterate(text, language, scheme)))
}

#[test]
fn russian() {
    check(RUSSIAN_LETTERS, Russian);
    check(RUSSIAN_NAMES, Russian);
}

#[test]
fn ukrainian() {
    check(UKRAINIAN_NAMES, Ukrainian);
}

#[test]
fn belarusian() {
    check(BELARUSIAN_NAMES, Belarusian);
}

#[test]
fn terms_come_back() {
    for scheme in Scheme::ALL {
        assert_eq!(Scheme::from_term(scheme.term()), Some(*scheme));
    }
    for language in CyrillicLanguage::ALL {
        assert_eq!(CyrillicLanguage::from_term(language.term()), Some(*language));
    }
    assert_eq!(Scheme::from_term("gost"), None);
    assert_eq!(CyrillicLanguage::from_term(""), None);
}

#[test]
fn letters_give_the_language_away() {
    for (text, language) in [
        ("Погожев", Some(Russian)),
        ("Андрій", Some(Ukrainian)),
        ("Київ", Some(Ukrainian)),
        ("ЄВА", Some(Ukrainian)),
        ("Ґудзь", Some(Ukrainian)),
        ("Быкаў", Some(Belarusian)),
        ("БЫКАЎ", Some(Belarusian)),
        ("Алесь Бы\u{301}кау\u{306}", Some(Belarusian)),
        ("Лукашэнка Міхась", Some(Belarusian)),
        ("Сяргей Ёсіпавіч", Some(Belarusian)),
        ("Їжак Ы", Some(Ukrainian)),
        // the old spelling of Russian
        ("Димитрій Вѣринъ", Some(Russian)),
        ("Марія Быстрицкая", Some(Russian)),
        ("Погожевъ", Some(Russian)),
        ("Pogozhev, Погожев", Some(Russian)),
        ("Pogożew, 7. 11. 1912", None),
        ("\u{301}", None),
        ("", None),
    ] {
        assert_eq!(language_of(text), language, "{text}");
    }
}

#[test]
fn capitals_follow_the_word() {
    for (cyrillic, latin) in [
        ("Щукин", "Shchukin"),
        ("ЩУКИН", "SHCHUKIN"),
        ("Щ.", "Shch."),
        ("Щ. Ю. Щукин", "Shch. Yu. Shchukin"),
        ("Щ.Ю. ЩУКИН", "Shch.Yu. SHCHUKIN"),
        ("ПЛАЩ", "PLASHCH"),
        ("ПЛАЩ-ПАЛАТКА", "PLASHCH-PALATKA"),
        ("Я, ЖУКОВ", "Ya, ZHUKOV"),
        ("МакЮрий", "MakYuriy"),
        ("ОБЪЕДКОВ", "OB”YEDKOV"),
        ("ОБ'ЕДКОВ", "OB”YEDKOV"),
        ("ХРУЩЁ\u{301}В", "KHRUSHCHË\u{301}V"),
    ] {
        assert_eq!(transliterate(cyrillic, Russian, Scheme::BgnPcgn), latin);
    }
    assert_eq!(transliterate("ЮРИЙ Юрий Ю.", Russian, Scheme::AlaLc), "I͡URIĬ I͡Uriĭ I͡U.");
    assert_eq!(transliterate("КСЕНИЯ Ксения", Russian, Scheme::German), "XENIJA Xenija");
    assert_eq!(transliterate("МАР'ЯНА", Ukrainian, Scheme::BgnPcgn), "MARIANA");
    assert_eq!(transliterate("ІГОРЬ", Ukrainian, Scheme::Iso9), "ÌGORʹ");
}

#[test]
fn yo_never_stays_behind() {
    for yo in ["ё", "Ё", "е\u{308}", "Е\u{308}", "Хрущёв", "ёж", "Её", "Соловьёв", "Фе\u{308}дор"]
    {
        for (language, scheme, latin) in every_way(yo) {
            assert!(!latin.chars().any(is_cyrillic), "{yo} {language:?} {scheme:?} {latin}");
        }
    }
    assert_eq!(transliterate("Фе\u{308}дор", Russian, Scheme::German), "Fjodor");
    assert_eq!(transliterate("Андреи\u{306}", Russian, Scheme::BgnPcgn), "Andrey");
}

#[test]
fn marks_do_not_part_letters() {
    assert_eq!(transliterate("Пого\u{301}ев", Russian, Scheme::BgnPcgn), "Pogo\u{301}yev");
    assert_eq!(transliterate("Ва\u{301}сил\u{ad}ьев", Russian, Scheme::German), "Wa\u{301}ssil\u{ad}jew");
}

#[test]
fn quotation_marks_are_no_apostrophes() {
    assert_eq!(transliterate("'Єва' ‘Юрій’", Ukrainian, Scheme::BgnPcgn), "'Yeva' ‘Yurii’");
    assert_eq!(transliterate("О'Брайен, Жанна д'Арк", Russian, Scheme::BgnPcgn), "O'Brayyen, Zhanna d'Ark");
    assert_eq!(transliterate("«Победа»", Russian, Scheme::Polish), "«Pobieda»");
}

#[test]
fn other_scripts_stay() {
    for text in ["", "Pogożew, 7.11.1912", "Straße № 3 „Kraśń“", "Ἀθῆναι", "👑 İ ǰ a\u{301}", "o'b 'ab' ’"]
    {
        for (language, scheme, latin) in every_way(text) {
            assert_eq!(latin, text, "{language:?} {scheme:?}");
        }
    }
    assert_eq!(transliterate("Stalag 326 (VI K), Жуков", Russian, Scheme::Polish), "Stalag 326 (VI K), Żukow");
}

#[test]
fn no_cyrillic_code_point_survives() {
    let blocks = (0x400..=0x52f_u32)
        .chain(0x1c80..=0x1c8f)
        .chain([0x1d2b, 0x1d78])
        .chain(0x2de0..=0x2dff)
        .chain(0xa640..=0xa69f)
        .chain(0x1e030..=0x1e08f);
    for letter in blocks.filter_map(char::from_u32) {
        for text in [
            letter.to_string(),
            format!("{letter}{letter}"),
            format!("а{letter}"),
            format!("{letter}о"),
            format!("б{letter}ь"),
            format!("б'{letter}"),
            format!("л{letter}\u{308}е"),
        ] {
            for (language, scheme, latin) in every_way(&text) {
                assert!(!latin.chars().any(is_cyrillic), "{text} {language:?} {scheme:?} {latin}");
            }
        }
    }
}

#[test]
fn every_letter_of_the_three_languages_is_written() {
    // only the signs, and what the schemes give to a neighbour, may vanish
    for letter in "абвгґдеёєжзиіїйклмнопрстуўфхцчшщыэюяѣѳѵ".chars() {
        for (language, scheme, latin) in every_way(&letter.to_string()) {
            assert!(!latin.is_empty(), "{letter} {language:?} {scheme:?}");
        }
    }
}

#[test]
fn iso_9_can_be_turned_back() {
    let letters: Vec<char> = "абвгґдеёєжзиіїйклмнопрстуўфхцчшщъыьэюяѣѫѳѵ".chars().collect();
    let mut latin: Vec<String> =
        letters.iter().map(|letter| transliterate(&letter.to_string(), Russian, Scheme::Iso9)).collect();
    latin.sort();
    latin.dedup();
    assert_eq!(latin.len(), letters.len());
    assert_eq!(transliterate("Қазақстан Әуезов", Russian, Scheme::Iso9), "Ķazaķstan A̋uezov");
}

proptest! {
    #[test]
    fn nothing_cyrillic_and_no_panic(text in any::<String>(), cyrillic in "[\u{400}-\u{52f}'’ а-яё\u{301}\u{308}.-]{0,20}") {
        for text in [&text, &cyrillic] {
            for (_, _, latin) in every_way(text) {
                prop_assert!(!latin.chars().any(is_cyrillic));
            }
        }
    }

    #[test]
    fn what_is_not_cyrillic_stays(text in "[a-zA-Zà-ž0-9'’„“() .,\u{301}-]{0,20}") {
        for (_, _, latin) in every_way(&text) {
            prop_assert_eq!(&latin, &text);
        }
    }

    #[test]
    fn a_word_in_capitals_is_the_word_in_capitals(word in "[а-яёіїєґўѣѳѵ]{2,12}") {
        for (language, scheme, latin) in every_way(&word) {
            prop_assert_eq!(transliterate(&word.to_uppercase(), language, scheme), latin.to_uppercase());
        }
    }
}
