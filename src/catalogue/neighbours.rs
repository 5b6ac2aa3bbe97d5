//! The neighbourhood of a number, read from the index and from the pages of those who have the numbers.

use super::Catalogue;
use super::men::{Man, Men};
use crate::error::{Error, Result};
use crate::model::{
    EntryId, Holder, Neighbourhood, NumberSeries, PrisonerNumber, Reason, Register, SharedBy, Strength, Verdict,
    compare, neighbourhood, points,
};
use crate::storage::neighbours::{NumberFound, Side, numbers};
use std::collections::BTreeSet;
use std::rc::Rc;

/// Numbers so far from the asked one are read, whoever has them.
const SPAN: u64 = 10;
/// So many different numbers are looked for on either side.
const BESIDE: usize = 10;
/// So many numbers are read at once.
const BATCH: usize = 100;
/// So many are read on either side at most: those of other camps stand between.
const MOST: usize = 600;
/// A number of which neither camp nor series is known is shown in so many registers.
const REGISTERS: usize = 6;
/// Those are the nearest and the others that have a number so near.
const NEAR: u64 = 1000;

/// A number whose neighbourhood is asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum NumberAsked {
    /// Each number of a card or person.
    Of(EntryId),
    /// A number with what is known of its register, whoever has it.
    Number(PrisonerNumber),
}

/// A number and where it is looked for.
struct Asked {
    entry: Option<EntryId>,
    property: &'static str,
    number: String,
    value: u64,
    register: Register,
}

impl Catalogue {
    /// The numbers around each of those asked for. A number of which the camp or the series is not stated has one
    /// neighbourhood in each register it may be of; none of them mixes two.
    pub fn neighbours(&self, asked: &NumberAsked) -> Result<Vec<Neighbourhood>> {
        let mut men = Men::of(self);
        let mut found = Vec::new();
        for asked in asked_of(asked, &mut men)? {
            let mut holders = Vec::new();
            read_near(self, &asked, &mut men, &mut holders)?;
            for register in registers(&asked, &holders) {
                let shared = shared_by(&holders, asked.value, &mut men)?;
                let number = (asked.entry, asked.number.as_str(), asked.value);
                found.push(neighbourhood(number, &register, holders.clone(), &|one, other| {
                    let known = shared.iter().find(|(a, b, _)| (*a, *b) == (one, other) || (*b, *a) == (one, other));
                    known.map_or(SharedBy::Unclear, |(.., how)| *how)
                }));
            }
        }
        Ok(found)
    }
}

/// The numbers that are asked for, each once.
fn asked_of(asked: &NumberAsked, men: &mut Men<'_>) -> Result<Vec<Asked>> {
    let mut all = Vec::new();
    match asked {
        NumberAsked::Of(entry) => {
            let man = men.get(*entry)?.ok_or_else(|| Error::NoSuchEntry(entry.to_string()))?;
            for own in &man.traits.numbers {
                let Some(value) = own.read.value() else { continue };
                let known = all.iter().any(|asked: &Asked| asked.value == value && asked.register == own.register);
                if !known {
                    all.push(Asked {
                        entry: Some(*entry),
                        property: property(own.is_tag),
                        number: own.read.number.clone(),
                        value,
                        register: own.register.clone(),
                    });
                }
            }
        }
        NumberAsked::Number(number) => {
            let value = number.value().ok_or_else(|| {
                let why = "is no number with others beside it: write its figures, with the letter of its series if it has one, \
                           such as 164256 or A-5678";
                Error::Input(format!("{:?} {why}", number.number))
            })?;
            let is_tag = number.series == NumberSeries::IdentityTag;
            let register = Register::of(number, &|id| men.names_of(id));
            all.push(Asked { entry: None, property: property(is_tag), number: number.number.clone(), value, register });
        }
    }
    Ok(all)
}

const fn property(is_tag: bool) -> &'static str {
    if is_tag { "identity-tag" } else { "prisoner-number" }
}

/// Those within the span, then on either side until enough different numbers of the register are there.
fn read_near(catalogue: &Catalogue, asked: &Asked, men: &mut Men<'_>, holders: &mut Vec<Holder>) -> Result<()> {
    let (from, to) = (asked.value.saturating_sub(SPAN), asked.value.saturating_add(SPAN));
    read_side(catalogue, asked, (Side::Within(from, to), usize::MAX), men, holders)?;
    let within = |holders: &[Holder], is_below: bool| {
        let values = holders
            .iter()
            .map(|holder| holder.value)
            .filter(|value| if is_below { *value < asked.value } else { *value > asked.value });
        values.collect::<BTreeSet<_>>().len()
    };
    for (side, is_below) in [(Side::Below(from), true), (Side::Above(to), false)] {
        let wanted = BESIDE.saturating_sub(within(holders, is_below));
        read_side(catalogue, asked, (side, wanted), men, holders)?;
    }
    Ok(())
}

fn read_side(
    catalogue: &Catalogue,
    asked: &Asked,
    (side, wanted): (Side, usize),
    men: &mut Men<'_>,
    holders: &mut Vec<Holder>,
) -> Result<()> {
    let storage = &catalogue.storage;
    let (mut skip, mut different) = (0, BTreeSet::new());
    while different.len() < wanted && skip < MOST {
        let series = asked.register.series;
        let found = storage.told(numbers(storage.connection(), asked.property, series, side, (skip, BATCH)))?;
        let is_last = found.len() < BATCH;
        skip += BATCH;
        for number in found {
            // a number of the last value may be there twice
            if different.len() >= wanted && !different.contains(&number.value) {
                return Ok(());
            }
            if !may_be_of(&number, &asked.register, men) {
                continue;
            }
            let Some(man) = men.get(number.entry)? else { continue };
            let before = holders.len();
            holders.extend(held_by(&man, &number, asked));
            if holders.len() > before {
                different.insert(number.value);
            }
        }
        if is_last {
            break;
        }
    }
    Ok(())
}

/// Whether a number of the index may be of a register, before the page of who has it is read.
fn may_be_of(number: &NumberFound, register: &Register, men: &Men<'_>) -> bool {
    let mut names = number.issuer.map(|id| men.names_of(id)).unwrap_or_default();
    names.extend((!number.issuer_name.is_empty()).then(|| number.issuer_name.clone()));
    register.may_be(&Register { issuer: number.issuer, issuer_names: names, series: number.series })
}

/// The number as its page has it.
fn held_by(man: &Man, number: &NumberFound, asked: &Asked) -> Option<Holder> {
    let own = man.traits.numbers.iter().find(|own| {
        property(own.is_tag) == asked.property
            && own.read.value() == Some(number.value)
            && own.register.may_be(&asked.register)
    })?;
    Some(Holder {
        entry: man.entry,
        kind: man.label.kind,
        reference_code: man.label.reference_code.clone(),
        label: man.label.label.clone(),
        number: own.read.number.clone(),
        value: number.value,
        register: own.register.clone(),
        state: own.read.state,
        arrived: man.arrived.clone(),
    })
}

/// The registers the number may be of: its own when that is known, otherwise each that is known near it.
fn registers(asked: &Asked, holders: &[Holder]) -> Vec<Register> {
    let mut found: Vec<Register> = Vec::new();
    if !asked.register.is_stated() {
        let mut near: Vec<&Holder> = holders.iter().collect();
        near.sort_by_key(|holder| holder.value.abs_diff(asked.value));
        let nearest = near.first().map_or(0, |holder| holder.value.abs_diff(asked.value));
        for holder in near {
            if holder.value.abs_diff(asked.value) > nearest.max(NEAR) {
                break;
            }
            let joined = asked.register.joined(&holder.register);
            let is_more = joined.has_issuer() != asked.register.has_issuer() || joined.series != asked.register.series;
            if !is_more {
                continue;
            }
            if let Some(known) = found.iter_mut().find(|known| known.may_be(&joined)) {
                *known = known.joined(&joined);
            } else if found.len() < REGISTERS {
                found.push(joined);
            }
        }
    }
    if found.is_empty() {
        found.push(asked.register.clone());
    }
    found
}

/// How those who have one number can have it.
fn shared_by(holders: &[Holder], asked: u64, men: &mut Men<'_>) -> Result<Vec<(EntryId, EntryId, SharedBy)>> {
    /// A number a hundred have says nothing of any two of them.
    const COMPARED: usize = 20;
    let mut found = Vec::new();
    let mut values: Vec<u64> = holders.iter().map(|holder| holder.value).collect();
    values.sort_by_key(|value| (value.abs_diff(asked), *value));
    values.dedup();
    for value in values {
        let mut entries: Vec<EntryId> =
            holders.iter().filter(|holder| holder.value == value).map(|holder| holder.entry).collect();
        entries.sort_unstable();
        entries.dedup();
        entries.truncate(COMPARED);
        for (at, one) in entries.iter().enumerate() {
            for other in entries.iter().skip(at + 1) {
                let how = match men.verdict(*one, *other)? {
                    Some(Verdict::Same) => SharedBy::SameMan,
                    Some(Verdict::NotSame) => SharedBy::Unclear,
                    _ => match (men.get(*one)?, men.get(*other)?) {
                        (Some(one), Some(other)) if is_alike(&one, &other) => SharedBy::PerhapsSameMan,
                        _ => SharedBy::Unclear,
                    },
                };
                found.push((*one, *other, how));
            }
        }
    }
    Ok(found)
}

/// Whether more than the number speaks for one man.
fn is_alike(one: &Rc<Man>, other: &Rc<Man>) -> bool {
    let reasons: Vec<Reason> = compare(&one.traits, &other.traits);
    Strength::of(points(&reasons)) == Some(Strength::Strong)
}
