//! The window and the gallery: opening it, what the menus and keys mean while it is open, what it asks of the window.

use super::{GalleryAction, Narrowed};
use crate::background::Answer;
use crate::catalogue::Belonging;
use crate::model::{EntryId, EntryKind, Label};
use crate::ui::action::Action;
use crate::ui::app::App;
use crate::ui::command::Command;
use crate::ui::list::ListKind;
use crate::ui::viewer::{Opening, ViewerAction};
use eframe::egui::Context;

impl App {
    /// Opens the gallery as it was left, or on what the list shows. What is typed on the page is written first.
    pub(in crate::ui) fn open_gallery(&mut self, of_list: bool) {
        self.page.flush(&self.store);
        let narrowed = of_list.then(|| self.narrowed());
        self.gallery.open(narrowed, &self.store);
    }

    /// What the list shows, as pictures.
    fn narrowed(&self) -> Narrowed {
        let list = &self.list;
        if list.is_finding() {
            return Narrowed { words: list.words.trim().to_owned(), ..Narrowed::default() };
        }
        let is_part = list.unit.is_some() || list.stage.is_some();
        let belonging = match list.kind {
            ListKind::Cards if !is_part => Belonging::To(EntryKind::FileCard),
            ListKind::People => Belonging::To(EntryKind::Person),
            ListKind::Places => Belonging::To(EntryKind::Place),
            ListKind::Sources => Belonging::To(EntryKind::Source),
            ListKind::Cards | ListKind::Events | ListKind::Pictures | ListKind::Units => Belonging::Anywhere,
        };
        Narrowed { unit: list.unit, stage: list.stage, words: String::new(), belonging }
    }

    /// Whether a command is done while the gallery is open. One that shows something else leaves it first, and one that
    /// would change the hidden page is not done.
    pub(in crate::ui) fn passes_gallery(&mut self, ctx: &Context, command: Command) -> bool {
        let is_ours = matches!(command, Command::Gallery | Command::GalleryOfList);
        if is_ours && self.viewer.is_open() {
            self.viewer_action(ctx, ViewerAction::Close);
            // it is seen again, when it lay under the picture
            return !self.gallery.is_open();
        }
        if !self.gallery.is_open() {
            return true;
        }
        match command {
            Command::Find => {
                self.gallery.take_words();
                false
            }
            Command::FocusList => {
                self.gallery.take_keyboard();
                false
            }
            Command::Gallery => {
                self.leave_gallery();
                false
            }
            Command::GalleryOfList => false,
            other if other.is_of_page() => false,
            other if other.shows_elsewhere() => {
                self.leave_gallery();
                true
            }
            _ => true,
        }
    }

    /// Leaves the gallery; the page may have changed under it.
    pub(in crate::ui) fn leave_gallery(&mut self) {
        if self.gallery.is_open() {
            self.gallery.close(&self.store);
            self.page.show(self.page.shown(), &self.store);
        }
    }

    /// Does what the gallery wants.
    pub(in crate::ui) fn gallery_action(&mut self, ctx: &Context, action: GalleryAction) {
        if let GalleryAction::Size(size) = action {
            self.settings.gallery_size = Some(size);
            self.save_settings();
        }
        let is_leaving = matches!(action, GalleryAction::Close);
        let shown = self.page.label().map(|(id, label)| (id, Label::clone(label)));
        let page = self.gallery.dispatch(action, shown, &self.store);
        if is_leaving {
            self.page.show(self.page.shown(), &self.store);
        }
        if let Some(id) = page {
            self.show_from_gallery(ctx, id);
        }
        ctx.request_repaint();
    }

    fn show_from_gallery(&mut self, ctx: &Context, id: EntryId) {
        self.gallery.close(&self.store);
        self.set_desk(ctx, false);
        self.dispatch(ctx, Action::Show(id));
        self.dispatch(ctx, Action::FocusPage);
    }

    /// The pictures that are to be seen large are read: they go to the viewer.
    pub(in crate::ui) fn look_from_gallery(&mut self, ctx: &Context, answer: &Answer) {
        if let Some((pictures, at)) = self.gallery.take_looked_at(answer) {
            let opening = Opening::new(pictures, at).uncovered(self.gallery.uncovered());
            self.dispatch(ctx, Action::Viewer(ViewerAction::Open(Box::new(opening))));
        }
    }
}
