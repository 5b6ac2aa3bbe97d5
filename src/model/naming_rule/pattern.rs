//! The pattern of a naming rule, and how it is held against a path.

use super::{SIDE, side_word};
use unicode_normalization::UnicodeNormalization;

/// The longest pattern.
const MOST_LETTERS: usize = 500;
/// So many steps are tried with one name; no sensible rule needs a hundredth of them.
const MOST_STEPS: usize = 200_000;

/// What is wrong with a rule, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the {what} {text:?} cannot be used, at character {at}: {why}")]
pub struct RuleFault {
    /// The pattern or the template.
    what: &'static str,
    /// It.
    text: String,
    /// The character the fault begins with, counted from 1.
    pub at: usize,
    /// What is wrong there, and what to do.
    pub why: String,
}

impl RuleFault {
    fn in_pattern(text: &str, at: usize, why: impl Into<String>) -> Self {
        Self { what: "naming rule", text: text.to_owned(), at, why: why.into() }
    }

    pub(super) fn in_template(text: &str, at: usize, why: impl Into<String>) -> Self {
        Self { what: "template of the reference code", text: text.to_owned(), at, why: why.into() }
    }
}

/// A pattern, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern {
    parts: Vec<Part>,
    /// The names of the fields, in the order in which they stand first.
    fields: Vec<String>,
    /// Whether it speaks of folders.
    has_folders: bool,
    /// The ending, in small letters; any when it says none.
    ending: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    /// A letter that stands as it is: small, and as it was written.
    Letter(char, char),
    Field(Field),
    /// Any text within one name.
    Any,
    /// Any text, folders too.
    AnyFolders,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Field {
    number: usize,
    /// Whether it stood before and has to be the same again.
    again: bool,
    /// Letters it cannot hold, because they end it.
    stops: Vec<char>,
    /// Whether it holds letters and digits only, because nothing else would end it.
    plain: bool,
    /// Whether it has to be a known word for a side, because nothing else would end it.
    known_side: bool,
}

/// Whether the text after the last dot is the ending of a file: short, letters and digits, not only digits.
pub(super) fn is_ending(text: &str) -> bool {
    (1..=5).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && text.bytes().any(|byte| byte.is_ascii_alphabetic())
}

fn small(letter: char) -> char {
    letter.to_lowercase().next().unwrap_or(letter)
}

/// Two spellings of one ending.
fn same_ending(one: &str, other: &str) -> bool {
    let plain = |ending: &str| match ending {
        "tiff" => "tif".to_owned(),
        "jpeg" | "jpe" => "jpg".to_owned(),
        other => other.to_owned(),
    };
    plain(&one.to_lowercase()) == plain(&other.to_lowercase())
}

impl Pattern {
    pub(super) fn read(text: &str) -> Result<Self, RuleFault> {
        let letters: Vec<char> = text.trim().nfc().map(|letter| if letter == '\\' { '/' } else { letter }).collect();
        let fault = |at: usize, why: &str| Err(RuleFault::in_pattern(text.trim(), at + 1, why));
        if letters.is_empty() {
            return fault(0, "it is empty: write, for example, <archive>_<series>_<item>_<side>");
        }
        if letters.len() > MOST_LETTERS {
            return fault(MOST_LETTERS, "it is too long");
        }
        if letters.first() == Some(&'/') {
            return fault(0, "it begins with /: folders are counted from the one that is taken in");
        }
        if letters.last() == Some(&'/') {
            return fault(letters.len() - 1, "it ends with a folder: say how the file is called, * for any name");
        }
        let (letters, ending) = ending_of(&letters);
        let mut pattern = Self { parts: Vec::new(), fields: Vec::new(), has_folders: letters.contains(&'/'), ending };
        let mut at = 0;
        while let Some(letter) = letters.get(at).copied() {
            match letter {
                '<' => {
                    let inside: String = letters.iter().skip(at + 1).take_while(|letter| **letter != '>').collect();
                    let length = inside.chars().count();
                    if letters.get(at + 1 + length) != Some(&'>') {
                        return fault(at, "there is no > to this <: a field is written <item>");
                    }
                    let name = inside.trim().to_lowercase();
                    if name.is_empty() || !name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ')) {
                        return fault(at, "a field is called by letters and digits: <item>, <side>");
                    }
                    let known = pattern.fields.iter().position(|known| *known == name);
                    let number = known.unwrap_or(pattern.fields.len());
                    if known.is_none() {
                        pattern.fields.push(name);
                    }
                    pattern.parts.push(Part::Field(Field {
                        number,
                        again: known.is_some(),
                        stops: Vec::new(),
                        plain: false,
                        known_side: false,
                    }));
                    at += length + 1;
                }
                '>' => return fault(at, "there is no < to this >: a field is written <item>"),
                '?' => return fault(at, "? is in no file name: write * for any text"),
                '*' => match pattern.parts.last_mut() {
                    Some(last @ (Part::Any | Part::AnyFolders)) => {
                        *last = Part::AnyFolders;
                        pattern.has_folders = true;
                    }
                    _ => pattern.parts.push(Part::Any),
                },
                letter if letter.is_control() => return fault(at, "this is a control character"),
                letter => pattern.parts.push(Part::Letter(small(letter), letter)),
            }
            at += 1;
        }
        if pattern.fields.is_empty() {
            return fault(
                0,
                "it has no field, so it says nothing of any scan: write <item> and <side> where they stand",
            );
        }
        pattern.bound_fields().map_err(|why| RuleFault::in_pattern(text.trim(), 1, why))?;
        Ok(pattern)
    }

    pub(super) fn fields(&self) -> &[String] {
        &self.fields
    }

    /// Finds out of each field what ends it.
    fn bound_fields(&mut self) -> Result<(), String> {
        let before: Vec<Option<Part>> = std::iter::once(None).chain(self.parts.iter().cloned().map(Some)).collect();
        let after: Vec<Option<Part>> = self.parts.iter().skip(1).cloned().map(Some).chain([None]).collect();
        let side = self.fields.iter().position(|name| name == SIDE);
        for ((part, before), after) in self.parts.iter_mut().zip(before).zip(after) {
            let Part::Field(field) = part else { continue };
            for neighbour in [before, after].into_iter().flatten() {
                match neighbour {
                    Part::Letter(letter, _) if !letter.is_alphanumeric() => field.stops.push(letter),
                    Part::Letter(..) => {}
                    Part::Any | Part::AnyFolders => field.plain = true,
                    Part::Field(other) if Some(field.number) == side && other.number != field.number => {
                        field.known_side = true;
                    }
                    Part::Field(other) if Some(other.number) == side && other.number != field.number => {}
                    Part::Field(other) => {
                        let name = |number: usize| self.fields.get(number).map_or("", String::as_str);
                        return Err(format!(
                            "between the fields <{}> and <{}> stands nothing, so nobody can tell where one ends: \
                             only the side may follow at once",
                            name(field.number.min(other.number)),
                            name(field.number.max(other.number))
                        ));
                    }
                }
            }
        }
        Ok(())
    }

    /// What stands in the fields of a path; nothing when it does not fit.
    pub(super) fn values(&self, path: &str) -> Option<Vec<String>> {
        let text = if self.has_folders { path } else { path.rsplit('/').next()? };
        let stem = match (&self.ending, text.rsplit_once('.')) {
            (Some(wanted), Some((stem, ending))) if same_ending(wanted, ending) => stem,
            (Some(_), _) => return None,
            (None, Some((stem, ending))) if is_ending(ending) => stem,
            (None, _) => text,
        };
        let letters: Vec<char> = stem.chars().collect();
        let small: Vec<char> = letters.iter().map(|letter| small(*letter)).collect();
        let mut search = Search { pattern: self, small: &small, spans: vec![None; self.fields.len()], steps: 0 };
        if !search.fits(0, 0) {
            return None;
        }
        let values = search.spans.iter().map(|span| {
            let (from, to) = span.unwrap_or_default();
            letters.get(from..to).unwrap_or_default().iter().collect::<String>().trim().to_owned()
        });
        Some(values.collect())
    }

    /// The fields that make the code, each with what stands before it: those before the side, or else those after it.
    pub(super) fn code_parts(&self, values: &[String]) -> Vec<(String, String)> {
        let side = self.fields.iter().position(|name| name == SIDE);
        let range = match side {
            None => 0..self.fields.len(),
            Some(0) => 1..self.fields.len(),
            Some(side) => 0..side,
        };
        let mut parts = Vec::new();
        // what stands for anything is no part of the code; of the letters around it those after it separate, if any
        let (mut between, mut after_any) = (String::new(), false);
        for part in &self.parts {
            if matches!(part, Part::Letter(..)) && std::mem::take(&mut after_any) {
                between.clear();
            }
            match part {
                Part::Letter(_, letter) => between.push(*letter),
                Part::Field(field) if field.again || !range.contains(&field.number) => between.clear(),
                Part::Field(field) => {
                    let value = values.get(field.number).cloned().unwrap_or_default();
                    parts.push((std::mem::take(&mut between), value));
                }
                Part::Any | Part::AnyFolders => after_any = true,
            }
        }
        parts
    }
}

/// Takes a plain ending off a pattern: `.tif`; `.*` and `.<ext>` are any ending, as none is.
fn ending_of(letters: &[char]) -> (Vec<char>, Option<String>) {
    let name_from = letters.iter().rposition(|letter| *letter == '/').map_or(0, |at| at + 1);
    let Some(dot) = letters.iter().rposition(|letter| *letter == '.').filter(|dot| *dot > name_from) else {
        return (letters.to_vec(), None);
    };
    let after: String = letters.iter().skip(dot + 1).collect::<String>().to_lowercase();
    let stem = || letters.get(..dot).unwrap_or_default().to_vec();
    match after.as_str() {
        "*" | "<ext>" | "<ending>" | "<extension>" => (stem(), None),
        ending if is_ending(ending) => (stem(), Some(after)),
        _ => (letters.to_vec(), None),
    }
}

struct Search<'a> {
    pattern: &'a Pattern,
    small: &'a [char],
    /// From where to where each field goes.
    spans: Vec<Option<(usize, usize)>>,
    steps: usize,
}

impl Search<'_> {
    /// Whether the rest of the pattern fits the rest of the text. Fields take as much as they can, `*` as little.
    fn fits(&mut self, part: usize, at: usize) -> bool {
        self.steps += 1;
        if self.steps > MOST_STEPS {
            return false;
        }
        match self.pattern.parts.get(part) {
            None => at == self.small.len(),
            Some(Part::Letter(letter, _)) => self.small.get(at) == Some(letter) && self.fits(part + 1, at + 1),
            Some(Part::Any) => {
                let most = self.run(at, |letter| letter != '/');
                (0..=most).any(|length| self.fits(part + 1, at + length))
            }
            Some(Part::AnyFolders) => (at..=self.small.len()).any(|to| self.fits(part + 1, to)),
            Some(Part::Field(field)) if field.again => {
                let Some((from, to)) = self.spans.get(field.number).copied().flatten() else { return false };
                let length = to - from;
                self.small.get(from..to) == self.small.get(at..at + length) && self.fits(part + 1, at + length)
            }
            Some(Part::Field(field)) => {
                let holds = |letter: char| {
                    letter != '/' && !field.stops.contains(&letter) && (!field.plain || letter.is_alphanumeric())
                };
                let most = self.run(at, holds);
                for length in (1..=most).rev() {
                    let word = || self.small.get(at..at + length).unwrap_or_default().iter().collect::<String>();
                    if field.known_side && side_word(&word()).is_none() {
                        continue;
                    }
                    self.remember(field.number, Some((at, at + length)));
                    if self.fits(part + 1, at + length) {
                        return true;
                    }
                }
                self.remember(field.number, None);
                false
            }
        }
    }

    fn run(&self, at: usize, holds: impl Fn(char) -> bool) -> usize {
        self.small.iter().skip(at).take_while(|letter| holds(**letter)).count()
    }

    fn remember(&mut self, number: usize, span: Option<(usize, usize)>) {
        if let Some(known) = self.spans.get_mut(number) {
            *known = span;
        }
    }
}
