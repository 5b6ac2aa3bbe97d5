//! The questions of the screen: who may see those that are chosen, whether the rule is applied, which rule it is.

use super::rules::{RuleForm, rules_ui};
use super::{AccessChoice, ClosingAction, ClosingState, choice_ui};
use crate::background::study::closing::ClosingDeed;
use crate::catalogue::{ClosureLine, opens_sooner};
use crate::i18n::{tr, tr_args};
use crate::model::{Access, EntryId, Living};
use crate::ui::action::Action;
use crate::ui::dialog::row_from_right;
use crate::ui::study::StudyView;
use crate::ui::{field, theme};
use eframe::egui::{Context, Id, Key, Modal, Ui};

/// Width of a question in points.
const WIDTH_PT: f32 = 680.0;

/// So many of those that would open are named.
const NAMED_AT_MOST: usize = 20;

/// What a question asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sort {
    Access,
    Apply,
    Rule,
}

/// A question that is open.
#[derive(Debug)]
pub(super) struct Ask {
    no: u64,
    what: What,
    reason: String,
    fresh: bool,
    /// Why it was not written.
    pub(super) trouble: Option<String>,
}

#[derive(Debug)]
enum What {
    Access(AccessChoice),
    Apply,
    Rule(Box<RuleForm>),
}

impl Ask {
    fn of(no: u64, what: What) -> Self {
        Self { no, what, reason: String::new(), fresh: true, trouble: None }
    }

    pub(super) fn sort(&self) -> Sort {
        match self.what {
            What::Access(_) => Sort::Access,
            What::Apply => Sort::Apply,
            What::Rule(_) => Sort::Rule,
        }
    }

    /// One that was left, asked again.
    pub(super) fn anew(self) -> Self {
        Self { fresh: true, ..self }
    }

    pub(super) fn access(no: u64) -> Self {
        Self::of(no, What::Access(AccessChoice { term: "staff", day: String::new() }))
    }

    pub(super) fn apply(no: u64) -> Self {
        Self::of(no, What::Apply)
    }

    pub(super) fn rule(no: u64) -> Self {
        Self::of(no, What::Rule(Box::default()))
    }
}

/// Draws the question that is open.
pub(super) fn ask_ui(ctx: &Context, view: &StudyView<'_>, state: &mut ClosingState, actions: &mut Vec<Action>) {
    let Some(mut ask) = state.ask.take() else { return };
    let can_do = view.can_write && state.sent.is_none();
    let id = Id::unique(("closing question", ask.no));
    let shown = Modal::new(id).frame(theme::dialog_frame(ctx)).show(ctx, |ui| {
        let room = ctx.content_rect();
        ui.set_width(WIDTH_PT.min(room.width() - 80.0));
        ui.set_max_height(room.height() - 100.0);
        match &mut ask.what {
            What::Rule(form) => rules_ui(ui, (ask.no, can_do), &state.rules, form, ask.trouble.as_deref(), actions),
            What::Access(_) | What::Apply => set_ui(ui, state, &mut ask, can_do, actions),
        }
    });
    let is_begun = matches!(&ask.what, What::Rule(form) if form.is_begun());
    // a press beside it is no wish to leave
    let is_left = shown.should_close() && !shown.backdrop_response.clicked();
    if is_left && state.sent.is_none() && !is_begun {
        actions.push(ClosingAction::CloseAsk.into());
    }
    state.ask = Some(ask);
}

fn set_ui(ui: &mut Ui, state: &ClosingState, ask: &mut Ask, can_do: bool, actions: &mut Vec<Action>) {
    let count = state.chosen.len();
    let no = ask.no;
    let (title, words) = match &ask.what {
        What::Apply => ("closing-apply-title", tr("closing-apply-do")),
        _ => ("closing-set-title", tr("closing-set-do")),
    };
    ui.label(theme::dialog_title(match title {
        "closing-apply-title" => tr_args("closing-apply-title", &[("count", count.into())]),
        _ => tr_args("closing-set-title", &[("count", count.into())]),
    }));
    ui.add_space(theme::SMALL_GAP);
    if let What::Access(choice) = &mut ask.what {
        choice_ui(ui, ("closing access", no), choice);
    } else {
        apply_words_ui(ui, state);
    }
    let look = field::Look { rows: 1, ..field::Look::default() };
    let reason = field::labelled(ui, ("closing reason", no), &tr("closing-reason"), &mut ask.reason, look);
    if std::mem::take(&mut ask.fresh) {
        reason.request_focus();
    }
    let entered = reason.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if let Some(why) = &ask.trouble {
        ui.label(theme::warning(ui, tr_args("page-not-saved", &[("why", why.clone().into())])));
    }
    ui.add_space(theme::GAP);
    let ids: Vec<EntryId> = state.chosen.iter().copied().collect();
    let written = ask.reason.trim().to_owned();
    let deed = match &ask.what {
        _ if written.is_empty() => None,
        What::Access(choice) => choice.access().map(|access| ClosingDeed::SetAccess { ids, access, reason: written }),
        _ => Some(ClosingDeed::ApplyRule { ids, reason: written }),
    };
    let (mut done, mut left) = (false, false);
    row_from_right(ui, |ui| {
        let button = ui.add_enabled(can_do && deed.is_some(), theme::primary_button(ui, &words));
        let needs = if ask.reason.trim().is_empty() { "closing-reason-needed" } else { "closing-day-needed" };
        done = button.on_disabled_hover_text(tr(needs)).clicked();
        left = ui.button(tr("closing-cancel")).clicked();
    });
    if left {
        actions.push(ClosingAction::CloseAsk.into());
    } else if let Some(deed) = deed.filter(|_| done || (entered && can_do)) {
        actions.push(ClosingAction::Write(Box::new(deed)).into());
    }
}

/// What applying the rule means for those that are chosen.
fn apply_words_ui(ui: &mut Ui, state: &ClosingState) {
    ui.label(tr("closing-apply-what"));
    let unknown = state.chosen_lines().filter(|line| line.closure.until.is_none()).count();
    if unknown > 0 {
        ui.label(theme::warning(ui, tr_args("closing-apply-unknown", &[("count", unknown.into())])));
    }
    let would_open = |line: &&ClosureLine| {
        let computed = line.closure.access(state.today);
        computed == Some(Access::Open) && !line.access.is_open_on(state.today) && line.living == Living::Possibly
    };
    let living = state.chosen_lines().filter(would_open).count();
    if living > 0 {
        ui.label(theme::warning(ui, tr_args("closing-apply-living", &[("count", living.into())])));
    }
    let is_computed = |line: &&ClosureLine| line.closure.until.is_some() && !would_open(line);
    let by_hand = state.chosen_lines().filter(is_computed).filter(|line| line.is_by_hand()).count();
    if by_hand > 0 {
        ui.label(theme::warning(ui, tr_args("closing-apply-by-hand", &[("count", by_hand.into())])));
    }
    let opens = |line: &&ClosureLine| {
        let computed = line.closure.access(state.today);
        !line.is_by_hand()
            && !line.access.is_open_on(state.today)
            && computed.is_some_and(|computed| opens_sooner(line.access, computed))
    };
    let opened: Vec<String> =
        state.chosen_lines().filter(|line| !would_open(line)).filter(opens).map(name_of).collect();
    if !opened.is_empty() {
        let count = opened.len();
        let named: Vec<String> = opened.into_iter().take(NAMED_AT_MOST).collect();
        let named = named.join(", ") + if count > NAMED_AT_MOST { ", \u{2026}" } else { "" };
        let words = tr_args("closing-apply-opens", &[("count", count.into()), ("names", named.into())]);
        ui.label(theme::warning(ui, words));
    }
}

fn name_of(line: &ClosureLine) -> String {
    let names = [&line.label.reference_code, &line.label.label];
    names.into_iter().find(|name| !name.is_empty()).cloned().unwrap_or_default()
}
