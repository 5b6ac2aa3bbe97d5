//! The question before a claim is withdrawn, held to be false, or stands again: why, and what rests on it. Asked on the
//! screen of disagreements and on the page alike.

use super::model::called;
use crate::background::study::judging::JudgingNews;
use crate::i18n::{tr, tr_args};
use crate::model::{ClaimStatus, Dependent, DependentKind, EntryId};
use crate::reports;
use crate::ui::dialog::row_from_right;
use crate::ui::{field, theme};
use eframe::egui::{self, Context, Id, Key, Link, Modal, Modifiers, ScrollArea, Ui};

/// Width of the dialog in points.
const WIDTH_PT: f32 = 600.0;
/// Height of the list of what rests on a claim in points, at most.
const RESTS_PT: f32 = 230.0;

/// What is known of what rests on a claim.
#[derive(Debug)]
enum Rests {
    Waiting,
    Known(Vec<Dependent>),
    /// It could not be looked up; that is told elsewhere.
    Unknown,
}

/// The question.
#[derive(Debug)]
pub(in crate::ui) struct StatusDialog {
    /// The claim.
    pub(in crate::ui) claim: EntryId,
    /// What it is to become.
    pub(in crate::ui) status: ClaimStatus,
    /// Why.
    pub(in crate::ui) reason: String,
    about: String,
    rests: Rests,
    is_asked: bool,
    is_fresh: bool,
}

/// What was answered.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::ui) enum StatusAnswer {
    /// It is to be looked up what rests on the claim.
    Look,
    /// Nothing is done.
    Leave,
    /// The page of an entry is to be shown.
    Show(EntryId),
    /// It is to be written.
    Write,
}

impl StatusDialog {
    /// The question what becomes of a claim; `about` names it.
    pub(in crate::ui) fn new(claim: EntryId, status: ClaimStatus, about: String, reason: String) -> Self {
        Self { claim, status, reason, about, rests: Rests::Waiting, is_asked: false, is_fresh: true }
    }

    /// Whether it is said which claim it is about.
    pub(in crate::ui) fn is_named(&self) -> bool {
        !self.about.is_empty()
    }

    /// Says which claim it is about.
    pub(in crate::ui) fn call(&mut self, about: String) {
        self.about = about;
    }

    /// Takes what rests on the claim.
    pub(in crate::ui) fn take(&mut self, news: &JudgingNews) {
        if let JudgingNews::RestsOn(claim, dependents) = news
            && *claim == self.claim
        {
            self.rests = Rests::Known(dependents.clone());
        }
    }

    /// It could not be looked up.
    pub(in crate::ui) fn give_up(&mut self) {
        if matches!(self.rests, Rests::Waiting) {
            self.rests = Rests::Unknown;
        }
    }

    /// Draws the question. Ctrl+Enter, or Enter in the reason, writes; Esc leaves.
    pub(in crate::ui) fn dialog_ui(&mut self, ctx: &Context) -> Option<StatusAnswer> {
        let mut answer = (!std::mem::replace(&mut self.is_asked, true)).then_some(StatusAnswer::Look);
        let shown =
            Modal::new(Id::unique(("claim status", self.claim))).frame(theme::dialog_frame(ctx)).show(ctx, |ui| {
                ui.set_width(WIDTH_PT.min(ctx.content_rect().width() - 80.0));
                let by_key = ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
                ui.label(theme::dialog_title(tr(&format!("judging-status-title-{}", self.status.term()))));
                ui.add(egui::Label::new(theme::weak(ui, &self.about)).wrap());
                ui.add_space(theme::SMALL_GAP);
                let entered = self.reason_ui(ui);
                ui.add_space(theme::SMALL_GAP);
                if let Some(entry) = self.rests_ui(ui) {
                    answer = Some(StatusAnswer::Show(entry));
                }
                ui.add_space(theme::GAP);
                let why_not = self.why_not();
                // Enter came too early: the keyboard stays where it was
                self.is_fresh |= entered && why_not.is_some();
                row_from_right(ui, |ui| {
                    let words = tr(&format!("judging-status-do-{}", self.status.term()));
                    let button = ui.add_enabled(why_not.is_none(), theme::primary_button(ui, &words));
                    let button = button.on_hover_text(tr("judging-reason-keys"));
                    if button.clicked() || ((entered || by_key) && why_not.is_none()) {
                        answer = Some(StatusAnswer::Write);
                    }
                    if ui.button(tr("cancel")).clicked() {
                        answer = Some(StatusAnswer::Leave);
                    }
                    if let Some(why) = &why_not {
                        ui.label(theme::small(ui, why));
                    }
                });
            });
        // a press beside it is no wish to leave
        if shown.should_close() && !shown.backdrop_response.clicked() && answer.is_none() {
            answer = Some(StatusAnswer::Leave);
        }
        answer
    }

    /// Why it cannot be written yet.
    fn why_not(&self) -> Option<String> {
        if self.status != ClaimStatus::Stands && self.reason.trim().is_empty() {
            Some(tr("page-withdraw-needs-reason"))
        } else if matches!(self.rests, Rests::Waiting) {
            Some(tr("judging-rests-waiting"))
        } else {
            None
        }
    }

    /// What it becomes and why; whether Enter was pressed in the reason.
    fn reason_ui(&mut self, ui: &mut Ui) -> bool {
        if self.status == ClaimStatus::Stands {
            ui.label(tr("judging-status-stands-what"));
        } else {
            ui.label(tr("page-withdraw-explained"));
            for status in [ClaimStatus::Withdrawn, ClaimStatus::ConsideredFalse] {
                ui.radio_value(&mut self.status, status, tr(&format!("page-withdraw-as-{}", status.term())));
            }
        }
        let look = field::Look { rows: 1, ..field::Look::default() };
        let reason =
            field::labelled(ui, ("claim status", self.claim), &tr("page-withdraw-reason"), &mut self.reason, look);
        if std::mem::take(&mut self.is_fresh) {
            reason.request_focus();
        }
        reason.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
    }

    /// What rests on the claim, each a link; the page that was asked for.
    fn rests_ui(&self, ui: &mut Ui) -> Option<EntryId> {
        ui.label(theme::strong(tr("judging-rests-heading")));
        let known = match &self.rests {
            Rests::Waiting => {
                ui.label(theme::weak(ui, tr("judging-rests-waiting")));
                return None;
            }
            Rests::Unknown => {
                ui.label(theme::warning(ui, tr("judging-rests-unknown")));
                return None;
            }
            Rests::Known(known) => known,
        };
        if known.is_empty() {
            ui.label(theme::weak(ui, tr("judging-rests-nothing")));
        }
        let mut shown = None;
        ScrollArea::vertical().id_salt("rests").max_height(RESTS_PT).auto_shrink([false, true]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 3.0;
            for (at, dependent) in known.iter().enumerate() {
                let link = ui.push_id(at, |ui| ui.add(Link::new(dependent_words(dependent)))).inner;
                if link.on_hover_text(tr("judging-rests-open")).clicked() {
                    shown = Some(dependent.entry);
                }
            }
        });
        if known.iter().any(|dependent| dependent.chosen) && self.status != ClaimStatus::Stands {
            ui.label(theme::warning(ui, tr("judging-rests-chosen")));
        }
        shown
    }
}

/// Something that rests on a claim, in words.
fn dependent_words(dependent: &Dependent) -> String {
    let entry = called(&dependent.label);
    let property = reports::property_text(&dependent.property);
    match dependent.kind {
        DependentKind::Conclusion if dependent.chosen => {
            tr_args("judging-rests-conclusion-held", &[("property", property.into()), ("entry", entry.into())])
        }
        DependentKind::Conclusion => {
            tr_args("judging-rests-conclusion", &[("property", property.into()), ("entry", entry.into())])
        }
        DependentKind::Identity => tr_args("judging-rests-identity", &[("entry", entry.into())]),
        DependentKind::Count => {
            tr_args("judging-rests-count", &[("property", property.into()), ("entry", entry.into())])
        }
        DependentKind::Closure => {
            tr_args("judging-rests-closure", &[("property", property.into()), ("entry", entry.into())])
        }
        DependentKind::ReportLine if dependent.of.is_some() => {
            tr_args("judging-rests-report-judgement", &[("property", property.into()), ("entry", entry.into())])
        }
        DependentKind::ReportLine => {
            tr_args("judging-rests-report-line", &[("property", property.into()), ("entry", entry.into())])
        }
    }
}
