//! The sources: the exhibition text in its two renderings, the pages and books outside it, the list of places.

use super::plan::Planner;
use crate::model::{HistoricalDate, NoteKind, Source, SourceKind};

struct Line {
    code: &'static str,
    kind: SourceKind,
    title: &'static str,
    author: &'static str,
    date: &'static str,
    repository: &'static str,
    description: &'static str,
}

const EXHIBITION: &str = "victorymuseum.ru/electronic-exhibitions/osvencim-pravda";

#[rustfmt::skip]
const SOURCES: &[Line] = &[
    Line { code: "SRC1", kind: SourceKind::Exhibition, title: "Oswiecim. The Truth: English text, lines 1–18", author: "Victory Museum", date: "", repository: EXHIBITION, description: "Online exhibition. The lines are numbered as in our working copy of 21 lines. Lines 4–18 are the first of two renderings of one panel. The photographs are not in this catalogue." },
    Line { code: "SRC2", kind: SourceKind::Exhibition, title: "Oswiecim. The Truth: English text, lines 19–21 (second rendering)", author: "Victory Museum", date: "", repository: EXHIBITION, description: "The second rendering of the panel of lines 4–18. Line 20 repeats the page prisoners-of-war of auschwitz.ru." },
    Line { code: "SRC3", kind: SourceKind::Other, title: "Research notes for the sample", author: "", date: "", repository: "", description: "Facts looked up for the sample where the notes do not name the document that was read. To be replaced by the document itself." },
    Line { code: "SRC4", kind: SourceKind::WebPage, title: "auschwitz.ru: pages prisoners-of-war, resistance, mass-escape-1942, mortality, labor-camp", author: "", date: "", repository: "auschwitz.ru", description: "Where the page is not named in a locator, the notes do not name it." },
    Line { code: "SRC5", kind: SourceKind::WebPage, title: "The Soviet POWs; Soviet POWs (history)", author: "Auschwitz-Birkenau State Museum", date: "", repository: "auschwitz.org", description: "Describes the record sheet of the Soviet prisoners of war and the separate register of their numbers." },
    Line { code: "SRC6", kind: SourceKind::Letter, title: "Letter of 2 May 1962 to \"K. Shmolen\"", author: "", date: "2 May 1962", repository: "", description: "The notes name neither the writer nor where the letter is kept. \"Shmolen\" is probably Smoleń, transliterated twice." },
    Line { code: "SRC7", kind: SourceKind::Book, title: "Soldiers of the small war", author: "A. F. Lebedev", date: "", repository: "Gospolitizdat", description: "Title in the translation of the notes. That the author is the Alexander Lebedev of the exhibition (P1) is likely and not stated." },
    Line { code: "SRC8", kind: SourceKind::Testimony, title: "Escape from Auschwitz", author: "Andrei Pogozhev", date: "", repository: "ISBN 9781783460106", description: "Memoir." },
    Line { code: "SRC9", kind: SourceKind::WebPage, title: "The publisher's notice of Escape from Auschwitz", author: "", date: "", repository: "", description: "" },
    Line { code: "SRC10", kind: SourceKind::Book, title: "Encyclopedia of Camps and Ghettos: Stalag 367", author: "United States Holocaust Memorial Museum", date: "", repository: "muse.jhu.edu document 4651", description: "" },
    Line { code: "SRC11", kind: SourceKind::Book, title: "Encyclopedia of Camps and Ghettos: Stalag 308 (VIII E)", author: "United States Holocaust Memorial Museum", date: "", repository: "muse.jhu.edu document 4595", description: "" },
    Line { code: "SRC12", kind: SourceKind::WebPage, title: "Pages on Stalag 367: historicalsites.se, pl.wikipedia, a blog on local history", author: "", date: "", repository: "", description: "Read together by the notes; not told apart there." },
    Line { code: "SRC13", kind: SourceKind::WebPage, title: "Stalag VIII B (344) Lamsdorf; Stalag 318/VIII F (344)", author: "Central Museum of Prisoners of War (CMJW)", date: "", repository: "", description: "" },
    Line { code: "SRC14", kind: SourceKind::WebPage, title: "Wikipedia: copies of articles in English, Hungarian and Romanian", author: "", date: "", repository: "wikipedia.org", description: "" },
    Line { code: "SRC15", kind: SourceKind::WebPage, title: "A reader's review of Escape from Auschwitz", author: "", date: "", repository: "goodreads", description: "A reader's words; weak evidence." },
    Line { code: "SRC16", kind: SourceKind::WebPage, title: "inpearls: quotations from the memoir", author: "", date: "", repository: "inpearls", description: "" },
    Line { code: "SRC17", kind: SourceKind::WebPage, title: "Captain's fate", author: "", date: "", repository: "topwar", description: "On Valentin Sitnov." },
    Line { code: "SRC18", kind: SourceKind::Dataset, title: "Camps and places: the list that comes with the program", author: "", date: "", repository: "", description: "72 camps; each line says where its particulars come from." },
    Line { code: "SRC19", kind: SourceKind::Dataset, title: "GeoNames", author: "", date: "", repository: "geonames.org", description: "Coordinates of settlements, under CC BY 4.0. The coordinates of a camp in this catalogue are those of the settlement, not of the site." },
];

/// Makes the sources and the notes on them.
pub(super) fn plan(planner: &mut Planner) {
    for line in SOURCES {
        let source = Source {
            id: planner.id(line.code),
            reference_code: line.code.to_owned(),
            kind: line.kind,
            title: line.title.to_owned(),
            author: line.author.to_owned(),
            date: HistoricalDate {
                edtf: if line.code == "SRC6" { planner.edtf("1962-05-02") } else { None },
                as_written: line.date.to_owned(),
                ..HistoricalDate::default()
            },
            repository: line.repository.to_owned(),
            description: line.description.to_owned(),
        };
        planner.make(source);
    }
    for rendering in ["SRC1", "SRC2"] {
        planner.note(
            rendering,
            NoteKind::Source,
            "Lines 4–18 and lines 19–21 are two renderings of the same panel of the exhibition. They agree in most things and \
             differ in some: 92 and 96 men in January 1945; the sentence on those sent to the gas chamber stands in line 5 \
             only; the 49 preserved cards are named in line 20 only. Each rendering is kept as a source of its own, so that \
             what only one of them says is not ascribed to both.",
        );
    }
    planner.note(
        "SRC1",
        NoteKind::Editorial,
        "Claims give the wording of the text where we have it. Words in square brackets are ours: they tell what the text \
         says and are not a quotation. A locator such as \"line 7 (S10)\" names the line and the statement, S1 to S25.",
    );
}
