//! The directories of a TIFF file, which are also those of EXIF: tags, without the pictures.

use super::Refusal;
use super::probe::Stated;
use super::tiff::Layout;
use std::collections::HashSet;
use std::io::{Cursor, Read, Seek, SeekFrom};

/// A directory longer than this is damage, not a picture.
const MOST_ENTRIES: u64 = 4096;
/// Pages are counted up to this many.
const MOST_PAGES: usize = 1000;
/// Smaller copies of one page.
const MOST_COPIES: usize = 32;

/// What a directory is: bit 0 a reduced copy, bit 2 a mask.
const NEW_SUBFILE_TYPE: u16 = 254;
/// The same in old files: 2 is a reduced copy.
const SUBFILE_TYPE: u16 = 255;
const SUB_DIRECTORIES: u16 = 330;

pub(super) const WIDTH: u16 = 256;
pub(super) const HEIGHT: u16 = 257;
const BITS_PER_SAMPLE: u16 = 258;
const COMPRESSION: u16 = 259;
pub(super) const PHOTOMETRIC: u16 = 262;
const SAMPLES_PER_PIXEL: u16 = 277;
const FILL_ORDER: u16 = 266;
const PLANAR: u16 = 284;
pub(super) const COLOUR_MAP: u16 = 320;
pub(super) const ORIENTATION: u16 = 274;
const X_RESOLUTION: u16 = 282;
const Y_RESOLUTION: u16 = 283;
const RESOLUTION_UNIT: u16 = 296;
const SAMPLE_FORMAT: u16 = 339;

/// One line of a directory.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub tag: u16,
    kind: u16,
    count: u64,
    /// The value or its offset: 4 bytes, in `BigTIFF` 8.
    value: [u8; 8],
}

impl Entry {
    /// How many values it has.
    pub fn count(&self) -> u64 {
        self.count
    }
}

/// A picture in the file, and smaller copies of it, by the places of their directories.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Page {
    pub directory: u64,
    pub copies: Vec<u64>,
}

/// Reads the directories of a TIFF structure.
pub(super) struct TiffReader<'a, R> {
    reader: &'a mut R,
    big_endian: bool,
    big: bool,
}

impl<'a, R: Read + Seek> TiffReader<'a, R> {
    /// Reads the eight or sixteen bytes at the beginning; gives the offset of the first directory too.
    pub fn open(reader: &'a mut R) -> Result<(Self, u64), Refusal> {
        reader.seek(SeekFrom::Start(0))?;
        let mut mark = [0; 4];
        reader.read_exact(&mut mark)?;
        let (big_endian, big) = match &mark {
            b"II\x2A\0" => (false, false),
            b"MM\0\x2A" => (true, false),
            b"II\x2B\0" => (false, true),
            b"MM\0\x2B" => (true, true),
            _ => return Err(Refusal::why("its TIFF header is damaged")),
        };
        let mut this = Self { reader, big_endian, big };
        if big {
            // size of offsets (8), then 0
            this.unsigned(4)?;
        }
        let first = this.unsigned(if big { 8 } else { 4 })?;
        Ok((this, first))
    }

    fn unsigned(&mut self, bytes: usize) -> Result<u64, Refusal> {
        let mut buffer = [0; 8];
        let Some(part) = buffer.get_mut(..bytes) else { return Err(Refusal::why("its TIFF header is damaged")) };
        self.reader.read_exact(part)?;
        Ok(self.number_of(part))
    }

    fn number_of(&self, bytes: &[u8]) -> u64 {
        let push = |sum: u64, byte: &u8| sum << 8 | u64::from(*byte);
        if self.big_endian { bytes.iter().fold(0, push) } else { bytes.iter().rev().fold(0, push) }
    }

    /// The directory at `offset`, and where the next one is: 0 after the last.
    pub fn directory(&mut self, offset: u64) -> Result<(Vec<Entry>, u64), Refusal> {
        let count = self.count_at(offset)?;
        let word = if self.big { 8 } else { 4 };
        let mut entries = Vec::new();
        for _ in 0..count {
            let tag = u16::try_from(self.unsigned(2)?).unwrap_or_default();
            let kind = u16::try_from(self.unsigned(2)?).unwrap_or_default();
            let count = self.unsigned(word)?;
            let mut value = [0; 8];
            self.reader.read_exact(value.get_mut(..word).unwrap_or_default())?;
            entries.push(Entry { tag, kind, count, value });
        }
        let next = self.unsigned(word)?;
        Ok((entries, next))
    }

    /// How many entries the directory at `offset` has; the first one is read next.
    fn count_at(&mut self, offset: u64) -> Result<u64, Refusal> {
        self.reader.seek(SeekFrom::Start(offset))?;
        let width = if self.big { 8 } else { 2 };
        let count = self.unsigned(width)?;
        if count == 0 || count > MOST_ENTRIES {
            return Err(Refusal::why("its TIFF directory is damaged"));
        }
        Ok(count)
    }

    /// The pictures of the file, whose first directory stands at `first`; stops at a loop or damage.
    pub fn pages(&mut self, first: u64) -> Vec<Page> {
        let mut seen = HashSet::new();
        let mut pages: Vec<Page> = Vec::new();
        let mut offset = first;
        while offset != 0 && seen.len() < MOST_PAGES && seen.insert(offset) {
            let Ok((entries, next)) = self.directory(offset) else { break };
            let kind = self.number(&entries, NEW_SUBFILE_TYPE).ok().flatten().unwrap_or_default();
            let is_copy = kind & 1 != 0 || matches!(self.number(&entries, SUBFILE_TYPE), Ok(Some(2)));
            if !is_copy && kind & 4 == 0 {
                let inner = entries.iter().find(|entry| entry.tag == SUB_DIRECTORIES);
                let copies = inner.and_then(|entry| self.numbers(entry, MOST_COPIES as u64).ok()).unwrap_or_default();
                pages.push(Page { directory: offset, copies });
            } else if let (true, Some(page)) = (is_copy, pages.last_mut())
                && page.copies.len() < MOST_COPIES
            {
                page.copies.push(offset);
            }
            offset = next;
        }
        if pages.is_empty() {
            pages.push(Page { directory: first, copies: Vec::new() });
        }
        pages
    }

    /// The first `most` numbers of an entry of whole numbers.
    pub fn numbers(&mut self, entry: &Entry, most: u64) -> Result<Vec<u64>, Refusal> {
        let size: usize = match entry.kind {
            1 | 7 => 1,
            3 => 2,
            4 | 13 => 4,
            16 | 18 => 8,
            _ => return Ok(Vec::new()),
        };
        let length = usize::try_from(entry.count.min(most)).unwrap_or_default() * size;
        let bytes = self.bytes(entry, size, length)?;
        Ok(bytes.chunks_exact(size).map(|chunk| self.number_of(chunk)).collect())
    }

    /// The first number of an entry with this tag.
    pub fn number(&mut self, entries: &[Entry], tag: u16) -> Result<Option<u64>, Refusal> {
        match entries.iter().find(|entry| entry.tag == tag) {
            Some(entry) => Ok(self.numbers(entry, 1)?.first().copied()),
            None => Ok(None),
        }
    }

    fn rational(&mut self, entries: &[Entry], tag: u16) -> Result<Option<f64>, Refusal> {
        let Some(entry) = entries.iter().find(|entry| entry.tag == tag && entry.kind == 5 && entry.count > 0) else {
            return Ok(None);
        };
        let bytes = self.bytes(entry, 8, 8)?;
        let (above, below) = bytes.split_at_checked(4).unwrap_or_default();
        let (above, below) = (self.number_of(above), self.number_of(below));
        Ok((below != 0).then(|| above as f64 / below as f64))
    }

    /// The first `length` bytes of an entry's value, which stands in the entry itself if all of it has room there.
    fn bytes(&mut self, entry: &Entry, size: usize, length: usize) -> Result<Vec<u8>, Refusal> {
        let room = if self.big { 8 } else { 4 };
        if entry.count.saturating_mul(size as u64) <= room as u64 {
            return Ok(entry.value.get(..length).unwrap_or_default().to_vec());
        }
        let offset = self.number_of(entry.value.get(..room).unwrap_or_default());
        self.reader.seek(SeekFrom::Start(offset))?;
        let mut bytes = vec![0; length];
        self.reader.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    /// The bytes of an entry, as they are stored; nothing when there are more than `most`.
    pub fn content(&mut self, entry: &Entry, most: u64) -> Result<Vec<u8>, Refusal> {
        let length = usize::try_from(entry.count.min(most)).unwrap_or_default();
        if entry.count > most || !matches!(entry.kind, 1 | 7) {
            return Ok(Vec::new());
        }
        self.bytes(entry, 1, length)
    }

    pub fn is_big_endian(&self) -> bool {
        self.big_endian
    }

    /// The first directory's place as it would be stored in the header, and where.
    pub fn link_as_stored(&self, directory: u64) -> (u64, Vec<u8>) {
        let bytes = if self.big_endian { directory.to_be_bytes() } else { directory.to_le_bytes() };
        if self.big {
            return (8, bytes.to_vec());
        }
        let part = if self.big_endian { bytes.get(4..) } else { bytes.get(..4) };
        (4, part.unwrap_or_default().to_vec())
    }

    /// Pixels per inch by the resolution tags.
    fn ppi(&mut self, entries: &[Entry]) -> Result<Option<f64>, Refusal> {
        let per_unit = match self.rational(entries, X_RESOLUTION)? {
            Some(resolution) => Some(resolution),
            None => self.rational(entries, Y_RESOLUTION)?,
        };
        Ok(match self.number(entries, RESOLUTION_UNIT)?.unwrap_or(2) {
            2 => per_unit,
            3 => per_unit.map(|per_cm| per_cm * 2.54),
            _ => None,
        })
    }

    fn orientation(&mut self, entries: &[Entry]) -> Result<Option<u8>, Refusal> {
        Ok(self.number(entries, ORIENTATION)?.and_then(|turn| u8::try_from(turn).ok()))
    }
}

/// What the header of a TIFF file says of its first picture.
pub(super) fn read<R: Read + Seek>(reader: &mut R) -> Result<Stated, Refusal> {
    read_page(reader, 0).map(|(_, stated)| stated)
}

/// The picture `page`, which counts from 0, and what its directory says.
pub(super) fn read_page<R: Read + Seek>(reader: &mut R, page: u32) -> Result<(Page, Stated), Refusal> {
    let file_bytes = reader.seek(SeekFrom::End(0))?;
    let (mut tiff, first) = TiffReader::open(reader)?;
    let pages = tiff.pages(first);
    let count = u32::try_from(pages.len()).unwrap_or(u32::MAX);
    let page = pages.into_iter().nth(page as usize).ok_or_else(|| Refusal::why("it has no such page"))?;
    let (entries, _) = tiff.directory(page.directory)?;
    let side = |found: Option<u64>| u32::try_from(found.unwrap_or_default()).unwrap_or_default();
    let why_not_viewable = match Layout::of(&mut tiff, &entries, file_bytes) {
        Ok(Ok(_)) => None,
        Ok(Err(_)) => why_not(&Coding::of(&mut tiff, &entries)?),
        Err(Refusal::Why(why)) => Some(why),
        Err(disk) => return Err(disk),
    };
    let stated = Stated {
        width_px: side(tiff.number(&entries, WIDTH)?),
        height_px: side(tiff.number(&entries, HEIGHT)?),
        // these may lie outside a damaged file; the picture counts more
        ppi: tiff.ppi(&entries).unwrap_or_default(),
        orientation: tiff.orientation(&entries)?,
        pages: count,
        why_not_viewable,
        scratch_bytes_per_px: 0,
    };
    Ok((page, stated))
}

/// Resolution and orientation from a block of EXIF, which is a TIFF structure without pictures.
pub(super) fn read_exif(block: &[u8]) -> (Option<f64>, Option<u8>) {
    let mut cursor = Cursor::new(block);
    let Ok((mut tiff, first)) = TiffReader::open(&mut cursor) else { return (None, None) };
    let Ok((entries, _)) = tiff.directory(first) else { return (None, None) };
    (tiff.ppi(&entries).unwrap_or_default(), tiff.orientation(&entries).unwrap_or_default())
}

/// How the pixels of a TIFF page are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Coding {
    pub compression: u64,
    pub photometric: u64,
    /// Bits of each number; 0 when they differ.
    pub bits: u64,
    pub samples: u64,
    pub is_float: bool,
    pub is_planar: bool,
    pub lowest_bit_first: bool,
}

impl Coding {
    pub fn of<R: Read + Seek>(tiff: &mut TiffReader<'_, R>, entries: &[Entry]) -> Result<Self, Refusal> {
        let samples = tiff.number(entries, SAMPLES_PER_PIXEL)?.unwrap_or(1);
        let bits = match entries.iter().find(|entry| entry.tag == BITS_PER_SAMPLE) {
            Some(entry) => tiff.numbers(entry, samples.clamp(1, 64))?,
            None => vec![1],
        };
        let same = bits.windows(2).all(|pair| pair.first() == pair.last());
        Ok(Self {
            compression: tiff.number(entries, COMPRESSION)?.unwrap_or(1),
            photometric: tiff.number(entries, PHOTOMETRIC)?.unwrap_or(1),
            bits: bits.first().copied().filter(|_| same).unwrap_or_default(),
            samples,
            is_float: tiff.number(entries, SAMPLE_FORMAT)? == Some(3),
            is_planar: tiff.number(entries, PLANAR)? == Some(2),
            lowest_bit_first: tiff.number(entries, FILL_ORDER)? == Some(2),
        })
    }
}

/// Why this program cannot show a TIFF stored like this, in words. What [`Layout`] knows is not asked here, only what
/// is left to a decoder of whole pictures.
fn why_not(coding: &Coding) -> Option<String> {
    let compression = match coding.compression {
        1 | 5 | 7 | 8 | 32_773 | 32_946 => None,
        4 if !coding.lowest_bit_first => None,
        2 => Some("fax (CCITT RLE)".to_owned()),
        3 => Some("fax (CCITT group 3)".to_owned()),
        4 => Some("fax (CCITT group 4, lowest bit first)".to_owned()),
        6 => Some("old-style JPEG".to_owned()),
        34_712 => Some("JPEG 2000".to_owned()),
        34_925 => Some("LZMA".to_owned()),
        50_000 => Some("Zstandard".to_owned()),
        50_001 => Some("WebP".to_owned()),
        other => Some(format!("number {other}")),
    };
    if let Some(name) = compression {
        return Some(format!("TIFF with {name} compression cannot be shown yet"));
    }
    let is_fax = coding.compression == 4 && coding.photometric <= 1 && coding.samples == 1 && coding.bits == 1;
    let is_float = coding.is_float && coding.photometric == 2 && (3..=4).contains(&coding.samples) && coding.bits == 32;
    let colours = match coding.photometric {
        0 | 1 => "grey",
        2 => "RGB",
        3 => "palette",
        5 => "CMYK",
        6 => "YCbCr",
        8 => "CIE L*a*b*",
        _ => "unknown",
    };
    let bits = match coding.bits {
        0 => "different".to_owned(),
        bits => bits.to_string(),
    };
    (!is_fax && !is_float)
        .then(|| format!("TIFF with {colours} colours of {} × {bits} bits cannot be shown yet", coding.samples))
}
