//! Reading the strips and tiles of a TIFF page.

use super::super::Refusal;
use super::super::raster::Raster;
use super::layout::{Colours, Layout, Packing};
use super::samples::{RowMaker, undo_differences};
use super::unpack::Unpacker;
use std::fs::File;

/// Stored rows are unpacked in blocks of about this size, which stay near the processor.
const BLOCK_BYTES: usize = 1 << 18;

/// Takes rows as they come.
pub(super) type Sink<'a> = &'a mut dyn FnMut(&[u8]) -> Result<(), Refusal>;

/// Reads pieces of one page.
pub(super) struct ChunkReader<'a> {
    file: &'a File,
    layout: &'a Layout,
    unpackers: Vec<Unpacker>,
    maker: RowMaker<'a>,
    block: Vec<u8>,
    planes: Vec<Vec<u8>>,
}

impl<'a> ChunkReader<'a> {
    pub fn new(file: &'a File, file_bytes: u64, layout: &'a Layout) -> Self {
        let planes = if layout.is_planar { layout.samples } else { 1 };
        let unpackers = (0..planes).map(|_| Unpacker::new(layout, file_bytes)).collect();
        Self {
            file,
            layout,
            unpackers,
            maker: RowMaker::new(layout),
            block: Vec::new(),
            planes: vec![Vec::new(); planes],
        }
    }

    /// Hands over the rows of one piece, as far as they belong to the picture.
    pub fn rows(&mut self, across: u32, down: u32, sink: Sink<'_>) -> Result<(), Refusal> {
        let layout = self.layout;
        let left = layout.width - across * layout.chunk_width;
        let above = down * layout.chunk_height;
        let width = left.min(layout.chunk_width) as usize;
        let height = (layout.height - above).min(layout.chunk_height) as usize;
        let index = down as usize * layout.chunks_across() as usize + across as usize;
        if layout.packing == Packing::Jpeg {
            return self.jpeg_rows(index, width, height, sink);
        }
        let in_plane = layout.chunks_across() as usize * layout.chunks_down() as usize;
        for (plane, unpacker) in self.unpackers.iter_mut().enumerate() {
            let place = layout.chunks.get(plane * in_plane + index).copied().unwrap_or_default();
            unpacker.start(self.file, place)?;
        }
        if layout.is_planar { self.planar_rows(width, height, sink) } else { self.chunky_rows(width, height, sink) }
    }

    fn chunky_rows(&mut self, width: usize, height: usize, sink: Sink<'_>) -> Result<(), Refusal> {
        let Some(unpacker) = self.unpackers.first_mut() else { return Ok(()) };
        let row_bytes = self.layout.stored_row_bytes().max(1);
        let shown_bytes = width * self.layout.channels().bytes();
        let mut left = height.div_ceil(self.layout.rows_at_once());
        let mut shown = 0;
        while left > 0 {
            let rows = (BLOCK_BYTES / row_bytes).clamp(1, left);
            self.block.resize(rows * row_bytes, 0);
            unpacker.fill(self.file, &mut self.block)?;
            for stored in self.block.chunks_exact_mut(row_bytes) {
                if let Colours::YCbCr { across, down } = self.layout.colours {
                    self.maker.make_boxes(stored, width, (across, down), |row| {
                        shown += 1;
                        if shown <= height { sink(row) } else { Ok(()) }
                    })?;
                } else {
                    let row = self.maker.make(stored, self.layout.chunk_width as usize);
                    sink(row.get(..shown_bytes).unwrap_or_default())?;
                }
            }
            left -= rows;
        }
        Ok(())
    }

    fn planar_rows(&mut self, width: usize, height: usize, sink: Sink<'_>) -> Result<(), Refusal> {
        let row_bytes = self.layout.stored_row_bytes().max(1);
        let shown_bytes = width * self.layout.channels().bytes();
        let (planes, number_bytes) = (self.planes.len(), self.layout.bits / 8);
        self.block.resize(row_bytes * planes, 0);
        for _ in 0..height {
            for (index, (unpacker, plane)) in self.unpackers.iter_mut().zip(&mut self.planes).enumerate() {
                plane.resize(row_bytes, 0);
                unpacker.fill(self.file, plane)?;
                if self.layout.is_predicted {
                    undo_differences(plane, self.layout);
                }
                let pixels = self.block.chunks_exact_mut(planes * number_bytes);
                for (pixel, number) in pixels.zip(plane.chunks_exact(number_bytes)) {
                    let from = index * number_bytes;
                    if let Some(place) = pixel.get_mut(from..from + number_bytes) {
                        place.copy_from_slice(number);
                    }
                }
            }
            let row = self.maker.make(&mut self.block, self.layout.chunk_width as usize);
            sink(row.get(..shown_bytes).unwrap_or_default())?;
        }
        Ok(())
    }

    fn jpeg_rows(&mut self, index: usize, width: usize, height: usize, sink: Sink<'_>) -> Result<(), Refusal> {
        let place = self.layout.chunks.get(index).copied().unwrap_or_default();
        let raster = super::jpeg_chunk::decode(self.file, self.layout, place)?;
        let is_smaller = (raster.width as usize) < width || (raster.height as usize) < height;
        if is_smaller || raster.channels != self.layout.channels() {
            return Err(Refusal::why("its picture data is damaged: a part of it has another size than it should"));
        }
        let shown_bytes = width * raster.channels.bytes();
        raster.rows().take(height).try_for_each(|row| sink(row.get(..shown_bytes).unwrap_or_default()))
    }

    /// One piece decoded.
    pub fn decode(&mut self, across: u32, down: u32) -> Result<Raster, Refusal> {
        let layout = self.layout;
        let width = (layout.width - across * layout.chunk_width).min(layout.chunk_width);
        let height = (layout.height - down * layout.chunk_height).min(layout.chunk_height);
        let mut bytes = Vec::new();
        self.rows(across, down, &mut |row| {
            bytes.extend_from_slice(row);
            Ok(())
        })?;
        Raster::new(width, height, layout.channels(), bytes)
    }
}
