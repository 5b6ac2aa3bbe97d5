//! What searching asks of the window.

use super::{SearchAction, saved};
use crate::background::{Answer, Request, Write};
use crate::model::{Act, Change, EntryId, SavedSearch};
use crate::ui::app::App;
use crate::ui::dialog::Dialog;
use crate::ui::list::ListAction;

impl App {
    /// Acts on a wish.
    pub(in crate::ui) fn search_action(&mut self, action: SearchAction) {
        match action {
            SearchAction::Values { field, begun } => {
                let token = self.store.token();
                self.search.palette.awaits(token);
                self.store.send(Request::ValueWords { field, begun, token });
            }
            SearchAction::Taken { text, caret } => {
                // behind the colon of a field its values are offered at once
                let byte = super::caret::byte_of(&text, caret);
                if text.get(..byte).is_some_and(|before| before.ends_with(':')) {
                    let mut wishes = Vec::new();
                    if self.search.palette.typed(&text, byte) {
                        super::palette::ask(&self.search.palette, &mut wishes);
                    }
                    for wish in wishes {
                        if let crate::ui::action::Action::Search(wish) = wish {
                            self.search_action(wish);
                        }
                    }
                }
                self.search.marks = Some(caret..caret);
                let _ = self.list.dispatch(ListAction::Words(text), &self.store);
            }
            SearchAction::Mark(letters) => self.search.marks = Some(letters),
            SearchAction::Name => {
                if self.list.is_finding() && self.read_only().is_none() {
                    self.search.naming = Some(saved::Naming::new(&self.list.words));
                }
            }
            SearchAction::Save(label) => {
                let query = self.list.words.trim().to_owned();
                let search = SavedSearch { id: EntryId::fresh(), label, query };
                self.write_search(Act::Add, search.label.clone(), Change::create(search));
            }
            SearchAction::Rename(id, label) => {
                if let Some(search) = self.saved_search(id).filter(|search| search.label != label) {
                    let renamed = SavedSearch { label: label.clone(), ..search.clone() };
                    self.write_search(Act::Edit, label, Change::edit(search, renamed));
                }
            }
            SearchAction::Replace(id) => {
                let query = self.list.words.trim().to_owned();
                if let Some(search) = self.saved_search(id) {
                    let replaced = SavedSearch { query, ..search.clone() };
                    self.write_search(Act::Edit, search.label.clone(), Change::edit(search, replaced));
                }
            }
            SearchAction::Remove(id) => {
                if let Some(search) = self.saved_search(id) {
                    self.write_search(Act::Remove, search.label.clone(), Change::remove(search));
                }
            }
            SearchAction::Fold(part, is_open) => {
                self.settings.parts.insert(part.to_owned(), is_open);
                self.save_settings();
            }
            SearchAction::Guide => self.dialog = Some(Dialog::Search),
        }
    }

    fn saved_search(&self, id: EntryId) -> Option<SavedSearch> {
        self.opened.as_ref()?.saved.iter().find(|search| search.id == id).cloned()
    }

    fn write_search(&self, act: Act, about: String, change: Change) {
        self.store.write(Write::Act { act, about, reason: String::new(), changes: vec![change] });
    }

    /// Takes an answer in.
    pub(in crate::ui) fn answer_search(&mut self, answer: &Answer) {
        match answer {
            Answer::ValueWords { token, values } => self.search.palette.take(*token, values),
            Answer::SavedSearches(saved) => {
                if let Some(opened) = &mut self.opened {
                    opened.saved.clone_from(saved);
                }
            }
            Answer::Opened(_) | Answer::Closed => self.search = super::SearchState::default(),
            _ => {}
        }
    }

    /// The conditions that say what is shown while no words are sought: the unit, the queue.
    pub(in crate::ui) fn place_conditions(&self) -> Vec<String> {
        if self.list.is_finding() {
            return Vec::new();
        }
        let unit = self.list.unit.and_then(|id| self.opened.as_ref()?.units.iter().find(|unit| unit.id == id));
        let unit = unit.map(|unit| format!("in:\"{}\"", unit.reference_code.replace('"', " ")));
        let is_cards = self.list.kind == crate::ui::list::ListKind::Cards;
        let stage = self.list.stage.filter(|_| is_cards).map(|stage| format!("status:{stage}"));
        unit.into_iter().chain(stage).collect()
    }
}
