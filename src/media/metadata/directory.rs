//! The directories of TIFF and EXIF, tag by tag: a damaged tag is left out, the others are read.

use super::source::{Source, number, part};
use exif::{Context, Rational, SRational, Value};
use std::collections::HashSet;
use std::io::{Read, Seek};

/// A directory longer than this is damage.
const MOST_ENTRIES: u64 = 1000;
/// Pages are counted up to this many.
const MOST_PAGES: usize = 1000;
/// Of a value no more than this is read; it is text for people or a few numbers.
const LONGEST_VALUE: u64 = 4096;
/// Blocks of another format inside a tag are read up to this size.
const LONGEST_BLOCK: u64 = 4 << 20;

const EXIF: u16 = 34_665;
const GPS: u16 = 34_853;
const INTEROPERABILITY: u16 = 40_965;
const SUBFILE_TYPE: u16 = 254;

/// A tag that was read.
pub struct Field {
    pub context: Context,
    pub tag: u16,
    pub value: Value,
}

/// What the directories of the first page hold.
#[derive(Default)]
pub struct Directories {
    pub fields: Vec<Field>,
    /// The other formats inside of a TIFF: tag and bytes.
    pub blocks: Vec<(u16, Vec<u8>)>,
    /// How many full pictures follow one another.
    pub pages: u32,
    pub damaged: Vec<&'static str>,
}

impl Directories {
    pub fn find(&self, context: Context, tag: u16) -> Option<&Value> {
        self.fields.iter().find(|field| field.context == context && field.tag == tag).map(|field| &field.value)
    }
}

/// Tags that hold a block of another format: XMP, IPTC, Photoshop's resources, a colour profile.
pub const XMP: u16 = 700;
pub const IPTC: u16 = 33_723;
pub const PHOTOSHOP: u16 = 34_377;
pub const ICC: u16 = 34_675;

/// Where the picture lies, tables of colours and codes, and blobs only their maker can read.
fn is_for_machines(context: Context, tag: u16) -> bool {
    match context {
        Context::Tiff => matches!(
            tag,
            273 | 279 | 288..=291 | 301 | 320 | 324 | 325 | 330 | 347 | 400..=435 | 512..=521 | 37_724 | 50_341
                | 59_932 | 59_933 | 50_740 | 51_041
        ),
        Context::Exif => matches!(tag, 37_500 | 41_484 | 41_730 | 59_932 | 59_933),
        _ => false,
    }
}

/// Reads what a TIFF structure says of its first picture.
pub fn read<R: Read + Seek>(source: &mut Source<R>) -> Directories {
    let mut found = Directories::default();
    let Some((mut reader, first)) = Reader::open(source) else {
        found.damaged.push("it does not begin as it should");
        return found;
    };
    let mut seen = HashSet::new();
    reader.directory(first, Context::Tiff, &mut seen, &mut found);
    found.pages = reader.pages(first);
    found.damaged.sort_unstable();
    found.damaged.dedup();
    found
}

struct Reader<'a, R> {
    source: &'a mut Source<R>,
    is_big_endian: bool,
    /// The width of counts and offsets: 4 bytes, in `BigTIFF` 8.
    word: usize,
}

/// One line of a directory, not yet followed to its value.
struct Line {
    tag: u16,
    kind: u64,
    count: u64,
    value: Vec<u8>,
}

impl<'a, R: Read + Seek> Reader<'a, R> {
    fn open(source: &'a mut Source<R>) -> Option<(Self, u64)> {
        let head = source.up_to(0, 16);
        let is_big_endian = match head.get(..2)? {
            b"II" => false,
            b"MM" => true,
            _ => return None,
        };
        let (word, at) = match number(part(&head, 2, 2)?, is_big_endian) {
            // cameras write other numbers into their raw files
            42 | 0x4F52 | 0x5352 | 0x55 => (4, 4),
            43 => (8, 8),
            _ => return None,
        };
        let first = number(part(&head, at, word)?, is_big_endian);
        Some((Self { source, is_big_endian, word }, first))
    }

    fn number(&self, bytes: &[u8]) -> u64 {
        number(bytes, self.is_big_endian)
    }

    /// The lines of a directory as far as they are there, the offset of the next one, and whether it was cut off.
    fn lines(&mut self, offset: u64) -> Option<(Vec<Line>, u64, bool)> {
        let width = if self.word == 8 { 8 } else { 2 };
        let count = self.source.bytes(offset, width)?;
        let count = self.number(&count);
        if count == 0 || count > MOST_ENTRIES {
            return None;
        }
        let size = 4 + 2 * self.word;
        let length = count * size as u64;
        let body = self.source.up_to(offset + width, length);
        let next = self.source.bytes(offset + width + length, self.word as u64);
        let lines = body.chunks_exact(size).filter_map(|line| {
            Some(Line {
                tag: u16::try_from(self.number(line.get(..2)?)).ok()?,
                kind: self.number(line.get(2..4)?),
                count: self.number(part(line, 4, self.word)?),
                value: part(line, 4 + self.word, self.word)?.to_vec(),
            })
        });
        let lines = lines.collect();
        let next_offset = next.as_ref().map_or(0, |next| self.number(next));
        // EXIF blocks often end without the offset of a next directory
        Some((lines, next_offset, (body.len() as u64) < length))
    }

    fn directory(&mut self, offset: u64, context: Context, seen: &mut HashSet<u64>, found: &mut Directories) {
        if !seen.insert(offset) {
            return found.damaged.push("one of its directories leads back to itself");
        }
        let Some((lines, _, is_cut_off)) = self.lines(offset) else {
            return found.damaged.push("one of its directories is not where it should be");
        };
        if is_cut_off {
            found.damaged.push("one of its directories is cut off");
        }
        for line in lines {
            let child = match (context, line.tag) {
                (Context::Tiff, EXIF) => Some(Context::Exif),
                (Context::Tiff, GPS) => Some(Context::Gps),
                (Context::Exif, INTEROPERABILITY) => Some(Context::Interop),
                _ => None,
            };
            if let Some(child) = child {
                let place = line.value.get(..if line.kind == 3 { 2 } else { self.word }).unwrap_or_default();
                let offset = self.number(place);
                self.directory(offset, child, seen, found);
            } else if context == Context::Tiff && matches!(line.tag, XMP | IPTC | PHOTOSHOP | ICC) {
                match self.bytes(&line, LONGEST_BLOCK) {
                    Some(block) => found.blocks.push((line.tag, block)),
                    None => found.damaged.push("a block inside of it lies outside of the file"),
                }
            } else if !is_for_machines(context, line.tag) {
                match self.value(&line) {
                    Ok(value) => found.fields.push(Field { context, tag: line.tag, value }),
                    Err(words) => found.damaged.push(words),
                }
            }
        }
    }

    /// The bytes of a value, the first ones when they are many.
    fn bytes(&mut self, line: &Line, most: u64) -> Option<Vec<u8>> {
        let length = line.count.checked_mul(size_of_kind(line.kind)?)?;
        if length <= self.word as u64 {
            return Some(line.value.get(..usize::try_from(length).ok()?)?.to_vec());
        }
        let offset = self.number(&line.value);
        if offset.checked_add(length)? > self.source.length() {
            return None;
        }
        self.source.bytes(offset, length.min(most))
    }

    fn value(&mut self, line: &Line) -> Result<Value, &'static str> {
        if size_of_kind(line.kind).is_none() {
            return Err("a value is of no kind that exists");
        }
        let bytes = self.bytes(line, LONGEST_VALUE).ok_or("a value lies outside of it")?;
        let is_big_endian = self.is_big_endian;
        let numbers = |size: usize| bytes.chunks_exact(size).map(move |chunk| number(chunk, is_big_endian));
        let low = |number: u64| u32::try_from(number & 0xFFFF_FFFF).unwrap_or_default();
        let double = |size: usize| -> Vec<(u32, u32)> {
            let (high, shift) = if is_big_endian { (32, 0) } else { (0, 32) };
            numbers(size).map(|both| (low(both >> high), low(both >> shift))).collect()
        };
        Ok(match line.kind {
            1 => Value::Byte(bytes),
            2 => Value::Ascii(
                bytes.split(|byte| *byte == 0).filter(|text| !text.is_empty()).map(<[u8]>::to_vec).collect(),
            ),
            3 => Value::Short(numbers(2).filter_map(|number| u16::try_from(number).ok()).collect()),
            4 | 13 => Value::Long(numbers(4).map(low).collect()),
            5 => Value::Rational(double(8).into_iter().map(|(num, denom)| Rational { num, denom }).collect()),
            6 => Value::SByte(bytes.iter().map(|byte| byte.cast_signed()).collect()),
            7 => Value::Undefined(bytes, 0),
            8 => {
                Value::SShort(numbers(2).filter_map(|number| Some(u16::try_from(number).ok()?.cast_signed())).collect())
            }
            9 => Value::SLong(numbers(4).map(|number| low(number).cast_signed()).collect()),
            10 => {
                let pair = |(num, denom): (u32, u32)| SRational { num: num.cast_signed(), denom: denom.cast_signed() };
                Value::SRational(double(8).into_iter().map(pair).collect())
            }
            11 => Value::Float(numbers(4).map(|number| f32::from_bits(low(number))).collect()),
            12 => Value::Double(numbers(8).map(f64::from_bits).collect()),
            _ => Value::Long(numbers(8).map(|number| u32::try_from(number).unwrap_or(u32::MAX)).collect()),
        })
    }

    /// How many directories follow one another, without the small copies among them; stops at a loop or damage.
    fn pages(&mut self, first: u64) -> u32 {
        let mut seen = HashSet::new();
        let (mut offset, mut pages) = (first, 0);
        while offset != 0 && seen.len() < MOST_PAGES && seen.insert(offset) {
            let Some((lines, next, _)) = self.lines(offset) else { break };
            let subfile = lines.iter().find(|line| line.tag == SUBFILE_TYPE && line.kind == 4);
            let is_small_copy =
                subfile.is_some_and(|line| self.number(line.value.get(..4).unwrap_or_default()) & 1 == 1);
            pages += u32::from(!is_small_copy);
            offset = next;
        }
        pages.max(1)
    }
}

fn size_of_kind(kind: u64) -> Option<u64> {
    Some(match kind {
        1 | 2 | 6 | 7 => 1,
        3 | 8 => 2,
        4 | 9 | 11 | 13 => 4,
        5 | 10 | 12 | 16..=18 => 8,
        _ => return None,
    })
}
