//! What rests on a claim: to be told before somebody takes it back.

use super::terms::terms;
use super::{EntryId, Label};

terms! {
    /// Sorts of things that rest on a claim.
    DependentKind {
        /// A conclusion that weighed it.
        #[default] Conclusion = "conclusion",
        /// A judgement on identity that names it as evidence.
        Identity = "identity",
        /// A count: one it states, or one it makes somebody part of.
        Count = "count",
        /// The day from which the papers of a card or person are open.
        Closure = "closure",
        /// A line of a report it is printed in.
        ReportLine = "report-line",
    }
}

/// Something that rests on a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependent {
    /// What sort of thing it is.
    pub kind: DependentKind,
    /// The page to open.
    pub entry: EntryId,
    /// The conclusion or the judgement on identity itself.
    pub of: Option<EntryId>,
    /// How the page is named.
    pub label: Label,
    /// The property that is spoken of; empty where none is.
    pub property: String,
    /// Whether it is a conclusion that holds to this claim.
    pub chosen: bool,
}
