//! Comparisons as tables: two men in a line each, and what is said of them.

use super::super::{Access, Claim, Datatype, Entry, EntryId, NumberSeries, Person, PrisonerNumber, Reading, read};
use super::*;

/// A man in one line: `surname Погожев; given-name Андрей; birth-date 1912; number rkg 1418 KL Auschwitz`.
fn man(line: &str) -> Traits {
    let person =
        Person { id: EntryId::fresh(), reference_code: String::new(), label: String::new(), access: Access::Open };
    let id = person.id;
    let claims: Vec<Claim> = line
        .split(';')
        .filter_map(|part| part.trim().split_once(' '))
        .map(|(property, written)| {
            let claim = Claim::new(id, property, written);
            let reading = match property {
                "prisoner-number" | "identity-tag" => {
                    let mut parts = written.splitn(3, ' ');
                    let series = NumberSeries::from_term(parts.next().unwrap_or_default()).unwrap();
                    let number = parts.next().unwrap_or_default().to_owned();
                    let issuer_name = parts.next().unwrap_or_default().to_owned();
                    Some(Reading::Number(PrisonerNumber { issuer_name, series, number, ..Default::default() }))
                }
                "birth-date" | "arrival-date" => read(property, Datatype::Date, written),
                "name" | "surname" | "given-name" | "patronymic" | "spouse" => read(property, Datatype::Name, written),
                _ => None,
            };
            Claim { reading, ..claim }
        })
        .collect();
    Traits::of(&Entry::Person(person), &claims, &|_| Vec::new())
}

fn terms(reasons: &[Reason]) -> Vec<&'static str> {
    reasons.iter().map(|reason| reason.kind.term()).collect()
}

#[test]
fn one_man_on_two_papers() {
    let person = "name Pogozhev, Andrei; name Погожев; patronymic Alexandrovich; prisoner-number rkg 1418 KL Auschwitz; birth-date 1912; birth-place Rostov region; spouse Maria";
    for (card, strength, expected) in [
        (
            "surname Pogoschew; given-name Andrej; prisoner-number rkg 1418 Auschwitz concentration camp; birth-date 3.5.1912",
            Some("strong"),
            &["number-same", "surname-sound", "given-form", "birth-year"][..],
        ),
        (
            "surname Погожев; given-name Андрей; birth-date 1912",
            Some("possible"),
            &["surname-same", "given-form", "birth-year"],
        ),
        (
            "surname Погожев; given-name Андрей Александрович; birth-date 1912",
            Some("likely"),
            &["surname-same", "patronymic-same", "given-form", "birth-year"],
        ),
        ("prisoner-number rkg 1418 KL Auschwitz", Some("likely"), &["number-same"]),
        ("prisoner-number unstated 1418", Some("possible"), &["number-maybe"]),
        // the same figures in the other register are another man's
        (
            "surname Nowak; given-name Jan; prisoner-number general-men 1418 KL Auschwitz",
            None,
            &["surname-other", "given-other"],
        ),
        ("surname Andrei; given-name Pogoshew; birth-date 1912", Some("possible"), &["names-swapped", "birth-year"]),
        ("surname Andrej; given-name Pogoschew", Some("possible"), &["names-swapped"]),
        ("name Andrej, Pogoschew", Some("possible"), &["names-swapped"]),
        ("surname Pogoschew; given-name A.", None, &["surname-sound", "given-initial"]),
    ] {
        let reasons = compare(&man(person), &man(card));
        assert_eq!(terms(&reasons), expected, "{card}");
        assert_eq!(Strength::of(points(&reasons)).map(Strength::term), strength, "{card}: {}", points(&reasons));
    }
}

#[test]
fn misheard_names_and_a_number() {
    let notices = (
        "name Worlasow; prisoner-number unstated 53825 Buchenwald; birth-date 1915",
        "name Varlamov; prisoner-number unstated 53825 KL Buchenwald; birth-date 1915",
    );
    let reasons = compare(&man(notices.0), &man(notices.1));
    assert!(terms(&reasons).starts_with(&["number-maybe"]), "{:?}", terms(&reasons));
    assert!(Strength::of(points(&reasons)).is_some(), "{:?}", terms(&reasons));
}

#[test]
fn men_who_are_not_the_same() {
    for (one, other) in [
        // father and son
        (
            "surname Skiba; given-name Iwan; patronymic Petrowitsch; birth-date 1.2.1885",
            "surname Skiba; given-name Petr; patronymic Iwanowitsch; birth-date 3.4.1912",
        ),
        (
            "surname Skiba; given-name Iwan; patronymic Iwanowitsch; birth-date 1885",
            "surname Skiba; given-name Iwan; patronymic Iwanowitsch; birth-date 1912",
        ),
        // brothers
        (
            "surname Skiba; given-name Fjodor; patronymic Petrowitsch; birth-date 1.2.1915",
            "surname Skiba; given-name Nikolaj; patronymic Petrowitsch; birth-date 3.4.1919",
        ),
        // namesakes
        (
            "surname Iwanow; given-name Iwan; birth-date 1.5.1905",
            "surname Ivanov; given-name Ivan; birth-date 7.9.1921",
        ),
        (
            "surname Iwanow; given-name Iwan; birth-date 1.5.1920; prisoner-number general-men 100200 KL Auschwitz",
            "surname Ivanov; given-name Ivan; birth-date 7.9.1921; prisoner-number general-men 110305 KL Auschwitz",
        ),
        ("surname Schukow; given-name Fjodor", "surname Skiba; given-name Pjotr"),
        (
            "given-name Iwan; birth-date 1915; spouse Maria; birth-place Rostov",
            "given-name Ivan; birth-date 1915; spouse Maria; birth-place Rostow",
        ),
        ("", ""),
        ("surname Skiba", ""),
    ] {
        let reasons = compare(&man(one), &man(other));
        assert_eq!(Strength::of(points(&reasons)), None, "{one} / {other}: {:?}", terms(&reasons));
    }
}

#[test]
fn births() {
    for (one, other, expected) in [
        ("3.5.1915", "3.5.1915", Some("birth-same")),
        ("3.5.1915", "5.3.1915", Some("birth-swapped")),
        ("3.5.1915", "3.5.1975", Some("birth-misread")),
        ("3.5.1911", "3.5.1917", Some("birth-misread")),
        ("11.5.1915", "17.5.1915", Some("birth-misread")),
        ("18.5.1915", "5.5.1915", Some("birth-old-style")),
        ("3.5.1915", "May 1915", Some("birth-month")),
        ("3.5.1915", "1915", Some("birth-year")),
        ("3.5.1915", "9.11.1915", Some("birth-year")),
        ("3.5.1915", "1916", None),
        ("1915", "1917", None),
        ("1915", "1919", Some("birth-other")),
        ("3.5.1915", "3.6.1919", Some("birth-other")),
        ("1915~", "1916", None),
        ("1.5.1901 ст. ст.", "14.5.1901", Some("birth-same")),
    ] {
        for (one, other) in [(one, other), (other, one)] {
            let reasons = compare(&man(&format!("birth-date {one}")), &man(&format!("birth-date {other}")));
            let told: Vec<&str> = terms(&reasons);
            let expected: Vec<&str> = expected.into_iter().collect();
            assert_eq!(told, expected, "{one} / {other}");
        }
    }
    // rival dates: one that fits is enough
    let rivals = man("birth-date 1905; birth-date 1915");
    assert_eq!(terms(&compare(&rivals, &man("birth-date 1915"))), ["birth-year"]);
}

#[test]
fn numbers() {
    let told = |one: &str, other: &str| {
        let man = |number: &str| man(&format!("prisoner-number {number}"));
        terms(&compare(&man(one), &man(other)))
    };
    for (one, other, expected) in [
        ("general-men 164256 KL Auschwitz", "general-men 164256 KL Auschwitz", vec!["number-same"]),
        ("general-men 164256 KL Auschwitz", "unstated 164256", vec!["number-maybe"]),
        ("general-men 164256 KL Auschwitz", "rkg 164256 KL Auschwitz", vec![]),
        ("general-men 164256 KL Auschwitz", "general-men 164256 KL Buchenwald", vec![]),
        ("general-men 164256 KL Auschwitz", "general-men 764256 KL Auschwitz", vec!["number-misread"]),
        ("general-men 164256 KL Auschwitz", "general-men 164265 KL Auschwitz", vec!["number-misread"]),
        ("general-men 164256 KL Auschwitz", "general-men 164258 KL Auschwitz", vec!["number-other"]),
        ("unstated 164256", "unstated 164258", vec![]),
        ("a A-5678 KL Auschwitz", "a 5678 KL Auschwitz", vec!["number-same"]),
        ("rkg 0049 KL Auschwitz", "rkg 49 KL Auschwitz", vec!["number-same"]),
    ] {
        assert_eq!(told(one, other), expected, "{one} / {other}");
        assert_eq!(told(other, one), expected, "{other} / {one}");
    }
}

#[test]
fn an_illegible_number_and_a_father() {
    let person = EntryId::fresh();
    let mut claim = Claim::new(person, "prisoner-number", "");
    claim.absence = Some(super::super::Absence::Illegible { legible: "16?258".into() });
    let entry: Entry =
        Person { id: person, reference_code: String::new(), label: "Fyodor Skiba".into(), access: Access::Open }.into();
    let worn = Traits::of(&entry, &[claim], &|_| Vec::new());
    let reasons =
        compare(&worn, &man("surname Skiba; given-name Фёдор; prisoner-number general-men 164258 KL Auschwitz"));
    assert_eq!(terms(&reasons), ["surname-same", "number-illegible", "given-same"]);
    let reasons = compare(&worn, &man("surname Skiba; prisoner-number general-men 164257 KL Auschwitz"));
    assert_eq!(terms(&reasons), ["surname-same"]);
    let son = "surname Skiba; given-name Fjodor; patronymic Alexandrowitsch";
    for (father, expected) in
        [("Alexander", "father-fits"), ("V. Александр, M. Maria", "father-fits"), ("Iwan", "father-other")]
    {
        let reasons = compare(&man(son), &man(&format!("surname Skiba; given-name Fedor; father {father}")));
        assert!(terms(&reasons).contains(&expected), "{father}: {:?}", terms(&reasons));
    }
}

#[test]
fn comparing_is_mutual() {
    let men = [
        "name Pogozhev, Andrei; prisoner-number rkg 1418 KL Auschwitz; birth-date 1912",
        "surname Pogoschew; given-name Andrej; birth-date 3.5.1912",
        "surname Andrei; given-name Pogoshew; father Alexander",
        "surname Worlasow; prisoner-number unstated 53825; patronymic Alexandrowitsch",
    ];
    for one in men {
        for other in men {
            let (there, back) = (compare(&man(one), &man(other)), compare(&man(other), &man(one)));
            assert_eq!(points(&there), points(&back), "{one} / {other}");
        }
    }
}

#[test]
fn only_a_transport_is_came_with_and_a_group_says_little() {
    let group = EntryId::fresh();
    let man = |is_transport: bool| {
        let mut man = man("surname Vasiliev");
        man.groups.push(group);
        man.with_transports(|_| is_transport)
    };
    let told = |one: Traits, other: Traits| terms(&compare(&one, &other));
    assert_eq!(told(man(true), man(true)), ["surname-same", "transport"]);
    assert_eq!(told(man(false), man(false)), ["surname-same", "group"]);
}
