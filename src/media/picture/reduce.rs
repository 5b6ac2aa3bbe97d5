//! Making a picture smaller while its rows come in: boxes of pixels are averaged, then the last step is a fine filter
//! over a few rows at a time. Takes memory for some rows, however high the picture is.

use super::super::Refusal;
use super::super::raster::{Channels, Raster, bytes_of};
use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{PixelType, ResizeOptions, Resizer};

/// The largest box, so that the sum of a column of it fits sixteen bits.
pub(in super::super) const LARGEST_BOX_PX: u32 = 256;
/// Rows that are made by the fine filter at a time.
const BAND_PX: u32 = 32;
/// The fine filter (Lanczos) looks at so many pixels of the result to each side.
const REACH: f64 = 3.0;

/// Averages boxes of `factor` × `factor` pixels; those at the right and lower edge may be smaller.
#[derive(Debug)]
pub(in super::super) struct BoxAverage {
    channels: Channels,
    factor: u32,
    /// Sums of columns for the pictures without opacity.
    sums: Vec<u16>,
    /// Sums of columns with opacity: each colour weighted by it, and it.
    weighted: Vec<u32>,
    rows: u32,
    reduced: Vec<u8>,
}

impl BoxAverage {
    /// `factor` from 1 to [`LARGEST_BOX_PX`].
    pub fn new(width: u32, channels: Channels, factor: u32) -> Self {
        let factor = factor.clamp(1, LARGEST_BOX_PX);
        let row = width as usize * channels.bytes();
        let reduced = vec![0; width.div_ceil(factor) as usize * channels.bytes()];
        let (sums, weighted) = match channels {
            _ if factor == 1 => (Vec::new(), Vec::new()),
            Channels::Rgba => (Vec::new(), vec![0; row]),
            _ => (vec![0; row], Vec::new()),
        };
        Self { channels, factor, sums, weighted, rows: 0, reduced }
    }

    /// Takes a row; gives a reduced one when a row of boxes is complete.
    pub fn push<'a>(&'a mut self, row: &'a [u8]) -> Option<&'a [u8]> {
        if self.factor == 1 {
            return Some(row);
        }
        if self.channels == Channels::Rgba {
            add_weighted(&mut self.weighted, row, self.rows == 0);
        } else {
            add(&mut self.sums, row, self.rows == 0);
        }
        self.rows += 1;
        (self.rows == self.factor).then(|| self.across())
    }

    /// The last row of boxes, when it is not complete.
    pub fn finish(&mut self) -> Option<&[u8]> {
        (self.rows > 0).then(|| self.across())
    }

    fn across(&mut self) -> &[u8] {
        let factor = self.factor as usize;
        match self.channels {
            Channels::Grey => across_by::<1>(&self.sums, &mut self.reduced, factor, self.rows),
            Channels::Rgb => across_by::<3>(&self.sums, &mut self.reduced, factor, self.rows),
            Channels::Cmyk => across_by::<4>(&self.sums, &mut self.reduced, factor, self.rows),
            Channels::Rgba => across_weighted(&self.weighted, &mut self.reduced, factor, self.rows),
        }
        self.rows = 0;
        &self.reduced
    }
}

fn add(sums: &mut [u16], row: &[u8], first: bool) {
    if first {
        for (sum, value) in sums.iter_mut().zip(row) {
            *sum = u16::from(*value);
        }
    } else {
        for (sum, value) in sums.iter_mut().zip(row) {
            *sum = sum.wrapping_add(u16::from(*value));
        }
    }
}

fn add_weighted(sums: &mut [u32], row: &[u8], first: bool) {
    if first {
        sums.fill(0);
    }
    let (sums, _) = sums.as_chunks_mut::<4>();
    let (pixels, _) = row.as_chunks::<4>();
    for ([red, green, blue, opacity], pixel) in sums.iter_mut().zip(pixels) {
        let [r, g, b, weight] = pixel.map(u32::from);
        *red += r * weight;
        *green += g * weight;
        *blue += b * weight;
        *opacity += weight;
    }
}

/// The usual factors are known to the compiler.
fn across_by<const N: usize>(sums: &[u16], reduced: &mut [u8], factor: usize, rows: u32) {
    match factor {
        2 => across_boxes::<N, 2>(sums, reduced, factor, rows),
        3 => across_boxes::<N, 3>(sums, reduced, factor, rows),
        4 => across_boxes::<N, 4>(sums, reduced, factor, rows),
        5 => across_boxes::<N, 5>(sums, reduced, factor, rows),
        6 => across_boxes::<N, 6>(sums, reduced, factor, rows),
        8 => across_boxes::<N, 8>(sums, reduced, factor, rows),
        _ => across_boxes::<N, 0>(sums, reduced, factor, rows),
    }
}

fn across_boxes<const N: usize, const FACTOR: usize>(sums: &[u16], reduced: &mut [u8], factor: usize, rows: u32) {
    let factor = if FACTOR == 0 { factor } else { FACTOR };
    let (sums, _) = sums.as_chunks::<N>();
    let (reduced, _) = reduced.as_chunks_mut::<N>();
    let boxes = sums.chunks_exact(factor);
    let rest = boxes.remainder();
    let divide = Divide::by(rows * u32::try_from(factor).unwrap_or(1));
    let mut places = reduced.iter_mut();
    for (columns, place) in boxes.zip(&mut places) {
        *place = average(columns, divide);
    }
    if let (false, Some(place)) = (rest.is_empty(), places.next()) {
        *place = average(rest, Divide::by(rows * u32::try_from(rest.len()).unwrap_or(1)));
    }
}

#[inline]
fn average<const N: usize>(columns: &[[u16; N]], divide: Divide) -> [u8; N] {
    let mut total = [0_u32; N];
    for column in columns {
        for (total, value) in total.iter_mut().zip(column) {
            *total += u32::from(*value);
        }
    }
    total.map(|total| divide.rounded(total))
}

/// Division by a number known beforehand.
#[derive(Clone, Copy)]
struct Divide {
    half: u32,
    times: u64,
}

impl Divide {
    fn by(count: u32) -> Self {
        let count = count.max(1);
        Self { half: count / 2, times: (1 << 40) / u64::from(count) + 1 }
    }

    /// Exact for sums of up to 65,536 bytes.
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "the average of bytes is a byte")]
    fn rounded(self, sum: u32) -> u8 {
        ((u64::from(sum + self.half) * self.times) >> 40) as u8
    }
}

fn across_weighted(sums: &[u32], reduced: &mut [u8], factor: usize, rows: u32) {
    let (sums, _) = sums.as_chunks::<4>();
    let (reduced, _) = reduced.as_chunks_mut::<4>();
    for (columns, place) in sums.chunks(factor).zip(reduced) {
        let mut total = [0_u64; 4];
        for column in columns {
            for (total, value) in total.iter_mut().zip(column) {
                *total += u64::from(*value);
            }
        }
        let [red, green, blue, weight] = total;
        // a colour that is seen nowhere in the box is no colour
        let part =
            |sum: u64, of: u64| u8::try_from((sum + of / 2).checked_div(of).unwrap_or_default()).unwrap_or(u8::MAX);
        let opacity = part(weight, columns.len() as u64 * u64::from(rows));
        *place = [part(red, weight), part(green, weight), part(blue, weight), opacity];
    }
}

/// The size with its longer side at most `max_side_px`, never enlarged.
pub(in super::super) fn fitted((width, height): (u32, u32), max_side_px: u32) -> (u32, u32) {
    let longer = width.max(height);
    let max_side_px = max_side_px.max(1);
    if longer <= max_side_px {
        return (width, height);
    }
    let side = |length: u32| {
        let scaled = (u64::from(length) * u64::from(max_side_px) + u64::from(longer) / 2) / u64::from(longer);
        u32::try_from(scaled).unwrap_or(max_side_px).max(1)
    };
    (side(width), side(height))
}

/// Makes a picture of one size from the rows of a larger one.
pub(in super::super) struct Shrinker {
    average: BoxAverage,
    channels: Channels,
    target: (u32, u32),
    /// The size after averaging; the last boxes may be parts only, so it is no whole number.
    between: (f64, f64),
    between_width_px: u32,
    between_height_px: u32,
    /// Averaged rows the fine filter still needs, and the number of the first of them.
    window: Vec<u8>,
    window_from: u32,
    made_rows: u32,
    made: Vec<u8>,
    resizer: Resizer,
}

impl Shrinker {
    pub fn new((width, height): (u32, u32), channels: Channels, target: (u32, u32)) -> Self {
        // at least twice the size is left to the fine filter
        let factor = (width / target.0.max(1)).min(height / target.1.max(1)) / 2;
        let factor = factor.clamp(1, LARGEST_BOX_PX);
        let made = usize::try_from(bytes_of(target.0, target.1, channels)).unwrap_or_default();
        Self {
            average: BoxAverage::new(width, channels, factor),
            channels,
            target,
            between: (f64::from(width) / f64::from(factor), f64::from(height) / f64::from(factor)),
            between_width_px: width.div_ceil(factor),
            between_height_px: height.div_ceil(factor),
            window: Vec::new(),
            window_from: 0,
            made_rows: 0,
            made: Vec::with_capacity(made),
            resizer: Resizer::new(),
        }
    }

    /// Takes the next row.
    pub fn push(&mut self, row: &[u8]) -> Result<(), Refusal> {
        if let Some(reduced) = self.average.push(row) {
            self.window.extend_from_slice(reduced);
            self.filter()?;
        }
        Ok(())
    }

    /// The small picture, when all rows are in.
    pub fn finish(mut self) -> Result<Raster, Refusal> {
        if let Some(reduced) = self.average.finish() {
            self.window.extend_from_slice(reduced);
            self.filter()?;
        }
        Raster::new(self.target.0, self.target.1, self.channels, self.made)
    }

    /// Makes the rows of the result for which everything is there.
    fn filter(&mut self) -> Result<(), Refusal> {
        if (self.between_width_px, self.between_height_px) == self.target {
            self.made.append(&mut self.window);
            return Ok(());
        }
        let row = (self.between_width_px as usize * self.channels.bytes()).max(1);
        let step = self.between.1 / f64::from(self.target.1);
        let reach = REACH * step.max(1.0) + 1.0;
        while self.made_rows < self.target.1 {
            let held = u32::try_from(self.window.len() / row).unwrap_or(u32::MAX);
            let until = (self.made_rows + BAND_PX).min(self.target.1);
            let (top, bottom) = (f64::from(self.made_rows) * step, f64::from(until) * step);
            let needed_until = whole((bottom + reach).ceil()).min(self.between_height_px);
            if self.window_from + held < needed_until {
                return Ok(());
            }
            self.band(until - self.made_rows, top - f64::from(self.window_from), bottom - top, held)?;
            self.made_rows = until;
            let keep_from = whole((bottom - reach).floor()).clamp(self.window_from, self.window_from + held);
            self.window.drain(..(keep_from - self.window_from) as usize * row);
            self.window_from = keep_from;
        }
        self.window.clear();
        Ok(())
    }

    fn band(&mut self, rows: u32, top: f64, height: f64, held: u32) -> Result<(), Refusal> {
        let pixel = match self.channels {
            Channels::Grey => PixelType::U8,
            Channels::Rgb => PixelType::U8x3,
            Channels::Rgba | Channels::Cmyk => PixelType::U8x4,
        };
        let failed = |error: &dyn std::fmt::Display| Refusal::why(format!("it could not be made smaller ({error})"));
        let source = ImageRef::new(self.between_width_px, held, &self.window, pixel).map_err(|error| failed(&error))?;
        let start = self.made.len();
        self.made.resize(start + rows as usize * self.target.0 as usize * self.channels.bytes(), 0);
        let place = self.made.get_mut(start..).unwrap_or_default();
        let mut target = Image::from_slice_u8(self.target.0, rows, place, pixel).map_err(|error| failed(&error))?;
        let height = height.min(f64::from(held) - top);
        // its default is Lanczos3; inks are not opacity
        let options =
            ResizeOptions::new().crop(0.0, top, self.between.0, height).use_alpha(self.channels == Channels::Rgba);
        self.resizer.resize(&source, &mut target, &options).map_err(|error| failed(&error))
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a float becomes the nearest number there is"
)]
fn whole(number: f64) -> u32 {
    number as u32
}
