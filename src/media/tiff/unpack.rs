//! The bytes of a strip or tile as they were before they were packed, a piece at a time.

use super::super::Refusal;
use super::super::picture::cut_off;
use super::layout::{Layout, Packing};
use super::lzw::Lzw;
use flate2::{Decompress, FlushDecompress, Status};
use std::fs::File;
use std::io::{ErrorKind, Read, Seek, SeekFrom};
use weezl::{BitOrder, LzwStatus};

/// So much is read from the file at a time.
const INPUT_BYTES: usize = 1 << 16;

/// A strip of LZW is unpacked at once up to this length.
const AT_ONCE_BYTES: u64 = 16 << 20;

/// Unpacks one strip or tile after another.
pub(super) struct Unpacker {
    method: Method,
    lowest_bit_first: bool,
    /// Where the file is read next, and how much of the strip is left there.
    at: u64,
    left: u64,
    /// Whether the file ends where the strip does, or before.
    is_cut: bool,
    file_bytes: u64,
    input: Vec<u8>,
    used: usize,
}

enum Method {
    None,
    /// The whole strip at once, and how much of it is given away.
    LzwAtOnce {
        lzw: Box<Lzw>,
        bytes: usize,
        given: usize,
    },
    /// A strip that is too long for that.
    Lzw(Box<weezl::decode::Decoder>),
    Deflate(Box<Decompress>),
    /// Bytes that are taken as they are, and one byte that comes so many times.
    PackBits {
        literal: usize,
        repeated: usize,
        byte: u8,
    },
}

impl Unpacker {
    pub fn new(layout: &Layout, file_bytes: u64) -> Self {
        let chunk_bytes = layout.chunk_stored_bytes();
        let method = match layout.packing {
            Packing::None | Packing::Jpeg => Method::None,
            Packing::Lzw if chunk_bytes <= AT_ONCE_BYTES => Method::LzwAtOnce {
                lzw: Box::new(Lzw::new()),
                bytes: usize::try_from(chunk_bytes).unwrap_or_default(),
                given: 0,
            },
            Packing::Lzw => Method::Lzw(Box::new(
                weezl::decode::Configuration::with_tiff_size_switch(BitOrder::Msb, 8)
                    .with_yield_on_full_buffer(true)
                    .build(),
            )),
            Packing::Deflate => Method::Deflate(Box::new(Decompress::new(true))),
            Packing::PackBits => Method::PackBits { literal: 0, repeated: 0, byte: 0 },
        };
        let lowest_bit_first = layout.lowest_bit_first;
        Self { method, lowest_bit_first, at: 0, left: 0, is_cut: false, file_bytes, input: Vec::new(), used: 0 }
    }

    /// Goes to the beginning of a strip or tile.
    pub fn start(&mut self, file: &File, (offset, bytes): (u64, u64)) -> Result<(), Refusal> {
        let there = self.file_bytes.saturating_sub(offset);
        (self.at, self.left, self.used) = (offset, bytes.min(there), 0);
        self.is_cut = bytes >= there;
        self.input.clear();
        match &mut self.method {
            Method::None => {}
            Method::Lzw(decoder) => decoder.reset(),
            Method::Deflate(decoder) => decoder.reset(true),
            Method::PackBits { literal, repeated, .. } => (*literal, *repeated) = (0, 0),
            Method::LzwAtOnce { lzw, bytes, given } => {
                // packed badly it is half as long again
                let packed = self.left.min(2 * *bytes as u64 + 1024);
                self.input.resize(usize::try_from(packed).unwrap_or_default(), 0);
                read_at(file, offset, &mut self.input)?;
                if self.lowest_bit_first {
                    reverse(&mut self.input);
                }
                lzw.unpack(&self.input, *bytes);
                *given = 0;
                self.left = 0;
                self.input.clear();
            }
        }
        Ok(())
    }

    /// Fills `target` with the next bytes.
    pub fn fill(&mut self, file: &File, target: &mut [u8]) -> Result<(), Refusal> {
        if matches!(self.method, Method::None) {
            return self.copy(file, target);
        }
        let mut rest = target;
        while !rest.is_empty() {
            let (used, made) = self.unpack(rest)?;
            self.used += used;
            if used == 0 && made == 0 {
                self.read_on(file)?;
            }
            rest = rest.get_mut(made..).unwrap_or_default();
        }
        Ok(())
    }

    /// Takes from the input what there is; says how much was used and made.
    fn unpack(&mut self, rest: &mut [u8]) -> Result<(usize, usize), Refusal> {
        let input = self.input.get(self.used..).unwrap_or_default();
        Ok(match &mut self.method {
            Method::None => (0, 0),
            Method::LzwAtOnce { lzw, given, .. } => {
                let there = lzw.unpacked().get(*given..).unwrap_or_default();
                let count = there.len().min(rest.len());
                let (rest, there) = (rest.get_mut(..count).unwrap_or_default(), there.get(..count).unwrap_or_default());
                rest.copy_from_slice(there);
                *given += count;
                (0, count)
            }
            Method::Lzw(decoder) => {
                let result = decoder.decode_bytes(input, rest);
                let is_stuck = result.consumed_out == 0 && result.consumed_in == 0;
                match result.status {
                    Err(_) if result.consumed_out == 0 => return Err(damaged()),
                    Ok(LzwStatus::Done) if is_stuck => return Err(damaged()),
                    _ => (result.consumed_in, result.consumed_out),
                }
            }
            Method::Deflate(decoder) => {
                let before = (decoder.total_in(), decoder.total_out());
                let status = decoder.decompress(input, rest, FlushDecompress::None).map_err(|_| damaged())?;
                let used = usize::try_from(decoder.total_in() - before.0).unwrap_or_default();
                let made = usize::try_from(decoder.total_out() - before.1).unwrap_or_default();
                if status == Status::StreamEnd && made < rest.len() {
                    return Err(damaged());
                }
                (used, made)
            }
            Method::PackBits { literal, repeated, byte } => unpack_bits(input, rest, literal, repeated, byte),
        })
    }

    /// Reads more of what is packed, behind what is not yet used.
    fn read_on(&mut self, file: &File) -> Result<(), Refusal> {
        self.input.drain(..self.used);
        self.used = 0;
        let wanted = usize::try_from(self.left).unwrap_or(usize::MAX).min(INPUT_BYTES);
        if wanted == 0 {
            return Err(if self.is_cut { cut_off() } else { damaged() });
        }
        let held = self.input.len();
        if held > INPUT_BYTES {
            return Err(damaged());
        }
        self.input.resize(held + wanted, 0);
        let new = self.input.get_mut(held..).unwrap_or_default();
        read_at(file, self.at, new)?;
        if self.lowest_bit_first {
            reverse(new);
        }
        self.at += wanted as u64;
        self.left -= wanted as u64;
        Ok(())
    }

    fn copy(&mut self, file: &File, target: &mut [u8]) -> Result<(), Refusal> {
        if (target.len() as u64) > self.left {
            return Err(if self.is_cut { cut_off() } else { damaged() });
        }
        read_at(file, self.at, target)?;
        if self.lowest_bit_first {
            reverse(target);
        }
        self.at += target.len() as u64;
        self.left -= target.len() as u64;
        Ok(())
    }
}

fn reverse(bytes: &mut [u8]) {
    for byte in bytes {
        *byte = byte.reverse_bits();
    }
}

/// Apple's `PackBits`: a length and so many bytes, or a length below nought and one byte that is repeated.
fn unpack_bits(
    input: &[u8],
    target: &mut [u8],
    literal: &mut usize,
    repeated: &mut usize,
    byte: &mut u8,
) -> (usize, usize) {
    let (mut used, mut made) = (0, 0);
    while made < target.len() {
        let (from, to) = (input.get(used..).unwrap_or_default(), target.get_mut(made..).unwrap_or_default());
        if *repeated > 0 {
            let count = to.len().min(*repeated);
            to.get_mut(..count).unwrap_or_default().fill(*byte);
            *repeated -= count;
            made += count;
        } else if *literal > 0 {
            let count = to.len().min(*literal).min(from.len());
            if count == 0 {
                break;
            }
            let (to, from) = (to.get_mut(..count).unwrap_or_default(), from.get(..count).unwrap_or_default());
            to.copy_from_slice(from);
            *literal -= count;
            (used, made) = (used + count, made + count);
        } else {
            match from {
                [128, ..] => used += 1,
                [length @ 0..=127, ..] => {
                    *literal = usize::from(*length) + 1;
                    used += 1;
                }
                [length, value, ..] => {
                    (*repeated, *byte) = (257 - usize::from(*length), *value);
                    used += 2;
                }
                _ => break,
            }
        }
    }
    (used, made)
}

/// Reads exactly these bytes of a file; a file that became shorter is cut off.
pub(super) fn read_at(mut file: &File, at: u64, target: &mut [u8]) -> Result<(), Refusal> {
    file.seek(SeekFrom::Start(at))?;
    file.read_exact(target)
        .map_err(|error| if error.kind() == ErrorKind::UnexpectedEof { cut_off() } else { error.into() })
}

fn damaged() -> Refusal {
    Refusal::why("its picture data is damaged: a part of it does not unpack to as many pixels as it should")
}
