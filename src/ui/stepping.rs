//! Up and down a list by keys: which line comes next.

use eframe::egui::{Key, Modifiers, Ui};

/// The line to go to from line `at`, or from `near` when none is chosen: of a list that ends with line `last` and shows
/// `page` lines at once. `None` when no such key was pressed.
pub(super) fn stepped(ui: &Ui, at: Option<usize>, near: usize, page: usize, last: usize) -> Option<usize> {
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let from = at.unwrap_or(near);
    let to = if pressed(Key::ArrowDown) {
        at.map_or(near, |at| at + 1)
    } else if pressed(Key::ArrowUp) {
        from.saturating_sub(1)
    } else if pressed(Key::PageDown) {
        from + page
    } else if pressed(Key::PageUp) {
        from.saturating_sub(page)
    } else if pressed(Key::Home) {
        0
    } else if pressed(Key::End) {
        last
    } else {
        return None;
    };
    Some(to.min(last))
}
