//! The last events of the stored files, as a table.

use super::{HealthAction, words};
use crate::catalogue::watch::FileNews;
use crate::i18n::tr;
use crate::model::Outcome;
use crate::ui::action::Action;
use crate::ui::theme;
use eframe::egui::{Align, Label, Layout, Link, RichText, Ui, WidgetText, vec2};

/// Width of the columns in points, but the last, which takes the rest.
const COLUMNS: [(&str, f32); 4] = [
    ("health-column-when", 132.0),
    ("health-column-what", 158.0),
    ("health-column-file", 230.0),
    ("health-column-outcome", 132.0),
];
/// Height of a line in points.
const LINE_PT: f32 = 24.0;

/// Draws the table, the newest first.
pub(super) fn events_ui(ui: &mut Ui, events: &[FileNews], actions: &mut Vec<Action>) {
    if events.is_empty() {
        ui.label(theme::weak(ui, tr("health-events-none")));
        return;
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let heading = |ui: &Ui, key: &str| WidgetText::from(theme::small(ui, tr(key)));
    line_ui(ui, |ui, at| {
        let (key, _) = COLUMNS.get(at).copied().unwrap_or(("health-column-detail", 0.0));
        let words = heading(ui, key);
        ui.add(Label::new(words).truncate());
    });
    rule_ui(ui);
    for event in events {
        line_ui(ui, |ui, at| cell_ui(ui, event, at, actions));
    }
}

fn rule_ui(ui: &mut Ui) {
    let line = theme::palette(ui).line;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), eframe::egui::Sense::hover());
    ui.painter().hline(rect.x_range(), rect.center().y, (1.0, line));
}

/// One line: every column with its width.
fn line_ui(ui: &mut Ui, mut cell: impl FnMut(&mut Ui, usize)) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        let widths = COLUMNS.iter().map(|(_, width)| Some(*width)).chain([None]);
        for (at, width) in widths.enumerate() {
            let width = width.unwrap_or_else(|| ui.available_width()).max(60.0);
            ui.allocate_ui_with_layout(vec2(width, LINE_PT), Layout::left_to_right(Align::Center), |ui| {
                ui.set_min_width(width);
                ui.set_max_width(width);
                cell(ui, at);
            });
        }
    });
}

fn cell_ui(ui: &mut Ui, event: &FileNews, at: usize, actions: &mut Vec<Action>) {
    let plain = |ui: &mut Ui, words: RichText| drop(ui.add(Label::new(words).truncate().selectable(true)));
    match at {
        0 => plain(ui, RichText::new(event.at.local_minute())),
        1 => plain(ui, RichText::new(words::event(event.kind))),
        2 => match event.entry {
            Some(entry) => {
                let link = ui.scope(|ui| {
                    ui.style_mut().wrap_mode = Some(eframe::egui::TextWrapMode::Truncate);
                    ui.add(Link::new(&event.name))
                });
                if link.inner.on_hover_text(&event.name).clicked() {
                    actions.push(Action::Health(HealthAction::Show(entry)));
                }
            }
            None => plain(ui, RichText::new(&event.name)),
        },
        3 => {
            let said = tr(&format!("file-outcome-{}", event.outcome.term().replace(' ', "-")));
            let said = if event.outcome == Outcome::Pass { RichText::new(said) } else { theme::warning(ui, said) };
            plain(ui, said);
        }
        _ => {
            let words = if event.detail.is_empty() {
                event.agent.clone()
            } else {
                format!("{} \u{b7} {}", event.detail, event.agent)
            };
            let label = ui.add(Label::new(theme::small(ui, &words)).truncate().selectable(true));
            label.on_hover_text(words);
        }
    }
}
