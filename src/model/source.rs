//! Where something is written.

use super::{EntryId, HistoricalDate, terms::terms};
use serde::{Deserialize, Serialize};

/// A book, a web page, a letter, a register: where claims are written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// Names this source.
    pub id: EntryId,
    /// The reference in this catalogue: `SRC1`.
    pub reference_code: String,
    /// What sort of source it is.
    pub kind: SourceKind,
    /// Its title.
    pub title: String,
    /// Who wrote or published it.
    #[serde(default)]
    pub author: String,
    /// When it was written or published.
    #[serde(default)]
    pub date: HistoricalDate,
    /// The archive, library or site that has it, and its signature there.
    #[serde(default)]
    pub repository: String,
    /// What a reader should know of it.
    #[serde(default)]
    pub description: String,
}

terms! {
    /// Sorts of sources.
    SourceKind {
        /// A prisoner file card.
        Card = "card",
        /// A book or an article.
        Book = "book",
        /// A page on the web.
        WebPage = "web-page",
        /// An exhibition text.
        Exhibition = "exhibition",
        /// A memoir or an interview.
        Testimony = "testimony",
        /// A letter.
        Letter = "letter",
        /// A register kept by an office.
        Register = "register",
        /// A table of data.
        Dataset = "dataset",
        /// Anything else.
        #[default] Other = "other",
    }
}
