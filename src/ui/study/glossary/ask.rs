//! The particulars of a term, asked for.

use super::GlossaryAction;
use crate::i18n::{tr, tr_args};
use crate::model::GlossaryTerm;
use crate::ui::action::Action;
use crate::ui::dialog::row_from_right;
use crate::ui::study::StudyAction;
use crate::ui::{field, theme};
use eframe::egui::{Context, Id, Key, Modal, Modifiers};

/// Width of the dialog in points.
const WIDTH_PT: f32 = 560.0;
/// Width of the field of a language in points.
const LANGUAGE_PT: f32 = 120.0;

/// The question while it is open.
#[derive(Debug)]
pub(super) struct Asking {
    term: GlossaryTerm,
    /// As it was when it was asked for, and what it was asked for by.
    before: GlossaryTerm,
    of: Of,
    /// Whether the word and its language are fixed: another word would be another term.
    is_known: bool,
    failed: Option<String>,
    fresh: bool,
    no: u64,
}

/// The term and language a question is about; both empty for a new term.
pub(super) type Of = (String, String);

impl Asking {
    pub(super) fn new(no: u64, term: GlossaryTerm, is_known: bool) -> Self {
        let (of, before) = ((term.term.clone(), term.language.clone()), term.clone());
        Self { term, before, of, is_known, failed: None, fresh: true, no }
    }

    /// With what was typed before it was left; a term that was kept meanwhile stays the same entry.
    pub(super) fn with(mut self, typed: GlossaryTerm) -> Self {
        self.term = GlossaryTerm { id: self.term.id, ..typed };
        self
    }

    pub(super) fn of(&self) -> Of {
        self.of.clone()
    }

    /// What is typed, when it is other than what was there.
    pub(super) fn typed(self) -> Option<GlossaryTerm> {
        (self.term != self.before).then_some(self.term)
    }

    /// It was not written, and why; what is typed stays.
    pub(super) fn failed(&mut self, why: String) {
        self.failed = Some(why);
    }
}

/// Draws the question. Enter saves, Esc leaves and keeps what is typed.
pub(super) fn ask_ui(ctx: &Context, asking: &mut Asking, is_sent: bool, actions: &mut Vec<Action>) {
    let id = Id::unique(("glossary term", asking.no));
    let mut want = |action| actions.push(Action::Study(StudyAction::Glossary(action)));
    let shown = Modal::new(id).frame(theme::dialog_frame(ctx)).show(ctx, |ui| {
        ui.set_width(WIDTH_PT.min(ctx.content_rect().width() - 80.0));
        let (no, is_known) = (asking.no, asking.is_known);
        let heading = if is_known { "words-dialog-edit" } else { "words-dialog-new" };
        ui.label(theme::dialog_title(tr(heading)));
        ui.add_space(theme::SMALL_GAP);
        let fresh = std::mem::take(&mut asking.fresh);
        let line = field::Look { rows: 1, ..field::Look::default() };
        let fixed = field::Look { read_only: is_known, ..line };
        let word = field::labelled(ui, ("term", no), &tr("page-field-term"), &mut asking.term.term, fixed);
        let hint = tr("words-language-hint");
        let look = field::Look { hint: &hint, width: Some(LANGUAGE_PT), ..fixed };
        field::labelled(ui, ("language", no), &tr("page-field-language"), &mut asking.term.language, look);
        let look = field::Look { rows: 3, ..line };
        let gloss = field::labelled(ui, ("gloss", no), &tr("page-field-gloss"), &mut asking.term.gloss, look);
        // there Enter begins a line
        let in_gloss = gloss.has_focus();
        if fresh {
            if is_known { gloss } else { word }.request_focus();
        }
        let hint = tr("words-basis-hint");
        let look = field::Look { hint: &hint, ..line };
        field::labelled(ui, ("basis", no), &tr("page-field-basis"), &mut asking.term.basis, look);
        ui.checkbox(&mut asking.term.caution, tr("page-field-caution")).on_hover_text(tr("words-caution-explained"));
        if let Some(why) = &asking.failed {
            ui.label(theme::strong(tr_args("words-not-saved", &[("why", why.clone().into())])));
        }
        ui.add_space(theme::GAP);
        let can_do = !asking.term.term.trim().is_empty() && !asking.term.gloss.trim().is_empty() && !is_sent;
        let (mut done, mut left) = (false, false);
        row_from_right(ui, |ui| {
            let save = ui.add_enabled(can_do, theme::primary_button(ui, &tr("words-save")));
            done = save.on_disabled_hover_text(tr("words-needs")).clicked();
            left = ui.button(tr("words-cancel")).clicked();
        });
        if left {
            want(GlossaryAction::Close);
        } else if done || (can_do && !in_gloss && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter)))
        {
            want(GlossaryAction::Save(Box::new(asking.term.clone())));
        }
    });
    // a press beside it is no wish to leave
    if shown.should_close() && !shown.backdrop_response.clicked() {
        want(GlossaryAction::Close);
    }
}
