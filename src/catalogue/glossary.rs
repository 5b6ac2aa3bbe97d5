//! Words of the papers with their gloss, kept by acts; and what cites a source, or was searched for there in vain.

use super::{Applied, Catalogue};
use crate::error::{Error, Result};
use crate::model::{Act, Change, Claim, Entry, EntryId, Glossary, GlossaryTerm, Label};
use crate::storage::{rows, study};
use std::collections::BTreeMap;

/// Claims told at once of what cites a source: a register may be cited a million times.
pub const MOST_CITING: usize = 300;

/// What names a source.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CitedBy {
    /// Claims that found something in it, by subject.
    pub found: Vec<Claim>,
    /// How many there are of them.
    pub count_found: u64,
    /// What was searched for in it and not found.
    pub not_found: Vec<Claim>,
    /// How many there are of them.
    pub count_not_found: u64,
    /// The names of the entries they are about.
    pub labels: BTreeMap<EntryId, Label>,
}

impl Catalogue {
    /// The glossary that applies here.
    pub fn glossary(&self) -> Result<Glossary> {
        Ok(Glossary::with(&self.own_terms()?))
    }

    /// The catalogue's own terms, oldest first.
    pub fn own_terms(&self) -> Result<Vec<GlossaryTerm>> {
        let ids = self.storage.told(study::glossary::terms(self.storage.connection()))?;
        let mut terms = Vec::new();
        for id in ids {
            match self.get(id) {
                Ok(Some(Entry::GlossaryTerm(term))) => terms.push(term),
                Ok(_) => {}
                // one bad row does not take the others away
                Err(error) => tracing::error!(%error, "a term of the glossary cannot be read; run `kartoteka check`"),
            }
        }
        Ok(terms)
    }

    /// Keeps a term: the one with its id or on the same word is edited, or one is made. Without a gloss it silences a
    /// term the program brings.
    pub fn save_term(&mut self, term: &GlossaryTerm) -> Result<Applied> {
        let trimmed = |text: &str| text.trim().to_owned();
        let mut after = GlossaryTerm {
            id: term.id,
            term: trimmed(&term.term),
            language: term.language.trim().to_lowercase(),
            gloss: trimmed(&term.gloss),
            caution: term.caution,
            basis: trimmed(&term.basis),
        };
        let key = after.key();
        if key.0.is_empty() {
            return Err(Error::Input("a term needs a word with letters or figures: nothing was written".to_owned()));
        }
        let is_built_in = Glossary::default().lines().iter().any(|line| line.term.key() == key);
        if after.gloss.is_empty() && !is_built_in {
            let (word, language) = (&after.term, &after.language);
            return Err(Error::Input(format!(
                "{word} ({language}) needs a gloss, which says what it means; without one only a term of the program \
                 can be kept, which silences it: nothing was written"
            )));
        }
        let own = self.own_terms()?;
        let same = own.iter().find(|known| known.key() == key);
        let before = own.iter().find(|known| known.id == after.id).or(same);
        if let (Some(before), Some(same)) = (before, same)
            && before.id != same.id
        {
            return Err(Error::Input(format!(
                "the glossary has {} already: change that entry instead; nothing was written",
                same.term
            )));
        }
        let changes = if let Some(before) = before {
            after.id = before.id;
            if *before == after { Vec::new() } else { vec![Change::edit(before.clone(), after.clone())] }
        } else {
            if after.id == EntryId::default() {
                after.id = EntryId::fresh();
            }
            vec![Change::create(after.clone())]
        };
        // a word the program brings is not added by being said otherwise
        let act = if before.is_some() || is_built_in { Act::Edit } else { Act::Add };
        self.act(act, &about(&after), "", changes)
    }

    /// Takes a term of the catalogue away; what the program brings on the same word is said again.
    pub fn remove_term(&mut self, id: EntryId) -> Result<Applied> {
        match self.get(id)? {
            Some(Entry::GlossaryTerm(term)) => self.act(Act::Remove, &about(&term), "", vec![Change::remove(term)]),
            _ => Err(Error::NoSuchEntry(id.to_string())),
        }
    }

    /// What names a source, at most [`MOST_CITING`] claims of each sort.
    pub fn cited_by(&self, source: EntryId) -> Result<CitedBy> {
        let connection = self.storage.connection();
        let (count_found, count_not_found) = self.storage.told(study::glossary::count_citing(connection, source))?;
        let mut cited = CitedBy { count_found, count_not_found, ..CitedBy::default() };
        for has_found in [true, false] {
            let ids = study::glossary::citing(connection, source, has_found, MOST_CITING);
            for id in self.storage.told(ids)? {
                let found = self.storage.told(rows::find(connection, id))?;
                let Some(Entry::Claim(claim)) = found.map(|found| found.entry) else { continue };
                if let std::collections::btree_map::Entry::Vacant(e) = cited.labels.entry(claim.subject) {
                    e.insert(self.label(claim.subject)?);
                }
                if has_found { &mut cited.found } else { &mut cited.not_found }.push(claim);
            }
        }
        let CitedBy { found, not_found, labels, .. } = &mut cited;
        let place = |claim: &Claim| {
            let label = labels.get(&claim.subject).cloned().unwrap_or_default();
            (crate::text::reference_sort_key(&label.reference_code), claim.subject, claim.property.clone(), claim.ord)
        };
        for claims in [found, not_found] {
            claims.sort_by_cached_key(place);
        }
        Ok(cited)
    }
}

fn about(term: &GlossaryTerm) -> String {
    format!("glossary: {}", term.term)
}
