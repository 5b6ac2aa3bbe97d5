//! The scan a template is drawn on: where it comes from, where the card lies on it, how it is laid under the paper.
//!
//! Invariant: the scan is only looked at. Nothing of it is kept in the template, and its corners are not written to the
//! attachment.

use super::rects;
use crate::background::{CardEdges, Pixels};
use crate::model::{Alignment, Attachment, Plane, Point, Side};
use crate::ui::{theme, viewer};
use eframe::egui;
use egui::{Color32, Context, Key, Mesh, Painter, Pos2, Rect, Response, Stroke, TextureHandle, Ui, Vec2};
use egui::{epaint::Vertex, pos2, vec2};
use std::path::PathBuf;

/// The longest side of the copy that is drawn on, in pixels.
pub(super) const MAX_SIDE_PX: u32 = 4096;
/// The picture is bent over a net of so many meshes each way: between two lines it is straight.
const MESHES: u16 = 24;
/// How near the pointer must be to a corner, in points.
const REACH_PT: f32 = 22.0;
/// An arrow key moves a corner by this much of the picture.
const NUDGE: f64 = 0.001;
/// Without a resolution and a size, the longer side of a card is taken to be that of DIN A6, in millimetres.
const A6_MM: f64 = 148.0;

/// Where a scan comes from.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Origin {
    /// It belongs to the card that was shown.
    Attached(Box<Attachment>),
    /// It is a file that belongs to no entry.
    File(PathBuf),
}

/// A scan that is drawn on.
pub(super) struct Scan {
    pub(super) origin: Origin,
    pub(super) token: Option<crate::background::Token>,
    texture: Option<TextureHandle>,
    size_px: (u32, u32),
    ppi: Option<f64>,
    pub(super) failed: Option<String>,
    pub(super) alignment: Alignment,
    /// Whether somebody has said where the card is.
    pub(super) placed: bool,
    /// The corner that the arrow keys move.
    corner: usize,
    /// The corner the pointer drags.
    dragged: bool,
    /// Whether a corner was moved, so that no proposal replaces it.
    touched: bool,
}

impl Scan {
    pub(super) fn new(origin: Origin) -> Self {
        let (known, size_px, ppi) = match &origin {
            Origin::Attached(picture) => (picture.alignment, (picture.width_px, picture.height_px), picture.ppi),
            Origin::File(_) => (None, (0, 0), None),
        };
        let known = known.filter(Alignment::is_usable);
        Self {
            origin,
            token: None,
            texture: None,
            size_px,
            ppi,
            failed: None,
            placed: known.is_some(),
            alignment: known.unwrap_or(Alignment::WHOLE),
            corner: 0,
            dragged: false,
            touched: false,
        }
    }

    /// The picture came, or why it did not.
    pub(super) fn take(&mut self, ctx: &Context, pixels: Result<&Pixels, String>) {
        match pixels {
            Ok(pixels) => {
                self.texture = Some(viewer::texture(ctx, "scan of a template", pixels));
                if self.size_px.0 == 0 || self.size_px.1 == 0 {
                    let side = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
                    self.size_px = (side(pixels.width_px), side(pixels.height_px));
                }
            }
            Err(why) => self.failed = Some(why),
        }
    }

    /// What a file says of itself.
    pub(super) fn measured(&mut self, size_px: (u32, u32), ppi: Option<f64>) {
        self.size_px = size_px;
        self.ppi = ppi;
    }

    /// Where the card seems to lie; somebody who has moved a corner knows better.
    pub(super) fn propose(&mut self, edges: Option<&CardEdges>) {
        if let Some(edges) = edges
            && !self.placed
            && !self.touched
        {
            let proposed = Alignment { corners: edges.corners.map(Point::from) };
            if proposed.is_usable() {
                self.alignment = proposed;
            }
        }
    }

    pub(super) fn is_here(&self) -> bool {
        self.texture.is_some()
    }

    /// The card read with another corner first.
    pub(super) fn turn(&mut self) {
        self.alignment = self.alignment.turned(1);
        self.touched = true;
    }

    /// The size of the card by the pixels between its corners: in millimetres when the resolution is known, else of the
    /// right proportions. Tells whether it is measured.
    pub(super) fn size_of_card(&self) -> Option<((f64, f64), bool)> {
        let (width_px, height_px) = (f64::from(self.size_px.0), f64::from(self.size_px.1));
        let [a, b, c, d] = self.alignment.corners;
        let apart = |one: Point, other: Point| ((one.x - other.x) * width_px).hypot((one.y - other.y) * height_px);
        let (wide, high) = (f64::midpoint(apart(a, b), apart(d, c)), f64::midpoint(apart(a, d), apart(b, c)));
        if !(wide > 1.0 && high > 1.0) {
            return None;
        }
        let (mm, is_measured) = match self.ppi.filter(|ppi| *ppi >= 20.0) {
            Some(ppi) => (25.4 / ppi, true),
            None => (A6_MM / wide.max(high), false),
        };
        Some(((rects::snapped(wide * mm), rects::snapped(high * mm)), is_measured))
    }

    /// The way from the paper to the scan.
    pub(super) fn plane(&self, size: (f64, f64)) -> Option<Plane> {
        self.alignment.plane(size.0, size.1)
    }

    /// Lays the scan under the paper, so that the card is upright and square.
    pub(super) fn paint(&self, painter: &Painter, size: (f64, f64), at: impl Fn(Point) -> Pos2) {
        let (Some(texture), Some(plane)) = (&self.texture, self.plane(size)) else { return };
        let mut mesh = Mesh::with_texture(texture.id());
        mesh.vertices.extend(net(&plane, size).into_iter().map(|(mm, uv)| Vertex {
            pos: at(mm),
            uv,
            color: Color32::WHITE,
        }));
        let line = u32::from(MESHES) + 1;
        for row in 0..u32::from(MESHES) {
            for column in 0..u32::from(MESHES) {
                let first = row * line + column;
                mesh.indices.extend([first, first + 1, first + line, first + 1, first + line + 1, first + line]);
            }
        }
        painter.add(mesh);
    }
}

/// Points of the side, row by row, each with its place in the texture.
fn net(plane: &Plane, size: (f64, f64)) -> Vec<(Point, Pos2)> {
    let share = |step: u16| f64::from(step) / f64::from(MESHES);
    let steps = || (0..=MESHES).map(share);
    let points = steps().flat_map(|down| steps().map(move |right| Point { x: size.0 * right, y: size.1 * down }));
    points
        .map(|mm| {
            let uv = plane.to_picture(mm);
            #[expect(clippy::cast_possible_truncation, reason = "a place in a texture")]
            let uv = pos2(uv.x as f32, uv.y as f32);
            (mm, uv)
        })
        .collect()
}

/// The scans of both sides.
#[derive(Default)]
pub(super) struct Scans {
    front: Option<Scan>,
    back: Option<Scan>,
}

impl Scans {
    pub(super) fn get(&self, side: Side) -> Option<&Scan> {
        match side {
            Side::Front => self.front.as_ref(),
            Side::Back => self.back.as_ref(),
        }
    }

    pub(super) fn of(&mut self, side: Side) -> &mut Option<Scan> {
        match side {
            Side::Front => &mut self.front,
            Side::Back => &mut self.back,
        }
    }

    pub(super) fn each(&mut self) -> impl Iterator<Item = &mut Scan> {
        self.front.iter_mut().chain(self.back.iter_mut())
    }
}

/// Shows the whole scan with the four corners of the card to be put in their place; returns whether it was accepted.
pub(super) fn corners_ui(ui: &Ui, response: &Response, scan: &mut Scan) -> bool {
    let painter = ui.painter_at(response.rect);
    let Some(texture) = &scan.texture else { return false };
    let room = response.rect.shrink(24.0);
    let size = texture.size_vec2().max(Vec2::splat(1.0));
    let zoom = (room.width() / size.x).min(room.height() / size.y);
    let place = Rect::from_center_size(room.center(), size * zoom);
    painter.image(texture.id(), place, Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0)), Color32::WHITE);
    drag_corner(ui, response, scan, place);
    let accepted = response.has_focus() && corner_keys(ui, response, scan);
    paint_corners(ui, &painter, scan, place, response.has_focus());
    accepted
}

fn on_screen(place: Rect, at: Point) -> Pos2 {
    #[expect(clippy::cast_possible_truncation, reason = "a place on the screen")]
    let share = vec2(at.x as f32, at.y as f32);
    place.min + share * place.size()
}

fn drag_corner(ui: &Ui, response: &Response, scan: &mut Scan, place: Rect) {
    if response.drag_started() || response.clicked() {
        response.request_focus();
        let pressed = ui.input(|input| input.pointer.press_origin()).or(response.interact_pointer_pos());
        let near = pressed.and_then(|pressed| {
            let apart = |corner: &Point| on_screen(place, *corner).distance(pressed);
            let corners = scan.alignment.corners.iter().enumerate();
            corners.map(|(at, corner)| (at, apart(corner))).min_by(|a, b| a.1.total_cmp(&b.1))
        });
        if let Some((at, apart)) = near {
            scan.dragged = apart <= REACH_PT;
            if scan.dragged {
                scan.corner = at;
            }
        }
    }
    if response.dragged()
        && scan.dragged
        && let Some(at) = response.interact_pointer_pos()
        && let Some(corner) = scan.alignment.corners.get_mut(scan.corner)
    {
        let share = (at - place.min) / place.size();
        *corner = Point { x: f64::from(share.x).clamp(-0.2, 1.2), y: f64::from(share.y).clamp(-0.2, 1.2) };
        scan.touched = true;
    }
    if response.drag_stopped() {
        scan.dragged = false;
    }
}

/// Arrows move the corner, Tab goes to the next, R turns, Enter accepts; returns whether it did.
fn corner_keys(ui: &Ui, response: &Response, scan: &mut Scan) -> bool {
    let filter = egui::EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: false };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let (right, down, tab, back, turn, enter) = ui.input(|input| {
        let keys = |less: Key, more: Key| {
            let times = |key: Key| f64::from(u8::try_from(input.num_presses(key)).unwrap_or(u8::MAX));
            times(more) - times(less)
        };
        let tab = input.key_pressed(Key::Tab);
        (
            keys(Key::ArrowLeft, Key::ArrowRight),
            keys(Key::ArrowUp, Key::ArrowDown),
            tab && !input.modifiers.shift,
            tab && input.modifiers.shift,
            input.key_pressed(Key::R) && !input.modifiers.any(),
            input.key_pressed(Key::Enter),
        )
    });
    if tab || back {
        scan.corner = (scan.corner + if tab { 1 } else { 3 }) % 4;
    }
    if turn {
        scan.turn();
    }
    if (right != 0.0 || down != 0.0)
        && let Some(corner) = scan.alignment.corners.get_mut(scan.corner)
    {
        corner.x += right * NUDGE;
        corner.y += down * NUDGE;
        scan.touched = true;
    }
    enter && scan.alignment.is_usable()
}

fn paint_corners(ui: &Ui, painter: &Painter, scan: &Scan, place: Rect, has_focus: bool) {
    let colours = theme::palette(ui);
    let corners = scan.alignment.corners.map(|corner| on_screen(place, corner));
    let usable = scan.alignment.is_usable();
    let line = Stroke::new(2.0, if usable { colours.focus } else { colours.weak });
    painter.add(egui::Shape::closed_line(corners.to_vec(), line));
    for (at, corner) in corners.into_iter().enumerate() {
        let chosen = at == scan.corner && has_focus;
        let radius = if chosen { 11.0 } else { 9.0 };
        painter.circle(corner, radius, colours.sheet, Stroke::new(if chosen { 4.0 } else { 2.0 }, colours.focus));
        let font = egui::FontId::new(12.0, theme::strong_family());
        painter.text(corner, egui::Align2::CENTER_CENTER, (at + 1).to_string(), font, colours.focus);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scan(corners: [[f64; 2]; 4], ppi: Option<f64>) -> Scan {
        let mut scan = Scan::new(Origin::File(PathBuf::new()));
        scan.measured((3000, 2000), ppi);
        scan.alignment = Alignment { corners: corners.map(Point::from) };
        scan
    }

    #[test]
    fn the_size_follows_from_pixels_and_resolution() {
        let whole = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]];
        assert_eq!(scan(whole, Some(508.0)).size_of_card(), Some(((150.0, 100.0), true)));
        assert_eq!(scan(whole, None).size_of_card(), Some(((148.0, 98.5), false)));
        // the card stands upright on a scan that lies on its side
        let turned = [[1.0, 0.0], [1.0, 1.0], [0.0, 1.0], [0.0, 0.0]];
        assert_eq!(scan(turned, Some(508.0)).size_of_card(), Some(((100.0, 150.0), true)));
        assert_eq!(scan([[0.0, 0.0]; 4], None).size_of_card(), None);
    }

    #[test]
    fn a_scan_on_its_side_is_laid_upright_under_the_paper() {
        let turned = scan([[0.9, 0.1], [0.9, 0.9], [0.1, 0.9], [0.1, 0.1]], None);
        let net = net(&turned.plane((150.0, 100.0)).unwrap(), (150.0, 100.0));
        let columns = usize::from(MESHES) + 1;
        for (at, mm, uv) in [
            (0, (0.0, 0.0), (0.9, 0.1)),
            (columns - 1, (150.0, 0.0), (0.9, 0.9)),
            (columns * columns - 1, (150.0, 100.0), (0.1, 0.9)),
            (columns * columns / 2, (75.0, 50.0), (0.5, 0.5)),
        ] {
            let (point, place) = net[at];
            assert!((point.x - mm.0).abs() < 1e-9 && (point.y - mm.1).abs() < 1e-9, "{point:?}");
            assert!((place - pos2(uv.0, uv.1)).length() < 1e-5, "{place:?}");
        }
    }

    #[test]
    fn a_proposal_does_not_undo_what_somebody_did() {
        let edges = CardEdges { corners: [[0.1, 0.1], [0.9, 0.1], [0.9, 0.9], [0.1, 0.9]], sure: true };
        let mut fresh = Scan::new(Origin::File(PathBuf::new()));
        fresh.propose(Some(&edges));
        assert_eq!(fresh.alignment.corners[0], Point { x: 0.1, y: 0.1 });
        let mut touched = Scan::new(Origin::File(PathBuf::new()));
        touched.turn();
        let before = touched.alignment;
        touched.propose(Some(&edges));
        assert_eq!(touched.alignment, before);
    }
}
