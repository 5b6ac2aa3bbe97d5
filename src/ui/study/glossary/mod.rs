//! Words of the papers with their gloss, which the archive can edit.

mod ask;
mod list;

use super::StudyView;
use crate::background::study::glossary::{GlossaryDeed, GlossaryNews, GlossaryWish};
use crate::background::{Answer, Deed, Request, Store, StudyNews, StudyWish, Token, Write};
use crate::model::{EntryId, EntryKind, Glossary, GlossaryLine, GlossaryTerm};
use crate::ui::action::Action;
use ask::{Asking, Of};
use eframe::egui::Ui;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What the screen wants.
#[derive(Debug)]
pub enum GlossaryAction {
    /// Read once more what could not be read.
    Again,
    /// Ask for the particulars of a new term.
    Begin,
    /// Ask for those of a line.
    Edit(Box<GlossaryLine>),
    /// Close the question; what is typed stays.
    Close,
    /// Keep a term, and close the question when that is done.
    Save(Box<GlossaryTerm>),
    /// Take a term of the catalogue away; what the program says is said again.
    Remove(EntryId),
}

impl GlossaryAction {
    /// Whether it writes, so that the author's name must be known first.
    pub fn writes(&self) -> bool {
        matches!(self, Self::Save(_) | Self::Remove(_))
    }
}

/// What the screen keeps between frames.
#[derive(Debug, Default)]
pub struct GlossaryState {
    glossary: Option<Arc<Glossary>>,
    is_asked: bool,
    is_unread: bool,
    filter: String,
    /// The lines of the glossary that the filter lets through, with the filter they were found by.
    shown: Option<(String, Vec<usize>)>,
    asking: Option<Asking>,
    /// What was typed and not written, by what it was typed for.
    left: BTreeMap<Of, GlossaryTerm>,
    openings: u64,
    /// The write that is under way.
    pending: Option<Token>,
    /// What the question was about that it was asked for by.
    pending_of: Option<Of>,
    /// Why the last write without a question failed.
    trouble: Option<String>,
}

impl GlossaryState {
    /// Whether a question is open.
    pub fn has_dialog(&self) -> bool {
        self.asking.is_some()
    }

    /// Whether nothing is on its way: for tests.
    pub fn is_quiet(&self) -> bool {
        !self.is_asked && self.pending.is_none()
    }

    /// The screen is shown.
    pub fn open(&mut self, store: &Store) {
        self.trouble = None;
        self.ask(store);
    }

    fn ask(&mut self, store: &Store) {
        (self.is_asked, self.is_unread) = (true, false);
        store.send(Request::Study(StudyWish::Glossary(GlossaryWish::Terms)));
    }

    /// Takes an answer of the catalogue's thread.
    pub fn answer(&mut self, answer: &Answer, is_open: bool, store: &Store) {
        match answer {
            Answer::Study(StudyNews::Glossary(GlossaryNews::Terms(glossary))) => {
                self.glossary = Some(Arc::clone(glossary));
                (self.is_asked, self.is_unread, self.shown) = (false, false, None);
            }
            Answer::Written(written) => {
                if self.pending.take_if(|token| *token == written.token).is_some() {
                    let of = self.pending_of.take();
                    self.asking.take_if(|asking| of.as_ref() == Some(&asking.of()));
                    if let Some(of) = of {
                        self.left.remove(&of);
                    }
                    self.trouble = None;
                }
                let touched = &written.applied.touched;
                if is_open && touched.iter().any(|touched| touched.kind == EntryKind::GlossaryTerm) {
                    self.ask(store);
                }
            }
            Answer::Failed { token: Some(token), error, .. } if self.pending == Some(*token) => {
                (self.pending, self.pending_of) = (None, None);
                match &mut self.asking {
                    Some(asking) => asking.failed(error.to_string()),
                    None => self.trouble = Some(error.to_string()),
                }
            }
            Answer::Failed { request: "glossary", .. } if self.is_asked => {
                (self.is_asked, self.is_unread) = (false, true);
            }
            _ => {}
        }
    }

    /// Does what the screen wants.
    pub fn dispatch(&mut self, action: GlossaryAction, store: &Store) {
        match action {
            GlossaryAction::Again => self.ask(store),
            GlossaryAction::Begin => self.begin(GlossaryTerm::default(), false),
            GlossaryAction::Edit(line) => {
                let id = line.own.unwrap_or_default();
                self.begin(GlossaryTerm { id, ..line.term }, true);
            }
            GlossaryAction::Close => {
                if let Some(asking) = self.asking.take() {
                    let of = asking.of();
                    self.left.extend(asking.typed().map(|typed| (of, typed)));
                }
            }
            GlossaryAction::Save(term) => self.write(GlossaryDeed::Save(*term), store),
            GlossaryAction::Remove(id) => self.write(GlossaryDeed::Remove(id), store),
        }
    }

    fn begin(&mut self, term: GlossaryTerm, is_known: bool) {
        self.openings += 1;
        let asking = Asking::new(self.openings, term, is_known);
        self.asking = Some(match self.left.remove(&asking.of()) {
            Some(typed) => asking.with(typed),
            None => asking,
        });
    }

    fn write(&mut self, deed: GlossaryDeed, store: &Store) {
        self.pending = Some(store.write(Write::Deed(Deed::Glossary(deed))));
        self.pending_of = self.asking.as_ref().map(Asking::of);
    }

    /// The lines the filter lets through; worked out when filter or glossary change.
    fn shown(&mut self) -> Option<(Arc<Glossary>, Vec<usize>)> {
        let glossary = Arc::clone(self.glossary.as_ref()?);
        if self.shown.as_ref().is_none_or(|(filter, _)| *filter != self.filter) {
            self.shown = Some((self.filter.clone(), filtered(&glossary, &self.filter)));
        }
        self.shown.as_ref().map(|(_, lines)| (glossary, lines.clone()))
    }
}

/// The places of the lines that have every word of the filter somewhere.
fn filtered(glossary: &Glossary, filter: &str) -> Vec<usize> {
    let lines = glossary.lines().iter().enumerate();
    lines.filter(|(_, line)| line.has_words(filter)).map(|(at, _)| at).collect()
}

/// Draws the screen.
pub fn screen_ui(ui: &mut Ui, view: &StudyView<'_>, state: &mut GlossaryState, actions: &mut Vec<Action>) {
    list::list_ui(ui, view, state, actions);
    let is_sent = state.pending.is_some();
    if let Some(asking) = &mut state.asking {
        ask::ask_ui(ui.ctx(), asking, is_sent, actions);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_filter_finds_a_word_by_term_language_meaning_and_basis() {
        let glossary = Glossary::default();
        let terms = |filter: &str| -> Vec<String> {
            let found = filtered(&glossary, filter);
            found.into_iter().map(|at| glossary.lines()[at].term.term.clone()).collect()
        };
        assert_eq!(terms("").len(), glossary.lines().len());
        assert!(terms("ABGANG").contains(&"Abgang".to_owned()));
        assert!(terms("uberst").contains(&"überstellt".to_owned()));
        assert!(terms("ru death").contains(&"выбыл".to_owned()));
        assert_eq!(terms("no such word in it"), Vec::<String>::new());
    }
}
