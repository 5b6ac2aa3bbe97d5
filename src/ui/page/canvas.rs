//! The picture of a side while it is keyed: flown to, moved, enlarged, its boxes clicked, regions drawn on it.

use super::Desk;
use super::drafts::{Key, Slot};
use super::scan::Aligned;
use super::sheet::{Sheet, View};
use crate::catalogue::OnPicture;
use crate::model::{Attachment, CardField, Side};
use crate::ui::theme;
use eframe::egui;
use egui::{CursorIcon, PointerButton, Pos2, Rect, Response, Sense, Stroke, StrokeKind, TextureHandle, Ui, Vec2, vec2};

/// A flight to another box takes so long: seen as a movement, over before the eye has followed.
const FLIGHT_SECONDS: f64 = 0.045;
/// A rectangle smaller than this in points was a click with an unsteady hand.
const LEAST_DRAWN_PT: f32 = 6.0;

/// Draws the picture with its boxes; returns the response of the whole.
pub(super) fn canvas_ui(
    ui: &mut Ui,
    (side, picture): (Side, &Attachment),
    texture: &TextureHandle,
    room: Vec2,
    desk: &mut Desk<'_>,
) -> Response {
    let (rect, response) = ui.allocate_exact_size(room, Sense::click_and_drag());
    let aligned = desk.state.aligned(picture);
    let sheet = Sheet::new(aligned.alignment(), desk.state.side_mm(), texture.size_vec2());
    let was = desk.state.scan.sheets.insert(picture.id, sheet);
    if was.is_some_and(|was| std::mem::discriminant(&was) != std::mem::discriminant(&sheet)) {
        desk.state.scan.views.remove(&picture.id);
        desk.state.scan.flown = None;
    }
    let is_keyed_here = desk.state.scan.is_keyed_on(side);
    let place = desk.state.keyed_place().filter(|_| is_keyed_here);
    fly(ui, picture, &sheet, place.as_ref(), rect, desk);
    let view = seen(ui, picture, &sheet, rect, desk);
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, theme::CORNER, theme::palette(ui).shelf);
    painter.add(sheet.mesh(texture.id(), view, rect));
    boxes_ui(ui, side, &sheet, view, rect, &aligned, desk);
    if let Some(place) = &place
        && let Some(framed) = desk.state.rect_of(place, picture.id, &sheet)
    {
        frame(ui, view.rect_to_screen(framed, rect), rect, true);
    }
    let lit = desk.state.scan.pointed_on(side).map(str::to_owned);
    if let Some((lit, _)) = fields(side, &sheet, desk).find(|(_, field)| Some(&field.id) == lit.as_ref()) {
        frame(ui, view.rect_to_screen(lit, rect), rect, false);
    }
    if let Some((pointed, field)) = pointed(side, &response, &sheet, view, rect, desk) {
        desk.state.scan.hovered = Some((side, field.clone()));
        frame(ui, view.rect_to_screen(pointed, rect), rect, false);
        response.clone().on_hover_cursor(CursorIcon::PointingHand);
        if response.clicked() {
            desk.state.editors.wanted =
                Some(Key { entry: desk.state.shown.unwrap_or(picture.entry), slot: first(&field, desk) });
            ui.ctx().request_repaint();
        }
    } else {
        desk.state.scan.hovered = None;
    }
    if response.double_clicked() {
        desk.state.scan.views.remove(&picture.id);
    }
    dragged(ui, picture, (&sheet, view), (&response, rect), place, desk);
    response
}

/// The first place of a box of the form.
fn first(field: &str, desk: &mut Desk<'_>) -> Slot {
    let template = desk.state.aids.template.as_ref();
    let is_table = template
        .and_then(|template| template.field(field))
        .is_some_and(|field| field.datatype == crate::model::Datatype::Rows);
    let card = desk.state.shown.filter(|_| is_table);
    match card.and_then(|card| desk.state.rows_of(card, field).first().copied()) {
        Some(row) => Slot::Row(field.to_owned(), row),
        None => Slot::Box(field.to_owned()),
    }
}

/// Begins a flight when another place has the keyboard.
fn fly(ui: &Ui, picture: &Attachment, sheet: &Sheet, place: Option<&Key>, room: Rect, desk: &mut Desk<'_>) {
    let Some(place) = place else { return };
    let flown = Some((picture.id, place.clone()));
    if desk.state.scan.flown == flown {
        return;
    }
    desk.state.scan.flown = flown;
    let Some(target) = desk.state.rect_of(place, picture.id, sheet) else { return };
    let whole = View::whole(sheet, room.size());
    let from = desk.state.scan.views.get(&picture.id).copied().unwrap_or(whole);
    desk.state.scan.views.insert(picture.id, from.to_box(sheet, target, room.size()));
    desk.state.scan.flight = Some((from, ui.input(|input| input.time)));
}

/// What is seen in this frame.
fn seen(ui: &Ui, picture: &Attachment, sheet: &Sheet, room: Rect, desk: &mut Desk<'_>) -> View {
    let view = desk.state.scan.views.get(&picture.id).copied().unwrap_or_else(|| View::whole(sheet, room.size()));
    let Some((from, began)) = desk.state.scan.flight else { return view };
    #[expect(clippy::cast_possible_truncation, reason = "a part of a second")]
    let part = ((ui.input(|input| input.time) - began) / FLIGHT_SECONDS) as f32;
    if part >= 1.0 {
        desk.state.scan.flight = None;
        return view;
    }
    ui.ctx().request_repaint();
    from.between(view, part.max(0.0))
}

/// The boxes of the form in thin lines; broken ones while nobody has said where the card lies.
fn boxes_ui(ui: &Ui, side: Side, sheet: &Sheet, view: View, room: Rect, aligned: &Aligned, desk: &Desk<'_>) {
    let painter = ui.painter_at(room);
    let line = Stroke::new(1.0, theme::palette_of(false).focus.gamma_multiply(0.45));
    for (rect, _) in fields(side, sheet, desk) {
        let drawn = view.rect_to_screen(rect, room);
        if matches!(aligned, Aligned::Found(_)) {
            let corners =
                [drawn.left_top(), drawn.right_top(), drawn.right_bottom(), drawn.left_bottom(), drawn.left_top()];
            painter.extend(egui::Shape::dashed_line(&corners, line, 4.0, 4.0));
        } else {
            painter.rect_stroke(drawn, 1.0, line, StrokeKind::Inside);
        }
    }
}

fn fields<'a>(side: Side, sheet: &'a Sheet, desk: &'a Desk<'_>) -> impl Iterator<Item = (Rect, &'a CardField)> {
    let template = desk.state.aids.template.as_ref();
    template
        .into_iter()
        .flat_map(|template| &template.fields)
        .filter(move |field| field.side == side)
        .filter_map(|field| Some((sheet.field(field.rect?)?, field)))
}

/// The box under the pointer.
fn pointed(
    side: Side,
    response: &Response,
    sheet: &Sheet,
    view: View,
    room: Rect,
    desk: &Desk<'_>,
) -> Option<(Rect, String)> {
    let at = view.of_screen(response.hover_pos()?, room);
    fields(side, sheet, desk).find(|(rect, _)| rect.contains(at)).map(|(rect, field)| (rect, field.id.clone()))
}

fn frame(ui: &Ui, framed: Rect, room: Rect, is_keyed: bool) {
    // paper is light whatever the theme
    let colours = theme::palette_of(false);
    let painter = ui.painter_at(room);
    if is_keyed {
        painter.rect_stroke(framed, 2.0, Stroke::new(2.5, colours.focus), StrokeKind::Outside);
    } else {
        painter.rect_filled(framed, 2.0, colours.focus.gamma_multiply(0.14));
        painter.rect_stroke(framed, 2.0, Stroke::new(1.5, colours.focus), StrokeKind::Outside);
    }
}

/// Moving, enlarging, and drawing a region for the value that is keyed.
fn dragged(
    ui: &Ui,
    picture: &Attachment,
    (sheet, view): (&Sheet, View),
    (response, room): (&Response, Rect),
    place: Option<Key>,
    desk: &mut Desk<'_>,
) {
    // without a field that has the keyboard a drag only moves the picture
    let has_keyboard = desk.state.editors.focused.as_ref().is_some_and(|focused| Some(&focused.key) == place.as_ref());
    let draws = has_keyboard && desk.can_write() && response.dragged_by(PointerButton::Primary);
    if let Some(at) = response.hover_pos() {
        let (scroll, pinch) = ui.input(|input| (input.smooth_scroll_delta().y, input.zoom_delta()));
        let factor = pinch * (scroll * 0.002).exp();
        if (factor - 1.0).abs() > f32::EPSILON {
            desk.state.scan.flight = None;
            desk.state.scan.views.insert(picture.id, view.zoomed(factor, at, room, sheet));
        }
    }
    if response.dragged() && !draws && desk.state.scan.drawn_from.is_none() {
        desk.state.scan.flight = None;
        desk.state.scan.views.insert(picture.id, view.moved(response.drag_delta(), sheet));
    }
    let Some(pointer) = response.interact_pointer_pos() else {
        desk.state.scan.drawn_from = None;
        return;
    };
    if draws && response.drag_started_by(PointerButton::Primary) {
        let began = ui.input(|input| input.pointer.press_origin()).unwrap_or(pointer);
        desk.state.scan.drawn_from = Some(view.of_screen(began, room));
    }
    let Some(from) = desk.state.scan.drawn_from else { return };
    let rect = Rect::from_two_pos(from, view.of_screen(clamped(pointer, room), room));
    let on_screen = view.rect_to_screen(rect, room);
    frame(ui, on_screen, room, false);
    if response.drag_stopped_by(PointerButton::Primary) {
        desk.state.scan.drawn_from = None;
        let is_meant = on_screen.size().min_elem() >= LEAST_DRAWN_PT;
        if let (Some(place), Some(area)) = (place, sheet.area_at(rect).filter(|_| is_meant)) {
            let outline = sheet.outline_at(rect);
            let wish = desk.state.region_drawn(&place, OnPicture { picture: picture.id, area, outline });
            // typing goes on where it was
            desk.state.editors.wanted = Some(place);
            if let Some(wish) = wish {
                desk.want(wish);
            }
        }
    }
}

fn clamped(at: Pos2, room: Rect) -> Pos2 {
    at.clamp(room.min + vec2(1.0, 1.0), room.max - vec2(1.0, 1.0))
}
