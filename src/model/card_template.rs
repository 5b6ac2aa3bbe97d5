//! A printed card type: its boxes in printed order, where each is on the paper, and the property it speaks of.

use super::terms::terms;
use super::{EntryId, NumberSeries, PrisonerNumber, Reading};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A printed card type.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CardTemplate {
    /// Names it in the catalogue: `auschwitz-pow-record`.
    pub id: String,
    /// The name as printed or as archives call it, in the original language.
    pub name: String,
    /// The name in the languages of the program, by language code.
    #[serde(default)]
    pub labels: BTreeMap<String, String>,
    /// Width of a side in millimetres.
    #[serde(default)]
    pub width_mm: Option<f64>,
    /// Height of a side in millimetres.
    #[serde(default)]
    pub height_mm: Option<f64>,
    /// The colour of the paper as red, green, blue, for a drawing of the form.
    #[serde(default)]
    pub paper: Option<[u8; 3]>,
    /// Where the particulars of the form come from.
    #[serde(default)]
    pub basis: String,
    /// Words printed on the form that are no box.
    #[serde(default, rename = "print")]
    pub printed: Vec<PrintedText>,
    /// The boxes in printed order.
    #[serde(default, rename = "field")]
    pub fields: Vec<CardField>,
}

/// A card template kept in a catalogue: drawn or changed there, or brought from another one.
///
/// It stands before one of the program with the same id. A change to it never changes what was keyed: a claim keeps its
/// own property, wording, reading and region.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OwnTemplate {
    /// Names this entry.
    pub id: EntryId,
    /// The template; cards name it by its own id.
    pub template: CardTemplate,
}

/// Words printed on a form that are no box: its heading, the name of a part.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PrintedText {
    /// The words.
    pub text: String,
    /// The side they are on.
    #[serde(default)]
    pub side: Side,
    /// Where they are; the height is the height of the line.
    pub rect: RectMm,
    /// Whether they are a heading: bold and in the middle.
    #[serde(default)]
    pub heading: bool,
    /// The printed element they are, when the list of elements counts them.
    #[serde(default)]
    pub element: u32,
}

/// A labelled box of a printed card.
///
/// A label in brackets is not printed on the form: it names what stands there.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CardField {
    /// Names it inside the template: `gef-nr`.
    pub id: String,
    /// The printed element it is part of, counted in printed order: the parts of `Geb. am / in` share one.
    #[serde(default)]
    pub element: u32,
    /// The label as printed.
    pub label: String,
    /// The label in the languages of the program, by language code.
    #[serde(default)]
    pub labels: BTreeMap<String, String>,
    /// The side it is on.
    #[serde(default)]
    pub side: Side,
    /// What is written in it.
    pub datatype: Datatype,
    /// The property a value speaks of: `surname`.
    pub property: String,
    /// The terms of a list, as printed.
    #[serde(default)]
    pub terms: Vec<String>,
    /// The columns of a table, as printed.
    #[serde(default)]
    pub columns: Vec<String>,
    /// The widths of the columns in proportion to each other; alike when there are none.
    #[serde(default)]
    pub column_widths: Vec<f64>,
    /// An invented example.
    #[serde(default)]
    pub example: String,
    /// What a keyer should know.
    #[serde(default)]
    pub help: String,
    /// Whether the wording or place of the printed label still has to be checked against a scan.
    #[serde(default)]
    pub unchecked: bool,
    /// Whether the value of the previous card is offered.
    #[serde(default)]
    pub sticky: bool,
    /// The register a number in this box belongs to, when the form leaves no doubt.
    #[serde(default, skip_serializing_if = "super::is_default")]
    pub series: NumberSeries,
    /// The camp that gave the numbers of this box, by its name; empty when the form is that of many camps.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub issuer: String,
    /// The last number of that register, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_number: Option<u64>,
    /// The box on the side, in millimetres from its upper left corner.
    #[serde(default)]
    pub rect: Option<RectMm>,
}

/// A box in millimetres from the upper left corner of a side: `[left, top, width, height]`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "[f64; 4]", into = "[f64; 4]")]
pub struct RectMm {
    /// From the left edge.
    pub left: f64,
    /// From the upper edge.
    pub top: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl From<[f64; 4]> for RectMm {
    fn from([left, top, width, height]: [f64; 4]) -> Self {
        Self { left, top, width, height }
    }
}

impl From<RectMm> for [f64; 4] {
    fn from(rect: RectMm) -> Self {
        [rect.left, rect.top, rect.width, rect.height]
    }
}

terms! {
    /// The sides of a card.
    Side {
        /// Recto.
        #[default] Front = "front",
        /// Verso.
        Back = "back",
    }
}

terms! {
    /// What is written in a box.
    Datatype {
        /// Any words.
        #[default] Text = "text",
        /// A personal name or a part of one.
        Name = "name",
        /// A date.
        Date = "date",
        /// A place.
        Place = "place",
        /// A prisoner or tag number.
        Number = "number",
        /// One of the terms as printed.
        Enum = "enum",
        /// A table.
        Rows = "rows",
        /// A measure with its unit.
        Measure = "measure",
        /// A photograph or a print stuck on the card.
        Picture = "picture",
        /// A stamp or a mark: there or not.
        Stamp = "stamp",
    }
}

impl RectMm {
    /// Whether the inner parts of the two boxes meet; a shared edge is no meeting.
    pub fn overlaps(&self, other: &Self) -> bool {
        const SLACK_MM: f64 = 0.01;
        self.left + SLACK_MM < other.left + other.width
            && other.left + SLACK_MM < self.left + self.width
            && self.top + SLACK_MM < other.top + other.height
            && other.top + SLACK_MM < self.top + self.height
    }
}

impl CardTemplate {
    /// Whether something of the form is on this side.
    pub fn has_side(&self, side: Side) -> bool {
        self.fields.iter().any(|field| field.side == side)
    }

    /// The field with this id, or else with this printed label.
    pub fn field(&self, id_or_label: &str) -> Option<&CardField> {
        let wanted = id_or_label.trim();
        self.fields
            .iter()
            .find(|field| field.id == wanted)
            .or_else(|| self.fields.iter().find(|field| field.label.to_lowercase() == wanted.to_lowercase()))
    }

    /// Every measure in it: sizes, places, widths of columns.
    pub fn measures(&self) -> Vec<f64> {
        let rects = self.printed.iter().map(|printed| printed.rect).chain(self.fields.iter().filter_map(|f| f.rect));
        let rects = rects.flat_map(<[f64; 4]>::from);
        let widths = self.fields.iter().flat_map(|field| field.column_widths.iter().copied());
        self.width_mm.into_iter().chain(self.height_mm).chain(rects).chain(widths).collect()
    }

    /// Its name in `language`, or as printed.
    pub fn label(&self, language: &str) -> &str {
        self.labels.get(language).unwrap_or(&self.name)
    }
}

impl CardField {
    /// What is read in a wording that stands in this box. A number gets the register the form leaves no doubt about.
    pub fn read(&self, as_written: &str) -> Option<Reading> {
        let reading = super::read(&self.property, self.datatype, as_written)?;
        Some(match reading {
            Reading::Number(number) => {
                Reading::Number(PrisonerNumber { series: self.series, issuer_name: self.issuer.clone(), ..number })
            }
            other => other,
        })
    }

    /// The field's meaning in `language`, or the label as printed.
    pub fn meaning(&self, language: &str) -> &str {
        self.labels.get(language).unwrap_or(&self.label)
    }
}
