//! Decoded pixels, and what is done with them once they are small: turned upright, cut out, laid on white.

use super::Refusal;
use super::colour::cmyk_to_rgb;

/// What the bytes of a pixel are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channels {
    /// One byte of brightness.
    Grey,
    /// Red, green, blue.
    Rgb,
    /// Red, green, blue and opacity, which is not multiplied in.
    Rgba,
    /// Four inks, 0 none to 255 full.
    Cmyk,
}

impl Channels {
    /// Bytes of one pixel.
    pub fn bytes(self) -> usize {
        match self {
            Self::Grey => 1,
            Self::Rgb => 3,
            Self::Rgba | Self::Cmyk => 4,
        }
    }
}

/// A picture with eight bits a channel, rows from top to bottom without gaps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raster {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// What the bytes are.
    pub channels: Channels,
    /// `width × height` times the bytes of a pixel.
    pub bytes: Vec<u8>,
}

/// A box of pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub x: u32,
    pub y: u32,
    pub width: u32,
    pub height: u32,
}

impl Area {
    pub fn whole((width, height): (u32, u32)) -> Self {
        Self { x: 0, y: 0, width, height }
    }
}

/// Bytes of so many pixels.
pub(super) fn bytes_of(width: u32, height: u32, channels: Channels) -> u64 {
    u64::from(width).saturating_mul(u64::from(height)).saturating_mul(channels.bytes() as u64)
}

impl Raster {
    /// Fails when there are more or fewer bytes than the size says.
    pub(super) fn new(width: u32, height: u32, channels: Channels, bytes: Vec<u8>) -> Result<Self, Refusal> {
        if bytes.len() as u64 == bytes_of(width, height, channels) {
            Ok(Self { width, height, channels, bytes })
        } else {
            Err(Refusal::why("its picture data is damaged: there are not as many pixels as it says"))
        }
    }

    pub(super) fn row_bytes(&self) -> usize {
        self.width as usize * self.channels.bytes()
    }

    /// The rows from top to bottom.
    pub(super) fn rows(&self) -> impl Iterator<Item = &[u8]> {
        self.bytes.chunks_exact(self.row_bytes().max(1))
    }

    /// The part of each row of `area` that lies in it; `area` is cut to the picture.
    pub(super) fn rows_of(&self, area: Area) -> impl Iterator<Item = &[u8]> {
        let pixel = self.channels.bytes();
        let from = area.x.min(self.width) as usize * pixel;
        let to = area.x.saturating_add(area.width).min(self.width) as usize * pixel;
        self.rows()
            .skip(area.y as usize)
            .take(area.height as usize)
            .map(move |row| row.get(from..to).unwrap_or_default())
    }

    /// Cut to a size, or its last column and row repeated up to it: for a copy that is a pixel smaller than it should.
    #[must_use]
    pub(super) fn with_size(self, (width, height): (u32, u32)) -> Self {
        if (self.width, self.height) == (width, height) || self.bytes.is_empty() {
            return self;
        }
        let pixel = self.channels.bytes();
        let row_bytes = width as usize * pixel;
        let mut bytes = Vec::with_capacity(row_bytes * height as usize);
        let last = self.height.saturating_sub(1);
        for y in 0..height {
            for row in self.rows_of(Area { x: 0, y: y.min(last), width, height: 1 }) {
                bytes.extend_from_slice(row);
                let end = row.get(row.len() - pixel..).unwrap_or_default();
                (row.len()..row_bytes).step_by(pixel).for_each(|_| bytes.extend_from_slice(end));
            }
        }
        Self { width, height, channels: self.channels, bytes }
    }

    /// Turned and mirrored as EXIF says: 1 (not at all) to 8.
    #[must_use]
    pub(super) fn turned(self, orientation: u8) -> Self {
        match self.channels {
            Channels::Grey => self.turned_by::<1>(orientation),
            Channels::Rgb => self.turned_by::<3>(orientation),
            Channels::Rgba | Channels::Cmyk => self.turned_by::<4>(orientation),
        }
    }

    fn turned_by<const N: usize>(mut self, orientation: u8) -> Self {
        if !(2..=8).contains(&orientation) || self.bytes.is_empty() {
            return self;
        }
        if orientation >= 5 {
            let (pixels, _) = self.bytes.as_chunks::<N>();
            self.bytes = transposed(pixels, self.width as usize).concat();
            (self.width, self.height) = (self.height, self.width);
        }
        // 5 to 8 are 1 to 4 after the transposition, but for the order
        let (mirrored, upside_down) = match orientation {
            2 | 6 => (true, false),
            3 | 7 => (true, true),
            4 | 8 => (false, true),
            _ => (false, false),
        };
        let width = self.width as usize;
        let (pixels, _) = self.bytes.as_chunks_mut::<N>();
        if mirrored && upside_down {
            pixels.reverse();
        } else if mirrored {
            pixels.chunks_exact_mut(width).for_each(<[[u8; N]]>::reverse);
        } else if upside_down {
            let mut rows = pixels.chunks_exact_mut(width);
            while let (Some(top), Some(bottom)) = (rows.next(), rows.next_back()) {
                top.swap_with_slice(bottom);
            }
        }
        self
    }

    /// Red, green, blue and opacity.
    pub(super) fn into_rgba(self) -> Vec<u8> {
        match self.channels {
            Channels::Rgba => self.bytes,
            Channels::Grey => self.bytes.iter().flat_map(|grey| [*grey, *grey, *grey, 255]).collect(),
            Channels::Rgb => {
                let (pixels, _) = self.bytes.as_chunks::<3>();
                pixels.iter().flat_map(|[red, green, blue]| [*red, *green, *blue, 255]).collect()
            }
            Channels::Cmyk => self.inks_to_rgb().into_rgba(),
        }
    }

    /// What shows through is white, like paper.
    #[must_use]
    pub(super) fn on_white(self) -> Self {
        if self.channels != Channels::Rgba {
            return self;
        }
        let (pixels, _) = self.bytes.as_chunks::<4>();
        let bytes = pixels
            .iter()
            .flat_map(|[red, green, blue, opacity]| {
                [*red, *green, *blue].map(|value| {
                    let (value, opacity) = (u16::from(value), u16::from(*opacity));
                    u8::try_from((value * opacity + 255 * (255 - opacity) + 127) / 255).unwrap_or(255)
                })
            })
            .collect();
        Self { channels: Channels::Rgb, bytes, ..self }
    }

    /// Inks as colours when no profile says how they look.
    #[must_use]
    pub(super) fn inks_to_rgb(self) -> Self {
        cmyk_to_rgb(self)
    }
}

/// Columns become rows.
fn transposed<const N: usize>(pixels: &[[u8; N]], width: usize) -> Vec<[u8; N]> {
    /// Pixels are gathered from so many rows at a time, so that what was read stays near.
    const BLOCK: usize = 32;
    let height = pixels.len() / width.max(1);
    let mut turned = vec![[0; N]; pixels.len()];
    for (block, rows) in pixels.chunks(width * BLOCK).enumerate() {
        for (x, column) in turned.chunks_exact_mut(height).enumerate() {
            let place = column.iter_mut().skip(block * BLOCK);
            for (place, row) in place.zip(rows.chunks_exact(width)) {
                if let Some(pixel) = row.get(x) {
                    *place = *pixel;
                }
            }
        }
    }
    turned
}
