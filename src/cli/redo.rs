//! `kartoteka redo DIR`: does again what was last taken back.

use super::undo::answer;
use super::{Outcome, Session};
use crate::error::Error;
use std::path::PathBuf;

/// Do again what was last taken back
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: kartoteka redo sample.kartoteka")]
pub(super) struct Args {
    /// The folder of the catalogue
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

impl Args {
    pub(super) fn run(self, session: &mut Session) -> anyhow::Result<Outcome> {
        let mut catalogue = session.open_to_write(&self.folder)?;
        let act = catalogue.next_redo()?.ok_or(Error::NothingTo("redo"))?;
        let done = catalogue.redo()?;
        answer(session, "redone", &act, done, false)
    }
}
