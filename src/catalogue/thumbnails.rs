//! The small copies of the pictures of a catalogue: where they lie in its cache, and how they are made.
//!
//! Invariant: a small copy may go at any time; it comes back. Decoding is done in another process.

use crate::error::{Error, Result};
use crate::media::Decoder;
use crate::model::{Attachment, Checksum};
use crate::storage::masters::Masters;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, OnceLock};

/// The longer side of a small copy, in pixels.
pub const SMALL_COPY_PX: u32 = crate::media::THUMBNAIL_PX;

/// Where the small copy of an attachment in this catalogue folder lies, made now if it is not there. Needs no open
/// catalogue, so that it may be made on another thread.
pub fn thumbnail(folder: &Path, attachment: &Attachment) -> Result<PathBuf> {
    static DECODER: LazyLock<Decoder> = LazyLock::new(|| Decoder::new(&std::env::temp_dir()));
    match small_copy(folder, attachment)? {
        Some(path) => Ok(path),
        None => make_small_copy(folder, attachment, &DECODER),
    }
}

/// Where the small copy of an attachment lies, when there is one.
pub fn small_copy(folder: &Path, attachment: &Attachment) -> Result<Option<PathBuf>> {
    let name = name_of(&attachment.master).ok_or_else(|| nameless(attachment))?;
    let path = place(folder, name).join(file_name(name));
    if is_there(&path) {
        return Ok(Some(path));
    }
    // looking makes no folder
    let session = SESSION.get().and_then(Option::as_ref).map(|session| session.path().join(file_name(name)));
    Ok(session.filter(|path| is_there(path)))
}

/// Makes the small copy of an attachment anew, and says where it is.
pub fn make_small_copy(folder: &Path, attachment: &Attachment, decoder: &Decoder) -> Result<PathBuf> {
    if name_of(&attachment.master).is_none() {
        return Err(nameless(attachment));
    }
    let master = Masters::new(&folder.join("masters")).path_of(&attachment.master, &attachment.extension);
    let jpeg = decoder.thumbnail(&master, SMALL_COPY_PX)?;
    keep_small_copy(folder, &attachment.master, &jpeg)
}

/// Keeps a small copy that was made already, as JPEG, and says where it is. Where the catalogue's folder cannot be
/// written, one for this session has to do.
pub fn keep_small_copy(folder: &Path, master: &Checksum, jpeg: &[u8]) -> Result<PathBuf> {
    let name = name_of(master).ok_or_else(|| Error::Damaged(format!("{} is no checksum", master.0)))?;
    let place = place(folder, name);
    let path = place.join(file_name(name));
    if std::fs::create_dir_all(&place).is_ok() && write_whole(&place, &path, jpeg).is_ok() {
        return Ok(path);
    }
    let session = session_folder()?;
    let path = session.join(file_name(name));
    write_whole(session, &path, jpeg).map_err(|error| Error::file("cannot write", &path, error))?;
    Ok(path)
}

fn name_of(master: &Checksum) -> Option<&str> {
    master.0.get(..64).filter(|_| master.is_well_formed())
}

fn nameless(attachment: &Attachment) -> Error {
    Error::Damaged(format!("the picture {} has no proper checksum", attachment.original_name))
}

fn file_name(name: &str) -> String {
    format!("{name}.jpg")
}

fn place(folder: &Path, name: &str) -> PathBuf {
    folder.join("cache").join("thumbnails").join(name.get(..2).unwrap_or_default())
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

/// What is made where the catalogue's folder cannot be written.
static SESSION: OnceLock<Option<tempfile::TempDir>> = OnceLock::new();

/// A folder only this user can look into.
fn session_folder() -> Result<&'static Path> {
    let made = SESSION.get_or_init(|| tempfile::tempdir().ok());
    made.as_ref().map(tempfile::TempDir::path).ok_or_else(|| {
        Error::file("cannot make a folder in", std::env::temp_dir(), std::io::ErrorKind::PermissionDenied.into())
    })
}
