//! Reading: an entry with its page, history.

use super::{Catalogue, Counts, ListQuery, Sort};
use crate::error::{Error, Result};
use crate::model::{Claim, Dossier, Entry, EntryId, EntryKind, HoldingUnit, Label, Region};
use crate::storage::{index, rows};
use std::collections::{BTreeMap, BTreeSet};

/// A page shows at most so many claims of others that mean it.
const MENTIONS: usize = 2000;

impl Catalogue {
    /// The entry with this id.
    pub fn get(&self, id: EntryId) -> Result<Option<Entry>> {
        Ok(self.storage.told(rows::find(self.storage.connection(), id))?.map(|found| found.entry))
    }

    /// The entry with this reference code, id, or unique beginning of an id.
    pub fn resolve(&self, reference: &str) -> Result<EntryId> {
        let connection = self.storage.connection();
        let reference = reference.trim();
        let mut found = self.storage.told(rows::by_reference(connection, reference))?;
        if found.is_empty()
            && let Some((from, to)) = id_range(reference)
        {
            found = self.storage.told(rows::by_id_range(connection, from, to))?;
        }
        match found.as_slice() {
            [] => Err(Error::NoSuchEntry(reference.to_owned())),
            [id] => Ok(*id),
            several => Err(Error::Ambiguous {
                reference: reference.to_owned(),
                count: several.len(),
                examples: several.iter().take(3).map(ToString::to_string).collect::<Vec<_>>().join(", "),
            }),
        }
    }

    /// How an entry is named where it is only mentioned.
    pub fn label(&self, id: EntryId) -> Result<Label> {
        let connection = self.storage.connection();
        if let Some(line) = self.storage.told(index::line_for(connection, id))? {
            return Ok(Label { kind: line.kind, reference_code: line.reference_code, label: line.label });
        }
        let entry = self.get(id)?;
        Ok(entry.map_or_else(Label::default, |entry| Label {
            kind: entry.kind(),
            reference_code: entry.reference_code().to_owned(),
            label: match &entry {
                Entry::Claim(claim) => claim.as_written.clone(),
                Entry::ProvenanceNote(note) => note.text.chars().take(60).collect(),
                _ => String::new(),
            },
        }))
    }

    /// The claims about an entry, by property and place.
    pub(super) fn claims_of(&self, subject: EntryId) -> Result<Vec<Claim>> {
        let page = rows::readable(self.storage.told(rows::page_each(self.storage.connection(), subject))?);
        let claims = page.into_iter().filter_map(|found| match found.entry {
            Entry::Claim(claim) => Some(claim),
            _ => None,
        });
        let mut claims: Vec<Claim> = claims.collect();
        in_order(&mut claims);
        Ok(claims)
    }

    /// An entry with everything that hangs on it.
    pub fn dossier(&self, id: EntryId) -> Result<Dossier> {
        let connection = self.storage.connection();
        let entry = self.get(id)?.ok_or_else(|| Error::NoSuchEntry(id.to_string()))?;
        let mut dossier = Dossier::bare(entry, self.label(id)?);
        for found in rows::readable(self.storage.told(rows::page_each(connection, id))?) {
            dossier.hang(found.entry);
        }
        dossier.pictures.sort_by_key(|picture| picture.ord);
        self.add_weighed(&mut dossier);
        self.add_from_elsewhere(id, &mut dossier)?;
        in_order(&mut dossier.claims);
        dossier.labels = self.labels_in(&dossier)?;
        Ok(dossier)
    }

    /// Claims about other entries that a judgement on this page weighs.
    pub(super) fn add_weighed(&self, dossier: &mut Dossier) {
        let own: BTreeSet<EntryId> = dossier.claims.iter().map(|claim| claim.id).collect();
        let mut foreign: Vec<EntryId> = dossier.conclusions.iter().flat_map(|found| found.weighed.clone()).collect();
        foreign.retain(|id| !own.contains(id));
        foreign.sort_unstable();
        foreign.dedup();
        // one that cannot be read must not keep anybody from the page; `check` names it
        let found =
            foreign.into_iter().filter_map(|id| rows::find(self.storage.connection(), id).transpose()).collect();
        for found in rows::readable(found) {
            if let Entry::Claim(claim) = found.entry {
                dossier.weighed.push(claim);
            }
        }
    }

    /// Pictures that show the person, regions on pictures, judgements from the other side, claims that point here.
    fn add_from_elsewhere(&self, id: EntryId, dossier: &mut Dossier) -> Result<()> {
        let connection = self.storage.connection();
        for picture in self.storage.told(index::depicting(connection, id))? {
            if dossier.pictures.iter().all(|known| known.id != picture)
                && let Some(Entry::Attachment(picture)) = self.get(picture)?
            {
                dossier.pictures.push(picture);
            }
        }
        if let Entry::Attachment(picture) = &dossier.entry {
            // one that belongs to no entry hangs on its own page already
            if picture.is_attached() {
                dossier.pictures.insert(0, picture.clone());
            }
        } else {
            for picture in &dossier.pictures {
                for found in rows::readable(self.storage.told(rows::page_each(connection, picture.id))?) {
                    if let Entry::Region(region) = found.entry {
                        dossier.regions.push(region);
                    }
                }
            }
        }
        for entry in self.storage.told(rows::identities_of(connection, id))? {
            if let Entry::Identity(identity) = entry {
                dossier.identities.push(identity);
            }
        }
        for entry in self.storage.told(rows::mentions(connection, id, MENTIONS))? {
            if let Entry::Claim(claim) = entry
                && claim.subject != id
            {
                dossier.mentions.push(claim);
            }
        }
        Ok(())
    }

    fn labels_in(&self, dossier: &Dossier) -> Result<BTreeMap<EntryId, Label>> {
        dossier.named().into_iter().map(|id| Ok((id, self.label(id)?))).collect()
    }

    /// Every fonds, series and file, by reference code.
    pub fn units(&self) -> Result<Vec<HoldingUnit>> {
        let mut units = Vec::new();
        let query = ListQuery {
            kinds: vec![EntryKind::HoldingUnit],
            unit: None,
            stage: None,
            words: String::new(),
            sort: Sort::Reference,
            descending: false,
        };
        for row in self.rows(&self.list(&query)?)? {
            if let Some(Entry::HoldingUnit(unit)) = self.get(row.id)? {
                units.push(unit);
            }
        }
        Ok(units)
    }

    /// How many entries of each listed kind there are.
    pub fn counts(&self) -> Result<Counts> {
        let connection = self.storage.connection();
        EntryKind::LISTED.iter().map(|kind| Ok((*kind, self.storage.told(rows::count(connection, *kind))?))).collect()
    }

    /// Regions on a picture.
    pub fn regions(&self, picture: EntryId) -> Result<Vec<Region>> {
        let page = rows::readable(self.storage.told(rows::page_each(self.storage.connection(), picture))?);
        Ok(page
            .into_iter()
            .filter_map(|found| if let Entry::Region(region) = found.entry { Some(region) } else { None })
            .collect())
    }
}

/// Claims as a page shows them: the first of a box is the one an edit of the box means.
pub(super) fn in_order(claims: &mut [Claim]) {
    claims.sort_by_key(|claim| (property_order(&claim.property), claim.ord, claim.id));
}

/// The place of a property on a page; those the program does not know come last.
fn property_order(property: &str) -> usize {
    crate::model::PROPERTIES.iter().position(|known| known.id == property).unwrap_or(usize::MAX)
}

/// The ids that begin with these hexadecimal digits, at least four of them.
fn id_range(prefix: &str) -> Option<(EntryId, EntryId)> {
    let digits: String = prefix.to_lowercase().chars().filter(|c| *c != '-').collect();
    if !(4..=32).contains(&digits.len()) || !digits.chars().all(|c| c.is_ascii_hexdigit()) {
        return None;
    }
    Some((EntryId::parse(&format!("{digits:0<32}"))?, EntryId::parse(&format!("{digits:f<32}"))?))
}
