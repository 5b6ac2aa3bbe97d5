//! The window and the screen of templates: opening it, what its keys and the menus mean while it is open.

use crate::ui::action::Action;
use crate::ui::app::App;
use crate::ui::command::Command;
use eframe::egui::Context;
use std::path::PathBuf;

impl App {
    /// Opens the screen of templates. What is typed on the page is written first.
    pub(in crate::ui) fn open_templates(&mut self, folder: PathBuf) {
        self.page.flush(&self.store);
        self.templates.open(self.page.scans(), folder);
    }

    /// Whether a command is done while the screen of templates is open. One that shows something else leaves it first,
    /// and one that would change the hidden page is not done.
    pub(in crate::ui) fn passes_templates(&mut self, command: Command) -> bool {
        if !self.templates.is_open() {
            return true;
        }
        match command {
            Command::Undo | Command::Redo if self.templates.is_drawing() => {
                self.templates.step(command == Command::Redo);
                false
            }
            Command::Templates => {
                self.leave_templates();
                false
            }
            command if command.is_of_page() => false,
            command if command.shows_elsewhere() => self.leave_templates(),
            _ => true,
        }
    }

    fn leave_templates(&mut self) -> bool {
        let left = self.templates.leave();
        self.mind_templates(true);
        left
    }

    /// The keys of the screen, before those of the window.
    pub(in crate::ui) fn template_keys(&mut self, ctx: &Context, actions: &mut Vec<Action>) {
        if self.dialog.is_none() {
            actions.extend(self.templates.keys(ctx));
        }
    }

    /// What is drawn is kept as a draft; a card that is shown is read again when the screen is left, because its form may
    /// be another one.
    pub(in crate::ui) fn mind_templates(&mut self, was_open: bool) {
        if was_open && !self.templates.is_open() {
            self.page.show(self.page.shown(), &self.store);
        }
    }
}
