//! The program: chooses the window, the command line or the report process; logging; exit code.

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    log_to_standard_error();
    kartoteka::cli::run(std::env::args_os(), open_window)
}

/// Warnings and worse, unless `RUST_LOG` asks for more. Names of prisoners are never logged.
fn log_to_standard_error() {
    let wanted = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    tracing_subscriber::fmt().with_env_filter(wanted).with_writer(std::io::stderr).with_target(false).init();
}

#[cfg(feature = "gui")]
fn open_window(folder: Option<&Path>) -> Result<(), String> {
    let _ = folder;
    Err("x".to_owned())
}

#[cfg(not(feature = "gui"))]
fn open_window(_: Option<&Path>) -> Result<(), String> {
    Err("this program was built without the window (cargo feature `gui`)".to_owned())
}
