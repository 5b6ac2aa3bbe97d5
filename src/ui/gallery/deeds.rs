//! What the gallery does on a wish.

use super::ask::Asking;
use super::layout::{SIDES_PT, USUAL_SIZE};
use super::{GalleryAction, GalleryState, MOST_LOOKED_AT, Moving, Narrowed};
use crate::background::{Request, Store, Write};
use crate::catalogue::{Arrangement, GalleryQuery, Showing};
use crate::model::{EntryId, Label};

impl GalleryState {
    /// Opens the gallery: as it was left, or narrowed to what a list shows.
    pub fn open(&mut self, narrowed: Option<Narrowed>, store: &Store) {
        if let Some(Narrowed { unit, stage, words, belonging }) = narrowed {
            let showing = Showing { belonging, ..Showing::default() };
            let newest_first = self.query.newest_first;
            self.words.clone_from(&words);
            let query = GalleryQuery { unit, stage, words, showing, newest_first };
            if query != self.query {
                self.query = query;
                self.begin_anew();
            }
        }
        (self.is_open, self.takes_keyboard) = (true, true);
        self.ask(store);
    }

    /// Leaves it. Where one was is kept, the pictures themselves are not.
    pub fn close(&mut self, store: &Store) {
        if std::mem::take(&mut self.is_open) {
            (self.asking, self.looking) = (None, None);
            self.small.clear(store);
        }
    }

    /// Gives the keyboard to the field of words.
    pub fn take_words(&mut self) {
        self.takes_words = true;
    }

    /// Gives the keyboard to the pictures.
    pub fn take_keyboard(&mut self) {
        self.takes_keyboard = true;
    }

    fn begin_anew(&mut self) {
        self.is_new = true;
        self.selection = super::Selection::default();
    }

    /// Reads the order anew.
    pub(super) fn ask(&mut self, store: &Store) {
        let token = store.token();
        (self.asked, self.is_behind) = (Some(token), false);
        store.send(Request::Gallery { query: self.query.clone(), token });
    }

    fn show(&mut self, query: GalleryQuery) {
        if query != self.query {
            self.query = query;
            self.begin_anew();
            // one at a time: while somebody types, the last words count
            self.is_behind = true;
        }
    }

    /// Acts on a wish; gives the entry whose page is to be shown. `shown` is the entry that was shown last.
    pub(super) fn dispatch(
        &mut self,
        action: GalleryAction,
        shown: Option<(EntryId, Label)>,
        store: &Store,
    ) -> Option<EntryId> {
        match action {
            GalleryAction::Close => self.close(store),
            GalleryAction::Words(words) => {
                self.words.clone_from(&words);
                self.show(GalleryQuery { words, ..self.query.clone() });
            }
            GalleryAction::Show(showing) => {
                self.show(GalleryQuery { showing, ..self.query.clone() });
                self.takes_keyboard = true;
            }
            GalleryAction::Newest(newest_first) => {
                self.show(GalleryQuery { newest_first, ..self.query.clone() });
            }
            GalleryAction::Widen => self.show(GalleryQuery { unit: None, stage: None, ..self.query.clone() }),
            GalleryAction::Size(size) => self.set_size(Some(size)),
            GalleryAction::Look(at) => self.look(at, store),
            GalleryAction::Uncover(id) => {
                self.uncovered.insert(id);
            }
            GalleryAction::Page(id) => {
                return Some(self.hung.get(&id).map_or(id, |hung| hung.picture.entry));
            }
            GalleryAction::AskEntry => {
                self.questions += 1;
                self.asking = Some(Asking::entry(self.questions, shown));
            }
            GalleryAction::AskCover => {
                self.questions += 1;
                let mut notes = self.chosen_notes();
                let common = notes.next().filter(|first| notes.all(|note| note == *first)).unwrap_or_default();
                let common = common.to_owned();
                drop(notes);
                self.asking = Some(Asking::cover(self.questions, common));
            }
            GalleryAction::Arrange(arrangement) => self.arrange(arrangement, store),
            GalleryAction::CloseAsk => (self.asking, self.takes_keyboard) = (None, true),
        }
        None
    }

    /// The size of the cells; the usual one when nobody has chosen.
    pub fn set_size(&mut self, size: Option<usize>) {
        self.view.size = size.unwrap_or(USUAL_SIZE).min(SIDES_PT.len() - 1);
    }

    fn chosen_notes(&self) -> impl Iterator<Item = &str> {
        let chosen = self.hung.values().filter(|hung| self.selection.has(hung.picture.id));
        chosen.map(|hung| hung.picture.content_note.as_str())
    }

    /// Reads the pictures around one, for the viewer.
    fn look(&mut self, at: usize, store: &Store) {
        let order = self.order();
        let Some(id) = order.get(at).copied() else { return };
        let first = at.saturating_sub(MOST_LOOKED_AT / 2);
        let ids = order.get(first..(first + MOST_LOOKED_AT).min(order.len())).unwrap_or_default().to_vec();
        let token = store.token();
        self.looking = Some((token, id));
        store.send(Request::HungPictures { ids, token });
    }

    fn arrange(&mut self, arrangement: Arrangement, store: &Store) {
        let pictures = self.selection.in_order(&self.order());
        (self.asking, self.takes_keyboard) = (None, true);
        if pictures.is_empty() {
            return;
        }
        if matches!(arrangement, Arrangement::Cover(_)) {
            // who covers them now wants them covered
            self.uncovered.retain(|id| !pictures.contains(id));
        }
        let moving = match arrangement {
            Arrangement::AttachTo(_) | Arrangement::Detach => Moving::Away,
            Arrangement::Shows(_) | Arrangement::Cover(_) => Moving::No,
        };
        self.arranging.insert(store.write(Write::Arrange { pictures, arrangement }), moving);
    }
}
