//! What the window asks of stored files: how they are, a check of them, looking for lost ones. The work is done on other
//! threads; only this one writes down what they found.

use super::{Desk, Errand, none_open, reader};
use crate::background::answer::{Answer, JobKind, JobNews};
use crate::background::job::guarded;
use crate::catalogue::watch::{FileLook, FilesReport, THREADS, WhichFiles, look_through, relink_files};
use crate::catalogue::{Catalogue, Mode};
use crate::error::{Error, Result};
use crate::model::{FileEvent, StoredFile};
use crossbeam_channel::Sender;
use std::path::{Path, PathBuf};

impl Desk {
    /// The open catalogue, if it is the one in this folder: what comes from another thread may come too late.
    fn catalogue_in(&mut self, folder: &Path) -> Option<&mut Catalogue> {
        self.catalogue.as_mut().filter(|catalogue| catalogue.folder() == folder)
    }

    /// Answers which files it is the turn of.
    pub(super) fn due_files(&mut self, folder: &Path, most: usize, answer: &Sender<Vec<StoredFile>>) -> Result<()> {
        let due = self.catalogue_in(folder).map_or_else(
            || Ok(Vec::new()),
            |catalogue| {
                // what is found could not be noted, and would be looked for again and again
                if catalogue.mode() != Mode::Writable {
                    return Ok(Vec::new());
                }
                catalogue.note_unnoted()?;
                catalogue.due_files_now(most)
            },
        );
        // whoever asked is told in any case: it waits
        let (due, failed) = due.map_or_else(|error| (Vec::new(), Err(error)), |due| (due, Ok(())));
        let _ = answer.send(due);
        failed
    }

    /// Writes down what happened to files; the window hears when more or fewer of them are lost.
    pub(super) fn note_file_events(&mut self, folder: &Path, events: &[FileEvent]) -> Result<()> {
        let Some(catalogue) = self.catalogue_in(folder) else { return Ok(()) };
        if catalogue.mode() == Mode::Writable {
            catalogue.note_file_events(events)?;
        }
        self.tell_troubles()
    }

    /// Tells how many files are not as they should be, when that is news.
    pub(super) fn tell_troubles(&mut self) -> Result<()> {
        let troubles = self.catalogue()?.troubles()?;
        if self.troubles.replace(troubles) != Some(troubles) {
            self.replies.send(Answer::Troubles(troubles));
        }
        Ok(())
    }

    /// How the stored files are, gathered on a thread of its own: it looks through their folder.
    pub(super) fn health(&mut self) -> Result<()> {
        let reading = reader(self.catalogue()?)?;
        let mode = self.catalogue()?.mode();
        let replies = self.replies.clone();
        let work = move || match guarded(|| reading.health()) {
            Ok(mut health) => {
                health.read_only = match mode {
                    Mode::Writable => None,
                    Mode::ReadOnly(why) => Some(why),
                };
                replies.send(Answer::Health(Box::new(health)));
            }
            Err(error) => replies.send(Answer::Failed { request: "health", token: None, error }),
        };
        let spawned = std::thread::Builder::new().name("health".to_owned()).spawn(work);
        spawned.map(drop).map_err(|error| Error::file("cannot start a thread for", "health", error))
    }

    /// Reads every stored file (a job).
    pub(super) fn check_files(&mut self) -> Result<()> {
        let (reading, noting) = self.reading_files()?;
        self.jobs.spawn(JobKind::CheckFiles, &self.replies, move |progress| {
            let (files, not_due) = reading.files_to_look_at(WhichFiles::All)?;
            let mut report = FilesReport { not_due, ..FilesReport::default() };
            let mut wanting = Vec::new();
            let masters = reading.masters();
            look_through(&masters, &files, THREADS, &|done, total| progress.step(done, total), &mut |looks| {
                report.count(looks, &mut wanting);
                noting.looks(looks);
                Ok(())
            })?;
            report.troubles = reading.troubles_in(&files, &wanting)?;
            Ok(JobNews::FilesChecked(Box::new(report)))
        });
        Ok(())
    }

    /// Looks in a folder for lost files (a job).
    pub(super) fn relink(&mut self, from: PathBuf) -> Result<()> {
        if let Mode::ReadOnly(why) = self.catalogue()?.mode() {
            return Err(Error::ReadOnly { path: self.catalogue()?.folder().to_owned(), why });
        }
        let (reading, noting) = self.reading_files()?;
        let author = self.author.clone();
        self.jobs.spawn(JobKind::Relink, &self.replies, move |progress| {
            let lost = reading.lost_files()?;
            let go_on = |done, total| progress.step(done, total);
            let (mut relinked, looks) =
                relink_files(&reading.masters(), &lost, &from, &author, &go_on, &mut |events| {
                    noting.events(events.to_vec());
                    Ok(())
                })?;
            relinked.still_missing = reading.troubles_in(&lost, &looks)?;
            Ok(JobNews::Relinked(Box::new(relinked)))
        });
        Ok(())
    }

    /// A reading connection for work on the files, every one of them noted, and the way to write down what is found.
    pub(in crate::background) fn reading_files(&mut self) -> Result<(Catalogue, Noting)> {
        let errands = self.errands.clone();
        let catalogue = self.catalogue.as_mut().ok_or_else(none_open)?;
        if catalogue.mode() == Mode::Writable {
            catalogue.note_unnoted()?;
        }
        Ok((reader(catalogue)?, Noting { errands, folder: catalogue.folder().to_owned() }))
    }
}

/// The way from a thread that looked at files to the one that writes it down.
pub(in crate::background) struct Noting {
    errands: Sender<Errand>,
    folder: PathBuf,
}

impl Noting {
    pub(in crate::background) fn looks(&self, looks: &[FileLook]) {
        self.events(looks.iter().map(FileLook::event).collect());
    }

    fn events(&self, events: Vec<FileEvent>) {
        // the program ends: they are looked at again
        let _ = self.errands.send(Errand::FileEvents { folder: self.folder.clone(), events });
    }
}
