//! Scans drawn in memory, whose corners are known.

use super::{CardEdges, card_edges};

/// The size of the card on most scans, in millimetres.
const CARD: [f64; 2] = [140.0, 100.0];
const WHITE: [f64; 3] = [250.0; 3];
const BLACK: [f64; 3] = [12.0; 3];
const YELLOW: [f64; 3] = [236.0, 219.0, 160.0];
const STAMP: [f64; 3] = [60.0, 40.0, 110.0];

/// Numbers between -1 and 1 that are the same on every run.
struct Draws(u64);

impl Draws {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        f64::from(u32::try_from(self.0 >> 32).unwrap()) / f64::from(u32::MAX) * 2.0 - 1.0
    }
}

/// What a scanner sees; lengths in millimetres.
#[derive(Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a difficulty of its own")]
struct Scan {
    ppi: f64,
    glass: [f64; 2],
    card: [f64; 2],
    centre: [f64; 2],
    turn_degrees: f64,
    skew_degrees: f64,
    paper: [f64; 3],
    ground: [f64; 3],
    /// How much lighter the ground is to the right, further down, and at the border.
    light: [f64; 3],
    /// How much darker it is beside the card.
    shadow: f64,
    noise: f64,
    /// How much of the upper left corner is torn off.
    torn: f64,
    has_stamps: bool,
    /// The width and height of a photograph near the upper right corner.
    photograph: [f64; 2],
    has_colour_chart: bool,
    has_text: bool,
    /// A thick printed line around everything.
    has_frame: bool,
    seed: u64,
}

impl Default for Scan {
    fn default() -> Self {
        Self {
            ppi: 100.0,
            glass: [190.0, 150.0],
            card: CARD,
            centre: [95.0, 70.0],
            turn_degrees: 2.0,
            skew_degrees: 0.0,
            paper: YELLOW,
            ground: [245.0, 245.0, 240.0],
            light: [0.0; 3],
            shadow: 0.0,
            noise: 8.0,
            torn: 0.0,
            has_stamps: false,
            photograph: [0.0; 2],
            has_colour_chart: false,
            has_text: true,
            has_frame: false,
            seed: 1,
        }
    }
}

impl Scan {
    /// The card without anything around it.
    fn cut_along_the_card() -> Self {
        // nearly a pixel less on every side
        let glass = CARD.map(|length| length - 0.4);
        Self { glass, centre: glass.map(|length| length / 2.0), turn_degrees: 0.0, ..Self::default() }
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few thousand pixels")]
    fn size_px(&self) -> [usize; 2] {
        self.glass.map(|mm| (mm * self.ppi / 25.4).round() as usize)
    }

    /// The corners on the glass.
    fn corners(&self) -> [[f64; 2]; 4] {
        let (sine, cosine) = self.turn_degrees.to_radians().sin_cos();
        let [right, down] = self.card.map(|length| length / 2.0);
        [[-right, -down], [right, -down], [right, down], [-right, down]].map(|[x, y]| {
            let x = x + y * self.skew_degrees.to_radians().tan();
            [x * cosine - y * sine + self.centre[0], x * sine + y * cosine + self.centre[1]]
        })
    }

    /// What is on the card, by the distances from its left, upper, right and lower edge.
    fn content(&self, [left, up, right, down]: [f64; 4]) -> [f64; 3] {
        let is_stamped = (left - 60.0).hypot(up - 1.0) < 13.0
            || (right - 2.0).hypot(down - 40.0) < 10.0
            || left.hypot(down - 25.0) < 9.0
            || (right - 30.0).hypot(down) < 11.0;
        if self.has_stamps && is_stamped {
            return STAMP;
        }
        if (right - 3.0).min(up - 3.0) > 0.0 && right - 3.0 < self.photograph[0] && up - 3.0 < self.photograph[1] {
            return [70.0 + 50.0 * (up * 0.2).sin(); 3];
        }
        if self.has_frame && (16.0..18.0).contains(&left.min(up).min(right).min(down)) {
            return STAMP;
        }
        let is_inside = left.min(up).min(right).min(down) > 4.0;
        let is_ruled = up % 12.0 > 11.7 || (left - 80.0).abs() < 0.15;
        let is_letter = up % 6.0 < 2.4 && (left * 1.7 + (up / 6.0).floor() * 5.3).sin() * (left * 4.1).cos() > 0.25;
        if self.has_text && is_inside && (is_ruled || is_letter) { [45.0, 40.0, 55.0] } else { self.paper }
    }

    fn under_the_card(&self, [x, y]: [f64; 2], beside: f64) -> [f64; 3] {
        // patches of many colours and greys along the lower border
        if self.has_colour_chart && y > self.glass[1] - 14.0 && y < self.glass[1] - 4.0 && x > 10.0 && x < 160.0 {
            let patch = (x / 12.0).floor();
            return [1.3, 2.1, 3.7].map(|pace| 128.0 + 110.0 * (patch * pace).sin());
        }
        let (across, along) = (x / self.glass[0] * 2.0 - 1.0, y / self.glass[1] * 2.0 - 1.0);
        let light = self.light[0] * across + self.light[1] * along + self.light[2] * (across.powi(2) + along.powi(2));
        self.ground.map(|value| value + light - self.shadow * (-beside / 1.5).exp())
    }

    fn rgba(&self) -> Vec<u8> {
        let [width, height] = self.size_px();
        let mm = 25.4 / self.ppi;
        let [a, b, c, d] = self.corners();
        // how far inside an edge a place is
        let inside = |from: [f64; 2], to: [f64; 2], at: [f64; 2]| {
            let (dx, dy) = (to[0] - from[0], to[1] - from[1]);
            (dx * (at[1] - from[1]) - dy * (at[0] - from[0])) / dx.hypot(dy)
        };
        let mut draws = Draws(self.seed);
        let blocks: Vec<f64> = (0..(width / 8 + 1) * (height / 8 + 1)).map(|_| draws.next()).collect();
        let mut rgba = Vec::with_capacity(width * height * 4);
        for y in 0..height {
            for x in 0..width {
                let at = [(x as f64 + 0.5) * mm, (y as f64 + 0.5) * mm];
                let depths = [inside(d, a, at), inside(a, b, at), inside(b, c, at), inside(c, d, at)];
                let torn = (depths[0] + depths[1] - self.torn) / std::f64::consts::SQRT_2;
                let depth = depths.iter().copied().fold(if self.torn > 0.0 { torn } else { f64::MAX }, f64::min);
                let covered = (depth / mm + 0.5).clamp(0.0, 1.0);
                let card = if covered > 0.0 { self.content(depths) } else { self.paper };
                let ground = if covered < 1.0 { self.under_the_card(at, -depth.min(0.0)) } else { self.ground };
                // compression leaves blocks of eight by eight pixels
                let block = blocks[y / 8 * (width / 8 + 1) + x / 8];
                for (card, ground) in card.iter().zip(ground) {
                    let value = ground + (card - ground) * covered + (draws.next() + block / 2.0) * self.noise;
                    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
                    rgba.push(value.round().clamp(0.0, 255.0) as u8);
                }
                rgba.push(255);
            }
        }
        rgba
    }

    fn found(&self, size_mm: Option<(f64, f64)>) -> CardEdges {
        let [found] = self.found_for([size_mm]);
        found
    }

    /// What is found when the size is one or the other.
    fn found_for<const COUNT: usize>(&self, sizes_mm: [Option<(f64, f64)>; COUNT]) -> [CardEdges; COUNT] {
        let [width, height] = self.size_px();
        let rgba = self.rgba();
        sizes_mm.map(|size_mm| card_edges(&rgba, width, height, size_mm).unwrap())
    }

    /// What was found, and how far the farthest corner is from where it should be, in millimetres.
    fn measured(&self) -> (CardEdges, f64) {
        let found = self.found(Some((self.card[0], self.card[1])));
        (found, self.error(found.corners))
    }

    fn error(&self, corners: [[f64; 2]; 4]) -> f64 {
        // the glass is not a whole number of pixels
        let [width, height] = self.size_px().map(|px| px as f64 * 25.4 / self.ppi);
        let apart = |[x, y]: [f64; 2], [truth_x, truth_y]: [f64; 2]| (x * width - truth_x).hypot(y * height - truth_y);
        corners.into_iter().zip(self.corners()).map(|(seen, truth)| apart(seen, truth)).fold(0.0, f64::max)
    }

    /// Asserts that the card is found, surely and well within half a millimetre.
    fn assert_found(&self, what: &str) {
        let (found, error) = self.measured();
        println!("{what}: {error:.3} mm");
        assert!(error < 0.25, "{what}: {error} mm");
        assert!(found.sure, "{what} is not sure, at {error} mm");
    }
}

#[test]
fn a_turned_and_skewed_card_is_found_at_300_ppi() {
    let mut draws = Draws(11);
    for (paper, ground) in [(YELLOW, [245.0, 245.0, 240.0]), (WHITE, BLACK)] {
        let scan = Scan {
            ppi: 300.0,
            glass: [175.0, 145.0],
            centre: [87.0, 72.0],
            turn_degrees: draws.next() * 15.0,
            skew_degrees: draws.next() * 4.0,
            paper,
            ground,
            ..Scan::default()
        };
        scan.assert_found(&format!("{paper:?} on {ground:?}, turned by {}°", scan.turn_degrees));
    }
    let large =
        Scan { ppi: 300.0, card: [210.0, 148.0], glass: [225.0, 160.0], centre: [113.0, 80.5], ..Scan::default() };
    Scan { turn_degrees: 0.7, ..large }.assert_found("a large card between narrow margins");
}

#[test]
fn it_is_found_at_every_angle_up_to_15_degrees() {
    for turn_degrees in [-15.0, -9.0, -0.5, 0.0, 5.0, 15.0] {
        Scan { turn_degrees, seed: 7, ..Scan::default() }.assert_found(&format!("turned by {turn_degrees}°"));
    }
}

#[test]
fn colours_and_light_do_not_matter() {
    let plain = Scan::default();
    for (what, scan) in [
        ("faint paper", Scan { paper: [240.0, 235.0, 215.0], ground: WHITE, ..plain.clone() }),
        ("a dark card", Scan { paper: [110.0, 90.0, 70.0], ground: [190.0; 3], ..plain.clone() }),
        ("uneven light", Scan { ground: [185.0; 3], light: [35.0, 15.0, -20.0], ..plain.clone() }),
        ("uneven light on grey", Scan { ground: [128.0; 3], light: [-25.0, 25.0, -15.0], ..plain.clone() }),
        ("much noise", Scan { noise: 30.0, ..plain.clone() }),
        ("a shadow on white", Scan { shadow: 60.0, ..plain.clone() }),
        (
            "a shadow as dark as the paper",
            Scan { shadow: 35.0, paper: [240.0, 235.0, 215.0], ground: WHITE, ..plain.clone() },
        ),
        ("a shadow on grey", Scan { shadow: 70.0, ground: [140.0; 3], paper: WHITE, ..plain.clone() }),
    ] {
        scan.assert_found(what);
    }
}

#[test]
fn what_is_missing_or_in_the_way_does_not_matter() {
    let plain = Scan { turn_degrees: -4.0, ..Scan::default() };
    let black = Scan { ground: BLACK, ..plain.clone() };
    for (what, scan) in [
        ("a torn corner", Scan { torn: 42.0, ..plain.clone() }),
        ("a torn corner on black", Scan { torn: 30.0, ..black.clone() }),
        ("stamps at the edges", Scan { has_stamps: true, ..plain.clone() }),
        ("stamps at the edges on black", Scan { has_stamps: true, ..black.clone() }),
        ("a photograph", Scan { photograph: [45.0, 60.0], ..plain.clone() }),
        ("a photograph on black", Scan { photograph: [45.0, 60.0], ..black.clone() }),
        ("a colour chart beside it", Scan { has_colour_chart: true, ..plain.clone() }),
        ("a colour chart beside it on black", Scan { has_colour_chart: true, ..black }),
        ("nothing written on it", Scan { has_text: false, ..plain }),
    ] {
        scan.assert_found(what);
    }
    // found as well, but it does not vouch for itself: somebody has to accept it
    let (_, error) = Scan { photograph: [125.0, 80.0], ..plain }.measured();
    assert!(error < 0.25, "more photograph than paper: {error} mm");
}

#[test]
fn a_card_on_its_side_has_its_corners_turned() {
    let upright = Scan { glass: [170.0, 170.0], centre: [85.0, 85.0], turn_degrees: 3.0, ..Scan::default() };
    upright.assert_found("upright");
    let on_its_side = Scan { turn_degrees: 93.0, ..upright.clone() };
    on_its_side.assert_found("on its side");
    // nobody can see which way is up, so these are read upside down
    for (turned, other) in [(183.0, &upright), (273.0, &on_its_side)] {
        let found = Scan { turn_degrees: turned, ..upright.clone() }.found(Some((140.0, 100.0)));
        assert!(found.sure);
        assert!(other.error(found.corners) < 0.2, "{turned}°");
    }
    // without a size it stays as it lies
    for found in on_its_side.found_for([None, Some((100.0, 140.0))]) {
        assert!(found.sure && found.corners[0][0] < 0.5 && found.corners[0][1] < 0.5, "{found:?}");
    }
}

#[test]
fn other_proportions_are_found_but_not_sure() {
    let scan = Scan::default();
    for found in scan.found_for([(140.0, 106.0), (100.0, 100.0), (140.0, 50.0)].map(Some)) {
        assert!(!found.sure);
        let error = scan.error(found.corners);
        assert!(error < 0.25, "{error} mm");
    }
    let [near] = scan.found_for([Some((140.0, 103.0))]);
    assert!(near.sure, "3 % are within what measuring explains");
    // what is no size is as good as none
    let [none, others @ ..] = scan.found_for([
        None,
        Some((0.0, 100.0)),
        Some((-140.0, 100.0)),
        Some((f64::NAN, 100.0)),
        Some((140.0, f64::INFINITY)),
    ]);
    assert!(none.sure);
    assert_eq!(others, [none; 4]);
}

#[test]
fn a_card_against_the_border_is_found_by_its_other_edges_and_not_sure() {
    for ground in [WHITE, BLACK] {
        let in_the_corner = Scan { centre: [70.0, 50.0], turn_degrees: 0.0, ground, ..Scan::default() };
        let by_one_edge = Scan { glass: [165.0, 99.5], ..in_the_corner.clone() };
        for scan in [in_the_corner, by_one_edge] {
            let (found, error) = scan.measured();
            assert!(error < 0.6, "on {ground:?}: {error} mm");
            assert!(!found.sure);
        }
    }
}

#[test]
fn a_card_that_fills_the_picture_is_the_whole_picture() {
    let whole = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]];
    let cut = Scan::cut_along_the_card();
    for scan in [
        cut.clone(),
        Scan { has_stamps: true, ..cut.clone() },
        Scan { photograph: [45.0, 60.0], ..cut.clone() },
        Scan { paper: WHITE, ..cut.clone() },
        Scan { has_frame: true, ..cut.clone() },
    ] {
        assert_eq!(scan.found(Some((140.0, 100.0))), CardEdges { corners: whole, sure: true });
    }
    let [other, unknown, on_its_side] = cut.found_for([Some((140.0, 110.0)), None, Some((100.0, 140.0))]);
    assert_eq!(other, CardEdges { corners: whole, sure: false });
    assert_eq!(unknown, CardEdges { corners: whole, sure: false });
    let [framed] = Scan { has_frame: true, has_text: false, ..cut.clone() }.found_for([None]);
    assert!(!framed.sure, "a printed frame is no card");
    let mut turned = whole;
    turned.rotate_left(1);
    assert_eq!(on_its_side, CardEdges { corners: turned, sure: true });
}

#[test]
fn where_nothing_is_to_be_seen_nothing_is_sure() {
    // the glass has the proportions of the card, so that taking the whole of it would seem right
    let glass = [196.0, 140.0];
    let plain = Scan { glass, centre: [98.0, 70.0], paper: WHITE, ground: WHITE, ..Scan::default() };
    for (what, scan) in [
        ("a white card on white", plain.clone()),
        ("a blank white card on white", Scan { has_text: false, ..plain.clone() }),
        ("no noise", Scan { has_text: false, noise: 0.0, ..plain.clone() }),
        ("nothing but noise", Scan { has_text: false, noise: 60.0, ..plain }),
    ] {
        let [known, unknown] = scan.found_for([Some((140.0, 100.0)), None]);
        assert!(!known.sure, "{what}");
        assert!(!unknown.sure, "{what}, without a size");
    }
}

#[test]
fn where_a_shadow_hides_an_edge_nothing_wrong_is_sure() {
    // on its way to its darkest the shadow is of the colour of the paper
    for shadow in [65.0, 80.0, 100.0] {
        let (found, error) = Scan { shadow, paper: [205.0, 205.0, 200.0], ground: WHITE, ..Scan::default() }.measured();
        assert!(error < 0.5 || !found.sure, "{error} mm");
    }
}

#[test]
fn no_bytes_make_it_panic() {
    let some = |width, height, length| card_edges(&vec![77; length], width, height, Some((140.0, 100.0)));
    assert_eq!(some(0, 0, 0), None);
    assert_eq!(some(1, 1, 4), None);
    assert_eq!(some(0, 100, 0), None);
    assert_eq!(some(100, 100, 39_999), None);
    assert_eq!(some(100, 100, 40_001), None);
    assert_eq!(some(usize::MAX, usize::MAX, 4), None);
    assert_eq!(some(usize::MAX / 4 + 1, 4, 16), None);
    assert_eq!(some(15, 400, 24_000), None, "too narrow");
    assert!(some(16, 16, 1024).is_some());
    let mut draws = Draws(5);
    for (width, height) in [(16, 16), (17, 40), (701, 30), (64, 1500), (300, 701)] {
        // static, and stripes and chequers of all widths, which are many blobs that touch the border
        for stripe in [1, 3, 40] {
            let grid: Vec<u8> = (0..width * height * 4)
                .map(|at| if (at / 4 % width / stripe + at / 4 / width / stripe) % 2 == 0 { 20 } else { 220 })
                .collect();
            card_edges(&grid, width, height, Some((140.0, 100.0)));
            let rows: Vec<u8> =
                (0..width * height * 4).map(|at| if at / 4 / width / stripe % 2 == 0 { 0 } else { 255 }).collect();
            card_edges(&rows, width, height, None);
        }
        let noise: Vec<u8> = (0..width * height * 4).map(|_| if draws.next() > 0.0 { 255 } else { 0 }).collect();
        assert!(card_edges(&noise, width, height, Some((140.0, 100.0))).is_none_or(|found| !found.sure));
    }
}
