//! The table in the middle: only the lines on the screen are drawn.

use super::why::{reasons, short_reasons};
use super::{Column, Lines, ListAction, ListKind, ListState, columns, small};
use crate::catalogue::ListRow;
use crate::i18n::{tr, tr_args};
use crate::model::CardTemplate;
use crate::ui::action::Action;
use crate::ui::command::Command;
use crate::ui::stepping::stepped;
use crate::ui::{search, shapes, theme};
use eframe::egui::{self, Align, Button, EventFilter, Id, Key, Label, Layout, Modifiers, Response, Sense, Ui, vec2};
use egui_extras::{Column as Width, TableBuilder, TableRow};

/// Height of the upper half of what was found: the entry itself, as in a list.
const HIT_HEIGHT: f32 = 28.0;
/// Height of the line under it that says why it was found.
const WHY_HEIGHT: f32 = 19.0;

/// What the table may know of the rest of the window.
#[derive(Clone, Copy, Debug)]
pub struct ListView {
    /// Whether something can be added.
    pub writable: bool,
    /// Whether the table should take the keyboard now.
    pub take_focus: bool,
}

/// The table's place in the order of the keyboard.
fn table_id() -> Id {
    Id::unique("list table")
}

/// Draws the list or what was found.
pub fn table_ui(ui: &mut Ui, view: ListView, state: &mut ListState, actions: &mut Vec<Action>) {
    heading_ui(ui, state, actions);
    ui.add_space(theme::SMALL_GAP);
    match state.lines() {
        Lines::Waiting => {}
        Lines::List(0) => empty_list_ui(ui, view, state, actions),
        Lines::Found(0) => hint_ui(ui, |ui| search::nothing_found_ui(ui, state, actions)),
        Lines::List(_) | Lines::Found(_) => {
            let area = ui.available_rect_before_wrap();
            let response = ui.interact(area, table_id(), Sense::focusable_noninteractive());
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Group, true, tr("list-table")));
            if view.take_focus {
                response.request_focus();
            }
            keys(ui, &response, state, actions);
            // without lines of their own, the rows' cells do not push the list around
            ui.scope(|ui| lines_ui(ui, state, actions));
        }
    }
}

fn heading_ui(ui: &mut Ui, state: &ListState, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        if state.shows_found() {
            found_heading_ui(ui, state, actions);
        } else {
            let list = tr(state.kind.key());
            let queue = state.stage.filter(|_| state.kind == ListKind::Cards);
            ui.label(theme::section(match queue {
                Some(queue) => format!("{list} \u{b7} {}", tr(&format!("stage-{queue}"))),
                None => list,
            }));
            if matches!(state.lines(), Lines::List(_)) && !state.is_begun() {
                ui.label(theme::weak(ui, tr_args("list-count", &[("count", state.len().into())])));
            }
            let has_pictures = !matches!(state.kind, ListKind::Units) && !state.is_empty();
            let hint = tr("command-gallery-of-list-hint");
            if has_pictures && ui.small_button(tr("list-gallery")).on_hover_text(hint).clicked() {
                actions.push(Action::Command(Command::GalleryOfList));
            }
            if queue.is_some() && ui.small_button(tr("list-all-cards")).clicked() {
                actions.push(Action::List(ListAction::Stage(None)));
            }
        }
    });
}

/// What was found, how many, and the order that words have when nobody chose another.
fn found_heading_ui(ui: &mut Ui, state: &ListState, actions: &mut Vec<Action>) {
    let list = state.only.map_or_else(|| tr("found-heading"), |only| tr(only.key()));
    ui.label(theme::section(list));
    if !state.is_begun() {
        ui.label(theme::weak(ui, tr_args("found-count", &[("count", state.len().into())])));
    }
    let is_best = state.sort().0 == search::BEST;
    let colours = theme::palette(ui);
    let words = theme::small(ui, tr("found-best")).color(if is_best { colours.strong } else { colours.weak });
    let best = Button::new(words).small();
    let best = if is_best { best.fill(colours.chosen) } else { best };
    let best = ui.add(best).on_hover_text(tr("found-best-hint"));
    best.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, is_best, tr("found-best")));
    if best.clicked() && !is_best {
        actions.push(Action::List(ListAction::Sort(search::BEST)));
    }
    let hint = tr("command-gallery-of-list-hint");
    if !state.is_empty() && ui.small_button(tr("list-gallery")).on_hover_text(hint).clicked() {
        actions.push(Action::Command(Command::GalleryOfList));
    }
}

/// Arrows, page keys, Home, End and Enter, while the table has the keyboard.
fn keys(ui: &Ui, response: &Response, state: &ListState, actions: &mut Vec<Action>) {
    if !response.has_focus() {
        return;
    }
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let page = lines_in(ui.available_height());
    let last = state.len().saturating_sub(1);
    let at = state.cursor();
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let to = stepped(ui, at, 0, page, last);
    if let Some(to) = to {
        actions.push(Action::List(ListAction::Choose(to)));
    }
    // asked first: a plain Enter is heard in it as well
    if ui.input_mut(|input| input.consume_key(Modifiers::SHIFT, Key::Enter))
        && let Some(at) = state.cursor()
    {
        actions.push(Action::List(ListAction::Desk(at)));
    }
    if pressed(Key::Enter)
        && let Some(id) = state.chosen()
    {
        actions.push(Action::Show(id));
        actions.push(Action::FocusPage);
    }
}

/// How many lines a press of Page Down goes on.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the height of a window in lines is a small number"
)]
fn lines_in(height: f32) -> usize {
    (height / theme::ROW_HEIGHT).max(2.0) as usize - 1
}

fn lines_ui(ui: &mut Ui, state: &mut ListState, actions: &mut Vec<Action>) {
    let colours = theme::palette(ui);
    ui.visuals_mut().selection.bg_fill = colours.chosen;
    ui.visuals_mut().selection.stroke.color = colours.strong;
    ui.spacing_mut().item_spacing = vec2(12.0, 0.0);
    // the edges of columns show themselves under the pointer
    ui.visuals_mut().widgets.noninteractive.bg_stroke = egui::Stroke::NONE;
    let finding = state.shows_found();
    let kind = if finding { state.only } else { Some(state.kind) };
    let shown = columns(kind, ui.available_width());
    let right = ui.available_rect_before_wrap().right();
    let height = match (finding, state.shows_pictures()) {
        (true, _) => HIT_HEIGHT + WHY_HEIGHT + 4.0,
        (false, true) => small::SIDE_PT + 6.0,
        (false, false) => theme::ROW_HEIGHT,
    };
    let (sort, descending) = state.sort();
    let scroll = state.take_scroll();
    let state = &*state;
    let mut table = TableBuilder::new(ui)
        .id_salt(("list", finding, kind, shown.len()))
        .sense(Sense::click())
        .resizable(true)
        .auto_shrink(false)
        .animate_scrolling(false)
        .cell_layout(Layout::left_to_right(Align::Center));
    for column in &shown {
        table = table.column(match column {
            Column::Label => Width::remainder().at_least(140.0).clip(true),
            other => Width::initial(other.width()).at_least(48.0).clip(true),
        });
    }
    if let Some(at) = scroll {
        table = table.scroll_to_row(at, None);
    }
    let (mut first, mut last) = (usize::MAX, 0);
    table
        .header(30.0, |mut header| {
            for column in &shown {
                header.col(|ui| {
                    let order = column.sort();
                    let active = order.is_some_and(|order| order == sort);
                    if heading_cell(ui, *column, kind, active.then_some(descending))
                        && let Some(order) = order
                    {
                        actions.push(Action::List(ListAction::Sort(order)));
                    }
                });
            }
        })
        .body(|body| {
            let line = |mut line: TableRow<'_, '_>| {
                first = first.min(line.index());
                last = last.max(line.index());
                line_ui(&mut line, (&shown, right), state, actions);
            };
            body.rows(height, state.len(), line);
        });
    if first <= last {
        actions.push(Action::List(ListAction::Visible(first, last)));
    }
}

/// A line of a list or of what was found.
fn line_ui(
    line: &mut TableRow<'_, '_>,
    (shown, right): (&[Column], f32),
    state: &ListState,
    actions: &mut Vec<Action>,
) {
    let at = line.index();
    let row = state.row(at);
    let chosen = state.cursor() == Some(at);
    line.set_selected(chosen);
    let finding = state.shows_found();
    let mut painter = None;
    for column in shown {
        line.col(|ui| {
            painter.get_or_insert_with(|| (ui.painter().clone(), ui.max_rect().left()));
            if *column == Column::Label
                && state.shows_pictures()
                && let Some(row) = row
            {
                state.small.draw(ui, row.id);
            }
            if finding {
                let upper = ui.available_rect_before_wrap();
                let upper = upper.with_max_y(upper.top() + HIT_HEIGHT);
                let layout = Layout::left_to_right(Align::Center);
                let upper = egui::UiBuilder::new().max_rect(upper).layout(layout).sense(Sense::empty());
                ui.scope_builder(upper, |ui| cell_ui(ui, *column, row, &state.templates));
            } else {
                cell_ui(ui, *column, row, &state.templates);
            }
        });
    }
    let response = line.response();
    let why = row.filter(|_| finding).map(|row| reasons(row, state.why(row.id)));
    if let Some(row) = row {
        response.widget_info(|| {
            let mut words = format!("{} {}", row.reference_code, Column::Label.cell(row, &state.templates));
            if let Some(why) = &why {
                words = format!("{words} · {why}");
            }
            egui::WidgetInfo::selected(egui::Role::ListBoxOption, true, chosen, words)
        });
    }
    if response.clicked() {
        response.ctx.memory_mut(|memory| memory.request_focus(table_id()));
        actions.push(Action::List(ListAction::Choose(at)));
    }
    if response.double_clicked() {
        actions.push(Action::List(ListAction::Desk(at)));
    }
    if let (Some(row), Some(why), Some((painter, left))) = (row, why, painter) {
        let short = short_reasons(row, state.why(row.id), right - left);
        why_ui(&painter, left..=right, &response, (short, why));
    }
}

/// Why an entry was found, under it, as wide as the whole line; all of it when the pointer rests there.
fn why_ui(
    painter: &egui::Painter,
    across: std::ops::RangeInclusive<f32>,
    line: &Response,
    (short, whole): (String, String),
) {
    let colours = theme::palette_of(line.ctx.global_style().visuals.dark_mode);
    let mut job = egui::text::LayoutJob::simple(
        short.clone(),
        egui::FontId::proportional(13.0),
        colours.weak,
        across.end() - across.start() - 8.0,
    );
    job.wrap.max_rows = 1;
    job.wrap.overflow_character = Some('…');
    let galley = painter.layout_job(job);
    let is_cut = galley.elided || short != whole;
    let clip = egui::Rect::from_x_y_ranges(across.clone(), painter.clip_rect().y_range());
    let painter = egui::Painter::new(line.ctx.clone(), painter.layer_id(), clip);
    painter.galley(egui::pos2(*across.start(), line.rect.top() + HIT_HEIGHT - 3.0), galley, colours.weak);
    if is_cut {
        line.clone().on_hover_text(whole);
    }
}

/// A heading; the whole cell can be clicked. `direction` is `Some(descending)` where the list is ordered by it.
fn heading_cell(ui: &mut Ui, column: Column, kind: Option<ListKind>, direction: Option<bool>) -> bool {
    let words = column.heading(kind);
    let can_sort = column.sort().is_some();
    let cell = ui.max_rect();
    let sense = if can_sort { Sense::click() } else { Sense::hover() };
    let response = ui.interact(cell, ui.scope_id().with("heading"), sense);
    let role = if can_sort { egui::Role::Button } else { egui::Role::Label };
    response.widget_info(|| egui::WidgetInfo::labeled(role, true, &words));
    let colours = theme::palette(ui);
    let lively = can_sort && (response.hovered() || response.has_focus());
    let (text, ink) = if direction.is_some() {
        (theme::strong(words).size(13.0), colours.strong)
    } else {
        (theme::small(ui, words), if lively { colours.strong } else { colours.weak })
    };
    let room = ui.available_width() - if direction.is_some() { 20.0 } else { 0.0 };
    let text = egui::WidgetText::from(text.color(ink));
    let galley = text.into_galley(ui, Some(egui::TextWrapMode::Truncate), room.max(8.0), egui::TextStyle::Small);
    let (place, _) = ui.allocate_exact_size(galley.size(), Sense::hover());
    ui.painter().galley(place.min, galley, ink);
    if let Some(descending) = direction {
        shapes::order_mark(ui, descending);
    }
    ui.painter().hline(cell.x_range().expand(12.0), cell.bottom() - 1.0, (1.0, colours.edge));
    if response.has_focus() {
        ui.painter().rect_stroke(cell, theme::CORNER, (2.0, colours.focus), egui::StrokeKind::Inside);
    }
    can_sort && response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked()
}

fn cell_ui(ui: &mut Ui, column: Column, row: Option<&ListRow>, templates: &[CardTemplate]) {
    let Some(row) = row else { return };
    let words = column.cell(row, templates);
    let text = match column {
        Column::Label if !row.label.is_empty() => egui::RichText::new(words),
        Column::Reference | Column::Number => egui::RichText::new(words),
        _ => theme::weak(ui, words),
    };
    if column == Column::Label {
        ui.spacing_mut().item_spacing.x = 6.0;
        if row.disputed {
            shapes::disputed_mark(ui).on_hover_text(tr("cell-disputed"));
        }
    }
    ui.add(Label::new(text).truncate().selectable(false));
}

fn empty_list_ui(ui: &mut Ui, view: ListView, state: &ListState, actions: &mut Vec<Action>) {
    hint_ui(ui, |ui| {
        if state.stage.is_some() {
            ui.label(tr("empty-queue"));
            return;
        }
        let key = if state.unit.is_some() { "empty-unit" } else { state.kind.key() };
        let words = if state.unit.is_some() { tr(key) } else { tr(&key.replace("list-", "empty-")) };
        ui.label(words);
        if !view.writable {
            return;
        }
        ui.add_space(theme::SMALL_GAP);
        let command = if state.kind == ListKind::Cards { Command::NewCard } else { Command::NewEntry };
        let name = if state.kind == ListKind::Cards { "command-new-card" } else { "command-new-entry" };
        if state.kind != ListKind::Pictures && ui.button(tr(name)).clicked() {
            actions.push(Action::Command(command));
        }
    });
}

fn hint_ui(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    ui.add_space(theme::GAP * 2.0);
    ui.scope(|ui| {
        ui.set_max_width(ui.available_width().min(460.0));
        contents(ui);
    });
}
