//! One side of a form in millimetres: the paper or the scan, the boxes on it, and drawing them with pointer and keys.

use super::editor::Editor;
use super::rects::{self, Edges, GRID_MM};
use super::scan;
use crate::i18n::{tr, tr_args};
use crate::model::{CardTemplate, Point, RectMm, Side};
use crate::ui::theme;
use eframe::egui;
use egui::{
    Align2, Color32, CornerRadius, FontId, Key, Painter, Pos2, Rect, Response, Sense, Stroke, StrokeKind, Ui, Vec2,
};
use egui::{CursorIcon, PointerButton, vec2};

/// Space around the paper in points.
const MARGIN_PT: f32 = 20.0;
/// How near the pointer must be to an edge, in points.
const REACH_PT: f32 = 6.0;
/// How far outside of a box its edge can still be taken, in points.
const OUTSIDE_PT: f32 = 1.5;
/// Half the side of a handle in points.
const HANDLE_PT: f32 = 4.0;
/// How far one can go in, in points for a millimetre.
const MAX_ZOOM: f32 = 60.0;
/// The paper of a form that does not say its colour.
const PAPER: [u8; 3] = [244, 238, 222];
/// A card of unknown size is drawn as DIN A6 lying on its side, in millimetres.
const A6_MM: (f64, f64) = (148.0, 105.0);

/// What the pointer does.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Drag {
    /// A box is drawn from here.
    New { from: Point, to: Point },
    /// The chosen box is moved; it began there.
    Move { from: Point, began: RectMm },
    /// Edges of the chosen box are moved; it began there.
    Size { from: Point, began: RectMm, edges: Edges },
}

/// How the side is looked at.
#[derive(Debug, Default)]
pub(super) struct CanvasState {
    /// Points for a millimetre; fitted when `None`.
    zoom: Option<f32>,
    /// The middle of the side from the middle of the canvas, in points.
    offset: Vec2,
    drag: Option<Drag>,
    /// The canvas takes the keyboard in the next frame.
    pub(super) take_focus: bool,
}

impl CanvasState {
    pub(super) fn fit(&mut self) {
        self.zoom = None;
        self.offset = Vec2::ZERO;
    }

    /// Whether a box is being drawn or moved: not yet a step.
    pub(super) fn is_dragging(&self) -> bool {
        self.drag.is_some()
    }

    pub(super) fn cancel(&mut self) {
        self.drag = None;
    }
}

/// From millimetres to the screen and back.
#[derive(Clone, Copy, Debug)]
pub(super) struct View {
    origin: Pos2,
    scale: f32,
}

#[expect(clippy::cast_possible_truncation, reason = "a place on the screen")]
impl View {
    /// The side fitted into a room.
    pub(super) fn fitted(room: Rect, size: (f64, f64)) -> Self {
        Self::new(room, size, None, Vec2::ZERO)
    }

    fn new(room: Rect, size: (f64, f64), zoom: Option<f32>, offset: Vec2) -> Self {
        let paper = vec2(size.0 as f32, size.1 as f32);
        let free = (room.size() - Vec2::splat(2.0 * MARGIN_PT)).max(Vec2::splat(40.0));
        let scale = zoom.unwrap_or_else(|| (free.x / paper.x).min(free.y / paper.y));
        Self { origin: room.center() + offset - paper * scale / 2.0, scale }
    }

    fn at(&self, mm: Point) -> Pos2 {
        self.origin + vec2(mm.x as f32, mm.y as f32) * self.scale
    }

    fn rect(&self, rect: RectMm) -> Rect {
        let min = self.at(Point { x: rect.left, y: rect.top });
        Rect::from_min_size(min, vec2(rect.width as f32, rect.height as f32) * self.scale)
    }

    fn mm(&self, at: Pos2) -> Point {
        let mm = (at - self.origin) / self.scale;
        Point { x: f64::from(mm.x), y: f64::from(mm.y) }
    }
}

/// The size of a side as it is drawn: a form of unknown size still has to be seen.
pub(super) fn size_of(template: &CardTemplate) -> (f64, f64) {
    let usable = |mm: &f64| (10.0..=2_000.0).contains(mm);
    match (template.width_mm.filter(usable), template.height_mm.filter(usable)) {
        (Some(width), Some(height)) => (width, height),
        (Some(width), None) => (width, (width * A6_MM.1 / A6_MM.0).max(10.0)),
        (None, Some(height)) => ((height * A6_MM.0 / A6_MM.1).max(10.0), height),
        (None, None) => A6_MM,
    }
}

/// Draws the paper with what is printed on it and its boxes; on a scan, the boxes alone.
pub(super) fn paint_form(
    ui: &Ui,
    painter: &Painter,
    view: View,
    (template, side): (&CardTemplate, Side),
    on_scan: bool,
) {
    let (width, height) = size_of(template);
    let paper = view.rect(RectMm { left: 0.0, top: 0.0, width, height });
    let ink = theme::LIGHT.ink;
    if !on_scan {
        let [red, green, blue] = template.paper.unwrap_or(PAPER);
        painter.rect_filled(paper, CornerRadius::ZERO, Color32::from_rgb(red, green, blue));
        for printed in template.printed.iter().filter(|printed| printed.side == side) {
            let place = view.rect(printed.rect);
            let font = FontId::new((place.height() * 0.7).clamp(7.0, 28.0), theme::strong_family());
            let (anchor, at) = if printed.heading {
                (Align2::CENTER_CENTER, place.center())
            } else {
                (Align2::LEFT_CENTER, place.left_center())
            };
            painter.with_clip_rect(place.intersect(painter.clip_rect())).text(at, anchor, &printed.text, font, ink);
        }
    }
    painter.rect_stroke(paper, CornerRadius::ZERO, Stroke::new(1.0, theme::palette(ui).edge), StrokeKind::Outside);
    for field in template.fields.iter().filter(|field| field.side == side) {
        let Some(rect) = field.rect else { continue };
        let place = view.rect(rect);
        let line =
            if on_scan { Stroke::new(1.5, theme::LIGHT.focus) } else { Stroke::new(1.0, ink.gamma_multiply(0.6)) };
        painter.rect_stroke(place, CornerRadius::ZERO, line, StrokeKind::Middle);
        let inside = painter.with_clip_rect(place.intersect(painter.clip_rect()));
        let font = FontId::new((view.scale * 2.6).clamp(8.0, 14.0), egui::FontFamily::Proportional);
        let words = inside.layout_no_wrap(field.name().to_owned(), font, ink);
        let at = place.min + vec2(3.0, 1.0);
        if on_scan {
            // the words must be readable on whatever the scan shows
            let ground = theme::LIGHT.sheet.gamma_multiply(0.85);
            inside.rect_filled(Rect::from_min_size(at, words.size()).expand(1.0), CornerRadius::ZERO, ground);
        }
        inside.galley(at, words, ink);
    }
}

/// Draws the side that is worked on and takes what pointer and keys do to it.
pub(super) fn canvas_ui(ui: &mut Ui, editor: &mut Editor, can_edit: bool) {
    let (rect, response) = ui.allocate_exact_size(ui.available_size().max(vec2(120.0, 120.0)), Sense::click_and_drag());
    let shown = tr(&format!("side-{}", editor.side.term()));
    let chosen = editor.chosen_field().map_or_else(|| tr("templates-canvas-none"), |field| field.name().to_owned());
    let on_corners = editor.scans.get(editor.side).is_some_and(|scan| !scan.placed && scan.failed.is_none());
    let name = if on_corners {
        tr("templates-corners")
    } else {
        tr_args("templates-canvas", &[("side", shown.into()), ("chosen", chosen.into())])
    };
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Canvas, true, &name));
    if std::mem::take(&mut editor.canvas.take_focus) {
        response.request_focus();
    }
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, theme::CORNER, theme::palette(ui).shelf);
    if on_corners {
        place_card(ui, &response, editor);
    } else {
        let size = size_of(&editor.template);
        look(ui, &response, editor, size);
        let view = View::new(rect, size, editor.canvas.zoom, editor.canvas.offset);
        if can_edit {
            draw(ui, &response, editor, view, size);
            keys(ui, &response, editor, size);
        }
        if response.clicked() {
            response.request_focus();
            if let Some(at) = response.interact_pointer_pos() {
                editor.choose(box_at(editor, view.mm(at)));
            }
        }
        paint(ui, &painter, editor, view, size);
    }
    if response.has_focus() {
        let ring = Stroke::new(2.0, theme::palette(ui).focus);
        ui.painter().rect_stroke(rect, theme::CORNER, ring, StrokeKind::Inside);
    }
}

/// Before there is a side to draw on: where the card is on the scan.
fn place_card(ui: &Ui, response: &Response, editor: &mut Editor) {
    let Some(scan) = editor.scans.of(editor.side) else { return };
    if !scan.is_here() {
        let font = egui::TextStyle::Body.resolve(ui.style());
        let at = response.rect.center();
        ui.painter().text(at, Align2::CENTER_CENTER, tr("page-view-reading"), font, theme::palette(ui).weak);
    } else if scan::corners_ui(ui, response, scan) {
        editor.accept_corners();
    }
}

/// Zoom and pan.
fn look(ui: &Ui, response: &Response, editor: &mut Editor, size: (f64, f64)) {
    let canvas = &mut editor.canvas;
    if response.dragged_by(PointerButton::Middle) {
        canvas.zoom.get_or_insert(View::fitted(response.rect, size).scale);
        canvas.offset += response.drag_delta();
    }
    let Some(pointer) = response.hover_pos() else { return };
    let (scroll, factor) = ui.input(|input| (input.smooth_scroll_delta(), input.zoom_delta()));
    let fitting = View::fitted(response.rect, size).scale;
    if (factor - 1.0).abs() > f32::EPSILON {
        let before = canvas.zoom.unwrap_or(fitting);
        let after = (before * factor).clamp(fitting.min(before) * 0.5, MAX_ZOOM.max(before));
        let at = pointer - response.rect.center();
        canvas.offset = at + (canvas.offset - at) * (after / before);
        canvas.zoom = Some(after);
    } else if scroll != Vec2::ZERO {
        canvas.zoom.get_or_insert(fitting);
        canvas.offset += scroll;
    }
}

/// The smallest box of the side under a point: the one that would otherwise be out of reach.
fn box_at(editor: &Editor, at: Point) -> Option<usize> {
    let boxes = editor.template.fields.iter().enumerate().filter(|(_, field)| field.side == editor.side);
    let under = boxes.filter_map(|(n, field)| Some((n, field.rect.filter(|rect| rects::holds(*rect, at))?)));
    let area = |rect: &RectMm| rect.width * rect.height;
    under.min_by(|(_, a), (_, b)| area(a).total_cmp(&area(b))).map(|(n, _)| n)
}

/// The edges of the chosen box under the pointer.
fn edges_at(editor: &Editor, view: View, pointer: Pos2) -> Edges {
    let Some(rect) = editor.chosen_rect() else { return Edges::default() };
    let place = view.rect(rect);
    // printed boxes touch: what begins outside of this one draws the next
    if !place.expand(OUTSIDE_PT).contains(pointer) {
        return Edges::default();
    }
    // in a small box the middle stays for moving it
    let reach = |length: f32| REACH_PT.min(length / 4.0);
    let near = |edge: f32, at: f32, length: f32, outwards: f32| {
        let inwards = (edge - at) * outwards;
        (-OUTSIDE_PT..=reach(length)).contains(&inwards)
    };
    Edges {
        left: near(place.left(), pointer.x, place.width(), -1.0),
        right: near(place.right(), pointer.x, place.width(), 1.0),
        top: near(place.top(), pointer.y, place.height(), -1.0),
        bottom: near(place.bottom(), pointer.y, place.height(), 1.0),
    }
}

/// Drawing, moving and stretching with the pointer.
fn draw(ui: &Ui, response: &Response, editor: &mut Editor, view: View, size: (f64, f64)) {
    if let Some(pointer) = response.hover_pos() {
        let edges = edges_at(editor, view, pointer);
        let over = box_at(editor, view.mm(pointer));
        ui.set_cursor_icon(cursor(edges, over.is_some()));
    }
    if response.drag_started_by(PointerButton::Primary) {
        response.request_focus();
        let pressed = ui.input(|input| input.pointer.press_origin()).or(response.interact_pointer_pos());
        if let Some(pressed) = pressed {
            editor.canvas.drag = begin(editor, view, pressed);
        }
    }
    let now = response.interact_pointer_pos().map(|at| view.mm(at));
    if let (Some(drag), Some(now)) = (editor.canvas.drag, now) {
        let by = |from: Point| (now.x - from.x, now.y - from.y);
        match drag {
            Drag::New { from, .. } => editor.canvas.drag = Some(Drag::New { from, to: now }),
            Drag::Move { from, began } => editor.set_rect(rects::moved(began, by(from), size)),
            Drag::Size { from, began, edges } => editor.set_rect(rects::resized(began, edges, by(from), size)),
        }
    }
    if response.drag_stopped_by(PointerButton::Primary)
        && let Some(Drag::New { from, to }) = editor.canvas.drag.take()
        && let Some(rect) = rects::drawn(from, to, size)
    {
        editor.add_field(rect);
    }
}

fn begin(editor: &mut Editor, view: View, pressed: Pos2) -> Option<Drag> {
    let from = view.mm(pressed);
    let edges = edges_at(editor, view, pressed);
    if edges.any()
        && let Some(began) = editor.chosen_rect()
    {
        return Some(Drag::Size { from, began, edges });
    }
    let Some(under) = box_at(editor, from) else { return Some(Drag::New { from, to: from }) };
    // the chosen box is moved even under a smaller one
    if !editor.chosen_rect().is_some_and(|rect| rects::holds(rect, from)) {
        editor.choose(Some(under));
    }
    editor.chosen_rect().map(|began| Drag::Move { from, began })
}

fn cursor(edges: Edges, over_box: bool) -> CursorIcon {
    match (edges.left || edges.right, edges.top || edges.bottom) {
        (true, true) if edges.left == edges.top => CursorIcon::ResizeNwSe,
        (true, true) => CursorIcon::ResizeNeSw,
        (true, false) => CursorIcon::ResizeHorizontal,
        (false, true) => CursorIcon::ResizeVertical,
        (false, false) if over_box => CursorIcon::Move,
        (false, false) => CursorIcon::Crosshair,
    }
}

/// Arrows move the chosen box, with Shift they stretch it; Delete takes it away; Enter goes to its label.
fn keys(ui: &Ui, response: &Response, editor: &mut Editor, size: (f64, f64)) {
    if !response.has_focus() {
        return;
    }
    let arrows = editor.chosen.is_some();
    let filter = egui::EventFilter { horizontal_arrows: arrows, vertical_arrows: arrows, ..Default::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let (right, down, stretch, remove, enter) = ui.input(|input| {
        let times = |key: Key| f64::from(u8::try_from(input.num_presses(key)).unwrap_or(u8::MAX));
        let held = input.modifiers.alt || input.modifiers.command;
        let by = |less: Key, more: Key| if held { 0.0 } else { (times(more) - times(less)) * GRID_MM };
        (
            by(Key::ArrowLeft, Key::ArrowRight),
            by(Key::ArrowUp, Key::ArrowDown),
            input.modifiers.shift,
            input.key_pressed(Key::Delete) || input.key_pressed(Key::Backspace),
            input.key_pressed(Key::Enter) && !input.modifiers.any(),
        )
    });
    if let Some(rect) = editor.chosen_rect()
        && (right != 0.0 || down != 0.0)
    {
        let edges = Edges { right: right != 0.0, bottom: down != 0.0, ..Edges::default() };
        editor.set_rect(if stretch {
            rects::resized(rect, edges, (right, down), size)
        } else {
            rects::moved(rect, (right, down), size)
        });
    }
    if remove {
        editor.remove_chosen();
    } else if enter {
        editor.focus_label = editor.chosen.is_some();
    }
}

fn paint(ui: &Ui, painter: &Painter, editor: &Editor, view: View, size: (f64, f64)) {
    let scan = editor.scans.get(editor.side).filter(|scan| scan.is_here());
    if let Some(scan) = scan {
        scan.paint(painter, size, |mm| view.at(mm));
    }
    paint_form(ui, painter, view, (&editor.template, editor.side), scan.is_some());
    let line = Stroke::new(2.0, theme::LIGHT.focus);
    if let Some(rect) = editor.chosen_rect() {
        let place = view.rect(rect);
        painter.rect_filled(place, CornerRadius::ZERO, theme::LIGHT.focus.gamma_multiply(0.12));
        painter.rect_stroke(place, CornerRadius::ZERO, line, StrokeKind::Middle);
        let (middle, half) = (place.center(), place.size() / 2.0);
        for (x, y) in
            [(-1.0, -1.0), (0.0, -1.0), (1.0, -1.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (-1.0, 1.0), (-1.0, 0.0)]
        {
            let handle = Rect::from_center_size(middle + half * vec2(x, y), Vec2::splat(2.0 * HANDLE_PT));
            painter.rect(handle, CornerRadius::ZERO, theme::LIGHT.sheet, line, StrokeKind::Middle);
        }
    }
    if let Some(Drag::New { from, to }) = editor.canvas.drag
        && let Some(rect) = rects::drawn(from, to, size)
    {
        painter.rect_stroke(view.rect(rect), CornerRadius::ZERO, line, StrokeKind::Middle);
        let words = format!("{} \u{d7} {} mm", rect.width, rect.height);
        let at = view.rect(rect).left_bottom() + vec2(0.0, 4.0);
        let font = FontId::new(13.0, theme::strong_family());
        let galley = painter.layout_no_wrap(words, font, theme::LIGHT.strong);
        let ground = Rect::from_min_size(at, galley.size()).expand(3.0);
        painter.rect_filled(ground, theme::CORNER, theme::LIGHT.sheet);
        painter.galley(at, galley, theme::LIGHT.strong);
    }
}

/// Where a point of the side is drawn when it is fitted into a room; for tests, which draw with the pointer.
#[cfg(test)]
pub(super) fn fitted_at(room: Rect, size: (f64, f64), mm: (f64, f64)) -> Pos2 {
    View::fitted(room, size).at(Point { x: mm.0, y: mm.1 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::pos2;

    #[test]
    fn a_point_of_the_screen_is_a_point_of_the_paper() {
        let room = Rect::from_min_size(pos2(100.0, 50.0), vec2(640.0, 480.0));
        let view = View::fitted(room, (140.0, 100.0));
        for mm in [(0.0, 0.0), (140.0, 100.0), (33.5, 12.0)] {
            let at = fitted_at(room, (140.0, 100.0), mm);
            assert!(room.contains(at));
            let back = view.mm(at);
            assert!((back.x - mm.0).abs() < 1e-3 && (back.y - mm.1).abs() < 1e-3);
        }
    }

    #[test]
    fn a_form_without_a_size_is_still_seen() {
        let size = |width_mm, height_mm| size_of(&CardTemplate { width_mm, height_mm, ..CardTemplate::default() });
        assert_eq!(size(None, None), A6_MM);
        assert_eq!(size(Some(140.0), Some(100.0)), (140.0, 100.0));
        assert_eq!(size(Some(f64::NAN), Some(1e300)), A6_MM);
        assert_eq!(size(Some(296.0), None), (296.0, 210.0));
    }
}
