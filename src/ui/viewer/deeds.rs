//! What keys and buttons do to the pictures that are looked at.

use super::keys::Deed;
use super::pane::{Move, Pane, Screening};
use super::view::Zoom;
use super::{Lens, Screen, ViewerAction, ViewerState};
use crate::background::{Seat, Store, Write};
use crate::model::{Appearance, EntryId, Role};
use crate::ui::action::Action;
use eframe::egui::Vec2;

/// One press of + or −.
const STEP: f32 = 1.25;
/// A key of the lens held longer than this is let go to put the lens away.
const HELD_SECONDS: f64 = 0.35;

impl Screen {
    /// Does what a key or a button says, at a time in seconds.
    pub(super) fn act(&mut self, deed: Deed, screen: Screening, time: f64, read_only: bool, actions: &mut Vec<Action>) {
        let (seat, at) = (self.active().seat, self.active().at);
        match deed {
            Deed::Before => self.go_to(seat, at.saturating_sub(1), read_only, actions),
            Deed::After => self.go_to(seat, at + 1, read_only, actions),
            Deed::First => self.go_to(seat, 0, read_only, actions),
            Deed::Last => self.go_to(seat, self.pictures.len().saturating_sub(1), read_only, actions),
            Deed::OtherSide => {
                if let Some(other) = self.other_side(at) {
                    self.go_to(seat, other, read_only, actions);
                }
            }
            Deed::PageBefore | Deed::PageAfter => {}
            Deed::Fit => self.make(seat, Move::Fit(Zoom::Fit), screen),
            Deed::Width => self.make(seat, Move::Fit(Zoom::Width), screen),
            Deed::Pixels => self.make(seat, Move::Pixels(Vec2::ZERO), screen),
            Deed::LifeSize => self.make(seat, Move::LifeSize, screen),
            Deed::Larger => self.make(seat, Move::Zoom(STEP, Vec2::ZERO), screen),
            Deed::Smaller => self.make(seat, Move::Zoom(1.0 / STEP, Vec2::ZERO), screen),
            Deed::TurnLeft => self.active_mut().turn(3),
            Deed::TurnRight => self.active_mut().turn(1),
            Deed::Mirror => self.active_mut().mirror(),
            Deed::Tones => self.strip = !self.strip,
            Deed::Invert => {
                let appearance = &mut self.active_mut().appearance;
                appearance.inverted = !appearance.inverted;
            }
            Deed::Channel => self.active_mut().next_channel(),
            Deed::Plain => self.active_mut().appearance = Appearance::default(),
            Deed::Compare => self.compare(read_only, actions),
            Deed::OtherPane => {
                if self.second.is_some() {
                    self.active = if self.active == Seat::First { Seat::Second } else { Seat::First };
                    self.takes_keyboard = true;
                }
            }
            Deed::Lock => self.locked = !self.locked,
            Deed::Lens => self.lens = if self.lens == Lens::Off { Lens::Held(time) } else { Lens::Off },
            Deed::Seen => self.seen = if self.seen.is_some() { None } else { Some(super::seen::Seen::default()) },
            Deed::Close if self.seen.as_mut().is_some_and(super::seen::Seen::stop_drawing) => {}
            Deed::Close => self.close(read_only, actions),
        }
    }

    /// The key of the lens was let go.
    pub(super) fn release_lens(&mut self, time: f64) {
        if let Lens::Held(since) = self.lens {
            self.lens = if time - since > HELD_SECONDS { Lens::Off } else { Lens::On };
        }
    }

    /// Goes to another page of the file, which has so many.
    pub(super) fn turn_page(&mut self, forth: bool, pages: u32) {
        let shown = self.active_mut();
        let page = if forth { shown.page + 1 } else { shown.page.saturating_sub(1) };
        if page < pages && page != shown.page {
            shown.turn_page(page);
        }
    }

    /// Moves or enlarges a picture, and the other one when they are locked.
    pub(super) fn make(&mut self, seat: Seat, step: Move, screen: Screening) {
        let Self { pictures, first, second, locked, .. } = self;
        for pane in std::iter::once(first).chain(second) {
            if (pane.seat == seat || *locked)
                && let Some(picture) = pictures.get(pane.at)
            {
                pane.make(step, picture, screen);
            }
        }
    }

    /// The other side of the card a picture belongs to.
    pub(super) fn other_side(&self, at: usize) -> Option<usize> {
        let picture = self.pictures.get(at)?;
        let other = match picture.role {
            Role::Front => Role::Back,
            Role::Back => Role::Front,
            _ => return None,
        };
        self.pictures.iter().position(|known| known.entry == picture.entry && known.role == other)
    }

    /// Whether there is anything to compare a picture with.
    pub(super) fn can_compare(&self) -> bool {
        self.pictures.len() > 1
    }

    /// A second picture beside the first, or the first alone again.
    fn compare(&mut self, read_only: bool, actions: &mut Vec<Action>) {
        if self.second.is_some() {
            self.keep(Seat::Second, read_only, actions);
            self.second = None;
            self.active = Seat::First;
        } else if self.can_compare() {
            let at = self.first.at;
            let beside = if at + 1 < self.pictures.len() { at + 1 } else { at.saturating_sub(1) };
            let other = self.other_side(at).unwrap_or(beside);
            if let Some(picture) = self.pictures.get(other) {
                let mut pane = Pane::new(Seat::Second, other, picture);
                pane.view.zoom = match self.first.view.zoom {
                    Zoom::Free(_) => Zoom::Fit,
                    fitted => fitted,
                };
                self.second = Some(pane);
                self.first.view = super::view::View { zoom: Zoom::Fit, middle: None };
            }
        }
    }

    /// Leaves the viewer.
    pub(super) fn close(&mut self, read_only: bool, actions: &mut Vec<Action>) {
        self.keep(Seat::First, read_only, actions);
        self.keep(Seat::Second, read_only, actions);
        actions.push(Action::Viewer(ViewerAction::Close));
    }
}

impl ViewerState {
    /// Does what a view of the viewer asked for.
    pub fn dispatch(&mut self, action: ViewerAction, read_only: bool, store: &Store) {
        match action {
            ViewerAction::Open(opening) => self.open(*opening),
            ViewerAction::Close => {
                self.flush(read_only, store);
                self.close(store);
            }
            ViewerAction::Keep { picture, appearance } => write(picture, appearance, store),
            ViewerAction::Seen(wish) => {
                let picture = self.screen.as_ref().and_then(|screen| screen.active_picture());
                let token = super::seen::write(*wish, picture, store);
                if let Some(seen) = self.screen.as_mut().and_then(|screen| screen.seen.as_mut()) {
                    seen.wrote(token);
                }
            }
            // the window remembers it
            ViewerAction::Measured(_) => {}
        }
    }
}

/// Writes how a picture is looked at.
pub(super) fn write(picture: EntryId, appearance: Option<Appearance>, store: &Store) {
    let fields = vec![("appearance", serde_json::json!(appearance))];
    store.write(Write::Set { entry: picture, fields, reason: String::new() });
}
