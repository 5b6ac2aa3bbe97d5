//! What came of reading all files, or of looking for lost ones, until it is closed.

use super::page::{more_ui, text_ui};
use super::{HealthAction, Outcome, words};
use crate::catalogue::watch::{FilesReport, Relinked};
use crate::i18n::{tr, tr_args};
use crate::ui::action::Action;
use crate::ui::{field, theme};
use eframe::egui::{Frame, Label, Margin, Ui};
use std::path::Path;

/// So many lines of one sort are shown.
const MOST_LINES: usize = 50;

/// Draws what came of the last job.
pub(super) fn outcome_ui(ui: &mut Ui, outcome: &Outcome, actions: &mut Vec<Action>) {
    let colours = theme::palette(ui);
    let band = Frame::new().fill(colours.notice).corner_radius(theme::CORNER).inner_margin(Margin::symmetric(14, 10));
    band.show(ui, |ui| {
        ui.horizontal_top(|ui| {
            let close = tr("close");
            let room = ui.available_width() - field::button_room(ui, &close) - theme::GAP;
            ui.vertical(|ui| {
                ui.set_width(room);
                ui.spacing_mut().item_spacing.y = 3.0;
                text_ui(ui, theme::strong(sentence(outcome)));
                if let Outcome::Relinked(relinked) = outcome {
                    relinked_ui(ui, relinked);
                }
            });
            if ui.button(close).clicked() {
                actions.push(Action::Health(HealthAction::CloseOutcome));
            }
        });
    });
}

/// What came of it in a sentence.
pub(super) fn sentence(outcome: &Outcome) -> String {
    let relinked = match outcome {
        Outcome::Checked(report) => return checked(report),
        Outcome::Relinked(relinked) => relinked,
    };
    if relinked.wanted == 0 {
        return tr("health-relinked-none");
    }
    let counts = [
        ("wanted", relinked.wanted.into()),
        ("among", words::number(relinked.looked_through).into()),
        ("found", relinked.found.len().into()),
        ("missing", relinked.still_missing.len().into()),
    ];
    tr_args("health-relinked", &counts)
}

fn checked(report: &FilesReport) -> String {
    let files = report.good + report.wrong.all();
    let mut words = vec![("count", files.into()), ("files", words::number(files).into())];
    if report.wrong.all() == 0 {
        return tr_args("health-checked-good", &words);
    }
    words.push(("how", words::wrong(report.wrong).into()));
    tr_args("health-checked-wrong", &words)
}

fn relinked_ui(ui: &mut Ui, relinked: &Relinked) {
    if relinked.already_good > 0 {
        text_ui(ui, tr_args("health-relinked-already", &[("count", relinked.already_good.into())]));
    }
    let found = relinked.found.iter().flat_map(|found| {
        let name = found.file.original_name.as_str();
        let from = found.from.display().to_string();
        let line = tr_args("health-relinked-found", &[("file", name.into()), ("from", from.into())]);
        let aside =
            found.put_aside.as_ref().map(|aside| tr_args("health-relinked-aside", &[("path", name_of(aside).into())]));
        std::iter::once(line).chain(aside)
    });
    lines_ui(ui, found);
    lines_ui(
        ui,
        relinked.other_files.iter().map(|other| {
            let words =
                [("path", other.path.display().to_string().into()), ("checksum", other.checksum.to_string().into())];
            tr_args("health-relinked-other", &words)
        }),
    );
    lines_ui(
        ui,
        relinked.missed.iter().map(|missed| {
            let words = [("path", missed.path.display().to_string().into()), ("why", missed.why.as_str().into())];
            tr_args("health-relinked-missed", &words)
        }),
    );
}

/// The name of a file that lies beside the one it is told of.
fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The first lines of a list, and how many more there are.
fn lines_ui(ui: &mut Ui, lines: impl Iterator<Item = String>) {
    let lines: Vec<String> = lines.collect();
    for line in lines.iter().take(MOST_LINES) {
        // a path is long: it is cut, and whole where the pointer rests
        ui.add(Label::new(line).truncate().selectable(true)).on_hover_text(line);
    }
    more_ui(ui, lines.len().saturating_sub(MOST_LINES) as u64);
}
