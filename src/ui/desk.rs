//! The desk: one card has the window to itself. Above it stand the way to the next card, its queue and the pace.
//!
//! Invariant: the window never waits, and a card is done only when all that was typed on it is written: what is typed is
//! sent, then the new stage, and only then the next card is shown. Until then nothing that is typed goes into the card
//! that is left.

use super::action::Action;
use super::app::{App, Focus};
use super::bars::{self, BarView};
use super::command::{Command, line_of};
use super::notice::Notice;
use super::page::{self, Key, PageAction, Rest};
use super::theme;
use crate::background::{Request, Token, Write};
use crate::i18n::{tr, tr_args};
use crate::model::{EntryId, Stage};
use eframe::egui::{self, Align, ComboBox, Context, Label, Layout, Ui};
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::hash::Hash;

/// A card that is being turned to.
#[derive(Debug)]
pub(super) struct Turn {
    /// From this card.
    from: EntryId,
    /// In this queue; by reference code alone without one.
    stage: Option<Stage>,
    /// Whether its first empty box takes the keyboard.
    begins: bool,
    /// The field that had the keyboard on the card before, which gets it back when there is no other card.
    field: Option<Key>,
    step: Step,
}

/// How far a turn is.
#[derive(Debug)]
enum Step {
    /// What is typed is on its way; the card is done when it is written. One that was put into a queue by hand stays
    /// there.
    Writing { by_hand: bool },
    /// The next card is asked for, perhaps after the stage of this one was sent.
    Asked { done: Option<Token> },
}

/// What the bar of the desk shows.
pub(super) struct DeskView<'a> {
    /// What the bars may know.
    pub(super) bar: &'a BarView<'a>,
    /// The card, how far its keying is, its reference code.
    pub(super) card: Option<(EntryId, Stage, &'a str)>,
    /// How many cards are how far.
    pub(super) stages: &'a BTreeMap<Stage, u64>,
    /// The pace in words, when it is wanted.
    pub(super) pace: Option<String>,
}

/// The wish to put a card into another queue.
pub(super) fn set_stage(card: EntryId, stage: Stage) -> PageAction {
    PageAction::Set { entry: card, fields: vec![("stage", stage.term().into())], reason: String::new() }
}

/// How far the keying of a card is, as a menu with its label; gives what was chosen.
pub(super) fn stage_ui(ui: &mut Ui, salt: impl Hash + Debug, stage: Stage, can_write: bool) -> Option<Stage> {
    let label = ui.label(theme::small(ui, tr("desk-stage"))).id;
    let words = |stage: Stage| tr(&format!("stage-{stage}"));
    if !can_write {
        ui.label(words(stage));
        return None;
    }
    let mut chosen = None;
    ComboBox::from_id_salt(("stage", salt))
        .width(112.0)
        .selected_text(words(stage))
        .show_ui(ui, |ui| {
            for one in Stage::ALL {
                if ui.selectable_label(*one == stage, words(*one)).clicked() && *one != stage {
                    chosen = Some(*one);
                }
            }
        })
        .response
        .labelled_by(label);
    chosen
}

/// The bar above the card: the cards around it, its code and queue, how many there are, and the way back.
pub(super) fn desk_bar_ui(ui: &mut Ui, view: &DeskView<'_>, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        for (command, words) in [(Command::PreviousCard, "desk-before"), (Command::NextCard, "desk-next")] {
            button_ui(ui, view, command, egui::Button::new(tr(words)), actions);
        }
        if let Some((card, stage, code)) = view.card {
            ui.label(theme::strong(code));
            let can_write = view.bar.can(super::command::Needs::Keying);
            if let Some(stage) = stage_ui(ui, card, stage, can_write) {
                actions.push(Action::Page(set_stage(card, stage)));
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            button_ui(ui, view, Command::Desk, egui::Button::new(tr("desk-leave")), actions);
            if let Some(line) = line_of(Command::SaveAndNext) {
                let save = theme::primary_button(ui, &line.label());
                button_ui(ui, view, Command::SaveAndNext, save, actions);
            }
            bars::saved_ui(ui, view.bar.saved);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let counts = view.stages.iter().filter(|(_, count)| **count > 0);
                let counts = counts.map(|(stage, count)| {
                    tr_args(
                        "desk-count",
                        &[("stage", tr(&format!("stage-{stage}")).into()), ("count", (*count).into())],
                    )
                });
                let mut words = counts.collect::<Vec<_>>().join(" \u{b7} ");
                if let Some(pace) = &view.pace {
                    words = format!("{words}   {pace}");
                }
                ui.add(Label::new(theme::small(ui, &words)).truncate().selectable(false)).on_hover_text(words);
            });
        });
    });
}

fn button_ui(ui: &mut Ui, view: &DeskView<'_>, command: Command, button: egui::Button<'_>, actions: &mut Vec<Action>) {
    let Some(line) = line_of(command) else { return };
    let response = bars::hinted(ui.add_enabled(view.bar.usable(line), button), command);
    if response.clicked() {
        actions.push(Action::Command(command));
    }
}

impl App {
    /// Lays the shown card on the desk, or shows the lists again.
    pub(super) fn set_desk(&mut self, ctx: &Context, on: bool) {
        if self.desk == on {
            return;
        }
        self.desk = on;
        self.note_desk();
        self.save_settings();
        let field = self.page.field(ctx);
        if field.is_some() {
            self.page.give_field(field);
        } else if !on {
            self.focus = Some(Focus::Table);
        } else if let Some(card) = self.page.shown() {
            self.page.begin(card);
        }
    }

    /// Lays the card of the chosen line on the desk; another entry is only shown.
    pub(super) fn lay_on_desk(&mut self, ctx: &Context, card: EntryId) {
        self.page.show(Some(card), &self.store);
        self.set_desk(ctx, true);
        self.page.begin(card);
    }

    /// What is no card does not lie on the desk. The clock of the pace runs from when a card is shown.
    pub(super) fn mind_desk(&mut self, ctx: &Context) {
        if self.desk && !self.page.is_reading() && !self.page.shows_card() {
            self.desk = false;
        }
        if let Some((card, ..)) = self.page.card() {
            self.pace.shown(card, ctx.input(|input| input.time));
        }
        self.queued.take_if(|(card, _)| self.page.shown() != Some(*card));
        self.note_desk();
    }

    /// Remembers which card lies on the desk.
    fn note_desk(&mut self) {
        let card = self.page.shown().filter(|_| self.desk);
        if let Some(opened) = &self.opened
            && card != self.desk_noted
        {
            self.desk_noted = card;
            self.settings.known_mut(&opened.folder).desk = card.map(|card| card.to_string()).unwrap_or_default();
        }
    }

    /// The card that lay on the desk when the catalogue was left lies there again.
    pub(super) fn lay_again(&mut self, card: &str) {
        self.desk_noted = EntryId::parse(card);
        self.desk = self.desk_noted.is_some();
        self.turning = None;
        if let Some(card) = self.desk_noted {
            self.page.show(Some(card), &self.store);
            self.list.seek(card, &self.store);
            if !self.settings.author.trim().is_empty() {
                // else the keyboard is for the dialog that asks who works
                self.page.begin(card);
            }
        }
    }

    /// Esc leaves the desk, when it did not leave a field, a menu or a dialog.
    pub(super) fn mind_escape(&mut self, ctx: &Context, was_in_dialog: bool) {
        let was_busy = std::mem::replace(&mut self.busy, ctx.text_edit_focused() || ctx.any_popup_open());
        if self.desk && !was_busy && !was_in_dialog && ctx.input(|input| input.key_pressed(egui::Key::Escape)) {
            self.set_desk(ctx, false);
        }
    }

    /// Remembers that the shown card was put into a queue by hand, and from which.
    pub(super) fn note_queued(&mut self, action: &PageAction) {
        if let PageAction::Set { entry, fields, .. } = action
            && let Some((_, to)) = fields.iter().find(|(name, _)| *name == "stage")
            && let Some((card, from, _)) = self.page.card().filter(|(card, ..)| card == entry)
        {
            let (_, from) = self.queued.filter(|(known, _)| *known == card).unwrap_or((card, from));
            self.queued = (*to != from.term()).then_some((card, from));
        }
    }

    /// This card is done: it goes on to the next queue, and the next card of its own queue is shown. What was refused or
    /// held back is no card that is done: then it stays, and that is said.
    pub(super) fn save_and_next(&mut self, ctx: &Context) {
        let Some((card, stage, _)) = self.page.card().filter(|_| self.turning.is_none()) else { return };
        let by_hand = self.queued.filter(|(known, _)| *known == card).map(|(_, from)| from);
        let queue = by_hand.unwrap_or(stage);
        self.leave_card(ctx, card, Some(queue), Step::Writing { by_hand: by_hand.is_some() });
        self.mind_turn();
    }

    /// Turns to the card after the shown one, or before it, by reference code.
    pub(super) fn turn_over(&mut self, ctx: &Context, back: bool) {
        if let Some((card, ..)) = self.page.card().filter(|_| self.turning.is_none()) {
            self.leave_card(ctx, card, None, Step::Asked { done: None });
            self.ask_turn(card, None, back);
        }
    }

    /// Writes what is typed and takes the keyboard from the card that is left: what is typed before the next card is
    /// there belongs to neither.
    fn leave_card(&mut self, ctx: &Context, from: EntryId, stage: Option<Stage>, step: Step) {
        self.page.send_all(&self.store);
        let field = self.page.field(ctx);
        if let Some(focused) = ctx.memory(egui::Memory::focused).filter(|_| ctx.text_edit_focused()) {
            ctx.memory_mut(|memory| memory.surrender_focus(focused));
        }
        self.turning = Some(Turn { from, stage, begins: stage.is_some() || field.is_some(), field, step });
    }

    /// A card somebody is done with: when all that was typed on it is written, its stage is sent and the next one asked
    /// for. What cannot be written keeps it here.
    pub(super) fn mind_turn(&mut self) {
        let Some(Turn { from, stage, step: Step::Writing { by_hand }, .. }) = &self.turning else { return };
        let (from, stage, by_hand) = (*from, *stage, *by_hand);
        if self.page.shown() != Some(from) {
            // somebody has gone elsewhere meanwhile
            self.turning = None;
            return;
        }
        match self.page.rest() {
            Rest::OnItsWay => {}
            Rest::Left(field) => self.stay(field),
            Rest::Written => {
                let done = (!by_hand).then(|| self.store.write(Write::Done { card: from }));
                if let Some(turn) = &mut self.turning {
                    turn.step = Step::Asked { done };
                }
                self.ask_turn(from, stage, false);
            }
        }
    }

    /// The card stays, and why is said; the keyboard goes to the field it is about, or back where it was.
    fn stay(&mut self, field: Option<Key>) {
        if let Some(turn) = self.turning.take() {
            self.notice = Some(Notice::Said(tr("desk-stays")));
            self.page.give_field(field.or(turn.field));
        }
    }

    /// Something failed. What the turn rests on keeps the card here, with the keyboard where it was.
    pub(super) fn mind_failed_turn(&mut self, request: &str, token: Option<Token>) {
        match self.turning.as_ref().map(|turn| &turn.step) {
            Some(Step::Writing { .. }) if matches!(request, "save" | "note") => self.stay(None),
            Some(Step::Asked { done: Some(done) }) if token == Some(*done) => self.stay(None),
            Some(Step::Asked { .. }) if request == "card" => {
                let field = self.turning.take().and_then(|turn| turn.field);
                self.page.give_field(field);
            }
            _ => {}
        }
    }

    fn ask_turn(&self, from: EntryId, stage: Option<Stage>, back: bool) {
        self.store.send(Request::NextCard { from, unit: self.list.unit, stage, back });
    }

    /// The next card is known, or there is none.
    pub(super) fn turned(&mut self, ctx: &Context, from: EntryId, card: Option<EntryId>) {
        let Some(turn) = self.turning.take_if(|turn| turn.from == from) else { return };
        if turn.stage.is_some() {
            self.pace.finished(from, ctx.input(|input| input.time));
        }
        // somebody has gone elsewhere meanwhile
        if self.page.shown() != Some(from) {
            return;
        }
        if let Some(card) = card.filter(|card| *card != from) {
            self.notice = self.notice.take().filter(|notice| !matches!(notice, Notice::Said(_)));
            self.page.show(Some(card), &self.store);
            self.list.seek(card, &self.store);
            if turn.begins {
                self.page.begin(card);
            }
        } else {
            let key = turn.stage.map_or_else(|| "desk-no-other".to_owned(), |stage| format!("desk-empty-{stage}"));
            self.notice = Some(Notice::Said(tr(&key)));
            self.page.give_field(turn.field);
        }
    }
}

/// The page in its panel.
pub(super) fn page_area_ui(
    ui: &mut Ui,
    view: &page::PageView<'_>,
    state: &mut page::PageState,
    take_focus: bool,
    actions: &mut Vec<Action>,
) {
    // the page may be short; its panel keeps its width
    ui.set_min_width(ui.available_width());
    let area = ui.available_rect_before_wrap();
    let response = ui.interact(area, egui::Id::unique("page area"), egui::Sense::focusable_noninteractive());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Group, true, tr("page-area")));
    if take_focus {
        response.request_focus();
    }
    page::page_ui(ui, view, state, actions);
}
