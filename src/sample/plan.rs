//! What the sample will write, worked out before anything is written: acts, each with its pictures and entries.
//!
//! Invariant: a finished plan speaks of no entry that it does not make, and no reference code is used twice.

use super::fact::{Read, Said};
use crate::error::{Error, Result};
use crate::model::{
    Absence, Attachment, Change, Claim, Count, Edtf, Entry, EntryId, NoteKind, PersonName, PrisonerNumber,
    ProvenanceNote, Reading, Timestamp,
};
use std::collections::{BTreeMap, BTreeSet};

/// Everything the sample will write, act by act.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The acts, in the order in which they are written.
    pub acts: Vec<PlannedAct>,
}

/// One act of the sample.
#[derive(Clone, Debug)]
pub struct PlannedAct {
    /// What it is about, in words.
    pub about: &'static str,
    /// Pictures to be drawn and stored; they are attached by the same act, before its changes.
    pub pictures: Vec<PlannedPicture>,
    /// The entries it makes.
    pub changes: Vec<Change>,
}

/// A picture the program draws.
#[derive(Clone, Debug)]
pub struct PlannedPicture {
    /// The attachment as it will be, but for what only the stored file tells: checksum, size, pixels.
    pub attachment: Attachment,
    /// What is drawn.
    pub drawing: Drawing,
}

/// What is drawn on a picture.
#[derive(Clone, Debug)]
pub enum Drawing {
    /// A sheet in place of a photograph we do not have, saying so on its face.
    Placeholder {
        /// The reference and what the photograph shows.
        heading: String,
        /// What is known of it.
        lines: Vec<String>,
        /// Width in pixels.
        width_px: u32,
        /// Height in pixels.
        height_px: u32,
    },
    /// A side of a specimen card.
    Card {
        /// The id of the card template.
        template: &'static str,
        /// The side.
        side: crate::model::Side,
        /// What is written in the boxes, by field id, a line each.
        values: BTreeMap<String, Vec<String>>,
    },
}

impl Plan {
    /// Every entry the plan makes, pictures included, in order.
    pub fn entries(&self) -> Vec<Entry> {
        let made = |act: &PlannedAct| {
            let pictures = act.pictures.iter().map(|picture| Entry::Attachment(picture.attachment.clone()));
            pictures.chain(act.changes.iter().filter_map(|change| change.after.clone())).collect::<Vec<_>>()
        };
        self.acts.iter().flat_map(made).collect()
    }
}

/// Gathers the plan. Entries are named by their reference code and claims by a key, before or after they are made.
pub(super) struct Planner {
    author: String,
    at: Timestamp,
    ids: BTreeMap<String, EntryId>,
    ords: BTreeMap<(EntryId, String), u32>,
    acts: Vec<PlannedAct>,
    problems: Vec<String>,
}

impl Planner {
    pub fn new(author: &str, at: Timestamp) -> Self {
        Self {
            author: author.to_owned(),
            at,
            ids: BTreeMap::new(),
            ords: BTreeMap::new(),
            acts: Vec::new(),
            problems: Vec::new(),
        }
    }

    pub fn author(&self) -> String {
        self.author.clone()
    }

    pub const fn at(&self) -> Timestamp {
        self.at
    }

    /// Begins the next act; what is made from now on belongs to it.
    pub fn act(&mut self, about: &'static str) {
        self.acts.push(PlannedAct { about, pictures: Vec::new(), changes: Vec::new() });
    }

    /// The id of the entry with this reference code, or of the claim with this key.
    pub fn id(&mut self, code: &str) -> EntryId {
        if let Some(id) = self.ids.get(code) {
            return *id;
        }
        let id = EntryId::fresh();
        self.ids.insert(code.to_owned(), id);
        id
    }

    pub fn make(&mut self, entry: impl Into<Entry>) {
        match self.acts.last_mut() {
            Some(act) => act.changes.push(Change::create(entry)),
            None => self.problems.push("an entry before the first act".to_owned()),
        }
    }

    pub fn picture(&mut self, picture: PlannedPicture) {
        match self.acts.last_mut() {
            Some(act) => act.pictures.push(picture),
            None => self.problems.push("a picture before the first act".to_owned()),
        }
    }

    /// Makes the claims of a table.
    pub fn say(&mut self, table: &[Said]) {
        for said in table {
            let claim = self.claim(said);
            self.make(claim);
        }
    }

    pub fn note(&mut self, subject: &str, kind: NoteKind, text: &str) {
        let note = ProvenanceNote {
            id: EntryId::fresh(),
            subject: self.id(subject),
            kind,
            text: text.to_owned(),
            date: crate::model::HistoricalDate::default(),
            author: self.author(),
            access: crate::model::Access::Open,
        };
        self.make(note);
    }

    /// An EDTF string of ours; a wrong one is a problem of the plan.
    pub fn edtf(&mut self, text: &str) -> Option<Edtf> {
        match Edtf::parse(text) {
            Ok(edtf) => Some(edtf),
            Err(why) => {
                self.problems.push(format!("the date {text}: {why}"));
                None
            }
        }
    }

    /// The next place among the claims of this subject and property.
    pub fn next_ord(&mut self, subject: EntryId, property: &str) -> u32 {
        let next = self.ords.entry((subject, property.to_owned())).or_default();
        *next += 1;
        *next - 1
    }

    fn claim(&mut self, said: &Said) -> Claim {
        let subject = self.id(said.of);
        let (reading, absence) = self.read(said.read);
        Claim {
            id: if said.key.is_empty() { EntryId::fresh() } else { self.id(said.key) },
            subject,
            property: said.property.to_owned(),
            ord: self.next_ord(subject, said.property),
            as_written: said.written.to_owned(),
            read_by: if reading.is_some() { self.author() } else { String::new() },
            reading,
            absence,
            scope: said.scope.to_owned(),
            source: Some(self.id(said.source)),
            locator: said.locator.to_owned(),
            certainty: said.certainty,
            keyed_by: self.author(),
            keyed_at: self.at,
            remark: said.remark.to_owned(),
            ..Claim::default()
        }
    }

    fn read(&mut self, read: Read) -> (Option<Reading>, Option<Absence>) {
        let count = |at_least, at_most, approximate| Reading::Count(Count { at_least, at_most, approximate });
        let reading = match read {
            Read::Not => return (None, None),
            Read::Unknown => return (None, Some(Absence::Unknown)),
            Read::Silent => return (None, Some(Absence::Silent)),
            Read::Words(words) => Reading::Text(words.to_owned()),
            Read::Date(text) => match self.edtf(text) {
                Some(edtf) => Reading::Date { edtf, calendar: crate::model::Calendar::Gregorian },
                None => return (None, None),
            },
            Read::Exactly(number) => count(Some(number), Some(number), false),
            Read::About(number) => count(Some(number), Some(number), true),
            Read::AtLeast(number) => count(Some(number), None, false),
            Read::Entry(code) => Reading::Entry(self.id(code)),
            Read::Name(surname, given, patronymic, script) => Reading::Name(PersonName {
                surname: surname.to_owned(),
                given: given.to_owned(),
                patronymic: patronymic.to_owned(),
                script: script.to_owned(),
                scheme: String::new(),
            }),
            Read::Number(series, number, state) => Reading::Number(PrisonerNumber {
                issuer: Some(self.id("kl-auschwitz")),
                series,
                number: number.to_owned(),
                state,
                ..PrisonerNumber::default()
            }),
        };
        (Some(reading), None)
    }

    /// Checks the plan and hands it over.
    pub fn finish(mut self) -> Result<Plan> {
        let plan = Plan { acts: self.acts };
        let entries = plan.entries();
        let made: BTreeSet<EntryId> = entries.iter().map(Entry::id).collect();
        if made.len() != entries.len() {
            self.problems.push("an entry is made twice".to_owned());
        }
        for (code, id) in &self.ids {
            if !made.contains(id) {
                self.problems.push(format!("{code} is spoken of and never made"));
            }
        }
        let mut codes = BTreeSet::new();
        for entry in &entries {
            let code = entry.reference_code();
            if !code.is_empty() && !codes.insert(code) {
                self.problems.push(format!("the reference {code} is used twice"));
            }
            if entry.refers_to().iter().any(|id| !made.contains(id)) {
                self.problems.push(format!("{} {code} names an entry that is never made", entry.kind()));
            }
        }
        if self.problems.is_empty() {
            Ok(plan)
        } else {
            Err(Error::Damaged(format!("the plan of the sample: {}", self.problems.join("; "))))
        }
    }
}
