//! The bytes of the pictures of a report. A picture that cannot be read becomes a line that says so, not a failure.

use super::ReportJob;
use super::document::{Document, Run, crops_mut};
use crate::i18n::{tr, tr_args};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, GenericImageView, ImageFormat};
use std::collections::BTreeMap;
use std::path::Path;

/// Smaller cuts show nothing.
const SMALLEST_CUT_PX: u32 = 6;
const CUT_QUALITY: u8 = 82;

/// A picture ready to be embedded.
pub(super) struct PictureFile {
    /// The bytes as they are in the file.
    pub(super) bytes: Vec<u8>,
    /// `image/jpeg` or `image/png`.
    pub(super) media_type: &'static str,
    aspect: f64,
}

/// Reads every picture the document shows; those that cannot be shown say why in the document.
pub(super) fn read(job: &ReportJob, document: &mut Document, progress: &dyn Fn(u64)) -> BTreeMap<String, PictureFile> {
    let mut files: BTreeMap<String, Result<PictureFile, String>> = BTreeMap::new();
    for (done, picture) in (1..).zip(document.pictures_mut()) {
        let file = files.entry(picture.key.clone()).or_insert_with(|| match job.pictures.get(&picture.key) {
            Some(path) => read_file(path).ok_or_else(|| tr("report-picture-unreadable")),
            None => Err(tr("report-picture-not-prepared")),
        });
        match file {
            Ok(file) => picture.aspect = file.aspect,
            Err(why) => {
                picture.missing = tr_args("report-picture-missing", &[("why", why.as_str().into())]);
            }
        }
        progress(done);
    }
    let mut files = files.into_iter().filter_map(|(key, file)| Some((key, file.ok()?))).collect();
    cut(document, &mut files);
    files
}

/// Cuts the parts of scans that stand beside values.
fn cut(document: &mut Document, files: &mut BTreeMap<String, PictureFile>) {
    // the cuts of one side follow each other, so one decoded scan at a time is enough
    let mut scan: Option<(String, DynamicImage)> = None;
    for run in crops_mut(document) {
        let Run::Crop { key, of, area, aspect, .. } = run else { continue };
        if scan.as_ref().is_none_or(|(known, _)| known != of) {
            let decoded = files.get(of.as_str()).and_then(|file| image::load_from_memory(&file.bytes).ok());
            scan = decoded.map(|pixels| (of.clone(), pixels));
        }
        if let Some(file) = scan.as_ref().and_then(|(_, pixels)| cut_from(pixels, *area)) {
            *aspect = file.aspect;
            files.insert(key.clone(), file);
        }
    }
}

fn cut_from(scan: &DynamicImage, area: [f64; 4]) -> Option<PictureFile> {
    let [left, top, width, height] = area;
    if !area.iter().all(|part| part.is_finite()) || width <= 0.0 || height <= 0.0 {
        return None;
    }
    let (from_x, to_x) = (pixel(left, scan.width()), pixel(left + width, scan.width()));
    let (from_y, to_y) = (pixel(top, scan.height()), pixel(top + height, scan.height()));
    let (width, height) = (to_x.saturating_sub(from_x), to_y.saturating_sub(from_y));
    if width < SMALLEST_CUT_PX || height < SMALLEST_CUT_PX {
        return None;
    }
    let pixels = scan.view(from_x, from_y, width, height).to_image();
    let pixels = DynamicImage::ImageRgba8(pixels).to_rgb8();
    let mut bytes = Vec::new();
    pixels.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, CUT_QUALITY)).ok()?;
    Some(PictureFile { bytes, media_type: "image/jpeg", aspect: f64::from(width) / f64::from(height) })
}

/// The pixel at a fraction of a length.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=length")]
fn pixel(fraction: f64, length: u32) -> u32 {
    (fraction.clamp(0.0, 1.0) * f64::from(length)).round() as u32
}

/// Decodes the whole file, because a writer that meets a broken one gives up the whole report.
fn read_file(path: &Path) -> Option<PictureFile> {
    let bytes = std::fs::read(path).ok()?;
    let format = image::guess_format(&bytes).ok()?;
    let media_type = match format {
        ImageFormat::Jpeg => "image/jpeg",
        ImageFormat::Png => "image/png",
        _ => return None,
    };
    let pixels = image::load_from_memory_with_format(&bytes, format).ok()?;
    let (width, height) = (f64::from(pixels.width()), f64::from(pixels.height()));
    (width > 0.0 && height > 0.0).then(|| PictureFile { bytes, media_type, aspect: width / height })
}
