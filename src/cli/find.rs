//! `kartoteka find DIR QUERY`: entries found by words, names and numbers, each with the reason.

use super::words::{columns, one_line};
use super::{Outcome, Session};
use crate::catalogue::query::Query;
use crate::catalogue::{FoundBy, Hit, Tier};
use crate::i18n::{tr, tr_args};
use crate::model::{EntryId, EntryKind};
use crate::reports::{property_text, words};
use serde::Serialize;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Find entries by name in any spelling, by number, by words
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example: kartoteka find sample.kartoteka Погожев
         kartoteka find sample.kartoteka 'name:Pogoschew arrived:1941..1943 -has:portrait'

Fields: name: number: born: died: arrived: place: camp: transport: role: template: status: has: missing: is:
changed: by: in: kind: and every property (occupation:). Quotes hold words together, * ends a beginning, ? is one
unknown figure of a number, - leaves out, OR and brackets part alternatives. Any text is a query.")]
pub(super) struct Args {
    /// The folder of the catalogue
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Names, numbers, words, conditions; all must hold
    #[arg(value_name = "QUERY", required = true)]
    query: Vec<String>,
    /// How far a name may be from what is written: as spelled; also by sound; also misheard and misread [default: near]
    #[arg(long, value_name = "RING", value_parser = ["exact", "near", "wide"])]
    spelling: Option<String>,
    /// The most to show
    #[arg(long, value_name = "N", default_value = "100")]
    limit: NonZeroUsize,
}

/// Reasons printed for people; `--json` has all.
const REASONS_SHOWN: usize = 2;

#[derive(Serialize)]
struct Found {
    kind: EntryKind,
    id: EntryId,
    #[serde(rename = "ref")]
    reference: String,
    label: String,
    why: Vec<Why>,
}

#[derive(Serialize)]
struct Why {
    word: String,
    tier: String,
    form: String,
    property: String,
}

impl From<Hit> for Found {
    fn from(hit: Hit) -> Self {
        let why = hit.why.into_iter().map(|FoundBy { word, tier, form, property }| Why {
            word,
            tier: tier.to_string(),
            form,
            property,
        });
        Self {
            kind: hit.row.kind,
            id: hit.row.id,
            reference: hit.row.reference_code,
            label: hit.row.label,
            why: why.collect(),
        }
    }
}

impl Args {
    pub(super) fn run(self, session: &mut Session) -> anyhow::Result<Outcome> {
        let catalogue = Session::open(&self.folder)?;
        let asked = self.query.join(" ");
        for hint in Query::read(&asked).hints {
            let text = |text: &str| text.to_owned().into();
            let place = [("text", text(&hint.text)), ("field", text(hint.field)), ("instead", text(hint.instead))];
            Session::say(tr_args(&hint.key(), &place));
        }
        // before the words: an open quotation mark in them takes all that follows
        let query = match &self.spelling {
            Some(ring) => format!("spelling:{ring} {asked}"),
            None => asked.clone(),
        };
        // one more than asked for tells whether there are more
        let limit = self.limit.get();
        let mut hits = catalogue.find(&query, limit.saturating_add(1))?;
        let more = hits.len() > limit;
        hits.truncate(limit);
        let found: Vec<Found> = hits.into_iter().map(Found::from).collect();
        if session.json {
            let mut array = session.array()?;
            for hit in &found {
                session.item(&mut array, hit)?;
            }
            session.close(&array)?;
        } else if found.is_empty() {
            Session::say(format!("nothing found for {asked:?}"));
        } else {
            for line in table(found) {
                session.line(line)?;
            }
        }
        if more {
            Session::say(format!("there are more: the best {limit} are shown, `--limit` shows others"));
        }
        Ok(Outcome::Good)
    }
}

fn table(found: Vec<Found>) -> Vec<String> {
    let mut lines = vec![["REF", "KIND", "LABEL", "FOUND BY"].map(str::to_owned).to_vec()];
    lines.extend(found.into_iter().map(|hit| {
        let why: Vec<String> = hit
            .why
            .iter()
            .take(REASONS_SHOWN)
            .map(|Why { word, tier, form, property: id }| {
                if *tier == Tier::Condition.to_string() {
                    return word.clone();
                }
                let form = one_line(form, 60);
                let place = if id.is_empty() { String::new() } else { format!(" in {}", property_text(id)) };
                let how = if *word == form { String::new() } else { format!(" ({})", tr(&format!("found-by-{tier}"))) };
                format!("{form}{place}{how}")
            })
            .collect();
        vec![hit.reference, words("kind", hit.kind.term()), one_line(&hit.label, 60), why.join("; ")]
    }));
    columns(&lines)
}
