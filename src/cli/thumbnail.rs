//! `kartoteka thumbnail FILE… --out FOLDER`: small copies of picture files, as the lists show them; for scripts, and to
//! see what a file would look like before it is taken in.

use super::{Outcome, Session};
use crate::catalogue::SmallCopies;
use serde::Serialize;
use std::path::PathBuf;

/// Make small JPEG copies of picture files, upright and in ordinary colours
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example: kartoteka thumbnail scans/*.tif --out small --size 512\nThe files themselves are only read."
)]
pub(super) struct Args {
    /// The pictures
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// The folder for the copies, made when it is not there
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
    /// The longer side of the copies in pixels
    #[arg(long, value_name = "PX", default_value_t = 512, value_parser = clap::value_parser!(u32).range(16..=4096))]
    size: u32,
}

#[derive(Serialize)]
struct Answer {
    made: Vec<Made>,
    refused: Vec<String>,
}

#[derive(Serialize)]
struct Made {
    file: String,
    copy: String,
}

impl Args {
    pub(super) fn run(self, session: &mut Session) -> anyhow::Result<Outcome> {
        let copies = SmallCopies::new(&self.out)?;
        let progress = Session::progress("making small copies");
        let total = self.files.len() as u64;
        let mut answer = Answer { made: Vec::new(), refused: Vec::new() };
        for (done, file) in (1..).zip(self.files) {
            match copies.make(&file, self.size) {
                Ok(copy) => {
                    let words = |path: &std::path::Path| path.to_string_lossy().into_owned();
                    answer.made.push(Made { file: words(&file), copy: words(&copy) });
                }
                Err(error) => answer.refused.push(error.to_string()),
            }
            progress(done, total);
        }
        for why in &answer.refused {
            Session::say(format!("kartoteka: {why}"));
        }
        let outcome = if answer.refused.is_empty() { Outcome::Good } else { Outcome::Problems };
        if outcome == Outcome::Problems {
            session.found_problems();
        }
        if session.json {
            session.object(&answer)?;
        } else {
            for Made { file, copy } in &answer.made {
                session.line(format!("{file} -> {copy}"))?;
            }
        }
        Ok(outcome)
    }
}
