//! Tests of what the lists keep.

use super::*;

#[test]
fn only_what_touches_a_line_of_the_shown_list_has_it_read_again() {
    let (card, other, claim) = (EntryId::fresh(), EntryId::fresh(), EntryId::fresh());
    let one = |entry, kind, owner| vec![Touched { entry, kind, owner }];
    let known = |id| (id == card).then_some(EntryKind::FileCard);
    let value = one(claim, EntryKind::Claim, card);
    let table = [
        (ListKind::Cards, value.clone(), true),
        (ListKind::People, value.clone(), false),
        (ListKind::People, one(claim, EntryKind::Claim, other), true),
        (ListKind::Cards, one(other, EntryKind::Person, other), false),
        (ListKind::Events, one(other, EntryKind::Group, other), true),
        (ListKind::Cards, one(other, EntryKind::OwnTemplate, other), false),
        (ListKind::Cards, one(claim, EntryKind::Region, other), false),
        (ListKind::Pictures, one(claim, EntryKind::Region, other), true),
        (ListKind::Pictures, one(other, EntryKind::Attachment, card), true),
        (ListKind::Cards, one(other, EntryKind::Attachment, card), true),
        (ListKind::Cards, Vec::new(), false),
    ];
    for (kind, touched, wanted) in table {
        let state = ListState { kind, ..ListState::default() };
        assert_eq!(state.is_touched(&touched, known), wanted, "{kind:?} {touched:?}");
    }
    let finding = ListState { kind: ListKind::People, words: "nowak".into(), ..ListState::default() };
    assert!(finding.is_touched(&value, known), "it may be found now");
    let unit = one(other, EntryKind::HoldingUnit, other);
    assert!(!ListState::default().is_touched(&unit, known));
    assert!(ListState { unit: Some(card), ..ListState::default() }.is_touched(&unit, known));
}
