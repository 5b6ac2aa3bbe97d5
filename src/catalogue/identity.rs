//! Who is the same man: judgements with evidence and reason, made, changed, and taken back.
//!
//! Invariant: a judgement joins two pages and moves nothing from one to the other. So nothing has to be sorted apart when
//! it is taken back, and what was keyed meanwhile stays on the page it was keyed on.

use super::men::Men;
use super::{Applied, Catalogue, now, reason_given};
use crate::error::{Error, Result};
use crate::model::{Act, Change, Claim, Entry, EntryId, EntryKind, Identity, Label, OneMan, Reason, Verdict, compare};
use crate::storage::{journal, study};
use std::collections::{BTreeMap, BTreeSet};

/// Cards and persons held to be one man, with their names.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedMan {
    /// Them, with the judgements.
    pub man: OneMan,
    /// The name of each, and of those that were judged not to be this man or are undecided.
    pub labels: BTreeMap<EntryId, Label>,
    /// The claims the judgements rest on.
    pub evidence: BTreeMap<EntryId, Claim>,
}

/// Two that are held beside each other.
#[derive(Clone, Debug, PartialEq)]
pub struct SideBySide {
    /// The one that was looked at first.
    pub here: Compared,
    /// The one held beside it.
    pub there: Compared,
    /// The judgement between the two, when there is one.
    pub judged: Option<Identity>,
    /// What speaks for their being the same, and against it.
    pub reasons: Vec<Reason>,
    /// The names of what the claims mention.
    pub labels: BTreeMap<EntryId, Label>,
}

/// One of two that are held beside each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// The card or person.
    pub entry: EntryId,
    /// How it is named.
    pub label: Label,
    /// What is said of it, in order: only what stands.
    pub claims: Vec<Claim>,
}

impl Catalogue {
    /// Who is held to be the same man as a card or person, through all judgements. Of other kinds an error in words.
    pub fn one_man(&self, id: EntryId) -> Result<OneMan> {
        self.assert_man(id)?;
        self.gather_man(id)
    }

    /// The same with names.
    pub fn named_man(&self, id: EntryId) -> Result<NamedMan> {
        let man = self.one_man(id)?;
        let judged = man.identities.iter().flat_map(|identity| [identity.entry, identity.person]);
        let named: BTreeSet<EntryId> = man.members.iter().copied().chain(judged).collect();
        let labels = named.into_iter().map(|id| Ok((id, self.label(id)?))).collect::<Result<_>>()?;
        let mut evidence = BTreeMap::new();
        for claim in man.identities.iter().flat_map(|identity| &identity.evidence) {
            if let Some(Entry::Claim(found)) = self.get(*claim)? {
                evidence.insert(*claim, found);
            }
        }
        Ok(NamedMan { man, labels, evidence })
    }

    pub(super) fn gather_man(&self, id: EntryId) -> Result<OneMan> {
        let connection = self.storage.connection();
        OneMan::gather(id, |entry| self.storage.told(study::identity::judged(connection, entry)))
    }

    /// A card or person beside another one, with what was judged of the two.
    pub fn held_beside(&self, one: EntryId, other: EntryId) -> Result<SideBySide> {
        self.assert_two(one, other)?;
        let mut men = Men::of(self);
        let reasons = match (men.get(one)?, men.get(other)?) {
            (Some(one), Some(other)) => compare(&one.traits, &other.traits),
            _ => Vec::new(),
        };
        let (here, there) = (self.compared(one)?, self.compared(other)?);
        let mut named = BTreeSet::new();
        for claim in here.claims.iter().chain(&there.claims) {
            named.extend(claim.source);
            named.extend(claim.meant());
        }
        let labels = named.into_iter().map(|id| Ok((id, self.label(id)?))).collect::<Result<_>>()?;
        Ok(SideBySide { here, there, judged: self.judged_between(one, other)?, reasons, labels })
    }

    fn compared(&self, entry: EntryId) -> Result<Compared> {
        let mut claims = self.claims_of(entry)?;
        claims.retain(Claim::stands);
        Ok(Compared { entry, label: self.label(entry)?, claims })
    }

    /// The judgement between two, whichever side it stands on.
    fn judged_between(&self, entry: EntryId, person: EntryId) -> Result<Option<Identity>> {
        let mut judged = self.storage.told(study::identity::judged(self.storage.connection(), entry))?;
        judged.retain(|identity| identity.is_on(entry, person));
        judged.sort_by_key(|identity| (identity.entry != entry, identity.id));
        Ok(judged.into_iter().next())
    }

    /// Judges whether a card or person is the same man as a person, on the evidence of claims of the two. There is one
    /// judgement between two, whichever is named first: it is made, or the one there is is changed. The sides of one that
    /// is there stay as they are.
    pub fn judge_identity(
        &mut self,
        entry: EntryId,
        person: EntryId,
        verdict: Verdict,
        reason: &str,
        evidence: &[EntryId],
    ) -> Result<Applied> {
        let kinds = self.assert_two(entry, person)?;
        if kinds == (EntryKind::FileCard, EntryKind::FileCard) {
            return Err(Error::Input(format!(
                "{} and {} are two cards, and a card is held against a person: make a person, and hold each of the cards \
                 against that person",
                self.called(entry)?,
                self.called(person)?
            )));
        }
        // a person is held against, whichever was named first
        let (entry, person) = if kinds.1 == EntryKind::FileCard { (person, entry) } else { (entry, person) };
        if verdict != Verdict::Undecided && reason.trim().is_empty() {
            return Err(Error::Input(
                "a judgement on who somebody is needs a reason: say on what grounds; nothing was written".to_owned(),
            ));
        }
        let evidence = self.evidence_of(entry, person, evidence)?;
        let before = self.judged_between(entry, person)?;
        let was_same = before.as_ref().is_some_and(|before| before.verdict == Verdict::Same);
        let is_of_persons = kinds == (EntryKind::Person, EntryKind::Person);
        let act = if verdict == Verdict::Same && !was_same && is_of_persons { Act::Merge } else { Act::Conclude };
        let about = self.about_men(entry, person)?;
        let reason = reason.trim().to_owned();
        let change = match before {
            Some(before) => {
                let mut after = Identity { verdict, reason: reason.clone(), evidence, ..before.clone() };
                if after != before {
                    after.by.clone_from(&self.author);
                    after.at = now();
                }
                Change::edit(before, after)
            }
            None => Change::create(Identity {
                id: EntryId::fresh(),
                entry,
                person,
                verdict,
                reason: reason.clone(),
                evidence,
                by: self.author.clone(),
                at: now(),
            }),
        };
        self.act(act, &about, &reason, vec![change])
    }

    /// Takes back that two are the same man. What was judged of them before is judged again as it was; where nothing was,
    /// there is no judgement again.
    pub fn split(&mut self, one: EntryId, other: EntryId, reason: &str) -> Result<Applied> {
        self.assert_two(one, other)?;
        let judged = self.storage.told(study::identity::judged(self.storage.connection(), one))?;
        let joins = |identity: &Identity| identity.is_on(one, other) && identity.verdict == Verdict::Same;
        let Some(identity) = judged.into_iter().find(joins) else {
            return Err(self.no_such_judgement(one, other)?);
        };
        reason_given(reason, "why the judgement is taken back")?;
        let about = self.about_men(identity.entry, identity.person)?;
        let change = match self.before_same(&identity)? {
            Some(before) => Change::edit(identity, before),
            None => Change::remove(identity),
        };
        self.act(Act::Split, &about, reason.trim(), vec![change])
    }

    /// Takes a judgement back altogether, whatever it says: the two are open to judgement again.
    pub fn withdraw_identity(&mut self, identity: EntryId, reason: &str) -> Result<Applied> {
        let Some(Entry::Identity(identity)) = self.get(identity)? else {
            return Err(Error::NoSuchEntry(identity.to_string()));
        };
        reason_given(reason, "why the judgement is taken back")?;
        let act = if identity.verdict == Verdict::Same { Act::Split } else { Act::Withdraw };
        let about = self.about_men(identity.entry, identity.person)?;
        self.act(act, &about, reason.trim(), vec![Change::remove(identity)])
    }

    /// The judgement as it was before it said "the same"; `None` when it said so from the beginning.
    fn before_same(&self, identity: &Identity) -> Result<Option<Identity>> {
        let connection = self.storage.connection();
        let same = serde_json::Value::from(Verdict::Same.term());
        for (seq, line) in self.storage.told(journal::lines_of(connection, identity.id))? {
            if line.line.field != "verdict" || line.line.after.as_ref() != Some(&same) {
                continue;
            }
            // what an undo brought back was said by the act that it brought back
            let act = self.storage.told(journal::act(connection, seq))?;
            if act.is_none_or(|act| act.undoes.is_some() || act.undone_by.is_some()) {
                continue;
            }
            let entry = Entry::Identity(identity.clone());
            let Entry::Identity(mut before) =
                self.storage.told(journal::as_of(connection, entry, seq.saturating_sub(1)))?
            else {
                return Ok(None);
            };
            // a claim that was evidence then may be gone
            let mut standing = Vec::new();
            for claim in before.evidence {
                if self.get(claim)?.is_some() {
                    standing.push(claim);
                }
            }
            before.evidence = standing;
            return Ok((before.verdict != Verdict::Same).then_some(before));
        }
        Ok(None)
    }

    /// The claims a judgement is to rest on, each once: claims of the two.
    fn evidence_of(&self, entry: EntryId, person: EntryId, evidence: &[EntryId]) -> Result<Vec<EntryId>> {
        let mut found: Vec<EntryId> = Vec::new();
        for id in evidence {
            match self.get(*id)? {
                Some(Entry::Claim(claim)) if claim.subject == entry || claim.subject == person => {
                    if !found.contains(id) {
                        found.push(*id);
                    }
                }
                Some(other) => {
                    let on = self.called(other.owner())?;
                    return Err(Error::Input(format!(
                        "{id} is a {} of {on}: the evidence are claims of {} and {}; nothing was written",
                        other.kind(),
                        self.called(entry)?,
                        self.called(person)?
                    )));
                }
                None => return Err(Error::NoSuchEntry(id.to_string())),
            }
        }
        Ok(found)
    }

    fn assert_two(&self, one: EntryId, other: EntryId) -> Result<(EntryKind, EntryKind)> {
        let kinds = (self.assert_man(one)?, self.assert_man(other)?);
        if one == other {
            return Err(Error::Input(format!("{} is held against itself: name another", self.called(one)?)));
        }
        Ok(kinds)
    }

    /// Cards and persons are men; of other kinds nobody asks who it is.
    fn assert_man(&self, id: EntryId) -> Result<EntryKind> {
        let entry = self.get(id)?.ok_or_else(|| Error::NoSuchEntry(id.to_string()))?;
        match entry.kind() {
            kind @ (EntryKind::FileCard | EntryKind::Person) => Ok(kind),
            kind => Err(Error::Input(format!(
                "{} is a {kind}, neither a card nor a person: only of these it is asked who is the same man",
                self.called(id)?
            ))),
        }
    }

    fn no_such_judgement(&self, one: EntryId, other: EntryId) -> Result<Error> {
        let man = self.gather_man(one)?;
        let (here, there) = (self.called(one)?, self.called(other)?);
        if !man.members.contains(&other) {
            return Ok(Error::Input(format!("{here} and {there} are not held to be one man: nothing was changed")));
        }
        let joins = man.identities.iter().filter(|identity| identity.verdict == Verdict::Same);
        let joins =
            joins.map(|identity| self.about_men(identity.entry, identity.person)).collect::<Result<Vec<_>>>()?;
        Ok(Error::Input(format!(
            "{here} and {there} are held to be one man through others: take back one of these judgements instead: {}",
            joins.join("; ")
        )))
    }

    fn about_men(&self, entry: EntryId, person: EntryId) -> Result<String> {
        Ok(format!("{} and {}", self.called(entry)?, self.called(person)?))
    }

    /// What a person calls it: its reference, else its name, else its id.
    fn called(&self, id: EntryId) -> Result<String> {
        let label = self.label(id)?;
        let names = [label.reference_code, label.label];
        Ok(names.into_iter().find(|name| !name.trim().is_empty()).unwrap_or_else(|| id.to_string()))
    }
}
