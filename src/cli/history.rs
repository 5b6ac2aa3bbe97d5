//! `kartoteka history DIR [REF]`: every act, newest first, or those that touched an entry.

use super::answers::ActAnswer;
use super::page::page_of;
use super::words::one_line;
use super::{Outcome, Session};
use crate::model::{ActLine, ChangeLine, Op};
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
/// Changes of an act printed for people; `--json` has all.
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
            before = Some(last.seq);
            for act in acts {
                match &mut array {
                    Some(array) => session.item(array, &ActAnswer::from(act))?,
                    None => print(session, &act)?,
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

fn print(session: &mut Session, act: &ActLine) -> anyhow::Result<()> {
    session.line(format!("{:>5}  {}  {}: {}", act.seq, act.at.local_minute(), act.author, words(act)))?;
    for change in act.changes.iter().take(CHANGES_SHOWN) {
        session.line(format!("         {}", change_words(change)))?;
    }
    if act.changes.len() > CHANGES_SHOWN {
        session.line(format!("         … and {} more", act.changes.len() - CHANGES_SHOWN))?;
    }
    Ok(())
}

/// `attach RKG-50 (taken back by act 12)`.
pub(super) fn words(act: &ActLine) -> String {
    let mut words = format!("{} {}", act.act, act.about);
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

fn change_words(change: &ChangeLine) -> String {
    let value = |value: &Option<serde_json::Value>| match value {
        None => "nothing".to_owned(),
        Some(serde_json::Value::String(text)) => format!("“{}”", one_line(text, 60)),
        Some(other) => one_line(&other.to_string(), 60),
    };
    match change.op {
        Op::Create => format!("{} {} made", change.kind, change.entry),
        Op::Restore => format!("{} {} brought back", change.kind, change.entry),
        Op::Remove => format!("{} {} removed", change.kind, change.entry),
        Op::Edit => format!(
            "{} {} {}: {} → {}",
            change.kind,
            change.entry,
            change.field,
            value(&change.before),
            value(&change.after)
        ),
    }
}
