//! Where claims about one thing differ: found from the claims alone, judged only by people.
//!
//! Invariant: what `is:conflict` finds ([`is_disputed`]) and what stands in the queue
//! ([`Disagreement::calls_for_judgement`]) is worked out by the same rule, [`Rivals::call_for_judgement`]. The mark
//! "sources disagree" ([`is_in_dispute`]) stands on those of them of which not everything can be true.

mod difference;

pub use difference::{difference, is_conflict, may_conflict};

use super::{Claim, Conclusion, Decision, DifferenceKind, EntryId};
use difference::between;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Claims that differ, or seem to, with what was judged of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Disagreement {
    /// The entry they are about.
    pub subject: EntryId,
    /// The property they speak of.
    pub property: String,
    /// What sort of difference it is: as somebody judged, else as the program sees it.
    pub kind: DifferenceKind,
    /// What the program sees in the claims alone; nothing where they agree.
    pub seen: Option<DifferenceKind>,
    /// The claims: those that were weighed in that order, then those that came since.
    pub claims: Vec<Claim>,
    /// The conclusion that stands, if somebody made one.
    pub conclusion: Option<Conclusion>,
    /// Conclusions that were taken back, the last one first.
    pub withdrawn: Vec<Conclusion>,
}

impl Disagreement {
    /// Whether nobody has judged, it was left open, or a rival came since.
    pub fn is_open(&self) -> bool {
        let rivals = self.rivals();
        self.conclusion.as_ref().is_none_or(|conclusion| rivals.are_open(conclusion))
    }

    /// Whether somebody should look at it: a contradiction nobody judged, what was left open, what was taken back.
    pub fn calls_for_judgement(&self) -> bool {
        self.rivals().call_for_judgement()
    }

    /// Whether somebody settled it, and what he settled is to be judged again: a rival came since, or what is held was
    /// taken back.
    pub fn is_reopened(&self) -> bool {
        self.conclusion.as_ref().is_some_and(|found| found.decision != Decision::Open) && !self.is_answered()
    }

    /// The sort of difference to be shown: as somebody judged while that answers the claims, else as it is seen.
    pub fn kind_now(&self) -> DifferenceKind {
        self.seen.filter(|_| !self.is_answered()).unwrap_or(self.kind)
    }

    /// Whether a conclusion stands and no claim has come or fallen that asks for another.
    fn is_answered(&self) -> bool {
        self.conclusion.as_ref().is_some_and(|conclusion| !self.rivals().are_reopened(conclusion))
    }

    /// The claims that stand and were not weighed: nobody had them before the conclusion.
    pub fn unweighed(&self) -> impl Iterator<Item = &Claim> {
        let weighed = self.conclusion.as_ref().map(|conclusion| conclusion.weighed.as_slice());
        self.claims.iter().filter(move |claim| claim.stands() && weighed.is_some_and(|ids| !ids.contains(&claim.id)))
    }

    fn rivals(&self) -> Rivals<'_> {
        Rivals {
            property: &self.property,
            claims: self.claims.iter().collect(),
            conclusion: self.conclusion.as_ref(),
            withdrawn: self.withdrawn.iter().collect(),
        }
    }
}

/// Every difference on a page: those somebody wrote a conclusion on, in the order given, then those nobody has
/// looked at yet, in order of property. `weighed` are claims of other pages that the conclusions weigh.
pub fn disagreements(claims: &[Claim], weighed: &[Claim], conclusions: &[Conclusion]) -> Vec<Disagreement> {
    let found = Rivals::among(claims, weighed, conclusions, |_| true).into_iter();
    found.filter_map(Rivals::into_disagreement).collect()
}

/// Whether somebody should look at a page, whose claims and conclusions these are.
pub fn is_disputed(claims: &[Claim], conclusions: &[Conclusion]) -> bool {
    Rivals::among(claims, &[], conclusions, may_conflict).iter().any(Rivals::call_for_judgement)
}

/// Whether sources disagree on a page and nobody has settled it. That is less than what somebody should look at: a gap,
/// an unclear reference and two statements that can both be true are left open as well, and nobody disagrees.
pub fn is_in_dispute(claims: &[Claim], conclusions: &[Conclusion]) -> bool {
    Rivals::among(claims, &[], conclusions, may_conflict).iter().any(Rivals::are_disputed)
}

/// Claims side by side, before anything is copied.
struct Rivals<'a> {
    property: &'a str,
    claims: Vec<&'a Claim>,
    conclusion: Option<&'a Conclusion>,
    withdrawn: Vec<&'a Conclusion>,
}

impl<'a> Rivals<'a> {
    /// What stands side by side on a page. What nobody judged is gathered of the properties that are `wanted`.
    fn among(
        claims: &'a [Claim],
        weighed: &'a [Claim],
        conclusions: &'a [Conclusion],
        wanted: fn(&str) -> bool,
    ) -> Vec<Self> {
        let rivals = |conclusion: &'a Conclusion| {
            let known = |id: &EntryId| claims.iter().chain(weighed).find(|claim| claim.id == *id);
            let claims = conclusion.weighed.iter().filter_map(known).collect();
            Self { property: &conclusion.property, claims, conclusion: None, withdrawn: Vec::new() }
        };
        let (standing, mut taken_back): (Vec<&Conclusion>, Vec<&Conclusion>) =
            conclusions.iter().partition(|conclusion| conclusion.stands());
        let mut found: Vec<Self> = standing
            .into_iter()
            .map(|conclusion| Self { conclusion: Some(conclusion), ..rivals(conclusion) })
            .collect();
        taken_back.sort_by_key(|conclusion| Reverse(conclusion.withdrawn.as_ref().map(|withdrawal| withdrawal.at)));
        for conclusion in taken_back {
            match found.iter_mut().find(|rivals| rivals.weigh_some_of(conclusion)) {
                Some(rivals) => rivals.withdrawn.push(conclusion),
                None => found.push(Self { withdrawn: vec![conclusion], ..rivals(conclusion) }),
            }
        }
        let mut by_property: BTreeMap<&str, Vec<&Claim>> = BTreeMap::new();
        for claim in claims.iter().filter(|claim| claim.stands()) {
            by_property.entry(&claim.property).or_default().push(claim);
        }
        for (property, standing) in by_property.into_iter().filter(|(_, standing)| standing.len() > 1) {
            Self::add_unweighed(&mut found, property, standing, wanted);
        }
        found
    }

    /// Puts claims nobody weighed beside those that were; where nothing was judged, all of the property side by side.
    fn add_unweighed(found: &mut Vec<Self>, property: &'a str, standing: Vec<&'a Claim>, wanted: fn(&str) -> bool) {
        let own = |rivals: &Self| {
            let is_own =
                |claim: &&&Claim| claim.property == property && standing.iter().any(|one| one.subject == claim.subject);
            if rivals.property == property { rivals.claims.iter().filter(is_own).count() } else { 0 }
        };
        // one that weighs a single claim of the page is about something else: 49 cards beside the size of a transport
        let host = found.iter().enumerate().map(|(place, rivals)| (own(rivals), place)).filter(|(own, _)| *own > 1);
        let host = host.max_by_key(|(own, place)| (*own, Reverse(*place))).map(|(_, place)| place);
        let Some(host) = host else {
            if wanted(property) {
                found.push(Self { property, claims: standing, conclusion: None, withdrawn: Vec::new() });
            }
            return;
        };
        let is_weighed =
            |claim: &Claim, found: &[Self]| found.iter().any(|one| one.claims.iter().any(|known| known.id == claim.id));
        let fresh: Vec<&Claim> = standing.into_iter().filter(|claim| !is_weighed(claim, found)).collect();
        if let Some(host) = found.get_mut(host) {
            host.claims.extend(fresh);
        }
    }

    /// Whether a conclusion that was taken back was about these.
    fn weigh_some_of(&self, other: &Conclusion) -> bool {
        let shares = |conclusion: &&Conclusion| conclusion.shares_claims_with(&other.weighed);
        self.property == other.property && self.conclusion.iter().chain(&self.withdrawn).any(shares)
    }

    /// The rule of the queue.
    fn call_for_judgement(&self) -> bool {
        if let Some(conclusion) = self.conclusion {
            return self.are_open(conclusion);
        }
        if let Some(last) = self.withdrawn.first() {
            // what somebody once judged and took back is to be judged again, unless the claims are gone
            let is_gone = |id: &EntryId| {
                self.claims.iter().any(|claim| claim.id == *id && claim.subject == last.subject && !claim.stands())
            };
            if last.weighed.iter().filter(|id| !is_gone(id)).count() > 1 {
                return true;
            }
        }
        may_conflict(self.property) && difference(&self.claims, self.property).is_some_and(is_conflict)
    }

    /// Whether they call for judgement because not all of them can be true: as was judged when it was left open; else,
    /// and when the judgement answers no more, as is seen.
    fn are_disputed(&self) -> bool {
        let judged = self.conclusion.or_else(|| self.withdrawn.first().copied());
        let answers = self.conclusion.is_some_and(|conclusion| !self.are_reopened(conclusion));
        let seen = || difference(&self.claims, self.property);
        let told = judged.map(|conclusion| conclusion.kind);
        self.call_for_judgement()
            && if answers { told } else { seen().or(told) }.is_some_and(DifferenceKind::is_dispute)
    }

    /// Whether a conclusion leaves these open, or no longer answers them.
    fn are_open(&self, conclusion: &Conclusion) -> bool {
        conclusion.decision == Decision::Open || self.are_reopened(conclusion)
    }

    /// Whether a conclusion no longer answers these: a claim came that contradicts what is held, or one we hold to was
    /// taken back.
    fn are_reopened(&self, conclusion: &Conclusion) -> bool {
        let is_held = |claim: &Claim| {
            if conclusion.chosen.is_empty() {
                conclusion.weighed.contains(&claim.id)
            } else {
                conclusion.chosen.contains(&claim.id)
            }
        };
        let lost = |claim: &&Claim| {
            claim.subject == conclusion.subject && !claim.stands() && conclusion.chosen.contains(&claim.id)
        };
        let held = || self.claims.iter().filter(|claim| claim.stands() && is_held(claim));
        let fresh = self.claims.iter().filter(|claim| claim.stands() && !conclusion.weighed.contains(&claim.id));
        self.claims.iter().any(lost)
            || fresh.into_iter().any(|claim| held().any(|held| between(held, claim).is_some_and(is_conflict)))
    }

    fn into_disagreement(self) -> Option<Disagreement> {
        let judged = self.conclusion.or_else(|| self.withdrawn.first().copied());
        let seen = difference(&self.claims, self.property);
        let kind = self.conclusion.map(|conclusion| conclusion.kind).or(seen);
        let kind = kind.or_else(|| judged.map(|conclusion| conclusion.kind))?;
        let subject = judged.map(|conclusion| conclusion.subject);
        Some(Disagreement {
            subject: subject.or_else(|| self.claims.first().map(|claim| claim.subject))?,
            property: self.property.to_owned(),
            kind,
            seen,
            claims: self.claims.into_iter().cloned().collect(),
            conclusion: self.conclusion.cloned(),
            withdrawn: self.withdrawn.into_iter().cloned().collect(),
        })
    }
}

#[cfg(test)]
mod tests;
