//! A search somebody wants to make again.

use super::EntryId;
use serde::{Deserialize, Serialize};

/// A search kept under a name, for everybody who works in the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedSearch {
    /// Names this entry.
    pub id: EntryId,
    /// What it is called: `without a number`.
    pub label: String,
    /// The query, in the language of [`crate::search::Query`].
    pub query: String,
}
