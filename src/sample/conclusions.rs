//! The twenty-one pairs C1 to C21: what was weighed, what was decided and why. No claim is erased by any of them.

use super::plan::Planner;
use crate::model::Decision::{Combined, NoConflict, Open, Preferred};
use crate::model::DifferenceKind as Kind;
use crate::model::{Conclusion, Decision, DifferenceKind};

struct Judged {
    code: &'static str,
    subject: &'static str,
    property: &'static str,
    kind: DifferenceKind,
    /// The claims by their keys, in the order in which they are shown.
    weighed: &'static [&'static str],
    decision: Decision,
    chosen: &'static [&'static str],
    reason: &'static str,
}

/// Makes the conclusions.
pub(super) fn plan(planner: &mut Planner) {
    for judged in JUDGED {
        let conclusion = Conclusion {
            id: planner.id(judged.code),
            reference_code: judged.code.to_owned(),
            subject: planner.id(judged.subject),
            property: judged.property.to_owned(),
            kind: judged.kind,
            weighed: judged.weighed.iter().map(|key| planner.id(key)).collect(),
            decision: judged.decision,
            chosen: judged.chosen.iter().map(|key| planner.id(key)).collect(),
            reason: judged.reason.to_owned(),
            by: planner.author(),
            at: planner.at(),
            withdrawn: None,
        };
        planner.make(conclusion);
    }
}

const JUDGED: &[Judged] = &[
    Judged {
        code: "C1",
        subject: "E6",
        property: "count",
        kind: Kind::Contradiction,
        weighed: &["S25", "S10", "C1 outside"],
        decision: Open,
        chosen: &[],
        reason: "The two renderings of one panel give 96 and 92 for the same month. auschwitz.ru also has 96, for the last roll \
                 call on 17 January 1945. 92 may be a slip or another count. Both stay, 96 first: 96 (also 92).",
    },
    Judged {
        code: "C2",
        subject: "E2",
        property: "count",
        kind: Kind::Estimate,
        weighed: &["S3", "S11", "C2 letter", "C2 book", "C2 publisher"],
        decision: Open,
        chosen: &[],
        reason: "Line 3 says about 100 took part, line 8 several dozen. Outside the text: about 100 (letter of 2 May 1962), more \
                 than 60 (Lebedev's book), seventy (publisher of the memoir). No list of names is known here, so nothing is \
                 preferred.",
    },
    Judged {
        code: "C3",
        subject: "G2",
        property: "arrived-from",
        kind: Kind::Scope,
        weighed: &["S8 from", "S19", "C3 Lamsdorf", "C3 Neuhammer"],
        decision: NoConflict,
        chosen: &[],
        reason: "They do not contradict each other when each is read in its scope: line 6 speaks of the largest transport in the \
                 preserved records (July 1944), line 20 of the largest transports without a date. In October 1941 prisoners came \
                 from Lamsdorf and Neuhammer.",
    },
    Judged {
        code: "C4",
        subject: "P3",
        property: "name",
        kind: Kind::NameVariant,
        weighed: &["P3 Andrei", "P3 Andrey"],
        decision: Combined,
        chosen: &["P3 Andrei", "P3 Andrey"],
        reason: "One man: both spellings are romanisations of the same forename, and lines 9, 13 and 14 speak of the same escape. \
                 Both are kept as his names, each with its lines.",
    },
    Judged {
        code: "C5",
        subject: "E2",
        property: "count-escaped",
        kind: Kind::Wording,
        weighed: &["S4", "S12", "S4 wording", "S12 wording"],
        decision: Combined,
        chosen: &["S4", "S12"],
        reason: "One fact in two wordings: \"escape from persecution\" and \"evade the subsequent pursuit\" look like two \
                 translations of one sentence. They are linked as duplicates and count once.",
    },
    Judged {
        code: "C6",
        subject: "E2",
        property: "date",
        kind: Kind::Format,
        weighed: &["S2", "S11 date", "S13"],
        decision: NoConflict,
        chosen: &[],
        reason: "\"November 6, 1942\" and \"6 November 1942\" are the same day.",
    },
    Judged {
        code: "C7",
        subject: "E2",
        property: "description",
        kind: Kind::Scope,
        weighed: &["S2 only", "S17", "C7 telegrams", "C7 tried"],
        decision: NoConflict,
        chosen: &[],
        reason: "\"Only mass escape\" does not exclude the escape of two men in 1944: one is a mass escape, the other is not. \
                 auschwitz.ru tells of many escapes of single men and small groups from the end of 1943 on.",
    },
    Judged {
        code: "C8",
        subject: "G2",
        property: "count",
        kind: Kind::Wording,
        weighed: &["S9", "S24", "C8 registered", "C8 not registered"],
        decision: Combined,
        chosen: &["S9", "S24"],
        reason: "\"Approximately 15,000\" and \"about 15,000\" are one value with two sources. The outside figures, 11,964 \
                 registered and at least 3,000 not registered, are parts of it and fit.",
    },
    Judged {
        code: "C9",
        subject: "G5",
        property: "description",
        kind: Kind::Wording,
        weighed: &["S7", "S7 second", "S5 first", "S5 second", "S6 first", "S6 second"],
        decision: NoConflict,
        chosen: &[],
        reason: "Line 19 repeats line 5 without the sentence on those sent to the gas chamber. A shorter rendering is silent; it \
                 does not deny.",
    },
    Judged {
        code: "C10",
        subject: "P1",
        property: "role",
        kind: Kind::Compatible,
        weighed: &["P1 connections", "P1 leader"],
        decision: Combined,
        chosen: &["P1 connections", "P1 leader"],
        reason: "A person may have several roles. Both are kept, each with its line.",
    },
    Judged {
        code: "C11",
        subject: "P2",
        property: "prisoner-number",
        kind: Kind::Absence,
        weighed: &["P2 number", "P9 number", "P8 number", "P4 number"],
        decision: NoConflict,
        chosen: &[],
        reason: "Of Skiba and Vasiliev the text says that the number is unknown; of Mochalov and Maria it says nothing. The first \
                 is a statement, the second is silence, and they are kept apart.",
    },
    Judged {
        code: "C12",
        subject: "P3",
        property: "prisoner-number",
        kind: Kind::Scope,
        weighed: &["P3 number", "P10 number", "P7 number", "P1 number", "P5 number", "P6 number", "P11 number"],
        decision: NoConflict,
        chosen: &[],
        reason: "1418, 1844 and 10631 fit the register of Soviet prisoners of war (11,964 registered); 88349, 164256, 164258 and \
                 166692 lie above it and fit the general men's series. That is our inference. A number is unique inside one \
                 series of one camp only.",
    },
    Judged {
        code: "C13",
        subject: "P1",
        property: "prisoner-number",
        kind: Kind::Chronology,
        weighed: &["S1", "P1 number"],
        decision: Open,
        chosen: &[],
        reason: "To be checked: 88349, if of the general series, was given later than March 1942, when the organisation is said to \
                 have been created. He may have joined later, or the number or its series may be wrong.",
    },
    Judged {
        code: "C14",
        subject: "G4",
        property: "count",
        kind: Kind::Scope,
        weighed: &["S20", "G4 count"],
        decision: NoConflict,
        chosen: &[],
        reason: "49 cards are preserved; how many men were in the transport is not stated. The extent of the papers is not the \
                 size of the transport, which stays without a value.",
    },
    Judged {
        code: "C15",
        subject: "G3",
        property: "departure-date",
        kind: Kind::Ambiguous,
        weighed: &["S22 G3", "S22 G4"],
        decision: Open,
        chosen: &[],
        reason: "\"They were transferred\" may speak of the 49 men of the cards or of all men of the transport. The claim stands on \
                 both groups and is marked uncertain on both.",
    },
    Judged {
        code: "C16",
        subject: "E5",
        property: "date",
        kind: Kind::Precision,
        weighed: &["S21", "S8"],
        decision: Preferred,
        chosen: &["S21"],
        reason: "28 July 1944 lies in July 1944. The more exact date is preferred; both stay.",
    },
    Judged {
        code: "C17",
        subject: "G5",
        property: "arrived-from",
        kind: Kind::Wording,
        weighed: &["C17 first", "C17 second", "S8 from", "S21 G3 from"],
        decision: NoConflict,
        chosen: &[],
        reason: "\"Other prisons\" in lines 5 and 19 and \"Stalag\" in lines 6 and 20 speak of the same sort of place, camps for \
                 prisoners of war. The wording is kept as it stands.",
    },
    Judged {
        code: "C18",
        subject: "E5",
        property: "arrived-from",
        kind: Kind::Ambiguous,
        weighed: &["S21 from", "367 until July 1944", "367 from August 1944"],
        decision: Preferred,
        chosen: &["S21 from"],
        reason: "Stalag 367 was at Częstochowa until July 1944 and at Tillowitz from August 1944 (USHMM Encyclopedia). On 28 July \
                 1944 the label means Częstochowa.",
    },
    Judged {
        code: "C19",
        subject: "E12",
        property: "date",
        kind: Kind::Compatible,
        weighed: &["S23", "C19 outside"],
        decision: Open,
        chosen: &[],
        reason: "The exhibition says autumn of 1944, auschwitz.ru autumn to winter 1944. Both stay as alternatives.",
    },
    Judged {
        code: "C20",
        subject: "G5",
        property: "date",
        kind: Kind::Compatible,
        weighed: &["S5 first", "C20 heading"],
        decision: NoConflict,
        chosen: &[],
        reason: "\"After 1942\" is the heading of the panel, not a statement; the body says 1943-44.",
    },
    Judged {
        code: "C21",
        subject: "P5",
        property: "prisoner-number",
        kind: Kind::Gap,
        weighed: &["P5 number", "P6 number"],
        decision: Open,
        chosen: &[],
        reason: "164256 and 164258 were given to two men brought on the same day. 164257 is missing: a third man may have come with \
                 them. That is our inference; no source names him.",
    },
];
