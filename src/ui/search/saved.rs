//! The searches that are kept, in the left panel: chosen, named, renamed and removed in their place.

use super::{SearchAction, SearchState};
use crate::i18n::{tr, tr_args};
use crate::model::{EntryId, SavedSearch};
use crate::ui::action::Action;
use crate::ui::list::{ListAction, ListState, line_ui};
use crate::ui::{field, theme};
use eframe::egui::{self, Button, Key, Popup, Ui, vec2};

/// The search that is being named.
#[derive(Debug)]
pub(super) struct Naming {
    /// The search that gets another name; `None` for a new one.
    of: Option<EntryId>,
    name: String,
    /// Whether the field has not taken the keyboard yet.
    is_fresh: bool,
}

impl Naming {
    /// A new search, called like what it seeks until somebody says otherwise.
    pub(super) fn new(words: &str) -> Self {
        Self { of: None, name: words.trim().to_owned(), is_fresh: true }
    }
}

/// What drawing the searches may know.
#[derive(Clone, Copy, Debug)]
pub struct SavedView<'a> {
    /// They.
    pub saved: &'a [SavedSearch],
    /// What is sought.
    pub list: &'a ListState,
    /// Why nothing can be kept.
    pub read_only: Option<&'a str>,
}

/// Draws the searches that are kept, and the way to keep the one that is shown.
pub fn saved_ui(ui: &mut Ui, view: SavedView<'_>, state: &mut SearchState, actions: &mut Vec<Action>) {
    ui.add_space(theme::GAP + 4.0);
    ui.label(theme::small(ui, tr("side-saved")).family(theme::strong_family()));
    ui.add_space(4.0);
    let words = view.list.words.trim();
    for search in view.saved {
        if state.naming.as_ref().is_some_and(|naming| naming.of == Some(search.id)) {
            naming_ui(ui, state, actions);
        } else {
            search_ui(ui, search, view, state, actions);
        }
    }
    if state.naming.as_ref().is_some_and(|naming| naming.of.is_none()) {
        naming_ui(ui, state, actions);
        return;
    }
    let is_kept = view.saved.iter().any(|search| search.query.trim() == words);
    let why_not = match view.read_only {
        Some(_) => Some(tr("saved-read-only")),
        None if words.is_empty() => Some(tr("saved-nothing-sought")),
        None if is_kept => Some(tr("saved-already")),
        None => None,
    };
    let button = Button::new(theme::small(ui, tr("command-save-search"))).frame_when_inactive(false);
    let response = ui.add_enabled(why_not.is_none(), button);
    let response = response.on_hover_text(tr("command-save-search-hint"));
    if response.on_disabled_hover_text(why_not.unwrap_or_default()).clicked() {
        actions.push(Action::Search(SearchAction::Name));
    }
}

fn search_ui(
    ui: &mut Ui,
    search: &SavedSearch,
    view: SavedView<'_>,
    state: &mut SearchState,
    actions: &mut Vec<Action>,
) {
    let words = view.list.words.trim();
    let is_shown = !words.is_empty() && search.query.trim() == words;
    let line = line_ui(ui, (0, &search.label), None, (is_shown, false));
    // its menu lies over the end of its line
    let place = egui::Rect::from_center_size(line.rect.right_center() - vec2(17.0, 0.0), vec2(26.0, 24.0));
    let dots = egui::RichText::new("…").color(theme::palette(ui).weak);
    let more = ui.put(place, Button::new(dots).small().frame_when_inactive(false));
    let name = tr_args("saved-more", &[("name", search.label.clone().into())]);
    more.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
    Popup::menu(&more.on_hover_text(&name)).show(|ui| menu_ui(ui, search, view, state, actions));
    let line = line.on_hover_text(&search.query);
    line.context_menu(|ui| menu_ui(ui, search, view, state, actions));
    if line.clicked() {
        actions.push(Action::List(ListAction::Words(search.query.clone())));
    }
}

fn menu_ui(ui: &mut Ui, search: &SavedSearch, view: SavedView<'_>, state: &mut SearchState, actions: &mut Vec<Action>) {
    let can_write = view.read_only.is_none();
    let words = view.list.words.trim();
    let differs = !words.is_empty() && words != search.query.trim();
    let why_not = tr("saved-read-only");
    let line = |ui: &mut Ui, key: &str, can: bool| {
        let line = ui.add_enabled(can, Button::new(tr(key)));
        let line = if can_write { line } else { line.on_disabled_hover_text(&why_not) };
        let clicked = line.clicked();
        if clicked {
            ui.close();
        }
        clicked
    };
    if line(ui, "saved-rename", can_write) {
        state.naming = Some(Naming { of: Some(search.id), name: search.label.clone(), is_fresh: true });
    }
    if line(ui, "saved-replace", can_write && differs) {
        actions.push(Action::Search(SearchAction::Replace(search.id)));
    }
    if line(ui, "saved-remove", can_write) {
        actions.push(Action::Search(SearchAction::Remove(search.id)));
    }
}

/// The field for a name: Enter keeps it, Esc leaves it.
fn naming_ui(ui: &mut Ui, state: &mut SearchState, actions: &mut Vec<Action>) {
    let Some(naming) = &mut state.naming else { return };
    let hint = tr("saved-name");
    let look = field::Look { hint: &hint, ..field::Look::default() };
    let response = field::bare(ui, ("saved search", naming.of), &mut naming.name, look);
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::labeled(egui::Role::TextInput, true, tr("saved-name"));
        info.current_text_value = Some(naming.name.clone());
        info
    });
    if std::mem::take(&mut naming.is_fresh) {
        response.request_focus();
        super::caret::mark(ui.ctx(), response.id, &(0..naming.name.chars().count()));
        return;
    }
    if !response.lost_focus() {
        return;
    }
    let name = naming.name.trim().to_owned();
    if ui.input(|input| input.key_pressed(Key::Enter)) && !name.is_empty() {
        actions.push(Action::Search(match naming.of {
            Some(id) => SearchAction::Rename(id, name),
            None => SearchAction::Save(name),
        }));
    }
    state.naming = None;
}
