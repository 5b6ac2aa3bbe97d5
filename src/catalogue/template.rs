//! The card templates the program brings.
//!
//! Each is a file of `assets/templates`; a new form is a new file and a line here.
//! Invariant: every file parses, which a test proves, so that the list is complete at run time.

use crate::error::{Error, Result};
use crate::model::CardTemplate;
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
        assert_eq!(templates().len(), FILES.len());
        assert_eq!(template("personalkarte-1").map(|template| template.id.as_str()).ok(), Some("personalkarte-1"));
        assert!(matches!(template("no-such-card"), Err(Error::NoSuchTemplate { .. })));
    }

    #[test]
    fn fields_are_told_apart_and_say_enough() {
        for template in templates() {
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
        for template in templates() {
            for field in &template.fields {
                let known = crate::model::property_of(&field.property).map(|property| property.datatype);
                let expected = *seen.entry(&field.property).or_insert(known.unwrap_or(field.datatype));
                assert_eq!(field.datatype, expected, "{}/{}: {}", template.id, field.id, field.property);
            }
        }
    }

    #[test]
    fn boxes_lie_inside_their_side_and_beside_each_other() {
        for template in templates() {
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
            let template = template(id).expect("a template");
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
