//! Small pictures for a gallery: read from their small copies by several threads, made by one where there is none.
//!
//! Invariant: no queue grows. A new list of wishes takes the place of the one before, so that what was scrolled away is
//! not read any more. Whoever asks draws grey places meanwhile, and nobody waits.

use super::answer::{Answer, Pixels};
use super::job::guarded;
use super::serve::Errand;
use super::store::Replies;
use super::tones::Tones;
use crate::catalogue::{SMALL_COPY_PX, make_small_copy, small_copy};
use crate::error::{Error, Result};
use crate::media::{Decoder, probe, read_pixels};
use crate::model::{Appearance, Attachment, EntryId};
use crossbeam_channel::Sender;
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};

/// Threads that read small copies, at most.
const MOST_READERS: usize = 4;
/// Fields a covered picture is reduced to along its longer side: nothing of it can be recognised.
const COVERED_FIELDS: usize = 4;

/// A small picture that is wanted.
#[derive(Clone, Debug)]
pub struct SmallWish {
    /// The picture.
    pub attachment: Box<Attachment>,
    /// Its longer side in pixels, at most 512.
    pub side_px: u32,
    /// Whether it is to be blurred until nothing of it can be recognised.
    pub covered: bool,
    /// Whether no small copy of it could be made when it was tried before.
    pub was_unshown: bool,
}

/// What is to be done.
#[derive(Default)]
struct Work {
    folder: Option<PathBuf>,
    /// Most wanted first.
    wanted: VecDeque<SmallWish>,
    /// Those of them that have no small copy yet.
    unmade: VecDeque<SmallWish>,
    /// Being read or made just now.
    busy: Vec<Mark>,
    has_ended: bool,
}

impl Work {
    fn take(&mut self, task: Task) -> Option<(PathBuf, SmallWish)> {
        let folder = self.folder.clone()?;
        let wish = if task == Task::Read { self.wanted.pop_front()? } else { self.unmade.pop_front()? };
        self.busy.push(mark(&wish));
        Some((folder, wish))
    }
}

/// What tells one wish from another.
type Mark = (EntryId, u32, bool, Option<Appearance>);

fn mark(wish: &SmallWish) -> Mark {
    (wish.attachment.id, wish.side_px, wish.covered, wish.attachment.appearance)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Task {
    Read,
    Make,
}

struct Board {
    work: Mutex<Work>,
    changed: Condvar,
}

impl Board {
    fn work(&self) -> MutexGuard<'_, Work> {
        self.work.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for something to do; `None` when the program ends.
    fn next(&self, task: Task) -> Option<(PathBuf, SmallWish)> {
        let mut work = self.work();
        loop {
            if work.has_ended {
                return None;
            }
            if let Some(next) = work.take(task) {
                return Some(next);
            }
            work = self.changed.wait(work).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn done(&self, wish: &SmallWish) {
        let mark = mark(wish);
        self.work().busy.retain(|busy| *busy != mark);
    }
}

/// The threads of small pictures, started at the first wish.
pub(super) struct SmallPictures {
    board: Arc<Board>,
    replies: Replies,
    errands: Sender<Errand>,
    /// What makes small copies, while one is made.
    maker: Arc<Mutex<Option<Arc<Decoder>>>>,
    started: OnceLock<()>,
}

impl SmallPictures {
    pub(super) fn new(replies: Replies, errands: Sender<Errand>) -> Self {
        let board = Arc::new(Board { work: Mutex::default(), changed: Condvar::new() });
        Self { board, replies, errands, maker: Arc::default(), started: OnceLock::new() }
    }

    /// Pictures come from this catalogue folder from now on.
    pub(super) fn from(&self, folder: Option<PathBuf>) {
        let mut work = self.board.work();
        (work.folder, work.wanted, work.unmade) = (folder, VecDeque::new(), VecDeque::new());
        drop(work);
        self.break_off();
    }

    /// These are wanted, the most wanted first, and none of those wished for before.
    pub(super) fn want(&self, wanted: Vec<SmallWish>) {
        self.started.get_or_init(|| self.start());
        let mut work = self.board.work();
        work.unmade.clear();
        let is_new = |wish: &SmallWish| !work.busy.contains(&mark(wish));
        let wanted: VecDeque<SmallWish> = wanted.into_iter().filter(is_new).collect();
        work.wanted = wanted;
        self.board.changed.notify_all();
    }

    fn start(&self) {
        let readers = std::thread::available_parallelism().map_or(1, usize::from).clamp(1, MOST_READERS);
        for task in std::iter::repeat_n(Task::Read, readers).chain([Task::Make]) {
            let worker = Worker {
                board: Arc::clone(&self.board),
                replies: self.replies.clone(),
                errands: self.errands.clone(),
                maker: Arc::clone(&self.maker),
            };
            let spawned = std::thread::Builder::new().name("small pictures".to_owned()).spawn(move || worker.run(task));
            if let Err(error) = spawned {
                tracing::error!(%error, "no thread for small pictures");
            }
        }
    }

    /// A copy that is made is not wanted any more.
    fn break_off(&self) {
        if let Some(decoder) = &*self.maker.lock().unwrap_or_else(PoisonError::into_inner) {
            decoder.stop();
        }
    }
}

impl Drop for SmallPictures {
    fn drop(&mut self) {
        self.board.work().has_ended = true;
        self.board.changed.notify_all();
        self.break_off();
    }
}

struct Worker {
    board: Arc<Board>,
    replies: Replies,
    errands: Sender<Errand>,
    maker: Arc<Mutex<Option<Arc<Decoder>>>>,
}

impl Worker {
    fn run(&self, task: Task) {
        let mut decoder: Option<(PathBuf, Arc<Decoder>)> = None;
        while let Some((folder, wish)) = self.board.next(task) {
            match task {
                Task::Read => self.read(&folder, wish),
                Task::Make => {
                    if decoder.as_ref().is_none_or(|(known, _)| *known != folder) {
                        let fresh = Arc::new(Decoder::new(&folder.join("cache")));
                        *self.maker.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&fresh));
                        decoder = Some((folder.clone(), fresh));
                    }
                    if let Some((_, decoder)) = &decoder {
                        let pixels = guarded(|| {
                            let path = make_small_copy(&folder, &wish.attachment, decoder)?;
                            shown(&path, &wish)
                        });
                        self.tell(&wish, pixels);
                    }
                }
            }
        }
    }

    /// Reads the small copy of a picture; one that has none goes on to whoever makes it.
    fn read(&self, folder: &Path, wish: SmallWish) {
        let there = guarded(|| Ok(small_copy(folder, &wish.attachment)?.filter(|path| is_small(path))));
        let read = there.and_then(|path| path.map(|path| guarded(|| shown(&path, &wish))).transpose());
        match read {
            Ok(Some(pixels)) => self.tell(&wish, Ok(pixels)),
            // a copy that cannot be read is made anew
            Ok(None) | Err(Error::NotViewable { .. }) => {
                let mark = mark(&wish);
                let mut work = self.board.work();
                work.busy.retain(|busy| *busy != mark);
                work.unmade.push_back(wish);
                drop(work);
                self.board.changed.notify_all();
            }
            Err(error) => self.tell(&wish, Err(error)),
        }
    }

    fn tell(&self, wish: &SmallWish, pixels: Result<Pixels>) {
        self.board.done(wish);
        let note = match &pixels {
            Err(Error::Cancelled) => return,
            Err(Error::NotViewable { why, .. }) if !wish.was_unshown => Some(Some(why.clone())),
            Ok(_) if wish.was_unshown => Some(None),
            _ => None,
        };
        if let Some(why) = note {
            // the program ends: it is noted another time
            let _ = self.errands.send(Errand::NoteUnshown(wish.attachment.master.clone(), why));
        }
        let SmallWish { attachment, side_px, covered, was_unshown: _ } = wish;
        let (id, appearance) = (attachment.id, attachment.appearance);
        let (side_px, covered) = (*side_px, *covered);
        self.replies.send(Answer::Small { attachment: id, side_px, covered, appearance, pixels });
    }
}

/// Whether a file is a picture no larger than small copies are. The cache is a folder anybody can write to.
fn is_small(path: &Path) -> bool {
    probe(path).is_ok_and(|probe| probe.width_px.max(probe.height_px) <= SMALL_COPY_PX)
}

/// A small copy as it is wanted.
fn shown(path: &Path, wish: &SmallWish) -> Result<Pixels> {
    let read = read_pixels(path, wish.side_px.clamp(1, SMALL_COPY_PX))?;
    let pixels = Pixels { width_px: read.width as usize, height_px: read.height as usize, rgba: read.rgba };
    let pixels = if wish.covered { blurred(&pixels) } else { pixels };
    Ok(match &wish.attachment.appearance {
        Some(appearance) => looked_at(pixels, appearance),
        None => pixels,
    })
}

/// A picture as somebody chose to look at it.
fn looked_at(mut pixels: Pixels, appearance: &Appearance) -> Pixels {
    Tones::of(appearance).apply(&mut pixels.rgba);
    turned(&pixels, appearance.turns, appearance.mirrored)
}

/// A picture with left and right changed, then turned clockwise by quarters.
fn turned(pixels: &Pixels, turns: u8, mirrored: bool) -> Pixels {
    let (width, height) = (pixels.width_px, pixels.height_px);
    let turns = turns % 4;
    let (width_px, height_px) = if turns.is_multiple_of(2) { (width, height) } else { (height, width) };
    let (source, _) = pixels.rgba.as_chunks::<4>();
    let mut rgba = Vec::with_capacity(pixels.rgba.len());
    for y in 0..height_px {
        for x in 0..width_px {
            // where the pixel that comes here was before the turn
            let (from_x, from_y) = match turns {
                0 => (x, y),
                1 => (y, height.saturating_sub(x + 1)),
                2 => (width.saturating_sub(x + 1), height.saturating_sub(y + 1)),
                _ => (width.saturating_sub(y + 1), x),
            };
            let from_x = if mirrored { width.saturating_sub(from_x + 1) } else { from_x };
            rgba.extend(source.get(from_y * width + from_x).copied().unwrap_or_default());
        }
    }
    Pixels { width_px, height_px, rgba }
}

/// A picture of a few fields, each the mean of what was there.
fn blurred(pixels: &Pixels) -> Pixels {
    let (width, height) = (pixels.width_px.max(1), pixels.height_px.max(1));
    let longer = width.max(height);
    let fields = |side: usize| (side * COVERED_FIELDS).div_ceil(longer).clamp(1, side.min(COVERED_FIELDS));
    let (columns, rows) = (fields(width), fields(height));
    let (source, _) = pixels.rgba.as_chunks::<4>();
    let mut rgba = Vec::with_capacity(columns * rows * 4);
    for row in 0..rows {
        for column in 0..columns {
            let mut sums = [0_u64; 4];
            let mut count = 0;
            for y in row * height / rows..(row + 1) * height / rows {
                for x in column * width / columns..(column + 1) * width / columns {
                    if let Some(pixel) = source.get(y * width + x) {
                        count += 1;
                        sums.iter_mut().zip(pixel).for_each(|(sum, part)| *sum += u64::from(*part));
                    }
                }
            }
            rgba.extend(sums.map(|sum| u8::try_from(sum / count.max(1)).unwrap_or(u8::MAX)));
        }
    }
    Pixels { width_px: columns, height_px: rows, rgba }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A picture whose pixels say where they are.
    fn numbered(width_px: usize, height_px: usize) -> Pixels {
        let numbers = (0..width_px * height_px).map(|at| u8::try_from(at).unwrap_or(u8::MAX));
        Pixels { width_px, height_px, rgba: numbers.flat_map(|at| [at, at, at, 255]).collect() }
    }

    fn numbers(pixels: &Pixels) -> Vec<u8> {
        pixels.rgba.iter().step_by(4).copied().collect()
    }

    #[test]
    fn a_picture_is_mirrored_first_and_then_turned() {
        // 0 1 2
        // 3 4 5
        for (turns, mirrored, width, expected) in [
            (0, false, 3, [0, 1, 2, 3, 4, 5]),
            (1, false, 2, [3, 0, 4, 1, 5, 2]),
            (2, false, 3, [5, 4, 3, 2, 1, 0]),
            (3, false, 2, [2, 5, 1, 4, 0, 3]),
            (0, true, 3, [2, 1, 0, 5, 4, 3]),
            (1, true, 2, [5, 2, 4, 1, 3, 0]),
            (5, false, 2, [3, 0, 4, 1, 5, 2]),
        ] {
            let turned = turned(&numbered(3, 2), turns, mirrored);
            assert_eq!((turned.width_px, numbers(&turned)), (width, expected.to_vec()), "{turns} {mirrored}");
        }
    }

    #[test]
    fn of_a_covered_picture_a_few_fields_are_left_whatever_its_size() {
        for (width, height, fields) in
            [(16, 16, (4, 4)), (15, 3, (4, 1)), (3, 15, (1, 4)), (1, 1, (1, 1)), (2, 1, (2, 1)), (200, 150, (4, 3))]
        {
            let blurred = blurred(&numbered(width, height));
            assert_eq!((blurred.width_px, blurred.height_px), fields, "{width} x {height}");
            assert_eq!(blurred.rgba.len(), 4 * fields.0 * fields.1);
        }
        assert_eq!(blurred(&numbered(0, 0)).rgba.len(), 4);
        let halves: Vec<u8> = [[10, 20, 30, 255].repeat(8), [30, 20, 10, 255].repeat(8)].concat();
        let blurred = blurred(&Pixels { width_px: 4, height_px: 4, rgba: halves });
        assert_eq!(blurred.rgba.get(..4), Some(&[10, 20, 30, 255][..]));
    }
}
