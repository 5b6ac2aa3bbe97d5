//! Small pictures for tests, made byte by byte where no encoder makes them: four quarters in red, green, blue, white.

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use std::io::Cursor;

pub const WIDTH: u32 = 48;
pub const HEIGHT: u32 = 32;
pub const RED: [u8; 3] = [220, 20, 20];
pub const GREEN: [u8; 3] = [20, 180, 20];
pub const BLUE: [u8; 3] = [20, 20, 220];
pub const WHITE: [u8; 3] = [255, 255, 255];
/// As they stand in the stored rows: left to right, top to bottom.
pub const QUARTERS: [[u8; 3]; 4] = [RED, GREEN, BLUE, WHITE];

pub fn quarter(x: u32, y: u32) -> [u8; 3] {
    QUARTERS[usize::from(x >= WIDTH / 2) + 2 * usize::from(y >= HEIGHT / 2)]
}

pub fn rgb() -> RgbImage {
    RgbImage::from_fn(WIDTH, HEIGHT, |x, y| Rgb(quarter(x, y)))
}

pub fn encoded(format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(rgb()).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A JPEG with further segments behind its first marker.
pub fn jpeg_with(segments: &[(u8, Vec<u8>)]) -> Vec<u8> {
    let plain = encoded(ImageFormat::Jpeg);
    let mut bytes = plain[..2].to_vec();
    for (marker, body) in segments {
        bytes.extend([0xFF, *marker]);
        bytes.extend(u16::try_from(body.len() + 2).unwrap().to_be_bytes());
        bytes.extend(body);
    }
    bytes.extend(&plain[2..]);
    bytes
}

/// A JPEG that says how it is to be turned.
pub fn jpeg_turned(orientation: u16) -> Vec<u8> {
    let exif = Tiff::default().page(&[(274, 3, &[u64::from(orientation)])], &[]);
    jpeg_with(&[(0xE1, [b"Exif\0\0".to_vec(), exif].concat())])
}

/// A PNG with a further chunk behind its header.
pub fn png_with(kind: [u8; 4], body: &[u8]) -> Vec<u8> {
    let plain = encoded(ImageFormat::Png);
    [&plain[..33], &chunk(kind, body), &plain[33..]].concat()
}

/// A PNG that promises a size and holds next to nothing.
pub fn png_promising(width: u32, height: u32, colour_type: u8) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, colour_type, 0, 0, 0]].concat();
    let data = [0x78, 0x9C, 0x63, 0x60, 0x60, 0x60, 0, 0, 0, 4, 0, 1];
    [&b"\x89PNG\r\n\x1A\n"[..], &chunk(*b"IHDR", &header), &chunk(*b"IDAT", &data), &chunk(*b"IEND", &[])].concat()
}

fn chunk(kind: [u8; 4], body: &[u8]) -> Vec<u8> {
    let named = [&kind[..], body].concat();
    let mut crc = u32::MAX;
    for byte in &named {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 };
        }
    }
    [&u32::try_from(body.len()).unwrap().to_be_bytes()[..], &named, &(!crc).to_be_bytes()].concat()
}

/// Writes TIFF structures.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tiff {
    pub big_endian: bool,
    pub big: bool,
}

/// A tag, its kind (3 short, 4 long, 5 rational as numerator and denominator) and its values.
pub type Tag<'a> = (u16, u16, &'a [u64]);

impl Tiff {
    /// One picture as one strip of stored bytes; the tags of the strip are added, `tags` come in any order.
    pub fn page(self, tags: &[Tag<'_>], strip: &[u8]) -> Vec<u8> {
        self.pages(&[(tags, strip)])
    }

    /// Several pictures, one after the other.
    pub fn pages(self, pages: &[(&[Tag<'_>], &[u8])]) -> Vec<u8> {
        let word = if self.big { 8 } else { 4 };
        let mut bytes = if self.big_endian { b"MM".to_vec() } else { b"II".to_vec() };
        bytes.extend(self.number(if self.big { 43 } else { 42 }, 2));
        if self.big {
            bytes.extend(self.number(8, 2));
            bytes.extend([0, 0]);
        }
        let mut link = bytes.len();
        bytes.extend(self.number(0, word));
        for (tags, strip) in pages {
            let strip_at = bytes.len() as u64;
            bytes.extend(*strip);
            bytes.resize(bytes.len().next_multiple_of(2), 0);
            let (at, length) = ([strip_at], [strip.len() as u64]);
            let mut tags = tags.to_vec();
            let says_where = tags.iter().any(|tag| matches!(tag.0, 273 | 324));
            if !strip.is_empty() && !says_where {
                tags.extend([(273, 4, &at[..]), (279, 4, &length[..])]);
            }
            tags.sort_by_key(|tag| tag.0);
            let mut entries = Vec::new();
            for (tag, kind, values) in &tags {
                let size = if *kind == 3 { 2 } else { 4 };
                let stored: Vec<u8> = values.iter().flat_map(|value| self.number(*value, size)).collect();
                let count = if *kind == 5 { values.len() / 2 } else { values.len() };
                entries.extend(self.number(u64::from(*tag), 2));
                entries.extend(self.number(u64::from(*kind), 2));
                entries.extend(self.number(count as u64, word));
                if stored.len() <= word {
                    entries.extend(&stored);
                    entries.extend(vec![0; word - stored.len()]);
                } else {
                    entries.extend(self.number(bytes.len() as u64, word));
                    bytes.extend(stored);
                }
            }
            let directory = self.number(bytes.len() as u64, word);
            bytes[link..link + word].copy_from_slice(&directory);
            bytes.extend(self.number(tags.len() as u64, if self.big { 8 } else { 2 }));
            bytes.extend(entries);
            link = bytes.len();
            bytes.extend(self.number(0, word));
        }
        bytes
    }

    pub fn number(self, value: u64, size: usize) -> Vec<u8> {
        if self.big_endian { value.to_be_bytes()[8 - size..].to_vec() } else { value.to_le_bytes()[..size].to_vec() }
    }

    /// The four quarters, with these bits, compression, colours and stored bytes.
    pub fn quarters(self, bits: &[u64], compression: u64, photometric: u64, more: &[Tag<'_>], strip: &[u8]) -> Vec<u8> {
        let (width, height) = ([u64::from(WIDTH)], [u64::from(HEIGHT)]);
        let (samples, compression, photometric) = ([bits.len() as u64], [compression], [photometric]);
        let mut tags: Vec<Tag<'_>> = vec![
            (256, 3, &width),
            (257, 3, &height),
            (258, 3, bits),
            (259, 3, &compression),
            (262, 3, &photometric),
            (277, 3, &samples),
            (278, 3, &height),
            (282, 5, &[300, 1]),
            (283, 5, &[300, 1]),
            (296, 3, &[2]),
        ];
        tags.extend(more);
        self.page(&tags, strip)
    }
}

/// The stored bytes of the quarters, each colour told by `of`.
pub fn strip(of: impl Fn([u8; 3]) -> Vec<u8>) -> Vec<u8> {
    (0..HEIGHT).flat_map(|y| (0..WIDTH).map(move |x| (x, y))).flat_map(|(x, y)| of(quarter(x, y))).collect()
}

/// LZW as in TIFF, without finding repetitions: nine-bit codes, with a new start before they would grow.
pub fn lzw(bytes: &[u8]) -> Vec<u8> {
    let codes =
        bytes.chunks(200).flat_map(|part| std::iter::once(256_u32).chain(part.iter().map(|byte| u32::from(*byte))));
    let (mut packed, mut bits, mut held) = (Vec::new(), 0, 0);
    for code in codes.chain([257]) {
        held = held << 9 | code;
        bits += 9;
        while bits >= 8 {
            bits -= 8;
            packed.push(u8::try_from(held >> bits & 0xFF).unwrap());
        }
        held &= (1 << bits) - 1;
    }
    packed.push(u8::try_from(held << (8 - bits) & 0xFF).unwrap());
    packed
}

/// Every kind of file this program can show, by name.
pub fn viewable() -> Vec<(&'static str, Vec<u8>)> {
    let le = Tiff::default();
    let be = Tiff { big_endian: true, big: false };
    let big = Tiff { big_endian: false, big: true };
    let big_be = Tiff { big_endian: true, big: true };
    let rgb8 = strip(|colour| colour.to_vec());
    let rgb16 = |tiff: Tiff| {
        strip(move |colour| colour.iter().flat_map(|value| tiff.number(u64::from(*value) * 257, 2)).collect())
    };
    let cmyk = strip(|colour| [colour.map(|value| 255 - value).to_vec(), vec![0]].concat());
    let index =
        strip(|colour| vec![u8::try_from(QUARTERS.iter().position(|known| *known == colour).unwrap()).unwrap()]);
    let map: Vec<u64> = (0..3)
        .flat_map(|part| (0..256).map(move |at| QUARTERS.get(at).map_or(0, |c| u64::from(c[part]) * 257)))
        .collect();
    let predicted: Vec<u8> = rgb8
        .chunks(WIDTH as usize * 3)
        .flat_map(|row| (0..row.len()).map(|at| row[at].wrapping_sub(if at < 3 { 0 } else { row[at - 3] })))
        .collect();
    let three = [8, 8, 8];
    vec![
        ("jpeg", encoded(ImageFormat::Jpeg)),
        ("png", encoded(ImageFormat::Png)),
        ("webp", encoded(ImageFormat::WebP)),
        ("gif", encoded(ImageFormat::Gif)),
        ("bmp", encoded(ImageFormat::Bmp)),
        ("tiff by an encoder", encoded(ImageFormat::Tiff)),
        ("tiff rgb 8", le.quarters(&three, 1, 2, &[], &rgb8)),
        ("tiff rgb 8, high byte first", be.quarters(&three, 1, 2, &[], &rgb8)),
        ("tiff rgb 16", le.quarters(&[16, 16, 16], 1, 2, &[], &rgb16(le))),
        ("tiff rgb 16, high byte first", be.quarters(&[16, 16, 16], 1, 2, &[], &rgb16(be))),
        ("tiff rgb lzw", le.quarters(&three, 5, 2, &[], &lzw(&rgb8))),
        ("tiff rgb lzw with predictor", le.quarters(&three, 5, 2, &[(317, 3, &[2])], &lzw(&predicted))),
        ("tiff cmyk", le.quarters(&[8, 8, 8, 8], 1, 5, &[], &cmyk)),
        ("tiff palette", le.quarters(&[8], 1, 3, &[(320, 3, &map)], &index)),
        ("tiff palette lzw, high byte first", be.quarters(&[8], 5, 3, &[(320, 3, &map)], &lzw(&index))),
        ("tiff jpeg ycbcr", le.quarters(&three, 7, 6, &[(530, 3, &[1, 1])], &encoded(ImageFormat::Jpeg))),
        ("bigtiff rgb 8", big.quarters(&three, 1, 2, &[], &rgb8)),
        ("bigtiff rgb 8, high byte first", big_be.quarters(&three, 1, 2, &[], &rgb8)),
        ("bigtiff palette, high byte first", big_be.quarters(&[8], 1, 3, &[(320, 3, &map)], &index)),
    ]
}
