//! The language of queries: text to tree, tree to text. Any text whatsoever is a query.

mod chips;
mod complete;
mod dates;
mod fields;
mod hints;
mod print;
mod read;
#[cfg(test)]
mod tests;
mod tokens;
mod tree;
mod values;

pub(super) use dates::may_lie_in;

pub use chips::{Chip, chips, with_condition, with_spelling};
pub use complete::{Choices, Completion, FieldInfo, complete, fields};
pub use hints::{Hint, HintKind};
pub use print::quoted;
pub use read::{Read, unknown_templates};
pub use tree::{DateField, Field, Node, Query, Spelling, State, Term, Thing, Wanted, Words};
