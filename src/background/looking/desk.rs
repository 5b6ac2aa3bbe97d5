//! What one thread that looks has before it: a picture, what is owed of it, and what of it is decoded already.

use super::{Looked, Overview, Page, Seat, TileAt, cut};
use crate::background::answer::{Answer, Pixels};
use crate::background::job::guarded;
use crate::background::tones::{self, Tones};
use crate::catalogue::small_copy;
use crate::error::{Error, Result};
use crate::media::{self, Decoder};
use crate::model::Attachment;
use std::path::{Path, PathBuf};

/// Tiles kept as they were decoded, so that other tones need no second decoding: 16 MiB.
const TILES_KEPT: usize = 16;
/// The longer side of a small copy in pixels, at most.
const SMALL_SIDE_PX: u32 = crate::catalogue::SMALL_COPY_PX;

/// Who decodes.
pub(super) trait Decodes {
    /// The small copy in a catalogue's folder, when there is one.
    fn small(&self, folder: &Path, attachment: &Attachment) -> Result<Option<Pixels>>;
    /// Width and height, upright, and the number of pages.
    fn look(&self, path: &Path, page: u32) -> Result<((u32, u32), u32)>;
    /// All of it, reduced.
    fn pixels(&self, path: &Path, page: u32, max_side_px: u32) -> Result<Pixels>;
    /// A tile.
    fn tile(&self, path: &Path, page: u32, at: TileAt) -> Result<Pixels>;
}

impl Decodes for Decoder {
    fn small(&self, folder: &Path, attachment: &Attachment) -> Result<Option<Pixels>> {
        let Some(path) = small_copy(folder, attachment)? else { return Ok(None) };
        // a catalogue made to deceive may have anything in the place of a small copy
        Ok(Some(solid(Self::pixels(self, &path, 0, SMALL_SIDE_PX)?)))
    }

    fn look(&self, path: &Path, page: u32) -> Result<((u32, u32), u32)> {
        let looked = Self::look(self, path, page)?;
        Ok(((looked.width_px, looked.height_px), looked.pages))
    }

    fn pixels(&self, path: &Path, page: u32, max_side_px: u32) -> Result<Pixels> {
        Ok(solid(Self::pixels(self, path, page, max_side_px)?))
    }

    fn tile(&self, path: &Path, page: u32, at: TileAt) -> Result<Pixels> {
        Ok(solid(Self::tile(self, path, page, at.level, at.column, at.row)?))
    }
}

fn solid(mut read: media::Pixels) -> Pixels {
    tones::on_paper(&mut read.rgba);
    Pixels { width_px: read.width as usize, height_px: read.height as usize, rgba: read.rgba }
}

/// What is owed of the overview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Owed {
    Nothing,
    /// Half of it is enough: a slider is being dragged.
    Half,
    Whole,
}

/// A picture that is looked at.
pub(super) struct Picture {
    of: Page,
    path: PathBuf,
    tones: Tones,
    /// Where its small copy is, until that was looked for.
    small: Option<(PathBuf, Box<Attachment>)>,
    owed: Owed,
    known: Option<((u32, u32), u32)>,
    overview: Option<Pixels>,
    half: Option<Pixels>,
    wanted: Vec<TileAt>,
    tiles: Vec<(TileAt, Pixels)>,
}

impl Picture {
    pub(super) fn new(of: Page, path: PathBuf, tones: Tones, overview: bool) -> Self {
        let owed = if overview { Owed::Whole } else { Owed::Nothing };
        Self {
            of,
            path,
            tones,
            small: None,
            owed,
            known: None,
            overview: None,
            half: None,
            wanted: Vec::new(),
            tiles: Vec::new(),
        }
    }

    /// Its small copy is wanted before all else.
    pub(super) fn glance_at(&mut self, folder: &Path, attachment: &Attachment) {
        self.small = Some((folder.to_owned(), Box::new(attachment.clone())));
    }

    fn overview(&mut self, by: &impl Decodes) -> Result<Looked> {
        let (size_px, pages) = match self.known {
            Some(known) => known,
            None => *self.known.insert(by.look(&self.path, self.of.page)?),
        };
        let whole = match &mut self.overview {
            Some(whole) => whole,
            none => none.insert(by.pixels(&self.path, self.of.page, super::OVERVIEW_PX)?),
        };
        let shown =
            if self.owed == Owed::Half { self.half.get_or_insert_with(|| cut::halved(whole)) } else { &mut *whole };
        let side = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let overview_px = (side(shown.width_px), side(shown.height_px));
        let mut pieces = cut::pieces(shown);
        for piece in &mut pieces {
            self.tones.apply(&mut piece.pixels.rgba);
        }
        Ok(Looked { size_px, pages, overview: Overview { size_px: overview_px, pieces } })
    }

    fn tile(&mut self, at: TileAt, by: &impl Decodes) -> Result<Pixels> {
        let known = self.tiles.iter().position(|(known, _)| *known == at);
        let (at, raw) = match known {
            Some(known) => self.tiles.remove(known),
            None => (at, by.tile(&self.path, self.of.page, at)?),
        };
        let mut shown = raw.clone();
        // the one used last stands last
        self.tiles.push((at, raw));
        if self.tiles.len() > TILES_KEPT {
            self.tiles.remove(0);
        }
        self.tones.apply(&mut shown.rgba);
        Ok(shown)
    }
}

/// What a thread has before it.
#[derive(Default)]
pub(super) struct Desk {
    picture: Option<Picture>,
}

impl Desk {
    pub(super) fn look(&mut self, picture: Picture) {
        if let Some(known) = self.picture.as_mut().filter(|known| known.of == picture.of) {
            known.tones = picture.tones;
            known.owed = picture.owed;
            known.small = picture.small;
            known.wanted.clear();
        } else {
            self.picture = Some(picture);
        }
    }

    fn of(&mut self, of: Page) -> Option<&mut Picture> {
        self.picture.as_mut().filter(|picture| picture.of == of)
    }

    pub(super) fn tone(&mut self, of: Page, tones: Tones, settled: bool) {
        if let Some(picture) = self.of(of) {
            picture.tones = tones;
            picture.owed = if settled { Owed::Whole } else { Owed::Half };
            picture.wanted.clear();
        }
    }

    pub(super) fn want(&mut self, of: Page, mut wanted: Vec<TileAt>) {
        if let Some(picture) = self.of(of) {
            wanted.reverse();
            picture.wanted = wanted;
        }
    }

    pub(super) fn looked_at(&self) -> Option<Page> {
        self.picture.as_ref().map(|picture| picture.of)
    }

    pub(super) fn has_work(&self) -> bool {
        self.picture.as_ref().is_some_and(|picture| picture.owed != Owed::Nothing || !picture.wanted.is_empty())
    }

    /// One thing that is owed: the small copy first, then the overview.
    pub(super) fn work(&mut self, seat: Seat, by: &impl Decodes) -> Option<Answer> {
        let picture = self.picture.as_mut()?;
        let (of, tones) = (picture.of, picture.tones);
        if let Some((folder, attachment)) = picture.small.take() {
            // without one the overview has to be waited for
            let mut pixels = guarded(|| by.small(&folder, &attachment)).ok().flatten()?;
            tones.apply(&mut pixels.rgba);
            return Some(Answer::Glanced { seat, of, tones, pixels });
        }
        if picture.owed == Owed::Nothing {
            let at = picture.wanted.pop()?;
            let pixels = guarded(|| picture.tile(at, by));
            // broken off, because nobody looks any more
            let is_told = !matches!(pixels, Err(Error::Cancelled));
            return is_told.then_some(Answer::Tile { seat, of, tones, at, pixels });
        }
        let looked = guarded(|| picture.overview(by));
        picture.owed = Owed::Nothing;
        if looked.is_err() {
            picture.wanted.clear();
        }
        let is_told = !matches!(looked, Err(Error::Cancelled));
        is_told.then_some(Answer::Looked { seat, of, tones, path: picture.path.clone(), looked })
    }
}
