//! The picture thread: small and larger pictures, decoded where nobody waits for them. The latest wish comes first,
//! because that is what is on the screen.

use super::job::guarded;
use super::request::{Answer, Pixels};
use super::store::Replies;
use crate::catalogue::Catalogue;
use crate::error::{Error, Result};
use crate::model::Attachment;
use crossbeam_channel::{Receiver, Sender};
use std::path::Path;

/// The longest side of a picture that is shown, in pixels.
const MAX_SIDE_PX: u32 = 2048;

/// What the picture thread is asked.
pub(super) enum Wish {
    /// Read from this catalogue from now on, through a reading connection of its own.
    From(Option<Box<Catalogue>>),
    /// A picture; small when there is no side given.
    Picture(Box<Attachment>, Option<u32>),
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
    let mut catalogue = None;
    let mut waiting: Vec<(Box<Attachment>, Option<u32>)> = Vec::new();
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
                catalogue = other;
            }
            Some(Wish::Picture(attachment, side)) => waiting.push((attachment, side)),
            None => {
                let Some((attachment, side)) = waiting.pop() else { continue };
                let Some(catalogue) = &catalogue else { continue };
                let id = attachment.id;
                let pixels = guarded(|| picture(catalogue, &attachment, side));
                replies.send(match side {
                    None => Answer::Thumbnail { attachment: id, pixels },
                    Some(_) => Answer::Picture { attachment: id, pixels },
                });
            }
        }
    }
}

fn picture(catalogue: &Catalogue, attachment: &Attachment, side: Option<u32>) -> Result<Pixels> {
    match side {
        None => decode(&catalogue.thumbnail(attachment)?, 512),
        Some(side) => decode(&catalogue.master_path(attachment), side.min(MAX_SIDE_PX)),
    }
}

/// Decodes a file, made smaller so that its longer side has at most `max_side_px`.
fn decode(path: &Path, max_side_px: u32) -> Result<Pixels> {
    let refused = |error: image::ImageError| Error::NotAPicture { path: path.to_owned(), why: error.to_string() };
    let mut reader = image::ImageReader::open(path)
        .and_then(image::ImageReader::with_guessed_format)
        .map_err(|error| Error::file("cannot read", path, error))?;
    let mut limits = image::Limits::default();
    limits.max_alloc = Some(1536 << 20);
    reader.limits(limits);
    let mut decoded = reader.decode().map_err(refused)?;
    if decoded.width().max(decoded.height()) > max_side_px {
        decoded = decoded.thumbnail(max_side_px, max_side_px);
    }
    let rgba = decoded.into_rgba8();
    Ok(Pixels { width_px: rgba.width() as usize, height_px: rgba.height() as usize, rgba: rgba.into_raw() })
}
