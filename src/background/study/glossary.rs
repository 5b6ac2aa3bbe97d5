//! Words of the papers that need a gloss, and what names a source.

use crate::catalogue::{Applied, Catalogue, CitedBy};
use crate::error::Result;
use crate::model::{Act, EntryId, Glossary, GlossaryTerm};
use std::sync::Arc;

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub enum GlossaryWish {
    /// The glossary that applies.
    Terms,
    /// What names this source.
    CitedBy(EntryId),
}

/// What is answered.
#[derive(Debug)]
pub enum GlossaryNews {
    /// The glossary that applies.
    Terms(Arc<Glossary>),
    /// What names this source.
    CitedBy(EntryId, Box<CitedBy>),
}

/// What is to be written.
#[derive(Debug)]
pub enum GlossaryDeed {
    /// Keep a term; without a gloss it silences one of the program.
    Save(GlossaryTerm),
    /// Take a term of the catalogue away.
    Remove(EntryId),
}

/// Reads.
pub(super) fn answer(catalogue: &Catalogue, wish: GlossaryWish) -> Result<GlossaryNews> {
    match wish {
        GlossaryWish::Terms => catalogue.glossary().map(|glossary| GlossaryNews::Terms(Arc::new(glossary))),
        GlossaryWish::CitedBy(source) => {
            catalogue.cited_by(source).map(|cited| GlossaryNews::CitedBy(source, Box::new(cited)))
        }
    }
}

/// Writes, and says what sort of act it was.
pub(super) fn perform(catalogue: &mut Catalogue, deed: GlossaryDeed) -> Result<(Applied, Act)> {
    match deed {
        GlossaryDeed::Save(term) => catalogue.save_term(&term).map(|applied| (applied, Act::Edit)),
        GlossaryDeed::Remove(id) => catalogue.remove_term(id).map(|applied| (applied, Act::Remove)),
    }
}
