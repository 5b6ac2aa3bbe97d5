//! The particulars of a check.

use super::heading;
use super::help::close_foot;
use crate::catalogue::CheckReport;
use crate::i18n::{tr, tr_args};
use crate::ui::action::Action;
use crate::ui::notice::counts;
use crate::ui::theme;
use eframe::egui::{ScrollArea, Ui};

pub(super) fn checked_ui(ui: &mut Ui, report: &CheckReport, actions: &mut Vec<Action>) {
    let well = report.problems.is_empty();
    heading(ui, tr(if well { "checked-well" } else { "checked-problems" }));
    ui.label(counts(report));
    if report.orphans > 0 {
        ui.label(theme::weak(ui, tr_args("checked-orphans", &[("count", report.orphans.into())])));
    }
    if report.drafts > 0 {
        ui.label(theme::weak(ui, tr_args("checked-drafts", &[("count", report.drafts.into())])));
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
