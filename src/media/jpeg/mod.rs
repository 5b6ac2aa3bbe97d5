//! JPEG pictures, whole and reduced or a box of them, without decoding more of the file than they need.
//!
//! Baseline and extended sequential pictures are walked through once; where every row of MCUs begins is remembered, so
//! that a box is found at once afterwards. Of a progressive picture the averages of its blocks, which make the copy of
//! an eighth, are at its beginning; for everything else all its coefficients are decoded once and kept.
//!
//! Not done, and said by `None`: arithmetic coding, 12 bits a sample, lossless and hierarchical pictures.
//!
//! Invariant: no file makes it panic or go on without end, and no memory is taken before there is data for it.

mod bits;
mod colour;
mod header;
mod huffman;
mod progressive;
mod scan;
mod strip;
mod transform;

use super::Raster;
use header::{Colours, Frame, Headers, ScanHead, Step};
use progressive::{Coefficients, Found};
use scan::{Place, Scan, Sink};
use std::sync::Arc;
use strip::{Area, Strips};

/// The most pixels of one raster.
const MOST_PIXELS: usize = 1 << 31;
/// The most memory for the coefficients of a progressive picture.
const MOST_COEFFICIENT_BYTES: usize = 512 << 20;
/// No program divides a picture into more scans; each can cost the time of a whole one.
const MOST_SCANS: usize = 100;

/// Why the data cannot be decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Damage {
    /// The file ends too early.
    CutOff,
    /// The picture data contradicts itself.
    Broken,
    /// What stands around it does.
    Header,
    /// More memory than it may take.
    TooLarge,
}

/// An open JPEG picture with the bytes of its file.
pub struct Jpeg {
    bytes: Vec<u8>,
    headers: Headers,
    frame: Frame,
    colours: Colours,
    /// By component, as it stood before its first scan.
    quantisation: Vec<Option<Arc<[u16; 64]>>>,
    data: Data,
}

enum Data {
    /// The first scan is known by its head only.
    Unread(ScanHead),
    /// The scans could not be found, and this is why.
    Refused(Damage),
    Sequential(Vec<Scan>),
    Progressive(Progressive),
}

struct Progressive {
    scans: Vec<Found>,
    /// The last scan is known and the end was found.
    ended: Option<Ending>,
    averages: Option<Coefficients<i16>>,
    all: Option<Coefficients<[i16; 64]>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    Marker,
    File,
}

/// A walk that only remembers.
struct Nothing;

impl Sink for Nothing {
    fn first(&mut self, _: usize, _: usize, _: usize, _: i16) {}
    fn block(&mut self, _: usize, _: usize, _: usize, _: &[i16; 64], _: u32) {}
}

impl Jpeg {
    /// Reads up to the first picture data. `None`: a kind of JPEG that is not decoded here.
    pub fn open(bytes: Vec<u8>) -> Result<Option<Self>, String> {
        if !bytes.starts_with(&[0xFF, 0xD8]) {
            return Err("it is no JPEG picture".to_owned());
        }
        let mut headers = Headers::default();
        headers.at = 2;
        let step = headers.step(&bytes);
        if headers.foreign {
            return Ok(None);
        }
        let head = match step {
            Ok(Step::Scan(head)) => head,
            Ok(Step::End) | Err(_) => return Err(words(Damage::Header, None)),
            Ok(Step::CutOff) => {
                return Err(
                    "it is cut off: the file ends before its header does; copy it again from where it came".to_owned()
                );
            }
        };
        let colours = headers.colours();
        let frame = headers.frame.clone().ok_or_else(|| words(Damage::Header, None))?;
        let quantisation = vec![None; frame.components.len()];
        let data = Data::Unread(head);
        Ok(Some(Jpeg { bytes, headers, frame, colours, quantisation, data }))
    }

    /// Width and height as they are stored.
    pub fn size_px(&self) -> (u32, u32) {
        let length = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        (length(self.frame.width), length(self.frame.height))
    }

    /// The whole picture at 1/1, 1/2, 1/4 or 1/8 of its size (`shrink_log2` from 0 to 3), rounded up.
    pub fn reduced(&mut self, shrink_log2: u8) -> Result<Raster, String> {
        let area = Area { x: 0, y: 0, width: self.frame.width, height: self.frame.height };
        self.area(area, shrink_log2)
    }

    /// A box of the picture, reduced like the whole. Its corner and size are in pixels of the stored picture; what lies
    /// outside of it is left away.
    pub fn region(&mut self, x: u32, y: u32, width: u32, height: u32, shrink_log2: u8) -> Result<Raster, String> {
        let [x, y, width, height] = [x, y, width, height].map(|length| length as usize);
        let area = Area {
            x,
            y,
            width: width.min(self.frame.width.saturating_sub(x)),
            height: height.min(self.frame.height.saturating_sub(y)),
        };
        if area.width == 0 || area.height == 0 {
            return Err("that part lies outside of the picture".to_owned());
        }
        self.area(area, shrink_log2)
    }

    fn area(&mut self, area: Area, shrink_log2: u8) -> Result<Raster, String> {
        let shrink_log2 = shrink_log2.min(3);
        let reduced = |length: usize| length.div_ceil(1 << shrink_log2) + 1;
        if reduced(area.width).saturating_mul(reduced(area.height)) > MOST_PIXELS {
            return Err(words(Damage::TooLarge, None));
        }
        self.prepare();
        let mut row = None;
        self.decode(area, shrink_log2, &mut row).map_err(|damage| {
            let below = |row: usize| (row * self.frame.most_down * 8, self.frame.height);
            words(damage, row.map(below))
        })
    }

    /// Finds the scans.
    fn prepare(&mut self) {
        let head = match std::mem::replace(&mut self.data, Data::Refused(Damage::Broken)) {
            Data::Unread(head) => head,
            known => {
                self.data = known;
                return;
            }
        };
        self.data = self.find_scans(head).unwrap_or_else(Data::Refused);
    }

    fn find_scans(&mut self, mut head: ScanHead) -> Result<Data, Damage> {
        latch(&mut self.quantisation, &head);
        if self.frame.progressive {
            let scans = vec![Found::new(head)];
            return Ok(Data::Progressive(Progressive { scans, ended: None, averages: None, all: None }));
        }
        let mut scans = Vec::new();
        let mut missing = vec![true; self.frame.components.len()];
        loop {
            let (scan, after) = Scan::new(&head, &self.frame, &mut self.bytes)?;
            for component in scan.components() {
                // none comes twice
                if !missing.get_mut(component).is_some_and(std::mem::take) {
                    return Err(Damage::Broken);
                }
            }
            scans.push(scan);
            if !missing.contains(&true) {
                return Ok(Data::Sequential(scans));
            }
            self.headers.at = after;
            head = match self.headers.step(&self.bytes)? {
                Step::Scan(head) => head,
                Step::End => return Err(Damage::Broken),
                Step::CutOff => return Err(Damage::CutOff),
            };
            latch(&mut self.quantisation, &head);
        }
    }

    fn decode(&mut self, area: Area, shrink_log2: u8, at_row: &mut Option<usize>) -> Result<Raster, Damage> {
        let Jpeg { bytes, headers, frame, colours, quantisation, data } = self;
        let whole = area.width == frame.width && area.height == frame.height;
        let mut sizes = strip::sizes(frame, shrink_log2);
        let strips = |sizes: &[usize], quantisation: &[Option<Arc<[u16; 64]>>]| -> Result<Strips, Damage> {
            let tables: Option<Vec<[u16; 64]>> =
                quantisation.iter().map(|table| table.as_ref().map(|table| **table)).collect();
            Ok(Strips::new(frame, &tables.ok_or(Damage::Header)?, *colours, area, shrink_log2, sizes))
        };
        match data {
            Data::Unread(_) => Err(Damage::Broken),
            Data::Refused(damage) => Err(*damage),
            Data::Sequential(scans) => {
                let mut strips = strips(&sizes, quantisation)?;
                if whole {
                    walk(scans, bytes, frame.mcus_high, &sizes, &mut strips, Strips::row_is_done, at_row)?;
                    return Ok(strips.into_raster());
                }
                if !scans.iter().all(Scan::is_remembered) {
                    let nothing = vec![0; sizes.len()];
                    walk(scans, bytes, frame.mcus_high, &nothing, &mut Nothing, |_| {}, at_row)?;
                }
                for row in strips.rows() {
                    *at_row = Some(row);
                    for scan in &*scans {
                        scan.part_of_row(bytes, row, &strips.columns(), &sizes, &mut strips)?;
                    }
                    strips.row_is_done();
                }
                Ok(strips.into_raster())
            }
            Data::Progressive(progressive) if shrink_log2 == 3 => {
                // the first coefficients only, of every component, wherever they lie in the file
                sizes.fill(1);
                progressive.read_averages(bytes, headers, frame, quantisation)?;
                let mut strips = strips(&sizes, quantisation)?;
                hand_on(progressive.averages.as_ref(), &mut strips);
                Ok(strips.into_raster())
            }
            Data::Progressive(progressive) => {
                progressive.read_all(bytes, headers, frame, quantisation)?;
                let mut strips = strips(&sizes, quantisation)?;
                hand_on(progressive.all.as_ref(), &mut strips);
                Ok(strips.into_raster())
            }
        }
    }
}

/// Walks through all scans at once, row by row.
fn walk<S: Sink>(
    scans: &mut [Scan],
    bytes: &[u8],
    rows: usize,
    sizes: &[usize],
    sink: &mut S,
    row_is_done: impl Fn(&mut S),
    at_row: &mut Option<usize>,
) -> Result<(), Damage> {
    let mut places: Vec<Place> = scans.iter().map(|scan| scan.start(bytes)).collect();
    for row in 0..rows {
        *at_row = Some(row);
        for (scan, place) in scans.iter_mut().zip(&mut places) {
            scan.row(place, row, sizes, sink)?;
        }
        row_is_done(sink);
    }
    Ok(())
}

fn hand_on<K: progressive::Kept>(coefficients: Option<&Coefficients<K>>, strips: &mut Strips) {
    for row in strips.rows() {
        if let Some(coefficients) = coefficients {
            coefficients.part_of_row(row, &strips.columns(), strips);
        }
        strips.row_is_done();
    }
}

impl Progressive {
    /// The scan of number `at`, looked for when it is not known yet; `None` after the last.
    fn scan(
        &mut self,
        at: usize,
        bytes: &[u8],
        headers: &mut Headers,
        quantisation: &mut [Option<Arc<[u16; 64]>>],
        after: usize,
    ) -> Result<Option<&mut Found>, Damage> {
        if at >= MOST_SCANS {
            return Err(Damage::Broken);
        }
        if at == self.scans.len() && self.ended.is_none() {
            headers.at = after;
            match headers.step(bytes)? {
                Step::Scan(head) => {
                    latch(quantisation, &head);
                    self.scans.push(Found::new(head));
                }
                Step::End => self.ended = Some(Ending::Marker),
                Step::CutOff => self.ended = Some(Ending::File),
            }
        }
        Ok(self.scans.get_mut(at))
    }

    /// The first coefficients, from their scans; the others are passed over, and what comes after is not looked at.
    fn read_averages(
        &mut self,
        bytes: &mut [u8],
        headers: &mut Headers,
        frame: &Frame,
        quantisation: &mut [Option<Arc<[u16; 64]>>],
    ) -> Result<(), Damage> {
        if self.averages.is_some() {
            return Ok(());
        }
        let mut read: Option<Coefficients<i16>> = None;
        let mut after = 0;
        for at in 0.. {
            let Some(found) = self.scan(at, bytes, headers, quantisation, after)? else { break };
            if found.head.first > 0 {
                after = found.skip(bytes);
                continue;
            }
            after = found.prepare(bytes);
            Coefficients::<i16>::is_worth_a_buffer(frame, found)?;
            let averages = read.get_or_insert_with(|| Coefficients::new(frame));
            averages.add(found, bytes)?;
            if averages.has_exact_averages() {
                break;
            }
        }
        self.averages = self.finished(read, Coefficients::is_begun, Coefficients::has_exact_averages)?;
        Ok(())
    }

    /// All coefficients.
    fn read_all(
        &mut self,
        bytes: &mut [u8],
        headers: &mut Headers,
        frame: &Frame,
        quantisation: &mut [Option<Arc<[u16; 64]>>],
    ) -> Result<(), Damage> {
        if self.all.is_some() {
            return Ok(());
        }
        if Coefficients::<[i16; 64]>::needed_bytes(frame) > MOST_COEFFICIENT_BYTES {
            return Err(Damage::TooLarge);
        }
        let mut read: Option<Coefficients<[i16; 64]>> = None;
        let mut after = 0;
        for at in 0.. {
            let Some(found) = self.scan(at, bytes, headers, quantisation, after)? else { break };
            after = found.prepare(bytes);
            if found.head.first == 0 {
                Coefficients::<i16>::is_worth_a_buffer(frame, found)?;
            }
            read.get_or_insert_with(|| Coefficients::new(frame)).add(found, bytes)?;
        }
        self.all = self.finished(read, Coefficients::is_begun, Coefficients::is_complete)?;
        Ok(())
    }

    /// A file may end with less than everything, if it says so.
    fn finished<T>(
        &self,
        read: Option<T>,
        is_begun: impl Fn(&T) -> bool,
        is_complete: impl Fn(&T) -> bool,
    ) -> Result<Option<T>, Damage> {
        match read {
            Some(read) if is_complete(&read) => Ok(Some(read)),
            _ if self.ended == Some(Ending::File) => Err(Damage::CutOff),
            Some(read) if is_begun(&read) => Ok(Some(read)),
            _ => Err(Damage::Broken),
        }
    }
}

/// Keeps the tables of quantisation that components begin with.
fn latch(quantisation: &mut [Option<Arc<[u16; 64]>>], head: &ScanHead) {
    for part in &head.parts {
        if let Some(kept @ None) = quantisation.get_mut(part.component) {
            kept.clone_from(&part.quantisation);
        }
    }
}

/// What went wrong, with the first line of pixels that is not there, out of all.
fn words(damage: Damage, at: Option<(usize, usize)>) -> String {
    let place = at.map(|(line, lines)| format!(" (after {line} of its {lines} lines)")).unwrap_or_default();
    match damage {
        Damage::CutOff => format!("its picture data is cut off{place}: copy it again from where it came"),
        Damage::Broken => format!("its picture data is damaged{place}"),
        Damage::Header => "its JPEG header is damaged".to_owned(),
        Damage::TooLarge => "it is too large to be shown: decoding it would take too much memory".to_owned(),
    }
}

#[cfg(test)]
mod tests;
