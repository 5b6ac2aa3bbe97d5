//! The small pictures in the list of pictures: asked for when their line is on the screen, forgotten when it is far.
//!
//! Invariant: a picture with a content note is never shown here.

use crate::background::{Answer, Pixels, Request, Store};
use crate::i18n::tr;
use crate::model::EntryId;
use crate::ui::theme;
use eframe::egui::{self, ColorImage, Context, Rect, Sense, TextureHandle, TextureOptions, Ui, vec2};
use std::collections::BTreeMap;

/// The longest side on the screen, in points.
pub const SIDE_PT: f32 = 44.0;
/// The longest side kept, in pixels.
const SIDE_PX: usize = 96;
/// Pictures kept.
const MOST_KEPT: usize = 300;

/// How far a small picture is.
enum Small {
    Asked,
    Ready(TextureHandle),
    /// Not to be shown unasked.
    Covered,
    Failed(String),
}

/// The small pictures by their entry.
#[derive(Default)]
pub struct SmallPictures(BTreeMap<EntryId, Small>);

impl std::fmt::Debug for SmallPictures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SmallPictures({})", self.0.len())
    }
}

impl SmallPictures {
    /// Asks for those of the lines on the screen.
    pub fn want(&mut self, visible: &[EntryId], store: &Store) {
        for id in visible.iter().filter(|id| !self.0.contains_key(id)).copied().collect::<Vec<_>>() {
            self.0.insert(id, Small::Asked);
            store.send(Request::SmallPicture { id });
        }
        if self.0.len() > MOST_KEPT {
            self.0.retain(|id, _| visible.contains(id));
        }
    }

    /// Takes an answer in.
    pub fn answer(&mut self, ctx: &Context, answer: &Answer) {
        if let Answer::Written(written) = answer {
            // a content note may be new: asked for again when it is seen
            written.applied.touched.iter().for_each(|touched| drop(self.0.remove(&touched.entry)));
            return;
        }
        let (id, small) = match answer {
            Answer::Thumbnail { attachment, pixels: Ok(pixels) } => {
                let image = shrunk(pixels);
                let texture = ctx.load_texture(format!("small {attachment}"), image, TextureOptions::LINEAR);
                (attachment, Small::Ready(texture))
            }
            Answer::Thumbnail { attachment, pixels: Err(error) } => (attachment, Small::Failed(error.to_string())),
            Answer::Covered(attachment) => (attachment, Small::Covered),
            _ => return,
        };
        // a covered one stays so, although its page may show it to somebody who asked
        if let Some(known @ Small::Asked) = self.0.get_mut(id) {
            *known = small;
        }
    }

    /// Draws the one of an entry, or a quiet place for it.
    pub fn draw(&self, ui: &mut Ui, id: EntryId) {
        let (place, response) = ui.allocate_exact_size(vec2(SIDE_PT, SIDE_PT), Sense::hover());
        let colours = theme::palette(ui);
        match self.0.get(&id) {
            Some(Small::Ready(texture)) => {
                let size = texture.size_vec2();
                let size = size * (SIDE_PT / size.max_elem().max(1.0));
                let rect = Rect::from_center_size(place.center(), size);
                egui::Image::new(texture).paint_at(ui, rect);
            }
            Some(Small::Covered) => {
                ui.painter().rect_filled(place.shrink(4.0), theme::CORNER, colours.chosen);
                response.on_hover_text(tr("cell-covered"));
            }
            Some(Small::Failed(why)) => {
                ui.painter().rect_stroke(
                    place.shrink(4.0),
                    theme::CORNER,
                    (1.0, colours.edge),
                    egui::StrokeKind::Inside,
                );
                response.on_hover_text(why);
            }
            Some(Small::Asked) | None => {}
        }
    }
}

/// A picture no larger than is kept: each of its pixels the mean of a square.
fn shrunk(pixels: &Pixels) -> ColorImage {
    let whole = ColorImage::from_rgba_unmultiplied([pixels.width_px, pixels.height_px], &pixels.rgba);
    let step = pixels.width_px.max(pixels.height_px).div_ceil(SIDE_PX).max(1);
    let size = [(pixels.width_px / step).max(1), (pixels.height_px / step).max(1)];
    let mean = |column: usize, row: usize| {
        let mut sums = [0_u32; 4];
        let mut count = 0;
        for y in row * step..((row + 1) * step).min(pixels.height_px) {
            for x in column * step..((column + 1) * step).min(pixels.width_px) {
                if let Some(pixel) = whole.pixels.get(y * pixels.width_px + x) {
                    count += 1;
                    for (sum, part) in sums.iter_mut().zip(pixel.to_array()) {
                        *sum += u32::from(part);
                    }
                }
            }
        }
        let [r, g, b, a] = sums.map(|sum| u8::try_from(sum / count.max(1)).unwrap_or(u8::MAX));
        egui::Color32::from_rgba_premultiplied(r, g, b, a)
    };
    let kept = (0..size[1]).flat_map(|row| (0..size[0]).map(move |column| (column, row)));
    ColorImage::new(size, kept.map(|(column, row)| mean(column, row)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_picture_becomes_a_small_one_of_the_same_shape() {
        let pixels = Pixels { width_px: 400, height_px: 200, rgba: [10, 20, 30, 255].repeat(400 * 200) };
        let small = shrunk(&pixels);
        assert_eq!(small.size, [80, 40]);
        assert!(small.pixels.iter().all(|pixel| pixel.to_array() == [10, 20, 30, 255]));
    }
}
