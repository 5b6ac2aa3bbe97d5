//! The language of queries: text to tree, tree to text. Any text whatsoever is a query.

mod tree;

pub use tree::{DateField, Field, Node, Query, Spelling, State, Term, Thing, Wanted, Words};
