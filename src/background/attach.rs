//! Taking pictures in: files are copied and hashed by a job, then tied to their entry on the catalogue's thread.

use super::job::Progress;
use super::request::Token;
use crate::catalogue::{Masters, NewPicture, Stored};
use crate::error::Error;
use crate::model::EntryId;

/// Files that are stored and not yet tied to their entry.
pub(super) struct StoredPictures {
    pub(super) token: Token,
    pub(super) entry: EntryId,
    pub(super) stored: Vec<(Stored, NewPicture)>,
    pub(super) refused: Vec<Error>,
}

/// Stores the files one after the other. A file that is no picture is refused and the others go on; a full disk or a
/// wish to stop ends it, and nothing of it is attached.
pub(super) fn store(
    masters: &Masters,
    pictures: Vec<NewPicture>,
    progress: &Progress,
) -> (Vec<(Stored, NewPicture)>, Vec<Error>) {
    let (mut stored, mut refused) = (Vec::new(), Vec::new());
    let sizes: Vec<u64> =
        pictures.iter().map(|picture| std::fs::metadata(&picture.path).map_or(0, |file| file.len())).collect();
    let total: u64 = sizes.iter().sum();
    let mut before = 0;
    for (picture, size) in pictures.into_iter().zip(sizes) {
        let told = |bytes: u64| progress.step((before + bytes) >> 20, (total >> 20).max(1));
        match masters.take_in(&picture.path, &told) {
            Ok(master) => stored.push((master, picture)),
            Err(ended @ (Error::DiskFull { .. } | Error::Cancelled)) => return (Vec::new(), vec![ended]),
            Err(error) => refused.push(error),
        }
        before += size;
    }
    (stored, refused)
}
