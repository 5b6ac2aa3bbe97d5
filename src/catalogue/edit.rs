//! Adding cards, keying values, writing notes: what a form does, as acts.

use super::{Applied, Catalogue, now};
use crate::error::{Error, Result};
use crate::model::{
    Absence, Access, Act, CardField, CardTemplate, Change, Claim, Datatype, Entry, EntryId, FileCard, HistoricalDate,
    NoteKind, Point, PrisonerNumber, ProvenanceNote, Reading, Region, Stage, property_of, read,
};
use crate::storage::rows;

/// A value typed into a field of a card.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Keyed {
    /// The field's id or printed label.
    pub field: String,
    /// The wording.
    pub as_written: String,
    /// Why there is none.
    pub absence: Option<Absence>,
    /// Where it was read; a value that has its region already keeps it.
    pub at: Option<OnPicture>,
}

/// A box on a picture, in fractions of its width and height, from which a value was read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OnPicture {
    /// The picture.
    pub picture: EntryId,
    /// Left, top, width and height.
    pub area: [f64; 4],
    /// The corners of what is meant, clockwise, when it lies askew on the picture.
    pub outline: Option<[Point; 4]>,
}

impl OnPicture {
    fn region(self) -> Region {
        let [x, y, width, height] = self.area;
        Region {
            id: EntryId::fresh(),
            attachment: self.picture,
            x,
            y,
            width,
            height,
            outline: self.outline,
            shows: None,
        }
    }
}

impl Catalogue {
    /// Adds a card of a template with what is keyed on it, as one act.
    pub fn add_card(
        &mut self,
        template_id: &str,
        reference_code: &str,
        unit: Option<EntryId>,
        keyed: &[Keyed],
    ) -> Result<FileCard> {
        let template = self.template(template_id)?;
        self.assert_free(reference_code.trim())?;
        let card = FileCard {
            id: EntryId::fresh(),
            reference_code: reference_code.trim().to_owned(),
            template: template.id.clone(),
            unit,
            specimen: false,
            stage: Stage::default(),
            access: Access::Open,
        };
        let mut changes = vec![Change::create(card.clone())];
        let mut placed: Vec<String> = Vec::new();
        for value in keyed {
            let field = field_of(&template, &value.field)?;
            let mut claim = self.read_field(card.id, field, value);
            let before = placed.iter().filter(|property| **property == field.property).count();
            claim.ord = u32::try_from(before).unwrap_or(u32::MAX);
            placed.push(field.property.clone());
            changes.extend(created(claim, value.at));
        }
        self.act(Act::Add, &card.reference_code, "", changes)?;
        Ok(card)
    }

    /// Keys a value into a field of a card: the first standing claim of that field is edited, or one is made if there
    /// is none. An empty wording without an absence removes it.
    pub fn key(&mut self, card: EntryId, keyed: &Keyed) -> Result<Applied> {
        let Some(Entry::FileCard(file_card)) = self.get(card)? else {
            return Err(Error::NoSuchEntry(card.to_string()));
        };
        let template = self.template(&file_card.template)?;
        let field = field_of(&template, &keyed.field)?;
        let about = format!("{}: {}", file_card.reference_code, field.label);
        let claims = self.claims_of(card)?;
        // a claim keyed when the box spoke of something else stays what it was
        let is_of_box = |claim: &&Claim| claim.field == field.id && claim.property == field.property;
        let first = claims.iter().filter(is_of_box).find(|claim| claim.stands());
        let changes = match first {
            Some(before) if keyed.as_written.is_empty() && keyed.absence.is_none() => self.removed(before)?,
            Some(before) => {
                let reading = field.read(&keyed.as_written);
                edited(before, self.keyed_again(before, &keyed.as_written, keyed.absence.as_ref(), reading), keyed.at)
            }
            None if keyed.as_written.is_empty() && keyed.absence.is_none() => Vec::new(),
            None => {
                let mut claim = self.read_field(card, field, keyed);
                claim.ord = next_ord(&claims, &field.property);
                created(claim, keyed.at)
            }
        };
        self.act(Act::Edit, &about, "", changes)
    }

    /// Edits the wording of a claim, or says why there is none, and reads it anew.
    pub fn rekey(
        &mut self,
        claim: EntryId,
        as_written: &str,
        absence: Option<&Absence>,
        at: Option<OnPicture>,
    ) -> Result<Applied> {
        let Some(Entry::Claim(before)) = self.get(claim)? else {
            return Err(Error::NoSuchEntry(claim.to_string()));
        };
        let label = self.label(before.subject)?;
        let about = format!("{}: {}", label.reference_code, before.property.replace('-', " "));
        let reading = self.read_as(&before, as_written)?;
        let after = self.keyed_again(&before, as_written, absence, reading);
        self.act(Act::Edit, &about, "", edited(&before, after, at))
    }

    /// Writes one more claim about an entry, with the region it was read from. A wording without a reading is read.
    pub fn add_claim(&mut self, mut claim: Claim, at: Option<OnPicture>, about: &str) -> Result<Applied> {
        if claim.reading.is_none() && claim.absence.is_none() {
            claim.reading = self.read_as(&claim, &claim.as_written)?;
        }
        claim.keyed_by.clone_from(&self.author);
        claim.keyed_at = now();
        self.act(Act::Edit, about, "", created(claim, at))
    }

    /// Says where on a picture a claim was read. A region nothing else names goes with the new one.
    pub fn place(&mut self, claim: EntryId, at: OnPicture, about: &str) -> Result<Applied> {
        let Some(Entry::Claim(before)) = self.get(claim)? else {
            return Err(Error::NoSuchEntry(claim.to_string()));
        };
        let region = at.region();
        let after = Claim { region: Some(region.id), ..before.clone() };
        let mut changes = vec![Change::create(region), Change::edit(before.clone(), after)];
        changes.extend(self.region_alone(&before)?);
        self.act(Act::Edit, about, "", changes)
    }

    /// What removes a claim, with the region that nothing else names.
    pub fn removed(&self, claim: &Claim) -> Result<Vec<Change>> {
        Ok(std::iter::once(Change::remove(claim.clone())).chain(self.region_alone(claim)?).collect())
    }

    fn region_alone(&self, claim: &Claim) -> Result<Option<Change>> {
        let Some(region @ Entry::Region(_)) = claim.region.map(|id| self.get(id)).transpose()?.flatten() else {
            return Ok(None);
        };
        let named = self.storage.told(rows::count_references(self.storage.connection(), &region))?;
        Ok((named <= 1).then_some(Change { before: Some(region), after: None }))
    }

    /// A claim about `subject`, read by the property's datatype, stamped with author and time; not yet written.
    pub fn read_claim(&self, subject: EntryId, property: &str, as_written: &str) -> Claim {
        let datatype = property_of(property).map_or(Datatype::Text, |known| known.datatype);
        let mut claim = Claim::new(subject, property, as_written);
        claim.reading = read(property, datatype, as_written);
        claim.keyed_by.clone_from(&self.author);
        claim.keyed_at = now();
        claim
    }

    /// Writes a provenance note.
    pub fn add_note(
        &mut self,
        subject: EntryId,
        kind: NoteKind,
        text: &str,
        date: &str,
        access: Access,
    ) -> Result<ProvenanceNote> {
        if text.trim().is_empty() {
            return Err(Error::Input("a note needs words: nothing was written".to_owned()));
        }
        let note = ProvenanceNote {
            id: EntryId::fresh(),
            subject,
            kind,
            text: text.to_owned(),
            date: HistoricalDate::read(date),
            author: self.author.clone(),
            access,
        };
        let about = self.label(subject)?.reference_code;
        self.act(Act::Note, &about, "", vec![Change::create(note.clone())])?;
        Ok(note)
    }

    /// A second entry with one reference code could not be told apart by it. What is there already is left alone, and
    /// `check` names what came double.
    fn assert_free(&self, reference_code: &str) -> Result<()> {
        let connection = self.storage.connection();
        let taken = if reference_code.is_empty() {
            Vec::new()
        } else {
            self.storage.told(rows::by_reference(connection, reference_code))?
        };
        match taken.first() {
            None => Ok(()),
            Some(id) => {
                let label = self.label(*id)?;
                Err(Error::Input(format!(
                    "the reference code {reference_code} is taken already, by {} {}: choose another",
                    label.kind, label.label
                )))
            }
        }
    }

    fn read_field(&self, card: EntryId, field: &CardField, keyed: &Keyed) -> Claim {
        let mut claim = self.read_claim(card, &field.property, &keyed.as_written);
        claim.reading = field.read(&keyed.as_written);
        claim.field.clone_from(&field.id);
        claim.absence.clone_from(&keyed.absence);
        claim
    }

    fn keyed_again(
        &self,
        before: &Claim,
        as_written: &str,
        absence: Option<&Absence>,
        reading: Option<Reading>,
    ) -> Claim {
        if before.as_written == as_written && before.absence.as_ref() == absence {
            // going through a field is not keying it
            return before.clone();
        }
        let mut after = before.clone();
        as_written.clone_into(&mut after.as_written);
        after.absence = absence.cloned();
        if before.as_written != as_written {
            // another wording is to be read anew, and by somebody
            after.reading = with_state_of(before.reading.as_ref(), reading);
            after.read_by.clear();
        }
        after.keyed_by.clone_from(&self.author);
        after.keyed_at = now();
        after
    }

    /// The reading of a wording where this claim stands: by its box, or else by its property.
    fn read_as(&self, claim: &Claim, as_written: &str) -> Result<Option<Reading>> {
        if let Some(Entry::FileCard(card)) = self.get(claim.subject)?
            && let Ok(template) = self.template(&card.template)
            && let Some(field) = template.field(&claim.field).filter(|field| field.property == claim.property)
        {
            return Ok(field.read(as_written));
        }
        let datatype = property_of(&claim.property).map_or(Datatype::Text, |known| known.datatype);
        Ok(read(&claim.property, datatype, as_written))
    }
}

/// A corrected number is struck out or covered on the paper as before.
fn with_state_of(before: Option<&Reading>, after: Option<Reading>) -> Option<Reading> {
    match (before, after) {
        (Some(Reading::Number(before)), Some(Reading::Number(after))) => {
            Some(Reading::Number(PrisonerNumber { state: before.state, period: before.period.clone(), ..after }))
        }
        (_, after) => after,
    }
}

/// What makes a claim, with its region.
fn created(mut claim: Claim, at: Option<OnPicture>) -> Vec<Change> {
    let region = at.map(OnPicture::region);
    claim.region = region.as_ref().map(|region| region.id).or(claim.region);
    region.map(Change::create).into_iter().chain(std::iter::once(Change::create(claim))).collect()
}

/// What edits a claim, with its first region; going through a field is not reading it anew.
fn edited(before: &Claim, mut after: Claim, at: Option<OnPicture>) -> Vec<Change> {
    let region = at.filter(|_| before.region.is_none() && *before != after).map(OnPicture::region);
    after.region = region.as_ref().map(|region| region.id).or(after.region);
    region.map(Change::create).into_iter().chain(std::iter::once(Change::edit(before.clone(), after))).collect()
}

fn field_of<'a>(template: &'a CardTemplate, wanted: &str) -> Result<&'a CardField> {
    template.field(wanted).ok_or_else(|| Error::NoSuchField {
        template: template.id.clone(),
        field: wanted.to_owned(),
        known: template
            .fields
            .iter()
            .map(|field| format!("{} ({})", field.id, field.label))
            .collect::<Vec<_>>()
            .join(", "),
    })
}

fn next_ord(claims: &[Claim], property: &str) -> u32 {
    claims.iter().filter(|claim| claim.property == property).map(|claim| claim.ord.saturating_add(1)).max().unwrap_or(0)
}
