//! Under the pictures: what can be done to those that are chosen.

use super::{GalleryAction, GalleryState, GalleryView};
use crate::catalogue::Arrangement;
use crate::i18n::{tr, tr_args};
use crate::model::Role;
use crate::ui::action::Action;
use crate::ui::command::Command;
use crate::ui::theme;
use eframe::egui::{self, Button, ComboBox, Ui};

/// Draws the foot. It is there with nothing chosen, too, so that the pictures do not jump.
pub(super) fn foot_ui(ui: &mut Ui, view: &GalleryView<'_>, state: &mut GalleryState, actions: &mut Vec<Action>) {
    let count = state.selection.len();
    let height = ui.spacing().interact_size.y;
    let size = egui::vec2(ui.available_width(), height);
    ui.allocate_ui_with_layout(size, egui::Layout::right_to_left(egui::Align::Center), |ui| {
        if let Some(undo) = view.undo {
            let room = (ui.available_width() * 0.34).max(120.0);
            let button = ui.scope(|ui| {
                ui.set_max_width(room);
                ui.add(Button::new(undo).truncate())
            });
            if button.inner.on_hover_text(undo).clicked() {
                actions.push(Action::Command(Command::Undo));
            }
        }
        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
            chosen_ui(ui, view, state, count, actions);
        });
    });
}

fn chosen_ui(ui: &mut Ui, view: &GalleryView<'_>, state: &mut GalleryState, count: usize, actions: &mut Vec<Action>) {
    if count == 0 {
        ui.add(egui::Label::new(theme::small(ui, tr("gallery-choose-hint"))).truncate());
        return;
    }
    ui.horizontal(|ui| {
        ui.label(theme::strong(tr_args("gallery-chosen", &[("count", count.into())])));
        ui.add_space(theme::SMALL_GAP);
        if !view.read_only {
            changes_ui(ui, state, actions);
            ui.add_space(theme::SMALL_GAP);
        }
        if ui.button(tr("gallery-choose-none")).on_hover_text(tr("gallery-choose-none-hint")).clicked() {
            state.selection.none();
        }
        if !state.arranging.is_empty() {
            ui.label(theme::small(ui, tr("gallery-arranging")));
        }
    });
}

fn changes_ui(ui: &mut Ui, state: &GalleryState, actions: &mut Vec<Action>) {
    let mut want = |action| actions.push(Action::Gallery(action));
    if ui.add(theme::primary_button(ui, &tr("gallery-attach"))).on_hover_text(tr("gallery-attach-hint")).clicked() {
        want(GalleryAction::AskEntry);
    }
    let detach = ui.add_enabled(state.some_attached(), Button::new(tr("gallery-detach")));
    if detach.on_hover_text(tr("gallery-detach-hint")).clicked() {
        want(GalleryAction::Arrange(Arrangement::Detach));
    }
    let role = state.common_role();
    let shown = role.map_or_else(|| tr("gallery-role-choose"), |role| tr(&format!("role-{}", role.term())));
    let label = ui.label(theme::small(ui, tr("gallery-role")));
    let combo = ComboBox::from_id_salt("gallery role").width(150.0).selected_text(shown);
    let response = combo.show_ui(ui, |ui| {
        for one in Role::ALL {
            if ui.selectable_label(role == Some(*one), tr(&format!("role-{}", one.term()))).clicked() {
                want(GalleryAction::Arrange(Arrangement::Shows(*one)));
            }
        }
    });
    response.response.labelled_by(label.id);
    if ui.button(tr("gallery-cover")).on_hover_text(tr("gallery-cover-hint")).clicked() {
        want(GalleryAction::AskCover);
    }
}
