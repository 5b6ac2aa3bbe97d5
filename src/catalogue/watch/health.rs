//! How a catalogue's files are, as the health page tells it.

use super::{Due, FileTrouble, Troubles, due};
use crate::catalogue::moment;
use crate::catalogue::{Catalogue, now};
use crate::error::Result;
use crate::model::{EntryId, FileEventKind, FileState, Outcome, Timestamp};
use crate::storage::{files, journal};
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

/// So many files that are not as they should be are told one by one.
const MOST_TROUBLES: usize = 500;
/// So many of the last events are told.
const EVENTS: usize = 50;
/// So many files nobody refers to are named.
const MOST_ORPHANS: usize = 20;

/// How a catalogue's files are.
#[derive(Clone, Debug, PartialEq)]
pub struct Health {
    /// When this was gathered.
    pub at: Timestamp,
    /// How many stored files pictures refer to.
    pub files: u64,
    /// Their size together.
    pub bytes: u64,
    /// How many of them were not looked at yet since they came.
    pub never: u64,
    /// How many are not as they should be, and how.
    pub wrong: Troubles,
    /// How many it is the turn of.
    pub due: u64,
    /// When the one looked at the longest ago was looked at.
    pub oldest: Option<Timestamp>,
    /// When one was looked at last.
    pub newest: Option<Timestamp>,
    /// When the turn of the next one comes, when it is no one's now.
    pub next_due: Option<Timestamp>,
    /// The files that are not as they should be; the first of them, when they are very many.
    pub troubles: Vec<FileTrouble>,
    /// Files nobody refers to, or why nobody knows.
    pub orphans: Result<Orphans, String>,
    /// Copies of the database kept before its format changed.
    pub copies: Vec<CopyKept>,
    /// What happened to stored files, the newest first.
    pub events: Vec<FileNews>,
    /// Why nothing can be written down, if so.
    pub read_only: Option<String>,
}

/// Files in the folder of stored files that nobody refers to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Orphans {
    /// How many there are.
    pub files: u64,
    /// Their size together.
    pub bytes: u64,
    /// How many of them are damaged files that were put aside.
    pub put_aside: u64,
    /// The first of them.
    pub first: Vec<PathBuf>,
}

/// A copy of the database kept before its format changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyKept {
    /// Where it is.
    pub path: PathBuf,
    /// Its size.
    pub bytes: u64,
    /// When it was made.
    pub at: Option<Timestamp>,
}

/// Something that happened to a stored file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileNews {
    /// When.
    pub at: Timestamp,
    /// What.
    pub kind: FileEventKind,
    /// How it went.
    pub outcome: Outcome,
    /// The name the file came with, or its checksum.
    pub name: String,
    /// The page it stands on, when it stands on one.
    pub entry: Option<EntryId>,
    /// Who or what did it.
    pub agent: String,
    /// The particulars.
    pub detail: String,
}

impl Catalogue {
    /// How the stored files are, from what is known of them; no file is read.
    pub fn health(&self) -> Result<Health> {
        let now = now();
        let connection = self.storage.connection();
        let totals = self.storage.told(files::totals(connection))?;
        let unnoted = self.storage.told(files::unnoted(connection))?;
        let not_noted_bytes: u64 = unnoted.iter().map(|file| file.size_bytes).sum();
        let not_noted = unnoted.len() as u64;
        let due_now = self.due_files(now, usize::MAX)?.len() as u64 + not_noted;
        let mut troubles = Vec::new();
        let wrong = self.storage.told(files::troubled(connection))?;
        let turns = wrong.iter().map(|file| due(now, file.state, file.checked_at));
        let turns = turns.chain(totals.oldest.map(|oldest| due(now, FileState::Good, Some(oldest))));
        let next_due = turns.filter(|_| due_now == 0).filter_map(|turn| match turn {
            Due::From(moment) => Some(moment),
            Due::Now | Due::InTurn => None,
        });
        let next_due = next_due.min();
        for file in wrong.into_iter().take(MOST_TROUBLES) {
            let last = self.storage.told(files::events(connection, Some(&file.checksum), 1))?;
            let detail = last.into_iter().next().map(|event| event.detail).unwrap_or_default();
            troubles.push(self.trouble(file, detail)?);
        }
        super::in_order(&mut troubles);
        Ok(Health {
            at: now,
            files: totals.files + not_noted,
            bytes: totals.bytes + not_noted_bytes,
            never: totals.never + not_noted,
            wrong: self.troubles()?,
            due: due_now,
            oldest: totals.oldest,
            newest: totals.newest,
            next_due,
            troubles,
            orphans: self.orphans(),
            copies: self.copies_kept(),
            events: self.file_news()?,
            read_only: match self.mode() {
                super::super::Mode::Writable => None,
                super::super::Mode::ReadOnly(why) => Some(why),
            },
        })
    }

    fn orphans(&self) -> Result<Orphans, String> {
        let connection = self.storage.connection();
        let mut known = files::used(connection).map_err(|error| error.to_string())?;
        // what was removed may be brought back, and needs its file then
        known.extend(journal::masters_of_removed(connection).map_err(|error| error.to_string())?);
        let found =
            self.masters().orphans(&|checksum| known.contains(&checksum.0)).map_err(|error| error.to_string())?;
        let size = |path: &PathBuf| fs::symlink_metadata(path).map_or(0, |found| found.len());
        let is_put_aside =
            |path: &&PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().contains(".damaged-"));
        Ok(Orphans {
            files: found.len() as u64,
            bytes: found.iter().map(size).sum(),
            put_aside: found.iter().filter(is_put_aside).count() as u64,
            first: found.into_iter().take(MOST_ORPHANS).collect(),
        })
    }

    /// A folder that is not there, or cannot be read, holds none.
    fn copies_kept(&self) -> Vec<CopyKept> {
        let Ok(entries) = fs::read_dir(self.folder().join("backups")) else { return Vec::new() };
        let mut copies: Vec<CopyKept> = entries
            .filter_map(Result::ok)
            .filter_map(|entry| Some((entry.path(), entry.metadata().ok()?)))
            .filter(|(path, found)| found.is_file() && path.extension().is_some_and(|ending| ending == "db"))
            .map(|(path, found)| CopyKept { path, bytes: found.len(), at: found.modified().ok().map(moment) })
            .collect();
        copies.sort_by(|one, other| one.path.cmp(&other.path));
        copies
    }

    fn file_news(&self) -> Result<Vec<FileNews>> {
        let connection = self.storage.connection();
        let events = self.storage.told(files::events(connection, None, EVENTS))?;
        let mut known: BTreeMap<String, (String, Option<EntryId>)> = BTreeMap::new();
        let mut news = Vec::new();
        for event in events.into_iter().rev() {
            if !known.contains_key(&event.master.0) {
                let file = self.storage.told(files::file(connection, &event.master))?;
                let name = file.map(|file| file.original_name).filter(|name| !name.is_empty());
                let pictures = self.pictures_of_file(&event.master)?;
                let entry = pictures.into_iter().find_map(|picture| picture.entry.map(|(entry, _)| entry));
                known.insert(event.master.0.clone(), (name.unwrap_or_else(|| event.master.0.clone()), entry));
            }
            let (name, entry) = known.get(&event.master.0).cloned().unwrap_or_default();
            let (at, kind, outcome) = (event.at, event.kind, event.outcome);
            news.push(FileNews { at, kind, outcome, name, entry, agent: event.agent, detail: event.detail });
        }
        Ok(news)
    }
}
