//! A note in the catalogue's folder that a folder is being taken in. It is there as long as the work is not done, so a
//! crash, a cancelled run or an unplugged stick can be told, and gone on with.

use super::{Plan, TakeInOptions};
use crate::catalogue::{Masters, now};
use crate::error::{Error, Result};
use crate::model::Timestamp;
use serde::{Deserialize, Serialize};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

const NAME: &str = "taking-in.json";
/// More than any such note has.
const MOST_BYTES: u64 = 1 << 20;

/// A taking-in that was begun and not ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interrupted {
    /// The folder that was taken in.
    pub folder: PathBuf,
    /// How.
    pub options: TakeInOptions,
    /// When it was begun.
    pub started_at: Timestamp,
    /// So many files were done.
    pub done: u64,
    /// Of so many.
    pub of_files: u64,
}

#[derive(Serialize, Deserialize)]
struct Written {
    folder: String,
    /// The folder's name in bytes, as hexadecimal digits, where it is no Unicode.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    folder_bytes: String,
    options: TakeInOptions,
    started_at: Timestamp,
    done: u64,
    of_files: u64,
}

/// The note of the work in progress.
pub(super) struct Note {
    place: PathBuf,
    written: Written,
}

impl Note {
    /// Notes that a plan is begun, and sweeps what an interrupted run left half copied.
    pub(super) fn begin(catalogue: &Path, plan: &Plan, masters: &Masters) -> Self {
        if let Err(error) = masters.sweep_left_over() {
            tracing::warn!(%error, "left-over copies were not removed");
        }
        let folder = std::path::absolute(&plan.folder).unwrap_or_else(|_| plan.folder.clone());
        let note = Self {
            place: catalogue.join("cache"),
            written: Written {
                folder: folder.to_string_lossy().into_owned(),
                folder_bytes: if folder.to_str().is_none() { hex(folder.as_os_str()) } else { String::new() },
                options: plan.options.clone(),
                started_at: now(),
                done: 0,
                of_files: plan.files.len() as u64,
            },
        };
        note.write();
        note
    }

    /// So many files are done.
    pub(super) fn done(&mut self, done: u64) {
        self.written.done = done;
        self.write();
    }

    /// All are.
    pub(super) fn end(self) {
        if let Err(error) = std::fs::remove_file(self.place.join(NAME)) {
            tracing::warn!(%error, "the note on what is being taken in was not removed");
        }
    }

    /// It is only a note: a failure is logged.
    fn write(&self) {
        let written = || -> std::io::Result<()> {
            std::fs::create_dir_all(&self.place)?;
            let mut file = tempfile::NamedTempFile::new_in(&self.place)?;
            file.write_all(&serde_json::to_vec(&self.written).map_err(std::io::Error::other)?)?;
            file.persist(self.place.join(NAME)).map(drop).map_err(|error| error.error)
        };
        if let Err(error) = written() {
            tracing::warn!(%error, "the note on what is being taken in was not written");
        }
    }
}

/// The note, when there is one that can be read.
pub(super) fn read(catalogue: &Path) -> Option<Interrupted> {
    let path = catalogue.join("cache").join(NAME);
    // not followed, and no pipe is waited for
    if !std::fs::symlink_metadata(&path).ok()?.is_file() {
        return None;
    }
    let mut json = Vec::new();
    std::fs::File::open(&path).ok()?.take(MOST_BYTES).read_to_end(&mut json).ok()?;
    let written: Written = serde_json::from_slice(&json).ok()?;
    let folder = from_hex(&written.folder_bytes).unwrap_or_else(|| PathBuf::from(&written.folder));
    let Written { options, started_at, done, of_files, .. } = written;
    Some(Interrupted { folder, options, started_at, done, of_files })
}

pub(super) fn remove(catalogue: &Path) -> Result<()> {
    let path = catalogue.join("cache").join(NAME);
    match std::fs::remove_file(&path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Error::file("cannot remove", path, error)),
        _ => Ok(()),
    }
}

/// A name in bytes, as hexadecimal digits.
pub(super) fn hex(name: &std::ffi::OsStr) -> String {
    use std::fmt::Write as _;
    let mut digits = String::new();
    for byte in name.as_encoded_bytes() {
        // writing to a string cannot fail
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}

#[cfg(unix)]
fn from_hex(digits: &str) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStringExt;
    if digits.is_empty() {
        return None;
    }
    let bytes: Option<Vec<u8>> =
        digits.as_bytes().chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect();
    Some(PathBuf::from(std::ffi::OsString::from_vec(bytes?)))
}

#[cfg(not(unix))]
fn from_hex(_: &str) -> Option<PathBuf> {
    None
}
