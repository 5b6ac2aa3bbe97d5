//! Pictures: taking files in as masters, tying them to entries, small copies for lists and reports.

use super::take_in::{Brought, Intake};
use super::{Catalogue, Touched};
use crate::error::{Error, Result};
use crate::model::{Act, Attachment, Change, Entry, EntryId, EntryKind, Role};
pub use crate::storage::masters::{Masters, Stored};
use std::path::PathBuf;

/// A picture to take in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewPicture {
    /// The file.
    pub path: PathBuf,
    /// What it shows.
    pub role: Role,
    /// Its caption.
    pub caption: String,
}

/// What became of the pictures of one act: those attached, and those refused with the reason.
#[derive(Debug, Default)]
pub struct TakenIn {
    /// The pictures now attached, in order.
    pub attached: Vec<Attachment>,
    /// The files that were not, and why.
    pub refused: Vec<Error>,
    /// Why each of them cannot be shown, those that can left open.
    pub not_shown: Vec<Option<String>>,
    /// What the act changed.
    pub touched: Vec<Touched>,
}

impl Catalogue {
    /// Where the masters are; may be used from another thread, to copy and hash without keeping the catalogue busy.
    pub fn masters(&self) -> Masters {
        Masters::new(&self.folder().join("masters"))
    }

    /// Stores files as masters and attaches them to an entry, as one act. A file that is no picture is refused and
    /// the others go on; when the disk is full, nothing is attached.
    pub fn attach(&mut self, entry: EntryId, pictures: &[NewPicture]) -> Result<TakenIn> {
        self.assert_writable()?;
        self.label_of_owner(entry)?;
        let (brought, refused) = Intake::of_files(self.folder()).bring_files(pictures, &mut |_| true)?;
        let mut taken = self.attach_brought(entry, &brought)?;
        taken.refused = refused;
        Ok(taken)
    }

    /// Attaches files that are in the store already, as one act, and notes what is known of them.
    pub fn attach_brought(&mut self, entry: EntryId, brought: &[Brought]) -> Result<TakenIn> {
        let about = self.label_of_owner(entry)?;
        self.note_brought(brought, "")?;
        let first = self.next_picture_ord(entry)?;
        let attached: Vec<Attachment> =
            (first..).zip(brought).map(|(ord, file)| Attachment { ord, ..file.attachment(entry) }).collect();
        let mut taken = TakenIn::default();
        if !attached.is_empty() {
            let changes = attached.iter().cloned().map(Change::create).collect();
            taken.touched = self.act(Act::Attach, &about, "", changes)?.touched;
        }
        taken.attached = attached;
        taken.not_shown = brought.iter().map(Brought::why_not_shown).collect();
        Ok(taken)
    }

    /// Stores bytes made by this program as a master; gives an attachment ready to be written by [`Self::act`].
    pub fn store_picture(
        &mut self,
        bytes: &[u8],
        original_name: &str,
        entry: EntryId,
        role: Role,
    ) -> Result<Attachment> {
        self.assert_writable()?;
        let stored = Intake::of_files(self.folder()).store_bytes(bytes, original_name)?;
        let ord = self.next_picture_ord(entry)?;
        self.note_brought(&[Brought::unseen(stored.clone())], "")?;
        Ok(Attachment { ord, ..attachment(&stored, entry, role) })
    }

    /// Where the master of an attachment lies.
    pub fn master_path(&self, attachment: &Attachment) -> PathBuf {
        self.masters().path_of(&attachment.master, &attachment.extension)
    }

    /// Where the small copy of an attachment lies: a JPEG whose longer side is 512 px, made now if it is not there.
    pub fn thumbnail(&self, attachment: &Attachment) -> Result<PathBuf> {
        super::thumbnail(self.folder(), attachment)
    }

    pub(super) fn assert_writable(&self) -> Result<()> {
        match self.mode() {
            super::Mode::Writable => Ok(()),
            super::Mode::ReadOnly(why) => Err(Error::ReadOnly { path: self.folder().to_owned(), why }),
        }
    }

    fn label_of_owner(&self, entry: EntryId) -> Result<String> {
        self.assert_may_have_pictures(entry)?;
        Ok(self.label(entry)?.reference_code)
    }

    /// Refuses what no picture can belong to.
    pub(super) fn assert_may_have_pictures(&self, entry: EntryId) -> Result<()> {
        let kind = self.get(entry)?.ok_or_else(|| Error::NoSuchEntry(entry.to_string()))?.kind();
        if EntryKind::LISTED.contains(&kind) && kind != EntryKind::Attachment {
            return Ok(());
        }
        Err(Error::Input(
            "a picture belongs to a card, a person, an event or a group, not to another picture".to_owned(),
        ))
    }

    pub(super) fn next_picture_ord(&self, entry: EntryId) -> Result<u32> {
        let page = self.storage.told(crate::storage::rows::page(self.storage.connection(), entry))?;
        let taken = page.iter().filter_map(|found| {
            if let Entry::Attachment(picture) = &found.entry { Some(picture.ord.saturating_add(1)) } else { None }
        });
        Ok(taken.max().unwrap_or(0))
    }
}

/// A picture of a stored file.
pub(super) fn attachment(stored: &Stored, entry: EntryId, role: Role) -> Attachment {
    Attachment {
        master: stored.checksum.clone(),
        extension: stored.extension.clone(),
        original_name: stored.original_name.clone(),
        size_bytes: stored.size_bytes,
        width_px: stored.probe.width_px,
        height_px: stored.probe.height_px,
        ppi: stored.probe.ppi,
        ..Attachment::new(EntryId::fresh(), entry, role)
    }
}
