//! WHAT IT LOOKS LIKE: the only egui. Views draw and return [`action::Action`]s; they never do.

pub mod action;
pub mod command;
pub mod dialog;
pub mod field;
pub mod list;
pub mod page;
pub mod theme;
