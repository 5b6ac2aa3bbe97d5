//! Saying where a card lies on its scan: its corners dragged or moved by key, or those accepted that were found.

use super::scan::Aligned;
use super::sheet::{Sheet, View};
use super::{Desk, PageAction};
use crate::i18n::{tr, tr_args};
use crate::model::{Alignment, Attachment, EntryId, Point};
use crate::ui::theme;
use eframe::egui;
use egui::{Align2, EventFilter, Key, PointerButton, Pos2, Rect, Response, Sense, Stroke, TextureHandle, Ui, Vec2};

/// How near the pointer has to be to a corner to take it.
const NEAR_PT: f32 = 26.0;
/// A step of an arrow key, as a part of the picture; ten of them with Shift.
const STEP: f64 = 0.0005;
/// A little of what lies around the picture is seen, so that a corner at its edge can be taken.
const MARGIN: f32 = 0.94;

/// Corners being placed.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Aligning {
    /// The picture.
    pub picture: EntryId,
    /// Upper left, upper right, lower right, lower left of the card; `None` for one that cannot be seen.
    corners: [Option<Point>; 4],
    /// The one that keys move.
    chosen: usize,
    /// The one the pointer holds.
    held: Option<usize>,
    /// Whether the picture takes the keyboard with the next frame.
    fresh: bool,
}

impl Aligning {
    /// Begins with what is known or proposed, else with the whole picture.
    pub(super) fn begin(picture: EntryId, known: Option<Alignment>) -> Self {
        let corners = known.unwrap_or(Alignment::WHOLE).corners.map(Some);
        Self { picture, corners, chosen: 0, held: None, fresh: true }
    }

    /// The corners as they stand, when a card can lie like this.
    fn alignment(&self) -> Option<Alignment> {
        Alignment::from_corners(self.corners).filter(Alignment::is_usable)
    }

    /// All four corners, the one that is not seen where it must be.
    fn shown(&self) -> [Option<Point>; 4] {
        Alignment::from_corners(self.corners).map_or(self.corners, |alignment| alignment.corners.map(Some))
    }

    fn turn(&mut self) {
        self.corners.rotate_left(1);
    }

    /// Says that the chosen corner cannot be seen, or can again. Three have to be.
    fn toggle_seen(&mut self) {
        let shown = self.shown().get(self.chosen).copied().flatten();
        let others =
            self.corners.iter().enumerate().filter(|(at, corner)| *at != self.chosen && corner.is_some()).count();
        if let Some(corner) = self.corners.get_mut(self.chosen) {
            *corner = match corner {
                Some(_) if others == 3 => None,
                Some(there) => Some(*there),
                None => shown,
            };
        }
    }

    fn put(&mut self, which: usize, at: Point) {
        if let Some(corner) = self.corners.get_mut(which) {
            *corner = Some(Point { x: at.x.clamp(-0.2, 1.2), y: at.y.clamp(-0.2, 1.2) });
        }
    }

    fn nudge(&mut self, x: f64, y: f64) {
        if let Some(at) = self.shown().get(self.chosen).copied().flatten() {
            self.put(self.chosen, Point { x: at.x + x, y: at.y + y });
        }
    }
}

/// Draws the picture as it is, with its corners.
pub(super) fn canvas_ui(
    ui: &mut Ui,
    picture: &Attachment,
    texture: &TextureHandle,
    room: Vec2,
    desk: &mut Desk<'_>,
) -> Response {
    let (rect, response) = ui.allocate_exact_size(room, Sense::click_and_drag());
    let Some(mut aligning) = desk.state.scan.aligning.take() else { return response };
    if std::mem::take(&mut aligning.fresh) {
        response.request_focus();
    }
    let sheet = Sheet::new(None, None, texture.size_vec2());
    let whole = View::whole(&sheet, room);
    let view = View { zoom: whole.zoom * MARGIN, ..whole };
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, theme::CORNER, theme::palette(ui).shelf);
    painter.add(sheet.mesh(texture.id(), view, rect));
    let on_screen = |at: Point| sheet.of_picture(at).map(|at| view.to_screen(at, rect));
    let shown = aligning.shown().map(|corner| corner.and_then(on_screen));
    hold(&mut aligning, &response, &shown);
    if let (Some(held), Some(pointer)) = (aligning.held, response.interact_pointer_pos()) {
        aligning.put(held, sheet.to_picture(view.of_screen(pointer, rect)));
    }
    corners_ui(ui, &aligning, &aligning.shown().map(|corner| corner.and_then(on_screen)), rect);
    let mut done = Done::No;
    if response.has_focus() {
        done = keys(ui, &response, &mut aligning);
        let ring = Stroke::new(2.0, theme::palette(ui).focus);
        painter.rect_stroke(rect, theme::CORNER, ring, egui::StrokeKind::Inside);
    }
    match done {
        Done::Accepted if aligning.alignment().is_some() => accept(aligning.alignment(), picture, desk),
        Done::Left => desk.state.back_to_form(),
        _ => desk.state.scan.aligning = Some(aligning),
    }
    response
}

fn hold(aligning: &mut Aligning, response: &Response, shown: &[Option<Pos2>; 4]) {
    let pressed = response.drag_started_by(PointerButton::Primary) || response.clicked();
    if let Some(pointer) = response.interact_pointer_pos().filter(|_| pressed) {
        let near = shown
            .iter()
            .enumerate()
            .filter_map(|(at, corner)| Some((at, corner.as_ref()?.distance(pointer))))
            .min_by(|a, b| a.1.total_cmp(&b.1))
            .filter(|(_, off)| *off <= NEAR_PT);
        if let Some((at, _)) = near {
            aligning.chosen = at;
            aligning.held = response.drag_started_by(PointerButton::Primary).then_some(at);
        }
        response.request_focus();
    }
    if !response.dragged() {
        aligning.held = None;
    }
}

/// What became of it by key.
enum Done {
    No,
    Accepted,
    Left,
}

fn keys(ui: &Ui, response: &Response, aligning: &mut Aligning) -> Done {
    let filter = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let pressed = |key: Key| ui.input_mut(|input| input.count_and_consume_key(egui::Modifiers::NONE, key) > 0);
    let with_shift = |key: Key| ui.input_mut(|input| input.count_and_consume_key(egui::Modifiers::SHIFT, key) > 0);
    let arrows = [
        (Key::ArrowLeft, -1.0, 0.0),
        (Key::ArrowRight, 1.0, 0.0),
        (Key::ArrowUp, 0.0, -1.0),
        (Key::ArrowDown, 0.0, 1.0),
    ];
    for (key, x, y) in arrows {
        if with_shift(key) {
            aligning.nudge(x * STEP * 10.0, y * STEP * 10.0);
        } else if pressed(key) {
            aligning.nudge(x * STEP, y * STEP);
        }
    }
    if with_shift(Key::Tab) {
        aligning.chosen = (aligning.chosen + 3) % 4;
    } else if pressed(Key::Tab) {
        aligning.chosen = (aligning.chosen + 1) % 4;
    }
    if pressed(Key::R) {
        aligning.turn();
    }
    if pressed(Key::Delete) {
        aligning.toggle_seen();
    }
    if pressed(Key::Enter) {
        Done::Accepted
    } else if pressed(Key::Escape) {
        Done::Left
    } else {
        Done::No
    }
}

fn corners_ui(ui: &Ui, aligning: &Aligning, shown: &[Option<Pos2>; 4], room: Rect) {
    let colours = theme::palette(ui);
    let painter = ui.painter_at(room);
    let usable = aligning.alignment().is_some();
    let colour = if usable { colours.focus } else { colours.disputed };
    for at in 0..4 {
        let (Some(Some(from)), Some(Some(to))) = (shown.get(at), shown.get((at + 1) % 4)) else { continue };
        // the upper edge of the card is the thick one
        painter.line_segment([*from, *to], Stroke::new(if at == 0 { 4.0 } else { 2.0 }, colour));
    }
    if let [Some(left), Some(right), ..] = shown {
        let font = egui::TextStyle::Body.resolve(ui.style());
        let at = *left + (*right - *left) * 0.5;
        let galley = painter.layout_no_wrap(tr("page-align-top"), font, colours.ink);
        let back = Rect::from_center_size(at, galley.size() + egui::vec2(12.0, 4.0));
        painter.rect_filled(back, 3.0, colours.sheet);
        painter.rect_stroke(back, 3.0, Stroke::new(1.0, colour), egui::StrokeKind::Inside);
        painter.galley(Align2::CENTER_CENTER.align_size_within_rect(galley.size(), back).min, galley, colours.ink);
    }
    for (at, corner) in shown.iter().enumerate() {
        let Some(corner) = corner else { continue };
        let is_seen = aligning.corners.get(at).is_some_and(Option::is_some);
        let radius = if at == aligning.chosen { 10.0 } else { 7.0 };
        painter.circle_filled(*corner, radius, if is_seen { colours.sheet.gamma_multiply(0.7) } else { colours.shelf });
        painter.circle_stroke(*corner, radius, Stroke::new(if at == aligning.chosen { 3.0 } else { 2.0 }, colour));
    }
}

fn accept(alignment: Option<Alignment>, picture: &Attachment, desk: &mut Desk<'_>) {
    desk.state.scan.aligning = None;
    desk.state.scan.views.remove(&picture.id);
    desk.state.scan.flown = None;
    desk.state.back_to_form();
    if let Some(value) = alignment.and_then(|alignment| serde_json::to_value(alignment).ok()) {
        desk.want(PageAction::Set { entry: picture.id, fields: vec![("alignment", value)], reason: String::new() });
    }
}

/// The line under the scan: how it is aligned, and what can be done about it.
pub(super) fn band_ui(ui: &mut Ui, picture: &Attachment, desk: &mut Desk<'_>) {
    if desk.state.side_mm().is_none() {
        return;
    }
    if let Some(aligning) = desk.state.scan.aligning.clone().filter(|aligning| aligning.picture == picture.id) {
        ui.horizontal_wrapped(|ui| placing_ui(ui, aligning, picture, desk));
        return;
    }
    let (words, alignment) = match desk.state.aligned(picture) {
        Aligned::Said(_) => return,
        Aligned::AsBefore(alignment, card) => {
            (tr_args("page-align-as-before", &[("card", card.into())]), Some(alignment))
        }
        Aligned::Found(alignment) => (tr("page-align-found"), Some(alignment)),
        Aligned::No => (tr("page-align-none"), None),
    };
    ui.horizontal_wrapped(|ui| {
        if desk.can_write() {
            if let Some(alignment) = alignment
                && ui.button(tr("page-align-accept")).on_hover_text(tr("page-align-accept-hint")).clicked()
            {
                accept(Some(alignment), picture, desk);
            }
            if ui.button(tr("page-align-correct")).clicked() {
                desk.want(PageAction::Align);
            }
        }
        ui.label(theme::small(ui, words));
    });
}

fn placing_ui(ui: &mut Ui, mut aligning: Aligning, picture: &Attachment, desk: &mut Desk<'_>) {
    let usable = aligning.alignment();
    if ui.add_enabled(usable.is_some(), theme::primary_button(ui, &tr("page-align-done"))).clicked() {
        return accept(usable, picture, desk);
    }
    if ui.button(tr("page-align-turn")).on_hover_text(tr("page-align-turn-hint")).clicked() {
        aligning.turn();
    }
    if ui.button(tr("page-align-unseen")).on_hover_text(tr("page-align-unseen-hint")).clicked() {
        aligning.toggle_seen();
    }
    let leave = ui.button(tr("page-align-leave")).clicked();
    let words = if usable.is_some() { "page-align-how" } else { "page-align-cannot" };
    ui.label(theme::small(ui, tr(words)));
    desk.state.scan.aligning = (!leave).then_some(aligning);
    if leave {
        desk.state.back_to_form();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_corners_are_enough_and_two_are_not_offered() {
        let mut aligning = Aligning::begin(EntryId::fresh(), None);
        aligning.chosen = 2;
        aligning.toggle_seen();
        assert_eq!(aligning.corners[2], None);
        assert_eq!(aligning.alignment(), Some(Alignment::WHOLE));
        aligning.chosen = 1;
        aligning.toggle_seen();
        assert!(aligning.corners[1].is_some(), "three have to be seen");
        aligning.nudge(-0.1, 0.0);
        let corner = aligning.shown()[2].unwrap();
        assert!((corner.x - 0.9).abs() < 1e-9, "the unseen corner goes with the others: {corner:?}");
        aligning.chosen = 2;
        aligning.toggle_seen();
        assert!(aligning.corners[2].is_some());
    }

    #[test]
    fn corners_that_no_card_can_have_are_not_accepted() {
        let mut aligning = Aligning::begin(EntryId::fresh(), None);
        aligning.put(0, Point { x: 1.1, y: 1.1 });
        assert_eq!(aligning.alignment(), None);
        let mut turned = Aligning::begin(EntryId::fresh(), None);
        turned.turn();
        assert_eq!(turned.alignment(), Some(Alignment::WHOLE.turned(1)));
    }
}
