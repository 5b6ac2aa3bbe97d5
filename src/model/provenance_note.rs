//! How the papers came to us and what was done to them.

use super::{Access, EntryId, HistoricalDate, terms::terms};
use serde::{Deserialize, Serialize};

/// A dated, signed note about papers, scans or a source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProvenanceNote {
    /// Names this note.
    pub id: EntryId,
    /// What it is about.
    pub subject: EntryId,
    /// What sort of note it is.
    pub kind: NoteKind,
    /// The words.
    pub text: String,
    /// The date the note speaks of, or on which it was written.
    #[serde(default)]
    pub date: HistoricalDate,
    /// Who wrote it.
    #[serde(default)]
    pub author: String,
    /// Who may see it.
    #[serde(default)]
    pub access: Access,
}

terms! {
    /// Sorts of provenance notes; the first two are ISAD(G) 3.2.3 and 3.2.4.
    NoteKind {
        /// Who had the papers before.
        #[default] CustodialHistory = "custodial-history",
        /// How they came to the archive.
        Acquisition = "acquisition",
        /// The state they are in.
        Condition = "condition",
        /// How, when and by whom they were scanned.
        Digitisation = "digitisation",
        /// What a reader should know of a source.
        Source = "source",
        /// A note of the people who edit this catalogue.
        Editorial = "editorial",
    }
}
