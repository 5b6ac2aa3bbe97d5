//! Where a side of a card lies on its picture, and the way from millimetres on the paper to the picture and back.
//!
//! Invariant: an [`Alignment`] may hold anything a person or a program placed; a [`Plane`] exists only for four corners
//! that a card seen from its printed side can have, so its answers are always finite.

use super::RectMm;
use serde::{Deserialize, Serialize};

/// How far outside the picture a corner may lie: a card cut off by the scanner still has its corners.
const OUTSIDE: f64 = 0.5;
/// Twice the area of the smallest triangle of three neighbouring corners, in fractions: a card of one hundredth of the
/// picture in width and height. Anything less is a slip of the hand.
const LEAST_TURN: f64 = 1e-4;
/// Edges that deviate by no more than this part of the picture are level.
const LEVEL: f64 = 1e-6;
/// A point with less than this before it lies on or beyond the horizon; every point of a usable card has far more.
const HORIZON: f64 = 1e-9;

/// A point: fractions of a picture's width and height, or millimetres on a side of a card.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "[f64; 2]", into = "[f64; 2]")]
pub struct Point {
    /// From the left edge.
    pub x: f64,
    /// From the upper edge.
    pub y: f64,
}

impl From<[f64; 2]> for Point {
    fn from([x, y]: [f64; 2]) -> Self {
        Self { x, y }
    }
}

impl From<Point> for [f64; 2] {
    fn from(point: Point) -> Self {
        [point.x, point.y]
    }
}

/// Where a side of a card lies on its picture: its corners in fractions of the picture, in the order upper left, upper
/// right, lower right, lower left as the card is read. A scan lying on its side has its corners in turned order.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Alignment {
    /// Upper left, upper right, lower right, lower left.
    pub corners: [Point; 4],
}

impl Alignment {
    /// The card fills the picture.
    pub const WHOLE: Self = Self {
        corners: [
            Point { x: 0.0, y: 0.0 },
            Point { x: 1.0, y: 0.0 },
            Point { x: 1.0, y: 1.0 },
            Point { x: 0.0, y: 1.0 },
        ],
    };

    /// The corners somebody has seen, in the order of [`Self::corners`]. Three are enough: the fourth completes the
    /// parallelogram, in fractions as in pixels. `None` with fewer.
    pub fn from_corners(seen: [Option<Point>; 4]) -> Option<Self> {
        let corners = match seen {
            [Some(a), Some(b), Some(c), Some(d)] => [a, b, c, d],
            [None, Some(b), Some(c), Some(d)] => [fourth(b, c, d), b, c, d],
            [Some(a), None, Some(c), Some(d)] => [a, fourth(c, d, a), c, d],
            [Some(a), Some(b), None, Some(d)] => [a, b, fourth(d, a, b), d],
            [Some(a), Some(b), Some(c), None] => [a, b, c, fourth(a, b, c)],
            _ => return None,
        };
        Some(Self { corners })
    }

    /// The same quadrilateral read with another corner first, clockwise: after one quarter turn the upper left corner
    /// of the card is where its upper right was.
    #[must_use]
    pub fn turned(mut self, quarter_turns: u8) -> Self {
        self.corners.rotate_left(usize::from(quarter_turns % 4));
        self
    }

    /// Whether a card can lie like this: finite, convex, neither degenerate nor far outside the picture, and not
    /// mirrored, because no scanner shows a card from behind.
    pub fn is_usable(&self) -> bool {
        let near = -OUTSIDE..=1.0 + OUTSIDE;
        let [a, b, c, d] = self.corners;
        // four turns to the right make one round: convex and not mirrored; NaN is in no range
        self.corners.iter().all(|corner| near.contains(&corner.x) && near.contains(&corner.y))
            && [(d, a, b), (a, b, c), (b, c, d), (c, d, a)]
                .iter()
                .all(|(from, at, to)| (at.x - from.x) * (to.y - at.y) - (at.y - from.y) * (to.x - at.x) >= LEAST_TURN)
    }

    /// The mapping between millimetres on the side and fractions of the picture; `None` when the corners are not
    /// usable or the size is not positive.
    pub fn plane(&self, width_mm: f64, height_mm: f64) -> Option<Plane> {
        let is_size = |length: f64| length.is_finite() && length > 0.0;
        if !(self.is_usable() && is_size(width_mm) && is_size(height_mm)) {
            return None;
        }
        // Heckbert 1989, "Fundamentals of Texture Mapping", 2.2.3: the unit square to a quadrilateral
        let [a, b, c, d] = self.corners;
        let (right, down) = ((b.x - c.x, b.y - c.y), (d.x - c.x, d.y - c.y));
        let rest = (a.x - b.x + c.x - d.x, a.y - b.y + c.y - d.y);
        let turn = right.0 * down.1 - down.0 * right.1;
        let tilt_x = (rest.0 * down.1 - down.0 * rest.1) / turn;
        let tilt_y = (right.0 * rest.1 - rest.0 * right.1) / turn;
        let row = |[at_a, at_b, at_d]: [f64; 3]| {
            [(at_b - at_a + tilt_x * at_b) / width_mm, (at_d - at_a + tilt_y * at_d) / height_mm, at_a]
        };
        let to_picture = [row([a.x, b.x, d.x]), row([a.y, b.y, d.y]), [tilt_x / width_mm, tilt_y / height_mm, 1.0]];
        let plane = Plane { to_picture, to_card: inverse(to_picture) };
        // a size of 1e-300 mm overflows
        let is_finite = plane.to_picture.iter().chain(&plane.to_card).flatten().all(|number| number.is_finite());
        is_finite.then_some(plane)
    }
}

/// The corner opposite `b` in the parallelogram over `a`, `b`, `c`.
fn fourth(a: Point, b: Point, c: Point) -> Point {
    Point { x: a.x + c.x - b.x, y: a.y + c.y - b.y }
}

/// Three rows of three.
type Matrix = [[f64; 3]; 3];

fn cross(a: [f64; 3], b: [f64; 3]) -> [f64; 3] {
    [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

fn dot(a: [f64; 3], b: [f64; 3]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// The inverse, not finite for a matrix without one.
fn inverse([first, second, third]: Matrix) -> Matrix {
    let columns = [cross(second, third), cross(third, first), cross(first, second)];
    let determinant = dot(first, columns[0]);
    let [p, q, r] = columns.map(|column| column.map(|number| number / determinant));
    [[p[0], q[0], r[0]], [p[1], q[1], r[1]], [p[2], q[2], r[2]]]
}

/// A projective mapping (homography) between a side of a card and its picture.
///
/// It is exact whatever the proportions of the picture, and covers shift, scale, turning, skew and keystone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plane {
    to_picture: Matrix,
    to_card: Matrix,
}

impl Plane {
    /// Where a point of the side is on the picture. A point beyond the horizon, which only a point far off a card seen
    /// very much from the side can be, comes out far away.
    pub fn to_picture(&self, mm: Point) -> Point {
        let [x, y, before] = applied(&self.to_picture, mm);
        let before = before.max(HORIZON);
        Point { x: x / before, y: y / before }
    }

    /// Which point of the side, or of the ground around it, is at this point of the picture; `None` beyond the horizon.
    pub fn to_card(&self, at: Point) -> Option<Point> {
        let [x, y, before] = applied(&self.to_card, at);
        let mm = Point { x: x / before, y: y / before };
        (before > HORIZON && mm.x.is_finite() && mm.y.is_finite()).then_some(mm)
    }

    /// The box on the picture around what is to be seen of a rectangle of the card: `[x, y, width, height]` in
    /// fractions. `None` when nothing of it is on the picture, or when the rectangle has no extent.
    pub fn box_on_picture(&self, rect: RectMm) -> Option<[f64; 4]> {
        let corners = corners_of(rect.into())?;
        if corners.iter().any(|&corner| applied(&self.to_picture, corner)[2] <= HORIZON) {
            return None;
        }
        let mut seen = corners.map(|corner| self.to_picture(corner)).to_vec();
        // one border of the picture after the other: how far inside it a point is
        let insides: [fn(Point) -> f64; 4] = [|at| at.x, |at| 1.0 - at.x, |at| at.y, |at| 1.0 - at.y];
        for inside in insides {
            seen = cut(&seen, inside);
        }
        let [x, y, width, height] = box_around(&seen)?;
        (width > 0.0 && height > 0.0).then_some([x, y, width, height])
    }

    /// The corners of a rectangle of the card on the picture, clockwise, when it lies askew there; `None` when the box
    /// around it says the same.
    pub fn outline_on_picture(&self, rect: RectMm) -> Option<[Point; 4]> {
        let corners = corners_of(rect.into())?.map(|corner| self.to_picture(corner));
        let is_level = |one: Point, other: Point| (one.x - other.x).abs() < LEVEL || (one.y - other.y).abs() < LEVEL;
        let [a, b, c, d] = corners;
        let is_box = is_level(a, b) && is_level(b, c) && is_level(c, d) && is_level(d, a);
        (!is_box).then_some(corners)
    }

    /// The box in millimetres around the corners of something on the picture; `None` beyond the horizon.
    pub fn outline_on_card(&self, outline: [Point; 4]) -> Option<RectMm> {
        let on_card: Vec<Point> = outline.iter().filter_map(|corner| self.to_card(*corner)).collect();
        if on_card.len() < outline.len() {
            return None;
        }
        box_around(&on_card).map(RectMm::from)
    }

    /// The box in millimetres around a box `[x, y, width, height]` on the picture; it may reach beyond the card. `None`
    /// when the box has no extent or reaches beyond the horizon.
    pub fn box_on_card(&self, at: [f64; 4]) -> Option<RectMm> {
        self.outline_on_card(corners_of(at)?)
    }
}

fn applied(matrix: &Matrix, point: Point) -> [f64; 3] {
    matrix.map(|row| dot(row, [point.x, point.y, 1.0]))
}

/// The corners of a box `[left, top, width, height]`, clockwise; `None` when it has no extent.
fn corners_of([left, top, width, height]: [f64; 4]) -> Option<[Point; 4]> {
    let (right, bottom) = (left + width, top + height);
    let has_extent = width > 0.0 && height > 0.0 && [left, top, right, bottom].iter().all(|edge| edge.is_finite());
    has_extent.then(|| [[left, top], [right, top], [right, bottom], [left, bottom]].map(Point::from))
}

/// The part of a convex polygon that is inside one border (Sutherland and Hodgman).
fn cut(polygon: &[Point], inside: fn(Point) -> f64) -> Vec<Point> {
    let mut kept = Vec::with_capacity(polygon.len() + 1);
    for (&from, &to) in polygon.iter().zip(polygon.iter().cycle().skip(1)) {
        let (start, end) = (inside(from), inside(to));
        if start >= 0.0 {
            kept.push(from);
        }
        if (start >= 0.0) != (end >= 0.0) {
            let share = start / (start - end);
            kept.push(Point { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share });
        }
    }
    kept
}

/// The box `[left, top, width, height]` around the points; `None` around none.
fn box_around(points: &[Point]) -> Option<[f64; 4]> {
    let first = points.first()?;
    let [left, top, right, bottom] = points.iter().fold([first.x, first.y, first.x, first.y], |[l, t, r, b], point| {
        [l.min(point.x), t.min(point.y), r.max(point.x), b.max(point.y)]
    });
    Some([left, top, right - left, bottom - top])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers between -1 and 1 that are the same on every run.
    struct Draws(u64);

    impl Draws {
        fn next(&mut self) -> f64 {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            f64::from(u32::try_from(self.0 >> 32).unwrap()) / f64::from(u32::MAX) * 2.0 - 1.0
        }
    }

    /// A card as a scanner or a camera sees it, worked out without a homography.
    struct Seen {
        size_mm: [f64; 2],
        picture_px: [f64; 2],
        px_per_mm: f64,
        /// In radians, clockwise.
        turn: f64,
        /// The tangent of the angle by which upright lines lean.
        skew: f64,
        /// How much smaller a millimetre becomes per millimetre to the right and down.
        keystone: [f64; 2],
        shift_mm: [f64; 2],
    }

    impl Seen {
        fn random(draws: &mut Draws, size_mm: [f64; 2], picture_px: [f64; 2], quarters: u8) -> Self {
            let five_degrees = 5f64.to_radians();
            // two opposite edges lean towards each other by up to five degrees altogether
            let keystone = [0, 1].map(|axis| draws.next() * five_degrees.tan() / size_mm[1 - axis] / 2.0);
            Self {
                size_mm,
                picture_px,
                px_per_mm: picture_px[0].min(picture_px[1]) / size_mm[0].max(size_mm[1]) * 0.9,
                turn: draws.next() * five_degrees + f64::from(quarters) * std::f64::consts::FRAC_PI_2,
                skew: (draws.next() * five_degrees).tan(),
                keystone,
                shift_mm: [draws.next() * 4.0, draws.next() * 4.0],
            }
        }

        fn at(&self, mm: Point) -> Point {
            let (x, y) = (mm.x - self.size_mm[0] / 2.0, mm.y - self.size_mm[1] / 2.0);
            let nearness = 1.0 / (1.0 + x * self.keystone[0] + y * self.keystone[1]);
            let (x, y) = ((x + y * self.skew) * nearness, y * nearness);
            let (sine, cosine) = self.turn.sin_cos();
            let on_glass = [x * cosine - y * sine + self.shift_mm[0], x * sine + y * cosine + self.shift_mm[1]];
            let [x, y] = [0, 1].map(|i| on_glass[i] * self.px_per_mm / self.picture_px[i] + 0.5);
            Point { x, y }
        }

        fn corners(&self) -> [Point; 4] {
            let [width, height] = self.size_mm;
            corners_of([0.0, 0.0, width, height]).unwrap().map(|corner| self.at(corner))
        }

        /// The farthest any point of the side is from where the plane of these corners says, in millimetres both ways,
        /// and the farthest a point comes back from where it was.
        fn errors(&self, corners: [Point; 4]) -> (f64, f64) {
            let alignment = Alignment { corners };
            let plane = alignment.plane(self.size_mm[0], self.size_mm[1]).unwrap();
            let apart = |a: Point, b: Point| (a.x - b.x).hypot(a.y - b.y);
            let (mut worst, mut loop_error) = (0f64, 0f64);
            for step_x in 0..=20 {
                for step_y in 0..=20 {
                    let [x, y] = [(step_x, 0), (step_y, 1)].map(|(i, axis)| self.size_mm[axis] * f64::from(i) / 20.0);
                    let (mm, truth) = (Point { x, y }, self.at(Point { x, y }));
                    let said = plane.to_picture(mm);
                    let in_px =
                        |point: Point| Point { x: point.x * self.picture_px[0], y: point.y * self.picture_px[1] };
                    worst = worst
                        .max(apart(in_px(truth), in_px(said)) / self.px_per_mm)
                        .max(apart(plane.to_card(truth).unwrap(), mm));
                    loop_error = loop_error.max(apart(plane.to_card(said).unwrap(), mm));
                }
            }
            (worst, loop_error)
        }
    }

    fn all_kinds(mut each: impl FnMut(&mut Draws, Seen)) {
        let mut draws = Draws(7);
        for size_mm in [[140.0, 100.0], [210.0, 148.0]] {
            for picture_px in [[2480.0, 1754.0], [4096.0, 3000.0], [1181.0, 1654.0], [900.0, 900.0]] {
                for quarters in 0..4 {
                    for _ in 0..20 {
                        let seen = Seen::random(&mut draws, size_mm, picture_px, quarters);
                        each(&mut draws, seen);
                    }
                }
            }
        }
    }

    #[test]
    fn exact_corners_bring_every_point_of_the_card_to_its_place() {
        all_kinds(|_, seen| {
            let (worst, loop_error) = seen.errors(seen.corners());
            assert!(worst < 1e-9, "{worst} mm");
            assert!(loop_error < 1e-9, "{loop_error} mm");
        });
    }

    #[test]
    fn corners_placed_a_pixel_off_at_300_ppi_cost_less_than_half_a_millimetre() {
        let mut worst_of_all = 0f64;
        all_kinds(|draws, mut seen| {
            seen.px_per_mm = 300.0 / 25.4;
            seen.picture_px = seen.picture_px.map(|length| length.max(3300.0));
            let corners = seen.corners().map(|corner| Point {
                x: corner.x + draws.next().signum() / seen.picture_px[0],
                y: corner.y + draws.next().signum() / seen.picture_px[1],
            });
            worst_of_all = worst_of_all.max(seen.errors(corners).0);
        });
        assert!(worst_of_all > 0.05, "the corners were not moved: {worst_of_all} mm");
        assert!(worst_of_all < 0.5, "{worst_of_all} mm");
    }

    #[test]
    fn a_scan_on_its_side_has_the_same_quadrilateral_in_turned_order() {
        let mut draws = Draws(3);
        let upright = Seen {
            turn: 0.04,
            skew: 0.0,
            keystone: [0.0; 2],
            ..Seen::random(&mut draws, [100.0, 100.0], [2000.0, 1500.0], 0)
        };
        for quarters in 0..=4u8 {
            let turn = upright.turn + f64::from(quarters) * std::f64::consts::FRAC_PI_2;
            let expected = Seen { turn, ..upright }.corners();
            let turned = Alignment { corners: upright.corners() }.turned(quarters).corners;
            for (turned, expected) in turned.iter().zip(expected) {
                assert!((turned.x - expected.x).hypot(turned.y - expected.y) < 1e-12, "{quarters}");
            }
        }
        assert_eq!(Alignment::WHOLE.turned(1).corners[0], Point { x: 1.0, y: 0.0 });
        assert_eq!(Alignment::WHOLE.turned(255), Alignment::WHOLE.turned(3));
    }

    #[test]
    fn three_corners_are_enough() {
        let seen = Seen { keystone: [0.0; 2], ..Seen::random(&mut Draws(5), [140.0, 100.0], [2000.0, 1500.0], 1) };
        for missing in 0..4 {
            let mut three = seen.corners().map(Some);
            three[missing] = None;
            let (worst, _) = seen.errors(Alignment::from_corners(three).unwrap().corners);
            assert!(worst < 1e-9, "{missing}: {worst} mm");
            three[(missing + 2) % 4] = None;
            assert_eq!(Alignment::from_corners(three), None);
        }
        assert_eq!(Alignment::from_corners(seen.corners().map(Some)), Some(Alignment { corners: seen.corners() }));
    }

    #[test]
    fn what_no_card_can_look_like_is_refused() {
        let placed = |corners: [[f64; 2]; 4]| Alignment { corners: corners.map(Point::from) };
        let [a, b, c, d] = [[0.1, 0.1], [0.9, 0.1], [0.9, 0.9], [0.1, 0.9]];
        assert!(placed([a, b, c, d]).is_usable());
        assert!(placed([[-0.4, -0.5], [1.5, 0.0], c, d]).is_usable());
        for (why, corners) in [
            ("mirrored", [b, a, d, c]),
            ("mirrored and turned", [a, d, c, b]),
            ("crossed", [a, c, b, d]),
            ("one corner twice", [a, a, c, d]),
            ("all in one point", [a; 4]),
            ("on one line", [[0.1, 0.5], [0.4, 0.5], [0.6, 0.5], [0.9, 0.5]]),
            ("three on one line", [a, [0.5, 0.1], b, d]),
            ("dented", [a, b, [0.2, 0.2], d]),
            ("not a number", [a, b, c, [f64::NAN, 0.9]]),
            ("endless", [a, b, [f64::INFINITY, 0.9], d]),
            ("far outside", [a, b, [1.51, 0.9], d]),
            ("tiny", [a, [0.105, 0.1], [0.105, 0.105], [0.1, 0.105]]),
        ] {
            assert!(!placed(corners).is_usable(), "{why}");
            assert_eq!(placed(corners).plane(140.0, 100.0), None, "{why}");
        }
        for (width, height) in [(0.0, 100.0), (140.0, -1.0), (f64::NAN, 100.0), (140.0, f64::INFINITY), (1e-320, 1.0)] {
            assert_eq!(Alignment::WHOLE.plane(width, height), None, "{width} × {height}");
        }
    }

    #[test]
    fn boxes_go_to_the_picture_and_back() {
        let plane = Alignment::WHOLE.plane(200.0, 100.0).unwrap();
        let on_picture = |rect: [f64; 4]| plane.box_on_picture(rect.into());
        let is_near = |got: [f64; 4], wanted: [f64; 4]| {
            assert!(got.iter().zip(wanted).all(|(a, b)| (a - b).abs() < 1e-9), "{got:?} is not {wanted:?}");
        };
        is_near(on_picture([20.0, 10.0, 100.0, 50.0]).unwrap(), [0.1, 0.1, 0.5, 0.5]);
        is_near(on_picture([-20.0, 90.0, 100.0, 50.0]).unwrap(), [0.0, 0.9, 0.4, 0.1]);
        assert_eq!(on_picture([210.0, 10.0, 20.0, 20.0]), None);
        assert_eq!(on_picture([-20.0, 10.0, 20.0, 20.0]), None, "a shared edge is nothing to see");
        assert_eq!(on_picture([20.0, 10.0, 0.0, 20.0]), None);
        assert_eq!(on_picture([20.0, f64::NAN, 5.0, 20.0]), None);
        is_near(plane.box_on_card([0.1, 0.1, 0.5, 0.5]).unwrap().into(), [20.0, 10.0, 100.0, 50.0]);
        assert_eq!(plane.box_on_card([0.1, 0.1, -0.5, 0.5]), None);
        // a square card standing on its tip: its corner box is off the picture though the box around it is not
        let tip = [[0.5, -0.5], [1.5, 0.5], [0.5, 1.5], [-0.5, 0.5]].map(Point::from);
        let tip = Alignment { corners: tip }.plane(100.0, 100.0).unwrap();
        is_near(tip.box_on_card([0.0, 0.0, 1.0, 1.0]).unwrap().into(), [0.0, 0.0, 100.0, 100.0]);
        assert_eq!(tip.box_on_picture([0.0, 0.0, 45.0, 4.0].into()), None);
        is_near(tip.box_on_picture([0.0, 0.0, 100.0, 100.0].into()).unwrap(), [0.0, 0.0, 1.0, 1.0]);
    }

    #[test]
    fn beyond_the_horizon_there_is_no_card() {
        let steep = [[0.4, 0.3], [0.6, 0.3], [1.4, 1.0], [-0.4, 1.0]].map(Point::from);
        let plane = Alignment { corners: steep }.plane(100.0, 100.0).unwrap();
        assert!(plane.to_card(Point { x: 0.5, y: 0.25 }).is_some());
        assert_eq!(plane.to_card(Point { x: 0.5, y: 0.0 }), None);
        assert_eq!(plane.box_on_card([0.4, 0.0, 0.2, 0.9]), None);
        let far = plane.to_picture(Point { x: 50.0, y: 1e6 });
        assert!(far.x.is_finite() && far.y.is_finite());
        assert_eq!(plane.box_on_picture([0.0, 0.0, 100.0, 1e6].into()), None);
    }

    #[test]
    fn it_is_kept_as_four_pairs() {
        let json = serde_json::to_string(&Alignment::WHOLE).unwrap();
        assert_eq!(json, "[[0.0,0.0],[1.0,0.0],[1.0,1.0],[0.0,1.0]]");
        assert_eq!(serde_json::from_str::<Alignment>(&json).unwrap(), Alignment::WHOLE);
        assert!(serde_json::from_str::<Alignment>("[[0,0],[1,0],[1,1]]").is_err());
    }
}
