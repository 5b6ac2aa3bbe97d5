//! One edge of a card, placed between pixels.

use super::ground::{distance, median, ranked};
use super::quad::{At, Line, line_through};
use super::reduced::{Colour, PAPER_RANK, Reduced};
use std::ops::Range;

/// How many points of an edge are looked at.
const POINTS: u32 = 160;
/// How many steps, of half a pixel, are taken across the edge at each of them: first over the ground, then a little
/// farther over the card, to learn the colour of its paper.
const STEPS: u32 = 30;
/// The step on the line the edge is expected on.
const EXPECTED: u32 = 8;
/// How many steps on both sides of an edge its colours mix.
const MIXED: usize = 3;
/// How many of the last steps are on paper, wherever the edge is.
const ON_PAPER: u32 = 8;
/// A sharp fall of this share of the greatest is an edge too. The outermost is the card's: printed lines are further in,
/// and a shadow falls little by little.
const LEAST_FALL: f64 = 0.3;
/// An edge of which less happens within a pixel is a shadow's, or that of a picture out of focus.
const LEAST_SHARPNESS: f64 = 0.42;
/// How far from the line, in pixels, a point is still on it.
const SLACK: f64 = 0.6;

impl Reduced {
    /// The edge of a card near the way from one corner to the next, clockwise, and the share of it that is seen.
    /// `paper` is the colour of the card, `is_card` tells what stands out from the ground.
    pub fn edge(&self, from: At, to: At, paper: &Colour, is_card: impl Fn(At) -> bool) -> Option<(Line, f64)> {
        let [dx, dy] = Line::between(from, to)?.along;
        let place = |point: u32, step: f64| {
            let share = 0.02 + 0.96 * (f64::from(point) + 0.5) / f64::from(POINTS);
            let depth = (step - f64::from(EXPECTED)) / 2.0;
            // going clockwise the card is on the right
            [from[0] + (to[0] - from[0]) * share - dy * depth, from[1] + (to[1] - from[1]) * share + dx * depth]
        };
        let is_on_picture = |&point: &u32| self.at(place(point, f64::from(EXPECTED))).is_some();
        let looked_at = (0..POINTS).filter(is_on_picture).count();
        // a way that does not come to the card goes through a gap: there is no edge to be learnt from it
        let is_whole = |&point: &u32| (STEPS - ON_PAPER..STEPS).any(|step| is_card(place(point, f64::from(step))));
        let points: Vec<u32> = (0..POINTS).filter(is_whole).collect();
        let way = |&point: &u32| (0..STEPS).map(|step| self.at(place(point, f64::from(step)))).collect();
        let ways: Vec<Vec<Option<Colour>>> = points.iter().map(way).collect();
        let edge = edge_step(&ways, paper)?;
        // the colours beside the edge, at each point its own: a stamp has an edge too
        let sides: Vec<Option<(Colour, Colour)>> = ways
            .iter()
            .map(|way| {
                let outside = way.get(edge.saturating_sub(MIXED)..edge)?.iter().flatten().next()?;
                Some((*outside, (*way.get(edge + MIXED)?)?))
            })
            .collect();
        let contrast = median(sides.iter().flatten().map(|(outside, inside)| distance(outside, inside)));
        let mut crossings = Vec::new();
        for ((way, sides), point) in ways.iter().zip(&sides).zip(&points) {
            // where there is less, the card is torn off or of the colour of the ground
            let Some((outside, inside)) = sides.as_ref().filter(|(a, b)| distance(a, b) > contrast * 0.4) else {
                continue;
            };
            if let Some(step) = half_way(way, edge, outside, inside) {
                crossings.push(place(*point, step));
            }
        }
        let (line, near) = line_through(&crossings, [dx, dy], SLACK)?;
        Some((line, (near as f64 / looked_at as f64).min(1.0)))
    }
}

/// The step at which most ways come from something else to the paper of the card.
fn edge_step(ways: &[Vec<Option<Colour>>], paper: &Colour) -> Option<usize> {
    let length = STEPS as usize;
    let colours = |steps: Range<usize>, rank: f64| {
        let seen = ways.iter().filter_map(|way| way.get(steps.clone())).flatten().flatten();
        // less is a corner of the way
        let is_enough = seen.clone().count() * 4 >= ways.len() * steps.len();
        let channel = |channel: usize| ranked(seen.clone().filter_map(|colour| colour.get(channel).copied()), rank);
        is_enough.then(|| [channel(0), channel(1), channel(2)])
    };
    let middle: Vec<Option<Colour>> = (0..length).map(|step| colours(step..step + 1, 0.5)).collect();
    // the paper along this edge, lit as it is here; where it is hidden by a photograph, that of the whole card
    let here = colours(length - ON_PAPER as usize..length, PAPER_RANK);
    here.and_then(|here| step_to(&middle, &here)).or_else(|| step_to(&middle, paper))
}

/// The outermost step at which the colours, one for each step, come to the paper.
fn step_to(colours: &[Option<Colour>], paper: &Colour) -> Option<usize> {
    // not a number where too little is on the picture: it compares as no edge
    let strangeness: Vec<f64> =
        colours.iter().map(|colour| colour.map_or(f64::NAN, |colour| distance(&colour, paper))).collect();
    let at = |step: usize| strangeness.get(step).copied().unwrap_or(f64::NAN);
    let falls = (1..colours.len() - ON_PAPER as usize - MIXED).map(|step| (step, at(step - 1) - at(step + 1)));
    let falls: Vec<(usize, f64)> = falls.filter(|(_, fall)| fall.is_finite()).collect();
    let greatest = falls.iter().map(|(_, fall)| *fall).fold(1.0, f64::max);
    // how much of the change around a step happens at it
    let sharpness = |step: usize, here: f64| {
        let around = (step.saturating_sub(MIXED)..=step + MIXED).map(at);
        here / (around.clone().fold(0.0, f64::max) - around.fold(f64::MAX, f64::min))
    };
    let edges = falls.windows(3).filter_map(|three| match three {
        &[(_, before), (step, here), (_, after)] => {
            let is_top = here >= before && here > after && here >= greatest * LEAST_FALL;
            let is_at_paper = at(step + MIXED) < at(step - 1) * 0.4;
            (is_top && is_at_paper).then(|| (step, sharpness(step, here)))
        }
        _ => None,
    });
    let edges: Vec<(usize, f64)> = edges.filter(|(_, sharpness)| *sharpness > LEAST_SHARPNESS).collect();
    let sharpest = edges.iter().map(|(_, sharpness)| *sharpness).fold(0.0, f64::max);
    edges.iter().find(|(_, sharpness)| *sharpness > sharpest * 0.75).map(|(step, _)| *step)
}

/// The step, with its fraction, at which the colour is half way from `outside` to `inside`.
fn half_way(way: &[Option<Colour>], edge: usize, outside: &Colour, inside: &Colour) -> Option<f64> {
    let whole = distance(outside, inside).powi(2);
    let share = |colour: &Colour| {
        let parts = colour.iter().zip(outside).zip(inside).map(|((here, from), to)| (here - from) * (to - from));
        parts.sum::<f64>() / whole
    };
    let first = edge.saturating_sub(MIXED);
    let near = way.get(first..=edge + MIXED)?;
    near.windows(2).zip(first..).find_map(|(pair, step)| match pair {
        [Some(outer), Some(inner)] => {
            let (low, high) = (share(outer), share(inner));
            (low < 0.5 && high >= 0.5).then(|| step as f64 + (0.5 - low) / (high - low))
        }
        _ => None,
    })
}
