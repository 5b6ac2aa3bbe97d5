//! Fonds, series and files: the levels above the card (ISAD(G) 2nd ed.).

use super::{EntryId, HistoricalDate, terms::terms};
use serde::{Deserialize, Serialize};

/// A level of description above the card. Only what is proper to the level is said at it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HoldingUnit {
    /// Names this unit.
    pub id: EntryId,
    /// The unit it is part of.
    #[serde(default)]
    pub parent: Option<EntryId>,
    /// ISAD(G) 3.1.1.
    pub reference_code: String,
    /// ISAD(G) 3.1.4.
    pub level: Level,
    /// ISAD(G) 3.1.2.
    pub title: String,
    /// ISAD(G) 3.1.3.
    #[serde(default)]
    pub dates: HistoricalDate,
    /// ISAD(G) 3.1.5, in words: `49 file cards`.
    #[serde(default)]
    pub extent: String,
    /// ISAD(G) 3.2.1.
    #[serde(default)]
    pub creator: String,
    /// The institution that keeps the papers.
    #[serde(default)]
    pub repository: String,
    /// ISAD(G) 3.3.1.
    #[serde(default)]
    pub scope_and_content: String,
}

terms! {
    /// Levels of description.
    Level {
        /// All records of one creator.
        #[default] Fonds = "fonds",
        /// Records of one form or function, such as a card file.
        Series = "series",
        /// A drawer, a transport, a folder.
        File = "file",
    }
}
