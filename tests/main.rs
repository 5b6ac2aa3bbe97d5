//! One binary for every test at a border, because linking is the slow part.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test says what it expects and fails loudly"
)]

mod architecture;
mod catalogue;
mod cli;
mod decoding;
mod gallery;
mod import;
mod near;
mod support;
mod take_in;
mod templates;
#[cfg(feature = "gui")]
mod ui;
#[cfg(feature = "gui")]
mod ui_card;
#[cfg(feature = "gui")]
mod ui_desk;
#[cfg(feature = "gui")]
mod ui_driven;
#[cfg(feature = "gui")]
mod ui_field;
#[cfg(feature = "gui")]
mod ui_gallery;
#[cfg(feature = "gui")]
mod ui_health;
#[cfg(feature = "gui")]
mod ui_near;
#[cfg(feature = "gui")]
mod ui_page;
#[cfg(feature = "gui")]
mod ui_search;
#[cfg(feature = "gui")]
mod ui_take_in;
#[cfg(feature = "gui")]
mod ui_templates;
#[cfg(feature = "gui")]
mod ui_typing;
#[cfg(feature = "gui")]
mod ui_viewer;
mod watch;
