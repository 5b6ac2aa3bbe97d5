//! What somebody should look at on a card: contradictions of its values and slips that keyers are known to make.
//!
//! Invariant: a problem never blocks saving, and it is only raised where it is certain that something does not fit: a
//! date that may be before or after another is none.

use super::terms::terms;
use super::{Calendar, CardTemplate, Claim, Day, EntryId, HistoricalDate, Reading, property_of};

/// Something somebody should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What it is; the key of its words is `problem-TERM`.
    pub kind: ProblemKind,
    /// The claim it shows at.
    pub claim: EntryId,
    /// What it stands against, in the wording of the paper: another date, a number, a reference code.
    pub other: String,
    /// The property of that, empty when it is none.
    pub other_property: String,
}

terms! {
    /// Sorts of problems.
    ProblemKind {
        /// A date that is before the birth.
        #[default] BeforeBirth = "before-birth",
        /// A date that is after the death.
        AfterDeath = "after-death",
        /// A departure before the arrival, a discharge before the admission.
        BeforeBeginning = "before-beginning",
        /// A person who would have been a small child or very old.
        UnlikelyAge = "unlikely-age",
        /// A date that fits when day and month change places.
        PerhapsSwapped = "perhaps-swapped",
        /// A number that the register never reached.
        OutsideSeries = "outside-series",
        /// A number another card has in the same register.
        UsedTwice = "used-twice",
        /// A measure no grown person has.
        UnlikelyMeasure = "unlikely-measure",
    }
}

impl Problem {
    /// A number that another card has as well.
    pub fn used_twice(claim: &Claim, other_card: &str) -> Self {
        Self::new(ProblemKind::UsedTwice, claim, other_card, "")
    }

    fn new(kind: ProblemKind, claim: &Claim, other: &str, other_property: &str) -> Self {
        Self { kind, claim: claim.id, other: other.to_owned(), other_property: other_property.to_owned() }
    }
}

/// What ends and what it began with.
const PAIRS: &[(&str, &str)] = &[
    ("arrival-date", "departure-date"),
    ("arrival-date", "release-date"),
    ("committal-date", "release-date"),
    ("captured-on", "arrival-date"),
    ("arrest-date", "committal-date"),
    ("sickbay-admission-date", "sickbay-discharge-date"),
];

/// Ages in whole years at which somebody was hardly a prisoner of these forms.
const YOUNGEST: i32 = 12;
const OLDEST: i32 = 85;
const DAYS_OF_A_YEAR: f64 = 365.25;

/// What somebody should look at on a card, in the order of its claims. `template` is the card's.
pub fn problems(claims: &[Claim], template: Option<&CardTemplate>) -> Vec<Problem> {
    let dates: Vec<Dated<'_>> = claims.iter().filter_map(Dated::of).collect();
    let mut found = Vec::new();
    for claim in claims.iter().filter(|claim| claim.stands()) {
        if let Some(dated) = dates.iter().find(|dated| dated.claim.id == claim.id) {
            found.extend(misdated(dated, &dates));
        } else if claim.absence.is_none() && is_date(claim, template) {
            found.extend(unreadable_but_swapped(claim));
        }
        found.extend(outside_series(claim, template));
        found.extend(unlikely_measure(claim));
    }
    found
}

/// A claim with the days it allows.
struct Dated<'a> {
    claim: &'a Claim,
    first: Option<Day>,
    last: Option<Day>,
}

impl<'a> Dated<'a> {
    fn of(claim: &'a Claim) -> Option<Self> {
        let (first, last) = claim.days();
        (claim.stands() && (first.is_some() || last.is_some())).then_some(Self { claim, first, last })
    }

    /// Whether all of it is before all of the other.
    fn is_before(&self, other: &Self) -> bool {
        matches!((self.last, other.first), (Some(last), Some(first)) if last < first)
    }

    fn property(&self) -> &str {
        &self.claim.property
    }

    /// The date with day and month in each other's place, when it is one day and that is another day.
    fn swapped(&self) -> Option<Self> {
        let Some(Reading::Date { edtf, calendar: Calendar::Gregorian }) = &self.claim.reading else { return None };
        let parts: Vec<&str> = edtf.as_str().split('-').collect();
        let [year, month, day] = parts.as_slice() else { return None };
        let (year, month, day) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
        let other = Some(Day::from_ymd(year, day, month).filter(|_| month != day)?);
        Some(Self { claim: self.claim, first: other, last: other })
    }
}

fn misdated(dated: &Dated<'_>, all: &[Dated<'_>]) -> Vec<Problem> {
    let Some((kind, against)) = contradiction(dated, all) else {
        return unlikely_age(dated, all).into_iter().collect();
    };
    let mut found = vec![Problem::new(kind, dated.claim, &against.claim.as_written, against.property())];
    if dated.swapped().is_some_and(|swapped| contradiction(&swapped, all).is_none()) {
        found.push(Problem::new(ProblemKind::PerhapsSwapped, dated.claim, "", ""));
    }
    found
}

/// The first date that this one cannot stand beside.
fn contradiction<'a>(dated: &Dated<'_>, all: &'a [Dated<'a>]) -> Option<(ProblemKind, &'a Dated<'a>)> {
    let property = dated.property();
    all.iter().filter(|other| other.claim.id != dated.claim.id).find_map(|other| match other.property() {
        "birth-date" if property != "birth-date" && dated.is_before(other) => Some((ProblemKind::BeforeBirth, other)),
        "death-date" if property != "death-date" && other.is_before(dated) => Some((ProblemKind::AfterDeath, other)),
        begun if PAIRS.contains(&(begun, property)) && dated.is_before(other) => {
            Some((ProblemKind::BeforeBeginning, other))
        }
        _ => None,
    })
}

/// The age at a date that is neither birth nor death, when it is out of the common.
fn unlikely_age(dated: &Dated<'_>, all: &[Dated<'_>]) -> Option<Problem> {
    if ["birth-date", "death-date"].contains(&dated.property()) {
        return None;
    }
    let birth = all.iter().find(|other| other.property() == "birth-date")?;
    let years = |from: Option<Day>, to: Option<Day>| Some(f64::from(to?.0 - from?.0) / DAYS_OF_A_YEAR);
    let (least, most) = (years(birth.last, dated.first), years(birth.first, dated.last));
    let is_young = most.is_some_and(|most| most < f64::from(YOUNGEST));
    let is_old = least.is_some_and(|least| least > f64::from(OLDEST));
    let age = if is_young { most } else { least.filter(|_| is_old) }?;
    Some(Problem::new(ProblemKind::UnlikelyAge, dated.claim, &format!("{:.0}", age.floor()), ""))
}

fn is_date(claim: &Claim, template: Option<&CardTemplate>) -> bool {
    let by_field = template.and_then(|template| template.field(&claim.field)).map(|field| field.datatype);
    by_field.or_else(|| property_of(&claim.property).map(|known| known.datatype)) == Some(super::Datatype::Date)
}

/// `11.25.1916`: no day of the calendar, but one when the first two numbers change places.
fn unreadable_but_swapped(claim: &Claim) -> Option<Problem> {
    let parts: Vec<&str> = claim.as_written.trim().split('.').map(str::trim).collect();
    let [day, month, year] = parts.as_slice() else { return None };
    let month_number: u32 = month.parse().ok()?;
    let other = format!("{month}.{day}.{year}");
    let reads = month_number > 12 && HistoricalDate::read(&other).edtf.is_some();
    (reads && claim.reading.is_none()).then(|| Problem::new(ProblemKind::PerhapsSwapped, claim, "", ""))
}

fn outside_series(claim: &Claim, template: Option<&CardTemplate>) -> Option<Problem> {
    let Some(Reading::Number(number)) = &claim.reading else { return None };
    let last = template?.field(&claim.field)?.last_number?;
    let figures: u64 = number.number.parse().ok()?;
    (figures == 0 || figures > last).then(|| Problem::new(ProblemKind::OutsideSeries, claim, &last.to_string(), ""))
}

/// A height in centimetres or metres, as forms have it.
fn unlikely_measure(claim: &Claim) -> Option<Problem> {
    if claim.property != "height" || claim.absence.is_some() {
        return None;
    }
    let text = claim.as_written.trim().replace(',', ".");
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let stated: f64 = text.get(..end)?.trim_end_matches('.').parse().ok()?;
    let centimetres = if stated < 3.0 { stated * 100.0 } else { stated };
    (!(100.0..=230.0).contains(&centimetres)).then(|| Problem::new(ProblemKind::UnlikelyMeasure, claim, "", ""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CardField, Datatype, NumberSeries};

    fn a_claim(property: &str, datatype: Datatype, as_written: &str) -> Claim {
        Claim {
            field: property.to_owned(),
            reading: crate::model::read(property, datatype, as_written),
            ..Claim::new(EntryId::fresh(), property, as_written)
        }
    }

    fn dates(values: &[(&str, &str)]) -> Vec<Claim> {
        values.iter().map(|(property, written)| a_claim(property, Datatype::Date, written)).collect()
    }

    fn found(claims: &[Claim]) -> Vec<(&str, &'static str)> {
        problems(claims, None)
            .into_iter()
            .map(|problem| {
                let at = claims.iter().find(|claim| claim.id == problem.claim).map_or("", |claim| &claim.property);
                (at, problem.kind.term())
            })
            .collect()
    }

    #[test]
    fn only_what_cannot_be_is_told() {
        for (values, expected) in [
            (vec![("birth-date", "1.5.1915"), ("arrival-date", "7.10.1941")], vec![]),
            (vec![("birth-date", "1915"), ("captured-on", "1915")], vec![("captured-on", "unlikely-age")]),
            (vec![("birth-date", "1.10.1941"), ("arrival-date", "7.5.1941")], vec![("arrival-date", "before-birth")]),
            (
                vec![("birth-date", "1.5.1915"), ("death-date", "4.11.1941"), ("departure-date", "28.1.1943")],
                vec![("departure-date", "after-death")],
            ),
            (
                vec![("arrival-date", "9.8.1944"), ("departure-date", "10.6.1943")],
                vec![("departure-date", "before-beginning")],
            ),
            // the tenth of July cannot be, the seventh of October can
            (vec![("arrival-date", "9.8.1944"), ("departure-date", "7.10.1944"), ("death-date", "8.11.44")], vec![]),
            (
                vec![("arrival-date", "9.8.1944"), ("release-date", "10.7.1944"), ("death-date", "1.1.1945")],
                vec![("release-date", "before-beginning"), ("release-date", "perhaps-swapped")],
            ),
            (vec![("arrival-date", "1944"), ("departure-date", "1.2.1944")], vec![]),
            (
                vec![("birth-date", "1.1.1940"), ("committal-date", "1.1.1945")],
                vec![("committal-date", "unlikely-age")],
            ),
            (vec![("birth-date", "11.25.1916")], vec![("birth-date", "perhaps-swapped")]),
            (vec![("birth-date", "31.2.1916")], vec![]),
        ] {
            let claims = dates(&values);
            let got = found(&claims);
            assert_eq!(got, expected, "{values:?}");
        }
    }

    #[test]
    fn a_number_beyond_its_register_and_a_height_nobody_has() {
        let field = CardField {
            id: "prisoner-number".into(),
            datatype: Datatype::Number,
            property: "prisoner-number".into(),
            series: NumberSeries::Rkg,
            last_number: Some(11_964),
            ..CardField::default()
        };
        let template = CardTemplate { fields: vec![field], ..CardTemplate::default() };
        let kinds = |property: &str, datatype, written: &str| {
            let found = problems(&[a_claim(property, datatype, written)], Some(&template));
            found.into_iter().map(|problem| problem.kind).collect::<Vec<_>>()
        };
        assert_eq!(kinds("prisoner-number", Datatype::Number, "88349"), [ProblemKind::OutsideSeries]);
        assert_eq!(kinds("prisoner-number", Datatype::Number, "10631"), []);
        for (written, is_odd) in [("170", false), ("1,70", false), ("1.70 m", false), ("17", true), ("270 cm", true)] {
            assert_eq!(!kinds("height", Datatype::Measure, written).is_empty(), is_odd, "{written}");
        }
    }

    #[test]
    fn what_was_withdrawn_raises_nothing() {
        let mut claims = dates(&[("birth-date", "1.5.1950"), ("arrival-date", "7.10.1941")]);
        assert!(!found(&claims).is_empty());
        claims[0].status = crate::model::ClaimStatus::Withdrawn;
        assert!(found(&claims).is_empty());
    }
}
