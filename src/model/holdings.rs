//! Entries gathered for a page, a command or a report, already cut to what the audience may see.

use super::{
    Attachment, Audience, Claim, Conclusion, Disagreement, Entry, EntryId, EntryKind, GlossaryTerm, Identity,
    ProvenanceNote, Region, Source, Timestamp,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

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

impl Dossier {
    /// An entry on which nothing hangs yet.
    pub fn bare(entry: Entry, label: Label) -> Self {
        Self {
            entry,
            label,
            claims: Vec::new(),
            conclusions: Vec::new(),
            weighed: Vec::new(),
            notes: Vec::new(),
            pictures: Vec::new(),
            regions: Vec::new(),
            identities: Vec::new(),
            mentions: Vec::new(),
            labels: BTreeMap::new(),
        }
    }

    /// Puts what hangs on the entry in its place; other entries are none of its page.
    pub fn hang(&mut self, entry: Entry) {
        match entry {
            Entry::Claim(claim) => self.claims.push(claim),
            Entry::Conclusion(conclusion) => self.conclusions.push(conclusion),
            Entry::ProvenanceNote(note) => self.notes.push(note),
            Entry::Attachment(picture) => self.pictures.push(picture),
            Entry::Region(region) => self.regions.push(region),
            Entry::Identity(identity) => self.identities.push(identity),
            _ => {}
        }
    }

    /// Every other entry the page names.
    pub fn named(&self) -> BTreeSet<EntryId> {
        let mut named: BTreeSet<EntryId> = self.entry.refers_to().into_iter().collect();
        for claim in self.claims.iter().chain(&self.weighed).chain(&self.mentions) {
            named.insert(claim.subject);
            named.extend(claim.source);
            named.extend(claim.meant());
        }
        for Attachment { entry, caption_source, depicted, .. } in &self.pictures {
            named.extend([*entry]);
            named.extend(*caption_source);
            named.extend(depicted);
        }
        named.extend(self.regions.iter().filter_map(|region| region.shows.as_ref()?.person));
        for Identity { entry, person, .. } in &self.identities {
            named.extend([*entry, *person]);
        }
        named
    }
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
