//! WORDS: folding for search, sort keys, sounds, given names. No domain types.
//!
//! Invariant: nothing here decides that two people are one; it only says which words are worth showing together.

mod fold;
pub mod given_names;
mod letters;
mod near;
mod number;
mod patronymic;
mod sort;
mod sounds;
mod transliteration;
mod typing;

pub use fold::{fold, words};
pub use given_names::same_given_name;
pub use letters::{PALETTE, forms_of, next_form};
pub use near::{Asked, Nearness, Ring, near_keys, nearness};
pub use number::number_may_be;
pub use patronymic::father_of;
pub use sort::{reference_sort_key, sort_key};
pub use sounds::{alike, search_keys, sounds};
pub use transliteration::{CyrillicLanguage, Scheme, language_of, transliterate};
pub use typing::{FoldedPattern, is_typing_error};
