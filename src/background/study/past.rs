//! What was done, and how it was before.

use crate::background::request::Token;
use crate::catalogue::{Catalogue, ChainVerified, HistoryQuery, Standing};
use crate::error::Result;
use crate::model::{ActLine, Dossier, EntryId, EntryKind, Label};
use std::collections::BTreeMap;

/// What is asked.
#[derive(Debug)]
pub enum PastWish {
    /// Acts, newest first.
    Walk(HistoryQuery, Token),
    /// Everybody who ever signed an act.
    Authors,
    /// A page as it was.
    AsItWas {
        /// The entry.
        entry: EntryId,
        /// When this act had been done.
        seq: u64,
    },
    /// What stood.
    StandingAt {
        /// When this act had been done.
        seq: u64,
        /// How many to pass over.
        from: usize,
        /// How many to read at most.
        most: usize,
        /// Comes back with the answer.
        token: Token,
    },
    /// The last act at a moment somebody typed.
    Moment(String, Token),
    /// Verify the chain of acts and the hashes of the pages (a job).
    Verify(Token),
}

/// What is answered.
#[derive(Debug)]
pub enum PastNews {
    /// Acts, and how what they name is called now.
    Walk(Token, Vec<ActLine>, BTreeMap<EntryId, Label>),
    /// By name.
    Authors(Vec<String>),
    /// A page as it was.
    AsItWas {
        /// The entry.
        entry: EntryId,
        /// When this act had been done.
        seq: u64,
        /// None when it was not there.
        dossier: Option<Box<Dossier>>,
    },
    /// Some of what stood, by kind and reference.
    StandingAt(Token, Standing),
    /// The number of the act, or why there is none.
    Moment(Token, std::result::Result<u64, String>),
    /// What came of verifying.
    Verified(Token, ChainVerified),
}

/// Reads.
pub(super) fn answer(catalogue: &Catalogue, wish: PastWish) -> Result<PastNews> {
    Ok(match wish {
        PastWish::Walk(query, token) => {
            let acts = catalogue.walk(&query)?;
            let labels = catalogue.names_in(&acts)?;
            PastNews::Walk(token, acts, labels)
        }
        PastWish::Authors => PastNews::Authors(catalogue.authors()?),
        PastWish::AsItWas { entry, seq } => {
            PastNews::AsItWas { entry, seq, dossier: catalogue.as_it_was(entry, seq)?.map(Box::new) }
        }
        PastWish::StandingAt { seq, from, most, token } => {
            PastNews::StandingAt(token, catalogue.standing_at(seq, EntryKind::LISTED, from, most)?)
        }
        PastWish::Moment(text, token) => {
            PastNews::Moment(token, catalogue.moment_of(&text).map_err(|error| error.to_string()))
        }
        // asked for as a job, it never comes here
        PastWish::Verify(token) => PastNews::Verified(token, catalogue.verify_chain(&|_, _| true)?),
    })
}
