//! Small writes of a page: one more claim, some fields of one entry. Each is read and written in one step on the
//! catalogue's thread, so that two quick edits of one entry never stand in each other's way.

use crate::catalogue::{Applied, Catalogue, OnPicture};
use crate::error::{Error, Result};
use crate::model::{Act, Change, Claim, Entry, EntryId};
use crate::reports;

/// Writes a new claim with the region it was read from; a wording without reading is read.
pub(super) fn add_claim(catalogue: &mut Catalogue, claim: Claim, at: Option<OnPicture>) -> Result<Applied> {
    let about = with_property(&about(catalogue, claim.subject)?, &claim.property);
    catalogue.add_claim(claim, at, &about)
}

/// Says where a claim was read.
pub(super) fn place(catalogue: &mut Catalogue, id: EntryId, at: OnPicture) -> Result<Applied> {
    let claim = claim(catalogue, id)?;
    let about = with_property(&about(catalogue, claim.subject)?, &claim.property);
    catalogue.place(id, at, &about)
}

/// Takes a claim away, with the region that is only its own.
pub(super) fn remove_claim(catalogue: &mut Catalogue, id: EntryId) -> Result<Applied> {
    let claim = claim(catalogue, id)?;
    let about = with_property(&about(catalogue, claim.subject)?, &claim.property);
    let changes = catalogue.removed(&claim)?;
    catalogue.act(Act::Edit, &about, "", changes)
}

fn claim(catalogue: &Catalogue, id: EntryId) -> Result<Claim> {
    match catalogue.get(id)? {
        Some(Entry::Claim(claim)) => Ok(claim),
        _ => Err(Error::NoSuchEntry(id.to_string())),
    }
}

/// Sets fields of an entry by their names in JSON.
pub(super) fn set(
    catalogue: &mut Catalogue,
    id: EntryId,
    fields: Vec<(&'static str, serde_json::Value)>,
    reason: &str,
) -> Result<Applied> {
    let before = catalogue.get(id)?.ok_or_else(|| Error::NoSuchEntry(id.to_string()))?;
    let after = with_fields(&before, fields)?;
    let mut about = about(catalogue, before.owner())?;
    if let Entry::Claim(claim) = &before {
        about = with_property(&about, &claim.property);
    }
    catalogue.act(Act::Edit, &about, reason, vec![Change::edit(before, after)])
}

/// The entry with `fields` set.
fn with_fields(entry: &Entry, fields: Vec<(&'static str, serde_json::Value)>) -> Result<Entry> {
    let damaged = |error: serde_json::Error| Error::Damaged(error.to_string());
    let mut json = serde_json::to_value(entry).map_err(damaged)?;
    if let Some(inner) = json.get_mut("entry").and_then(serde_json::Value::as_object_mut) {
        for (name, value) in fields {
            inner.insert(name.to_owned(), value);
        }
    }
    serde_json::from_value(json).map_err(|error| Error::Input(error.to_string()))
}

/// What a person calls the page an act is done to.
fn about(catalogue: &Catalogue, owner: EntryId) -> Result<String> {
    let Some(entry) = catalogue.get(owner)? else { return Ok(String::new()) };
    if !entry.reference_code().is_empty() {
        return Ok(entry.reference_code().to_owned());
    }
    // a picture is called after the page it belongs to
    if entry.owner() == owner { Ok(String::new()) } else { about(catalogue, entry.owner()) }
}

/// A page and the property an act on one of its claims speaks of: `P3: Place of birth`.
fn with_property(about: &str, property: &str) -> String {
    let words = reports::property_text(property);
    if about.is_empty() { words } else { format!("{about}: {words}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_the_named_fields_change() {
        let claim = Claim::new(EntryId::fresh(), "count", "92");
        let entry = Entry::Claim(claim.clone());
        let after =
            with_fields(&entry, vec![("status", json!("withdrawn")), ("status_reason", json!("mis-keyed"))]).unwrap();
        let Entry::Claim(after) = after else { panic!("still a claim") };
        assert_eq!(after.status_reason, "mis-keyed");
        assert_eq!(Claim { status: claim.status, status_reason: String::new(), ..after }, claim);
        assert!(with_fields(&entry, vec![("status", json!("no such term"))]).is_err());
    }
}
