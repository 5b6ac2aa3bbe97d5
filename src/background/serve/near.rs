//! What stands beside a card or person: near numbers, and who may be the same man.

use crate::background::answer::Answer;
use crate::catalogue::{Catalogue, NumberAsked};
use crate::error::{Error, Result};
use crate::model::EntryId;

/// So many candidates are shown.
const CANDIDATES: usize = 12;

/// The numbers around those of an entry; none when it is gone meanwhile.
pub(super) fn neighbours(catalogue: &Catalogue, entry: EntryId) -> Result<Answer> {
    let found = or_none(catalogue.neighbours(&NumberAsked::Of(entry)))?;
    Ok(Answer::Neighbours { entry, found })
}

/// Who may be the same man; nobody when the entry is gone meanwhile.
pub(super) fn look_alikes(catalogue: &Catalogue, entry: EntryId) -> Result<Answer> {
    let mut found = or_none(catalogue.alike(entry, CANDIDATES + 1))?;
    let has_more = found.len() > CANDIDATES;
    found.truncate(CANDIDATES);
    Ok(Answer::LookAlikes { entry, found, has_more })
}

fn or_none<T>(found: Result<Vec<T>>) -> Result<Vec<T>> {
    match found {
        Err(Error::NoSuchEntry(_)) => Ok(Vec::new()),
        other => other,
    }
}
