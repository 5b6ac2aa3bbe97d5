//! What came of a report and of a check.

use super::help::close_foot;
use super::{DialogAction, foot, heading};
use crate::catalogue::CheckReport;
use crate::i18n::{tr, tr_args};
use crate::ui::action::Action;
use crate::ui::theme;
use eframe::egui::{ScrollArea, Ui};
use std::path::Path;

pub(super) fn reported_ui(ui: &mut Ui, path: &Path, actions: &mut Vec<Action>) {
    heading(ui, tr("reported-heading"));
    ui.label(tr("reported-where"));
    ui.label(theme::strong(path.display().to_string()));
    ui.add_space(theme::SMALL_GAP);
    ui.horizontal(|ui| {
        if ui.button(tr("reported-open")).clicked() {
            actions.push(Action::OpenOutside(path.to_owned()));
        }
        if let Some(folder) = path.parent()
            && ui.button(tr("reported-folder")).clicked()
        {
            actions.push(Action::OpenOutside(folder.to_owned()));
        }
        if ui.button(tr("reported-copy")).clicked() {
            ui.copy_text(path.display().to_string());
        }
    });
    if foot(ui, (&tr("close"), true, true), "", actions) {
        actions.push(Action::Dialog(DialogAction::Close));
    }
}

pub(super) fn checked_ui(ui: &mut Ui, report: &CheckReport, actions: &mut Vec<Action>) {
    let well = report.problems.is_empty();
    heading(ui, tr(if well { "checked-well" } else { "checked-problems" }));
    ui.label(tr_args(
        "checked-counts",
        &[("pages", report.pages.into()), ("acts", report.acts.into()), ("masters", report.masters.into())],
    ));
    if report.orphans > 0 {
        ui.label(theme::weak(ui, tr_args("checked-orphans", &[("count", report.orphans.into())])));
    }
    if !well {
        ui.add_space(theme::SMALL_GAP);
        ScrollArea::vertical().max_height(360.0).auto_shrink([false, true]).show(ui, |ui| {
            for problem in &report.problems {
                ui.label(theme::strong(&problem.about));
                ui.label(&problem.message);
                ui.add_space(theme::SMALL_GAP);
            }
        });
    }
    close_foot(ui, actions);
}
