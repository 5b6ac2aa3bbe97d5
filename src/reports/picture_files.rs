//! The bytes of the pictures of a report. A picture that cannot be read becomes a line that says so, not a failure.

use super::ReportJob;
use super::document::Document;
use crate::i18n::{tr, tr_args};
use image::ImageFormat;
use std::collections::BTreeMap;
use std::path::Path;

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
    files.into_iter().filter_map(|(key, file)| Some((key, file.ok()?))).collect()
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
