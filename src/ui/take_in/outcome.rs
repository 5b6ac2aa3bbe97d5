//! What came of a folder: what was taken in, what was there already, what not and why.

use super::TakeInAction;
use crate::catalogue::take_in::{Ended, NotTaken, TakeInReport};
use crate::i18n::{tr, tr_args};
use crate::ui::action::Action;
use crate::ui::theme;
use eframe::egui::{CollapsingHeader, Label, ScrollArea, Ui};

/// Lines of one list at most; the rest is in the copied list.
const MOST_LINES: usize = 500;

/// Draws the outcome.
pub(super) fn outcome_ui(ui: &mut Ui, report: &TakeInReport, actions: &mut Vec<Action>) {
    let taken = report.taken.len() as u64;
    ui.label(theme::section(tr_args("take-in-done", &[("count", taken.into())])));
    match &report.ended {
        Ended::Complete => {}
        Ended::Cancelled => {
            ui.label(theme::warning(ui, tr("take-in-was-stopped")));
        }
        Ended::Failed(error) => {
            ui.label(theme::warning(ui, tr_args("take-in-broke-off", &[("why", error.to_string().into())])));
        }
    }
    let loose = report.taken.iter().filter(|taken| taken.unattached.is_some()).count() as u64;
    let cards = report.taken.iter().filter(|taken| taken.new_card).count() as u64;
    let reused = report.taken.iter().filter(|taken| taken.reused).count() as u64;
    for (key, count) in [("take-in-loose", loose), ("take-in-on-new-cards", cards), ("take-in-reused", reused)] {
        if count > 0 {
            ui.label(tr_args(key, &[("count", count.into())]));
        }
    }
    ui.add_space(theme::SMALL_GAP);
    ui.horizontal(|ui| {
        if ui.add(theme::primary_button(ui, &tr("take-in-show"))).clicked() {
            actions.push(Action::TakeIn(TakeInAction::Gallery));
        }
        if ui.button(tr("take-in-again")).clicked() {
            actions.push(Action::TakeIn(TakeInAction::Again));
        }
        if ui.button(tr("take-in-copy")).on_hover_text(tr("take-in-copy-hint")).clicked() {
            ui.copy_text(as_lines(report));
        }
    });
    ui.add_space(theme::GAP);
    ScrollArea::vertical().id_salt("take-in outcome").auto_shrink(false).show(ui, |ui| {
        list_ui(ui, "take-in-refused-list", not_taken(&report.refused), true);
        looks_like_ui(ui, report, actions);
        let not_shown =
            report.taken.iter().filter_map(|taken| Some((taken.file.as_str(), taken.not_shown.as_deref()?)));
        list_ui(ui, "take-in-not-shown-list", not_shown, true);
        let there = report.already_there.iter().map(|there| (there.file.as_str(), there.known_as.as_str()));
        list_ui(ui, "take-in-there-list", there, false);
        let loose = report.taken.iter().filter_map(|taken| Some((taken.file.as_str(), taken.unattached.as_deref()?)));
        list_ui(ui, "take-in-loose-list", loose, false);
        list_ui(ui, "take-in-skipped-list", not_taken(&report.skipped), false);
    });
}

fn not_taken(files: &[NotTaken]) -> impl Iterator<Item = (&str, &str)> {
    files.iter().map(|file| (file.file.as_str(), file.why.as_str()))
}

/// Files with a reason each, folded unless somebody should read it.
fn list_ui<'a>(ui: &mut Ui, key: &str, lines: impl Iterator<Item = (&'a str, &'a str)>, open: bool) {
    let lines: Vec<_> = lines.collect();
    if lines.is_empty() {
        return;
    }
    let heading = tr_args(key, &[("count", (lines.len() as u64).into())]);
    CollapsingHeader::new(heading).id_salt(key).default_open(open).show(ui, |ui| {
        for (file, why) in lines.iter().take(MOST_LINES) {
            ui.add(Label::new(format!("{file}: {why}")).wrap().selectable(true));
        }
        if lines.len() > MOST_LINES {
            let more = (lines.len() - MOST_LINES) as u64;
            ui.label(theme::weak(ui, tr_args("take-in-more", &[("count", more.into())])));
        }
    });
}

/// Pictures that may be another scan of one that is there: a person looks and decides.
fn looks_like_ui(ui: &mut Ui, report: &TakeInReport, actions: &mut Vec<Action>) {
    let alike: Vec<_> = report.taken.iter().filter_map(|taken| Some((taken, taken.looks_like.as_ref()?))).collect();
    if alike.is_empty() {
        return;
    }
    let heading = tr_args("take-in-alike-list", &[("count", (alike.len() as u64).into())]);
    CollapsingHeader::new(heading).id_salt("take-in alike").default_open(true).show(ui, |ui| {
        ui.label(theme::small(ui, tr("take-in-alike-hint")));
        for (taken, alike) in alike.iter().take(MOST_LINES) {
            ui.horizontal_wrapped(|ui| {
                if ui.link(&taken.file).clicked() {
                    actions.push(Action::Show(taken.attachment));
                    actions.push(Action::TakeIn(TakeInAction::Back));
                }
                ui.label(tr("take-in-alike"));
                let known = format!("{} {}", alike.reference_code, tr(&format!("role-{}", alike.role.term())));
                if ui.link(known.trim()).clicked() {
                    actions.push(Action::Show(alike.attachment));
                    actions.push(Action::TakeIn(TakeInAction::Back));
                }
            });
        }
    });
}

/// The whole outcome as lines of a table, for a spreadsheet or a letter.
fn as_lines(report: &TakeInReport) -> String {
    let mut lines = vec![["file", "outcome", "entry", "detail"].join("\t")];
    let mut add = |file: &str, outcome: &str, entry: &str, detail: &str| {
        lines.push([file, outcome, entry, detail].map(|cell| cell.replace(['\t', '\n', '\r'], " ")).join("\t"));
    };
    for taken in &report.taken {
        let detail = taken.not_shown.as_deref().or(taken.unattached.as_deref()).unwrap_or_default();
        add(&taken.file, "taken", &taken.reference_code, detail);
    }
    for there in &report.already_there {
        add(&there.file, "already there", &there.known_as, "");
    }
    for (files, outcome) in [(&report.refused, "refused"), (&report.skipped, "skipped")] {
        for file in files {
            add(&file.file, outcome, "", &file.why);
        }
    }
    lines.join("\n")
}
