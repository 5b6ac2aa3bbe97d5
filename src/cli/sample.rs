//! `kartoteka sample DIR`: makes the sample catalogue.

use super::{Outcome, Session, assert_no_file};
use crate::model::EntryKind;
use crate::sample;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Make the sample catalogue: persons, statements, disagreements, specimen cards
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: kartoteka sample sample.kartoteka")]
pub(super) struct Args {
    /// The folder to make; it must not be there yet, or be empty
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

#[derive(Serialize)]
struct Made<'a> {
    folder: &'a str,
    title: &'a str,
    entries: BTreeMap<EntryKind, u64>,
}

impl Args {
    pub(super) fn run(self, session: &mut Session) -> anyhow::Result<Outcome> {
        assert_no_file(&self.folder)?;
        let catalogue = sample::make(&self.folder, &session.author())?;
        session.saved();
        let entries = catalogue.counts()?;
        let folder = self.folder.display().to_string();
        if session.json {
            session.object(&Made { folder: &folder, title: catalogue.title(), entries })?;
            return Ok(Outcome::Good);
        }
        let count = |kind| entries.get(&kind).copied().unwrap_or(0);
        session.line(format!("made {folder}: {}", catalogue.title()))?;
        session.line(format!(
            "{} persons, {} cards, {} groups, {} events, {} places, {} sources, {} pictures",
            count(EntryKind::Person),
            count(EntryKind::FileCard),
            count(EntryKind::Group),
            count(EntryKind::Event),
            count(EntryKind::Place),
            count(EntryKind::Source),
            count(EntryKind::Attachment),
        ))?;
        let quoted = if folder.contains(' ') { format!("'{folder}'") } else { folder };
        session.line(format!(
            "look at it: kartoteka {quoted}   or   kartoteka find {quoted} Pogozhev   or   kartoteka show {quoted} P3"
        ))?;
        Ok(Outcome::Good)
    }
}
