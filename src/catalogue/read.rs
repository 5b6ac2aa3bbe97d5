//! What reading a catalogue gives: rows of lists, hits with their reason, the result of a check.

use crate::model::{EntryId, EntryKind, Stage};
pub use crate::search::{FoundBy, ListRow, Tier};
pub use crate::storage::index::FacetField;
use serde::{Deserialize, Serialize};

/// What a list shows and in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListQuery {
    /// The kinds shown.
    pub kinds: Vec<EntryKind>,
    /// Only cards and units that lie in this unit or under it.
    pub unit: Option<EntryId>,
    /// Only cards that are so far.
    pub stage: Option<Stage>,
    /// Only what this query finds, in the language of [`crate::search::Query`]; empty for all.
    pub words: String,
    /// The order.
    pub sort: Sort,
    /// From the end.
    pub descending: bool,
}

/// Orders of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Sort {
    /// By reference code, numbers in it by value.
    #[default]
    Reference,
    /// By name or title.
    Label,
    /// By prisoner number.
    Number,
    /// By earliest day.
    Date,
    /// By the act that last touched it.
    Changed,
    /// The best hits first, those that are as good by name; without words by name.
    Relevance,
}

/// The beginning of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beginning {
    /// The first rows, in their order.
    pub rows: Vec<i64>,
    /// Whether there are more.
    pub has_more: bool,
}

/// Something a list can be narrowed by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facet {
    /// What it is.
    pub field: FacetField,
    /// The values its lines have, each with how many.
    pub values: Vec<FacetValue>,
}

/// A value lines have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetValue {
    /// Names the value within its field.
    pub term: String,
    /// As it is written; a term of the program's own is for `i18n`.
    pub label: String,
    /// How many lines have it.
    pub count: u64,
    /// The condition that narrows a list to it. It may find a few more: words are also found within longer ones.
    pub query: String,
}

/// How many entries of each kind there are.
pub type Counts = std::collections::BTreeMap<EntryKind, u64>;

/// An entry found, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hit {
    /// The row, as in a list.
    #[serde(flatten)]
    pub row: ListRow,
    /// Why it was found: for each word of the query the forms it stands in, closest first.
    pub why: Vec<FoundBy>,
}

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CheckReport {
    /// What is wrong, one line each, empty when all is well.
    pub problems: Vec<CheckProblem>,
    /// Pages whose hash was compared.
    pub pages: u64,
    /// Acts whose place in the chain was verified.
    pub acts: u64,
    /// Masters read again from the first byte to the last.
    pub masters: u64,
    /// Files nobody refers to, left by an interrupted act.
    pub orphans: u64,
    /// Texts that were typed and not written, kept as drafts: no problem, and no part of the catalogue.
    pub drafts: u64,
    /// Whether the search index was damaged and has been made anew.
    pub index_rebuilt: bool,
}

/// Something a check found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CheckProblem {
    /// What was checked: `database`, `chain`, `page`, `master`, `index`, `reference`.
    pub area: String,
    /// The entry, act or file.
    pub about: String,
    /// What is wrong and what can be done.
    pub message: String,
}
