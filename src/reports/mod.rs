//! Holdings to documents: words for people, then PDF, HTML and CSV.

mod dates;
mod wording;

pub use dates::{date_text, historical_date_text};
pub use wording::{
    absence_text, claim_text, count_text, entry_text, label_text, number_text, property_text, reading_text, words,
};
