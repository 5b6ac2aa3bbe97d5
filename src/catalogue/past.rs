//! Walking the history: acts by who, when and what; every page as it was; the chain verified.

use super::look::in_order;
use super::{Catalogue, CheckProblem};
use crate::error::{Error, Result};
use crate::model::{Act, ActLine, Claim, Day, Dossier, Entry, EntryId, EntryKind, Label, Op, Reading, Timestamp};
use crate::search;
use crate::storage::study::past::{self, Acts};
use crate::storage::{apply, canonical, journal, verify};
use std::collections::{BTreeMap, BTreeSet};

/// The history of an entry shows at most this many lines of what one act made.
const LINES_OF_ONE_ACT: usize = 200;

/// At most so many pages without a hash are named.
const UNSEALED: usize = 100;

/// Which acts are asked for; what is empty excludes none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HistoryQuery {
    /// Those that touched a page: an entry with its claims, pictures, judgements and notes.
    pub of: Option<EntryId>,
    /// Those that touched this one entry: a claim.
    pub entry: Option<EntryId>,
    /// Those that changed this field of it.
    pub field: String,
    /// Who did them.
    pub author: String,
    /// What sorts of acts.
    pub acts: Vec<Act>,
    /// From this day on, on this computer's clock.
    pub from: Option<Day>,
    /// Up to this day.
    pub until: Option<Day>,
    /// Older than this act.
    pub before: Option<u64>,
    /// At most so many.
    pub most: usize,
}

/// Some of what stood at a moment of the past.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Standing {
    /// Those read, as they were called then.
    pub entries: Vec<(EntryId, Label)>,
    /// How many stood.
    pub total: usize,
    /// The `from` of the next page, if there is one.
    pub next: Option<usize>,
}

/// What came of verifying the chain.
#[derive(Clone, Debug, PartialEq)]
pub struct ChainVerified {
    /// Acts whose place in the chain was verified.
    pub acts: u64,
    /// Pages whose hash was compared.
    pub pages: u64,
    /// What is wrong; empty when all is well.
    pub problems: Vec<CheckProblem>,
    /// The hash of the last act, in hexadecimal. Written down elsewhere, it tells later whether the history is the same.
    pub head_hash: String,
}

impl Catalogue {
    /// Acts, newest first, with what they did; of one page or entry only what they did to it.
    pub fn walk(&self, query: &HistoryQuery) -> Result<Vec<ActLine>> {
        let connection = self.storage.connection();
        let HistoryQuery { of, entry, field, author, acts, from, until, before, most } = query;
        let asked = Acts {
            author,
            acts,
            from: from.map(Timestamp::beginning_of),
            until: until.and_then(|day| day.plus(1)).map(Timestamp::beginning_of),
        };
        let numbers = match (entry, of) {
            (Some(entry), _) => Some(self.storage.told(past::numbers_of_entry(connection, *entry, field))?),
            (None, Some(of)) => {
                Some(self.storage.told(journal::numbers(connection, Some(*of), *before, usize::MAX))?)
            }
            (None, None) => None,
        };
        let numbers = match numbers {
            None => self.storage.told(past::numbers(connection, &asked, *before, *most))?,
            Some(numbers) => {
                let mut meant = Vec::new();
                for seq in numbers.into_iter().filter(|seq| before.is_none_or(|before| *seq < before)) {
                    if meant.len() < *most && self.storage.told(past::is_meant(connection, &asked, seq))? {
                        meant.push(seq);
                    }
                }
                meant
            }
        };
        let owner = match (entry, of) {
            (Some(entry), None) => Some(self.owner_ever(*entry)?),
            _ => *of,
        };
        let mut walked = Vec::new();
        for seq in numbers {
            let Some(mut act) = self.act_as_done(seq, owner)? else { continue };
            if let Some(entry) = entry {
                act.changes.retain(|line| {
                    line.entry == *entry && (field.is_empty() || line.op != Op::Edit || line.field == *field)
                });
            }
            walked.push(act);
        }
        Ok(walked)
    }

    /// The acts that touched a page (its entry, claims, pictures, notes), or all acts, newest first, before act
    /// `before`.
    pub fn history(&self, owner: Option<EntryId>, before: Option<u64>, limit: usize) -> Result<Vec<ActLine>> {
        let numbers = self.storage.told(journal::numbers(self.storage.connection(), owner, before, limit))?;
        let acts = numbers.into_iter().map(|seq| self.act_as_done(seq, owner));
        acts.filter_map(Result::transpose).collect()
    }

    /// An act with what it did, on one page or on all. What it made is told as it was made, whatever became of it.
    fn act_as_done(&self, seq: u64, owner: Option<EntryId>) -> Result<Option<ActLine>> {
        let connection = self.storage.connection();
        let Some(mut act) = self.storage.told(journal::act_with_lines(connection, seq, owner, LINES_OF_ONE_ACT))?
        else {
            return Ok(None);
        };
        for line in act.changes.iter_mut().filter(|line| line.op == Op::Create) {
            let made = self.storage.told(past::entry_at(connection, line.entry, seq))?;
            line.after = made.and_then(|entry| serde_json::to_value(entry).ok()).or_else(|| line.after.take());
        }
        Ok(Some(act))
    }

    /// The page an entry hangs on, or last hung on.
    fn owner_ever(&self, entry: EntryId) -> Result<EntryId> {
        if let Some(found) = self.get(entry)? {
            return Ok(found.owner());
        }
        let lines = self.storage.told(journal::lines_of(self.storage.connection(), entry))?;
        Ok(lines.first().map_or(entry, |(_, line)| line.line.owner))
    }

    /// How the pages and values that acts touched are called now; what is gone has no name.
    pub fn names_in(&self, acts: &[ActLine]) -> Result<BTreeMap<EntryId, Label>> {
        let mut named = BTreeSet::new();
        for line in acts.iter().flat_map(|act| &act.changes) {
            named.extend([line.entry, line.owner]);
            [&line.before, &line.after].into_iter().flatten().for_each(|value| ids_in(value, &mut named));
        }
        let mut labels = BTreeMap::new();
        for id in named {
            let label = self.label(id)?;
            if label != Label::default() {
                labels.insert(id, label);
            }
        }
        Ok(labels)
    }

    /// Everybody who ever signed an act here, by name.
    pub fn authors(&self) -> Result<Vec<String>> {
        self.storage.told(past::authors(self.storage.connection()))
    }

    /// The number of the last act at a moment: `2026-11-20` (the end of that day), `2026-11-20 14:30`, both on this
    /// computer's clock, an RFC 3339 moment, or `#17` for an act by its number.
    pub fn moment_of(&self, text: &str) -> Result<u64> {
        let text = text.trim();
        let connection = self.storage.connection();
        if let Some(number) = text.strip_prefix('#') {
            return self.act_numbered(number);
        }
        let moment = Timestamp::end_of(text).ok_or_else(|| {
            Error::Input(format!(
                "{text:?} is no moment: a day such as 2026-11-20, a minute such as 2026-11-20 14:30, or an act such as #17"
            ))
        })?;
        match self.storage.told(past::last_at(connection, moment))? {
            Some(seq) => Ok(seq),
            None => Err(Error::Input(match self.storage.told(past::first_moment(connection))? {
                Some(first) => format!("nothing was here yet: the first act was on {}", first.local_minute()),
                None => "nothing was done in this catalogue yet".to_owned(),
            })),
        }
    }

    /// A page as it was when act `seq` had been done; `None` when the entry was not there.
    pub fn as_it_was(&self, id: EntryId, seq: u64) -> Result<Option<Dossier>> {
        let _state = self.one_state()?;
        let Some(entry) = self.entry_at(id, seq)? else { return Ok(None) };
        let mut dossier = Dossier::bare(entry, Label::default());
        let connection = self.storage.connection();
        let mut page = Vec::new();
        for once in self.storage.told(past::once_on_page(connection, id, seq))? {
            page.extend(self.entry_at(once, seq)?.filter(|entry| entry.owner() == id));
        }
        dossier.label = label_of(&dossier.entry, &page);
        for entry in page {
            dossier.hang(entry);
        }
        dossier.pictures.sort_by_key(|picture| (picture.ord, picture.id));
        self.add_once_elsewhere(id, seq, &mut dossier)?;
        self.add_once_seen(seq, &mut dossier)?;
        dossier.notes.sort_by_key(|note| note.id);
        dossier.conclusions.sort_by_key(|conclusion| conclusion.id);
        in_order(&mut dossier.claims);
        dossier.labels = self.labels_at(&dossier, seq)?;
        Ok(Some(dossier))
    }

    /// What other pages said of this entry then, and the claims of theirs that its judgements weighed.
    fn add_once_elsewhere(&self, id: EntryId, seq: u64, dossier: &mut Dossier) -> Result<()> {
        let connection = self.storage.connection();
        let mut elsewhere = self.storage.told(past::once_naming(connection, id, seq))?;
        let now = self.dossier(id);
        if let Ok(now) = &now {
            elsewhere.extend(now.mentions.iter().map(|claim| claim.id));
            elsewhere.extend(now.identities.iter().map(|identity| identity.id));
            elsewhere.extend(now.pictures.iter().map(|picture| picture.id));
        }
        for other in elsewhere {
            match self.entry_at(other, seq)? {
                Some(Entry::Claim(claim)) if claim.subject != id && means(&claim, id) => dossier.mentions.push(claim),
                Some(Entry::Identity(identity)) if identity.person == id => dossier.identities.push(identity),
                Some(Entry::Attachment(picture)) if picture.entry != id && picture.depicted.contains(&id) => {
                    dossier.pictures.push(picture);
                }
                _ => {}
            }
        }
        let own: BTreeSet<EntryId> = dossier.claims.iter().map(|claim| claim.id).collect();
        let weighed: BTreeSet<EntryId> =
            dossier.conclusions.iter().flat_map(|conclusion| conclusion.weighed.iter().copied()).collect();
        for other in weighed.difference(&own) {
            if let Some(Entry::Claim(claim)) = self.entry_at(*other, seq)? {
                dossier.weighed.push(claim);
            }
        }
        Ok(())
    }

    /// The regions there were then on the pictures of a page. A picture has its own page, with itself on it.
    fn add_once_seen(&self, seq: u64, dossier: &mut Dossier) -> Result<()> {
        let connection = self.storage.connection();
        if let Entry::Attachment(picture) = &dossier.entry {
            if picture.is_attached() {
                dossier.pictures.insert(0, picture.clone());
            }
            return Ok(());
        }
        for picture in &dossier.pictures {
            for once in self.storage.told(past::once_on_page(connection, picture.id, seq))? {
                if let Some(Entry::Region(region)) = self.entry_at(once, seq)?
                    && region.attachment == picture.id
                {
                    dossier.regions.push(region);
                }
            }
        }
        Ok(())
    }

    fn entry_at(&self, id: EntryId, seq: u64) -> Result<Option<Entry>> {
        self.storage.told(past::entry_at(self.storage.connection(), id, seq))
    }

    /// How everything that a page names was called then.
    fn labels_at(&self, dossier: &Dossier, seq: u64) -> Result<BTreeMap<EntryId, Label>> {
        let mut labels = BTreeMap::new();
        for id in dossier.named() {
            if let Some(label) = self.label_at(id, seq)? {
                labels.insert(id, label);
            }
        }
        Ok(labels)
    }

    /// How an entry was called when act `seq` had been done; `None` when it was not there.
    fn label_at(&self, id: EntryId, seq: u64) -> Result<Option<Label>> {
        let connection = self.storage.connection();
        let Some(entry) = self.entry_at(id, seq)? else { return Ok(None) };
        if self.get(id)?.as_ref() == Some(&entry) && !self.storage.told(past::is_touched_since(connection, id, seq))? {
            return self.label(id).map(Some);
        }
        let mut page = Vec::new();
        for once in self.storage.told(past::once_on_page(connection, id, seq))? {
            page.extend(self.entry_at(once, seq)?.filter(|entry| entry.owner() == id));
        }
        Ok(Some(label_of(&entry, &page)))
    }

    /// The entries that stood when act `seq` had been done, `most` of them from one place on: kind by kind, in order of
    /// the reference they have now or had last.
    pub fn standing_at(&self, seq: u64, kinds: &[EntryKind], from: usize, most: usize) -> Result<Standing> {
        let _state = self.one_state()?;
        let connection = self.storage.connection();
        let mut standing = Standing::default();
        let end = from.saturating_add(most.max(1));
        for kind in kinds {
            let stood = self.storage.told(past::once_standing(connection, *kind, seq))?;
            let here = |place: usize| place.saturating_sub(standing.total).min(stood.len());
            for id in stood.get(here(from)..here(end)).unwrap_or_default() {
                standing.entries.extend(self.label_at(*id, seq)?.map(|label| (*id, label)));
            }
            standing.total += stood.len();
        }
        standing.next = (end < standing.total).then_some(end);
        Ok(standing)
    }

    /// The entry that had this reference, or has this id, when act `seq` had been done, whatever became of it since.
    pub fn once_called(&self, reference: &str, seq: u64) -> Result<Option<EntryId>> {
        let reference = reference.trim();
        let had = self.storage.told(past::once_called(self.storage.connection(), reference, seq))?;
        for id in EntryId::parse(reference).into_iter().chain(had) {
            let was_called = self.entry_at(id, seq)?.map(|entry| entry.reference_code().to_owned());
            if was_called.is_some_and(|code| code == reference || id.to_string() == reference) {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    /// Verifies the chain of acts and the hash of every page. `progress` hears how far it is and of how much, and says
    /// `false` to stop.
    pub fn verify_chain(&self, progress: &dyn Fn(u64, u64) -> bool) -> Result<ChainVerified> {
        let _snapshot = self.one_state()?;
        let connection = self.storage.connection();
        let (acts, head) = self.storage.told(journal::head(connection))?;
        let seals = self.storage.told(apply::seals(connection))?;
        let total = acts + u64::try_from(seals.len()).unwrap_or(0);
        let mut done = 0;
        let mut step = || {
            done += 1;
            progress(done, total)
        };
        let problem =
            |area: &str, about: String, message: String| CheckProblem { area: area.to_owned(), about, message };
        let mut problems: Vec<CheckProblem> = self
            .storage
            .told(verify::chain(connection, &mut step)?)?
            .into_iter()
            .map(|(seq, wrong)| problem("chain", seq.to_string(), wrong))
            .collect();
        let strays = self.storage.told(verify::strays(connection))?;
        problems.extend(strays.into_iter().map(|stray| problem("chain", "rows".to_owned(), stray)));
        for owner in self.storage.told(verify::unsealed(connection, UNSEALED))? {
            problems.push(problem(
                "page",
                self.name_or_id(owner),
                "it was written past the program: it has no hash".to_owned(),
            ));
        }
        for (owner, seal) in &seals {
            if !step() {
                return Err(Error::Cancelled);
            }
            match apply::page_hash(connection, *owner) {
                Ok(Some(hash)) if hash.as_slice() == seal => {}
                Ok(_) => problems.push(problem(
                    "page",
                    self.name_or_id(*owner),
                    "its content is not what was saved last".to_owned(),
                )),
                Err(error) => {
                    problems.push(problem("page", owner.to_string(), format!("it cannot be read: {error}")));
                }
            }
        }
        let pages = u64::try_from(seals.len()).unwrap_or(0);
        Ok(ChainVerified { acts, pages, problems, head_hash: canonical::hex(&head) })
    }
}

fn means(claim: &Claim, id: EntryId) -> bool {
    matches!(&claim.reading, Some(Reading::Entry(meant)) if *meant == id)
}

/// How an entry is called that has this page.
fn label_of(entry: &Entry, page: &[Entry]) -> Label {
    let line = search::listing(entry, page);
    Label { kind: entry.kind(), reference_code: line.reference_code, label: line.label }
}

/// Every id that stands in a value of the journal.
fn ids_in(value: &serde_json::Value, found: &mut BTreeSet<EntryId>) {
    match value {
        serde_json::Value::String(text) if text.len() == 36 => found.extend(EntryId::parse(text)),
        serde_json::Value::Array(items) => items.iter().for_each(|item| ids_in(item, found)),
        serde_json::Value::Object(fields) => fields.values().for_each(|field| ids_in(field, found)),
        _ => {}
    }
}
