//! The list of acts, newest first: only those on the screen are drawn, and older ones are read as one scrolls.

use super::words::{self, Names};
use super::{PastAction, PastState, Scope, StudyAction, want};
use crate::i18n::{tr, tr_args};
use crate::model::{ActLine, EntryId, Op};
use crate::ui::action::Action;
use crate::ui::stepping::stepped;
use crate::ui::{bars, theme};
use eframe::egui::{self, EventFilter, FontId, Id, Key, Modifiers, Response, ScrollArea, Sense, Ui, pos2, vec2};

/// Height of an act in the list in points.
const ROW_PT: f32 = 46.0;

/// An act as the list shows it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    /// Its number.
    pub(super) seq: u64,
    /// What it was.
    words: String,
    /// Who, when, why.
    about: String,
    is_undone: bool,
    /// The page to be shown on Enter.
    page: Option<EntryId>,
}

impl Row {
    /// Puts an act into a line; of one value it says what became of it.
    pub(super) fn of(act: &ActLine, scope: &Scope, names: &Names) -> Self {
        // what an act made stands in the journal as it is today: its words then are told beside the list
        let is_told = |line: &&words::Line| line.op != Op::Create;
        let lines = scope.entry.map(|_| words::lines(act, names)).unwrap_or_default();
        let course = lines.iter().find(is_told).map(words::Line::course);
        let mut about = tr_args("past-row", &[("seq", act.seq.into()), ("signed", super::signed(act).into())]);
        if act.undone_by.is_some() {
            about = format!("{about} \u{b7} {}", tr("page-history-undone"));
        }
        if !act.reason.trim().is_empty() {
            about = format!("{about} \u{b7} {}", act.reason.trim());
        }
        let is_there = |id: &EntryId| names.label(*id).is_some_and(|label| super::has_page(label.kind));
        Self {
            seq: act.seq,
            words: course.unwrap_or_else(|| bars::act_words(act)),
            about,
            is_undone: act.undone_by.is_some(),
            page: scope.page.or_else(|| act.changes.iter().map(|line| line.owner).find(is_there)),
        }
    }
}

fn list_id() -> Id {
    Id::unique("history list")
}

/// Draws the list.
pub(super) fn acts_ui(ui: &mut Ui, state: &mut PastState, actions: &mut Vec<Action>) {
    if state.rows.is_empty() {
        return nothing_ui(ui, state, actions);
    }
    let area = ui.available_rect_before_wrap();
    let response = ui.interact(area, list_id(), Sense::focusable_noninteractive());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Group, true, tr("past-list")));
    if std::mem::take(&mut state.takes_keyboard) {
        response.request_focus();
    }
    keys(ui, &response, state, actions);
    let height = area.height();
    let mut scroll = ScrollArea::vertical().id_salt("history acts").auto_shrink(false);
    if let Some(offset) = state.scroll_to.take().and_then(|at| offset_for(ui, at, height)) {
        scroll = scroll.vertical_scroll_offset(offset);
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let drawn = scroll.show_rows(ui, ROW_PT, state.rows.len(), |ui, range| {
        for at in range.clone() {
            if let Some(row) = state.rows.get(at) {
                row_ui(ui, at, row, state.cursor == Some(at), actions);
            }
        }
        range
    });
    ui.memory_mut(|memory| memory.data.insert_temp(list_id(), drawn.state.clamped_offset().y));
    let shown = drawn.inner;
    want(actions, PastAction::Visible(shown.start, shown.end));
}

/// Where the list has to be scrolled to so that a row is seen; none when it is.
#[expect(clippy::cast_precision_loss, reason = "rows of a list on a screen")]
fn offset_for(ui: &Ui, at: usize, height: f32) -> Option<f32> {
    let now: f32 = ui.memory(|memory| memory.data.get_temp(list_id())).unwrap_or_default();
    let top = at as f32 * ROW_PT;
    if top < now {
        Some(top)
    } else if top + ROW_PT > now + height {
        Some(top + ROW_PT - height)
    } else {
        None
    }
}

/// There are no acts: because none was read, or none was done, or none is as is asked for.
fn nothing_ui(ui: &mut Ui, state: &PastState, actions: &mut Vec<Action>) {
    ui.add_space(theme::GAP);
    let key = match (state.reading.is_some(), state.is_unread, state.is_narrowed()) {
        (true, ..) => "past-waiting",
        (_, true, _) => "past-unread",
        (_, _, true) => "past-none",
        (_, _, false) => "past-empty",
    };
    ui.add(egui::Label::new(theme::weak(ui, tr(key))).wrap());
    if state.is_narrowed() && state.reading.is_none() && ui.button(tr("past-widen")).clicked() {
        want(actions, PastAction::Widen);
    }
}

/// Arrows, page keys, Home, End and Enter, while the list has the keyboard.
fn keys(ui: &Ui, response: &Response, state: &PastState, actions: &mut Vec<Action>) {
    if !response.has_focus() {
        return;
    }
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let page = rows_in(response.rect.height());
    let last = state.rows.len().saturating_sub(1);
    let at = state.cursor;
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let to = stepped(ui, at, 0, page, last);
    if let Some(to) = to.filter(|to| Some(*to) != at) {
        want(actions, PastAction::Choose(to));
    }
    if pressed(Key::Enter)
        && let Some(page) = at.and_then(|at| state.rows.get(at)).and_then(|row| row.page)
    {
        actions.push(Action::Study(StudyAction::Show(page)));
    }
}

/// How many acts a press of Page Down goes on.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the height of a window in lines is a small number"
)]
fn rows_in(height: f32) -> usize {
    (height / ROW_PT).max(2.0) as usize - 1
}

fn row_ui(ui: &mut Ui, at: usize, row: &Row, is_chosen: bool, actions: &mut Vec<Action>) {
    let colours = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW_PT), Sense::click());
    let name = format!("{} \u{b7} {}", row.words, row.about);
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::ListBoxOption, true, is_chosen, &name));
    if is_chosen || response.hovered() {
        let fill = if is_chosen { colours.chosen } else { colours.hover };
        ui.painter().rect_filled(rect.shrink2(vec2(0.0, 1.0)), theme::CORNER, fill);
    }
    let ink = if row.is_undone { colours.weak } else { colours.ink };
    let line = |text: &str, font: FontId, ink: egui::Color32, top: f32| {
        let mut job = egui::text::LayoutJob::simple(text.to_owned(), font, ink, rect.width() - 20.0);
        job.wrap.max_rows = 1;
        job.wrap.break_anywhere = true;
        job.wrap.overflow_character = Some('…');
        let galley = ui.painter().layout_job(job);
        let is_cut = galley.elided;
        ui.painter().galley(pos2(rect.left() + 10.0, rect.top() + top), galley, ink);
        is_cut
    };
    let is_cut = [
        line(&row.words, FontId::proportional(theme::BODY_PT), ink, 4.0),
        line(&row.about, FontId::proportional(13.0), colours.weak, 24.0),
    ];
    if response.clicked() {
        ui.memory_mut(|memory| memory.request_focus(list_id()));
        want(actions, PastAction::Choose(at));
    }
    if response.double_clicked()
        && let Some(page) = row.page
    {
        actions.push(Action::Study(StudyAction::Show(page)));
    }
    if is_cut.contains(&true) {
        response.on_hover_text(name);
    }
}
