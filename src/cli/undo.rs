//! `kartoteka undo DIR [CHANGESET]`: takes back an act, the last one that stands or an old one.

use super::history::{act_words, value_words};
use super::words::one_line;
use super::{Outcome, Session};
use crate::catalogue::{Catalogue, OnClash, Undone};
use crate::error::Error;
use crate::model::{ActLine, Clash, ClashCause, EntryId, EntryKind};
use crate::reports::words;
use serde::Serialize;
use std::path::PathBuf;

/// Take back an act: the last one that stands, or the one named
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example: kartoteka undo sample.kartoteka 12
Taking back is an act of its own: nothing is erased, and `kartoteka redo` does it again.")]
pub(super) struct Args {
    /// The folder of the catalogue
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The number or id of the act, from `kartoteka history`
    #[arg(value_name = "CHANGESET")]
    act: Option<String>,
    /// Where later acts changed the same field, keep the later value and take back the rest
    #[arg(long)]
    keep_later: bool,
}

impl Args {
    pub(super) fn run(self, session: &mut Session) -> anyhow::Result<Outcome> {
        let mut catalogue = session.open_to_write(&self.folder)?;
        let act = match &self.act {
            Some(named) => {
                let seq = catalogue.act_numbered(named)?;
                act_of(&catalogue, seq)?.ok_or_else(|| Error::NoSuchAct(named.clone()))?
            }
            None => catalogue.next_undo()?.ok_or(Error::NothingTo("undo"))?,
        };
        let on_clash = if self.keep_later { OnClash::KeepLater } else { OnClash::Stop };
        let undone = catalogue.undo(self.act.is_some().then_some(act.seq), on_clash)?;
        answer(session, "undone", &act, undone, self.keep_later)
    }
}

/// The act with this number.
pub(super) fn act_of(catalogue: &Catalogue, seq: u64) -> anyhow::Result<Option<ActLine>> {
    let mut acts = catalogue.history(None, seq.checked_add(1), 1)?;
    Ok(acts.pop().filter(|act| act.seq == seq))
}

/// `act` is the one that was taken back or done again; `by` the number of the new act, absent when clashes stopped it.
#[derive(Serialize)]
struct Answer<'a> {
    done: &'a str,
    act: u64,
    about: &'a str,
    by: Option<u64>,
    clashes: Vec<ClashAnswer>,
}

#[derive(Serialize)]
struct ClashAnswer {
    id: EntryId,
    kind: EntryKind,
    label: String,
    field: String,
    cause: String,
    now: Option<serde_json::Value>,
    would_be: Option<serde_json::Value>,
    needed_by: Vec<String>,
}

impl From<Clash> for ClashAnswer {
    fn from(clash: Clash) -> Self {
        let Clash { entry, kind, label, field, cause, now, would_be, needed_by } = clash;
        Self { id: entry, kind, label, field, cause: cause.term().to_owned(), now, would_be, needed_by }
    }
}

/// Prints what became of an undo or a redo.
pub(super) fn answer(
    session: &mut Session,
    done: &str,
    act: &ActLine,
    undone: Undone,
    keep_later: bool,
) -> anyhow::Result<Outcome> {
    let (by, clashes) = match undone {
        Undone::Done(applied) => (Some(applied.seq), Vec::new()),
        Undone::Clashes(clashes) => (None, clashes.into_iter().map(ClashAnswer::from).collect()),
    };
    match by {
        Some(_) => session.saved(),
        None => session.found_problems(),
    }
    for clash in &clashes {
        Session::say(clash_words(clash));
    }
    if by.is_none() {
        let way = if keep_later {
            "and nothing else of it is left to take back: take back first what came later"
        } else {
            "`kartoteka undo --keep-later` keeps the later values and takes back the rest"
        };
        Session::say(format!(
            "kartoteka: act {} was not {done} and nothing was changed, because of what is named above; {way}",
            act.seq
        ));
    }
    if session.json {
        session.object(&Answer { done, act: act.seq, about: &act.about, by, clashes })?;
    } else if let Some(by) = by {
        session.line(format!("{done} act {}: {} (act {by})", act.seq, act_words(act)))?;
    }
    Ok(if by.is_some() { Outcome::Good } else { Outcome::Problems })
}

fn clash_words(clash: &ClashAnswer) -> String {
    let mut line = format!("  {} {}", words("kind", clash.kind.term()), one_line(&clash.label, 70));
    if !clash.field.is_empty() {
        line = format!("{line}, {}", clash.field);
    }
    line = format!("{line}: {}", words("clash", &clash.cause));
    if !clash.needed_by.is_empty() {
        line = format!("{line} ({})", one_line(&clash.needed_by.join(", "), 100));
    }
    if clash.cause == ClashCause::ChangedLater.term() {
        let (now, would_be) = (value_words(clash.now.as_ref()), value_words(clash.would_be.as_ref()));
        line = format!("{line}; now {now}, it would become {would_be}");
    }
    line
}
