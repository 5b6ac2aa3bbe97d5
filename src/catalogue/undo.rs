//! Taking back any act, also an old one: field by field, as a new act, naming what stands in the way.

use super::{Applied, Catalogue, now};
use crate::error::{Error, Result};
use crate::model::{Act, ActLine, Change, ChangeSet, Clash, ClashCause, Entry, EntryId, Op};
use crate::storage::{journal, rows};
use std::collections::{BTreeMap, BTreeSet};

/// What became of an undo or redo.
#[derive(Clone, Debug, PartialEq)]
pub enum Undone {
    /// It was done.
    Done(Applied),
    /// Later acts stand in the way; nothing was changed.
    Clashes(Vec<Clash>),
}

/// What to do with the parts of an old act that later acts changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnClash {
    /// Do nothing and tell.
    Stop,
    /// Take back the rest and keep the later values.
    KeepLater,
}

impl Catalogue {
    /// Takes back an act: the one named, or the last that stands.
    pub fn undo(&mut self, seq: Option<u64>, on_clash: OnClash) -> Result<Undone> {
        let connection = self.storage.connection();
        let target = match seq {
            Some(seq) => {
                self.storage.told(journal::act(connection, seq))?.ok_or_else(|| Error::NoSuchAct(seq.to_string()))?
            }
            None => self.next_undo()?.ok_or(Error::NothingTo("undo"))?,
        };
        if let Some(by) = target.undone_by {
            return Err(Error::Input(format!("act {} was taken back already, by act {by}", target.seq)));
        }
        self.take_back(&target, on_clash)
    }

    /// Does again what was last taken back.
    pub fn redo(&mut self) -> Result<Undone> {
        let undo = self.next_redo()?.ok_or(Error::NothingTo("redo"))?;
        self.take_back(&undo, OnClash::Stop)
    }

    /// The act an undo would take back.
    pub fn next_undo(&self) -> Result<Option<ActLine>> {
        self.storage.told(journal::next_undo(self.storage.connection()))
    }

    /// The act a redo would do again, named as it was.
    pub fn next_redo(&self) -> Result<Option<ActLine>> {
        self.storage.told(journal::next_redo(self.storage.connection()))
    }

    /// The act with this number, or with this (beginning of an) id.
    pub fn act_numbered(&self, number_or_id: &str) -> Result<u64> {
        let connection = self.storage.connection();
        let no_such = || Error::NoSuchAct(number_or_id.to_owned());
        if let Ok(seq) = number_or_id.parse::<u64>()
            && self.storage.told(journal::act(connection, seq))?.is_some()
        {
            return Ok(seq);
        }
        let prefix: String = number_or_id.to_lowercase().chars().filter(|c| *c != '-').collect();
        if prefix.len() < 4 || !prefix.chars().all(|c| c.is_ascii_hexdigit()) {
            return Err(no_such());
        }
        match self.storage.told(journal::by_id_prefix(connection, &prefix))?.as_slice() {
            [seq] => Ok(*seq),
            _ => Err(no_such()),
        }
    }

    fn take_back(&mut self, target: &ActLine, on_clash: OnClash) -> Result<Undone> {
        let (changes, clashes) = self.inverse(target.seq)?;
        if !clashes.is_empty() && (on_clash == OnClash::Stop || changes.is_empty()) {
            return Ok(Undone::Clashes(clashes));
        }
        let set = ChangeSet {
            id: EntryId::fresh(),
            act: if target.act == Act::Undo { Act::Redo } else { Act::Undo },
            about: target.about.clone(),
            author: self.author.clone(),
            reason: String::new(),
            at: now(),
            undoes: Some(target.seq),
            changes,
        };
        self.apply(&set).map(Undone::Done)
    }

    /// The changes that take an act back, and what stands in their way.
    fn inverse(&self, seq: u64) -> Result<(Vec<Change>, Vec<Clash>)> {
        let connection = self.storage.connection();
        let mut changes = Vec::new();
        let mut clashes = Vec::new();
        let lines = self.storage.told(journal::lines(connection, seq))?;
        self.restore_removed(&lines, &mut changes, &mut clashes)?;
        self.restore_edited(&lines, &mut changes, &mut clashes)?;
        let mut made = self.storage.told(rows::made_in(connection, seq))?;
        for found in lines.iter().filter(|found| found.line.op == Op::Restore) {
            made.extend(self.storage.told(rows::get(connection, found.line.kind, found.line.entry))?);
        }
        self.remove_made(seq, made, &mut changes, &mut clashes)?;
        Ok((changes, clashes))
    }

    fn restore_removed(
        &self,
        lines: &[journal::Line],
        changes: &mut Vec<Change>,
        clashes: &mut Vec<Clash>,
    ) -> Result<()> {
        let connection = self.storage.connection();
        let restored: BTreeSet<EntryId> =
            lines.iter().filter(|found| found.line.op == Op::Remove).map(|found| found.line.entry).collect();
        for journal::Line { line, .. } in lines.iter().filter(|found| found.line.op == Op::Remove) {
            let json = line.before.clone().unwrap_or_default();
            let entry: Entry = serde_json::from_value(json).map_err(|error| Error::Damaged(error.to_string()))?;
            let there = self.storage.told(rows::kind_of(connection, entry.id()))?.is_some();
            let owner = entry.owner();
            let owned = owner == entry.id()
                || restored.contains(&owner)
                || self.storage.told(rows::kind_of(connection, owner))?.is_some();
            let cause = if there {
                Some(ClashCause::ChangedLater)
            } else if owned {
                None
            } else {
                Some(ClashCause::OwnerGone)
            };
            match cause {
                None => changes.push(Change::create(entry)),
                Some(cause) => clashes.push(Clash {
                    entry: entry.id(),
                    kind: entry.kind(),
                    label: self.clash_label(&entry)?,
                    field: String::new(),
                    cause,
                    now: None,
                    would_be: line.before.clone(),
                }),
            }
        }
        Ok(())
    }

    fn restore_edited(
        &self,
        lines: &[journal::Line],
        changes: &mut Vec<Change>,
        clashes: &mut Vec<Clash>,
    ) -> Result<()> {
        let damaged = |error: serde_json::Error| Error::Damaged(error.to_string());
        let mut by_entry: BTreeMap<EntryId, Vec<&journal::Line>> = BTreeMap::new();
        for found in lines.iter().filter(|found| found.line.op == Op::Edit) {
            by_entry.entry(found.line.entry).or_default().push(found);
        }
        for (id, lines) in by_entry {
            let Some(now) = self.get(id)? else {
                clashes.extend(lines.iter().map(|found| Clash {
                    entry: id,
                    kind: found.line.kind,
                    label: found.line.kind.to_string(),
                    field: found.line.field.clone(),
                    cause: ClashCause::RemovedLater,
                    now: None,
                    would_be: found.line.before.clone(),
                }));
                continue;
            };
            let fields = journal::fields_of(&now).map_err(damaged)?;
            let mut back = now.clone();
            for found in lines {
                let line = &found.line;
                let present = fields.get(&line.field).filter(|value| !value.is_null());
                if present == line.after.as_ref() {
                    back = journal::with_field(&back, &line.field, line.before.as_ref()).map_err(damaged)?;
                } else if present != line.before.as_ref() {
                    clashes.push(Clash {
                        entry: id,
                        kind: line.kind,
                        label: self.clash_label(&now)?,
                        field: line.field.clone(),
                        cause: ClashCause::ChangedLater,
                        now: present.cloned(),
                        would_be: line.before.clone(),
                    });
                }
            }
            if back != now {
                changes.push(Change::edit(now, back));
            }
        }
        Ok(())
    }

    /// What the act made goes, unless later acts changed it or hang something on it.
    fn remove_made(
        &self,
        seq: u64,
        made: Vec<rows::Standing>,
        changes: &mut Vec<Change>,
        clashes: &mut Vec<Clash>,
    ) -> Result<()> {
        let connection = self.storage.connection();
        let going: BTreeSet<EntryId> = made.iter().map(|found| found.entry.id()).collect();
        let mut kept: BTreeSet<EntryId> = BTreeSet::new();
        for rows::Standing { entry, .. } in &made {
            let later =
                self.storage.told(journal::lines_of(connection, entry.id()))?.into_iter().find(|(at, _)| *at > seq);
            let mut cause = match later {
                Some((at, _)) if !self.is_undone(at)? => Some(ClashCause::ChangedLater),
                _ => None,
            };
            if cause.is_none() {
                let hanging = self.storage.told(rows::page(connection, entry.id()))?;
                let mentions = self.storage.told(rows::mentions(connection, entry.id()))?;
                let others = hanging.into_iter().map(|found| found.entry).chain(mentions).map(|other| other.id());
                let needed = others.into_iter().any(|id| !going.contains(&id))
                    || self.storage.told(rows::count_references(connection, entry.id()))?
                        > self.references_within(entry.id(), &made);
                cause = needed.then_some(ClashCause::NeededLater);
            }
            if let Some(cause) = cause {
                kept.insert(entry.id());
                clashes.push(Clash {
                    entry: entry.id(),
                    kind: entry.kind(),
                    label: self.clash_label(entry)?,
                    field: String::new(),
                    cause,
                    now: None,
                    would_be: None,
                });
            }
        }
        // what a kept entry belongs to or names is kept with it
        loop {
            let dragged: Vec<EntryId> = made
                .iter()
                .filter(|found| kept.contains(&found.entry.id()))
                .flat_map(|found| found.entry.refers_to())
                .filter(|id| going.contains(id) && !kept.contains(id))
                .collect();
            if dragged.is_empty() {
                break;
            }
            kept.extend(dragged);
        }
        changes.extend(
            made.into_iter().filter(|found| !kept.contains(&found.entry.id())).map(|found| Change::remove(found.entry)),
        );
        Ok(())
    }

    /// How often entries made by the same act name this one, counted as the catalogue counts references.
    fn references_within(&self, id: EntryId, made: &[rows::Standing]) -> u64 {
        let named = made
            .iter()
            .filter(|found| found.entry.id() != id)
            .map(|found| found.entry.refers_to().iter().filter(|named| **named == id).count())
            .sum::<usize>();
        u64::try_from(named).unwrap_or(u64::MAX)
    }

    fn is_undone(&self, seq: u64) -> Result<bool> {
        let act = self.storage.told(journal::act(self.storage.connection(), seq))?;
        Ok(act.is_some_and(|act| act.undone_by.is_some() || act.undoes.is_some()))
    }

    fn clash_label(&self, entry: &Entry) -> Result<String> {
        let label = self.label(entry.owner())?;
        Ok([label.reference_code, label.label]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" "))
    }
}
