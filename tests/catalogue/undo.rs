//! Taking acts back: old ones, in any order, with what later acts need kept.

use super::*;

#[test]
fn an_old_act_is_taken_back_field_by_field_and_clashes_are_named() {
    let Bench { mut catalogue, .. } = bench();
    let person = a_person("P1", "Pogozhev");
    catalogue.act(Act::Add, "P1", "", vec![Change::create(person.clone())]).expect("added");
    let renamed = Person { label: "Погожев".into(), reference_code: "P3".into(), ..person.clone() };
    let old = catalogue.act(Act::Edit, "P1", "", vec![Change::edit(person.clone(), renamed.clone())]).expect("edited");
    let again = Person { label: "Pogožev".into(), ..renamed.clone() };
    catalogue.act(Act::Edit, "P3", "", vec![Change::edit(renamed, again.clone())]).expect("edited again");

    let Ok(Undone::Clashes(clashes)) = catalogue.undo(Some(old.seq), OnClash::Stop) else { panic!("a clash") };
    assert_eq!(clashes.iter().map(|clash| clash.field.as_str()).collect::<Vec<_>>(), ["label"]);
    assert_eq!(clashes[0].now, Some("Pogožev".into()));
    assert_eq!(catalogue.get(person.id).expect("read"), Some(again.clone().into()), "nothing was changed");

    let Ok(Undone::Done(_)) = catalogue.undo(Some(old.seq), OnClash::KeepLater) else { panic!("done") };
    let expected = Person { reference_code: "P1".into(), ..again };
    assert_eq!(catalogue.get(person.id).expect("read"), Some(expected.into()), "the later label is kept");
    assert!(catalogue.undo(Some(old.seq), OnClash::Stop).is_err(), "an act is taken back once");
}

#[test]
fn what_others_need_is_not_removed() {
    let Bench { mut catalogue, .. } = bench();
    let person = a_person("P1", "Skiba");
    let added = catalogue.act(Act::Add, "P1", "", vec![Change::create(person.clone())]).expect("added");
    let claim = catalogue.read_claim(person.id, "birth-date", "1.9.1915");
    catalogue.act(Act::Edit, "P1", "", vec![Change::create(claim)]).expect("claimed");
    assert!(catalogue.act(Act::Remove, "P1", "", vec![Change::remove(person.clone())]).is_err());
    let Ok(Undone::Clashes(clashes)) = catalogue.undo(Some(added.seq), OnClash::KeepLater) else { panic!("a clash") };
    assert_eq!(clashes[0].label, "P1 Skiba");
    assert_eq!(catalogue.history(Some(person.id), None, 10).expect("history").len(), 2);
}

#[test]
fn an_act_redone_can_be_taken_back_by_its_number_and_the_rest_goes_on() {
    let Bench { mut catalogue, .. } = bench();
    let person = a_person("P1", "Lebedev");
    catalogue.act(Act::Add, "P1", "", vec![Change::create(person.clone())]).expect("1");
    catalogue.act(Act::Remove, "P1", "", vec![Change::remove(person.clone())]).expect("2");
    let done = |undone| matches!(undone, Ok(Undone::Done(_)));
    assert!(done(catalogue.undo(None, OnClash::Stop)), "3 takes back 2");
    assert!(done(catalogue.redo()), "4 takes back 3");
    assert!(done(catalogue.undo(Some(4), OnClash::Stop)), "5 takes back 4");
    assert!(catalogue.get(person.id).expect("read").is_some());
    assert_eq!(catalogue.next_undo().expect("read").map(|act| act.seq), Some(1), "2 is taken back, 1 is next");
    assert!(done(catalogue.undo(None, OnClash::Stop)));
    assert!(catalogue.get(person.id).expect("read").is_none());
    assert_eq!(catalogue.check(&|_, _| true).expect("a check").problems, []);
}

#[test]
fn an_old_addition_does_not_take_later_work_with_it() {
    let Bench { mut catalogue, .. } = bench();
    let person = a_person("P1", "Lebedev");
    catalogue.act(Act::Add, "P1", "", vec![Change::create(person.clone())]).expect("1");
    let named = Person { label: "Лебедев".into(), ..person.clone() };
    catalogue.act(Act::Edit, "P1", "", vec![Change::edit(person, named.clone())]).expect("2");
    let coded = Person { reference_code: "P01".into(), ..named.clone() };
    catalogue.act(Act::Edit, "P1", "", vec![Change::edit(named.clone(), coded)]).expect("3");
    assert!(matches!(catalogue.undo(Some(3), OnClash::Stop), Ok(Undone::Done(_))), "4 takes back 3");
    let Ok(Undone::Clashes(clashes)) = catalogue.undo(Some(1), OnClash::KeepLater) else { panic!("a clash") };
    assert_eq!(clashes[0].cause, kartoteka::model::ClashCause::ChangedLater);
    catalogue.act(Act::Remove, "P1", "", vec![Change::remove(named)]).expect("5");
    let Ok(Undone::Clashes(clashes)) = catalogue.undo(Some(1), OnClash::Stop) else { panic!("a clash") };
    assert_eq!(clashes[0].cause, kartoteka::model::ClashCause::RemovedLater);
}

#[test]
fn what_others_name_can_neither_vanish_nor_be_brought_back_without_it() {
    let Bench { mut catalogue, .. } = bench();
    let (_, source, _) = example(EntryKind::Source);
    let person = a_person("P1", "Skiba");
    let claim = Claim { source: Some(source.id()), ..Claim::new(person.id, "birth-date", "1915") };
    let first = vec![Change::create(source.clone()), Change::create(person.clone())];
    catalogue.act(Act::Add, "first", "", first).expect("1");
    catalogue.act(Act::Add, "claim", "", vec![Change::create(claim.clone())]).expect("2");
    let (_, judged, _) = example(EntryKind::Conclusion);
    let Entry::Conclusion(judged) = judged else { panic!("a conclusion") };
    let judged = Conclusion { subject: person.id, weighed: vec![claim.id], ..judged };
    catalogue.act(Act::Conclude, "C1", "", vec![Change::create(judged.clone())]).expect("3");
    assert!(catalogue.act(Act::Remove, "claim", "", vec![Change::remove(claim.clone())]).is_err(), "it is weighed");
    assert!(matches!(catalogue.undo(Some(2), OnClash::Stop), Ok(Undone::Clashes(_))), "it is weighed");
    catalogue.act(Act::Remove, "C1", "", vec![Change::remove(judged)]).expect("4");
    let removed = catalogue.act(Act::Remove, "claim", "", vec![Change::remove(claim)]).expect("5");
    catalogue.act(Act::Remove, "source", "", vec![Change::remove(source)]).expect("6");
    let Ok(Undone::Clashes(clashes)) = catalogue.undo(Some(removed.seq), OnClash::Stop) else { panic!("a clash") };
    assert_eq!(clashes[0].cause, kartoteka::model::ClashCause::OwnerGone);
    assert_eq!(catalogue.check(&|_, _| true).expect("a check").problems, []);
}

#[test]
fn fractions_come_back_as_they_were() {
    let Bench { mut catalogue, .. } = bench();
    let (first, ..) = example(EntryKind::Region);
    let Some(Entry::Attachment(picture)) = first.last().cloned() else { panic!("a picture") };
    catalogue.act(Act::Add, "first", "", first.into_iter().map(Change::create).collect()).expect("first");
    for step in 1..40 {
        let fraction = f64::from(step) / 4567.0;
        let region = Region {
            id: EntryId::fresh(),
            attachment: picture.id,
            x: fraction,
            y: 0.1,
            width: 0.3,
            height: fraction,
            outline: None,
            shows: None,
        };
        catalogue.act(Act::Add, "region", "", vec![Change::create(region.clone())]).expect("added");
        catalogue.act(Act::Remove, "region", "", vec![Change::remove(region.clone())]).expect("removed");
        assert!(matches!(catalogue.undo(None, OnClash::Stop), Ok(Undone::Done(_))));
        assert_eq!(catalogue.get(region.id).expect("read"), Some(region.into()));
    }
    let endless = Region {
        id: EntryId::fresh(),
        attachment: picture.id,
        x: f64::INFINITY,
        y: 0.0,
        width: 0.1,
        height: 0.1,
        outline: None,
        shows: None,
    };
    assert!(catalogue.act(Act::Add, "region", "", vec![Change::create(endless)]).is_err());
    let problems = catalogue.check(&|_, _| true).expect("a check").problems;
    assert!(problems.iter().all(|found| found.area == "master"), "{problems:?}");
}
