//! The pictures of a catalogue as a gallery shows them: in order, narrowed and counted; and what is done to several.

use super::{Applied, Catalogue, ListQuery, Sort};
use crate::error::Result;
use crate::model::{Act, Attachment, Change, Checksum, Entry, EntryId, EntryKind, Label, Role, Stage};
use crate::storage::pictures::{self, Scope};
pub use crate::storage::pictures::{Alike, Belonging, Showing};
use crate::storage::rows;
use std::sync::Arc;

/// What a gallery shows and in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GalleryQuery {
    /// Only pictures of what lies in this unit or under it.
    pub unit: Option<EntryId>,
    /// Only pictures of cards that are so far.
    pub stage: Option<Stage>,
    /// Only pictures these words find: by themselves, by what they belong to, by whom they show; empty for all.
    pub words: String,
    /// What of that is shown.
    pub showing: Showing,
    /// The newest first, instead of unattached ones and then by entry.
    pub newest_first: bool,
}

/// The pictures of a gallery.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gallery {
    /// In order.
    pub pictures: Arc<[EntryId]>,
    /// How many there are of each sort before [`GalleryQuery::showing`] narrows them.
    pub alike: Vec<Alike>,
}

/// A picture as it hangs in a gallery.
#[derive(Clone, Debug, PartialEq)]
pub struct HungPicture {
    /// The picture.
    pub picture: Attachment,
    /// What it belongs to; `None` when that is nothing yet.
    pub of: Option<Label>,
    /// Why no small copy of it could be made, when that was tried.
    pub why_unshown: Option<String>,
}

/// What is done to several pictures at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arrangement {
    /// They belong to this entry, after the pictures it has.
    AttachTo(EntryId),
    /// They belong to nothing yet.
    Detach,
    /// They show this.
    Shows(Role),
    /// They are covered for this reason; with an empty one they are not.
    Cover(String),
}

impl Catalogue {
    /// The pictures a gallery shows, and how many there are of each sort.
    pub fn gallery(&self, query: &GalleryQuery) -> Result<Gallery> {
        let GalleryQuery { unit, stage, words, showing, newest_first } = query;
        let words = words.trim();
        let found = if words.is_empty() { None } else { Some(self.lines_found(words)?) };
        let scope = Scope { unit: *unit, stage: *stage, found: found.as_deref() };
        let connection = self.storage.connection();
        Ok(Gallery {
            pictures: self.storage.told(pictures::order(connection, scope, *showing, *newest_first))?.into(),
            alike: self.storage.told(pictures::tally(connection, scope))?,
        })
    }

    fn lines_found(&self, words: &str) -> Result<Vec<i64>> {
        self.list(&ListQuery {
            kinds: EntryKind::LISTED.to_vec(),
            unit: None,
            stage: None,
            words: words.to_owned(),
            sort: Sort::Changed,
            descending: false,
        })
    }

    /// These pictures with what they belong to; one that is gone is left out.
    pub fn hung_pictures(&self, ids: &[EntryId]) -> Result<Vec<HungPicture>> {
        let mut hung = Vec::with_capacity(ids.len());
        for picture in self.pictures_of(ids)? {
            let of = if picture.is_attached() { Some(self.label(picture.entry)?) } else { None };
            let why_unshown = self.why_unshown(&picture.master)?;
            hung.push(HungPicture { picture, of, why_unshown });
        }
        Ok(hung)
    }

    fn pictures_of(&self, ids: &[EntryId]) -> Result<Vec<Attachment>> {
        let connection = self.storage.connection();
        let mut found = Vec::with_capacity(ids.len());
        for id in ids {
            if let Some(rows::Standing { entry: Entry::Attachment(picture), .. }) =
                self.storage.told(rows::get(connection, EntryKind::Attachment, *id))?
            {
                found.push(picture);
            }
        }
        Ok(found)
    }

    /// Does one thing to several pictures, as one act. Those it changes nothing about are left as they are.
    pub fn arrange(&mut self, ids: &[EntryId], arrangement: &Arrangement) -> Result<Applied> {
        let before = self.pictures_of(ids)?;
        let after: Vec<Attachment> = match arrangement {
            Arrangement::AttachTo(entry) => self.attached_to(*entry, &before)?,
            Arrangement::Detach => {
                before.iter().map(|picture| Attachment { entry: picture.id, ord: 0, ..picture.clone() }).collect()
            }
            Arrangement::Shows(role) => {
                before.iter().map(|picture| Attachment { role: *role, ..picture.clone() }).collect()
            }
            Arrangement::Cover(why) => before
                .iter()
                .map(|picture| Attachment { content_note: why.trim().to_owned(), ..picture.clone() })
                .collect(),
        };
        let (act, about) = match arrangement {
            Arrangement::AttachTo(entry) => (Act::Attach, name_of(&self.label(*entry)?)),
            _ => (Act::Edit, about(&before)),
        };
        let changes = before.into_iter().zip(after).map(|(before, after)| Change::edit(before, after));
        let changes: Vec<Change> = changes.filter(|change| change.before != change.after).collect();
        self.act(act, &about, "", changes)
    }

    /// The pictures as they will hang on an entry: in the order they have here, after those that hang there.
    fn attached_to(&self, entry: EntryId, pictures: &[Attachment]) -> Result<Vec<Attachment>> {
        self.assert_may_have_pictures(entry)?;
        let page = rows::readable(self.storage.told(rows::page_each(self.storage.connection(), entry))?);
        let taken = page.into_iter().filter_map(|found| match found.entry {
            Entry::Attachment(picture) => Some(picture.ord.saturating_add(1)),
            _ => None,
        });
        let mut next = taken.max().unwrap_or(0);
        Ok(pictures
            .iter()
            .map(|picture| {
                if picture.entry == entry {
                    return picture.clone();
                }
                let ord = next;
                next = next.saturating_add(1);
                Attachment { entry, ord, ..picture.clone() }
            })
            .collect())
    }

    /// Notes that no small copy of a file can be made, and why, so that a gallery can list such pictures; `None` when it
    /// can. A note of the cache: it is no act, and is made again by whoever tries.
    pub fn note_unshown(&self, master: &Checksum, why: Option<&str>) -> Result<()> {
        self.storage.told(pictures::note_unshown(self.storage.connection(), master, why))
    }

    /// Why no small copy of a file can be made, when that was noted.
    pub fn why_unshown(&self, master: &Checksum) -> Result<Option<String>> {
        self.storage.told(pictures::why_unshown(self.storage.connection(), master))
    }
}

fn name_of(label: &Label) -> String {
    if label.reference_code.is_empty() { label.label.clone() } else { label.reference_code.clone() }
}

/// What an act on pictures is about.
fn about(pictures: &[Attachment]) -> String {
    match pictures {
        [only] => [&only.reference_code, &only.caption, &only.original_name]
            .into_iter()
            .find(|words| !words.is_empty())
            .cloned()
            .unwrap_or_default(),
        several => format!("{} pictures", several.len()),
    }
}
