//! Strips and tiles that are JPEG files without their tables.

use super::super::Refusal;
use super::super::jpeg::Jpeg;
use super::super::raster::Raster;
use super::layout::{Colours, Layout};
use super::unpack::read_at;
use std::fs::File;

/// A strip or tile is read into memory up to this size.
const LONGEST_BYTES: u64 = 256 << 20;

/// A JPEG file made of the tables of the page and a piece of it.
pub(super) fn whole_file(file: &File, layout: &Layout, (offset, bytes): (u64, u64)) -> Result<Vec<u8>, Refusal> {
    let there = file.metadata()?.len().saturating_sub(offset);
    if there == 0 {
        return Err(super::super::picture::cut_off());
    }
    let bytes = bytes.min(there);
    if bytes > LONGEST_BYTES {
        return Err(Refusal::why("it is too large to be shown: one part of it has more than 256 MB"));
    }
    let mut piece = vec![0; usize::try_from(bytes).unwrap_or_default()];
    read_at(file, offset, &mut piece)?;
    let Some(piece) = piece.strip_prefix(b"\xFF\xD8") else {
        return Err(Refusal::why("its picture data is damaged: a part of it is no JPEG"));
    };
    let mut whole = b"\xFF\xD8".to_vec();
    // says how the colours are stored, in place of what a decoder would guess
    if matches!(layout.colours, Colours::Rgb) {
        whole.extend(b"\xFF\xEE\0\x0EAdobe\0\x64\0\0\0\0");
        whole.push(u8::from(layout.is_ycbcr));
    }
    let tables = layout.jpeg_tables.strip_prefix(b"\xFF\xD8").unwrap_or(&layout.jpeg_tables);
    whole.extend(tables.strip_suffix(b"\xFF\xD9").unwrap_or(tables));
    whole.extend(piece);
    Ok(whole)
}

/// Decodes one piece.
pub(super) fn decode(file: &File, layout: &Layout, place: (u64, u64)) -> Result<Raster, Refusal> {
    let whole = whole_file(file, layout, place)?;
    let unknown = || Refusal::why("its picture data is damaged: a part of it is no JPEG of a kind TIFF allows");
    let mut jpeg = Jpeg::open(whole).map_err(Refusal::Why)?.ok_or_else(unknown)?;
    let (width, height) = jpeg.size_px();
    // a piece may be padded to whole blocks
    let most = u64::from(layout.chunk_width.next_multiple_of(64)) * u64::from(layout.chunk_height.next_multiple_of(64));
    if u64::from(width) * u64::from(height) > most {
        return Err(Refusal::why("its picture data is damaged: a part of it has another size than it should"));
    }
    jpeg.reduced(0).map_err(Refusal::Why)
}
