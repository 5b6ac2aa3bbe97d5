//! LZW as in TIFF, for strips and tiles that are unpacked whole.
//!
//! Every string of the dictionary stands in what was unpacked since it was begun, so the dictionary holds places and
//! lengths only, and a string is written by one copy of sixteen bytes nearly always.

#![expect(
    clippy::indexing_slicing,
    reason = "places lie before the end of what was unpacked, which has room behind it"
)]

/// The dictionary begins anew.
const CLEAR: usize = 256;
/// The data ends.
const END: usize = 257;
/// Codes have twelve bits at most.
const MOST_CODES: usize = 4096;
/// The 256 strings of one byte stand before what is unpacked.
const SINGLES: usize = 256;
/// Copied at once, needed or not.
const COPY: usize = 16;

/// Unpacks one strip or tile after another.
pub(super) struct Lzw {
    /// Where each string stands, and its length.
    strings: Vec<(u32, u32)>,
    /// The single bytes, what is unpacked, room for a copy.
    unpacked: Vec<u8>,
    made: usize,
}

impl Lzw {
    pub fn new() -> Self {
        let mut strings = vec![(0, 0); MOST_CODES];
        for (string, place) in strings.iter_mut().zip(0..256) {
            *string = (place, 1);
        }
        Self { strings, unpacked: (0..=u8::MAX).collect(), made: 0 }
    }

    /// What was unpacked last.
    pub fn unpacked(&self) -> &[u8] {
        &self.unpacked[SINGLES..SINGLES + self.made]
    }

    /// Unpacks up to `wanted` bytes; fewer when the data ends or is damaged.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "codes have twelve bits; what is unpacked here is some megabytes"
    )]
    pub fn unpack(&mut self, packed: &[u8], wanted: usize) {
        self.unpacked.resize(SINGLES + wanted + COPY, 0);
        let (strings, out) = (&mut self.strings[..MOST_CODES], &mut self.unpacked[..]);
        let end = SINGLES + wanted;
        let mut to = SINGLES;
        // codes come from the top of this
        let (mut held, mut held_bits, mut input) = (0_u64, 0_u32, packed);
        let (mut width, mut next) = (9_u32, 258_usize);
        let mut is_new = true;
        while to < end {
            if held_bits < width {
                if let Some((eight, _)) = input.split_first_chunk::<8>() {
                    held |= u64::from_be_bytes(*eight) >> held_bits;
                    let taken = (63 - held_bits) / 8;
                    input = &input[taken as usize..];
                    held_bits += taken * 8;
                    // what does not make a whole byte comes again with the next eight
                    held &= !(u64::MAX >> held_bits);
                } else {
                    while let (Some((byte, rest)), true) = (input.split_first(), held_bits <= 56) {
                        held |= u64::from(*byte) << (56 - held_bits);
                        (input, held_bits) = (rest, held_bits + 8);
                    }
                    if held_bits < width {
                        break;
                    }
                }
            }
            let code = (held >> (64 - width)) as usize;
            held <<= width;
            held_bits -= width;
            if code == CLEAR {
                (width, next, is_new) = (9, 258, true);
                continue;
            }
            if code == END || code >= next || (is_new && code > CLEAR) {
                break;
            }
            is_new = false;
            let (from, length) = strings[code & (MOST_CODES - 1)];
            let (from, length) = (from as usize, length as usize);
            // the newest string may end with its own first byte
            out[to] = out[from];
            if length <= COPY {
                let copied: [u8; COPY] = out[from..from + COPY].try_into().unwrap_or_default();
                out[to..to + COPY].copy_from_slice(&copied);
            } else {
                let length = length.min(end - to);
                out.copy_within(from..from + length, to);
            }
            if next < MOST_CODES {
                strings[next] = (to as u32, length as u32 + 1);
                next += 1;
                if next >> width != 0 && width < 12 {
                    width += 1;
                }
            }
            to = (to + length).min(end);
        }
        self.made = to - SINGLES;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use weezl::BitOrder;

    fn round(bytes: &[u8]) {
        let packed = weezl::encode::Encoder::with_tiff_size_switch(BitOrder::Msb, 8).encode(bytes).unwrap();
        let mut lzw = Lzw::new();
        for wanted in [bytes.len(), bytes.len() / 2, bytes.len() + 100] {
            lzw.unpack(&packed, wanted);
            assert!(lzw.unpacked() == &bytes[..wanted.min(bytes.len())], "{} bytes", bytes.len());
        }
    }

    #[test]
    fn everything_packed_comes_back() {
        let mut state = 1_u32;
        let mut random = move || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            u8::try_from(state >> 24).unwrap()
        };
        round(&[]);
        for length in [1, 2, 3, 10, 300, 5_000, 200_000] {
            round(&vec![7; length]);
            round(&(0..length).map(|_| random()).collect::<Vec<_>>());
            round(&(0..length).map(|_| random() & 3).collect::<Vec<_>>());
            round(&(0..length).map(|at| u8::try_from(at / 40 % 256).unwrap()).collect::<Vec<_>>());
        }
    }

    #[test]
    fn no_bytes_make_it_panic() {
        let mut state = 9_u64;
        let mut lzw = Lzw::new();
        for length in 0..3000 {
            let packed: Vec<u8> = (0..length % 300)
                .map(|at| {
                    state ^= state << 13;
                    state ^= state >> 7;
                    state ^= state << 17;
                    // often a clear code first, so that something is unpacked
                    if at == 0 && length % 3 > 0 { 0x80 } else { u8::try_from(state & 0xFF).unwrap() }
                })
                .collect();
            lzw.unpack(&packed, 4000);
            assert!(lzw.unpacked().len() <= 4000);
        }
    }
}
