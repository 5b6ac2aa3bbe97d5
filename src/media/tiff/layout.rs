//! How the pixels of one TIFF page are stored, checked before anything is read.

use super::super::Refusal;
use super::super::raster::Channels;
use super::super::tiff_header::{COLOUR_MAP, Coding, Entry, HEIGHT, ORIENTATION, TiffReader, WIDTH};
use std::io::{Read, Seek};

/// A page in more pieces than this is damage.
const MOST_CHUNKS: u64 = 1 << 22;
/// Stored channels of a pixel.
const MOST_SAMPLES: u64 = 16;
/// Sides of tiles.
const LARGEST_TILE_PX: u64 = 1 << 16;
/// Tables shared by the JPEG pieces of a page.
const LONGEST_TABLES_BYTES: u64 = 1 << 16;

const STRIP_OFFSETS: u16 = 273;
const ROWS_PER_STRIP: u16 = 278;
const STRIP_BYTE_COUNTS: u16 = 279;
const PREDICTOR: u16 = 317;
const TILE_WIDTH: u16 = 322;
const TILE_HEIGHT: u16 = 323;
const TILE_OFFSETS: u16 = 324;
const TILE_BYTE_COUNTS: u16 = 325;
const EXTRA_SAMPLES: u16 = 338;
const SAMPLE_FORMAT: u16 = 339;
const JPEG_TABLES: u16 = 347;
const YCBCR_SUBSAMPLING: u16 = 530;

/// How the bytes of a piece are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Packing {
    None,
    Lzw,
    Deflate,
    PackBits,
    /// Each piece is a JPEG file without its tables.
    Jpeg,
}

/// What the stored numbers mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) enum Colours {
    Grey {
        white_is_zero: bool,
    },
    Rgb,
    Palette(Vec<[u8; 3]>),
    Cmyk,
    /// Brightness for each pixel, two differences of colour for each box of so many pixels.
    YCbCr {
        across: usize,
        down: usize,
    },
}

impl Colours {
    /// Stored numbers that are colours.
    pub fn samples(&self) -> usize {
        match self {
            Self::Grey { .. } | Self::Palette(_) => 1,
            Self::Rgb | Self::YCbCr { .. } => 3,
            Self::Cmyk => 4,
        }
    }
}

/// What the first number behind the colours is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Opacity {
    None,
    Straight,
    /// The colours are multiplied by it.
    MultipliedIn,
}

/// How one page is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "TIFF has as many switches, each independent of the others")]
pub(in super::super) struct Layout {
    pub width: u32,
    pub height: u32,
    pub orientation: u8,
    pub colours: Colours,
    pub opacity: Opacity,
    /// Stored numbers of a pixel, wanted or not.
    pub samples: usize,
    /// Of each number: 1, 2, 4, 8 or 16.
    pub bits: usize,
    pub is_planar: bool,
    pub packing: Packing,
    /// Numbers are stored as the difference to the one before.
    pub is_predicted: bool,
    pub big_endian: bool,
    /// The first pixel of a byte is in its lowest bit.
    pub lowest_bit_first: bool,
    pub is_tiled: bool,
    pub chunk_width: u32,
    pub chunk_height: u32,
    /// Where each piece begins and how many bytes it has.
    pub chunks: Vec<(u64, u64)>,
    pub jpeg_tables: Vec<u8>,
    /// In JPEG: brightness and two differences of colour.
    pub is_ycbcr: bool,
}

impl Layout {
    /// Fails for a damaged page; gives words when it is only of a kind that is not read here.
    pub fn of<R: Read + Seek>(
        tiff: &mut TiffReader<'_, R>,
        entries: &[Entry],
        file_bytes: u64,
    ) -> Result<Result<Self, &'static str>, Refusal> {
        let number = |tiff: &mut TiffReader<'_, R>, tag, missing| {
            Ok::<_, Refusal>(tiff.number(entries, tag)?.unwrap_or(missing))
        };
        let coding = Coding::of(tiff, entries)?;
        let side = |side: u64| u32::try_from(side).unwrap_or(u32::MAX);
        let (width, height) = (side(number(tiff, WIDTH, 0)?), side(number(tiff, HEIGHT, 0)?));
        let packing = match coding.compression {
            1 => Packing::None,
            5 => Packing::Lzw,
            7 => Packing::Jpeg,
            8 | 32_946 => Packing::Deflate,
            32_773 => Packing::PackBits,
            _ => return Ok(Err("its compression")),
        };
        let samples = coding.samples.min(MOST_SAMPLES + 1);
        let is_planar = coding.is_planar && samples > 1;
        let colours = match (coding.photometric, coding.bits) {
            (0 | 1, 1 | 2 | 4 | 8 | 16) => Colours::Grey { white_is_zero: coding.photometric == 0 },
            (2, 8 | 16) => Colours::Rgb,
            (3, 1 | 2 | 4 | 8) => {
                let Some(map) = entries.iter().find(|entry| entry.tag == COLOUR_MAP) else {
                    return Err(Refusal::why("its colours are missing: a TIFF with a palette that has none"));
                };
                Colours::Palette(palette(&tiff.numbers(map, 3 << coding.bits)?))
            }
            (5, 8 | 16) => Colours::Cmyk,
            // whatever is stored, JPEG hands over colours
            (6, 8) if packing == Packing::Jpeg => Colours::Rgb,
            (6, 8) => {
                let boxes = match entries.iter().find(|entry| entry.tag == YCBCR_SUBSAMPLING) {
                    Some(entry) => tiff.numbers(entry, 2)?,
                    None => vec![2, 2],
                };
                match boxes[..] {
                    [across @ (1 | 2 | 4), down @ (1 | 2 | 4)] => Colours::YCbCr {
                        across: usize::try_from(across).unwrap_or(1),
                        down: usize::try_from(down).unwrap_or(1),
                    },
                    _ => return Ok(Err("its colours")),
                }
            }
            _ => return Ok(Err("its colours")),
        };
        let bits = usize::try_from(coding.bits).unwrap_or_default();
        let samples = usize::try_from(samples).unwrap_or_default();
        let predictor = number(tiff, PREDICTOR, 1)?;
        // the predictor belongs to these two; elsewhere the tag means nothing
        let is_predicted = predictor == 2 && matches!(packing, Packing::Lzw | Packing::Deflate);
        let is_boxed = matches!(colours, Colours::YCbCr { .. });
        let is_whole_number = matches!(number(tiff, SAMPLE_FORMAT, 1)?, 1 | 4);
        let fits = samples >= colours.samples()
            && (samples <= 2 || !matches!(colours, Colours::Palette(_)))
            && samples <= usize::try_from(MOST_SAMPLES).unwrap_or_default()
            && (bits >= 8 || samples == 1 || !is_planar)
            && (bits >= 8 || !is_predicted)
            && (!is_boxed || (samples == 3 && !is_planar && !is_predicted))
            && is_whole_number
            && !(predictor == 3 && matches!(packing, Packing::Lzw | Packing::Deflate))
            && (packing != Packing::Jpeg || (bits == 8 && !is_planar && samples == colours.samples()));
        if !fits {
            return Ok(Err("its colours"));
        }
        let opacity = match (&colours, entries.iter().find(|entry| entry.tag == EXTRA_SAMPLES)) {
            (Colours::Grey { .. } | Colours::Rgb, Some(entry)) if samples > colours.samples() => {
                match tiff.numbers(entry, 1)?.first() {
                    Some(1) => Opacity::MultipliedIn,
                    Some(2) => Opacity::Straight,
                    _ => Opacity::None,
                }
            }
            _ => Opacity::None,
        };
        let orientation = number(tiff, ORIENTATION, 1)?;
        let mut layout = Self {
            width,
            height,
            orientation: u8::try_from(orientation).ok().filter(|turn| (1..=8).contains(turn)).unwrap_or(1),
            colours,
            opacity,
            samples,
            bits,
            is_planar,
            packing,
            is_predicted,
            big_endian: tiff.is_big_endian(),
            lowest_bit_first: coding.lowest_bit_first && packing != Packing::Jpeg,
            is_ycbcr: coding.photometric == 6,
            is_tiled: false,
            chunk_width: width,
            chunk_height: height,
            chunks: Vec::new(),
            jpeg_tables: Vec::new(),
        };
        layout.find_chunks(tiff, entries, file_bytes)?;
        if let (Packing::Jpeg, Some(tables)) = (packing, entries.iter().find(|entry| entry.tag == JPEG_TABLES)) {
            layout.jpeg_tables = tiff.content(tables, LONGEST_TABLES_BYTES)?;
        }
        Ok(Ok(layout))
    }

    fn find_chunks<R: Read + Seek>(
        &mut self,
        tiff: &mut TiffReader<'_, R>,
        entries: &[Entry],
        file_bytes: u64,
    ) -> Result<(), Refusal> {
        let missing = || Refusal::why("its TIFF directory is damaged: it does not say where the picture data is");
        if self.width == 0 || self.height == 0 {
            return Err(Refusal::why("its TIFF header is damaged: it says the picture has no size"));
        }
        let has = |tag: u16| entries.iter().any(|entry| entry.tag == tag);
        self.is_tiled = has(TILE_OFFSETS) && has(TILE_WIDTH);
        let (offsets_tag, counts_tag) = if self.is_tiled {
            let side = |side: Option<u64>| side.filter(|side| (1..=LARGEST_TILE_PX).contains(side));
            let width = side(tiff.number(entries, TILE_WIDTH)?).ok_or_else(missing)?;
            let height = side(tiff.number(entries, TILE_HEIGHT)?).ok_or_else(missing)?;
            self.chunk_width = u32::try_from(width).unwrap_or(1);
            self.chunk_height = u32::try_from(height).unwrap_or(1);
            (TILE_OFFSETS, TILE_BYTE_COUNTS)
        } else {
            let rows = tiff.number(entries, ROWS_PER_STRIP)?.filter(|rows| *rows > 0).unwrap_or(u64::MAX);
            self.chunk_height = u32::try_from(rows).unwrap_or(u32::MAX).min(self.height);
            (STRIP_OFFSETS, STRIP_BYTE_COUNTS)
        };
        let planes = if self.is_planar { self.samples } else { 1 };
        let wanted = u64::from(self.chunks_across()) * u64::from(self.chunks_down()) * planes as u64;
        let find = |tag: u16| entries.iter().find(|entry| entry.tag == tag);
        let offsets = find(offsets_tag).ok_or_else(missing)?;
        if wanted > MOST_CHUNKS || offsets.count() < wanted {
            return Err(missing());
        }
        let offsets = tiff.numbers(offsets, wanted)?;
        let counts = match find(counts_tag) {
            Some(counts) => tiff.numbers(counts, wanted).unwrap_or_default(),
            None => Vec::new(),
        };
        let stored = (self.packing == Packing::None).then(|| self.chunk_stored_bytes());
        let counts = counts.into_iter().map(Some).chain(std::iter::repeat(None));
        self.chunks = offsets
            .into_iter()
            .zip(counts)
            .map(|(offset, count)| {
                // writers leave the count out or wrong: what is not packed tells itself how long it is, the rest ends
                // where it says so
                let to_the_end = file_bytes.saturating_sub(offset);
                (offset, stored.or(count.filter(|count| *count > 0)).unwrap_or(to_the_end))
            })
            .collect();
        Ok(())
    }

    pub fn size_px(&self) -> (u32, u32) {
        (self.width, self.height)
    }

    pub fn chunks_across(&self) -> u32 {
        self.width.div_ceil(self.chunk_width.max(1))
    }

    pub fn chunks_down(&self) -> u32 {
        self.height.div_ceil(self.chunk_height.max(1))
    }

    /// What it becomes.
    pub fn channels(&self) -> Channels {
        match (&self.colours, self.opacity) {
            (Colours::Cmyk, _) => Channels::Cmyk,
            (_, Opacity::Straight | Opacity::MultipliedIn) => Channels::Rgba,
            (Colours::Grey { .. }, Opacity::None) => Channels::Grey,
            _ => Channels::Rgb,
        }
    }

    /// Bytes of a stored row of a piece, in one plane. Boxes of YCbCr make one row of several.
    pub fn stored_row_bytes(&self) -> usize {
        let width = self.chunk_width as usize;
        if let Colours::YCbCr { across, down } = self.colours {
            return width.div_ceil(across) * (across * down + 2);
        }
        let samples = if self.is_planar { 1 } else { self.samples };
        (width * samples * self.bits).div_ceil(8)
    }

    /// How many rows of pixels a stored row makes.
    pub fn rows_at_once(&self) -> usize {
        if let Colours::YCbCr { down, .. } = self.colours { down } else { 1 }
    }

    /// Bytes of a piece in one plane, unpacked.
    pub fn chunk_stored_bytes(&self) -> u64 {
        let rows = (self.chunk_height as usize).div_ceil(self.rows_at_once());
        (rows as u64).saturating_mul(self.stored_row_bytes() as u64)
    }

    /// Whether the stored bytes of a row, once unpacked, are the pixels as they go out.
    pub fn is_plain(&self) -> bool {
        self.bits == 8
            && self.samples == self.channels().bytes()
            && self.opacity != Opacity::MultipliedIn
            && matches!(self.colours, Colours::Grey { white_is_zero: false } | Colours::Rgb | Colours::Cmyk)
    }

    /// Whether the pixels stand in the file as they go out.
    pub fn is_stored_plain(&self) -> bool {
        self.is_plain() && self.packing == Packing::None && !self.is_planar && !self.is_tiled && !self.lowest_bit_first
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn palettes_of_sixteen_and_of_eight_bits() {
        assert_eq!(palette(&[0, 65535, 0, 257, 0, 514]), [[0, 0, 0], [255, 1, 2]]);
        assert_eq!(palette(&[0, 255, 0, 1, 0, 2]), [[0, 0, 0], [255, 1, 2]]);
    }
}
