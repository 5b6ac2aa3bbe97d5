//! The line under a field: how its text is read, what looks wrong, how sure it is, how far it is saved; and the remark.
//!
//! Invariant: the line has one height whatever it says, and what is saved stands at its end, so that nothing moves while
//! somebody types. A reading nobody kept is never drawn like one that somebody kept.

use super::drafts::{Key, Origin, Saving, Slot};
use super::editor::{self, Editor, editor_ui, saving_ui};
use super::fields::FieldAct;
use super::model::{BoxModel, ClaimModel};
use super::proposal::{self, Proposal};
use super::{Desk, FieldCommand, PageAction, claims, layout, words};
use crate::i18n::{tr, tr_args};
use crate::model::{Certainty, Datatype, NumberState, Reading};
use crate::ui::command::{self, Command};
use crate::ui::{shapes, theme};
use eframe::egui;
use egui::text::LayoutJob;
use egui::{Align, Button, FontId, Label, Layout, TextFormat, Ui, vec2};
use std::sync::Arc;
use std::time::Duration;

/// Height of the line.
const LINE_PT: f32 = 18.0;
/// Size of its words.
const WORDS_PT: f32 = 13.0;
/// Room for the longest word on how far a text is saved, kept free while there is none.
const SAVING_PT: f32 = 62.0;
/// So long after the last key a place is looked for.
const PLACES_AFTER_SECONDS: f64 = 0.3;

/// A field of the form with what stands in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field<'a> {
    /// Its place.
    pub key: &'a Key,
    /// Its box.
    pub of: &'a BoxModel,
    /// What it is called.
    pub name: &'a str,
    /// The claim it shows, when it is written.
    pub claim: Option<&'a ClaimModel>,
}

impl Field<'_> {
    /// Its text as it is typed now.
    fn text(&self, desk: &mut Desk<'_>) -> String {
        let written = self.claim.map_or("", |claim| claim.as_written.as_str());
        desk.state.drafts.get(self.key).map_or(written, |draft| draft.text.as_str()).trim().to_owned()
    }

    /// Whether its text is the one the catalogue has.
    fn is_written(&self, text: &str) -> bool {
        self.claim.is_some_and(|claim| claim.as_written.trim() == text)
    }

    /// What can be read in its text.
    fn proposals(&self, text: &str, desk: &mut Desk<'_>) -> Arc<[Proposal]> {
        let written = self.claim.filter(|_| self.is_written(text)).map(|claim| claim.id);
        let state = &mut *desk.state;
        let (dossier, aids) = (state.dossier.clone(), Arc::clone(&state.aids));
        let places = state.fields.places(self.key, text).to_vec();
        state.fields.reading(self.key, text, || {
            let Some(dossier) = dossier else { return Vec::new() };
            let claim = written.and_then(|id| dossier.claims.iter().find(|claim| claim.id == id));
            let field = aids.template.as_ref().and_then(|template| template.field(&self.of.id));
            let catalogued = claim.and_then(|claim| claim.reading.as_ref());
            proposal::proposals(field, text, catalogued, &places, &dossier.labels)
        })
    }
}

/// Draws the line under a field.
pub(super) fn line_ui(ui: &mut Ui, field: Field<'_>, desk: &mut Desk<'_>) {
    let is_long = needs_words(field.key, desk);
    if is_long {
        layout::state_line(ui, |ui| saving_ui(ui, field.key, desk));
    }
    let size = vec2(ui.available_width(), LINE_PT);
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
        ui.set_min_size(size);
        let before = ui.available_width();
        if !is_long {
            saved_ui(ui, field.key, desk);
        }
        ui.add_space((SAVING_PT - (before - ui.available_width())).max(0.0));
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 5.0;
            ui.spacing_mut().interact_size.y = LINE_PT;
            said_ui(ui, field, desk);
        });
    });
}

/// Whether how far a text is needs a line of its own: why it was not saved, or that it came back, is never cut short.
fn needs_words(key: &Key, desk: &mut Desk<'_>) -> bool {
    let cannot_keep = desk.state.kept.failed().is_some();
    desk.state.drafts.get(key).is_some_and(|draft| match draft.saving() {
        Saving::Failed(_) => true,
        Saving::Typed => cannot_keep || matches!(draft.origin(), Origin::Disk(_)),
        Saving::Quiet | Saving::Sent | Saving::Saved => false,
    })
}

/// How far a text is saved, in a word.
fn saved_ui(ui: &mut Ui, key: &Key, desk: &mut Desk<'_>) {
    let Some(draft) = desk.state.drafts.get(key) else { return };
    let (saving, origin, text) = (draft.saving(), draft.origin().clone(), draft.text.clone());
    let words = match saving {
        Saving::Quiet | Saving::Failed(_) => return,
        Saving::Typed if desk.state.kept.has(key.entry, &key.slot.name(), &text) => "page-kept",
        Saving::Typed => "page-typed",
        Saving::Sent => "page-saving",
        Saving::Saved => "page-saved",
    };
    ui.label(theme::small(ui, tr(words)));
    if let (Saving::Typed, Origin::Card(card)) = (saving, origin) {
        ui.label(theme::small(ui, tr_args("page-as-on", &[("card", card.into())])));
    }
}

fn said_ui(ui: &mut Ui, field: Field<'_>, desk: &mut Desk<'_>) {
    let text = field.text(desk);
    ask_places(ui, field, &text, desk);
    let mut line = Line::new(ui);
    if let Some(told) = desk.state.fields.told.as_ref().filter(|told| told.key == *field.key && told.text == text) {
        line.warn(&tr(told.why));
    }
    if let Some(words) = desk.state.before.said(field.key) {
        line.warn(words);
    }
    let written = field.claim.filter(|_| field.is_written(&text));
    for problem in written.iter().flat_map(|claim| &claim.problems) {
        line.warn(problem);
    }
    if let Some(claim) = field.claim.filter(|claim| claim.certainty != Certainty::Certain) {
        line.say(&tr(&format!("certainty-{}", claim.certainty.term())));
    }
    if let Some(state) = field.claim.and_then(|claim| claim.number) {
        line.say(&tr(&format!("number-state-{}", state.term())));
    }
    // before the mark, which is that of the reading
    line.show(ui, "");
    match written.filter(|claim| !claim.read_by.is_empty()) {
        Some(claim) => kept_ui(ui, claim, desk),
        None => proposed_ui(ui, field, &text, desk),
    }
}

/// A reading somebody kept: with a check, in upright letters.
fn kept_ui(ui: &mut Ui, claim: &ClaimModel, desk: &mut Desk<'_>) {
    let reading = desk.state.claim(claim.id).and_then(|claim| claim.reading.clone());
    let mark = shapes::kept_mark(ui);
    if let (Some(Reading::Entry(_)), Some(link)) = (&reading, &claim.points_to) {
        mark.on_hover_text(by(claim));
        claims::link_ui(ui, link, desk);
        return;
    }
    let labels = desk.state.dossier.as_ref().map(|dossier| &dossier.labels);
    let said = reading.as_ref().zip(labels).and_then(|(read, labels)| words::reading(read, &claim.as_written, labels));
    if let Some(read) = said {
        mark.on_hover_text(by(claim));
        let mut line = Line::new(ui);
        line.say(&tr_args("page-read-as", &[("reading", read.into())]));
        line.show(ui, &by(claim));
    } else {
        editor::name(&mark, egui::Role::Label, &tr("page-reading-kept"));
        mark.on_hover_text(format!("{}: {}", tr("page-reading-kept"), by(claim)));
    }
}

fn by(claim: &ClaimModel) -> String {
    tr_args("page-reading-kept-by", &[("by", claim.read_by.clone().into())])
}

/// What the program proposes: with a ring of dashes, in italics, with the key that keeps it.
fn proposed_ui(ui: &mut Ui, field: Field<'_>, text: &str, desk: &mut Desk<'_>) {
    let mut line = Line::new(ui);
    let is_absent = field.claim.is_some_and(|claim| claim.absence.is_some()) && text.is_empty();
    let proposals = if is_absent { Arc::from([]) } else { field.proposals(text, desk) };
    let shown = proposal::first(&proposals).filter(|first| first.ready);
    match shown {
        Some(first) => {
            let ready = proposals.iter().filter(|other| other.ready).count();
            line.propose(&tr_args("page-proposed", &[("reading", first.words.clone().into())]));
            let has_keyboard = desk.state.editors.focused.as_ref().is_some_and(|focused| focused.key == *field.key);
            if has_keyboard && desk.can_write() {
                let key = command::line_of(Command::Field(FieldCommand::KeepReading));
                let key = key.map_or_else(String::new, |line| line.shortcut_text(ui.ctx()));
                line.say(&tr_args("page-proposed-keep", &[("key", key.into())]));
            }
            if ready > 1 {
                line.say(&tr_args("page-proposed-more", &[("count", (ready - 1).into())]));
            }
            shapes::proposed_mark(ui).on_hover_text(tr("page-proposed-explained"));
        }
        None if field.of.datatype == Datatype::Date && !text.is_empty() && proposals.is_empty() => {
            line.say(&tr("page-not-a-date"));
        }
        None => {}
    }
    line.show(ui, "");
}

/// Looks for the places a wording may mean: when its field takes the keyboard, and a moment after the last key.
fn ask_places(ui: &Ui, field: Field<'_>, text: &str, desk: &mut Desk<'_>) {
    let focused = desk.state.editors.focused.as_ref().map(|focused| (&focused.key, focused.id));
    let Some((key, id)) = focused.filter(|(key, _)| *key == field.key) else { return };
    let is_asked = desk.state.fields.has_asked(key, text);
    if field.of.datatype != Datatype::Place || text.is_empty() || is_asked || !ui.memory(|memory| memory.has_focus(id))
    {
        return;
    }
    let now = ui.input(|input| input.time);
    let rest = PLACES_AFTER_SECONDS - desk.state.fields.rests(field.key, text, now);
    if rest <= 0.0 {
        desk.want(PageAction::AskPlaces { key: field.key.clone(), wording: text.to_owned() });
    } else {
        ui.request_repaint_after(Duration::from_secs_f64(rest));
    }
}

/// Words of one line, cut at its end and whole under the pointer.
struct Line {
    job: LayoutJob,
    weak: TextFormat,
    warning: TextFormat,
}

impl Line {
    fn new(ui: &Ui) -> Self {
        let colours = theme::palette(ui);
        let font = FontId::proportional(WORDS_PT);
        let weak = TextFormat::simple(font.clone(), colours.weak);
        Self { job: LayoutJob::default(), weak, warning: TextFormat::simple(font, colours.warning) }
    }

    fn add(&mut self, words: &str, format: TextFormat) {
        if !self.job.is_empty() {
            self.job.append(" \u{b7} ", 0.0, self.weak.clone());
        }
        self.job.append(words, 0.0, format);
    }

    fn say(&mut self, words: &str) {
        self.add(words, self.weak.clone());
    }

    fn warn(&mut self, words: &str) {
        self.add(words, self.warning.clone());
    }

    fn propose(&mut self, words: &str) {
        self.add(words, TextFormat { italics: true, ..self.weak.clone() });
    }

    fn show(self, ui: &mut Ui, hover: &str) {
        if self.job.is_empty() {
            return;
        }
        let drawn = ui.add(Label::new(self.job).truncate());
        if !hover.is_empty() {
            drawn.on_hover_text(hover);
        }
    }
}

/// The line in which a remark on the value is written, while it is open.
pub(super) fn remark_ui(ui: &mut Ui, field: Field<'_>, desk: &mut Desk<'_>) {
    let Some(claim) = field.claim else { return };
    let key = Key { entry: claim.id, slot: Slot::Own("remark") };
    let is_open = desk.state.fields.remark.as_ref().is_some_and(|(of, id)| of == field.key && *id == claim.id);
    let is_refused = desk.state.drafts.get(&key).is_some_and(|draft| matches!(draft.saving(), Saving::Failed(_)));
    if !is_open && !is_refused || desk.state.claims.open == Some(claim.id) {
        return;
    }
    let edited = ui.horizontal(|ui| {
        let words = tr_args("page-remark-on", &[("name", field.name.to_owned().into())]);
        let label = ui.label(theme::small(ui, words)).id;
        let width = Some(ui.available_width().max(60.0));
        editor_ui(ui, &Editor { key: &key, current: &claim.remark, hint: "", rows: 1, width, label }, desk)
    });
    if edited.inner.lost_focus() {
        if ui.input(|input| input.key_pressed(egui::Key::Escape)) {
            desk.state.editors.wanted = Some(field.key.clone());
        }
        desk.state.fields.remark = None;
    }
    if is_refused {
        layout::state_line(ui, |ui| saving_ui(ui, &key, desk));
    }
}

/// The lines of a field's menu on its value: the readings to choose from, how sure it is, what became of a number.
pub(super) fn menu_lines(ui: &mut Ui, field: Field<'_>, desk: &mut Desk<'_>) {
    let text = field.text(desk);
    let kept = field.claim.filter(|claim| field.is_written(&text) && !claim.read_by.is_empty());
    let reading = kept.and_then(|claim| desk.state.claim(claim.id)).and_then(|claim| claim.reading.clone());
    let proposals = field.proposals(&text, desk);
    if !text.is_empty() && !proposals.is_empty() {
        ui.separator();
        ui.label(theme::small(ui, tr("page-readings")));
        for proposal in proposals.iter() {
            let is_kept = reading.as_ref() == Some(&proposal.reading);
            if ui.add(Button::selectable(is_kept, &proposal.words)).clicked() {
                let act = if is_kept { FieldAct::NotKept } else { FieldAct::Keep(Box::new(proposal.reading.clone())) };
                desk.want(PageAction::OnField(field.key.clone(), act));
            }
        }
    }
    let Some(claim) = field.claim else { return };
    ui.separator();
    ui.label(theme::small(ui, words::history_field("certainty")));
    for certainty in Certainty::ALL {
        let words = tr(&format!("certainty-{}", certainty.term()));
        if ui.add(Button::selectable(claim.certainty == *certainty, words)).clicked() {
            desk.want(PageAction::OnField(field.key.clone(), FieldAct::Certainty(*certainty)));
        }
    }
    if let Some(Reading::Number(number)) = desk.state.claim(claim.id).and_then(|claim| claim.reading.as_ref()) {
        let is_struck = number.state == NumberState::Struck;
        ui.separator();
        if ui.add(Button::selectable(is_struck, tr("page-struck"))).clicked() {
            desk.want(PageAction::OnField(field.key.clone(), FieldAct::Struck(!is_struck)));
        }
    }
}
