//! Why a line was found, in words.

use crate::catalogue::{FoundBy, ListRow, Tier};
use crate::i18n::{has, tr};
use crate::text::{Ring, fold, nearness};

/// Letters that what follows a form takes, about.
const BESIDE: usize = 38;
/// Letters of a form that are shown at least and at most.
const FORM: (usize, usize) = (18, 90);
/// Width of a letter of these lines, in points.
const LETTER_PT: f32 = 6.6;
/// So many letters of a long form are shown before that word at most.
const BEFORE: usize = 14;

/// Why it was found, how near first, so that it is never what is cut off: `as written · Погожев · Name; …`. Nothing
/// while it is not known.
pub(super) fn reasons(row: &ListRow, why: Option<&[FoundBy]>) -> String {
    told(row, why, usize::MAX)
}

/// As [`reasons`], for a line so wide: a long form is shown around the word that was found, so that how it was found has
/// room behind it.
pub(super) fn short_reasons(row: &ListRow, why: Option<&[FoundBy]>, width_pt: f32) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the letters of a line are a small number"
    )]
    let letters = (width_pt / LETTER_PT).max(0.0) as usize;
    told(row, why, letters.saturating_sub(BESIDE).clamp(FORM.0, FORM.1))
}

fn told(row: &ListRow, why: Option<&[FoundBy]>, most: usize) -> String {
    let Some(why) = why else { return String::new() };
    let kind = tr(&format!("kind-{}", row.kind));
    let whys: Vec<String> = why
        .iter()
        .map(|found| {
            if found.tier == Tier::Condition {
                // what was asked says it all: missing:number
                return found.word.clone();
            }
            let (form, how) = parts(found, most);
            format!("{how} · {form}")
        })
        .collect();
    if whys.is_empty() { kind } else { whys.join("; ") }
}

/// What it was found by, and how: `Pogoschew · Name` and `sounds alike`.
fn parts(found: &FoundBy, most: usize) -> (String, String) {
    let how = format!("found-by-{}", found.tier);
    let how = if has(&how) { tr(&how) } else { found.tier.term().to_owned() };
    let property = found.property.replace('_', "-");
    let keys = ["property", "page-field", "found-in"].map(|place| format!("{place}-{property}"));
    let place = keys.iter().find(|key| has(key)).map_or(property, |key| tr(key));
    let form = excerpt(&found.form, &found.word, most);
    if place.is_empty() { (form, how) } else { (format!("{form} · {place}"), how) }
}

/// At most so many letters of a form, around the word in it that was found.
fn excerpt(form: &str, word: &str, most: usize) -> String {
    let letters = form.chars().count();
    if letters <= most {
        return form.to_owned();
    }
    let asked = word.rsplit(':').next().unwrap_or(word).trim_matches('"');
    let asked = asked.split_whitespace().next().unwrap_or_default();
    let begin = fold(asked);
    let is_found = |written: &str| {
        let written = written.trim_matches(|letter: char| !letter.is_alphanumeric());
        !begin.is_empty() && (fold(written).starts_with(&begin) || nearness(asked, written, Ring::Wide).is_some())
    };
    // where each word begins, in letters
    let mut at = 0;
    let mut begins = 0;
    for piece in form.split_inclusive(char::is_whitespace) {
        if is_found(piece) {
            begins = at;
            break;
        }
        at += piece.chars().count();
    }
    let start = begins.saturating_sub(BEFORE.min(most / 4)).min(letters.saturating_sub(most));
    let shown: String = form.chars().skip(start).take(most).collect();
    let (before, after) = (if start > 0 { "…" } else { "" }, if start + most < letters { "…" } else { "" });
    format!("{before}{}{after}", shown.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_form_is_shown_around_the_word_that_was_found() {
        let long = "Photograph of the men who came with the transport of Andrei Pogozhev from Stalag VIII B in the autumn of 1941";
        for word in ["Pogoz", "Pogoschew", "name:Pogozhev", "\"Pogozhev from\""] {
            let shown = excerpt(long, word, 48);
            assert!(shown.contains("Pogozhev") && shown.starts_with('…') && shown.ends_with('…'), "{shown}");
            assert!(shown.chars().count() <= 50);
        }
        assert!(excerpt(long, "Photograph", 48).starts_with("Photograph of"));
        assert!(excerpt(long, "", 48).starts_with("Photograph of"));
        assert!(excerpt(long, "1941", 48).ends_with("1941"));
        assert_eq!(excerpt("Погожев", "x", 48), "Погожев");
    }
}
