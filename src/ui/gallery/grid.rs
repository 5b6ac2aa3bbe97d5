//! The cells: only those on the screen are drawn. What the pointer and the keyboard do among them.

use super::cell::{self, Look, Wanted};
use super::layout::{Layout, SIDES_PT, USUAL_SIZE};
use super::selection::Way;
use super::{GalleryAction, GalleryState, GalleryView};
use crate::i18n::tr;
use crate::model::EntryId;
use crate::ui::action::Action;
use eframe::egui::{self, EventFilter, Id, Key, Modifiers, Response, ScrollArea, Sense, Ui};

/// Turned so far with Ctrl, the wheel changes the size of the cells by one step.
const WHEEL_STEP: f32 = 1.12;

/// The keys of the gallery: the key of their words, and the keys.
pub const KEYS: &[(&str, &str)] = &[
    ("gallery-keys-move", "Arrows, Page Up, Page Down, Home, End"),
    ("gallery-keys-stretch", "Shift+Arrows, Shift+click"),
    ("gallery-keys-toggle", "Space, Ctrl+click"),
    ("gallery-keys-all", "Ctrl+A"),
    ("gallery-keys-large", "Enter, double click"),
    ("gallery-keys-page", "Shift+Enter"),
    ("gallery-keys-size", "Ctrl+wheel"),
    ("gallery-keys-leave", "Esc"),
];

/// How the cells are seen.
#[derive(Debug)]
pub(super) struct ViewState {
    /// Which of the sizes.
    pub(super) size: usize,
    /// As it was drawn last.
    layout: Option<Layout>,
    offset: f32,
    height: f32,
    /// A place that should come into view.
    reveal: Option<usize>,
    /// How far the wheel was turned with Ctrl since the last step.
    turned: f32,
}

impl Default for ViewState {
    fn default() -> Self {
        Self { size: USUAL_SIZE, layout: None, offset: 0.0, height: 0.0, reveal: None, turned: 1.0 }
    }
}

impl ViewState {
    /// Side of the square a picture is drawn in, in points.
    pub(super) fn side(&self) -> f32 {
        SIDES_PT.get(self.size).or(SIDES_PT.get(USUAL_SIZE)).copied().unwrap_or(184.0)
    }

    /// Begins at the top.
    pub(super) fn begin(&mut self) {
        (self.offset, self.layout, self.reveal) = (0.0, None, Some(0));
    }

    /// Brings a place into view.
    pub(super) fn reveal(&mut self, at: usize) {
        self.reveal = Some(at);
    }

    /// The offset the cells are to be drawn with, when it is another one than they are scrolled to.
    fn wanted_offset(&mut self, layout: Layout, height: f32) -> Option<f32> {
        let before = self.layout.replace(layout);
        self.height = height;
        let is_new = |before: &Layout| before.columns != layout.columns || (before.side - layout.side).abs() > 0.1;
        let mut wanted = None;
        if let Some(before) = before.filter(is_new) {
            // the row at the top stays there
            let (at, above) = before.anchor(self.offset);
            wanted = Some(layout.anchored(at, above));
        }
        if let Some(at) = self.reveal.take() {
            wanted = Some(layout.revealing(at, wanted.unwrap_or(self.offset), height));
        }
        wanted.map(|offset| offset.min((layout.height() - height).max(0.0)))
    }
}

/// The place of the cells in the order of the keyboard.
fn grid_id() -> Id {
    Id::unique("gallery grid")
}

/// Draws the cells.
pub(super) fn grid_ui(ui: &mut Ui, view: &GalleryView<'_>, state: &mut GalleryState, actions: &mut Vec<Action>) {
    let order = state.order();
    let area = ui.available_rect_before_wrap();
    let grid = ui.interact(area, grid_id(), Sense::focusable_noninteractive());
    grid.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Group, true, tr("gallery-grid")));
    if std::mem::take(&mut state.takes_keyboard) {
        grid.request_focus();
    }
    let bar = ui.spacing().scroll.bar_width + ui.spacing().scroll.bar_inner_margin;
    let layout = Layout::new(area.width() - bar, state.view.side(), order.len());
    if !view.in_dialog && !state.has_dialog() {
        keys(ui, &grid, state, (&order, layout), actions);
        wheel(ui, area, state, actions);
    }
    let mut scroll = ScrollArea::vertical().id_salt("gallery").auto_shrink(false).animated(false);
    if let Some(offset) = state.view.wanted_offset(layout, area.height()) {
        scroll = scroll.vertical_scroll_offset(offset);
    }
    let output = scroll.show_viewport(ui, |ui, viewport| {
        ui.set_height(layout.height());
        ui.set_width(area.width() - bar);
        state.visible = layout.visible(viewport.top(), viewport.height());
        cells_ui(ui, area, viewport.top(), (&order, layout), state, actions);
    });
    state.view.offset = output.state.clamped_offset().y;
}

fn cells_ui(
    ui: &Ui,
    area: egui::Rect,
    offset: f32,
    (order, layout): (&[EntryId], Layout),
    state: &mut GalleryState,
    actions: &mut Vec<Action>,
) {
    let cursor = state.selection.cursor().filter(|_| ui.memory(|memory| memory.has_focus(grid_id())));
    let mut small = std::mem::take(&mut state.small);
    for at in state.visible.clone() {
        let Some(id) = order.get(at).copied() else { break };
        let place = layout.cell(at, area.min, offset);
        let Some(hung) = state.hung.get(&id) else {
            cell::empty_ui(ui, place, layout.side);
            continue;
        };
        let covered = state.is_covered(hung);
        let chosen = state.selection.has(id);
        let look = Look { id, side: layout.side, chosen, cursor: cursor == Some(id), covered };
        let wanted = cell::cell_ui(ui, place, look, hung, &small.get(id, covered));
        match wanted {
            Wanted::Nothing => continue,
            Wanted::Click => {
                let modifiers = ui.input(|input| input.modifiers);
                let way = if modifiers.shift {
                    Way::Stretch
                } else if modifiers.command {
                    Way::Toggle
                } else {
                    Way::Only
                };
                state.selection.choose(order, at, way);
            }
            Wanted::Large => actions.push(Action::Gallery(GalleryAction::Look(at))),
            Wanted::Uncover => actions.push(Action::Gallery(GalleryAction::Uncover(id))),
            Wanted::Page => actions.push(Action::Gallery(GalleryAction::Page(id))),
        }
        ui.memory_mut(|memory| memory.request_focus(grid_id()));
    }
    state.small = small;
}

/// Ctrl and the wheel make the cells larger or smaller.
fn wheel(ui: &Ui, area: egui::Rect, state: &mut GalleryState, actions: &mut Vec<Action>) {
    let is_over = ui.input(|input| input.pointer.hover_pos()).is_some_and(|at| area.contains(at));
    let zoom = ui.input(egui::InputState::zoom_delta);
    if !is_over || (zoom - 1.0).abs() < f32::EPSILON {
        return;
    }
    state.view.turned *= zoom;
    let size = state.view.size;
    let wanted = if state.view.turned > WHEEL_STEP {
        (size + 1).min(SIDES_PT.len() - 1)
    } else if state.view.turned < 1.0 / WHEEL_STEP {
        size.saturating_sub(1)
    } else {
        return;
    };
    state.view.turned = 1.0;
    if wanted != size {
        actions.push(Action::Gallery(GalleryAction::Size(wanted)));
    }
}

/// Arrows, page keys, Home, End, Enter, Space, Ctrl+A and Esc, while no field has the keyboard.
fn keys(
    ui: &Ui,
    grid: &Response,
    state: &mut GalleryState,
    (order, layout): (&[EntryId], Layout),
    actions: &mut Vec<Action>,
) {
    let ctx = ui.ctx();
    if !grid.has_focus() {
        // after a button was pressed, keys are the cells' again as soon as nothing has them
        if ctx.memory(egui::Memory::focused).is_none() && !ctx.any_popup_open() {
            grid.request_focus();
        }
        return;
    }
    let filter = EventFilter { vertical_arrows: true, horizontal_arrows: true, escape: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(grid.id, filter));
    let last = order.len().saturating_sub(1);
    let at = state.selection.place(order);
    let page = layout.page(state.view.height);
    let steps: [(Key, Option<usize>); 8] = [
        (Key::ArrowRight, Some(at.map_or(0, |at| at + 1))),
        (Key::ArrowLeft, Some(at.map_or(0, |at| at.saturating_sub(1)))),
        (
            Key::ArrowDown,
            at.map_or(Some(0), |at| (at + layout.columns <= last || at < last).then_some(at + layout.columns)),
        ),
        (Key::ArrowUp, at.map_or(Some(0), |at| at.checked_sub(layout.columns))),
        (Key::PageDown, Some(at.map_or(0, |at| at + page))),
        (Key::PageUp, Some(at.map_or(0, |at| at.saturating_sub(page)))),
        (Key::Home, Some(0)),
        (Key::End, Some(last)),
    ];
    let pressed = |modifiers: Modifiers, key: Key| ui.input_mut(|input| input.consume_key(modifiers, key));
    for (key, to) in steps {
        // the longer combination first: a plain key is heard in it as well
        let ways = [(Modifiers::SHIFT, Way::Stretch), (Modifiers::COMMAND, Way::Go), (Modifiers::NONE, Way::Only)];
        for (modifiers, way) in ways {
            if pressed(modifiers, key)
                && let Some(to) = to
            {
                state.selection.choose(order, to.min(last), way);
                state.view.reveal(to.min(last));
            }
        }
    }
    if pressed(Modifiers::COMMAND, Key::A) {
        state.selection.all(order);
    }
    if pressed(Modifiers::NONE, Key::Space)
        && let Some(at) = state.selection.place(order)
    {
        state.selection.choose(order, at, Way::Toggle);
    }
    let cursor = state.selection.place(order);
    if pressed(Modifiers::SHIFT, Key::Enter) {
        actions.extend(state.selection.cursor().map(|id| Action::Gallery(GalleryAction::Page(id))));
    } else if pressed(Modifiers::NONE, Key::Enter) {
        actions.extend(cursor.map(|at| Action::Gallery(GalleryAction::Look(at))));
    }
    if pressed(Modifiers::NONE, Key::Escape) {
        if state.selection.len() > 0 {
            state.selection.none();
        } else {
            actions.push(Action::Gallery(GalleryAction::Close));
        }
    }
}
