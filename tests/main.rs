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
mod closing;
mod decoding;
mod gallery;
mod glossary;
mod identity;
mod import;
mod judging;
mod life;
mod near;
mod past;
mod support;
mod take_in;
mod tally;
mod templates;
#[cfg(feature = "gui")]
mod ui;
#[cfg(feature = "gui")]
mod ui_card;
#[cfg(feature = "gui")]
mod ui_closing;
#[cfg(feature = "gui")]
mod ui_desk;
#[cfg(feature = "gui")]
mod ui_driven;
#[cfg(feature = "gui")]
mod ui_field;
#[cfg(feature = "gui")]
mod ui_gallery;
#[cfg(feature = "gui")]
mod ui_glossary;
#[cfg(feature = "gui")]
mod ui_health;
#[cfg(feature = "gui")]
mod ui_judging;
#[cfg(feature = "gui")]
mod ui_near;
#[cfg(feature = "gui")]
mod ui_page;
#[cfg(feature = "gui")]
mod ui_past;
#[cfg(feature = "gui")]
mod ui_person;
#[cfg(feature = "gui")]
mod ui_search;
#[cfg(feature = "gui")]
mod ui_take_in;
#[cfg(feature = "gui")]
mod ui_tally;
#[cfg(feature = "gui")]
mod ui_templates;
#[cfg(feature = "gui")]
mod ui_typing;
#[cfg(feature = "gui")]
mod ui_viewer;
mod watch;
