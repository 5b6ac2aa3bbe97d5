//! What the name of a scan says: to which entry it belongs and what it shows of it, by a rule the archivist writes.
//!
//! A rule is a pattern such as `<archive>_<series>_<item>_<side>.tif`: words in `<>` are fields, `*` is any text within
//! a folder's or file's name, `**` any folders, everything else stands as it is. With a `/` it is held against the path
//! below the folder that is taken in, without one against the file's name alone. Large and small letters are the same.

mod pattern;
mod side;

use super::Role;
use pattern::Pattern;
pub use pattern::RuleFault;
use side::{side_word, without_side};
use unicode_normalization::UnicodeNormalization;

/// The field that says what is seen of the entry.
const SIDE: &str = "side";
/// So many ways to write a reference code are tried.
const MOST_CODES: usize = 40;
/// What stands between the parts of reference codes in archives.
const SEPARATORS: [&str; 5] = ["/", "-", " ", "_", "."];

/// A rule by which names of files become reference codes and sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamingRule {
    pattern: Pattern,
    /// How the reference code is put together; by the fields as they stand when there is none.
    template: Option<Vec<Piece>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    /// A field, by its number in the pattern.
    Field(usize),
}

/// What the name of a file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// The reference code of the entry it belongs to, empty when the name says none.
    pub reference_code: String,
    /// What it shows.
    pub role: Role,
    /// The word for the side, when nobody knows what it means.
    pub unknown_side: Option<String>,
    /// The fields of the rule with what stands in them, in the order of the rule.
    pub fields: Vec<(String, String)>,
    /// Every way to write the code that may be meant, the likeliest first.
    codes: Vec<String>,
}

impl Named {
    /// What a name says that does not fit the rule: at most what is seen.
    pub fn only_role(path_below: &str) -> Self {
        Self { role: role_of_name(path_below), ..Self::default() }
    }

    /// Every way to write the reference code that may be meant, the likeliest first: `RKG_12_0049`, `RKG/12/0049`,
    /// `RKG-12-0049`, `RKG 12 0049`, and without leading zeros.
    pub fn codes(&self) -> &[String] {
        &self.codes
    }
}

impl NamingRule {
    /// Reads a pattern and the template of the reference code; without a template the fields before the side are the
    /// code, with what stands between them.
    pub fn read(pattern: &str, reference_template: &str) -> Result<Self, RuleFault> {
        let pattern = Pattern::read(pattern)?;
        let template = match reference_template.trim() {
            "" => None,
            template => Some(pieces(template, &pattern)?),
        };
        Ok(Self { pattern, template })
    }

    /// What the rule makes of a file, whose path below the folder is given with `/` between the folders; nothing when
    /// the name does not fit the rule.
    pub fn name(&self, path_below: &str) -> Option<Named> {
        let path: String = path_below.nfc().collect();
        let values = self.pattern.values(&path)?;
        let fields: Vec<(String, String)> = self.pattern.fields().iter().cloned().zip(values.iter().cloned()).collect();
        let word = fields.iter().find(|(name, _)| name == SIDE).map(|(_, word)| word.as_str());
        let (role, unknown_side) = match (word, word.and_then(side_word)) {
            (Some(_), Some(role)) => (role, None),
            (Some(word), None) => (Role::Other, Some(word.to_owned())),
            (None, _) => (role_of_name(&path), None),
        };
        let codes = match &self.template {
            Some(template) => {
                let code: String = template
                    .iter()
                    .map(|piece| match piece {
                        Piece::Text(text) => text.as_str(),
                        Piece::Field(at) => values.get(*at).map_or("", String::as_str),
                    })
                    .collect();
                let bare = numbers_bare(&code);
                distinct([code.trim().to_owned(), bare.trim().to_owned()])
            }
            None => codes_of_fields(&self.pattern.code_parts(&values)),
        };
        let reference_code = codes.first().cloned().unwrap_or_default();
        Some(Named { reference_code, role, unknown_side, fields, codes })
    }
}

/// What the name of a file says where no rule is given: a code at its beginning, a word for the side.
pub fn name_without_rule(path_below: &str) -> Named {
    let path: String = path_below.nfc().collect();
    let stem = stem_of(&path);
    let mut codes = Vec::new();
    let parts = parts_of(stem);
    for count in (1..=parts.len()).rev() {
        codes.extend(codes_of(parts.get(..count).unwrap_or_default()));
    }
    codes.truncate(MOST_CODES * 2);
    Named {
        reference_code: without_side(stem).to_owned(),
        role: role_of_name(&path),
        unknown_side: None,
        fields: Vec::new(),
        codes: distinct(codes),
    }
}

/// What a picture shows, as far as its file name says.
pub fn role_of_name(path: &str) -> Role {
    side::role_of_stem(stem_of(path))
}

/// The file's name without folders and without its ending.
fn stem_of(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    match name.rsplit_once('.') {
        Some((stem, ending)) if pattern::is_ending(ending) && !stem.is_empty() => stem,
        _ => name,
    }
}

/// Words of letters and digits, each with what stands before it.
fn parts_of(stem: &str) -> Vec<(String, String)> {
    let mut parts: Vec<(String, String)> = Vec::new();
    let (mut between, mut word) = (String::new(), String::new());
    for letter in stem.chars() {
        if letter.is_alphanumeric() {
            word.push(letter);
        } else {
            if !word.is_empty() {
                parts.push((std::mem::take(&mut between), std::mem::take(&mut word)));
            }
            between.push(letter);
        }
    }
    if !word.is_empty() {
        parts.push((between, word));
    }
    parts
}

/// The ways to write a code that consists of these fields: alone, or with the words the rule itself has before them.
fn codes_of_fields(fields: &[(String, String)]) -> Vec<String> {
    let mut codes = codes_of(fields);
    let Some(((before, first), rest)) = fields.split_first() else { return codes };
    let mut parts = parts_of(before);
    if !parts.is_empty() {
        let between: String = before.chars().rev().take_while(|letter| !letter.is_alphanumeric()).collect();
        parts.push((between.chars().rev().collect(), first.clone()));
        parts.extend(rest.iter().cloned());
        codes.extend(codes_of(&parts));
    }
    distinct(codes)
}

/// The ways to write a code that consists of these parts, each with what stands before it in the name.
fn codes_of(parts: &[(String, String)]) -> Vec<String> {
    if parts.is_empty() {
        return Vec::new();
    }
    let words = |strip: bool, only_last: bool| -> Vec<String> {
        let last = parts.len() - 1;
        let bare = |at: usize| strip && (!only_last || at == last);
        let word =
            |(at, (_, word)): (usize, &(String, String))| if bare(at) { numbers_bare(word) } else { word.clone() };
        parts.iter().enumerate().map(word).collect()
    };
    let as_it_stands = |words: &[String]| -> String {
        let between = |at: usize| if at == 0 { "" } else { parts.get(at).map_or("", |(between, _)| between.as_str()) };
        words.iter().enumerate().flat_map(|(at, word)| [between(at), word.as_str()]).collect()
    };
    let mut codes = Vec::new();
    for words in [words(false, false), words(true, true), words(true, false)] {
        codes.push(as_it_stands(&words));
        codes.extend(SEPARATORS.iter().map(|separator| words.join(separator)));
    }
    let mut codes = distinct(codes);
    codes.truncate(MOST_CODES);
    codes
}

/// A text with its numbers without leading zeros.
fn numbers_bare(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    let mut before = ' ';
    while let Some(letter) = letters.next() {
        let is_leading = letter == '0' && !before.is_ascii_digit() && letters.peek().is_some_and(char::is_ascii_digit);
        if !is_leading {
            bare.push(letter);
            before = letter;
        }
    }
    bare
}

/// Each once, none empty, in their order.
fn distinct(codes: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut once: Vec<String> = Vec::new();
    for code in codes {
        if !code.is_empty() && !once.contains(&code) {
            once.push(code);
        }
    }
    once
}

/// The template of a reference code: text and fields of the pattern.
fn pieces(template: &str, pattern: &Pattern) -> Result<Vec<Piece>, RuleFault> {
    let fault = |at: usize, why: String| Err(RuleFault::in_template(template, at, why));
    let mut pieces = Vec::new();
    let mut rest: Vec<char> = template.nfc().collect();
    let length = rest.len();
    let mut text = String::new();
    while let Some(letter) = rest.first().copied() {
        let at = length - rest.len() + 1;
        match letter {
            '<' => {
                let Some(end) = rest.iter().position(|letter| *letter == '>') else {
                    return fault(at, "there is no > to this <".to_owned());
                };
                let name: String = rest.iter().take(end).skip(1).collect::<String>().trim().to_lowercase();
                let Some(number) = pattern.fields().iter().position(|known| *known == name) else {
                    let known: Vec<String> = pattern.fields().iter().map(|known| format!("<{known}>")).collect();
                    return fault(at, format!("the pattern has no field <{name}>; it has {}", known.join(", ")));
                };
                if !text.is_empty() {
                    pieces.push(Piece::Text(std::mem::take(&mut text)));
                }
                pieces.push(Piece::Field(number));
                rest.drain(..=end);
            }
            '>' => return fault(at, "there is no < to this >".to_owned()),
            letter if letter.is_control() => return fault(at, "a control character can be in no code".to_owned()),
            letter => {
                text.push(letter);
                rest.remove(0);
            }
        }
    }
    if !text.is_empty() {
        pieces.push(Piece::Text(text));
    }
    Ok(pieces)
}

#[cfg(test)]
mod tests;
