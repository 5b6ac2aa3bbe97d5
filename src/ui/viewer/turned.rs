//! A picture turned and mirrored: where its points lie then, in its own pixels.

use crate::model::{Appearance, Point};
use eframe::egui::{Pos2, Rect, Vec2, pos2, vec2};

/// A picture as it is looked at. Points "of the picture" are pixels of the upright picture, points "here" are pixels of
/// the picture as it is turned now.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Turned {
    /// Width and height of the upright picture in pixels.
    picture: Vec2,
    turns: u8,
    mirrored: bool,
}

impl Turned {
    /// A picture `picture` pixels large, as an appearance has it.
    pub fn new(picture: Vec2, appearance: &Appearance) -> Self {
        let picture = picture.max(vec2(1.0, 1.0));
        Self { picture, turns: appearance.turns % 4, mirrored: appearance.mirrored }
    }

    /// Width and height of the upright picture in pixels.
    pub fn picture(&self) -> Vec2 {
        self.picture
    }

    /// Width and height here.
    pub fn size(&self) -> Vec2 {
        if self.turns.is_multiple_of(2) { self.picture } else { vec2(self.picture.y, self.picture.x) }
    }

    /// Where a point of the picture lies here.
    pub fn of_picture(&self, at: Pos2) -> Pos2 {
        let Vec2 { x: width, y: height } = self.picture;
        let at = if self.mirrored { pos2(width - at.x, at.y) } else { at };
        match self.turns {
            0 => at,
            1 => pos2(height - at.y, at.x),
            2 => pos2(width - at.x, height - at.y),
            _ => pos2(at.y, width - at.x),
        }
    }

    /// Which point of the picture lies here.
    pub fn to_picture(self, at: Pos2) -> Pos2 {
        let Vec2 { x: width, y: height } = self.picture;
        let at = match self.turns {
            0 => at,
            1 => pos2(at.y, height - at.x),
            2 => pos2(width - at.x, height - at.y),
            _ => pos2(width - at.y, at.x),
        };
        if self.mirrored { pos2(width - at.x, at.y) } else { at }
    }

    /// Which part of the picture lies in a rectangle here.
    pub fn part_of_picture(&self, here: Rect) -> Rect {
        Rect::from_two_pos(self.to_picture(here.min), self.to_picture(here.max))
    }

    /// Where a point lies that is told in fractions of the upright picture.
    pub fn of_fraction(&self, at: Point) -> Pos2 {
        #[expect(clippy::cast_possible_truncation, reason = "a place on a screen")]
        let (x, y) = (at.x as f32, at.y as f32);
        self.of_picture(pos2(x * self.picture.x, y * self.picture.y))
    }

    /// The point here, in fractions of the upright picture.
    pub fn to_fraction(self, at: Pos2) -> Point {
        let at = self.to_picture(at);
        Point { x: f64::from(at.x / self.picture.x), y: f64::from(at.y / self.picture.y) }
    }
}

/// An appearance turned by quarters clockwise as it is seen, mirrored or not.
pub fn turned_by(appearance: &Appearance, quarters: u8) -> Appearance {
    Appearance { turns: (appearance.turns + quarters) % 4, ..*appearance }
}

/// An appearance in which left and right change places as they are seen now. The appearance mirrors first and turns
/// then, so a picture that lies on its side has to be turned the other way.
pub fn mirrored(appearance: &Appearance) -> Appearance {
    Appearance { mirrored: !appearance.mirrored, turns: (4 - appearance.turns % 4) % 4, ..*appearance }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every_way() -> impl Iterator<Item = Appearance> {
        (0..4).flat_map(|turns| [false, true].map(|mirrored| Appearance { turns, mirrored, ..Appearance::default() }))
    }

    #[test]
    fn a_quarter_turn_brings_the_left_edge_to_the_top() {
        let turned = Turned::new(vec2(400.0, 300.0), &Appearance { turns: 1, ..Appearance::default() });
        assert_eq!(turned.size(), vec2(300.0, 400.0));
        assert_eq!(turned.of_picture(pos2(0.0, 300.0)), pos2(0.0, 0.0), "the lower left corner is the upper left");
        assert_eq!(turned.of_picture(pos2(0.0, 0.0)), pos2(300.0, 0.0));
        assert_eq!(turned.of_fraction(Point { x: 0.0, y: 0.5 }), pos2(150.0, 0.0));
    }

    #[test]
    fn there_and_back_is_where_one_was() {
        for appearance in every_way() {
            let turned = Turned::new(vec2(400.0, 300.0), &appearance);
            for at in [pos2(0.0, 0.0), pos2(400.0, 0.0), pos2(17.0, 250.0)] {
                let here = turned.of_picture(at);
                assert!(Rect::from_min_size(Pos2::ZERO, turned.size()).contains(here), "{appearance:?}");
                assert_eq!(turned.to_picture(here), at, "{appearance:?}");
            }
            let fraction = Point { x: 0.25, y: 0.75 };
            let back = turned.to_fraction(turned.of_fraction(fraction));
            assert!((back.x - 0.25).abs() < 1e-6 && (back.y - 0.75).abs() < 1e-6, "{appearance:?}");
        }
    }

    #[test]
    fn mirroring_changes_left_and_right_as_they_are_seen() {
        for appearance in every_way() {
            let (before, after) =
                (Turned::new(vec2(400.0, 300.0), &appearance), Turned::new(vec2(400.0, 300.0), &mirrored(&appearance)));
            let at = pos2(30.0, 40.0);
            let (seen, mirrored) = (before.of_picture(at), after.of_picture(at));
            assert_eq!(mirrored, pos2(before.size().x - seen.x, seen.y), "{appearance:?}");
        }
    }

    #[test]
    fn four_turns_and_two_mirrors_are_none() {
        for appearance in every_way() {
            let round = (0..4).fold(appearance, |appearance, _| turned_by(&appearance, 1));
            assert_eq!(round, appearance);
            assert_eq!(turned_by(&turned_by(&appearance, 3), 1), appearance);
            assert_eq!(mirrored(&mirrored(&appearance)), appearance);
        }
    }

    #[test]
    fn what_is_seen_of_a_turned_picture_is_known() {
        let turned = Turned::new(vec2(400.0, 300.0), &Appearance { turns: 1, ..Appearance::default() });
        let part = turned.part_of_picture(Rect::from_min_max(pos2(0.0, 0.0), pos2(100.0, 50.0)));
        assert_eq!(part, Rect::from_min_max(pos2(0.0, 200.0), pos2(50.0, 300.0)));
    }
}
