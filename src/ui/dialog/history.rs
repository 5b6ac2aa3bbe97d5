//! Everything that was done in the catalogue, newest first; any act can be taken back from here.

use super::help::close_foot;
use super::{DialogAction, heading};
use crate::catalogue::OnClash;
use crate::i18n::{tr, tr_args};
use crate::model::{Act, ActLine};
use crate::ui::action::Action;
use crate::ui::bars::act_words;
use crate::ui::theme;
use eframe::egui::{self, Align, Layout, ScrollArea, Ui};

/// The acts read so far.
#[derive(Clone, Debug, Default)]
pub struct HistoryDialog {
    acts: Vec<ActLine>,
    is_read: bool,
    has_older: bool,
}

impl HistoryDialog {
    /// Takes a page of acts.
    pub fn take(&mut self, acts: Vec<ActLine>) {
        self.is_read = true;
        self.has_older = acts.last().is_some_and(|act| act.seq > 1);
        let oldest = self.acts.last().map(|act| act.seq);
        self.acts.extend(acts.into_iter().filter(|act| oldest.is_none_or(|oldest| act.seq < oldest)));
    }
}

pub(super) fn history_ui(ui: &mut Ui, history: &HistoryDialog, actions: &mut Vec<Action>) {
    heading(ui, tr("history-heading"));
    let height = (ui.ctx().content_rect().height() - 260.0).max(240.0);
    ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, true]).show(ui, |ui| {
        if history.is_read && history.acts.is_empty() {
            ui.label(theme::weak(ui, tr("history-empty")));
        }
        for act in &history.acts {
            act_ui(ui, act, actions);
        }
        if history.has_older
            && let Some(oldest) = history.acts.last()
            && ui.button(tr("history-older")).clicked()
        {
            actions.push(Action::Dialog(DialogAction::OlderActs(oldest.seq)));
        }
    });
    close_foot(ui, actions);
}

fn act_ui(ui: &mut Ui, act: &ActLine, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        let room = ui.available_width() - 130.0;
        ui.vertical(|ui| {
            ui.set_width(room);
            ui.spacing_mut().item_spacing.y = 1.0;
            ui.add(egui::Label::new(act_words(act)).wrap());
            let mut about = format!("{} · {} · {}", act.seq, act.at.local_minute(), act.author);
            if !act.reason.is_empty() {
                about = format!("{about} · {}", act.reason);
            }
            ui.label(theme::small(ui, about));
        });
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| match act.undone_by {
            Some(by) => {
                ui.label(theme::small(ui, tr_args("history-taken-back", &[("seq", by.into())])));
            }
            None if act.act == Act::Undo => {}
            None => {
                let back = ui.button(tr("history-take-back"));
                if back.clicked() {
                    actions.push(Action::Dialog(DialogAction::Undo { seq: act.seq, on_clash: OnClash::Stop }));
                }
            }
        });
    });
    ui.separator();
}
