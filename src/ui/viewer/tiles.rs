//! Which tiles of a picture are wanted for what is seen of it.

use crate::background::{OVERVIEW_PX, TILE_PX, TileAt};
use eframe::egui::{Pos2, Rect, Vec2, pos2, vec2};

/// How often a picture is halved for a view in which so many of its pixels lie on one pixel of the screen: never so
/// often that it is enlarged. `None` when the overview is as sharp.
pub fn level(picture: Vec2, reduction: f32) -> Option<u8> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a few halvings")]
    let level = reduction.max(1.0).log2().floor().clamp(0.0, 20.0) as u8;
    let is_coarse = picture.max_elem() / reduction.max(f32::MIN_POSITIVE) > OVERVIEW_PX as f32 * 1.001;
    (is_coarse && has_tiles(picture, level)).then_some(level)
}

/// Whether tiles of a level are sharper than the overview.
pub fn has_tiles(picture: Vec2, level: u8) -> bool {
    picture.max_elem() / side_of(level) > OVERVIEW_PX as f32 / TILE_PX as f32 * 1.001
}

/// The side of a tile of a level in pixels of the picture.
fn side_of(level: u8) -> f32 {
    TILE_PX as f32 * 2_f32.powi(i32::from(level))
}

/// The part of the picture a tile shows, in its pixels.
pub fn part_of(picture: Vec2, at: TileAt) -> Rect {
    let side = side_of(at.level);
    let corner = pos2(at.column as f32 * side, at.row as f32 * side);
    Rect::from_min_size(corner, vec2(side, side)).intersect(Rect::from_min_size(Pos2::ZERO, picture))
}

/// How much of a texture that is so many pixels large shows a part: at the right and lower edge the last pixel may
/// stand for less than a whole one.
pub fn used_of(texture: Vec2, part: Rect, level: u8) -> Vec2 {
    let used = part.size() / 2_f32.powi(i32::from(level));
    (used / texture.max(vec2(1.0, 1.0))).min(vec2(1.0, 1.0))
}

/// The tiles of a level that show a part of the picture, those nearest to `middle` first.
pub fn tiles_of(picture: Vec2, part: Rect, middle: Pos2, level: u8) -> Vec<TileAt> {
    let part = part.intersect(Rect::from_min_size(Pos2::ZERO, picture));
    if !part.is_positive() {
        return Vec::new();
    }
    let side = side_of(level);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within the picture")]
    let of = |from: f32, to: f32| ((from / side).floor() as u32, (to / side).ceil().max(1.0) as u32);
    let ((left, right), (top, bottom)) = (of(part.left(), part.right()), of(part.top(), part.bottom()));
    let mut tiles: Vec<TileAt> =
        (top..bottom).flat_map(|row| (left..right).map(move |column| TileAt { level, column, row })).collect();
    let away = |at: &TileAt| part_of(picture, *at).center().distance_sq(middle);
    tiles.sort_by(|one, other| away(one).total_cmp(&away(other)));
    tiles
}

/// How many tiles of a level show a part.
fn count(part: Rect, level: u8) -> f32 {
    let side = side_of(level);
    let along = |from: f32, to: f32| (to / side).ceil() - (from / side).floor();
    along(part.left(), part.right()) * along(part.top(), part.bottom())
}

/// The level for a part, coarser where there would be more tiles than may be kept. `None` when the overview will do.
pub fn affordable_level(picture: Vec2, part: Rect, reduction: f32, most: usize) -> Option<u8> {
    let sharp = level(picture, reduction)?;
    #[expect(clippy::cast_precision_loss, reason = "a hundred tiles")]
    let most = most as f32;
    (sharp..=20).take_while(|level| has_tiles(picture, *level)).find(|level| count(part, *level) <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LARGE: Vec2 = vec2(12_000.0, 9_000.0);

    #[test]
    fn the_level_is_the_last_that_is_sharp() {
        for (reduction, expected) in [
            (0.1, Some(0)),
            (1.0, Some(0)),
            (1.99, Some(0)),
            (2.0, Some(1)),
            (3.9, Some(1)),
            (4.0, Some(2)),
            (5.9, None),
            (8.1, None),
        ] {
            assert_eq!(level(LARGE, reduction), expected, "{reduction}");
        }
        assert_eq!(level(vec2(2048.0, 1500.0), 0.5), None, "the overview is all of it");
        assert_eq!(level(vec2(2049.0, 1500.0), 0.5), None, "a pixel more is no reason");
        assert_eq!(level(vec2(2100.0, 1500.0), 0.5), Some(0));
    }

    #[test]
    fn the_tiles_of_a_part_come_from_the_middle_outwards() {
        let part = Rect::from_min_max(pos2(500.0, 500.0), pos2(1600.0, 1100.0));
        let tiles = tiles_of(LARGE, part, pos2(1050.0, 800.0), 0);
        assert_eq!(tiles.len(), 4 * 3);
        assert_eq!(tiles[0], TileAt { level: 0, column: 2, row: 1 });
        let (last, whole) = (tiles[11], part_of(LARGE, tiles[11]));
        assert!(whole.intersects(part), "{last:?} {whole:?}");
        let all = tiles_of(LARGE, Rect::EVERYTHING, pos2(0.0, 0.0), 2);
        assert_eq!((all.len(), all[0]), (6 * 5, TileAt { level: 2, column: 0, row: 0 }));
        assert!(tiles_of(LARGE, Rect::NOTHING, pos2(0.0, 0.0), 0).is_empty());
    }

    #[test]
    fn the_last_tiles_are_smaller() {
        let last = TileAt { level: 2, column: 5, row: 4 };
        let part = part_of(LARGE, last);
        assert_eq!(part, Rect::from_min_max(pos2(10_240.0, 8192.0), pos2(12_000.0, 9000.0)));
        assert_eq!(used_of(vec2(440.0, 202.0), part, 2), vec2(1.0, 1.0));
        // 9001 pixels are 2250.25 pixels of level 2: the last row of the tile shows a quarter
        let odd = part_of(vec2(12_000.0, 9001.0), last);
        let used = used_of(vec2(440.0, 203.0), odd, 2);
        assert!((used.y - 202.25 / 203.0).abs() < 1e-6, "{used:?}");
    }

    #[test]
    fn no_more_tiles_are_wanted_than_can_be_kept() {
        let all = Rect::from_min_size(Pos2::ZERO, LARGE);
        assert_eq!(affordable_level(LARGE, all, 1.0, 96), Some(2), "432 and 108 are too many, 30 are not");
        assert_eq!(affordable_level(LARGE, all, 1.0, 10), None, "the overview has to do");
        let part = Rect::from_min_max(pos2(0.0, 0.0), pos2(1920.0, 1080.0));
        assert_eq!(affordable_level(LARGE, part, 1.0, 96), Some(0));
    }

    #[test]
    fn a_strip_of_a_hundred_thousand_pixels_is_no_trouble() {
        let strip = vec2(100_000.0, 40.0);
        assert_eq!(level(strip, 1.0), Some(0));
        let tiles = tiles_of(strip, Rect::from_min_max(pos2(50_000.0, -5.0), pos2(51_000.0, 80.0)), pos2(0.0, 0.0), 0);
        assert_eq!(tiles.len(), 3);
    }
}
