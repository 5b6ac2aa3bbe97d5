//! The stored scans: `masters/ab/cd/<sha256>.<ending>`, written once, read-only, never altered.
//!
//! Invariant: a file stands under its final name only when its bytes are on the disk, were read back and have the
//! checksum of its name. Whatever fails or is stopped before that leaves nothing but the files that were there.
//! No file that is there is ever overwritten, not even a damaged one.

mod put_back;

pub use put_back::{PutBack, checksum_of_file};

use crate::error::{Error, Result};
use crate::media::{self, Probe};
use crate::model::Checksum;
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::{Duration, SystemTime};
use tempfile::{NamedTempFile, PersistError};

/// Bytes read and written at once.
const BUFFER_BYTES: usize = 1 << 20;
/// Where files stand until they are verified.
const INCOMING: &str = "incoming";
/// How the names of such files end.
const UNFINISHED: &str = ".part";
/// How they begin in this run of the program, so that nobody sweeps what is being copied now.
static RUN: LazyLock<String> = LazyLock::new(|| format!("{}-", uuid::Uuid::now_v7().simple()));
/// A name that is never given, for checksums that cannot be.
const NOWHERE: &str = "no-such-master";
/// A virus scanner or synchroniser may hold a new file for a moment: how often, and how long in all, we wait.
const RENAME_WAITS_MILLIS: [u64; 8] = [10, 25, 50, 100, 200, 400, 800, 1000];
/// What file browsers leave everywhere; no business of ours.
const DROPPINGS: [&str; 4] = [".DS_Store", "Thumbs.db", "desktop.ini", ".directory"];

/// The folder of stored scans of one catalogue.
#[derive(Clone, Debug)]
pub struct Masters {
    folder: PathBuf,
}

/// A scan that is stored now.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored {
    /// The SHA-256 of its bytes.
    pub checksum: Checksum,
    /// Its ending, by its bytes, without the dot.
    pub extension: String,
    /// Its size in bytes.
    pub size_bytes: u64,
    /// The name the file came with; empty for a picture made by the program.
    pub original_name: String,
    /// Whether `original_name` is the name exactly; `false` when it was no Unicode and marks stand for some bytes.
    pub name_is_exact: bool,
    /// What its headers say.
    pub probe: Probe,
    /// When the file it was copied from was changed last, as its disk had it.
    pub modified_at: Option<SystemTime>,
    /// Whether the same bytes were stored before.
    pub already_there: bool,
}

/// What became of a stored scan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is there and every byte is as it was.
    Good,
    /// There is no such file.
    Missing,
    /// Its bytes have changed.
    Different {
        /// The checksum they have now.
        found: Checksum,
    },
    /// It cannot be read, and why: the check could not be made.
    Unreadable(String),
}

impl Masters {
    /// The stored scans in `folder` (the `masters` of a catalogue), which is made when the first one comes.
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    /// Stores a copy of a file that is a picture. `progress` hears how many bytes are copied and says `false` to stop.
    pub fn take_in(&self, source: &Path, progress: &dyn Fn(u64) -> bool) -> Result<Stored> {
        let mut file = media::open_regular(source)?;
        media::probe_open(source, &mut file)?;
        let cannot = |error| Error::file("cannot read", source, error);
        let before = file.metadata().map_err(cannot)?;
        file.rewind().map_err(cannot)?;

        let mut copy = self.temporary()?;
        let mut hash = Sha256::new();
        let mut size_bytes = 0;
        let mut buffer = vec![0; BUFFER_BYTES];
        while let Some(part) = read_some(&mut file, &mut buffer).map_err(cannot)? {
            size_bytes += part.len() as u64;
            if size_bytes > before.len() {
                return Err(changed_meanwhile(source));
            }
            hash.update(part);
            copy.write_all(part).map_err(|error| self.cannot_write(error))?;
            if !progress(size_bytes) {
                return Err(Error::Cancelled);
            }
        }
        let after = file.metadata().map_err(cannot)?;
        if size_bytes != before.len() || after.len() != before.len() || after.modified().ok() != before.modified().ok()
        {
            return Err(changed_meanwhile(source));
        }
        let name = source.file_name().unwrap_or_default();
        let stored = self.settle(copy, &checksum_of(hash), size_bytes, &|| progress(size_bytes))?;
        Ok(Stored {
            original_name: name.to_string_lossy().into_owned(),
            name_is_exact: name.to_str().is_some(),
            modified_at: before.modified().ok(),
            ..stored
        })
    }

    /// Stores a picture made by the program. Its ending has to be the one of its bytes.
    pub fn store_bytes(&self, bytes: &[u8], extension: &str) -> Result<Stored> {
        let mut copy = self.temporary()?;
        copy.write_all(bytes).map_err(|error| self.cannot_write(error))?;
        let checksum = checksum_of(Sha256::new_with_prefix(bytes));
        let probe = media::probe_open(copy.path().to_owned().as_path(), copy.as_file_mut())?;
        if probe.extension != extension {
            return Err(Error::Input(format!(
                "the picture was to be stored as {extension}, but its bytes are {}",
                probe.format.name()
            )));
        }
        self.settle(copy, &checksum, bytes.len() as u64, &|| true)
    }

    /// Where the scan with this checksum and ending stands, whether it is there or not. A checksum or ending that no
    /// scan of ours can have, as a catalogue made to deceive may hold it, gives a place where never anything is.
    pub fn path_of(&self, checksum: &Checksum, extension: &str) -> PathBuf {
        self.place(checksum, extension).unwrap_or_else(|| self.folder.join(NOWHERE))
    }

    /// Reads a stored scan from the first byte to the last.
    pub fn verify(&self, checksum: &Checksum, extension: &str) -> Verdict {
        match self.place(checksum, extension) {
            Some(path) => verify_at(&path, checksum),
            None => Verdict::Unreadable(format!("{checksum:?} with the ending {extension:?} is not a name of ours")),
        }
    }

    /// Files nobody refers to: scans whose checksum is not `known`, left-over temporaries, foreign files.
    pub fn orphans(&self, known: &dyn Fn(&Checksum) -> bool) -> Result<Vec<PathBuf>> {
        let mut orphans = Vec::new();
        let mut folders = vec![self.folder.clone()];
        while let Some(folder) = folders.pop() {
            for (path, kind) in entries_of(&folder)? {
                if kind.is_dir() {
                    folders.push(path);
                } else if !is_dropping(&path) && !self.checksum_at(&path).is_some_and(|checksum| known(&checksum)) {
                    orphans.push(path);
                }
            }
        }
        orphans.sort();
        Ok(orphans)
    }

    /// Removes what another run of the program left behind half copied; says which. Only for who has the catalogue for
    /// writing: then no other program copies.
    pub fn sweep_left_over(&self) -> Result<Vec<PathBuf>> {
        let mut swept = Vec::new();
        for (path, kind) in entries_of(&self.folder.join(INCOMING))? {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if kind.is_file() && name.ends_with(UNFINISHED) && !name.starts_with(RUN.as_str()) {
                remove(&path).map_err(|error| Error::file("cannot remove", path.clone(), error))?;
                swept.push(path);
            }
        }
        swept.sort();
        Ok(swept)
    }

    /// The place of a scan, if these can be its checksum and ending.
    fn place(&self, checksum: &Checksum, extension: &str) -> Option<PathBuf> {
        let is_ending = (1..=5).contains(&extension.len())
            && extension.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
        if !checksum.is_well_formed() || !is_ending {
            return None;
        }
        let folder = self.folder.join(checksum.0.get(..2)?).join(checksum.0.get(2..4)?);
        Some(folder.join(format!("{checksum}.{extension}")))
    }

    /// The checksum a file at this place has to have; nothing for files that are not at a place of a scan.
    fn checksum_at(&self, path: &Path) -> Option<Checksum> {
        let (stem, extension) = path.file_name()?.to_str()?.split_once('.')?;
        let checksum = Checksum(stem.to_owned());
        (self.place(&checksum, extension)? == path).then_some(checksum)
    }

    fn temporary(&self) -> Result<NamedTempFile> {
        let folder = self.folder.join(INCOMING);
        make_folder(&folder).map_err(|error| self.cannot_write(error))?;
        let mut builder = tempfile::Builder::new();
        builder.prefix(RUN.as_str()).suffix(UNFINISHED).rand_bytes(16);
        // like any file of this person, not hidden from everybody else as temporaries are
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        builder.tempfile_in(folder).map_err(|error| self.cannot_write(error))
    }

    fn cannot_write(&self, error: io::Error) -> Error {
        Error::file("cannot write in", self.folder.clone(), error)
    }

    /// Makes sure that a written temporary is on the disk, whole and read-only, and that there is a folder for it.
    fn make_sound(
        &self,
        copy: &NamedTempFile,
        checksum: &Checksum,
        place: &Path,
        go_on: &dyn Fn() -> bool,
    ) -> Result<()> {
        let cannot = |error| self.cannot_write(error);
        copy.as_file().sync_all().map_err(cannot)?;
        match verify_while(copy.path(), checksum, go_on) {
            Some(Verdict::Good) => {}
            Some(_) => {
                let why = "what was written is not what is read back: the disk may be failing";
                return Err(cannot(io::Error::new(io::ErrorKind::InvalidData, why)));
            }
            None => return Err(Error::Cancelled),
        }
        if let Some(folder) = place.parent() {
            make_folder(folder).map_err(cannot)?;
        }
        // on Windows the rename takes the mark away again, so it is also set afterwards
        make_read_only(copy.path()).map_err(cannot)?;
        copy.as_file().sync_all().map_err(cannot)
    }

    /// Makes a written temporary the master of its checksum: on the disk, read back, read-only, renamed, in this
    /// order. The temporary is removed when anything fails.
    fn settle(
        &self,
        mut copy: NamedTempFile,
        checksum: &Checksum,
        size_bytes: u64,
        go_on: &dyn Fn() -> bool,
    ) -> Result<Stored> {
        let cannot = |error| self.cannot_write(error);
        let temporary = copy.path().to_owned();
        let probe = media::probe_open(&temporary, copy.as_file_mut())?;
        let path = self.path_of(checksum, probe.extension);
        let stored = |already_there| Stored {
            checksum: checksum.clone(),
            extension: probe.extension.to_owned(),
            size_bytes,
            original_name: String::new(),
            name_is_exact: true,
            probe: probe.clone(),
            modified_at: None,
            already_there,
        };
        if reuse(&path, checksum)? {
            return Ok(stored(true));
        }
        self.make_sound(&copy, checksum, &path, go_on)?;
        match rename(copy, &path) {
            Ok(()) => {}
            // another thread was faster
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && reuse(&path, checksum)? => {
                return Ok(stored(true));
            }
            Err(error) => return Err(cannot(error)),
        }
        make_read_only(&path).map_err(cannot)?;
        path.parent().map_or(Ok(()), sync_folder).map_err(cannot)?;
        Ok(stored(false))
    }
}

/// Whether the scan is there already; an error when something else or something damaged stands in its place.
fn reuse(path: &Path, checksum: &Checksum) -> Result<bool> {
    let name = path.display();
    match verify_at(path, checksum) {
        Verdict::Missing => Ok(false),
        Verdict::Good => Ok(true),
        Verdict::Different { found } => Err(Error::Damaged(format!(
            "the stored scan {name} is not as it was stored (its bytes now have the checksum {found}); it was left as \
             it is: move it away, then add the picture again, which stores it anew"
        ))),
        Verdict::Unreadable(why) => Err(Error::Damaged(format!("the stored scan {name} cannot be read: {why}"))),
    }
}

fn verify_at(path: &Path, checksum: &Checksum) -> Verdict {
    verify_while(path, checksum, &|| true).unwrap_or(Verdict::Missing)
}

/// Compares the bytes of a file with a checksum; nothing when stopped.
fn verify_while(path: &Path, checksum: &Checksum, go_on: &dyn Fn() -> bool) -> Option<Verdict> {
    let hash = || -> io::Result<Option<Checksum>> {
        // not followed: a link is no stored scan, and opening a pipe would wait for a writer
        let kind = fs::symlink_metadata(path)?.file_type();
        if !kind.is_file() {
            let what = match kind {
                kind if kind.is_dir() => "a folder stands in its place",
                kind if kind.is_symlink() => "a link stands in its place, which is not followed",
                _ => "something that is no file stands in its place",
            };
            return Err(io::Error::other(what));
        }
        let mut file = File::open(path)?;
        let mut hash = Sha256::new();
        let mut buffer = vec![0; BUFFER_BYTES];
        while let Some(part) = read_some(&mut file, &mut buffer)? {
            hash.update(part);
            if !go_on() {
                return Ok(None);
            }
        }
        Ok(Some(checksum_of(hash)))
    };
    Some(match hash() {
        Ok(Some(found)) if found == *checksum => Verdict::Good,
        Ok(Some(found)) => Verdict::Different { found },
        Ok(None) => return None,
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound) => Verdict::Missing,
        Err(error) => Verdict::Unreadable(error.to_string()),
    })
}

/// The next bytes of a file; nothing at its end.
fn read_some<'a>(file: &mut File, buffer: &'a mut [u8]) -> io::Result<Option<&'a [u8]>> {
    loop {
        match file.read(buffer) {
            Ok(0) => return Ok(None),
            Ok(length) => return Ok(buffer.get(..length)),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

fn checksum_of(hash: Sha256) -> Checksum {
    use std::fmt::Write;
    let mut digits = String::with_capacity(64);
    for byte in hash.finalize() {
        // writing to a string cannot fail
        let _ = write!(digits, "{byte:02x}");
    }
    Checksum(digits)
}

fn changed_meanwhile(source: &Path) -> Error {
    Error::NotAPicture {
        path: source.to_owned(),
        why: "it changed while it was being copied: wait until the scanner or the download has finished, then try \
              again"
            .to_owned(),
    }
}

/// Gives the file its final name unless there is one already, waiting a little for programs that hold it.
fn rename(mut copy: NamedTempFile, path: &Path) -> io::Result<()> {
    let mut waits = RENAME_WAITS_MILLIS.into_iter();
    loop {
        let Err(PersistError { error, file }) = copy.persist_noclobber(path) else { return Ok(()) };
        // 5 and 32 on Windows: access denied, in use by another program
        let is_held = cfg!(windows) && matches!(error.raw_os_error(), Some(5 | 32));
        let is_without_links = matches!(error.kind(), io::ErrorKind::Unsupported) || error.raw_os_error() == Some(1);
        match waits.next() {
            Some(millis) if is_held => std::thread::sleep(Duration::from_millis(millis)),
            // a stick or share that knows neither links nor exclusive renames
            _ if cfg!(unix) && is_without_links && fs::symlink_metadata(path).is_err() => {
                return file.persist(path).map(drop).map_err(|failed| failed.error);
            }
            _ => return Err(error),
        }
        copy = file;
    }
}

/// Makes a folder and those above it, each on the disk before the next.
fn make_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let Some(above) = folder.parent() else { return fs::create_dir(folder) };
    make_folder(above)?;
    match fs::create_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => Ok(()),
        Err(error) => Err(error),
        Ok(()) => sync_folder(above),
    }
}

/// Windows has no such call and needs none.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

fn make_read_only(path: &Path) -> io::Result<()> {
    let mut permissions = fs::metadata(path)?.permissions();
    if permissions.readonly() {
        return Ok(());
    }
    permissions.set_readonly(true);
    fs::set_permissions(path, permissions)
}

/// Removes a file of ours although it may be marked read-only, which Windows minds.
fn remove(path: &Path) -> io::Result<()> {
    if cfg!(windows) {
        let mut permissions = fs::metadata(path)?.permissions();
        #[expect(clippy::permissions_set_readonly_false, reason = "the file is removed the next moment")]
        permissions.set_readonly(false);
        fs::set_permissions(path, permissions)?;
    }
    fs::remove_file(path)
}

/// What a folder holds; nothing when it is not there. Links are not followed.
fn entries_of(folder: &Path) -> Result<Vec<(PathBuf, fs::FileType)>> {
    let listed = || -> io::Result<Vec<(PathBuf, fs::FileType)>> {
        fs::read_dir(folder)?.map(|entry| entry.and_then(|entry| Ok((entry.path(), entry.file_type()?)))).collect()
    };
    match listed() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        other => other.map_err(|error| Error::file("cannot read", folder, error)),
    }
}

fn is_dropping(path: &Path) -> bool {
    path.file_name().is_some_and(|name| DROPPINGS.iter().any(|dropping| name == *dropping))
}

#[cfg(test)]
#[path = "masters_tests.rs"]
mod tests;
