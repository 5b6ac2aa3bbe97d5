//! Values, absences and terms in words for people: the same on paper, in the window and on the command line.

use super::dates::date_text;
use crate::i18n::{has, tr, tr_args};
use crate::model::{
    Absence, Access, Claim, Count, EntryId, Label, NumberSeries, NumberState, PrisonerNumber, Reading, rights_code,
};
use std::collections::BTreeMap;

/// The words for a term: `words("role", "front")` is `Front`. A term without words shows itself.
pub fn words(vocabulary: &str, term: &str) -> String {
    let key = format!("{vocabulary}-{term}");
    if has(&key) { tr(&key) } else { term.to_owned() }
}

/// What may be done with a picture, in words; what is no statement we know is said as it stands.
pub fn rights_text(rights: &str) -> String {
    match rights_code(rights) {
        Some(code) => words("rights", &code.to_lowercase()),
        None if rights.trim().is_empty() => tr("rights-none"),
        None => rights.trim().to_owned(),
    }
}

/// The words for a property; one the program does not know shows its id.
pub fn property_text(id: &str) -> String {
    words("property", id)
}

/// What we read, in words; `labels` names the entries that are meant.
pub fn reading_text(reading: &Reading, labels: &BTreeMap<EntryId, Label>) -> String {
    match reading {
        Reading::Text(text) => text.clone(),
        Reading::Date { edtf, calendar } => date_text(edtf, *calendar),
        Reading::Name(name) => name.inverted(),
        Reading::Number(number) => number_text(number, labels),
        Reading::Count(count) => count_text(*count),
        Reading::Entry(id) => entry_text(*id, labels),
        Reading::Row(cells) => cells.join(" | "),
    }
}

/// Who may see something, in words: `closed until 2045-01-01`.
pub fn access_text(access: Access) -> String {
    match access {
        Access::ClosedUntil(day) => tr_args("access-closed-until-day", &[("day", day.to_string().into())]),
        other => words("access", other.term()),
    }
}

/// Why there is no value, as it stands in the place of the value: `the source says: unknown`.
pub fn absence_text(absence: &Absence) -> String {
    match absence {
        Absence::Illegible { legible } if !legible.trim().is_empty() => {
            tr_args("absence-line-illegible-part", &[("legible", legible.as_str().into())])
        }
        _ => words("absence-line", absence.term()),
    }
}

/// A claim's value in words: the reading, else the wording, else why there is none.
pub fn claim_text(claim: &Claim, labels: &BTreeMap<EntryId, Label>) -> String {
    let read = claim.reading.as_ref().map(|reading| reading_text(reading, labels)).unwrap_or_default();
    if !read.trim().is_empty() {
        return read;
    }
    match &claim.absence {
        Some(absence) => absence_text(absence),
        None => claim.as_written.clone(),
    }
}

/// A number with what is known of it: `88349 (KL Auschwitz I; general series, men)`.
pub fn number_text(number: &PrisonerNumber, labels: &BTreeMap<EntryId, Label>) -> String {
    let issuer = number.issuer.map_or_else(|| number.issuer_name.clone(), |id| entry_text(id, labels));
    let series = match number.series {
        NumberSeries::Unstated => String::new(),
        series => words("series", series.term()),
    };
    let period = number.period.as_ref().map(|edtf| date_text(edtf, crate::model::Calendar::Gregorian));
    let state = match number.state {
        NumberState::Given => String::new(),
        state => words("number-state", state.term()),
    };
    let known = [issuer, series, period.unwrap_or_default(), state];
    let known = known.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ");
    if known.is_empty() { number.number.clone() } else { format!("{} ({known})", number.number) }
}

/// A stated count: `96`, `about 15000`, `24 to 99`, `at least 60`.
pub fn count_text(count: Count) -> String {
    let number = |number: u64| number.to_string();
    let words = match (count.at_least, count.at_most) {
        (Some(least), Some(most)) if least == most => number(least),
        (Some(least), Some(most)) => {
            tr_args("count-between", &[("from", number(least).into()), ("until", number(most).into())])
        }
        (Some(least), None) => tr_args("count-at-least", &[("number", number(least).into())]),
        (None, Some(most)) => tr_args("count-at-most", &[("number", number(most).into())]),
        (None, None) => return String::new(),
    };
    if count.approximate { tr_args("count-about", &[("number", words.into())]) } else { words }
}

/// What a mentioned entry is called: its name, else its reference code.
pub fn entry_text(id: EntryId, labels: &BTreeMap<EntryId, Label>) -> String {
    labels.get(&id).map_or_else(|| tr("entry-not-shown"), label_text)
}

/// What a rival claim is called beside the others, counted from 0: A, B, … Z, then 27, 28.
pub fn rival_letter(at: usize) -> String {
    let letter = u8::try_from(at).ok().filter(|at| *at < 26).map(|at| char::from(b'A' + at));
    letter.map_or_else(|| (at + 1).to_string(), String::from)
}

/// What an entry is called: its name, else its reference code, else its kind.
pub fn label_text(label: &Label) -> String {
    [label.label.trim(), label.reference_code.trim()]
        .into_iter()
        .find(|name| !name.is_empty())
        .map_or_else(|| words("kind", label.kind.term()), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Act, Audience, Calendar, Certainty, ClaimStatus, ClashCause, Datatype, Decision, DependentKind, DifferenceKind,
        EntryKind, EventKind, GroupKind, Level, NoteKind, Op, PROPERTIES, PersonName, Role, Side, SourceKind, Stage,
        Verdict,
    };

    #[test]
    fn every_term_has_words() {
        macro_rules! terms_of {
            ($($vocabulary:literal: $kind:ident),+ $(,)?) => {
                [$(($vocabulary, $kind::ALL.iter().map(|term| term.term()).collect::<Vec<_>>())),+]
            };
        }
        let vocabularies = terms_of! {
            "act": Act, "act-of": Act, "audience": Audience, "calendar": Calendar,
            "certainty": Certainty, "clash": ClashCause, "datatype": Datatype, "decision": Decision,
            "dependent": DependentKind, "difference": DifferenceKind, "event": EventKind, "group": GroupKind, "kind": EntryKind,
            "kinds": EntryKind, "level": Level, "note": NoteKind, "number-state": NumberState, "op": Op, "role": Role,
            "series": NumberSeries, "side": Side, "source": SourceKind, "stage": Stage, "status": ClaimStatus, "verdict": Verdict,
        };
        let absences = vec!["blank", "illegible", "unknown", "silent", "withheld", "not-found"];
        let access = vec!["open", "staff", "closed-until", "review"];
        let properties = PROPERTIES.iter().map(|property| property.id).collect::<Vec<_>>();
        let more =
            [("access", access), ("absence", absences.clone()), ("absence-line", absences), ("property", properties)];
        let missing = vocabularies
            .into_iter()
            .chain(more)
            .flat_map(|(vocabulary, terms)| terms.into_iter().map(move |term| format!("{vocabulary}-{term}")))
            .filter(|key| !has(key))
            .collect::<Vec<_>>();
        assert_eq!(missing, Vec::<String>::new());
    }

    #[test]
    fn every_property_of_a_card_template_has_words() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/templates");
        let templates =
            std::fs::read_dir(folder).unwrap().map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap());
        let text = templates.collect::<Vec<_>>().join("\n");
        let properties = text.lines().filter_map(|line| line.strip_prefix("property = \"")?.strip_suffix('"'));
        let properties = properties.collect::<std::collections::BTreeSet<_>>();
        assert!(properties.len() > 20);
        let missing = properties.into_iter().filter(|id| !has(&format!("property-{id}"))).collect::<Vec<_>>();
        assert_eq!(missing, Vec::<&str>::new());
    }

    #[test]
    fn the_six_absences_read_differently() {
        let lines = [
            Absence::Blank,
            Absence::Illegible { legible: String::new() },
            Absence::Illegible { legible: "16?258".into() },
            Absence::Unknown,
            Absence::Silent,
            Absence::Withheld,
            Absence::NotFound,
        ]
        .map(|absence| absence_text(&absence));
        assert_eq!(
            lines,
            [
                "blank on the card",
                "illegible",
                "partly illegible: 16?258",
                "the source says: unknown",
                "not stated",
                "known, not shown here",
                "searched for, not found"
            ]
        );
    }

    #[test]
    fn readings_are_put_into_words() {
        let camp = EntryId::fresh();
        let label = Label { kind: EntryKind::Place, reference_code: "kl".into(), label: "KL Auschwitz I".into() };
        let labels = BTreeMap::from([(camp, label)]);
        let count = |at_least, at_most, approximate| Reading::Count(Count { at_least, at_most, approximate });
        let number = |issuer, series, state| {
            Reading::Number(PrisonerNumber { issuer, series, state, number: "1418".into(), ..Default::default() })
        };
        for (reading, words) in [
            (count(Some(96), Some(96), false), "96"),
            (count(Some(15_000), Some(15_000), true), "about 15000"),
            (count(Some(24), Some(99), false), "24 to 99"),
            (count(Some(60), None, false), "at least 60"),
            (count(None, Some(99), false), "at most 99"),
            (number(None, NumberSeries::Unstated, NumberState::Given), "1418"),
            (
                number(Some(camp), NumberSeries::Rkg, NumberState::Covered),
                "1418 (KL Auschwitz I; RKG series (Soviet prisoners of war); covered on the body)",
            ),
            (Reading::Entry(camp), "KL Auschwitz I"),
            (Reading::Entry(EntryId::fresh()), "(entry not shown here)"),
            (Reading::Row(vec!["a".into(), "b".into()]), "a | b"),
            (
                Reading::Name(PersonName {
                    surname: "Погожев".into(),
                    given: "Андрей".into(),
                    ..PersonName::default()
                }),
                "Погожев, Андрей",
            ),
        ] {
            assert_eq!(reading_text(&reading, &labels), words);
        }
    }
}
