//! `kartoteka report DIR`: a report of a catalogue, or of what a query finds, as PDF, HTML or CSV.

use super::{Outcome, Session};
use crate::catalogue::watch::FileLook;
use crate::catalogue::{Catalogue, Mode};
use crate::error::Error;
use crate::model::{Audience, Holdings};
use crate::reports::{ReportFormat, ReportJob, ReportKind, assert_may_be_written, render_in_child};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Make a report: everything, a dossier of what a query finds, or what the sources say differently
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example: kartoteka report sample.kartoteka --kind dossier --select Pogozhev --format pdf --out pogozhev.pdf
Only what is open to everybody is printed, unless `--audience staff` is given.")]
pub(super) struct Args {
    /// The folder of the catalogue
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// What sort of report
    #[arg(long, value_parser = kind())]
    kind: ReportKind,
    /// In which form
    #[arg(long, value_parser = format())]
    format: ReportFormat,
    /// The file to write, outside of the catalogue; one that is there is replaced when the new one is complete
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Only what this query finds, with what belongs to it
    #[arg(long, value_name = "QUERY", default_value = "", hide_default_value = true)]
    select: String,
    /// Whom it is for
    #[arg(long, value_parser = audience(), default_value = "public")]
    audience: Audience,
}

fn kind() -> impl TypedValueParser<Value = ReportKind> {
    PossibleValuesParser::new(ReportKind::ALL.iter().map(|kind| kind.term()))
        .map(|term| ReportKind::from_term(&term).unwrap_or_default())
}

fn format() -> impl TypedValueParser<Value = ReportFormat> {
    PossibleValuesParser::new(ReportFormat::ALL.iter().map(|format| format.term()))
        .map(|term| ReportFormat::from_term(&term).unwrap_or_default())
}

fn audience() -> impl TypedValueParser<Value = Audience> {
    PossibleValuesParser::new(Audience::ALL.iter().map(|audience| audience.term()))
        .map(|term| Audience::from_term(&term).unwrap_or_default())
}

/// `entries` counts those gathered; `missing` says why pictures are left out.
#[derive(Serialize)]
struct Made<'a> {
    out: &'a str,
    kind: ReportKind,
    format: ReportFormat,
    entries: usize,
    size_bytes: u64,
    missing: Vec<String>,
}

impl Args {
    pub(super) fn run(self, session: &mut Session) -> anyhow::Result<Outcome> {
        assert_may_be_written(&self.out)?;
        let catalogue = Session::open(&self.folder)?;
        let holdings = catalogue.gather(&self.select, self.audience)?;
        let entries = holdings.dossiers.len();
        if entries == 0 {
            Session::say(format!("kartoteka: nothing found for {:?}, so no report was made", self.select));
            return Ok(Outcome::Problems);
        }
        let harmed = if self.format == ReportFormat::Csv { 0 } else { self.look_at_files(&catalogue, &holdings)? };
        let (pictures, missing) = pictures(&catalogue, &holdings);
        for why in &missing {
            Session::say(format!("kartoteka: a picture is left out: {why}"));
        }
        let templates = catalogue.templates()?;
        let job = ReportJob { kind: self.kind, format: self.format, holdings, pictures, templates };
        let program = std::env::current_exe().map_err(|error| Error::file("cannot find", "kartoteka", error))?;
        render_in_child(&job, &program, &self.out, &|| false)?;
        let out = self.out.display().to_string();
        let size_bytes = std::fs::metadata(&self.out).map_or(0, |file| file.len());
        let outcome = if missing.is_empty() && harmed == 0 { Outcome::Good } else { Outcome::Problems };
        session.saved();
        if outcome == Outcome::Problems {
            session.found_problems();
        }
        if session.json {
            session.object(&Made { out: &out, kind: self.kind, format: self.format, entries, size_bytes, missing })?;
        } else {
            session.line(format!("wrote {out}: {} of {entries} entries, {size_bytes} bytes", self.kind))?;
        }
        Ok(outcome)
    }
}

impl Args {
    /// Whether the stored files of what leaves the catalogue are as they should be; how many are not.
    fn look_at_files(&self, catalogue: &Catalogue, holdings: &Holdings) -> anyhow::Result<usize> {
        let used = holdings.dossiers.iter().flat_map(|dossier| &dossier.pictures);
        let mut events = Vec::new();
        let harmed = catalogue.look_before_use(used, &Session::progress("reading"), &mut |looks| {
            events.extend(looks.iter().map(FileLook::event));
        })?;
        for trouble in &harmed {
            Session::say(format!(
                "kartoteka: the stored file of a picture is not as it was: {}: {}; see `kartoteka check --masters`",
                trouble.name(),
                trouble.detail
            ));
        }
        // written down where nobody else writes; whoever does, looks at them by himself
        if !events.is_empty() {
            let mut noting = Catalogue::open(&self.folder)?;
            if noting.mode() == Mode::Writable {
                noting.note_unnoted()?;
                noting.note_file_events(&events)?;
            }
        }
        Ok(harmed.len())
    }
}

/// The small pictures a report shows, by the checksum of their master, and why others cannot be shown.
fn pictures(catalogue: &Catalogue, holdings: &Holdings) -> (BTreeMap<String, PathBuf>, Vec<String>) {
    let mut pictures = BTreeMap::new();
    let mut missing = Vec::new();
    for picture in holdings.dossiers.iter().flat_map(|dossier| &dossier.pictures) {
        if pictures.contains_key(&picture.master.0) {
            continue;
        }
        match catalogue.thumbnail(picture) {
            Ok(path) => drop(pictures.insert(picture.master.0.clone(), path)),
            Err(why) => missing.push(why.to_string()),
        }
    }
    (pictures, missing)
}
