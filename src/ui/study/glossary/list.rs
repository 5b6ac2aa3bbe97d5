//! Draws the glossary: a filter, what can be done, the terms with what they mean and where that comes from.

use super::{GlossaryAction, GlossaryState};
use crate::i18n::{tr, tr_args};
use crate::model::{GlossaryLine, GlossaryTerm, TermOrigin};
use crate::reports::words;
use crate::ui::action::Action;
use crate::ui::study::{StudyAction, StudyView};
use crate::ui::{field, theme};
use eframe::egui::{
    Align, CentralPanel, Frame, Label, Layout, Margin, Panel, Response, Role, ScrollArea, Ui, WidgetInfo, vec2,
};

/// Terms drawn at once; more are reached by the filter.
const MOST_SHOWN: usize = 300;
/// Widest list in points: longer lines are hard to read.
const LIST_PT: f32 = 900.0;
/// Width of the filter in points.
const FILTER_PT: f32 = 320.0;

/// Draws the list with the bar above it.
pub(super) fn list_ui(ui: &mut Ui, view: &StudyView<'_>, state: &mut GlossaryState, actions: &mut Vec<Action>) {
    let colours = theme::palette(ui);
    let bar = Frame::new().fill(colours.shelf).inner_margin(Margin::symmetric(theme::PANEL_MARGIN, 8));
    Panel::top("glossary bar").frame(bar).show(ui, |ui| {
        ui.horizontal(|ui| {
            if ui.button(tr("words-back")).on_hover_text(tr("words-back-hint")).clicked() {
                actions.push(Action::Study(StudyAction::Back));
            }
            ui.label(theme::section(tr("command-glossary")));
        });
        ui.add(Label::new(theme::weak(ui, tr("words-what"))).wrap());
        ui.add_space(theme::SMALL_GAP);
        bar_ui(ui, view, state, actions);
    });
    let sheet = Frame::new().fill(colours.sheet).inner_margin(Margin::symmetric(28, 16));
    CentralPanel::default().frame(sheet).show(ui, |ui| {
        if state.is_unread {
            ui.label(theme::warning(ui, tr("failed-glossary")));
            if ui.button(tr("page-try-again")).clicked() {
                want(actions, GlossaryAction::Again);
            }
        }
        let Some((glossary, lines)) = state.shown() else {
            if !state.is_unread {
                ui.label(theme::weak(ui, tr("words-waiting")));
            }
            return;
        };
        if lines.is_empty() {
            ui.label(theme::weak(ui, tr("words-none")));
            return;
        }
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            ui.set_max_width(ui.available_width().min(LIST_PT));
            for line in lines.iter().take(MOST_SHOWN).filter_map(|at| glossary.lines().get(*at)) {
                line_ui(ui, line, view.can_write, actions);
            }
            let more = lines.len().saturating_sub(MOST_SHOWN);
            if more > 0 {
                ui.label(theme::weak(ui, tr_args("words-more", &[("count", more.into())])));
            }
        });
    });
}

/// The filter, how many terms it leaves, and the way to a new one.
fn bar_ui(ui: &mut Ui, view: &StudyView<'_>, state: &mut GlossaryState, actions: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        let label = ui.label(theme::small(ui, tr("words-filter"))).id;
        let look = field::Look { rows: 1, width: Some(FILTER_PT), ..field::Look::default() };
        field::bare(ui, "glossary filter", &mut state.filter, look).labelled_by(label);
        if view.can_write && ui.button(tr("words-add")).clicked() {
            want(actions, GlossaryAction::Begin);
        }
        if let Some((glossary, lines)) = state.shown() {
            let count = [("shown", lines.len().into()), ("all", glossary.lines().len().into())];
            ui.label(theme::small(ui, tr_args("words-count", &count)));
        }
    });
    if !view.can_write {
        ui.label(theme::small(ui, tr("words-read-only")));
    }
    if let Some(why) = &state.trouble {
        ui.label(theme::strong(tr_args("words-not-saved", &[("why", why.clone().into())])));
    }
}

fn want(actions: &mut Vec<Action>, action: GlossaryAction) {
    actions.push(Action::Study(StudyAction::Glossary(action)));
}

/// A term: the word as a quotation, marks, what it means, where that comes from, what can be done.
fn line_ui(ui: &mut Ui, line: &GlossaryLine, can_write: bool, actions: &mut Vec<Action>) {
    let term = &line.term;
    let is_silent = line.origin == TermOrigin::Silenced;
    ui.push_id((&term.term, &term.language), |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.horizontal(|ui| {
            let word = theme::strong(format!("\u{201c}{}\u{201d}", term.term));
            ui.add(Label::new(if is_silent { word.color(theme::palette(ui).weak) } else { word }).selectable(true));
            ui.label(theme::small(ui, words("language", &term.language)));
            if term.caution {
                ui.label(theme::warning(ui, tr("words-caution")).small()).on_hover_text(tr("words-caution-explained"));
            }
            if line.origin != TermOrigin::Program {
                let key = format!("words-origin-{}", line.origin.term());
                ui.label(theme::small(ui, tr(&key))).on_hover_text(tr(&format!("{key}-explained")));
            }
            if can_write {
                let size = vec2(ui.available_width(), ui.spacing().interact_size.y);
                let layout = Layout::right_to_left(Align::Center);
                ui.allocate_ui_with_layout(size, layout, |ui| buttons_ui(ui, line, actions));
            }
        });
        let gloss = Label::new(if is_silent { theme::weak(ui, &term.gloss) } else { term.gloss.as_str().into() });
        ui.add(gloss.wrap().selectable(true));
        let basis = if term.basis.trim().is_empty() {
            tr("words-no-basis")
        } else {
            tr_args("words-basis", &[("basis", term.basis.clone().into())])
        };
        ui.add(Label::new(theme::small(ui, basis)).wrap());
        ui.separator();
    });
}

/// What can be done to a term, the rarest at the right edge.
fn buttons_ui(ui: &mut Ui, line: &GlossaryLine, actions: &mut Vec<Action>) {
    let term = &line.term;
    let named = |ui: &mut Ui, key: &str| -> Response {
        let button = ui.small_button(tr(key));
        let values = [("term", term.term.clone().into()), ("language", term.language.clone().into())];
        let name = match key {
            "words-edit" => tr_args("words-edit-of", &values),
            "words-silence" => tr_args("words-silence-of", &values),
            "words-bring-back" => tr_args("words-bring-back-of", &values),
            _ => tr_args("words-remove-of", &values),
        };
        button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        button.on_hover_text(name)
    };
    match (line.origin, line.own) {
        (TermOrigin::Program, _) | (_, None) => {
            if named(ui, "words-silence").clicked() {
                let silent = GlossaryTerm { gloss: String::new(), basis: String::new(), ..term.clone() };
                want(actions, GlossaryAction::Save(Box::new(silent)));
            }
        }
        (TermOrigin::Changed | TermOrigin::Silenced, Some(own)) => {
            if named(ui, "words-bring-back").clicked() {
                want(actions, GlossaryAction::Remove(own));
            }
        }
        (TermOrigin::Catalogue, Some(own)) => {
            if named(ui, "words-remove").clicked() {
                want(actions, GlossaryAction::Remove(own));
            }
        }
    }
    if named(ui, "words-edit").clicked() {
        want(actions, GlossaryAction::Edit(Box::new(line.clone())));
    }
}
