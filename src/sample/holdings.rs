//! The units: the 49 preserved cards, described and not held, and the specimen cards drawn by this program.

use super::plan::Planner;
use crate::model::{HistoricalDate, HoldingUnit, Level, NoteKind};

struct Unit {
    code: &'static str,
    parent: Option<&'static str>,
    level: Level,
    title: &'static str,
    extent: &'static str,
    creator: &'static str,
    repository: &'static str,
    scope_and_content: &'static str,
}

const MUSEUM: &str = "Auschwitz-Birkenau State Museum, archive";

const UNITS: &[Unit] = &[
    Unit {
        code: "museum",
        parent: None,
        level: Level::Fonds,
        title: "Records described and not held: archive of the Auschwitz-Birkenau State Museum",
        extent: "",
        creator: "",
        repository: MUSEUM,
        scope_and_content: "Only what line 20 of the exhibition text says (S20 to S22). Reference codes are those of this sample, \
                            not the museum's.",
    },
    Unit {
        code: "museum/pow",
        parent: Some("museum"),
        level: Level::Series,
        title: "Preserved prisoner file cards of Soviet prisoners of war",
        extent: "49 file cards",
        creator: "",
        repository: MUSEUM,
        scope_and_content: "Preserved prisoner file cards in the archive of the museum: 49 (S20).",
    },
    Unit {
        code: "museum/pow/1944-07-28",
        parent: Some("museum/pow"),
        level: Level::File,
        title: "Cards of men brought from Stalag 367 on 28 July 1944",
        extent: "49 file cards",
        creator: "",
        repository: MUSEUM,
        scope_and_content: "Brought on 28 July 1944 from Stalag 367 (S21); transferred on 28 October 1944 to Flossenbürg (S22; whether \
                            this is said of these men or of the whole transport is not clear, C15). The group of men is G3.",
    },
    Unit {
        code: "specimen",
        parent: None,
        level: Level::Series,
        title: "Specimen cards (drawn by this program)",
        extent: "3 specimen cards, drawn, both sides",
        creator: "Kartoteka",
        repository: "",
        scope_and_content: "Three printed forms with invented values, to work on. No card shows a person who lived.",
    },
];

/// What the sample is, in one note that every reader of it meets first.
const NOT_TO_BE_CITED: &str = "This is the sample catalogue that comes with the program. It gathers what an exhibition text and a few \
    works outside it say, so that the program can be tried on a true case. Nobody of the institutions named had a part in it. \
    It was not made from the papers themselves; no photograph and no card of a prisoner is in it; some facts were taken from \
    notes that do not name their document. Nothing in it may be cited: go to the sources.";

/// Makes the units and the notes on them.
pub(super) fn plan(planner: &mut Planner) {
    for unit in UNITS {
        let entry = HoldingUnit {
            id: planner.id(unit.code),
            parent: unit.parent.map(|parent| planner.id(parent)),
            reference_code: unit.code.to_owned(),
            level: unit.level,
            title: unit.title.to_owned(),
            dates: HistoricalDate::default(),
            extent: unit.extent.to_owned(),
            creator: unit.creator.to_owned(),
            repository: unit.repository.to_owned(),
            scope_and_content: unit.scope_and_content.to_owned(),
        };
        planner.make(entry);
    }
    planner.note("museum", NoteKind::Editorial, NOT_TO_BE_CITED);
    planner.note("specimen", NoteKind::Editorial, NOT_TO_BE_CITED);
    planner.note(
        "museum/pow",
        NoteKind::CustodialHistory,
        "According to line 20 of the exhibition text the cards are preserved in the archive of the Auschwitz-Birkenau State Museum \
         (S20). How they came there is not told.",
    );
    planner.note(
        "museum/pow",
        NoteKind::Editorial,
        "This catalogue does not hold the cards, neither the papers nor scans of them. The unit is here so that the group of men \
         has its place among the papers.",
    );
    planner.note(
        "specimen",
        NoteKind::Acquisition,
        "Not acquired from anybody: drawn by the program when this sample was made.",
    );
    planner.note(
        "specimen",
        NoteKind::Condition,
        "There is no paper. What looks struck out or illegible was drawn so, for practice.",
    );
}
