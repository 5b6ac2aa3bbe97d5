//! Every file below a folder, in the order a person would lay them out. Nothing is opened, no link followed.

use super::NotTaken;
use crate::error::{Error, Result};
use crate::text::reference_sort_key;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// What file browsers leave everywhere.
const DROPPINGS: [&str; 6] =
    ["thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "$recycle.bin", "system volume information"];
/// What a catalogue's folder always has.
const CATALOGUE: &str = "catalogue.db";

/// A file that was found.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// Below the folder.
    pub(super) path: PathBuf,
    pub(super) size_bytes: u64,
    pub(super) modified_at: Option<SystemTime>,
}

/// What is below a folder.
#[derive(Debug, Default)]
pub(super) struct Walked {
    pub(super) files: Vec<Found>,
    pub(super) skipped: Vec<NotTaken>,
}

/// Walks through a folder and all below it. `go_on` hears how many files there are so far.
pub(super) fn walk(folder: &Path, go_on: &mut dyn FnMut(u64) -> bool) -> Result<Walked> {
    assert_takeable(folder)?;
    let mut walked = Walked::default();
    let mut seen = BTreeSet::new();
    // below the folder; the last is the next
    let mut waiting = vec![PathBuf::new()];
    while let Some(below) = waiting.pop() {
        let place = folder.join(&below);
        if !seen.insert(identity(&place)) {
            walked.skip(&below, "it is a folder that was gone through already, mounted twice");
            continue;
        }
        if !below.as_os_str().is_empty() && place.join(CATALOGUE).exists() {
            walked.skip(&below, "it is a catalogue, whose pictures belong to it already");
            continue;
        }
        let entries = match fs::read_dir(&place) {
            Ok(entries) => entries,
            Err(error) if below.as_os_str().is_empty() => return Err(Error::file("cannot read", place, error)),
            Err(error) => {
                walked.skip(&below, &format!("the folder cannot be read: {error}"));
                continue;
            }
        };
        let (mut files, mut folders) = (Vec::new(), Vec::new());
        for entry in entries {
            match entry.and_then(|entry| Ok((entry.file_name(), entry.metadata()?))) {
                Ok((name, metadata)) => {
                    let path = below.join(&name);
                    if let Some(why) = why_dropping(&name.to_string_lossy()) {
                        walked.skipped.push(NotTaken { file: shown(&path), why: why.to_owned(), is_dropping: true });
                    } else if metadata.is_dir() {
                        folders.push(path);
                    } else if metadata.is_file() {
                        let modified_at = metadata.modified().ok();
                        files.push(Found { path, size_bytes: metadata.len(), modified_at });
                    } else if metadata.is_symlink() {
                        walked.skip(&path, "it is a link, and links are not followed");
                    } else {
                        walked.skip(&path, "it is a pipe or a device, not a file");
                    }
                }
                Err(error) => walked.skip(&below.join("?"), &format!("it cannot be looked at: {error}")),
            }
            if !go_on(walked.files.len() as u64 + files.len() as u64) {
                return Err(Error::Cancelled);
            }
        }
        files.sort_by_cached_key(|found| key(&found.path));
        walked.files.append(&mut files);
        folders.sort_by_cached_key(|path| std::cmp::Reverse(key(path)));
        waiting.append(&mut folders);
    }
    Ok(walked)
}

impl Walked {
    fn skip(&mut self, path: &Path, why: &str) {
        self.skipped.push(NotTaken { file: shown(path), why: why.to_owned(), is_dropping: false });
    }
}

/// Only a folder that is no part of a catalogue can be taken in.
pub(super) fn assert_takeable(folder: &Path) -> Result<()> {
    let found = match fs::metadata(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(Error::Input(format!("there is no folder {}: check the name", folder.display())));
        }
        other => other.map_err(|error| Error::file("cannot read", folder, error))?,
    };
    if !found.is_dir() {
        let path = folder.display();
        return Err(Error::Input(format!("{path} is no folder: attach single files to their entry instead")));
    }
    let full = fs::canonicalize(folder).map_err(|error| Error::file("cannot read", folder, error))?;
    if let Some(catalogue) = full.ancestors().find(|above| above.join(CATALOGUE).exists()) {
        return Err(Error::Input(format!(
            "{} belongs to the catalogue {}: what is in it is taken in already; nothing was changed",
            folder.display(),
            catalogue.display()
        )));
    }
    Ok(())
}

/// Why a name is no business of ours.
fn why_dropping(name: &str) -> Option<&'static str> {
    if name.starts_with('.') {
        return Some("it is hidden");
    }
    let small = name.to_lowercase();
    DROPPINGS.contains(&small.as_str()).then_some("a file browser left it there")
}

/// A path as it is told: `/` between the folders, marks for what is no Unicode.
pub(super) fn shown(path: &Path) -> String {
    let names: Vec<_> = path.components().map(|name| name.as_os_str().to_string_lossy()).collect();
    names.join("/")
}

/// By the name, 2 before 10; names that sort alike by their bytes.
fn key(path: &Path) -> (Vec<u8>, PathBuf) {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    (reference_sort_key(&name), path.to_owned())
}

/// What tells a folder from every other; its path where the system says no more.
fn identity(folder: &Path) -> (u64, u64, PathBuf) {
    #[cfg(unix)]
    if let Ok(found) = fs::metadata(folder) {
        use std::os::unix::fs::MetadataExt;
        return (found.dev(), found.ino(), PathBuf::new());
    }
    (0, 0, folder.to_owned())
}
