//! What a page says in words: readings, absences, signatures. Values of the history: `ui/study/past/words.rs`.

use crate::i18n::{has, tr, tr_args};
use crate::model::{Claim, EntryId, HistoricalDate, Label, PersonName, Problem, Reading, Timestamp};
use crate::reports;
use std::collections::BTreeMap;

/// A field in words, as in the history.
pub(super) use crate::ui::study::past::words::field_name as history_field;

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

/// A reading, when it says more than the wording: a date in words and in EDTF, a name in its parts.
pub(super) fn reading(reading: &Reading, as_written: &str, labels: &Labels) -> Option<String> {
    let said = match reading {
        Reading::Date { edtf, .. } => {
            let (date, edtf) = (reports::reading_text(reading, labels), edtf.as_str());
            match (date == edtf, edtf == as_written.trim()) {
                (true, _) | (_, true) => date,
                (false, false) => {
                    tr_args("page-reading-edtf", &[("date", date.into()), ("edtf", edtf.to_owned().into())])
                }
            }
        }
        Reading::Name(name) => name_parts(name),
        other => reports::reading_text(other, labels),
    };
    (said.trim() != as_written.trim()).then_some(said)
}

/// A name in its parts, or with the scheme it was put into Latin letters by.
fn name_parts(name: &PersonName) -> String {
    let scheme = format!("page-scheme-{}", name.scheme);
    if !name.scheme.is_empty() {
        let scheme = if has(&scheme) { tr(&scheme) } else { name.scheme.clone() };
        return tr_args("page-name-by", &[("name", name.inverted().into()), ("scheme", scheme.into())]);
    }
    let parts = [
        ("page-name-surname", &name.surname),
        ("page-name-given", &name.given),
        ("page-name-patronymic", &name.patronymic),
    ];
    let there: Vec<(&str, &String)> = parts.into_iter().filter(|(_, part)| !part.is_empty()).collect();
    match there.as_slice() {
        [(_, only)] => (*only).clone(),
        several => {
            let part = |(key, part): &(&str, &String)| tr_args(key, &[("name", (*part).clone().into())]);
            several.iter().map(part).collect::<Vec<_>>().join(" \u{b7} ")
        }
    }
}

/// Something to look at, in words: `before the birth (1.5.1915)`.
pub(super) fn problem(problem: &Problem) -> String {
    let other = problem.other.trim().to_owned();
    let of =
        if problem.other_property.is_empty() { String::new() } else { reports::property_text(&problem.other_property) };
    tr_args(&format!("problem-{}", problem.kind.term()), &[("other", other.into()), ("of", of.into())])
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_and_every_scheme_has_words() {
        for kind in crate::model::ProblemKind::ALL {
            assert!(has(&format!("problem-{}", kind.term())), "no words for {kind:?}");
            let said = problem(&Problem {
                kind: *kind,
                claim: EntryId::fresh(),
                other: "7.10.1941".into(),
                other_property: "arrival-date".into(),
            });
            assert!(!said.contains(['{', '\u{2068}']), "{said}");
        }
        for scheme in crate::text::Scheme::ALL {
            assert!(has(&format!("page-scheme-{}", scheme.term())), "no words for {scheme:?}");
        }
    }

    #[test]
    fn every_word_of_the_page_is_there() {
        // the sources of this folder, so that no key is forgotten
        for file in [
            include_str!("absence.rs"),
            include_str!("brought.rs"),
            include_str!("completion.rs"),
            include_str!("ditto.rs"),
            include_str!("beside.rs"),
            include_str!("claim_edit.rs"),
            include_str!("claims.rs"),
            include_str!("commands.rs"),
            include_str!("editor.rs"),
            include_str!("fields.rs"),
            include_str!("form.rs"),
            include_str!("head.rs"),
            include_str!("history.rs"),
            include_str!("mod.rs"),
            include_str!("new_entry.rs"),
            include_str!("notes.rs"),
            include_str!("own.rs"),
            include_str!("picker.rs"),
            include_str!("pictures.rs"),
            include_str!("proposal.rs"),
            include_str!("scan.rs"),
            include_str!("table.rs"),
            include_str!("words.rs"),
            include_str!("write.rs"),
        ] {
            for key in file.split('"').filter(|part| part.starts_with("page-") && !part.contains(['{', ' '])) {
                let is_a_name = ["page-attach", "page-new-entry", "page-"].contains(&key);
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
