//! Taking pictures in: files are copied, hashed and looked at by a job, then tied to their entry on the catalogue's
//! thread.

use super::job::Progress;
use super::request::Token;
use crate::catalogue::NewPicture;
use crate::catalogue::take_in::{Brought, Intake};
use crate::error::Error;
use crate::model::EntryId;

/// Files that are stored and not yet tied to their entry.
pub(super) struct StoredPictures {
    pub(super) token: Token,
    pub(super) entry: EntryId,
    pub(super) stored: Vec<Brought>,
    pub(super) refused: Vec<Error>,
}

/// Stores the files one after the other. A file that is no picture is refused and the others go on; a full disk or a
/// wish to stop ends it, and nothing of it is attached.
pub(super) fn store(intake: &Intake, pictures: &[NewPicture], progress: &Progress) -> (Vec<Brought>, Vec<Error>) {
    let size = |picture: &NewPicture| std::fs::metadata(&picture.path).map_or(0, |file| file.len());
    let total = pictures.iter().map(size).sum::<u64>() >> 20;
    let mut told = |bytes: u64| progress.step((bytes >> 20).min(total.max(1)), total.max(1));
    intake.bring_files(pictures, &mut told).unwrap_or_else(|ended| (Vec::new(), vec![ended]))
}
