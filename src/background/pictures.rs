//! The picture thread: small and larger pictures, decoded where nobody waits for them. The latest wish comes first,
//! because that is what is on the screen. Whatever is no small copy of our own is decoded in another process.

use super::answer::{Answer, CardEdges, FilePicture, Pixels};
use super::job::guarded;
use super::request::Token;
use super::store::Replies;
use crate::catalogue::{Masters, thumbnail};
use crate::error::Result;
use crate::media::{self, Decoder, card_edges, probe, read_pixels};
use crate::model::Attachment;
use crossbeam_channel::{Receiver, Sender};
use std::path::{Path, PathBuf};

/// The longest side of a picture that is shown, in pixels.
const MAX_SIDE_PX: u32 = 4096;
/// The longest side of the copy in which the edges of a card are looked for, in pixels.
const EDGES_SIDE_PX: u32 = 2048;
/// The longest side of a small picture, in pixels.
const SMALL_SIDE_PX: u32 = crate::catalogue::SMALL_COPY_PX;

/// What the picture thread is asked.
pub(super) enum Wish {
    /// Pictures come from this catalogue folder from now on.
    From(Option<PathBuf>),
    /// A picture; small when there is no side given.
    Picture(Box<Attachment>, Option<u32>),
    /// A picture file that belongs to no entry.
    File(PathBuf, u32, Token),
    /// Where a card of this size in millimetres lies on its scan.
    Edges(Box<Attachment>, (f64, f64)),
}

/// Starts the thread.
pub(super) fn start(replies: Replies) -> Sender<Wish> {
    let (wishes, inbox) = crossbeam_channel::unbounded();
    let spawned = std::thread::Builder::new().name("pictures".to_owned()).spawn(move || run(&inbox, &replies));
    if let Err(error) = spawned {
        tracing::error!(%error, "no thread for pictures; none will be shown");
    }
    wishes
}

fn run(inbox: &Receiver<Wish>, replies: &Replies) {
    let mut folder = None;
    let decoder = Decoder::new(&std::env::temp_dir());
    let mut waiting: Vec<Wish> = Vec::new();
    loop {
        let wish = if waiting.is_empty() {
            match inbox.recv() {
                Ok(wish) => Some(wish),
                Err(_) => return,
            }
        } else {
            inbox.try_recv().ok()
        };
        match wish {
            Some(Wish::From(other)) => {
                waiting.clear();
                folder = other;
            }
            Some(wish) => waiting.push(wish),
            None => {
                let (Some(wish), Some(folder)) = (waiting.pop(), &folder) else { continue };
                replies.send(match wish {
                    Wish::Picture(attachment, None) => {
                        let pixels = guarded(|| picture(folder, &attachment, None, &decoder));
                        Answer::Thumbnail { attachment: attachment.id, pixels }
                    }
                    Wish::Picture(attachment, side) => {
                        let pixels = guarded(|| picture(folder, &attachment, side, &decoder));
                        Answer::Picture { attachment: attachment.id, pixels }
                    }
                    Wish::File(file, side, token) => {
                        Answer::PictureFile { token, read: guarded(|| file_picture(&file, side, &decoder)) }
                    }
                    Wish::Edges(attachment, size_mm) => {
                        let edges = guarded(|| edges(folder, &attachment, size_mm, &decoder)).unwrap_or_else(|error| {
                            tracing::info!(%error, "the edges of a card were not looked for");
                            None
                        });
                        Answer::CardEdges { attachment: attachment.id, edges }
                    }
                    Wish::From(_) => continue,
                });
            }
        }
    }
}

fn edges(folder: &Path, attachment: &Attachment, size_mm: (f64, f64), decoder: &Decoder) -> Result<Option<CardEdges>> {
    let read = picture(folder, attachment, Some(EDGES_SIDE_PX), decoder)?;
    Ok(card_edges(&read.rgba, read.width_px, read.height_px, Some(size_mm)))
}

fn picture(folder: &Path, attachment: &Attachment, side: Option<u32>, decoder: &Decoder) -> Result<Pixels> {
    let read = match side {
        None => read_pixels(&thumbnail(folder, attachment)?, SMALL_SIDE_PX)?,
        Some(side) => {
            let masters = Masters::new(&folder.join("masters"));
            let path = masters.path_of(&attachment.master, &attachment.extension);
            decoder.pixels(&path, 0, side.min(MAX_SIDE_PX))?
        }
    };
    Ok(pixels(read))
}

fn file_picture(file: &Path, side: u32, decoder: &Decoder) -> Result<FilePicture> {
    let probed = probe(file)?;
    let pixels = pixels(decoder.pixels(file, 0, side.min(MAX_SIDE_PX))?);
    let edges = card_edges(&pixels.rgba, pixels.width_px, pixels.height_px, None);
    Ok(FilePicture { pixels, size_px: (probed.width_px, probed.height_px), ppi: probed.ppi, edges })
}

fn pixels(read: media::Pixels) -> Pixels {
    Pixels { width_px: read.width as usize, height_px: read.height as usize, rgba: read.rgba }
}
