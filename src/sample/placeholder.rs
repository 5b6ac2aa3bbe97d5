//! Placeholders for photographs we know only by their captions.
//!
//! Invariant: a placeholder says on its face that it is one; nothing in it pretends to be a picture of somebody.

use super::drawing::{Area, Faces, Ink, Lettering, Sheet};
use crate::error::Result;

const WHAT_IT_IS: &str = "PLACEHOLDER";
const WHY: &str = "we do not have this photograph";
const DESCRIPTION: &str = "Placeholder drawn by Kartoteka: we do not have this photograph.";
const GROUND: [u8; 3] = [214, 209, 199];
/// A screen's resolution, so that a report prints it at a sensible size.
const PIXELS_PER_INCH: u32 = 150;

/// Draws a quiet rectangle in place of a photograph, as PNG: what it is, `heading` (the reference and the role), and
/// `lines` (the caption and what else is known), wrapped. One that is taller than wide has the outline of an oval.
pub fn draw_placeholder(heading: &str, lines: &[String], width: u32, height: u32) -> Result<Vec<u8>> {
    let faces = Faces::load()?;
    let mut sheet = Sheet::new(width, height, GROUND)?;
    let whole = Area::new(0.0, 0.0, width as f32, height as f32);
    let unit = whole.width.min(whole.height) / 100.0;
    let line = (0.35 * unit).max(1.0);
    sheet.frame(whole.without(3.0 * unit, 3.0 * unit), line, Ink::Print, 0.55);
    sheet.frame(whole.without(4.2 * unit, 4.2 * unit), (line * 0.6).max(1.0), Ink::Print, 0.30);

    let inner = whole.without(9.0 * unit, 9.0 * unit);
    let mut rest = inner;
    if whole.height > whole.width {
        let oval_height = inner.height * 0.44;
        let oval_width = (oval_height * 0.76).min(inner.width);
        let left = inner.left + (inner.width - oval_width) / 2.0;
        let oval = Area::new(left, inner.top, oval_width, oval_height);
        sheet.oval(oval, line, Ink::Print, 0.45);
        let within = oval.without(oval.width * 0.08, oval.height * 0.34);
        say_what_it_is(&mut sheet, &faces, within, 9.0 * unit);
        rest = inner.below(oval_height + 5.0 * unit);
    } else {
        say_what_it_is(&mut sheet, &faces, Area { height: 22.0 * unit, ..inner }, 10.0 * unit);
        rest = rest.below(27.0 * unit);
    }
    let words = Lettering {
        face: &faces.bold,
        ink: Ink::Print,
        strength: 0.9,
        em: 6.0 * unit,
        centred: true,
        upright_centred: true,
        hand: None,
    };
    sheet.write(heading, Area { height: 8.5 * unit, ..rest }, &words);
    let rule = Area::new(rest.left + rest.width * 0.4, rest.top + 10.5 * unit, rest.width * 0.2, line);
    sheet.fill(rule, Ink::Print, 0.5);
    let caption = Lettering { face: &faces.regular, em: 5.2 * unit, upright_centred: false, ..words };
    sheet.write(&lines.join("\n"), rest.below(14.0 * unit), &caption);
    sheet.into_png(PIXELS_PER_INCH, DESCRIPTION)
}

fn say_what_it_is(sheet: &mut Sheet, faces: &Faces, area: Area, em: f32) {
    let words = Lettering {
        face: &faces.bold,
        ink: Ink::Stamp,
        strength: 0.85,
        em,
        centred: true,
        upright_centred: true,
        hand: None,
    };
    sheet.write(WHAT_IT_IS, Area { height: area.height * 0.55, ..area }, &words);
    let words = Lettering { face: &faces.italic, ink: Ink::Print, em: em * 0.62, ..words };
    sheet.write(WHY, area.below(area.height * 0.55), &words);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_placeholder_says_on_its_face_that_it_is_one() {
        let caption = vec!["A caption long enough to need several lines. Подпись.".to_owned(), String::new()];
        for (width, height) in [(900, 1200), (1200, 900), (300, 300)] {
            let png = draw_placeholder("F0 · portrait", &caption, width, height).expect("a drawing");
            let picture = image::load_from_memory(&png).expect("a picture").into_rgb8();
            assert_eq!(picture.dimensions(), (width, height));
            let upper = picture.enumerate_pixels().filter(|(_, y, _)| *y < height / 2);
            let red = upper.filter(|(_, _, pixel)| i16::from(pixel[0]) - i16::from(pixel[1]) > 60).count();
            assert!(red > (width * height / 1000) as usize, "{width} × {height}: {red} red pixels");
            assert!(png.windows(11).any(|words| words == b"Placeholder"));
        }
    }

    #[test]
    fn a_placeholder_of_no_size_is_refused() {
        assert!(draw_placeholder("F0", &[], 0, 100).is_err());
    }

    #[test]
    fn a_very_long_caption_stays_inside_the_frame() {
        let caption = vec!["many words of a caption ".repeat(60)];
        let png = draw_placeholder(&"a long heading ".repeat(20), &caption, 600, 400).expect("a drawing");
        let picture = image::load_from_memory(&png).expect("a picture").into_rgb8();
        let outside = |x: u32, y: u32| x < 9 || y < 9 || x > 590 || y > 390;
        let dark = picture.enumerate_pixels().filter(|(x, y, pixel)| outside(*x, *y) && pixel[1] < 150).count();
        assert_eq!(dark, 0, "ink outside the frame");
    }
}
