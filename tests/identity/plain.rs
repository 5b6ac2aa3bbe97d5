//! What a catalogue should do, without any of its means: a map of entries and a list of acts.

use kartoteka::catalogue::Judgement;
use kartoteka::model::{Conclusion, Entry, EntryId, Identity, Verdict};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// What one act did.
#[derive(Clone, Debug)]
pub(super) struct PlainAct {
    pub(super) seq: u64,
    entry: EntryId,
    before: Option<Entry>,
    after: Option<Entry>,
    undoes: Option<u64>,
    undone_by: Option<u64>,
    is_undo: bool,
}

/// A map of entries and a list of acts.
#[derive(Clone, Debug, Default)]
pub(super) struct Plain {
    pub(super) entries: BTreeMap<EntryId, Entry>,
    acts: Vec<PlainAct>,
}

impl Plain {
    /// An act of one change was done, under this number.
    pub(super) fn done(&mut self, seq: u64, entry: EntryId, after: Option<Entry>) {
        self.write(PlainAct { seq, entry, before: None, after, undoes: None, undone_by: None, is_undo: false });
    }

    fn write(&mut self, mut act: PlainAct) {
        act.before = match act.after.clone() {
            Some(after) => self.entries.insert(act.entry, after),
            None => self.entries.remove(&act.entry),
        };
        self.acts.push(act);
    }

    /// The acts that could be taken back by their number.
    pub(super) fn standing(&self) -> Vec<u64> {
        let standing = self.acts.iter().filter(|act| act.undoes.is_none() && act.undone_by.is_none());
        standing.map(|act| act.seq).collect()
    }

    pub(super) fn next_undo(&self) -> Option<u64> {
        self.standing().last().copied()
    }

    /// The undo that would be done again: the last that stands, unless something new was done since.
    pub(super) fn next_redo(&self) -> Option<u64> {
        let last_new = self.acts.iter().filter(|act| act.undoes.is_none()).map(|act| act.seq).max();
        let undos = self.acts.iter().filter(|act| act.is_undo && act.undone_by.is_none());
        undos.map(|act| act.seq).filter(|seq| last_new.is_none_or(|new| *seq > new)).max()
    }

    /// What taking an act back would leave of its entry; an error where a later act stands in the way.
    pub(super) fn taken_back(&self, seq: u64) -> Result<(EntryId, Option<Entry>), &'static str> {
        let act = self.act(seq);
        let now = self.entries.get(&act.entry);
        let back = match (&act.before, &act.after) {
            (Some(before), None) => {
                if now.is_some() {
                    return Err("it is there again");
                }
                Some(before.clone())
            }
            (None, Some(made)) => match now {
                None => return Err("it is gone"),
                Some(now) if now != made => return Err("it was changed"),
                Some(_) if self.is_named(act.entry) => return Err("it is needed"),
                Some(_) => None,
            },
            (Some(before), Some(after)) => {
                let now = now.ok_or("it is gone")?;
                Some(fields_back(now, before, after).ok_or("a field was changed")?)
            }
            (None, None) => None,
        };
        if let Some(back) = &back
            && !self.stands_on(back, now)
        {
            return Err("what it names is gone");
        }
        Ok((act.entry, back))
    }

    /// An act was taken back, by the act of this number.
    pub(super) fn take_back(&mut self, target: u64, seq: u64) {
        let (entry, after) = self.taken_back(target).unwrap();
        let is_undo = !self.act(target).is_undo;
        self.write(PlainAct { seq, entry, before: None, after, undoes: Some(target), undone_by: None, is_undo });
        // what is done again stands again
        let (mut at, mut undone_by) = (target, Some(seq));
        loop {
            let found = self.acts.iter_mut().find(|act| act.seq == at).unwrap();
            found.undone_by = undone_by;
            let Some(next) = found.undoes else { return };
            undone_by = if undone_by.is_some() { None } else { Some(at) };
            at = next;
        }
    }

    fn act(&self, seq: u64) -> &PlainAct {
        self.acts.iter().find(|act| act.seq == seq).unwrap()
    }

    /// Whether another entry names this one.
    pub(super) fn is_named(&self, id: EntryId) -> bool {
        self.entries.values().any(|other| other.id() != id && other.refers_to().contains(&id))
    }

    fn stands_on(&self, entry: &Entry, known: Option<&Entry>) -> bool {
        let known = known.map(Entry::refers_to).unwrap_or_default();
        entry.refers_to().iter().all(|named| known.contains(named) || self.entries.contains_key(named))
    }

    /// The judgement between two.
    pub(super) fn judged(&self, one: EntryId, other: EntryId) -> Option<Identity> {
        self.identities().find(|identity| identity.is_on(one, other)).cloned()
    }

    pub(super) fn identities(&self) -> impl Iterator<Item = &Identity> {
        self.entries.values().filter_map(|entry| match entry {
            Entry::Identity(identity) => Some(identity),
            _ => None,
        })
    }

    /// The conclusions that stand and weigh some of the same claims.
    pub(super) fn conclusions_beside(&self, judgement: &Judgement) -> Vec<Conclusion> {
        let all = self.entries.values().filter_map(|entry| match entry {
            Entry::Conclusion(conclusion) => Some(conclusion),
            _ => None,
        });
        let found = all.filter(|other| {
            let shares = other.weighed.iter().any(|claim| judgement.weighed.contains(claim));
            other.stands() && shares && (other.subject, &other.property) == (judgement.subject, &judgement.property)
        });
        found.cloned().collect()
    }

    /// What a judgement that says "the same" said before it did.
    pub(super) fn before_same(&self, identity: &Identity) -> Option<Identity> {
        let same = |entry: &Option<Entry>| match entry {
            Some(Entry::Identity(identity)) => Some(identity.verdict == Verdict::Same),
            _ => None,
        };
        let made_same = self.acts.iter().rev().find(|act| {
            act.entry == identity.id
                && act.undoes.is_none()
                && act.undone_by.is_none()
                && (same(&act.before), same(&act.after)) == (Some(false), Some(true))
        })?;
        let Some(Entry::Identity(mut before)) = made_same.before.clone() else { return None };
        before.evidence.retain(|claim| self.entries.contains_key(claim));
        Some(before)
    }

    /// Those held to be the same man: joined one by one until nothing more joins.
    pub(super) fn one_man(&self, start: EntryId) -> BTreeSet<EntryId> {
        let mut members = BTreeSet::from([start]);
        loop {
            let before = members.len();
            for identity in self.identities().filter(|identity| identity.verdict == Verdict::Same) {
                if members.contains(&identity.entry) || members.contains(&identity.person) {
                    members.extend([identity.entry, identity.person]);
                }
            }
            if members.len() == before {
                return members;
            }
        }
    }
}

/// An entry with the fields put back that are as the act left them; `None` when one was changed since.
fn fields_back(now: &Entry, before: &Entry, after: &Entry) -> Option<Entry> {
    let (mut back, now) = (fields(now), fields(now));
    let (before, after) = (fields(before), fields(after));
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    for name in names {
        let (was, became, is) = (before.get(name), after.get(name), now.get(name));
        if was == became || is == was {
            continue;
        }
        if is != became {
            return None;
        }
        match was {
            Some(was) => back.insert(name.clone(), was.clone()),
            None => back.remove(name),
        };
    }
    let kind = now.get("kind of entry").unwrap().clone();
    back.remove("kind of entry");
    Some(serde_json::from_value(serde_json::json!({ "kind": kind, "entry": back })).unwrap())
}

fn fields(entry: &Entry) -> Map<String, Value> {
    let Value::Object(mut whole) = serde_json::to_value(entry).unwrap() else { panic!("an entry is an object") };
    let Some(Value::Object(mut fields)) = whole.remove("entry") else { panic!("an entry has fields") };
    fields.retain(|_, value| !value.is_null());
    fields.insert("kind of entry".into(), whole.remove("kind").unwrap());
    fields
}
