//! What belongs to a list that was found: how many there are of each kind, and why each line on the screen was found.
//!
//! Invariant: reasons are asked for the lines on the screen only, one request at a time.

use crate::background::{Answer, Request, Store, Token};
use crate::catalogue::{Counts, FoundBy};
use crate::model::{EntryId, EntryKind};
use std::collections::{BTreeMap, BTreeSet};

/// Reasons kept.
const MOST_KEPT: usize = 2000;

/// What is known of what was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    counts: Option<Counts>,
    /// The words that were counted last, or are being counted.
    counted: String,
    counts_token: Option<Token>,
    whys: BTreeMap<EntryId, Vec<FoundBy>>,
    /// The entries whose reasons are those of the list that is shown, and not of one before.
    fresh: BTreeSet<EntryId>,
    asked: Option<(Token, Vec<EntryId>)>,
}

impl Found {
    /// How many entries of these kinds were found, when it is known.
    pub(super) fn count(&self, kinds: &[EntryKind]) -> Option<u64> {
        let counts = self.counts.as_ref()?;
        Some(kinds.iter().filter_map(|kind| counts.get(kind)).sum())
    }

    /// Whether the counts are those of words before.
    pub(super) fn is_count_old(&self) -> bool {
        self.counts_token.is_some()
    }

    /// Why an entry was found.
    pub(super) fn why(&self, id: EntryId) -> Option<&[FoundBy]> {
        self.whys.get(&id).map(Vec::as_slice)
    }

    /// Asks how many entries of each kind these words find, unless it is known; without words nothing is counted.
    pub(super) fn ask_counts(&mut self, words: &str, is_behind: bool, store: &Store) {
        if words.is_empty() {
            (self.counts, self.counts_token) = (None, None);
            self.counted.clear();
        } else if is_behind || words != self.counted {
            let token = store.token();
            words.clone_into(&mut self.counted);
            self.counts_token = Some(token);
            store.send(Request::FoundCounts { words: words.to_owned(), token });
        }
    }

    /// Another list is shown. Reasons of the same words are shown until they are asked for again.
    pub(super) fn renew(&mut self, has_other_words: bool) {
        if has_other_words {
            self.whys.clear();
        }
        self.fresh.clear();
        self.asked = None;
    }

    /// Asks for the reasons of the lines on the screen: their entries and row numbers.
    pub(super) fn want_why(&mut self, words: &str, visible: &[(EntryId, i64)], store: &Store) {
        if self.asked.is_some() {
            return;
        }
        let missing = visible.iter().filter(|(id, _)| !self.fresh.contains(id));
        let (ids, rows): (Vec<EntryId>, Vec<i64>) = missing.copied().unzip();
        if ids.is_empty() {
            return;
        }
        if self.whys.len() > MOST_KEPT {
            self.whys.retain(|id, _| visible.iter().any(|(other, _)| other == id));
            self.fresh.retain(|id| visible.iter().any(|(other, _)| other == id));
        }
        let token = store.token();
        store.send(Request::Why { words: words.to_owned(), rows, token });
        self.asked = Some((token, ids));
    }

    /// Takes an answer in.
    pub(super) fn answer(&mut self, answer: &Answer) {
        match answer {
            Answer::FoundCounts { token, counts } if self.counts_token == Some(*token) => {
                self.counts = Some(counts.clone());
                self.counts_token = None;
            }
            Answer::Failed { token: Some(token), .. } if self.counts_token == Some(*token) => self.counts_token = None,
            Answer::Why { token, hits } if self.is_asked(*token) => {
                let mut reasons: BTreeMap<EntryId, Vec<FoundBy>> =
                    hits.iter().map(|hit| (hit.row.id, hit.why.clone())).collect();
                self.take(|id| reasons.remove(&id).unwrap_or_default());
            }
            // it is not asked for again: it would fail again
            Answer::Failed { token: Some(token), .. } if self.is_asked(*token) => self.take(|_| Vec::new()),
            _ => {}
        }
    }

    fn is_asked(&self, token: Token) -> bool {
        self.asked.as_ref().is_some_and(|(asked, _)| *asked == token)
    }

    fn take(&mut self, mut reasons: impl FnMut(EntryId) -> Vec<FoundBy>) {
        let Some((_, ids)) = self.asked.take() else { return };
        for id in ids {
            self.whys.insert(id, reasons(id));
            self.fresh.insert(id);
        }
    }
}
