//! Where a card lies on a plain ground: its four corners, proposed for a person to confirm or move.
//!
//! Invariant: the same pixels always come to the same answer, and no pixels to a panic. What rests on fewer than four
//! edges, or does not have the proportions of the card, is never called sure.

mod blob;
mod edge;
mod ground;
mod quad;
mod reduced;
#[cfg(test)]
mod tests;

use blob::{Contrasts, Run};
use ground::{Ground, Sample, median};
use quad::{Quad, area, corners, is_card_like, misfit};
use reduced::Reduced;

/// The difference in proportions, as a logarithm, that cutting and measuring explain: 4 %.
const PROPORTION_SLACK: f64 = 0.039;
/// The share of each edge that has to be seen: the rest may be torn off or lie under a stamp.
const LEAST_SUPPORT: f64 = 0.5;
/// The share of a card that stands out from the ground: with less it is a block of writing on paper like the ground.
const LEAST_FILLED: f64 = 0.65;
/// Without a known size, what takes less of the picture than this may as well be a photograph on the card.
const LEAST_SHARE: f64 = 0.2;

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CardEdges {
    /// The corners in fractions of the picture, clockwise from the upper left one as the card is read, as far as its
    /// proportions tell: whether it is upside down nobody can see.
    pub corners: [[f64; 2]; 4],
    /// Whether four edges were found or the picture is cut along the card, and the proportions fit if a size is known.
    pub sure: bool,
}

/// Looks for a card lying on a plain ground.
///
/// `rgba` holds rows from the top, four bytes a pixel; opacity is not looked at. `size_mm` is the width and height of
/// the side when known: a card that fits better on its side has its corners turned by a quarter, clockwise. `None` when
/// the bytes are no picture of that size or it is too small; the whole picture, not sure, when nothing is found.
pub fn card_edges(rgba: &[u8], width_px: usize, height_px: usize, size_mm: Option<(f64, f64)>) -> Option<CardEdges> {
    let picture = Reduced::new(rgba, width_px, height_px)?;
    let proportion = size_mm.map(|(width, height)| (width / height).ln()).filter(|proportion| proportion.is_finite());
    let frame = picture.frame();
    let whole = picture.whole();
    let whole_fits = proportion.is_some_and(|wanted| misfit(&whole, wanted).0 < PROPORTION_SLACK);
    // a picture cut along its card shows rectangles of other proportions: a photograph, a table
    let card = best_card(&picture, &frame, proportion).filter(|card| !whole_fits || card.fits || card.share > 0.4);
    let (quad, sure) = match card {
        Some(card) => {
            let is_card = card.fits && (proportion.is_some() || card.share > LEAST_SHARE);
            (card.corners, is_card && card.edges == 4 && card.support >= LEAST_SUPPORT)
        }
        None => (whole, whole_fits && is_written_on_to_its_margins(&picture, &frame)),
    };
    let [width, height] = picture.extent;
    let mut corners = quad.map(|[x, y]| [x / width, y / height]);
    if proportion.is_some_and(|wanted| misfit(&quad, wanted).1) {
        corners.rotate_left(1);
    }
    Some(CardEdges { corners, sure })
}

/// What may be a card.
struct Card {
    corners: Quad,
    /// How many of its sides are edges; the others are borders of the picture.
    edges: usize,
    /// The share that was seen of the edge seen least.
    support: f64,
    /// Its share of the picture.
    share: f64,
    /// Whether its proportions are those asked for, if any were.
    fits: bool,
    /// Better is more.
    score: f64,
}

/// The best card over all the colours the ground may have: that of most of the frame, or that of one border when the
/// card lies against the others.
fn best_card(picture: &Reduced, frame: &[Sample], proportion: Option<f64>) -> Option<Card> {
    let mut tried: Vec<Ground> = Vec::new();
    let mut best: Option<Card> = None;
    for border in [None, Some(0), Some(1), Some(2), Some(3)] {
        let seeds: Vec<&Sample> =
            frame.iter().filter(|sample| border.is_none_or(|border| sample.border == border)).collect();
        let is_known =
            |ground: &Ground| median(seeds.iter().map(|sample| ground.distance_of(sample))) < ground.threshold();
        if tried.iter().any(is_known) {
            continue;
        }
        let Some(ground) = Ground::fitted(frame, &seeds) else { continue };
        let contrasts = Contrasts::new(picture, &ground);
        let threshold = ground.threshold();
        tried.push(ground);
        let faint = contrasts.largest_blob(threshold);
        // first without shadows and dirt, then with everything that stands out
        let clear = threshold.max(contrasts.typical(&faint) * 0.4);
        for (blob, threshold) in [(contrasts.largest_blob(clear), clear), (faint, threshold)] {
            let card = card_around(picture, &blob, &contrasts, threshold, proportion);
            if let Some(card) = card.filter(|card| best.as_ref().is_none_or(|best| card.score > best.score)) {
                if card.edges == 4 && card.support > 0.8 && card.fits {
                    return Some(card);
                }
                best = Some(card);
            }
        }
    }
    best
}

/// The quadrilateral around a blob, judged; `None` when it is none or no card can look like it.
fn card_around(
    picture: &Reduced,
    blob: &[Run],
    contrasts: &Contrasts,
    threshold: f64,
    proportion: Option<f64>,
) -> Option<Card> {
    let mut sides = contrasts.sides(blob, picture.extent)?;
    let mut quad = corners(&sides)?;
    let paper = picture.paper(blob);
    // a border of the picture is no edge, but neither speaks against a card
    let mut supports = [0.4; 4];
    // nearer each time: the first lines may lie along a shadow
    for _ in 0..3 {
        let ends = quad.iter().zip(quad.iter().cycle().skip(1));
        for (((line, is_edge), support), (&from, &to)) in sides.iter_mut().zip(&mut supports).zip(ends) {
            if *is_edge {
                // without an edge the outline has to do, and is not sure
                (*line, *support) =
                    picture.edge(from, to, &paper, |at| contrasts.stands_out(at, threshold)).unwrap_or((*line, 0.0));
            }
        }
        quad = corners(&sides)?;
    }
    let area = area(&quad);
    let share = area / (picture.extent[0] * picture.extent[1]);
    let covered = blob.iter().map(Run::length).sum::<usize>() as f64 / area;
    let filled = covered.min(1.0 / covered);
    let is_near = |at: f64, length: f64| (-0.5 * length..=1.5 * length).contains(&at);
    let is_here = quad.iter().all(|&[x, y]| is_near(x, picture.extent[0]) && is_near(y, picture.extent[1]));
    if !is_card_like(&quad) || !is_here || share < 0.04 || filled < LEAST_FILLED {
        return None;
    }
    let fits = proportion.is_none_or(|wanted| misfit(&quad, wanted).0 < PROPORTION_SLACK);
    let seen = sides.iter().zip(supports).filter(|((_, is_edge), _)| *is_edge).map(|(_, support)| support);
    let (edges, support) = seen.fold((0, 1.0), |(edges, least): (usize, f64), support| (edges + 1, least.min(support)));
    let score = supports.iter().sum::<f64>() * filled * if fits { 1.0 } else { 0.7 };
    Some(Card { corners: quad, edges, support, share, fits, score })
}

/// Whether something stands near all four borders. If not, the card may be of the colour of the ground and smaller than
/// the picture.
fn is_written_on_to_its_margins(picture: &Reduced, frame: &[Sample]) -> bool {
    let seeds: Vec<&Sample> = frame.iter().collect();
    let Some(ground) = Ground::fitted(frame, &seeds) else { return false };
    let mut margins = [(0u32, 0u32); 4];
    for (x, y, colour) in picture.pixels() {
        let is_written = ground.distance(&picture.terms(x, y), colour) > ground.threshold();
        for ((written, all), depth) in margins.iter_mut().zip(picture.depths(x, y)) {
            if depth < 0.16 {
                *all += 1;
                *written += u32::from(is_written);
            }
        }
    }
    margins.iter().all(|&(written, all)| f64::from(written) > f64::from(all) * 0.003)
}
