//! What is stated beside what is here, in words: the same in the window, on paper and on the command line.

use super::wording::label_text;
use crate::i18n::{tr, tr_args};
use crate::model::{Balance, Comparison, Count, Counted, EntryId, Here, Label, Saying, StatedCount, TallySummary};
use std::collections::{BTreeMap, BTreeSet};

/// A number as it is read: `15,000`.
pub fn grouped(number: u64) -> String {
    let figures = number.to_string();
    let (mut text, parted) = (String::new(), tr("tally-thousands"));
    for (at, figure) in figures.chars().enumerate() {
        // 1000 is read at a glance
        if at > 0 && (figures.len() - at).is_multiple_of(3) && figures.len() > 4 {
            text.push_str(&parted);
        }
        text.push(figure);
    }
    text
}

/// A stated number: `about 15,000`; of one that is none, the wording.
pub fn stated_text(stated: &StatedCount) -> String {
    if let Some(count) = stated.count {
        return count_words(count);
    }
    let words = stated.sayings.first().map(|saying| saying.as_written.clone()).unwrap_or_default();
    tr_args("tally-quoted", &[("words", words.into())])
}

/// The comparisons of an entry in one line.
pub fn tally_line(summary: &TallySummary) -> String {
    summary.comparisons.iter().map(comparison_text).collect::<Vec<_>>().join("; ")
}

/// One comparison: `92 or 96 stated, none named`.
pub fn comparison_text(comparison: &Comparison) -> String {
    let values = values_text(&comparison.stated);
    let mut parts = match comparison.counted {
        Counted::GotAway if !comparison.stated.is_empty() => {
            vec![tr_args("tally-got-away", &[("values", values.into())])]
        }
        Counted::Other if !comparison.stated.is_empty() => {
            let mut parts = vec![tr_args("tally-other", &[("values", written(comparison).into())])];
            let here = comparison.here.number;
            if here > 0 {
                parts.push(tr_args("tally-cards-only", &[("count", here.into()), ("number", grouped(here).into())]));
            }
            parts
        }
        Counted::GotAway | Counted::Other => vec![stated_part(comparison)],
        Counted::People | Counted::Cards | Counted::Specimens => {
            let mut parts = vec![format!("{}, {}", stated_part(comparison), here_part(comparison))];
            parts.extend(difference(comparison));
            parts
        }
    };
    if !comparison.besides.is_empty() {
        let each = comparison.besides.iter().map(of_scope).collect::<Vec<_>>().join(", ");
        parts.push(tr_args("tally-besides", &[("values", each.into())]));
    }
    parts.extend(specimens(comparison.counted, comparison.here));
    parts.join("; ")
}

/// Where a count is stated: `SRC1 title, line 7`; empty when no source is named.
pub fn saying_source(saying: &Saying, labels: &BTreeMap<EntryId, Label>) -> String {
    let source = saying.source.and_then(|id| labels.get(&id)).map(|label| match label.reference_code.trim() {
        "" => label_text(label),
        code => code.to_owned(),
    });
    let parts = [source.unwrap_or_default(), saying.locator.trim().to_owned()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// A count with its thousands parted: `about 15,000`.
fn count_words(count: Count) -> String {
    let Count { at_least, at_most, approximate } = count;
    let words = match (at_least, at_most) {
        (Some(least), Some(most)) if least == most => grouped(least),
        (Some(least), Some(most)) => {
            tr_args("count-between", &[("from", grouped(least).into()), ("until", grouped(most).into())])
        }
        (Some(least), None) => tr_args("count-at-least", &[("number", grouped(least).into())]),
        (None, Some(most)) => tr_args("count-at-most", &[("number", grouped(most).into())]),
        (None, None) => return String::new(),
    };
    if approximate { tr_args("count-about", &[("number", words.into())]) } else { words }
}

/// `92 or 96`, `at least 61, 70, about 100 or “several dozen”`.
fn values_text(stated: &[StatedCount]) -> String {
    let texts: Vec<String> = stated.iter().map(stated_text).collect();
    match texts.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [before @ .., last] => {
            tr_args("tally-or", &[("one", before.join(", ").into()), ("other", last.clone().into())])
        }
    }
}

/// The wordings, for what is no count of people or cards.
fn written(comparison: &Comparison) -> String {
    let sayings = comparison.stated.iter().flat_map(|stated| &stated.sayings);
    let mut all: Vec<&str> = Vec::new();
    for saying in sayings {
        if !all.contains(&saying.as_written.as_str()) {
            all.push(&saying.as_written);
        }
    }
    all.iter().map(|words| tr_args("tally-quoted", &[("words", (*words).into())])).collect::<Vec<_>>().join(", ")
}

fn stated_part(comparison: &Comparison) -> String {
    match comparison.balance {
        Balance::OfParts => return tr("tally-parts"),
        Balance::NothingStated => {
            let sources: BTreeSet<_> = comparison.without.iter().map(|saying| saying.source).collect();
            return match sources.len() {
                0 => tr("tally-nothing"),
                looked => tr_args("tally-nothing-looked", &[("sources", looked.into())]),
            };
        }
        _ => {}
    }
    let mut values = values_text(&comparison.stated);
    if let Some(count) = comparison.stated.last().and_then(|stated| stated.count) {
        let last = number_of(count);
        match comparison.counted {
            Counted::Cards => values = tr_args("tally-cards", &[("count", last.into()), ("values", values.into())]),
            Counted::Specimens => {
                values = tr_args("tally-specimens", &[("count", last.into()), ("values", values.into())]);
            }
            _ => {}
        }
    }
    let sources = match comparison.stated.as_slice() {
        [one] => one.sources(),
        _ => 0,
    };
    tr_args("tally-stated", &[("values", values.into()), ("sources", sources.into())])
}

fn number_of(count: Count) -> u64 {
    count.at_most.or(count.at_least).unwrap_or(0)
}

fn here_part(comparison: &Comparison) -> String {
    let here = comparison.here;
    let count = here.number;
    let (is_all, is_stated) = (comparison.balance == Balance::All, comparison.balance != Balance::NothingStated);
    let cards = comparison.counted != Counted::People;
    let number = match (cards, is_all && here.number > 0, is_stated) {
        (false, true, _) => tr("tally-people-all"),
        (false, false, _) => {
            tr_args("tally-people-here", &[("count", count.into()), ("number", grouped(count).into())])
        }
        (true, true, _) => tr("tally-cards-all"),
        (true, false, true) => {
            tr_args("tally-cards-here", &[("count", count.into()), ("number", grouped(count).into())])
        }
        (true, false, false) => {
            tr_args("tally-cards-only", &[("count", count.into()), ("number", grouped(count).into())])
        }
    };
    if comparison.counted != Counted::Cards || here.number == 0 {
        return number;
    }
    let keyed = match (here.number, here.keyed) {
        (1, 1) => tr("tally-keyed-one"),
        (1, _) => tr("tally-unkeyed-one"),
        (all, keyed) if all == keyed => tr("tally-keyed-all"),
        (_, keyed) => tr_args("tally-keyed", &[("count", keyed.into()), ("number", grouped(keyed).into())]),
    };
    format!("{number}, {keyed}")
}

/// By how many they differ, where both are exact.
fn difference(comparison: &Comparison) -> Option<String> {
    let here = comparison.here.number;
    let Some(Count { at_least, at_most, approximate: false }) = comparison.held_against else { return None };
    match comparison.balance {
        Balance::Fewer if at_least == at_most && here > 0 => {
            let short = grouped(at_least?.saturating_sub(here));
            let is_people = comparison.counted == Counted::People;
            let key = if is_people { "tally-people-short" } else { "tally-cards-short" };
            Some(tr_args(key, &[("number", short.into())]))
        }
        Balance::More => Some(tr_args("tally-over", &[("number", grouped(here.saturating_sub(at_most?)).into())])),
        _ => None,
    }
}

/// A number with what it covers.
fn of_scope(stated: &StatedCount) -> String {
    let mut scopes: Vec<&str> = Vec::new();
    for saying in &stated.sayings {
        if !saying.scope.is_empty() && !scopes.contains(&saying.scope.as_str()) {
            scopes.push(&saying.scope);
        }
    }
    let value = stated_text(stated);
    if scopes.is_empty() {
        return value;
    }
    tr_args("tally-of", &[("value", value.into()), ("scope", scopes.join("; ").into())])
}

/// What is said of specimens, so that nobody takes one for a card of a man.
fn specimens(counted: Counted, here: Here) -> Vec<String> {
    let mut told = Vec::new();
    if counted == Counted::Specimens && here.number > 0 {
        told.push(tr("tally-specimens-drawn"));
    }
    if here.specimens > 0 {
        told.push(tr_args(
            "tally-specimens-beside",
            &[("count", here.specimens.into()), ("number", grouped(here.specimens).into())],
        ));
    }
    if here.specimens_elsewhere > 0 {
        told.push(tr_args(
            "tally-specimens-elsewhere",
            &[("count", here.specimens_elsewhere.into()), ("number", grouped(here.specimens_elsewhere).into())],
        ));
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Claim, Datatype, compare_counts, compare_extent, read};

    fn claim(property: &str, written: &str, scope: &str) -> Claim {
        let mut claim = Claim::new(EntryId::fresh(), property, written);
        claim.reading = read(property, Datatype::Text, written);
        (claim.scope, claim.source) = (scope.to_owned(), Some(EntryId::fresh()));
        claim
    }

    fn said(claims: &[Claim], named: u64) -> String {
        let here = |counted| Here { number: if counted == Counted::People { named } else { 0 }, ..Here::default() };
        tally_line(&TallySummary { comparisons: compare_counts(claims, &[], &here) })
    }

    #[test]
    fn people_stated_and_named() {
        for (written, named, words) in [
            (&["only 96", "only 92", "96"][..], 0, "92 or 96 stated, none named"),
            (&["approximately 15,000", "about 15,000"], 10, "about 15,000 stated in two sources, 10 named"),
            (&["100"], 1, "100 stated, one named; 99 not named"),
            (&["2"], 2, "2 stated, as many named"),
            (&["2"], 3, "2 stated, 3 named; 1 more than stated"),
            (&["50\u{2013}60"], 55, "50 to 60 stated, 55 named"),
            (&["at least 3000"], 1, "at least 3000 stated, one named"),
            (&["several dozen"], 1, "\u{201c}several dozen\u{201d} stated, one named"),
            (
                &["About 100", "several dozen", "more than 60", "70"],
                1,
                "at least 61, 70, about 100 or \u{201c}several dozen\u{201d} stated, one named",
            ),
            (&[], 2, "no number stated, 2 named"),
            (&[], 0, "no number stated, none named"),
        ] {
            let claims: Vec<Claim> = written.iter().map(|written| claim("count", written, "")).collect();
            assert_eq!(said(&claims, named), words);
        }
        let parts = [claim("count", "11,964", "registered"), claim("count", "at least 3,000", "not registered")];
        assert_eq!(
            said(&parts, 0),
            "only parts are stated, none named; also stated: at least 3000 (not registered), 11,964 (registered)"
        );
        let mut silent = claim("count", "", "");
        silent.absence = Some(crate::model::Absence::Silent);
        assert_eq!(said(&[silent], 0), "no number stated (looked for in one source), none named");
        let few = [claim("count-escaped", "only a few", ""), claim("count-escaped", "only a few", "")];
        assert_eq!(
            said(&few, 1),
            "no number stated, one named; got away: \u{201c}only a few\u{201d}; who of those named did is not recorded"
        );
    }

    #[test]
    fn cards_stated_and_here() {
        for (extent, here, words) in [
            (
                "49 file cards",
                Here { specimens_elsewhere: 3, ..Here::default() },
                "49 cards stated, none of them here; the 3 specimen cards in this catalogue are drawn and are none of them",
            ),
            (
                "49 file cards",
                Here { number: 12, keyed: 9, specimens: 1, ..Here::default() },
                "49 cards stated, 12 here, 9 of them keyed; 37 not here; one specimen lies with them and is counted apart",
            ),
            ("1 file card", Here { number: 1, keyed: 1, ..Here::default() }, "1 card stated, as many here, and keyed"),
            (
                "about 2000 cards",
                Here { number: 3, keyed: 3, ..Here::default() },
                "about 2000 cards stated, 3 here, all keyed",
            ),
            (
                "3 specimen cards, drawn, both sides",
                Here { number: 3, ..Here::default() },
                "3 specimen cards stated, as many here; drawn by this program, of nobody who lived",
            ),
            ("12 boxes", Here::default(), "stated: \u{201c}12 boxes\u{201d}; not cards, so held against nothing here"),
            (
                "2 boxes",
                Here { number: 1, ..Here::default() },
                "stated: \u{201c}2 boxes\u{201d}; not cards, so held against nothing here; one card here",
            ),
            (
                "",
                Here { number: 5, keyed: 0, ..Here::default() },
                "no number stated, 5 cards here, none of them keyed yet",
            ),
        ] {
            let comparisons = vec![compare_extent(extent, &|_| here)];
            assert_eq!(tally_line(&TallySummary { comparisons }), words);
        }
    }

    #[test]
    fn thousands_are_parted_from_ten_thousand_on() {
        for (number, words) in [(0, "0"), (999, "999"), (3000, "3000"), (15_000, "15,000"), (1_234_567, "1,234,567")] {
            assert_eq!(grouped(number), words);
        }
    }
}
