//! The events: escapes, arrivals, transfers, the count of January 1945, and what each source says of them.

use super::fact::{AUSCHWITZ_RU, At, Read, Said, first, says, second};
use super::plan::Planner;
use crate::model::{Event, EventKind};

const EVENTS: &[(&str, EventKind, &str)] = &[
    ("E1", EventKind::Founding, "Founding of the underground organisation"),
    ("E2", EventKind::MassEscape, "Mass escape of 6 November 1942"),
    ("E3", EventKind::Escape, "Escape of 10 August 1944"),
    ("E4", EventKind::Arrival, "Arrival of 19 November 1943"),
    ("E5", EventKind::Arrival, "Arrival from Stalag 367, July 1944"),
    ("E6", EventKind::RollCall, "Soviet prisoners of war in Auschwitz, January 1945"),
    ("E7", EventKind::Uprising, "Plan of an armed uprising, spring 1944"),
    ("E8", EventKind::Photograph, "Photograph of Andrei Pogozhev and his wife, 1940"),
    ("E9", EventKind::Other, "Tattoo made to cover a number"),
    ("E10", EventKind::Other, "Connections with other underground organisations"),
    ("E11", EventKind::Transfer, "Transfer to Flossenbürg, 28 October 1944"),
    ("E12", EventKind::Transfer, "Transports to Germany, autumn 1944"),
];

/// Makes the events.
pub(super) fn plan(planner: &mut Planner) {
    for (code, kind, label) in EVENTS {
        let id = planner.id(code);
        planner.make(Event { id, reference_code: (*code).to_owned(), kind: *kind, label: (*label).to_owned() });
    }
    planner.say(SAID);
}

const NO_NUMBER: &str = "Not read as a number: the wording gives none.";

#[rustfmt::skip]
const SAID: &[Said] = &[
    says("S1", "E1", "date", "March 1942", Read::Date("1942-03"), first("line 1 (S1)")),
    says("", "E1", "description", "[the underground organisation was created]", Read::Entry("G1"), first("line 1 (S1)")),

    says("S2", "E2", "date", "November 6, 1942", Read::Date("1942-11-06"), first("line 3 (S2)")),
    says("S11 date", "E2", "date", "6 November 1942", Read::Date("1942-11-06"), first("line 8 (S11)")),
    says("S13", "E2", "date", "6 November 1942", Read::Date("1942-11-06"), first("lines 9, 14 (S13)")),
    says("", "E2", "place", "[Auschwitz]", Read::Entry("kl-auschwitz"), first("line 3 (S2)")),
    says("S3", "E2", "count", "About 100", Read::About(100), first("line 3 (S3)")).remark("Those who took part."),
    says("S11", "E2", "count", "several dozen", Read::Not, first("line 8 (S11)")).remark("Those who escaped. Not read as a number: the wording gives none, and a range is for the archivist to set."),
    says("C2 letter", "E2", "count", "[about 100]", Read::About(100), At("SRC6", "(C2)")),
    says("C2 book", "E2", "count", "[more than 60]", Read::AtLeast(61), At("SRC7", "(C2)")),
    says("C2 publisher", "E2", "count", "[seventy]", Read::Exactly(70), At("SRC9", "(C2)")),
    says("S4", "E2", "count-escaped", "only a few", Read::Not, first("line 3 (S4)")).remark(NO_NUMBER),
    says("S12", "E2", "count-escaped", "only a few", Read::Not, first("line 8 (S12)")).remark(NO_NUMBER),
    says("S2 only", "E2", "description", "only mass escape [in the camp's history]", Read::Not, first("line 3 (S2)")),
    says("S4 wording", "E2", "description", "escape from persecution", Read::Not, first("line 3 (S4)")),
    says("S12 wording", "E2", "description", "evade the subsequent pursuit", Read::Not, first("line 8 (S12)")),
    says("", "E2", "description", "[some of those who got away left memoirs]", Read::Not, first("line 8 (S12)")),

    says("S17", "E3", "date", "10 August 1944", Read::Date("1944-08-10"), first("line 15 (S17)")),
    says("", "E3", "description", "[successful escape of two men]", Read::Not, first("line 15 (S17)")),

    says("S14", "E4", "date", "19 November 1943", Read::Date("1943-11-19"), first("line 11 (S14)")),
    says("", "E4", "place", "[Auschwitz]", Read::Entry("kl-auschwitz"), first("line 11 (S14)")),

    says("S8", "E5", "date", "July 1944", Read::Date("1944-07"), first("line 6 (S8)")).scope("preserved records"),
    says("S21", "E5", "date", "28 July 1944", Read::Date("1944-07-28"), second("line 20 (S21)")),
    says("S8 E5 from", "E5", "arrived-from", "Stalag 367", Read::Entry("stalag-367-tschenstochau"), first("line 6 (S8)")).scope("preserved records"),
    says("S21 from", "E5", "arrived-from", "Stalag 367", Read::Entry("stalag-367-tschenstochau"), second("line 20 (S21)")).remark("Resolved by the date (C18)."),
    says("", "E5", "place", "[Auschwitz]", Read::Entry("kl-auschwitz"), second("line 20 (S21)")),
    says("", "E5", "description", "[the men named on the preserved cards]", Read::Entry("G3"), second("line 20 (S21)")),
    says("", "E5", "description", "[the largest transport]", Read::Entry("G4"), first("line 6 (S8)")).scope("preserved records"),

    says("S25", "E6", "count", "only 96", Read::Exactly(96), second("line 21 (S25)")),
    says("S10", "E6", "count", "only 92", Read::Exactly(92), first("line 7 (S10)")),
    says("C1 outside", "E6", "count", "[96]", Read::Exactly(96), At(AUSCHWITZ_RU, "(C1)")).remark("At the last roll call."),
    says("S10 date", "E6", "date", "January 1945", Read::Date("1945-01"), first("line 7 (S10)")),
    says("S25 date", "E6", "date", "January 1945", Read::Date("1945-01"), second("line 21 (S25)")),
    says("", "E6", "date", "[17 January 1945]", Read::Date("1945-01-17"), At(AUSCHWITZ_RU, "(C1)")).remark("The last roll call. That the exhibition text speaks of the same day is our reading."),
    says("", "E6", "place", "Auschwitz", Read::Entry("kl-auschwitz"), first("line 7 (S10)")),

    says("S18", "E7", "date", "in the spring of 1944", Read::Date("1944-21"), first("line 18 (S18)")),
    says("", "E7", "description", "[a plan of an armed uprising]", Read::Not, first("line 18 (S18)")),

    says("S16", "E8", "date", "in 1940", Read::Date("1940"), first("line 14 (S16)")),

    says("S15", "E9", "date", "before the escape", Read::Date("[..1942-11-05]"), first("line 13 (S15)")).probable("The day is our inference from the date of the escape (S2): one event on or before 5 November 1942."),
    says("", "E9", "description", "[a tattoo on the chest, made to cover the prisoner number]", Read::Not, first("line 13 (S15)")),
    says("", "E9", "description", "[prisoners hid the numbers on their chests under pictures made with needle and ink before the escape]", Read::Not, At("SRC16", "")),

    says("", "E10", "description", "[kept connections with other underground organisations]", Read::Not, first("line 1")),
    says("", "E10", "date", "", Read::Silent, first("line 1")),

    says("S22", "E11", "date", "28 October 1944", Read::Date("1944-10-28"), second("line 20 (S22)")),
    says("S22 to", "E11", "departed-to", "Flossenbürg", Read::Entry("kl-flossenbuerg"), second("line 20 (S22)")),
    says("", "E11", "description", "they were transferred", Read::Entry("G3"), second("line 20 (S22)")).uncertain("\"They\" may be the 49 men of the cards or all men of the transport (C15)."),
    says("S23 one", "E11", "description", "[one of many transports to Germany]", Read::Entry("E12"), second("line 21 (S23)")),

    says("S23", "E12", "date", "autumn of 1944", Read::Date("1944-23"), second("line 21 (S23)")),
    says("C19 outside", "E12", "date", "[autumn to winter 1944]", Read::Date("1944-23/1944-24"), At(AUSCHWITZ_RU, "(C19)")),
    says("", "E12", "departed-to", "[Germany]", Read::Words("Germany"), second("line 21 (S23)")),
];
