//! Reading here and there in a file, never more of it than the limit.

use std::io::{BufReader, Read, Seek, SeekFrom};

/// Of one file no more than this is read for its metadata.
const MOST_BYTES: u64 = 16 << 20;

/// A file or a block of bytes; what lies outside of it, or above the limit, is not there.
pub struct Source<R> {
    reader: BufReader<R>,
    position: u64,
    length: u64,
    left: u64,
}

impl<R: Read + Seek> Source<R> {
    /// Nothing when the file does not even say how long it is.
    pub fn new(mut reader: R) -> Option<Self> {
        let length = reader.seek(SeekFrom::End(0)).ok()?;
        reader.seek(SeekFrom::Start(0)).ok()?;
        Some(Self { reader: BufReader::new(reader), position: 0, length, left: MOST_BYTES })
    }

    pub fn length(&self) -> u64 {
        self.length
    }

    /// Exactly these bytes.
    pub fn bytes(&mut self, at: u64, length: u64) -> Option<Vec<u8>> {
        if at.checked_add(length)? > self.length {
            return None;
        }
        let bytes = self.up_to(at, length);
        (bytes.len() as u64 == length).then_some(bytes)
    }

    /// As many of these bytes as there are.
    pub fn up_to(&mut self, at: u64, length: u64) -> Vec<u8> {
        let length = length.min(self.left).min(self.length.saturating_sub(at));
        let mut bytes = Vec::new();
        if length > 0 && self.go_to(at).is_some() {
            // a disk that fails here fails again, and says so, when the file is copied
            let _ = self.reader.by_ref().take(length).read_to_end(&mut bytes);
            self.position += bytes.len() as u64;
            self.left -= bytes.len() as u64;
        }
        bytes
    }

    /// A short step keeps what was read ahead.
    fn go_to(&mut self, at: u64) -> Option<()> {
        match i64::try_from(i128::from(at) - i128::from(self.position)) {
            Ok(step) => self.reader.seek_relative(step).ok()?,
            Err(_) => self.reader.seek(SeekFrom::Start(at)).map(|_| ()).ok()?,
        }
        self.position = at;
        Some(())
    }
}

/// A number from its bytes.
pub fn number(bytes: &[u8], is_big_endian: bool) -> u64 {
    let push = |sum: u64, byte: &u8| sum << 8 | u64::from(*byte);
    if is_big_endian { bytes.iter().fold(0, push) } else { bytes.iter().rev().fold(0, push) }
}

/// `count` bytes from `at`, if they are all there.
pub fn part(bytes: &[u8], at: usize, count: usize) -> Option<&[u8]> {
    bytes.get(at..)?.get(..count)
}
