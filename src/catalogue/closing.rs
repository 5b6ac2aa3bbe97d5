//! Access: the rule a catalogue goes by, the day each paper opens by it, and saying who may see what.
//!
//! Absent: holding units, groups, events, places and sources have no access of their own. What is said of them is seen
//! value by value.

use super::{Applied, Catalogue, ListQuery, Sort, now, reason_given};
use crate::error::{Error, Result};
use crate::model::{
    Access, Act, Change, Closure, ClosureFacts, ClosureRule, Day, Entry, EntryId, EntryKind, Label, Living,
    closes_until, possibly_living, terms,
};
use crate::storage::study::closing;
use serde::{Deserialize, Serialize};

const BUILT_IN: &str = include_str!("../../assets/closure_rules.csv");

/// A term of a rule has at most so many years.
pub const MOST_YEARS: u32 = 500;
/// One question looks through at most so many entries, so that others get their turn.
const LOOKED_AT_ONCE: usize = 1000;
/// So many rows of the list are read at a time.
const ROWS_AT_ONCE: usize = 250;
/// So many levels are looked up for the dates of the file a card lies in.
const LEVELS: usize = 12;

terms! {
    /// Which entries are listed.
    ClosureFilter {
        /// All.
        #[default] All = "all",
        /// Those not everybody may see today.
        Closed = "closed",
        /// Those that open in the course of this year, as is said of them or by the rule.
        OpensThisYear = "opens-this-year",
        /// Those of people who may still live.
        PossiblyLiving = "possibly-living",
        /// Those of which something else is said than the rule in force computes.
        Differs = "differs",
        /// Those closed until somebody has looked at them.
        Review = "review",
    }
}

/// Which cards and persons are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClosureQuery {
    /// Only what this query of the search language finds; empty for all.
    pub words: String,
    /// Which of them.
    pub filter: ClosureFilter,
    /// Those after this row; from the first without one.
    pub after: Option<i64>,
    /// At most so many.
    pub most: usize,
}

/// A card or person: who may see it, and what the rule in force says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosureLine {
    /// The card or person.
    pub entry: EntryId,
    /// How it is named.
    pub label: Label,
    /// Who may see it now.
    pub access: Access,
    /// Until when it is closed by the rule in force.
    pub closure: Closure,
    /// Whether the person may still live.
    pub living: Living,
    /// Whether what is said and what is computed are two things.
    pub differs: bool,
}

/// A page of such lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClosurePage {
    /// The rule in force, if there is one.
    pub rule: Option<ClosureRule>,
    /// The day it was computed for.
    pub today: Day,
    /// What was found; it may be less than asked for although there is more.
    pub lines: Vec<ClosureLine>,
    /// How many entries were looked through for it.
    pub looked_at: usize,
    /// Where to go on; `None` at the end of the list.
    pub next: Option<i64>,
}

/// What becomes of the entries a rule is applied to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleOutcome {
    /// Those whose access is set.
    pub set: Vec<EntryId>,
    /// Those among them that become open to everybody, or do so sooner than is said now.
    pub opened: Vec<EntryId>,
    /// Those that are so already.
    pub same: Vec<EntryId>,
    /// Those whose end cannot be computed: left as they are.
    pub unknown: Vec<EntryId>,
    /// Those that the rule would open although the person may still live: left as they are.
    pub possibly_living: Vec<EntryId>,
    /// Those that somebody set to staff or to pending review: left as they are.
    pub by_hand: Vec<EntryId>,
}

impl ClosureLine {
    /// Whether somebody closed it without naming a day. No rule opens that, neither today nor on a day to come.
    pub fn is_by_hand(&self) -> bool {
        is_by_hand(self.access)
    }
}

/// Whether this opens it to everybody, or sooner than is said of it.
pub fn opens_sooner(said: Access, computed: Access) -> bool {
    match (said, computed) {
        (Access::Open, _) | (_, Access::Staff | Access::Review) => false,
        (Access::ClosedUntil(said), Access::ClosedUntil(computed)) => computed < said,
        (_, Access::Open | Access::ClosedUntil(_)) => true,
    }
}

fn is_by_hand(access: Access) -> bool {
    matches!(access, Access::Staff | Access::Review)
}

/// The rules that come with the program.
pub fn built_in_closure_rules() -> Result<Vec<ClosureRule>> {
    csv::Reader::from_reader(BUILT_IN.as_bytes())
        .into_deserialize::<ClosureRule>()
        .map(|rule| rule.map_err(|error| Error::Damaged(format!("the list of rules of closure: {error}"))))
        .collect()
}

impl Catalogue {
    /// The rules kept in this catalogue, by code.
    pub fn closure_rules(&self) -> Result<Vec<ClosureRule>> {
        let mut rules = self.storage.told(closing::rules(self.storage.connection()))?;
        rules.sort_by(|one, other| (&one.code, one.id).cmp(&(&other.code, other.id)));
        Ok(rules)
    }

    /// The rule this catalogue goes by.
    pub fn rule_in_force(&self) -> Result<Option<ClosureRule>> {
        Ok(self.closure_rules()?.into_iter().find(|rule| rule.in_force))
    }

    /// The rule with this code: this catalogue's own, else one that comes with the program.
    pub fn closure_rule(&self, code: &str) -> Result<ClosureRule> {
        let mut rules = self.closure_rules()?;
        rules.extend(built_in_closure_rules()?);
        let known: Vec<String> = rules.iter().map(|rule| rule.code.clone()).collect();
        rules.into_iter().find(|rule| rule.code == code.trim()).ok_or_else(|| {
            Error::Input(format!("there is no rule of closure {code:?}; the rules are: {}", known.join(", ")))
        })
    }

    /// Goes by a rule from now on; one that is not kept yet is kept. The one before is kept and in force no more.
    pub fn use_rule(&mut self, rule: &ClosureRule) -> Result<Applied> {
        self.write_rule(&ClosureRule { in_force: true, ..rule.clone() })
    }

    /// Goes by no rule any more. They are kept.
    pub fn use_no_rule(&mut self) -> Result<Applied> {
        let changes = out_of_force(&self.closure_rules()?, None);
        self.act(Act::Edit, "no rule of closure", "", changes)
    }

    /// Removes a rule from the catalogue.
    pub fn remove_rule(&mut self, id: EntryId) -> Result<Applied> {
        let Some(rule) = self.closure_rules()?.into_iter().find(|rule| rule.id == id) else {
            return Err(Error::NoSuchEntry(id.to_string()));
        };
        let about = rule.code.clone();
        self.act(Act::Remove, &about, "", vec![Change::remove(rule)])
    }

    fn write_rule(&mut self, rule: &ClosureRule) -> Result<Applied> {
        let mut rule = ClosureRule {
            code: rule.code.trim().to_owned(),
            jurisdiction: rule.jurisdiction.trim().to_owned(),
            label: rule.label.trim().to_owned(),
            basis: rule.basis.trim().to_owned(),
            ..rule.clone()
        };
        assert_sound(&rule)?;
        let kept = self.closure_rules()?;
        let is_named = |known: &&ClosureRule| known.id == rule.id && rule.id != EntryId::default();
        let before = kept.iter().find(is_named).or_else(|| kept.iter().find(|known| known.code == rule.code));
        if let Some(other) = kept.iter().find(|known| known.code == rule.code)
            && before.is_some_and(|before| before.id != other.id)
        {
            return Err(Error::Input(format!("another rule is called {} already: choose another code", rule.code)));
        }
        let mut changes = Vec::new();
        let act = if let Some(before) = before {
            rule.id = before.id;
            if *before != rule {
                changes.push(Change::edit(before.clone(), rule.clone()));
            }
            Act::Edit
        } else {
            rule.id = EntryId::fresh();
            changes.push(Change::create(rule.clone()));
            Act::Add
        };
        if rule.in_force {
            changes.extend(out_of_force(&kept, Some(rule.id)));
        }
        self.act(act, &rule.code, "", changes)
    }

    /// Cards and persons with the day they open by the rule in force, page by page in order of reference.
    pub fn closures(&self, query: &ClosureQuery) -> Result<ClosurePage> {
        let _state = self.one_state()?;
        let today = today();
        let rule = self.rule_in_force()?;
        let list = ListQuery {
            kinds: vec![EntryKind::FileCard, EntryKind::Person],
            words: query.words.clone(),
            sort: Sort::Reference,
            ..ListQuery::default()
        };
        let mut page = ClosurePage { rule, today, next: query.after, ..ClosurePage::default() };
        loop {
            let rows = self.list_after(&list, page.next, ROWS_AT_ONCE)?;
            for row in &rows {
                if page.lines.len() >= query.most || page.looked_at >= LOOKED_AT_ONCE {
                    return Ok(page);
                }
                page.next = Some(*row);
                page.looked_at += 1;
                for line in self.rows(std::slice::from_ref(row))? {
                    let label = Label { kind: line.kind, reference_code: line.reference_code, label: line.label };
                    page.lines.extend(self.closure_line(line.id, label, &page, query.filter)?);
                }
            }
            if rows.len() < ROWS_AT_ONCE {
                page.next = None;
                return Ok(page);
            }
        }
    }

    /// The line of one entry, if the filter lets it through.
    fn closure_line(
        &self,
        id: EntryId,
        label: Label,
        page: &ClosurePage,
        filter: ClosureFilter,
    ) -> Result<Option<ClosureLine>> {
        let Some(entry) = self.get(id)? else { return Ok(None) };
        let Some(access) = entry.access() else { return Ok(None) };
        // what the row itself says is asked before what has to be gathered
        let may_pass = match filter {
            ClosureFilter::Closed => !access.is_open_on(page.today),
            ClosureFilter::Review => access == Access::Review,
            _ => true,
        };
        if !may_pass {
            return Ok(None);
        }
        let facts = self.closure_facts(&entry)?;
        let closure = page.rule.as_ref().map(|rule| closes_until(rule, &facts)).unwrap_or_default();
        let living = possibly_living(&facts, page.today);
        let differs = closure.differs_from(access, page.today);
        let this_year = page.today.ymd().0;
        let opens_in = |day: Option<Day>| day.is_some_and(|day| day.ymd().0 == this_year);
        let said_until = if let Access::ClosedUntil(day) = access { Some(day) } else { None };
        let passes = match filter {
            ClosureFilter::All | ClosureFilter::Closed | ClosureFilter::Review => true,
            ClosureFilter::OpensThisYear => opens_in(said_until) || opens_in(closure.until),
            ClosureFilter::PossiblyLiving => living == Living::Possibly,
            ClosureFilter::Differs => differs,
        };
        Ok(passes.then_some(ClosureLine { entry: id, label, access, closure, living, differs }))
    }

    /// What is known of death, birth and papers of a card or person, from his other cards as well: those that are judged
    /// to be of the same man.
    fn closure_facts(&self, entry: &Entry) -> Result<ClosureFacts> {
        let mut facts = ClosureFacts::default();
        for man in self.gather_man(entry.id())?.members {
            for claim in self.claims_of(man)? {
                facts.add(&claim);
            }
            if let Some(Entry::FileCard(card)) = self.get(man)? {
                self.add_file(card.unit, &mut facts)?;
            }
        }
        Ok(facts)
    }

    /// Adds the dates of the nearest unit that has any.
    fn add_file(&self, unit: Option<EntryId>, facts: &mut ClosureFacts) -> Result<()> {
        let mut above = unit;
        for _ in 0..LEVELS {
            let Some(Entry::HoldingUnit(unit)) = above.map(|id| self.get(id)).transpose()?.flatten() else { break };
            if unit.dates.edtf.is_some() {
                facts.add_papers(&unit.dates);
                break;
            }
            above = unit.parent;
        }
        Ok(())
    }

    /// Says who may see these cards, persons, pictures, values and notes, as one act.
    pub fn set_access(&mut self, ids: &[EntryId], access: Access, reason: &str) -> Result<Applied> {
        let reason = reason_given(reason, "why the access is changed")?;
        let mut changes = Vec::new();
        for id in once_each(ids) {
            changes.extend(self.restricted(id, access)?);
        }
        let about = self.about_access(&changes)?;
        self.act(Act::Restrict, &about, reason, changes)
    }

    /// Sets the access of these to what the rule in force computes for them or, of a picture, a value or a note, for
    /// what it hangs on. What cannot be computed, whom the rule would open although he may still live, and what somebody
    /// set to staff or to pending review, stays as it is and is named.
    pub fn apply_rule(&mut self, ids: &[EntryId], reason: &str) -> Result<(Applied, RuleOutcome)> {
        let reason = reason_given(reason, "why the access is changed")?;
        let (outcome, changes) = self.by_rule(ids)?;
        let about = self.about_access(&changes)?;
        Ok((self.act(Act::Restrict, &about, reason, changes)?, outcome))
    }

    /// What [`Self::apply_rule`] would do. Nothing is written.
    pub fn rule_outcome(&self, ids: &[EntryId]) -> Result<RuleOutcome> {
        Ok(self.by_rule(ids)?.0)
    }

    fn by_rule(&self, ids: &[EntryId]) -> Result<(RuleOutcome, Vec<Change>)> {
        let Some(rule) = self.rule_in_force()? else {
            return Err(Error::Input("no rule of closure is in force: choose one first".to_owned()));
        };
        let today = today();
        let mut outcome = RuleOutcome::default();
        let mut changes = Vec::new();
        for id in once_each(ids) {
            let entry = self.get(id)?.ok_or_else(|| Error::NoSuchEntry(id.to_string()))?;
            let facts = match self.get(entry.owner())? {
                Some(man @ (Entry::FileCard(_) | Entry::Person(_))) => self.closure_facts(&man)?,
                _ => ClosureFacts::default(),
            };
            let closure = closes_until(&rule, &facts);
            let is_open = entry.access().is_some_and(|said| said.is_open_on(today));
            match closure.access(today) {
                None => {
                    // told even if it is nothing that could have been set
                    self.restricted(id, Access::Open)?;
                    outcome.unknown.push(id);
                }
                Some(Access::Open) if !is_open && possibly_living(&facts, today) == Living::Possibly => {
                    outcome.possibly_living.push(id);
                }
                Some(_) if entry.access().is_some_and(is_by_hand) => outcome.by_hand.push(id),
                Some(computed) => {
                    let change = self.restricted(id, computed)?.filter(|_| !(is_open && computed == Access::Open));
                    let place = if change.is_some() { &mut outcome.set } else { &mut outcome.same };
                    place.push(id);
                    if change.is_some() && entry.access().is_some_and(|said| opens_sooner(said, computed)) {
                        outcome.opened.push(id);
                    }
                    changes.extend(change);
                }
            }
        }
        Ok((outcome, changes))
    }

    /// What gives an entry another access; nothing when it has it.
    fn restricted(&self, id: EntryId, access: Access) -> Result<Option<Change>> {
        let before = self.get(id)?.ok_or_else(|| Error::NoSuchEntry(id.to_string()))?;
        let Some(after) = before.with_access(access) else {
            let label = self.label(id)?;
            let name = if label.reference_code.is_empty() { id.to_string() } else { label.reference_code };
            return Err(Error::Input(format!(
                "{name} is of the kind {} and has no access of its own: close cards, persons, pictures, notes, or \
                 single values",
                before.kind()
            )));
        };
        Ok((before != after).then(|| Change::edit(before, after)))
    }

    /// The name of the one entry that is changed, or how many are.
    fn about_access(&self, changes: &[Change]) -> Result<String> {
        let [Change { before: Some(entry), .. }] = changes else { return Ok(format!("{} entries", changes.len())) };
        let label = self.label(entry.owner())?;
        let name = [label.reference_code, label.label].into_iter().find(|name| !name.is_empty()).unwrap_or_default();
        Ok(match entry {
            Entry::Claim(claim) => format!("{name}: {}", claim.property.replace('-', " ")),
            Entry::FileCard(_) | Entry::Person(_) => name,
            other => format!("{name}: {}", other.kind().term().replace('-', " ")),
        })
    }
}

fn today() -> Day {
    now().day().unwrap_or_default()
}

fn once_each(ids: &[EntryId]) -> Vec<EntryId> {
    let mut seen = std::collections::BTreeSet::new();
    ids.iter().copied().filter(|id| seen.insert(*id)).collect()
}

/// What takes every rule but one out of force.
fn out_of_force(kept: &[ClosureRule], but: Option<EntryId>) -> Vec<Change> {
    let others = kept.iter().filter(|rule| rule.in_force && Some(rule.id) != but);
    others.map(|rule| Change::edit(rule.clone(), ClosureRule { in_force: false, ..rule.clone() })).collect()
}

/// Refuses a rule that says nothing.
fn assert_sound(rule: &ClosureRule) -> Result<()> {
    if rule.code.is_empty() || rule.code.contains(char::is_whitespace) {
        return Err(Error::Input("a rule needs a short code without spaces, such as de-bund".to_owned()));
    }
    if rule.label.is_empty() {
        return Err(Error::Input(format!("the rule {} needs a name", rule.code)));
    }
    let terms = [rule.years_after_death, rule.years_after_birth, rule.years_after_creation];
    if terms.iter().all(Option::is_none) {
        return Err(Error::Input(format!("the rule {} closes nothing: give it at least one term in years", rule.code)));
    }
    if let Some(years) = terms.iter().flatten().find(|years| **years > MOST_YEARS) {
        return Err(Error::Input(format!("{years} years are no term of closure: give at most {MOST_YEARS}")));
    }
    Ok(())
}
