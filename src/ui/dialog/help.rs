//! The keyboard and the program, for F1 and the Help menu.

use super::{DialogAction, foot, heading};
use crate::i18n::{tr, tr_args};
use crate::ui::action::Action;
use crate::ui::command::{Menu, TABLE};
use crate::ui::theme;
use eframe::egui::{Grid, ScrollArea, Ui};

/// Keys that belong to a place, not to a command: the key of their words, and the keys.
const PLACES: &[(&str, &str)] = &[
    ("keys-list-move", "Up, Down, Page Up, Page Down, Home, End"),
    ("keys-list-open", "Enter"),
    ("keys-next", "Tab"),
    ("keys-before", "Shift+Tab"),
    ("keys-press", "Space"),
    ("keys-leave", "Esc"),
];

pub(super) fn keys_ui(ui: &mut Ui, actions: &mut Vec<Action>) {
    heading(ui, tr("keys-heading"));
    let height = (ui.max_rect().height() - 150.0).max(240.0);
    ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
        Grid::new("keys").num_columns(3).spacing([24.0, 8.0]).show(ui, |ui| {
            for (menu, name) in Menu::ALL {
                ui.label(theme::small(ui, tr(name)).family(theme::strong_family()));
                ui.end_row();
                for line in TABLE.iter().filter(|line| line.menu == *menu && line.shortcut.is_some()) {
                    ui.label(line.label());
                    ui.label(theme::strong(line.shortcut_text(ui.ctx())));
                    ui.label(theme::small(ui, line.hint()));
                    ui.end_row();
                }
            }
        });
        ui.add_space(theme::SMALL_GAP);
        ui.label(theme::small(ui, tr("keys-places")).family(theme::strong_family()));
        Grid::new("keys of places").num_columns(2).spacing([24.0, 8.0]).show(ui, |ui| {
            for (words, keys) in PLACES {
                ui.label(tr(words));
                ui.label(theme::strong(*keys));
                ui.end_row();
            }
        });
    });
    close_foot(ui, actions);
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
