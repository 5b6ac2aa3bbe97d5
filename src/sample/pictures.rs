//! The nine pictures F1 to F9. We do not have the photographs: each is a drawn sheet that says so on its face.

use super::plan::{Drawing, PlannedPicture, Planner};
use crate::model::{Absence, Alignment, Attachment, Calendar, HistoricalDate, Role};

struct Photograph {
    code: &'static str,
    person: &'static str,
    role: Role,
    line: &'static str,
    /// What the text states of the photograph, in our words.
    caption: &'static str,
    depicted: &'static [&'static str],
    /// The year as written and read, when the text has one.
    date: Option<(&'static str, &'static str)>,
    content_note: &'static str,
}

const fn portrait(
    code: &'static str,
    person: &'static str,
    line: &'static str,
    caption: &'static str,
    depicted: &'static [&'static str],
) -> Photograph {
    Photograph { code, person, role: Role::Portrait, line, caption, depicted, date: None, content_note: "" }
}

const PHOTOGRAPHS: &[Photograph] = &[
    portrait("F1", "P1", "line 10", "[Portrait of Alexander Lebedev, prisoner number 88349]", &["P1"]),
    portrait("F2", "P5", "line 11", "[Portrait of Valentin Sitnov, prisoner number 164256]", &["P5"]),
    portrait("F3", "P6", "line 12", "[Portrait of Victor Ivanov, prisoner number 164258]", &["P6"]),
    Photograph {
        code: "F4",
        person: "P3",
        role: Role::Tattoo,
        line: "line 13",
        caption: "[Tattoo on the chest of Andrei Pogozhev, made before the escape to cover his number]",
        depicted: &["P3"],
        date: None,
        content_note: "Shows the body of a man and a tattoo made over a prisoner number.",
    },
    Photograph {
        code: "F5",
        person: "P3",
        role: Role::Group,
        line: "line 14",
        caption: "[Andrey Pogozhev, prisoner number 1418, and his wife Maria in 1940]",
        depicted: &["P3", "P4"],
        date: Some(("in 1940", "1940")),
        content_note: "",
    },
    portrait("F6", "P7", "line 15", "[Portrait of Nikolai Maslennikov, prisoner number 10631]", &["P7"]),
    portrait("F7", "P9", "line 16", "[Portrait of Nikolai Vasiliev, prisoner number unknown]", &["P9"]),
    portrait("F8", "P10", "line 17", "[Portrait of Petr Mishin, prisoner number 1844]", &["P10"]),
    portrait("F9", "P11", "line 18", "[Portrait of Kuzma Kartsev, prisoner number 166692]", &["P11"]),
];

/// Makes the nine pictures.
pub(super) fn plan(planner: &mut Planner) {
    for photograph in PHOTOGRAPHS {
        let id = planner.id(photograph.code);
        let entry = planner.id(photograph.person);
        let attachment = Attachment {
            reference_code: photograph.code.to_owned(),
            ord: planner.next_ord(entry, "pictures"),
            caption: photograph.caption.to_owned(),
            caption_source: Some(planner.id(super::fact::FIRST)),
            caption_locator: photograph.line.to_owned(),
            date: HistoricalDate {
                as_written: photograph.date.map_or("", |(written, _)| written).to_owned(),
                edtf: photograph.date.and_then(|(_, edtf)| planner.edtf(edtf)),
                calendar: Calendar::Gregorian,
            },
            date_absence: photograph.date.is_none().then_some(Absence::Silent),
            depicted: photograph.depicted.iter().map(|person| planner.id(person)).collect(),
            content_note: photograph.content_note.to_owned(),
            ..drawn(id, entry, photograph.role, &format!("{}-placeholder.png", photograph.code.to_lowercase()))
        };
        planner.picture(PlannedPicture { attachment, drawing: placeholder(photograph) });
    }
}

/// A picture drawn by this program, before it is stored.
pub(super) fn drawn(
    id: crate::model::EntryId,
    entry: crate::model::EntryId,
    role: Role,
    original_name: &str,
) -> Attachment {
    Attachment {
        extension: "png".to_owned(),
        original_name: original_name.to_owned(),
        drawn: true,
        // a card is drawn to its edges
        alignment: matches!(role, Role::Front | Role::Back).then_some(Alignment::WHOLE),
        ..Attachment::new(id, entry, role)
    }
}

fn placeholder(photograph: &Photograph) -> Drawing {
    let what = match photograph.role {
        Role::Tattoo => "photograph of a tattoo",
        Role::Group => "photograph of two people",
        _ => "portrait",
    };
    let (width_px, height_px) = if photograph.role == Role::Group { (1000, 800) } else { (800, 1000) };
    Drawing::Placeholder {
        heading: format!("{} · {what}", photograph.code),
        lines: vec![photograph.caption.to_owned(), format!("Exhibition text, {}", photograph.line)],
        width_px,
        height_px,
    }
}
