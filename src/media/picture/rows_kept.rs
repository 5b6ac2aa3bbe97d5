//! The rows of a decoded picture, where any part of them is at hand: in memory when they are few, else in a file
//! without a name that disappears with the picture.

use super::super::Refusal;
use super::super::raster::{Area, Channels, Raster, bytes_of};
use super::Sink;
use std::fs::File;
use std::io::{BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;

/// More than this goes into a file.
const IN_MEMORY_BYTES: usize = 64 << 20;
/// Rows are written and read in pieces of about this size.
const PIECE_BYTES: usize = 1 << 18;

/// The rows of a picture.
#[derive(Debug)]
pub(in super::super) struct RowsKept {
    width: u32,
    height: u32,
    channels: Channels,
    place: Place,
}

#[derive(Debug)]
enum Place {
    Memory(Raster),
    File(File),
}

impl RowsKept {
    /// Keeps a decoded picture, unless it is too large for memory.
    pub fn in_memory(raster: Raster) -> Result<Self, Raster> {
        let Raster { width, height, channels, .. } = raster;
        if raster.bytes.len() > IN_MEMORY_BYTES {
            return Err(raster);
        }
        Ok(Self { width, height, channels, place: Place::Memory(raster) })
    }

    /// Keeps a decoded picture.
    pub fn of(raster: Raster, spool: &Path) -> Result<Self, Refusal> {
        let raster = match Self::in_memory(raster) {
            Ok(kept) => return Ok(kept),
            Err(raster) => raster,
        };
        let Raster { width, height, channels, .. } = raster;
        let mut writer = RowsWriter::new((width, height), channels, spool)?;
        for row in raster.rows() {
            writer.push(row)?;
        }
        writer.finish()
    }

    pub fn size_px(&self) -> (u32, u32) {
        (self.width, self.height)
    }

    pub fn channels(&self) -> Channels {
        self.channels
    }

    /// Hands over the rows of a part, which lies inside.
    pub fn part(&mut self, area: Area, sink: Sink<'_>) -> Result<(), Refusal> {
        match &mut self.place {
            Place::Memory(raster) => raster.rows_of(area).try_for_each(sink),
            Place::File(file) => {
                let pixel = self.channels.bytes();
                let row_bytes = self.width as usize * pixel;
                let part_bytes = area.width as usize * pixel;
                if part_bytes == 0 {
                    return Ok(());
                }
                // whole rows are read several at once
                let at_once = if part_bytes == row_bytes { (PIECE_BYTES / row_bytes).max(1) } else { 1 };
                let mut buffer = vec![0; at_once * part_bytes];
                let mut y = area.y as usize;
                let until = y + area.height as usize;
                while y < until {
                    let rows = at_once.min(until - y);
                    let piece = buffer.get_mut(..rows * part_bytes).unwrap_or_default();
                    file.seek(SeekFrom::Start((y * row_bytes + area.x as usize * pixel) as u64))?;
                    file.read_exact(piece)?;
                    piece.chunks_exact(part_bytes).try_for_each(&mut *sink)?;
                    y += rows;
                }
                Ok(())
            }
        }
    }
}

/// Writes rows into a file without a name.
pub(in super::super) struct RowsWriter {
    width: u32,
    height: u32,
    channels: Channels,
    file: BufWriter<File>,
    written_bytes: u64,
}

impl RowsWriter {
    /// `spool` is made when it is missing; when that fails too, the system's folder for temporary files is taken.
    pub fn new((width, height): (u32, u32), channels: Channels, spool: &Path) -> Result<Self, Refusal> {
        let file = std::fs::create_dir_all(spool)
            .and_then(|()| tempfile::tempfile_in(spool))
            .or_else(|_| tempfile::tempfile())
            .map_err(|error| no_room(&error))?;
        Ok(Self { width, height, channels, file: BufWriter::with_capacity(PIECE_BYTES, file), written_bytes: 0 })
    }

    /// Takes the next row.
    pub fn push(&mut self, row: &[u8]) -> Result<(), Refusal> {
        self.written_bytes += row.len() as u64;
        self.file.write_all(row).map_err(|error| no_room(&error))
    }

    /// All rows are in.
    pub fn finish(self) -> Result<RowsKept, Refusal> {
        if self.written_bytes != bytes_of(self.width, self.height, self.channels) {
            return Err(Refusal::why("its picture data is damaged: there are not as many pixels as it says"));
        }
        let file = self.file.into_inner().map_err(|error| no_room(error.error()))?;
        Ok(RowsKept { width: self.width, height: self.height, channels: self.channels, place: Place::File(file) })
    }
}

fn no_room(error: &std::io::Error) -> Refusal {
    Refusal::why(format!("there is no room for its decoded rows on the disk ({error}): make room and try again"))
}
