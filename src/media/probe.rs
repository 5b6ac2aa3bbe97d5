//! Looking at a picture without decoding it: format, size, resolution, orientation, from its headers.

use super::format::{Format, what_else};
use super::{Refusal, jpeg_header, other_headers, tiff_header};
use crate::error::{Error, Result};
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;

/// What the headers of a picture say.
#[derive(Clone, Debug, PartialEq)]
pub struct Probe {
    /// The format, by the bytes.
    pub format: Format,
    /// The ending under which it is stored, without the dot.
    pub extension: &'static str,
    /// Width in pixels as it is shown, that is after [`Self::orientation`]; 0 when the header does not say.
    pub width_px: u32,
    /// Height in pixels as it is shown; 0 when the header does not say.
    pub height_px: u32,
    /// Pixels per inch, when the file states it.
    pub ppi: Option<f64>,
    /// How the stored rows have to be turned, as in EXIF: 1 (not at all) to 8.
    pub orientation: u8,
    /// How many pictures a TIFF holds, 1 for every other format; counting stops at 1,000. The pages of a PDF are known
    /// when it is opened.
    pub pages: u32,
    /// Why this program cannot show it, although it keeps it; nothing when it can.
    pub why_not_viewable: Option<String>,
    /// What a decoder needs for each pixel besides the pixel itself.
    pub(super) scratch_bytes_per_px: u64,
}

impl Probe {
    /// Whether this program can show it. Damage further on in the file is only found by decoding.
    pub fn is_viewable(&self) -> bool {
        self.why_not_viewable.is_none()
    }
}

/// What a header says, before the orientation is applied.
#[derive(Debug, Default)]
pub(super) struct Stated {
    pub width_px: u32,
    pub height_px: u32,
    pub ppi: Option<f64>,
    pub orientation: Option<u8>,
    pub pages: u32,
    pub why_not_viewable: Option<String>,
    pub scratch_bytes_per_px: u64,
}

/// Looks at a file. Fails with [`Error::NotAPicture`] and the reason when it is none.
pub fn probe(path: &Path) -> Result<Probe> {
    probe_open(path, &mut open_regular(path)?)
}

/// Opens a file for reading, unless it is a folder, a device or a pipe (which could block for ever), or empty.
pub fn open_regular(path: &Path) -> Result<File> {
    let not = |why: &str| Error::NotAPicture { path: path.to_owned(), why: why.to_owned() };
    let cannot = |source| Error::file("cannot read", path, source);
    // looked at before opening: opening a pipe waits for a writer
    let before = std::fs::metadata(path).map_err(cannot)?;
    if before.is_dir() {
        return Err(not("it is a folder: choose the files in it"));
    }
    if !before.is_file() {
        return Err(not("it is a device or a pipe, not a file"));
    }
    let file = File::open(path).map_err(cannot)?;
    let metadata = file.metadata().map_err(cannot)?;
    if !metadata.is_file() {
        return Err(not("it is a device or a pipe, not a file"));
    }
    if metadata.len() == 0 {
        return Err(not("it is empty (0 bytes): the copy was probably interrupted; copy it again from where it came"));
    }
    Ok(file)
}

/// Looks at an open file from its beginning; `path` is for the words of the error only.
pub fn probe_open(path: &Path, file: &mut File) -> Result<Probe> {
    look(&mut BufReader::new(file)).map_err(|refusal| match refusal {
        Refusal::Why(why) => Error::NotAPicture { path: path.to_owned(), why },
        Refusal::Disk(source) => Error::file("cannot read", path, source),
    })
}

/// Looks at bytes.
pub(super) fn look<R: Read + Seek>(reader: &mut R) -> Result<Probe, Refusal> {
    reader.seek(SeekFrom::Start(0))?;
    let mut head = Vec::new();
    reader.by_ref().take(4096).read_to_end(&mut head)?;
    let Some(format) = Format::of(&head) else {
        return Err(Refusal::why(what_else(&head)));
    };
    reader.seek(SeekFrom::Start(0))?;
    let stated = match format {
        Format::Jpeg => jpeg_header::read(reader),
        Format::Png => other_headers::png(reader),
        Format::Tiff | Format::BigTiff => tiff_header::read(reader),
        Format::WebP => other_headers::webp(reader),
        Format::Gif => other_headers::gif(&head),
        Format::Bmp => other_headers::bmp(&head),
        Format::Jp2 => other_headers::jp2(&head),
        Format::Pdf => Ok(other_headers::pdf()),
        Format::Heic | Format::Avif => Ok(other_headers::unknown_inside(format)),
    };
    // it is a picture all the same: it is kept, and somebody may mend it
    let mut stated = match stated {
        Ok(stated) => stated,
        Err(Refusal::Why(why)) => Stated { why_not_viewable: Some(why), ..Stated::default() },
        Err(disk) => return Err(disk),
    };
    let has_no_size = format != Format::Pdf && (stated.width_px == 0 || stated.height_px == 0);
    if stated.why_not_viewable.is_none() && has_no_size {
        let why = format!("its {} header is damaged: it says the picture has no size", format.name());
        stated.why_not_viewable = Some(why);
    }
    let orientation = stated.orientation.filter(|turn| (1..=8).contains(turn)).unwrap_or(1);
    let (width_px, height_px) =
        if orientation >= 5 { (stated.height_px, stated.width_px) } else { (stated.width_px, stated.height_px) };
    Ok(Probe {
        format,
        extension: format.extension(),
        width_px,
        height_px,
        // TIFF states 300 as 299.9994 when it was computed from metres
        ppi: stated.ppi.filter(|ppi| (0.1..=100_000.0).contains(ppi)).map(|ppi| (ppi * 100.0).round() / 100.0),
        orientation,
        pages: stated.pages.max(1),
        why_not_viewable: stated.why_not_viewable,
        scratch_bytes_per_px: stated.scratch_bytes_per_px,
    })
}
