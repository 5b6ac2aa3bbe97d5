//! What is typed on a page, until the catalogue has it.
//!
//! Invariant: typed text is only replaced by the catalogue's when nothing of it is unsaved, and "saved" is only said
//! after the catalogue has answered.

use super::own;
use crate::background::Token;
use crate::model::{EntryId, Timestamp};
use std::collections::BTreeMap;

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
    /// The legible part of an illegible value: of the first in this box of a card; without a box, of the claim.
    Legible(String),
    /// A value of a box of a card after its first, by the id its claim has or will have.
    Further(String, EntryId),
    /// A row of a table on a card, by the id its claim has or will have: rows move when one of them is taken away.
    Row(String, EntryId),
    /// The wording of a claim.
    Wording,
}

impl Slot {
    /// Names it on the disk: `own:label`, `box:gef-nr`, `legible:gef-nr`, `further:gef-nr:ID`, `row:transfers:ID`,
    /// `wording`.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Own(field) => format!("own:{field}"),
            Self::Box(field) => format!("box:{field}"),
            Self::Legible(field) => format!("legible:{field}"),
            Self::Further(field, claim) => format!("further:{field}:{claim}"),
            Self::Row(field, claim) => format!("row:{field}:{claim}"),
            Self::Wording => "wording".to_owned(),
        }
    }

    /// The slot with this name; `None` when there is none, or none any more.
    pub(super) fn named(name: &str) -> Option<Self> {
        let (kind, rest) = name.split_once(':').unwrap_or((name, ""));
        match kind {
            "own" => own::field_named(rest).map(|field| Self::Own(field.name)),
            "box" => Some(Self::Box(rest.to_owned())),
            "legible" => Some(Self::Legible(rest.to_owned())),
            "further" => {
                let (field, claim) = rest.rsplit_once(':')?;
                Some(Self::Further(field.to_owned(), EntryId::parse(claim)?))
            }
            "row" => {
                let (field, claim) = rest.rsplit_once(':')?;
                Some(Self::Row(field.to_owned(), EntryId::parse(claim)?))
            }
            "wording" if rest.is_empty() => Some(Self::Wording),
            _ => None,
        }
    }
}

/// How far a draft is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Saving {
    /// As in the catalogue.
    Quiet,
    /// Typed and not sent.
    Typed,
    /// Sent, no answer yet.
    Sent,
    /// On the disk.
    Saved,
    /// Not saved, and why; the text is kept.
    Failed(String),
}

/// Where the text of a draft came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Origin {
    /// Somebody types it.
    #[default]
    Keys,
    /// It was typed before the program ended.
    Disk(Brought),
    /// It is the value of another card, named by its reference code.
    Card(String),
}

/// A draft that came back from the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Brought {
    /// The page it is shown on.
    pub page: EntryId,
    /// When it was typed.
    pub at: Timestamp,
    /// Who typed it.
    pub author: String,
    /// What the catalogue had there then.
    pub base: String,
    /// Whether somebody has been in the field since.
    pub touched: bool,
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
    /// Whether there is something unsent.
    typed: bool,
    /// The write that is under way.
    pending: Option<Token>,
    /// Why the last write failed.
    failed: Option<String>,
    /// Whether something was saved since the page was opened.
    saved: bool,
    /// The claim the last write makes, until the page shows it.
    pub made: Option<EntryId>,
    /// Whether the last write takes the claim away, until the page shows that.
    pub removed: bool,
    /// Text a key put out of the field: it comes back when what that key wrote is refused.
    held: Option<String>,
    /// Where the text came from.
    origin: Origin,
    /// The frame it was last drawn in.
    drawn: u64,
}

impl Draft {
    /// Takes what the catalogue has, unless something is typed and unsaved.
    pub(super) fn sync(&mut self, current: &str) {
        if self.seen == current {
            return;
        }
        current.clone_into(&mut self.seen);
        if !self.typed && self.pending.is_none() && self.failed.is_none() {
            self.saved &= self.text == current;
            current.clone_into(&mut self.text);
            current.clone_into(&mut self.base);
        }
    }

    /// Notes that its text was changed by hand. Text that is the catalogue's again is nothing typed.
    pub(super) fn edited(&mut self) {
        self.typed = self.text != self.base;
        self.failed = None;
        self.saved = false;
        match &mut self.origin {
            Origin::Disk(brought) if self.typed => brought.touched = true,
            origin => *origin = Origin::Keys,
        }
    }

    /// Takes the value of another card as if it were typed.
    pub(super) fn take(&mut self, text: &str, card: &str) {
        text.clone_into(&mut self.text);
        self.edited();
        self.origin = Origin::Card(card.to_owned());
    }

    /// Takes what was typed before the program ended.
    pub(super) fn bring_back(&mut self, text: &str, brought: Brought) {
        text.clone_into(&mut self.text);
        self.edited();
        if self.typed {
            self.origin = Origin::Disk(brought);
        }
    }

    /// Lets go what is typed: the field shows again what the catalogue has.
    pub(super) fn let_go(&mut self) {
        self.seen.clone_into(&mut self.text);
        self.seen.clone_into(&mut self.base);
        self.edited();
    }

    /// Forgets what is typed: the field shows what the catalogue has once everything is written that is on its way.
    pub(super) fn forget(&mut self) {
        self.base.clone_into(&mut self.text);
        self.edited();
    }

    /// Notes that somebody wants it written although it came back.
    pub(super) fn touch(&mut self) {
        if let Origin::Disk(brought) = &mut self.origin {
            brought.touched = true;
        }
    }

    /// Where its text came from.
    pub(super) fn origin(&self) -> &Origin {
        &self.origin
    }

    /// What the catalogue has, when that is something else than when this was typed, before the program ended.
    pub(super) fn clash(&self) -> Option<&str> {
        match &self.origin {
            Origin::Disk(brought) if brought.base != self.seen => Some(&self.seen),
            _ => None,
        }
    }

    /// How far it is.
    pub(super) fn saving(&self) -> Saving {
        match (self.typed, &self.pending, &self.failed, self.saved) {
            (true, ..) => Saving::Typed,
            (false, Some(_), ..) => Saving::Sent,
            (false, None, Some(why), _) => Saving::Failed(why.clone()),
            (false, None, None, true) => Saving::Saved,
            (false, None, None, false) => Saving::Quiet,
        }
    }

    /// Whether it holds text the catalogue does not have.
    pub(super) fn is_unsaved(&self) -> bool {
        self.typed || self.failed.is_some()
    }

    /// Whether only a person may have it written, by typing on or by saying so: it came back and the catalogue's text is
    /// another one.
    pub(super) fn is_held_back(&self) -> bool {
        matches!(&self.origin, Origin::Disk(brought) if !brought.touched) && self.clash().is_some()
    }

    /// Whether there is anything to send. What was typed and taken back by hand is not.
    pub(super) fn wants_saving(&mut self) -> bool {
        if self.failed.is_none() && self.pending.is_none() && self.text == self.base {
            self.typed = false;
            return false;
        }
        self.is_unsaved() && !self.is_held_back()
    }

    /// Whether its text is not the page's yet: typed, on its way, or written and not read again.
    pub(super) fn is_ahead(&self) -> bool {
        self.is_unsaved() || self.pending.is_some() || self.seen != self.base
    }

    /// Notes that a key sent this text in the place of what is typed. What is typed is kept until that is written.
    pub(super) fn replaced(&mut self, text: &str, token: Token) {
        if self.text.trim() != text.trim() && !self.text.trim().is_empty() {
            self.held = Some(std::mem::take(&mut self.text));
        }
        text.clone_into(&mut self.text);
        self.sent(token);
    }

    /// Puts back what a key had put out of the field.
    fn restore(&mut self) {
        if let Some(held) = self.held.take() {
            self.text = if self.typed { format!("{held} {}", self.text) } else { held };
        }
    }

    /// Notes that its text was sent.
    pub(super) fn sent(&mut self, token: Token) {
        self.text.clone_into(&mut self.base);
        self.typed = false;
        self.failed = None;
        self.saved = false;
        self.pending = Some(token);
    }

    /// Notes that it cannot be sent as it is.
    pub(super) fn refused(&mut self, why: String) {
        self.typed = false;
        self.failed = Some(why);
    }

    /// What the disk should keep of it: its text, and what the catalogue had when the typing began. `None` when all of
    /// it is in the catalogue.
    pub(super) fn to_keep(&self) -> Option<(&str, &str)> {
        let base = match &self.origin {
            Origin::Disk(brought) => &brought.base,
            _ => &self.base,
        };
        let text = self.held.as_ref().filter(|_| !self.typed).unwrap_or(&self.text);
        (self.is_unsaved() || self.pending.is_some()).then_some((text.as_str(), base.as_str()))
    }

    /// Whether its text is on its way and nothing was typed since: what the disk has of it does until the answer.
    pub(super) fn is_on_its_way(&self) -> bool {
        !self.is_unsaved() && self.pending.is_some()
    }
}

/// Every draft, by its place.
#[derive(Debug, Default)]
pub(super) struct Drafts {
    drafts: BTreeMap<Key, Draft>,
    frame: u64,
}

impl Drafts {
    /// A new frame begins.
    pub(super) fn begin(&mut self) {
        self.frame += 1;
    }

    /// A frame is drawn: what is quiet and was not drawn in it is forgotten.
    pub(super) fn end(&mut self) {
        let frame = self.frame;
        self.drafts.retain(|_, draft| draft.drawn == frame || draft.is_unsaved() || draft.pending.is_some());
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.drafts.len()
    }

    /// The draft of a place, made from what the catalogue has if there is none.
    pub(super) fn at(&mut self, key: &Key, current: &str) -> &mut Draft {
        let draft = self.drafts.entry(key.clone()).or_insert_with(|| Draft {
            text: current.to_owned(),
            seen: current.to_owned(),
            base: current.to_owned(),
            ..Draft::default()
        });
        draft.drawn = self.frame;
        draft.sync(current);
        draft
    }

    /// The draft of a place, if there is one.
    pub(super) fn get(&mut self, key: &Key) -> Option<&mut Draft> {
        self.drafts.get_mut(key)
    }

    /// Every draft.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&Key, &Draft)> {
        self.drafts.iter()
    }

    /// The places whose text is typed and not sent, but for what only a person in the field may write.
    pub(super) fn unsent(&self) -> Vec<Key> {
        let is_unsent = |draft: &Draft| draft.typed && !draft.is_held_back();
        self.drafts.iter().filter(|(_, draft)| is_unsent(draft)).map(|(key, _)| key.clone()).collect()
    }

    /// The rows of one table that are typed and not sent, in order.
    pub(super) fn unsent_rows(&self, card: EntryId, field: &str) -> Vec<Key> {
        let is_row = |key: &Key| key.entry == card && matches!(&key.slot, Slot::Row(of, _) if of == field);
        self.unsent().into_iter().filter(is_row).collect()
    }

    /// The rows of one table whose text is not the page's yet, in the order in which they were begun.
    pub(super) fn rows_begun(&self, card: EntryId, field: &str) -> impl Iterator<Item = EntryId> {
        self.drafts.iter().filter_map(move |(key, draft)| match &key.slot {
            Slot::Row(of, claim) if key.entry == card && of == field => {
                (draft.to_keep().is_some() || draft.made.is_some()).then_some(*claim)
            }
            _ => None,
        })
    }

    /// Whether some text is not in the catalogue: typed, on its way, or refused. What came back from the disk and is
    /// held back is safe there.
    pub(super) fn has_unsaved(&self) -> bool {
        self.drafts.values().any(|draft| (draft.is_unsaved() && !draft.is_held_back()) || draft.pending.is_some())
    }

    /// The claim made by a write has another id than its place was named by: its place is named by that one from now on.
    /// Returns the old and the new name.
    pub(super) fn renamed(&mut self, token: Token, made: EntryId) -> Option<(Key, Key)> {
        let old = self.drafts.iter().find(|(_, draft)| draft.pending == Some(token) && draft.made.is_some())?.0.clone();
        let slot = match &old.slot {
            Slot::Row(field, claim) if *claim != made => Slot::Row(field.clone(), made),
            Slot::Further(field, claim) if *claim != made => Slot::Further(field.clone(), made),
            _ => return None,
        };
        let new = Key { entry: old.entry, slot };
        let draft = self.drafts.remove(&old)?;
        self.drafts.insert(new.clone(), Draft { made: Some(made), ..draft });
        Some((old, new))
    }

    /// Takes the catalogue's answer to a write. Returns whether the token was one of ours.
    pub(super) fn answered(&mut self, token: Token, outcome: Result<(), &str>) -> bool {
        let mut ours = false;
        for draft in self.drafts.values_mut().filter(|draft| draft.pending == Some(token)) {
            ours = true;
            draft.pending = None;
            match outcome {
                Ok(()) => {
                    draft.saved = !draft.typed;
                    draft.origin = Origin::Keys;
                    draft.held = None;
                }
                Err(why) => {
                    (draft.made, draft.removed) = (None, false);
                    draft.seen.clone_into(&mut draft.base);
                    draft.restore();
                    draft.failed = Some(why.to_owned());
                }
            }
        }
        ours
    }

    /// Notes that the page now shows the catalogue as it is: what was made is there or
    /// gone again, and what was written as well.
    pub(super) fn refreshed(&mut self) {
        for draft in self.drafts.values_mut().filter(|draft| draft.pending.is_none()) {
            (draft.made, draft.removed) = (None, false);
            if !draft.is_unsaved() {
                draft.base.clone_into(&mut draft.seen);
            }
        }
    }

    /// Forgets the drafts of a page that is left; what is not saved stays.
    pub(super) fn leave(&mut self) {
        self.drafts.retain(|_, draft| draft.is_unsaved() || draft.pending.is_some());
    }
}
