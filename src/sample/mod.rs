//! The sample catalogue.

mod drawing;
mod palette_png;
mod placeholder;
mod specimen_card;

pub use placeholder::draw_placeholder;
pub use specimen_card::{draw_card, region_of};
