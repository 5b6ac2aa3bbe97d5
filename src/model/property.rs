//! What can be claimed of an entry: ids shared by templates, claims, search and reports.
//!
//! A template may bring a property that is not listed here; it is then plain text with its id as label.

use super::{Datatype, EntryKind};

/// A property that claims speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Property {
    /// Names it for good: `prisoner-number`.
    pub id: &'static str,
    /// How a value is read.
    pub datatype: Datatype,
    /// Whether an entry has one of it in truth, so that two different claims call for a judgement.
    pub single: bool,
    /// The kinds of entries it is offered for.
    pub of: &'static [EntryKind],
}

use EntryKind::{Event, FileCard, Group, Person, Place};

const fn property(id: &'static str, datatype: Datatype, single: bool, of: &'static [EntryKind]) -> Property {
    Property { id, datatype, single, of }
}

/// Every property the program knows, in the order in which a page shows them.
pub const PROPERTIES: &[Property] = &[
    property("name", Datatype::Name, false, &[Person]),
    property("surname", Datatype::Name, false, &[FileCard]),
    property("given-name", Datatype::Name, false, &[FileCard]),
    property("patronymic", Datatype::Name, false, &[FileCard, Person]),
    property("prisoner-number", Datatype::Number, false, &[FileCard, Person]),
    property("identity-tag", Datatype::Number, false, &[FileCard, Person]),
    property("category", Datatype::Enum, false, &[FileCard, Person]),
    property("birth-date", Datatype::Date, true, &[FileCard, Person]),
    property("birth-place", Datatype::Place, true, &[FileCard, Person]),
    property("death-date", Datatype::Date, true, &[FileCard, Person]),
    property("nationality", Datatype::Enum, false, &[FileCard, Person]),
    property("religion", Datatype::Enum, false, &[FileCard, Person]),
    property("marital-status", Datatype::Enum, false, &[FileCard, Person]),
    property("residence", Datatype::Place, false, &[FileCard, Person]),
    property("occupation", Datatype::Text, false, &[FileCard, Person]),
    property("rank", Datatype::Enum, false, &[FileCard, Person]),
    property("unit", Datatype::Text, false, &[FileCard, Person]),
    property("camp", Datatype::Place, false, &[FileCard]),
    property("captured", Datatype::Text, false, &[FileCard, Person]),
    property("arrival-date", Datatype::Date, true, &[FileCard, Person, Group, Event]),
    property("arrived-from", Datatype::Place, false, &[FileCard, Person, Group, Event]),
    property("departure-date", Datatype::Date, true, &[FileCard, Person, Group, Event]),
    property("departed-to", Datatype::Place, false, &[FileCard, Person, Group, Event]),
    property("role", Datatype::Text, false, &[Person]),
    property("member-of", Datatype::Text, false, &[Person, FileCard]),
    property("took-part-in", Datatype::Text, false, &[Person]),
    property("spouse", Datatype::Name, false, &[Person, FileCard]),
    property("arrived-with", Datatype::Name, false, &[Person]),
    property("escaped-with", Datatype::Name, false, &[Person]),
    property("tattoo", Datatype::Text, false, &[Person]),
    property("date", Datatype::Date, true, &[Event, Group]),
    property("place", Datatype::Place, false, &[Event, Group]),
    property("count", Datatype::Text, true, &[Event, Group]),
    property("count-escaped", Datatype::Text, true, &[Event]),
    property("extent", Datatype::Text, true, &[Group]),
    property("reason", Datatype::Text, false, &[Event, Group]),
    property("description", Datatype::Text, false, &[Event, Group, Place, Person]),
    property("name-variant", Datatype::Name, false, &[Place]),
    property("remarks", Datatype::Text, false, &[FileCard, Person]),
];

/// The property named `id`, if the program knows it.
pub fn property_of(id: &str) -> Option<&'static Property> {
    PROPERTIES.iter().find(|property| property.id == id)
}
