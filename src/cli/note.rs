//! `kartoteka note DIR REF`: writes a provenance note.

use super::{Outcome, Session};
use crate::model::{Access, EntryId, HistoricalDate, NoteKind, ProvenanceNote};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde::Serialize;
use std::path::PathBuf;

/// Write a provenance note on an entry
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: kartoteka note sample.kartoteka RKG-50 --kind condition --text 'Lower edge torn'")]
pub(super) struct Args {
    /// The folder of the catalogue
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The reference, id or unique beginning of the id of the entry
    #[arg(value_name = "REF")]
    reference: String,
    /// What sort of note it is
    #[arg(long, value_parser = kind())]
    kind: NoteKind,
    /// The words
    #[arg(long)]
    text: String,
    /// The date the note speaks of
    #[arg(long, default_value = "", hide_default_value = true)]
    date: String,
    /// Who may see it: open, staff, review, or closed-until- with a day: closed-until-2045-01-01
    #[arg(long, value_parser = access, default_value = "open")]
    access: Access,
}

fn kind() -> impl TypedValueParser<Value = NoteKind> {
    PossibleValuesParser::new(NoteKind::ALL.iter().map(|kind| kind.term()))
        .map(|term| NoteKind::from_term(&term).unwrap_or_default())
}

/// Reads who may see something.
pub(super) fn access(text: &str) -> Result<Access, String> {
    Access::typed(text)
}

/// A provenance note; `show` answers with the same object.
#[derive(Serialize)]
pub(super) struct NoteAnswer {
    id: EntryId,
    pub(super) kind: NoteKind,
    pub(super) text: String,
    pub(super) date: HistoricalDate,
    pub(super) author: String,
    pub(super) access: Access,
}

impl From<ProvenanceNote> for NoteAnswer {
    fn from(note: ProvenanceNote) -> Self {
        let ProvenanceNote { id, subject: _, kind, text, date, author, access } = note;
        Self { id, kind, text, date, author, access }
    }
}

impl Args {
    pub(super) fn run(self, session: &mut Session) -> anyhow::Result<Outcome> {
        let mut catalogue = session.open_to_write(&self.folder)?;
        let entry = catalogue.resolve(&self.reference)?;
        let note = NoteAnswer::from(catalogue.add_note(entry, self.kind, &self.text, &self.date, self.access)?);
        session.saved();
        if session.json {
            session.object(&note)?;
        } else {
            session.line(format!("noted {} on {}: id {}", note.kind, self.reference, note.id))?;
        }
        if !note.date.as_written.is_empty() && note.date.edtf.is_none() {
            Session::say(format!(
                "the date {:?} is kept as written; it could not be read as a date",
                note.date.as_written
            ));
        }
        Ok(Outcome::Good)
    }
}
