//! What can be read in a wording, as proposals: the program's, until somebody keeps one.
//!
//! Invariant: a proposal says what it is read from and changes nothing by itself.

use super::words::{self, Labels};
use crate::i18n::{tr, tr_args};
use crate::model::{CardField, EntryId, PersonName, Reading};
use crate::text::{Scheme, language_of, transliterate};

/// A reading that can be kept.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Proposal {
    /// The reading.
    pub reading: Reading,
    /// It in words.
    pub words: String,
    /// Whether it may be kept by one key: it says more than the wording, and nothing speaks against it.
    pub ready: bool,
}

/// A place that a wording may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MeantPlace {
    /// The place.
    pub id: EntryId,
    /// Its name.
    pub label: String,
    /// Whether it was there.
    pub fit: Fit,
}

/// Whether a place was there at the time a card speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// It was.
    Then,
    /// It was not.
    NotThen,
    /// Its dates or that time are not known.
    NotKnown,
}

/// What can be read in `text`. `catalogued` is the reading the catalogue has of just this text, if it has one.
pub(super) fn proposals(
    field: Option<&CardField>,
    text: &str,
    catalogued: Option<&Reading>,
    places: &[MeantPlace],
    labels: &Labels,
) -> Vec<Proposal> {
    let text = text.trim();
    if text.is_empty() {
        return Vec::new();
    }
    let by_box = field.and_then(|field| field.read(text));
    let mut readings: Vec<Reading> = catalogued.into_iter().cloned().collect();
    readings.extend(by_box);
    let in_cyrillic = readings.iter().find_map(|reading| match reading {
        Reading::Name(name) if name.script == "Cyrl" => Some(name.clone()),
        _ => None,
    });
    readings.extend(in_cyrillic.iter().flat_map(in_latin_letters));
    let mut found: Vec<Proposal> = Vec::new();
    for reading in readings {
        if found.iter().any(|known| known.reading == reading) {
            continue;
        }
        let said = words::reading(&reading, text, labels);
        found.push(Proposal { ready: said.is_some(), words: said.unwrap_or_else(|| tr("page-as-it-stands")), reading });
    }
    found.extend(places.iter().filter(|place| catalogued != Some(&Reading::Entry(place.id))).map(|place| Proposal {
        reading: Reading::Entry(place.id),
        words: match place.fit {
            Fit::Then => tr_args("page-place-then", &[("place", place.label.clone().into())]),
            Fit::NotThen => tr_args("page-place-not-then", &[("place", place.label.clone().into())]),
            Fit::NotKnown => place.label.clone(),
        },
        ready: place.fit != Fit::NotThen,
    }));
    found
}

/// The proposal that is shown and kept by one key: one that says more than the wording, or else any reading of it.
pub(super) fn first(proposals: &[Proposal]) -> Option<&Proposal> {
    let is_wording = |proposal: &&Proposal| !matches!(proposal.reading, Reading::Entry(_));
    proposals.iter().find(|proposal| proposal.ready).or_else(|| proposals.iter().find(is_wording))
}

/// A name in Cyrillic as the schemes of romanisation write it, each spelling once.
fn in_latin_letters(name: &PersonName) -> Vec<Reading> {
    let whole = [name.surname.as_str(), &name.given, &name.patronymic].join(" ");
    let Some(language) = language_of(&whole) else { return Vec::new() };
    let mut found: Vec<PersonName> = Vec::new();
    for scheme in Scheme::ALL {
        let latin = |part: &str| transliterate(part, language, *scheme);
        let made = PersonName {
            surname: latin(&name.surname),
            given: latin(&name.given),
            patronymic: latin(&name.patronymic),
            script: "Latn".to_owned(),
            scheme: scheme.term().to_owned(),
        };
        if found.iter().all(|known| known.inverted() != made.inverted()) {
            found.push(made);
        }
    }
    found.into_iter().map(Reading::Name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Datatype, NumberSeries};

    fn said(property: &str, datatype: Datatype, text: &str) -> Vec<String> {
        let field = CardField {
            property: property.to_owned(),
            datatype,
            series: if datatype == Datatype::Number { NumberSeries::Rkg } else { NumberSeries::default() },
            ..CardField::default()
        };
        proposals(Some(&field), text, None, &[], &Labels::new()).into_iter().map(|found| found.words).collect()
    }

    #[test]
    fn a_proposal_says_more_than_the_wording() {
        assert_eq!(said("death-date", Datatype::Date, "6.11.42"), ["6 November 1942 · 1942-11-06"]);
        assert_eq!(said("death-date", Datatype::Date, "31.2.42"), Vec::<String>::new());
        assert!(said("prisoner-number", Datatype::Number, "Nr. 10631")[0].starts_with("10631 ("));
        assert_eq!(said("occupation", Datatype::Text, "Schlosser"), Vec::<String>::new());
        let whole = said("name", Datatype::Name, "Musterow, Iwan Petrowitsch");
        assert_eq!(whole, ["family name Musterow · given name Iwan · patronymic Petrowitsch"]);
    }

    #[test]
    fn a_name_in_cyrillic_has_its_latin_spellings_once_each() {
        let found = said("surname", Datatype::Name, "Погожев");
        assert_eq!(found.len(), 5, "{found:?}");
        assert_eq!(found[0], tr("page-as-it-stands"));
        assert!(found[1].starts_with("Pogozhev (") && found.iter().any(|words| words.starts_with("Pogoschew (")));
        let field = CardField { property: "surname".to_owned(), datatype: Datatype::Name, ..CardField::default() };
        let all = proposals(Some(&field), "Погожев", None, &[], &Labels::new());
        let Reading::Name(name) = &first(&all).unwrap().reading else { panic!("a name") };
        assert_eq!(
            (name.surname.as_str(), name.script.as_str(), name.scheme.as_str()),
            ("Pogozhev", "Latn", "bgn-pcgn")
        );
    }

    #[test]
    fn a_place_that_was_not_there_is_not_kept_by_one_key() {
        let (then, not_then) = (EntryId::fresh(), EntryId::fresh());
        let place = |id, fit| MeantPlace { id, label: "Stalag 367".to_owned(), fit };
        let of = |places: &[MeantPlace]| proposals(None, "Stalag 367", None, places, &Labels::new());
        assert_eq!(first(&of(&[place(not_then, Fit::NotThen)])), None);
        let both = of(&[place(not_then, Fit::NotThen), place(then, Fit::Then)]);
        assert_eq!(first(&both).map(|found| found.reading.clone()), Some(Reading::Entry(then)));
        assert_eq!(both.len(), 2);
    }
}
