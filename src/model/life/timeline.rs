//! What happened to somebody, in order of time: from claims with a date, events he took part in, pictures of him.

use super::{Said, Sight};
use crate::model::terms::terms;
use crate::model::{Attachment, Calendar, Certainty, Claim, Day, Edtf, Entry, EntryId, EntryKind, EventKind};
use crate::model::{HistoricalDate, Reading, Role};

terms! {
    /// Sorts of moments of a life.
    MomentKind {
        /// Birth.
        Birth = "birth",
        /// He fell into somebody's hands.
        Capture = "capture",
        /// He came to a camp.
        Arrival = "arrival",
        /// He was sent from one camp to another.
        Transfer = "transfer",
        /// He took part in an event.
        TookPart = "took-part",
        /// A tattoo was made or seen.
        Tattoo = "tattoo",
        /// He escaped, alone or with others.
        Escape = "escape",
        /// He left a camp's list, whatever became of him.
        LeftRegister = "left-register",
        /// A photograph was taken of him.
        Photograph = "photograph",
        /// A source says that he died.
        Death = "death",
        /// Anything else with a date.
        #[default] Other = "other",
    }
}

/// A date with the days it allows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct When {
    /// The wording.
    pub written: String,
    /// As it is read, with its calendar.
    pub date: Option<(Edtf, Calendar)>,
    /// The first day it may be.
    pub earliest: Option<Day>,
    /// The last day it may be.
    pub latest: Option<Day>,
}

impl When {
    pub(super) fn of(claim: &Claim) -> Self {
        let date = match &claim.reading {
            Some(Reading::Date { edtf, calendar }) => Some((edtf.clone(), *calendar)),
            _ => None,
        };
        Self::read(claim.as_written.trim(), date)
    }

    pub(super) fn read(written: &str, date: Option<(Edtf, Calendar)>) -> Self {
        let (earliest, latest) = date.as_ref().map_or((None, None), |(edtf, calendar)| edtf.bounds(*calendar));
        Self { written: written.to_owned(), date, earliest, latest }
    }

    fn text(&self) -> &str {
        self.date.as_ref().map_or("", |(edtf, _)| edtf.as_str())
    }

    /// Whether a day is known before or after which it was.
    pub fn is_dated(&self) -> bool {
        self.earliest.is_some() || self.latest.is_some()
    }

    /// Whether the source says "about".
    pub fn is_approximate(&self) -> bool {
        self.text().contains(['~', '%'])
    }

    /// Whether the date itself is in doubt.
    pub fn is_uncertain(&self) -> bool {
        self.text().contains(['?', '%'])
    }

    /// Whether it is longer than a day, or open at one end.
    pub fn is_span(&self) -> bool {
        self.earliest != self.latest
    }

    /// Where it stands in the order of time: by its first day, else by its last.
    pub fn key(&self) -> Option<Day> {
        self.earliest.or(self.latest)
    }

    /// Whether every day it allows is allowed by `other`, which allows more.
    fn is_more_exact_than(&self, other: &Self) -> bool {
        match (self.earliest.zip(self.latest), other.earliest.zip(other.latest)) {
            (Some((from, to)), Some((from_other, to_other))) => {
                from >= from_other && to <= to_other && (from, to) != (from_other, to_other)
            }
            _ => false,
        }
    }
}

/// Something that happened to somebody.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    /// What sort of thing.
    pub kind: MomentKind,
    /// The property that says so; empty for a picture.
    pub property: String,
    /// The event, when it is one.
    pub event: Option<EntryId>,
    /// When it was.
    pub when: When,
    /// What else the claim says: the words of a tattoo, a line of a table.
    pub words: String,
    /// How sure it is.
    pub certainty: Certainty,
    /// Where the date is written; dates that say the same less exactly stand here too.
    pub said: Vec<Said>,
    /// Where it is said that he took part in the event.
    pub belongs: Vec<Said>,
}

impl Moment {
    /// Whether date or statement are in doubt.
    pub fn is_uncertain(&self) -> bool {
        self.when.is_uncertain() || self.certainty != Certainty::Certain
    }
}

/// Properties with a date, and what they tell of.
const DATED: &[(&str, MomentKind)] = &[
    ("birth-date", MomentKind::Birth),
    ("captured", MomentKind::Capture),
    ("captured-on", MomentKind::Capture),
    ("arrest-date", MomentKind::Capture),
    ("arrival-date", MomentKind::Arrival),
    ("second-arrival-date", MomentKind::Arrival),
    ("transfers", MomentKind::Transfer),
    ("tattoo", MomentKind::Tattoo),
    // "Abgang", "entlassen", «выбыл»: that somebody left a list is all these say
    ("departure-date", MomentKind::LeftRegister),
    ("release-date", MomentKind::LeftRegister),
    ("death-date", MomentKind::Death),
    ("later-events", MomentKind::Other),
    ("camps-and-workplaces", MomentKind::Other),
];
/// Properties that tell in words what may hold a date.
const IN_WORDS: &[&str] = &["captured", "tattoo"];

/// The moments with a date, in order of time, and those without.
pub(super) fn timeline(sight: &Sight<'_>) -> (Vec<Moment>, Vec<Moment>) {
    let mut moments: Vec<Moment> = Vec::new();
    for (page, claim) in sight.claims().filter(|(_, claim)| claim.absence.is_none()) {
        if let Some(moment) = of_claim(sight, page.entry.id(), claim) {
            add(&mut moments, moment);
        }
    }
    for (page, belongs) in sight.together(EntryKind::Event) {
        of_event(sight, page, &belongs, &mut moments);
    }
    for picture in sight.papers.members.iter().flat_map(|page| &page.pictures) {
        if let Some(moment) = of_picture(sight, picture) {
            let taken = moments.iter_mut().find(|known| {
                known.kind == MomentKind::Photograph && known.when.date == moment.when.date && known.when.is_dated()
            });
            match taken {
                Some(known) if known.said.iter().all(|said| said.page != picture.id) => known.said.extend(moment.said),
                Some(_) => {}
                None => moments.push(moment),
            }
        }
    }
    fold_less_exact(&mut moments);
    fold_into_events(&mut moments);
    let (mut dated, undated): (Vec<Moment>, Vec<Moment>) =
        moments.into_iter().partition(|moment| moment.when.is_dated());
    dated.sort_by_key(|moment| (moment.when.key(), moment.when.latest.is_none(), moment.when.latest, moment.kind));
    (dated, undated)
}

/// Adds what nobody has said yet, else only where it is said again.
fn add(moments: &mut Vec<Moment>, moment: Moment) {
    let is_read = |moment: &Moment| moment.when.date.is_some();
    let same = |known: &&mut Moment| {
        (known.kind, known.event) == (moment.kind, moment.event)
            && known.property == moment.property
            && known.words == moment.words
            && known.when.date == moment.when.date
            && (is_read(&moment) || known.when.written == moment.when.written)
    };
    match moments.iter_mut().find(same) {
        Some(known) => {
            // two who say the same are as sure as the surer one
            known.certainty = known.certainty.min(moment.certainty);
            known.said.extend(moment.said);
        }
        None => moments.push(moment),
    }
}

fn of_claim(sight: &Sight<'_>, page: EntryId, claim: &Claim) -> Option<Moment> {
    let known = DATED.iter().find(|(property, _)| *property == claim.property).map(|(_, kind)| *kind);
    let is_date = matches!(claim.reading, Some(Reading::Date { .. }));
    if known.is_none() && !is_date {
        return None;
    }
    let written = claim.as_written.trim();
    let (when, words) = match &claim.reading {
        Some(Reading::Date { .. }) => (When::of(claim), String::new()),
        _ => match row(claim) {
            Some(cells) => {
                let read = cells.iter().map(|cell| HistoricalDate::read(cell)).find(|date| date.edtf.is_some());
                let dated = read.unwrap_or_default();
                let date = dated.edtf.map(|edtf| (edtf, dated.calendar));
                let words = cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
                (When::read(&dated.as_written, date), words.collect::<Vec<_>>().join(" | "))
            }
            None if IN_WORDS.contains(&claim.property.as_str()) => {
                let dated = HistoricalDate::read(written);
                (When::read("", dated.edtf.map(|edtf| (edtf, dated.calendar))), written.to_owned())
            }
            None if written.is_empty() => return None,
            None => (When::read(written, None), String::new()),
        },
    };
    Some(Moment {
        kind: known.unwrap_or_default(),
        property: claim.property.clone(),
        event: None,
        when,
        words,
        certainty: claim.certainty,
        said: vec![sight.said(page, claim)],
        belongs: Vec::new(),
    })
}

/// The cells of a line of a table.
pub(super) fn row(claim: &Claim) -> Option<Vec<String>> {
    match &claim.reading {
        Some(Reading::Row(cells)) => Some(cells.clone()),
        None if claim.as_written.contains('|') => Some(claim.as_written.split('|').map(str::to_owned).collect()),
        _ => None,
    }
}

fn of_event(sight: &Sight<'_>, page: &crate::model::Dossier, belongs: &[Said], moments: &mut Vec<Moment>) {
    let Entry::Event(event) = &page.entry else { return };
    let kind = match event.kind {
        EventKind::Arrival => MomentKind::Arrival,
        EventKind::Transfer => MomentKind::Transfer,
        EventKind::MassEscape | EventKind::Escape => MomentKind::Escape,
        EventKind::Photograph => MomentKind::Photograph,
        EventKind::RollCall | EventKind::Founding | EventKind::Uprising | EventKind::Other => MomentKind::TookPart,
    };
    let surest = |said: &[Said]| said.iter().map(|said| said.certainty).min().unwrap_or_default();
    let moment = |when: When, certainty: Certainty, said: Vec<Said>| Moment {
        kind,
        property: "took-part-in".to_owned(),
        event: Some(event.id),
        when,
        words: String::new(),
        // both the day and that he was there must be right
        certainty: certainty.max(surest(belongs)),
        said,
        belongs: belongs.to_vec(),
    };
    let told = |claim: &&Claim| claim.property == "date" && claim.stands() && claim.absence.is_none();
    let before = moments.len();
    for claim in page.claims.iter().filter(told) {
        let when = When::of(claim);
        add(moments, moment(when, claim.certainty, vec![sight.said(event.id, claim)]));
    }
    if moments.len() == before {
        moments.push(moment(When::default(), Certainty::Certain, Vec::new()));
    }
}

fn of_picture(sight: &Sight<'_>, picture: &Attachment) -> Option<Moment> {
    let is_of_somebody = matches!(picture.role, Role::Portrait | Role::Tattoo | Role::Group);
    let is_his = sight.is_member(picture.entry) || picture.depicted.iter().any(|person| sight.is_member(*person));
    if !is_of_somebody || !is_his || picture.date.is_empty() {
        return None;
    }
    let date = picture.date.edtf.clone().map(|edtf| (edtf, picture.date.calendar));
    Some(Moment {
        kind: MomentKind::Photograph,
        property: String::new(),
        event: None,
        when: When::read(picture.date.as_written.trim(), date),
        words: String::new(),
        certainty: Certainty::Certain,
        said: vec![Said {
            claim: None,
            page: picture.id,
            source: picture.caption_source,
            locator: picture.caption_locator.clone(),
            written: picture.date.as_written.trim().to_owned(),
            scope: String::new(),
            certainty: Certainty::Certain,
            standing: super::Standing::Plain,
        }],
        belongs: Vec::new(),
    })
}

/// A date that another says more exactly stands beside that one, where only one does.
fn fold_less_exact(moments: &mut Vec<Moment>) {
    let mut at = 0;
    while let Some(wide) = moments.get(at) {
        let is_of_one = |other: &Moment| {
            (other.kind, other.event, &other.property) == (wide.kind, wide.event, &wide.property)
                && other.words == wide.words
        };
        let exact: Vec<usize> = moments
            .iter()
            .enumerate()
            .filter(|(_, other)| is_of_one(other) && other.when.is_more_exact_than(&wide.when))
            .map(|(position, _)| position)
            .collect();
        if let [only] = exact.as_slice() {
            let (only, said) = (*only, wide.said.clone());
            if let Some(exact) = moments.get_mut(only) {
                exact.said.extend(said);
            }
            moments.remove(at);
        } else {
            at += 1;
        }
    }
}

/// The day somebody's own paper gives stands beside the event of that day, where only one event of the sort fits.
fn fold_into_events(moments: &mut Vec<Moment>) {
    let mut at = 0;
    while let Some(own) = moments.get(at) {
        let fits = |other: &Moment| {
            other.event.is_some() && other.kind == own.kind && other.when.date == own.when.date && own.when.is_dated()
        };
        let events: Vec<usize> =
            moments.iter().enumerate().filter(|(_, other)| fits(other)).map(|(at, _)| at).collect();
        match events.as_slice() {
            [event] if own.event.is_none() && own.words.is_empty() => {
                let (event, own) = (*event, own.clone());
                if let Some(event) = moments.get_mut(event) {
                    event.certainty = event.certainty.min(own.certainty);
                    event.said.extend(own.said);
                }
                moments.remove(at);
            }
            _ => at += 1,
        }
    }
}
