//! Files on their way into the store: one thread copies and hashes, one has them looked at by the decoding process, and
//! the caller writes what is known of them, all three at once.

use super::alike::Alikes;
use super::interrupted::Note;
use super::keep::Kept;
use super::plan::{Plan, PlannedFile, reason};
use super::walk::shown;
use super::{Ended, NotTaken, TakeInProgress, TakeInReport};
use crate::catalogue::pictures::attachment;
use crate::catalogue::{Catalogue, Masters, NewPicture, Stored, keep_small_copy};
use crate::error::{Error, Result};
use crate::media::{Decoder, Examined};
use crate::model::{Attachment, Checksum, EntryId, Role};
use crate::storage::codes;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// So many files are written as one act at most, or those of so long.
const BATCH_FILES: usize = 100;
const BATCH_TIME: Duration = Duration::from_secs(2);
/// So many copied files wait to be looked at.
const WAITING: usize = 2;
/// How often one who waits is told how far it is.
const TELL: Duration = Duration::from_millis(100);

/// How one who waits holds up or stops the work, from any thread.
#[derive(Debug, Default)]
pub struct TakeInControl {
    stop: AtomicBool,
    pause: AtomicBool,
}

impl TakeInControl {
    /// Stops the work after the file it is at.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Holds it up, or lets it go on.
    pub fn pause(&self, pause: bool) {
        self.pause.store(pause, Ordering::Relaxed);
    }

    /// Whether it is held up.
    pub fn is_paused(&self) -> bool {
        self.pause.load(Ordering::Relaxed)
    }

    /// Whether to go on, after waiting while it is held up.
    fn go_on(&self) -> bool {
        while self.is_paused() && !self.stop.load(Ordering::Relaxed) {
            std::thread::sleep(TELL);
        }
        !self.stop.load(Ordering::Relaxed)
    }
}

/// A file that is in the store and not yet in the catalogue.
#[derive(Debug)]
pub struct Brought {
    pub(super) planned: PlannedFile,
    pub(super) stored: Stored,
    /// What was seen in it; nothing when that is known already, or could not be found out.
    pub(super) examined: Option<Examined>,
    /// A stored file that may show the same sheet, and how sure that is.
    pub(super) looks_like: Option<(Checksum, f32)>,
}

impl Brought {
    /// Bytes made by this program, of which nobody needs to be told what they are.
    pub(in crate::catalogue) fn unseen(stored: Stored) -> Self {
        let planned = PlannedFile::single(Path::new(&stored.original_name), Role::Other, "");
        Self { planned, stored, examined: None, looks_like: None }
    }

    /// The picture it becomes when it is attached to this entry.
    pub(in crate::catalogue) fn attachment(&self, entry: EntryId) -> Attachment {
        let caption = self.planned.caption.clone();
        Attachment { caption, ..attachment(&self.stored, entry, self.planned.role) }
    }

    /// Why it cannot be shown; it is kept as it is.
    pub fn why_not_shown(&self) -> Option<String> {
        let seen = self.examined.as_ref().and_then(|examined| examined.why_not_shown.clone());
        seen.or_else(|| self.stored.probe.why_not_viewable.clone())
    }
}

/// What came of one file.
#[derive(Debug)]
pub(super) enum Came {
    Brought(Box<Brought>),
    Refused {
        /// Below the folder.
        file: String,
        error: Error,
    },
    /// It and those after it were not reached, because the work cannot go on.
    Ended(Error),
}

/// What is needed to bring files into the store, without the catalogue itself.
pub struct Intake {
    folder: PathBuf,
    masters: Masters,
    decoder: Decoder,
    /// Files of which is known what they say of themselves.
    noted: HashSet<Checksum>,
    /// Whether a crash is told of afterwards.
    is_noted: bool,
    /// What is needed to know a sheet again; locked by the one thread that looks.
    alikes: Mutex<Alikes>,
}

impl Catalogue {
    /// What is needed to bring files into the store; may be used on another thread, beside the catalogue.
    pub fn intake(&self) -> Result<Intake> {
        let noted = self.storage.told(codes::noted_masters(self.storage.connection()))?;
        let alikes = Mutex::new(Alikes::of(&self.storage)?);
        Ok(Intake { noted: noted.into_iter().collect(), is_noted: true, alikes, ..Intake::of_files(self.folder()) })
    }
}

impl Intake {
    /// What is needed to bring a few files into the store of the catalogue in this folder.
    pub fn of_files(folder: &Path) -> Self {
        Self {
            masters: Masters::new(&folder.join("masters")),
            decoder: Decoder::new(&folder.join("cache").join("decoding")),
            noted: HashSet::new(),
            is_noted: false,
            alikes: Mutex::default(),
            folder: folder.to_owned(),
        }
    }

    /// Without a note in the catalogue's folder, for a watched folder: it is looked at again anyway.
    #[must_use]
    pub fn without_note(self) -> Self {
        Self { is_noted: false, ..self }
    }

    /// Brings in files one after the other: those that are in the store now, and those that are refused. A full disk or
    /// a wish to stop is an error, and none of them counts. `progress` hears how many bytes are copied.
    pub fn bring_files(
        &self,
        pictures: &[NewPicture],
        progress: &mut dyn FnMut(u64) -> bool,
    ) -> Result<(Vec<Brought>, Vec<Error>)> {
        let single = |picture: &NewPicture| PlannedFile::single(&picture.path, picture.role, &picture.caption);
        let files: Vec<PlannedFile> = pictures.iter().map(single).collect();
        let (mut brought, mut refused, mut ended) = (Vec::new(), Vec::new(), None);
        let control = TakeInControl::default();
        self.bring(Path::new(""), &files, &control, &mut |came, bytes| {
            match came {
                Some(Came::Brought(file)) => brought.push(*file),
                Some(Came::Refused { error, .. }) => refused.push(error),
                Some(Came::Ended(error)) => ended = ended.take().or(Some(error)),
                None => {}
            }
            if !progress(bytes) {
                control.stop();
            }
        });
        match ended {
            Some(error) => Err(error),
            None if brought.len() + refused.len() < files.len() => Err(Error::Cancelled),
            None => Ok((brought, refused)),
        }
    }

    /// Brings in a picture that is no file: one of the clipboard, as PNG.
    pub fn bring_bytes(&self, bytes: &[u8], name: &str, role: Role) -> Result<Brought> {
        let stored = self.store_bytes(bytes, name)?;
        let examined = self.examine(&stored);
        let planned = PlannedFile::single(Path::new(name), role, "");
        Ok(Brought { planned, stored, examined, looks_like: None })
    }

    /// Stores bytes under a name, which has to have the ending of what they are.
    pub(in crate::catalogue) fn store_bytes(&self, bytes: &[u8], name: &str) -> Result<Stored> {
        let ending = name.rsplit_once('.').map_or("png", |(_, ending)| ending).to_lowercase();
        let extension = match ending.as_str() {
            "jpeg" => "jpg",
            "tiff" => "tif",
            other => other,
        };
        Ok(Stored { original_name: name.to_owned(), ..self.masters.store_bytes(bytes, extension)? })
    }

    /// Brings in every file of a plan, batch by batch. `keep` writes a batch into the catalogue; `progress` says `false`
    /// to stop.
    pub fn run(
        &self,
        plan: &Plan,
        control: &TakeInControl,
        progress: &mut dyn FnMut(TakeInProgress) -> bool,
        keep: &mut dyn FnMut(Vec<Brought>) -> Result<Kept>,
    ) -> TakeInReport {
        let counts = plan.counts();
        let mut work = Work {
            report: TakeInReport {
                found: counts.found,
                taken: Vec::new(),
                already_there: Vec::new(),
                refused: Vec::new(),
                skipped: plan.skipped.clone(),
                ended: Ended::Complete,
            },
            note: self.is_noted.then(|| Note::begin(&self.folder, plan, &self.masters)),
            pending: Vec::new(),
            since: Instant::now(),
            done: 0,
            keep,
        };
        let mut told = |files: u64, bytes: u64| {
            let now = TakeInProgress { files, of_files: counts.files, bytes, of_bytes: counts.bytes };
            if !progress(now) {
                control.stop();
            }
        };
        self.bring(&plan.folder, &plan.files, control, &mut |came, bytes| {
            if let Some(came) = came {
                work.take(came, control);
            }
            if work.is_due() {
                work.flush(control);
            }
            told(work.done, bytes);
        });
        work.flush(control);
        let mut report = work.report;
        let reached = usize::try_from(work.done).unwrap_or(usize::MAX);
        let why = match &report.ended {
            Ended::Complete if plan.files.len() > reached => {
                report.ended = Ended::Cancelled;
                "it was not reached: the work was stopped, as asked".to_owned()
            }
            Ended::Complete | Ended::Cancelled => "it was not reached: the work was stopped, as asked".to_owned(),
            Ended::Failed(error) => format!("it was not reached: {error}"),
        };
        let left = plan.files.iter().skip(reached);
        report.skipped.extend(left.map(|file| NotTaken {
            file: shown(&file.path),
            why: why.clone(),
            is_dropping: false,
        }));
        if let Some(note) = work.note
            && matches!(report.ended, Ended::Complete)
        {
            note.end();
        }
        report
    }

    /// Brings files in one after the other and tells `each` what came of each, and how many bytes are copied; also
    /// while nothing came. Files that are not told of were not reached.
    pub(super) fn bring(
        &self,
        folder: &Path,
        files: &[PlannedFile],
        control: &TakeInControl,
        each: &mut dyn FnMut(Option<Came>, u64),
    ) {
        let bytes = AtomicU64::new(0);
        std::thread::scope(|scope| {
            let (copied, to_look_at) = sync_channel(WAITING);
            let (looked_at, outcome) = sync_channel(BATCH_FILES);
            // the sender goes with the thread, so that the next one sees the end
            let bytes = &bytes;
            let copying = move || self.copy_all(folder, files, control, bytes, &copied);
            let threads = [
                std::thread::Builder::new().name("copying".to_owned()).spawn_scoped(scope, copying).err(),
                std::thread::Builder::new()
                    .name("looking at copies".to_owned())
                    .spawn_scoped(scope, move || self.look_at_all(&to_look_at, &looked_at))
                    .err(),
            ];
            for error in threads.into_iter().flatten() {
                control.stop();
                each(Some(Came::Ended(Error::file("cannot start a thread for", folder, error))), 0);
            }
            loop {
                let came = match outcome.recv_timeout(TELL) {
                    Ok(came) => Some(came),
                    Err(RecvTimeoutError::Timeout) => None,
                    Err(RecvTimeoutError::Disconnected) => break,
                };
                each(came, bytes.load(Ordering::Relaxed));
            }
        });
    }

    /// The first thread: copies, hashes, verifies.
    fn copy_all(
        &self,
        folder: &Path,
        files: &[PlannedFile],
        control: &TakeInControl,
        bytes: &AtomicU64,
        copied: &SyncSender<Result<(PlannedFile, Stored), Came>>,
    ) {
        let mut before = 0_u64;
        for file in files {
            if !control.go_on() {
                return;
            }
            let source = folder.join(&file.path);
            let went_on = |done: u64| {
                bytes.store(before.saturating_add(done), Ordering::Relaxed);
                control.go_on()
            };
            let came = match self.masters.take_in(&source, &went_on) {
                Ok(stored) => Ok((file.clone(), stored)),
                // it counts among those that were not reached
                Err(Error::Cancelled) => return,
                Err(error) if ends_all(&error, folder, &self.folder) => Err(Came::Ended(error)),
                Err(error) => Err(Came::Refused { file: shown(&file.path), error }),
            };
            let is_end = matches!(came, Err(Came::Ended(_)));
            before = before.saturating_add(file.size_bytes);
            bytes.store(before, Ordering::Relaxed);
            if copied.send(came).is_err() || is_end {
                return;
            }
        }
    }

    /// The second: has each looked at, and keeps its small copy.
    fn look_at_all(&self, copied: &Receiver<Result<(PlannedFile, Stored), Came>>, looked_at: &SyncSender<Came>) {
        let mut seen: HashSet<Checksum> = HashSet::new();
        for copy in copied {
            let came = match copy {
                Ok((planned, stored)) => {
                    let is_known = self.noted.contains(&stored.checksum) || !seen.insert(stored.checksum.clone());
                    let examined = if is_known { None } else { self.examine(&stored) };
                    let looks_like = examined.as_ref().and_then(|examined| self.alike(examined, &stored));
                    Came::Brought(Box::new(Brought { planned, stored, examined, looks_like }))
                }
                Err(came) => came,
            };
            if looked_at.send(came).is_err() {
                return;
            }
        }
    }

    /// The file that seems to show the same sheet. The next ones are held against this one too.
    fn alike(&self, examined: &Examined, stored: &Stored) -> Option<(Checksum, f32)> {
        let likeness = examined.likeness.as_ref()?;
        let mut alikes = self.alikes.lock().unwrap_or_else(PoisonError::into_inner);
        let found = alikes.find(likeness);
        alikes.add(likeness.clone(), stored.checksum.clone());
        found
    }

    /// Looks at a stored file. Whatever it does to the decoding process, it stays stored.
    pub(super) fn examine(&self, stored: &Stored) -> Option<Examined> {
        let path = self.masters.path_of(&stored.checksum, &stored.extension);
        match self.decoder.examine(&path) {
            Ok(examined) => {
                if let Some(jpeg) = &examined.thumbnail {
                    // only a cache: it is made again when it is wanted
                    if let Err(error) = keep_small_copy(&self.folder, &stored.checksum, jpeg) {
                        tracing::warn!(%error, "a small copy was not kept");
                    }
                }
                Some(examined)
            }
            Err(error) => {
                tracing::warn!(%error, "a stored file could not be looked at");
                None
            }
        }
    }
}

/// Whether after this error no other file can be brought in either: the disk of the catalogue is full or gone, or the
/// folder with the files is.
fn ends_all(error: &Error, folder: &Path, catalogue: &Path) -> bool {
    match error {
        Error::DiskFull { .. } => true,
        Error::File { path, .. } if path.starts_with(catalogue) => true,
        Error::File { .. } => !folder.as_os_str().is_empty() && std::fs::read_dir(folder).is_err(),
        _ => false,
    }
}

/// The caller's side: what is done, and what waits to be written.
struct Work<'a> {
    report: TakeInReport,
    note: Option<Note>,
    pending: Vec<Brought>,
    since: Instant,
    /// Files that are told of in the report, or wait to be.
    done: u64,
    keep: &'a mut dyn FnMut(Vec<Brought>) -> Result<Kept>,
}

impl Work<'_> {
    fn take(&mut self, came: Came, control: &TakeInControl) {
        match came {
            Came::Brought(brought) => {
                if self.pending.is_empty() {
                    self.since = Instant::now();
                }
                self.pending.push(*brought);
                self.done += 1;
            }
            Came::Refused { file, error } => {
                self.report.refused.push(NotTaken { file, why: reason(&error), is_dropping: false });
                self.done += 1;
            }
            Came::Ended(error) => self.end(error, control),
        }
    }

    fn is_due(&self) -> bool {
        !self.pending.is_empty() && (self.pending.len() >= BATCH_FILES || self.since.elapsed() >= BATCH_TIME)
    }

    /// Writes what waits.
    fn flush(&mut self, control: &TakeInControl) {
        if self.pending.is_empty() {
            return;
        }
        let files: Vec<String> = self.pending.iter().map(|brought| shown(&brought.planned.path)).collect();
        match (self.keep)(std::mem::take(&mut self.pending)) {
            Ok(kept) => {
                self.report.taken.extend(kept.taken);
                self.report.already_there.extend(kept.already_there);
                if let Some(note) = &mut self.note {
                    note.done(self.done);
                }
            }
            Err(error) => {
                let why = format!(
                    "its copy is stored, but the catalogue could not be written ({error}): take the folder in again"
                );
                let lost = files.into_iter().map(|file| NotTaken { file, why: why.clone(), is_dropping: false });
                self.report.refused.extend(lost);
                self.end(error, control);
            }
        }
    }

    /// The first reason is the one that is told.
    fn end(&mut self, error: Error, control: &TakeInControl) {
        control.stop();
        if !matches!(self.report.ended, Ended::Failed(_)) {
            self.report.ended = match error {
                Error::Cancelled => Ended::Cancelled,
                error => Ended::Failed(error),
            };
        }
    }
}
