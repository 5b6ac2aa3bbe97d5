//! Drawing on paper: a ground with grain, rules, ovals and lettering in three inks, saved as PNG with its resolution.
//!
//! A pixel is one byte: which ink, and how much of it. The byte is an index into a palette of 256 colours, so that a
//! side of 290 × 250 mm at 300 ppi stays a small file. Everything is drawn from seeds; the same card gives the same
//! bytes. Invariant: nothing is drawn outside the area it was asked to stay in.

use super::palette_png;
use crate::error::{Error, Result};
use crate::model::RectMm;
use ab_glyph::{Font, FontRef, OutlineCurve, OutlinedGlyph, Point, PxScale, Rect, point};

/// The faces of the drawings.
pub(super) struct Faces {
    pub(super) regular: FontRef<'static>,
    pub(super) bold: FontRef<'static>,
    pub(super) italic: FontRef<'static>,
}

impl Faces {
    /// Reads the fonts the program carries.
    pub(super) fn load() -> Result<Self> {
        let read = |bytes: &'static [u8]| {
            FontRef::try_from_slice(bytes).map_err(|why| Error::Damaged(format!("a font of the program: {why}")))
        };
        Ok(Self {
            regular: read(include_bytes!("../../assets/fonts/NotoSerif-Regular.ttf"))?,
            bold: read(include_bytes!("../../assets/fonts/NotoSerif-Bold.ttf"))?,
            italic: read(include_bytes!("../../assets/fonts/NotoSerif-Italic.ttf"))?,
        })
    }
}

/// What something is drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    /// Printer's black.
    Print,
    /// The blue-black of a pen.
    Pen,
    /// The red of a stamp.
    Stamp,
}

impl Ink {
    const fn rank(self) -> u8 {
        match self {
            Self::Print => 1,
            Self::Pen => 2,
            Self::Stamp => 3,
        }
    }
}

/// The colours of the inks, by rank; the ground has rank 0.
const INKS: [[u8; 3]; 4] = [[0, 0, 0], [43, 40, 37], [28, 40, 84], [176, 28, 32]];
/// How many amounts of ink there are.
const FULL: u8 = 63;
/// How far the shades of the ground lie from its colour.
const GRAIN: [i16; 4] = [0, -5, 4, -10];

/// An area in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Area {
    pub(super) left: f32,
    pub(super) top: f32,
    pub(super) width: f32,
    pub(super) height: f32,
}

impl Area {
    pub(super) const fn new(left: f32, top: f32, width: f32, height: f32) -> Self {
        Self { left, top, width, height }
    }

    /// A box of a card at so many pixels a millimetre.
    #[expect(clippy::cast_possible_truncation, reason = "millimetres of a card are small")]
    pub(super) fn of(rect: RectMm, px_per_mm: f32) -> Self {
        let [left, top, width, height] = <[f64; 4]>::from(rect).map(|mm| mm as f32 * px_per_mm);
        Self { left, top, width, height }
    }

    pub(super) fn right(&self) -> f32 {
        self.left + self.width
    }

    pub(super) fn bottom(&self) -> f32 {
        self.top + self.height
    }

    /// The area without a margin at the sides and at top and bottom.
    pub(super) fn without(&self, sides: f32, ends: f32) -> Self {
        Self::new(self.left + sides, self.top + ends, self.width - 2.0 * sides, self.height - 2.0 * ends)
    }

    /// The area in whole pixels and at least one wide and high, so that rules of one strength look alike.
    fn snapped(&self) -> Self {
        // Edges of neighbours are computed in different ways; off the middle of a pixel they round alike.
        const OFF_MIDDLE: f32 = 0.013;
        let place = |at: f32| (at + OFF_MIDDLE).round();
        Self::new(place(self.left), place(self.top), self.width.round().max(1.0), self.height.round().max(1.0))
    }

    /// What is left below the first `height` pixels.
    pub(super) fn below(&self, height: f32) -> Self {
        Self::new(self.left, self.top + height, self.width, self.height - height)
    }
}

/// How words are set.
#[derive(Clone, Copy)]
pub(super) struct Lettering<'a> {
    pub(super) face: &'a FontRef<'static>,
    pub(super) ink: Ink,
    /// How much ink: 1 is all.
    pub(super) strength: f32,
    /// The largest size of the letters, in pixels to the em; they shrink until they fit.
    pub(super) em: f32,
    /// Whether lines stand in the middle of their area, across.
    pub(super) centred: bool,
    /// Whether lines stand in the middle of their area, from top to bottom.
    pub(super) upright_centred: bool,
    /// A seed when a hand wrote them, not a press.
    pub(super) hand: Option<u32>,
}

/// The distance of two lines, in em.
const LEADING: f32 = 1.22;

/// Numbers that look like chance and are not.
#[derive(Clone, Copy)]
pub(super) struct Chance(u32);

impl Chance {
    pub(super) fn of(words: &str) -> u32 {
        words.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)) | 1
    }

    fn next(&mut self) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0
    }

    /// Between -1 and 1.
    fn swing(&mut self) -> f32 {
        (self.next() >> 16) as f32 / 32_768.0 - 1.0
    }
}

/// A sheet that is drawn on.
pub(super) struct Sheet {
    width: u32,
    height: u32,
    ground: [u8; 3],
    pixels: Vec<u8>,
}

impl Sheet {
    /// An empty sheet of this colour.
    pub(super) fn new(width: u32, height: u32, ground: [u8; 3]) -> Result<Self> {
        const LARGEST_SIDE_PX: u32 = 20_000;
        if width == 0 || height == 0 || width > LARGEST_SIDE_PX || height > LARGEST_SIDE_PX {
            return Err(Error::Input(format!("a drawing of {width} × {height} pixels cannot be made")));
        }
        let row = width as usize;
        let mut chance = Chance(0x9e37_79b9);
        // Rows are cut from one strip at changing places: cheap to make, and the eye finds no repeat.
        let strip: Vec<u8> = (0..row + 4096)
            .map(|_| match chance.next() >> 27 {
                0 => 1,
                1 => 2,
                2 if chance.next().trailing_zeros() >= 3 => 3,
                _ => 0,
            })
            .collect();
        let mut pixels = Vec::with_capacity(row * height as usize);
        for _ in 0..height {
            let start = (chance.next() >> 20) as usize;
            pixels.extend_from_slice(strip.get(start..start + row).unwrap_or_default());
        }
        pixels.resize(row * height as usize, 0);
        Ok(Self { width, height, ground, pixels })
    }

    /// Fills an area with ink.
    pub(super) fn fill(&mut self, area: Area, ink: Ink, strength: f32) {
        self.cover(area.snapped(), ink, amount(strength));
    }

    /// Draws a frame whose lines have the edges of the area in their middle. Where frames share an edge it is drawn once.
    pub(super) fn frame(&mut self, area: Area, thickness: f32, ink: Ink, strength: f32) {
        let thickness = thickness.round().max(1.0);
        let half = thickness / 2.0;
        let outer = area.without(-half, -half);
        for edge in [
            Area::new(outer.left, outer.top, outer.width, thickness),
            Area::new(outer.left, area.bottom() - half, outer.width, thickness),
            Area::new(outer.left, outer.top, thickness, outer.height),
            Area::new(area.right() - half, outer.top, thickness, outer.height),
        ] {
            self.cover(edge.snapped(), ink, amount(strength));
        }
    }

    /// Draws the outline of an oval that touches the edges of the area.
    pub(super) fn oval(&mut self, area: Area, thickness: f32, ink: Ink, strength: f32) {
        let (across, down) = (area.width / 2.0, area.height / 2.0);
        let steps = 8.0 * (across + down);
        let mut step = 0.0;
        while step < steps {
            let (sine, cosine) = (step / steps * std::f32::consts::TAU).sin_cos();
            let (x, y) = (area.left + across + across * cosine, area.top + down + down * sine);
            let dot = Area::new(x - thickness / 2.0, y - thickness / 2.0, thickness, thickness);
            self.cover(dot, ink, amount(strength));
            step += 1.0;
        }
    }

    /// Writes words inside an area, smaller or in more lines until they fit. Gives the size they were written in.
    pub(super) fn write(&mut self, words: &str, area: Area, lettering: &Lettering<'_>) -> f32 {
        let face = lettering.face;
        let (em, lines) = fit(face, words, area.width, area.height, lettering.em);
        let block = em * (LEADING * (lines.len().max(1) - 1) as f32 + 1.2);
        let top = if lettering.upright_centred { area.top + (area.height - block).max(0.0) / 2.0 } else { area.top };
        let mut chance = Chance(lettering.hand.unwrap_or(1) ^ Chance::of(words));
        for (n, line) in lines.iter().enumerate() {
            let slack = area.width - width_em(face, line) * em;
            let left = if lettering.centred { area.left + slack.max(0.0) / 2.0 } else { area.left };
            let mut pen = point(left, top + em * (0.93 + LEADING * n as f32));
            for character in line.chars() {
                let stroke = match lettering.hand {
                    None => Stroke { em, turn: 0.0, strength: lettering.strength },
                    Some(_) => Stroke {
                        em: em * (1.0 + 0.02 * chance.swing()),
                        turn: 0.022 * chance.swing(),
                        strength: lettering.strength * (0.92 + 0.08 * chance.swing()),
                    },
                };
                let rise = if lettering.hand.is_some() { em * 0.018 * chance.swing() } else { 0.0 };
                self.glyph(face, character, point(pen.x, pen.y + rise), stroke, lettering.ink, area);
                pen.x += advance_em(face, character) * em;
            }
        }
        em
    }

    /// Writes one line of words rising from the lower left to the upper right through the middle of the area.
    pub(super) fn write_across(&mut self, words: &str, area: Area, lettering: &Lettering<'_>) {
        let turn = -(area.height / area.width).atan();
        let length = width_em(lettering.face, words) * lettering.em;
        let (sine, cosine) = turn.sin_cos();
        let middle = point(area.left + area.width / 2.0, area.top + area.height / 2.0);
        let lower = lettering.em * 0.35;
        let mut pen =
            point(middle.x - cosine * length / 2.0 - sine * lower, middle.y - sine * length / 2.0 + cosine * lower);
        let stroke = Stroke { em: lettering.em, turn, strength: lettering.strength };
        for character in words.chars() {
            self.glyph(lettering.face, character, pen, stroke, lettering.ink, area);
            let advance = advance_em(lettering.face, character) * lettering.em;
            pen = point(pen.x + cosine * advance, pen.y + sine * advance);
        }
    }

    fn glyph(&mut self, face: &FontRef<'static>, character: char, at: Point, stroke: Stroke, ink: Ink, inside: Area) {
        let scale = PxScale::from(stroke.em * face.height_unscaled() / units_per_em(face));
        let id = face.glyph_id(character);
        let Some(mut outline) = face.outline(id) else { return };
        if stroke.turn != 0.0 {
            // The outline has its y axis upwards, the sheet downwards.
            outline.curves = outline.curves.iter().map(|curve| turned(curve, -stroke.turn)).collect();
            outline.bounds = bounds(&outline.curves);
        }
        let factor = ab_glyph::PxScaleFactor {
            horizontal: scale.x / face.height_unscaled(),
            vertical: scale.y / face.height_unscaled(),
        };
        let glyph = OutlinedGlyph::new(id.with_scale_and_position(scale, at), outline, factor);
        let origin = glyph.px_bounds().min;
        let (left, right) = (clamped(inside.left, self.width), clamped(inside.right(), self.width));
        let (top, bottom) = (clamped(inside.top, self.height), clamped(inside.bottom(), self.height));
        let (origin_x, origin_y) = (whole(origin.x), whole(origin.y));
        glyph.draw(|x, y, coverage| {
            if coverage < 0.01 {
                return;
            }
            let (Some(x), Some(y)) = (origin_x.checked_add_unsigned(x), origin_y.checked_add_unsigned(y)) else {
                return;
            };
            let (Ok(x), Ok(y)) = (u32::try_from(x), u32::try_from(y)) else { return };
            if (left..right).contains(&x) && (top..bottom).contains(&y) {
                self.dab(x, y, ink, amount(coverage * stroke.strength));
            }
        });
    }

    fn pixel(&mut self, x: u32, y: u32) -> Option<&mut u8> {
        self.pixels.get_mut(y as usize * self.width as usize + x as usize)
    }

    /// Adds ink to a pixel. Of two inks the fuller one shows.
    fn dab(&mut self, x: u32, y: u32, ink: Ink, amount: u8) {
        let Some(pixel) = self.pixel(x, y) else { return };
        let (there, level) = (*pixel >> 6, *pixel & FULL);
        let mixed = if there == ink.rank() {
            // Two veils over each other let through the product of what each lets through.
            let clear = u16::from(FULL - level) * u16::from(FULL - amount) / u16::from(FULL);
            FULL - u8::try_from(clear).unwrap_or(FULL)
        } else if there == 0 || amount >= level {
            amount
        } else {
            return;
        };
        if mixed > 0 {
            *pixel = ink.rank() << 6 | mixed;
        }
    }

    /// Makes sure that an area has this much ink.
    fn cover(&mut self, area: Area, ink: Ink, amount: u8) {
        let (left, right) = (clamped(area.left, self.width), clamped(area.right(), self.width));
        for y in clamped(area.top, self.height)..clamped(area.bottom(), self.height) {
            for x in left..right {
                if let Some(pixel) = self.pixel(x, y)
                    && (*pixel >> 6 != ink.rank() || *pixel & FULL < amount)
                {
                    *pixel = ink.rank() << 6 | amount;
                }
            }
        }
    }

    /// The sheet as a PNG that says its resolution and what it is.
    pub(super) fn into_png(self, pixels_per_inch: u32, description: &str) -> Result<Vec<u8>> {
        palette_png::encode(&self.pixels, self.width, self.height, &palette(self.ground), pixels_per_inch, description)
    }
}

/// How one letter is drawn.
#[derive(Clone, Copy)]
struct Stroke {
    em: f32,
    /// In radians, clockwise on the sheet.
    turn: f32,
    strength: f32,
}

fn units_per_em(face: &FontRef<'static>) -> f32 {
    face.units_per_em().unwrap_or(1000.0)
}

fn advance_em(face: &FontRef<'static>, character: char) -> f32 {
    face.h_advance_unscaled(face.glyph_id(character)) / units_per_em(face)
}

/// How wide words are, in em.
pub(super) fn width_em(face: &FontRef<'static>, words: &str) -> f32 {
    words.chars().map(|character| advance_em(face, character)).sum()
}

/// The largest size up to `largest` in which the words fit, and their lines. One line somewhat smaller is better than
/// two large ones.
fn fit(face: &FontRef<'static>, words: &str, width: f32, height: f32, largest: f32) -> (f32, Vec<String>) {
    const SMALLEST_PX: f32 = 1.0;
    let whole = width_em(face, words);
    let single = (width / whole.max(0.01)).min(height / 1.2).min(largest);
    if !words.contains('\n') && single >= largest.min(height / 1.2) * 0.72 {
        return (single, vec![words.to_owned()]);
    }
    let paragraphs: Vec<Vec<(&str, f32)>> = words
        .split('\n')
        .map(|line| line.split_whitespace().map(|word| (word, width_em(face, word))).collect())
        .collect();
    let space = advance_em(face, ' ');
    let mut em = largest;
    loop {
        let (lines, widest) = wrap(&paragraphs, space, width / em);
        let high = em * (LEADING * (lines.len().max(1) - 1) as f32 + 1.2);
        if (widest * em <= width && high <= height) || em < SMALLEST_PX {
            return (em, lines);
        }
        em *= 0.95;
    }
}

/// Breaks paragraphs of words with their widths into lines of at most `width`, all in em.
fn wrap(paragraphs: &[Vec<(&str, f32)>], space: f32, width: f32) -> (Vec<String>, f32) {
    let mut lines = Vec::new();
    let mut widest = 0.0_f32;
    for words in paragraphs {
        let (mut line, mut length) = (String::new(), 0.0);
        for (word, word_length) in words {
            if !line.is_empty() && length + space + word_length > width {
                lines.push(std::mem::take(&mut line));
                widest = widest.max(length);
                length = 0.0;
            }
            if !line.is_empty() {
                line.push(' ');
                length += space;
            }
            line.push_str(word);
            length += word_length;
        }
        widest = widest.max(length);
        lines.push(line);
    }
    (lines, widest)
}

fn turned(curve: &OutlineCurve, turn: f32) -> OutlineCurve {
    let (sine, cosine) = turn.sin_cos();
    let at = |p: Point| point(p.x * cosine - p.y * sine, p.x * sine + p.y * cosine);
    match *curve {
        OutlineCurve::Line(a, b) => OutlineCurve::Line(at(a), at(b)),
        OutlineCurve::Quad(a, b, c) => OutlineCurve::Quad(at(a), at(b), at(c)),
        OutlineCurve::Cubic(a, b, c, d) => OutlineCurve::Cubic(at(a), at(b), at(c), at(d)),
    }
}

fn bounds(curves: &[OutlineCurve]) -> Rect {
    let mut least = point(f32::MAX, f32::MAX);
    let mut most = point(f32::MIN, f32::MIN);
    let mut take = |p: Point| {
        least = point(least.x.min(p.x), least.y.min(p.y));
        most = point(most.x.max(p.x), most.y.max(p.y));
    };
    for curve in curves {
        match *curve {
            OutlineCurve::Line(a, b) => [a, b].into_iter().for_each(&mut take),
            OutlineCurve::Quad(a, b, c) => [a, b, c].into_iter().for_each(&mut take),
            OutlineCurve::Cubic(a, b, c, d) => [a, b, c, d].into_iter().for_each(&mut take),
        }
    }
    // An outline has its upper edge where a picture has its lower one.
    Rect { min: point(least.x, most.y), max: point(most.x, least.y) }
}

/// A place on the sheet as a whole pixel between nothing and `end`.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the sheet before")]
fn clamped(place: f32, end: u32) -> u32 {
    place.round().clamp(0.0, end as f32) as u32
}

#[expect(clippy::cast_possible_truncation, reason = "pixel bounds are whole numbers near the sheet")]
fn whole(place: f32) -> i32 {
    place as i32
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=63 before")]
fn amount(strength: f32) -> u8 {
    (strength * f32::from(FULL)).round().clamp(0.0, f32::from(FULL)) as u8
}

/// The colours: shades of the ground, then each ink from none to all of it.
fn palette(ground: [u8; 3]) -> Vec<u8> {
    let mut colours = Vec::with_capacity(768);
    for level in 0..64_usize {
        let shade = GRAIN.get(level).copied().unwrap_or(0);
        colours.extend(ground.map(|part| u8::try_from((i16::from(part) + shade).clamp(0, 255)).unwrap_or(part)));
    }
    for ink in INKS.iter().skip(1) {
        for level in 0..=u16::from(FULL) {
            colours.extend(ground.iter().zip(ink).map(|(under, over)| {
                let mixed =
                    (u16::from(*under) * (u16::from(FULL) - level) + u16::from(*over) * level) / u16::from(FULL);
                u8::try_from(mixed).unwrap_or(u8::MAX)
            }));
        }
    }
    colours
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_shrink_or_wrap_until_they_fit() {
        let faces = Faces::load().expect("fonts");
        for (words, width, height) in [
            ("kurz", 400.0, 60.0),
            ("ein etwas längerer Eintrag, der nicht in eine Zeile geht", 400.0, 120.0),
            ("Donaudampfschifffahrtsgesellschaft", 100.0, 30.0),
            ("eine\nzweite\ndritte", 100.0, 60.0),
            ("Погожев Андрей Александрович, 1912", 200.0, 20.0),
            ("", 100.0, 20.0),
        ] {
            let (em, lines) = fit(&faces.italic, words, width, height, 50.0);
            let widest = lines.iter().map(|line| width_em(&faces.italic, line) * em).fold(0.0, f32::max);
            assert!(widest <= width + 0.01, "{words}: {widest} wide");
            assert!(em * (LEADING * (lines.len() - 1) as f32 + 1.2) <= height + 0.01, "{words}: {em} in {height}");
        }
    }

    #[test]
    fn a_sheet_without_an_extent_is_refused() {
        assert!(Sheet::new(0, 10, [0; 3]).is_err());
        assert!(Sheet::new(10, 1_000_000, [0; 3]).is_err());
    }
}
