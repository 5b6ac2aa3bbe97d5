//! Three specimen cards, drawn by this program, front and back, and keyed in full.
//!
//! Invariant: every value on them is invented and looks it; no specimen is held against a person.

use super::pictures::drawn;
use super::plan::{Drawing, PlannedPicture, Planner};
use super::region_of;
use crate::catalogue;
use crate::error::{Error, Result};
use crate::model::{
    Absence, Access, CardField, CardTemplate, Claim, Datatype, EntryId, FileCard, NoteKind, NumberState, Reading,
    Region, Role, Side, Stage,
};
use std::collections::BTreeMap;

struct Specimen {
    code: &'static str,
    template: &'static str,
    /// What stands in the boxes where it is not the invented example of the template.
    keyed: &'static [(&'static str, Keyed)],
}

/// What stands in a box.
#[derive(Clone, Copy)]
enum Keyed {
    Plain(&'static str),
    /// A number that was struck out, and the one put in its place.
    Struck(&'static str, &'static str),
    /// What can be read of it, `?` for what cannot.
    Illegible(&'static str),
    /// Looked at and empty.
    Blank,
    /// A table, a line each, cells divided by `|`.
    Rows(&'static [&'static str]),
}

const SPECIMENS: &[Specimen] = &[
    Specimen {
        code: "specimen/1",
        template: "auschwitz-pow-record",
        keyed: &[
            ("gef-nr", Keyed::Struck("00000", "00001")),
            ("kenn-nr", Keyed::Illegible("0?000")),
            ("name", Keyed::Plain("Musterow")),
            ("vorname", Keyed::Plain("Iwan")),
            ("geb-in", Keyed::Plain("Musterdorf")),
            ("name-der-ehefrau", Keyed::Blank),
            ("eingeliefert-von", Keyed::Plain("Stalag 000")),
            (
                "veraenderungen",
                Keyed::Rows(&["1.2.42 | verlegt | Musterblock", "1.10.44 | überstellt | KL Musterlager"]),
            ),
            ("vermerke-rueckseite", Keyed::Plain("ohne Eintrag")),
        ],
    },
    Specimen {
        code: "specimen/2",
        template: "haeftlings-personal-karte",
        keyed: &[
            ("kl", Keyed::Plain("Musterlager")),
            ("haeftlings-nr", Keyed::Plain("00002")),
            ("fam-name", Keyed::Plain("Beispielow")),
            ("vorname", Keyed::Plain("Fjodor")),
            ("geb-in", Keyed::Plain("Beispieldorf")),
            ("eingewiesen-in-kl", Keyed::Plain("Musterlager")),
            ("ueberstellt", Keyed::Rows(&["1.10.44 | Musterlager II", "1.2.45 | Musterlager III"])),
            ("entlassung-am", Keyed::Blank),
            ("entlassung-durch", Keyed::Blank),
            ("mit-verfuegung-v", Keyed::Blank),
            (
                "eingesetzt-als",
                Keyed::Rows(&["1.11.43 | Hilfsarbeiter | Musterkommando", "1.3.44 | Schlosser | Musterkommando II"]),
            ),
        ],
    },
    Specimen {
        code: "specimen/3",
        template: "personalkarte-1",
        keyed: &[
            ("stammlager", Keyed::Plain("Stalag 000")),
            ("erkennungsmarke-nr", Keyed::Plain("00003")),
            ("erkennungsmarke-lager", Keyed::Plain("Stalag 000")),
            ("nachtraege", Keyed::Plain("Stalag 000 A / 00004")),
            ("name", Keyed::Plain("Probin")),
            ("vorname", Keyed::Plain("Andrej Petrowitsch")),
            ("matrikel-nr", Keyed::Blank),
            ("heimat-name", Keyed::Plain("Marija Probina")),
            ("rs-erkennungsmarke-nr", Keyed::Plain("00003")),
            ("rs-lager", Keyed::Plain("Stalag 000")),
            ("rs-name", Keyed::Plain("Probin")),
            (
                "versetzungen",
                Keyed::Rows(&["1.3.43 | Arbeitseinsatz | Stalag 000 A", "1.7.44 | Arbeitseinsatz | Stalag 000 B"]),
            ),
        ],
    },
];

const DRAWN: &str = "Not a scan. Both sides were drawn by the program at 300 pixels per inch from the card template, with invented \
                     values, and say SPECIMEN on their face. The places of the boxes follow the template, not an original.";

/// Makes the cards with their pictures, regions and claims.
pub(super) fn plan(planner: &mut Planner) -> Result<()> {
    for specimen in SPECIMENS {
        let template = catalogue::built_in_template(specimen.template)?;
        for (field, _) in specimen.keyed {
            if template.field(field).is_none() {
                return Err(Error::NoSuchField {
                    template: template.id.clone(),
                    field: (*field).to_owned(),
                    known: template.fields.iter().map(|field| field.id.as_str()).collect::<Vec<_>>().join(", "),
                });
            }
        }
        plan_card(planner, specimen, template);
    }
    Ok(())
}

fn plan_card(planner: &mut Planner, specimen: &Specimen, template: &CardTemplate) {
    let id = planner.id(specimen.code);
    let unit = planner.id("specimen");
    planner.make(FileCard {
        id,
        reference_code: specimen.code.to_owned(),
        template: template.id.clone(),
        unit: Some(unit),
        specimen: true,
        stage: Stage::Keyed,
        access: Access::Open,
    });
    planner.note(specimen.code, NoteKind::Digitisation, DRAWN);
    for (side, role) in [(Side::Front, Role::Front), (Side::Back, Role::Back)] {
        let name = format!("{}_{side}.png", specimen.code.replace('/', "_"));
        let mut attachment = drawn(EntryId::fresh(), id, role, &name);
        attachment.ord = planner.next_ord(id, "pictures");
        attachment.caption = format!("[Specimen card, {side}, drawn by this program with invented values]");
        attachment.date_absence = Some(Absence::Silent);
        let picture = attachment.id;
        let mut values = BTreeMap::new();
        for field in template.fields.iter().filter(|field| field.side == side) {
            let keyed = specimen.keyed.iter().find(|(id, _)| *id == field.id).map(|(_, keyed)| *keyed);
            let lines = lines(field, keyed);
            let written: Vec<_> = lines.iter().map(Line::as_drawn).filter(|words| !words.is_empty()).collect();
            values.insert(field.id.clone(), written);
            let region = region(planner, template, field, picture);
            for line in lines {
                let claim = claim(planner, id, field, &line, region);
                planner.make(claim);
            }
        }
        let drawing = Drawing::Card { template: specimen.template, side, values };
        planner.picture(PlannedPicture { attachment, drawing });
    }
}

fn region(planner: &mut Planner, template: &CardTemplate, field: &CardField, attachment: EntryId) -> Option<EntryId> {
    let (x, y, width, height) = region_of(template, field)?;
    let region = Region { id: EntryId::fresh(), attachment, x, y, width, height, outline: None, shows: None };
    let id = region.id;
    planner.make(region);
    Some(id)
}

/// One value of a box: what stands there, or why nothing does.
struct Line {
    as_written: String,
    absence: Option<Absence>,
    struck: bool,
    cells: bool,
}

impl Line {
    fn plain(as_written: &str) -> Self {
        Self { as_written: as_written.to_owned(), absence: None, struck: false, cells: false }
    }

    /// With a stroke through what was struck out, and a blot where nothing can be read.
    fn as_drawn(&self) -> String {
        const STROKE: char = '\u{336}';
        const BLOT: &str = "\u{a0}\u{336}\u{338}\u{335}\u{a0}";
        let illegible = matches!(self.absence, Some(Absence::Illegible { .. }));
        if self.struck {
            std::iter::once(STROKE).chain(self.as_written.chars().flat_map(|letter| [letter, STROKE])).collect()
        } else if illegible {
            self.as_written.replace('?', BLOT)
        } else {
            self.as_written.clone()
        }
    }
}

fn lines(field: &CardField, keyed: Option<Keyed>) -> Vec<Line> {
    let rows = |row: &str| Line { cells: true, ..Line::plain(row) };
    match keyed {
        Some(Keyed::Plain(text)) => vec![Line::plain(text)],
        Some(Keyed::Struck(old, new)) => vec![Line { struck: true, ..Line::plain(old) }, Line::plain(new)],
        Some(Keyed::Illegible(legible)) => {
            vec![Line { absence: Some(Absence::Illegible { legible: legible.to_owned() }), ..Line::plain(legible) }]
        }
        Some(Keyed::Blank) => vec![Line { absence: Some(Absence::Blank), ..Line::plain("") }],
        Some(Keyed::Rows(all)) => all.iter().map(|row| rows(row)).collect(),
        None if field.example.is_empty() => vec![Line { absence: Some(Absence::Blank), ..Line::plain("") }],
        None if field.datatype == Datatype::Rows => vec![rows(&field.example)],
        None => vec![Line::plain(&field.example)],
    }
}

fn claim(planner: &mut Planner, card: EntryId, field: &CardField, line: &Line, region: Option<EntryId>) -> Claim {
    let reading = reading(field, line);
    Claim {
        field: field.id.clone(),
        ord: planner.next_ord(card, &field.property),
        read_by: if reading.is_some() { planner.author() } else { String::new() },
        reading,
        absence: line.absence.clone(),
        region,
        keyed_by: planner.author(),
        keyed_at: planner.at(),
        remark: if line.struck { "Struck out on the card and replaced.".to_owned() } else { String::new() },
        ..Claim::new(card, &field.property, &line.as_written)
    }
}

/// Reads a value as the program reads what is keyed, and says of a number what only the form tells.
fn reading(field: &CardField, line: &Line) -> Option<Reading> {
    if line.absence.is_some() {
        return None;
    }
    if line.cells {
        return Some(Reading::Row(line.as_written.split('|').map(|cell| cell.trim().to_owned()).collect()));
    }
    let mut reading = field.read(&line.as_written);
    if let Some(Reading::Number(number)) = &mut reading
        && line.struck
    {
        number.state = NumberState::Struck;
    }
    reading
}
