//! Rules and computed ends in words.

use crate::catalogue::ClosureLine;
use crate::i18n::{tr, tr_args};
use crate::model::{Closure, ClosureRule, Day, Living};

/// What a rule is called, and where it holds.
pub(super) fn rule_name(rule: &ClosureRule) -> String {
    if rule.jurisdiction.is_empty() {
        return rule.label.clone();
    }
    tr_args("closing-rule-name", &[("label", rule.label.clone().into()), ("where", rule.jurisdiction.clone().into())])
}

/// For how long a rule closes.
pub(super) fn rule_terms(rule: &ClosureRule) -> String {
    let terms = [
        rule.years_after_death.map(|years| tr_args("closing-rule-death", &[("years", years.into())])),
        rule.years_after_birth.map(|years| tr_args("closing-rule-birth", &[("years", years.into())])),
        rule.years_after_creation.map(|years| tr_args("closing-rule-creation", &[("years", years.into())])),
    ];
    let terms = terms.into_iter().flatten().collect::<Vec<_>>();
    // Fluent takes the blank off the end
    let between = format!("{} ", tr("closing-rule-else").trim_end());
    tr_args("closing-rule-closed", &[("terms", terms.join(&between).into())])
}

/// The day of a rule, and what it is counted from.
pub(super) fn end(closure: Closure, today: Day) -> String {
    let Some(until) = closure.until else { return tr("closing-end-unknown") };
    let key = if until <= today { "closing-opened" } else { "closing-opens" };
    let said = tr_args(key, &[("day", until.to_string().into())]);
    match closure.counted_from {
        None => said,
        Some(day) => {
            let by = tr(&format!("closing-by-{}", closure.by.term()));
            let from = tr_args("closing-counted", &[("by", by.into()), ("day", day.to_string().into())]);
            format!("{said} \u{b7} {from}")
        }
    }
}

/// Whether somebody may still live.
pub(super) fn living(living: Living) -> String {
    match living {
        Living::Possibly => tr("closing-living-possibly"),
        Living::Unknown => tr("closing-living-unknown"),
        Living::No(why) => tr(&format!("closing-living-{}", why.term())),
    }
}

/// On what that rests.
pub(super) fn living_ground(living: Living) -> String {
    match living {
        Living::Possibly => tr("closing-ground-possibly"),
        Living::Unknown => tr("closing-ground-unknown"),
        Living::No(_) => self::living(living),
    }
}

/// What a card or person is called: reference and name.
pub(super) fn name(line: &ClosureLine) -> String {
    let label = &line.label;
    let parts = [label.reference_code.trim(), label.label.trim()];
    let mut parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.dedup();
    if parts.is_empty() { tr("page-untitled") } else { parts.join(" \u{b7} ") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ClosedBy;

    #[test]
    fn a_rule_and_its_end_are_words() {
        let rule = ClosureRule {
            label: "German federal archives".into(),
            jurisdiction: "Germany, federal".into(),
            years_after_death: Some(10),
            years_after_birth: Some(100),
            ..ClosureRule::default()
        };
        assert_eq!(rule_name(&rule), "German federal archives (Germany, federal)");
        assert_eq!(
            rule_terms(&rule),
            "Closed 10 years after the year of death, else 100 years after the year of birth."
        );
        let day = |text| Day::parse(text).unwrap();
        let closure =
            Closure { until: Some(day("2013-01-01")), by: ClosedBy::Birth, counted_from: Some(day("1912-12-31")) };
        assert_eq!(end(closure, day("2013-01-01")), "open since 2013-01-01 \u{b7} birth 1912-12-31 at the latest");
        assert!(end(closure, day("2012-12-31")).starts_with("closed until 2013-01-01"));
        assert_eq!(end(Closure::default(), day("2012-12-31")), "no end can be computed");
    }
}
