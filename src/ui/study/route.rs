//! The window and the screens on which sources are weighed: opening them, and what menus and keys mean meanwhile.

use super::{Screen, StudyAction};
use crate::ui::action::Action;
use crate::ui::app::App;
use crate::ui::command::Command;
use eframe::egui::Context;

/// The screen a command opens.
const fn screen_of(command: Command) -> Option<Screen> {
    match command {
        Command::Disagreements => Some(Screen::Judging),
        Command::History => Some(Screen::Past),
        Command::Access => Some(Screen::Closing),
        Command::Glossary => Some(Screen::Glossary),
        _ => None,
    }
}

impl App {
    /// Opens a screen. What is typed on the page is written first.
    pub(in crate::ui) fn open_study(&mut self, screen: Screen) {
        self.page.flush(&self.store);
        self.study.past.beside(self.page.label());
        self.study.open(screen, &self.store);
    }

    /// Whether a command is done while a screen is open. One that shows something else leaves it first, and one that
    /// would change the hidden page is not done.
    pub(in crate::ui) fn passes_study(&mut self, command: Command) -> bool {
        let Some(open) = self.study.open else { return true };
        match screen_of(command) {
            Some(screen) if screen == open => {
                self.leave_study();
                false
            }
            Some(_) => true,
            None if command.is_of_page() => false,
            None => {
                if command.shows_elsewhere() {
                    self.leave_study();
                }
                true
            }
        }
    }

    /// Leaves the screen; what lies under it may have changed.
    fn leave_study(&mut self) {
        if self.study.open.take().is_some() {
            self.page.show(self.page.shown(), &self.store);
        }
    }

    /// Does what a screen wants.
    pub(in crate::ui) fn study_action(&mut self, ctx: &Context, action: StudyAction) {
        match action {
            StudyAction::Open(screen) => self.open_study(screen),
            StudyAction::Back => self.leave_study(),
            StudyAction::Show(id) => {
                self.leave_study();
                self.set_desk(ctx, false);
                self.dispatch(ctx, Action::Show(id));
                self.dispatch(ctx, Action::FocusPage);
            }
            StudyAction::Judging(action) => self.study.judging.dispatch(action, &self.store),
            StudyAction::Past(action) => self.study.past.dispatch(action, &self.store),
            StudyAction::Closing(action) => self.study.closing.dispatch(action, &self.store),
            StudyAction::Glossary(action) => self.study.glossary.dispatch(action, &self.store),
        }
        ctx.request_repaint();
    }

    /// The keys of the screen, before those of the window.
    pub(in crate::ui) fn study_keys(&mut self, ctx: &Context, actions: &mut Vec<Action>) {
        if self.dialog.is_none() {
            actions.extend(self.study.keys(ctx));
        }
    }
}
