//! Looking at a picture of any size: its small copy, an overview of all of it, then tiles of what is seen, decoded off
//! the UI thread.
//!
//! Two pictures can be looked at side by side, each by a thread and a decoder of its own ([`Seat`]). Invariant: no queue
//! grows. A new wish for tiles takes the place of those not yet begun, another picture takes the place of the one
//! before, and a slow decoding of a picture nobody looks at any more is broken off.

mod cut;
mod desk;
#[cfg(test)]
mod tests;

use super::answer::{Answer, Pixels};
use super::store::Replies;
use super::tones::Tones;
use crate::catalogue::Masters;
use crate::media::Decoder;
use crate::model::{Attachment, EntryId};
use crossbeam_channel::{Receiver, Sender, TryRecvError};
use desk::{Desk, Picture};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// The side of a tile in pixels.
pub const TILE_PX: u32 = crate::media::TILE_PX;
/// The longer side of an overview in pixels, at most.
pub const OVERVIEW_PX: u32 = 2048;

/// One of the two places where a picture can be looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Seat {
    /// The picture.
    #[default]
    First,
    /// The one it is compared with.
    Second,
}

/// A page of a picture that is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Page {
    /// The attachment.
    pub attachment: EntryId,
    /// Its page, counted from 0.
    pub page: u32,
}

/// A tile of the picture reduced by 2 to the power of `level`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TileAt {
    /// How often it is halved.
    pub level: u8,
    /// Counted from 0, from the left.
    pub column: u32,
    /// Counted from 0, from the top.
    pub row: u32,
}

/// What is wanted where a picture is looked at.
#[derive(Debug)]
pub enum LookWish {
    /// This picture is looked at from now on.
    Look {
        /// The attachment.
        attachment: Box<Attachment>,
        /// Its page, counted from 0.
        page: u32,
        /// How its tones are shown.
        tones: Tones,
        /// Whether its overview is wanted; not when it is there already.
        overview: bool,
    },
    /// Its tones are shown like this from now on: the overview is made anew, small while a slider is dragged.
    Tones {
        /// Of which picture.
        of: Page,
        /// How.
        tones: Tones,
        /// Whether the slider was let go.
        settled: bool,
    },
    /// These tiles, the most wanted first, and none of those wished for before.
    Tiles {
        /// Of which picture.
        of: Page,
        /// Which.
        wanted: Vec<TileAt>,
    },
    /// It is not looked at any more.
    Away,
}

/// What a picture is, and all of it reduced.
#[derive(Debug)]
pub struct Looked {
    /// Width and height in pixels, upright.
    pub size_px: (u32, u32),
    /// How many pages the file has.
    pub pages: u32,
    /// All of it.
    pub overview: Overview,
}

/// All of a picture, reduced and cut into pieces no larger than a tile.
#[derive(Debug)]
pub struct Overview {
    /// Width and height in pixels.
    pub size_px: (u32, u32),
    /// The pieces.
    pub pieces: Vec<Piece>,
}

/// A piece of an overview.
#[derive(Debug)]
pub struct Piece {
    /// Its left and upper edge in the overview.
    pub at_px: (u32, u32),
    /// What it shows.
    pub pixels: Pixels,
}

/// What is done on a thread.
enum Errand {
    /// A picture is looked at.
    Look(Box<Picture>, Arc<Decoder>),
    Tones(Page, Tones, bool),
    Tiles(Page, Vec<TileAt>),
    Away,
}

/// A thread that looks, and what it is busy with.
struct Worker {
    errands: Sender<Errand>,
    decoder: Mutex<Option<(PathBuf, Arc<Decoder>)>>,
    busy: Arc<Mutex<Option<Page>>>,
}

/// The two threads. They are started when a picture is looked at for the first time.
pub(super) struct Looking {
    replies: Replies,
    folder: Mutex<Option<PathBuf>>,
    seats: [OnceLock<Worker>; 2],
}

impl Looking {
    pub(super) fn new(replies: Replies) -> Self {
        Self { replies, folder: Mutex::new(None), seats: [OnceLock::new(), OnceLock::new()] }
    }

    /// Pictures come from this catalogue folder from now on.
    pub(super) fn from(&self, folder: Option<PathBuf>) {
        *self.folder.lock().unwrap_or_else(PoisonError::into_inner) = folder;
        for worker in self.seats.iter().filter_map(OnceLock::get) {
            worker.away();
        }
    }

    /// Takes a wish; the answers come by themselves.
    pub(super) fn ask(&self, seat: Seat, wish: LookWish) {
        let [first, second] = &self.seats;
        let place = if seat == Seat::First { first } else { second };
        match wish {
            LookWish::Look { attachment, page, tones, overview } => {
                let folder = self.folder.lock().unwrap_or_else(PoisonError::into_inner).clone();
                let Some(folder) = folder else { return };
                place.get_or_init(|| Worker::start(seat, &self.replies)).look(
                    &folder,
                    &attachment,
                    page,
                    tones,
                    overview,
                );
            }
            LookWish::Tones { of, tones, settled } => tell(place, Errand::Tones(of, tones, settled)),
            LookWish::Tiles { of, wanted } => tell(place, Errand::Tiles(of, wanted)),
            LookWish::Away => {
                if let Some(worker) = place.get() {
                    worker.away();
                }
            }
        }
    }
}

impl Drop for Looking {
    fn drop(&mut self) {
        for worker in self.seats.iter().filter_map(OnceLock::get) {
            worker.away();
        }
    }
}

fn tell(place: &OnceLock<Worker>, errand: Errand) {
    if let Some(worker) = place.get() {
        // a thread that did not start was logged when it did not
        let _ = worker.errands.send(errand);
    }
}

impl Worker {
    fn start(seat: Seat, replies: &Replies) -> Self {
        let (errands, inbox) = crossbeam_channel::unbounded();
        let busy = Arc::new(Mutex::new(None));
        let (noted, replies) = (Arc::clone(&busy), replies.clone());
        let spawned = std::thread::Builder::new()
            .name("looking".to_owned())
            .spawn(move || run(&inbox, &noted, |answer| replies.send(answer), seat));
        if let Err(error) = spawned {
            tracing::error!(%error, "no thread for looking at pictures; none will be shown large");
        }
        Self { errands, decoder: Mutex::new(None), busy }
    }

    fn look(&self, folder: &Path, attachment: &Attachment, page: u32, tones: Tones, overview: bool) {
        let of = Page { attachment: attachment.id, page };
        self.break_off(Some(of));
        let mut decoder = self.decoder.lock().unwrap_or_else(PoisonError::into_inner);
        let known = decoder.as_ref().filter(|(known, _)| known == folder).map(|(_, decoder)| Arc::clone(decoder));
        let known = known.unwrap_or_else(|| {
            let fresh = Arc::new(Decoder::new(&folder.join("cache")));
            *decoder = Some((folder.to_owned(), Arc::clone(&fresh)));
            fresh
        });
        drop(decoder);
        let path = Masters::new(&folder.join("masters")).path_of(&attachment.master, &attachment.extension);
        let mut picture = Box::new(Picture::new(of, path, tones, overview));
        if overview && page == 0 {
            picture.glance_at(folder, attachment);
        }
        let _ = self.errands.send(Errand::Look(picture, known));
    }

    fn away(&self) {
        let _ = self.errands.send(Errand::Away);
        self.break_off(None);
    }

    /// Stops decoding what is not `wanted`.
    fn break_off(&self, wanted: Option<Page>) {
        let busy = *self.busy.lock().unwrap_or_else(PoisonError::into_inner);
        if busy.is_some_and(|busy| Some(busy) != wanted)
            && let Some((_, decoder)) = &*self.decoder.lock().unwrap_or_else(PoisonError::into_inner)
        {
            decoder.stop();
        }
    }
}

/// Serves until nobody can ask any more.
fn run(inbox: &Receiver<Errand>, busy: &Mutex<Option<Page>>, reply: impl Fn(Answer), seat: Seat) {
    let note = |now: Option<Page>| *busy.lock().unwrap_or_else(PoisonError::into_inner) = now;
    let mut desk = Desk::default();
    let mut decoder: Option<Arc<Decoder>> = None;
    loop {
        let errand = if desk.has_work() {
            match inbox.try_recv() {
                Ok(errand) => Some(errand),
                Err(TryRecvError::Empty) => None,
                Err(TryRecvError::Disconnected) => return,
            }
        } else {
            match inbox.recv() {
                Ok(errand) => Some(errand),
                Err(_) => return,
            }
        };
        match errand {
            Some(Errand::Look(picture, by)) => {
                decoder = Some(by);
                desk.look(*picture);
            }
            Some(Errand::Tones(of, tones, settled)) => desk.tone(of, tones, settled),
            Some(Errand::Tiles(of, wanted)) => desk.want(of, wanted),
            Some(Errand::Away) => desk = Desk::default(),
            None => {
                let Some(decoder) = &decoder else { continue };
                note(desk.looked_at());
                let answer = desk.work(seat, decoder.as_ref());
                note(None);
                // what was asked meanwhile may have made this one useless; whoever shows it looks whose it is
                if let Some(answer) = answer {
                    reply(answer);
                }
            }
        }
    }
}
