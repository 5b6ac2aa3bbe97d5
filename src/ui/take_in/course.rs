//! While a folder is taken in: how far it is, holding it and stopping it.

use super::{Course, TakeInAction};
use crate::i18n::{size_words, tr, tr_args};
use crate::ui::action::Action;
use crate::ui::theme;
use eframe::egui::{ProgressBar, Ui};

/// Draws how far the work is.
pub(super) fn course_ui(ui: &mut Ui, folder: &str, course: &Course, actions: &mut Vec<Action>) {
    let (done, all) = course.done;
    ui.label(theme::section(tr_args("take-in-running", &[("folder", folder.to_owned().into())])));
    ui.add_space(theme::SMALL_GAP);
    #[expect(clippy::cast_possible_truncation, reason = "a part of one")]
    let part = (done as f64 / all.max(1) as f64) as f32;
    ui.add(ProgressBar::new(part).desired_width(ui.available_width().min(720.0)).desired_height(10.0));
    let words = [("size", size_words(done << 10).into()), ("all", size_words(all << 10).into())];
    ui.label(tr_args("take-in-progress", &words));
    ui.add_space(theme::SMALL_GAP);
    ui.horizontal(|ui| {
        let can = course.job.is_some() && !course.is_stopping;
        let pause = if course.is_paused { "take-in-go-on" } else { "take-in-pause" };
        if ui.add_enabled(can, eframe::egui::Button::new(tr(pause))).clicked() {
            actions.push(Action::TakeIn(TakeInAction::Pause(!course.is_paused)));
        }
        if ui.add_enabled(can, eframe::egui::Button::new(tr("take-in-stop"))).clicked() {
            actions.push(Action::TakeIn(TakeInAction::Stop));
        }
        if course.is_stopping {
            ui.label(theme::weak(ui, tr("take-in-stopping")));
        }
    });
    ui.add_space(theme::GAP);
    ui.label(theme::small(ui, tr("take-in-safe")));
}
