//! The colour of what a card lies on, fitted to the border of the picture.

use super::reduced::Colour;

/// Colours nearer to the ground than this are ground, with dust on it and the marks of compression.
const LEAST_CONTRAST: f64 = 9.0;

/// A pixel near the border of the picture, where the ground should be seen.
pub(super) struct Sample {
    /// 1, x, y, x², xy, y² with x and y from -1 to 1 across the picture.
    pub terms: [f64; 6],
    pub colour: Colour,
    /// 0 to 3 from the upper border clockwise.
    pub border: usize,
}

/// The colour of the ground everywhere, lit unevenly: a curved surface for each of red, green and blue.
pub(super) struct Ground {
    surfaces: [[f64; 6]; 3],
    /// The middle distance of what is ground from this.
    spread: f64,
}

impl Ground {
    /// Starts with the middle colour of `seeds` and takes in what is near, again and again.
    pub fn fitted(frame: &[Sample], seeds: &[&Sample]) -> Option<Self> {
        let surface = |channel: usize| {
            let middle = median(seeds.iter().filter_map(|sample| sample.colour.get(channel).copied()));
            [middle, 0.0, 0.0, 0.0, 0.0, 0.0]
        };
        let mut ground = Self { surfaces: [surface(0), surface(1), surface(2)], spread: 0.0 };
        let mut reach = 40.0;
        for _ in 0..8 {
            let near: Vec<&Sample> = frame.iter().filter(|sample| ground.distance_of(sample) < reach).collect();
            if near.len() * 16 < frame.len() {
                return None;
            }
            ground.surfaces = surfaces(&near)?;
            ground.spread = median(near.iter().map(|sample| ground.distance_of(sample)));
            reach = (reach * 0.75).max(ground.threshold());
        }
        Some(ground)
    }

    pub fn threshold(&self) -> f64 {
        (self.spread * 4.0).max(LEAST_CONTRAST)
    }

    pub fn distance_of(&self, sample: &Sample) -> f64 {
        self.distance(&sample.terms, &sample.colour)
    }

    pub fn distance(&self, [_, x, y, xx, xy, yy]: &[f64; 6], colour: &Colour) -> f64 {
        let expected = self.surfaces.map(|[a, b, c, d, e, f]| a + b * x + c * y + d * xx + e * xy + f * yy);
        distance(&expected, colour)
    }
}

/// How far two colours are apart.
pub(super) fn distance(a: &Colour, b: &Colour) -> f64 {
    let [red, green, blue] = [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
    (red * red + green * green + blue * blue).sqrt()
}

/// The surfaces nearest to the samples by least squares. Slopes and curves cost a little, so that samples from one
/// border only do not make them up for the others.
fn surfaces(samples: &[&Sample]) -> Option<[[f64; 6]; 3]> {
    let mut equations = [[0.0; 9]; 6];
    for sample in samples {
        for (equation, term) in equations.iter_mut().zip(sample.terms) {
            for (sum, value) in equation.iter_mut().zip(sample.terms.iter().chain(&sample.colour)) {
                *sum += term * value;
            }
        }
    }
    let cost = samples.len() as f64 * 0.01;
    for (at, (equation, cost)) in equations.iter_mut().zip([0.0, cost, cost, cost, cost, cost]).enumerate() {
        *equation.get_mut(at)? += cost;
    }
    // Gauss and Jordan; the matrix is positive definite, so every pivot is good
    for at in 0..6 {
        let mut pivot = *equations.get(at)?;
        let by = *pivot.get(at)?;
        for value in &mut pivot {
            *value /= by;
        }
        for (row, equation) in equations.iter_mut().enumerate() {
            let factor = if row == at { *equation.get(at)? - 1.0 } else { *equation.get(at)? };
            equation.iter_mut().zip(pivot).for_each(|(value, pivot)| *value -= factor * pivot);
        }
    }
    let is_finite = equations.iter().flatten().all(|value| value.is_finite());
    let solved = |channel: usize| equations.map(|equation| equation.get(6 + channel).copied().unwrap_or_default());
    is_finite.then(|| [solved(0), solved(1), solved(2)])
}

/// The middle one of the values; 0 of none.
pub(super) fn median(values: impl Iterator<Item = f64>) -> f64 {
    ranked(values, 0.5)
}

/// The value of this rank, from 0 for the least to less than 1 for the greatest; 0 of none.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a count")]
pub(super) fn ranked(values: impl Iterator<Item = f64>, rank: f64) -> f64 {
    let mut values: Vec<f64> = values.collect();
    let at = (values.len() as f64 * rank) as usize;
    if at < values.len() { *values.select_nth_unstable_by(at, f64::total_cmp).1 } else { 0.0 }
}
