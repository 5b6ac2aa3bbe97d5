//! Choosing who may see something: open, staff, closed until a day, pending review.

use crate::i18n::tr;
use crate::model::{Access, Day, HistoricalDate, may_be_meant};
use crate::ui::{field, theme};
use eframe::egui::{Response, Ui};
use std::fmt::Debug;
use std::hash::Hash;

/// The terms in the order in which they are offered.
pub(in crate::ui) const TERMS: &[&str] = &["open", "staff", "closed-until", "review"];

/// What is chosen, and the day that is typed.
#[derive(Clone, Debug)]
pub(in crate::ui) struct AccessChoice {
    /// The term of the access.
    pub term: &'static str,
    /// The day as it is typed.
    pub day: String,
}

impl Default for AccessChoice {
    fn default() -> Self {
        Self::of(Access::Open)
    }
}

impl AccessChoice {
    /// What is there already.
    pub(in crate::ui) fn of(access: Access) -> Self {
        let day = if let Access::ClosedUntil(day) = access { day.to_string() } else { String::new() };
        Self { term: access.term(), day }
    }

    /// The access chosen; `None` while its day is missing or none.
    pub(in crate::ui) fn access(&self) -> Option<Access> {
        if self.term == "closed-until" { day_of(&self.day).map(Access::ClosedUntil) } else { Access::read(self.term) }
    }
}

/// The one day that is written.
fn day_of(text: &str) -> Option<Day> {
    let text = text.trim();
    let day = Day::parse(text).or_else(|| match HistoricalDate::read(text).bounds() {
        (Some(first), Some(last)) if first == last => Some(first),
        _ => None,
    });
    day.filter(|day| may_be_meant(*day))
}

/// Draws the choice.
pub(in crate::ui) fn choice_ui(ui: &mut Ui, salt: impl Hash + Debug, choice: &mut AccessChoice) {
    ui.horizontal_wrapped(|ui| {
        for term in TERMS {
            ui.radio_value(&mut choice.term, *term, tr(&format!("access-{term}")));
        }
    });
    day_ui(ui, salt, choice);
}

/// Draws the field of the day when one is needed, and what it must look like.
pub(in crate::ui) fn day_ui(ui: &mut Ui, salt: impl Hash + Debug, choice: &mut AccessChoice) -> Option<Response> {
    if choice.term != "closed-until" {
        return None;
    }
    let hint = tr("closing-day-hint");
    let look = field::Look { hint: &hint, rows: 1, width: Some(160.0), read_only: false };
    let typed = field::labelled(ui, (salt, "until"), &tr("closing-day"), &mut choice.day, look);
    if choice.access().is_none() && !choice.day.trim().is_empty() {
        ui.label(theme::warning(ui, tr("closing-day-needed")).size(13.0));
    }
    Some(typed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_needed_and_read_as_it_is_commonly_written() {
        for (term, day, access) in [
            ("open", "x", Some("open")),
            ("review", "", Some("review")),
            ("closed-until", "", None),
            ("closed-until", "2045", None),
            ("closed-until", "soon", None),
            ("closed-until", " 2045-01-01 ", Some("closed-until-2045-01-01")),
            ("closed-until", "1 January 2045", Some("closed-until-2045-01-01")),
            ("closed-until", "2045-02-29", None),
            ("closed-until", "0000-01-01", None),
            ("closed-until", "1899-12-31", None),
            ("closed-until", "2301-01-01", None),
        ] {
            let choice = AccessChoice { term, day: day.to_owned() };
            assert_eq!(choice.access().map(Access::written).as_deref(), access, "{term} {day}");
        }
        let closed = Access::read("closed-until-2045-01-01").unwrap();
        assert_eq!(AccessChoice::of(closed).access(), Some(closed));
    }
}
