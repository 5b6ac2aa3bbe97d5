//! The questions of the gallery: what pictures are to be attached to, and why they are to be covered.

use super::{GalleryAction, GalleryState, GalleryView};
use crate::background::{Request, Store, Token};
use crate::catalogue::{Arrangement, Hit, ListRow};
use crate::i18n::{tr, tr_args};
use crate::model::{EntryId, EntryKind, Label};
use crate::ui::action::Action;
use crate::ui::dialog::row_from_right;
use crate::ui::{field, theme};
use eframe::egui::{self, Context, Id, Key, Modal, Modifiers, ScrollArea, Sense, Ui, vec2};

/// Entries offered at once.
const OFFERED: usize = 40;
/// Height of a line of the list in points.
const LINE_PT: f32 = 46.0;
/// What a picture can be attached to.
const OWNERS: &[EntryKind] = &[EntryKind::FileCard, EntryKind::Person, EntryKind::Event, EntryKind::Group];

/// A question.
pub(super) struct Asking {
    /// Another number each time.
    no: u64,
    what: What,
    /// Whether it was opened just now, so that its field takes the keyboard.
    fresh: bool,
}

enum What {
    /// What the pictures are to belong to.
    Entry(Search),
    /// Why they are to be covered.
    Cover { why: String },
}

/// A search for an entry. Only one is on its way: what is typed meanwhile is looked for when it is back.
#[derive(Default)]
struct Search {
    words: String,
    asked: Option<Token>,
    /// Whether the words are others by now than those that were asked for.
    is_behind: bool,
    offered: Vec<Offered>,
    marked: usize,
    found_none: bool,
}

impl Search {
    fn mind(&mut self, store: &Store) {
        if !self.is_behind || self.asked.is_some() {
            return;
        }
        self.is_behind = false;
        let words = self.words.trim().to_owned();
        if words.is_empty() {
            self.offered.clear();
            self.found_none = false;
            return;
        }
        let token = store.token();
        self.asked = Some(token);
        store.send(Request::Find { words, limit: OFFERED * 4, token });
    }
}

#[derive(Clone)]
struct Offered {
    id: EntryId,
    name: String,
    kind: EntryKind,
}

impl Offered {
    fn of_row(row: &ListRow) -> Self {
        Self { id: row.id, name: named(&row.reference_code, &row.label), kind: row.kind }
    }
}

fn named(reference_code: &str, label: &str) -> String {
    match (reference_code, label) {
        ("", label) => label.to_owned(),
        (code, "") => code.to_owned(),
        (code, label) => format!("{code} \u{b7} {label}"),
    }
}

impl Asking {
    /// What pictures are to be attached to. The entry that was shown last is offered before anything is typed.
    pub(super) fn entry(no: u64, shown: Option<(EntryId, Label)>) -> Self {
        let suits = |(_, label): &(EntryId, Label)| OWNERS.contains(&label.kind);
        let offered = shown.filter(suits).map(|(id, label)| Offered {
            id,
            name: named(&label.reference_code, &label.label),
            kind: label.kind,
        });
        let offered = offered.into_iter().collect();
        Self { no, what: What::Entry(Search { offered, ..Search::default() }), fresh: true }
    }

    /// Why pictures are to be covered; `why` is why they are so now.
    pub(super) fn cover(no: u64, why: String) -> Self {
        Self { no, what: What::Cover { why }, fresh: true }
    }

    /// Looks for what is typed.
    pub(super) fn mind(&mut self, store: &Store) {
        if let What::Entry(search) = &mut self.what {
            search.mind(store);
        }
    }

    /// Takes what was found.
    pub(super) fn take_hits(&mut self, of: Token, hits: &[Hit]) {
        if let What::Entry(search) = &mut self.what
            && search.asked.take_if(|asked| *asked == of).is_some()
        {
            let rows = hits.iter().map(|hit| &hit.row).filter(|row| OWNERS.contains(&row.kind));
            search.offered = rows.take(OFFERED).map(Offered::of_row).collect();
            (search.marked, search.found_none) = (0, search.offered.is_empty());
        }
    }

    /// A search was not done.
    pub(super) fn failed(&mut self, token: Token) {
        if let What::Entry(search) = &mut self.what {
            search.asked.take_if(|asked| *asked == token);
        }
    }
}

/// Draws the question that is open.
pub(super) fn ask_ui(ctx: &Context, view: &GalleryView<'_>, state: &mut GalleryState, actions: &mut Vec<Action>) {
    let count = state.selection.len();
    let Some(asking) = &mut state.asking else { return };
    if view.read_only || count == 0 {
        state.asking = None;
        return;
    }
    let mut want = |action| actions.push(Action::Gallery(action));
    let fresh = std::mem::take(&mut asking.fresh);
    let frame = theme::dialog_frame(ctx);
    let no = asking.no;
    let shown = Modal::new(Id::unique(("gallery question", no))).frame(frame).show(ctx, |ui| {
        ui.set_width(520.0_f32.min(ctx.content_rect().width() - 80.0));
        match &mut asking.what {
            What::Entry(_) => entry_ui(ui, asking, (count, fresh), &mut want),
            What::Cover { why } => cover_ui(ui, (no, why), (count, fresh), &mut want),
        }
    });
    if shown.should_close() {
        want(GalleryAction::CloseAsk);
    }
}

fn entry_ui(ui: &mut Ui, asking: &mut Asking, (count, fresh): (usize, bool), want: &mut impl FnMut(GalleryAction)) {
    let no = asking.no;
    let What::Entry(search) = &mut asking.what else { return };
    ui.label(theme::dialog_title(tr_args("gallery-attach-title", &[("count", count.into())])));
    ui.add_space(theme::SMALL_GAP);
    // before the field sees them: it would move its cursor and be left by Enter
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let (up, down, enter) = (pressed(Key::ArrowUp), pressed(Key::ArrowDown), pressed(Key::Enter));
    let look = field::Look { rows: 1, ..field::Look::default() };
    let typed = field::labelled(ui, ("gallery entry", no), &tr("gallery-attach-words"), &mut search.words, look);
    if fresh {
        typed.request_focus();
    }
    search.is_behind |= typed.changed();
    let Search { words: _, asked, is_behind, offered, marked, found_none } = search;
    let last = offered.len().saturating_sub(1);
    if down {
        *marked = (*marked + 1).min(last);
    } else if up {
        *marked = marked.saturating_sub(1);
    }
    *marked = (*marked).min(last);
    let mut chosen = enter.then_some(*marked);
    ui.add_space(theme::SMALL_GAP);
    let height = (ui.ctx().content_rect().height() - 340.0).clamp(140.0, 330.0);
    ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (at, one) in offered.iter().enumerate() {
            let response = offered_ui(ui, one, at == *marked);
            if (up || down) && at == *marked {
                response.scroll_to_me(None);
            }
            if response.clicked() {
                chosen = Some(at);
            }
        }
        if offered.is_empty() {
            let words = match (asked.is_some() || *is_behind, *found_none) {
                (true, _) => "gallery-attach-looking",
                (false, true) => "gallery-attach-none",
                (false, false) => "gallery-attach-type",
            };
            ui.label(theme::weak(ui, tr(words)));
        }
    });
    ui.add_space(theme::SMALL_GAP);
    row_from_right(ui, |ui| {
        if ui.button(tr("cancel")).clicked() {
            want(GalleryAction::CloseAsk);
        }
    });
    if let Some(one) = chosen.and_then(|at| offered.get(at)) {
        want(GalleryAction::Arrange(Arrangement::AttachTo(one.id)));
    }
}

/// An entry that is offered: its reference and name, and what it is.
fn offered_ui(ui: &mut Ui, one: &Offered, marked: bool) -> egui::Response {
    let colours = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), LINE_PT), Sense::CLICK);
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::ListBoxOption, true, marked, &one.name));
    if marked || response.hovered() {
        let fill = if marked { colours.chosen } else { colours.hover };
        ui.painter().rect_filled(rect, theme::CORNER, fill);
    }
    let inner = rect.shrink2(vec2(10.0, 3.0));
    let mut ui = ui.new_child(egui::UiBuilder::new().max_rect(inner).sense(Sense::empty()));
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.add(egui::Label::new(&one.name).truncate().selectable(false));
    let kind = theme::small(&ui, tr(&format!("kind-{}", one.kind)));
    ui.add(egui::Label::new(kind).truncate().selectable(false));
    response
}

fn cover_ui(
    ui: &mut Ui,
    (no, why): (u64, &mut String),
    (count, fresh): (usize, bool),
    want: &mut impl FnMut(GalleryAction),
) {
    ui.label(theme::dialog_title(tr_args("gallery-cover-title", &[("count", count.into())])));
    ui.label(theme::weak(ui, tr("gallery-cover-what")));
    ui.add_space(theme::SMALL_GAP);
    let hint = tr("gallery-cover-example");
    let look = field::Look { rows: 1, hint: &hint, ..field::Look::default() };
    let enter = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    let typed = field::labelled(ui, ("gallery cover", no), &tr("page-field-content-note"), why, look);
    if fresh {
        typed.request_focus();
    }
    ui.add_space(theme::GAP);
    let is_empty = why.trim().is_empty();
    row_from_right(ui, |ui| {
        let words = tr(if is_empty { "gallery-uncover-do" } else { "gallery-cover-do" });
        if ui.add(theme::primary_button(ui, &words)).clicked() || enter {
            want(GalleryAction::Arrange(Arrangement::Cover(why.trim().to_owned())));
        }
        if ui.button(tr("cancel")).clicked() {
            want(GalleryAction::CloseAsk);
        }
    });
}
