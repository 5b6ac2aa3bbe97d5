//! The process's side: opens pictures, reads from them what is asked for, one request after the other.
//!
//! One picture stays open, because the next request is mostly for another part of it.

use super::limits;
use super::wire::{self, Answer, Failure, Ready, Request, Told, Wish};
use crate::error::Error;
use crate::media::{Channels, Metadata, OpenPicture, Raster, metadata, open_regular, probe_open};
use std::io::{self, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::SystemTime;

/// Decoders of PDF and of nested boxes call themselves.
const STACK_BYTES: usize = 16 << 20;

/// What is told, with the bytes that belong to it.
pub(super) type Reply = Result<(Told, Vec<u8>), Failure>;

/// The child: takes limits on itself and answers requests until their end, which is also the end of the program that
/// asked. Temporary files are made in `spool`.
pub fn serve(spool: &Path, mut requests: impl Read, mut answers: impl Write + Send + 'static) -> io::Result<()> {
    limits::take_on();
    wire::send(&mut answers, &Ready::of_this_program(), &[])?;
    let (to_bench, wishes) = mpsc::sync_channel::<(Request, PathBuf)>(1);
    let mut bench = Bench::new(spool);
    let work = move || {
        for (request, path) in wishes {
            let (told, bytes) = bench.answer(&request, &path).unwrap_or_else(|why| (Told::Failed(why), Vec::new()));
            let answer = Answer { told, resident_bytes: limits::resident_bytes() };
            if wire::send(&mut answers, &answer, &bytes).is_err() {
                return;
            }
        }
    };
    // on a thread of its own, so that the end of the requests is seen in the middle of a picture
    std::thread::Builder::new().name("decoding".to_owned()).stack_size(STACK_BYTES).spawn(work)?;
    while let Some((request, path)) = wire::receive(&mut requests, wire::MOST_PATH_BYTES)? {
        if to_bench.send((request, wire::path_from_bytes(path))).is_err() {
            break;
        }
    }
    Ok(())
}

/// Where pictures are decoded: the one that is open, and the folder for what does not fit into memory.
pub(super) struct Bench {
    spool: PathBuf,
    open: Option<Open>,
}

struct Open {
    path: PathBuf,
    page: u32,
    /// Length and time of the last change: another file may have taken its place.
    stamp: Option<(u64, SystemTime)>,
    picture: OpenPicture,
}

impl Bench {
    pub(super) fn new(spool: &Path) -> Self {
        Self { spool: spool.to_owned(), open: None }
    }

    /// Answers one request; a decoder that panics is as good as one that says the file is damaged.
    pub(super) fn answer(&mut self, request: &Request, path: &Path) -> Reply {
        let answered = catch_unwind(AssertUnwindSafe(|| self.read(request, path)))
            .unwrap_or_else(|_| Err(Failure::NotViewable("its picture data is damaged: decoding it failed".into())));
        if answered.is_err() {
            self.open = None;
        }
        answered
    }

    fn read(&mut self, request: &Request, path: &Path) -> Reply {
        let told = |error| failure(path, error);
        match request.wish {
            Wish::Look => {
                let picture = self.open(path, request.page).map_err(told)?;
                let (width_px, height_px) = picture.size_px();
                Ok((Told::Look { width_px, height_px, pages: picture.pages() }, Vec::new()))
            }
            Wish::Pixels { max_side_px } => {
                self.open(path, request.page).and_then(|picture| picture.reduced(max_side_px)).map_err(told).map(pixels)
            }
            Wish::Tile { level, column, row } => self
                .open(path, request.page)
                .and_then(|picture| picture.tile(level, column, row))
                .map_err(told)
                .map(pixels),
            Wish::Thumbnail { max_side_px } => self
                .open(path, request.page)
                .and_then(|picture| picture.thumbnail(max_side_px))
                .map_err(told)
                .map(|jpeg| (Told::Thumbnail, jpeg)),
            Wish::Examine { max_side_px } => self.examine(path, request.page, max_side_px).map_err(told),
            Wish::OnlyMetadata => Ok((
                Told::Examined { metadata: said_of_itself(path).map_err(told)?, likeness: None, why_not_shown: None },
                Vec::new(),
            )),
        }
    }

    fn examine(&mut self, path: &Path, page: u32, max_side_px: u32) -> Result<(Told, Vec<u8>), Error> {
        let metadata = said_of_itself(path)?;
        match self.open(path, page).and_then(|picture| picture.thumbnail_with_likeness(max_side_px)) {
            Ok((jpeg, likeness)) => {
                let likeness = Some(Box::new(likeness));
                Ok((Told::Examined { metadata, likeness, why_not_shown: None }, jpeg))
            }
            Err(Error::NotViewable { why, .. }) => {
                Ok((Told::Examined { metadata, likeness: None, why_not_shown: Some(why) }, Vec::new()))
            }
            Err(error) => Err(error),
        }
    }

    fn open(&mut self, path: &Path, page: u32) -> Result<&mut OpenPicture, Error> {
        let stamp = std::fs::metadata(path).ok().and_then(|found| Some((found.len(), found.modified().ok()?)));
        let open = match self.open.take() {
            Some(open) if open.path == path && open.page == page && open.stamp == stamp => open,
            other => {
                // two pictures at once would take the memory of two
                drop(other);
                let picture = OpenPicture::open(path, page, &self.spool)?;
                Open { path: path.to_owned(), page, stamp, picture }
            }
        };
        Ok(&mut self.open.insert(open).picture)
    }
}

fn said_of_itself(path: &Path) -> Result<Box<Metadata>, Error> {
    let mut file = open_regular(path)?;
    let format = probe_open(path, &mut file)?.format;
    Ok(Box::new(metadata(&mut file, format)))
}

fn pixels(raster: Raster) -> (Told, Vec<u8>) {
    let raster = raster.inks_to_rgb();
    let channels = match raster.channels {
        Channels::Grey => 1,
        Channels::Rgb => 3,
        Channels::Rgba | Channels::Cmyk => 4,
    };
    (Told::Pixels { width: raster.width, height: raster.height, channels }, raster.bytes)
}

/// An error without the path, which is known to who asked.
fn failure(path: &Path, error: Error) -> Failure {
    match error {
        Error::NotAPicture { why, .. } => Failure::NotAPicture(why),
        Error::NotViewable { why, .. } => Failure::NotViewable(why),
        Error::DiskFull { path } => Failure::DiskFull(path),
        Error::File { path: about, source, .. } if about == path => {
            Failure::Disk { system: source.raw_os_error(), words: source.to_string() }
        }
        other => Failure::NotViewable(other.to_string()),
    }
}
