//! Objects that several commands answer with. Their field names are for good.

use crate::model::{ActLine, EntryId, EntryKind, Label, Timestamp};
use serde::Serialize;

/// An entry where it is only named.
#[derive(Debug, Serialize)]
pub(super) struct Named {
    pub(super) id: EntryId,
    #[serde(rename = "ref")]
    pub(super) reference: String,
    pub(super) kind: EntryKind,
    pub(super) label: String,
}

impl Named {
    /// An entry by its id and the name a page gives it.
    pub(super) fn new(id: EntryId, label: &Label) -> Self {
        Self { id, reference: label.reference_code.clone(), kind: label.kind, label: label.label.clone() }
    }

    /// `P3 Pogozhev, Andrei`, or the id when it has neither reference nor label.
    pub(super) fn words(&self) -> String {
        match (self.reference.is_empty(), self.label.is_empty() || self.label == self.reference) {
            (false, false) => format!("{} {}", self.reference, self.label),
            (false, true) => self.reference.clone(),
            (true, false) => self.label.clone(),
            (true, true) => self.id.to_string(),
        }
    }
}

/// One act of the history.
#[derive(Debug, Serialize)]
pub(super) struct ActAnswer {
    seq: u64,
    id: EntryId,
    act: String,
    about: String,
    author: String,
    reason: String,
    at: Timestamp,
    undoes: Option<u64>,
    undone_by: Option<u64>,
    changes: Vec<ChangeAnswer>,
}

/// What an act did to one field of one entry.
#[derive(Debug, Serialize)]
pub(super) struct ChangeAnswer {
    entry: EntryId,
    kind: EntryKind,
    page: EntryId,
    op: String,
    field: String,
    before: Option<serde_json::Value>,
    after: Option<serde_json::Value>,
}

impl From<ActLine> for ActAnswer {
    fn from(line: ActLine) -> Self {
        let ActLine { seq, id, act, about, author, reason, at, undoes, undone_by, changes } = line;
        let changes = changes
            .into_iter()
            .map(|change| ChangeAnswer {
                entry: change.entry,
                kind: change.kind,
                page: change.owner,
                op: change.op.term().to_owned(),
                field: change.field,
                before: change.before,
                after: change.after,
            })
            .collect();
        Self { seq, id, act: act.term().to_owned(), about, author, reason, at, undoes, undone_by, changes }
    }
}
