//! The appendix of disagreements: rival claims side by side, the judgement and its reason, or that it is open.
//!
//! Invariant: every weighed claim is printed, chosen or not; a decision never hides what another source says.

use super::claims::{column, fact, signed, stressed};
use super::{Composer, entry_target};
use crate::i18n::{tr, tr_args};
use crate::model::{Claim, Conclusion, Decision, Disagreement, EntryId, Holdings};
use crate::reports::dates::historical_date_text;
use crate::reports::document::{Article, Block, Fact, Part, Text, plain, quiet, strong, voice};
use crate::reports::wording::{absence_text, claim_text, entry_text, property_text, words};
use std::collections::BTreeMap;

/// Longer values do not stand in a heading.
const HEADING_CHARS: usize = 70;

/// A disagreement with the code it is cited by.
pub(in crate::reports) struct Numbered<'a> {
    /// `C1` as in the catalogue; `U1` while nobody has judged it.
    pub(in crate::reports) code: String,
    /// Its place in the holdings.
    pub(super) place: usize,
    /// The disagreement.
    pub(in crate::reports) disagreement: &'a Disagreement,
    /// Every claim that was weighed, in order, also those about other entries.
    pub(in crate::reports) claims: Vec<&'a Claim>,
    /// How many were weighed that the holdings do not hold.
    missing: usize,
}

/// The disagreements in order of their codes, those nobody judged last.
pub(in crate::reports) fn numbered(holdings: &Holdings) -> Vec<Numbered<'_>> {
    let code = |disagreement: &Disagreement| {
        let code = disagreement.conclusion.as_ref().map(|conclusion| conclusion.reference_code.trim());
        code.filter(|code| !code.is_empty()).map(str::to_owned)
    };
    let mut known: BTreeMap<EntryId, &Claim> = BTreeMap::new();
    for dossier in &holdings.dossiers {
        known.extend(dossier.claims.iter().chain(&dossier.mentions).map(|claim| (claim.id, claim)));
    }
    for disagreement in &holdings.disagreements {
        known.extend(disagreement.claims.iter().map(|claim| (claim.id, claim)));
    }
    let (mut judged, mut others): (Vec<_>, Vec<_>) = (Vec::new(), Vec::new());
    for (place, disagreement) in holdings.disagreements.iter().enumerate() {
        match code(disagreement) {
            Some(code) => judged.push(Numbered::new(code, place, disagreement, &known)),
            None => others.push((place, disagreement)),
        }
    }
    judged.sort_by_key(|numbered| (by_value(&numbered.code), numbered.place));
    let others = others.into_iter().zip(1..);
    judged.extend(others.map(|((place, disagreement), n)| Numbered::new(format!("U{n}"), place, disagreement, &known)));
    judged
}

impl<'a> Numbered<'a> {
    fn new(code: String, place: usize, disagreement: &'a Disagreement, known: &BTreeMap<EntryId, &'a Claim>) -> Self {
        let weighed = disagreement.conclusion.as_ref().map_or(&[][..], |conclusion| conclusion.weighed.as_slice());
        let mut claims = weighed.iter().filter_map(|id| known.get(id).copied()).collect::<Vec<_>>();
        let missing = weighed.len() - claims.len();
        // those nobody weighed: all of them where nobody judged, and what came since
        claims.extend(disagreement.claims.iter().filter(|claim| !weighed.contains(&claim.id)));
        Self { code, place, disagreement, claims, missing }
    }
}

/// `C2` before `C10`: the letters, then the number.
fn by_value(code: &str) -> (String, u64, String) {
    let letters = code.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = code.get(letters.len()..).and_then(|digits| digits.parse().ok()).unwrap_or(0);
    (letters.to_owned(), number, code.to_owned())
}

/// Where links to a disagreement point.
pub(super) fn target(place: usize) -> String {
    format!("disagreement-{place}")
}

impl<'a> Composer<'a> {
    /// The appendix; `whole` when the report is about nothing else.
    pub(super) fn disagreements(&mut self, whole: bool) -> Part {
        let holdings = self.holdings;
        let articles = numbered(holdings).into_iter().map(|numbered| self.disagreement(&numbered)).collect::<Vec<_>>();
        let intro = match (articles.is_empty(), whole) {
            (false, _) => vec![tr("report-disagreements-intro")],
            (true, true) => vec![tr("report-no-disagreements")],
            (true, false) => Vec::new(),
        };
        let title = if whole { tr("report-disagreements") } else { tr("report-appendix") };
        Part { id: "part-disagreements".to_owned(), title, intro, articles }
    }

    fn disagreement(&mut self, numbered: &Numbered<'a>) -> Article {
        self.called.clear();
        let disagreement = numbered.disagreement;
        let conclusion = disagreement.conclusion.as_ref();
        let chosen = conclusion.map(|conclusion| conclusion.chosen.as_slice()).unwrap_or_default();
        let about = format!(
            "{} – {}",
            entry_text(disagreement.subject, &self.holdings.labels),
            property_text(&disagreement.property)
        );
        let title = match self.heading_value(numbered) {
            Some(value) => format!("{about}: {value}"),
            None => about,
        };
        let rows = numbered.claims.iter().map(|claim| self.rival(claim, disagreement, chosen)).collect();
        let columns = vec![column("as-written", 5), column("reading", 4), column("source", 6), column("certainty", 2)];
        let mut blocks = vec![Block::Table { columns, rows }];
        if numbered.missing > 0 {
            let count = u32::try_from(numbered.missing).unwrap_or(u32::MAX);
            let text = vec![quiet(tr_args("report-weighed-elsewhere", &[("count", count.into())]))];
            blocks.push(Block::Paragraph { text });
        }
        blocks.push(Block::Facts { rows: self.judgement(disagreement) });
        Article {
            id: target(numbered.place),
            code: numbered.code.clone(),
            title,
            sort: words("difference", disagreement.kind_now().term()),
            listed: true,
            blocks,
            ..Article::default()
        }
    }

    /// `96 (also 92)` where one is preferred, and where it was left open the one weighed first before the others;
    /// `92 / 96` where not; nothing when that would be long.
    fn heading_value(&self, numbered: &Numbered<'a>) -> Option<String> {
        let conclusion = numbered.disagreement.conclusion.as_ref();
        let is_chosen = |claim: &Claim| conclusion.is_some_and(|conclusion| conclusion.chosen.contains(&claim.id));
        let values = |wanted: bool| {
            let mut values: Vec<String> = Vec::new();
            for claim in numbered.claims.iter().filter(|claim| claim.stands() && is_chosen(claim) == wanted) {
                let value = claim_text(claim, &self.holdings.labels);
                if !value.trim().is_empty() && !values.contains(&value) {
                    values.push(value);
                }
            }
            values
        };
        let (mut chosen, mut others) = (values(true), values(false));
        others.retain(|value| !chosen.contains(value));
        let decision = conclusion.map(|conclusion| conclusion.decision);
        if decision == Some(Decision::Open) && chosen.is_empty() && !others.is_empty() {
            chosen.push(others.remove(0));
        }
        let text = match (chosen.is_empty(), others.is_empty()) {
            (false, false) if matches!(decision, Some(Decision::Preferred | Decision::Open)) => {
                tr_args("report-also", &[("value", chosen.join(", ").into()), ("others", others.join(", ").into())])
            }
            (true, true) => return None,
            _ => chosen.into_iter().chain(others).collect::<Vec<_>>().join(" / "),
        };
        (text.chars().count() <= HEADING_CHARS).then_some(text)
    }

    fn rival(&self, claim: &Claim, disagreement: &Disagreement, chosen: &[EntryId]) -> Vec<Text> {
        let mut written = Vec::new();
        if claim.stands() && chosen.contains(&claim.id) {
            written.push(strong(format!("{} ", tr("report-held"))));
        }
        if !claim.as_written.trim().is_empty() {
            written.push(plain(format!("“{}”", claim.as_written.trim())));
        }
        if claim.subject != disagreement.subject || claim.property != disagreement.property {
            let name = entry_text(claim.subject, &self.holdings.labels);
            written.push(quiet(format!("\n{} – {}", name, property_text(&claim.property))));
        }
        let mut read = Vec::new();
        if claim.reading.is_some() {
            read.extend(self.value(claim));
            read.extend(self.proposed(claim));
        }
        if let Some(absence) = &claim.absence {
            read.push(voice(absence_text(absence)));
        }
        if !claim.scope.trim().is_empty() {
            read.push(quiet(tr_args("report-covers", &[("scope", claim.scope.trim().into())])));
        }
        let mut source = match claim.source {
            Some(source) => self.place_of(source, &claim.locator),
            None => vec![self.mention(claim.subject)],
        };
        source.extend(said_of(claim));
        let mut certainty = vec![plain(words("certainty", claim.certainty.term()))];
        if !claim.stands() {
            let why = [words("status", claim.status.term()), claim.status_reason.trim().to_owned()];
            let why: Vec<String> = why.into_iter().filter(|words| !words.is_empty()).collect();
            certainty.push(quiet(format!("\n{}", why.join(": "))));
        } else if disagreement.unweighed().any(|unweighed| unweighed.id == claim.id) {
            certainty.push(quiet(format!("\n{}", tr("report-not-weighed"))));
        }
        vec![written, read, source, certainty]
    }

    fn judgement(&self, disagreement: &Disagreement) -> Vec<Fact> {
        let subject = disagreement.subject;
        let about = vec![self.link(entry_text(subject, &self.holdings.labels), entry_target(subject))];
        let conclusion = disagreement.conclusion.as_ref();
        let decision = match conclusion {
            Some(conclusion) => {
                let decided = words("decision", conclusion.decision.term());
                let mut decision = if disagreement.is_reopened() {
                    let before = tr_args("report-judged-before", &[("decision", decided.into())]);
                    vec![strong(tr("report-judge-again")), quiet(format!("; {before}"))]
                } else {
                    stressed(decided)
                };
                decision.push(quiet(signed(&conclusion.by, conclusion.at)));
                decision
            }
            None => stressed(tr("report-not-judged")),
        };
        let kind = vec![plain(words("difference", disagreement.kind_now().term()))];
        let mut rows = vec![
            Fact { label: tr("report-about"), value: about },
            Fact { label: tr("report-difference"), value: kind },
            Fact { label: tr("report-decision"), value: decision },
        ];
        rows.extend(conclusion.and_then(|conclusion| fact(tr("report-reason"), &conclusion.reason)));
        rows.extend(disagreement.withdrawn.iter().filter_map(taken_back));
        rows
    }
}

/// What stands under a source: its sentence, when that was said, and our remark.
fn said_of(claim: &Claim) -> Text {
    let mut said = Vec::new();
    if !claim.quotation.trim().is_empty() {
        said.push(plain(format!("\n“{}”", claim.quotation.trim())));
    }
    if let Some(date) = claim.stated_on.as_ref().filter(|date| !date.is_empty()) {
        let words = tr_args("report-stated-on", &[("date", historical_date_text(date).into())]);
        said.push(quiet(format!("\n{}", words.trim())));
    }
    if !claim.remark.trim().is_empty() {
        said.push(quiet(format!("\n{}", claim.remark.trim())));
    }
    said
}

/// What was once held, and why it is held no more.
fn taken_back(conclusion: &Conclusion) -> Option<Fact> {
    let withdrawal = conclusion.withdrawn.as_ref()?;
    let decision = words("decision", conclusion.decision.term());
    let what = [conclusion.reference_code.trim(), decision.as_str()].join(" ");
    let reason = format!("{}: {}", what.trim(), withdrawal.reason.trim());
    let value = vec![plain(reason), quiet(signed(&withdrawal.by, withdrawal.at))];
    Some(Fact { label: tr("report-taken-back"), value })
}

#[cfg(test)]
mod tests {
    use super::by_value;

    #[test]
    fn codes_are_ordered_by_their_number() {
        let mut codes = vec!["C10", "C2", "C1", "B3", "open"];
        codes.sort_by_key(|code| by_value(code));
        assert_eq!(codes, ["B3", "C1", "C2", "C10", "open"]);
    }
}
