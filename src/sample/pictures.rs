//! The nine pictures F1 to F9. We do not have the photographs: each is a drawn sheet that says so on its face.

use super::plan::{Drawing, PlannedPicture, Planner};
use crate::model::{Absence, Access, Attachment, Calendar, Checksum, HistoricalDate, Role};

struct Caption {
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
) -> Caption {
    Caption { code, person, role: Role::Portrait, line, caption, depicted, date: None, content_note: "" }
}

const CAPTIONS: &[Caption] = &[
    portrait("F1", "P1", "line 10", "[Portrait of Alexander Lebedev, prisoner number 88349]", &["P1"]),
    portrait("F2", "P5", "line 11", "[Portrait of Valentin Sitnov, prisoner number 164256]", &["P5"]),
    portrait("F3", "P6", "line 12", "[Portrait of Victor Ivanov, prisoner number 164258]", &["P6"]),
    Caption {
        code: "F4",
        person: "P3",
        role: Role::Tattoo,
        line: "line 13",
        caption: "[Tattoo on the chest of Andrei Pogozhev, made before the escape to cover his number]",
        depicted: &["P3"],
        date: None,
        content_note: "Shows the body of a man and a tattoo made over a prisoner number.",
    },
    Caption {
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
    for caption in CAPTIONS {
        let id = planner.id(caption.code);
        let entry = planner.id(caption.person);
        let attachment = Attachment {
            reference_code: caption.code.to_owned(),
            ord: planner.next_ord(entry, "pictures"),
            caption: caption.caption.to_owned(),
            caption_source: Some(planner.id(super::fact::FIRST)),
            caption_locator: caption.line.to_owned(),
            date: HistoricalDate {
                as_written: caption.date.map_or("", |(written, _)| written).to_owned(),
                edtf: caption.date.and_then(|(_, edtf)| planner.edtf(edtf)),
                calendar: Calendar::Gregorian,
            },
            date_absence: caption.date.is_none().then_some(Absence::Silent),
            depicted: caption.depicted.iter().map(|person| planner.id(person)).collect(),
            content_note: caption.content_note.to_owned(),
            ..drawn(id, entry, caption.role, &format!("{}-placeholder.png", caption.code.to_lowercase()))
        };
        planner.picture(PlannedPicture { attachment, drawing: placeholder(caption) });
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
        id,
        entry,
        ord: 0,
        reference_code: String::new(),
        master: Checksum::default(),
        extension: "png".to_owned(),
        original_name: original_name.to_owned(),
        size_bytes: 0,
        width_px: 0,
        height_px: 0,
        ppi: None,
        role,
        caption: String::new(),
        caption_source: None,
        caption_locator: String::new(),
        date: HistoricalDate::default(),
        date_absence: None,
        depicted: Vec::new(),
        content_note: String::new(),
        drawn: true,
        access: Access::Open,
    }
}

fn placeholder(caption: &Caption) -> Drawing {
    let what = match caption.role {
        Role::Tattoo => "photograph of a tattoo",
        Role::Group => "photograph of two people",
        _ => "portrait",
    };
    let (width_px, height_px) = if caption.role == Role::Group { (1000, 800) } else { (800, 1000) };
    Drawing::Placeholder {
        heading: format!("{} · {what}", caption.code),
        lines: vec![caption.caption.to_owned(), format!("Exhibition text, {}", caption.line)],
        width_px,
        height_px,
    }
}
