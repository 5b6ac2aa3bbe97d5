//! One picture, large: fitted, pixel for pixel, moved, enlarged and turned. The master is never touched.

use super::Desk;
use crate::background::Pixels;
use crate::error::Error;
use crate::i18n::{tr, tr_args};
use crate::model::{Attachment, EntryId};
use crate::ui::theme;
use eframe::egui;
use egui::{
    Color32, ColorImage, Context, Frame, Id, Key, Margin, Mesh, Modal, Pos2, Rect, Sense, TextureHandle,
    TextureOptions, Ui, Vec2, pos2, vec2,
};

/// The longest side of the copy that is shown, in pixels.
pub(super) const MAX_SIDE_PX: u32 = 4096;
/// How far a picture can be enlarged, in screen pixels for a pixel of the master.
const MAX_ZOOM: f32 = 16.0;

/// A picture that is looked at.
pub(super) struct Viewer {
    picture: Attachment,
    texture: Option<TextureHandle>,
    failed: Option<String>,
    /// Points for a pixel of the master; fitted into the window when `None`.
    zoom: Option<f32>,
    /// Where the middle of the picture lies, from the middle of the window.
    offset: Vec2,
    /// Quarter turns clockwise.
    turns: u8,
}

impl Viewer {
    /// Looks at a picture.
    pub(super) fn new(picture: Attachment) -> Self {
        Self { picture, texture: None, failed: None, zoom: None, offset: Vec2::ZERO, turns: 0 }
    }

    /// The picture came.
    pub(super) fn take(&mut self, ctx: &Context, id: EntryId, pixels: &Result<Pixels, Error>) {
        if self.picture.id == id {
            match pixels {
                Ok(pixels) => self.texture = Some(texture(ctx, id, pixels)),
                Err(error) => self.failed = Some(error.to_string()),
            }
        }
    }

    /// Size of the master in pixels as it is turned now.
    fn size(&self) -> Vec2 {
        #[expect(clippy::cast_precision_loss, reason = "pixels of a picture on a screen")]
        let size = match (&self.texture, self.picture.width_px, self.picture.height_px) {
            (Some(texture), 0, _) | (Some(texture), _, 0) => texture.size_vec2(),
            (_, width, height) => vec2(width as f32, height as f32),
        };
        if self.turns.is_multiple_of(2) { size } else { vec2(size.y, size.x) }
    }

    fn fitting_zoom(&self, room: Vec2) -> f32 {
        let size = self.size().max(vec2(1.0, 1.0));
        (room.x / size.x).min(room.y / size.y)
    }

    /// Enlarges so that the point under `at` (from the middle of the window) stays where it is.
    fn zoom_by(&mut self, factor: f32, at: Vec2, room: Vec2) {
        let before = self.zoom.unwrap_or_else(|| self.fitting_zoom(room));
        let after = (before * factor).clamp(self.fitting_zoom(room).min(before) * 0.5, MAX_ZOOM);
        self.offset = at + (self.offset - at) * (after / before);
        self.zoom = Some(after);
    }

    fn fit(&mut self) {
        self.zoom = None;
        self.offset = Vec2::ZERO;
    }

    fn turn(&mut self) {
        self.turns = (self.turns + 1) % 4;
        self.fit();
    }
}

/// Makes a texture, smaller when the graphics cannot hold it whole.
pub(super) fn texture(ctx: &Context, id: EntryId, pixels: &Pixels) -> TextureHandle {
    let most = ctx.input(|input| input.max_texture_side).max(1);
    let step = pixels.width_px.max(pixels.height_px).div_ceil(most).max(1);
    let whole = ColorImage::from_rgba_unmultiplied([pixels.width_px, pixels.height_px], &pixels.rgba);
    let image = if step == 1 {
        whole
    } else {
        let size = [pixels.width_px / step, pixels.height_px / step];
        let kept = (0..size[1])
            .flat_map(|row| (0..size[0]).map(move |column| (row * step, column * step)))
            .filter_map(|(row, column)| whole.pixels.get(row * pixels.width_px + column).copied())
            .collect();
        ColorImage::new(size, kept)
    };
    ctx.load_texture(format!("picture {id}"), image, TextureOptions::LINEAR)
}

/// Draws the large picture over everything else.
pub(super) fn dialog(ctx: &Context, desk: &mut Desk<'_>) {
    let Some(mut viewer) = desk.state.viewer.take() else { return };
    let room = (ctx.content_rect().size() - vec2(72.0, 72.0)).max(vec2(200.0, 160.0));
    let mut close = false;
    let colours = theme::palette_of(ctx.theme() == egui::Theme::Dark);
    let frame = Frame::new().fill(colours.sheet).inner_margin(Margin::same(12)).corner_radius(theme::CORNER);
    let shown = Modal::new(Id::unique("page-viewer")).frame(frame).show(ctx, |ui| {
        ui.set_width(room.x);
        ui.horizontal_wrapped(|ui| close = tools_ui(ui, &mut viewer));
        if !viewer.picture.caption.is_empty() {
            ui.label(theme::small(ui, &viewer.picture.caption));
        }
        let left = vec2(room.x, (room.y - ui.min_rect().height()).max(120.0));
        canvas_ui(ui, &mut viewer, left);
    });
    if !close && !shown.should_close() {
        desk.state.viewer = Some(viewer);
    }
}

/// The tools above the picture; returns whether it is closed.
fn tools_ui(ui: &mut Ui, viewer: &mut Viewer) -> bool {
    let pressed = |key| ui.input(|input| input.key_pressed(key));
    let (fit, whole, larger, smaller, turn) = (
        pressed(Key::Num0),
        pressed(Key::Num1),
        pressed(Key::Plus) || pressed(Key::Equals),
        pressed(Key::Minus),
        pressed(Key::R),
    );
    let room = ui.available_size();
    if ui.button(tr("page-view-fit")).on_hover_text("0").clicked() || fit {
        viewer.fit();
    }
    if ui.button(tr("page-view-whole")).on_hover_text("1").clicked() || whole {
        viewer.zoom = Some(1.0 / ui.pixels_per_point());
        viewer.offset = Vec2::ZERO;
    }
    if ui.button(tr("page-view-larger")).on_hover_text("+").clicked() || larger {
        viewer.zoom_by(1.25, Vec2::ZERO, room);
    }
    if ui.button(tr("page-view-smaller")).on_hover_text("\u{2212}").clicked() || smaller {
        viewer.zoom_by(0.8, Vec2::ZERO, room);
    }
    if ui.button(tr("page-view-turn")).on_hover_text("R").clicked() || turn {
        viewer.turn();
    }
    let close = ui.button(tr("page-view-close")).clicked();
    let picture = &viewer.picture;
    let size = tr_args(
        "page-view-size",
        &[("width", picture.width_px.to_string().into()), ("height", picture.height_px.to_string().into())],
    );
    ui.label(theme::small(ui, size));
    if picture.width_px.max(picture.height_px) > MAX_SIDE_PX {
        ui.label(theme::small(ui, tr_args("page-view-reduced", &[("side", MAX_SIDE_PX.to_string().into())])));
    }
    close
}

fn canvas_ui(ui: &mut Ui, viewer: &mut Viewer, size: Vec2) {
    let (rect, response) = ui.allocate_exact_size(size, Sense::click_and_drag());
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, 0.0, theme::palette(ui).shelf);
    let Some(texture) = viewer.texture.clone() else {
        let words = match &viewer.failed {
            Some(why) => tr_args("page-picture-not-shown", &[("why", why.clone().into())]),
            None => tr("page-view-reading"),
        };
        let font = egui::TextStyle::Body.resolve(ui.style());
        painter.text(rect.center(), egui::Align2::CENTER_CENTER, words, font, theme::palette(ui).weak);
        return;
    };
    if response.dragged() {
        viewer.zoom = Some(viewer.zoom.unwrap_or_else(|| viewer.fitting_zoom(size)));
        viewer.offset += response.drag_delta();
    }
    if let Some(pointer) = response.hover_pos() {
        let (scroll, pinch) = ui.input(|input| (input.smooth_scroll_delta().y, input.zoom_delta()));
        let factor = pinch * (scroll * 0.002).exp();
        if (factor - 1.0).abs() > f32::EPSILON {
            viewer.zoom_by(factor, pointer - rect.center(), size);
        }
    }
    if response.double_clicked() {
        viewer.fit();
    }
    let zoom = viewer.zoom.unwrap_or_else(|| viewer.fitting_zoom(size));
    let place = Rect::from_center_size(rect.center() + viewer.offset, viewer.size() * zoom);
    let mut mesh = Mesh::with_texture(texture.id());
    for (at, uv) in corners(place, viewer.turns) {
        mesh.vertices.push(egui::epaint::Vertex { pos: at, uv, color: Color32::WHITE });
    }
    mesh.indices.extend([0, 1, 2, 0, 2, 3]);
    painter.add(mesh);
}

/// The corners of `place` clockwise from the upper left, each with the point of the picture that lies there.
fn corners(place: Rect, turns: u8) -> [(Pos2, Pos2); 4] {
    let mut points = [pos2(0.0, 0.0), pos2(1.0, 0.0), pos2(1.0, 1.0), pos2(0.0, 1.0)];
    points.rotate_right(usize::from(turns % 4));
    let [one, two, three, four] = points;
    [(place.left_top(), one), (place.right_top(), two), (place.right_bottom(), three), (place.left_bottom(), four)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_turn_brings_the_left_edge_to_the_top() {
        let place = Rect::from_min_size(pos2(0.0, 0.0), vec2(2.0, 1.0));
        let [(_, upper_left), (_, upper_right), ..] = corners(place, 1);
        assert_eq!((upper_left, upper_right), (pos2(0.0, 1.0), pos2(0.0, 0.0)));
        assert_eq!(corners(place, 4), corners(place, 0));
    }
}
