//! A catalogue of many kinds of entries, and queries of every sort, both by chance and the same every time.

use super::super::*;
use kartoteka::model::{NumberSeries, PrisonerNumber, Reading, read};

/// Numbers that look like chance and are the same every time.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("small") % sides
    }

    pub(super) fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.roll(of.len())]
    }

    fn happens(&mut self, in_ten: usize) -> bool {
        self.roll(10) < in_ten
    }
}

pub(super) const SURNAMES: &[&str] = &[
    "Погожев",
    "Pogozhev",
    "Pogoschew",
    "Pogożew",
    "Жуков",
    "Shukow",
    "Żukow",
    "Скиба",
    "Skyba",
    "Васильев",
    "Wassiljew",
    "Varlamov",
    "Worlasow",
    "Müller",
    "Mueller",
    "O'Brien",
    "Kowalska-Nowak",
    "Лебедев",
    "Lis",
    "Los",
    "Щукин",
    "Schtschukin",
    "Kim",
    "Иванова",
    "Iwanow",
    "Pogozhev;",
    "Ob\"edkov",
    "Łoś",
    "Kowalskanowak",
    "Rimskij Korsakow",
];
const GIVEN: &[&str] =
    &["Андрей", "Andrzej", "Andrei", "Фёдор", "Theodor", "Fyodor", "Пётр", "Piotr", "Jan", "Johann", "Иван", "Nikolaj"];
const CAMPS: &[&str] = &["KL Auschwitz I", "Auschwitz", "Stalag VIII B", "Stalag 308", "Buchenwald"];
const PLACES: &[&str] = &["Moskau", "Москва", "Kiew", "Київ", "Berlin", "Świętoszów", "Lis"];
const JOBS: &[&str] = &["Schlosser", "slesar'", "Bauer", "Schlosser und Dreher", "rolnik"];
const NOTES: &[&str] = &["Karte liegt bei", "из архива Москвы", "see letter 1418", "Pogozhev's card", "A (B) | C"];
const DATES: &[&str] =
    &["12.3.1915", "1915", "März 1944", "28.7.1944", "um 1920", "1941/1945", "7.10.1941", "Feb. 1943"];
const NUMBERS: &[&str] =
    &["1418", "1844", "164256", "164258", "16?258", "10631", "A-5678", "88349", "16?2?8", "R 1418"];

pub(super) fn a_claim(dice: &mut Dice, subject: EntryId, property: &str, words: &str, datatype: Datatype) -> Change {
    let mut claim = Claim::new(subject, property, words);
    claim.reading = read(property, datatype, words);
    if let Some(Reading::Number(number)) = &mut claim.reading {
        number.series = [NumberSeries::Unstated, NumberSeries::Rkg, NumberSeries::GeneralMen][dice.roll(3)];
        if dice.happens(3) {
            dice.one(CAMPS).clone_into(&mut number.issuer_name);
        }
    }
    if words.contains('?') {
        claim.absence = Some(Absence::Illegible { legible: words.to_owned() });
        claim.as_written.clear();
    }
    if dice.happens(1) {
        claim.status = kartoteka::model::ClaimStatus::Withdrawn;
    }
    dice.one(&["Anna", "Jan Kowalski", ""]).clone_into(&mut claim.keyed_by);
    claim.read_by = if dice.happens(5) { "Anna".to_owned() } else { String::new() };
    Change::create(claim)
}

fn values(dice: &mut Dice, subject: EntryId, places: &[EntryId], groups: &[EntryId]) -> Vec<Change> {
    let mut made = Vec::new();
    let mut add = |dice: &mut Dice, in_ten: usize, property: &str, of: &[&str], datatype: Datatype| {
        if dice.happens(in_ten) {
            let words = dice.one(of);
            made.push(a_claim(dice, subject, property, words, datatype));
        }
    };
    add(dice, 9, "surname", SURNAMES, Datatype::Name);
    add(dice, 2, "surname", SURNAMES, Datatype::Name);
    add(dice, 8, "given-name", GIVEN, Datatype::Name);
    add(dice, 7, "prisoner-number", NUMBERS, Datatype::Number);
    add(dice, 2, "identity-tag", NUMBERS, Datatype::Number);
    add(dice, 6, "camp", CAMPS, Datatype::Place);
    add(dice, 6, "birth-date", DATES, Datatype::Date);
    add(dice, 5, "birth-place", PLACES, Datatype::Place);
    add(dice, 5, "arrival-date", DATES, Datatype::Date);
    add(dice, 4, "occupation", JOBS, Datatype::Text);
    add(dice, 3, "role", &["Blockältester", "Kapo", "Schreiber"], Datatype::Text);
    add(dice, 3, "remarks", NOTES, Datatype::Text);
    add(dice, 2, "spouse", SURNAMES, Datatype::Name);
    if dice.happens(3) {
        let mut claim = Claim::new(subject, "camp", "das Lager");
        claim.reading = Some(Reading::Entry(places[dice.roll(places.len())]));
        made.push(Change::create(claim));
    }
    if dice.happens(2) {
        let mut claim = Claim::new(subject, "member-of", "Transport");
        claim.reading = Some(Reading::Entry(groups[dice.roll(groups.len())]));
        made.push(Change::create(claim));
    }
    if dice.happens(1) {
        let mut claim = Claim::new(subject, "prisoner-number", "88349");
        let issuer = Some(places[dice.roll(places.len())]);
        claim.reading = Some(Reading::Number(PrisonerNumber { number: "88349".into(), issuer, ..Default::default() }));
        made.push(Change::create(claim));
    }
    made
}

/// A catalogue of about 180 entries of every listed kind.
pub(super) fn a_varied_catalogue() -> Bench {
    let mut bench = bench();
    let mut dice = Dice(20_260_101);
    let mut made: Vec<Change> = Vec::new();
    let mut units: Vec<EntryId> = Vec::new();
    for number in 0..5 {
        let unit = HoldingUnit {
            id: EntryId::fresh(),
            parent: units.last().copied().filter(|_| number % 2 == 1),
            reference_code: format!("F{number}"),
            level: Level::Fonds,
            title: dice.one(&["Kartei", "Карточки", "Transportlisten"]).into(),
            dates: HistoricalDate::read("1941/1945"),
            extent: String::new(),
            creator: String::new(),
            repository: String::new(),
            scope_and_content: String::new(),
        };
        units.push(unit.id);
        made.push(Change::create(unit));
    }
    let mut places = Vec::new();
    for (number, (label, local)) in
        [("KL Auschwitz", "Oświęcim"), ("Stalag 308", "Świętoszów"), ("Buchenwald", ""), ("Lamsdorf", "Łambinowice")]
            .into_iter()
            .enumerate()
    {
        let place = Place {
            name_de: "Neuhammer".into(),
            name_local: local.into(),
            country: "PL".into(),
            ..Place::new(&format!("pl-{number}"), "Stalag", label)
        };
        places.push(place.id);
        made.push(Change::create(place));
    }
    let mut groups = Vec::new();
    for (number, label) in ["Transport aus Lamsdorf", "Männer von Погожев"].into_iter().enumerate() {
        let kind = if number == 0 { GroupKind::Transport } else { GroupKind::Other };
        let group = Group { id: EntryId::fresh(), reference_code: format!("G{number}"), kind, label: label.into() };
        groups.push(group.id);
        made.push(Change::create(group));
    }
    let mut people = Vec::new();
    for number in 0..40 {
        let label = format!("{} {}", dice.one(GIVEN), dice.one(SURNAMES));
        let person = a_person(&format!("P{number}"), &label);
        people.push(person.id);
        made.push(Change::create(person.clone()));
        made.extend(values(&mut dice, person.id, &places, &groups));
    }
    for number in 0..100 {
        let card = FileCard {
            template: dice.one(&["auschwitz-pow-record", "totenbuch", "no-such-form"]).to_owned(),
            unit: Some(units[dice.roll(units.len())]).filter(|_| number % 3 > 0),
            specimen: dice.happens(1),
            stage: Stage::ALL[dice.roll(Stage::ALL.len())],
            access: if dice.happens(1) { Access::Staff } else { Access::Open },
            ..a_card(&format!("rkg/{number:04}"))
        };
        let id = card.id;
        made.push(Change::create(card));
        made.extend(values(&mut dice, id, &places, &groups));
        if dice.happens(3) {
            let role = Role::ALL[dice.roll(Role::ALL.len())];
            let caption = dice.one(SURNAMES).to_owned();
            made.push(Change::create(Attachment { role, caption, reference_code: String::new(), ..a_picture(id) }));
        }
        if dice.happens(2) {
            let note = ProvenanceNote {
                id: EntryId::fresh(),
                subject: id,
                kind: NoteKind::ALL[0],
                text: dice.one(NOTES).to_owned(),
                date: HistoricalDate::read(""),
                author: "Jan".into(),
                access: Access::Open,
            };
            made.push(Change::create(note));
        }
        if dice.happens(2) {
            let identity = Identity {
                id: EntryId::fresh(),
                entry: id,
                person: people[dice.roll(people.len())],
                verdict: Verdict::ALL[dice.roll(Verdict::ALL.len())],
                reason: "the number".into(),
                by: "Anna".into(),
                at: Timestamp(5),
                evidence: Vec::new(),
            };
            made.push(Change::create(identity));
        }
    }
    bench.catalogue.act(Act::Add, "all", "", made).expect("all is made");
    bench
}

/// Queries of every sort, put together by chance.
pub(super) fn queries(count: usize) -> Vec<String> {
    let mut dice = Dice(7);
    (0..count)
        .map(|turn| {
            let mut query = some_query(&mut dice, 3);
            match turn % 7 {
                0 => query.push_str(" spelling:wide"),
                1 => query.push_str(" spelling:exact"),
                _ => {}
            }
            query
        })
        .collect()
}

fn some_query(dice: &mut Dice, depth: usize) -> String {
    match dice.roll(if depth == 0 { 15 } else { 19 }) {
        15 => format!("({}) OR {}", some_query(dice, depth - 1), some_query(dice, depth - 1)),
        16 => format!("-({})", some_query(dice, depth - 1)),
        17 | 18 => format!("{} {}", some_query(dice, depth - 1), some_query(dice, depth - 1)),
        0 => dice.one(SURNAMES).to_owned(),
        1 => dice.one(GIVEN).to_owned(),
        2 => dice.one(SURNAMES).chars().take(1 + dice.roll(4)).collect(),
        3 => format!("{}:{}", dice.one(&["name", "surname", "given-name", "place", "spouse"]), dice.one(SURNAMES)),
        4 => format!("{}:\"{}\"", dice.one(&["camp", "place", "transport", "role", "note"]), dice.one(CAMPS)),
        5 => format!("\"{} {}\"{}", dice.one(GIVEN), dice.one(SURNAMES), dice.one(&["", "*"])),
        6 => {
            let fields = &["", "number:", "number:", "prisoner-number:"];
            let numbers =
                &["1418", "16?258", "164*", "164250..164260", "1418..2000", "A-5678", "a5678", "?418", "14", "16*8"];
            format!("{}{}", dice.one(fields), dice.one(numbers))
        }
        7 => {
            let fields = &["born", "arrived", "transport", "date", "died", "changed"];
            let dates = &["1915", "1915..1920", "..1920", "1944-07", "1944", "1943..", "28.7.1944"];
            format!("{}:{}", dice.one(fields), dice.one(dates))
        }
        8 => {
            let things = &["portrait", "front", "note", "number", "name", "identity", "birth-date", "camp", "picture"];
            format!("{}:{}", dice.one(&["has", "missing"]), dice.one(things))
        }
        9 => {
            let conditions = &[
                "is:conflict",
                "is:specimen",
                "is:closed",
                "is:illegible",
                "is:withdrawn",
                "is:proposed",
                "is:unattached",
                "status:to-key",
                "status:checked",
                "kind:person",
                "kind:place",
                "template:totenbuch",
                "template:no-such-form",
                "template:\"Auschwitz\"",
                "in:F0",
                "in:f1",
                "in:F3",
                "series:rkg",
                "series:none",
                "complete:50",
                "complete:100",
                "by:Anna",
                "by:Kowal",
                "ref:rkg/0007",
                "rkg/0007",
                "rkg",
                "ref:P1",
                "role:kapo",
                "role:front",
                "changed:today",
            ];
            dice.one(conditions).to_owned()
        }
        10 => format!(
            "{}:{}",
            dice.one(&["occupation", "remarks", "camp", "birth-place"]),
            dice.one(&["schl", "Schlosser", "und", "Moskau", "Lager", "auschwitz", "los"])
        ),
        11 => {
            let fields = &["", "name:", "surname:", "place:", "camp:", "occupation:"];
            let middles = &["ozhe", "ожев", "owal", "usch", "chwal", "ski", "hl", "ass", "rze", "ka-no"];
            format!("{}*{}{}", dice.one(fields), dice.one(middles), dice.one(&["", "*"]))
        }
        12 => {
            let fields = &["", "", "name:", "surname:", "camp:", "note:", "occupation:"];
            let (one, other) = (dice.one(SURNAMES), dice.one(&["Nowak", "Kowalska", "Korsakoff", "Pogozhev", "Lis"]));
            format!("{}{one}-{other}", dice.one(fields))
        }
        13 => {
            let names = &["Nowak-Kowalska", "Kowalska-Novak", "Rimsky-Korsakov", "Korsakow-Rimskij", "KL-Auschwitz"];
            format!("{}{}", dice.one(&["", "name:", "surname:", "camp:", "-name:"]), dice.one(names))
        }
        14 => {
            let numbers = &["1478", "88344", "164265", "1481", "16258", "141", "A-5578", "number:A5678", "1o631"];
            format!(
                "{}{} spelling:wide",
                dice.one(&["", "number:", "-number:"]),
                dice.one(numbers).replace("number:", "")
            )
        }
        _ => dice
            .one(&[
                "Oświęcim",
                "Auschwitz",
                "Neuhammer",
                "Lamsdorf",
                "308",
                "Stalag",
                "карточки",
                "letter",
                "1",
                "a",
                "O'Brien",
                "Kowalska-Nowak",
                "***",
                "()",
            ])
            .to_owned(),
    }
}
