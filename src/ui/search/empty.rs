//! When nothing is found: what was sought, and what may find more.

use super::{chips, spelling};
use crate::catalogue::query::{self, Spelling};
use crate::i18n::{tr, tr_args};
use crate::ui::action::Action;
use crate::ui::list::{ListAction, ListState};
use crate::ui::theme;
use eframe::egui::{Button, Ui};

/// So many conditions are offered to be left out.
const MOST_OFFERED: usize = 3;

/// Says that nothing was found, and offers other searches, each one click away.
pub fn nothing_found_ui(ui: &mut Ui, list: &ListState, actions: &mut Vec<Action>) {
    let words = list.shown_words();
    let key = if list.only.is_some() { "found-nothing-here" } else { "found-nothing" };
    let kind = list.only.map(|only| tr(only.key())).unwrap_or_default();
    ui.label(tr_args(key, &[("words", words.into()), ("list", kind.into())]));
    ui.label(theme::weak(ui, tr("found-nothing-hint")));
    ui.add_space(theme::SMALL_GAP);
    let mut seek = |ui: &mut Ui, label: String, words: String| {
        if ui.add(Button::new(label).wrap()).clicked() {
            actions.push(Action::List(ListAction::Words(words)));
        }
    };
    if super::has_words(words) && spelling::ring_of(words) != Spelling::Wide {
        seek(ui, tr("found-wider"), query::with_spelling(words, Spelling::Wide));
    }
    let conditions = query::chips(words);
    if conditions.len() > 1 {
        for chip in conditions.iter().rev().filter(|chip| !chip.removed.trim().is_empty()).take(MOST_OFFERED) {
            let label = tr_args("found-without", &[("chip", chips::words_of(chip).into())]);
            seek(ui, label, chip.removed.clone());
        }
    }
    seek(ui, tr("found-clear"), String::new());
    if list.only.is_some() {
        let elsewhere = list.hits().filter(|count| *count > 0 && !list.is_count_old());
        let label = match elsewhere {
            Some(count) => tr_args("found-everywhere", &[("count", count.into())]),
            None => tr("found-everywhere-unknown"),
        };
        if ui.add(Button::new(label).wrap()).clicked() {
            actions.push(Action::List(ListAction::Everything));
        }
    }
}
