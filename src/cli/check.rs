//! `kartoteka check DIR`: looks at everything: database, journal chain, hash of every page, every master.

use super::{Outcome, Session};
use crate::catalogue::{Catalogue, CheckReport};
use serde::Serialize;
use std::path::PathBuf;

/// Check the database, the chain of acts, every card and every master
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: kartoteka check sample.kartoteka\nReads every master again; changes nothing.")]
pub(super) struct Args {
    /// The folder of the catalogue
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

#[derive(Serialize)]
struct Answer {
    problems: Vec<Problem>,
    pages: u64,
    acts: u64,
    masters: u64,
    orphans: u64,
    drafts: u64,
    index_rebuilt: bool,
}

#[derive(Serialize)]
struct Problem {
    area: String,
    about: String,
    message: String,
}

impl From<CheckReport> for Answer {
    fn from(report: CheckReport) -> Self {
        let CheckReport { problems, pages, acts, masters, orphans, drafts, index_rebuilt } = report;
        let problems = problems
            .into_iter()
            .map(|problem| Problem { area: problem.area, about: problem.about, message: problem.message })
            .collect();
        Self { problems, pages, acts, masters, orphans, drafts, index_rebuilt }
    }
}

impl Args {
    pub(super) fn run(self, session: &mut Session) -> anyhow::Result<Outcome> {
        // to write if possible: a search index that is wrong is made anew
        let mut catalogue = Catalogue::open(&self.folder)?;
        let report = Answer::from(catalogue.check(&Session::progress("checking"))?);
        let outcome = if report.problems.is_empty() { Outcome::Good } else { Outcome::Problems };
        if outcome == Outcome::Problems {
            session.found_problems();
        }
        if session.json {
            session.object(&report)?;
            return Ok(outcome);
        }
        for problem in &report.problems {
            session.line(format!("{}: {}: {}", problem.area, problem.about, problem.message))?;
        }
        session.line(format!(
            "checked {} pages, {} acts, {} masters; {} files nobody refers to; {} drafts not written{}; {}",
            report.pages,
            report.acts,
            report.masters,
            report.orphans,
            report.drafts,
            if report.index_rebuilt { "; the search index was made anew" } else { "" },
            match report.problems.len() {
                0 => "no problems".to_owned(),
                1 => "1 problem".to_owned(),
                many => format!("{many} problems"),
            }
        ))?;
        Ok(outcome)
    }
}
