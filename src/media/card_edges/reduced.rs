//! The picture at a size at which every pixel can be looked at several times.

use super::blob::{Run, some_pixels};
use super::ground::{Sample, ranked};
use super::quad::{At, Quad};

/// The longer side of the reduced picture; edges are placed to a tenth of its pixels.
const LONG_SIDE: usize = 700;
/// A reduced picture with a shorter side than this shows nothing.
const LEAST_SIDE: usize = 16;

/// The colour of paper is that of the pixel of this rank from dark to light.
pub(super) const PAPER_RANK: f64 = 0.7;

/// Red, green and blue.
pub(super) type Colour = [f64; 3];

/// The picture, reduced.
pub(super) struct Reduced {
    pub width: usize,
    pub height: usize,
    /// Width and height before rounding up to whole pixels.
    pub extent: At,
    colours: Vec<Colour>,
}

impl Reduced {
    /// `None` when the bytes are no picture of that size, or it is too small.
    pub fn new(rgba: &[u8], width_px: usize, height_px: usize) -> Option<Self> {
        let row_bytes = width_px.checked_mul(4)?;
        let step = width_px.max(height_px).div_ceil(LONG_SIDE).max(1);
        let (width, height) = (width_px.div_ceil(step), height_px.div_ceil(step));
        if width.min(height) < LEAST_SIDE || Some(rgba.len()) != row_bytes.checked_mul(height_px) {
            return None;
        }
        let mut sums = vec![0u32; row_bytes];
        let mut colours = Vec::with_capacity(width * height);
        for rows in rgba.chunks(row_bytes * step) {
            sums.fill(0);
            for row in rows.chunks_exact(row_bytes) {
                for (sum, &byte) in sums.iter_mut().zip(row) {
                    *sum += u32::from(byte);
                }
            }
            let row_count = rows.len() / row_bytes;
            colours.extend(sums.chunks(step * 4).map(|block| {
                let mut total = [0.0; 3];
                for pixel in block.chunks_exact(4) {
                    for (total, &sum) in total.iter_mut().zip(pixel) {
                        *total += f64::from(sum);
                    }
                }
                let count = (block.len() / 4 * row_count) as f64;
                total.map(|total| total / count)
            }));
        }
        let extent = [width_px, height_px].map(|length| length as f64 / step as f64);
        Some(Self { width, height, extent, colours })
    }

    /// The four corners of the picture.
    pub fn whole(&self) -> Quad {
        let [width, height] = self.extent;
        [[0.0, 0.0], [width, 0.0], [width, height], [0.0, height]]
    }

    /// Every pixel with its column and row.
    pub fn pixels(&self) -> impl Iterator<Item = (usize, usize, &Colour)> {
        let rows = self.colours.chunks_exact(self.width).enumerate();
        rows.flat_map(|(y, row)| row.iter().enumerate().map(move |(x, colour)| (x, y, colour)))
    }

    /// 1, x, y, x², xy, y² with x and y from -1 to 1 across the picture.
    pub fn terms(&self, x: usize, y: usize) -> [f64; 6] {
        let [x, y] = [(x, self.width), (y, self.height)].map(|(at, length)| (2 * at + 1) as f64 / length as f64 - 1.0);
        [1.0, x, y, x * x, x * y, y * y]
    }

    /// How far a pixel is from the upper, right, lower and left border, in shares of the picture's height and width.
    pub fn depths(&self, x: usize, y: usize) -> [f64; 4] {
        let (across, down) = ((x as f64 + 0.5) / self.width as f64, (y as f64 + 0.5) / self.height as f64);
        [down, 1.0 - across, 1.0 - down, across]
    }

    /// Every third pixel of a narrow frame.
    pub fn frame(&self) -> Vec<Sample> {
        let depth = self.width.min(self.height) / 128 + 2;
        let mut frame = Vec::new();
        for (x, y, &colour) in self.pixels().filter(|(x, y, _)| (x + y) % 3 == 0) {
            let depths = [y, self.width - 1 - x, self.height - 1 - y, x];
            if let Some(border) = depths.iter().position(|&from| from < depth) {
                frame.push(Sample { terms: self.terms(x, y), colour, border });
            }
        }
        frame
    }

    /// The colour of the paper a blob is made of: paper is lighter than what is written on it.
    pub fn paper(&self, blob: &[Run]) -> Colour {
        [0, 1, 2].map(|channel| {
            let values = some_pixels(blob, self.width).filter_map(|at| self.colours.get(at)?.get(channel).copied());
            ranked(values, PAPER_RANK)
        })
    }

    /// The colour at a place, between pixels; `None` outside the picture.
    pub fn at(&self, [x, y]: At) -> Option<Colour> {
        let [width, height] = self.extent;
        if !((0.0..=width).contains(&x) && (0.0..=height).contains(&y)) {
            return None;
        }
        let (column, right) = pixel_and_rest((x - 0.5).clamp(0.0, self.width as f64 - 1.0));
        let (row, below) = pixel_and_rest((y - 0.5).clamp(0.0, self.height as f64 - 1.0));
        let across = |row: usize| {
            let row = self.colours.get(row.min(self.height - 1) * self.width..)?;
            Some(mixed(row.get(column)?, row.get((column + 1).min(self.width - 1))?, right))
        };
        Some(mixed(&across(row)?, &across(row + 1)?, below))
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the picture before")]
fn pixel_and_rest(place: f64) -> (usize, f64) {
    (place as usize, place.fract())
}

fn mixed(a: &Colour, b: &Colour, share: f64) -> Colour {
    [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share]
}
