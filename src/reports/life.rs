//! A life in words: moments, places, ties, and where each is said; the same in the window and on the command line.

use super::dates::date_text;
use super::wording::{entry_text, number_text, property_text, words};
use crate::i18n::{tr, tr_args};
use crate::model::{
    Certainty, EntryId, Label, Moment, MomentKind, NumberHeld, Said, Standing, StopKind, Tie, TieKind, Visit, When,
};
use std::collections::BTreeMap;

type Labels = BTreeMap<EntryId, Label>;

/// When something was: the reading, else the wording.
pub fn when_text(when: &When) -> String {
    match &when.date {
        Some((edtf, calendar)) => date_text(edtf, *calendar),
        None if when.written.is_empty() => String::new(),
        None => tr_args("life-quoted", &[("words", when.written.as_str().into())]),
    }
}

/// What happened: `Escape: Mass escape of 6 November 1942`.
pub fn moment_text(moment: &Moment, labels: &Labels) -> String {
    let kind = match moment.kind {
        MomentKind::Other => property_text(&moment.property),
        kind => words("moment", kind.term()),
    };
    let more = match (moment.event, moment.words.as_str()) {
        // an event of another sort is named as it is: what part somebody had in it, its sources say
        (Some(event), _) if moment.kind == MomentKind::TookPart => return entry_text(event, labels),
        (Some(event), _) => entry_text(event, labels),
        (None, "") if moment.property == "release-date" => property_text(&moment.property),
        (None, "") => return kind,
        (None, said) => tr_args("life-quoted", &[("words", said.into())]),
    };
    // "Photograph: Photograph of …"
    if more.to_lowercase().starts_with(&kind.to_lowercase()) {
        return more;
    }
    tr_args("life-moment", &[("kind", kind.into()), ("what", more.into())])
}

/// What happened, in a word or the name of the event.
pub fn short_moment_text(moment: &Moment, labels: &Labels) -> String {
    match (moment.event, moment.kind) {
        (Some(event), MomentKind::TookPart) => entry_text(event, labels),
        (_, MomentKind::Other) => property_text(&moment.property),
        (_, kind) => words("moment", kind.term()),
    }
}

/// Where something is written, by its reference: `SRC1`, or the card itself.
pub fn paper_text(said: &Said, labels: &Labels) -> String {
    let paper = said.source.unwrap_or(said.page);
    match labels.get(&paper) {
        Some(label) if !label.reference_code.trim().is_empty() => label.reference_code.trim().to_owned(),
        _ => entry_text(paper, labels),
    }
}

/// What belongs to a statement beside its wording: the place in the paper, what it covers, how sure it is.
pub fn beside_text(said: &Said) -> String {
    let certainty = match said.certainty {
        Certainty::Certain => String::new(),
        certainty => words("certainty", certainty.term()).to_lowercase(),
    };
    let scope = match said.scope.as_str() {
        "" => String::new(),
        scope => tr_args("life-covers", &[("scope", scope.into())]),
    };
    let standing = match said.standing {
        Standing::Plain | Standing::Held => String::new(),
        standing => words("standing", standing.term()),
    };
    let parts = [said.locator.clone(), scope, certainty, standing];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// Where something is written, with all that belongs to it: `SRC1 line 3 (S2)`.
pub fn said_text(said: &Said, labels: &Labels) -> String {
    let paper = paper_text(said, labels);
    match beside_text(said).as_str() {
        "" => paper,
        beside => format!("{paper} {beside}"),
    }
}

/// A number, or why there is none; what became of it stands beside it.
pub fn number_held_text(held: &NumberHeld, labels: &Labels) -> String {
    match (&held.number, &held.absence) {
        (_, Some(absence)) => super::absence_text(absence),
        (Some(number), None) => number_text(number, labels),
        (None, None) => held.written.clone(),
    }
}

/// Why a place belongs to somebody's way, with the time: `born here, 1912`.
pub fn visit_text(visit: &Visit, labels: &Labels) -> String {
    let kind = match (visit.kind, visit.event) {
        (StopKind::Event, Some(event)) => entry_text(event, labels),
        (kind, _) => words("stop", kind.term()),
    };
    match when_text(&visit.when).as_str() {
        "" => kind,
        // "Arrival of 19 November 1943, 19 November 1943"
        when if kind.contains(when) => kind,
        when => tr_args("life-visit", &[("kind", kind.into()), ("when", when.into())]),
    }
}

/// What ties two people: `both took part: Escape of 10 August 1944`.
pub fn tie_text(tie: &Tie, labels: &Labels) -> String {
    let through = tie.through.map(|id| match labels.get(&id) {
        Some(label) if label.label.trim().is_empty() => label.reference_code.clone(),
        _ => entry_text(id, labels),
    });
    let through = through.unwrap_or_default();
    let said = match tie.kind {
        TieKind::Relation => property_text(&tie.property),
        TieKind::Picture => tr_args("tie-picture", &[("what", through.into())]),
        TieKind::Event => tr_args("tie-event", &[("what", through.into())]),
        TieKind::Group => tr_args("tie-group", &[("what", through.into())]),
        TieKind::Transport => {
            let day = tie.day.map(|day| day.to_string()).unwrap_or_default();
            if tie.place.is_empty() {
                tr_args("tie-transport-day", &[("day", day.into())])
            } else {
                tr_args("tie-transport", &[("day", day.into()), ("place", tie.place.as_str().into())])
            }
        }
    };
    match tie.certainty {
        Certainty::Certain => said,
        certainty => format!("{said} ({})", words("certainty", certainty.term()).to_lowercase()),
    }
}

/// Who was not shown, when somebody was not.
pub fn more_text(more: u64) -> String {
    if more == 0 { String::new() } else { tr_args("circle-more", &[("count", more.into())]) }
}

/// Words for a life without moments.
pub fn no_timeline_text() -> String {
    tr("life-no-timeline")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::has;

    #[test]
    fn every_sort_of_moment_place_and_tie_has_words() {
        let mut keys: Vec<String> = MomentKind::ALL.iter().map(|kind| format!("moment-{kind}")).collect();
        keys.retain(|key| key != "moment-other");
        keys.extend(StopKind::ALL.iter().map(|kind| format!("stop-{kind}")));
        keys.extend(["disputed", "set-aside"].map(|term| format!("standing-{term}")));
        let missing: Vec<String> = keys.into_iter().filter(|key| !has(key)).collect();
        assert_eq!(missing, Vec::<String>::new());
    }

    #[test]
    fn a_day_is_said_once_and_an_event_by_its_name() {
        let event = EntryId::fresh();
        let called = |label: &str| {
            let kind = crate::model::EntryKind::Event;
            BTreeMap::from([(event, Label { kind, reference_code: "E1".to_owned(), label: label.to_owned() })])
        };
        let read = crate::model::HistoricalDate::read("19.11.1943");
        let when = When { date: read.edtf.map(|edtf| (edtf, read.calendar)), ..When::default() };
        let visit = Visit { kind: StopKind::Event, when: when.clone(), event: Some(event), said: Vec::new() };
        assert_eq!(visit_text(&visit, &called("Arrival of 19 November 1943")), "Arrival of 19 November 1943");
        assert_eq!(visit_text(&visit, &called("Arrival")), "Arrival, 19 November 1943");
        let moment = Moment {
            kind: MomentKind::TookPart,
            property: "took-part-in".to_owned(),
            event: Some(event),
            when,
            words: String::new(),
            certainty: Certainty::Certain,
            said: Vec::new(),
            belongs: Vec::new(),
        };
        assert_eq!(moment_text(&moment, &called("Tattoo made to cover a number")), "Tattoo made to cover a number");
    }

    #[test]
    fn leaving_is_told_as_leaving() {
        let words = words("moment", MomentKind::LeftRegister.term());
        assert_eq!(words, "Left the register");
        for forbidden in ["die", "dead", "death", "kill"] {
            assert!(!words.to_lowercase().contains(forbidden));
        }
    }
}
