//! What a picture file says of itself: scanner, time, whose it is, its colours, without decoding it.
//!
//! Invariant: never fails and never changes the file. What cannot be read is not there, and [`Metadata::damaged`] says
//! so. Never more than 16 MB of a file is read for it.

mod blocks;
mod directory;
mod icc;
mod iptc;
mod source;
mod tags;
mod words;
mod xmp;

use super::format::Format;
use blocks::Blocks;
use directory::Directories;
use exif::{Context, Value};
use serde::{Deserialize, Serialize};
use source::Source;
use std::io::{Cursor, Read, Seek};

/// More tags than this are not listed.
const MOST_TAGS: usize = 200;
/// More complaints than this say nothing new.
const MOST_COMPLAINTS: usize = 20;

/// What a file says of itself; empty or absent when it does not say.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Metadata {
    /// Who made the scanner or camera.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub make: String,
    /// Which scanner or camera it was.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub model: String,
    /// The program that wrote it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub software: String,
    /// When it was taken, as `2024-05-31T14:03:22`, with the offset from UTC if that is given; exactly as written when
    /// it cannot be read.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub taken_at: String,
    /// Who took it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub artist: String,
    /// Whose it is.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub copyright: String,
    /// What it shows.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// The colour profile's name for itself, such as `Adobe RGB (1998)`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub colour_profile: String,
    /// Bits of each colour of a pixel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bits_per_channel: Option<u8>,
    /// How many numbers make a pixel: 1 grey, 3 RGB, 4 CMYK or RGB with opacity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channels: Option<u8>,
    /// How the pixels are packed.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub compression: String,
    /// How many full pictures a TIFF holds; 1 for the other formats of pictures, 0 when that is not known.
    #[serde(skip_serializing_if = "is_zero")]
    pub pages: u32,
    /// Whether the place where it was taken is in it, which is never shown, but has to be said before it is shared.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub has_position: bool,
    /// Every other tag of EXIF and TIFF, data set of IPTC and text of PNG: name and value.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub exif: Vec<(String, String)>,
    /// The properties of XMP that say what, who and whose: name and value.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub xmp: Vec<(String, String)>,
    /// What of this could not be read, in words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub damaged: Vec<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes fields by reference")]
fn is_zero(pages: &u32) -> bool {
    *pages == 0
}

/// Reads the metadata of a file whose format is known.
pub fn metadata(file: &mut (impl Read + Seek), format: Format) -> Metadata {
    let mut found = Metadata::default();
    let Some(mut source) = Source::new(file) else {
        found.damaged.push("the file cannot be read".to_owned());
        return found;
    };
    let (mut blocks, directories) = gather(&mut source, format);
    found.bits_per_channel = blocks.bits;
    found.channels = blocks.channels;
    found.compression = std::mem::take(&mut blocks.compression);
    let is_tiff = directories.is_some();
    found.pages = match (&directories, format) {
        (Some(directories), _) => directories.pages,
        (None, Format::Pdf) => 0,
        (None, _) => 1,
    };
    found.damaged.append(&mut blocks.damaged);
    if let Some(directories) = directories {
        found.take_tags(&directories, "its TIFF tags are damaged", true);
    }
    if let Some(block) = blocks.exif.as_deref().filter(|_| !is_tiff) {
        let directories = Source::new(Cursor::new(block)).map(|mut source| directory::read(&mut source));
        found.take_tags(&directories.unwrap_or_default(), "its EXIF is damaged", false);
    }
    found.take_iptc(iptc::read(&blocks.iptc));
    for packet in &blocks.xmp {
        found.take_xmp(xmp::read(packet));
    }
    found.take_texts(std::mem::take(&mut blocks.texts));
    if let Some(profile) = &blocks.icc {
        match icc::description(profile) {
            Some(description) => found.colour_profile = description,
            None => found.damaged.push("its colour profile is damaged, or has no name".to_owned()),
        }
    }
    found.damaged.dedup();
    found.damaged.truncate(MOST_COMPLAINTS);
    found
}

/// The colour profile inside of a file, as it stands there: at most 4 MB, and not checked. Not that of a JPEG 2000,
/// whose decoder hands over sRGB.
pub fn icc_profile(file: &mut (impl Read + Seek), format: Format) -> Option<Vec<u8>> {
    if format == Format::Jp2 { None } else { gather(&mut Source::new(file)?, format).0.icc }
}

/// The blocks of a file; of a TIFF its directories too, for it is one block itself.
fn gather<R: Read + Seek>(source: &mut Source<R>, format: Format) -> (Blocks, Option<Directories>) {
    match format {
        Format::Jpeg => (blocks::jpeg(source), None),
        Format::Png => (blocks::png(source), None),
        Format::WebP => (blocks::webp(source), None),
        Format::Jp2 => (blocks::jp2(source), None),
        Format::Heic | Format::Avif => (blocks::heif(source), None),
        Format::Tiff | Format::BigTiff => {
            let mut directories = directory::read(source);
            let mut blocks = Blocks::default();
            for (tag, block) in std::mem::take(&mut directories.blocks) {
                match tag {
                    directory::XMP => blocks.xmp.push(block),
                    directory::IPTC => blocks.iptc.extend(block),
                    directory::PHOTOSHOP => blocks.take_photoshop(&block),
                    _ => blocks.take_icc(block),
                }
            }
            let number = |tag: u16| directories.find(Context::Tiff, tag).and_then(|value| value.get_uint(0));
            let small = |tag: u16| number(tag).and_then(|number| u8::try_from(number).ok());
            blocks.bits = Some(small(258).unwrap_or(1));
            blocks.channels = Some(small(277).unwrap_or(1));
            blocks.compression = tiff_compression(number(259).unwrap_or(1));
            (blocks, Some(directories))
        }
        Format::Gif => (Blocks { compression: "LZW".to_owned(), bits: Some(8), ..Blocks::default() }, None),
        Format::Bmp | Format::Pdf => (Blocks::default(), None),
    }
}

fn tiff_compression(number: u32) -> String {
    match number {
        1 => "none",
        2 => "fax (CCITT RLE)",
        3 => "fax (CCITT group 3)",
        4 => "fax (CCITT group 4)",
        5 => "LZW",
        6 => "JPEG, old style",
        7 => "JPEG",
        8 | 32_946 => "deflate",
        32_773 => "PackBits",
        34_712 => "JPEG 2000",
        34_887 => "LERC",
        34_925 => "LZMA",
        50_000 => "Zstandard",
        50_001 => "WebP",
        other => return format!("number {other}"),
    }
    .to_owned()
}

const COPYRIGHT: u16 = 33_432;
const DATE_TIME: u16 = 306;
/// Tags of EXIF that say when, and their offsets from UTC, the best first.
const TIMES: [(u16, u16); 2] = [(36_867, 36_881), (36_868, 36_882)];
const OFFSET_OF_DATE_TIME: u16 = 36_880;
/// What TIFF says about the picture itself, which has fields of its own.
const SAID_ELSEWHERE: [u16; 3] = [258, 259, 277];

impl Metadata {
    fn take_tags(&mut self, directories: &Directories, whose: &str, is_tiff: bool) {
        for words in &directories.damaged {
            self.damaged.push(format!("{whose}: {words}"));
        }
        let mut used: Vec<(Context, u16)> = Vec::new();
        let text = |context, tag| directories.find(context, tag).map(tags::text_of).unwrap_or_default();
        let first = |context, tag| directories.find(context, tag).map(tags::first_text_of).unwrap_or_default();
        for (tag, place) in [
            (271, &mut self.make),
            (272, &mut self.model),
            (305, &mut self.software),
            (315, &mut self.artist),
            (COPYRIGHT, &mut self.copyright),
            (270, &mut self.description),
        ] {
            // photographer and editor; elsewhere what stands behind a zero is what was there before
            let said = if tag == COPYRIGHT { text(Context::Tiff, tag) } else { first(Context::Tiff, tag) };
            if place.is_empty() && !said.is_empty() {
                *place = said;
                used.push((Context::Tiff, tag));
            }
        }
        // some programs write the tags of EXIF where those of TIFF belong
        let times = [Context::Exif, Context::Tiff].into_iter().flat_map(|context| TIMES.map(|time| (context, time)));
        let all_times = times.chain([(Context::Tiff, (DATE_TIME, OFFSET_OF_DATE_TIME))]);
        for (context, (tag, offset_tag)) in all_times {
            let offset = [Context::Exif, Context::Tiff].map(|context| text(context, offset_tag)).concat();
            let time = words::iso_time(&first(context, tag), &offset);
            if self.taken_at.is_empty() && !time.is_empty() {
                self.taken_at = time;
                used.extend([(context, tag), (Context::Exif, offset_tag), (Context::Tiff, offset_tag)]);
            }
        }
        // latitude and longitude; a version number alone is no place
        self.has_position |=
            [2, 4].into_iter().filter_map(|tag| directories.find(Context::Gps, tag)).any(|place| match place {
                // telephones without reception write 0/0
                Value::Rational(numbers) => numbers.iter().any(|part| part.denom != 0),
                Value::Undefined(bytes, _) | Value::Byte(bytes) => bytes.iter().any(|byte| *byte != 0),
                Value::Ascii(texts) => !texts.is_empty(),
                _ => true,
            });
        for field in &directories.fields {
            let is_used = used.contains(&(field.context, field.tag))
                || is_tiff && field.context == Context::Tiff && SAID_ELSEWHERE.contains(&field.tag);
            if !is_used
                && field.context != Context::Gps
                && let Some((name, value)) = tags::in_words(field)
            {
                self.list(name, value);
            }
        }
        let by_windows = |tag: u16| match directories.find(Context::Tiff, tag) {
            Some(Value::Byte(bytes)) => words::utf_16(bytes, false),
            _ => String::new(),
        };
        if self.artist.is_empty() {
            self.artist = by_windows(tags::XP_AUTHOR);
        }
        for tag in [tags::XP_COMMENT, tags::XP_TITLE] {
            if self.description.is_empty() {
                self.description = by_windows(tag);
            }
        }
    }

    fn list(&mut self, name: String, value: String) {
        if self.exif.len() < MOST_TAGS {
            self.exif.push((name, value));
        }
    }

    fn take_iptc(&mut self, sets: Vec<(u8, String)>) {
        for (set, text) in sets {
            let place = match set {
                iptc::BYLINE => &mut self.artist,
                iptc::COPYRIGHT => &mut self.copyright,
                iptc::CAPTION => &mut self.description,
                _ => {
                    self.list(iptc::name(set).unwrap_or_default().to_owned(), text);
                    continue;
                }
            };
            if place.is_empty() {
                *place = text;
            } else if *place != text {
                self.list(iptc::name(set).unwrap_or_default().to_owned(), text);
            }
        }
    }

    fn take_xmp(&mut self, xmp: xmp::Xmp) {
        if xmp.is_damaged {
            self.damaged.push("its XMP is damaged".to_owned());
        }
        self.has_position |= xmp.has_position;
        for (names, place) in [
            (&["tiff:Make"][..], &mut self.make),
            (&["tiff:Model"], &mut self.model),
            (&["xmp:CreatorTool", "tiff:Software"], &mut self.software),
            (&["dc:creator", "tiff:Artist"], &mut self.artist),
            (&["dc:rights", "tiff:Copyright"], &mut self.copyright),
            (&["dc:description", "tiff:ImageDescription", "dc:title"], &mut self.description),
        ] {
            if place.is_empty()
                && let Some(value) = names.iter().find_map(|name| xmp.find(name))
            {
                value.clone_into(place);
            }
        }
        let times = ["exif:DateTimeOriginal", "exif:DateTimeDigitized", "photoshop:DateCreated", "xmp:CreateDate"];
        if self.taken_at.is_empty()
            && let Some(time) = times.iter().find_map(|name| xmp.find(name))
        {
            self.taken_at = words::iso_time(time, "");
        }
        self.xmp.extend(xmp.properties);
        self.xmp.truncate(xmp::MOST_PROPERTIES);
    }

    /// Texts of a PNG or the comment of a JPEG.
    fn take_texts(&mut self, texts: Vec<(String, String)>) {
        for (keyword, text) in texts {
            let place = match keyword.as_str() {
                "Author" => &mut self.artist,
                "Copyright" => &mut self.copyright,
                "Description" | "Title" => &mut self.description,
                "Software" => &mut self.software,
                "Source" => &mut self.model,
                _ => {
                    if !text.is_empty() {
                        self.list(keyword, text);
                    }
                    continue;
                }
            };
            if place.is_empty() {
                *place = text;
            } else if !text.is_empty() && *place != text {
                self.list(keyword, text);
            }
        }
    }
}

#[cfg(test)]
mod tests;
