//! The query as chips: each condition can be taken out or gone to. Under them, what could not be understood.

use super::{SearchAction, caret};
use crate::catalogue::query::{Chip, Query, chips};
use crate::i18n::{tr, tr_args};
use crate::ui::action::Action;
use crate::ui::list::ListAction;
use crate::ui::theme;
use eframe::egui::{self, Color32, Frame, Label, Margin, RichText, Sense, Stroke, Ui};

/// Chips drawn at most: a text pasted by mistake may have thousands of words.
const MOST_CHIPS: usize = 40;
/// The width of the cross and the margins of a chip, in points.
const CROSS_PT: f32 = 40.0;
/// The widest chip, in points.
const MOST_WIDTH_PT: f32 = 320.0;

/// Draws the conditions of a query.
pub(super) fn chips_ui(ui: &mut Ui, text: &str, actions: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(6.0, 4.0);
        let conditions = chips(text);
        for (at, chip) in conditions.iter().take(MOST_CHIPS).enumerate() {
            if chip.is_alternative {
                ui.label(theme::small(ui, tr("search-chip-or")));
            }
            chip_ui(ui, at, text, chip, actions);
        }
        if conditions.len() > MOST_CHIPS {
            let more = conditions.len() - MOST_CHIPS;
            ui.label(theme::small(ui, tr_args("search-chips-more", &[("count", more.into())])));
        }
    });
}

fn chip_ui(ui: &mut Ui, at: usize, text: &str, chip: &Chip, actions: &mut Vec<Action>) {
    let colours = theme::palette(ui);
    // what must not be is an outline only, and says so
    let is_outline = chip.is_negated || !chip.is_understood;
    let (fill, edge) = if is_outline { (Color32::TRANSPARENT, colours.edge) } else { (colours.chosen, colours.chosen) };
    let frame = Frame::new().fill(fill).stroke(Stroke::new(1.0, edge)).corner_radius(11).inner_margin(Margin {
        left: 9,
        right: 3,
        top: 1,
        bottom: 1,
    });
    let name = words_of(chip);
    let mut job = egui::text::LayoutJob::default();
    let mut add = |words: &str, colour: Color32, is_strong: bool| {
        let family = if is_strong { theme::strong_family() } else { egui::FontFamily::Proportional };
        let format = egui::TextFormat::simple(egui::FontId::new(13.0, family), colour);
        job.append(words, if job.is_empty() { 0.0 } else { 5.0 }, format);
    };
    if chip.is_negated {
        add(&tr("search-chip-not"), colours.warning, true);
    }
    if !chip.field.is_empty() {
        add(chip.field, colours.weak, false);
    }
    // what was not understood is left out of the search, and looks so
    let ink = if chip.is_understood { colours.strong } else { colours.weak };
    add(&chip.value, ink, chip.is_understood);
    // what does not fit in the row begins the next one
    let width = ui.fonts_mut(|fonts| fonts.layout_job(job.clone())).size().x.min(MOST_WIDTH_PT) + CROSS_PT;
    if width > ui.available_size_before_wrap().x {
        ui.end_row();
    }
    frame.show(ui, |ui| {
        ui.spacing_mut().item_spacing.x = 5.0;
        ui.spacing_mut().interact_size.y = 20.0;
        ui.set_max_width(MOST_WIDTH_PT);
        let label = ui.add(Label::new(job).truncate().selectable(false).sense(Sense::click()));
        label.widget_info(|| {
            egui::WidgetInfo::labeled(
                egui::Role::Button,
                true,
                tr_args("search-chip-go", &[("chip", name.clone().into())]),
            )
        });
        if label.on_hover_text(tr("search-chip-go-hint")).on_hover_cursor(egui::CursorIcon::Text).clicked() {
            let letters = caret::letter_of(text, chip.range.start)..caret::letter_of(text, chip.range.end);
            actions.push(Action::Search(SearchAction::Mark(letters)));
        }
        let cross = RichText::new("\u{d7}").size(15.0).color(colours.weak);
        let cross =
            ui.push_id(("chip", at), |ui| ui.add(egui::Button::new(cross).small().frame_when_inactive(false))).inner;
        cross.widget_info(|| {
            egui::WidgetInfo::labeled(
                egui::Role::Button,
                true,
                tr_args("search-chip-remove", &[("chip", name.clone().into())]),
            )
        });
        if cross.on_hover_text(tr("search-chip-remove-hint")).clicked() {
            actions.push(Action::List(ListAction::Words(chip.removed.clone())));
        }
    });
}

/// A condition in words: `not camp Stutthof`.
pub(super) fn words_of(chip: &Chip) -> String {
    let not = if chip.is_negated { tr("search-chip-not") } else { String::new() };
    [not.as_str(), chip.field, chip.value.as_str()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// What could not be understood and what to do, each in a quiet line. What is being typed has its time.
pub(super) fn hints_ui(ui: &mut Ui, text: &str, typing_at: Option<usize>) {
    for hint in Query::read(text).hints {
        if typing_at.is_some_and(|at| hint.range.start <= at && at <= hint.range.end) {
            continue;
        }
        let values =
            [("text", hint.text.as_str().into()), ("field", hint.field.into()), ("instead", hint.instead.into())];
        let words = tr_args(&hint.key(), &values);
        ui.add(Label::new(theme::small(ui, words)).wrap());
    }
}
