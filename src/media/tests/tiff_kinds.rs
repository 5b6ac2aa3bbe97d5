//! TIFF in every kind of storing: what was written is what is read.

use super::super::*;
use super::samples::{Tag, Tiff};
use super::{file, why};
use crate::error::Error;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::io::Write;
use std::path::Path;
use weezl::BitOrder;

pub const WIDTH: usize = 37;
pub const HEIGHT: usize = 29;

/// A number of the drawn picture from 0 to 255, different in every channel.
fn value(x: usize, y: usize, channel: usize) -> u8 {
    u8::try_from((x * (5 + channel) + y * (7 - channel) + 50 * channel + x * y / 9) % 256).unwrap()
}

/// How a page is stored.
#[derive(Clone, Copy, Debug)]
pub struct Stored {
    pub tiff: Tiff,
    pub size: (usize, usize),
    pub photometric: u64,
    pub samples: usize,
    pub bits: usize,
    pub compression: u64,
    pub is_predicted: bool,
    pub is_planar: bool,
    pub lowest_bit_first: bool,
    /// Width and height; strips are as wide as the picture.
    pub tile: Option<(usize, usize)>,
    pub rows_per_strip: usize,
    pub opacity: Option<u64>,
}

impl Default for Stored {
    fn default() -> Self {
        Self {
            tiff: Tiff::default(),
            size: (WIDTH, HEIGHT),
            photometric: 2,
            samples: 3,
            bits: 8,
            compression: 1,
            is_predicted: false,
            is_planar: false,
            lowest_bit_first: false,
            tile: None,
            rows_per_strip: 7,
            opacity: None,
        }
    }
}

impl Stored {
    /// The number that is stored; `bits` cut the picture down to so many steps.
    fn number(&self, x: usize, y: usize, channel: usize) -> u64 {
        let value = u64::from(value(x, y, channel));
        if self.bits == 16 { value * 257 } else { value >> (8 - self.bits) }
    }

    fn rows(&self, x: usize, y: usize, width: usize, height: usize, planes: std::ops::Range<usize>) -> Vec<u8> {
        let channels: Vec<usize> = planes.collect();
        let mut bytes = Vec::new();
        for row in y..y + height {
            let mut before = vec![0; channels.len()];
            let (mut held, mut held_bits) = (0_u64, 0);
            for column in x..x + width {
                for (channel, before) in channels.iter().zip(&mut before) {
                    let number = self.number(column, row, *channel);
                    let stored = if self.is_predicted { number.wrapping_sub(*before) } else { number };
                    *before = number;
                    if self.bits == 16 {
                        bytes.extend(self.tiff.number(stored & 0xFFFF, 2));
                    } else {
                        held = held << self.bits | stored & ((1 << self.bits) - 1);
                        held_bits += self.bits;
                        if held_bits >= 8 {
                            held_bits -= 8;
                            bytes.push(u8::try_from(held >> held_bits & 0xFF).unwrap());
                        }
                    }
                }
            }
            if held_bits > 0 {
                bytes.push(u8::try_from(held << (8 - held_bits) & 0xFF).unwrap());
            }
        }
        bytes
    }

    pub fn bytes(&self) -> Vec<u8> {
        self.bytes_with(&[])
    }

    /// The file, with further tags.
    pub fn bytes_with(&self, more: &[Tag<'_>]) -> Vec<u8> {
        let (width, height) = self.size;
        let (chunk_width, chunk_height) = self.tile.unwrap_or((width, self.rows_per_strip));
        let planes: Vec<_> = if self.is_planar {
            (0..self.samples).map(|at| at..at + 1).collect()
        } else {
            std::iter::once(0..self.samples).collect()
        };
        // the first page's strip begins behind the header
        let mut at = if self.tiff.big { 16 } else { 8 };
        let (mut data, mut offsets, mut counts) = (Vec::new(), Vec::new(), Vec::new());
        for planes in planes {
            for y in (0..height).step_by(chunk_height) {
                for x in (0..width).step_by(chunk_width) {
                    let rows = if self.tile.is_some() { chunk_height } else { chunk_height.min(height - y) };
                    let mut packed = pack(&self.rows(x, y, chunk_width, rows, planes.clone()), self.compression);
                    if self.lowest_bit_first {
                        packed = packed.into_iter().map(u8::reverse_bits).collect();
                    }
                    offsets.push(at);
                    counts.push(packed.len() as u64);
                    at += packed.len() as u64;
                    data.extend(packed);
                }
            }
        }
        let one = |value: usize| [value as u64];
        let (width, height, samples) = (one(width), one(height), one(self.samples));
        let bits = vec![self.bits as u64; self.samples];
        let planar = [if self.is_planar { 2 } else { 1 }];
        let predictor = [if self.is_predicted { 2 } else { 1 }];
        let fill_order = [if self.lowest_bit_first { 2 } else { 1 }];
        let (chunk_width, chunk_height) = (one(chunk_width), one(chunk_height));
        let map: Vec<u64> =
            (0..3).flat_map(|part| (0..1 << self.bits).map(move |at| (at * (part + 3) % 256) * 257)).collect();
        let (compression, photometric, opacity) =
            ([self.compression], [self.photometric], [self.opacity.unwrap_or_default()]);
        let mut tags: Vec<Tag<'_>> = vec![
            (256, 3, &width),
            (257, 3, &height),
            (258, 3, &bits),
            (259, 3, &compression),
            (262, 3, &photometric),
            (266, 3, &fill_order),
            (277, 3, &samples),
            (284, 3, &planar),
            (317, 3, &predictor),
        ];
        if self.tile.is_some() {
            tags.extend([(322, 3, &chunk_width[..]), (323, 3, &chunk_height), (324, 4, &offsets), (325, 4, &counts)]);
        } else {
            tags.extend([(273, 4, &offsets[..]), (278, 3, &chunk_height), (279, 4, &counts)]);
        }
        if self.photometric == 3 {
            tags.push((320, 3, &map));
        }
        if self.opacity.is_some() {
            tags.push((338, 3, &opacity));
        }
        tags.retain(|tag| more.iter().all(|other| other.0 != tag.0));
        tags.extend(more);
        self.tiff.page(&tags, &data)
    }

    /// The pixel as it is shown.
    fn shown(&self, x: usize, y: usize) -> [u8; 4] {
        let scaled = |channel: usize| {
            let number = self.number(x, y, channel);
            if self.bits == 16 { number / 257 } else { number * 255 / ((1 << self.bits) - 1) }
        };
        let byte = |value: u64| u8::try_from(value).unwrap();
        let opacity = |channel: usize| match self.opacity {
            Some(1 | 2) => byte(scaled(channel)),
            _ => 255,
        };
        let seen = |value: u64, opacity: u8| match (self.opacity, opacity) {
            (Some(1), 1..) => byte(((value * 255 + u64::from(opacity) / 2) / u64::from(opacity)).min(255)),
            _ => byte(value),
        };
        match self.photometric {
            0 | 1 => {
                let grey = if self.photometric == 0 { 255 - scaled(0) } else { scaled(0) };
                let opacity = opacity(1);
                let grey = seen(grey, opacity);
                [grey, grey, grey, opacity]
            }
            2 => {
                let opacity = opacity(3);
                let [red, green, blue] = [0, 1, 2].map(|channel| seen(scaled(channel), opacity));
                [red, green, blue, opacity]
            }
            3 => {
                let index = self.number(x, y, 0);
                let [red, green, blue] = [3, 4, 5].map(|times| byte(index * times % 256));
                [red, green, blue, 255]
            }
            _ => {
                let black = 255 - scaled(3);
                let [red, green, blue] = [0, 1, 2].map(|ink| byte(((255 - scaled(ink)) * black + 127) / 255));
                [red, green, blue, 255]
            }
        }
    }

    /// The whole picture as it is shown.
    fn all_shown(&self) -> Vec<u8> {
        (0..self.size.1)
            .flat_map(|y| (0..self.size.0).map(move |x| (x, y)))
            .flat_map(|(x, y)| self.shown(x, y))
            .collect()
    }
}

fn pack(bytes: &[u8], compression: u64) -> Vec<u8> {
    match compression {
        5 => weezl::encode::Encoder::with_tiff_size_switch(BitOrder::Msb, 8).encode(bytes).unwrap(),
        8 | 32_946 => {
            let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
            encoder.write_all(bytes).unwrap();
            encoder.finish().unwrap()
        }
        32_773 => {
            // literals and a run by turns, and the byte that means nothing
            bytes
                .chunks(50)
                .enumerate()
                .flat_map(|(index, part)| {
                    let run = u8::try_from(part.iter().take_while(|byte| **byte == part[0]).count()).unwrap();
                    let (head, tail) = part.split_at(usize::from(run));
                    let mut packed = if index % 3 == 0 { vec![128] } else { Vec::new() };
                    packed.extend(if run > 1 { [(!run).wrapping_add(2), head[0]] } else { [0, head[0]] });
                    if !tail.is_empty() {
                        packed.push(u8::try_from(tail.len() - 1).unwrap());
                        packed.extend(tail);
                    }
                    packed
                })
                .collect()
        }
        _ => bytes.to_vec(),
    }
}

fn all_of(bytes: &[u8]) -> Result<Pixels, Error> {
    let (_folder, path) = file(bytes);
    read_pixels(&path, 4000)
}

#[test]
fn every_way_of_storing_gives_back_what_was_stored() {
    let (le, be) = (Tiff::default(), Tiff { big_endian: true, big: false });
    let big = Tiff { big_endian: false, big: true };
    let kinds: &[(u64, usize, usize, Option<u64>)] = &[
        (0, 1, 1, None),
        (1, 1, 1, None),
        (1, 1, 2, None),
        (0, 1, 4, None),
        (1, 1, 8, None),
        (0, 1, 8, None),
        (0, 1, 16, None),
        (1, 2, 8, Some(2)),
        (1, 2, 8, Some(0)),
        (2, 3, 8, None),
        (2, 3, 16, None),
        (2, 4, 8, Some(2)),
        (2, 4, 8, Some(1)),
        (2, 4, 16, Some(1)),
        (2, 4, 8, Some(0)),
        (2, 6, 8, None),
        (3, 1, 1, None),
        (3, 1, 2, None),
        (3, 1, 4, None),
        (3, 1, 8, None),
        (5, 4, 8, None),
        (5, 4, 16, None),
        (5, 5, 8, Some(0)),
    ];
    let mut count = 0;
    for (photometric, samples, bits, opacity) in kinds.iter().copied() {
        for compression in [1, 5, 8, 32_946, 32_773] {
            for tiff in [le, be, big] {
                for (is_planar, is_predicted) in [(false, false), (false, true), (true, false), (true, true)] {
                    for tile in [None, Some((16, 32))] {
                        if is_planar && samples == 1
                            || is_predicted && (bits < 8 || ![5, 8, 32_946].contains(&compression))
                        {
                            continue;
                        }
                        let stored = Stored {
                            tiff,
                            photometric,
                            samples,
                            bits,
                            compression,
                            is_predicted,
                            is_planar,
                            tile,
                            opacity,
                            lowest_bit_first: count % 4 == 3,
                            rows_per_strip: 1 + count % 31,
                            ..Stored::default()
                        };
                        let pixels = all_of(&stored.bytes()).unwrap_or_else(|error| panic!("{stored:?}: {error}"));
                        assert_eq!((pixels.width as usize, pixels.height as usize), stored.size);
                        let different =
                            pixels.rgba.iter().zip(stored.all_shown()).filter(|(a, b)| a.abs_diff(*b) > 1).count();
                        assert_eq!(different, 0, "{stored:?}");
                        count += 1;
                    }
                }
            }
        }
    }
    assert!(count > 1000, "{count}");
}

#[test]
fn brightness_and_differences_of_colour_in_boxes() {
    for (across, down) in [(1, 1), (2, 1), (2, 2), (4, 2), (4, 4)] {
        // grey, but for the lower half, which is blue
        let units_across = WIDTH.div_ceil(across);
        let data: Vec<u8> = (0..HEIGHT.div_ceil(down))
            .flat_map(|unit_y| {
                let is_low = unit_y * down >= HEIGHT / 2;
                let (luma, blue, red) = if is_low { (29, 255, 107) } else { (100, 128, 128) };
                [vec![luma; across * down], vec![blue, red]].concat().repeat(units_across)
            })
            .collect();
        let page = Tiff::default().page(
            &[
                (256, 3, &[WIDTH as u64]),
                (257, 3, &[HEIGHT as u64]),
                (258, 3, &[8, 8, 8]),
                (259, 3, &[5]),
                (262, 3, &[6]),
                (277, 3, &[3]),
                (530, 3, &[across as u64, down as u64]),
            ],
            &pack(&data, 5),
        );
        let pixels = all_of(&page).unwrap();
        assert_eq!(pixels.rgba[..4], [100, 100, 100, 255], "{across} {down}");
        assert_eq!(pixels.rgba[pixels.rgba.len() - 4..], [0, 0, 254, 255], "{across} {down}");
    }
}

/// Tags with their own values, and pixels.
type OwnPage = (Vec<(u16, u16, Vec<u64>)>, Vec<u8>);

fn page_of(grey: u8, tags: &[Tag<'_>], side: usize) -> OwnPage {
    let side_px = side as u64;
    let mut all: Vec<(u16, u16, Vec<u64>)> =
        vec![(256, 3, vec![side_px]), (257, 3, vec![side_px]), (258, 3, vec![8]), (262, 3, vec![1]), (277, 3, vec![1])];
    all.retain(|known| tags.iter().all(|tag| tag.0 != known.0));
    all.extend(tags.iter().map(|(tag, kind, values)| (*tag, *kind, values.to_vec())));
    (all, vec![grey; side * side])
}

fn pages(pages: &[(u8, &[Tag<'_>], usize)]) -> Vec<u8> {
    let pages: Vec<_> = pages.iter().map(|(grey, tags, side)| page_of(*grey, tags, *side)).collect();
    let tags: Vec<Vec<Tag<'_>>> =
        pages.iter().map(|(tags, _)| tags.iter().map(|tag| (tag.0, tag.1, &tag.2[..])).collect()).collect();
    let all: Vec<(&[Tag<'_>], &[u8])> = tags.iter().zip(&pages).map(|(tags, page)| (&tags[..], &page.1[..])).collect();
    Tiff::default().pages(&all)
}

fn open(path: &Path, page: u32) -> Result<OpenPicture, Error> {
    OpenPicture::open(path, page, path.parent().unwrap())
}

#[test]
fn each_page_is_read_by_its_number() {
    let (_folder, path) = file(&pages(&[(10, &[], 40), (20, &[(274, 3, &[6])], 30), (30, &[], 20)]));
    assert_eq!(probe(&path).unwrap().pages, 3);
    for (page, grey, side) in [(0, 10, 40), (1, 20, 30), (2, 30, 20)] {
        let mut picture = open(&path, page).unwrap();
        assert_eq!((picture.size_px(), picture.pages()), ((side, side), 3));
        assert!(picture.reduced(100).unwrap().bytes.iter().all(|byte| *byte == grey));
        assert!(picture.tile(0, 0, 0).unwrap().bytes.iter().all(|byte| *byte == grey));
    }
    assert!(why(&open(&path, 3).err().unwrap()).contains("it has 3 pages; there is no page 4"));
}

#[test]
fn reduced_copies_of_a_page_are_no_pages_and_serve_its_small_copies() {
    let copy: &[Tag<'_>] = &[(254, 4, &[1])];
    let (_folder, path) = file(&pages(&[(10, &[], 64), (20, copy, 32), (30, copy, 16), (99, &[(254, 4, &[4])], 64)]));
    assert_eq!(probe(&path).unwrap().pages, 1);
    let mut picture = open(&path, 0).unwrap().with_coarse_bytes(10);
    for (max_side, grey) in [(64, 10), (40, 10), (32, 20), (20, 20), (16, 30), (5, 30)] {
        let small = picture.reduced(max_side).unwrap();
        assert!(small.width == max_side && small.bytes.iter().all(|byte| *byte == grey), "{max_side}: {small:?}");
    }
    for (level, grey) in [(0, 10), (1, 20), (2, 30), (3, 30), (6, 30)] {
        let tile = picture.tile(level, 0, 0).unwrap();
        assert!(tile.width == 64 >> level && tile.bytes.iter().all(|byte| *byte == grey), "{level}: {tile:?}");
    }
    // a small copy in front of its page, and one of another picture
    let (_folder, path) = file(&pages(&[(20, copy, 32), (10, &[], 64), (30, &[(254, 4, &[1]), (257, 3, &[3])], 16)]));
    assert_eq!((probe(&path).unwrap().pages, probe(&path).unwrap().width_px), (1, 64));
    assert!(open(&path, 0).unwrap().reduced(16).unwrap().bytes.iter().all(|byte| *byte == 10));
}

#[test]
fn loops_and_lies_in_a_directory_end_in_words() {
    let stored = Stored::default();
    let whole = all_of(&stored.bytes()).unwrap();
    // what is wrong and does not matter
    for (name, tags) in [
        ("no length", &[(279, 4, &[0_u64, 0, 0, 0, 0][..])][..]),
        ("a length of nonsense", &[(279, 4, &[1, 2, 3, 4, u64::from(u32::MAX)])]),
        ("a predictor where there is none", &[(317, 3, &[2])]),
        ("a copy that is no directory", &[(330, 4, &[3, 7, u64::from(u32::MAX)])]),
        ("a copy that is itself", &[(330, 4, &[8])]),
        ("an orientation of nonsense", &[(274, 3, &[77])]),
    ] {
        assert_eq!(all_of(&stored.bytes_with(tags)).unwrap(), whole, "{name}");
    }
    let far = u64::from(u32::MAX - 5);
    for (name, tags, words) in [
        ("no rows", &[(257, 3, &[0_u64][..])][..], "no size"),
        ("too few strips", &[(273, 4, &[8, 9])], "does not say where"),
        ("strips behind the end", &[(273, 4, &[8, far, far, far, far])], "cut off"),
        ("tiles of no size", &[(322, 3, &[0]), (323, 3, &[16]), (324, 4, &[8])], "does not say where"),
        ("tiles of a million", &[(322, 4, &[1 << 20]), (323, 4, &[1 << 20]), (324, 4, &[8])], "does not say where"),
        ("a width of millions", &[(256, 4, &[far])], "too large"),
        ("a height of millions", &[(257, 4, &[far]), (278, 4, &[far])], "too large"),
        ("no rows in a strip and no strips", &[(278, 3, &[0]), (273, 4, &[])], "does not say where"),
        ("many samples", &[(277, 3, &[65_535])], "cannot be shown"),
    ] {
        let bytes = stored.bytes_with(tags);
        let (_folder, path) = file(&bytes);
        let error = read_pixels(&path, 100).unwrap_err();
        assert!(why(&error).contains(words), "{name}: {error}");
        assert!(probe(&path).is_ok(), "{name}");
    }
    // no rows in a strip: all of them
    let one = Stored { rows_per_strip: HEIGHT, ..stored };
    assert_eq!(all_of(&one.bytes_with(&[(278, 3, &[0])])).unwrap(), whole);
}

#[test]
fn a_tiff_cut_anywhere_gives_words_or_what_is_there() {
    for compression in [1, 5, 8, 32_773] {
        for tile in [None, Some((16, 16))] {
            let stored = Stored { compression, tile, size: (20, 11), rows_per_strip: 3, ..Stored::default() };
            let bytes = stored.bytes();
            // the directory to the front, so that the cut is in the pixels
            for length in (4..bytes.len()).step_by(7) {
                let (_folder, path) = file(&bytes[..length]);
                assert!(probe(&path).unwrap().why_not_viewable.is_some_and(|why| why.contains("cut off")), "{length}");
                assert!(read_pixels(&path, 100).is_err());
            }
            // the directory is behind the pixels: a piece that begins shortly before the end is cut off as well
            for missing in [1, 8, 50] {
                let (tag, count) = if tile.is_some() { (324, 2) } else { (273, 4) };
                let mut offsets = vec![8; count];
                let length = stored.bytes_with(&[(tag, 4, &offsets)]).len() as u64;
                offsets[count - 1] = length - missing;
                let (_folder, path) = file(&stored.bytes_with(&[(tag, 4, &offsets)]));
                let error = read_pixels(&path, 100).unwrap_err();
                // what follows may unpack to something by chance
                let is_damage = compression != 1 && why(&error).contains("damaged");
                assert!(is_damage || why(&error).contains("cut off"), "{error}");
            }
        }
    }
}
