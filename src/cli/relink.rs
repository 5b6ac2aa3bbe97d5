//! `kartoteka relink DIR FOLDER`: looks in a folder for lost and damaged masters, by checksum, and puts them back.

use super::check::FileAnswer;
use super::{Outcome, Session};
use crate::catalogue::watch::Relinked;
use crate::model::Checksum;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// Find lost masters again in a folder, moved or renamed or not, and put them back
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example: kartoteka relink sample.kartoteka /media/backup/scans
A file is taken only when its SHA-256 is the one of the lost master; its name does not matter. The folder is only read,
with the folders in it. A damaged master is kept beside the one that takes its place, as NAME.damaged-1.
Looked for are masters that are not there, that were changed since, or that `kartoteka check --masters` found wanting.")]
pub(super) struct Args {
    /// The folder of the catalogue
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The folder that may hold copies
    #[arg(value_name = "FOLDER")]
    source: PathBuf,
}

/// `wanted` = the lengths of `found` and `still_missing` together.
#[derive(Serialize)]
struct Answer {
    wanted: u64,
    found: Vec<Found>,
    other_file: Vec<Other>,
    still_missing: Vec<FileAnswer>,
    not_read: Vec<NotRead>,
    already_good: u64,
    looked_through: u64,
}

#[derive(Serialize)]
struct Found {
    file: String,
    sha256: Checksum,
    from: String,
    put_aside: Option<String>,
}

/// A file with the name of a lost one: `sha256` is its own, `wanted` that of the lost one.
#[derive(Serialize)]
struct Other {
    file: String,
    path: String,
    sha256: Checksum,
    wanted: Checksum,
}

#[derive(Serialize)]
struct NotRead {
    path: String,
    why: String,
}

/// A path as text; marks stand for what is no Unicode in it.
fn words(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

impl From<Relinked> for Answer {
    fn from(relinked: Relinked) -> Self {
        let Relinked { wanted, already_good, looked_through, found, other_files, still_missing, missed } = relinked;
        let found = found.into_iter().map(|found| Found {
            file: found.file.original_name,
            sha256: found.file.checksum,
            from: words(&found.from),
            put_aside: found.put_aside.as_deref().map(words),
        });
        let other_file = other_files.into_iter().map(|other| Other {
            file: other.name,
            path: words(&other.path),
            sha256: other.checksum,
            wanted: other.wanted,
        });
        Self {
            wanted,
            found: found.collect(),
            other_file: other_file.collect(),
            still_missing: still_missing.into_iter().map(FileAnswer::from).collect(),
            not_read: missed.into_iter().map(|missed| NotRead { path: words(&missed.path), why: missed.why }).collect(),
            already_good,
            looked_through,
        }
    }
}

impl Args {
    pub(super) fn run(self, session: &mut Session) -> anyhow::Result<Outcome> {
        if !self.source.is_dir() {
            return Err(
                super::exit::Usage(format!("there is no folder {}: check the name", self.source.display())).into()
            );
        }
        let mut catalogue = session.open_to_write(&self.folder)?;
        let told = Session::progress("comparing");
        // nobody knows how much there is while the folder is looked through
        let relinked = catalogue.relink(&self.source, &|done, total| total == 0 || told(done, total))?;
        if !relinked.found.is_empty() {
            session.saved();
        }
        let answer = Answer::from(relinked);
        let outcome = if answer.still_missing.is_empty() { Outcome::Good } else { Outcome::Problems };
        if outcome == Outcome::Problems {
            session.found_problems();
        }
        if session.json {
            session.object(&answer)?;
            return Ok(outcome);
        }
        for found in &answer.found {
            session.line(format!("found: {} in {}", found.file, found.from))?;
            if let Some(aside) = &found.put_aside {
                session.line(format!("  what stood in its place is kept as {aside}"))?;
            }
        }
        for other in &answer.other_file {
            session.line(format!(
                "not taken: {} is there but is another file: its checksum is {}, not {}",
                other.path, other.sha256, other.wanted
            ))?;
        }
        for missing in &answer.still_missing {
            session.line(missing.line())?;
        }
        for missed in &answer.not_read {
            session.line(format!("not read: {}: {}", missed.path, missed.why))?;
        }
        session.line(format!(
            "looked for {} masters in {} files: {} found, {} still missing{}",
            answer.wanted,
            answer.looked_through,
            answer.found.len(),
            answer.still_missing.len(),
            match answer.already_good {
                0 => String::new(),
                many => format!("; {many} were back in their place already"),
            }
        ))?;
        Ok(outcome)
    }
}
