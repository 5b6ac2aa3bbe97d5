//! A person as all his papers have him: names, numbers, moments in time, places, those he is named with (pure).
//!
//! Invariant: everything says where it stands. What is said of a group or an event is kept apart from what is said of the
//! person; only the day and the place of an event he is said to have taken part in are told as his. Nobody's leaving a
//! list is his death: that is read from a claim of a death alone.

mod route;
mod timeline;

pub use route::{Stop, StopKind, Visit};
pub use timeline::{Moment, MomentKind, When};

use super::terms::terms;
use super::{
    Absence, Attachment, Certainty, Claim, Conclusion, Decision, DifferenceKind, Dossier, EntryId, EntryKind, Label,
    Place, PrisonerNumber, ProvenanceNote, Reading, disagreements,
};
use std::collections::BTreeMap;

/// What a life is drawn from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LifePapers {
    /// The pages of the persons and cards held to be one man, the asked one among them.
    pub members: Vec<Dossier>,
    /// The pages of the groups and events he is said to belong to.
    pub together: Vec<Dossier>,
    /// The places that are named.
    pub places: BTreeMap<EntryId, Place>,
    /// How every entry that is named is called.
    pub labels: BTreeMap<EntryId, Label>,
}

/// A person as all his papers have him.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Life {
    /// The pages it is drawn from.
    pub members: Vec<EntryId>,
    /// Each form of the name, once.
    pub names: Vec<NameForm>,
    /// Each number, by camp and series; then what is said where a number is missing.
    pub numbers: Vec<NumberHeld>,
    /// The pictures on these pages, and those that show him.
    pub pictures: Vec<Attachment>,
    /// What happened, the earliest first.
    pub timeline: Vec<Moment>,
    /// What happened at a time no source gives.
    pub undated: Vec<Moment>,
    /// Where he was, in the order of time as far as it is known.
    pub stops: Vec<Stop>,
    /// Those he is named with.
    pub relations: Vec<Relation>,
    /// The cards held to be his.
    pub cards: Vec<EntryId>,
    /// The notes on how these papers came to us.
    pub notes: Vec<ProvenanceNote>,
    /// The judgements that stand on these pages.
    pub conclusions: Vec<Conclusion>,
    /// What is said of groups and events he belongs to: not of him, nor of each of them.
    pub said_of_groups: Vec<GroupSaid>,
    /// How every entry that is named is called.
    pub labels: BTreeMap<EntryId, Label>,
}

terms! {
    /// How a statement stands among others.
    Standing {
        /// Nothing speaks against it.
        #[default] Plain = "plain",
        /// A judgement holds to it.
        Held = "held",
        /// Sources differ and nobody has judged, or it was left open.
        Disputed = "disputed",
        /// It was weighed and another is preferred.
        SetAside = "set-aside",
    }
}

/// Where something is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The claim; none for what a picture says of itself.
    pub claim: Option<EntryId>,
    /// The page it stands on: a person's, a card's, an event's, a picture's.
    pub page: EntryId,
    /// Where it is written; none for what is keyed from the card itself.
    pub source: Option<EntryId>,
    /// The place there.
    pub locator: String,
    /// The wording.
    pub written: String,
    /// What the statement covers.
    pub scope: String,
    /// How sure the reader is.
    pub certainty: Certainty,
    /// How it stands among others.
    pub standing: Standing,
}

/// One form of a name.
#[derive(Clone, Debug, PartialEq)]
pub struct NameForm {
    /// What it is a form of: `name`, `surname`, `patronymic`.
    pub property: String,
    /// As it is written.
    pub written: String,
    /// Why there is none.
    pub absence: Option<Absence>,
    /// Where it is written so.
    pub said: Vec<Said>,
}

/// One number, or what is said where one is missing.
#[derive(Clone, Debug, PartialEq)]
pub struct NumberHeld {
    /// `prisoner-number` or `identity-tag`.
    pub property: String,
    /// As it is written.
    pub written: String,
    /// The number with its camp, series and state, as far as it is read.
    pub number: Option<PrisonerNumber>,
    /// Why there is none: that a source says "unknown" is not that it says nothing.
    pub absence: Option<Absence>,
    /// Where it is written.
    pub said: Vec<Said>,
}

/// Somebody he is named with.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// As what: `spouse`, `arrived-with`.
    pub property: String,
    /// The other's page, when there is one.
    pub other: Option<EntryId>,
    /// What the other is called where there is no page.
    pub name: String,
    /// Where it is said on these pages.
    pub said: Vec<Said>,
    /// Where it is said on the other's page.
    pub said_there: Vec<Said>,
}

/// What is said of a group or an event: not of each who belongs to it.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupSaid {
    /// The group or event.
    pub entry: EntryId,
    /// Where it is said that he belongs to it.
    pub belongs: Vec<Said>,
    /// What is said of it.
    pub claims: Vec<(Claim, Standing)>,
}

/// Draws a life from pages.
pub fn life(papers: &LifePapers) -> Life {
    let sight = Sight::of(papers);
    let (timeline, undated) = timeline::timeline(&sight);
    let stops = route::route(&sight, &timeline);
    Life {
        members: papers.members.iter().map(|page| page.entry.id()).collect(),
        names: names(&sight),
        numbers: numbers(&sight),
        pictures: pictures(papers),
        stops,
        timeline,
        undated,
        relations: relations(&sight),
        cards: papers.members.iter().filter(|page| is_card(page)).map(|page| page.entry.id()).collect(),
        notes: papers.members.iter().flat_map(|page| page.notes.clone()).collect(),
        conclusions: papers
            .members
            .iter()
            .flat_map(|page| page.conclusions.iter().filter(|found| found.stands()).cloned())
            .collect(),
        said_of_groups: said_of_groups(&sight),
        labels: papers.labels.clone(),
    }
}

/// The papers, with how each claim stands among the others.
struct Sight<'a> {
    papers: &'a LifePapers,
    standing: BTreeMap<EntryId, Standing>,
}

impl<'a> Sight<'a> {
    fn of(papers: &'a LifePapers) -> Self {
        let mut standing = BTreeMap::new();
        // what two papers of one man say may differ as what one says does
        let man = papers.members.first().map(|page| page.entry.id()).unwrap_or_default();
        let (mut claims, mut weighed, mut judged) = (Vec::new(), Vec::new(), Vec::new());
        for page in &papers.members {
            claims.extend(page.claims.iter().map(|claim| Claim { subject: man, ..claim.clone() }));
            weighed.extend(page.weighed.iter().cloned());
            judged.extend(page.conclusions.iter().map(|found| Conclusion { subject: man, ..found.clone() }));
        }
        weigh(&claims, &weighed, &judged, &mut standing);
        for page in &papers.together {
            weigh(&page.claims, &page.weighed, &page.conclusions, &mut standing);
        }
        Self { papers, standing }
    }

    /// The claims of the man that stand, each with the page it stands on.
    fn claims(&self) -> impl Iterator<Item = (&'a Dossier, &'a Claim)> {
        let standing = |page: &'a Dossier| page.claims.iter().filter(|claim| claim.stands());
        self.papers.members.iter().flat_map(move |page| standing(page).map(move |claim| (page, claim)))
    }

    fn said(&self, page: EntryId, claim: &Claim) -> Said {
        Said {
            claim: Some(claim.id),
            page,
            source: claim.source,
            locator: claim.locator.clone(),
            written: claim.as_written.trim().to_owned(),
            scope: claim.scope.clone(),
            certainty: claim.certainty,
            standing: self.standing.get(&claim.id).copied().unwrap_or_default(),
        }
    }

    fn is_member(&self, id: EntryId) -> bool {
        self.papers.members.iter().any(|page| page.entry.id() == id)
    }

    fn kind_of(&self, id: EntryId) -> Option<EntryKind> {
        self.papers.labels.get(&id).map(|label| label.kind)
    }

    /// The events and groups he is said to belong to, each with where that is said.
    fn together(&self, kind: EntryKind) -> impl Iterator<Item = (&'a Dossier, Vec<Said>)> {
        self.papers.together.iter().filter(move |page| page.entry.kind() == kind).filter_map(|page| {
            let id = page.entry.id();
            let belongs: Vec<Said> = self
                .claims()
                .filter(|(_, claim)| claim.reading == Some(Reading::Entry(id)))
                .map(|(on, claim)| self.said(on.entry.id(), claim))
                .collect();
            (!belongs.is_empty()).then_some((page, belongs))
        })
    }
}

fn weigh(claims: &[Claim], weighed: &[Claim], judged: &[Conclusion], standing: &mut BTreeMap<EntryId, Standing>) {
    let judged: Vec<Conclusion> = judged.iter().filter(|conclusion| conclusion.stands()).cloned().collect();
    for found in disagreements(claims, weighed, &judged) {
        let conclusion = found.conclusion.as_ref();
        let is_chosen = |claim: &Claim| conclusion.is_some_and(|conclusion| conclusion.chosen.contains(&claim.id));
        let holds = found.claims.iter().any(|claim| claim.stands() && is_chosen(claim));
        // a number that is missing beside his is no doubt about his
        let kind = found.kind_now();
        let is_doubt = found.calls_for_judgement() && kind.is_dispute() && kind != DifferenceKind::Chronology;
        for claim in &found.claims {
            let stands = match conclusion {
                Some(Conclusion { decision: Decision::Preferred | Decision::Combined, .. }) if is_chosen(claim) => {
                    Standing::Held
                }
                // what nobody weighed is not set aside, and nothing is for the sake of a claim that fell
                Some(Conclusion { decision: Decision::Preferred, weighed, .. })
                    if holds && weighed.contains(&claim.id) =>
                {
                    Standing::SetAside
                }
                _ if is_doubt => Standing::Disputed,
                _ => continue,
            };
            standing.insert(claim.id, stands);
        }
    }
}

fn is_card(page: &Dossier) -> bool {
    page.entry.kind() == EntryKind::FileCard
}

/// Properties that are forms of a name.
const NAMES: &[&str] = &["name", "surname", "given-name", "patronymic", "birth-name"];
/// The parts of a name as a card has them.
const PARTS: &[&str] = &["surname", "given-name", "patronymic"];

fn names(sight: &Sight<'_>) -> Vec<NameForm> {
    let mut forms: Vec<NameForm> = Vec::new();
    let mut add = |form: NameForm| {
        let same = |known: &&mut NameForm| {
            known.property == form.property && known.written == form.written && known.absence == form.absence
        };
        match forms.iter_mut().find(same) {
            Some(known) => known.said.extend(form.said),
            None => forms.push(form),
        }
    };
    for page in &sight.papers.members {
        let of = |property: &str| -> Vec<&Claim> {
            page.claims.iter().filter(|claim| claim.stands() && claim.property == property).collect()
        };
        let parts: Vec<Vec<&Claim>> = PARTS.iter().map(|property| of(property)).collect();
        // a card has the name in boxes: its parts are one name, unless one of them is written twice
        let is_one = is_card(page)
            && parts.iter().flatten().count() > 1
            && parts.iter().all(|found| found.len() < 2 && found.iter().all(|claim| claim.absence.is_none()));
        if is_one {
            let written = |at: usize| {
                parts.get(at).and_then(|found| found.first()).map(|claim| claim.as_written.trim()).unwrap_or_default()
            };
            let name = super::PersonName {
                surname: written(0).to_owned(),
                given: written(1).to_owned(),
                patronymic: written(2).to_owned(),
                ..super::PersonName::default()
            };
            let said = parts.iter().flatten().map(|claim| sight.said(page.entry.id(), claim)).collect();
            add(NameForm { property: "name".to_owned(), written: name.inverted(), absence: None, said });
        }
        for property in NAMES.iter().filter(|property| !(is_one && PARTS.contains(property))) {
            for claim in of(property) {
                add(NameForm {
                    property: (*property).to_owned(),
                    written: claim.as_written.trim().to_owned(),
                    absence: claim.absence.clone(),
                    said: vec![sight.said(page.entry.id(), claim)],
                });
            }
        }
    }
    forms.sort_by_key(|form| (form.absence.is_some(), NAMES.iter().position(|name| *name == form.property)));
    forms
}

/// Properties that are numbers.
const NUMBERS: &[&str] = &["prisoner-number", "identity-tag"];

fn numbers(sight: &Sight<'_>) -> Vec<NumberHeld> {
    let mut held: Vec<NumberHeld> = Vec::new();
    for (page, claim) in sight.claims().filter(|(_, claim)| NUMBERS.contains(&claim.property.as_str())) {
        let number = match &claim.reading {
            Some(Reading::Number(number)) => Some(number.clone()),
            _ => None,
        };
        let written = claim.as_written.trim();
        let said = sight.said(page.entry.id(), claim);
        let same = |known: &&mut NumberHeld| {
            known.property == claim.property
                && known.absence == claim.absence
                && known.number == number
                && (number.is_some() || known.written == written)
        };
        match held.iter_mut().find(same) {
            Some(known) => known.said.push(said),
            None => held.push(NumberHeld {
                property: claim.property.clone(),
                written: written.to_owned(),
                number,
                absence: claim.absence.clone(),
                said: vec![said],
            }),
        }
    }
    held.sort_by_cached_key(|held| {
        let number = held.number.as_ref();
        let camp = number.map(|number| {
            let place = number.issuer.and_then(|id| sight.papers.labels.get(&id));
            place.map_or_else(|| number.issuer_name.clone(), |label| label.label.clone())
        });
        let register = number.map(|number| (number.series, number.value(), number.number.clone()));
        (held.absence.is_some(), held.property != "prisoner-number", number.is_none(), camp, register)
    });
    held
}

fn pictures(papers: &LifePapers) -> Vec<Attachment> {
    let mut pictures: Vec<Attachment> = Vec::new();
    for picture in papers.members.iter().flat_map(|page| &page.pictures) {
        if pictures.iter().all(|known| known.id != picture.id) {
            pictures.push(picture.clone());
        }
    }
    pictures
}

/// Properties that name somebody, even where he has no page.
const RELATIONS: &[&str] = &["spouse", "arrived-with", "escaped-with"];

fn relations(sight: &Sight<'_>) -> Vec<Relation> {
    let mut found: Vec<Relation> = Vec::new();
    let mut add = |property: &str, other: Option<EntryId>, name: &str, said: Said, is_there: bool| {
        let same = |known: &&Relation| {
            known.property == property && known.other == other && (other.is_some() || known.name == name)
        };
        let at = found.iter().position(|known| same(&known)).unwrap_or_else(|| {
            let name = if other.is_some() { String::new() } else { name.to_owned() };
            let property = property.to_owned();
            found.push(Relation { property, other, name, said: Vec::new(), said_there: Vec::new() });
            found.len() - 1
        });
        if let Some(relation) = found.get_mut(at) {
            if is_there { relation.said_there.push(said) } else { relation.said.push(said) }
        }
    };
    let is_somebody = |id: EntryId| matches!(sight.kind_of(id), Some(EntryKind::Person | EntryKind::FileCard));
    for (page, claim) in sight.claims() {
        let said = sight.said(page.entry.id(), claim);
        match &claim.reading {
            Some(Reading::Entry(other)) if is_somebody(*other) && !sight.is_member(*other) => {
                add(&claim.property, Some(*other), "", said, false);
            }
            Some(Reading::Entry(_)) => {}
            _ if RELATIONS.contains(&claim.property.as_str())
                && claim.absence.is_none()
                && !claim.as_written.trim().is_empty() =>
            {
                add(&claim.property, None, claim.as_written.trim(), said, false);
            }
            _ => {}
        }
    }
    for claim in sight.papers.members.iter().flat_map(|page| &page.mentions) {
        if claim.stands() && is_somebody(claim.subject) && !sight.is_member(claim.subject) {
            add(&claim.property, Some(claim.subject), "", sight.said(claim.subject, claim), true);
        }
    }
    let order = |relation: &Relation| {
        RELATIONS.iter().position(|property| *property == relation.property).unwrap_or(RELATIONS.len())
    };
    found.sort_by_key(|relation| (order(relation), relation.other.is_none()));
    found
}

fn said_of_groups(sight: &Sight<'_>) -> Vec<GroupSaid> {
    let both = sight.together(EntryKind::Group).chain(sight.together(EntryKind::Event));
    both.map(|(page, belongs)| GroupSaid {
        entry: page.entry.id(),
        belongs,
        claims: page
            .claims
            .iter()
            .filter(|claim| claim.stands())
            .map(|claim| (claim.clone(), sight.standing.get(&claim.id).copied().unwrap_or_default()))
            .collect(),
    })
    .collect()
}

#[cfg(test)]
mod tests;
