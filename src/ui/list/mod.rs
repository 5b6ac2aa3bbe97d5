//! The lists: which one, in what order, found by which words, which line is chosen.

use crate::catalogue::Sort;
use crate::model::EntryId;

/// The lists of the left panel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ListKind {
    /// Cards.
    #[default]
    Cards,
    /// Persons.
    People,
    /// Places and camps.
    Places,
    /// Events and groups.
    Events,
    /// Sources.
    Sources,
    /// Pictures.
    Pictures,
}

/// What the lists want.
#[derive(Debug)]
pub enum ListAction {
    /// Show this list.
    Kind(ListKind),
    /// Show only what lies in this unit, or everything.
    Unit(Option<EntryId>),
    /// Order by this column; again for the other direction.
    Sort(Sort),
    /// The words in the search box changed.
    Words(String),
}
