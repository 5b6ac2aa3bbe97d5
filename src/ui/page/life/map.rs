//! A sketch of somebody's way: places as points by their coordinates, lines in the order of time, a scale, north up.

use super::model::StopView;
use crate::i18n::{tr, tr_args};
use crate::ui::page::editor;
use crate::ui::theme;
use eframe::egui;
use egui::{Align2, FontId, Pos2, Rect, Sense, Shape, Stroke, StrokeKind, Ui, Vec2, pos2, vec2};

/// Height of the sketch.
const HEIGHT_PT: f32 = 230.0;
/// The widest it becomes.
const WIDEST_PT: f32 = 620.0;
/// Room around the points.
const ROOM_PT: f32 = 34.0;
/// Kilometres of a degree of latitude, WGS 84 at 50° north.
const KM_A_DEGREE: f64 = 111.2;
/// The least of the earth that is shown, so that two camps of one town are not drawn a county apart.
const LEAST_KM: f64 = 30.0;

/// A place on the sketch.
struct Point {
    name: String,
    /// Degrees east, drawn together as the latitude asks for, and degrees south.
    at: (f64, f64),
    /// Whether sources give another in its stead.
    is_disputed: bool,
}

/// The places that have coordinates, each once, and the legs between them in order.
fn points(stops: &[StopView]) -> (Vec<Point>, Vec<(usize, usize)>) {
    let known: Vec<(&StopView, (f64, f64))> = stops.iter().filter_map(|stop| Some((stop, stop.at?))).collect();
    let middle = known.iter().map(|(_, (north, _))| north).sum::<f64>() / (known.len().max(1) as f64);
    // a way across 180° is drawn in one piece
    let turn = known.first().map_or(0.0, |(_, (_, east))| *east);
    let nearest = |east: f64| (east - turn + 540.0).rem_euclid(360.0) - 180.0 + turn;
    let mut points: Vec<Point> = Vec::new();
    let mut legs = Vec::new();
    let mut last: Option<(usize, bool)> = None;
    for (stop, (north, east)) in known {
        let at = (nearest(east) * middle.to_radians().cos(), -north);
        let here = points.iter().position(|point| point.name == stop.label).unwrap_or_else(|| {
            points.push(Point { name: stop.label.clone(), at, is_disputed: stop.is_disputed });
            points.len() - 1
        });
        if let Some((before, was_disputed)) = last
            && before != here
            // one of two rival places is no way to the other
            && !(was_disputed && stop.is_disputed)
        {
            legs.push((before, here));
        }
        last = Some((here, stop.is_disputed));
    }
    (points, legs)
}

/// How many of the places have coordinates and differ.
pub(super) fn known_places(stops: &[StopView]) -> usize {
    points(stops).0.len()
}

/// Where a sketch lies on the screen.
struct Frame {
    middle: (f64, f64),
    centre: Pos2,
    points_a_degree: f64,
}

impl Frame {
    #[expect(clippy::cast_possible_truncation, reason = "points on a screen")]
    fn at(&self, (x, y): (f64, f64)) -> Pos2 {
        let shift = |value: f64, middle: f64| ((value - middle) * self.points_a_degree) as f32;
        self.centre + vec2(shift(x, self.middle.0), shift(y, self.middle.1))
    }
}

fn frame(points: &[Point], rect: Rect) -> Frame {
    let bounds = |value: fn(&Point) -> f64| {
        let values = points.iter().map(value);
        values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)))
    };
    let (left, right) = bounds(|point| point.at.0);
    let (top, bottom) = bounds(|point| point.at.1);
    let least = LEAST_KM / KM_A_DEGREE;
    // room for the names beside the points
    let inner = vec2((rect.width() - 2.0 * ROOM_PT - 90.0).max(40.0), (rect.height() - 2.0 * ROOM_PT).max(40.0));
    let across = f64::from(inner.x) / (right - left).max(least);
    let down = f64::from(inner.y) / (bottom - top).max(least);
    Frame {
        middle: (f64::midpoint(left, right), f64::midpoint(top, bottom)),
        centre: rect.center(),
        points_a_degree: across.min(down),
    }
}

/// Draws the sketch.
pub(super) fn map_ui(ui: &mut Ui, stops: &[StopView]) {
    let (points, legs) = points(stops);
    let colours = theme::palette(ui);
    let size = vec2(ui.available_width().min(WIDEST_PT), HEIGHT_PT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let names = points.iter().map(|point| point.name.as_str()).collect::<Vec<_>>().join(", ");
    editor::name(&response, egui::Role::Image, &tr_args("life-route-drawn", &[("places", names.into())]));
    let painter = ui.painter().with_clip_rect(rect);
    painter.rect(rect, theme::CORNER, colours.sheet, Stroke::new(1.0, colours.line), StrokeKind::Inside);
    let frame = frame(&points, rect);
    let at: Vec<Pos2> = points.iter().map(|point| frame.at(point.at)).collect();
    for (from, to) in &legs {
        let is_back = legs.contains(&(*to, *from));
        if let (Some(from), Some(to)) = (at.get(*from), at.get(*to)) {
            step(&painter, *from, *to, is_back, Stroke::new(1.4, colours.weak));
        }
    }
    for (point, at) in points.iter().zip(&at) {
        let colour = if point.is_disputed { colours.disputed } else { colours.strong };
        painter.circle(*at, 4.5, colour, Stroke::new(1.5, colours.sheet));
    }
    let mut taken: Vec<Rect> = at.iter().map(|at| Rect::from_center_size(*at, Vec2::splat(10.0))).collect();
    taken.extend(scale(ui, &painter, rect, frame.points_a_degree));
    let lines: Vec<[Pos2; 2]> = legs.iter().filter_map(|(from, to)| Some([*at.get(*from)?, *at.get(*to)?])).collect();
    for (point, at) in points.iter().zip(&at) {
        name(ui, &painter, rect, (&point.name, *at), (&lines, &mut taken));
    }
}

/// A step on the way, with its direction in the middle.
fn step(painter: &egui::Painter, from: Pos2, to: Pos2, is_back: bool, stroke: Stroke) {
    let way = (to - from).normalized();
    let aside = if is_back { way.rot90() * 4.0 } else { Vec2::ZERO };
    let (from, to) = (from + way * 7.0 + aside, to - way * 7.0 + aside);
    if (to - from).dot(way) <= 2.0 {
        return;
    }
    painter.line_segment([from, to], stroke);
    let tip = from + (to - from) * 0.6;
    let wings = [tip, tip - way * 9.0 + way.rot90() * 4.0, tip - way * 9.0 - way.rot90() * 4.0];
    painter.add(Shape::convex_polygon(wings.to_vec(), stroke.color, Stroke::NONE));
}

/// The scale at the bottom and north above it; where they are drawn.
fn scale(ui: &Ui, painter: &egui::Painter, rect: Rect, points_a_degree: f64) -> [Rect; 2] {
    let colours = theme::palette(ui);
    let (km, wide) = round_km(points_a_degree / KM_A_DEGREE, 90.0);
    let stroke = Stroke::new(1.2, colours.weak);
    let (right, floor) = (rect.right() - 14.0, rect.bottom() - 12.0);
    painter.hline(right - wide..=right, floor, stroke);
    for x in [right - wide, right] {
        painter.vline(x, floor - 4.0..=floor + 1.0, stroke);
    }
    let font = FontId::proportional(12.0);
    let words = tr_args("life-kilometres", &[("count", km.to_string().into())]);
    let text = painter.text(pos2(right, floor - 4.0), Align2::RIGHT_BOTTOM, words, font.clone(), colours.weak);
    let bar = text.union(Rect::from_min_max(pos2(right - wide, floor - 6.0), pos2(right, floor + 2.0)));
    let tip = pos2(right - 5.0, rect.top() + 14.0);
    painter.line_segment([tip, tip + vec2(0.0, 20.0)], stroke);
    let head = [tip - vec2(0.0, 3.0), tip + vec2(-3.5, 5.0), tip + vec2(3.5, 5.0)];
    painter.add(Shape::convex_polygon(head.to_vec(), colours.weak, Stroke::NONE));
    let letter = painter.text(tip + vec2(-8.0, 12.0), Align2::RIGHT_CENTER, tr("life-north"), font, colours.weak);
    [bar, letter.union(Rect::from_min_max(tip - vec2(4.0, 4.0), tip + vec2(4.0, 22.0)))]
}

/// A round number of kilometres that is no wider than `most` points, and how wide it is.
#[expect(clippy::cast_possible_truncation, reason = "a length on a screen, and a small number of kilometres")]
fn round_km(points_a_km: f64, most: f64) -> (u32, f32) {
    let mut found = (1, points_a_km as f32);
    for km in [1_u32, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000] {
        let wide = f64::from(km) * points_a_km;
        if wide <= most {
            found = (km, wide as f32);
        }
    }
    found
}

/// Puts a name beside its point where nothing else stands, and where it hides least of the way.
fn name(
    ui: &Ui,
    painter: &egui::Painter,
    rect: Rect,
    (name, at): (&str, Pos2),
    (lines, taken): (&[[Pos2; 2]], &mut Vec<Rect>),
) {
    let colours = theme::palette(ui);
    let mut job = egui::text::LayoutJob::simple_singleline(name.to_owned(), FontId::proportional(13.0), colours.ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width((rect.width() * 0.55).max(60.0));
    let galley = painter.layout_job(job);
    // without room it stands in the list below, as all do
    if let Some(place) = place_of_name(at, galley.size(), rect.shrink(4.0), lines, taken) {
        painter.rect_filled(place.expand(1.0), 2.0, colours.sheet.gamma_multiply(0.85));
        painter.galley(place.min, galley, colours.ink);
        taken.push(place);
    }
}

/// Where a name has room: of several places the one that lies on the fewest lines, of those the first.
fn place_of_name(at: Pos2, size: Vec2, room: Rect, lines: &[[Pos2; 2]], taken: &[Rect]) -> Option<Rect> {
    let (x, y) = (size.x, size.y);
    let offsets = [
        vec2(9.0, -y / 2.0),
        vec2(-9.0 - x, -y / 2.0),
        vec2(-x / 2.0, -9.0 - y),
        vec2(-x / 2.0, 9.0),
        vec2(6.0, 5.0),
        vec2(6.0, -5.0 - y),
        vec2(-6.0 - x, 5.0),
        vec2(-6.0 - x, -5.0 - y),
        vec2(-x / 2.0, 9.0 + y),
        vec2(-x / 2.0, -9.0 - 2.0 * y),
        vec2(9.0, y * 0.9),
        vec2(9.0, -y * 1.9),
        vec2(-9.0 - x, y * 0.9),
        vec2(-9.0 - x, -y * 1.9),
    ];
    let hidden = |place: Rect| {
        let place = place.expand(2.0);
        let on = |from: Pos2, to: Pos2| {
            (0..=24u8).filter(|step| place.contains(from + (to - from) * (f32::from(*step) / 24.0))).count()
        };
        lines.iter().map(|[from, to]| on(*from, *to)).sum::<usize>()
    };
    offsets
        .into_iter()
        .map(|offset| {
            let least = at + offset;
            // one that stands above or below may be pushed in from the edge
            let most_left = (room.right() - x).max(room.left());
            Rect::from_min_size(pos2(least.x.clamp(room.left(), most_left), least.y), size)
        })
        .filter(|place| room.contains_rect(*place))
        .filter(|place| taken.iter().all(|other| !other.expand2(vec2(6.0, 0.0)).intersects(*place)))
        .min_by_key(|place| hidden(*place))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stop(label: &str, at: Option<(f64, f64)>) -> StopView {
        StopView { label: label.into(), place: None, at, visits: Vec::new(), is_disputed: false }
    }

    #[test]
    fn places_without_coordinates_are_left_out_and_a_place_seen_twice_is_one_point() {
        let stops = [
            stop("Neuhammer", Some((51.5, 15.6))),
            stop("somewhere", None),
            stop("Auschwitz", Some((50.0, 19.2))),
            stop("Neuhammer", Some((51.5, 15.6))),
        ];
        let (points, legs) = points(&stops);
        assert_eq!(points.len(), 2);
        assert_eq!(legs, [(0, 1), (1, 0)]);
    }

    #[test]
    fn north_is_up_and_east_is_right() {
        let stops = [stop("south west", Some((50.0, 15.0))), stop("north east", Some((51.0, 16.0)))];
        let (points, _) = points(&stops);
        let frame = frame(&points, Rect::from_min_size(Pos2::ZERO, vec2(400.0, 230.0)));
        let [one, other] = [frame.at(points[0].at), frame.at(points[1].at)];
        assert!(other.x > one.x && other.y < one.y);
        // a degree of longitude is shorter than one of latitude
        assert!(other.x - one.x < one.y - other.y);
    }

    #[test]
    fn a_way_across_the_last_meridian_is_short() {
        let stops = [stop("a", Some((52.0, 179.0))), stop("b", Some((52.0, -179.0)))];
        let (points, _) = points(&stops);
        assert!((points[0].at.0 - points[1].at.0).abs() < 3.0);
    }

    #[test]
    fn every_point_is_inside() {
        let stops = [stop("a", Some((55.0, 43.2))), stop("b", Some((50.0, 19.2))), stop("c", Some((49.7, 12.3)))];
        let (points, _) = points(&stops);
        let rect = Rect::from_min_size(pos2(10.0, 20.0), vec2(380.0, HEIGHT_PT));
        let frame = frame(&points, rect);
        for point in &points {
            assert!(rect.shrink(20.0).contains(frame.at(point.at)), "{}", point.name);
        }
    }

    #[test]
    fn a_name_finds_room_beside_others_and_off_the_way() {
        let room = Rect::from_min_size(Pos2::ZERO, vec2(400.0, 200.0));
        let at = pos2(200.0, 100.0);
        let size = vec2(90.0, 18.0);
        let free = place_of_name(at, size, room, &[], &[]).unwrap();
        assert!(free.left() > at.x, "on the right, where nothing speaks against it");
        let way = [[at, pos2(390.0, 100.0)]];
        let beside_way = place_of_name(at, size, room, &way, &[]).unwrap();
        assert!(beside_way.right() < at.x, "not on the line");
        let taken = [free, beside_way];
        let third = place_of_name(at, size, room, &way, &taken).unwrap();
        assert!(taken.iter().all(|other| !other.intersects(third)));
        let at_the_edge = place_of_name(pos2(6.0, 100.0), vec2(300.0, 18.0), room, &[], &[free]).unwrap();
        assert!(room.contains_rect(at_the_edge));
    }

    #[test]
    fn the_scale_is_round() {
        assert_eq!(round_km(0.5, 90.0).0, 100);
        assert_eq!(round_km(0.05, 90.0).0, 1_000);
        assert_eq!(round_km(40.0, 90.0).0, 2);
    }

    #[test]
    fn rival_places_are_no_way() {
        let rival = |label, at| StopView { is_disputed: true, ..stop(label, at) };
        let stops = [rival("a", Some((47.0, 39.0))), rival("b", Some((49.0, 32.0))), stop("c", Some((50.0, 19.0)))];
        assert_eq!(points(&stops).1, [(1, 2)]);
    }
}
