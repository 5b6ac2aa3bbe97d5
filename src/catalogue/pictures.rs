//! Pictures: taking files in as masters, tying them to entries, small copies for lists and reports.

use super::{Catalogue, Touched};
use crate::error::{Error, Result};
use crate::media;
use crate::model::{Act, Attachment, Change, Entry, EntryId, Role};
pub use crate::storage::masters::{Masters, Stored};
use std::path::{Path, PathBuf};

/// The longer side of a small copy, in pixels.
const THUMBNAIL_PX: u32 = 512;

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
    /// What the act changed.
    pub touched: Vec<Touched>,
}

impl Catalogue {
    /// Where the masters are; may be used from another thread, to copy and hash without keeping the catalogue busy.
    pub fn masters(&self) -> Masters {
        Masters::new(&self.folder().join("masters"))
    }

    /// Stores files as masters and attaches them to an entry, as one act. A file that is no picture is refused and
    /// the others go on.
    pub fn attach(&mut self, entry: EntryId, pictures: &[NewPicture]) -> Result<TakenIn> {
        self.assert_writable()?;
        self.label_of_owner(entry)?;
        let masters = self.masters();
        let mut stored = Vec::new();
        let mut refused = Vec::new();
        for picture in pictures {
            match masters.take_in(&picture.path, &|_| true) {
                Ok(master) => stored.push((master, picture.clone())),
                Err(full @ Error::DiskFull { .. }) => return Err(full),
                Err(error) => refused.push(error),
            }
        }
        let mut taken = self.attach_stored(entry, &stored)?;
        taken.refused = refused;
        Ok(taken)
    }

    /// Attaches masters that are stored already, as one act.
    pub fn attach_stored(&mut self, entry: EntryId, pictures: &[(Stored, NewPicture)]) -> Result<TakenIn> {
        let about = self.label_of_owner(entry)?;
        let first = self.next_picture_ord(entry)?;
        let attached: Vec<Attachment> = (first..)
            .zip(pictures)
            .map(|(ord, (stored, picture))| Attachment {
                ord,
                caption: picture.caption.clone(),
                ..attachment(stored, entry, picture.role)
            })
            .collect();
        let mut taken = TakenIn::default();
        if !attached.is_empty() {
            let changes = attached.iter().cloned().map(Change::create).collect();
            taken.touched = self.act(Act::Attach, &about, "", changes)?.touched;
        }
        taken.attached = attached;
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
        let ending = original_name.rsplit_once('.').map_or("png", |(_, ending)| ending).to_lowercase();
        let extension = match ending.as_str() {
            "jpeg" => "jpg",
            "tiff" => "tif",
            other => other,
        };
        let stored = self.masters().store_bytes(bytes, extension)?;
        let ord = self.next_picture_ord(entry)?;
        Ok(Attachment { ord, original_name: original_name.to_owned(), ..attachment(&stored, entry, role) })
    }

    /// Where the master of an attachment lies.
    pub fn master_path(&self, attachment: &Attachment) -> PathBuf {
        self.masters().path_of(&attachment.master, &attachment.extension)
    }

    /// Where the small copy of an attachment lies: a JPEG whose longer side is 512 px, made now if it is not there.
    pub fn thumbnail(&self, attachment: &Attachment) -> Result<PathBuf> {
        thumbnail(self.folder(), attachment)
    }

    fn assert_writable(&self) -> Result<()> {
        match self.mode() {
            super::Mode::Writable => Ok(()),
            super::Mode::ReadOnly(why) => Err(Error::ReadOnly { path: self.folder().to_owned(), why }),
        }
    }

    fn label_of_owner(&self, entry: EntryId) -> Result<String> {
        match self.get(entry)? {
            Some(_) => Ok(self.label(entry)?.reference_code),
            None => Err(Error::NoSuchEntry(entry.to_string())),
        }
    }

    fn next_picture_ord(&self, entry: EntryId) -> Result<u32> {
        let page = self.storage.told(crate::storage::rows::page(self.storage.connection(), entry))?;
        let taken = page.iter().filter_map(|found| {
            if let Entry::Attachment(picture) = &found.entry { Some(picture.ord.saturating_add(1)) } else { None }
        });
        Ok(taken.max().unwrap_or(0))
    }
}

fn attachment(stored: &Stored, entry: EntryId, role: Role) -> Attachment {
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

/// Where the small copy of an attachment in this catalogue folder lies, made now if it is not there. Needs no open
/// catalogue, so that it may be made on another thread.
pub fn thumbnail(folder: &Path, attachment: &Attachment) -> Result<PathBuf> {
    let master = Masters::new(&folder.join("masters")).path_of(&attachment.master, &attachment.extension);
    let name =
        attachment.master.0.get(..64).filter(|_| attachment.master.is_well_formed()).ok_or_else(|| {
            Error::Damaged(format!("the picture {} has no proper checksum", attachment.original_name))
        })?;
    let place = folder.join("cache").join("thumbnails").join(name.get(..2).unwrap_or_default());
    let file_name = format!("{name}.jpg");
    let path = place.join(&file_name);
    if is_there(&path) {
        return Ok(path);
    }
    let jpeg = media::thumbnail(&master, THUMBNAIL_PX)?;
    if std::fs::create_dir_all(&place).is_ok() && write_whole(&place, &path, &jpeg).is_ok() {
        return Ok(path);
    }
    // where the catalogue's folder cannot be written, a small copy for this session has to do
    let path = session_folder()?.join(file_name);
    if !is_there(&path) {
        write_whole(session_folder()?, &path, &jpeg).map_err(|error| Error::file("cannot write", &path, error))?;
    }
    Ok(path)
}

/// Whether a small copy is there; an empty file is what a power cut left.
fn is_there(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|found| found.is_file() && found.len() > 0)
}

fn write_whole(place: &Path, path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = tempfile::NamedTempFile::new_in(place)?;
    std::io::Write::write_all(&mut file, bytes)?;
    file.persist(path).map(|_| ()).map_err(|error| error.error)
}

/// A folder only this user can look into.
fn session_folder() -> Result<&'static Path> {
    static FOLDER: std::sync::OnceLock<Option<tempfile::TempDir>> = std::sync::OnceLock::new();
    let made = FOLDER.get_or_init(|| tempfile::tempdir().ok());
    made.as_ref().map(tempfile::TempDir::path).ok_or_else(|| {
        Error::file("cannot make a folder in", std::env::temp_dir(), std::io::ErrorKind::PermissionDenied.into())
    })
}
