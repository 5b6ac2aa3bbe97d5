//! Bytes in, pixels out: what kind of picture a file is, its small copy, its pixels. Knows no entry and no catalogue.
//!
//! Invariant: a file is judged by its bytes, never by its name, and never changed. A hostile file costs at most the
//! memory of [`MEMORY_LIMIT_BYTES`] and an error in words: no panic, no endless reading.

mod card_edges;
mod format;
mod jpeg_header;
mod other_headers;
mod pixels;
mod probe;
mod tiff_colours;
mod tiff_header;

pub use card_edges::{CardEdges, card_edges};
pub use format::Format;
pub use pixels::{MEMORY_LIMIT_BYTES, Pixels, encode_jpeg, read_pixels, thumbnail};
pub use probe::{Probe, open_regular, probe, probe_open};

use std::io;

/// Why the bytes of a file cannot be used; becomes an [`Error`](crate::error::Error) where the path is known.
#[derive(Debug)]
enum Refusal {
    /// The content is the reason.
    Why(String),
    /// The disk is.
    Disk(io::Error),
}

impl Refusal {
    fn why(words: impl Into<String>) -> Self {
        Self::Why(words.into())
    }
}

impl From<io::Error> for Refusal {
    fn from(source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::UnexpectedEof => {
                Self::why("it is cut off: the file ends before its header does; copy it again from where it came")
            }
            _ => Self::Disk(source),
        }
    }
}

#[cfg(test)]
mod tests;
