//! `kartoteka add DIR card`: adds a card of a template with what is keyed on it, as one act.

use super::exit::Usage;
use super::{Outcome, Session};
use crate::catalogue::Keyed;
use crate::model::{Absence, CardTemplate, EntryId, EntryKind};
use serde::Serialize;
use std::path::PathBuf;

/// Add a card with what is written on it, as one act
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example: kartoteka add sample.kartoteka card --template auschwitz-pow-record --ref RKG-50 \\
           --set 'Name=Specimen' --absent 'Vorname=illegible:Iw??' --absent 'Religion=blank'

A FIELD is the printed label or the id of the field. A wrong name lists the right ones.")]
pub(super) struct Args {
    /// The folder of the catalogue
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// What to add
    what: What,
    /// The id of the card template
    #[arg(long, value_name = "ID")]
    template: String,
    /// The archive's reference code
    #[arg(long = "ref", value_name = "CODE")]
    reference: String,
    /// The fonds, series or file it lies in, by reference or id
    #[arg(long, value_name = "REF")]
    unit: Option<String>,
    /// What is written in a field, exactly as it stands
    #[arg(long = "set", value_name = "FIELD=VALUE")]
    set: Vec<String>,
    /// Why a field has no value: blank, illegible or illegible:16?258, unknown, silent, withheld, not-found
    #[arg(long = "absent", value_name = "FIELD=WHY")]
    absent: Vec<String>,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum What {
    Card,
}

#[derive(Serialize)]
struct Added<'a> {
    id: EntryId,
    #[serde(rename = "ref")]
    reference: &'a str,
    kind: EntryKind,
    template: &'a str,
}

impl Args {
    pub(super) fn run(self, session: &mut Session) -> anyhow::Result<Outcome> {
        if self.reference.trim().is_empty() {
            return Err(Usage("--ref is empty: give the archive's reference code of the card".to_owned()).into());
        }
        let keyed = keyed(&self.set, &self.absent)?;
        let What::Card = self.what;
        let mut catalogue = session.open_to_write(&self.folder)?;
        let template = catalogue.template(&self.template)?;
        assert_no_value_and_absence(&template, &keyed)?;
        let unit = self.unit.as_deref().map(|unit| catalogue.resolve(unit)).transpose()?;
        let card = catalogue.add_card(&self.template, &self.reference, unit, &keyed)?;
        session.saved();
        if session.json {
            session.object(&Added {
                id: card.id,
                reference: &card.reference_code,
                kind: EntryKind::FileCard,
                template: &card.template,
            })?;
        } else {
            session.line(format!("added {} {}", card.reference_code, card.id))?;
        }
        Ok(Outcome::Good)
    }
}

fn keyed(set: &[String], absent: &[String]) -> Result<Vec<Keyed>, Usage> {
    let values = set.iter().map(|pair| {
        let (field, value) = halves(pair, "--set", "FIELD=VALUE")?;
        Ok(Keyed { field, as_written: value.to_owned(), absence: None, at: None })
    });
    let gaps = absent.iter().map(|pair| {
        let (field, why) = halves(pair, "--absent", "FIELD=WHY")?;
        Ok(Keyed { field, as_written: String::new(), absence: Some(absence(why)?), at: None })
    });
    values.chain(gaps).collect()
}

/// A field has a value or a reason why it has none, however it is called.
fn assert_no_value_and_absence(template: &CardTemplate, keyed: &[Keyed]) -> Result<(), Usage> {
    let (absent, set): (Vec<_>, Vec<_>) = keyed.iter().partition(|keyed| keyed.absence.is_some());
    let field = |keyed: &Keyed| template.field(&keyed.field);
    let both = absent.into_iter().filter_map(field).find(|absent| set.iter().any(|set| field(set) == Some(absent)));
    both.map_or(Ok(()), |both| {
        Err(Usage(format!("{:?} has both --set and --absent: a field has a value or a reason why not", both.label)))
    })
}

/// `FIELD=VALUE` in its halves. Labels such as `Gef. Nr.` have no `=`, values may.
fn halves<'a>(pair: &'a str, option: &str, shape: &str) -> Result<(String, &'a str), Usage> {
    match pair.split_once('=') {
        Some((field, value)) if !field.trim().is_empty() => Ok((field.trim().to_owned(), value)),
        _ => Err(Usage(format!("{option} {pair:?} has no `=`: write {option} '{shape}'"))),
    }
}

/// Reads why there is no value.
pub(super) fn absence(why: &str) -> Result<Absence, Usage> {
    let (term, legible) = why.split_once(':').unwrap_or((why, ""));
    match (term.trim(), legible) {
        ("blank", "") => Ok(Absence::Blank),
        ("illegible", legible) => Ok(Absence::Illegible { legible: legible.to_owned() }),
        ("unknown", "") => Ok(Absence::Unknown),
        ("silent", "") => Ok(Absence::Silent),
        ("withheld", "") => Ok(Absence::Withheld),
        ("not-found", "") => Ok(Absence::NotFound),
        _ => Err(Usage(format!(
            "{why:?} is no reason for a missing value: blank, illegible, illegible:16?258, unknown, silent, withheld, \
             not-found"
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_keyed_is_taken_as_it_stands() {
        let given = keyed(&["Gef. Nr.= 88349 ".into(), "Bemerkung=a=b".into()], &["Name=illegible:16?258".into()]);
        let given: Vec<_> =
            given.unwrap().into_iter().map(|keyed| (keyed.field, keyed.as_written, keyed.absence)).collect();
        assert_eq!(
            given,
            [
                ("Gef. Nr.".to_owned(), " 88349 ".to_owned(), None),
                ("Bemerkung".to_owned(), "a=b".to_owned(), None),
                ("Name".to_owned(), String::new(), Some(Absence::Illegible { legible: "16?258".to_owned() })),
            ]
        );
    }

    #[test]
    fn what_cannot_be_meant_is_refused() {
        for (set, absent) in [("Name", ""), ("=x", ""), ("", "Name=gone"), ("", "Name=blank:x"), ("", "Name")] {
            let list = |text: &str| if text.is_empty() { vec![] } else { vec![text.to_owned()] };
            assert!(keyed(&list(set), &list(absent)).is_err(), "{set:?} {absent:?}");
        }
    }
}
