//! Which pictures are chosen, and where the keyboard is among them.

use crate::model::EntryId;
use std::collections::{BTreeSet, HashSet};

/// What is chosen of an order of pictures.
#[derive(Debug, Default)]
pub(super) struct Selection {
    chosen: BTreeSet<EntryId>,
    /// Where the keyboard is.
    cursor: Option<EntryId>,
    /// Where a stretch that is chosen began.
    anchor: Option<EntryId>,
}

/// How a place is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Alone.
    Only,
    /// Or not any more, beside the others.
    Toggle,
    /// With all from where the stretch began.
    Stretch,
    /// Not at all: the keyboard only goes there.
    Go,
}

fn place(order: &[EntryId], id: Option<EntryId>) -> Option<usize> {
    order.iter().position(|one| Some(*one) == id)
}

impl Selection {
    /// Whether a picture is chosen.
    pub(super) fn has(&self, id: EntryId) -> bool {
        self.chosen.contains(&id)
    }

    /// How many are chosen.
    pub(super) fn len(&self) -> usize {
        self.chosen.len()
    }

    /// Those chosen, in their order.
    pub(super) fn in_order(&self, order: &[EntryId]) -> Vec<EntryId> {
        order.iter().copied().filter(|id| self.chosen.contains(id)).collect()
    }

    /// Where the keyboard is.
    pub(super) fn cursor(&self) -> Option<EntryId> {
        self.cursor
    }

    /// The place where the keyboard is.
    pub(super) fn place(&self, order: &[EntryId]) -> Option<usize> {
        place(order, self.cursor)
    }

    /// Chooses a place.
    pub(super) fn choose(&mut self, order: &[EntryId], at: usize, way: Way) {
        let Some(id) = order.get(at).copied() else { return };
        match way {
            Way::Only => {
                self.chosen = BTreeSet::from([id]);
                self.anchor = Some(id);
            }
            Way::Toggle => {
                if !self.chosen.remove(&id) {
                    self.chosen.insert(id);
                }
                self.anchor = Some(id);
            }
            Way::Stretch => {
                let from = place(order, self.anchor).or_else(|| place(order, self.cursor)).unwrap_or(at);
                self.anchor = order.get(from).copied();
                let stretch = order.get(from.min(at)..=from.max(at)).unwrap_or_default();
                self.chosen = stretch.iter().copied().collect();
            }
            Way::Go => {}
        }
        self.cursor = Some(id);
    }

    /// Chooses all of them.
    pub(super) fn all(&mut self, order: &[EntryId]) {
        self.chosen = order.iter().copied().collect();
        self.cursor = self.cursor.or_else(|| order.first().copied());
    }

    /// Chooses none; the keyboard stays where it is.
    pub(super) fn none(&mut self) {
        self.chosen.clear();
        self.anchor = None;
    }

    /// What is chosen was dealt with and goes elsewhere: nothing is chosen any more, and the keyboard goes to the next one
    /// that was not.
    pub(super) fn go_on(&mut self, order: &[EntryId]) {
        if let Some(at) = self.place(order) {
            let (before, after) = order.split_at(at);
            let rest = after.iter().chain(before.iter().rev());
            self.cursor = rest.copied().find(|id| !self.chosen.contains(id)).or(self.cursor);
        }
        self.none();
    }

    /// The order is another one: what does not stand in it is not chosen any more, because nobody sees it. The keyboard
    /// goes to whatever stands now where it was before.
    pub(super) fn keep_to(&mut self, before: &[EntryId], order: &[EntryId]) {
        let was = self.place(before);
        if place(order, self.cursor).is_none() {
            self.cursor = was.and_then(|at| order.get(at.min(order.len().saturating_sub(1))).copied());
        }
        if place(order, self.anchor).is_none() {
            self.anchor = None;
        }
        if !self.chosen.is_empty() {
            let standing: HashSet<EntryId> = order.iter().copied().collect();
            self.chosen.retain(|id| standing.contains(id));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(count: usize) -> Vec<EntryId> {
        (0..count).map(|_| EntryId::fresh()).collect()
    }

    fn places(selection: &Selection, order: &[EntryId]) -> Vec<usize> {
        order.iter().enumerate().filter(|(_, id)| selection.has(**id)).map(|(at, _)| at).collect()
    }

    #[test]
    fn clicks_choose_one_some_or_a_stretch() {
        let order = ids(10);
        let mut selection = Selection::default();
        for (at, way, expected) in [
            (3, Way::Only, vec![3]),
            (5, Way::Toggle, vec![3, 5]),
            (3, Way::Toggle, vec![5]),
            (6, Way::Stretch, vec![3, 4, 5, 6]),
            (1, Way::Stretch, vec![1, 2, 3]),
            (8, Way::Go, vec![1, 2, 3]),
            (99, Way::Only, vec![1, 2, 3]),
            (9, Way::Only, vec![9]),
        ] {
            selection.choose(&order, at, way);
            assert_eq!(places(&selection, &order), expected, "{at} {way:?}");
        }
        assert_eq!(selection.place(&order), Some(9));
        selection.all(&order);
        assert_eq!((selection.len(), selection.in_order(&order)), (10, order.clone()));
        selection.none();
        assert_eq!((selection.len(), selection.place(&order)), (0, Some(9)));
    }

    #[test]
    fn a_stretch_without_a_beginning_begins_where_the_keyboard_is() {
        let order = ids(5);
        let mut selection = Selection::default();
        selection.choose(&order, 1, Way::Go);
        selection.choose(&order, 3, Way::Stretch);
        assert_eq!(places(&selection, &order), [1, 2, 3]);
        let mut fresh = Selection::default();
        fresh.choose(&order, 2, Way::Stretch);
        assert_eq!(places(&fresh, &order), [2]);
    }

    #[test]
    fn after_what_was_chosen_comes_the_next_or_else_the_one_before() {
        let order = ids(5);
        let mut selection = Selection::default();
        for (from, to, next) in [(1, 2, 3), (3, 4, 2), (0, 4, 4)] {
            selection.choose(&order, from, Way::Only);
            selection.choose(&order, to, Way::Stretch);
            selection.go_on(&order);
            assert_eq!((selection.len(), selection.place(&order)), (0, Some(next)), "{from} to {to}");
        }
        Selection::default().go_on(&order);
    }

    #[test]
    fn what_is_not_seen_any_more_is_not_chosen_any_more() {
        let order = ids(6);
        let mut selection = Selection::default();
        selection.choose(&order, 1, Way::Only);
        selection.choose(&order, 4, Way::Toggle);
        let rest = [order[0], order[2], order[3], order[4], order[5]];
        selection.keep_to(&order, &rest);
        assert_eq!(selection.in_order(&rest), [order[4]]);
        selection.keep_to(&rest, &rest[..2]);
        assert_eq!((selection.len(), selection.place(&rest[..2])), (0, Some(1)));
        selection.keep_to(&rest[..2], &[]);
        assert_eq!(selection.cursor(), None);
    }
}
