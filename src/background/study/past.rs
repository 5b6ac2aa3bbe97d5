//! What was done, and how it was before.

use crate::background::request::Token;
use crate::catalogue::{Catalogue, ChainVerified, HistoryQuery};
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
    /// What stood, by kind and reference.
    StandingAt(Token, Vec<(EntryId, Label)>),
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
            let labels = names_in(catalogue, &acts)?;
            PastNews::Walk(token, acts, labels)
        }
        PastWish::Authors => PastNews::Authors(catalogue.authors()?),
        PastWish::AsItWas { entry, seq } => {
            PastNews::AsItWas { entry, seq, dossier: catalogue.as_it_was(entry, seq)?.map(Box::new) }
        }
        PastWish::StandingAt { seq, token } => {
            PastNews::StandingAt(token, catalogue.standing_at(seq, EntryKind::LISTED)?)
        }
        PastWish::Moment(text, token) => {
            PastNews::Moment(token, catalogue.moment_of(&text).map_err(|error| error.to_string()))
        }
        // asked for as a job, it never comes here
        PastWish::Verify(token) => PastNews::Verified(token, catalogue.verify_chain(&|_, _| true)?),
    })
}

/// How the pages and values that acts touched are called now; what is gone has no name.
fn names_in(catalogue: &Catalogue, acts: &[ActLine]) -> Result<BTreeMap<EntryId, Label>> {
    let mut labels = BTreeMap::new();
    for line in acts.iter().flat_map(|act| &act.changes) {
        let values = [&line.before, &line.after].into_iter().flatten();
        let mut named: Vec<EntryId> = vec![line.entry, line.owner];
        values.for_each(|value| ids_in(value, &mut named));
        for id in named {
            if let std::collections::btree_map::Entry::Vacant(e) = labels.entry(id) {
                let label = catalogue.label(id)?;
                if label != Label::default() {
                    e.insert(label);
                }
            }
        }
    }
    Ok(labels)
}

/// Every id that stands in a value of the journal.
fn ids_in(value: &serde_json::Value, found: &mut Vec<EntryId>) {
    match value {
        serde_json::Value::String(text) if text.len() == 36 => found.extend(EntryId::parse(text)),
        serde_json::Value::Array(items) => items.iter().for_each(|item| ids_in(item, found)),
        serde_json::Value::Object(fields) => fields.values().for_each(|field| ids_in(field, found)),
        _ => {}
    }
}
