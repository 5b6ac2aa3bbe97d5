//! Holdings to print in tests: facts of the domain notes, section 7, and a specimen card with invented values.

use crate::model::{
    Absence, Access, Attachment, Audience, CardTemplate, Certainty, Checksum, Claim, Conclusion, Count, Decision,
    DifferenceKind, Disagreement, Dossier, Edtf, Entry, EntryId, EntryKind, Event, EventKind, FileCard, Group,
    GroupKind, HistoricalDate, HoldingUnit, Holdings, Identity, Label, Level, NoteKind, NumberSeries, NumberState,
    Person, PersonName, Place, PrisonerNumber, ProvenanceNote, Reading, Region, Role, Source, SourceKind, Timestamp,
    Verdict,
};
use crate::reports::{ReportFormat, ReportJob, ReportKind};
use std::collections::BTreeMap;
use std::path::Path;

pub(super) fn id(number: u128) -> EntryId {
    EntryId(uuid::Uuid::from_u128(number))
}

const UNIT: u128 = 1;
const CARD: u128 = 2;
const POGOZHEV: u128 = 3;
const SKIBA: u128 = 4;
const ESCAPE: u128 = 5;
const PRESENT: u128 = 6;
const AUSCHWITZ: u128 = 7;
const TEXT: u128 = 8;

fn label(kind: EntryKind, reference_code: &str, label: &str) -> Label {
    Label { kind, reference_code: reference_code.into(), label: label.into() }
}

pub(super) fn claim(number: u128, subject: u128, property: &str, as_written: &str, line: &str) -> Claim {
    Claim {
        id: id(number),
        subject: id(subject),
        property: property.into(),
        as_written: as_written.into(),
        source: (!line.is_empty()).then(|| id(TEXT)),
        locator: line.into(),
        keyed_by: "Anna Nowak".into(),
        keyed_at: Timestamp::parse("2026-11-20T09:00:00Z").unwrap(),
        ..Claim::default()
    }
}

fn date(edtf: &str) -> Reading {
    Reading::Date { edtf: Edtf::parse(edtf).unwrap(), calendar: crate::model::Calendar::Gregorian }
}

fn name(surname: &str, given: &str, script: &str) -> Reading {
    Reading::Name(PersonName {
        surname: surname.into(),
        given: given.into(),
        script: script.into(),
        ..PersonName::default()
    })
}

fn count(number: u64, approximate: bool) -> Reading {
    Reading::Count(Count { at_least: Some(number), at_most: Some(number), approximate })
}

pub(super) fn dossier(entry: Entry, name: &str) -> Dossier {
    let label = label(entry.kind(), entry.reference_code(), name);
    Dossier::bare(entry, label)
}

fn picture(number: u128, entry: u128, code: &str, role: Role, caption: &str, checksum: &str) -> Attachment {
    Attachment {
        reference_code: code.into(),
        master: Checksum(checksum.into()),
        extension: "png".into(),
        width_px: 300,
        height_px: 210,
        caption: caption.into(),
        date_absence: Some(Absence::Silent),
        drawn: true,
        ..Attachment::new(id(number), id(entry), role)
    }
}

fn note(number: u128, subject: u128, kind: NoteKind, text: &str) -> ProvenanceNote {
    ProvenanceNote {
        id: id(number),
        subject: id(subject),
        kind,
        text: text.into(),
        date: HistoricalDate { as_written: "2026".into(), ..HistoricalDate::default() },
        author: "Anna Nowak".into(),
        access: Access::Open,
    }
}

fn unit() -> Dossier {
    let unit = HoldingUnit {
        id: id(UNIT),
        parent: None,
        reference_code: "SAMPLE/1".into(),
        level: Level::Series,
        title: "File cards of Soviet prisoners of war".into(),
        dates: HistoricalDate {
            as_written: "28 July 1944".into(),
            edtf: Edtf::parse("1944-07-28").ok(),
            ..Default::default()
        },
        extent: "49 file cards".into(),
        creator: String::new(),
        repository: "Archive of the Auschwitz-Birkenau State Museum".into(),
        scope_and_content: "Cards of the men brought on 28 July 1944 from Stalag 367.".into(),
    };
    let mut dossier = dossier(Entry::HoldingUnit(unit), "File cards of Soviet prisoners of war");
    dossier.notes.push(note(101, UNIT, NoteKind::CustodialHistory, "Part of the preserved prisoner file cards."));
    dossier.notes.push(note(102, UNIT, NoteKind::Editorial, "Described from the exhibition text, line 20."));
    dossier
}

fn card() -> Dossier {
    let card = FileCard {
        id: id(CARD),
        reference_code: "SPECIMEN/1".into(),
        template: "specimen-card".into(),
        unit: Some(id(UNIT)),
        stage: crate::model::Stage::default(),
        specimen: true,
        access: Access::Open,
    };
    let mut dossier = dossier(Entry::FileCard(card), "SPECIMEN/1");
    let mut keyed = |number: u128, property: &str, field: &str, as_written: &str, absence: Option<Absence>| {
        let mut claim = claim(number, CARD, property, as_written, "");
        field.clone_into(&mut claim.field);
        claim.absence = absence;
        dossier.claims.push(claim);
    };
    keyed(201, "surname", "name", "MUSTERMANN", None);
    keyed(202, "given-name", "vorname", "Iwan", None);
    keyed(203, "prisoner-number", "nummer", "", Some(Absence::Illegible { legible: "9?9".into() }));
    keyed(204, "birth-date", "geboren", "1. 1. 1900", None);
    keyed(205, "religion", "religion", "", Some(Absence::Blank));
    keyed(206, "remarks", "bemerkung", "Zażółć gęślą jaźń; съешь ещё этих мягких французских булок", None);
    if let Some(claim) = dossier.claims.get_mut(3) {
        claim.reading = Some(date("1900-01-01"));
    }
    if let Some(claim) = dossier.claims.first_mut() {
        claim.region = Some(id(221));
    }
    let region = Region {
        id: id(221),
        attachment: id(211),
        x: 0.1,
        y: 0.1,
        width: 0.4,
        height: 0.1,
        outline: None,
        shows: None,
    };
    dossier.regions.push(region);
    dossier.pictures.push(picture(211, CARD, "", Role::Front, "", &"a".repeat(64)));
    dossier.pictures.push(picture(212, CARD, "", Role::Back, "", &"b".repeat(64)));
    dossier.notes.push(note(213, CARD, NoteKind::Digitisation, "Drawn at 300 dpi."));
    dossier
}

fn pogozhev() -> Dossier {
    let person = Person {
        id: id(POGOZHEV),
        reference_code: "P3".into(),
        label: "Pogozhev, Andrei".into(),
        access: Access::Open,
    };
    let mut dossier = dossier(Entry::Person(person), "Pogozhev, Andrei");
    let mut first = claim(301, POGOZHEV, "name", "Andrei Pogozhev", "line 13");
    first.reading = Some(name("Pogozhev", "Andrei", "Latn"));
    let mut second = claim(302, POGOZHEV, "name", "Andrey Pogozhev", "line 14");
    second.reading = Some(name("Pogozhev", "Andrey", "Latn"));
    let mut third = claim(303, POGOZHEV, "name", "Андрей Погожев", "");
    third.reading = Some(name("Погожев", "Андрей", "Cyrl"));
    third.remark = "written by the cataloguer".into();
    let mut number = claim(304, POGOZHEV, "prisoner-number", "1418", "line 14");
    number.reading = Some(Reading::Number(PrisonerNumber {
        issuer: Some(id(AUSCHWITZ)),
        series: NumberSeries::Rkg,
        number: "1418".into(),
        state: NumberState::Covered,
        ..PrisonerNumber::default()
    }));
    number.certainty = Certainty::Probable;
    let mut tattoo = claim(305, POGOZHEV, "tattoo", "made before the escape to cover the number", "line 13");
    tattoo.scope = "chest".into();
    let mut part = claim(306, POGOZHEV, "took-part-in", "participant of the mass escape", "line 9");
    part.reading = Some(Reading::Entry(id(ESCAPE)));
    dossier.claims = vec![first, second, third, number, tattoo, part];
    let mut chest = picture(311, POGOZHEV, "F4", Role::Tattoo, "Chest tattoo of Andrei Pogozhev", &"c".repeat(64));
    chest.content_note = "a tattoo made to cover a prisoner number".into();
    chest.caption_source = Some(id(TEXT));
    chest.caption_locator = "line 13".into();
    let mut couple = picture(312, POGOZHEV, "F5", Role::Group, "Andrey Pogozhev and his wife Maria", &"d".repeat(64));
    couple.date = HistoricalDate { as_written: "in 1940".into(), edtf: Edtf::parse("1940").ok(), ..Default::default() };
    couple.date_absence = None;
    couple.depicted = vec![id(POGOZHEV), id(SKIBA + 100)];
    dossier.pictures = vec![chest, couple];
    dossier.identities.push(Identity {
        id: id(320),
        entry: id(CARD),
        person: id(POGOZHEV),
        verdict: Verdict::NotSame,
        reason: "the card is a specimen".into(),
        by: "Anna Nowak".into(),
        at: Timestamp::parse("2026-11-20T09:00:00Z").unwrap(),
        evidence: Vec::new(),
    });
    dossier
}

fn skiba() -> Dossier {
    let person =
        Person { id: id(SKIBA), reference_code: "P2".into(), label: "Skiba, Fyodor".into(), access: Access::Open };
    let mut dossier = dossier(Entry::Person(person), "Skiba, Fyodor");
    let mut number = claim(401, SKIBA, "prisoner-number", "unknown", "line 1");
    number.absence = Some(Absence::Unknown);
    let mut birth = claim(402, SKIBA, "birth-date", "", "line 1");
    birth.absence = Some(Absence::Silent);
    dossier.claims = vec![claim(403, SKIBA, "name", "Fyodor Skiba", "line 1"), number, birth];
    dossier
}

fn escape() -> Dossier {
    let event = Event {
        id: id(ESCAPE),
        reference_code: "E2".into(),
        kind: EventKind::MassEscape,
        label: "Escape of 6 November 1942".into(),
    };
    let mut dossier = dossier(Entry::Event(event), "Escape of 6 November 1942");
    let mut day = claim(501, ESCAPE, "date", "November 6, 1942", "line 3");
    day.reading = Some(date("1942-11-06"));
    let mut many = claim(502, ESCAPE, "count", "About 100", "line 3");
    many.reading = Some(count(100, true));
    let dozens = claim(503, ESCAPE, "count", "several dozen", "line 8");
    dossier.claims = vec![day, many, dozens];
    dossier.mentions = pogozhev().claims.into_iter().filter(|claim| claim.property == "took-part-in").collect();
    dossier
}

fn present() -> Dossier {
    let group = Group {
        id: id(PRESENT),
        reference_code: "G1".into(),
        kind: GroupKind::Category,
        label: "Soviet prisoners of war in Auschwitz, January 1945".into(),
    };
    let mut dossier = dossier(Entry::Group(group), "Soviet prisoners of war in Auschwitz, January 1945");
    let mut fewer = claim(601, PRESENT, "count", "only 92", "line 7");
    fewer.reading = Some(count(92, false));
    let mut more = claim(602, PRESENT, "count", "only 96", "line 21");
    more.reading = Some(count(96, false));
    dossier.claims = vec![fewer, more];
    dossier
}

fn place() -> Dossier {
    let place = Place {
        id: id(AUSCHWITZ),
        name_de: "Auschwitz".into(),
        name_local: "Oświęcim".into(),
        country: "PL".into(),
        ..Place::new("kl-auschwitz-i", "KL main camp", "KL Auschwitz I")
    };
    dossier(Entry::Place(place), "KL Auschwitz I")
}

fn conclusion(number: u128, code: &str, dossier: &Dossier, kind: DifferenceKind, property: &str) -> Disagreement {
    let claims = dossier.claims.iter().filter(|claim| claim.property == property).cloned().collect::<Vec<_>>();
    Disagreement {
        subject: dossier.entry.id(),
        property: property.into(),
        kind,
        seen: None,
        withdrawn: Vec::new(),
        conclusion: Some(Conclusion {
            id: id(number),
            reference_code: code.into(),
            subject: dossier.entry.id(),
            property: property.into(),
            kind,
            weighed: claims.iter().map(|claim| claim.id).collect(),
            decision: Decision::Open,
            chosen: Vec::new(),
            reason: "Both are kept.".into(),
            by: "Anna Nowak".into(),
            at: Timestamp::parse("2026-11-20T09:00:00Z").unwrap(),
            withdrawn: None,
        }),
        claims,
    }
}

fn disagreements() -> Vec<Disagreement> {
    let mut present = conclusion(701, "C1", &present(), DifferenceKind::Contradiction, "count");
    if let Some(conclusion) = &mut present.conclusion {
        conclusion.decision = Decision::Preferred;
        conclusion.chosen = vec![id(602)];
        conclusion.reason = "The last roll call of 17 January 1945 has 96 as well.".into();
    }
    let mut names = conclusion(703, "C4", &pogozhev(), DifferenceKind::NameVariant, "name");
    if let Some(conclusion) = &mut names.conclusion {
        conclusion.decision = Decision::Combined;
        conclusion.chosen = conclusion.weighed.clone();
        conclusion.reason = "Two forms of the name of one man.".into();
    }
    let mut unjudged = conclusion(704, "", &escape(), DifferenceKind::Contradiction, "date");
    unjudged.conclusion = None;
    // the number of one man, weighed against that of another
    let mut numbers = conclusion(705, "C11", &skiba(), DifferenceKind::Absence, "prisoner-number");
    if let Some(conclusion) = &mut numbers.conclusion {
        conclusion.weighed = vec![id(401), id(304), id(9999)];
    }
    vec![names, numbers, conclusion(702, "C2", &escape(), DifferenceKind::Estimate, "count"), present, unjudged]
}

fn source() -> Source {
    Source {
        id: id(TEXT),
        reference_code: "SRC1".into(),
        kind: SourceKind::Exhibition,
        title: "Oswiecim. The Truth".into(),
        author: "Victory Museum".into(),
        date: HistoricalDate::default(),
        repository: "victorymuseum.ru/electronic-exhibitions/osvencim-pravda".into(),
        description: "English text of the online exhibition, 21 lines.".into(),
    }
}

pub(super) fn holdings() -> Holdings {
    let dossiers = vec![unit(), card(), pogozhev(), skiba(), present(), escape(), place()];
    let mut labels =
        dossiers.iter().map(|dossier| (dossier.entry.id(), dossier.label.clone())).collect::<BTreeMap<_, _>>();
    labels.insert(id(TEXT), label(EntryKind::Source, "SRC1", "Oswiecim. The Truth"));
    labels.insert(id(SKIBA + 100), label(EntryKind::Person, "P4", "Maria (surname not stated)"));
    Holdings {
        title: "Soviet prisoners of war in Auschwitz".into(),
        audience: Audience::Public,
        selection: String::new(),
        gathered_at: Timestamp::parse("2026-11-22T18:20:00Z").unwrap(),
        seq: 42,
        head_hash: "0123456789abcdef".repeat(4),
        dossiers,
        sources: vec![source()],
        disagreements: disagreements(),
        labels,
        glossary: Vec::new(),
    }
}

pub(super) fn template() -> CardTemplate {
    toml::from_str(
        r#"
        id = "specimen-card"
        name = "Häftlings-Personal-Karte"
        labels = { en = "Prisoner record card" }
        [[field]]
        id = "name"
        label = "Familien-Name"
        labels = { en = "Surname" }
        datatype = "name"
        property = "surname"
        [[field]]
        id = "vorname"
        label = "Vorname"
        labels = { en = "Forename" }
        datatype = "name"
        property = "given-name"
        [[field]]
        id = "nummer"
        label = "Gef.-Nr."
        labels = { en = "Prisoner number" }
        datatype = "number"
        property = "prisoner-number"
        [[field]]
        id = "geboren"
        label = "geb. am"
        labels = { en = "Date of birth" }
        datatype = "date"
        property = "birth-date"
        [[field]]
        id = "religion"
        label = "Religion"
        datatype = "enum"
        property = "religion"
        [[field]]
        id = "beruf"
        label = "Beruf"
        datatype = "text"
        property = "occupation"
        [[field]]
        id = "bemerkung"
        label = "Bemerkungen"
        side = "back"
        labels = { en = "Remarks" }
        datatype = "text"
        property = "remarks"
        "#,
    )
    .unwrap()
}

/// A job with drawn pictures in `folder`; the last picture is not given.
pub(super) fn job(kind: ReportKind, format: ReportFormat, folder: &Path) -> ReportJob {
    let mut pictures = BTreeMap::new();
    for (key, width, height) in [("a", 280, 200), ("b", 280, 200), ("c", 150, 200)] {
        let path = folder.join(format!("{key}.png"));
        let drawn = image::RgbImage::from_fn(width, height, |x, y| {
            let frame = x < 4 || y < 4 || x + 4 >= width || y + 4 >= height || (x + y) % 40 == 0;
            image::Rgb(if frame { [120, 110, 95] } else { [238, 230, 210] })
        });
        drawn.save(&path).unwrap();
        pictures.insert(key.repeat(64), path);
    }
    ReportJob { kind, format, holdings: holdings(), pictures, templates: vec![template()] }
}
