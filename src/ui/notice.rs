//! What came of a job, told at the foot of the window while work goes on: it never takes the keyboard.

use super::action::Action;
use super::dialog::Dialog;
use super::theme;
use crate::catalogue::CheckReport;
use crate::i18n::{tr, tr_args};
use eframe::egui::{Align, Label, Layout, Ui};
use std::path::PathBuf;

/// What is told, until it is dismissed or something newer is told.
#[derive(Debug)]
pub(super) enum Notice {
    /// A report is written.
    Report(PathBuf),
    /// A check is done.
    Check(CheckReport),
    /// The sample is made; another catalogue is open.
    Sample(PathBuf),
    /// Something in a sentence.
    Said(String),
}

/// What a person wants of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeAction {
    /// It was read.
    Dismiss,
    /// Show the particulars.
    Show,
    /// Open what was made.
    Open,
}

impl Notice {
    /// The dialog with the particulars.
    pub(super) fn into_dialog(self) -> Option<Dialog> {
        match self {
            Self::Check(report) => Some(Dialog::Checked(report)),
            Self::Report(_) | Self::Sample(_) | Self::Said(_) => None,
        }
    }

    fn words(&self) -> (String, String) {
        match self {
            Self::Report(path) => (tr("reported-heading"), path.display().to_string()),
            Self::Sample(folder) => (tr("made-sample"), folder.display().to_string()),
            Self::Said(words) => (words.clone(), String::new()),
            Self::Check(report) if report.problems.is_empty() => (tr("checked-well"), counts(report)),
            Self::Check(report) => {
                (tr("checked-problems"), tr_args("checked-found", &[("count", report.problems.len().into())]))
            }
        }
    }
}

/// How much was looked at.
pub(super) fn counts(report: &CheckReport) -> String {
    tr_args(
        "checked-counts",
        &[("pages", report.pages.into()), ("acts", report.acts.into()), ("masters", report.masters.into())],
    )
}

/// Draws the line: what came of it on the left, what can be done about it on the right.
pub(super) fn notice_ui(ui: &mut Ui, notice: &Notice, actions: &mut Vec<Action>) {
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        if ui.button(tr("dismiss")).clicked() {
            actions.push(Action::Notice(NoticeAction::Dismiss));
        }
        match notice {
            Notice::Report(path) => {
                if let Some(folder) = path.parent()
                    && ui.button(tr("reported-folder")).clicked()
                {
                    actions.push(Action::OpenOutside(folder.to_owned()));
                }
                if ui.button(tr("reported-open")).clicked() {
                    actions.push(Action::OpenOutside(path.clone()));
                }
            }
            Notice::Check(_) => {
                if ui.button(tr("checked-show")).clicked() {
                    actions.push(Action::Notice(NoticeAction::Show));
                }
            }
            Notice::Said(_) => {}
            Notice::Sample(_) => {
                if ui.button(tr("made-open")).clicked() {
                    actions.push(Action::Notice(NoticeAction::Open));
                }
            }
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let (what, more) = notice.words();
            ui.label(theme::strong(what));
            ui.add(Label::new(theme::weak(ui, &more)).truncate().selectable(true)).on_hover_text(more);
        });
    });
}
