//! Where the cells of a gallery lie: rows and columns of one size, whatever number of pictures there is.

use crate::ui::theme;
use eframe::egui::{Pos2, Rect, Vec2, pos2, vec2};
use std::ops::Range;

/// Sides of the square a picture is drawn in, in points.
pub(super) const SIDES_PT: [f32; 5] = [96.0, 136.0, 184.0, 240.0, 320.0];
/// The one that is used until somebody chooses another.
pub(super) const USUAL_SIZE: usize = 2;
/// Space inside a cell, around the picture and the words.
pub(super) const PAD_PT: f32 = 6.0;
/// Height of the two lines of words under a picture.
pub(super) const WORDS_PT: f32 = 42.0;
/// Space between cells.
const GAP_PT: f32 = theme::SMALL_GAP;

/// The cells of a gallery.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Layout {
    /// Cells of a row.
    pub(super) columns: usize,
    /// How many pictures there are.
    pub(super) count: usize,
    /// Side of the square a picture is drawn in.
    pub(super) side: f32,
    /// From one cell to the next, to the right and down.
    stride: Vec2,
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "cells of a window are few, and rows are counted exactly in 64 bits"
)]
impl Layout {
    /// As many columns as fit into this width.
    pub(super) fn new(width: f32, side: f32, count: usize) -> Self {
        let least = side + 2.0 * PAD_PT + GAP_PT;
        let columns = ((width + GAP_PT) / least).max(1.0) as usize;
        let stride = vec2(((width + GAP_PT) / columns as f32).floor().max(1.0), least + WORDS_PT);
        Self { columns, count, side, stride }
    }

    /// How many rows there are.
    pub(super) fn rows(&self) -> usize {
        self.count.div_ceil(self.columns)
    }

    /// Height of all rows.
    pub(super) fn height(&self) -> f32 {
        (self.rows() as f64 * f64::from(self.stride.y)) as f32
    }

    /// How far down a row begins.
    pub(super) fn top_of(&self, row: usize) -> f32 {
        (row as f64 * f64::from(self.stride.y)) as f32
    }

    /// The cell at a place, when the gallery's first `offset` points are above `origin`. It is reckoned so that cells far
    /// down lie as exactly as the first.
    pub(super) fn cell(&self, at: usize, origin: Pos2, offset: f32) -> Rect {
        let (row, column) = (at / self.columns, at % self.columns);
        let down = (row as f64 * f64::from(self.stride.y) - f64::from(offset)) as f32;
        let min = pos2(origin.x + column as f32 * self.stride.x, origin.y + down);
        Rect::from_min_size(min, self.stride - Vec2::splat(GAP_PT))
    }

    /// The places of which anything is seen in a window `height` points high.
    pub(super) fn visible(&self, offset: f32, height: f32) -> Range<usize> {
        let first = (f64::from(offset.max(0.0)) / f64::from(self.stride.y)) as usize;
        let last = (f64::from((offset + height).max(0.0)) / f64::from(self.stride.y)).ceil() as usize;
        (first * self.columns).min(self.count)..(last * self.columns).min(self.count)
    }

    /// The offset nearest to this one at which the whole row of a place is seen.
    pub(super) fn revealing(&self, at: usize, offset: f32, height: f32) -> f32 {
        let top = self.top_of(at / self.columns);
        let bottom = top + self.stride.y;
        if top < offset || self.stride.y > height {
            top
        } else if bottom > offset + height {
            bottom - height
        } else {
            offset
        }
    }

    /// Which row lies at the top, and how much of it is above.
    pub(super) fn anchor(&self, offset: f32) -> (usize, f32) {
        let row = (f64::from(offset.max(0.0)) / f64::from(self.stride.y)) as usize;
        (row * self.columns, (f64::from(offset) - row as f64 * f64::from(self.stride.y)) as f32 / self.stride.y)
    }

    /// The offset at which the row of a place is at the top, with so much of it above.
    pub(super) fn anchored(&self, at: usize, above: f32) -> f32 {
        self.top_of(at / self.columns) + above * self.stride.y
    }

    /// Places a press of Page Down goes on.
    pub(super) fn page(&self, height: f32) -> usize {
        ((height / self.stride.y) as usize).max(1) * self.columns
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_cells_as_fit_fill_the_width() {
        for (width, side, columns) in [(1280.0, 184.0, 6), (1920.0, 96.0, 16), (100.0, 320.0, 1), (0.0, 96.0, 1)] {
            let layout = Layout::new(width, side, 1000);
            assert_eq!(layout.columns, columns, "{width} {side}");
            let last = layout.cell(columns - 1, Pos2::ZERO, 0.0);
            assert!(last.right() <= width.max(side + 100.0) && last.height() > side + WORDS_PT, "{last:?}");
        }
    }

    #[test]
    fn cells_far_down_are_as_exact_as_the_first() {
        let layout = Layout::new(1280.0, 184.0, 1_000_000);
        let offset = layout.top_of(100_000);
        let cell = layout.cell(100_000 * layout.columns, pos2(10.0, 50.0), offset);
        assert!((cell.top() - 50.0).abs() < 0.51, "{cell:?}");
        let next = layout.cell(100_001 * layout.columns, pos2(10.0, 50.0), offset);
        assert!((next.top() - cell.top() - (184.0 + 2.0 * PAD_PT + GAP_PT + WORDS_PT)).abs() < 1e-3);
        assert!(layout.visible(offset, 800.0).contains(&(100_000 * layout.columns)));
    }

    #[test]
    fn a_place_comes_into_view_by_the_shortest_way_and_keeps_its_place_when_cells_grow() {
        let layout = Layout::new(1280.0, 184.0, 600);
        assert!((layout.revealing(0, 500.0, 700.0)).abs() < 1e-3);
        let far = layout.revealing(300, 0.0, 700.0);
        assert!((far + 700.0 - layout.top_of(300 / layout.columns + 1)).abs() < 1e-3);
        assert!((layout.revealing(301, far, 700.0) - far).abs() < 1e-3);
        let (at, above) = layout.anchor(layout.top_of(7) + 20.0);
        assert_eq!(at, 7 * layout.columns);
        let larger = Layout::new(1280.0, 320.0, 600);
        let (again, _) = larger.anchor(larger.anchored(at, above));
        assert!((again..again + larger.columns).contains(&at));
        assert_eq!(layout.visible(1e9, 800.0), 600..600);
        assert_eq!(Layout::new(500.0, 96.0, 0).visible(0.0, 800.0), 0..0);
    }
}
