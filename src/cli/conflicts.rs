//! `kartoteka conflicts DIR [QUERY]`: where sources disagree, the claims side by side, and what is concluded.

use super::answers::Named;
use super::page::{AbsenceAnswer, page_of};
use super::words::one_line;
use super::{Outcome, Session};
use crate::catalogue::{Catalogue, Dispute, DisputeQuery, Which};
use crate::model::{
    Certainty, Claim, ClaimStatus, Conclusion, Decision, DifferenceKind, EntryId, HistoricalDate, Reading, Timestamp,
};
use crate::reports::{property_text, reading_text, rival_letter, words};
use serde::Serialize;
use std::path::PathBuf;

/// Show where sources disagree: what calls for a judgement, or what was judged
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example: kartoteka conflicts sample.kartoteka --all
The claims of one entry, however slight the difference: kartoteka conflicts sample.kartoteka --of E6
To judge: kartoteka conclude; to take back a claim or a judgement: kartoteka withdraw.")]
pub(super) struct Args {
    /// The folder of the catalogue
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Only on pages that this finds, in the language of `kartoteka find`
    #[arg(value_name = "QUERY", default_value = "", hide_default_value = true)]
    query: String,
    /// Those that were judged
    #[arg(long, conflicts_with = "all")]
    judged: bool,
    /// Those that call for a judgement and those that were judged
    #[arg(long)]
    all: bool,
    /// Every difference on the page of this entry
    #[arg(long, value_name = "REF", conflicts_with_all = ["query", "judged", "all"])]
    of: Option<String>,
}

/// Pages read at once.
const AT_ONCE: usize = 100;

/// A disagreement. `kind` is what somebody judged it to be, else what is seen; `withdrawn` are conclusions taken back.
#[derive(Serialize)]
pub(super) struct ConflictAnswer {
    subject: Named,
    property: String,
    kind: DifferenceKind,
    seen: Option<DifferenceKind>,
    decision: Option<Decision>,
    reason: String,
    by: String,
    at: Option<Timestamp>,
    code: String,
    id: Option<EntryId>,
    open: bool,
    calls_for_judgement: bool,
    summary: String,
    claims: Vec<RivalAnswer>,
    withdrawn: Vec<WithdrawnAnswer>,
}

/// One of the claims side by side. `weighed` is whether the conclusion that stands weighed it.
#[derive(Serialize)]
struct RivalAnswer {
    id: EntryId,
    subject: Named,
    property: String,
    as_written: String,
    reading: Option<Reading>,
    reading_text: String,
    absence: Option<AbsenceAnswer>,
    scope: String,
    source: Option<CitedAnswer>,
    locator: String,
    quotation: String,
    stated_on: Option<HistoricalDate>,
    remark: String,
    certainty: Certainty,
    status: ClaimStatus,
    status_reason: String,
    keyed_by: String,
    keyed_at: Timestamp,
    region: Option<EntryId>,
    weighed: bool,
    chosen: bool,
}

/// A conclusion that was taken back: what it was, then by whom, when and why it is no longer held.
#[derive(Serialize)]
struct WithdrawnAnswer {
    id: EntryId,
    code: String,
    kind: DifferenceKind,
    decision: Decision,
    chosen: Vec<EntryId>,
    reason: String,
    by: String,
    at: Timestamp,
    withdrawn_by: String,
    withdrawn_at: Timestamp,
    withdrawn_reason: String,
}

/// A source, as `show` names it.
#[derive(Serialize)]
struct CitedAnswer {
    id: EntryId,
    #[serde(rename = "ref")]
    reference: String,
    title: String,
}

impl From<Named> for CitedAnswer {
    fn from(source: Named) -> Self {
        Self { id: source.id, reference: source.reference, title: source.label }
    }
}

impl From<Dispute> for ConflictAnswer {
    fn from(dispute: Dispute) -> Self {
        let (open, calls) = (dispute.disagreement.is_open(), dispute.disagreement.calls_for_judgement());
        let claims = dispute.disagreement.claims.iter().map(|claim| RivalAnswer::new(claim, &dispute)).collect();
        let Dispute { disagreement, subject, summary, .. } = dispute;
        let conclusion = disagreement.conclusion.as_ref();
        let text = |of: fn(&Conclusion) -> &String| conclusion.map(of).cloned().unwrap_or_default();
        Self {
            subject: Named::new(disagreement.subject, &subject),
            kind: disagreement.kind,
            seen: disagreement.seen,
            decision: conclusion.map(|conclusion| conclusion.decision),
            reason: text(|conclusion| &conclusion.reason),
            by: text(|conclusion| &conclusion.by),
            at: conclusion.map(|conclusion| conclusion.at),
            code: text(|conclusion| &conclusion.reference_code),
            id: conclusion.map(|conclusion| conclusion.id),
            open,
            calls_for_judgement: calls,
            summary,
            claims,
            withdrawn: disagreement.withdrawn.into_iter().map(WithdrawnAnswer::from).collect(),
            property: disagreement.property,
        }
    }
}

impl RivalAnswer {
    fn new(claim: &Claim, dispute: &Dispute) -> Self {
        let named = |id: EntryId| Named::new(id, &dispute.labels.get(&id).cloned().unwrap_or_default());
        let has = |list: fn(&Conclusion) -> &Vec<EntryId>| {
            dispute.disagreement.conclusion.as_ref().is_some_and(|conclusion| list(conclusion).contains(&claim.id))
        };
        Self {
            id: claim.id,
            subject: named(claim.subject),
            property: claim.property.clone(),
            as_written: claim.as_written.clone(),
            reading_text: claim
                .reading
                .as_ref()
                .map(|reading| reading_text(reading, &dispute.labels))
                .unwrap_or_default(),
            reading: claim.reading.clone(),
            absence: claim.absence.as_ref().map(AbsenceAnswer::from),
            scope: claim.scope.clone(),
            source: claim.source.map(named).map(CitedAnswer::from),
            locator: claim.locator.clone(),
            quotation: claim.quotation.clone(),
            stated_on: claim.stated_on.clone(),
            remark: claim.remark.clone(),
            certainty: claim.certainty,
            status: claim.status,
            status_reason: claim.status_reason.clone(),
            keyed_by: claim.keyed_by.clone(),
            keyed_at: claim.keyed_at,
            region: claim.region,
            weighed: has(|conclusion| &conclusion.weighed),
            chosen: has(|conclusion| &conclusion.chosen),
        }
    }
}

impl From<Conclusion> for WithdrawnAnswer {
    fn from(conclusion: Conclusion) -> Self {
        let withdrawal = conclusion.withdrawn;
        let (withdrawn_by, withdrawn_at, withdrawn_reason) =
            withdrawal.map(|found| (found.by, found.at, found.reason)).unwrap_or_default();
        Self {
            id: conclusion.id,
            code: conclusion.reference_code,
            kind: conclusion.kind,
            decision: conclusion.decision,
            chosen: conclusion.chosen,
            reason: conclusion.reason,
            by: conclusion.by,
            at: conclusion.at,
            withdrawn_by,
            withdrawn_at,
            withdrawn_reason,
        }
    }
}

impl Args {
    pub(super) fn run(self, session: &mut Session) -> anyhow::Result<Outcome> {
        let catalogue = Session::open(&self.folder)?;
        let mut told = Told::begin(session)?;
        if let Some(reference) = &self.of {
            let page = page_of(&catalogue, reference)?;
            told.tell(session, catalogue.disputes_of(page)?)?;
        } else {
            self.tell_all(session, &catalogue, &mut told)?;
        }
        told.end(session)?;
        Ok(Outcome::Good)
    }

    fn tell_all(&self, session: &mut Session, catalogue: &Catalogue, told: &mut Told) -> anyhow::Result<()> {
        let which = match (self.judged, self.all) {
            (true, _) => Which::Judged,
            (_, true) => Which::All,
            _ => Which::Open,
        };
        let mut from = Some(0);
        while let Some(begin) = from {
            let query = DisputeQuery { which, words: self.query.clone(), from: begin, most: AT_ONCE };
            let page = catalogue.disputes(&query)?;
            told.tell(session, page.found)?;
            from = page.next;
        }
        Ok(())
    }
}

/// Disagreements on their way out: as JSON, or as lines for people.
struct Told {
    array: Option<super::session::Array>,
    count: usize,
}

impl Told {
    fn begin(session: &mut Session) -> anyhow::Result<Self> {
        Ok(Self { array: session.json.then(|| session.array()).transpose()?, count: 0 })
    }

    fn tell(&mut self, session: &mut Session, disputes: Vec<Dispute>) -> anyhow::Result<()> {
        for dispute in disputes {
            let answer = ConflictAnswer::from(dispute);
            match &mut self.array {
                Some(array) => session.item(array, &answer)?,
                None => {
                    for line in lines(&answer, self.count > 0) {
                        session.line(line)?;
                    }
                }
            }
            self.count += 1;
        }
        Ok(())
    }

    fn end(&self, session: &mut Session) -> anyhow::Result<()> {
        match &self.array {
            Some(array) => session.close(array)?,
            None if self.count == 0 => Session::say("the sources do not disagree here"),
            None => {}
        }
        Ok(())
    }
}

/// A disagreement as lines for people.
fn lines(answer: &ConflictAnswer, has_line_before: bool) -> Vec<String> {
    let mut lines: Vec<String> = has_line_before.then(String::new).into_iter().collect();
    let code = if answer.code.is_empty() { String::new() } else { format!("{}  ", answer.code) };
    let property = property_text(&answer.property);
    lines.push(format!("{code}{}, {property}: {}", answer.subject.words(), one_line(&answer.summary, 120)));
    let decision = match answer.decision {
        None => "not judged".to_owned(),
        // a rival came since, or what was held does not stand any more
        Some(decision) if answer.open && decision != Decision::Open => {
            format!("{}, to be judged again", words("decision", decision.term()))
        }
        Some(decision) => words("decision", decision.term()),
    };
    let seen = match answer.seen {
        Some(seen) if seen != answer.kind => format!(" (seen: {})", words("difference", seen.term())),
        _ => String::new(),
    };
    lines.push(format!("  {}{seen}: {decision}", words("difference", answer.kind.term())));
    if !answer.reason.is_empty() {
        let when = answer.at.map(Timestamp::local_day).unwrap_or_default();
        lines.push(format!("  {} ({}, {when})", answer.reason, answer.by));
    }
    let is_fallen = |claim: &RivalAnswer| claim.weighed && claim.status != ClaimStatus::Stands;
    if answer.decision.is_some() && answer.claims.iter().any(is_fallen) {
        lines.push("  a statement weighed here does not stand any more".to_owned());
    }
    let letters = (0..).map(rival_letter);
    let rivals =
        letters.zip(&answer.claims).map(|(letter, claim)| format!("  {letter}  {}", claim_line(claim, answer)));
    lines.extend(rivals);
    lines.extend(answer.withdrawn.iter().map(|taken_back| {
        let when = taken_back.withdrawn_at.local_day();
        format!(
            "  withdrawn: {} {} ({}, {when}: {})",
            taken_back.code,
            words("decision", taken_back.decision.term()),
            taken_back.withdrawn_by,
            taken_back.withdrawn_reason
        )
    }));
    lines
}

/// `“only 96” = 96  [SRC2 Title, line 21, held]`.
fn claim_line(claim: &RivalAnswer, answer: &ConflictAnswer) -> String {
    let mut line = String::new();
    if claim.subject.id != answer.subject.id || claim.property != answer.property {
        line = format!("{}, {}  ", claim.subject.words(), property_text(&claim.property));
    }
    match &claim.absence {
        Some(absence) => line = format!("{line}({})", absence.words),
        None => line = format!("{line}“{}”", one_line(&claim.as_written, 120)),
    }
    if !claim.reading_text.is_empty() && claim.reading_text != claim.as_written {
        line = format!("{line} = {}", claim.reading_text);
    }
    let mut about = Vec::new();
    about
        .extend(claim.source.as_ref().map(|source| format!("{} {}", source.reference, source.title).trim().to_owned()));
    about.extend([&claim.locator, &claim.scope].into_iter().filter(|text| !text.is_empty()).cloned());
    about.extend((claim.certainty != Certainty::Certain).then(|| words("certainty", claim.certainty.term())));
    if claim.status != ClaimStatus::Stands {
        about.push(format!("{}: {}", words("status", claim.status.term()), claim.status_reason));
    }
    if claim.chosen && claim.status == ClaimStatus::Stands {
        about.push("held".to_owned());
    }
    if answer.decision.is_some() && !claim.weighed {
        about.push("not weighed".to_owned());
    }
    if !about.is_empty() {
        line = format!("{line}  [{}]", about.join(", "));
    }
    line
}
