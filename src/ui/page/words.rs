//! What a page says in words: readings, absences, signatures, values of the history.

use crate::i18n::{has, tr, tr_args};
use crate::model::{
    Absence, Calendar, Claim, Count, EntryId, HistoricalDate, Label, NumberSeries, NumberState, PrisonerNumber,
    Reading, Timestamp,
};
use serde_json::Value;
use std::collections::BTreeMap;

/// The names of the entries a page mentions.
pub type Labels = BTreeMap<EntryId, Label>;

/// A property in words; one that only a template knows shows its id.
pub fn property(id: &str) -> String {
    let key = format!("property-{id}");
    if has(&key) { tr(&key) } else { id.replace('-', " ") }
}

/// An entry's name where it is only mentioned.
pub fn label(label: &Label) -> String {
    if label.label.trim().is_empty() { label.reference_code.clone() } else { label.label.clone() }
}

/// Who and when.
pub fn signed(by: &str, at: Timestamp) -> String {
    let day = if at == Timestamp::default() { String::new() } else { at.local_minute() };
    match (by.is_empty(), day.is_empty()) {
        (false, false) => tr_args("page-signed", &[("by", by.into()), ("at", day.into())]),
        (false, true) => by.to_owned(),
        (true, _) => day,
    }
}

/// The value of a claim where there is room for one line: its wording, or why there is none.
pub fn value(claim: &Claim, labels: &Labels) -> String {
    match (&claim.absence, claim.as_written.trim()) {
        (Some(absence), _) => self::absence(absence),
        (None, "") => claim.reading.as_ref().map_or_else(String::new, |read| reading(read, labels)),
        (None, written) => written.to_owned(),
    }
}

/// An absence as a sentence that stands where a value would stand.
pub fn absence(absence: &Absence) -> String {
    let line = tr(&format!("absence-line-{}", absence.term()));
    match absence {
        Absence::Illegible { legible } if !legible.trim().is_empty() => {
            tr_args("page-illegible-part", &[("line", line.into()), ("legible", legible.clone().into())])
        }
        _ => line,
    }
}

/// A reading in words.
pub fn reading(reading: &Reading, labels: &Labels) -> String {
    match reading {
        Reading::Text(text) => text.clone(),
        Reading::Date { edtf, calendar: Calendar::Gregorian } => edtf.as_str().to_owned(),
        Reading::Date { edtf, calendar: Calendar::Julian } => {
            tr_args("page-julian", &[("date", edtf.as_str().to_owned().into())])
        }
        Reading::Name(name) => name.inverted(),
        Reading::Number(number) => self::number(number, labels),
        Reading::Count(count) => self::count(*count),
        Reading::Entry(id) => labels.get(id).map_or_else(|| id.to_string(), label),
        Reading::Row(cells) => super::model::join_row(cells),
    }
}

fn number(number: &PrisonerNumber, labels: &Labels) -> String {
    let mut parts = vec![number.number.clone()];
    match number.issuer.and_then(|id| labels.get(&id)) {
        Some(issuer) => parts.push(label(issuer)),
        None if !number.issuer_name.is_empty() => parts.push(number.issuer_name.clone()),
        None => {}
    }
    if number.series != NumberSeries::Unstated {
        parts.push(tr(&format!("series-{}", number.series.term())));
    }
    if let Some(period) = &number.period {
        parts.push(period.as_str().to_owned());
    }
    if number.state != NumberState::Given {
        parts.push(tr(&format!("number-state-{}", number.state.term())));
    }
    parts.join(", ")
}

fn count(count: Count) -> String {
    let figures = match (count.at_least, count.at_most) {
        (Some(least), Some(most)) if least == most => least.to_string(),
        (Some(least), Some(most)) => format!("{least}\u{2013}{most}"),
        (Some(least), None) => tr_args("page-count-at-least", &[("count", least.to_string().into())]),
        (None, Some(most)) => tr_args("page-count-at-most", &[("count", most.to_string().into())]),
        (None, None) => return String::new(),
    };
    if count.approximate { tr_args("page-count-about", &[("count", figures.into())]) } else { figures }
}

/// The reading of a date, when it says more than the wording.
pub fn date_reading(as_written: &str) -> String {
    let date = HistoricalDate::read(as_written);
    date.edtf.map_or_else(String::new, |edtf| {
        if edtf.as_str() == as_written.trim() { String::new() } else { edtf.as_str().to_owned() }
    })
}

/// A field of the history in words.
pub fn history_field(field: &str) -> String {
    let key = format!("page-field-{}", field.replace('_', "-"));
    if has(&key) { tr(&key) } else { field.replace('_', " ") }
}

/// A value of the history in words: a wording, a name instead of an id, an absence as a sentence.
pub fn history_value(field: &str, value: &Value, labels: &Labels) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(true) => tr("page-yes"),
        Value::Bool(false) => tr("page-no"),
        Value::Number(number) => number.to_string(),
        Value::String(text) => history_text(field, text, labels),
        Value::Array(values) => values
            .iter()
            .map(|value| history_value(field, value, labels))
            .filter(|words| !words.is_empty())
            .collect::<Vec<_>>()
            .join(", "),
        Value::Object(inner) => {
            if field == "reading" {
                if let Ok(read) = serde_json::from_value::<Reading>(value.clone()) {
                    return reading(&read, labels);
                }
            }
            if let Ok(absent) = serde_json::from_value::<Absence>(value.clone()) {
                return absence(&absent);
            }
            if let Some(written) = inner.get("as_written").and_then(Value::as_str) {
                return written.to_owned();
            }
            inner
                .values()
                .map(|value| history_value("", value, labels))
                .filter(|words| !words.is_empty())
                .collect::<Vec<_>>()
                .join(", ")
        }
    }
}

fn history_text(field: &str, text: &str, labels: &Labels) -> String {
    if let Some(known) = EntryId::parse(text).and_then(|id| labels.get(&id)) {
        return label(known);
    }
    let key = match field {
        "absence" => format!("absence-line-{text}"),
        "status" | "certainty" | "decision" | "verdict" | "access" | "role" | "level" => format!("{field}-{text}"),
        "property" => format!("property-{text}"),
        _ => return text.to_owned(),
    };
    if has(&key) { tr(&key) } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn history_values_are_words() {
        let id = EntryId::fresh();
        let labels = Labels::from([(id, Label { label: "Stalag 367".into(), ..Label::default() })]);
        for (field, value, words) in [
            ("as_written", json!("Погожев"), "Погожев".to_owned()),
            ("source", json!(id.to_string()), "Stalag 367".to_owned()),
            ("depicted", json!([id.to_string(), "x"]), "Stalag 367, x".to_owned()),
            ("date", json!({"as_written": "in 1940", "edtf": "1940"}), "in 1940".to_owned()),
            ("reading", json!({"date": {"edtf": "1944-23"}}), "1944-23".to_owned()),
            ("specimen", json!(true), tr("page-yes")),
            ("reading", json!(null), String::new()),
        ] {
            assert_eq!(history_value(field, &value, &labels), words, "{field}");
        }
    }

    #[test]
    fn every_word_of_the_page_is_there() {
        // the sources of this folder, so that no key is forgotten
        for file in [
            include_str!("absence.rs"),
            include_str!("claim_edit.rs"),
            include_str!("claims.rs"),
            include_str!("editor.rs"),
            include_str!("form.rs"),
            include_str!("head.rs"),
            include_str!("history.rs"),
            include_str!("mod.rs"),
            include_str!("new_entry.rs"),
            include_str!("notes.rs"),
            include_str!("own.rs"),
            include_str!("picker.rs"),
            include_str!("pictures.rs"),
            include_str!("table.rs"),
            include_str!("viewer.rs"),
            include_str!("words.rs"),
            include_str!("write.rs"),
        ] {
            for key in file.split('"').filter(|part| part.starts_with("page-") && !part.contains(['{', ' '])) {
                let is_a_name = ["page-viewer", "page-attach", "page-new-entry", "page-"].contains(&key);
                assert!(is_a_name || has(key), "no words for {key}");
            }
        }
        for kind in crate::model::EntryKind::ALL {
            for field in super::super::own::own_fields(*kind) {
                let key = format!("page-field-{}", field.name.replace('_', "-"));
                assert!(has(&key), "no words for {key}");
            }
        }
    }

    #[test]
    fn counts_keep_their_about() {
        for (count, words) in [
            (Count { at_least: Some(92), at_most: Some(92), approximate: false }, "92"),
            (Count { at_least: Some(24), at_most: Some(99), approximate: false }, "24\u{2013}99"),
            (Count::default(), ""),
        ] {
            assert_eq!(super::count(count), words);
        }
        assert!(super::count(Count { at_least: Some(100), at_most: Some(100), approximate: true }).contains("100"));
    }
}
