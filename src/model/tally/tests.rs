//! Tests of what is stated beside what is here.

use super::*;
use crate::model::{Decision, DifferenceKind, Timestamp};

fn stated(as_written: &str) -> Claim {
    let mut claim = Claim::new(EntryId::fresh(), "count", as_written);
    claim.reading = super::super::read("count", super::super::Datatype::Text, as_written);
    claim.source = Some(EntryId::fresh());
    claim
}

fn scoped(as_written: &str, scope: &str) -> Claim {
    Claim { scope: scope.to_owned(), ..stated(as_written) }
}

fn judged(claims: &[Claim], decision: Decision, chosen: &[EntryId]) -> Conclusion {
    Conclusion {
        id: EntryId::fresh(),
        reference_code: String::new(),
        subject: claims[0].subject,
        property: "count".to_owned(),
        kind: DifferenceKind::default(),
        weighed: claims.iter().map(|claim| claim.id).collect(),
        decision,
        chosen: chosen.to_vec(),
        reason: "looked at both".to_owned(),
        by: String::new(),
        at: Timestamp::default(),
        withdrawn: None,
    }
}

fn people(claims: &[Claim], conclusions: &[Conclusion], named: u64) -> Comparison {
    let here = |counted| Here { number: if counted == Counted::People { named } else { 0 }, ..Here::default() };
    let mut all = compare_counts(claims, conclusions, &here);
    assert_eq!(all[0].counted, Counted::People);
    all.remove(0)
}

#[test]
fn what_is_here_is_held_against_what_is_stated() {
    for (written, named, balance) in [
        ("2", 2, Balance::All),
        ("2", 1, Balance::Fewer),
        ("2", 3, Balance::More),
        ("50–60", 55, Balance::Within),
        ("50–60", 49, Balance::Fewer),
        ("at least 3000", 3001, Balance::Within),
        ("at least 3000", 1, Balance::Fewer),
        ("at most 10", 11, Balance::More),
        ("about 15,000", 10, Balance::About),
        ("several dozen", 10, Balance::InWords),
    ] {
        assert_eq!(people(&[stated(written)], &[], named).balance, balance, "{written} beside {named}");
    }
    assert_eq!(people(&[], &[], 2).balance, Balance::NothingStated);
}

#[test]
fn equal_numbers_of_two_sources_stand_once_with_both() {
    let found = people(&[stated("approximately 15,000"), stated("about 15,000")], &[], 0);
    assert_eq!((found.stated.len(), found.stated[0].sources(), found.balance), (1, 2, Balance::About));
    let words: Vec<&str> = found.stated[0].sayings.iter().map(|saying| saying.as_written.as_str()).collect();
    assert_eq!(words, ["approximately 15,000", "about 15,000"]);
}

#[test]
fn numbers_that_cannot_all_be_true_are_a_conflict_until_somebody_judges() {
    let claims = [stated("only 96"), stated("only 92"), stated("96")];
    let found = people(&claims, &[], 0);
    assert_eq!(found.balance, Balance::Conflict);
    let counts: Vec<_> = found.stated.iter().map(|stated| (stated.count.unwrap().at_least, stated.sources())).collect();
    assert_eq!(counts, [(Some(92), 1), (Some(96), 2)]);
    let open = judged(&claims, Decision::Open, &[]);
    assert_eq!(people(&claims, &[open], 0).balance, Balance::Conflict, "left open");
    let mut preferred = judged(&claims, Decision::Preferred, &[claims[0].id]);
    let found = people(&claims, std::slice::from_ref(&preferred), 96);
    assert_eq!((found.balance, found.stated.len(), found.besides.len()), (Balance::All, 1, 2));
    preferred.withdrawn =
        Some(super::super::Withdrawal { reason: String::new(), by: String::new(), at: Timestamp::default() });
    assert_eq!(people(&claims, &[preferred], 96).balance, Balance::Conflict, "the judgement was taken back");
    let mut withdrawn = claims.clone();
    withdrawn[1].status = super::super::ClaimStatus::Withdrawn;
    assert_eq!(people(&withdrawn, &[], 96).balance, Balance::All, "a withdrawn claim states nothing");
}

#[test]
fn a_judgement_whose_held_number_fell_settles_nothing() {
    let subject = EntryId::fresh();
    let of_it = |as_written: &str| Claim { subject, ..stated(as_written) };
    let mut claims = vec![of_it("96"), of_it("92"), of_it("94")];
    let preferred = judged(&claims, Decision::Preferred, &[claims[0].id]);
    assert_eq!(people(&claims, std::slice::from_ref(&preferred), 96).balance, Balance::All);
    claims[0].status = super::super::ClaimStatus::Withdrawn;
    assert_eq!(people(&claims, &[preferred], 96).balance, Balance::Conflict, "it calls for judgement again");

    // what two judgements on one property hold to is held, in whatever order they stand
    let claims = [of_it("96"), of_it("92"), of_it("2"), of_it("3")];
    let counts = judged(&claims[..2], Decision::Preferred, &[claims[0].id]);
    let others = judged(&claims[2..], Decision::Open, &[]);
    for judged in [[counts.clone(), others.clone()], [others, counts]] {
        assert_eq!(people(&claims, &judged, 96).balance, Balance::All);
    }

    // a third number nobody weighed, where nothing seemed to contradict
    let claims = [of_it("96"), of_it("92"), of_it("94")];
    let none = judged(&claims[..2], Decision::NoConflict, &[]);
    assert_eq!(people(&claims[..2], std::slice::from_ref(&none), 96).balance, Balance::NotCompared);
    assert_eq!(people(&claims, &[none], 96).balance, Balance::Conflict);
}

#[test]
fn numbers_of_parts_are_not_held_against_the_whole() {
    let found = people(&[scoped("11,964", "registered"), scoped("at least 3,000", "not registered")], &[], 5);
    assert_eq!((found.balance, found.besides.len()), (Balance::OfParts, 2));
    let found = people(&[scoped("11,964", "registered"), stated("about 15,000")], &[], 5);
    assert_eq!((found.balance, found.besides.len()), (Balance::About, 1));
    let found = people(&[scoped("49", "preserved"), scoped("49", "preserved")], &[], 49);
    assert_eq!(found.balance, Balance::All, "one scope, whatever it is, is what is spoken of");
}

#[test]
fn a_source_that_is_silent_states_nothing_and_is_told() {
    let mut silent = stated("");
    silent.absence = Some(Absence::Silent);
    let found = people(&[silent], &[], 0);
    assert_eq!((found.balance, found.without.len()), (Balance::NothingStated, 1));
}

#[test]
fn those_who_got_away_are_held_against_nobody() {
    let claims = [Claim { property: "count-escaped".to_owned(), ..stated("12") }];
    let found = compare_counts(&claims, &[], &|_| Here::default());
    let got_away = found.iter().find(|found| found.counted == Counted::GotAway).unwrap();
    assert_eq!((got_away.balance, got_away.held_against), (Balance::NotCompared, None));
}

#[test]
fn an_extent_is_held_against_cards_only_when_it_speaks_of_cards() {
    let here = |_| Here { number: 3, keyed: 1, ..Here::default() };
    for (extent, counted, balance) in [
        ("49 file cards", Counted::Cards, Balance::Fewer),
        ("3 specimen cards, drawn, both sides", Counted::Specimens, Balance::All),
        ("about 50 Karteikarten", Counted::Cards, Balance::About),
        ("2 карточки", Counted::Cards, Balance::More),
        ("12 boxes", Counted::Other, Balance::NotCompared),
        ("2 boxes of cards", Counted::Other, Balance::NotCompared),
        ("1 card file", Counted::Other, Balance::NotCompared),
        ("1 file card", Counted::Cards, Balance::More),
        ("0.4 m", Counted::Other, Balance::NotCompared),
        ("49 file cards, 3 volumes", Counted::Cards, Balance::InWords),
        ("cards", Counted::Cards, Balance::InWords),
        ("", Counted::Cards, Balance::NothingStated),
    ] {
        let found = compare_extent(extent, &here);
        assert_eq!((found.counted, found.balance), (counted, balance), "{extent}");
    }
}

#[test]
fn a_man_is_one_however_many_pages_he_has() {
    let [card, other, person, stranger, between] = std::array::from_fn(|_| EntryId::fresh());
    let members = [person, card, other, stranger];
    assert!(one_man_each(&members, &[]).is_empty());
    // both cards were held to be of somebody who is no member
    let same = [(card, between), (other, between)];
    assert_eq!(one_man_each(&members, &same), BTreeMap::from([(card, vec![other])]));
    let same = [(card, person), (other, between), (between, card)];
    assert_eq!(one_man_each(&members, &same), BTreeMap::from([(person, vec![card, other])]));
}

#[test]
fn a_scope_that_is_a_date_says_when() {
    for (scope, is) in
        [("1943", true), ("March 1942", true), ("1943/1944", true), ("preserved records", false), ("", false)]
    {
        assert_eq!(is_date(scope), is, "{scope}");
    }
}

#[test]
fn a_long_chain_of_judgements_is_walked_once() {
    const MEN: u128 = 60_000;
    let id = |number: u128| EntryId(uuid::Uuid::from_u128(number));
    let members: Vec<EntryId> = (1..=MEN).map(id).collect();
    // each is held against the one before, the last pair first
    let same: Vec<(EntryId, EntryId)> = (1..MEN).rev().map(|number| (id(number), id(number + 1))).collect();
    let begun = std::time::Instant::now();
    let men = one_man_each(&members, &same);
    assert_eq!((men.len(), men.get(&id(1)).map(Vec::len)), (1, Some(members.len() - 1)));
    // walked from each link to its end it takes minutes
    assert!(begun.elapsed().as_secs() < 10, "{:?}", begun.elapsed());
}
