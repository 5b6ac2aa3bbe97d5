//! What is found and why: the line an entry has in lists, the words it is found by, the reason of each hit. Pure.

pub mod findable;
mod listing;
mod matching;
pub mod query;

pub use listing::{Form, ListRow, Listing, listing};
pub use matching::{FoundBy, Query, Tier};
