//! Draws how it was: a band that says when, the list of what stood, and a page nobody can change.

use super::moment::{Past, Read, Stood};
use super::was::{PageThen, Since, Thing};
use super::{PastAction, want};
use crate::i18n::{tr, tr_args};
use crate::reports;
use crate::ui::action::Action;
use crate::ui::{field, theme};
use eframe::egui::{self, CentralPanel, Frame, Key, Label, Margin, Panel, RichText, ScrollArea, Sense, Ui};

/// Width of the list of what stood in points.
const LIST_PT: f32 = 380.0;
/// Longest line of running text in points.
const TEXT_PT: f32 = 760.0;
/// Room for the name of a field in points.
const NAME_PT: f32 = 190.0;

/// Draws the past over the whole screen.
pub(super) fn past_ui(ui: &mut Ui, past: &mut Past, actions: &mut Vec<Action>) {
    let colours = theme::palette(ui);
    let band = Frame::new().fill(colours.notice).inner_margin(Margin::symmetric(theme::PANEL_MARGIN, 8));
    Panel::top("as it was").frame(band).show(ui, |ui| band_ui(ui, past, actions));
    if past.is_listed {
        let list = Frame::new().fill(colours.ground).inner_margin(Margin::symmetric(10, 10));
        Panel::left("what stood").frame(list).exact_size(LIST_PT).resizable(false).show(ui, |ui| {
            stood_ui(ui, past, actions);
        });
    }
    let sheet = Frame::new().fill(colours.sheet).inner_margin(Margin::symmetric(24, 16));
    CentralPanel::default().frame(sheet).show(ui, |ui| {
        let Some(page) = past.page else {
            ui.label(theme::weak(ui, tr("past-was-choose")));
            return;
        };
        match &past.shown {
            Read::Waiting => {
                ui.label(theme::weak(ui, tr("past-waiting")));
            }
            Read::Done(None) => {
                ui.add(Label::new(theme::weak(ui, tr("past-was-not-there"))).wrap());
            }
            Read::Done(Some(then)) => {
                ScrollArea::vertical().id_salt(("page then", page)).auto_shrink(false).show(ui, |ui| {
                    ui.set_max_width(ui.available_width().min(TEXT_PT));
                    page_ui(ui, then);
                });
            }
        }
    });
}

fn band_ui(ui: &mut Ui, past: &Past, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        let (back, all) = (tr("past-present"), tr("past-was-all"));
        let buttons = field::button_room(ui, &back) + if past.is_listed { 0.0 } else { field::button_room(ui, &all) };
        let room = (ui.available_width() - buttons - theme::GAP).max(120.0);
        ui.vertical(|ui| {
            ui.set_width(room);
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.add(Label::new(theme::strong(past.words())).wrap().selectable(true));
            ui.add(Label::new(tr("past-read-only")).wrap());
        });
        if !past.is_listed && ui.button(all).on_hover_text(tr("past-was-all-hint")).clicked() {
            want(actions, PastAction::OnceAll);
        }
        if ui.button(back).on_hover_text(tr("past-present-hint")).clicked() {
            want(actions, PastAction::Present);
        }
    });
}

fn stood_ui(ui: &mut Ui, past: &mut Past, actions: &mut Vec<Action>) {
    let hint = tr("past-filter-hint");
    let look = field::Look { hint: &hint, ..field::Look::default() };
    let filter = field::labelled(ui, "what stood", &tr("past-filter"), &mut past.filter, look);
    if filter.changed() {
        past.find();
    }
    let Some(stood) = &past.stood else {
        if past.is_reading_list() {
            ui.label(theme::weak(ui, tr("past-waiting")));
        }
        return;
    };
    let count = tr_args("past-stood", &[("count", past.found.len().into()), ("all", stood.len().into())]);
    ui.label(theme::small(ui, count));
    if past.next.is_some() {
        let words = [("read", stood.len().into()), ("total", past.total.into())];
        ui.add(Label::new(tr_args("past-stood-first", &words)).wrap());
        if past.is_reading_list() {
            ui.label(theme::weak(ui, tr("past-waiting")));
        } else if ui.button(tr("past-stood-more")).clicked() {
            want(actions, PastAction::OnceMore);
        }
    }
    let id_at = |at: usize| past.found.get(at).and_then(|at| stood.get(*at)).map(|line| line.id);
    // in the filter the arrows go through what it leaves
    let mut scroll = ScrollArea::vertical().id_salt("what stood").auto_shrink(false);
    if filter.has_focus() {
        let [down, up] = [Key::ArrowDown, Key::ArrowUp].map(|key| field::pressed_alone(ui, key));
        let at = past.page.and_then(|page| (0..past.found.len()).find(|at| id_at(*at) == Some(page)));
        let to = match (down, up, at) {
            (true, _, at) => Some(at.map_or(0, |at| at + 1)),
            (_, true, Some(at)) => Some(at.saturating_sub(1)),
            _ => None,
        };
        if let Some((to, id)) = to.and_then(|to| id_at(to).map(|id| (to, id))) {
            want(actions, PastAction::OncePage(id));
            let above = to as f32 * theme::ROW_HEIGHT - ui.available_height() / 2.0;
            scroll = scroll.vertical_scroll_offset(above.max(0.0));
        }
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    scroll.show_rows(ui, theme::ROW_HEIGHT, past.found.len(), |ui, range| {
        for line in range.filter_map(|at| past.found.get(at)).filter_map(|at| stood.get(*at)) {
            ui.push_id(line.id, |ui| stood_line_ui(ui, line, past.page == Some(line.id), actions));
        }
    });
}

fn stood_line_ui(ui: &mut Ui, line: &Stood, is_chosen: bool, actions: &mut Vec<Action>) {
    let colours = theme::palette(ui);
    let size = egui::vec2(ui.available_width(), theme::ROW_HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let kind = reports::words("kind", line.kind.term());
    let name = format!("{kind}: {}", line.words);
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, is_chosen, &name));
    if is_chosen || response.hovered() || response.has_focus() {
        let fill = if is_chosen { colours.chosen } else { colours.hover };
        ui.painter().rect_filled(rect.shrink2(egui::vec2(0.0, 1.0)), theme::CORNER, fill);
    }
    let font = egui::FontId::proportional(theme::BODY_PT);
    let mut job = egui::text::LayoutJob::simple(line.words.clone(), font, colours.ink, rect.width() - 16.0);
    (job.wrap.max_rows, job.wrap.break_anywhere, job.wrap.overflow_character) = (1, true, Some('…'));
    let galley = ui.painter().layout_job(job);
    let at = egui::pos2(rect.left() + 8.0, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, colours.ink);
    if response.on_hover_text(name).clicked() {
        want(actions, PastAction::OncePage(line.id));
    }
}

fn page_ui(ui: &mut Ui, then: &PageThen) {
    ui.label(theme::small(ui, &then.above));
    ui.add(Label::new(theme::title(&then.title)).wrap().selectable(true));
    if then.is_gone {
        ui.label(theme::warning(ui, tr("past-was-gone")));
    }
    ui.add_space(theme::SMALL_GAP);
    for thing in &then.own {
        ui.horizontal_top(|ui| {
            ui.allocate_ui(egui::vec2(NAME_PT, 20.0), |ui| {
                ui.set_width(NAME_PT);
                ui.add(Label::new(theme::small(ui, &thing.title)).wrap());
            });
            ui.vertical(|ui| {
                ui.add(Label::new(&thing.main).wrap().selectable(true));
                since_ui(ui, &thing.since);
            });
        });
    }
    for part in &then.parts {
        ui.add_space(theme::GAP);
        ui.label(theme::section(&part.heading));
        for thing in &part.things {
            thing_ui(ui, thing);
        }
    }
    ui.add_space(theme::GAP * 2.0);
}

fn thing_ui(ui: &mut Ui, thing: &Thing) {
    let colours = theme::palette(ui);
    let fill = if thing.since == Since::Added { colours.ground } else { colours.sheet };
    let card = Frame::new().fill(fill).stroke((1.0, colours.line)).corner_radius(theme::CORNER);
    card.inner_margin(Margin::symmetric(10, 6)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.label(theme::small(ui, &thing.title));
        if !thing.main.is_empty() {
            let main = RichText::new(&thing.main).size(16.0);
            let main = if thing.stands { main } else { main.strikethrough().color(colours.weak) };
            ui.add(Label::new(main).wrap().selectable(true));
        }
        for detail in &thing.details {
            ui.add(Label::new(theme::small(ui, detail)).wrap().selectable(true));
        }
        since_ui(ui, &thing.since);
    });
    ui.add_space(2.0);
}

/// What became of it since.
fn since_ui(ui: &mut Ui, since: &Since) {
    let words = match since {
        Since::Same | Since::Unsaid => return,
        Since::Changed(changes) => tr_args("past-since-changed", &[("changes", changes.join("; ").into())]),
        Since::Gone => tr("past-since-gone"),
        Since::Added => tr("past-since-added"),
    };
    ui.add(Label::new(theme::warning(ui, words).size(13.0)).wrap().selectable(true));
}
