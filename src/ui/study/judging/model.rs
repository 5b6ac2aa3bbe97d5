//! A disagreement in words: derived once when it is read, and only drawn afterwards.

use crate::catalogue::Dispute;
use crate::i18n::{tr, tr_args};
use crate::model::{
    Attachment, Claim, ClaimStatus, Conclusion, Decision, DifferenceKind, Disagreement, Dossier, EntryId, Label,
    Reading, Region, Timestamp,
};
use crate::reports;
use std::collections::BTreeMap;

/// Which disagreement is meant. Once somebody judges, it has a conclusion; it is still the same one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Key {
    /// The entry it is about.
    pub(super) subject: EntryId,
    /// The property.
    pub(super) property: String,
    /// The conclusion that stands.
    pub(super) conclusion: Option<EntryId>,
}

impl Key {
    /// The key of a disagreement.
    pub(super) fn of(disagreement: &Disagreement) -> Self {
        Self {
            subject: disagreement.subject,
            property: disagreement.property.clone(),
            conclusion: disagreement.conclusion.as_ref().map(|conclusion| conclusion.id),
        }
    }

    /// How well another one is the same: the same conclusion, or the same question.
    fn likeness(&self, other: &Self) -> u8 {
        match (self.subject == other.subject && self.property == other.property, self.conclusion == other.conclusion) {
            (false, _) => 0,
            (true, true) => 3,
            (true, false) if self.conclusion.is_none() || other.conclusion.is_none() => 2,
            (true, false) => 1,
        }
    }

    /// Which of these is the same as this one.
    pub(super) fn among<'a, T>(&self, all: &'a [T], key: impl Fn(&T) -> Key) -> Option<(usize, &'a T)> {
        let like = |thing: &T| self.likeness(&key(thing));
        let best = all.iter().map(like).max().filter(|best| *best > 1)?;
        all.iter().enumerate().find(|(_, thing)| like(thing) == best)
    }
}

/// A line of the queue.
#[derive(Debug)]
pub(super) struct Line {
    /// The data.
    pub(super) dispute: Dispute,
    /// Which disagreement.
    pub(super) key: Key,
    /// The entry it is about.
    pub(super) subject: String,
    /// The property and the values.
    pub(super) values: String,
    /// The sort of difference and what was decided.
    pub(super) state: String,
    /// Whether nobody has judged, or it was left open.
    pub(super) is_open: bool,
}

impl Line {
    /// The line of a disagreement.
    pub(super) fn new(dispute: &Dispute) -> Self {
        let disagreement = &dispute.disagreement;
        let property = reports::property_text(&disagreement.property);
        let decision = match &disagreement.conclusion {
            Some(conclusion) => decided(conclusion, disagreement),
            None => tr("judging-unjudged"),
        };
        let code = disagreement.conclusion.as_ref().map(|conclusion| conclusion.reference_code.clone());
        let kind = tr(&format!("difference-{}", disagreement.kind_now().term()));
        Self {
            key: Key::of(disagreement),
            subject: called(&dispute.subject),
            values: match dispute.summary.as_str() {
                "" => property,
                summary => format!("{property}: {summary}"),
            },
            state: joined([code.unwrap_or_default(), kind, decision]),
            is_open: is_open(disagreement),
            dispute: dispute.clone(),
        }
    }
}

/// A disagreement as it is shown.
#[derive(Debug)]
pub(super) struct Shown {
    /// Which.
    pub(super) key: Key,
    /// The data.
    pub(super) dispute: Dispute,
    /// The question in one sentence.
    pub(super) question: String,
    /// The property and the entry.
    pub(super) about: String,
    /// The sort of difference, and what that means.
    pub(super) kind: (String, String),
    /// What the program sees, where somebody said another thing.
    pub(super) seen: Option<String>,
    /// Whether sources disagree and nobody has settled it.
    pub(super) is_open: bool,
    /// The conclusion that stands.
    pub(super) judged: Option<Judged>,
    /// Those that were taken back.
    pub(super) withdrawn: Vec<Judged>,
    /// The claims, side by side.
    pub(super) rivals: Vec<Rival>,
}

/// A conclusion in words.
#[derive(Debug)]
pub(super) struct Judged {
    /// The conclusion.
    pub(super) id: EntryId,
    /// Its reference.
    pub(super) code: String,
    /// What was decided.
    pub(super) decision: String,
    /// The wordings held to.
    pub(super) held: String,
    /// Why.
    pub(super) reason: String,
    /// Who and when.
    pub(super) signed: String,
    /// Who took it back, when and why.
    pub(super) withdrawn: String,
}

/// A claim beside its rivals.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own, and none excludes another")]
pub(super) struct Rival {
    /// The claim.
    pub(super) id: EntryId,
    /// The letter it is called by here: A, B.
    pub(super) letter: String,
    /// The wording in quotation marks, or why there is no value.
    pub(super) wording: String,
    /// Whether there is no value.
    pub(super) is_absent: bool,
    /// What it is called in one line: `A “96” – Panel, line 21`.
    pub(super) name: String,
    /// What we read in it.
    pub(super) reading: String,
    /// Whether the reading is only proposed.
    pub(super) is_proposed: bool,
    /// The other entry or property it speaks of, where that is another.
    pub(super) other: Option<(EntryId, String)>,
    /// What it covers.
    pub(super) scope: String,
    /// Where it is written.
    pub(super) source: Option<(EntryId, String)>,
    /// The place there.
    pub(super) locator: String,
    /// The sentence of the source.
    pub(super) quotation: String,
    /// When it was said.
    pub(super) stated_on: String,
    /// How sure the reader is.
    pub(super) certainty: String,
    /// A remark.
    pub(super) remark: String,
    /// Who keyed it and when.
    pub(super) keyed: String,
    /// Whether the conclusion holds to it.
    pub(super) is_chosen: bool,
    /// Whether the standing conclusion weighed it.
    pub(super) was_weighed: bool,
    /// Whether it was keyed after the conclusion, which did not weigh it.
    pub(super) is_new: bool,
    /// Whether it counts.
    pub(super) status: ClaimStatus,
    /// What became of it and why, where it does not count.
    pub(super) fallen: String,
    /// Where on which picture it was read.
    pub(super) crop: Option<(Region, Attachment)>,
}

impl Rival {
    /// Whether the standing conclusion weighed it and it counts no more.
    pub(super) fn is_fallen_ground(&self) -> bool {
        self.was_weighed && self.status != ClaimStatus::Stands
    }
}

impl Shown {
    /// The words of a disagreement.
    pub(super) fn new(dispute: Dispute) -> Self {
        let disagreement = &dispute.disagreement;
        let kind = disagreement.kind_now();
        let seen = disagreement.seen.filter(|seen| *seen != kind && disagreement.conclusion.is_some());
        let words = |conclusion: &Conclusion| judged(conclusion, &dispute);
        Self {
            key: Key::of(disagreement),
            question: question(&dispute),
            about: joined([reports::property_text(&disagreement.property), called(&dispute.subject)]),
            kind: (tr(&format!("difference-{}", kind.term())), tr(&format!("judging-what-{}", kind.term()))),
            seen: seen.map(|seen| {
                let seen = tr(&format!("difference-{}", seen.term()));
                tr_args("judging-seen", &[("kind", seen.into())])
            }),
            is_open: is_open(disagreement),
            judged: disagreement.conclusion.as_ref().map(words),
            withdrawn: disagreement.withdrawn.iter().map(words).collect(),
            rivals: disagreement.claims.iter().enumerate().map(|(at, claim)| rival(at, claim, &dispute)).collect(),
            dispute,
        }
    }
}

/// Whether a sort of difference means that not everything can be true.
pub(super) const fn disagrees(kind: DifferenceKind) -> bool {
    kind.is_dispute()
}

/// Whether sources disagree and nobody has settled it, or what somebody settled is to be judged again.
fn is_open(disagreement: &Disagreement) -> bool {
    disagreement.is_reopened() || disagreement.is_open() && disagrees(disagreement.kind_now())
}

/// What was decided, and that it is to be judged again where it answers no more.
fn decided(conclusion: &Conclusion, disagreement: &Disagreement) -> String {
    let decision = tr(&format!("decision-{}", conclusion.decision.term()));
    if conclusion.stands() && disagreement.is_reopened() {
        tr_args("judging-decided-again", &[("decision", decision.into())])
    } else {
        decision
    }
}

/// The question in one sentence.
fn question(dispute: &Dispute) -> String {
    let disagreement = &dispute.disagreement;
    let property = in_sentence(&reports::property_text(&disagreement.property));
    let entry = called(&dispute.subject);
    let words = [("property", property.into()), ("entry", entry.into())];
    if disagrees(disagreement.kind_now()) {
        tr_args("judging-question", &words)
    } else if disagreement.claims.len() > 1 {
        tr_args("judging-question-differ", &words)
    } else {
        tr_args("judging-question-one", &words)
    }
}

/// Words that stood alone, within a sentence: `Count` becomes `count`, `RKG number` stays.
fn in_sentence(words: &str) -> String {
    let mut letters = words.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().chain([second]).chain(letters).collect()
        }
        _ => words.to_owned(),
    }
}

/// What an entry is called with its reference.
pub(super) fn called(label: &Label) -> String {
    let name = reports::label_text(label);
    if label.reference_code.is_empty() || label.reference_code == name {
        name
    } else {
        format!("{} {name}", label.reference_code)
    }
}

/// Parts that are there, with dots between them.
fn joined(parts: impl IntoIterator<Item = String>) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" \u{b7} ")
}

/// Who and when.
fn signed(by: &str, at: Timestamp) -> String {
    match (by.is_empty(), at == Timestamp::default()) {
        (false, false) => tr_args("page-signed", &[("by", by.into()), ("at", at.local_minute().into())]),
        (true, false) => at.local_minute(),
        (_, true) => by.to_owned(),
    }
}

fn judged(conclusion: &Conclusion, dispute: &Dispute) -> Judged {
    let claims = &dispute.disagreement.claims;
    // what was taken back is held no more; a judgement that was taken back is shown as it was
    let is_held = |claim: &&Claim| claim.stands() || !conclusion.stands();
    let held = conclusion.chosen.iter().filter_map(|id| claims.iter().find(|claim| claim.id == *id).filter(is_held));
    Judged {
        id: conclusion.id,
        code: conclusion.reference_code.clone(),
        decision: decided(conclusion, &dispute.disagreement),
        held: held.map(|claim| wording(claim, &dispute.labels)).collect::<Vec<_>>().join("; "),
        reason: conclusion.reason.clone(),
        signed: signed(&conclusion.by, conclusion.at),
        withdrawn: conclusion.withdrawn.as_ref().map_or_else(String::new, |taken| {
            let by = signed(&taken.by, taken.at);
            tr_args("judging-withdrawn-by", &[("by", by.into()), ("reason", taken.reason.clone().into())])
        }),
    }
}

/// The wording in quotation marks; else what is read, or why there is none.
fn wording(claim: &Claim, labels: &BTreeMap<EntryId, Label>) -> String {
    match (&claim.absence, claim.as_written.trim()) {
        (Some(absence), _) => reports::absence_text(absence),
        (None, "") => claim.reading.as_ref().map_or_else(String::new, |read| reports::reading_text(read, labels)),
        (None, written) => tr_args("page-quoted", &[("words", written.into())]),
    }
}

fn rival(at: usize, claim: &Claim, dispute: &Dispute) -> Rival {
    let labels = &dispute.labels;
    let named = |id: EntryId| (id, labels.get(&id).map_or_else(|| reports::entry_text(id, labels), called));
    let wording = wording(claim, labels);
    let letter = reports::rival_letter(at);
    let source = claim.source.map(named);
    let place = joined([source.as_ref().map_or_else(String::new, |(_, name)| name.clone()), claim.locator.clone()]);
    let conclusion = dispute.disagreement.conclusion.as_ref();
    let status = tr(&format!("status-{}", claim.status.term()));
    let (reading, is_proposed) = reading(claim, labels);
    Rival {
        id: claim.id,
        name: joined([format!("{letter}  {wording}"), place]),
        letter,
        is_absent: claim.absence.is_some(),
        wording,
        reading,
        is_proposed,
        other: other(claim, dispute),
        scope: claim.scope.clone(),
        source,
        locator: claim.locator.clone(),
        quotation: match claim.quotation.trim() {
            "" => String::new(),
            words => tr_args("page-quoted", &[("words", words.into())]),
        },
        stated_on: claim.stated_on.as_ref().map_or_else(String::new, |date| date.as_written.clone()),
        certainty: tr(&format!("certainty-{}", claim.certainty.term())),
        remark: claim.remark.clone(),
        keyed: signed(&claim.keyed_by, claim.keyed_at),
        is_chosen: claim.stands() && conclusion.is_some_and(|conclusion| conclusion.chosen.contains(&claim.id)),
        was_weighed: conclusion.is_some_and(|conclusion| conclusion.weighed.contains(&claim.id)),
        is_new: claim.stands() && conclusion.is_some_and(|conclusion| !conclusion.weighed.contains(&claim.id)),
        status: claim.status,
        fallen: match (claim.stands(), claim.status_reason.is_empty()) {
            (true, _) => String::new(),
            (false, true) => status,
            (false, false) => {
                let reason = claim.status_reason.clone().into();
                tr_args("page-status-because", &[("status", status.into()), ("reason", reason)])
            }
        },
        crop: dispute.crops.get(&claim.id).cloned(),
    }
}

/// What is read, where that says more than the wording, and whether it is only proposed.
fn reading(claim: &Claim, labels: &BTreeMap<EntryId, Label>) -> (String, bool) {
    let Some(read) = &claim.reading else { return (String::new(), false) };
    let text = reports::reading_text(read, labels);
    if text.trim() == claim.as_written.trim() {
        return (String::new(), false);
    }
    let text = match read {
        Reading::Date { edtf, .. } if edtf.as_str() != text => format!("{text} ({edtf})"),
        _ => text,
    };
    (text, claim.read_by.is_empty())
}

/// The other entry or property a claim speaks of.
fn other(claim: &Claim, dispute: &Dispute) -> Option<(EntryId, String)> {
    let disagreement = &dispute.disagreement;
    let (is_other_entry, is_other_property) =
        (claim.subject != disagreement.subject, claim.property != disagreement.property);
    let entry = dispute.labels.get(&claim.subject).map_or_else(|| called(&dispute.subject), called);
    let property = reports::property_text(&claim.property);
    match (is_other_entry, is_other_property) {
        (false, false) => None,
        (true, false) => Some((claim.subject, entry)),
        (_, true) => Some((claim.subject, format!("{entry} \u{b7} {property}"))),
    }
}

/// A property of a page on which nothing differs, so that it can be judged as well: all its claims side by side.
pub(super) fn from_page(dossier: &Dossier, property: &str) -> Option<Dispute> {
    let claims: Vec<Claim> = dossier.claims.iter().filter(|claim| claim.property == property).cloned().collect();
    let (standing, withdrawn): (Vec<Conclusion>, Vec<Conclusion>) =
        dossier.conclusions.iter().filter(|known| known.property == property).cloned().partition(Conclusion::stands);
    if claims.is_empty() {
        return None;
    }
    let compared: Vec<&Claim> = claims.iter().filter(|claim| claim.stands()).collect();
    let seen = crate::model::difference(&compared, property);
    let conclusion = standing.into_iter().next();
    let crops = claims.iter().filter_map(|claim| {
        let region = dossier.regions.iter().find(|region| Some(region.id) == claim.region)?;
        let picture = dossier.pictures.iter().find(|picture| picture.id == region.attachment)?;
        Some((claim.id, (region.clone(), picture.clone())))
    });
    Some(Dispute {
        crops: crops.collect(),
        subject: dossier.label.clone(),
        labels: dossier.labels.clone(),
        summary: String::new(),
        disagreement: Disagreement {
            subject: dossier.entry.id(),
            property: property.to_owned(),
            kind: conclusion.as_ref().map(|known| known.kind).or(seen).unwrap_or(DifferenceKind::Compatible),
            seen,
            claims,
            conclusion,
            withdrawn,
        },
    })
}

/// The decisions in the order in which they are offered.
pub(super) const DECISIONS: [Decision; 4] =
    [Decision::Preferred, Decision::Combined, Decision::Open, Decision::NoConflict];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disagreement_stays_the_same_one_when_it_is_judged_and_taken_back() {
        let key =
            |property: &str, conclusion| Key { subject: EntryId::default(), property: property.into(), conclusion };
        let (one, two) = (EntryId::fresh(), EntryId::fresh());
        let all = [key("date", None), key("count", Some(one)), key("count", Some(two)), key("place", Some(one))];
        let find = |wanted: Key| wanted.among(&all, Clone::clone).map(|(at, _)| at);
        assert_eq!(find(key("count", Some(two))), Some(2));
        assert_eq!(find(key("count", None)), Some(1), "judged meanwhile");
        assert_eq!(find(key("date", Some(one))), Some(0), "taken back meanwhile");
        assert_eq!(find(key("place", Some(two))), None, "another question");
        assert_eq!(find(key("name", None)), None);
    }

    #[test]
    fn letters_go_on_as_numbers_and_words_begin_small_within_a_sentence() {
        assert_eq!([0, 25, 26].map(crate::reports::rival_letter), ["A", "Z", "27"]);
        assert_eq!(["Count", "RKG number", "A", ""].map(in_sentence), ["count", "RKG number", "A", ""]);
    }

    #[test]
    fn what_answers_no_more_is_marked_and_shown_as_to_be_judged_again() {
        let subject = EntryId::fresh();
        let dated = |written: &str| Claim {
            reading: crate::model::read("date", crate::model::Datatype::Date, written),
            ..Claim::new(subject, "date", written)
        };
        let mut claims = vec![dated("6 November 1942"), dated("6.11.1942")];
        let mut conclusion = Conclusion {
            id: EntryId::fresh(),
            reference_code: "C6".into(),
            subject,
            property: "date".into(),
            kind: DifferenceKind::Format,
            weighed: claims.iter().map(|claim| claim.id).collect(),
            decision: Decision::NoConflict,
            chosen: Vec::new(),
            reason: "One day.".into(),
            by: String::new(),
            at: Timestamp::default(),
            withdrawn: None,
        };
        let dispute = |claims: &[Claim], conclusion: &Conclusion| {
            let mut found = crate::model::disagreements(claims, &[], std::slice::from_ref(conclusion));
            Dispute {
                disagreement: found.remove(0),
                subject: Label::default(),
                labels: BTreeMap::new(),
                crops: BTreeMap::new(),
                summary: String::new(),
            }
        };
        let settled = Line::new(&dispute(&claims, &conclusion));
        assert!(!settled.is_open && settled.state.ends_with("No contradiction"), "{}", settled.state);
        claims.push(dated("7 November 1942"));
        let again = dispute(&claims, &conclusion);
        let line = Line::new(&again);
        assert!(line.is_open);
        assert_eq!(line.state, "C6 \u{b7} Contradiction \u{b7} No contradiction, to be judged again");
        let shown = Shown::new(again);
        assert!(shown.is_open && shown.question.starts_with("Where sources disagree"), "{}", shown.question);
        assert_eq!(shown.judged.unwrap().decision, "No contradiction, to be judged again");

        (conclusion.decision, conclusion.chosen) = (Decision::Preferred, vec![claims[0].id]);
        claims.truncate(2);
        claims[0].status = ClaimStatus::Withdrawn;
        let fell = Shown::new(dispute(&claims, &conclusion));
        assert!(fell.is_open && fell.rivals.iter().all(|rival| !rival.is_chosen));
        assert_eq!(fell.judged.unwrap().held, "", "what is withdrawn is held no more");
    }

    #[test]
    fn every_sort_of_difference_is_explained() {
        for kind in DifferenceKind::ALL {
            assert!(crate::i18n::has(&format!("judging-what-{}", kind.term())), "{kind:?}");
        }
        for decision in DECISIONS {
            assert!(crate::i18n::has(&format!("judging-decide-{}", decision.term())), "{decision:?}");
        }
    }
}
