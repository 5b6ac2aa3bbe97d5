//! The fields of an entry itself (reference code, title, dates of a unit…), read and set by name.
//!
//! Invariant: setting a field changes that field and nothing else, and reading it back gives what was typed.

use crate::i18n::tr;
use crate::model::{
    Edtf, Entry, EntryKind, EventKind, GroupKind, HistoricalDate, Level, NoteKind, RIGHTS_STATEMENTS, Role, SourceKind,
};
use crate::reports::rights_text;
use serde_json::Value;

/// A field of an entry that an archivist may edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnField {
    /// Its name in JSON and in the history: `reference_code`.
    pub name: &'static str,
    /// What is typed or chosen in it.
    pub shape: Shape,
}

/// What is typed or chosen in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One line of words.
    Line,
    /// Several lines of words.
    Words,
    /// A date as written, read as EDTF.
    Date,
    /// An EDTF date or nothing.
    Edtf,
    /// Degrees or nothing.
    Degrees,
    /// One term of a closed vocabulary.
    Term(Vocabulary),
    /// Who may see it.
    Access,
    /// A holding unit or nothing, by its id.
    Unit,
    /// A source or nothing, by its id.
    Source,
}

/// The closed vocabularies a page offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vocabulary {
    /// Sorts of events.
    EventKind,
    /// Sorts of groups.
    GroupKind,
    /// Levels of description.
    Level,
    /// Sorts of provenance notes.
    NoteKind,
    /// What may be done with a picture.
    Rights,
    /// Roles of pictures.
    Role,
    /// Sorts of sources.
    SourceKind,
}

impl Vocabulary {
    /// Its terms in the order in which a menu offers them.
    pub fn terms(self) -> Vec<&'static str> {
        match self {
            Self::EventKind => EventKind::ALL.iter().map(|term| term.term()).collect(),
            Self::GroupKind => GroupKind::ALL.iter().map(|term| term.term()).collect(),
            Self::Level => Level::ALL.iter().map(|term| term.term()).collect(),
            Self::NoteKind => NoteKind::ALL.iter().map(|term| term.term()).collect(),
            Self::Rights => std::iter::once("").chain(RIGHTS_STATEMENTS.iter().map(|(address, _)| *address)).collect(),
            Self::Role => Role::ALL.iter().map(|term| term.term()).collect(),
            Self::SourceKind => SourceKind::ALL.iter().map(|term| term.term()).collect(),
        }
    }

    /// A term in words.
    pub fn words(self, term: &str) -> String {
        let vocabulary = match self {
            Self::EventKind => "event",
            Self::GroupKind => "group",
            Self::Level => "level",
            Self::NoteKind => "note",
            Self::Rights => return rights_text(term),
            Self::Role => "role",
            Self::SourceKind => "source",
        };
        tr(&format!("{vocabulary}-{term}"))
    }
}

const fn field(name: &'static str, shape: Shape) -> OwnField {
    OwnField { name, shape }
}

const REFERENCE: OwnField = field("reference_code", Shape::Line);
const LABEL: OwnField = field("label", Shape::Line);
const ACCESS: OwnField = field("access", Shape::Access);

/// The fields of a kind, in the order in which a page shows them.
pub(super) const fn own_fields(kind: EntryKind) -> &'static [OwnField] {
    match kind {
        EntryKind::FileCard => const { &[REFERENCE, field("unit", Shape::Unit), ACCESS] },
        EntryKind::Person => const { &[REFERENCE, LABEL, ACCESS] },
        EntryKind::Event => const { &[REFERENCE, LABEL, field("kind", Shape::Term(Vocabulary::EventKind))] },
        EntryKind::Group => const { &[REFERENCE, LABEL, field("kind", Shape::Term(Vocabulary::GroupKind))] },
        EntryKind::Place => {
            const {
                &[
                    REFERENCE,
                    LABEL,
                    field("kind", Shape::Line),
                    field("name_de", Shape::Line),
                    field("name_local", Shape::Line),
                    field("country", Shape::Line),
                    field("latitude", Shape::Degrees),
                    field("longitude", Shape::Degrees),
                    field("since", Shape::Edtf),
                    field("until", Shape::Edtf),
                    field("wikidata", Shape::Line),
                    field("basis", Shape::Words),
                ]
            }
        }
        EntryKind::Source => {
            const {
                &[
                    REFERENCE,
                    field("title", Shape::Line),
                    field("kind", Shape::Term(Vocabulary::SourceKind)),
                    field("author", Shape::Line),
                    field("date", Shape::Date),
                    field("repository", Shape::Line),
                    field("description", Shape::Words),
                ]
            }
        }
        EntryKind::HoldingUnit => {
            const {
                &[
                    REFERENCE,
                    field("title", Shape::Line),
                    field("level", Shape::Term(Vocabulary::Level)),
                    field("parent", Shape::Unit),
                    field("dates", Shape::Date),
                    field("extent", Shape::Line),
                    field("creator", Shape::Line),
                    field("repository", Shape::Line),
                    field("scope_and_content", Shape::Words),
                ]
            }
        }
        EntryKind::Attachment => {
            const {
                &[
                    REFERENCE,
                    field("role", Shape::Term(Vocabulary::Role)),
                    field("caption", Shape::Words),
                    field("caption_source", Shape::Source),
                    field("caption_locator", Shape::Line),
                    field("caption_ours", Shape::Words),
                    field("date", Shape::Date),
                    field("photographer", Shape::Line),
                    field("copy_of", Shape::Line),
                    field("credit", Shape::Line),
                    field("rights", Shape::Term(Vocabulary::Rights)),
                    field("content_note", Shape::Line),
                    ACCESS,
                ]
            }
        }
        EntryKind::ProvenanceNote => {
            const {
                &[
                    field("kind", Shape::Term(Vocabulary::NoteKind)),
                    field("date", Shape::Date),
                    field("author", Shape::Line),
                    ACCESS,
                    field("text", Shape::Words),
                ]
            }
        }
        EntryKind::Claim => {
            const {
                &[
                    field("source", Shape::Source),
                    field("locator", Shape::Line),
                    field("quotation", Shape::Words),
                    field("stated_on", Shape::Date),
                    field("scope", Shape::Line),
                    field("remark", Shape::Line),
                ]
            }
        }
        EntryKind::Region
        | EntryKind::Conclusion
        | EntryKind::Identity
        | EntryKind::OwnTemplate
        | EntryKind::SavedSearch
        | EntryKind::ClosureRule
        | EntryKind::GlossaryTerm => const { &[] },
    }
}

/// The kinds whose fields are edited on a page.
const EDITED: &[EntryKind] = &[
    EntryKind::FileCard,
    EntryKind::Person,
    EntryKind::Event,
    EntryKind::Group,
    EntryKind::Place,
    EntryKind::Source,
    EntryKind::HoldingUnit,
    EntryKind::Attachment,
    EntryKind::ProvenanceNote,
    EntryKind::Claim,
];

/// The field with this name: what is typed in it becomes the same JSON in every kind that has it.
pub(super) fn field_named(name: &str) -> Option<OwnField> {
    EDITED.iter().flat_map(|kind| own_fields(*kind)).find(|field| field.name == name).copied()
}

/// The value of a field as it is typed: the wording of a date, the term of a list, the id of another entry.
pub(super) fn value(entry: &Entry, name: &str) -> String {
    let Ok(json) = serde_json::to_value(entry) else { return String::new() };
    match json.get("entry").and_then(|inner| inner.get(name)) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Object(date)) => date.get("as_written").and_then(Value::as_str).unwrap_or_default().to_owned(),
        _ => String::new(),
    }
}

/// The value in JSON of what was typed in a field, or the key of the reason why it cannot be.
pub(super) fn json(field: OwnField, typed: &str) -> Result<Value, &'static str> {
    let typed = if field.shape == Shape::Words { typed.trim_end() } else { typed.trim() };
    match field.shape {
        // a claim has such a date or has none; other entries have one that may be empty
        Shape::Date if field.name == "stated_on" && typed.is_empty() => Ok(Value::Null),
        Shape::Date => serde_json::to_value(HistoricalDate::read(typed)).map_err(|_| "page-refused-value"),
        Shape::Edtf | Shape::Degrees | Shape::Unit | Shape::Source if typed.is_empty() => Ok(Value::Null),
        Shape::Edtf => match Edtf::parse(typed) {
            Ok(_) => Ok(Value::String(typed.to_owned())),
            Err(_) => Err("page-refused-edtf"),
        },
        Shape::Degrees => {
            let degrees: f64 = typed.replace(',', ".").parse().map_err(|_| "page-refused-degrees")?;
            if !(-180.0..=180.0).contains(&degrees) {
                return Err("page-refused-degrees");
            }
            serde_json::Number::from_f64(degrees).map(Value::Number).ok_or("page-refused-degrees")
        }
        Shape::Line | Shape::Words | Shape::Term(_) | Shape::Access | Shape::Unit | Shape::Source => {
            Ok(Value::String(typed.to_owned()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{EntryId, Place, Source};

    fn a_source() -> Entry {
        Entry::Source(Source {
            id: EntryId::fresh(),
            reference_code: "SRC1".into(),
            kind: SourceKind::Exhibition,
            title: "The Truth".into(),
            author: String::new(),
            date: HistoricalDate::default(),
            repository: String::new(),
            description: String::new(),
        })
    }

    fn a_place() -> Entry {
        Entry::Place(Place::new("kl", "Stalag", "Stalag 367"))
    }

    /// The entry with one field set, as the catalogue's thread does it.
    fn with_value(entry: &Entry, field: OwnField, typed: &str) -> Result<Entry, &'static str> {
        let mut whole = serde_json::to_value(entry).unwrap();
        whole["entry"][field.name] = json(field, typed)?;
        Ok(serde_json::from_value(whole).unwrap())
    }

    #[test]
    fn what_is_typed_is_read_back() {
        for (entry, name, typed, read) in [
            (a_source(), "title", "  Oświęcim. Правда ", "Oświęcim. Правда"),
            (a_source(), "kind", "letter", "letter"),
            (a_source(), "date", "spring of 1944", "spring of 1944"),
            (a_source(), "description", "one\ntwo\n", "one\ntwo"),
            (a_place(), "latitude", "50,8118", "50.8118"),
            (a_place(), "latitude", "", ""),
            (a_place(), "since", "1941-11", "1941-11"),
        ] {
            let field = own_fields(entry.kind()).iter().find(|field| field.name == name).copied().unwrap();
            let after = with_value(&entry, field, typed).unwrap();
            assert_eq!(value(&after, name), read, "{name}");
            assert_eq!(after.id(), entry.id());
        }
    }

    #[test]
    fn what_cannot_be_is_refused_with_a_reason() {
        for (name, typed, why) in [
            ("latitude", "north", "page-refused-degrees"),
            ("latitude", "500", "page-refused-degrees"),
            ("since", "1941-13-45", "page-refused-edtf"),
        ] {
            let entry = a_place();
            let field = own_fields(entry.kind()).iter().find(|field| field.name == name).copied().unwrap();
            assert_eq!(with_value(&entry, field, typed), Err(why), "{typed}");
        }
    }

    #[test]
    fn one_name_has_one_form_in_json() {
        for field in EDITED.iter().flat_map(|kind| own_fields(*kind)) {
            let first = field_named(field.name).unwrap();
            for typed in ["", "1944", "x"] {
                assert_eq!(json(*field, typed).ok(), json(first, typed).ok(), "{}", field.name);
            }
        }
    }

    #[test]
    fn every_field_of_every_kind_exists_in_the_entry() {
        for entry in [a_source(), a_place()] {
            for field in own_fields(entry.kind()) {
                let typed = value(&entry, field.name);
                assert!(with_value(&entry, *field, &typed).is_ok(), "{}", field.name);
            }
        }
    }
}
