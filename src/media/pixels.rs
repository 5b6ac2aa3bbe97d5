//! Decoding: the small copy kept in the cache, and the pixels a window shows. Colours are taken as sRGB.

use super::Refusal;
use super::format::Format;
use super::probe::{Probe, open_regular, probe_open};
use super::tiff_colours::{Colours, Shown};
use crate::error::{Error, Result};
use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{PixelType, Resizer};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};
use std::fs::File;
use std::io::{BufRead, BufReader, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// The most memory the decoding of one picture may take: enough for a map of 20,000 × 20,000 pixels.
pub const MEMORY_LIMIT_BYTES: u64 = 2 << 30;
/// Formats that are read into memory whole are not read above this size.
const WHOLE_FILE_LIMIT_BYTES: u64 = 1 << 30;
/// Pictures that take more than this are decoded one at a time.
const LARGE_BYTES: u64 = 256 << 20;
/// The quality of small copies.
const THUMBNAIL_QUALITY: u8 = 80;

static ONE_LARGE_AT_A_TIME: Mutex<()> = Mutex::new(());

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

/// A small copy as JPEG: turned upright, its longer side at most `max_side` pixels, never enlarged, on white.
pub fn thumbnail(path: &Path, max_side: u32) -> Result<Vec<u8>> {
    let image = decode(path, max_side)?;
    let flat = if image.color().has_alpha() { on_white(&image.into_rgba8()) } else { image };
    encode(&flat, THUMBNAIL_QUALITY).map_err(|error| not_shown(path, words(&error)))
}

/// The pixels of a picture, turned upright, made smaller when its longer side is more than `max_side` pixels.
pub fn read_pixels(path: &Path, max_side: u32) -> Result<Pixels> {
    let image = decode(path, max_side)?.into_rgba8();
    Ok(Pixels { width: image.width(), height: image.height(), rgba: image.into_raw() })
}

/// Pixels made by the program as JPEG: `rgb` holds `width × height × 3` bytes, `quality` goes from 1 to 100.
pub fn encode_jpeg(rgb: Vec<u8>, width: u32, height: u32, quality: u8) -> Result<Vec<u8>> {
    let image = image::RgbImage::from_raw(width, height, rgb)
        .ok_or_else(|| Error::Input(format!("there are not enough pixels for a picture of {width} × {height}")))?;
    encode(&image.into(), quality).map_err(|error| Error::Input(words(&error)))
}

fn encode(image: &DynamicImage, quality: u8) -> Result<Vec<u8>, ImageError> {
    let mut jpeg = Vec::new();
    image.write_with_encoder(image::codecs::jpeg::JpegEncoder::new_with_quality(&mut jpeg, quality))?;
    Ok(jpeg)
}

fn not_shown(path: &Path, why: String) -> Error {
    Error::NotViewable { path: path.to_owned(), why }
}

/// The picture upright and not larger than asked for, with 8 bits for each of grey, RGB or RGBA.
fn decode(path: &Path, max_side: u32) -> Result<DynamicImage> {
    let mut file = open_regular(path)?;
    let probe = probe_open(path, &mut file)?;
    if let Some(why) = probe.why_not_viewable {
        return Err(not_shown(path, why));
    }
    // a decoder that panics is as good as one that says the file is damaged
    catch_unwind(AssertUnwindSafe(|| decode_open(file, &probe, max_side)))
        .unwrap_or_else(|_| Err(Refusal::why("its picture data is damaged: decoding it failed")))
        .map_err(|refusal| match refusal {
            Refusal::Why(why) => not_shown(path, why),
            Refusal::Disk(source) => Error::file("cannot read", path, source),
        })
}

fn decode_open(mut file: File, probe: &Probe, max_side: u32) -> Result<DynamicImage, Refusal> {
    let file_bytes = file.metadata()?.len();
    if matches!(probe.format, Format::Jpeg | Format::WebP) && file_bytes > WHOLE_FILE_LIMIT_BYTES {
        return Err(too_large());
    }
    file.rewind()?;
    let file = BufReader::with_capacity(1 << 16, file);
    let decoded = match probe.format {
        Format::Jpeg => decode_as(file, ImageFormat::Jpeg, probe),
        Format::Png => decode_as(file, ImageFormat::Png, probe),
        Format::WebP => decode_as(file, ImageFormat::WebP, probe),
        Format::Gif => decode_as(file, ImageFormat::Gif, probe),
        Format::Bmp => decode_as(file, ImageFormat::Bmp, probe),
        Format::Tiff | Format::BigTiff => {
            let (shown, colours) = Shown::tiff(file)?;
            // named, because the decoder does not recognise BigTIFF by itself
            decode_as(BufReader::new(shown), ImageFormat::Tiff, probe).map(|image| match colours {
                Colours::Plain => image,
                _ => colours.apply(image),
            })
        }
        Format::Jp2 | Format::Pdf | Format::Heic | Format::Avif => {
            Err(Refusal::why(format!("{} cannot be shown yet", probe.format.name())))
        }
    }?;
    let mut small = shrink(decoded, max_side)?;
    small.apply_orientation(Orientation::from_exif(probe.orientation).unwrap_or(Orientation::NoTransforms));
    Ok(small)
}

fn decode_as<R: BufRead + Seek>(reader: R, format: ImageFormat, probe: &Probe) -> Result<DynamicImage, Refusal> {
    let pixels = u64::from(probe.width_px) * u64::from(probe.height_px);
    // before a decoder prepares anything, by the header: one byte a pixel is the least
    if pixels > MEMORY_LIMIT_BYTES {
        return Err(too_large());
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY_LIMIT_BYTES);
    let mut reader = ImageReader::with_format(reader, format);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(|error| refuse(&error))?;
    let needed = decoder.total_bytes().saturating_add(pixels.saturating_mul(probe.scratch_bytes_per_px));
    if needed > MEMORY_LIMIT_BYTES {
        return Err(too_large());
    }
    let _turn = (needed > LARGE_BYTES).then(|| ONE_LARGE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner));
    DynamicImage::from_decoder(decoder).map_err(|error| refuse(&error))
}

fn too_large() -> Refusal {
    Refusal::why("it is too large to be shown: decoding it would take more than 2 GB of memory")
}

fn refuse(error: &ImageError) -> Refusal {
    Refusal::why(words(error))
}

fn words(error: &ImageError) -> String {
    match error {
        ImageError::Limits(_) => "it is too large to be shown: decoding it would take more than 2 GB of memory".into(),
        ImageError::Unsupported(what) => format!("this kind of picture cannot be shown yet ({what})"),
        ImageError::IoError(source) if source.kind() == std::io::ErrorKind::UnexpectedEof => {
            "its picture data is cut off: copy it again from where it came".into()
        }
        other => format!("its picture data is damaged ({other})"),
    }
}

/// Makes it smaller when it is too large, and eight bits deep in any case.
fn shrink(image: DynamicImage, max_side: u32) -> Result<DynamicImage, Refusal> {
    let has_alpha = image.color().has_alpha();
    let is_grey = !image.color().has_color();
    let (width, height) = (image.width(), image.height());
    let longer = width.max(height);
    let max_side = max_side.max(1);
    let (pixel, bytes) = match (has_alpha, is_grey) {
        (true, _) => (PixelType::U8x4, image.into_rgba8().into_raw()),
        (false, true) => (PixelType::U8, image.into_luma8().into_raw()),
        (false, false) => (PixelType::U8x3, image.into_rgb8().into_raw()),
    };
    if longer <= max_side {
        return with_pixels(width, height, pixel, bytes);
    }
    let side = |length: u32| {
        let scaled = (u64::from(length) * u64::from(max_side) + u64::from(longer) / 2) / u64::from(longer);
        u32::try_from(scaled).unwrap_or(max_side).max(1)
    };
    let failed = |error: &dyn std::fmt::Display| Refusal::why(format!("it could not be made smaller ({error})"));
    let large = ImageRef::new(width, height, &bytes, pixel).map_err(|error| failed(&error))?;
    let mut small = Image::new(side(width), side(height), pixel);
    // its default is Lanczos3
    Resizer::new().resize(&large, &mut small, None).map_err(|error| failed(&error))?;
    with_pixels(small.width(), small.height(), pixel, small.into_vec())
}

fn with_pixels(width: u32, height: u32, pixel: PixelType, bytes: Vec<u8>) -> Result<DynamicImage, Refusal> {
    match pixel {
        PixelType::U8x4 => image::RgbaImage::from_raw(width, height, bytes).map(DynamicImage::from),
        PixelType::U8x3 => image::RgbImage::from_raw(width, height, bytes).map(DynamicImage::from),
        _ => image::GrayImage::from_raw(width, height, bytes).map(DynamicImage::from),
    }
    .ok_or_else(|| Refusal::why("it could not be made smaller"))
}

/// What shows through is white, like paper.
fn on_white(image: &image::RgbaImage) -> DynamicImage {
    let mut flat = image::RgbImage::new(image.width(), image.height());
    for (target, source) in flat.pixels_mut().zip(image.pixels()) {
        let [red, green, blue, opacity] = source.0.map(u16::from);
        let over_white =
            |value: u16| u8::try_from((value * opacity + 255 * (255 - opacity) + 127) / 255).unwrap_or(255);
        target.0 = [red, green, blue].map(over_white);
    }
    flat.into()
}
