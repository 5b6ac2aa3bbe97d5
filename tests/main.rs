//! The one integration binary: linking the window ten times is the slow part.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test says what it expects and fails loudly"
)]

mod architecture;
mod cli;
mod support;
