//! Cards and persons as men: what is known of each, read once however often it is compared.

use super::Catalogue;
use crate::error::Result;
use crate::model::{Arrival, Claim, Entry, EntryId, EntryKind, GroupKind, Label, OneMan, Traits, Verdict};
use crate::storage::rows;
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

/// A card or person with what is known of the man.
pub(super) struct Man {
    /// The card or person.
    pub entry: EntryId,
    /// How it is named.
    pub label: Label,
    /// What is known of him.
    pub traits: Traits,
    /// When he came.
    pub arrived: Option<Arrival>,
}

/// What was judged of who a card or person is.
pub(super) struct Judged {
    /// Those held to be the same man, with the judgements on them.
    pub man: OneMan,
    /// Those judged to be somebody else, and whoever is held to be the same as one of them.
    pub not_him: BTreeSet<EntryId>,
}

/// Reads men.
pub(super) struct Men<'a> {
    catalogue: &'a Catalogue,
    known: HashMap<EntryId, Option<Rc<Man>>>,
    names: RefCell<HashMap<EntryId, Vec<String>>>,
    transports: RefCell<HashMap<EntryId, bool>>,
    judged: HashMap<EntryId, Rc<Judged>>,
}

impl<'a> Men<'a> {
    pub(super) fn of(catalogue: &'a Catalogue) -> Self {
        Self {
            catalogue,
            known: HashMap::new(),
            names: RefCell::default(),
            transports: RefCell::default(),
            judged: HashMap::new(),
        }
    }

    /// The man of a card or person; `None` of other kinds and of what is gone or cannot be read.
    pub(super) fn get(&mut self, id: EntryId) -> Result<Option<Rc<Man>>> {
        if let Some(known) = self.known.get(&id) {
            return Ok(known.clone());
        }
        let man = self.read(id)?.map(Rc::new);
        self.known.insert(id, man.clone());
        Ok(man)
    }

    fn read(&self, id: EntryId) -> Result<Option<Man>> {
        let storage = &self.catalogue.storage;
        let connection = storage.connection();
        let Some(found) = storage.told(rows::find(connection, id))? else { return Ok(None) };
        if !matches!(found.entry.kind(), EntryKind::FileCard | EntryKind::Person) {
            return Ok(None);
        }
        let mut claims: Vec<Claim> = Vec::new();
        for found in rows::readable(storage.told(rows::page_each(connection, id))?) {
            if let Entry::Claim(claim) = found.entry {
                claims.push(claim);
            }
        }
        claims.sort_by_key(|claim| (claim.ord, claim.id));
        let traits = Traits::of(&found.entry, &claims, &|id| self.names_of(id));
        let traits = traits.with_transports(|group| self.is_transport(group));
        let arrived = claims.iter().find(|claim| claim.property == "arrival-date" && claim.stands());
        let arrived = arrived.filter(|claim| claim.absence.is_none()).map(|claim| {
            let (first, last) = claim.days();
            Arrival { written: claim.as_written.trim().to_owned(), first, last }
        });
        Ok(Some(Man { entry: id, label: self.catalogue.label(id)?, traits, arrived }))
    }

    /// The names an entry goes by: of a camp or a place all that are kept with it, of others the one we print.
    pub(super) fn names_of(&self, id: EntryId) -> Vec<String> {
        if let Some(known) = self.names.borrow().get(&id) {
            return known.clone();
        }
        let entry = self.catalogue.get(id).unwrap_or_else(|error| {
            // its name is one help of many
            tracing::debug!(%error, "an entry that is named cannot be read");
            None
        });
        let mut names = match entry {
            Some(Entry::Place(place)) => vec![place.label, place.name_de, place.name_local],
            Some(Entry::Person(person)) => vec![person.label],
            Some(Entry::Group(group)) => vec![group.label],
            _ => Vec::new(),
        };
        names.retain(|name| !name.trim().is_empty());
        self.names.borrow_mut().insert(id, names.clone());
        names
    }

    /// Whether a group is a transport; of what cannot be read it is not said.
    fn is_transport(&self, group: EntryId) -> bool {
        if let Some(known) = self.transports.borrow().get(&group) {
            return *known;
        }
        let entry = self.catalogue.get(group).unwrap_or_else(|error| {
            tracing::debug!(%error, "a group that is named cannot be read");
            None
        });
        let is_one = matches!(entry, Some(Entry::Group(found)) if found.kind == GroupKind::Transport);
        self.transports.borrow_mut().insert(group, is_one);
        is_one
    }

    /// What was judged of who he is.
    pub(super) fn judged(&mut self, id: EntryId) -> Result<Rc<Judged>> {
        if let Some(known) = self.judged.get(&id) {
            return Ok(Rc::clone(known));
        }
        let man = self.catalogue.gather_man(id)?;
        let mut not_him = BTreeSet::new();
        for other in man.not_him() {
            if !not_him.contains(&other) {
                not_him.extend(self.catalogue.gather_man(other)?.members);
            }
        }
        let judged = Rc::new(Judged { man, not_him });
        self.judged.insert(id, Rc::clone(&judged));
        Ok(judged)
    }

    /// What was judged of two: of themselves, or else of those they are held to be the same as.
    pub(super) fn verdict(&mut self, one: EntryId, other: EntryId) -> Result<Option<Verdict>> {
        let judged = self.judged(one)?;
        let direct = judged.man.between(one, other).map(|identity| identity.verdict);
        Ok(match direct {
            Some(verdict @ (Verdict::Same | Verdict::NotSame)) => Some(verdict),
            _ if judged.man.members.contains(&other) => Some(Verdict::Same),
            _ if judged.not_him.contains(&other) => Some(Verdict::NotSame),
            undecided => undecided,
        })
    }
}
