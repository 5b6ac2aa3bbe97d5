//! Picture data as bits: the stuffing taken out where it lies, and a reader that keeps up to 64 bits at hand.

#![expect(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::inline_always,
    reason = "ranges found by a search in the same bytes; at most 32 bits of a word; the reader must stay in registers"
)]

/// Picture data between two restart markers, without stuffing: the range of its bytes in the file's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    pub begin: usize,
    pub end: usize,
}

/// The picture data of one scan.
pub(super) struct Stretches {
    pub all: Vec<Stretch>,
    /// The restart markers count 0 to 7 and again, as they must.
    pub in_order: bool,
    /// The file ends before a marker ends the scan.
    pub cut_off: bool,
    /// Where the marker after the scan is.
    pub after: usize,
}

/// Takes the stuffing out of the scan that begins at `begin`. The bytes after the scan stay where they are, and so do
/// those before it; what becomes free in between holds no meaning any more.
pub(super) fn unstuff(bytes: &mut [u8], begin: usize) -> Stretches {
    let mut found = Stretches { all: Vec::new(), in_order: true, cut_off: false, after: bytes.len() };
    let (mut from, mut to, mut stretch_begin) = (begin, begin, begin);
    let mut expected = 0xD0;
    loop {
        let stop = find_ff(bytes, from);
        if from != to {
            bytes.copy_within(from..stop, to);
        }
        to += stop - from;
        let mut next = stop;
        while bytes.get(next) == Some(&0xFF) {
            next += 1;
        }
        match bytes.get(next) {
            Some(0) => {
                bytes[to] = 0xFF;
                to += 1;
                from = next + 1;
                continue;
            }
            Some(&marker @ 0xD0..=0xD7) => {
                found.in_order &= marker == expected;
                expected = if expected == 0xD7 { 0xD0 } else { expected + 1 };
                from = next + 1;
            }
            Some(_) => found.after = stop,
            None => found.cut_off = true,
        }
        found.all.push(Stretch { begin: stretch_begin, end: to });
        stretch_begin = to;
        if found.cut_off || found.after != bytes.len() {
            return found;
        }
    }
}

/// Where the marker after the scan that begins at `begin` is; the end of the bytes when there is none.
pub(super) fn marker_after(bytes: &[u8], begin: usize) -> usize {
    let mut from = begin;
    loop {
        let stop = find_ff(bytes, from);
        let mut next = stop;
        while bytes.get(next) == Some(&0xFF) {
            next += 1;
        }
        match bytes.get(next) {
            Some(0 | 0xD0..=0xD7) => from = next + 1,
            Some(_) => return stop,
            None => return bytes.len(),
        }
    }
}

/// The first byte 0xFF from `from` on, or the end.
fn find_ff(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    // whole groups at a time, which the compiler turns into wide comparisons
    let mut at = from;
    for group in rest.chunks_exact(32) {
        if group.iter().fold(0, |any, byte| any | u8::from(*byte == 0xFF)) != 0 {
            break;
        }
        at += 32;
    }
    bytes[at..].iter().position(|byte| *byte == 0xFF).map_or(bytes.len(), |further| at + further)
}

/// Reads bits from the highest of each byte on. After the end there are zeros without end; who reads asks
/// [`Bits::position`] from time to time whether it is still inside.
#[derive(Clone, Copy)]
pub(super) struct Bits<'a> {
    bytes: &'a [u8],
    /// The next byte to be fetched.
    next: usize,
    /// The bits at hand, the next one highest; below `count` bits there may be further ones, which are right, too.
    word: u64,
    count: u32,
}

impl<'a> Bits<'a> {
    /// From bit `position` of the bytes on.
    pub fn new(bytes: &'a [u8], position: u64) -> Self {
        let mut bits = Bits { bytes, next: usize::try_from(position / 8).unwrap_or(usize::MAX / 2), word: 0, count: 0 };
        bits.refill();
        bits.take(u32::try_from(position % 8).unwrap_or(0));
        bits
    }

    /// Goes to another bit.
    pub fn go_to(&mut self, position: u64) {
        *self = Self::new(self.bytes, position);
    }

    /// The bit that is read next.
    pub fn position(&self) -> u64 {
        self.next as u64 * 8 - u64::from(self.count)
    }

    /// At least 56 bits are at hand afterwards.
    #[inline(always)]
    pub fn refill(&mut self) {
        let word = match self.bytes.get(self.next..self.next + 8).and_then(|eight| eight.first_chunk()) {
            Some(eight) => u64::from_be_bytes(*eight),
            None => self.last_bytes(),
        };
        self.word |= word >> self.count;
        self.next += ((63 - self.count) >> 3) as usize;
        self.count |= 0b11_1000;
    }

    #[cold]
    fn last_bytes(&self) -> u64 {
        let mut eight = [0; 8];
        let rest = self.bytes.get(self.next..).unwrap_or_default();
        for (target, source) in eight.iter_mut().zip(rest) {
            *target = *source;
        }
        u64::from_be_bytes(eight)
    }

    /// How many bits are at hand.
    #[inline(always)]
    pub fn at_hand(&self) -> u32 {
        self.count
    }

    /// The next `COUNT` bits, without reading them: at most 32.
    #[inline(always)]
    pub fn peek<const COUNT: u32>(&self) -> usize {
        (self.word >> (64 - COUNT)) as usize
    }

    /// Goes on by at most as many bits as are at hand.
    #[inline(always)]
    pub fn take(&mut self, count: u32) {
        self.word <<= count;
        self.count -= count;
    }

    /// One bit.
    #[inline(always)]
    pub fn bit(&mut self) -> bool {
        let bit = self.word >> 63 == 1;
        self.take(1);
        bit
    }

    /// A number of `count` bits, at most 16.
    #[inline(always)]
    pub fn number(&mut self, count: u32) -> u32 {
        let value = (self.word >> 1 >> (63 - count)) as u32;
        self.take(count);
        value
    }

    /// A number of `size` bits, at most 15, whose first bit tells its sign (T.81, F.2.2.1).
    #[inline(always)]
    pub fn signed(&mut self, size: u32) -> i32 {
        let value = self.number(size).cast_signed();
        if size > 0 && value < 1 << (size - 1) { value + 1 - (1 << size) } else { value }
    }
}
