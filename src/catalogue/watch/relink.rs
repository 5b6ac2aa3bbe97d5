//! Lost and damaged stored files, looked for in a folder the archivist names: by checksum, moved or renamed or not.
//!
//! Invariant: a file is taken for a lost one only when it has its checksum. One that only has its name is told with the
//! checksum it has, and left where it is.

use super::{FileLook, FileTrouble, THREADS, agent, look_through};
use crate::catalogue::moment;
use crate::catalogue::{Catalogue, Masters, Mode, now};
use crate::error::{Error, Result};
use crate::model::{Checksum, EntryId, FileEvent, FileEventKind, FileState, Outcome, StoredFile};
use crate::storage::files::{self, LookedAt};
use crate::storage::masters::{PutBack, checksum_of_file};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use unicode_normalization::UnicodeNormalization;

/// Of one lost file so many others of the same name are told: a scanner numbers every folder from 1.
const MOST_OTHERS: usize = 20;

/// What came of looking for lost files. `wanted` = found + still missing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Relinked {
    /// How many files were looked for.
    pub wanted: u64,
    /// Files known as lost or damaged that turned out to be as they should be.
    pub already_good: u64,
    /// How many files the folder holds, with the folders in it.
    pub looked_through: u64,
    /// Those found and put back.
    pub found: Vec<FoundFile>,
    /// Files that have the name of one that was looked for, and other bytes. None of them was taken.
    pub other_files: Vec<OtherFile>,
    /// Those not found.
    pub still_missing: Vec<FileTrouble>,
    /// What could not be looked at, and why.
    pub missed: Vec<Missed>,
}

/// A file that was lost and is there again.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundFile {
    /// What is known of it.
    pub file: StoredFile,
    /// The copy it was put back from.
    pub from: PathBuf,
    /// Where the damaged file is that stood in its place, if one did.
    pub put_aside: Option<PathBuf>,
}

/// A file with the name of a lost one, but another file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherFile {
    /// The name.
    pub name: String,
    /// The checksum of the file that is looked for.
    pub wanted: Checksum,
    /// Where the other one is.
    pub path: PathBuf,
    /// The checksum it has.
    pub checksum: Checksum,
}

/// A file or folder that could not be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missed {
    /// Where it is.
    pub path: PathBuf,
    /// Why.
    pub why: String,
}

impl Catalogue {
    /// Looks in a folder, and the folders in it, for every stored file that is lost or damaged, and puts back what is
    /// found. `progress` hears how many files are compared of how many, 0 of 0 while nobody knows, and says `false` to
    /// stop.
    pub fn relink(&mut self, folder: &Path, progress: &dyn Fn(u64, u64) -> bool) -> Result<Relinked> {
        if let Mode::ReadOnly(why) = self.mode() {
            return Err(Error::ReadOnly { path: self.folder().to_owned(), why });
        }
        self.note_unnoted()?;
        let lost = self.lost_files()?;
        let (masters, author) = (self.masters(), self.author().to_owned());
        let (mut relinked, looks) =
            relink_files(&masters, &lost, folder, &author, progress, &mut |events| self.note_file_events(events))?;
        relinked.still_missing = self.troubles_in(&lost, &looks)?;
        Ok(relinked)
    }

    /// The files that were not as they should be when they were looked at last, and those that are not there, have
    /// another size, or were written to since: these may be damaged. One that rotted away quietly is found by a check.
    pub fn lost_files(&self) -> Result<Vec<StoredFile>> {
        let connection = self.storage.connection();
        let mut all = self.storage.told(files::unnoted(connection))?;
        all.extend(self.storage.told(files::looked_at(connection, LookedAt::Any, usize::MAX))?);
        let masters = self.masters();
        all.retain(|file| {
            let path = masters.path_of(&file.checksum, &file.extension);
            let known_at = file.checked_at.unwrap_or(file.taken_in_at).max(file.taken_in_at);
            let is_as_it_was = fs::symlink_metadata(path).is_ok_and(|found| {
                let written_at = found.modified().ok().map(moment);
                found.is_file()
                    && found.len() == file.size_bytes
                    && written_at.is_none_or(|written_at| written_at <= known_at)
            });
            file.state != FileState::Good || !is_as_it_was
        });
        Ok(all)
    }
}

/// As [`Catalogue::relink`], for another thread: what happened to each file is told to `note` as it happens. Gives also
/// how those are that were not found.
pub fn relink_files(
    masters: &Masters,
    lost: &[StoredFile],
    folder: &Path,
    author: &str,
    progress: &dyn Fn(u64, u64) -> bool,
    note: &mut dyn FnMut(&[FileEvent]) -> Result<()>,
) -> Result<(Relinked, Vec<FileLook>)> {
    if !folder.is_dir() {
        return Err(Error::Input(format!("{} is not a folder that can be looked through", folder.display())));
    }
    let mut search = Search { masters, author, progress, note, wanted: Vec::new(), relinked: Relinked::default() };
    search.look_again(lost)?;
    let candidates = search.walk(folder)?;
    search.compare(candidates)?;
    let Search { relinked, wanted, .. } = search;
    Ok((relinked, wanted.into_iter().filter(|wanted| !wanted.is_found).map(|wanted| wanted.look).collect()))
}

/// A file that is looked for.
struct Wanted {
    file: StoredFile,
    look: FileLook,
    is_found: bool,
    /// How many others of its name were told.
    others: usize,
}

/// A file that may be one that is looked for.
struct Candidate {
    path: PathBuf,
    /// Those that have its size.
    of_size: Vec<usize>,
    /// Those that have its name.
    of_name: Vec<usize>,
}

impl Candidate {
    /// The likeliest first: size and name, then the size, then the name alone, which only tells that it is another.
    fn order(&self) -> u8 {
        match (self.of_size.is_empty(), self.of_name.is_empty()) {
            (false, false) => 0,
            (false, true) => 1,
            _ => 2,
        }
    }
}

struct Search<'a> {
    masters: &'a Masters,
    author: &'a str,
    progress: &'a dyn Fn(u64, u64) -> bool,
    note: &'a mut dyn FnMut(&[FileEvent]) -> Result<()>,
    wanted: Vec<Wanted>,
    relinked: Relinked,
}

impl Search<'_> {
    /// How each of the lost files is now: somebody may have put it back by hand.
    fn look_again(&mut self, lost: &[StoredFile]) -> Result<()> {
        let Search { masters, progress, note, wanted, relinked, .. } = self;
        let known: BTreeMap<&Checksum, &StoredFile> = lost.iter().map(|file| (&file.checksum, file)).collect();
        look_through(masters, lost, THREADS, &|_, _| progress(0, 0), &mut |looks| {
            let events: Vec<FileEvent> = looks.iter().map(FileLook::event).collect();
            note(&events)?;
            for look in looks {
                if look.state() == FileState::Good {
                    relinked.already_good += 1;
                } else if let Some(file) = known.get(&look.checksum) {
                    wanted.push(Wanted { file: (*file).clone(), look: look.clone(), is_found: false, others: 0 });
                }
            }
            Ok(())
        })?;
        wanted.sort_by(|one, other| one.file.checksum.cmp(&other.file.checksum));
        relinked.wanted = wanted.len() as u64;
        Ok(())
    }

    /// The files of a folder that may be ones that are looked for, the likeliest first. Links are not followed.
    fn walk(&mut self, folder: &Path) -> Result<Vec<Candidate>> {
        let (mut sizes, mut names) = (BTreeMap::<u64, Vec<usize>>::new(), BTreeMap::<String, Vec<usize>>::new());
        for (at, wanted) in self.wanted.iter().enumerate() {
            sizes.entry(wanted.file.size_bytes).or_default().push(at);
            if !wanted.file.original_name.is_empty() {
                names.entry(folded(&wanted.file.original_name)).or_default().push(at);
            }
        }
        let mut candidates = Vec::new();
        let mut folders = vec![folder.to_owned()];
        while let Some(folder) = folders.pop() {
            let entries = match fs::read_dir(&folder) {
                Ok(entries) => entries,
                Err(error) => {
                    self.missed(folder, &error);
                    continue;
                }
            };
            for entry in entries {
                let Ok(entry) = entry.map_err(|error| self.missed(folder.clone(), &error)) else { continue };
                let path = entry.path();
                let Ok(kind) = entry.file_type().map_err(|error| self.missed(path.clone(), &error)) else { continue };
                if kind.is_dir() {
                    folders.push(path);
                } else if kind.is_file() {
                    self.relinked.looked_through += 1;
                    let Ok(found) = entry.metadata().map_err(|error| self.missed(path.clone(), &error)) else {
                        continue;
                    };
                    let of_size = sizes.get(&found.len()).cloned().unwrap_or_default();
                    let of_name = names.get(&folded(&entry.file_name().to_string_lossy())).cloned().unwrap_or_default();
                    if !of_size.is_empty() || !of_name.is_empty() {
                        candidates.push(Candidate { path, of_size, of_name });
                    }
                }
            }
            if !(self.progress)(0, 0) {
                return Err(Error::Cancelled);
            }
        }
        candidates.sort_by(|one, other| (one.order(), &one.path).cmp(&(other.order(), &other.path)));
        Ok(candidates)
    }

    /// Computes checksums until every file is found or every candidate compared, and puts back what is found.
    fn compare(&mut self, candidates: Vec<Candidate>) -> Result<()> {
        let by_checksum: BTreeMap<Checksum, usize> =
            self.wanted.iter().enumerate().map(|(at, wanted)| (wanted.file.checksum.clone(), at)).collect();
        let (progress, total) = (self.progress, candidates.len() as u64);
        for (done, candidate) in (0..).zip(candidates) {
            let go_on = || progress(done, total);
            if !go_on() {
                return Err(Error::Cancelled);
            }
            let is_open = |at: &usize| self.wanted.get(*at).is_some_and(|wanted| !wanted.is_found);
            let is_told = |at: &usize| self.wanted.get(*at).is_some_and(|wanted| wanted.others >= MOST_OTHERS);
            if !candidate.of_size.iter().any(is_open) && !candidate.of_name.iter().any(|at| is_open(at) && !is_told(at))
            {
                continue;
            }
            let checksum = match checksum_of_file(&candidate.path, &go_on) {
                Ok(Some(checksum)) => checksum,
                Ok(None) => return Err(Error::Cancelled),
                Err(error) => {
                    self.missed(candidate.path, &error);
                    continue;
                }
            };
            match by_checksum.get(&checksum) {
                Some(at) => self.put_back(*at, &candidate.path, &go_on)?,
                None => self.tell_other(&candidate, &checksum),
            }
        }
        progress(total, total);
        Ok(())
    }

    fn put_back(&mut self, at: usize, from: &Path, go_on: &dyn Fn() -> bool) -> Result<()> {
        let Some(wanted) = self.wanted.get_mut(at).filter(|wanted| !wanted.is_found) else { return Ok(()) };
        let file = &wanted.file;
        let put_aside = match self.masters.put_back(from, &file.checksum, &file.extension, go_on) {
            Ok(PutBack::Done { put_aside }) => put_aside,
            Ok(PutBack::NotNeeded) => None,
            Ok(PutBack::OtherFile(_)) => {
                self.missed(from.to_owned(), &"it changed while it was read");
                return Ok(());
            }
            // the copy cannot be read any more; another may do
            Err(Error::File { path, source, .. }) if path == from => {
                self.missed(path, &source);
                return Ok(());
            }
            // where this one belongs nothing can be written; the others go on
            Err(Error::File { path, source, .. }) => {
                self.missed(path, &source);
                return Ok(());
            }
            Err(error) => return Err(error),
        };
        let mut detail = format!("put back from {}", from.display());
        if let Some(aside) = &put_aside {
            let name = aside.file_name().unwrap_or_default().to_string_lossy();
            detail = format!("{detail}; what stood in its place is kept beside it as {name}");
        }
        let event = FileEvent {
            id: EntryId::fresh(),
            master: file.checksum.clone(),
            kind: FileEventKind::Recovery,
            at: now(),
            agent: agent(self.author),
            outcome: Outcome::Pass,
            detail,
            state: Some(FileState::Good),
        };
        wanted.is_found = true;
        self.relinked.found.push(FoundFile { file: file.clone(), from: from.to_owned(), put_aside });
        (self.note)(&[event])
    }

    fn tell_other(&mut self, candidate: &Candidate, checksum: &Checksum) {
        for at in &candidate.of_name {
            if let Some(wanted) = self.wanted.get_mut(*at).filter(|wanted| wanted.others < MOST_OTHERS) {
                wanted.others += 1;
                self.relinked.other_files.push(OtherFile {
                    name: wanted.file.original_name.clone(),
                    wanted: wanted.file.checksum.clone(),
                    path: candidate.path.clone(),
                    checksum: checksum.clone(),
                });
            }
        }
    }

    fn missed(&mut self, path: PathBuf, why: &dyn std::fmt::Display) {
        self.relinked.missed.push(Missed { path, why: why.to_string() });
    }
}

/// A file name as file systems confuse them: one writes it composed, another decomposed, a third in capitals.
fn folded(name: &str) -> String {
    name.nfc().flat_map(char::to_lowercase).collect()
}
