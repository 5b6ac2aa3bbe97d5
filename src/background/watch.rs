//! Stored files read again while nobody works: those whose turn it is, oldest first, and those somebody looks at.
//!
//! Invariant: it never stands in anybody's way. One file at a time, a fifth of the disk's time at most, and it stops in
//! the middle of a file when the person moves; what was found by then is kept.

use super::serve::Errand;
use crate::catalogue::Masters;
use crate::catalogue::watch::{FileLook, look_at};
use crate::model::{Attachment, Checksum, FileEvent, StoredFile};
use crossbeam_channel::Sender;
use std::cell::Cell;
use std::collections::{BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// For each moment of reading so many of rest.
const REST: u32 = 4;
/// The work between two rests.
const STINT: Duration = Duration::from_millis(5);
/// Found is told at the latest after so long, or so many files.
const TELL_AFTER: Duration = Duration::from_secs(5);
const TELL_MOST: usize = 100;
/// How long after somebody began to look at a picture its file is read: it is to be on screen first.
const AFTER_LOOKING: Duration = Duration::from_secs(3);
/// After so long without a key or a move of the pointer nobody works.
const IDLE_AFTER: Duration = Duration::from_mins(1);
/// How long nothing is asked for when it was no file's turn.
const NOTHING_DUE: Duration = Duration::from_hours(1);
/// So many files are asked for at once.
const ASK_MOST: usize = 100;

/// What is to be done, and whether it may be.
#[derive(Default)]
struct Wishes {
    /// The catalogue that is watched: one that can be written.
    folder: Option<PathBuf>,
    /// From when on nobody works, unless somebody does before.
    idle_from: Option<Instant>,
    /// Files of pictures that were looked at, and from when they may be read.
    opened: VecDeque<(Instant, StoredFile)>,
    /// Those read in this session already, or waiting.
    seen: BTreeSet<Checksum>,
    /// Not before this moment are files asked for again.
    rest_until: Option<Instant>,
    /// The program ends.
    end: bool,
}

impl Wishes {
    fn is_idle(&self) -> bool {
        self.idle_from.is_some_and(|from| from <= Instant::now())
    }
}

struct Shared {
    wishes: Mutex<Wishes>,
    changed: Condvar,
    errands: Sender<Errand>,
}

/// The thread that keeps watch. It is started with the first thing to do.
pub(super) struct Watch {
    shared: Arc<Shared>,
    started: std::sync::Once,
}

/// What is read next.
enum Next {
    /// The file of a picture somebody looked at; at any time.
    Opened(PathBuf, Box<StoredFile>),
    /// Files whose turn it is; only while nobody works.
    Due(PathBuf),
}

impl Watch {
    pub(super) fn new(errands: Sender<Errand>) -> Self {
        let shared = Shared { wishes: Mutex::default(), changed: Condvar::new(), errands };
        Self { shared: Arc::new(shared), started: std::sync::Once::new() }
    }

    /// This catalogue folder is watched from now on, or none.
    pub(super) fn from(&self, folder: Option<PathBuf>) {
        let mut wishes = self.shared.lock();
        let is_open = folder.is_some();
        let idle_from = wishes.idle_from.or_else(|| is_open.then(|| Instant::now() + IDLE_AFTER));
        *wishes = Wishes { folder, idle_from, ..Wishes::default() };
        self.shared.changed.notify_all();
        drop(wishes);
        if is_open {
            self.start();
        }
    }

    /// Somebody works now.
    pub(super) fn used(&self) {
        self.idle_from(Instant::now() + IDLE_AFTER);
    }

    fn idle_from(&self, from: Instant) {
        let mut wishes = self.shared.lock();
        let is_sooner = wishes.idle_from.is_none_or(|known| from < known);
        wishes.idle_from = Some(from);
        drop(wishes);
        // later: it finds out when it wakes
        if is_sooner {
            self.shared.changed.notify_all();
            self.start();
        }
    }

    /// Somebody looks at a picture: its file is read once a session.
    pub(super) fn looked_at(&self, picture: &Attachment) {
        let mut wishes = self.shared.lock();
        if wishes.folder.is_none() || !wishes.seen.insert(picture.master.clone()) {
            return;
        }
        let file = StoredFile {
            checksum: picture.master.clone(),
            extension: picture.extension.clone(),
            size_bytes: picture.size_bytes,
            original_name: picture.original_name.clone(),
            ..StoredFile::default()
        };
        wishes.opened.push_back((Instant::now() + AFTER_LOOKING, file));
        self.shared.changed.notify_all();
        drop(wishes);
        self.start();
    }

    /// Stops for good.
    pub(super) fn end(&self) {
        self.shared.lock().end = true;
        self.shared.changed.notify_all();
    }

    fn start(&self) {
        self.started.call_once(|| {
            let shared = Arc::clone(&self.shared);
            let spawned = std::thread::Builder::new().name("watch".to_owned()).spawn(move || shared.run());
            if let Err(error) = spawned {
                tracing::error!(%error, "no thread to look after stored files; `kartoteka check --masters` does it");
            }
        });
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.end();
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Wishes> {
        self.wishes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn run(&self) {
        while let Some(next) = self.next() {
            match next {
                Next::Opened(folder, file) => {
                    let may_go_on = |wishes: &Wishes| wishes.folder.as_ref() == Some(&folder);
                    let masters = Masters::new(&folder.join("masters"));
                    if let Some(look) = self.read(&masters, &file, &may_go_on) {
                        self.tell(&folder, &[look]);
                    }
                }
                Next::Due(folder) => self.round(&folder),
            }
        }
    }

    /// Waits for something to do; nothing when the program ends.
    fn next(&self) -> Option<Next> {
        let mut wishes = self.lock();
        loop {
            if wishes.end {
                return None;
            }
            let now = Instant::now();
            let mut wake = None;
            if let Some(folder) = wishes.folder.clone() {
                match wishes.opened.front() {
                    Some((from, _)) if *from <= now => {
                        let (_, file) = wishes.opened.pop_front()?;
                        return Some(Next::Opened(folder, Box::new(file)));
                    }
                    Some((from, _)) => wake = Some(*from),
                    None => {}
                }
                match wishes.rest_until {
                    _ if !wishes.is_idle() => {
                        wake = [wake, wishes.idle_from].into_iter().flatten().min();
                    }
                    Some(until) if until > now => wake = Some(wake.map_or(until, |wake| wake.min(until))),
                    _ => return Some(Next::Due(folder)),
                }
            }
            wishes = match wake {
                Some(wake) => {
                    let patience = wake.saturating_duration_since(now).max(Duration::from_millis(1));
                    self.changed.wait_timeout(wishes, patience).unwrap_or_else(PoisonError::into_inner).0
                }
                None => self.changed.wait(wishes).unwrap_or_else(PoisonError::into_inner),
            };
        }
    }

    /// Reads files whose turn it is, while nobody works.
    fn round(&self, folder: &Path) {
        let may_go_on =
            |wishes: &Wishes| wishes.is_idle() && wishes.folder.as_deref() == Some(folder) && wishes.opened.is_empty();
        let files = self.ask_due(folder);
        if files.is_empty() {
            self.lock().rest_until = Some(Instant::now() + NOTHING_DUE);
            return;
        }
        let masters = Masters::new(&folder.join("masters"));
        let (mut found, mut told) = (Vec::new(), Instant::now());
        for file in files {
            let Some(look) = self.read(&masters, &file, &may_go_on) else { break };
            self.lock().seen.insert(file.checksum);
            found.push(look);
            if found.len() >= TELL_MOST || told.elapsed() >= TELL_AFTER {
                self.tell(folder, &found);
                found.clear();
                told = Instant::now();
            }
        }
        self.tell(folder, &found);
    }

    /// Reads one file with rests; nothing when it may not be read to its end now.
    fn read(&self, masters: &Masters, file: &StoredFile, may_go_on: &dyn Fn(&Wishes) -> bool) -> Option<FileLook> {
        let begun = Cell::new(Instant::now());
        let go_on = || {
            let worked = begun.get().elapsed();
            if worked < STINT {
                let wishes = self.lock();
                !wishes.end && may_go_on(&wishes)
            } else {
                let goes_on = self.rest(worked * REST, may_go_on);
                begun.set(Instant::now());
                goes_on
            }
        };
        if !go_on() {
            return None;
        }
        let look = look_at(masters, file, &go_on)?;
        // a small file rests, too
        self.rest(begun.get().elapsed() * REST, may_go_on);
        Some(look)
    }

    /// Rests so long, or until it may not go on; says whether it may.
    fn rest(&self, long: Duration, may_go_on: &dyn Fn(&Wishes) -> bool) -> bool {
        let until = Instant::now() + long;
        let mut wishes = self.lock();
        loop {
            if wishes.end || !may_go_on(&wishes) {
                return false;
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return true;
            }
            wishes = self.changed.wait_timeout(wishes, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn ask_due(&self, folder: &Path) -> Vec<StoredFile> {
        let (answer, heard) = crossbeam_channel::bounded(1);
        let asked = Errand::DueFiles { folder: folder.to_owned(), most: ASK_MOST, answer };
        // the catalogue's thread is gone, or the catalogue: there is nothing to do
        if self.errands.send(asked).is_err() { Vec::new() } else { heard.recv().unwrap_or_default() }
    }

    fn tell(&self, folder: &Path, looks: &[FileLook]) {
        if !looks.is_empty() {
            let events: Vec<FileEvent> = looks.iter().map(FileLook::event).collect();
            // the program ends: they are looked at again
            let _ = self.errands.send(Errand::FileEvents { folder: folder.to_owned(), events });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::FileState;
    use crossbeam_channel::Receiver;

    struct Place {
        folder: tempfile::TempDir,
        watch: Watch,
        inbox: Receiver<Errand>,
    }

    impl Place {
        fn new() -> Self {
            let (errands, inbox) = crossbeam_channel::unbounded();
            let folder = tempfile::tempdir().unwrap();
            let watch = Watch::new(errands);
            watch.from(Some(folder.path().to_owned()));
            Self { folder, watch, inbox }
        }

        fn store(&self, grey: u8) -> StoredFile {
            let mut png = std::io::Cursor::new(Vec::new());
            image::GrayImage::from_pixel(20, 10, image::Luma([grey]))
                .write_to(&mut png, image::ImageFormat::Png)
                .unwrap();
            let stored = Masters::new(&self.folder.path().join("masters")).store_bytes(png.get_ref(), "png").unwrap();
            StoredFile { checksum: stored.checksum, extension: stored.extension, ..StoredFile::default() }
        }

        fn errand(&self) -> Option<Errand> {
            self.inbox.recv_timeout(Duration::from_secs(10)).ok()
        }
    }

    #[test]
    fn idle_time_is_used_until_nothing_is_due() {
        let place = Place::new();
        let files = vec![place.store(1), place.store(2)];
        place.watch.idle_from(Instant::now());
        let Some(Errand::DueFiles { answer, .. }) = place.errand() else { panic!("nothing was asked for") };
        answer.send(files.clone()).unwrap();
        let Some(Errand::FileEvents { events, .. }) = place.errand() else { panic!("nothing was told") };
        assert_eq!(events.len(), 2);
        assert!(events.iter().all(|event| event.state == Some(FileState::Good)));
        let Some(Errand::DueFiles { answer, .. }) = place.errand() else { panic!("nothing was asked for again") };
        answer.send(Vec::new()).unwrap();
        // nothing due: not asked again and again
        assert!(place.inbox.recv_timeout(Duration::from_millis(300)).is_err());
    }

    #[test]
    fn nothing_is_read_while_somebody_works_or_nothing_is_open() {
        let place = Place::new();
        place.watch.idle_from(Instant::now());
        let Some(Errand::DueFiles { answer, .. }) = place.errand() else { panic!("nothing was asked for") };
        place.watch.used();
        answer.send(vec![place.store(1)]).unwrap();
        assert!(place.inbox.recv_timeout(Duration::from_millis(300)).is_err());
        place.watch.from(None);
        place.watch.idle_from(Instant::now());
        assert!(place.inbox.recv_timeout(Duration::from_millis(300)).is_err());
    }

    #[test]
    fn a_picture_looked_at_twice_is_read_once() {
        let place = Place::new();
        let file = place.store(1);
        let picture = Attachment {
            master: file.checksum,
            extension: file.extension,
            ..Attachment::new(crate::model::EntryId::fresh(), crate::model::EntryId::fresh(), crate::model::Role::Front)
        };
        place.watch.looked_at(&picture);
        place.watch.looked_at(&picture);
        let Some(Errand::FileEvents { events, .. }) = place.errand() else { panic!("it was not read") };
        assert_eq!(events.len(), 1);
        assert!(place.inbox.recv_timeout(Duration::from_secs(4)).is_err());
    }
}
