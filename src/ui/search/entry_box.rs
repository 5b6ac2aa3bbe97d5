//! The search box and what stands beside and under it.

use super::{SearchAction, SearchState, caret, chips, palette, spelling};
use crate::i18n::tr;
use crate::ui::action::Action;
use crate::ui::command::Command;
use crate::ui::field;
use crate::ui::list::{ListAction, ListState};
use eframe::egui::{self, Button, Key, Response, Ui, vec2};

/// What searching may know of the rest of the window.
#[derive(Clone, Copy, Debug)]
pub struct SearchView<'a> {
    /// The words, and what they find.
    pub list: &'a ListState,
    /// Whether the box should take the keyboard now.
    pub take_focus: bool,
}

/// Draws the box, how words are spelled, the way to the guide and the way out.
pub fn search_ui(ui: &mut Ui, view: SearchView<'_>, state: &mut SearchState, actions: &mut Vec<Action>) {
    let list = view.list;
    let mut words = list.words.clone();
    if let Some((text, letter)) = palette::keys(ui, &words, &mut state.palette) {
        actions.push(Action::Search(SearchAction::Taken { text, caret: letter }));
    }
    let under = if state.palette.is_open() { field::Under::Palette } else { field::Under::Nothing };
    let hint = tr("search-hint");
    let width = (ui.available_width() * 0.36).clamp(240.0, 560.0);
    let look = field::Look { hint: &hint, width: Some(width), ..Default::default() };
    let layer = state.palette.layer();
    let ctx = ui.ctx().clone();
    let output = field::keep_keyboard(&ctx, layer, || field::with_list(ui, "search", &mut words, look, under));
    let response = &output.response.response;
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::labeled(egui::Role::TextInput, true, tr("search-label"));
        info.current_text_value = Some(words.clone());
        info
    });
    if view.take_focus {
        response.request_focus();
        caret::mark(ui.ctx(), response.id, &(0..words.chars().count()));
    }
    if let Some(letters) = state.marks.take() {
        response.request_focus();
        caret::mark(ui.ctx(), response.id, &letters);
    }
    keys(ui, response, list, actions);
    if let Some((text, letter)) = palette::list_ui(&words, &output, &mut state.palette, actions) {
        actions.push(Action::Search(SearchAction::Taken { text, caret: letter }));
    }
    if response.changed() {
        actions.push(Action::List(ListAction::Words(words)));
    }
    spelling::spelling_ui(ui, list, actions);
    let guide = ui.add(Button::new("?").min_size(vec2(30.0, 0.0))).on_hover_text(tr("search-guide-hint"));
    guide.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, tr("search-guide")));
    if guide.clicked() {
        actions.push(Action::Search(SearchAction::Guide));
    }
    if list.is_finding() && ui.button(tr("found-clear")).clicked() {
        actions.push(Action::List(ListAction::Words(String::new())));
    }
}

/// The query as chips, and what to know about it: under the box, while something is sought.
pub fn below_ui(ui: &mut Ui, view: SearchView<'_>, state: &SearchState, actions: &mut Vec<Action>) {
    let words = &view.list.words;
    if view.list.is_finding() {
        ui.add_space(2.0);
        chips::chips_ui(ui, words, actions);
        chips::hints_ui(ui, words, state.palette.typing_at(ui));
    }
}

/// Enter shows the first that is found, Down goes into the list, Esc clears the words and goes back to the list.
fn keys(ui: &Ui, response: &Response, list: &ListState, actions: &mut Vec<Action>) {
    let pressed = |key| ui.input(|input| input.key_pressed(key));
    if response.lost_focus() && pressed(Key::Enter) {
        actions.push(Action::Command(Command::FocusList));
        if list.is_finding() {
            actions.push(Action::List(ListAction::First));
        }
    } else if response.lost_focus() && pressed(Key::Escape) {
        actions.push(Action::List(ListAction::Words(String::new())));
        actions.push(Action::Command(Command::FocusList));
    } else if response.has_focus() && pressed(Key::ArrowDown) {
        actions.push(Action::Command(Command::FocusList));
        // a line that was chosen before the words were typed is not what they are about
        if list.is_finding() || list.cursor().is_none() {
            actions.push(Action::List(ListAction::First));
        }
    }
}
