//! `kartoteka import DIR FILE.csv`: brings in the cards of a sheet as one act, or says what would become of each row.

use super::{Outcome, Session};
use crate::catalogue::{ImportOptions, ImportReport, RefusedRow};
use crate::exchange::{ColumnRead, Importer, property_csv};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// So many rows that were left out are said one by one.
const MOST_SAID: usize = 20;

/// Bring in the cards of a CSV file, as one act
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example: kartoteka import sample.kartoteka cards.csv --dry-run

The file is UTF-8. Its first line names the columns:
  reference_code,surname,given_name,patronymic,prisoner_number,camp,series,born,birthplace,arrived,note
  K-1,Погожев,Andrei,,88349,Auschwitz,rkg,18.6.1912,,1941-10-07,\"On the back: transferred\"
Every name of a property is a heading (birth_date, occupation, nationality, …); born, died, arrived, departed and
birthplace are understood; note becomes remarks; a heading nobody knows becomes a property of that name. A heading may
stand twice: both values are brought in. template, holding_unit and stage speak of the card itself.

A row becomes one card, and each cell that is not empty one value, as it stands, with a reading where there is one. camp
and series also tell whose number it is. [blank], [illegible: Iw??], [unknown], [silent], [withheld] and [not-found] say
why there is no value; a number such as 16?258 is illegible. Cards are `keyed` unless stage says otherwise.

A row is left out, and named with its number and the reason, when it has no reference code or one that is taken, more or
fewer cells than headings, or is not UTF-8. So the same file brought in twice changes nothing the second time.
`kartoteka undo` takes all of it back.")]
pub(super) struct Args {
    /// The folder of the catalogue
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The CSV file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The card template of rows that name none
    #[arg(long, value_name = "ID")]
    template: Option<String>,
    /// The fonds, series or file of rows that name none, by reference or id
    #[arg(long, value_name = "REF")]
    unit: Option<String>,
    /// Say what would become of each row and change nothing
    #[arg(long)]
    dry_run: bool,
}

/// `rows` is `brought_in` and `refused_count` together; `refused` names the first thousand.
#[derive(Serialize)]
struct Answer {
    file: String,
    rows: u64,
    brought_in: u64,
    values: u64,
    refused_count: u64,
    refused: Vec<Refused>,
    columns: Vec<ColumnAnswer>,
    dry_run: bool,
    act: Option<u64>,
    seconds: f64,
}

#[derive(Serialize)]
struct Refused {
    row: u64,
    line: u64,
    reason: String,
}

#[derive(Serialize)]
struct ColumnAnswer {
    column: String,
    becomes: String,
    known: bool,
}

impl Args {
    pub(super) fn run(self, session: &mut Session) -> anyhow::Result<Outcome> {
        let mut catalogue =
            if self.dry_run { Session::open(&self.folder)? } else { session.open_to_write(&self.folder)? };
        let options = ImportOptions {
            about: self.file.file_name().unwrap_or(self.file.as_os_str()).to_string_lossy().into_owned(),
            template: self.template.unwrap_or_default(),
            holding_unit: self.unit.as_deref().map(|unit| catalogue.resolve(unit)).transpose()?,
            is_dry_run: self.dry_run,
        };
        let mut sheet = property_csv::open(&self.file)?;
        let total = std::fs::metadata(&self.file).map_or(0, |found| found.len()).max(1);
        if !session.json {
            tell_unknown(sheet.columns());
        }
        let progress = Session::progress("read");
        let report = catalogue.import(&mut sheet, &options, &|bytes| progress(bytes.min(total), total))?;
        if report.act.is_some() {
            session.saved();
        }
        answer(session, &self.file, self.dry_run, report)
    }
}

/// A heading that is misspelt would otherwise be found out too late.
fn tell_unknown(columns: &[ColumnRead]) {
    for column in columns.iter().filter(|column| !column.is_known) {
        Session::say(format!(
            "kartoteka: {:?} is no property the program knows; its values are brought in as {}",
            column.heading, column.becomes
        ));
    }
}

fn answer(session: &mut Session, file: &Path, dry_run: bool, report: ImportReport) -> anyhow::Result<Outcome> {
    let ImportReport { rows, brought_in, values, refused, refused_count, columns, act, seconds } = report;
    if refused_count > 0 {
        session.found_problems();
    }
    for RefusedRow { row, reason, .. } in refused.iter().take(MOST_SAID) {
        Session::say(format!("kartoteka: row {row} was not brought in: {reason}"));
    }
    if refused_count > MOST_SAID as u64 {
        let more = refused_count - MOST_SAID as u64;
        Session::say(format!("kartoteka: … and {more} more rows; --json names the first thousand"));
    }
    if session.json {
        session.object(&Answer {
            file: file.display().to_string(),
            rows,
            brought_in,
            values,
            refused_count,
            refused: refused
                .into_iter()
                .map(|RefusedRow { row, line, reason }| Refused { row, line, reason })
                .collect(),
            columns: columns
                .into_iter()
                .map(|ColumnRead { heading, becomes, is_known }| ColumnAnswer {
                    column: heading,
                    becomes,
                    known: is_known,
                })
                .collect(),
            dry_run,
            act,
            seconds,
        })?;
    } else {
        let done = match act {
            Some(act) => format!("brought in as act {act}"),
            None if dry_run => "would be brought in; nothing was changed".to_owned(),
            None => "brought in; nothing was changed".to_owned(),
        };
        session.line(format!(
            "{}: {} with {} {done}; {} left out",
            counted(rows, "row"),
            counted(brought_in, "card"),
            counted(values, "value"),
            counted(refused_count, "row"),
        ))?;
    }
    Ok(if refused_count > 0 { Outcome::Problems } else { Outcome::Good })
}

fn counted(count: u64, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
