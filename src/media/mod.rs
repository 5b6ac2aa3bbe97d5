//! Bytes in, pixels out: what kind of picture a file is, its small copy, its pixels. Knows no entry and no catalogue.
//!
//! Invariant: a file is judged by its bytes, never by its name, and never changed. A hostile file costs at most the
//! memory of [`MEMORY_LIMIT_BYTES`] and an error in words: no panic, no endless reading.

mod card_edges;
mod colour;
mod decoding;
mod format;
mod jp2;
mod jpeg;
mod jpeg_header;
mod likeness;
mod metadata;
mod other_headers;
mod pdf_pages;
mod picture;
mod pixels;
mod probe;
mod raster;
mod tiff;
mod tiff_header;

pub use card_edges::{CardEdges, card_edges};
pub use colour::{ToSrgb, cmyk_to_rgb};
pub use decoding::{DECODE_ARGUMENT, Decoder, Examined, Looked, THUMBNAIL_PX, decode_by, serve};
pub use format::Format;
pub use likeness::Likeness;
pub use metadata::{Metadata, icc_profile, metadata};
pub use picture::{MEMORY_LIMIT_BYTES, OpenPicture, TILE_PX};
pub use pixels::{Pixels, encode_jpeg, encode_png, read_pixels, thumbnail};
pub use probe::{Probe, open_regular, probe, probe_open};
pub use raster::{Channels, Raster};

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
            // asked for a place no file has
            io::ErrorKind::InvalidInput => Self::why("its header is damaged: it points to a place outside of the file"),
            io::ErrorKind::UnexpectedEof => {
                Self::why("it is cut off: the file ends before its header does; copy it again from where it came")
            }
            _ => Self::Disk(source),
        }
    }
}

#[cfg(test)]
mod tests;
