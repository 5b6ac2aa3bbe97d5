//! What the search box offers as one types: the fields of the language, and behind a field its values.
//!
//! Invariant: nothing is taken unasked. Enter takes only what was marked with the arrows; Tab takes the first when none
//! is marked; the list lies over the window, so that nothing moves under it.

use super::{SearchAction, caret};
use crate::background::Token;
use crate::catalogue::query::{Choices, Completion, FieldInfo, complete, quoted};
use crate::i18n::{has, tr, tr_args};
use crate::text::fold;
use crate::ui::action::Action;
use crate::ui::{field, theme};
use eframe::egui::text_edit::TextEditOutput;
use eframe::egui::{self, Button, Id, Key, LayerId, Popup, PopupKind, RectAlign, Sense, Ui, WidgetInfo, vec2};
use std::ops::Range;

/// The list has at most so many lines.
const LINES: usize = 9;
/// Its width in points.
const WIDTH_PT: f32 = 560.0;

/// What is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Offer {
    /// A field, by its name.
    Field(FieldInfo),
    /// What can stand behind a field.
    Value(String),
}

/// The list under the caret.
#[derive(Debug, Default)]
pub(super) struct Palette {
    /// The search box, once it was drawn.
    field: Option<Id>,
    /// What stands in the search box.
    words: String,
    /// The text it is for.
    text: String,
    /// The bytes of the text a taken offer takes the place of.
    place: Range<usize>,
    /// The field whose values are offered, and what is typed of one.
    values_of: Option<(String, String)>,
    token: Option<Token>,
    fixed: Vec<String>,
    found: Vec<String>,
    offers: Vec<Offer>,
    marked: Option<usize>,
}

impl Palette {
    /// Whether something is offered.
    pub(super) const fn is_open(&self) -> bool {
        !self.offers.is_empty()
    }

    /// The layer of the open list.
    pub(super) fn layer(&self) -> Option<LayerId> {
        let field = self.field.filter(|_| self.is_open())?;
        Some(LayerId::new(PopupKind::Popup.order(), list_id(field)))
    }

    /// The byte behind which the caret stands, while the box has the keyboard.
    pub(super) fn typing_at(&self, ui: &Ui) -> Option<usize> {
        let field = self.field.filter(|field| ui.memory(|memory| memory.has_focus(*field)))?;
        let range = egui::TextEdit::load_state(ui.ctx(), field)?.cursor.char_range()?;
        Some(caret::byte_of(&self.words, range.primary.index.0))
    }

    /// Offers nothing any more.
    pub(super) fn close(&mut self) {
        *self = Self { field: self.field, words: std::mem::take(&mut self.words), ..Self::default() };
    }

    /// Something was typed, and the caret stands behind this byte. Returns whether the catalogue is to be asked for
    /// values.
    pub(super) fn typed(&mut self, text: &str, byte: usize) -> bool {
        let before = self.values_of.take();
        let Completion { range, kind } = complete(text, byte);
        let begun = text.get(range.start..byte.min(range.end)).unwrap_or_default().to_owned();
        self.place = range;
        text.clone_into(&mut self.text);
        (self.marked, self.token) = (None, None);
        self.fixed.clear();
        self.offers.clear();
        match kind {
            // an empty place would offer every field after every space
            Choices::Fields(fields) if !begun.is_empty() => {
                self.offers.extend(fields.into_iter().map(Offer::Field));
                self.offers.truncate(LINES);
            }
            Choices::Values { field, begun, fixed } => {
                self.fixed = fixed.iter().map(|&value| value.to_owned()).collect();
                if before.is_none_or(|(other, _)| other != field) {
                    self.found.clear();
                }
                self.values_of = Some((field.to_owned(), begun));
                self.offer_values();
                return true;
            }
            _ => {}
        }
        self.found.clear();
        false
    }

    /// Asks nothing itself: remembers of which request the values are awaited.
    pub(super) const fn awaits(&mut self, token: Token) {
        self.token = Some(token);
    }

    /// Values came.
    pub(super) fn take(&mut self, token: Token, values: &[String]) {
        if self.token == Some(token) {
            let marked = self.marked.and_then(|at| self.offers.get(at)).cloned();
            values.clone_into(&mut self.found);
            self.offer_values();
            self.marked = marked.and_then(|offer| self.offers.iter().position(|other| *other == offer));
        }
    }

    fn offer_values(&mut self) {
        let Some((_, begun)) = &self.values_of else { return };
        let begun = fold(begun.trim_matches('"'));
        // until the answer comes, what fits of the one before: a list that comes and goes cannot be read
        let fits = |value: &&String| {
            fold(value).split(' ').any(|word| word.starts_with(&begun)) || fold(value).starts_with(&begun)
        };
        self.offers.clear();
        for value in self.fixed.iter().chain(self.found.iter().filter(fits)) {
            let offer = Offer::Value(value.clone());
            if !self.offers.contains(&offer) {
                self.offers.push(offer);
            }
        }
        self.offers.truncate(LINES);
        // what is typed to its end needs no offer
        if let [Offer::Value(only)] = self.offers.as_slice()
            && fold(only) == begun
        {
            self.offers.clear();
        }
    }

    fn down(&mut self) {
        self.marked = Some(self.marked.map_or(0, |at| (at + 1).min(self.offers.len().saturating_sub(1))));
    }

    fn up(&mut self) {
        self.marked = self.marked.and_then(|at| at.checked_sub(1));
    }

    /// The text with an offer in its place, and where the caret stands then.
    fn taken(&self, offer: &Offer) -> (String, usize) {
        match offer {
            Offer::Field(field) => caret::put(&self.text, &self.place, &format!("{}:", field.name)),
            Offer::Value(value) => {
                let rest = self.text.get(self.place.end..).unwrap_or_default();
                let space = if rest.starts_with(' ') { "" } else { " " };
                caret::put(&self.text, &self.place, &format!("{}{space}", quoted(value)))
            }
        }
    }
}

/// Before the box is drawn: hears the keys of the open list. Returns the text that is taken and where the caret stands.
pub(super) fn keys(ui: &Ui, text: &str, palette: &mut Palette) -> Option<(String, usize)> {
    if !palette.is_open() {
        return None;
    }
    let has_keyboard = palette.field.is_some_and(|id| ui.memory(|memory| memory.has_focus(id)));
    if !has_keyboard || text != palette.text {
        palette.close();
        return None;
    }
    if field::pressed_alone(ui, Key::Escape) {
        palette.close();
        return None;
    }
    if field::pressed_alone(ui, Key::ArrowDown) {
        palette.down();
    }
    if field::pressed_alone(ui, Key::ArrowUp) {
        palette.up();
    }
    let by_tab = field::pressed_alone(ui, Key::Tab).then(|| palette.marked.unwrap_or(0));
    let by_enter = palette.marked.filter(|_| field::pressed_alone(ui, Key::Enter));
    let offer = by_tab.or(by_enter).and_then(|at| palette.offers.get(at))?.clone();
    let taken = palette.taken(&offer);
    palette.close();
    Some(taken)
}

fn list_id(field: Id) -> Id {
    field.with("palette")
}

/// After the box is drawn: finds what is to be offered when something was typed, and draws the list. Returns the text
/// when an offer was clicked, and where the caret stands then.
pub(super) fn list_ui(
    text: &str,
    output: &TextEditOutput,
    palette: &mut Palette,
    actions: &mut Vec<Action>,
) -> Option<(String, usize)> {
    let response = &output.response.response;
    palette.field = Some(response.id);
    text.clone_into(&mut palette.words);
    if !response.has_focus() {
        palette.close();
        return None;
    }
    let caret = output.cursor_range.map_or_else(|| text.chars().count(), |range| range.primary.index.0);
    if response.changed() && palette.typed(text, caret::byte_of(text, caret)) {
        ask(palette, actions);
    }
    if !palette.is_open() {
        return None;
    }
    let start = caret::letter_of(text, palette.place.start);
    let under = output.galley.pos_from_cursor(egui::text::CCursor::new(start));
    let under = under.translate(output.galley_pos.to_vec2()).with_max_y(response.rect.bottom());
    let clicked = popup_ui(response, under, palette)?;
    let taken = palette.taken(&clicked);
    palette.close();
    Some(taken)
}

/// Wishes for the values of the field the caret stands behind.
pub(super) fn ask(palette: &Palette, actions: &mut Vec<Action>) {
    if let Some((field, begun)) = &palette.values_of {
        let begun = begun.trim_matches('"').to_owned();
        actions.push(Action::Search(SearchAction::Values { field: field.clone(), begun }));
    }
}

fn popup_ui(field: &egui::Response, under: egui::Rect, palette: &Palette) -> Option<Offer> {
    let name = palette.values_of.as_ref().map_or_else(
        || tr("search-palette-fields"),
        |(field, _)| tr_args("search-palette-values", &[("field", field.clone().into())]),
    );
    let shown = Popup::from_response(field)
        .anchor(under)
        .id(list_id(field.id))
        .kind(PopupKind::Popup)
        .open(true)
        .align(RectAlign::BOTTOM_START)
        .gap(4.0)
        .width(WIDTH_PT)
        .accessible_name(name)
        .show(|ui| {
            let mut clicked = None;
            for (at, offer) in palette.offers.iter().enumerate() {
                let of = palette.values_of.as_ref().map_or("", |(field, _)| field.as_str());
                if offer_ui(ui, offer, of, palette.marked == Some(at)) {
                    clicked = Some(offer.clone());
                }
            }
            ui.add_space(2.0);
            ui.label(theme::small(ui, tr("search-palette-keys")));
            clicked
        });
    shown.and_then(|shown| shown.inner)
}

/// A line of the list: a field with what it is and an example, or a value. Returns whether it was clicked.
fn offer_ui(ui: &mut Ui, offer: &Offer, of: &str, is_marked: bool) -> bool {
    let (words, aside) = match offer {
        Offer::Field(field) => (format!("{}:", field.name), field_words(*field)),
        Offer::Value(value) => (value.clone(), value_words(of, value)),
    };
    let mut line = Button::selectable(is_marked, theme::strong(words.as_str())).wrap_mode(egui::TextWrapMode::Extend);
    if !aside.is_empty() {
        line = line.right_text(theme::small(ui, &aside));
    }
    let line = ui.add(line.sense(Sense::CLICK).min_size(vec2(ui.available_width(), 0.0)));
    line.widget_info(|| {
        let name = if aside.is_empty() { words.clone() } else { format!("{words} {aside}") };
        WidgetInfo::selected(egui::Role::ListBoxOption, true, is_marked, name)
    });
    line.clicked()
}

/// What a field is, and an example.
fn field_words(field: FieldInfo) -> String {
    let what = tr(&field.what());
    field.example().map_or_else(|| what.clone(), |example| format!("{what} \u{b7} {}", tr(&example)))
}

/// What a value of a field means, when its word alone does not say it.
fn value_words(field: &str, value: &str) -> String {
    let keys: &[&str] = match field {
        "has" | "missing" => &["role", "property"],
        "status" => &["stage"],
        "series" => &["series"],
        "complete" => &["facet-complete"],
        "spelling" => &["search-spelling"],
        "is" => &["search-is"],
        _ => &[],
    };
    let key = keys.iter().map(|key| format!("{key}-{value}")).find(|key| has(key));
    key.map(|key| tr(&key)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(text: &str) -> Palette {
        let mut palette = Palette::default();
        palette.typed(text, text.len());
        palette
    }

    #[test]
    fn a_field_and_then_a_value_are_taken_where_the_caret_stands() {
        let palette = open("Nowak cam");
        let is_camp = |offer: &&Offer| matches!(offer, Offer::Field(field) if field.name == "camp");
        let field = palette.offers.iter().find(is_camp).cloned().unwrap();
        assert_eq!(palette.taken(&field), ("Nowak camp:".to_owned(), 11));
        let mut palette = open("Nowak camp:Aus");
        palette.awaits(Token(2));
        palette.take(Token(1), &["Stutthof".into()]);
        assert!(!palette.is_open(), "a late answer is not shown");
        palette.take(Token(2), &["Auschwitz".into(), "Stalag VIII B Ausland".into(), "Stutthof".into()]);
        assert_eq!(palette.offers.len(), 2, "what does not fit what is typed now is left out");
        assert_eq!(palette.taken(&palette.offers[0].clone()).0, "Nowak camp:Auschwitz ");
        assert_eq!(palette.taken(&palette.offers[1].clone()).0, "Nowak camp:\"Stalag VIII B Ausland\" ");
    }

    #[test]
    fn after_a_space_nothing_is_offered_and_fixed_values_are_there_at_once() {
        assert!(!open("Nowak ").is_open() && !open("").is_open());
        assert!(open("has:por").offers.contains(&Offer::Value("portrait".into())));
        assert!(!open("has:portrait").is_open(), "it is typed to its end");
    }

    #[test]
    fn the_mark_moves_with_the_arrows_and_typing_forgets_it() {
        let mut palette = open("n");
        assert!(palette.offers.len() > 1 && palette.marked.is_none());
        palette.down();
        palette.down();
        palette.up();
        assert_eq!(palette.marked, Some(0));
        palette.up();
        assert_eq!(palette.marked, None);
        palette.down();
        palette.typed("na", 2);
        assert_eq!(palette.marked, None);
    }
}
