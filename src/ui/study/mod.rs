//! The screens on which sources are weighed: disagreements, history, access, glossary. One covers lists and page at a
//! time; each keeps its own state in a folder of its own.

pub mod closing;
pub mod glossary;
pub mod judging;
pub mod past;
mod route;

use super::action::Action;
use crate::background::{Answer, Store};
use crate::model::EntryId;
use closing::{ClosingAction, ClosingState};
use eframe::egui::{Context, Key, Modifiers, Popup, Ui};
use glossary::{GlossaryAction, GlossaryState};
use judging::{JudgingAction, JudgingState};
use past::{PastAction, PastState};

/// One of the screens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// Where sources disagree.
    Judging,
    /// What was done, and how it was.
    Past,
    /// Who may see what.
    Closing,
    /// Words that need a gloss.
    Glossary,
}

/// What a screen may know of the rest of the window.
#[derive(Clone, Copy, Debug)]
pub struct StudyView<'a> {
    /// Whether the catalogue can be changed.
    pub can_write: bool,
    /// The name acts are written under.
    pub author: &'a str,
}

/// What a screen wants.
#[derive(Debug)]
pub enum StudyAction {
    /// Open a screen.
    Open(Screen),
    /// Back to lists and page.
    Back,
    /// Show the page of this entry.
    Show(EntryId),
    /// Of the disagreements.
    Judging(JudgingAction),
    /// Of the history.
    Past(PastAction),
    /// Of access.
    Closing(ClosingAction),
    /// Of the glossary.
    Glossary(GlossaryAction),
}

impl StudyAction {
    /// Whether it writes, so that the author's name must be known first.
    pub fn writes(&self) -> bool {
        match self {
            Self::Open(_) | Self::Back | Self::Show(_) => false,
            Self::Judging(action) => action.writes(),
            Self::Past(action) => action.writes(),
            Self::Closing(action) => action.writes(),
            Self::Glossary(action) => action.writes(),
        }
    }
}

/// What the screens keep between frames.
#[derive(Debug, Default)]
pub struct StudyState {
    open: Option<Screen>,
    judging: JudgingState,
    past: PastState,
    closing: ClosingState,
    glossary: GlossaryState,
    was_typing: bool,
}

impl StudyState {
    /// Whether one of them covers lists and page.
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Whether this one does.
    pub fn shows(&self, screen: Screen) -> bool {
        self.open == Some(screen)
    }

    /// Whether a question is open, so that the window's keys are not heard.
    pub fn has_dialog(&self) -> bool {
        match self.open {
            Some(Screen::Judging) => self.judging.has_dialog(),
            Some(Screen::Past) => self.past.has_dialog(),
            Some(Screen::Closing) => self.closing.has_dialog(),
            Some(Screen::Glossary) => self.glossary.has_dialog(),
            None => false,
        }
    }

    /// Whether the window's keys are not heard: a question is open, or somebody types in the form of a judgement.
    pub fn keeps_keys(&self, is_typing: bool) -> bool {
        let is_form = self.open == Some(Screen::Judging) && !self.judging.has_question();
        self.has_dialog() && (is_typing || !is_form)
    }

    /// Whether nothing is on its way: for tests.
    pub fn is_quiet(&self) -> bool {
        self.judging.is_quiet() && self.past.is_quiet() && self.closing.is_quiet() && self.glossary.is_quiet()
    }

    fn open(&mut self, screen: Screen, store: &Store) {
        self.open = Some(screen);
        match screen {
            Screen::Judging => self.judging.open(store),
            Screen::Past => self.past.open(store),
            Screen::Closing => self.closing.open(store),
            Screen::Glossary => self.glossary.open(store),
        }
    }

    /// Takes an answer of the catalogue's thread. Each screen reads again, while it is open, what was written.
    pub fn answer(&mut self, answer: &Answer, store: &Store) {
        if matches!(answer, Answer::Opened(_) | Answer::Closed) {
            *self = Self::default();
        }
        self.judging.answer(answer, self.open == Some(Screen::Judging), store);
        self.past.answer(answer, self.open == Some(Screen::Past), store);
        self.closing.answer(answer, self.open == Some(Screen::Closing), store);
        self.glossary.answer(answer, self.open == Some(Screen::Glossary), store);
    }

    /// The keys of a screen, before those of the window.
    fn keys(&mut self, ctx: &Context) -> Vec<Action> {
        let typing = ctx.text_edit_focused();
        let was_typing = std::mem::replace(&mut self.was_typing, typing);
        if self.open == Some(Screen::Judging) {
            self.judging.hear(ctx);
        }
        if !self.is_open() || self.has_dialog() || typing || was_typing || Popup::is_any_open(ctx) {
            return Vec::new();
        }
        let left = ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
        if left && self.open == Some(Screen::Past) && self.past.step_back() {
            // from how it was back to the acts
            return Vec::new();
        }
        if left { vec![Action::Study(StudyAction::Back)] } else { Vec::new() }
    }
}

/// Draws the open screen over the whole area of lists and page.
pub fn screen_ui(ui: &mut Ui, view: &StudyView<'_>, state: &mut StudyState, actions: &mut Vec<Action>) {
    match state.open {
        Some(Screen::Judging) => judging::screen_ui(ui, view, &mut state.judging, actions),
        Some(Screen::Past) => past::screen_ui(ui, view, &mut state.past, actions),
        Some(Screen::Closing) => closing::screen_ui(ui, view, &mut state.closing, actions),
        Some(Screen::Glossary) => glossary::screen_ui(ui, view, &mut state.glossary, actions),
        None => {}
    }
}
