//! Keeping watch over the stored files: each is read again at least every ninety days, on demand, and when it is used;
//! what is lost is found again by its checksum.
//!
//! Invariant: what was found of a file is written when it is known, so that nothing is begun anew after a crash. A
//! check that could not be made is never told as one that went well.

mod health;
mod look;
mod relink;
mod schedule;

pub use health::{CopyKept, FileNews, Health, Orphans};
pub use look::{FileLook, agent, look_at, look_through};
pub use relink::{FoundFile, Missed, OtherFile, Relinked, relink_files};
pub use schedule::{Bounds, Due, PERIOD_DAYS, bounds, due, share};

use super::{Catalogue, now};
use crate::error::{Error, Result};
use crate::model::{Attachment, Checksum, Entry, EntryId, FileEvent, FileState, Label, Role, StoredFile, Timestamp};
use crate::storage::files::{self, LookedAt};
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// The files of a check that somebody waits for are read by so many threads.
pub const THREADS: usize = 2;
/// So long a report or an export waits for its files to be read.
const BEFORE_USE: Duration = Duration::from_mins(1);

/// Which files are to be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhichFiles {
    /// Every file a picture refers to.
    All,
    /// Those whose turn it is, and those that were not as they should be.
    Due,
}

/// How many files are not as they should be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Troubles {
    /// Their bytes have changed.
    pub bad: u64,
    /// They are not there.
    pub missing: u64,
    /// They could not be read.
    pub unreadable: u64,
}

impl Troubles {
    /// All of them.
    pub fn all(self) -> u64 {
        self.bad + self.missing + self.unreadable
    }

    fn of(states: &BTreeMap<FileState, u64>) -> Self {
        let count = |state| states.get(&state).copied().unwrap_or(0);
        Self {
            bad: count(FileState::Bad),
            missing: count(FileState::Missing),
            unreadable: count(FileState::Unreadable),
        }
    }
}

/// What a check of the stored files found. The counts add up to all files pictures refer to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FilesReport {
    /// Every byte is as it was stored.
    pub good: u64,
    /// What is wrong with others.
    pub wrong: Troubles,
    /// Their turn had not come; they were not looked at.
    pub not_due: u64,
    /// The files that are not as they should be.
    pub troubles: Vec<FileTrouble>,
    /// Why what was found could not be written down, if so.
    pub not_noted: Option<String>,
}

/// A stored file that is not as it should be.
#[derive(Clone, Debug, PartialEq)]
pub struct FileTrouble {
    /// What is known of it; its state is the trouble.
    pub file: StoredFile,
    /// Where it stands, or should.
    pub path: PathBuf,
    /// The particulars in words.
    pub detail: String,
    /// When it was first found so.
    pub since: Option<Timestamp>,
    /// The pictures made of it.
    pub pictures: Vec<PictureOfFile>,
}

impl FileTrouble {
    /// The name it came with, or its checksum when nobody knows that.
    pub fn name(&self) -> &str {
        if self.file.original_name.is_empty() { &self.file.checksum.0 } else { &self.file.original_name }
    }

    /// What a person can do about it.
    pub fn advice(&self) -> &'static str {
        match self.file.state {
            FileState::Good => "nothing is to be done",
            FileState::Missing | FileState::Bad => {
                "name a folder that may hold a copy, on a backup or the scanner's computer, moved or renamed or not: \
                 `kartoteka relink DIR FOLDER`"
            }
            FileState::Unreadable => {
                "look whether the disk is connected and the file may be read, then check again; if it stays so, find \
                 it again in a copy: `kartoteka relink DIR FOLDER`"
            }
        }
    }
}

/// A picture made of a stored file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureOfFile {
    /// The picture.
    pub id: EntryId,
    /// Its reference code.
    pub reference_code: String,
    /// What it shows.
    pub role: Role,
    /// The entry whose page it stands on, and how that is called; nothing while it belongs to none.
    pub entry: Option<(EntryId, Label)>,
}

impl Catalogue {
    /// Notes files that pictures refer to and nobody has noted yet: taken in before files were noted. Says how many.
    pub fn note_unnoted(&mut self) -> Result<u64> {
        let unnoted = self.storage.told(files::unnoted(self.storage.connection()))?;
        if !unnoted.is_empty() {
            self.storage.note_files(&unnoted, &[])?;
        }
        Ok(unnoted.len() as u64)
    }

    /// Writes down what happened to stored files.
    pub fn note_file_events(&mut self, events: &[FileEvent]) -> Result<()> {
        if events.is_empty() { Ok(()) } else { self.storage.note_files(&[], events) }
    }

    /// How many files are known not to be as they should be.
    pub fn troubles(&self) -> Result<Troubles> {
        let states = self.storage.told(files::count_troubled(self.storage.connection()))?;
        Ok(Troubles::of(&states))
    }

    /// The files to look at, those looked at the longest ago first, and how many others there are.
    pub fn files_to_look_at(&self, which: WhichFiles) -> Result<(Vec<StoredFile>, u64)> {
        let connection = self.storage.connection();
        let totals = self.storage.told(files::totals(connection))?;
        let mut found = self.storage.told(files::unnoted(connection))?;
        let unnoted = found.len() as u64;
        match which {
            WhichFiles::All => {
                found.extend(self.storage.told(files::looked_at(connection, LookedAt::Any, usize::MAX))?);
            }
            WhichFiles::Due => {
                found.extend(self.due_files(now(), usize::MAX)?);
                let known: BTreeSet<Checksum> = found.iter().map(|file| file.checksum.clone()).collect();
                let troubled = self.storage.told(files::troubled(connection))?;
                found.extend(troubled.into_iter().filter(|file| !known.contains(&file.checksum)));
            }
        }
        let others = (totals.files + unnoted).saturating_sub(found.len() as u64);
        Ok((found, others))
    }

    /// The noted files whose turn it is, those looked at the longest ago first.
    pub fn due_files_now(&self, most: usize) -> Result<Vec<StoredFile>> {
        self.due_files(now(), most)
    }

    /// The noted files whose turn it is at this moment, those looked at the longest ago first.
    pub fn due_files(&self, now: Timestamp, most: usize) -> Result<Vec<StoredFile>> {
        let connection = self.storage.connection();
        let looked_at = |when, most| self.storage.told(files::looked_at(connection, when, most));
        let bounds = bounds(now);
        let mut found = looked_at(LookedAt::Until(bounds.good), most)?;
        if found.len() < most {
            let troubled = self.storage.told(files::troubled(connection))?;
            let is_due = |file: &StoredFile| {
                file.checked_at.is_some_and(|at| at > bounds.good) && due(now, file.state, file.checked_at) == Due::Now
            };
            found.extend(troubled.into_iter().filter(is_due).take(most - found.len()));
        }
        if found.len() < most {
            let later = looked_at(LookedAt::After(bounds.slack), most - found.len())?;
            if !later.is_empty() {
                let all = self.storage.told(files::totals(connection))?.files;
                let today = files::count_looked_at(connection, bounds.today, bounds.slack);
                let share = share(all, self.storage.told(today)?);
                found.extend(later.into_iter().take(usize::try_from(share).unwrap_or(usize::MAX)));
            }
        }
        Ok(found)
    }

    /// Reads stored files from the first byte to the last and writes down how each is. `progress` hears how many are
    /// done of how many and says `false` to stop. Where nothing can be written they are read all the same.
    pub fn check_files(&mut self, which: WhichFiles, progress: &dyn Fn(u64, u64) -> bool) -> Result<FilesReport> {
        if self.mode() == super::Mode::Writable {
            self.note_unnoted()?;
        }
        let (files, not_due) = self.files_to_look_at(which)?;
        let mut report = FilesReport { not_due, ..FilesReport::default() };
        let mut looks = Vec::new();
        self.look_and_note(&files, progress, &mut report, &mut looks)?;
        report.troubles = self.troubles_in(&files, &looks)?;
        Ok(report)
    }

    /// Looks at files, writes down how each is if that can be, and counts; `looks` gets those that are not good.
    pub(super) fn look_and_note(
        &mut self,
        files: &[StoredFile],
        progress: &dyn Fn(u64, u64) -> bool,
        report: &mut FilesReport,
        looks: &mut Vec<FileLook>,
    ) -> Result<()> {
        if let super::Mode::ReadOnly(why) = self.mode() {
            report.not_noted = Some(why);
        }
        let masters = self.masters();
        look_through(&masters, files, THREADS, progress, &mut |batch| {
            report.count(batch, looks);
            if report.not_noted.is_none() {
                let events: Vec<FileEvent> = batch.iter().map(FileLook::event).collect();
                self.note_file_events(&events)?;
            }
            Ok(())
        })
    }

    /// The files found wanting in words, with the pictures made of them.
    pub fn troubles_in(&self, files: &[StoredFile], looks: &[FileLook]) -> Result<Vec<FileTrouble>> {
        let known: BTreeMap<&Checksum, &StoredFile> = files.iter().map(|file| (&file.checksum, file)).collect();
        let mut troubles = Vec::new();
        for look in looks.iter().filter(|look| look.state() != FileState::Good) {
            let Some(file) = known.get(&look.checksum) else { continue };
            let file = StoredFile { state: look.state(), checked_at: Some(look.at), ..(*file).clone() };
            let mut detail = look.detail();
            if let crate::storage::masters::Verdict::Different { found } = &look.verdict
                && let Some(other) = self.storage.told(files::file(self.storage.connection(), found))?
            {
                detail = format!("{detail}; these are the bytes of another stored file, {}", other.original_name);
            }
            troubles.push(self.trouble(file, detail)?);
        }
        in_order(&mut troubles);
        Ok(troubles)
    }

    /// What is known of a file that is not as it should be.
    fn trouble(&self, file: StoredFile, detail: String) -> Result<FileTrouble> {
        let since = self.storage.told(files::troubled_since(self.storage.connection(), &file.checksum))?;
        Ok(FileTrouble {
            path: self.masters().path_of(&file.checksum, &file.extension),
            pictures: self.pictures_of_file(&file.checksum)?,
            since: since.or(file.checked_at),
            file,
            detail,
        })
    }

    /// The pictures made of a stored file.
    pub fn pictures_of_file(&self, master: &Checksum) -> Result<Vec<PictureOfFile>> {
        let ids = self.storage.told(files::pictures_of(self.storage.connection(), master))?;
        let mut pictures = Vec::new();
        for id in ids {
            // a row that cannot be read is told by the check of pages
            if let Ok(Some(Entry::Attachment(picture))) = self.get(id) {
                let entry = picture.is_attached().then_some(picture.entry);
                let entry = entry.map(|entry| self.label(entry).map(|label| (entry, label))).transpose()?;
                let (reference_code, role) = (picture.reference_code, picture.role);
                pictures.push(PictureOfFile { id, reference_code, role, entry });
            }
        }
        Ok(pictures)
    }

    /// Reads the files of pictures that are about to leave the catalogue, in a report or an export, unless they were
    /// read today. It does not keep anybody waiting for long: when time is up, of the others only place and size are
    /// looked at. Gives those that are not as they should be; `tell` hears of all that were looked at.
    pub fn look_before_use<'a>(
        &self,
        pictures: impl Iterator<Item = &'a Attachment>,
        progress: &dyn Fn(u64, u64) -> bool,
        tell: &mut dyn FnMut(&[FileLook]),
    ) -> Result<Vec<FileTrouble>> {
        let (masters, files) = (self.masters(), self.not_read_today(pictures)?);
        let begun = Instant::now();
        let (read, stopped) = (Cell::new(0), Cell::new(false));
        let go_on = |done: u64, total| {
            read.set(done);
            stopped.set(!progress(done, total));
            !stopped.get() && begun.elapsed() < BEFORE_USE
        };
        let mut wanting: Vec<FileLook> = Vec::new();
        let mut seen = BTreeSet::new();
        let looked = look_through(&masters, &files, THREADS, &go_on, &mut |looks| {
            seen.extend(looks.iter().map(|look| look.checksum.clone()));
            wanting.extend(looks.iter().filter(|look| look.state() != FileState::Good).cloned());
            tell(looks);
            Ok(())
        });
        match looked {
            Err(Error::Cancelled) if !stopped.get() => {
                let others: Vec<StoredFile> =
                    files.iter().filter(|file| !seen.contains(&file.checksum) && !masters.has(file)).cloned().collect();
                for file in &others {
                    // gone or of another size: that is soon read
                    let look = look_at(&masters, file, &|| progress(read.get(), files.len() as u64));
                    let look = look.ok_or(Error::Cancelled)?;
                    tell(std::slice::from_ref(&look));
                    wanting.push(look);
                }
            }
            other => other?,
        }
        self.troubles_in(&files, &wanting)
    }

    /// The files of these pictures, each once, without those that were read to their end within a day.
    fn not_read_today<'a>(&self, pictures: impl Iterator<Item = &'a Attachment>) -> Result<Vec<StoredFile>> {
        let (now, mut seen, mut files) = (now(), BTreeSet::new(), Vec::new());
        for picture in pictures.filter(|picture| seen.insert(&picture.master)) {
            let file = self.storage.told(files::file(self.storage.connection(), &picture.master))?;
            let file = file.unwrap_or_else(|| StoredFile {
                checksum: picture.master.clone(),
                extension: picture.extension.clone(),
                size_bytes: picture.size_bytes,
                original_name: picture.original_name.clone(),
                ..StoredFile::default()
            });
            let is_fresh = file.state == FileState::Good
                && file.checked_at.is_some_and(|at| at >= bounds(now).today && at <= bounds(now).slack);
            if !is_fresh {
                files.push(file);
            }
        }
        Ok(files)
    }
}

impl FilesReport {
    /// Counts files that were looked at; `wanting` gets those that are not good.
    pub fn count(&mut self, looks: &[FileLook], wanting: &mut Vec<FileLook>) {
        for look in looks {
            let count = match look.state() {
                FileState::Good => &mut self.good,
                FileState::Bad => &mut self.wrong.bad,
                FileState::Missing => &mut self.wrong.missing,
                FileState::Unreadable => &mut self.wrong.unreadable,
            };
            *count += 1;
            if look.state() != FileState::Good {
                wanting.push(look.clone());
            }
        }
    }
}

/// By what is wrong, then by name.
fn in_order(troubles: &mut [FileTrouble]) {
    troubles.sort_by_cached_key(|trouble| {
        (trouble.file.state, crate::text::reference_sort_key(trouble.name()), trouble.file.checksum.clone())
    });
}
