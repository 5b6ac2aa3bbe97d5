//! What may be typed at the caret: the names of fields, or the words a field takes.

use super::fields::{FIELDS, Named, fixed_words, named};
use super::tokens::{Quotes, Token, TokenKind, tokens};
use crate::search::properties::property_ids;
use std::ops::Range;
use std::sync::LazyLock;

/// What may stand at the caret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// The part of the text that what is chosen takes the place of, in bytes.
    pub range: Range<usize>,
    /// What may be chosen.
    pub kind: Choices,
}

/// What may be chosen at the caret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choices {
    /// The name of a field; write it with its colon. All of them where nothing is typed yet: the range is then empty.
    Fields(Vec<FieldInfo>),
    /// A value of a field; write it as [`super::quoted`] does.
    Values {
        /// The field by its name.
        field: &'static str,
        /// What is typed of the value.
        begun: String,
        /// The words the field takes that begin so; empty when it takes any: the catalogue may know some.
        fixed: Vec<&'static str>,
    },
    /// Nothing is offered.
    Nothing,
}

/// A field that can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldInfo {
    /// Its name before the colon.
    pub name: &'static str,
    /// Whether it is a property of the entries rather than a field of the language.
    pub is_property: bool,
}

impl FieldInfo {
    /// The key of what it is in words: `find-field-camp`, `property-occupation`.
    pub fn what(&self) -> String {
        if self.is_property { format!("property-{}", self.name) } else { format!("find-field-{}", self.name) }
    }

    /// The key of an example: `find-example-camp`; a property has none.
    pub fn example(&self) -> Option<String> {
        (!self.is_property).then(|| format!("find-example-{}", self.name))
    }
}

/// Every field of the language, then every property.
pub fn fields() -> Vec<FieldInfo> {
    static FIELDS_AND_PROPERTIES: LazyLock<Vec<FieldInfo>> = LazyLock::new(|| {
        let of_language = FIELDS.iter().map(|field| FieldInfo { name: field.name, is_property: false });
        let properties = property_ids()
            .filter(|id| matches!(named(id), Some(Named::Field(super::Field::Property(_)))))
            .map(|name| FieldInfo { name, is_property: true });
        of_language.chain(properties).collect()
    });
    FIELDS_AND_PROPERTIES.clone()
}

/// What may be typed with the caret at this byte of the text.
pub fn complete(text: &str, caret: usize) -> Completion {
    let mut caret = caret.min(text.len());
    while !text.is_char_boundary(caret) {
        caret -= 1;
    }
    let nothing = Completion { range: caret..caret, kind: Choices::Nothing };
    let found = tokens(text);
    let touching = |token: &&Token| token.range.start < caret && caret <= token.range.end;
    let Some(token) = found.iter().find(touching) else {
        let kind = Choices::Fields(fields().into_iter().filter(|field| !field.is_property).collect());
        return Completion { range: caret..caret, kind };
    };
    let TokenKind::Piece(piece) = &token.kind else {
        let fields = fields().into_iter().filter(|field| !field.is_property).collect();
        return match token.kind {
            TokenKind::Open(None) | TokenKind::Close | TokenKind::Not | TokenKind::Dash => {
                Completion { kind: Choices::Fields(fields), ..nothing }
            }
            _ => nothing,
        };
    };
    match &piece.named {
        Some(named) if caret >= piece.value.start => {
            let typed = text.get(piece.value.start..caret).unwrap_or_default();
            let begun = typed.trim_start_matches(['"', '„', '“', '”', '«', '»']).to_owned();
            let fixed = fixed_words(named).into_iter().filter(|word| begins(word, &begun)).collect();
            let field = match named {
                Named::Field(field) => field.name(),
                Named::Spelling => "spelling",
            };
            Completion { range: piece.value.clone(), kind: Choices::Values { field, begun, fixed } }
        }
        // the name of a field that is there already is completed with its colon
        Some(_) => {
            let name = token.range.start..piece.value.start;
            offered(text, name.clone(), name.start..caret)
        }
        None if piece.quotes == Quotes::None => offered(text, token.range.clone(), token.range.start..caret),
        None => nothing,
    }
}

/// The fields that begin with what is typed.
fn offered(text: &str, range: Range<usize>, typed: Range<usize>) -> Completion {
    let typed = text.get(typed).unwrap_or_default().trim_end_matches(':').to_lowercase().replace('_', "-");
    let mut by_name = Vec::new();
    let mut by_word = Vec::new();
    for field in fields() {
        let also = FIELDS.iter().find(|known| known.name == field.name).map_or(&[][..], |known| known.also);
        if field.name.starts_with(&typed) {
            by_name.push(field);
        } else if begins(field.name, &typed) || also.iter().any(|also| begins(also, &typed)) {
            by_word.push(field);
        }
    }
    by_name.extend(by_word);
    let kind = if by_name.is_empty() { Choices::Nothing } else { Choices::Fields(by_name) };
    Completion { range, kind }
}

/// Whether a word, or one of the parts between its hyphens, begins with what is typed.
fn begins(word: &str, typed: &str) -> bool {
    let typed = typed.to_lowercase();
    word.starts_with(&typed) || word.split('-').any(|part| part.starts_with(&typed))
}
