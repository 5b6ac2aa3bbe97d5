//! The fields of the language by name, and the words of those fields that take one of a few.

use super::tree::{DateField, Field, Spelling, State, Thing};
use crate::model::{EntryKind, NumberSeries, Role, Stage};
use crate::search::properties::{property_id, property_ids};
use std::sync::LazyLock;

/// What the name before a colon stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// A field.
    Field(Field),
    /// `spelling:`, which is no condition but the ring of the whole query.
    Spelling,
}

/// A field with its name and what else it may be called.
pub(super) struct Known {
    pub(super) named: Named,
    pub(super) name: &'static str,
    pub(super) also: &'static [&'static str],
}

const fn known(field: Field, name: &'static str, also: &'static [&'static str]) -> Known {
    Known { named: Named::Field(field), name, also }
}

/// Every field that is no property, in the order in which the palette offers them.
pub(super) const FIELDS: &[Known] = &[
    known(Field::Name, "name", &["names", "имя", "фамилия", "nazwisko"]),
    known(Field::Number, "number", &["no", "nr", "nummer", "номер", "numer"]),
    known(Field::Date(DateField::Born), "born", &["birth-date", "birth", "geb", "geboren", "родился", "ur"]),
    known(Field::Place, "place", &["places", "ort", "место", "miejsce"]),
    known(Field::Camp, "camp", &["lager", "kl", "лагерь", "oboz", "obóz"]),
    known(Field::Transport, "transport", &["транспорт"]),
    known(Field::Date(DateField::Arrived), "arrived", &["arrival-date", "arrival", "прибыл"]),
    known(Field::Date(DateField::Departed), "departed", &["departure-date", "departure", "выбыл"]),
    known(Field::Date(DateField::Died), "died", &["death-date", "death", "gest", "gestorben", "умер", "zm"]),
    known(Field::Date(DateField::Date), "date", &["datum", "дата", "data"]),
    known(Field::Role, "role", &["rolle", "роль", "rola"]),
    known(Field::Series, "series", &["serie", "серия", "seria"]),
    known(Field::Has, "has", &["with", "hat", "ma", "есть"]),
    known(Field::Missing, "missing", &["without", "lacks", "ohne", "без", "bez"]),
    known(Field::Is, "is", &["ist", "jest"]),
    known(Field::Status, "status", &["stage", "stand"]),
    known(Field::Template, "template", &["form", "formular", "форма"]),
    known(Field::Kind, "kind", &["type", "art"]),
    known(Field::Complete, "complete", &["completeness"]),
    known(Field::In, "in", &["under", "fonds", "bestand", "фонд"]),
    known(Field::Reference, "ref", &["reference", "reference-code", "code", "signatur", "sygnatura", "шифр"]),
    known(Field::Note, "note", &["notes", "notiz", "заметка"]),
    known(Field::By, "by", &["von", "przez"]),
    known(Field::Changed, "changed", &["edited", "modified"]),
    Known { named: Named::Spelling, name: "spelling", also: &["ring"] },
];

/// Other names of properties.
const PROPERTIES_ALSO: &[(&str, &str)] = &[
    ("forename", "given-name"),
    ("first-name", "given-name"),
    ("vorname", "given-name"),
    ("nachname", "surname"),
    ("last-name", "surname"),
    ("father-name", "patronymic"),
    ("отчество", "patronymic"),
    ("geburtsort", "birth-place"),
    ("beruf", "occupation"),
    ("profession", "occupation"),
    ("tag", "identity-tag"),
];

/// What a name before a colon stands for; case does not matter, nor whether its parts are joined by `-`, `_` or not.
pub(super) fn named(name: &str) -> Option<Named> {
    let is = |known: &str| bare(known).eq(bare(name));
    if let Some(found) = FIELDS.iter().find(|field| is(field.name) || field.also.iter().any(|also| is(also))) {
        return Some(found.named.clone());
    }
    let id = property_ids()
        .find(|id| is(id))
        .or_else(|| PROPERTIES_ALSO.iter().find(|(also, _)| is(also)).and_then(|(_, id)| property_id(id)))?;
    Some(Named::Field(Field::Property(id)))
}

/// The letters of a name as they are compared.
fn bare(name: &str) -> impl Iterator<Item = char> + '_ {
    name.chars().filter(|c| !matches!(c, '-' | '_')).flat_map(char::to_lowercase)
}

/// The name of the field or property that is spelled most like `name`, when one is near.
pub(super) fn nearest_name(name: &str) -> Option<&'static str> {
    nearest(name, FIELDS.iter().map(|field| field.name).chain(property_ids()))
}

/// The one of `words` that is spelled most like `word`: not more than a third of its letters differ.
pub(super) fn nearest(word: &str, words: impl IntoIterator<Item = &'static str>) -> Option<&'static str> {
    // nobody means a word of a field by a text as long as this
    let word: String = word.to_lowercase().chars().take(40).collect();
    let length = word.chars().count();
    let most = (length / 3).min(3);
    words
        .into_iter()
        .filter(|known| known.len().abs_diff(length) <= most)
        .map(|known| (strsim::osa_distance(known, &word), known))
        .filter(|(distance, _)| *distance <= most)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

impl Field {
    /// Its name before the colon; empty for [`Field::Anywhere`].
    pub fn name(&self) -> &'static str {
        match self {
            Self::Anywhere => "",
            Self::Property(id) => id,
            other => {
                FIELDS.iter().find(|known| known.named == Named::Field(other.clone())).map_or("", |known| known.name)
            }
        }
    }
}

/// A word of a field, what it stands for, and what else it may be called.
pub(super) type Choice<T> = (&'static str, T, &'static [&'static str]);

/// The words of `kind:`.
pub(super) const KINDS: &[Choice<EntryKind>] = &[
    ("card", EntryKind::FileCard, &["cards", "file-card", "karte"]),
    ("person", EntryKind::Person, &["people", "persons"]),
    ("place", EntryKind::Place, &["places"]),
    ("event", EntryKind::Event, &["events"]),
    ("group", EntryKind::Group, &["groups"]),
    ("source", EntryKind::Source, &["sources"]),
    ("picture", EntryKind::Attachment, &["pictures", "attachment", "photo", "scan"]),
    ("unit", EntryKind::HoldingUnit, &["units", "holding-unit", "holdings"]),
];

/// The words of `status:`.
pub(super) const STAGES: &[Choice<Stage>] = &[
    ("to-key", Stage::ToKey, &["unkeyed"]),
    ("keyed", Stage::Keyed, &[]),
    ("to-check", Stage::ToCheck, &["unchecked"]),
    ("checked", Stage::Checked, &[]),
];

/// The words of `is:`.
pub(super) const STATES: &[Choice<State>] = &[
    ("conflict", State::Conflict, &["conflicting", "disputed"]),
    ("uncertain", State::Uncertain, &["unsure", "doubtful"]),
    ("illegible", State::Illegible, &["unreadable"]),
    ("proposed", State::Proposed, &["proposal"]),
    ("withdrawn", State::Withdrawn, &[]),
    ("closed", State::Closed, &["staff", "restricted"]),
    ("specimen", State::Specimen, &["drawn", "synthetic"]),
    ("unattached", State::Unattached, &["loose"]),
];

/// The words of `has:` and `missing:` beside the properties.
pub(super) const THINGS: &[Choice<Thing>] = &[
    ("name", Thing::Name, &["names"]),
    ("number", Thing::Number, &["numbers", "no", "nr"]),
    ("portrait", Thing::Role(Role::Portrait), &[]),
    ("front", Thing::Role(Role::Front), &["recto"]),
    ("back", Thing::Role(Role::Back), &["verso"]),
    ("picture", Thing::Picture, &["pictures", "scan", "photo", "image"]),
    ("identity", Thing::Identity, &["person"]),
    ("note", Thing::Note, &["notes"]),
    ("conclusion", Thing::Conclusion, &["judgement"]),
    ("tattoo", Thing::Role(Role::Tattoo), &[]),
    ("group", Thing::Role(Role::Group), &[]),
    ("object", Thing::Role(Role::Object), &[]),
    ("document", Thing::Role(Role::Document), &[]),
    ("other", Thing::Role(Role::Other), &[]),
];

/// Properties that `has:` and `missing:` also know by the name of a field.
const THINGS_ALSO: &[(&str, &str)] = &[
    ("born", "birth-date"),
    ("died", "death-date"),
    ("arrived", "arrival-date"),
    ("departed", "departure-date"),
    ("transport", "member-of"),
];

/// The words of `spelling:`.
pub(super) const SPELLINGS: &[Choice<Spelling>] =
    &[("exact", Spelling::Exact, &[]), ("near", Spelling::Near, &["normal"]), ("wide", Spelling::Wide, &["wider"])];

/// The words of `series:` that are not its terms.
const SERIES_ALSO: &[(&str, NumberSeries)] = &[
    ("men", NumberSeries::GeneralMen),
    ("women", NumberSeries::GeneralWomen),
    ("tag", NumberSeries::IdentityTag),
    ("none", NumberSeries::Unstated),
];

/// The words of `complete:`, from the fewest quarters on.
pub(super) const QUARTERS: [&str; 5] = ["0", "25", "50", "75", "100"];

/// The words of `changed:` that count from today, and from how many days back to how many they reach.
pub(super) const DAYS_BACK: &[Choice<(i32, i32)>] = &[
    ("today", (0, 0), &["heute", "сегодня", "dziś", "dzisiaj"]),
    ("yesterday", (1, 1), &["gestern", "вчера", "wczoraj"]),
    ("week", (6, 0), &["woche", "неделя", "tydzień"]),
    ("month", (30, 0), &["monat", "месяц", "miesiąc"]),
];

/// What `word` stands for among `choices`.
pub(super) fn chosen<T: Copy>(choices: &[Choice<T>], word: &str) -> Option<T> {
    let word = hyphened(word);
    choices.iter().find(|(name, _, also)| *name == word || also.contains(&word.as_str())).map(|(_, meant, _)| *meant)
}

/// The word for `meant` among `choices`.
pub(super) fn word_for<T: PartialEq>(choices: &[Choice<T>], meant: &T) -> &'static str {
    choices.iter().find(|(_, known, _)| known == meant).map_or("", |(name, _, _)| name)
}

/// A word of a list as it is compared: `To key`, `to_key` and `to-key` are one.
fn hyphened(word: &str) -> String {
    word.to_lowercase().split([' ', '_', '-']).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

/// What `has:` and `missing:` mean by a word.
pub(super) fn thing(word: &str) -> Option<Thing> {
    let asked = hyphened(word);
    if let Some(thing) = chosen(THINGS, &asked) {
        return Some(thing);
    }
    let also = THINGS_ALSO.iter().find(|(also, _)| *also == asked).map(|(_, id)| *id);
    property_id(also.unwrap_or(&asked)).map(Thing::Property)
}

/// What `series:` means by a word.
pub(super) fn series(word: &str) -> Option<NumberSeries> {
    let asked = hyphened(word);
    NumberSeries::from_term(&asked)
        .or_else(|| SERIES_ALSO.iter().find(|(also, _)| *also == asked).map(|(_, series)| *series))
}

/// What `complete:` means by a word.
pub(super) fn quarters(word: &str) -> Option<u8> {
    let asked = word.trim_end_matches('%');
    QUARTERS.iter().position(|known| *known == asked).and_then(|at| u8::try_from(at).ok())
}

impl Thing {
    /// Its word after `has:`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Property(id) => id,
            other => word_for(THINGS, &other),
        }
    }
}

impl State {
    /// Its word after `is:`.
    pub fn word(self) -> &'static str {
        word_for(STATES, &self)
    }
}

/// The words a field takes when they are few: none for a field that takes any.
pub(super) fn fixed_words(named: &Named) -> Vec<&'static str> {
    fn of<T>(choices: &[Choice<T>]) -> Vec<&'static str> {
        choices.iter().map(|(name, _, _)| *name).collect()
    }
    match named {
        Named::Spelling => of(SPELLINGS),
        Named::Field(Field::Has | Field::Missing) => {
            static WORDS: LazyLock<Vec<&str>> = LazyLock::new(|| {
                let properties = property_ids().filter(|id| thing(id) == Some(Thing::Property(id)));
                of(THINGS).into_iter().chain(properties).collect()
            });
            WORDS.clone()
        }
        Named::Field(Field::Is) => of(STATES),
        Named::Field(Field::Status) => of(STAGES),
        Named::Field(Field::Kind) => of(KINDS),
        Named::Field(Field::Series) => NumberSeries::ALL.iter().map(|series| series.term()).collect(),
        Named::Field(Field::Complete) => QUARTERS.to_vec(),
        Named::Field(Field::Changed) => of(DAYS_BACK),
        Named::Field(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn no_name_stands_for_two_fields() {
        let mut seen: BTreeMap<String, &str> = BTreeMap::new();
        for field in FIELDS {
            for name in std::iter::once(&field.name).chain(field.also) {
                assert_eq!(seen.insert(bare(name).collect(), field.name), None, "{name}");
            }
        }
        for (also, id) in PROPERTIES_ALSO {
            assert!(!seen.contains_key(&bare(also).collect::<String>()) && property_id(also).is_none(), "{also}");
            assert!(property_id(id).is_some(), "{id}");
        }
    }

    #[test]
    fn every_term_has_a_word() {
        for kind in EntryKind::LISTED {
            assert!(!word_for(KINDS, kind).is_empty(), "{kind}");
        }
        for stage in Stage::ALL {
            assert_eq!(word_for(STAGES, stage), stage.term());
        }
        for role in Role::ALL {
            assert!(!Thing::Role(*role).word().is_empty(), "{role}");
        }
        for (also, id) in THINGS_ALSO {
            assert_eq!(thing(also), property_id(id).map(Thing::Property));
        }
    }

    #[test]
    fn names_are_known_however_they_are_joined() {
        for name in ["given-name", "given_name", "GivenName", "forename", "Vorname"] {
            assert_eq!(named(name), Some(Named::Field(Field::Property("given-name"))), "{name}");
        }
        for name in ["born", "Geb", "birth_date", "BIRTHDATE"] {
            assert_eq!(named(name), Some(Named::Field(Field::Date(DateField::Born))), "{name}");
        }
        assert_eq!(named("foo"), None);
        assert_eq!(named(""), None);
    }

    #[test]
    fn a_name_spelled_wrong_has_a_nearest() {
        for (name, nearest) in [
            ("nmae", Some("name")),
            ("numbr", Some("number")),
            ("transprot", Some("transport")),
            ("ocupation", Some("occupation")),
            ("foo", None),
            ("x", None),
        ] {
            assert_eq!(nearest_name(name), nearest, "{name}");
        }
    }
}
