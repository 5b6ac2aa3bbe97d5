//! Above the acts: the way back, what they are narrowed to, and the moment to which one can go back.

use super::day::DayField;
use super::{PastAction, PastState, Scope, StudyAction, Verified, want};
use crate::i18n::{tr, tr_args};
use crate::model::Act;
use crate::reports;
use crate::ui::action::Action;
use crate::ui::{field, theme};
use eframe::egui::{Align, Button, ComboBox, Key, Label, Layout, Response, Ui};

/// Width of a field for a day in points.
const DAY_PT: f32 = 132.0;
/// Letters of the name of a page in the bar.
const NAME_LETTERS: usize = 34;

/// Draws the bar.
pub(super) fn bar_ui(ui: &mut Ui, state: &mut PastState, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        if ui.button(tr("past-back")).on_hover_text(tr("past-back-hint")).clicked() {
            actions.push(Action::Study(StudyAction::Back));
        }
        ui.label(theme::section(tr("past-heading")));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let is_running = matches!(state.verified, Verified::Running(_));
            let words = tr(if is_running { "job-verify" } else { "past-verify" });
            let verify = ui.add_enabled(!is_running, Button::new(words));
            if verify.on_hover_text(tr("past-verify-hint")).clicked() {
                want(actions, PastAction::Verify);
            }
        });
    });
    ui.horizontal_wrapped(|ui| {
        scope_ui(ui, state, actions);
        ui.add_space(theme::SMALL_GAP);
        author_ui(ui, state, actions);
        sort_ui(ui, state, actions);
    });
    ui.horizontal_wrapped(|ui| {
        let from = day_ui(ui, "past-from", &mut state.from);
        let until = day_ui(ui, "past-until", &mut state.until);
        if from.changed() || until.changed() {
            want(actions, PastAction::Days);
        }
        if state.is_narrowed() && ui.small_button(tr("past-widen")).clicked() {
            want(actions, PastAction::Widen);
        }
        ui.add_space(theme::GAP);
        let moment = day_ui(ui, "past-at", &mut state.moment);
        let entered = moment.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let asks = ui.button(tr("past-at-show")).on_hover_text(tr("past-at-hint")).clicked();
        if asks || entered {
            want(actions, PastAction::Moment);
        }
    });
    for error in [&state.from.error, &state.until.error, &state.moment.error] {
        if !error.is_empty() {
            ui.add(Label::new(theme::warning(ui, error)).wrap());
        }
    }
}

/// What is walked: everything, a page, a value.
fn scope_ui(ui: &mut Ui, state: &PastState, actions: &mut Vec<Action>) {
    let mut chip = |ui: &mut Ui, is_on: bool, words: String, hint: &str, scope: Scope| {
        let button = ui.add(Button::selectable(is_on, words).frame_when_inactive(true));
        if button.on_hover_text(hint).clicked() && !is_on {
            want(actions, PastAction::Narrow(Box::new(scope)));
        }
    };
    let whole = tr("past-whole");
    chip(ui, state.scope.is_whole(), whole.clone(), &whole, Scope::default());
    if let Some(beside) = state.beside.as_ref().filter(|beside| **beside != state.scope) {
        let words = tr_args("past-this-page", &[("name", shortened(&beside.words).into())]);
        chip(ui, false, words, &beside.words, beside.clone());
    }
    if !state.scope.is_whole() {
        let words = tr_args("past-only", &[("name", shortened(&state.scope.words).into())]);
        chip(ui, true, words, &state.scope.words, state.scope.clone());
    }
}

fn shortened(words: &str) -> String {
    if words.chars().count() <= NAME_LETTERS {
        return words.to_owned();
    }
    let short: String = words.chars().take(NAME_LETTERS).collect();
    format!("{}…", short.trim_end())
}

fn author_ui(ui: &mut Ui, state: &PastState, actions: &mut Vec<Action>) {
    let label = ui.label(theme::small(ui, tr("past-author")));
    let everybody = tr("past-everybody");
    let shown = if state.author.is_empty() { everybody.clone() } else { state.author.clone() };
    let combo = ComboBox::from_id_salt("history author").width(170.0).selected_text(shown).show_ui(ui, |ui| {
        if ui.selectable_label(state.author.is_empty(), everybody).clicked() {
            want(actions, PastAction::Author(String::new()));
        }
        for author in &state.authors {
            if ui.selectable_label(state.author == *author, author).clicked() {
                want(actions, PastAction::Author(author.clone()));
            }
        }
    });
    combo.response.labelled_by(label.id);
}

fn sort_ui(ui: &mut Ui, state: &PastState, actions: &mut Vec<Action>) {
    let label = ui.label(theme::small(ui, tr("past-sort")));
    let words = |sort: Option<Act>| sort.map_or_else(|| tr("past-all-sorts"), |act| reports::words("act", act.term()));
    let combo = ComboBox::from_id_salt("history sort").width(170.0).selected_text(words(state.sort));
    let combo = combo.show_ui(ui, |ui| {
        for sort in std::iter::once(None).chain(Act::ALL.iter().copied().map(Some)) {
            if ui.selectable_label(state.sort == sort, words(sort)).clicked() {
                want(actions, PastAction::Sort(sort));
            }
        }
    });
    combo.response.labelled_by(label.id);
}

/// A field for a day with its label before it.
fn day_ui(ui: &mut Ui, key: &str, day: &mut DayField) -> Response {
    let label = ui.label(theme::small(ui, tr(key)));
    let hint = tr("past-day-hint");
    let look = field::Look { hint: &hint, width: Some(DAY_PT), ..field::Look::default() };
    field::bare(ui, ("history", key), &mut day.text, look).labelled_by(label.id)
}
