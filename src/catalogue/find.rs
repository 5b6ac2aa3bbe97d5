//! Finding: lists narrowed by a query, in any order and page by page; hits with the reason of each.

use super::Catalogue;
use super::facets::templates_named;
use super::read::{Beginning, Counts, Hit, ListQuery, ListRow, Sort};
use crate::error::Result;
use crate::model::{Audience, Day, Entry, EntryId, EntryKind, SavedSearch, Timestamp};
use crate::search::query::Query;
use crate::search::{Findable, FoundBy, Names, Tier, Zone, findable};
use crate::storage::find::Asked;
use crate::storage::index::{self, Key};
use crate::storage::rows;
use std::cell::RefCell;
use std::collections::HashMap;

/// Before the closest hits are put in order by the reason of each, so many more than asked for are looked at.
const BESIDE: usize = 100;

impl Catalogue {
    /// The rows of a list in order, as row numbers to be passed to [`Self::rows`].
    pub fn list(&self, query: &ListQuery) -> Result<Vec<i64>> {
        self.asked(query, |asked| {
            let rows = self.storage.told(self.storage.finder()?.list(asked))?;
            Ok(rows.iter().copied().map(i64::from).collect())
        })
    }

    /// How many rows a list has.
    pub fn list_count(&self, query: &ListQuery) -> Result<u64> {
        self.asked(query, |asked| {
            let count = self.storage.told(self.storage.finder()?.list(asked))?.len();
            Ok(u64::try_from(count).unwrap_or(u64::MAX))
        })
    }

    /// How many entries of each listed kind these words find.
    pub fn found_counts(&self, words: &str) -> Result<Counts> {
        let query = ListQuery { kinds: EntryKind::LISTED.to_vec(), words: words.to_owned(), ..ListQuery::default() };
        self.asked(&query, |asked| Ok(self.storage.told(self.storage.finder()?.counts(asked))?.into_iter().collect()))
    }

    /// The first rows of a list: at once, however long the list is.
    pub fn list_first(&self, query: &ListQuery, most: usize) -> Result<Beginning> {
        self.asked(query, |asked| {
            let begun = self.storage.told(self.storage.finder()?.first(asked, most))?;
            Ok(Beginning { rows: begun.rows.into_iter().map(i64::from).collect(), has_more: begun.has_more })
        })
    }

    /// The rows of a list that come after one; its first without one, or when that is gone.
    pub fn list_after(&self, query: &ListQuery, after: Option<i64>, most: usize) -> Result<Vec<i64>> {
        let after = after.and_then(|row| u32::try_from(row).ok());
        self.asked(query, |asked| {
            let page = self.storage.told(self.storage.finder()?.after(asked, after, most))?;
            Ok(page.into_iter().map(i64::from).collect())
        })
    }

    /// How many of the last acts lists and search do not know yet. It is more than 0 only for who reads while another
    /// program writes a great act, or after that program was stopped in the middle of it.
    pub fn acts_not_listed(&self) -> Result<u64> {
        self.storage.told(index::acts_behind(self.storage.connection()))
    }

    /// Holds one state of the catalogue while a question of several statements is answered, so that who writes meanwhile
    /// does not mix into it; nothing when one is held already.
    pub(super) fn one_state(&self) -> Result<Option<impl Drop + '_>> {
        self.storage.connection().is_autocommit().then(|| self.storage.snapshot()).transpose()
    }

    /// Hands what a list asks to who finds it.
    pub(super) fn asked<T: Default>(&self, list: &ListQuery, find: impl FnOnce(&Asked<'_>) -> Result<T>) -> Result<T> {
        let ListQuery { kinds, unit, stage, words, sort, descending } = list;
        let query = Query::read(words).query;
        if query == Query::default() && !words.trim().is_empty() {
            // signs alone: they ask for something, and nothing is it
            return Ok(T::default());
        }
        if kinds.is_empty() {
            return Ok(T::default());
        }
        let _state = self.one_state()?;
        let mut kinds = kinds.clone();
        kinds.sort_unstable();
        kinds.dedup();
        let key = match sort {
            Sort::Reference => Some(Key::Reference),
            Sort::Label => Some(Key::Label),
            Sort::Number => Some(Key::Number),
            Sort::Date => Some(Key::Day),
            Sort::Changed => Some(Key::Changed),
            Sort::Relevance if query.root.is_none() => Some(Key::Label),
            Sort::Relevance => None,
        };
        // by the best hits first nobody means the worst
        let descending = *descending && *sort != Sort::Relevance;
        let titles = RefCell::new(None);
        let templates = |words: &str| {
            let mut titles = titles.borrow_mut();
            let titles = titles.get_or_insert_with(|| self.template_titles());
            templates_named(titles, words)
        };
        find(&Asked {
            kinds: &kinds,
            unit: *unit,
            stage: *stage,
            query: &query,
            key,
            descending,
            templates: &templates,
        })
    }

    /// The lines with these row numbers; a row that is gone is left out.
    pub fn rows(&self, rows: &[i64]) -> Result<Vec<ListRow>> {
        let connection = self.storage.connection();
        let mut lines = Vec::with_capacity(rows.len());
        for row in rows {
            lines.extend(self.storage.told(index::line(connection, *row))?);
        }
        Ok(lines)
    }

    /// Finds entries of every kind, best first, each with the reason.
    pub fn find(&self, words: &str, limit: usize) -> Result<Vec<Hit>> {
        if Query::read(words).query.root.is_none() {
            return Ok(Vec::new());
        }
        let query = ListQuery {
            kinds: EntryKind::LISTED.to_vec(),
            words: words.to_owned(),
            sort: Sort::Relevance,
            ..ListQuery::default()
        };
        let _state = self.one_state()?;
        let rows = self.list_first(&query, limit.saturating_add(BESIDE))?.rows;
        let mut hits = self.reasons(words, &rows)?;
        // within a tier the rows stand in the order of their kinds, and stay so
        hits.sort_by_key(|(hit, is_own)| (crate::search::tier_of(&hit.why), !is_own));
        hits.truncate(limit);
        Ok(hits.into_iter().map(|(hit, _)| hit).collect())
    }

    /// Why these rows of a list are found; those that are not, or are gone, are left out.
    pub fn why(&self, words: &str, rows: &[i64]) -> Result<Vec<Hit>> {
        let _state = self.one_state()?;
        Ok(self.reasons(words, rows)?.into_iter().map(|(hit, _)| hit).collect())
    }

    /// Why these rows are found, and whether by their own names, numbers and codes.
    fn reasons(&self, words: &str, rows: &[i64]) -> Result<Vec<(Hit, bool)>> {
        let query = Query::read(words).query;
        let names = Known::of(self);
        let mut hits = Vec::with_capacity(rows.len());
        for row in self.rows(rows)? {
            if let Some(found) = self.findable(row.id)?
                && let Some(why) = query.why(&found, &names)
            {
                let is_own = is_own(&found, &why);
                hits.push((Hit { row, why }, is_own));
            }
        }
        Ok(hits)
    }

    /// All an entry can be asked for.
    pub fn findable(&self, id: EntryId) -> Result<Option<Findable>> {
        let Some(entry) = self.get(id)? else { return Ok(None) };
        let connection = self.storage.connection();
        let page = self.storage.told(index::page_of(connection, entry.kind(), id))?;
        let page: Vec<Entry> = page.into_iter().map(|found| found.entry).collect();
        let changed = self.storage.told(index::changed_at(connection, id))?;
        Ok(Some(Findable { changed: changed.and_then(Timestamp::day), ..findable(&entry, &page) }))
    }

    /// The searches that are kept, by name.
    pub fn saved_searches(&self) -> Result<Vec<SavedSearch>> {
        let mut saved = self.storage.told(rows::saved_searches(self.storage.connection()))?;
        saved.sort_by_cached_key(|search| crate::text::sort_key(&search.label));
        Ok(saved)
    }
}

/// Whether every word is found as closely in a name, a number or a code of the entry itself as anywhere in it.
fn is_own(found: &Findable, why: &[FoundBy]) -> bool {
    let own = |by: &FoundBy| {
        let mut forms = found.forms.iter().filter(|form| form.property == by.property && form.text == by.form);
        matches!(by.tier, Tier::Condition | Tier::Span)
            || forms.any(|form| matches!(form.zone, Zone::Name | Zone::Number | Zone::Code))
    };
    let closest = |word: &str| why.iter().filter(|by| by.word == word).map(|by| by.tier).min();
    why.iter().all(|by| {
        let closest = closest(&by.word);
        why.iter().any(|other| other.word == by.word && Some(other.tier) == closest && own(other))
    })
}

/// The id of a card template with all its titles.
pub(super) type TitledTemplate = (String, Vec<String>);

/// What a query has to know of other entries, looked up once.
pub(super) struct Known<'a> {
    catalogue: &'a Catalogue,
    /// Only what everybody may see on this day; all without one.
    open_on: Option<Day>,
    names: RefCell<HashMap<EntryId, Vec<String>>>,
    titles: RefCell<Option<Vec<TitledTemplate>>>,
}

impl<'a> Known<'a> {
    fn of(catalogue: &'a Catalogue) -> Self {
        Self { catalogue, open_on: None, names: RefCell::default(), titles: RefCell::default() }
    }

    /// Only what everybody may see on this day.
    pub(super) fn openly(catalogue: &'a Catalogue, today: Day) -> Self {
        Self { open_on: Some(today), ..Self::of(catalogue) }
    }

    fn findable(&self, id: EntryId) -> Result<Option<Findable>> {
        let Some(today) = self.open_on else { return self.catalogue.findable(id) };
        let Some(entry) = self.catalogue.get(id)? else { return Ok(None) };
        let open = self.catalogue.claims_of(id)?.into_iter();
        let open = open.filter(|claim| Audience::Public.may_see(claim.access, today));
        Ok(Some(findable(&entry, &open.map(Entry::Claim).collect::<Vec<_>>())))
    }
}

impl Names for Known<'_> {
    fn names_of(&self, entry: EntryId) -> Vec<String> {
        if let Some(known) = self.names.borrow().get(&entry) {
            return known.clone();
        }
        let found = self.findable(entry).ok().flatten();
        let names: Vec<String> = found
            .filter(|found| matches!(found.kind, EntryKind::Place | EntryKind::Group))
            .map(|found| found.forms.into_iter().filter(|form| form.zone == Zone::Name).map(|form| form.text).collect())
            .unwrap_or_default();
        self.names.borrow_mut().insert(entry, names.clone());
        names
    }

    fn template_titles(&self, id: &str) -> Vec<String> {
        let mut titles = self.titles.borrow_mut();
        let titles = titles.get_or_insert_with(|| self.catalogue.template_titles());
        titles.iter().find(|(known, _)| known == id).map(|(_, titles)| titles.clone()).unwrap_or_default()
    }

    fn lies_in(&self, unit: EntryId, code: &str) -> bool {
        let mut above = Some(unit);
        let mut seen = Vec::new();
        while let Some(id) = above.filter(|id| !seen.contains(id)) {
            seen.push(id);
            let Ok(Some(Entry::HoldingUnit(unit))) = self.catalogue.get(id) else { return false };
            if unit.reference_code.eq_ignore_ascii_case(code.trim()) {
                return true;
            }
            above = unit.parent;
        }
        false
    }
}
