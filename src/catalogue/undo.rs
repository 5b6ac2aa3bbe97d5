//! Taking back any act, also an old one: field by field, as a new act, naming what stands in the way. An act too great
//! for memory is taken back by [`crate::storage::apply::great`], page by page.

use super::{Applied, Catalogue, now};
use crate::error::{Error, Result};
use crate::model::{Act, ActLine, Change, ChangeSet, Clash, ClashCause, Entry, EntryId, EntryKind, Op};
use crate::storage::apply::great::GreatUndone;
use crate::storage::study::judging;
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
        let undo = self.storage.told(journal::next_redo(self.storage.connection()))?;
        self.take_back(&undo.ok_or(Error::NothingTo("redo"))?, OnClash::Stop)
    }

    /// The act an undo would take back.
    pub fn next_undo(&self) -> Result<Option<ActLine>> {
        self.storage.told(journal::next_undo(self.storage.connection()))
    }

    /// The act a redo would do again: the one that was taken back, not the taking back.
    pub fn next_redo(&self) -> Result<Option<ActLine>> {
        let connection = self.storage.connection();
        match self.storage.told(journal::next_redo(connection))?.and_then(|undo| undo.undoes) {
            Some(seq) => self.storage.told(journal::act(connection, seq)),
            None => Ok(None),
        }
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
        let mut set = ChangeSet {
            id: EntryId::fresh(),
            act: if target.act == Act::Undo { Act::Redo } else { Act::Undo },
            about: target.about.clone(),
            author: self.author.clone(),
            reason: String::new(),
            at: now(),
            undoes: Some(target.seq),
            changes: Vec::new(),
        };
        match self.storage.take_back_great(&set, on_clash == OnClash::KeepLater)? {
            Some(GreatUndone::Done(applied)) => return Ok(Undone::Done(applied)),
            Some(GreatUndone::Clashes(clashes)) => return self.labelled(clashes).map(Undone::Clashes),
            None => {}
        }
        let Inverse { changes, clashes } = self.inverse(target.seq)?;
        if !clashes.is_empty() && (on_clash == OnClash::Stop || changes.is_empty()) {
            return Ok(Undone::Clashes(clashes));
        }
        set.changes = changes;
        self.apply(&set).map(Undone::Done)
    }

    fn labelled(&self, clashes: Vec<Clash>) -> Result<Vec<Clash>> {
        let mut labelled = clashes;
        for clash in &mut labelled {
            clash.label = match self.get(clash.entry)? {
                Some(entry) => self.clash_label(&entry)?,
                None => clash.kind.to_string(),
            };
        }
        Ok(labelled)
    }

    /// The changes that take an act back, and what stands in their way.
    fn inverse(&self, seq: u64) -> Result<Inverse> {
        let connection = self.storage.connection();
        let mut inverse = Inverse::default();
        let lines = self.storage.told(journal::lines(connection, seq))?;
        self.restore_removed(&lines, &mut inverse)?;
        self.restore_edited(&lines, &mut inverse)?;
        let mut made = self.storage.told(rows::made_in(connection, seq, usize::MAX))?;
        for found in lines.iter().filter(|found| found.line.op == Op::Restore) {
            made.extend(self.storage.told(rows::get(connection, found.line.kind, found.line.entry))?);
        }
        self.remove_made(seq, made, &mut inverse)?;
        for journal::Line { line, .. } in self.storage.told(journal::gone(connection, seq))? {
            let cause = ClashCause::RemovedLater;
            inverse.clashes.push(Clash { cause, ..clash(line.entry, line.kind, line.kind.to_string()) });
        }
        Ok(inverse)
    }

    /// Whether all that an entry names is there, or is brought back with it.
    fn named_stand(&self, entry: &Entry, restored: &BTreeSet<EntryId>) -> Result<bool> {
        for named in entry.refers_to() {
            if !restored.contains(&named)
                && self.storage.told(rows::kind_of(self.storage.connection(), named))?.is_none()
            {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn restore_removed(&self, lines: &[journal::Line], inverse: &mut Inverse) -> Result<()> {
        let connection = self.storage.connection();
        let mut entries = Vec::new();
        for journal::Line { line, .. } in lines.iter().filter(|found| found.line.op == Op::Remove) {
            let json = line.before.clone().unwrap_or_default();
            let entry: Entry = serde_json::from_value(json).map_err(|error| Error::Damaged(error.to_string()))?;
            if self.storage.told(rows::kind_of(connection, entry.id()))?.is_some() {
                let label = self.clash_label(&entry)?;
                inverse.clashes.push(clash(entry.id(), entry.kind(), label));
            } else {
                entries.push(entry);
            }
        }
        // what cannot come back may be what another needs, so this goes on until nothing more falls out
        loop {
            let restored: BTreeSet<EntryId> = entries.iter().map(Entry::id).collect();
            let mut kept = Vec::new();
            for entry in entries {
                if self.named_stand(&entry, &restored)? {
                    kept.push(entry);
                } else {
                    let label = self.clash_label(&entry)?;
                    let cause = ClashCause::OwnerGone;
                    inverse.clashes.push(Clash { cause, ..clash(entry.id(), entry.kind(), label) });
                }
            }
            entries = kept;
            if entries.len() == restored.len() {
                break;
            }
        }
        inverse.changes.extend(entries.into_iter().map(Change::create));
        Ok(())
    }

    fn restore_edited(&self, lines: &[journal::Line], inverse: &mut Inverse) -> Result<()> {
        let damaged = |error: serde_json::Error| Error::Damaged(error.to_string());
        let mut by_entry: BTreeMap<EntryId, Vec<&journal::Line>> = BTreeMap::new();
        for found in lines.iter().filter(|found| found.line.op == Op::Edit) {
            by_entry.entry(found.line.entry).or_default().push(found);
        }
        for (id, lines) in by_entry {
            let Some(now) = self.get(id)? else {
                inverse.clashes.extend(lines.iter().map(|found| Clash {
                    field: found.line.field.clone(),
                    cause: ClashCause::RemovedLater,
                    would_be: found.line.before.clone(),
                    ..clash(id, found.line.kind, found.line.kind.to_string())
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
                    inverse.clashes.push(Clash {
                        field: line.field.clone(),
                        now: present.cloned(),
                        would_be: line.before.clone(),
                        ..clash(id, line.kind, self.clash_label(&now)?)
                    });
                }
            }
            let mut there = BTreeSet::from_iter(now.refers_to());
            there.extend(inverse.changes.iter().filter_map(Change::entry).map(Entry::id));
            if !self.named_stand(&back, &there)? {
                let cause = ClashCause::OwnerGone;
                inverse.clashes.push(Clash { cause, ..clash(id, now.kind(), self.clash_label(&now)?) });
            } else if back != now {
                inverse.changes.push(Change::edit(now, back));
            }
        }
        drop_unnamed_regions(lines, inverse);
        Ok(())
    }

    /// What the act made goes, unless later acts changed it or hang something on it.
    fn remove_made(&self, seq: u64, made: Vec<rows::Standing>, inverse: &mut Inverse) -> Result<()> {
        let connection = self.storage.connection();
        let going: BTreeSet<EntryId> = made.iter().map(|found| found.entry.id()).collect();
        let mut named_within: BTreeMap<EntryId, u64> = BTreeMap::new();
        for entry in made.iter().map(|found| &found.entry) {
            for named in entry.refers_to().into_iter().filter(|named| *named != entry.owner()) {
                *named_within.entry(named).or_default() += 1;
            }
        }
        // what an edit of this undo no longer names is not needed by it
        for change in &inverse.changes {
            let (before, after) = (named_by(change.before.as_ref()), named_by(change.after.as_ref()));
            // whom it hangs on is counted with what hangs there
            let owner = change.before.as_ref().map(Entry::owner);
            for dropped in before.into_iter().filter(|named| !after.contains(named) && Some(*named) != owner) {
                *named_within.entry(dropped).or_default() += 1;
            }
        }
        // a picture that goes back to where it was hangs on nothing made here
        let moves = |change: &&Change| match (&change.before, &change.after) {
            (Some(before), Some(after)) => before.owner() != after.owner(),
            _ => false,
        };
        let away = inverse.changes.iter().filter(moves).filter_map(|change| change.entry().map(Entry::id));
        let leaving: BTreeSet<EntryId> = going.iter().copied().chain(away).collect();
        let weighed = self.storage.told(rows::weighed_outside(connection, &going))?;
        let mut kept: BTreeSet<EntryId> = BTreeSet::new();
        for entry in made.iter().map(|found| &found.entry) {
            let as_made = self.storage.told(journal::as_of(connection, entry.clone(), seq))?;
            let cause = if as_made != *entry {
                ClashCause::ChangedLater
            } else if weighed.contains(&entry.id()) || self.is_needed(entry, &leaving, &named_within)? {
                ClashCause::NeededLater
            } else {
                continue;
            };
            kept.insert(entry.id());
            let needed_by = if cause == ClashCause::NeededLater { self.needing(entry, &leaving)? } else { Vec::new() };
            inverse.clashes.push(Clash {
                cause,
                needed_by,
                ..clash(entry.id(), entry.kind(), self.clash_label(entry)?)
            });
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
        let goes = made.into_iter().filter(|found| !kept.contains(&found.entry.id()));
        inverse.changes.extend(goes.map(|found| Change::remove(found.entry)));
        Ok(())
    }

    /// Whether something that stays hangs on the entry or names it.
    fn is_needed(
        &self,
        entry: &Entry,
        going: &BTreeSet<EntryId>,
        named_within: &BTreeMap<EntryId, u64>,
    ) -> Result<bool> {
        let connection = self.storage.connection();
        let references = self.storage.told(rows::count_references(connection, entry))?;
        if references > named_within.get(&entry.id()).copied().unwrap_or(0) {
            return Ok(true);
        }
        if !EntryKind::LISTED.contains(&entry.kind()) {
            return Ok(false);
        }
        let hanging = self.storage.told(rows::page(connection, entry.id()))?;
        Ok(hanging.iter().any(|found| !going.contains(&found.entry.id())))
    }

    /// By what is called a few of those that hang on an entry or name it, and stay.
    fn needing(&self, entry: &Entry, going: &BTreeSet<EntryId>) -> Result<Vec<String>> {
        const NAMED: usize = 5;
        let connection = self.storage.connection();
        let judged = self.storage.told(judging::naming_claim(connection, entry.id()))?;
        let hanging = self.storage.told(rows::page(connection, entry.id()))?.into_iter().map(|found| found.entry);
        let meaning = self.storage.told(rows::mentions(connection, entry.id(), NAMED))?;
        let stays = |other: &Entry| other.id() != entry.id() && !going.contains(&other.id());
        let mut named = Vec::new();
        for other in judged.into_iter().chain(hanging).chain(meaning).filter(stays).take(NAMED) {
            let called = match other.reference_code() {
                "" => self.clash_label(&other)?,
                code => code.to_owned(),
            };
            if !called.is_empty() && !named.contains(&called) {
                named.push(called);
            }
        }
        Ok(named)
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

fn named_by(entry: Option<&Entry>) -> Vec<EntryId> {
    entry.map(Entry::refers_to).unwrap_or_default()
}

/// A region comes back for the claim that had it. When that claim keeps a later one, it would belong to nothing.
fn drop_unnamed_regions(lines: &[journal::Line], inverse: &mut Inverse) {
    let had: Vec<EntryId> = lines
        .iter()
        .filter(|found| found.line.op == Op::Edit && found.line.field == "region")
        .filter_map(|found| EntryId::parse(found.line.before.as_ref()?.as_str()?))
        .collect();
    let named: Vec<EntryId> = inverse.changes.iter().flat_map(|change| named_by(change.after.as_ref())).collect();
    inverse.changes.retain(|change| match &change.after {
        Some(Entry::Region(region)) => !had.contains(&region.id) || named.contains(&region.id),
        _ => true,
    });
}

/// What takes an act back, and what stands in its way.
#[derive(Default)]
struct Inverse {
    changes: Vec<Change>,
    clashes: Vec<Clash>,
}

/// A clash with a later act that changed the entry.
fn clash(entry: EntryId, kind: EntryKind, label: String) -> Clash {
    let cause = ClashCause::ChangedLater;
    Clash { entry, kind, label, field: String::new(), cause, now: None, would_be: None, needed_by: Vec::new() }
}
