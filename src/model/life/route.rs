//! Where somebody was, in order: places his papers name, and the places of events he took part in.

use super::timeline::row;
use super::{Moment, MomentKind, Said, Sight, When};
use crate::model::terms::terms;
use crate::model::{Claim, Day, EntryId, EntryKind, HistoricalDate, Reading};

terms! {
    /// Why a place belongs to somebody's way, in the usual order.
    StopKind {
        /// He was born there.
        Birth = "birth",
        /// He lived there.
        Residence = "residence",
        /// He fell into somebody's hands there.
        Capture = "capture",
        /// He came from there.
        CameFrom = "came-from",
        /// A card or a number of this camp is his.
        #[default] Camp = "camp",
        /// An event he took part in was there.
        Event = "event",
        /// He was sent there; that he came there is not said.
        SentTo = "sent-to",
    }
}

/// A place of somebody's way.
#[derive(Clone, Debug, PartialEq)]
pub struct Stop {
    /// The place, when the catalogue has it.
    pub place: Option<EntryId>,
    /// What it is called: its name, else the wording.
    pub label: String,
    /// Degrees north and east, when known.
    pub at: Option<(f64, f64)>,
    /// Why it belongs here, with the time and where that is said.
    pub visits: Vec<Visit>,
}

/// Why a place belongs to somebody's way.
#[derive(Clone, Debug, PartialEq)]
pub struct Visit {
    /// As what.
    pub kind: StopKind,
    /// When, where a source says so.
    pub when: When,
    /// The event that was there.
    pub event: Option<EntryId>,
    /// Where it is said.
    pub said: Vec<Said>,
}

/// Properties that name a place.
const PLACES: &[(&str, StopKind)] = &[
    ("birth-place", StopKind::Birth),
    ("residence", StopKind::Residence),
    ("captured-at", StopKind::Capture),
    ("arrest-place", StopKind::Capture),
    ("arrived-from", StopKind::CameFrom),
    ("camp", StopKind::Camp),
    ("committed-to", StopKind::Camp),
    ("prisoner-number", StopKind::Camp),
    ("departed-to", StopKind::SentTo),
];
/// Tables of camps: which cell names the camp, counted from the first; the last one when there are fewer.
const TABLES: &[(&str, StopKind, usize)] =
    &[("camps-and-workplaces", StopKind::Camp, 1), ("transfers", StopKind::SentTo, usize::MAX)];

/// A stop on its way into the order.
struct Found {
    key: Option<Day>,
    stop: Stop,
    kind: StopKind,
}

/// The stops in order.
pub(super) fn route(sight: &Sight<'_>, timeline: &[Moment]) -> Vec<Stop> {
    let first = |kind: MomentKind| timeline.iter().find(|moment| moment.kind == kind).map(|moment| &moment.when);
    let mut found = Vec::new();
    for (page, claim) in sight.claims().filter(|(_, claim)| claim.absence.is_none()) {
        let said = sight.said(page.entry.id(), claim);
        let Some((kind, place, label, mut when)) = place_of(sight, claim) else { continue };
        // the place says nothing of the time; what any paper says of it puts it in order, and no more than that
        let told = match kind {
            StopKind::Birth => first(MomentKind::Birth),
            StopKind::Capture => first(MomentKind::Capture),
            StopKind::CameFrom | StopKind::Camp => first(MomentKind::Arrival),
            StopKind::SentTo => first(MomentKind::LeftRegister),
            StopKind::Residence | StopKind::Event => None,
        };
        let key = when.key().or_else(|| told.and_then(When::key));
        if !when.is_dated() {
            when = told_beside(sight, kind, &said).unwrap_or_default();
        }
        let visit = Visit { kind, when, event: None, said: vec![said] };
        found.push(Found { key, stop: stop(sight, place, label, visit), kind });
    }
    for (page, belongs) in sight.together(EntryKind::Event) {
        let id = page.entry.id();
        let moment = timeline.iter().find(|moment| moment.event == Some(id));
        let when = moment.map(|moment| moment.when.clone()).unwrap_or_default();
        let named = |claim: &&Claim| claim.property == "place" && claim.stands() && claim.absence.is_none();
        for claim in page.claims.iter().filter(named) {
            let Some((place, label)) = named_place(claim) else { continue };
            let said = std::iter::once(sight.said(id, claim)).chain(belongs.iter().cloned()).collect();
            let visit = Visit { kind: StopKind::Event, when: when.clone(), event: Some(id), said };
            let key = when.key();
            found.push(Found { key, stop: stop(sight, place, label, visit), kind: StopKind::Event });
        }
    }
    in_order(found)
}

/// The one date the paper gives that names the place: no paper is made to say what another says.
fn told_beside(sight: &Sight<'_>, kind: StopKind, place: &Said) -> Option<When> {
    let dates: &[&str] = match kind {
        StopKind::Birth => &["birth-date"],
        StopKind::Capture => &["captured", "captured-on", "arrest-date"],
        _ => return None,
    };
    let paper = |said: &Said| said.source.unwrap_or(said.page);
    let mut told = sight
        .claims()
        .filter(|(_, claim)| dates.contains(&claim.property.as_str()) && claim.absence.is_none())
        .filter(|(page, claim)| paper(&sight.said(page.entry.id(), claim)) == paper(place))
        .map(|(_, claim)| When::of(claim))
        .filter(When::is_dated);
    let only = told.next()?;
    told.all(|other| other.date == only.date).then_some(only)
}

/// The place a claim names: its entry, its wording, and a date that stands beside it.
fn place_of(sight: &Sight<'_>, claim: &Claim) -> Option<(StopKind, Option<EntryId>, String, When)> {
    if let Some((_, kind, cell)) = TABLES.iter().find(|(property, ..)| *property == claim.property) {
        let cells = row(claim)?;
        let camp = cells.get(*cell).or(cells.last()).map(|cell| cell.trim()).filter(|cell| !cell.is_empty())?;
        let dated = cells.iter().map(|cell| HistoricalDate::read(cell)).find(|date| date.edtf.is_some());
        let dated = dated.unwrap_or_default();
        let date = dated.edtf.map(|edtf| (edtf, dated.calendar));
        return Some((*kind, None, camp.to_owned(), When::read(&dated.as_written, date)));
    }
    let (_, kind) = PLACES.iter().find(|(property, _)| *property == claim.property)?;
    if let Some(Reading::Number(number)) = &claim.reading {
        let place = number.issuer.filter(|id| sight.papers.places.contains_key(id));
        let label = number.issuer_name.trim();
        return (place.is_some() || !label.is_empty()).then(|| (*kind, place, label.to_owned(), When::default()));
    }
    if claim.property == "prisoner-number" {
        return None;
    }
    let (place, label) = named_place(claim)?;
    Some((*kind, place, label, When::default()))
}

fn named_place(claim: &Claim) -> Option<(Option<EntryId>, String)> {
    let written = claim.as_written.trim().to_owned();
    match &claim.reading {
        Some(Reading::Entry(id)) => Some((Some(*id), written)),
        Some(Reading::Text(text)) if !text.trim().is_empty() => Some((None, text.trim().to_owned())),
        _ => (!written.is_empty()).then_some((None, written)),
    }
}

fn stop(sight: &Sight<'_>, place: Option<EntryId>, label: String, visit: Visit) -> Stop {
    let known = place.and_then(|id| sight.papers.places.get(&id));
    let at = known.and_then(|place| place.latitude.zip(place.longitude));
    let is_on_earth = |(north, east): &(f64, f64)| north.abs() <= 90.0 && east.abs() <= 180.0;
    let label = known.map(|place| place.label.clone()).filter(|name| !name.trim().is_empty()).unwrap_or(label);
    Stop { place, label, at: at.filter(is_on_earth), visits: vec![visit] }
}

/// Puts those without a time between the others as their sort usually comes, and joins what is one place.
fn in_order(found: Vec<Found>) -> Vec<Stop> {
    let (mut dated, mut open): (Vec<Found>, Vec<Found>) = found.into_iter().partition(|found| found.key.is_some());
    dated.sort_by_key(|found| (found.key, found.kind));
    open.sort_by_key(|found| found.kind);
    for found in open {
        // a camp he is known to have been in needs no second mention
        let known = dated.iter_mut().find(|known| found.kind == StopKind::Camp && is_one(&known.stop, &found.stop));
        if let Some(known) = known {
            known.stop.visits.extend(found.stop.visits);
            continue;
        }
        let at = dated.iter().position(|known| known.kind > found.kind).unwrap_or(dated.len());
        dated.insert(at, found);
    }
    let mut stops: Vec<Stop> = Vec::new();
    for Found { stop, .. } in dated {
        match stops.last_mut() {
            Some(last) if is_one(last, &stop) => {
                for visit in stop.visits {
                    match last.visits.iter_mut().find(|known| is_same_visit(known, &visit)) {
                        Some(known) => known.said.extend(visit.said),
                        None => last.visits.push(visit),
                    }
                }
            }
            _ => stops.push(stop),
        }
    }
    stops
}

fn is_one(one: &Stop, other: &Stop) -> bool {
    if one.place.is_some() || other.place.is_some() {
        return one.place == other.place;
    }
    crate::text::fold(&one.label) == crate::text::fold(&other.label)
}

fn is_same_visit(one: &Visit, other: &Visit) -> bool {
    (one.kind, one.event) == (other.kind, other.event) && one.when.date == other.when.date
}
