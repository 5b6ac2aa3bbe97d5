//! A side of a card as a sheet on the screen: where a point of the picture, of the paper and of the window lie.
//!
//! An aligned side is drawn upright and square whatever the scan did to it, so a box is a rectangle on the screen. A
//! picture that is not aligned is drawn as it is.

use crate::model::{Alignment, Plane, Point, RectMm};
use eframe::egui::{Mesh, Pos2, Rect, TextureId, Vec2, epaint::Vertex, pos2, vec2};

/// Cells of the mesh along one side: enough for a card that is seen a little from the side.
const CELLS: usize = 16;
/// How much of the room a box takes that is flown to.
const BOX_WIDTH: f32 = 0.72;
const BOX_HEIGHT: f32 = 0.34;
/// How much larger than fitted a box is drawn at most: a small stamp is not blown up to a blur.
const CLOSEST: f32 = 5.0;
/// How much nearer than fitted a view has to be to stay as near at the next box.
const NEAR_ENOUGH: f32 = 1.4;
/// How much of it is seen around a box that is flown to, at least, in its own height.
const FURTHEST_OUT: f32 = 0.1;

/// A picture of a side, measured in millimetres of the paper when that is known, else in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Sheet {
    /// The side's corners are known.
    Card {
        /// Paper and picture.
        plane: Plane,
        /// Width and height in millimetres.
        size: Vec2,
    },
    /// The picture as it is.
    Picture {
        /// Width and height in pixels.
        size: Vec2,
    },
}

impl Sheet {
    /// The sheet of a picture `size_px` large, aligned when it can be.
    pub(super) fn new(alignment: Option<Alignment>, size_mm: Option<(f64, f64)>, size_px: Vec2) -> Self {
        let aligned = alignment.zip(size_mm).and_then(|(alignment, (width, height))| {
            Some(Self::Card { plane: alignment.plane(width, height)?, size: vec2(width as f32, height as f32) })
        });
        aligned.unwrap_or(Self::Picture { size: size_px.max(vec2(1.0, 1.0)) })
    }

    /// What is seen when all of it is.
    pub(super) fn size(&self) -> Vec2 {
        match self {
            Self::Card { size, .. } | Self::Picture { size } => *size,
        }
    }

    /// Where a point of the picture is.
    pub(super) fn of_picture(&self, at: Point) -> Option<Pos2> {
        match self {
            Self::Card { plane, .. } => plane.to_card(at).map(|mm| pos2(mm.x as f32, mm.y as f32)),
            Self::Picture { size } => Some(pos2(at.x as f32 * size.x, at.y as f32 * size.y)),
        }
    }

    /// Which point of the picture is here.
    pub(super) fn to_picture(self, at: Pos2) -> Point {
        match self {
            Self::Card { plane, .. } => plane.to_picture(Point { x: f64::from(at.x), y: f64::from(at.y) }),
            Self::Picture { size } => Point { x: f64::from(at.x / size.x), y: f64::from(at.y / size.y) },
        }
    }

    /// Where a box of the picture is: left, top, width and height in fractions, with its corners when it lies askew.
    pub(super) fn area_of(&self, area: [f64; 4], outline: Option<[Point; 4]>) -> Option<Rect> {
        match (self, outline) {
            (Self::Card { plane, .. }, Some(outline)) => plane.outline_on_card(outline).map(rect_of),
            (Self::Card { plane, .. }, None) => plane.box_on_card(area).map(rect_of),
            (Self::Picture { size }, _) => {
                let [x, y, width, height] = area.map(|fraction| fraction as f32);
                Some(Rect::from_min_size(pos2(x * size.x, y * size.y), vec2(width * size.x, height * size.y)))
            }
        }
    }

    /// The box of the picture around a rectangle here; `None` when nothing of it is on the picture.
    pub(super) fn area_at(&self, rect: Rect) -> Option<[f64; 4]> {
        match self {
            Self::Card { plane, .. } => plane.box_on_picture(mm_of(rect)),
            Self::Picture { size } => {
                let whole = Rect::from_min_size(Pos2::ZERO, *size);
                let cut = rect.intersect(whole);
                let of = |length: f32, whole: f32| f64::from(length / whole);
                cut.is_positive().then(|| {
                    [of(cut.left(), size.x), of(cut.top(), size.y), of(cut.width(), size.x), of(cut.height(), size.y)]
                })
            }
        }
    }

    /// The corners on the picture of a rectangle here, when it lies askew there.
    pub(super) fn outline_at(&self, rect: Rect) -> Option<[Point; 4]> {
        match self {
            Self::Card { plane, .. } => plane.outline_on_picture(mm_of(rect)),
            Self::Picture { .. } => None,
        }
    }

    /// Where a box of the form is, when the side's corners are known.
    pub(super) fn field(&self, rect: RectMm) -> Option<Rect> {
        matches!(self, Self::Card { .. }).then(|| rect_of(rect))
    }

    /// The picture as it lies in a window.
    pub(super) fn mesh(&self, texture: TextureId, view: View, room: Rect) -> Mesh {
        let cells = if matches!(self, Self::Card { .. }) { CELLS } else { 1 };
        let mut mesh = Mesh::with_texture(texture);
        let mut known = Vec::with_capacity((cells + 1) * (cells + 1));
        for row in 0..=cells {
            for column in 0..=cells {
                let uv = vec2(column as f32, row as f32) / cells as f32;
                let at = self.of_picture(Point { x: f64::from(uv.x), y: f64::from(uv.y) });
                known.push(at.is_some());
                let pos = at.map_or(Pos2::ZERO, |at| view.to_screen(at, room));
                mesh.vertices.push(Vertex { pos, uv: uv.to_pos2(), color: eframe::egui::Color32::WHITE });
            }
        }
        for row in 0..cells {
            for column in 0..cells {
                let first = row * (cells + 1) + column;
                let corners = [first, first + 1, first + cells + 2, first + cells + 1];
                // what lies beyond the horizon is not drawn
                if corners.iter().all(|corner| known.get(*corner).copied().unwrap_or(false)) {
                    let [a, b, c, d] = corners.map(|corner| u32::try_from(corner).unwrap_or(u32::MAX));
                    mesh.indices.extend([a, b, c, a, c, d]);
                }
            }
        }
        mesh
    }
}

fn mm_of(rect: Rect) -> RectMm {
    let [left, top, width, height] = [rect.left(), rect.top(), rect.width(), rect.height()].map(f64::from);
    RectMm { left, top, width, height }
}

fn rect_of(rect: RectMm) -> Rect {
    Rect::from_min_size(pos2(rect.left as f32, rect.top as f32), vec2(rect.width as f32, rect.height as f32))
}

/// What of a sheet is seen: the point in the middle of the room, and the points of the screen for one unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct View {
    pub middle: Pos2,
    pub zoom: f32,
}

impl View {
    /// All of the sheet.
    pub(super) fn whole(sheet: &Sheet, room: Vec2) -> Self {
        let size = sheet.size();
        let zoom = (room.x / size.x).min(room.y / size.y);
        Self { middle: (size / 2.0).to_pos2(), zoom: zoom.max(f32::MIN_POSITIVE) }
    }

    /// A box with what stands around it.
    pub(super) fn of_box(sheet: &Sheet, rect: Rect, room: Vec2) -> Self {
        let whole = Self::whole(sheet, room);
        let size = rect.size().max(sheet.size() * 0.01);
        let fitting = (room.x * BOX_WIDTH / size.x).min(room.y * BOX_HEIGHT / size.y);
        Self { middle: rect.center(), zoom: fitting.clamp(whole.zoom, whole.zoom * CLOSEST) }.within(sheet, room)
    }

    /// To another box: as near as now when that shows it well, so that the eye need not begin anew at each field.
    pub(super) fn to_box(self, sheet: &Sheet, rect: Rect, room: Vec2) -> Self {
        let (whole, near) = (Self::whole(sheet, room), Self::of_box(sheet, rect, room));
        let is_near = self.zoom >= whole.zoom * NEAR_ENOUGH && self.zoom >= near.zoom * 0.4;
        if !is_near || self.zoom > near.zoom * 1.01 {
            return near;
        }
        Self { middle: rect.center(), zoom: self.zoom }.within(sheet, room)
    }

    /// Moved so that no more room than needed is left empty beside the sheet.
    fn within(self, sheet: &Sheet, room: Vec2) -> Self {
        let (size, half) = (sheet.size(), room / (2.0 * self.zoom));
        let along = |middle: f32, half: f32, size: f32| {
            let margin = half.min(size / 2.0) * FURTHEST_OUT;
            let (first, last) = (half - margin, size - half + margin);
            if first < last { middle.clamp(first, last) } else { size / 2.0 }
        };
        Self { middle: pos2(along(self.middle.x, half.x, size.x), along(self.middle.y, half.y, size.y)), ..self }
    }

    /// Between two views: along the way the zoom changes evenly as the eye sees it.
    pub(super) fn between(self, other: Self, part: f32) -> Self {
        let zoom = self.zoom * (other.zoom / self.zoom).powf(part);
        Self { middle: self.middle + (other.middle - self.middle) * part, zoom }
    }

    pub(super) fn to_screen(self, at: Pos2, room: Rect) -> Pos2 {
        room.center() + (at - self.middle) * self.zoom
    }

    pub(super) fn of_screen(self, at: Pos2, room: Rect) -> Pos2 {
        self.middle + (at - room.center()) / self.zoom
    }

    pub(super) fn rect_to_screen(self, rect: Rect, room: Rect) -> Rect {
        Rect::from_min_max(self.to_screen(rect.min, room), self.to_screen(rect.max, room))
    }

    /// Larger or smaller, with the point under `at` staying where it is.
    pub(super) fn zoomed(self, factor: f32, at: Pos2, room: Rect, sheet: &Sheet) -> Self {
        let whole = Self::whole(sheet, room.size()).zoom;
        let zoom = (self.zoom * factor).clamp(whole * 0.5, whole * 40.0);
        let under = self.of_screen(at, room);
        Self { middle: under - (at - room.center()) / zoom, zoom }
    }

    /// Moved by so much of the screen, never so far that nothing of the sheet is seen.
    pub(super) fn moved(self, by: Vec2, sheet: &Sheet) -> Self {
        let size = sheet.size();
        let margin = size * FURTHEST_OUT;
        let middle = self.middle - by / self.zoom;
        Self { middle: middle.clamp((-margin).to_pos2(), (size + margin).to_pos2()), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: Rect = Rect { min: pos2(100.0, 50.0), max: pos2(900.0, 650.0) };

    /// A card of 140 × 100 mm lying on its left side in a picture of 1000 × 1400 pixels.
    fn turned() -> Sheet {
        Sheet::new(Some(Alignment::WHOLE.turned(1)), Some((140.0, 100.0)), vec2(1000.0, 1400.0))
    }

    #[test]
    fn a_turned_scan_lies_upright() {
        let sheet = turned();
        assert_eq!(sheet.size(), vec2(140.0, 100.0));
        let upper_left = sheet.of_picture(Point { x: 1.0, y: 0.0 }).unwrap();
        assert!(upper_left.distance(Pos2::ZERO) < 1e-3, "{upper_left:?}");
        let area = sheet.area_at(Rect::from_min_size(pos2(14.0, 10.0), vec2(28.0, 10.0))).unwrap();
        for (is, should) in area.into_iter().zip([0.8, 0.1, 0.1, 0.2]) {
            assert!((is - should).abs() < 1e-5, "{area:?}");
        }
        let back = sheet.area_of(area, None).unwrap();
        assert!((back.left() - 14.0).abs() < 1e-3 && (back.width() - 28.0).abs() < 1e-3, "{back:?}");
    }

    #[test]
    fn a_region_of_a_skewed_scan_comes_back_as_it_was_drawn() {
        let corners = [[0.1, 0.15], [0.9, 0.1], [0.95, 0.8], [0.12, 0.9]].map(Point::from);
        let sheet = Sheet::new(Some(Alignment { corners }), Some((140.0, 100.0)), vec2(1400.0, 1000.0));
        let rect = Rect::from_min_size(pos2(5.0, 40.0), vec2(120.0, 8.0));
        let (area, outline) = (sheet.area_at(rect).unwrap(), sheet.outline_at(rect));
        let back = sheet.area_of(area, outline).unwrap();
        assert!((back.top() - 40.0).abs() < 1e-3 && (back.height() - 8.0).abs() < 1e-3, "{back:?}");
        assert!(sheet.area_of(area, None).unwrap().height() > 10.0, "the box around it alone is larger");
        assert_eq!(turned().outline_at(rect), None, "what lies level is its own box");
    }

    #[test]
    fn screen_and_sheet_are_each_others_way_back() {
        let sheet = turned();
        let view = View::of_box(&sheet, Rect::from_min_size(pos2(5.0, 8.0), vec2(65.0, 11.0)), ROOM.size());
        let at = pos2(33.0, 12.5);
        assert!(view.of_screen(view.to_screen(at, ROOM), ROOM).distance(at) < 1e-3);
        let nearer = view.zoomed(2.0, pos2(300.0, 200.0), ROOM, &sheet);
        let (before, after) = (view.of_screen(pos2(300.0, 200.0), ROOM), nearer.of_screen(pos2(300.0, 200.0), ROOM));
        assert!(before.distance(after) < 1e-3);
    }

    #[test]
    fn a_box_is_larger_than_in_the_whole_and_in_the_middle() {
        let sheet = turned();
        let rect = Rect::from_min_size(pos2(5.0, 8.5), vec2(65.0, 11.0));
        let (whole, near) = (View::whole(&sheet, ROOM.size()), View::of_box(&sheet, rect, ROOM.size()));
        assert!(near.zoom > whole.zoom * 1.2, "{near:?} {whole:?}");
        let drawn = near.rect_to_screen(rect, ROOM);
        assert!(ROOM.contains_rect(drawn), "{drawn:?}");
        let seen = Rect::from_min_max(near.of_screen(ROOM.min, ROOM), near.of_screen(ROOM.max, ROOM));
        assert!(seen.min.y > -10.0 && seen.min.x > -10.0, "little is seen of what lies beside the card: {seen:?}");
        let tiny = View::of_box(&sheet, Rect::from_min_size(pos2(1.0, 1.0), vec2(1.0, 1.0)), ROOM.size());
        assert!(tiny.zoom <= whole.zoom * CLOSEST * 1.001);
    }

    #[test]
    fn a_picture_without_corners_is_drawn_as_it_is() {
        let sheet = Sheet::new(None, Some((140.0, 100.0)), vec2(1000.0, 1400.0));
        assert_eq!(sheet.size(), vec2(1000.0, 1400.0));
        assert_eq!(sheet.field(RectMm::default()), None);
        let outside = sheet.area_at(Rect::from_min_size(pos2(2000.0, 0.0), vec2(10.0, 10.0)));
        assert_eq!(outside, None);
        assert_eq!(sheet.mesh(TextureId::default(), View::whole(&sheet, ROOM.size()), ROOM).indices.len(), 6);
        assert_eq!(
            turned().mesh(TextureId::default(), View::whole(&turned(), ROOM.size()), ROOM).indices.len(),
            6 * CELLS * CELLS
        );
    }
}
