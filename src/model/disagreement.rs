//! Where claims about one thing differ: found from the claims alone, judged only by people.

use super::{Claim, Conclusion, Decision, Disagreement, Reading, property_of};
use std::collections::BTreeMap;

/// Every difference on a page, whose conclusions also weigh claims of other pages (`weighed`): those somebody wrote a conclusion on, in order of its reference, then those nobody has
/// looked at yet, in order of property.
pub fn disagreements(claims: &[Claim], weighed: &[Claim], conclusions: &[Conclusion]) -> Vec<Disagreement> {
    let mut found: Vec<Disagreement> = conclusions
        .iter()
        .map(|conclusion| Disagreement {
            subject: conclusion.subject,
            property: conclusion.property.clone(),
            claims: conclusion
                .weighed
                .iter()
                .filter_map(|id| claims.iter().chain(weighed).find(|claim| claim.id == *id))
                .cloned()
                .collect(),
            conclusion: Some(conclusion.clone()),
        })
        .collect();
    let mut by_property: BTreeMap<&str, Vec<&Claim>> = BTreeMap::new();
    for claim in claims.iter().filter(|claim| claim.stands() && claim.absence.is_none()) {
        by_property.entry(&claim.property).or_default().push(claim);
    }
    for (property, standing) in by_property {
        let judged = conclusions.iter().any(|conclusion| conclusion.property == property);
        if !judged && property_of(property).is_some_and(|known| known.single) && differ(&standing) {
            found.push(Disagreement {
                subject: standing.first().map_or(super::EntryId(uuid::Uuid::nil()), |claim| claim.subject),
                property: property.to_owned(),
                claims: standing.into_iter().cloned().collect(),
                conclusion: None,
            });
        }
    }
    found
}

/// Whether somebody should look at this page: a difference nobody judged, or one that was left open.
pub fn is_disputed(claims: &[Claim], conclusions: &[Conclusion]) -> bool {
    disagreements(claims, &[], conclusions)
        .iter()
        .any(|found| found.conclusion.as_ref().is_none_or(|conclusion| conclusion.decision == Decision::Open))
}

fn differ(claims: &[&Claim]) -> bool {
    claims
        .iter()
        .enumerate()
        .any(|(position, claim)| claims.iter().skip(position + 1).any(|other| !agree(claim, other)))
}

/// Whether two claims can both be true: equal once read, or one more exact than the other, or of different scope.
fn agree(one: &Claim, other: &Claim) -> bool {
    if one.scope != other.scope {
        return true;
    }
    match (&one.reading, &other.reading) {
        (Some(Reading::Date { .. }), Some(Reading::Date { .. })) => {
            let ((from, to), (other_from, other_to)) = (one.days(), other.days());
            let within = |a: Option<_>, b: Option<_>, c: Option<_>, d: Option<_>| {
                (b.is_none() || a >= b) && (d.is_none() || (c.is_some() && c <= d))
            };
            within(from, other_from, to, other_to) || within(other_from, from, other_to, to)
        }
        (Some(reading), Some(other)) => reading == other,
        _ => crate::text::fold(&one.as_written) == crate::text::fold(&other.as_written),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Calendar, Count, Edtf, EntryId};

    fn dated(edtf: &str) -> Claim {
        let mut claim = Claim::new(EntryId::fresh(), "arrival-date", edtf);
        claim.reading = Edtf::parse(edtf).ok().map(|edtf| Reading::Date { edtf, calendar: Calendar::Gregorian });
        claim
    }

    fn counted(number: u64) -> Claim {
        let mut claim = Claim::new(EntryId::fresh(), "count", &number.to_string());
        claim.reading =
            Some(Reading::Count(Count { at_least: Some(number), at_most: Some(number), approximate: false }));
        claim
    }

    #[test]
    fn rival_counts_are_a_difference_and_a_more_exact_date_is_none() {
        assert!(is_disputed(&[counted(92), counted(96)], &[]));
        assert!(!is_disputed(&[counted(92), counted(92)], &[]));
        assert!(!is_disputed(&[dated("1944-07"), dated("1944-07-28")], &[]));
        assert!(is_disputed(&[dated("1944-07-27"), dated("1944-07-28")], &[]));
    }

    #[test]
    fn claims_of_different_scope_and_withdrawn_claims_do_not_differ() {
        let mut scoped = counted(96);
        scoped.scope = "preserved records".to_owned();
        assert!(!is_disputed(&[counted(92), scoped], &[]));
        let mut withdrawn = counted(96);
        withdrawn.status = crate::model::ClaimStatus::Withdrawn;
        assert!(!is_disputed(&[counted(92), withdrawn], &[]));
    }
}
