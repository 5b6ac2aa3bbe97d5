//! The scan of the side being keyed: upright beside or above the form, flown to the box that has the keyboard.
//!
//! Invariant: a region is only taken from the form when somebody has said where the card lies, on this scan or on the
//! last one of the batch; this card's own edges refine the latter where they agree with it. What was merely found by its
//! edges is shown and waits to be accepted.

use super::drafts::{Key, Slot};
use super::head::mark_ui;
use super::model::BoxModel;
use super::pictures::{self, Small};
use super::scan_align::{self, Aligning};
use super::sheet::{Sheet, View};
use super::{Desk, PageAction, PageState, canvas, editor};
use crate::background::{CardEdges, Pixels};
use crate::catalogue::OnPicture;
use crate::error::Error;
use crate::i18n::{tr, tr_args};
use crate::model::{Alignment, Attachment, Claim, Dossier, Entry, EntryId, EntryKind, Role, Side};
use crate::ui::{theme, viewer};
use eframe::egui;
use egui::{Rect, Sense, TextureHandle, Ui, vec2};
use std::collections::BTreeMap;

/// Height of the line under the picture.
const TOOLS_PT: f32 = 42.0;
/// Width below which those lines need two each.
const TOOLS_WIDTH_PT: f32 = 560.0;
/// Longest side of a small picture in pixels: what is drawn larger is asked for anew.
const SMALL_SIDE_PX: f32 = 512.0;
/// Two scans of a batch are of one size when they differ by no more than this part.
const SAME_SIZE: f64 = 0.03;
/// The edges of a card confirm where the last one lay when no corner is further off than this part of the picture.
const SAME_PLACE: f64 = 0.08;

/// Which side is shown, how, and what is being done on it.
#[derive(Default)]
pub(super) struct ScanState {
    /// The side shown; follows the box that is keyed.
    side: Option<Side>,
    /// The box that has or last had the keyboard: its side and its id.
    keyed: Option<(Side, String)>,
    /// The place that was flown to last.
    pub(super) flown: Option<(EntryId, Key)>,
    /// What is seen of each picture; all of it when there is none.
    pub(super) views: BTreeMap<EntryId, View>,
    /// How each picture lay when it was drawn last: another alignment is another sheet.
    pub(super) sheets: BTreeMap<EntryId, Sheet>,
    /// A flight: from where, and when it began.
    pub(super) flight: Option<(View, f64)>,
    /// The box the pointer is over on the scan.
    pub(super) hovered: Option<(Side, String)>,
    /// The box of the form the pointer is over, now and in the frame before.
    pointed: Option<(Side, String)>,
    was_pointed: Option<(Side, String)>,
    /// A rectangle being drawn on the scan: where it began, on the sheet.
    pub(super) drawn_from: Option<egui::Pos2>,
    /// Regions drawn for values that are not written yet.
    drawn: BTreeMap<Key, OnPicture>,
    /// The larger pictures, asked for or here.
    large: BTreeMap<EntryId, Option<TextureHandle>>,
    /// What was found by the card's edges.
    edges: BTreeMap<EntryId, Option<CardEdges>>,
    /// The corners being placed.
    pub(super) aligning: Option<Aligning>,
    /// Whether the strip is put away.
    folded: bool,
    /// The height of the lines under the picture when they were drawn last, with the width they had.
    tools: Option<(f32, f32)>,
    /// Why a command on the scan did nothing.
    pub(super) told: Option<String>,
}

impl ScanState {
    /// Another page is shown.
    pub(super) fn leave(&mut self) {
        *self = Self { folded: self.folded, tools: self.tools, ..Self::default() };
    }

    /// The role of pictures of the side that is shown.
    pub(super) fn side_shown(&self) -> Role {
        if self.side == Some(Side::Back) { Role::Back } else { Role::Front }
    }

    /// Whether the strip is put away.
    pub(super) fn is_folded(&self) -> bool {
        self.folded
    }

    /// A larger picture came; without one the small one stays.
    pub(super) fn take(&mut self, ctx: &egui::Context, id: EntryId, pixels: &Result<Pixels, Error>) {
        if let (Some(texture), Ok(pixels)) = (self.large.get_mut(&id), pixels) {
            *texture = Some(viewer::texture(ctx, &format!("picture {id}"), pixels));
        }
    }

    /// What the edges of a card say came.
    pub(super) fn take_edges(&mut self, id: EntryId, edges: Option<CardEdges>) {
        if let Some(known) = self.edges.get_mut(&id) {
            *known = edges;
        }
    }

    /// Whether the box that is keyed is on this side.
    pub(super) fn is_keyed_on(&self, side: Side) -> bool {
        self.keyed.as_ref().is_some_and(|(keyed, _)| *keyed == side)
    }

    /// A new frame begins.
    pub(super) fn begin(&mut self) {
        self.was_pointed = self.pointed.take();
    }

    /// The pointer is over a box of the form.
    pub(super) fn point_at(&mut self, side: Side, field: &str) {
        self.pointed = Some((side, field.to_owned()));
    }

    /// The box of the form the pointer was over, when it is on this side.
    pub(super) fn pointed_on(&self, side: Side) -> Option<&str> {
        self.was_pointed.as_ref().filter(|(pointed, _)| *pointed == side).map(|(_, field)| field.as_str())
    }

    /// Whether the pointer went to another box: the scan may be drawn before the box that lights it.
    pub(super) fn has_moved(&self) -> bool {
        self.was_pointed != self.pointed
    }

    /// Whether the pointer is over the place of this box on the scan.
    pub(super) fn is_hovered(&self, side: Side, field: &str) -> bool {
        self.hovered.as_ref().is_some_and(|(on, hovered)| *on == side && hovered == field)
    }
}

/// Notes a box that has the keyboard, so that its side is shown and its place framed.
pub(super) fn follow_box(ui: &Ui, drawn: Rect, side: Side, a_box: &BoxModel, desk: &mut Desk<'_>) {
    let has_keyboard = ui
        .memory(egui::Memory::focused)
        .and_then(|id| ui.ctx().read_response(id))
        .is_some_and(|place| place.layer_id == ui.layer_id() && drawn.contains(place.rect.center()));
    let state = &mut desk.state.scan;
    let is_known = state.keyed.as_ref().is_some_and(|(known, id)| *known == side && *id == a_box.id);
    if has_keyboard && !is_known {
        state.keyed = Some((side, a_box.id.clone()));
        state.side = Some(side);
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

/// Where the card lies on a scan.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Aligned {
    /// Somebody has said so.
    Said(Alignment),
    /// As on the last scan of the batch, and on which card that was.
    AsBefore(Alignment, String),
    /// Only found by its edges.
    Found(Alignment),
    /// Nobody knows.
    No,
}

impl Aligned {
    /// What can be drawn by.
    pub(super) fn alignment(&self) -> Option<Alignment> {
        match self {
            Self::Said(alignment) | Self::AsBefore(alignment, _) | Self::Found(alignment) => Some(*alignment),
            Self::No => None,
        }
    }

    /// What regions may be taken from.
    fn is_vouched_for(&self) -> bool {
        matches!(self, Self::Said(_) | Self::AsBefore(..))
    }
}

impl PageState {
    /// The size of a side of the shown card in millimetres, when its form has one.
    pub(super) fn side_mm(&self) -> Option<(f64, f64)> {
        self.aids.template.as_ref().and_then(|template| template.width_mm.zip(template.height_mm))
    }

    /// Where the card lies on one of its scans.
    pub(super) fn aligned(&self, picture: &Attachment) -> Aligned {
        if let Some(alignment) = picture.alignment {
            return Aligned::Said(alignment);
        }
        let edges = self.scan.edges.get(&picture.id).and_then(Option::as_ref);
        let found = edges.map(|edges| Alignment { corners: edges.corners.map(Into::into) });
        let is_sure = edges.is_some_and(|edges| edges.sure);
        let near = |one: u32, other: u32| (f64::from(one) / f64::from(other.max(1)) - 1.0).abs() <= SAME_SIZE;
        let before = self.aids.batch.iter().find(|before| {
            before.role == picture.role
                && near(picture.width_px, before.size_px.0)
                && near(picture.height_px, before.size_px.1)
        });
        match (before, found) {
            (Some(before), found) => {
                // this card's own edges are better than the last one's, when they are the same way round
                let own = found.filter(|_| is_sure).and_then(|found| same_way_round(found, before.alignment));
                Aligned::AsBefore(own.unwrap_or(before.alignment), before.reference_code.clone())
            }
            (None, Some(found)) => Aligned::Found(found),
            (None, None) => Aligned::No,
        }
    }

    /// The larger pictures are forgotten while nobody sees the page; they are asked for again with it.
    pub fn put_pictures_away(&mut self) {
        self.scan.large.clear();
    }

    /// The scan of a side of the shown card.
    fn picture_of(&self, side: Side) -> Option<&Attachment> {
        let dossier = self.dossier.as_deref()?;
        sides(dossier).into_iter().find(|(known, _)| *known == side).map(|(_, picture)| picture)
    }

    /// Where the value typed in this place is read: drawn for it, or the place of its box on the scan. For a value
    /// that has its region already this does not count.
    pub(super) fn place_of(&self, key: &Key) -> Option<OnPicture> {
        if let Some(drawn) = self.scan.drawn.get(key) {
            return Some(*drawn);
        }
        let (Slot::Box(field) | Slot::Legible(field) | Slot::Further(field, _) | Slot::Row(field, _)) = &key.slot
        else {
            return None;
        };
        // a value of another card that still waits has no place on the scans of this one
        self.dossier.as_deref().filter(|dossier| dossier.entry.id() == key.entry)?;
        let field = self.aids.template.as_ref()?.field(field)?;
        let picture = self.picture_of(field.side)?;
        let aligned = self.aligned(picture);
        let (width, height) = self.side_mm()?;
        let alignment = aligned.alignment().filter(|_| aligned.is_vouched_for())?;
        let (plane, rect) = (alignment.plane(width, height)?, field.rect?);
        let area = plane.box_on_picture(rect)?;
        Some(OnPicture { picture: picture.id, area, outline: plane.outline_on_picture(rect) })
    }

    /// The claim a place of the form shows.
    pub(super) fn claim_at(&self, key: &Key) -> Option<&Claim> {
        match &key.slot {
            Slot::Legible(field) if field.is_empty() => self.claim(key.entry),
            Slot::Box(field) | Slot::Legible(field) => {
                self.standing_in_box(field).first().and_then(|id| self.claim(*id))
            }
            Slot::Row(_, row) => self.claim(*row).filter(|claim| claim.stands()),
            Slot::Further(_, claim) => self.claim(*claim),
            Slot::Wording => self.claim(key.entry),
            Slot::Own(_) => None,
        }
    }

    /// Where on a sheet the value of a place is: its own region, what was drawn for it, or its box.
    pub(super) fn rect_of(&self, key: &Key, picture: EntryId, sheet: &Sheet) -> Option<Rect> {
        if let Some(drawn) = self.scan.drawn.get(key).filter(|drawn| drawn.picture == picture) {
            return sheet.area_of(drawn.area, drawn.outline);
        }
        let dossier = self.dossier.as_deref()?;
        let claim = self.claim_at(key);
        let region = claim.and_then(|claim| claim.region);
        if let Some(region) = dossier.regions.iter().find(|known| Some(known.id) == region) {
            let area = [region.x, region.y, region.width, region.height];
            return (region.attachment == picture).then(|| sheet.area_of(area, region.outline))?;
        }
        let field = match &key.slot {
            Slot::Box(field) | Slot::Legible(field) | Slot::Further(field, _) | Slot::Row(field, _) => field.as_str(),
            _ => claim.map(|claim| claim.field.as_str())?,
        };
        sheet.field(self.aids.template.as_ref()?.field(field)?.rect?)
    }

    /// A rectangle was drawn on the scan for the value that is being keyed.
    pub(super) fn region_drawn(&mut self, key: &Key, at: OnPicture) -> Option<PageAction> {
        if let Some(claim) = self.claim_at(key).map(|claim| claim.id) {
            return Some(PageAction::PlaceClaim { claim, at });
        }
        self.scan.drawn.insert(key.clone(), at);
        None
    }

    /// What was drawn for a value that has its region now is its own.
    pub(super) fn settle_regions(&mut self) {
        let mut drawn = std::mem::take(&mut self.scan.drawn);
        drawn.retain(|key, _| self.claim_at(key).is_none_or(|claim| claim.region.is_none()));
        self.scan.drawn = drawn;
    }

    /// The box that has the keyboard, or had it last, as a place of the form.
    pub(super) fn keyed_place(&self) -> Option<Key> {
        let (_, field) = self.scan.keyed.as_ref()?;
        let card = self.shown?;
        let is_of_field = |key: &&Key| match &key.slot {
            Slot::Box(id) | Slot::Legible(id) | Slot::Further(id, _) | Slot::Row(id, _) => id == field,
            Slot::Wording => self.claim(key.entry).is_some_and(|claim| claim.field == *field),
            Slot::Own(_) => false,
        };
        let focused = self.editors.focused.as_ref().map(|focused| &focused.key);
        Some(
            focused.filter(is_of_field).cloned().unwrap_or_else(|| Key { entry: card, slot: Slot::Box(field.clone()) }),
        )
    }

    /// Typing goes on where it was, or begins.
    pub(super) fn back_to_form(&mut self) {
        self.editors.wanted = self.keyed_place();
        if self.editors.wanted.is_none() {
            self.editors.begin_in = self.shown;
        }
    }

    /// The sides of the shown card that have no scan yet, as roles of a picture.
    pub(super) fn missing_sides(&self) -> Vec<Role> {
        let Some(dossier) = self.dossier.as_deref().filter(|_| self.shows_card()) else { return Vec::new() };
        let sides = [Role::Front, Role::Back].into_iter();
        sides.filter(|role| dossier.pictures.iter().all(|picture| picture.role != *role)).collect()
    }

    /// The other side of the card, or the corners of the one that is shown.
    pub(super) fn scan_command(&mut self, command: &PageAction) {
        let Some(dossier) = self.dossier.clone() else { return };
        let sides = sides(&dossier);
        let shown = self.scan.side.unwrap_or_default();
        match command {
            PageAction::OtherSide => {
                let other = if shown == Side::Front { Side::Back } else { Side::Front };
                if sides.iter().any(|(side, _)| *side == other) {
                    self.scan.side = Some(other);
                    self.scan.folded = false;
                }
            }
            PageAction::Align => {
                self.scan.told = None;
                let picture = sides.iter().find(|(side, _)| *side == shown).or(sides.first());
                if picture.is_none() || self.side_mm().is_none() {
                    let why = if picture.is_none() { "page-align-no-scan" } else { "page-align-no-size" };
                    self.scan.told = Some(tr(why));
                } else if let Some((_, picture)) = picture {
                    self.scan.folded = false;
                    self.scan.aligning = Some(Aligning::begin(picture.id, self.aligned(picture).alignment()));
                }
            }
            _ => {}
        }
    }
}

/// `found` read so that its corners are those of `before`, when they nearly are.
fn same_way_round(found: Alignment, before: Alignment) -> Option<Alignment> {
    let off = |one: &Alignment| {
        let pairs = one.corners.iter().zip(before.corners);
        pairs.map(|(a, b)| (a.x - b.x).hypot(a.y - b.y)).fold(0.0, f64::max)
    };
    (0..4)
        .map(|turns| found.turned(turns))
        .min_by(|a, b| off(a).total_cmp(&off(b)))
        .filter(|way| off(way) <= SAME_PLACE)
}

/// Draws the side being keyed with the tools under it. `strip` says that it stands above the form and can be put away.
pub(super) fn scan_ui(ui: &mut Ui, dossier: &Dossier, sides: &[(Side, &Attachment)], strip: bool, desk: &mut Desk<'_>) {
    let wanted = desk.state.scan.side.unwrap_or_default();
    let Some((side, picture)) = sides.iter().find(|(side, _)| *side == wanted).or(sides.first()).copied() else {
        return;
    };
    let folded = strip && desk.state.scan.folded;
    if !folded {
        let narrow = if ui.available_width() < TOOLS_WIDTH_PT { 1.0 } else { 0.0 };
        let band = if needs_band(desk.state, picture) { 1.0 + narrow } else { 0.0 };
        let guess = TOOLS_PT * (1.0 + narrow + band);
        // as much as the lines under the picture took in the frame before, at this width
        let known = desk.state.scan.tools.filter(|(width, _)| (*width - ui.available_width().round()).abs() < 0.5);
        let tools = known.map_or(guess, |(_, height)| height);
        let room = vec2(ui.available_width(), (ui.available_height() - tools).max(60.0));
        ui.push_id(picture.id, |ui| picture_ui(ui, (side, picture), room, desk));
    }
    let top = ui.cursor().top();
    ui.horizontal_wrapped(|ui| tools_ui(ui, dossier, sides, (side, picture), strip, desk));
    if !folded {
        scan_align::band_ui(ui, picture, desk);
        let took = (ui.available_width().round(), ui.cursor().top() - top + ui.spacing().item_spacing.y);
        if desk.state.scan.tools.replace(took) != Some(took) {
            ui.ctx().request_discard("the lines under the picture have another height");
        }
    }
    // the other side is decoded while this one is read
    for (_, other) in sides.iter().filter(|(other, _)| *other != side) {
        if !desk.state.pictures.is_covered(other) {
            ask_large(other, desk);
        }
    }
}

/// Whether a line under the scan says how it is aligned.
fn needs_band(state: &PageState, picture: &Attachment) -> bool {
    state.side_mm().is_some() && (state.scan.aligning.is_some() || !matches!(state.aligned(picture), Aligned::Said(_)))
}

fn tools_ui(
    ui: &mut Ui,
    dossier: &Dossier,
    sides: &[(Side, &Attachment)],
    (side, picture): (Side, &Attachment),
    strip: bool,
    desk: &mut Desk<'_>,
) {
    for (one, _) in sides {
        if ui.selectable_label(*one == side, tr(&format!("side-{}", one.term()))).clicked() {
            desk.state.scan.side = Some(*one);
        }
    }
    if !(strip && desk.state.scan.folded) {
        if ui.button(tr("page-scan-whole")).on_hover_text(tr("page-scan-whole-hint")).clicked() {
            desk.state.scan.views.remove(&picture.id);
            desk.state.scan.flight = None;
        }
        if ui.button(tr("page-scan-large")).on_hover_text(tr("page-scan-large-hint")).clicked() {
            pictures::look_at(picture, desk);
        }
        let can_align = desk.can_write() && desk.state.side_mm().is_some() && desk.state.scan.aligning.is_none();
        if can_align && ui.button(tr("page-align")).on_hover_text(tr("page-align-hint")).clicked() {
            desk.want(PageAction::Align);
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
}

fn picture_ui(ui: &mut Ui, (side, picture): (Side, &Attachment), room: egui::Vec2, desk: &mut Desk<'_>) {
    let name = tr_args("page-picture-of", &[("caption", picture.name().into())]);
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
    ask_edges(picture, desk);
    let texture = if room.max_elem() * ui.pixels_per_point() > SMALL_SIDE_PX || desk.state.scan.flown.is_some() {
        ask_large(picture, desk).unwrap_or(small)
    } else {
        small
    };
    let is_aligning = desk.state.scan.aligning.as_ref().is_some_and(|aligning| aligning.picture == picture.id);
    let drawn = if is_aligning {
        scan_align::canvas_ui(ui, picture, &texture, room, desk)
    } else {
        canvas::canvas_ui(ui, (side, picture), &texture, room, desk)
    };
    editor::name(&drawn, egui::Role::Image, &name);
}

/// The larger picture, once it is here.
fn ask_large(picture: &Attachment, desk: &mut Desk<'_>) -> Option<TextureHandle> {
    if let Some(known) = desk.state.scan.large.get(&picture.id) {
        return known.clone();
    }
    desk.state.scan.large.insert(picture.id, None);
    desk.want(PageAction::Picture(Box::new(picture.clone())));
    None
}

/// Looks for the card's edges once, when nobody has said where it lies.
fn ask_edges(picture: &Attachment, desk: &mut Desk<'_>) {
    let Some(size_mm) = desk.state.side_mm() else { return };
    if picture.alignment.is_none() && !desk.state.scan.edges.contains_key(&picture.id) {
        desk.state.scan.edges.insert(picture.id, None);
        desk.want(PageAction::CardEdges(Box::new(picture.clone()), size_mm));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_edges_of_the_next_card_are_read_the_same_way_round() {
        let before = Alignment::WHOLE.turned(2);
        assert_eq!(same_way_round(Alignment::WHOLE, before), Some(before));
        let mut shifted = Alignment::WHOLE;
        for corner in &mut shifted.corners {
            corner.x += 0.2;
        }
        assert_eq!(same_way_round(shifted, before), None, "another card may lie elsewhere");
    }
}
