//! Somebody we hold a person to be. Names, numbers and dates are claims about the person.

use super::{Access, EntryId};
use serde::{Deserialize, Serialize};

/// Somebody we hold a person to be, gathered from any number of cards and sources.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Person {
    /// Names this person.
    pub id: EntryId,
    /// The reference in this catalogue: `P3`.
    pub reference_code: String,
    /// The name we print at the head of the page, chosen by the archivist.
    pub label: String,
    /// Who may see the person.
    #[serde(default)]
    pub access: Access,
}

/// One written form of a name, in its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PersonName {
    /// Family name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub surname: String,
    /// Forename.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub given: String,
    /// Patronymic.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub patronymic: String,
    /// ISO 15924 code of the script: `Latn`, `Cyrl`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub script: String,
    /// The romanisation it follows, when known: `bgn-pcgn`, `iso-9`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub scheme: String,
}

impl PersonName {
    /// `Surname, Given Patronymic`, without commas for missing parts.
    pub fn inverted(&self) -> String {
        let forenames = [self.given.as_str(), self.patronymic.as_str()];
        let forenames = forenames.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        match (self.surname.is_empty(), forenames.is_empty()) {
            (false, false) => format!("{}, {forenames}", self.surname),
            (false, true) => self.surname.clone(),
            (true, _) => forenames,
        }
    }
}
