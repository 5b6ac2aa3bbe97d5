//! The table in the middle: only the lines on the screen are drawn.

use super::{Column, Lines, ListAction, ListKind, ListState, columns, small};
use crate::catalogue::{FoundBy, Hit, ListRow};
use crate::i18n::{has, tr, tr_args};
use crate::model::CardTemplate;
use crate::ui::action::Action;
use crate::ui::command::Command;
use crate::ui::{shapes, theme};
use eframe::egui::{self, Align, EventFilter, Id, Key, Label, Layout, Modifiers, Response, Sense, Ui, vec2};
use egui_extras::{Column as Width, TableBuilder, TableRow};

/// Height of the upper half of what was found: the entry itself, as in a list.
const HIT_HEIGHT: f32 = 28.0;
/// Height of each line under it that says why it was found.
const WHY_HEIGHT: f32 = 19.0;
/// Width of a letter of these lines, taken large, in points.
const WHY_LETTER: f32 = 7.0;

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
        Lines::Found([]) => nothing_found_ui(ui, state, actions),
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
        if state.is_finding() {
            ui.label(theme::section(tr("found-heading")));
            let count = state.hits();
            let key = if state.is_cut() { "found-first" } else { "found-count" };
            if matches!(state.lines(), Lines::Found(_)) {
                ui.label(theme::weak(ui, tr_args(key, &[("count", count.into())])));
            }
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
    let to = if pressed(Key::ArrowDown) {
        Some(at.map_or(0, |at| at + 1))
    } else if pressed(Key::ArrowUp) {
        Some(at.map_or(0, |at| at.saturating_sub(1)))
    } else if pressed(Key::PageDown) {
        Some(at.map_or(page, |at| at + page))
    } else if pressed(Key::PageUp) {
        Some(at.map_or(0, |at| at.saturating_sub(page)))
    } else if pressed(Key::Home) {
        Some(0)
    } else if pressed(Key::End) {
        Some(last)
    } else {
        None
    };
    if let Some(to) = to {
        actions.push(Action::List(ListAction::Choose(to.min(last))));
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
    let kind = if state.is_finding() { state.only } else { Some(state.kind) };
    let finding = state.is_finding();
    let shown = columns(kind.filter(|_| !finding), ui.available_width());
    let width = ui.available_width();
    let right = ui.available_rect_before_wrap().right();
    let height = if state.kind == ListKind::Pictures { small::SIDE_PT + 6.0 } else { theme::ROW_HEIGHT };
    let (sort, descending) = state.sort();
    let scroll = state.take_scroll();
    let state = &*state;
    let mut table = TableBuilder::new(ui)
        .id_salt(("list", finding, if finding { None } else { kind }, shown.len()))
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
                    let order = column.sort().filter(|_| !finding);
                    let active = order.is_some_and(|order| order == sort);
                    if heading_cell(ui, *column, kind.filter(|_| !finding), active.then_some(descending))
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
            match state.lines() {
                Lines::Found(hits) => {
                    body.heterogeneous_rows(hits.iter().map(|hit| hit_height(hit, width)), line);
                }
                _ => body.rows(height, state.len(), line),
            }
        });
    if !finding && first <= last {
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
    let hit = hit_at(state, at);
    let mut painter = None;
    for column in shown {
        line.col(|ui| {
            painter.get_or_insert_with(|| (ui.painter().clone(), ui.max_rect().left()));
            if hit.is_some() {
                let upper = ui.max_rect().with_max_y(ui.max_rect().top() + HIT_HEIGHT);
                let layout = Layout::left_to_right(Align::Center);
                let upper = egui::UiBuilder::new().max_rect(upper).layout(layout).sense(Sense::empty());
                ui.scope_builder(upper, |ui| cell_ui(ui, *column, row, &state.templates));
            } else {
                if *column == Column::Label
                    && state.kind == ListKind::Pictures
                    && let Some(row) = row
                {
                    state.small.draw(ui, row.id);
                }
                cell_ui(ui, *column, row, &state.templates);
            }
        });
    }
    let response = line.response();
    let why = hit.map(reasons);
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
    if let (Some(why), Some((painter, left))) = (why, painter) {
        why_ui(&painter, left..=right, &response, why);
    }
}

/// Why an entry was found, under it, as wide as the whole line.
fn why_ui(painter: &egui::Painter, across: std::ops::RangeInclusive<f32>, line: &Response, why: String) {
    let colours = theme::palette_of(line.ctx.global_style().visuals.dark_mode);
    let height = line.rect.height() - HIT_HEIGHT;
    let mut job = egui::text::LayoutJob::simple(
        why.clone(),
        egui::FontId::proportional(13.0),
        colours.weak,
        across.end() - across.start() - 8.0,
    );
    job.wrap.max_rows = if height > 1.5 * WHY_HEIGHT { 2 } else { 1 };
    job.wrap.overflow_character = Some('…');
    let galley = painter.layout_job(job);
    let is_cut = galley.elided;
    let clip = egui::Rect::from_x_y_ranges(across.clone(), painter.clip_rect().y_range());
    let painter = egui::Painter::new(line.ctx.clone(), painter.layer_id(), clip);
    painter.galley(egui::pos2(*across.start(), line.rect.top() + HIT_HEIGHT - 3.0), galley, colours.weak);
    if is_cut {
        line.clone().on_hover_text(why);
    }
}

/// How high the line of a hit is: its reasons get a second line when they look too long for one.
fn hit_height(hit: &Hit, width: f32) -> f32 {
    // the words about each form are about so long
    let letters: usize = hit.why.iter().map(|found| found.form.chars().count() + found.property.len() + 22).sum();
    let lines = if letters as f32 * WHY_LETTER > width { 2.0 } else { 1.0 };
    HIT_HEIGHT + lines * WHY_HEIGHT + 4.0
}

fn hit_at(state: &ListState, at: usize) -> Option<&Hit> {
    match state.lines() {
        Lines::Found(hits) => hits.get(at),
        _ => None,
    }
}

/// A heading; the whole cell can be clicked. `direction` is `Some(descending)` where the list is ordered by it.
fn heading_cell(ui: &mut Ui, column: Column, kind: Option<ListKind>, direction: Option<bool>) -> bool {
    let words = column.heading(kind);
    let can_sort = column.sort().is_some() && kind.is_some();
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

/// Why it was found, the form and its place first: `Погожев · Name · card · as written; …`.
fn reasons(hit: &Hit) -> String {
    let kind = tr(&format!("kind-{}", hit.row.kind));
    let whys: Vec<String> = hit
        .why
        .iter()
        .enumerate()
        .map(|(at, found)| {
            let (form, how) = why_parts(found);
            if at == 0 { format!("{form} · {kind} · {how}") } else { format!("{form} · {how}") }
        })
        .collect();
    if whys.is_empty() { kind } else { whys.join("; ") }
}

/// What it was found by, and how: `Pogoschew · Name` and `sounds alike`.
fn why_parts(found: &FoundBy) -> (String, String) {
    let words = |key: String, otherwise: &str| if has(&key) { tr(&key) } else { otherwise.to_owned() };
    let how = words(format!("found-by-{}", found.tier), found.tier.term());
    let field = format!("page-field-{}", found.property.replace('_', "-"));
    let place = words(format!("property-{}", found.property), &words(field, &found.property));
    if place.is_empty() { (found.form.clone(), how) } else { (format!("{} · {place}", found.form), how) }
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

fn nothing_found_ui(ui: &mut Ui, state: &ListState, actions: &mut Vec<Action>) {
    hint_ui(ui, |ui| {
        ui.label(tr_args("found-nothing", &[("words", state.words.trim().into())]));
        ui.label(theme::weak(ui, tr("found-nothing-hint")));
        ui.add_space(theme::SMALL_GAP);
        if ui.button(tr("found-clear")).clicked() {
            actions.push(Action::List(ListAction::Words(String::new())));
        }
    });
}

fn hint_ui(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    ui.add_space(theme::GAP * 2.0);
    ui.scope(|ui| {
        ui.set_max_width(460.0);
        contents(ui);
    });
}
