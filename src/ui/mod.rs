//! WHAT IT LOOKS LIKE: the only egui. Views draw and return [`action::Action`]s; they never do.

pub mod action;
mod answers;
mod app;
mod bars;
pub mod command;
mod desk;
pub mod dialog;
mod dispatch;
pub mod field;
pub mod gallery;
pub mod health;
mod in_order;
pub mod list;
mod notice;
mod outside;
mod pace;
pub mod page;
mod panels;
pub mod search;
pub mod shapes;
mod start;
mod start_screen;
mod stepping;
pub mod study;
pub mod take_in;
pub mod templates;
pub mod theme;
pub mod viewer;

pub use app::App;
pub use start::{StartError, run};

/// Prepares the window: its look, and that keys are heard in order.
pub fn install(ctx: &eframe::egui::Context) {
    theme::install(ctx);
    ctx.add_plugin(in_order::InOrder::default());
}
