//! `kartoteka [DIR]`: opens the window, or says in one message what is missing and how to go on without it.

use super::exit::{Outcome, Usage};
use std::path::Path;

/// Opens the window on a catalogue, or on the start page.
pub(super) fn run(
    folder: Option<&Path>,
    open_window: impl FnOnce(Option<&Path>) -> Result<(), String>,
) -> anyhow::Result<Outcome> {
    if let Some(folder) = folder
        && !folder.exists()
    {
        return Err(Usage(format!(
            "there is no folder and no command {}: `kartoteka --help` lists the commands, \
             `kartoteka new {0}` makes a catalogue",
            folder.display()
        ))
        .into());
    }
    let named = folder.map_or_else(|| "DIR".to_owned(), |folder| folder.display().to_string());
    match open_window(folder) {
        Ok(()) => Ok(Outcome::Good),
        Err(missing) => Err(anyhow::anyhow!(
            "the window cannot be opened: {}. \
             Everything can be done without it: `kartoteka list {named} cards`, `kartoteka show {named} REF`, \
             `kartoteka report {named} …`; `kartoteka --help` lists the commands.",
            plain(&missing)
        )),
    }
}

/// What is missing, without the place in the source of a library that says so.
fn plain(missing: &str) -> &str {
    missing.rsplit_once(".rs:").and_then(|(_, rest)| rest.split_once(": ")).map_or(missing, |(_, what)| what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_that_cannot_open_names_what_is_missing_and_the_other_way() {
        let error = run(None, |_| Err("no display".to_owned())).unwrap_err().to_string();
        assert!(error.contains("no display") && error.contains("kartoteka list DIR cards"), "{error}");
    }

    #[test]
    fn places_in_sources_are_left_out() {
        assert_eq!(plain("EventLoopError: os error at /x/linux/mod.rs:765: DISPLAY is not set"), "DISPLAY is not set");
        assert_eq!(plain("no OpenGL: libEGL.so.1"), "no OpenGL: libEGL.so.1");
    }

    #[test]
    fn a_mistyped_command_is_not_a_window() {
        let error = run(Some(Path::new("no/such/lst")), |_| Ok(())).unwrap_err();
        assert!(error.is::<Usage>(), "{error}");
    }
}
