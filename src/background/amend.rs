//! Small writes of a page: one more claim, some fields of one entry. Each is read and written in one step on the
//! catalogue's thread, so that two quick edits of one entry never stand in each other's way.

use super::request::{Said, ValueOf};
use crate::catalogue::{Applied, Catalogue, OnPicture};
use crate::error::{Error, Result};
use crate::model::{Act, Certainty, Change, Claim, Entry, EntryId, NumberState, PrisonerNumber, Reading};
use crate::reports;

/// Writes a new claim with the region it was read from; a wording without reading is read. Returns its id: it has
/// another one than it was given when a claim with that id was taken away, because no id is used twice.
pub(super) fn add_claim(
    catalogue: &mut Catalogue,
    claim: Claim,
    at: Option<OnPicture>,
) -> Result<(Applied, Option<EntryId>)> {
    let about = with_property(&about(catalogue, claim.subject)?, &claim.property);
    let id = claim.id;
    let again = Claim { id: EntryId::fresh(), ..claim.clone() };
    match catalogue.add_claim(claim, at, &about) {
        Err(Error::Damaged(_)) if catalogue.get(id)?.is_none() => {
            let id = again.id;
            Ok((catalogue.add_claim(again, at, &about)?, Some(id)))
        }
        outcome => Ok((outcome?, Some(id))),
    }
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

/// Says something of a value, when its wording still is the one it was said of.
pub(super) fn say(catalogue: &mut Catalogue, of: &ValueOf, as_written: &str, said: Said) -> Result<Applied> {
    let value = value(catalogue, of)?.filter(|claim| claim.as_written.trim() == as_written.trim());
    let Some(before) = value else { return catalogue.act(Act::Edit, "", "", Vec::new()) };
    let after = with_said(before.clone(), said);
    let about = with_property(&about(catalogue, before.subject)?, &before.property);
    catalogue.act(Act::Edit, &about, "", vec![Change::edit(before, after)])
}

/// The value as it stands now; `None` when there is none any more.
fn value(catalogue: &Catalogue, of: &ValueOf) -> Result<Option<Claim>> {
    match of {
        ValueOf::Claim(id) => Ok(match catalogue.get(*id)? {
            Some(Entry::Claim(claim)) => Some(claim),
            _ => None,
        }),
        ValueOf::Box { card, field } => {
            let Some(Entry::FileCard(file_card)) = catalogue.get(*card)? else { return Ok(None) };
            let template = catalogue.template(&file_card.template)?;
            let property = template.field(field).map(|field| field.property.as_str());
            let is_of_box = |claim: &Claim| claim.field == *field && Some(claim.property.as_str()) == property;
            let claims = catalogue.dossier(*card)?.claims;
            Ok(claims.into_iter().find(|claim| is_of_box(claim) && claim.stands()))
        }
    }
}

fn with_said(mut claim: Claim, said: Said) -> Claim {
    match said {
        Said::Keep(reading, by) => {
            claim.reading = Some(match (*reading, claim.reading) {
                (Reading::Number(kept), Some(Reading::Number(known))) if kept.state == NumberState::Given => {
                    Reading::Number(PrisonerNumber { state: known.state, ..kept })
                }
                (reading, _) => reading,
            });
            claim.read_by = by;
        }
        Said::NotKept => claim.read_by.clear(),
        Said::Certainty(certainty) => claim.certainty = certainty,
        Said::NextCertainty => {
            let at = Certainty::ALL.iter().position(|known| *known == claim.certainty).unwrap_or_default();
            claim.certainty = Certainty::ALL.iter().cycle().nth(at + 1).copied().unwrap_or_default();
        }
        Said::Struck(is_struck) => {
            if let Some(Reading::Number(number)) = &mut claim.reading {
                number.state = if is_struck { NumberState::Struck } else { NumberState::Given };
            }
        }
    }
    claim
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
    fn what_is_said_of_a_value_is_said_of_the_wording_that_was_seen() {
        let folder = tempfile::tempdir().unwrap();
        let mut catalogue = Catalogue::create(folder.path().join("c.kartoteka").as_path(), "Test").unwrap();
        let template = crate::catalogue::built_in_template("auschwitz-pow-record").unwrap();
        let field = template.fields.iter().find(|field| field.property == "prisoner-number").unwrap();
        let keyed = |as_written: &str| crate::catalogue::Keyed {
            field: field.id.clone(),
            as_written: as_written.to_owned(),
            absence: None,
            at: None,
        };
        let card = catalogue.add_card(&template.id, "t/1", None, &[keyed("10631")]).unwrap().id;
        let now = |catalogue: &Catalogue| catalogue.dossier(card).unwrap().claims.remove(0);
        let seen = now(&catalogue);
        let reading = Box::new(seen.reading.clone().unwrap());
        let keep = Said::Keep(reading, "A. Tester".to_owned());
        // somebody corrects it meanwhile
        catalogue.key(card, &keyed("10632")).unwrap();
        let corrected = now(&catalogue);
        for of in [ValueOf::Claim(seen.id), ValueOf::Box { card, field: field.id.clone() }] {
            for said in [keep.clone(), Said::Struck(true), Said::NextCertainty, Said::NotKept] {
                say(&mut catalogue, &of, "10631", said).unwrap();
                assert_eq!(now(&catalogue), corrected, "no reading of 10631 is signed for 10632");
            }
        }
        let gone = ValueOf::Claim(EntryId::fresh());
        assert!(say(&mut catalogue, &gone, "10632", Said::NextCertainty).unwrap().touched.is_empty());
        // a number struck out is read by nobody for that, and stays struck out when its reading is kept
        let of = ValueOf::Box { card, field: field.id.clone() };
        let state = |claim: &Claim| match &claim.reading {
            Some(Reading::Number(number)) => number.state,
            other => panic!("a number, and not {other:?}"),
        };
        say(&mut catalogue, &of, "10632", Said::Struck(true)).unwrap();
        assert_eq!((state(&now(&catalogue)), now(&catalogue).read_by.as_str()), (NumberState::Struck, ""));
        let given = Said::Keep(Box::new(corrected.reading.unwrap()), "A. Tester".to_owned());
        say(&mut catalogue, &of, "10632", given).unwrap();
        assert_eq!((state(&now(&catalogue)), now(&catalogue).read_by.as_str()), (NumberState::Struck, "A. Tester"));
        say(&mut catalogue, &of, "10632", Said::Struck(false)).unwrap();
        assert_eq!((state(&now(&catalogue)), now(&catalogue).read_by.as_str()), (NumberState::Given, "A. Tester"));
        for degree in [Certainty::Probable, Certainty::Uncertain, Certainty::Certain] {
            say(&mut catalogue, &of, "10632", Said::NextCertainty).unwrap();
            assert_eq!(now(&catalogue).certainty, degree);
        }
    }

    #[test]
    fn a_claim_keyed_again_after_it_was_taken_away_has_another_id() {
        let folder = tempfile::tempdir().unwrap();
        let mut catalogue = Catalogue::create(folder.path().join("c.kartoteka").as_path(), "Test").unwrap();
        let card = catalogue.add_card("auschwitz-pow-record", "t/1", None, &[]).unwrap().id;
        let claim = Claim::new(card, "count", "92");
        let (_, made) = add_claim(&mut catalogue, claim.clone(), None).unwrap();
        assert_eq!(made, Some(claim.id));
        assert!(add_claim(&mut catalogue, claim.clone(), None).is_err(), "it is there");
        remove_claim(&mut catalogue, claim.id).unwrap();
        let (_, made) = add_claim(&mut catalogue, claim.clone(), None).unwrap();
        let claims = catalogue.dossier(card).unwrap().claims;
        assert_eq!(claims.iter().map(|claim| Some(claim.id)).collect::<Vec<_>>(), [made]);
        assert_ne!(made, Some(claim.id));
    }

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
