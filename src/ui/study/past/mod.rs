//! The history one can walk: who did what when and why, and how it was.

mod act;
mod acts;
mod bar;
mod day;
mod moment;
mod sheet;
mod stay;
mod verified;
mod was;

pub(in crate::ui) use crate::reports::past as words;

use super::{Screen, StudyAction, StudyView};
use crate::background::study::past::{PastNews, PastWish};
use crate::background::{Answer, JobNews, Request, Store, StudyNews, StudyWish, Token, Write};
use crate::catalogue::{ChainVerified, HistoryQuery, OnClash};
use crate::i18n::{tr, tr_args};
use crate::model::{Act, ActLine, EntryId, EntryKind, Label};
use crate::reports;
use crate::ui::action::Action;
use crate::ui::theme;
use act::Detail;
use acts::Row;
use day::{DayField, End};
use eframe::egui::{CentralPanel, Frame, Margin, Panel, Ui};
use moment::{Once, Past};
use stay::Stay;
use std::collections::{BTreeMap, BTreeSet};
use words::Names;

/// Acts read at once.
const PAGE: usize = 100;
/// Acts read again at most when something was written; older ones come back as one scrolls.
const READ_AGAIN: usize = 400;
/// Pages of which the values of an act are looked up at most.
const PAGES_NAMED: usize = 12;

/// What the history is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// The page.
    pub page: Option<EntryId>,
    /// One entry of it.
    pub entry: Option<EntryId>,
    /// One field of that.
    pub field: String,
    /// What this is called.
    pub words: String,
}

impl Scope {
    /// A page.
    pub fn page(id: EntryId, label: &Label) -> Self {
        Self { page: Some(id), words: was::line_of(label), ..Self::default() }
    }

    /// A value on a page: a claim.
    pub fn value(page: EntryId, claim: EntryId, words: String) -> Self {
        Self { page: Some(page), entry: Some(claim), field: String::new(), words }
    }

    fn is_whole(&self) -> bool {
        self.page.is_none() && self.entry.is_none()
    }
}

/// Opens the history narrowed to a page or a value: for buttons and menus of other parts of the window.
pub fn walk(scope: Scope) -> [Action; 2] {
    let narrow = PastAction::Narrow(Box::new(scope));
    [Action::Study(StudyAction::Open(Screen::Past)), Action::Study(StudyAction::Past(narrow))]
}

/// What the screen wants.
#[derive(Debug)]
pub enum PastAction {
    /// Narrow the acts.
    Narrow(Box<Scope>),
    /// Only acts of this person; empty for everybody.
    Author(String),
    /// Only acts of this sort.
    Sort(Option<Act>),
    /// Another day was typed.
    Days,
    /// Show all acts.
    Widen,
    /// The acts on the screen.
    Visible(usize, usize),
    /// Choose an act of the list.
    Choose(usize),
    /// Show an act by its number.
    Go(u64),
    /// Take an act back.
    TakeBack(u64),
    /// How it was at a moment; a page, or everything.
    Once(Once),
    /// How it was at the moment that is typed.
    Moment,
    /// Choose a page of what stood.
    OncePage(EntryId),
    /// Everything that stood.
    OnceAll,
    /// More of it.
    OnceMore,
    /// Look up what the values of the shown act are called.
    Name,
    /// Back to the acts.
    Present,
    /// Verify the chain.
    Verify,
    /// What came of it was read.
    CloseVerified,
    /// What was told was read.
    CloseTold,
}

impl PastAction {
    /// Whether it writes, so that the author's name must be known first.
    pub fn writes(&self) -> bool {
        matches!(self, Self::TakeBack(_))
    }
}

/// Acts that are being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// From the newest on.
    Newest,
    /// Those older than what is there.
    Older,
}

/// How far the chain is verified.
#[derive(Debug, Default)]
enum Verified {
    /// Nobody asked.
    #[default]
    Unasked,
    /// It is being done.
    Running(Token),
    /// This came of it.
    Done(ChainVerified),
}

/// What the screen keeps between frames.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own, and none excludes another")]
pub struct PastState {
    /// The page that was shown when the screen was opened.
    beside: Option<Scope>,
    scope: Scope,
    author: String,
    sort: Option<Act>,
    from: DayField,
    until: DayField,
    /// The moment that is typed.
    moment: DayField,
    authors: Vec<String>,
    templates: Names,
    rows: Vec<Row>,
    /// Whether the oldest act is among the rows.
    is_complete: bool,
    reading: Option<(Token, Part)>,
    /// Whether acts were asked for in vain.
    is_unread: bool,
    cursor: Option<usize>,
    /// The row to be brought into view.
    scroll_to: Option<usize>,
    takes_keyboard: bool,
    detail: Option<Detail>,
    detail_token: Option<Token>,
    /// How long the shown act stays chosen, until what its values are called is looked up.
    stay: Option<Stay>,
    /// Pages of which the values of the shown act are looked up.
    naming: BTreeSet<(EntryId, u64)>,
    moment_token: Option<Token>,
    past: Option<Past>,
    verified: Verified,
    /// An undo was written and is to be told when its line is read.
    tells: bool,
    told: String,
}

impl PastState {
    /// Whether a question is open.
    pub fn has_dialog(&self) -> bool {
        false
    }

    /// Whether nothing is on its way: for tests.
    pub fn is_quiet(&self) -> bool {
        self.reading.is_none()
            && self.detail_token.is_none()
            && self.naming.is_empty()
            && self.moment_token.is_none()
            && self.past.as_ref().is_none_or(Past::is_quiet)
            && !matches!(self.verified, Verified::Running(_))
    }

    /// Which page is shown under the screen.
    pub fn beside(&mut self, page: Option<(EntryId, &Label)>) {
        self.beside = page.map(|(id, label)| Scope::page(id, label));
    }

    /// The screen is shown.
    pub fn open(&mut self, store: &Store) {
        self.takes_keyboard = true;
        (self.past, self.told) = (None, String::new());
        store.send(Request::Study(StudyWish::Past(PastWish::Authors)));
        self.read_again(store);
    }

    /// Goes back one step within the screen; says whether there was one.
    pub fn step_back(&mut self) -> bool {
        self.takes_keyboard = true;
        self.past.take().is_some()
    }

    fn read_again(&mut self, store: &Store) {
        let most = self.rows.len().clamp(PAGE, READ_AGAIN);
        self.ask(Part::Newest, most, store);
    }

    fn ask(&mut self, part: Part, most: usize, store: &Store) {
        let token = store.token();
        self.reading = Some((token, part));
        let query = HistoryQuery {
            of: self.scope.page,
            entry: self.scope.entry,
            field: self.scope.field.clone(),
            author: self.author.clone(),
            acts: self.sort.into_iter().collect(),
            from: self.from.day,
            until: self.until.day,
            before: self.rows.last().map(|row| row.seq).filter(|_| part == Part::Older),
            most,
        };
        store.send(Request::Study(StudyWish::Past(PastWish::Walk(query, token))));
    }

    /// Asks for one act with all that it did.
    fn ask_act(seq: u64, store: &Store) -> Token {
        let token = store.token();
        let query = HistoryQuery { before: seq.checked_add(1), most: 1, ..HistoryQuery::default() };
        store.send(Request::Study(StudyWish::Past(PastWish::Walk(query, token))));
        token
    }

    /// Takes an answer of the catalogue's thread.
    pub fn answer(&mut self, answer: &Answer, is_open: bool, store: &Store) {
        match answer {
            Answer::Opened(opened) => self.templates.add_templates(&opened.templates),
            Answer::Templates(templates) => self.templates.add_templates(templates),
            Answer::Study(StudyNews::Past(news)) => self.take(news, store),
            Answer::Dossier(page, _) => {
                if let Some(past) = &mut self.past {
                    past.take_now(page.entry.id(), Some(page), &self.templates);
                }
            }
            Answer::NoEntry(id) => {
                if let Some(past) = &mut self.past {
                    past.take_now(*id, None, &self.templates);
                }
            }
            Answer::Written(written) if is_open => {
                self.tells |= matches!(written.act, Act::Undo | Act::Redo);
                self.verified = Verified::Unasked;
                self.read_again(store);
            }
            Answer::Failed { request: "past", .. } => {
                self.is_unread = self.reading.take().is_some();
                (self.detail_token, self.moment_token) = (None, None);
                self.naming.clear();
                if matches!(self.verified, Verified::Running(_)) {
                    self.verified = Verified::Unasked;
                }
                if let Some(past) = &mut self.past {
                    past.give_up();
                }
            }
            Answer::Failed { request: "verify", .. } => self.verified = Verified::Unasked,
            Answer::Job { news: JobNews::Failed(_), .. } if matches!(self.verified, Verified::Running(_)) => {
                self.verified = Verified::Unasked;
            }
            _ => {}
        }
    }

    fn take(&mut self, news: &PastNews, store: &Store) {
        match news {
            PastNews::Walk(token, acts, labels) => self.take_acts(*token, acts, labels, store),
            PastNews::Authors(authors) => self.authors.clone_from(authors),
            PastNews::AsItWas { entry, seq, dossier } => {
                if let Some(past) = &mut self.past {
                    past.take_then(*entry, *seq, dossier.as_deref(), &self.templates);
                }
                if self.naming.remove(&(*entry, *seq))
                    && let (Some(page), Some(detail)) = (dossier, &mut self.detail)
                {
                    detail.name(page);
                }
            }
            PastNews::StandingAt(token, stood) => {
                if let Some(past) = &mut self.past {
                    past.take_standing(*token, stood);
                }
            }
            PastNews::Moment(token, found) if self.moment_token == Some(*token) => {
                self.moment_token = None;
                match found {
                    Ok(seq) => {
                        let of = self.scope.page;
                        let typed = self.moment.text.trim().to_owned();
                        self.past = Some(Past::begin(Once::Typed { seq: *seq, typed, of }, store));
                    }
                    Err(why) => self.moment.error = crate::ui::app::sentence(why),
                }
            }
            PastNews::Verified(token, verified) => {
                if matches!(self.verified, Verified::Running(ours) if ours == *token) {
                    self.verified = Verified::Done(verified.clone());
                }
            }
            PastNews::Moment(..) => {}
        }
    }

    fn take_acts(&mut self, token: Token, acts: &[ActLine], labels: &BTreeMap<EntryId, Label>, store: &Store) {
        if self.detail_token == Some(token) {
            self.detail_token = None;
            if let Some(act) = acts.first() {
                self.show(act, labels);
            }
        } else if let Some((_, part)) = self.reading.filter(|(ours, _)| *ours == token) {
            self.reading = None;
            self.is_unread = false;
            let mut names = self.templates.clone();
            names.add(labels);
            let rows: Vec<Row> = acts.iter().map(|act| Row::of(act, &self.scope, &names)).collect();
            self.meet_authors(acts);
            // fewer than were asked for: there are no more
            self.is_complete = rows.len() < PAGE;
            match part {
                Part::Older => self.rows.extend(rows),
                Part::Newest => {
                    self.tell(acts);
                    self.take_newest(rows, store);
                }
            }
        } else if let Some(past) = &mut self.past {
            past.take_act(token, acts.first());
        }
    }

    /// Whoever signed for the first time while the screen is open can be chosen, though not all names are read again.
    fn meet_authors(&mut self, acts: &[ActLine]) {
        for author in acts.iter().map(|act| &act.author).filter(|author| !author.is_empty()) {
            if let Err(at) = self.authors.binary_search(author) {
                self.authors.insert(at, author.clone());
            }
        }
    }

    /// What was taken back is said as the history has it.
    fn tell(&mut self, acts: &[ActLine]) {
        let last = acts.iter().find(|act| act.undoes.is_some());
        if let Some(act) = last.filter(|_| self.tells)
            && let Some(undone) = act.undoes
        {
            let words = [("undone", undone.into()), ("seq", act.seq.into())];
            self.told = match act.act {
                Act::Redo => tr_args("past-told-redone", &words),
                _ => tr_args("past-told-undone", &words),
            };
        }
        self.tells = false;
    }

    /// The list from its beginning; the chosen act stays chosen.
    fn take_newest(&mut self, rows: Vec<Row>, store: &Store) {
        let chosen = self.detail.as_ref().map(|detail| detail.act.seq);
        self.rows = rows;
        let at = chosen.and_then(|seq| self.rows.iter().position(|row| row.seq == seq));
        match (at, chosen) {
            // an act that was gone to by its number may stand outside the list
            (None, Some(seq)) if self.detail.as_ref().is_some_and(|detail| detail.is_aside) => {
                self.cursor = None;
                self.detail_token = Some(Self::ask_act(seq, store));
            }
            (at, _) => {
                self.cursor = None;
                if self.rows.is_empty() { self.detail = None } else { self.choose(at.unwrap_or(0), store) }
            }
        }
    }

    fn choose(&mut self, at: usize, store: &Store) {
        if let Some(row) = self.rows.get(at) {
            (self.detail_token, self.stay) = (Some(Self::ask_act(row.seq, store)), None);
            (self.cursor, self.scroll_to) = (Some(at), Some(at));
        }
    }

    /// Shows an act beside the list. What its values are called is looked up when it stays chosen.
    fn show(&mut self, act: &ActLine, labels: &BTreeMap<EntryId, Label>) {
        let mut names = self.templates.clone();
        names.add(labels);
        names.add_act(act);
        let is_aside = self.cursor.and_then(|at| self.rows.get(at)).is_none_or(|row| row.seq != act.seq);
        let detail = Detail::of(act, names, is_aside);
        self.naming.clear();
        self.stay = Some(Stay::default());
        self.detail = Some(detail);
    }

    /// Looks up what the values of the shown act are called.
    fn name(&mut self, store: &Store) {
        self.stay = None;
        let Some(detail) = &self.detail else { return };
        let seq = detail.act.seq;
        for page in detail.unnamed().into_iter().take(PAGES_NAMED) {
            self.naming.insert((page, seq));
            store.send(Request::Study(StudyWish::Past(PastWish::AsItWas { entry: page, seq })));
        }
    }

    /// Does what the screen wants.
    pub fn dispatch(&mut self, action: PastAction, store: &Store) {
        match action {
            PastAction::Narrow(scope) => {
                self.scope = *scope;
                (self.past, self.takes_keyboard) = (None, true);
                self.begin_again(store);
            }
            PastAction::Author(author) => {
                self.author = author;
                self.begin_again(store);
            }
            PastAction::Sort(sort) => {
                self.sort = sort;
                self.begin_again(store);
            }
            PastAction::Days => {
                let changed = [self.from.read(End::First), self.until.read(End::Last)];
                if let (Some(from), Some(until)) = (self.from.day, self.until.day)
                    && until < from
                    && self.until.error.is_empty()
                {
                    self.until.error = tr("past-days-turned");
                }
                if changed.contains(&true) {
                    self.begin_again(store);
                }
            }
            PastAction::Widen => {
                (self.scope, self.author, self.sort) = (Scope::default(), String::new(), None);
                self.from.clear();
                self.until.clear();
                self.begin_again(store);
            }
            PastAction::Visible(_, last) => {
                let is_near = last + PAGE / 4 >= self.rows.len();
                if is_near && !self.is_complete && self.reading.is_none() && !self.is_unread {
                    self.ask(Part::Older, PAGE, store);
                }
            }
            PastAction::Choose(at) => self.choose(at, store),
            PastAction::Go(seq) => {
                if let Some(at) = self.rows.iter().position(|row| row.seq == seq) {
                    self.choose(at, store);
                } else {
                    self.cursor = None;
                    self.detail_token = Some(Self::ask_act(seq, store));
                }
            }
            PastAction::TakeBack(seq) => {
                self.told.clear();
                store.write(Write::UndoAct { seq, on_clash: OnClash::Stop });
            }
            PastAction::Once(once) => self.past = Some(Past::begin(once, store)),
            PastAction::Moment => match day::moment_of(&self.moment.text) {
                Ok(text) => {
                    self.moment.error.clear();
                    let token = store.token();
                    self.moment_token = Some(token);
                    store.send(Request::Study(StudyWish::Past(PastWish::Moment(text, token))));
                }
                Err(why) => self.moment.error = why,
            },
            PastAction::OncePage(id) => {
                if let Some(past) = &mut self.past {
                    past.show(id, store);
                }
            }
            PastAction::OnceAll => {
                if let Some(past) = &mut self.past {
                    past.list(store);
                }
            }
            PastAction::OnceMore => {
                if let Some(past) = &mut self.past {
                    past.list_more(store);
                }
            }
            PastAction::Name => self.name(store),
            PastAction::Present => {
                self.past = None;
                self.takes_keyboard = true;
            }
            PastAction::Verify => {
                let token = store.token();
                self.verified = Verified::Running(token);
                store.send(Request::Study(StudyWish::Past(PastWish::Verify(token))));
            }
            PastAction::CloseVerified => self.verified = Verified::Unasked,
            PastAction::CloseTold => self.told.clear(),
        }
    }

    /// Other acts are meant: the list begins again.
    fn begin_again(&mut self, store: &Store) {
        self.rows.clear();
        (self.cursor, self.is_complete, self.scroll_to) = (None, false, Some(0));
        if let Some(detail) = &mut self.detail {
            detail.is_aside = false;
        }
        self.ask(Part::Newest, PAGE, store);
    }

    /// Whether anything narrows the acts.
    fn is_narrowed(&self) -> bool {
        !self.scope.is_whole()
            || !self.author.is_empty()
            || self.sort.is_some()
            || self.from.day.is_some()
            || self.until.day.is_some()
    }
}

/// Who did it and when: `20 November 2026, 14:30 · Anna`.
fn signed(act: &ActLine) -> String {
    let words = [("by", act.author.clone().into()), ("at", act.at.local_minute().into())];
    tr_args("past-signed", &words)
}

/// A day in words: `20 November 2026`.
fn day_words(day: &str) -> String {
    crate::model::Edtf::parse(day)
        .map_or_else(|_| day.to_owned(), |edtf| reports::date_text(&edtf, crate::model::Calendar::Gregorian))
}

/// Whether an entry has a page that can be shown.
fn has_page(kind: EntryKind) -> bool {
    EntryKind::LISTED.contains(&kind)
}

fn want(actions: &mut Vec<Action>, action: PastAction) {
    actions.push(Action::Study(StudyAction::Past(action)));
}

/// Draws the screen.
pub fn screen_ui(ui: &mut Ui, view: &StudyView<'_>, state: &mut PastState, actions: &mut Vec<Action>) {
    if let Some(past) = &mut state.past {
        return sheet::past_ui(ui, past, actions);
    }
    if let Some(stay) = &mut state.stay {
        match stay.left(ui.input(|input| input.time)) {
            Some(left) => ui.ctx().request_repaint_after(left),
            None => want(actions, PastAction::Name),
        }
    }
    let colours = theme::palette(ui);
    let bar = Frame::new().fill(colours.shelf).inner_margin(Margin::symmetric(theme::PANEL_MARGIN, 8));
    Panel::top("history bar").frame(bar).show(ui, |ui| bar::bar_ui(ui, state, actions));
    let band = Frame::new().fill(colours.notice).inner_margin(Margin::symmetric(theme::PANEL_MARGIN, 8));
    if let Verified::Done(verified) = &state.verified {
        Panel::top("history verified").frame(band).show(ui, |ui| verified::verified_ui(ui, verified, actions));
    }
    if !state.told.is_empty() {
        Panel::top("history told").frame(band).show(ui, |ui| verified::told_ui(ui, &state.told, actions));
    }
    let list = Frame::new().fill(colours.ground).inner_margin(Margin::symmetric(8, 8));
    let width = (ui.available_width() * 0.42).clamp(320.0, 620.0);
    Panel::left("history acts").frame(list).exact_size(width).resizable(false).show(ui, |ui| {
        acts::acts_ui(ui, state, actions);
    });
    let sheet = Frame::new().fill(colours.sheet).inner_margin(Margin::symmetric(24, 16));
    CentralPanel::default().frame(sheet).show(ui, |ui| {
        if let Some(detail) = &state.detail {
            act::act_ui(ui, view, detail, actions);
        }
    });
}
