//! What of a picture is seen in a room of the window: fitted, or as large as somebody made it, around a middle.

use super::turned::Turned;
use crate::model::Point;
use eframe::egui::{Pos2, Rect, Vec2, pos2, vec2};

/// The largest a pixel of the picture is drawn, in pixels of the screen.
const MOST_ZOOM: f32 = 32.0;
/// How much smaller than fitted a picture is drawn at most.
const LEAST_ZOOM: f32 = 0.25;
/// So much of the room may be empty beside an edge that is looked at.
const MARGIN: f32 = 0.3;

/// How large a picture is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Zoom {
    /// All of it fits.
    #[default]
    Fit,
    /// Its width fits.
    Width,
    /// So many points of the window for a pixel of the picture.
    Free(f32),
}

/// What of a picture is wanted to be seen. It is kept when the window changes its size.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct View {
    /// How large.
    pub zoom: Zoom,
    /// The point in the middle of the room, in fractions of the upright picture; its own middle without one.
    pub middle: Option<Point>,
}

/// A picture as it lies in a room now.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placed {
    /// The picture.
    pub turned: Turned,
    /// Where it is drawn.
    pub room: Rect,
    /// Points for a pixel of the picture.
    pub zoom: f32,
    /// Where its upper left corner lies.
    pub origin: Pos2,
}

/// The zoom with which all of it fits, and that with which its width does.
fn fitting(turned: &Turned, room: Vec2) -> (f32, f32) {
    let size = turned.size();
    let width = room.x / size.x;
    (width.min(room.y / size.y).max(f32::MIN_POSITIVE), width.max(f32::MIN_POSITIVE))
}

impl View {
    /// Where the picture lies.
    pub fn placed(&self, turned: Turned, room: Rect, pixels_per_point: f32) -> Placed {
        let (fit, width) = fitting(&turned, room.size());
        let zoom = match self.zoom {
            Zoom::Fit => fit,
            Zoom::Width => width,
            Zoom::Free(zoom) => clamped(zoom, fit, pixels_per_point),
        };
        let middle = self.middle.map_or((turned.size() / 2.0).to_pos2(), |middle| turned.of_fraction(middle));
        let middle = within(middle, turned.size(), room.size() / zoom);
        let mut origin = room.center() - middle.to_vec2() * zoom;
        // where pixels of the picture are whole pixels of the screen, they lie on them
        let steps = zoom * pixels_per_point;
        if steps >= 0.999 && (steps - steps.round()).abs() < 1e-3 {
            origin = (origin * pixels_per_point).round() / pixels_per_point;
        }
        Placed { turned, room, zoom, origin }
    }
}

fn clamped(zoom: f32, fit: f32, pixels_per_point: f32) -> f32 {
    let most = (MOST_ZOOM / pixels_per_point).max(fit);
    zoom.clamp((fit * LEAST_ZOOM).min(most), most)
}

/// The middle moved so that little room is left empty: what fits whole lies in the middle.
fn within(middle: Pos2, size: Vec2, seen: Vec2) -> Pos2 {
    let along = |middle: f32, size: f32, seen: f32| {
        if seen >= size {
            return size / 2.0;
        }
        let least = seen * (0.5 - MARGIN);
        middle.clamp(least, size - least)
    };
    pos2(along(middle.x, size.x, seen.x), along(middle.y, size.y, seen.y))
}

impl Placed {
    /// Where a point lies on the screen that is told in fractions of the upright picture.
    pub fn to_screen(&self, at: Point) -> Pos2 {
        self.here_to_screen(self.turned.of_fraction(at))
    }

    /// The point of the upright picture, in fractions, that lies here on the screen.
    pub fn of_screen(&self, at: Pos2) -> Point {
        self.turned.to_fraction(self.screen_to_here(at))
    }

    /// Where a pixel of the upright picture lies.
    pub fn pixel_to_screen(&self, at: Pos2) -> Pos2 {
        self.here_to_screen(self.turned.of_picture(at))
    }

    fn here_to_screen(&self, at: Pos2) -> Pos2 {
        self.origin + at.to_vec2() * self.zoom
    }

    fn screen_to_here(&self, at: Pos2) -> Pos2 {
        ((at - self.origin) / self.zoom).to_pos2()
    }

    /// The place of all of it.
    pub fn whole(&self) -> Rect {
        Rect::from_min_size(self.origin, self.turned.size() * self.zoom)
    }

    /// The part of the upright picture, in its pixels, that is seen in a rectangle of the screen.
    pub fn part_seen(&self, through: Rect) -> Rect {
        let here = Rect::from_min_max(self.screen_to_here(through.min), self.screen_to_here(through.max));
        let part = self.turned.part_of_picture(here);
        part.intersect(Rect::from_min_size(Pos2::ZERO, self.turned.picture()))
    }

    /// Pixels of the picture for a pixel of the screen.
    pub fn reduction(&self, pixels_per_point: f32) -> f32 {
        1.0 / (self.zoom * pixels_per_point).max(f32::MIN_POSITIVE)
    }

    /// Larger or smaller, with the point under `at` staying where it is.
    pub fn zoomed(&self, factor: f32, at: Pos2, pixels_per_point: f32) -> View {
        self.zoomed_to(self.zoom * factor, at, pixels_per_point)
    }

    /// So large, with the point under `at` staying where it is.
    pub fn zoomed_to(&self, zoom: f32, at: Pos2, pixels_per_point: f32) -> View {
        let (fit, _) = fitting(&self.turned, self.room.size());
        let zoom = clamped(zoom, fit, pixels_per_point);
        let under = self.screen_to_here(at);
        let middle = under - (at - self.room.center()) / zoom;
        View { zoom: Zoom::Free(zoom), middle: Some(self.turned.to_fraction(middle)) }
    }

    /// Moved by so much of the screen. What is fitted stays fitted.
    pub fn moved(&self, view: View, by: Vec2) -> View {
        let middle = self.screen_to_here(self.room.center() - by);
        let middle = within(middle, self.turned.size(), self.room.size() / self.zoom);
        View { middle: Some(self.turned.to_fraction(middle)), ..view }
    }

    /// The lens: the same picture, so many times larger around the point under `at`, in a room of its own.
    #[must_use]
    pub fn lens(&self, times: f32, at: Pos2, room: Rect, pixels_per_point: f32) -> Self {
        let (under, zoom) = (self.screen_to_here(at), (self.zoom * times).min(MOST_ZOOM / pixels_per_point));
        Self { turned: self.turned, room, zoom, origin: room.center() - under.to_vec2() * zoom }
    }
}

/// Points for a pixel of a picture of this resolution so that it is as large as the original on a screen with so many
/// pixels a millimetre.
pub fn original_size_zoom(ppi: f64, screen_px_per_mm: f32, pixels_per_point: f32) -> f32 {
    #[expect(clippy::cast_possible_truncation, reason = "a zoom")]
    let mm_per_px = (25.4 / ppi) as f32;
    mm_per_px * screen_px_per_mm / pixels_per_point
}

/// A round length in millimetres that takes at most `most` points, with its points.
pub fn scale_bar(zoom: f32, ppi: f64, most: f32) -> Option<(f32, f32)> {
    #[expect(clippy::cast_possible_truncation, reason = "points of a mark on the screen")]
    let points_per_mm = (f64::from(zoom) * ppi / 25.4) as f32;
    let lengths = [500.0, 200.0, 100.0, 50.0, 20.0, 10.0, 5.0, 2.0, 1.0, 0.5, 0.2, 0.1];
    lengths.into_iter().map(|mm| (mm, mm * points_per_mm)).find(|(_, points)| *points <= most && *points > 0.0)
}

/// The middle between two rooms side by side with a divider, for a share of the first.
pub fn split(room: Rect, share: f32, divider: f32) -> (Rect, Rect) {
    let least = (room.width() * 0.2).min(160.0);
    let width = (room.width() * share).clamp(least, (room.width() - least).max(least));
    let (left, right) = (room.left() + width - divider / 2.0, room.left() + width + divider / 2.0);
    (
        Rect::from_min_max(room.min, pos2(left.round(), room.bottom())),
        Rect::from_min_size(pos2(right.round(), room.top()), vec2(room.right() - right.round(), room.height())),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Appearance;

    const ROOM: Rect = Rect { min: pos2(100.0, 50.0), max: pos2(900.0, 650.0) };

    fn turned(turns: u8, mirrored: bool) -> Turned {
        Turned::new(vec2(12_000.0, 9_000.0), &Appearance { turns, mirrored, ..Appearance::default() })
    }

    fn near(one: Pos2, other: Pos2) -> bool {
        one.distance(other) < 0.05
    }

    #[test]
    fn a_fitted_picture_fills_the_room_one_way() {
        let placed = View::default().placed(turned(0, false), ROOM, 1.0);
        let whole = placed.whole();
        assert!(near(whole.min, ROOM.min) && near(whole.max, ROOM.max), "4:3 in 4:3: {whole:?}");
        let lying = View::default().placed(turned(1, false), ROOM, 1.0).whole();
        assert!((lying.height() - 600.0).abs() < 0.01 && near(lying.center(), ROOM.center()), "{lying:?}");
        let wide = View { zoom: Zoom::Width, middle: None }.placed(turned(1, false), ROOM, 1.0).whole();
        assert!((wide.width() - 800.0).abs() < 0.01 && wide.height() > 1000.0, "{wide:?}");
    }

    #[test]
    fn the_point_under_the_pointer_stays_there() {
        for (turns, mirrored) in [(0, false), (1, false), (2, true), (3, true)] {
            let before = View::default().placed(turned(turns, mirrored), ROOM, 1.0);
            let at = pos2(420.0, 300.0);
            let after = before.zoomed(6.0, at, 1.0).placed(turned(turns, mirrored), ROOM, 1.0);
            let (one, other) = (before.of_screen(at), after.of_screen(at));
            assert!((one.x - other.x).abs() + (one.y - other.y).abs() < 1e-4, "{turns} {mirrored}");
            assert!(near(after.to_screen(one), at));
        }
    }

    #[test]
    fn a_picture_is_never_lost_and_never_endless() {
        let placed = View::default().placed(turned(0, false), ROOM, 1.0).zoomed(1e9, ROOM.center(), 1.0);
        let placed = placed.placed(turned(0, false), ROOM, 1.0);
        assert!((placed.zoom - MOST_ZOOM).abs() < 1e-3);
        let view = placed.moved(View { zoom: Zoom::Free(placed.zoom), middle: None }, vec2(1e9, -1e9));
        let moved = view.placed(turned(0, false), ROOM, 1.0);
        assert!(moved.whole().intersects(ROOM), "{:?}", moved.whole());
        let small = placed.zoomed(1e-9, ROOM.center(), 1.0).placed(turned(0, false), ROOM, 1.0).whole();
        assert!(small.width() > 100.0 && near(small.center(), ROOM.center()), "{small:?}");
    }

    #[test]
    fn whole_pixels_lie_on_whole_pixels() {
        let view = View { zoom: Zoom::Free(0.5), middle: Some(Point { x: 0.333, y: 0.217 }) };
        let placed = view.placed(turned(0, false), ROOM, 2.0);
        let Pos2 { x, y } = placed.origin * 2.0;
        assert!((x - x.round()).abs() < 1e-3 && (y - y.round()).abs() < 1e-3, "{:?}", placed.origin);
    }

    #[test]
    fn the_part_seen_is_in_the_upright_picture() {
        let view = View { zoom: Zoom::Free(1.0), middle: Some(Point { x: 0.5, y: 0.5 }) };
        let part = view.placed(turned(0, false), ROOM, 1.0).part_seen(ROOM);
        assert!(near(part.min, pos2(5600.0, 4200.0)) && near(part.max, pos2(6400.0, 4800.0)), "{part:?}");
        let lying = view.placed(turned(1, false), ROOM, 1.0).part_seen(ROOM);
        assert!(near(lying.min, pos2(5700.0, 4100.0)) && near(lying.max, pos2(6300.0, 4900.0)), "{lying:?}");
    }

    #[test]
    fn the_lens_shows_what_is_under_the_pointer() {
        let placed = View::default().placed(turned(3, true), ROOM, 1.0);
        let at = pos2(450.0, 260.0);
        let lens = placed.lens(3.0, at, Rect::from_center_size(pos2(600.0, 400.0), vec2(200.0, 200.0)), 1.0);
        let (one, other) = (placed.of_screen(at), lens.of_screen(lens.room.center()));
        assert!((one.x - other.x).abs() + (one.y - other.y).abs() < 1e-4);
        assert!((lens.zoom - placed.zoom * 3.0).abs() < 1e-6);
    }

    #[test]
    fn a_millimetre_is_a_millimetre() {
        // 300 ppi on a screen of 96 ppi, two pixels a point
        let zoom = original_size_zoom(300.0, 96.0 / 25.4, 2.0);
        assert!((zoom - 96.0 / 300.0 / 2.0).abs() < 1e-6);
        let (mm, points) = scale_bar(zoom, 300.0, 160.0).unwrap();
        assert!((mm - 50.0).abs() < 1e-6 && (points - 50.0 * 96.0 / 25.4 / 2.0).abs() < 1e-3, "{mm} {points}");
        assert_eq!(scale_bar(1e6, 300.0, 160.0), None);
    }

    #[test]
    fn two_rooms_share_the_window() {
        let (left, right) = split(ROOM, 0.5, 8.0);
        assert!((left.width() - right.width()).abs() <= 1.0 && (right.left() - left.right() - 8.0).abs() <= 1.0);
        let (left, right) = split(ROOM, 0.0, 8.0);
        assert!(left.width() > 100.0 && right.right() <= ROOM.right());
    }
}
