//! The folder a sample is made in, beside the place where it will be.
//!
//! Invariant: `catalogue.db`, which makes a folder a catalogue, comes last, and only when everything else is there.
//! Nothing is erased that the program did not make.

use crate::catalogue::Catalogue;
use crate::error::{Error, Result};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

const SUFFIX: &str = ".being-made";
const DATABASE: &str = "catalogue.db";
/// What is in the folder of a catalogue, besides files that begin with `catalogue.`.
const OURS: &[&str] = &["masters", "cache", "README.txt"];

/// A sample that is being made. It is erased unless it is put in place.
pub(super) struct Unfinished {
    /// Where it is made.
    pub(super) folder: PathBuf,
}

impl Unfinished {
    /// `NAME.being-made` for `NAME`; one that was left over is erased, unless somebody is just making it.
    pub(super) fn beside(target: &Path) -> Result<Self> {
        if target.exists() && !names_in(target)?.is_empty() {
            return Err(Error::AlreadyThere(target.to_owned()));
        }
        let whole = match target.canonicalize() {
            Ok(whole) => whole,
            Err(_) => std::path::absolute(target).map_err(|error| Error::file("cannot make", target, error))?,
        };
        let Some(name) = whole.file_name() else { return Err(Error::AlreadyThere(target.to_owned())) };
        let mut name = name.to_owned();
        name.push(SUFFIX);
        let folder = whole.with_file_name(name);
        if folder.exists() {
            remove_left_over(&folder)?;
        }
        Ok(Self { folder })
    }

    /// Moves what was made to where it belongs.
    pub(super) fn put_in_place(self, target: &Path) -> Result<()> {
        let not_moved = |error| Error::file("the sample is complete and cannot be moved to", target, error);
        if !target.exists() {
            return std::fs::rename(&self.folder, target).map_err(not_moved);
        }
        // an empty folder that is there may be where somebody stands, so it stays what it is
        let mut names = names_in(&self.folder)?;
        names.sort_by_key(|name| name == DATABASE);
        for name in names {
            std::fs::rename(self.folder.join(&name), target.join(&name)).map_err(not_moved)?;
        }
        Ok(())
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if self.folder.exists()
            && let Err(error) = std::fs::remove_dir_all(&self.folder)
        {
            tracing::warn!(%error, folder = %self.folder.display(), "what was begun could not be removed");
        }
    }
}

fn remove_left_over(folder: &Path) -> Result<()> {
    let is_ours =
        |name: &OsString| name.to_str().is_some_and(|name| name.starts_with("catalogue.") || OURS.contains(&name));
    if !names_in(folder)?.iter().all(is_ours) {
        return Err(Error::AlreadyThere(folder.to_owned()));
    }
    if let Err(in_use @ Error::InUse { .. }) = Catalogue::open_to_write(folder) {
        return Err(in_use);
    }
    std::fs::remove_dir_all(folder).map_err(|error| Error::file("cannot remove", folder, error))
}

fn names_in(folder: &Path) -> Result<Vec<OsString>> {
    let unread = |error| Error::file("cannot read", folder, error);
    std::fs::read_dir(folder).map_err(unread)?.map(|file| Ok(file.map_err(unread)?.file_name())).collect()
}
