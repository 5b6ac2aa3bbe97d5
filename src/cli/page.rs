//! The page of an entry as `show --json` answers it. Its field names are for good.

use super::answers::Named;
use super::glossary::GlossAnswer;
use super::note::NoteAnswer;
use crate::catalogue::{Catalogue, CitedBy};
use crate::error::{Error, Result};
use crate::model::{
    Absence, Access, Attachment, Certainty, Checksum, Claim, ClaimStatus, Conclusion, Day, Decision, DifferenceKind,
    Dossier, Entry, EntryId, EntryKind, Glossary, HistoricalDate, Identity, Label, Reading, Region, Role, Shown,
    Timestamp, Verdict, Withdrawal,
};
use crate::reports::{absence_text, reading_text};
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The page a reference leads to: the entry itself, or the one a claim, note or judgement hangs on.
pub(super) fn page_of(catalogue: &Catalogue, reference: &str) -> Result<EntryId> {
    let id = catalogue.resolve(reference)?;
    let mut entry = catalogue.get(id)?.ok_or_else(|| Error::NoSuchEntry(reference.to_owned()))?;
    // a box hangs on a picture, and that has a page: one step is enough
    if !EntryKind::LISTED.contains(&entry.kind()) {
        entry = catalogue.get(entry.owner())?.ok_or_else(|| Error::NoSuchEntry(reference.to_owned()))?;
    }
    Ok(entry.id())
}

/// An entry with everything that hangs on it.
#[derive(Serialize)]
pub(super) struct Page {
    #[serde(flatten)]
    pub(super) named: Named,
    pub(super) fields: Map<String, Value>,
    pub(super) claims: Vec<ClaimAnswer>,
    pub(super) conclusions: Vec<ConclusionAnswer>,
    pub(super) notes: Vec<NoteAnswer>,
    pub(super) pictures: Vec<PictureAnswer>,
    pub(super) identities: Vec<IdentityAnswer>,
    pub(super) mentions: Vec<MentionAnswer>,
    /// Of a source: what cites it, and what was searched for in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) cited_by: Option<CitedByAnswer>,
}

#[derive(Serialize)]
pub(super) struct ClaimAnswer {
    pub(super) id: EntryId,
    pub(super) property: String,
    pub(super) field: String,
    pub(super) as_written: String,
    pub(super) reading: Option<Reading>,
    pub(super) reading_text: String,
    pub(super) read_by: String,
    pub(super) earliest: Option<String>,
    pub(super) latest: Option<String>,
    pub(super) absence: Option<AbsenceAnswer>,
    pub(super) source: Option<SourceAnswer>,
    pub(super) locator: String,
    pub(super) quotation: String,
    pub(super) stated_on: Option<HistoricalDate>,
    pub(super) scope: String,
    pub(super) certainty: Certainty,
    pub(super) status: ClaimStatus,
    pub(super) status_reason: String,
    pub(super) remark: String,
    pub(super) region: Option<EntryId>,
    pub(super) keyed_by: String,
    pub(super) keyed_at: Timestamp,
    pub(super) pass: u8,
    pub(super) access: Access,
    /// The words of wording and quotation that need a gloss.
    pub(super) glosses: Vec<GlossAnswer>,
}

#[derive(Serialize)]
pub(super) struct AbsenceAnswer {
    pub(super) term: &'static str,
    pub(super) legible: Option<String>,
    #[serde(skip)]
    pub(super) words: String,
}

#[derive(Serialize)]
pub(super) struct SourceAnswer {
    id: EntryId,
    #[serde(rename = "ref")]
    pub(super) reference: String,
    pub(super) title: String,
}

#[derive(Serialize)]
pub(super) struct ConclusionAnswer {
    id: EntryId,
    #[serde(rename = "ref")]
    pub(super) reference: String,
    pub(super) property: String,
    pub(super) kind: DifferenceKind,
    pub(super) weighed: Vec<EntryId>,
    pub(super) decision: Decision,
    pub(super) chosen: Vec<EntryId>,
    pub(super) reason: String,
    pub(super) by: String,
    at: Timestamp,
    pub(super) withdrawn: Option<Withdrawal>,
}

#[derive(Serialize)]
pub(super) struct PictureAnswer {
    pub(super) id: EntryId,
    #[serde(rename = "ref")]
    pub(super) reference: String,
    entry: EntryId,
    pub(super) role: Role,
    pub(super) caption: String,
    caption_ours: String,
    photographer: String,
    credit: String,
    rights: String,
    copy_of: String,
    pub(super) sha256: Checksum,
    pub(super) master: PathBuf,
    pub(super) original_name: String,
    size_bytes: u64,
    pub(super) width_px: u32,
    pub(super) height_px: u32,
    pub(super) date: HistoricalDate,
    date_absence: Option<AbsenceAnswer>,
    pub(super) depicted: Vec<Named>,
    seen: Vec<SeenAnswer>,
    content_note: String,
    pub(super) drawn: bool,
    access: Access,
}

/// Who or what is marked on a picture, and where: left, top, width and height in fractions.
#[derive(Serialize)]
struct SeenAnswer {
    person: Option<Named>,
    name: String,
    body_place: String,
    remark: String,
    area: [f64; 4],
}

#[derive(Serialize)]
pub(super) struct IdentityAnswer {
    id: EntryId,
    pub(super) entry: Named,
    pub(super) person: Named,
    pub(super) verdict: Verdict,
    pub(super) reason: String,
    pub(super) evidence: Vec<EntryId>,
    by: String,
    at: Timestamp,
}

/// A claim of another entry that points here.
#[derive(Serialize)]
pub(super) struct MentionAnswer {
    pub(super) entry: Named,
    pub(super) claim: EntryId,
    pub(super) property: String,
    pub(super) as_written: String,
}

/// What names a source: at most so many claims of each sort, with how many there are.
#[derive(Serialize)]
pub(super) struct CitedByAnswer {
    pub(super) found: Vec<CitingAnswer>,
    pub(super) count_found: u64,
    pub(super) not_found: Vec<CitingAnswer>,
    pub(super) count_not_found: u64,
}

/// A claim that names a source.
#[derive(Serialize)]
pub(super) struct CitingAnswer {
    pub(super) entry: Named,
    pub(super) claim: EntryId,
    pub(super) property: String,
    pub(super) as_written: String,
    pub(super) absence: Option<AbsenceAnswer>,
    pub(super) locator: String,
    pub(super) status: ClaimStatus,
}

impl From<CitedBy> for CitedByAnswer {
    fn from(cited: CitedBy) -> Self {
        let CitedBy { found, count_found, not_found, count_not_found, labels } = cited;
        let answer = |claim: Claim| CitingAnswer {
            entry: Named::new(claim.subject, labels.get(&claim.subject).unwrap_or(&Label::default())),
            claim: claim.id,
            absence: claim.absence.as_ref().map(AbsenceAnswer::from),
            property: claim.property,
            as_written: claim.as_written,
            locator: claim.locator,
            status: claim.status,
        };
        Self {
            found: found.into_iter().map(answer).collect(),
            count_found,
            not_found: not_found.into_iter().map(answer).collect(),
            count_not_found,
        }
    }
}

impl Page {
    /// The page of an entry, from everything that hangs on it.
    pub(super) fn new(catalogue: &Catalogue, dossier: Dossier) -> Self {
        let Dossier {
            entry,
            label,
            claims,
            conclusions,
            notes,
            pictures,
            regions,
            identities,
            mentions,
            labels,
            weighed: _,
        } = dossier;
        let named = |id: EntryId| Named::new(id, labels.get(&id).unwrap_or(&Label::default()));
        let glossary = catalogue.glossary().unwrap_or_else(|error| {
            tracing::warn!(%error, "the catalogue's own glossary cannot be read");
            Glossary::default()
        });
        Self {
            cited_by: None,
            named: Named::new(entry.id(), &label),
            fields: fields(&entry),
            claims: claims.into_iter().map(|claim| claim_answer(claim, &labels, &glossary)).collect(),
            conclusions: conclusions.into_iter().map(conclusion_answer).collect(),
            notes: notes.into_iter().map(NoteAnswer::from).collect(),
            pictures: pictures
                .into_iter()
                .map(|picture| picture_answer(catalogue, picture, &regions, &named))
                .collect(),
            identities: identities
                .into_iter()
                .map(|Identity { id, entry, person, verdict, reason, evidence, by, at }| IdentityAnswer {
                    id,
                    entry: named(entry),
                    person: named(person),
                    verdict,
                    reason,
                    evidence,
                    by,
                    at,
                })
                .collect(),
            mentions: mentions
                .into_iter()
                .map(|claim| MentionAnswer {
                    entry: named(claim.subject),
                    claim: claim.id,
                    property: claim.property,
                    as_written: claim.as_written,
                })
                .collect(),
        }
    }
}

fn claim_answer(claim: Claim, labels: &BTreeMap<EntryId, Label>, glossary: &Glossary) -> ClaimAnswer {
    let glosses = GlossAnswer::all(glossary, &format!("{}\n{}", claim.as_written, claim.quotation));
    let (earliest, latest) = days(&claim);
    let source = claim.source.map(|id| {
        let label = labels.get(&id).cloned().unwrap_or_default();
        SourceAnswer { id, reference: label.reference_code, title: label.label }
    });
    ClaimAnswer {
        id: claim.id,
        property: claim.property,
        field: claim.field,
        as_written: claim.as_written,
        reading_text: claim.reading.as_ref().map(|reading| reading_text(reading, labels)).unwrap_or_default(),
        reading: claim.reading,
        read_by: claim.read_by,
        earliest,
        latest,
        absence: claim.absence.as_ref().map(AbsenceAnswer::from),
        source,
        locator: claim.locator,
        quotation: claim.quotation,
        stated_on: claim.stated_on,
        scope: claim.scope,
        certainty: claim.certainty,
        status: claim.status,
        status_reason: claim.status_reason,
        remark: claim.remark,
        region: claim.region,
        keyed_by: claim.keyed_by,
        keyed_at: claim.keyed_at,
        pass: claim.pass,
        access: claim.access,
        glosses,
    }
}

/// The earliest and the latest day of a date, `1942-11-06`.
fn days(claim: &Claim) -> (Option<String>, Option<String>) {
    let (first, last) = claim.days();
    (first.and_then(day), last.and_then(day))
}

fn day(Day(number): Day) -> Option<String> {
    let days = jiff::Span::new().try_days(number).ok()?;
    Some(jiff::civil::Date::constant(1970, 1, 1).checked_add(days).ok()?.to_string())
}

impl From<&Absence> for AbsenceAnswer {
    fn from(absence: &Absence) -> Self {
        let legible = match absence {
            Absence::Illegible { legible } => Some(legible.clone()),
            _ => None,
        };
        Self { term: absence.term(), legible, words: absence_text(absence) }
    }
}

fn conclusion_answer(conclusion: Conclusion) -> ConclusionAnswer {
    let Conclusion {
        id,
        reference_code,
        subject: _,
        property,
        kind,
        weighed,
        decision,
        chosen,
        reason,
        by,
        at,
        withdrawn,
    } = conclusion;
    ConclusionAnswer {
        id,
        reference: reference_code,
        property,
        kind,
        weighed,
        decision,
        chosen,
        reason,
        by,
        at,
        withdrawn,
    }
}

fn picture_answer(
    catalogue: &Catalogue,
    picture: Attachment,
    regions: &[Region],
    named: &impl Fn(EntryId) -> Named,
) -> PictureAnswer {
    let seen = regions.iter().filter(|region| region.attachment == picture.id).filter_map(|region| {
        let Shown { person, name, body_place, remark } = region.shows.clone()?;
        let area = [region.x, region.y, region.width, region.height];
        Some(SeenAnswer { person: person.map(named), name, body_place, remark, area })
    });
    PictureAnswer {
        master: catalogue.master_path(&picture),
        id: picture.id,
        reference: picture.reference_code,
        entry: picture.entry,
        role: picture.role,
        caption: picture.caption,
        caption_ours: picture.caption_ours,
        photographer: picture.photographer,
        credit: picture.credit,
        rights: picture.rights,
        copy_of: picture.copy_of,
        sha256: picture.master,
        original_name: picture.original_name,
        size_bytes: picture.size_bytes,
        width_px: picture.width_px,
        height_px: picture.height_px,
        date: picture.date,
        date_absence: picture.date_absence.as_ref().map(AbsenceAnswer::from),
        depicted: picture.depicted.into_iter().map(named).collect(),
        seen: seen.collect(),
        content_note: picture.content_note,
        drawn: picture.drawn,
        access: picture.access,
    }
}

/// What an entry says of itself, apart from its id, reference, label and what other lists of the page hold.
fn fields(entry: &Entry) -> Map<String, Value> {
    let fields = match entry {
        Entry::HoldingUnit(unit) => json!({
            "parent": unit.parent, "level": unit.level, "dates": unit.dates, "extent": unit.extent,
            "creator": unit.creator, "repository": unit.repository, "scope_and_content": unit.scope_and_content,
        }),
        Entry::FileCard(card) => json!({
            "template": card.template, "unit": card.unit, "specimen": card.specimen,
            "stage": card.stage, "access": card.access,
        }),
        Entry::Person(person) => json!({ "access": person.access }),
        Entry::Place(place) => json!({
            "type": place.kind, "name_de": place.name_de, "name_local": place.name_local, "country": place.country,
            "latitude": place.latitude, "longitude": place.longitude, "since": place.since, "until": place.until,
            "wikidata": place.wikidata, "basis": place.basis,
        }),
        Entry::Event(event) => json!({ "type": event.kind }),
        Entry::Group(group) => json!({ "type": group.kind }),
        Entry::Source(source) => json!({
            "type": source.kind, "author": source.author, "date": source.date, "repository": source.repository,
            "description": source.description,
        }),
        Entry::Attachment(picture) => json!({ "of": picture.entry, "role": picture.role }),
        // these have no page of their own
        Entry::Region(_)
        | Entry::Claim(_)
        | Entry::Conclusion(_)
        | Entry::ProvenanceNote(_)
        | Entry::Identity(_)
        | Entry::OwnTemplate(_)
        | Entry::SavedSearch(_)
        | Entry::ClosureRule(_)
        | Entry::GlossaryTerm(_) => Value::Null,
    };
    match fields {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!(day(Day(0)).as_deref(), Some("1970-01-01"));
        assert_eq!(day(Day(-9_918)).as_deref(), Some("1942-11-06"));
        assert_eq!(day(Day(i32::MAX)), None);
    }
}
