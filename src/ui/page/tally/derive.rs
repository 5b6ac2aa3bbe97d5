//! A tally as words and links, derived once when it arrives.

use super::super::model::Link;
use crate::i18n::tr_args;
use crate::model::{
    Balance, Certainty, Claim, Comparison, EntryId, Label, Member, MemberPage, Reading, Saying, StatedCount, Tally,
};
use crate::reports;
use std::collections::BTreeMap;
use std::sync::Arc;

type Labels = BTreeMap<EntryId, Label>;

/// What is drawn of a tally.
#[derive(Debug)]
pub(super) struct TallyModel {
    pub comparisons: Vec<ComparisonModel>,
    pub said: Vec<SaidModel>,
    pub members: Arc<MembersModel>,
    pub query: String,
}

/// What is stated beside what is here.
#[derive(Debug)]
pub(super) struct ComparisonModel {
    pub words: String,
    /// Whether sources disagree and nobody has judged.
    pub is_disputed: bool,
    /// How much of the stated number is here, where both are numbers.
    pub share: Option<f32>,
    pub sayings: Vec<SayingModel>,
}

/// Who states it.
#[derive(Debug)]
pub(super) struct SayingModel {
    pub words: String,
    pub source: Option<Link>,
    pub rest: String,
}

/// When or where.
#[derive(Debug)]
pub(super) struct SaidModel {
    pub property: String,
    pub words: String,
    pub meant: Option<Link>,
    pub rest: String,
    pub source: Option<Link>,
}

/// A page of members.
#[derive(Debug)]
pub(super) struct MembersModel {
    pub from: usize,
    pub total: usize,
    pub next: Option<usize>,
    pub members: Vec<MemberModel>,
}

/// One of them.
#[derive(Debug)]
pub(super) struct MemberModel {
    pub link: Link,
    /// Its reference, and those of others that are the same man.
    pub codes: String,
    pub is_specimen: bool,
    pub number: String,
    pub roles: Vec<String>,
    pub when: String,
    pub sources: Vec<Link>,
}

pub(super) fn tally(tally: &Tally) -> TallyModel {
    TallyModel {
        comparisons: tally.summary.comparisons.iter().map(|found| comparison(found, &tally.labels)).collect(),
        said: tally.said.iter().map(|claim| said(claim, &tally.labels)).collect(),
        members: Arc::new(members(&tally.members)),
        query: tally.query.clone(),
    }
}

fn comparison(found: &Comparison, labels: &Labels) -> ComparisonModel {
    let all = |stated: &[StatedCount]| -> Vec<SayingModel> {
        stated.iter().flat_map(|stated| &stated.sayings).map(|said| saying(said, labels)).collect()
    };
    let mut sayings = all(&found.stated);
    sayings.extend(all(&found.besides));
    sayings.extend(found.without.iter().map(|said| saying(said, labels)));
    // what the description of the unit says stands above
    sayings.retain(|saying| saying.source.is_some() || !saying.rest.is_empty());
    let stated = found.held_against.and_then(|count| count.at_most.or(count.at_least)).filter(|count| *count > 0);
    let share = stated.map(|stated| found.here.number as f64 / stated as f64);
    #[expect(clippy::cast_possible_truncation, reason = "a length on the screen")]
    let share = share.map(|share| share.min(1.0) as f32);
    let is_disputed = found.balance == Balance::Conflict;
    ComparisonModel { words: sentence(&reports::comparison_text(found)), is_disputed, share, sayings }
}

fn saying(saying: &Saying, labels: &Labels) -> SayingModel {
    let words = match &saying.absence {
        Some(absence) => reports::absence_text(absence),
        None => quoted(&saying.as_written),
    };
    let rest = joined(&[saying.locator.trim(), &saying.scope, &doubt(saying.certainty)]);
    SayingModel { words, source: saying.source.map(|id| whole(id, labels)), rest }
}

fn said(claim: &Claim, labels: &Labels) -> SaidModel {
    let meant = match claim.reading {
        Some(Reading::Entry(id)) => Some(whole(id, labels)),
        _ => None,
    };
    let words = claim.as_written.trim();
    let is_said_by_link = meant.as_ref().is_some_and(|link| link.text == words);
    SaidModel {
        property: reports::property_text(&claim.property),
        words: if is_said_by_link { String::new() } else { words.to_owned() },
        meant,
        rest: joined(&[claim.scope.trim(), &doubt(claim.certainty)]),
        source: claim.source.map(|id| short(id, claim.locator.trim(), labels)),
    }
}

pub(super) fn members(page: &MemberPage) -> MembersModel {
    MembersModel {
        from: page.from,
        total: page.total,
        next: page.next,
        members: page.members.iter().map(|found| member(found, &page.labels)).collect(),
    }
}

fn member(found: &Member, labels: &Labels) -> MemberModel {
    let codes = std::iter::once(&found.label).chain(found.also.iter().map(|(_, label)| label));
    let codes: Vec<&str> = codes.map(|label| label.reference_code.trim()).filter(|code| !code.is_empty()).collect();
    let text = reports::label_text(&found.label);
    let mut sources: Vec<Link> = Vec::new();
    for claim in &found.claims {
        let link = claim.source.map(|id| short(id, claim.locator.trim(), labels));
        sources.extend(link.filter(|link| !sources.contains(link)));
    }
    MemberModel {
        link: Link { id: found.entry, kind: found.label.kind, text },
        codes: codes.join(" = "),
        is_specimen: found.is_specimen,
        number: found.number.clone(),
        roles: found.claims.iter().map(role).filter(|role| !role.is_empty()).collect(),
        when: found.when().join(", "),
        sources,
    }
}

/// The wording of what makes somebody a member.
fn role(claim: &Claim) -> String {
    let (words, doubt) = (claim.as_written.trim(), doubt(claim.certainty));
    match (words.is_empty(), doubt.is_empty()) {
        (true, _) => doubt,
        (false, true) => quoted(words),
        (false, false) => tr_args("tally-doubted", &[("words", quoted(words).into()), ("certainty", doubt.into())]),
    }
}

/// A wording as a quotation; words of ours, which stand in square brackets, are none.
fn quoted(words: &str) -> String {
    let inner = words.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    if inner.is_some_and(|inner| !inner.contains(['[', ']'])) {
        return words.to_owned();
    }
    tr_args("tally-quoted", &[("words", words.to_owned().into())])
}

/// A line that stands alone begins with a capital.
fn sentence(line: &str) -> String {
    let mut letters = line.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn doubt(certainty: Certainty) -> String {
    match certainty {
        Certainty::Certain => String::new(),
        other => reports::words("certainty", other.term()).to_lowercase(),
    }
}

fn joined(parts: &[&str]) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" \u{b7} ")
}

/// An entry by its name.
fn whole(id: EntryId, labels: &Labels) -> Link {
    let (kind, text) = labels.get(&id).map(|label| (label.kind, reports::label_text(label))).unwrap_or_default();
    Link { id, kind, text }
}

/// A source by its reference and the place in it.
fn short(id: EntryId, locator: &str, labels: &Labels) -> Link {
    let Link { kind, text, .. } = whole(id, labels);
    let code = labels.get(&id).map_or("", |label| label.reference_code.trim());
    let name = if code.is_empty() { text.as_str() } else { code };
    let parts: Vec<&str> = [name, locator].into_iter().filter(|part| !part.is_empty()).collect();
    Link { id, kind, text: parts.join(", ") }
}
