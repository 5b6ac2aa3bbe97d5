//! How it was at a moment of the past: everything that stood, or one page, read-only.

use super::day_words;
use super::was::{self, PageThen};
use super::words::Names;
use crate::background::study::past::PastWish;
use crate::background::{Request, Store, StudyWish, Token};
use crate::catalogue::Standing;
use crate::i18n::tr_args;
use crate::model::{ActLine, Day, Dossier, EntryId, EntryKind, Label, Timestamp};

/// A moment of the past, and which page is looked at; everything when it is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Once {
    /// When an act had been done.
    After {
        /// Its number.
        seq: u64,
        /// The page.
        of: Option<EntryId>,
    },
    /// Before it.
    Before {
        /// Its number.
        seq: u64,
        /// The page.
        of: Option<EntryId>,
    },
    /// At a moment somebody typed.
    Typed {
        /// The last act then.
        seq: u64,
        /// What was typed.
        typed: String,
        /// The page.
        of: Option<EntryId>,
    },
}

impl Once {
    /// The last act of which anything is seen.
    fn state(&self) -> u64 {
        match self {
            Self::After { seq, .. } | Self::Typed { seq, .. } => *seq,
            Self::Before { seq, .. } => seq.saturating_sub(1),
        }
    }

    /// The act it is told by.
    fn act(&self) -> u64 {
        match self {
            Self::After { seq, .. } | Self::Before { seq, .. } | Self::Typed { seq, .. } => *seq,
        }
    }

    fn of(&self) -> Option<EntryId> {
        match self {
            Self::After { of, .. } | Self::Before { of, .. } | Self::Typed { of, .. } => *of,
        }
    }
}

/// Entries of the list of what stood that are read at once.
const STOOD_AT_ONCE: usize = 2_000;

/// An entry in the list of what stood.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Stood {
    /// It.
    pub(super) id: EntryId,
    /// Its kind.
    pub(super) kind: EntryKind,
    /// What it was called.
    pub(super) words: String,
}

/// What is known of the page that is looked at.
#[derive(Debug, Default)]
pub(super) enum Read<T> {
    /// It is being read.
    #[default]
    Waiting,
    /// It was read; none when it is not there.
    Done(Option<T>),
}

/// What is seen of the past.
#[derive(Debug)]
pub(super) struct Past {
    once: Once,
    /// Who did the act it is told by, and when.
    told_by: Option<(String, Timestamp)>,
    act_token: Option<Token>,
    /// What stood, as far as it was read.
    pub(super) stood: Option<Vec<Stood>>,
    /// How many stood, read or not.
    pub(super) total: usize,
    /// From where on more can be read.
    pub(super) next: Option<usize>,
    standing_token: Option<Token>,
    /// Whether the list of what stood is shown.
    pub(super) is_listed: bool,
    /// Words that narrow the list.
    pub(super) filter: String,
    /// The lines they leave.
    pub(super) found: Vec<usize>,
    /// The page that is looked at.
    pub(super) page: Option<EntryId>,
    then: Read<Box<Dossier>>,
    now: Read<Box<Dossier>>,
    /// The page in words, when it is read: none when it was not there.
    pub(super) shown: Read<PageThen>,
}

impl Past {
    /// Goes to a moment.
    pub(super) fn begin(once: Once, store: &Store) -> Self {
        let act_token = Some(super::PastState::ask_act(once.act(), store));
        let mut past = Self {
            told_by: None,
            act_token,
            stood: None,
            total: 0,
            next: None,
            standing_token: None,
            is_listed: false,
            filter: String::new(),
            found: Vec::new(),
            page: None,
            then: Read::Waiting,
            now: Read::Waiting,
            shown: Read::Waiting,
            once,
        };
        match past.once.of() {
            Some(page) => past.show(page, store),
            None => past.list(store),
        }
        past
    }

    /// Whether nothing is on its way.
    pub(super) fn is_quiet(&self) -> bool {
        self.act_token.is_none() && self.standing_token.is_none() && (self.page.is_none() || !self.is_waiting())
    }

    /// Whether what stood is being read.
    pub(super) fn is_reading_list(&self) -> bool {
        self.standing_token.is_some()
    }

    /// Lists everything that stood.
    pub(super) fn list(&mut self, store: &Store) {
        self.is_listed = true;
        if self.stood.is_none() {
            self.ask_stood(0, store);
        }
    }

    /// Lists more of what stood.
    pub(super) fn list_more(&mut self, store: &Store) {
        if let Some(from) = self.next {
            self.ask_stood(from, store);
        }
    }

    fn ask_stood(&mut self, from: usize, store: &Store) {
        if self.standing_token.is_none() {
            let token = store.token();
            self.standing_token = Some(token);
            let wish = PastWish::StandingAt { seq: self.once.state(), from, most: STOOD_AT_ONCE, token };
            store.send(Request::Study(StudyWish::Past(wish)));
        }
    }

    /// Shows a page as it was, and asks for the same page of today.
    pub(super) fn show(&mut self, page: EntryId, store: &Store) {
        (self.page, self.then, self.now, self.shown) = (Some(page), Read::Waiting, Read::Waiting, Read::Waiting);
        let wish = PastWish::AsItWas { entry: page, seq: self.once.state() };
        store.send(Request::Study(StudyWish::Past(wish)));
        store.send(Request::Dossier { id: page });
    }

    /// Takes the act it is told by.
    pub(super) fn take_act(&mut self, token: Token, act: Option<&ActLine>) {
        if self.act_token == Some(token) {
            self.act_token = None;
            self.told_by = act.map(|act| (act.author.clone(), act.at));
        }
    }

    /// Takes what stood.
    pub(super) fn take_standing(&mut self, token: Token, standing: &Standing) {
        if self.standing_token == Some(token) {
            self.standing_token = None;
            let line = |(id, label): &(EntryId, Label)| Stood { id: *id, kind: label.kind, words: was::line_of(label) };
            self.stood.get_or_insert_default().extend(standing.entries.iter().map(line));
            (self.total, self.next) = (standing.total, standing.next);
            self.find();
        }
    }

    /// Which lines the words of the filter leave.
    pub(super) fn find(&mut self) {
        let stood = self.stood.iter().flatten().enumerate();
        let is_sought = |line: &Stood| was::is_sought(&line.words, line.kind, &self.filter);
        self.found = stood.filter(|(_, line)| is_sought(line)).map(|(at, _)| at).collect();
    }

    /// Takes a page as it was.
    pub(super) fn take_then(&mut self, entry: EntryId, seq: u64, page: Option<&Dossier>, names: &Names) {
        if self.page == Some(entry) && seq == self.once.state() {
            self.then = Read::Done(page.cloned().map(Box::new));
            self.derive(names);
        }
    }

    /// Takes a page as it is.
    pub(super) fn take_now(&mut self, entry: EntryId, page: Option<&Dossier>, names: &Names) {
        if self.page == Some(entry) {
            self.now = Read::Done(page.cloned().map(Box::new));
            self.derive(names);
        }
    }

    fn derive(&mut self, names: &Names) {
        if let (Read::Done(then), Read::Done(now)) = (&self.then, &self.now) {
            self.shown = Read::Done(then.as_deref().map(|then| was::derive(then, now.as_deref(), names)));
        }
    }

    fn is_waiting(&self) -> bool {
        matches!(self.shown, Read::Waiting)
    }

    /// Nothing more will come.
    pub(super) fn give_up(&mut self) {
        (self.act_token, self.standing_token) = (None, None);
        if self.is_waiting() {
            self.page = None;
        }
    }

    /// When this is: `As it was on 20 November 2026 after act 17 (Anna).`
    pub(super) fn words(&self) -> String {
        let (author, at) = match &self.told_by {
            Some((author, at)) => (author.clone(), *at),
            None => (String::new(), Timestamp::default()),
        };
        let day = day_words(&at.local_day());
        let mut words = [("day", day.into()), ("seq", self.once.act().into()), ("author", author.into())];
        match &self.once {
            Once::Typed { typed, .. } if !typed.starts_with('#') => {
                let day = super::day::moment_of(typed).ok();
                let day =
                    day.map_or_else(|| typed.clone(), |day| Day::parse(&day).map_or(day.clone(), |_| day_words(&day)));
                words[0].1 = day.into();
                tr_args("past-band-at", &words)
            }
            Once::Before { .. } => tr_args("past-band-before", &words),
            Once::After { .. } | Once::Typed { .. } => tr_args("past-band-after", &words),
        }
    }
}
