//! `kartoteka identity DIR REF [OTHER …]`: who is held to be the same man, and the judgements that say so.

use super::answers::Named;
use super::exit::Usage;
use super::page::page_of;
use super::words::{columns, one_line};
use super::{Outcome, Session};
use crate::catalogue::{Catalogue, NamedMan};
use crate::error::{Error, Result};
use crate::model::{ClaimStatus, Entry, EntryId, Identity, Label, Timestamp, Verdict};
use crate::reports::words;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde::Serialize;
use std::path::PathBuf;

/// Show who is held to be the same man as a card or person; with another, judge the two or take a judgement back
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: kartoteka identity sample.kartoteka P3
         kartoteka identity sample.kartoteka P3 P8 --verdict not-the-same --reason 'born years apart'
         kartoteka identity sample.kartoteka P3 P8 --split --reason 'the numbers differ'

A card is held against a person, a person against a person. Nothing is moved from one page to the other: --split takes
the judgement back, and what was judged before it stands again.")]
pub(super) struct Args {
    /// The folder of the catalogue
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The reference, id or unique beginning of the id of a card or person
    #[arg(value_name = "REF")]
    reference: String,
    /// The card or person it is held against
    #[arg(value_name = "OTHER")]
    other: Option<String>,
    /// What is judged of the two
    #[arg(long, value_parser = verdict(), requires = "other", conflicts_with = "split")]
    verdict: Option<Verdict>,
    /// Take back that the two are one man
    #[arg(long, requires = "other")]
    split: bool,
    /// On what grounds
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true, requires = "other")]
    reason: String,
    /// A claim the judgement rests on, by its id or the beginning of it; may be given several times
    #[arg(long, value_name = "CLAIM", requires = "verdict")]
    evidence: Vec<String>,
}

fn verdict() -> impl TypedValueParser<Value = Verdict> {
    PossibleValuesParser::new(Verdict::ALL.iter().map(|verdict| verdict.term()))
        .map(|term| Verdict::from_term(&term).unwrap_or_default())
}

/// The man, or after a judgement the man as he is held to be now.
#[derive(Serialize)]
struct Answer {
    head: Named,
    members: Vec<Named>,
    has_more: bool,
    judgements: Vec<JudgementAnswer>,
    contradictions: Vec<[Named; 2]>,
}

#[derive(Serialize)]
struct JudgementAnswer {
    id: EntryId,
    entry: Named,
    person: Named,
    verdict: Verdict,
    reason: String,
    evidence: Vec<EvidenceAnswer>,
    by: String,
    at: Timestamp,
}

#[derive(Serialize)]
struct EvidenceAnswer {
    claim: EntryId,
    of: Option<Named>,
    property: String,
    as_written: String,
    status: Option<ClaimStatus>,
}

impl EvidenceAnswer {
    /// `name Nikolai Vasiliev (Withdrawn)`.
    fn words(&self) -> String {
        let said = format!("{} {}", self.property, self.as_written);
        match self.status.filter(|status| *status != ClaimStatus::Stands) {
            Some(status) => format!("{said} ({})", words("status", status.term())),
            None => said,
        }
    }
}

impl From<NamedMan> for Answer {
    fn from(found: NamedMan) -> Self {
        let NamedMan { man, labels, evidence } = found;
        let named = |id: EntryId| Named::new(id, labels.get(&id).unwrap_or(&Label::default()));
        let judgement = |identity: Identity| {
            let Identity { id, entry, person, verdict, reason, evidence: claims, by, at } = identity;
            let claims = claims.into_iter().map(|claim| {
                let known = evidence.get(&claim);
                EvidenceAnswer {
                    claim,
                    of: known.map(|known| named(known.subject)),
                    property: known.map(|known| known.property.clone()).unwrap_or_default(),
                    as_written: known.map(|known| known.as_written.clone()).unwrap_or_default(),
                    status: known.map(|known| known.status),
                }
            });
            let evidence = claims.collect();
            JudgementAnswer { id, entry: named(entry), person: named(person), verdict, reason, evidence, by, at }
        };
        Self {
            head: named(man.head),
            members: man.members.iter().map(|id| named(*id)).collect(),
            has_more: man.has_more,
            judgements: man.identities.into_iter().map(judgement).collect(),
            contradictions: man.contradictions.iter().map(|(one, other)| [named(*one), named(*other)]).collect(),
        }
    }
}

impl Args {
    pub(super) fn run(self, session: &mut Session) -> anyhow::Result<Outcome> {
        let Some(other) = &self.other else {
            let catalogue = Session::open(&self.folder)?;
            let entry = page_of(&catalogue, &self.reference)?;
            return print(session, catalogue.named_man(entry)?);
        };
        if self.verdict.is_none() && !self.split {
            let which = Verdict::ALL.iter().map(|verdict| verdict.term()).collect::<Vec<_>>().join(", ");
            return Err(Usage(format!(
                "say what is judged of {} and {other}: --verdict with one of {which}, or --split",
                self.reference
            ))
            .into());
        }
        let mut catalogue = session.open_to_write(&self.folder)?;
        let (entry, other) = (page_of(&catalogue, &self.reference)?, page_of(&catalogue, other)?);
        if let Some(verdict) = self.verdict {
            let evidence = self.evidence.iter().map(|claim| claim_of(&catalogue, claim)).collect::<Result<Vec<_>>>()?;
            catalogue.judge_identity(entry, other, verdict, &self.reason, &evidence)?;
        } else {
            catalogue.split(entry, other, &self.reason)?;
        }
        session.saved();
        print(session, catalogue.named_man(entry)?)
    }
}

fn claim_of(catalogue: &Catalogue, reference: &str) -> Result<EntryId> {
    let id = catalogue.resolve(reference)?;
    match catalogue.get(id)? {
        Some(Entry::Claim(_)) => Ok(id),
        Some(other) => Err(Error::Input(format!(
            "{reference} is a {}, and evidence are claims: `kartoteka show --json` tells their ids",
            other.kind()
        ))),
        None => Err(Error::NoSuchEntry(reference.to_owned())),
    }
}

fn print(session: &mut Session, found: NamedMan) -> anyhow::Result<Outcome> {
    let answer = Answer::from(found);
    let outcome = if answer.contradictions.is_empty() { Outcome::Good } else { Outcome::Problems };
    if session.json {
        session.object(&answer)?;
        return Ok(outcome);
    }
    if answer.members.len() < 2 {
        session.line(format!("{}: nobody else is held to be the same man", answer.head.words()))?;
    } else {
        let members = answer.members.iter().map(Named::words).collect::<Vec<_>>().join("; ");
        let more = if answer.has_more { "; and more that are not followed" } else { "" };
        session.line(format!("held to be one man, printed as {}: {members}{more}", answer.head.words()))?;
    }
    if !answer.judgements.is_empty() {
        let mut table = vec![["JUDGED", "ONE", "OTHER", "REASON", "EVIDENCE", "BY"].map(str::to_owned).to_vec()];
        table.extend(answer.judgements.iter().map(|judged| {
            let evidence = judged.evidence.iter().map(EvidenceAnswer::words);
            vec![
                words("verdict", judged.verdict.term()),
                one_line(&judged.entry.words(), 40),
                one_line(&judged.person.words(), 40),
                one_line(&judged.reason, 80),
                one_line(&evidence.collect::<Vec<_>>().join("; "), 60),
                judged.by.clone(),
            ]
        }));
        for line in columns(&table) {
            session.line(line)?;
        }
    }
    for [one, other] in &answer.contradictions {
        session.line(format!(
            "contradiction: {} and {} are held to be one man through others, and were judged not to be",
            one.words(),
            other.words()
        ))?;
    }
    Ok(outcome)
}
