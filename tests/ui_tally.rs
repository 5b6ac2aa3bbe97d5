//! The page of a group, an event and a unit, driven by its labels: what is stated beside what is here, and members.

use crate::ui_driven::Driven;
use eframe::egui::{self, Key, Role};
use egui_kittest::kittest::Queryable;
use kartoteka::catalogue::Catalogue;
use kartoteka::model::{
    Access, Act, Change, Claim, Count, Entry, EntryId, Event, EventKind, Group, GroupKind, HistoricalDate, HoldingUnit,
    Level, Person, Reading, Source, SourceKind,
};

fn count(of: EntryId, number: u64, source: EntryId, locator: &str) -> Claim {
    let reading = Count { at_least: Some(number), at_most: Some(number), approximate: false };
    Claim {
        reading: Some(Reading::Count(reading)),
        source: Some(source),
        locator: locator.to_owned(),
        ..Claim::new(of, "count", &format!("only {number}"))
    }
}

fn source() -> Source {
    Source {
        id: EntryId::fresh(),
        reference_code: "SRC1".into(),
        kind: SourceKind::default(),
        title: "A list of names".into(),
        author: String::new(),
        date: HistoricalDate::default(),
        repository: String::new(),
        description: String::new(),
    }
}

fn person(code: &str, label: &str) -> Person {
    Person { id: EntryId::fresh(), reference_code: code.into(), label: label.into(), access: Access::Open }
}

/// A page of an event with two counts and one who took part, or of whatever `made` says.
fn open(made: impl FnOnce(&mut Catalogue) -> EntryId) -> Driven {
    Driven::open_with(None, |catalogue, _| made(catalogue))
}

fn roll_call(catalogue: &mut Catalogue) -> EntryId {
    let (source, event) = (source(), EntryId::fresh());
    let (one, other) = (person("P1", "Ivan Probin"), person("P2", "Fedor Musterow"));
    let reading = Some(Reading::Entry(event));
    let part = Claim {
        reading,
        source: Some(source.id),
        locator: "line 3".into(),
        ..Claim::new(one.id, "took-part-in", "[named on the list]")
    };
    let label = "Roll call".to_owned();
    let changes = vec![
        Change::create(count(event, 92, source.id, "line 7")),
        Change::create(count(event, 96, source.id, "line 21")),
        Change::create(Claim::new(event, "date", "17 January 1945")),
        Change::create(source),
        Change::create(Event { id: event, reference_code: "E6".into(), kind: EventKind::RollCall, label }),
        Change::create(one),
        Change::create(other),
        Change::create(part),
    ];
    catalogue.act(Act::Add, "", "", changes).unwrap();
    event
}

#[test]
fn what_is_stated_stands_beside_who_is_named_and_leads_to_source_and_man() {
    let mut page = open(roll_call);
    page.wait("the counts", |page| page.sees("92 or 96 stated, one named"));
    assert!(page.sees("\u{201c}only 92\u{201d}") && page.sees("line 21"));
    assert!(page.sees("People named \u{b7} 1") && page.sees("[named on the list]"));
    assert!(page.sees("17 January 1945"));
    page.press_first(Role::Link, "A list of names");
    assert_eq!(page.bench.lock().unwrap().shows.len(), 1, "the source is one click away");
}

#[test]
fn a_member_is_added_with_the_words_of_the_source() {
    let mut page = open(roll_call);
    page.wait("the counts", |page| page.sees("one named"));
    page.press_button("Add a person\u{2026}");
    page.wait("the form", |page| page.has_input("As the source says it (your own words in [square brackets])"));
    page.type_into("As the source says it (your own words in [square brackets])", "Prisoner no. 12");
    page.type_into("Place in the source", "line 4");
    page.press_button("Who: Choose\u{2026}");
    page.wait("the persons", |page| page.sees("P2 \u{b7} Fedor Musterow"));
    page.press_button("P2 \u{b7} Fedor Musterow");
    page.wait("the choice", |page| page.sees("Who: P2"));
    page.press_button("Add");
    page.wait("both", |page| page.sees("92 or 96 stated, 2 named"));
    page.wait("the form closed", |page| page.sees("Add a person\u{2026}"));
    assert!(page.sees("\u{201c}Prisoner no. 12\u{201d}"));
    let catalogue = Catalogue::open(&page.path).unwrap();
    let member = catalogue.dossier(catalogue.resolve("P2").unwrap()).unwrap();
    let claim = &member.claims[0];
    assert_eq!((claim.property.as_str(), claim.as_written.as_str()), ("took-part-in", "Prisoner no. 12"));
    assert_eq!((claim.locator.as_str(), claim.read_by.as_str()), ("line 4", "A. Tester"));
    assert!(member.claims.iter().all(|claim| claim.property != "count"), "what is said of all is not said of him");
}

#[test]
fn what_was_begun_stays_when_another_page_is_shown() {
    let mut page = open(roll_call);
    page.wait("the counts", |page| page.sees("one named"));
    page.press_button("Add a person\u{2026}");
    page.wait("the form", |page| page.has_input("Place in the source"));
    page.type_into("Place in the source", "line 4");
    assert!(page.bench.lock().unwrap().page.unsaved());
    let (catalogue, event) = (Catalogue::open(&page.path).unwrap(), page.card);
    let other = catalogue.resolve("P1").unwrap();
    page.show(other);
    page.wait("the person", |page| page.sees("Ivan Probin"));
    page.show(event);
    page.wait("the form again", |page| page.has_input("Place in the source"));
    assert_eq!(page.value_of("Place in the source"), "line 4");
    page.press_button("Cancel");
    assert!(!page.has_input("Place in the source"));
}

#[test]
fn many_members_are_paged() {
    let mut page = open(|catalogue| {
        let group = EntryId::fresh();
        let (kind, label) = (GroupKind::Transport, "Transport".to_owned());
        let mut changes = vec![Change::create(Group { id: group, reference_code: "G1".into(), kind, label })];
        for number in 1..=120 {
            let member = person(&format!("P{number}"), &format!("Man {number}"));
            let reading = Some(Reading::Entry(group));
            changes.push(Change::create(Claim { reading, ..Claim::new(member.id, "member-of", "[listed]") }));
            changes.push(Change::create(member));
        }
        catalogue.act(Act::Add, "", "", changes).unwrap();
        group
    });
    page.wait("the first", |page| page.sees("Members \u{b7} 120") && page.sees("1 to 50 of 120"));
    page.press_button("Later ones");
    page.wait("the next", |page| page.sees("51 to 100 of 120"));
    page.press_button("Later ones");
    page.wait("the last", |page| page.sees("101 to 120 of 120"));
    page.press_button("Earlier ones");
    page.wait("those before", |page| page.sees("51 to 100 of 120"));
}

#[test]
fn a_unit_tells_its_extent_beside_its_cards() {
    let mut page = open(|catalogue| {
        let unit = HoldingUnit {
            id: EntryId::fresh(),
            parent: None,
            reference_code: "u".into(),
            level: Level::File,
            title: "A drawer".into(),
            dates: HistoricalDate::default(),
            extent: "49 file cards".into(),
            creator: String::new(),
            repository: String::new(),
            scope_and_content: String::new(),
        };
        let id = unit.id;
        catalogue.act(Act::Add, "u", "", vec![Change::create(unit)]).unwrap();
        catalogue.add_card("auschwitz-pow-record", "u/1", Some(id), &[]).unwrap();
        id
    });
    page.wait("the cards", |page| page.sees("49 cards stated, one here, not keyed yet; 48 not here"));
    assert!(page.sees("Find these"));
}

/// Heights of the bars that are filled with something.
fn filled_bars(page: &Driven) -> usize {
    fn count(shape: &egui::Shape) -> usize {
        match shape {
            egui::Shape::Vec(all) => all.iter().map(count).sum(),
            egui::Shape::Rect(bar) => {
                let is_bar = (bar.rect.height() - 6.0).abs() < 0.1 && bar.rect.width() > 20.0;
                usize::from(is_bar && bar.fill != egui::Color32::TRANSPARENT)
            }
            _ => 0,
        }
    }
    page.harness.output().shapes.iter().map(|clipped| count(&clipped.shape)).sum()
}

#[test]
fn a_bar_is_empty_while_nobody_is_named() {
    let count_alone = |catalogue: &mut Catalogue| {
        let (source, event) = (source(), EntryId::fresh());
        let event_label = "Roll call".to_owned();
        let changes = vec![
            Change::create(count(event, 49, source.id, "line 7")),
            Change::create(source),
            Change::create(Event {
                id: event,
                reference_code: "E6".into(),
                kind: EventKind::RollCall,
                label: event_label,
            }),
        ];
        catalogue.act(Act::Add, "", "", changes).unwrap();
        event
    };
    let mut page = open(count_alone);
    page.wait("the count", |page| page.sees("49 stated, none named"));
    assert_eq!(filled_bars(&page), 0);
}

#[test]
fn a_statement_begins_with_what_it_says_and_its_source_is_chosen_by_keyboard() {
    let mut page = open(roll_call);
    page.wait("the counts", |page| page.sees("92 or 96 stated, one named"));
    page.press_button("Add a statement\u{2026}");
    page.wait("the form", |page| page.has_input("As written"));
    let about = page.harness.query_all_by_role(Role::ComboBox).find(|node| named(node, "About")).unwrap();
    assert_eq!(about.value().as_deref(), Some("What is said?"));
    page.press_button("Source: Choose\u{2026}");
    page.wait("the sources", |page| page.sees("SRC1 \u{b7} A list of names"));
    page.settle();
    page.press(Key::ArrowDown);
    page.press(Key::Enter);
    page.wait("the source chosen", |page| page.sees("Source: SRC1 \u{b7} A list of names"));
    // typed and entered before anything is found: what is found first is taken
    page.press_button("Source: SRC1 \u{b7} A list of names");
    page.settle();
    page.type_on("list");
    page.press(Key::Enter);
    page.wait("the list to go", |page| {
        page.sees("Source: SRC1 \u{b7} A list of names") && !page.sees("Find by a few letters")
    });
}

#[test]
fn a_withdrawn_statement_offers_no_edit_before_it_stands_again() {
    let mut page = open(|catalogue| {
        let event = roll_call(catalogue);
        let before = catalogue.dossier(event).unwrap().claims.into_iter().find(|claim| claim.as_written == "only 92");
        let before = before.unwrap();
        let mut after = before.clone();
        after.status = kartoteka::model::ClaimStatus::Withdrawn;
        after.status_reason = "misread".into();
        catalogue.act(Act::Edit, "E6", "misread", vec![Change::edit(before, after)]).unwrap();
        event
    });
    page.wait("the page", |page| page.sees("only 96") && page.sees("misread"));
    assert!(page.sees("Edit: Number of people, only 96") && !page.sees("Edit: Number of people, only 92"));
}

#[test]
fn a_new_group_is_given_dates_places_and_a_count() {
    let mut page = open(|catalogue| {
        let (id, label) = (EntryId::fresh(), "Transport from Lamsdorf".to_owned());
        let group = Group { id, reference_code: "G9".into(), kind: GroupKind::Transport, label };
        catalogue.act(Act::Add, "G9", "", vec![Change::create(Entry::from(group))]).unwrap();
        id
    });
    page.wait("the page", |page| page.sees("No number stated, none named"));
    assert!(page.sees("No statement on a person or card says that it belongs here."));
    for (property, words, seen) in [
        ("Number of people", "about 1200", "About 1200 stated, none named"),
        ("Date of arrival", "7 October 1941", "When and where"),
        ("Arrived from", "Lamsdorf", "Lamsdorf"),
    ] {
        page.press_button("Add a statement\u{2026}");
        page.wait("the form", |page| page.has_input("As written"));
        page.press_first(Role::ComboBox, "About");
        page.wait("the properties", |page| page.sees(property));
        page.press_last(property);
        page.wait("the property", |page| page.has_input("As written"));
        page.type_into("As written", words);
        page.press_button("Add");
        page.wait(seen, |page| page.sees(seen) && !page.has_input("As written"));
    }
    page.press(Key::Escape);
}

impl Driven {
    /// Presses the first of those with this label.
    fn press_first(&mut self, role: Role, label: &str) {
        self.harness.query_all_by_role(role).find(|node| named(node, label)).unwrap().click_accesskit();
        self.harness.step();
        self.harness.step();
    }

    /// Presses the last of those with this label: what lies on top.
    fn press_last(&mut self, label: &str) {
        self.harness.query_all_by_label(label).last().unwrap().click_accesskit();
        self.harness.step();
        self.harness.step();
    }
}

fn named(node: &egui_kittest::Node<'_>, label: &str) -> bool {
    use egui_kittest::kittest::NodeT;
    node.accesskit_node().label().is_some_and(|found| found.contains(label))
}
