//! The groups: the underground, the papers, the prisoners of war as a whole, the transports.

use super::fact::{AUSCHWITZ_RU, At, NOTES, Read, Said, first, says, second};
use super::plan::Planner;
use crate::model::{Group, GroupKind, NoteKind};

const GROUPS: &[(&str, GroupKind, &str)] = &[
    ("G1", GroupKind::Organisation, "Underground organisation of Soviet prisoners of war"),
    ("G2", GroupKind::Category, "Soviet prisoners of war in Auschwitz"),
    ("G3", GroupKind::Papers, "The 49 preserved file cards and the men named on them"),
    ("G4", GroupKind::Transport, "Transport from Stalag 367, July 1944"),
    ("G5", GroupKind::Transport, "Small groups deported to Auschwitz, 1943–44"),
];

/// Makes the groups.
pub(super) fn plan(planner: &mut Planner) {
    for (code, kind, label) in GROUPS {
        let id = planner.id(code);
        planner.make(Group { id, reference_code: (*code).to_owned(), kind: *kind, label: (*label).to_owned() });
    }
    planner.note(
        "G1",
        NoteKind::Editorial,
        "The text speaks of an underground organisation (line 1), of the underground of the prisoners of war and its leaders \
         (lines 10 to 12, 16, 17) and of the Resistance Movement (line 18). We hold these to be one organisation; the text \
         does not say so, and each membership is marked accordingly.",
    );
    planner.note(
        "G3",
        NoteKind::Source,
        "49 is the number of cards preserved, not of the men in the transport (C14). None of the cards is in this catalogue \
         and none of the men is named by the text.",
    );
    planner.say(SAID);
}

const THEY: &str = "\"They\" may be the 49 men of the cards or all men of the transport (C15).";
const SERIES: &str = "The research notes do not name the document.";

#[rustfmt::skip]
const SAID: &[Said] = &[
    says("", "G1", "date", "March 1942", Read::Date("1942-03"), first("line 1 (S1)")).remark("The month in which it was created."),

    says("S9", "G2", "count", "approximately 15,000", Read::About(15_000), first("line 7 (S9)")).scope("brought in total during the war"),
    says("S24", "G2", "count", "about 15,000", Read::About(15_000), second("line 21 (S24)")).scope("brought in total"),
    says("C8 registered", "G2", "count", "[11,964]", Read::Exactly(11_964), At(NOTES, "section 7.3 (C8)")).scope("registered").probable(SERIES),
    says("C8 not registered", "G2", "count", "[at least 3,000]", Read::AtLeast(3_000), At(NOTES, "section 7.3 (C8)")).scope("not registered").probable(SERIES),
    says("S8 from", "G2", "arrived-from", "Stalag 367", Read::Entry("stalag-367-tschenstochau"), first("line 6 (S8)")).scope("largest transport; preserved records"),
    says("S19", "G2", "arrived-from", "from Lamsdorf camp", Read::Entry("stalag-318"), second("line 20 (S19)")).scope("largest transports").uncertain("The text gives no date, and several camps lay at Lamsdorf. The link to the camp for Soviet prisoners (318, later VIII F) is ours."),
    says("C3 Lamsdorf", "G2", "arrived-from", "[Lamsdorf]", Read::Entry("stalag-318"), At(AUSCHWITZ_RU, "page labor-camp (C3)")).scope("October 1941").probable("Which of the camps at Lamsdorf is our reading."),
    says("C3 Neuhammer", "G2", "arrived-from", "[Neuhammer]", Read::Entry("stalag-308-neuhammer"), At(AUSCHWITZ_RU, "page labor-camp (C3)")).scope("October 1941"),
    says("", "G2", "place", "Auschwitz", Read::Entry("kl-auschwitz"), first("line 7 (S10)")),
    says("", "G2", "description", "[Six of the 96 hid in the hospital block and were found and shot; Nikolai Paseka survived.]", Read::Not, At(AUSCHWITZ_RU, "")),
    says("C7 telegrams", "G2", "description", "[12 telegrams on 27 who escaped]", Read::Not, At(AUSCHWITZ_RU, "(C7)")),
    says("C7 tried", "G2", "description", "[42 tried to escape from the end of 1943 to the summer of 1944; 29 succeeded]", Read::Not, At(AUSCHWITZ_RU, "(C7)")),

    says("S20", "G3", "extent", "49 [preserved prisoner file cards]", Read::Exactly(49), second("line 20 (S20)")).scope("preserved in the archive of the Auschwitz-Birkenau State Museum"),
    says("S21 G3", "G3", "arrival-date", "28 July 1944", Read::Date("1944-07-28"), second("line 20 (S21)")),
    says("S21 G3 from", "G3", "arrived-from", "Stalag 367", Read::Entry("stalag-367-tschenstochau"), second("line 20 (S21)")).remark("Resolved by the date (C18)."),
    says("S22 G3", "G3", "departure-date", "28 October 1944", Read::Date("1944-10-28"), second("line 20 (S22)")).uncertain(THEY),
    says("S22 G3 to", "G3", "departed-to", "Flossenbürg", Read::Entry("kl-flossenbuerg"), second("line 20 (S22)")).uncertain(THEY),

    says("S8 G4", "G4", "arrival-date", "July 1944", Read::Date("1944-07"), first("line 6 (S8)")).scope("preserved records"),
    says("S21 G4", "G4", "arrival-date", "28 July 1944", Read::Date("1944-07-28"), second("line 20 (S21)")),
    says("", "G4", "arrived-from", "Stalag 367", Read::Entry("stalag-367-tschenstochau"), first("line 6 (S8)")).scope("preserved records"),
    says("S8 largest", "G4", "description", "[the largest transport]", Read::Not, first("line 6 (S8)")).scope("preserved records"),
    says("G4 count", "G4", "count", "", Read::Silent, second("line 20 (S21)")).remark("No source states how many men were in the transport; 49 is the number of cards preserved (C14)."),
    says("S22 G4", "G4", "departure-date", "28 October 1944", Read::Date("1944-10-28"), second("line 20 (S22)")).uncertain(THEY),
    says("", "G4", "departed-to", "Flossenbürg", Read::Entry("kl-flossenbuerg"), second("line 20 (S22)")).uncertain(THEY),

    says("S5 first", "G5", "date", "in the years 1943-44", Read::Date("1943/1944"), first("line 5 (S5)")),
    says("S5 second", "G5", "date", "in the years 1943-44", Read::Date("1943/1944"), second("line 19 (S5)")),
    says("", "G5", "departed-to", "Auschwitz", Read::Entry("kl-auschwitz"), first("line 5 (S5)")),
    says("S6 first", "G5", "reason", "most of them [disobedience in other prisons, failed escapes]", Read::Not, first("line 5 (S6)")),
    says("S6 second", "G5", "reason", "most of them [disobedience in other prisons, failed escapes]", Read::Not, second("line 19 (S6)")),
    says("C17 first", "G5", "arrived-from", "other prisons", Read::Not, first("line 5 (S6)")).remark("Stalags, to judge by lines 6 and 20; the wording is kept (C17)."),
    says("C17 second", "G5", "arrived-from", "other prisons", Read::Not, second("line 19 (S6)")).remark("Stalags, to judge by lines 6 and 20; the wording is kept (C17)."),
    says("S7", "G5", "description", "[the physically weak were sent to the gas chamber at once]", Read::Not, first("line 5 (S7)")),
    says("S7 second", "G5", "description", "", Read::Silent, second("line 19 (S7)")).remark("This sentence is not in the second rendering."),
    says("C20 heading", "G5", "description", "after 1942", Read::Not, first("line 4, heading (C20)")).remark("The heading of the panel; not a statement on the date."),
];
