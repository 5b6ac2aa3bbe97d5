//! What is seen while no catalogue is open: how to begin.

use super::action::Action;
use super::command::{Command, line_of};
use super::theme;
use crate::i18n::tr;
use crate::settings::Settings;
use eframe::egui::{self, Align, Button, Layout, Ui, vec2};
use std::path::Path;

/// Draws the start screen, with the catalogues opened before.
pub(super) fn start_ui(ui: &mut Ui, settings: &Settings, opening: bool, actions: &mut Vec<Action>) {
    let recent = &settings.recent;
    let room = ui.available_size();
    let width = 640.0_f32.min(room.x - 2.0 * theme::GAP);
    let left = ((room.x - width) / 2.0).max(0.0);
    let top = (room.y * 0.12).max(theme::GAP);
    let place = egui::Rect::from_min_size(ui.max_rect().min + vec2(left, top), vec2(width, room.y - top));
    ui.scope_builder(egui::UiBuilder::new().max_rect(place).layout(Layout::top_down(Align::Min)), |ui| {
        ui.label(theme::title(tr("app-name")).size(34.0));
        ui.label(theme::weak(ui, tr("start-what")).size(17.0));
        ui.add_space(theme::GAP * 2.0);
        if opening {
            ui.label(tr("start-opening"));
            return;
        }
        let first = recent.is_empty();
        let order = if first {
            [Command::MakeSample, Command::NewCatalogue, Command::OpenCatalogue]
        } else {
            [Command::OpenCatalogue, Command::NewCatalogue, Command::MakeSample]
        };
        for (at, command) in order.into_iter().enumerate() {
            choice_ui(ui, command, at == 0, actions);
        }
        if !first {
            ui.add_space(theme::GAP);
            ui.label(theme::section(tr("start-recent")));
            ui.add_space(theme::SMALL_GAP);
            egui::ScrollArea::vertical().auto_shrink([false, true]).show(ui, |ui| {
                for folder in recent {
                    let title = settings.known(folder).map_or("", |known| &known.title);
                    recent_ui(ui, folder, title, actions);
                }
            });
        }
    });
}

fn choice_ui(ui: &mut Ui, command: Command, is_main: bool, actions: &mut Vec<Action>) {
    let Some(line) = line_of(command) else { return };
    ui.horizontal(|ui| {
        let button = if is_main { theme::primary_button(ui, &line.label()) } else { Button::new(line.label()) };
        let response = ui.add_sized(vec2(236.0, 36.0), button);
        ui.add_space(theme::SMALL_GAP);
        ui.add(egui::Label::new(theme::weak(ui, line.hint())).wrap());
        if response.clicked() {
            actions.push(Action::Command(command));
        }
    });
    ui.add_space(4.0);
}

fn recent_ui(ui: &mut Ui, folder: &Path, title: &str, actions: &mut Vec<Action>) {
    let colours = theme::palette(ui);
    let name = match title {
        "" => folder.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
        title => title.to_owned(),
    };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 48.0), egui::Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name.clone()));
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, theme::CORNER, colours.hover);
    }
    if response.has_focus() {
        ui.painter().rect_stroke(rect, theme::CORNER, (2.0, colours.focus), egui::StrokeKind::Inside);
    }
    let inner = rect.shrink2(vec2(10.0, 4.0));
    ui.scope_builder(egui::UiBuilder::new().max_rect(inner).sense(egui::Sense::empty()), |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.add(egui::Label::new(theme::strong(name)).truncate().selectable(false));
        ui.add(egui::Label::new(theme::small(ui, folder.display().to_string())).truncate().selectable(false));
    });
    if response.clicked() {
        actions.push(Action::OpenRecent(folder.to_owned()));
    }
}
