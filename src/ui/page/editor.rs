//! A text field that saves itself, and how far it is.

use super::drafts::{Key, Saving};
use super::{Desk, PageAction};
use crate::i18n::{tr, tr_args};
use crate::model::EntryId;
use crate::ui::{field, theme};
use eframe::egui;
use egui::{Id, Rect, Response, Ui};

/// How much of what stands around a field is brought into view with it.
const UNDER_FIELD_PT: f32 = 48.0;

/// The editors of a page in the order in which they are drawn, so that Enter goes on to the next.
#[derive(Debug, Default)]
pub(super) struct Editors {
    order: Vec<Id>,
    enter_in: Option<Id>,
    /// The card that was made just now: its first box takes the keyboard.
    pub(super) begin_in: Option<EntryId>,
    /// What had the keyboard when it was last brought into view.
    followed: Option<Id>,
    /// An editor that opened just now and is to be seen whole.
    opened: Option<Rect>,
}

impl Editors {
    /// A new frame begins.
    pub(super) fn begin(&mut self) {
        self.order.clear();
        self.enter_in = None;
    }

    /// Notes a form that opened just now: all of it comes into view, down to its buttons.
    pub(super) fn reveal(&mut self, form: &Response) {
        self.opened = Some(form.rect);
    }

    /// Notes an editor; `entered` says that Enter was pressed in it.
    pub(super) fn note(&mut self, id: Id, entered: bool) {
        self.order.push(id);
        if entered {
            self.enter_in = Some(id);
        }
    }
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
    let now = ui.input(|input| input.time);
    let look = field::Look { hint: editor.hint, rows: editor.rows, width: editor.width, read_only: !desk.can_write() };
    let draft = desk.state.drafts.at(editor.key, editor.current);
    let mut response = field::bare(ui, editor.key, &mut draft.text, look).labelled_by(editor.label);
    if response.changed() {
        draft.edited(now);
    }
    let left = response.lost_focus();
    if left && draft.wants_saving() {
        desk.want(PageAction::Commit(editor.key.clone()));
    }
    let entered = left && editor.rows <= 1 && ui.input(|input| input.key_pressed(egui::Key::Enter));
    desk.state.editors.note(response.id, entered);
    if let Some(why) = desk.view.read_only {
        response = response.on_hover_text(why);
    }
    response
}

/// How far the draft of a place is, in a few small words; nothing when it is as in the catalogue.
pub(super) fn saving_ui(ui: &mut Ui, key: &Key, desk: &mut Desk<'_>) {
    let Some(draft) = desk.state.drafts.get(key) else { return };
    match draft.saving() {
        Saving::Quiet => {}
        Saving::Editing => {
            ui.label(theme::small(ui, tr("page-editing")));
        }
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

/// After the page is drawn: saves what waited long enough and moves on after Enter.
pub(super) fn end(ui: &Ui, desk: &mut Desk<'_>) {
    let now = ui.input(|input| input.time);
    for key in desk.state.drafts.due(now) {
        desk.want(PageAction::Commit(key));
    }
    if let Some(seconds) = desk.state.drafts.next_due_in(now).filter(|seconds| *seconds > 0.0) {
        ui.request_repaint_after(std::time::Duration::from_secs_f64(seconds));
    }
    let editors = &desk.state.editors;
    if let Some(at) = editors.enter_in.and_then(|id| editors.order.iter().position(|known| *known == id))
        && let Some(next) = editors.order.get(at + 1)
    {
        ui.memory_mut(|memory| memory.request_focus(*next));
    }
}
