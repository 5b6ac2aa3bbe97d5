//! The tie between a stored scan or photograph and an entry, and the boxes drawn on it.

use super::{Access, Alignment, Checksum, EntryId, HistoricalDate, Point, terms::terms};
use serde::{Deserialize, Serialize};

/// A stored scan or photograph, tied to the entry it belongs to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attachment {
    /// Names this attachment.
    pub id: EntryId,
    /// The card, person, event or group it belongs to.
    pub entry: EntryId,
    /// Its place among the pictures of the same entry, counted from 0.
    #[serde(default)]
    pub ord: u32,
    /// The reference in this catalogue: `F4`; may be empty.
    #[serde(default)]
    pub reference_code: String,
    /// The master file, known by its checksum, never altered.
    pub master: Checksum,
    /// The ending under which the master is stored, without the dot: `tif`.
    pub extension: String,
    /// The file's name as it came.
    pub original_name: String,
    /// Size of the master in bytes.
    pub size_bytes: u64,
    /// Width in pixels as shown; 0 when the file does not say.
    pub width_px: u32,
    /// Height in pixels as shown; 0 when the file does not say.
    pub height_px: u32,
    /// Resolution stated by the file, in pixels per inch.
    #[serde(default)]
    pub ppi: Option<f64>,
    /// What it shows of the entry.
    pub role: Role,
    /// The caption as the source has it.
    #[serde(default)]
    pub caption: String,
    /// Where the caption is written.
    #[serde(default)]
    pub caption_source: Option<EntryId>,
    /// The place in that source: `line 13`.
    #[serde(default)]
    pub caption_locator: String,
    /// When the picture was taken; without wording, `date_absence` says why.
    #[serde(default)]
    pub date: HistoricalDate,
    /// Why there is no date.
    #[serde(default)]
    pub date_absence: Option<super::Absence>,
    /// The persons it shows.
    #[serde(default)]
    pub depicted: Vec<EntryId>,
    /// Why the picture should not be shown unasked (a body, a tattoo); empty when it may be.
    #[serde(default)]
    pub content_note: String,
    /// Whether it is drawn by this program in place of a picture we do not have, or as a specimen.
    #[serde(default)]
    pub drawn: bool,
    /// Where the side of the card lies on the picture, once somebody has said so.
    #[serde(default)]
    pub alignment: Option<Alignment>,
    /// Who may see it.
    #[serde(default)]
    pub access: Access,
}

terms! {
    /// What a picture shows of its entry.
    Role {
        /// The front (recto) of a card.
        Front = "front",
        /// The back (verso) of a card.
        Back = "back",
        /// A portrait.
        Portrait = "portrait",
        /// A tattoo.
        Tattoo = "tattoo",
        /// Several people.
        Group = "group",
        /// Anything else.
        #[default] Other = "other",
    }
}

/// A box on a picture, in fractions of its width and height, so that it holds for every derivative.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Region {
    /// Names this region.
    pub id: EntryId,
    /// The picture it is drawn on.
    pub attachment: EntryId,
    /// Left edge, 0 to 1.
    pub x: f64,
    /// Upper edge, 0 to 1.
    pub y: f64,
    /// Width, 0 to 1.
    pub width: f64,
    /// Height, 0 to 1.
    pub height: f64,
    /// The corners of what is meant, clockwise, when it lies askew on the picture; the box is then drawn around them.
    #[serde(default)]
    pub outline: Option<[Point; 4]>,
}
