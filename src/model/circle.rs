//! Who was with somebody: those he is named with, on one picture with, in one event, transport or group with (pure).
//!
//! Invariant: a tie says by what it is held to be one; that two belong to one group is not that they knew each other.

use super::terms::terms;
use super::{Certainty, Day, EntryId, Label};
use std::collections::BTreeMap;

/// So many are shown.
pub const MOST_COMPANIONS: usize = 40;

terms! {
    /// What ties two people, the closest first.
    TieKind {
        /// A source names them together: wife, arrived with, escaped with.
        Relation = "relation",
        /// They are on one picture.
        Picture = "picture",
        /// They took part in one event.
        Event = "event",
        /// They came to one camp on one day.
        Transport = "transport",
        /// They belong to one group.
        #[default] Group = "group",
    }
}

/// What ties somebody to another.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tie {
    /// What sort of tie.
    pub kind: TieKind,
    /// The property of a relation: `spouse`.
    pub property: String,
    /// The picture, event or group both belong to.
    pub through: Option<EntryId>,
    /// The claims that say so, on either side.
    pub claims: Vec<EntryId>,
    /// The day both arrived.
    pub day: Option<Day>,
    /// The camp both came to, as it is called.
    pub place: String,
    /// How sure it is.
    pub certainty: Certainty,
    /// How many belong to what both belong to; 0 where that was not counted.
    pub of: u64,
}

impl Tie {
    /// How close it makes two people. The fewer share it, the more it says.
    fn nearness(&self) -> u32 {
        let shared = match self.of {
            0..=12 => 4,
            13..=100 => 2,
            _ => 1,
        };
        let near = match self.kind {
            TieKind::Relation => 4_000,
            TieKind::Picture => 1_600,
            TieKind::Event => 200 * shared,
            TieKind::Transport => 150 * shared,
            TieKind::Group => 60 * shared,
        };
        match self.certainty {
            Certainty::Certain => near,
            Certainty::Probable => near * 3 / 4,
            Certainty::Uncertain => near / 2,
        }
    }
}

/// What a circle is drawn from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CircleKnown {
    /// The pages of the man in the middle, the one that is asked for first.
    pub centre: Vec<EntryId>,
    /// Pages of others, each with what ties it to him.
    pub ties: Vec<(EntryId, Tie)>,
    /// The person a page is held to be of, where it is not the page itself.
    pub heads: BTreeMap<EntryId, EntryId>,
    /// How many more share a group or an event with him and were only counted.
    pub counted: u64,
    /// How every entry that is named is called.
    pub labels: BTreeMap<EntryId, Label>,
}

/// Who was with somebody.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Circle {
    /// The page it was asked for.
    pub centre: EntryId,
    /// The others, the nearest first.
    pub companions: Vec<Companion>,
    /// How many more there are.
    pub more: u64,
    /// How every entry that is named is called.
    pub labels: BTreeMap<EntryId, Label>,
}

/// Somebody who was with him.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Companion {
    /// The person, else the card.
    pub entry: EntryId,
    /// What ties the two, the closest first.
    pub ties: Vec<Tie>,
    /// How near the ties bring them; only good for an order.
    pub nearness: u32,
}

/// Draws the circle around somebody.
pub fn circle(known: CircleKnown) -> Circle {
    let CircleKnown { centre, ties, heads, counted, mut labels } = known;
    let mut of_each: BTreeMap<EntryId, Vec<Tie>> = BTreeMap::new();
    for (page, tie) in ties {
        let entry = heads.get(&page).copied().unwrap_or(page);
        if centre.contains(&entry) || centre.contains(&page) {
            continue;
        }
        let ties = of_each.entry(entry).or_default();
        let same = |known: &&mut Tie| {
            (known.kind, known.through, known.day) == (tie.kind, tie.through, tie.day) && known.property == tie.property
        };
        match ties.iter_mut().find(same) {
            Some(known) => {
                known.certainty = known.certainty.min(tie.certainty);
                known.claims.extend(tie.claims);
                known.claims.sort_unstable();
                known.claims.dedup();
            }
            None => ties.push(tie),
        }
    }
    let mut companions: Vec<Companion> = of_each
        .into_iter()
        .map(|(entry, mut ties)| {
            ties.sort_by(|one, other| {
                let key = |tie: &Tie| (std::cmp::Reverse(tie.nearness()), tie.kind, tie.through);
                key(one).cmp(&key(other)).then_with(|| one.property.cmp(&other.property))
            });
            Companion { entry, nearness: ties.iter().map(Tie::nearness).sum(), ties }
        })
        .collect();
    let name = |entry: EntryId| labels.get(&entry).map(|label| label.label.to_lowercase()).unwrap_or_default();
    companions.sort_by_cached_key(|companion| {
        (std::cmp::Reverse(companion.nearness), name(companion.entry), companion.entry)
    });
    let more = companions.len().saturating_sub(MOST_COMPANIONS);
    companions.truncate(MOST_COMPANIONS);
    let centre = centre.first().copied().unwrap_or_default();
    let shown: Vec<EntryId> = companions
        .iter()
        .flat_map(|companion| {
            companion.ties.iter().filter_map(|tie| tie.through).chain(std::iter::once(companion.entry))
        })
        .chain(std::iter::once(centre))
        .collect();
    labels.retain(|id, _| shown.contains(id));
    Circle { centre, companions, more: u64::try_from(more).unwrap_or(u64::MAX).saturating_add(counted), labels }
}

#[cfg(test)]
mod tests {
    use super::super::EntryKind;
    use super::*;

    fn id(number: u128) -> EntryId {
        EntryId(uuid::Uuid::from_u128(number))
    }

    fn tie(kind: TieKind, through: u128, of: u64) -> Tie {
        Tie { kind, through: Some(id(through)), of, claims: vec![id(through * 7)], ..Tie::default() }
    }

    fn known(ties: Vec<(u128, Tie)>) -> CircleKnown {
        let ties: Vec<(EntryId, Tie)> = ties.into_iter().map(|(entry, tie)| (id(entry), tie)).collect();
        let labels = ties
            .iter()
            .map(|(entry, _)| {
                let label = Label { kind: EntryKind::Person, label: format!("{entry}"), ..Label::default() };
                (*entry, label)
            })
            .collect();
        CircleKnown { centre: vec![id(1)], ties, labels, ..CircleKnown::default() }
    }

    fn order(circle: &Circle) -> Vec<EntryId> {
        circle.companions.iter().map(|companion| companion.entry).collect()
    }

    #[test]
    fn the_wife_is_nearer_than_the_man_of_the_same_group() {
        let wife = Tie { property: "spouse".into(), ..tie(TieKind::Relation, 0, 0) };
        let found = circle(known(vec![
            (5, tie(TieKind::Group, 90, 10_000)),
            (4, tie(TieKind::Group, 91, 3)),
            (3, tie(TieKind::Event, 92, 2)),
            (2, wife),
        ]));
        assert_eq!(order(&found), [2, 3, 4, 5].map(id));
        assert_eq!(found.more, 0);
    }

    #[test]
    fn a_card_counts_as_its_person_and_what_is_said_twice_is_one_tie() {
        let mut known = known(vec![(2, tie(TieKind::Event, 92, 2)), (20, tie(TieKind::Event, 92, 2))]);
        known.heads.insert(id(20), id(2));
        let found = circle(known);
        assert_eq!(order(&found), [id(2)]);
        assert_eq!(found.companions[0].ties.len(), 1);
    }

    #[test]
    fn whoever_is_in_the_middle_is_not_his_own_companion() {
        let mut known = known(vec![(1, tie(TieKind::Group, 90, 2)), (30, tie(TieKind::Group, 90, 2))]);
        known.heads.insert(id(30), id(1));
        assert_eq!(order(&circle(known)), []);
    }

    #[test]
    fn at_most_forty_are_shown_and_the_others_counted() {
        let mut known = known((2..102).map(|entry| (entry, tie(TieKind::Group, 90, 10_000))).collect());
        known.counted = 9_899;
        let found = circle(known.clone());
        assert_eq!((found.companions.len(), found.more), (40, 60 + 9_899));
        known.ties.reverse();
        assert_eq!(order(&circle(known)), order(&found), "in whatever order they are read");
    }

    #[test]
    fn a_doubtful_tie_is_farther() {
        let doubtful = Tie { certainty: Certainty::Uncertain, ..tie(TieKind::Event, 92, 2) };
        let found = circle(known(vec![(2, doubtful), (3, tie(TieKind::Event, 92, 2))]));
        assert_eq!(order(&found), [3, 2].map(id));
    }
}
