//! The eleven persons P1 to P11, and what the sources say of each.

use super::fact::{At, NOTES, Read, Said, first, says};
use super::plan::Planner;
use crate::model::NumberSeries::{GeneralMen, Rkg};
use crate::model::NumberState::{Covered, Given};
use crate::model::{Access, NoteKind, Person};

const PERSONS: &[(&str, &str)] = &[
    ("P1", "Alexander Lebedev"),
    ("P2", "Fyodor Skiba"),
    ("P3", "Andrei Pogozhev"),
    ("P4", "Maria (surname not stated), wife of Andrei Pogozhev"),
    ("P5", "Valentin Sitnov"),
    ("P6", "Victor Ivanov"),
    ("P7", "Nikolai Maslennikov"),
    ("P8", "Konstantin Mochalov"),
    ("P9", "Nikolai Vasiliev"),
    ("P10", "Petr Mishin"),
    ("P11", "Kuzma Kartsev"),
];

const LOW: &str = "The number is as the text has it. That it is of the register of Soviet prisoners of war is our inference: \
                   the number lies inside that register's range.";
const HIGH: &str = "The number is as the text has it. That it is of the general men's series is our inference: the register of \
                    Soviet prisoners of war did not reach it.";
const HELD: &str = "That the underground of this line is the organisation of line 1 is our reading.";

/// Makes the persons.
pub(super) fn plan(planner: &mut Planner) {
    for (code, label) in PERSONS {
        let id = planner.id(code);
        planner.make(Person {
            id,
            reference_code: (*code).to_owned(),
            label: (*label).to_owned(),
            access: Access::Open,
        });
    }
    planner.note(
        "P3",
        NoteKind::Editorial,
        "The text spells him Andrei in lines 9 and 13 and Andrey in line 14. Both are kept as names of one man (C4). Where other \
         sources differ on his birthplace, nothing has been decided.",
    );
    planner.note(
        "P4",
        NoteKind::Editorial,
        "She is in the catalogue because a photograph shows her. The text does not call her a prisoner.",
    );
    planner.say(NAMES);
    planner.say(NUMBERS);
    planner.say(LIVES);
    planner.say(OUTSIDE);
}

// One fact a line, so that a line can be held against the source.
#[rustfmt::skip]
const NAMES: &[Said] = &[
    says("", "P1", "name", "Alexander Lebedev", Read::Name("Lebedev", "Alexander", "", "Latn"), first("lines 1, 10")),
    says("", "P2", "name", "Fyodor Skiba", Read::Name("Skiba", "Fyodor", "", "Latn"), first("line 1")),
    says("P3 Andrei", "P3", "name", "Andrei Pogozhev", Read::Name("Pogozhev", "Andrei", "", "Latn"), first("lines 9, 13")),
    says("P3 Andrey", "P3", "name", "Andrey Pogozhev", Read::Name("Pogozhev", "Andrey", "", "Latn"), first("line 14")),
    says("", "P3", "name", "Погожев", Read::Name("Погожев", "", "", "Cyrl"), At(NOTES, "section 3.1, table of names")).probable("The Cyrillic form of the family name as the table of names of the research notes gives it; not read in a document."),
    says("", "P4", "name", "Maria", Read::Name("", "Maria", "", "Latn"), first("line 14")).remark("The text does not state her surname."),
    says("", "P5", "name", "Valentin Sitnov", Read::Name("Sitnov", "Valentin", "", "Latn"), first("line 11")),
    says("", "P6", "name", "Victor Ivanov", Read::Name("Ivanov", "Victor", "", "Latn"), first("lines 11, 12")),
    says("", "P7", "name", "Nikolai Maslennikov", Read::Name("Maslennikov", "Nikolai", "", "Latn"), first("line 15")),
    says("", "P8", "name", "Konstantin Mochalov", Read::Name("Mochalov", "Konstantin", "", "Latn"), first("line 15")),
    says("", "P9", "name", "Nikolai Vasiliev", Read::Name("Vasiliev", "Nikolai", "", "Latn"), first("line 16")),
    says("", "P10", "name", "Petr Mishin", Read::Name("Mishin", "Petr", "", "Latn"), first("line 17")),
    says("", "P11", "name", "Kuzma Kartsev", Read::Name("Kartsev", "Kuzma", "", "Latn"), first("line 18")),
];

#[rustfmt::skip]
const NUMBERS: &[Said] = &[
    says("P1 number", "P1", "prisoner-number", "88349", Read::Number(GeneralMen, "88349", Given), first("lines 1, 10")).probable(HIGH),
    says("P2 number", "P2", "prisoner-number", "unknown", Read::Unknown, first("line 1")).remark("The text itself says that the number is unknown."),
    says("P3 number", "P3", "prisoner-number", "1418", Read::Number(Rkg, "1418", Covered), first("line 14")).probable("The number is as the text has it; that a tattoo on the chest covered it stands in line 13 (S15). That it is of the register of Soviet prisoners of war is our inference."),
    says("P4 number", "P4", "prisoner-number", "", Read::Silent, first("line 14")).remark("The text does not call her a prisoner and states no number."),
    says("P5 number", "P5", "prisoner-number", "164256", Read::Number(GeneralMen, "164256", Given), first("line 11")).probable(HIGH),
    says("P6 number", "P6", "prisoner-number", "164258", Read::Number(GeneralMen, "164258", Given), first("lines 11, 12")).probable(HIGH),
    says("P7 number", "P7", "prisoner-number", "10631", Read::Number(Rkg, "10631", Given), first("line 15")).probable(LOW),
    says("P8 number", "P8", "prisoner-number", "", Read::Silent, first("line 15")).remark("The text states the number of Maslennikov and none of his."),
    says("P9 number", "P9", "prisoner-number", "unknown", Read::Unknown, first("line 16")).remark("The text itself says that the number is unknown."),
    says("P10 number", "P10", "prisoner-number", "1844", Read::Number(Rkg, "1844", Given), first("line 17")).probable(LOW),
    says("P11 number", "P11", "prisoner-number", "166692", Read::Number(GeneralMen, "166692", Given), first("line 18")).probable(HIGH),
];

#[rustfmt::skip]
const LIVES: &[Said] = &[
    says("", "P1", "rank", "[Soviet officer]", Read::Words("Soviet officer"), first("line 1")),
    says("P1 connections", "P1", "role", "[kept connections with other underground organisations]", Read::Words("kept connections"), first("line 1")).remark("Line 1 names him together with Fyodor Skiba (P2)."),
    says("P1 leader", "P1", "role", "one of the leaders [of the underground of the prisoners of war]", Read::Words("one of the leaders"), first("line 10")),
    says("", "P1", "took-part-in", "[kept connections with other underground organisations]", Read::Entry("E10"), first("line 1")),
    says("", "P1", "member-of", "[one of the leaders]", Read::Entry("G1"), first("line 10")).probable(HELD),
    says("", "P2", "rank", "[Soviet officer]", Read::Words("Soviet officer"), first("line 1")),
    says("", "P2", "role", "[kept connections with other underground organisations]", Read::Words("kept connections"), first("line 1")).remark("Line 1 names him together with Alexander Lebedev (P1)."),
    says("", "P2", "took-part-in", "[kept connections with other underground organisations]", Read::Entry("E10"), first("line 1")),
    says("S13 part", "P3", "took-part-in", "[participant of the escape of] 6 November 1942", Read::Entry("E2"), first("lines 9, 14 (S13)")),
    says("", "P3", "description", "[Line 9 quotes his memoir.]", Read::Not, first("line 9")),
    says("S15 tattoo", "P3", "tattoo", "[tattoo on the chest, made] before the escape [to cover the number]", Read::Words("tattoo on the chest, made to cover the number"), first("line 13 (S15)")),
    says("", "P3", "took-part-in", "[the tattoo was made before the escape]", Read::Entry("E9"), first("line 13 (S15)")),
    says("", "P3", "spouse", "Maria", Read::Entry("P4"), first("line 14")),
    says("S16 P3", "P3", "took-part-in", "[photographed with his wife] in 1940", Read::Entry("E8"), first("line 14 (S16)")),
    says("", "P4", "spouse", "Andrey Pogozhev", Read::Entry("P3"), first("line 14")),
    says("S16 P4", "P4", "took-part-in", "[photographed with her husband] in 1940", Read::Entry("E8"), first("line 14 (S16)")),
    says("", "P5", "role", "Hero of the Soviet Union", Read::Words("Hero of the Soviet Union"), first("line 11")).remark("Not confirmed outside the exhibition text; kept as what that text says."),
    says("", "P5", "occupation", "[pilot]", Read::Words("pilot"), first("line 11")),
    says("", "P5", "member-of", "[member of the underground]", Read::Entry("G1"), first("line 11")).probable(HELD),
    says("S14 P5", "P5", "arrival-date", "19 November 1943", Read::Date("1943-11-19"), first("line 11 (S14)")),
    says("", "P5", "took-part-in", "[brought with Victor Ivanov]", Read::Entry("E4"), first("line 11 (S14)")),
    says("", "P5", "arrived-with", "Victor Ivanov", Read::Entry("P6"), first("line 11 (S14)")),
    says("", "P6", "member-of", "[member of the underground]", Read::Entry("G1"), first("lines 11, 12")).probable(HELD),
    says("S14 P6", "P6", "arrival-date", "19 November 1943", Read::Date("1943-11-19"), first("line 11 (S14)")),
    says("", "P6", "took-part-in", "[brought with Valentin Sitnov]", Read::Entry("E4"), first("line 11 (S14)")),
    says("", "P6", "arrived-with", "Valentin Sitnov", Read::Entry("P5"), first("line 11 (S14)")),
    says("", "P7", "took-part-in", "[escaped on] 10 August 1944", Read::Entry("E3"), first("line 15 (S17)")),
    says("", "P7", "escaped-with", "Konstantin Mochalov", Read::Entry("P8"), first("line 15 (S17)")),
    says("", "P8", "took-part-in", "[escaped on] 10 August 1944", Read::Entry("E3"), first("line 15 (S17)")),
    says("", "P8", "escaped-with", "Nikolai Maslennikov", Read::Entry("P7"), first("line 15 (S17)")),
    says("", "P9", "role", "[one of the leaders of the underground]", Read::Words("one of the leaders"), first("line 16")),
    says("", "P9", "role", "[arranged escapes]", Read::Words("arranged escapes"), first("line 16")),
    says("", "P9", "member-of", "[one of the leaders of the underground]", Read::Entry("G1"), first("line 16")).probable(HELD),
    says("", "P10", "role", "[one of the leaders]", Read::Words("one of the leaders"), first("line 17")),
    says("", "P10", "role", "[arranged escapes]", Read::Words("arranged escapes"), first("line 17")),
    says("", "P10", "member-of", "[one of the leaders]", Read::Entry("G1"), first("line 17")).probable(HELD),
    says("", "P11", "role", "[one of the leaders of the] Resistance Movement", Read::Words("one of the leaders"), first("line 18")),
    says("", "P11", "member-of", "[one of the leaders of the] Resistance Movement", Read::Entry("G1"), first("line 18")).uncertain("The text says Resistance Movement; that this is the organisation of line 1 is not stated."),
    says("S18 part", "P11", "took-part-in", "[took part in a plan of an armed uprising] in the spring of 1944", Read::Entry("E7"), first("line 18 (S18)")),
];

#[rustfmt::skip]
const OUTSIDE: &[Said] = &[
    says("", "P3", "patronymic", "Alexandrovich", Read::Name("", "", "Alexandrovich", "Latn"), At("SRC8", "Frankfurt letter")).remark("Given also by inpearls."),
    says("", "P3", "birth-date", "1912", Read::Date("1912"), At(NOTES, "section 7.4")).probable("The notes do not name the document."),
    says("", "P3", "death-date", "1994", Read::Date("1994"), At(NOTES, "section 7.4")).probable("The notes do not name the document."),
    says("", "P3", "birth-place", "[Rostov region]", Read::Words("Rostov region"), At("SRC14", "Hungarian and Romanian articles")).probable("Another source says Ukraine; undecided."),
    says("", "P3", "birth-place", "born in Ukraine", Read::Words("Ukraine"), At("SRC15", "")).uncertain("Other sources say Rostov region; undecided."),
    says("", "P3", "occupation", "[mining engineer]", Read::Words("mining engineer"), At(NOTES, "section 7.4")).probable("The notes do not name the document."),
    says("", "P3", "unit", "787th Artillery Regiment", Read::Words("787th Artillery Regiment"), At("SRC15", "")).uncertain("A reader's review only."),
    says("", "P3", "arrived-from", "[prisoner of Stalag 308 Neuhammer]", Read::Entry("stalag-308-neuhammer"), At("SRC11", "entry Stalag 308")).uncertain("The Encyclopedia quotes him as a former prisoner of Stalag 308; that he came to Auschwitz straight from there is not stated."),
    says("", "P5", "patronymic", "Yegorovich", Read::Name("", "", "Yegorovich", "Latn"), At("SRC17", "")).probable("From outside the exhibition text."),
    says("", "P5", "birth-date", "1918", Read::Date("1918"), At("SRC17", "")).probable("From outside the exhibition text."),
    says("", "P5", "birth-place", "[Diveevo]", Read::Words("Diveevo"), At("SRC17", "")).probable("From outside the exhibition text."),
    says("", "P5", "occupation", "[bomber pilot]", Read::Words("bomber pilot"), At("SRC17", "")).probable("From outside the exhibition text."),
    says("", "P5", "role", "[later an organiser at Buchenwald]", Read::Words("organiser at Buchenwald"), At("SRC17", "")).probable("From outside the exhibition text."),
];
