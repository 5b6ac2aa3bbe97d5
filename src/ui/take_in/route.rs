//! The window and the screen on which folders are taken in: opening it, what comes into the window, what the menus mean
//! while it is open.

use super::{TakeInAction, TakeInView};
use crate::catalogue::take_in::TakeInReport;
use crate::i18n::tr_args;
use crate::ui::action::Action;
use crate::ui::app::App;
use crate::ui::command::Command;
use crate::ui::notice::Notice;
use eframe::egui::{Context, Ui};
use std::path::PathBuf;

impl App {
    /// Opens the screen, on a folder when one came. What is typed on the page is written first.
    pub(in crate::ui) fn open_take_in(&mut self, folder: Option<PathBuf>) {
        self.page.flush(&self.store);
        let templates = self.page.templates();
        self.take_in.open(folder, None, &templates);
    }

    /// Whether a command is done while the screen is open.
    pub(in crate::ui) fn passes_take_in(&mut self, command: Command) -> bool {
        if !self.take_in.is_open() {
            return true;
        }
        if command == Command::TakeIn {
            self.leave_take_in();
            return false;
        }
        if command.shows_elsewhere() {
            self.leave_take_in();
        }
        !command.is_of_page()
    }

    /// Leaves the screen; what lies under it may have changed.
    fn leave_take_in(&mut self) {
        self.take_in.leave();
        self.page.show(self.page.shown(), &self.store);
    }

    /// Does what the screen wants.
    pub(in crate::ui) fn take_in_action(&mut self, ctx: &Context, action: &TakeInAction) {
        self.take_in.dispatch(ctx, action, &self.store);
        match action {
            TakeInAction::Back => self.leave_take_in(),
            TakeInAction::Gallery => self.open_gallery(false),
            _ => {}
        }
        ctx.request_repaint();
    }

    /// A folder was taken in: told on the screen, or in a line where it is not open.
    pub(in crate::ui) fn taken_in(&mut self, report: TakeInReport) {
        let count = report.taken.len() as u64;
        if !self.take_in.take_report(report) {
            self.notice = Some(Notice::Said(tr_args("take-in-done", &[("count", count.into())])));
        }
        self.list.fall_behind();
    }

    /// Draws the screen.
    pub(in crate::ui) fn take_in_ui(&mut self, ui: &mut Ui, actions: &mut Vec<Action>) {
        let read_only = self.read_only().map(str::to_owned);
        let templates = self.page.templates();
        let units = self.opened.as_ref().map(|opened| opened.units.as_slice()).unwrap_or_default();
        let in_dialog = self.dialog.is_some();
        let view = TakeInView { read_only: read_only.as_deref(), in_dialog, templates: &templates, units };
        super::screen_ui(ui, &view, &mut self.take_in, actions);
    }
}
