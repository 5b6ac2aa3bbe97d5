//! Why an entry is found: each word of a query against each form of the entry, closest way first.

use super::Form;
use crate::model;
use crate::text;
use serde::{Deserialize, Serialize};

model::terms! {
    /// How a word matched, closest first.
    Tier {
        /// It is the reference code.
        Reference = "reference",
        /// It stands there letter by letter.
        #[default] AsWritten = "as-written",
        /// It is the same once case, accents and script are set aside.
        Folded = "folded",
        /// A word there begins with it.
        Beginning = "beginning",
        /// A name there sounds like it and is spelled nearly so.
        Sound = "sound",
    }
}

/// Why an entry was found, for one word of the query.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundBy {
    /// The word of the query.
    pub word: String,
    /// How it matched.
    pub tier: Tier,
    /// What is written there.
    pub form: String,
    /// The property or field it stands in.
    pub property: String,
}

/// A hit names at most so many forms a word is found in.
const FORMS_OF_A_WORD: usize = 6;

/// What somebody looks for: all of some words, a phrase in quotes counting as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    terms: Vec<Term>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Term {
    raw: String,
    folded: Vec<String>,
    sounds: Vec<String>,
}

impl Query {
    /// Reads any text whatsoever.
    pub fn read(words: &str) -> Self {
        let mut terms = Vec::new();
        // odd pieces stood between quotes
        for (position, piece) in words.split('"').enumerate() {
            let raws: Vec<&str> = if position % 2 == 1 { vec![piece] } else { piece.split_whitespace().collect() };
            for raw in raws {
                let folded = text::words(raw);
                if folded.is_empty() {
                    continue;
                }
                let sounds = match folded.as_slice() {
                    [_] => text::search_keys(raw),
                    _ => Vec::new(),
                };
                terms.push(Term { raw: raw.trim().to_owned(), folded, sounds });
            }
        }
        Self { terms }
    }

    /// Whether there is nothing in it to look for.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The query in the language of FTS5: every word quoted, so that no text of a person is ever syntax. It finds by
    /// sound more than is alike: see [`Self::why`].
    pub fn fts(&self) -> String {
        self.all_of(|term| {
            let by_sound = term.sounds.iter().map(|code| format!("sounds : \"{code}\""));
            std::iter::once(term.by_spelling()).chain(by_sound).collect::<Vec<_>>().join(" OR ")
        })
    }

    /// The part of [`Self::fts`] that needs no second look: what is spelled so, whatever the case, accents or script.
    pub fn fts_by_spelling(&self) -> String {
        self.all_of(Term::by_spelling)
    }

    /// The part of [`Self::fts_by_spelling`] that matches whole words.
    pub fn fts_whole(&self) -> String {
        self.all_of(|term| format!("folded : \"{}\"", term.folded.join(" ")))
    }

    fn all_of(&self, any: impl Fn(&Term) -> String) -> String {
        self.terms.iter().map(|term| format!("({})", any(term))).collect::<Vec<_>>().join(" AND ")
    }

    /// Why these forms match: for each word the forms it is found in, closest first; `None` when a word does not match
    /// after all.
    pub fn why(&self, forms: &[Form]) -> Option<Vec<FoundBy>> {
        let mut reasons = Vec::new();
        for term in &self.terms {
            let mut found: Vec<FoundBy> = forms.iter().filter_map(|form| term.matches(form)).collect();
            found.sort_by_key(|found| found.tier);
            let mut told: Vec<FoundBy> = Vec::new();
            for reason in found {
                if told.len() < FORMS_OF_A_WORD && told.iter().all(|known| known.form != reason.form) {
                    told.push(reason);
                }
            }
            if told.is_empty() {
                return None;
            }
            reasons.extend(told);
        }
        Some(reasons)
    }

    /// How far the word that matches worst is from what is written.
    pub fn distance(why: &[FoundBy]) -> Tier {
        let closest = |word: &str| why.iter().filter(|found| found.word == word).map(|found| found.tier).min();
        why.iter().filter_map(|found| closest(&found.word)).max().unwrap_or_default()
    }
}

impl Term {
    fn by_spelling(&self) -> String {
        format!("folded : \"{}\" *", self.folded.join(" "))
    }

    fn matches(&self, form: &Form) -> Option<FoundBy> {
        let tier = self.tier(form)?;
        Some(FoundBy { word: self.raw.clone(), tier, form: form.text.clone(), property: form.property.clone() })
    }

    fn tier(&self, form: &Form) -> Option<Tier> {
        if form.property == "reference" && form.text.eq_ignore_ascii_case(&self.raw) {
            return Some(Tier::Reference);
        }
        let words = text::words(&form.text);
        if stands_in(&words, &self.folded, false) {
            return Some(if has_as_written(&form.text, &self.raw) { Tier::AsWritten } else { Tier::Folded });
        }
        if stands_in(&words, &self.folded, true) {
            return Some(Tier::Beginning);
        }
        match self.folded.as_slice() {
            [_] if form.is_name => {
                form.text.split_whitespace().any(|word| text::alike(word, &self.raw)).then_some(Tier::Sound)
            }
            _ => None,
        }
    }
}

/// Whether `wanted` stands in `words`, one word after the other; the last may only begin one when `open` is set.
fn stands_in(words: &[String], wanted: &[String], open: bool) -> bool {
    let Some((last, firsts)) = wanted.split_last() else { return false };
    words.windows(wanted.len()).any(|window| {
        window.split_last().is_some_and(|(end, begin)| {
            begin == firsts && if open { end.starts_with(last.as_str()) } else { end == last }
        })
    })
}

/// Whether the text holds `raw` as a whole word, letter by letter but for case.
fn has_as_written(form: &str, raw: &str) -> bool {
    let (form, raw) = (form.to_lowercase(), raw.to_lowercase());
    form.match_indices(&raw).any(|(at, found)| {
        let before = form.get(..at).and_then(|head| head.chars().next_back());
        let after = form.get(at + found.len()..).and_then(|tail| tail.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Form {
        Form { property: "name".into(), text: text.into(), is_name: true }
    }

    fn tiers(query: &str, forms: &[Form]) -> Option<Vec<&'static str>> {
        Query::read(query).why(forms).map(|found| found.iter().map(|found| found.tier.term()).collect())
    }

    #[test]
    fn each_word_says_how_it_matched() {
        let forms =
            [name("Andrey Pogozhev"), Form { property: "prisoner-number".into(), text: "1418".into(), is_name: false }];
        for (query, expected) in [
            ("Pogozhev", Some(vec!["as-written"])),
            ("pogozhev 1418", Some(vec!["as-written", "as-written"])),
            ("Погожев", Some(vec!["folded"])),
            ("Pogo", Some(vec!["beginning"])),
            ("Pogoschew", Some(vec!["sound"])),
            ("\"andrey pog\"", Some(vec!["beginning"])),
            ("Skiba", None),
            ("141", Some(vec!["beginning"])),
            ("1419", None),
        ] {
            assert_eq!(tiers(query, &forms), expected, "{query}");
        }
    }

    #[test]
    fn any_text_is_a_query() {
        for words in ["", "(", "NEAR(", "O'Brien", "1.1.6.2/123", "\"", "a\" b", "-x", "*", "\u{0}", "AND OR NOT"] {
            let query = Query::read(words);
            assert!(!query.fts().contains('(') || !query.is_empty());
        }
        assert!(Query::read("(").is_empty());
    }

    #[test]
    fn every_form_of_a_name_is_told_and_the_closest_decides() {
        let forms = [name("Andrei Pogozhev"), name("Andrey Pogozhev"), name("Погожев Андрей")];
        let why = Query::read("Погожев").why(&forms).unwrap_or_default();
        let told: Vec<(&str, Tier)> = why.iter().map(|found| (found.form.as_str(), found.tier)).collect();
        assert_eq!(
            told,
            [("Погожев Андрей", Tier::AsWritten), ("Andrei Pogozhev", Tier::Folded), ("Andrey Pogozhev", Tier::Folded)]
        );
        assert_eq!(Query::distance(&why), Tier::AsWritten);
    }
}
