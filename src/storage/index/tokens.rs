//! What stands in the word index for an entry: a column of words a zone, and a word for each fact that can be asked for.
//!
//! Folded words are letters and figures. Every other token begins with `_` and a letter that says what it is, so that
//! no typed word ever is one:
//!
//! | token | is |
//! |---|---|
//! | `_` | parts two texts, so that no phrase runs over |
//! | `_w12` | a word of a name as it is spelled, by its number in the vocabulary |
//! | `_e0197…` | an entry that is meant, by its id |
//! | `_yanna` | a word of the name of somebody who worked on it |
//! | `_pbirthplace_moskva`, `_qsurname_12` | a word of one property, folded or as it is spelled |
//! | `_k`, `_t`, `_s`, `_h`, `_i`, `_c`, `_u` | kind, template, stage, thing it has, state it is in, series, completeness |

use crate::model::{EntryId, EntryKind, NumberSeries, Stage};
use crate::search::query::{State, Thing};
use crate::search::{Findable, Zone, name_words, property_id};
use crate::text;
use std::fmt::Write;

/// The columns of the word index, in order: the zones, the facts, the words by property.
pub(super) const COLUMNS: usize = Zone::ALL.len() + 2;

/// The row of the word index, column by column.
pub(super) type Columns = [String; COLUMNS];

/// The columns of an entry. `number_of` knows the number of a word of a name, given as spelled and folded.
pub(super) fn columns(
    found: &Findable,
    mut number_of: impl FnMut(&str, &str) -> rusqlite::Result<i64>,
) -> rusqlite::Result<Columns> {
    let mut columns = Columns::default();
    let mut tagged = String::new();
    for form in &found.forms {
        let words = text::words(&form.text);
        let names = if form.zone.is_name() { name_words(&form.text) } else { Vec::new() };
        let mut numbers = Vec::with_capacity(names.len());
        for (raw, folded) in &names {
            let number = number_of(raw, folded)?;
            if !numbers.contains(&number) {
                numbers.push(number);
            }
        }
        if let Some(column) = column(&mut columns, form.zone) {
            if form.zone == Zone::By {
                for word in &words {
                    add(column, format_args!("_y{word}"));
                }
            } else {
                for word in &words {
                    add(column, format_args!("{word}"));
                }
            }
            for number in &numbers {
                add(column, format_args!("_w{number}"));
            }
            if numbers.is_empty() {
                add(column, format_args!("_"));
            }
        }
        if let Some(property) = property_id(&form.property) {
            let property = bare(property);
            for word in &words {
                add(&mut tagged, format_args!("_p{property}_{word}"));
            }
            for number in &numbers {
                add(&mut tagged, format_args!("_q{property}_{number}"));
            }
            if numbers.is_empty() {
                add(&mut tagged, format_args!("_"));
            }
        }
    }
    for meant in &found.meant {
        if let Some(column) = column(&mut columns, meant.zone) {
            add(column, format_args!("{}", entry(meant.entry)));
        }
    }
    {
        let [.., facts, of_property] = &mut columns;
        *of_property = tagged;
        add(facts, format_args!("{}", kind(found.kind)));
        if !found.template.is_empty() {
            add(facts, format_args!("{}", template(&found.template)));
        }
        found.stage.iter().for_each(|known| add(facts, format_args!("{}", stage(*known))));
        found.things.iter().for_each(|known| add(facts, format_args!("{}", thing(*known))));
        found.states.iter().for_each(|known| add(facts, format_args!("{}", state(*known))));
        let mut all_series: Vec<NumberSeries> = found.numbers.iter().map(|number| number.series).collect();
        all_series.sort_unstable();
        all_series.dedup();
        for known in all_series {
            add(facts, format_args!("{}", series(known)));
        }
        found.quarters().iter().for_each(|known| add(facts, format_args!("{}", quarters(*known))));
    }
    Ok(columns)
}

fn column(columns: &mut Columns, zone: Zone) -> Option<&mut String> {
    let at = Zone::ALL.iter().position(|known| *known == zone)?;
    columns.get_mut(at)
}

fn add(column: &mut String, token: std::fmt::Arguments<'_>) {
    if !column.is_empty() {
        column.push(' ');
    }
    // writing to a string never fails
    let _ = column.write_fmt(token);
}

/// Small letters and figures stay, anything else becomes `_` and its number: two texts never become one.
fn plain(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut plain, byte| {
        if byte.is_ascii_lowercase() || byte.is_ascii_digit() {
            plain.push(char::from(byte));
        } else {
            let _ = write!(plain, "_{byte:02x}");
        }
        plain
    })
}

/// The id of a property without its hyphens.
pub(crate) fn bare(property: &str) -> String {
    property.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// An entry that is meant.
pub(crate) fn entry(id: EntryId) -> String {
    format!("_e{}", id.0.simple())
}

/// A sort of entry.
pub(crate) fn kind(kind: EntryKind) -> String {
    format!("_k{}", plain(kind.term()))
}

/// A card template.
pub(crate) fn template(id: &str) -> String {
    format!("_t{}", plain(id))
}

/// How far the keying is.
pub(crate) fn stage(stage: Stage) -> String {
    format!("_s{}", plain(stage.term()))
}

/// Something an entry has.
pub(crate) fn thing(thing: Thing) -> String {
    match thing {
        Thing::Picture => "_hpicture".to_owned(),
        Thing::Role(role) => format!("_hr_{}", plain(role.term())),
        Thing::Note => "_hnote".to_owned(),
        Thing::Number => "_hnumber".to_owned(),
        Thing::Name => "_hname".to_owned(),
        Thing::Conclusion => "_hconclusion".to_owned(),
        Thing::Identity => "_hidentity".to_owned(),
        Thing::Property(id) => format!("_hp_{}", plain(id)),
    }
}

/// A state an entry is in.
pub(crate) fn state(state: State) -> &'static str {
    match state {
        State::Conflict => "_iconflict",
        State::Specimen => "_ispecimen",
        State::Closed => "_iclosed",
        State::Uncertain => "_iuncertain",
        State::Illegible => "_iillegible",
        State::Withdrawn => "_iwithdrawn",
        State::Proposed => "_iproposed",
        State::Unattached => "_iunattached",
    }
}

/// A register of numbers.
pub(crate) fn series(series: NumberSeries) -> String {
    format!("_c{}", plain(series.term()))
}

/// How complete an entry is.
pub(crate) fn quarters(quarters: u8) -> String {
    format!("_u{quarters}")
}
