//! What is typed, kept on the disk as drafts within a second, so that a crash costs nothing.
//!
//! Invariant: what should be on the disk is computed from what is typed, and only the difference is sent. So a draft
//! goes when its value is written or taken back, whichever way that happened. Nobody waits for the disk.

use super::drafts::Slot;
use super::{Desk, PageAction, PageState};
use crate::background::{Request, Store, Token};
use crate::catalogue::{Mode, StoredDraft};
use crate::model::{EntryId, Timestamp};
use eframe::egui;
use std::collections::{BTreeMap, BTreeSet};

/// Seconds after the first unkept key until what is typed is kept.
const KEEP_SECONDS: f64 = 0.5;
/// Seconds until it is tried again when the disk refused.
const AGAIN_SECONDS: f64 = 5.0;

/// The slot of the words of a provenance note that was begun.
pub(super) const NOTE: &str = "note:text";
/// How the slot of a claim that was begun begins.
const CLAIM: &str = "claim:";

/// The slot of a claim that was begun: its property and, after a colon, its box.
fn claim_slot(property: &str, field: &str) -> String {
    format!("{CLAIM}{property}:{field}")
}

/// Property and box of a claim that was begun.
pub(super) fn claim_of_slot(slot: &str) -> Option<(&str, &str)> {
    slot.strip_prefix(CLAIM)?.split_once(':')
}

/// A place as the disk names it: the entry and the name of the slot.
pub(super) type Place = (EntryId, String);

/// What should be kept of one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    /// What is typed.
    pub text: String,
    /// What the catalogue had when the typing began.
    pub base: String,
    /// Whether it is on its way into the catalogue: what the disk has of it does until the answer.
    pub on_its_way: bool,
}

/// What the disk has of one place.
#[derive(Clone, Debug, PartialEq, Eq)]
struct OnDisk {
    /// The text; `None` when nobody knows, because the last request failed.
    text: Option<String>,
    /// Whether the disk has said so.
    said: bool,
}

/// A draft from before the program ended that no field has taken yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Waiting {
    /// The draft.
    pub stored: StoredDraft,
    /// The page it is shown on; `None` when its entry is gone.
    pub page: Option<EntryId>,
}

/// Follows what is typed on the disk.
#[derive(Debug, Default)]
pub(super) struct Keeper {
    /// Whether the catalogue can be written; another program's drafts are none of ours.
    writable: bool,
    /// The name drafts are signed with.
    pub(super) author: String,
    on_disk: BTreeMap<Place, OnDisk>,
    /// Drafts of before, oldest first.
    pub(super) waiting: Vec<Waiting>,
    /// Their entries that were not found yet.
    unresolved: BTreeSet<EntryId>,
    /// Places on the shown page that no field has taken.
    pub(super) stranded: BTreeSet<Place>,
    /// The page on which the first field that takes one should have the keyboard.
    pub(super) go_to: Option<EntryId>,
    sent: BTreeMap<Token, Vec<Place>>,
    /// When what is typed first differed from the disk.
    behind_since: Option<f64>,
    not_before: f64,
    failed: Option<String>,
}

impl Keeper {
    /// A catalogue was opened. Returns the entries to be read, so that the drafts find their pages.
    pub(super) fn opened(&mut self, mode: &Mode, drafts: &[StoredDraft]) -> BTreeSet<EntryId> {
        self.writable = *mode == Mode::Writable;
        if self.writable {
            // a card template that was being drawn waits on its own screen
            let ours = || drafts.iter().filter(|draft| !draft.slot.starts_with(crate::ui::templates::SLOT));
            self.waiting = ours().map(|stored| Waiting { stored: stored.clone(), page: None }).collect();
            self.unresolved = ours().map(|draft| draft.entry).collect();
        }
        self.unresolved.clone()
    }

    /// The entry of a draft was found on a page, or is gone.
    pub(super) fn resolved(&mut self, entry: EntryId, page: Option<EntryId>) {
        if self.unresolved.remove(&entry) {
            for waiting in self.waiting.iter_mut().filter(|waiting| waiting.stored.entry == entry) {
                waiting.page = page;
            }
        }
    }

    /// An entry could not be read: what was not found by now is looked for on a page of its own.
    pub(super) fn give_up(&mut self) {
        for entry in self.unresolved.clone() {
            self.resolved(entry, Some(entry));
        }
    }

    /// Whether every draft of before has found its page.
    pub(super) fn is_resolved(&self) -> bool {
        self.unresolved.is_empty()
    }

    /// Takes the draft of before of a place, for the field that shows it from now on, or to let it go.
    pub(super) fn take(&mut self, entry: EntryId, slot: &str) -> Option<Waiting> {
        let is_it = |waiting: &Waiting| waiting.stored.entry == entry && waiting.stored.slot == slot;
        let at = self.waiting.iter().position(is_it)?;
        let waiting = self.waiting.remove(at);
        let place = (entry, slot.to_owned());
        self.stranded.remove(&place);
        self.on_disk.insert(place, OnDisk { text: Some(waiting.stored.text.clone()), said: true });
        Some(waiting)
    }

    /// The rows of a table that no field has taken yet.
    pub(super) fn rows_waiting(&self, card: EntryId, field: &str) -> impl Iterator<Item = EntryId> {
        let here = self.waiting.iter().filter(move |waiting| self.is_resolved() && waiting.stored.entry == card);
        here.filter_map(move |waiting| match Slot::named(&waiting.stored.slot)? {
            Slot::Row(of, row) if of == field => Some(row),
            _ => None,
        })
    }

    /// Whether the disk has this text of a place.
    pub(super) fn has(&self, entry: EntryId, slot: &str, text: &str) -> bool {
        self.on_disk.get(&(entry, slot.to_owned())).is_some_and(|kept| kept.said && kept.text.as_deref() == Some(text))
    }

    /// Why drafts cannot be kept.
    pub(super) fn failed(&self) -> Option<&str> {
        self.failed.as_deref()
    }

    /// What has to be kept and what has to go.
    fn difference(&self, wanted: &BTreeMap<Place, Wanted>) -> (Vec<Place>, Vec<Place>) {
        let is_new = |(place, wanted): &(&Place, &Wanted)| {
            let known = self.on_disk.get(*place).and_then(|kept| kept.text.as_ref());
            !wanted.on_its_way && known != Some(&wanted.text)
        };
        let kept = wanted.iter().filter(is_new).map(|(place, _)| place.clone()).collect();
        let gone = self.on_disk.keys().filter(|place| !wanted.contains_key(*place)).cloned().collect();
        (kept, gone)
    }

    /// Seconds until something is to be sent; `None` when the disk has everything.
    fn due_in(&mut self, wanted: &BTreeMap<Place, Wanted>, now: f64) -> Option<f64> {
        let (kept, gone) = self.difference(wanted);
        if !self.writable || (kept.is_empty() && gone.is_empty()) {
            self.behind_since = None;
            return None;
        }
        let since = *self.behind_since.get_or_insert(now);
        // one at a time: a slow disk gets no queue of them. The answer wakes the window.
        let wait = (since + KEEP_SECONDS).max(self.not_before) - now;
        self.sent.is_empty().then_some(wait.max(0.0))
    }

    /// The request that brings the disk up to what is typed.
    fn request(&mut self, wanted: &BTreeMap<Place, Wanted>, token: Token, at: Timestamp) -> Option<Request> {
        let (kept, gone) = self.difference(wanted);
        if !self.writable || (kept.is_empty() && gone.is_empty()) {
            return None;
        }
        self.behind_since = None;
        self.sent.insert(token, kept.iter().chain(&gone).cloned().collect());
        for place in &gone {
            self.on_disk.remove(place);
        }
        let mut drafts = Vec::new();
        for (entry, slot) in kept {
            let Some(Wanted { text, base, .. }) = wanted.get(&(entry, slot.clone())).cloned() else { continue };
            self.on_disk.insert((entry, slot.clone()), OnDisk { text: Some(text.clone()), said: false });
            drafts.push(StoredDraft { entry, slot, text, base, author: self.author.clone(), at });
        }
        Some(Request::KeepDrafts { kept: drafts, gone, token })
    }

    /// The disk has what was sent.
    pub(super) fn kept(&mut self, token: Token) {
        let Some(places) = self.sent.remove(&token) else { return };
        self.failed = None;
        for place in places {
            // what was sent since has its own answer
            let is_sent_again = self.sent.values().flatten().any(|other| *other == place);
            if let Some(kept) = self.on_disk.get_mut(&place).filter(|_| !is_sent_again) {
                kept.said = true;
            }
        }
    }

    /// The disk refused what was sent. Returns whether it was ours.
    pub(super) fn refused(&mut self, token: Token, why: &str, now: f64) -> bool {
        let Some(places) = self.sent.remove(&token) else { return false };
        for place in places {
            self.on_disk.insert(place, OnDisk { text: None, said: false });
        }
        self.failed = Some(why.to_owned());
        self.not_before = now + AGAIN_SECONDS;
        true
    }

    /// How many places it follows.
    pub(super) fn len(&self) -> usize {
        self.on_disk.len() + self.sent.len() + self.waiting.len()
    }
}

impl PageState {
    /// What should be on the disk of everything typed.
    fn wanted(&self) -> BTreeMap<Place, Wanted> {
        let mut wanted = BTreeMap::new();
        for (key, draft) in self.drafts.iter() {
            if let Some((text, base)) = draft.to_keep() {
                let (text, base) = (text.to_owned(), base.to_owned());
                let on_its_way = draft.is_on_its_way();
                wanted.insert((key.entry, key.slot.name()), Wanted { text, base, on_its_way });
            }
        }
        let mut begin = |place: Place, text: &str, on_its_way: bool| {
            if !text.trim().is_empty() {
                wanted.insert(place, Wanted { text: text.to_owned(), base: String::new(), on_its_way });
            }
        };
        for (subject, text, is_sent) in self.notes.begun() {
            begin((subject, NOTE.to_owned()), text, is_sent);
        }
        for (subject, claim) in &self.claims.adding {
            begin((*subject, claim_slot(&claim.property, &claim.field)), &claim.as_written, claim.sent);
        }
        wanted
    }

    /// Brings the drafts on the disk up to what is typed, now.
    pub(super) fn keep(&mut self, store: &Store) {
        let wanted = self.wanted();
        if wanted.is_empty() && self.kept.on_disk.is_empty() {
            return;
        }
        let at = Timestamp(jiff::Timestamp::now().as_millisecond());
        if let Some(request) = self.kept.request(&wanted, store.token(), at) {
            store.send(request);
        }
    }
}

/// After the page is drawn: has what is typed kept in time.
pub(super) fn mind(ui: &egui::Ui, desk: &mut Desk<'_>) {
    if desk.state.kept.author != desk.view.author {
        desk.view.author.clone_into(&mut desk.state.kept.author);
    }
    let now = ui.input(|input| input.time);
    let wanted = desk.state.wanted();
    match desk.state.kept.due_in(&wanted, now) {
        Some(seconds) if seconds > 0.0 => ui.request_repaint_after(std::time::Duration::from_secs_f64(seconds)),
        Some(_) => desk.want(PageAction::KeepDrafts),
        None => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(no: u8) -> Place {
        (EntryId::parse(&format!("00000000-0000-7000-8000-0000000000{no:02x}")).unwrap(), "box:name".to_owned())
    }

    fn typed(texts: &[(u8, &str)]) -> BTreeMap<Place, Wanted> {
        let wanted = |text: &str| Wanted { text: text.to_owned(), base: String::new(), on_its_way: false };
        texts.iter().map(|(no, text)| (place(*no), wanted(text))).collect()
    }

    fn a_keeper() -> Keeper {
        let mut keeper = Keeper::default();
        keeper.opened(&Mode::Writable, &[]);
        keeper
    }

    /// What a request keeps and lets go, in short.
    fn send(keeper: &mut Keeper, wanted: &BTreeMap<Place, Wanted>, token: u64) -> Option<(Vec<String>, usize)> {
        match keeper.request(wanted, Token(token), Timestamp(0)) {
            Some(Request::KeepDrafts { kept, gone, .. }) => {
                Some((kept.into_iter().map(|draft| draft.text).collect(), gone.len()))
            }
            _ => None,
        }
    }

    #[test]
    fn the_first_key_is_kept_half_a_second_later_and_then_twice_a_second() {
        let mut keeper = a_keeper();
        assert_eq!(keeper.due_in(&typed(&[]), 10.0), None);
        assert_eq!(keeper.due_in(&typed(&[(1, "I")]), 10.0), Some(0.5));
        assert_eq!(keeper.due_in(&typed(&[(1, "Iw")]), 10.4).map(|wait| wait < 0.11), Some(true), "never put off");
        assert_eq!(keeper.due_in(&typed(&[(1, "Iwa")]), 10.5), Some(0.0));
        assert_eq!(send(&mut keeper, &typed(&[(1, "Iwa")]), 1), Some((vec!["Iwa".to_owned()], 0)));
        assert!(!keeper.has(place(1).0, "box:name", "Iwa"), "not before the disk says so");
        assert_eq!(keeper.due_in(&typed(&[(1, "Iwan")]), 10.6), None, "one at a time");
        keeper.kept(Token(1));
        assert!(keeper.has(place(1).0, "box:name", "Iwa"));
        assert_eq!(keeper.due_in(&typed(&[(1, "Iwan")]), 11.2), Some(0.0), "behind since 10.6");
    }

    #[test]
    fn two_at_once_and_each_goes_alone() {
        let mut keeper = a_keeper();
        let both = typed(&[(1, "one"), (2, "two")]);
        assert_eq!(send(&mut keeper, &both, 1).map(|(kept, _)| kept.len()), Some(2));
        keeper.kept(Token(1));
        assert_eq!(send(&mut keeper, &both, 2), None);
        assert_eq!(send(&mut keeper, &typed(&[(2, "two")]), 3), Some((Vec::new(), 1)));
        assert_eq!(keeper.due_in(&typed(&[(2, "two")]), 9.0), None);
    }

    #[test]
    fn what_is_on_its_way_stays_until_it_is_written() {
        let mut keeper = a_keeper();
        let mut wanted = typed(&[(1, "one"), (2, "two")]);
        send(&mut keeper, &typed(&[(1, "one")]), 1);
        keeper.kept(Token(1));
        for typed in wanted.values_mut() {
            typed.on_its_way = true;
        }
        assert_eq!(send(&mut keeper, &wanted, 2), None, "neither dropped nor kept for the first time");
        assert_eq!(send(&mut keeper, &typed(&[]), 3), Some((Vec::new(), 1)));
    }

    #[test]
    fn a_disk_that_refuses_is_asked_again_but_not_at_once() {
        let mut keeper = a_keeper();
        send(&mut keeper, &typed(&[(1, "one")]), 1);
        assert!(!keeper.refused(Token(9), "another", 20.0));
        assert!(keeper.refused(Token(1), "the disk is full", 20.0));
        assert_eq!(keeper.failed(), Some("the disk is full"));
        assert_eq!(keeper.due_in(&typed(&[(1, "one")]), 20.1).map(f64::round), Some(5.0));
        assert_eq!(send(&mut keeper, &typed(&[(1, "one")]), 2), Some((vec!["one".to_owned()], 0)));
        keeper.kept(Token(2));
        assert_eq!(keeper.failed(), None);
    }

    #[test]
    fn what_could_not_be_dropped_is_dropped_later() {
        let mut keeper = a_keeper();
        send(&mut keeper, &typed(&[(1, "one")]), 1);
        keeper.kept(Token(1));
        send(&mut keeper, &typed(&[]), 2);
        keeper.refused(Token(2), "the disk is full", 0.0);
        assert_eq!(send(&mut keeper, &typed(&[]), 3), Some((Vec::new(), 1)));
    }

    #[test]
    fn a_read_only_catalogue_keeps_none_and_takes_none() {
        let mut keeper = Keeper::default();
        let (entry, slot) = place(1);
        let (text, base, author) = ("one".to_owned(), String::new(), String::new());
        let stored = StoredDraft { entry, slot, text, base, author, at: Timestamp(0) };
        assert!(keeper.opened(&Mode::ReadOnly("elsewhere".to_owned()), &[stored]).is_empty());
        assert_eq!((keeper.due_in(&typed(&[(1, "one")]), 1.0), keeper.len()), (None, 0));
        assert_eq!(send(&mut keeper, &typed(&[(1, "one")]), 1), None);
    }

    #[test]
    fn ten_thousand_values_leave_nothing_behind() {
        let mut keeper = a_keeper();
        for no in 0..10_000_u64 {
            let one: BTreeMap<Place, Wanted> = [(
                (EntryId::fresh(), "box:name".to_owned()),
                Wanted { text: no.to_string(), base: String::new(), on_its_way: false },
            )]
            .into();
            send(&mut keeper, &one, no);
            keeper.kept(Token(no));
        }
        assert!(keeper.len() <= 1, "{}", keeper.len());
    }
}
