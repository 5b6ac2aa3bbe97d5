//! The pages of a PDF as pictures.
//!
//! A page that holds one scan and nothing else comes out at the size of the scan, not at that of the paper.

use super::raster::Raster;

/// How many pages there are.
pub fn page_count(bytes: &[u8]) -> Result<u32, String> {
    imp::page_count(bytes)
}

/// Width and height of a page, counted from 0, at which nothing of its scan is lost; of a page without one as for print
/// (300 ppi).
pub fn size_px(bytes: &[u8], page: u32) -> Result<(u32, u32), String> {
    imp::size_px(bytes, page)
}

/// A page on white, its longer side at most `max_side_px` and at most that of [`size_px`].
pub fn render(bytes: &[u8], page: u32, max_side_px: u32) -> Result<Raster, String> {
    imp::render(bytes, page, max_side_px)
}

#[cfg(not(feature = "pdf"))]
mod imp {
    use super::Raster;

    fn refuse<T>() -> Result<T, String> {
        Err("this build cannot show PDF".to_owned())
    }

    pub fn page_count(_: &[u8]) -> Result<u32, String> {
        refuse()
    }

    pub fn size_px(_: &[u8], _: u32) -> Result<(u32, u32), String> {
        refuse()
    }

    pub fn render(_: &[u8], _: u32, _: u32) -> Result<Raster, String> {
        refuse()
    }
}

#[cfg(feature = "pdf")]
mod imp {
    use super::super::raster::{Channels, Raster};
    use hayro::hayro_interpret::InterpreterSettings;
    use hayro::hayro_syntax::object::{Name, Stream};
    use hayro::hayro_syntax::page::Page;
    use hayro::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
    use hayro::vello_cpu::color::palette::css::WHITE;
    use hayro::{RenderCache, RenderSettings};
    use std::panic::{AssertUnwindSafe, catch_unwind};

    /// No side of a page is drawn larger than this.
    const LARGEST_SIDE_PX: f32 = 8192.0;
    /// A page without a scan is drawn as if for print.
    const PRINT_PPI: f32 = 300.0;
    const POINTS_PER_INCH: f32 = 72.0;
    /// More pictures than this on a page are not looked at: it is no scan.
    const MOST_PICTURES: usize = 200;

    const DAMAGED: &str = "its PDF structure is damaged: copy it again from where it came";

    pub fn page_count(bytes: &[u8]) -> Result<u32, String> {
        guarded(|| Ok(u32::try_from(opened(bytes)?.pages().len()).unwrap_or(u32::MAX)))
    }

    pub fn size_px(bytes: &[u8], page: u32) -> Result<(u32, u32), String> {
        guarded(|| {
            with_page(bytes, page, |page| {
                pixels(page, f32::MAX).map(|(width, height, _)| (width.into(), height.into()))
            })
        })
    }

    pub fn render(bytes: &[u8], page: u32, max_side_px: u32) -> Result<Raster, String> {
        guarded(|| with_page(bytes, page, |page| rendered(page, max_side_px)))
    }

    /// A reader that panics is as good as one that says the file is damaged.
    fn guarded<T>(work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
        catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(DAMAGED.to_owned()))
    }

    fn opened(bytes: &[u8]) -> Result<Pdf, String> {
        let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
            LoadPdfError::Decryption(DecryptionError::PasswordProtected) => {
                "this PDF asks for a password: save it without one and take that in as well".to_owned()
            }
            LoadPdfError::Decryption(_) => "this PDF is encrypted in a way this program does not know".to_owned(),
            LoadPdfError::Invalid => DAMAGED.to_owned(),
        })?;
        if pdf.pages().is_empty() { Err("this PDF has no pages".to_owned()) } else { Ok(pdf) }
    }

    fn with_page<T>(bytes: &[u8], page: u32, work: impl FnOnce(&Page<'_>) -> Result<T, String>) -> Result<T, String> {
        let pdf = opened(bytes)?;
        let pages = pdf.pages();
        let found = usize::try_from(page).ok().and_then(|index| pages.get(index));
        work(found.ok_or_else(|| format!("this PDF has no page {}: it has {}", u64::from(page) + 1, pages.len()))?)
    }

    fn points(page: &Page<'_>) -> Result<(f32, f32), String> {
        let (width, height) = page.render_dimensions();
        let fits = |side: f32| (0.1..=1e6).contains(&side);
        if fits(width) && fits(height) { Ok((width, height)) } else { Err("its page has no size".to_owned()) }
    }

    /// Width and height in pixels, and pixels a point.
    fn pixels(page: &Page<'_>, max_side_px: f32) -> Result<(u16, u16, f32), String> {
        let (width, height) = points(page)?;
        let longer = width.max(height);
        let own_side = scan_side_px(page, width / height).unwrap_or(longer * PRINT_PPI / POINTS_PER_INCH);
        let scale = own_side.min(max_side_px).clamp(1.0, LARGEST_SIDE_PX) / longer;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and the largest side")]
        let side = |length: f32| (length * scale).round().clamp(1.0, LARGEST_SIDE_PX) as u16;
        Ok((side(width), side(height), scale))
    }

    /// The longer side of the scan a page consists of: the largest picture, if it has the shape of the page.
    fn scan_side_px(page: &Page<'_>, shape: f32) -> Option<f32> {
        let objects = &page.resources().x_objects;
        let names: Vec<Name<'_>> = objects.keys().take(MOST_PICTURES).collect();
        let side = |picture: &Stream<'_>, key: &[u8]| picture.dict().get::<u32>(key).map(|side| side as f32);
        let sizes = names.iter().filter_map(|name| {
            let object = objects.get::<Stream<'_>>(&**name)?;
            Some((side(&object, b"Width")?, side(&object, b"Height")?))
        });
        let (width, height) = sizes.max_by(|one, other| (one.0 * one.1).total_cmp(&(other.0 * other.1)))?;
        // the page may turn its picture
        let fits = |of_picture: f32| (0.9..=1.1).contains(&(of_picture / shape));
        (fits(width / height) || fits(height / width)).then_some(width.max(height))
    }

    fn rendered(page: &Page<'_>, max_side_px: u32) -> Result<Raster, String> {
        let (width, height, _) = pixels(page, max_side_px as f32)?;
        let (across, down) = points(page)?;
        let settings = RenderSettings {
            // each by itself, so that the page fills the last row and column
            x_scale: f32::from(width) / across,
            y_scale: f32::from(height) / down,
            width: Some(width),
            height: Some(height),
            bg_color: WHITE,
        };
        let drawn = hayro::render(page, &RenderCache::new(), &InterpreterSettings::default(), &settings);
        // on white nothing shines through
        let bytes =
            drawn.data_as_u8_slice().as_chunks::<4>().0.iter().flat_map(|[red, green, blue, _]| [*red, *green, *blue]);
        Ok(Raster { width: width.into(), height: height.into(), channels: Channels::Rgb, bytes: bytes.collect() })
    }
}

#[cfg(test)]
#[cfg(not(feature = "pdf"))]
mod tests {
    #[test]
    fn a_build_without_it_says_so() {
        for refused in [super::page_count(b"%PDF-1.4").err(), super::render(b"%PDF-1.4", 0, 512).err()] {
            assert_eq!(refused.unwrap(), "this build cannot show PDF");
        }
        assert!(super::size_px(b"%PDF-1.4", 0).is_err());
    }
}

#[cfg(test)]
#[cfg(feature = "pdf")]
mod tests {
    use super::*;

    /// A PDF of numbered objects; those of pages come first.
    fn pdf(objects: &[String]) -> Vec<u8> {
        let mut text = "%PDF-1.4\n".to_owned();
        let mut places = Vec::new();
        for (index, object) in objects.iter().enumerate() {
            places.push(format!("{:010} 00000 n \n", text.len()));
            text = format!("{text}{} 0 obj\n{object}\nendobj\n", index + 1);
        }
        let (count, table_at, places) = (objects.len() + 1, text.len(), places.concat());
        let table = format!("xref\n0 {count}\n0000000000 65535 f \n{places}");
        let end = format!("trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{table_at}\n%%EOF\n");
        [text, table, end].concat().into_bytes()
    }

    fn stream(dictionary: &str, content: &str) -> String {
        format!("<< {dictionary} /Length {} >>\nstream\n{content}\nendstream", content.len())
    }

    /// Two pages: a scan of 60 × 40 pixels, red left and blue right, on paper of 300 × 200 points; and a black square.
    fn two_pages() -> Vec<u8> {
        let row = "dc1414".repeat(30) + &"1414dc".repeat(30);
        let picture = "/Type /XObject /Subtype /Image /Width 60 /Height 40 /ColorSpace /DeviceRGB /BitsPerComponent 8 \
                       /Filter /ASCIIHexDecode";
        pdf(&[
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            "<< /Type /Pages /Kids [3 0 R 6 0 R] /Count 2 >>".to_owned(),
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R \
             /Resources << /XObject << /Scan 5 0 R >> >> >>"
                .to_owned(),
            stream("", "q 300 0 0 200 0 0 cm /Scan Do Q"),
            stream(picture, &(row.repeat(40) + ">")),
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 72 144] /Rotate 90 /Contents 7 0 R >>".to_owned(),
            stream("", "0 0 36 72 re f"),
        ])
    }

    fn pixel(raster: &Raster, x: u32, y: u32) -> [u8; 3] {
        let at = usize::try_from(y * raster.width + x).unwrap() * 3;
        raster.bytes[at..at + 3].try_into().unwrap()
    }

    #[test]
    fn a_scan_comes_out_in_its_own_pixels_and_other_pages_as_for_print() {
        let bytes = two_pages();
        assert_eq!(page_count(&bytes), Ok(2));
        assert_eq!(size_px(&bytes, 0), Ok((60, 40)));
        let scan = render(&bytes, 0, 5000).unwrap();
        assert_eq!((scan.width, scan.height), (60, 40));
        assert_eq!(pixel(&scan, 10, 20), [0xDC, 0x14, 0x14]);
        assert_eq!(pixel(&scan, 50, 20), [0x14, 0x14, 0xDC]);
        let small = render(&bytes, 0, 30).unwrap();
        assert_eq!((small.width, small.height), (30, 20));

        assert_eq!(size_px(&bytes, 1), Ok((600, 300)));
        let page = render(&bytes, 1, 100).unwrap();
        assert_eq!((page.width, page.height), (100, 50));
        // the lower left corner, turned by a quarter to the right, is the upper left one
        assert_eq!((pixel(&page, 10, 10), pixel(&page, 90, 40)), ([0; 3], [255; 3]));
    }

    #[test]
    fn a_page_that_is_not_there_and_files_that_are_no_pdf_are_refused_in_words() {
        let refused = render(&two_pages(), 2, 512).unwrap_err();
        assert_eq!(refused, "this PDF has no page 3: it has 2");
        for bytes in [&b""[..], b"%PDF-1.4", b"%PDF-1.4\n%%EOF", &[0; 5000]] {
            assert!(page_count(bytes).is_err() && render(bytes, 0, 512).is_err());
        }
        let none =
            pdf(&["<< /Type /Catalog /Pages 2 0 R >>".to_owned(), "<< /Type /Pages /Kids [] /Count 0 >>".to_owned()]);
        assert!(page_count(&none).is_err());
    }

    #[test]
    fn damage_gives_words_or_a_picture() {
        let whole = two_pages();
        for at in (0..whole.len()).step_by(97) {
            let mut changed = whole.clone();
            changed[at] ^= 0x15;
            for hostile in [&whole[..at], &changed] {
                let _ = size_px(hostile, 0);
                if let Ok(page) = render(hostile, 0, 32) {
                    assert!(page.width.max(page.height) <= 32);
                }
            }
        }
    }
}
