//! A query as a tree: what somebody looks for, whatever the language it was said in.

use crate::model::{Day, EntryKind, NumberSeries, Role, Stage, property_of};

/// What somebody looks for.
///
/// Reading gives a normal form, in which printing and reading are the same the other way round:
/// - [`Node::All`] and [`Node::Any`] have two parts or more and none of their own sort; [`Node::Not`] has no
///   [`Node::Not`] in it;
/// - [`Words::written`] has single spaces; without quotes it is one piece, no `OR`, no hyphen before it, no name of a
///   field with a colon, no star but before it, and something in it can be looked for; [`Words::is_inside`] goes with
///   [`Words::is_begun`], and then it is one word of three letters or more;
/// - a span of days is what is read in [`Wanted::Days::written`], and a [`Wanted::Pattern`] is as
///   [`crate::search::compact_number`] gives it;
/// - a property that a field of the language is named for is that field: `camp:`, `born:`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The conditions; `None` when nothing is asked, which finds everything.
    pub root: Option<Node>,
    /// How far a name may be from what is written in the query.
    pub spelling: Spelling,
}

/// How far a name may be from what is written in the query: each ring holds the ones before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Spelling {
    /// As it is spelled, case, accents and script set aside; a word may go on.
    Exact,
    /// Also what sounds like it and is spelled nearly so, and other forms of the same given name.
    #[default]
    Near,
    /// Also what a clerk may have misheard and a reader may have misread.
    Wide,
}

/// A condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// All of these hold. Never empty.
    All(Vec<Node>),
    /// At least one of these holds. Never empty.
    Any(Vec<Node>),
    /// It does not hold.
    Not(Box<Node>),
    /// One condition on one field.
    Term(Term),
}

/// One condition on one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Where it is looked for.
    pub field: Field,
    /// What is looked for there.
    pub wanted: Wanted,
}

/// Where something is looked for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Anywhere: names, numbers, codes, words. Written without a name.
    Anywhere,
    /// `name:` any name of the entry itself: surname, given name, patronymic, the label of a person.
    Name,
    /// `number:` a prisoner number or the number of an identity tag.
    Number,
    /// `place:` any place named on it, a camp too.
    Place,
    /// `camp:` the camp of a card, the issuer of a number.
    Camp,
    /// `transport:` the group somebody came or went with, by its words or by the date it came.
    Transport,
    /// `role:` what somebody was or did, or what a picture shows.
    Role,
    /// `by:` who keyed, kept, judged or noted something on it.
    By,
    /// `ref:` the reference code.
    Reference,
    /// `note:` provenance notes and remarks.
    Note,
    /// `born:`, `died:`, `arrived:`, `departed:`, `date:`.
    Date(DateField),
    /// `changed:` when it was last changed.
    Changed,
    /// `template:` the printed form of a card.
    Template,
    /// `status:` how far the keying of a card is.
    Status,
    /// `kind:` what sort of entry it is.
    Kind,
    /// `in:` the fonds, series or file it lies in or under, by its reference code.
    In,
    /// `has:` something there is.
    Has,
    /// `missing:` something there is not, on an entry that may have it.
    Missing,
    /// `is:` a state it is in.
    Is,
    /// `series:` the register of one of its numbers.
    Series,
    /// `complete:` how much of what identifies somebody is there: `complete:75`.
    Complete,
    /// Any property by its id: `occupation:`, `surname:`, `nationality:`.
    Property(&'static str),
}

/// The dates that can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateField {
    /// `born:`
    Born,
    /// `died:`
    Died,
    /// `arrived:`
    Arrived,
    /// `departed:`
    Departed,
    /// `date:` of an event, a group, a picture, a source.
    Date,
}

/// What is looked for in a field. Which field takes which kind is said at [`Field`]: texts take [`Wanted::Words`],
/// numbers also [`Wanted::Pattern`] and [`Wanted::Numbers`], dates [`Wanted::Days`], the rest one of their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Words.
    Words(Words),
    /// A number of which some figures are not known: `16?258`, `164*`; `?` is one figure or letter, `*` any. Only numbers
    /// are looked at, also when no field is named: see [`crate::search::number_fits`].
    Pattern(String),
    /// Numbers from one to another, both counted.
    Numbers {
        /// The lowest.
        from: u64,
        /// The highest; `i64::MAX` when the range is open.
        to: u64,
    },
    /// A span of days; a date matches when it may lie in it. Open ends are `None`.
    Days {
        /// The first day.
        from: Option<Day>,
        /// The last day.
        to: Option<Day>,
        /// As it was written, so that it is written back the same: `1915..1920`, `1944-07`.
        written: String,
    },
    /// The id of a card template, or words of its title.
    Template(String),
    /// How far the keying is.
    Stage(Stage),
    /// A sort of entry.
    Kind(EntryKind),
    /// The reference code of a unit.
    Unit(String),
    /// For `has:` and `missing:`.
    Thing(Thing),
    /// For `is:`.
    State(State),
    /// For `series:`.
    Series(NumberSeries),
    /// For `complete:`, in quarters from 0 to 4, written as 0, 25, 50, 75 and 100: see
    /// [`crate::search::Findable::quarters`].
    Quarters(u8),
}

/// Words that stand one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// As they were written, without quotes and the star behind them.
    pub written: String,
    /// Whether they are looked for exactly so, case, accents and script set aside: written in quotes.
    pub is_quoted: bool,
    /// Whether the last of them may go on: written with a star. An unquoted word may always go on.
    pub is_begun: bool,
    /// Whether it may also stand inside a word of a name: written with a star before it, `*ozhe*`.
    pub is_inside: bool,
}

/// Something an entry has or misses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Thing {
    /// A picture of any role.
    Picture,
    /// A picture of this role.
    Role(Role),
    /// A provenance note.
    Note,
    /// A number of any sort.
    Number,
    /// A name of any sort.
    Name,
    /// A judgement.
    Conclusion,
    /// A person it is held to be about; for a person a card.
    Identity,
    /// A value of this property, by its id. A value that is said to be absent is none.
    Property(&'static str),
}

impl Thing {
    /// The kinds of entries that may have it: only those can miss it.
    pub fn kinds(self) -> &'static [EntryKind] {
        use EntryKind::{Event, FileCard, Group, Person, Place};
        match self {
            Self::Role(Role::Front | Role::Back) => &[FileCard],
            Self::Picture | Self::Role(_) => &[FileCard, Person, Place, Event, Group],
            Self::Number | Self::Name | Self::Identity => &[FileCard, Person],
            Self::Note | Self::Conclusion => EntryKind::LISTED,
            // a property only a template knows stands on cards
            Self::Property(id) => property_of(id).map_or(&[FileCard], |known| known.of),
        }
    }
}

/// A state an entry is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Its sources disagree and nobody has judged.
    Conflict,
    /// It is a drawn or synthetic specimen, no paper of an archive.
    Specimen,
    /// Something on it is closed to the public.
    Closed,
    /// Something on it was marked as uncertain.
    Uncertain,
    /// Something on it cannot be read.
    Illegible,
    /// A value on it was withdrawn or is held to be false.
    Withdrawn,
    /// A reading on it was proposed and nobody has kept it.
    Proposed,
    /// A picture that belongs to no entry.
    Unattached,
}
