//! `kartoteka list DIR WHAT`: the entries of a kind, in order of reference.

use super::exit::Usage;
use super::words::{columns, one_line};
use super::{Outcome, Session};
use crate::catalogue::{Catalogue, ListQuery, ListRow, Sort};
use crate::model::{EntryId, EntryKind, Stage};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde::Serialize;
use std::path::PathBuf;

/// List the entries of a kind, in order of reference
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: kartoteka list sample.kartoteka people --json")]
pub(super) struct Args {
    /// The folder of the catalogue
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// What to list
    what: What,
    /// Only cards whose keying is so far
    #[arg(long, value_parser = stage())]
    stage: Option<Stage>,
}

fn stage() -> impl TypedValueParser<Value = Stage> {
    PossibleValuesParser::new(Stage::ALL.iter().map(|stage| stage.term()))
        .map(|term| Stage::from_term(&term).unwrap_or_default())
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum What {
    Cards,
    People,
    Places,
    Events,
    Groups,
    Sources,
    Pictures,
}

impl What {
    const fn kind(self) -> EntryKind {
        match self {
            Self::Cards => EntryKind::FileCard,
            Self::People => EntryKind::Person,
            Self::Places => EntryKind::Place,
            Self::Events => EntryKind::Event,
            Self::Groups => EntryKind::Group,
            Self::Sources => EntryKind::Source,
            Self::Pictures => EntryKind::Attachment,
        }
    }
}

/// An entry of a list. `sort` is the template of a card, the kind of an event, the role of a picture.
#[derive(Serialize)]
struct Listed {
    id: EntryId,
    #[serde(rename = "ref")]
    reference: String,
    kind: EntryKind,
    label: String,
    sort: String,
    number: String,
    date: String,
    pictures: u32,
    disputed: bool,
}

impl From<ListRow> for Listed {
    fn from(row: ListRow) -> Self {
        let ListRow { id, kind, reference_code, label, sort_of, number, date, pictures, disputed, changed_seq: _ } =
            row;
        Self { id, reference: reference_code, kind, label, sort: sort_of, number, date, pictures, disputed }
    }
}

/// Entries asked for at once: enough to lay out the columns of most lists in one piece.
const AT_ONCE: usize = 5_000;

impl Args {
    pub(super) fn run(self, session: &mut Session) -> anyhow::Result<Outcome> {
        if self.stage.is_some() && !matches!(self.what, What::Cards) {
            return Err(Usage("--stage is of cards alone: write list DIR cards --stage to-key".to_owned()).into());
        }
        let catalogue = Session::open(&self.folder)?;
        let rows = catalogue.list(&ListQuery {
            kinds: vec![self.what.kind()],
            unit: None,
            stage: self.stage,
            words: String::new(),
            sort: Sort::Reference,
            descending: false,
        })?;
        if session.json {
            let mut array = session.array()?;
            for some in rows.chunks(AT_ONCE) {
                for row in catalogue.rows(some)? {
                    session.item(&mut array, &Listed::from(row))?;
                }
            }
            session.close(&array)?;
        } else if rows.is_empty() {
            Session::say(if self.stage.is_some() { "no card is so far" } else { "there are none yet" });
        } else {
            for some in rows.chunks(AT_ONCE) {
                print(session, &catalogue, some)?;
            }
        }
        Ok(Outcome::Good)
    }
}

fn print(session: &mut Session, catalogue: &Catalogue, rows: &[i64]) -> anyhow::Result<()> {
    let mut lines = vec![["REF", "LABEL", "SORT", "NUMBER", "DATE", "PICTURES", "SOURCES"].map(str::to_owned).to_vec()];
    lines.extend(catalogue.rows(rows)?.into_iter().map(|row| {
        let pictures = if row.pictures == 0 { String::new() } else { row.pictures.to_string() };
        let disputed = if row.disputed { "disagree" } else { "" };
        vec![
            row.reference_code,
            one_line(&row.label, 90),
            row.sort_of,
            row.number,
            row.date,
            pictures,
            disputed.to_owned(),
        ]
    }));
    for line in columns(&lines) {
        session.line(line)?;
    }
    Ok(())
}
