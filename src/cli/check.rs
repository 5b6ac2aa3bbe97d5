//! `kartoteka check DIR`: looks at everything: database, journal chain, hash of every page, every master; with
//! `--masters` only at the stored files.

use super::answers::Named;
use super::{Outcome, Session};
use crate::catalogue::watch::{FileTrouble, FilesReport, PictureOfFile, WhichFiles};
use crate::catalogue::{Catalogue, CheckReport};
use crate::error::Error;
use crate::model::{Checksum, EntryId, FileState, Role, Timestamp};
use serde::Serialize;
use std::path::PathBuf;

/// Check the database, the chain of acts, every card and every master
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example: kartoteka check sample.kartoteka --masters --due
Reads every master again, writes down how each was found, and changes nothing else.
A check that was interrupted is gone on with by --masters --due.")]
pub(super) struct Args {
    /// The folder of the catalogue
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Only the masters: is each there, and every byte as it was stored
    #[arg(long)]
    masters: bool,
    /// Only masters not looked at for 90 days, and those that were not as they should be
    #[arg(long, requires = "masters")]
    due: bool,
}

/// `good`, `bad`, `missing`, `unreadable` and `not_due` add up to all masters. `noted` is false when what was found
/// could not be written down.
#[derive(Serialize)]
struct FilesAnswer {
    good: u64,
    bad: u64,
    missing: u64,
    unreadable: u64,
    not_due: u64,
    noted: bool,
    problems: Vec<FileAnswer>,
}

/// A stored file that is not as it should be.
#[derive(Serialize)]
pub(super) struct FileAnswer {
    pub(super) file: String,
    pub(super) state: FileState,
    pub(super) sha256: Checksum,
    pub(super) master: String,
    pub(super) size_bytes: u64,
    pub(super) since: Option<Timestamp>,
    pub(super) pictures: Vec<PictureAnswer>,
    pub(super) detail: String,
    pub(super) advice: &'static str,
}

#[derive(Serialize)]
pub(super) struct PictureAnswer {
    id: EntryId,
    #[serde(rename = "ref")]
    reference: String,
    role: Role,
    entry: Option<Named>,
}

impl From<FileTrouble> for FileAnswer {
    fn from(trouble: FileTrouble) -> Self {
        let (file, advice) = (trouble.name().to_owned(), trouble.advice());
        let FileTrouble { file: known, path, detail, since, pictures } = trouble;
        let pictures = pictures.into_iter().map(|PictureOfFile { id, reference_code, role, entry }| PictureAnswer {
            id,
            reference: reference_code,
            role,
            entry: entry.map(|(id, label)| Named::new(id, &label)),
        });
        Self {
            file,
            state: known.state,
            sha256: known.checksum,
            master: path.to_string_lossy().into_owned(),
            size_bytes: known.size_bytes,
            since,
            pictures: pictures.collect(),
            detail,
            advice,
        }
    }
}

impl FileAnswer {
    /// The file, the pages it belongs to, what is wrong and what to do, in a line.
    pub(super) fn line(&self) -> String {
        let on = |picture: &PictureAnswer| match &picture.entry {
            Some(entry) => format!("{} of {}", picture.role, entry.words()),
            None => format!("{} of nothing yet", picture.role),
        };
        let pictures: Vec<String> = self.pictures.iter().map(on).collect();
        format!("{}: {} ({}): {}; {}", self.state, self.file, pictures.join(", "), self.detail, self.advice)
    }
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
        if self.masters {
            return self.check_masters(session);
        }
        // to write if possible: a search index that is wrong is made anew
        let mut catalogue = self.open()?;
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

    /// A full disk is no reason not to look.
    fn open(&self) -> Result<Catalogue, Error> {
        match Catalogue::open(&self.folder) {
            Err(Error::DiskFull { .. }) => Catalogue::open_to_read(&self.folder),
            opened => opened,
        }
    }

    fn check_masters(&self, session: &mut Session) -> anyhow::Result<Outcome> {
        // to write if possible: how each was found is written down as soon as it is known
        let mut catalogue = self.open()?;
        let which = if self.due { WhichFiles::Due } else { WhichFiles::All };
        let FilesReport { good, wrong, not_due, troubles, not_noted } =
            catalogue.check_files(which, &Session::progress("reading"))?;
        if let Some(why) = &not_noted {
            Session::say(format!("kartoteka: what was found is not written down: {why}"));
        }
        let outcome = if wrong.all() == 0 { Outcome::Good } else { Outcome::Problems };
        if outcome == Outcome::Problems {
            session.found_problems();
        }
        let answer = FilesAnswer {
            good,
            bad: wrong.bad,
            missing: wrong.missing,
            unreadable: wrong.unreadable,
            not_due,
            noted: not_noted.is_none(),
            problems: troubles.into_iter().map(FileAnswer::from).collect(),
        };
        if session.json {
            session.object(&answer)?;
            return Ok(outcome);
        }
        for problem in &answer.problems {
            session.line(problem.line())?;
        }
        session.line(format!(
            "{} good, {} bad, {} missing, {} unreadable, {} not due",
            answer.good, answer.bad, answer.missing, answer.unreadable, answer.not_due
        ))?;
        Ok(outcome)
    }
}
