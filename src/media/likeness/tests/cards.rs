//! Drawn file cards: the same printed form, other handwriting, scanned in many ways.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "places within pictures of a few thousand pixels"
)]

use super::super::super::raster::{Channels, Raster};
use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{PixelType, Resizer};

/// Numbers between 0 and 1 that are the same on every run.
pub struct Draws(pub u64);

impl Draws {
    pub fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        f64::from(u32::try_from(self.0 >> 32).unwrap()) / f64::from(u32::MAX)
    }

    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.next()
    }

    fn index(&mut self, count: usize) -> usize {
        ((self.next() * count as f64) as usize).min(count - 1)
    }
}

/// A line in the coordinates of a card that is 1 wide; how thick it is, and how dark: 0 to 1.
#[derive(Clone, Copy)]
struct Stroke {
    from: [f64; 2],
    to: [f64; 2],
    thick: f64,
    dark: f64,
}

const HEIGHT: f64 = 0.705;

/// A card: strokes, and how dark the paper is where (stains).
#[derive(Clone)]
pub struct Card {
    strokes: Vec<Stroke>,
    stains: Vec<[f64; 4]>,
}

/// How it is scanned.
#[derive(Clone, Copy, Debug)]
pub struct Scan {
    pub width_px: f64,
    pub turn_degrees: f64,
    pub size: f64,
    /// In parts of the card's width.
    pub shift: [f64; 2],
    pub brightness: f64,
    pub contrast: f64,
    pub noise: f64,
    /// 0 for none.
    pub jpeg_quality: u8,
    pub seed: u64,
}

impl Scan {
    pub fn plain(seed: u64) -> Self {
        Self {
            width_px: 640.0,
            turn_degrees: 0.0,
            size: 1.0,
            shift: [0.0; 2],
            brightness: 0.0,
            contrast: 1.0,
            noise: 3.0,
            jpeg_quality: 0,
            seed,
        }
    }

    /// Somewhere in the range in which rescans have to be found.
    pub fn again(seed: u64) -> Self {
        let mut draws = Draws(seed.wrapping_mul(77_777).wrapping_add(5));
        draws.next();
        Self {
            width_px: draws.between(540.0, 900.0),
            turn_degrees: draws.between(-0.7, 0.7),
            size: draws.between(0.98, 1.02),
            shift: [draws.between(-0.01, 0.01), draws.between(-0.01, 0.01)],
            brightness: draws.between(-38.0, 38.0),
            contrast: draws.between(0.85, 1.15),
            noise: draws.between(0.0, 6.0),
            jpeg_quality: [0, 30, 50, 70, 90][draws.index(5)],
            seed,
        }
    }
}

/// A printed form: frame, boxes, labels. `kind` chooses which form.
fn form(kind: u64) -> Vec<Stroke> {
    let mut draws = Draws(kind.wrapping_mul(991).wrapping_add(3));
    let mut strokes = Vec::new();
    let mut line = |from: [f64; 2], to: [f64; 2], thick: f64| strokes.push(Stroke { from, to, thick, dark: 0.75 });
    let (left, right, top, bottom) = (0.03, 0.97, 0.03, HEIGHT - 0.03);
    for (from, to) in [
        ([left, top], [right, top]),
        ([left, bottom], [right, bottom]),
        ([left, top], [left, bottom]),
        ([right, top], [right, bottom]),
    ] {
        line(from, to, 0.002);
    }
    let rows = 9;
    let mut labels = Vec::new();
    for row in 0..rows {
        let y = top + (bottom - top) * f64::from(row) / f64::from(rows);
        line([left, y], [right, y], 0.0012);
        let mut x = left;
        loop {
            let next = x + draws.between(0.15, 0.4);
            labels.push([x + 0.008, y + 0.012]);
            if next > right - 0.1 {
                break;
            }
            line([next, y], [next, y + (bottom - top) / f64::from(rows)], 0.0012);
            x = next;
        }
    }
    for [x, y] in labels {
        let letters = 4 + draws.index(10);
        for letter in 0..letters {
            let at = x + letter as f64 * 0.007;
            for _ in 0..3 {
                let from = [at + draws.between(0.0, 0.005), y + draws.between(0.0, 0.009)];
                let to = [at + draws.between(0.0, 0.005), y + draws.between(0.0, 0.009)];
                strokes.push(Stroke { from, to, thick: 0.001, dark: 0.7 });
            }
        }
    }
    strokes
}

impl Card {
    /// A card of form `kind` filled in by hand: `filled` of its lines.
    pub fn new(kind: u64, seed: u64, filled: f64) -> Self {
        let mut card = Self { strokes: form(kind), stains: Vec::new() };
        let mut draws = Draws(seed.wrapping_mul(0x9E37_79B9).wrapping_add(11));
        draws.next();
        for row in 0..9 {
            for column in 0..3 {
                if draws.next() > filled {
                    continue;
                }
                let mut x = 0.05 + 0.31 * f64::from(column) + draws.between(0.0, 0.05);
                let y = 0.03 + (HEIGHT - 0.06) * (f64::from(row) + 0.68) / 9.0 + draws.between(-0.006, 0.006);
                let end = x + draws.between(0.08, 0.26);
                let mut from = [x, y];
                let dark = draws.between(0.5, 0.85);
                while x < end {
                    x += draws.between(-0.002, 0.009);
                    let to = [x, y + draws.between(-0.016, 0.014)];
                    if draws.next() > 0.12 {
                        card.strokes.push(Stroke { from, to, thick: 0.0016, dark });
                    }
                    from = to;
                }
            }
        }
        for _ in 0..4 {
            card.stains.push([draws.next(), draws.next() * HEIGHT, draws.between(0.03, 0.2), draws.between(0.0, 20.0)]);
        }
        card
    }

    /// The picture a scanner makes of it, and of that the small copy.
    pub fn scanned(&self, scan: &Scan) -> Raster {
        let width = scan.width_px;
        let (columns, rows) = (width as usize, (width * HEIGHT) as usize);
        let mut paper = vec![0.0_f64; columns * rows];
        let (sin, cos) = scan.turn_degrees.to_radians().sin_cos();
        let place = |[x, y]: [f64; 2]| {
            let (x, y) = ((x - 0.5) * scan.size, (y - HEIGHT / 2.0) * scan.size);
            [
                (x * cos - y * sin + 0.5 + scan.shift[0]) * width - 0.5,
                (x * sin + y * cos + HEIGHT / 2.0 + scan.shift[1]) * width - 0.5,
            ]
        };
        for stroke in &self.strokes {
            let (from, to) = (place(stroke.from), place(stroke.to));
            let half = stroke.thick * width * scan.size / 2.0;
            let reach = half + 1.0;
            let low = |axis: usize| (from[axis].min(to[axis]) - reach).floor().max(0.0) as usize;
            let high =
                |axis: usize, most: usize| ((from[axis].max(to[axis]) + reach).ceil().max(0.0) as usize).min(most);
            let along = [to[0] - from[0], to[1] - from[1]];
            let length = (along[0] * along[0] + along[1] * along[1]).max(1e-9);
            for y in low(1)..high(1, rows) {
                for x in low(0)..high(0, columns) {
                    let (dx, dy) = (x as f64 - from[0], y as f64 - from[1]);
                    let part = ((dx * along[0] + dy * along[1]) / length).clamp(0.0, 1.0);
                    let away = (dx - part * along[0]).hypot(dy - part * along[1]);
                    let cover = (half + 0.5 - away).clamp(0.0, 1.0).min(2.0 * half) * stroke.dark;
                    let ink = &mut paper[y * columns + x];
                    *ink = ink.max(cover);
                }
            }
        }
        let mut draws = Draws(scan.seed);
        // a stain is darkest in its middle; along the rows and along the columns by itself
        let bell = |count: usize, middle: f64, size: f64| -> Vec<f64> {
            (0..count).map(|place| (-((place as f64 - middle) / size).powi(2)).exp()).collect()
        };
        let stains: Vec<_> = self
            .stains
            .iter()
            .map(|[x, y, size, dark]| {
                let [x, y] = place([*x, *y]);
                (bell(columns, x, size * width), bell(rows, y, size * width), *dark)
            })
            .collect();
        let bytes: Vec<u8> = (0..columns * rows)
            .map(|index| {
                let (x, y) = (index % columns, index / columns);
                let stain: f64 = stains.iter().map(|(across, down, dark)| dark * across[x] * down[y]).sum();
                let light = (225.0 - stain) * (1.0 - paper[index]) + 30.0 * paper[index];
                let noise = (draws.next() + draws.next() - 1.0) * scan.noise * 1.7;
                ((light - 128.0) * scan.contrast + 128.0 + scan.brightness + noise).round().clamp(0.0, 255.0) as u8
            })
            .collect();
        let bytes = if scan.jpeg_quality > 0 { as_jpeg(&bytes, columns, rows, scan.jpeg_quality) } else { bytes };
        small(&bytes, columns as u32, rows as u32)
    }
}

fn as_jpeg(bytes: &[u8], columns: usize, rows: usize, quality: u8) -> Vec<u8> {
    let mut jpeg = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut jpeg, quality)
        .encode(bytes, columns as u32, rows as u32, image::ExtendedColorType::L8)
        .unwrap();
    image::load_from_memory_with_format(&jpeg, image::ImageFormat::Jpeg).unwrap().into_luma8().into_raw()
}

fn small(bytes: &[u8], width: u32, height: u32) -> Raster {
    let source = ImageRef::new(width, height, bytes, PixelType::U8).unwrap();
    let mut target = Image::new(512, (height * 512 + width / 2) / width, PixelType::U8);
    Resizer::new().resize(&source, &mut target, None).unwrap();
    Raster { width: 512, height: target.height(), channels: Channels::Grey, bytes: target.into_vec() }
}
