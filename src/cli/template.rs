//! `kartoteka template DIR`: the card templates of a catalogue, listed, written to a file, taken from one, removed.

use super::words::{columns, one_line};
use super::{Outcome, Session};
use crate::catalogue::{Catalogue, TemplateOrigin, template_file};
use crate::error::Error;
use crate::i18n::language;
use crate::model::CardTemplate;
use crate::reports::assert_may_be_written;
use serde::Serialize;
use std::path::PathBuf;

/// List, export, import or remove card templates
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example: kartoteka template sample.kartoteka export auschwitz-pow-record --out record.toml
A template file is plain text: change it in an editor and import it again. What was keyed never changes with it.")]
pub(super) struct Args {
    /// The folder of the catalogue
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// List every template a card can have
    List,
    /// Write a template as TOML, to a file or to standard output
    Export {
        /// The id of the template
        id: String,
        /// The file to write, outside of the catalogue; one that is there is replaced
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Keep the template of a file in the catalogue, in the place of the one with its id
    Import {
        /// The template file
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Take a template out of the catalogue; one that the program brings is as it was again
    Remove {
        /// The id of the template
        id: String,
    },
}

/// A template of a list. `origin` is `program`, `changed` or `catalogue`.
#[derive(Serialize)]
struct Listed<'a> {
    id: &'a str,
    name: &'a str,
    meaning: &'a str,
    origin: &'static str,
    fields: usize,
    cards: u64,
    width_mm: Option<f64>,
    height_mm: Option<f64>,
}

/// `toml` is there when no file was named.
#[derive(Serialize)]
struct Exported<'a> {
    id: &'a str,
    out: Option<String>,
    toml: Option<String>,
}

/// `replaced` tells whether the catalogue had a template of its own with this id.
#[derive(Serialize)]
struct Imported<'a> {
    id: &'a str,
    name: &'a str,
    fields: usize,
    replaced: bool,
}

#[derive(Serialize)]
struct Removed<'a> {
    id: &'a str,
    name: &'a str,
}

impl Args {
    pub(super) fn run(self, session: &mut Session) -> anyhow::Result<Outcome> {
        match &self.what {
            What::List => list(session, &Session::open(&self.folder)?)?,
            What::Export { id, out } => self.export(session, id, out.as_ref())?,
            What::Import { file } => self.import(session, file)?,
            What::Remove { id } => {
                let mut catalogue = session.open_to_write(&self.folder)?;
                let name = catalogue.template(id)?.name.clone();
                if catalogue.own_templates()?.iter().all(|own| own.template.id != *id) {
                    return Err(Error::Input(format!(
                        "{id} is a template of the program and not changed in this catalogue: there is nothing to remove"
                    ))
                    .into());
                }
                catalogue.remove_template(id)?;
                session.saved();
                if session.json {
                    session.object(&Removed { id, name: &name })?;
                } else {
                    session.line(format!("removed {id}: {name}"))?;
                }
            }
        }
        Ok(Outcome::Good)
    }

    fn export(&self, session: &mut Session, id: &str, out: Option<&PathBuf>) -> anyhow::Result<()> {
        if let Some(out) = out {
            assert_may_be_written(out)?;
        }
        let template = Session::open(&self.folder)?.template(id)?;
        if let Some(out) = out {
            template_file::write_template(out, &template)?;
            session.saved();
            let out = out.display().to_string();
            if session.json {
                session.object(&Exported { id, out: Some(out), toml: None })?;
            } else {
                session.line(format!("wrote {out}: {}", template.name))?;
            }
            return Ok(());
        }
        let toml = template_file::to_toml(&template);
        if session.json {
            session.object(&Exported { id, out: None, toml: Some(toml) })?;
        } else {
            for line in toml.lines() {
                session.line(line)?;
            }
        }
        Ok(())
    }

    fn import(&self, session: &mut Session, file: &std::path::Path) -> anyhow::Result<()> {
        let template = template_file::read_template(file)?;
        let mut catalogue = session.open_to_write(&self.folder)?;
        let replaced = catalogue.own_templates()?.iter().any(|own| own.template.id == template.id);
        let CardTemplate { id, name, fields, .. } = template.clone();
        catalogue.save_template(template)?;
        session.saved();
        let imported = Imported { id: &id, name: &name, fields: fields.len(), replaced };
        if session.json {
            session.object(&imported)?;
        } else {
            let done = if replaced { "replaced" } else { "imported" };
            session.line(format!("{done} {id}: {name}, {} fields", imported.fields))?;
        }
        Ok(())
    }
}

fn list(session: &mut Session, catalogue: &Catalogue) -> anyhow::Result<()> {
    let templates = catalogue.templates()?;
    let mut listed = Vec::new();
    for template in &templates {
        listed.push(Listed {
            id: &template.id,
            name: &template.name,
            meaning: template.label(language()),
            origin: TemplateOrigin::of(template).term(),
            fields: template.fields.len(),
            cards: catalogue.cards_with_template(&template.id)?,
            width_mm: template.width_mm,
            height_mm: template.height_mm,
        });
    }
    if session.json {
        let mut array = session.array()?;
        for template in &listed {
            session.item(&mut array, template)?;
        }
        session.close(&array)?;
        return Ok(());
    }
    let mut lines = vec![["ID", "FIELDS", "CARDS", "OF", "NAME"].map(str::to_owned).to_vec()];
    lines.extend(listed.iter().map(|template| {
        let cards = if template.cards == 0 { String::new() } else { template.cards.to_string() };
        let origin = template.origin.to_owned();
        vec![template.id.to_owned(), template.fields.to_string(), cards, origin, one_line(template.meaning, 70)]
    }));
    for line in columns(&lines) {
        session.line(line)?;
    }
    Ok(())
}
