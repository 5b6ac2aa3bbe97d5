//! From a wording to a reading, by what is claimed and how such a value is written.
//!
//! Invariant: a wording that could mean two things has no reading. Nothing is lost by that: the wording stays.

use super::date::is_about;
use super::{Count, Datatype, HistoricalDate, NumberSeries, PersonName, PrisonerNumber, Reading};
use crate::text::given_names::is_given_name;

/// What we read in `as_written`, when it can be read without guessing. Plain words have no reading.
pub fn read(property: &str, datatype: Datatype, as_written: &str) -> Option<Reading> {
    match (property, datatype) {
        ("count" | "count-escaped" | "extent", _) => count(as_written).map(Reading::Count),
        (_, Datatype::Date) => {
            let is_birth = property == "birth-date";
            let read = if is_birth { HistoricalDate::read_birth } else { HistoricalDate::read };
            let date = read(as_written);
            date.edtf.map(|edtf| Reading::Date { edtf, calendar: date.calendar })
        }
        (_, Datatype::Number) => number(as_written).map(Reading::Number),
        // a name of a place
        ("name-variant", Datatype::Name) => None,
        (_, Datatype::Name) => name(property, as_written).map(Reading::Name),
        _ => None,
    }
}

/// The figures and letters of a number, without `No.` before them or spaces and points between them. The series is
/// for the archivist to say.
fn number(as_written: &str) -> Option<PrisonerNumber> {
    let upper = as_written.trim().to_uppercase();
    let bare = ["PRISONER", "GEFANGENEN", "GEF", "NUMMER", "NUMBER", "NR", "NO", "№", "Nº", "#", "НОМЕР"]
        .into_iter()
        .fold(upper.as_str(), |rest, label| match rest.strip_prefix(label) {
            // the label of a word that goes on is none
            Some(after) if !after.starts_with(char::is_alphabetic) || label.ends_with(['№', 'º', '#']) => {
                after.trim_start_matches(['.', ':', ' ', '-', '\u{a0}'])
            }
            _ => rest,
        });
    let mut number = String::with_capacity(bare.len());
    let mut rest = bare.chars().peekable();
    while let Some(character) = rest.next() {
        let last = number.chars().last();
        match character {
            '0'..='9' => {
                if last.is_some_and(char::is_alphabetic) {
                    // A5678, A 5678 and A-5678 are one number
                    number.push('-');
                }
                number.push(character);
            }
            _ if character.is_alphabetic() => number.push(character),
            '/' | '-' | '‑' | '–' => {
                if !last.is_some_and(char::is_alphanumeric) || !rest.peek().is_some_and(|c| c.is_alphanumeric()) {
                    return None;
                }
                number.push(if character == '/' { '/' } else { '-' });
            }
            '.' | ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' => {
                let digits = |text: &mut dyn Iterator<Item = char>| text.take_while(char::is_ascii_digit).count();
                let (before, after) = (digits(&mut number.chars().rev()), digits(&mut rest.clone()));
                // 88 349 and 88.349; 88349 1418 are two numbers
                let is_grouping = (1..=3).contains(&before) && after == 3;
                let is_after_series = before == 0 && after > 0 && (1..=3).contains(&number.chars().count());
                if !is_grouping && !is_after_series {
                    return None;
                }
            }
            _ => return None,
        }
    }
    let letters = number.chars().filter(|c| c.is_alphabetic()).count();
    let has_figure = number.contains(|c: char| c.is_ascii_digit());
    (has_figure && letters <= 4).then(|| PrisonerNumber {
        number,
        series: NumberSeries::Unstated,
        ..PrisonerNumber::default()
    })
}

/// A stated count: `About 100`, `only 92`, `50–60`, `49 cards`; not `several dozen`.
fn count(as_written: &str) -> Option<Count> {
    let lower = as_written.trim().trim_end_matches('.').to_lowercase();
    let first_figure = lower.find(|c: char| c.is_ascii_digit())?;
    let (before, rest) = lower.split_at_checked(first_figure)?;
    let before = before.trim().trim_end_matches('.');
    let (first, rest) = whole_number(rest)?;
    let (last, rest) = match range_end(rest) {
        Some((last, rest)) => (Some(last), rest),
        None => (None, rest),
    };
    // 49 cards; 12 of 27, 92/96 and 1.5 are something else
    let rest = rest.trim();
    let is_unit = rest.chars().all(|c| c.is_alphabetic() || c == ' ' || c == '-')
        && !rest.split(' ').next().is_some_and(|word| OF.contains(&word))
        && !rest.split(' ').any(|word| OTHER_NUMBERS.contains(&word));
    if !is_unit || last.is_some_and(|last| last < first) {
        return None;
    }
    let between = |at_least, at_most| Some(Count { at_least, at_most, approximate: false });
    match (before, last) {
        ("" | "only" | "exactly" | "nur" | "genau" | "только" | "всего" | "ровно" | "tylko" | "dokładnie", last) => {
            between(Some(first), Some(last.unwrap_or(first)))
        }
        ("between" | "from" | "zwischen" | "von" | "между" | "от" | "między" | "od", Some(last)) => {
            between(Some(first), Some(last))
        }
        (
            "at least" | "no fewer than" | "not less than" | "no less than" | "mindestens" | "не менее" | "co najmniej",
            None,
        ) => between(Some(first), None),
        ("more than" | "over" | "mehr als" | "über" | "более" | "больше" | "свыше" | "ponad" | "więcej niż", None) => {
            between(Some(first.checked_add(1)?), None)
        }
        (
            "at most" | "up to" | "no more than" | "not more than" | "höchstens" | "bis zu" | "не более" | "до"
            | "najwyżej" | "do",
            None,
        ) => between(None, Some(first)),
        ("less than" | "fewer than" | "under" | "weniger als" | "менее" | "меньше" | "mniej niż", None) => {
            between(None, Some(first.checked_sub(1)?))
        }
        (about, last) if is_about(about.trim_end_matches('~')) || about == "~" || about == "≈" => {
            Some(Count { at_least: Some(first), at_most: Some(last.unwrap_or(first)), approximate: true })
        }
        _ => None,
    }
}

/// Words after a number that make it a part of another.
const OF: &[&str] = &["of", "to", "von", "bis", "из", "до", "z", "do"];
/// Words anywhere after a number that make another number of it.
const OTHER_NUMBERS: &[&str] = &[
    "or",
    "and",
    "dozen",
    "hundred",
    "thousand",
    "million",
    "percent",
    "more",
    "oder",
    "und",
    "dutzend",
    "hundert",
    "tausend",
    "mehr",
    "или",
    "и",
    "более",
    "тысяч",
    "тысячи",
    "тыс",
    "сот",
    "десятков",
    "lub",
    "i",
    "więcej",
    "tysięcy",
    "tys",
];

/// A number at the beginning of `text`, with its thousands set apart or not: `15000`, `15,000`, `15 000`, `15.000`.
fn whole_number(text: &str) -> Option<(u64, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (figures, mut rest) = text.split_at_checked(end)?;
    let mut figures = figures.to_owned();
    if (1..=3).contains(&figures.len()) {
        while let Some(group) = rest.strip_prefix([',', '.', ' ', '\'', '’', '\u{a0}', '\u{202f}', '\u{2009}']) {
            let length = group.find(|c: char| !c.is_ascii_digit()).unwrap_or(group.len());
            let Some((group, after)) = group.split_at_checked(length).filter(|_| length == 3) else { break };
            figures.push_str(group);
            rest = after;
        }
    }
    Some((figures.parse().ok()?, rest))
}

/// The second number of `50–60`, `50 to 60`, `между 50 и 60`.
fn range_end(text: &str) -> Option<(u64, &str)> {
    let text = text.trim_start();
    let joins = ["-", "–", "—", "to ", "and ", "bis ", "und ", "до ", "и ", "do ", "a ", "i "];
    let after = joins.into_iter().find_map(|join| text.strip_prefix(join))?.trim_start();
    after.starts_with(|c: char| c.is_ascii_digit()).then(|| whole_number(after))?
}

/// A personal name in its parts, put where the property says, or where its own order and the given names we know say.
fn name(property: &str, as_written: &str) -> Option<PersonName> {
    let written = as_written.trim();
    if written.is_empty() || !written.chars().any(char::is_alphabetic) || written.contains(['?', '[', '…']) {
        return None;
    }
    let mut name = match property {
        "surname" => PersonName { surname: written.to_owned(), ..PersonName::default() },
        "given-name" => given_and_patronymic(written),
        "patronymic" => PersonName { patronymic: written.to_owned(), ..PersonName::default() },
        _ => whole_name(written)?,
    };
    script_of(written).clone_into(&mut name.script);
    Some(name)
}

/// The ISO 15924 code of the only script in `text`.
fn script_of(text: &str) -> &'static str {
    let is_cyrillic = |c: &char| matches!(c, '\u{400}'..='\u{52f}');
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    if letters().all(|c| is_cyrillic(&c)) {
        "Cyrl"
    } else if letters()
        .all(|c| c.is_ascii() || matches!(c, '\u{aa}'..='\u{2af}' | '\u{1e00}'..='\u{1eff}' | 'ʹ' | 'ʺ' | 'ʼ'))
    {
        "Latn"
    } else {
        ""
    }
}

fn given_and_patronymic(written: &str) -> PersonName {
    match written.rsplit_once(' ') {
        Some((given, last)) if is_patronymic(last) => {
            PersonName { given: given.trim().to_owned(), patronymic: last.to_owned(), ..PersonName::default() }
        }
        _ => PersonName { given: written.to_owned(), ..PersonName::default() },
    }
}

fn whole_name(written: &str) -> Option<PersonName> {
    if let Some((surname, rest)) = written.split_once(',') {
        let (surname, rest) = (surname.trim(), rest.trim());
        let is_one_name = !rest.contains(',') && !surname.is_empty() && !rest.is_empty();
        return is_one_name.then(|| PersonName { surname: surname.to_owned(), ..given_and_patronymic(rest) });
    }
    let parts: Vec<&str> = written.split_whitespace().collect();
    let of = |surname: &str, given: &str, patronymic: &str| {
        let (surname, given, patronymic) = (surname.to_owned(), given.to_owned(), patronymic.to_owned());
        Some(PersonName { surname, given, patronymic, ..PersonName::default() })
    };
    match *parts.as_slice() {
        [only] if is_given_name(only) => of("", only, ""),
        [first, second] if is_patronymic(second) && is_given_name(first) => of("", first, second),
        [first, second] => match (is_given_name(first), is_given_name(second)) {
            (true, false) => of(second, first, ""),
            (false, true) => of(first, second, ""),
            // Skiba Fyodor or Fyodor Skiba, when we know neither or both
            _ => None,
        },
        [given, patronymic, surname] if is_patronymic(patronymic) && !is_patronymic(surname) => {
            of(surname, given, patronymic)
        }
        [surname, given, patronymic] if is_patronymic(patronymic) && is_given_name(given) => {
            of(surname, given, patronymic)
        }
        _ => None,
    }
}

/// Whether a word has the ending of a patronymic, in any of the spellings clerks used.
fn is_patronymic(word: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "ович",
        "евич",
        "ьич",
        "кич",
        "мич",
        "овна",
        "евна",
        "ична",
        "инична",
        "овіч",
        "евіч",
        "йович",
        "івна",
        "ivna",
        "ovich",
        "evich",
        "yich",
        "ovych",
        "ovič",
        "evič",
        "ovna",
        "evna",
        "ichna",
        "owitsch",
        "ewitsch",
        "itsch",
        "owna",
        "ewna",
        "owicz",
        "ewicz",
        "icz",
    ];
    let lower = word.to_lowercase();
    ENDINGS.iter().any(|ending| lower.len() > ending.len() && lower.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::super::{Calendar, Edtf};
    use super::*;

    fn name_of(property: &str, text: &str) -> Option<(String, String, String, String)> {
        match read(property, Datatype::Name, text)? {
            Reading::Name(name) => Some((name.surname, name.given, name.patronymic, name.script)),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn counts() {
        for (written, at_least, at_most, approximate) in [
            ("About 100", Some(100), Some(100), true),
            ("approximately 15,000", Some(15_000), Some(15_000), true),
            ("about 15 000", Some(15_000), Some(15_000), true),
            ("ca. 15.000", Some(15_000), Some(15_000), true),
            ("около 15 000 человек", Some(15_000), Some(15_000), true),
            ("~100", Some(100), Some(100), true),
            ("only 92", Some(92), Some(92), false),
            ("только 96", Some(96), Some(96), false),
            ("49", Some(49), Some(49), false),
            ("49 cards", Some(49), Some(49), false),
            ("about 15,000 Soviet prisoners of war", Some(15_000), Some(15_000), true),
            ("49 cards.", Some(49), Some(49), false),
            ("50–60", Some(50), Some(60), false),
            ("50-60 men", Some(50), Some(60), false),
            ("50 to 60", Some(50), Some(60), false),
            ("between 50 and 60", Some(50), Some(60), false),
            ("от 50 до 60", Some(50), Some(60), false),
            ("about 50-60", Some(50), Some(60), true),
            ("at least 3000", Some(3_000), None, false),
            ("more than 60", Some(61), None, false),
            ("up to 1,200,000", None, Some(1_200_000), false),
            ("fewer than 10", None, Some(9), false),
            ("0", Some(0), Some(0), false),
        ] {
            let expected = Reading::Count(Count { at_least, at_most, approximate });
            assert_eq!(read("count", Datatype::Text, written), Some(expected), "{written}");
        }
        for written in [
            "",
            "several dozen",
            "only a few",
            "most of them",
            "12 of 27",
            "92/96",
            "60-50",
            "1.5",
            "2 dozen",
            "fewer than 0",
            "100 men or more",
            "12 of them",
            "5 officers and twelve men",
            "100 or 120",
            "99999999999999999999999",
            "16?258",
            "about",
            "before 100",
            "15,00",
            "3 тыс",
        ] {
            assert_eq!(read("count-escaped", Datatype::Text, written), None, "{written}");
        }
    }

    #[test]
    fn numbers() {
        for (written, expected) in [
            ("88349", "88349"),
            (" 88 349 ", "88349"),
            ("88.349", "88349"),
            ("No. 1418", "1418"),
            ("Nr. 1418", "1418"),
            ("Gef. Nr. 1418", "1418"),
            ("№ 1418", "1418"),
            ("№1418", "1418"),
            ("#1418", "1418"),
            ("Nr1418", "1418"),
            ("164 256", "164256"),
            ("0049", "0049"),
            ("A-5678", "A-5678"),
            ("a 5678", "A-5678"),
            ("A5678", "A-5678"),
            ("RKG 10631", "RKG-10631"),
            ("367/12345", "367/12345"),
            ("12345/IIIB", "12345/IIIB"),
            ("ost 12", "OST-12"),
        ] {
            let Some(Reading::Number(number)) = read("prisoner-number", Datatype::Number, written) else {
                panic!("{written} is not read")
            };
            assert_eq!(number.number, expected, "{written}");
            assert_eq!(number.series, NumberSeries::Unstated);
            let again = read("prisoner-number", Datatype::Number, expected);
            assert_eq!(again, Some(Reading::Number(number)), "{written} twice");
        }
        for written in [
            "",
            "unknown",
            "16?258",
            "88349, 1418",
            "88349 1418",
            "16 42 58",
            "No. Nr.",
            "Nowak 12",
            "88349 (struck)",
            "-",
            "A",
            "/12",
            "12/",
            "Stalag 367 Nr. 12345",
            "№",
        ] {
            assert_eq!(read("identity-tag", Datatype::Number, written), None, "{written}");
        }
    }

    #[test]
    fn names() {
        for (property, written, surname, given, patronymic, script) in [
            ("name", "Pogozhev, Andrei Alexandrovich", "Pogozhev", "Andrei", "Alexandrovich", "Latn"),
            ("name", "Погожев, Андрей", "Погожев", "Андрей", "", "Cyrl"),
            ("name", "Andrei Pogozhev", "Pogozhev", "Andrei", "", "Latn"),
            ("name", "Pogozhev Andrei", "Pogozhev", "Andrei", "", "Latn"),
            ("name", "Fyodor Skiba", "Skiba", "Fyodor", "", "Latn"),
            ("name", "Андрей Александрович Погожев", "Погожев", "Андрей", "Александрович", "Cyrl"),
            ("name", "Погожев Андрей Александрович", "Погожев", "Андрей", "Александрович", "Cyrl"),
            ("name", "Pogoschew, Andrej Alexandrowitsch", "Pogoschew", "Andrej", "Alexandrowitsch", "Latn"),
            ("spouse", "Maria", "", "Maria", "", "Latn"),
            ("arrived-with", "Victor Ivanov", "Ivanov", "Victor", "", "Latn"),
            ("surname", " Pogožev ", "Pogožev", "", "", "Latn"),
            ("surname", "Ivan", "Ivan", "", "", "Latn"),
            ("given-name", "Андрей", "", "Андрей", "", "Cyrl"),
            ("given-name", "Андрей Александрович", "", "Андрей", "Александрович", "Cyrl"),
            ("patronymic", "Александрович", "", "", "Александрович", "Cyrl"),
            ("surname", "Skiba (Скиба)", "Skiba (Скиба)", "", "", ""),
        ] {
            let expected = [surname, given, patronymic, script].map(str::to_owned);
            let [surname, given, patronymic, script] = expected;
            assert_eq!(name_of(property, written), Some((surname, given, patronymic, script)), "{written}");
        }
        for (property, written) in [
            ("name", ""),
            ("name", "Skiba"),
            ("name", "Qwert Zuiop"),
            ("name", "Ivan Roman"),
            ("name", "Pogozhev, Andrei, 1418"),
            ("name", ", Andrei"),
            ("name", "the man in the middle"),
            ("surname", "Pog?zhev"),
            ("surname", "88349"),
            ("name-variant", "Oświęcim"),
        ] {
            assert_eq!(name_of(property, written), None, "{written}");
        }
    }

    #[test]
    fn dates_and_words() {
        let date = |edtf: &str, calendar| Some(Reading::Date { edtf: Edtf::parse(edtf).unwrap(), calendar });
        assert_eq!(read("date", Datatype::Date, "6 November 1942"), date("1942-11-06", Calendar::Gregorian));
        assert_eq!(read("birth-date", Datatype::Date, "3.5.98"), date("1898-05-03", Calendar::Gregorian));
        assert_eq!(read("death-date", Datatype::Date, "3.5.62"), date("1962-05-03", Calendar::Gregorian));
        assert_eq!(read("birth-date", Datatype::Date, "1.5.1901 ст. ст."), date("1901-05-01", Calendar::Julian));
        assert_eq!(read("birth-date", Datatype::Date, "unknown"), None);
        assert_eq!(read("occupation", Datatype::Text, "1942"), None);
        assert_eq!(read("birth-place", Datatype::Place, "Rostov"), None);
    }

    #[test]
    fn every_count_property_is_known() {
        for property in ["count", "count-escaped", "extent"] {
            assert!(super::super::property_of(property).is_some(), "{property}");
        }
    }
}
