//! Two kinds of TIFF the decoder does not turn into colours itself: palettes, and the YCbCr of JPEG inside TIFF,
//! which is how many scanners write.
//!
//! The decoder is shown the file with one number changed in passing, so that it hands over palette indices as grey
//! and YCbCr as RGB; both become colours here. The file on disk is never touched.

use super::Refusal;
use super::tiff_header::{COLOUR_MAP, Coding, PHOTOMETRIC, TiffReader};
use image::DynamicImage;
use std::io::{self, Read, Seek, SeekFrom};

/// How the decoded numbers become colours.
#[derive(Debug)]
pub(super) enum Colours {
    /// As decoded.
    Plain,
    /// Each number stands for one of these.
    Palette(Vec<[u8; 3]>),
    /// Brightness and two differences of colour, full range, as in JFIF.
    YCbCr,
}

/// A reader that shows some bytes of a file differently from how they are stored.
pub(super) struct Shown<R> {
    inner: R,
    position: u64,
    from: u64,
    bytes: Vec<u8>,
}

impl<R: Read + Seek> Shown<R> {
    /// Chooses how the first page of a TIFF has to be read.
    pub fn tiff(mut inner: R) -> Result<(Self, Colours), Refusal> {
        let (mut tiff, first) = TiffReader::open(&mut inner)?;
        let (entries, _) = tiff.directory(first)?;
        let coding = Coding::of(&mut tiff, &entries)?;
        let photometric = entries.iter().find(|entry| entry.tag == PHOTOMETRIC);
        let mut from = 0;
        let mut bytes = Vec::new();
        let mut colours = Colours::Plain;
        if let Some(photometric) = photometric {
            if coding.is_palette() {
                let map = entries.iter().find(|entry| entry.tag == COLOUR_MAP);
                let Some(map) = map else {
                    return Err(Refusal::why("its colours are missing: a TIFF with a palette that has none"));
                };
                colours = Colours::Palette(palette(&tiff.numbers(map, 3 * 256)?));
                (from, bytes) = (photometric.value_at, tiff.as_stored(photometric, 1));
            } else if coding.is_ycbcr_jpeg() {
                colours = Colours::YCbCr;
                (from, bytes) = (photometric.value_at, tiff.as_stored(photometric, 2));
            }
        }
        inner.seek(SeekFrom::Start(0))?;
        Ok((Self { inner, position: 0, from, bytes }, colours))
    }
}

/// TIFF 6: all reds, then all greens, then all blues, each 0 to 65535 (some writers: 0 to 255).
fn palette(map: &[u64]) -> Vec<[u8; 3]> {
    let size = map.len() / 3;
    let is_8_bit = map.iter().all(|value| *value < 256);
    let byte = |index: usize| {
        let value = map.get(index).copied().unwrap_or_default();
        u8::try_from(if is_8_bit { value } else { value / 257 }).unwrap_or(u8::MAX)
    };
    (0..size).map(|index| [byte(index), byte(size + index), byte(2 * size + index)]).collect()
}

impl<R: Read> Read for Shown<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        let start = self.position;
        self.position += length as u64;
        for (at, byte) in (self.from..).zip(&self.bytes) {
            let index = at.checked_sub(start).and_then(|index| usize::try_from(index).ok());
            if let Some(place) = index.and_then(|index| buffer.get_mut(..length)?.get_mut(index)) {
                *place = *byte;
            }
        }
        Ok(length)
    }
}

impl<R: Seek> Seek for Shown<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.position = self.inner.seek(to)?;
        Ok(self.position)
    }
}

impl Colours {
    /// Turns decoded numbers into colours.
    pub fn apply(&self, image: DynamicImage) -> DynamicImage {
        match self {
            Self::Plain => image,
            Self::Palette(palette) => {
                let indices = image.into_luma8();
                let (width, height) = indices.dimensions();
                let rgb: Vec<u8> = indices
                    .as_raw()
                    .iter()
                    .flat_map(|index| palette.get(usize::from(*index)).copied().unwrap_or_default())
                    .collect();
                image::RgbImage::from_raw(width, height, rgb).unwrap_or_default().into()
            }
            Self::YCbCr => {
                let mut pixels = image.into_rgb8();
                for pixel in pixels.pixels_mut() {
                    pixel.0 = rgb_of(pixel.0);
                }
                pixels.into()
            }
        }
    }
}

/// The inverse of ITU-T T.871, in steps of 1/65536.
fn rgb_of([luma, blue, red]: [u8; 3]) -> [u8; 3] {
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
    fn palettes_of_sixteen_and_of_eight_bits() {
        assert_eq!(palette(&[0, 65535, 0, 257, 0, 514]), [[0, 0, 0], [255, 1, 2]]);
        assert_eq!(palette(&[0, 255, 0, 1, 0, 2]), [[0, 0, 0], [255, 1, 2]]);
    }
}
