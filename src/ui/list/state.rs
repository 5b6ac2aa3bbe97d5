//! What the lists keep: the order as row numbers, the few pages of rows that are on the screen, the chosen line.
//!
//! Invariant: memory does not grow with the catalogue beyond eight bytes a row; rows are read page by page.

use super::found::Found;
use super::small::SmallPictures;
use super::{ListAction, ListKind};
use crate::background::{Answer, Request, Store, Token};
use crate::catalogue::{FoundBy, ListQuery, ListRow, Sort, Touched};
use crate::model::{CardTemplate, EntryId, EntryKind, Stage};
use crate::ui::search::{self, Facets};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Rows of a page.
pub const PAGE_ROWS: usize = 128;
/// Pages kept.
const PAGES_KEPT: usize = 12;
/// Pages looked through for an entry whose line should be chosen.
const PAGES_SOUGHT: usize = 80;

/// What the table draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lines {
    /// A list that is not there yet.
    Waiting,
    /// A list of so many lines.
    List(usize),
    /// So many lines that were found.
    Found(usize),
}

/// What the lists keep.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own, and none excludes another")]
pub struct ListState {
    /// The list shown.
    pub kind: ListKind,
    /// Only what lies in this unit.
    pub unit: Option<EntryId>,
    /// Only cards that are so far.
    pub stage: Option<Stage>,
    /// How many cards of the unit are how far.
    pub stages: BTreeMap<Stage, u64>,
    /// The small pictures of the lines on the screen.
    pub small: SmallPictures,
    /// The words in the search box.
    pub words: String,
    /// While something is sought: only this list's hits.
    pub only: Option<ListKind>,
    /// By what the list can be narrowed.
    pub facets: Facets,
    sorts: BTreeMap<ListKind, (Sort, bool)>,
    /// The order of what is found, when somebody chose one.
    found_sort: Option<(Sort, bool)>,
    found: Found,
    order: Option<Arc<[i64]>>,
    /// Whether another list or order was asked for, so that its beginning is worth showing.
    is_new: bool,
    /// Whether something was written since that may have changed it.
    is_behind: bool,
    /// How often it was asked for.
    asked: u64,
    /// Whether the order is only the beginning of a long list.
    is_begun: bool,
    pages: BTreeMap<usize, Vec<ListRow>>,
    /// Pages of the order before, shown until those of the new one are read.
    stale: BTreeMap<usize, Vec<ListRow>>,
    asked_pages: BTreeMap<usize, Token>,
    list_token: Token,
    /// The newest list of which something came.
    answered: Token,
    /// The words of the list that is shown.
    shown_words: String,
    /// The first hit is to be chosen when it comes.
    first_wanted: bool,
    /// The card templates, for their names.
    pub(super) templates: Arc<[CardTemplate]>,
    cursor: Option<usize>,
    chosen: Option<EntryId>,
    /// The row of the chosen entry.
    chosen_row: Option<i64>,
    /// The entry whose line is looked for, and the page to look at next.
    sought: Option<(EntryId, usize)>,
    /// A line that should come into view.
    scroll_to: Option<usize>,
    /// A line to be chosen as soon as it is read.
    awaited: Option<usize>,
}

impl ListState {
    /// Forgets everything, when another catalogue is opened.
    pub fn clear(&mut self) {
        let (templates, asked) = (Arc::clone(&self.templates), self.asked);
        *self = Self { is_new: true, templates, asked, ..Self::default() };
    }

    /// Whether words are sought.
    pub fn is_finding(&self) -> bool {
        !self.words.trim().is_empty()
    }

    /// Whether what is shown was found; an answer may still be on its way.
    pub fn shows_found(&self) -> bool {
        !self.shown_words.is_empty()
    }

    /// The words of what is shown.
    pub fn shown_words(&self) -> &str {
        &self.shown_words
    }

    /// Column and direction of the order. What was found by words comes best first, unless somebody chose another order.
    pub fn sort(&self) -> (Sort, bool) {
        let of_list = |kind| self.sorts.get(&kind).copied();
        if !self.is_finding() {
            return of_list(self.kind).unwrap_or_default();
        }
        let usual = || if search::has_words(&self.words) { None } else { self.only.and_then(of_list) };
        self.found_sort.or_else(usual).unwrap_or((search::BEST, false))
    }

    /// What the table draws.
    pub fn lines(&self) -> Lines {
        match &self.order {
            Some(order) if self.shows_found() => Lines::Found(order.len()),
            Some(order) => Lines::List(order.len()),
            None => Lines::Waiting,
        }
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.order.as_ref().map_or(0, |order| order.len())
    }

    /// Whether there is no line.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many hits each list has, while something is sought and it is known.
    pub fn hits_of(&self, kind: ListKind) -> Option<u64> {
        self.found.count(kind.kinds())
    }

    /// How many hits there are in all lists, when it is known.
    pub fn hits(&self) -> Option<u64> {
        self.found.count(EntryKind::LISTED)
    }

    /// Whether the numbers of hits belong to words typed before.
    pub fn is_count_old(&self) -> bool {
        self.found.is_count_old()
    }

    /// Why the entry is in what was found, closest first; `None` while it is not known.
    pub fn why(&self, id: EntryId) -> Option<&[FoundBy]> {
        self.found.why(id)
    }

    /// Whether the length of the list is not known yet.
    pub fn is_begun(&self) -> bool {
        self.is_begun
    }

    /// The row at a place, when it was read.
    pub fn row(&self, at: usize) -> Option<&ListRow> {
        let page = at / PAGE_ROWS;
        self.pages.get(&page).or_else(|| self.stale.get(&page))?.get(at % PAGE_ROWS)
    }

    /// The place of the chosen line.
    pub fn cursor(&self) -> Option<usize> {
        self.cursor
    }

    /// The entry of the chosen line.
    pub fn chosen(&self) -> Option<EntryId> {
        self.chosen
    }

    /// The line that should come into view, once.
    pub fn take_scroll(&mut self) -> Option<usize> {
        self.scroll_to.take()
    }

    /// The kinds of entries that are to be shown.
    fn kinds(&self) -> &'static [EntryKind] {
        match (self.is_finding(), self.only) {
            (true, Some(only)) => only.kinds(),
            (true, None) => EntryKind::LISTED,
            (false, _) => self.kind.kinds(),
        }
    }

    /// What is to be shown. What is sought is sought everywhere, unless the words say where.
    fn query(&self) -> ListQuery {
        let (sort, descending) = self.sort();
        let narrowed = !self.is_finding();
        ListQuery {
            kinds: self.kinds().to_vec(),
            unit: self.unit.filter(|_| narrowed && matches!(self.kind, ListKind::Cards | ListKind::Units)),
            stage: self.stage.filter(|_| narrowed && self.kind == ListKind::Cards),
            words: self.words.trim().to_owned(),
            sort,
            descending,
        }
    }

    /// Asks for the list anew: another kind, unit, order or words, or something was written.
    pub fn ask(&mut self, store: &Store) {
        let was_behind = std::mem::take(&mut self.is_behind);
        self.asked += 1;
        self.list_token = store.token();
        let query = self.query();
        let list = if self.is_finding() { self.only } else { Some(self.kind) };
        self.facets.ask(list, &query, was_behind, store);
        self.found.ask_counts(&query.words, was_behind, store);
        store.send(Request::ShownList { query, token: self.list_token });
    }

    /// Notes that what is shown may have changed. It is asked for when somebody sees it: a long list takes a while.
    pub fn fall_behind(&mut self) {
        self.is_behind = true;
    }

    /// Whether it has to be asked for anew.
    pub fn is_behind(&self) -> bool {
        self.is_behind
    }

    /// How often it was asked for.
    pub fn asked(&self) -> u64 {
        self.asked
    }

    /// Whether an act may have changed a line of what is shown, or its place. `kind_of` knows the kinds of some entries;
    /// a page nobody knows the kind of may be a line.
    pub fn is_touched(&self, touched: &[Touched], kind_of: impl Fn(EntryId) -> Option<EntryKind>) -> bool {
        let kinds = self.kind.kinds();
        let is_line = |one: &Touched| {
            let owner = match one.kind {
                EntryKind::Region => Some(EntryKind::Attachment),
                kind if one.owner == one.entry => Some(kind),
                _ => {
                    let beside = touched.iter().find(|other| other.entry == one.owner).map(|other| other.kind);
                    beside.or_else(|| kind_of(one.owner))
                }
            };
            kinds.contains(&one.kind)
                || owner.is_none_or(|kind| kinds.contains(&kind))
                // what lies in a unit and under it
                || (self.unit.is_some() && one.kind == EntryKind::HoldingUnit)
        };
        !touched.is_empty() && (self.is_finding() || touched.iter().any(is_line))
    }

    /// Asks how many cards of the unit are how far.
    pub fn ask_stages(&self, store: &Store) {
        store.send(Request::Stages { unit: self.unit });
    }

    /// Chooses the line of an entry when it stands in the list shown, reading on for it if it must.
    pub fn seek(&mut self, id: EntryId, store: &Store) {
        (self.chosen, self.chosen_row) = (Some(id), None);
        self.cursor = None;
        if !self.find_cursor() && !self.is_finding() {
            self.sought = Some((id, 0));
            self.seek_on(store);
        }
    }

    /// Goes to the list an entry that was just made stands in, and chooses its line.
    pub fn go_to(&mut self, id: EntryId, kind: Option<EntryKind>, store: &Store) {
        let is_hidden = self.stage.is_some() || self.is_finding();
        self.leave_words();
        if let Some(list) = kind.and_then(ListKind::of).filter(|list| *list != self.kind || is_hidden) {
            self.unit = self.unit.filter(|_| list == self.kind);
            self.stage = None;
            self.show_list(list, store);
        } else if is_hidden {
            self.show_list(self.kind, store);
        }
        (self.chosen, self.chosen_row) = (Some(id), None);
        self.cursor = None;
        self.sought = Some((id, 0));
    }

    fn seek_on(&mut self, store: &Store) {
        let Some((_, page)) = self.sought else { return };
        let pages = self.order.as_ref().map_or(0, |order| order.len().div_ceil(PAGE_ROWS));
        if page >= pages.min(PAGES_SOUGHT) {
            self.sought = None;
        } else {
            self.ask_page(page, store);
        }
    }

    /// Looks for the chosen entry among the rows that were read.
    fn find_cursor(&mut self) -> bool {
        let Some(id) = self.chosen else { return false };
        let at = self
            .pages
            .iter()
            .find_map(|(page, rows)| rows.iter().position(|row| row.id == id).map(|inside| page * PAGE_ROWS + inside));
        if let Some(at) = at {
            self.put_cursor(at);
            self.scroll_to = Some(at);
            self.sought = None;
        }
        at.is_some()
    }

    /// Acts on a wish; gives the entry to be shown when a line was chosen.
    pub fn dispatch(&mut self, action: ListAction, store: &Store) -> Option<EntryId> {
        match action {
            ListAction::Kind(kind) if self.is_finding() => self.show_only(Some(kind), store),
            ListAction::Kind(kind) => {
                (self.unit, self.stage) = (None, None);
                self.show_list(kind, store);
            }
            ListAction::Everything => self.show_only(None, store),
            ListAction::Unit(unit) => {
                self.leave_words();
                (self.unit, self.stage) = (unit, None);
                self.show_list(ListKind::Cards, store);
            }
            ListAction::Stage(stage) => {
                self.leave_words();
                self.stage = stage;
                self.show_list(ListKind::Cards, store);
            }
            ListAction::Sort(sort) => {
                let (now, descending) = self.sort();
                let wanted = (sort, now == sort && !descending && sort != search::BEST);
                if self.is_finding() {
                    self.found_sort = Some(wanted);
                } else {
                    self.sorts.insert(self.kind, wanted);
                }
                self.cursor = None;
                self.is_new = true;
                self.ask(store);
                if let Some(id) = self.chosen.filter(|_| !self.is_finding()) {
                    self.sought = Some((id, 0));
                }
            }
            ListAction::Words(words) => self.seek_words(words, store),
            ListAction::Narrow(condition, where_it_is) => {
                if !self.is_finding() {
                    self.only = Some(self.kind);
                }
                let mut words = self.words.clone();
                for place in where_it_is.iter().filter(|_| !self.is_finding()) {
                    words = search::with(&words, place);
                }
                words = search::with(&words, &condition);
                self.facets.keep_places();
                self.seek_words(words, store);
            }
            ListAction::Choose(at) | ListAction::Desk(at) => return self.choose(at, store),
            ListAction::First if self.is_finding() && self.answered != self.list_token => self.first_wanted = true,
            ListAction::First => return self.choose(0, store),
            ListAction::Visible(first, last) => self.visible(first, last, store),
        }
        None
    }

    /// Other words are sought, or none any more.
    fn seek_words(&mut self, words: String, store: &Store) {
        let was_finding = self.is_finding();
        let is_same = self.words.trim() == words.trim();
        self.words = words;
        self.first_wanted = false;
        if is_same {
            return;
        }
        if !self.is_finding() {
            self.leave_words();
            self.sought = self.chosen.map(|id| (id, 0));
        } else if !was_finding {
            self.sought = None;
        }
        self.cursor = None;
        self.awaited = None;
        self.scroll_to = Some(0);
        self.is_new = true;
        self.ask(store);
    }

    /// Nothing is sought any more; the list is to be asked for.
    fn leave_words(&mut self) {
        self.words.clear();
        self.is_new = true;
        (self.only, self.found_sort) = (None, None);
    }

    fn show_only(&mut self, only: Option<ListKind>, store: &Store) {
        self.only = only;
        self.cursor = None;
        self.scroll_to = Some(0);
        self.is_new = true;
        self.ask(store);
    }

    fn put_cursor(&mut self, at: usize) {
        self.cursor = Some(at);
        self.chosen_row = self.order.as_ref().and_then(|order| order.get(at)).copied();
    }

    fn show_list(&mut self, kind: ListKind, store: &Store) {
        self.kind = kind;
        self.cursor = None;
        self.order = None;
        self.pages.clear();
        self.stale.clear();
        self.scroll_to = Some(0);
        self.is_new = true;
        self.ask(store);
        self.ask_stages(store);
    }

    fn choose(&mut self, at: usize, store: &Store) -> Option<EntryId> {
        let at = at.min(self.len().checked_sub(1)?);
        self.put_cursor(at);
        self.scroll_to = Some(at);
        self.sought = None;
        if let Some(id) = self.row(at).map(|row| row.id) {
            self.awaited = None;
            self.chosen = Some(id);
            return Some(id);
        }
        self.awaited = Some(at);
        self.ask_page(at / PAGE_ROWS, store);
        None
    }

    fn visible(&mut self, first: usize, last: usize, store: &Store) {
        let (first_page, last_page) = (first / PAGE_ROWS, last / PAGE_ROWS);
        for page in first_page.saturating_sub(1)..=last_page + 1 {
            self.ask_page(page, store);
        }
        if self.shows_pictures() {
            let ids: Vec<EntryId> = (first..=last).filter_map(|at| self.row(at).map(|row| row.id)).collect();
            self.small.want(&ids, store);
        }
        if self.shows_found() && self.answered == self.list_token {
            let row_at = |at: usize| Some((self.row(at)?.id, self.order.as_ref()?.get(at).copied()?));
            let visible: Vec<(EntryId, i64)> = (first..=last).filter_map(row_at).collect();
            self.found.want_why(&self.shown_words, &visible, store);
        }
        while self.pages.len() > PAGES_KEPT {
            // the page farthest from the screen goes
            let farthest = self.pages.keys().copied().max_by_key(|page| page.abs_diff(first_page));
            let Some(farthest) = farthest else { break };
            self.pages.remove(&farthest);
        }
    }

    /// Whether each line has a small picture.
    pub fn shows_pictures(&self) -> bool {
        if self.shows_found() { self.only == Some(ListKind::Pictures) } else { self.kind == ListKind::Pictures }
    }

    fn ask_page(&mut self, page: usize, store: &Store) {
        if self.pages.contains_key(&page) || self.asked_pages.contains_key(&page) {
            return;
        }
        let Some(rows) = self.order.as_ref().and_then(|order| order.chunks(PAGE_ROWS).nth(page)) else { return };
        let token = store.token();
        store.send(Request::Rows { rows: rows.to_vec(), token });
        self.asked_pages.insert(page, token);
    }

    /// Takes an answer in; gives the entry to be shown when a line that was waited for came.
    pub fn answer(&mut self, answer: &Answer, store: &Store) -> Option<EntryId> {
        match answer {
            Answer::Opened(opened) => {
                self.templates = Arc::clone(&opened.templates);
                None
            }
            Answer::Templates(templates) => {
                self.templates = Arc::clone(templates);
                None
            }
            Answer::Stages(stages) => {
                self.stages.clone_from(stages);
                None
            }
            Answer::ListBegun { token, rows, lines, has_more } if *token == self.list_token => {
                // of a list that is only read again, the beginning alone would make it jump
                if *has_more && !self.is_new {
                    return None;
                }
                self.is_begun = *has_more;
                self.stale.clear();
                let pages = lines.chunks(PAGE_ROWS).map(<[ListRow]>::to_vec).enumerate().collect();
                self.take_order(rows, Some(pages), store)
            }
            Answer::List { token, rows } if *token == self.list_token => {
                self.is_begun = false;
                let begun = self.order.as_ref().map_or(0, |order| order.len());
                let goes_on = self.answered == *token
                    && begun.is_multiple_of(PAGE_ROWS)
                    && self.order.as_deref().is_some_and(|order| rows.starts_with(order));
                let pages = if goes_on {
                    Some(std::mem::take(&mut self.pages))
                } else {
                    // rows that are still on their way belong to the order before
                    self.stale = std::mem::take(&mut self.pages);
                    None
                };
                self.take_order(rows, pages, store)
            }
            Answer::Rows { token, asked, rows } => self.take_page(*token, asked.len(), rows, store),
            Answer::FoundCounts { .. } | Answer::Why { .. } | Answer::Failed { .. } => {
                self.found.answer(answer);
                self.facets.answer(answer);
                None
            }
            Answer::Facets { .. } => {
                self.facets.answer(answer);
                None
            }
            _ => None,
        }
    }

    /// Takes the order of the list in, with the pages that are known of it.
    fn take_order(
        &mut self,
        rows: &Arc<[i64]>,
        pages: Option<BTreeMap<usize, Vec<ListRow>>>,
        store: &Store,
    ) -> Option<EntryId> {
        let words = self.words.trim();
        let is_first = self.answered != self.list_token;
        self.answered = self.list_token;
        if is_first {
            self.found.renew(self.shown_words != words);
            words.clone_into(&mut self.shown_words);
        }
        self.is_new &= self.is_begun;
        self.order = Some(Arc::clone(rows));
        self.pages = pages.unwrap_or_default();
        self.asked_pages.clear();
        self.cursor = self.chosen_row.and_then(|row| rows.iter().position(|other| *other == row));
        if self.is_finding() {
            self.sought = None;
        } else if let Some(at) = self.cursor {
            self.sought = None;
            self.scroll_to = Some(at);
        } else if self.sought.is_none() {
            self.sought = self.chosen.map(|id| (id, 0));
        }
        if std::mem::take(&mut self.first_wanted) {
            return self.choose(0, store);
        }
        if self.sought.is_some() && !self.find_cursor() {
            self.seek_on(store);
        }
        None
    }

    fn take_page(&mut self, token: Token, asked: usize, rows: &[ListRow], store: &Store) -> Option<EntryId> {
        let page = self.asked_pages.iter().find(|(_, known)| **known == token).map(|(page, _)| *page)?;
        self.asked_pages.remove(&page);
        if rows.len() != asked {
            // something was removed meanwhile; the answer to that write asks for the list anew
            return None;
        }
        self.stale.remove(&page);
        self.pages.insert(page, rows.to_vec());
        if let Some(at) = self.awaited.filter(|at| at / PAGE_ROWS == page) {
            return self.choose(at, store);
        }
        if let Some((_, at)) = self.sought
            && !self.find_cursor()
            && at == page
        {
            self.sought = self.sought.map(|(id, _)| (id, page + 1));
            self.seek_on(store);
        }
        None
    }
}

#[cfg(test)]
#[path = "state_tests.rs"]
mod tests;
