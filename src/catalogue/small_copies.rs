//! Small copies of picture files that are in no catalogue.

use crate::error::{Error, Result};
use crate::media::Decoder;
use std::path::{Path, PathBuf};

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

    /// Makes the copy of a file, its longer side at most `size_px`; says where it is. A copy of the same name is only
    /// replaced when it is whole.
    pub fn make(&self, file: &Path, size_px: u32) -> Result<PathBuf> {
        let jpeg = self.decoder.thumbnail(file, size_px)?;
        let name = file.file_name().unwrap_or_default();
        let mut copy_name = name.to_os_string();
        copy_name.push(".jpg");
        let copy = self.folder.join(copy_name);
        let cannot = |error| Error::file("cannot write", &copy, error);
        let mut unfinished = tempfile::NamedTempFile::new_in(&self.folder).map_err(cannot)?;
        std::io::Write::write_all(&mut unfinished, &jpeg).map_err(cannot)?;
        unfinished.persist(&copy).map_err(|error| cannot(error.error))?;
        Ok(copy)
    }
}
