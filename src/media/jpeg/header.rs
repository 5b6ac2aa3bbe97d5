//! What stands around the picture data: the frame, quantisation and Huffman tables, the heads of the scans.

use super::Damage;
use super::bits::marker_after;
use super::huffman::Huffman;
use std::sync::Arc;

/// One colour of the picture.
#[derive(Clone, Debug)]
pub(super) struct Component {
    id: u8,
    /// Blocks of an MCU from left to right.
    pub across: usize,
    /// Blocks of an MCU from top to bottom.
    pub down: usize,
    quantisation: usize,
    /// Blocks that hold something of the picture.
    pub blocks_wide: usize,
    pub blocks_high: usize,
}

/// How the colours of the components are to be understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Colours {
    Grey,
    /// Brightness and two differences of colour.
    YccToRgb,
    Rgb,
    /// Brightness and differences, which make red, green and blue, that is ink that is missing; black inverted.
    YcckInverted,
    Cmyk,
    CmykInverted,
}

/// The size of the picture and how it is divided.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub progressive: bool,
    pub width: usize,
    pub height: usize,
    pub components: Vec<Component>,
    /// The most blocks of an MCU in each direction.
    pub most_across: usize,
    pub most_down: usize,
    pub mcus_wide: usize,
    pub mcus_high: usize,
}

/// One component in a scan.
pub(super) struct ScanPart {
    pub component: usize,
    pub dc: Option<Arc<Huffman>>,
    pub ac: Option<Arc<Huffman>>,
    /// As it stood when the scan began, in zigzag order.
    pub quantisation: Option<Arc<[u16; 64]>>,
}

/// The head of a scan.
pub(super) struct ScanHead {
    pub parts: Vec<ScanPart>,
    /// The first and last coefficient of it.
    pub first: u8,
    pub last: u8,
    /// The bits that were known before, and those still to come.
    pub high: u8,
    pub low: u8,
    /// MCUs between restart markers; 0: there are none.
    pub restart_mcus: usize,
    /// The first byte of its data.
    pub begin: usize,
}

/// What a marker led to.
pub(super) enum Step {
    Scan(ScanHead),
    /// The end of the picture, said by a marker.
    End,
    /// The file ends without one.
    CutOff,
}

/// Goes from marker to marker.
#[derive(Default)]
pub(super) struct Headers {
    /// Where the next marker is looked for.
    pub at: usize,
    pub frame: Option<Frame>,
    /// A kind of JPEG that is not decoded here.
    pub foreign: bool,
    quantisation: [Option<Arc<[u16; 64]>>; 4],
    dc: [Option<Arc<Huffman>>; 4],
    ac: [Option<Arc<Huffman>>; 4],
    restart_mcus: usize,
    jfif: bool,
    adobe: Option<u8>,
}

const BROKEN: Damage = Damage::Header;

impl Headers {
    /// Reads on to the next scan.
    pub fn step(&mut self, bytes: &[u8]) -> Result<Step, Damage> {
        loop {
            let Some((marker, after)) = next_marker(bytes, self.at) else { return Ok(Step::CutOff) };
            self.at = after;
            match marker {
                // without content
                0x01 | 0xD0..=0xD8 => continue,
                0xD9 => return Ok(Step::End),
                _ => {}
            }
            let Some(length) = bytes.get(after..after + 2) else { return Ok(Step::CutOff) };
            let length = number(length);
            let Some(body) = bytes.get(after + 2..after + length.max(2)) else { return Ok(Step::CutOff) };
            if length < 2 {
                return Err(BROKEN);
            }
            self.at = after + length;
            match marker {
                0xC4 => self.huffman(body)?,
                0xDB => self.quantisation(body)?,
                0xDD => self.restart_mcus = number(body.get(..2).ok_or(BROKEN)?),
                0xE0 => self.jfif |= body.starts_with(b"JFIF\0"),
                0xEE if body.starts_with(b"Adobe") => self.adobe = body.get(11).copied().or(self.adobe),
                0xC0..=0xC2 => {
                    if self.frame.is_some() {
                        return Err(BROKEN);
                    }
                    self.frame(marker == 0xC2, body, bytes)?;
                }
                0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => self.foreign = true,
                0xDA => return self.scan(body).map(Step::Scan),
                _ => {}
            }
            if self.foreign {
                return Ok(Step::End);
            }
        }
    }

    fn huffman(&mut self, mut body: &[u8]) -> Result<(), Damage> {
        while let Some((&[class_and_slot, ref counts @ ..], rest)) = body.split_first_chunk::<17>() {
            let total = counts.iter().map(|count| usize::from(*count)).sum();
            let symbols = rest.get(..total).ok_or(BROKEN)?;
            body = rest.get(total..).unwrap_or_default();
            let code = Arc::new(Huffman::new(counts, symbols).ok_or(BROKEN)?);
            let slot = usize::from(class_and_slot & 15);
            let slots = match class_and_slot >> 4 {
                0 => &mut self.dc,
                1 => &mut self.ac,
                _ => return Err(BROKEN),
            };
            *slots.get_mut(slot).ok_or(BROKEN)? = Some(code);
        }
        if body.is_empty() { Ok(()) } else { Err(BROKEN) }
    }

    fn quantisation(&mut self, mut body: &[u8]) -> Result<(), Damage> {
        while let Some((precision_and_slot, rest)) = body.split_first() {
            let bytes_each = match precision_and_slot >> 4 {
                0 => 1,
                1 => 2,
                _ => return Err(BROKEN),
            };
            let stated = rest.get(..64 * bytes_each).ok_or(BROKEN)?;
            body = rest.get(64 * bytes_each..).unwrap_or_default();
            let mut table = [0; 64];
            for (entry, stated) in table.iter_mut().zip(stated.chunks_exact(bytes_each)) {
                *entry = stated.iter().fold(0, |value, byte| value << 8 | u16::from(*byte));
            }
            let slot = self.quantisation.get_mut(usize::from(precision_and_slot & 15)).ok_or(BROKEN)?;
            *slot = Some(Arc::new(table));
        }
        Ok(())
    }

    fn frame(&mut self, progressive: bool, body: &[u8], bytes: &[u8]) -> Result<(), Damage> {
        let (&[precision, h1, h2, w1, w2, count], listed) = body.split_first_chunk::<6>().ok_or(BROKEN)?;
        let width = number(&[w1, w2]);
        let mut height = number(&[h1, h2]);
        if precision != 8 || !matches!(count, 1 | 3 | 4) {
            self.foreign = true;
            return Ok(());
        }
        if height == 0 {
            height = height_at_the_end(bytes, self.at).ok_or(BROKEN)?;
        }
        let mut components = Vec::new();
        for stated in listed.get(..3 * usize::from(count)).ok_or(BROKEN)?.chunks_exact(3) {
            let &[id, sampling, quantisation] = stated else { return Err(BROKEN) };
            let (across, down) = match count {
                // alone, the blocks follow one another whatever is stated
                1 => (1, 1),
                _ => (usize::from(sampling >> 4), usize::from(sampling & 15)),
            };
            if !(1..=4).contains(&across) || !(1..=4).contains(&down) || quantisation > 3 {
                return Err(BROKEN);
            }
            let quantisation = usize::from(quantisation);
            components.push(Component { id, across, down, quantisation, blocks_wide: 0, blocks_high: 0 });
        }
        let most_across = components.iter().map(|component| component.across).max().unwrap_or(1);
        let most_down = components.iter().map(|component| component.down).max().unwrap_or(1);
        if width == 0 || height == 0 {
            return Err(BROKEN);
        }
        for component in &mut components {
            component.blocks_wide = (width * component.across).div_ceil(most_across * 8);
            component.blocks_high = (height * component.down).div_ceil(most_down * 8);
        }
        self.frame = Some(Frame {
            progressive,
            width,
            height,
            components,
            most_across,
            most_down,
            mcus_wide: width.div_ceil(most_across * 8),
            mcus_high: height.div_ceil(most_down * 8),
        });
        Ok(())
    }

    fn scan(&self, body: &[u8]) -> Result<ScanHead, Damage> {
        let frame = self.frame.as_ref().ok_or(BROKEN)?;
        let (count, rest) = body.split_first().ok_or(BROKEN)?;
        let (listed, rest) = rest.split_at_checked(2 * usize::from(*count)).ok_or(BROKEN)?;
        let &[first, last, approximation, ..] = rest else { return Err(BROKEN) };
        let mut parts: Vec<ScanPart> = Vec::new();
        for stated in listed.chunks_exact(2) {
            let &[id, slots] = stated else { return Err(BROKEN) };
            // two with the same name: the second is meant the second time
            let component = frame
                .components
                .iter()
                .enumerate()
                .position(|(at, component)| component.id == id && parts.iter().all(|part| part.component != at))
                .ok_or(BROKEN)?;
            let slot = frame.components.get(component).map_or(0, |component| component.quantisation);
            parts.push(ScanPart {
                component,
                dc: self.dc.get(usize::from(slots >> 4)).cloned().flatten(),
                ac: self.ac.get(usize::from(slots & 15)).cloned().flatten(),
                quantisation: self.quantisation.get(slot).cloned().flatten(),
            });
        }
        let (high, low) = (approximation >> 4, approximation & 15);
        let (first, last, high, low) = if frame.progressive { (first, last, high, low) } else { (0, 63, 0, 0) };
        let sound = !parts.is_empty() && first <= last && last <= 63 && low <= 13 && (high == 0 || high == low + 1);
        // first coefficients come alone, the others of one component at a time
        let divided = !frame.progressive || (first == 0) == (last == 0) && (first == 0 || parts.len() == 1);
        if !sound || !divided {
            return Err(BROKEN);
        }
        Ok(ScanHead { parts, first, last, high, low, restart_mcus: self.restart_mcus, begin: self.at })
    }

    /// How the colours are to be understood, by what was stated so far.
    pub fn colours(&self) -> Colours {
        let ids: Vec<u8> =
            self.frame.iter().flat_map(|frame| &frame.components).map(|component| component.id).collect();
        match (ids.as_slice(), self.adobe) {
            ([_], _) => Colours::Grey,
            ([_, _, _, _], Some(2)) => Colours::YcckInverted,
            ([_, _, _, _], Some(_)) => Colours::CmykInverted,
            ([_, _, _, _], None) => Colours::Cmyk,
            (_, _) if self.jfif => Colours::YccToRgb,
            (_, Some(0)) | (b"RGB", None) => Colours::Rgb,
            _ => Colours::YccToRgb,
        }
    }
}

/// The height stated by the marker after the first scan, for a frame that leaves it open.
fn height_at_the_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    let mut after_scan = false;
    loop {
        let (marker, after) = next_marker(bytes, at)?;
        let length = number(bytes.get(after..after + 2)?);
        match marker {
            0xDC => return Some(number(bytes.get(after + 2..after + 4)?)),
            0xD9 => return None,
            // the data follows the head at once
            0xDA if !after_scan => {
                after_scan = true;
                at = marker_after(bytes, after + length);
            }
            _ if after_scan => return None,
            _ => at = after + length.max(2),
        }
    }
}

/// The next marker and where its content begins. What stands before a marker and is none is passed over.
fn next_marker(bytes: &[u8], from: usize) -> Option<(u8, usize)> {
    let mut at = from;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == 0xFF)?;
        while *bytes.get(at)? == 0xFF {
            at += 1;
        }
        let marker = *bytes.get(at)?;
        at += 1;
        if marker != 0 {
            return Some((marker, at));
        }
    }
}

fn number(big_endian: &[u8]) -> usize {
    big_endian.iter().fold(0, |value, byte| value << 8 | usize::from(*byte))
}
