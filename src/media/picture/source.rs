//! What an opened picture is read from, one kind for each way a format gives access to its parts.

use super::super::Refusal;
use super::super::format::Format;
use super::super::jpeg::Jpeg;
use super::super::pdf_pages;
use super::super::probe::Probe;
use super::super::raster::{Area, Channels, Raster, bytes_of};
use super::super::tiff::TiffPage;
use super::super::tiff_header;
use super::png_rows::PngRows;
use super::reduce::Shrinker;
use super::rows_kept::{RowsKept, RowsWriter};
use super::whole::Whole;
use super::{Averaged, MEMORY_LIMIT_BYTES, Sink, at_level, check_page, check_size, enlarged, shrunk, too_large};
use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::Path;

/// The most a JPEG is reduced in its decoding, as a power of two.
const MOST_SHRINK: u8 = 3;
/// A JPEG that takes more than this when decoded is decoded in bands.
const LARGEST_AT_ONCE_BYTES: u64 = 48 << 20;
/// Rows of such a band, in the reduced picture.
const BAND_PX: u32 = 256;

/// A picture as it is stored: not turned, colours as they are.
pub(super) enum Source {
    /// Decoded already.
    Rows(RowsKept),
    /// At an eighth, a quarter, a half or all of its size.
    Jpeg(Box<Jpeg>),
    /// By its strips and tiles.
    Tiff(Box<TiffPage>),
    /// From top to bottom only.
    Png(PngRows),
    /// At once only.
    Whole(Whole),
}

impl Source {
    /// Chooses the way; gives the orientation of the page and the number of pages too.
    pub fn open(file: File, probe: &Probe, page: u32) -> Result<(Self, u8, u32), Refusal> {
        match probe.format {
            Format::Tiff | Format::BigTiff => return Self::open_tiff(file, probe, page),
            Format::Pdf => {
                let bytes = all_bytes(&file)?;
                let pages = pdf_pages::page_count(&bytes).map_err(Refusal::Why)?;
                check_page(page, pages)?;
                let size = pdf_pages::size_px(&bytes, page).map_err(Refusal::Why)?;
                return Ok((Self::Whole(Whole::new(file, probe, size).at_page(page)), 1, pages));
            }
            _ => check_page(page, 1)?,
        }
        let stored_size =
            if probe.orientation >= 5 { (probe.height_px, probe.width_px) } else { (probe.width_px, probe.height_px) };
        check_size(stored_size)?;
        let source = match probe.format {
            Format::Jpeg => Jpeg::open(all_bytes(&file)?).map_err(Refusal::Why)?.map(|jpeg| Self::Jpeg(Box::new(jpeg))),
            Format::Png => PngRows::open(&file)?.map(Self::Png),
            _ => None,
        };
        let source = source.unwrap_or_else(|| Self::Whole(Whole::new(file, probe, stored_size)));
        Ok((source, probe.orientation, 1))
    }

    fn open_tiff(file: File, probe: &Probe, page: u32) -> Result<(Self, u8, u32), Refusal> {
        check_page(page, probe.pages)?;
        let (place, stated) = tiff_header::read_page(&mut BufReader::new(&file), page)?;
        check_size((stated.width_px, stated.height_px))?;
        if let Some(why) = stated.why_not_viewable {
            return Err(Refusal::Why(why));
        }
        if let Ok(page) = TiffPage::open(&file, &place)? {
            let orientation = page.orientation();
            if let Some(bytes) = page.as_jpeg()?
                && let Some(jpeg) = Jpeg::open(bytes).map_err(Refusal::Why)?
                && jpeg.size_px() == page.size_px()
            {
                return Ok((Self::Jpeg(Box::new(jpeg)), orientation, stated.pages));
            }
            return Ok((Self::Tiff(Box::new(page)), orientation, stated.pages));
        }
        let orientation = stated.orientation.filter(|turn| (1..=8).contains(turn)).unwrap_or(1);
        let whole = Whole::new(file, probe, (stated.width_px, stated.height_px));
        Ok((Self::Whole(whole.at_directory(place.directory)), orientation, stated.pages))
    }

    pub fn size_px(&self) -> (u32, u32) {
        match self {
            Self::Rows(rows) => rows.size_px(),
            Self::Jpeg(jpeg) => jpeg.size_px(),
            Self::Tiff(tiff) => tiff.size_px(),
            Self::Png(png) => png.size_px(),
            Self::Whole(whole) => whole.size_px(),
        }
    }

    /// The channels, or those that take most where they are not known before decoding.
    pub fn channels(&self) -> Channels {
        match self {
            Self::Rows(rows) => rows.channels(),
            Self::Tiff(tiff) => tiff.channels(),
            Self::Png(png) => png.channels(),
            Self::Jpeg(_) | Self::Whole(_) => Channels::Rgba,
        }
    }

    /// Whether a small copy takes reading all of it.
    pub fn is_read_whole(&self) -> bool {
        match self {
            Self::Tiff(tiff) => !tiff.has_copies(),
            Self::Png(_) => true,
            Self::Rows(_) | Self::Jpeg(_) | Self::Whole(_) => false,
        }
    }

    /// The whole picture at a smaller size.
    pub fn reduced(&mut self, target: (u32, u32)) -> Result<Raster, Refusal> {
        if let Self::Whole(whole) = self {
            if let Some(small) = whole.drawn(target)? {
                return Ok(small);
            }
            let raster = whole.decode()?;
            let small = shrunk(&raster, target)?;
            self.keep_if_small(raster);
            return Ok(small);
        }
        if let Self::Jpeg(jpeg) = self {
            return jpeg_reduced(jpeg, target);
        }
        let (copy, size) = match self {
            Self::Tiff(tiff) => tiff.for_size(target),
            _ => (0, self.size_px()),
        };
        let mut shrinker = Shrinker::new(size, self.channels(), target);
        self.rows(copy, &mut |row| shrinker.push(row))?;
        shrinker.finish()
    }

    /// The whole picture reduced by two to the power of `level`.
    pub fn coarse(&mut self, level: u8) -> Result<Raster, Refusal> {
        let wanted = at_level(self.size_px(), level);
        if let Self::Whole(whole) = self {
            let raster = whole.decode()?;
            let mut average = Averaged::new((raster.width, raster.height), raster.channels, level);
            raster.rows().for_each(|row| average.push(row));
            let coarse = average.finish()?;
            self.keep_if_small(raster);
            return Ok(coarse);
        }
        if let Self::Jpeg(jpeg) = self {
            return jpeg_part(jpeg, level, Area::whole(wanted));
        }
        let (copy, size, at) = match self {
            Self::Tiff(tiff) => tiff.for_level(level),
            _ => (0, self.size_px(), 0),
        };
        let mut average = Averaged::new(size, self.channels(), level - at);
        self.rows(copy, &mut |row| {
            average.push(row);
            Ok(())
        })?;
        Ok(average.finish()?.with_size(wanted))
    }

    fn keep_if_small(&mut self, raster: Raster) {
        if let Ok(kept) = RowsKept::in_memory(raster) {
            *self = Self::Rows(kept);
        }
    }

    /// All rows of the picture, or of a copy of it.
    fn rows(&mut self, copy: usize, sink: Sink<'_>) -> Result<(), Refusal> {
        match self {
            Self::Rows(rows) => rows.part(Area::whole(rows.size_px()), sink),
            Self::Tiff(tiff) => tiff.rows(copy, sink),
            Self::Png(png) => png.rows(sink),
            Self::Jpeg(jpeg) => jpeg_rows(jpeg, 0, &mut |band| band.rows().try_for_each(&mut *sink)),
            Self::Whole(whole) => whole.decode()?.rows().try_for_each(sink),
        }
    }

    /// Makes ready for [`Self::part`]: what has no access to parts is decoded into `spool` once.
    pub fn prepare_parts(&mut self, spool: &Path) -> Result<(), Refusal> {
        match self {
            Self::Rows(_) | Self::Jpeg(_) => return Ok(()),
            Self::Tiff(tiff) if tiff.has_parts() => return Ok(()),
            Self::Whole(whole) => {
                *self = Self::Rows(RowsKept::of(whole.decode()?, spool)?);
                return Ok(());
            }
            Self::Tiff(_) | Self::Png(_) => {}
        }
        let mut writer = RowsWriter::new(self.size_px(), self.channels(), spool)?;
        self.rows(0, &mut |row| writer.push(row))?;
        *self = Self::Rows(writer.finish()?);
        Ok(())
    }

    /// A part of the picture reduced by two to the power of `level`, in pixels of that.
    pub fn part(&mut self, level: u8, area: Area) -> Result<Raster, Refusal> {
        if let Self::Jpeg(jpeg) = self {
            return jpeg_part(jpeg, level, area);
        }
        let channels = self.channels();
        let (copy, size, at) = match self {
            Self::Tiff(tiff) => tiff.for_level(level),
            _ => (0, self.size_px(), 0),
        };
        Averaged::part(area, level - at, size, channels, |stored, average| {
            let sink: Sink<'_> = &mut |row| {
                average.push(row);
                Ok(())
            };
            match self {
                Self::Rows(rows) => rows.part(stored, sink),
                Self::Tiff(tiff) => tiff.part(copy, stored, sink),
                Self::Jpeg(_) | Self::Png(_) | Self::Whole(_) => Err(Refusal::why("its parts were not made ready")),
            }
        })
    }
}

pub(super) fn all_bytes(mut file: &File) -> Result<Vec<u8>, Refusal> {
    let length = file.metadata()?.len();
    if length > MEMORY_LIMIT_BYTES {
        return Err(too_large());
    }
    file.rewind()?;
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
    file.take(MEMORY_LIMIT_BYTES).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn jpeg_reduced(jpeg: &mut Jpeg, target: (u32, u32)) -> Result<Raster, Refusal> {
    let fits = |shrink: &u8| {
        let (width, height) = at_level(jpeg.size_px(), *shrink);
        width >= target.0 && height >= target.1
    };
    let shrink = (0..=MOST_SHRINK).rev().find(fits).unwrap_or(0);
    let size = at_level(jpeg.size_px(), shrink);
    if size == target && bytes_of(size.0, size.1, Channels::Rgb) <= LARGEST_AT_ONCE_BYTES {
        return jpeg.reduced(shrink).map_err(Refusal::Why);
    }
    let mut shrinker: Option<Shrinker> = None;
    jpeg_rows(jpeg, shrink, &mut |band| {
        let shrinker = shrinker.get_or_insert_with(|| Shrinker::new(size, band.channels, target));
        band.rows().try_for_each(|row| shrinker.push(row))
    })?;
    shrinker.ok_or_else(too_large)?.finish()
}

/// All rows of the reduced picture, at once or band by band.
fn jpeg_rows(jpeg: &mut Jpeg, shrink: u8, sink: &mut dyn FnMut(&Raster) -> Result<(), Refusal>) -> Result<(), Refusal> {
    let (width, height) = jpeg.size_px();
    let reduced = at_level((width, height), shrink);
    if bytes_of(reduced.0, reduced.1, Channels::Rgb) <= LARGEST_AT_ONCE_BYTES {
        return sink(&jpeg.reduced(shrink).map_err(Refusal::Why)?);
    }
    let step = BAND_PX << shrink;
    for y in (0..height).step_by(step as usize) {
        sink(&jpeg.region(0, y, width, step.min(height - y), shrink).map_err(Refusal::Why)?)?;
    }
    Ok(())
}

/// A part of the picture reduced by two to the power of `level`, in pixels of that.
fn jpeg_part(jpeg: &mut Jpeg, level: u8, area: Area) -> Result<Raster, Refusal> {
    let shrink = level.min(MOST_SHRINK);
    let between = enlarged(area, level - shrink, at_level(jpeg.size_px(), shrink));
    let stored = enlarged(between, shrink, jpeg.size_px());
    let raster = jpeg.region(stored.x, stored.y, stored.width, stored.height, shrink).map_err(Refusal::Why)?;
    let mut average = Averaged::new((raster.width, raster.height), raster.channels, level - shrink);
    raster.rows().for_each(|row| average.push(row));
    Ok(average.finish()?.with_size((area.width, area.height)))
}
