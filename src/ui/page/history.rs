//! The history of a page: newest first, who did what when, each field with what it was and what it is now.

use super::{Desk, PageAction, editor};
use crate::i18n::{tr, tr_args};
use crate::model::{ActLine, Dossier, EntryId, Op};
use crate::ui::study::past::words::{self, Names};
use crate::ui::study::past::{Scope, walk};
use crate::ui::theme;
use eframe::egui;
use egui::{CollapsingHeader, Ui};

/// Lines of one act shown before the rest is folded away.
const LINES_SHOWN: usize = 12;

/// The acts read so far.
#[derive(Debug, Default)]
pub(super) struct HistoryState {
    acts: Vec<ActLine>,
    shown: Vec<ActModel>,
    /// Whether the oldest act is among them.
    complete: bool,
    names: Names,
}

/// One act in words.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ActModel {
    /// Its number.
    pub seq: u64,
    /// When.
    pub at: String,
    /// Who.
    pub author: String,
    /// What.
    pub act: String,
    /// Why.
    pub reason: String,
    /// Whether it is taken back now.
    pub is_undone: bool,
    /// What it changed, line by line.
    pub lines: Vec<String>,
}

impl HistoryState {
    /// Takes a page of acts; `before` is `None` for the newest.
    pub(super) fn take(&mut self, before: Option<u64>, acts: &[ActLine], dossier: Option<&Dossier>) {
        match before {
            None => {
                // what was read further back stays, so that the page does not jump
                let oldest = acts.last().map_or(u64::MAX, |act| act.seq);
                let mut older: Vec<ActLine> = std::mem::take(&mut self.acts);
                older.retain(|act| act.seq < oldest);
                self.complete = (self.complete && !older.is_empty()) || (older.is_empty() && holds_first(acts));
                self.acts = acts.to_vec();
                self.acts.append(&mut older);
            }
            Some(before) if self.oldest() == Some(before) => {
                self.complete = acts.is_empty();
                self.acts.extend_from_slice(acts);
            }
            Some(_) => {}
        }
        match dossier {
            Some(dossier) => self.name(dossier),
            None => self.derive(),
        }
    }

    /// Takes the names of a page.
    pub(super) fn name(&mut self, dossier: &Dossier) {
        self.names.add_page(dossier);
        self.derive();
    }

    /// The number of the oldest act read.
    pub(super) fn oldest(&self) -> Option<u64> {
        self.acts.last().map(|act| act.seq)
    }

    fn derive(&mut self) {
        for act in &self.acts {
            self.names.add_act(act);
        }
        self.shown = self.acts.iter().map(|act| act_model(act, &self.names)).collect();
    }
}

/// Whether the page's making is among these acts, so that nothing older can be.
fn holds_first(acts: &[ActLine]) -> bool {
    acts.iter().flat_map(|act| &act.changes).any(|line| line.op == Op::Create && line.entry == line.owner)
}

fn act_model(act: &ActLine, names: &Names) -> ActModel {
    ActModel {
        seq: act.seq,
        at: act.at.local_minute(),
        author: act.author.clone(),
        act: tr(&format!("act-{}", act.act.term())),
        reason: act.reason.clone(),
        is_undone: act.undone_by.is_some(),
        lines: words::lines(act, names).iter().map(words::Line::sentence).collect(),
    }
}

/// Draws the history, folded away until it is asked for.
pub(super) fn history_ui(ui: &mut Ui, of: EntryId, desk: &mut Desk<'_>) {
    ui.add_space(theme::GAP);
    let heading = theme::section(tr("page-history"));
    CollapsingHeader::new(heading).id_salt(("history", of)).show_unindented(ui, |ui| {
        walk_ui(ui, desk);
        let shown = std::mem::take(&mut desk.state.history.shown);
        if shown.is_empty() {
            ui.label(theme::small(ui, tr("page-history-none")));
        }
        for act in &shown {
            ui.push_id(act.seq, |ui| act_ui(ui, act, desk));
        }
        let is_empty = shown.is_empty();
        desk.state.history.shown = shown;
        if !desk.state.history.complete && !is_empty && ui.button(tr("page-history-more")).clicked() {
            desk.want(PageAction::MoreHistory);
        }
    });
}

/// The way to the screen on which the history of this page is walked.
fn walk_ui(ui: &mut Ui, desk: &mut Desk<'_>) {
    let Some(scope) = desk.state.label().map(|(id, label)| Scope::page(id, label)) else { return };
    if ui.small_button(tr("past-walk")).on_hover_text(tr("past-walk-hint")).clicked() {
        desk.actions.extend(walk(scope));
    }
}

/// The line of a claim's menu that leads to the history of its value.
pub(super) fn value_ui(ui: &mut Ui, claim: EntryId, name: &str, desk: &mut Desk<'_>) {
    let Some((page, called)) = desk.state.label().map(|(id, label)| (id, Scope::page(id, label).words)) else { return };
    if ui.button(tr("past-value-history")).clicked() {
        let words = tr_args("past-was-of", &[("what", name.into()), ("entry", called.into())]);
        desk.actions.extend(walk(Scope::value(page, claim, words)));
    }
}

fn act_ui(ui: &mut Ui, act: &ActModel, desk: &mut Desk<'_>) {
    ui.add_space(theme::SMALL_GAP);
    ui.spacing_mut().item_spacing.y = 2.0;
    ui.horizontal_wrapped(|ui| {
        ui.label(theme::strong(&act.act));
        ui.label(theme::small(
            ui,
            tr_args("page-signed", &[("by", act.author.clone().into()), ("at", act.at.clone().into())]),
        ));
        if act.is_undone {
            ui.label(theme::small(ui, tr("page-history-undone")));
        } else if desk.can_write() {
            let back = ui.link(tr("page-take-back"));
            let name = tr_args(
                "page-take-back-of",
                &[("act", act.act.clone().into()), ("at", act.at.clone().into()), ("seq", act.seq.to_string().into())],
            );
            editor::name(&back, egui::Role::Link, &name);
            if back.on_hover_text(tr("page-take-back-explained")).clicked() {
                desk.want(PageAction::TakeBack(act.seq));
            }
        }
    });
    if !act.reason.is_empty() {
        ui.label(theme::small(ui, &act.reason));
    }
    for line in act.lines.iter().take(LINES_SHOWN) {
        ui.label(theme::small(ui, line));
    }
    if act.lines.len() > LINES_SHOWN {
        let rest = act.lines.len() - LINES_SHOWN;
        CollapsingHeader::new(theme::small(ui, tr_args("page-history-rest", &[("count", rest.into())])))
            .id_salt("rest")
            .show_unindented(ui, |ui| {
                for line in act.lines.iter().skip(LINES_SHOWN) {
                    ui.label(theme::small(ui, line));
                }
            });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Act, Timestamp};

    #[test]
    fn older_acts_stay_when_the_newest_are_read_again() {
        let act = |seq| ActLine {
            seq,
            id: EntryId::fresh(),
            act: Act::Edit,
            about: String::new(),
            author: "A".into(),
            reason: String::new(),
            at: Timestamp(0),
            undoes: None,
            undone_by: None,
            changes: Vec::new(),
        };
        let mut history = HistoryState::default();
        history.take(None, &[act(9), act(8)], None);
        history.take(Some(8), &[act(3)], None);
        history.take(None, &[act(10), act(9)], None);
        let seqs: Vec<u64> = history.shown.iter().map(|act| act.seq).collect();
        assert_eq!(seqs, [10, 9, 8, 3]);
        history.take(Some(3), &[], None);
        assert!(history.complete);
    }
}
