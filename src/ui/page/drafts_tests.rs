//! Tests of drafts: when they are saved, kept, brought back and let go.

use super::drafts::*;
use crate::background::Token;
use crate::model::{EntryId, Timestamp};

fn key() -> Key {
    Key { entry: EntryId::parse("00000000-0000-7000-8000-000000000001").unwrap(), slot: Slot::Own("label") }
}

fn typed(drafts: &mut Drafts, text: &str) {
    let draft = drafts.at(&key(), "before");
    draft.text = text.to_owned();
    draft.edited();
}

fn brought(base: &str) -> Brought {
    Brought {
        page: key().entry,
        at: Timestamp::default(),
        author: String::new(),
        base: base.to_owned(),
        touched: false,
    }
}

#[test]
fn saved_is_said_only_after_the_answer() {
    let mut drafts = Drafts::default();
    typed(&mut drafts, "after");
    assert_eq!(drafts.at(&key(), "before").saving(), Saving::Typed);
    assert_eq!(drafts.unsent(), vec![key()]);
    drafts.at(&key(), "before").sent(Token(7));
    assert_eq!(drafts.at(&key(), "before").saving(), Saving::Sent);
    assert!(!drafts.answered(Token(8), Ok(())));
    assert!(drafts.answered(Token(7), Ok(())));
    assert_eq!(drafts.at(&key(), "before").saving(), Saving::Saved);
    assert_eq!(drafts.at(&key(), "before").text, "after", "the page still shows the dossier of before");
    assert_eq!(drafts.at(&key(), "after").text, "after");
    assert_eq!(drafts.at(&key(), "before").text, "before", "an undo elsewhere is shown");
}

#[test]
fn a_failure_keeps_the_text_and_its_reason() {
    let mut drafts = Drafts::default();
    typed(&mut drafts, "after");
    drafts.at(&key(), "before").sent(Token(7));
    drafts.answered(Token(7), Err("the disk is full"));
    let draft = drafts.at(&key(), "changed by somebody");
    assert_eq!(draft.saving(), Saving::Failed("the disk is full".into()));
    assert_eq!(draft.text, "after");
    drafts.leave();
    assert!(drafts.has_unsaved());
    assert_eq!(drafts.at(&key(), "before").text, "after");
    assert!(drafts.at(&key(), "before").wants_saving());
}

#[test]
fn typing_while_a_write_is_under_way_is_saved_by_a_second_one() {
    let mut drafts = Drafts::default();
    typed(&mut drafts, "one");
    drafts.at(&key(), "before").sent(Token(1));
    typed(&mut drafts, "one two");
    drafts.answered(Token(1), Ok(()));
    assert_eq!(drafts.at(&key(), "one").text, "one two");
    assert_eq!(drafts.unsent(), vec![key()]);
    assert_eq!(drafts.at(&key(), "one").saving(), Saving::Typed);
    assert_eq!(drafts.at(&key(), "one").to_keep(), Some(("one two", "one")));
}

#[test]
fn what_was_taken_back_by_hand_is_not_sent() {
    let mut drafts = Drafts::default();
    typed(&mut drafts, "other");
    typed(&mut drafts, "before");
    assert!(!drafts.at(&key(), "before").wants_saving());
    assert_eq!(drafts.at(&key(), "before").saving(), Saving::Quiet);
    drafts.leave();
    assert!(!drafts.has_unsaved());
}

#[test]
fn what_came_back_is_written_by_leaving_unless_the_catalogue_says_otherwise() {
    for (base, unsent) in [("before", 1), ("something else", 0)] {
        let mut drafts = Drafts::default();
        drafts.at(&key(), "before").bring_back("after", brought(base));
        assert_eq!(drafts.unsent().len(), unsent, "{base}");
        assert_eq!(drafts.has_unsaved(), unsent == 1, "{base}");
        drafts.leave();
        assert_eq!(drafts.at(&key(), "before").to_keep(), Some(("after", base)), "it is never forgotten");
        assert_eq!(drafts.at(&key(), "before").wants_saving(), unsent == 1, "going through the field is no word");
        drafts.at(&key(), "before").touch();
        assert_eq!(drafts.unsent().len(), 1, "somebody said that it is to be written");
        assert!(drafts.at(&key(), "before").wants_saving());
    }
}

#[test]
fn typing_on_in_what_came_back_is_a_word_to_write_it() {
    let mut drafts = Drafts::default();
    drafts.at(&key(), "before").bring_back("after", brought("something else"));
    assert!(!drafts.at(&key(), "before").wants_saving());
    typed(&mut drafts, "afters");
    assert!(drafts.at(&key(), "before").wants_saving());
}

#[test]
fn a_write_taken_back_before_it_was_read_is_shown_as_taken_back() {
    let mut drafts = Drafts::default();
    let draft = drafts.at(&key(), "");
    draft.text = "X".to_owned();
    draft.edited();
    draft.sent(Token(7));
    drafts.answered(Token(7), Ok(()));
    drafts.refreshed();
    let draft = drafts.at(&key(), "");
    assert_eq!((draft.text.as_str(), draft.saving()), ("", Saving::Quiet));
    // while it is on its way, a page read before it says nothing of it
    let draft = drafts.at(&key(), "");
    draft.text = "Y".to_owned();
    draft.edited();
    draft.sent(Token(8));
    drafts.refreshed();
    assert_eq!(drafts.at(&key(), "").text, "Y");
}

#[test]
fn what_a_key_puts_out_of_a_field_comes_back_when_its_write_fails() {
    let mut drafts = Drafts::default();
    typed(&mut drafts, "16?2");
    drafts.at(&key(), "before").replaced("", Token(7));
    let draft = drafts.at(&key(), "before");
    assert_eq!((draft.text.as_str(), draft.to_keep()), ("", Some(("16?2", ""))), "the disk keeps it");
    drafts.answered(Token(7), Err("the disk is full"));
    let draft = drafts.at(&key(), "before");
    assert_eq!((draft.text.as_str(), draft.to_keep()), ("16?2", Some(("16?2", "before"))));
    assert_eq!(draft.saving(), Saving::Failed("the disk is full".into()));
    drafts.at(&key(), "before").replaced("", Token(8));
    drafts.answered(Token(8), Ok(()));
    let draft = drafts.at(&key(), "");
    assert_eq!((draft.text.as_str(), draft.to_keep()), ("", None));
}

#[test]
fn what_came_back_and_is_in_the_catalogue_already_is_nothing() {
    let mut drafts = Drafts::default();
    drafts.at(&key(), "before").bring_back("before", brought("long ago"));
    assert_eq!(drafts.at(&key(), "before").saving(), Saving::Quiet);
    assert_eq!(drafts.at(&key(), "before").clash(), None);
}

#[test]
fn what_is_let_go_shows_the_catalogue_again() {
    let mut drafts = Drafts::default();
    drafts.at(&key(), "before").bring_back("after", brought("long ago"));
    let draft = drafts.at(&key(), "before");
    draft.let_go();
    assert_eq!((draft.text.as_str(), draft.saving(), draft.to_keep()), ("before", Saving::Quiet, None));
}

#[test]
fn quiet_drafts_are_forgotten_when_they_are_not_drawn() {
    let mut drafts = Drafts::default();
    for no in 0..1000 {
        drafts.begin();
        let quiet = Key { entry: EntryId::fresh(), slot: Slot::Wording };
        drafts.at(&quiet, "x");
        if no == 3 {
            typed(&mut drafts, "after");
        }
        drafts.end();
    }
    assert_eq!(drafts.len(), 2, "the last one drawn and what is typed");
}

#[test]
fn a_slot_is_found_again_by_its_name() {
    for slot in [
        Slot::Own("label"),
        Slot::Box("gef-nr".into()),
        Slot::Box("a:b".into()),
        Slot::Legible("gef-nr".into()),
        Slot::Row("transfers".into(), key().entry),
        Slot::Wording,
    ] {
        assert_eq!(Slot::named(&slot.name()), Some(slot));
    }
    for name in ["", "own:no-such-field", "row:transfers", "row:transfers:2", "note:text", "wording:x"] {
        assert_eq!(Slot::named(name), None, "{name}");
    }
}
