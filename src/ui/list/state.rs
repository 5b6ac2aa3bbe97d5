//! What the lists keep: the order as row numbers, the few pages of rows that are on the screen, the chosen line.
//!
//! Invariant: memory does not grow with the catalogue beyond eight bytes a row; rows are read page by page.

use super::small::SmallPictures;
use super::{ListAction, ListKind};
use crate::background::{Answer, Request, Store, Token};
use crate::catalogue::{Hit, ListQuery, ListRow, Sort, Touched};
use crate::model::{CardTemplate, EntryId, EntryKind, Stage};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Rows of a page.
pub const PAGE_ROWS: usize = 128;
/// Pages kept.
const PAGES_KEPT: usize = 12;
/// Hits shown at most.
const MOST_HITS: usize = 1000;
/// Pages looked through for an entry whose line should be chosen.
const PAGES_SOUGHT: usize = 80;

/// What the table draws.
#[derive(Debug)]
pub enum Lines<'a> {
    /// A list that is not there yet.
    Waiting,
    /// A list of so many lines.
    List(usize),
    /// What was found.
    Found(&'a [Hit]),
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
    sorts: BTreeMap<ListKind, (Sort, bool)>,
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
    find_token: Token,
    /// The words whose hits are shown.
    found_token: Token,
    /// The first hit is to be chosen when it comes.
    first_wanted: bool,
    /// The card templates, for their names.
    pub(super) templates: Arc<[CardTemplate]>,
    hits: Option<Vec<Hit>>,
    shown_hits: Vec<Hit>,
    cursor: Option<usize>,
    chosen: Option<EntryId>,
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

    /// Column and direction of the order.
    pub fn sort(&self) -> (Sort, bool) {
        self.sorts.get(&self.kind).copied().unwrap_or_default()
    }

    /// What the table draws.
    pub fn lines(&self) -> Lines<'_> {
        match (&self.hits, &self.order) {
            (Some(_), _) if self.is_finding() => Lines::Found(&self.shown_hits),
            (None, _) if self.is_finding() => Lines::Waiting,
            (_, Some(order)) => Lines::List(order.len()),
            (_, None) => Lines::Waiting,
        }
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        match self.lines() {
            Lines::Waiting => 0,
            Lines::List(count) => count,
            Lines::Found(hits) => hits.len(),
        }
    }

    /// Whether there is no line.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many hits each list has, while something is sought.
    pub fn hits_of(&self, kind: ListKind) -> Option<usize> {
        let hits = self.hits.as_ref()?;
        Some(hits.iter().filter(|hit| kind.kinds().contains(&hit.row.kind)).count())
    }

    /// How many hits there are in all.
    pub fn hits(&self) -> usize {
        self.hits.as_ref().map_or(0, Vec::len)
    }

    /// Whether the length of the list is not known yet.
    pub fn is_begun(&self) -> bool {
        self.is_begun
    }

    /// Whether more was found than is shown.
    pub fn is_cut(&self) -> bool {
        self.hits() >= MOST_HITS
    }

    /// The row at a place, when it was read.
    pub fn row(&self, at: usize) -> Option<&ListRow> {
        if self.is_finding() {
            return self.shown_hits.get(at).map(|hit| &hit.row);
        }
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

    /// Asks for the list anew: another kind, unit or order, or something was written.
    pub fn ask(&mut self, store: &Store) {
        self.is_behind = false;
        self.asked += 1;
        self.list_token = store.token();
        let (sort, descending) = self.sort();
        let query = ListQuery {
            kinds: self.kind.kinds().to_vec(),
            unit: self.unit.filter(|_| matches!(self.kind, ListKind::Cards | ListKind::Units)),
            stage: self.stage.filter(|_| self.kind == ListKind::Cards),
            words: String::new(),
            sort,
            descending,
        };
        store.send(Request::List { query, token: self.list_token });
        if self.is_finding() {
            self.find(store);
        }
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

    fn find(&mut self, store: &Store) {
        self.find_token = store.token();
        let words = self.words.trim().to_owned();
        store.send(Request::Find { words, limit: MOST_HITS, token: self.find_token });
    }

    /// Chooses the line of an entry when it stands in the list shown, reading on for it if it must.
    pub fn seek(&mut self, id: EntryId, store: &Store) {
        self.chosen = Some(id);
        self.cursor = None;
        if self.is_finding() {
            self.find_cursor();
        } else if !self.find_cursor() {
            self.sought = Some((id, 0));
            self.seek_on(store);
        }
    }

    /// Goes to the list an entry that was just made stands in, and chooses its line.
    pub fn go_to(&mut self, id: EntryId, kind: Option<EntryKind>, store: &Store) {
        self.words.clear();
        self.hits = None;
        let is_hidden = self.stage.is_some();
        if let Some(list) = kind.and_then(ListKind::of).filter(|list| *list != self.kind || is_hidden) {
            self.unit = self.unit.filter(|_| list == self.kind);
            self.stage = None;
            self.show_list(list, store);
        }
        self.chosen = Some(id);
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
        let at = if self.is_finding() {
            self.shown_hits.iter().position(|hit| hit.row.id == id)
        } else {
            self.pages.iter().find_map(|(page, rows)| {
                rows.iter().position(|row| row.id == id).map(|inside| page * PAGE_ROWS + inside)
            })
        };
        if at.is_some() {
            self.cursor = at;
            self.scroll_to = at;
            self.sought = None;
        }
        at.is_some()
    }

    /// Acts on a wish; gives the entry to be shown when a line was chosen.
    pub fn dispatch(&mut self, action: ListAction, store: &Store) -> Option<EntryId> {
        match action {
            ListAction::Kind(kind) if self.is_finding() => {
                self.only = Some(kind);
                self.filter();
            }
            ListAction::Kind(kind) => {
                (self.unit, self.stage) = (None, None);
                self.show_list(kind, store);
            }
            ListAction::Everything => {
                self.only = None;
                self.filter();
            }
            ListAction::Unit(unit) => {
                self.words.clear();
                self.hits = None;
                (self.unit, self.stage) = (unit, None);
                self.show_list(ListKind::Cards, store);
            }
            ListAction::Stage(stage) => {
                self.words.clear();
                self.hits = None;
                self.stage = stage;
                self.show_list(ListKind::Cards, store);
            }
            ListAction::Sort(sort) => {
                let (now, descending) = self.sort();
                self.sorts.insert(self.kind, (sort, now == sort && !descending));
                self.cursor = None;
                self.is_new = true;
                self.ask(store);
                if let Some(id) = self.chosen {
                    self.sought = Some((id, 0));
                }
            }
            ListAction::Words(words) => {
                self.words = words;
                self.only = None;
                self.first_wanted = false;
                self.cursor = None;
                if self.is_finding() {
                    self.find(store);
                } else {
                    self.hits = None;
                    self.shown_hits.clear();
                    self.find_cursor();
                }
            }
            ListAction::Choose(at) | ListAction::Desk(at) => return self.choose(at, store),
            ListAction::First if self.is_finding() && self.found_token != self.find_token => self.first_wanted = true,
            ListAction::First => return self.choose(0, store),
            ListAction::Visible(first, last) => self.visible(first, last, store),
        }
        None
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
        self.cursor = Some(at);
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
        if self.kind == ListKind::Pictures {
            let ids: Vec<EntryId> = (first..=last).filter_map(|at| self.row(at).map(|row| row.id)).collect();
            self.small.want(&ids, store);
        }
        while self.pages.len() > PAGES_KEPT {
            // the page farthest from the screen goes
            let farthest = self.pages.keys().copied().max_by_key(|page| page.abs_diff(first_page));
            let Some(farthest) = farthest else { break };
            self.pages.remove(&farthest);
        }
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
            Answer::ListBegun { token, rows, lines } if *token == self.list_token && self.is_new => {
                self.order = Some(Arc::clone(rows));
                self.is_begun = true;
                self.stale.clear();
                self.asked_pages.clear();
                self.pages = lines.chunks(PAGE_ROWS).map(<[ListRow]>::to_vec).enumerate().collect();
                None
            }
            Answer::List { token, rows } if *token == self.list_token => {
                (self.is_begun, self.is_new) = (false, false);
                self.order = Some(Arc::clone(rows));
                // rows that are still on their way belong to the order before
                self.stale = std::mem::take(&mut self.pages);
                self.asked_pages.clear();
                self.cursor = self.cursor.filter(|at| *at < rows.len());
                if self.sought.is_none()
                    && let Some(id) = self.chosen.filter(|_| !self.is_finding())
                {
                    self.sought = Some((id, 0));
                }
                self.seek_on(store);
                None
            }
            Answer::Rows { token, asked, rows } => self.take_page(*token, asked.len(), rows, store),
            Answer::Found { token, hits } if *token == self.find_token => {
                self.hits = Some(hits.clone());
                self.found_token = *token;
                self.filter();
                if std::mem::take(&mut self.first_wanted) { self.choose(0, store) } else { None }
            }
            _ => None,
        }
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

    fn filter(&mut self) {
        let kinds = self.only.map(ListKind::kinds);
        self.shown_hits = self
            .hits
            .iter()
            .flatten()
            .filter(|hit| kinds.is_none_or(|kinds| kinds.contains(&hit.row.kind)))
            .cloned()
            .collect();
        self.cursor = None;
        self.find_cursor();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_touches_a_line_of_the_shown_list_has_it_read_again() {
        let (card, other, claim) = (EntryId::fresh(), EntryId::fresh(), EntryId::fresh());
        let one = |entry, kind, owner| vec![Touched { entry, kind, owner }];
        let known = |id| (id == card).then_some(EntryKind::FileCard);
        let value = one(claim, EntryKind::Claim, card);
        let table = [
            (ListKind::Cards, value.clone(), true),
            (ListKind::People, value.clone(), false),
            (ListKind::People, one(claim, EntryKind::Claim, other), true),
            (ListKind::Cards, one(other, EntryKind::Person, other), false),
            (ListKind::Events, one(other, EntryKind::Group, other), true),
            (ListKind::Cards, one(other, EntryKind::OwnTemplate, other), false),
            (ListKind::Cards, one(claim, EntryKind::Region, other), false),
            (ListKind::Pictures, one(claim, EntryKind::Region, other), true),
            (ListKind::Pictures, one(other, EntryKind::Attachment, card), true),
            (ListKind::Cards, one(other, EntryKind::Attachment, card), true),
            (ListKind::Cards, Vec::new(), false),
        ];
        for (kind, touched, wanted) in table {
            let state = ListState { kind, ..ListState::default() };
            assert_eq!(state.is_touched(&touched, known), wanted, "{kind:?} {touched:?}");
        }
        let finding = ListState { kind: ListKind::People, words: "nowak".into(), ..ListState::default() };
        assert!(finding.is_touched(&value, known), "it may be found now");
        let unit = one(other, EntryKind::HoldingUnit, other);
        assert!(!ListState::default().is_touched(&unit, known));
        assert!(ListState { unit: Some(card), ..ListState::default() }.is_touched(&unit, known));
    }
}
