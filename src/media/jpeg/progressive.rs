//! Progressive scans: coefficients come a few at a time, and a bit at a time, into a buffer for the whole picture.

#![expect(clippy::cast_possible_truncation, reason = "coefficients wrap around in 16 bits, as in the file")]

use super::Damage;
use super::bits::{Bits, Stretches, marker_after, unstuff};
use super::header::{Frame, ScanHead};
use super::huffman::Huffman;
use super::scan::{LOOK_AHEAD_BITS, Sink};
use super::transform::ORDER;
use std::ops::Range;

/// What is kept of a block: its first coefficient, or all 64.
pub(super) trait Kept: Copy {
    const NONE: Self;
    fn first(&mut self) -> &mut i16;
    /// All of them, where all are kept.
    fn all(&mut self) -> Option<&mut [i16; 64]>;
    fn hand_on(&self, sink: &mut impl Sink, component: usize, column: usize, row: usize);
}

impl Kept for i16 {
    const NONE: Self = 0;

    fn first(&mut self) -> &mut i16 {
        self
    }

    fn all(&mut self) -> Option<&mut [i16; 64]> {
        None
    }

    fn hand_on(&self, sink: &mut impl Sink, component: usize, column: usize, row: usize) {
        sink.first(component, column, row, *self);
    }
}

impl Kept for [i16; 64] {
    const NONE: Self = [0; 64];

    fn first(&mut self) -> &mut i16 {
        let [first, ..] = self;
        first
    }

    fn all(&mut self) -> Option<&mut [i16; 64]> {
        Some(self)
    }

    fn hand_on(&self, sink: &mut impl Sink, component: usize, column: usize, row: usize) {
        let [_, rest @ ..] = self;
        let is_flat = rest.iter().all(|coefficient| *coefficient == 0);
        sink.block(component, column, row, self, if is_flat { 1 } else { 64 });
    }
}

/// The blocks of one component, whole MCUs in each direction.
struct Plane<K> {
    blocks: Vec<K>,
    /// Blocks in a row.
    stride: usize,
    across: usize,
    down: usize,
    /// Blocks that hold something of the picture.
    wide: usize,
    high: usize,
    /// The bits of each coefficient that are still unknown; all: there was no scan of it.
    unknown: [u8; 64],
}

/// The coefficients of a picture.
pub(super) struct Coefficients<K> {
    planes: Vec<Plane<K>>,
    mcus_wide: usize,
    mcus_high: usize,
}

const ALL_UNKNOWN: u8 = 255;

/// A scan whose place in the file is known.
pub(super) struct Found {
    pub head: ScanHead,
    data: Option<Stretches>,
}

impl Found {
    pub fn new(head: ScanHead) -> Self {
        Found { head, data: None }
    }

    /// Where the marker after the scan is.
    pub fn skip(&self, bytes: &[u8]) -> usize {
        self.data.as_ref().map_or_else(|| marker_after(bytes, self.head.begin), |data| data.after)
    }

    /// Takes out the stuffing, once; says where the marker after the scan is.
    pub fn prepare(&mut self, bytes: &mut [u8]) -> usize {
        self.data.get_or_insert_with(|| unstuff(bytes, self.head.begin)).after
    }
}

/// A walk through the MCUs of a scan.
struct Walk<'a> {
    data: &'a Stretches,
    bits: Bits<'a>,
    stretch: usize,
    restart_mcus: usize,
    until_restart: usize,
    predictors: [i16; 4],
    /// So many blocks are ended already.
    ended_blocks: u32,
}

impl<K: Kept> Coefficients<K> {
    /// All zero.
    pub fn new(frame: &Frame) -> Self {
        let planes = frame.components.iter().map(|component| {
            let stride = frame.mcus_wide * component.across;
            Plane {
                blocks: vec![K::NONE; stride * frame.mcus_high * component.down],
                stride,
                across: component.across,
                down: component.down,
                wide: component.blocks_wide,
                high: component.blocks_high,
                unknown: [ALL_UNKNOWN; 64],
            }
        });
        Coefficients { planes: planes.collect(), mcus_wide: frame.mcus_wide, mcus_high: frame.mcus_high }
    }

    /// The bytes that the coefficients of a picture take.
    pub fn needed_bytes(frame: &Frame) -> usize {
        let blocks: usize = frame.components.iter().map(|component| component.across * component.down).sum();
        blocks * frame.mcus_wide * frame.mcus_high * size_of::<K>()
    }

    /// Every component has first coefficients.
    pub fn is_begun(&self) -> bool {
        self.planes.iter().all(|plane| plane.unknown.first() != Some(&ALL_UNKNOWN))
    }

    /// Nothing more can come for the first coefficients.
    pub fn has_exact_averages(&self) -> bool {
        self.planes.iter().all(|plane| plane.unknown.first() == Some(&0))
    }

    /// Nothing more can come.
    pub fn is_complete(&self) -> bool {
        self.planes.iter().all(|plane| plane.unknown == [0; 64])
    }

    /// Hands the blocks of a part of a row of MCUs on.
    pub fn part_of_row(&self, row: usize, columns: &Range<usize>, sink: &mut impl Sink) {
        for (component, plane) in self.planes.iter().enumerate() {
            for y in 0..plane.down {
                let begin = (row * plane.down + y) * plane.stride;
                let columns = columns.start * plane.across..columns.end * plane.across;
                let blocks = plane.blocks.get(begin + columns.start..begin + columns.end).unwrap_or_default();
                for (column, block) in columns.zip(blocks) {
                    block.hand_on(sink, component, column, y);
                }
            }
        }
    }

    /// Adds what a scan holds, which must be prepared.
    pub fn add(&mut self, found: &Found, bytes: &[u8]) -> Result<(), Damage> {
        let head = &found.head;
        let data = found.data.as_ref().ok_or(Damage::Broken)?;
        if !data.in_order {
            return Err(Damage::Broken);
        }
        let begin = data.all.first().map_or(0, |stretch| stretch.begin);
        let mut walk = Walk {
            data,
            bits: Bits::new(bytes, begin as u64 * 8),
            stretch: 0,
            restart_mcus: head.restart_mcus,
            until_restart: if head.restart_mcus == 0 { usize::MAX } else { head.restart_mcus },
            predictors: [0; 4],
            ended_blocks: 0,
        };
        match head.parts.as_slice() {
            [one] => {
                let plane = self.planes.get_mut(one.component).ok_or(Damage::Broken)?;
                let codes = (one.dc.as_deref(), one.ac.as_deref());
                for row in 0..plane.high {
                    let blocks = plane.blocks.get_mut(row * plane.stride..).unwrap_or_default();
                    for block in blocks.iter_mut().take(plane.wide) {
                        walk.next_mcu()?;
                        walk.block(block, head, codes, 0).map_err(|damage| walk.blame(damage))?;
                    }
                    walk.check()?;
                }
            }
            parts => {
                for row in 0..self.mcus_high {
                    for column in 0..self.mcus_wide {
                        walk.next_mcu()?;
                        for (at, part) in parts.iter().enumerate() {
                            let plane = self.planes.get_mut(part.component).ok_or(Damage::Broken)?;
                            for y in 0..plane.down {
                                let begin = (row * plane.down + y) * plane.stride + column * plane.across;
                                let blocks = plane.blocks.get_mut(begin..begin + plane.across).unwrap_or_default();
                                for block in blocks {
                                    let codes = (part.dc.as_deref(), part.ac.as_deref());
                                    walk.block(block, head, codes, at).map_err(|damage| walk.blame(damage))?;
                                }
                            }
                        }
                    }
                    walk.check()?;
                }
            }
        }
        for part in &head.parts {
            if let Some(plane) = self.planes.get_mut(part.component) {
                let range = usize::from(head.first)..=usize::from(head.last);
                plane.unknown.get_mut(range).unwrap_or_default().fill(head.low);
            }
        }
        Ok(())
    }

    /// Is there enough data for a scan of first coefficients? Each takes a bit at least.
    pub fn is_worth_a_buffer(frame: &Frame, found: &Found) -> Result<(), Damage> {
        let Some(data) = &found.data else { return Ok(()) };
        let bytes: usize = data.all.iter().map(|stretch| stretch.end - stretch.begin).sum();
        let blocks = |part: &super::header::ScanPart| {
            frame.components.get(part.component).map_or(0, |component| component.blocks_wide * component.blocks_high)
        };
        if bytes * 8 >= found.head.parts.iter().map(blocks).sum() {
            Ok(())
        } else if data.cut_off {
            Err(Damage::CutOff)
        } else {
            Err(Damage::Broken)
        }
    }
}

impl Walk<'_> {
    #[inline]
    fn next_mcu(&mut self) -> Result<(), Damage> {
        if self.until_restart == 0 {
            self.check()?;
            self.stretch += 1;
            let stretch = self.data.all.get(self.stretch).ok_or_else(|| self.too_short())?;
            self.bits.go_to(stretch.begin as u64 * 8);
            self.until_restart = self.restart_mcus;
            self.predictors = [0; 4];
            self.ended_blocks = 0;
        }
        self.until_restart -= 1;
        Ok(())
    }

    fn check(&self) -> Result<(), Damage> {
        let end = self.data.all.get(self.stretch).map_or(0, |stretch| stretch.end as u64 * 8);
        if self.bits.position() <= end {
            Ok(())
        } else if self.stretch + 1 == self.data.all.len() {
            Err(self.too_short())
        } else {
            Err(Damage::Broken)
        }
    }

    /// What is read behind the end cannot be right, and so it is the end that is wrong.
    #[cold]
    fn blame(&self, damage: Damage) -> Damage {
        let end = self.data.all.get(self.stretch).map_or(0, |stretch| stretch.end as u64 * 8);
        let is_last = self.stretch + 1 == self.data.all.len();
        if is_last && self.bits.position() + LOOK_AHEAD_BITS > end { self.too_short() } else { damage }
    }

    fn too_short(&self) -> Damage {
        if self.data.cut_off { Damage::CutOff } else { Damage::Broken }
    }

    #[inline]
    fn block<K: Kept>(
        &mut self,
        block: &mut K,
        head: &ScanHead,
        codes: (Option<&Huffman>, Option<&Huffman>),
        part: usize,
    ) -> Result<(), Damage> {
        match (head.first, head.high) {
            (0, 0) => self.first(block.first(), codes.0.ok_or(Damage::Header)?, head.low, part),
            (0, _) => {
                if self.bits.at_hand() == 0 {
                    self.bits.refill();
                }
                if self.bits.bit() {
                    *block.first() |= 1 << head.low;
                }
                Ok(())
            }
            (_, 0) => {
                let Some(block) = block.all() else { return Ok(()) };
                self.others(block, codes.1.ok_or(Damage::Header)?, head)
            }
            _ => {
                let Some(block) = block.all() else { return Ok(()) };
                self.refine(block, codes.1.ok_or(Damage::Header)?, head)
            }
        }
    }

    fn first(&mut self, first: &mut i16, code: &Huffman, low: u8, part: usize) -> Result<(), Damage> {
        let bits = &mut self.bits;
        bits.refill();
        let size = u32::from(code.symbol(bits)?);
        if size > 15 {
            return Err(Damage::Broken);
        }
        let predictor = self.predictors.get_mut(part).ok_or(Damage::Broken)?;
        *predictor = predictor.wrapping_add(bits.signed(size) as i16);
        *first = *predictor << low;
        Ok(())
    }

    /// Other coefficients, their upper bits.
    fn others(&mut self, block: &mut [i16; 64], code: &Huffman, head: &ScanHead) -> Result<(), Damage> {
        if self.ended_blocks > 0 {
            self.ended_blocks -= 1;
            return Ok(());
        }
        let bits = &mut self.bits;
        let mut k = usize::from(head.first);
        while k <= usize::from(head.last) {
            bits.refill();
            let symbol = code.symbol(bits)?;
            let (run, size) = (symbol >> 4, u32::from(symbol & 15));
            if size > 0 {
                k += usize::from(run);
                let value = (bits.signed(size) as i16) << head.low;
                *at(block, k).ok_or(Damage::Broken)? = value;
                k += 1;
            } else if run == 15 {
                k += 16;
            } else {
                self.ended_blocks = (1 << run) - 1 + bits.number(u32::from(run));
                return Ok(());
            }
        }
        Ok(())
    }

    /// One more bit of other coefficients, and those that begin with it (T.81, G.1.2.3).
    fn refine(&mut self, block: &mut [i16; 64], code: &Huffman, head: &ScanHead) -> Result<(), Damage> {
        let bits = &mut self.bits;
        let (mut k, last) = (usize::from(head.first), usize::from(head.last));
        let bit = 1_i16 << head.low;
        while self.ended_blocks == 0 && k <= last {
            bits.refill();
            let symbol = code.symbol(bits)?;
            let mut zeros = symbol >> 4;
            let mut new = 0;
            if symbol & 15 != 0 {
                new = if bits.bit() { bit } else { -bit };
            } else if zeros < 15 {
                self.ended_blocks = (1 << zeros) + bits.number(u32::from(zeros));
                break;
            }
            while k <= last {
                let coefficient = at(block, k).ok_or(Damage::Broken)?;
                if *coefficient != 0 {
                    correct(coefficient, bits, bit);
                } else if zeros == 0 {
                    *coefficient = new;
                    new = 0;
                    k += 1;
                    break;
                } else {
                    zeros -= 1;
                }
                k += 1;
            }
            if new != 0 {
                return Err(Damage::Broken);
            }
        }
        if self.ended_blocks > 0 {
            self.ended_blocks -= 1;
            while k <= last {
                let coefficient = at(block, k).ok_or(Damage::Broken)?;
                if *coefficient != 0 {
                    correct(coefficient, bits, bit);
                }
                k += 1;
            }
        }
        Ok(())
    }
}

/// The next bit of a coefficient that is not zero.
#[inline]
fn correct(coefficient: &mut i16, bits: &mut Bits, bit: i16) {
    if bits.at_hand() == 0 {
        bits.refill();
    }
    if bits.bit() && *coefficient & bit == 0 {
        *coefficient = coefficient.wrapping_add(if *coefficient > 0 { bit } else { -bit });
    }
}

#[inline]
fn at(block: &mut [i16; 64], k: usize) -> Option<&mut i16> {
    block.get_mut(usize::from(*ORDER.get(k)?))
}
