//! Entries gathered for a page, a command or a report, already cut to what the audience may see.

use super::terms::terms;
use super::{
    Attachment, Claim, Conclusion, Entry, EntryId, EntryKind, Identity, ProvenanceNote, Region, Source, Timestamp,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

terms! {
    /// Who may read an entry.
    Access {
        /// Everybody.
        #[default] Open = "open",
        /// The archive's staff.
        Staff = "staff",
    }
}

terms! {
    /// Whom a report is made for.
    Audience {
        /// Everybody: only what is open.
        #[default] Public = "public",
        /// The archive's staff: everything.
        Staff = "staff",
    }
}

impl Audience {
    /// Whether this audience may see something of that access.
    pub fn may_see(self, access: Access) -> bool {
        self == Self::Staff || access == Access::Open
    }
}

/// How an entry is named where it is only mentioned.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// Its kind.
    pub kind: EntryKind,
    /// Its reference code.
    pub reference_code: String,
    /// The name we print.
    pub label: String,
}

/// One entry with everything that hangs on it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dossier {
    /// The entry.
    pub entry: Entry,
    /// How it is named.
    pub label: Label,
    /// The claims about it, in order of property and place.
    pub claims: Vec<Claim>,
    /// The judgements on them.
    pub conclusions: Vec<Conclusion>,
    /// Claims about other entries that those judgements weigh.
    pub weighed: Vec<Claim>,
    /// Its provenance notes, oldest first.
    pub notes: Vec<ProvenanceNote>,
    /// The pictures attached to it and, for a person, those that show the person.
    pub pictures: Vec<Attachment>,
    /// The boxes on those pictures.
    pub regions: Vec<Region>,
    /// The judgements on who it is, from either side.
    pub identities: Vec<Identity>,
    /// Claims of other entries that point here: members of a group, people of an event.
    pub mentions: Vec<Claim>,
    /// The name of every entry mentioned above.
    pub labels: BTreeMap<EntryId, Label>,
}

/// Everything a report prints.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Holdings {
    /// The catalogue's title.
    pub title: String,
    /// Whom it is for.
    pub audience: Audience,
    /// What was asked for, in the words of the query; empty for everything.
    pub selection: String,
    /// When it was gathered.
    pub gathered_at: Timestamp,
    /// The number of the last act.
    pub seq: u64,
    /// The journal's last hash, in hexadecimal: ties the report to the state it was made from.
    pub head_hash: String,
    /// The entries: holding units first, then cards, persons, groups, events, places; each kind in order of reference.
    pub dossiers: Vec<Dossier>,
    /// Every source cited above, in order of reference.
    pub sources: Vec<Source>,
    /// What sources say differently, whether judged or not.
    pub disagreements: Vec<Disagreement>,
    /// The name of every entry mentioned.
    pub labels: BTreeMap<EntryId, Label>,
}

/// Claims that differ, or seem to, with the judgement on them if there is one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Disagreement {
    /// The entry they are about.
    pub subject: EntryId,
    /// The property they speak of.
    pub property: String,
    /// The claims, in order.
    pub claims: Vec<Claim>,
    /// The judgement, if somebody made one.
    pub conclusion: Option<Conclusion>,
}
