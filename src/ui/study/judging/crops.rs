//! The parts of scans from which rival claims were read: first from the small copy, then from a larger one.
//!
//! Invariant: what a covered picture shows is drawn only after somebody asked to see it. Only the parts are kept, not
//! the pictures.

use super::JudgingAction;
use super::model::Rival;
use crate::background::{Answer, Pixels, Request, Store};
use crate::i18n::{tr, tr_args};
use crate::model::{Appearance, Attachment, EntryId, Region};
use crate::ui::action::Action;
use crate::ui::study::StudyAction;
use crate::ui::theme;
use crate::ui::viewer::{Opening, ViewerAction};
use eframe::egui::{
    self, Button, Color32, ColorImage, Image, Sense, TextureHandle, TextureOptions, Ui, WidgetInfo, vec2,
};
use std::collections::{BTreeMap, BTreeSet};

/// Height of a part of a scan in points, at most.
pub(super) const CROP_PT: f32 = 116.0;
/// Side of the larger copy in pixels, at most.
const LARGE_PX: u32 = 2048;
/// How much of what is around a region is seen with it, as a share of the region.
const AROUND: f64 = 0.12;

/// A part of a scan.
enum Part {
    Asked,
    Cut(ColorImage),
    Ready(TextureHandle),
    Failed(String),
}

/// A claim's part of a scan.
struct Crop {
    region: Region,
    attachment: Attachment,
    part: Part,
    is_large: bool,
}

/// The parts of the scans of the disagreement that is shown.
#[derive(Default)]
pub(super) struct Crops {
    crops: BTreeMap<EntryId, Crop>,
    uncovered: BTreeSet<EntryId>,
}

impl Crops {
    /// Other claims are shown: those parts are asked for that are not there.
    pub(super) fn show(&mut self, rivals: &[Rival], store: &Store) {
        let mut before = std::mem::take(&mut self.crops);
        let mut asked = BTreeSet::new();
        for rival in rivals {
            let Some((region, attachment)) = &rival.crop else { continue };
            let same = before.remove(&rival.id).filter(|crop| {
                crop.region == *region
                    && crop.attachment.master == attachment.master
                    && crop.attachment.appearance == attachment.appearance
            });
            let crop = same.map(|crop| Crop { attachment: attachment.clone(), ..crop });
            let crop = crop.unwrap_or_else(|| {
                if asked.insert(attachment.id) {
                    // the last wish comes first: the small copy, which is there at once
                    let large = Request::Picture { attachment: Box::new(attachment.clone()), max_side_px: LARGE_PX };
                    store.send(large);
                    store.send(Request::Thumbnail { attachment: Box::new(attachment.clone()) });
                }
                Crop { region: region.clone(), attachment: attachment.clone(), part: Part::Asked, is_large: false }
            });
            self.crops.insert(rival.id, crop);
        }
    }

    /// Takes a picture that came.
    pub(super) fn take(&mut self, answer: &Answer) {
        let (id, pixels, is_large) = match answer {
            Answer::Thumbnail { attachment, pixels } => (attachment, pixels, false),
            Answer::Picture { attachment, pixels } => (attachment, pixels, true),
            _ => return,
        };
        for crop in self.crops.values_mut().filter(|crop| crop.attachment.id == *id) {
            // what is there already is never replaced by less
            if crop.is_large && !is_large {
                continue;
            }
            match pixels {
                Ok(pixels) => {
                    crop.part = Part::Cut(cut(pixels, &crop.region, crop.attachment.appearance));
                    crop.is_large = is_large;
                }
                Err(error) if matches!(crop.part, Part::Asked) => crop.part = Part::Failed(error.to_string()),
                Err(_) => {}
            }
        }
    }

    /// Somebody asked to see a covered picture.
    pub(super) fn uncover(&mut self, attachment: EntryId) {
        self.uncovered.insert(attachment);
    }

    /// Draws the part of a scan a claim was read from.
    pub(super) fn crop_ui(&mut self, ui: &mut Ui, rival: &Rival, actions: &mut Vec<Action>) {
        let Some(crop) = self.crops.get_mut(&rival.id) else { return };
        let name = tr_args("judging-crop-of", &[("claim", rival.name.clone().into())]);
        if !crop.attachment.content_note.is_empty() && !self.uncovered.contains(&crop.attachment.id) {
            return cover_ui(ui, &crop.attachment, &name, actions);
        }
        if let Part::Cut(image) = &crop.part {
            let texture = ui.ctx().load_texture(format!("crop {}", rival.id), image.clone(), TextureOptions::LINEAR);
            crop.part = Part::Ready(texture);
        }
        match &crop.part {
            Part::Ready(texture) => {
                let size = texture.size_vec2().max(vec2(1.0, 1.0));
                let room = vec2(ui.available_width(), CROP_PT);
                let scale = (room.x / size.x).min(room.y / size.y).min(2.0);
                let image = Image::new(texture).fit_to_exact_size(size * scale).maintain_aspect_ratio(false);
                let drawn = ui.add(Button::image(image).frame(false));
                ui.painter().rect_stroke(drawn.rect, 0.0, (1.0, theme::palette(ui).edge), egui::StrokeKind::Outside);
                drawn.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &name));
                if drawn.on_hover_text(tr("judging-crop-whole")).clicked() {
                    let opening = Opening::new(vec![crop.attachment.clone()], 0);
                    let opening = opening.uncovered(self.uncovered.iter().copied());
                    actions.push(Action::Viewer(ViewerAction::Open(Box::new(opening))));
                }
            }
            Part::Failed(why) => {
                ui.label(theme::small(ui, tr_args("page-picture-not-shown", &[("why", why.clone().into())])));
            }
            Part::Asked | Part::Cut(_) => {
                let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), CROP_PT / 2.0), Sense::hover());
                ui.painter().rect_filled(rect, theme::CORNER, theme::palette(ui).shelf);
            }
        }
    }
}

/// In place of a picture that should not be seen unasked: why, and a button.
fn cover_ui(ui: &mut Ui, attachment: &Attachment, name: &str, actions: &mut Vec<Action>) {
    let colours = theme::palette(ui);
    egui::Frame::new().fill(colours.shelf).corner_radius(theme::CORNER).inner_margin(8).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(theme::small(ui, &attachment.content_note));
        let show = ui.button(tr("page-uncover"));
        let label = tr_args("page-uncover-of", &[("name", name.into())]);
        show.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &label));
        if show.clicked() {
            actions.push(Action::Study(StudyAction::Judging(JudgingAction::Uncover(attachment.id))));
        }
    });
}

/// The part of a picture around a region, turned as the picture is looked at.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "pixels of a picture of at most a few thousand on a side"
)]
fn cut(pixels: &Pixels, region: &Region, appearance: Option<Appearance>) -> ColorImage {
    let along = |from: f64, length: f64, whole: usize| {
        let edge = |at: f64| (at.clamp(0.0, 1.0) * whole as f64) as usize;
        let first = edge(from - length * AROUND).min(whole.saturating_sub(1));
        let last = edge(from + length * (1.0 + AROUND)).clamp(first + 1, whole.max(first + 1));
        (first, last - first)
    };
    let (left, width) = along(region.x, region.width, pixels.width_px);
    let (top, height) = along(region.y, region.height, pixels.height_px);
    let at = |x: usize, y: usize| {
        let from = ((top + y) * pixels.width_px + left + x) * 4;
        match pixels.rgba.get(from..from + 4) {
            Some(&[red, green, blue, opacity]) => Color32::from_rgba_unmultiplied(red, green, blue, opacity),
            _ => Color32::TRANSPARENT,
        }
    };
    let (turns, mirrored) = appearance.map_or((0, false), |look| (look.turns % 4, look.mirrored));
    let size = if turns % 2 == 0 { [width, height] } else { [height, width] };
    let [columns, rows] = size;
    let turned = |column: usize, row: usize| {
        let (x, y) = match turns {
            0 => (column, row),
            1 => (row, height - 1 - column),
            2 => (width - 1 - column, height - 1 - row),
            _ => (width - 1 - row, column),
        };
        at(if mirrored { width - 1 - x } else { x }, y)
    };
    let places = (0..rows).flat_map(|row| (0..columns).map(move |column| (column, row)));
    ColorImage::new(size, places.map(|(column, row)| turned(column, row)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A picture in which every pixel says where it is.
    fn picture(width_px: usize, height_px: usize) -> Pixels {
        let byte = |length: usize| u8::try_from(length).unwrap();
        let places = (0..height_px).flat_map(|y| (0..width_px).map(move |x| (x, y)));
        Pixels { width_px, height_px, rgba: places.flat_map(|(x, y)| [byte(x), byte(y), 0, 255]).collect() }
    }

    fn region(x: f64, y: f64, width: f64, height: f64) -> Region {
        let id = EntryId::fresh();
        Region { id, attachment: id, x, y, width, height, outline: None, shows: None }
    }

    fn corner(image: &ColorImage) -> (u8, u8) {
        (image.pixels[0].r(), image.pixels[0].g())
    }

    #[test]
    fn a_part_is_cut_with_a_little_around_it_and_never_beyond_the_picture() {
        let whole = picture(100, 50);
        let part = cut(&whole, &region(0.5, 0.4, 0.25, 0.2), None);
        // lines 18.8 to 31.2 of 50
        assert_eq!((part.size, corner(&part)), ([31, 13], (47, 18)));
        let whole_part = cut(&whole, &region(0.0, 0.0, 1.0, 1.0), None);
        assert_eq!(whole_part.size, [100, 50]);
        for odd in [region(1.0, 1.0, 0.0, 0.0), region(2.0, -3.0, 0.1, 9.0), region(f64::NAN, 0.0, f64::NAN, 0.0)] {
            let part = cut(&whole, &odd, None);
            assert_eq!(part.pixels.len(), part.size[0] * part.size[1]);
        }
    }

    #[test]
    fn a_part_is_turned_as_its_picture_is() {
        let whole = picture(40, 20);
        let all = region(0.0, 0.0, 1.0, 1.0);
        for (turns, mirrored, size, first) in [
            (0, false, [40, 20], (0, 0)),
            (1, false, [20, 40], (0, 19)),
            (2, false, [40, 20], (39, 19)),
            (3, false, [20, 40], (39, 0)),
            (0, true, [40, 20], (39, 0)),
            (1, true, [20, 40], (39, 19)),
        ] {
            let look = Appearance { turns, mirrored, ..Appearance::default() };
            let part = cut(&whole, &all, Some(look));
            assert_eq!((part.size, corner(&part)), (size, first), "{turns} {mirrored}");
        }
    }
}
