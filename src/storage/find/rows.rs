//! A set of rows, one bit each: what a condition finds, and how conditions are put together.

/// Rows above this are no rows: a file somebody sent must not make us ask for more memory than there is.
const MOST_ROWS: usize = 1 << 28;

/// A set of rows.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    blocks: Vec<u64>,
    /// Whether the bits name what is *not* in the set.
    is_all_but: bool,
}

impl Rows {
    /// Every row there is.
    pub fn all() -> Self {
        Self { blocks: Vec::new(), is_all_but: true }
    }

    /// Takes a row in; only for a set that was not turned round.
    pub fn insert(&mut self, row: i64) {
        let Some(row) = usize::try_from(row).ok().filter(|row| *row < MOST_ROWS) else { return };
        let block = row / 64;
        if block >= self.blocks.len() {
            self.blocks.resize((block + 1).next_power_of_two(), 0);
        }
        if let Some(block) = self.blocks.get_mut(block) {
            *block |= 1 << (row % 64);
        }
    }

    /// Whether a row is in it.
    pub fn contains(&self, row: u32) -> bool {
        let row = row as usize;
        let bit = self.blocks.get(row / 64).is_some_and(|block| block >> (row % 64) & 1 == 1);
        bit != self.is_all_but
    }

    /// How many rows it names; `None` when it is everything but some.
    pub fn count(&self) -> Option<usize> {
        let ones: u32 = self.blocks.iter().map(|block| block.count_ones()).sum();
        (!self.is_all_but).then_some(ones as usize)
    }

    /// The rows it names, in their own order; none when it is everything but some.
    pub fn iter(&self) -> impl Iterator<Item = u32> {
        let blocks: &[u64] = if self.is_all_but { &[] } else { &self.blocks };
        blocks.iter().enumerate().flat_map(|(at, block)| {
            let mut left = *block;
            std::iter::from_fn(move || {
                let bit = left.trailing_zeros();
                left = left.checked_sub(1)? & left;
                u32::try_from(at * 64).ok()?.checked_add(bit)
            })
        })
    }

    /// Everything but these.
    #[must_use]
    pub fn not(mut self) -> Self {
        self.is_all_but = !self.is_all_but;
        self
    }

    /// What is in both.
    #[must_use]
    pub fn and(self, other: &Self) -> Self {
        let result = |blocks, is_all_but| Self { blocks, is_all_but };
        match (self.is_all_but, other.is_all_but) {
            (false, false) => result(zip(self.blocks, &other.blocks, |a, b| a & b), false),
            (false, true) => result(zip(self.blocks, &other.blocks, |a, b| a & !b), false),
            (true, false) => result(zip(self.blocks, &other.blocks, |a, b| !a & b), false),
            (true, true) => result(zip(self.blocks, &other.blocks, |a, b| a | b), true),
        }
    }

    /// What is in either.
    #[must_use]
    pub fn or(self, other: &Self) -> Self {
        match (self.is_all_but, other.is_all_but) {
            (false, false) => Self { blocks: zip(self.blocks, &other.blocks, |a, b| a | b), is_all_but: false },
            (false, true) => Self { blocks: zip(self.blocks, &other.blocks, |a, b| !a & b), is_all_but: true },
            (true, false) => Self { blocks: zip(self.blocks, &other.blocks, |a, b| a & !b), is_all_but: true },
            (true, true) => Self { blocks: zip(self.blocks, &other.blocks, |a, b| a & b), is_all_but: true },
        }
    }

    /// The memory it takes.
    pub fn bytes(&self) -> usize {
        self.blocks.len() * 8
    }
}

impl FromIterator<i64> for Rows {
    fn from_iter<I: IntoIterator<Item = i64>>(rows: I) -> Self {
        let mut set = Self::default();
        rows.into_iter().for_each(|row| set.insert(row));
        set
    }
}

fn zip(mut blocks: Vec<u64>, other: &[u64], joined: impl Fn(u64, u64) -> u64) -> Vec<u64> {
    if blocks.len() < other.len() {
        blocks.resize(other.len(), 0);
    }
    for (at, block) in blocks.iter_mut().enumerate() {
        *block = joined(*block, other.get(at).copied().unwrap_or(0));
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::Rows;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn told(rows: &Rows) -> BTreeSet<u32> {
        (0..300).filter(|row| rows.contains(*row)).collect()
    }

    proptest! {
        #[test]
        fn sets_are_put_together_as_sets_are(
            a in proptest::collection::btree_set(0_u32..300, 0..40), not_a in any::<bool>(),
            b in proptest::collection::btree_set(0_u32..300, 0..40), not_b in any::<bool>(),
        ) {
            let all: BTreeSet<u32> = (0..300).collect();
            let set = |rows: &BTreeSet<u32>, not| {
                let set: Rows = rows.iter().map(|row| i64::from(*row)).collect();
                if not { set.not() } else { set }
            };
            let plain = |rows: &BTreeSet<u32>, not| if not { &all - rows } else { rows.clone() };
            let (one, other) = (set(&a, not_a), set(&b, not_b));
            let (plain_one, plain_other) = (plain(&a, not_a), plain(&b, not_b));
            prop_assert_eq!(told(&one), plain_one.clone());
            prop_assert_eq!(told(&one.clone().and(&other)), &plain_one & &plain_other);
            prop_assert_eq!(told(&one.or(&other)), &plain_one | &plain_other);
        }
    }

    #[test]
    fn rows_are_counted_and_told_in_order() {
        let rows: Rows = [70, 3, 64, 3, 0, -5, i64::MAX].into_iter().collect();
        assert_eq!(rows.iter().collect::<Vec<_>>(), [0, 3, 64, 70]);
        assert_eq!(rows.count(), Some(4));
        assert_eq!(rows.not().count(), None);
        assert!(Rows::all().contains(7));
    }
}
