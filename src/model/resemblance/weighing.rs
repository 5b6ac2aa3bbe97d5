//! The comparing itself: numbers, names, births and the rest, each giving its closest reason for, or a reason against.

use super::traits::{Birth, OwnNumber, OwnPlace};
use super::{Reason, ReasonKind, Traits};
use crate::model::PersonName;
use crate::text::{Nearness, Ring, father_of, fold, nearness};

/// So many names of one man are compared with those of another.
const NAMES: usize = 16;
/// Births so many days apart are not of one man: two years.
const TWO_YEARS: i32 = 731;
/// An illegible number says something from so many figures on.
const LEGIBLE: usize = 3;

fn reason(kind: ReasonKind, here: &str, there: &str) -> Reason {
    Reason { kind, here: here.trim().to_owned(), there: there.trim().to_owned() }
}

/// The weightiest of some reasons.
fn best(found: Vec<Reason>) -> Option<Reason> {
    found.into_iter().reduce(|best, next| if next.kind.points() > best.kind.points() { next } else { best })
}

/// Numbers and tags.
pub(super) fn numbers(here: &Traits, there: &Traits, reasons: &mut Vec<Reason>) {
    for is_tag in [false, true] {
        let (mut for_it, mut against) = (Vec::new(), None);
        for one in here.numbers.iter().filter(|number| number.is_tag == is_tag) {
            for other in there.numbers.iter().filter(|number| number.is_tag == is_tag) {
                match number(one, other) {
                    Some(kind) if kind.is_against() => against = Some(reason(kind, &one.written, &other.written)),
                    Some(kind) => for_it.push(reason(kind, &one.written, &other.written)),
                    None => {}
                }
            }
        }
        reasons.extend(best(for_it).or(against));
    }
}

fn number(one: &OwnNumber, other: &OwnNumber) -> Option<ReasonKind> {
    if !one.register.may_be(&other.register) {
        return None;
    }
    let is_known = if one.is_tag {
        // tags have no series beside that of their camp
        one.register.has_issuer() && other.register.has_issuer()
    } else {
        one.register.is(&other.register)
    };
    let is_whole = !one.figures.contains('?') && !other.figures.contains('?');
    match (is_whole, one.figures == other.figures) {
        (true, true) if one.is_tag && is_known => Some(ReasonKind::TagSame),
        (true, true) if is_known => Some(ReasonKind::NumberSame),
        (true, true) => Some(ReasonKind::NumberMaybe),
        (true, false) if is_misread(&one.figures, &other.figures) => Some(ReasonKind::NumberMisread),
        (true, false) if is_known && one.is_tag => Some(ReasonKind::TagOther),
        (true, false) if is_known => Some(ReasonKind::NumberOther),
        (true, false) => None,
        (false, _) => may_be_read_so(&one.figures, &other.figures).then_some(ReasonKind::NumberIllegible),
    }
}

/// Whether one of two numbers may be the other with one figure misread, or with two neighbours swapped.
fn is_misread(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len() != other.len() || one.len() < LEGIBLE {
        return false;
    }
    let differing: Vec<(usize, (u8, u8))> =
        (0..).zip(one.iter().copied().zip(other.iter().copied())).filter(|(_, (here, there))| here != there).collect();
    match differing.as_slice() {
        [(_, (here, there))] => looks_like(*here, *there),
        [(at, (first, second)), (next, swapped)] => at + 1 == *next && *swapped == (*second, *first),
        _ => false,
    }
}

/// Figures that are written so much alike that one is read for the other.
fn looks_like(one: u8, other: u8) -> bool {
    const ALIKE: &[(u8, u8)] =
        &[(b'1', b'7'), (b'4', b'9'), (b'5', b'6'), (b'3', b'8'), (b'3', b'5'), (b'0', b'6'), (b'2', b'7')];
    ALIKE.contains(&(one.min(other), one.max(other)))
}

/// Whether two numbers can be one where a figure of one cannot be read.
fn may_be_read_so(one: &str, other: &str) -> bool {
    let pairs = || one.chars().zip(other.chars());
    one.chars().count() == other.chars().count()
        && pairs().all(|(a, b)| a == b || a == '?' || b == '?')
        && pairs().filter(|(a, b)| a == b && *a != '?').count() >= LEGIBLE
}

/// Surname, given name, patronymic and father.
pub(super) fn names(here: &Traits, there: &Traits, reasons: &mut Vec<Reason>) {
    let (ours, theirs) = (distinct(&here.names), distinct(&there.names));
    let surname = part(&ours, &theirs, |name| &name.surname);
    let given = part(&ours, &theirs, |name| &name.given);
    let is_far = |found: &Found| matches!(found, Found::Other(..) | Found::Near(Nearness::Misread, ..));
    if (is_far(&surname) || is_far(&given))
        && let Some(swapped) = swapped(&ours, &theirs)
    {
        reasons.push(swapped);
    } else {
        reasons.extend(match surname {
            Found::None => None,
            Found::Near(Nearness::Same, here, there) => Some(reason(ReasonKind::SurnameSame, here, there)),
            Found::Near(Nearness::Sound | Nearness::GivenName, here, there) => {
                Some(reason(ReasonKind::SurnameSound, here, there))
            }
            Found::Near(Nearness::Misread, here, there) => Some(reason(ReasonKind::SurnameMisread, here, there)),
            Found::Other(here, there) => Some(reason(ReasonKind::SurnameOther, here, there)),
        });
        reasons.extend(match given {
            Found::None => None,
            Found::Near(Nearness::Same, here, there) => Some(reason(ReasonKind::GivenSame, here, there)),
            Found::Near(Nearness::Sound | Nearness::GivenName, here, there) => {
                Some(reason(ReasonKind::GivenForm, here, there))
            }
            Found::Near(Nearness::Misread, here, there) => Some(reason(ReasonKind::GivenMisread, here, there)),
            Found::Other(here, there) => {
                Some(initial(&ours, &theirs).unwrap_or_else(|| reason(ReasonKind::GivenOther, here, there)))
            }
        });
    }
    match part(&ours, &theirs, |name| &name.patronymic) {
        // fathers are many and their names few: one misread for another says nothing
        Found::Near(Nearness::Misread, ..) => {}
        Found::Near(_, here, there) => reasons.push(reason(ReasonKind::PatronymicSame, here, there)),
        // an initial says neither
        Found::Other(here, there) if !is_initial(here) && !is_initial(there) => {
            reasons.push(reason(ReasonKind::PatronymicOther, here, there));
        }
        Found::Other(..) | Found::None => {
            let father = father(&here.fathers, &theirs).or_else(|| {
                father(&there.fathers, &ours).map(|found| Reason { here: found.there, there: found.here, ..found })
            });
            reasons.extend(father);
        }
    }
}

/// What two men are called in one part of their names.
enum Found<'a> {
    /// One of them has none.
    None,
    /// So near.
    Near(Nearness, &'a str, &'a str),
    /// Each is called otherwise.
    Other(&'a str, &'a str),
}

/// The names without those that are the same when folded.
fn distinct(names: &[PersonName]) -> Vec<&PersonName> {
    let key = |name: &PersonName| [fold(&name.surname), fold(&name.given), fold(&name.patronymic)];
    let mut kept: Vec<(&PersonName, [String; 3])> = Vec::new();
    for name in names {
        let key = key(name);
        if kept.len() < NAMES && kept.iter().all(|(_, known)| *known != key) {
            kept.push((name, key));
        }
    }
    kept.into_iter().map(|(name, _)| name).collect()
}

fn part<'a>(ours: &[&'a PersonName], theirs: &[&'a PersonName], part: fn(&PersonName) -> &str) -> Found<'a> {
    let mut found = Found::None;
    for one in ours.iter().map(|name| part(name)).filter(|one| !one.trim().is_empty()) {
        for other in theirs.iter().map(|name| part(name)).filter(|other| !other.trim().is_empty()) {
            match (near(one, other), &found) {
                (Some(Nearness::Same), _) => return Found::Near(Nearness::Same, one, other),
                (Some(new), Found::Near(known, ..)) if new >= *known => {}
                (Some(new), _) => found = Found::Near(new, one, other),
                (None, Found::None) => found = Found::Other(one, other),
                (None, _) => {}
            }
        }
    }
    found
}

/// How near two names are: each word of the shorter has one in the longer, and the worst of them decides.
fn near(one: &str, other: &str) -> Option<Nearness> {
    let split = |name: &str| -> Vec<String> {
        let words = name.split(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '/' | ',' | '(' | ')'));
        words.filter(|word| word.chars().any(char::is_alphabetic)).map(str::to_owned).collect()
    };
    let (a, b) = (split(one), split(other));
    let (fewer, more) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let worst = fewer.iter().map(|word| more.iter().filter_map(|other| nearness(word, other, Ring::Wide)).min());
    // a word without a near one makes the whole none
    worst.collect::<Option<Vec<_>>>()?.into_iter().max()
}

/// Surname and given name, each in the other's place.
fn swapped(ours: &[&PersonName], theirs: &[&PersonName]) -> Option<Reason> {
    let is_near = |one: &str, other: &str| near(one, other).is_some_and(|near| near < Nearness::Misread);
    ours.iter().flat_map(|one| theirs.iter().map(move |other| (one, other))).find_map(|(one, other)| {
        (is_near(&one.surname, &other.given) && is_near(&one.given, &other.surname))
            .then(|| reason(ReasonKind::NamesSwapped, &one.inverted(), &other.inverted()))
    })
}

fn is_initial(name: &str) -> bool {
    name.trim().trim_end_matches('.').chars().count() == 1
}

/// A given name of which only the first letter is written.
fn initial(ours: &[&PersonName], theirs: &[&PersonName]) -> Option<Reason> {
    let letter = |name: &str| fold(name).chars().next();
    ours.iter().flat_map(|one| theirs.iter().map(move |other| (&one.given, &other.given))).find_map(|(one, other)| {
        let fits = (is_initial(one) || is_initial(other)) && letter(one).is_some() && letter(one) == letter(other);
        fits.then(|| reason(ReasonKind::GivenInitial, one, other))
    })
}

/// Whether the father on one paper can be the father the patronymic on another names.
fn father(fathers: &[String], names: &[&PersonName]) -> Option<Reason> {
    let mut found = None;
    for name in names.iter().filter(|name| !name.patronymic.trim().is_empty() && !is_initial(&name.patronymic)) {
        for father in fathers {
            let fits = father_of(&name.patronymic).map(|known| near(known, father).is_some());
            match fits {
                Some(true) => return Some(reason(ReasonKind::FatherFits, father, &name.patronymic)),
                Some(false) => found = Some(reason(ReasonKind::FatherOther, father, &name.patronymic)),
                None => {}
            }
        }
    }
    found
}

/// Dates of birth.
pub(super) fn births(here: &Traits, there: &Traits, reasons: &mut Vec<Reason>) {
    let (mut for_it, mut against, mut is_close) = (Vec::new(), None, false);
    for one in &here.births {
        for other in &there.births {
            match birth(one, other) {
                Some(ReasonKind::BirthOther) => {
                    against = Some(reason(ReasonKind::BirthOther, &one.written, &other.written));
                }
                Some(kind) => for_it.push(reason(kind, &one.written, &other.written)),
                None => is_close = true,
            }
        }
    }
    // rival dates: one that fits is enough
    reasons.extend(best(for_it).or(against.filter(|_| !is_close)));
}

fn birth(one: &Birth, other: &Birth) -> Option<ReasonKind> {
    if let (Some(a), Some(b)) = (one.day, other.day) {
        if a == b || one.first == other.first {
            return Some(ReasonKind::BirthSame);
        }
        if a.0 == b.0 && (a.1, a.2) == (b.2, b.1) {
            return Some(ReasonKind::BirthSwapped);
        }
        // 12 days until 1900, 13 since
        if (12..=13).contains(&(one.first.0 - other.first.0).abs()) {
            return Some(ReasonKind::BirthOldStyle);
        }
        let figures = |(year, month, day): (i32, u32, u32)| format!("{day:02}{month:02}{year:04}");
        if is_misread(&figures(a), &figures(b)) {
            return Some(ReasonKind::BirthMisread);
        }
        if a.0 == b.0 {
            return Some(ReasonKind::BirthYear);
        }
        return ((one.first.0 - other.first.0).abs() > TWO_YEARS).then_some(ReasonKind::BirthOther);
    }
    let apart = (one.first.0 - other.last.0).max(other.first.0 - one.last.0);
    let is_within = |days: i32| [one, other].iter().all(|birth| birth.last.0 - birth.first.0 < days);
    match apart {
        ..=0 if is_within(31) => Some(ReasonKind::BirthMonth),
        ..=0 if is_within(366) => Some(ReasonKind::BirthYear),
        // "about" and "before" fit many
        ..=TWO_YEARS => None,
        _ => Some(ReasonKind::BirthOther),
    }
}

/// Places, wives, transports and other groups.
pub(super) fn rest(here: &Traits, there: &Traits, reasons: &mut Vec<Reason>) {
    let pairs = |here: &[OwnPlace], there: &[OwnPlace]| {
        here.iter().flat_map(|one| there.iter().map(move |other| (one.clone(), other.clone()))).collect::<Vec<_>>()
    };
    let place =
        pairs(&here.birth_places, &there.birth_places).into_iter().find(|(one, other)| is_same_place(one, other));
    reasons.extend(place.map(|(one, other)| reason(ReasonKind::BirthPlace, &one.written, &other.written)));
    let wife =
        here.spouses.iter().flat_map(|one| there.spouses.iter().map(move |other| (one, other))).find(|(one, other)| {
            let is_near = |one: &str, other: &str| {
                one.is_empty() || other.is_empty() || near(one, other).is_some_and(|near| near < Nearness::Misread)
            };
            !one.given.is_empty()
                && !other.given.is_empty()
                && is_near(&one.given, &other.given)
                && is_near(&one.surname, &other.surname)
        });
    reasons.extend(wife.map(|(one, other)| reason(ReasonKind::Spouse, &one.inverted(), &other.inverted())));
    if here.groups.iter().any(|group| there.groups.contains(group)) {
        reasons.push(reason(ReasonKind::Group, "", ""));
    }
    if here.transports.iter().any(|transport| there.transports.contains(transport)) {
        reasons.push(reason(ReasonKind::Transport, "", ""));
    } else if let Some(day) = here.arrivals.iter().find(|day| there.arrivals.contains(day)) {
        reasons.push(reason(ReasonKind::ArrivalDay, &day.to_string(), &day.to_string()));
    }
}

/// Words of places that say what sort they are and not which.
const SORTS_OF_PLACES: &[&str] = &[
    "oblast",
    "region",
    "gebiet",
    "rayon",
    "raion",
    "kreis",
    "bezirk",
    "selo",
    "derevnya",
    "dorf",
    "gorod",
    "stadt",
    "stanitsa",
    "khutor",
    "obl",
    "near",
    "district",
    "village",
    "town",
    "guberniya",
    "gouvernement",
    "kray",
    "krai",
    "powiat",
    "wojewodztwo",
    "province",
    "unknown",
];

fn is_same_place(one: &OwnPlace, other: &OwnPlace) -> bool {
    if one.place.is_some() && one.place == other.place {
        return true;
    }
    let words = |place: &OwnPlace| -> Vec<String> {
        let words = place.names.iter().flat_map(|name| name.split(|c: char| !c.is_alphanumeric() && c != '\''));
        words
            .filter(|word| word.chars().count() >= 4)
            .filter(|word| !SORTS_OF_PLACES.contains(&fold(word).as_str()))
            .map(str::to_owned)
            .take(8)
            .collect()
    };
    let theirs = words(other);
    words(one).iter().any(|word| theirs.iter().any(|other| nearness(word, other, Ring::Near).is_some()))
}
