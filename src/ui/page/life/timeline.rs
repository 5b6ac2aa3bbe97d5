//! The timeline, drawn: a day as a mark, a span as a bar, what is not certain dashed, an open end fading.

use super::axis::{Axis, lanes};
use super::model::MomentView;
use crate::i18n::tr_args;
use crate::model::{Day, Standing};
use crate::ui::page::editor;
use crate::ui::theme;
use eframe::egui;
use egui::{Color32, FontId, Mesh, Pos2, Rect, Sense, Shape, Stroke, StrokeKind, Ui, pos2, vec2};

/// Height of a lane.
const LANE_PT: f32 = 22.0;
/// Height of a bar.
const BAR_PT: f32 = 9.0;
/// Room for the years below.
const YEARS_PT: f32 = 24.0;
/// How far an open end reaches.
const OPEN_DAYS: i32 = 270;
/// So many are drawn; the words below have all.
const MOST: usize = 80;
/// Size of the words in it.
const WORDS_PT: f32 = 13.0;

/// A moment with the days it is drawn over.
struct Drawn<'a> {
    moment: &'a MomentView,
    from: Day,
    to: Day,
}

fn drawn(moment: &MomentView) -> Option<Drawn<'_>> {
    let (from, to) = match moment.days {
        (Some(from), Some(to)) => (from, to),
        (Some(from), None) => (from, from.plus(OPEN_DAYS)?),
        (None, Some(to)) => (to.plus(-OPEN_DAYS)?, to),
        (None, None) => return None,
    };
    Some(Drawn { moment, from, to })
}

/// Draws the timeline as wide as there is room.
pub(super) fn timeline_ui(ui: &mut Ui, moments: &[MomentView]) {
    let found: Vec<Drawn<'_>> = moments.iter().filter_map(drawn).take(MOST).collect();
    if found.is_empty() {
        return;
    }
    let colours = theme::palette(ui);
    let width = ui.available_width();
    let margin = 8.0;
    let left = ui.cursor().left() + margin;
    let spans: Vec<(Day, Day)> = found.iter().map(|one| (one.from, one.to)).collect();
    let axis = Axis::new(&spans, left, width - 2.0 * margin);
    let right = left + width - 2.0 * margin;
    let font = FontId::proportional(WORDS_PT);
    let mut places = Vec::new();
    for one in &found {
        let (from, to) = (axis.x(one.from), axis.x(one.to));
        let about = if one.moment.is_approximate { "~ " } else { "" };
        let room = ((right - to).max(from - left) - 12.0).clamp(40.0, width * 0.6);
        let words = format!("{about}{}", one.moment.short);
        let mut job = egui::text::LayoutJob::simple_singleline(words, font.clone(), colours.ink);
        job.wrap = egui::text::TextWrapping::truncate_at_width(room);
        let galley = ui.painter().layout_job(job);
        // beside the mark on the right, else on its left
        let wide = galley.size().x;
        let at = if to + 10.0 + wide <= right { to + 10.0 } else { (from - 10.0 - wide).max(left) };
        places.push((from, to, at, galley));
    }
    let rooms: Vec<(f32, f32)> = places
        .iter()
        .map(|(from, to, at, galley)| ((from - 5.0).min(*at), (to + 5.0).max(at + galley.size().x)))
        .collect();
    let (lane_of, count) = lanes(&rooms, 10.0);
    let height = count as f32 * LANE_PT + YEARS_PT;
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    let words = tr_args("life-timeline-drawn", &[("count", found.len().into())]);
    editor::name(&response, egui::Role::Image, &words);
    let floor = rect.bottom() - YEARS_PT;
    years(ui, &axis, rect, floor);
    for (at, ((one, (from, to, words_at, galley)), room)) in found.iter().zip(places).zip(&rooms).enumerate() {
        let lane = lane_of.get(at).copied().unwrap_or_default();
        let middle = rect.top() + (lane as f32 + 0.5) * LANE_PT;
        let colour = match one.moment.standing {
            Standing::Disputed => colours.disputed,
            Standing::SetAside => colours.weak,
            Standing::Plain | Standing::Held => colours.strong,
        };
        mark(ui, one.moment, (from, to), middle, colour);
        let ink = if one.moment.standing == Standing::SetAside { colours.weak } else { colours.ink };
        let top = middle - galley.size().y / 2.0;
        ui.painter().galley_with_override_text_color(pos2(words_at, top), galley, ink);
        let area = Rect::from_min_max(pos2(room.0, middle - LANE_PT / 2.0), pos2(room.1, middle + LANE_PT / 2.0));
        ui.interact(area, response.id.with(at), Sense::hover()).on_hover_text(&one.moment.hover);
    }
}

/// The years, and what is left out between them.
fn years(ui: &Ui, axis: &Axis, rect: Rect, floor: f32) {
    let colours = theme::palette(ui);
    let line = Stroke::new(1.0, colours.edge);
    let font = FontId::proportional(12.0);
    for piece in axis.pieces() {
        ui.painter().hline(piece.from_x..=piece.to_x, floor, line);
    }
    for pair in axis.pieces().windows(2) {
        let [one, other] = pair else { continue };
        let middle = f32::midpoint(one.to_x, other.from_x);
        for shift in [-3.0, 3.0] {
            let at = middle + shift;
            ui.painter().line_segment([pos2(at - 3.0, floor + 5.0), pos2(at + 3.0, floor - 5.0)], line);
        }
        let dots = [pos2(one.to_x, floor), pos2(middle - 6.0, floor)];
        ui.painter().extend(Shape::dashed_line(&dots, line, 2.0, 2.0));
        let dots = [pos2(middle + 6.0, floor), pos2(other.from_x, floor)];
        ui.painter().extend(Shape::dashed_line(&dots, line, 2.0, 2.0));
    }
    let mut free = f32::NEG_INFINITY;
    for (x, year) in axis.marks() {
        let galley = ui.painter().layout_no_wrap(year.to_string(), font.clone(), colours.weak);
        let at = (x + 3.0).min(rect.right() - galley.size().x);
        ui.painter().vline(x, rect.top()..=floor, Stroke::new(1.0, colours.line));
        ui.painter().vline(x, floor..=floor + 5.0, line);
        if at >= free {
            free = at + galley.size().x + 4.0;
            ui.painter().galley(pos2(at, floor + 4.0), galley, colours.weak);
        }
    }
}

/// A day or a span.
fn mark(ui: &Ui, moment: &MomentView, (from, to): (f32, f32), middle: f32, colour: Color32) {
    let painter = ui.painter();
    let ground = theme::palette(ui).ground;
    let (open_before, open_after) = (moment.days.0.is_none(), moment.days.1.is_none());
    let is_hollow = moment.is_uncertain || moment.standing == Standing::SetAside;
    if moment.days.0 == moment.days.1 || to - from < BAR_PT {
        let at = pos2(f32::midpoint(from, to), middle);
        if is_hollow {
            painter.circle_filled(at, 4.0, ground);
            let ring: Vec<Pos2> = (0..=20u8)
                .map(|step| at + 4.5 * egui::Vec2::angled(f32::from(step) * std::f32::consts::TAU / 20.0))
                .collect();
            painter.extend(Shape::dashed_line(&ring, Stroke::new(1.5, colour), 2.5, 1.8));
        } else {
            painter.circle_filled(at, 4.5, colour);
        }
        return;
    }
    let bar = Rect::from_min_max(pos2(from, middle - BAR_PT / 2.0), pos2(to, middle + BAR_PT / 2.0));
    let stroke = Stroke::new(1.4, colour);
    if is_hollow || open_before || open_after {
        // dashed above and below; an end that is known is closed
        for y in [bar.top(), bar.bottom()] {
            painter.extend(Shape::dashed_line(&[pos2(bar.left(), y), pos2(bar.right(), y)], stroke, 4.0, 3.0));
        }
        for (is_open, x) in [(open_before, bar.left()), (open_after, bar.right())] {
            if !is_open {
                painter.vline(x, bar.y_range(), stroke);
            }
        }
        let thin = colour.gamma_multiply(0.4);
        let clear = Color32::TRANSPARENT;
        let ends = match (open_before, open_after) {
            (true, false) => (clear, thin),
            (false, true) => (thin, clear),
            _ => (colour.gamma_multiply(0.15), colour.gamma_multiply(0.15)),
        };
        painter.add(fading(bar, ends));
    } else {
        painter.rect(bar, 2.0, colour.gamma_multiply(0.35), stroke, StrokeKind::Inside);
    }
}

/// A bar that goes from one colour to another.
fn fading(bar: Rect, (left, right): (Color32, Color32)) -> Mesh {
    let mut mesh = Mesh::default();
    for (corner, colour) in
        [(bar.left_top(), left), (bar.left_bottom(), left), (bar.right_top(), right), (bar.right_bottom(), right)]
    {
        mesh.colored_vertex(corner, colour);
    }
    mesh.add_triangle(0, 1, 2);
    mesh.add_triangle(1, 2, 3);
    mesh
}
