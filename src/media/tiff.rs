//! TIFF and `BigTIFF`, read strip by strip and tile by tile: the whole page as rows from top to bottom, or a part of it.
//!
//! Only the strips and tiles that a part meets are read, and the last ones are kept. A page that brings reduced copies
//! of itself (a pyramid) is read from the copy that is large enough.

mod chunks;
mod jpeg_chunk;
mod layout;
mod lzw;
mod page_first;
mod samples;
mod unpack;

use super::Refusal;
use super::picture::at_level;
use super::raster::{Area, Channels, Raster, bytes_of};
use super::tiff_header::{Page, TiffReader};
use chunks::{ChunkReader, Sink};
pub(super) use layout::Layout;
use layout::Packing;
pub(super) use page_first::PageFirst;
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, Seek};
use std::sync::Arc;
use unpack::read_at;

/// Decoded strips and tiles that are kept take at most this much.
const KEPT_BYTES: usize = 48 << 20;
/// A strip that is longer when decoded is not read for a part of it: the whole page is spooled once.
const LONGEST_CHUNK_BYTES: u64 = 16 << 20;
/// A row of tiles may take this much.
const LARGEST_BAND_BYTES: u64 = 256 << 20;
/// A page that can be read.
pub(super) struct TiffPage {
    file: File,
    file_bytes: u64,
    layout: Layout,
    /// Smaller ones of the same picture, the largest first.
    copies: Vec<Layout>,
    kept: Kept,
}

impl TiffPage {
    /// Opens a page; gives words when it is not of a kind that is read here.
    pub fn open(file: &File, page: &Page) -> Result<Result<Self, &'static str>, Refusal> {
        let file_bytes = file.metadata()?.len();
        let mut reader = BufReader::with_capacity(1 << 13, file);
        reader.rewind()?;
        let (mut tiff, _) = TiffReader::open(&mut reader)?;
        let (entries, _) = tiff.directory(page.directory)?;
        let layout = match Layout::of(&mut tiff, &entries, file_bytes)? {
            Ok(layout) => layout,
            Err(why) => return Ok(Err(why)),
        };
        let mut copies: Vec<Layout> = Vec::new();
        for at in &page.copies {
            let copy = tiff.directory(*at).and_then(|(entries, _)| Layout::of(&mut tiff, &entries, file_bytes));
            // a copy that cannot be read is not needed
            if let Ok(Ok(copy)) = copy
                && is_copy(&copy, &layout)
            {
                copies.push(copy);
            }
        }
        copies.sort_by_key(|copy| std::cmp::Reverse(copy.width));
        Ok(Ok(Self { file: file.try_clone()?, file_bytes, layout, copies, kept: Kept::default() }))
    }

    pub fn size_px(&self) -> (u32, u32) {
        self.layout.size_px()
    }

    pub fn channels(&self) -> Channels {
        self.layout.channels()
    }

    pub fn orientation(&self) -> u8 {
        self.layout.orientation
    }

    pub fn has_copies(&self) -> bool {
        !self.copies.is_empty()
    }

    /// The page as a JPEG file when it is one, in one piece.
    pub fn as_jpeg(&self) -> Result<Option<Vec<u8>>, Refusal> {
        match self.layout.chunks[..] {
            [place] if self.layout.packing == Packing::Jpeg && !self.layout.is_tiled => {
                jpeg_chunk::whole_file(&self.file, &self.layout, place).map(Some)
            }
            _ => Ok(None),
        }
    }

    /// Whether every part is at hand without reading most of the page.
    pub fn has_parts(&self) -> bool {
        let layout = &self.layout;
        let chunk = bytes_of(layout.chunk_width.min(layout.width), layout.chunk_height, layout.channels());
        layout.is_stored_plain() || chunk <= LONGEST_CHUNK_BYTES
    }

    /// The number of the smallest copy that is at least as large as `wanted`, and its size; 0 is the page itself.
    pub fn for_size(&self, (width, height): (u32, u32)) -> (usize, (u32, u32)) {
        let fits = |copy: &&Layout| copy.width >= width && copy.height >= height;
        let found = self.copies.iter().rposition(|copy| fits(&copy)).map_or(0, |index| index + 1);
        (found, self.layout(found).size_px())
    }

    /// The coarsest copy that is the page reduced by two to the power of at most `level`, by a pixel: its number, its
    /// size and its level.
    pub fn for_level(&self, level: u8) -> (usize, (u32, u32), u8) {
        let matching = |level: u8| {
            let (width, height) = at_level(self.size_px(), level);
            let is_close = |copy: &Layout| copy.width.abs_diff(width) <= 1 && copy.height.abs_diff(height) <= 1;
            let index = self.copies.iter().position(is_close)? + 1;
            Some((index, self.layout(index).size_px(), level))
        };
        (1..=level.min(20)).rev().find_map(matching).unwrap_or((0, self.size_px(), 0))
    }

    fn layout(&self, copy: usize) -> &Layout {
        copy.checked_sub(1).and_then(|index| self.copies.get(index)).unwrap_or(&self.layout)
    }

    /// All rows of the page or of a copy.
    pub fn rows(&mut self, copy: usize, sink: Sink<'_>) -> Result<(), Refusal> {
        let layout = self.layout(copy);
        let mut reader = ChunkReader::new(&self.file, self.file_bytes, layout);
        for down in 0..layout.chunks_down() {
            if layout.chunks_across() == 1 {
                reader.rows(0, down, sink)?;
            } else {
                band_rows(&mut reader, layout, down, sink)?;
            }
        }
        Ok(())
    }

    /// The rows of a part of the page or of a copy, which lies inside.
    pub fn part(&mut self, copy: usize, area: Area, sink: Sink<'_>) -> Result<(), Refusal> {
        let layout = copy.checked_sub(1).and_then(|index| self.copies.get(index)).unwrap_or(&self.layout);
        if area.width == 0 || area.height == 0 {
            return Ok(());
        }
        if layout.is_stored_plain() {
            return stored_part(&self.file, layout, area, sink);
        }
        let mut reader = ChunkReader::new(&self.file, self.file_bytes, layout);
        let (left, right) = (area.x / layout.chunk_width, (area.x + area.width - 1) / layout.chunk_width);
        let (top, bottom) = (area.y / layout.chunk_height, (area.y + area.height - 1) / layout.chunk_height);
        let mut line = Vec::new();
        for down in top..=bottom {
            let chunks: Vec<Arc<Raster>> = (left..=right)
                .map(|across| self.kept.get((copy, across, down), || reader.decode(across, down)))
                .collect::<Result<_, _>>()?;
            let above = down * layout.chunk_height;
            let from = area.y.saturating_sub(above);
            let until = (area.y + area.height - above).min(layout.chunk_height);
            for y in from..until {
                line.clear();
                for (chunk, across) in chunks.iter().zip(left..) {
                    let before = across * layout.chunk_width;
                    let x = area.x.saturating_sub(before);
                    let width = (area.x + area.width - before).min(chunk.width).saturating_sub(x);
                    let part = Area { x, y, width, height: 1 };
                    chunk.rows_of(part).for_each(|row| line.extend_from_slice(row));
                }
                sink(&line)?;
            }
        }
        Ok(())
    }
}

/// Straight from the file: nothing is packed, and the bytes are the pixels.
fn stored_part(file: &File, layout: &Layout, area: Area, sink: Sink<'_>) -> Result<(), Refusal> {
    let pixel = layout.channels().bytes();
    let mut row = vec![0; area.width as usize * pixel];
    for y in area.y..area.y + area.height {
        let (offset, _) = layout.chunks.get((y / layout.chunk_height) as usize).copied().unwrap_or_default();
        let before = (y % layout.chunk_height) as usize * layout.stored_row_bytes() + area.x as usize * pixel;
        read_at(file, offset.saturating_add(before as u64), &mut row)?;
        sink(&row)?;
    }
    Ok(())
}

/// A row of tiles side by side.
fn band_rows(reader: &mut ChunkReader<'_>, layout: &Layout, down: u32, sink: Sink<'_>) -> Result<(), Refusal> {
    let height = (layout.height - down * layout.chunk_height).min(layout.chunk_height);
    let channels = layout.channels();
    if bytes_of(layout.width, height, channels) > LARGEST_BAND_BYTES {
        return Err(Refusal::why("it is too large to be shown: a row of its tiles takes more than 256 MB of memory"));
    }
    let row_bytes = layout.width as usize * channels.bytes();
    let mut band = vec![0; row_bytes * height as usize];
    for across in 0..layout.chunks_across() {
        let from = across as usize * layout.chunk_width as usize * channels.bytes();
        let mut places = band.chunks_exact_mut(row_bytes);
        reader.rows(across, down, &mut |row| {
            let place = places.next().and_then(|line| line.get_mut(from..from + row.len()));
            if let Some(place) = place {
                place.copy_from_slice(row);
            }
            Ok(())
        })?;
    }
    band.chunks_exact(row_bytes).try_for_each(sink)
}

/// Whether it is the same picture, smaller.
fn is_copy(copy: &Layout, full: &Layout) -> bool {
    let expected = u64::from(full.height) * u64::from(copy.width) / u64::from(full.width.max(1));
    let slack = 2 + u64::from(full.height) / u64::from(full.width.max(1));
    copy.width < full.width && copy.channels() == full.channels() && expected.abs_diff(u64::from(copy.height)) <= slack
}

/// The strips and tiles that were decoded last.
#[derive(Default)]
struct Kept {
    chunks: HashMap<(usize, u32, u32), (u64, Arc<Raster>)>,
    bytes: usize,
    clock: u64,
}

impl Kept {
    fn get(
        &mut self,
        key: (usize, u32, u32),
        decode: impl FnOnce() -> Result<Raster, Refusal>,
    ) -> Result<Arc<Raster>, Refusal> {
        self.clock += 1;
        if let Some((used, chunk)) = self.chunks.get_mut(&key) {
            *used = self.clock;
            return Ok(Arc::clone(chunk));
        }
        let chunk = Arc::new(decode()?);
        self.bytes += chunk.bytes.len();
        self.chunks.insert(key, (self.clock, Arc::clone(&chunk)));
        if self.bytes > KEPT_BYTES {
            self.forget_older_half();
        }
        Ok(chunk)
    }

    fn forget_older_half(&mut self) {
        let mut used: Vec<u64> = self.chunks.values().map(|(used, _)| *used).collect();
        used.sort_unstable();
        let middle = used.get(used.len() / 2).copied().unwrap_or_default();
        self.chunks.retain(|_, (used, _)| *used > middle);
        self.bytes = self.chunks.values().map(|(_, chunk)| chunk.bytes.len()).sum();
    }
}
