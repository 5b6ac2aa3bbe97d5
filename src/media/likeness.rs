//! Whether two scans show the same sheet: a rescan, not another card of the same printed form.
//!
//! A likeness is a small map of where there is ink: print, handwriting, stamps. Two maps are laid over each other as
//! well as shift, turn and size allow, and then compared place by place. Cards of one form agree in the print and
//! differ wherever somebody wrote, so what counts is not how much agrees, but the places that agree least.
//!
//! Invariant: an answer is a guess to be offered to a person, never a reason to do anything.

#![expect(
    clippy::indexing_slicing,
    reason = "loops over the cells of maps, whose bounds are checked when they are made"
)]
#![expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "places within a map of 255 by 255 cells")]

use super::raster::{Channels, Raster};
use serde::{Deserialize, Serialize};

/// A map has at most so many cells, of two bits each: 592 bytes.
const MOST_CELLS: usize = 2368;
/// A picture with a side below this has no likeness.
const SMALLEST_PX: u32 = 32;
/// Differences of brightness up to this are noise of the scanner.
const NOISE: f32 = 5.0;
/// How much ink makes the steps of a cell, in parts of the average.
const STEPS: [f32; 3] = [0.4, 1.0, 1.9];
/// The way of writing a likeness; another way gets another number.
const VERSION: u8 = 1;

/// The coarse map for the first look.
const COARSE_COLUMNS: usize = 16;
const COARSE_ROWS: usize = 12;
const COARSE_CELLS: usize = COARSE_COLUMNS * COARSE_ROWS;
/// Coarse maps that agree less than this are of different sheets; rescans stay above 0.75.
const LEAST_COARSE: i32 = 70;
/// Maps that agree less than this as a whole are of different sheets; rescans stay above 0.86.
const LEAST_WHOLE: f32 = 0.80;
/// The worst places of two scans of one sheet agree at least so much (rescans: 0.70 to 0.92, other cards of the form up
/// to 0.62), and those of good scans so much.
const LEAST_PLACES: f32 = 0.66;
const GOOD_PLACES: f32 = 0.88;
/// A place is a square of so many cells, and the next one begins so many further on.
const PLACE_CELLS: usize = 5;
const PLACE_STEP: usize = 3;
/// With fewer places that have any ink, a sheet is too empty to be known again.
const LEAST_PLACES_WITH_INK: usize = 12;

/// Where there is ink on a sheet. Written as hexadecimal digits; 595 bytes at most.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Likeness {
    columns: usize,
    rows: usize,
    /// Row by row, how much ink: 0 to 3.
    cells: Vec<u8>,
    /// Around 0; the sum of the squares is about 10,000 for every map.
    coarse: [i8; COARSE_CELLS],
}

/// Cells so that they are about square and not more than allowed.
fn grid(width: u32, height: u32) -> (usize, usize) {
    let shape = f64::from(width) / f64::from(height);
    let side = |length: f64| length.floor().clamp(1.0, 255.0) as usize;
    let rows = side((MOST_CELLS as f64 / shape).sqrt());
    let columns = side(rows as f64 * shape + 0.5);
    (columns, rows.min(MOST_CELLS / columns))
}

impl Likeness {
    /// From a small copy, at most about 512 pixels a side; a very small picture has an empty one.
    pub fn of(picture: &Raster) -> Self {
        let (width, height) = (picture.width as usize, picture.height as usize);
        let (columns, rows) = grid(picture.width.max(1), picture.height.max(1));
        let grey = grey(picture);
        if picture.width.min(picture.height) < SMALLEST_PX || grey.len() != width * height {
            return Self::made(columns, rows, vec![0; columns * rows]);
        }
        let ink = ink(&grey, width, height);
        let mut cells = vec![0.0_f32; columns * rows];
        // each pixel belongs to the four cells around it, by its distance
        let split = |at: usize, length: usize, count: usize| {
            let place = ((at as f32 + 0.5) * count as f32 / length as f32 - 0.5).clamp(0.0, (count - 1) as f32);
            let cell = place as usize;
            (cell, (cell + 1).min(count - 1), place - cell as f32)
        };
        let across: Vec<_> = (0..width).map(|x| split(x, width, columns)).collect();
        for (y, line) in ink.chunks_exact(width).enumerate() {
            let (row, below, down) = split(y, height, rows);
            for (amount, (column, beside, right)) in line.iter().zip(&across).filter(|(amount, _)| **amount > 0.0) {
                cells[row * columns + column] += amount * (1.0 - down) * (1.0 - right);
                cells[row * columns + beside] += amount * (1.0 - down) * right;
                cells[below * columns + column] += amount * down * (1.0 - right);
                cells[below * columns + beside] += amount * down * right;
            }
        }
        // on an empty sheet the grain of the paper is no ink
        let average = cells.iter().sum::<f32>() / cells.len() as f32;
        let unit = average.max(0.4 * (width * height) as f32 / cells.len() as f32);
        let step = |cell: &f32| STEPS.iter().map(|step| u8::from(*cell > step * unit)).sum();
        Self::made(columns, rows, cells.iter().map(step).collect())
    }

    fn made(columns: usize, rows: usize, cells: Vec<u8>) -> Self {
        let mut this = Self { columns, rows, cells, coarse: [0; COARSE_CELLS] };
        let smooth = this.field(4);
        let place = |index: usize, count: usize, cells: usize| (2 * index + 1) * cells / (2 * count);
        let amount = |index: usize| {
            let (x, y) = (index % COARSE_COLUMNS, index / COARSE_COLUMNS);
            smooth.amounts[place(y, COARSE_ROWS, rows) * columns + place(x, COARSE_COLUMNS, columns)]
        };
        let amounts: [f32; COARSE_CELLS] = std::array::from_fn(amount);
        let average = amounts.iter().sum::<f32>() / COARSE_CELLS as f32;
        let length = amounts.iter().map(|amount| (amount - average).powi(2)).sum::<f32>().sqrt().max(1e-6);
        this.coarse = amounts.map(|amount| ((amount - average) / length * 100.0).round().clamp(-127.0, 127.0) as i8);
        this
    }

    /// Whether a first look tells that these are two sheets. Quick: for the many pairs that [`Self::same_sheet`] need
    /// not look at.
    pub fn quick_reject(&self, other: &Self) -> bool {
        // the edges of a scan are cut here or there: the shape may differ by a tenth
        let (one, two) = (self.columns * other.rows, other.columns * self.rows);
        if one * 10 > two * 11 || two * 10 > one * 11 {
            return true;
        }
        let agreement: i32 =
            self.coarse.iter().zip(&other.coarse).map(|(one, two)| i32::from(*one) * i32::from(*two)).sum();
        agreement < LEAST_COARSE * 100
    }

    /// How sure it is that both are scans of one sheet, from 0.5 to 1; nothing when they are not, or when there is too
    /// little on them to tell.
    pub fn same_sheet(&self, other: &Self) -> Option<f32> {
        if self.quick_reject(other) {
            return None;
        }
        let (first, second) = (self.field(3), other.field(3));
        let across = second.columns as f32 / first.columns as f32;
        let down = second.rows as f32 / first.rows as f32;
        let (middle_x, middle_y) = second.middle();
        let straight = Way([middle_x, across, 0.0, middle_y, 0.0, down]);
        let way = aligned(&first, &second, straight, 8, 2);
        let (first, second) = (self.field(1), other.field(1));
        // another card of the form is found out here: the last turns of the screw are for those that may be the same
        if whole_agreement(&first, &second.moved(&first, way)) < LEAST_WHOLE - 0.12 {
            return None;
        }
        let way = aligned(&first, &second, way, 6, 1);
        if !way.is_small_change(straight) {
            return None;
        }
        let moved = second.moved(&first, way);
        if whole_agreement(&first, &moved) < LEAST_WHOLE {
            return None;
        }
        let places = worst_places(&first, &moved)?;
        (places >= LEAST_PLACES).then(|| (0.5 + 0.5 * (places - LEAST_PLACES) / (GOOD_PLACES - LEAST_PLACES)).min(1.0))
    }
}

impl From<Likeness> for String {
    fn from(likeness: Likeness) -> Self {
        let mut bytes = vec![VERSION, likeness.columns as u8, likeness.rows as u8];
        bytes.extend(likeness.cells.chunks(4).map(|four| four.iter().rev().fold(0, |byte, cell| byte << 2 | cell)));
        bytes
            .iter()
            .flat_map(|byte| [byte >> 4, byte & 15])
            .filter_map(|digit| char::from_digit(digit.into(), 16))
            .collect()
    }
}

impl TryFrom<String> for Likeness {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let digits: Option<Vec<u8>> = text.chars().map(|letter| u8::try_from(letter.to_digit(16)?).ok()).collect();
        let digits =
            digits.filter(|digits| digits.len() % 2 == 0).ok_or("a likeness is written in hexadecimal digits")?;
        let bytes: Vec<u8> = digits.as_chunks::<2>().0.iter().map(|[high, low]| high << 4 | low).collect();
        let [VERSION, columns, rows, packed @ ..] = bytes.as_slice() else {
            return Err("this likeness was written by another version: it has to be made again");
        };
        let (columns, rows) = (usize::from(*columns), usize::from(*rows));
        let count = columns * rows;
        if count == 0 || count > MOST_CELLS || packed.len() != count.div_ceil(4) {
            return Err("this likeness is damaged: it has to be made again");
        }
        let cells = packed.iter().flat_map(|byte| [byte & 3, byte >> 2 & 3, byte >> 4 & 3, byte >> 6]).take(count);
        Ok(Self::made(columns, rows, cells.collect()))
    }
}

/// Brightness of each pixel.
fn grey(picture: &Raster) -> Vec<u8> {
    let light = |[red, green, blue]: [u8; 3]| {
        ((u32::from(red) * 77 + u32::from(green) * 150 + u32::from(blue) * 29) >> 8) as u8
    };
    match picture.channels {
        Channels::Grey => picture.bytes.clone(),
        Channels::Rgb => picture.bytes.as_chunks::<3>().0.iter().copied().map(light).collect(),
        Channels::Rgba => {
            picture.bytes.as_chunks::<4>().0.iter().map(|[red, green, blue, _]| light([*red, *green, *blue])).collect()
        }
        Channels::Cmyk => {
            let black = |[cyan, magenta, yellow, black]: &[u8; 4]| 255 - light([*cyan, *magenta, *yellow]).max(*black);
            picture.bytes.as_chunks::<4>().0.iter().map(black).collect()
        }
    }
}

/// How much darker each pixel is than its surroundings.
fn ink(grey: &[u8], width: usize, height: usize) -> Vec<f32> {
    let reach = (width.max(height) / 32).max(2);
    let mut sums = vec![0_u32; (width + 1) * (height + 1)];
    for y in 0..height {
        let mut row = 0;
        for x in 0..width {
            row += u32::from(grey[y * width + x]);
            sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1] + row;
        }
    }
    let mut ink = vec![0.0; width * height];
    for y in 0..height {
        let (top, bottom) = (y.saturating_sub(reach), (y + reach + 1).min(height));
        for x in 0..width {
            let (left, right) = (x.saturating_sub(reach), (x + reach + 1).min(width));
            let at = |x: usize, y: usize| sums[y * (width + 1) + x];
            let sum = at(right, bottom) + at(left, top) - at(left, bottom) - at(right, top);
            let around = sum as f32 / ((right - left) * (bottom - top)) as f32;
            ink[y * width + x] = (around - f32::from(grey[y * width + x]) - NOISE).max(0.0);
        }
    }
    ink
}

/// A map that can be moved: amounts of ink as numbers, smoothed.
struct Field {
    columns: usize,
    rows: usize,
    amounts: Vec<f32>,
}

impl Likeness {
    fn field(&self, smoothing: usize) -> Field {
        let (columns, rows) = (self.columns, self.rows);
        let mut amounts: Vec<f32> = self.cells.iter().map(|cell| f32::from(*cell)).collect();
        let mut before = amounts.clone();
        for _ in 0..smoothing {
            // 1 2 1 along the rows, then along the columns
            for (row, target) in amounts.chunks_exact(columns).zip(before.chunks_exact_mut(columns)) {
                for x in 0..columns {
                    target[x] = (row[x.saturating_sub(1)] + 2.0 * row[x] + row[(x + 1).min(columns - 1)]) / 4.0;
                }
            }
            for y in 0..rows {
                let (above, below) = (y.saturating_sub(1) * columns, (y + 1).min(rows - 1) * columns);
                for x in 0..columns {
                    amounts[y * columns + x] =
                        (before[above + x] + 2.0 * before[y * columns + x] + before[below + x]) / 4.0;
                }
            }
        }
        Field { columns, rows, amounts }
    }
}

impl Field {
    fn middle(&self) -> (f32, f32) {
        ((self.columns - 1) as f32 / 2.0, (self.rows - 1) as f32 / 2.0)
    }

    /// Between cells by their distance; nothing outside.
    fn at(&self, x: f32, y: f32) -> Option<f32> {
        if !(x >= -0.5 && y >= -0.5 && x <= self.columns as f32 - 0.5 && y <= self.rows as f32 - 0.5) {
            return None;
        }
        let (x, y) = (x.clamp(0.0, (self.columns - 1) as f32), y.clamp(0.0, (self.rows - 1) as f32));
        let (left, top) = (x as usize, y as usize);
        let (dx, dy) = (x - left as f32, y - top as f32);
        let upper = top * self.columns;
        let lower = (top + 1).min(self.rows - 1) * self.columns;
        let right = (left + 1).min(self.columns - 1);
        let along = |row: usize| self.amounts[row + left] * (1.0 - dx) + self.amounts[row + right] * dx;
        Some(along(upper) * (1.0 - dy) + along(lower) * dy)
    }

    /// This map on the cells of another one.
    fn moved(&self, onto: &Field, way: Way) -> Vec<Option<f32>> {
        let (middle_x, middle_y) = onto.middle();
        let cells = (0..onto.rows).flat_map(|y| (0..onto.columns).map(move |x| (x, y)));
        cells
            .map(|(x, y)| {
                let (x, y) = way.place(x as f32 - middle_x, y as f32 - middle_y);
                self.at(x, y)
            })
            .collect()
    }
}

/// The way from a place of one map, counted from its middle, to the place on another: `x = a + b·u + c·v`, and y so too.
#[derive(Clone, Copy)]
struct Way([f32; 6]);

impl Way {
    fn place(self, u: f32, v: f32) -> (f32, f32) {
        let [x, along_x, across_x, y, across_y, along_y] = self.0;
        (x + along_x * u + across_x * v, y + across_y * u + along_y * v)
    }

    /// A rescan is moved and turned a little; anything else is another sheet bent until it fits.
    fn is_small_change(self, from: Self) -> bool {
        const MOST: [f32; 6] = [4.0, 0.08, 0.06, 4.0, 0.06, 0.08];
        self.0.iter().zip(&from.0).zip(&MOST).all(|((to, from), most)| (to - from).abs() <= *most)
    }
}

/// The way on which the maps agree best, by steps of least squares from `way` on; every `stride`-th cell is looked at.
fn aligned(one: &Field, other: &Field, mut way: Way, rounds: usize, stride: usize) -> Way {
    let (middle_x, middle_y) = one.middle();
    for _ in 0..rounds {
        let mut sums = [[0.0_f32; 7]; 6];
        for y in (0..one.rows).step_by(stride) {
            for x in (0..one.columns).step_by(stride) {
                let (u, v) = (x as f32 - middle_x, y as f32 - middle_y);
                let (at_x, at_y) = way.place(u, v);
                let slope = |dx: f32, dy: f32| Some(other.at(at_x + dx, at_y + dy)? - other.at(at_x - dx, at_y - dy)?);
                let (Some(there), Some(to_right), Some(down)) =
                    (other.at(at_x, at_y), slope(0.5, 0.0), slope(0.0, 0.5))
                else {
                    continue;
                };
                let error = one.amounts[y * one.columns + x] - there;
                let row = [to_right, to_right * u, to_right * v, down, down * u, down * v, error];
                for (index, sum) in sums.iter_mut().enumerate() {
                    for (total, part) in sum.iter_mut().zip(&row) {
                        *total += row[index] * part;
                    }
                }
            }
        }
        let Some(step) = solved(sums.map(|row| row.map(f64::from))) else { break };
        for (value, step) in way.0.iter_mut().zip(&step) {
            *value += *step as f32;
        }
        let reach = one.columns.max(one.rows) as f64;
        let [x, along_x, across_x, y, across_y, along_y] = step.map(f64::abs);
        if x + y + reach * (along_x + across_x + across_y + along_y) < 0.05 {
            break;
        }
    }
    way
}

/// Six equations for six numbers; nothing when they do not say enough.
fn solved(mut rows: [[f64; 7]; 6]) -> Option<[f64; 6]> {
    for (index, row) in rows.iter_mut().enumerate() {
        row[index] = row[index] * 1.0001 + 1e-6;
    }
    for index in 0..6 {
        let best = (index..6).max_by(|one, other| rows[*one][index].abs().total_cmp(&rows[*other][index].abs()))?;
        rows.swap(index, best);
        let pivot = rows[index];
        if !pivot[index].is_normal() {
            return None;
        }
        for row in rows.iter_mut().skip(index + 1) {
            let factor = row[index] / pivot[index];
            for (value, part) in row.iter_mut().zip(&pivot).skip(index) {
                *value -= factor * part;
            }
        }
    }
    let mut solution = [0.0; 6];
    for index in (0..6).rev() {
        let known: f64 = (index + 1..6).map(|place| rows[index][place] * solution[place]).sum();
        solution[index] = (rows[index][6] - known) / rows[index][index];
    }
    solution.iter().all(|number| number.is_finite()).then_some(solution)
}

/// How two rows of amounts agree, -1 to 1, and how much they vary.
fn agreement(pairs: &[(f32, f32)]) -> (f32, f32) {
    let count = pairs.len().max(1) as f32;
    let (one, other) = pairs.iter().fold((0.0, 0.0), |sum, pair| (sum.0 + pair.0, sum.1 + pair.1));
    let (mut both, mut ones, mut others) = (0.0, 0.0, 0.0);
    for pair in pairs {
        let (above, over) = (pair.0 - one / count, pair.1 - other / count);
        both += above * over;
        ones += above * above;
        others += over * over;
    }
    (both / (ones * others).sqrt().max(1e-6), (ones.max(others) / count).sqrt())
}

fn whole_agreement(one: &Field, moved: &[Option<f32>]) -> f32 {
    let pairs: Vec<_> = one.amounts.iter().zip(moved).filter_map(|(one, other)| Some((*one, (*other)?))).collect();
    // what lies outside says nothing; with too much outside nothing is said
    if pairs.len() * 10 < one.amounts.len() * 8 { -1.0 } else { agreement(&pairs).0 }
}

/// How much the worst tenth of the places agree; nothing on a sheet with too little ink.
fn worst_places(one: &Field, moved: &[Option<f32>]) -> Option<f32> {
    let mut found = Vec::new();
    let mut pairs = Vec::with_capacity(PLACE_CELLS * PLACE_CELLS);
    for top in (0..=one.rows.checked_sub(PLACE_CELLS)?).step_by(PLACE_STEP) {
        for left in (0..=one.columns.checked_sub(PLACE_CELLS)?).step_by(PLACE_STEP) {
            pairs.clear();
            for index in 0..PLACE_CELLS * PLACE_CELLS {
                let cell = (top + index / PLACE_CELLS) * one.columns + left + index % PLACE_CELLS;
                pairs.extend(moved[cell].map(|other| (one.amounts[cell], other)));
            }
            let (agreement, varies) = agreement(&pairs);
            if pairs.len() > PLACE_CELLS * PLACE_CELLS * 3 / 5 && varies > 0.25 {
                found.push(agreement);
            }
        }
    }
    if found.len() < LEAST_PLACES_WITH_INK {
        return None;
    }
    found.sort_by(f32::total_cmp);
    let worst = found.get(..found.len().div_ceil(10))?;
    Some(worst.iter().sum::<f32>() / worst.len() as f32)
}

#[cfg(test)]
mod tests;
