//! Anything the catalogue keeps and can undo, under one name.

use super::terms::terms;
use super::{
    Attachment, Claim, ClosureRule, Conclusion, EntryId, Event, FileCard, GlossaryTerm, Group, HoldingUnit, Identity,
    OwnTemplate, Person, Place, ProvenanceNote, Region, SavedSearch, Source,
};
use serde::{Deserialize, Serialize};

/// Anything the catalogue keeps and can undo.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "entry", rename_all = "kebab-case")]
#[allow(clippy::large_enum_variant, reason = "entries are handled one at a time; boxing would hide the shape")]
pub enum Entry {
    /// A fonds, series or file.
    HoldingUnit(HoldingUnit),
    /// A card.
    FileCard(FileCard),
    /// A person.
    Person(Person),
    /// A place.
    Place(Place),
    /// An event.
    Event(Event),
    /// A group.
    Group(Group),
    /// A source.
    Source(Source),
    /// A picture.
    Attachment(Attachment),
    /// A box on a picture.
    Region(Region),
    /// A claim.
    Claim(Claim),
    /// A judgement on claims.
    Conclusion(Conclusion),
    /// A provenance note.
    ProvenanceNote(ProvenanceNote),
    /// A judgement on identity.
    Identity(Identity),
    /// A card template of this catalogue.
    OwnTemplate(OwnTemplate),
    /// A search that is kept.
    SavedSearch(SavedSearch),
    /// A rule of closure.
    ClosureRule(ClosureRule),
    /// A word of the papers with its gloss.
    GlossaryTerm(GlossaryTerm),
}

terms! {
    /// The kinds of entries, named as in the file and in JSON.
    EntryKind {
        /// A fonds, series or file.
        HoldingUnit = "holding-unit",
        /// A card.
        #[default] FileCard = "file-card",
        /// A person.
        Person = "person",
        /// A place.
        Place = "place",
        /// An event.
        Event = "event",
        /// A group.
        Group = "group",
        /// A source.
        Source = "source",
        /// A picture.
        Attachment = "attachment",
        /// A box on a picture.
        Region = "region",
        /// A claim.
        Claim = "claim",
        /// A judgement on claims.
        Conclusion = "conclusion",
        /// A provenance note.
        ProvenanceNote = "provenance-note",
        /// A judgement on identity.
        Identity = "identity",
        /// A card template of this catalogue.
        OwnTemplate = "own-template",
        /// A search that is kept.
        SavedSearch = "saved-search",
        /// A rule of closure.
        ClosureRule = "closure-rule",
        /// A word of the papers with its gloss.
        GlossaryTerm = "glossary-term",
    }
}

impl EntryKind {
    /// The kinds that stand in lists and have a page of their own.
    pub const LISTED: &'static [Self] = &[
        Self::HoldingUnit,
        Self::FileCard,
        Self::Person,
        Self::Place,
        Self::Event,
        Self::Group,
        Self::Source,
        Self::Attachment,
    ];
}

impl Entry {
    /// The entry's identifier.
    pub fn id(&self) -> EntryId {
        match self {
            Self::HoldingUnit(entry) => entry.id,
            Self::FileCard(entry) => entry.id,
            Self::Person(entry) => entry.id,
            Self::Place(entry) => entry.id,
            Self::Event(entry) => entry.id,
            Self::Group(entry) => entry.id,
            Self::Source(entry) => entry.id,
            Self::Attachment(entry) => entry.id,
            Self::Region(entry) => entry.id,
            Self::Claim(entry) => entry.id,
            Self::Conclusion(entry) => entry.id,
            Self::ProvenanceNote(entry) => entry.id,
            Self::Identity(entry) => entry.id,
            Self::OwnTemplate(entry) => entry.id,
            Self::SavedSearch(entry) => entry.id,
            Self::ClosureRule(entry) => entry.id,
            Self::GlossaryTerm(entry) => entry.id,
        }
    }

    /// Its kind.
    pub fn kind(&self) -> EntryKind {
        match self {
            Self::HoldingUnit(_) => EntryKind::HoldingUnit,
            Self::FileCard(_) => EntryKind::FileCard,
            Self::Person(_) => EntryKind::Person,
            Self::Place(_) => EntryKind::Place,
            Self::Event(_) => EntryKind::Event,
            Self::Group(_) => EntryKind::Group,
            Self::Source(_) => EntryKind::Source,
            Self::Attachment(_) => EntryKind::Attachment,
            Self::Region(_) => EntryKind::Region,
            Self::Claim(_) => EntryKind::Claim,
            Self::Conclusion(_) => EntryKind::Conclusion,
            Self::ProvenanceNote(_) => EntryKind::ProvenanceNote,
            Self::Identity(_) => EntryKind::Identity,
            Self::OwnTemplate(_) => EntryKind::OwnTemplate,
            Self::SavedSearch(_) => EntryKind::SavedSearch,
            Self::ClosureRule(_) => EntryKind::ClosureRule,
            Self::GlossaryTerm(_) => EntryKind::GlossaryTerm,
        }
    }

    /// The entry it is said about or hangs on; itself when it stands alone. The owner's page shows it, and the
    /// owner's hash covers it.
    pub fn owner(&self) -> EntryId {
        match self {
            Self::Attachment(entry) => entry.entry,
            Self::Region(entry) => entry.attachment,
            Self::Claim(entry) => entry.subject,
            Self::Conclusion(entry) => entry.subject,
            Self::ProvenanceNote(entry) => entry.subject,
            Self::Identity(entry) => entry.entry,
            Self::HoldingUnit(_)
            | Self::FileCard(_)
            | Self::Person(_)
            | Self::Place(_)
            | Self::Event(_)
            | Self::Group(_)
            | Self::Source(_)
            | Self::OwnTemplate(_)
            | Self::SavedSearch(_)
            | Self::ClosureRule(_)
            | Self::GlossaryTerm(_) => self.id(),
        }
    }

    /// The reference a person knows it by, empty when it has none.
    pub fn reference_code(&self) -> &str {
        match self {
            Self::HoldingUnit(entry) => &entry.reference_code,
            Self::FileCard(entry) => &entry.reference_code,
            Self::Person(entry) => &entry.reference_code,
            Self::Place(entry) => &entry.reference_code,
            Self::Event(entry) => &entry.reference_code,
            Self::Group(entry) => &entry.reference_code,
            Self::Source(entry) => &entry.reference_code,
            Self::Attachment(entry) => &entry.reference_code,
            Self::Conclusion(entry) => &entry.reference_code,
            Self::Region(_) | Self::Claim(_) | Self::ProvenanceNote(_) | Self::Identity(_) => "",
            Self::OwnTemplate(entry) => &entry.template.id,
            Self::SavedSearch(entry) => &entry.label,
            Self::ClosureRule(entry) => &entry.code,
            Self::GlossaryTerm(entry) => &entry.term,
        }
    }

    /// The other entries it names, which must not vanish under it.
    pub fn refers_to(&self) -> Vec<EntryId> {
        let mut named = match self {
            Self::HoldingUnit(entry) => entry.parent.into_iter().collect(),
            Self::FileCard(entry) => entry.unit.into_iter().collect(),
            Self::Attachment(entry) => entry.caption_source.into_iter().chain(entry.depicted.iter().copied()).collect(),
            Self::Region(entry) => entry.shows.iter().filter_map(|shown| shown.person).collect(),
            Self::Claim(entry) => entry.source.into_iter().chain(entry.region).chain(entry.meant()).collect(),
            Self::Conclusion(entry) => entry.weighed.iter().chain(&entry.chosen).copied().collect(),
            Self::Identity(entry) => entry.evidence.iter().copied().chain([entry.person]).collect(),
            Self::Person(_)
            | Self::Place(_)
            | Self::Event(_)
            | Self::Group(_)
            | Self::Source(_)
            | Self::ProvenanceNote(_)
            | Self::OwnTemplate(_)
            | Self::SavedSearch(_)
            | Self::ClosureRule(_)
            | Self::GlossaryTerm(_) => Vec::new(),
        };
        if self.owner() != self.id() {
            named.push(self.owner());
        }
        named
    }
}
