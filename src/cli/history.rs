//! `kartoteka history DIR [REF]`: every act, newest first, or those that touched an entry.

use super::answers::{ActAnswer, Named};
use super::page::page_of;
use super::words::one_line;
use super::{Outcome, Session};
use crate::catalogue::Catalogue;
use crate::error::Error;
use crate::i18n::tr_args;
use crate::model::{ActLine, ChangeLine, EntryKind, Op};
use crate::reports::{property_text, words};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Show who changed what and when, newest first
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: kartoteka history sample.kartoteka RKG-50")]
pub(super) struct Args {
    /// The folder of the catalogue
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Only acts that touched this entry, its claims, pictures or notes
    #[arg(value_name = "REF")]
    reference: Option<String>,
}

/// Acts asked for at once.
const AT_ONCE: usize = 200;
/// Changes of an act printed one by one for people; `--json` has all.
const CHANGES_SHOWN: usize = 6;

impl Args {
    pub(super) fn run(self, session: &mut Session) -> anyhow::Result<Outcome> {
        let catalogue = Session::open(&self.folder)?;
        let page = self.reference.as_deref().map(|reference| page_of(&catalogue, reference)).transpose()?;
        let mut array = if session.json { Some(session.array()?) } else { None };
        let mut before = None;
        loop {
            let acts = catalogue.history(page, before, AT_ONCE)?;
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
            None if before.is_none() => Session::say("nothing was done yet"),
            None => {}
        }
        Ok(Outcome::Good)
    }
}

fn print(session: &mut Session, catalogue: &Catalogue, act: &ActLine) -> anyhow::Result<()> {
    session.line(format!("{:>5}  {}  {}: {}", act.seq, act.at.local_minute(), act.author, act_words(act)))?;
    if act.changes.len() <= CHANGES_SHOWN {
        for change in &act.changes {
            session.line(format!("         {}", change_words(catalogue, change)))?;
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

fn change_words(catalogue: &Catalogue, change: &ChangeLine) -> String {
    // a name only helps: an entry that is gone goes by its id
    let label = catalogue.label(change.entry).unwrap_or_default();
    let named = Named { kind: change.kind, ..Named::new(change.entry, &label) };
    let property = [&change.after, &change.before]
        .into_iter()
        .flatten()
        .find_map(|entry| entry.pointer("/entry/property")?.as_str())
        .map(property_text);
    let what = match property {
        Some(property) => format!("{property} {}", one_line(&named.words(), 70)),
        None => format!("{} {}", words("kind", change.kind.term()), one_line(&named.words(), 70)),
    };
    let op = words("op", change.op.term());
    match change.op {
        Op::Create | Op::Remove | Op::Restore => format!("{op}: {what}"),
        Op::Edit => format!(
            "{op}: {what}, {}: {} → {}",
            change.field,
            value_words(change.before.as_ref()),
            value_words(change.after.as_ref())
        ),
    }
}

/// A value of a field, short.
pub(super) fn value_words(value: Option<&serde_json::Value>) -> String {
    match value {
        None => "nothing".to_owned(),
        Some(serde_json::Value::String(text)) => format!("“{}”", one_line(text, 60)),
        Some(other) => one_line(&other.to_string(), 60),
    }
}
