//! The walk through a sequential scan, from MCU to MCU, from the beginning or from a place that was remembered.

#![expect(
    clippy::cast_possible_truncation,
    reason = "differences of coefficients wrap around in 16 bits, as in the file"
)]

use super::Damage;
use super::bits::{Bits, Stretch, unstuff};
use super::header::{Frame, ScanHead};
use super::huffman::{AcCode, DcCode};
use super::transform::ORDER;
use std::ops::Range;

/// Every so many MCUs of a row it is remembered where they begin.
const MARK_STEP: usize = 32;

/// The most bits that a code and its value take.
pub(super) const LOOK_AHEAD_BITS: u64 = 32;

/// Takes what a walk finds.
pub(super) trait Sink {
    /// A block of which only the first coefficient is wanted; `column` counts blocks from the left edge of the
    /// picture, `row` from the upper edge of the row of MCUs.
    fn first(&mut self, component: usize, column: usize, row: usize, first: i16);
    /// A block with those coefficients that were asked for, in the order of the transform; `used` of them may be other
    /// than zero, counted in zigzag order.
    fn block(&mut self, component: usize, column: usize, row: usize, block: &[i16; 64], used: u32);
}

/// Where a walk can begin.
#[derive(Clone, Copy)]
struct Mark {
    position: u64,
    stretch: u32,
    until_restart: u32,
    predictors: [i16; 4],
}

struct Part {
    component: usize,
    across: usize,
    down: usize,
    dc: DcCode,
    ac: AcCode,
}

/// A sequential scan, ready to be walked through.
pub(super) struct Scan {
    parts: Vec<Part>,
    /// MCUs of this scan in a row, and rows.
    wide: usize,
    high: usize,
    /// How many of its MCUs lie in one of the frame, in each direction: others than 1 where a component comes alone.
    across: usize,
    down: usize,
    restart_mcus: usize,
    stretches: Vec<Stretch>,
    cut_off: bool,
    marks: Vec<Mark>,
}

/// Where a walk is.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    bits: Bits<'a>,
    stretch: usize,
    until_restart: usize,
    predictors: [i16; 4],
}

impl Scan {
    /// Prepares a scan; says where its data ends.
    pub fn new(head: &ScanHead, frame: &Frame, bytes: &mut [u8]) -> Result<(Self, usize), Damage> {
        let alone = head.parts.len() == 1;
        let mut parts = Vec::new();
        for part in &head.parts {
            let component = frame.components.get(part.component).ok_or(Damage::Header)?;
            let (Some(dc), Some(ac)) = (&part.dc, &part.ac) else { return Err(Damage::Header) };
            let (across, down) = if alone { (1, 1) } else { (component.across, component.down) };
            parts.push(Part { component: part.component, across, down, dc: DcCode::new(dc), ac: AcCode::new(ac) });
        }
        let single = parts.first().filter(|_| alone).and_then(|part| frame.components.get(part.component));
        let (wide, high, across, down) = match single {
            Some(one) => (one.blocks_wide, one.blocks_high, one.across, one.down),
            None => (frame.mcus_wide, frame.mcus_high, 1, 1),
        };
        let found = unstuff(bytes, head.begin);
        let data: usize = found.all.iter().map(|stretch| stretch.end - stretch.begin).sum();
        // each block takes two bits at least
        let blocks: usize = parts.iter().map(|part| part.across * part.down).sum::<usize>() * wide * high;
        if !found.in_order {
            return Err(Damage::Broken);
        }
        if data * 4 < blocks {
            return Err(if found.cut_off { Damage::CutOff } else { Damage::Broken });
        }
        let restart_mcus = head.restart_mcus;
        let scan = Scan {
            parts,
            wide,
            high,
            across,
            down,
            restart_mcus,
            stretches: found.all,
            cut_off: found.cut_off,
            marks: Vec::new(),
        };
        Ok((scan, found.after))
    }

    /// The components it holds.
    pub fn components(&self) -> impl Iterator<Item = usize> {
        self.parts.iter().map(|part| part.component)
    }

    /// A whole walk was made, so that every place in it can be found again.
    pub fn is_remembered(&self) -> bool {
        self.marks.len() == self.high * self.wide.div_ceil(MARK_STEP)
    }

    /// The beginning.
    pub fn start<'a>(&self, bytes: &'a [u8]) -> Place<'a> {
        let begin = self.stretches.first().map_or(0, |stretch| stretch.begin);
        let until_restart = self.until_restart();
        Place { bits: Bits::new(bytes, begin as u64 * 8), stretch: 0, until_restart, predictors: [0; 4] }
    }

    fn until_restart(&self) -> usize {
        if self.restart_mcus == 0 { usize::MAX } else { self.restart_mcus }
    }

    /// Walks through one whole row of the frame's MCUs and remembers it, if it is the next one to be remembered.
    pub fn row(&mut self, place: &mut Place, row: usize, sizes: &[usize], sink: &mut impl Sink) -> Result<(), Damage> {
        let mut marks = std::mem::take(&mut self.marks);
        let walked = self.rows(row).try_for_each(|own_row| {
            let remember = (marks.len() == own_row * self.wide.div_ceil(MARK_STEP)).then_some(&mut marks);
            self.stretch(place, remember, own_row - row * self.down, 0..self.wide, 0, sizes, sink)
        });
        self.marks = marks;
        walked
    }

    /// Walks through `columns` (of the frame's MCUs) of one row, from the nearest place that is remembered.
    pub fn part_of_row(
        &self,
        bytes: &[u8],
        row: usize,
        columns: &Range<usize>,
        sizes: &[usize],
        sink: &mut impl Sink,
    ) -> Result<(), Damage> {
        let wanted = columns.start * self.across..(columns.end * self.across).min(self.wide);
        if wanted.is_empty() {
            return Ok(());
        }
        for own_row in self.rows(row) {
            let mark = own_row * self.wide.div_ceil(MARK_STEP) + wanted.start / MARK_STEP;
            let mark = self.marks.get(mark).ok_or(Damage::Broken)?;
            let mut place = Place {
                bits: Bits::new(bytes, mark.position),
                stretch: mark.stretch as usize,
                until_restart: if self.restart_mcus == 0 { usize::MAX } else { mark.until_restart as usize },
                predictors: mark.predictors,
            };
            let begin = wanted.start / MARK_STEP * MARK_STEP;
            self.stretch(&mut place, None, own_row - row * self.down, wanted.clone(), begin, sizes, sink)?;
        }
        Ok(())
    }

    /// The rows of this scan's MCUs in a row of the frame's.
    fn rows(&self, row: usize) -> Range<usize> {
        row * self.down..((row + 1) * self.down).min(self.high)
    }

    /// From MCU `begin` of a row to the end of `wanted`; what comes before `wanted` is passed over.
    #[expect(clippy::too_many_arguments, reason = "the inner walk of the two above")]
    fn stretch(
        &self,
        place: &mut Place,
        mut marks: Option<&mut Vec<Mark>>,
        row: usize,
        wanted: Range<usize>,
        begin: usize,
        sizes: &[usize],
        sink: &mut impl Sink,
    ) -> Result<(), Damage> {
        for column in begin..wanted.end {
            if column % MARK_STEP == 0
                && let Some(marks) = &mut marks
            {
                marks.push(place.mark());
            }
            if place.until_restart == 0 {
                self.restart(place)?;
            }
            place.until_restart -= 1;
            let passed = column < wanted.start;
            self.mcu(place, (column, row), passed, sizes, sink).map_err(|damage| self.blame(place, damage))?;
        }
        self.check(place)
    }

    /// One MCU, at its column and the upper block row of it.
    #[inline]
    fn mcu(
        &self,
        place: &mut Place,
        (column, row): (usize, usize),
        passed: bool,
        sizes: &[usize],
        sink: &mut impl Sink,
    ) -> Result<(), Damage> {
        let bits = &mut place.bits;
        for (part, predictor) in self.parts.iter().zip(&mut place.predictors) {
            let size = if passed { 0 } else { sizes.get(part.component).copied().unwrap_or(0) };
            for y in 0..part.down {
                for x in 0..part.across {
                    bits.refill();
                    *predictor = predictor.wrapping_add(part.dc.difference(bits)? as i16);
                    if size <= 1 {
                        part.ac.skip(bits, 1)?;
                        if size == 1 {
                            sink.first(part.component, column * part.across + x, row + y, *predictor);
                        }
                        continue;
                    }
                    let mut block = [0; 64];
                    if let Some(first) = block.first_mut() {
                        *first = *predictor;
                    }
                    let used = match size {
                        2 => part.ac.read::<4>(bits, &mut block, &ORDER),
                        4 => part.ac.read::<24>(bits, &mut block, &ORDER),
                        _ => part.ac.read::<63>(bits, &mut block, &ORDER),
                    }?;
                    sink.block(part.component, column * part.across + x, row + y, &block, used);
                }
            }
        }
        Ok(())
    }

    /// Goes to the next restart marker.
    #[cold]
    fn restart(&self, place: &mut Place) -> Result<(), Damage> {
        self.check(place)?;
        place.stretch += 1;
        let stretch = self.stretches.get(place.stretch).ok_or_else(|| self.too_short())?;
        place.bits.go_to(stretch.begin as u64 * 8);
        place.until_restart = self.restart_mcus;
        place.predictors = [0; 4];
        Ok(())
    }

    /// Still inside of the data?
    fn check(&self, place: &Place) -> Result<(), Damage> {
        let end = self.stretches.get(place.stretch).map_or(0, |stretch| stretch.end as u64 * 8);
        if place.bits.position() <= end {
            Ok(())
        } else if place.stretch + 1 == self.stretches.len() {
            Err(self.too_short())
        } else {
            Err(Damage::Broken)
        }
    }

    /// What is read behind the end cannot be right, and so it is the end that is wrong.
    #[cold]
    fn blame(&self, place: &Place, damage: Damage) -> Damage {
        let end = self.stretches.get(place.stretch).map_or(0, |stretch| stretch.end as u64 * 8);
        let is_last = place.stretch + 1 == self.stretches.len();
        if is_last && place.bits.position() + LOOK_AHEAD_BITS > end { self.too_short() } else { damage }
    }

    fn too_short(&self) -> Damage {
        if self.cut_off { Damage::CutOff } else { Damage::Broken }
    }
}

impl Place<'_> {
    fn mark(&self) -> Mark {
        Mark {
            position: self.bits.position(),
            stretch: self.stretch as u32,
            until_restart: u32::try_from(self.until_restart).unwrap_or(u32::MAX),
            predictors: self.predictors,
        }
    }
}
