//! Entries gathered for a page, a command or a report, already cut to what the audience may see.

use super::{
    Attachment, Audience, Claim, Conclusion, Disagreement, Entry, EntryId, EntryKind, GlossaryTerm, Identity,
    ProvenanceNote, Region, Source, Timestamp,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
    /// The catalogue's own words of the glossary.
    #[serde(default)]
    pub glossary: Vec<GlossaryTerm>,
}
