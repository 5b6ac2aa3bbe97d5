//! What stands out from the ground: the largest connected part of it, and its outline.

use super::ground::{Ground, median};
use super::quad::{At, Line, line_through};
use super::reduced::Reduced;

/// How far from a line, in pixels, a point of the outline is still on it.
const SLACK: f64 = 1.5;

/// How far each pixel is from the ground in colour.
pub(super) struct Contrasts {
    width: usize,
    height: usize,
    values: Vec<f64>,
}

/// Pixels of one row, from `start` up to and without `end`.
#[derive(Clone, Copy)]
pub(super) struct Run {
    y: usize,
    start: usize,
    end: usize,
}

impl Run {
    pub fn length(&self) -> usize {
        self.end - self.start
    }
}

/// What is seen of a blob from one border of the picture.
#[derive(Default)]
struct Outline {
    points: Vec<At>,
    /// How many rows or columns begin at the border itself, so that no edge is to be seen.
    at_border: usize,
}

impl Outline {
    fn see(&mut self, depth: usize, point: At) {
        if depth == 0 {
            self.at_border += 1;
        } else {
            self.points.push(point);
        }
    }
}

impl Contrasts {
    pub fn new(picture: &Reduced, ground: &Ground) -> Self {
        let values = picture.pixels().map(|(x, y, colour)| ground.distance(&picture.terms(x, y), colour)).collect();
        Self { width: picture.width, height: picture.height, values }
    }

    pub fn rows(&self) -> impl Iterator<Item = (usize, &[f64])> {
        self.values.chunks_exact(self.width).enumerate()
    }

    /// The largest connected part that stands out from the ground by more than `threshold`.
    pub fn largest_blob(&self, threshold: f64) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        // each run points to an earlier one of the same part, or to itself
        let mut parents: Vec<usize> = Vec::new();
        let mut row_before = 0..0;
        for (y, row) in self.rows() {
            let first = runs.len();
            let mut end = 0;
            for part in row.chunk_by(|a, b| (*a > threshold) == (*b > threshold)) {
                let start = end;
                end += part.len();
                if part.first().is_some_and(|&contrast| contrast > threshold) {
                    parents.push(runs.len());
                    runs.push(Run { y, start, end });
                }
            }
            let mut above = row_before.peekable();
            for (at, run) in runs.iter().enumerate().skip(first) {
                while let Some((other, over)) = above.peek().and_then(|&other| Some((other, runs.get(other)?))) {
                    if over.start < run.end && run.start < over.end {
                        let (a, b) = (root(&parents, at), root(&parents, other));
                        if let Some(parent) = parents.get_mut(a.max(b)) {
                            *parent = a.min(b);
                        }
                    }
                    // one that reaches beyond this run may meet the next one too
                    if over.end > run.end {
                        break;
                    }
                    above.next();
                }
            }
            row_before = first..runs.len();
        }
        let roots: Vec<usize> = (0..runs.len()).map(|at| root(&parents, at)).collect();
        let mut areas = vec![0; runs.len()];
        for (run, &root) in runs.iter().zip(&roots) {
            if let Some(area) = areas.get_mut(root) {
                *area += run.length();
            }
        }
        let largest = areas.iter().enumerate().max_by_key(|&(_, area)| area).map(|(at, _)| at);
        runs.into_iter().zip(roots).filter(|&(_, root)| Some(root) == largest).map(|(run, _)| run).collect()
    }

    /// Whether the pixel at a place stands out from the ground by more than `threshold`.
    pub fn stands_out(&self, [x, y]: At, threshold: f64) -> bool {
        pixel(x, self.width)
            .zip(pixel(y, self.height))
            .and_then(|(x, y)| self.values.get(y * self.width + x))
            .is_some_and(|&contrast| contrast > threshold)
    }

    /// The middle contrast inside a blob: that of its paper.
    pub fn typical(&self, blob: &[Run]) -> f64 {
        median(some_pixels(blob, self.width).filter_map(|at| self.values.get(at).copied()))
    }

    /// The lines along the upper, right, lower and left side of a blob, clockwise, and whether each follows an outline;
    /// the others are borders of the picture, whose size before rounding up to pixels is `extent`.
    pub fn sides(&self, blob: &[Run], [width, height]: At) -> Option<[(Line, bool); 4]> {
        let corners = [[0.0, 0.0], [width, 0.0], [width, height], [0.0, height]];
        let ends = corners.iter().zip(corners.iter().cycle().skip(1));
        let mut sides = Vec::with_capacity(4);
        for (outline, (&from, &to)) in self.outlines(blob).iter().zip(ends) {
            let border = Line::between(from, to)?;
            let all = outline.points.len() + outline.at_border;
            if outline.at_border * 2 > all {
                sides.push((border, false));
            } else {
                let (line, near) = line_through(&outline.points, border.along, SLACK)?;
                sides.push((line, true));
                if near * 3 < all {
                    return None;
                }
            }
        }
        sides.try_into().ok()
    }

    /// The blob as seen from the upper, right, lower and left border.
    fn outlines(&self, blob: &[Run]) -> [Outline; 4] {
        let [mut upper, mut right, mut lower, mut left] = <[Outline; 4]>::default();
        let mut columns: Vec<Option<(usize, usize)>> = vec![None; self.width];
        for row in blob.chunk_by(|a, b| a.y == b.y) {
            let (Some(first), Some(last)) = (row.first(), row.last()) else { continue };
            let middle = first.y as f64 + 0.5;
            left.see(first.start, [first.start as f64, middle]);
            right.see(self.width - last.end, [last.end as f64, middle]);
            for run in row {
                for seen in columns.iter_mut().take(run.end).skip(run.start) {
                    *seen = Some((seen.map_or(run.y, |(top, _)| top), run.y + 1));
                }
            }
        }
        for (x, seen) in columns.iter().enumerate() {
            let &Some((top, bottom)) = seen else { continue };
            let middle = x as f64 + 0.5;
            upper.see(top, [middle, top as f64]);
            lower.see(self.height - bottom, [middle, bottom as f64]);
        }
        [upper, right, lower, left]
    }
}

/// The places of enough pixels of a blob to know what it is like, in a picture of this width.
pub(super) fn some_pixels(blob: &[Run], width: usize) -> impl Iterator<Item = usize> {
    blob.iter().step_by(3).flat_map(move |run| (run.y * width + run.start..run.y * width + run.end).step_by(3))
}

/// The run that stands for all runs of a part.
fn root(parents: &[usize], mut at: usize) -> usize {
    while let Some(&parent) = parents.get(at).filter(|&&parent| parent != at) {
        at = parent;
    }
    at
}

/// The pixel a place is in, if it is one of `count`.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be one of a picture")]
fn pixel(place: f64, count: usize) -> Option<usize> {
    (0.0..count as f64).contains(&place).then_some(place as usize)
}
