//! Specimen cards: a side of a printed form drawn from its template, filled in with invented values.
//!
//! Invariant: every side says SPECIMEN on its face, in three languages, and that nothing on it is history.

use super::drawing::{Area, Chance, Faces, Ink, Lettering, Sheet, width_em};
use crate::error::{Error, Result};
use crate::model::{CardField, CardTemplate, Datatype, Side};
use std::collections::BTreeMap;

/// Across the face of every side.
const SPECIMEN: &str = "SPECIMEN · MUSTER · ОБРАЗЕЦ";
/// At the foot of every side.
const NOTE: &str = "Specimen drawn by Kartoteka from a template. All values invented. Not a historical document.";
/// The paper of a form whose template names no colour.
const PLAIN_PAPER: [u8; 3] = [232, 225, 205];

/// Draws a side of a card as a PNG that says its resolution.
///
/// `values` are by field id; a field with several is written in several lines, a table has a value for each of its
/// rows, with ` | ` between the cells.
pub fn draw_card(
    template: &CardTemplate,
    side: Side,
    values: &BTreeMap<String, Vec<String>>,
    ppi: u32,
) -> Result<Vec<u8>> {
    let known = || template.fields.iter().map(|field| field.id.as_str()).collect::<Vec<_>>().join(", ");
    if let Some(stray) = values.keys().find(|id| !template.fields.iter().any(|field| &field.id == *id)) {
        let (template, field) = (template.id.clone(), stray.clone());
        return Err(Error::NoSuchField { template, field, known: known() });
    }
    let (Some(width_mm), Some(height_mm)) = (template.width_mm, template.height_mm) else {
        return Err(Error::Input(format!("the size of {} is not known, so it cannot be drawn", template.name)));
    };
    let sheet = Sheet::new(pixels(width_mm, ppi), pixels(height_mm, ppi), template.paper.unwrap_or(PLAIN_PAPER))?;
    let mm = ppi as f32 / 25.4;
    let face = Area::new(0.0, 0.0, mm * narrow(width_mm), mm * narrow(height_mm));
    let label_mm = (2.2 + (narrow(width_mm) - 140.0) * 0.0055).clamp(1.8, 3.2);
    let faces = Faces::load()?;
    let mut press = Press { sheet, faces: &faces, mm, label: label_mm * mm, script: script_mm(template) * mm };
    press.specimen_marks(face);
    press.form(template, side);
    for field in template.fields.iter().filter(|field| field.side == side) {
        let Some(rect) = field.rect else { continue };
        let area = Area::of(rect, mm);
        press.field(field, area, values.get(&field.id).map_or(&[], Vec::as_slice));
    }
    press.sheet.into_png(ppi, NOTE)
}

/// Where the box of a field is on its side, as fractions of width and height: left, top, width, height.
pub fn region_of(template: &CardTemplate, field: &CardField) -> Option<(f64, f64, f64, f64)> {
    let (width, height, rect) = (template.width_mm?, template.height_mm?, field.rect?);
    (width > 0.0 && height > 0.0)
        .then(|| (rect.left / width, rect.top / height, rect.width / width, rect.height / height))
}

/// How many pixels so many millimetres are.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped before; a sheet refuses zero")]
fn pixels(mm: f64, ppi: u32) -> u32 {
    (mm * f64::from(ppi) / 25.4).round().clamp(0.0, 1e6) as u32
}

#[expect(clippy::cast_possible_truncation, reason = "millimetres of a card are small")]
fn narrow(mm: f64) -> f32 {
    mm as f32
}

/// A side in the press: what has been drawn, and the measures that hold for the whole of it.
struct Press<'a> {
    sheet: Sheet,
    faces: &'a Faces,
    /// Pixels to a millimetre.
    mm: f32,
    /// The size of printed labels, in pixels to the em.
    label: f32,
    /// The largest size of the writing, in pixels to the em.
    script: f32,
}

/// The size a hand writes in on this form: that which fits most of its boxes.
fn script_mm(template: &CardTemplate) -> f32 {
    let boxes = template.fields.iter().filter(|field| !matches!(field.datatype, Datatype::Rows | Datatype::Picture));
    let mut heights: Vec<f32> = boxes.filter_map(|field| Some(narrow(field.rect?.height))).collect();
    heights.sort_by(f32::total_cmp);
    heights.get(heights.len() / 2).map_or(4.0, |height| height * 0.5).clamp(3.6, 6.2)
}

impl<'a> Press<'a> {
    fn print(&self, em: f32) -> Lettering<'a> {
        Lettering {
            face: &self.faces.regular,
            ink: Ink::Print,
            strength: 0.9,
            em,
            centred: false,
            upright_centred: false,
            hand: None,
        }
    }

    /// The marks that nobody can miss, under the print and the writing so that they cover none of it.
    fn specimen_marks(&mut self, face: Area) {
        let faces = self.faces;
        let length = face.width.hypot(face.height);
        let em = 0.80 * length / width_em(&faces.bold, SPECIMEN);
        let stamp = Lettering { face: &faces.bold, ink: Ink::Stamp, strength: 0.34, ..self.print(em) };
        self.sheet.write_across(SPECIMEN, face, &stamp);

        let mm = self.mm;
        let line = Area::new(face.left + 5.0 * mm, face.bottom() - 4.4 * mm, face.width - 10.0 * mm, 3.6 * mm);
        let em = (2.5 * mm).min(line.width / (width_em(&faces.bold, SPECIMEN) + width_em(&faces.italic, NOTE) + 1.5));
        let marked = width_em(&faces.bold, SPECIMEN) * em;
        let stamp = Lettering { face: &faces.bold, ink: Ink::Stamp, strength: 0.95, ..self.print(em) };
        self.sheet.write(SPECIMEN, Area { width: marked + em * 0.2, ..line }, &stamp);
        let note = Lettering { face: &faces.italic, strength: 0.85, ..self.print(em) };
        let left = line.left + marked + em;
        self.sheet.write(NOTE, Area { left, width: line.right() - left, ..line }, &note);
    }

    /// The frame and the words of the form that are no box.
    fn form(&mut self, template: &CardTemplate, side: Side) {
        for printed in template.printed.iter().filter(|printed| printed.side == side) {
            let area = Area::of(printed.rect, self.mm);
            let lettering = if printed.heading {
                Lettering {
                    face: &self.faces.bold,
                    strength: 0.95,
                    centred: true,
                    upright_centred: true,
                    ..self.print(area.height / 1.25)
                }
            } else {
                Lettering { face: &self.faces.bold, upright_centred: true, ..self.print(self.label * 1.1) }
            };
            let inset = if printed.heading { 0.0 } else { self.mm };
            self.sheet.write(&printed.text, area.without(inset, 0.0), &lettering);
        }
    }

    fn field(&mut self, field: &CardField, area: Area, values: &[String]) {
        let rule = (0.18 * self.mm).max(1.0);
        // A label in brackets is not printed on the form, so neither is its box.
        let strength = if field.label.starts_with('(') { 0.35 } else { 0.85 };
        self.sheet.frame(area, rule, Ink::Print, strength);
        let inner = area.without(1.1 * self.mm, 0.5 * self.mm);
        let head = self.label_of(field, inner);
        let body = inner.below(head + 0.2 * self.mm);
        match field.datatype {
            Datatype::Rows => {
                self.table(field, Area { height: area.bottom() - body.top, top: body.top, ..area }, values);
            }
            Datatype::Picture => self.picture(field, body, values),
            Datatype::Text => self.hand(&values.join("\n"), body, &field.id, body.height > 16.0 * self.mm),
            _ => self.hand(&values.join("\n"), body, &field.id, false),
        }
    }

    /// Prints the label and gives the height it takes.
    fn label_of(&mut self, field: &CardField, inner: Area) -> f32 {
        let bracketed = field.label.starts_with('(');
        let lettering = if bracketed {
            Lettering { face: &self.faces.italic, strength: 0.6, ..self.print(self.label) }
        } else {
            self.print(self.label)
        };
        let lines = if width_em(lettering.face, &field.label) * self.label * 0.72 > inner.width { 2.0 } else { 1.0 };
        let height = self.label * (1.2 + 1.22 * (lines - 1.0));
        self.sheet.write(&field.label, Area { height, ..inner }, &lettering);
        height
    }

    /// Writes by hand, from the top when there is room for several lines.
    fn hand(&mut self, words: &str, area: Area, seed: &str, from_top: bool) {
        if words.is_empty() {
            return;
        }
        let area = area.without(0.8 * self.mm, 0.0);
        let lettering = Lettering {
            face: &self.faces.italic,
            ink: Ink::Pen,
            strength: 0.97,
            em: self.script.min(area.height / 1.2),
            centred: false,
            upright_centred: !from_top,
            hand: Some(Chance::of(seed)),
        };
        self.sheet.write(words, area, &lettering);
    }

    /// Prints the columns and lines of a table and writes its rows.
    fn table(&mut self, field: &CardField, area: Area, values: &[String]) {
        let thin = (0.12 * self.mm).max(1.0);
        let head = self.label * 1.25;
        let body = area.below(head);
        let room = (body.height / (self.label * 2.1)).floor().max(1.0);
        let rows = room.max(values.len() as f32);
        let row_height = body.height / rows;
        let mut line = 0.0;
        while line < rows {
            let top = body.top + line * row_height;
            self.sheet.fill(Area::new(area.left, top, area.width, thin), Ink::Print, 0.55);
            line += 1.0;
        }
        let shares: Vec<f32> = if field.column_widths.is_empty() {
            vec![1.0; field.columns.len()]
        } else {
            field.column_widths.iter().map(|share| narrow(*share)).collect()
        };
        let whole: f32 = shares.iter().sum::<f32>().max(0.01);
        let mut left = area.left;
        for (n, (column, share)) in field.columns.iter().zip(&shares).enumerate() {
            let width = area.width * share / whole;
            if n > 0 {
                self.sheet.fill(Area::new(left, area.top, thin, area.height), Ink::Print, 0.55);
            }
            let heading = Area::new(left, area.top, width, head).without(self.mm, 0.0);
            let lettering = Lettering { strength: 0.8, ..self.print(self.label * 0.92) };
            self.sheet.write(column, heading, &lettering);
            for (row, value) in values.iter().enumerate() {
                let Some(cell) = value.split(" | ").nth(n) else { continue };
                let place = Area::new(left, body.top + row as f32 * row_height, width, row_height);
                let seed = format!("{}/{row}/{n}", field.id);
                self.hand(cell.trim(), place.without(0.5 * self.mm, 0.3 * self.mm), &seed, false);
            }
            left += width;
        }
    }

    /// Draws where a photograph or a print would be, and writes what there is to say instead of it.
    fn picture(&mut self, field: &CardField, area: Area, values: &[String]) {
        let thin = (0.12 * self.mm).max(1.0);
        let place = area.without(0.5 * self.mm, 0.8 * self.mm);
        if place.height > place.width * 0.9 && field.property == "photograph" {
            self.sheet.oval(place.without(place.width * 0.16, place.height * 0.12), thin * 1.5, Ink::Print, 0.22);
        }
        let words = values.join("\n");
        if !words.is_empty() {
            let lettering = Lettering {
                face: &self.faces.italic,
                ink: Ink::Pen,
                centred: true,
                upright_centred: true,
                hand: Some(Chance::of(&field.id)),
                ..self.print(self.script * 0.85)
            };
            let side = place.width * 0.2;
            self.sheet.write(&words, place.without(side.min(8.0 * self.mm), 0.0), &lettering);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{built_in_template as template, built_in_templates};
    use image::RgbImage;

    const PPI: u32 = 300;

    fn draw(template: &CardTemplate, side: Side, values: &[(&str, &str)], ppi: u32) -> (Vec<u8>, RgbImage) {
        let values = values.iter().map(|(id, value)| ((*id).to_owned(), vec![(*value).to_owned()])).collect();
        let png = draw_card(template, side, &values, ppi).expect("a drawing");
        let picture = image::load_from_memory(&png).expect("a picture").into_rgb8();
        (png, picture)
    }

    /// Pixels that differ, as left, top, right, bottom and how many.
    fn changed(a: &RgbImage, b: &RgbImage) -> (u32, u32, u32, u32, usize) {
        let mut found = (u32::MAX, u32::MAX, 0, 0, 0);
        for (x, y, pixel) in a.enumerate_pixels().filter(|(x, y, pixel)| b.get_pixel(*x, *y) != *pixel) {
            assert_ne!(b.get_pixel(x, y), pixel);
            found = (found.0.min(x), found.1.min(y), found.2.max(x), found.3.max(y), found.4 + 1);
        }
        found
    }

    #[test]
    fn a_side_has_the_size_of_the_paper_and_says_its_resolution() {
        let (png, picture) = draw(template("auschwitz-pow-record").expect("rkg"), Side::Front, &[], PPI);
        assert_eq!(picture.dimensions(), (1654, 1181));
        let at = png.windows(4).position(|name| name == b"pHYs").expect("a resolution");
        assert_eq!(png[at + 4..at + 13], [0, 0, 0x2e, 0x23, 0, 0, 0x2e, 0x23, 1], "11811 pixels to the metre");
        assert!(png.len() < 2_500_000, "{} bytes", png.len());
        assert!(png.windows(10).any(|words| words == b"Not a hist"), "it does not say what it is");
    }

    #[test]
    fn ink_stays_in_the_box_of_its_field() {
        let long = "Eine sehr lange Angabe, die in keine Zeile passt, МУСТЕРОВ Иван Петрович, und noch mehr Worte dazu";
        let mm = f64::from(110) / 25.4;
        for form in built_in_templates().iter().filter(|form| form.width_mm.is_some()) {
            for side in [Side::Front, Side::Back] {
                let fields: Vec<_> = form.fields.iter().filter(|field| field.side == side).collect();
                let (_, empty) = draw(form, side, &[], 110);
                for field in fields.iter().step_by(13).chain(fields.last()) {
                    let (_, filled) = draw(form, side, &[(&field.id, long)], 110);
                    let (left, top, right, bottom, count) = changed(&empty, &filled);
                    let at = format!("{}/{}: {left} {top} {right} {bottom}", form.id, field.id);
                    assert!(count > 40, "{at}: {count} pixels of ink");
                    let rect = field.rect.expect("a box");
                    assert!(f64::from(left) >= rect.left * mm && f64::from(top) >= rect.top * mm, "{at}");
                    assert!(f64::from(right) <= (rect.left + rect.width) * mm, "{at}");
                    assert!(f64::from(bottom) <= (rect.top + rect.height) * mm, "{at}");
                }
            }
        }
    }

    #[test]
    fn every_side_says_specimen_on_its_face() {
        for id in ["auschwitz-pow-record", "haeftlings-personal-karte", "personalkarte-1"] {
            for side in [Side::Front, Side::Back] {
                let form = template(id).expect("a template");
                let (_, picture) = draw(form, side, &[], 100);
                let red = |pixel: &image::Rgb<u8>| i16::from(pixel[0]) - i16::from(pixel[1]) > 45;
                let (width, height) = picture.dimensions();
                let across = picture.enumerate_pixels().filter(|(_, y, pixel)| *y < height * 9 / 10 && red(pixel));
                let count = across.count();
                assert!(count > (width * height / 100) as usize, "{id} {side}: {count} red pixels");
                let foot = picture.enumerate_pixels().filter(|(x, y, pixel)| {
                    *x < width / 2 && f64::from(*y) > f64::from(height) - 4.6 * 100.0 / 25.4 && red(pixel)
                });
                assert!(foot.count() > 40, "{id} {side}: no mark at the foot");
            }
        }
    }

    #[test]
    fn the_same_card_gives_the_same_bytes() {
        let form = template("haeftlings-personal-karte").expect("a template");
        let values = [("fam-name", "Musterow"), ("ueberstellt", "1.10.44 | Musterlager")];
        assert_eq!(draw(form, Side::Front, &values, 72).0, draw(form, Side::Front, &values, 72).0);
    }

    #[test]
    fn what_cannot_be_drawn_is_named() {
        let form = template("auschwitz-pow-record").expect("a template");
        let stray = BTreeMap::from([("no-such-box".to_owned(), vec!["x".to_owned()])]);
        assert!(matches!(draw_card(form, Side::Front, &stray, PPI), Err(Error::NoSuchField { .. })));
        let without_size = template("totenbuch").expect("a template");
        assert!(matches!(draw_card(without_size, Side::Front, &BTreeMap::new(), PPI), Err(Error::Input(_))));
        assert!(draw_card(form, Side::Front, &BTreeMap::new(), 1_000_000).is_err());
    }

    #[test]
    fn a_region_is_a_part_of_its_side() {
        let form = template("auschwitz-pow-record").expect("a template");
        let field = form.field("gef-nr").expect("a field");
        let (left, top, width, height) = region_of(form, field).expect("a region");
        assert!((left - 5.0 / 140.0).abs() < 1e-9 && (top - 8.5 / 100.0).abs() < 1e-9);
        assert!((width - 65.0 / 140.0).abs() < 1e-9 && (height - 0.11).abs() < 1e-9);
        let book = template("totenbuch").expect("a template");
        assert_eq!(region_of(book, &book.fields[0]), None);
    }
}
