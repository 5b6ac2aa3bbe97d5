//! Judging: what is held where claims differ, taking it back, and taking back a claim.
//!
//! Invariant: nothing is erased. A conclusion that is taken back stays with who, when and why, and so does a claim.

use super::{Applied, Catalogue, now, reason_given};
use crate::error::{Error, Result};
use crate::model::{
    Act, COUNTED, Change, Claim, ClaimStatus, Conclusion, Decision, Dependent, DependentKind, DifferenceKind, Entry,
    EntryId, EntryKind, Reading, Withdrawal,
};
use crate::storage::rows;
use crate::storage::study::judging;

/// The letter codes of conclusions begin with.
const CODE: char = 'C';

/// What somebody decides on claims that differ.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Judgement {
    /// The entry the claims are about.
    pub subject: EntryId,
    /// The property they speak of.
    pub property: String,
    /// What sort of difference it is.
    pub kind: DifferenceKind,
    /// Every claim that is weighed, in order.
    pub weighed: Vec<EntryId>,
    /// What is decided.
    pub decision: Decision,
    /// The claims we hold to.
    pub chosen: Vec<EntryId>,
    /// Why.
    pub reason: String,
}

impl Catalogue {
    /// Writes a conclusion, and answers with its id. Where one stands that weighs some of the same claims, that one is
    /// judged anew: of one question there is one answer.
    pub fn conclude(&mut self, judgement: &Judgement) -> Result<(Applied, EntryId)> {
        self.assert_can_be_meant(judgement)?;
        match self.standing_beside(judgement)?.as_slice() {
            [] => {}
            [one] => {
                let applied = self.reconsider(one.id, judgement)?;
                return Ok((applied, one.id));
            }
            several => return Err(judged_already(several)),
        }
        let conclusion = Conclusion {
            id: EntryId::fresh(),
            reference_code: self.next_code()?,
            subject: judgement.subject,
            property: judgement.property.clone(),
            kind: judgement.kind,
            weighed: judgement.weighed.clone(),
            decision: judgement.decision,
            chosen: judgement.chosen.clone(),
            reason: judgement.reason.trim().to_owned(),
            by: self.author().to_owned(),
            at: now(),
            withdrawn: None,
        };
        let about = self.about_claims(judgement.subject, &judgement.property)?;
        let id = conclusion.id;
        let applied = self.act(Act::Conclude, &about, &conclusion.reason.clone(), vec![Change::create(conclusion)])?;
        Ok((applied, id))
    }

    /// Judges anew what was judged: the standing conclusion is edited, and the history keeps what it was.
    pub fn reconsider(&mut self, conclusion: EntryId, judgement: &Judgement) -> Result<Applied> {
        let before = self.conclusion(conclusion)?;
        if !before.stands() {
            return Err(Error::Input(format!(
                "{} was withdrawn and stays so: judge the claims anew instead",
                before.reference_code
            )));
        }
        if (before.subject, &before.property) != (judgement.subject, &judgement.property) {
            return Err(Error::Input(format!(
                "{} is about another question: nothing was changed",
                before.reference_code
            )));
        }
        self.assert_can_be_meant(judgement)?;
        let dropped = before.weighed.iter().filter(|id| !judgement.weighed.contains(id)).count();
        if dropped > 0 {
            return Err(Error::Input(format!(
                "{} weighed {dropped} more: weigh all of them again, or withdraw it first",
                before.reference_code
            )));
        }
        let mut others = self.standing_beside(judgement)?;
        others.retain(|other| other.id != conclusion);
        if !others.is_empty() {
            return Err(judged_already(&others));
        }
        let mut after = Conclusion {
            kind: judgement.kind,
            weighed: judgement.weighed.clone(),
            decision: judgement.decision,
            chosen: judgement.chosen.clone(),
            reason: judgement.reason.trim().to_owned(),
            ..before.clone()
        };
        if after != before {
            self.author().clone_into(&mut after.by);
            after.at = now();
        }
        let about = self.about_claims(before.subject, &before.property)?;
        self.act(Act::Conclude, &about, &after.reason.clone(), vec![Change::edit(before, after)])
    }

    /// Takes a conclusion back; it stays, with who, when and why.
    pub fn withdraw_conclusion(&mut self, conclusion: EntryId, reason: &str) -> Result<Applied> {
        let before = self.conclusion(conclusion)?;
        if let Some(Withdrawal { by, at, .. }) = &before.withdrawn {
            let (code, day) = (&before.reference_code, at.local_day());
            return Err(Error::Input(format!("{code} was withdrawn already, by {by} on {day}")));
        }
        let reason = reason.trim().to_owned();
        reason_given(&reason, "why it is withdrawn")?;
        let withdrawal = Withdrawal { reason: reason.clone(), by: self.author().to_owned(), at: now() };
        let after = Conclusion { withdrawn: Some(withdrawal), ..before.clone() };
        let about = self.about_claims(before.subject, &before.property)?;
        let about = format!("{} {about}", before.reference_code).trim().to_owned();
        self.act(Act::Withdraw, &about, &reason, vec![Change::edit(before, after)])
    }

    /// Withdraws a claim, holds it to be false, or lets it stand again. It is never erased.
    pub fn set_claim_status(&mut self, claim: EntryId, status: ClaimStatus, reason: &str) -> Result<Applied> {
        let Some(Entry::Claim(before)) = self.get(claim)? else {
            return Err(Error::Input(format!("{claim} is no claim: nothing was changed")));
        };
        let reason = reason.trim().to_owned();
        if before.status == status && (status == ClaimStatus::Stands || before.status_reason == reason) {
            let is = match status {
                ClaimStatus::Stands => "stands",
                ClaimStatus::Withdrawn => "is withdrawn",
                ClaimStatus::ConsideredFalse => "is held to be false",
            };
            return Err(Error::Input(format!("this claim {is} already: nothing was changed")));
        }
        match status {
            ClaimStatus::Stands => {}
            ClaimStatus::Withdrawn => drop(reason_given(&reason, "why the claim is withdrawn")?),
            ClaimStatus::ConsideredFalse => drop(reason_given(&reason, "why the claim is held to be false")?),
        }
        // why it stands again is told by the act
        let status_reason = if status == ClaimStatus::Stands { String::new() } else { reason.clone() };
        let after = Claim { status, status_reason, ..before.clone() };
        let about = self.about_claims(before.subject, &before.property)?;
        let act = if status == ClaimStatus::Stands { Act::StandAgain } else { Act::Withdraw };
        self.act(act, &about, &reason, vec![Change::edit(before, after)])
    }

    /// What rests on a claim: conclusions that stand, judgements on identity, counts, and the lines of reports it is
    /// printed in.
    pub fn rests_on(&self, claim: EntryId) -> Result<Vec<Dependent>> {
        let Some(Entry::Claim(claim)) = self.get(claim)? else {
            return Err(Error::NoSuchEntry(claim.to_string()));
        };
        let (mut found, mut lines) = (Vec::new(), Vec::new());
        for entry in self.storage.told(judging::naming_claim(self.storage.connection(), claim.id))? {
            match entry {
                Entry::Conclusion(conclusion) if conclusion.stands() => {
                    let chosen = conclusion.chosen.contains(&claim.id);
                    let line = self.dependent(DependentKind::Conclusion, conclusion.subject, &conclusion.property)?;
                    let line = Dependent { of: Some(conclusion.id), chosen, ..line };
                    lines.push(Dependent { kind: DependentKind::ReportLine, chosen: false, ..line.clone() });
                    found.push(line);
                }
                Entry::Identity(identity) => {
                    let line = self.dependent(DependentKind::Identity, identity.entry, "")?;
                    found.push(Dependent { of: Some(identity.id), ..line });
                }
                _ => {}
            }
        }
        if COUNTED.contains(&claim.property.as_str()) {
            found.push(self.dependent(DependentKind::Count, claim.subject, &claim.property)?);
        }
        if matches!(claim.property.as_str(), "birth-date" | "death-date") {
            // the day is worked out from all papers of one man
            for page in self.gather_man(claim.subject)?.members {
                found.push(self.dependent(DependentKind::Closure, page, &claim.property)?);
            }
        }
        found.push(self.dependent(DependentKind::ReportLine, claim.subject, &claim.property)?);
        if let Some(Reading::Entry(meant)) = claim.reading
            && let Some(entry) = self.get(meant)?
        {
            let is_of_members = matches!(entry.kind(), EntryKind::Group | EntryKind::Event);
            let subject = self.label(claim.subject)?.kind;
            if is_of_members && matches!(subject, EntryKind::Person | EntryKind::FileCard) {
                found.push(self.dependent(DependentKind::Count, meant, &claim.property)?);
            }
            lines.insert(0, self.dependent(DependentKind::ReportLine, meant, &claim.property)?);
        }
        found.extend(lines);
        found.sort_by_key(|dependent| dependent.kind);
        Ok(found)
    }

    fn dependent(&self, kind: DependentKind, entry: EntryId, property: &str) -> Result<Dependent> {
        let label = self.label(entry)?;
        Ok(Dependent { kind, entry, of: None, label, property: property.to_owned(), chosen: false })
    }

    /// Refuses in words what cannot be meant.
    fn assert_can_be_meant(&self, judgement: &Judgement) -> Result<()> {
        let refuse = |why: &str| Err(Error::Input(format!("{why}: nothing was written")));
        let Judgement { subject, property, kind: _, weighed, decision, chosen, reason } = judgement;
        reason_given(reason, "why it is decided so")?;
        if self.get(*subject)?.is_none() {
            return Err(Error::NoSuchEntry(subject.to_string()));
        }
        if weighed.is_empty() {
            return refuse("no claim is weighed");
        }
        let names_twice =
            |ids: &[EntryId]| ids.iter().enumerate().any(|(at, id)| ids.iter().skip(at + 1).any(|other| other == id));
        if names_twice(weighed) || names_twice(chosen) {
            return refuse("a claim is named twice");
        }
        if chosen.iter().any(|id| !weighed.contains(id)) {
            return refuse("a claim is to be held that was not weighed");
        }
        let mut is_about = false;
        for id in weighed {
            let Some(Entry::Claim(claim)) = self.get(*id)? else {
                return Err(Error::Input(format!("{id} is no claim: nothing was written")));
            };
            is_about |= claim.subject == *subject && claim.property == *property;
            if chosen.contains(id) && !claim.stands() {
                let (written, why) = (claim.as_written.trim(), claim.status_reason.trim());
                return refuse(&format!("“{written}” does not stand ({why}) and cannot be held to"));
            }
        }
        if !is_about {
            let property = property.replace('-', " ");
            return refuse(&format!("none of the claims weighed says of this entry what its {property} is"));
        }
        if weighed.len() < 2 && matches!(decision, Decision::Preferred | Decision::Combined) {
            return refuse("there is nothing beside this claim to weigh it against");
        }
        match (decision, chosen.len()) {
            (Decision::Preferred, 1) | (Decision::Open | Decision::NoConflict, 0) | (Decision::Combined, 2..) => Ok(()),
            (Decision::Preferred, 0) => refuse("one claim is to be preferred, and none is chosen"),
            (Decision::Preferred, _) => {
                refuse("one claim is to be preferred, and several are chosen; to hold several, combine them")
            }
            (Decision::Combined, _) => refuse("to combine takes two claims or more"),
            (Decision::Open, _) => refuse("what is left open holds to no claim"),
            (Decision::NoConflict, _) => refuse("where nothing contradicts, no claim is chosen before the others"),
        }
    }

    /// The conclusions that stand and weigh some of the same claims on the same question.
    fn standing_beside(&self, judgement: &Judgement) -> Result<Vec<Conclusion>> {
        let page = self.storage.told(rows::page_each(self.storage.connection(), judgement.subject))?;
        let found = rows::readable(page).into_iter().filter_map(|found| match found.entry {
            Entry::Conclusion(conclusion) => Some(conclusion),
            _ => None,
        });
        let is_same = |conclusion: &Conclusion| {
            conclusion.stands()
                && conclusion.property == judgement.property
                && conclusion.shares_claims_with(&judgement.weighed)
        };
        Ok(found.filter(is_same).collect())
    }

    fn conclusion(&self, id: EntryId) -> Result<Conclusion> {
        match self.get(id)? {
            Some(Entry::Conclusion(conclusion)) => Ok(conclusion),
            _ => Err(Error::Input(format!("{id} is no conclusion: nothing was changed"))),
        }
    }

    /// A code no entry has.
    fn next_code(&self) -> Result<String> {
        let connection = self.storage.connection();
        let mut number = self.storage.told(judging::highest_code(connection, CODE))?;
        loop {
            number += 1;
            let code = format!("{CODE}{number}");
            if self.storage.told(rows::by_reference(connection, &code))?.is_empty() {
                return Ok(code);
            }
        }
    }

    /// What an act is about: `E6: count`.
    fn about_claims(&self, subject: EntryId, property: &str) -> Result<String> {
        let label = self.label(subject)?;
        let name = if label.reference_code.is_empty() { label.label } else { label.reference_code };
        Ok(format!("{name}: {}", property.replace('-', " ")))
    }
}

fn judged_already(several: &[Conclusion]) -> Error {
    let codes: Vec<&str> = several.iter().map(|conclusion| conclusion.reference_code.as_str()).collect();
    Error::Input(format!(
        "some of these claims are judged already, in {}: withdraw that first, or weigh other claims; nothing was written",
        codes.join(" and ")
    ))
}
