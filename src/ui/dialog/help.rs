//! The keyboard and the program, for F1 and the Help menu.

use super::{DialogAction, foot, heading};
use crate::i18n::{tr, tr_args};
use crate::ui::action::Action;
use crate::ui::command::{Menu, TABLE};
use crate::ui::{gallery, search, theme, viewer};
use eframe::egui::{Align, Key, Label, Layout, ScrollArea, Ui, vec2};

/// Width of the column that says what a key does, in points.
const WHAT_PT: f32 = 200.0;
/// Width of the column of keys.
const KEYS_PT: f32 = 130.0;

/// Keys that belong to a place, not to a command: the key of their words, and the keys.
const PLACES: &[(&str, &str)] = &[
    ("keys-search-take", "Down, Tab, Enter"),
    ("keys-list-move", "Up, Down, Page Up, Page Down, Home, End"),
    ("keys-list-open", "Enter"),
    ("keys-list-desk", "Shift+Enter"),
    ("keys-next", "Enter, Tab"),
    ("keys-before", "Shift+Tab"),
    ("keys-wordings", "Down"),
    ("keys-field-menu", "Alt+Down"),
    ("keys-press", "Space"),
    ("keys-leave", "Esc"),
];

pub(super) fn keys_ui(ui: &mut Ui, actions: &mut Vec<Action>) {
    heading(ui, tr("keys-heading"));
    let height = (ui.max_rect().height() - 150.0).max(240.0);
    ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
        scroll_by_key(ui, height);
        for (menu, name) in Menu::ALL {
            menu_heading(ui, tr(name));
            for line in TABLE.iter().filter(|line| line.menu == *menu && line.shortcut.is_some()) {
                key_ui(ui, &line.label(), &line.shortcut_text(ui.ctx()), &line.hint());
            }
        }
        menu_heading(ui, tr("keys-places"));
        for (words, keys) in PLACES {
            key_ui(ui, &tr(words), keys, "");
        }
        menu_heading(ui, tr("gallery-keys"));
        for (words, keys) in gallery::KEYS {
            key_ui(ui, &tr(words), keys, "");
        }
        menu_heading(ui, tr("viewer-keys"));
        for line in viewer::TABLE {
            key_ui(ui, &line.label(), line.shown, &line.hint());
        }
        for (words, keys) in viewer::HELD {
            key_ui(ui, &tr(words), keys, "");
        }
    });
    close_foot(ui, actions);
}

/// How to search, with every field of the language.
pub(super) fn search_ui(ui: &mut Ui, actions: &mut Vec<Action>) {
    heading(ui, tr("command-search-guide"));
    let height = (ui.max_rect().height() - 180.0).max(240.0);
    search::guide_ui(ui, height, scroll_by_key, actions);
    close_foot(ui, actions);
}

/// The table is longer than most windows, and somebody who reads it may have no pointer.
fn scroll_by_key(ui: &Ui, page: f32) {
    let pressed = |key| ui.input(|input| input.key_pressed(key));
    let steps = [
        (Key::PageDown, -page),
        (Key::PageUp, page),
        (Key::ArrowDown, -40.0),
        (Key::ArrowUp, 40.0),
        (Key::End, -1e5),
        (Key::Home, 1e5),
    ];
    for (_, by) in steps.into_iter().filter(|(key, _)| pressed(*key)) {
        ui.scroll_with_delta(vec2(0.0, by));
    }
}

fn menu_heading(ui: &mut Ui, words: String) {
    ui.add_space(theme::SMALL_GAP);
    ui.label(theme::small(ui, words).family(theme::strong_family()));
}

/// What a key does, the key, and more of it in small words that wrap in what room is left.
fn key_ui(ui: &mut Ui, what: &str, keys: &str, more: &str) {
    ui.horizontal_top(|ui| {
        let column = |ui: &mut Ui, width: f32, contents: &mut dyn FnMut(&mut Ui)| {
            let size = vec2(width, 0.0);
            ui.allocate_ui_with_layout(size, Layout::top_down(Align::LEFT), |ui| {
                ui.set_width(width);
                contents(ui);
            });
        };
        column(ui, WHAT_PT, &mut |ui| {
            ui.add(Label::new(what).wrap());
        });
        if more.is_empty() {
            ui.label(theme::strong(keys));
            return;
        }
        column(ui, KEYS_PT, &mut |ui| {
            ui.add(Label::new(theme::strong(keys)).wrap());
        });
        let room = ui.available_width() - theme::GAP;
        column(ui, room, &mut |ui| {
            ui.add(Label::new(theme::small(ui, more)).wrap());
        });
    });
}

pub(super) fn about_ui(ui: &mut Ui, actions: &mut Vec<Action>) {
    heading(ui, tr("app-name"));
    ui.label(tr_args("about-version", &[("version", env!("CARGO_PKG_VERSION").into())]));
    ui.add_space(theme::SMALL_GAP);
    ui.label(tr("about-what"));
    ui.label(tr("about-offline"));
    ui.add_space(theme::SMALL_GAP);
    ui.label(theme::small(ui, tr("about-licence")));
    ui.label(theme::small(ui, tr("about-fonts")));
    close_foot(ui, actions);
}

pub(super) fn close_foot(ui: &mut Ui, actions: &mut Vec<Action>) {
    if foot(ui, (&tr("close"), true), "", actions) {
        actions.push(Action::Dialog(DialogAction::Close));
    }
}
