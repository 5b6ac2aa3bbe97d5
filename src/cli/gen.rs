//! `kartoteka gen DIR --cards N`: a catalogue of synthetic cards, as large as one likes, to measure the program on.

use super::{Outcome, Session, assert_no_file, exit};
use crate::model::EntryKind;
use crate::sample::synthetic;
use serde::Serialize;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// Make a catalogue of synthetic cards to measure the program on; no card stands for a paper, no name for a person
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example: kartoteka gen big.kartoteka --cards 10000
         kartoteka gen --cards 10000 --csv cards.csv

The same seed gives the same cards, byte by byte.")]
pub(super) struct Args {
    /// The folder to make; it must not be there yet, or be empty
    #[arg(value_name = "DIR", required_unless_present = "csv")]
    folder: Option<PathBuf>,
    /// How many cards
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(..=100_000_000))]
    cards: u64,
    /// Which cards
    #[arg(long, value_name = "S", default_value_t = synthetic::SEED)]
    seed: u64,
    /// Write the rows the cards are made of as CSV to this file; - for standard output
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
}

#[derive(Serialize)]
struct Made<'a> {
    folder: &'a str,
    title: &'a str,
    cards: u64,
    seed: u64,
}

impl Args {
    pub(super) fn run(self, session: &mut Session) -> anyhow::Result<Outcome> {
        if let Some(file) = &self.csv {
            self.write_rows(file, session)?;
        }
        let Some(folder) = &self.folder else { return Ok(Outcome::Good) };
        assert_no_file(folder)?;
        let progress = Session::progress("cards");
        let told = |written| progress(written, self.cards.max(1));
        let catalogue = synthetic::make(folder, self.cards, self.seed, &session.author(), told)?;
        session.saved();
        let shown = folder.display().to_string();
        let cards = catalogue.counts()?.get(&EntryKind::FileCard).copied().unwrap_or(0);
        if session.json {
            session.object(&Made { folder: &shown, title: catalogue.title(), cards, seed: self.seed })?;
        } else {
            session.line(format!("made {shown}: {}", catalogue.title()))?;
        }
        Ok(Outcome::Good)
    }

    fn write_rows(&self, file: &Path, session: &mut Session) -> anyhow::Result<()> {
        let lines = synthetic::csv_lines(synthetic::Rows::new(self.cards, self.seed));
        if file == Path::new("-") {
            if session.json || self.folder.is_some() {
                return Err(exit::Usage("--csv - writes the rows alone: leave out DIR and --json".to_owned()).into());
            }
            for line in lines {
                session.text(&line)?;
            }
            return Ok(());
        }
        let could_not = |error| crate::error::Error::file("cannot write", file, error);
        let mut out = BufWriter::new(File::create_new(file).map_err(could_not)?);
        for line in lines {
            out.write_all(line.as_bytes()).map_err(could_not)?;
        }
        out.flush().map_err(could_not)?;
        Ok(())
    }
}
