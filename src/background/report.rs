//! Making a report: gathered through a reading connection, rendered by a second process of our own program.

use super::answer::JobNews;
use super::job::Progress;
use super::request::ReportAsked;
use super::serve::Noting;
use crate::catalogue::Catalogue;
use crate::error::{Error, Result};
use crate::model::Holdings;
use crate::reports::{ReportFormat, ReportJob, ReportKind, render_in_child};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Makes the report; the file is whole or is not there.
pub(super) fn make(catalogue: Catalogue, asked: ReportAsked, noting: &Noting, progress: &Progress) -> Result<JobNews> {
    let kind = ReportKind::from_term(&asked.kind).ok_or_else(|| unknown(&asked.kind))?;
    let format = ReportFormat::from_term(&asked.format).ok_or_else(|| unknown(&asked.format))?;
    let holdings = catalogue.gather(&asked.selection, asked.audience)?;
    if holdings.dossiers.is_empty() {
        return Err(Error::Report(crate::i18n::tr("export-nothing")));
    }
    if format != ReportFormat::Csv {
        // what is wrong is told by the band at the foot of the window; the report is made from what can be shown
        let used = holdings.dossiers.iter().flat_map(|dossier| &dossier.pictures);
        catalogue.look_before_use(used, &|done, total| progress.step(done, total), &mut |looks| noting.looks(looks))?;
    }
    let pictures = pictures(&catalogue, &holdings, progress)?;
    let templates = catalogue.templates()?;
    drop(catalogue);
    let job = ReportJob { kind, format, holdings, pictures, templates };
    let program = std::env::current_exe().map_err(|error| Error::file("cannot find", "kartoteka", error))?;
    // how far the second process is, nobody knows
    progress.step(0, 0);
    render_in_child(&job, &program, &asked.out, &|| progress.is_stopped())?;
    Ok(JobNews::Reported { out: asked.out })
}

/// The small pictures by the checksum of their master. One that cannot be shown is left out; the report says so.
fn pictures(catalogue: &Catalogue, holdings: &Holdings, progress: &Progress) -> Result<BTreeMap<String, PathBuf>> {
    let mut found = BTreeMap::new();
    let shown: Vec<_> = holdings.dossiers.iter().flat_map(|dossier| &dossier.pictures).collect();
    for (done, picture) in shown.iter().enumerate() {
        if !progress.step(done as u64, shown.len() as u64) {
            return Err(Error::Cancelled);
        }
        if found.contains_key(&picture.master.0) {
            continue;
        }
        match catalogue.thumbnail(picture) {
            Ok(path) => {
                found.insert(picture.master.0.clone(), path);
            }
            Err(error) => tracing::warn!(%error, "a picture is left out of the report"),
        }
    }
    Ok(found)
}

fn unknown(term: &str) -> Error {
    Error::Input(format!("there is no report {term:?}"))
}
