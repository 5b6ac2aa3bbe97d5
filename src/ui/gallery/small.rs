//! The small pictures of a gallery in the memory of the graphics: those on the screen and near it.
//!
//! Invariant: never more than [`MOST`] of them, and at most [`A_FRAME`] of at most [`A_FRAME_PX`] pixels are handed over in
//! one frame. What came for a place that was scrolled away is forgotten.

use super::cell::Hung;
use crate::background::{Answer, Pixels, Request, SmallWish, Store};
use crate::error::Error;
use crate::i18n::tr;
use crate::model::{Appearance, EntryId};
use eframe::egui::{ColorImage, Context, TextureHandle, TextureOptions};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// The most textures that are kept.
const MOST: usize = 600;
/// The most that are handed over in one frame.
const A_FRAME: usize = 24;
/// The most pixels that are handed over in one frame.
const A_FRAME_PX: usize = 1_200_000;

/// What a small picture was made for.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Made {
    side_px: u32,
    covered: bool,
    appearance: Option<Appearance>,
}

enum Shown {
    Texture(TextureHandle),
    Why(String),
}

struct Kept {
    shown: Shown,
    made: Made,
    used: u64,
}

/// What can be drawn of a picture.
pub(super) enum Small<'a> {
    /// Nothing yet.
    Waiting,
    /// The picture, perhaps in another size until the right one comes.
    Ready(&'a TextureHandle),
    /// It cannot be shown, and why.
    Failed(&'a str),
}

/// The small pictures.
#[derive(Default)]
pub(super) struct SmallPictures {
    kept: BTreeMap<EntryId, Kept>,
    /// Wished for and not here yet, with what they are to be like.
    wished: BTreeMap<EntryId, Made>,
    /// Those of them of which is known that they cannot be shown.
    known_unshown: BTreeSet<EntryId>,
    /// Here, and not handed over yet.
    arrived: VecDeque<(EntryId, Made, Pixels)>,
    clock: u64,
}

impl SmallPictures {
    /// What can be drawn of a picture that is covered or not.
    pub(super) fn get(&mut self, id: EntryId, covered: bool) -> Small<'_> {
        self.clock += 1;
        let clock = self.clock;
        match self.kept.get_mut(&id) {
            // one that may be recognised is never drawn where it should not be
            Some(kept) if kept.made.covered || !covered => {
                kept.used = clock;
                match &kept.shown {
                    Shown::Texture(_) if kept.made.covered && !covered => Small::Waiting,
                    Shown::Texture(texture) => Small::Ready(texture),
                    Shown::Why(why) => Small::Failed(why),
                }
            }
            _ => Small::Waiting,
        }
    }

    /// Wishes for these pictures, the most wanted first, and for no others.
    pub(super) fn want<'a>(&mut self, wanted: impl Iterator<Item = (&'a Hung, bool)>, side_px: u32, store: &Store) {
        let mut missing = Vec::new();
        let mut wished = BTreeMap::new();
        for (hung, covered) in wanted {
            let id = hung.picture.id;
            let made = Made { side_px, covered, appearance: hung.picture.appearance };
            let is_here = self.kept.get(&id).is_some_and(|kept| kept.made == made)
                || self.arrived.iter().any(|(arrived, as_made, _)| *arrived == id && *as_made == made);
            if !is_here && wished.insert(id, made).is_none() {
                missing.push((hung, covered));
            }
        }
        if wished == self.wished {
            return;
        }
        self.wished = wished;
        let unshown = missing.iter().filter(|(hung, _)| hung.why_unshown.is_some());
        self.known_unshown = unshown.map(|(hung, _)| hung.picture.id).collect();
        let wanted = missing.into_iter().map(|(hung, covered)| SmallWish {
            attachment: Box::new(hung.picture.clone()),
            side_px,
            covered,
            was_unshown: hung.why_unshown.is_some(),
        });
        store.send(Request::SmallPictures { wanted: wanted.collect() });
    }

    /// Takes a picture in; says whether it turned out not to be shown.
    pub(super) fn take(&mut self, answer: Answer) -> bool {
        let Answer::Small { attachment, side_px, covered, appearance, pixels } = answer else { return false };
        let made = Made { side_px, covered, appearance };
        if self.wished.get(&attachment) != Some(&made) {
            return false;
        }
        self.wished.remove(&attachment);
        match pixels {
            Ok(pixels) => {
                self.arrived.push_back((attachment, made, pixels));
                false
            }
            Err(error) => {
                let (why, is_noted) = match error {
                    Error::NotViewable { why, .. } => (why, true),
                    Error::File { source, .. } if source.kind() == std::io::ErrorKind::NotFound => {
                        (tr("gallery-missing"), false)
                    }
                    other => (other.to_string(), false),
                };
                self.clock += 1;
                self.kept.insert(attachment, Kept { shown: Shown::Why(why), made, used: self.clock });
                is_noted && !self.known_unshown.contains(&attachment)
            }
        }
    }

    /// Hands some of what arrived over to the graphics, those first that are seen; the rest waits for the next frame.
    pub(super) fn hand_over(&mut self, ctx: &Context, near: &BTreeSet<EntryId>) {
        self.arrived.retain(|(id, ..)| near.contains(id));
        let mut left_px = A_FRAME_PX;
        for _ in 0..A_FRAME {
            let Some((id, made, pixels)) = self.arrived.pop_front() else { break };
            left_px = left_px.saturating_sub(pixels.width_px * pixels.height_px);
            // small copies are opaque
            let image = ColorImage::from_rgba_premultiplied([pixels.width_px, pixels.height_px], &pixels.rgba);
            let texture = ctx.load_texture("gallery", image, TextureOptions::LINEAR);
            self.clock += 1;
            self.kept.insert(id, Kept { shown: Shown::Texture(texture), made, used: self.clock });
            if left_px == 0 {
                break;
            }
        }
        if !self.arrived.is_empty() {
            ctx.request_repaint();
        }
        self.forget_some();
    }

    /// The textures used longest ago give way.
    fn forget_some(&mut self) {
        if self.kept.len() > MOST {
            let mut ages: Vec<u64> = self.kept.values().map(|kept| kept.used).collect();
            ages.sort_unstable();
            // a few at once, so that it is not to be done with every picture
            let oldest = ages.get(self.kept.len() - MOST * 9 / 10).copied().unwrap_or(0);
            self.kept.retain(|_, kept| kept.used > oldest);
        }
    }

    /// Wishes for nothing any more, and keeps nothing.
    pub(super) fn clear(&mut self, store: &Store) {
        *self = Self { clock: self.clock, ..Self::default() };
        store.send(Request::SmallPictures { wanted: Vec::new() });
    }

    /// Whether something of a picture can be drawn.
    pub(super) fn has(&self, id: EntryId) -> bool {
        self.kept.contains_key(&id)
    }

    /// How many textures there are.
    pub(super) fn len(&self) -> usize {
        self.kept.len()
    }
}
