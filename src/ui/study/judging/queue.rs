//! The queue on the left: which disagreements, narrowed by a query, a line each; read page by page.

use super::JudgingAction;
use super::model::Line;
use super::{JudgingState, want};
use crate::catalogue::Which;
use crate::i18n::{tr, tr_args};
use crate::ui::action::Action;
use crate::ui::stepping::stepped;
use crate::ui::{field, shapes, theme};
use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{
    self, Color32, EventFilter, FontId, Id, Key, Modifiers, Rect, Response, ScrollArea, Sense, StrokeKind, Ui,
    UiBuilder, WidgetInfo, pos2, vec2,
};

/// Height of a line in points.
const LINE_PT: f32 = 68.0;
/// So many lines before the end the next page is asked for.
const AHEAD: usize = 8;

/// The place of the queue in the order of the keyboard.
fn queue_id() -> Id {
    Id::unique("disagreements")
}

/// Draws the choices above the lines, and the lines.
pub(super) fn queue_ui(ui: &mut Ui, state: &mut JudgingState, actions: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        for (which, key) in
            [(Which::Open, "judging-open"), (Which::Judged, "judging-judged"), (Which::All, "judging-all")]
        {
            let words = tr(key);
            let choice = ui.selectable_label(state.which == which, &words);
            choice.widget_info(|| WidgetInfo::selected(egui::Role::RadioButton, true, state.which == which, &words));
            if choice.on_hover_text(tr(&format!("{key}-hint"))).clicked() && state.which != which {
                (state.which, state.takes_keyboard) = (which, true);
                want(actions, JudgingAction::Read);
            }
        }
    });
    ui.add_space(2.0);
    let label = ui.label(theme::small(ui, tr("judging-narrow")));
    let hint = tr("judging-narrow-hint");
    let look = field::Look { hint: &hint, ..field::Look::default() };
    let words = field::bare(ui, "disagreements", &mut state.words, look).labelled_by(label.id);
    if words.lost_focus() {
        // on to what was found
        state.takes_keyboard |= ui.input(|input| input.key_pressed(Key::Enter));
        if state.words.trim() != state.words_asked {
            want(actions, JudgingAction::Read);
        }
    }
    ui.add_space(2.0);
    ui.label(theme::small(ui, count_words(state)));
    if let Some(why) = &state.failed {
        ui.add(egui::Label::new(theme::warning(ui, why)).wrap());
        if ui.button(tr("page-try-again")).clicked() {
            want(actions, JudgingAction::Again);
        }
    }
    ui.add_space(theme::SMALL_GAP);
    if state.lines.is_empty() {
        if !state.is_waiting() {
            ui.add(egui::Label::new(theme::weak(ui, tr("judging-none-here"))).wrap());
            // there is nothing to move in
            state.takes_keyboard = false;
        }
        return;
    }
    lines_ui(ui, state, actions);
}

fn count_words(state: &JudgingState) -> String {
    if state.is_waiting() && state.lines.is_empty() {
        return tr("judging-waiting");
    }
    let counts = [("count", state.entries.into()), ("shown", state.lines.len().into())];
    tr_args(if state.next.is_some() { "judging-count-more" } else { "judging-count" }, &counts)
}

fn lines_ui(ui: &mut Ui, state: &mut JudgingState, actions: &mut Vec<Action>) {
    let area = ui.available_rect_before_wrap();
    let queue = ui.interact(area, queue_id(), Sense::focusable_noninteractive());
    queue.widget_info(|| WidgetInfo::labeled(egui::Role::ListBox, true, tr("command-disagreements")));
    if std::mem::take(&mut state.takes_keyboard) {
        queue.request_focus();
    }
    let at = state.at();
    keys(ui, &queue, state, at, area.height(), actions);
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut scroll = ScrollArea::vertical().id_salt("disagreements").auto_shrink(false).animated(false);
    if let Some(at) = state.reveal.take() {
        let top = as_pt(at);
        let (from, height) = (state.offset, area.height());
        let offset = if top < from { top } else { from.max(top + LINE_PT - height) };
        scroll = scroll.vertical_scroll_offset(offset.max(0.0));
    }
    let mut last = 0;
    let output = scroll.show_rows(ui, LINE_PT, state.lines.len(), |ui, rows| {
        last = rows.end;
        for row in rows {
            if let Some(line) = state.lines.get(row)
                && line_ui(ui, line, (row, at == Some(row)), &queue)
            {
                want(actions, JudgingAction::Choose(row));
            }
        }
    });
    state.offset = output.state.clamped_offset().y;
    if state.next.is_some() && last + AHEAD >= state.lines.len() && !state.is_waiting() {
        want(actions, JudgingAction::More);
    }
}

#[expect(clippy::cast_precision_loss, reason = "a place in a list that is read page by page")]
fn as_pt(lines: usize) -> f32 {
    lines as f32 * LINE_PT
}

/// Arrows, page keys, Home, End; Enter judges.
fn keys(
    ui: &Ui,
    queue: &Response,
    state: &mut JudgingState,
    at: Option<usize>,
    height: f32,
    actions: &mut Vec<Action>,
) {
    if !queue.has_focus() || state.has_dialog() {
        return;
    }
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(queue.id, filter));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few lines")]
    let page = ((height / LINE_PT) as usize).saturating_sub(1).max(1);
    let last = state.lines.len().saturating_sub(1);
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    // what is shown may be judged and in the queue no more: the next one lies where it was
    let near = state.near;
    let to = stepped(ui, at, near, page, last);
    if let Some(to) = to {
        state.reveal = Some(to);
        want(actions, JudgingAction::Choose(to));
    }
    if pressed(Key::Enter) {
        want(actions, JudgingAction::Begin(None));
    }
}

/// A line; whether it was clicked.
fn line_ui(ui: &mut Ui, line: &Line, (row, is_chosen): (usize, bool), queue: &Response) -> bool {
    let colours = theme::palette(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), LINE_PT), Sense::hover());
    let response = ui.interact(rect, queue_id().with(row), Sense::CLICK);
    response.widget_info(|| {
        let words = format!("{} \u{b7} {} \u{b7} {}", line.subject, line.values, line.state);
        WidgetInfo::selected(egui::Role::ListBoxOption, true, is_chosen, words)
    });
    let ground = if is_chosen {
        colours.chosen
    } else if response.hovered() {
        colours.hover
    } else {
        Color32::TRANSPARENT
    };
    ui.painter().rect_filled(rect.shrink2(vec2(0.0, 1.0)), theme::CORNER, ground);
    if is_chosen && queue.has_focus() {
        let edge = rect.shrink2(vec2(1.0, 2.0));
        ui.painter().rect_stroke(edge, theme::CORNER, (2.0, colours.focus), StrokeKind::Inside);
    }
    let left = rect.left() + 26.0;
    if line.is_open {
        let place = Rect::from_min_size(pos2(rect.left() + 7.0, rect.top() + 9.0), vec2(14.0, 14.0));
        // beside the line, not in the row of lines
        shapes::disputed_mark(&mut ui.new_child(UiBuilder::new().max_rect(place)));
    }
    let room = rect.right() - left - 8.0;
    let mut is_cut = false;
    let ink = if is_chosen { colours.strong } else { colours.ink };
    let small = if is_chosen { colours.ink } else { colours.weak };
    for (words, font, colour, down) in [
        (&line.subject, FontId::new(theme::BODY_PT, theme::strong_family()), ink, 5.0),
        (&line.values, FontId::proportional(14.0), ink, 26.0),
        (&line.state, FontId::proportional(13.0), small, 46.0),
    ] {
        let mut job = LayoutJob::single_section(words.replace('\n', " "), TextFormat::simple(font, colour));
        (job.wrap.max_width, job.wrap.max_rows, job.wrap.break_anywhere) = (room, 1, true);
        job.wrap.overflow_character = Some('\u{2026}');
        let galley = ui.painter().layout_job(job);
        is_cut |= galley.elided;
        ui.painter().galley(pos2(left, rect.top() + down), galley, colour);
    }
    let is_clicked = response.clicked();
    if is_clicked {
        response.ctx.memory_mut(|memory| memory.request_focus(queue_id()));
    }
    if is_cut {
        response.on_hover_text(format!("{}\n{}\n{}", line.subject, line.values, line.state));
    }
    is_clicked
}
