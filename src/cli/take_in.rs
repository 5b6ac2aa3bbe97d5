//! `kartoteka take-in DIR FOLDER`: takes in a whole folder of scans, or says what would become of each.

use super::attach::role;
use super::exit::tell;
use super::{Outcome, Session};
use crate::catalogue::Catalogue;
use crate::catalogue::take_in::{
    AlreadyThere, Ended, FirstFile, Goes, NotTaken, Plan, PlanCounts, TakeInControl, TakeInOptions, TakeInReport,
    TakenFile,
};
use crate::model::{Checksum, EntryId, Role};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// So many files are shown before anything happens.
const FIRST: usize = 20;

/// Take in a folder of scans; the originals are copied unaltered
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example: kartoteka take-in sample.kartoteka scans --pattern '<archive>_<series>_<item>_<side>' --dry-run

A pattern has fields in <>, * for any text, / between folders (without one it is held against the file's name alone).
The fields before <side> are the reference code as they stand: RKG_12_0049 finds RKG_12_0049, RKG/12/0049, RKG-12-49.
<side> is r, recto, front, vs, a, 1 for the front, v, verso, back, rs, b, 2 for the back, portrait, tattoo, group…
Files are known by their bytes. What was taken in is not taken in twice: after a crash do the same again.")]
pub(super) struct Args {
    /// The folder of the catalogue
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The folder with the scans; folders in it are gone through too, links are not
    #[arg(value_name = "FOLDER")]
    scans: PathBuf,
    /// How the files are called: '<archive>_<series>_<item>_<side>'
    #[arg(long, value_name = "P", default_value = "", hide_default_value = true)]
    pattern: String,
    /// How the reference code is put together of the fields: '<archive> <series>/<item>'
    #[arg(long, value_name = "T", default_value = "", hide_default_value = true)]
    reference_template: String,
    /// Make a card of this template for each code no entry has
    #[arg(long, value_name = "TEMPLATE")]
    new_cards: Option<String>,
    /// The fonds, series or file new cards lie in, by reference or id
    #[arg(long, value_name = "REF", requires = "new_cards")]
    unit: Option<String>,
    /// What the scans show, where no <side> says it
    #[arg(long, value_parser = role())]
    role: Option<Role>,
    /// Only say what would become of each file
    #[arg(long)]
    dry_run: bool,
}

impl Args {
    pub(super) fn run(self, session: &mut Session) -> anyhow::Result<Outcome> {
        let mut catalogue =
            if self.dry_run { Session::open(&self.folder)? } else { session.open_to_write(&self.folder)? };
        let options = TakeInOptions {
            pattern: self.pattern,
            reference_template: self.reference_template,
            new_cards: self.new_cards,
            unit: self.unit.as_deref().map(|unit| catalogue.resolve(unit)).transpose()?,
            role: self.role,
        };
        let plan = catalogue.plan_take_in(&self.scans, &options, &mut |_| true)?;
        if self.dry_run {
            return foretell(&plan, session);
        }
        let progress = Session::progress("taking in");
        let report = catalogue.take_in(&plan, &TakeInControl::default(), &mut |now| {
            // a file that is written and looked at counts, not only its bytes
            let total = (now.of_bytes >> 10) + now.of_files;
            progress((now.bytes >> 10) + now.files, total)
        })?;
        tell_report(report, &catalogue, session)
    }
}

#[derive(Serialize)]
struct Answer {
    found: u64,
    taken: Vec<Taken>,
    already_there: Vec<Known>,
    refused: Vec<Left>,
    skipped: Vec<Left>,
    cancelled: bool,
}

#[derive(Serialize)]
struct Taken {
    file: String,
    sha256: Checksum,
    size_bytes: u64,
    format: &'static str,
    width_px: u32,
    height_px: u32,
    entry: Option<EntryId>,
    reference_code: String,
    role: Role,
    unknown_side: Option<String>,
    attachment: EntryId,
    reused: bool,
    new_card: bool,
    unattached: Option<String>,
    not_shown: Option<String>,
    looks_like: Option<Alike>,
}

#[derive(Serialize)]
struct Alike {
    attachment: EntryId,
    reference_code: String,
    role: Role,
    sureness: f32,
}

#[derive(Serialize)]
struct Known {
    file: String,
    sha256: Checksum,
    #[serde(rename = "as")]
    shown_as: String,
}

#[derive(Serialize)]
struct Left {
    file: String,
    why: String,
}

fn left(files: Vec<NotTaken>) -> Vec<Left> {
    files.into_iter().map(|NotTaken { file, why, .. }| Left { file, why }).collect()
}

fn known(file: AlreadyThere) -> Known {
    Known { file: file.file, sha256: file.checksum, shown_as: file.known_as }
}

fn taken(file: TakenFile) -> Taken {
    Taken {
        file: file.file,
        sha256: file.checksum,
        size_bytes: file.size_bytes,
        format: file.format,
        width_px: file.width_px,
        height_px: file.height_px,
        entry: file.entry,
        reference_code: file.reference_code,
        role: file.role,
        unknown_side: file.unknown_side,
        attachment: file.attachment,
        reused: file.reused,
        new_card: file.new_card,
        unattached: file.unattached,
        not_shown: file.not_shown,
        looks_like: file.looks_like.map(|alike| Alike {
            attachment: alike.attachment,
            reference_code: alike.reference_code,
            role: alike.role,
            sureness: alike.sureness,
        }),
    }
}

fn tell_report(report: TakeInReport, catalogue: &Catalogue, session: &mut Session) -> anyhow::Result<Outcome> {
    let has_problems = report.has_problems();
    if !report.taken.is_empty() {
        session.saved();
    }
    if has_problems {
        session.found_problems();
    }
    let (cancelled, failed) = match report.ended {
        Ended::Complete => (false, None),
        Ended::Cancelled => (true, None),
        Ended::Failed(error) => (false, Some(error)),
    };
    let answer = Answer {
        found: report.found,
        taken: report.taken.into_iter().map(taken).collect(),
        already_there: report.already_there.into_iter().map(known).collect(),
        refused: left(report.refused),
        skipped: left(report.skipped),
        cancelled,
    };
    for Left { file, why } in &answer.refused {
        tell(&format!("kartoteka: {file} was not taken in: {why}"));
    }
    if session.json {
        session.object(&answer)?;
    } else {
        for file in &answer.taken {
            session.line(line_of(file))?;
        }
        for Known { file, shown_as, .. } in &answer.already_there {
            session.line(format!("{file}: already there as {shown_as}"))?;
        }
        for Left { file, why } in &answer.skipped {
            session.line(format!("{file}: skipped, {why}"))?;
        }
        let unattached = answer.taken.iter().filter(|file| file.entry.is_none()).count();
        session.line(format!(
            "{} files found in all: {} attached, {unattached} taken in and attached to nothing, {} already there, {} \
             refused, {} skipped",
            answer.found,
            answer.taken.len() - unattached,
            answer.already_there.len(),
            answer.refused.len(),
            answer.skipped.len()
        ))?;
    }
    if let Some(error) = failed {
        session.finish()?;
        tell(&format!(
            "kartoteka: taking in ended before its end; what was taken in stays, and doing the same again goes on ({} \
             in {})",
            count(answer.taken.len(), "picture"),
            catalogue.folder().display()
        ));
        return Err(error.into());
    }
    Ok(if has_problems { Outcome::Problems } else { Outcome::Good })
}

fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

fn line_of(file: &Taken) -> String {
    let place = match (file.entry, file.new_card) {
        (Some(_), true) => format!("new card {}", file.reference_code),
        (Some(_), false) => file.reference_code.clone(),
        (None, _) => format!("attached to nothing ({})", file.unattached.as_deref().unwrap_or("nobody said to what")),
    };
    let mut parts = vec![format!("{}: {place}, {}", file.file, file.role)];
    if let Some(word) = &file.unknown_side {
        parts.push(format!("nobody knows what {word:?} means"));
    }
    if file.reused {
        parts.push("the same bytes were stored before".to_owned());
    }
    if let Some(why) = &file.not_shown {
        parts.push(format!("it is kept but cannot be shown: {why}"));
    }
    if let Some(alike) = &file.looks_like {
        let code =
            if alike.reference_code.is_empty() { "a picture attached to nothing" } else { &alike.reference_code };
        parts.push(format!("it looks like {code}, {}", alike.role));
    }
    parts.join("; ")
}

#[derive(Serialize)]
struct Foretold {
    found: u64,
    bytes: u64,
    would_take: Vec<Foreseen>,
    would_refuse: Vec<Left>,
    skipped: Vec<Left>,
    to_entries: u64,
    to_new_cards: u64,
    new_cards: u64,
    unattached: u64,
}

#[derive(Serialize)]
struct Foreseen {
    file: String,
    size_bytes: u64,
    format: &'static str,
    fields: BTreeMap<String, String>,
    entry: Option<EntryId>,
    reference_code: String,
    role: Role,
    unknown_side: Option<String>,
    new_card: bool,
    unattached: Option<String>,
}

/// Says what would become of each file, and changes nothing.
fn foretell(plan: &Plan, session: &mut Session) -> anyhow::Result<Outcome> {
    let counts = plan.counts();
    let shown = if session.json { plan.files.len() } else { FIRST };
    let (mut would_take, mut would_refuse) = (Vec::new(), Vec::new());
    for file in plan.first(shown) {
        let FirstFile { file, size_bytes, format, refused, fields, role, unknown_side, goes } = file;
        let Some(format) = format else {
            would_refuse.push(Left { file, why: refused.unwrap_or_default() });
            continue;
        };
        let reference_code = goes.reference_code().to_owned();
        let new_card = matches!(goes, Goes::NewCard { .. });
        let (entry, unattached) = match goes {
            Goes::To { entry, .. } => (Some(entry), None),
            Goes::NewCard { .. } => (None, None),
            Goes::Nowhere { why, .. } => (None, Some(why)),
        };
        let fields = fields.into_iter().collect();
        would_take.push(Foreseen {
            file,
            size_bytes,
            format,
            fields,
            entry,
            reference_code,
            role,
            unknown_side,
            new_card,
            unattached,
        });
    }
    if !would_refuse.is_empty() || plan.skipped.iter().any(|skipped| !skipped.is_dropping) {
        session.found_problems();
    }
    let outcome = if session.so_far().problems { Outcome::Problems } else { Outcome::Good };
    let skipped = left(plan.skipped.clone());
    let PlanCounts { found, bytes, to_entries, to_new_cards, new_cards, unattached, files, .. } = counts;
    if session.json {
        let answer = Foretold {
            found,
            bytes,
            would_take,
            would_refuse,
            skipped,
            to_entries,
            to_new_cards,
            new_cards,
            unattached,
        };
        session.object(&answer)?;
        return Ok(outcome);
    }
    for file in &would_take {
        session.line(foreseen_line(file))?;
    }
    for Left { file, why } in &would_refuse {
        session.line(format!("{file}: would be refused, {why}"))?;
    }
    if plan.files.len() > shown {
        session.line(format!("… and {} more", plan.files.len() - shown))?;
    }
    for Left { file, why } in skipped.iter().take(FIRST) {
        session.line(format!("{file}: skipped, {why}"))?;
    }
    if skipped.len() > FIRST {
        session.line(format!("… and {} more skipped", skipped.len() - FIRST))?;
    }
    session.line(format!(
        "{found} files found, {files} to be looked at: {to_entries} belong to entries that are there, {to_new_cards} to \
         {new_cards} new cards, {unattached} to nothing; nothing was changed"
    ))?;
    Ok(outcome)
}

fn foreseen_line(file: &Foreseen) -> String {
    let place = match (&file.unattached, file.new_card) {
        (Some(why), _) => format!("attached to nothing ({why})"),
        (None, true) => format!("new card {}", file.reference_code),
        (None, false) => file.reference_code.clone(),
    };
    let side = match &file.unknown_side {
        Some(word) => format!(" (nobody knows what {word:?} means)"),
        None => String::new(),
    };
    format!("{}: {}, {place}, {}{side}", file.file, file.format, file.role)
}
