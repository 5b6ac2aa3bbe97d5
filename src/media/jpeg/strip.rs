//! Rows of MCUs become rows of pixels: samples are kept for one row of MCUs and its neighbours' nearest lines, made as
//! many as there are pixels, and their colours converted.

#![expect(clippy::indexing_slicing, reason = "hot loops; every range comes from the sizes the buffers were made with")]

use super::super::{Channels, Raster};
use super::colour;
use super::header::{Colours, Frame};
use super::scan::Sink;
use super::transform::Factors;
use std::ops::Range;

/// How often a sample is repeated in one direction.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spread {
    One,
    /// Twice, with a quarter of the next one.
    Two,
    /// In another ratio, plainly: sample = pixel × first / second.
    Other(usize, usize),
}

impl Spread {
    fn new(samples: usize, pixels: usize) -> Self {
        match (samples, pixels) {
            (samples, pixels) if samples == pixels => Self::One,
            (samples, pixels) if samples * 2 == pixels => Self::Two,
            (samples, pixels) => Self::Other(samples, pixels),
        }
    }
}

/// The samples of one component.
struct Plane {
    factors: Factors,
    size: usize,
    /// Samples of an MCU from top to bottom.
    mcu_high: usize,
    /// Samples of the whole picture.
    wide: usize,
    high: usize,
    spread_across: Spread,
    spread_down: Spread,
    /// Where the buffers begin in a row of samples, and how wide they are.
    left: usize,
    stride: usize,
    /// The row of MCUs that becomes pixels: the last line of the one before, then its own.
    current: Vec<u8>,
    /// The one that is being decoded.
    next: Vec<u8>,
    /// A line between two of samples, a sample more at both ends.
    sums: Vec<u16>,
    /// A line of pixels.
    line: Vec<u8>,
}

/// A box of a picture that is being put together.
pub(super) struct Strips {
    /// What is wanted, in pixels of the reduced picture.
    wanted_x: Range<usize>,
    wanted_y: Range<usize>,
    /// The MCUs that are needed for it.
    columns: Range<usize>,
    rows: Range<usize>,
    /// Pixels of an MCU from top to bottom.
    mcu_high: usize,
    /// The row of MCUs that is being decoded.
    row: usize,
    planes: Vec<Plane>,
    colours: Colours,
    bytes: Vec<u8>,
}

/// A box in pixels of the stored picture, which lies inside of it.
#[derive(Clone, Copy)]
pub(super) struct Area {
    pub x: usize,
    pub y: usize,
    pub width: usize,
    pub height: usize,
}

/// Samples a side that blocks of each component have at a reduction: those of rarer components larger, as long as they
/// are not more than those of the others, so that nothing need be repeated that is in the file.
pub(super) fn sizes(frame: &Frame, shrink_log2: u8) -> Vec<usize> {
    let unit = 8 >> shrink_log2;
    let enlarged = |component: &super::header::Component| {
        let mut size = unit;
        while size < 8
            && (frame.most_across * unit).is_multiple_of(component.across * size * 2)
            && (frame.most_down * unit).is_multiple_of(component.down * size * 2)
        {
            size *= 2;
        }
        size
    };
    frame.components.iter().map(enlarged).collect()
}

impl Strips {
    /// Prepares for `area`, made smaller; blocks have `sizes` samples a side.
    pub fn new(
        frame: &Frame,
        quantisation: &[[u16; 64]],
        colours: Colours,
        area: Area,
        shrink_log2: u8,
        sizes: &[usize],
    ) -> Self {
        let unit = 8 >> shrink_log2;
        let (mcu_wide, mcu_high) = (frame.most_across * unit, frame.most_down * unit);
        let wanted_x = area.x >> shrink_log2..(area.x + area.width).div_ceil(1 << shrink_log2);
        let wanted_y = area.y >> shrink_log2..(area.y + area.height).div_ceil(1 << shrink_log2);
        let spread = |component: &super::header::Component, size: usize| {
            (Spread::new(component.across * size, mcu_wide), Spread::new(component.down * size, mcu_high))
        };
        let mixed = frame.components.iter().zip(sizes).map(|(component, size)| spread(component, *size));
        let (mixed_across, mixed_down) =
            mixed.fold((false, false), |any, each| (any.0 || each.0 == Spread::Two, any.1 || each.1 == Spread::Two));
        let columns = mcus(&wanted_x, mcu_wide, frame.mcus_wide, mixed_across);
        let rows = mcus(&wanted_y, mcu_high, frame.mcus_high, mixed_down);
        let planes = frame.components.iter().zip(sizes).zip(quantisation).map(|((component, &size), quantisation)| {
            let (spread_across, spread_down) = spread(component, size);
            let own_wide = component.across * size;
            let own_high = component.down * size;
            let stride = columns.len() * own_wide;
            Plane {
                factors: Factors::new(quantisation, size),
                size,
                mcu_high: own_high,
                wide: (frame.width * own_wide).div_ceil(frame.most_across * 8),
                high: (frame.height * own_high).div_ceil(frame.most_down * 8),
                spread_across,
                spread_down,
                left: columns.start * own_wide,
                stride,
                current: vec![0; stride * (own_high + 1)],
                next: vec![0; stride * (own_high + 1)],
                sums: Vec::new(),
                line: vec![0; wanted_x.len()],
            }
        });
        let planes: Vec<Plane> = planes.collect();
        let row = rows.start;
        let bytes = Vec::with_capacity(wanted_x.len() * wanted_y.len() * channels(colours).bytes());
        Strips { wanted_x, wanted_y, columns, rows, mcu_high, row, planes, colours, bytes }
    }

    /// The columns of MCUs that must be decoded.
    pub fn columns(&self) -> Range<usize> {
        self.columns.clone()
    }

    /// The rows of MCUs that must be decoded, one after the other.
    pub fn rows(&self) -> Range<usize> {
        self.rows.clone()
    }

    /// A row of MCUs is decoded.
    pub fn row_is_done(&mut self) {
        // the one before has the line below it now
        if self.row > self.rows.start {
            self.pixels(self.row - 1);
        }
        for plane in &mut self.planes {
            let last = plane.current.len() - plane.stride;
            plane.next[..plane.stride].copy_from_slice(&plane.current[last..]);
            std::mem::swap(&mut plane.current, &mut plane.next);
        }
        self.row += 1;
        if self.row == self.rows.end {
            self.pixels(self.row - 1);
        }
    }

    /// The finished box.
    pub fn into_raster(self) -> Raster {
        let length = |range: &Range<usize>| u32::try_from(range.len()).unwrap_or(u32::MAX);
        Raster {
            width: length(&self.wanted_x),
            height: length(&self.wanted_y),
            channels: channels(self.colours),
            bytes: self.bytes,
        }
    }

    /// Makes the pixels of a row of MCUs, whose samples are the current ones.
    fn pixels(&mut self, row: usize) {
        let first = (row * self.mcu_high).max(self.wanted_y.start);
        let end = ((row + 1) * self.mcu_high).min(self.wanted_y.end);
        for y in first..end {
            for plane in &mut self.planes {
                plane.make_line(y, row, &self.wanted_x);
            }
            let lines = self.planes.as_slice();
            let bytes = &mut self.bytes;
            match (self.colours, lines) {
                (Colours::Grey, [grey, ..]) => bytes.extend_from_slice(&grey.line),
                (Colours::YccToRgb, [y, cb, cr, ..]) => colour::ycc_to_rgb(&y.line, &cb.line, &cr.line, bytes),
                (Colours::Rgb, [red, green, blue, ..]) => colour::rgb(&red.line, &green.line, &blue.line, bytes),
                (Colours::YcckInverted, [y, cb, cr, black]) => {
                    colour::ycck_to_cmyk([&y.line, &cb.line, &cr.line, &black.line], bytes);
                }
                (Colours::Cmyk, [c, m, y, k]) => colour::cmyk([&c.line, &m.line, &y.line, &k.line], 0, bytes),
                (Colours::CmykInverted, [c, m, y, k]) => {
                    colour::cmyk([&c.line, &m.line, &y.line, &k.line], 0xFF, bytes);
                }
                _ => {}
            }
        }
    }
}

impl Sink for Strips {
    #[inline]
    fn first(&mut self, component: usize, column: usize, row: usize, first: i16) {
        let plane = &mut self.planes[component];
        let sample = plane.factors.first(first);
        plane.next[(row + 1) * plane.stride + column - plane.left] = sample;
    }

    #[inline]
    fn block(&mut self, component: usize, column: usize, row: usize, block: &[i16; 64], used: u32) {
        let plane = &mut self.planes[component];
        let corner = (row * plane.size + 1) * plane.stride + column * plane.size - plane.left;
        plane.factors.block(block, used, &mut plane.next[corner..], plane.stride);
    }
}

impl Plane {
    /// Makes line `y` of the picture out of the samples; the current ones are those of MCU row `row`.
    fn make_line(&mut self, y: usize, row: usize, wanted: &Range<usize>) {
        let top = row * self.mcu_high;
        let at_most = self.high - 1;
        // from the buffers: their first line is the last one above
        let place = |line: usize| (line.min(at_most) + 1).saturating_sub(top);
        match (self.spread_across, self.spread_down) {
            (Spread::One, Spread::One) => {
                let begin = place(y) * self.stride + wanted.start - self.left;
                self.line.copy_from_slice(&self.current[begin..begin + wanted.len()]);
            }
            (Spread::One | Spread::Two, Spread::One | Spread::Two) => {
                let (near, far) = match self.spread_down {
                    Spread::Two => (y / 2, if y.is_multiple_of(2) { (y / 2).saturating_sub(1) } else { y / 2 + 1 }),
                    _ => (y, y),
                };
                // the picture ends where it ends, not where the block does
                let far = if near == 0 && y == 0 { 0 } else { far };
                self.mix(place(near), place(far), y, wanted);
            }
            (across, down) => {
                let line = match down {
                    Spread::One => y,
                    Spread::Two => y / 2,
                    Spread::Other(samples, pixels) => y * samples / pixels,
                };
                let begin = place(line) * self.stride;
                let samples = &self.current[begin..begin + self.stride];
                for (pixel, x) in self.line.iter_mut().zip(wanted.clone()) {
                    let sample = match across {
                        Spread::One => x,
                        Spread::Two => x / 2,
                        Spread::Other(samples, pixels) => x * samples / pixels,
                    };
                    *pixel = samples[sample.min(self.wide - 1) - self.left];
                }
            }
        }
    }

    /// A line out of two lines of samples, three parts of the nearer and one of the farther; across likewise.
    fn mix(&mut self, near: usize, far: usize, y: usize, wanted: &Range<usize>) {
        let line = |place: usize| {
            let (buffer, place) =
                if place <= self.mcu_high { (&self.current, place) } else { (&self.next, place - self.mcu_high) };
            &buffer[place * self.stride..(place + 1) * self.stride]
        };
        let (near, far) = (line(near), line(far));
        let twice_down = self.spread_down == Spread::Two;
        if self.spread_across == Spread::One {
            let begin = wanted.start - self.left;
            let bias = if y.is_multiple_of(2) { 1 } else { 2 };
            for ((pixel, near), far) in self.line.iter_mut().zip(&near[begin..]).zip(&far[begin..]) {
                *pixel = low_byte((u16::from(*near) * 3 + u16::from(*far) + bias) >> 2);
            }
            return;
        }
        // the samples that are needed, and one more at both ends
        let (first, last) = (wanted.start / 2, (wanted.end - 1) / 2);
        let known = self.left..(self.left + self.stride).min(self.wide);
        let begin = first.saturating_sub(1).max(known.start);
        let end = (last + 2).min(known.end);
        let (near, far) = (&near[begin - self.left..end - self.left], &far[begin - self.left..end - self.left]);
        self.sums.clear();
        if begin == first {
            self.sums.push(0);
        }
        if twice_down {
            self.sums.extend(near.iter().zip(far).map(|(near, far)| u16::from(*near) * 3 + u16::from(*far)));
        } else {
            self.sums.extend(near.iter().map(|near| u16::from(*near)));
        }
        // the first and the last are their own neighbours
        if begin == first {
            self.sums[0] = self.sums[1];
        }
        if end == last + 1 {
            self.sums.push(self.sums[self.sums.len() - 1]);
        }
        let (shift, bias_left, bias_right) = if twice_down { (4, 8, 7) } else { (2, 1, 2) };
        let begins_odd = wanted.start % 2;
        let (odd_one, pixels) = self.line.split_at_mut(begins_odd);
        if let ([pixel], [_, here, right, ..]) = (odd_one, self.sums.as_slice()) {
            *pixel = low_byte((here * 3 + right + bias_right) >> shift);
        }
        let (lefts, heres, rights) =
            (&self.sums[begins_odd..], &self.sums[begins_odd + 1..], &self.sums[begins_odd + 2..]);
        let (pairs, even_one) = pixels.as_chunks_mut::<2>();
        let count = pairs.len();
        if let ([pixel], Some(left), Some(here)) = (even_one, lefts.get(count), heres.get(count)) {
            *pixel = low_byte((here * 3 + left + bias_left) >> shift);
        }
        for (((pair, left), here), right) in pairs.iter_mut().zip(lefts).zip(heres).zip(rights) {
            let thrice = here * 3;
            *pair = [low_byte((thrice + left + bias_left) >> shift), low_byte((thrice + right + bias_right) >> shift)];
        }
    }
}

/// Weighted means of bytes are bytes.
#[inline]
fn low_byte(value: u16) -> u8 {
    (value & 0xFF) as u8
}

/// The MCUs that hold `wanted`, with a neighbour where its edge lies on theirs and samples are mixed.
fn mcus(wanted: &Range<usize>, length: usize, most: usize, mixed: bool) -> Range<usize> {
    let start = wanted.start / length;
    let end = wanted.end.div_ceil(length);
    let before = usize::from(mixed && wanted.start.is_multiple_of(length));
    let after = usize::from(mixed && wanted.end.is_multiple_of(length));
    start.saturating_sub(before)..(end + after).min(most)
}

fn channels(colours: Colours) -> Channels {
    match colours {
        Colours::Grey => Channels::Grey,
        Colours::YccToRgb | Colours::Rgb => Channels::Rgb,
        Colours::YcckInverted | Colours::Cmyk | Colours::CmykInverted => Channels::Cmyk,
    }
}
