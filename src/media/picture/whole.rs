//! Formats that are decoded at once or not at all.

use super::super::Refusal;
use super::super::format::Format;
use super::super::jp2;
use super::super::pdf_pages;
use super::super::probe::Probe;
use super::super::raster::{Channels, Raster};
use super::super::tiff::PageFirst;
use super::source::all_bytes;
use super::{MEMORY_LIMIT_BYTES, cut_off, shrunk, too_large};
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};
use std::fs::File;
use std::io::{BufRead, BufReader, Seek};
use std::sync::{Mutex, PoisonError};

/// Formats that are read into memory whole are not read above this size.
const WHOLE_FILE_LIMIT_BYTES: u64 = 1 << 30;
/// Pictures that take more than this are decoded one at a time.
const LARGE_BYTES: u64 = 256 << 20;

static ONE_LARGE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// An open file of such a format.
pub(super) struct Whole {
    file: File,
    format: Format,
    size_px: (u32, u32),
    scratch_bytes_per_px: u64,
    directory: u64,
    page: u32,
}

impl Whole {
    /// `size_px` as stored.
    pub fn new(file: File, probe: &Probe, size_px: (u32, u32)) -> Self {
        let Probe { format, scratch_bytes_per_px, .. } = *probe;
        Self { file, format, size_px, scratch_bytes_per_px, directory: 0, page: 0 }
    }

    /// The page of a TIFF by the place of its directory.
    pub fn at_directory(self, directory: u64) -> Self {
        Self { directory, ..self }
    }

    /// The page of a PDF by its number.
    pub fn at_page(self, page: u32) -> Self {
        Self { page, ..self }
    }

    /// The whole picture at a smaller size, when the format can be drawn at any.
    pub fn drawn(&mut self, target: (u32, u32)) -> Result<Option<Raster>, Refusal> {
        let max_side_px = target.0.max(target.1);
        Ok(match self.format {
            Format::Jp2 => {
                let raster = jp2::decode(&all_bytes(&self.file)?, max_side_px).map_err(Refusal::Why)?;
                Some(shrunk(&raster, target)?)
            }
            Format::Pdf => {
                let raster =
                    pdf_pages::render(&all_bytes(&self.file)?, self.page, max_side_px).map_err(Refusal::Why)?;
                Some(raster.with_size(target))
            }
            _ => None,
        })
    }

    /// As stored.
    pub fn size_px(&self) -> (u32, u32) {
        self.size_px
    }

    /// All of it.
    pub fn decode(&mut self) -> Result<Raster, Refusal> {
        if let Some(raster) = self.drawn(self.size_px)? {
            return Ok(raster);
        }
        if matches!(self.format, Format::Jpeg | Format::WebP) && self.file.metadata()?.len() > WHOLE_FILE_LIMIT_BYTES {
            return Err(too_large());
        }
        (&self.file).rewind()?;
        let file = BufReader::with_capacity(1 << 16, &self.file);
        let decoded = match self.format {
            Format::Jpeg => self.decode_as(file, ImageFormat::Jpeg),
            Format::Png => self.decode_as(file, ImageFormat::Png),
            Format::WebP => self.decode_as(file, ImageFormat::WebP),
            Format::Gif => self.decode_as(file, ImageFormat::Gif),
            Format::Bmp => self.decode_as(file, ImageFormat::Bmp),
            Format::Tiff | Format::BigTiff => {
                // named, because the decoder does not recognise BigTIFF by itself
                self.decode_as(BufReader::new(PageFirst::new(file, self.directory)?), ImageFormat::Tiff)
            }
            Format::Jp2 | Format::Pdf | Format::Heic | Format::Avif => {
                Err(Refusal::why(format!("{} cannot be shown yet", self.format.name())))
            }
        }?;
        let raster = eight_bit(decoded)?;
        if (raster.width, raster.height) == self.size_px {
            Ok(raster)
        } else {
            Err(Refusal::why("its picture data is damaged: it has another size than its header says"))
        }
    }

    fn decode_as<R: BufRead + Seek>(&self, reader: R, format: ImageFormat) -> Result<DynamicImage, Refusal> {
        let pixels = u64::from(self.size_px.0) * u64::from(self.size_px.1);
        let mut limits = Limits::default();
        limits.max_alloc = Some(MEMORY_LIMIT_BYTES);
        let mut reader = ImageReader::with_format(reader, format);
        reader.limits(limits);
        let decoder = reader.into_decoder().map_err(|error| refuse(&error))?;
        let needed = decoder.total_bytes().saturating_add(pixels.saturating_mul(self.scratch_bytes_per_px));
        if needed > MEMORY_LIMIT_BYTES {
            return Err(too_large());
        }
        let _turn = (needed > LARGE_BYTES).then(|| ONE_LARGE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner));
        DynamicImage::from_decoder(decoder).map_err(|error| refuse(&error))
    }
}

fn eight_bit(image: DynamicImage) -> Result<Raster, Refusal> {
    let (width, height) = (image.width(), image.height());
    let (channels, bytes) = match (image.color().has_alpha(), image.color().has_color()) {
        (true, _) => (Channels::Rgba, image.into_rgba8().into_raw()),
        (false, false) => (Channels::Grey, image.into_luma8().into_raw()),
        (false, true) => (Channels::Rgb, image.into_rgb8().into_raw()),
    };
    Raster::new(width, height, channels, bytes)
}

fn refuse(error: &ImageError) -> Refusal {
    match error {
        ImageError::Limits(_) => too_large(),
        ImageError::Unsupported(what) => Refusal::why(format!("this kind of picture cannot be shown yet ({what})")),
        ImageError::IoError(source) if source.kind() == std::io::ErrorKind::UnexpectedEof => cut_off(),
        other => Refusal::why(format!("its picture data is damaged ({other})")),
    }
}
