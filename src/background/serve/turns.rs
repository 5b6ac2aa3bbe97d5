//! Whose turn it is: errands in the order in which they came, without those that a newer one replaces, and last of all
//! what may take a while.
//!
//! Invariant: what writes, opens or closes is never left out and never overtaken by another of its kind.

use super::Errand;
use crate::background::request::Request;
use crossbeam_channel::Receiver;
use std::collections::VecDeque;

/// Errands that wait.
#[derive(Default)]
pub(super) struct Turns {
    waiting: VecDeque<Errand>,
    /// What is done when nothing else waits.
    late: VecDeque<Errand>,
}

/// What a newer one of its sort replaces while it waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    /// The beginning of the list in the middle.
    List,
    /// The whole of it.
    Rest,
    Counts,
    Facets,
    Why,
    Values,
    Neighbours,
    LookAlikes,
}

impl Sort {
    fn of(errand: &Errand) -> Option<Self> {
        match errand {
            Errand::RestOfList(..) => Some(Self::Rest),
            Errand::Ask(request) => match request {
                Request::ShownList { .. } => Some(Self::List),
                Request::FoundCounts { .. } => Some(Self::Counts),
                Request::Facets { .. } => Some(Self::Facets),
                Request::Why { .. } => Some(Self::Why),
                Request::ValueWords { .. } => Some(Self::Values),
                Request::Neighbours { .. } => Some(Self::Neighbours),
                Request::LookAlikes { .. } => Some(Self::LookAlikes),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether it waits until nothing else does.
    const fn is_late(self) -> bool {
        matches!(self, Self::Rest | Self::Counts | Self::Facets | Self::Neighbours | Self::LookAlikes)
    }

    /// Whether a newer one of this sort makes an older one of that sort useless.
    const fn replaces(self, older: Self) -> bool {
        self as u8 == older as u8 || (matches!(self, Self::List) && matches!(older, Self::Rest | Self::Why))
    }
}

impl Turns {
    /// The next errand; waits for one. `None` when nobody can send any more.
    pub(super) fn next(&mut self, inbox: &Receiver<Errand>) -> Option<Errand> {
        loop {
            inbox.try_iter().for_each(|errand| self.take(errand));
            if let Some(errand) = self.waiting.pop_front().or_else(|| self.late.pop_front()) {
                return Some(errand);
            }
            self.take(inbox.recv().ok()?);
        }
    }

    fn take(&mut self, errand: Errand) {
        let Some(sort) = Sort::of(&errand) else {
            if matches!(errand, Errand::Ask(Request::Open { .. } | Request::Create { .. } | Request::Close)) {
                // it was asked of the catalogue that is left
                self.late.clear();
            }
            self.waiting.push_back(errand);
            return;
        };
        if sort == Sort::Rest && self.waiting.iter().any(|errand| Sort::of(errand) == Some(Sort::List)) {
            // another list is shown next
            return;
        }
        let stays = |older: &Errand| !Sort::of(older).is_some_and(|older| sort.replaces(older));
        self.waiting.retain(stays);
        self.late.retain(stays);
        if sort.is_late() { &mut self.late } else { &mut self.waiting }.push_back(errand);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::background::request::{Token, Write};
    use crate::catalogue::ListQuery;

    fn list(token: u64) -> Errand {
        Errand::Ask(Request::ShownList { query: ListQuery::default(), token: Token(token) })
    }

    fn facets(token: u64) -> Errand {
        Errand::Ask(Request::Facets { query: ListQuery::default(), token: Token(token) })
    }

    fn why(token: u64) -> Errand {
        Errand::Ask(Request::Why { words: String::new(), rows: Vec::new(), token: Token(token) })
    }

    fn rest(token: u64) -> Errand {
        Errand::RestOfList(ListQuery::default(), Token(token))
    }

    fn undo(token: u64) -> Errand {
        Errand::Ask(Request::Write { write: Write::Undo, token: Token(token) })
    }

    fn close() -> Errand {
        Errand::Ask(Request::Close)
    }

    fn told(errand: &Errand) -> String {
        match errand {
            Errand::Ask(request) => format!("{} {}", request.name(), request.token().map_or(0, |token| token.0)),
            Errand::RestOfList(_, token) => format!("rest {}", token.0),
            _ => "other".to_owned(),
        }
    }

    #[test]
    fn a_newer_search_takes_the_place_of_one_that_waits_and_writes_keep_their_order() {
        let table = [
            (vec![list(1), list(2), list(3)], "list 3"),
            (vec![undo(1), list(2), undo(3), list(4), undo(5)], "undo 1, undo 3, list 4, undo 5"),
            (vec![list(1), facets(2), why(3)], "list 1, find 3, list 2"),
            (vec![rest(1), facets(2), why(3), list(4), facets(5)], "list 4, list 5"),
            (vec![facets(1), undo(2), rest(3)], "undo 2, list 1, rest 3"),
            (vec![list(2), rest(1)], "list 2"),
            (vec![facets(1), close(), facets(2)], "close 0, list 2"),
        ];
        for (asked, expected) in table {
            let (sender, inbox) = crossbeam_channel::unbounded();
            let words: Vec<String> = asked.iter().map(told).collect();
            for errand in asked {
                sender.send(errand).unwrap();
            }
            drop(sender);
            let mut turns = Turns::default();
            let done: Vec<String> = std::iter::from_fn(|| turns.next(&inbox).as_ref().map(told)).collect();
            assert_eq!(done.join(", "), expected, "{words:?}");
        }
    }
}
