//! Lost and damaged scans: a scan looked at while somebody may want to stop, and one put back from a copy.
//!
//! Invariant: what is put back has the checksum it was stored with, to the last bit, and went the way of every stored
//! scan: temporary, on the disk, read back, renamed. What stood in its place is put aside beside it, never removed.

use super::{
    BUFFER_BYTES, Masters, Verdict, checksum_of, make_read_only, read_some, rename, sync_folder, verify_while,
};
use crate::error::{Error, Result};
use crate::media;
use crate::model::{Checksum, StoredFile};
use sha2::{Digest, Sha256};
use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// So many damaged files of one name are kept beside it.
const MOST_PUT_ASIDE: u32 = 10_000;

/// What came of putting a scan back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PutBack {
    /// It is there again. What stood in its place, when something did, has this name now.
    Done {
        /// The damaged file, put aside.
        put_aside: Option<PathBuf>,
    },
    /// It is there and sound: nothing was to be done.
    NotNeeded,
    /// The copy has other bytes than it should, with this checksum; it was not taken.
    OtherFile(Checksum),
}

impl Masters {
    /// Reads a stored scan from the first byte to the last, asking after each part whether to go on; nothing when not.
    pub fn verify_while(&self, checksum: &Checksum, extension: &str, go_on: &dyn Fn() -> bool) -> Option<Verdict> {
        match self.place(checksum, extension) {
            Some(path) => verify_while(&path, checksum, go_on),
            None => {
                Some(Verdict::Unreadable(format!("{checksum:?} with the ending {extension:?} is not a name of ours")))
            }
        }
    }

    /// Whether a file of the right size stands in the place of a scan; nothing of it is read.
    pub fn has(&self, file: &StoredFile) -> bool {
        fs::symlink_metadata(self.path_of(&file.checksum, &file.extension))
            .is_ok_and(|found| found.is_file() && found.len() == file.size_bytes)
    }

    /// Puts a scan back from a copy of it. `go_on` is asked after each part.
    pub fn put_back(
        &self,
        source: &Path,
        checksum: &Checksum,
        extension: &str,
        go_on: &dyn Fn() -> bool,
    ) -> Result<PutBack> {
        let place = self.place(checksum, extension).ok_or_else(|| {
            Error::Damaged(format!("{checksum:?} with the ending {extension:?} is not the name of a stored scan"))
        })?;
        let cannot_read = |error| Error::file("cannot read", source, error);
        let cannot = |error| self.cannot_write(error);
        let mut file = media::open_regular(source)?;
        let mut copy = self.temporary()?;
        let mut hash = Sha256::new();
        let mut buffer = vec![0; BUFFER_BYTES];
        while let Some(part) = read_some(&mut file, &mut buffer).map_err(cannot_read)? {
            hash.update(part);
            copy.write_all(part).map_err(cannot)?;
            if !go_on() {
                return Err(Error::Cancelled);
            }
        }
        let found = checksum_of(hash);
        if found != *checksum {
            return Ok(PutBack::OtherFile(found));
        }
        self.make_sound(&copy, checksum, &place, go_on)?;
        // only now, with a sound copy at hand, what stands in its place gives way
        let put_aside = match verify_while(&place, checksum, go_on) {
            Some(Verdict::Good) => return Ok(PutBack::NotNeeded),
            Some(Verdict::Missing) => None,
            Some(_) => Some(put_aside(&place).map_err(|error| Error::file("cannot put aside", &place, error))?),
            None => return Err(Error::Cancelled),
        };
        if let Err(error) = rename(copy, &place) {
            if let Some(aside) = &put_aside {
                // better the damaged one than none; it is told as damaged either way
                let _ = fs::rename(aside, &place);
            }
            return Err(cannot(error));
        }
        make_read_only(&place).map_err(cannot)?;
        place.parent().map_or(Ok(()), sync_folder).map_err(cannot)?;
        Ok(PutBack::Done { put_aside })
    }
}

/// Gives what stands at a place the first free name `NAME.damaged-N` beside it.
fn put_aside(place: &Path) -> io::Result<PathBuf> {
    for number in 1..=MOST_PUT_ASIDE {
        let mut name = OsString::from(place.as_os_str());
        name.push(format!(".damaged-{number}"));
        let aside = PathBuf::from(name);
        match fs::symlink_metadata(&aside) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                fs::rename(place, &aside)?;
                place.parent().map_or(Ok(()), sync_folder)?;
                return Ok(aside);
            }
            Err(error) => return Err(error),
            Ok(_) => {}
        }
    }
    Err(io::Error::other("too many damaged files of this name are kept beside it"))
}

/// The checksum of any file, read to its end; nothing when stopped. A link is not followed, a pipe not waited for.
pub fn checksum_of_file(path: &Path, go_on: &dyn Fn() -> bool) -> Result<Option<Checksum>> {
    let mut file = media::open_regular(path)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; BUFFER_BYTES];
    while let Some(part) = read_some(&mut file, &mut buffer).map_err(|error| Error::file("cannot read", path, error))? {
        hash.update(part);
        if !go_on() {
            return Ok(None);
        }
    }
    Ok(Some(checksum_of(hash)))
}
