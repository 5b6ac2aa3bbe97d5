//! Reading stored files from the first byte to the last, one or several at a time, and telling of each when it is
//! known.

use crate::catalogue::Masters;
use crate::error::{Error, Result};
use crate::model::{Checksum, EntryId, FileEvent, FileEventKind, FileState, Outcome, StoredFile, Timestamp};
use crate::storage::masters::Verdict;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// What was found is told at the latest after so many files.
const BATCH: usize = 100;
/// And after so long: whoever ends the program by force loses no more than that.
const BATCH_TIME: Duration = Duration::from_millis(500);
/// How often whoever waits is asked whether to go on.
const ASK: Duration = Duration::from_millis(50);

/// How a stored file was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileLook {
    /// The file.
    pub checksum: Checksum,
    /// When it was read to its end.
    pub at: Timestamp,
    /// How it is.
    pub verdict: Verdict,
    /// Its size as it was stored, and as it is when it differs.
    pub sizes: (u64, Option<u64>),
}

impl FileLook {
    /// Its state.
    pub fn state(&self) -> FileState {
        match self.verdict {
            Verdict::Good => FileState::Good,
            Verdict::Missing => FileState::Missing,
            Verdict::Different { .. } => FileState::Bad,
            Verdict::Unreadable(_) => FileState::Unreadable,
        }
    }

    /// The particulars in words; empty when all is well.
    pub fn detail(&self) -> String {
        match &self.verdict {
            Verdict::Good => String::new(),
            Verdict::Missing => "there is no file in its place".to_owned(),
            Verdict::Different { found } => match self.sizes {
                (stored, Some(now)) => {
                    format!("its bytes have changed: SHA-256 now {found}, {now} bytes instead of {stored}")
                }
                _ => format!("its bytes have changed: SHA-256 now {found}"),
            },
            Verdict::Unreadable(why) => format!("it could not be read, so it could not be checked: {why}"),
        }
    }

    /// The event to be noted.
    pub fn event(&self) -> FileEvent {
        let state = self.state();
        FileEvent {
            id: EntryId::fresh(),
            master: self.checksum.clone(),
            kind: FileEventKind::FixityCheck,
            at: self.at,
            agent: agent(""),
            outcome: match state {
                FileState::Good => Outcome::Pass,
                FileState::Bad | FileState::Missing => Outcome::Fail,
                FileState::Unreadable => Outcome::CouldNotRun,
            },
            detail: self.detail(),
            state: Some(state),
        }
    }
}

/// Who did it: a person by the program, or the program of itself.
pub fn agent(person: &str) -> String {
    let program = concat!("Kartoteka ", env!("CARGO_PKG_VERSION"));
    if person.is_empty() { program.to_owned() } else { format!("{person}, {program}") }
}

/// Reads a stored file to its end; nothing when `go_on`, which is asked after each part, says to stop.
pub fn look_at(masters: &Masters, file: &StoredFile, go_on: &dyn Fn() -> bool) -> Option<FileLook> {
    let verdict = masters.verify_while(&file.checksum, &file.extension, go_on)?;
    let now = match verdict {
        Verdict::Different { .. } => std::fs::metadata(masters.path_of(&file.checksum, &file.extension)).ok(),
        _ => None,
    };
    let now = now.map(|found| found.len()).filter(|bytes| *bytes != file.size_bytes);
    Some(FileLook {
        checksum: file.checksum.clone(),
        at: crate::catalogue::now(),
        verdict,
        sizes: (file.size_bytes, now),
    })
}

/// Looks at files by so many threads. `progress` hears how many are done of how many and says `false` to stop; `tell`
/// hears of all that were looked at, a few at a time and soon after each is known, also when it was stopped.
pub fn look_through(
    masters: &Masters,
    files: &[StoredFile],
    threads: usize,
    progress: &dyn Fn(u64, u64) -> bool,
    tell: &mut dyn FnMut(&[FileLook]) -> Result<()>,
) -> Result<()> {
    let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    let (send, heard) = mpsc::channel();
    let work = |send: mpsc::Sender<FileLook>| {
        while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            let look = look_at(masters, file, &|| !stop.load(Ordering::Relaxed));
            // it was stopped, or nobody listens any more
            if look.is_none_or(|look| send.send(look).is_err()) {
                return;
            }
        }
    };
    std::thread::scope(|scope| {
        let mut started = 0;
        for _ in 0..threads.min(files.len()) {
            let (work, send) = (&work, send.clone());
            let thread = std::thread::Builder::new().name("fixity".to_owned());
            match thread.spawn_scoped(scope, move || work(send)) {
                Ok(_) => started += 1,
                Err(error) if started == 0 => {
                    return Err(Error::file("cannot start a thread to read", "masters", error));
                }
                Err(_) => break,
            }
        }
        drop(send);
        let listened = listen(&heard, files.len(), progress, tell);
        stop.store(true, Ordering::Relaxed);
        listened
    })
}

/// Hears of each file and tells of several at once; what was looked at when it is stopped is told all the same.
fn listen(
    heard: &mpsc::Receiver<FileLook>,
    files: usize,
    progress: &dyn Fn(u64, u64) -> bool,
    tell: &mut dyn FnMut(&[FileLook]) -> Result<()>,
) -> Result<()> {
    let (mut done, total) = (0, files as u64);
    let mut batch: Vec<FileLook> = Vec::new();
    let mut told = Instant::now();
    let mut ended = false;
    while !ended {
        match heard.recv_timeout(ASK) {
            Ok(look) => {
                batch.push(look);
                done += 1;
            }
            Err(mpsc::RecvTimeoutError::Timeout) => {}
            Err(mpsc::RecvTimeoutError::Disconnected) => ended = true,
        }
        let stopped = !progress(done, total);
        if !batch.is_empty() && (stopped || ended || batch.len() >= BATCH || told.elapsed() >= BATCH_TIME) {
            tell(&batch)?;
            batch.clear();
            told = Instant::now();
        }
        if stopped {
            return Err(Error::Cancelled);
        }
    }
    Ok(())
}
