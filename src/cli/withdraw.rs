//! `kartoteka withdraw DIR CLAIM-OR-CONCLUSION`: takes back a claim or a judgement, and says what rested on it.

use super::answers::Named;
use super::exit::Usage;
use super::{Outcome, Session};
use crate::catalogue::Catalogue;
use crate::error::Error;
use crate::model::{Claim, ClaimStatus, Conclusion, Dependent, DependentKind, Entry, EntryId, EntryKind};
use crate::reports::{property_text, words};
use serde::Serialize;
use std::path::PathBuf;

/// Take back a claim or a judgement, after naming what rests on it; nothing is erased
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example: kartoteka withdraw sample.kartoteka C16 --reason 'The month is of another transport'
A claim is named by its id, from `kartoteka show --json`: withdrawn because we mis-read or mis-keyed it; with --false
the paper says so and we hold it to be false.")]
pub(super) struct Args {
    /// The folder of the catalogue
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The code of a conclusion, or the id or unique beginning of the id of a claim or conclusion
    #[arg(value_name = "CLAIM-OR-CONCLUSION")]
    reference: String,
    /// Why; only for a claim that stands again it may be left out
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    reason: String,
    /// The paper says so, and it is held to be false
    #[arg(long = "false", conflicts_with = "stand_again")]
    held_false: bool,
    /// A claim that was withdrawn or held to be false counts again
    #[arg(long)]
    stand_again: bool,
}

/// What was taken back, and what rested on it.
#[derive(Serialize)]
struct Answer {
    id: EntryId,
    kind: EntryKind,
    property: String,
    status: &'static str,
    reason: String,
    rests: Vec<RestsAnswer>,
    act: u64,
}

/// Something that rests on a claim. `of` is the conclusion or judgement on identity itself, `chosen` whether that
/// conclusion holds to the claim.
#[derive(Serialize)]
struct RestsAnswer {
    kind: DependentKind,
    entry: Named,
    of: Option<EntryId>,
    property: String,
    chosen: bool,
}

impl From<Dependent> for RestsAnswer {
    fn from(dependent: Dependent) -> Self {
        let Dependent { kind, entry, of, label, property, chosen } = dependent;
        Self { kind, entry: Named::new(entry, &label), of, property, chosen }
    }
}

impl Args {
    pub(super) fn run(self, session: &mut Session) -> anyhow::Result<Outcome> {
        let mut catalogue = session.open_to_write(&self.folder)?;
        let id = catalogue.resolve(&self.reference)?;
        match catalogue.get(id)? {
            Some(Entry::Claim(claim)) => self.claim(session, &mut catalogue, claim),
            Some(Entry::Conclusion(conclusion)) => self.conclusion(session, &mut catalogue, conclusion),
            _ => Err(Error::Input(format!(
                "{} is neither a claim nor a conclusion; `kartoteka conflicts` names both",
                self.reference
            ))
            .into()),
        }
    }

    fn claim(&self, session: &mut Session, catalogue: &mut Catalogue, claim: Claim) -> anyhow::Result<Outcome> {
        let status = match (self.held_false, self.stand_again) {
            (true, _) => ClaimStatus::ConsideredFalse,
            (_, true) => ClaimStatus::Stands,
            _ => ClaimStatus::Withdrawn,
        };
        let rests = catalogue.rests_on(claim.id)?;
        if !session.json {
            for line in self.rests_lines(catalogue, &rests)? {
                session.line(line)?;
            }
        }
        let applied = catalogue.set_claim_status(claim.id, status, &self.reason)?;
        session.saved();
        if session.json {
            session.object(&Answer {
                id: claim.id,
                kind: EntryKind::Claim,
                property: claim.property,
                status: status.term(),
                reason: self.reason.trim().to_owned(),
                rests: rests.into_iter().map(RestsAnswer::from).collect(),
                act: applied.seq,
            })?;
        } else {
            let property = property_text(&claim.property);
            session.line(format!("{property}: “{}”: {}", claim.as_written, words("status", status.term())))?;
        }
        Ok(Outcome::Good)
    }

    fn conclusion(
        &self,
        session: &mut Session,
        catalogue: &mut Catalogue,
        held: Conclusion,
    ) -> anyhow::Result<Outcome> {
        if self.held_false || self.stand_again {
            return Err(Usage(
                "--false and --stand-again are of claims: a conclusion that was withdrawn stays so, judge the claims anew \
                 with `kartoteka conclude`"
                    .to_owned(),
            )
            .into());
        }
        let applied = catalogue.withdraw_conclusion(held.id, &self.reason)?;
        session.saved();
        if session.json {
            session.object(&Answer {
                id: held.id,
                kind: EntryKind::Conclusion,
                property: held.property,
                status: "withdrawn",
                reason: self.reason.trim().to_owned(),
                rests: Vec::new(),
                act: applied.seq,
            })?;
        } else {
            session.line(format!(
                "withdrawn {}: {}; its claims are open to judgement again",
                held.reference_code,
                words("decision", held.decision.term())
            ))?;
        }
        Ok(Outcome::Good)
    }

    /// What rests on a claim, as lines for people.
    fn rests_lines(&self, catalogue: &Catalogue, rests: &[Dependent]) -> anyhow::Result<Vec<String>> {
        let mut lines = vec![format!("on {} rests:", self.reference)];
        for dependent in rests {
            let page = Named::new(dependent.entry, &dependent.label).words();
            let code = match dependent.of.map(|of| catalogue.get(of)).transpose()?.flatten() {
                Some(Entry::Conclusion(conclusion)) => format!(" {}", conclusion.reference_code),
                _ => String::new(),
            };
            let mut line = format!("  {}{code}: {page}", words("dependent", dependent.kind.term()));
            if !dependent.property.is_empty() {
                line = format!("{line}, {}", property_text(&dependent.property));
            }
            if dependent.chosen {
                line.push_str(" (it holds to this claim)");
            }
            lines.push(line);
        }
        Ok(lines)
    }
}
