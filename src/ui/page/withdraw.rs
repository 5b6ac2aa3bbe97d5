//! What becomes of a claim of the page: withdrawn, held to be false, or standing again, with the reason.

use super::model::ClaimModel;
use super::{Desk, PageAction, editor};
use crate::background::study::judging::{JudgingDeed, JudgingWish};
use crate::background::{Answer, Deed, StudyNews, StudyWish};
use crate::i18n::{tr, tr_args};
use crate::model::{Act, ClaimStatus, EntryId};
use crate::reports;
use crate::ui::action::Action;
use crate::ui::study::judging::{StatusAnswer, StatusDialog};
use eframe::egui;
use egui::{Context, Popup, RichText, Ui};
use std::collections::BTreeMap;

/// The question what becomes of a claim, and what was typed and not written.
#[derive(Debug, Default)]
pub(super) struct Asking {
    dialog: Option<StatusDialog>,
    kept: BTreeMap<EntryId, String>,
}

impl Asking {
    /// Whether it is open.
    pub(super) fn is_open(&self) -> bool {
        self.dialog.is_some()
    }

    /// Asks it.
    pub(super) fn begin(&mut self, claim: EntryId, status: ClaimStatus) {
        let reason = self.kept.remove(&claim).unwrap_or_default();
        self.dialog = Some(StatusDialog::new(claim, status, String::new(), reason));
    }

    /// It is left; what was typed stays.
    pub(super) fn leave(&mut self) {
        if let Some(dialog) = self.dialog.take() {
            self.kept.insert(dialog.claim, dialog.reason);
        }
    }

    /// Takes an answer of the catalogue's thread.
    pub(super) fn answer(&mut self, answer: &Answer) {
        match answer {
            Answer::Study(StudyNews::Judging(news)) => {
                if let Some(dialog) = &mut self.dialog {
                    dialog.take(news);
                }
            }
            Answer::Failed { request: "judging", .. } => {
                if let Some(dialog) = &mut self.dialog {
                    dialog.give_up();
                }
            }
            Answer::Written(written) if matches!(written.act, Act::Withdraw | Act::StandAgain) => {
                self.kept.retain(|claim, _| written.applied.touched.iter().all(|touched| touched.entry != *claim));
            }
            _ => {}
        }
    }
}

/// The menu of a claim beside the word "Edit".
pub(super) fn menu_ui(ui: &mut Ui, claim: &ClaimModel, name: &str, desk: &mut Desk<'_>) {
    let button = ui.link(RichText::new("\u{2026}").size(15.0));
    let named = format!("{name} \u{b7} {}", claim.as_written);
    let label = tr_args("judging-menu-of", &[("claim", named.into())]);
    editor::name(&button, egui::Role::Button, &label);
    let button = button.on_hover_text(tr("judging-menu"));
    Popup::menu(&button).show(|ui| {
        let offers: &[(&str, ClaimStatus)] = if claim.status == ClaimStatus::Stands {
            &[("judging-menu-withdraw", ClaimStatus::Withdrawn), ("judging-menu-false", ClaimStatus::ConsideredFalse)]
        } else {
            &[("judging-menu-stand", ClaimStatus::Stands)]
        };
        // who can only read can still see how it was
        let offers = if desk.can_write() { offers } else { &[] };
        for (key, status) in offers {
            if ui.button(tr(key)).clicked() {
                desk.state.claims.asking.begin(claim.id, *status);
            }
        }
        super::history::value_ui(ui, claim.id, name, desk);
    });
}

/// Draws the question.
pub(super) fn dialog_ui(ctx: &Context, desk: &mut Desk<'_>) {
    let Some(mut dialog) = desk.state.claims.asking.dialog.take() else { return };
    if !dialog.is_named()
        && let Some((claim, dossier)) = desk.state.claim(dialog.claim).zip(desk.state.dossier.as_deref())
    {
        let value = super::words::value(claim, &dossier.labels);
        dialog.call(format!("{} \u{b7} {value}", reports::property_text(&claim.property)));
    }
    let answer = dialog.dialog_ui(ctx);
    let (claim, status, reason) = (dialog.claim, dialog.status, dialog.reason.trim().to_owned());
    desk.state.claims.asking.dialog = Some(dialog);
    match answer {
        None => {}
        Some(StatusAnswer::Look) => desk.want(PageAction::Study(StudyWish::Judging(JudgingWish::RestsOn(claim)))),
        Some(StatusAnswer::Leave) => desk.state.claims.asking.leave(),
        Some(StatusAnswer::Show(entry)) => {
            desk.state.claims.asking.leave();
            desk.actions.push(Action::Show(entry));
        }
        Some(StatusAnswer::Write) => {
            // should it be refused, the reason is there when it is asked again
            desk.state.claims.asking.leave();
            let deed = Deed::Judging(JudgingDeed::ClaimStatus { claim, status, reason });
            desk.want(PageAction::Deed(Box::new(deed)));
        }
    }
}
