//! When a file in a watched folder is whole: a scanner or a copy writes for a while, and half a scan is no scan.

use super::TakeInOptions;
use super::plan::Plan;
use super::walk::{Found, walk};
use crate::catalogue::{Catalogue, moment};
use crate::error::Result;
use crate::model::Timestamp;
use crate::storage::codes;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

/// So long a file has to stay as it is.
const STILL: Duration = Duration::from_secs(2);

/// A file as it was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glance {
    /// Its size in bytes.
    pub size_bytes: u64,
    /// When it was changed last.
    pub modified_at: Option<SystemTime>,
}

/// What was seen of the files of a watched folder, one look after the other.
#[derive(Debug, Default)]
pub struct Settling {
    /// How each file was, since when, and whether it was told.
    seen: HashMap<PathBuf, (Glance, Instant, bool)>,
}

impl Settling {
    /// Takes what a folder holds now, and gives what has settled since: the files that stayed as they are for two
    /// seconds, each once, and once more when it changes afterwards.
    pub fn look(&mut self, files: &[(PathBuf, Glance)], now: Instant) -> Vec<PathBuf> {
        let mut settled = Vec::new();
        let mut seen = HashMap::with_capacity(files.len());
        for (path, glance) in files {
            let (since, mut told) = match self.seen.get(path) {
                Some((before, since, told)) if before == glance => (*since, *told),
                _ => (now, false),
            };
            // an empty file is one that is about to be written
            if !told && glance.size_bytes > 0 && now.saturating_duration_since(since) >= STILL {
                told = true;
                settled.push(path.clone());
            }
            seen.insert(path.clone(), (*glance, since, told));
        }
        // what is gone is forgotten, so that it is new when it comes back
        self.seen = seen;
        settled
    }

    /// A file is held by the program that writes it, or the like: it counts as seen for the first time now.
    fn again(&mut self, path: &Path, now: Instant) {
        if let Some((_, since, told)) = self.seen.get_mut(path) {
            (*since, *told) = (now, false);
        }
    }
}

/// A folder into which a scanner writes.
#[derive(Debug)]
pub struct WatchedFolder {
    folder: PathBuf,
    options: TakeInOptions,
    settling: Settling,
    /// Name, size and time of what is stored already.
    known: HashSet<(String, u64, Option<Timestamp>)>,
}

impl WatchedFolder {
    /// The folder that is watched.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// How what comes into it is taken in.
    pub fn options(&self) -> &TakeInOptions {
        &self.options
    }

    /// Looks at the folder; gives what has come since and is whole. Nothing is taken twice: what is in the catalogue
    /// under its name, with its size and time, is known.
    pub fn look(&mut self, now: Instant) -> Result<Vec<PathBuf>> {
        let walked = walk(&self.folder, &mut |_| true)?;
        let files: Vec<(PathBuf, Glance)> = walked
            .files
            .into_iter()
            .map(|found| (found.path, Glance { size_bytes: found.size_bytes, modified_at: found.modified_at }))
            .filter(|(path, glance)| !self.known.contains(&stored_as(path, glance)))
            .collect();
        let mut settled = self.settling.look(&files, now);
        settled.retain(|path| {
            let opens = std::fs::File::open(self.folder.join(path)).is_ok();
            if !opens {
                self.settling.again(path, now);
            }
            opens
        });
        Ok(settled)
    }

    /// These could not be taken in although they are whole: they come once more.
    pub fn try_again(&mut self, files: &[PathBuf], now: Instant) {
        for path in files {
            self.settling.again(path, now);
        }
    }
}

fn stored_as(path: &Path, glance: &Glance) -> (String, u64, Option<Timestamp>) {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    (name, glance.size_bytes, glance.modified_at.map(moment))
}

impl Catalogue {
    /// Begins to watch a folder. What is in it and not in the catalogue counts as having come just now.
    pub fn watch_folder(&self, folder: &Path, options: &TakeInOptions) -> Result<WatchedFolder> {
        self.naming(options)?;
        super::walk::assert_takeable(folder)?;
        let known = self.storage.told(codes::as_they_came(self.storage.connection()))?;
        Ok(WatchedFolder {
            folder: folder.to_owned(),
            options: options.clone(),
            settling: Settling::default(),
            known: known.into_iter().collect(),
        })
    }

    /// The plan for some files of a folder.
    pub fn plan_files(&self, folder: &Path, options: &TakeInOptions, files: &[PathBuf]) -> Result<Plan> {
        let naming = self.naming(options)?;
        let planned = files.iter().map(|path| {
            let found = std::fs::symlink_metadata(folder.join(path)).ok();
            naming.planned(Found {
                path: path.clone(),
                size_bytes: found.as_ref().map_or(0, std::fs::Metadata::len),
                modified_at: found.and_then(|found| found.modified().ok()),
            })
        });
        let (folder, options) = (folder.to_owned(), options.clone());
        Ok(Plan { folder, options, files: planned.collect(), skipped: Vec::new() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glance(size_bytes: u64) -> Glance {
        Glance { size_bytes, modified_at: Some(SystemTime::UNIX_EPOCH + Duration::from_secs(size_bytes)) }
    }

    /// One look a second at a file of these sizes; nothing where it is not there.
    fn told(sizes: &[Option<u64>]) -> Vec<usize> {
        let begun = Instant::now();
        let mut settling = Settling::default();
        let mut told = Vec::new();
        for (second, size) in sizes.iter().enumerate() {
            let files: Vec<_> = size.iter().map(|size| (PathBuf::from("a.tif"), glance(*size))).collect();
            let now = begun + Duration::from_secs(u64::try_from(second).unwrap());
            told.extend(settling.look(&files, now).iter().map(|_| second));
        }
        told
    }

    #[test]
    fn a_file_is_told_when_it_stays_as_it_is() {
        let some = |sizes: &[u64]| sizes.iter().map(|size| Some(*size)).collect::<Vec<_>>();
        assert_eq!(told(&some(&[5, 5, 5, 5, 5, 5])), [2]);
        assert_eq!(told(&some(&[1, 2, 3, 4, 4, 5, 5, 5])), [7]);
        assert_eq!(told(&some(&[0, 0, 0, 0, 9, 9, 9])), [6], "an empty file is not finished");
        assert_eq!(told(&some(&[5, 5, 5, 6, 6, 6])), [2, 5], "another file under the same name");
        assert_eq!(told(&[Some(5), Some(5), None, Some(5), Some(5), Some(5)]), [5], "it was gone meanwhile");
    }

    #[test]
    fn a_file_that_is_held_comes_again() {
        let begun = Instant::now();
        let at = |second: u64| begun + Duration::from_secs(second);
        let mut settling = Settling::default();
        let files = [(PathBuf::from("a.tif"), glance(3))];
        assert!(settling.look(&files, at(0)).is_empty());
        assert_eq!(settling.look(&files, at(2)).len(), 1);
        settling.again(Path::new("a.tif"), at(2));
        assert!(settling.look(&files, at(3)).is_empty());
        assert_eq!(settling.look(&files, at(4)).len(), 1);
        // the clock of the program may stand still, never go back
        assert!(settling.look(&files, at(1)).is_empty());
    }

    #[test]
    fn what_a_scanner_writes_is_told_once_it_is_whole_and_what_is_stored_is_known() {
        let folder = tempfile::tempdir().unwrap();
        let mut catalogue = Catalogue::create(&folder.path().join("c.kartoteka"), "").unwrap();
        let scans = folder.path().join("scans");
        std::fs::create_dir_all(scans.join("today")).unwrap();
        let picture = |name: &str, grey: u8| {
            image::GrayImage::from_pixel(20, 20, image::Luma([grey])).save(scans.join(name)).unwrap();
        };
        picture("old.png", 1);
        let options = TakeInOptions::default();
        let mut plan = catalogue.plan_take_in(&scans, &options, &mut |_| true).unwrap();
        catalogue.take_in(&plan, &crate::catalogue::take_in::TakeInControl::default(), &mut |_| true).unwrap();

        let mut watched = catalogue.watch_folder(&scans, &options).unwrap();
        let begun = Instant::now();
        picture("today/new.png", 2);
        assert!(watched.look(begun).unwrap().is_empty());
        let come = watched.look(begun + Duration::from_secs(2)).unwrap();
        assert_eq!(come, [PathBuf::from("today/new.png")]);
        plan = catalogue.plan_files(&scans, &options, &come).unwrap();
        assert_eq!((plan.files.len(), plan.counts().bytes > 0), (1, true));
        assert!(watched.look(begun + Duration::from_secs(9)).unwrap().is_empty());
        watched.try_again(&come, begun + Duration::from_secs(9));
        assert_eq!(watched.look(begun + Duration::from_secs(11)).unwrap().len(), 1);
        std::fs::remove_dir_all(&scans).unwrap();
        assert!(watched.look(begun + Duration::from_secs(12)).is_err(), "the folder is gone");
    }
}
