//! Whether somebody can be done with the shown card: not while something typed on it is not in the catalogue.

use super::PageState;
use super::drafts::{Key, Saving};
use super::write::Awaited;
use crate::background::Store;
use crate::model::{Entry, EntryId, EntryKind};

/// How far everything is that was typed on the shown card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rest {
    /// The catalogue has all of it.
    Written,
    /// Some of it is on its way.
    OnItsWay,
    /// Some of it was refused, held back or only begun; its field, when it has one of its own.
    Left(Option<Key>),
}

impl PageState {
    /// Writes what is typed, and tries again what was refused on the shown page.
    pub fn send_all(&mut self, store: &Store) {
        self.fields.told = None;
        let refused = |(key, draft): (&Key, &super::drafts::Draft)| {
            (self.is_here(key.entry) && matches!(draft.saving(), Saving::Failed(_))).then(|| key.clone())
        };
        let again: Vec<Key> = self.drafts.iter().filter_map(refused).collect();
        for key in again {
            self.commit(&key, store);
        }
        self.flush(store);
    }

    /// How far everything is that was typed on the shown page.
    pub fn rest(&self) -> Rest {
        if let Some(told) = self.fields.told.as_ref().filter(|told| told.why == "page-refused-one") {
            return Rest::Left(Some(told.key.clone()));
        }
        let mut is_on_its_way = self.awaited.iter().any(|(_, awaited)| match awaited {
            Awaited::Quiet | Awaited::Identity => true,
            Awaited::Note(of) | Awaited::Claim(of) => Some(*of) == self.shown,
            Awaited::Made | Awaited::Pictures(_) => false,
        });
        for (key, draft) in self.drafts.iter().filter(|(key, _)| self.is_here(key.entry)) {
            match draft.saving() {
                Saving::Typed | Saving::Failed(_) => return Rest::Left(Some(key.clone())),
                Saving::Sent => is_on_its_way = true,
                Saving::Quiet | Saving::Saved => {}
            }
        }
        let is_begun =
            |(of, text, is_sent): (EntryId, &str, bool)| Some(of) == self.shown && !is_sent && !text.trim().is_empty();
        let claims = self.claims.adding.iter().map(|(of, new)| (*of, new.as_written.as_str(), new.sent));
        let waits = self.kept.waiting.iter().any(|waiting| waiting.page.is_some() && waiting.page == self.shown);
        if waits || self.notes.begun().chain(claims).any(is_begun) {
            Rest::Left(None)
        } else if is_on_its_way {
            Rest::OnItsWay
        } else {
            Rest::Written
        }
    }

    /// Whether this is the shown entry or something that hangs on it.
    fn is_here(&self, entry: EntryId) -> bool {
        self.shown == Some(entry)
            || self.dossier.as_deref().is_some_and(|dossier| {
                dossier.claims.iter().any(|claim| claim.id == entry)
                    || dossier.pictures.iter().any(|picture| picture.id == entry)
                    || dossier.notes.iter().any(|note| note.id == entry)
                    || dossier.conclusions.iter().any(|conclusion| conclusion.id == entry)
            })
    }

    /// The kind of an entry, when it is the one shown.
    pub fn kind_of(&self, entry: EntryId) -> Option<EntryKind> {
        self.dossier.as_deref().map(|dossier| &dossier.entry).filter(|shown| shown.id() == entry).map(Entry::kind)
    }
}
