//! A printed card type: its boxes in printed order, where each is on the paper, and the property it speaks of.

use super::terms::terms;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A printed card type.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    /// Where the particulars of the form come from.
    #[serde(default)]
    pub basis: String,
    /// The boxes in printed order.
    #[serde(default, rename = "field")]
    pub fields: Vec<CardField>,
}

/// A labelled box of a printed card.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CardField {
    /// Names it inside the template: `gef-nr`.
    pub id: String,
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
    /// The box on the side, in millimetres from its upper left corner.
    #[serde(default)]
    pub rect: Option<RectMm>,
}

/// A box in millimetres from the upper left corner of a side: `[left, top, width, height]`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
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

impl CardTemplate {
    /// The field with this id, or else with this printed label.
    pub fn field(&self, id_or_label: &str) -> Option<&CardField> {
        let wanted = id_or_label.trim();
        self.fields
            .iter()
            .find(|field| field.id == wanted)
            .or_else(|| self.fields.iter().find(|field| field.label.to_lowercase() == wanted.to_lowercase()))
    }

    /// Its name in `language`, or as printed.
    pub fn label(&self, language: &str) -> &str {
        self.labels.get(language).unwrap_or(&self.name)
    }
}

impl CardField {
    /// The field's meaning in `language`, or the label as printed.
    pub fn meaning(&self, language: &str) -> &str {
        self.labels.get(language).unwrap_or(&self.label)
    }
}
