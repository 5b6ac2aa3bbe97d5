//! The gallery: every picture of the catalogue, small, in rows; narrowed, chosen, looked at large, attached.
//!
//! Invariant: nothing here waits, reads a file or decodes. The ids of all pictures are known, what stands under the few
//! on the screen is asked for, and their small copies come from other threads: until then a quiet place of the same size
//! is drawn. A picture with a content note is blurred beyond recognition until somebody asks to see it.

mod ask;
mod bar;
mod cell;
mod deeds;
mod foot;
mod grid;
mod layout;
mod news;
mod route;
mod selection;
mod small;

pub use grid::KEYS;

use super::action::Action;
use super::theme;
use crate::background::{Store, Token};
use crate::catalogue::{Alike, Arrangement, Belonging, GalleryQuery, Showing};
use crate::model::{EntryId, HoldingUnit, Role, Stage};
use ask::Asking;
use cell::Hung;
use eframe::egui::{self, CentralPanel, Frame, Margin, Panel, Ui};
use selection::Selection;
use small::SmallPictures;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// Pictures whose words are kept.
const MOST_HUNG: usize = 2000;
/// Pictures that are handed to the viewer at once, around the one that is looked at.
const MOST_LOOKED_AT: usize = 1000;

/// What the gallery may know of the rest of the window.
#[derive(Clone, Copy, Debug)]
pub struct GalleryView<'a> {
    /// Whether nothing can be changed.
    pub read_only: bool,
    /// Fonds, series and files.
    pub units: &'a [HoldingUnit],
    /// What an undo would take back, in words.
    pub undo: Option<&'a str>,
    /// Whether a dialog of the window has the keyboard.
    pub in_dialog: bool,
}

/// What the gallery is to be narrowed to when it is opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Narrowed {
    /// What lies in this unit or under it.
    pub unit: Option<EntryId>,
    /// Cards that are so far.
    pub stage: Option<Stage>,
    /// What these words find.
    pub words: String,
    /// What they belong to.
    pub belonging: Belonging,
}

/// What the gallery wants.
#[derive(Debug)]
pub enum GalleryAction {
    /// Leave it.
    Close,
    /// Show pictures that these words find.
    Words(String),
    /// Show only some.
    Show(Showing),
    /// The newest first, or by entry.
    Newest(bool),
    /// Show pictures of all units and queues.
    Widen,
    /// Draw pictures of this size.
    Size(usize),
    /// See the picture at this place large.
    Look(usize),
    /// Show this one, although it is covered.
    Uncover(EntryId),
    /// The page of what this one belongs to, or its own.
    Page(EntryId),
    /// Ask what the chosen ones are to be attached to.
    AskEntry,
    /// Ask why the chosen ones are to be covered.
    AskCover,
    /// Do this to the chosen ones.
    Arrange(Arrangement),
    /// The question is closed.
    CloseAsk,
}

impl GalleryAction {
    /// Whether it writes, so that the author's name must be known first.
    pub fn writes(&self) -> bool {
        matches!(self, Self::Arrange(_))
    }
}

/// Whether a change takes pictures to another place in the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Moving {
    /// They stand elsewhere then: what was chosen is dealt with.
    Away,
    /// They stay where they are, and chosen.
    No,
}

/// What the gallery keeps between frames, also while something else is seen.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own, and none excludes another")]
pub struct GalleryState {
    is_open: bool,
    query: GalleryQuery,
    /// What stands in the field of words.
    words: String,
    order: Option<Arc<[EntryId]>>,
    alike: Vec<Alike>,
    asked: Option<Token>,
    /// Whether something was written since that may have changed it.
    is_behind: bool,
    /// Whether another list is shown, so that its beginning is worth showing.
    is_new: bool,
    hung: BTreeMap<EntryId, Hung>,
    asked_hung: Option<(Token, BTreeSet<EntryId>)>,
    /// Counts the readings of the order: what was hung in an earlier one is asked for again.
    reading: u64,
    small: SmallPictures,
    selection: Selection,
    uncovered: BTreeSet<EntryId>,
    asking: Option<Asking>,
    /// Counts questions, so that each has fields of its own.
    questions: u64,
    /// Pictures that are read for the viewer, and the one to be seen first.
    looking: Option<(Token, EntryId)>,
    /// The places on the screen.
    visible: Range<usize>,
    view: grid::ViewState,
    /// Changes of pictures that are not answered yet.
    arranging: BTreeMap<Token, Moving>,
    takes_keyboard: bool,
    takes_words: bool,
}

impl std::fmt::Debug for GalleryState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("GalleryState").field("is_open", &self.is_open).finish_non_exhaustive()
    }
}

impl GalleryState {
    /// Whether the gallery has the window.
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// Whether a question is open, so that the window's keys are not heard.
    pub fn has_dialog(&self) -> bool {
        self.asking.is_some()
    }

    /// Whether everything it shows is here: for tests, which wait for it.
    pub fn is_quiet(&self) -> bool {
        !self.is_open || (self.asked.is_none() && !self.is_behind && self.asked_hung.is_none())
    }

    /// How many small pictures are in memory: for tests.
    pub fn pictures_kept(&self) -> usize {
        self.small.len()
    }

    /// How many pictures on the screen are not drawn yet: for tests and measurements.
    pub fn waiting(&self) -> usize {
        let order = self.order();
        let seen = order.get(self.visible.clone()).unwrap_or_default();
        seen.iter().filter(|id| !self.small.has(**id)).count()
    }

    fn order(&self) -> Arc<[EntryId]> {
        self.order.clone().unwrap_or_default()
    }

    /// Whether a picture is covered until somebody asks to see it. One of which nothing is known yet is.
    fn is_covered(&self, hung: &Hung) -> bool {
        !hung.picture.content_note.is_empty() && !self.uncovered.contains(&hung.picture.id)
    }

    /// How many pictures would be shown so.
    fn count(&self, showing: Showing) -> u64 {
        self.alike.iter().filter(|alike| showing.shows(alike)).map(|alike| alike.count).sum()
    }

    /// Whether it shows all pictures there are.
    fn is_wide(&self) -> bool {
        let GalleryQuery { unit, stage, words, showing, newest_first: _ } = &self.query;
        unit.is_none() && stage.is_none() && words.trim().is_empty() && *showing == Showing::default()
    }

    /// What all the chosen pictures show, when that is one thing and known.
    fn common_role(&self) -> Option<Role> {
        let mut roles = self.hung.values().filter(|hung| self.selection.has(hung.picture.id));
        let first = roles.next()?.picture.role;
        roles.all(|hung| hung.picture.role == first).then_some(first)
    }

    /// Whether one of the chosen pictures belongs to something, as far as is known.
    fn some_attached(&self) -> bool {
        let mut known = self.hung.values().filter(|hung| self.selection.has(hung.picture.id)).peekable();
        known.peek().is_none() || known.any(|hung| hung.picture.is_attached())
    }
}

/// Draws the gallery over the whole area of lists and page.
pub fn screen_ui(ui: &mut Ui, view: &GalleryView<'_>, state: &mut GalleryState, actions: &mut Vec<Action>) {
    let colours = theme::palette(ui);
    let bar = Frame::new().fill(colours.shelf).inner_margin(Margin {
        top: 4,
        bottom: 8,
        ..Margin::symmetric(theme::PANEL_MARGIN, 0)
    });
    Panel::top("gallery bar").frame(bar).show(ui, |ui| bar::bar_ui(ui, view, state, actions));
    let foot = Frame::new().fill(colours.shelf).inner_margin(Margin::symmetric(theme::PANEL_MARGIN, 5));
    Panel::bottom("gallery foot").frame(foot).show(ui, |ui| foot::foot_ui(ui, view, state, actions));
    let ground = Frame::new().fill(colours.ground).inner_margin(Margin {
        left: theme::PANEL_MARGIN,
        right: 4,
        top: 6,
        bottom: 0,
    });
    CentralPanel::default().frame(ground).show(ui, |ui| match state.order.as_ref().map(|order| order.len()) {
        None => {}
        Some(0) => bar::nothing_ui(ui, view, state, actions),
        Some(_) => grid::grid_ui(ui, view, state, actions),
    });
    ask::ask_ui(&ui.ctx().clone(), view, state, actions);
}

/// The wishes that follow from what is seen; to be called after each frame.
impl GalleryState {
    /// Asks for what is on the screen and not here, and hands over to the graphics what has come.
    pub fn mind(&mut self, ctx: &egui::Context, store: &Store) {
        if !self.is_open {
            return;
        }
        if self.is_behind && self.asked.is_none() {
            self.ask(store);
        }
        if let Some(asking) = &mut self.asking {
            asking.mind(store);
        }
        let order = self.order();
        let near = self.near(order.len());
        let ids = order.get(near.clone()).unwrap_or_default();
        self.want_words(ids, store);
        let seen = order.get(self.visible.clone()).unwrap_or_default();
        let side_px = self.side_px(ctx);
        let mut small = std::mem::take(&mut self.small);
        let wanted = seen.iter().chain(ids).filter_map(|id| self.hung.get(id));
        small.want(wanted.map(|hung| (hung, self.is_covered(hung))), side_px, store);
        let near: BTreeSet<EntryId> = ids.iter().copied().collect();
        small.hand_over(ctx, &near);
        self.small = small;
    }

    /// What is on the screen and half a screen around it.
    fn near(&self, count: usize) -> Range<usize> {
        let more = self.visible.len() / 2;
        self.visible.start.saturating_sub(more).min(count)..(self.visible.end + more).min(count)
    }

    /// Asks for what stands under pictures, one request at a time: while somebody flings, most of it is gone by before it
    /// would come.
    fn want_words(&mut self, near: &[EntryId], store: &Store) {
        if self.asked_hung.is_some() || self.asked.is_some() {
            return;
        }
        let is_old = |id: &&EntryId| self.hung.get(id).is_none_or(|hung| hung.reading != self.reading);
        let ids: Vec<EntryId> = near.iter().filter(is_old).copied().collect();
        if ids.is_empty() {
            return;
        }
        let token = store.token();
        self.asked_hung = Some((token, ids.iter().copied().collect()));
        store.send(crate::background::Request::HungPictures { ids, token });
    }

    /// The longer side of small pictures in pixels of the screen.
    fn side_px(&self, ctx: &egui::Context) -> u32 {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few hundred pixels")]
        let side = (self.view.side() * ctx.pixels_per_point()).ceil() as u32;
        side.clamp(1, 512)
    }
}
