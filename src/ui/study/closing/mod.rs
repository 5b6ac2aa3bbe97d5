//! Who may see what: rules of closure, the day each paper opens, who may still live.

mod ask;
mod choice;
mod list;
mod rules;
mod words;

pub(in crate::ui) use choice::{AccessChoice, TERMS, choice_ui, day_ui};

use super::{StudyAction, StudyView};
use crate::background::study::closing::{ClosingDeed, ClosingNews, ClosingWish};
use crate::background::{Answer, Deed, Request, Store, StudyNews, StudyWish, Token, Write};
use crate::catalogue::{ClosureFilter, ClosureLine, ClosurePage, ClosureQuery, StillNamed};
use crate::model::{ClosureRule, Day, EntryId};
use crate::ui::action::Action;
use ask::{Ask, Sort};
use eframe::egui::Ui;
use std::collections::{BTreeMap, BTreeSet};

/// So many lines are read at a time.
const LINES: usize = 100;

/// What the screen wants.
#[derive(Debug)]
pub enum ClosingAction {
    /// List what the filter and the words let through.
    List,
    /// List more.
    More,
    /// Ask who may see those that are chosen.
    AskAccess,
    /// Ask whether the rule is to be applied to them.
    AskApply,
    /// Ask by which rule to go.
    AskRule,
    /// Read once more what could not be read.
    Again,
    /// The question is closed.
    CloseAsk,
    /// Write.
    Write(Box<ClosingDeed>),
}

impl ClosingAction {
    /// Whether it writes, so that the author's name must be known first.
    pub fn writes(&self) -> bool {
        matches!(self, Self::Write(_))
    }
}

impl From<ClosingAction> for Action {
    fn from(action: ClosingAction) -> Self {
        Self::Study(StudyAction::Closing(action))
    }
}

/// The rules there are.
#[derive(Debug, Default)]
struct Rules {
    kept: Vec<ClosureRule>,
    built_in: Vec<ClosureRule>,
}

/// What the screen keeps between frames.
#[derive(Debug, Default)]
pub struct ClosingState {
    filter: ClosureFilter,
    words: String,
    /// The words the list was asked for by.
    asked_words: String,
    rule: Option<ClosureRule>,
    today: Day,
    lines: Vec<ClosureLine>,
    looked_at: usize,
    next: Option<i64>,
    /// Whether the list was read at least once.
    is_read: bool,
    /// So many lines are wanted; it is looked on until they are there.
    wanted: usize,
    asked: Option<Token>,
    /// Whether the answer on its way begins the list anew.
    anew: bool,
    /// Something was written meanwhile: the list is read once more.
    stale: bool,
    rules: Rules,
    chosen: BTreeSet<EntryId>,
    ask: Option<Ask>,
    /// Those that were left, by what they asked of whom; each comes back when the same is asked again.
    left: BTreeMap<(Sort, BTreeSet<EntryId>), Ask>,
    /// What the write on its way was asked by.
    sent_by: Option<(Sort, BTreeSet<EntryId>)>,
    openings: u64,
    /// The write that is on its way.
    sent: Option<Token>,
    /// Those it is about.
    sent_ids: Vec<EntryId>,
    /// It is asked where a closed name or number still stands openly.
    still_asked: Option<Token>,
    /// Where it does.
    still_named: Vec<StillNamed>,
    trouble: Option<String>,
}

impl ClosingState {
    /// Whether a question is open.
    pub fn has_dialog(&self) -> bool {
        self.ask.is_some()
    }

    /// Whether nothing is on its way: for tests.
    pub fn is_quiet(&self) -> bool {
        self.asked.is_none() && self.sent.is_none() && self.still_asked.is_none()
    }

    /// The screen is shown.
    pub fn open(&mut self, store: &Store) {
        self.read(LINES, store);
    }

    fn read(&mut self, wanted: usize, store: &Store) {
        store.send(Request::Study(StudyWish::Closing(ClosingWish::Rules)));
        self.wanted = wanted;
        if self.asked.is_some() {
            self.stale = true;
        } else {
            self.asked_words.clone_from(&self.words);
            self.anew = true;
            self.go_on(None, LINES, store);
        }
    }

    fn go_on(&mut self, after: Option<i64>, most: usize, store: &Store) {
        let token = store.token();
        self.asked = Some(token);
        let query = ClosureQuery { words: self.asked_words.clone(), filter: self.filter, after, most };
        store.send(Request::Study(StudyWish::Closing(ClosingWish::Closures(query, token))));
    }

    fn take(&mut self, page: &ClosurePage, is_open: bool, store: &Store) {
        let ClosurePage { rule, today, lines, looked_at, next } = page;
        self.asked = None;
        if std::mem::take(&mut self.stale) {
            return self.read(self.wanted, store);
        }
        if std::mem::take(&mut self.anew) {
            self.lines.clear();
            self.looked_at = 0;
        }
        (self.rule, self.today, self.next) = (rule.clone(), *today, *next);
        (self.is_read, self.trouble) = (true, None);
        self.lines.extend(lines.iter().cloned());
        self.looked_at += looked_at;
        // nobody looks at a screen that was left
        if is_open {
            self.look_on(store);
        }
        if self.asked.is_none() {
            // what is not shown is not chosen: nobody is to set what he does not see
            let shown: BTreeSet<EntryId> = self.lines.iter().map(|line| line.entry).collect();
            self.chosen.retain(|id| shown.contains(id));
        }
    }

    fn look_on(&mut self, store: &Store) {
        if self.asked.is_none() && self.next.is_some() && self.lines.len() < self.wanted {
            self.go_on(self.next, self.wanted - self.lines.len(), store);
        }
    }

    /// Takes an answer of the catalogue's thread.
    pub fn answer(&mut self, answer: &Answer, is_open: bool, store: &Store) {
        match answer {
            Answer::Study(StudyNews::Closing(ClosingNews::Closures(token, page))) if self.asked == Some(*token) => {
                self.take(page, is_open, store);
            }
            Answer::Study(StudyNews::Closing(ClosingNews::Rules { kept, built_in })) => {
                self.rules = Rules { kept: kept.clone(), built_in: built_in.clone() };
            }
            Answer::Written(written) => {
                if self.sent.take_if(|token| *token == written.token).is_some() {
                    self.ask = None;
                    if let Some(by) = self.sent_by.take() {
                        self.left.remove(&by);
                    }
                    self.chosen.clear();
                    let ids = std::mem::take(&mut self.sent_ids);
                    if !ids.is_empty() {
                        let token = store.token();
                        self.still_asked = Some(token);
                        store.send(Request::Study(StudyWish::Closing(ClosingWish::StillNamed(ids, token))));
                    }
                }
                if is_open {
                    self.read(self.lines.len().max(LINES), store);
                }
            }
            Answer::Study(StudyNews::Closing(ClosingNews::StillNamed(token, found)))
                if self.still_asked.take_if(|asked| asked == token).is_some() =>
            {
                self.still_named.clone_from(found);
            }
            Answer::Failed { token: Some(token), error, .. } if self.sent == Some(*token) => {
                (self.sent, self.sent_by) = (None, None);
                if let Some(ask) = &mut self.ask {
                    ask.trouble = Some(error.to_string());
                }
            }
            Answer::Failed { request: "closing", token: None, error } if self.asked.is_some() => {
                (self.asked, self.stale, self.trouble) = (None, false, Some(error.to_string()));
            }
            _ => {}
        }
    }

    /// Does what the screen wants.
    pub fn dispatch(&mut self, action: ClosingAction, store: &Store) {
        match action {
            ClosingAction::List => {
                self.chosen.clear();
                self.read(LINES, store);
            }
            ClosingAction::More => {
                self.wanted = self.lines.len() + LINES;
                self.look_on(store);
            }
            ClosingAction::AskAccess => self.begin(Ask::access),
            ClosingAction::AskApply => self.begin(Ask::apply),
            ClosingAction::AskRule => self.begin(Ask::rule),
            ClosingAction::CloseAsk => {
                if let Some(ask) = self.ask.take() {
                    self.left.insert((ask.sort(), self.chosen.clone()), ask);
                }
            }
            ClosingAction::Again => self.read(self.lines.len().max(LINES), store),
            ClosingAction::Write(deed) => {
                if let Some(ask) = &mut self.ask {
                    ask.trouble = None;
                    self.sent_by = Some((ask.sort(), self.chosen.clone()));
                }
                self.still_named.clear();
                self.sent_ids = match deed.as_ref() {
                    ClosingDeed::SetAccess { ids, .. } | ClosingDeed::ApplyRule { ids, .. } => ids.clone(),
                    _ => Vec::new(),
                };
                self.sent = Some(store.write(Write::Deed(Deed::Closing(*deed))));
            }
        }
    }

    fn begin(&mut self, ask: fn(u64) -> Ask) {
        self.openings += 1;
        let ask = ask(self.openings);
        let left = self.left.remove(&(ask.sort(), self.chosen.clone()));
        self.ask = Some(left.map_or(ask, Ask::anew));
    }

    /// The lines that are chosen.
    fn chosen_lines(&self) -> impl Iterator<Item = &ClosureLine> {
        self.lines.iter().filter(|line| self.chosen.contains(&line.entry))
    }
}

/// Draws the screen.
pub fn screen_ui(ui: &mut Ui, view: &StudyView<'_>, state: &mut ClosingState, actions: &mut Vec<Action>) {
    list::list_ui(ui, view, state, actions);
    ask::ask_ui(ui.ctx(), view, state, actions);
}
