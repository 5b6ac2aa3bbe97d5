//! A report as CSV: UTF-8 without byte order mark, comma, CRLF (RFC 4180), one row a claim and one a
//! provenance note.
//!
//! An entry nobody has claimed anything of has one row with an empty `property`, so that nothing is missing.
//! A note has the property `provenance-note`, which no claim has: its kind stands in `field`, its words in `as_written`,
//! its date in `scope`, its author in `keyed_by`; `claim_id` is the id of the note.
//! A claim weighed in several disagreements names them all, in the same order in each of the four columns.
//!
//! Invariant: no cell is a formula to a spreadsheet, and nothing is lost. A cell that begins with `=`, `+`, `-`,
//! `@`, tab, carriage return, line feed, NUL or an apostrophe gets one apostrophe in front; taking one leading
//! apostrophe away from every cell that has one gives back the exact text ([`unguarded`]).

use super::compose::numbered_disagreements;
use super::dates::historical_date_text;
use super::wording::{label_text, reading_text};
use super::{ReportJob, ReportKind};
use crate::error::{Error, Result};
use crate::model::{Absence, Claim, Entry, EntryId, EntryKind, Holdings, Label, ProvenanceNote, Source};
use std::collections::BTreeMap;

/// The columns, in order. A column, once shipped, keeps its name.
pub(super) const COLUMNS: &[&str] = &[
    "kind",
    "reference_code",
    "label",
    "property",
    "field",
    "as_written",
    "reading",
    "read_by",
    "absence",
    "scope",
    "source_ref",
    "source_title",
    "locator",
    "quotation",
    "stated_on",
    "certainty",
    "status",
    "status_reason",
    "remark",
    "disagreement",
    "difference",
    "decision",
    "chosen",
    "access",
    "pass",
    "keyed_by",
    "keyed_at",
    "entry_id",
    "claim_id",
];

/// Stands in the column `property` of a provenance note.
const NOTE: &str = "provenance-note";

pub(super) fn render(job: &ReportJob, progress: &dyn Fn(u64, u64)) -> Result<Vec<u8>> {
    let holdings = &job.holdings;
    let table = Table::new(holdings);
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let failed = |error: &dyn std::fmt::Display| Error::Report(error.to_string());
    writer.write_record(COLUMNS).map_err(|error| failed(&error))?;
    let rows = match job.kind {
        ReportKind::Catalogue => table.of_entries(|_| true),
        ReportKind::Dossier => table.of_entries(|kind| matches!(kind, EntryKind::Person | EntryKind::FileCard)),
        ReportKind::Conflicts => table.of_disagreements(),
    };
    let total = rows.len() as u64;
    for (done, row) in (1..).zip(rows) {
        writer.write_record(row.iter().map(|cell| guarded(cell))).map_err(|error| failed(&error))?;
        if done % 256 == 0 || done == total {
            progress(done, total);
        }
    }
    writer.into_inner().map_err(|error| failed(&error))
}

/// The cell as it is written: never a formula.
fn guarded(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\0', '\'']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

/// What a cell of our CSV says: the opposite of the apostrophe in front.
pub fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').unwrap_or(cell)
}

struct Table<'a> {
    holdings: &'a Holdings,
    sources: BTreeMap<EntryId, &'a Source>,
    weighed: BTreeMap<EntryId, Weighed>,
}

/// The disagreements of a claim, column by column.
#[derive(Clone, Default)]
struct Weighed {
    codes: Vec<String>,
    differences: Vec<String>,
    decisions: Vec<String>,
    chosen: Vec<String>,
}

impl<'a> Table<'a> {
    fn new(holdings: &'a Holdings) -> Self {
        let mut weighed: BTreeMap<EntryId, Weighed> = BTreeMap::new();
        for numbered in numbered_disagreements(holdings) {
            let conclusion = numbered.disagreement.conclusion.as_ref();
            for claim in &numbered.claims {
                let columns = weighed.entry(claim.id).or_default();
                let chosen = conclusion.is_some_and(|conclusion| conclusion.chosen.contains(&claim.id));
                columns.codes.push(numbered.code.clone());
                columns.differences.push(conclusion.map_or("", |conclusion| conclusion.kind.term()).to_owned());
                columns.decisions.push(conclusion.map_or("", |conclusion| conclusion.decision.term()).to_owned());
                columns.chosen.push(if chosen { "yes" } else { "no" }.to_owned());
            }
        }
        let sources = holdings.sources.iter().map(|source| (source.id, source)).collect();
        Self { holdings, sources, weighed }
    }

    fn of_entries(&self, prints: impl Fn(EntryKind) -> bool) -> Vec<Vec<String>> {
        let mut rows = Vec::new();
        for dossier in self.holdings.dossiers.iter().filter(|dossier| prints(dossier.entry.kind())) {
            let id = dossier.entry.id();
            let label = match &dossier.entry {
                Entry::HoldingUnit(unit) => Label { label: unit.title.clone(), ..dossier.label.clone() },
                _ => dossier.label.clone(),
            };
            if dossier.claims.is_empty() && dossier.notes.is_empty() {
                rows.push(self.row(id, &label, None));
            }
            rows.extend(dossier.claims.iter().map(|claim| self.row(id, &label, Some(claim))));
            rows.extend(dossier.notes.iter().map(|note| note_row(&label, note)));
        }
        rows
    }

    fn of_disagreements(&self) -> Vec<Vec<String>> {
        let mut seen = std::collections::BTreeSet::new();
        let disagreements = numbered_disagreements(self.holdings);
        let claims = disagreements.iter().flat_map(|numbered| numbered.claims.iter().copied());
        claims
            .filter(|claim| seen.insert(claim.id))
            .map(|claim| {
                let label = self.holdings.labels.get(&claim.subject).cloned().unwrap_or_default();
                self.row(claim.subject, &label, Some(claim))
            })
            .collect()
    }

    /// The cells of one row, one for each of [`COLUMNS`].
    fn row(&self, entry: EntryId, label: &Label, claim: Option<&Claim>) -> Vec<String> {
        let mut row = vec![label.kind.term().to_owned(), label.reference_code.clone(), label_text(label)];
        let Some(claim) = claim else {
            row.resize(COLUMNS.len().saturating_sub(2), String::new());
            row.extend([entry.to_string(), String::new()]);
            return row;
        };
        let reading = claim.reading.as_ref().map(|reading| reading_text(reading, &self.holdings.labels));
        let source = claim.source.and_then(|id| self.sources.get(&id));
        let weighed = self.weighed.get(&claim.id).cloned().unwrap_or_default();
        row.extend([
            claim.property.clone(),
            claim.field.clone(),
            claim.as_written.clone(),
            reading.unwrap_or_default(),
            claim.read_by.clone(),
            claim.absence.as_ref().map(absence).unwrap_or_default(),
            claim.scope.clone(),
            source.map(|source| source.reference_code.clone()).unwrap_or_default(),
            source.map(|source| source.title.clone()).unwrap_or_default(),
            claim.locator.clone(),
            claim.quotation.clone(),
            claim.stated_on.as_ref().map(historical_date_text).unwrap_or_default(),
            claim.certainty.term().to_owned(),
            claim.status.term().to_owned(),
            claim.status_reason.clone(),
            claim.remark.clone(),
            weighed.codes.join("; "),
            weighed.differences.join("; "),
            weighed.decisions.join("; "),
            weighed.chosen.join("; "),
            claim.access.written(),
            claim.pass.to_string(),
            claim.keyed_by.clone(),
            claim.keyed_at.to_string(),
            entry.to_string(),
            claim.id.to_string(),
        ]);
        row
    }
}

/// The cells of a provenance note, one for each of [`COLUMNS`].
fn note_row(label: &Label, note: &ProvenanceNote) -> Vec<String> {
    let cell = |column: &str| match column {
        "kind" => label.kind.term().to_owned(),
        "reference_code" => label.reference_code.clone(),
        "label" => label_text(label),
        "property" => NOTE.to_owned(),
        "field" => note.kind.term().to_owned(),
        "as_written" => note.text.clone(),
        "scope" => historical_date_text(&note.date),
        "access" => note.access.written(),
        "keyed_by" => note.author.clone(),
        "entry_id" => note.subject.to_string(),
        "claim_id" => note.id.to_string(),
        _ => String::new(),
    };
    COLUMNS.iter().copied().map(cell).collect()
}

/// The term of an absence; an illegible value keeps what can be read: `illegible: 16?258`.
fn absence(absence: &Absence) -> String {
    match absence {
        Absence::Illegible { legible } if !legible.is_empty() => format!("{}: {legible}", absence.term()),
        _ => absence.term().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula_and_nothing_is_lost() {
        for (cell, written) in [
            ("=1+1", "'=1+1"),
            ("+49", "'+49"),
            ("-", "'-"),
            ("@x", "'@x"),
            ("\tx", "'\tx"),
            ("\rx", "'\rx"),
            ("'Abd", "''Abd"),
            ("1418", "1418"),
            ("", ""),
            ("a=b", "a=b"),
        ] {
            assert_eq!(guarded(cell), written);
            assert_eq!(unguarded(&guarded(cell)), cell);
        }
    }
}
