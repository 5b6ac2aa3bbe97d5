//! What a page says in words: readings, absences, signatures, values of the history.

use crate::i18n::{has, tr, tr_args};
use crate::model::{Absence, Claim, EntryId, HistoricalDate, Label, Reading, Timestamp};
use crate::reports;
use serde_json::Value;
use std::collections::BTreeMap;

/// The names of the entries a page mentions.
pub(super) type Labels = BTreeMap<EntryId, Label>;

/// Who and when.
pub(super) fn signed(by: &str, at: Timestamp) -> String {
    let day = if at == Timestamp::default() { String::new() } else { at.local_minute() };
    match (by.is_empty(), day.is_empty()) {
        (false, false) => tr_args("page-signed", &[("by", by.into()), ("at", day.into())]),
        (false, true) => by.to_owned(),
        (true, _) => day,
    }
}

/// The value of a claim where there is room for one line: its wording, or why there is none.
pub(super) fn value(claim: &Claim, labels: &Labels) -> String {
    match (&claim.absence, claim.as_written.trim()) {
        (Some(absence), _) => reports::absence_text(absence),
        (None, "") => claim.reading.as_ref().map_or_else(String::new, |read| reports::reading_text(read, labels)),
        (None, written) => written.to_owned(),
    }
}

/// How a date is read, when that says more than the wording, or that it cannot be.
pub(super) fn date_reading(as_written: &str) -> String {
    match HistoricalDate::read(as_written).edtf {
        Some(edtf) if edtf.as_str() == as_written.trim() => String::new(),
        Some(edtf) => tr_args("page-read-as", &[("reading", edtf.as_str().into())]),
        None if as_written.trim().is_empty() => String::new(),
        None => tr("page-not-a-date"),
    }
}

/// A field of the history in words.
pub(super) fn history_field(field: &str) -> String {
    let key = format!("page-field-{}", field.replace('_', "-"));
    if has(&key) { tr(&key) } else { field.replace('_', " ") }
}

/// A value of the history in words: a wording, a name instead of an id, an absence as a sentence.
pub(super) fn history_value(field: &str, value: &Value, labels: &Labels) -> String {
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
            if field == "reading"
                && let Ok(read) = serde_json::from_value::<Reading>(value.clone())
            {
                return reports::reading_text(&read, labels);
            }
            if let Ok(absent) = serde_json::from_value::<Absence>(value.clone()) {
                return reports::absence_text(&absent);
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
        return reports::label_text(known);
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
            ("reading", json!({"date": {"edtf": "1944-23"}}), "autumn 1944".to_owned()),
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
            include_str!("scan.rs"),
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
}
