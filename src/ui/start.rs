//! Starting the window, or saying in words why there is none.

use super::app::App;
use crate::i18n::{tr, tr_args};
use crate::settings::Settings;
use eframe::NativeOptions;
use eframe::egui::{ViewportBuilder, vec2};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Set for the second attempt, so that there is no third.
const WITHOUT_WAYLAND: &str = "KARTOTEKA_WITHOUT_WAYLAND";

/// Why there is no window, and what can be done.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.words())]
pub struct StartError {
    /// What the system says.
    pub why: String,
}

impl StartError {
    fn words(&self) -> String {
        format!("{}\n  {}\n{}", tr("start-failed"), self.why, tr("start-failed-hint"))
    }
}

/// Opens the window, on a catalogue when one is named, and stays until it is closed.
#[expect(clippy::needless_pass_by_value, reason = "the window keeps it; a second attempt needs a copy")]
pub fn run(folder: Option<PathBuf>) -> Result<(), StartError> {
    let Err(said) = attempt(folder.as_ref()) else { return Ok(()) };
    tracing::debug!(said, "no window");
    // a WAYLAND_DISPLAY left over from another session hides a good X display
    let stale = std::env::var_os("WAYLAND_DISPLAY").is_some() || std::env::var_os("WAYLAND_SOCKET").is_some();
    let may_retry = stale && std::env::var_os("DISPLAY").is_some() && std::env::var_os(WITHOUT_WAYLAND).is_none();
    if may_retry && let Ok(program) = std::env::current_exe() {
        let again = std::process::Command::new(program)
            .args(std::env::args_os().skip(1))
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("WAYLAND_SOCKET")
            .env(WITHOUT_WAYLAND, "1")
            .status();
        if again.is_ok_and(|status| status.success()) {
            return Ok(());
        }
    }
    let display = std::env::var("DISPLAY").unwrap_or_default();
    Err(StartError { why: plain(&said, &display) })
}

/// What the libraries say, in words for people, with the packages that help.
fn plain(said: &str, display: &str) -> String {
    let library = said
        .split(|c: char| c.is_whitespace() || "`'\",()".contains(c))
        .find(|word| word.starts_with("lib") && word.contains(".so"))
        .map(|word| word.trim_end_matches([':', ';', '.']));
    let why = if let Some(library) = library {
        tr_args("start-library", &[("library", library.into())])
    } else if said.contains("neither WAYLAND_DISPLAY") {
        return tr("start-no-display");
    } else if said.contains("X server") || said.contains("XOpenDisplay") || said.contains("XNotSupported") {
        return tr_args("start-silent-display", &[("display", display.into())]);
    } else if ["Glutin", "glutin", "EGL", "OpenGL", "GLX"].iter().any(|word| said.contains(word)) {
        tr("start-no-opengl")
    } else {
        said.to_owned()
    };
    if cfg!(target_os = "linux") { format!("{why}\n{}", tr("start-packages")) } else { why }
}

fn attempt(folder: Option<&PathBuf>) -> Result<(), String> {
    let settings = Settings::load();
    let started = Arc::new(AtomicBool::new(false));
    let (flag, folder) = (Arc::clone(&started), folder.cloned());
    let options = options(&settings);
    let run = move || {
        eframe::run_native(
            &tr("app-name"),
            options,
            Box::new(move |creation| {
                flag.store(true, Ordering::Relaxed);
                Ok(Box::new(App::new(&creation.egui_ctx, folder, settings, true)))
            }),
        )
    };
    // libraries that are missing are a panic of xkbcommon-dl and of the Wayland loader, not an error
    match catch_unwind(AssertUnwindSafe(run)) {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(error.to_string()),
        Err(thrown) if started.load(Ordering::Relaxed) => std::panic::resume_unwind(thrown),
        Err(thrown) => Err(thrown
            .downcast_ref::<String>()
            .cloned()
            .or_else(|| thrown.downcast_ref::<&str>().map(|words| (*words).to_owned()))
            .unwrap_or_else(|| tr("start-failed-library"))),
    }
}

fn options(settings: &Settings) -> NativeOptions {
    let mut viewport = ViewportBuilder::default()
        .with_title(tr("app-name"))
        .with_app_id("kartoteka")
        .with_min_inner_size(vec2(960.0, 600.0))
        .with_inner_size(vec2(1200.0, 720.0))
        .with_maximized(settings.maximised);
    if let Some([x, y, width, height]) = settings.window {
        viewport = viewport.with_inner_size(vec2(width, height));
        // a screen that is gone must not hide the window
        if (-50.0..8000.0).contains(&x) && (-50.0..8000.0).contains(&y) {
            viewport = viewport.with_position([x, y]);
        }
    }
    NativeOptions { viewport, persist_window: false, ..NativeOptions::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_told_in_words() {
        for (said, words) in [
            (
                "winit EventLoopError: os error at /x/mod.rs:765: neither WAYLAND_DISPLAY nor DISPLAY is set.",
                "no display",
            ),
            ("os error at /x/mod.rs:788: Failed to open connection to X server", ":77"),
            ("Failed to load one of xlib's shared libraries -- `libX11.so.6`: cannot open", "libX11.so.6 is missing"),
            ("xkbcommon-dl: Library libxkbcommon-x11.so could not be loaded", "libxkbcommon-x11.so is missing"),
            ("Found no glutin configs matching the template", "OpenGL"),
        ] {
            let told = plain(said, ":77");
            assert!(told.contains(words), "{told}");
            assert!(!told.contains("/x/"), "{told}");
        }
    }
}
