//! `kartoteka new DIR`: makes an empty catalogue.

use super::{Outcome, Session, assert_no_file};
use crate::catalogue::Catalogue;
use serde::Serialize;
use std::path::PathBuf;

/// Make an empty catalogue
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: kartoteka new drawer-12.kartoteka --title 'Drawer 12'")]
pub(super) struct Args {
    /// The folder to make; it must not be there yet, or be empty
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The title of the catalogue; the name of the folder if it is not given
    #[arg(long)]
    title: Option<String>,
}

#[derive(Serialize)]
struct Made<'a> {
    folder: &'a str,
    title: &'a str,
}

impl Args {
    pub(super) fn run(self, session: &mut Session) -> anyhow::Result<Outcome> {
        assert_no_file(&self.folder)?;
        let title = self.title.unwrap_or_else(|| {
            self.folder.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
        });
        let catalogue = Catalogue::create(&self.folder, &title)?;
        session.saved();
        let folder = self.folder.display().to_string();
        if session.json {
            session.object(&Made { folder: &folder, title: catalogue.title() })?;
        } else {
            session.line(format!("made {folder}: {}", catalogue.title()))?;
        }
        Ok(Outcome::Good)
    }
}
