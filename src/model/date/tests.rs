//! What archivists type, and what it is read as.

use super::{Calendar, Day, Edtf, HistoricalDate};
use proptest::prelude::*;

fn edtf(text: &str) -> Option<String> {
    HistoricalDate::read(text).edtf.map(String::from)
}

/// Written, read.
const READ: &[(&str, &str)] = &[
    // EDTF itself
    ("1944-07-28", "1944-07-28"),
    (" 1944-07 ", "1944-07"),
    ("1944-23", "1944-23"),
    ("1944-34", "1944-34"),
    ("1920~", "1920~"),
    ("194X", "194X"),
    ("1944-07-XX", "1944-07-XX"),
    ("[..1942-11-05]", "[..1942-11-05]"),
    ("1944-10-28/..", "1944-10-28/.."),
    ("1941-10-07/1942-02-28", "1941-10-07/1942-02-28"),
    ("XXXX-11-06", "XXXX-11-06"),
    // figures: day, month, year
    ("28.7.1944", "1944-07-28"),
    ("28.07.44", "1944-07-28"),
    ("1.9.41", "1941-09-01"),
    ("28. 7. 1944", "1944-07-28"),
    ("28/7/1944", "1944-07-28"),
    ("6/11/1942", "1942-11-06"),
    ("28-07-1944", "1944-07-28"),
    ("28.7.1944.", "1944-07-28"),
    ("1944.07.28", "1944-07-28"),
    ("1944/7/28", "1944-07-28"),
    ("1944-7-28", "1944-07-28"),
    ("7.1944", "1944-07"),
    ("07/1944", "1944-07"),
    ("__.07.1918", "1918-07-XX"),
    ("__.__.1918", "1918-XX-XX"),
    ("00.00.1918", "1918-XX-XX"),
    ("xx.xx.1918", "1918-XX-XX"),
    ("??.7.1944", "1944-07-XX"),
    ("28 VII 1944", "1944-07-28"),
    ("28.VII.1944", "1944-07-28"),
    ("28/VII 44", "1944-07-28"),
    ("28-VII-1944 r.", "1944-07-28"),
    ("VII 1944", "1944-07"),
    ("5 I 1944", "1944-01-05"),
    ("5.X.1944 г.", "1944-10-05"),
    // English
    ("28 July 1944", "1944-07-28"),
    ("July 28, 1944", "1944-07-28"),
    ("November 6, 1942", "1942-11-06"),
    ("6 November 1942", "1942-11-06"),
    ("on the 28th of July, 1944", "1944-07-28"),
    ("1st Sept. 1941", "1941-09-01"),
    ("28-Jul-1944", "1944-07-28"),
    ("Friday, 28 July 1944", "1944-07-28"),
    ("July '44", "1944-07"),
    ("28 July '44", "1944-07-28"),
    ("28 July 44", "1944-07-28"),
    ("March 1942", "1942-03"),
    ("JULY 1944", "1944-07"),
    ("in July of 1944", "1944-07"),
    ("in 1940", "1940"),
    ("6 November", "XXXX-11-06"),
    ("autumn of 1944", "1944-23"),
    ("in the spring of 1944", "1944-21"),
    ("fall 1944", "1944-23"),
    ("winter 1944/45", "1944-24"),
    ("winter of 1944-1945", "1944-24"),
    ("in the years 1943-44", "1943/1944"),
    ("1943-44", "1943/1944"),
    ("1943–44", "1943/1944"),
    ("1943/44", "1943/1944"),
    ("1940-41", "1940/1941"),
    ("1941-1945", "1941/1945"),
    ("1908–10", "1908/1910"),
    ("from 1943 to 1944", "1943/1944"),
    ("6-10 November 1942", "1942-11-06/1942-11-10"),
    ("6 to 10 November 1942", "1942-11-06/1942-11-10"),
    ("28 July – 28 October 1944", "1944-07-28/1944-10-28"),
    ("July 28-30, 1944", "1944-07-28/1944-07-30"),
    ("7 October 1941 - 28 February 1942", "1941-10-07/1942-02-28"),
    ("28/29 July 1944", "1944-07-28/1944-07-29"),
    ("31.7./1.8.1944", "1944-07-31/1944-08-01"),
    ("July-August 1944", "1944-07/1944-08"),
    ("July/August 1944", "1944-07/1944-08"),
    ("28.7.-28.10.1944", "1944-07-28/1944-10-28"),
    ("28.-30.7.1944", "1944-07-28/1944-07-30"),
    ("7.10.1941-28.2.1942", "1941-10-07/1942-02-28"),
    ("spring to autumn 1944", "1944-21/1944-23"),
    ("about 1920", "1920~"),
    ("c. 1920", "1920~"),
    ("ca 1920", "1920~"),
    ("~1920", "~1920"),
    ("~ July 1944", "1944-07~"),
    ("around July 1944", "1944-07~"),
    ("about 1943-44", "1943~/1944~"),
    ("probably 6 Nov. 1942", "1942-11-06?"),
    ("6 November 1942?", "1942-11-06?"),
    ("6 November 1942 (?)", "1942-11-06?"),
    ("probably about 1920", "1920%"),
    ("before 6 November 1942", "[..1942-11-05]"),
    ("before 1 March 1944", "[..1944-02-29]"),
    ("before January 1944", "[..1943-12]"),
    ("prior to 1942", "[..1941]"),
    ("before spring 1944", "[..1944-02-29]"),
    ("after 1942", "[1943..]"),
    ("after December 1942", "[1943-01..]"),
    ("after 31.12.1942", "[1943-01-01..]"),
    ("after the 1940s", "[1950..]"),
    ("until 6 November 1942", "/1942-11-06"),
    ("since 1942", "1942/.."),
    ("from 28 October 1944", "1944-10-28/.."),
    ("not later than 1943", "[..1943]"),
    ("by the end of 1943", "[..1943]"),
    ("no earlier than May 1944", "[1944-05..]"),
    ("not later than summer 1944", "[..1944-08-31]"),
    ("1940s", "194X"),
    ("the 1940's", "194X"),
    ("in the early 1940s", "194X"),
    ("between 1943 and 1944", "[1943..1944]"),
    ("between 6 and 10 November 1942", "[1942-11-06..1942-11-10]"),
    ("between spring and autumn 1944", "[1944-03-01..1944-11-30]"),
    ("between March 1942 and 6 November 1942", "[1942-03-01..1942-11-06]"),
    ("1943 or 1944", "[1943,1944]"),
    ("1943 and 1944", "{1943,1944}"),
    ("end of 1944", "1944"),
    ("mid-July 1944", "1944-07"),
    ("first half of 1944", "1944-40"),
    ("2nd half of 1944", "1944-41"),
    ("Nov. 6th, 1942", "1942-11-06"),
    ("from 7.10.41 to 28.2.42", "1941-10-07/1942-02-28"),
    ("before 1942-11-06", "[..1942-11-05]"),
    ("1944-07-28 – 1944-10-28", "1944-07-28/1944-10-28"),
    ("28.7.44-28.10.44", "1944-07-28/1944-10-28"),
    // German
    ("28. Juli 1944", "1944-07-28"),
    ("am 28. Juli 1944", "1944-07-28"),
    ("den 1. März 1943", "1943-03-01"),
    ("Jänner 1942", "1942-01"),
    ("im Jahre 1944", "1944"),
    ("im Herbst des Jahres 1944", "1944-23"),
    ("Frühjahr 1944", "1944-21"),
    ("in den Jahren 1943 bis 1944", "1943/1944"),
    ("vom 6. bis 10. November 1942", "1942-11-06/1942-11-10"),
    ("um 1898", "1898~"),
    ("etwa 1920", "1920~"),
    ("vor dem 6. November 1942", "[..1942-11-05]"),
    ("nach 1942", "[1943..]"),
    ("bis 5.11.1942", "/1942-11-05"),
    ("seit Mai 1942", "1942-05/.."),
    ("zwischen 1943 und 1944", "[1943..1944]"),
    ("1943 oder 1944", "[1943,1944]"),
    ("1940er Jahre", "194X"),
    ("Ende 1944", "1944"),
    ("wahrscheinlich Dezember 1941", "1941-12?"),
    ("spätestens 1943", "[..1943]"),
    ("vom 28. Juli bis zum 28. Oktober 1944", "1944-07-28/1944-10-28"),
    ("bis zum 5. November 1942", "/1942-11-05"),
    ("Sommer/Herbst 1944", "1944-22/1944-23"),
    ("Mitte Juli 1944", "1944-07"),
    ("Anfang der 1940er Jahre", "194X"),
    ("Winter 1941/42", "1941-24"),
    // Russian
    ("28 июля 1944 г.", "1944-07-28"),
    ("28 июля 1944 года", "1944-07-28"),
    ("28-го июля 1944г.", "1944-07-28"),
    ("в июле 1944 г.", "1944-07"),
    ("Июль 1944", "1944-07"),
    ("6 нояб. 1942", "1942-11-06"),
    ("1 мая 1943", "1943-05-01"),
    ("осень 1944", "1944-23"),
    ("осенью 1944 года", "1944-23"),
    ("весной 1944 г.", "1944-21"),
    ("летом 1944", "1944-22"),
    ("зима 1944/45 г.", "1944-24"),
    ("ок. 1898", "1898~"),
    ("около 1920 г.", "1920~"),
    ("в 1943-1944 гг.", "1943/1944"),
    ("в 1943–44 гг.", "1943/1944"),
    ("с 1943 по 1944 г.", "1943/1944"),
    ("с 6 по 10 ноября 1942 г.", "1942-11-06/1942-11-10"),
    ("с мая 1942", "1942-05/.."),
    ("по 5 ноября 1942", "/1942-11-05"),
    ("до 6 ноября 1942 г.", "[..1942-11-05]"),
    ("после 1942 года", "[1943..]"),
    ("не позднее 1943", "[..1943]"),
    ("между 1943 и 1944", "[1943..1944]"),
    ("1943 или 1944", "[1943,1944]"),
    ("1940-е годы", "194X"),
    ("в 1940-х гг.", "194X"),
    ("конец 1944 г.", "1944"),
    ("предположительно 1942", "1942?"),
    ("28.07.1944 г.", "1944-07-28"),
    ("с 28 июля 1944 г. по 28 октября 1944 г.", "1944-07-28/1944-10-28"),
    ("с июля по октябрь 1944 г.", "1944-07/1944-10"),
    ("с весны 1943 до осени 1944 г.", "1943-21/1944-23"),
    ("весна-лето 1942 г.", "1942-21/1942-22"),
    ("1 - 15 марта 1943", "1943-03-01/1943-03-15"),
    ("не ранее 6.11.1942", "[1942-11-06..]"),
    ("в конце июля 1944 г.", "1944-07"),
    ("до конца 1944 г.", "/1944"),
    ("1944 г., 28 июля", "1944-07-28"),
    ("1944 г. июля 28", "1944-07-28"),
    ("6 или 7 ноября 1942 г.", "[1942-11-06,1942-11-07]"),
    // Polish
    ("28 lipca 1944", "1944-07-28"),
    ("28 lipca 1944 r.", "1944-07-28"),
    ("dnia 6 listopada 1942 roku", "1942-11-06"),
    ("w październiku 1941", "1941-10"),
    ("jesień 1944", "1944-23"),
    ("jesienią 1944 r.", "1944-23"),
    ("wiosną 1944", "1944-21"),
    ("w latach 1943-1944", "1943/1944"),
    ("od 1943 do 1944", "1943/1944"),
    ("około 1920", "1920~"),
    ("ok. 1920 r.", "1920~"),
    ("przed 6 listopada 1942", "[..1942-11-05]"),
    ("po 1942", "[1943..]"),
    ("do 5 listopada 1942", "/1942-11-05"),
    ("między 1943 a 1944", "[1943..1944]"),
    ("6 XI 42 r.", "1942-11-06"),
    // lata is years as well as summer; the year holds both
    ("pod koniec lata 1944", "1944"),
    ("w połowie lipca 1944", "1944-07"),
    ("1943 i 1944", "{1943,1944}"),
    ("1943 lub 1944", "[1943,1944]"),
];

/// Wordings that are kept and not read.
const NOT_READ: &[&str] = &[
    "",
    " ",
    "unknown",
    "unbekannt",
    "before the escape",
    "several dozen",
    "July",
    "July 28",
    "July 44",
    "12/25 декабря 1901",
    "12/25.12.1901",
    "7/28/1944",
    "31.2.1944",
    "30 February 1944",
    "28.13.1944",
    "1944-13",
    "1944-1943",
    "1944-43",
    "1920-21",
    "1921-22",
    "1908/10",
    "28.7",
    "88349",
    "28 July 944",
    "1943s",
    "40er Jahre",
    "von 1943",
    "vom 28. Juli 1944",
    "16?258",
    "in the 28 July 1944 transport",
    "summer 1943-44",
    "winter 1944/46",
    "end of 28 July 1944",
    "before before 1942",
    "28 July 1944, 18:30",
    "1944 1945",
    "?",
    "-",
    "1943 -",
    "1942-6",
    "10-6 November 1942",
    "1944 28",
    "July 28 1944 1945",
    "late July/early August 1944",
    "1 2 1944",
    "0.7.1944x",
    "29.2.1943",
    "99.99.1944",
    "1.1.0001",
    "after",
];

#[test]
fn wordings_are_read() {
    let mut wrong = Vec::new();
    for (written, expected) in READ {
        let date = HistoricalDate::read(written);
        assert_eq!(date.as_written, *written);
        assert_eq!(date.calendar, Calendar::Gregorian, "{written}");
        if date.edtf.as_ref().map(Edtf::as_str) != Some(*expected) {
            wrong.push((written, expected, date.edtf));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_is_doubtful_is_not_read() {
    for written in NOT_READ {
        let date = HistoricalDate::read(written);
        assert_eq!(date.as_written, *written);
        assert_eq!(date.edtf, None, "{written}");
        assert_eq!(date.bounds(), (None, None));
    }
}

#[test]
fn every_case_of_every_month() {
    for (month, forms) in [
        (1, "January Jan Januar Jänner январь января январю январе январём янв styczeń stycznia styczniu"),
        (2, "February Februar Feber февраль февраля февралю феврале фев luty lutego lutym"),
        (3, "March März Mrz март марта марте мартом мар marzec marca marcu"),
        (4, "April апрель апреля апреле апр kwiecień kwietnia kwietniu"),
        (5, "May Mai май мая маю мае маем maj maja maju"),
        (6, "June Juni июнь июня июне июн czerwiec czerwca czerwcu"),
        (7, "July Juli июль июля июле июл lipiec lipca lipcu"),
        (8, "August Aug август августа августе авг sierpień sierpnia sierpniu"),
        (9, "September Sept сентябрь сентября сентябре сент wrzesień września wrześniu"),
        (10, "October Oktober Okt октябрь октября октябре окт październik października październiku"),
        (11, "November Nov ноябрь ноября ноябре нояб listopad listopada listopadzie"),
        (12, "December Dezember Dez декабрь декабря декабре дек grudzień grudnia grudniu"),
    ] {
        for form in forms.split(' ') {
            for form in [form.to_owned(), form.to_uppercase(), form.to_lowercase()] {
                assert_eq!(edtf(&format!("{form} 1943")), Some(format!("1943-{month:02}")), "{form}");
                assert_eq!(edtf(&format!("7. {form} 1943")), Some(format!("1943-{month:02}-07")), "{form}");
            }
        }
    }
}

#[test]
fn old_style() {
    for (written, expected, first_day) in [
        ("12 декабря 1901 г. ст. ст.", "1901-12-12", "1901-12-25"),
        ("12 декабря 1901 (ст. ст.)", "1901-12-12", "1901-12-25"),
        ("12 декабря 1901 г. по старому стилю", "1901-12-12", "1901-12-25"),
        ("12 December 1901 (O.S.)", "1901-12-12", "1901-12-25"),
        ("12.12.1898 a. St.", "1898-12-12", "1898-12-24"),
        ("1901 old style", "1901", "1901-01-14"),
    ] {
        let date = HistoricalDate::read(written);
        assert_eq!(date.edtf.as_ref().map(Edtf::as_str), Some(expected), "{written}");
        assert_eq!(date.calendar, Calendar::Julian, "{written}");
        assert_eq!(date.bounds().0.map(|day| day.to_string()).as_deref(), Some(first_day), "{written}");
    }
    assert_eq!(HistoricalDate::read("25 декабря 1901 н. ст.").calendar, Calendar::Gregorian);
    assert_eq!(edtf("25 декабря 1901 н. ст.").as_deref(), Some("1901-12-25"));
}

#[test]
fn nobody_on_a_card_was_born_after_the_war() {
    for (written, expected) in [("3.5.98", "1898-05-03"), ("3.5.20", "1920-05-03"), ("3.5.1898", "1898-05-03")] {
        assert_eq!(HistoricalDate::read_birth(written).edtf.map(String::from).as_deref(), Some(expected));
    }
    assert_eq!(edtf("3.5.98").as_deref(), Some("1998-05-03"));
}

/// EDTF, earliest, latest; empty where open.
const BOUNDS: &[(&str, &str, &str)] = &[
    ("1944-07-28", "1944-07-28", "1944-07-28"),
    ("1942-11-06T18:30:00+01:00", "1942-11-06", "1942-11-06"),
    ("1944-07", "1944-07-01", "1944-07-31"),
    ("1944-02", "1944-02-01", "1944-02-29"),
    ("1943-02", "1943-02-01", "1943-02-28"),
    ("1944", "1944-01-01", "1944-12-31"),
    ("1944-21", "1944-03-01", "1944-05-31"),
    ("1944-22", "1944-06-01", "1944-08-31"),
    ("1944-23", "1944-09-01", "1944-11-30"),
    ("1943-24", "1943-12-01", "1944-02-29"),
    ("1944-34", "1944-04-01", "1944-06-30"),
    ("1943/1944", "1943-01-01", "1944-12-31"),
    ("[1943,1944]", "1943-01-01", "1944-12-31"),
    ("{1943,1944}", "1943-01-01", "1944-12-31"),
    ("[1943..1944]", "1943-01-01", "1944-12-31"),
    ("1920~", "1919-01-01", "1921-12-31"),
    ("1920%", "1919-01-01", "1921-12-31"),
    ("1920?", "1920-01-01", "1920-12-31"),
    ("1944-07~", "1944-07-01", "1944-07-31"),
    ("1942-11-06~", "1942-11-06", "1942-11-06"),
    ("1942-11-06?", "1942-11-06", "1942-11-06"),
    ("1943~/1944", "1942-01-01", "1944-12-31"),
    ("1943/1944~", "1943-01-01", "1945-12-31"),
    ("[..1942-11-05]", "", "1942-11-05"),
    ("../1942-11-05", "", "1942-11-05"),
    ("/1942-11-05", "", "1942-11-05"),
    ("[1943..]", "1943-01-01", ""),
    ("1943/..", "1943-01-01", ""),
    ("1944/", "1944-01-01", ""),
    ("[1917,1943..]", "1917-01-01", ""),
    ("[..1917,1943]", "", "1943-12-31"),
    ("1944-07-XX", "1944-07-01", "1944-07-31"),
    ("1944-XX-XX", "1944-01-01", "1944-12-31"),
    ("1944-XX-06", "1944-01-06", "1944-12-06"),
    ("194X", "1940-01-01", "1949-12-31"),
    ("19XX", "1900-01-01", "1999-12-31"),
    ("XXXX-11-06", "", ""),
    ("XXXX", "", ""),
    ("1950S2", "1900-01-01", "1999-12-31"),
    ("-0043-03-15", "-0043-03-15", "-0043-03-15"),
    ("Y17E7", "", ""),
];

#[test]
fn earliest_and_latest_day() {
    for (text, first, last) in BOUNDS {
        let (earliest, latest) = Edtf::parse(text).unwrap().bounds(Calendar::Gregorian);
        let iso = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
        assert_eq!((iso(earliest).as_str(), iso(latest).as_str()), (*first, *last), "{text}");
    }
}

#[test]
fn julian_days() {
    for (text, first, last) in [
        ("1918-01-31", "1918-02-13", "1918-02-13"),
        ("1900-02-28", "1900-03-12", "1900-03-12"),
        ("1900-02", "1900-02-13", "1900-03-13"),
        ("1900-03-01", "1900-03-14", "1900-03-14"),
        ("1899-12", "1899-12-13", "1900-01-12"),
        ("1898", "1898-01-13", "1899-01-12"),
        ("1895~", "1894-01-13", "1897-01-12"),
    ] {
        let (earliest, latest) = Edtf::parse(text).unwrap().bounds(Calendar::Julian);
        assert_eq!(earliest.unwrap().to_string(), first, "{text}");
        assert_eq!(latest.unwrap().to_string(), last, "{text}");
    }
}

#[test]
fn what_is_not_edtf_says_why() {
    for (text, part) in [
        ("", "no date"),
        (" 1944", "spaces"),
        ("1944 ", "spaces"),
        ("1944/1943", "ends before it begins"),
        ("1944-07-28/1944-07-27", "ends before it begins"),
        ("[1944..1943]", "ends before it begins"),
        ("1945/1944~", "ends before it begins"),
        ("1944-02-30", "day is out of range"),
        ("1960-06-31", "day is out of range"),
        ("1944-13", ""),
        ("1944-1-2", ""),
        ("-0000", "-0000"),
        ("Y2006", "9999"),
        ("2000/12-12", ""),
        ("28.7.1944", "not an EDTF date"),
    ] {
        let problem = Edtf::parse(text).unwrap_err();
        assert!(problem.contains(part), "{text}: {problem}");
    }
    for text in ["1944/1944-06", "1944-06/1944", "1944-07-28/1944-07", "1944/1944"] {
        assert!(Edtf::parse(text).is_ok(), "{text}");
    }
    assert!(serde_json::from_str::<Edtf>("\"1944/1943\"").is_err());
}

#[test]
fn plain_and_empty() {
    let plain = HistoricalDate::plain("28 July 1944");
    assert_eq!((plain.as_written.as_str(), &plain.edtf), ("28 July 1944", &None));
    assert!(!plain.is_empty() && HistoricalDate::default().is_empty() && HistoricalDate::plain(" ").is_empty());
}

#[test]
fn days_are_counted() {
    for (year, month, day, count) in
        [(1970, 1, 1, 0), (1969, 12, 31, -1), (2000, 3, 1, 11_017), (1944, 7, 28, -9_288), (0, 3, 1, -719_468)]
    {
        assert_eq!(Day::from_ymd(year, month, day), Some(Day(count)), "{year}-{month}-{day}");
        assert_eq!(Day(count).ymd(), (year, month, day));
    }
    assert_eq!(Day::from_ymd(1900, 2, 29), None);
    assert_eq!(Day::from_ymd(1944, 0, 1), None);
    assert_eq!(Day::from_ymd(i32::MAX, 1, 1), None);
    assert_eq!(Day::from_julian(1900, 2, 29), Day::from_ymd(1900, 3, 13));
    for day in [i32::MIN, i32::MAX] {
        let _ = Day(day).to_string();
    }
}

proptest! {
    #[test]
    fn a_day_comes_back(count in -800_000..800_000_i32) {
        let (year, month, day) = Day(count).ymd();
        prop_assert_eq!(Day::from_ymd(year, month, day), Some(Day(count)));
    }

    #[test]
    fn every_way_to_write_a_day_is_that_day(count in -40_000..0_i32) {
        let day = Day(count);
        let (year, month, date) = day.ymd();
        let english = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
        let russian = ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"];
        let roman = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
        let at = usize::try_from(month).unwrap() - 1;
        for written in [
            day.to_string(),
            format!("{date}.{month}.{year}"),
            format!("{date:02}.{month:02}.{year}"),
            format!("{date} {} {year}", english[at]),
            format!("{} {date}, {year}", english[at]),
            format!("{date} {} {year} г.", russian[at]),
            format!("{date} {} {year}", roman[at]),
        ] {
            let read = HistoricalDate::read(&written);
            prop_assert_eq!(read.edtf.map(String::from), Some(day.to_string()), "{}", written);
        }
    }

    #[test]
    fn what_edtf_says_is_read_as_it_stands(
        year in 1000..2100_i32, month in 1..=12_u32, day in 1..=28_u32, later in 0..50_i32, mark in "[?~%]?",
    ) {
        for text in [
            format!("{year}{mark}"),
            format!("{year}-{month:02}{mark}"),
            format!("{year}-{month:02}-{day:02}{mark}"),
            format!("{year}{mark}/{}", year + later),
            format!("[{year},{}]", year + later + 1),
            format!("[..{year}-{month:02}-{day:02}]"),
            format!("{year}-{month:02}/.."),
        ] {
            let parsed = Edtf::parse(&text);
            prop_assert!(parsed.is_ok(), "{:?}", parsed);
            let read = HistoricalDate::read(&text);
            prop_assert_eq!(read.edtf.as_ref(), parsed.as_ref().ok());
            let json = serde_json::to_string(&read).unwrap();
            prop_assert_eq!(serde_json::from_str::<HistoricalDate>(&json).unwrap(), read.clone());
            if let (Some(first), Some(last)) = read.bounds() {
                prop_assert!(first <= last);
            }
        }
    }

    #[test]
    fn any_wording_is_kept(text in any::<String>()) {
        prop_assert_eq!(&HistoricalDate::read(&text).as_written, &text);
    }

    #[test]
    fn words_of_dates_in_any_order_do_no_harm(
        text in "((before|after|с|по|до|vor|28|1944|44|July|июля|VII|autumn|between|and|и|-|/|\\.|\\?|_|'|1940s|г\\.|about|ст\\.) ?){1,8}",
    ) {
        let date = HistoricalDate::read(&text);
        if let (Some(first), Some(last)) = date.bounds() {
            prop_assert!(first <= last, "{:?}", date);
        }
    }
}
