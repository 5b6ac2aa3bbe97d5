//! The neighbourhood of a number: who has the numbers next to it in the same register, which are missing, which are
//! there twice, and what their dates of arrival say.
//!
//! Invariant: it only shows what stands beside each other. Numbers near each other were often given on one day, but
//! nothing here is written down as a fact.

use super::{Day, EntryId, EntryKind, NumberState, Register};

/// Every number so far from the asked one is shown.
const SPAN: u64 = 10;
/// So many different numbers are shown below and above the asked one, however far they are.
const BESIDE: usize = 10;

/// Somebody's number.
#[derive(Clone, Debug, PartialEq)]
pub struct Holder {
    /// The card or person.
    pub entry: EntryId,
    /// Which of the two.
    pub kind: EntryKind,
    /// Its reference code.
    pub reference_code: String,
    /// Its name.
    pub label: String,
    /// The number as it is read.
    pub number: String,
    /// Its figures.
    pub value: u64,
    /// The register, as far as the source says.
    pub register: Register,
    /// What became of the number.
    pub state: NumberState,
    /// When he came.
    pub arrived: Option<Arrival>,
}

/// When somebody came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// As written.
    pub written: String,
    /// The first day it may have been.
    pub first: Option<Day>,
    /// The last day it may have been.
    pub last: Option<Day>,
}

impl Arrival {
    /// The day, when it is one.
    pub fn day(&self) -> Option<Day> {
        self.first.filter(|first| self.last == Some(*first))
    }
}

/// The numbers around one.
#[derive(Clone, Debug, PartialEq)]
pub struct Neighbourhood {
    /// The number asked for, as it is written there.
    pub number: String,
    /// Its figures.
    pub value: u64,
    /// The register; what nobody says of it is not stated.
    pub register: Register,
    /// The numbers and the gaps between them, from the lowest.
    pub lines: Vec<Near>,
    /// With whom he may have come.
    pub transport: Option<Transport>,
}

/// A line of a neighbourhood.
#[derive(Clone, Debug, PartialEq)]
pub enum Near {
    /// Somebody's number.
    Held {
        /// Whose.
        holder: Holder,
        /// Whether it is the entry asked about or, when none was named, has the number asked for.
        is_asked: bool,
        /// What is to be seen of it beside the others.
        remarks: Vec<Remark>,
    },
    /// Numbers nobody here has.
    Gap {
        /// The first.
        from: u64,
        /// The last.
        to: u64,
        /// Whether it is the number asked for.
        is_asked: bool,
    },
}

/// What is to be seen of a number beside others.
#[derive(Clone, Debug, PartialEq)]
pub enum Remark {
    /// Others have it, too.
    Shared {
        /// They.
        others: Vec<EntryId>,
        /// How that may be.
        how: SharedBy,
    },
    /// He came before somebody with a lower number, or after somebody with a higher one.
    OutOfOrder {
        /// The number of that other.
        number: String,
        /// When the other came, as written.
        arrived: String,
        /// Whether he came before the other, whose number is lower.
        is_before: bool,
    },
    /// He came on the same day as the one asked about.
    SameDay,
    /// Struck, covered, given again.
    State(NumberState),
    /// Nobody has said which camp issued it.
    IssuerUnstated,
    /// Nobody has said of which series it is.
    SeriesUnstated,
}

/// How it may be that several have one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SharedBy {
    /// They were judged to be the same man.
    SameMan,
    /// They may be the same man.
    PerhapsSameMan,
    /// The number was given a second time.
    Reissued,
    /// They are different men, or nobody can say.
    Unclear,
}

/// With whom somebody may have come: near numbers of one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transport {
    /// The day.
    pub day: Day,
    /// How many came on it, as far as they are known here; whoever is asked about is one of them when his own date says
    /// so.
    pub count: usize,
    /// The lowest and the highest of their numbers.
    pub numbers: (u64, u64),
    /// Whether the day is not his own: it is that of the nearest dated numbers on both sides.
    pub is_inferred: bool,
}

/// Draws the neighbourhood of `value` in `register` from those whose numbers may be of it. Of an entry without a name
/// the number alone is asked for. `shared` says how two entries can have one number.
pub fn neighbourhood(
    asked: (Option<EntryId>, &str, u64),
    register: &Register,
    holders: Vec<Holder>,
    shared: &dyn Fn(EntryId, EntryId) -> SharedBy,
) -> Neighbourhood {
    let (entry, number, value) = asked;
    let mut holders: Vec<Holder> = holders.into_iter().filter(|holder| holder.register.may_be(register)).collect();
    let is_his = |holder: &Holder| entry.map_or(holder.value == value, |entry| holder.entry == entry);
    holders.sort_by(|a, b| {
        // among those with one number the one asked about comes first
        let key = |holder: &Holder| (holder.value, !is_his(holder), holder.kind, holder.reference_code.clone());
        key(a).cmp(&key(b)).then(a.entry.cmp(&b.entry))
    });
    holders.dedup_by(|a, b| a.entry == b.entry && a.value == b.value);
    let transport = transport(&holders, value, &is_his);
    keep_near(&mut holders, value);
    let disorder = out_of_order(&holders);
    let his_day = transport.as_ref().filter(|found| !found.is_inferred).map(|found| found.day);
    let mut lines = Vec::new();
    let mut last: Option<u64> = None;
    for (at, holder) in holders.iter().enumerate() {
        let is_asked = holder.value == value && is_his(holder);
        push_gap(&mut lines, last, holder.value, value);
        last = Some(holder.value);
        let mut remarks = Vec::new();
        let others: Vec<EntryId> =
            holders.iter().filter(|other| other.value == holder.value).map(|other| other.entry).collect();
        let others: Vec<EntryId> = others.into_iter().filter(|other| *other != holder.entry).collect();
        if !others.is_empty() {
            // the least clear of them decides what is said
            let how = others.iter().map(|other| shared(holder.entry, *other)).max_by_key(|how| *how as u8);
            let how = match how.unwrap_or(SharedBy::Unclear) {
                SharedBy::SameMan => SharedBy::SameMan,
                _ if holders
                    .iter()
                    .any(|other| other.value == holder.value && other.state == NumberState::Reissued) =>
                {
                    SharedBy::Reissued
                }
                how => how,
            };
            remarks.push(Remark::Shared { others, how });
        }
        if let Some((other, is_before)) = disorder.iter().find(|(of, ..)| *of == at).map(|(_, other, is)| (*other, *is))
            && let Some(other) = holders.get(other)
        {
            let arrived = other.arrived.as_ref().map(|arrived| arrived.written.clone()).unwrap_or_default();
            remarks.push(Remark::OutOfOrder { number: other.number.clone(), arrived, is_before });
        }
        if !is_asked && his_day.is_some() && day(holder) == his_day {
            remarks.push(Remark::SameDay);
        }
        if holder.state != NumberState::Given {
            remarks.push(Remark::State(holder.state));
        }
        if register.has_issuer() && !holder.register.has_issuer() {
            remarks.push(Remark::IssuerUnstated);
        }
        if register.series != super::NumberSeries::Unstated && holder.register.series == super::NumberSeries::Unstated {
            remarks.push(Remark::SeriesUnstated);
        }
        lines.push(Near::Held { holder: holder.clone(), is_asked, remarks });
    }
    if last.is_none_or(|last| last < value) {
        // nobody has it and nobody has a higher one
        push_gap(&mut lines, last.filter(|last| *last < value), value, value);
        lines.push(Near::Gap { from: value, to: value, is_asked: true });
    }
    Neighbourhood { number: number.to_owned(), value, register: register.clone(), lines, transport }
}

fn day(holder: &Holder) -> Option<Day> {
    holder.arrived.as_ref().and_then(Arrival::day)
}

/// Leaves those within [`SPAN`], and on either side the nearest [`BESIDE`] numbers.
fn keep_near(holders: &mut Vec<Holder>, value: u64) {
    let distinct = |numbers: &mut dyn Iterator<Item = u64>| {
        let mut found: Vec<u64> = numbers.take(10_000).collect();
        found.dedup();
        found.get(BESIDE - 1).or(found.last()).copied()
    };
    let lowest = distinct(&mut holders.iter().rev().map(|holder| holder.value).filter(|found| *found < value));
    let highest = distinct(&mut holders.iter().map(|holder| holder.value).filter(|found| *found > value));
    let lowest = lowest.unwrap_or(value).min(value.saturating_sub(SPAN));
    let highest = highest.unwrap_or(value).max(value.saturating_add(SPAN));
    holders.retain(|holder| (lowest..=highest).contains(&holder.value));
}

/// The numbers between two that somebody has. The number asked for stands alone in it.
fn push_gap(lines: &mut Vec<Near>, last: Option<u64>, next: u64, asked: u64) {
    let Some(from) = last.and_then(|last| last.checked_add(1)) else {
        // nobody has a lower one: only the asked number itself can be missed
        if asked < next {
            lines.push(Near::Gap { from: asked, to: asked, is_asked: true });
            push_gap(lines, Some(asked), next, asked);
        }
        return;
    };
    let Some(to) = next.checked_sub(1).filter(|to| from <= *to) else { return };
    let mut push = |from: u64, to: u64, is_asked: bool| {
        if from <= to {
            lines.push(Near::Gap { from, to, is_asked });
        }
    };
    if (from..=to).contains(&asked) {
        if from < asked {
            push(from, asked - 1, false);
        }
        push(asked, asked, true);
        push(asked.saturating_add(1), to, false);
    } else {
        push(from, to, false);
    }
}

/// Who came on the day of the one asked about; when his day is not known, the nearest dated numbers on both sides give
/// it if theirs is the same.
fn transport(holders: &[Holder], value: u64, is_his: &dyn Fn(&Holder) -> bool) -> Option<Transport> {
    let his = holders.iter().find(|holder| holder.value == value && is_his(holder));
    let (day_of_it, is_inferred) = match his.and_then(day) {
        Some(own) => (own, false),
        // what he says himself is not overruled: a month or a year is a date, too
        None if his.is_some_and(|his| his.arrived.as_ref().is_some_and(|arrived| arrived.first.is_some())) => {
            return None;
        }
        None => {
            let below = holders.iter().rev().filter(|holder| holder.value < value).find_map(day)?;
            let above = holders.iter().filter(|holder| holder.value > value).find_map(day)?;
            (Some(below).filter(|below| *below == above)?, true)
        }
    };
    let mut entries: Vec<(EntryId, u64)> = holders
        .iter()
        .filter(|holder| day(holder) == Some(day_of_it))
        .map(|holder| (holder.entry, holder.value))
        .collect();
    entries.sort_unstable();
    let numbers = entries.iter().map(|(_, value)| *value);
    let numbers = (numbers.clone().min()?, numbers.max()?);
    entries.dedup_by_key(|(entry, _)| *entry);
    let count = entries.len();
    (count > 1).then_some(Transport { day: day_of_it, count, numbers, is_inferred })
}

/// Those whose date does not fit the order of the numbers: each with another it contradicts, and whether it came before
/// that other. As few as possible are named: the longest run in which dates never go back is held to be in order.
fn out_of_order(holders: &[Holder]) -> Vec<(usize, usize, bool)> {
    let dated: Vec<(usize, Day, Day)> = (0..)
        .zip(holders)
        .filter_map(|(at, holder)| {
            let arrived = holder.arrived.as_ref()?;
            Some((at, arrived.first?, arrived.last?))
        })
        .collect();
    let in_order = longest_run(&dated);
    let mut found = Vec::new();
    for (place, (at, first, last)) in dated.iter().enumerate() {
        if in_order.contains(&place) {
            continue;
        }
        let value = |at: usize| holders.get(at).map(|holder| holder.value);
        let conflicts = in_order.iter().filter_map(|other| {
            let (other_at, other_first, other_last) = dated.get(*other)?;
            let (mine, others) = (value(*at)?, value(*other_at)?);
            let is_before = others < mine && last < other_first;
            let is_after = others > mine && first > other_last;
            (is_before || is_after).then_some((mine.abs_diff(others), *other_at, is_before))
        });
        if let Some((_, other, is_before)) = conflicts.min() {
            found.push((*at, other, is_before));
        }
    }
    found
}

/// The places of the longest run of spans of days in which a day can be chosen in each so that days never go back. Of
/// two that contradict each other the lower number stays.
fn longest_run(dated: &[(usize, Day, Day)]) -> Vec<usize> {
    // from the highest number down, so that the last one that will do is the lowest
    let mut steps: Vec<(usize, Option<usize>)> = Vec::new();
    // ends[n]: the latest day a run of n + 1 can come down to, and its last step
    let mut ends: Vec<(Day, usize)> = Vec::new();
    for (place, (_, first, last)) in dated.iter().enumerate().rev() {
        // from the longest run on, so that no place follows itself
        for length in (0..=ends.len()).rev() {
            let run = length.checked_sub(1).and_then(|shorter| ends.get(shorter)).copied();
            let end = run.map_or(*last, |(end, _)| end.min(*last));
            if end < *first {
                continue;
            }
            let reached = (end, steps.len());
            match ends.get_mut(length) {
                Some(known) if end > known.0 => *known = reached,
                Some(_) => continue,
                None => ends.push(reached),
            }
            steps.push((place, run.map(|(_, step)| step)));
        }
    }
    let mut run = Vec::new();
    let mut at = ends.last().map(|(_, step)| *step);
    while let Some((place, next)) = at.and_then(|step| steps.get(step)) {
        run.push(*place);
        at = *next;
    }
    run
}

#[cfg(test)]
mod tests;
