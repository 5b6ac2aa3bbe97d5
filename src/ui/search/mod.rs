//! Searching: the box with its palette of fields, the query as chips, what narrows it, the searches that are kept.

mod caret;
mod chips;
mod empty;
mod entry_box;
mod facets;
mod guide;
mod palette;
mod route;
mod saved;
mod spelling;

pub use empty::nothing_found_ui;
pub use entry_box::{SearchView, below_ui, search_ui};
pub use facets::{Facets, FacetsView, facets_ui};
pub use guide::guide_ui;
pub use saved::{SavedView, saved_ui};

use crate::catalogue::{Sort, query};
use crate::model::EntryId;
use std::ops::Range;

/// The order of what was found when nobody chose another.
pub const BEST: Sort = Sort::Relevance;

/// What searching keeps beside the words, which the lists keep.
#[derive(Debug, Default)]
pub struct SearchState {
    palette: palette::Palette,
    /// Letters of the text that are to be marked, so that the caret stands there.
    marks: Option<Range<usize>>,
    /// The search that is being named.
    naming: Option<saved::Naming>,
    /// Facets of which all values are shown.
    whole: std::collections::BTreeSet<String>,
}

/// What searching wants.
#[derive(Debug)]
pub enum SearchAction {
    /// What can stand behind this field, of which so much is typed.
    Values {
        /// The field.
        field: String,
        /// What is typed.
        begun: String,
    },
    /// A field of the palette or a value was taken: this is the text now, with the caret after so many letters.
    Taken {
        /// The text.
        text: String,
        /// Where the caret stands.
        caret: usize,
    },
    /// Mark these letters of the text.
    Mark(Range<usize>),
    /// Name the search that is shown, so that it is kept.
    Name,
    /// Keep the search that is shown under this name.
    Save(String),
    /// Give a kept search another name.
    Rename(EntryId, String),
    /// Let a kept search find what is sought now.
    Replace(EntryId),
    /// Keep a search no longer.
    Remove(EntryId),
    /// Fold or unfold a part of the left panel.
    Fold(&'static str, bool),
    /// How to search.
    Guide,
}

impl SearchAction {
    /// Whether it writes an act, which is signed.
    pub const fn writes(&self) -> bool {
        matches!(self, Self::Save(_) | Self::Rename(..) | Self::Replace(_) | Self::Remove(_))
    }
}

/// Fields whose words can be nearer to what is written or farther from it; the others are met or not.
const FIELDS_OF_WORDS: [&str; 8] = ["", "name", "place", "camp", "transport", "role", "note", "surname"];

/// Whether words are sought, and not only conditions that are met or not: then some of what is found is nearer than
/// the rest.
pub fn has_words(text: &str) -> bool {
    query::chips(text).iter().any(|chip| !chip.is_negated && FIELDS_OF_WORDS.contains(&chip.field))
}

/// The text with this condition, or without it when it is there.
pub fn with(text: &str, condition: &str) -> String {
    query::with_condition(text, condition)
}

/// Whether this condition stands in the text. A text too long to be looked through for each value in each frame has none.
fn has_condition(text: &str, condition: &str) -> bool {
    const LONGEST: usize = 1000;
    text.len() <= LONGEST && with(text, condition).len() < text.trim().len()
}
