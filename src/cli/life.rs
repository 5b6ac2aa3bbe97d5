//! `kartoteka life DIR REF`: a person as all papers have him, and those who were with him, each with its source.

use super::answers::Named;
use super::exit::Usage;
use super::words::columns;
use super::{Outcome, Session};
use crate::model::{
    Certainty, Circle, Companion, Day, EntryId, EntryKind, GroupSaid, Label, Life, Moment, MomentKind, NameForm,
    NumberHeld, NumberSeries, NumberState, Relation, Said, Standing, Stop, StopKind, Tie, TieKind, Visit, When,
};
use crate::reports::{
    absence_text, claim_text, entry_text, moment_text, more_text, number_held_text, property_text, said_text, tie_text,
    visit_text, when_text, words,
};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Show the life of a person from all papers held to be of him or her
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: kartoteka life sample.kartoteka P3

What is said of groups and events stands apart: it is not said of each who belongs to them. Leaving a list is never
told as a death.")]
pub(super) struct Args {
    /// The folder of the catalogue
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The reference, id or unique beginning of the id of a person or card
    #[arg(value_name = "REF")]
    reference: String,
}

#[derive(Serialize)]
struct LifeAnswer {
    #[serde(flatten)]
    named: Named,
    pages: Vec<Named>,
    names: Vec<NameAnswer>,
    numbers: Vec<NumberAnswer>,
    timeline: Vec<MomentAnswer>,
    undated: Vec<MomentAnswer>,
    places: Vec<StopAnswer>,
    relations: Vec<RelationAnswer>,
    cards: Vec<Named>,
    pictures: Vec<Named>,
    conclusions: Vec<EntryId>,
    notes: Vec<EntryId>,
    said_of_groups: Vec<GroupAnswer>,
    companions: Vec<CompanionAnswer>,
    more_companions: u64,
}

/// Where something is said.
#[derive(Serialize)]
struct SaidAnswer {
    claim: Option<EntryId>,
    page: Named,
    source: Option<Named>,
    locator: String,
    as_written: String,
    scope: String,
    certainty: Certainty,
    standing: Standing,
}

#[derive(Serialize)]
struct NameAnswer {
    property: String,
    as_written: String,
    absence: Option<&'static str>,
    said: Vec<SaidAnswer>,
}

#[derive(Serialize)]
struct NumberAnswer {
    property: String,
    number: String,
    camp: Option<Named>,
    camp_name: String,
    series: Option<NumberSeries>,
    state: Option<NumberState>,
    absence: Option<&'static str>,
    words: String,
    said: Vec<SaidAnswer>,
}

#[derive(Serialize)]
struct MomentAnswer {
    kind: MomentKind,
    property: String,
    event: Option<Named>,
    words: String,
    when: WhenAnswer,
    uncertain: bool,
    certainty: Certainty,
    said: Vec<SaidAnswer>,
    belongs: Vec<SaidAnswer>,
}

#[derive(Serialize)]
struct WhenAnswer {
    as_written: String,
    edtf: Option<String>,
    earliest: Option<String>,
    latest: Option<String>,
    approximate: bool,
    uncertain: bool,
    span: bool,
}

#[derive(Serialize)]
struct StopAnswer {
    label: String,
    place: Option<Named>,
    latitude: Option<f64>,
    longitude: Option<f64>,
    visits: Vec<VisitAnswer>,
}

#[derive(Serialize)]
struct VisitAnswer {
    kind: StopKind,
    event: Option<Named>,
    when: WhenAnswer,
    said: Vec<SaidAnswer>,
}

#[derive(Serialize)]
struct RelationAnswer {
    property: String,
    other: Option<Named>,
    name: String,
    said: Vec<SaidAnswer>,
    said_there: Vec<SaidAnswer>,
}

#[derive(Serialize)]
struct GroupAnswer {
    entry: Named,
    belongs: Vec<SaidAnswer>,
    claims: Vec<GroupClaimAnswer>,
}

#[derive(Serialize)]
struct GroupClaimAnswer {
    id: EntryId,
    property: String,
    as_written: String,
    absence: Option<&'static str>,
    words: String,
}

#[derive(Serialize)]
struct CompanionAnswer {
    entry: Named,
    ties: Vec<TieAnswer>,
}

#[derive(Serialize)]
struct TieAnswer {
    kind: TieKind,
    property: String,
    through: Option<Named>,
    claims: Vec<EntryId>,
    day: Option<String>,
    place: String,
    certainty: Certainty,
    words: String,
}

/// Names entries by what is known of them.
struct Naming<'a>(&'a BTreeMap<EntryId, Label>);

impl Naming<'_> {
    fn named(&self, id: EntryId) -> Named {
        Named::new(id, self.0.get(&id).unwrap_or(&Label::default()))
    }

    fn said(&self, said: &[Said]) -> Vec<SaidAnswer> {
        said.iter()
            .map(|said| {
                let Said { claim, page, source, locator, written, scope, certainty, standing } = said.clone();
                SaidAnswer {
                    claim,
                    page: self.named(page),
                    source: source.map(|id| self.named(id)),
                    locator,
                    as_written: written,
                    scope,
                    certainty,
                    standing,
                }
            })
            .collect()
    }

    fn number(&self, held: &NumberHeld) -> NumberAnswer {
        let number = held.number.as_ref();
        NumberAnswer {
            property: held.property.clone(),
            number: number.map_or_else(|| held.written.clone(), |number| number.number.clone()),
            camp: number.and_then(|number| number.issuer).map(|id| self.named(id)),
            camp_name: number.map(|number| number.issuer_name.clone()).unwrap_or_default(),
            series: number.map(|number| number.series),
            state: number.map(|number| number.state),
            absence: held.absence.as_ref().map(crate::model::Absence::term),
            words: number_held_text(held, self.0),
            said: self.said(&held.said),
        }
    }

    fn moment(&self, moment: &Moment) -> MomentAnswer {
        MomentAnswer {
            kind: moment.kind,
            property: moment.property.clone(),
            event: moment.event.map(|id| self.named(id)),
            words: moment_text(moment, self.0),
            when: WhenAnswer::from(&moment.when),
            uncertain: moment.is_uncertain(),
            certainty: moment.certainty,
            said: self.said(&moment.said),
            belongs: self.said(&moment.belongs),
        }
    }

    fn stop(&self, stop: &Stop) -> StopAnswer {
        let visit = |visit: &Visit| VisitAnswer {
            kind: visit.kind,
            event: visit.event.map(|id| self.named(id)),
            when: WhenAnswer::from(&visit.when),
            said: self.said(&visit.said),
        };
        StopAnswer {
            label: stop.label.clone(),
            place: stop.place.map(|id| self.named(id)),
            latitude: stop.at.map(|(north, _)| north),
            longitude: stop.at.map(|(_, east)| east),
            visits: stop.visits.iter().map(visit).collect(),
        }
    }

    fn relation(&self, relation: &Relation) -> RelationAnswer {
        RelationAnswer {
            property: relation.property.clone(),
            other: relation.other.map(|id| self.named(id)),
            name: relation.name.clone(),
            said: self.said(&relation.said),
            said_there: self.said(&relation.said_there),
        }
    }

    fn group(&self, group: &GroupSaid) -> GroupAnswer {
        let claims = group.claims.iter().map(|(claim, _)| GroupClaimAnswer {
            id: claim.id,
            property: claim.property.clone(),
            as_written: claim.as_written.clone(),
            absence: claim.absence.as_ref().map(crate::model::Absence::term),
            words: claim_text(claim, self.0),
        });
        GroupAnswer { entry: self.named(group.entry), belongs: self.said(&group.belongs), claims: claims.collect() }
    }

    fn companion(&self, companion: &Companion) -> CompanionAnswer {
        let tie = |tie: &Tie| TieAnswer {
            kind: tie.kind,
            property: tie.property.clone(),
            through: tie.through.map(|id| self.named(id)),
            claims: tie.claims.clone(),
            day: tie.day.map(|day| day.to_string()),
            place: tie.place.clone(),
            certainty: tie.certainty,
            words: tie_text(tie, self.0),
        };
        CompanionAnswer { entry: self.named(companion.entry), ties: companion.ties.iter().map(tie).collect() }
    }
}

impl From<&When> for WhenAnswer {
    fn from(when: &When) -> Self {
        let day = |day: Option<Day>| day.map(|day| day.to_string());
        Self {
            as_written: when.written.clone(),
            edtf: when.date.as_ref().map(|(edtf, _)| edtf.as_str().to_owned()),
            earliest: day(when.earliest),
            latest: day(when.latest),
            approximate: when.is_approximate(),
            uncertain: when.is_uncertain(),
            span: when.is_span() && when.is_dated(),
        }
    }
}

fn answer(id: EntryId, life: &Life, circle: &Circle) -> LifeAnswer {
    let naming = Naming(&life.labels);
    let names = life.names.iter().map(|form: &NameForm| NameAnswer {
        property: form.property.clone(),
        as_written: form.written.clone(),
        absence: form.absence.as_ref().map(crate::model::Absence::term),
        said: naming.said(&form.said),
    });
    LifeAnswer {
        named: naming.named(id),
        pages: life.members.iter().map(|member| naming.named(*member)).collect(),
        names: names.collect(),
        numbers: life.numbers.iter().map(|held| naming.number(held)).collect(),
        timeline: life.timeline.iter().map(|moment| naming.moment(moment)).collect(),
        undated: life.undated.iter().map(|moment| naming.moment(moment)).collect(),
        places: life.stops.iter().map(|stop| naming.stop(stop)).collect(),
        relations: life.relations.iter().map(|relation| naming.relation(relation)).collect(),
        cards: life.cards.iter().map(|card| naming.named(*card)).collect(),
        pictures: life.pictures.iter().map(|picture| naming.named(picture.id)).collect(),
        conclusions: life.conclusions.iter().map(|conclusion| conclusion.id).collect(),
        notes: life.notes.iter().map(|note| note.id).collect(),
        said_of_groups: life.said_of_groups.iter().map(|group| naming.group(group)).collect(),
        companions: circle.companions.iter().map(|other| Naming(&circle.labels).companion(other)).collect(),
        more_companions: circle.more,
    }
}

impl Args {
    pub(super) fn run(self, session: &mut Session) -> anyhow::Result<Outcome> {
        let catalogue = Session::open(&self.folder)?;
        let id = super::page::page_of(&catalogue, &self.reference)?;
        if !matches!(catalogue.label(id)?.kind, EntryKind::Person | EntryKind::FileCard) {
            let reference = &self.reference;
            return Err(
                Usage(format!("{reference} is neither a person nor a card, and has no life to be shown")).into()
            );
        }
        let (life, circle) = (catalogue.life(id)?, catalogue.circle(id)?);
        if session.json {
            session.object(&answer(id, &life, &circle))?;
        } else {
            for line in lines(id, &life, &circle) {
                session.line(line)?;
            }
        }
        Ok(Outcome::Good)
    }
}

/// The life as lines for people.
fn lines(id: EntryId, life: &Life, circle: &Circle) -> Vec<String> {
    let labels = &life.labels;
    let naming = Naming(labels);
    let from = |said: &[Said]| {
        let mut papers: Vec<String> = Vec::new();
        for paper in said.iter().map(|said| said_text(said, labels)) {
            if !papers.contains(&paper) {
                papers.push(paper);
            }
        }
        if papers.is_empty() { String::new() } else { format!("[{}]", papers.join("; ")) }
    };
    let mut lines = vec![naming.named(id).words()];
    if life.members.len() > 1 {
        let pages: Vec<String> = life.members.iter().map(|member| naming.named(*member).words()).collect();
        lines.push(format!("  from {} pages: {}", pages.len(), pages.join("; ")));
    }
    section(
        &mut lines,
        "names",
        life.names.iter().map(|form| {
            let written = form.absence.as_ref().map_or_else(|| form.written.clone(), absence_text);
            let what =
                if form.property == "name" { String::new() } else { format!("{}: ", property_text(&form.property)) };
            vec![format!("{what}{written}"), from(&form.said)]
        }),
    );
    section(
        &mut lines,
        "numbers",
        life.numbers.iter().map(|held| {
            let what = if held.property == "prisoner-number" {
                String::new()
            } else {
                format!("{}: ", property_text(&held.property))
            };
            vec![format!("{what}{}", number_held_text(held, labels)), from(&held.said)]
        }),
    );
    let moment = |moment: &Moment| {
        let sure = match moment.certainty {
            Certainty::Certain => String::new(),
            certainty => words("certainty", certainty.term()).to_lowercase(),
        };
        let said: Vec<Said> = moment.said.iter().chain(&moment.belongs).cloned().collect();
        vec![when_text(&moment.when), moment_text(moment, labels), sure, from(&said)]
    };
    section(&mut lines, "timeline", life.timeline.iter().map(moment));
    section(&mut lines, "without a date", life.undated.iter().map(moment));
    section(
        &mut lines,
        "places",
        life.stops.iter().flat_map(|stop| {
            let at = stop.at.map(|(north, east)| format!("{north:.3}, {east:.3}")).unwrap_or_default();
            stop.visits.iter().enumerate().map(move |(position, visit)| {
                let is_first = position == 0;
                let label = if is_first { stop.label.clone() } else { String::new() };
                let at = if is_first { at.clone() } else { String::new() };
                vec![label, at, visit_text(visit, labels), from(&visit.said)]
            })
        }),
    );
    section(
        &mut lines,
        "named with",
        life.relations.iter().map(|relation| {
            let other = relation.other.map_or_else(|| relation.name.clone(), |other| naming.named(other).words());
            let said: Vec<Said> = relation.said.iter().chain(&relation.said_there).cloned().collect();
            vec![property_text(&relation.property), other, from(&said)]
        }),
    );
    section(&mut lines, "cards", life.cards.iter().map(|card| vec![naming.named(*card).words()]));
    section(
        &mut lines,
        "pictures",
        life.pictures.iter().map(|picture| {
            vec![picture.reference_code.clone(), words("role", picture.role.term()), picture.caption.clone()]
        }),
    );
    section(
        &mut lines,
        "who was with this person",
        circle.companions.iter().map(|other| {
            let ties: Vec<String> = other.ties.iter().map(|tie| tie_text(tie, &circle.labels)).collect();
            vec![Naming(&circle.labels).named(other.entry).words(), ties.join("; ")]
        }),
    );
    lines.extend(Some(more_text(circle.more)).filter(|words| !words.is_empty()).map(|words| format!("  {words}")));
    let of_groups = life.said_of_groups.iter().flat_map(|group| {
        group.claims.iter().map(|(claim, _)| {
            let said = Said {
                claim: Some(claim.id),
                page: group.entry,
                source: claim.source,
                locator: claim.locator.clone(),
                written: claim.as_written.clone(),
                scope: claim.scope.clone(),
                certainty: claim.certainty,
                standing: Standing::Plain,
            };
            let value = format!("{}: {}", property_text(&claim.property), claim_text(claim, labels));
            vec![entry_text(group.entry, labels), value, from(&[said])]
        })
    });
    section(&mut lines, "said of groups and events this person belongs to, not of each member", of_groups);
    lines
}

fn section(lines: &mut Vec<String>, title: &str, rows: impl Iterator<Item = Vec<String>>) {
    // the first line of a table is its heading, and these need none
    let mut table = vec![Vec::new()];
    table.extend(rows);
    if table.len() > 1 {
        lines.push(String::new());
        lines.push(title.to_owned());
        lines.extend(columns(&table).into_iter().skip(1).map(|line| format!("  {line}")));
    }
}
