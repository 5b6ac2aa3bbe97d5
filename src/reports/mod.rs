//! Holdings to documents: words for people, then PDF, HTML and CSV.
//!
//! Invariant: a report prints what [`Holdings`] holds and nothing else. What the audience may not see was cut before;
//! files are read only from the list of pictures in the job.

mod child;
mod compose;
mod dates;
mod document;
mod html;
mod life;
mod near;
pub mod past;
#[cfg(feature = "pdf")]
mod pdf;
mod picture_files;
#[cfg(feature = "pdf")]
mod shortened;
mod showable;
mod table;
mod tally;
#[cfg(test)]
mod tests;
mod wording;

pub use child::{RENDER_ARGUMENT, assert_may_be_written, render_in_child, run_child, save};
pub use dates::{date_text, historical_date_text};
pub use life::{
    beside_text, moment_text, more_text, no_timeline_text, number_held_text, paper_text, said_text, short_moment_text,
    tie_text, visit_text, when_text,
};
pub use near::{gap_text, reason_text, register_text, remark_text, transport_text};
pub use showable::visible_line;
pub use table::unguarded;
pub use tally::{comparison_text, grouped, saying_source, stated_text, tally_line};
pub use wording::{
    absence_text, access_text, claim_text, count_text, entry_text, label_text, number_text, property_text,
    reading_text, rights_text, rival_letter, words,
};

use crate::error::Result;
use crate::model::{CardTemplate, Holdings, terms};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::PathBuf;

terms! {
    /// Sorts of reports.
    ReportKind {
        /// Everything the holdings hold.
        #[default] Catalogue = "catalogue",
        /// The persons and cards of a selection, each on pages of its own.
        Dossier = "dossier",
        /// What sources say differently.
        Conflicts = "conflicts",
    }
}

terms! {
    /// Forms a report can take.
    ReportFormat {
        /// PDF/A for printing and keeping.
        #[default] Pdf = "pdf",
        /// One page of HTML with everything in it.
        Html = "html",
        /// A table, one row a claim.
        Csv = "csv",
    }
}

/// Everything a report is made from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReportJob {
    /// What sort of report.
    pub kind: ReportKind,
    /// In which form.
    pub format: ReportFormat,
    /// What it prints.
    pub holdings: Holdings,
    /// The pictures by the checksum of their master: JPEG or PNG, the longer side at most 1600 px.
    #[serde(default)]
    pub pictures: BTreeMap<String, PathBuf>,
    /// The card templates, for the printed labels of the boxes; a card without its template shows the ids.
    #[serde(default)]
    pub templates: Vec<CardTemplate>,
}

/// Makes the report. `progress` is told how many steps are done, and of how many.
///
/// The same job gives the same bytes.
pub fn render(job: &ReportJob, progress: &dyn Fn(u64, u64)) -> Result<Vec<u8>> {
    match job.format {
        ReportFormat::Csv => table::render(job, progress),
        ReportFormat::Html => html::render(job, compose::document(job)?, progress),
        #[cfg(feature = "pdf")]
        ReportFormat::Pdf => pdf::render(job, compose::document(job)?, progress),
        #[cfg(not(feature = "pdf"))]
        ReportFormat::Pdf => Err(crate::error::Error::Report(crate::i18n::tr("report-without-pdf"))),
    }
}
