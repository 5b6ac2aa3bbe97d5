//! Words of the papers that must not be taken at their face: terms of the perpetrators, abbreviations, and words that
//! say less than they seem to.
//!
//! The program brings `assets/glossary.csv`; entries of the catalogue lie over it. Invariant: a gloss stands beside the
//! wording and changes nothing: no reading, no date and no death comes of it.

use super::EntryId;
use crate::text::fold;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::LazyLock;

static TABLE: &str = include_str!("../../assets/glossary.csv");

static BUILT_IN: LazyLock<Vec<GlossaryTerm>> = LazyLock::new(|| {
    let mut reader = csv::Reader::from_reader(TABLE.as_bytes());
    // a test reads the same table and misses no line
    reader.records().filter_map(|line| built_in_term(&line.ok()?)).collect()
});

fn built_in_term(line: &csv::StringRecord) -> Option<GlossaryTerm> {
    let cell = |at: usize| line.get(at).map(str::to_owned);
    Some(GlossaryTerm {
        id: EntryId(uuid::Uuid::nil()),
        term: cell(0)?,
        language: cell(1)?,
        gloss: cell(2)?,
        caution: line.get(3)? == "yes",
        basis: cell(4)?,
    })
}

/// A word of the papers with what it means.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GlossaryTerm {
    /// Names this entry.
    pub id: EntryId,
    /// The word as papers have it: `Abgang`.
    pub term: String,
    /// Its language, ISO 639-1.
    pub language: String,
    /// What it means, in our words. Empty in an entry that silences a term the program brings.
    pub gloss: String,
    /// Whether it is a term of the perpetrators or says less than it seems to, and is shown only as a quotation.
    pub caution: bool,
    /// Where the gloss comes from.
    pub basis: String,
}

impl GlossaryTerm {
    /// What two entries have in common that speak of the same word: its folded letters with their dots, and its
    /// language.
    pub fn key(&self) -> (String, String) {
        let word = |word: &Word<'_>| format!("{}{}", word.folded, if word.has_dot { "." } else { "" });
        let words = words_of(&self.term).iter().map(word).collect::<Vec<_>>().join(" ");
        (words, self.language.trim().to_lowercase())
    }
}

super::terms::terms! {
    /// Where a line of the glossary comes from.
    TermOrigin {
        /// The program brings it.
        #[default] Program = "program",
        /// The catalogue changes what the program brings.
        Changed = "changed",
        /// Only the catalogue has it.
        Catalogue = "catalogue",
        /// The program brings it and the catalogue silences it.
        Silenced = "silenced",
    }
}

/// A line of the glossary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GlossaryLine {
    /// What applies; of a silenced term what the program says.
    pub term: GlossaryTerm,
    /// Where it comes from.
    pub origin: TermOrigin,
    /// The catalogue's own entry, if there is one.
    pub own: Option<EntryId>,
}

impl GlossaryLine {
    /// Whether every one of these words stands somewhere in it, however it is spelt.
    pub fn has_words(&self, words: &str) -> bool {
        let GlossaryTerm { id: _, term, language, gloss, caution: _, basis } = &self.term;
        let text = fold(&format!("{term} {language} {gloss} {basis}"));
        fold(words).split(' ').all(|word| text.contains(word))
    }
}

/// A word of a text that needs a gloss.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gloss {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// The word as the glossary has it.
    pub term: String,
    /// Its language.
    pub language: String,
    /// What it means.
    pub gloss: String,
    /// Whether it may stand only as a quotation.
    pub caution: bool,
    /// Where the gloss comes from.
    pub basis: String,
}

/// The glossary that applies: what the program brings, with the catalogue's own entries over it.
#[derive(Clone, Debug)]
pub struct Glossary {
    lines: Vec<GlossaryLine>,
    /// Lines by the folded first word of their term, longest term first.
    by_word: HashMap<String, Vec<Pattern>>,
}

#[derive(Clone, Debug)]
struct Pattern {
    line: usize,
    words: Vec<PatternWord>,
}

#[derive(Clone, Debug)]
struct PatternWord {
    folded: String,
    has_dot: bool,
    /// The word as it stands, when it is an abbreviation in capitals and is found only so.
    exact: Option<String>,
}

/// A word of a text.
#[derive(Debug)]
struct Word<'a> {
    range: Range<usize>,
    text: &'a str,
    folded: String,
    has_dot: bool,
    /// Whether only spaces, dots and hyphens part it from the word before.
    is_near: bool,
}

impl Default for Glossary {
    fn default() -> Self {
        Self::with(&[])
    }
}

impl Glossary {
    /// The program's glossary under these entries of a catalogue. Of two entries on one word the later one counts.
    pub fn with(own: &[GlossaryTerm]) -> Self {
        let mut lines: BTreeMap<(String, String), GlossaryLine> = BTreeMap::new();
        for term in BUILT_IN.iter() {
            let line = GlossaryLine { term: term.clone(), origin: TermOrigin::Program, own: None };
            lines.insert(term.key(), line);
        }
        let mut own: Vec<&GlossaryTerm> = own.iter().filter(|term| !term.key().0.is_empty()).collect();
        own.sort_by_key(|term| term.id);
        for term in own {
            let built_in = lines.get(&term.key()).filter(|line| line.origin != TermOrigin::Catalogue);
            let is_silent = term.gloss.trim().is_empty();
            let line = match (built_in, is_silent) {
                (Some(known), true) => GlossaryLine {
                    term: BUILT_IN.iter().find(|of| of.key() == term.key()).unwrap_or(&known.term).clone(),
                    origin: TermOrigin::Silenced,
                    own: Some(term.id),
                },
                (Some(_), false) => {
                    GlossaryLine { term: term.clone(), origin: TermOrigin::Changed, own: Some(term.id) }
                }
                (None, _) => GlossaryLine { term: term.clone(), origin: TermOrigin::Catalogue, own: Some(term.id) },
            };
            lines.insert(term.key(), line);
        }
        let lines: Vec<GlossaryLine> = lines.into_values().collect();
        let mut by_word: HashMap<String, Vec<Pattern>> = HashMap::new();
        for (at, line) in lines.iter().enumerate() {
            if line.origin == TermOrigin::Silenced || line.term.gloss.trim().is_empty() {
                continue;
            }
            let words: Vec<PatternWord> = words_of(&line.term.term).iter().map(PatternWord::of).collect();
            if let Some(first) = words.first() {
                by_word.entry(first.folded.clone()).or_default().push(Pattern { line: at, words });
            }
        }
        for patterns in by_word.values_mut() {
            patterns.sort_by_key(|pattern| (std::cmp::Reverse(pattern.words.len()), pattern.line));
        }
        Self { lines, by_word }
    }

    /// Every line, in the order of its letters.
    pub fn lines(&self) -> &[GlossaryLine] {
        &self.lines
    }

    /// The words of a text that need a gloss, in order. Where a longer term and a shorter one begin together, the
    /// longer one is meant; a word that stands in two languages has a gloss of each.
    pub fn glosses(&self, text: &str) -> Vec<Gloss> {
        let words = words_of(text);
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
            let matching = self.matching(rest);
            let Some(longest) = matching.first().map(|pattern| pattern.words.len()) else {
                at += 1;
                continue;
            };
            for pattern in matching.into_iter().take_while(|pattern| pattern.words.len() == longest) {
                if let Some(gloss) = self.gloss_at(pattern, rest) {
                    found.push(gloss);
                }
            }
            at += longest;
        }
        found
    }

    fn matching(&self, rest: &[Word<'_>]) -> Vec<&Pattern> {
        let patterns = rest.first().and_then(|first| self.by_word.get(&first.folded));
        let found: Vec<&Pattern> = patterns.into_iter().flatten().filter(|pattern| pattern.fits(rest)).collect();
        // where a word stands in the glossary with its dot and without it, a dot decides
        let dots = |pattern: &Pattern| pattern.words.iter().filter(|word| word.has_dot).count();
        let longest = found.first().map_or(0, |pattern| pattern.words.len());
        let most = found.iter().filter(|pattern| pattern.words.len() == longest).map(|pattern| dots(pattern)).max();
        found.into_iter().filter(|pattern| pattern.words.len() == longest && Some(dots(pattern)) == most).collect()
    }

    fn gloss_at(&self, pattern: &Pattern, rest: &[Word<'_>]) -> Option<Gloss> {
        let line = self.lines.get(pattern.line)?;
        let first = rest.first()?;
        let last = rest.get(pattern.words.len().checked_sub(1)?)?;
        let takes_dot = pattern.words.last().is_some_and(|word| word.has_dot);
        let GlossaryTerm { id: _, term, language, gloss, caution, basis } = line.term.clone();
        let range = first.range.start..last.range.end + usize::from(takes_dot);
        Some(Gloss { range, term, language, gloss, caution, basis })
    }
}

impl PatternWord {
    fn of(word: &Word<'_>) -> Self {
        let letters = word.text.chars().filter(|c| c.is_alphabetic()).count();
        // `EM` is an identity tag, `em` or «ем» is not
        let is_capitals = (2..=4).contains(&letters) && word.text.chars().all(char::is_uppercase);
        Self { folded: word.folded.clone(), has_dot: word.has_dot, exact: is_capitals.then(|| word.text.to_owned()) }
    }

    fn fits(&self, word: &Word<'_>) -> bool {
        self.folded == word.folded
            && (word.has_dot || !self.has_dot)
            && self.exact.as_ref().is_none_or(|exact| exact == word.text)
    }
}

impl Pattern {
    fn fits(&self, rest: &[Word<'_>]) -> bool {
        rest.len() >= self.words.len()
            && self.words.iter().zip(rest).all(|(wanted, word)| wanted.fits(word))
            && rest.iter().take(self.words.len()).skip(1).all(|word| word.is_near)
    }
}

/// The words of a text with their places. A mark on a letter and an apostrophe between letters part nothing.
fn words_of(text: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::new();
    let mut characters = text.char_indices().peekable();
    let mut is_near = false;
    while let Some((start, character)) = characters.next() {
        if !is_letter(character) {
            is_near &= matches!(character, ' ' | '.' | '-' | '\u{2010}' | '\u{2011}' | '\u{a0}' | '\t');
            continue;
        }
        let mut end = start + character.len_utf8();
        while let Some((_, next)) = characters.next_if(|(_, next)| is_letter(*next) || is_mark(*next)) {
            end += next.len_utf8();
        }
        let Some(word) = text.get(start..end) else { continue };
        let has_dot = matches!(characters.peek(), Some((_, '.')));
        words.push(Word { range: start..end, text: word, folded: fold(word), has_dot, is_near });
        is_near = true;
    }
    words
}

fn is_letter(character: char) -> bool {
    character.is_alphanumeric()
}

fn is_mark(character: char) -> bool {
    unicode_normalization::char::is_combining_mark(character) || matches!(character, '\u{ad}' | '\'' | '\u{2019}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, String)> {
        let glosses = Glossary::default().glosses(text);
        glosses.into_iter().map(|gloss| (text[gloss.range].to_owned(), gloss.term)).collect()
    }

    fn terms(text: &str) -> Vec<String> {
        found(text).into_iter().map(|(_, term)| term).collect()
    }

    fn own(term: &str, language: &str, gloss: &str) -> GlossaryTerm {
        GlossaryTerm {
            id: EntryId::fresh(),
            term: term.into(),
            language: language.into(),
            gloss: gloss.into(),
            ..GlossaryTerm::default()
        }
    }

    #[test]
    fn every_line_of_the_table_has_a_gloss_and_a_basis() {
        assert_eq!(BUILT_IN.len(), csv::Reader::from_reader(TABLE.as_bytes()).records().count());
        let mut keys = std::collections::BTreeSet::new();
        for term in BUILT_IN.iter() {
            assert!(keys.insert(term.key()), "{} stands twice", term.term);
            assert!(!term.key().0.is_empty() && !term.gloss.is_empty() && !term.basis.is_empty(), "{term:?}");
            assert_eq!(term.language.len(), 2, "{term:?}");
            assert_eq!(terms(&term.term), [term.term.as_str()], "a term is found in itself");
        }
    }

    #[test]
    fn words_of_leaving_are_cautioned_and_say_nothing_of_a_death() {
        for text in ["Abgang", "überstellt", "entlassen", "выбыл", "departed on", "odpadł", "departed", "Überstellung"]
        {
            let glosses = Glossary::default().glosses(text);
            assert_eq!(glosses.len(), 1, "{text}");
            let gloss = glosses.first().unwrap();
            assert!(gloss.caution && gloss.gloss.contains("says nothing of a death"), "{text}: {}", gloss.gloss);
        }
    }

    #[test]
    fn terms_are_found_on_word_borders_whatever_their_case_and_marks() {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(found("10.1.42 ABGANG n. unbek."), [pair("ABGANG", "Abgang")]);
        assert_eq!(found("ueber, uberstellt"), [pair("uberstellt", "überstellt")]);
        assert_eq!(found("u\u{308}berstellt"), [pair("u\u{308}berstellt", "überstellt")]);
        assert_eq!(found("Выбыл 10.01.1942"), [pair("Выбыл", "выбыл")]);
        assert_eq!(terms("Untergang, Abgangsliste, Rassel"), Vec::<String>::new());
        assert_eq!(found("Departed on 10.01.1942"), [pair("Departed on", "departed on")], "the longer one is meant");
    }

    #[test]
    fn abbreviations_are_found_with_their_dot_and_capitals_only_as_such() {
        assert_eq!(terms("led."), ["led."]);
        assert_eq!(terms("he led them"), Vec::<String>::new());
        assert_eq!(found("Gef. Nr. 88349"), [("Gef. Nr.".to_owned(), "Gef. Nr.".to_owned())]);
        assert_eq!(terms("gef.nr. 1"), ["Gef. Nr."]);
        assert_eq!(terms("v. g. u."), ["v.g.u."]);
        assert_eq!(terms("EM 12345"), ["EM"]);
        assert_eq!(terms("em, ем, ak"), Vec::<String>::new());
        assert_eq!(terms("Kdo. 5, Kdo 6"), ["Kdo.", "Kdo"]);
        assert_eq!(terms("Gef., Nr."), ["Gef."], "a comma parts");
        assert_eq!(found("(geb. Muster)"), [("geb.".to_owned(), "geb.".to_owned())]);
    }

    #[test]
    fn an_own_entry_lies_over_the_programs_and_an_empty_one_silences_it() {
        let changed = own("ABGANG", "de", "left the camp's list");
        let fresh = own("Zählappell", "de", "roll call");
        let silent = own("Stalag", "DE", "");
        let other = own("Abgang", "pl", "odejście");
        let glossary = Glossary::with(&[changed.clone(), fresh, silent, other]);
        let glosses = glossary.glosses("Abgang, Zählappell, Stalag");
        let said: Vec<&str> = glosses.iter().map(|gloss| gloss.gloss.as_str()).collect();
        assert_eq!(said, ["left the camp's list", "odejście", "roll call"]);
        let line = |term: &str| {
            let line = glossary.lines().iter().find(|line| line.term.term == term).unwrap();
            (line.origin, line.own.is_some())
        };
        assert_eq!(line("ABGANG"), (TermOrigin::Changed, true));
        assert_eq!(line("Zählappell"), (TermOrigin::Catalogue, true));
        assert_eq!(line("Stalag"), (TermOrigin::Silenced, true), "its gloss can still be read");
        assert_eq!(line("Rasse"), (TermOrigin::Program, false));
        assert_eq!(Glossary::with(&[own("  .", "de", "x")]).lines().len(), BUILT_IN.len());
    }

    #[test]
    fn a_long_text_is_looked_through_once() {
        let text = "Am 10.1.42 Abgang, dann überstellt nach Stalag 308; ".repeat(4000);
        let begun = std::time::Instant::now();
        assert_eq!(Glossary::default().glosses(&text).len(), 12_000);
        assert!(begun.elapsed().as_secs() < 5, "{:?}", begun.elapsed());
    }

    proptest::proptest! {
        #[test]
        fn any_text_gives_ranges_that_lie_in_it(text in "\\PC{0,40}( |\\.|Abgang|led\\.|i\\.L\\.|\\PC){0,10}") {
            let mut end = 0;
            for gloss in Glossary::default().glosses(&text) {
                proptest::prop_assert!(text.get(gloss.range.clone()).is_some_and(|word| !word.is_empty()));
                proptest::prop_assert!(gloss.range.start >= end || gloss.range.end == end);
                end = gloss.range.end;
            }
        }
    }
}
