//! Who was with somebody, drawn: he in the middle, the others around him as links, a line for what ties them.

use super::model::{CircleView, CompanionView};
use crate::i18n::tr_args;
use crate::ui::action::Action;
use crate::ui::page::{Desk, claims, editor, layout};
use crate::ui::theme;
use eframe::egui;
use egui::{FontId, Link, Pos2, Rect, RichText, Sense, Shape, Stroke, StrokeKind, Ui, Vec2, pos2, vec2};

/// Height of a line of names.
const LINE_PT: f32 = 24.0;
/// The least room a name has.
const NAME_PT: f32 = 80.0;
/// The least and the greatest length of a line, from the edge of the plate in the middle.
const LINES_PT: (f32, f32) = (36.0, 130.0);
/// The widest the drawing becomes.
const WIDEST_PT: f32 = 700.0;
/// Size of the words in it.
const WORDS_PT: f32 = 13.0;

/// Where the others stand: on both sides in turn, the nearest at the top; each with the way its name runs.
fn places(count: usize, rect: Rect, (middle, radius): (f32, f32)) -> Vec<(Pos2, bool)> {
    let (right, left) = (count.div_ceil(2), count / 2);
    (0..count)
        .map(|at| {
            let (is_right, row, rows) = if at % 2 == 0 { (true, at / 2, right) } else { (false, at / 2, left) };
            // evenly from top to bottom, so that names never lie on each other
            let down = (row as f32 + 0.5) / rows.max(1) as f32;
            let across = (1.0 - ((down * 2.0 - 1.0) * 0.92).powi(2)).max(0.0).sqrt() * radius;
            let x = if is_right { across } else { -across };
            (pos2(middle + x, rect.top() + down * rect.height()), is_right)
        })
        .collect()
}

/// Where the plate stands, and how far from its middle the others may be, so that the widest name has room.
fn spread(count: usize, rect: Rect, plate: f32, widest: f32) -> (f32, f32) {
    // with nobody on the left, the names on the right have the whole frame
    let middle = if count == 1 { rect.left() + plate / 2.0 } else { rect.center().x };
    let room = rect.right() - middle;
    let (least, greatest) = LINES_PT;
    let radius = (room - widest - 12.0).clamp(plate / 2.0 + least, plate / 2.0 + greatest);
    (middle, radius.min(room - NAME_PT).max(30.0))
}

/// Draws the circle and below it the same in words.
pub(super) fn circle_ui(ui: &mut Ui, view: &CircleView, desk: &mut Desk<'_>) {
    graph_ui(ui, view, desk);
    ui.add_space(2.0);
    ui.label(theme::small(ui, crate::i18n::tr("circle-explained")));
    ui.add_space(theme::SMALL_GAP);
    for other in &view.others {
        ui.push_id(("with", other.entry.id), |ui| {
            layout::small_line(ui, |ui| {
                claims::link_ui(ui, &other.entry, desk);
                ui.label(theme::small(ui, other.ties.join(" \u{b7} ")));
            });
        });
    }
    if !view.more.is_empty() {
        ui.label(theme::small(ui, &view.more));
    }
}

fn graph_ui(ui: &mut Ui, view: &CircleView, desk: &mut Desk<'_>) {
    let colours = theme::palette(ui);
    let rows = view.others.len().div_ceil(2).max(3);
    let size = vec2(ui.available_width().min(WIDEST_PT), rows as f32 * LINE_PT + 16.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let (count, name) = (view.others.len().into(), view.name.clone().into());
    let words = tr_args("circle-drawn", &[("count", count), ("name", name)]);
    editor::name(&response, egui::Role::Image, &words);
    let painter = ui.painter().clone();
    painter.rect(rect, theme::CORNER, colours.sheet, Stroke::new(1.0, colours.line), StrokeKind::Inside);
    let inner = rect.shrink2(vec2(10.0, 8.0));
    let galley = middle_name(ui, &view.name, inner.width());
    let plate = galley.size() + vec2(16.0, 8.0);
    let widest = view.others.iter().map(|other| width_of(ui, &other.entry.text)).fold(0.0, f32::max);
    let spread = spread(view.others.len(), inner, plate.x, widest);
    let places = places(view.others.len(), inner, spread);
    let middle = pos2(spread.0, rect.center().y);
    let plate = Rect::from_center_size(middle, plate);
    for (other, (at, _)) in view.others.iter().zip(&places) {
        line(&painter, other, middle, *at, colours);
    }
    painter.rect(plate, theme::CORNER, colours.chosen, Stroke::new(1.0, colours.edge), StrokeKind::Inside);
    painter.galley(plate.min + vec2(8.0, 4.0), galley, colours.strong);
    for (other, (at, is_right)) in view.others.iter().zip(&places) {
        node_ui(ui, other, (*at, *is_right), inner, desk);
    }
}

fn middle_name(ui: &Ui, name: &str, width: f32) -> std::sync::Arc<egui::Galley> {
    let font = FontId::new(WORDS_PT, theme::strong_family());
    let mut job = egui::text::LayoutJob::simple(name.to_owned(), font, theme::palette(ui).strong, width * 0.24);
    job.wrap.max_rows = 3;
    job.halign = egui::Align::LEFT;
    ui.painter().layout_job(job)
}

/// The line between the middle and one of them.
fn line(painter: &egui::Painter, other: &CompanionView, middle: Pos2, at: Pos2, colours: &theme::Palette) {
    let stroke = Stroke::new(if other.is_named { 2.4 } else { 1.2 }, colours.weak);
    if other.is_uncertain {
        painter.extend(Shape::dashed_line(&[middle, at], stroke, 6.0, 4.0));
    } else {
        painter.line_segment([middle, at], stroke);
    }
}

/// One of them: a point and a name that is a link.
fn node_ui(ui: &mut Ui, other: &CompanionView, (at, is_right): (Pos2, bool), inner: Rect, desk: &mut Desk<'_>) {
    let colours = theme::palette(ui);
    let painter = ui.painter().clone();
    painter.circle(at, 4.0, colours.strong, Stroke::new(1.5, colours.sheet));
    let across = if is_right { (at.x + 9.0)..=inner.right() } else { inner.left()..=(at.x - 9.0) };
    let area = Rect::from_x_y_ranges(across, (at.y - LINE_PT / 2.0)..=(at.y + LINE_PT / 2.0));
    let words = shortened(ui, &other.entry.text, area.width());
    let layout = if is_right {
        egui::Layout::left_to_right(egui::Align::Center)
    } else {
        egui::Layout::right_to_left(egui::Align::Center)
    };
    // a place of its own that moves nothing below the drawing
    let place = egui::UiBuilder::new().id_salt(("circle", other.entry.id)).max_rect(area).layout(layout);
    let mut child = ui.new_child(place);
    child.spacing_mut().interact_size = Vec2::ZERO;
    let drawn = child.add(Link::new(RichText::new(words).size(WORDS_PT)));
    let hover = format!("{}\n{}", other.entry.text, other.ties.join("\n"));
    if drawn.on_hover_text(hover).clicked() {
        desk.actions.push(Action::Show(other.entry.id));
    }
}

/// How wide a name is.
fn width_of(ui: &Ui, name: &str) -> f32 {
    let colour = theme::palette(ui).ink;
    ui.painter().layout_no_wrap(name.to_owned(), FontId::proportional(WORDS_PT), colour).size().x
}

/// A name that fits, cut at its end.
fn shortened(ui: &Ui, name: &str, width: f32) -> String {
    let fits = |text: &str| width_of(ui, text) <= width;
    if fits(name) {
        return name.to_owned();
    }
    let letters: Vec<char> = name.chars().collect();
    let (mut low, mut high) = (0, letters.len());
    while low + 1 < high {
        let half = usize::midpoint(low, high);
        let cut: String = letters.iter().take(half).chain(&['…']).collect();
        if fits(&cut) { low = half } else { high = half }
    }
    let cut: String = letters.iter().take(low).collect();
    format!("{}…", cut.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_never_lie_on_each_other_and_stay_inside() {
        for (count, width) in [(1, 400.0), (2, 400.0), (7, 400.0), (40, 400.0), (40, 700.0), (13, 260.0)] {
            let height = count_height(count);
            let rect = Rect::from_min_size(Pos2::ZERO, vec2(width, height));
            let found = places(count, rect, spread(count, rect, 90.0, 400.0));
            assert_eq!(found.len(), count);
            for (one, (at, is_right)) in found.iter().enumerate() {
                assert!(rect.contains(*at), "{count} in {width}: {at:?}");
                for (other_at, other_right) in found.iter().skip(one + 1) {
                    if is_right == other_right {
                        assert!((at.y - other_at.y).abs() >= LINE_PT - 4.0, "{count}: {at:?} {other_at:?}");
                    }
                }
            }
        }
    }

    fn count_height(count: usize) -> f32 {
        count.div_ceil(2).max(3) as f32 * LINE_PT
    }

    #[test]
    fn the_same_people_stand_in_the_same_places() {
        let rect = Rect::from_min_size(Pos2::ZERO, vec2(500.0, 200.0));
        let spread = spread(9, rect, 90.0, 120.0);
        assert_eq!(places(9, rect, spread), places(9, rect, spread));
    }

    #[test]
    fn a_name_has_all_the_room_there_is() {
        let rect = Rect::from_min_size(Pos2::ZERO, vec2(680.0, 80.0));
        let room = |count: usize, widest: f32| {
            let (at, _) = places(count, rect, spread(count, rect, 110.0, widest))[0];
            rect.right() - at.x - 9.0
        };
        assert!(room(1, 350.0) >= 350.0, "{}", room(1, 350.0));
        assert!(room(2, 230.0) >= 230.0, "{}", room(2, 230.0));
        // one that is too wide is cut, and the line to it is still seen
        assert!(room(2, 900.0) < 340.0 - 55.0 - 30.0);
    }
}
