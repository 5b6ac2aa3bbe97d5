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
            "the window cannot be opened: {missing}\n\
             Everything can be done without it: `kartoteka list {named} cards`, `kartoteka show {named} REF`, \
             `kartoteka report {named} …`; `kartoteka --help` lists the commands."
        )),
    }
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
    fn a_mistyped_command_is_not_a_window() {
        let error = run(Some(Path::new("no/such/lst")), |_| Ok(())).unwrap_err();
        assert!(error.is::<Usage>(), "{error}");
    }
}
