//! Tests of disagreements: what sort each pair is, and which call for a judgement.

use super::*;
use crate::model::{
    Absence, Calendar, ClaimStatus, Count, Edtf, NumberSeries, NumberState, PersonName, PrisonerNumber, Reading,
    Timestamp, Withdrawal,
};

const PAGE: EntryId = EntryId(uuid::Uuid::from_u128(1));

fn claim(property: &str, written: &str, reading: Option<Reading>) -> Claim {
    let mut claim = Claim::new(PAGE, property, written);
    claim.reading = reading;
    claim
}

fn dated(written: &str, edtf: &str) -> Claim {
    let edtf = Edtf::parse(edtf).unwrap();
    claim("date", written, Some(Reading::Date { edtf, calendar: Calendar::Gregorian }))
}

fn date(edtf: &str) -> Claim {
    dated(edtf, edtf)
}

fn range(written: &str, at_least: Option<u64>, at_most: Option<u64>, approximate: bool) -> Claim {
    claim("count", written, Some(Reading::Count(Count { at_least, at_most, approximate })))
}

fn exactly(number: u64) -> Claim {
    range(&number.to_string(), Some(number), Some(number), false)
}

fn about(written: &str, number: u64) -> Claim {
    range(written, Some(number), Some(number), true)
}

fn name(surname: &str, given: &str) -> Claim {
    let (written, (surname, given)) = (format!("{given} {surname}"), (surname.to_owned(), given.to_owned()));
    claim("name", &written, Some(Reading::Name(PersonName { surname, given, ..PersonName::default() })))
}

fn number(figures: &str, series: NumberSeries, state: NumberState) -> Claim {
    let issuer_name = "KL Auschwitz".to_owned();
    let number = PrisonerNumber { issuer_name, series, number: figures.to_owned(), state, ..Default::default() };
    claim("prisoner-number", figures, Some(Reading::Number(number)))
}

fn missing(property: &str, absence: Absence) -> Claim {
    Claim { absence: Some(absence), ..claim(property, "", None) }
}

fn scoped(mut claim: Claim, scope: &str) -> Claim {
    scope.clone_into(&mut claim.scope);
    claim
}

fn judged(claims: &[Claim], decision: Decision, chosen: &[&Claim]) -> Conclusion {
    Conclusion {
        id: EntryId::fresh(),
        reference_code: "C1".to_owned(),
        subject: PAGE,
        property: claims[0].property.clone(),
        kind: DifferenceKind::Contradiction,
        weighed: claims.iter().map(|claim| claim.id).collect(),
        decision,
        chosen: chosen.iter().map(|claim| claim.id).collect(),
        reason: "so".to_owned(),
        by: "Anna".to_owned(),
        at: Timestamp(1),
        withdrawn: None,
    }
}

fn taken_back(mut conclusion: Conclusion, at: i64) -> Conclusion {
    conclusion.withdrawn = Some(Withdrawal { reason: "wrong".into(), by: "Anna".into(), at: Timestamp(at) });
    conclusion
}

#[test]
fn every_sort_of_difference_is_seen() {
    use DifferenceKind::{
        Absence as Missing, Compatible, Contradiction, Estimate, Format, NameVariant, Precision, Scope, Wording,
    };
    let text = |property: &str, words: &str| claim(property, words, None);
    let words = |property: &str, words: &str| claim(property, words, Some(Reading::Text(words.to_owned())));
    let place = EntryId::fresh();
    let meant = |written: &str, id| claim("birth-place", written, Some(Reading::Entry(id)));
    let general = |figures| number(figures, NumberSeries::GeneralMen, NumberState::Given);
    let cases = vec![
        (exactly(92), exactly(96), Some(Contradiction)),
        (exactly(96), exactly(96), None),
        (exactly(96), range("only 96", Some(96), Some(96), false), Some(Format)),
        (exactly(92), scoped(exactly(96), "preserved records"), Some(Scope)),
        (about("About 100", 100), text("count", "several dozen"), Some(Estimate)),
        (about("About 100", 100), exactly(70), Some(Estimate)),
        (about("About 100", 100), range("more than 60", Some(61), None, false), Some(Precision)),
        (range("60 to 80", Some(60), Some(80), false), range("70 to 90", Some(70), Some(90), false), Some(Compatible)),
        (about("approximately 15,000", 15_000), about("about 15,000", 15_000), Some(Wording)),
        (about("about 15,000", 15_000), exactly(11_964), Some(Estimate)),
        (dated("November 6, 1942", "1942-11-06"), dated("6 November 1942", "1942-11-06"), Some(Format)),
        (date("1944-07"), date("1944-07-28"), Some(Precision)),
        (scoped(date("1944-07"), "preserved records"), date("1944-07-28"), Some(Precision)),
        (date("1944-07-27"), date("1944-07-28"), Some(Contradiction)),
        (date("1944-07-27"), scoped(date("1944-07-28"), "G3"), Some(Scope)),
        (date("1910~"), date("1920"), Some(Estimate)),
        (date("1944-23"), date("1944-23/1944-24"), Some(Compatible)),
        (date("1943-06/1944-03"), date("1944-01/1944-06"), Some(Compatible)),
        (date("../1942-11-06"), date("1942-10"), Some(Precision)),
        (name("Pogozhev", "Andrei"), name("Pogozhev", "Andrey"), Some(NameVariant)),
        (name("Pogozhev", "Andrei"), name("Погожев", "Андрей"), Some(NameVariant)),
        (name("Pogozhev", "Andrei"), name("POGOZHEV", "Andrei"), Some(Format)),
        (name("Pogozhev", "Andrei"), name("Ivanov", "Victor"), Some(Compatible)),
        (text("surname", "Pogoschew"), text("surname", "Pogoshev"), Some(NameVariant)),
        (words("role", "leader"), words("role", "kept connections"), Some(Compatible)),
        (words("birth-place", "Rostov"), words("birth-place", "Rostow"), Some(NameVariant)),
        (words("birth-place", "Rostov region"), words("birth-place", "Ukraine"), Some(Contradiction)),
        (meant("Rostov", place), meant("Ростов", place), Some(Wording)),
        (meant("Rostov", place), meant("Kiev", EntryId::fresh()), Some(Contradiction)),
        (general("88349"), general("88 349"), Some(Format)),
        (general("88349"), general("88439"), Some(Contradiction)),
        (general("88349"), number("1418", NumberSeries::Rkg, NumberState::Given), Some(Compatible)),
        (general("88349"), number("88439", NumberSeries::GeneralMen, NumberState::Struck), Some(Compatible)),
        (missing("death-date", Absence::Unknown), missing("death-date", Absence::Silent), Some(Missing)),
        (missing("death-date", Absence::Blank), missing("death-date", Absence::Silent), None),
        (missing("date", Absence::Unknown), date("1942"), Some(Missing)),
        (missing("date", Absence::NotFound), date("1942"), Some(Missing)),
        (missing("date", Absence::Blank), date("1942"), None),
        (text("colour-of-eyes", "grey"), text("colour-of-eyes", "blue"), Some(Compatible)),
    ];
    for (one, other, expected) in cases {
        let property = one.property.as_str();
        let told = format!("{:?} / {:?}", one.as_written, other.as_written);
        assert_eq!(difference(&[&one, &other], property), expected, "{told}");
        assert_eq!(difference(&[&other, &one], property), expected, "{told}, the other way round");
    }
}

#[test]
fn claims_of_two_things_and_claims_that_do_not_stand_are_no_rivals() {
    let (one, mut other) = (exactly(92), exactly(96));
    other.subject = EntryId::fresh();
    assert_eq!(difference(&[&one, &other], "count"), None);
    let mut other = exactly(96);
    other.status = ClaimStatus::Withdrawn;
    assert_eq!(difference(&[&one, &other], "count"), None);
    assert!(!is_disputed(&[one.clone(), other.clone()], &[]));
    other.status = ClaimStatus::ConsideredFalse;
    assert!(!is_disputed(&[one, other], &[]));
}

#[test]
fn the_sort_that_calls_for_most_is_the_one_of_several() {
    let claims = [exactly(96), range("only 96", Some(96), Some(96), false), scoped(exactly(49), "cards"), exactly(92)];
    let all: Vec<&Claim> = claims.iter().collect();
    assert_eq!(difference(&all, "count"), Some(DifferenceKind::Contradiction));
    assert_eq!(difference(&all[..3], "count"), Some(DifferenceKind::Scope));
    assert_eq!(difference(&all[..2], "count"), Some(DifferenceKind::Format));
}

/// Every page in the tests below, with whether it calls for a judgement: lists and queue must say the same.
#[test]
fn the_mark_in_lists_and_the_queue_are_one_truth() {
    let (a, b, c) = (exactly(92), exactly(96), exactly(94));
    let same_as_b = range("96 men", Some(96), Some(96), false);
    let mut gone = b.clone();
    gone.status = ClaimStatus::Withdrawn;
    let ab = [a.clone(), b.clone()];
    let preferred = judged(&ab, Decision::Preferred, &[&b]);
    let open = judged(&ab, Decision::Open, &[]);
    let none = judged(&ab, Decision::NoConflict, &[]);
    let elsewhere = Claim { subject: EntryId::fresh(), ..exactly(49) };
    let beside = judged(&[a.clone(), elsewhere], Decision::NoConflict, &[]);
    let role = |words: &str| claim("role", words, None);
    let roles = [role("leader"), role("kept connections")];
    let combined = judged(&roles, Decision::Combined, &[&roles[0], &roles[1]]);
    let pages: Vec<(&str, Vec<Claim>, Vec<Conclusion>, bool)> = vec![
        ("rival counts", ab.to_vec(), vec![], true),
        ("equal counts", vec![b.clone(), same_as_b.clone()], vec![], false),
        ("a more exact date", vec![date("1944-07"), date("1944-07-28")], vec![], false),
        ("rival days", vec![date("1944-07-27"), date("1944-07-28")], vec![], true),
        ("two roles", roles.to_vec(), vec![], false),
        ("judged", ab.to_vec(), vec![preferred.clone()], false),
        ("left open", ab.to_vec(), vec![open.clone()], true),
        ("no contradiction", ab.to_vec(), vec![none], false),
        ("a third figure came since", vec![a.clone(), b.clone(), c.clone()], vec![preferred.clone()], true),
        ("the figure held came again", vec![a.clone(), b.clone(), same_as_b], vec![preferred.clone()], false),
        ("the figure held was taken back", vec![a.clone(), gone], vec![preferred.clone()], true),
        ("taken back", ab.to_vec(), vec![taken_back(preferred.clone(), 2)], true),
        (
            "taken back and judged again",
            ab.to_vec(),
            vec![taken_back(preferred, 2), judged(&ab, Decision::Preferred, &[&a])],
            false,
        ),
        ("roles, taken back", roles.to_vec(), vec![taken_back(combined.clone(), 2)], true),
        (
            "roles, judged, and a third",
            [roles.to_vec(), vec![role("arranged escapes")]].concat(),
            vec![combined],
            false,
        ),
        ("judged beside something else", vec![a.clone(), b, c], vec![beside], true),
        ("alone", vec![a], vec![], false),
    ];
    for (told, claims, conclusions, expected) in pages {
        assert_eq!(is_disputed(&claims, &conclusions), expected, "{told}");
        let found = disagreements(&claims, &[], &conclusions);
        assert_eq!(found.iter().any(Disagreement::calls_for_judgement), expected, "{told}: {found:#?}");
    }
}

#[test]
fn sources_disagree_only_where_not_everything_can_be_true() {
    let number = |figures| number(figures, NumberSeries::GeneralMen, NumberState::Given);
    let numbers = [number("164256"), number("164258")];
    let left = |claims: &[Claim], kind| Conclusion { kind, ..judged(claims, Decision::Open, &[]) };
    for kind in DifferenceKind::ALL {
        let open = left(&numbers, *kind);
        assert!(is_disputed(&numbers, std::slice::from_ref(&open)), "{kind}: what is left open stands in the queue");
        let expected =
            matches!(kind, DifferenceKind::Contradiction | DifferenceKind::Estimate | DifferenceKind::Chronology);
        assert_eq!(is_in_dispute(&numbers, &[open]), expected, "{kind}");
    }
    let counts = [exactly(92), exactly(96)];
    assert!(is_in_dispute(&counts, &[]));
    // a gap was left open, and a source came since that contradicts
    let gap = left(&counts[..1], DifferenceKind::Gap);
    assert!(!is_in_dispute(&counts[..1], std::slice::from_ref(&gap)));
    let gap = left(&counts, DifferenceKind::Gap);
    let third = [counts.to_vec(), vec![exactly(70)]].concat();
    assert!(!is_in_dispute(&counts, std::slice::from_ref(&gap)) && is_in_dispute(&third, &[gap]));
}

#[test]
fn a_conclusion_taken_back_stays_beside_the_claims() {
    let claims = [exactly(92), exactly(96)];
    let first = taken_back(judged(&claims, Decision::Preferred, &[&claims[0]]), 2);
    let second = taken_back(judged(&claims, Decision::Preferred, &[&claims[1]]), 3);
    let found = disagreements(&claims, &[], &[first.clone(), second.clone()]);
    let [found] = found.as_slice() else { panic!("{found:#?}") };
    assert_eq!(found.conclusion, None);
    assert_eq!(found.withdrawn, [second.clone(), first.clone()]);
    assert_eq!(found.claims, claims);
    assert!(found.is_open());
    let third = judged(&claims, Decision::NoConflict, &[]);
    let found = disagreements(&claims, &[], &[first.clone(), second.clone(), third.clone()]);
    let [found] = found.as_slice() else { panic!("{found:#?}") };
    assert_eq!((found.conclusion.as_ref(), found.withdrawn.len()), (Some(&third), 2));
    assert!(!found.is_open());
}

#[test]
fn a_claim_that_came_since_stands_beside_those_that_were_weighed() {
    let claims = [exactly(92), exactly(96)];
    let conclusion = judged(&claims, Decision::Preferred, &[&claims[1]]);
    let third = exactly(94);
    let page = [third.clone(), claims[0].clone(), claims[1].clone()];
    let found = disagreements(&page, &[], &[conclusion]);
    let [found] = found.as_slice() else { panic!("{found:#?}") };
    assert_eq!(found.claims, [claims[0].clone(), claims[1].clone(), third.clone()]);
    assert_eq!(found.unweighed().collect::<Vec<_>>(), [&third]);
    assert!(found.is_open() && found.calls_for_judgement());
}

#[test]
fn what_calls_for_nothing_is_shown_all_the_same() {
    let claims = [name("Pogozhev", "Andrei"), name("Pogozhev", "Andrey"), date("1944-07"), date("1944-07-28")];
    let found = disagreements(&claims, &[], &[]);
    let kinds: Vec<DifferenceKind> = found.iter().map(|found| found.kind).collect();
    assert_eq!(kinds, [DifferenceKind::Precision, DifferenceKind::NameVariant]);
    assert!(found.iter().all(|found| found.is_open() && !found.calls_for_judgement()));
}
