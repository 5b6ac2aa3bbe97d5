//! `kartoteka glossary DIR`: words of the papers with their gloss, listed, kept, silenced, taken away.

use super::exit::Usage;
use super::words::{columns, one_line};
use super::{Outcome, Session};
use crate::model::{EntryId, GlossaryLine, GlossaryTerm, TermOrigin};
use serde::Serialize;
use std::path::PathBuf;

/// List and edit the glossary: abbreviations, terms of the perpetrators, words that mislead
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example: kartoteka glossary sample.kartoteka list
         kartoteka glossary sample.kartoteka save Zählappell --language de --gloss 'roll call' --basis 'K. Muster 1999'
         kartoteka glossary sample.kartoteka silence Stalag --language de
A gloss is shown beside the wording and changes nothing of it.")]
pub(super) struct Args {
    /// The folder of the catalogue
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// List the terms, or those with these words in term, gloss or basis
    List {
        /// Words to look for
        words: Vec<String>,
    },
    /// Say which words of a text need a gloss
    Read {
        /// The text
        text: String,
    },
    /// Keep a term, in the place of the one on the same word and language
    Save {
        /// The word as papers have it
        term: String,
        /// Its language, by the two letters of ISO 639-1
        #[arg(long, value_name = "CODE")]
        language: String,
        /// What it means
        #[arg(long)]
        gloss: String,
        /// It is a term of the perpetrators or says less than it seems to
        #[arg(long)]
        caution: bool,
        /// Where the gloss comes from
        #[arg(long, default_value = "", hide_default_value = true)]
        basis: String,
    },
    /// Say nothing any more of a term the program brings
    Silence {
        /// The word
        term: String,
        /// Its language
        #[arg(long, value_name = "CODE")]
        language: String,
    },
    /// Take a term of the catalogue away; what the program says of the word is said again
    Remove {
        /// The word
        term: String,
        /// Its language
        #[arg(long, value_name = "CODE")]
        language: String,
    },
}

/// A line of the glossary. `origin` is `program`, `changed`, `catalogue` or `silenced`; `id` is that of the catalogue's
/// own entry.
#[derive(Serialize)]
struct TermAnswer<'a> {
    term: &'a str,
    language: &'a str,
    gloss: &'a str,
    caution: bool,
    basis: &'a str,
    origin: TermOrigin,
    id: Option<EntryId>,
}

impl<'a> From<&'a GlossaryLine> for TermAnswer<'a> {
    fn from(line: &'a GlossaryLine) -> Self {
        let GlossaryTerm { id: _, term, language, gloss, caution, basis } = &line.term;
        Self { term, language, gloss, caution: *caution, basis, origin: line.origin, id: line.own }
    }
}

/// A word of a text that needs a gloss; `show` answers with the same object.
#[derive(Debug, Serialize)]
pub(super) struct GlossAnswer {
    pub(super) written: String,
    pub(super) term: String,
    pub(super) language: String,
    pub(super) gloss: String,
    pub(super) caution: bool,
    pub(super) basis: String,
}

impl GlossAnswer {
    /// The words of a text that need a gloss, each once.
    pub(super) fn all(glossary: &crate::model::Glossary, text: &str) -> Vec<Self> {
        let mut seen = std::collections::BTreeSet::new();
        let glosses = glossary.glosses(text).into_iter();
        glosses
            .filter(|gloss| seen.insert((gloss.term.clone(), gloss.language.clone())))
            .map(|gloss| Self {
                written: text.get(gloss.range).unwrap_or_default().to_owned(),
                term: gloss.term,
                language: gloss.language,
                gloss: gloss.gloss,
                caution: gloss.caution,
                basis: gloss.basis,
            })
            .collect()
    }

    /// `gloss: Abgang = departure: left the list; …`.
    pub(super) fn line(&self) -> String {
        format!("gloss: {} = {}", self.term, self.gloss)
    }
}

impl Args {
    pub(super) fn run(self, session: &mut Session) -> anyhow::Result<Outcome> {
        let term = |term: &str, language: &str, gloss: &str| GlossaryTerm {
            term: term.to_owned(),
            language: language.to_owned(),
            gloss: gloss.to_owned(),
            ..GlossaryTerm::default()
        };
        match &self.what {
            What::List { words } => list(session, &self.folder, words)?,
            What::Read { text } => {
                let glosses = GlossAnswer::all(&Session::open(&self.folder)?.glossary()?, text);
                if session.json {
                    let mut array = session.array()?;
                    for gloss in &glosses {
                        session.item(&mut array, gloss)?;
                    }
                    session.close(&array)?;
                } else {
                    for gloss in &glosses {
                        session.line(gloss.line())?;
                    }
                }
            }
            What::Save { term: word, language, gloss, caution, basis } => {
                if gloss.trim().is_empty() {
                    return Err(Usage("--gloss is empty: say what the word means, or use silence".to_owned()).into());
                }
                let kept = GlossaryTerm { caution: *caution, basis: basis.clone(), ..term(word, language, gloss) };
                self.write(session, &kept)?;
            }
            What::Silence { term: word, language } => self.write(session, &term(word, language, ""))?,
            What::Remove { term: word, language } => self.remove(session, &term(word, language, ""))?,
        }
        Ok(Outcome::Good)
    }

    fn write(&self, session: &mut Session, term: &GlossaryTerm) -> anyhow::Result<()> {
        assert_language(&term.language)?;
        let mut catalogue = session.open_to_write(&self.folder)?;
        catalogue.save_term(term)?;
        session.saved();
        let glossary = catalogue.glossary()?;
        let line = glossary.lines().iter().find(|line| line.term.key() == term.key());
        if let Some(line) = line {
            if session.json {
                session.object(&TermAnswer::from(line))?;
            } else {
                let what = if line.origin == TermOrigin::Silenced { "silenced" } else { "saved" };
                session.line(format!("{what} {} ({})", line.term.term, line.term.language))?;
            }
        }
        Ok(())
    }

    fn remove(&self, session: &mut Session, term: &GlossaryTerm) -> anyhow::Result<()> {
        let mut catalogue = session.open_to_write(&self.folder)?;
        let own = catalogue.own_terms()?.into_iter().find(|own| own.key() == term.key());
        let Some(own) = own else {
            return Err(Usage(format!(
                "the catalogue has no entry of its own on {} ({}): there is nothing to remove; `silence` keeps a term \
                 of the program quiet",
                term.term, term.language
            ))
            .into());
        };
        catalogue.remove_term(own.id)?;
        session.saved();
        if session.json {
            let line = GlossaryLine { origin: TermOrigin::Catalogue, own: Some(own.id), term: own };
            session.object(&TermAnswer::from(&line))?;
        } else {
            session.line(format!("removed {} ({})", own.term, own.language))?;
        }
        Ok(())
    }
}

fn assert_language(language: &str) -> Result<(), Usage> {
    let language = language.trim();
    if (2..=3).contains(&language.len()) && language.chars().all(|c| c.is_ascii_alphabetic()) {
        return Ok(());
    }
    Err(Usage(format!("--language {language:?} is no code of a language: de, pl, ru, en, uk, …")))
}

fn list(session: &mut Session, folder: &std::path::Path, words: &[String]) -> anyhow::Result<()> {
    let glossary = Session::open(folder)?.glossary()?;
    let wanted = words.join(" ");
    let lines: Vec<&GlossaryLine> = glossary.lines().iter().filter(|line| line.has_words(&wanted)).collect();
    if session.json {
        let mut array = session.array()?;
        for line in lines {
            session.item(&mut array, &TermAnswer::from(line))?;
        }
        session.close(&array)?;
        return Ok(());
    }
    let mut table = vec![["TERM", "LANGUAGE", "", "ORIGIN", "GLOSS", "BASIS"].map(str::to_owned).to_vec()];
    table.extend(lines.into_iter().map(|line| {
        let GlossaryTerm { id: _, term, language, gloss, caution, basis } = &line.term;
        let caution = if *caution { "caution" } else { "" };
        let origin = line.origin.term();
        vec![term.clone(), language.clone(), caution.into(), origin.into(), one_line(gloss, 90), one_line(basis, 60)]
    }));
    for line in columns(&table) {
        session.line(line)?;
    }
    Ok(())
}
