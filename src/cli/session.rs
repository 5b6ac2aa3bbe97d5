//! One run of the command line: where answers go, who the author is, how a catalogue is opened.

use super::exit::{Unheard, tell};
use crate::catalogue::Catalogue;
use crate::error::Result;
use crate::reports::visible_line;
use crate::settings::Settings;
use serde::Serialize;
use std::io::{BufWriter, IsTerminal, StdoutLock, Write};
use std::path::Path;

/// One run of the command line.
pub(super) struct Session {
    /// Whether answers are JSON.
    pub(super) json: bool,
    author: Option<String>,
    so_far: SoFar,
    out: BufWriter<StdoutLock<'static>>,
}

impl Session {
    pub(super) fn new(json: bool, author: Option<String>) -> Self {
        Self { json, author, so_far: SoFar::default(), out: BufWriter::new(std::io::stdout().lock()) }
    }

    /// Opens a catalogue only for reading; nobody who writes in it has to wait.
    pub(super) fn open(folder: &Path) -> Result<Catalogue> {
        let catalogue = Catalogue::open_to_read(folder)?;
        // what cannot be told is told by `check`
        let behind = catalogue.acts_not_listed().unwrap_or(0);
        if behind > 0 {
            Self::say(format!(
                "kartoteka: lists and search do not know the last {behind} acts yet. While another program writes, wait; \
                 if it was stopped, `kartoteka check {}` brings them up to date",
                folder.display()
            ));
        }
        Ok(catalogue)
    }

    /// Opens a catalogue for writing under the author's name.
    pub(super) fn open_to_write(&self, folder: &Path) -> Result<Catalogue> {
        let mut catalogue = Catalogue::open_to_write(folder)?;
        catalogue.set_author(&self.author());
        Ok(catalogue)
    }

    /// The name acts are written under.
    pub(super) fn author(&self) -> String {
        match self.author.as_deref().map(str::trim) {
            Some(name) if !name.is_empty() => name.to_owned(),
            _ => Settings::load().author_or_user(),
        }
    }

    /// Says that the work is done and cannot be undone by an answer nobody reads.
    pub(super) fn saved(&mut self) {
        self.so_far.saved = true;
    }

    /// Says that there is something a person should look at, even when nobody reads the answer.
    pub(super) fn found_problems(&mut self) {
        self.so_far.problems = true;
    }

    /// What became of the work, whatever becomes of the answer.
    pub(super) fn so_far(&self) -> SoFar {
        self.so_far
    }

    /// Prints a line of the answer for people: one line, whatever a value in it holds.
    pub(super) fn line(&mut self, line: impl AsRef<str>) -> Result<(), Unheard> {
        writeln!(self.out, "{}", visible_line(line.as_ref()))?;
        Ok(())
    }

    /// Prints a piece of the answer as it is.
    pub(super) fn text(&mut self, text: &str) -> Result<(), Unheard> {
        self.out.write_all(text.as_bytes())?;
        Ok(())
    }

    /// Prints one JSON object, spread over lines for people who look at it.
    pub(super) fn object(&mut self, object: &impl Serialize) -> Result<(), Unheard> {
        serde_json::to_writer_pretty(&mut self.out, object).map_err(std::io::Error::from)?;
        self.line("")
    }

    /// Begins a JSON array of which each object takes one line; give it to [`Self::item`] and [`Self::close`].
    pub(super) fn array(&mut self) -> Result<Array, Unheard> {
        write!(self.out, "[")?;
        Ok(Array { items: 0 })
    }

    /// Prints one object of an array.
    pub(super) fn item(&mut self, array: &mut Array, object: &impl Serialize) -> Result<(), Unheard> {
        write!(self.out, "{}", if array.items == 0 { "\n" } else { ",\n" })?;
        serde_json::to_writer(&mut self.out, object).map_err(std::io::Error::from)?;
        array.items += 1;
        Ok(())
    }

    /// Ends an array.
    pub(super) fn close(&mut self, array: &Array) -> Result<(), Unheard> {
        writeln!(self.out, "{}", if array.items == 0 { "]" } else { "\n]" })?;
        Ok(())
    }

    /// Prints what is not printed yet.
    pub(super) fn finish(&mut self) -> anyhow::Result<()> {
        Ok(self.out.flush().map_err(Unheard)?)
    }

    /// Says something that is no part of the answer.
    pub(super) fn say(message: impl AsRef<str>) {
        tell(message.as_ref());
    }

    /// Tells a person who waits how far the work is; silent when nobody watches.
    pub(super) fn progress(what: &'static str) -> impl Fn(u64, u64) -> bool {
        let watched = std::io::stderr().is_terminal();
        let told = std::cell::Cell::new(None);
        move |done, total| {
            let percent = (done * 100).checked_div(total).unwrap_or(100);
            if watched && told.replace(Some(percent)) != Some(percent) {
                let end = if done >= total { "\n" } else { "" };
                let _ = write!(std::io::stderr().lock(), "\r{what} {percent} %{end}");
            }
            true
        }
    }
}

/// What became of the work before its answer is printed.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct SoFar {
    /// Something was written that stays.
    pub(super) saved: bool,
    /// There is something a person should look at.
    pub(super) problems: bool,
}

/// A JSON array on its way out.
pub(super) struct Array {
    items: u64,
}
