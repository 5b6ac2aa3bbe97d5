//! PNG, row by row from top to bottom.

use super::super::Refusal;
use super::super::raster::Channels;
use super::{Sink, check_size};
use png::{ColorType, DecodingError, Limits, Transformations};
use std::fs::File;
use std::io::{BufReader, ErrorKind, Seek};

/// Rows and what stands beside the picture may take this much.
const LIMIT_BYTES: usize = 256 << 20;

/// A PNG whose rows are stored in their order.
pub(super) struct PngRows {
    file: File,
    size_px: (u32, u32),
    channels: Channels,
}

type Reader<'a> = png::Reader<BufReader<&'a File>>;

impl PngRows {
    /// Nothing when its rows are interlaced.
    pub fn open(file: &File) -> Result<Option<Self>, Refusal> {
        let reader = start(file)?;
        let info = reader.info();
        let size_px = (info.width, info.height);
        if info.interlaced {
            return Ok(None);
        }
        let channels = match reader.output_color_type().0 {
            ColorType::Grayscale => Channels::Grey,
            ColorType::Rgb => Channels::Rgb,
            ColorType::GrayscaleAlpha | ColorType::Rgba | ColorType::Indexed => Channels::Rgba,
        };
        Ok(Some(Self { file: file.try_clone()?, size_px, channels }))
    }

    pub fn size_px(&self) -> (u32, u32) {
        self.size_px
    }

    pub fn channels(&self) -> Channels {
        self.channels
    }

    pub fn rows(&mut self, sink: Sink<'_>) -> Result<(), Refusal> {
        let mut reader = start(&self.file)?;
        let is_grey_with_opacity = reader.output_color_type().0 == ColorType::GrayscaleAlpha;
        let mut spread = Vec::new();
        while let Some(row) = reader.next_row().map_err(|error| refuse(&error))? {
            if is_grey_with_opacity {
                let (pixels, _) = row.data().as_chunks::<2>();
                spread.clear();
                spread.extend(pixels.iter().flat_map(|[grey, opacity]| [*grey, *grey, *grey, *opacity]));
                sink(&spread)?;
            } else {
                sink(row.data())?;
            }
        }
        Ok(())
    }
}

fn start(mut file: &File) -> Result<Reader<'_>, Refusal> {
    file.rewind()?;
    let buffered = BufReader::with_capacity(1 << 16, file);
    let mut decoder = png::Decoder::new_with_limits(buffered, Limits { bytes: LIMIT_BYTES });
    decoder.set_ignore_text_chunk(true);
    decoder.set_transformations(Transformations::EXPAND | Transformations::STRIP_16);
    let info = decoder.read_header_info().map_err(|error| refuse(&error))?;
    check_size((info.width, info.height))?;
    decoder.read_info().map_err(|error| refuse(&error))
}

fn refuse(error: &DecodingError) -> Refusal {
    match error {
        DecodingError::IoError(source) if source.kind() == ErrorKind::UnexpectedEof => super::cut_off(),
        DecodingError::LimitsExceeded => super::too_large(),
        other => Refusal::why(format!("its picture data is damaged ({other})")),
    }
}
