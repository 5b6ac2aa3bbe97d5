//! The window and the viewer: opening it, what its keys and the menus mean while it is open, full screen.

use super::keys::{self, Deed};
use super::{Opening, ViewerAction, ViewerState, ViewerView};
use crate::ui::action::Action;
use crate::ui::app::App;
use crate::ui::command::Command;
use eframe::egui::{self, Context, Id, ViewportCommand};

/// An arrow key moves the picture by so many points.
const STEP_PT: f32 = 60.0;

impl ViewerState {
    /// The keys of the viewer, before those of the window.
    fn keys(&mut self, ctx: &Context, view: &ViewerView, actions: &mut Vec<Action>) {
        let Some(screen) = &mut self.screen else { return };
        if screen.ruler.is_some() {
            return;
        }
        let seats = [crate::background::Seat::First, crate::background::Seat::Second];
        let has_arrows = ctx
            .memory(egui::Memory::focused)
            .is_none_or(|focused| seats.iter().any(|seat| focused == Id::unique(("viewer picture", *seat))));
        let pressed = keys::pressed(ctx, has_arrows, STEP_PT);
        let (time, screening) = (ctx.input(|input| input.time), super::Screening::of(ctx, view.px_per_mm));
        let place = screen.active_picture().map(|picture| screen.active().place(picture));
        let known = place.and_then(|place| self.textures.whole(place)).map_or(1, |whole| whole.pages);
        let pages = screen.active().pages.max(known);
        for deed in pressed.deeds {
            match deed {
                Deed::PageBefore | Deed::PageAfter => screen.turn_page(deed == Deed::PageAfter, pages),
                // with one picture there is no other to turn to
                Deed::Before | Deed::After if screen.pictures.len() == 1 => {
                    let way = if deed == Deed::Before { STEP_PT } else { -STEP_PT };
                    screen.make(screen.active().seat, super::pane::Move::Pan(egui::vec2(way, 0.0)), screening);
                }
                Deed::Close if screen.bare => set_bare(ctx, screen, false),
                deed => screen.act(deed, screening, time, view.read_only, actions),
            }
        }
        if pressed.pan != egui::Vec2::ZERO {
            screen.make(screen.active().seat, super::pane::Move::Pan(pressed.pan), screening);
        }
        if pressed.lens_released {
            screen.release_lens(time);
        }
        // the desktop may take a window out of full screen by itself
        let is_full = ctx.input(|input| input.viewport().fullscreen).unwrap_or(false);
        if screen.was_full && !is_full {
            screen.bare = false;
        }
        screen.was_full = is_full;
    }

    /// Shows the picture alone on the whole screen, or with its bars again.
    fn toggle_bare(&mut self, ctx: &Context) {
        if let Some(screen) = &mut self.screen {
            let bare = !screen.bare;
            set_bare(ctx, screen, bare);
        }
    }
}

fn set_bare(ctx: &Context, screen: &mut super::Screen, bare: bool) {
    screen.bare = bare;
    screen.takes_keyboard = true;
    ctx.send_viewport_cmd(ViewportCommand::Fullscreen(bare));
}

impl App {
    fn viewer_view(&self) -> ViewerView {
        ViewerView {
            read_only: self.read_only().is_some(),
            px_per_mm: self.settings.screen_px_per_mm(),
            in_dialog: self.dialog.is_some(),
        }
    }

    /// Does what the viewer wants.
    pub(in crate::ui) fn viewer_action(&mut self, ctx: &Context, action: ViewerAction) {
        match &action {
            ViewerAction::Open(_) => {
                self.page.flush(&self.store);
                self.before_viewer = self.page.field(ctx);
                self.page.put_pictures_away();
            }
            ViewerAction::Close => {
                if self.viewer.is_bare() {
                    self.viewer.toggle_bare(ctx);
                }
                let field = self.before_viewer.take();
                self.page.give_field(field);
            }
            ViewerAction::Measured(px_per_mm) => {
                self.settings.screen_px_per_mm = *px_per_mm;
                self.save_settings();
            }
            ViewerAction::Keep { .. } | ViewerAction::Seen(_) => {}
        }
        self.viewer.dispatch(action, self.read_only().is_some(), &self.store);
        ctx.request_repaint();
    }

    /// Looks at the pictures of the shown entry.
    pub(in crate::ui) fn look(&mut self, ctx: &Context) {
        if let Some(opening) = self.page.to_look_at() {
            self.viewer_action(ctx, ViewerAction::Open(Box::new(opening)));
        }
    }

    /// The whole screen for the picture, or for the window.
    pub(in crate::ui) fn toggle_full_screen(&mut self, ctx: &Context) {
        if self.viewer.is_open() {
            self.viewer.toggle_bare(ctx);
        } else {
            let is_full = ctx.input(|input| input.viewport().fullscreen).unwrap_or(false);
            ctx.send_viewport_cmd(ViewportCommand::Fullscreen(!is_full));
        }
    }

    /// Whether a command is done while a picture is looked at. One that shows something else leaves the viewer first, and
    /// one that would change the hidden page is not done.
    pub(in crate::ui) fn passes_viewer(&mut self, ctx: &Context, command: Command) -> bool {
        if !self.viewer.is_open() {
            return true;
        }
        match command {
            Command::Look => {
                self.leave_viewer(ctx);
                false
            }
            // the gallery knows whether it lies under the picture
            Command::Gallery | Command::GalleryOfList => true,
            Command::Undo | Command::Redo => false,
            command if command.is_of_page() => false,
            command if command.shows_elsewhere() || command == Command::DeskTurn => {
                self.leave_viewer(ctx);
                true
            }
            _ => true,
        }
    }

    fn leave_viewer(&mut self, ctx: &Context) {
        self.viewer_action(ctx, ViewerAction::Close);
    }

    /// The keys of the viewer, before those of the window.
    pub(in crate::ui) fn viewer_keys(&mut self, ctx: &Context, actions: &mut Vec<Action>) {
        if self.dialog.is_none() {
            let view = self.viewer_view();
            self.viewer.keys(ctx, &view, actions);
        }
    }

    /// Draws the viewer.
    pub(in crate::ui) fn viewer_ui(&mut self, ui: &mut egui::Ui, actions: &mut Vec<Action>) {
        let view = self.viewer_view();
        super::screen_ui(ui, &view, &mut self.viewer, actions);
    }
}

impl Opening {
    /// How many pictures there are.
    pub fn count(&self) -> usize {
        self.pictures.len()
    }
}
