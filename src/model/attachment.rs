//! The tie between a stored scan or photograph and an entry, and the boxes drawn on it.

use super::{Access, Alignment, Checksum, EntryId, HistoricalDate, Point, terms::terms};
use serde::{Deserialize, Serialize};

/// A stored scan or photograph, tied to the entry it belongs to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attachment {
    /// Names this attachment.
    pub id: EntryId,
    /// The card, person, event or group it belongs to; its own id while nobody has said which.
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
    /// What we say of the picture ourselves, beside what the source has.
    #[serde(default)]
    pub caption_ours: String,
    /// When the picture was taken; without wording, `date_absence` says why.
    #[serde(default)]
    pub date: HistoricalDate,
    /// Why there is no date.
    #[serde(default)]
    pub date_absence: Option<super::Absence>,
    /// Who took it.
    #[serde(default)]
    pub photographer: String,
    /// Whom to name where it is shown: `Gedenkstätte Buchenwald`.
    #[serde(default)]
    pub credit: String,
    /// What may be done with it: the address of a statement of rightsstatements.org, or words.
    #[serde(default)]
    pub rights: String,
    /// What it is a copy of: another print, a plate in a book, a page of the web.
    #[serde(default)]
    pub copy_of: String,
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
    /// How it is looked at: turned, brighter. The master stays as it is.
    #[serde(default)]
    pub appearance: Option<Appearance>,
    /// Who may see it.
    #[serde(default)]
    pub access: Access,
}

impl Attachment {
    /// A picture of which nothing is known yet but what it shows of which entry.
    pub fn new(id: EntryId, entry: EntryId, role: Role) -> Self {
        Self {
            id,
            entry,
            ord: 0,
            reference_code: String::new(),
            master: Checksum::default(),
            extension: String::new(),
            original_name: String::new(),
            size_bytes: 0,
            width_px: 0,
            height_px: 0,
            ppi: None,
            role,
            caption: String::new(),
            caption_source: None,
            caption_locator: String::new(),
            caption_ours: String::new(),
            date: HistoricalDate::default(),
            date_absence: None,
            photographer: String::new(),
            credit: String::new(),
            rights: String::new(),
            copy_of: String::new(),
            depicted: Vec::new(),
            content_note: String::new(),
            drawn: false,
            alignment: None,
            appearance: None,
            access: Access::Open,
        }
    }

    /// What it is called: its caption, else its reference, else its file's name.
    pub fn name(&self) -> &str {
        [&self.caption, &self.reference_code, &self.original_name]
            .into_iter()
            .find(|text| !text.is_empty())
            .map_or("", String::as_str)
    }

    /// Whether it belongs to an entry. One that does not stands on a page of its own.
    pub fn is_attached(&self) -> bool {
        self.entry != self.id
    }
}

/// How a picture is looked at. Nothing of it touches the master; [`Appearance::default`] is the picture as it is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Appearance {
    /// Quarter turns clockwise, 0 to 3.
    pub turns: u8,
    /// Whether left and right change places, before it is turned.
    pub mirrored: bool,
    /// From -100 to 100.
    pub brightness: i16,
    /// From -100 to 100.
    pub contrast: i16,
    /// The exponent of the tones, 0.2 to 5; 1 leaves them.
    pub gamma: f64,
    /// Whether light and dark change places, as for a negative.
    pub inverted: bool,
    /// What of its colours is seen.
    pub channel: Channel,
}

impl Default for Appearance {
    fn default() -> Self {
        Self {
            turns: 0,
            mirrored: false,
            brightness: 0,
            contrast: 0,
            gamma: 1.0,
            inverted: false,
            channel: Channel::All,
        }
    }
}

terms! {
    /// What of a picture's colours is seen: faded ink or a stamp may stand out in one of them.
    Channel {
        /// The colours as they are.
        #[default] All = "all",
        /// Red alone, as grey.
        Red = "red",
        /// Green alone, as grey.
        Green = "green",
        /// Blue alone, as grey.
        Blue = "blue",
        /// Without colour.
        Grey = "grey",
    }
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
        /// An object.
        Object = "object",
        /// A paper other than the card.
        Document = "document",
        /// Anything else.
        #[default] Other = "other",
    }
}

/// A box on a picture, in fractions of its width and height, so that it holds for every derivative.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    /// Who or what is seen in it; nothing for the place a value was read from.
    #[serde(default)]
    pub shows: Option<Shown>,
}

/// Who or what a region of a picture shows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Shown {
    /// The person, when we hold somebody to be him.
    #[serde(default)]
    pub person: Option<EntryId>,
    /// What it is called: `unknown man 2`, `eagle with banner`.
    #[serde(default)]
    pub name: String,
    /// The place on the body, for a tattoo or a scar: `left forearm, inside`.
    #[serde(default)]
    pub body_place: String,
    /// Anything else that is seen: `covers number 1418`.
    #[serde(default)]
    pub remark: String,
}
