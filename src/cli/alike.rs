//! `kartoteka alike DIR REF`: the cards and persons that may be the same man, with the reasons.

use super::page::page_of;
use super::words::{columns, one_line};
use super::{Outcome, Session};
use crate::catalogue::Candidate;
use crate::model::{EntryId, EntryKind, Reason, Strength, Verdict};
use crate::reports::{reason_text, words};
use serde::Serialize;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Show which cards and persons may be the same man as one, with what speaks for and against it
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: kartoteka alike sample.kartoteka P3

Nothing is merged: somebody has to look and judge.")]
pub(super) struct Args {
    /// The folder of the catalogue
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The reference, id or unique beginning of the id of a card or person
    #[arg(value_name = "REF")]
    reference: String,
    /// The most to show
    #[arg(long, value_name = "N", default_value = "20")]
    limit: NonZeroUsize,
}

#[derive(Serialize)]
struct Answer {
    id: EntryId,
    #[serde(rename = "ref")]
    reference: String,
    kind: EntryKind,
    label: String,
    strength: Strength,
    points: i32,
    verdict: Option<Verdict>,
    reasons: Vec<ReasonAnswer>,
}

/// `points` are less than nothing when it speaks against.
#[derive(Serialize)]
struct ReasonAnswer {
    kind: &'static str,
    points: i32,
    here: String,
    there: String,
    words: String,
}

impl From<Candidate> for Answer {
    fn from(candidate: Candidate) -> Self {
        let Candidate { entry, label, points, strength, verdict, reasons } = candidate;
        let reasons = reasons.into_iter().map(|reason| ReasonAnswer {
            kind: reason.kind.term(),
            points: reason.kind.points(),
            words: reason_text(&reason),
            here: reason.here,
            there: reason.there,
        });
        Self {
            id: entry,
            reference: label.reference_code,
            kind: label.kind,
            label: label.label,
            strength,
            points,
            verdict,
            reasons: reasons.collect(),
        }
    }
}

impl Args {
    pub(super) fn run(self, session: &mut Session) -> anyhow::Result<Outcome> {
        let catalogue = Session::open(&self.folder)?;
        let entry = page_of(&catalogue, &self.reference)?;
        let found = catalogue.alike(entry, self.limit.get())?;
        if session.json {
            let mut array = session.array()?;
            for candidate in found {
                session.item(&mut array, &Answer::from(candidate))?;
            }
            session.close(&array)?;
        } else if found.is_empty() {
            Session::say("nobody here looks like the same man");
        } else {
            let mut table = vec![["REF", "KIND", "LABEL", "HOW", "WHY"].map(str::to_owned).to_vec()];
            table.extend(found.into_iter().map(|candidate| {
                vec![
                    candidate.label.reference_code,
                    words("kind", candidate.label.kind.term()),
                    one_line(&candidate.label.label, 50),
                    words("strength", candidate.strength.term()),
                    why(&candidate.reasons),
                ]
            }));
            for line in columns(&table) {
                session.line(line)?;
            }
        }
        Ok(Outcome::Good)
    }
}

/// What speaks for it, then after a `but` what speaks against it.
fn why(reasons: &[Reason]) -> String {
    let (against, for_it): (Vec<&Reason>, Vec<&Reason>) = reasons.iter().partition(|reason| reason.kind.is_against());
    let told = |reasons: &[&Reason]| reasons.iter().map(|reason| reason_text(reason)).collect::<Vec<_>>().join("; ");
    match (for_it.is_empty(), against.is_empty()) {
        (_, true) => told(&for_it),
        (true, false) => told(&against),
        (false, false) => format!("{}; but {}", told(&for_it), told(&against)),
    }
}
