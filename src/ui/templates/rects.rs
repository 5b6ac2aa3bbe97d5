//! Boxes on a side in millimetres: drawn, moved, made larger; always on the side and on a grid of half a millimetre.

use crate::model::{Point, RectMm};

/// Boxes begin and end on this grid, in millimetres.
pub(super) const GRID_MM: f64 = 0.5;
/// A box is not smaller, in millimetres.
pub(super) const LEAST_MM: f64 = 4.0;
/// What is drawn smaller than this in both directions was a slip of the hand, in millimetres.
const SLIP_MM: f64 = 1.5;

/// The edges of a box that are moved.
#[expect(clippy::struct_excessive_bools, reason = "a box has four edges")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Edges {
    pub(super) left: bool,
    pub(super) top: bool,
    pub(super) right: bool,
    pub(super) bottom: bool,
}

impl Edges {
    pub(super) fn any(self) -> bool {
        self.left || self.top || self.right || self.bottom
    }
}

/// The nearest point of the grid.
pub(super) fn snapped(mm: f64) -> f64 {
    (mm / GRID_MM).round() * GRID_MM
}

/// A stretch of the side, at least [`LEAST_MM`] long, inside `0..most`.
fn stretch(from: f64, to: f64, most: f64) -> (f64, f64) {
    let most = snapped(most.max(LEAST_MM) - GRID_MM / 4.0);
    let (from, to) = (snapped(from.min(to)).clamp(0.0, most), snapped(from.max(to)).clamp(0.0, most));
    let length = (to - from).max(LEAST_MM).min(most.max(LEAST_MM));
    (from.min(most - length).max(0.0), length)
}

/// The box between two corners; `None` for a slip of the hand.
pub(super) fn drawn(from: Point, to: Point, size: (f64, f64)) -> Option<RectMm> {
    if (from.x - to.x).abs() < SLIP_MM && (from.y - to.y).abs() < SLIP_MM {
        return None;
    }
    let (left, width) = stretch(from.x, to.x, size.0);
    let (top, height) = stretch(from.y, to.y, size.1);
    Some(RectMm { left, top, width, height })
}

/// The box moved by so much; it keeps its size and stays on the side.
pub(super) fn moved(rect: RectMm, (right, down): (f64, f64), size: (f64, f64)) -> RectMm {
    let within = |at: f64, length: f64, most: f64| snapped(at).min(most - length).max(0.0);
    RectMm {
        left: within(rect.left + right, rect.width, size.0),
        top: within(rect.top + down, rect.height, size.1),
        ..rect
    }
}

/// The box with some of its edges moved by so much.
pub(super) fn resized(rect: RectMm, edges: Edges, (right, down): (f64, f64), size: (f64, f64)) -> RectMm {
    let stretched = |at: f64, length: f64, (first, last): (bool, bool), by: f64, most: f64| {
        let (mut from, mut to) = (at, at + length);
        if first {
            from = snapped(from + by).clamp(0.0, (to - LEAST_MM).max(0.0));
        }
        if last {
            to = snapped(to + by).min(most).max(from + LEAST_MM);
        }
        (from, to - from)
    };
    let (left, width) = stretched(rect.left, rect.width, (edges.left, edges.right), right, size.0);
    let (top, height) = stretched(rect.top, rect.height, (edges.top, edges.bottom), down, size.1);
    RectMm { left, top, width, height }
}

/// Whether a point is in a box.
pub(super) fn holds(rect: RectMm, at: Point) -> bool {
    (rect.left..=rect.left + rect.width).contains(&at.x) && (rect.top..=rect.top + rect.height).contains(&at.y)
}

/// A free place for a new box, below the others; in the middle when there is none.
pub(super) fn free_place(taken: &[RectMm], size: (f64, f64)) -> RectMm {
    let (width, height) = (snapped((size.0 / 2.0).min(60.0)).max(LEAST_MM), 8.0);
    let rows = (0..400).map(|row| 5.0 + f64::from(row) * GRID_MM * 4.0).take_while(|top| top + height <= size.1);
    for top in rows {
        for left in [5.0, snapped(size.0 - width - 5.0).max(0.0)] {
            let place = RectMm { left, top, width, height };
            if left + width <= size.0 && !taken.iter().any(|other| other.overlaps(&place)) {
                return place;
            }
        }
    }
    let middle = Point { x: (size.0 - width) / 2.0, y: (size.1 - height) / 2.0 };
    moved(RectMm { left: 0.0, top: 0.0, width, height }, (middle.x, middle.y), size)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIDE: (f64, f64) = (140.0, 100.0);

    /// Half millimetres are exact.
    fn numbers(rect: RectMm) -> String {
        let [left, top, width, height] = rect.into();
        format!("{left} {top} {width} {height}")
    }

    fn at(x: f64, y: f64) -> Point {
        Point { x, y }
    }

    #[test]
    fn a_box_is_drawn_in_any_direction_and_stays_on_the_side() {
        for (from, to, expected) in [
            ((10.1, 20.2), (60.3, 30.4), Some("10 20 50.5 10.5")),
            ((60.3, 30.4), (10.1, 20.2), Some("10 20 50.5 10.5")),
            ((-5.0, -5.0), (20.0, 10.0), Some("0 0 20 10")),
            ((130.0, 95.0), (200.0, 200.0), Some("130 95 10 5")),
            ((139.0, 99.0), (150.0, 150.0), Some("136 96 4 4")),
            ((50.0, 50.0), (53.0, 50.5), Some("50 50 4 4")),
            ((50.0, 50.0), (50.9, 50.9), None),
        ] {
            assert_eq!(
                drawn(at(from.0, from.1), at(to.0, to.1), SIDE).map(numbers).as_deref(),
                expected,
                "{from:?} {to:?}"
            );
        }
    }

    #[test]
    fn a_box_that_is_moved_keeps_its_size() {
        let rect = RectMm::from([10.0, 10.0, 30.0, 8.0]);
        assert_eq!(numbers(moved(rect, (0.5, -0.5), SIDE)), "10.5 9.5 30 8");
        assert_eq!(numbers(moved(rect, (500.0, -500.0), SIDE)), "110 0 30 8");
    }

    #[test]
    fn an_edge_is_moved_and_the_others_stay() {
        let rect = RectMm::from([10.0, 10.0, 30.0, 8.0]);
        let right = Edges { right: true, ..Edges::default() };
        let corner = Edges { left: true, top: true, ..Edges::default() };
        assert_eq!(numbers(resized(rect, right, (5.2, 9.0), SIDE)), "10 10 35 8");
        assert_eq!(numbers(resized(rect, right, (-90.0, 0.0), SIDE)), "10 10 4 8");
        assert_eq!(numbers(resized(rect, right, (900.0, 0.0), SIDE)), "10 10 130 8");
        assert_eq!(numbers(resized(rect, corner, (-90.0, 90.0), SIDE)), "0 14 40 4");
    }

    #[test]
    fn a_new_box_lies_on_no_other() {
        let mut taken = Vec::new();
        for _ in 0..12 {
            let place = free_place(&taken, SIDE);
            assert!(taken.iter().all(|other: &RectMm| !other.overlaps(&place)));
            taken.push(place);
        }
        let tiny = free_place(&[], (12.0, 11.0));
        assert!(tiny.left + tiny.width <= 12.0 && tiny.top + tiny.height <= 11.0);
    }
}
