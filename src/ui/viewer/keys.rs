//! The one table of what can be done while a picture is looked at: buttons, hints, keys and the help come from it.

use crate::i18n::tr;
use eframe::egui::{Context, Key, Modifiers, Vec2, vec2};

/// What can be done while a picture is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// The picture before.
    Before,
    /// The picture after.
    After,
    /// The first picture.
    First,
    /// The last picture.
    Last,
    /// The page before, in a file of several.
    PageBefore,
    /// The page after.
    PageAfter,
    /// Front or back of the same card.
    OtherSide,
    /// All of it.
    Fit,
    /// All of its width.
    Width,
    /// A pixel of the picture is a pixel of the screen.
    Pixels,
    /// As large as the original.
    LifeSize,
    /// Larger.
    Larger,
    /// Smaller.
    Smaller,
    /// A quarter turn to the left.
    TurnLeft,
    /// A quarter turn to the right.
    TurnRight,
    /// Left and right change places.
    Mirror,
    /// The strip of tones.
    Tones,
    /// Light and dark change places.
    Invert,
    /// The next channel.
    Channel,
    /// The picture as it is.
    Plain,
    /// A second picture beside it.
    Compare,
    /// The other of two pictures.
    OtherPane,
    /// Whether two pictures move together.
    Lock,
    /// The lens.
    Lens,
    /// Who is seen where.
    Seen,
    /// Back to where one came from.
    Close,
}

/// A line of the table.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// What is done.
    pub deed: Deed,
    /// The key of its words is `viewer-do-NAME`, that of its explanation `viewer-do-NAME-hint`.
    pub name: &'static str,
    /// Its keys.
    keys: &'static [Key],
    /// Its keys, as printed.
    pub shown: &'static str,
}

const fn line(deed: Deed, name: &'static str, keys: &'static [Key], shown: &'static str) -> Line {
    Line { deed, name, keys, shown }
}

/// Everything that can be done by one key, in the order of the help.
pub const TABLE: &[Line] = &[
    line(Deed::Before, "before", &[Key::ArrowLeft], "Left"),
    line(Deed::After, "after", &[Key::ArrowRight], "Right"),
    line(Deed::First, "first", &[Key::Home], "Home"),
    line(Deed::Last, "last", &[Key::End], "End"),
    line(Deed::PageBefore, "page-before", &[Key::PageUp], "Page Up"),
    line(Deed::PageAfter, "page-after", &[Key::PageDown], "Page Down"),
    line(Deed::OtherSide, "other-side", &[Key::B], "B"),
    line(Deed::Fit, "fit", &[Key::Num0], "0"),
    line(Deed::Width, "width", &[Key::W], "W"),
    line(Deed::Pixels, "pixels", &[Key::Num1], "1"),
    line(Deed::LifeSize, "life-size", &[Key::Num2], "2"),
    line(Deed::Larger, "larger", &[Key::Plus, Key::Equals], "+"),
    line(Deed::Smaller, "smaller", &[Key::Minus], "-"),
    line(Deed::TurnLeft, "turn-left", &[Key::L], "L"),
    line(Deed::TurnRight, "turn-right", &[Key::R], "R"),
    line(Deed::Mirror, "mirror", &[Key::M], "M"),
    line(Deed::Tones, "tones", &[Key::T], "T"),
    line(Deed::Invert, "invert", &[Key::I], "I"),
    line(Deed::Channel, "channel", &[Key::G], "G"),
    line(Deed::Plain, "plain", &[Key::N], "N"),
    line(Deed::Compare, "compare", &[Key::C], "C"),
    line(Deed::OtherPane, "other-pane", &[Key::X], "X"),
    line(Deed::Lock, "lock", &[Key::K], "K"),
    line(Deed::Lens, "lens", &[Key::Z], "Z"),
    line(Deed::Seen, "seen", &[Key::P], "P"),
    line(Deed::Close, "close", &[Key::Escape], "Esc"),
];

/// Keys that are held or have no button: the key of their words, and the keys.
pub const HELD: &[(&str, &str)] = &[
    ("viewer-keys-pan", "Shift + Up, Down, Left, Right"),
    ("viewer-keys-drag", "Drag"),
    ("viewer-keys-wheel", "Wheel"),
];

impl Line {
    /// Its words.
    pub fn label(&self) -> String {
        tr(&format!("viewer-do-{}", self.name))
    }

    /// What it does, in a sentence.
    pub fn hint(&self) -> String {
        tr(&format!("viewer-do-{}-hint", self.name))
    }
}

/// The line of a deed.
pub(super) fn line_of(deed: Deed) -> Option<&'static Line> {
    TABLE.iter().find(|line| line.deed == deed)
}

/// What was pressed in this frame.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Pressed {
    pub(super) deeds: Vec<Deed>,
    /// The picture is moved so much by arrow keys.
    pub(super) pan: Vec2,
    /// The key of the lens was let go.
    pub(super) lens_released: bool,
}

/// What was pressed. Arrows, Home and End belong to a slider or a list that has the keyboard.
pub(super) fn pressed(ctx: &Context, has_arrows: bool, step: f32) -> Pressed {
    const MOVING: [Key; 4] = [Key::ArrowLeft, Key::ArrowRight, Key::Home, Key::End];
    if ctx.text_edit_focused() || ctx.any_popup_open() {
        return Pressed::default();
    }
    ctx.input_mut(|input| {
        let mut pressed = Pressed { lens_released: input.key_released(Key::Z), ..Pressed::default() };
        // keys with Ctrl or Alt are those of the window
        if input.modifiers.command || input.modifiers.ctrl || input.modifiers.alt {
            return pressed;
        }
        if has_arrows {
            let ways = [
                (Key::ArrowLeft, vec2(1.0, 0.0)),
                (Key::ArrowRight, vec2(-1.0, 0.0)),
                (Key::ArrowUp, vec2(0.0, 1.0)),
                (Key::ArrowDown, vec2(0.0, -1.0)),
            ];
            for (key, way) in ways {
                let is_pan = input.modifiers.shift || way.x == 0.0;
                let times = if is_pan { input.count_and_consume_key(Modifiers::NONE, key) } else { 0 };
                pressed.pan += way * step * times as f32;
            }
        }
        for line in TABLE {
            let can = |key: &&Key| has_arrows || !MOVING.contains(key);
            let times: usize = line
                .keys
                .iter()
                .filter(can)
                .map(|key| match line.deed {
                    // held, they go on; the others are done once
                    Deed::Larger | Deed::Smaller | Deed::Before | Deed::After | Deed::PageBefore | Deed::PageAfter => {
                        input.count_and_consume_key(Modifiers::NONE, *key)
                    }
                    _ => usize::from(first_press(input, *key)),
                })
                .sum();
            pressed.deeds.extend(std::iter::repeat_n(line.deed, times));
        }
        pressed
    })
}

/// Whether a key was pressed, and is not only held.
fn first_press(input: &mut eframe::egui::InputState, key: Key) -> bool {
    let is_fresh = input.events.iter().any(|event| {
        matches!(event, eframe::egui::Event::Key { key: pressed, pressed: true, repeat: false, .. } if *pressed == key)
    });
    input.count_and_consume_key(Modifiers::NONE, key) > 0 && is_fresh
}

#[cfg(test)]
mod tests {
    use super::*;
    use eframe::egui::{Event, RawInput};

    #[test]
    fn every_deed_stands_once_with_words_and_keys_of_its_own() {
        for (at, line) in TABLE.iter().enumerate() {
            for key in [format!("viewer-do-{}", line.name), format!("viewer-do-{}-hint", line.name)] {
                assert!(crate::i18n::has(&key), "no words for {key}");
            }
            for other in &TABLE[at + 1..] {
                assert_ne!(line.deed, other.deed);
                assert!(line.keys.iter().all(|key| !other.keys.contains(key)), "{} {}", line.name, other.name);
            }
            assert_eq!(line_of(line.deed).map(|line| line.name), Some(line.name));
        }
        assert!(HELD.iter().all(|(words, _)| crate::i18n::has(words)));
    }

    fn press(keys: &[(Key, Modifiers, bool)], has_arrows: bool) -> Pressed {
        let event = |(key, modifiers, repeat): &(Key, Modifiers, bool)| Event::Key {
            key: *key,
            physical_key: None,
            pressed: true,
            repeat: *repeat,
            modifiers: *modifiers,
        };
        let modifiers = keys.first().map(|(_, modifiers, _)| *modifiers).unwrap_or_default();
        let events = std::iter::once(Event::ModifiersChanged(modifiers)).chain(keys.iter().map(event)).collect();
        let input = RawInput { events, ..RawInput::default() };
        let ctx = Context::default();
        let mut found = Pressed::default();
        // nothing is drawn, and what egui would draw is not needed
        ctx.run_ui(input, |ui| found = pressed(ui.ctx(), has_arrows, 10.0)).textures_delta.clear();
        found
    }

    #[test]
    fn arrows_turn_to_other_pictures_and_with_shift_they_move_this_one() {
        assert_eq!(press(&[(Key::ArrowRight, Modifiers::NONE, false)], true).deeds, [Deed::After]);
        let moved = press(&[(Key::ArrowRight, Modifiers::SHIFT, false)], true);
        assert_eq!((moved.deeds.len(), moved.pan), (0, vec2(-10.0, 0.0)));
        assert_eq!(press(&[(Key::ArrowDown, Modifiers::NONE, true)], true).pan, vec2(0.0, -10.0));
        assert_eq!(press(&[(Key::ArrowRight, Modifiers::NONE, false)], false), Pressed::default(), "a slider's own");
    }

    #[test]
    fn a_key_that_is_held_does_once_what_goes_to_and_fro() {
        let held = |key| [(key, Modifiers::NONE, false), (key, Modifiers::NONE, true), (key, Modifiers::NONE, true)];
        assert_eq!(press(&held(Key::I), true).deeds, [Deed::Invert]);
        assert_eq!(press(&held(Key::Minus), false).deeds, [Deed::Smaller; 3]);
    }

    #[test]
    fn keys_of_the_window_are_left_alone() {
        let ctrl = Modifiers::CTRL.plus(Modifiers::COMMAND);
        assert_eq!(press(&[(Key::B, ctrl, false), (Key::Plus, ctrl, false)], true), Pressed::default());
    }
}
