//! From coefficients to samples: the inverse cosine transform of eight, four, two or one sample a side.
//!
//! The smaller ones give the averages of the samples of the full one, as far as their coefficients tell. The one of
//! eight is that of Arai, Agui and Nakajima (1988), whose factors lie in the table of quantisation, in floats: there the
//! processor works on four samples at once without any special instructions, and nothing can overflow.

#![expect(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::inline_always,
    reason = "hot loops over arrays of fixed sizes; samples are brought into 0..256 before they become bytes"
)]

use std::f32::consts::SQRT_2;

/// Where the coefficients of a block, which come in zigzag order, lie in it: columns one after the other, because the
/// transform then gives rows.
pub(super) const ORDER: [u8; 64] = order();

const fn order() -> [u8; 64] {
    let mut order = [0; 64];
    let (mut across, mut down) = (0_u8, 0_u8);
    let mut k = 0;
    while k < 64 {
        order[k] = across * 8 + down;
        // diagonals are walked upwards and downwards in turn
        if (across + down) % 2 == 0 {
            if across == 7 {
                down += 1;
            } else {
                across += 1;
                down = down.saturating_sub(1);
            }
        } else if down == 7 {
            across += 1;
        } else {
            down += 1;
            across = across.saturating_sub(1);
        }
        k += 1;
    }
    order
}

/// The table of quantisation of a component with all factors of the transform in it.
pub(super) struct Factors {
    size: usize,
    /// In the order of the coefficients in a block.
    by_coefficient: [f32; 64],
    first: i32,
}

impl Factors {
    /// For blocks of `size` × `size` samples: 1, 2, 4 or 8.
    pub fn new(quantisation: &[u16; 64], size: usize) -> Self {
        let mut by_coefficient = [0.0; 64];
        for (k, step) in quantisation.iter().enumerate() {
            let place = ORDER[k];
            let factor = |frequency: u8| factor(size, frequency);
            by_coefficient[usize::from(place)] = (f64::from(*step) * factor(place / 8) * factor(place % 8)) as f32;
        }
        Factors { size, by_coefficient, first: i32::from(quantisation[0]) }
    }

    /// Writes the samples of a block whose upper left corner is the first of `samples`, rows being `stride` apart.
    #[inline]
    pub fn block(&self, block: &[i16; 64], used: u32, samples: &mut [u8], stride: usize) {
        if used == 1 {
            let sample = self.first(block[0]);
            for row in samples.chunks_mut(stride).take(self.size) {
                row[..self.size].fill(sample);
            }
            return;
        }
        match self.size {
            2 => {
                let [upper, lower] = self.two(block);
                samples[..2].copy_from_slice(&upper);
                samples[stride..stride + 2].copy_from_slice(&lower);
            }
            4 => {
                for (target, row) in samples.chunks_mut(stride).zip(self.four(block)) {
                    target[..4].copy_from_slice(&row);
                }
            }
            _ => {
                for (target, row) in samples.chunks_mut(stride).zip(self.eight(block)) {
                    target[..8].copy_from_slice(&row);
                }
            }
        }
    }

    /// The average of a block, from its first coefficient.
    #[inline(always)]
    pub fn first(&self, first: i16) -> u8 {
        // rounded like those with more coefficients
        ((i32::from(first).wrapping_mul(self.first).wrapping_add(4 + 128 * 8)) >> 3).clamp(0, 255) as u8
    }

    fn two(&self, block: &[i16; 64]) -> [[u8; 2]; 2] {
        let coefficient = |at: usize| f32::from(block[at]) * self.by_coefficient[at];
        let (first, down, across, both) = (coefficient(0) + 128.0, coefficient(1), coefficient(8), coefficient(9));
        let (left, right) = (first + across, first - across);
        let (left_down, right_down) = (down + both, down - both);
        [[sample(left + left_down), sample(right + right_down)], [sample(left - left_down), sample(right - right_down)]]
    }

    fn four(&self, block: &[i16; 64]) -> [[u8; 4]; 4] {
        let mut columns = [[0.0; 4]; 4];
        for (across, column) in columns.iter_mut().enumerate() {
            for (down, value) in column.iter_mut().enumerate() {
                *value = f32::from(block[across * 8 + down]) * self.by_coefficient[across * 8 + down];
            }
        }
        columns[0][0] += 128.0;
        let rows = four_at_once(&transposed(&four_at_once(&columns)));
        samples(&rows)
    }

    fn eight(&self, block: &[i16; 64]) -> [[u8; 8]; 8] {
        let mut columns = [[0.0; 8]; 8];
        for ((column, values), factors) in
            columns.iter_mut().zip(block.as_chunks::<8>().0).zip(self.by_coefficient.as_chunks::<8>().0)
        {
            for ((target, value), factor) in column.iter_mut().zip(values).zip(factors) {
                *target = f32::from(*value) * factor;
            }
        }
        columns[0][0] += 128.0;
        let rows = eight_at_once(&transposed(&eight_at_once(&columns)));
        samples(&rows)
    }
}

/// What a coefficient of this frequency is multiplied by in one direction.
fn factor(size: usize, frequency: u8) -> f64 {
    let k = f64::from(frequency);
    // the basis of the transform of eight in T.81, A.3.3: ½ C(k) cos((2x + 1) k π / 16)
    let basis = if frequency == 0 { 0.5 * std::f64::consts::FRAC_1_SQRT_2 } else { 0.5 };
    let angle = k * std::f64::consts::PI / 16.0;
    match size {
        // the algorithm of eight begins with it, and two samples averaged have it
        8 | 4 => basis * angle.cos(),
        // four samples averaged; the cosine of the two that are left
        2 => basis * angle.cos() * (2.0 * angle).cos() * (4.0 * angle).cos(),
        _ => basis,
    }
}

/// To the nearest whole number, and within a byte.
#[inline(always)]
fn sample(value: f32) -> u8 {
    // 2^23 pushes the fraction out of the mantissa, with rounding
    const ROUND: f32 = 8_388_608.0;
    (value.clamp(0.0, 255.0) + ROUND).to_bits() as u8
}

#[inline(always)]
fn samples<const N: usize>(rows: &[[f32; N]; N]) -> [[u8; N]; N] {
    let mut samples = [[0; N]; N];
    for (target, source) in samples.as_flattened_mut().iter_mut().zip(rows.as_flattened()) {
        *target = sample(*source);
    }
    samples
}

#[inline(always)]
fn transposed<const N: usize>(matrix: &[[f32; N]; N]) -> [[f32; N]; N] {
    std::array::from_fn(|row| std::array::from_fn(|column| matrix[column][row]))
}

type Lanes<const N: usize> = [f32; N];

#[inline(always)]
fn sum<const N: usize>(a: &Lanes<N>, b: &Lanes<N>) -> Lanes<N> {
    std::array::from_fn(|lane| a[lane] + b[lane])
}

#[inline(always)]
fn difference<const N: usize>(a: &Lanes<N>, b: &Lanes<N>) -> Lanes<N> {
    std::array::from_fn(|lane| a[lane] - b[lane])
}

#[inline(always)]
fn times<const N: usize>(a: &Lanes<N>, factor: f32) -> Lanes<N> {
    a.map(|value| value * factor)
}

/// Four transforms of four, side by side.
#[inline(always)]
fn four_at_once(input: &[Lanes<4>; 4]) -> [Lanes<4>; 4] {
    let [c1, c3] = [COS_1, COS_3];
    let middle = times(&input[2], COS_2);
    let (even_outer, even_inner) = (sum(&input[0], &middle), difference(&input[0], &middle));
    let odd_outer = sum(&times(&input[1], c1), &times(&input[3], c3));
    let odd_inner = difference(&times(&input[1], c3), &times(&input[3], c1));
    [
        sum(&even_outer, &odd_outer),
        sum(&even_inner, &odd_inner),
        difference(&even_inner, &odd_inner),
        difference(&even_outer, &odd_outer),
    ]
}

/// Cosines of one, two and three eighths of π.
const COS_1: f32 = 0.923_879_5;
const COS_2: f32 = SQRT_2 / 2.0;
const COS_3: f32 = 0.382_683_43;

/// Eight transforms of eight, side by side.
#[inline(always)]
fn eight_at_once(input: &[Lanes<8>; 8]) -> [Lanes<8>; 8] {
    let [c0, c1, c2, c3, c4, c5, c6, c7] = input;
    // the even ones
    let (sum04, difference04) = (sum(c0, c4), difference(c0, c4));
    let sum26 = sum(c2, c6);
    let turned26 = difference(&times(&difference(c2, c6), SQRT_2), &sum26);
    let (even0, even3) = (sum(&sum04, &sum26), difference(&sum04, &sum26));
    let (even1, even2) = (sum(&difference04, &turned26), difference(&difference04, &turned26));
    // the odd ones
    let (sum53, difference53) = (sum(c5, c3), difference(c5, c3));
    let (sum17, difference17) = (sum(c1, c7), difference(c1, c7));
    let turned = times(&sum(&difference53, &difference17), 2.0 * COS_1);
    let inner = difference(&turned, &times(&difference17, 2.0 * (COS_1 - COS_3)));
    let outer = difference(&turned, &times(&difference53, 2.0 * (COS_1 + COS_3)));
    let odd0 = sum(&sum17, &sum53);
    let odd1 = difference(&outer, &odd0);
    let odd2 = difference(&times(&difference(&sum17, &sum53), SQRT_2), &odd1);
    let odd3 = difference(&inner, &odd2);
    [
        sum(&even0, &odd0),
        sum(&even1, &odd1),
        sum(&even2, &odd2),
        sum(&even3, &odd3),
        difference(&even3, &odd3),
        difference(&even2, &odd2),
        difference(&even1, &odd1),
        difference(&even0, &odd0),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As T.81, A.3.3 writes it.
    fn plain(block: &[i16; 64]) -> [[f64; 8]; 8] {
        let mut samples = [[128.0; 8]; 8];
        for (y, row) in samples.iter_mut().enumerate() {
            for (x, sample) in row.iter_mut().enumerate() {
                for (at, coefficient) in block.iter().enumerate() {
                    let cosine = |place: usize, frequency: usize| {
                        let scale = if frequency == 0 { 0.5_f64.sqrt() } else { 1.0 };
                        0.5 * scale * ((2 * place + 1) as f64 * frequency as f64 * std::f64::consts::PI / 16.0).cos()
                    };
                    *sample += f64::from(*coefficient) * cosine(x, at / 8) * cosine(y, at % 8);
                }
            }
        }
        samples
    }

    #[test]
    fn samples_are_those_of_the_standard_and_smaller_ones_their_averages() {
        let mut state = 7_u32;
        for round in 0..200 {
            let mut block = [0; 64];
            // few coefficients, so that the smaller transforms know all there is
            for across in 0..2 {
                for down in 0..2 {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    block[across * 8 + down] = (state >> 24) as i16 - 128;
                }
            }
            if round % 2 == 1 {
                block[3 * 8 + 7] = 40;
            }
            let expected = plain(&block);
            for size in [8, 4, 2, 1] {
                if round % 2 == 1 && size != 8 {
                    continue;
                }
                let factors = Factors::new(&[1; 64], size);
                let mut samples = [0; 64];
                if size == 1 {
                    samples[0] = factors.first(block[0]);
                } else {
                    factors.block(&block, 64, &mut samples, 8);
                }
                let each = 8 / size;
                for y in 0..size {
                    for x in 0..size {
                        let area = (0..each * each).map(|at| expected[y * each + at / each][x * each + at % each]);
                        let average = (area.sum::<f64>() / (each * each) as f64).clamp(0.0, 255.0);
                        let found = f64::from(samples[y * 8 + x]);
                        assert!((found - average).abs() < 0.51, "{size}: {found} is not {average}");
                    }
                }
            }
        }
    }
}
