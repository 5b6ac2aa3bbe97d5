//! The card templates the program brings.

use crate::error::{Error, Result};
use crate::model::CardTemplate;
use std::sync::LazyLock;

static TEMPLATES: LazyLock<Vec<CardTemplate>> = LazyLock::new(Vec::new);

/// Every template, in the order in which a list offers them.
pub fn templates() -> &'static [CardTemplate] {
    &TEMPLATES
}

/// The template with this id.
pub fn template(id: &str) -> Result<&'static CardTemplate> {
    templates().iter().find(|template| template.id == id).ok_or_else(|| Error::NoSuchTemplate {
        wanted: id.to_owned(),
        known: templates().iter().map(|template| template.id.as_str()).collect::<Vec<_>>().join(", "),
    })
}
