//! A change is `(before, after)` of one entry; a change-set is one named act of one person.

use super::terms::terms;
use super::{Entry, EntryId, EntryKind, Timestamp};
use serde::{Deserialize, Serialize};

/// What one act did to one entry: made it (`before` is `None`), edited it, or removed it (`after` is `None`).
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The entry as it was.
    pub before: Option<Entry>,
    /// The entry as it is to be.
    pub after: Option<Entry>,
}

impl Change {
    /// Makes an entry.
    pub fn create(entry: impl Into<Entry>) -> Self {
        Self { before: None, after: Some(entry.into()) }
    }

    /// Edits an entry.
    pub fn edit(before: impl Into<Entry>, after: impl Into<Entry>) -> Self {
        Self { before: Some(before.into()), after: Some(after.into()) }
    }

    /// Removes an entry. What it was stays in the journal.
    pub fn remove(entry: impl Into<Entry>) -> Self {
        Self { before: Some(entry.into()), after: None }
    }

    /// The entry the change is about, as it will be or last was.
    pub fn entry(&self) -> Option<&Entry> {
        self.after.as_ref().or(self.before.as_ref())
    }
}

macro_rules! entry_from {
    ($($kind:ident),+) => { $(
        impl From<super::$kind> for Entry {
            fn from(entry: super::$kind) -> Self { Self::$kind(entry) }
        }
    )+ };
}
entry_from!(
    HoldingUnit,
    FileCard,
    Person,
    Place,
    Event,
    Group,
    Source,
    Attachment,
    Region,
    Claim,
    Conclusion,
    ProvenanceNote,
    Identity,
    OwnTemplate,
    SavedSearch,
    ClosureRule,
    GlossaryTerm
);

/// One named act of one person: one transaction, one step of undo, one line of history.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangeSet {
    /// Names the act, in every copy of the catalogue.
    pub id: EntryId,
    /// What sort of act it is.
    pub act: Act,
    /// What it was done to, in words: the reference or label of the entry.
    pub about: String,
    /// Who did it.
    pub author: String,
    /// Why, when it was said.
    pub reason: String,
    /// When.
    pub at: Timestamp,
    /// The act this one takes back, by its number.
    pub undoes: Option<u64>,
    /// What it did.
    pub changes: Vec<Change>,
}

terms! {
    /// Sorts of acts; undo and redo show these names.
    Act {
        /// An entry was added.
        Add = "add",
        /// A field was keyed or edited.
        #[default] Edit = "edit",
        /// An entry was removed.
        Remove = "remove",
        /// Pictures were attached.
        Attach = "attach",
        /// Scans of a folder were taken in.
        TakeIn = "take-in",
        /// A provenance note was written.
        Note = "note",
        /// A judgement on claims or identity was written.
        Conclude = "conclude",
        /// A claim or a judgement was taken back, or a claim was held to be false.
        Withdraw = "withdraw",
        /// A claim that was withdrawn or held to be false counts again.
        StandAgain = "stand-again",
        /// Two were judged to be one man.
        Merge = "merge",
        /// That judgement was taken back.
        Split = "split",
        /// It was said who may see something.
        Restrict = "restrict",
        /// Many entries were brought in.
        Import = "import",
        /// The sample was made.
        Sample = "sample",
        /// An act was taken back.
        Undo = "undo",
        /// An act was done again.
        Redo = "redo",
    }
}

/// What an act did to an entry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChangeLine {
    /// The entry.
    pub entry: EntryId,
    /// Its kind.
    pub kind: EntryKind,
    /// The page it belongs to.
    pub owner: EntryId,
    /// Made, edited or removed.
    pub op: Op,
    /// The field, for an edit; empty when the whole entry was made or removed.
    pub field: String,
    /// The value before, as JSON; absent when the field was empty.
    pub before: Option<serde_json::Value>,
    /// The value after, as JSON; absent when the field is empty.
    pub after: Option<serde_json::Value>,
}

terms! {
    /// What was done to an entry.
    Op {
        /// It was made.
        Create = "create",
        /// A field of it was edited.
        #[default] Edit = "edit",
        /// It was removed.
        Remove = "remove",
        /// A removed entry was brought back as it was.
        Restore = "restore",
    }
}

/// One act as the history shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ActLine {
    /// Its number in this catalogue, counted from 1.
    pub seq: u64,
    /// Its name in every copy of the catalogue.
    pub id: EntryId,
    /// What sort of act it was.
    pub act: Act,
    /// What it was done to, in words.
    pub about: String,
    /// Who did it.
    pub author: String,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Timestamp,
    /// The act this one took back.
    pub undoes: Option<u64>,
    /// The act that took this one back, while it is taken back.
    pub undone_by: Option<u64>,
    /// What it did, entry by entry and field by field.
    pub changes: Vec<ChangeLine>,
}

/// Why part of an old act cannot simply be taken back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Clash {
    /// The entry in question.
    pub entry: EntryId,
    /// Its kind.
    pub kind: EntryKind,
    /// What a person calls it.
    pub label: String,
    /// The field, empty for the whole entry.
    pub field: String,
    /// What stands in the way.
    pub cause: ClashCause,
    /// The value now, as JSON.
    pub now: Option<serde_json::Value>,
    /// The value that taking the act back would restore, as JSON.
    pub would_be: Option<serde_json::Value>,
    /// What was made later and hangs on it, by its reference; not more than a few.
    #[serde(default)]
    pub needed_by: Vec<String>,
}

terms! {
    /// What stands in the way of taking an act back.
    ClashCause {
        /// A later act changed the same field.
        #[default] ChangedLater = "changed-later",
        /// A later act removed the entry.
        RemovedLater = "removed-later",
        /// Later entries hang on the one that would vanish.
        NeededLater = "needed-later",
        /// The entry it hangs on is gone.
        OwnerGone = "owner-gone",
    }
}
