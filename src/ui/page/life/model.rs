//! A life as plain data with its words, derived once when it comes in and only drawn afterwards.

use crate::i18n::{tr, tr_args};
use crate::model::{
    Certainty, Circle, Companion, Day, EntryId, EntryKind, Label, Life, Moment, MomentKind, Said, Standing, Stop,
};
use crate::reports;
use crate::ui::page::model::Link;
use std::collections::BTreeMap;

/// A life, ready to be drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct LifeView {
    /// How many pages it is drawn from.
    pub pages: usize,
    /// Names, numbers, those named with him, cards, pictures: what each line is about, and its parts.
    pub summary: Vec<(String, Vec<Part>)>,
    /// What happened, in order.
    pub moments: Vec<MomentView>,
    /// What happened at a time nobody gives.
    pub undated: Vec<MomentView>,
    /// Where he was.
    pub stops: Vec<StopView>,
    /// What is said of groups and events.
    pub groups: Vec<GroupView>,
}

/// One thing that is said, with where.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Part {
    /// The words; empty when they are the link's.
    pub words: String,
    /// Whether it is said that there is nothing.
    pub is_absent: bool,
    /// The entry it leads to.
    pub link: Option<Link>,
    /// What belongs to it.
    pub beside: String,
    /// Where it is said.
    pub said: Vec<SaidView>,
}

/// Where something is said.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SaidView {
    /// The paper: a source, else the page it stands on.
    pub paper: Link,
    /// The paper in full.
    pub title: String,
    /// The place there, and what else belongs to it.
    pub beside: String,
    /// The wordings.
    pub written: Vec<String>,
    /// The page it stands on, when that is another than the one that is shown.
    pub on: Option<Link>,
    /// How it stands among others.
    pub standing: Standing,
}

/// A moment, ready to be drawn.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct MomentView {
    /// When, in words.
    pub when: String,
    /// What, in words.
    pub what: String,
    /// What, as short as it can be said.
    pub short: String,
    /// The event.
    pub event: Option<Link>,
    /// What belongs to it.
    pub beside: String,
    /// The first and the last day, as far as they are known.
    pub days: (Option<Day>, Option<Day>),
    /// Whether it is in doubt.
    pub is_uncertain: bool,
    /// Whether a source says "about".
    pub is_approximate: bool,
    /// Whether sources differ, or another date is held to.
    pub standing: Standing,
    /// Where it is said.
    pub said: Vec<SaidView>,
    /// All of it in one text, for the pointer.
    pub hover: String,
}

/// A place of somebody's way, ready to be drawn.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct StopView {
    /// What it is called.
    pub label: String,
    /// The place.
    pub place: Option<Link>,
    /// Where it lies: degrees north and east.
    pub at: Option<(f64, f64)>,
    /// Why it belongs to his way.
    pub visits: Vec<Part>,
    /// Whether it stands for another that sources give instead of it.
    pub is_disputed: bool,
}

/// A group or an event and what is said of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct GroupView {
    /// The group or event.
    pub entry: Link,
    /// What is said of it.
    pub lines: Vec<Part>,
}

/// A circle, ready to be drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct CircleView {
    /// Who stands in the middle.
    pub name: String,
    /// The others.
    pub others: Vec<CompanionView>,
    /// How many there are, those that are not shown among them.
    pub count: u64,
    /// How many are not shown, in words.
    pub more: String,
}

/// Somebody who was with him, ready to be drawn.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct CompanionView {
    /// Who.
    pub entry: Link,
    /// What ties them, in words.
    pub ties: Vec<String>,
    /// Whether a source names them together.
    pub is_named: bool,
    /// Whether every tie is in doubt.
    pub is_uncertain: bool,
}

type Labels = BTreeMap<EntryId, Label>;

fn link(id: EntryId, labels: &Labels) -> Link {
    let kind = labels.get(&id).map_or_else(EntryKind::default, |label| label.kind);
    Link { id, kind, text: reports::entry_text(id, labels) }
}

/// A picture is named by its reference: its caption is a sentence.
fn by_reference(link: Link, labels: &Labels) -> Link {
    let reference = labels.get(&link.id).map(|label| label.reference_code.clone()).unwrap_or_default();
    if link.kind == EntryKind::Attachment && !reference.is_empty() { Link { text: reference, ..link } } else { link }
}

/// Derives what is drawn of a life on the page of `shown`.
pub(super) fn life_view(shown: EntryId, life: &Life) -> LifeView {
    let labels = &life.labels;
    let stops: Vec<StopView> = life.stops.iter().map(|stop| stop_view(shown, stop, labels)).collect();
    LifeView {
        pages: life.members.len(),
        summary: summary(shown, life),
        moments: life.timeline.iter().map(|moment| moment_view(shown, moment, labels)).collect(),
        undated: life.undated.iter().map(|moment| moment_view(shown, moment, labels)).collect(),
        stops,
        groups: life
            .said_of_groups
            .iter()
            .map(|group| GroupView {
                entry: link(group.entry, labels),
                lines: group
                    .claims
                    .iter()
                    .map(|(claim, standing)| {
                        let value = match &claim.absence {
                            Some(absence) => reports::absence_text(absence),
                            None if claim.as_written.trim().is_empty() => reports::claim_text(claim, labels),
                            None => tr_args("life-quoted", &[("words", claim.as_written.trim().into())]),
                        };
                        let said = Said {
                            claim: Some(claim.id),
                            page: group.entry,
                            source: claim.source,
                            locator: claim.locator.clone(),
                            written: claim.as_written.clone(),
                            scope: claim.scope.clone(),
                            certainty: claim.certainty,
                            standing: *standing,
                        };
                        Part {
                            words: format!("{}: {value}", reports::property_text(&claim.property)),
                            said: vec![SaidView { on: None, ..said_view(shown, &said, labels) }],
                            ..Part::default()
                        }
                    })
                    .collect(),
            })
            .collect(),
    }
}

fn said_view(shown: EntryId, said: &Said, labels: &Labels) -> SaidView {
    let paper = said.source.unwrap_or(said.page);
    let kind = labels.get(&paper).map_or_else(EntryKind::default, |label| label.kind);
    SaidView {
        paper: Link { id: paper, kind, text: reports::paper_text(said, labels) },
        title: reports::entry_text(paper, labels),
        beside: reports::beside_text(said),
        written: Some(said.written.clone()).filter(|words| !words.is_empty()).into_iter().collect(),
        on: (said.page != shown && said.page != paper).then(|| by_reference(link(said.page, labels), labels)),
        standing: said.standing,
    }
}

fn said_views(shown: EntryId, said: &[Said], labels: &Labels) -> Vec<SaidView> {
    each_once(said.iter().map(|said| said_view(shown, said, labels)))
}

/// A paper that says several things in one place is named once, with all of its words.
fn each_once(said: impl IntoIterator<Item = SaidView>) -> Vec<SaidView> {
    let mut views: Vec<SaidView> = Vec::new();
    for said in said {
        let place = |view: &SaidView| (view.paper.id, view.beside.clone(), view.on.clone(), view.standing);
        match views.iter_mut().find(|known| place(known) == place(&said)) {
            Some(known) => {
                let fresh: Vec<String> =
                    said.written.into_iter().filter(|words| !known.written.contains(words)).collect();
                known.written.extend(fresh);
            }
            None => views.push(said),
        }
    }
    views
}

fn summary(shown: EntryId, life: &Life) -> Vec<(String, Vec<Part>)> {
    let labels = &life.labels;
    let names = life.names.iter().map(|form| Part {
        words: form.absence.as_ref().map_or_else(|| form.written.clone(), reports::absence_text),
        is_absent: form.absence.is_some(),
        beside: if form.property == "name" { String::new() } else { reports::property_text(&form.property) },
        said: said_views(shown, &form.said, labels),
        link: None,
    });
    let numbers = life.numbers.iter().map(|held| Part {
        words: reports::number_held_text(held, labels),
        is_absent: held.absence.is_some(),
        beside: if held.property == "prisoner-number" { String::new() } else { reports::property_text(&held.property) },
        said: said_views(shown, &held.said, labels),
        link: None,
    });
    let relations = life.relations.iter().map(|relation| Part {
        words: relation.name.clone(),
        link: relation.other.map(|other| link(other, labels)),
        beside: reports::property_text(&relation.property),
        said: {
            let here = said_views(shown, &relation.said, labels);
            let there = said_views(shown, &relation.said_there, labels);
            let there = there.into_iter().map(|said| {
                let beside = [said.beside.clone(), tr("life-said-there")];
                let beside = beside.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
                SaidView { on: None, beside, ..said }
            });
            here.into_iter().chain(there).collect()
        },
        is_absent: false,
    });
    let entry = |id: EntryId| Part { link: Some(link(id, labels)), ..Part::default() };
    let cards = life.cards.iter().filter(|card| **card != shown).map(|card| entry(*card));
    let pictures = life.pictures.iter().map(|picture| Part {
        link: Some(Link {
            id: picture.id,
            kind: EntryKind::Attachment,
            text: if picture.reference_code.is_empty() {
                reports::words("role", picture.role.term())
            } else {
                picture.reference_code.clone()
            },
        }),
        beside: reports::words("role", picture.role.term()),
        ..Part::default()
    });
    let judged = life.conclusions.iter().map(|conclusion| Part {
        words: conclusion.reference_code.clone(),
        beside: format!(
            "{}: {}",
            reports::property_text(&conclusion.property),
            reports::words("decision", conclusion.decision.term())
        ),
        ..Part::default()
    });
    let lines: [(&str, Vec<Part>); 6] = [
        ("life-names", names.collect()),
        ("life-numbers", numbers.collect()),
        ("life-relations", relations.collect()),
        ("life-cards", cards.collect()),
        ("life-pictures", pictures.collect()),
        ("life-judged", judged.collect()),
    ];
    let mut summary: Vec<(String, Vec<Part>)> =
        lines.into_iter().filter(|(_, parts)| !parts.is_empty()).map(|(key, parts)| (tr(key), parts)).collect();
    // those of the page that is shown stand on it in full
    let elsewhere: Vec<Part> = life
        .notes
        .iter()
        .filter(|note| note.subject != shown)
        .map(|note| Part {
            link: Some(link(note.subject, labels)),
            beside: reports::words("note", note.kind.term()),
            ..Part::default()
        })
        .collect();
    if !elsewhere.is_empty() {
        summary.push((tr("life-notes"), elsewhere));
    }
    summary
}

fn moment_view(shown: EntryId, moment: &Moment, labels: &Labels) -> MomentView {
    let event = moment.event.map(|event| link(event, labels));
    let mut said = said_views(shown, &moment.said, labels);
    for said in &mut said {
        // the event stands in the line already
        if said.on.as_ref().map(|on| on.id) == moment.event {
            said.on = None;
        }
    }
    let said = each_once(said);
    let has = |standing: Standing| moment.said.iter().any(|said| said.standing == standing);
    let is_all =
        |standing: Standing| !moment.said.is_empty() && moment.said.iter().all(|said| said.standing == standing);
    let standing = if is_all(Standing::SetAside) {
        Standing::SetAside
    } else if has(Standing::Disputed) {
        Standing::Disputed
    } else {
        Standing::Plain
    };
    let mut beside = Vec::new();
    let is_told = moment.said.iter().any(|said| said.certainty == moment.certainty);
    if moment.certainty != Certainty::Certain && !is_told {
        beside.push(reports::words("certainty", moment.certainty.term()).to_lowercase());
    }
    // where it is said that he was there, when that is not where the date stands
    let papers = |said: &[Said]| {
        let mut papers: Vec<String> = said.iter().map(|said| reports::said_text(said, labels)).collect();
        papers.dedup();
        papers.join("; ")
    };
    let stands_there = |belongs: &&Said| {
        let place = |said: &Said| (said.source.unwrap_or(said.page), said.locator.clone());
        belongs.standing == Standing::Plain && moment.said.iter().any(|said| place(said) == place(belongs))
    };
    let elsewhere: Vec<Said> = moment.belongs.iter().filter(|said| !stands_there(said)).cloned().collect();
    if !elsewhere.is_empty() {
        beside.push(tr_args("life-takes-part", &[("papers", papers(&elsewhere).into())]));
    }
    let when = reports::when_text(&moment.when);
    let what = reports::moment_text(moment, labels);
    let hover = [when.clone(), what.clone(), papers(&moment.said), beside.join(" ")];
    MomentView {
        short: reports::short_moment_text(moment, labels),
        event: event.filter(|_| moment.kind != MomentKind::Other),
        beside: beside.join(" "),
        days: (moment.when.earliest, moment.when.latest),
        is_uncertain: moment.is_uncertain(),
        is_approximate: moment.when.is_approximate(),
        hover: hover.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n"),
        when,
        what,
        standing,
        said,
    }
}

fn stop_view(shown: EntryId, stop: &Stop, labels: &Labels) -> StopView {
    let said = stop.visits.iter().flat_map(|visit| &visit.said);
    StopView {
        label: stop.label.clone(),
        place: stop.place.map(|id| Link { text: stop.label.clone(), ..link(id, labels) }),
        at: stop.at,
        is_disputed: said.clone().count() > 0 && said.into_iter().any(|said| said.standing == Standing::Disputed),
        visits: stop
            .visits
            .iter()
            .map(|visit| {
                let said = said_views(shown, &visit.said, labels);
                let said = said
                    .into_iter()
                    .map(|said| SaidView { on: said.on.filter(|on| Some(on.id) != visit.event), ..said });
                Part { words: reports::visit_text(visit, labels), said: each_once(said), ..Part::default() }
            })
            .collect(),
    }
}

/// Derives what is drawn of a circle.
pub(super) fn circle_view(circle: &Circle) -> CircleView {
    let labels = &circle.labels;
    let other = |companion: &Companion| CompanionView {
        entry: link(companion.entry, labels),
        ties: companion.ties.iter().map(|tie| reports::tie_text(tie, labels)).collect(),
        is_named: companion.ties.iter().any(|tie| tie.kind == crate::model::TieKind::Relation),
        is_uncertain: companion.ties.iter().all(|tie| tie.certainty != Certainty::Certain),
    };
    CircleView {
        name: reports::entry_text(circle.centre, labels),
        others: circle.companions.iter().map(other).collect(),
        count: circle.more.saturating_add(circle.companions.len() as u64),
        more: reports::more_text(circle.more),
    }
}
