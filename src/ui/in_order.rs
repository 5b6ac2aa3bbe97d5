//! Keys are heard in the order in which they were pressed, however slow a frame was.
//!
//! egui hands every key of a frame to the field that had the keyboard when the frame began. What is typed after Enter or
//! Tab belongs to the next field, which has the keyboard only when the frame is over: so it waits for the next frame.
//! Without this the first letters of a quick typist are lost.

use eframe::egui::{Context, Event, Key, Plugin, RawInput};

/// What waits for the next frame.
#[derive(Debug, Default)]
pub(super) struct InOrder {
    held: Vec<Event>,
}

impl InOrder {
    /// Keeps back what comes after a key that gives the keyboard to another field.
    fn part(&mut self, events: &mut Vec<Event>) {
        let mut all = std::mem::take(&mut self.held);
        all.append(events);
        let goes_on = |event: &Event| matches!(event, Event::Key { key: Key::Enter | Key::Tab, pressed: true, .. });
        if let Some(at) = all.iter().position(goes_on) {
            self.held = all.split_off(at + 1);
        }
        *events = all;
    }
}

impl Plugin for InOrder {
    fn debug_name(&self) -> &'static str {
        "keys in order"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        self.part(&mut input.events);
        if !self.held.is_empty() {
            ctx.request_repaint();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use eframe::egui::Modifiers;

    fn key(key: Key) -> Event {
        Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE }
    }

    fn text(words: &str) -> Event {
        Event::Text(words.to_owned())
    }

    #[test]
    fn what_follows_enter_waits_for_the_next_frame() {
        let mut order = InOrder::default();
        let mut frame = vec![text("a"), key(Key::Enter), text("b"), key(Key::Tab), text("c")];
        order.part(&mut frame);
        assert_eq!(frame, [text("a"), key(Key::Enter)]);
        let mut frame = vec![text("d")];
        order.part(&mut frame);
        assert_eq!(frame, [text("b"), key(Key::Tab)]);
        let mut frame = Vec::new();
        order.part(&mut frame);
        assert_eq!(frame, [text("c"), text("d")], "in the order in which they came");
    }
}
