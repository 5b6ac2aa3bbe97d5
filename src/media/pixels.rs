//! Pictures for the rest of the program: the small copy kept in the cache, the pixels a window shows, a JPEG.

use super::likeness::Likeness;
use super::picture::OpenPicture;
use super::raster::{Channels, Raster};
use crate::error::{Error, Result};
use image::ExtendedColorType;
use std::path::Path;

/// The quality of small copies.
const THUMBNAIL_QUALITY: u8 = 80;

/// Pixels ready to be shown, from left to right and top to bottom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pixels {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Red, green, blue and opacity (not multiplied in) of each pixel: `width × height × 4` bytes.
    pub rgba: Vec<u8>,
}

impl From<Raster> for Pixels {
    fn from(raster: Raster) -> Self {
        Self { width: raster.width, height: raster.height, rgba: raster.into_rgba() }
    }
}

/// A small copy as JPEG: turned upright, its longer side at most `max_side` pixels, never enlarged, on white.
pub fn thumbnail(path: &Path, max_side: u32) -> Result<Vec<u8>> {
    OpenPicture::open(path, 0, &std::env::temp_dir())?.thumbnail(max_side)
}

impl OpenPicture {
    /// A small copy as JPEG: its longer side at most `max_side_px` pixels, never enlarged, on white.
    pub fn thumbnail(&mut self, max_side_px: u32) -> Result<Vec<u8>> {
        let flat = self.reduced(max_side_px)?.on_white();
        encode(&flat, THUMBNAIL_QUALITY)
    }

    /// [`Self::thumbnail`], with what it takes to know the sheet again.
    pub(super) fn thumbnail_with_likeness(&mut self, max_side_px: u32) -> Result<(Vec<u8>, Likeness)> {
        let flat = self.reduced(max_side_px)?.on_white();
        Ok((encode(&flat, THUMBNAIL_QUALITY)?, Likeness::of(&flat)))
    }
}

/// The pixels of a picture, turned upright, made smaller when its longer side is more than `max_side` pixels.
pub fn read_pixels(path: &Path, max_side: u32) -> Result<Pixels> {
    Ok(OpenPicture::open(path, 0, &std::env::temp_dir())?.reduced(max_side)?.into())
}

/// Pixels made by the program as JPEG: `rgb` holds `width × height × 3` bytes, `quality` goes from 1 to 100.
pub fn encode_jpeg(rgb: Vec<u8>, width: u32, height: u32, quality: u8) -> Result<Vec<u8>> {
    let raster = Raster::new(width, height, Channels::Rgb, rgb)
        .map_err(|_| Error::Input(format!("there are not enough pixels for a picture of {width} × {height}")))?;
    encode(&raster, quality)
}

/// Pixels as PNG, nothing of them lost.
pub fn encode_png(pixels: &Pixels) -> Result<Vec<u8>> {
    let Pixels { width, height, rgba } = pixels;
    let mut png = Vec::new();
    let encoder = image::codecs::png::PngEncoder::new(&mut png);
    image::ImageEncoder::write_image(encoder, rgba, *width, *height, ExtendedColorType::Rgba8)
        .map_err(|error| Error::Input(format!("a picture of {width} × {height} does not become a PNG ({error})")))?;
    Ok(png)
}

/// Of grey or RGB.
fn encode(raster: &Raster, quality: u8) -> Result<Vec<u8>> {
    let colours = if raster.channels == Channels::Grey { ExtendedColorType::L8 } else { ExtendedColorType::Rgb8 };
    let mut jpeg = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut jpeg, quality)
        .encode(&raster.bytes, raster.width, raster.height, colours)
        .map_err(|error| {
            let (width, height) = (raster.width, raster.height);
            Error::Input(format!("a picture of {width} × {height} does not become a JPEG ({error})"))
        })?;
    Ok(jpeg)
}
