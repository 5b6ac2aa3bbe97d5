//! Neighbourhoods as tables: what is asked, who has which number, and the lines that come of it.

use super::super::{HistoricalDate, NumberSeries, PrisonerNumber};
use super::*;

const CAMP: &str = "KL Auschwitz";

fn holder(name: &str, number: &str, arrived: &str) -> Holder {
    in_series(name, number, arrived, NumberSeries::GeneralMen)
}

fn in_series(name: &str, number: &str, arrived: &str, series: NumberSeries) -> Holder {
    let read = PrisonerNumber { number: number.into(), series, issuer_name: CAMP.into(), ..Default::default() };
    let (first, last) = HistoricalDate::read(arrived).bounds();
    Holder {
        entry: EntryId::fresh(),
        kind: EntryKind::Person,
        reference_code: String::new(),
        label: name.into(),
        number: number.into(),
        value: read.value().unwrap(),
        register: Register::of(&read, &|_| Vec::new()),
        state: read.state,
        arrived: (!arrived.is_empty()).then(|| Arrival { written: arrived.into(), first, last }),
    }
}

fn of_number(number: &str, series: NumberSeries, holders: &[Holder]) -> Neighbourhood {
    let asked = PrisonerNumber { number: number.into(), series, issuer_name: CAMP.into(), ..Default::default() };
    let register = Register::of(&asked, &|_| Vec::new());
    let value = asked.value().unwrap();
    neighbourhood((None, number, value), &register, holders.to_vec(), &|_, _| SharedBy::Unclear)
}

/// A line in a few signs: `164256 Sitnov*`, `(164257)`, `! remark`.
fn lines(found: &Neighbourhood) -> Vec<String> {
    let star = |is_asked: &bool| if *is_asked { "*" } else { "" };
    found
        .lines
        .iter()
        .map(|line| match line {
            Near::Gap { from, to, is_asked } if from == to => format!("({from}{})", star(is_asked)),
            Near::Gap { from, to, is_asked } => format!("({from}–{to}{})", star(is_asked)),
            Near::Held { holder, is_asked, remarks } => {
                let mut line = format!("{} {}{}", holder.number, holder.label, star(is_asked));
                line.extend(remarks.iter().map(|remark| match remark {
                    Remark::Shared { others, how } => format!(" shared by {} {how:?}", others.len() + 1),
                    Remark::OutOfOrder { number, is_before: true, .. } => format!(" before {number}"),
                    Remark::OutOfOrder { number, .. } => format!(" after {number}"),
                    Remark::SameDay => " same day".to_owned(),
                    Remark::State(state) => format!(" {state}"),
                    Remark::IssuerUnstated => " camp?".to_owned(),
                    Remark::SeriesUnstated => " series?".to_owned(),
                }));
                line
            }
        })
        .collect()
}

#[test]
fn the_people_of_the_sample() {
    use NumberSeries::{GeneralMen, Rkg};
    let holders = [
        holder("Lebedev", "88349", ""),
        in_series("Pogozhev", "1418", "", Rkg),
        holder("Sitnov", "164256", ""),
        holder("Ivanov", "164258", ""),
        in_series("Maslennikov", "10631", "", Rkg),
        in_series("Mishin", "1844", "", Rkg),
        holder("Kartsev", "166692", ""),
    ];
    let around = |number, series| lines(&of_number(number, series, &holders));
    let general = [
        "88349 Lebedev",
        "(88350–164255)",
        "164256 Sitnov*",
        "(164257)",
        "164258 Ivanov",
        "(164259–166691)",
        "166692 Kartsev",
    ];
    assert_eq!(around("164256", GeneralMen), general);
    assert_eq!(
        around("1418", Rkg),
        ["1418 Pogozhev*", "(1419–1843)", "1844 Mishin", "(1845–10630)", "10631 Maslennikov"]
    );
    assert_eq!(
        around("164257", GeneralMen),
        [
            "88349 Lebedev",
            "(88350–164255)",
            "164256 Sitnov",
            "(164257*)",
            "164258 Ivanov",
            "(164259–166691)",
            "166692 Kartsev"
        ]
    );
}

#[test]
fn a_number_nobody_has() {
    use NumberSeries::GeneralMen;
    let holders = [holder("A", "100", ""), holder("B", "110", "")];
    for (number, expected) in [
        ("104", vec!["100 A", "(101–103)", "(104*)", "(105–109)", "110 B"]),
        ("101", vec!["100 A", "(101*)", "(102–109)", "110 B"]),
        ("98", vec!["(98*)", "(99)", "100 A", "(101–109)", "110 B"]),
        ("112", vec!["100 A", "(101–109)", "110 B", "(111)", "(112*)"]),
        ("0", vec!["(0*)", "(1–99)", "100 A", "(101–109)", "110 B"]),
    ] {
        assert_eq!(lines(&of_number(number, GeneralMen, &holders)), expected, "{number}");
    }
    assert_eq!(lines(&of_number("5", GeneralMen, &[])), ["(5*)"]);
    assert_eq!(lines(&of_number("0", GeneralMen, &[])), ["(0*)"]);
    let largest = u64::MAX.to_string();
    assert_eq!(lines(&of_number(&largest, GeneralMen, &[])), [format!("({largest}*)")]);
}

#[test]
fn registers_are_never_mixed() {
    use NumberSeries::{GeneralMen, Rkg, Unstated};
    let mut holders =
        vec![in_series("R", "1418", "", Rkg), holder("G", "1418", ""), in_series("U", "1419", "", Unstated)];
    holders[2].register.issuer_names.clear();
    assert_eq!(lines(&of_number("1418", Rkg, &holders)), ["1418 R*", "1419 U camp? series?"]);
    assert_eq!(lines(&of_number("1418", GeneralMen, &holders)), ["1418 G*", "1419 U camp? series?"]);
}

#[test]
fn a_date_that_does_not_fit_the_order_is_told_once() {
    use NumberSeries::GeneralMen;
    for (dates, expected) in [
        (["1.3.1944", "1.3.1944", "2.3.1944", "4.3.1944"], ["", "", "", ""]),
        (["1.3.1944", "9.3.1944", "2.3.1944", "4.3.1944"], ["", " after 103", "", ""]),
        (["1.3.1944", "2.3.1944", "2.3.1943", "4.3.1944"], ["", "", " before 102", ""]),
        (["", "3.3.1944", "", "2.3.1944"], ["", "", "", " before 102"]),
        // the month takes in both days
        (["9.3.1944", "March 1944", "8.3.1944", ""], ["", "", " before 101", ""]),
        (["1944", "1943", "1942", "1941"], ["", " before 101", " before 101", " before 101"]),
    ] {
        let holders: Vec<Holder> =
            dates.iter().zip(101..).map(|(date, number)| holder("", &format!("{number}"), date)).collect();
        let found = lines(&of_number("200", GeneralMen, &holders));
        let told: Vec<&str> = found.iter().filter_map(|line| line.strip_prefix("10")?.get(2..)).collect();
        assert_eq!(told, expected, "{dates:?}");
    }
}

#[test]
fn near_numbers_of_one_day_may_be_one_transport() {
    use NumberSeries::GeneralMen;
    let came = |dates: &[&str], asked: u64| {
        let holders: Vec<Holder> =
            dates.iter().zip(101..).map(|(date, number)| holder("", &format!("{number}"), date)).collect();
        let found = of_number(&asked.to_string(), GeneralMen, &holders);
        found.transport.map(|found| (found.day.to_string(), found.count, found.numbers, found.is_inferred))
    };
    let day = "1944-03-02".to_owned();
    assert_eq!(came(&["2.3.1944", "2.3.1944", "3.3.1944"], 101), Some((day.clone(), 2, (101, 102), false)));
    assert_eq!(came(&["2.3.1944", "", "2.3.1944"], 102), Some((day.clone(), 2, (101, 103), true)));
    assert_eq!(came(&["2.3.1944", "March 1944", "2.3.1944"], 102), None, "his own date is not overruled");
    assert_eq!(came(&["2.3.1944", "", "3.3.1944"], 102), None);
    assert_eq!(came(&["2.3.1944", "3.3.1944"], 101), None);
    assert_eq!(came(&["2.3.1944"], 101), None);
}

#[test]
fn one_number_of_several() {
    use NumberSeries::GeneralMen;
    let mut two = [holder("A", "100", ""), holder("B", "100", "")];
    let told = |holders: &[Holder], how: SharedBy| {
        let register = holders[0].register.clone();
        let asked = (Some(holders[1].entry), "100", 100);
        lines(&neighbourhood(asked, &register, holders.to_vec(), &|_, _| how))
    };
    assert_eq!(
        told(&two, SharedBy::SameMan),
        ["100 B* shared by 2 SameMan", "100 A shared by 2 SameMan"],
        "the one asked about comes first"
    );
    two[0].state = NumberState::Reissued;
    assert_eq!(told(&two, SharedBy::Unclear), ["100 B* shared by 2 Reissued", "100 A shared by 2 Reissued re-issued"]);
    // two claims of one entry say the same
    let again = Holder { label: "again".into(), ..two[1].clone() };
    assert_eq!(lines(&of_number("100", GeneralMen, &[two[1].clone(), again])).len(), 1);
}

#[test]
fn no_more_than_ten_numbers_beside_those_within_ten() {
    use NumberSeries::GeneralMen;
    let every =
        |step: u64| -> Vec<Holder> { (0..100).map(|at| holder("", &format!("{}", 1000 + at * step), "")).collect() };
    let held = |holders: &[Holder], number: &str| {
        let found = of_number(number, GeneralMen, holders);
        let numbers = found.lines.iter().filter_map(|line| match line {
            Near::Held { holder, .. } => Some(holder.value),
            Near::Gap { .. } => None,
        });
        numbers.collect::<Vec<_>>()
    };
    assert_eq!(held(&every(1), "1050"), (1040..=1060).collect::<Vec<_>>());
    assert_eq!(held(&every(7), "1350"), (40..=60).map(|at| 1000 + at * 7).collect::<Vec<_>>());
    let same: Vec<Holder> = (0..30).map(|_| holder("", "1001", "")).collect();
    assert_eq!(held(&same, "1001").len(), 30);
}
