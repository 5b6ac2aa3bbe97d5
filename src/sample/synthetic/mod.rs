//! A catalogue of synthetic cards, as large as one likes, to measure the program on. It says so everywhere inside.

mod rows;

pub use rows::{COLUMNS, Rows, SEED, SyntheticRow, csv_lines};

use super::unfinished::Unfinished;
use crate::catalogue::{Catalogue, built_in_templates};
use crate::error::Result;
use crate::model::{
    Access, Act, CardTemplate, Certainty, Change, Claim, Datatype, Entry, EntryId, FileCard, HistoricalDate,
    HoldingUnit, Level, NoteKind, ProvenanceNote, Reading, Stage, Timestamp, property_of, read,
};
use std::path::Path;

/// Cards of one fonds.
const CARDS_OF_A_FONDS: u64 = 40_000;

/// What every fonds of a synthetic catalogue says.
const WHAT_IT_IS: &str = "Synthetic: made by a program to measure this one. The names are put together of syllables, \
                          dates and numbers are counted up. No card here stands for a paper, no name for a person.";

/// Properties that most values of a row become, by the column they stand in.
const PLAIN: &[(usize, &str)] = &[
    (3, "surname"),
    (4, "given-name"),
    (5, "patronymic"),
    (7, "birth-date"),
    (8, "birth-place"),
    (9, "nationality"),
    (10, "occupation"),
    (11, "captured"),
    (12, "arrival-date"),
    (13, "camp"),
    (14, "fate"),
    (16, "box"),
    (17, "folder"),
    (18, "remarks"),
];

/// The columns of the reference code, the number and the other names, and the camp.
const REFERENCE: usize = 1;
const NUMBER: usize = 2;
const ALIASES: usize = 6;
const CAMP: usize = 13;

/// Makes a catalogue of synthetic cards in a folder that is not there yet or empty; `told` hears how many cards are
/// written and says whether to go on. It is made in a folder beside it and moved when it is complete.
pub fn make(
    folder: &Path,
    cards: u64,
    seed: u64,
    author: &str,
    mut told: impl FnMut(u64) -> bool,
) -> Result<Catalogue> {
    let unfinished = Unfinished::beside(folder)?;
    fill(&unfinished.folder, (cards, seed), author, &mut told)?;
    unfinished.put_in_place(folder)?;
    let mut catalogue = Catalogue::open_to_write(folder)?;
    catalogue.set_author(author);
    Ok(catalogue)
}

fn fill(folder: &Path, (cards, seed): (u64, u64), author: &str, told: &mut dyn FnMut(u64) -> bool) -> Result<()> {
    let mut catalogue = Catalogue::create(folder, &format!("Synthetic: {cards} cards, seed {seed}, no real person"))?;
    catalogue.set_author(author);
    let units: Vec<HoldingUnit> = (1..=1 + cards / CARDS_OF_A_FONDS).map(fonds).collect();
    let at = Timestamp(jiff::Timestamp::now().as_millisecond());
    let notes = units.iter().map(|unit| ProvenanceNote {
        id: EntryId::fresh(),
        subject: unit.id,
        kind: NoteKind::Source,
        text: WHAT_IT_IS.to_owned(),
        date: HistoricalDate::default(),
        author: author.to_owned(),
        access: Access::Open,
    });
    let mut changes: Vec<Change> = units.iter().cloned().map(Change::create).collect();
    changes.extend(notes.map(Change::create));
    catalogue.act(Act::Sample, "synthetic holdings", "", changes)?;
    let templates = built_in_templates();
    let mut planner = Planner { units, templates, author: author.to_owned(), at, written: 0 };
    let mut rows = Rows::new(cards, seed);
    catalogue.bring_in(Act::Sample, &format!("{cards} synthetic cards"), &mut || {
        if planner.written.is_multiple_of(1_000) && !told(planner.written) {
            return Err(crate::error::Error::Cancelled);
        }
        Ok(rows.next().map(|row| planner.entries(&row)))
    })?;
    Ok(())
}

fn fonds(number: u64) -> HoldingUnit {
    HoldingUnit {
        id: EntryId::fresh(),
        parent: None,
        reference_code: format!("F-{number}"),
        level: Level::Fonds,
        title: format!("Synthetic cards {number}"),
        dates: HistoricalDate::default(),
        extent: String::new(),
        creator: String::new(),
        repository: String::new(),
        scope_and_content: WHAT_IT_IS.to_owned(),
    }
}

/// Makes entries of rows.
struct Planner {
    units: Vec<HoldingUnit>,
    templates: &'static [CardTemplate],
    author: String,
    at: Timestamp,
    written: u64,
}

impl Planner {
    /// The card of a row, and what is written on it.
    fn entries(&mut self, row: &SyntheticRow) -> Vec<Entry> {
        let turn = usize::try_from(self.written).unwrap_or_default();
        self.written += 1;
        let unit = usize::try_from(self.written / CARDS_OF_A_FONDS).ok().and_then(|place| self.units.get(place));
        let template = self.templates.get(turn % self.templates.len().max(1));
        let card = FileCard {
            id: EntryId::fresh(),
            reference_code: cell(row, REFERENCE).to_owned(),
            template: template.map(|template| template.id.clone()).unwrap_or_default(),
            unit: unit.map(|unit| unit.id),
            specimen: true,
            stage: Stage::ALL.get(turn % 7).copied().unwrap_or(Stage::Checked),
            access: Access::Open,
        };
        let mut claims = vec![self.claim(card.id, "prisoner-number", 0, cell(row, NUMBER))];
        if let Some(Reading::Number(number)) = claims.first_mut().and_then(|claim| claim.reading.as_mut()) {
            cell(row, CAMP).clone_into(&mut number.issuer_name);
        }
        for &(column, property) in PLAIN {
            claims.push(self.claim(card.id, property, 0, cell(row, column)));
        }
        for (alias, ord) in cell(row, ALIASES).split("; ").filter(|alias| !alias.is_empty()).zip(1..) {
            claims.push(self.claim(card.id, "surname", ord, alias));
        }
        for claim in claims.iter_mut().filter(|claim| claim.ord == 0) {
            let mut fields = template.into_iter().flat_map(|template| &template.fields);
            if let Some(field) = fields.find(|field| field.property == claim.property) {
                field.id.clone_into(&mut claim.field);
            }
        }
        std::iter::once(card.into()).chain(claims.into_iter().map(Entry::from)).collect()
    }

    fn claim(&self, card: EntryId, property: &str, ord: u32, written: &str) -> Claim {
        let datatype = property_of(property).map_or(Datatype::Text, |known| known.datatype);
        Claim {
            ord,
            reading: read(property, datatype, written),
            certainty: Certainty::Certain,
            keyed_by: self.author.clone(),
            keyed_at: self.at,
            ..Claim::new(card, property, written)
        }
    }
}

fn cell(row: &SyntheticRow, column: usize) -> &str {
    row.cells.get(column).map_or("", String::as_str)
}
