//! `kartoteka conclude DIR REF PROPERTY`: writes what is held where sources disagree, and why.

use super::exit::Usage;
use super::page::page_of;
use super::{Outcome, Session};
use crate::catalogue::{Catalogue, Dispute, Judgement};
use crate::error::{Error, Result};
use crate::model::{Claim, Conclusion, Decision, DifferenceKind, Entry, EntryId, Label};
use crate::reports::{property_text, rival_letter, words};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde::Serialize;
use std::path::PathBuf;

/// Write what is held where sources disagree, and why; no claim is erased by it
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example: kartoteka conclude sample.kartoteka E6 count --decision no-conflict --reason 'Two roll calls'
To prefer one claim name it by its letter in `kartoteka conflicts`, or by its id: --decision preferred --choose B
Claims that were judged before are judged anew: the history keeps what was held.")]
pub(super) struct Args {
    /// The folder of the catalogue
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The reference, id or unique beginning of the id of the entry
    #[arg(value_name = "REF")]
    reference: String,
    /// The property the claims speak of: count, birth-place
    #[arg(value_name = "PROPERTY")]
    property: String,
    /// What is decided
    #[arg(long, value_parser = decision())]
    decision: Decision,
    /// A claim that is held, by its letter in `kartoteka conflicts` or its id; several times to combine
    #[arg(long, value_name = "CLAIM")]
    choose: Vec<String>,
    /// A claim that is weighed; without it all that stand side by side
    #[arg(long, value_name = "CLAIM")]
    weigh: Vec<String>,
    /// What sort of difference it is; without it the sort the program sees
    #[arg(long, value_parser = kind())]
    kind: Option<DifferenceKind>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

fn decision() -> impl TypedValueParser<Value = Decision> {
    PossibleValuesParser::new(Decision::ALL.iter().map(|decision| decision.term()))
        .map(|term| Decision::from_term(&term).unwrap_or_default())
}

fn kind() -> impl TypedValueParser<Value = DifferenceKind> {
    PossibleValuesParser::new(DifferenceKind::ALL.iter().map(|kind| kind.term()))
        .map(|term| DifferenceKind::from_term(&term).unwrap_or_default())
}

/// A conclusion that was written. `again` is whether it was a new judgement of what was judged before.
#[derive(Serialize)]
struct Answer {
    id: EntryId,
    code: String,
    property: String,
    kind: DifferenceKind,
    decision: Decision,
    weighed: Vec<EntryId>,
    chosen: Vec<EntryId>,
    reason: String,
    again: bool,
    act: u64,
}

impl Args {
    pub(super) fn run(self, session: &mut Session) -> anyhow::Result<Outcome> {
        let mut catalogue = session.open_to_write(&self.folder)?;
        let judgement = self.judgement(&catalogue)?;
        let before = catalogue.dossier(judgement.subject)?.conclusions;
        let (applied, id) = catalogue.conclude(&judgement)?;
        session.saved();
        let Some(Entry::Conclusion(conclusion)) = catalogue.get(id)? else {
            return Err(Error::NoSuchEntry(id.to_string()).into());
        };
        let again = before.iter().any(|known| known.id == id);
        let Conclusion { id, reference_code: code, property, kind, weighed, decision, chosen, reason, .. } = conclusion;
        let answer = Answer { id, code, property, kind, decision, weighed, chosen, reason, again, act: applied.seq };
        if session.json {
            session.object(&answer)?;
        } else {
            let done = if answer.again { "judged again" } else { "concluded" };
            session.line(format!(
                "{done} {}: {}, {}: {} ({} of {} claims held to)",
                answer.code,
                self.reference,
                property_text(&answer.property),
                words("decision", answer.decision.term()),
                answer.chosen.len(),
                answer.weighed.len()
            ))?;
        }
        Ok(Outcome::Good)
    }

    fn judgement(&self, catalogue: &Catalogue) -> anyhow::Result<Judgement> {
        let subject = page_of(catalogue, &self.reference)?;
        let claims =
            |named: &[String]| named.iter().map(|name| claim_named(catalogue, name)).collect::<Result<Vec<_>>>();
        // letters stand for claims of the question that is meant, which is known only afterwards
        let (letters, ids): (Vec<String>, Vec<String>) = self.choose.iter().cloned().partition(|name| is_letter(name));
        let (mut chosen, weighed) = (claims(&ids)?, claims(&self.weigh)?);
        let beside = catalogue.disputes_of(subject)?;
        let mut beside: Vec<Dispute> =
            beside.into_iter().filter(|dispute| dispute.disagreement.property == self.property).collect();
        if !chosen.is_empty() && weighed.is_empty() && beside.len() > 1 {
            beside.retain(|dispute| chosen.iter().all(|id| has(dispute, *id)));
        }
        let meant = match beside.as_slice() {
            [] => None,
            [one] => Some(one),
            several if !weighed.is_empty() => several.iter().find(|dispute| weighed.iter().any(|id| has(dispute, *id))),
            several => {
                let codes: Vec<String> = several.iter().map(told).collect();
                let (count, property) = (several.len(), property_text(&self.property));
                return Err(Usage(format!(
                    "there are {count} questions on {property} here ({}): name the claims with --weigh",
                    codes.join("; ")
                ))
                .into());
            }
        };
        for letter in letters {
            let rivals = meant.map(|dispute| dispute.disagreement.claims.as_slice()).unwrap_or_default();
            let rival = rivals.iter().enumerate().find(|(at, _)| rival_letter(*at) == letter);
            chosen.push(rival.map(|(_, claim)| claim.id).ok_or_else(|| {
                let count = rivals.len();
                Usage(format!("there is no claim {letter} among the {count} that `kartoteka conflicts` shows here"))
            })?);
        }
        let seen = meant.map(|dispute| dispute.disagreement.kind);
        let weighed = match (weighed.is_empty(), meant) {
            (false, _) => weighed,
            (true, Some(dispute)) => dispute.disagreement.claims.iter().map(|claim| claim.id).collect(),
            (true, None) => self.standing(catalogue, subject)?,
        };
        Ok(Judgement {
            subject,
            property: self.property.clone(),
            kind: self.kind.or(seen).unwrap_or(DifferenceKind::Compatible),
            weighed,
            decision: self.decision,
            chosen,
            reason: self.reason.clone(),
        })
    }

    /// The claims of a property that agree, and are judged all the same.
    fn standing(&self, catalogue: &Catalogue, subject: EntryId) -> Result<Vec<EntryId>> {
        let dossier = catalogue.dossier(subject)?;
        let is_meant = |claim: &&Claim| claim.property == self.property && claim.stands();
        let found: Vec<EntryId> = dossier.claims.iter().filter(is_meant).map(|claim| claim.id).collect();
        if found.is_empty() {
            let mut known: Vec<&str> = dossier.claims.iter().map(|claim| claim.property.as_str()).collect();
            known.dedup();
            let Label { reference_code, .. } = dossier.label;
            return Err(Error::Input(format!(
                "nothing stands here on {:?} of {reference_code}; what is claimed of it: {}",
                self.property,
                known.join(", ")
            )));
        }
        Ok(found)
    }
}

fn has(dispute: &Dispute, claim: EntryId) -> bool {
    dispute.disagreement.claims.iter().any(|known| known.id == claim)
}

fn told(dispute: &Dispute) -> String {
    let code = dispute.disagreement.conclusion.as_ref().map_or("not judged", |found| found.reference_code.as_str());
    format!("{code}: {}", dispute.summary)
}

/// Whether a claim is named as `kartoteka conflicts` calls it: A, B, … 27. Four digits and more are of an id.
fn is_letter(name: &str) -> bool {
    matches!(name.as_bytes(), [b'A'..=b'Z']) || (name.len() < 4 && name.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The claim with this id or unique beginning of it.
fn claim_named(catalogue: &Catalogue, name: &str) -> Result<EntryId> {
    let id = catalogue.resolve(name)?;
    match catalogue.get(id)? {
        Some(Entry::Claim(_)) => Ok(id),
        _ => Err(Error::Input(format!("{name} is no claim; `kartoteka conflicts --json` gives the ids of claims"))),
    }
}
