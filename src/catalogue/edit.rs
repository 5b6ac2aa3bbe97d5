//! Adding cards, keying values, writing notes: what a form does, as acts.

use super::{Applied, Catalogue, now, template};
use crate::error::{Error, Result};
use crate::model::{
    Absence, Access, Act, CardField, CardTemplate, Change, Claim, Datatype, Entry, EntryId, FileCard, HistoricalDate,
    NoteKind, ProvenanceNote, property_of, read,
};

/// A value typed into a field of a card.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Keyed {
    /// The field's id or printed label.
    pub field: String,
    /// The wording.
    pub as_written: String,
    /// Why there is none.
    pub absence: Option<Absence>,
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
        let template = template(template_id)?;
        self.assert_free(reference_code.trim())?;
        let card = FileCard {
            id: EntryId::fresh(),
            reference_code: reference_code.trim().to_owned(),
            template: template.id.clone(),
            unit,
            specimen: false,
            access: Access::Open,
        };
        let mut changes = vec![Change::create(card.clone())];
        let mut placed: Vec<&str> = Vec::new();
        for value in keyed {
            let field = field_of(template, &value.field)?;
            let mut claim = self.read_field(card.id, field, value);
            let before = placed.iter().filter(|property| **property == field.property).count();
            claim.ord = u32::try_from(before).unwrap_or(u32::MAX);
            placed.push(&field.property);
            changes.push(Change::create(claim));
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
        let template = template(&file_card.template)?;
        let field = field_of(template, &keyed.field)?;
        let about = format!("{}: {}", file_card.reference_code, field.label);
        let claims = self.claims_of(card)?;
        let first = claims.iter().find(|claim| claim.field == field.id && claim.stands());
        let changes = match first {
            Some(before) if keyed.as_written.is_empty() && keyed.absence.is_none() => {
                vec![Change::remove(before.clone())]
            }
            Some(before) => vec![Change::edit(before.clone(), self.read_again(before, field.datatype, keyed))],
            None if keyed.as_written.is_empty() && keyed.absence.is_none() => Vec::new(),
            None => {
                let mut claim = self.read_field(card, field, keyed);
                claim.ord = next_ord(&claims, &field.property);
                vec![Change::create(claim)]
            }
        };
        self.act(Act::Edit, &about, "", changes)
    }

    /// Edits the wording of a claim, or says why there is none, and reads it anew.
    pub fn rekey(&mut self, claim: EntryId, as_written: &str, absence: Option<Absence>) -> Result<Applied> {
        let Some(Entry::Claim(before)) = self.get(claim)? else {
            return Err(Error::NoSuchEntry(claim.to_string()));
        };
        let label = self.label(before.subject)?;
        let about = format!("{}: {}", label.reference_code, before.property.replace('-', " "));
        let keyed = Keyed { field: before.field.clone(), as_written: as_written.to_owned(), absence };
        let after = self.read_again(&before, self.datatype_of(&before)?, &keyed);
        self.act(Act::Edit, &about, "", vec![Change::edit(before, after)])
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
            self.storage.told(crate::storage::rows::by_reference(connection, reference_code))?
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
        claim.reading = read(&field.property, field.datatype, &keyed.as_written);
        claim.field.clone_from(&field.id);
        claim.absence.clone_from(&keyed.absence);
        claim
    }

    fn read_again(&self, before: &Claim, datatype: Datatype, keyed: &Keyed) -> Claim {
        if before.as_written == keyed.as_written && before.absence == keyed.absence {
            // going through a field is not keying it
            return before.clone();
        }
        let mut after = before.clone();
        after.as_written.clone_from(&keyed.as_written);
        after.absence.clone_from(&keyed.absence);
        if before.as_written != keyed.as_written {
            after.reading = read(&before.property, datatype, &keyed.as_written);
        }
        after.keyed_by.clone_from(&self.author);
        after.keyed_at = now();
        after
    }

    fn datatype_of(&self, claim: &Claim) -> Result<Datatype> {
        if let Some(Entry::FileCard(card)) = self.get(claim.subject)?
            && let Ok(template) = template(&card.template)
            && let Some(field) = template.field(&claim.field)
        {
            return Ok(field.datatype);
        }
        Ok(property_of(&claim.property).map_or(Datatype::Text, |known| known.datatype))
    }
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
