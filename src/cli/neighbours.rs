//! `kartoteka neighbours DIR REF_OR_NUMBER`: who has the numbers next to one in the same register.

use super::exit::Usage;
use super::words::columns;
use super::{Outcome, Session};
use crate::catalogue::{Catalogue, NumberAsked};
use crate::error::Error;
use crate::model::{
    Datatype, Entry, EntryId, EntryKind, Holder, Near, Neighbourhood, NumberSeries, NumberState, PrisonerNumber,
    Reading, Register, Remark, SharedBy, read,
};
use crate::reports::{gap_text, register_text, remark_text, transport_text};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde::Serialize;
use std::path::PathBuf;

/// Show the numbers around those of a card or person, or around a number: gaps, doubles, dates
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: kartoteka neighbours sample.kartoteka P5
         kartoteka neighbours sample.kartoteka 164257 --camp \"KL Auschwitz\" --series general-men

Numbers of different camps or series are never mixed: when it is not known which a number is of, each is shown.")]
pub(super) struct Args {
    /// The folder of the catalogue
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The reference of a card or person, or a number
    #[arg(value_name = "REF_OR_NUMBER")]
    asked: String,
    /// The camp that issued the number; it is then taken for a number
    #[arg(long, value_name = "CAMP")]
    camp: Option<String>,
    /// The series it is of; it is then taken for a number
    #[arg(long, value_name = "SERIES", value_parser = series())]
    series: Option<NumberSeries>,
}

fn series() -> impl TypedValueParser<Value = NumberSeries> {
    PossibleValuesParser::new(NumberSeries::ALL.iter().map(|series| series.term()))
        .map(|term| NumberSeries::from_term(&term).unwrap_or_default())
}

#[derive(Serialize)]
struct Answer {
    number: String,
    camp: String,
    camp_id: Option<EntryId>,
    series: NumberSeries,
    transport: Option<TransportAnswer>,
    lines: Vec<Line>,
}

#[derive(Serialize)]
struct TransportAnswer {
    day: String,
    count: usize,
    from: u64,
    to: u64,
    inferred: bool,
}

/// `held` is somebody's number, `gap` numbers nobody has.
#[derive(Serialize)]
#[serde(tag = "line", rename_all = "kebab-case")]
enum Line {
    Held(Box<Held>),
    Gap { from: u64, to: u64, count: u64, asked: bool },
}

#[derive(Serialize)]
struct Held {
    number: String,
    value: u64,
    asked: bool,
    id: EntryId,
    #[serde(rename = "ref")]
    reference: String,
    kind: EntryKind,
    label: String,
    camp: String,
    series: NumberSeries,
    state: NumberState,
    arrived: String,
    arrived_earliest: Option<String>,
    arrived_latest: Option<String>,
    remarks: Vec<RemarkAnswer>,
}

/// `kind` is `shared`, `came-before`, `came-after`, `same-day`, `issuer-unstated` or `series-unstated`; what became of
/// the number is the `state` of the line.
#[derive(Serialize)]
struct RemarkAnswer {
    kind: &'static str,
    /// Of a number several have: `same-man`, `perhaps-same-man`, `re-issued`, `unclear`.
    how: Option<&'static str>,
    others: Vec<EntryId>,
    number: Option<String>,
    words: String,
}

impl From<Neighbourhood> for Answer {
    fn from(found: Neighbourhood) -> Self {
        let Neighbourhood { number, value: _, register, lines, transport } = found;
        let Register { issuer, series, .. } = register;
        Self {
            number,
            camp: register.issuer_text().to_owned(),
            camp_id: issuer,
            series,
            transport: transport.map(|found| TransportAnswer {
                day: found.day.to_string(),
                count: found.count,
                from: found.numbers.0,
                to: found.numbers.1,
                inferred: found.is_inferred,
            }),
            lines: lines.into_iter().map(Line::from).collect(),
        }
    }
}

impl From<Near> for Line {
    fn from(line: Near) -> Self {
        let (holder, asked, remarks) = match line {
            Near::Gap { from, to, is_asked } => {
                return Self::Gap { from, to, count: (to - from).saturating_add(1), asked: is_asked };
            }
            Near::Held { holder, is_asked, remarks } => (holder, is_asked, remarks),
        };
        let Holder { entry, kind, reference_code, label, number, value, register, state, arrived } = holder;
        let day = |day: Option<crate::model::Day>| day.map(|day| day.to_string());
        Self::Held(Box::new(Held {
            number,
            value,
            asked,
            id: entry,
            reference: reference_code,
            kind,
            label,
            camp: register.issuer_text().to_owned(),
            series: register.series,
            state,
            arrived_earliest: arrived.as_ref().and_then(|arrived| day(arrived.first)),
            arrived_latest: arrived.as_ref().and_then(|arrived| day(arrived.last)),
            arrived: arrived.map(|arrived| arrived.written).unwrap_or_default(),
            remarks: remarks.iter().filter_map(remark).collect(),
        }))
    }
}

fn remark(remark: &Remark) -> Option<RemarkAnswer> {
    let mut answer = RemarkAnswer { kind: "", how: None, others: Vec::new(), number: None, words: remark_text(remark) };
    answer.kind = match remark {
        Remark::Shared { others, how } => {
            answer.others.clone_from(others);
            answer.how = Some(match how {
                SharedBy::SameMan => "same-man",
                SharedBy::PerhapsSameMan => "perhaps-same-man",
                SharedBy::Reissued => "re-issued",
                SharedBy::Unclear => "unclear",
            });
            "shared"
        }
        Remark::OutOfOrder { number, is_before, .. } => {
            answer.number = Some(number.clone());
            if *is_before { "came-before" } else { "came-after" }
        }
        Remark::SameDay => "same-day",
        Remark::IssuerUnstated => "issuer-unstated",
        Remark::SeriesUnstated => "series-unstated",
        Remark::State(_) => return None,
    };
    Some(answer)
}

impl Args {
    pub(super) fn run(self, session: &mut Session) -> anyhow::Result<Outcome> {
        let catalogue = Session::open(&self.folder)?;
        let asked = self.asked(&catalogue)?;
        let found = catalogue.neighbours(&asked)?;
        if session.json {
            let mut array = session.array()?;
            for one in found {
                session.item(&mut array, &Answer::from(one))?;
            }
            session.close(&array)?;
        } else if found.is_empty() {
            Session::say(format!("{} has no number whose figures can be read", self.asked));
        } else {
            for (at, one) in found.iter().enumerate() {
                if at > 0 {
                    session.line("")?;
                }
                for line in lines(one) {
                    session.line(line)?;
                }
            }
        }
        Ok(Outcome::Good)
    }

    /// The entry with this reference, or the number.
    fn asked(&self, catalogue: &Catalogue) -> anyhow::Result<NumberAsked> {
        if self.camp.is_none()
            && self.series.is_none()
            && let Some(entry) = self.entry(catalogue)?
        {
            return Ok(NumberAsked::Of(entry));
        }
        let number = match read("prisoner-number", Datatype::Number, &self.asked) {
            Some(Reading::Number(number)) if number.value().is_some() => number,
            _ => {
                let asked = &self.asked;
                return Err(Usage(format!(
                    "{asked:?} is neither the reference of an entry nor a number: write a reference such as P5 or a \
                     number such as 164257"
                ))
                .into());
            }
        };
        let mut number = PrisonerNumber { series: self.series.unwrap_or(number.register_series()), ..number };
        if let Some(camp) = &self.camp {
            match catalogue.resolve(camp) {
                Ok(place) if matches!(catalogue.get(place)?, Some(Entry::Place(_))) => number.issuer = Some(place),
                _ => camp.trim().clone_into(&mut number.issuer_name),
            }
        }
        Ok(NumberAsked::Number(number))
    }

    /// The card or person meant. Figures alone are a number unless they are the whole reference of an entry: they might
    /// begin the id of any.
    fn entry(&self, catalogue: &Catalogue) -> anyhow::Result<Option<EntryId>> {
        let asked = self.asked.trim();
        let is_figures = asked.chars().all(|c| c.is_ascii_digit());
        let id = match catalogue.resolve(asked) {
            Ok(id) => id,
            Err(Error::NoSuchEntry(_)) => return Ok(None),
            Err(Error::Ambiguous { .. }) if is_figures => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        if is_figures && catalogue.label(id)?.reference_code != asked {
            return Ok(None);
        }
        let id = super::page::page_of(catalogue, asked).unwrap_or(id);
        let kind = catalogue.label(id)?.kind;
        if matches!(kind, EntryKind::FileCard | EntryKind::Person) {
            return Ok(Some(id));
        }
        Err(Usage(format!("{asked} is neither a card nor a person, and has no prisoner number")).into())
    }
}

fn lines(found: &Neighbourhood) -> Vec<String> {
    let mut table = vec![["", "NUMBER", "REF", "LABEL", "ARRIVED", "NOTED"].map(str::to_owned).to_vec()];
    for line in &found.lines {
        table.push(match line {
            Near::Gap { from, to, is_asked } => {
                let mark = if *is_asked { "*" } else { "" };
                vec![mark.to_owned(), "·".to_owned(), String::new(), gap_text(*from, *to)]
            }
            Near::Held { holder, is_asked, remarks } => vec![
                if *is_asked { "*".to_owned() } else { String::new() },
                holder.number.clone(),
                holder.reference_code.clone(),
                super::words::one_line(&holder.label, 50),
                holder.arrived.as_ref().map(|arrived| arrived.written.clone()).unwrap_or_default(),
                remarks.iter().map(remark_text).collect::<Vec<_>>().join("; "),
            ],
        });
    }
    let mut lines = vec![format!("{}  {}", found.number, register_text(&found.register))];
    lines.extend(columns(&table));
    lines.extend(found.transport.as_ref().map(transport_text));
    lines
}
