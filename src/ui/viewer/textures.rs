//! What of the pictures lies in the memory of the graphics: overviews and tiles, the ones used last.
//!
//! Invariant: never more than [`MOST`] textures of at most a tile each, however large the pictures, and at most
//! [`A_FRAME`] of them are handed over in one frame.

use crate::background::{Looked, Overview, Page, Piece, Pixels, Seat, TileAt, Tones};
use eframe::egui::{ColorImage, Context, Rect, TextureFilter, TextureHandle, TextureOptions, Vec2, pos2, vec2};
use std::collections::{BTreeMap, VecDeque};

/// The most textures that are kept: 96 MiB of tiles.
pub(super) const MOST: usize = 96;
/// The most that are handed over in one frame.
const A_FRAME: usize = 4;
/// The most overviews that are kept: two that are seen, and the other sides of them.
const MOST_OVERVIEWS: usize = 4;

/// A picture as it is seen at one of the two places.
pub(super) type Place = (Seat, Page);

/// All of a picture, reduced, in the memory of the graphics.
pub(super) struct Whole {
    /// How its tones are shown.
    pub(super) tones: Tones,
    /// Width and height of the picture in its own pixels.
    pub(super) size: Vec2,
    /// How many pages the file has.
    pub(super) pages: u32,
    /// The pieces with the part of the picture each shows, in fractions.
    pub(super) pieces: Vec<(Rect, TextureHandle)>,
    used: u64,
}

/// A tile, or why there is none.
struct Tile {
    tones: Tones,
    texture: Result<TextureHandle, String>,
    used: u64,
}

/// An overview that is being handed over.
struct Coming {
    place: Place,
    whole: Whole,
    overview_px: (u32, u32),
    waiting: VecDeque<Piece>,
}

/// The textures.
#[derive(Default)]
pub(super) struct Textures {
    wholes: BTreeMap<Place, Whole>,
    tiles: BTreeMap<(Place, TileAt), Tile>,
    coming: Vec<Coming>,
    /// Small copies, seen until the overview is there.
    small: BTreeMap<Place, Result<TextureHandle, Pixels>>,
    waiting: VecDeque<(Place, TileAt, Tones, Pixels)>,
    clock: u64,
}

impl Textures {
    /// An overview came. One of the same picture that is still being handed over is forgotten.
    pub(super) fn take_overview(&mut self, place: Place, tones: Tones, looked: Looked) {
        let Looked { size_px: (width, height), pages, overview: Overview { size_px, pieces } } = looked;
        self.coming.retain(|coming| coming.place.0 != place.0);
        let size = vec2(width as f32, height as f32);
        let whole = Whole { tones, size, pages, pieces: Vec::with_capacity(pieces.len()), used: self.clock };
        self.coming.push(Coming { place, whole, overview_px: size_px, waiting: pieces.into() });
    }

    /// A small copy came.
    pub(super) fn take_small(&mut self, place: Place, pixels: Pixels) {
        self.small.insert(place, Err(pixels));
    }

    /// The small copy of a picture, until there is more of it.
    pub(super) fn small(&self, place: Place) -> Option<&TextureHandle> {
        self.small.get(&place).and_then(|small| small.as_ref().ok())
    }

    /// A tile came, or why there is none.
    pub(super) fn take_tile(&mut self, place: Place, at: TileAt, tones: Tones, pixels: Result<Pixels, String>) {
        if self.has_tile(place, at, tones) {
            return;
        }
        match pixels {
            Ok(pixels) => self.waiting.push_back((place, at, tones, pixels)),
            Err(why) => {
                self.tiles.insert((place, at), Tile { tones, texture: Err(why), used: self.clock });
            }
        }
    }

    /// Hands over what came, not too much of it in one frame. `seen` are the pictures on the screen. Returns whether
    /// more is left for the next frame.
    pub(super) fn hand_over(&mut self, ctx: &Context, seen: &[Place]) -> bool {
        self.clock += 1;
        self.waiting.retain(|(place, ..)| seen.contains(place));
        self.coming.retain(|coming| seen.contains(&coming.place));
        self.small.retain(|place, _| seen.contains(place) && !self.wholes.contains_key(place));
        for small in self.small.values_mut() {
            if let Err(pixels) = small {
                *small = Ok(ctx.load_texture("small copy", image(pixels), TextureOptions::LINEAR));
            }
        }
        let mut left = A_FRAME;
        while left > 0
            && let Some(coming) = self.coming.first_mut()
        {
            if let Some(piece) = coming.waiting.pop_front() {
                left -= 1;
                let (width, height) = (coming.overview_px.0 as f32, coming.overview_px.1 as f32);
                let size = vec2(piece.pixels.width_px as f32 / width, piece.pixels.height_px as f32 / height);
                let corner = pos2(piece.at_px.0 as f32 / width, piece.at_px.1 as f32 / height);
                // an overview may be drawn much smaller than it is
                let options = TextureOptions::LINEAR.with_mipmap_mode(Some(TextureFilter::Linear));
                let texture = ctx.load_texture("overview", image(&piece.pixels), options);
                coming.whole.pieces.push((Rect::from_min_size(corner, size), texture));
            }
            if coming.waiting.is_empty() {
                let Coming { place, whole, .. } = self.coming.remove(0);
                self.wholes.insert(place, whole);
            }
        }
        while left > 0
            && let Some((place, at, tones, pixels)) = self.waiting.pop_front()
        {
            left -= 1;
            let texture = Ok(ctx.load_texture("tile", image(&pixels), TextureOptions::LINEAR));
            self.tiles.insert((place, at), Tile { tones, texture, used: self.clock });
        }
        self.forget(seen);
        !self.coming.is_empty() || !self.waiting.is_empty()
    }

    /// Forgets what was not used for longest.
    fn forget(&mut self, seen: &[Place]) {
        for place in seen {
            if let Some(whole) = self.wholes.get_mut(place) {
                whole.used = self.clock;
            }
        }
        while self.wholes.len() > MOST_OVERVIEWS || self.pieces() > MOST / 2 {
            let unseen = self.wholes.iter().filter(|(place, _)| !seen.contains(place));
            let Some(place) = unseen.min_by_key(|(_, whole)| whole.used).map(|(place, _)| *place) else { break };
            self.wholes.remove(&place);
        }
        while self.tiles.len() + self.pieces() > MOST {
            let Some(key) = self.tiles.iter().min_by_key(|(_, tile)| tile.used).map(|(key, _)| *key) else { break };
            self.tiles.remove(&key);
        }
    }

    fn pieces(&self) -> usize {
        self.wholes.values().map(|whole| whole.pieces.len()).sum()
    }

    /// How many textures there are.
    #[cfg(test)]
    pub(super) fn count(&self) -> usize {
        self.pieces() + self.tiles.len() + self.coming.iter().map(|coming| coming.whole.pieces.len()).sum::<usize>()
    }

    /// The overview of a picture.
    pub(super) fn whole(&self, place: Place) -> Option<&Whole> {
        self.wholes.get(&place)
    }

    /// Whether an overview with these tones is there or being handed over.
    pub(super) fn has_overview(&self, place: Place, tones: Tones) -> bool {
        self.wholes.get(&place).is_some_and(|whole| whole.tones == tones)
            || self.coming.iter().any(|coming| coming.place == place && coming.whole.tones == tones)
    }

    /// Whether a tile with these tones is there, on its way to the graphics, or cannot be had.
    pub(super) fn has_tile(&self, place: Place, at: TileAt, tones: Tones) -> bool {
        self.tiles.get(&(place, at)).is_some_and(|tile| tile.tones == tones)
            || self.waiting.iter().any(|(known, tile, with, _)| (*known, *tile, *with) == (place, at, tones))
    }

    /// The tiles of a picture with these tones that are there, in the order of their levels.
    pub(super) fn tiles(&mut self, place: Place, tones: Tones) -> impl Iterator<Item = (TileAt, &TextureHandle)> {
        let clock = self.clock;
        let first = (place, TileAt { level: 0, column: 0, row: 0 });
        let last = (place, TileAt { level: u8::MAX, column: u32::MAX, row: u32::MAX });
        self.tiles.range_mut(first..=last).filter(move |(_, tile)| tile.tones == tones).filter_map(
            move |((_, at), tile)| {
                tile.used = clock;
                Some((*at, tile.texture.as_ref().ok()?))
            },
        )
    }

    /// Why a part of a picture cannot be shown sharply, when that is so.
    pub(super) fn trouble(&self, place: Place) -> Option<&str> {
        let first = (place, TileAt { level: 0, column: 0, row: 0 });
        let last = (place, TileAt { level: u8::MAX, column: u32::MAX, row: u32::MAX });
        self.tiles.range(first..=last).find_map(|(_, tile)| tile.texture.as_ref().err().map(String::as_str))
    }
}

/// The pixels are solid: nothing has to be multiplied.
fn image(pixels: &Pixels) -> ColorImage {
    ColorImage::from_rgba_premultiplied([pixels.width_px, pixels.height_px], &pixels.rgba)
}

/// Makes a texture of a picture of any size, smaller when the graphics cannot hold it whole.
pub(in crate::ui) fn texture(ctx: &Context, name: &str, pixels: &Pixels) -> TextureHandle {
    let most = ctx.input(|input| input.max_texture_side).max(1);
    let step = pixels.width_px.max(pixels.height_px).div_ceil(most).max(1);
    let whole = ColorImage::from_rgba_unmultiplied([pixels.width_px, pixels.height_px], &pixels.rgba);
    let image = if step == 1 {
        whole
    } else {
        let size = [pixels.width_px / step, pixels.height_px / step];
        let kept = (0..size[1])
            .flat_map(|row| (0..size[0]).map(move |column| (row * step, column * step)))
            .filter_map(|(row, column)| whole.pixels.get(row * pixels.width_px + column).copied())
            .collect();
        ColorImage::new(size, kept)
    };
    ctx.load_texture(name, image, TextureOptions::LINEAR)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Appearance, EntryId};

    fn pixels(side: usize) -> Pixels {
        Pixels { width_px: side, height_px: side, rgba: vec![255; side * side * 4] }
    }

    fn place(seat: Seat) -> Place {
        (seat, Page { attachment: EntryId::fresh(), page: 0 })
    }

    fn looked(pieces: u32) -> Looked {
        let pieces = (0..pieces).map(|at| Piece { at_px: (at * 4, 0), pixels: pixels(4) }).collect();
        Looked { size_px: (400, 40), pages: 1, overview: Overview { size_px: (40, 4), pieces } }
    }

    fn tile(column: u32) -> TileAt {
        TileAt { level: 0, column, row: 0 }
    }

    #[test]
    fn few_textures_are_handed_over_in_a_frame_and_an_overview_comes_whole() {
        let (ctx, place, tones) = (Context::default(), place(Seat::First), Tones::default());
        let mut textures = Textures::default();
        textures.take_overview(place, tones, looked(6));
        textures.take_tile(place, tile(0), tones, Ok(pixels(4)));
        assert!(textures.hand_over(&ctx, &[place]) && textures.whole(place).is_none(), "four of six");
        assert!(textures.has_overview(place, tones) && textures.has_tile(place, tile(0), tones));
        assert!(!textures.hand_over(&ctx, &[place]));
        assert_eq!((textures.whole(place).unwrap().pieces.len(), textures.tiles(place, tones).count()), (6, 1));
        assert!((textures.whole(place).unwrap().pieces[5].0.left() - 0.5).abs() < 1e-6);
    }

    #[test]
    fn the_textures_are_bounded_and_those_in_use_stay() {
        let (ctx, shown, tones) = (Context::default(), place(Seat::First), Tones::default());
        let mut textures = Textures::default();
        for _ in 0..10 {
            textures.take_overview(shown, tones, looked(16));
            while textures.hand_over(&ctx, &[shown]) {}
            let other = place(Seat::Second);
            textures.take_overview(other, tones, looked(16));
            while textures.hand_over(&ctx, &[other]) {}
        }
        for column in 0..500 {
            textures.take_tile(shown, tile(column), tones, Ok(pixels(2)));
            textures.hand_over(&ctx, &[shown]);
            assert!(textures.count() <= MOST, "{}", textures.count());
        }
        assert!(textures.whole(shown).is_some());
        assert!(textures.has_tile(shown, tile(499), tones) && !textures.has_tile(shown, tile(0), tones));
    }

    #[test]
    fn tiles_of_other_tones_are_not_drawn_and_what_is_not_seen_any_more_is_not_handed_over() {
        let (ctx, place, plain) = (Context::default(), place(Seat::First), Tones::default());
        let inverted = Tones::of(&Appearance { inverted: true, ..Appearance::default() });
        let mut textures = Textures::default();
        textures.take_tile(place, tile(0), plain, Ok(pixels(2)));
        textures.hand_over(&ctx, &[place]);
        assert_eq!((textures.tiles(place, plain).count(), textures.tiles(place, inverted).count()), (1, 0));
        assert!(!textures.has_tile(place, tile(0), inverted));
        textures.take_tile(place, tile(1), plain, Ok(pixels(2)));
        assert!(!textures.hand_over(&ctx, &[]));
        assert!(!textures.has_tile(place, tile(1), plain));
        textures.take_tile(place, tile(2), plain, Err("cut off".to_owned()));
        assert!(textures.has_tile(place, tile(2), plain), "it is not asked for again");
        assert_eq!(textures.trouble(place), Some("cut off"));
    }
}
