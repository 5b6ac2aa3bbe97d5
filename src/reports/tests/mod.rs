//! Reports from the first claim to the last byte.

mod holdings;

use super::{ReportFormat, ReportJob, ReportKind, assert_may_be_written, render, run_child, save, unguarded};
use crate::error::Error;
use crate::model::{Claim, Dossier};
use holdings::{claim, holdings, job};
use std::path::Path;

/// Text that would do harm if it were markup, or cannot be drawn.
const HOSTILE: &[&str] = &[
    "#read(\"/etc/passwd\")",
    "$ x^2 $ \\ #import \"@preview/x:1.0.0\"",
    "<script>alert(1)</script>",
    "]#panic()[",
    "turned \u{202E}round",
    "no glyph: \u{0378} \u{05D0} \u{4E2D} \u{10FFFF} \u{E001}",
    "nul \u{0} bell \u{7} \u{FEFF}",
    "e\u{0301}\u{0301} ѣ ґ ł ё й",
    "1\u{FE0F}\u{20E3} 👨\u{200D}👩",
];

fn hostile_job(format: ReportFormat, folder: &Path) -> ReportJob {
    let mut job = job(ReportKind::Catalogue, format, folder);
    for text in HOSTILE {
        job.holdings.title.push_str(text);
        job.holdings.selection.push_str(text);
        for dossier in &mut job.holdings.dossiers {
            dossier.label.label.push_str(text);
            dossier.label.reference_code.push_str(text);
            dossier.claims.push(Claim { remark: (*text).to_owned(), ..claim(9000, 3, "name", text, text) });
        }
        for label in job.holdings.labels.values_mut() {
            label.label.push_str(text);
        }
        for source in &mut job.holdings.sources {
            source.title.push_str(text);
        }
    }
    job
}

fn rendered(job: &ReportJob) -> Vec<u8> {
    render(job, &|done, total| assert!(done <= total)).unwrap()
}

fn html(job: &ReportJob) -> String {
    String::from_utf8(rendered(job)).unwrap()
}

#[test]
fn html_holds_every_statement_its_source_and_both_sides_of_a_disagreement() {
    let folder = tempfile::tempdir().unwrap();
    let html = html(&job(ReportKind::Catalogue, ReportFormat::Html, folder.path()));
    for expected in [
        "<html lang=\"en\">",
        "96 (also 92)",
        "the source says: unknown",
        "not stated",
        "blank on the card",
        "partly illegible: 9?9",
        "Погожев, Андрей",
        "Zażółć gęślą jaźń",
        "6 November 1942",
        "Oswiecim. The Truth</a>, line\u{A0}13",
        "3.2.3 Custodial history",
        "Nothing keyed in:</strong> Beruf",
        "Drawn placeholder: the photograph is not held here.",
        "Drawn specimen, not a historical document.",
        "SPECIMEN. This card",
        "no picture file was given for it",
        "Left open",
        "Not judged yet",
        "Pogozhev, Andrei – Prisoner number",
        "One more statement was weighed",
        "<img class=\"cut\" alt=\"Part of the scan: MUSTERMANN\" src=\"data:image/jpeg;base64,",
        "data:image/png;base64,iVBOR",
        "1418 (KL Auschwitz I; RKG series (Soviet prisoners of war); covered on the body)",
    ] {
        assert!(html.contains(expected), "{expected} is missing");
    }
    assert!(!html.contains("src=\"http") && !html.contains("<script"));
}

#[test]
fn a_reading_nobody_kept_is_printed_as_a_proposal() {
    let folder = tempfile::tempdir().unwrap();
    let mut job = job(ReportKind::Catalogue, ReportFormat::Html, folder.path());
    let reading = crate::model::read("death-date", crate::model::Datatype::Date, "4.11.41");
    assert!(reading.is_some());
    for (read_by, is_proposed) in [("", true), ("Anna Nowak", false)] {
        for dossier in &mut job.holdings.dossiers {
            let subject = dossier.entry.id();
            let claims = dossier.claims.iter_mut().chain(&mut dossier.weighed).chain(&mut dossier.mentions);
            claims.for_each(|claim| claim.read_by = "Anna Nowak".into());
            dossier.claims.retain(|claim| claim.as_written != "4.11.41");
            let read = Claim {
                subject,
                reading: reading.clone(),
                read_by: read_by.into(),
                ..claim(9100, 3, "death-date", "4.11.41", "")
            };
            dossier.claims.push(read);
        }
        for claim in job.holdings.disagreements.iter_mut().flat_map(|disagreement| &mut disagreement.claims) {
            claim.read_by = "Anna Nowak".into();
        }
        assert_eq!(html(&job).contains("reading proposed by the program"), is_proposed, "{read_by:?}");
    }
}

#[test]
fn the_notes_of_a_card_stand_with_its_scans() {
    let folder = tempfile::tempdir().unwrap();
    let html = html(&job(ReportKind::Catalogue, ReportFormat::Html, folder.path()));
    let at = |words: &str| html.find(words).unwrap();
    // after the boxes they would begin a page of their own
    assert!(
        at("Drawn at 300 dpi.") < at("partly illegible: 9?9") && at("Drawn at 300 dpi.") > at("SPECIMEN. This card")
    );
}

#[test]
fn every_link_in_html_has_its_target() {
    let folder = tempfile::tempdir().unwrap();
    for kind in ReportKind::ALL {
        let html = html(&job(*kind, ReportFormat::Html, folder.path()));
        let targets = html.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect::<Vec<_>>();
        assert!(!targets.is_empty());
        for target in targets {
            assert_eq!(html.matches(&format!("id=\"{target}\"")).count(), 1, "{kind}: {target}");
        }
    }
}

#[test]
fn hostile_text_is_text_in_html() {
    let folder = tempfile::tempdir().unwrap();
    let html = html(&hostile_job(ReportFormat::Html, folder.path()));
    assert!(!html.contains("<script") && !html.contains('\u{202E}') && !html.contains('\0'));
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && html.contains("[U+202E]"));
    assert!(html.contains("#read(&quot;/etc/passwd&quot;)"));
}

#[test]
fn a_dossier_has_persons_and_cards_only() {
    let folder = tempfile::tempdir().unwrap();
    let mut job = job(ReportKind::Dossier, ReportFormat::Html, folder.path());
    let page = html(&job);
    assert!(page.contains("Skiba, Fyodor") && page.contains("Familien-Name"));
    assert!(!page.contains("id=\"part-place\"") && !page.contains("3.2.3"));
    job.holdings.dossiers.retain(|dossier| dossier.entry.kind() == crate::model::EntryKind::Place);
    assert!(matches!(render(&job, &|_, _| ()), Err(Error::Report(_))));
}

#[test]
fn an_empty_catalogue_has_a_report() {
    let folder = tempfile::tempdir().unwrap();
    for kind in [ReportKind::Catalogue, ReportKind::Conflicts] {
        for format in [ReportFormat::Html, ReportFormat::Csv] {
            let mut job = job(kind, format, folder.path());
            job.holdings.dossiers.clear();
            job.holdings.disagreements.clear();
            job.holdings.sources.clear();
            assert!(!rendered(&job).is_empty());
        }
    }
}

fn records(job: &ReportJob) -> Vec<csv::StringRecord> {
    let bytes = rendered(job);
    assert!(!bytes.starts_with("\u{FEFF}".as_bytes()));
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes.as_slice());
    reader.records().map(Result::unwrap).collect()
}

#[test]
fn csv_has_a_row_a_claim_and_gives_back_the_wording() {
    let folder = tempfile::tempdir().unwrap();
    let mut job = job(ReportKind::Catalogue, ReportFormat::Csv, folder.path());
    let strange = ["=1+1", "+49", "-", "@x", "'quoted'", "a,\"b\"\r\nc", "\ttab", "Погожев"];
    let dossier = job.holdings.dossiers.get_mut(2).unwrap();
    dossier.claims = strange.iter().map(|text| claim(9000, 3, "remarks", text, "line 1")).collect();
    let records = records(&job);
    let head = records.first().unwrap();
    let column = |name: &str| head.iter().position(|head| head == name).unwrap();
    let claims = job.holdings.dossiers.iter().map(|dossier| dossier.claims.len()).sum::<usize>();
    let notes = job.holdings.dossiers.iter().map(|dossier| dossier.notes.len()).sum::<usize>();
    let bare = |dossier: &&Dossier| dossier.claims.is_empty() && dossier.notes.is_empty();
    let without = job.holdings.dossiers.iter().filter(bare).count();
    assert_eq!(records.len(), 1 + claims + notes + without);
    let note = records.iter().find(|record| record.get(column("field")) == Some("digitisation")).unwrap();
    let cells = ["kind", "property", "as_written"].map(|name| note.get(column(name)).unwrap());
    assert_eq!(cells, ["file-card", "provenance-note", "Drawn at 300 dpi."]);
    let remarks = records.iter().filter(|record| {
        record.get(column("property")) == Some("remarks") && record.get(column("kind")) == Some("person")
    });
    let remarks = remarks.filter_map(|record| record.get(column("as_written"))).collect::<Vec<_>>();
    assert!(remarks.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r'])));
    assert_eq!(remarks.iter().map(|cell| unguarded(cell)).collect::<Vec<_>>(), strange);
}

#[test]
fn csv_names_the_disagreement_and_the_choice() {
    let folder = tempfile::tempdir().unwrap();
    let records = records(&job(ReportKind::Conflicts, ReportFormat::Csv, folder.path()));
    let head = records.first().unwrap();
    let cell = |record: &csv::StringRecord, name: &str| {
        record.get(head.iter().position(|head| head == name).unwrap()).unwrap_or_default().to_owned()
    };
    let rows = records.iter().skip(1).map(|record| {
        ["as_written", "reading", "source_ref", "locator", "disagreement", "decision", "chosen"]
            .map(|name| cell(record, name))
    });
    let rows = rows.collect::<Vec<_>>();
    assert_eq!(rows.first().unwrap(), &["only 92", "92", "SRC1", "line 7", "C1", "preferred", "no"]);
    assert_eq!(rows.get(1).unwrap(), &["only 96", "96", "SRC1", "line 21", "C1", "preferred", "yes"]);
    assert_eq!(rows.last().unwrap().get(4).map(String::as_str), Some("U1"));
}

#[test]
fn the_same_job_gives_the_same_bytes_after_a_walk_through_json() {
    let folder = tempfile::tempdir().unwrap();
    for format in [ReportFormat::Html, ReportFormat::Csv] {
        let job = job(ReportKind::Catalogue, format, folder.path());
        let again: ReportJob = serde_json::from_slice(&serde_json::to_vec(&job).unwrap()).unwrap();
        assert_eq!(job, again);
        assert_eq!(rendered(&job), rendered(&again));
    }
}

#[test]
fn a_file_that_cannot_be_written_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("there").join("report.html");
    let error = save(b"report", &out).unwrap_err();
    assert!(error.to_string().contains("report.html"), "{error}");
    let taken = folder.path().join("taken");
    std::fs::create_dir(&taken).unwrap();
    assert!(save(b"report", &taken).is_err());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    let out = folder.path().join("report.html");
    save(b"old", &out).unwrap();
    save(b"report", &out).unwrap();
    assert_eq!(std::fs::read(&out).unwrap(), b"report");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn nothing_but_an_ordinary_file_outside_of_a_catalogue_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let catalogue = folder.path().join("c.kartoteka");
    std::fs::create_dir_all(catalogue.join("masters/ab")).unwrap();
    for name in ["catalogue.db", "masters/ab/abcd.tif"] {
        std::fs::write(catalogue.join(name), "precious").unwrap();
        let error = save(b"report", &catalogue.join(name)).unwrap_err();
        assert!(matches!(error, Error::Input(_)), "{error}");
        assert_eq!(std::fs::read(catalogue.join(name)).unwrap(), b"precious");
    }
    assert!(save(b"report", &catalogue.join("masters/ab/../../new.pdf")).is_err());
    assert!(save(b"report", folder.path()).is_err());
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        let link = |to: &Path, name: &str| {
            let link = folder.path().join(name);
            std::os::unix::fs::symlink(to, &link).unwrap();
            link
        };
        assert!(save(b"report", &link(&catalogue.join("catalogue.db"), "link.csv")).is_err());
        assert!(save(b"report", &link(&catalogue, "way").join("new.csv")).is_err());
        let error = assert_may_be_written(Path::new("/dev/null")).unwrap_err();
        assert!(error.to_string().contains("/dev/null"), "{error}");
        assert!(std::fs::metadata("/dev/null").unwrap().file_type().is_char_device());
    }
    assert!(!catalogue.join("new.pdf").exists() && !catalogue.join("new.csv").exists());
    save(b"report", &folder.path().join("new.pdf")).unwrap();
}

/// What a parent says that stays: the job, then nothing, without an end.
struct Parent(std::io::Cursor<Vec<u8>>);

impl std::io::Read for Parent {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        match self.0.read(buffer)? {
            0 => loop {
                std::thread::park();
            },
            read => Ok(read),
        }
    }
}

#[test]
fn the_child_reads_a_job_and_writes_the_report() {
    let folder = tempfile::tempdir().unwrap();
    let job = job(ReportKind::Conflicts, ReportFormat::Html, folder.path());
    let out = folder.path().join("out.html");
    let child = |said: &[u8]| {
        std::fs::write(&out, "").unwrap();
        run_child(std::io::BufReader::new(Parent(std::io::Cursor::new(said.to_vec()))), &out)
    };
    let mut line = serde_json::to_vec(&job).unwrap();
    line.push(b'\n');
    child(&line).unwrap();
    assert_eq!(std::fs::read(&out).unwrap(), rendered(&job));
    assert!(child(b"{\n").is_err());
    // a parent that ended in the middle of the job
    let half = run_child(std::io::Cursor::new(b"{".to_vec()), &out);
    assert!(matches!(half, Err(Error::Cancelled)) && !out.exists());
}

/// A stand-in for the program: a shell script called as the program would be.
#[cfg(unix)]
mod in_a_child {
    use super::*;
    use crate::reports::render_in_child;
    use std::os::unix::fs::PermissionsExt;

    fn attempt(script: &str, cancelled: &dyn Fn() -> bool) -> (Result<(), Error>, Vec<String>, Option<Vec<u8>>) {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("program");
        std::fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
        let desk = folder.path().join("desk");
        std::fs::create_dir(&desk).unwrap();
        let out = desk.join("report.pdf");
        let job = job(ReportKind::Conflicts, ReportFormat::Pdf, folder.path());
        let result = render_in_child(&job, &program, &out, cancelled);
        let left = std::fs::read_dir(&desk).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
        (result, left.collect(), std::fs::read(&out).ok())
    }

    #[test]
    fn the_report_is_put_in_place() {
        let script = "[ \"$1\" = --render-report ] && head -n 1 | grep -q conflicts && printf done > \"$2\"";
        let (result, left, report) = attempt(script, &|| false);
        result.unwrap();
        assert_eq!((left, report), (vec!["report.pdf".to_owned()], Some(b"done".to_vec())));
    }

    #[test]
    fn a_failure_says_why_and_leaves_nothing() {
        let script = "printf half > \"$2\"; echo 'error: the report was not made: no paper' >&2; exit 3";
        let (result, left, _) = attempt(script, &|| false);
        assert_eq!(result.unwrap_err().to_string(), "the report was not made: no paper");
        assert_eq!(left, Vec::<String>::new());
        let (result, left, _) = attempt("kill -9 $$", &|| false);
        assert!(result.unwrap_err().to_string().contains("memory"));
        assert_eq!(left, Vec::<String>::new());
    }

    #[test]
    fn it_stops_when_asked_and_leaves_nothing() {
        let (result, left, _) = attempt("printf half > \"$2\"; exec sleep 60", &|| true);
        assert!(matches!(result, Err(Error::Cancelled)));
        assert_eq!(left, Vec::<String>::new());
    }
}

#[cfg(feature = "pdf")]
mod in_pdf {
    use super::*;

    fn pages(pdf: &[u8]) -> usize {
        let text = String::from_utf8_lossy(pdf);
        text.matches("/Type/Page/").count()
            + text.matches("/Type/Page>").count()
            + text.matches("/Type /Page\n").count()
    }

    fn holds(pdf: &[u8], needle: &str) -> bool {
        pdf.windows(needle.len()).any(|window| window == needle.as_bytes())
    }

    #[test]
    fn a_catalogue_is_pdf_a_with_tags_and_the_same_twice() {
        let folder = tempfile::tempdir().unwrap();
        let job = job(ReportKind::Catalogue, ReportFormat::Pdf, folder.path());
        let pdf = rendered(&job);
        if let Some(keep) = std::env::var_os("KARTOTEKA_KEEP_REPORT") {
            std::fs::write(keep, &pdf).unwrap();
        }
        assert!(pdf.starts_with(b"%PDF-1.7"));
        for expected in [
            "<pdfaid:part>2</pdfaid:part>",
            "<pdfaid:conformance>A<",
            "<pdfuaid:part>1<",
            "/Lang",
            "Soviet prisoners of war in Auschwitz",
        ] {
            assert!(holds(&pdf, expected), "{expected}");
        }
        assert!(pages(&pdf) >= 8, "{}", pages(&pdf));
        assert!(pdf == rendered(&job), "the same job gave other bytes");
    }

    #[test]
    fn hostile_text_is_printed_and_breaks_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let pdf = rendered(&hostile_job(ReportFormat::Pdf, folder.path()));
        assert!(holds(&pdf, "<pdfuaid:part>1<"), "the tagged form was refused");
        if let Some(keep) = std::env::var_os("KARTOTEKA_KEEP_HOSTILE_REPORT") {
            std::fs::write(keep, &pdf).unwrap();
        }
    }

    #[test]
    fn the_longest_texts_stop_no_report() {
        let folder = tempfile::tempdir().unwrap();
        let mut job = job(ReportKind::Catalogue, ReportFormat::Pdf, folder.path());
        let long = "A very long text. ".repeat(6000);
        job.holdings.title.clone_from(&long);
        let (first, others) = job.holdings.dossiers.split_first_mut().unwrap();
        first.label.label.clone_from(&long);
        first.label.reference_code.clone_from(&long);
        let pictured = others.iter_mut().find(|dossier| !dossier.pictures.is_empty()).unwrap();
        pictured.pictures[0].caption.clone_from(&long);
        job.holdings.sources[0].title.clone_from(&long);
        job.holdings.labels.values_mut().next().unwrap().label.clone_from(&long);
        let pdf = rendered(&job);
        assert!(holds(&pdf, "<pdfuaid:part>1<"), "the tagged form was refused");
    }

    #[test]
    fn an_empty_catalogue_and_a_broken_picture_are_no_failure() {
        let folder = tempfile::tempdir().unwrap();
        let mut job = job(ReportKind::Dossier, ReportFormat::Pdf, folder.path());
        let broken = folder.path().join("broken.jpg");
        std::fs::write(&broken, [0xFF, 0xD8, 0xFF, 0xE0, 0, 16]).unwrap();
        job.pictures.values_mut().for_each(|path| broken.clone_into(path));
        assert!(rendered(&job).starts_with(b"%PDF"));
        job.kind = ReportKind::Catalogue;
        job.holdings = crate::model::Holdings {
            dossiers: Vec::new(),
            sources: Vec::new(),
            disagreements: Vec::new(),
            ..holdings()
        };
        assert!(rendered(&job).starts_with(b"%PDF"));
    }
}
