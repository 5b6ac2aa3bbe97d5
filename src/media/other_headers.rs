//! The headers of PNG, WebP, GIF, BMP and JPEG 2000, and of files that are kept without a look inside.

use super::Refusal;
use super::format::Format;
use super::probe::Stated;
use super::tiff_header::read_exif;
use std::io::{Read, Seek, SeekFrom};

/// A file with more chunks than this before its picture is damage.
const MOST_CHUNKS: usize = 10_000;
/// An EXIF block longer than this is not read.
const LONGEST_EXIF: u32 = 1 << 20;
const METRES_PER_INCH: f64 = 0.0254;

fn cut_off() -> Refusal {
    Refusal::from(std::io::Error::from(std::io::ErrorKind::UnexpectedEof))
}

fn bytes<const N: usize>(head: &[u8], at: usize) -> Result<[u8; N], Refusal> {
    head.get(at..).and_then(|rest| rest.first_chunk()).copied().ok_or_else(cut_off)
}

fn big(head: &[u8], at: usize) -> Result<u32, Refusal> {
    bytes(head, at).map(u32::from_be_bytes)
}

fn little(head: &[u8], at: usize) -> Result<u32, Refusal> {
    bytes(head, at).map(u32::from_le_bytes)
}

fn short(head: &[u8], at: usize) -> Result<u32, Refusal> {
    bytes(head, at).map(|pair| u32::from(u16::from_le_bytes(pair)))
}

/// PNG: IHDR, then pHYs and eXIf if they come before the picture.
pub(super) fn png<R: Read + Seek>(reader: &mut R) -> Result<Stated, Refusal> {
    reader.seek(SeekFrom::Start(8))?;
    let mut stated = Stated::default();
    for index in 0..MOST_CHUNKS {
        let mut head = [0; 8];
        reader.read_exact(&mut head)?;
        let length = big(&head, 0)?;
        let kind: [u8; 4] = bytes(&head, 4)?;
        match &kind {
            b"IHDR" if index == 0 && length == 13 => {
                let body = body(reader, length)?;
                stated.width_px = big(&body, 0)?;
                stated.height_px = big(&body, 4)?;
            }
            _ if index == 0 => return Err(Refusal::why("its PNG header is damaged")),
            b"IDAT" | b"IEND" => return Ok(stated),
            b"pHYs" if length == 9 => {
                let body = body(reader, length)?;
                if body.get(8) == Some(&1) {
                    stated.ppi = Some(f64::from(big(&body, 0)?) * METRES_PER_INCH);
                }
            }
            b"eXIf" if length <= LONGEST_EXIF => {
                let (ppi, orientation) = read_exif(&body(reader, length)?);
                stated.ppi = stated.ppi.or(ppi);
                stated.orientation = orientation;
            }
            _ => {
                reader.seek_relative(i64::from(length))?;
            }
        }
        // the checksum of the chunk
        reader.seek_relative(4)?;
    }
    Err(Refusal::why("its PNG header is damaged: it does not end"))
}

fn body<R: Read>(reader: &mut R, length: u32) -> Result<Vec<u8>, Refusal> {
    let mut body = Vec::new();
    reader.take(u64::from(length)).read_to_end(&mut body)?;
    if body.len() as u64 == u64::from(length) { Ok(body) } else { Err(cut_off()) }
}

/// WebP: one of three kinds of picture; EXIF comes behind it.
pub(super) fn webp<R: Read + Seek>(reader: &mut R) -> Result<Stated, Refusal> {
    let mut head = [0; 30];
    reader.read_exact(&mut head)?;
    let mut stated = Stated::default();
    let kind: [u8; 4] = bytes(&head, 12)?;
    match &kind {
        b"VP8 " => {
            stated.width_px = short(&head, 26)? & 0x3FFF;
            stated.height_px = short(&head, 28)? & 0x3FFF;
        }
        b"VP8L" => {
            let packed = little(&head, 21)?;
            stated.width_px = (packed & 0x3FFF) + 1;
            stated.height_px = (packed >> 14 & 0x3FFF) + 1;
        }
        b"VP8X" => {
            stated.width_px = (little(&head, 24)? & 0x00FF_FFFF) + 1;
            stated.height_px = (little(&head, 26)? >> 8) + 1;
            let has_exif = head.get(20).is_some_and(|flags| flags & 0b1000 != 0);
            if has_exif {
                (stated.ppi, stated.orientation) = webp_exif(reader).unwrap_or_default();
            }
        }
        _ => return Err(Refusal::why("its WebP header is damaged")),
    }
    Ok(stated)
}

fn webp_exif<R: Read + Seek>(reader: &mut R) -> Result<(Option<f64>, Option<u8>), Refusal> {
    for _ in 0..MOST_CHUNKS {
        let mut head = [0; 8];
        reader.read_exact(&mut head)?;
        let length = little(&head, 4)?;
        if head.starts_with(b"EXIF") && length <= LONGEST_EXIF {
            let body = body(reader, length)?;
            return Ok(read_exif(body.strip_prefix(b"Exif\0\0").unwrap_or(&body)));
        }
        // chunks are padded to an even length
        reader.seek_relative(i64::from(length) + i64::from(length % 2))?;
    }
    Ok((None, None))
}

/// GIF: the size of the canvas.
pub(super) fn gif(head: &[u8]) -> Result<Stated, Refusal> {
    Ok(Stated { width_px: short(head, 6)?, height_px: short(head, 8)?, ..Stated::default() })
}

/// BMP: the old header has short sides, the newer ones long sides (negative height: top to bottom) and a resolution.
pub(super) fn bmp(head: &[u8]) -> Result<Stated, Refusal> {
    if little(head, 14)? == 12 {
        return Ok(Stated { width_px: short(head, 18)?, height_px: short(head, 20)?, ..Stated::default() });
    }
    let per_metre = little(head, 38)?;
    Ok(Stated {
        width_px: bytes(head, 18).map(i32::from_le_bytes)?.unsigned_abs(),
        height_px: bytes(head, 22).map(i32::from_le_bytes)?.unsigned_abs(),
        ppi: (per_metre != 0).then(|| f64::from(per_metre) * METRES_PER_INCH),
        ..Stated::default()
    })
}

/// JPEG 2000: the image header box of a file, or the size segment of a bare codestream.
pub(super) fn jp2(head: &[u8]) -> Result<Stated, Refusal> {
    let mut stated = Stated::default();
    if head.starts_with(b"\xFF\x4F") {
        stated.width_px = big(head, 8)?.saturating_sub(big(head, 16)?);
        stated.height_px = big(head, 12)?.saturating_sub(big(head, 20)?);
    } else if let Some(at) = head.windows(4).position(|window| window == b"ihdr") {
        stated.height_px = big(head, at + 4)?;
        stated.width_px = big(head, at + 8)?;
    }
    Ok(stated)
}

/// PDF, whose pages are only counted and measured where they are drawn.
pub(super) fn pdf() -> Stated {
    let missing = (!cfg!(feature = "pdf")).then(|| "this build cannot show PDF".to_owned());
    Stated { why_not_viewable: missing, ..Stated::default() }
}

/// A format that is kept but not looked into.
pub(super) fn unknown_inside(format: Format) -> Stated {
    Stated { why_not_viewable: Some(format!("{} cannot be shown yet", format.name())), ..Stated::default() }
}
