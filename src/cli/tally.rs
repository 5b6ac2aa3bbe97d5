//! `kartoteka tally DIR [REF]`: what sources state of groups, events and units beside what is here.

use super::answers::Named;
use super::page::page_of;
use super::words::{columns, one_line};
use super::{Outcome, Session};
use crate::catalogue::Catalogue;
use crate::model::{
    Absence, Balance, Certainty, Claim, Comparison, Counted, EntryId, Here, Label, Member, MemberPage, Saying,
    StatedCount, Tally, TallySummary,
};
use crate::reports::{
    absence_text, comparison_text, label_text, property_text, saying_source, stated_text, tally_line,
};
use crate::reports::{reading_text, words};
use serde::Serialize;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Show what sources state of a group, event or unit, beside who is named and which cards are here
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: kartoteka tally sample.kartoteka
         kartoteka tally sample.kartoteka E6

Without REF every group, event and unit of which a count is stated, or looked for and not found. What is said of a group \
is said of none of its members; a man with several cards is one.")]
pub(super) struct Args {
    /// The folder of the catalogue
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The reference, id or unique beginning of the id of a group, event or unit
    #[arg(value_name = "REF")]
    reference: Option<String>,
    /// The most members to show
    #[arg(long, value_name = "N", default_value = "200", requires = "reference")]
    limit: NonZeroUsize,
    /// Leave out so many members before them
    #[arg(long, value_name = "N", default_value = "0", requires = "reference")]
    skip: usize,
}

#[derive(Serialize)]
struct Answer {
    #[serde(flatten)]
    named: Named,
    words: String,
    comparisons: Vec<ComparisonAnswer>,
}

#[derive(Serialize)]
struct WholeAnswer {
    #[serde(flatten)]
    answer: Answer,
    said: Vec<SaidAnswer>,
    query: String,
    members: MembersAnswer,
}

#[derive(Serialize)]
struct ComparisonAnswer {
    counted: Counted,
    balance: Balance,
    words: String,
    stated: Vec<StatedAnswer>,
    besides: Vec<StatedAnswer>,
    without: Vec<SayingAnswer>,
    here: HereAnswer,
}

/// `number` are men, each once, or cards; `specimens` are counted apart.
#[derive(Serialize)]
struct HereAnswer {
    number: u64,
    keyed: u64,
    specimens: u64,
    specimens_elsewhere: u64,
}

/// The numbers are missing when the wording gives none.
#[derive(Serialize)]
struct StatedAnswer {
    at_least: Option<u64>,
    at_most: Option<u64>,
    approximate: bool,
    words: String,
    sources: usize,
    sayings: Vec<SayingAnswer>,
}

/// `claim` is missing when it stands in the description of a unit.
#[derive(Serialize)]
struct SayingAnswer {
    claim: Option<EntryId>,
    as_written: String,
    absence: Option<&'static str>,
    scope: String,
    source: Option<Named>,
    locator: String,
    certainty: Certainty,
    held: bool,
}

/// When and where, as claimed of the whole.
#[derive(Serialize)]
struct SaidAnswer {
    claim: EntryId,
    property: String,
    as_written: String,
    reading: String,
    scope: String,
    source: Option<Named>,
    locator: String,
    certainty: Certainty,
}

#[derive(Serialize)]
struct MembersAnswer {
    total: usize,
    from: usize,
    next: Option<usize>,
    members: Vec<MemberAnswer>,
}

#[derive(Serialize)]
struct MemberAnswer {
    #[serde(flatten)]
    named: Named,
    number: String,
    also: Vec<Named>,
    specimen: bool,
    when: Vec<String>,
    roles: Vec<RoleAnswer>,
}

#[derive(Serialize)]
struct RoleAnswer {
    claim: EntryId,
    property: String,
    as_written: String,
    scope: String,
    source: Option<Named>,
    locator: String,
    certainty: Certainty,
}

type Labels = BTreeMap<EntryId, Label>;

fn source(id: Option<EntryId>, labels: &Labels) -> Option<Named> {
    id.and_then(|id| Some(Named::new(id, labels.get(&id)?)))
}

impl Answer {
    fn new(id: EntryId, label: &Label, summary: TallySummary, labels: &Labels) -> Self {
        let words = tally_line(&summary);
        let comparisons = summary.comparisons.into_iter().map(|found| ComparisonAnswer::new(found, labels)).collect();
        Self { named: Named::new(id, label), words, comparisons }
    }
}

impl ComparisonAnswer {
    fn new(found: Comparison, labels: &Labels) -> Self {
        let words = comparison_text(&found);
        let Comparison { counted, balance, held_against: _, stated, besides, without, here } = found;
        let Here { number, keyed, specimens, specimens_elsewhere } = here;
        let all = |stated: Vec<StatedCount>| stated.into_iter().map(|one| StatedAnswer::new(one, labels)).collect();
        Self {
            counted,
            balance,
            words,
            stated: all(stated),
            besides: all(besides),
            without: without.into_iter().map(|saying| SayingAnswer::new(saying, labels)).collect(),
            here: HereAnswer { number, keyed, specimens, specimens_elsewhere },
        }
    }
}

impl StatedAnswer {
    fn new(stated: StatedCount, labels: &Labels) -> Self {
        let (words, sources) = (stated_text(&stated), stated.sources());
        let count = stated.count.unwrap_or_default();
        Self {
            at_least: count.at_least,
            at_most: count.at_most,
            approximate: count.approximate,
            words,
            sources,
            sayings: stated.sayings.into_iter().map(|saying| SayingAnswer::new(saying, labels)).collect(),
        }
    }
}

impl SayingAnswer {
    fn new(saying: Saying, labels: &Labels) -> Self {
        let Saying { claim, as_written, absence, scope, source: of, locator, certainty, is_held } = saying;
        let absence = absence.as_ref().map(Absence::term);
        Self { claim, as_written, absence, scope, source: source(of, labels), locator, certainty, held: is_held }
    }
}

impl SaidAnswer {
    fn new(claim: Claim, labels: &Labels) -> Self {
        let reading = claim.reading.as_ref().map(|reading| reading_text(reading, labels)).unwrap_or_default();
        let Claim { id, property, as_written, scope, source: of, locator, certainty, .. } = claim;
        Self { claim: id, property, as_written, reading, scope, source: source(of, labels), locator, certainty }
    }
}

impl MembersAnswer {
    fn new(page: MemberPage) -> Self {
        let MemberPage { from, total, members, next, labels } = page;
        let members = members.into_iter().map(|member| MemberAnswer::new(member, &labels)).collect();
        Self { total, from, next, members }
    }
}

impl MemberAnswer {
    fn new(member: Member, labels: &Labels) -> Self {
        let when = member.when();
        let Member { entry, label, number, also, is_specimen, claims, dates: _ } = member;
        let role = |claim: Claim| {
            let Claim { id, property, as_written, scope, source: of, locator, certainty, .. } = claim;
            RoleAnswer { claim: id, property, as_written, scope, source: source(of, labels), locator, certainty }
        };
        Self {
            named: Named::new(entry, &label),
            number,
            also: also.iter().map(|(id, label)| Named::new(*id, label)).collect(),
            specimen: is_specimen,
            when,
            roles: claims.into_iter().map(role).collect(),
        }
    }
}

impl Args {
    pub(super) fn run(self, session: &mut Session) -> anyhow::Result<Outcome> {
        let catalogue = Session::open(&self.folder)?;
        let Some(reference) = &self.reference else {
            let mut found = catalogue.tallies()?;
            if session.json {
                let mut array = session.array()?;
                for (id, label, summary) in found {
                    let labels = sources_of(&catalogue, &summary)?;
                    session.item(&mut array, &Answer::new(id, &label, summary, &labels))?;
                }
                session.close(&array)?;
            } else if found.is_empty() {
                Session::say("no count is stated of any group, event or unit");
            } else {
                let mut table = vec![["REF", "KIND", "LABEL", "STATED AND HERE"].map(str::to_owned).to_vec()];
                table.extend(found.drain(..).map(|(_, label, summary)| {
                    let kind = words("kind", label.kind.term());
                    let line = tally_line(&summary);
                    vec![label.reference_code, kind, one_line(&label.label, 44), line]
                }));
                for line in columns(&table) {
                    session.line(line)?;
                }
            }
            return Ok(Outcome::Good);
        };
        let id = page_of(&catalogue, reference)?;
        let mut tally = catalogue.tally(id)?;
        tally.members = catalogue.members(id, self.skip, self.limit.get())?;
        if session.json {
            let Tally { entry, label, summary, said, members, query, labels } = tally;
            session.object(&WholeAnswer {
                answer: Answer::new(entry, &label, summary, &labels),
                said: said.into_iter().map(|claim| SaidAnswer::new(claim, &labels)).collect(),
                query,
                members: MembersAnswer::new(members),
            })?;
        } else {
            for line in lines(&tally) {
                session.line(line)?;
            }
        }
        Ok(Outcome::Good)
    }
}

/// The names of the sources of an entry's counts.
fn sources_of(catalogue: &Catalogue, summary: &TallySummary) -> anyhow::Result<Labels> {
    let mut labels = Labels::new();
    for comparison in &summary.comparisons {
        let sayings = comparison.stated.iter().chain(&comparison.besides).flat_map(|stated| &stated.sayings);
        for source in sayings.chain(&comparison.without).filter_map(|saying| saying.source) {
            labels.insert(source, catalogue.label(source)?);
        }
    }
    Ok(labels)
}

/// A tally as lines for people.
fn lines(tally: &Tally) -> Vec<String> {
    let Tally { entry, label, summary, said, members, query: _, labels } = tally;
    let mut lines = vec![Named::new(*entry, label).words()];
    for claim in said {
        let place = [claim.scope.trim().to_owned(), origin(claim, labels), doubt(claim.certainty)];
        let place = place.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" \u{b7} ");
        lines.push(format!("  {}: {}  [{place}]", property_text(&claim.property), claim.as_written.trim()));
    }
    for comparison in &summary.comparisons {
        lines.push(format!("  {}", comparison_text(comparison)));
        let sayings = comparison.stated.iter().chain(&comparison.besides).flat_map(|stated| &stated.sayings);
        for saying in sayings.chain(&comparison.without) {
            lines.push(format!("    {}", saying_line(saying, labels)));
        }
    }
    if members.total > 0 {
        let last = members.from + members.members.len();
        let first = (members.from + 1).min(last);
        lines.push(format!("  members {first} to {last} of {}", members.total));
        let mut table =
            vec![["REF", "NAME", "NUMBER", "ROLE AS WRITTEN", "WHEN", "SOURCE"].map(str::to_owned).to_vec()];
        table.extend(members.members.iter().map(|member| member_line(member, &members.labels)));
        lines.extend(columns(&table).into_iter().map(|line| format!("    {line}")));
        if let Some(next) = members.next {
            lines.push(format!("    more with --skip {next}"));
        }
    }
    lines
}

fn saying_line(saying: &Saying, labels: &Labels) -> String {
    let value = match &saying.absence {
        Some(absence) => absence_text(absence),
        None => format!("\u{201c}{}\u{201d}", saying.as_written),
    };
    let parts = [value, saying.scope.clone(), saying_source(saying, labels), doubt(saying.certainty)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" \u{b7} ")
}

fn member_line(member: &Member, labels: &Labels) -> Vec<String> {
    let of = |label: &Label| label.reference_code.clone();
    let codes = std::iter::once(of(&member.label)).chain(member.also.iter().map(|(_, label)| of(label)));
    let roles = member.claims.iter().map(|claim| match doubt(claim.certainty) {
        doubt if doubt.is_empty() => claim.as_written.trim().to_owned(),
        doubt => format!("{} ({doubt})", claim.as_written.trim()),
    });
    vec![
        codes.filter(|code| !code.is_empty()).collect::<Vec<_>>().join(" = "),
        one_line(&label_text(&member.label), 40),
        member.number.clone(),
        one_line(&roles.collect::<Vec<_>>().join("; "), 60),
        member.when().join(", "),
        member.claims.iter().map(|claim| origin(claim, labels)).collect::<Vec<_>>().join("; "),
    ]
}

fn origin(claim: &Claim, labels: &Labels) -> String {
    let code = claim.source.and_then(|id| labels.get(&id)).map(|label| label.reference_code.clone());
    let parts = [code.unwrap_or_default(), claim.locator.trim().to_owned()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn doubt(certainty: Certainty) -> String {
    match certainty {
        Certainty::Certain => String::new(),
        other => words("certainty", other.term()).to_lowercase(),
    }
}
