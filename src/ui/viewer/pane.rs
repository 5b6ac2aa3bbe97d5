//! One picture as it is looked at: which page of it, how it lies and how its tones are, and what is asked for it.

use super::textures::{Place, Textures};
use super::tiles;
use super::turned::{Turned, mirrored, turned_by};
use super::view::{Placed, View, Zoom};
use crate::background::{LookWish, Page, Request, Seat, Store, TileAt, Tones};
use crate::model::{Appearance, Attachment, Channel};
use eframe::egui::{Rect, Vec2, vec2};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// How far beyond the room tiles are wanted, in points: a little of what comes next when the picture is moved.
const AHEAD_PT: f32 = 96.0;
/// Tiles that are kept free for the lens.
const FOR_LENS: usize = 12;

/// What is done to what is seen of a picture. Pictures that are locked do it together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Move {
    /// So many times larger, the point so far from the middle of the room staying where it is.
    Zoom(f32, Vec2),
    /// Moved by so much of the screen.
    Pan(Vec2),
    /// Fitted, or its width.
    Fit(Zoom),
    /// A pixel of the picture is a pixel of the screen, around the point so far from the middle of the room.
    Pixels(Vec2),
    /// As large as the original.
    LifeSize,
}

/// What of the screen has to be known for a move.
#[derive(Clone, Copy, Debug)]
pub(super) struct Screening {
    /// Pixels of the screen for a point.
    pub(super) pixels_per_point: f32,
    /// Pixels of the screen for a millimetre.
    pub(super) px_per_mm: f32,
}

impl Screening {
    /// The screen as somebody has measured it, else as the system takes every screen.
    pub(super) fn of(ctx: &eframe::egui::Context, measured: Option<f32>) -> Self {
        let usual = || super::USUAL_PX_PER_MM * ctx.native_pixels_per_point().unwrap_or(1.0);
        Self { pixels_per_point: ctx.pixels_per_point(), px_per_mm: measured.unwrap_or_else(usual) }
    }
}

/// A picture that is looked at.
pub(super) struct Pane {
    pub(super) seat: Seat,
    /// Its place in the list of pictures.
    pub(super) at: usize,
    /// Its page, counted from 0.
    pub(super) page: u32,
    /// How many pages the file has, as far as that is known.
    pub(super) pages: u32,
    pub(super) view: View,
    pub(super) appearance: Appearance,
    /// Whether a slider of its tones is being dragged.
    pub(super) dragged: bool,
    /// Why it cannot be shown.
    pub(super) failed: Option<String>,
    /// Where its file is.
    pub(super) path: Option<PathBuf>,
    /// Whether the path is shown.
    pub(super) shows_path: bool,
    /// How it lay when it was drawn last.
    pub(super) placed: Option<Placed>,
    /// Tiles that are wanted for what is seen, the most wanted first.
    pub(super) wanted: Vec<TileAt>,
    asked: Option<Page>,
    /// The tones that were asked for, and whether they were those of a slider at rest.
    toned: (Tones, bool),
    /// Tiles that were asked for and did not come yet.
    outstanding: BTreeSet<TileAt>,
}

impl Pane {
    pub(super) fn new(seat: Seat, at: usize, picture: &Attachment) -> Self {
        Self {
            seat,
            at,
            page: 0,
            pages: 1,
            view: View::default(),
            appearance: picture.appearance.unwrap_or_default(),
            dragged: false,
            failed: None,
            path: None,
            shows_path: false,
            placed: None,
            wanted: Vec::new(),
            asked: None,
            toned: (Tones::default(), true),
            outstanding: BTreeSet::new(),
        }
    }

    /// The page of the picture as it is asked for.
    pub(super) fn of(&self, picture: &Attachment) -> Page {
        Page { attachment: picture.id, page: self.page }
    }

    /// The picture as it is kept among the textures.
    pub(super) fn place(&self, picture: &Attachment) -> Place {
        (self.seat, self.of(picture))
    }

    pub(super) fn tones(&self) -> Tones {
        Tones::of(&self.appearance)
    }

    /// Goes to another page.
    pub(super) fn turn_page(&mut self, page: u32) {
        let at_rest = View { middle: None, ..self.view };
        self.page = page;
        self.view = if matches!(self.view.zoom, Zoom::Free(_)) { self.view } else { at_rest };
        self.failed = None;
    }

    /// Width and height of the upright picture: as decoded, else as the catalogue has it.
    pub(super) fn size(&self, picture: &Attachment, textures: &Textures) -> Vec2 {
        let known = textures.whole(self.place(picture)).map(|whole| whole.size);
        known.unwrap_or_else(|| vec2(picture.width_px as f32, picture.height_px as f32)).max(vec2(1.0, 1.0))
    }

    /// How the picture lies in a room.
    pub(super) fn place_in(
        &mut self,
        room: Rect,
        picture: &Attachment,
        textures: &Textures,
        pixels_per_point: f32,
    ) -> Placed {
        let turned = Turned::new(self.size(picture, textures), &self.appearance);
        let placed = self.view.placed(turned, room, pixels_per_point);
        self.placed = Some(placed);
        placed
    }

    /// Moves or enlarges what is seen.
    pub(super) fn make(&mut self, step: Move, picture: &Attachment, screen: Screening) {
        let Some(placed) = self.placed else { return };
        let middle = placed.room.center();
        let ppp = screen.pixels_per_point;
        self.view = match step {
            Move::Zoom(factor, off) => placed.zoomed(factor, middle + off, ppp),
            Move::Pan(by) => placed.moved(self.view, by),
            Move::Fit(zoom) => View { zoom, middle: None },
            Move::Pixels(off) => placed.zoomed_to(1.0 / ppp, middle + off, ppp),
            Move::LifeSize => match resolution(picture) {
                Some(ppi) => placed.zoomed_to(super::view::original_size_zoom(ppi, screen.px_per_mm, ppp), middle, ppp),
                None => self.view,
            },
        };
        // what follows in the same frame goes on from here
        self.placed = Some(self.view.placed(placed.turned, placed.room, ppp));
    }

    /// Turned by quarters; the point in the middle stays there.
    pub(super) fn turn(&mut self, quarters: u8) {
        self.hold_middle();
        self.appearance = turned_by(&self.appearance, quarters);
    }

    /// Mirrored; the point in the middle stays there.
    pub(super) fn mirror(&mut self) {
        self.hold_middle();
        self.appearance = mirrored(&self.appearance);
    }

    fn hold_middle(&mut self) {
        if let (Some(placed), Zoom::Free(_)) = (self.placed, self.view.zoom) {
            self.view.middle = Some(placed.of_screen(placed.room.center()));
        }
    }

    /// The next channel.
    pub(super) fn next_channel(&mut self) {
        let all = Channel::ALL;
        let at = all.iter().position(|known| *known == self.appearance.channel).unwrap_or_default();
        self.appearance.channel = all.get((at + 1) % all.len()).copied().unwrap_or_default();
    }

    /// Says which tiles are wanted for what is seen, and for the lens before all others. At most `most`.
    pub(super) fn want(
        &mut self,
        lens: Option<&Placed>,
        picture: &Attachment,
        textures: &Textures,
        most: usize,
        ppp: f32,
    ) {
        let (place, tones) = (self.place(picture), self.tones());
        self.wanted.clear();
        let Some(placed) = self.placed else { return };
        let missing = |at: &TileAt| !textures.has_tile(place, *at, tones);
        if let Some(lens) = lens {
            self.wanted.extend(seen(lens, lens.room, FOR_LENS, ppp).into_iter().filter(missing));
        }
        let most = most.saturating_sub(if lens.is_some() { FOR_LENS } else { 0 });
        for at in seen(&placed, placed.room.expand(AHEAD_PT), most, ppp).into_iter().filter(missing) {
            if !self.wanted.contains(&at) {
                self.wanted.push(at);
            }
        }
    }

    /// Asks for what is missing. `hidden` says that nothing of the picture may be seen.
    pub(super) fn ask(&mut self, picture: &Attachment, hidden: bool, textures: &Textures, store: &Store) {
        let (seat, of, tones, settled) = (self.seat, self.of(picture), self.tones(), !self.dragged);
        let place = self.place(picture);
        let send = |wish: LookWish| store.send(Request::Look { seat, wish });
        if hidden {
            self.leave(store);
            return;
        }
        if self.asked != Some(of) {
            let overview = !textures.has_overview(place, tones);
            send(LookWish::Look { attachment: Box::new(picture.clone()), page: self.page, tones, overview });
            self.asked = Some(of);
            self.toned = (tones, true);
            self.outstanding.clear();
        } else if self.toned.0 != tones || (settled && !self.toned.1) {
            send(LookWish::Tones { of, tones, settled });
            self.toned = (tones, settled);
            self.outstanding.clear();
        }
        let is_sharp = textures.whole(place).is_some_and(|whole| whole.tones == tones);
        // while a slider is dragged its tiles would be old before they came
        if !is_sharp || self.dragged || self.failed.is_some() {
            return;
        }
        let wanted: BTreeSet<TileAt> = self.wanted.iter().copied().collect();
        if wanted != self.outstanding {
            send(LookWish::Tiles { of, wanted: self.wanted.clone() });
            self.outstanding = wanted;
        }
    }

    /// Asks for nothing any more.
    pub(super) fn leave(&mut self, store: &Store) {
        if self.asked.take().is_some() {
            store.send(Request::Look { seat: self.seat, wish: LookWish::Away });
            self.outstanding.clear();
        }
    }

    /// A tile came.
    pub(super) fn came(&mut self, at: TileAt) {
        self.outstanding.remove(&at);
        self.wanted.retain(|wanted| *wanted != at);
    }
}

/// The tiles for what is seen through a window.
fn seen(placed: &Placed, through: Rect, most: usize, pixels_per_point: f32) -> Vec<TileAt> {
    let (picture, part) = (placed.turned.picture(), placed.part_seen(through));
    let reduction = placed.reduction(pixels_per_point);
    let Some(level) = tiles::affordable_level(picture, part, reduction, most) else { return Vec::new() };
    tiles::tiles_of(picture, part, part.center(), level)
}

/// The resolution of a picture in pixels per inch, when its file says one that can be.
pub(super) fn resolution(picture: &Attachment) -> Option<f64> {
    picture.ppi.filter(|ppi| (1.0..=100_000.0).contains(ppi))
}
