//! Saying what we hold: one claim, several, nothing yet, or that there is no conflict; and why. What is typed stays until
//! it is written or the catalogue is closed.

use super::JudgingAction;
use super::model::{DECISIONS, Key, Rival, Shown};
use crate::background::Token;
use crate::catalogue::Judgement;
use crate::i18n::{tr, tr_args};
use crate::model::{ClaimStatus, Decision, DifferenceKind, EntryId};
use crate::ui::action::Action;
use crate::ui::dialog::row_from_right;
use crate::ui::study::StudyAction;
use crate::ui::{field, theme};
use eframe::egui::{self, Button, ComboBox, Label, ScrollArea, Ui};
use std::collections::BTreeSet;

/// The form's share of the height, at most: what is judged is to be seen beside it.
const SHARE: f32 = 0.45;
/// Height of the margins and of the row of buttons in points.
const FOOT_PT: f32 = 76.0;
/// Lines of the reason.
const REASON_ROWS: usize = 2;

/// A judgement that was begun.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    decision: Option<Decision>,
    chosen: BTreeSet<EntryId>,
    kind: DifferenceKind,
    reason: String,
    /// Why it was not written.
    pub(super) failed: Option<String>,
    /// The write that is not answered yet.
    pub(super) sent: Option<Token>,
    is_fresh: bool,
}

impl Draft {
    /// A judgement on what is shown, as it stands until now.
    pub(super) fn new(shown: &Shown) -> Self {
        let disagreement = &shown.dispute.disagreement;
        let conclusion = disagreement.conclusion.as_ref();
        Self {
            decision: conclusion.map(|conclusion| conclusion.decision),
            chosen: conclusion.map(|conclusion| conclusion.chosen.iter().copied().collect()).unwrap_or_default(),
            kind: disagreement.kind,
            reason: conclusion.map(|conclusion| conclusion.reason.clone()).unwrap_or_default(),
            failed: None,
            sent: None,
            is_fresh: true,
        }
    }

    /// It is opened again: the keyboard goes to its beginning.
    pub(super) fn begin(&mut self, prefer: Option<EntryId>) {
        self.is_fresh = true;
        if let Some(claim) = prefer {
            self.decision = Some(Decision::Preferred);
            self.chosen = BTreeSet::from([claim]);
        }
    }

    /// The claims held to, of those that are there and count.
    fn held(&self, shown: &Shown) -> Vec<EntryId> {
        if !matches!(self.decision, Some(Decision::Preferred | Decision::Combined)) {
            return Vec::new();
        }
        let counting = shown.rivals.iter().filter(|rival| rival.status == ClaimStatus::Stands);
        counting.map(|rival| rival.id).filter(|id| self.chosen.contains(id)).collect()
    }

    /// Why it cannot be written yet: the key of the words.
    fn why_not(&self, shown: &Shown) -> Option<&'static str> {
        match (self.decision, self.held(shown).len()) {
            (None, _) => Some("judging-needs-decision"),
            (Some(Decision::Preferred), held) if held != 1 => Some("judging-needs-one"),
            (Some(Decision::Combined), 0 | 1) => Some("judging-needs-several"),
            _ if self.reason.trim().is_empty() => Some("judging-needs-reason"),
            _ => None,
        }
    }

    fn judgement(&self, shown: &Shown) -> Option<Judgement> {
        Some(Judgement {
            subject: shown.key.subject,
            property: shown.key.property.clone(),
            kind: self.kind,
            weighed: shown.rivals.iter().filter(|rival| is_weighed(rival)).map(|rival| rival.id).collect(),
            decision: self.decision?,
            chosen: self.held(shown),
            reason: self.reason.trim().to_owned(),
        })
    }
}

/// Whether a claim is weighed: it counts, or it was weighed before.
fn is_weighed(rival: &Rival) -> bool {
    rival.status == ClaimStatus::Stands || rival.was_weighed
}

/// Draws the form at the foot of a place so high. `by_key` is whether Ctrl+Enter was pressed. Gives whether it is to be
/// left.
pub(super) fn form_ui(
    ui: &mut Ui,
    (shown, height): (&Shown, f32),
    draft: &mut Draft,
    by_key: bool,
    actions: &mut Vec<Action>,
) -> bool {
    let key = &shown.key;
    let changes = key.conclusion.is_some();
    let most = (height * SHARE - FOOT_PT).max(60.0);
    let scrolled = ScrollArea::vertical().id_salt(("judgement", key)).max_height(most).min_scrolled_height(most);
    scrolled.auto_shrink([false, true]).show(ui, |ui| {
        typed_ui(ui, shown, draft);
    });
    ui.add_space(2.0);
    let why_not = draft.why_not(shown);
    let can_do = why_not.is_none() && draft.sent.is_none();
    let (mut done, mut left) = (false, false);
    row_from_right(ui, |ui| {
        let words = tr(if changes { "judging-write-change" } else { "judging-write" });
        let button = ui.add_enabled(can_do, theme::primary_button(ui, &words));
        done = button.on_hover_text(tr("judging-write-hint")).clicked();
        left = ui.button(tr("judging-leave")).on_hover_text(tr("judging-leave-hint")).clicked();
        if let Some(why) = why_not {
            ui.add(Label::new(theme::small(ui, tr(why))).wrap());
        }
    });
    if (done || by_key)
        && can_do
        && let Some(judgement) = draft.judgement(shown)
    {
        let judge = JudgingAction::Judge(key.clone().conclusion, Box::new(judgement));
        actions.push(Action::Study(StudyAction::Judging(judge)));
    }
    left
}

/// What is said: the decision, the claims held to, the sort of difference, and why.
fn typed_ui(ui: &mut Ui, shown: &Shown, draft: &mut Draft) {
    let key = &shown.key;
    let changes = key.conclusion.is_some();
    // the bar of scrolling lies beside the fields
    ui.set_width(ui.available_width() - 10.0);
    ui.horizontal_wrapped(|ui| {
        ui.label(theme::strong(tr(if changes { "judging-form-change" } else { "judging-form" })));
        for decision in DECISIONS {
            let words = tr(&format!("judging-decide-{}", decision.term()));
            let radio = ui.radio(draft.decision == Some(decision), words);
            // what was decided before has the keyboard, else the first
            let is_first = draft.decision.unwrap_or(Decision::Preferred) == decision;
            if is_first && std::mem::take(&mut draft.is_fresh) {
                radio.request_focus();
            }
            if radio.clicked() {
                draft.decision = Some(decision);
            }
        }
    });
    choice_ui(ui, &shown.rivals, draft);
    kind_ui(ui, key, draft);
    let reason = tr("judging-reason");
    let look = field::Look { rows: REASON_ROWS, hint: &tr("judging-reason-hint"), ..field::Look::default() };
    field::labelled(ui, ("judgement", key), &reason, &mut draft.reason, look);
    if let Some(why) = &draft.failed {
        ui.add(Label::new(theme::warning(ui, tr_args("page-not-saved", &[("why", why.clone().into())]))).wrap());
    }
}

/// The claims to hold to: one, or several.
fn choice_ui(ui: &mut Ui, rivals: &[Rival], draft: &mut Draft) {
    let is_one = match draft.decision {
        Some(Decision::Preferred) => true,
        Some(Decision::Combined) => false,
        _ => return,
    };
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.spacing_mut().interact_size.y = 24.0;
        for rival in rivals {
            let counts = rival.status == ClaimStatus::Stands;
            let mut is_chosen = counts && draft.chosen.contains(&rival.id);
            ui.add_enabled_ui(counts, |ui| {
                if is_one {
                    if ui.radio(is_chosen, &rival.name).clicked() {
                        draft.chosen = BTreeSet::from([rival.id]);
                    }
                } else if ui.checkbox(&mut is_chosen, &rival.name).changed() {
                    if is_chosen {
                        draft.chosen.insert(rival.id);
                    } else {
                        draft.chosen.remove(&rival.id);
                    }
                }
                quotation_ui(ui, rival);
            })
            .response
            .on_disabled_hover_text(&rival.fallen);
        }
    });
}

/// The sentence of the source under the statement to choose, in one line; source and place stand in its name.
fn quotation_ui(ui: &mut Ui, rival: &Rival) {
    if rival.quotation.is_empty() {
        return;
    }
    ui.horizontal(|ui| {
        ui.spacing_mut().interact_size.y = 16.0;
        ui.add_space(28.0);
        let words = Label::new(theme::small(ui, &rival.quotation)).truncate();
        ui.add(words).on_hover_text(&rival.quotation);
    });
}

/// The sort of difference, as the program sees it until somebody says another.
fn kind_ui(ui: &mut Ui, key: &Key, draft: &mut Draft) {
    ui.horizontal_wrapped(|ui| {
        let label = ui.label(theme::small(ui, tr("judging-kind"))).id;
        let words = |kind: DifferenceKind| tr(&format!("difference-{}", kind.term()));
        ComboBox::from_id_salt(("sort of difference", key))
            .selected_text(words(draft.kind))
            .width(220.0)
            .show_ui(ui, |ui| {
                for kind in DifferenceKind::ALL {
                    let line = ui.add(Button::selectable(draft.kind == *kind, words(*kind)));
                    if line.on_hover_text(tr(&format!("judging-what-{}", kind.term()))).clicked() {
                        draft.kind = *kind;
                    }
                }
            })
            .response
            .labelled_by(label);
        ui.label(theme::small(ui, tr(&format!("judging-what-{}", draft.kind.term()))));
    });
}

/// A conclusion that is to be taken back.
#[derive(Debug)]
pub(super) struct Withdrawing {
    /// The conclusion.
    pub(super) conclusion: EntryId,
    /// Which it is, in words.
    pub(super) about: String,
    /// Why.
    pub(super) reason: String,
    is_fresh: bool,
}

impl Withdrawing {
    pub(super) fn new(conclusion: EntryId, about: String, reason: String) -> Self {
        Self { conclusion, about, reason, is_fresh: true }
    }
}

/// Draws the question why a conclusion is taken back; `Some(true)` writes, `Some(false)` leaves.
pub(super) fn withdrawing_ui(ctx: &egui::Context, asked: &mut Withdrawing) -> Option<bool> {
    let id = egui::Id::unique(("withdraw a conclusion", asked.conclusion));
    let mut answer = None;
    let shown = egui::Modal::new(id).frame(theme::dialog_frame(ctx)).show(ctx, |ui| {
        ui.set_width(560.0_f32.min(ctx.content_rect().width() - 80.0));
        let by_key = ui.input_mut(|input| input.consume_key(egui::Modifiers::COMMAND, egui::Key::Enter));
        ui.label(theme::dialog_title(tr("judging-withdraw-title")));
        ui.add(Label::new(theme::weak(ui, &asked.about)).wrap());
        ui.add_space(theme::SMALL_GAP);
        ui.label(tr("judging-withdraw-what"));
        let look = field::Look { rows: 1, ..field::Look::default() };
        let reason = field::labelled(
            ui,
            ("withdraw a conclusion", asked.conclusion),
            &tr("page-withdraw-reason"),
            &mut asked.reason,
            look,
        );
        if std::mem::take(&mut asked.is_fresh) {
            reason.request_focus();
        }
        let entered = reason.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        ui.add_space(theme::GAP);
        let can_do = !asked.reason.trim().is_empty();
        row_from_right(ui, |ui| {
            let button = ui.add_enabled(can_do, theme::primary_button(ui, &tr("judging-withdraw-do")));
            let button = button.on_hover_text(tr("judging-reason-keys"));
            if button.clicked() || ((entered || by_key) && can_do) {
                answer = Some(true);
            }
            if ui.button(tr("cancel")).clicked() {
                answer = Some(false);
            }
            if !can_do {
                ui.label(theme::small(ui, tr("page-withdraw-needs-reason")));
            }
        });
    });
    if shown.should_close() && answer.is_none() {
        answer = Some(false);
    }
    answer
}
