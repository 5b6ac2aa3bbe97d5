//! Huffman codes as tables: single symbols, code and value at once, and several codes at once where values do not
//! matter.

#![expect(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::inline_always,
    reason = "hot tables: the index is the top bits of a word, as many as the table is long; entries are packed fields; \
              the reader must stay in registers"
)]

use super::Damage;
use super::bits::Bits;

const LOOKUP_BITS: u32 = 9;
const VALUE_BITS: u32 = 10;
const SKIP_BITS: u32 = 13;
/// Added to the advance of an entry that ends the block.
pub(super) const END: u32 = 128;
/// The advance of an entry for which the tables are too small.
const TOO_LONG: u32 = 512;

/// A code as the file defines it.
#[derive(Clone)]
pub(super) struct Huffman {
    /// By the next nine bits: symbol × 16 + length, or 0.
    lookup: [u16; 1 << LOOKUP_BITS],
    /// By length: the first 16-bit pattern that is too large for it.
    limits: [u32; 17],
    /// By length: what a code less this is, is the place of its symbol.
    offsets: [u32; 17],
    symbols: [u8; 256],
}

impl Huffman {
    /// From the number of codes of each length and the symbols in the order of their codes; `None` when there are more
    /// codes than fit.
    pub fn new(counts: &[u8; 16], listed: &[u8]) -> Option<Self> {
        let mut made = Huffman { lookup: [0; 1 << LOOKUP_BITS], limits: [0; 17], offsets: [0; 17], symbols: [0; 256] };
        made.symbols.get_mut(..listed.len())?.copy_from_slice(listed);
        let (mut code, mut place) = (0_u32, 0_u32);
        for (length, count) in (1_u32..).zip(counts) {
            let count = u32::from(*count);
            made.offsets[length as usize] = code.wrapping_sub(place);
            if code + count > 1 << length || (place + count) as usize > listed.len() {
                return None;
            }
            for _ in 0..count {
                if length <= LOOKUP_BITS {
                    let first = (code << (LOOKUP_BITS - length)) as usize;
                    let entry = u16::from(made.symbols[place as usize]) << 4 | length as u16;
                    made.lookup[first..first + (1 << (LOOKUP_BITS - length))].fill(entry);
                }
                code += 1;
                place += 1;
            }
            made.limits[length as usize] = code << (16 - length);
            code <<= 1;
        }
        Some(made)
    }

    /// The next symbol; at least 16 bits are at hand.
    #[inline(always)]
    pub fn symbol(&self, bits: &mut Bits) -> Result<u8, Damage> {
        let entry = self.lookup[bits.peek::<LOOKUP_BITS>()];
        if entry != 0 {
            bits.take(u32::from(entry & 15));
            return Ok((entry >> 4) as u8);
        }
        let (symbol, length) = self.long(bits.peek::<16>() as u32).ok_or(Damage::Broken)?;
        bits.take(length);
        Ok(symbol)
    }

    /// The symbol that 16 bits begin with, and the length of its code.
    fn find(&self, pattern: u32) -> Option<(u8, u32)> {
        let entry = self.lookup[(pattern >> (16 - LOOKUP_BITS)) as usize & ((1 << LOOKUP_BITS) - 1)];
        if entry != 0 { Some(((entry >> 4) as u8, u32::from(entry & 15))) } else { self.long(pattern) }
    }

    #[cold]
    fn long(&self, pattern: u32) -> Option<(u8, u32)> {
        let length = (LOOKUP_BITS + 1..=16).find(|length| pattern < self.limits[*length as usize])?;
        let place = (pattern >> (16 - length)).wrapping_sub(self.offsets[length as usize]);
        Some((*self.symbols.get(place as usize)?, length))
    }
}

/// The code of the differences of the first coefficients.
pub(super) struct DcCode {
    code: Huffman,
    /// By the next ten bits: difference × 65536 + bits of code and difference together, or 0.
    fast: Box<[u32; 1 << VALUE_BITS]>,
}

impl DcCode {
    pub fn new(code: &Huffman) -> Self {
        let mut fast = Box::new([0; 1 << VALUE_BITS]);
        for (pattern, entry) in (0_u32..).zip(fast.iter_mut()) {
            let Some((size, length)) = code.find(pattern << (16 - VALUE_BITS)) else { continue };
            let size = u32::from(size);
            if size <= 15 && length + size <= VALUE_BITS {
                *entry = value_in(pattern, length, size) << 16 | (length + size);
            }
        }
        DcCode { code: code.clone(), fast }
    }

    /// The next difference. At least 32 bits are at hand before, one fewer than 32 of them are used.
    #[inline(always)]
    pub fn difference(&self, bits: &mut Bits) -> Result<i32, Damage> {
        let entry = self.fast[bits.peek::<VALUE_BITS>()];
        if entry != 0 {
            bits.take(entry & 0xFF);
            return Ok(entry.cast_signed() >> 16);
        }
        let size = u32::from(self.code.symbol(bits)?);
        if size > 15 {
            return Err(Damage::Broken);
        }
        Ok(bits.signed(size))
    }
}

/// The value whose `size` bits follow a code of `length` bits in a pattern of `VALUE_BITS`.
fn value_in(pattern: u32, length: u32, size: u32) -> u32 {
    let bits = (pattern >> (VALUE_BITS - length - size)) & ((1 << size) - 1);
    let negative = size > 0 && bits >> (size - 1) == 0;
    if negative { (bits + 1).wrapping_sub(1 << size) } else { bits }
}

/// The code of the other coefficients.
pub(super) struct AcCode {
    code: Huffman,
    /// By the next ten bits: value × 65536 + advance × 256 + bits of code and value together, or 0.
    fast: Box<[u32; 1 << VALUE_BITS]>,
    /// By the next thirteen bits: advance of all codes that are whole in them × 32 + their bits, values included.
    skip: Box<[u16; 1 << SKIP_BITS]>,
}

impl AcCode {
    pub fn new(code: &Huffman) -> Self {
        let mut fast = Box::new([0; 1 << VALUE_BITS]);
        for (pattern, entry) in (0_u32..).zip(fast.iter_mut()) {
            let Some((symbol, length)) = code.find(pattern << (16 - VALUE_BITS)) else { continue };
            let (advance, size) = meaning(symbol);
            if length + size <= VALUE_BITS {
                *entry = value_in(pattern, length, size) << 16 | advance << 8 | (length + size);
            }
        }
        let mut skip = Box::new([0; 1 << SKIP_BITS]);
        for (pattern, entry) in (0_u32..).zip(skip.iter_mut()) {
            let (mut used, mut total) = (0, 0);
            // what is shifted in from below is not known: a code counts when it is whole in what is known
            while let Some((symbol, length)) = code.find(pattern << (16 - SKIP_BITS) << used & 0xFFFF) {
                if used + length > SKIP_BITS {
                    break;
                }
                let (advance, size) = meaning(symbol);
                // more than a block holds cannot be right
                if total + advance % END > 63 {
                    break;
                }
                used += length + size;
                total += advance;
                if total >= END || used >= SKIP_BITS {
                    break;
                }
            }
            let advance = if used == 0 { TOO_LONG } else { total };
            *entry = (advance << 5 | used) as u16;
        }
        AcCode { code: code.clone(), fast, skip }
    }

    /// Goes over the rest of a block from coefficient `k` on.
    #[inline(always)]
    pub fn skip(&self, bits: &mut Bits, mut k: u32) -> Result<(), Damage> {
        while k < 64 {
            bits.refill();
            for _ in 0..2 {
                let before = *bits;
                let entry = u32::from(self.skip[bits.peek::<SKIP_BITS>()]);
                bits.take(entry & 31);
                let reached = k + (entry >> 5);
                if reached < 64 {
                    k = reached;
                    continue;
                }
                // the end of the block, and not one that belongs to the next
                if reached == 64 || (END..END + 64).contains(&reached) {
                    return Ok(());
                }
                *bits = before;
                k += self.single(bits)?;
                if k >= END {
                    return Ok(());
                }
                if k > 64 {
                    return Err(Damage::Broken);
                }
                break;
            }
        }
        Ok(())
    }

    /// One code and its value, passed over; how far it goes.
    #[cold]
    fn single(&self, bits: &mut Bits) -> Result<u32, Damage> {
        bits.refill();
        let (advance, size) = meaning(self.code.symbol(bits)?);
        bits.take(size);
        Ok(advance)
    }

    /// Reads the coefficients of a block up to `last` into `block` at the places of `order`, and goes over the others;
    /// says how many coefficients from the first on may be other than zero.
    #[inline(always)]
    pub fn read<const LAST: u32>(
        &self,
        bits: &mut Bits,
        block: &mut [i16; 64],
        order: &[u8; 64],
    ) -> Result<u32, Damage> {
        let mut k = 1_u32;
        let mut used = 1;
        while k <= LAST {
            bits.refill();
            let entry = self.fast[bits.peek::<VALUE_BITS>()];
            let value = if entry != 0 {
                bits.take(entry & 0xFF);
                k += entry >> 8 & 0xFF;
                (entry >> 16) as u16
            } else {
                let (advance, size) = meaning(self.code.symbol(bits)?);
                k += advance;
                bits.signed(size).cast_unsigned() as u16
            };
            if k > 64 {
                return if k >= END { Ok(used) } else { Err(Damage::Broken) };
            }
            used = k;
            block[usize::from(order[(k - 1) as usize & 63] & 63)] = value.cast_signed();
        }
        if LAST < 63 {
            self.skip(bits, k)?;
        }
        Ok(used)
    }
}

/// What a symbol of a sequential scan means: how many coefficients it goes on, and the bits of the value that follows.
fn meaning(symbol: u8) -> (u32, u32) {
    let (run, size) = (u32::from(symbol >> 4), u32::from(symbol & 15));
    match (run, size) {
        (15, 0) => (16, 0),
        (_, 0) => (END, 0),
        _ => (run + 1, size),
    }
}
