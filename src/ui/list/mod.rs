//! The lists: which one, in what order, found by which words, which line is chosen.

mod columns;
mod found;
mod side;
mod small;
mod state;
mod table;
mod why;

pub use columns::{Column, columns};
pub use side::{SideView, line_ui, part_ui, side_ui};
pub use state::{Lines, ListState, PAGE_ROWS};
pub use table::{ListView, table_ui};

use crate::catalogue::Sort;
use crate::model::{EntryId, EntryKind, Stage};

/// The lists of the left panel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    /// Fonds, series and files.
    Units,
}

impl ListKind {
    /// The lists of the left panel, in its order.
    pub const ALL: &'static [Self] =
        &[Self::Cards, Self::People, Self::Places, Self::Events, Self::Sources, Self::Pictures, Self::Units];

    /// The kinds of entries it shows.
    pub const fn kinds(self) -> &'static [EntryKind] {
        match self {
            Self::Cards => &[EntryKind::FileCard],
            Self::People => &[EntryKind::Person],
            Self::Places => &[EntryKind::Place],
            Self::Events => &[EntryKind::Event, EntryKind::Group],
            Self::Sources => &[EntryKind::Source],
            Self::Pictures => &[EntryKind::Attachment],
            Self::Units => &[EntryKind::HoldingUnit],
        }
    }

    /// The key of its name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Cards => "list-cards",
            Self::People => "list-people",
            Self::Places => "list-places",
            Self::Events => "list-events",
            Self::Sources => "list-sources",
            Self::Pictures => "list-pictures",
            Self::Units => "list-units",
        }
    }

    /// The list that shows entries of a kind.
    pub fn of(kind: EntryKind) -> Option<Self> {
        Self::ALL.iter().copied().find(|list| list.kinds().contains(&kind))
    }
}

/// What the lists want.
#[derive(Debug)]
pub enum ListAction {
    /// Show this list; while something is sought, only what was found of it.
    Kind(ListKind),
    /// While something is sought, show all that was found.
    Everything,
    /// Show only what lies in this unit, or everything.
    Unit(Option<EntryId>),
    /// Show only the cards that are so far, or all.
    Stage(Option<Stage>),
    /// Order by this column; again for the other direction.
    Sort(Sort),
    /// The words in the search box changed.
    Words(String),
    /// Seek with this condition too, or no longer; what is shown without words stays so by the conditions beside it.
    Narrow(String, Vec<String>),
    /// Choose the line at this place, and show its page.
    Choose(usize),
    /// Lay the card of the line at this place on the desk.
    Desk(usize),
    /// Choose the first line of what the words find, as soon as it is found.
    First,
    /// These lines are on the screen.
    Visible(usize, usize),
}
