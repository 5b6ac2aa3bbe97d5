//! What is found and why: the line an entry has in lists, the words it is found by, the reason of each hit. Pure.

mod drawing;
pub mod findable;
mod listing;
mod matching;
mod properties;
pub mod query;
mod slips;
#[cfg(test)]
mod tests;
mod why;

use drawing::has_names;
pub use drawing::{compact_number, findable, name_words};
pub use findable::{Dated, Findable, Form, Meant, Numbered, Zone};
pub use listing::{ListRow, Listing, listing};
pub use matching::{FoundBy, Tier};
pub use properties::{property_id, property_ids};
pub use query::Query;
pub use slips::{number_slips, slips_of};
pub use why::{Names, number_fits, tier_of};
