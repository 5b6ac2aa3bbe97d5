//! The properties that can be asked for by name: those of the model and those of the boxes of the printed forms.

use crate::model::PROPERTIES;

/// Properties of the boxes of the printed forms that the model does not list.
const OF_FORMS: &[&str] = &[
    "age",
    "arrest-date",
    "arrest-place",
    "birth-name",
    "block",
    "build",
    "camps-and-workplaces",
    "captured-at",
    "captured-on",
    "caution",
    "character",
    "check-result",
    "children",
    "clothing-issued",
    "commandant-signature",
    "committal-date",
    "committal-ground",
    "committed-by",
    "committed-to",
    "condition-on-arrival",
    "conscription-date",
    "conscription-place",
    "death-cause-stated",
    "death-hour",
    "departure-place",
    "departure-reason",
    "document-reference",
    "draft-office",
    "ears",
    "effects",
    "effects-later",
    "employed-as",
    "eyes",
    "face",
    "fate",
    "father",
    "fingerprint",
    "form-number",
    "freed-by",
    "freed-on",
    "grave",
    "hair",
    "height",
    "hollerith",
    "identity-tag-camp",
    "illnesses",
    "infectious-disease",
    "languages",
    "last-service",
    "later-camps",
    "later-events",
    "marks",
    "military-service",
    "mother-maiden-name",
    "mouth",
    "next-of-kin",
    "nose",
    "number-reissued",
    "papers",
    "parents",
    "parents-race-stated",
    "party",
    "party-functions",
    "party-organisations",
    "pension",
    "photograph",
    "physical-condition",
    "physical-description",
    "political-convictions",
    "post",
    "previous-convictions",
    "punishments",
    "read-and-signed",
    "record-number",
    "relatives-address",
    "release-date",
    "release-order",
    "released-by",
    "running-number",
    "schooling",
    "second-arrival-date",
    "security",
    "sent-to-file",
    "service-number",
    "sickbay-admission-date",
    "sickbay-discharge-date",
    "signature",
    "sole-provider",
    "source-archive",
    "source-file",
    "source-fonds",
    "source-inventory",
    "spouse-address",
    "spouse-race-stated",
    "street",
    "teeth",
    "tracing-file",
    "transfers",
    "vaccination-stamp",
    "vaccinations",
    "valuables-taken",
    "wages",
    "war-service",
    "weight",
    "witnesses",
    "work-details",
    "x-ray-stamp",
];

/// Every property that can be asked for, those of the model first.
pub fn property_ids() -> impl Iterator<Item = &'static str> {
    PROPERTIES.iter().map(|property| property.id).chain(OF_FORMS.iter().copied())
}

/// The property with this id, as one that lives as long as the program.
pub fn property_id(id: &str) -> Option<&'static str> {
    property_ids().find(|known| *known == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_box_of_the_printed_forms_can_be_asked_for() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/templates");
        let known: BTreeSet<&str> = property_ids().collect();
        assert_eq!(known.len(), property_ids().count(), "a property stands twice");
        for file in std::fs::read_dir(folder).unwrap() {
            let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
            for line in text.lines() {
                if let Some(id) = line.strip_prefix("property = ") {
                    assert!(known.contains(id.trim_matches('"')), "{id}");
                }
            }
        }
    }
}
