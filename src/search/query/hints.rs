//! What could not be understood in a query and what was made of it. A hint is never an error: there is always a query.

use crate::model::terms;
use std::ops::Range;

/// Something in a query that could not be understood as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// What it is.
    pub kind: HintKind,
    /// Where it stands in the text, in bytes.
    pub range: Range<usize>,
    /// What stands there.
    pub text: String,
    /// The field it is about, by name; empty when it is about none.
    pub field: &'static str,
    /// What may be meant; empty when nothing is near.
    pub instead: &'static str,
}

terms! {
    /// What a hint is about.
    HintKind {
        /// There is no such field; the words are looked for as they stand.
        #[default] UnknownField = "unknown-field",
        /// The field does not know the word after it; left out.
        UnknownValue = "unknown-value",
        /// No card template has such an id or title.
        UnknownTemplate = "unknown-template",
        /// The date cannot be read; left out.
        UnreadableDate = "unreadable-date",
        /// The range of numbers cannot be read; left out.
        UnreadableNumber = "unreadable-number",
        /// A field has nothing after its colon; left out.
        NoValue = "no-value",
        /// A bracket is not closed; taken as closed at the end.
        OpenBracket = "open-bracket",
        /// A bracket is closed that was not opened; left out.
        StrayBracket = "stray-bracket",
        /// A quotation mark is not closed; the phrase goes on to the end, and its last word may go on.
        OpenQuote = "open-quote",
        /// `-`, `OR`, `AND`, `NOT` with nothing to part or to negate; left out.
        Dangling = "dangling",
        /// A star stands within a word, or before one that is no name or has less than three letters.
        StarInside = "star-inside",
        /// Brackets lie too deep in one another; the inner ones are left out.
        TooDeep = "too-deep",
        /// There are too many conditions; the last ones are left out.
        TooLong = "too-long",
        /// There is no letter and no figure to look for.
        Nothing = "nothing",
    }
}

impl Hint {
    /// The key of its words: `find-hint-unknown-field`, and with `-instead` behind it when there is something near.
    /// The words have the variables `text`, `field` and `instead`.
    pub fn key(&self) -> String {
        let ending = if self.instead.is_empty() { "" } else { "-instead" };
        format!("find-hint-{}{ending}", self.kind)
    }
}
