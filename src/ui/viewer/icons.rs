//! The painted marks of the viewer's tools: the fonts have none.

use super::keys::{Deed, line_of};
use crate::ui::theme;
use eframe::egui::{self, Button, Color32, Painter, Pos2, Rect, Response, Shape, Stroke, Ui, Vec2, pos2, vec2};

/// The side of a tool with a mark, in points.
const SIDE_PT: f32 = 30.0;

/// A tool with a painted mark; its name is that of the deed.
pub(super) fn tool(ui: &mut Ui, deed: Deed, enabled: bool, chosen: bool) -> Response {
    let button = Button::new("").min_size(vec2(SIDE_PT, SIDE_PT)).selected(chosen);
    let response = ui.add_enabled(enabled, button);
    let colours = theme::palette(ui);
    let ink = match (enabled, response.hovered()) {
        (false, _) => colours.weak.gamma_multiply(0.55),
        (true, true) => colours.strong,
        (true, false) => colours.ink,
    };
    paint(ui.painter(), response.rect, deed, ink);
    named(response, deed)
}

/// Gives a tool the name of its deed for who cannot see it, and says what it does and by which key.
pub(super) fn named(response: Response, deed: Deed) -> Response {
    let Some(line) = line_of(deed) else { return response };
    let enabled = response.enabled();
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, enabled, line.label()));
    let words = format!("{} ({})", line.hint(), line.shown);
    response.on_hover_text(&words).on_disabled_hover_text(words)
}

fn paint(painter: &Painter, room: Rect, deed: Deed, ink: Color32) {
    let at = room.center();
    let line = Stroke::new(1.6, ink);
    let solid = |points: &[Vec2]| {
        let points = points.iter().map(|off| at + *off).collect();
        painter.add(Shape::convex_polygon(points, ink, Stroke::NONE));
    };
    match deed {
        Deed::Before | Deed::PageBefore => solid(&[vec2(3.0, -5.5), vec2(3.0, 5.5), vec2(-4.0, 0.0)]),
        Deed::After | Deed::PageAfter => solid(&[vec2(-3.0, -5.5), vec2(4.0, 0.0), vec2(-3.0, 5.5)]),
        Deed::Smaller => {
            painter.line_segment([at - vec2(5.5, 0.0), at + vec2(5.5, 0.0)], line);
        }
        Deed::Larger => {
            painter.line_segment([at - vec2(5.5, 0.0), at + vec2(5.5, 0.0)], line);
            painter.line_segment([at - vec2(0.0, 5.5), at + vec2(0.0, 5.5)], line);
        }
        Deed::TurnLeft => turn(painter, at, -1.0, ink),
        Deed::TurnRight => turn(painter, at, 1.0, ink),
        Deed::Mirror => {
            solid(&[vec2(-2.5, -5.0), vec2(-2.5, 5.0), vec2(-8.0, 5.0)]);
            painter.add(Shape::closed_line(
                [vec2(2.5, -5.0), vec2(2.5, 5.0), vec2(8.0, 5.0)].map(|off| at + off).to_vec(),
                Stroke::new(1.2, ink),
            ));
            let axis = [at - vec2(0.0, 7.0), at + vec2(0.0, 7.0)];
            painter.extend(Shape::dashed_line(&axis, Stroke::new(1.0, ink), 2.0, 2.0));
        }
        _ => {}
    }
}

/// Three quarters of a circle with the head of an arrow; `way` is 1 clockwise and -1 against it.
fn turn(painter: &Painter, middle: Pos2, way: f32, ink: Color32) {
    const RADIUS: f32 = 6.0;
    let at = |angle: f32| pos2(middle.x + way * RADIUS * angle.sin(), middle.y + 0.5 - RADIUS * angle.cos());
    let arc: Vec<Pos2> = (0..=24_u8)
        .map(|step| at(-std::f32::consts::PI * 0.75 + f32::from(step) / 24.0 * std::f32::consts::PI * 1.3))
        .collect();
    let end = arc.last().copied().unwrap_or(middle);
    painter.line(arc, Stroke::new(1.6, ink));
    let head = [vec2(way * -3.6, -2.6), vec2(way * 3.6, -2.6), vec2(way * 0.4, 3.8)].map(|off| end + off);
    painter.add(Shape::convex_polygon(head.to_vec(), ink, Stroke::NONE));
}
