//! What a field offers after two letters: the terms printed on the form, wordings of this catalogue, its places.
//!
//! Invariant: nothing is taken unasked. Enter takes only what was chosen with the arrows, Tab takes nothing, and the
//! list lies over the page, so that nothing moves under it.

use super::drafts::{Key, Slot};
use super::model::BoxModel;
use super::{Desk, PageAction, PageState};
use crate::background::{Request, Store, Token};
use crate::catalogue::{WordingFound, WordingOrigin};
use crate::i18n::{tr, tr_args};
use crate::model::Datatype;
use crate::text::fold;
use crate::ui::{field, theme};
use eframe::egui;
use egui::{Button, Id, Key as Press, LayerId, Popup, PopupKind, RectAlign, Response, Sense, Ui};

/// A list has at most so many lines.
const LINES: usize = 8;
/// So many letters are typed before anything is offered.
const LETTERS: usize = 2;

/// A wording that is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Offer {
    text: String,
    /// Where it comes from; `None` for a term printed on the form.
    origin: Option<WordingOrigin>,
}

impl Offer {
    /// Where it comes from, in small words.
    fn words(&self) -> String {
        match self.origin {
            None => tr("page-offer-printed"),
            Some(WordingOrigin::Used(uses)) => tr_args("page-offer-used", &[("count", uses.into())]),
            Some(WordingOrigin::Place) => tr("page-offer-place"),
            Some(WordingOrigin::GivenName) => tr("page-offer-given-name"),
        }
    }
}

/// The list under a field.
#[derive(Debug, Default)]
pub(super) struct Completion {
    /// The field.
    of: Option<Key>,
    /// Its editor.
    id: Option<Id>,
    /// What is typed in it.
    words: String,
    /// The terms printed on the form.
    terms: Vec<String>,
    /// The request under way.
    token: Option<Token>,
    found: Vec<WordingFound>,
    /// What is shown.
    offers: Vec<Offer>,
    chosen: Option<usize>,
    /// What is offered behind the cursor: all of the wording.
    ghost: Option<String>,
}

/// What is offered for these words: printed terms that begin like them, then what was found, none twice.
fn offers(words: &str, terms: &[String], found: &[WordingFound]) -> Vec<Offer> {
    let begin = fold(words);
    let printed = terms.iter().filter(|term| fold(term).starts_with(&begin));
    let printed = printed.map(|term| Offer { text: term.clone(), origin: None });
    let found = found.iter().map(|found| Offer { text: found.text.clone(), origin: Some(found.origin) });
    let mut offers: Vec<Offer> = Vec::new();
    for offer in printed.chain(found) {
        let is_typed = offer.text.trim() == words.trim();
        if !is_typed && offers.iter().all(|known| known.text != offer.text) {
            offers.push(offer);
        }
    }
    offers.truncate(LINES);
    offers
}

/// Whether so much is typed that something can be offered.
fn is_enough(words: &str) -> bool {
    words.chars().filter(|letter| letter.is_alphabetic()).count() >= LETTERS
}

impl Completion {
    /// Something was typed in a field. Returns whether the catalogue is to be asked.
    fn typed(&mut self, key: &Key, id: Id, words: &str, terms: &[String]) -> bool {
        if self.of.as_ref() != Some(key) {
            *self = Self { of: Some(key.clone()), id: Some(id), terms: terms.to_vec(), ..Self::default() };
        }
        words.clone_into(&mut self.words);
        (self.chosen, self.token, self.ghost) = (None, None, None);
        if !is_enough(words) {
            self.found.clear();
            self.offers.clear();
            return false;
        }
        // until the answer comes, what fits of the one before: a list that comes and goes cannot be read
        let begin = fold(words);
        self.found.retain(|found| fold(&found.text).starts_with(&begin));
        self.offers = offers(words, &self.terms, &self.found);
        true
    }

    /// Takes an answer in, unless it is none of what is typed now.
    pub(super) fn take(&mut self, token: Token, found: &[WordingFound]) {
        if self.token != Some(token) {
            return;
        }
        let chosen = self.chosen.and_then(|at| self.offers.get(at)).map(|offer| offer.text.clone());
        found.clone_into(&mut self.found);
        self.offers = offers(&self.words, &self.terms, &self.found);
        self.chosen = chosen.and_then(|text| self.offers.iter().position(|offer| offer.text == text));
    }

    /// Closes the list.
    pub(super) fn close(&mut self) {
        *self = Self::default();
    }

    /// The layer of the open list.
    pub(super) fn layer(&self) -> Option<LayerId> {
        let id = self.id.filter(|_| !self.offers.is_empty())?;
        Some(LayerId::new(PopupKind::Popup.order(), list_id(id)))
    }

    /// Whether the list of a field is open.
    fn is_open(&self, key: &Key) -> bool {
        self.of.as_ref() == Some(key) && !self.offers.is_empty()
    }

    fn down(&mut self) {
        self.chosen = Some(self.chosen.map_or(0, |at| (at + 1).min(self.offers.len().saturating_sub(1))));
    }

    fn up(&mut self) {
        self.chosen = self.chosen.and_then(|at| at.checked_sub(1));
    }

    /// The rest of the best wording, when it goes on exactly as it is typed.
    fn rest(&self) -> Option<&str> {
        self.offers.first()?.text.strip_prefix(&self.words).filter(|rest| !rest.is_empty())
    }
}

impl PageState {
    /// The box of a field that something may be offered for.
    fn offered_box(&self, key: &Key) -> Option<&BoxModel> {
        let (Slot::Box(id) | Slot::Further(id, _)) = &key.slot else { return None };
        let model = self.model.as_ref()?;
        let a_box = model.sides.iter().flat_map(|side| &side.boxes).find(|a_box| a_box.id == *id)?;
        matches!(a_box.datatype, Datatype::Text | Datatype::Name | Datatype::Place | Datatype::Enum).then_some(a_box)
    }

    /// Asks for wordings that begin as is typed.
    pub(super) fn ask_wordings(&mut self, key: &Key, store: &Store) {
        let Some(a_box) = self.offered_box(key) else { return };
        let (property, datatype, words) = (a_box.property.clone(), a_box.datatype, self.completion.words.clone());
        let token = Self::ask(store, |token| Request::Wordings { property, datatype, words, token });
        self.completion.token = Some(token);
    }
}

/// Before a field is drawn: hears the keys of its open list. Returns the wording that is taken, and whether the list is
/// open. Enter is heard by the field as well, which is left by it.
pub(super) fn keys(ui: &Ui, key: &Key, desk: &mut Desk<'_>) -> (Option<String>, bool) {
    let list = &mut desk.state.completion;
    if !list.is_open(key) {
        return (None, false);
    }
    if !list.id.is_some_and(|id| ui.memory(|memory| memory.has_focus(id))) {
        list.close();
        return (None, false);
    }
    if field::pressed_alone(ui, Press::Escape) {
        // the field is left by the next Esc only
        list.offers.clear();
        list.token = None;
        return (None, true);
    }
    if field::pressed_alone(ui, Press::ArrowDown) {
        list.down();
    }
    if field::pressed_alone(ui, Press::ArrowUp) {
        list.up();
    }
    let entered = ui.input(|input| input.key_pressed(Press::Enter) && input.modifiers.is_none());
    let chosen = list.chosen.filter(|_| entered).and_then(|at| list.offers.get(at)).map(|offer| offer.text.clone());
    let ghost = list.ghost.clone().filter(|_| chosen.is_none());
    let ghost = ghost.filter(|_| field::pressed_alone(ui, Press::ArrowRight) || field::pressed_alone(ui, Press::End));
    let taken = chosen.or(ghost);
    if taken.is_some() {
        list.close();
    }
    (taken, true)
}

fn list_id(field: Id) -> Id {
    field.with("wordings")
}

/// After a field is drawn: asks for wordings when something was typed, and draws the list. Returns what was clicked.
pub(super) fn list_ui(
    ui: &Ui,
    key: &Key,
    text: &str,
    output: &egui::text_edit::TextEditOutput,
    desk: &mut Desk<'_>,
) -> Option<String> {
    let response = &output.response.response;
    if !response.has_focus() || !desk.can_write() {
        if desk.state.completion.of.as_ref() == Some(key) {
            desk.state.completion.close();
        }
        return None;
    }
    if response.changed() {
        let terms = desk.state.offered_box(key)?.terms.clone();
        if desk.state.completion.typed(key, response.id, text, &terms) {
            desk.want(PageAction::Wordings(key.clone()));
        }
    }
    if !desk.state.completion.is_open(key) {
        return None;
    }
    let name = desk.state.offered_box(key).map(|a_box| a_box.label.clone()).unwrap_or_default();
    ghost_ui(ui, text, output, &mut desk.state.completion);
    let taken = popup_ui(response, &name, &desk.state.completion);
    if taken.is_some() {
        desk.state.completion.close();
    }
    taken
}

fn popup_ui(field: &Response, of: &str, list: &Completion) -> Option<String> {
    let shown = Popup::from_response(field)
        .id(list_id(field.id))
        .kind(PopupKind::Popup)
        .open(true)
        .align(RectAlign::BOTTOM_START)
        .align_alternatives(&[RectAlign::TOP_START])
        .gap(2.0)
        .width(field.rect.width().max(220.0))
        .accessible_name(tr_args("page-offers-of", &[("name", of.into())]))
        .show(|ui| {
            let mut clicked = None;
            for (at, offer) in list.offers.iter().enumerate() {
                let is_chosen = list.chosen == Some(at);
                let words = offer.words();
                let mut line = Button::selectable(is_chosen, offer.text.as_str());
                line = line.right_text(theme::small(ui, &words)).sense(Sense::CLICK);
                let line = ui.add(line.min_size(egui::vec2(ui.available_width(), 0.0)));
                line.widget_info(|| {
                    let name = format!("{}, {words}", offer.text);
                    egui::WidgetInfo::selected(egui::Role::ListBoxOption, true, is_chosen, name)
                });
                if line.clicked() {
                    clicked = Some(offer.text.clone());
                }
            }
            clicked
        });
    shown.and_then(|shown| shown.inner)
}

/// Shows the rest of the best wording behind the cursor, in the colour of a hint.
fn ghost_ui(ui: &Ui, text: &str, output: &egui::text_edit::TextEditOutput, list: &mut Completion) {
    list.ghost = None;
    let end = text.chars().count();
    let is_at_end = output.cursor_range.is_some_and(|range| range.is_empty() && range.primary.index.0 == end);
    let Some(rest) = list.rest().filter(|_| is_at_end && list.chosen.is_none()) else { return };
    let at = output.galley_pos + egui::vec2(output.galley.size().x, 0.0);
    let font = egui::TextStyle::Body.resolve(ui.style());
    let colour = theme::palette(ui).weak;
    let galley = ui.painter().layout_no_wrap(rest.to_owned(), font, colour);
    let field = output.response.response.rect;
    if at.x + galley.size().x < field.right() {
        ui.painter_at(field).galley(at, galley, colour);
        list.ghost = Some(format!("{text}{rest}"));
    }
}

/// Puts a taken wording into a field, with the cursor behind it.
pub(super) fn put(ui: &Ui, id: Id, key: &Key, taken: &str, desk: &mut Desk<'_>) {
    if let Some(draft) = desk.state.drafts.get(key) {
        taken.clone_into(&mut draft.text);
        draft.edited();
        field::cursor_to_end(ui.ctx(), id, taken);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::EntryId;

    fn found(text: &str, uses: u64) -> WordingFound {
        WordingFound { text: text.to_owned(), origin: WordingOrigin::Used(uses) }
    }

    fn key() -> Key {
        Key { entry: EntryId::fresh(), slot: Slot::Box("place".into()) }
    }

    fn texts(list: &Completion) -> Vec<&str> {
        list.offers.iter().map(|offer| offer.text.as_str()).collect()
    }

    #[test]
    fn printed_terms_come_first_and_nothing_twice() {
        let terms = ["Stalag".to_owned(), "Oflag".to_owned()];
        let found = [found("Stalag", 3), found("Stalag 308", 12), found("st", 1)];
        let list = offers("st", &terms, &found);
        assert_eq!(list.iter().map(|offer| offer.text.as_str()).collect::<Vec<_>>(), ["Stalag", "Stalag 308"]);
        assert_eq!((list[0].origin, list[1].origin), (None, Some(WordingOrigin::Used(12))));
        let many: Vec<WordingFound> = (0..20).map(|no| self::found(&format!("st{no}"), 1)).collect();
        assert_eq!(offers("st", &[], &many).len(), LINES);
    }

    #[test]
    fn two_letters_are_needed() {
        for (words, enough) in [("", false), ("S", false), ("7 1", false), ("St", true), ("Пог", true)] {
            assert_eq!(is_enough(words), enough, "{words}");
        }
    }

    #[test]
    fn a_late_answer_to_other_words_is_not_shown() {
        let (mut list, key, id) = (Completion::default(), key(), Id::unique("field"));
        assert!(list.typed(&key, id, "St", &[]));
        list.token = Some(Token(1));
        assert!(list.typed(&key, id, "Ste", &[]));
        list.token = Some(Token(2));
        list.take(Token(1), &[found("Stalag 308", 2)]);
        assert!(!list.is_open(&key));
        list.take(Token(2), &[found("Stettin", 2)]);
        assert_eq!(texts(&list), ["Stettin"]);
        assert_eq!(list.rest(), Some("ttin"));
    }

    #[test]
    fn nothing_is_chosen_until_an_arrow_says_so_and_typing_on_forgets_it() {
        let (mut list, key, id) = (Completion::default(), key(), Id::unique("field"));
        list.typed(&key, id, "St", &[]);
        list.token = Some(Token(1));
        list.take(Token(1), &[found("Stalag", 2), found("Stettin", 1)]);
        assert_eq!(list.chosen, None);
        for (press, chosen) in
            [('d', Some(0)), ('d', Some(1)), ('d', Some(1)), ('u', Some(0)), ('u', None), ('u', None)]
        {
            if press == 'd' {
                list.down();
            } else {
                list.up();
            }
            assert_eq!(list.chosen, chosen);
        }
        list.down();
        list.typed(&key, id, "Ste", &[]);
        assert_eq!((list.chosen, texts(&list)), (None, vec!["Stettin"]));
        list.typed(&key, id, "S", &[]);
        assert!(!list.is_open(&key));
    }
}
