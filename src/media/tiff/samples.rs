//! From the stored numbers of a row to eight bits for each channel.

#![expect(clippy::indexing_slicing, reason = "the loops over pixels run over chunks of a fixed length")]

use super::layout::{Colours, Layout, Opacity};

/// Makes rows of one layout.
pub(super) struct RowMaker<'a> {
    layout: &'a Layout,
    /// One byte for each stored number.
    eight: Vec<u8>,
    made: Vec<u8>,
}

impl<'a> RowMaker<'a> {
    pub fn new(layout: &'a Layout) -> Self {
        Self { layout, eight: Vec::new(), made: Vec::new() }
    }

    /// The channels of `width` pixels from a row as it was stored, planes put together.
    pub fn make<'b>(&'b mut self, stored: &'b mut [u8], width: usize) -> &'b [u8] {
        let layout = self.layout;
        if layout.is_predicted && !layout.is_planar {
            undo_differences(stored, layout);
        }
        if layout.is_plain() {
            return stored;
        }
        let count = width * layout.samples;
        let numbers: &[u8] = match layout.bits {
            8 => stored,
            16 => {
                self.eight.clear();
                let (pairs, _) = stored.as_chunks::<2>();
                if layout.big_endian {
                    self.eight.extend(pairs.iter().map(|pair| eight_of(u16::from_be_bytes(*pair))));
                } else {
                    self.eight.extend(pairs.iter().map(|pair| eight_of(u16::from_le_bytes(*pair))));
                }
                &self.eight
            }
            bits => {
                self.eight.clear();
                // a palette wants the number itself, brightness wants all of the range
                let scale = if matches!(layout.colours, Colours::Palette(_)) { 1 } else { scale_of(bits) };
                self.eight.extend(
                    stored.iter().flat_map(|byte| split(*byte, bits).map(move |value| value * scale)).take(count),
                );
                &self.eight
            }
        };
        self.made.clear();
        pick(numbers, layout, &mut self.made);
        &self.made
    }

    /// Rows of pixels from one stored row of boxes of YCbCr; each is handed over.
    pub fn make_boxes<E>(
        &mut self,
        stored: &[u8],
        width: usize,
        (across, down): (usize, usize),
        mut sink: impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        for y in 0..down {
            self.made.clear();
            for unit in stored.chunks_exact(across * down + 2) {
                let (luma, differences) = unit.split_at(across * down);
                for x in 0..across {
                    self.made.extend(rgb_of([luma[y * across + x], differences[0], differences[1]]));
                }
            }
            self.made.truncate(width * 3);
            sink(&self.made)?;
        }
        Ok(())
    }
}

#[expect(clippy::cast_possible_truncation, reason = "65,535 becomes 255")]
fn eight_of(value: u16) -> u8 {
    ((u32::from(value) * 255 + 32_895) >> 16) as u8
}

fn scale_of(bits: usize) -> u8 {
    match bits {
        1 => 255,
        2 => 85,
        _ => 17,
    }
}

/// The numbers of a byte, the highest bits first.
fn split(byte: u8, bits: usize) -> impl Iterator<Item = u8> {
    let mask = u8::MAX >> (8 - bits);
    (0..8 / bits).rev().map(move |place| byte >> (place * bits) & mask)
}

/// Each number was stored as the difference to the one of the pixel before.
pub(super) fn undo_differences(stored: &mut [u8], layout: &Layout) {
    let samples = if layout.is_planar { 1 } else { layout.samples };
    match (layout.bits, samples) {
        (16, _) => undo_wide(stored, samples, layout.big_endian),
        (_, 1) => undo::<1>(stored),
        (_, 3) => undo::<3>(stored),
        (_, 4) => undo::<4>(stored),
        _ => {
            for at in samples..stored.len() {
                stored[at] = stored[at].wrapping_add(stored[at - samples]);
            }
        }
    }
}

fn undo<const N: usize>(stored: &mut [u8]) {
    let mut sum = [0_u8; N];
    let (pixels, _) = stored.as_chunks_mut::<N>();
    for pixel in pixels {
        for (value, sum) in pixel.iter_mut().zip(&mut sum) {
            *sum = sum.wrapping_add(*value);
            *value = *sum;
        }
    }
}

fn undo_wide(stored: &mut [u8], samples: usize, big_endian: bool) {
    let (numbers, _) = stored.as_chunks_mut::<2>();
    for at in samples..numbers.len() {
        let (before, number) = (numbers[at - samples], numbers[at]);
        numbers[at] = if big_endian {
            u16::from_be_bytes(number).wrapping_add(u16::from_be_bytes(before)).to_be_bytes()
        } else {
            u16::from_le_bytes(number).wrapping_add(u16::from_le_bytes(before)).to_le_bytes()
        };
    }
}

/// Takes of each pixel what is shown.
fn pick(numbers: &[u8], layout: &Layout, made: &mut Vec<u8>) {
    let pixels = numbers.chunks_exact(layout.samples);
    let opacity = layout.opacity;
    match &layout.colours {
        Colours::Grey { white_is_zero } => {
            let turn = if *white_is_zero { 255 } else { 0 };
            if opacity == Opacity::None {
                made.extend(pixels.map(|pixel| pixel[0] ^ turn));
            } else {
                made.extend(pixels.flat_map(|pixel| {
                    let grey = seen(pixel[0] ^ turn, pixel[1], opacity);
                    [grey, grey, grey, pixel[1]]
                }));
            }
        }
        Colours::Rgb | Colours::YCbCr { .. } => {
            if opacity == Opacity::None {
                made.extend(pixels.flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]));
            } else {
                made.extend(pixels.flat_map(|pixel| {
                    let colour = [pixel[0], pixel[1], pixel[2]].map(|value| seen(value, pixel[3], opacity));
                    [colour[0], colour[1], colour[2], pixel[3]]
                }));
            }
        }
        Colours::Cmyk => made.extend(pixels.flat_map(|pixel| [pixel[0], pixel[1], pixel[2], pixel[3]])),
        Colours::Palette(palette) => {
            made.extend(pixels.flat_map(|pixel| palette.get(usize::from(pixel[0])).copied().unwrap_or_default()));
        }
    }
}

/// A colour without the opacity that is multiplied into it.
fn seen(value: u8, opacity: u8, kind: Opacity) -> u8 {
    if kind != Opacity::MultipliedIn || opacity == 0 {
        return value;
    }
    let whole = (u16::from(value) * 255 + u16::from(opacity) / 2) / u16::from(opacity);
    u8::try_from(whole).unwrap_or(u8::MAX)
}

/// The inverse of ITU-T T.871, in steps of 1/65536.
pub(super) fn rgb_of([luma, blue, red]: [u8; 3]) -> [u8; 3] {
    let (luma, blue, red) = (i32::from(luma) << 16, i32::from(blue) - 128, i32::from(red) - 128);
    let byte = |value: i32| u8::try_from(((value + (1 << 15)) >> 16).clamp(0, 255)).unwrap_or_default();
    [byte(luma + 91_881 * red), byte(luma - 22_554 * blue - 46_802 * red), byte(luma + 116_130 * blue)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grey_stays_grey_and_the_primaries_come_out() {
        for (ycc, rgb) in [
            ([0, 128, 128], [0, 0, 0]),
            ([128, 128, 128], [128, 128, 128]),
            ([255, 128, 128], [255, 255, 255]),
            ([76, 85, 255], [254, 0, 0]),
            ([150, 44, 21], [0, 255, 1]),
            ([29, 255, 107], [0, 0, 254]),
        ] {
            assert_eq!(rgb_of(ycc), rgb, "{ycc:?}");
        }
    }

    #[test]
    fn sixteen_bits_become_eight() {
        for value in 0..=u16::MAX {
            let exact = (f64::from(value) / 257.0).round();
            assert!((f64::from(eight_of(value)) - exact).abs() < 0.5, "{value}");
        }
    }
}
