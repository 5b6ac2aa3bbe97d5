//! A report as PDF/A, tagged for screen readers, typeset by Typst from our own template.
//!
//! Invariant: what an archivist typed reaches the template as data (`sys.inputs`) and never as source; the world the
//! template sees has one source, the bundled fonts, and no file, no package, no network, no clock.

use super::ReportJob;
use super::document::Document;
use super::picture_files;
use super::shortened::shorten_strings;
use super::showable::make_showable;
use crate::error::{Error, Result};
use crate::i18n::tr_args;
use std::sync::LazyLock;
use typst::comemo;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Dict, Duration, Smart, Value};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

const TEMPLATE: &str = include_str!("../../assets/report/report.typ");

/// The best the exporter grants: with tags for screen readers, else for keeping only.
const STANDARDS: &[&[PdfStandard]] = &[&[PdfStandard::A_2a, PdfStandard::Ua_1], &[PdfStandard::A_2b]];

static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    [
        include_bytes!("../../assets/fonts/NotoSerif-Regular.ttf").as_slice(),
        include_bytes!("../../assets/fonts/NotoSerif-Bold.ttf").as_slice(),
        include_bytes!("../../assets/fonts/NotoSerif-Italic.ttf").as_slice(),
        include_bytes!("../../assets/fonts/NotoSans-Regular.ttf").as_slice(),
        include_bytes!("../../assets/fonts/NotoSans-SemiBold.ttf").as_slice(),
    ]
    .into_iter()
    .filter_map(|bytes| Font::new(Bytes::new(bytes), 0))
    .collect()
});

pub(super) fn render(job: &ReportJob, mut document: Document, progress: &dyn Fn(u64, u64)) -> Result<Vec<u8>> {
    let total = document.pictures_mut().count() as u64 + 3;
    let files = picture_files::read(job, &mut document, &|done| progress(done, total));
    // PDF/A refuses characters without a glyph
    let has_glyph = |c: char| FONTS.iter().all(|font| font.info().coverage.contains(u32::from(c)));
    make_showable(&mut document, &has_glyph);
    shorten_strings(&mut document);
    let mut pictures = Dict::new();
    for (key, file) in files {
        pictures.insert(key.as_str().into(), Value::Bytes(Bytes::new(file.bytes)));
    }
    let json = serde_json::to_vec(&document).map_err(|error| Error::Report(error.to_string()))?;
    let mut inputs = Dict::new();
    inputs.insert("document".into(), Value::Bytes(Bytes::new(json)));
    inputs.insert("pictures".into(), Value::Dict(pictures));
    progress(total - 2, total);
    let world = Paper::new(inputs)?;
    let report = typeset(&world, job, &|| progress(total - 1, total));
    drop(world);
    comemo::evict(0);
    progress(total, total);
    report
}

fn typeset(world: &Paper, job: &ReportJob, laid_out: &dyn Fn()) -> Result<Vec<u8>> {
    let compiled = typst::compile::<PagedDocument>(world);
    for warning in &compiled.warnings {
        tracing::debug!(message = %warning.message, "typesetting");
    }
    let pages = compiled.output.map_err(|errors| not_typeset(&errors))?;
    laid_out();
    let mut refused = None;
    for standards in STANDARDS {
        let standards = PdfStandards::new(standards).map_err(|error| {
            Error::Report(tr_args("report-typeset", &[("why", error.message().to_string().into())]))
        })?;
        match typst_pdf::pdf(&pages, &options(job, standards)) {
            Ok(bytes) => return Ok(bytes),
            Err(errors) => {
                tracing::warn!(why = %messages(&errors), "a lesser PDF standard is used");
                refused = Some(not_typeset(&errors));
            }
        }
    }
    Err(refused.unwrap_or_else(|| Error::Report(String::new())))
}

/// Moment and identity come from the job, so that the same job gives the same bytes.
fn options(job: &ReportJob, standards: PdfStandards) -> PdfOptions {
    let holdings = &job.holdings;
    PdfOptions {
        ident: Smart::Custom(format!(
            "kartoteka {} {} {} {} {} {}",
            job.kind, holdings.title, holdings.audience, holdings.selection, holdings.seq, holdings.head_hash
        )),
        creator: Smart::Custom(Some(format!("Kartoteka {}", env!("CARGO_PKG_VERSION")))),
        timestamp: moment(job).map(Timestamp::new_utc),
        standards,
        ..PdfOptions::default()
    }
}

fn moment(job: &ReportJob) -> Option<Datetime> {
    let moment = jiff::Timestamp::from_millisecond(job.holdings.gathered_at.0).ok()?;
    let moment = moment.to_zoned(jiff::tz::TimeZone::UTC);
    let small = |number: i8| u8::try_from(number).ok();
    Datetime::from_ymd_hms(
        i32::from(moment.year()),
        small(moment.month())?,
        small(moment.day())?,
        small(moment.hour())?,
        small(moment.minute())?,
        small(moment.second())?,
    )
}

fn not_typeset(errors: &[SourceDiagnostic]) -> Error {
    Error::Report(tr_args("report-typeset", &[("why", messages(errors).into())]))
}

fn messages(errors: &[SourceDiagnostic]) -> String {
    errors.iter().map(|error| error.message.as_str()).collect::<Vec<_>>().join("; ")
}

/// All the template can see.
struct Paper {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    source: Source,
}

impl Paper {
    fn new(inputs: Dict) -> Result<Self> {
        // one name for all reports: names are never given back
        let path = VirtualPath::new("report.typ").map_err(|error| Error::Report(format!("{error:?}")))?;
        let id = RootedPath::new(VirtualRoot::Project, path).intern();
        Ok(Self {
            library: LazyHash::new(Library::builder().with_inputs(inputs).build()),
            book: LazyHash::new(FontBook::from_fonts(FONTS.iter())),
            source: Source::new(id, TEMPLATE.to_owned()),
        })
    }
}

impl World for Paper {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.source.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.source.id() { Ok(self.source.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, _id: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
