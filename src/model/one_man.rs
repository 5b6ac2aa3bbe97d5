//! Cards and persons held to be one man: what judgements join, and where they contradict each other (pure).
//!
//! Invariant: nothing is moved from one to another. Whoever reads a man reads every page of him.

use super::{EntryId, Identity, Verdict};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// So many pages of one man are followed at most.
const MOST: usize = 500;

/// Cards and persons held to be one man, through however many judgements.
#[derive(Clone, Debug, PartialEq)]
pub struct OneMan {
    /// Them, the one that was asked for among them; the head first.
    pub members: Vec<EntryId>,
    /// The person most of them are held against, of several the oldest; whose name is printed. A page nobody judged is
    /// its own.
    pub head: EntryId,
    /// Every judgement on one of them, oldest first: also those that say "not the same" or are undecided.
    pub identities: Vec<Identity>,
    /// Held to be the same, through others or by another judgement, and judged not to be.
    pub contradictions: Vec<(EntryId, EntryId)>,
    /// Whether there are more than are followed.
    pub has_more: bool,
}

impl OneMan {
    /// Follows the judgements from a card or person. `judged` gives those on an entry, whichever side it stands on.
    pub fn gather<E>(start: EntryId, mut judged: impl FnMut(EntryId) -> Result<Vec<Identity>, E>) -> Result<Self, E> {
        let mut members = BTreeSet::from([start]);
        let mut identities: BTreeMap<EntryId, Identity> = BTreeMap::new();
        let mut to_follow = VecDeque::from([start]);
        let mut has_more = false;
        while let Some(member) = to_follow.pop_front() {
            for identity in judged(member)? {
                let other = identity.other(member);
                if identity.verdict == Verdict::Same && !members.contains(&other) {
                    if members.len() < MOST {
                        members.insert(other);
                        to_follow.push_back(other);
                    } else {
                        has_more = true;
                    }
                }
                identities.insert(identity.id, identity);
            }
        }
        let mut identities: Vec<Identity> = identities.into_values().collect();
        identities.sort_by_key(|identity| (identity.at, identity.id));
        let mut contradictions: Vec<(EntryId, EntryId)> = identities
            .iter()
            .filter(|identity| identity.verdict == Verdict::NotSame)
            .filter(|identity| members.contains(&identity.entry) && members.contains(&identity.person))
            .map(|identity| (identity.entry, identity.person))
            .collect();
        contradictions.dedup();
        let head = head(start, &members, &identities);
        let others = members.iter().copied().filter(|member| *member != head);
        let members = std::iter::once(head).chain(others).collect();
        Ok(Self { members, head, identities, contradictions, has_more })
    }

    /// The judgement between two of those it has judgements on: the one made with `entry` held against `person`, else
    /// the one made the other way round.
    pub fn between(&self, entry: EntryId, person: EntryId) -> Option<&Identity> {
        let made = |entry, person| self.identities.iter().find(|made| made.entry == entry && made.person == person);
        made(entry, person).or_else(|| made(person, entry))
    }

    /// Those outside that are judged not to be this man.
    pub fn not_him(&self) -> BTreeSet<EntryId> {
        let judged = self.identities.iter().filter(|identity| identity.verdict == Verdict::NotSame);
        let both = judged.flat_map(|identity| [identity.entry, identity.person]);
        both.filter(|entry| !self.members.contains(entry)).collect()
    }
}

impl Identity {
    /// The other of the two.
    pub fn other(&self, than: EntryId) -> EntryId {
        if self.entry == than { self.person } else { self.entry }
    }

    /// Whether it is on this entry, whichever side that stands on.
    pub fn is_of(&self, entry: EntryId) -> bool {
        self.entry == entry || self.person == entry
    }

    /// Whether it is on these two, whichever side they stand on.
    pub fn is_on(&self, one: EntryId, other: EntryId) -> bool {
        (self.entry, self.person) == (one, other) || (self.entry, self.person) == (other, one)
    }
}

fn head(start: EntryId, members: &BTreeSet<EntryId>, identities: &[Identity]) -> EntryId {
    let mut held_against: BTreeMap<EntryId, usize> = BTreeMap::new();
    for identity in identities.iter().filter(|identity| identity.verdict == Verdict::Same) {
        if members.contains(&identity.person) {
            *held_against.entry(identity.person).or_default() += 1;
        }
    }
    // ids begin with the moment they were made
    let most = held_against.into_iter().max_by_key(|(person, count)| (*count, std::cmp::Reverse(*person)));
    most.map_or(start, |(person, _)| person)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Timestamp;
    use std::convert::Infallible;

    fn id(number: u128) -> EntryId {
        EntryId(uuid::Uuid::from_u128(number))
    }

    fn judged(entry: u128, person: u128, verdict: Verdict) -> Identity {
        Identity {
            id: id(1000 * entry + person),
            entry: id(entry),
            person: id(person),
            verdict,
            reason: String::new(),
            evidence: Vec::new(),
            by: String::new(),
            at: Timestamp(0),
        }
    }

    fn man(start: u128, all: &[Identity]) -> OneMan {
        let on = |entry| {
            Ok::<_, Infallible>(all.iter().filter(|j| j.entry == entry || j.person == entry).cloned().collect())
        };
        OneMan::gather(id(start), on).unwrap()
    }

    #[test]
    fn whoever_nobody_judged_is_a_man_alone() {
        let alone = man(1, &[judged(2, 3, Verdict::Same)]);
        assert_eq!((alone.members, alone.head, alone.identities.len()), (vec![id(1)], id(1), 0));
    }

    #[test]
    fn the_same_is_followed_through_others_and_from_any_of_them() {
        let all = [judged(10, 1, Verdict::Same), judged(11, 1, Verdict::Same), judged(1, 2, Verdict::Same)];
        for start in [1, 2, 10, 11] {
            let found = man(start, &all);
            assert_eq!(found.members, [1, 2, 10, 11].map(id));
            assert_eq!(found.head, id(1), "two are held against 1, one against 2");
            assert!(found.contradictions.is_empty());
        }
    }

    #[test]
    fn undecided_and_not_the_same_join_nobody() {
        let all = [judged(10, 1, Verdict::Undecided), judged(1, 2, Verdict::NotSame)];
        let found = man(1, &all);
        assert_eq!(found.members, [id(1)]);
        assert_eq!(found.identities.len(), 2, "they are told all the same");
        assert_eq!(found.not_him(), BTreeSet::from([id(2)]));
    }

    #[test]
    fn of_persons_held_against_as_often_the_oldest_is_the_head() {
        let all = [judged(1, 2, Verdict::Same), judged(2, 3, Verdict::Same)];
        assert_eq!(man(3, &all).head, id(2));
        assert_eq!(man(3, &all).members, [2, 1, 3].map(id), "the head first");
    }

    #[test]
    fn who_is_the_same_through_others_and_judged_not_to_be_is_told() {
        let all = [judged(1, 2, Verdict::Same), judged(2, 3, Verdict::Same), judged(1, 3, Verdict::NotSame)];
        let found = man(2, &all);
        assert_eq!(found.members.len(), 3);
        assert_eq!(found.contradictions, [(id(1), id(3))]);
        assert!(found.not_him().is_empty());
    }

    #[test]
    fn a_man_of_very_many_pages_is_cut_and_says_so() {
        let all: Vec<Identity> = (2..=600).map(|card| judged(card, 1, Verdict::Same)).collect();
        let found = man(1, &all);
        assert_eq!((found.members.len(), found.has_more), (MOST, true));
    }
}
