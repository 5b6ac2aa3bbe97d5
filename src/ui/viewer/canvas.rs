//! The pictures themselves: overview, tiles and lens, moved and enlarged by the pointer.

use super::instead::{covered_ui, failed_ui};
use super::pane::{Move, Pane, Screening, resolution};
use super::textures::{MOST, Textures};
use super::tiles::{part_of, used_of};
use super::view::{Placed, Zoom, scale_bar, split};
use super::{Lens, Screen, ViewerAction, ViewerView};
use crate::background::Seat;
use crate::i18n::{tr, tr_args};
use crate::model::Attachment;
use crate::ui::action::Action;
use crate::ui::theme;
use eframe::egui::epaint::Vertex;
use eframe::egui::{
    self, Align2, Color32, ComboBox, CursorIcon, EventFilter, FontId, Id, Key, Mesh, Painter, Pos2, Rect, Response,
    Sense, Stroke, StrokeKind, TextureId, Ui, UiBuilder, Vec2, pos2, vec2,
};

/// Width of the divider between two pictures.
const DIVIDER_PT: f32 = 8.0;
/// Height of the line above each of two pictures.
const HEAD_PT: f32 = 40.0;
/// Side of the lens, and how many times larger it shows.
const LENS_PT: f32 = 260.0;
const LENS_TIMES: f32 = 3.0;
/// The longest mark of the scale.
const SCALE_PT: f32 = 180.0;
/// More pictures than these are not offered in one list to be compared.
const MOST_OFFERED: usize = 60;

/// Draws one picture, or two side by side.
pub(super) fn canvases_ui(
    ui: &mut Ui,
    screen: &mut Screen,
    textures: &mut Textures,
    screening: Screening,
    (view, actions): (&ViewerView, &mut Vec<Action>),
) {
    let room = ui.max_rect();
    if screen.second.is_none() {
        canvas_ui(ui, screen, Seat::First, room, textures, screening, (view, actions));
        return;
    }
    let (left, right) = split(room, screen.share, DIVIDER_PT);
    for (seat, room) in [(Seat::First, left), (Seat::Second, right)] {
        let head = Rect::from_min_size(room.min, vec2(room.width(), HEAD_PT));
        head_ui(ui, screen, seat, head, (view, actions));
        let below = Rect::from_min_max(pos2(room.left(), head.bottom()), room.max);
        canvas_ui(ui, screen, seat, below, textures, screening, (view, actions));
    }
    divider_ui(ui, screen, room, Rect::from_min_max(left.right_top(), right.left_bottom()));
}

fn divider_ui(ui: &Ui, screen: &mut Screen, room: Rect, place: Rect) {
    let colours = theme::palette(ui);
    let response = ui.interact(place, Id::unique("viewer divider"), Sense::drag());
    let lively = response.hovered() || response.dragged();
    ui.painter().rect_filled(place, 0.0, if lively { colours.edge } else { colours.line });
    if lively {
        ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
    }
    if let Some(pointer) = response.interact_pointer_pos().filter(|_| response.dragged()) {
        screen.share = ((pointer.x - room.left()) / room.width()).clamp(0.2, 0.8);
    }
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Splitter, true, tr("viewer-divider")));
}

/// The line above one of two pictures: which it is, chosen from the others.
fn head_ui(ui: &mut Ui, screen: &mut Screen, seat: Seat, room: Rect, (view, actions): (&ViewerView, &mut Vec<Action>)) {
    let colours = theme::palette(ui);
    let is_active = screen.active == seat;
    ui.painter().rect_filled(room, 0.0, if is_active { colours.chosen } else { colours.shelf });
    let Some(at) = screen.panes().find(|pane| pane.seat == seat).map(|pane| pane.at) else { return };
    let entry = screen.pictures.get(at).map(|picture| picture.entry);
    let offered: Vec<(usize, String)> = screen
        .pictures
        .iter()
        .enumerate()
        .filter(|(_, picture)| screen.pictures.len() <= MOST_OFFERED || Some(picture.entry) == entry)
        .map(|(at, picture)| (at, title(picture)))
        .collect();
    let mut chosen = at;
    let inside = room.shrink2(vec2(10.0, 4.0));
    ui.scope_builder(UiBuilder::new().max_rect(inside), |ui| {
        ui.horizontal_centered(|ui| {
            let words = if seat == Seat::First { "viewer-one" } else { "viewer-other" };
            let label = ui.label(theme::small(ui, tr(words))).id;
            let shown = offered.iter().find(|(known, _)| *known == at).map(|(_, title)| title.clone());
            ComboBox::from_id_salt(("viewer-picture", seat))
                .width((ui.available_width() - 12.0).clamp(80.0, 420.0))
                .truncate()
                .selected_text(shown.unwrap_or_default())
                .show_ui(ui, |ui| {
                    for (other, title) in &offered {
                        ui.selectable_value(&mut chosen, *other, title);
                    }
                })
                .response
                .labelled_by(label);
        });
    });
    if chosen != at {
        screen.active = seat;
        screen.go_to(seat, chosen, view.read_only, actions);
    }
}

/// What a picture is called in a list.
fn title(picture: &Attachment) -> String {
    let role = tr(&format!("role-{}", picture.role.term()));
    format!("{role} \u{b7} {}", picture.name())
}

/// Draws a picture into its room and does what the pointer says.
fn canvas_ui(
    ui: &mut Ui,
    screen: &mut Screen,
    seat: Seat,
    room: Rect,
    textures: &mut Textures,
    screening: Screening,
    (view, actions): (&ViewerView, &mut Vec<Action>),
) {
    let Some(at) = screen.panes().find(|pane| pane.seat == seat).map(|pane| pane.at) else { return };
    let Some(picture) = screen.pictures.get(at).cloned() else { return };
    let ppp = screening.pixels_per_point;
    let painter = ui.painter_at(room);
    painter.rect_filled(room, 0.0, if screen.bare { Color32::BLACK } else { theme::palette(ui).shelf });
    let response = ui.interact(room, Id::unique(("viewer picture", seat)), Sense::click_and_drag());
    let place = [("at", (at + 1).into()), ("count", screen.pictures.len().into())];
    let name = format!("{}, {}", title(&picture), tr_args("viewer-place", &place));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, &name));
    keyboard(ui, screen, seat, &response, view);
    if screen.is_covered(&picture) {
        if covered_ui(ui, room, &picture) {
            screen.uncovered.insert(picture.id);
        }
        return;
    }
    if screen.pane(seat).is_some_and(|pane| pane.failed.is_some()) {
        if let Some(pane) = screen.pane(seat) {
            failed_ui(ui, room, pane, actions);
        }
        return;
    }
    let Some(pane) = screen.pane(seat) else { return };
    pane.place_in(room, &picture, textures, ppp);
    if response.gained_focus() || response.drag_started() || response.clicked() {
        screen.active = seat;
    }
    pointed(ui, screen, (seat, &picture), &response, screening, view);
    let lens_at = response.hover_pos().filter(|_| screen.lens != Lens::Off);
    let panes = if screen.second.is_some() { 2 } else { 1 };
    let most = (MOST * 5 / 8) / panes;
    let Some(pane) = screen.pane(seat) else { return };
    let Some(placed) = pane.placed else { return };
    let lens = lens_at.map(|at| placed.lens(LENS_TIMES, at, lens_room(at, room), ppp));
    let place = pane.place(&picture);
    if textures.whole(place).is_none() && textures.small(place).is_none() {
        let font = FontId::proportional(theme::BODY_PT);
        painter.text(room.center(), Align2::CENTER_CENTER, tr("page-view-reading"), font, theme::palette(ui).weak);
    }
    let edge = Stroke::new(1.0, theme::palette(ui).edge);
    painter.rect_stroke(placed.whole(), 0.0, edge, StrokeKind::Outside);
    picture_ui(&painter, pane, &placed, &picture, textures, ppp);
    if let Some(lens) = &lens {
        let colours = theme::palette(ui);
        let inside = ui.painter_at(lens.room);
        inside.rect_filled(lens.room, 0.0, colours.shelf);
        picture_ui(&inside, pane, lens, &picture, textures, ppp);
        painter.rect_stroke(lens.room, 2.0, Stroke::new(2.0, colours.sheet), StrokeKind::Outside);
        painter.rect_stroke(lens.room.expand(2.0), 3.0, Stroke::new(1.5, colours.focus), StrokeKind::Outside);
        ui.ctx().set_cursor_icon(CursorIcon::Crosshair);
    }
    pane.want(lens.as_ref(), &picture, textures, most, ppp);
    if screen.active == seat
        && let Some(seen) = &mut screen.seen
    {
        seen.boxes_ui(ui, &painter, &placed);
        if let Some(wish) = seen.drag(&painter, &placed, &response).filter(|_| !view.read_only) {
            actions.push(Action::Viewer(ViewerAction::Seen(Box::new(wish))));
        }
    }
    if let Some(ppi) = resolution(&picture) {
        scale_ui(ui, &painter, room, scale_bar(placed.zoom, ppi, SCALE_PT.min(room.width() / 3.0)));
    }
    if picture.drawn && (screen.bare || screen.second.is_some()) {
        drawn_ui(ui, &painter, room, screen.specimen);
    }
    let is_active = screen.active == seat && screen.second.is_some();
    if is_active || (response.has_focus() && !screen.bare) {
        let ring = Stroke::new(2.0, theme::palette(ui).focus);
        painter.rect_stroke(room, 0.0, ring, StrokeKind::Inside);
    }
}

/// The picture has the keyboard while nothing else wants it, and its arrows with it.
fn keyboard(ui: &Ui, screen: &mut Screen, seat: Seat, response: &Response, view: &ViewerView) {
    let has_none = ui.memory(egui::Memory::focused).is_none();
    let is_free = !view.in_dialog && screen.ruler.is_none();
    if screen.active == seat && is_free && (has_none || screen.takes_keyboard) {
        screen.takes_keyboard = false;
        response.request_focus();
        // its arrows are its own from the frame after the next one
        ui.ctx().request_repaint();
    }
    if response.clicked() || response.drag_started() {
        response.request_focus();
    }
    let filter = EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: true };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
}

/// Moves and enlarges by the pointer.
fn pointed(
    ui: &Ui,
    screen: &mut Screen,
    (seat, picture): (Seat, &Attachment),
    response: &Response,
    screening: Screening,
    view: &ViewerView,
) {
    let room = response.rect;
    if view.in_dialog {
        return;
    }
    if screen.seen.as_ref().is_some_and(super::seen::Seen::is_drawing) {
        // the pointer draws
    } else if response.dragged() {
        ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
        let by = response.drag_delta();
        if by != Vec2::ZERO {
            screen.make(seat, Move::Pan(by), screening);
        }
    } else if response.hovered() && ui.input(|input| input.key_down(Key::Space)) {
        ui.ctx().set_cursor_icon(CursorIcon::Grab);
    }
    if let Some(pointer) = response.hover_pos() {
        let (scroll, pinch) = ui.input(|input| (input.smooth_scroll_delta().y, input.zoom_delta()));
        let factor = pinch * (scroll * 0.002).exp();
        if (factor - 1.0).abs() > 1e-4 {
            screen.make(seat, Move::Zoom(factor, pointer - room.center()), screening);
        }
    }
    if response.double_clicked() {
        let is_fitted = screen.pane(seat).is_some_and(|pane| matches!(pane.view.zoom, Zoom::Fit));
        let off = response.interact_pointer_pos().map_or(Vec2::ZERO, |at| at - room.center());
        screen.make(seat, if is_fitted { Move::Pixels(off) } else { Move::Fit(Zoom::Fit) }, screening);
    }
    let _ = picture;
}

/// Where the lens is: around the pointer, within the room.
fn lens_room(at: Pos2, room: Rect) -> Rect {
    let side = LENS_PT.min(room.width() - 8.0).min(room.height() - 8.0).max(40.0);
    let half = vec2(side / 2.0 + 4.0, side / 2.0 + 4.0);
    let (least, most) = (room.min + half, (room.max - half).max(room.min + half));
    Rect::from_center_size(at.clamp(least, most), vec2(side, side))
}

/// Draws what there is of a picture, the coarse under the fine.
fn picture_ui(
    painter: &Painter,
    pane: &Pane,
    placed: &Placed,
    picture: &Attachment,
    textures: &mut Textures,
    pixels_per_point: f32,
) {
    let (place, size) = (pane.place(picture), placed.turned.picture());
    let all = Rect::from_min_size(Pos2::ZERO, size);
    let Some(whole) = textures.whole(place) else {
        if let Some(small) = textures.small(place) {
            patch(painter, small.id(), placed, all, vec2(1.0, 1.0));
        }
        return;
    };
    for (part, texture) in &whole.pieces {
        let part = Rect::from_min_max((part.min.to_vec2() * size).to_pos2(), (part.max.to_vec2() * size).to_pos2());
        patch(painter, texture.id(), placed, part, vec2(1.0, 1.0));
    }
    let tones = whole.tones;
    let part = placed.part_seen(painter.clip_rect());
    let Some(level) = super::tiles::level(size, placed.reduction(pixels_per_point)) else { return };
    let mut seen: Vec<_> = textures
        .tiles(place, tones)
        .filter(|(at, _)| part_of(size, *at).intersects(part))
        .map(|(at, texture)| (at, texture.id(), texture.size_vec2()))
        .collect();
    // coarser ones lie under those of the level, and finer ones between them
    seen.sort_by_key(|(at, ..)| (at.level == level, std::cmp::Reverse(at.level)));
    for (at, texture, texture_size) in seen {
        let part = part_of(size, at);
        patch(painter, texture, placed, part, used_of(texture_size, part, at.level));
    }
}

/// Draws a texture on its part of the picture. `used` is how much of it shows that part.
fn patch(painter: &Painter, texture: TextureId, placed: &Placed, part: Rect, used: Vec2) {
    let mut mesh = Mesh::with_texture(texture);
    let corners = [
        (part.left_top(), pos2(0.0, 0.0)),
        (part.right_top(), pos2(used.x, 0.0)),
        (part.right_bottom(), pos2(used.x, used.y)),
        (part.left_bottom(), pos2(0.0, used.y)),
    ];
    for (at, uv) in corners {
        mesh.vertices.push(Vertex { pos: placed.pixel_to_screen(at), uv, color: Color32::WHITE });
    }
    mesh.indices.extend([0, 1, 2, 0, 2, 3]);
    painter.add(mesh);
}

/// What is drawn is never taken for a photograph, also where no line under the picture says so.
fn drawn_ui(ui: &Ui, painter: &Painter, room: Rect, specimen: bool) {
    let colours = theme::palette(ui);
    let words = tr(if specimen { "page-specimen" } else { "page-drawn" });
    let galley = painter.layout_no_wrap(words, FontId::proportional(13.0), colours.ink);
    let plate = Rect::from_min_size(room.min + vec2(12.0, 12.0), galley.size() + vec2(16.0, 8.0));
    painter.rect_filled(plate, theme::CORNER, colours.sheet.gamma_multiply(0.9));
    painter.galley(plate.min + vec2(8.0, 4.0), galley, colours.ink);
}

/// The mark that says how long a millimetre is.
fn scale_ui(ui: &Ui, painter: &Painter, room: Rect, scale: Option<(f32, f32)>) {
    let Some((mm, points)) = scale else { return };
    let colours = theme::palette(ui);
    let words = tr_args("viewer-mm", &[("mm", format!("{mm}").into())]);
    let galley = painter.layout_no_wrap(words, FontId::proportional(13.0), colours.ink);
    let size = vec2(points.max(galley.size().x) + 20.0, galley.size().y + 16.0);
    let plate = Rect::from_min_size(room.left_bottom() + vec2(12.0, -12.0 - size.y), size);
    painter.rect_filled(plate, theme::CORNER, colours.sheet.gamma_multiply(0.9));
    let text = pos2(plate.center().x - galley.size().x / 2.0, plate.top() + 3.0);
    painter.galley(text, galley, colours.ink);
    let (y, middle) = (plate.bottom() - 7.0, plate.center().x);
    let line = Stroke::new(1.5, colours.ink);
    let (left, right) = (middle - points / 2.0, middle + points / 2.0);
    painter.hline(left..=right, y, line);
    for x in [left, right] {
        painter.vline(x, y - 4.0..=y + 4.0, line);
    }
}
