//! Card templates: those the program brings, and those a catalogue keeps.
//!
//! Each of the program's is a file of `assets/templates`; a new form is a new file and a line here.
//! Invariant: every file parses, which a test proves, so that the list is complete at run time.

use super::{Applied, Catalogue};
use crate::error::{Error, Result};
use crate::model::{Act, CardField, CardTemplate, Change, EntryId, OwnTemplate, TemplatePart, terms};
use crate::storage::rows;
use std::borrow::Cow;
use std::sync::LazyLock;

macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../assets/templates/", $name, ".toml")))),+]
    };
}

/// In the order in which a list offers them: prisoners of war, concentration camps, registers, after the war.
const FILES: &[(&str, &str)] = files![
    "auschwitz-pow-record",
    "haeftlings-personal-karte",
    "personalkarte-1",
    "personalkarte-2",
    "gefangenen-personalkarte",
    "haeftlingspersonalbogen",
    "effektenkarte",
    "schreibstubenkarte",
    "revierkarte",
    "totenbuch",
    "nummernbuch",
    "cni-card",
    "obd-memorial-record",
    "filtration-card",
];

static TEMPLATES: LazyLock<Vec<CardTemplate>> = LazyLock::new(|| {
    FILES
        .iter()
        .filter_map(|(name, text)| {
            toml::from_str(text).inspect_err(|why| tracing::error!(name, %why, "a card template cannot be read")).ok()
        })
        .collect()
});

/// Every template the program brings, in the order in which a list offers them.
pub fn built_in_templates() -> &'static [CardTemplate] {
    &TEMPLATES
}

/// The template of the program with this id.
pub fn built_in_template(id: &str) -> Result<&'static CardTemplate> {
    built_in_templates().iter().find(|template| template.id == id).ok_or_else(|| no_such(id, built_in_templates()))
}

fn no_such(id: &str, known: &[CardTemplate]) -> Error {
    Error::NoSuchTemplate {
        wanted: id.to_owned(),
        known: known.iter().map(|template| template.id.as_str()).collect::<Vec<_>>().join(", "),
    }
}

terms! {
    /// Where a template of a catalogue comes from.
    TemplateOrigin {
        /// The program brings it.
        #[default] Program = "program",
        /// The program brings it, and this catalogue has changed it.
        Changed = "changed",
        /// It is this catalogue's own.
        Catalogue = "catalogue",
    }
}

impl TemplateOrigin {
    /// Where a template that stands in a catalogue comes from.
    pub fn of(template: &CardTemplate) -> Self {
        match built_in_template(&template.id) {
            Ok(built_in) if built_in == template => Self::Program,
            Ok(_) => Self::Changed,
            Err(_) => Self::Catalogue,
        }
    }
}

impl Catalogue {
    /// Every template a card can have here: those of the program, each as this catalogue has changed it, then the
    /// catalogue's own by name.
    pub fn templates(&self) -> Result<Vec<CardTemplate>> {
        let mut own: Vec<CardTemplate> = self.own_templates()?.into_iter().map(|own| own.template).collect();
        let mut all: Vec<CardTemplate> = built_in_templates()
            .iter()
            .map(|built_in| match own.iter().position(|own| own.id == built_in.id) {
                Some(at) => own.remove(at),
                None => built_in.clone(),
            })
            .collect();
        own.sort_by_cached_key(|own| crate::text::sort_key(&own.name));
        all.append(&mut own);
        Ok(all)
    }

    /// The template with this id: the catalogue's own before that of the program.
    pub fn template(&self, id: &str) -> Result<Cow<'static, CardTemplate>> {
        if let Some(own) = self.own_template(id)? {
            return Ok(Cow::Owned(own.template));
        }
        match built_in_templates().iter().find(|template| template.id == id) {
            Some(built_in) => Ok(Cow::Borrowed(built_in)),
            None => Err(no_such(id, &self.templates()?)),
        }
    }

    /// Keeps a template in this catalogue, in the place of the one with its id if there is one. What was keyed with it
    /// stays as it is.
    pub fn save_template(&mut self, template: CardTemplate) -> Result<Applied> {
        if template.id.trim().is_empty() {
            return Err(Error::Input(
                "a card template needs an id, such as stalag-card: nothing was written".to_owned(),
            ));
        }
        // claims name a field by its id: two with one id could not be told apart
        if let Some(fault) = template.faults().into_iter().find(|fault| fault.kind.blocks()) {
            let field = match fault.part {
                TemplatePart::Field(at) => template.fields.get(at).map_or("", CardField::name),
                _ => "",
            };
            return Err(Error::Input(format!(
                "the field {field:?} has no id, or one that another field has: nothing was written"
            )));
        }
        let about = template.name.clone();
        let change = match self.own_template(&template.id)? {
            Some(before) => Change::edit(before.clone(), OwnTemplate { template, ..before }),
            None => Change::create(OwnTemplate { id: EntryId::fresh(), template }),
        };
        let act = if change.before.is_some() { Act::Edit } else { Act::Add };
        self.act(act, &about, "", vec![change])
    }

    /// Takes a template out of this catalogue. One that cards have and the program does not bring stays.
    pub fn remove_template(&mut self, id: &str) -> Result<Applied> {
        let Some(own) = self.own_template(id)? else { return Err(no_such(id, &self.templates()?)) };
        let cards = self.cards_with_template(id)?;
        if cards > 0 && built_in_template(id).is_err() {
            return Err(Error::Input(format!("{cards} cards have the template {id}: it was not removed")));
        }
        let about = own.template.name.clone();
        self.act(Act::Remove, &about, "", vec![Change::remove(own)])
    }

    /// How many cards have the template with this id.
    pub fn cards_with_template(&self, id: &str) -> Result<u64> {
        self.storage.told(rows::count_of_template(self.storage.connection(), id))
    }

    /// The catalogue's own template with this id; of two that were brought together, the later one.
    fn own_template(&self, id: &str) -> Result<Option<OwnTemplate>> {
        Ok(self.own_templates()?.into_iter().rfind(|own| own.template.id == id))
    }

    /// The templates kept in this catalogue.
    pub fn own_templates(&self) -> Result<Vec<OwnTemplate>> {
        self.storage.told(rows::own_templates(self.storage.connection()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Datatype, RectMm};
    use std::collections::{BTreeMap, BTreeSet};

    /// The list of elements of the domain notes, with the template each code stands for.
    const ELEMENTS: &str = include_str!("../../tests/fixtures/forms.csv");
    const CODES: &[(&str, &str)] = &[
        ("PK1", "personalkarte-1"),
        ("PK2", "personalkarte-2"),
        ("GPK", "gefangenen-personalkarte"),
        ("RKG", "auschwitz-pow-record"),
        ("TBK", "totenbuch"),
        ("HPK", "haeftlings-personal-karte"),
        ("HPB", "haeftlingspersonalbogen"),
        ("EFF", "effektenkarte"),
        ("SCH", "schreibstubenkarte"),
        ("REV", "revierkarte"),
        ("NUM", "nummernbuch"),
        ("CNI", "cni-card"),
        ("OBD", "obd-memorial-record"),
        ("FIL", "filtration-card"),
    ];

    #[test]
    fn every_file_is_a_template_named_as_its_file() {
        for (name, text) in FILES {
            let template: CardTemplate = toml::from_str(text).unwrap_or_else(|why| panic!("{name}: {why}"));
            assert_eq!(template.id, *name);
            assert!(!template.basis.is_empty(), "{name} does not say where it comes from");
            assert_eq!(template.width_mm.is_some(), template.height_mm.is_some(), "{name}");
            for language in ["en", "de", "pl", "ru"] {
                assert!(template.labels.contains_key(language), "{name} has no name in {language}");
                for field in &template.fields {
                    let meaning = field.labels.get(language).map_or("", String::as_str);
                    assert!(!meaning.is_empty(), "{name}/{} has no meaning in {language}", field.id);
                }
            }
        }
        assert_eq!(built_in_templates().len(), FILES.len());
        assert_eq!(
            built_in_template("personalkarte-1").map(|template| template.id.as_str()).ok(),
            Some("personalkarte-1")
        );
        assert!(matches!(built_in_template("no-such-card"), Err(Error::NoSuchTemplate { .. })));
    }

    #[test]
    fn fields_are_told_apart_and_say_enough() {
        for template in built_in_templates() {
            let mut ids = BTreeSet::new();
            for field in &template.fields {
                let at = format!("{}/{}", template.id, field.id);
                assert!(ids.insert(&field.id), "{at} is there twice");
                assert!(field.id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'), "{at}");
                assert!(!field.property.is_empty() && !field.help.is_empty() && !field.label.is_empty(), "{at}");
                assert_eq!(field.datatype == Datatype::Enum, !field.terms.is_empty(), "{at}: terms");
                assert_eq!(field.datatype == Datatype::Rows, !field.columns.is_empty(), "{at}: columns");
                assert!(
                    field.terms.is_empty() || field.example.is_empty() || field.terms.contains(&field.example),
                    "{at}: the example is none of the terms"
                );
                assert!(field.column_widths.is_empty() || field.column_widths.len() == field.columns.len(), "{at}");
                if field.datatype == Datatype::Rows {
                    assert_eq!(field.example.split(" | ").count(), field.columns.len(), "{at}: cells of the example");
                }
            }
        }
    }

    #[test]
    fn a_property_has_one_datatype_everywhere() {
        let mut seen: BTreeMap<&str, Datatype> = BTreeMap::new();
        for template in built_in_templates() {
            for field in &template.fields {
                let known = crate::model::property_of(&field.property).map(|property| property.datatype);
                let expected = *seen.entry(&field.property).or_insert(known.unwrap_or(field.datatype));
                assert_eq!(field.datatype, expected, "{}/{}: {}", template.id, field.id, field.property);
            }
        }
    }

    #[test]
    fn boxes_lie_inside_their_side_and_beside_each_other() {
        for template in built_in_templates() {
            let Some(side) = template.width_mm.zip(template.height_mm) else {
                assert!(template.fields.iter().all(|field| field.rect.is_none()), "{} has no size", template.id);
                continue;
            };
            let mut boxes: Vec<(crate::model::Side, &str, RectMm)> = Vec::new();
            for field in &template.fields {
                let rect = field.rect.unwrap_or_else(|| panic!("{}/{} has no box", template.id, field.id));
                boxes.push((field.side, &field.id, rect));
            }
            boxes.extend(template.printed.iter().map(|printed| (printed.side, printed.text.as_str(), printed.rect)));
            for (n, (face, id, rect)) in boxes.iter().enumerate() {
                let inside = rect.left >= 0.0
                    && rect.top >= 0.0
                    && rect.left + rect.width <= side.0
                    && rect.top + rect.height <= side.1
                    && rect.width >= 5.0
                    && rect.height >= 4.0;
                assert!(inside, "{}/{id} leaves its side", template.id);
                for (other_face, other, other_rect) in &boxes[..n] {
                    assert!(face != other_face || !rect.overlaps(other_rect), "{}: {id} lies on {other}", template.id);
                }
            }
        }
    }

    #[test]
    fn every_element_of_the_domain_notes_is_covered() {
        let mut count = 0;
        for row in csv::Reader::from_reader(ELEMENTS.as_bytes()).records() {
            let row = row.expect("a row");
            let (code, element) = (&row[0], row[1].parse::<u32>().expect("a number"));
            let id = CODES.iter().find(|(known, _)| *known == code).expect("a known code").1;
            let template = built_in_template(id).expect("a template");
            let parts: Vec<_> = template.fields.iter().filter(|field| field.element == element).collect();
            let printed = template.printed.iter().any(|printed| printed.element == element);
            assert!(printed || !parts.is_empty(), "{id} lacks element {element}: {}", &row[3]);
            for part in parts {
                assert!(&row[7] != "K" || part.unchecked, "{id}/{} is not marked as unchecked", part.id);
            }
            count += 1;
        }
        assert_eq!(count, 159);
    }
}
