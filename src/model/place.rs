//! Places and camps with their names, coordinates and years.

use super::{Edtf, EntryId};
use serde::{Deserialize, Serialize};

/// A camp or a settlement. A camp is not a settlement and a label such as "VIII B" resolves only with a date.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Names this place.
    pub id: EntryId,
    /// The reference in this catalogue: `kl-auschwitz-i`.
    pub reference_code: String,
    /// What it was: `KL main camp`, `Stalag`, `settlement`.
    #[serde(default)]
    pub kind: String,
    /// The name we print.
    pub label: String,
    /// The German name of the time.
    #[serde(default)]
    pub name_de: String,
    /// The local name.
    #[serde(default)]
    pub name_local: String,
    /// ISO 3166-1 code of the country it lies in today.
    #[serde(default)]
    pub country: String,
    /// Degrees north, WGS 84.
    #[serde(default)]
    pub latitude: Option<f64>,
    /// Degrees east, WGS 84.
    #[serde(default)]
    pub longitude: Option<f64>,
    /// When it came into being.
    #[serde(default)]
    pub since: Option<Edtf>,
    /// When it ended.
    #[serde(default)]
    pub until: Option<Edtf>,
    /// Its item at Wikidata: `Q7341`.
    #[serde(default)]
    pub wikidata: String,
    /// Where these particulars come from, in words.
    #[serde(default)]
    pub basis: String,
}

impl Place {
    /// A fresh place of which only this is known.
    pub fn new(reference_code: &str, kind: &str, label: &str) -> Self {
        Self {
            id: EntryId::fresh(),
            reference_code: reference_code.to_owned(),
            kind: kind.to_owned(),
            label: label.to_owned(),
            name_de: String::new(),
            name_local: String::new(),
            country: String::new(),
            latitude: None,
            longitude: None,
            since: None,
            until: None,
            wikidata: String::new(),
            basis: String::new(),
        }
    }
}
