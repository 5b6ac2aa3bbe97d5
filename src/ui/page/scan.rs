//! The scan of the side being keyed: it stays in view while the form beside or below it is scrolled.

use super::head::mark_ui;
use super::model::BoxModel;
use super::pictures::{self, Small};
use super::{Desk, PageAction, editor, viewer};
use crate::background::Pixels;
use crate::error::Error;
use crate::i18n::{tr, tr_args};
use crate::model::{Attachment, Dossier, Entry, EntryId, EntryKind, Role, Side};
use crate::ui::theme;
use eframe::egui;
use egui::{CursorIcon, Image, Rect, ScrollArea, Sense, Stroke, StrokeKind, TextureHandle, Ui, vec2};

/// Height of the line under the picture.
const SWITCH_PT: f32 = 42.0;
/// Longest side of a small picture in pixels: what is drawn larger is asked for anew.
const SMALL_SIDE_PX: f32 = 512.0;
/// A picture that needs no more than this much of its full width to be seen whole is shown whole.
const WHOLE_FROM: f32 = 0.7;

/// Which side is shown and which box is being keyed.
#[derive(Default)]
pub(super) struct ScanState {
    /// The side shown; follows the box that is keyed.
    side: Option<Side>,
    /// The box that has the keyboard: its side, its id, its place on the side.
    keyed: Option<(Side, String, Option<[f32; 4]>)>,
    /// Whether its place has still to be brought into view.
    moved: bool,
    /// The larger picture of one side.
    large: Option<(EntryId, Option<TextureHandle>)>,
    /// Whether the strip is put away.
    folded: bool,
}

impl ScanState {
    /// Another page is shown.
    pub(super) fn leave(&mut self) {
        *self = Self { folded: self.folded, ..Self::default() };
    }

    /// Whether the strip is put away.
    pub(super) fn is_folded(&self) -> bool {
        self.folded
    }

    /// A larger picture came; without one the small one stays.
    pub(super) fn take(&mut self, ctx: &egui::Context, id: EntryId, pixels: &Result<Pixels, Error>) {
        if let (Some((asked, texture)), Ok(pixels)) = (&mut self.large, pixels)
            && *asked == id
        {
            *texture = Some(viewer::texture(ctx, id, pixels));
        }
    }

    /// The place of the box that is keyed, when this side is shown.
    pub(super) fn place_on(&self, side: Side) -> Option<[f32; 4]> {
        self.keyed.as_ref().filter(|(keyed, ..)| *keyed == side).and_then(|(.., place)| *place)
    }
}

/// Notes a box that has the keyboard, so that its side is shown and its place framed.
pub(super) fn follow_box(ui: &Ui, drawn: Rect, side: Side, a_box: &BoxModel, desk: &mut Desk<'_>) {
    let has_keyboard = ui
        .memory(egui::Memory::focused)
        .and_then(|id| ui.ctx().read_response(id))
        .is_some_and(|place| place.layer_id == ui.layer_id() && drawn.contains(place.rect.center()));
    let state = &mut desk.state.scan;
    let is_known = state.keyed.as_ref().is_some_and(|(known, id, _)| *known == side && *id == a_box.id);
    if has_keyboard && !is_known {
        state.keyed = Some((side, a_box.id.clone(), a_box.place));
        state.side = Some(side);
        state.moved = true;
        ui.ctx().request_repaint();
    }
}

/// The pictures of the sides of a card, when it has any.
pub(super) fn sides(dossier: &Dossier) -> Vec<(Side, &Attachment)> {
    if dossier.entry.kind() != EntryKind::FileCard {
        return Vec::new();
    }
    [(Side::Front, Role::Front), (Side::Back, Role::Back)]
        .into_iter()
        .filter_map(|(side, role)| Some((side, dossier.pictures.iter().find(|picture| picture.role == role)?)))
        .collect()
}

/// Draws the side being keyed with the switch under it. `strip` says that it stands above the form and can be put away.
pub(super) fn scan_ui(ui: &mut Ui, dossier: &Dossier, sides: &[(Side, &Attachment)], strip: bool, desk: &mut Desk<'_>) {
    let wanted = desk.state.scan.side.unwrap_or_default();
    let Some((side, picture)) = sides.iter().find(|(side, _)| *side == wanted).or(sides.first()).copied() else {
        return;
    };
    if !(strip && desk.state.scan.folded) {
        let room = vec2(ui.available_width(), (ui.available_height() - SWITCH_PT).max(60.0));
        ui.push_id(picture.id, |ui| picture_ui(ui, (side, picture), room, strip, desk));
    }
    ui.horizontal(|ui| {
        for (one, _) in sides {
            if ui.selectable_label(*one == side, tr(&format!("side-{}", one.term()))).clicked() {
                desk.state.scan.side = Some(*one);
            }
        }
        if picture.drawn {
            let specimen = matches!(&dossier.entry, Entry::FileCard(card) if card.specimen);
            let mark = if specimen { "page-specimen" } else { "page-drawn" };
            mark_ui(ui, &tr(mark), &tr("page-drawn-explained"));
        }
        if strip {
            let words = if desk.state.scan.folded { "page-scan-show" } else { "page-scan-hide" };
            if ui.button(tr(words)).clicked() {
                desk.state.scan.folded = !desk.state.scan.folded;
            }
        }
    });
}

fn picture_ui(ui: &mut Ui, (side, picture): (Side, &Attachment), room: egui::Vec2, strip: bool, desk: &mut Desk<'_>) {
    let name = tr_args("page-picture-of", &[("caption", pictures::caption(picture).into())]);
    if desk.state.pictures.is_covered(picture) {
        pictures::cover_ui(ui, picture, &name, desk);
        return;
    }
    let small = match pictures::small(picture, desk) {
        Small::Ready(texture) => texture,
        Small::Failed(why) => {
            ui.label(theme::small(ui, tr_args("page-picture-not-shown", &[("why", why.into())])));
            return;
        }
        Small::Asked => {
            let (rect, _) = ui.allocate_exact_size(room, Sense::hover());
            ui.painter().rect_filled(rect, theme::CORNER, theme::palette(ui).shelf);
            return;
        }
    };
    let natural = small.size_vec2().max(vec2(1.0, 1.0));
    let across = natural * (room.x / natural.x);
    let whole = natural * (room.x / natural.x).min(room.y / natural.y);
    let drawn_size = if !strip && whole.x >= across.x * WHOLE_FROM { whole } else { across };
    let texture = sharp(ui, picture, small, drawn_size, desk);
    let place = desk.state.pictures.pointed_on(side).or_else(|| desk.state.scan.place_on(side));
    let moved = std::mem::take(&mut desk.state.scan.moved);
    let area = ScrollArea::vertical().id_salt("scan").max_height(room.y).min_scrolled_height(room.y);
    area.auto_shrink([false, true]).show(ui, |ui| {
        let (rect, drawn) = ui.allocate_exact_size(drawn_size, Sense::click());
        Image::new(&texture).paint_at(ui, rect);
        if drawn.has_focus() {
            let ring = Stroke::new(2.0, theme::palette(ui).focus);
            ui.painter().rect_stroke(rect, theme::CORNER, ring, StrokeKind::Inside);
        }
        if let Some(place) = place {
            let framed = pictures::frame_place(ui, rect, place);
            if moved {
                ui.scroll_to_rect(framed.expand(24.0), None);
            }
        }
        editor::name(&drawn, egui::Role::Button, &name);
        if drawn.on_hover_cursor(CursorIcon::ZoomIn).clicked() {
            desk.state.viewer = Some(viewer::Viewer::new(picture.clone()));
            desk.want(PageAction::Picture(Box::new(picture.clone())));
        }
    });
}

/// The larger picture when it is drawn larger than the small one is; until it comes, the small one.
fn sharp(ui: &Ui, picture: &Attachment, small: TextureHandle, size: egui::Vec2, desk: &mut Desk<'_>) -> TextureHandle {
    if size.max_elem() * ui.pixels_per_point() <= SMALL_SIDE_PX {
        return small;
    }
    match &desk.state.scan.large {
        Some((id, texture)) if *id == picture.id => texture.clone().unwrap_or(small),
        _ => {
            // one at a time: that of the other side is let go
            desk.state.scan.large = Some((picture.id, None));
            desk.want(PageAction::Picture(Box::new(picture.clone())));
            small
        }
    }
}
