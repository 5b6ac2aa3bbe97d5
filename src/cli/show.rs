//! `kartoteka show DIR REF`: an entry with its claims, conclusions, notes and pictures.

use super::page::{CitingAnswer, ClaimAnswer, Page, page_of};
use super::words::one_line;
use super::{Outcome, Session};
use crate::model::{Certainty, ClaimStatus, EntryKind};
use crate::reports::{historical_date_text, property_text, words};
use serde_json::Value;
use std::path::PathBuf;

/// Show an entry with everything that hangs on it
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: kartoteka show sample.kartoteka P3")]
pub(super) struct Args {
    /// The folder of the catalogue
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The reference, id or unique beginning of the id of the entry
    #[arg(value_name = "REF")]
    reference: String,
}

impl Args {
    pub(super) fn run(self, session: &mut Session) -> anyhow::Result<Outcome> {
        let catalogue = Session::open(&self.folder)?;
        let id = page_of(&catalogue, &self.reference)?;
        let mut page = Page::new(&catalogue, catalogue.dossier(id)?);
        if page.named.kind == EntryKind::Source {
            page.cited_by = Some(catalogue.cited_by(id)?.into());
        }
        if session.json {
            session.object(&page)?;
        } else {
            for line in lines(&page) {
                session.line(line)?;
            }
        }
        Ok(Outcome::Good)
    }
}

/// The page as lines for people.
pub(super) fn lines(page: &Page) -> Vec<String> {
    let mut lines = vec![page.named.words(), format!("  {}  {}", words("kind", page.named.kind.term()), page.named.id)];
    lines.extend(page.fields.iter().filter_map(|(name, value)| {
        let value = match value {
            Value::Null | Value::Bool(false) => return None,
            Value::String(text) if text.is_empty() => return None,
            Value::String(text) => text.clone(),
            // a date: its wording is enough for people
            Value::Object(date) => match date.get("as_written").and_then(Value::as_str) {
                Some("") | None => return None,
                Some(wording) => wording.to_owned(),
            },
            other => other.to_string(),
        };
        Some(format!("  {name}: {value}"))
    }));
    section(&mut lines, "claims", page.claims.iter().flat_map(claim_lines));
    section(
        &mut lines,
        "conclusions",
        page.conclusions.iter().map(|conclusion| {
            let reference = if conclusion.reference.is_empty() { "" } else { &conclusion.reference };
            let taken_back = conclusion.withdrawn.as_ref().map_or_else(String::new, |withdrawal| {
                let when = withdrawal.at.local_day();
                format!(" [withdrawn by {}, {when}: {}]", withdrawal.by, withdrawal.reason)
            });
            format!(
                "{reference} {}: {} ({} of {} claims held to). {}{taken_back}",
                property_text(&conclusion.property),
                words("decision", conclusion.decision.term()),
                conclusion.chosen.len(),
                conclusion.weighed.len(),
                conclusion.reason
            )
        }),
    );
    section(
        &mut lines,
        "provenance notes",
        page.notes.iter().map(|note| {
            let when = if note.date.as_written.is_empty() {
                String::new()
            } else {
                format!(", {}", historical_date_text(&note.date))
            };
            format!(
                "{} ({}{when}, {}): {}",
                words("note", note.kind.term()),
                note.author,
                words("access", note.access.term()),
                note.text
            )
        }),
    );
    section(
        &mut lines,
        "pictures",
        page.pictures.iter().map(|picture| {
            let shown: Vec<String> = picture.depicted.iter().map(super::answers::Named::words).collect();
            let mut line = format!(
                "{} {}, {} × {} px, {}",
                picture.reference,
                words("role", picture.role.term()),
                picture.width_px,
                picture.height_px,
                picture.original_name
            );
            for (name, value) in [("shows", shown.join("; ")), ("caption", one_line(&picture.caption, 200))] {
                if !value.is_empty() {
                    line = format!("{line}, {name}: {value}");
                }
            }
            if picture.drawn {
                line.push_str(", drawn in place of a picture");
            }
            line
        }),
    );
    section(
        &mut lines,
        "who it is",
        page.identities.iter().map(|identity| {
            format!(
                "{} / {}: {}. {}",
                identity.entry.words(),
                identity.person.words(),
                words("verdict", identity.verdict.term()),
                identity.reason
            )
        }),
    );
    section(
        &mut lines,
        "mentioned by",
        page.mentions.iter().map(|mention| {
            format!("{}, {}: “{}”", mention.entry.words(), property_text(&mention.property), mention.as_written)
        }),
    );
    if let Some(cited) = &page.cited_by {
        citing(&mut lines, "cited by", &cited.found, cited.count_found);
        citing(&mut lines, "searched here, not found", &cited.not_found, cited.count_not_found);
    }
    lines
}

/// Claims that name a source, and how many more there are.
fn citing(lines: &mut Vec<String>, title: &str, claims: &[CitingAnswer], count: u64) {
    let line = |claim: &CitingAnswer| {
        let mut line = format!("{}, {}", claim.entry.words(), property_text(&claim.property));
        if !claim.as_written.is_empty() {
            line = format!("{line}: “{}”", claim.as_written);
        }
        let about = [claim.locator.clone(), status_words(claim.status)].into_iter().filter(|text| !text.is_empty());
        let about = about.collect::<Vec<_>>().join(", ");
        if about.is_empty() { line } else { format!("{line}  [{about}]") }
    };
    let more = count.saturating_sub(claims.len() as u64);
    let more = (more > 0).then(|| format!("and {more} more"));
    section(lines, title, claims.iter().map(line).chain(more));
}

/// That a claim does not stand any more.
fn status_words(status: ClaimStatus) -> String {
    if status == ClaimStatus::Stands { String::new() } else { words("status", status.term()) }
}

fn section(lines: &mut Vec<String>, title: &str, content: impl Iterator<Item = String>) {
    let before = lines.len();
    // what belongs to the line above is set in by itself
    let set_in = |line: &str| line.starts_with(UNDER);
    lines.extend(content.map(|line| format!("  {}", if set_in(&line) { line.trim_end() } else { line.trim() })));
    if lines.len() > before {
        lines.insert(before, title.to_owned());
        lines.insert(before, String::new());
    }
}

/// How far the lines under a claim are set in.
const UNDER: &str = "    ";

/// A claim, with its quotation, when that was said, and what words in it mean.
pub(super) fn claim_lines(claim: &ClaimAnswer) -> Vec<String> {
    let mut lines = vec![claim_line(claim)];
    if !claim.quotation.is_empty() {
        lines.push(format!("{UNDER}quotation: “{}”", claim.quotation));
    }
    if let Some(date) = claim.stated_on.as_ref().filter(|date| !date.is_empty()) {
        lines.push(format!("{UNDER}said on: {}", historical_date_text(date)));
    }
    lines.extend(claim.glosses.iter().map(|gloss| format!("{UNDER}{}", gloss.line())));
    lines
}

/// `surname: “Lebedew” = Lebedev  [SRC1 Title, line 10]`.
fn claim_line(claim: &ClaimAnswer) -> String {
    let mut line = property_text(&claim.property);
    match &claim.absence {
        Some(absence) if claim.as_written.is_empty() => line = format!("{line}: ({})", absence.words),
        Some(absence) => line = format!("{line}: “{}” ({})", claim.as_written, absence.words),
        None => line = format!("{line}: “{}”", claim.as_written),
    }
    if !claim.reading_text.is_empty() && claim.reading_text != claim.as_written {
        // ≈ while nobody has kept what the program proposes
        let sign = if claim.read_by.is_empty() { '≈' } else { '=' };
        line = format!("{line} {sign} {}", claim.reading_text);
    }
    let mut about = Vec::new();
    if let Some(source) = &claim.source {
        about.push(format!("{} {}", source.reference, source.title).trim().to_owned());
    }
    about.extend([&claim.locator, &claim.scope].into_iter().filter(|text| !text.is_empty()).cloned());
    about.extend((claim.certainty != Certainty::Certain).then(|| words("certainty", claim.certainty.term())));
    if claim.status != ClaimStatus::Stands {
        about.push(format!("{}: {}", words("status", claim.status.term()), claim.status_reason));
    }
    about.extend((!claim.remark.is_empty()).then(|| claim.remark.clone()));
    if !about.is_empty() {
        line = format!("{line}  [{}]", about.join(", "));
    }
    line
}
