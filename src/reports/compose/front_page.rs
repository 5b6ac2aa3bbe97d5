//! What a report says of itself: its title page, how to read it, and the fixed words of its frame.

use super::document_language;
use crate::i18n::{tr, tr_args};
use crate::model::{Audience, Dossier, Entry, EntryKind};
use crate::reports::document::{Document, Fact, Part, Text, plain};
use crate::reports::wording::words;
use crate::reports::{ReportJob, ReportKind};

/// The whole document around its parts.
pub(super) fn with_parts(job: &ReportJob, parts: Vec<Part>, notes: Vec<Text>) -> Document {
    Document {
        lang: document_language(),
        title: title(job),
        kind: words("report-kind", job.kind.term()),
        audience: words("report-audience", job.holdings.audience.term()),
        facts: facts(job),
        preface: preface(job),
        words: ["contents", "notes", "back-to-text", "sensitive", "page"]
            .into_iter()
            .map(|word| (word.to_owned(), tr(&format!("report-{word}"))))
            .collect(),
        parts,
        notes,
    }
}

fn title(job: &ReportJob) -> String {
    let title = job.holdings.title.trim();
    if title.is_empty() { tr("report-untitled") } else { title.to_owned() }
}

fn facts(job: &ReportJob) -> Vec<Fact> {
    let holdings = &job.holdings;
    let mut facts = vec![
        ("report-for", words("report-audience", holdings.audience.term())),
        (
            "report-selection",
            if holdings.selection.trim().is_empty() { tr("report-everything") } else { holdings.selection.clone() },
        ),
        ("report-gathered", moment(job)),
        ("report-state", state(job)),
    ];
    if job.kind == ReportKind::Conflicts {
        facts.push(("report-counts", count_of(tr("report-disagreements"), holdings.disagreements.len())));
    } else {
        facts.push(("report-counts", counts(job)));
    }
    facts.into_iter().map(|(label, value)| Fact { label: tr(label), value: vec![plain(value)] }).collect()
}

/// The moment in UTC, so that the same job gives the same report on every computer.
fn moment(job: &ReportJob) -> String {
    let written = job.holdings.gathered_at.to_string();
    let minute = written.get(..16).unwrap_or(&written).replace('T', " ");
    format!("{minute} UTC")
}

fn state(job: &ReportJob) -> String {
    let seq = job.holdings.seq.to_string();
    if job.holdings.head_hash.is_empty() {
        return tr_args("report-act", &[("seq", seq.into())]);
    }
    tr_args("report-act-and-hash", &[("seq", seq.into()), ("hash", job.holdings.head_hash.as_str().into())])
}

fn counts(job: &ReportJob) -> String {
    let dossiers = &job.holdings.dossiers;
    let of_kind = |kind: EntryKind| dossiers.iter().filter(|dossier| dossier.entry.kind() == kind).count();
    let kinds = EntryKind::LISTED.iter().filter(|kind| !matches!(kind, EntryKind::Source | EntryKind::Attachment));
    let mut lines = kinds.map(|kind| (words("kinds", kind.term()), of_kind(*kind))).collect::<Vec<_>>();
    lines.push((tr("report-disagreements"), job.holdings.disagreements.len()));
    lines.push((words("kinds", EntryKind::Source.term()), job.holdings.sources.len()));
    let lines = lines.into_iter().filter(|(_, count)| *count > 0);
    let counted = lines.map(|(what, count)| count_of(what, count)).collect::<Vec<_>>().join("\n");
    if counted.is_empty() { tr("report-nothing") } else { counted }
}

fn count_of(what: String, count: usize) -> String {
    tr_args("report-count-of", &[("what", what.into()), ("count", count.to_string().into())])
}

fn preface(job: &ReportJob) -> Vec<String> {
    let holdings = &job.holdings;
    let mut paragraphs = vec![tr("report-how-to-read")];
    let anywhere = |test: &dyn Fn(&Dossier) -> bool| holdings.dossiers.iter().any(test);
    if job.kind != ReportKind::Conflicts {
        paragraphs.push(tr("report-how-absence"));
        if anywhere(&|dossier| {
            dossier.pictures.iter().any(|picture| picture.drawn)
                || matches!(&dossier.entry, Entry::FileCard(card) if card.specimen)
        }) {
            paragraphs.push(tr("report-how-drawn"));
        }
    }
    if holdings.audience == Audience::Public {
        paragraphs.push(tr("report-how-public"));
    }
    paragraphs
}
