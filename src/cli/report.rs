//! `kartoteka report DIR`: a report of a catalogue as PDF, HTML or CSV.
use super::{Outcome, Session};
use std::path::PathBuf;
/// Make
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: kartoteka report sample.kartoteka")]
pub(super) struct Args {
    /// The folder
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}
impl Args {
    pub(super) fn run(self, _: &mut Session) -> anyhow::Result<Outcome> {
        Ok(Outcome::Good)
    }
}
