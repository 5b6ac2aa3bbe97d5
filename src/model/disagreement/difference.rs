//! What sort of difference there is between two claims of one thing: seen in the claims alone.
//!
//! Invariant: it says how they differ, never which of them is right.

use crate::model::{
    Absence, Calendar, Claim, Count, Datatype, Day, DifferenceKind, Edtf, PersonName, PrisonerNumber, Reading,
    property_of, register::is_same_camp,
};
use crate::text::{Nearness, Ring, fold, nearness, words};

/// Of very many claims of one property each is held against the first of them.
const HELD_AGAINST: usize = 60;

/// "About 100" may be any number as far from 100 as one part of this many.
const ABOUT_PART: u64 = 10;

/// Longer wordings are no names.
const MOST_NAME_WORDS: usize = 6;

/// The sort of difference that can be seen between claims, the one that calls for most where there are several; nothing
/// where they agree. Only claims that stand count, and only those of this property.
pub fn difference(claims: &[&Claim], property: &str) -> Option<DifferenceKind> {
    let standing: Vec<&Claim> =
        claims.iter().copied().filter(|claim| claim.property == property && claim.stands()).collect();
    let mut worst = None;
    for (place, other) in standing.iter().enumerate() {
        for one in standing.iter().take(place.min(HELD_AGAINST)) {
            worst = worst.max(between(one, other).map(|kind| (weight(kind), kind)));
            if worst.is_some_and(|(_, kind)| kind == DifferenceKind::Contradiction) {
                return Some(DifferenceKind::Contradiction);
            }
        }
    }
    worst.map(|(_, kind)| kind)
}

/// How much a sort of difference calls for.
const fn weight(kind: DifferenceKind) -> u8 {
    match kind {
        DifferenceKind::Format => 0,
        DifferenceKind::Wording => 1,
        DifferenceKind::NameVariant => 2,
        DifferenceKind::Precision => 3,
        DifferenceKind::Compatible => 4,
        DifferenceKind::Absence => 5,
        DifferenceKind::Scope => 6,
        DifferenceKind::Ambiguous | DifferenceKind::Gap | DifferenceKind::Chronology => 7,
        DifferenceKind::Estimate => 8,
        DifferenceKind::Contradiction => 9,
    }
}

/// Whether claims of a property can exclude each other: there is one in truth, or a register gave each man one.
pub fn may_conflict(property: &str) -> bool {
    property_of(property).is_some_and(|known| known.single || known.datatype == Datatype::Number)
}

/// Whether a difference excludes that both are true.
pub const fn is_conflict(kind: DifferenceKind) -> bool {
    matches!(kind, DifferenceKind::Contradiction | DifferenceKind::Estimate)
}

/// How two claims of one property differ.
pub(super) fn between(one: &Claim, other: &Claim) -> Option<DifferenceKind> {
    if one.subject != other.subject || one.property != other.property {
        // of two things both may be true, and that is no difference
        return None;
    }
    match (&one.absence, &other.absence) {
        (Some(one), Some(other)) => return absences(one, other),
        (Some(absence), None) | (None, Some(absence)) => {
            return matches!(absence, Absence::Unknown | Absence::NotFound).then_some(DifferenceKind::Absence);
        }
        (None, None) => {}
    }
    let kind = values(one, other)?;
    let known = property_of(&one.property);
    let is_single = known.is_some_and(|known| known.single);
    let is_number = matches!((&one.reading, &other.reading), (Some(Reading::Number(_)), Some(Reading::Number(_))));
    Some(match kind {
        DifferenceKind::Contradiction | DifferenceKind::Estimate => {
            if fold(&one.scope) != fold(&other.scope) {
                DifferenceKind::Scope
            } else if is_single || is_number {
                kind
            } else {
                DifferenceKind::Compatible
            }
        }
        _ => kind,
    })
}

/// To say that it is unknown is a statement; to say nothing is none.
fn absences(one: &Absence, other: &Absence) -> Option<DifferenceKind> {
    let states = |absence: &Absence| matches!(absence, Absence::Unknown | Absence::NotFound);
    let is_other = std::mem::discriminant(one) != std::mem::discriminant(other);
    (is_other && (states(one) || states(other))).then_some(DifferenceKind::Absence)
}

/// How two values differ, as if there could be only one.
fn values(one: &Claim, other: &Claim) -> Option<DifferenceKind> {
    let (written, other_written) = (one.as_written.trim(), other.as_written.trim());
    if written == other_written && one.reading == other.reading {
        return None;
    }
    let in_words = |kind| (written != other_written).then_some(kind);
    match (&one.reading, &other.reading) {
        (Some(Reading::Date { edtf: a, calendar: of_a }), Some(Reading::Date { edtf: b, calendar: of_b })) => {
            match dates((a, *of_a), (b, *of_b)) {
                Met::Same => in_words(DifferenceKind::Format),
                Met::As(kind) => Some(kind),
            }
        }
        (Some(Reading::Count(a)), Some(Reading::Count(b))) => match counts(*a, *b) {
            Met::Same if a.approximate || a.at_least != a.at_most => in_words(DifferenceKind::Wording),
            Met::Same => in_words(DifferenceKind::Format),
            Met::As(kind) => Some(kind),
        },
        (Some(Reading::Number(a)), Some(Reading::Number(b))) => match numbers(a, b) {
            Met::Same => in_words(DifferenceKind::Format),
            Met::As(kind) => Some(kind),
        },
        (Some(Reading::Name(a)), Some(Reading::Name(b))) => match names(a, b) {
            Met::Same => in_words(DifferenceKind::Format),
            Met::As(kind) => Some(kind),
        },
        (Some(Reading::Entry(a)), Some(Reading::Entry(b))) => {
            if a == b {
                in_words(DifferenceKind::Wording)
            } else {
                Some(DifferenceKind::Contradiction)
            }
        }
        (Some(Reading::Row(a)), Some(Reading::Row(b))) if a == b => in_words(DifferenceKind::Format),
        (Some(Reading::Text(a)), Some(Reading::Text(b))) if fold(a) == fold(b) => {
            let is_same_wording = fold(written) == fold(other_written);
            in_words(if is_same_wording { DifferenceKind::Format } else { DifferenceKind::Wording })
        }
        (Some(Reading::Text(a)), Some(Reading::Text(b))) => wordings(&one.property, a, b),
        _ => {
            let kind = wordings(&one.property, written, other_written)?;
            let is_counted = |claim: &Claim| matches!(claim.reading, Some(Reading::Count(_)));
            let is_estimate = kind == DifferenceKind::Contradiction && (is_counted(one) || is_counted(other));
            // "several dozen" beside 100: one of them nobody could count
            Some(if is_estimate { DifferenceKind::Estimate } else { kind })
        }
    }
}

/// What became of two values held against each other.
enum Met {
    Same,
    As(DifferenceKind),
}

type Bounds = (Option<Day>, Option<Day>);

fn dates((one, calendar): (&Edtf, Calendar), (other, other_calendar): (&Edtf, Calendar)) -> Met {
    let (a, b) = (one.bounds(calendar), other.bounds(other_calendar));
    if a == b {
        return Met::Same;
    }
    let is_apart = |first: Bounds, then: Bounds| first.1.zip(then.0).is_some_and(|(end, begin)| end < begin);
    if is_apart(a, b) || is_apart(b, a) {
        let is_about = |date: &Edtf| date.as_str().contains(['~', '?', '%']);
        let about = is_about(one) || is_about(other);
        return Met::As(if about { DifferenceKind::Estimate } else { DifferenceKind::Contradiction });
    }
    let holds = |outer: Bounds, inner: Bounds| {
        outer.0.is_none_or(|begin| inner.0.is_some_and(|day| day >= begin))
            && outer.1.is_none_or(|end| inner.1.is_some_and(|day| day <= end))
    };
    // "from autumn to winter" lasted so long: a season of it is no more exact
    let lasts = |date: &Edtf| {
        date.as_str().split_once('/').is_some_and(|(from, to)| ![from, to].iter().any(|end| matches!(*end, "" | "..")))
    };
    let is_within = (holds(a, b) && !lasts(one)) || (holds(b, a) && !lasts(other));
    Met::As(if is_within { DifferenceKind::Precision } else { DifferenceKind::Compatible })
}

fn counts(one: Count, other: Count) -> Met {
    if one == other {
        return Met::Same;
    }
    let is_exact = |count: Count| !count.approximate && count.at_least.is_some() && count.at_least == count.at_most;
    if is_exact(one) && is_exact(other) {
        return Met::As(DifferenceKind::Contradiction);
    }
    let range = |count: Count| {
        let about = |number: u64| if count.approximate { number / ABOUT_PART } else { 0 };
        let least = count.at_least.map_or(0, |number| number - about(number));
        (least, count.at_most.map_or(u64::MAX, |number| number.saturating_add(about(number))))
    };
    let ((a, b), (c, d)) = (range(one), range(other));
    Met::As(if b < c || d < a {
        DifferenceKind::Estimate
    } else if (a <= c && d <= b) || (c <= a && b <= d) {
        DifferenceKind::Precision
    } else {
        DifferenceKind::Compatible
    })
}

fn numbers(one: &PrisonerNumber, other: &PrisonerNumber) -> Met {
    let compact = |number: &PrisonerNumber| -> String {
        number.number.chars().flat_map(char::to_uppercase).filter(|c| c.is_alphanumeric() || *c == '?').collect()
    };
    let (a, b) = (compact(one), compact(other));
    let series = (one.register_series(), other.register_series());
    let is_issuer = match (one.issuer, other.issuer) {
        (Some(one), Some(other)) => one == other,
        _ => is_same_camp(&one.issuer_name, &other.issuer_name),
    };
    let is_register = series.0 == series.1 && series.0 != crate::model::NumberSeries::Unstated && is_issuer;
    if a == b {
        let is_elsewhere = one.issuer.is_some() && other.issuer.is_some() && !is_register;
        return if is_elsewhere { Met::As(DifferenceKind::Compatible) } else { Met::Same };
    }
    // one that was struck or given on may have been followed by another, and so may one that has its time
    let is_his = |number: &PrisonerNumber| {
        !number.number.contains('?')
            && number.period.is_none()
            && matches!(number.state, crate::model::NumberState::Given | crate::model::NumberState::Covered)
    };
    let is_rival = is_register && is_his(one) && is_his(other);
    Met::As(if is_rival { DifferenceKind::Contradiction } else { DifferenceKind::Compatible })
}

fn names(one: &PersonName, other: &PersonName) -> Met {
    let parts = [(&one.surname, &other.surname), (&one.given, &other.given), (&one.patronymic, &other.patronymic)];
    if parts.iter().all(|(a, b)| fold(a) == fold(b)) {
        return Met::Same;
    }
    let mut compared = parts.iter().filter(|(a, b)| !a.trim().is_empty() && !b.trim().is_empty()).peekable();
    let is_variant = compared.peek().is_some() && compared.all(|(a, b)| is_near(a, b));
    Met::As(if is_variant { DifferenceKind::NameVariant } else { DifferenceKind::Contradiction })
}

/// Whether two words are spellings of one name.
fn is_near(one: &str, other: &str) -> bool {
    let near = nearness(one, other, Ring::Near);
    matches!(near, Some(Nearness::Same | Nearness::Sound | Nearness::GivenName))
}

/// How two wordings without a common sort of reading differ.
fn wordings(property: &str, one: &str, other: &str) -> Option<DifferenceKind> {
    let is_none = |text: &str| text.trim().is_empty();
    if is_none(one) || is_none(other) {
        return None;
    }
    if fold(one) == fold(other) {
        return (one.trim() != other.trim()).then_some(DifferenceKind::Format);
    }
    let datatype = property_of(property).map_or(Datatype::Text, |known| known.datatype);
    if matches!(datatype, Datatype::Name | Datatype::Place) {
        let (a, b) = (words(one), words(other));
        let is_variant =
            a.len() == b.len() && a.len() <= MOST_NAME_WORDS && a.iter().zip(&b).all(|(a, b)| is_near(a, b));
        if is_variant {
            return Some(DifferenceKind::NameVariant);
        }
    }
    Some(DifferenceKind::Contradiction)
}
