//! A TIFF as a decoder of whole pictures is to see it: with the wanted page as its first. The file is never touched.

use super::super::Refusal;
use super::super::tiff_header::TiffReader;
use std::io::{self, Read, Seek, SeekFrom};

/// A reader that shows some bytes of a file differently from how they are stored.
pub(in super::super) struct PageFirst<R> {
    inner: R,
    position: u64,
    from: u64,
    bytes: Vec<u8>,
}

impl<R: Read + Seek> PageFirst<R> {
    /// `directory` is the place of the directory of the wanted page.
    pub fn new(mut inner: R, directory: u64) -> Result<Self, Refusal> {
        let (tiff, _) = TiffReader::open(&mut inner)?;
        let (from, bytes) = tiff.link_as_stored(directory);
        inner.seek(SeekFrom::Start(0))?;
        Ok(Self { inner, position: 0, from, bytes })
    }
}

impl<R: Read> Read for PageFirst<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        let start = self.position;
        self.position += length as u64;
        for (at, byte) in (self.from..).zip(&self.bytes) {
            let index = at.checked_sub(start).and_then(|index| usize::try_from(index).ok());
            if let Some(place) = index.and_then(|index| buffer.get_mut(..length)?.get_mut(index)) {
                *place = *byte;
            }
        }
        Ok(length)
    }
}

impl<R: Seek> Seek for PageFirst<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.position = self.inner.seek(to)?;
        Ok(self.position)
    }
}
