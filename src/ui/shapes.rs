//! The few painted marks: the fonts have no arrows, and a mark of our own looks the same everywhere.

use super::theme;
use eframe::egui::{Pos2, Response, Sense, Shape, Stroke, Ui, vec2};

/// "Sources disagree": an unequal sign in the one accent colour.
pub fn disputed_mark(ui: &mut Ui) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(14.0, 14.0), Sense::hover());
    let stroke = Stroke::new(1.8, theme::palette(ui).disputed);
    let middle = rect.center();
    for up in [-2.5, 2.5] {
        ui.painter().line_segment([middle + vec2(-6.0, up), middle + vec2(6.0, up)], stroke);
    }
    ui.painter().line_segment([middle + vec2(-3.0, 6.5), middle + vec2(3.0, -6.5)], stroke);
    response
}

/// "Only proposed": a ring of dashes.
pub fn proposed_mark(ui: &mut Ui) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(12.0, 14.0), Sense::hover());
    let ring: Vec<Pos2> = (0..=24u8)
        .map(|step| rect.center() + 4.5 * eframe::egui::Vec2::angled(f32::from(step) * std::f32::consts::TAU / 24.0))
        .collect();
    ui.painter().extend(Shape::dashed_line(&ring, Stroke::new(1.4, theme::palette(ui).weak), 2.4, 2.2));
    response
}

/// "Somebody kept it": a check.
pub fn kept_mark(ui: &mut Ui) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(12.0, 14.0), Sense::hover());
    let stroke = Stroke::new(1.8, theme::palette(ui).ink);
    let points = [vec2(-4.5, 0.5), vec2(-1.5, 3.5), vec2(4.5, -4.0)].map(|offset| rect.center() + offset);
    ui.painter().line(points.to_vec(), stroke);
    response
}

/// The direction of an order: a small triangle.
pub fn order_mark(ui: &mut Ui, descending: bool) {
    let (rect, _) = ui.allocate_exact_size(vec2(10.0, 10.0), Sense::hover());
    triangle(ui, rect.center(), if descending { Way::Down } else { Way::Up }, theme::palette(ui).ink);
}

/// Whether a branch is open.
pub fn fold_mark(ui: &Ui, at: Pos2, open: bool, lively: bool) {
    let colours = theme::palette(ui);
    triangle(ui, at, if open { Way::Down } else { Way::Right }, if lively { colours.strong } else { colours.weak });
}

#[derive(Clone, Copy)]
enum Way {
    Up,
    Down,
    Right,
}

fn triangle(ui: &Ui, at: Pos2, way: Way, colour: eframe::egui::Color32) {
    let points = match way {
        Way::Up => [vec2(-4.0, 2.5), vec2(4.0, 2.5), vec2(0.0, -3.0)],
        Way::Down => [vec2(-4.0, -2.5), vec2(4.0, -2.5), vec2(0.0, 3.0)],
        Way::Right => [vec2(-2.5, -4.0), vec2(-2.5, 4.0), vec2(3.0, 0.0)],
    };
    let points = points.into_iter().map(|offset| at + offset).collect();
    ui.painter().add(Shape::convex_polygon(points, colour, Stroke::NONE));
}

/// "Cannot be shown": a picture in its frame, struck through.
pub fn broken_mark(ui: &Ui, middle: Pos2) {
    let stroke = Stroke::new(1.6, theme::palette(ui).weak);
    let frame = eframe::egui::Rect::from_center_size(middle, vec2(26.0, 20.0));
    ui.painter().rect_stroke(frame, 2.0, stroke, eframe::egui::StrokeKind::Middle);
    let hills = [vec2(-10.0, 6.0), vec2(-4.0, -2.0), vec2(1.0, 3.0), vec2(5.0, -1.0), vec2(10.0, 6.0)];
    ui.painter().line(hills.map(|offset| middle + offset).to_vec(), Stroke::new(1.3, theme::palette(ui).weak));
    ui.painter().line_segment([middle + vec2(-15.0, 13.0), middle + vec2(15.0, -13.0)], stroke);
}
