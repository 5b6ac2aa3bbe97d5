//! Pictures that change their place: a scan nobody has attached yet, and one that hung on the wrong card.

use super::*;

#[test]
fn a_picture_without_an_entry_stands_alone_and_is_attached_later() {
    let Bench { mut catalogue, .. } = bench();
    let person = a_person("P1", "Lebedev");
    let mut loose = a_picture(person.id);
    loose.entry = loose.id;
    catalogue.act(Act::Add, "P1", "", vec![Change::create(person.clone())]).expect("added");
    catalogue.act(Act::Attach, "scan.png", "", vec![Change::create(loose.clone())]).expect("taken in");
    let alone = catalogue.dossier(loose.id).expect("its own page");
    assert_eq!(alone.pictures.len(), 1);

    let attached = Attachment { entry: person.id, ..loose.clone() };
    let applied = catalogue.act(Act::Attach, "P1", "", vec![Change::edit(loose.clone(), attached)]).expect("attached");
    let owners: Vec<EntryId> = applied.touched.iter().map(|touched| touched.owner).collect();
    assert!(owners.contains(&person.id) && owners.contains(&loose.id), "both pages look different now");
    assert_eq!(catalogue.dossier(person.id).expect("a page").pictures.len(), 1);

    assert!(matches!(catalogue.undo(None, OnClash::Stop), Ok(Undone::Done(_))));
    assert_eq!(catalogue.dossier(person.id).expect("a page").pictures.len(), 0);
    assert_eq!(catalogue.get(loose.id).expect("read"), Some(loose.into()));
    let problems = catalogue.check(&|_, _| true).expect("a check").problems;
    assert!(problems.iter().all(|found| found.area == "master"), "{problems:?}");
}

#[test]
fn whoever_a_region_shows_is_found_from_the_person() {
    let Bench { mut catalogue, .. } = bench();
    let (group, person) = (a_person("P1", "Lebedev"), a_person("P2", "Skiba"));
    let picture = a_picture(group.id);
    let shows = Shown { person: Some(person.id), name: String::new(), ..Shown::default() };
    let region = Region {
        id: EntryId::fresh(),
        attachment: picture.id,
        x: 0.1,
        y: 0.1,
        width: 0.2,
        height: 0.2,
        outline: None,
        shows: Some(shows),
    };
    let changes = vec![
        Change::create(group),
        Change::create(person.clone()),
        Change::create(picture.clone()),
        Change::create(region.clone()),
    ];
    catalogue.act(Act::Add, "all", "", changes).expect("added");
    let page = catalogue.dossier(person.id).expect("a page");
    assert_eq!(page.pictures.iter().map(|found| found.id).collect::<Vec<_>>(), [picture.id]);
    assert!(catalogue.act(Act::Remove, "P2", "", vec![Change::remove(person.clone())]).is_err(), "a face names her");

    let nameless = Region { shows: Some(Shown { name: "unknown man 2".into(), ..Shown::default() }), ..region.clone() };
    catalogue.act(Act::Edit, "face", "", vec![Change::edit(region, nameless)]).expect("edited");
    assert!(catalogue.dossier(person.id).expect("a page").pictures.is_empty());
    assert_eq!(catalogue.find("unknown man", 5).expect("found").first().map(|hit| hit.row.id), Some(picture.id));
}

#[test]
fn a_card_made_for_a_loose_picture_goes_with_the_act_that_made_it() {
    let Bench { mut catalogue, .. } = bench();
    let card = a_card("a/1");
    let mut loose = a_picture(card.id);
    loose.entry = loose.id;
    catalogue.act(Act::TakeIn, "scan.png", "", vec![Change::create(loose.clone())]).expect("taken in");
    let attached = Attachment { entry: card.id, ..loose.clone() };
    let changes = vec![Change::create(card.clone()), Change::edit(loose.clone(), attached)];
    catalogue.act(Act::TakeIn, "a/1", "", changes).expect("taken in again, with a card");
    assert!(matches!(catalogue.undo(None, OnClash::Stop), Ok(Undone::Done(_))));
    assert_eq!(catalogue.get(card.id).expect("read"), None);
    assert_eq!(catalogue.get(loose.id).expect("read"), Some(loose.into()));
}

#[test]
fn who_is_marked_and_closed_is_on_no_picture_of_a_public_report() {
    let Bench { mut catalogue, .. } = bench();
    let (open, closed) = (a_person("P1", "Lebedev"), Person { access: Access::Staff, ..a_person("P2", "Skiba") });
    let picture = a_picture(open.id);
    let region = Region {
        id: EntryId::fresh(),
        attachment: picture.id,
        x: 0.1,
        y: 0.1,
        width: 0.2,
        height: 0.2,
        outline: None,
        shows: Some(Shown { person: Some(closed.id), ..Shown::default() }),
    };
    let changes = vec![Change::create(open), Change::create(closed), Change::create(picture), Change::create(region)];
    catalogue.act(Act::Add, "all", "", changes).expect("added");
    let pictures = |audience| -> usize {
        let holdings = catalogue.gather("", audience).expect("gathered");
        holdings.dossiers.iter().map(|dossier| dossier.pictures.len()).sum()
    };
    assert!(pictures(Audience::Staff) > 0);
    assert_eq!(pictures(Audience::Public), 0);
}

#[test]
fn an_index_that_catches_up_knows_what_a_picture_left() {
    let Bench { mut catalogue, folder, _home } = bench();
    let (left, joined) = (a_person("P1", "Lebedev"), a_person("P2", "Skiba"));
    let picture = a_picture(left.id);
    let changes: Vec<Change> =
        vec![Change::create(left), Change::create(joined.clone()), Change::create(picture.clone())];
    catalogue.act(Act::Add, "all", "", changes).expect("added");
    let with_pictures = |catalogue: &Catalogue| -> Vec<String> {
        let query = ListQuery {
            kinds: vec![EntryKind::Person],
            words: "has:picture".to_owned(),
            sort: Sort::Reference,
            ..ListQuery::default()
        };
        let rows = catalogue.list(&query).expect("a list");
        catalogue.rows(&rows).expect("its lines").into_iter().map(|row| row.reference_code).collect()
    };
    assert_eq!(with_pictures(&catalogue), ["P1"]);
    drop(catalogue);
    let index = folder.join("cache").join("index.db");
    let before = std::fs::read(&index).expect("the index of before");

    let mut catalogue = Catalogue::open_to_write(&folder).expect("opened");
    let moved = Attachment { entry: joined.id, ..picture.clone() };
    catalogue.act(Act::Attach, "P2", "", vec![Change::edit(picture, moved)]).expect("moved");
    assert_eq!(with_pictures(&catalogue), ["P2"]);
    drop(catalogue);
    std::fs::write(&index, before).expect("put back");

    let catalogue = Catalogue::open_to_write(&folder).expect("opened again");
    assert_eq!(with_pictures(&catalogue), ["P2"], "the page it left was drawn anew");
}
