//! The bands under the bar: what came of verifying the chain, and what came of taking back.

use super::{PastAction, want};
use crate::catalogue::{ChainVerified, CheckProblem};
use crate::i18n::{tr, tr_args};
use crate::ui::action::Action;
use crate::ui::{field, theme};
use eframe::egui::{Label, ScrollArea, Ui};

/// Letters of a hash that people compare by eye.
const SHORT: usize = 16;
/// Height of the list of what is wrong in points.
const PROBLEMS_PT: f32 = 180.0;

/// Draws what came of verifying.
pub(super) fn verified_ui(ui: &mut Ui, verified: &ChainVerified, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        let (copy, close) = (tr("past-copy-hash"), tr("close"));
        let room = ui.available_width() - field::button_room(ui, &copy) - field::button_room(ui, &close) - theme::GAP;
        ui.vertical(|ui| {
            ui.set_width(room);
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.add(Label::new(theme::strong(headline(verified))).wrap());
            let short: String = verified.head_hash.chars().take(SHORT).collect();
            let hash = tr_args("past-hash", &[("hash", short.into())]);
            ui.add(Label::new(theme::small(ui, hash)).wrap().selectable(true)).on_hover_text(&verified.head_hash);
            if !verified.problems.is_empty() {
                ScrollArea::vertical().max_height(PROBLEMS_PT).auto_shrink([false, true]).show(ui, |ui| {
                    for problem in &verified.problems {
                        let words = theme::warning(ui, problem_words(problem));
                        ui.add(Label::new(words).wrap().selectable(true));
                    }
                });
                ui.add(Label::new(tr("past-wrong-what-now")).wrap());
            }
        });
        if ui.button(copy).on_hover_text(tr("past-copy-hash-hint")).clicked() {
            ui.ctx().copy_text(verified.head_hash.clone());
        }
        if ui.button(close).clicked() {
            want(actions, PastAction::CloseVerified);
        }
    });
}

/// The sentence everything is in.
pub(super) fn headline(verified: &ChainVerified) -> String {
    let words =
        [("acts", verified.acts.into()), ("pages", verified.pages.into()), ("count", verified.problems.len().into())];
    if verified.problems.is_empty() { tr_args("past-verified", &words) } else { tr_args("past-wrong", &words) }
}

/// What is wrong, and where.
fn problem_words(problem: &CheckProblem) -> String {
    let CheckProblem { area, about, message } = problem;
    let words = [("about", about.clone().into()), ("message", message.clone().into())];
    match area.as_str() {
        "chain" if about.parse::<u64>().is_ok() => tr_args("past-wrong-act", &words),
        "page" => tr_args("past-wrong-page", &words),
        _ => tr_args("past-wrong-other", &words),
    }
}

/// Draws what came of taking back.
pub(super) fn told_ui(ui: &mut Ui, told: &str, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        let close = tr("close");
        let room = ui.available_width() - field::button_room(ui, &close) - theme::GAP;
        ui.vertical(|ui| {
            ui.set_width(room);
            ui.add(Label::new(told).wrap());
        });
        if ui.button(close).clicked() {
            want(actions, PastAction::CloseTold);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_of_it_is_a_sentence() {
        let problem = |area: &str, about: &str| CheckProblem {
            area: area.into(),
            about: about.into(),
            message: "its content is not what was saved last".into(),
        };
        let well = ChainVerified { acts: 12, pages: 1, problems: Vec::new(), head_hash: "ab".repeat(32) };
        assert_eq!(headline(&well), "The history is whole: 12 acts and 1 page were verified.");
        let bad = ChainVerified { problems: vec![problem("page", "rkg/0001"), problem("chain", "7")], ..well };
        assert!(headline(&bad).contains("2 things"), "{}", headline(&bad));
        let said: Vec<String> = bad.problems.iter().map(problem_words).collect();
        assert!(said[0].starts_with("The page rkg/0001") && said[1].starts_with("Act 7"), "{said:?}");
    }
}
