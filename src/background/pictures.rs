//! The picture thread: small and larger pictures, decoded where nobody waits for them. The latest wish comes first,
//! because that is what is on the screen.

use super::job::guarded;
use super::request::{Answer, Pixels};
use super::store::Replies;
use crate::catalogue::{Masters, thumbnail};
use crate::error::Result;
use crate::media::read_pixels;
use crate::model::Attachment;
use crossbeam_channel::{Receiver, Sender};
use std::path::{Path, PathBuf};

/// The longest side of a picture that is shown, in pixels.
const MAX_SIDE_PX: u32 = 2048;
/// The longest side of a small picture, in pixels.
const SMALL_SIDE_PX: u32 = 512;

/// What the picture thread is asked.
pub(super) enum Wish {
    /// Pictures come from this catalogue folder from now on.
    From(Option<PathBuf>),
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
    let mut folder = None;
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
                folder = other;
            }
            Some(Wish::Picture(attachment, side)) => waiting.push((attachment, side)),
            None => {
                let Some((attachment, side)) = waiting.pop() else { continue };
                let Some(folder) = &folder else { continue };
                let id = attachment.id;
                let pixels = guarded(|| picture(folder, &attachment, side));
                replies.send(match side {
                    None => Answer::Thumbnail { attachment: id, pixels },
                    Some(_) => Answer::Picture { attachment: id, pixels },
                });
            }
        }
    }
}

fn picture(folder: &Path, attachment: &Attachment, side: Option<u32>) -> Result<Pixels> {
    let read = match side {
        None => read_pixels(&thumbnail(folder, attachment)?, SMALL_SIDE_PX)?,
        Some(side) => {
            let masters = Masters::new(&folder.join("masters"));
            read_pixels(&masters.path_of(&attachment.master, &attachment.extension), side.min(MAX_SIDE_PX))?
        }
    };
    Ok(Pixels { width_px: read.width as usize, height_px: read.height as usize, rgba: read.rgba })
}
