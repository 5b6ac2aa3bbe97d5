//! Where the parts of a page stand: under each other in a narrow panel, pictures beside the form in a wide one.

use super::model::PageModel;
use super::{Desk, cited, claims, editor, form, head, history, identity, life, near, notes, pictures, scan, tally};
use crate::i18n::tr;
use crate::model::{Attachment, Dossier, EntryKind, Side};
use crate::ui::action::Action;
use crate::ui::theme;
use eframe::egui;
use egui::{CursorIcon, Layout, Rect, ScrollArea, Sense, Stroke, Ui, UiBuilder, pos2, vec2};

/// From this width on pictures, notes and history stand beside the form.
const TWO_COLUMNS_PT: f32 = 800.0;
/// From this width on a card's scan stands beside its form, below it above.
const SCAN_BESIDE_PT: f32 = 760.0;
/// The narrowest a form beside a scan becomes.
const FORM_PT: f32 = 410.0;
/// The lowest a scan above a form becomes, with the line under it.
const SCAN_LEAST_PT: f32 = 160.0;
/// The widest a column of text becomes.
const COLUMN_PT: f32 = 760.0;

/// Height of a line of small words.
const SMALL_LINE_PT: f32 = 18.0;

/// Draws a page.
pub(super) fn page(ui: &mut Ui, model: &PageModel, dossier: &Dossier, desk: &mut Desk<'_>) {
    desk.state.scan.begin();
    // whoever keys on the desk is not made to wait for it
    desk.state.near.begin(!desk.view.desk && ui.available_width() >= TWO_COLUMNS_PT);
    let sides = scan::sides(dossier);
    if sides.is_empty() {
        scrolled(ui, model, desk, |ui, desk| {
            if ui.available_width() >= TWO_COLUMNS_PT {
                two_columns(ui, model, dossier, desk);
            } else {
                one_column(ui, model, dossier, desk);
            }
        });
    } else if ui.available_width() >= SCAN_BESIDE_PT && !(desk.view.desk && desk.view.desk_above) {
        scan_beside(ui, model, dossier, &sides, desk);
    } else {
        scan_above(ui, model, dossier, &sides, desk);
    }
    desk.state.claims.find_dispute = false;
    desk.state.claims.find_open = false;
    if desk.state.scan.has_moved() {
        // the picture may be drawn before the box that is framed on it
        ui.ctx().request_repaint();
    }
}

/// A scrolled part of a page under the page's head.
fn scrolled(ui: &mut Ui, model: &PageModel, desk: &mut Desk<'_>, contents: impl FnOnce(&mut Ui, &mut Desk<'_>)) {
    ScrollArea::vertical().id_salt(("page", model.head.id)).auto_shrink(false).show(ui, |ui| {
        // everything below is named after the entry, so that no state passes from one entry to the next
        ui.push_id(model.head.id, |ui| {
            head::head_ui(ui, model, desk);
            identity::held_ui(ui, model.head.id, desk);
            contents(ui, desk);
            ui.add_space(theme::GAP * 2.0);
            editor::follow_focus(ui, desk);
        });
    });
}

fn one_column(ui: &mut Ui, model: &PageModel, dossier: &Dossier, desk: &mut Desk<'_>) {
    if model.head.kind == EntryKind::Attachment {
        pictures::pictures_ui(ui, dossier, desk);
        head::own_ui(ui, dossier, desk);
    } else {
        head::own_ui(ui, dossier, desk);
        pictures::pictures_ui(ui, dossier, desk);
    }
    said_ui(ui, model, dossier, desk);
    beside_ui(ui, model, dossier, desk);
}

/// A card under or beside its scan: first what is keyed, then its papers.
fn keyed(ui: &mut Ui, model: &PageModel, dossier: &Dossier, desk: &mut Desk<'_>) {
    scrolled(ui, model, desk, |ui, desk| {
        if !desk.view.desk {
            head::own_ui(ui, dossier, desk);
        }
        said_ui(ui, model, dossier, desk);
        if desk.view.desk {
            ui.add_space(theme::GAP);
            ui.label(theme::section(tr("page-own")));
            head::own_ui(ui, dossier, desk);
        }
        pictures::pictures_ui(ui, dossier, desk);
        beside_ui(ui, model, dossier, desk);
    });
}

type Sides<'a> = [(Side, &'a Attachment)];

fn scan_beside(ui: &mut Ui, model: &PageModel, dossier: &Dossier, sides: &Sides<'_>, desk: &mut Desk<'_>) {
    let whole = ui.available_rect_before_wrap();
    let gap = theme::GAP;
    let share = share_of(desk.view.divider[0], BESIDE);
    let left = (whole.width() * share).min(whole.width() - FORM_PT).max(SCAN_LEAST_PT);
    let (scan, form) = whole.split_left_right_at_x(whole.left() + left);
    let column = |rect| UiBuilder::new().max_rect(rect).layout(Layout::top_down(egui::Align::LEFT));
    ui.scope_builder(column(scan.with_max_x(scan.right() - gap)), |ui| {
        scan::scan_ui(ui, dossier, sides, false, desk);
    });
    ui.scope_builder(column(form), |ui| keyed(ui, model, dossier, desk));
    let line = Rect::from_x_y_ranges(scan.right() - gap..=scan.right(), whole.y_range());
    let [_, above] = desk_divider(desk);
    divider_ui(ui, line, CursorIcon::ResizeHorizontal, desk, |at| [(at.x - whole.left()) / whole.width(), above]);
}

fn scan_above(ui: &mut Ui, model: &PageModel, dossier: &Dossier, sides: &Sides<'_>, desk: &mut Desk<'_>) {
    if desk.state.scan.is_folded() {
        scan::scan_ui(ui, dossier, sides, true, desk);
        ui.separator();
        return keyed(ui, model, dossier, desk);
    }
    let whole = ui.available_rect_before_wrap();
    let gap = theme::GAP;
    let share = share_of(desk.view.divider[1], ABOVE);
    let top = (whole.height() * share).max(SCAN_LEAST_PT);
    let (scan, form) = whole.split_top_bottom_at_y(whole.top() + top);
    let row = |rect| UiBuilder::new().max_rect(rect).layout(Layout::top_down(egui::Align::LEFT));
    ui.scope_builder(row(scan.with_max_y(scan.bottom() - gap)), |ui| {
        scan::scan_ui(ui, dossier, sides, true, desk);
    });
    ui.scope_builder(row(form), |ui| keyed(ui, model, dossier, desk));
    let line = Rect::from_x_y_ranges(whole.x_range(), scan.bottom() - gap..=scan.bottom());
    let [beside, _] = desk_divider(desk);
    divider_ui(ui, line, CursorIcon::ResizeVertical, desk, |at| [beside, (at.y - whole.top()) / whole.height()]);
}

/// The scan's share of the room, when nobody has said another: beside the form and above it.
const BESIDE: f32 = 0.54;
const ABOVE: f32 = 0.4;

fn share_of(wished: f32, usual: f32) -> f32 {
    if (0.1..=0.9).contains(&wished) { wished } else { usual }
}

fn desk_divider(desk: &Desk<'_>) -> [f32; 2] {
    let [beside, above] = desk.view.divider;
    [share_of(beside, BESIDE), share_of(above, ABOVE)]
}

/// A line that can be dragged: between scan and form.
fn divider_ui(
    ui: &Ui,
    line: Rect,
    cursor: CursorIcon,
    desk: &mut Desk<'_>,
    shares: impl FnOnce(egui::Pos2) -> [f32; 2],
) {
    let response = ui.interact(line, ui.scope_id().with("divider of the scan"), Sense::drag());
    editor::name(&response, egui::Role::Splitter, &tr("page-divider"));
    let is_held = response.hovered() || response.dragged();
    let colours = theme::palette(ui);
    let stroke = Stroke::new(if is_held { 2.0 } else { 1.0 }, if is_held { colours.focus } else { colours.line });
    if cursor == CursorIcon::ResizeHorizontal {
        ui.painter().vline(line.center().x, line.y_range(), stroke);
    } else {
        ui.painter().hline(line.x_range(), line.center().y, stroke);
    }
    let response = response.on_hover_and_drag_cursor(cursor);
    if let Some(at) = response.interact_pointer_pos().filter(|_| response.dragged()) {
        let shares = shares(at).map(|share| share.clamp(0.2, 0.8));
        desk.actions.push(Action::Divider(shares));
    }
}

/// What is said of the entry.
fn said_ui(ui: &mut Ui, model: &PageModel, dossier: &Dossier, desk: &mut Desk<'_>) {
    match model.head.kind {
        EntryKind::Person => life::life_ui(ui, dossier, desk),
        EntryKind::Group | EntryKind::Event | EntryKind::HoldingUnit => tally::tally_ui(ui, dossier, desk),
        EntryKind::Source => cited::cited_ui(ui, dossier, desk),
        _ => {}
    }
    form::form_ui(ui, model, desk);
    claims::sections_ui(ui, model, desk);
    claims::mentions_ui(ui, model, desk);
}

/// What is known about the entry's papers.
fn beside_ui(ui: &mut Ui, model: &PageModel, dossier: &Dossier, desk: &mut Desk<'_>) {
    if model.head.kind != EntryKind::Attachment {
        notes::notes_ui(ui, dossier, desk);
    }
    if matches!(model.head.kind, EntryKind::Person | EntryKind::FileCard) {
        identity::identity_ui(ui, dossier, desk);
    }
    near::near_ui(ui, &model.head, desk);
    history::history_ui(ui, model.head.id, desk);
}

/// A line of small words that wraps and is no higher than its words.
pub(super) fn small_line<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    ui.scope(|ui| {
        ui.spacing_mut().interact_size.y = SMALL_LINE_PT;
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.horizontal_wrapped(contents).inner
    })
    .inner
}

/// A line that says how far something is saved: as high without words as with them, so that nothing moves while
/// somebody types.
pub(super) fn state_line<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    small_line(ui, |ui| {
        ui.allocate_space(vec2(0.0, SMALL_LINE_PT));
        ui.add_space(-ui.spacing().item_spacing.x);
        contents(ui)
    })
}

/// Things beside each other in rows of `columns`, each flush left in a column of its own.
pub(super) fn grid<T>(ui: &mut Ui, columns: usize, things: &[T], mut contents: impl FnMut(&mut Ui, &T)) {
    for row in things.chunks(columns.max(1)) {
        ui.columns(columns.max(1), |columns| {
            for (ui, thing) in columns.iter_mut().zip(row) {
                ui.with_layout(Layout::top_down(egui::Align::LEFT), |ui| contents(ui, thing));
            }
        });
    }
}

fn two_columns(ui: &mut Ui, model: &PageModel, dossier: &Dossier, desk: &mut Desk<'_>) {
    let gap = theme::GAP * 2.0;
    let whole = ui.available_rect_before_wrap();
    let left = ((whole.width() - gap) * 0.58).min(COLUMN_PT);
    let right = (whole.width() - gap - left).min(COLUMN_PT);
    let mut bottom = whole.top();
    let mut column = |ui: &mut Ui, from: f32, width: f32, contents: &mut dyn FnMut(&mut Ui)| {
        let rect = Rect::from_min_size(pos2(whole.left() + from, whole.top()), vec2(width, whole.height()));
        let drawn =
            ui.scope_builder(UiBuilder::new().max_rect(rect).layout(Layout::top_down(egui::Align::LEFT)), |ui| {
                ui.set_width(width);
                contents(ui);
                ui.min_rect().bottom()
            });
        bottom = bottom.max(drawn.inner);
    };
    column(ui, 0.0, left, &mut |ui| {
        head::own_ui(ui, dossier, desk);
        said_ui(ui, model, dossier, desk);
    });
    column(ui, left + gap, right, &mut |ui| {
        pictures::pictures_ui(ui, dossier, desk);
        beside_ui(ui, model, dossier, desk);
    });
    ui.advance_cursor_after_rect(Rect::from_min_max(whole.min, pos2(whole.right(), bottom)));
}
