//! Text fields for what is no text: numbers, lists of lines. What is typed stays as it is typed while it means the same.

use crate::ui::{field, theme};
use eframe::egui::{Response, Ui};
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::hash::Hash;

/// What is typed in such fields, by their name.
#[derive(Debug, Default)]
pub(super) struct Texts(BTreeMap<&'static str, Typed>);

#[derive(Debug, Default)]
struct Typed {
    text: String,
    /// How the value itself would be written.
    seen: String,
    /// Whether the text means no value.
    wrong: bool,
}

impl Texts {
    /// Other things are edited from now on.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// A labelled field for a value that is written as `write` has it and read by `read`, which knows wrong words.
    /// Returns the response, and whether the text means nothing.
    pub(super) fn field<T>(
        &mut self,
        ui: &mut Ui,
        (of, name, label): (impl Hash + Debug, &'static str, &str),
        value: &mut T,
        (write, read): (impl Fn(&T) -> String, impl Fn(&str) -> Option<T>),
        look: field::Look<'_>,
    ) -> (Response, bool) {
        let seen = write(value);
        let typed = self.0.entry(name).or_default();
        if typed.seen != seen {
            *typed = Typed { text: seen.clone(), seen, wrong: false };
        }
        let response = field::labelled(ui, (of, name), label, &mut typed.text, look);
        if response.changed() {
            match read(&typed.text) {
                Some(read) => {
                    *value = read;
                    typed.wrong = false;
                    typed.seen = write(value);
                }
                None => typed.wrong = true,
            }
        }
        if response.lost_focus() && !typed.wrong {
            typed.text.clone_from(&typed.seen);
        }
        (response, typed.wrong)
    }
}

/// A measure in millimetres: `12,5` or `12.5`; empty for none.
#[expect(clippy::option_option, reason = "no measure is an answer, and what is no measure is none")]
pub(super) fn read_mm(text: &str) -> Option<Option<f64>> {
    match text.trim().trim_end_matches("mm").trim() {
        "" => Some(None),
        number => number.replace(',', ".").parse().ok().filter(|mm: &f64| mm.is_finite() && *mm >= 0.0).map(Some),
    }
}

/// A measure as it is written.
#[expect(clippy::ref_option, reason = "the value of a field is borrowed as it is kept")]
pub(super) fn write_mm(mm: &Option<f64>) -> String {
    mm.map(|mm| mm.to_string()).unwrap_or_default()
}

/// One thing a line; empty lines are none.
pub(super) fn read_lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// What is wrong, in words below a field.
pub(super) fn told(ui: &mut Ui, words: &str) {
    ui.label(theme::strong(words).size(13.0));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_are_read_with_comma_and_point() {
        for (text, mm) in [
            ("12,5", Some(Some(12.5))),
            (" 140 mm", Some(Some(140.0))),
            ("", Some(None)),
            ("-1", None),
            ("inf", None),
            ("NaN", None),
            ("12 cm", None),
        ] {
            assert_eq!(read_mm(text), mm, "{text}");
        }
        assert_eq!(write_mm(&Some(140.0)), "140");
        assert_eq!(read_lines("led.\n\n verh. \n"), ["led.", "verh."]);
    }
}
