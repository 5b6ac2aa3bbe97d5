//! What the program and its decoding process say to each other: frames of a JSON head and raw bytes.
//!
//! A frame is four bytes `KTD1`, the length of the head (32 bits), the length of the bytes (64 bits, both little
//! endian), the head, the bytes. Invariant: no length is believed before it is checked against what may come.

use crate::media::{Likeness, Metadata};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

const MARK: [u8; 4] = *b"KTD1";
const PREFIX_BYTES: usize = 16;
/// The longest head. Texts out of a picture are at most some hundreds of values of 500 characters.
const MOST_HEAD_BYTES: u32 = 8 << 20;
/// The longest path: what the largest system takes.
pub(super) const MOST_PATH_BYTES: u64 = 64 << 10;

/// What is wanted of one picture file. The bytes of its frame are the path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Request {
    /// Counted from 0.
    pub page: u32,
    pub wish: Wish,
}

/// What is wanted of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Wish {
    /// Its size and its pages.
    Look,
    /// All of it, the longer side at most this long.
    Pixels { max_side_px: u32 },
    /// A part of it.
    Tile { level: u8, column: u32, row: u32 },
    /// A small copy as JPEG.
    Thumbnail { max_side_px: u32 },
    /// What is kept of a picture that is taken in.
    Examine { max_side_px: u32 },
    /// The same without decoding it.
    OnlyMetadata,
}

/// The first thing the process says, before any request is sent to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Ready {
    /// Of the program: another one answers otherwise.
    pub version: String,
}

impl Ready {
    /// What this program says and expects.
    pub(super) fn of_this_program() -> Self {
        Self { version: env!("CARGO_PKG_VERSION").to_owned() }
    }
}

/// What comes back, in the order of the requests.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Answer {
    pub told: Told,
    /// What the process holds in memory after it; 0 where the system does not say.
    pub resident_bytes: u64,
}

/// The answer itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) enum Told {
    Look {
        width_px: u32,
        height_px: u32,
        pages: u32,
    },
    /// The bytes are rows from top to bottom without gaps.
    Pixels {
        width: u32,
        height: u32,
        /// 1 grey, 3 RGB, 4 RGBA.
        channels: u8,
    },
    /// The bytes are a JPEG.
    Thumbnail,
    /// The bytes are the small copy as JPEG, or there are none.
    Examined {
        metadata: Box<Metadata>,
        likeness: Option<Box<Likeness>>,
        why_not_shown: Option<String>,
    },
    Failed(Failure),
}

/// Why nothing came of a request; the path is known to who asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Failure {
    NotAPicture(String),
    NotViewable(String),
    /// The disk with this folder is.
    DiskFull(PathBuf),
    /// `system` is the number the system gave.
    Disk {
        system: Option<i32>,
        words: String,
    },
}

/// Writes a frame and sees to it that it goes out.
pub(super) fn send(to: &mut impl Write, head: &impl Serialize, bytes: &[u8]) -> io::Result<()> {
    let mut start = vec![0; PREFIX_BYTES];
    serde_json::to_writer(&mut start, head)?;
    let head_bytes = u32::try_from(start.len() - PREFIX_BYTES).map_err(|_| wrong("a head too long to be sent"))?;
    let lengths = [&MARK[..], &head_bytes.to_le_bytes(), &(bytes.len() as u64).to_le_bytes()].concat();
    if let Some(prefix) = start.get_mut(..PREFIX_BYTES) {
        prefix.copy_from_slice(&lengths);
    }
    to.write_all(&start)?;
    to.write_all(bytes)?;
    to.flush()
}

/// Reads a frame with at most so many bytes; nothing where the other side has ended.
pub(super) fn receive<H: DeserializeOwned>(from: &mut impl Read, most_bytes: u64) -> io::Result<Option<(H, Vec<u8>)>> {
    let mut prefix = Vec::with_capacity(PREFIX_BYTES);
    from.by_ref().take(PREFIX_BYTES as u64).read_to_end(&mut prefix)?;
    if prefix.is_empty() {
        return Ok(None);
    }
    let (head_bytes, bytes) = lengths(&prefix).ok_or_else(|| wrong("not what was agreed on"))?;
    if head_bytes > MOST_HEAD_BYTES || bytes > most_bytes {
        return Err(wrong("more than was asked for"));
    }
    let head = take(from, u64::from(head_bytes))?;
    let head = serde_json::from_slice(&head)?;
    Ok(Some((head, take(from, bytes)?)))
}

fn lengths(prefix: &[u8]) -> Option<(u32, u64)> {
    let (mark, lengths) = prefix.split_first_chunk::<4>()?;
    let (head, lengths) = lengths.split_first_chunk::<4>()?;
    let bytes = lengths.first_chunk::<8>()?;
    (*mark == MARK).then(|| (u32::from_le_bytes(*head), u64::from_le_bytes(*bytes)))
}

fn take(from: &mut impl Read, length: u64) -> io::Result<Vec<u8>> {
    let length = usize::try_from(length).map_err(|_| wrong("more than fits into memory"))?;
    let mut bytes = vec![0; length];
    from.read_exact(&mut bytes)?;
    Ok(bytes)
}

fn wrong(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

/// A path as bytes from which the same path is made on the same computer, whatever its name is written in.
#[cfg(unix)]
pub(super) fn path_to_bytes(path: &Path) -> Vec<u8> {
    std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str()).to_vec()
}

/// The path again.
#[cfg(unix)]
pub(super) fn path_from_bytes(bytes: Vec<u8>) -> PathBuf {
    PathBuf::from(<std::ffi::OsString as std::os::unix::ffi::OsStringExt>::from_vec(bytes))
}

/// A path as bytes from which the same path is made on the same computer, whatever its name is written in.
#[cfg(windows)]
pub(super) fn path_to_bytes(path: &Path) -> Vec<u8> {
    std::os::windows::ffi::OsStrExt::encode_wide(path.as_os_str()).flat_map(u16::to_le_bytes).collect()
}

/// The path again.
#[cfg(windows)]
pub(super) fn path_from_bytes(bytes: Vec<u8>) -> PathBuf {
    let wide: Vec<u16> = bytes.as_chunks::<2>().0.iter().map(|pair| u16::from_le_bytes(*pair)).collect();
    PathBuf::from(<std::ffi::OsString as std::os::windows::ffi::OsStringExt>::from_wide(&wide))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn framed(head: &impl Serialize, bytes: &[u8]) -> Vec<u8> {
        let mut frame = Vec::new();
        send(&mut frame, head, bytes).unwrap();
        frame
    }

    #[test]
    fn what_is_sent_comes_out_and_then_the_end() {
        let request = Request { page: 3, wish: Wish::Tile { level: 2, column: 5, row: 7 } };
        let frames = [framed(&request, b"/a/b"), framed(&request, b"")].concat();
        let mut from = frames.as_slice();
        assert_eq!(receive(&mut from, 4).unwrap(), Some((request.clone(), b"/a/b".to_vec())));
        assert_eq!(receive(&mut from, 4).unwrap(), Some((request, Vec::new())));
        assert_eq!(receive::<Request>(&mut from, 4).unwrap(), None);
    }

    #[test]
    fn a_frame_cut_off_anywhere_or_not_ours_is_an_error() {
        let frame = framed(&Request { page: 0, wish: Wish::Look }, b"/a/b");
        for end in 1..frame.len() {
            assert!(receive::<Request>(&mut &frame[..end], 4).is_err(), "{end}");
        }
        let mut other = frame.clone();
        other[3] = b'2';
        assert!(receive::<Request>(&mut other.as_slice(), 4).is_err());
        assert!(receive::<Answer>(&mut frame.as_slice(), 4).is_err(), "a request is no answer");
    }

    #[test]
    fn lengths_are_not_believed() {
        let frame = framed(&Request { page: 0, wish: Wish::Look }, b"/a/b");
        assert!(receive::<Request>(&mut frame.as_slice(), 3).is_err());
        let with = |head: u32, bytes: u64| [&MARK[..], &head.to_le_bytes(), &bytes.to_le_bytes(), b"{}"].concat();
        for lying in [with(u32::MAX, 0), with(2, u64::MAX), with(MOST_HEAD_BYTES + 1, 0)] {
            assert!(receive::<Request>(&mut lying.as_slice(), 1 << 30).is_err());
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_path_that_is_no_text_arrives() {
        let path = path_from_bytes(b"/scans/Pog\xf3\xff.tif".to_vec());
        assert_eq!(path_to_bytes(&path), b"/scans/Pog\xf3\xff.tif");
    }
}
