//! Small copies of picture files that are in no catalogue.

use crate::error::{Error, Result};
use crate::media::Decoder;
use std::path::{Path, PathBuf};

/// So many copies of one name lie beside each other at most.
const MOST_OF_ONE_NAME: u32 = 10_000;

/// Makes small copies and puts them into one folder.
pub struct SmallCopies {
    folder: PathBuf,
    decoder: Decoder,
}

impl SmallCopies {
    /// Copies go into this folder, which is made when it is not there.
    pub fn new(folder: &Path) -> Result<Self> {
        std::fs::create_dir_all(folder).map_err(|error| Error::file("cannot make the folder", folder, error))?;
        Ok(Self { folder: folder.to_owned(), decoder: Decoder::new(&std::env::temp_dir()) })
    }

    /// Makes the copy of a file, its longer side at most `size_px`; says where it is. No file that is there is ever
    /// replaced: a second one of the same name gets a number.
    pub fn make(&self, file: &Path, size_px: u32) -> Result<PathBuf> {
        let jpeg = self.decoder.thumbnail(file, size_px)?;
        let cannot = |error| Error::file("cannot write", &self.folder, error);
        let mut builder = tempfile::Builder::new();
        // like any file of this person, not hidden from everybody else as temporaries are
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let mut unfinished = builder.tempfile_in(&self.folder).map_err(cannot)?;
        std::io::Write::write_all(&mut unfinished, &jpeg).map_err(cannot)?;
        for number in 1..=MOST_OF_ONE_NAME {
            let mut name = file.file_name().unwrap_or_default().to_os_string();
            name.push(if number == 1 { ".jpg".to_owned() } else { format!("-{number}.jpg") });
            let copy = self.folder.join(name);
            match unfinished.persist_noclobber(&copy) {
                Ok(_) => return Ok(copy),
                Err(taken) if taken.error.kind() == std::io::ErrorKind::AlreadyExists => unfinished = taken.file,
                Err(failed) => return Err(cannot(failed.error)),
            }
        }
        Err(Error::AlreadyThere(self.folder.join(file.file_name().unwrap_or_default())))
    }
}
