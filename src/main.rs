//! The program: chooses the window, the command line, the report process or the decoding process; logging; exit code.

use std::ffi::OsString;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    log_to_standard_error();
    let arguments: Vec<OsString> = std::env::args_os().collect();
    if let [_, wish, folder] = arguments.as_slice()
        && wish == kartoteka::media::DECODE_ARGUMENT
    {
        return decode_pictures(Path::new(folder));
    }
    if let [_, wish, out] = arguments.as_slice()
        && wish == kartoteka::reports::RENDER_ARGUMENT
    {
        return make_report(Path::new(out));
    }
    match std::env::current_exe() {
        Ok(program) => kartoteka::media::decode_by(program),
        // better a picture without a second process than none
        Err(error) => tracing::warn!(%error, "pictures are decoded in this process"),
    }
    kartoteka::cli::run(arguments, open_window)
}

/// Warnings and worse, unless `RUST_LOG` asks for more. Names of prisoners are never logged.
fn log_to_standard_error() {
    let wanted = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    tracing_subscriber::fmt().with_env_filter(wanted).with_writer(std::io::stderr).with_target(false).init();
}

/// The second process of our own program that decodes pictures for the first one.
fn decode_pictures(spool: &Path) -> ExitCode {
    match kartoteka::media::serve(spool, std::io::BufReader::new(std::io::stdin()), std::io::stdout()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // nobody is left to tell when the first process is gone
            let _ = writeln!(std::io::stderr(), "error: {error}");
            ExitCode::from(3)
        }
    }
}

/// The second process of our own program that makes a report; the first one reads what it says.
fn make_report(out: &Path) -> ExitCode {
    match kartoteka::reports::run_child(std::io::BufReader::new(std::io::stdin()), out) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // nobody is left to tell when the first process is gone
            let _ = writeln!(std::io::stderr(), "error: {error}");
            ExitCode::from(3)
        }
    }
}

#[cfg(feature = "gui")]
fn open_window(folder: Option<&Path>) -> Result<(), String> {
    kartoteka::ui::run(folder.map(Path::to_path_buf)).map_err(|error| error.why)
}

#[cfg(not(feature = "gui"))]
fn open_window(_: Option<&Path>) -> Result<(), String> {
    Err("this program was built without the window (cargo feature `gui`)".to_owned())
}
