//! The page of an entry as plain data, derived once when its dossier arrives and only drawn afterwards.
//!
//! Invariant: every claim of the dossier stands in the model exactly once, whatever its status; rivals stand together.

use super::words;
use crate::catalogue::KeyingAids;
use crate::i18n::{language, tr, tr_args};
use crate::model::{
    self, Absence, CardField, CardTemplate, Certainty, Claim, ClaimStatus, Conclusion, Datatype, Decision,
    Disagreement, Dossier, Entry, EntryId, EntryKind, NumberState, PROPERTIES, Problem, Reading, Side,
};
use crate::reports;
use std::collections::BTreeSet;

/// The page of an entry.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PageModel {
    /// The head of the page.
    pub head: Head,
    /// The form of a card, side by side as printed; empty for other kinds.
    pub sides: Vec<SideModel>,
    /// What is claimed beside the form, property by property.
    pub sections: Vec<Section>,
    /// Claims of other entries that point here.
    pub mentions: Vec<Mentions>,
    /// The properties that can be claimed of this kind, with their words.
    pub properties: Vec<(&'static str, String)>,
}

/// The head of a page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Head {
    /// The entry.
    pub id: EntryId,
    /// Its kind.
    pub kind: EntryKind,
    /// Its kind and sort in words: `File card`, `Event`.
    pub kind_words: String,
    /// The form of a card as printed, with its meaning; empty for other kinds.
    pub template: String,
    /// Its reference code.
    pub reference_code: String,
    /// What a person calls it.
    pub label: String,
    /// Whether it is a specimen drawn by this program.
    pub specimen: bool,
    /// How many properties its sources disagree about, and nobody has settled it.
    pub disputed: usize,
    /// How many others somebody left open or should look at.
    pub left_open: usize,
    /// How many of its values somebody should look at.
    pub problems: usize,
}

/// One side of a card.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SideModel {
    /// Which.
    pub side: Side,
    /// Its boxes in printed order.
    pub boxes: Vec<BoxModel>,
}

/// One box of a card.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct BoxModel {
    /// The field's id in the template.
    pub id: String,
    /// The label as printed.
    pub label: String,
    /// The label's meaning, empty when it says the same.
    pub meaning: String,
    /// What a keyer should know.
    pub help: String,
    /// Whether the printed label still has to be checked against a scan.
    pub unchecked: bool,
    /// What is written in it.
    pub datatype: Datatype,
    /// The property a value speaks of.
    pub property: String,
    /// The terms of a list, as printed.
    pub terms: Vec<String>,
    /// The columns of a table, as printed.
    pub columns: Vec<String>,
    /// The place on the side as fractions: left, top, width, height.
    pub place: Option<[f32; 4]>,
    /// What is keyed in it, in order.
    pub claims: Vec<ClaimModel>,
    /// Whether sources disagree about its property, and nobody has settled it.
    pub disputed: bool,
    /// Whether they do not, and somebody should look at it all the same.
    pub left_open: bool,
    /// That they do, and what was concluded.
    pub mark: Mark,
    /// Judgements on its property.
    pub conclusions: Vec<ConclusionModel>,
}

/// That sources disagree on a property, what was concluded, or that it can be judged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Mark {
    /// In words; empty when nothing is to be said.
    pub words: String,
    /// Whether sources disagree, concluded or not.
    pub disagree: bool,
    /// Whether two or more claims stand that nobody judged, or that are to be judged again.
    pub can_judge: bool,
}

/// What is claimed of one property.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Section {
    /// The property.
    pub property: String,
    /// It in words.
    pub label: String,
    /// The claims, in order.
    pub claims: Vec<ClaimModel>,
    /// The judgements on them.
    pub conclusions: Vec<ConclusionModel>,
    /// Whether its claims differ, judged or not: they are drawn side by side.
    pub rivals: bool,
    /// Whether sources disagree, and nobody has settled it.
    pub disputed: bool,
    /// Whether they do not, and somebody should look at it all the same.
    pub left_open: bool,
    /// That they do, and what was concluded.
    pub mark: Mark,
}

/// One claim, in words.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ClaimModel {
    /// The claim.
    pub id: EntryId,
    /// The wording.
    pub as_written: String,
    /// What we read in it, when that says more than the wording.
    pub reading: String,
    /// Who kept the reading; empty while it is only proposed.
    pub read_by: String,
    /// What somebody should look at, in words.
    pub problems: Vec<String>,
    /// Whether it should be a date and cannot be read as one.
    pub unread_date: bool,
    /// What became of a number that is not simply given, or stands beside such a one.
    pub number: Option<NumberState>,
    /// The entry the reading points to.
    pub points_to: Option<Link>,
    /// Why there is no value.
    pub absence: Option<Absence>,
    /// The cells of one row of a table.
    pub cells: Vec<String>,
    /// Whether it counts.
    pub status: ClaimStatus,
    /// Why it does not.
    pub status_reason: String,
    /// How sure the reader is.
    pub certainty: Certainty,
    /// What it covers.
    pub scope: String,
    /// Where it is written.
    pub source: Option<Link>,
    /// The place there.
    pub locator: String,
    /// The sentence there, in quotation marks.
    pub quotation: String,
    /// When it was said, in words.
    pub stated_on: String,
    /// Who keyed it and when.
    pub keyed: String,
    /// A remark.
    pub remark: String,
    /// Whether a judgement holds to it.
    pub chosen: bool,
}

impl ClaimModel {
    /// Whether its reading says more than its wording.
    pub(super) fn has_reading(&self) -> bool {
        !self.reading.is_empty() || self.points_to.is_some() || self.unread_date || !self.problems.is_empty()
    }
}

/// A judgement, in words.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ConclusionModel {
    /// The judgement.
    pub id: EntryId,
    /// Its reference: `C1`.
    pub reference_code: String,
    /// What sort of difference it is.
    pub kind: String,
    /// What was decided.
    pub decision: String,
    /// Whether it leaves open what sources disagree about.
    pub open: bool,
    /// The wordings held to.
    pub chosen: Vec<String>,
    /// Why.
    pub reason: String,
    /// Who and when.
    pub signed: String,
    /// Who took it back, when and why; empty while it stands.
    pub withdrawn: String,
}

/// Another entry, named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Link {
    /// The entry.
    pub id: EntryId,
    /// Its kind.
    pub kind: EntryKind,
    /// What a person calls it.
    pub text: String,
}

/// Claims of other entries that point here, of one property.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Mentions {
    /// The property in words.
    pub label: String,
    /// Who points here, with the wording.
    pub lines: Vec<(Link, ClaimModel)>,
}

/// The page of a dossier. `aids` are those of a card.
pub(super) fn derive(dossier: &Dossier, aids: &KeyingAids) -> PageModel {
    let template = aids.template.as_ref();
    let kind = dossier.entry.kind();
    let sides = template.map_or_else(Vec::new, |template| sides(dossier, template, &aids.problems));
    let on_form: Vec<EntryId> =
        sides.iter().flat_map(|side| &side.boxes).flat_map(|a_box| &a_box.claims).map(|claim| claim.id).collect();
    let sections = sections(dossier, &on_form, &aids.problems);
    let disputed =
        properties_in_order(&dossier.claims).iter().filter(|property| is_disputed(property, dossier)).count();
    let left_open =
        properties_in_order(&dossier.claims).iter().filter(|property| is_left_open(property, dossier)).count();
    PageModel {
        head: Head {
            id: dossier.entry.id(),
            kind,
            kind_words: tr(&format!("kind-{}", kind.term())),
            template: template.map_or_else(String::new, |template| {
                let meaning = template.label(language());
                if meaning == template.name { meaning.to_owned() } else { format!("{} ({meaning})", template.name) }
            }),
            reference_code: dossier.entry.reference_code().to_owned(),
            label: dossier.label.label.clone(),
            specimen: matches!(&dossier.entry, Entry::FileCard(card) if card.specimen),
            disputed,
            left_open,
            problems: aids.problems.iter().map(|problem| problem.claim).collect::<BTreeSet<_>>().len(),
        },
        sides,
        sections,
        mentions: mentions(dossier),
        properties: PROPERTIES
            .iter()
            .filter(|property| property.of.contains(&kind))
            .map(|property| (property.id, reports::property_text(property.id)))
            .collect(),
    }
}

fn sides(dossier: &Dossier, template: &CardTemplate, problems: &[Problem]) -> Vec<SideModel> {
    Side::ALL
        .iter()
        .map(|side| SideModel {
            side: *side,
            boxes: template
                .fields
                .iter()
                .filter(|field| field.side == *side)
                .map(|field| a_box(dossier, template, field, problems))
                .collect(),
        })
        .filter(|side| !side.boxes.is_empty())
        .collect()
}

#[expect(clippy::cast_possible_truncation, reason = "fractions of a side, drawn on a screen")]
fn a_box(dossier: &Dossier, template: &CardTemplate, field: &CardField, problems: &[Problem]) -> BoxModel {
    let meaning = field.meaning(language());
    let place = match (field.rect, template.width_mm, template.height_mm) {
        (Some(rect), Some(width), Some(height)) if width > 0.0 && height > 0.0 => Some([
            (rect.left / width) as f32,
            (rect.top / height) as f32,
            (rect.width / width) as f32,
            (rect.height / height) as f32,
        ]),
        _ => None,
    };
    BoxModel {
        id: field.id.clone(),
        label: field.label.clone(),
        meaning: if meaning == field.label { String::new() } else { meaning.to_owned() },
        help: field.help.clone(),
        unchecked: field.unchecked,
        datatype: field.datatype,
        property: field.property.clone(),
        terms: field.terms.clone(),
        columns: field.columns.clone(),
        place,
        claims: dossier
            .claims
            .iter()
            .filter(|claim| claim.field == field.id)
            .map(|claim| ClaimModel {
                unread_date: is_unread_date(claim, field.datatype),
                problems: problems_of(claim, problems),
                ..claim_model(claim, dossier)
            })
            .collect(),
        disputed: is_disputed(&field.property, dossier),
        left_open: is_left_open(&field.property, dossier),
        mark: mark(&field.property, dossier),
        conclusions: conclusions_on(&field.property, dossier),
    }
}

fn sections(dossier: &Dossier, elsewhere: &[EntryId], problems: &[Problem]) -> Vec<Section> {
    let beside: Vec<&Claim> = dossier.claims.iter().filter(|claim| !elsewhere.contains(&claim.id)).collect();
    let on_form: Vec<&str> = dossier
        .claims
        .iter()
        .filter(|claim| elsewhere.contains(&claim.id))
        .map(|claim| claim.property.as_str())
        .collect();
    let mut properties = properties_in_order(beside.iter().copied());
    // a judgement whose claims are all gone is still shown, unless the form shows it
    for conclusion in &dossier.conclusions {
        if !properties.contains(&conclusion.property) && !on_form.contains(&conclusion.property.as_str()) {
            properties.push(conclusion.property.clone());
        }
    }
    properties
        .into_iter()
        .map(|property| {
            let disputed = is_disputed(&property, dossier);
            let conclusions = conclusions_on(&property, dossier);
            Section {
                label: reports::property_text(&property),
                claims: beside
                    .iter()
                    .filter(|claim| claim.property == property)
                    .map(|claim| ClaimModel { problems: problems_of(claim, problems), ..claim_model(claim, dossier) })
                    .collect(),
                rivals: disputed || !conclusions.is_empty(),
                conclusions,
                disputed,
                left_open: is_left_open(&property, dossier),
                mark: mark(&property, dossier),
                property,
            }
        })
        .collect()
}

/// The properties that are claimed, those the program knows first and in its order.
fn properties_in_order<'a>(claims: impl IntoIterator<Item = &'a Claim>) -> Vec<String> {
    let mut properties: Vec<String> = Vec::new();
    for claim in claims {
        if !properties.contains(&claim.property) {
            properties.push(claim.property.clone());
        }
    }
    properties
        .sort_by_key(|property| PROPERTIES.iter().position(|known| known.id == property).unwrap_or(PROPERTIES.len()));
    properties
}

/// Whether the sources of a page disagree about one property and nobody has settled it.
fn is_disputed(property: &str, dossier: &Dossier) -> bool {
    of_property(property, dossier, model::is_in_dispute)
}

/// Whether they do not disagree, and somebody should look at it all the same: a gap, an unclear reference.
fn is_left_open(property: &str, dossier: &Dossier) -> bool {
    of_property(property, dossier, model::is_disputed) && !is_disputed(property, dossier)
}

fn of_property(property: &str, dossier: &Dossier, ask: fn(&[Claim], &[Conclusion]) -> bool) -> bool {
    let claims: Vec<Claim> = dossier.claims.iter().filter(|claim| claim.property == property).cloned().collect();
    let conclusions: Vec<Conclusion> =
        dossier.conclusions.iter().filter(|conclusion| conclusion.property == property).cloned().collect();
    ask(&claims, &conclusions)
}

/// That sources disagree on a property, and what was concluded.
fn mark(property: &str, dossier: &Dossier) -> Mark {
    let standing = dossier.claims.iter().filter(|claim| claim.property == property && claim.stands()).count();
    let judged = judged_on(property, dossier);
    // of several the one that is to be judged again is said first
    let first = judged.iter().find(|found| found.is_reopened()).or_else(|| judged.first());
    let Some((found, conclusion)) = first.and_then(|found| Some((found, found.conclusion.as_ref()?))) else {
        let disagree = is_disputed(property, dossier);
        let words = if disagree { tr("judging-page-disagree") } else { String::new() };
        return Mark { words, disagree, can_judge: !disagree && standing > 1 };
    };
    let differ = found.kind_now().is_dispute();
    if found.is_reopened() {
        let again = tr("judging-again");
        let words = if differ { format!("{} \u{b7} {again}", tr("judging-page-disagree")) } else { again };
        return Mark { words, disagree: true, can_judge: standing > 1 };
    }
    let disagree = conclusion.decision != Decision::NoConflict && differ;
    let decided = tr(&format!("judging-page-decided-{}", conclusion.decision.term()));
    let words = if disagree { format!("{} \u{b7} {decided}", tr("judging-page-disagree")) } else { decided };
    Mark { words, disagree, can_judge: false }
}

/// The disagreements on a property on which a conclusion stands.
fn judged_on(property: &str, dossier: &Dossier) -> Vec<Disagreement> {
    let conclusions: Vec<Conclusion> =
        dossier.conclusions.iter().filter(|known| known.property == property && known.stands()).cloned().collect();
    // what is said of another property may have been weighed as well
    let is_weighed = |claim: &Claim| conclusions.iter().any(|known| known.weighed.contains(&claim.id));
    let is_rival = |claim: &&Claim| !conclusions.is_empty() && (claim.property == property || is_weighed(claim));
    let claims: Vec<Claim> = dossier.claims.iter().filter(is_rival).cloned().collect();
    let mut found = model::disagreements(&claims, &dossier.weighed, &conclusions);
    found.retain(|found| found.property == property && found.conclusion.is_some());
    found
}

fn conclusions_on(property: &str, dossier: &Dossier) -> Vec<ConclusionModel> {
    let judged = judged_on(property, dossier);
    let decided = |conclusion: &Conclusion| {
        let decision = tr(&format!("decision-{}", conclusion.decision.term()));
        let is_this = |found: &&Disagreement| found.conclusion.as_ref().is_some_and(|known| known.id == conclusion.id);
        if judged.iter().find(is_this).is_some_and(Disagreement::is_reopened) {
            tr_args("judging-decided-again", &[("decision", decision.into())])
        } else {
            decision
        }
    };
    dossier
        .conclusions
        .iter()
        .filter(|conclusion| conclusion.property == property)
        .map(|conclusion| ConclusionModel {
            id: conclusion.id,
            reference_code: conclusion.reference_code.clone(),
            kind: tr(&format!("difference-{}", conclusion.kind.term())),
            decision: decided(conclusion),
            open: conclusion.stands() && conclusion.decision == Decision::Open && conclusion.kind.is_dispute(),
            chosen: conclusion
                .chosen
                .iter()
                .filter_map(|id| dossier.claims.iter().find(|claim| claim.id == *id))
                // what was taken back is held no more; a judgement that was taken back is shown as it was
                .filter(|claim| claim.stands() || !conclusion.stands())
                .map(|claim| words::value(claim, &dossier.labels))
                .collect(),
            reason: conclusion.reason.clone(),
            signed: words::signed(&conclusion.by, conclusion.at),
            withdrawn: conclusion.withdrawn.as_ref().map_or_else(String::new, |taken| {
                let by = words::signed(&taken.by, taken.at);
                tr_args("judging-withdrawn-by", &[("by", by.into()), ("reason", taken.reason.clone().into())])
            }),
        })
        .collect()
}

fn claim_model(claim: &Claim, dossier: &Dossier) -> ClaimModel {
    let reading =
        claim.reading.as_ref().map_or_else(String::new, |reading| reports::reading_text(reading, &dossier.labels));
    let number = number_state(claim, dossier);
    // the mark beside a number says what became of it
    let marked = number.map(|state| {
        let state = tr(&format!("number-state-{}", state.term()));
        format!("{} ({state})", claim.as_written.trim())
    });
    let said = reading.trim() == claim.as_written.trim() || marked.as_ref() == Some(&reading);
    let points_to = match &claim.reading {
        Some(Reading::Entry(id)) => Some(link(*id, dossier)),
        Some(Reading::Number(number)) => number.issuer.map(|id| link(id, dossier)),
        _ => None,
    };
    ClaimModel {
        id: claim.id,
        as_written: claim.as_written.clone(),
        unread_date: is_unread_date(
            claim,
            model::property_of(&claim.property).map_or_else(Datatype::default, |known| known.datatype),
        ),
        read_by: claim.read_by.clone(),
        problems: Vec::new(),
        number,
        reading: if said { String::new() } else { reading },
        points_to,
        absence: claim.absence.clone(),
        cells: cells(claim),
        status: claim.status,
        status_reason: claim.status_reason.clone(),
        certainty: claim.certainty,
        scope: claim.scope.clone(),
        source: claim.source.map(|id| link(id, dossier)),
        locator: claim.locator.clone(),
        quotation: match claim.quotation.trim() {
            "" => String::new(),
            said => tr_args("page-quoted", &[("words", said.into())]),
        },
        stated_on: match claim.stated_on.as_ref().map_or("", |date| date.as_written.trim()) {
            "" => String::new(),
            said => tr_args("judging-page-stated-on", &[("date", said.into())]),
        },
        keyed: words::signed(&claim.keyed_by, claim.keyed_at),
        remark: claim.remark.clone(),
        chosen: claim.stands()
            && dossier.conclusions.iter().any(|known| known.stands() && known.chosen.contains(&claim.id)),
    }
}

/// What somebody should look at in a claim, in words.
fn problems_of(claim: &Claim, problems: &[Problem]) -> Vec<String> {
    problems.iter().filter(|problem| problem.claim == claim.id).map(words::problem).collect()
}

/// Whether something is written where a date belongs and it cannot be read as one.
fn is_unread_date(claim: &Claim, datatype: Datatype) -> bool {
    let is_written = claim.absence.is_none() && !claim.as_written.trim().is_empty();
    datatype == Datatype::Date && is_written && claim.reading.is_none()
}

/// What became of a number, where one of those keyed in the same place was not simply given.
fn number_state(claim: &Claim, dossier: &Dossier) -> Option<NumberState> {
    let state = |claim: &Claim| match &claim.reading {
        Some(Reading::Number(number)) => Some(number.state),
        _ => None,
    };
    let stands_out = dossier
        .claims
        .iter()
        .filter(|other| other.property == claim.property && other.field == claim.field)
        .any(|other| state(other).is_some_and(|state| state != NumberState::Given));
    state(claim).filter(|_| stands_out)
}

/// The cells of a row: as read, or else the wording parted at its bars.
fn cells(claim: &Claim) -> Vec<String> {
    match &claim.reading {
        Some(Reading::Row(cells)) => cells.clone(),
        _ if claim.as_written.contains('|') => split_row(&claim.as_written),
        _ => vec![claim.as_written.clone()],
    }
}

/// The cells of a row as it is written: parted by bars.
pub(super) fn split_row(as_written: &str) -> Vec<String> {
    as_written.split('|').map(|cell| cell.trim().to_owned()).collect()
}

/// A row as it is written: its cells with bars between, up to the last that is not empty.
pub(super) fn join_row(cells: &[String]) -> String {
    let filled = cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1);
    cells.iter().take(filled).map(|cell| cell.trim()).collect::<Vec<_>>().join(CELL_BAR)
}

/// What parts the cells of a row in an editor, where spaces at their ends must live while they are typed.
const CELL_BAR: &str = " | ";

/// The cells of a row as an editor keeps it, `columns` of them.
pub(super) fn split_cells(text: &str, columns: usize) -> Vec<String> {
    let mut cells: Vec<String> = text.split(CELL_BAR).map(str::to_owned).collect();
    cells.resize(columns, String::new());
    cells
}

/// A row as an editor keeps it.
pub(super) fn join_cells(cells: &[String], columns: usize) -> String {
    let mut cells = cells.to_vec();
    cells.resize(columns, String::new());
    cells.join(CELL_BAR)
}

fn mentions(dossier: &Dossier) -> Vec<Mentions> {
    properties_in_order(&dossier.mentions)
        .into_iter()
        .map(|property| Mentions {
            label: reports::property_text(&property),
            lines: dossier
                .mentions
                .iter()
                .filter(|claim| claim.property == property)
                .map(|claim| (link(claim.subject, dossier), claim_model(claim, dossier)))
                .collect(),
        })
        .collect()
}

/// An entry named as the dossier names it.
pub(super) fn link(id: EntryId, dossier: &Dossier) -> Link {
    match dossier.labels.get(&id) {
        Some(label) => Link { id, kind: label.kind, text: reports::label_text(label) },
        None => Link { id, kind: EntryKind::default(), text: id.to_string() },
    }
}
