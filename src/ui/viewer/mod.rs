//! The viewer: one picture, however large, or two side by side, sharp where one looks; turned, brighter, under a lens.
//! It has the window to itself.
//!
//! Invariant: the master is never touched. How a picture is looked at is an [`Appearance`] of its attachment, written
//! once, when one goes on to another picture or leaves. Nothing here decodes, and nothing grows with the picture.

mod answers;
mod bar;
mod canvas;
mod deeds;
mod foot;
mod icons;
mod instead;
mod keys;
mod pane;
mod route;
mod ruler;
mod seen;
mod strip;
mod textures;
mod tiles;
mod turned;
mod view;

pub use keys::{HELD, Line, TABLE};
pub use seen::SeenWish;
pub(in crate::ui) use textures::texture;
pub use turned::Turned;
pub use view::Placed;

use super::action::Action;
use super::theme;
use crate::background::{Seat, Store};
use crate::model::{Appearance, Attachment, EntryId};
use eframe::egui::{self, CentralPanel, Frame, Margin, Panel, Ui};
use pane::{Pane, Screening};
use ruler::Ruler;
use std::collections::BTreeSet;
use textures::Textures;

/// The longest side of the copies of pictures that are drawn on pages, in pixels.
pub(in crate::ui) const MAX_SIDE_PX: u32 = 4096;
/// The pixels a millimetre of a screen nobody has measured: 96 an inch.
const USUAL_PX_PER_MM: f32 = 96.0 / 25.4;

/// What the viewer may know of the rest of the window.
#[derive(Clone, Copy, Debug)]
pub struct ViewerView {
    /// Whether nothing can be changed.
    pub read_only: bool,
    /// Pixels of the screen for a millimetre, when somebody has measured it.
    pub px_per_mm: Option<f32>,
    /// Whether a dialog of the window has the keyboard.
    pub in_dialog: bool,
}

/// The pictures that are to be looked at.
#[derive(Clone, Debug)]
pub struct Opening {
    pictures: Vec<Attachment>,
    at: usize,
    uncovered: BTreeSet<EntryId>,
    specimen: bool,
}

impl Opening {
    /// The pictures of an entry or of a list, and which of them is seen first.
    pub fn new(pictures: Vec<Attachment>, at: usize) -> Self {
        Self { pictures, at, uncovered: BTreeSet::new(), specimen: false }
    }

    /// Pictures that somebody has asked to see although they should not be shown unasked.
    #[must_use]
    pub fn uncovered(mut self, pictures: impl IntoIterator<Item = EntryId>) -> Self {
        self.uncovered.extend(pictures);
        self
    }

    /// They belong to a card that is a drawn specimen.
    #[must_use]
    pub fn of_specimen(mut self, specimen: bool) -> Self {
        self.specimen = specimen;
        self
    }
}

/// What the viewer wants.
#[derive(Debug)]
pub enum ViewerAction {
    /// Look at pictures.
    Open(Box<Opening>),
    /// Leave the viewer.
    Close,
    /// Remember how a picture is looked at; as it is when there is none.
    Keep {
        /// The picture.
        picture: EntryId,
        /// How.
        appearance: Option<Appearance>,
    },
    /// Write who is seen on the picture.
    Seen(Box<SeenWish>),
    /// The screen was measured: so many of its pixels are a millimetre.
    Measured(f32),
}

impl ViewerAction {
    /// Whether it writes, so that the author's name must be known first.
    pub fn writes(&self) -> bool {
        matches!(self, Self::Keep { .. } | Self::Seen(_))
    }
}

/// The lens.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Lens {
    #[default]
    Off,
    On,
    /// The key is held since then: let go soon it stays, let go late it goes.
    Held(f64),
}

/// The viewer while it is open.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own, and none excludes another")]
struct Screen {
    pictures: Vec<Attachment>,
    uncovered: BTreeSet<EntryId>,
    specimen: bool,
    first: Pane,
    second: Option<Pane>,
    /// The picture that keys and tools are for.
    active: Seat,
    /// Whether two pictures are moved and enlarged together.
    locked: bool,
    /// The share of the first of two pictures.
    share: f32,
    strip: bool,
    lens: Lens,
    /// Whether only the picture is seen, on the whole screen.
    bare: bool,
    was_full: bool,
    ruler: Option<Ruler>,
    /// Who is seen, while the panel is open.
    seen: Option<seen::Seen>,
    /// Whether the picture takes the keyboard with the next frame.
    takes_keyboard: bool,
}

/// What the viewer keeps between frames.
#[derive(Default)]
pub struct ViewerState {
    screen: Option<Box<Screen>>,
    textures: Textures,
    /// What stays for the next time: the strip of tones, the lock.
    habits: Habits,
}

/// What is kept from one look to the next.
#[derive(Clone, Copy, Debug)]
struct Habits {
    strip: bool,
    locked: bool,
    share: f32,
}

impl Default for Habits {
    fn default() -> Self {
        Self { strip: false, locked: true, share: 0.5 }
    }
}

impl std::fmt::Debug for ViewerState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ViewerState").field("is_open", &self.is_open()).finish_non_exhaustive()
    }
}

impl Screen {
    fn new(opening: Opening, habits: Habits) -> Option<Self> {
        let Opening { pictures, at, uncovered, specimen } = opening;
        let at = at.min(pictures.len().checked_sub(1)?);
        let first = Pane::new(Seat::First, at, pictures.get(at)?);
        Some(Self {
            pictures,
            uncovered,
            specimen,
            first,
            second: None,
            active: Seat::First,
            locked: habits.locked,
            share: habits.share,
            strip: habits.strip,
            lens: Lens::Off,
            bare: false,
            was_full: false,
            ruler: None,
            seen: None,
            takes_keyboard: true,
        })
    }

    /// The picture that keys and tools are for.
    fn active(&self) -> &Pane {
        self.second.as_ref().filter(|_| self.active == Seat::Second).unwrap_or(&self.first)
    }

    fn active_mut(&mut self) -> &mut Pane {
        match &mut self.second {
            Some(second) if self.active == Seat::Second => second,
            _ => &mut self.first,
        }
    }

    fn pane(&mut self, seat: Seat) -> Option<&mut Pane> {
        match seat {
            Seat::First => Some(&mut self.first),
            Seat::Second => self.second.as_mut(),
        }
    }

    fn panes(&self) -> impl Iterator<Item = &Pane> {
        std::iter::once(&self.first).chain(&self.second)
    }

    fn panes_mut(&mut self) -> impl Iterator<Item = &mut Pane> {
        std::iter::once(&mut self.first).chain(&mut self.second)
    }

    /// The picture of a pane. There is always one: the list never changes while it is looked at.
    fn picture(&self, pane: &Pane) -> Option<&Attachment> {
        self.pictures.get(pane.at)
    }

    fn active_picture(&self) -> Option<&Attachment> {
        self.picture(self.active())
    }

    /// The pictures on the screen, without those that are covered.
    fn seen(&self) -> Vec<textures::Place> {
        let pictures = self.panes().filter_map(|pane| Some((pane, self.picture(pane)?)));
        pictures.filter(|(_, picture)| !self.is_covered(picture)).map(|(pane, picture)| pane.place(picture)).collect()
    }

    /// Whether a picture is covered until somebody asks to see it.
    fn is_covered(&self, picture: &Attachment) -> bool {
        !picture.content_note.is_empty() && !self.uncovered.contains(&picture.id)
    }

    /// Goes to another picture of the list.
    fn go_to(&mut self, seat: Seat, at: usize, read_only: bool, actions: &mut Vec<Action>) {
        let known = self.panes().find(|pane| pane.seat == seat).map(|pane| pane.at);
        if known == Some(at) {
            return;
        }
        let Some(picture) = self.pictures.get(at) else { return };
        let mut pane = Pane::new(seat, at, picture);
        self.keep(seat, read_only, actions);
        if let Some(before) = self.pane(seat) {
            // how it was fitted is a habit; where in the picture one looked is not
            if !matches!(before.view.zoom, view::Zoom::Free(_)) {
                pane.view.zoom = before.view.zoom;
            }
            pane.placed = before.placed;
            *before = pane;
        }
    }

    /// Remembers how a picture is looked at, when that was changed.
    fn keep(&mut self, seat: Seat, read_only: bool, actions: &mut Vec<Action>) {
        let Some((at, appearance)) = self.pane(seat).map(|pane| (pane.at, pane.appearance)) else { return };
        let Some(picture) = self.pictures.get_mut(at) else { return };
        if picture.appearance.unwrap_or_default() == appearance {
            return;
        }
        let appearance = Some(appearance).filter(|appearance| *appearance != Appearance::default());
        picture.appearance = appearance;
        if !read_only {
            actions.push(Action::Viewer(ViewerAction::Keep { picture: picture.id, appearance }));
        }
    }
}

impl ViewerState {
    /// Whether a picture is looked at.
    pub fn is_open(&self) -> bool {
        self.screen.is_some()
    }

    /// Whether only the picture is to be seen, without any bar.
    pub fn is_bare(&self) -> bool {
        self.screen.as_ref().is_some_and(|screen| screen.bare)
    }

    /// Whether a question of its own is open.
    pub fn has_dialog(&self) -> bool {
        self.screen.as_ref().is_some_and(|screen| screen.ruler.is_some())
    }

    /// Looks at pictures. Without any, nothing happens.
    pub fn open(&mut self, opening: Opening) {
        self.screen = Screen::new(opening, self.habits).map(Box::new);
    }

    /// How the picture lies on the screen that keys and tools are for, with its id: for whatever is drawn upon it.
    pub fn placed(&self) -> Option<(EntryId, Placed)> {
        let screen = self.screen.as_ref()?;
        let picture = screen.active_picture().filter(|picture| !screen.is_covered(picture))?;
        Some((picture.id, screen.active().placed?))
    }

    /// What is to be remembered is written without asking anybody: the program ends, or the catalogue is left.
    pub fn flush(&mut self, read_only: bool, store: &Store) {
        let mut actions = Vec::new();
        if let Some(screen) = &mut self.screen {
            screen.keep(Seat::First, read_only, &mut actions);
            screen.keep(Seat::Second, read_only, &mut actions);
        }
        for action in actions {
            if let Action::Viewer(ViewerAction::Keep { picture, appearance }) = action {
                deeds::write(picture, appearance, store);
            }
        }
    }

    /// Leaves the viewer; nothing of its pictures stays in memory.
    fn close(&mut self, store: &Store) {
        if let Some(mut screen) = self.screen.take() {
            screen.panes_mut().for_each(|pane| pane.leave(store));
            self.habits = Habits { strip: screen.strip, locked: screen.locked, share: screen.share };
        }
        self.textures = Textures::default();
    }

    /// Asks for what the frame that was just drawn lacked; to be called after each.
    pub fn mind(&mut self, store: &Store) {
        let Some(screen) = &mut self.screen else { return };
        if let (Some(picture), Some(seen)) = (screen.active_picture().map(|picture| picture.id), &mut screen.seen) {
            seen.mind(picture, store);
        }
        let Screen { pictures, uncovered, first, second, .. } = screen.as_mut();
        for pane in std::iter::once(first).chain(second) {
            let Some(picture) = pictures.get(pane.at) else { continue };
            let hidden = !picture.content_note.is_empty() && !uncovered.contains(&picture.id);
            pane.ask(picture, hidden, &self.textures, store);
        }
    }
}

/// Draws the viewer over the whole area of lists and page.
pub fn screen_ui(ui: &mut Ui, view: &ViewerView, state: &mut ViewerState, actions: &mut Vec<Action>) {
    let Some(mut screen) = state.screen.take() else { return };
    let colours = theme::palette(ui);
    let screening = Screening::of(ui.ctx(), view.px_per_mm);
    // no more than a few textures in one frame: the next one takes the rest
    if state.textures.hand_over(ui.ctx(), &screen.seen()) {
        ui.ctx().request_repaint();
    }
    if !screen.bare {
        let frame = Frame::new().fill(colours.shelf).inner_margin(Margin {
            top: 4,
            bottom: 8,
            ..Margin::symmetric(theme::PANEL_MARGIN, 0)
        });
        Panel::top("viewer bar").frame(frame).show(ui, |ui| bar::bar_ui(ui, &mut screen, screening, view, actions));
        let frame = Frame::new().fill(colours.shelf).inner_margin(Margin::symmetric(theme::PANEL_MARGIN, 5));
        Panel::bottom("viewer foot").frame(frame).show(ui, |ui| foot::foot_ui(ui, &mut screen, &state.textures, view));
    }
    if screen.strip {
        let frame = Frame::new().fill(colours.sheet).inner_margin(Margin::same(theme::PANEL_MARGIN));
        let panel = Panel::right("viewer tones").resizable(false).exact_size(strip::WIDTH_PT);
        panel.frame(frame).show(ui, |ui| strip::strip_ui(ui, &mut screen));
    }
    if screen.seen.is_some() && !screen.bare {
        let frame = Frame::new().fill(colours.sheet).inner_margin(Margin::same(theme::PANEL_MARGIN));
        let panel = Panel::right("viewer seen").resizable(false).exact_size(seen::WIDTH_PT);
        panel.frame(frame).show(ui, |ui| seen::panel_ui(ui, &mut screen, view.read_only, actions));
    }
    let ground = if screen.bare { egui::Color32::BLACK } else { colours.ground };
    CentralPanel::default().frame(Frame::new().fill(ground)).show(ui, |ui| {
        canvas::canvases_ui(ui, &mut screen, &mut state.textures, screening, (view, actions));
    });
    if !view.in_dialog {
        ruler::ruler_ui(ui, &mut screen, screening, actions);
    }
    state.screen = Some(screen);
}
