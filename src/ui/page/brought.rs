//! What was typed before the program ended: told when the catalogue is opened, and put back into its fields.
//!
//! Invariant: nothing of it is lost or written unasked. A field takes its text when it is drawn; until then, and when
//! there is no such field any more, it stays on the disk and the band at the top tells of it.

use super::drafts::{Brought, Draft, Key, Origin, Slot};
use super::kept::{NOTE, Waiting, claim_of_slot};
use super::{Desk, PageAction, PageState, model, own, words};
use crate::background::{Request, Store};
use crate::catalogue::StoredDraft;
use crate::i18n::{tr, tr_args};
use crate::model::{Absence, Claim, Dossier, Entry, EntryId, Timestamp};
use crate::ui::action::Action;
use crate::ui::theme;
use eframe::egui;
use egui::{Frame, Margin, Panel, Ui};

/// A value nobody can see in a field is told by so many letters.
const TOLD: usize = 60;

/// The page on which an entry is shown.
fn page_of(entry: &Entry) -> EntryId {
    match entry {
        Entry::Claim(claim) => claim.subject,
        Entry::ProvenanceNote(note) => note.subject,
        Entry::Attachment(picture) => picture.entry,
        other => other.id(),
    }
}

/// What the catalogue has in a slot of an entry, as its editor shows it.
fn current(dossier: &Dossier, slot: &Slot) -> Option<String> {
    let standing = |field: &str| -> Vec<&Claim> {
        dossier.claims.iter().filter(|claim| claim.field == field && claim.stands()).collect()
    };
    match (slot, &dossier.entry) {
        (Slot::Own(name), entry) => Some(own::value(entry, name)),
        (Slot::Wording, Entry::Claim(claim)) => Some(claim.as_written.clone()),
        (Slot::Wording, _) => None,
        (Slot::Box(field), _) => standing(field).first().map(|claim| claim.as_written.clone()),
        (Slot::Legible(_), Entry::Claim(claim)) => match claim.absence.as_ref()? {
            Absence::Illegible { legible } => Some(legible.clone()),
            _ => None,
        },
        (Slot::Legible(field), _) => match standing(field).first()?.absence.as_ref()? {
            Absence::Illegible { legible } => Some(legible.clone()),
            _ => None,
        },
        (Slot::Further(_, claim) | Slot::Row(_, claim), _) => {
            dossier.claims.iter().find(|known| known.id == *claim).map(|claim| claim.as_written.clone())
        }
    }
}

/// Whether the catalogue has this already: it was written, and the program ended before the draft was dropped.
fn is_written(dossier: &Dossier, slot: &str, text: &str) -> bool {
    let Some(slot) = Slot::named(slot) else { return false };
    let is_row = matches!(slot, Slot::Row(..));
    let typed = if is_row { model::join_row(&model::split_row(text)) } else { text.trim().to_owned() };
    let current = current(dossier, &slot).unwrap_or_default();
    typed == if is_row { model::join_row(&model::split_row(&current)) } else { current.trim().to_owned() }
}

impl PageState {
    /// A catalogue was opened: its drafts of before look for their pages.
    pub(super) fn take_drafts(&mut self, opened: &crate::background::Opened, store: &Store) {
        for id in self.kept.opened(&opened.mode, &opened.drafts) {
            store.send(Request::Dossier { id });
        }
    }

    /// An entry was read, or is not there.
    pub(super) fn resolve_drafts(&mut self, entry: EntryId, dossier: Option<&Dossier>, store: &Store) {
        if self.kept.is_resolved() {
            return;
        }
        if let Some(dossier) = dossier {
            let of_entry = self.kept.waiting.iter().map(|waiting| &waiting.stored).filter(|draft| draft.entry == entry);
            let written: Vec<String> = of_entry
                .filter(|draft| is_written(dossier, &draft.slot, &draft.text))
                .map(|draft| draft.slot.clone())
                .collect();
            for slot in written {
                let _ = self.kept.take(entry, &slot);
            }
        }
        self.kept.resolved(entry, dossier.map(|dossier| page_of(&dossier.entry)));
        if self.kept.is_resolved() {
            self.keep(store);
            self.open_brought();
        }
    }

    /// Opens what has to be open on the shown page, so that every draft of before has its field.
    pub(super) fn open_brought(&mut self) {
        let Some(page) = self.shown.filter(|_| self.dossier.is_some() && self.kept.is_resolved()) else { return };
        let here: Vec<Waiting> =
            self.kept.waiting.iter().filter(|waiting| waiting.page == Some(page)).cloned().collect();
        for Waiting { stored, .. } in here {
            if stored.slot == NOTE {
                let _ = self.kept.take(stored.entry, &stored.slot);
                self.notes.bring_back(stored.entry, &stored.text);
            } else if let Some((property, field)) = claim_of_slot(&stored.slot) {
                // one new claim at a time: a second one waits until the first is written
                if !self.claims.adding.contains_key(&stored.entry) {
                    self.claims.begin_in_box(stored.entry, field, property);
                    if let Some(new) = self.claims.adding.get_mut(&stored.entry) {
                        new.as_written.clone_from(&stored.text);
                    }
                    let _ = self.kept.take(stored.entry, &stored.slot);
                }
            } else if let Some(Slot::Further(field, claim)) = Slot::named(&stored.slot) {
                let begun = (stored.entry, field, claim);
                if self.claim(claim).is_none() && !self.fields.further.contains(&begun) {
                    self.fields.further.push(begun);
                }
            } else if self.claim(stored.entry).is_some() {
                self.claims.open(stored.entry);
            } else if self.dossier.iter().any(|dossier| dossier.notes.iter().any(|note| note.id == stored.entry)) {
                self.notes.open(stored.entry);
            }
        }
    }

    /// Lets go what was typed before the program ended and has no field.
    pub(super) fn let_go(&mut self, entry: EntryId, slot: &str, store: &Store) {
        let _ = self.kept.take(entry, slot);
        self.keep(store);
    }

    /// Whether something typed before the program ended is not in the catalogue yet.
    pub fn has_kept(&self) -> bool {
        self.kept.is_resolved() && (!self.kept.waiting.is_empty() || self.brought().next().is_some())
    }

    /// The pages of drafts that are back in their fields.
    fn brought(&self) -> impl Iterator<Item = EntryId> {
        self.drafts.iter().filter_map(|(_, draft)| match draft.origin() {
            Origin::Disk(brought) if draft.to_keep().is_some() => Some(brought.page),
            _ => None,
        })
    }

    /// The page the band offers to show: one whose drafts are in no field yet, else another that has some.
    fn next_kept(&self) -> Option<EntryId> {
        let waiting = self.kept.waiting.iter().filter_map(|waiting| waiting.page);
        waiting.chain(self.brought()).find(|page| Some(*page) != self.shown)
    }
}

/// Puts back what was typed here before the program ended, when there is such.
pub(super) fn put_back(ui: &Ui, key: &Key, current: &str, desk: &mut Desk<'_>) -> bool {
    if desk.state.kept.waiting.is_empty() || !desk.state.kept.is_resolved() || !desk.can_write() {
        return false;
    }
    let draft = desk.state.drafts.at(key, current);
    if draft.is_unsaved() {
        return false;
    }
    let page = desk.state.shown.unwrap_or(key.entry);
    let Some(Waiting { mut stored, .. }) = desk.state.kept.take(key.entry, &key.slot.name()) else { return false };
    let row = |text: &str| model::join_row(&model::split_row(text));
    if matches!(key.slot, Slot::Row(..)) && row(&stored.base) == row(current) {
        // the same cells, whatever stands between them
        current.clone_into(&mut stored.base);
    }
    restore(desk.state.drafts.at(key, current), &stored, page);
    ui.ctx().request_repaint();
    true
}

/// Gives a draft the text of before.
fn restore(draft: &mut Draft, stored: &StoredDraft, page: EntryId) {
    let (at, author, base) = (stored.at, stored.author.clone(), stored.base.clone());
    draft.bring_back(&stored.text, Brought { page, at, author, base, touched: false });
}

/// The moment a draft was typed: the minute alone when it was today.
fn when(at: Timestamp) -> String {
    let minute = at.local_minute();
    let today = Timestamp(jiff::Timestamp::now().as_millisecond()).local_day();
    minute.strip_prefix(&today).map_or(minute.clone(), |time| time.trim().to_owned())
}

/// Says of a draft that it came back, and what the catalogue has meanwhile.
pub(super) fn brought_ui(ui: &mut Ui, key: &Key, brought: &Brought, clash: Option<String>, desk: &mut Desk<'_>) {
    let at = when(brought.at);
    let words = if brought.author.is_empty() || brought.author == desk.view.author {
        tr_args("page-brought-back", &[("at", at.into())])
    } else {
        tr_args("page-brought-back-by", &[("at", at.into()), ("by", brought.author.clone().into())])
    };
    ui.label(theme::strong(words).small());
    if let Some(has) = clash {
        let words = if has.trim().is_empty() {
            tr("page-brought-empty")
        } else {
            tr_args("page-brought-other", &[("has", has.into())])
        };
        ui.label(theme::strong(words).small());
    }
    let write = ui.link(tr("page-brought-write"));
    if write.clicked()
        && let Some(draft) = desk.state.drafts.get(key)
    {
        draft.touch();
        desk.want(PageAction::Commit(key.clone()));
    }
    let link = ui.link(tr("page-brought-drop")).on_hover_text(tr("page-brought-drop-hint"));
    if link.clicked()
        && let Some(draft) = desk.state.drafts.get(key)
    {
        draft.let_go();
    }
}

/// Tells at the top of the window what the program kept when it ended before it was written.
pub fn band_ui(ui: &mut Ui, state: &mut PageState, actions: &mut Vec<Action>) {
    if !state.has_kept() {
        return;
    }
    let fill = theme::palette(ui).notice;
    let band = Frame::new().fill(fill).inner_margin(Margin::symmetric(theme::PANEL_MARGIN, 8));
    Panel::top("kept band").frame(band).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        let count = state.kept.waiting.len() + state.brought().count();
        ui.horizontal_wrapped(|ui| {
            ui.label(theme::strong(tr_args("page-kept-band", &[("count", count.into())])));
            if let Some(page) = state.next_kept() {
                let is_first = state.shown.is_none_or(|shown| state.brought().all(|page| page != shown));
                let words = tr(if is_first { "page-kept-show" } else { "page-kept-next" });
                if ui.button(words).clicked() {
                    state.kept.go_to = Some(page);
                    actions.push(Action::Show(page));
                }
            }
        });
        let homeless = |waiting: &&Waiting| {
            let place = (waiting.stored.entry, waiting.stored.slot.clone());
            waiting.page.is_none() || state.kept.stranded.contains(&place)
        };
        for Waiting { stored, page } in state.kept.waiting.iter().filter(homeless) {
            ui.horizontal_wrapped(|ui| {
                let text = told(&stored.text);
                let slot = slot_words(&stored.slot);
                let key = if page.is_none() { "page-kept-gone" } else { "page-kept-no-field" };
                ui.label(tr_args(key, &[("text", text.clone().into()), ("slot", slot.into())]));
                let copy = ui.link(tr("page-kept-copy"));
                super::claim_edit::name(&copy, "page-kept-copy-of", "", &text);
                if copy.clicked() {
                    ui.copy_text(stored.text.clone());
                }
                let drop = ui.link(tr("page-brought-drop"));
                super::claim_edit::name(&drop, "page-kept-drop-of", "", &text);
                if drop.clicked() {
                    let (entry, slot) = (stored.entry, stored.slot.clone());
                    actions.push(Action::Page(PageAction::LetGo { entry, slot }));
                }
            });
        }
    });
}

/// The beginning of a text.
fn told(text: &str) -> String {
    let text = text.trim();
    match text.char_indices().nth(TOLD) {
        Some((end, _)) => format!("{}\u{2026}", text.get(..end).unwrap_or(text)),
        None => text.to_owned(),
    }
}

/// A place in words, as far as it can be named without its entry.
fn slot_words(slot: &str) -> String {
    match (Slot::named(slot), claim_of_slot(slot)) {
        (Some(Slot::Own(field)), _) => words::history_field(field),
        (Some(Slot::Box(field) | Slot::Legible(field) | Slot::Further(field, _) | Slot::Row(field, _)), _) => field,
        (Some(Slot::Wording), _) => tr("page-wording"),
        (None, Some((property, _))) => crate::reports::property_text(property),
        (None, None) if slot == NOTE => words::history_field("text"),
        (None, None) => slot.to_owned(),
    }
}

/// After the page is drawn: what waits for a field of this page and found none is told.
pub(super) fn mind_stranded(state: &mut PageState) {
    let shown = state.shown;
    state.kept.go_to.take_if(|page| Some(*page) == shown);
    state.kept.stranded = state
        .kept
        .waiting
        .iter()
        .filter(|waiting| waiting.page.is_some() && waiting.page == shown)
        .map(|waiting| (waiting.stored.entry, waiting.stored.slot.clone()))
        .collect();
}
