//! Claims as lines: the value with a footnote that says where it is written, and what limits it.

use super::{Composer, entry_target};
use crate::i18n::{tr, tr_args};
use crate::model::{Certainty, Claim, ClaimStatus, Dossier, Identity, Reading};
use crate::reports::document::{Block, Column, Fact, Text, plain, quiet, strong, voice};
use crate::reports::wording::{absence_text, entry_text, property_text, reading_text, words};

impl<'a> Composer<'a> {
    /// Every claim about an entry, one line each, with its source as a footnote.
    pub(super) fn claim_lines(&mut self, claims: &'a [Claim]) -> Vec<Fact> {
        let mut before = "";
        let mut lines = Vec::new();
        for claim in claims {
            let label = if claim.property == before { String::new() } else { property_text(&claim.property) };
            before = &claim.property;
            lines.push(Fact { label, value: self.claim_line(claim) });
        }
        lines
    }

    fn claim_line(&mut self, claim: &Claim) -> Text {
        let mut line = self.value(claim);
        let wording = claim.as_written.trim();
        match self.citation(claim) {
            Some(citation) => line.push(self.note(citation)),
            None if !wording.is_empty() && !self.reads_as_written(claim) => {
                line.push(quiet(tr_args("report-written-as", &[("wording", wording.into())])));
            }
            None => {}
        }
        line.extend(self.limits(claim));
        line
    }

    /// The reading, or the wording, or why there is none.
    pub(super) fn value(&self, claim: &Claim) -> Text {
        let reading = claim.reading.as_ref().map(|reading| reading_text(reading, &self.holdings.labels));
        let reading = reading.filter(|reading| !reading.trim().is_empty());
        let mut value = Vec::new();
        match (reading, &claim.absence) {
            (Some(reading), _) => value.push(match &claim.reading {
                Some(Reading::Entry(id)) => self.mention(*id),
                Some(Reading::Text(_) | Reading::Row(_)) => self.quoted(&reading),
                _ => plain(reading),
            }),
            (None, Some(absence)) => value.push(voice(absence_text(absence))),
            (None, None) => value.push(self.quoted(&claim.as_written)),
        }
        value
    }

    /// Whether the reading says nothing that the wording does not.
    pub(super) fn reads_as_written(&self, claim: &Claim) -> bool {
        claim
            .reading
            .as_ref()
            .is_none_or(|reading| reading_text(reading, &self.holdings.labels).trim() == claim.as_written.trim())
    }

    /// Scope, doubt, withdrawal, remark, and where the claim is weighed against others.
    pub(super) fn limits(&self, claim: &Claim) -> Text {
        let mut limits = self.proposed(claim);
        if !claim.scope.trim().is_empty() {
            limits.push(quiet(tr_args("report-covers", &[("scope", claim.scope.trim().into())])));
        }
        if claim.certainty != Certainty::Certain {
            limits.push(quiet(format!(" ({})", words("certainty", claim.certainty.term()).to_lowercase())));
        }
        if claim.status != ClaimStatus::Stands {
            let status = words("status", claim.status.term());
            let reason = claim.status_reason.trim();
            limits.push(quiet(if reason.is_empty() {
                format!(" [{status}]")
            } else {
                format!(" [{status}: {reason}]")
            }));
        }
        if !claim.remark.trim().is_empty() {
            limits.push(quiet(format!(" ({})", claim.remark.trim())));
        }
        for (code, target) in self.disputed.get(&claim.id).into_iter().flatten() {
            limits.push(quiet(format!(" {} ", tr("report-see"))));
            limits.push(self.link(code.clone(), target.clone()));
        }
        limits
    }

    /// That nobody has kept the reading yet: a proposal of the program is never printed as what somebody read.
    pub(super) fn proposed(&self, claim: &Claim) -> Text {
        let says_more = claim.read_by.is_empty() && !self.reads_as_written(claim);
        says_more.then(|| quiet(tr("report-proposed"))).into_iter().collect()
    }

    /// Judgements on who this is.
    pub(super) fn identities(&self, dossier: &Dossier) -> Vec<Fact> {
        dossier.identities.iter().map(|identity| self.identity(identity, dossier)).collect()
    }

    fn identity(&self, identity: &Identity, dossier: &Dossier) -> Fact {
        let other = if identity.entry == dossier.entry.id() { identity.person } else { identity.entry };
        let mut value = vec![self.mention(other)];
        if !identity.reason.trim().is_empty() {
            value.push(plain(format!(": {}", identity.reason.trim())));
        }
        value.push(quiet(signed(&identity.by, identity.at)));
        Fact { label: words("verdict", identity.verdict.term()), value }
    }

    /// Claims of other entries that point here.
    pub(super) fn mentions(&mut self, dossier: &'a Dossier) -> Option<Block> {
        let rows = dossier
            .mentions
            .iter()
            .map(|claim| {
                let name = entry_text(claim.subject, &self.holdings.labels);
                let wording = claim.as_written.trim();
                let value = if wording.is_empty() { self.value(claim) } else { vec![self.quoted(wording)] };
                vec![
                    vec![self.link(name, entry_target(claim.subject))],
                    vec![plain(property_text(&claim.property))],
                    value,
                ]
            })
            .collect::<Vec<_>>();
        let columns = vec![column("report-who", 3), column("property", 2), column("as-written", 5)];
        (!rows.is_empty()).then_some(Block::Table { columns, rows })
    }
}

/// ` (name, 2026-11-22)`, as far as it is known.
pub(super) fn signed(by: &str, at: crate::model::Timestamp) -> String {
    let day = if at.0 == 0 { String::new() } else { at.to_string().get(..10).unwrap_or_default().to_owned() };
    match (by.trim().is_empty(), day.is_empty()) {
        (true, true) => String::new(),
        (true, false) => format!(" ({day})"),
        (false, true) => format!(" ({})", by.trim()),
        (false, false) => format!(" ({}, {day})", by.trim()),
    }
}

/// The head of a column.
pub(super) fn column(key: &str, share: u8) -> Column {
    Column { title: tr(key), share }
}

/// A line with a plain value; none for an empty one.
pub(super) fn fact(label: String, value: &str) -> Option<Fact> {
    let value = value.trim();
    (!value.is_empty()).then(|| Fact { label, value: vec![plain(value)] })
}

/// Stressed words as a text.
pub(super) fn stressed(text: impl Into<String>) -> Text {
    vec![strong(text)]
}
