//! Kartoteka.
pub mod background;
pub mod catalogue;
pub mod cli;
pub mod error;
pub mod i18n;
pub mod media;
pub mod model;
pub mod reports;
pub mod sample;
pub mod search;
pub mod settings;
pub mod storage;
pub mod text;
#[cfg(feature = "gui")]
pub mod ui;
