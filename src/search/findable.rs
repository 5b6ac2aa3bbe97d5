//! All of an entry that can be asked for: drawn from its page, kept by the search index, and looked at again to say why
//! it was found.

use super::query::{DateField, State, Thing};
use crate::model::{Day, EntryId, EntryKind, NumberSeries, Role, Stage};
use std::collections::BTreeSet;

/// All of an entry that can be asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Findable {
    /// Its kind.
    pub kind: EntryKind,
    /// The fonds, series or file it lies in.
    pub unit: Option<EntryId>,
    /// The id of its card template; empty for other kinds.
    pub template: String,
    /// How far its keying is, for a card.
    pub stage: Option<Stage>,
    /// Its words.
    pub forms: Vec<Form>,
    /// The entries its claims mean: the camp, the place of birth, the transport. It is also found by their names.
    pub meant: Vec<Meant>,
    /// Its dates.
    pub dates: Vec<Dated>,
    /// Its numbers.
    pub numbers: Vec<Numbered>,
    /// What it has.
    pub things: BTreeSet<Thing>,
    /// The states it is in.
    pub states: BTreeSet<State>,
    /// The day it was changed last, which does not stand on its page: whoever knows the history puts it here.
    pub changed: Option<Day>,
}

impl Findable {
    /// How much of what identifies somebody is there, in quarters: of a card and a person name, number, date and place of
    /// birth, of a card also its camp and a scan of its front; `None` for other kinds.
    pub fn quarters(&self) -> Option<u8> {
        const OF_BOTH: [Thing; 4] =
            [Thing::Name, Thing::Number, Thing::Property("birth-date"), Thing::Property("birth-place")];
        const OF_A_CARD: [Thing; 2] = [Thing::Property("camp"), Thing::Role(Role::Front)];
        let asked: &[&[Thing]] = match self.kind {
            EntryKind::FileCard => &[&OF_BOTH, &OF_A_CARD],
            EntryKind::Person => &[&OF_BOTH],
            _ => return None,
        };
        let asked = asked.iter().copied().flatten();
        let there = asked.clone().filter(|thing| self.things.contains(thing)).count();
        u8::try_from(there * 4 / asked.count()).ok()
    }
}

/// A piece of text an entry is found by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The property or field it stands in: `surname`, `reference`, `caption`.
    pub property: String,
    /// The words.
    pub text: String,
    /// What sort of words they are.
    pub zone: Zone,
}

/// What sort of words a form holds; each is a column of the word index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Zone {
    /// A name of the entry itself.
    Name,
    /// A name of somebody else: wife, father, a face on a picture, an author.
    Kin,
    /// A camp.
    Camp,
    /// Another place.
    Place,
    /// A number.
    Number,
    /// The group somebody came or went with.
    Transport,
    /// A role or office; what a picture shows.
    Role,
    /// A provenance note or a remark.
    Note,
    /// The name of somebody who worked on it; found only by `by:`.
    By,
    /// A reference code.
    Code,
    /// Anything else.
    Text,
}

impl Zone {
    /// Every zone, in the order of the columns of the word index.
    pub const ALL: &'static [Self] = &[
        Self::Name,
        Self::Kin,
        Self::Camp,
        Self::Place,
        Self::Number,
        Self::Transport,
        Self::Role,
        Self::Note,
        Self::By,
        Self::Code,
        Self::Text,
    ];

    /// The name of its column.
    pub const fn term(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Kin => "kin",
            Self::Camp => "camp",
            Self::Place => "place",
            Self::Number => "number",
            Self::Transport => "transport",
            Self::Role => "role",
            Self::Note => "note",
            Self::By => "by",
            Self::Code => "code",
            Self::Text => "text",
        }
    }

    /// Whether its words are names, which are also found by their sound.
    pub const fn is_name(self) -> bool {
        matches!(self, Self::Name | Self::Kin | Self::Camp | Self::Place)
    }
}

/// An entry a claim means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meant {
    /// The property of the claim.
    pub property: String,
    /// Where the names of the entry count.
    pub zone: Zone,
    /// The entry.
    pub entry: EntryId,
}

/// A date an entry is found by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    /// Which date it is.
    pub field: DateField,
    /// The property it stands in.
    pub property: String,
    /// As it is written.
    pub written: String,
    /// The first day it may be; `None` when open.
    pub from: Option<Day>,
    /// The last day it may be; `None` when open.
    pub to: Option<Day>,
}

/// A number an entry is found by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbered {
    /// The property: `prisoner-number`, `identity-tag`.
    pub property: String,
    /// As it is written.
    pub written: String,
    /// The figures and letters, in capitals and without anything between them; where some are illegible, `?` for
    /// each: `A5678`, `16?258`. See [`super::compact_number`].
    pub number: String,
    /// Its figures as one number, when it has no other parts than a series letter.
    pub value: Option<u64>,
    /// The register.
    pub series: NumberSeries,
    /// The camp that issued it, when the catalogue has the place.
    pub issuer: Option<EntryId>,
    /// The camp as the source names it.
    pub issuer_name: String,
}
