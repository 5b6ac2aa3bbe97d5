//! The only place where a text field is made.
//!
//! Invariant: a field's id holds the entry it belongs to. With one id for two entries, Ctrl+Z in the second would
//! write the first one's text into it.

use super::theme;
use eframe::egui;
use eframe::egui::{Response, TextEdit, Ui};
use std::fmt::Debug;
use std::hash::Hash;

/// How a field looks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Look<'a> {
    /// What to type here, shown while it is empty.
    pub hint: &'a str,
    /// Lines; one for a single line that Enter leaves.
    pub rows: usize,
    /// Width in points; all there is when `None`.
    pub width: Option<f32>,
    /// Whether it can only be read.
    pub read_only: bool,
}

/// A text field with its label above it. `of` is the entry and the field it edits.
pub fn labelled(ui: &mut Ui, of: impl Hash + Debug, label: &str, text: &mut String, look: Look<'_>) -> Response {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 3.0;
        let words = ui.label(theme::small(ui, label));
        bare(ui, of, text, look).labelled_by(words.id)
    })
    .inner
}

/// A text field without a label; the caller gives it a name by `labelled_by` or the hint is its name.
pub fn bare(ui: &mut Ui, of: impl Hash + Debug, text: &mut String, look: Look<'_>) -> Response {
    let edit =
        if look.rows > 1 { TextEdit::multiline(text).desired_rows(look.rows) } else { TextEdit::singleline(text) };
    let width = look.width.unwrap_or(f32::INFINITY);
    let response = ui.add(
        edit.id_salt(("field", of))
            .desired_width(width)
            .margin(egui::Margin::symmetric(8, 6))
            .hint_text(theme::weak(ui, look.hint))
            .interactive(!look.read_only),
    );
    if response.gained_focus() {
        // the keyboard went on: what is under the field is to be seen as well
        ui.scroll_to_rect(response.rect.expand2(egui::vec2(0.0, 48.0)), None);
    }
    response
}

/// How much of a row a button with these words takes, with the space before it.
pub fn button_room(ui: &Ui, words: &str) -> f32 {
    let text = egui::WidgetText::from(words);
    let galley = text.into_galley(ui, Some(egui::TextWrapMode::Extend), f32::INFINITY, egui::TextStyle::Button);
    galley.size().x + 2.0 * ui.spacing().button_padding.x + ui.spacing().item_spacing.x
}
