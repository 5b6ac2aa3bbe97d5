//! An opened picture file, from which small copies and tiles are read, whatever its format and size.
//!
//! Invariant: what goes out is upright, sRGB and eight bits deep. Rows come in as they are stored, are made smaller on
//! the way, and only what is small is turned and coloured; so a large scan takes little more memory than its file.

mod png_rows;
mod reduce;
mod rows_kept;
mod source;
mod whole;

use super::Refusal;
use super::colour::{ToSrgb, cmyk_to_rgb};
use super::format::Format;
use super::metadata::icc_profile;
use super::probe::{open_regular, probe_open};
use super::raster::{Area, Channels, Raster, bytes_of};
use crate::error::{Error, Result};
use reduce::{BoxAverage, fitted};
use source::Source;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// Side of a tile in pixels.
pub const TILE_PX: u32 = 512;
/// A copy of the whole picture for the coarse tiles takes at most this much memory.
const COARSE_BYTES: u64 = 24 << 20;
/// Copies up to this side are thumbnails, after which nobody asks for tiles.
const THUMBNAIL_SIDE_PX: u32 = 1024;
/// Pictures with more pixels than this are not shown: 32,768 × 32,768.
const MOST_PIXELS: u64 = 1 << 30;
/// Neither are longer ones: a row of them is a bomb.
const LONGEST_SIDE_PX: u32 = 1 << 20;
/// What the decoding of one picture may take: a format that is decoded whole is refused above it.
pub const MEMORY_LIMIT_BYTES: u64 = 1 << 30;

/// Takes rows as they come; what it says ends the reading.
type Sink<'a> = &'a mut dyn FnMut(&[u8]) -> Result<(), Refusal>;

/// A picture file, opened for reading parts of it.
pub struct OpenPicture {
    path: PathBuf,
    spool: PathBuf,
    source: Source,
    orientation: u8,
    pages: u32,
    /// The whole picture reduced by two to the power of the first number, for all tiles as coarse or coarser.
    coarse: Option<(u8, Raster)>,
    coarse_bytes: u64,
    /// The profile of its colours, and what was made of it for the channels of the pixels.
    icc: Option<Vec<u8>>,
    to_srgb: Option<(Channels, Option<ToSrgb>)>,
}

impl OpenPicture {
    /// Opens a picture. `page` counts from 0; `spool` is a folder for a file without a name, which a format needs that
    /// gives no access to its parts.
    pub fn open(path: &Path, page: u32, spool: &Path) -> Result<Self> {
        let mut file = open_regular(path)?;
        let probe = probe_open(path, &mut file)?;
        if let (0, Some(why)) = (page, &probe.why_not_viewable) {
            return Err(Error::NotViewable { path: path.to_owned(), why: why.clone() });
        }
        guarded(path, || {
            // JPEG 2000 comes with its profile applied
            let icc = if probe.format == Format::Jp2 { None } else { icc_profile(&mut file, probe.format) };
            let (source, orientation, pages) = Source::open(file, &probe, page)?;
            check_size(source.size_px())?;
            let (path, spool) = (path.to_owned(), spool.to_owned());
            Ok(Self {
                path,
                spool,
                source,
                orientation,
                pages,
                coarse: None,
                coarse_bytes: COARSE_BYTES,
                icc,
                to_srgb: None,
            })
        })
    }

    /// As if memory for a copy of the whole were this scarce.
    #[cfg(test)]
    pub(super) fn with_coarse_bytes(self, coarse_bytes: u64) -> Self {
        Self { coarse_bytes, ..self }
    }

    /// Width and height in pixels, upright.
    pub fn size_px(&self) -> (u32, u32) {
        let (width, height) = self.source.size_px();
        if self.orientation >= 5 { (height, width) } else { (width, height) }
    }

    /// How many pages the file has.
    pub fn pages(&self) -> u32 {
        self.pages
    }

    /// All of it, its longer side at most `max_side_px` pixels, never enlarged.
    pub fn reduced(&mut self, max_side_px: u32) -> Result<Raster> {
        let path = self.path.clone();
        guarded(&path, || {
            let stored = self.source.size_px();
            let target = fitted(stored, max_side_px);
            let coarse_level = self.coarse_level();
            let coarse_size = at_level(stored, coarse_level);
            // who wants it this large wants its tiles next: one pass over the file serves both
            let serves_both = coarse_level > 0 && max_side_px > THUMBNAIL_SIDE_PX && self.source.is_read_whole();
            if self.coarse.is_none() && serves_both && coarse_size.0 >= target.0 && coarse_size.1 >= target.1 {
                self.coarse = Some((coarse_level, self.source.coarse(coarse_level)?));
            }
            let raster = match &self.coarse {
                Some((_, coarse)) if coarse.width >= target.0 && coarse.height >= target.1 => shrunk(coarse, target)?,
                _ => self.source.reduced(target)?,
            };
            Ok(self.finished(raster))
        })
    }

    /// Tile `column`, `row` of the picture reduced by two to the power of `level`; at most [`TILE_PX`] pixels a side,
    /// less at the right and lower edge.
    pub fn tile(&mut self, level: u8, column: u32, row: u32) -> Result<Raster> {
        let path = self.path.clone();
        guarded(&path, || {
            let (width, height) = at_level(self.size_px(), level);
            let (x, y) = (column.saturating_mul(TILE_PX), row.saturating_mul(TILE_PX));
            if x >= width || y >= height {
                return Err(Refusal::why(format!("it has no tile {column}, {row} at level {level}")));
            }
            let upright = Area { x, y, width: TILE_PX.min(width - x), height: TILE_PX.min(height - y) };
            let area = as_stored(upright, (width, height), self.orientation);
            let raster = self.part(level, area)?;
            Ok(self.finished(raster))
        })
    }

    /// A part of the stored picture reduced by two to the power of `level`, in pixels of that.
    fn part(&mut self, level: u8, area: Area) -> Result<Raster, Refusal> {
        let coarse_level = self.coarse_level();
        if level < coarse_level {
            self.source.prepare_parts(&self.spool)?;
            return self.source.part(level, area);
        }
        if self.coarse.is_none() {
            self.coarse = Some((coarse_level, self.source.coarse(coarse_level)?));
        }
        let Some((_, coarse)) = &self.coarse else { return Err(Refusal::why("it could not be made smaller")) };
        let size = (coarse.width, coarse.height);
        Averaged::part(area, level - coarse_level, size, coarse.channels, |stored, average| {
            coarse.rows_of(stored).for_each(|row| average.push(row));
            Ok(())
        })
    }

    /// The first level at which the whole picture is small.
    fn coarse_level(&self) -> u8 {
        let (size, channels) = (self.source.size_px(), self.source.channels());
        (0..31)
            .find(|level| {
                let (width, height) = at_level(size, *level);
                bytes_of(width, height, channels) <= self.coarse_bytes
            })
            .unwrap_or(31)
    }

    /// Coloured and upright.
    fn finished(&mut self, raster: Raster) -> Raster {
        let channels = raster.channels;
        let by_profile = match &self.to_srgb {
            Some((known, way)) if *known == channels => way.as_ref(),
            _ => {
                let way = self.icc.as_deref().and_then(|icc| ToSrgb::new(icc, channels));
                self.to_srgb.insert((channels, way)).1.as_ref()
            }
        };
        let raster = match by_profile {
            Some(way) => way.apply(raster),
            None => cmyk_to_rgb(raster),
        };
        raster.turned(self.orientation)
    }
}

/// A decoder that panics is as good as one that says the file is damaged.
fn guarded<T>(path: &Path, decode: impl FnOnce() -> Result<T, Refusal>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(decode))
        .unwrap_or_else(|_| Err(Refusal::why("its picture data is damaged: decoding it failed")))
        .map_err(|refusal| match refusal {
            Refusal::Why(why) => Error::NotViewable { path: path.to_owned(), why },
            Refusal::Disk(source) => Error::file("cannot read", path, source),
        })
}

pub(super) fn check_size((width, height): (u32, u32)) -> Result<(), Refusal> {
    if width == 0 || height == 0 {
        return Err(Refusal::why("its header is damaged: it says the picture has no size"));
    }
    if u64::from(width) * u64::from(height) > MOST_PIXELS || width.max(height) > LONGEST_SIDE_PX {
        return Err(too_large());
    }
    Ok(())
}

pub(super) fn cut_off() -> Refusal {
    Refusal::why("its picture data is cut off: copy it again from where it came")
}

fn check_page(page: u32, pages: u32) -> Result<(), Refusal> {
    if page < pages {
        return Ok(());
    }
    let words = if pages == 1 { "one page".to_owned() } else { format!("{pages} pages") };
    Err(Refusal::why(format!("it has {words}; there is no page {}", page.saturating_add(1))))
}

pub(super) fn too_large() -> Refusal {
    Refusal::why("it is too large to be shown: decoding it would take more than 1 GB of memory")
}

/// The size after a reduction by two to the power of `level`.
pub(super) fn at_level((width, height): (u32, u32), level: u8) -> (u32, u32) {
    let side = |side: u32| u64::from(side).div_ceil(1 << level.min(32));
    (u32::try_from(side(width)).unwrap_or(1), u32::try_from(side(height)).unwrap_or(1))
}

/// An area of a reduced picture in pixels of the full one, cut to its size but never empty.
fn enlarged(area: Area, level: u8, (width, height): (u32, u32)) -> Area {
    let span = |from: u32, length: u32, limit: u32| {
        let start = (u64::from(from) << level.min(31)).min(u64::from(limit.saturating_sub(1)));
        let end = (u64::from(from.saturating_add(length)) << level.min(31)).clamp(start + 1, u64::from(limit.max(1)));
        (u32::try_from(start).unwrap_or(0), u32::try_from(end - start).unwrap_or(1))
    };
    let ((x, width), (y, height)) = (span(area.x, area.width, width), span(area.y, area.height, height));
    Area { x, y, width, height }
}

/// Where an area of the upright picture of this size lies in the stored one.
fn as_stored(area: Area, (width, height): (u32, u32), orientation: u8) -> Area {
    let Area { x, y, width: w, height: h } = area;
    let (from_right, from_bottom) = (width - x - w, height - y - h);
    match orientation {
        2 => Area { x: from_right, ..area },
        3 => Area { x: from_right, y: from_bottom, ..area },
        4 => Area { y: from_bottom, ..area },
        5 => Area { x: y, y: x, width: h, height: w },
        6 => Area { x: y, y: from_right, width: h, height: w },
        7 => Area { x: from_bottom, y: from_right, width: h, height: w },
        8 => Area { x: from_bottom, y: x, width: h, height: w },
        _ => area,
    }
}

/// A picture made smaller from one in memory.
fn shrunk(raster: &Raster, target: (u32, u32)) -> Result<Raster, Refusal> {
    let mut shrinker = reduce::Shrinker::new((raster.width, raster.height), raster.channels, target);
    raster.rows().try_for_each(|row| shrinker.push(row))?;
    shrinker.finish()
}

/// Rows averaged by a power of two.
struct Averaged {
    channels: Channels,
    width: u32,
    height: u32,
    /// One after the other, because one goes only so far.
    averages: Vec<BoxAverage>,
    bytes: Vec<u8>,
}

impl Averaged {
    fn new((width, height): (u32, u32), channels: Channels, level: u8) -> Self {
        let mut averages = Vec::new();
        let (mut between, mut left) = (width, level);
        while left > 0 {
            let step = left.min(8);
            averages.push(BoxAverage::new(between, channels, 1 << step));
            between = between.div_ceil(1 << step);
            left -= step;
        }
        let (width, height) = at_level((width, height), level);
        Self { channels, width, height, averages, bytes: Vec::new() }
    }

    /// An area of the reduction of a picture of this size; `read` hands over the rows of an area of the picture.
    fn part(
        area: Area,
        level: u8,
        size: (u32, u32),
        channels: Channels,
        read: impl FnOnce(Area, &mut Self) -> Result<(), Refusal>,
    ) -> Result<Raster, Refusal> {
        let stored = enlarged(area, level, size);
        let mut average = Self::new((stored.width, stored.height), channels, level);
        read(stored, &mut average)?;
        Ok(average.finish()?.with_size((area.width, area.height)))
    }

    fn push(&mut self, row: &[u8]) {
        let mut row = row;
        for average in &mut self.averages {
            match average.push(row) {
                Some(reduced) => row = reduced,
                None => return,
            }
        }
        self.bytes.extend_from_slice(row);
    }

    /// The reduction, when all rows are in.
    fn finish(mut self) -> Result<Raster, Refusal> {
        let mut rest: Option<Vec<u8>> = None;
        for average in &mut self.averages {
            let completed = rest.as_ref().and_then(|row| average.push(row).map(<[u8]>::to_vec));
            rest = match completed {
                Some(row) => Some(row),
                None => average.finish().map(<[u8]>::to_vec),
            };
        }
        self.bytes.extend(rest.unwrap_or_default());
        Raster::new(self.width, self.height, self.channels, self.bytes)
    }
}
