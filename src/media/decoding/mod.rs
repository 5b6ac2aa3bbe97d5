//! Pictures are decoded in a second process of our own program, with limits: whatever a file does, the window lives.
//!
//! Invariant: a wish ends in time with an answer or an error in words. A process that took too much, crashed or talks
//! nonsense is ended, and the next wish starts another one.

mod child;
mod limits;
mod process;
mod wire;

pub use child::serve;

use crate::error::{Error, Result};
use crate::media::{Channels, Likeness, Metadata, Pixels, Raster, TILE_PX};
use child::Bench;
use process::{Ending, Handle, Process};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, SystemTime};
use wire::{Failure, Request, Told, Wish};

/// The hidden argument with which the program is asked to decode pictures for another.
pub const DECODE_ARGUMENT: &str = "--decode-pictures";

/// The longer side of the small copy of a picture that is taken in.
pub const THUMBNAIL_PX: u32 = 512;
/// The most bytes of pixels one answer holds.
const MOST_PIXEL_BYTES: u64 = 1 << 30;
/// More than any small copy takes.
const MOST_JPEG_BYTES: u64 = 64 << 20;
/// The longest reason that is told.
const MOST_WORDS: usize = 1000;
/// How long an ordinary picture may take.
const TIME_LIMIT: Duration = Duration::from_secs(30);
/// What a slow disk or stick reads in a second at least.
const BYTES_A_SECOND: u64 = 8 << 20;
/// How long the process may take to begin, at least and at most.
const START_LIMITS: (Duration, Duration) = (Duration::from_secs(2), Duration::from_secs(10));
/// A process that holds more than this is not kept for another picture.
const RESIDENT_LIMIT_BYTES: u64 = 256 << 20;
/// How often a picture may end a process before it is not tried any more.
const TRIES: u8 = 2;
/// How many such pictures are remembered.
const MOST_REMEMBERED: usize = 1000;

static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
/// What ended a process in this session, and how often.
static DEADLY: Mutex<Vec<(Stamp, u8)>> = Mutex::new(Vec::new());

/// Says once which program decodes; `main` says its own. Where nobody said, as in tests of the library, pictures are
/// decoded in this process.
pub fn decode_by(program: PathBuf) {
    if PROGRAM.set(program).is_err() {
        tracing::debug!("which program decodes was said before");
    }
}

/// Size and pages of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Looked {
    /// Width in pixels, upright.
    pub width_px: u32,
    /// Height in pixels, upright.
    pub height_px: u32,
    /// How many pages the file holds.
    pub pages: u32,
}

/// What is kept of a picture that is taken in.
#[derive(Clone, Debug, PartialEq)]
pub struct Examined {
    /// What the file says of itself.
    pub metadata: Metadata,
    /// The small copy as JPEG, where the picture can be shown.
    pub thumbnail: Option<Vec<u8>>,
    /// What it takes to know the sheet again, where the picture can be shown.
    pub likeness: Option<Likeness>,
    /// Why it cannot.
    pub why_not_shown: Option<String>,
}

/// One decoding process: started at the first wish, again after it died, kept open on the picture it had last. Wishes
/// of several threads wait for each other; several decoders work side by side.
pub struct Decoder {
    spool: PathBuf,
    program: Option<PathBuf>,
    time_limit: Duration,
    turn: Mutex<Turn>,
    /// Beside the turn, so that a wish in progress can be stopped.
    handle: Mutex<Option<Arc<Handle>>>,
}

/// Who decodes: this process or the other one.
#[derive(Default)]
struct Turn {
    here: Option<Bench>,
    there: Option<There>,
}

/// The other process and what it was left with.
struct There {
    process: Process,
    path: PathBuf,
    resident_bytes: u64,
}

impl Decoder {
    /// A decoder whose temporary files are made in `spool` (made when missing), or in the system's folder for them
    /// where that cannot be written.
    pub fn new(spool: &Path) -> Self {
        Self {
            spool: spool.to_owned(),
            program: None,
            time_limit: TIME_LIMIT,
            turn: Mutex::default(),
            handle: Mutex::default(),
        }
    }

    /// With another program than [`decode_by`] said.
    #[must_use]
    pub fn with_program(mut self, program: &Path) -> Self {
        self.program = Some(program.to_owned());
        self
    }

    /// With another time for ordinary pictures than 30 seconds; large files have more in any case.
    #[must_use]
    pub fn with_time_limit(mut self, limit: Duration) -> Self {
        self.time_limit = limit;
        self
    }

    /// How large a page is and how many there are.
    pub fn look(&self, path: &Path, page: u32) -> Result<Looked> {
        match self.ask(path, page, Wish::Look, 0)? {
            (Told::Look { width_px, height_px, pages }, _) => Ok(Looked { width_px, height_px, pages }),
            _ => Err(senseless(path)),
        }
    }

    /// All of a page, upright, its longer side at most `max_side_px`, never enlarged.
    pub fn pixels(&self, path: &Path, page: u32, max_side_px: u32) -> Result<Pixels> {
        let side = max_side_px.max(1);
        let told = self.ask(path, page, Wish::Pixels { max_side_px: side }, most_bytes(side))?;
        pixels(told, side).ok_or_else(|| senseless(path))
    }

    /// A tile of 512 × 512 pixels (smaller at the right and bottom edge) of a page made smaller by 2^`level`.
    pub fn tile(&self, path: &Path, page: u32, level: u8, column: u32, row: u32) -> Result<Pixels> {
        let told = self.ask(path, page, Wish::Tile { level, column, row }, most_bytes(TILE_PX))?;
        pixels(told, TILE_PX).ok_or_else(|| senseless(path))
    }

    /// A small copy of the first page as JPEG, upright, on white.
    pub fn thumbnail(&self, path: &Path, max_side_px: u32) -> Result<Vec<u8>> {
        match self.ask(path, 0, Wish::Thumbnail { max_side_px: max_side_px.max(1) }, MOST_JPEG_BYTES)? {
            (Told::Thumbnail, jpeg) if is_jpeg(&jpeg) => Ok(jpeg),
            _ => Err(senseless(path)),
        }
    }

    /// Everything that is kept of a picture that is taken in. One that cannot be shown is no error.
    pub fn examine(&self, path: &Path) -> Result<Examined> {
        let told = match self.ask(path, 0, Wish::Examine { max_side_px: THUMBNAIL_PX }, MOST_JPEG_BYTES) {
            // it took the process with it: what it says of itself may be had without its pixels
            Err(Error::NotViewable { why, .. }) => {
                let told = self.ask(path, 0, Wish::OnlyMetadata, 0);
                return told
                    .and_then(|told| examined(told, path))
                    .map(|said| Examined { why_not_shown: Some(why), ..said });
            }
            told => told?,
        };
        examined(told, path)
    }

    /// Ends the wish in progress with [`Error::Cancelled`], and the process with it. Wishes that wait go on with a new
    /// one. Where pictures are decoded in this process, nothing is stopped.
    pub fn stop(&self) {
        if let Some(handle) = locked(&self.handle).take() {
            handle.stop();
        }
    }

    /// The number of the process, while there is one.
    pub fn process_id(&self) -> Option<u32> {
        locked(&self.handle).as_ref().map(|handle| handle.id())
    }

    fn ask(&self, path: &Path, page: u32, wish: Wish, most_bytes: u64) -> Result<(Told, Vec<u8>)> {
        // the process need not have the same current folder
        let full = std::path::absolute(path).map_err(|error| Error::file("cannot read", path, error))?;
        let request = Request { page, wish };
        let mut turn = locked(&self.turn);
        let replied = match self.program.as_ref().or_else(|| PROGRAM.get()) {
            None => turn.here.get_or_insert_with(|| Bench::new(&self.spool_to_use())).answer(&request, &full),
            Some(program) => self.ask_process(&mut turn, program, &full, request, most_bytes)?,
        };
        replied.map_err(|failure| error_of(path, failure))
    }

    fn ask_process(
        &self,
        turn: &mut Turn,
        program: &Path,
        path: &Path,
        request: Request,
        most_bytes: u64,
    ) -> Result<child::Reply> {
        let stamp = Stamp::of(path);
        if request.wish != Wish::OnlyMetadata && is_given_up(&stamp) {
            return Ok(Err(Failure::NotViewable(format!(
                "decoding it took more memory or time than allowed {TRIES} times; it is tried again when the program is \
                 started again"
            ))));
        }
        let there = self.started(turn, program, path)?;
        let limit = self.time_limit + Duration::from_secs(stamp.bytes / BYTES_A_SECOND);
        match there.process.ask(request, path, most_bytes, limit) {
            Ok((answer, bytes)) => {
                (there.path, there.resident_bytes) = (path.to_owned(), answer.resident_bytes);
                Ok(match answer.told {
                    Told::Failed(failure) => Err(failure),
                    told => Ok((told, bytes)),
                })
            }
            Err(ending) => {
                let is_stopped = there.process.handle.is_stopped();
                self.end(turn);
                if is_stopped {
                    return Err(Error::Cancelled);
                }
                remember(stamp);
                Ok(Err(Failure::NotViewable(words(&ending))))
            }
        }
    }

    /// A process fit for this picture: the one there is, or a new one.
    fn started<'a>(&self, turn: &'a mut Turn, program: &Path, path: &Path) -> Result<&'a mut There> {
        let is_fit = |there: &There| {
            there.process.is_usable() && (there.resident_bytes <= RESIDENT_LIMIT_BYTES || there.path == path)
        };
        if !turn.there.as_ref().is_some_and(is_fit) {
            self.end(turn);
        }
        let there = match turn.there.take() {
            Some(there) => there,
            None => There { process: self.start(program)?, path: PathBuf::new(), resident_bytes: 0 },
        };
        Ok(turn.there.insert(there))
    }

    fn start(&self, program: &Path) -> Result<Process> {
        let limit = self.time_limit.clamp(START_LIMITS.0, START_LIMITS.1);
        let mut started = None;
        let process = Process::start(program, &self.spool_to_use(), limit, |handle| {
            started = Some(Arc::clone(&handle));
            *locked(&self.handle) = Some(handle);
        });
        process.map_err(|error| {
            *locked(&self.handle) = None;
            if started.is_some_and(|handle| handle.is_stopped()) {
                return Error::Cancelled;
            }
            Error::file("pictures cannot be shown, because they cannot be decoded by", program, error)
        })
    }

    fn end(&self, turn: &mut Turn) {
        turn.there = None;
        *locked(&self.handle) = None;
    }

    /// The folder for temporary files, tried out.
    fn spool_to_use(&self) -> PathBuf {
        let tried = std::fs::create_dir_all(&self.spool).and_then(|()| tempfile::tempfile_in(&self.spool));
        match tried {
            Ok(_) => std::path::absolute(&self.spool).unwrap_or_else(|_| self.spool.clone()),
            Err(error) => {
                tracing::debug!(%error, "temporary files go to the system's folder");
                std::env::temp_dir()
            }
        }
    }
}

/// A lock whose holder panicked is still a lock: what it guards is put in order at the next wish.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A file as it was: another under the same name is another chance.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stamp {
    path: PathBuf,
    bytes: u64,
    changed: Option<SystemTime>,
}

impl Stamp {
    fn of(path: &Path) -> Self {
        let found = std::fs::metadata(path).ok();
        Self {
            path: path.to_owned(),
            bytes: found.as_ref().map_or(0, std::fs::Metadata::len),
            changed: found.and_then(|found| found.modified().ok()),
        }
    }
}

fn is_given_up(stamp: &Stamp) -> bool {
    locked(&DEADLY).iter().any(|(deadly, times)| deadly == stamp && *times >= TRIES)
}

fn remember(stamp: Stamp) {
    let mut deadly = locked(&DEADLY);
    if let Some((_, times)) = deadly.iter_mut().find(|(known, _)| *known == stamp) {
        *times = times.saturating_add(1);
        return;
    }
    if deadly.len() >= MOST_REMEMBERED {
        deadly.remove(0);
    }
    deadly.push((stamp, 1));
}

fn words(ending: &Ending) -> String {
    let more = match ending {
        Ending::TooLong(limit) => format!("stopped after {} s", limit.as_secs_f32().ceil()),
        Ending::OutOfMemory => "out of memory".to_owned(),
        Ending::Died(status) => format!("it ended with {status}"),
        Ending::Senseless => "it gave no picture".to_owned(),
    };
    format!("decoding it took more memory or time than allowed ({more})")
}

fn error_of(path: &Path, failure: Failure) -> Error {
    let path = path.to_owned();
    let short = |why: String| match why.char_indices().nth(MOST_WORDS) {
        Some((end, _)) => why.get(..end).unwrap_or_default().to_owned(),
        None => why,
    };
    match failure {
        Failure::NotAPicture(why) => Error::NotAPicture { path, why: short(why) },
        Failure::NotViewable(why) => Error::NotViewable { path, why: short(why) },
        Failure::DiskFull(full) => Error::DiskFull { path: full },
        Failure::Disk { system: Some(number), .. } => {
            Error::file("cannot read", path, io::Error::from_raw_os_error(number))
        }
        Failure::Disk { words, .. } => Error::file("cannot read", path, io::Error::other(short(words))),
    }
}

fn senseless(path: &Path) -> Error {
    Error::NotViewable { path: path.to_owned(), why: "decoding it gave no picture that makes sense".to_owned() }
}

fn is_jpeg(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xff, 0xd8, 0xff])
}

/// The most bytes pixels of this side may take.
fn most_bytes(side: u32) -> u64 {
    rgba_bytes(side, side).min(MOST_PIXEL_BYTES)
}

fn rgba_bytes(width: u32, height: u32) -> u64 {
    (u64::from(width) * u64::from(height)).saturating_mul(4)
}

/// What was told as pixels, when its numbers agree with each other and with what was asked for.
fn pixels((told, bytes): (Told, Vec<u8>), most_px: u32) -> Option<Pixels> {
    let Told::Pixels { width, height, channels } = told else { return None };
    let sides = 1..=most_px;
    let channels = match channels {
        1 => Channels::Grey,
        3 => Channels::Rgb,
        4 => Channels::Rgba,
        _ => return None,
    };
    let may_be = sides.contains(&width) && sides.contains(&height) && rgba_bytes(width, height) <= MOST_PIXEL_BYTES;
    let raster = Raster::new(width, height, channels, bytes).ok().filter(|_| may_be)?;
    Some(raster.into())
}

fn examined((told, bytes): (Told, Vec<u8>), path: &Path) -> Result<Examined> {
    match told {
        Told::Examined { metadata, likeness, why_not_shown } if bytes.is_empty() || is_jpeg(&bytes) => Ok(Examined {
            metadata: *metadata,
            thumbnail: Some(bytes).filter(|bytes| !bytes.is_empty()),
            likeness: likeness.map(|likeness| *likeness),
            why_not_shown,
        }),
        _ => Err(senseless(path)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(width: u32, height: u32, channels: u8, bytes: usize) -> (Told, Vec<u8>) {
        (Told::Pixels { width, height, channels }, vec![7; bytes])
    }

    #[test]
    fn pixels_become_red_green_blue_and_opacity() {
        let of = |channels: u8, bytes: &[u8]| {
            pixels((Told::Pixels { width: 1, height: 1, channels }, bytes.to_vec()), 8).unwrap().rgba
        };
        assert_eq!(of(1, &[9]), [9, 9, 9, 255]);
        assert_eq!(of(3, &[1, 2, 3]), [1, 2, 3, 255]);
        assert_eq!(of(4, &[1, 2, 3, 4]), [1, 2, 3, 4]);
    }

    #[test]
    fn numbers_that_do_not_agree_are_no_picture() {
        assert!(pixels(told(2, 3, 3, 18), 3).is_some());
        let wrong = [
            told(2, 3, 3, 17),
            told(2, 3, 3, 19),
            told(2, 3, 2, 12),
            told(2, 3, 0, 0),
            told(0, 3, 3, 0),
            told(2, 4, 3, 24),
            told(u32::MAX, u32::MAX, 4, 4),
            (Told::Thumbnail, vec![0; 4]),
        ];
        for wrong in wrong {
            assert!(pixels(wrong, 3).is_none());
        }
    }

    #[test]
    fn where_no_program_was_named_pictures_are_decoded_here() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.png");
        image::GrayImage::from_pixel(600, 40, image::Luma([90])).save(&file).unwrap();
        let decoder = Decoder::new(&folder.path().join("spool"));
        assert_eq!(decoder.look(&file, 0).unwrap(), Looked { width_px: 600, height_px: 40, pages: 1 });
        let small = decoder.pixels(&file, 0, 60).unwrap();
        assert_eq!((small.width, small.height, &small.rgba[..4]), (60, 4, &[90, 90, 90, 255][..]));
        let tile = decoder.tile(&file, 0, 0, 1, 0).unwrap();
        assert_eq!((tile.width, tile.height), (600 - 512, 40));
        assert!(is_jpeg(&decoder.thumbnail(&file, 30).unwrap()));
        let examined = decoder.examine(&file).unwrap();
        assert!(examined.thumbnail.is_some() && examined.why_not_shown.is_none());
        assert_eq!(decoder.process_id(), None);
        let missing = decoder.pixels(&folder.path().join("b.png"), 0, 60).unwrap_err();
        assert!(matches!(missing, Error::File { .. }), "{missing:?}");
    }
}
