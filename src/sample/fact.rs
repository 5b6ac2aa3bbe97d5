//! One line of a table of facts: what a source says of an entry, and how we read it.

use crate::model::{Certainty, NumberSeries, NumberState};

/// The exhibition text, lines 1 to 18.
pub(super) const FIRST: &str = "SRC1";
/// The exhibition text, lines 19 to 21: the second rendering.
pub(super) const SECOND: &str = "SRC2";
/// The research notes, where the document behind a fact is not named.
pub(super) const NOTES: &str = "SRC3";
/// The pages of auschwitz.ru.
pub(super) const AUSCHWITZ_RU: &str = "SRC4";

/// How a wording is read.
#[derive(Clone, Copy)]
pub(super) enum Read {
    /// Not read: the wording gives no value.
    Not,
    /// The source says that it is unknown.
    Unknown,
    /// The source says nothing about it.
    Silent,
    /// Plain words.
    Words(&'static str),
    /// An EDTF date.
    Date(&'static str),
    /// A count.
    Exactly(u64),
    /// "About" so many.
    About(u64),
    /// So many or more.
    AtLeast(u64),
    /// Another entry, by its reference code.
    Entry(&'static str),
    /// Family name, forename, patronymic, script.
    Name(&'static str, &'static str, &'static str, &'static str),
    /// A prisoner number of Auschwitz.
    Number(NumberSeries, &'static str, NumberState),
}

/// What a source says of an entry. Words of ours stand in square brackets, everything else as the source has it.
#[derive(Clone, Copy)]
pub(super) struct Said {
    /// Names the claim inside the plan, for conclusions; may be empty.
    pub key: &'static str,
    /// The entry, by its reference code.
    pub of: &'static str,
    pub property: &'static str,
    pub written: &'static str,
    pub read: Read,
    pub source: &'static str,
    pub locator: &'static str,
    pub scope: &'static str,
    pub certainty: Certainty,
    pub remark: &'static str,
}

/// Where a source says something.
#[derive(Clone, Copy)]
pub(super) struct At(pub &'static str, pub &'static str);

/// At a line of the exhibition text, first rendering.
pub(super) const fn first(line: &'static str) -> At {
    At(FIRST, line)
}

/// At a line of the exhibition text, second rendering.
pub(super) const fn second(line: &'static str) -> At {
    At(SECOND, line)
}

pub(super) const fn says(
    key: &'static str,
    of: &'static str,
    property: &'static str,
    written: &'static str,
    read: Read,
    at: At,
) -> Said {
    Said {
        key,
        of,
        property,
        written,
        read,
        source: at.0,
        locator: at.1,
        scope: "",
        certainty: Certainty::Certain,
        remark: "",
    }
}

impl Said {
    /// What the statement covers.
    pub const fn scope(self, scope: &'static str) -> Self {
        Self { scope, ..self }
    }

    /// A remark of ours.
    pub const fn remark(self, remark: &'static str) -> Self {
        Self { remark, ..self }
    }

    /// Likely so, because: …
    pub const fn probable(self, remark: &'static str) -> Self {
        Self { certainty: Certainty::Probable, remark, ..self }
    }

    /// It may be otherwise, because: …
    pub const fn uncertain(self, remark: &'static str) -> Self {
        Self { certainty: Certainty::Uncertain, remark, ..self }
    }
}
