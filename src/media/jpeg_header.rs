//! The segments of a JPEG file up to the picture: size, JFIF density, EXIF.

use super::Refusal;
use super::probe::Stated;
use super::tiff_header::read_exif;
use std::io::{Read, Seek, SeekFrom};

/// A file with more segments than this before its picture is damage.
const MOST_SEGMENTS: usize = 10_000;

/// What the header of a JPEG file says.
pub(super) fn read<R: Read + Seek>(reader: &mut R) -> Result<Stated, Refusal> {
    reader.seek(SeekFrom::Start(2))?;
    let mut stated = Stated::default();
    let mut exif_ppi = None;
    for _ in 0..MOST_SEGMENTS {
        let marker = marker(reader)?;
        match marker {
            // without content
            0x01 | 0xD0..=0xD8 => continue,
            // the picture itself, or the end, before any frame
            0xD9 | 0xDA => return Err(Refusal::why("its JPEG header is damaged: the size of the picture is missing")),
            _ => {}
        }
        let mut length = [0; 2];
        reader.read_exact(&mut length)?;
        let Some(length) = u16::from_be_bytes(length).checked_sub(2) else {
            return Err(Refusal::why("its JPEG header is damaged"));
        };
        let is_frame = matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC);
        if !is_frame && !matches!(marker, 0xE0 | 0xE1) {
            reader.seek_relative(i64::from(length))?;
            continue;
        }
        let mut segment = vec![0; usize::from(length)];
        reader.read_exact(&mut segment)?;
        if is_frame {
            stated.ppi = stated.ppi.or(exif_ppi);
            return frame(marker, &segment, stated);
        }
        if let (0xE0, Some(body)) = (marker, segment.strip_prefix(b"JFIF\0")) {
            stated.ppi = jfif_ppi(body);
        } else if let (0xE1, Some(block)) = (marker, segment.strip_prefix(b"Exif\0\0")) {
            let (ppi, orientation) = read_exif(block);
            exif_ppi = exif_ppi.or(ppi);
            stated.orientation = stated.orientation.or(orientation);
        }
    }
    Err(Refusal::why("its JPEG header is damaged: it does not end"))
}

fn marker<R: Read>(reader: &mut R) -> Result<u8, Refusal> {
    let mut byte = [0];
    reader.read_exact(&mut byte)?;
    if byte != [0xFF] {
        return Err(Refusal::why("its JPEG header is damaged"));
    }
    // a marker may be preceded by any number of fill bytes; more than a segment of them is damage
    for _ in 0..=u16::MAX {
        reader.read_exact(&mut byte)?;
        if byte != [0xFF] {
            let [marker] = byte;
            return Ok(marker);
        }
    }
    Err(Refusal::why("its JPEG header is damaged"))
}

/// JFIF 1.02: version (2 bytes), unit (0 none, 1 inch, 2 cm), horizontal density.
fn jfif_ppi(body: &[u8]) -> Option<f64> {
    let density = f64::from(u16::from_be_bytes([*body.get(3)?, *body.get(4)?]));
    match body.get(2)? {
        1 => Some(density),
        2 => Some(density * 2.54),
        _ => None,
    }
}

/// Start of frame: precision, height, width.
fn frame(marker: u8, segment: &[u8], mut stated: Stated) -> Result<Stated, Refusal> {
    let [precision, h1, h2, w1, w2, ..] = *segment else {
        return Err(Refusal::why("its JPEG header is damaged"));
    };
    stated.height_px = u32::from(u16::from_be_bytes([h1, h2]));
    stated.width_px = u32::from(u16::from_be_bytes([w1, w2]));
    // a progressive picture is put together from sixteen bits for each of three colours
    stated.scratch_bytes_per_px = if marker == 0xC2 { 6 } else { 0 };
    stated.why_not_viewable = match marker {
        0xC0..=0xC2 if precision != 8 => Some(format!("JPEG with {precision} bits for each colour")),
        0xC0..=0xC2 if stated.height_px == 0 => Some("JPEG that states its height only at its end".to_owned()),
        0xC0..=0xC2 => None,
        0xC3 => Some("lossless JPEG".to_owned()),
        0xC9..=0xCB => Some("JPEG with arithmetic coding".to_owned()),
        _ => Some("hierarchical JPEG".to_owned()),
    }
    .map(|what| format!("{what} cannot be shown yet"));
    Ok(stated)
}
