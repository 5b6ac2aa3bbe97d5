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
    drawn(ui, of, text, look, None).response.response
}

/// The id a field will have that is drawn here.
pub fn id(ui: &Ui, of: impl Hash + Debug) -> egui::Id {
    ui.make_persistent_id(("field", of))
}

/// The list under a text field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Under {
    /// There is none.
    Nothing,
    /// Wordings are offered: Esc is no word to leave the field.
    Wordings,
    /// A palette is open: nor is Tab one to go on.
    Palette,
}

/// A text field that may have a list under it, with everything egui says of it.
pub fn with_list(
    ui: &mut Ui,
    of: impl Hash + Debug,
    text: &mut String,
    look: Look<'_>,
    under: Under,
) -> egui::text_edit::TextEditOutput {
    let tab = under == Under::Palette;
    let filter = egui::EventFilter { horizontal_arrows: true, vertical_arrows: true, escape: true, tab };
    drawn(ui, of, text, look, (under != Under::Nothing).then_some(filter))
}

/// Whether a key was pressed alone; it is not heard by anything else then.
pub fn pressed_alone(ui: &Ui, key: egui::Key) -> bool {
    let is_it = |event: &egui::Event| {
        matches!(event, egui::Event::Key { key: other, modifiers, pressed: true, .. }
            if *other == key && modifiers.is_none())
    };
    ui.input_mut(|input| {
        let before = input.events.len();
        input.events.retain(|event| !is_it(event));
        input.events.len() < before
    })
}

/// Draws `contents` in which a press on this layer takes the keyboard from nobody: egui takes it from the field as soon
/// as anything reads that it was pressed elsewhere.
pub fn keep_keyboard<R>(ctx: &egui::Context, layer: Option<egui::LayerId>, contents: impl FnOnce() -> R) -> R {
    let pointer = ctx.pointer_interact_pos().and_then(|at| ctx.layer_id_at(at));
    if layer.is_none() || pointer != layer {
        return contents();
    }
    let usual = ctx.options(|options| options.input_options.surrender_focus_on);
    ctx.options_mut(|options| options.input_options.surrender_focus_on = egui::SurrenderFocusOn::Never);
    let drawn = contents();
    ctx.options_mut(|options| options.input_options.surrender_focus_on = usual);
    drawn
}

fn drawn(
    ui: &mut Ui,
    of: impl Hash + Debug,
    text: &mut String,
    look: Look<'_>,
    filter: Option<egui::EventFilter>,
) -> egui::text_edit::TextEditOutput {
    let edit =
        if look.rows > 1 { TextEdit::multiline(text).desired_rows(look.rows) } else { TextEdit::singleline(text) };
    let edit = match filter {
        Some(filter) => edit.event_filter(filter),
        None => edit,
    };
    let width = look.width.unwrap_or(f32::INFINITY);
    let output = edit
        .id_salt(("field", of))
        .desired_width(width)
        .margin(egui::Margin::symmetric(8, 6))
        .hint_text(theme::weak(ui, look.hint))
        .interactive(!look.read_only)
        .show(ui);
    let response = &output.response.response;
    if response.gained_focus() {
        // the keyboard went on: what is under the field is to be seen as well
        ui.scroll_to_rect(response.rect.expand2(egui::vec2(0.0, 48.0)), None);
    }
    output
}

/// Puts the cursor of a field behind its text.
pub fn cursor_to_end(ctx: &egui::Context, id: egui::Id, text: &str) {
    let mut state = TextEdit::load_state(ctx, id).unwrap_or_default();
    let end = egui::text::CCursor::new(text.chars().count());
    state.cursor.set_char_range(Some(egui::text::CCursorRange::one(end)));
    TextEdit::store_state(ctx, id, state);
}

/// Marks the whole text of a field, so that typing replaces it.
pub fn select_all(ctx: &egui::Context, id: egui::Id, text: &str) {
    let mut state = TextEdit::load_state(ctx, id).unwrap_or_default();
    let (start, end) = (egui::text::CCursor::new(0), egui::text::CCursor::new(text.chars().count()));
    state.cursor.set_char_range(Some(egui::text::CCursorRange::two(start, end)));
    TextEdit::store_state(ctx, id, state);
}

/// Puts another letter before the cursor of a field: what `next` says of the one that is there. Returns whether there
/// was one; taking back a key stroke in the field takes it back.
pub fn change_letter(ctx: &egui::Context, id: egui::Id, text: &mut String, next: fn(char) -> Option<char>) -> bool {
    let Some(mut state) = TextEdit::load_state(ctx, id) else { return false };
    let range = state.cursor.char_range();
    let at = range.map_or_else(|| text.chars().count(), |range| range.primary.index.0);
    let mut letters: Vec<char> = text.chars().collect();
    let Some(letter) = at.checked_sub(1).and_then(|before| letters.get_mut(before)) else { return false };
    let Some(other) = next(*letter) else { return false };
    *letter = other;
    let cursor = egui::text::CCursorRange::one(egui::text::CCursor::new(at));
    let mut undoer = state.undoer();
    undoer.add_undo(&(range.unwrap_or(cursor), text.clone()));
    *text = letters.into_iter().collect();
    undoer.add_undo(&(cursor, text.clone()));
    state.set_undoer(undoer);
    state.cursor.set_char_range(Some(cursor));
    TextEdit::store_state(ctx, id, state);
    true
}

/// Forgets cursor and key strokes of a field that is drawn no more.
pub fn forget(ctx: &egui::Context, id: egui::Id) {
    ctx.data_mut(|data| data.remove::<egui::text_edit::TextEditState>(id));
}

/// How much of a row a button with these words takes, with the space before it.
pub fn button_room(ui: &Ui, words: &str) -> f32 {
    let text = egui::WidgetText::from(words);
    let galley = text.into_galley(ui, Some(egui::TextWrapMode::Extend), f32::INFINITY, egui::TextStyle::Button);
    galley.size().x + 2.0 * ui.spacing().button_padding.x + ui.spacing().item_spacing.x
}
