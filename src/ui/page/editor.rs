//! A text field that saves itself, and how far it is.

use super::drafts::{Key, Origin, Saving, Slot};
use super::{Desk, PageAction, brought, completion};
use crate::i18n::{tr, tr_args};
use crate::model::EntryId;
use crate::ui::{field, theme};
use eframe::egui;
use egui::{Id, Rect, Response, Ui};
use std::collections::BTreeMap;

/// How much of what stands around a field is brought into view with it.
const UNDER_FIELD_PT: f32 = 48.0;

/// The editors of a page in the order in which they are drawn, so that Enter goes on to the next.
#[derive(Debug, Default)]
pub(super) struct Editors {
    order: Vec<Id>,
    /// The entry whose editors they are.
    of: Option<EntryId>,
    /// The editor Enter was pressed in, and whether it goes back.
    enter_in: Option<(Id, bool)>,
    /// The card that was turned to or made just now: its first empty box takes the keyboard.
    pub(super) begin_in: Option<EntryId>,
    /// The field that takes the keyboard when it is drawn.
    pub(super) wanted: Option<Key>,
    /// The field of a card that has the keyboard.
    pub(super) focused: Option<FocusedField>,
    /// What a command asked of the field that has the keyboard.
    pub(super) wish: Option<(Key, Wish)>,
    /// What had the keyboard when it was last brought into view.
    followed: Option<Id>,
    /// An editor that opened just now and is to be seen whole.
    opened: Option<Rect>,
    /// The row of a table that has the keyboard.
    in_row: Option<InRow>,
    /// The claim a box showed last in its first field.
    first: BTreeMap<Key, EntryId>,
}

/// A row of a table that has the keyboard.
#[derive(Debug)]
struct InRow {
    key: Key,
    cells: Vec<Id>,
    /// Whether the keyboard was nowhere in the last frame: going back it is for one.
    is_away: bool,
}

impl Editors {
    /// A new frame begins. Editors of another page are forgotten, with the key strokes egui keeps for each.
    pub(super) fn begin(&mut self, ctx: &egui::Context, shown: Option<EntryId>) {
        if self.of != shown {
            self.of = shown;
            self.order.iter().for_each(|id| field::forget(ctx, *id));
            self.in_row = None;
            self.first.clear();
        }
        self.order.clear();
        self.enter_in = None;
    }

    /// Notes a form that opened just now: all of it comes into view, down to its buttons.
    pub(super) fn reveal(&mut self, form: &Response) {
        self.opened = Some(form.rect);
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.order.len()
    }

    /// Notes an editor that was drawn. Enter in it goes on to the next, with Shift back.
    pub(super) fn note(&mut self, ui: &Ui, editor: &Response, rows: usize) {
        self.order.push(editor.id);
        if rows <= 1 && editor.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter)) {
            self.enter_in = Some((editor.id, ui.input(|input| input.modifiers.shift)));
        }
    }

    /// What a command asked of this editor.
    pub(super) fn wish_of(&mut self, key: &Key, id: Id) -> Option<Wish> {
        let is_cell = self.focused.as_ref().is_some_and(|focused| focused.key == *key && focused.id != id);
        if is_cell && matches!(key.slot, Slot::Row(..)) {
            return None;
        }
        self.wish.take_if(|(of, _)| of == key).map(|(_, wish)| wish)
    }
}

/// What a command asks of a field when it is drawn next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wish {
    /// The cursor behind the text.
    CursorToEnd,
    /// The letter before the cursor in its next form.
    OtherLetter,
}

/// The field of a card that has the keyboard, or had it before a key of a command took it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FocusedField {
    /// Its place.
    pub key: Key,
    /// The id of its editor.
    pub id: Id,
}

/// Gives a button or link its full name, for who cannot see what it stands beside.
pub(super) fn name(response: &Response, role: egui::Role, name: &str) {
    let enabled = response.enabled();
    response.widget_info(|| egui::WidgetInfo::labeled(role, enabled, name));
}

/// An editor to be drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Editor<'a> {
    /// Its place.
    pub key: &'a Key,
    /// What the catalogue has.
    pub current: &'a str,
    /// What is shown while it is empty.
    pub hint: &'a str,
    /// Lines.
    pub rows: usize,
    /// Width; all there is when `None`.
    pub width: Option<f32>,
    /// The label that names it.
    pub label: Id,
}

/// Draws an editor and tells when what it holds should be saved.
pub(super) fn editor_ui(ui: &mut Ui, editor: &Editor<'_>, desk: &mut Desk<'_>) -> Response {
    let key = editor.key;
    let came_back = brought::put_back(ui, key, editor.current, desk);
    let sticky = editor.hint.is_empty().then(|| desk.state.sticky_hint(ui.ctx(), &key.slot)).flatten();
    let hint = sticky.as_deref().filter(|_| desk.can_write()).unwrap_or(editor.hint);
    let look = field::Look { hint, rows: editor.rows, width: editor.width, read_only: !desk.can_write() };
    // made before the keys are heard, which may put something into it
    desk.state.drafts.at(key, editor.current);
    let (taken, is_open) = completion::keys(ui, key, desk);
    let under = if is_open { field::Under::Wordings } else { field::Under::Nothing };
    if let Some(taken) = taken {
        completion::put(ui, field::id(ui, key), key, &taken, desk);
    }
    let draft = desk.state.drafts.at(key, editor.current);
    let output = field::with_list(ui, key, &mut draft.text, look, under);
    let mut response = output.response.response.clone().labelled_by(editor.label);
    mind_first(ui, key, response.id, desk);
    let draft = desk.state.drafts.at(key, editor.current);
    if response.changed() {
        draft.edited();
        desk.state.before.typed(key);
    }
    let text = desk.state.drafts.at(key, editor.current).text.clone();
    // a remark of several lines is no value that comes again
    if editor.rows <= 1
        && let Some(clicked) = completion::list_ui(ui, key, &text, &output, desk)
    {
        completion::put(ui, response.id, key, &clicked, desk);
        response.request_focus();
    }
    grant(ui, key, &response, desk);
    if came_back {
        go_to_brought(key, &response, desk);
    }
    if desk.state.editors.wanted.as_ref() == Some(key) {
        desk.state.editors.wanted = None;
        response.request_focus();
    }
    if response.has_focus() && !matches!(key.slot, Slot::Own(_)) {
        desk.state.editors.focused = Some(FocusedField { key: key.clone(), id: response.id });
    }
    let draft = desk.state.drafts.at(key, editor.current);
    if response.lost_focus() && draft.wants_saving() {
        desk.want(PageAction::Commit(key.clone()));
    }
    desk.state.editors.note(ui, &response, editor.rows);
    if let Some(why) = desk.view.read_only {
        response = response.on_hover_text(why);
    }
    response
}

/// Does what a command asked of a field.
fn grant(ui: &Ui, key: &Key, response: &Response, desk: &mut Desk<'_>) {
    let Some(wish) = desk.state.editors.wish_of(key, response.id) else { return };
    let Some(draft) = desk.state.drafts.get(key) else { return };
    match wish {
        Wish::CursorToEnd => field::cursor_to_end(ui.ctx(), response.id, &draft.text),
        Wish::OtherLetter => {
            if field::change_letter(ui.ctx(), response.id, &mut draft.text, crate::text::next_form) {
                draft.edited();
            } else {
                desk.state.tell(key, "page-told-letter");
            }
        }
    }
    // a menu may have taken the keyboard
    response.request_focus();
}

/// Brings a field whose text came back into view. It takes the keyboard only when the catalogue still has what it had.
fn go_to_brought(key: &Key, response: &Response, desk: &mut Desk<'_>) {
    if desk.state.kept.go_to.is_none() || desk.state.kept.go_to.take() != desk.state.shown {
        return;
    }
    if desk.state.drafts.get(key).is_some_and(|draft| draft.clash().is_some()) {
        desk.state.editors.reveal(response);
    } else {
        response.request_focus();
    }
}

/// How far the draft of a place is, in a few small words; nothing when it is as in the catalogue.
pub(super) fn saving_ui(ui: &mut Ui, key: &Key, desk: &mut Desk<'_>) {
    if let Some(words) = desk.state.before.said(key) {
        ui.label(theme::small(ui, words));
    }
    let Some(draft) = desk.state.drafts.get(key) else { return };
    match draft.saving() {
        Saving::Quiet => {}
        Saving::Typed => typed_ui(ui, key, desk),
        Saving::Sent => {
            ui.label(theme::small(ui, tr("page-saving")));
        }
        Saving::Saved => {
            ui.label(theme::small(ui, tr("page-saved")));
        }
        Saving::Failed(why) => {
            ui.label(theme::strong(tr_args("page-not-saved", &[("why", why.into())])).small());
            if ui.link(tr("page-try-again")).clicked() {
                desk.want(PageAction::Commit(key.clone()));
            }
        }
    }
}

/// How far what is typed is: where it came from, and whether the disk has it.
fn typed_ui(ui: &mut Ui, key: &Key, desk: &mut Desk<'_>) {
    let Some(draft) = desk.state.drafts.get(key) else { return };
    let (origin, clash) = (draft.origin().clone(), draft.clash().map(str::to_owned));
    let text = draft.text.clone();
    match &origin {
        Origin::Disk(brought) => brought::brought_ui(ui, key, brought, clash, desk),
        Origin::Card(card) => {
            ui.label(theme::small(ui, tr_args("page-as-on", &[("card", card.clone().into())])));
        }
        Origin::Keys => {}
    }
    let kept = &desk.state.kept;
    if kept.has(key.entry, &key.slot.name(), &text) {
        if !matches!(&origin, Origin::Disk(brought) if !brought.touched) {
            ui.label(theme::small(ui, tr("page-kept")));
        }
    } else if let Some(why) = kept.failed() {
        ui.label(theme::strong(tr_args("page-not-kept", &[("why", why.into())])).small());
    } else {
        ui.label(theme::small(ui, tr("page-typed")));
    }
}

/// At the end of a scrolled part of the page: brings what took the keyboard into view, however it came by it.
pub(super) fn follow_focus(ui: &Ui, desk: &mut Desk<'_>) {
    let focused = ui.memory(egui::Memory::focused);
    if let Some(form) = desk.state.editors.opened.take() {
        let align = (form.height() > ui.clip_rect().height()).then_some(egui::Align::Min);
        ui.scroll_to_rect(form, align);
        desk.state.editors.followed = focused;
        return;
    }
    if focused == desk.state.editors.followed {
        return;
    }
    desk.state.editors.followed = focused;
    let Some(place) = focused.and_then(|id| ui.ctx().read_response(id)).filter(|place| place.layer_id == ui.layer_id())
    else {
        return;
    };
    let seen = ui.clip_rect();
    let is_inside = seen.x_range().contains(place.rect.center().x) && place.rect.height() < seen.height();
    if is_inside && !seen.contains_rect(place.rect.shrink(1.0)) {
        // with what stands under it: how it is read, how far it is saved
        ui.scroll_to_rect(place.rect.expand2(egui::vec2(0.0, UNDER_FIELD_PT)), None);
    }
}

/// Notes that a row of a table has the keyboard. The row that had it before is written.
pub(super) fn in_row(key: &Key, cells: Vec<Id>, desk: &mut Desk<'_>) {
    let before = desk.state.editors.in_row.replace(InRow { key: key.clone(), cells, is_away: false });
    if let Some(before) = before.filter(|before| before.key != *key) {
        commit_rows(&before.key, desk);
    }
}

/// Writes what is typed in a table: all rows, in order, because one that comes before another here has to come before it
/// in the catalogue.
pub(super) fn commit_rows(key: &Key, desk: &mut Desk<'_>) {
    if let Slot::Row(field, _) = &key.slot {
        for row in desk.state.drafts.unsent_rows(key.entry, field) {
            desk.want(PageAction::Commit(row));
        }
    }
}

/// Writes a row of a table once the keyboard has left it: not at each of its cells.
fn mind_row(ui: &Ui, desk: &mut Desk<'_>) {
    let Some(row) = &mut desk.state.editors.in_row else { return };
    match ui.memory(egui::Memory::focused) {
        Some(id) if row.cells.contains(&id) => row.is_away = false,
        None if !row.is_away => {
            row.is_away = true;
            ui.request_repaint();
        }
        _ => {
            if let Some(row) = desk.state.editors.in_row.take() {
                commit_rows(&row.key, desk);
            }
        }
    }
}

/// The first value of a box was taken away and the next one is the first now: the key strokes egui keeps are of the
/// other.
fn mind_first(ui: &Ui, key: &Key, id: Id, desk: &mut Desk<'_>) {
    let Slot::Box(_) = &key.slot else { return };
    let Some(claim) = desk.state.claim_at(key).map(|claim| claim.id) else { return };
    if desk.state.editors.first.insert(key.clone(), claim).is_some_and(|before| before != claim) {
        field::forget(ui.ctx(), id);
    }
}

/// After the page is drawn: moves on after Enter, and forgets what nobody needs any more.
pub(super) fn end(ui: &Ui, desk: &mut Desk<'_>) {
    brought::mind_stranded(desk.state);
    desk.state.drafts.end();
    go_on(ui, &desk.state.editors);
    mind_row(ui, desk);
}

fn go_on(ui: &Ui, editors: &Editors) {
    let Some((id, is_back)) = editors.enter_in else { return };
    let Some(at) = editors.order.iter().position(|known| *known == id) else { return };
    let next = if is_back { at.checked_sub(1) } else { Some(at + 1) };
    if let Some(next) = next.and_then(|next| editors.order.get(next)) {
        ui.memory_mut(|memory| memory.request_focus(*next));
    }
}
