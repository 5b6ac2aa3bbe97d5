//! The window and the health page: opening it, what the menus and keys mean while it is open, and when nobody works.

use super::HealthAction;
use crate::ui::action::Action;
use crate::ui::app::App;
use crate::ui::command::Command;
use eframe::egui::Context;
use std::path::PathBuf;

impl App {
    /// Opens the health page. What is typed on the page is written first.
    pub(in crate::ui) fn open_health(&mut self, folder: PathBuf) {
        self.page.flush(&self.store);
        self.health.open(folder, &self.store);
    }

    /// Whether a command is done while the health page is open. One that shows something else leaves it first, and one
    /// that would change the hidden page is not done.
    pub(in crate::ui) fn passes_health(&mut self, command: Command) -> bool {
        if !self.health.is_open() {
            return true;
        }
        match command {
            Command::Health => {
                self.leave_health();
                false
            }
            command if command.is_of_page() => false,
            command if command.shows_elsewhere() => {
                self.leave_health();
                true
            }
            _ => true,
        }
    }

    /// Leaves the page; what lies under it may have changed.
    pub(in crate::ui) fn leave_health(&mut self) {
        if self.health.is_open() {
            self.health.close();
            self.page.show(self.page.shown(), &self.store);
        }
    }

    /// Does what the health page wants.
    pub(in crate::ui) fn health_action(&mut self, ctx: &Context, action: HealthAction) {
        if matches!(action, HealthAction::Back) {
            self.leave_health();
        } else if let Some(id) = self.health.dispatch(ctx, action, &self.store) {
            self.set_desk(ctx, false);
            self.dispatch(ctx, Action::Show(id));
            self.dispatch(ctx, Action::FocusPage);
        }
        ctx.request_repaint();
    }

    /// The keys of the page, before those of the window.
    pub(in crate::ui) fn health_keys(&mut self, ctx: &Context, actions: &mut Vec<Action>) {
        if self.dialog.is_none() {
            actions.extend(self.health.keys(ctx));
        }
    }

    /// Tells the thread that keeps watch that somebody works.
    pub(in crate::ui) fn mind_use(&self, ctx: &Context) {
        if ctx.input(|input| !input.events.is_empty() || input.pointer.is_decidedly_dragging()) {
            self.store.used();
        }
    }
}
