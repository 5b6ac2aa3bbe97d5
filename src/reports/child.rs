//! A report made by a second process of our own program: its memory comes back, it can be stopped at any moment, and
//! it cannot take the window with it. Typst needs about a megabyte a card.
//!
//! Invariant: the file at `out` is the whole report or what was there before; nothing else is left beside it. Only an
//! ordinary file outside of every catalogue is ever replaced. What the report says is on the disk nowhere else.

use super::{ReportJob, render};
use crate::error::{Error, Result};
use crate::i18n::tr_args;
use std::io::{BufRead, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;
use tempfile::TempPath;

/// The hidden argument with which the program is asked to make a report.
pub const RENDER_ARGUMENT: &str = "--render-report";

/// What makes a folder a catalogue.
const CATALOGUE_FILE: &str = "catalogue.db";

const LOOK_AGAIN: Duration = Duration::from_millis(40);

/// Makes the report with `program --render-report OUT`, puts it at `out`, and stops when `cancelled` says so.
///
/// The job goes through the child's standard input, which stays open until the report is made: a child that reads its
/// end knows that nobody waits any more.
pub fn render_in_child(job: &ReportJob, program: &Path, out: &Path, cancelled: &dyn Fn() -> bool) -> Result<()> {
    let unfinished = beside(out)?;
    // one line: JSON has no bare line feed
    let mut json = serde_json::to_vec(job).map_err(|error| Error::Report(error.to_string()))?;
    json.push(b'\n');
    let mut command = Command::new(program);
    command.arg(RENDER_ARGUMENT).arg(&unfinished);
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
    #[cfg(unix)]
    {
        // Ctrl+C ends this process only; the child then clears up
        use std::os::unix::process::CommandExt;
        command.process_group(0);
    }
    let mut child = command
        .spawn()
        .map_err(|error| Error::Report(tr_args("report-child-not-started", &[("why", error.to_string().into())])))?;
    let (stdin, stderr) = (child.stdin.take(), child.stderr.take());
    let speaking = std::thread::spawn(move || {
        let mut stdin = stdin?;
        // a child that ended early says why itself
        let _ = stdin.write_all(&json);
        Some(stdin)
    });
    let listening = std::thread::spawn(move || {
        let mut said = Vec::new();
        if let Some(stderr) = stderr {
            // whatever was said before it ended is enough
            let _ = stderr.take(64 * 1024).read_to_end(&mut said);
        }
        String::from_utf8_lossy(&said).into_owned()
    });
    let status = wait(&mut child, cancelled)?;
    drop(speaking);
    if !status.success() {
        return Err(Error::Report(reason(&listening.join().unwrap_or_default(), status)));
    }
    put_in_place(unfinished, out)
}

/// What `--render-report OUT` does: reads the job, writes the report over the file that is there. The caller prints
/// the error and fails. When `input` ends before that, whoever asked is gone: the file is removed and the process ends.
pub fn run_child(mut input: impl BufRead + Send + 'static, out_file: &Path) -> Result<()> {
    let mut json = Vec::new();
    input.read_until(b'\n', &mut json).map_err(|error| Error::Report(error.to_string()))?;
    let unfinished = out_file.to_path_buf();
    if json.pop() != Some(b'\n') {
        clear_up(&unfinished);
        return Err(Error::Cancelled);
    }
    #[expect(
        clippy::disallowed_methods,
        reason = "this process has no catalogue open, and rendering cannot be stopped"
    )]
    std::thread::spawn(move || {
        // more is never sent: this waits for the end
        let _ = std::io::copy(&mut input, &mut std::io::sink());
        clear_up(&unfinished);
        std::process::exit(3);
    });
    let job: ReportJob = serde_json::from_slice(&json).map_err(|error| Error::Report(error.to_string()))?;
    drop(json);
    let report = render(&job, &|_, _| ())?;
    write_synced(out_file, &report)
}

fn clear_up(unfinished: &Path) {
    if let Err(error) = std::fs::remove_file(unfinished) {
        tracing::warn!(%error, "an unfinished report could not be removed");
    }
}

/// Puts a report made in this process at `out`: whole or not at all.
pub fn save(report: &[u8], out: &Path) -> Result<()> {
    let unfinished = beside(out)?;
    write_synced(&unfinished, report)?;
    put_in_place(unfinished, out)
}

/// Refuses what a report must never replace: a device, a folder, a link, and anything inside a catalogue.
pub fn assert_may_be_written(out: &Path) -> Result<()> {
    if std::fs::symlink_metadata(out).is_ok_and(|there| !there.is_file()) {
        return Err(Error::Input(format!(
            "{} is there already and no ordinary file (a folder, a link or a device): name another file; \
             nothing was changed",
            out.display()
        )));
    }
    // a folder that is not there is told when the file is made
    let Ok(folder) = folder_of(out).canonicalize() else { return Ok(()) };
    match folder.ancestors().find(|above| above.join(CATALOGUE_FILE).exists()) {
        Some(catalogue) => Err(Error::Input(format!(
            "{} lies inside the catalogue {}: name a file outside of it; nothing was changed",
            out.display(),
            catalogue.display()
        ))),
        None => Ok(()),
    }
}

fn folder_of(out: &Path) -> PathBuf {
    match out.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_path_buf(),
        _ => PathBuf::from("."),
    }
}

/// A new file beside `out`, erased unless it is put in place; fails at once where nothing can be written.
fn beside(out: &Path) -> Result<TempPath> {
    assert_may_be_written(out)?;
    let folder = folder_of(out);
    let mut builder = tempfile::Builder::new();
    builder.prefix(".kartoteka-").suffix(".part");
    #[cfg(unix)]
    {
        // as any other file of this person: the system takes away what the umask says
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let file = builder.tempfile_in(&folder).map_err(|error| Error::file("cannot write", out, plain_cause(&error)))?;
    Ok(file.into_temp_path())
}

/// Without the name of the temporary file, which means nothing to anybody.
fn plain_cause(error: &std::io::Error) -> std::io::Error {
    error.raw_os_error().map_or_else(|| error.kind().into(), std::io::Error::from_raw_os_error)
}

/// Writes over a file that is there: one that was removed meanwhile does not come back.
fn write_synced(path: &Path, report: &[u8]) -> Result<()> {
    let written = std::fs::File::options().write(true).truncate(true).open(path).and_then(|mut file| {
        file.write_all(report)?;
        file.sync_all()
    });
    written.map_err(|error| Error::file("cannot write", path, error))
}

fn put_in_place(unfinished: TempPath, out: &Path) -> Result<()> {
    unfinished.persist(out).map_err(|error| Error::file("cannot write", out, plain_cause(&error.error)))
}

fn wait(child: &mut Child, cancelled: &dyn Fn() -> bool) -> Result<ExitStatus> {
    loop {
        let ended = child.try_wait();
        match ended {
            Ok(Some(status)) => return Ok(status),
            Ok(None) if !cancelled() => std::thread::sleep(LOOK_AGAIN),
            Ok(None) => {
                stop(child);
                return Err(Error::Cancelled);
            }
            Err(error) => {
                stop(child);
                return Err(Error::Report(error.to_string()));
            }
        }
    }
}

/// Ends the child and waits for it, so that its file is closed before it is erased.
fn stop(child: &mut Child) {
    if let Err(error) = child.kill().and_then(|()| child.wait()) {
        tracing::warn!(%error, "the report's process could not be stopped");
    }
}

fn reason(said: &str, status: ExitStatus) -> String {
    let said = said.trim();
    let said = said.strip_prefix("error:").unwrap_or(said).trim();
    let known = Error::Report(String::new()).to_string();
    let said = said.strip_prefix(known.trim()).unwrap_or(said).trim();
    if said.is_empty() {
        tr_args("report-child-silent", &[("status", status.to_string().into())])
    } else {
        said.to_owned()
    }
}
