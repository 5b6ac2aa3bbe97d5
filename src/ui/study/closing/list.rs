//! Draws the rule in force, the filters, and the cards and persons with their access.

use super::{ClosingAction, ClosingState, words};
use crate::catalogue::{ClosureFilter, ClosureLine};
use crate::i18n::{tr, tr_args};
use crate::model::{Access, Day, Living};
use crate::reports::access_text;
use crate::ui::action::Action;
use crate::ui::study::{StudyAction, StudyView};
use crate::ui::{field, theme};
use eframe::egui::{
    Button, CentralPanel, Checkbox, Frame, Label, Link, Margin, Panel, RichText, ScrollArea, TextWrapMode, Ui,
    WidgetInfo, vec2,
};

/// Width of the box that chooses a line, in points.
const BOX_PT: f32 = 38.0;
/// Height of the list of places where a closed name still stands, in points.
const STILL_NAMED_PT: f32 = 120.0;
/// The parts of the rest of a line: name, end by the rule, access, living.
const PARTS: [f32; 4] = [0.3, 0.32, 0.21, 0.17];

/// Draws the screen.
pub(super) fn list_ui(ui: &mut Ui, view: &StudyView<'_>, state: &mut ClosingState, actions: &mut Vec<Action>) {
    let colours = theme::palette(ui);
    let bar = Frame::new().fill(colours.shelf).inner_margin(Margin::symmetric(theme::PANEL_MARGIN, 8));
    Panel::top("closing bar").frame(bar).show(ui, |ui| {
        ui.horizontal(|ui| {
            if ui.button(tr("closing-back")).on_hover_text(tr("closing-back-hint")).clicked() {
                actions.push(Action::Study(StudyAction::Back));
            }
            ui.label(theme::section(tr("command-access")));
        });
        ui.add(Label::new(theme::weak(ui, tr("closing-what"))).wrap());
        ui.add(Label::new(theme::small(ui, tr("closing-kinds"))).wrap());
    });
    let sheet = Frame::new().fill(colours.sheet).inner_margin(Margin::symmetric(20, 12));
    CentralPanel::default().frame(sheet).show(ui, |ui| {
        rule_ui(ui, view, state, actions);
        ui.add_space(theme::SMALL_GAP);
        narrow_ui(ui, state, actions);
        chosen_ui(ui, view, state, actions);
        still_named_ui(ui, state, actions);
        if let Some(why) = &state.trouble {
            ui.label(theme::warning(ui, tr_args("closing-failed", &[("why", why.clone().into())])));
        }
        if state.trouble.is_some() && ui.button(tr("page-try-again")).clicked() {
            actions.push(ClosingAction::Again.into());
        }
        ui.separator();
        if !state.is_read {
            if state.trouble.is_none() {
                ui.label(theme::weak(ui, tr("closing-waiting")));
            }
            return;
        }
        headings_ui(ui);
        lines_ui(ui, view, state, actions);
    });
}

fn rule_ui(ui: &mut Ui, view: &StudyView<'_>, state: &ClosingState, actions: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        match &state.rule {
            Some(rule) => {
                let name = words::rule_name(rule);
                ui.label(theme::strong(tr_args("closing-rule", &[("rule", name.into())])));
            }
            None => {
                ui.label(theme::strong(tr("closing-rule-none")));
            }
        }
        if view.can_write && ui.button(tr("closing-rule-choose")).clicked() {
            actions.push(ClosingAction::AskRule.into());
        }
    });
    if let Some(rule) = &state.rule {
        ui.add(Label::new(words::rule_terms(rule)).wrap());
        ui.add(Label::new(theme::small(ui, &rule.basis)).wrap());
    }
}

fn narrow_ui(ui: &mut Ui, state: &mut ClosingState, actions: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        for filter in ClosureFilter::ALL {
            let words = tr(&format!("closing-filter-{}", filter.term()));
            if ui.selectable_label(state.filter == *filter, words).clicked() && state.filter != *filter {
                state.filter = *filter;
                actions.push(ClosingAction::List.into());
            }
        }
    });
}

fn chosen_ui(ui: &mut Ui, view: &StudyView<'_>, state: &mut ClosingState, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        let mut is_all = !state.lines.is_empty() && state.chosen.len() == state.lines.len();
        let all = ui.add_enabled(!state.lines.is_empty(), Checkbox::new(&mut is_all, tr("closing-choose-all")));
        if all.clicked() {
            state.chosen.clear();
            if is_all {
                state.chosen.extend(state.lines.iter().map(|line| line.entry));
            }
        }
        ui.label(theme::weak(ui, tr_args("closing-chosen", &[("count", state.chosen.len().into())])));
        let can_do = view.can_write && !state.chosen.is_empty();
        if ui.add_enabled(can_do, Button::new(tr("closing-set"))).clicked() {
            actions.push(ClosingAction::AskAccess.into());
        }
        if ui.add_enabled(can_do && state.rule.is_some(), Button::new(tr("closing-apply"))).clicked() {
            actions.push(ClosingAction::AskApply.into());
        }
        ui.add_space(theme::GAP);
        query_ui(ui, state, actions);
    });
}

/// Where a name or number that was just closed still stands openly.
fn still_named_ui(ui: &mut Ui, state: &mut ClosingState, actions: &mut Vec<Action>) {
    if state.still_named.is_empty() {
        return;
    }
    ui.label(theme::warning(ui, tr("closing-still-named")));
    let list =
        ScrollArea::vertical().id_salt("closing still named").max_height(STILL_NAMED_PT).auto_shrink([false, true]);
    list.show(ui, |ui| {
        for found in &state.still_named {
            let name = [&found.label.reference_code, &found.label.label].into_iter().find(|name| !name.is_empty());
            let words = tr_args(
                "closing-still-named-in",
                &[
                    ("name", name.cloned().unwrap_or_default().into()),
                    ("field", tr(&format!("page-field-{}", found.property)).into()),
                    ("text", found.text.clone().into()),
                ],
            );
            if ui.add(Link::new(words)).clicked() {
                actions.push(Action::Study(StudyAction::Show(found.entry)));
            }
        }
    });
    if ui.button(tr("closing-still-named-hide")).clicked() {
        state.still_named.clear();
    }
}

fn query_ui(ui: &mut Ui, state: &mut ClosingState, actions: &mut Vec<Action>) {
    let label = ui.label(theme::small(ui, tr("closing-query"))).id;
    let look = field::Look { rows: 1, width: Some(ui.available_width().clamp(120.0, 320.0)), ..field::Look::default() };
    let typed = field::bare(ui, "closing query", &mut state.words, look).labelled_by(label);
    if typed.lost_focus() && state.words != state.asked_words {
        actions.push(ClosingAction::List.into());
    }
}

/// The widths of the columns of a line.
fn widths(room: f32) -> [f32; 4] {
    // the gaps between the columns, and the bar of the list
    let rest = (room - BOX_PT - 60.0).max(400.0);
    PARTS.map(|part| part * rest)
}

fn cell_ui(ui: &mut Ui, width: f32, contents: impl FnOnce(&mut Ui)) {
    ui.allocate_ui(vec2(width, theme::ROW_HEIGHT), |ui| {
        ui.set_width(width);
        ui.style_mut().wrap_mode = Some(TextWrapMode::Truncate);
        ui.horizontal_centered(contents);
    });
}

fn headings_ui(ui: &mut Ui) {
    let columns = widths(ui.available_width());
    let names = ["name", "opens", "access", "living"].map(|name| tr(&format!("closing-column-{name}")));
    ui.horizontal(|ui| {
        cell_ui(ui, BOX_PT - ui.spacing().item_spacing.x, |_| {});
        for (width, name) in columns.into_iter().zip(names) {
            cell_ui(ui, width, |ui| {
                ui.label(theme::small(ui, name));
            });
        }
    });
}

fn lines_ui(ui: &mut Ui, view: &StudyView<'_>, state: &mut ClosingState, actions: &mut Vec<Action>) {
    let columns = widths(ui.available_width());
    // under the last line stands how far it was looked
    let count = state.lines.len() + 1;
    ScrollArea::vertical().id_salt("closures").auto_shrink(false).show_rows(
        ui,
        theme::ROW_HEIGHT,
        count,
        |ui, range| {
            for at in range {
                match state.lines.get(at) {
                    Some(line) => {
                        let mut is_chosen = state.chosen.contains(&line.entry);
                        let was_chosen = is_chosen;
                        ui.push_id(line.entry, |ui| {
                            line_ui(ui, line, (state.today, columns), (view.can_write, &mut is_chosen), actions);
                        });
                        if is_chosen && !was_chosen {
                            state.chosen.insert(line.entry);
                        } else if was_chosen && !is_chosen {
                            state.chosen.remove(&line.entry);
                        }
                    }
                    None => end_ui(ui, state, actions),
                }
            }
        },
    );
}

fn end_ui(ui: &mut Ui, state: &ClosingState, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        if state.lines.is_empty() && state.asked.is_none() && state.next.is_none() {
            ui.label(tr("closing-nothing"));
        }
        let looked = [("looked", state.looked_at.into()), ("found", state.lines.len().into())];
        ui.label(theme::small(ui, tr_args("closing-looked", &looked)));
        if state.next.is_some() && state.asked.is_none() && ui.button(tr("closing-more")).clicked() {
            actions.push(ClosingAction::More.into());
        }
    });
}

fn line_ui(
    ui: &mut Ui,
    line: &ClosureLine,
    (today, [name_pt, end_pt, access_pt, living_pt]): (Day, [f32; 4]),
    (can_write, is_chosen): (bool, &mut bool),
    actions: &mut Vec<Action>,
) {
    let name = words::name(line);
    let said = |ui: &mut Ui, words: RichText| ui.add(Label::new(words).truncate());
    ui.horizontal(|ui| {
        ui.set_height(theme::ROW_HEIGHT);
        cell_ui(ui, BOX_PT - ui.spacing().item_spacing.x, |ui| {
            let drawn = ui.add_enabled(can_write, Checkbox::without_text(is_chosen));
            let words = tr_args("closing-choose", &[("name", name.clone().into())]);
            let chosen = *is_chosen;
            drawn.widget_info(|| WidgetInfo::selected(eframe::egui::Role::CheckBox, can_write, chosen, &words));
        });
        cell_ui(ui, name_pt, |ui| {
            let shown = ui.add(Link::new(&name));
            let kind = tr(&format!("kind-{}", line.label.kind.term()));
            if shown.on_hover_text(format!("{name}\n{kind}")).clicked() {
                actions.push(Action::Study(StudyAction::Show(line.entry)));
            }
        });
        cell_ui(ui, end_pt, |ui| {
            let end = RichText::new(words::end(line.closure, today)).size(13.0);
            let is_weak = line.closure.until.is_none();
            said(ui, if is_weak { end.color(theme::palette(ui).weak) } else { end });
        });
        cell_ui(ui, access_pt, |ui| {
            let access = access_text(line.access);
            if line.differs {
                let words = format!("{access} \u{b7} {}", tr("closing-differs"));
                let words = theme::warning(ui, words).size(13.0);
                said(ui, words);
            } else {
                let words = RichText::new(access).size(13.0);
                said(ui, if line.access == Access::Open { words.color(theme::palette(ui).weak) } else { words });
            }
        });
        cell_ui(ui, living_pt, |ui| {
            let words = words::living(line.living);
            let words =
                if line.living == Living::Possibly { theme::warning(ui, words) } else { theme::weak(ui, words) };
            let ground = words::living_ground(line.living);
            said(ui, words.size(13.0)).on_hover_text(ground);
        });
    });
}
