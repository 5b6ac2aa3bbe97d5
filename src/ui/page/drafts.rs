//! What is being typed on a page, until the catalogue has it.
//!
//! Invariant: typed text is only replaced by the catalogue's when nothing of it is unsaved, and "saved" is only said
//! after the catalogue has answered.

use crate::background::Token;
use crate::model::EntryId;
use std::collections::BTreeMap;

/// Seconds without a key after which a draft is saved.
pub(super) const IDLE_SECONDS: f64 = 1.0;

/// Names the place a draft is typed in: an entry and a slot of it. Editors take their identity from it, so that
/// taking back a key stroke never brings the text of another entry.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The entry that is written.
    pub entry: EntryId,
    /// Where in it.
    pub slot: Slot,
}

/// Where in an entry a draft belongs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    /// A field of the entry itself.
    Own(&'static str),
    /// The value of a box of a card.
    Box(String),
    /// The legible part of an illegible value in a box of a card.
    Legible(String),
    /// A row of a table on a card, counted from 0.
    Row(String, usize),
    /// The wording of a claim.
    Wording,
}

/// How far a draft is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Saving {
    /// As in the catalogue.
    Quiet,
    /// Typed and not sent.
    Editing,
    /// Sent, no answer yet.
    Sent,
    /// On the disk.
    Saved,
    /// Not saved, and why; the text is kept.
    Failed(String),
}

/// What is typed in one place.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Draft {
    /// The text in the editor.
    pub text: String,
    /// The text the page last showed from the catalogue.
    seen: String,
    /// The last text the catalogue is known to have, or was sent.
    base: String,
    /// When a key was last pressed, while there is something unsent.
    edited_at: Option<f64>,
    /// Whether the page has already asked for it to be saved.
    offered: bool,
    /// The write that is under way.
    pending: Option<Token>,
    /// Why the last write failed.
    failed: Option<String>,
    /// Whether something was saved since the page was opened.
    saved: bool,
    /// The claim the last write makes, until the page shows it.
    pub made: Option<EntryId>,
}

impl Draft {
    /// Takes what the catalogue has, unless something is typed and unsaved.
    pub(super) fn sync(&mut self, current: &str) {
        if self.seen == current {
            return;
        }
        current.clone_into(&mut self.seen);
        if self.edited_at.is_none() && self.pending.is_none() && self.failed.is_none() {
            current.clone_into(&mut self.text);
            current.clone_into(&mut self.base);
        }
    }

    /// Notes that a key was pressed.
    pub(super) fn edited(&mut self, now: f64) {
        self.edited_at = Some(now);
        self.offered = false;
        self.failed = None;
        self.saved = false;
    }

    /// How far it is.
    pub(super) fn saving(&self) -> Saving {
        match (&self.edited_at, &self.pending, &self.failed, self.saved) {
            (Some(_), ..) => Saving::Editing,
            (None, Some(_), ..) => Saving::Sent,
            (None, None, Some(why), _) => Saving::Failed(why.clone()),
            (None, None, None, true) => Saving::Saved,
            (None, None, None, false) => Saving::Quiet,
        }
    }

    /// Whether it holds text the catalogue does not have.
    pub(super) fn is_unsaved(&self) -> bool {
        self.edited_at.is_some() || self.failed.is_some()
    }

    /// Seconds until it should be saved by itself; `None` when nothing waits.
    pub(super) fn due_in(&self, now: f64) -> Option<f64> {
        self.edited_at.filter(|_| !self.offered).map(|at| (at + IDLE_SECONDS - now).max(0.0))
    }

    /// Whether there is anything to send. What was typed and taken back by hand is not.
    pub(super) fn wants_saving(&mut self) -> bool {
        if self.failed.is_none() && self.pending.is_none() && self.text == self.base {
            self.edited_at = None;
            return false;
        }
        self.edited_at.is_some() || self.failed.is_some()
    }

    /// Notes that its text was sent.
    pub(super) fn sent(&mut self, token: Token) {
        self.text.clone_into(&mut self.base);
        self.edited_at = None;
        self.failed = None;
        self.saved = false;
        self.pending = Some(token);
    }

    /// Notes that it cannot be sent as it is.
    pub(super) fn refused(&mut self, why: String) {
        self.edited_at = None;
        self.failed = Some(why);
    }
}

/// Every draft, by its place.
#[derive(Debug, Default)]
pub(super) struct Drafts {
    drafts: BTreeMap<Key, Draft>,
}

impl Drafts {
    /// The draft of a place, made from what the catalogue has if there is none.
    pub(super) fn at(&mut self, key: &Key, current: &str) -> &mut Draft {
        let draft = self.drafts.entry(key.clone()).or_insert_with(|| Draft {
            text: current.to_owned(),
            seen: current.to_owned(),
            base: current.to_owned(),
            ..Draft::default()
        });
        draft.sync(current);
        draft
    }

    /// The draft of a place, if there is one.
    pub(super) fn get(&mut self, key: &Key) -> Option<&mut Draft> {
        self.drafts.get_mut(key)
    }

    /// The places whose text is typed and not sent.
    pub(super) fn unsent(&self) -> Vec<Key> {
        self.drafts.iter().filter(|(_, draft)| draft.edited_at.is_some()).map(|(key, _)| key.clone()).collect()
    }

    /// The places whose text waited long enough; each is told once.
    pub(super) fn due(&mut self, now: f64) -> Vec<Key> {
        self.drafts
            .iter_mut()
            .filter(|(_, draft)| draft.pending.is_none() && draft.due_in(now) == Some(0.0))
            .map(|(key, draft)| {
                draft.offered = true;
                key.clone()
            })
            .collect()
    }

    /// Seconds until the next draft is due.
    pub(super) fn next_due_in(&self, now: f64) -> Option<f64> {
        self.drafts.values().filter_map(|draft| draft.due_in(now)).min_by(f64::total_cmp)
    }

    /// Whether some text is not in the catalogue: typed, on its way, or refused.
    pub(super) fn has_unsaved(&self) -> bool {
        self.drafts.values().any(|draft| draft.is_unsaved() || draft.pending.is_some())
    }

    /// Takes the catalogue's answer to a write. Returns whether the token was one of ours.
    pub(super) fn answered(&mut self, token: Token, outcome: Result<(), &str>) -> bool {
        let mut ours = false;
        for draft in self.drafts.values_mut().filter(|draft| draft.pending == Some(token)) {
            ours = true;
            draft.pending = None;
            match outcome {
                Ok(()) => draft.saved = draft.edited_at.is_none(),
                Err(why) => {
                    draft.made = None;
                    draft.seen.clone_into(&mut draft.base);
                    draft.failed = Some(why.to_owned());
                }
            }
        }
        ours
    }

    /// Notes that the page now shows the catalogue as it is: what was made is there or gone again.
    pub(super) fn refreshed(&mut self) {
        for draft in self.drafts.values_mut().filter(|draft| draft.pending.is_none()) {
            draft.made = None;
        }
    }

    /// Forgets the drafts of a page that is left; what is not saved stays.
    pub(super) fn leave(&mut self) {
        self.drafts.retain(|_, draft| draft.is_unsaved() || draft.pending.is_some());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> Key {
        Key { entry: EntryId::parse("00000000-0000-7000-8000-000000000001").unwrap(), slot: Slot::Own("label") }
    }

    fn typed(drafts: &mut Drafts, text: &str, now: f64) {
        let draft = drafts.at(&key(), "before");
        draft.text = text.to_owned();
        draft.edited(now);
    }

    #[test]
    fn saved_is_said_only_after_the_answer() {
        let mut drafts = Drafts::default();
        typed(&mut drafts, "after", 1.0);
        assert_eq!(drafts.at(&key(), "before").saving(), Saving::Editing);
        assert!(drafts.due(1.5).is_empty());
        assert_eq!(drafts.due(2.0), vec![key()]);
        drafts.at(&key(), "before").sent(Token(7));
        assert_eq!(drafts.at(&key(), "before").saving(), Saving::Sent);
        assert!(!drafts.answered(Token(8), Ok(())));
        assert!(drafts.answered(Token(7), Ok(())));
        assert_eq!(drafts.at(&key(), "before").saving(), Saving::Saved);
        assert_eq!(drafts.at(&key(), "before").text, "after", "the page still shows the dossier of before");
        assert_eq!(drafts.at(&key(), "after").text, "after");
        assert_eq!(drafts.at(&key(), "before").text, "before", "an undo elsewhere is shown");
    }

    #[test]
    fn a_failure_keeps_the_text_and_its_reason() {
        let mut drafts = Drafts::default();
        typed(&mut drafts, "after", 1.0);
        drafts.at(&key(), "before").sent(Token(7));
        drafts.answered(Token(7), Err("the disk is full"));
        let draft = drafts.at(&key(), "changed by somebody");
        assert_eq!(draft.saving(), Saving::Failed("the disk is full".into()));
        assert_eq!(draft.text, "after");
        drafts.leave();
        assert!(drafts.has_unsaved());
        assert_eq!(drafts.at(&key(), "before").text, "after");
        assert!(drafts.at(&key(), "before").wants_saving());
    }

    #[test]
    fn typing_while_a_write_is_under_way_is_saved_by_a_second_one() {
        let mut drafts = Drafts::default();
        typed(&mut drafts, "one", 1.0);
        drafts.at(&key(), "before").sent(Token(1));
        typed(&mut drafts, "one two", 1.2);
        assert!(drafts.due(9.0).is_empty(), "one write at a time");
        drafts.answered(Token(1), Ok(()));
        assert_eq!(drafts.at(&key(), "one").text, "one two");
        assert_eq!(drafts.due(9.0), vec![key()]);
        assert_eq!(drafts.at(&key(), "one").saving(), Saving::Editing);
    }

    #[test]
    fn what_was_taken_back_by_hand_is_not_sent() {
        let mut drafts = Drafts::default();
        typed(&mut drafts, "other", 1.0);
        typed(&mut drafts, "before", 2.0);
        assert!(!drafts.at(&key(), "before").wants_saving());
        assert_eq!(drafts.at(&key(), "before").saving(), Saving::Quiet);
        drafts.leave();
        assert!(!drafts.has_unsaved());
    }
}
