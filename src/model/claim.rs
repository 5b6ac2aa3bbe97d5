//! What a paper says of something: the wording as it stands, our reading beside it, and where it stands.
//!
//! Invariant: `(subject, property)` is never unique. Rival claims stand side by side; nothing here chooses.

use super::terms::terms;
use super::{Access, Calendar, Edtf, EntryId, HistoricalDate, PersonName, PrisonerNumber, Timestamp};
use serde::{Deserialize, Serialize};

/// One statement of one source about one property of one entry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Claim {
    /// Names this claim.
    pub id: EntryId,
    /// The entry the claim is about: a card, a person, an event, a group, a place.
    pub subject: EntryId,
    /// What is claimed, by the id of a [`super::Property`]: `surname`, `prisoner-number`, `count`.
    pub property: String,
    /// The box of the card template it was keyed into; empty when it does not come from a form.
    pub field: String,
    /// Its place among the claims of the same subject and property, counted from 0.
    pub ord: u32,
    /// The wording exactly as the source has it.
    pub as_written: String,
    /// What is read in it; a proposal of the program until somebody keeps it.
    pub reading: Option<Reading>,
    /// Who kept the reading; empty while it is only proposed.
    pub read_by: String,
    /// Why there is no value, when there is none.
    pub absence: Option<Absence>,
    /// What the statement covers when it is less than everything: `preserved records`, `1943/1944`.
    pub scope: String,
    /// Where it is written; `None` for a value keyed from the card itself.
    pub source: Option<EntryId>,
    /// The place in the source: `line 7`, `p. 12`.
    pub locator: String,
    /// The sentence of the source that the wording stands in, word for word.
    pub quotation: String,
    /// When it was said, when that is neither the date of the source nor that of what is told: a testimony of 1962 in a
    /// book of 1990 about 1942.
    pub stated_on: Option<HistoricalDate>,
    /// The rectangle of the scan the value was read from.
    pub region: Option<EntryId>,
    /// How sure the reader is.
    pub certainty: Certainty,
    /// The name of the person who keyed it.
    pub keyed_by: String,
    /// When it was keyed.
    pub keyed_at: Timestamp,
    /// The keying pass, counted from 1; a second, independent keying is pass 2.
    pub pass: u8,
    /// Whether it stands.
    pub status: ClaimStatus,
    /// Why it was withdrawn or is held to be false.
    pub status_reason: String,
    /// A remark of the person who keyed it.
    pub remark: String,
    /// Who may see it.
    pub access: Access,
}

impl Default for Claim {
    fn default() -> Self {
        Self {
            id: EntryId(uuid::Uuid::nil()),
            subject: EntryId(uuid::Uuid::nil()),
            property: String::new(),
            field: String::new(),
            ord: 0,
            as_written: String::new(),
            reading: None,
            read_by: String::new(),
            absence: None,
            scope: String::new(),
            source: None,
            locator: String::new(),
            quotation: String::new(),
            stated_on: None,
            region: None,
            certainty: Certainty::default(),
            keyed_by: String::new(),
            keyed_at: Timestamp::default(),
            pass: 1,
            status: ClaimStatus::default(),
            status_reason: String::new(),
            remark: String::new(),
            access: Access::default(),
        }
    }
}

impl Claim {
    /// A fresh claim that `subject` has `property`, worded `as_written`.
    pub fn new(subject: EntryId, property: &str, as_written: &str) -> Self {
        Self {
            id: EntryId::fresh(),
            subject,
            property: property.to_owned(),
            as_written: as_written.to_owned(),
            ..Self::default()
        }
    }

    /// The first and last day the reading allows, when it is a date.
    pub fn days(&self) -> (Option<super::Day>, Option<super::Day>) {
        match &self.reading {
            Some(Reading::Date { edtf, calendar }) => edtf.bounds(*calendar),
            _ => (None, None),
        }
    }

    /// The entry its reading means: the place, the group joined, the camp that issued the number.
    pub fn meant(&self) -> Option<EntryId> {
        match &self.reading {
            Some(Reading::Entry(id)) => Some(*id),
            Some(Reading::Number(number)) => number.issuer,
            _ => None,
        }
    }

    /// Whether the claim counts: it was neither withdrawn nor held to be false.
    pub fn stands(&self) -> bool {
        self.status == ClaimStatus::Stands
    }
}

/// A value as we normalise it; the wording stays in [`Claim::as_written`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reading {
    /// Plain words: a term of a list, an occupation, a remark.
    Text(String),
    /// A date.
    Date {
        /// The EDTF string (ISO 8601-2:2019).
        edtf: Edtf,
        /// The calendar of the paper; the EDTF string is in that calendar.
        #[serde(default, skip_serializing_if = "super::is_default")]
        calendar: Calendar,
    },
    /// A personal name in its parts.
    Name(PersonName),
    /// A prisoner number with its issuer and series.
    Number(PrisonerNumber),
    /// A stated count of people or papers.
    Count(Count),
    /// Another entry: the place meant, the group joined, the wife.
    Entry(EntryId),
    /// One line of a table on the card, cell by cell.
    Row(Vec<String>),
}

/// A stated count; `about 15,000` is `{at_least: 15000, at_most: 15000, approximate: true}`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Count {
    /// The smallest number meant.
    pub at_least: Option<u64>,
    /// The largest number meant.
    pub at_most: Option<u64>,
    /// Whether the source says "about".
    pub approximate: bool,
}

/// Why a value is not there: six different things, never an empty string.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Absence {
    /// The box on the card is empty.
    Blank,
    /// Something is written that cannot be read.
    Illegible {
        /// The part that can be read, `?` for what cannot: `16?258`.
        legible: String,
    },
    /// The source itself says that it is unknown.
    Unknown,
    /// The source says nothing about it.
    Silent,
    /// The value is known and not shown.
    Withheld,
    /// Somebody searched the source for it and did not find it.
    NotFound,
}

impl Absence {
    /// The term of this absence in JSON and on the command line.
    pub const fn term(&self) -> &'static str {
        match self {
            Self::Blank => "blank",
            Self::Illegible { .. } => "illegible",
            Self::Unknown => "unknown",
            Self::Silent => "silent",
            Self::Withheld => "withheld",
            Self::NotFound => "not-found",
        }
    }
}

terms! {
    /// How sure a reader is of a claim.
    Certainty {
        /// No doubt was noted.
        #[default] Certain = "certain",
        /// Likely so.
        Probable = "probable",
        /// It may be otherwise.
        Uncertain = "uncertain",
    }
}

terms! {
    /// Whether a claim counts. A claim is never erased for being wrong.
    ClaimStatus {
        /// It counts.
        #[default] Stands = "stands",
        /// We mis-keyed or mis-read it.
        Withdrawn = "withdrawn",
        /// The paper says so and we hold it to be false.
        ConsideredFalse = "considered-false",
    }
}
