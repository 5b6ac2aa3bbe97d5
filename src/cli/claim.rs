//! `kartoteka claim DIR REF PROPERTY VALUE`: keys what a source says of an entry, with all that is cited.

use super::add::absence;
use super::exit::Usage;
use super::page::{Page, page_of};
use super::show::claim_lines;
use super::{Outcome, Session};
use crate::catalogue::Catalogue;
use crate::model::{Absence, Certainty, Claim, Entry, EntryId, EntryKind, HistoricalDate, PROPERTIES, property_of};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::path::PathBuf;

/// Key what a source says of an entry
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example: kartoteka claim sample.kartoteka E1 count 'several dozen' --source SRC1 --locator 'line 8' \\
           --quotation 'several dozen prisoners escaped' --stated-on '2 May 1962' --certainty probable
         kartoteka claim sample.kartoteka P9 prisoner-number --source SRC1 --not-found

Rival claims stand side by side: nothing that is there is changed. The date of a source is kept with the source, the
date of an event is a claim of its own, and --stated-on is the day on which somebody said it.")]
pub(super) struct Args {
    /// The folder of the catalogue
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The reference, id or unique beginning of the id of the entry
    #[arg(value_name = "REF")]
    reference: String,
    /// What is claimed: surname, prisoner-number, count, … A wrong name lists the right ones
    property: String,
    /// The wording exactly as the source has it
    value: Option<String>,
    /// Why there is no value: blank, illegible or illegible:16?258, unknown, silent, withheld, not-found
    #[arg(long, value_name = "WHY", conflicts_with = "value")]
    absent: Option<String>,
    /// It was searched for in the source and not found
    #[arg(long, conflicts_with_all = ["value", "absent"])]
    not_found: bool,
    /// The source, by reference or id
    #[arg(long, value_name = "REF")]
    source: Option<String>,
    /// The place in the source
    #[arg(long, default_value = "", hide_default_value = true)]
    locator: String,
    /// The sentence of the source, word for word
    #[arg(long, default_value = "", hide_default_value = true)]
    quotation: String,
    /// When it was said, as far as that is neither the date of the source nor that of the event
    #[arg(long, value_name = "DATE", default_value = "", hide_default_value = true)]
    stated_on: String,
    /// What the statement covers, when that is less than everything
    #[arg(long, default_value = "", hide_default_value = true)]
    scope: String,
    /// How sure the reading is
    #[arg(long, value_parser = certainty(), default_value = "certain")]
    certainty: Certainty,
    /// A remark
    #[arg(long, default_value = "", hide_default_value = true)]
    remark: String,
}

fn certainty() -> impl TypedValueParser<Value = Certainty> {
    PossibleValuesParser::new(Certainty::ALL.iter().map(|term| term.term()))
        .map(|term| Certainty::from_term(&term).unwrap_or_default())
}

impl Args {
    pub(super) fn run(self, session: &mut Session) -> anyhow::Result<Outcome> {
        let absence = match (&self.absent, self.not_found) {
            (_, true) => Some(Absence::NotFound),
            (Some(why), false) => Some(absence(why)?),
            (None, false) => None,
        };
        let value = self.value.as_deref().map(str::trim).unwrap_or_default();
        if value.is_empty() && absence.is_none() {
            return Err(Usage(
                "there is no value: give the wording of the source, or say with --absent or --not-found why not"
                    .to_owned(),
            )
            .into());
        }
        if absence == Some(Absence::NotFound) && self.source.is_none() {
            return Err(Usage("--not-found says that a source was searched: name it with --source".to_owned()).into());
        }
        let stated_on = stated_on(&self.stated_on)?;
        let mut catalogue = session.open_to_write(&self.folder)?;
        let subject = page_of(&catalogue, &self.reference)?;
        let dossier = catalogue.dossier(subject)?;
        assert_property(&catalogue, dossier.entry.kind(), &self.property)?;
        let source = self.source.as_deref().map(|source| source_of(&catalogue, source)).transpose()?;
        let ord = dossier.claims.iter().filter(|claim| claim.property == self.property);
        let claim = Claim {
            ord: ord.map(|claim| claim.ord.saturating_add(1)).max().unwrap_or_default(),
            absence,
            source,
            locator: self.locator.trim().to_owned(),
            quotation: self.quotation.trim().to_owned(),
            stated_on,
            scope: self.scope.trim().to_owned(),
            certainty: self.certainty,
            remark: self.remark.trim().to_owned(),
            ..Claim::new(subject, &self.property, value)
        };
        let id = claim.id;
        let about = format!("{}: {}", dossier.label.reference_code, self.property.replace('-', " "));
        catalogue.add_claim(claim, None, &about)?;
        session.saved();
        let page = Page::new(&catalogue, catalogue.dossier(subject)?);
        if let Some(claim) = page.claims.iter().find(|claim| claim.id == id) {
            if session.json {
                session.object(claim)?;
            } else {
                session.line(format!("added to {} {id}", page.named.words()))?;
                for line in claim_lines(claim) {
                    session.line(format!(" {line}"))?;
                }
            }
        }
        Ok(Outcome::Good)
    }
}

/// The date of a statement. It is kept as written; one that cannot be read would not sort, and is refused here, where
/// nobody sees it beside the field.
fn stated_on(text: &str) -> Result<Option<HistoricalDate>, Usage> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let date = HistoricalDate::read(text.trim());
    if date.edtf.is_none() {
        return Err(Usage(format!(
            "--stated-on {text:?} cannot be read as a date: write it as 1962-05-02, 2 May 1962, May 1962 or 1962"
        )));
    }
    Ok(Some(date))
}

fn source_of(catalogue: &Catalogue, reference: &str) -> anyhow::Result<EntryId> {
    let id = catalogue.resolve(reference)?;
    match catalogue.get(id)? {
        Some(Entry::Source(_)) => Ok(id),
        found => {
            let kind = found.map_or_else(|| "no entry".to_owned(), |entry| format!("a {}", entry.kind()));
            Err(Usage(format!("--source {reference} is {kind} and no source: `kartoteka list DIR source` lists them"))
                .into())
        }
    }
}

/// A property is one the program offers for this kind of entry, or one that a card template brings.
fn assert_property(catalogue: &Catalogue, kind: EntryKind, property: &str) -> anyhow::Result<()> {
    let offered = property_of(property).is_some_and(|known| known.of.contains(&kind));
    let is_of_template = || -> crate::error::Result<bool> {
        let templates = catalogue.templates()?;
        Ok(templates.iter().flat_map(|template| &template.fields).any(|field| field.property == property))
    };
    if offered || (kind == EntryKind::FileCard && is_of_template()?) {
        return Ok(());
    }
    let known: Vec<&str> = PROPERTIES.iter().filter(|known| known.of.contains(&kind)).map(|known| known.id).collect();
    let known = if known.is_empty() { "there is none".to_owned() } else { known.join(", ") };
    Err(Usage(format!("{property:?} is no property of a {kind}: {known}")).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_date_of_a_statement_is_read_or_refused_in_words() {
        assert_eq!(stated_on("  ").unwrap(), None);
        let said = stated_on("2 May 1962").unwrap().unwrap();
        assert_eq!((said.as_written.as_str(), said.edtf.unwrap().as_str()), ("2 May 1962", "1962-05-02"));
        assert!(stated_on("one day").unwrap_err().to_string().contains("one day"));
    }
}
