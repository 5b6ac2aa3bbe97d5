//! What stands in the place of a picture that is covered, cannot be shown, or is not there yet.

use super::pane::Pane;
use crate::i18n::tr;
use crate::model::Attachment;
use crate::ui::action::Action;
use crate::ui::theme;
use eframe::egui::{Frame, Label, Rect, Ui, UiBuilder, vec2};

/// Width of the words in points, at most.
const WORDS_PT: f32 = 460.0;

/// A block of words in the middle of a room.
fn block(ui: &mut Ui, room: Rect, contents: impl FnOnce(&mut Ui)) {
    let width = WORDS_PT.min(room.width() - 48.0).max(80.0);
    let place = Rect::from_center_size(room.center(), vec2(width, (room.height() - 40.0).clamp(60.0, 240.0)));
    let builder = UiBuilder::new().max_rect(place).layout(eframe::egui::Layout::top_down(eframe::egui::Align::Min));
    ui.scope_builder(builder, |ui| {
        let sheet = Frame::new().fill(theme::palette(ui).sheet).corner_radius(theme::CORNER).inner_margin(20);
        sheet.show(ui, |ui| {
            ui.set_width(ui.available_width());
            contents(ui);
        });
    });
}

/// A covered picture: why, and the button that uncovers it. Returns whether it was pressed.
pub(super) fn covered_ui(ui: &mut Ui, room: Rect, picture: &Attachment) -> bool {
    let mut uncover = false;
    block(ui, room, |ui| {
        ui.label(theme::section(tr("page-covered")));
        ui.add(Label::new(&picture.content_note).wrap());
        ui.add_space(theme::SMALL_GAP);
        uncover = ui.button(tr("page-uncover")).clicked();
    });
    uncover
}

/// A picture that cannot be shown: why, that nothing is lost, and where it is.
pub(super) fn failed_ui(ui: &mut Ui, room: Rect, pane: &mut Pane, actions: &mut Vec<Action>) {
    let Some(why) = pane.failed.clone() else { return };
    block(ui, room, |ui| {
        ui.label(theme::section(tr("viewer-not-shown")));
        ui.add(Label::new(why).wrap().selectable(true));
        ui.label(tr("viewer-original-kept"));
        let Some(path) = &pane.path else { return };
        ui.add_space(theme::SMALL_GAP);
        if pane.shows_path {
            ui.add(Label::new(theme::small(ui, path.display().to_string())).wrap().selectable(true));
            if let Some(folder) = path.parent()
                && ui.button(tr("viewer-open-folder")).clicked()
            {
                actions.push(Action::OpenOutside(folder.to_owned()));
            }
        } else {
            pane.shows_path = ui.button(tr("viewer-where")).clicked();
        }
    });
}
