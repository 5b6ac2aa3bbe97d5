//! `kartoteka history DIR [REF]`: every act, newest first, or those that touched an entry; how it was at a moment; whether
//! the chain of acts is whole.

use super::answers::{ActAnswer, Named};
use super::page::{Page, page_of};
use super::show::lines;
use super::words::one_line;
use super::{Outcome, Session};
use crate::catalogue::{Catalogue, HistoryQuery};
use crate::error::Error;
use crate::i18n::tr_args;
use crate::model::{ActLine, Day, EntryId, EntryKind, Op};
use crate::reports::past::{self, Names};
use crate::reports::words;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// Show who changed what and when, newest first; or how it was at a moment
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example: kartoteka history sample.kartoteka P3 --at 2026-11-23
A moment is a day (its end), a minute such as '2026-11-23 14:30', or an act such as '#2'.")]
pub(super) struct Args {
    /// The folder of the catalogue
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Only acts that touched this entry, its claims, pictures or notes
    #[arg(value_name = "REF")]
    reference: Option<String>,
    /// Only acts that touched this claim, by its id from `show --json`
    #[arg(long, value_name = "ID", conflicts_with = "reference")]
    value: Option<String>,
    /// Only changes of this field, by its name in `--json`
    #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true, requires = "value")]
    field: String,
    /// Only acts signed with this name
    #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
    by: String,
    /// Only acts from this day on
    #[arg(long, value_name = "DAY", value_parser = day)]
    from: Option<Day>,
    /// Only acts up to this day
    #[arg(long, value_name = "DAY", value_parser = day)]
    until: Option<Day>,
    /// Show how it was at this moment instead: the entry, or all that stood
    #[arg(long, value_name = "MOMENT", conflicts_with_all = ["value", "by", "from", "until"])]
    at: Option<String>,
    /// Verify that the chain of acts and every page are as they were written
    #[arg(long, conflicts_with_all = ["reference", "value", "by", "from", "until", "at"])]
    verify: bool,
}

fn day(text: &str) -> Result<Day, String> {
    Day::parse(text).ok_or_else(|| format!("{text:?} is no day such as 2026-11-23"))
}

/// Acts asked for at once.
const AT_ONCE: usize = 200;
/// Entries of a moment of the past asked for at once.
const STOOD_AT_ONCE: usize = 10_000;
/// Changes of an act printed one by one for people; `--json` has all.
const CHANGES_SHOWN: usize = 6;

impl Args {
    pub(super) fn run(self, session: &mut Session) -> anyhow::Result<Outcome> {
        let catalogue = Session::open(&self.folder)?;
        if self.verify {
            return verify(session, &catalogue);
        }
        if let Some(moment) = &self.at {
            let seq = catalogue.moment_of(moment)?;
            return match &self.reference {
                Some(reference) => as_it_was(session, &catalogue, reference, seq),
                None => stood(session, &catalogue, seq),
            };
        }
        let page = self.reference.as_deref().map(|reference| page_of(&catalogue, reference)).transpose()?;
        let mut array = if session.json { Some(session.array()?) } else { None };
        let mut before = None;
        let entry = self.value.as_deref().map(|value| catalogue.resolve(value)).transpose()?;
        loop {
            let acts = catalogue.walk(&HistoryQuery {
                of: page,
                entry,
                field: self.field.clone(),
                author: self.by.trim().to_owned(),
                acts: Vec::new(),
                from: self.from,
                until: self.until,
                before,
                most: AT_ONCE,
            })?;
            let Some(last) = acts.last() else { break };
            if before.is_some_and(|before| last.seq >= before) {
                // numbers that do not fall would come round again for ever
                return Err(Error::Damaged(format!("the acts before {} are not in order", last.seq)).into());
            }
            before = Some(last.seq);
            for act in acts {
                match &mut array {
                    Some(array) => session.item(array, &ActAnswer::from(act))?,
                    None => print(session, &catalogue, &act)?,
                }
            }
        }
        match array {
            Some(array) => session.close(&array)?,
            None if before.is_none() && self.asks_for_all() => Session::say("nothing was done yet"),
            None if before.is_none() => Session::say("no act is like that"),
            None => {}
        }
        Ok(Outcome::Good)
    }
}

impl Args {
    fn asks_for_all(&self) -> bool {
        let Self { folder: _, reference, value, field: _, by, from, until, at: _, verify: _ } = self;
        reference.is_none() && value.is_none() && by.trim().is_empty() && from.is_none() && until.is_none()
    }
}

/// The page of an entry as it was.
fn as_it_was(session: &mut Session, catalogue: &Catalogue, reference: &str, seq: u64) -> anyhow::Result<Outcome> {
    // what was removed or renamed since has this reference no more, but it had it then
    let id = match catalogue.once_called(reference, seq)? {
        Some(id) => id,
        None => page_of(catalogue, reference)?,
    };
    let Some(dossier) = catalogue.as_it_was(id, seq)? else {
        return Err(Error::Input(format!("{reference} was not there when act {seq} had been done")).into());
    };
    let page = Page::new(catalogue, dossier);
    if session.json {
        session.object(&page)?;
    } else {
        session.line(after(catalogue, seq)?)?;
        for line in lines(&page) {
            session.line(line)?;
        }
    }
    Ok(Outcome::Good)
}

/// What stood.
fn stood(session: &mut Session, catalogue: &Catalogue, seq: u64) -> anyhow::Result<Outcome> {
    let mut array = if session.json { Some(session.array()?) } else { None };
    if array.is_none() {
        session.line(after(catalogue, seq)?)?;
    }
    let mut from = Some(0);
    while let Some(at) = from {
        let stood = catalogue.standing_at(seq, EntryKind::LISTED, at, STOOD_AT_ONCE)?;
        for (id, label) in &stood.entries {
            let named = Named::new(*id, label);
            if let Some(array) = &mut array {
                session.item(array, &named)?;
            } else {
                let kind = words("kind", label.kind.term());
                session.line(format!("  {kind}: {}", one_line(&named.words(), 100)))?;
            }
        }
        from = stood.next;
    }
    if let Some(array) = array {
        session.close(&array)?;
    }
    Ok(Outcome::Good)
}

/// `as it was after act 17, 2026-11-20 14:30, Anna: Edit P3`.
fn after(catalogue: &Catalogue, seq: u64) -> anyhow::Result<String> {
    let act = catalogue.history(None, seq.checked_add(1), 1)?.pop();
    Ok(act.map_or_else(
        || format!("as it was after act {seq}"),
        |act| format!("as it was after act {seq}, {}, {}: {}", act.at.local_minute(), act.author, act_words(&act)),
    ))
}

#[derive(Serialize)]
struct Verified {
    acts: u64,
    pages: u64,
    head_hash: String,
    problems: Vec<crate::catalogue::CheckProblem>,
}

fn verify(session: &mut Session, catalogue: &Catalogue) -> anyhow::Result<Outcome> {
    let verified = catalogue.verify_chain(&Session::progress("verifying"))?;
    let is_whole = verified.problems.is_empty();
    if !is_whole {
        session.found_problems();
    }
    for problem in &verified.problems {
        Session::say(format!("  {} {}: {}", problem.area, problem.about, problem.message));
    }
    let crate::catalogue::ChainVerified { acts, pages, problems, head_hash } = verified;
    if session.json {
        session.object(&Verified { acts, pages, head_hash, problems })?;
    } else {
        let outcome = if is_whole { "whole" } else { "not whole: see above" };
        session.line(format!("{acts} acts and {pages} pages: {outcome}; last hash {head_hash}"))?;
    }
    Ok(if is_whole { Outcome::Good } else { Outcome::Problems })
}

fn print(session: &mut Session, catalogue: &Catalogue, act: &ActLine) -> anyhow::Result<()> {
    session.line(format!("{:>5}  {}  {}: {}", act.seq, act.at.local_minute(), act.author, act_words(act)))?;
    if act.changes.len() <= CHANGES_SHOWN {
        for line in past::lines(act, &names_of(catalogue, act)) {
            session.line(format!("         {}", one_line(&line.sentence(), 160)))?;
        }
    } else {
        let mut counts: BTreeMap<(Op, EntryKind), u64> = BTreeMap::new();
        for change in &act.changes {
            *counts.entry((change.op, change.kind)).or_default() += 1;
        }
        let counts: Vec<String> = counts
            .into_iter()
            .map(|((op, kind), count)| format!("{}: {count} × {}", words("op", op.term()), words("kind", kind.term())))
            .collect();
        session.line(format!("         {}", counts.join(", ")))?;
    }
    Ok(())
}

/// What an act's lines name. A name only helps: an entry that is gone goes without.
fn names_of(catalogue: &Catalogue, act: &ActLine) -> Names {
    let mut names = Names::default();
    let pages: BTreeSet<EntryId> = act.changes.iter().map(|line| line.owner).collect();
    for page in pages.into_iter().filter_map(|page| catalogue.dossier(page).ok()) {
        names.add_page(&page);
    }
    names.add(&catalogue.names_in(std::slice::from_ref(act)).unwrap_or_default());
    names.add_act(act);
    names
}

/// `Attach pictures to RKG-50 (taken back by act 12)`.
pub(super) fn act_words(act: &ActLine) -> String {
    let mut words = tr_args(&format!("act-of-{}", act.act), &[("about", act.about.as_str().into())]);
    if let Some(undone) = act.undoes {
        words = format!("{words} (act {undone})");
    }
    if let Some(by) = act.undone_by {
        words = format!("{words} (taken back by act {by})");
    }
    if !act.reason.is_empty() {
        words = format!("{words}, because {}", one_line(&act.reason, 80));
    }
    words
}

/// A value of a field, short.
pub(super) fn value_words(value: Option<&serde_json::Value>) -> String {
    match value {
        None => "nothing".to_owned(),
        Some(serde_json::Value::String(text)) => format!("“{}”", one_line(text, 60)),
        Some(other) => one_line(&other.to_string(), 60),
    }
}
