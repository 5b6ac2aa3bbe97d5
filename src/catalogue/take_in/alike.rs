//! Which pictures may show a sheet that was scanned before. It is told, never acted on.

use crate::error::Result;
use crate::media::Likeness;
use crate::model::Checksum;
use crate::storage::Storage;
use crate::storage::files;

/// So many files are held against a new one, the latest of them: a likeness takes a few kilobytes of memory.
const MOST: usize = 50_000;
/// So many of those that pass the first look are looked at closely.
const MOST_CLOSE: usize = 24;
/// Less sure than this is no news.
const LEAST_SURE: f32 = 0.5;

/// What is needed to know a sheet again.
#[derive(Debug, Default)]
pub(super) struct Alikes {
    known: Vec<(Likeness, Checksum)>,
}

impl Alikes {
    /// Those of the stored files a picture refers to.
    pub(super) fn of(storage: &Storage) -> Result<Self> {
        let mut found = storage.told(files::likenesses(storage.connection()))?;
        // the pictures' ids are in the order in which they were made
        found.sort_by_key(|(_, _, picture)| std::cmp::Reverse(*picture));
        found.truncate(MOST);
        let known = found.into_iter().filter_map(|(checksum, likeness, _)| {
            // one that was written in another way than today's says nothing
            Some((Likeness::try_from(likeness).ok()?, checksum))
        });
        Ok(Self { known: known.collect() })
    }

    /// The file that most surely shows the same sheet as this one, and how sure that is.
    pub(super) fn find(&self, likeness: &Likeness) -> Option<(Checksum, f32)> {
        let close = self.known.iter().filter(|(known, _)| !likeness.quick_reject(known)).take(MOST_CLOSE);
        let sure = close.filter_map(|(known, checksum)| Some((checksum, likeness.same_sheet(known)?)));
        let best = sure.filter(|(_, sureness)| *sureness >= LEAST_SURE).max_by(|one, other| one.1.total_cmp(&other.1));
        best.map(|(checksum, sureness)| (checksum.clone(), sureness))
    }

    pub(super) fn add(&mut self, likeness: Likeness, checksum: Checksum) {
        self.known.push((likeness, checksum));
    }
}
