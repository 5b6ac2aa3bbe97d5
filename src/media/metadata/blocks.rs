//! Where each format keeps its blocks of metadata.

use super::source::{Source, number, part};
use super::words;
use flate2::read::ZlibDecoder;
use std::io::{BufReader, Cursor, Read, Seek, SeekFrom};

/// A colour profile larger than this is not used.
pub const LARGEST_PROFILE: u64 = 4 << 20;
/// A packed block is unpacked up to this size.
const LARGEST_UNPACKED: u64 = 2 << 20;
/// A file with more parts than this is damaged, or hides something.
const MOST_PARTS: usize = 200_000;

const OUTSIDE: &str = "its metadata is cut off";

/// What was found in a file, still packed in its own formats.
#[derive(Default)]
pub struct Blocks {
    /// A TIFF structure.
    pub exif: Option<Vec<u8>>,
    pub xmp: Vec<Vec<u8>>,
    pub icc: Option<Vec<u8>>,
    /// Data sets of IPTC-IIM.
    pub iptc: Vec<u8>,
    /// Keyword and text.
    pub texts: Vec<(String, String)>,
    pub bits: Option<u8>,
    pub channels: Option<u8>,
    pub compression: String,
    pub damaged: Vec<String>,
}

impl Blocks {
    fn damage(&mut self, words: impl Into<String>) {
        self.damaged.push(words.into());
    }

    fn take_exif(&mut self, block: &[u8]) {
        let block = block.strip_prefix(b"Exif\0\0").unwrap_or(block);
        if self.exif.is_none() {
            self.exif = Some(block.to_vec());
        }
    }

    pub fn take_icc(&mut self, profile: Vec<u8>) {
        if profile.len() as u64 > LARGEST_PROFILE {
            self.damage("its colour profile is larger than 4 MB and is left alone");
        } else if self.icc.is_none() {
            self.icc = Some(profile);
        }
    }

    /// Photoshop's resources: a mark, a number, a name, a length; IPTC is number 0x0404.
    pub fn take_photoshop(&mut self, mut resources: &[u8]) {
        while let Some(rest) = resources.strip_prefix(b"8BIM") {
            let name_length = usize::from(rest.get(2).copied().unwrap_or_default());
            let length_at = 2 + (name_length + 1).next_multiple_of(2);
            let (Some(id), Some(length)) = (rest.get(..2), part(rest, length_at, 4)) else {
                return self.damage("its Photoshop block is cut off");
            };
            let length = usize::try_from(number(length, true)).unwrap_or(usize::MAX);
            let Some(data) = part(rest, length_at + 4, length) else {
                return self.damage("its Photoshop block is cut off");
            };
            match id {
                b"\x04\x04" => self.iptc.extend(data),
                b"\x04\x0F" => self.take_icc(data.to_vec()),
                _ => {}
            }
            resources = rest.get(length_at + 4 + length.next_multiple_of(2)..).unwrap_or_default();
        }
    }

    /// A block that programs hide in a text of a PNG, as hexadecimal numbers.
    fn take_raw_profile(&mut self, kind: &str, text: &[u8]) {
        let text = String::from_utf8_lossy(text);
        let mut lines = text.trim_start().lines().skip(1);
        let length: usize = lines.next().and_then(|line| line.trim().parse().ok()).unwrap_or_default();
        let digits: Vec<u8> =
            lines.flat_map(str::chars).filter_map(|letter| u8::try_from(letter.to_digit(16)?).ok()).collect();
        let block: Vec<u8> = digits.as_chunks::<2>().0.iter().map(|[high, low]| high << 4 | low).take(length).collect();
        match kind {
            "exif" | "APP1" if block.starts_with(XMP_MARK) => {
                self.xmp.push(block.get(XMP_MARK.len()..).unwrap_or_default().to_vec());
            }
            "exif" | "APP1" => self.take_exif(&block),
            "iptc" | "8bim" if block.starts_with(b"8BIM") => self.take_photoshop(&block),
            "iptc" => self.iptc.extend(block),
            "xmp" => self.xmp.push(block),
            "icc" | "icm" => self.take_icc(block),
            _ => {}
        }
    }
}

const XMP_MARK: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
const MORE_XMP_MARK: &[u8] = b"http://ns.adobe.com/xmp/extension/\0";

/// JPEG: the segments before the picture.
pub fn jpeg<R: Read + Seek>(source: &mut Source<R>) -> Blocks {
    let mut blocks = Blocks::default();
    let mut profile_parts: Vec<(u8, u8, Vec<u8>)> = Vec::new();
    let mut more_xmp: Vec<(u64, Vec<u8>)> = Vec::new();
    let mut photoshop = Vec::new();
    let mut at = 2;
    for _ in 0..MOST_PARTS {
        let head = source.up_to(at, 4);
        let &[first, marker, high, low] = head.as_slice() else {
            blocks.damage(OUTSIDE);
            break;
        };
        if first != 0xFF {
            // bytes between two segments belong to neither
            if blocks.damaged.is_empty() {
                blocks.damage("there are bytes between its JPEG segments that belong to none");
            }
            let Some(step) = next_marker(&source.up_to(at, 1 << 16)) else { break };
            at += step;
            continue;
        }
        match marker {
            0xFF => {
                at += 1;
                continue;
            }
            0x01 | 0xD0..=0xD8 => {
                at += 2;
                continue;
            }
            0xD9 | 0xDA => break,
            _ => {}
        }
        let length = u64::from(u16::from_be_bytes([high, low])).saturating_sub(2);
        let is_frame = matches!(marker, 0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF);
        if is_frame || matches!(marker, 0xE1 | 0xE2 | 0xED | 0xFE) {
            let body = source.up_to(at + 4, length);
            if (body.len() as u64) < length {
                blocks.damage(OUTSIDE);
            }
            match (marker, body.as_slice()) {
                (0xE1, _) if body.starts_with(b"Exif\0") => blocks.take_exif(body.get(6..).unwrap_or_default()),
                (0xE1, _) => {
                    if let Some(packet) = body.strip_prefix(XMP_MARK) {
                        blocks.xmp.push(packet.to_vec());
                    } else if let Some(rest) = body.strip_prefix(MORE_XMP_MARK)
                        && let Some((head, packet)) = rest.split_at_checked(40)
                    {
                        more_xmp.push((number(part(head, 36, 4).unwrap_or_default(), true), packet.to_vec()));
                    }
                }
                (
                    0xE2,
                    [b'I', b'C', b'C', b'_', b'P', b'R', b'O', b'F', b'I', b'L', b'E', 0, index, count, rest @ ..],
                ) => {
                    profile_parts.push((*index, *count, rest.to_vec()));
                }
                (0xED, _) => {
                    if let Some(resources) = body.strip_prefix(b"Photoshop 3.0\0") {
                        photoshop.extend(resources);
                    }
                }
                (0xFE, _) => blocks.texts.push(("Comment".to_owned(), words::text(&body))),
                (_, [precision, _, _, _, _, components, ..]) if is_frame => {
                    (blocks.bits, blocks.channels) = (Some(*precision), Some(*components));
                    jpeg_kind(marker).clone_into(&mut blocks.compression);
                }
                _ => {}
            }
        }
        at += 4 + length;
    }
    blocks.take_photoshop(&photoshop);
    more_xmp.sort_by_key(|(offset, _)| *offset);
    if !more_xmp.is_empty() {
        blocks.xmp.push(more_xmp.into_iter().flat_map(|(_, packet)| packet).collect());
    }
    join_profile(&mut blocks, profile_parts);
    blocks
}

fn next_marker(bytes: &[u8]) -> Option<u64> {
    let is_marker = |pair: &[u8]| matches!(pair, [0xFF, 0xC0..=0xFE]);
    bytes.windows(2).position(is_marker).map(|step| step as u64)
}

fn jpeg_kind(marker: u8) -> &'static str {
    match marker {
        0xC0 | 0xC1 => "JPEG",
        0xC2 => "JPEG, progressive",
        0xC3 => "JPEG, lossless",
        0xC9..=0xCB => "JPEG, arithmetic coding",
        _ => "JPEG, hierarchical",
    }
}

fn join_profile(blocks: &mut Blocks, mut parts: Vec<(u8, u8, Vec<u8>)>) {
    let Some((_, count, _)) = parts.first() else { return };
    let count = usize::from(*count);
    parts.sort_by_key(|(index, ..)| *index);
    parts.dedup_by_key(|(index, ..)| *index);
    // some writers count from 0
    let first = parts.first().map_or(0, |(index, ..)| usize::from(*index));
    let is_whole = parts.iter().enumerate().all(|(place, (index, ..))| usize::from(*index) == place + first);
    if is_whole && first <= 1 && parts.len() >= count.max(1) {
        blocks.take_icc(parts.into_iter().flat_map(|(.., bytes)| bytes).collect());
    } else {
        blocks.damage("parts of its colour profile are missing");
    }
}

/// PNG: chunks before and behind the picture.
pub fn png<R: Read + Seek>(source: &mut Source<R>) -> Blocks {
    let mut blocks = Blocks { compression: "deflate".to_owned(), ..Blocks::default() };
    let mut at = 8;
    for _ in 0..MOST_PARTS {
        let head = source.up_to(at, 8);
        let (Some(length), Some(kind)) = (part(&head, 0, 4), part(&head, 4, 4)) else {
            blocks.damage(OUTSIDE);
            break;
        };
        let (length, kind) = (number(length, true), kind.to_vec());
        if matches!(kind.as_slice(), b"IHDR" | b"eXIf" | b"iCCP" | b"tEXt" | b"zTXt" | b"iTXt") {
            match source.bytes(at + 8, length) {
                Some(body) => png_chunk(&mut blocks, &kind, &body),
                None => blocks.damage(OUTSIDE),
            }
        }
        if kind == b"IEND" || at.saturating_add(12 + length) > source.length() {
            break;
        }
        at += 12 + length;
    }
    blocks
}

fn png_chunk(blocks: &mut Blocks, kind: &[u8], body: &[u8]) {
    let until_zero = |bytes: &'_ [u8]| bytes.iter().position(|byte| *byte == 0);
    let split = |bytes: &[u8]| -> Option<(Vec<u8>, Vec<u8>)> {
        let end = until_zero(bytes)?;
        Some((bytes.get(..end)?.to_vec(), bytes.get(end + 1..)?.to_vec()))
    };
    match kind {
        b"IHDR" => {
            blocks.bits = body.get(8).copied();
            // by colour type; a palette is of eight bits of three colours
            blocks.channels = match body.get(9) {
                Some(0) => Some(1),
                Some(2 | 3) => Some(3),
                Some(4) => Some(2),
                Some(6) => Some(4),
                _ => None,
            };
            if body.get(9) == Some(&3) {
                blocks.bits = Some(8);
            }
        }
        b"eXIf" => blocks.take_exif(body),
        b"iCCP" => match split(body).and_then(|(_, rest)| unpack(rest.get(1..)?, LARGEST_PROFILE)) {
            Some(profile) => blocks.take_icc(profile),
            None => blocks.damage("its colour profile is damaged"),
        },
        _ => {
            let Some((keyword, rest)) = split(body) else { return blocks.damage("one of its texts is damaged") };
            let keyword = words::text(&keyword);
            let text = match kind {
                b"tEXt" => Some(rest),
                b"zTXt" => rest.get(1..).and_then(|packed| unpack(packed, LARGEST_UNPACKED)),
                // whether it is packed, by which method, the language, the keyword translated
                _ => rest.split_at_checked(2).and_then(|(flags, rest)| {
                    let (_, rest) = split(rest)?;
                    let (_, text) = split(&rest)?;
                    if flags.first() == Some(&1) { unpack(&text, LARGEST_UNPACKED) } else { Some(text) }
                }),
            };
            let Some(text) = text else { return blocks.damage("one of its texts is damaged") };
            if keyword == "XML:com.adobe.xmp" {
                blocks.xmp.push(text);
            } else if let Some(kind) = keyword.strip_prefix("Raw profile type ") {
                blocks.take_raw_profile(kind, &text);
            } else if blocks.texts.len() < 100 {
                blocks.texts.push((keyword, words::text(&text)));
            }
        }
    }
}

/// What is larger than `most` is nothing, like what is damaged: half a profile is none.
fn unpack(packed: &[u8], most: u64) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    ZlibDecoder::new(packed).take(most + 1).read_to_end(&mut bytes).ok()?;
    (bytes.len() as u64 <= most).then_some(bytes)
}

/// WebP: chunks around the picture.
pub fn webp<R: Read + Seek>(source: &mut Source<R>) -> Blocks {
    let mut blocks = Blocks { bits: Some(8), ..Blocks::default() };
    let mut at = 12;
    for _ in 0..MOST_PARTS {
        let head = source.up_to(at, 8);
        let (Some(kind), Some(length)) = (part(&head, 0, 4), part(&head, 4, 4)) else { break };
        let (kind, length) = (kind.to_vec(), number(length, false));
        match kind.as_slice() {
            b"VP8 " => {
                "VP8".clone_into(&mut blocks.compression);
                blocks.channels = blocks.channels.or(Some(3));
            }
            b"VP8L" => {
                "VP8, lossless".clone_into(&mut blocks.compression);
                // one bit of the fifth byte says whether there is opacity
                let has_alpha = source.up_to(at + 8, 5).get(4).is_some_and(|byte| byte & 0x10 != 0);
                blocks.channels = blocks.channels.or(Some(if has_alpha { 4 } else { 3 }));
            }
            b"VP8X" => {
                let has_alpha = source.up_to(at + 8, 1).first().is_some_and(|flags| flags & 0x10 != 0);
                blocks.channels = Some(if has_alpha { 4 } else { 3 });
            }
            b"ICCP" | b"EXIF" | b"XMP " => match source.bytes(at + 8, length) {
                Some(body) if kind == b"ICCP" => blocks.take_icc(body),
                Some(body) if kind == b"EXIF" => blocks.take_exif(&body),
                Some(body) => blocks.xmp.push(body),
                None => blocks.damage(OUTSIDE),
            },
            _ => {}
        }
        at += 8 + length.next_multiple_of(2);
    }
    blocks
}

/// JPEG 2000: boxes, or a bare codestream.
pub fn jp2<R: Read + Seek>(source: &mut Source<R>) -> Blocks {
    let mut blocks = Blocks { compression: "JPEG 2000".to_owned(), ..Blocks::default() };
    let head = source.up_to(0, 64);
    if head.starts_with(b"\xFF\x4F\xFF\x51") {
        blocks.channels = part(&head, 40, 2).and_then(|count| u8::try_from(number(count, true)).ok());
        blocks.bits = head.get(42).map(|depth| (depth & 0x7F) + 1);
        return blocks;
    }
    let end = source.length();
    boxes(source, 0, end, &mut blocks, 0);
    blocks
}

fn boxes<R: Read + Seek>(source: &mut Source<R>, from: u64, end: u64, blocks: &mut Blocks, depth: u8) {
    let mut at = from;
    for _ in 0..1000 {
        let head = source.up_to(at, 16);
        let (Some(length), Some(kind)) = (part(&head, 0, 4), part(&head, 4, 4)) else { return };
        let (head_length, length) = match number(length, true) {
            0 => (8, end.saturating_sub(at)),
            1 => (16, part(&head, 8, 8).map_or(0, |length| number(length, true))),
            length => (8, length),
        };
        let Some(body_length) = length.checked_sub(head_length) else {
            return blocks.damage("one of its JPEG 2000 boxes is damaged");
        };
        let body_at = at + head_length;
        let stop = body_at.saturating_add(body_length).min(end);
        match kind {
            b"jp2h" if depth == 0 => boxes(source, body_at, stop, blocks, 1),
            b"ihdr" => {
                let body = source.up_to(body_at, 14);
                blocks.channels = part(&body, 8, 2).and_then(|count| u8::try_from(number(count, true)).ok());
                blocks.bits = body.get(10).filter(|depth| **depth != 255).map(|depth| (depth & 0x7F) + 1);
            }
            b"colr" if source.up_to(body_at, 1) == [2] => {
                if let Some(profile) = source.bytes(body_at + 3, body_length.saturating_sub(3).min(LARGEST_PROFILE + 1))
                {
                    blocks.take_icc(profile);
                }
            }
            b"uuid" => {
                let id = source.up_to(body_at, 16);
                let length = body_length.saturating_sub(16);
                match id.as_slice() {
                    b"\xBE\x7A\xCF\xCB\x97\xA9\x42\xE8\x9C\x71\x99\x94\x91\xE3\xAF\xAC" => {
                        blocks.xmp.extend(source.bytes(body_at + 16, length));
                    }
                    b"JpgTiffExif->JP2" => {
                        if let Some(block) = source.bytes(body_at + 16, length) {
                            blocks.take_exif(&block);
                        }
                    }
                    b"\x33\xC7\xA4\xD2\xB8\x1D\x47\x23\xA0\xBA\xF1\xA3\xE0\x97\xAD\x38" => {
                        blocks.iptc.extend(source.bytes(body_at + 16, length).unwrap_or_default());
                    }
                    _ => {}
                }
            }
            _ => {}
        }
        at = stop;
        if at >= end {
            return;
        }
    }
}

/// HEIC and AVIF: the EXIF block only.
pub fn heif<R: Read + Seek>(source: &mut Source<R>) -> Blocks {
    let mut blocks = Blocks::default();
    let mut reader = BufReader::new(Window { source, at: 0 });
    if let Ok(block) = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let reader_of_exif = &mut exif::Reader::new();
        reader_of_exif.continue_on_error(true);
        let read = reader_of_exif.read_from_container(&mut reader);
        read.or_else(|error| error.distill_partial_result(|_| ())).ok().map(|exif| exif.buf().to_vec())
    })) {
        blocks.exif = block;
    } else {
        blocks.damage("its metadata is damaged");
    }
    blocks
}

/// The whole file for a foreign reader, still within the limit.
struct Window<'a, R> {
    source: &'a mut Source<R>,
    at: u64,
}

impl<R: Read + Seek> Read for Window<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let bytes = self.source.up_to(self.at, buffer.len() as u64);
        self.at += bytes.len() as u64;
        Cursor::new(bytes).read(buffer)
    }
}

impl<R: Read + Seek> Seek for Window<'_, R> {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        let place = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::Current(step) => self.at.checked_add_signed(step),
            SeekFrom::End(step) => self.source.length().checked_add_signed(step),
        };
        self.at = place.ok_or(std::io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}
